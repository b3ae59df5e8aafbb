"""Promises to those who find out that two things are one, or that one is two."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from rawabit import Graph, Iri, SchemaError, UnknownEntity

SUMMIT = Path(__file__).parents[2] / "examples/data/summit.json"


@pytest.fixture
def graph() -> Graph:
    """Dubai's police under two names, each said something of by a paper."""
    graph = Graph()
    graph.add("NewsArticle", id="khabar", name="خبر")
    graph.add("PoliceForce", id="dubai-police", name="Dubai Police", ids={"wikidata": "Q3040348"})
    graph.add("PoliceForce", id="شرطة-دبي", name="شرطة دبي")
    graph.country("QA")
    graph.relate("dubai-police", "meetsWith", "qatar", source="khabar", id="first")
    graph.relate("شرطة-دبي", "cooperatesWith", "qatar", source="khabar", confidence=0.7, id="second")
    return graph


def test_what_was_said_of_the_other_is_said_of_the_kept_one(graph: Graph) -> None:
    before = len(graph)
    kept = graph.merge("dubai-police", graph["شرطة-دبي"])
    assert (kept.id, len(graph)) == ("dubai-police", before - 1)
    assert kept.names["ar"] == ["شرطة دبي"]
    assert sorted(claim.relation for claim in graph.claims("dubai-police")) == ["cooperatesWith", "meetsWith"]
    assert graph["شرطة-دبي"] == kept, "the old name leads to it"
    said = "ASK { ?kept rb:cooperatesWith ?qatar ; owl:sameAs ?old }"
    known = {"kept": kept, "qatar": graph["qatar"], "old": Iri("https://example.org/id/شرطة-دبي")}
    assert graph.ask(said, bindings=known)


def test_unmerging_gives_back_what_there_was(graph: Graph) -> None:
    before = graph.write(format="nquads")
    graph.merge("dubai-police", "شرطة-دبي")
    assert graph.write(format="nquads") != before
    assert graph.unmerge("شرطة-دبي").name == "شرطة دبي"
    assert graph.write(format="nquads") == before


def test_what_was_known_before_shows_two() -> None:
    hours = iter(range(100))
    start = datetime(2024, 3, 6, tzinfo=timezone.utc)
    graph = Graph(clock=lambda: start + timedelta(hours=next(hours)))
    graph.add("PoliceForce", id="a")
    graph.add("PoliceForce", id="b")
    graph.merge("a", "b")
    assert len(graph) == 1
    assert len(graph.view(known=start + timedelta(hours=1))) == 2


def test_several_merge_in_one_call_or_none_does(graph: Graph) -> None:
    graph.add("PoliceForce", id="third")
    before = graph.write(format="nquads")
    with pytest.raises(UnknownEntity, match="thrid"):
        graph.merge("dubai-police", "شرطة-دبي", "thrid")
    assert graph.write(format="nquads") == before
    graph.merge("dubai-police", "شرطة-دبي", "third")
    assert {graph["third"], graph["شرطة-دبي"]} == {graph["dubai-police"]}


def test_what_cannot_be_one_is_refused_and_says_why(graph: Graph) -> None:
    graph.country("OM")
    with pytest.raises(SchemaError, match=r"isoAlpha2.*a thing has one"):
        graph.merge("qatar", "oman")
    with pytest.raises(SchemaError, match="nothing was"):
        graph.unmerge("qatar")
    with pytest.raises(TypeError, match=r"keep.*Entity"):
        graph.merge(5, "qatar")  # pyright: ignore[reportArgumentType]


def test_a_merge_of_nothing_or_of_the_same_twice_is_a_mistake(graph: Graph) -> None:
    with pytest.raises(SchemaError, match='name at least one entity that is the same as "dubai-police"'):
        graph.merge("dubai-police")
    for others in (["dubai-police"], ["شرطة-دبي", "شرطة-دبي"]):
        with pytest.raises(SchemaError, match="it is the kept one already"):
            graph.merge("dubai-police", *others)
    assert "شرطة-دبي" in {entity.id for entity in graph}


def test_the_id_of_a_merged_entity_is_taken(graph: Graph) -> None:
    graph.merge("dubai-police", "شرطة-دبي")
    with pytest.raises(SchemaError, match=r'"شرطة-دبي" is in the graph already; set\(\) changes it'):
        graph.add("PoliceForce", id="شرطة-دبي")


def test_a_claim_remembers_the_entity_it_was_made_about(graph: Graph) -> None:
    def said_of() -> set[tuple[str, str | None]]:
        return {claim.said_of for claim in graph.claims()}

    before = said_of()
    assert before == {("dubai-police", "qatar"), ("شرطة-دبي", "qatar")}
    graph.merge("dubai-police", "شرطة-دبي")
    assert {claim.subject.id for claim in graph.claims()} == {"dubai-police"}
    assert said_of() == before
    graph.unmerge("شرطة-دبي")
    assert said_of() == before
    assert graph.relate("khabar", "date", "2024-03-05").said_of == ("khabar", None)


@pytest.mark.parametrize(("keep", "other"), [("qatar-police", "moi-qatar"), ("moi-qatar", "qatar-police")])
def test_what_is_read_again_after_a_merge_changes_nothing(keep: str, other: str) -> None:
    graph = Graph()
    graph.read(SUMMIT)
    export = graph.write(format="nquads")
    graph.merge(keep, other)
    merged = graph.write(format="nquads")
    assert graph.read(SUMMIT).counts["claims"] == 0
    assert graph.write(format="nquads") == merged
    for quads in (export, merged):
        graph.read(quads, format="nquads")
        assert graph.write(format="nquads") == merged


def test_the_same_said_again_of_either_end_is_the_claim_that_is_there() -> None:
    graph = Graph()
    for id in ("a", "b", "o"):
        graph.add("Organization", id=id)
    graph.document("نص", id="doc")
    first = graph.relate("b", "memberOf", "o", source="doc")
    graph.merge("a", "b")
    assert {graph.relate(name, "memberOf", "o", source="doc").id for name in ("a", "b")} == {first.id}
    rows = [{"subject": name, "relation": "memberOf", "object": "o", "source": "doc"} for name in ("a", "b")]
    assert graph.add_claims(rows).counts["merged"] == 2
    assert len(list(graph.claims())) == 1

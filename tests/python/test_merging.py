"""Promises to those who find out that two things are one, or that one is two."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from rawabit import Graph, Iri, SchemaError, UnknownEntity


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

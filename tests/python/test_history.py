"""Promises to those who ask what was known of claims and texts, and who read or say again what was revised."""

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from rawabit import Graph, UnknownEntity, View

ROOT = Path(__file__).parents[2]
DAY = datetime(2024, 3, 5, tzinfo=timezone.utc)


class Days:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = DAY

    def __call__(self) -> datetime:
        return self.now

    def pass_one(self) -> datetime:
        self.now += timedelta(days=1)
        return self.now


@pytest.mark.parametrize("is_compact", [False, True])
def test_a_document_is_read_again_after_its_claims_got_other_words(*, is_compact: bool) -> None:
    graph = Graph()
    path = ROOT / "examples/data/summit.json"
    graph.read(path)
    hedged = next(claim for claim in graph.claims() if claim.hedge)
    attributed = next(claim for claim in graph.claims() if claim.attributed_to)
    graph.revise(hedged, hedge="بحسب خبراء")
    graph.revise(attributed, attributed_to=None)
    if is_compact:
        graph.compact()
    before = len(list(graph.claims()))
    report = graph.read(path)
    assert report.counts["merged"] > 0
    assert len(list(graph.claims())) == before
    [now] = [claim.hedge for claim in graph.claims() if claim == hedged]
    assert [str(words) for words in now] == ["بحسب خبراء"]


def test_relate_finds_the_claim_that_it_made_before_its_words_were_revised() -> None:
    graph = Graph()
    graph.add("Country", id="a")
    graph.add("Summit", id="s")
    claim = graph.relate("a", "participatesIn", "s", hedge="perhaps")
    graph.revise(claim, hedge="surely")
    again = graph.relate("a", "participatesIn", "s", hedge="perhaps")
    assert [str(words) for words in again.hedge] == ["surely"]
    report = graph.add_claims([{"subject": "a", "relation": "participatesIn", "object": "s", "hedge": "perhaps"}])
    assert {what: n for what, n in report.counts.items() if n} == {"merged": 1}


def test_a_claim_is_recorded_when_its_words_last_changed() -> None:
    clock = Days()
    graph = Graph(clock=clock)
    graph.add("Country", id="a")
    graph.add("Summit", id="s")
    graph.document("one two three", id="d")
    first = clock.pass_one()
    claim = graph.relate("a", "participatesIn", "s", source="d", evidence=["one", "three"], hedge="perhaps")
    assert claim.recorded_at == first
    changes: list[dict[str, Any]] = [{"hedge": "surely"}, {"attributed_to": "a"}, {"evidence": None}]
    for change in changes:
        then = clock.pass_one()
        assert graph.revise(claim, **change).recorded_at == then
    known = graph.view(known=first)
    [before] = known.claims()
    assert (before.recorded_at, [str(words) for words in before.hedge]) == (first, ["perhaps"])


def test_forget_erases_the_version_that_was_attributed_to_what_is_forgotten() -> None:
    clock = Days()
    graph = Graph(clock=clock)
    graph.add("Country", id="a")
    graph.add("Country", id="bb")
    graph.add("Summit", id="s")
    first = clock.pass_one()
    claim = graph.relate("a", "participatesIn", "s", attributed_to="bb")
    second = clock.pass_one()
    graph.revise(claim, attributed_to=None)
    clock.pass_one()
    graph.remove("bb")
    clock.pass_one()
    graph.forget(entity="bb")
    assert list(graph.view(known=first).claims()) == []
    assert not graph.view(known=first).ask("ASK { ?a rb:participatesIn ?s }")
    assert [claim.attributed_to for claim in graph.view(known=second).claims()] == [[]]


def test_a_text_is_known_since_it_came_and_where_it_was() -> None:
    clock = Days()
    graph = Graph(clock=clock)
    start = clock.now
    graph.add("Document", id="y")
    came = clock.pass_one()
    graph.document("the words of x", id="x")
    merged = clock.pass_one()
    graph.merge("y", "x")
    apart = clock.pass_one()
    graph.unmerge("x")
    graph.compact()

    def text(view: View, document: str) -> str | None:
        try:
            return view.text(document)
        except UnknownEntity:
            return None

    def known(then: datetime) -> list[str | None]:
        view = graph.view(known=then)
        return [text(view, document) for document in ("x", "y")]

    words = "the words of x"
    assert known(start) == [None, None]
    assert known(came) == [words, None]
    assert known(merged) == [words, words], "one document by two names"
    assert known(apart) == [words, None]
    clock.pass_one()
    graph.remove("x", cascade=True)
    for then in (start, came, merged, apart, clock.now):
        assert known(then) == [None, None], "what was taken out is gone for good"

"""Promises to those who look at a part of a graph: as of a day, as known on a day, by what is said."""

from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from rawabit import Claim, Graph, Iri, SchemaError, TransactionError, UnknownEntity, View

ROOT = Path(__file__).parents[2]
DAY = datetime(2024, 3, 5, tzinfo=timezone.utc)


@pytest.fixture(scope="module")
def seed() -> Graph:
    graph = Graph()
    graph.read(ROOT / "examples/data/summit.json")
    return graph


def ids(view: View) -> set[str]:
    return {claim.id.rpartition("/")[2] for claim in view.claims()}


# ---- as of a day ----------------------------------------------------------------------------------------------


def test_the_summit_as_of_two_days_differs_as_it_should(seed: Graph) -> None:
    then, later = seed.view(at="2024-03-06"), seed.view(at=date(2024, 4, 1))
    assert ids(seed) - ids(then) == {"r081"}, "the world cup was in 2022"
    assert ids(seed) - ids(later) == {"r002", "r013", "r018", "r044", "r081"}
    asked = "ASK { ex:qatar rb:participatesIn ex:wps-2024 }"
    assert (then.ask(asked), later.ask(asked)) == (True, False)
    assert [claim.id for claim in later.claims("qatar", "participatesIn", "wps-2024")] == []
    assert "dubai" in [e.id for e in then.neighbors("wps-2024", relation="takesPlaceIn")]
    assert "dubai" not in [e.id for e in later.neighbors("wps-2024", relation="takesPlaceIn")]
    assert b"claim/article/r018>" not in later.write(format="nt")
    assert b"claim/article/r018>" in then.write(format="nt")


def test_a_stretch_of_time_and_what_is_certain(seed: Graph) -> None:
    assert ids(seed.view(during=("2022", "2023"))) - ids(seed.view(at="2024-04-01")) == {"r081"}
    assert ids(seed.view(during=(None, "2023"))) == ids(seed.view(during=("2022", "2023")))
    assert ids(seed.view(during=("2024-03-07", None))) == ids(seed) - {"r081"}
    assert ids(seed.view(at="2024-03-06", certain=True)) == {"r002", "r013", "r018", "r044"}


def test_claims_by_modality_are_counted_as_they_are_said(seed: Graph) -> None:
    counts = {"fact": 72, "reported": 61, "evaluative": 32, "normative": 3, "predicted": 2}
    for modality, count in counts.items():
        narrow: Any = [modality]
        assert len(list(seed.view(modality=narrow).claims())) == count


def test_a_plain_select_never_gives_a_prediction(seed: Graph) -> None:
    for claim in [*seed.claims(modality="predicted"), *seed.claims(modality="normative")]:
        assert not claim.asserted
        statement = {"s": claim.subject, "p": predicate(claim), "o": claim.object}
        asked = "SELECT ?claim { ?s ?p ?o BIND(1 AS ?claim) }"
        assert len(seed.query(asked, bindings=statement)) == 0, claim
        assert len(seed.view(modality=["predicted", "normative"]).query(asked, bindings=statement)) == 1, "asked for it"


def predicate(claim: Claim) -> Iri:
    return Iri(f"https://w3id.org/rawabit/ns#{claim.relation}")


# ---- by types, relations, sources, confidence, polarity, graphs -------------------------------------------------


def test_every_filter_narrows_everything_that_asks() -> None:
    graph = Graph()
    for country in ("QA", "OM", "AE"):
        graph.country(country)
    graph.document("one", id="one")
    graph.document("two", id="two")
    graph.add("Summit", "Summit", id="wps")
    graph.relate("qatar", "meetsWith", "oman", source="one", confidence=0.9, id="a")
    graph.relate("qatar", "meetsWith", "united-arab-emirates", source="two", confidence=0.4, id="b")
    graph.relate("qatar", "hosts", "wps", source="two", polarity="negative", id="c")

    def seen(**filters: Any) -> tuple[set[str], set[str]]:
        view = graph.view(**filters)
        entities = {entity.id for entity in view}
        assert len(view) == len(entities)
        assert entities == {entity.id for entity in graph if entity in view}
        return entities, ids(view)

    everything = {"qatar", "oman", "united-arab-emirates", "one", "two", "wps"}
    assert seen() == (everything, {"a", "b", "c"})
    assert seen(types=["Place"]) == ({"qatar", "oman", "united-arab-emirates"}, {"a", "b"})
    assert seen(relations=["hosts"]) == ({"two"}, {"c"})
    assert seen(relations=["hosts"], polarity=["negative"]) == ({"qatar", "wps", "two"}, {"c"})
    assert seen(sources=["one"]) == ({"qatar", "oman", "one"}, {"a"})
    assert seen(sources=[graph["two"]], min_confidence=0.3) == ({"qatar", "united-arab-emirates", "two"}, {"b"})
    assert seen(min_confidence=0.5) == ({"qatar", "oman", "one"}, {"a"})
    assert seen(types=[]) == (set(), set())
    narrow = graph.view(sources=["two"]).view(relations=["meetsWith"])
    assert ids(narrow) == {"b"}, "views compose"
    assert ids(narrow.view()) == {"b"}
    assert [path.entities[-1].id for path in narrow.paths("qatar", "united-arab-emirates")] == ["united-arab-emirates"]
    assert [e.id for e in narrow.neighbors("qatar")] == ["united-arab-emirates"]
    assert narrow.query("SELECT (COUNT(*) AS ?n) { ?x rb:meetsWith ?y }")["n"] == [1]


def test_named_graphs_are_chosen() -> None:
    graph = Graph()
    graph.read(b"GRAPH <http://g/1> { <http://a/1> <http://a/p> 1 } <http://a/2> <http://a/p> 2 .", format="trig")
    asked = "SELECT ?n { ?s <http://a/p> ?n } ORDER BY ?n"
    assert graph.query(asked)["n"] == [2]
    assert graph.view(graphs=["http://g/1"]).query(asked)["n"] == [1]
    assert graph.view(graphs=["default", "http://g/1"]).query(asked)["n"] == [1, 2]
    with pytest.raises(SchemaError, match="there is no such graph; there are http://g/1"):
        graph.view(graphs=["http://g/2"])


def test_a_view_says_by_what_it_is_narrowed_and_what_lies_outside(seed: Graph) -> None:
    view = seed.view(at="2024-03-06", sources=["article"]).view(min_confidence=0.7, modality=["fact", "reported"])
    assert repr(view).endswith("; at 2024-03-06, sources article, modality fact, reported, confidence from 0.7>")
    assert "at 2024-03-06" in view._repr_html_()
    view = seed.view(relations=["memberOf"])
    with pytest.raises(UnknownEntity, match=r'^entity "wps-2024" is in the graph, but outside this view'):
        view["wps-2024"]
    with pytest.raises(UnknownEntity, match=r'^no entity "wps-2042" in the graph'):
        view["wps-2042"]
    assert view.get("wps-2024") is None
    assert "wps-2024" not in view


def test_mistakes_are_named(seed: Graph) -> None:
    view: Any = seed.view
    mistakes: list[tuple[dict[str, Any], type[Exception], str]] = [
        ({"at": "2024-13"}, SchemaError, "2024-13"),
        ({"at": 5}, TypeError, "at: expected a str, a Time, a date or a datetime, got int"),
        ({"during": "2024"}, TypeError, r"during: expected \(from, until\), two times"),
        ({"during": ("2025", "2024")}, SchemaError, "it ends before it starts"),
        ({"certain": True}, SchemaError, "it needs at or during"),
        ({"types": "Summit"}, TypeError, "types: expected a list of str, got str"),
        ({"types": ["Sumit"]}, SchemaError, 'did you mean "Summit"'),
        ({"relations": ["memberOff"]}, SchemaError, 'did you mean "memberOf"'),
        ({"sources": "article"}, TypeError, "sources: expected a list of ids"),
        ({"sources": ["artikle"]}, UnknownEntity, 'did you mean "article"'),
        ({"min_confidence": 2}, SchemaError, "it lies between 0 and 1"),
        ({"modality": ["maybe"]}, SchemaError, r'"modality\[0\]" does not take "maybe": it is "fact", '),
        ({"polarity": "negative"}, TypeError, "polarity: expected a list of str, got str"),
    ]
    for given, kind, message in mistakes:
        with pytest.raises(kind, match=message):
            view(**given)


# ---- as known on a day ------------------------------------------------------------------------------------------


class Clock:
    """A clock that is set."""

    def __init__(self) -> None:
        self.now = DAY

    def __call__(self) -> datetime:
        return self.now

    def tick(self, days: int = 1) -> datetime:
        self.now += timedelta(days=days)
        return self.now


def told(day: int) -> datetime:
    return DAY + timedelta(days=day)


def grown() -> tuple[Graph, Clock]:
    """Said on day 1, said anew on day 2, removed on day 3."""
    clock = Clock()
    graph = Graph(clock=clock)
    with graph.transaction():
        graph.country("QA")
        graph.country("OM")
    clock.tick()
    claim = graph.relate("qatar", "meetsWith", "oman", confidence=0.5, id="c1")
    assert claim.recorded_at == told(1)
    clock.tick()
    claim = graph.revise(claim, confidence=0.9)
    assert (claim.recorded_at, claim.confidence) == (told(2), 0.9)
    clock.tick()
    graph.remove(claim)
    return graph, clock


def sure(graph: Graph, known: datetime) -> list[float | None]:
    return [claim.confidence for claim in graph.view(known=known).claims()]


def test_what_was_known_is_seen_as_it_was() -> None:
    graph, _ = grown()
    second = timedelta(seconds=1)
    assert sure(graph, told(1) - second) == []
    assert sure(graph, told(1)) == [0.5]
    assert sure(graph, told(2) - second) == [0.5]
    assert sure(graph, told(2)) == [0.9]
    assert sure(graph, told(3)) == []
    assert len(graph.view(known=DAY - second)) == 0, "before the first commit there was nothing"
    view = graph.view(known=told(1))
    assert [claim.recorded_at for claim in view.claims()] == [told(1)]
    assert view.ask("ASK { <qatar> rb:meetsWith <oman> ~ ?claim }")
    assert repr(view) == "<View: 2 entities, 1 claim; known by 2024-03-06T00:00:00Z>"
    arabia = timezone(timedelta(hours=3))
    assert sure(graph, told(1).astimezone(arabia)) == [0.5], "a moment is a moment in every zone"


def test_a_naive_datetime_is_an_error_that_says_how_to_mend_it() -> None:
    graph, _ = grown()
    with pytest.raises(SchemaError, match=r"it has no time zone; make it aware: .*tzinfo=timezone.utc"):
        graph.view(known=datetime(2024, 3, 6))  # noqa: DTZ001
    with pytest.raises(SchemaError, match='"before" does not take "2024-03-06 00:00:00": it has no time zone'):
        graph.forget(before=datetime(2024, 3, 6))  # noqa: DTZ001
    view: Any = graph.view
    for wrong in ("2024-03-06", date(2024, 3, 6), 5):
        with pytest.raises(TypeError, match="known: expected a datetime with a time zone"):
            view(known=wrong)


def test_what_is_forgotten_is_gone_for_good() -> None:
    graph, clock = grown()
    graph.forget(before=told(3))
    assert sure(graph, told(1)) == []
    assert sure(graph, told(2)) == [0.9], "it ended on day 3"
    with pytest.raises(SchemaError, match="is still in the graph; remove it first"):
        graph.forget(entity="oman")
    clock.tick()
    graph.remove("oman")
    assert sure(graph, told(2)) == [0.9]
    graph.forget(entity="oman")
    assert sure(graph, told(2)) == []
    assert "oman" not in graph.view(known=told(2))
    with pytest.raises(TypeError, match="needs before=, a moment, or entity="):
        graph.forget()


def test_a_graph_without_history_keeps_none() -> None:
    graph = Graph(history=False)
    claim = graph.relate(graph.country("QA"), "meetsWith", graph.country("OM"))
    assert claim.recorded_at is None
    for call in (lambda: graph.view(known=DAY), lambda: graph.forget(before=DAY)):
        with pytest.raises(SchemaError, match="keeps no history"):
            call()


def test_in_a_transaction_nothing_is_recorded_yet() -> None:
    clock = Clock()
    graph = Graph(clock=clock)
    with graph.transaction():
        claim = graph.relate(graph.country("QA"), "meetsWith", graph.country("OM"))
        assert claim.recorded_at is None
        clock.tick()
    assert claim.recorded_at is None, "a handle answers from where it came"
    assert [claim.recorded_at for claim in graph.claims()] == [told(1)], "a commit's time is that of its end"


def test_without_a_clock_the_time_is_that_of_the_system() -> None:
    before = datetime.now(timezone.utc)
    graph = Graph()
    claim = graph.relate(graph.country("QA"), "meetsWith", graph.country("OM"))
    assert claim.recorded_at is not None
    assert before <= claim.recorded_at <= datetime.now(timezone.utc)
    assert claim.recorded_at.tzinfo == timezone.utc


def test_what_a_clock_raises_reaches_the_caller_and_nothing_is_committed() -> None:
    times: list[Any] = [DAY, datetime(2024, 3, 6), 5]  # noqa: DTZ001
    graph = Graph(clock=lambda: times.pop(0))
    graph.country("QA")
    with pytest.raises(SchemaError, match=r'"clock" does not take .* it has no time zone'):
        graph.country("OM")
    with pytest.raises(TypeError, match="clock: expected a datetime with a time zone, got int"), graph.transaction():
        graph.country("AE")
    with pytest.raises(IndexError):
        graph.country("SA")
    assert [entity.id for entity in graph] == ["qatar"]
    wrong: Any = 5
    with pytest.raises(TypeError, match="clock: expected a function"):
        Graph(clock=wrong)


def test_a_clock_that_goes_back_stands_still() -> None:
    clock = Clock()
    graph = Graph(clock=clock)
    graph.country("QA")
    clock.tick(-30)
    claim = graph.relate("qatar", "meetsWith", graph.country("OM"))
    assert claim.recorded_at == DAY


def test_a_view_of_a_transaction_that_was_rolled_back_says_so() -> None:
    graph = Graph()
    views: list[View] = []
    with pytest.raises(KeyError), graph.transaction():
        graph.country("QA")
        views.append(graph.view(types=["Place"]))
        assert len(views[0]) == 1
        raise KeyError
    with pytest.raises(TransactionError, match="rolled back"):
        len(views[0])

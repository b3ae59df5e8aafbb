"""Promises to those who look at a part of a graph: as of a day, as known on a day, by what is said."""

import json
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


NS, RB = "https://example.org/id/", "https://w3id.org/rawabit/ns#"


def world() -> Graph:
    """What Qatar does with others: each of it passes other filters."""
    clock = Clock()
    graph = Graph(clock=clock)
    with graph.transaction():
        for country in ("QA", "OM", "AE", "KW", "BH"):
            graph.country(country)
        graph.document("one", id="one")
        graph.document("two", id="two")
        graph.add("Summit", "Summit", id="wps")
        meets = ("qatar", "meetsWith")
        graph.relate(*meets, "oman", source="one", confidence=0.9, during="2024-03-05/2024-03-07", id="a")
        graph.relate(*meets, "united-arab-emirates", source="two", confidence=0.4, during="2023", id="b")
        graph.relate(*meets, "kuwait", source="two", confidence=0.9, polarity="negative", id="c")
        graph.relate(*meets, "bahrain", source="one", confidence=0.9, modality="predicted", id="d")
        graph.relate("qatar", "hosts", "wps", source="one", confidence=0.9, during="2024-03-05/2024-03-07", id="e")
        quad = f"GRAPH <http://g/1> {{ <{NS}qatar> <{RB}meetsWith> <{NS}elsewhere> }}"
        graph.read(quad.encode(), format="trig")
    clock.tick()
    graph.country("IQ")
    graph.relate("qatar", "meetsWith", "iraq", source="one", confidence=0.9, during="2024-04", id="f")
    return graph


FILTERS: list[tuple[dict[str, Any], str, str, str]] = [
    # the filter, its claims, whom Qatar does something with, and who else is in the view
    ({}, "abcdef", "oman united-arab-emirates wps iraq", "kuwait bahrain one two"),
    ({"at": "2024-03-06"}, "acde", "oman wps", "one two"),
    ({"during": ("2024-04", None)}, "cdf", "iraq", "one two"),
    ({"at": "2024-03-06", "certain": True}, "ae", "oman wps", "one"),
    ({"known": DAY}, "abcde", "oman united-arab-emirates wps", "kuwait bahrain one two"),
    ({"types": ["Place"]}, "abcdf", "oman united-arab-emirates iraq", "kuwait bahrain"),
    ({"relations": ["hosts"]}, "e", "wps", "one"),
    ({"sources": ["one"]}, "adef", "oman wps iraq", "one"),
    ({"min_confidence": 0.5}, "acdef", "oman wps iraq", "one two"),
    ({"modality": ["predicted"]}, "d", "bahrain", "one"),
    ({"polarity": ["negative"]}, "c", "kuwait", "two"),
    ({"graphs": ["http://g/1"]}, "", "elsewhere", ""),
]


@pytest.mark.parametrize(("filters", "claims", "ends", "others"), FILTERS, ids=lambda it: str(it)[:40])
def test_every_filter_narrows_everything_that_asks(
    filters: dict[str, Any], claims: str, ends: str, others: str
) -> None:
    graph = world()
    view = graph.view(**filters)
    near, known = set(ends.split()), {"qatar", *ends.split(), *others.split()}

    assert {entity.id for entity in view} == known, "entities"
    assert len(view) == len(known)
    assert {entity.id for entity in graph if entity in view} == known - {"elsewhere"}
    assert {entity.id for entity in view.entities("Country")} <= known
    assert ids(view) == set(claims), "claims"
    assert {entity.id for entity in view.neighbors("qatar")} == near, "neighbours"
    reached = {end for end in known - {"qatar"} if view.paths("qatar", end)}
    assert reached == near, "paths"
    parts = {row["entity"].rpartition("/")[2]: row["component"] for row in view.algo.components()}
    together = {entity for entity, part in parts.items() if part == parts["qatar"]}
    assert (together, set(parts)) == ({"qatar", *near}, known), "algorithms"
    found = view.query("SELECT ?end { ?qatar rb:meetsWith|rb:hosts ?end }", bindings={"qatar": Iri(NS + "qatar")})
    assert {end.rpartition("/")[2] for end in found["end"]} == near, "SPARQL"
    assert {end for end in near if view.ask(f"ASK {{ <{NS}qatar> ?p <{NS}{end}> }}")} == near
    written = view.write(format="nquads").decode()
    verbs = (f"<{NS}qatar> <{RB}meetsWith> <{NS}", f"<{NS}qatar> <{RB}hosts> <{NS}")
    lines = [line for line in written.splitlines() if line.startswith(verbs)]
    # What a view of all graphs shows of others stays in them.
    lines = [line for line in lines if ("<http://g/1>" in line) == ("graphs" in filters)]
    assert {line.split("> ")[2].rpartition("/")[2] for line in lines} == near, "writers"
    for claim in "abcdef":
        assert (f"claim/{claim}>" in written or f"/{claim}>" in written) == (claim in claims)


def test_views_compose() -> None:
    graph = world()
    narrow = graph.view(sources=["two"]).view(relations=["meetsWith"])
    assert ids(narrow) == {"b", "c"}
    assert ids(narrow.view()) == {"b", "c"}
    assert [path.entities[-1].id for path in narrow.paths("qatar", "united-arab-emirates")] == ["united-arab-emirates"]
    assert [e.id for e in narrow.neighbors("qatar")] == ["united-arab-emirates"]
    assert narrow.query("SELECT (COUNT(*) AS ?n) { ?x rb:meetsWith ?y }")["n"] == [1]
    denied = graph.view(relations=["hosts", "meetsWith"]).view(polarity=["negative"]).view(types=["Place"])
    assert (ids(denied), {entity.id for entity in denied}) == ({"c"}, {"qatar", "kuwait"})
    assert (len(graph.view(types=[])), ids(graph.view(types=[]))) == (0, set())


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
    with pytest.raises(UnknownEntity, match=r'^no entity "omna" in the graph; did you mean "oman"'):
        graph.forget(entity="omna")
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


def test_in_a_transaction_what_is_not_committed_is_known_at_no_time() -> None:
    clock = Clock()
    graph = Graph(clock=clock)
    graph.add("Person", id="a")
    clock.tick()
    with graph.transaction():
        graph.add("Person", id="b")
        assert [entity.id for entity in graph.view(known=DAY)] == ["a"]
        assert [entity.id for entity in graph.view(known=told(5))] == ["a"]
        assert [entity.id for entity in graph] == ["a", "b"]
    assert [entity.id for entity in graph.view(known=told(1))] == ["a", "b"]


def test_words_that_only_forgotten_claims_rested_on_are_forgotten() -> None:
    clock = Clock()
    graph = Graph(clock=clock)
    graph.document("they met secretly", id="doc")
    for id in ("a", "o"):
        graph.add("Organization", id=id)
    clock.tick()
    graph.relate("a", "memberOf", "o", source="doc", evidence="secretly")
    clock.tick()
    graph.remove("a", cascade=True)
    assert b"secretly" in graph.view(known=told(1)).write(format="nt")
    graph.forget(entity="a")
    for day in range(4):
        assert b"secretly" not in graph.view(known=told(day)).write(format="nt")


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


# ---- names that claims hold ---------------------------------------------------------------------------------


NAMED: list[dict[str, Any]] = [
    {"min_confidence": 0.8},
    {"relations": ["alsoKnownAs"]},
    {"at": "2024"},
    {"modality": ["fact"]},
]


@pytest.mark.parametrize("filters", NAMED)
@pytest.mark.parametrize("is_compact", [False, True])
def test_a_name_that_a_claim_holds_is_in_each_view_with_the_claim(filters: dict[str, Any], *, is_compact: bool) -> None:
    graph = Graph(base="https://example.org/id/")
    graph.add("Country", "A", id="a")
    graph.relate("a", "alsoKnownAs", "Alpha", confidence=0.9, start="2024", id="k")
    if is_compact:
        graph.compact()
    view = graph.view(**filters)
    assert [claim.asserted for claim in view.claims()] == [True]
    assert view.ask("ASK { ?s rb:alsoKnownAs ?name }")
    again = Graph(base="https://example.org/id/")
    again.read(view.write(format="trig"), format="trig")
    assert [claim.asserted for claim in again.claims()] == [True]
    assert view.same_as(again)
    is_in_it = view.ask("ASK { ?a a rb:Country }")
    assert ("a" in view, [entity.id for entity in view]) == (is_in_it, ["a"] if is_in_it else [])


def test_a_sure_part_of_the_seed_reads_back_as_it_was(seed: Graph) -> None:
    view = seed.view(min_confidence=0.8)
    again = Graph()
    again.read(view.write(format="trig"), format="trig")
    assert view.same_as(again)


def test_claims_on_types_and_labels_hold_them_and_make_no_entity_of_the_view() -> None:
    graph = Graph(base="https://example.org/id/")
    graph.read(
        b"""PREFIX rb: <https://w3id.org/rawabit/ns#> PREFIX ex: <https://example.org/id/>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        ex:a a rb:Country ~ ex:t {| a rb:Claim ; rb:confidence 0.9 |} ;
            rdfs:label "A" ~ ex:l {| a rb:Claim ; rb:confidence 0.9 |} .""",
        format="turtle",
    )
    view = graph.view(min_confidence=0.8)
    assert view.ask("ASK { ex:a a rb:Country ; rdfs:label 'A' }")
    assert (len(graph), len(view), "a" in view) == (1, 0, False)


def test_the_words_of_a_mention_that_a_view_hides_are_hidden() -> None:
    graph = Graph()
    document = {
        "rawabit_format": "1",
        "base": "https://k.org/id/",
        "defaults": {"source": "A"},
        "documents": [
            {"id": "B", "text": "B says so", "language": "en"},
            {"id": "A", "text": "secret words of A", "language": "en"},
        ],
        "entities": [
            {"id": "a", "type": "Country", "mention": {"start": 0, "end": 6, "quote": "secret"}},
            {"id": "s", "type": "Summit"},
        ],
        "relations": [{"id": "1", "subject": "a", "relation": "participatesIn", "object": "s", "source": "B"}],
    }
    graph.read(json.dumps(document).encode())
    assert b"secret" in graph.write(format="nt")
    for compact in (False, True):
        if compact:
            graph.compact()
        view = graph.view(sources=["B"])
        assert "a" in view
        assert not view.ask("ASK { ?node oa:exact ?words }")
        assert b"secret" not in view.write(format="nt")
        assert b"secret" not in graph.view(relations=["participatesIn"]).write(format="nt")


@pytest.mark.parametrize("degree", ["2", '"INF"^^xsd:double', "-1", '"NaN"^^xsd:double'])
def test_what_is_no_degree_of_confidence_passes_no_threshold(degree: str) -> None:
    graph = Graph(base="https://example.org/id/")
    graph.read(
        f"""PREFIX rb: <https://w3id.org/rawabit/ns#> PREFIX ex: <https://example.org/id/>
        PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
        ex:a rb:participatesIn ex:s ~ ex:c {{| a rb:Claim ; rb:confidence {degree} |}} .""".encode(),
        format="turtle",
    )
    [claim] = graph.claims()
    assert claim.confidence is None
    assert list(graph.view(min_confidence=0).claims()) == []


def test_a_start_that_is_a_plain_string_is_a_date_of_another_calendar_or_none() -> None:
    graph = Graph(base="https://example.org/id/")
    graph.read(
        """PREFIX rb: <https://w3id.org/rawabit/ns#> PREFIX ex: <https://example.org/id/>
        ex:a rb:participatesIn ex:s ~ ex:c {| a rb:Claim ; rb:validFrom "2030" |}
            ~ ex:d {| a rb:Claim ; rb:validFrom "24 شعبان 1445 هـ" |} .""".encode(),
        format="turtle",
    )
    starts = {claim.id: claim.start for claim in graph.claims()}
    assert starts["c"] is None
    start = starts["d"]
    assert start is not None
    assert start.calendar == "islamic"
    assert ids(graph.view(at="2024")) == {"c", "d"}
    assert [problem.where for problem in graph.validate().problems if "2030" in problem.message] == ["validFrom"]

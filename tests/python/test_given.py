"""Promises about what Python hands in: nothing is made another value, and what cannot be taken is named."""

import copy
import pickle
from datetime import date, datetime, timezone
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from typing import Any

import pytest

import rawabit
from rawabit import (
    BlankNode,
    Entity,
    Graph,
    Iri,
    Literal,
    ReadError,
    Schema,
    SchemaError,
    Text,
    Time,
    Triple,
    UnknownEntity,
)

np: Any = pytest.importorskip("numpy")
pandas: Any = pytest.importorskip("pandas")

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
BLANK = b'@prefix rb: <https://w3id.org/rawabit/ns#> . _:x a rb:Country ; rdfs:label "%s" .'
RDFS = b"@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . "


# Python does not write out so many digits.
HUGE = -(10**5000)


class Level(IntEnum):
    HIGH = 3


# ---- dates ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", [pandas.NaT, np.datetime64("NaT")])
def test_a_missing_date_is_no_date(graph: Graph, missing: Any) -> None:
    calls: list[tuple[str, Any]] = [
        ("startDate", lambda: graph.add("Summit", "S", startDate=missing)),
        ("start", lambda: graph.relate("qatar", "participatesIn", "wps-2024", start=missing)),
        ("at", lambda: graph.view(at=missing)),
        ("during[0]", lambda: graph.view(during=(missing, None))),
        ("date", lambda: graph.document("words", date=missing)),
        ('bindings["x"]', lambda: graph.query("SELECT ?x {}", bindings={"x": missing})),
    ]
    for name, call in calls:
        with pytest.raises(SchemaError) as raised:
            call()
        assert str(raised.value) == f'"{name}" does not take "NaT": it is no date; leave out what is not known'
    row = {"id": "s", "type": "Summit", "startDate": missing}
    assert graph.add_entities([row]).ok
    assert "startDate" not in graph["s"]


def test_known_takes_no_missing_moment(graph: Graph) -> None:
    with pytest.raises(SchemaError, match=r'^"known" does not take "NaT": it is no date'):
        graph.view(known=pandas.NaT)


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("2024", "2024"),
        ("2024-03", "2024-03"),
        ("2024-03-05", "2024-03-05"),
        ("2024-03-05T09", "2024-03-05T09:00"),
        ("2024-03-05T09:30", "2024-03-05T09:30"),
        ("2024-03-05T09:30:15.500000000", "2024-03-05T09:30:15.5"),
        ("2024-03-05T09:30:15.000000000", "2024-03-05T09:30:15"),
    ],
)
def test_dates_of_numpy_are_as_precise_as_they_are(graph: Graph, given: str, written: str) -> None:
    summit = graph.set("wps-2024", startDate=np.datetime64(given))
    assert summit["startDate"] == written
    claim = graph.relate("qatar", "participatesIn", "wps-2024", start=np.datetime64(given))
    assert claim.start == written


def test_a_time_is_made_of_a_date() -> None:
    assert Time(date(2024, 3, 5)) == "2024-03-05"
    moment = datetime(2024, 3, 5, 9, tzinfo=timezone.utc)
    assert (Time(moment), Time(moment).datatype) == ("2024-03-05T09:00:00Z", f"{XSD}dateTime")


# ---- numbers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "lexical", "datatype"),
    [
        (np.True_, "true", "boolean"),
        (np.uint64(2**63 + 1), "9223372036854775809", "integer"),
        (np.int8(-5), "-5", "integer"),
        (Level.HIGH, "3", "integer"),
        (10**30, "1" + "0" * 30, "integer"),
        (np.float32(0.5), "0.5", "double"),
        (np.float64(0.1), "0.1", "double"),
        (float("nan"), "NaN", "double"),
        (Decimal("0.10"), "0.10", "decimal"),
    ],
)
def test_a_number_is_what_it_is(graph: Graph, given: Any, lexical: str, datatype: str) -> None:
    graph.prefixes["my"] = "https://my.example/"
    claim = graph.relate("qatar", "my:counts", given)
    [row] = graph.query("SELECT ?x { <https://example.org/id/qatar> my:counts ?x }").terms()
    assert row["x"] == Literal(lexical, f"{XSD}{datatype}")
    assert list(graph.claims(object=given)) == [claim]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (Fraction(1, 3), '"my:counts" does not take "1/3": no datatype has fractions; give a Decimal or a float'),
        (Decimal("NaN"), '"my:counts" does not take "NaN": a decimal is a finite number; give a float, or leave'),
        (Decimal("-Infinity"), '"my:counts" does not take "-Infinity": a decimal is a finite number'),
        (HUGE, '"my:counts" does not take "an int of thousands of digits": Python does not write out'),
    ],
    ids=["fraction", "nan", "infinity", "huge"],
)
def test_a_number_without_a_datatype_is_refused(graph: Graph, given: Any, message: str) -> None:
    graph.prefixes["my"] = "https://my.example/"
    with pytest.raises(SchemaError) as raised:
        graph.set("qatar", properties={"my:counts": given})
    assert str(raised.value).startswith(message)


@pytest.mark.parametrize("given", [1j, np.complex64(1), np.array([1.5]), object()])
def test_what_is_no_value_is_a_type_error(graph: Graph, given: Any) -> None:
    with pytest.raises(TypeError, match=r"^object: expected an Entity, a str, a number"):
        graph.relate("qatar", "skos:note", given)


def test_truth_is_no_number_and_a_number_no_truth(graph: Graph) -> None:
    with pytest.raises(TypeError, match=r"^confidence: expected a number, got bool"):
        graph.relate("qatar", "participatesIn", "wps-2024", confidence=np.True_)
    assert graph.relate("qatar", "participatesIn", "wps-2024", asserted=np.False_).asserted is False


def test_an_integer_of_any_length_is_read_from_rows() -> None:
    graph = Graph()
    digits = "9" * 5000
    graph.update(f"INSERT DATA {{ <http://a/s> <http://a/p> {digits} }}")
    [row] = graph.query("SELECT ?x { ?s ?p ?x }")
    assert row["x"] == Literal(digits, f"{XSD}integer")


def test_places_of_evidence_may_be_numpys(graph: Graph) -> None:
    article = graph.document("شاركت قطر في القمة.", id="article")
    place = (np.int64(0), np.int32(5))
    claim = graph.relate("qatar", "participatesIn", "wps-2024", source=article, evidence=place)
    assert claim.evidence[0].quote == "شاركت"


# ---- flags and texts -----------------------------------------------------------------------------------------------


def test_every_flag_and_text_names_its_argument(graph: Graph) -> None:
    view: Any = graph
    native: Any = rawabit
    calls: list[tuple[str, Any]] = [
        ("infer: expected a bool", lambda: view.query("SELECT * {}", infer=1)),
        ("ontology: expected a bool", lambda: view.ask("ASK {}", ontology=1)),
        ("infer: expected a bool", lambda: view.construct("CONSTRUCT {} WHERE {}", infer="yes")),
        ("certain: expected a bool", lambda: view.view(certain=1)),
        ("cascade: expected a bool", lambda: view.remove("qatar", cascade=1)),
        ("strict: expected a bool", lambda: view.read(b"", strict=1)),
        ("progress: expected a bool", lambda: view.read(b"", progress=1)),
        ("strict: expected a bool", lambda: view.add_entities([], strict=1)),
        ("strict: expected a bool", lambda: view.add_claims([], strict=1)),
        ("history: expected a bool", lambda: native.Graph(history=1)),
        ("ontology: expected a bool", lambda: view.write(format="trig", ontology=1)),
        ("alignment: expected a bool", lambda: view.write(format="trig", alignment=1)),
        ("iri: expected a str", lambda: native.Iri(5)),
        ("label: expected a str", lambda: native.BlankNode(5)),
        ("lang: expected a str", lambda: native.Text("a", 5)),
        ("text: expected a str, a date or a datetime", lambda: native.Time(2024)),
        ("namespace: expected a str", lambda: view.prefixes.__setitem__("m", 5)),
        ("prefix: expected a str", lambda: view.prefixes.__setitem__(5, "http://a/")),
    ]
    for message, call in calls:
        with pytest.raises(TypeError) as raised:
            call()
        assert str(raised.value).startswith(message)
    assert Graph().query("SELECT * {}", infer=False).columns == []


@pytest.mark.parametrize("datatype", ["rdf:langString", f"{RDF}langString", "rdf:dirLangString"])
def test_a_text_in_a_language_has_one(datatype: str) -> None:
    with pytest.raises(SchemaError, match=r'^"x" is no rdf:\w+: that has a language; give the language'):
        Literal("x", datatype)
    rows = [{"subject": "qatar", "relation": "skos:note", "object": "x", "object_datatype": datatype}]
    graph = Graph()
    graph.country("QA")
    with pytest.raises(ReadError, match="a text in a language has no datatype"):
        graph.add_claims(rows)


# ---- handles -------------------------------------------------------------------------------------------------------


def blank(name: bytes) -> tuple[Graph, Entity]:
    graph = Graph()
    graph.read(RDFS + BLANK % name, format="turtle")
    [entity] = graph
    return graph, entity


def test_a_blank_node_is_an_entity_of_its_own_graph_only() -> None:
    (one, a), (two, b) = blank(b"Aland"), blank(b"Bland")
    assert (a.id, a == b, a in two, a in one, two.get(a)) == (b.id, False, False, True, None)
    for call in [lambda: two[a], lambda: two.set(a, name="hijacked"), lambda: list(two.claims(a))]:
        with pytest.raises(UnknownEntity, match="an entity of another graph is to be added to this one first"):
            call()
    with pytest.raises(SchemaError, match=r'^"bindings\["x"\]" does not take "_:b1": it is a blank node of another'):
        two.query("SELECT ?n { ?x rdfs:label ?n }", bindings={"x": a})
    assert two[b].name == "Bland"


def test_views_and_transactions_of_one_graph_agree_on_blank_nodes() -> None:
    graph, a = blank(b"Aland")
    with graph.transaction():
        again = graph[a]
        graph.set(a, name={"en": "Åland"})
        assert again == a == graph[a]
    assert (graph.view()[a], len({a, graph[a], graph[a.id]})) == (a, 1)


# ---- copies and pickles --------------------------------------------------------------------------------------------


def test_what_never_changes_is_its_own_copy(graph: Graph) -> None:
    article = graph.document("شاركت قطر في القمة.", id="article")
    claim = graph.relate("qatar", "participatesIn", "wps-2024", source=article, evidence="شاركت", confidence=0.5)
    report = graph.read(b"<http://a/> <http://b/> 'c' .", format="turtle", strict=False)
    why = graph.why("wps-2024", "hasParticipant", "qatar")
    rows = graph.query("SELECT * { ?s ?p ?o }")
    triples = graph.construct("DESCRIBE <https://example.org/id/qatar>")
    things: list[Any] = [
        graph["qatar"],
        graph.view(),
        claim,
        claim.evidence[0],
        graph.paths("qatar", "wps-2024")[0],
        why,
        why.steps[0],
        graph.algo.components(),
        rows,
        triples,
        report,
        graph.validate().problems[0],
        Schema(),
    ]
    for thing in things:
        assert copy.copy(thing) is thing
        assert copy.deepcopy([thing])[0] is thing


def test_reports_cross_to_another_process(graph: Graph) -> None:
    graph.relate("qatar", "participatesIn", "wps-2024")
    with pytest.raises(ReadError) as raised:
        graph.read(b"<http://a/> <http://b/> .", format="turtle")
    error = pickle.loads(pickle.dumps(raised.value))
    assert (error.report, error.report.problems) == (raised.value.report, raised.value.report.problems)
    checked = graph.validate()
    again = pickle.loads(pickle.dumps(checked))
    assert (again, again.counts, again.to_rdf()) == (checked, checked.counts, checked.to_rdf())


def test_a_report_counts_five_things_whatever_there_is() -> None:
    counts = Graph().read(b"<http://a/> <http://b/> 'c' .", format="turtle").counts
    assert counts == {"claims": 0, "entities": 0, "merged": 0, "refused": 0, "triples": 1}


# ---- entities ------------------------------------------------------------------------------------------------------


def test_an_attribute_is_no_property_however_it_is_asked_for(graph: Graph) -> None:
    qatar = graph["qatar"]
    for call in [lambda: qatar["name"], lambda: qatar.get("name"), lambda: "name" in qatar]:
        with pytest.raises(UnknownEntity, match=r'^"name" is no property: write entity\.name, or entity\.names'):
            call()
    anything: Any = 5
    assert anything not in qatar


def test_an_entity_is_no_sequence(graph: Graph) -> None:
    qatar: Any = graph["qatar"]
    calls: list[Any] = [list, dict, iter]
    for call in calls:
        with pytest.raises(TypeError, match=r"an Entity is no sequence, and properties\(\) gives what it has"):
            next(iter(call(qatar)))


def test_values_of_python_are_still_themselves(graph: Graph) -> None:
    term = Triple(Iri("http://a/s"), Iri("http://a/p"), Text("words", "en"))
    [row] = graph.query("SELECT ?t ?b {}", bindings={"t": term, "b": BlankNode("b9")})
    assert row["t"] == term


@pytest.mark.parametrize("zone", [None, "Asia/Dubai"])
def test_a_moment_of_pandas_keeps_its_nanoseconds(graph: Graph, zone: str | None) -> None:
    moment = pandas.Timestamp("2024-03-05 10:00:01.123456789", tz=zone)
    summit = graph.set("wps-2024", startDate=moment)
    assert summit["startDate"] == "2024-03-05T10:00:01.123456789" + ("+04:00" if zone else "")


def test_a_text_is_made_of_a_text() -> None:
    for wrong in (5, None, b"a"):
        with pytest.raises(TypeError, match="text: expected a str, got"):
            Text(wrong)  # pyright: ignore[reportArgumentType]

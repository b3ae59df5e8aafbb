"""Promises about values: what is written comes back, and each value is the string that it was."""

import copy
import pickle
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from rawabit import BlankNode, Graph, Iri, Literal, QueryError, SchemaError, Text, Time, Triple, parse_time

XSD = "http://www.w3.org/2001/XMLSchema#"


def stored(value: Any) -> Any:
    """What a graph makes of a value."""
    graph = Graph()
    graph.country("QA")
    return graph.relate("qatar", "https://x.example/p", value).object


@pytest.mark.parametrize(
    "value",
    [
        5,
        -(2**80),
        0.25,
        -2.5e300,
        float("inf"),
        True,
        Decimal("0.10"),
        Text("x"),
        Text("قطر", "ar"),
        Time("2024"),
        Time("2024-03"),
        Time("2024-03-05"),
        Time("2024-03-05T09:00:00+03:00"),
        Time("2024-03-05T09:00"),
        Time("2024~"),
        Time("2023/2024"),
        Literal("xyz", XSD + "integer"),
        Literal("300", XSD + "byte"),
        Literal("2024-02-30", XSD + "date"),
        Literal("قطر", lang="ar", direction="rtl"),
        Literal("a", "https://x.example/type"),
    ],
)
def test_a_value_comes_back_as_it_went_in(value: Any) -> None:
    back = stored(value)
    assert (type(back), back) == (type(value), value)
    if isinstance(value, Text):
        assert back.lang == value.lang
    if isinstance(value, Time):
        assert back.datatype == value.datatype


@pytest.mark.parametrize(
    ("lexical", "datatype", "value"),
    [
        ("007", "integer", 7),
        ("+5", "int", 5),
        ("1", "boolean", True),
        ("1e3", "double", 1000.0),
        ("-INF", "float", float("-inf")),
        (".5", "decimal", Decimal("0.5")),
    ],
)
def test_a_literal_becomes_the_value_that_it_stands_for(lexical: str, datatype: str, value: Any) -> None:
    back = stored(Literal(lexical, XSD + datatype))
    assert (type(back), back) == (type(value), value)


def test_dates_of_python_are_taken() -> None:
    assert stored(date(2024, 3, 5)) == Time("2024-03-05")
    assert stored(datetime(2024, 3, 5, 9, 30)) == Time("2024-03-05T09:30:00")  # noqa: DTZ001
    zone = timezone(timedelta(hours=3))
    moment = datetime(2024, 3, 5, 9, 30, 0, 250_000, tzinfo=zone)
    assert stored(moment) == Time("2024-03-05T09:30:00.250000+03:00")
    assert stored(datetime(2024, 3, 5, tzinfo=timezone.utc)) == Time("2024-03-05T00:00:00Z")
    odd = datetime(1900, 1, 1, tzinfo=timezone(timedelta(seconds=3_607)))
    with pytest.raises(SchemaError, match="no whole number of minutes"):
        stored(odd)


def test_strings_that_know_more_are_strings_everywhere_else() -> None:
    for value in [Iri("https://x.example/a"), BlankNode("b1"), Text("a", "en"), Time("2024")]:
        plain = str(value)
        assert isinstance(value, str)
        assert (value, hash(value), {plain, value}) == (plain, hash(plain), {plain})
        assert value.upper() == plain.upper()
        assert f"{value}" == plain


def test_values_can_be_copied_and_pickled() -> None:
    values = [
        Iri("https://x.example/a"),
        BlankNode("b1"),
        Text("قطر", "ar"),
        Text("a"),
        Time("2024~"),
        Time("5 رمضان 1445"),
        Literal("a", lang="en", direction="ltr"),
        Literal("1", XSD + "byte"),
        Literal("a"),
        Triple(Iri("https://x.example/a"), Iri("https://x.example/p"), Literal("xyz", XSD + "integer")),
    ]
    for value in values:
        for back in [copy.copy(value), copy.deepcopy(value), *(pickle.loads(pickle.dumps(value, p)) for p in (2, 5))]:
            assert (type(back), back, repr(back), hash(back)) == (type(value), value, repr(value), hash(value))


def test_reprs_can_be_read() -> None:
    assert repr(Iri("https://x.example/a")) == "Iri('https://x.example/a')"
    assert repr(BlankNode("_:b1")) == "BlankNode('_:b1')"
    assert (repr(Text("قطر", "AR")), repr(Text("a"))) == ("Text('قطر', 'ar')", "Text('a')")
    assert repr(Time("2024-03")) == "Time('2024-03')"
    assert repr(Literal("it's", lang="en")) == "Literal(\"it's\", lang='en')"
    assert repr(Literal("1", XSD + "byte")) == f"Literal('1', '{XSD}byte')"


def test_bad_values_say_what_is_wrong() -> None:
    with pytest.raises(SchemaError, match='"qatar" is no absolute IRI'):
        Iri("qatar")
    with pytest.raises(SchemaError, match="is no label of a blank node"):
        BlankNode("a b")
    with pytest.raises(SchemaError, match='"not a tag" is no language tag'):
        Text("a", "not a tag")
    with pytest.raises(SchemaError, match="day 30 is not in 01 to 29 of February 2024"):
        Time("2024-02-30")
    with pytest.raises(SchemaError, match='parse_time reads it as "2024-03-05"'):
        Time("5 مارس 2024")
    with pytest.raises(SchemaError, match='"direction" does not take "up"'):
        Literal("a", lang="en", direction="up")  # pyright: ignore[reportArgumentType]
    with pytest.raises(SchemaError, match="a direction needs a language"):
        Literal("a", direction="ltr")
    with pytest.raises(SchemaError, match="a literal with a datatype has no language"):
        Literal("a", XSD + "string", lang="en")


def test_literals_know_their_datatype() -> None:
    assert Literal("a").datatype == XSD + "string"
    assert isinstance(Literal("a").datatype, Iri)
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    name = Literal("a", lang="EN")
    assert (name.datatype, name.lang, name.direction) == (rdf + "langString", "en", None)
    assert Literal("a", lang="en") != Literal("a")
    assert str(Literal("a", lang="en")) == "a"


def test_triples_are_put_together_and_taken_apart() -> None:
    a, p = Iri("https://x.example/a"), Iri("https://x.example/p")
    triple = Triple(BlankNode("b"), p, "words")
    assert (triple.subject, triple.predicate, triple.object) == (BlankNode("b"), p, Text("words"))
    assert Triple(a, p, triple).object == triple
    graph = Graph()
    assert Triple(graph.country("QA"), p, 5).subject == "https://example.org/id/qatar"
    with pytest.raises(SchemaError, match="cannot be a subject"):
        Triple("qatar", p, a)
    with pytest.raises(TypeError, match="predicate: expected an Iri, got str"):
        Triple(a, "p", a)  # pyright: ignore[reportArgumentType]


def test_a_time_knows_its_bounds() -> None:
    year = Time("2024")
    assert (year.precision, year.earliest, year.latest) == ("year", datetime(2024, 1, 1), datetime(2025, 1, 1))  # noqa: DTZ001
    zoned = Time("2024-03-05T09:00:00+03:00")
    assert zoned.earliest == datetime(2024, 3, 5, 6, tzinfo=timezone.utc)
    assert (Time("2024%").qualifier, Time("2024").qualifier, Time("201X").precision) == ("%", None, "decade")
    assert (Time("9999").latest, Time("-0044").earliest) == (None, None)
    assert (Time("5 رمضان 1445").calendar, year.calendar) == ("islamic", None)
    assert (Time("2023/..").earliest, Time("2023/..").latest) == (datetime(2023, 1, 1), None)  # noqa: DTZ001


def test_written_dates_and_ranges_are_read() -> None:
    assert parse_time("من ٥ إلى ٧ مارس ٢٠٢٤") == (Time("2024-03-05"), Time("2024-03-07"))
    assert parse_time("March 2024", lang="en") == (Time("2024-03"), Time("2024-03"))
    assert parse_time("since 2020") == (Time("2020"), None)
    with pytest.raises(SchemaError, match="it can be 2024-07-05 or 2024-05-07"):
        parse_time("05/07/2024")


def test_a_float_that_came_out_binds_to_where_it_came_from() -> None:
    graph = Graph()
    graph.add("Topic", id="http://a/x")
    graph.read(b'<http://a/x> <http://a/p> "1.5"^^<http://www.w3.org/2001/XMLSchema#double> .', format="nt")
    (row,) = graph.query("SELECT ?v { ?x <http://a/p> ?v }")
    assert row["v"] == 1.5
    for value in (row["v"], 1.5):
        assert len(graph.query("SELECT ?x { ?x <http://a/p> ?v }", bindings={"v": value})) == 1
    graph.relate("http://a/x", "http://a/p", 1.5)
    assert len(graph.query("SELECT ?v { ?x <http://a/p> ?v }")) == 1, "by hand it is the same value"
    claim = graph.relate("http://a/x", "http://a/p", 1.5, id="c", confidence=0.5)
    (row,) = graph.query("SELECT ?c { ?x rb:confidence ?c }").terms()
    assert row["c"] == Literal("0.5", "xsd:decimal"), "how sure a claim is stays a decimal"
    assert claim.object == 1.5


def test_a_truth_value_is_one_however_python_writes_it(graph: Graph) -> None:
    graph.set("qatar", isCollective=True)
    graph.set("qatar", isCollective=1)
    (row,) = graph.query("SELECT ?v { ?x rb:isCollective ?v }").terms()
    assert row["v"] == Literal("true", "xsd:boolean")
    assert graph["qatar"]["isCollective"] is True
    with pytest.raises(SchemaError, match="write true or false"):
        graph.set("qatar", isCollective=2)


def test_a_datatype_may_be_written_with_a_prefix() -> None:
    assert Literal("5", "xsd:integer") == Literal("5", XSD + "integer")
    assert Literal("5", "xsd:integer").datatype == XSD + "integer"
    assert Literal("<p/>", "rdf:HTML").datatype == "http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML"
    assert Literal("a", "rdf:langString", lang="en") == Literal("a", lang="en")
    assert stored(Literal("5", "xsd:integer")) == 5


HALF = "a\ud800"
LONE = r'the text "a\\ud800" has a lone surrogate at position 1'


def test_half_a_character_names_nothing(graph: Graph) -> None:
    assert HALF not in graph
    assert HALF not in graph.view()
    assert graph.get(HALF) is None
    assert graph.get(HALF, 7) == 7


WITH_HALF: list[Callable[[Graph], object]] = [
    lambda g: g.add("Topic", HALF),
    lambda g: g.add("Topic", {"en": HALF}),
    lambda g: g.add(HALF, "x"),
    lambda g: g.relate("qatar", HALF, "wps-2024"),
    lambda g: g.relate(HALF, "participatesIn", "wps-2024"),
    lambda g: g.relate("qatar", "participatesIn", "wps-2024", hedge=HALF),
    lambda g: g.revise(HALF, confidence=1),
    lambda g: g.remove(HALF),
    lambda g: g.country(HALF),
    lambda g: g.document(HALF),
    lambda g: g.query("SELECT ?x { ?x ?p ?v }", bindings={"v": HALF}),
    lambda g: g.query("SELECT ?x { ?x ?p ?v }", bindings={HALF: 1}),
    lambda g: g.prefixes.update(x=HALF),
    lambda g: g.prefixes.update({HALF: "http://a/"}),
    lambda g: g.add_claims([{HALF: "x"}]),
    lambda g: g.add_entities([{"id": HALF, "type": "Topic"}]),
    lambda g: g.query("SELECT ?x { ?x a rb:Summit }")[HALF],
    lambda _: Literal(HALF),
    lambda _: Iri("http://a/" + HALF[1:]),
]


@pytest.mark.parametrize("call", WITH_HALF)
def test_half_a_character_is_told_with_its_place(graph: Graph, call: Callable[[Graph], object]) -> None:
    with pytest.raises(SchemaError, match=r"has a lone surrogate at position \d+: half a character") as raised:
        call(graph)
    assert isinstance(raised.value.__cause__, UnicodeEncodeError)
    assert len(graph) == 3


def test_half_a_character_in_a_query_is_an_error_of_the_query(graph: Graph) -> None:
    for call in (graph.query, graph.ask, graph.construct, graph.update):
        with pytest.raises(QueryError, match=LONE):
            call(HALF)
    with pytest.raises(SchemaError, match=r'the text "x{80}…" has a lone surrogate at position 90'):
        graph.country("x" * 90 + "\udfff")


def test_a_date_of_another_calendar_is_a_time_where_a_date_belongs() -> None:
    graph = Graph()
    hijri = "24 شعبان 1445 هـ"
    summit = graph.set(graph.add("Summit", id="s"), startDate=hijri)
    claim = graph.relate("s", "endDate", hijri)
    for found in (summit["startDate"], summit.get("startDate"), summit.properties()["startDate"], claim.object):
        assert isinstance(found, Time)
        assert (found, found.calendar) == (hijri, "islamic")
    assert graph.set("s", startDate=found)["startDate"] == found
    graph.update(f"INSERT DATA {{ <{summit.iri}> <https://example.org/id/code> '{hijri}' }}")
    [code] = graph["s"]["https://example.org/id/code"]
    assert not isinstance(code, Time), "not where no date belongs"

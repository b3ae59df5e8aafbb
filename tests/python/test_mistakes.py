"""Promises to those who mistype: each mistake is named, with the argument and how to mend it."""

import copy
import pickle
from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

import rawabit
from rawabit import Claim, Graph, RawabitError, SchemaError, UnknownEntity, View

# A call on a graph that has no types to it, and how its message begins.
Mistakes: TypeAlias = list[tuple[Callable[[Any], object], str]]


WRONG_TYPES: Mistakes = [
    (lambda g: g[5], "entity: expected an id (a str) or an Entity, got int"),
    (lambda g: g.get(None), "entity: expected an id (a str) or an Entity, got NoneType"),
    (lambda g: g.add(5), "type: expected a str or a list of str, got int"),
    (lambda _: rawabit.Literal(5), "value: expected a str, got int"),  # pyright: ignore[reportArgumentType]
    (lambda g: g.add("Topic", 5), "name: expected a str, or a dict of languages with a str or a list of str each"),
    (lambda g: g.add("Topic", {"ar": 5}), 'name["ar"]: expected a str or a list of str, got int'),
    (lambda g: g.add("Topic", {"ar": ["a", 5]}), 'name["ar"][1]: expected a str, got int'),
    (lambda g: g.add("Topic", {5: "a"}), "name's language: expected a str, got int"),
    (lambda g: g.add("Topic", ids="Q1"), "ids: expected a dict of schemes with a str each, got str"),
    (lambda g: g.add("Topic", ids={"wikidata": 846}), 'ids["wikidata"]: expected a str, got int'),
    (lambda g: g.add("Topic", properties=[1]), "properties: expected a dict, got list"),
    (lambda g: g.add("Summit", startDate=object()), "startDate: expected an Entity, a str, a number, a bool"),
    (lambda g: g.add("Summit", alsoKnownAs=["a", None]), "alsoKnownAs[1]: expected an Entity, a str"),
    (lambda g: g.document(b"text"), "text_or_url: expected a str, got bytes"),
    (lambda g: g.document("a", date=2024), "date: expected a str, a Time, a date or a datetime, got int"),
    (lambda g: g.country(634), "name_or_code: expected a str, got int"),
    (lambda g: g.relate(None, "meetsWith", "qatar"), "subject: expected an id (a str) or an Entity, got NoneType"),
    (lambda g: g.relate("qatar", 5, "qatar"), "relation: expected a str, got int"),
    (lambda g: g.relate("qatar", "meetsWith", ["qatar"]), "object: expected an Entity, a str, a number"),
    (lambda g: say(g, source=5), "source: expected an id (a str) or an Entity, got int"),
    (lambda g: say(g, start=2024), "start: expected a str, a Time, a date or a datetime, got int"),
    (lambda g: say(g, confidence="high"), "confidence: expected a number, got str"),
    (lambda g: say(g, confidence=True), "confidence: expected a number, got bool"),
    (lambda g: say(g, modality=1), "modality: expected a str, got int"),
    (lambda g: say(g, attributed_to=[5]), "attributed_to[0]: expected an id (a str) or an Entity, got int"),
    (lambda g: say(g, hedge=5), "hedge: expected a str or a list of str, got int"),
    (lambda g: say(g, hedge=["a", 5]), "hedge[1]: expected a str, got int"),
    (lambda g: say(g, evidence=5), "evidence: expected words (a str), their place (start, end), or a list"),
    (lambda g: say(g, evidence=[(1, 2, 3)]), "evidence[0]: expected words (a str) or their place (start, end)"),
    (lambda g: say(g, asserted=1), "asserted: expected a bool, got int"),
    (lambda g: say(g, confidance=1), "Graph.relate() got an unexpected keyword argument 'confidance'"),
    (lambda g: g.revise(5), "claim: expected a Claim or its id (a str), got int"),
    (
        lambda g: g.revise("claim/r1", confidance=1),
        "revise() got an unexpected keyword argument 'confidance'; did you mean \"confidence\"?",
    ),
    (lambda g: g.remove(5), "thing: expected an Entity, a Claim, or the id of one (a str), got int"),
    (lambda g: g.entities(5), "type: expected a str, got int"),
    (lambda g: g.claims(object=[1]), "object: expected an Entity, a str, a number"),
    (lambda g: g.neighbors("qatar", hops="many"), "hops: expected an int, got str"),
    (lambda g: g.paths("qatar", "qatar", relations="memberOf"), "relations: expected a list of str, got str"),
    (lambda g: g["qatar"][0], "property: expected a str, got int"),
    (lambda _: Graph(languages="ar"), "languages: expected a list of str, got str"),
    (
        lambda _: Graph(schema="my.ttl"),  # pyright: ignore[reportArgumentType]
        "schema: expected a Schema, got str",
    ),
    (
        lambda _: rawabit.Schema(5),  # pyright: ignore[reportArgumentType]
        "extensions[0]: expected a path, got int",
    ),
    (
        lambda _: rawabit.parse_time(2024),  # pyright: ignore[reportArgumentType]
        "text: expected a str, got int",
    ),
]


@pytest.mark.parametrize(("call", "message"), WRONG_TYPES)
def test_a_wrong_type_names_the_argument(graph: Graph, call: Any, message: str) -> None:
    with pytest.raises(TypeError) as raised:
        call(graph)
    assert str(raised.value).startswith(message)
    assert len(graph) == 3, "nothing was written"


def say(graph: Graph, **how: Any) -> Claim:
    return graph.relate("qatar", "participatesIn", "wps-2024", **how)


WRONG_WORDS: Mistakes = [
    (
        lambda g: g.relate("qatar", "participateIn", "wps-2024"),
        'no relation "participateIn" in the schema; did you mean "participatesIn"?',
    ),
    (lambda g: g.add("Sumit"), 'no type "Sumit" in the schema; did you mean "Summit"?'),
    (lambda g: g.add([]), '"type" does not take "[]": it is a list of no types; name at least one'),
    (lambda g: g.set("qatar", type=[]), '"type" does not take "[]": it is a list of no types; name at least one'),
    (
        lambda g: g.add("Summit", properties={"url": "https://a"}, url="https://b"),
        '"url" does not take "https://b": it is given twice: in properties and by its name',
    ),
    (
        lambda g: g.add("Summit", "X", properties={"rdf:type": "Country"}),
        '"rdf:type" does not take "Country": what an entity is goes into its types',
    ),
    (lambda g: g.add("Summit", "X", source="d"), '"source" does not take "d": it is said of claims; relate()'),
    (lambda g: g.set("qatar", properties={"rdf:type": None}), '"rdf:type" does not take "None": what an entity is'),
    (lambda g: g.relate("qatar", "alsoKnownAs", 5), '"alsoKnownAs" does not take "5"'),
    (lambda g: g.relate("qatar", "rdfs:label", g["wps-2024"]), '"rdfs:label" does not take "wps-2024": a name is a'),
    (lambda g: g.document(""), '"text_or_url" does not take "": the string is empty'),
    (lambda g: g.add("Topic", ids={"foo:x": "bar", "foo": "x:bar"}), '"ids" does not take "foo:x": a scheme has no'),
    (lambda g: g.add("owl:Class", "K"), '"type" does not take "owl:Class": it is a type of the things that schemas'),
    (lambda g: g.set("qatar", type="owl:Thing"), '"type" does not take "owl:Thing": it is a type of the things'),
    (lambda g: say(g, id="rb:Person"), '"rb:Person" is a term of the schema; give the claim another id'),
    (lambda g: g.add("قمة"), 'no type "قمة" in the schema; did you mean "Summit"?'),
    (
        lambda g: g.add("Summit", startdate="2024"),
        'no relation "startdate" in the schema; did you mean "startDate"',
    ),
    (lambda g: g.add("Summit", ids={"wikdata": "Q1"}), 'no id scheme "wikdata" in the schema; did you mean'),
    (lambda g: g.add(["Person", "Organization"]), '"it" cannot be both'),
    (lambda g: g.document("a", type="Summit"), '"type" does not take "Summit": a document\'s type is "Document"'),
    (lambda g: say(g, confidence=2), '"confidence" does not take "2": it lies between 0 and 1'),
    (
        lambda g: say(g, start="2024-03-07", end="2024-03-05"),
        '"end" does not take "2024-03-05": the start "2024-03-07" lies',
    ),
    (lambda g: say(g, start="yesterday"), '"start" does not take "yesterday": "yesterday" is no word of a date'),
    (lambda g: say(g, during="2024", start="2024"), '"during" does not take "2024": give it or start and end'),
    (
        lambda g: say(g, modality="factual"),
        '"modality" does not take "factual": it is "fact", "reported", "evaluative", "predicted" or "normative"',
    ),
    (lambda g: say(g, source="qatar"), 'relation "source" takes an object of type "Document", but "qatar" is a'),
    (lambda g: say(g, evidence=(5, 3), source="https://a.example/1"), '"evidence" does not take "(5, 3)": the start'),
    (lambda g: say(g, id=""), '"id" does not take "": the string is empty'),
    (lambda g: say(g, hedge=""), '"hedge" does not take "": the string is empty'),
    (lambda g: g.add("Topic", {"en": ["a", ""]}), '"name" does not take "": the string is empty'),
    (lambda g: g.add("Topic", "   "), '"name" does not take "   ": the string is empty'),
    (lambda g: g.add("Summit", startDate=20240305), '"startDate" does not take "20240305": it may be a year, or'),
    (lambda g: g.add("Summit", startDate=2024.5), '"startDate" does not take "2024.5": a date is written as text'),
    (lambda g: g.set("wps-2024", endDate=["2024", "2025"]), '"endDate" does not take "2024", "2025": it takes one'),
    (lambda g: g.add("Country", ids={"iso3166-1-alpha2": "xx"}, id="x"), '"iso3166-1-alpha2" does not take "xx"'),
    (lambda g: g.relate("qatar", "rdf:type", g["wps-2024"]), '"relation" does not take "rdf:type": what an entity'),
    (lambda g: g.neighbors("qatar", hops=10**30), '"hops" does not take "100000000000000000000000…": it is beyond'),
    (lambda g: g.write(), '"format" does not take "nothing": give a format, or a target with a name'),
    (lambda g: say(g, polarity="no"), '"polarity" does not take "no": it is "positive" or "negative"'),
    (lambda g: say(g, evidence="words"), '"evidence" does not take'),
    (lambda g: say(g, evidence=(-1, 2), source="wps-2024"), '"evidence\'s start" does not take "-1"'),
    (lambda g: g.neighbors("qatar", hops=-1), '"hops" does not take "-1": it counts something, so it is 0 or more'),
    (
        lambda g: g.neighbors("qatar", direction="up"),
        '"direction" does not take "up": it is "out", "in" or "both"',
    ),
    (lambda g: g.neighbors("qatar", relation="url"), '"relation" does not take "url": it links no entities'),
    (lambda _: Graph(base="x"), '"x" is no absolute IRI'),
    (lambda _: Graph(base="https://a.example"), 'the base "https://a.example" runs into the ids behind it; end'),
    (lambda g: g.query("SELECT ?x {}").write(), '"format" does not take "nothing": give a format, or a target with a'),
    (lambda _: Graph(languages=["?"]), '"?" is no language tag'),
]


@pytest.mark.parametrize(("call", "message"), WRONG_WORDS)
def test_a_mistake_against_the_schema_says_how_to_mend_it(graph: Graph, call: Any, message: str) -> None:
    with pytest.raises(SchemaError) as raised:
        call(graph)
    assert str(raised.value).startswith(message), str(raised.value)
    assert isinstance(raised.value, ValueError)
    assert isinstance(raised.value, RawabitError)
    assert len(graph) == 3, "nothing was written"


NOT_THERE: Mistakes = [
    (lambda g: g["qatr"], 'no entity "qatr" in the graph; did you mean "qatar"?'),
    (lambda g: g["World Police Sumit"], 'no entity "World Police Sumit" in the graph; did you mean "wps-2024"?'),
    (lambda g: g.country("Atlantis"), 'no country "Atlantis" in the graph or in ISO 3166-1; give its code'),
    (lambda g: g.country("Katar"), 'no country "Katar" in the graph; did you mean "Qatar"'),
    (lambda g: g.relate("qatr", "meetsWith", "qatar"), 'no entity "qatr" in the graph; did you mean "qatar"?'),
    (lambda g: g.relate("qatar", "meetsWith", "qatr"), 'no entity "qatr" in the graph; did you mean "qatar"?'),
    (lambda g: g.claims("qatr"), 'no entity "qatr" in the graph; did you mean "qatar"?'),
    (lambda g: g.revise("claim/none"), 'no claim "claim/none" in the graph'),
    (lambda g: g.text("qatar"), 'no text of "qatar" in the graph; it is no document but of type "Country"'),
    (lambda g: g[""], 'no entity "" in the graph'),
    (lambda g: g["qatar"]["name"], '"name" is no property: write entity.name'),
    (lambda g: g["wps-2024"]["text"], '"text" is no property: write graph.text(document)'),
    (lambda g: g.view(sources=["wps-2025"]), 'no entity "wps-2025" in the graph; did you mean "wps-2024"?'),
    (lambda g: g["qatar"]["startDate"], 'no "startDate" of "qatar" in the graph'),
]


@pytest.mark.parametrize(("call", "message"), NOT_THERE)
def test_what_is_not_there_names_what_was_meant(graph: Graph, call: Any, message: str) -> None:
    with pytest.raises(UnknownEntity) as raised:
        call(graph)
    assert str(raised.value).startswith(message), "not the quoted text of a KeyError"
    assert isinstance(raised.value, KeyError)
    assert isinstance(raised.value, RawabitError)


def test_the_default_of_get_is_given_for_what_is_not_there(graph: Graph) -> None:
    assert (graph.get("qatr"), graph.get("qatr", 5)) == (None, 5)
    assert graph.get("qatar") == graph["qatar"]


def test_what_no_open_issue_brings_is_absent() -> None:
    absent = ["centrality", "communities", "similar", "find", "mentions", "duplicates", "draw", "close"]
    assert [name for name in absent if hasattr(Graph, name)] == []
    with pytest.raises(TypeError, match="positional argument"):
        Graph("kg.rawabit")  # pyright: ignore[reportCallIssue]


def test_a_graph_says_why_it_is_not_copied(graph: Graph) -> None:
    for copied in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(TypeError, match="a Graph is one store and cannot be copied or pickled; write it"):
            copied(graph)
    view = graph.view()
    assert copy.copy(view) is copy.deepcopy(view) is view
    with pytest.raises(TypeError, match="a View belongs to its graph"):
        pickle.dumps(view)


def test_words_that_an_entity_is_mentioned_in_are_a_span(graph: Graph) -> None:
    graph.document("Qatar joins.", id="d")
    graph.read(
        b"""{"rawabit_format": "1", "base": "https://example.org/id/", "defaults": {"source": "d"}, "entities": [
        {"id": "qatar", "mention": {"start": 0, "end": 5, "quote": "Qatar"}}]}""",
        format="json",
    )
    [span] = graph["qatar"]["mention"]
    assert (span.start, span.end, span.quote) == (0, 5, "Qatar")
    assert graph["qatar"].properties()["mention"] == [span]


def test_a_repr_never_raises(graph: Graph) -> None:
    views: list[View] = []
    with pytest.raises(ZeroDivisionError), graph.transaction():
        views.append(graph.view())
        raise ZeroDivisionError
    [view] = views
    assert repr(view) == str(view) == "<View: of a transaction that was rolled back>"
    assert "rolled back" in view._repr_html_()
    long = graph.add("Topic", "word " * 40)
    assert len(long.id) <= 60
    assert len(repr(long)) < 150


def test_a_date_in_arabic_is_taken_everywhere(graph: Graph) -> None:
    told = say(graph, start="٥ مارس ٢٠٢٤", end="٢٠٢٤-٠٣-٠٧")
    assert (told.start, told.end) == ("2024-03-05", "2024-03-07")
    rows = [{"subject": "qatar", "relation": "participatesIn", "object": "wps-2024", "start": "٥ مارس ٢٠٢٤"}]
    assert graph.add_claims(rows).counts["claims"] == 1

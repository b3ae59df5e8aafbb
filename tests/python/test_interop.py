"""Promises to those who work with other engines: what we write they read, and what they write we read, without loss."""

from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from rdflib.compare import isomorphic

from rawabit import Graph, Iri, Literal, Schema
from test_competency import Question, questions, shown

ROOT = Path(__file__).parents[2]
REIFIES = pyoxigraph.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies")

# RDF 1.2, as pyoxigraph reads it.
OXIGRAPH = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "nquads": pyoxigraph.RdfFormat.N_QUADS,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}
# RDF 1.1, as rdflib reads it.
RDFLIB = {"turtle": "turtle", "ntriples": "nt", "rdfxml": "xml", "jsonld": "json-ld"}


@pytest.fixture(scope="module")
def seed() -> Graph:
    graph = Graph()
    graph.read(ROOT / "examples/data/summit.json")
    return graph


def quads(text: bytes, format: pyoxigraph.RdfFormat) -> pyoxigraph.Dataset:
    """What pyoxigraph reads, blank nodes aside."""
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(text, format=format))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


# ---- pyoxigraph: RDF 1.2 --------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", OXIGRAPH)
def test_pyoxigraph_reads_every_claim_of_the_seed(seed: Graph, format: str) -> None:
    form: Any = "reification" if format == "jsonld" else "annotations"
    text = seed.write(format=format, claims=form)
    found = quads(text, OXIGRAPH[format])
    assert found == quads(seed.write(format="nquads", claims=form), pyoxigraph.RdfFormat.N_QUADS)
    if form == "annotations":
        assert len(list(found.quads_for_predicate(REIFIES))) == 170


def test_pyoxigraph_answers_as_we_do(seed: Graph) -> None:
    store = pyoxigraph.Store()
    store.load(seed.write(format="turtle", ontology=True), format=pyoxigraph.RdfFormat.TURTLE)
    for question in questions():
        if question.infer:
            continue
        theirs: Any = store.query(question.sparql, prefixes=dict(seed.prefixes))
        if question.truth is not None:
            assert bool(theirs) is question.truth, question.name
            continue
        assert [variable.value for variable in theirs.variables] == question.variables
        rows = [[term(row[name]) for name in question.variables] for row in theirs]
        assert table(rows, seed, question) == expected(question), question.name


# ---- rdflib: RDF 1.1 ------------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize("format", RDFLIB)
def test_rdflib_reads_the_reification(seed: Graph, format: str) -> None:
    graph = rdflib.Graph()
    graph.parse(data=seed.write(format=format, claims="reification"), format=RDFLIB[format])
    statements = graph.subjects(rdflib.RDF.type, rdflib.RDF.Statement)
    assert len(set(statements)) == 170
    claim = rdflib.URIRef("https://w3id.org/rawabit/id/claim/article/r013")
    assert graph.value(claim, rdflib.RDF.predicate) == rdflib.URIRef("https://w3id.org/rawabit/ns#participatesIn")
    lines = rdflib.Graph()
    lines.parse(data=seed.write(format="ntriples", claims="reification"), format="nt")
    assert isomorphic(graph, lines)


@pytest.fixture(scope="module")
def reified(seed: Graph) -> rdflib.Graph:
    graph = rdflib.Graph()
    graph.parse(data=seed.write(format="turtle", claims="reification", ontology=True), format="turtle")
    return graph


def is_of_1_1(question: Question) -> bool:
    return not question.infer and not any(word in question.sparql for word in ("<<", "{|", " ~", "rdf:reifies"))


@pytest.mark.parametrize(
    "question", [question for question in questions() if is_of_1_1(question)], ids=lambda it: it.name.split()[0]
)
def test_rdflib_answers_the_questions_as_we_do(reified: rdflib.Graph, seed: Graph, question: Question) -> None:
    answer = reified.query(question.sparql, initNs=dict(seed.prefixes))
    if question.truth is not None:
        assert answer.askAnswer is question.truth
        return
    assert [str(variable) for variable in answer.vars or []] == question.variables
    rows: Any = answer
    found = [[term(row[name]) for name in question.variables] for row in rows]
    assert table(found, seed, question) == expected(question)


def term(found: Any) -> Any:
    """A term of a peer as one of ours."""
    match found:
        case pyoxigraph.NamedNode() | rdflib.URIRef():
            return Iri(str(found).strip("<>"))
        case pyoxigraph.Literal():
            return Literal(found.value, None if found.language else found.datatype.value, found.language)
        case rdflib.Literal():
            return Literal(str(found), str(found.datatype) if found.datatype else None, found.language)
        case _:
            assert found is None
            return None


def table(rows: list[list[Any]], graph: Graph, question: Question) -> list[list[str]]:
    prefixes = dict(graph.prefixes)
    found = [[shown(cell, prefixes) for cell in row] for row in rows]
    return found if question.ordered else sorted(found)


def expected(question: Question) -> list[list[str]]:
    return question.rows if question.ordered else sorted(question.rows)


def test_what_rdflib_writes_of_the_reification_is_the_same_graph(seed: Graph, reified: rdflib.Graph) -> None:
    again = Graph()
    report = again.read(reified.serialize(format="turtle", encoding="utf-8"), format="turtle")
    assert report.counts["schema"] > 1000, "the ontology that stands among it is known already"
    assert again.same_as(round_trip(seed, "nquads", "reification"))
    assert sum(1 for _ in again.claims()) == 170
    claim = again["ex:qatar"].claims("participatesIn")
    assert {c.modality for c in claim} == {"fact", "reported"}


# ---- what a peer is known to lose -----------------------------------------------------------------------------

LOST: dict[str, bytes] = {
    "a property of a reifier whose value is an IRI": b"""
        :a :knows :b ~ :r {| :certainty :high ; :said "once" |} .
    """,
    "a reified triple that is not asserted": b"""
        :r rdf:reifies <<( :a :knows :b )>> ; :said "never" .
    """,
    "two sources for one triple": b"""
        :a :knows :b ~ :r1 {| :source :one ; :certainty 0.5 |} ~ :r2 {| :source :two ; :certainty 0.9 |} .
    """,
    "a reifier without a name": b"""
        :a :knows :b {| :source :one |} {| :source :two |} .
    """,
    "a reifier of two triples": b"""
        :r rdf:reifies <<( :a :knows :b )>> , <<( :b :knows :a )>> ; :source :one .
    """,
    "a claim about a claim": b"""
        :a :knows :b ~ :r . :c :says <<( :a :knows :b )>> ; :doubts <<( :d :says <<( :a :knows :b )>> )>> .
    """,
    "claims of ours with what we have no column for": b"""
        :a rb:meetsWith :b ~ :r {| a rb:Claim ; rb:source :one , :two ; rb:confidence 0.90 ; rb:modality :maybe |} .
    """,
    "the same claim in two graphs": b"""
        :a :knows :b ~ :r {| :source :one |} . :g { :a :knows :b ~ :r {| :source :two |} }
    """,
}
HEAD = b"""
    PREFIX : <http://a.example/> PREFIX rb: <https://w3id.org/rawabit/ns#>
    PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
"""


@pytest.mark.parametrize("schema", [Schema(), Schema.empty()], ids=["with the ontology", "without"])
@pytest.mark.parametrize("what", LOST)
def test_what_others_lose_survives(what: str, schema: Schema) -> None:
    text = HEAD + LOST[what]
    graph = Graph(schema=schema)
    graph.read(text, format="trig")
    original = quads(text, pyoxigraph.RdfFormat.TRIG)
    named = any(not isinstance(quad.graph_name, pyoxigraph.DefaultGraph) for quad in original)
    for format in ("trig", "nquads") if named else ("turtle", "ntriples", "nquads", "trig", "rdfxml"):
        written = graph.write(format=format, claims="annotations")
        assert quads(written, OXIGRAPH[format]) == original, format
        again = Graph(schema=schema)
        again.read(written, format=format)
        assert again.same_as(graph), format


def round_trip(graph: Graph, format: str, claims: Any) -> Graph:
    again = Graph()
    again.read(graph.write(format=format, claims=claims), format=format)
    return again


@pytest.mark.parametrize("format", OXIGRAPH)
@pytest.mark.parametrize("claims", [None, "annotations", "reification"])
def test_the_seed_comes_back_the_same_through_every_format(seed: Graph, format: str, claims: Any) -> None:
    if format == "jsonld" and claims == "annotations":
        with pytest.raises(ValueError, match="these formats can"):
            seed.write(format=format, claims=claims)
        return
    again = round_trip(seed, format, claims)
    assert again.same_as(seed)
    assert seed.same_as(again)
    assert (len(again), again["wd:Q846"].name) == (108, "Qatar")


def test_what_pyoxigraph_writes_of_the_seed_is_the_same_graph(seed: Graph) -> None:
    # Its `Store` keeps `xsd:nonNegativeInteger` as `xsd:integer`; its parsers and writers lose nothing.
    lines = seed.write(format="nquads")
    for format in ("turtle", "ntriples", "nquads", "trig", "rdfxml"):
        triples = (quad.triple for quad in pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_QUADS))
        again = Graph()
        again.read(pyoxigraph.serialize(triples, format=OXIGRAPH[format]) or b"", format=format)
        assert again.same_as(seed), format

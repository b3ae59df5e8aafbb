"""Promises about SPARQL: values of Python, bindings, errors with their place, limits, Ctrl-C."""

import io
import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rawabit import (
    BlankNode,
    Graph,
    Iri,
    Literal,
    QueryError,
    QueryTimeout,
    SchemaError,
    StorageError,
    Text,
    Time,
    TransactionError,
    Triple,
)

ID = "https://example.org/id/"


@pytest.fixture
def summit(graph: Graph) -> Graph:
    graph.prefixes["ex"] = ID
    graph.relate("qatar", "participatesIn", "wps-2024", id="r1", confidence=0.7, start="2024-03")
    graph.relate("united-arab-emirates", "hosts", "wps-2024", id="r2", modality="predicted")
    return graph


def test_values_are_those_of_python() -> None:
    rows = Graph().query("""
        SELECT * { VALUES (?i ?d ?f ?b ?t ?n ?y ?x ?u) {
            (7 0.50 1e1 true "a" "قطر"@ar "2024"^^xsd:gYear "xyz"^^xsd:integer UNDEF)
        } }""")
    (row,) = rows
    expected: dict[str, Any] = {
        "i": 7,
        "d": Decimal("0.50"),
        "f": 10.0,
        "b": True,
        "t": Text("a"),
        "n": Text("قطر", "ar"),
        "y": Time("2024"),
        "x": Literal("xyz", "http://www.w3.org/2001/XMLSchema#integer"),
        "u": None,
    }
    assert row == expected
    assert {name: type(value) for name, value in row.items()} == {n: type(v) for n, v in expected.items()}
    assert (row["n"].lang, row["t"].lang) == ("ar", None)
    (terms,) = rows.terms()
    assert terms["i"] == Literal("7", "http://www.w3.org/2001/XMLSchema#integer")
    assert terms["d"].value == "0.50"
    assert terms["n"] == Literal("قطر", lang="ar")
    assert (terms["u"], rows["i"], rows["?i"]) == (None, [7], [7])


def test_iris_blank_nodes_and_triples_are_values_too(summit: Graph) -> None:
    (row,) = summit.query("SELECT * { ?c rdf:reifies ?t ; rb:modality rb:modality-predicted . BIND(BNODE() AS ?b) }")
    assert row["c"] == Iri(ID + "claim/r2")
    assert isinstance(row["b"], BlankNode)
    assert isinstance(row["t"], Triple)
    assert (row["t"].subject, row["t"].object) == (ID + "united-arab-emirates", ID + "wps-2024")
    assert row["t"].predicate == "https://w3id.org/rawabit/ns#hosts"
    assert summit[row["t"].object].name == "World Police Summit"


def test_a_prediction_is_never_returned_as_a_fact(summit: Graph) -> None:
    assert summit.query("SELECT ?who { ?who rb:hosts ex:wps-2024 }")["who"] == []
    assert not summit.ask("ASK { ?who rb:hosts ex:wps-2024 }")
    assert summit.ask("ASK { ?who rb:participatesIn ex:wps-2024 }")


def test_values_are_given_for_variables(summit: Graph) -> None:
    def bound(value: Any) -> Any:
        (row,) = summit.query("SELECT ?v { }", bindings={"v": value})
        return row["v"]

    for value in [5, 0.5, True, Decimal("0.10"), Text("a", "en"), Time("2024~"), Literal("1", "http://a/t")]:
        back = bound(value)
        assert back == value
        assert type(back) is type(value)
    assert bound("qatar") == Text("qatar"), "a str is a plain literal"
    assert bound(summit["qatar"]) == bound(Iri(ID + "qatar")) == Iri(ID + "qatar")
    claim = next(iter(summit.claims("qatar")))
    assert summit.ask("ASK { ?c rb:confidence 0.7 }", bindings={"c": claim})
    assert bound(Triple(Iri("http://a/s"), Iri("http://a/p"), 5)).object == 5
    with pytest.raises(TypeError, match=r'^bindings\["v"\]: expected an Entity, an Iri, a str'):
        bound([1])
    with pytest.raises(TypeError, match=r"^bindings: expected a dict of variables with a value each, got list$"):
        summit.query("SELECT ?v {}", bindings=[("v", 1)])  # pyright: ignore[reportArgumentType]
    with pytest.raises(QueryError, match='bindings: "w"'):
        summit.query("SELECT ?v {}", bindings={"w": 1})


def test_a_value_given_twice_for_a_variable_is_an_error_that_names_both(summit: Graph) -> None:
    with pytest.raises(QueryError, match=r'^bindings: "o" is given twice, as "o" and "\?o"$'):
        summit.query("SELECT * { ?s ?p ?o }", bindings={"o": 1, "?o": 2})


def test_a_number_goes_back_in_as_the_literal_that_it_was() -> None:
    graph = Graph()
    graph.prefixes["ex"] = "http://e/"
    graph.update('INSERT DATA { ex:a ex:p 1e0 , 1.5E3 , "2"^^xsd:float }')
    for row in graph.query("SELECT ?o { ex:a ex:p ?o }").terms():
        assert graph.ask("ASK { ex:a ex:p ?o }", bindings={"o": row["o"]})


def test_what_follows_from_the_schema_is_answered_where_it_is_asked(summit: Graph) -> None:
    places = "SELECT ?x { ?x a rb:Place }"
    assert (len(summit.query(places)), len(summit.query(places, infer=True))) == (0, 2)
    types = "ASK { rb:Country rdfs:subClassOf+ rb:Place }"
    assert (summit.ask(types), summit.ask(types, ontology=True)) == (False, True)


def test_a_construct_gives_triples(summit: Graph) -> None:
    triples = summit.construct("CONSTRUCT { ?x a rb:Place ; rb:n 5 } WHERE { ?x a rb:Country } ORDER BY ?x")
    assert (len(triples), repr(triples)) == (4, "<Triples: 4 triples>")
    found = list(triples)
    rdf_type = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    assert (Iri(ID + "qatar"), rdf_type, Iri("https://w3id.org/rawabit/ns#Place")) in found
    assert [o for _, p, o in found if p.endswith("#n")] == [5, 5]
    assert str(triples).count(" .\n") == 4
    assert len(summit.construct("DESCRIBE ex:qatar")) > 5


def test_a_syntax_error_says_where(summit: Graph) -> None:
    with pytest.raises(QueryError) as raised:
        summit.query("SELECT ?x {\n  ?x rb:hosts }")
    error = raised.value
    assert (error.line, error.column) == (2, 15)
    assert str(error).startswith("line 2, column 15: ")
    assert "\n" in str(error), "it shows the place"
    for call, query, other in [
        (summit.query, "ASK {}", "ask"),
        (summit.ask, "SELECT * {}", "query"),
        (summit.construct, "SELECT * {}", "query"),
        (summit.query, "DESCRIBE ex:qatar", "construct"),
    ]:
        with pytest.raises(QueryError, match=rf"call {other}\(\)") as raised:
            call(query)
        assert (raised.value.line, raised.value.column) == (None, None)
    with pytest.raises(QueryError, match="nowhere"):
        summit.query("SELECT * { ?x nowhere:p ?y }")
    with pytest.raises(TypeError, match=r"^sparql: expected a str, got NoneType$"):
        summit.query(None)  # pyright: ignore[reportArgumentType]


MANY = "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z . ?d ?s ?w . ?e ?t ?v }"


def test_a_query_is_given_up_when_its_time_is_over(summit: Graph) -> None:
    with pytest.raises(QueryTimeout, match=r"took longer than 0\.2 s") as raised:
        summit.query(MANY, timeout=0.2)
    assert isinstance(raised.value, TimeoutError)
    assert isinstance(raised.value, QueryError)
    assert summit.ask("ASK {}", timeout=5)
    for wrong in [-1, float("nan")]:
        with pytest.raises(SchemaError, match='"timeout" does not take'):
            summit.query("SELECT * {}", timeout=wrong)


def test_a_result_can_be_kept_small(summit: Graph) -> None:
    with pytest.raises(QueryError, match="more than 2 rows"):
        summit.query("SELECT * { ?s ?p ?o }", max_rows=2)
    with pytest.raises(QueryError, match="more than 2 rows"):
        summit.construct("CONSTRUCT WHERE { ?s ?p ?o }", max_rows=2)
    assert len(summit.query("SELECT * { ?s ?p ?o } LIMIT 2", max_rows=2)) == 2


def test_rows_are_written_in_the_formats_of_the_w3c(summit: Graph, tmp_path: Path) -> None:
    rows = summit.query("SELECT ?name { ex:qatar skos:prefLabel ?name } ORDER BY ?name")
    assert rows.write(format="csv") == "name\r\nQatar\r\nقطر\r\n".encode()
    assert rows.write(format="tsv") == '?name\n"Qatar"@en\n"قطر"@ar\n'.encode()
    assert json.loads(rows.write(format="json"))["results"]["bindings"][1]["name"]["value"] == "قطر"
    assert b'<literal xml:lang="ar">' in rows.write(format="xml")
    path = tmp_path / "rows.csv"
    rows.write(path)
    file = io.BytesIO()
    rows.write(file, format="csv")
    with (tmp_path / "other.csv").open("wb") as named:
        rows.write(named)
    assert path.read_bytes() == file.getvalue() == Path(named.name).read_bytes() == rows.write(format="csv")
    with pytest.raises(SchemaError, match='"format" does not take'):
        rows.write(tmp_path / "rows.parquet")
    with pytest.raises(TypeError, match="text mode"):
        rows.write(io.StringIO(), format="csv")  # pyright: ignore[reportCallIssue, reportArgumentType]
    with pytest.raises(FileNotFoundError):
        rows.write(tmp_path / "nowhere" / "rows.csv")
    with pytest.raises(TypeError, match=r"^target: expected a path, or a file object open in binary mode, got int$"):
        rows.write(5, format="csv")  # pyright: ignore[reportCallIssue, reportArgumentType]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_full_disk_is_a_storage_error(summit: Graph) -> None:
    with pytest.raises(StorageError, match="No space left") as raised:
        summit.query("SELECT * { ?s ?p ?o }").write("/dev/full", format="json")
    assert isinstance(raised.value, OSError)


def test_queries_read_the_writes_of_their_transaction(graph: Graph) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?x a rb:Topic }"
    before = graph.view()
    with graph.transaction():
        graph.add("Topic", "AI")
        assert graph.query(query)["n"] == [1]
        assert before.query(query)["n"] == [0]
    assert graph.query(query)["n"] == [1]


def test_an_update_is_all_or_nothing(graph: Graph) -> None:
    graph.update(
        """
        PREFIX ex: <https://example.org/id/>
        INSERT { ?topic a rb:Topic ; rdfs:label "AI"@en .
            ex:qatar rb:participatesIn ex:wps-2024 ~ ex:c1 {| a rb:Claim ; rb:confidence 0.7 |} } WHERE {}
        """,
        bindings={"topic": Iri(ID + "ai")},
    )
    assert (graph["ai"].name, next(iter(graph.claims())).confidence) == ("AI", 0.7)
    with pytest.raises(QueryError):
        graph.update("DELETE WHERE { ?x a rb:Topic } ; DROP GRAPH <https://nowhere.example/>")
    assert "ai" in graph
    with pytest.raises(KeyError), graph.transaction():
        graph.update("DELETE WHERE { <https://example.org/id/ai> ?p ?o }")
        assert "ai" not in graph
        raise KeyError
    assert "ai" in graph
    with pytest.raises(QueryError, match="line 1"):
        graph.update("INSERT DATA { ?x }")
    with pytest.raises(QueryError):
        graph.update("LOAD <https://news.example/1.ttl>")


def test_many_threads_ask_at_once(summit: Graph) -> None:
    answers: list[int] = []

    def work() -> None:
        query = "SELECT ?x { ?x a ?type . ?x skos:prefLabel ?name }"
        answers.extend(len(summit.query(query)) for _ in range(20))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) == {5}


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("keywords", ["", ", timeout=60"])
def test_a_query_hears_ctrl_c(keywords: str) -> None:
    script = textwrap.dedent(f"""
        from rawabit import Graph

        graph = Graph()
        for code in ["QA", "OM", "AE", "SA", "KW"]:
            graph.country(code)
        print("asking", flush=True)
        try:
            graph.query("{MANY}"{keywords})
        except KeyboardInterrupt:
            print("heard", flush=True)
        print(graph.ask("ASK {{}}"), flush=True)
    """)
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "asking\n"
        time.sleep(0.3)
        os.kill(process.pid, signal.SIGINT)
        # To its end the query would go on for days.
        assert process.stdout.readline() == "heard\n"
        assert process.stdout.readline() == "True\n"
        assert process.wait(20) == 0


def test_a_function_of_yours_answers_service_clauses() -> None:
    far = Graph()
    far.country("OM")
    graph = Graph()
    asked = "SELECT ?code { SERVICE <https://far.example/sparql> { ?x rb:isoAlpha3 ?code } }"
    with pytest.raises(QueryError, match="opens no connection; query with service, a function that asks it"):
        graph.query(asked)
    seen: list[str] = []

    def answer(iri: str, query: str) -> bytes:
        seen.append(iri)
        return far.query(query).write(format="json")

    assert graph.query(asked, service=answer)["code"] == [Text("OMN")]
    assert graph.query(asked, service=lambda _, query: far.query(query))["code"] == [Text("OMN")]
    xml = far.query("SELECT ?code { ?x rb:isoAlpha3 ?code }").write(format="xml").decode()
    assert graph.query(asked, service=lambda _iri, _query: xml, timeout=10)["code"] == [Text("OMN")]
    inner = asked.split("{", 1)[1]
    assert graph.ask("ASK {" + inner, service=answer)
    made = graph.construct("CONSTRUCT { <http://a/> <http://b/> ?code } WHERE {" + inner, service=answer)
    assert len(made) == 1
    assert set(seen) == {"https://far.example/sparql"}


def test_who_answers_a_service_clause_does_not_wait_for_who_asks() -> None:
    graph = Graph()
    asked = "SELECT ?code { SERVICE <http://far.example/sparql> { ?s rb:isoAlpha3 ?code } }"

    def writes(_iri: str, _query: str) -> bytes:
        graph.country("OM")
        return b""

    def reads(_iri: str, _query: str) -> bytes:
        len(graph)
        return b""

    for wrong in (writes, reads):
        for timeout in (None, 20.0):
            with graph.transaction():
                graph.country("QA")
                with pytest.raises(TransactionError, match="is in a call on the graph"):
                    graph.query(asked, service=wrong, timeout=timeout)
                # The transaction goes on.
                graph.country("KW")
    assert {entity.id for entity in graph} == {"qatar", "kuwait"}


def test_what_goes_wrong_with_a_service_is_told() -> None:
    asked = "SELECT * { SERVICE <https://far.example/sparql> { ?s ?p ?o } }"

    def broken(iri: str, query: str) -> bytes:
        raise ConnectionError(iri + query[:6])

    with pytest.raises(ConnectionError, match=r"https://far\.example/sparqlSELECT"):
        Graph().query(asked, service=broken)
    with pytest.raises(ConnectionError):
        Graph().query(asked, service=broken, timeout=10)
    with pytest.raises(QueryError, match='no results in "json"'):
        Graph().query(asked, service=lambda _iri, _query: b"503 Service Unavailable")
    wrong: Any = 5
    with pytest.raises(TypeError, match="service"):
        Graph().query(asked, service=lambda _iri, _query: wrong)
    with pytest.raises(TypeError, match="service"):
        Graph().query(asked, service=wrong)
    # SILENT is for what the service says, as the standard has it.
    assert len(Graph().query(asked.replace("SERVICE", "SERVICE SILENT"), service=lambda _iri, _query: b"503")) == 1

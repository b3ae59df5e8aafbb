"""Validation, conflicts, and why something is in the graph."""

from pathlib import Path

import pytest
import rdflib

from rawabit import Entity, Graph, SchemaError, Table, UnknownEntity

SEED = Path(__file__).parents[2] / "examples" / "data" / "summit.json"
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
BROKEN = """
PREFIX rb: <https://w3id.org/rawabit/ns#>
PREFIX ex: <https://example.org/id/>
ex:قمة a rb:Summit ; rb:startDate "قريبا"@ar ; rb:hosts ex:qatar .
ex:qatar a rb:Country ; rb:isoAlpha2 "Qatar" .
""".encode()


@pytest.fixture
def broken() -> Graph:
    graph = Graph()
    graph.read(BROKEN, format="turtle")
    return graph


def test_the_seed_keeps_to_the_ontology() -> None:
    graph = Graph()
    graph.read(SEED)
    report = graph.validate()
    assert (report.ok, report.problems, report.unlisted) == (True, [], 0)
    assert (report.counts["entities"], report.counts["claims"]) == (108, 170)
    assert len(graph.conflicts()) == 0
    assert b"sh:conforms true" in report.to_rdf()


def test_problems_say_what_where_and_how_to_mend_it(broken: Graph) -> None:
    report = broken.validate()
    assert not report.ok
    assert {key: report.counts[key] for key in ("errors", "warnings")} == {"errors": 2, "warnings": 1}
    problem = report.problems[0]
    assert (problem.severity, problem.where, problem.entity) == ("error", "hosts", "قمة")
    assert problem.message == ('relation "hosts" takes a subject of type "Agent", but "قمة" is a "Summit"')
    assert problem.hint == 'did you mean its inverse "hostedBy"?'
    assert [p.severity for p in report.problems] == ["error", "error", "warning"]


def test_a_report_is_a_table(broken: Graph) -> None:
    table = broken.validate().table()
    assert isinstance(table, Table)
    assert table.columns == ["severity", "message", "where", "entity", "hint"]
    assert table["where"] == ["hosts", "startDate", "isoAlpha2"]


def test_other_engines_read_the_report(broken: Graph) -> None:
    shacl = rdflib.Graph().parse(data=broken.validate().to_rdf(), format="turtle")
    results = list(shacl.subjects(rdflib.RDF.type, SH.ValidationResult))
    assert len(results) == 3
    assert shacl.value(None, SH.conforms, rdflib.Literal("false", datatype=rdflib.XSD.boolean)) is not None
    (late,) = shacl.subjects(SH.value, rdflib.Literal("قريبا", lang="ar"))
    assert shacl.value(late, SH.focusNode) == rdflib.URIRef("https://example.org/id/قمة")
    assert shacl.value(late, SH.resultPath) == rdflib.URIRef("https://w3id.org/rawabit/ns#startDate")
    assert shacl.value(late, SH.resultSeverity) == SH.Violation
    assert shacl.value(late, SH.sourceConstraintComponent) == SH.DatatypeConstraintComponent


def test_conflicts_name_the_claims_and_their_sources(graph: Graph) -> None:
    for name, day in (("a", "2024-03-05"), ("b", "2024-03-06")):
        source = graph.document(f"خبر {name}", id=name)
        graph.relate("wps-2024", "startDate", day, source=source, id=f"https://example.org/id/claim-{name}")
    conflicts = graph.conflicts()
    assert conflicts.columns == ["rule", "subject", "relation", "claims", "sources", "message"]
    assert [{key: row[key] for key in row if key != "message"} for row in conflicts] == [
        {
            "rule": "functional",
            "subject": "wps-2024",
            "relation": "startDate",
            "claims": ["claim-a", "claim-b"],
            "sources": ["a", "b"],
        }
    ]
    assert "at one time" in conflicts[0]["message"]


def test_why_gives_the_claims_or_the_chain(graph: Graph) -> None:
    claim = graph.relate("qatar", "hosts", "wps-2024", confidence=0.9)
    why = graph.why("qatar", "hosts", "wps-2024")
    assert (why.claims, why.steps, why.holds) == ([claim], [], True)

    why = graph.why(graph["wps-2024"], "hasParticipant", "qatar")
    assert why.claims == [claim]
    assert [step.rule for step in why.steps] == ["inverse", "subrelation"]
    first, last = why.steps
    assert first.statement == (graph["wps-2024"], "hasParticipant", graph["qatar"])
    assert first.because == [last.statement]
    assert last.because == [(graph["qatar"], "hosts", graph["wps-2024"])]
    assert all(isinstance(step.statement[0], Entity) for step in why.steps)
    assert str(why).splitlines()[0] == "World Police Summit hasParticipant Qatar, which follows:"

    (step, *_) = graph.why("qatar", "a", "Place").steps
    assert (step.rule, step.statement[1:]) == ("subclass", ("rdf:type", "Place"))


def test_why_says_that_a_statement_is_only_quoted(graph: Graph) -> None:
    claim = graph.relate("qatar", "hosts", "wps-2024", modality="predicted")
    why = graph.why("qatar", "hosts", "wps-2024")
    assert (why.holds, why.claims, why.steps) == (False, [claim], [])
    assert "which is not in the graph, but quoted" in str(why)
    assert repr(why).startswith("<Explanation: Qatar hosts World Police Summit")
    with pytest.raises(UnknownEntity, match='did you mean "qatar"'):
        graph.why("qatr", "hosts", "wps-2024")
    with pytest.raises(SchemaError, match='did you mean "hosts"'):
        graph.why("qatar", "host", "wps-2024")


def test_a_conflict_says_how_many_values_meet() -> None:
    graph = Graph()
    for series in ("z0", "z1", "z2"):
        graph.add("EventSeries", id=series)
    graph.add("Summit", id="s")
    times = [("z0", "2020", "2021"), ("z1", "2021", "2023"), ("z2", "2022", "2024")]
    for series, start, end in times:
        graph.relate("s", "editionOf", series, start=start, end=end)
    [row] = graph.conflicts()
    assert row["message"].startswith('"s" has 3 values of "editionOf", up to 2 of them at one time, which takes 1')


def test_a_claim_of_two_sources_is_not_sent_to_conflicts() -> None:
    graph = Graph(base="https://example.org/id/")
    graph.read(
        b"""PREFIX rb: <https://w3id.org/rawabit/ns#> PREFIX ex: <https://example.org/id/>
        ex:d1 a rb:Document . ex:d2 a rb:Document . ex:a a rb:Country . ex:s a rb:Summit .
        ex:a rb:participatesIn ex:s ~ ex:c {| a rb:Claim ; rb:source ex:d1, ex:d2 |} .""",
        format="turtle",
    )
    assert len(graph.conflicts()) == 0
    hints = [problem.hint for problem in graph.validate().problems]
    assert hints
    assert not any(hint and "conflicts()" in hint for hint in hints), hints

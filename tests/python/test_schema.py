"""Promises about schemas."""

from pathlib import Path

import pytest

from rawabit import Graph, Schema, SchemaError

PATROL = """
@prefix my: <https://example.org/patrol#> .
@prefix rb: <https://w3id.org/rawabit/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://example.org/patrol> a owl:Ontology .
my:JointPatrol a owl:Class ; rdfs:subClassOf rb:Activity ; rdfs:label "joint patrol"@en .
my:patrolsWith a owl:ObjectProperty , owl:SymmetricProperty ; rdfs:subPropertyOf rb:cooperatesWith ;
    rdfs:domain rb:Agent ; rdfs:range rb:Agent ; rdfs:label "patrols with"@en .
"""


@pytest.fixture
def patrol(tmp_path: Path) -> Schema:
    path = tmp_path / "patrol.ttl"
    path.write_text(PATROL)
    return Schema(path)


def test_a_turtle_file_of_your_own_adds_types_and_relations(patrol: Schema) -> None:
    graph = Graph(schema=patrol)
    graph.add("my:JointPatrol", "Night patrol")
    claim = graph.relate(graph.country("QA"), "my:patrolsWith", graph.country("OM"))
    assert claim.relation == "my:patrolsWith"
    assert [entity.type for entity in graph.entities("Activity")] == ["my:JointPatrol"]
    assert list(graph.claims("oman", "cooperatesWith")) == [claim]
    assert graph.schema == patrol != Schema()


def test_what_an_author_should_know_is_told(patrol: Schema) -> None:
    assert Schema().notices == []
    assert all("patrol.ttl" in notice for notice in patrol.notices)


def test_an_empty_schema_is_a_plain_store() -> None:
    graph = Graph(schema=Schema.empty())
    graph.read(b"<http://a/x> <http://a/knows> <http://a/y> .", format="turtle")
    assert [entity.id for entity in graph.neighbors("http://a/x")] == ["http://a/y"]
    with pytest.raises(SchemaError, match="the schema is empty"):
        graph.add("Summit")


def test_a_schema_says_what_it_has(patrol: Schema) -> None:
    assert repr(Schema.empty()) == "<Schema: empty>"
    assert repr(Schema()).startswith("<Schema: rawabit 0.1.0, ")
    assert repr(patrol).endswith(" relations, <https://example.org/patrol>>")
    assert Schema() == Graph().schema

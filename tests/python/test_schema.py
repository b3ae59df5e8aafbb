"""Promises about schemas."""

import json
from pathlib import Path
from typing import Any, cast

import jsonschema
import pytest

from rawabit import Graph, ReadError, Report, Schema, SchemaError

ROOT = Path(__file__).parents[2]

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


def counted(report: Report) -> dict[str, int]:
    return {what: n for what, n in report.counts.items() if n}


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


# Its types are not known whole.
Validator: Any = jsonschema.Draft202012Validator


def validator(schema: Schema) -> Any:
    written = json.loads(schema.write(format="jsonschema"))
    Validator.check_schema(written)
    return Validator(written)


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["summit", "harbour"])
def test_the_documents_of_the_examples_are_valid_by_the_json_schema(name: str) -> None:
    document = load(ROOT / "examples/data" / f"{name}.json")
    assert [error.message for error in validator(Schema()).iter_errors(document)] == []


def is_valid(schema: Any, path: Path) -> bool:
    """Whether a file is JSON, and valid."""
    try:
        return schema.is_valid(json.loads(path.read_bytes().decode("utf-8-sig")))
    except ValueError:
        return False


def test_most_of_what_a_model_gets_wrong_is_invalid_by_the_json_schema() -> None:
    schema = validator(Schema())
    folder = ROOT / "tests/data/extractions"
    # What has the right form and says something wrong is for `read` to tell.
    assert [path.stem for path in sorted(folder.glob("*.json")) if is_valid(schema, path)] == [
        "07-wrong-direction",
        "08-quotes-paraphrased",
        "09-offsets-off-by-a-few",
        "10-offsets-in-bytes",
        "11-dates-in-words",
        "13-confidence-in-per-cent",
        "21-names-what-it-does-not-declare",
        "good",
    ]


def test_broken_documents_are_invalid_by_the_json_schema_where_their_form_is_broken() -> None:
    schema = validator(Schema())
    broken = sorted((ROOT / "tests/data/broken").glob("[0-9]*.json"))
    valid = [path.stem for path in broken if is_valid(schema, path)]
    # The rest is said of the text, of the graph, or of two places together, which no JSON Schema can hold
    # against each other.
    assert len(valid) <= 54, f"{len(valid)} of {len(broken)}: {valid}"
    for name in ["33-unknown-type", "34-type-in-arabic", "38-id-with-space", "61-bare-value", "72-unknown-modality"]:
        assert name not in valid


def test_a_document_with_terms_of_an_extension_is_valid_by_its_json_schema(patrol: Schema) -> None:
    document = {
        "rawabit_format": "1",
        "prefixes": {"my": "https://example.org/patrol#"},
        "entities": [
            {"id": "night", "type": "my:JointPatrol"},
            {"id": "a", "type": "SecurityAgency"},
            {"id": "b", "type": "SecurityAgency"},
        ],
        "relations": [{"subject": "a", "relation": "my:patrolsWith", "object": "b"}],
    }
    assert validator(patrol).is_valid(document)
    assert not validator(Schema()).is_valid(document)
    graph = Graph(schema=patrol)
    assert counted(graph.read(json.dumps(document).encode())) == {"entities": 3, "claims": 1}


def strict(schema: Any) -> Any:
    """The same for a provider that wants every field required: as `docs/extraction.md` has it."""
    if isinstance(schema, list):
        return [strict(item) for item in cast("list[Any]", schema)]
    if not isinstance(schema, dict):
        return schema
    made = {key: strict(value) for key, value in cast("dict[str, Any]", schema).items()}
    if made.get("type") == "object":
        made["properties"].pop("conventions", None)
        for key in made["properties"]:
            if key not in made["required"]:
                made["properties"][key] = {"anyOf": [made["properties"][key], {"type": "null"}]}
        made["required"] = list(made["properties"])
    return made


def without_nulls(value: Any) -> Any:
    if isinstance(value, list):
        return [without_nulls(item) for item in cast("list[Any]", value)]
    if isinstance(value, dict):
        items = cast("dict[str, Any]", value).items()
        return {key: without_nulls(item) for key, item in items if item is not None}
    return value


def filled(value: Any, schema: Any, definitions: Any) -> Any:
    """What a model writes that has to fill in every field."""
    if "$ref" in schema:
        return filled(value, definitions[schema["$ref"].removeprefix("#/$defs/")], definitions)
    if "anyOf" in schema:
        kinds = [Validator({**kind, "$defs": definitions}) for kind in schema["anyOf"]]
        fitting = [kind for kind, check in zip(schema["anyOf"], kinds, strict=True) if check.is_valid(value)]
        return filled(value, fitting[0], definitions)
    if schema.get("type") == "object":
        properties = schema["properties"].items()
        return {key: filled(value[key], kind, definitions) if key in value else None for key, kind in properties}
    if schema.get("type") == "array":
        return [filled(item, schema["items"], definitions) for item in value]
    return value


def test_the_json_schema_can_be_made_fit_for_a_provider_that_wants_every_field_required() -> None:
    plain = json.loads(Schema().write(format="jsonschema"))
    schema = strict(plain)
    for one in [schema, *schema["$defs"].values()]:
        if one.get("type") == "object":
            assert one["required"] == list(one["properties"])
    answer = filled(load(ROOT / "tests/data/extractions/good.json"), plain, plain["$defs"])
    del answer["conventions"]
    assert answer["relations"][1]["start"] is None
    assert Validator(schema).is_valid(answer)
    graph = Graph()
    graph.document((ROOT / "tests/data/extractions/article.txt").read_text(encoding="utf-8"), id="article")
    assert counted(graph.read(json.dumps(without_nulls(answer)).encode())) == {"entities": 8, "claims": 7}


@pytest.mark.parametrize("kind", ["owl:Class", "rdfs:Class", "rdf:List"])
def test_the_types_of_schemas_make_no_entities(kind: str) -> None:
    graph = Graph()
    reason = "it is a type of the things that schemas are made of"
    document = {"rawabit_format": "1", "entities": [{"id": "k", "type": kind, "name": {"en": "K"}}]}
    calls = [
        lambda: graph.add(kind, "K"),
        lambda: graph.add_entities([{"id": "k", "type": kind}]),
        lambda: graph.add_entities([{"id": "k"}], type=kind),
        lambda: graph.read(json.dumps(document).encode()),
    ]
    for call in calls:
        with pytest.raises((SchemaError, ReadError), match=reason):
            call()
    assert len(graph) == 0


def test_the_id_of_a_claim_is_no_term_of_the_schema() -> None:
    graph = Graph()
    for code in ["QA", "OM"]:
        graph.country(code)
    iri = "https://w3id.org/rawabit/ns#Country"
    relation = {"id": iri, "subject": "qatar", "relation": "meetsWith", "object": "oman"}
    calls = [
        lambda: graph.relate("qatar", "meetsWith", "oman", id=iri),
        lambda: graph.add_claims([relation]),
        lambda: graph.read(json.dumps({"rawabit_format": "1", "relations": [relation]}).encode()),
    ]
    for call in calls:
        with pytest.raises((SchemaError, ReadError), match="is a term of the schema"):
            call()

//! Promises about the JSON Schema of documents: what it enumerates, and what it keeps to.

#![expect(clippy::unwrap_used, reason = "what goes wrong here fails the test")]

use rawabit::{Graph, ReadOptions, Schema};
use serde_json::Value;

const PATROL: &str = r#"
    @prefix my: <https://example.org/patrol#> .
    @prefix rb: <https://w3id.org/rawabit/ns#> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    <https://example.org/patrol> a owl:Ontology .
    my:JointPatrol a owl:Class ; rdfs:subClassOf rb:Activity ; rdfs:label "joint patrol"@en, "دورية مشتركة"@ar .
    my:patrolsWith a owl:ObjectProperty ; rdfs:subPropertyOf rb:cooperatesWith ;
        rdfs:domain rb:SecurityAgency ; rdfs:range rb:SecurityAgency ; rdfs:label "patrols with"@en .
"#;

fn of(schema: &Schema) -> Value {
    serde_json::from_str(&schema.write_json_schema()).unwrap()
}

fn words(schema: &Value, name: &str) -> Vec<String> {
    let words = schema["$defs"][name]["enum"].as_array().unwrap();
    words
        .iter()
        .map(|word| word.as_str().unwrap().to_owned())
        .collect()
}

/// Every schema within a schema, itself first.
fn within<'v>(value: &'v Value, found: &mut Vec<&'v Value>) {
    found.push(value);
    let maps = ["properties", "$defs"]
        .into_iter()
        .filter_map(|key| value[key].as_object());
    let inner = maps.flat_map(|map| map.values());
    let lists = value["anyOf"].as_array().into_iter().flatten();
    let items = value.get("items").into_iter();
    for schema in inner.chain(lists).chain(items) {
        within(schema, found);
    }
}

#[test]
fn types_and_relations_are_enumerated_and_told_in_both_languages() {
    let schema = of(&Schema::builtin());
    let types = words(&schema, "TypeName");
    assert_eq!(types.len(), 58);
    assert!(
        !types.contains(&"Claim".to_owned()),
        "the books are not for documents"
    );
    let relations = words(&schema, "RelationName");
    for name in [
        "participatesIn",
        "hasParticipant",
        "startDate",
        "differentFrom",
    ] {
        assert!(relations.contains(&name.to_owned()), "{name}");
    }
    for name in ["confidence", "wikidata", "source"] {
        assert!(!relations.contains(&name.to_owned()), "{name}");
    }
    let told = schema["$defs"]["RelationName"]["description"]
        .as_str()
        .unwrap();
    for line in [
        "- hosts (Agent → Event): hosts / يستضيف: The agent hosts the event",
        "- startDate (Event → value: a date): start date / تاريخ البدء: ",
        "- title (Document → value: a text with its language): ",
    ] {
        assert!(told.contains(line), "{line}");
    }
    for relation in &relations {
        assert!(told.contains(&format!("\n- {relation} (")), "{relation}");
    }
}

#[test]
fn terms_of_an_extension_stand_beside_the_others_with_their_prefix() {
    let schema = of(&Schema::builtin().extend(PATROL, "patrol.ttl").unwrap());
    assert!(words(&schema, "TypeName").contains(&"my:JointPatrol".to_owned()));
    assert!(words(&schema, "RelationName").contains(&"my:patrolsWith".to_owned()));
    let namespace = &schema["properties"]["prefixes"]["properties"]["my"]["enum"][0];
    assert_eq!(namespace, "https://example.org/patrol#");
    let told = schema["$defs"]["TypeName"]["description"].as_str().unwrap();
    assert!(told.contains("- my:JointPatrol (under Activity): joint patrol / دورية مشتركة"));
    assert_eq!(of(&Schema::builtin())["properties"].get("prefixes"), None);
}

/// What the reader refuses must not be offered.
#[test]
fn every_relation_that_is_enumerated_can_be_claimed() {
    let relations = words(&of(&Schema::builtin()), "RelationName");
    assert!(!relations.contains(&"identifier".to_owned()));
    for relation in relations {
        let text = format!(
            r#"{{"rawabit_format": "1", "entities": [{{"id": "a", "type": "Country"}}],
                 "relations": [{{"subject": "a", "relation": "{relation}", "object": "a"}}]}}"#
        );
        let error = match Graph::new().read_from(text.as_bytes(), ReadOptions::new()) {
            Ok(_) => continue,
            Err(error) => error.to_string(),
        };
        let refused = format!("\"relation\" does not take \"{relation}\"");
        assert!(!error.contains(&refused), "{error}");
    }
}

#[test]
fn it_keeps_to_what_structured_outputs_take() {
    let schema = of(&Schema::builtin());
    let mut all = Vec::new();
    within(&schema, &mut all);
    let taken = [
        "$schema",
        "title",
        "description",
        "type",
        "properties",
        "required",
        "additionalProperties",
        "$defs",
        "items",
        "minItems",
        "anyOf",
        "enum",
        "pattern",
        "$ref",
    ];
    for one in &all {
        let one = one.as_object().unwrap();
        for key in one.keys() {
            assert!(taken.contains(&key.as_str()), "{key}");
        }
        if one.get("type").is_some_and(|kind| kind == "object") {
            assert_eq!(one["additionalProperties"], false, "every object is closed");
        }
        if let Some(link) = one.get("$ref") {
            let name = link.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
            assert!(schema["$defs"].get(name).is_some(), "{name}");
        }
    }
    let enumerated: usize = all
        .iter()
        .filter_map(|one| one["enum"].as_array())
        .map(Vec::len)
        .sum();
    assert!(
        enumerated <= 1000,
        "{enumerated} words, of which OpenAI takes a thousand"
    );
    let names: usize = all
        .iter()
        .flat_map(|one| {
            one["properties"]
                .as_object()
                .into_iter()
                .flat_map(|map| map.keys())
        })
        .map(String::len)
        .sum();
    assert!(names < 120_000);
}

#[test]
fn an_empty_schema_takes_any_word() {
    let schema = of(&Schema::empty());
    assert_eq!(schema["$defs"]["TypeName"].get("enum"), None);
}

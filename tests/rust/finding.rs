//! Entities are found by every name that they go by.

#![expect(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

use rawabit::{Describe, Format, Graph, ReadOptions};

fn read(turtle: &str) -> Graph {
    let graph = Graph::new();
    let options = ReadOptions::new().format(Format::Turtle);
    graph.read_from(turtle.as_bytes(), options).unwrap();
    graph
}

#[test]
fn the_id_of_an_entity_finds_it_whatever_its_scheme() {
    let graph = read(
        "PREFIX rb: <https://w3id.org/rawabit/ns#>
<mailto:a@b> a rb:Person . <did:ex:1> a rb:Person . <tag:c,2024:d> a <http://x/T> . <urn:e> a rb:Person .",
    );
    let view = graph.view();
    for entity in view.iter() {
        assert_eq!(graph.entity(entity.id()).unwrap(), entity);
    }
    assert_eq!(view.len(), 4);
    let error = graph.entity("mailto:c@d").unwrap_err().to_string();
    assert!(error.contains("no prefix \"mailto\""), "{error}");
}

#[test]
fn an_id_of_any_register_finds_its_entity() {
    let graph = Graph::new();
    let describe = Describe::new().id("y").external_id("orcid", "0000-1");
    let person = graph.add("Person", describe).unwrap();
    assert_eq!(graph.entity("orcid:0000-1").unwrap(), person);
    let error = graph.entity("orcid:0000-2").unwrap_err().to_string();
    assert!(error.contains("no prefix \"orcid\""), "{error}");
}

#[test]
fn of_several_ids_of_one_register_each_is_an_id() {
    let graph = read(
        "PREFIX rb: <https://w3id.org/rawabit/ns#>
<http://a/q> a rb:Country ; rb:wikidata \"Q846\", \"Q1\" .",
    );
    let entity = graph.entity("http://a/q").unwrap();
    let ids = entity.ids();
    assert_eq!(ids["wikidata"], "Q1");
    assert_eq!(entity.all("wikidata").unwrap().len(), 2);
    for id in ["wd:Q1", "wd:Q846"] {
        assert_eq!(graph.entity(id).unwrap(), entity);
    }
}

#[test]
fn two_values_where_one_is_meant_name_who_tells() {
    let graph = read(
        "PREFIX rb: <https://w3id.org/rawabit/ns#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
<http://a/s> a rb:Summit ; rb:startDate \"2030\"^^xsd:gYear, \"2032\"^^xsd:gYear .",
    );
    let summit = graph.entity("http://a/s").unwrap();
    let error = summit.get("startDate").unwrap_err().to_string();
    for word in ["\"2030\", \"2032\"", "claims(\"startDate\")", "conflicts()"] {
        assert!(error.contains(word), "{error}");
    }
}

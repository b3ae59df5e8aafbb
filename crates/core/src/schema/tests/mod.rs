//! The promises of the schema.

use super::*;
use crate::model::Term;

mod extensions;
mod ontology;
mod rules;
mod statements;

/// Line 1 declares the prefixes, line 2 the ontology; what follows begins on line 3.
fn file(body: &str) -> String {
    format!(
        "@prefix my: <https://example.org/patrol#> . @prefix rb: <https://w3id.org/rawabit/ns#> . \
         @prefix owl: <http://www.w3.org/2002/07/owl#> . \
         @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . \
         @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\
         <https://example.org/patrol> a owl:Ontology .\n{body}"
    )
}

fn extend(body: &str) -> Result<Schema, SchemaError> {
    Schema::builtin().extend(&file(body), "patrol.ttl")
}

fn extended(body: &str) -> Schema {
    extend(body).unwrap_or_else(|error| panic!("{error}"))
}

#[track_caller]
fn breaks(body: &str, text: &str) {
    match extend(body) {
        Ok(_) => panic!("nothing wrong found in\n{body}"),
        Err(error) => assert_eq!(error.to_string(), text, "{body}"),
    }
}

#[track_caller]
fn notes(body: &str, texts: &[&str]) {
    let schema = extended(body);
    let found: Vec<String> = schema.notices().iter().map(ToString::to_string).collect();
    assert_eq!(found, texts, "{body}");
}

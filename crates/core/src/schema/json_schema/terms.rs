//! Types, relations and ids as a schema of documents names and tells them.

use std::fmt::Write as _;

use super::json::Json;
use crate::model::vocab::{rb, xsd};
use crate::schema::{Range, Relation, Role, Schema, Type};

/// The types that an entity can be given.
fn types(schema: &Schema) -> impl Iterator<Item = &Type> {
    schema
        .types()
        .filter(|class| !class.is_bookkeeping() && !class.is_deprecated())
}

/// The relations and properties that a statement can be made with; external ids have their own place.
fn relations(schema: &Schema) -> impl Iterator<Item = &Relation> {
    schema.relations().filter(|relation| {
        !relation.is_bookkeeping()
            && !relation.is_deprecated()
            && relation.role() != Role::Identifier
    })
}

/// One of some words; any text where there is none.
fn one_of(words: Vec<String>, told: String) -> Json {
    let text = Json::object([("type", "string".into())]);
    let text = if words.is_empty() {
        text
    } else {
        text.with("enum", words.into_iter().collect::<Json>())
    };
    text.with("description", told)
}

/// Labels and definitions, English before Arabic: `summit / قمة: A summit … قمة …`.
fn told(labels: [Option<&str>; 2], definitions: [Option<&str>; 2]) -> String {
    let labels: Vec<&str> = labels.into_iter().flatten().collect();
    let definitions: Vec<&str> = definitions.into_iter().flatten().collect();
    match (labels.is_empty(), definitions.is_empty()) {
        (true, _) => definitions.join(" "),
        (false, true) => labels.join(" / "),
        (false, false) => format!("{}: {}", labels.join(" / "), definitions.join(" ")),
    }
}

pub(super) fn type_names(schema: &Schema) -> Json {
    let mut text = String::from("The narrowest type that fits. Each with the type above it:");
    let mut names = Vec::new();
    for class in types(schema) {
        names.push(class.name().to_owned());
        let parents = class.parents().iter();
        let parents: Vec<&str> = parents.map(|&id| schema.type_(id).name()).collect();
        let under = match parents.as_slice() {
            [] => String::new(),
            parents => format!(" (under {})", parents.join(" and ")),
        };
        let meaning = told(
            ["en", "ar"].map(|language| class.label(language)),
            ["en", "ar"].map(|language| class.definition(language)),
        );
        // Writing to a string does not fail.
        let _ = write!(text, "\n- {}{under}: {meaning}", class.name());
    }
    one_of(names, text)
}

pub(super) fn relation_names(schema: &Schema) -> Json {
    let mut text = String::from(
        "What is said, read from the subject to the object. Each with the types of its subject and its \
         object; one whose object is a date or a text takes \"value\" instead of \"object\":",
    );
    let mut names = Vec::new();
    for relation in relations(schema) {
        names.push(relation.name().to_owned());
        let meaning = told(
            ["en", "ar"].map(|language| relation.label(language)),
            ["en", "ar"].map(|language| relation.definition(language)),
        );
        let domain = schema.type_(relation.domain()).name();
        let object = object(schema, relation);
        let _ = write!(
            text,
            "\n- {} ({domain} → {object}): {meaning}",
            relation.name()
        );
    }
    one_of(names, text)
}

/// What a relation takes as its object.
fn object(schema: &Schema, relation: &Relation) -> String {
    match relation.range() {
        Range::Type(_) if !relation.allows().is_empty() => {
            let types = relation.allows().iter();
            let types: Vec<&str> = types.map(|&id| schema.type_(id).name()).collect();
            types.join(" or ")
        }
        Range::Type(id) => schema.type_(*id).name().into(),
        Range::List { iri, members } => {
            let members = members.iter().map(|iri| schema.name_of(iri.as_str()));
            let members: Vec<String> = members.collect();
            format!("{}: {}", schema.name_of(iri.as_str()), members.join(", "))
        }
        range if range.is_date() => "value: a date".into(),
        range if range.is_text() => "value: a text with its language".into(),
        Range::Value { datatype, .. } => match datatype.as_str() {
            rb::DATE => "value: a date".into(),
            xsd::BOOLEAN => "value: true or false".into(),
            xsd::STRING => "value: a text".into(),
            other => format!("value: {}", schema.name_of(other)),
        },
    }
}

/// External ids by their schemes, each with its pattern.
pub(super) fn ids(schema: &Schema) -> Vec<(&str, Json)> {
    let mut all = Vec::new();
    for relation in schema.relations() {
        let Some(scheme) = relation.scheme().filter(|_| !relation.is_deprecated()) else {
            continue;
        };
        let id = Json::object([("type", "string".into())]);
        let id = match relation.pattern() {
            Some(pattern) => id.with("pattern", pattern),
            None => id,
        };
        let meaning = told(
            ["en", "ar"].map(|language| relation.label(language)),
            ["en", "ar"].map(|language| relation.definition(language)),
        );
        let of = schema.type_(relation.domain()).name();
        all.push((
            scheme,
            id.with("description", format!("Of a {of}. {meaning}")),
        ));
    }
    all
}

/// The prefixes that names of types and relations begin with.
pub(super) fn prefixes(schema: &Schema) -> Vec<(&str, Json)> {
    let names = types(schema).map(Type::name);
    let names = names.chain(relations(schema).map(Relation::name));
    let mut used: Vec<&str> = names
        .filter_map(|name| name.split_once(':').map(|(prefix, _)| prefix))
        .collect();
    used.sort_unstable();
    used.dedup();
    let known = schema.prefixes();
    known
        .filter(|(prefix, _)| used.contains(prefix))
        .map(|(prefix, namespace)| {
            let namespace = Json::object([
                ("type", "string".into()),
                ("enum", [namespace].into_iter().collect()),
            ]);
            (prefix, namespace)
        })
        .collect()
}

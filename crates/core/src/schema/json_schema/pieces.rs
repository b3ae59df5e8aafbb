//! The pieces that schemas are made of.

use super::json::Json;

pub(super) fn text(told: &str) -> Json {
    Json::object([("type", "string".into()), ("description", told.into())])
}

pub(super) fn word(words: &[&str], told: &str) -> Json {
    let words: Json = words.iter().copied().collect();
    Json::object([
        ("type", "string".into()),
        ("enum", words),
        ("description", told.into()),
    ])
}

pub(super) fn truth(told: &str) -> Json {
    Json::object([("type", "boolean".into()), ("description", told.into())])
}

pub(super) fn whole(told: &str) -> Json {
    Json::object([("type", "integer".into()), ("description", told.into())])
}

pub(super) fn list(items: Json, told: &str) -> Json {
    Json::object([
        ("type", "array".into()),
        ("items", items),
        ("description", told.into()),
    ])
}

pub(super) fn link(name: &str) -> Json {
    Json::object([("$ref", format!("#/$defs/{name}").into())])
}

/// One thing of several kinds.
pub(super) fn either(kinds: Vec<Json>, told: &str) -> Json {
    let kinds: Json = kinds.into_iter().collect();
    Json::object([("anyOf", kinds), ("description", told.into())])
}

/// A closed object.
pub(super) fn object<'k>(
    properties: impl IntoIterator<Item = (&'k str, Json)>,
    required: &[&str],
    told: &str,
) -> Json {
    Json::object([
        ("type", "object".into()),
        ("description", told.into()),
        ("properties", Json::object(properties)),
        ("required", required.iter().copied().collect()),
        ("additionalProperties", false.into()),
    ])
}

pub(super) fn plain() -> Json {
    Json::object([("type", "string".into())])
}

pub(super) fn several(items: Json) -> Json {
    Json::object([("type", "array".into()), ("items", items)])
}

pub(super) fn id(told: &str) -> Json {
    let told =
        format!("{told} Lower-case letters, digits and hyphens, such as \"world-police-summit\".");
    Json::object([
        ("type", "string".into()),
        ("pattern", r"^\S+$".into()),
        ("description", told.into()),
    ])
}

/// The id of an entity that stands elsewhere.
pub(super) fn reference(told: &str) -> Json {
    Json::object([
        ("type", "string".into()),
        ("pattern", r"^\S+$".into()),
        ("description", told.into()),
    ])
}

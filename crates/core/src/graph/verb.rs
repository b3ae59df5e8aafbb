//! Predicates that are no relations between things, and what says them instead.

use super::Verb;
use super::advice::{AS_ID, AS_ONE, AS_TYPE, OF_CLAIMS};
use super::lens::Lens;
use super::value::Object;
use crate::model::vocab::{owl, rdfs};
use crate::schema::{Role, Schema, SchemaError};

/// Remarks that anything may carry.
const REMARKS: [&str; 3] = [rdfs::COMMENT, rdfs::SEE_ALSO, rdfs::IS_DEFINED_BY];

/// Whether an entity can say anything with a predicate.
///
/// # Errors
/// [`SchemaError::Argument`] for the vocabularies of types, of identity, of claims and of schemas.
pub(crate) fn check_said(verb: &Verb<'_>, schema: &Schema) -> Result<(), SchemaError> {
    let (iri, role) = match verb {
        Verb::Known(forward) if forward.named.is_bookkeeping() => {
            (forward.named.iri(), Role::Claim)
        }
        Verb::Known(_) => return Ok(()),
        Verb::Foreign(iri) => (iri, schema.role_of(iri.as_str())),
    };
    let reason = match (role, iri.as_str()) {
        (Role::Type, _) => AS_TYPE.by_hand,
        (Role::Identity, owl::SAME_AS) => AS_ONE.by_hand,
        (Role::Identity, _) => "it is written \"differentFrom\"",
        (Role::Claim | Role::Evidence, _) => OF_CLAIMS.by_hand,
        (Role::SchemaVocabulary, iri) if !REMARKS.contains(&iri) => {
            "it is said of types and relations, which an extension of the schema has"
        }
        _ => return Ok(()),
    };
    Err(refused(verb, schema, reason))
}

/// Whether a claim can be about statements with a predicate.
///
/// # Errors
/// As [`check_said`]; and for external ids.
pub(crate) fn check_claimed(verb: &Verb<'_>, schema: &Schema) -> Result<(), SchemaError> {
    check_said(verb, schema)?;
    let is_id = schema.role_of(verb.iri().as_str()) == Role::Identifier;
    if is_id {
        return Err(refused(verb, schema, AS_ID.by_hand));
    }
    Ok(())
}

/// Whether a predicate of the schema or of nobody can lead to an entity, which is shown by its id.
///
/// # Errors
/// [`SchemaError::Argument`] for the predicates of names, which are texts.
pub(crate) fn check_linked(lens: Lens<'_>, predicate: u32, entity: u32) -> Result<(), SchemaError> {
    if lens.role(predicate) != Role::Name {
        return Ok(());
    }
    Err(SchemaError::Argument {
        name: lens.term_name(predicate),
        value: lens.short(entity),
        reason: "a name is a text, not an entity".into(),
    })
}

/// What is wrong with a predicate, said of the property that was given by it.
pub(super) fn of_property(error: SchemaError, property: &str, values: &[Object]) -> SchemaError {
    match error {
        SchemaError::Argument { name, reason, .. } if name == RELATION => SchemaError::Argument {
            name: property.into(),
            value: match values {
                [] => "None".into(),
                values => values
                    .iter()
                    .map(Object::text)
                    .collect::<Vec<_>>()
                    .join("\", \""),
            },
            reason,
        },
        other => other,
    }
}

/// The argument that names a predicate.
const RELATION: &str = "relation";

fn refused(verb: &Verb<'_>, schema: &Schema, reason: &str) -> SchemaError {
    let name = match verb {
        Verb::Known(forward) => forward.named.name().to_owned(),
        Verb::Foreign(iri) => schema.name_of(iri.as_str()),
    };
    SchemaError::Argument {
        name: RELATION.into(),
        value: name,
        reason: reason.into(),
    }
}

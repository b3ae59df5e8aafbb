//! Predicates that are no relations between things, and what says them instead.

use super::Verb;
use super::advice::{AS_ID, AS_ONE, AS_TYPE, OF_CLAIMS};
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

fn refused(verb: &Verb<'_>, schema: &Schema, reason: &str) -> SchemaError {
    let name = match verb {
        Verb::Known(forward) => forward.named.name().to_owned(),
        Verb::Foreign(iri) => schema.name_of(iri.as_str()),
    };
    SchemaError::Argument {
        name: "relation".into(),
        value: name,
        reason: reason.into(),
    }
}

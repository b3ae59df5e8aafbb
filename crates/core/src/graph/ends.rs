//! What stands at an end of a relation that it does not fit, in the words of an error.

use super::Lens;
use crate::schema::{End, SchemaError};

/// Of what types an entity is that the schema does not know: `has only the type "foaf:Agent", which the
/// schema does not know`. Nothing where it has no type at all.
pub(crate) fn foreign_types(lens: Lens<'_>, entity: u32) -> Option<String> {
    let names: Vec<String> = lens
        .type_ids(entity)
        .filter(|&class| lens.schema.type_by_iri(&lens.iri(class)).is_none())
        .map(|class| format!("\"{}\"", lens.term_name(class)))
        .collect();
    let s = if names.len() == 1 { "" } else { "s" };
    (!names.is_empty()).then(|| {
        let names = names.join(" and ");
        format!("has only the type{s} {names}, which the schema does not know")
    })
}

/// An error about the ends of a statement, which does not say of an entity of foreign types that it has
/// none.
pub(crate) fn with_foreign_types(
    lens: Lens<'_>,
    [subject, object]: [u32; 2],
    mut error: SchemaError,
) -> SchemaError {
    if let SchemaError::Ends { end, actual, .. } = &mut error {
        let entity = match end {
            End::Subject => subject,
            End::Object => object,
        };
        if lens.types(entity).is_empty()
            && let Some(foreign) = foreign_types(lens, entity)
        {
            *actual = foreign;
        }
    }
    error
}

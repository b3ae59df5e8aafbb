//! New types of an entity, held against what is said of it already.

use super::{GraphIs, Transaction};
use crate::schema::{Relation, SchemaError, TypeId};

impl Transaction {
    /// Whether what is said of an entity still fits it; what did not fit its old types either stays as it
    /// is.
    pub(super) fn check_retyped(&self, entity: u32, old: &[TypeId]) -> Result<(), SchemaError> {
        let lens = self.lens();
        let (snapshot, schema) = (lens.snapshot, lens.schema);
        let new = lens.types(entity);
        let label = lens.short(entity);
        let stored = [[Some(entity), None, None], [None, None, Some(entity)]]
            .into_iter()
            .flat_map(|pattern| snapshot.quads(pattern, GraphIs::Any))
            .map(|[s, p, o, _]| [s, p, o]);
        // Claims that hold nothing are about the entity too.
        let claimed = snapshot
            .claims_of_subject(entity)
            .chain(snapshot.claims_of_object(entity))
            .map(|row| row.statement);
        for statement in stored.chain(claimed) {
            let [s, p, o] = statement;
            let Some(relation) = schema.relation_by_iri(&lens.iri(p)) else {
                continue;
            };
            let fits = |types: &[TypeId]| fit(schema, relation, types, &label, [s, o], entity);
            if fits(old).is_ok() {
                fits(&new).map_err(|error| self.because(error, statement))?;
            }
        }
        Ok(())
    }

    /// With the statement that stands against it.
    fn because(&self, error: SchemaError, [s, p, o]: [u32; 3]) -> SchemaError {
        let lens = self.lens();
        let claim = if lens.snapshot.is_reifier(s) {
            Some(s)
        } else {
            let mut claims = lens.snapshot.claims_of_statement([s, p, o]);
            claims.next().map(|row| row.reifier)
        };
        let shown = |id: u32| match lens.snapshot.dictionary.term(id) {
            crate::model::Term::Literal(literal) => literal.lexical().to_owned(),
            _ => lens.short(id),
        };
        let stands = match claim {
            Some(claim) => format!(
                "; the claim \"{}\" says so: remove it first",
                lens.short(claim)
            ),
            None => format!(
                "; take back that \"{}\" has \"{}\" \"{}\" first",
                shown(s),
                lens.term_name(p),
                shown(o)
            ),
        };
        match error {
            SchemaError::Ends {
                relation,
                end,
                expected,
                entity,
                actual,
                ..
            } => SchemaError::Ends {
                relation,
                end,
                expected,
                entity,
                actual,
                hint: stands,
            },
            other => other,
        }
    }
}

/// Whether an entity with some types fits the ends of a statement that it stands at.
fn fit(
    schema: &crate::schema::Schema,
    relation: &Relation,
    types: &[TypeId],
    label: &str,
    [subject, object]: [u32; 2],
    entity: u32,
) -> Result<(), SchemaError> {
    if subject == entity {
        schema.check_subject(relation, types, label)?;
    }
    if object == entity {
        schema.check_object(relation, types, label)?;
    }
    Ok(())
}

//! From the names of types and relations to what the schema has, and to the predicates that are stored.

use super::entities::is_of_schemas;
use super::{Forward, Lens, Verb};
use crate::model::Iri;
use crate::schema::{Named, Relation, RelationId, SchemaError};

impl<'a> Lens<'a> {
    fn lookup(&self) -> impl Fn(&str) -> Option<String> + use<'a> {
        let settings = self.settings;
        move |prefix: &str| settings.prefix(prefix).map(str::to_owned)
    }

    /// The IRI of the type that a name stands for.
    pub(crate) fn type_iri(&self, name: &str) -> Result<Iri, SchemaError> {
        if self.schema.is_empty() && !name.contains(':') {
            return Err(self.schema.no_type(name));
        }
        Ok(match self.schema.type_or_iri(name, &self.lookup())? {
            Named::Known(known) => known.iri().clone(),
            Named::Foreign(iri) => iri,
        })
    }

    /// As [`type_iri`](Self::type_iri), of a type that an entity may have.
    ///
    /// # Errors
    /// Also for the types of claims and evidence, and for those of schemas, which make no entity.
    pub(crate) fn entity_type(&self, name: &str) -> Result<Iri, SchemaError> {
        let iri = self.type_iri(name)?;
        if is_of_schemas(iri.as_str()) {
            return Err(SchemaError::Argument {
                name: "type".into(),
                value: self.schema.name_of(iri.as_str()),
                reason: "it is a type of the things that schemas are made of; give an entity a type of the \
                         ontology, or \"Entity\" where none fits"
                    .into(),
            });
        }
        match self.schema.type_by_iri(iri.as_str()) {
            Some(books) if books.is_bookkeeping() => Err(SchemaError::Argument {
                name: "type".into(),
                value: books.name().into(),
                reason: "claims and evidence are made with relations, not as entities".into(),
            }),
            _ => Ok(iri),
        }
    }

    /// The types that a name stands for, subtypes included, as IRIs.
    pub(crate) fn type_and_subtypes(&self, name: &str) -> Result<Vec<Iri>, SchemaError> {
        Ok(match self.schema.type_or_iri(name, &self.lookup())? {
            Named::Known(known) => self
                .schema
                .subtypes(known.id())
                .map(|t| t.iri().clone())
                .collect(),
            Named::Foreign(iri) => vec![iri],
        })
    }

    /// The relation that a name stands for, in its stored form.
    pub(crate) fn verb(&self, name: &str) -> Result<Verb<'a>, SchemaError> {
        Ok(match self.schema.relation_or_iri(name, &self.lookup())? {
            Named::Known(relation) => {
                let (id, swapped) = self.schema.stored_form(relation.id());
                Verb::Known(Forward {
                    named: relation,
                    relation: self.schema.relation(id),
                    swapped,
                })
            }
            Named::Foreign(iri) => Verb::Foreign(iri),
        })
    }

    /// Whether a property has at most one value.
    pub(crate) fn is_functional(&self, name: &str) -> Result<bool, SchemaError> {
        let named = self.schema.relation_or_iri(name, &self.lookup())?;
        Ok(matches!(named, Named::Known(relation) if relation.is_functional()))
    }

    /// The predicates that a relation's statements are found under, subrelations and inverses
    /// included: (predicate, whether its ends are to change places). A symmetric relation comes both
    /// ways.
    pub(crate) fn predicates_of(&self, name: &str) -> Result<Vec<(u32, bool)>, SchemaError> {
        let relation = match self.schema.relation_or_iri(name, &self.lookup())? {
            Named::Known(relation) => relation,
            Named::Foreign(iri) => {
                let id = self.snapshot.dictionary.iri(iri.as_str());
                return Ok(id.map(|id| vec![(id, false)]).unwrap_or_default());
            }
        };
        let mut found: Vec<(u32, bool)> = Vec::new();
        let mut add = |relation: &Relation, swapped: bool| {
            if let Some(id) = self.snapshot.dictionary.iri(relation.iri().as_str())
                && !found.contains(&(id, swapped))
            {
                found.push((id, swapped));
            }
        };
        let closed = |id: RelationId, swapped: bool, add: &mut dyn FnMut(&Relation, bool)| {
            for sub in self.schema.subrelations(id) {
                add(sub, swapped);
                if let Some(inverse) = sub.inverse() {
                    add(self.schema.relation(inverse), !swapped);
                }
                if sub.is_symmetric() || relation.is_symmetric() {
                    add(sub, !swapped);
                }
            }
        };
        closed(relation.id(), false, &mut add);
        if let Some(inverse) = relation.inverse() {
            closed(inverse, true, &mut add);
        }
        Ok(found)
    }
}

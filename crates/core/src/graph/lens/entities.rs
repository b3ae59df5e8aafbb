//! What is an entity, and of which types.

use super::Lens;
use super::names::iri_of;
use crate::graph::{GraphIs, Roles, Snapshot};
use crate::model::Iri;
use crate::model::id::{self, known};
use crate::model::vocab::{owl, rdf, rdfs};
use crate::schema::{Role, Schema, SchemaError, Type, TypeId};

impl<'a> Lens<'a> {
    /// What statements with a predicate say.
    pub(crate) fn role(&self, predicate: u32) -> Role {
        role_of(self.roles, self.schema, self.snapshot, predicate)
    }

    /// The types of an entity that the schema knows, in the order of the schema.
    pub(crate) fn types(&self, entity: u32) -> Vec<TypeId> {
        let known = |id| self.schema.type_by_iri(&self.iri(id)).map(Type::id);
        let mut types: Vec<TypeId> = self.type_ids(entity).filter_map(known).collect();
        types.sort_unstable();
        types
    }

    /// The subjects that are stated to have one of some types, each perhaps more than once.
    pub(crate) fn with_types(&self, types: &[Iri]) -> Vec<u32> {
        let mut found = Vec::new();
        for iri in types {
            let Some(id) = self.snapshot.dictionary.iri(iri.as_str()) else {
                continue;
            };
            let pattern = [None, Some(known::TYPE), Some(id)];
            found.extend(
                self.snapshot
                    .stored(pattern, GraphIs::Default)
                    .map(|q| q[0]),
            );
        }
        found
    }

    /// The types of an entity, as they are stated.
    pub(crate) fn type_ids(&self, entity: u32) -> impl Iterator<Item = u32> + use<'a> {
        let pattern = [Some(entity), Some(known::TYPE), None];
        self.snapshot
            .stored(pattern, GraphIs::Default)
            .map(|q| q[2])
    }

    /// Whether a type makes an entity of what has it.
    pub(crate) fn is_entity_type(&self, id: u32) -> bool {
        is_entity_type(self.roles, self.snapshot, id)
    }

    /// Whether a resource is a reifier or a node of evidence, and so no entity whatever is said of it.
    pub(crate) fn is_of_claims(&self, resource: u32) -> bool {
        self.snapshot.is_reifier(resource) || self.snapshot.evidence_of(resource).is_some()
    }

    /// Whether a resource that is no entity can become one; `given` is what the user calls it.
    ///
    /// # Errors
    /// [`SchemaError::Conflict`] for claims, nodes of evidence and terms of the schema.
    pub(crate) fn check_can_be_entity(&self, id: u32, given: &str) -> Result<(), SchemaError> {
        let reason = if self.snapshot.is_reifier(id) {
            "is the id of a claim in the graph; give the entity another id"
        } else if self.snapshot.evidence_of(id).is_some() {
            "is a node of evidence in the graph; give the entity another id"
        } else if self.is_term(id) {
            "is a term of the schema; an extension of the schema says more of it, and an entity has another id"
        } else {
            return Ok(());
        };
        Err(SchemaError::Conflict {
            entity: given.into(),
            reason: reason.into(),
        })
    }

    /// Whether the schema or an extension of it tells what a resource is. Their own IRIs are no terms:
    /// an ontology may be a document that claims are from.
    pub(crate) fn is_term(&self, id: u32) -> bool {
        let mut schemas = self.snapshot.base.schema.iter();
        schemas.any(|(graph, triples)| {
            *graph != id && triples.scan([Some(id), None, None]).next().is_some()
        })
    }

    /// Whether a resource is of claims, or only another name of an entity.
    pub(crate) fn is_no_entity(&self, resource: u32) -> bool {
        self.snapshot.aliases.is_alias(resource) || self.is_of_claims(resource)
    }

    /// Whether a resource is an entity: it has a type outside rdf, rdfs and owl, or is an end of a
    /// relation; reifiers, nodes of evidence and aliases never are.
    pub(crate) fn is_entity(&self, resource: u32) -> bool {
        if !id::is_resource(resource) || self.is_no_entity(resource) {
            return false;
        }
        let pattern = |s, o| self.snapshot.stored([s, None, o], GraphIs::Default);
        pattern(Some(resource), None).any(|[_, p, o, _]| match self.role(p) {
            Role::Type => self.is_entity_type(o) && self.takes_as_entity(resource),
            Role::Relation => id::is_resource(o),
            _ => false,
        }) || pattern(None, Some(resource)).any(|[_, p, ..]| self.role(p) == Role::Relation)
            || self
                .snapshot
                .sight()
                .is_some_and(|sight| sight.has_entity(resource))
    }

    fn takes_as_entity(&self, resource: u32) -> bool {
        let sight = self.snapshot.sight();
        sight.is_none_or(|sight| sight.takes_as_entity(resource))
    }

    /// The ids of all entities, ascending.
    pub(crate) fn entity_ids(&self) -> impl Iterator<Item = u32> + use<'a> {
        let (resources, ..) = self.snapshot.dictionary.sizes();
        let mut is = vec![false; resources];
        let mut mark = |id: u32| {
            if id::is_resource(id) {
                is[id::index(id)] = true;
            }
        };
        for predicate in self.snapshot.predicates() {
            let role = self.role(predicate);
            if !matches!(role, Role::Type | Role::Relation) {
                continue;
            }
            let pattern = [None, Some(predicate), None];
            for [s, _, o, _] in self.snapshot.stored(pattern, GraphIs::Default) {
                match role {
                    Role::Type if self.is_entity_type(o) && self.takes_as_entity(s) => mark(s),
                    Role::Relation if id::is_resource(o) => {
                        mark(s);
                        mark(o);
                    }
                    _ => {}
                }
            }
        }
        if let Some(sight) = self.snapshot.sight() {
            for resource in sight.things() {
                let is = &mut is[id::index(resource)];
                *is = *is || sight.has_entity(resource);
            }
        }
        for row in self.snapshot.claims() {
            is[id::index(row.reifier)] = false;
        }
        for (node, _) in self.snapshot.evidence_rows() {
            is[id::index(node)] = false;
        }
        for (&alias, _) in self.snapshot.aliases.kept.iter() {
            is[id::index(alias)] = false;
        }
        is.into_iter()
            .enumerate()
            .filter(|(_, is)| *is)
            .map(|(n, _)| id::id(id::Kind::Resource, n as u32))
    }
}

/// What statements with a predicate say.
pub(in crate::graph) fn role_of(
    roles: &Roles,
    schema: &Schema,
    snapshot: &Snapshot,
    predicate: u32,
) -> Role {
    roles.of(predicate, || schema.role_of(&iri_of(snapshot, predicate)))
}

/// Whether a type makes an entity of what has it.
pub(in crate::graph) fn is_entity_type(roles: &Roles, snapshot: &Snapshot, id: u32) -> bool {
    roles.is_entity_type(id, || !is_of_schemas(&iri_of(snapshot, id)))
}

/// Whether a type is of the vocabularies that schemas are written in.
pub(super) fn is_of_schemas(iri: &str) -> bool {
    [rdf::NAMESPACE, rdfs::NAMESPACE, owl::NAMESPACE]
        .iter()
        .any(|namespace| iri.starts_with(namespace))
}

//! A look at one moment of a graph through its schema and settings: from what users write to ids,
//! and back.

mod entities;
mod lookup;
mod names;
mod terms;

use std::borrow::Cow;

use super::error::EntityError;
use super::{Roles, Settings, Snapshot};
use crate::model::Iri;
use crate::schema::{Relation, Schema};

pub(super) use entities::{is_entity_type, role_of};
pub(crate) use lookup::meant;

/// A snapshot with what is needed to read it.
#[derive(Clone, Copy)]
pub(crate) struct Lens<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) settings: &'a Settings,
    pub(crate) schema: &'a Schema,
    pub(crate) roles: &'a Roles,
}

/// A relation as statements are stored: an inverse form is turned round.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Forward<'a> {
    /// The form that was named.
    pub(crate) named: &'a Relation,
    /// The form that is stored.
    pub(crate) relation: &'a Relation,
    /// Whether the ends change places.
    pub(crate) swapped: bool,
}

/// The relation that a name stands for.
#[derive(Clone, Debug)]
pub(crate) enum Verb<'a> {
    Known(Forward<'a>),
    /// An IRI that the schema says nothing of.
    Foreign(Iri),
}

impl Verb<'_> {
    /// The IRI of the stored form.
    pub(crate) fn iri(&self) -> &Iri {
        match self {
            Self::Known(forward) => forward.relation.iri(),
            Self::Foreign(iri) => iri,
        }
    }
}

impl<'a> Lens<'a> {
    /// The IRI that a prefix stands for, in the graph or its schema.
    pub(crate) fn namespace(&self, prefix: &str) -> Option<Cow<'a, str>> {
        if let Some(namespace) = self.settings.prefix(prefix) {
            return Some(Cow::Borrowed(namespace));
        }
        self.schema
            .prefixes()
            .find(|(p, _)| *p == prefix)
            .map(|(_, n)| Cow::Borrowed(n))
    }

    /// The prefixes that the graph knows: its own, then the schema's.
    pub(crate) fn prefixes(&self) -> Vec<(&'a str, &'a str)> {
        let mut all: Vec<(&str, &str)> = self.settings.prefixes().collect();
        for (prefix, namespace) in self.schema.prefixes() {
            if !all.iter().any(|(p, _)| *p == prefix) {
                all.push((prefix, namespace));
            }
        }
        all.sort_unstable();
        all
    }

    /// The IRIs that a reference may stand for, where it is no local id; `None` where it is one.
    pub(crate) fn full_iri(&self, reference: &str) -> Result<Option<String>, EntityError> {
        let Some((prefix, local)) = reference.split_once(':') else {
            return Ok(None);
        };
        if reference.contains("//") || prefix == "urn" {
            return Ok(Some(reference.into()));
        }
        match self.namespace(prefix) {
            Some(namespace) => Ok(Some(format!("{namespace}{local}"))),
            None if self.schema.identifier_scheme(prefix).is_some() => Ok(Some(reference.into())),
            None => Err(EntityError::Prefix {
                reference: reference.into(),
                prefix: prefix.into(),
                known: self
                    .prefixes()
                    .into_iter()
                    .map(|(p, _)| p.to_owned())
                    .collect(),
            }),
        }
    }
}

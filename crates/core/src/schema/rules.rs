//! Counts that data should keep to.

use super::{RelationId, TypeId};
use crate::model::{Iri, Severity};

/// How many values of a relation each entity of a type should have.
///
/// A rule is said of a property, for each instance of its domain, or as an `rb:Rule` of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub(super) iri: Iri,
    pub(super) label: Option<Box<str>>,
    pub(super) on_type: TypeId,
    pub(super) on_relation: RelationId,
    pub(super) min_count: Option<u32>,
    pub(super) max_count: Option<u32>,
    pub(super) allows: Box<[TypeId]>,
    pub(super) except_collective: bool,
    pub(super) severity: Severity,
}

impl Rule {
    /// The IRI of the rule, or of the property that states it.
    #[must_use]
    pub fn iri(&self) -> &Iri {
        &self.iri
    }

    /// What the rule says, in English; nothing where a property states it.
    #[must_use]
    pub fn label(&self) -> Option<&str> {
        self.label.as_deref()
    }

    /// The type whose entities are counted for, subtypes included.
    #[must_use]
    pub fn on_type(&self) -> TypeId {
        self.on_type
    }

    /// The relation whose values are counted, subrelations included; it may be an inverse form.
    #[must_use]
    pub fn on_relation(&self) -> RelationId {
        self.on_relation
    }

    /// The least number of values.
    #[must_use]
    pub fn min_count(&self) -> Option<u32> {
        self.min_count
    }

    /// The greatest number of values.
    #[must_use]
    pub fn max_count(&self) -> Option<u32> {
        self.max_count
    }

    /// The types that a value must have one of to be counted; any where this is empty.
    #[must_use]
    pub fn allows(&self) -> &[TypeId] {
        &self.allows
    }

    /// Whether entities that stand for several (`rb:isCollective`) are passed over.
    #[must_use]
    pub fn except_collective(&self) -> bool {
        self.except_collective
    }

    /// How grave it is to break the rule.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }
}

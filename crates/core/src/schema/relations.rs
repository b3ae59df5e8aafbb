//! A relation: what links two entities, or an entity and a value; a property of the ontology.

use super::bits::Bits;
use super::datatypes;
use super::roles::Role;
use super::texts::Texts;
use super::types::TypeId;
use crate::model::Severity;
use crate::model::vocab::rdf;
use crate::model::{Iri, Literal};

/// The number of a relation in its schema, from 0 without gaps.
///
/// It means something in that schema only; a schema that extends it keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RelationId(pub(super) u16);

impl RelationId {
    /// The number, to index a column with.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// What the objects of a relation are.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Range {
    /// Entities of a type.
    Type(TypeId),
    /// The members of a closed list, such as `rb:Modality`.
    List {
        /// The class of the list.
        iri: Iri,
        /// Its members, in the ontology's order.
        members: Box<[Iri]>,
    },
    /// Values.
    Value {
        /// The datatype as the ontology names it: `xsd:string`, `rb:Date`, or `rdfs:Literal` for any.
        datatype: Iri,
        /// The datatypes that a value may have: those that `rb:Date` stands for, else the one.
        members: Box<[Iri]>,
    },
}

impl Range {
    /// Whether objects are dates or times, so that a plain string is to be read as one.
    #[must_use]
    pub fn is_date(&self) -> bool {
        self.members()
            .is_some_and(|members| members.iter().all(|iri| datatypes::is_date(iri.as_str())))
    }

    /// Whether objects are texts with a language.
    #[must_use]
    pub fn is_text(&self) -> bool {
        self.members()
            .is_some_and(|members| members.iter().all(|iri| iri.as_str() == rdf::LANG_STRING))
    }

    fn members(&self) -> Option<&[Iri]> {
        match self {
            Self::Value { members, .. } => Some(members),
            Self::Type(_) | Self::List { .. } => None,
        }
    }
}

/// A regular expression that whole values match.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    pub(super) source: Box<str>,
    pub(super) regex: regex::Regex,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Eq for Pattern {}

/// A relation or property, such as `participatesIn` or `startDate`.
///
/// # Example
/// ```
/// use rawabit::Schema;
/// let schema = Schema::builtin();
/// let hosted_by = schema.relation_named("hostedBy", &|_| None)?;
/// assert!(hosted_by.is_inverse_form());
/// let hosts = schema.relation(hosted_by.inverse().expect("every inverse form has a forward one"));
/// assert_eq!(hosts.name(), "hosts");
/// assert_eq!(schema.type_(hosts.domain()).name(), "Agent");
/// # Ok::<(), rawabit::SchemaError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a mark that an ontology sets on its own"
)]
pub struct Relation {
    pub(super) id: RelationId,
    pub(super) iri: Iri,
    pub(super) name: Box<str>,
    pub(super) labels: Texts,
    pub(super) definitions: Texts,
    pub(super) domain: TypeId,
    pub(super) range: Range,
    pub(super) parents: Box<[RelationId]>,
    /// The relation itself and all its ancestors.
    pub(super) up: Bits,
    pub(super) inverse: Option<RelationId>,
    pub(super) inverse_form: bool,
    pub(super) symmetric: bool,
    pub(super) transitive: bool,
    pub(super) functional: bool,
    pub(super) acyclic: bool,
    pub(super) deprecated: bool,
    pub(super) bookkeeping: bool,
    pub(super) role: Role,
    pub(super) min_count: Option<u32>,
    pub(super) max_count: Option<u32>,
    pub(super) min_inclusive: Option<Literal>,
    pub(super) max_inclusive: Option<Literal>,
    pub(super) pattern: Option<Pattern>,
    pub(super) severity: Severity,
    pub(super) scheme: Option<Box<str>>,
    pub(super) allows: Box<[TypeId]>,
}

impl Relation {
    /// The number of the relation in its schema.
    #[must_use]
    pub fn id(&self) -> RelationId {
        self.id
    }

    /// The IRI of the property.
    #[must_use]
    pub fn iri(&self) -> &Iri {
        &self.iri
    }

    /// `participatesIn` for a relation of rawabit's own, `my:patrolsWith` for one of an extension,
    /// the full IRI where no prefix fits.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The label in a language, given as a lower-case tag (`"ar"`); `""` for one without language.
    #[must_use]
    pub fn label(&self, language: &str) -> Option<&str> {
        self.labels.get(language)
    }

    /// Every label with its language, in the ontology's order.
    pub fn labels(&self) -> impl Iterator<Item = (&str, &str)> {
        self.labels.iter()
    }

    /// The definition in a language, given as a lower-case tag.
    #[must_use]
    pub fn definition(&self, language: &str) -> Option<&str> {
        self.definitions.get(language)
    }

    /// The type that subjects have; inherited where the ontology says none.
    #[must_use]
    pub fn domain(&self) -> TypeId {
        self.domain
    }

    /// What objects are; inherited where the ontology says nothing.
    #[must_use]
    pub fn range(&self) -> &Range {
        &self.range
    }

    /// The types that an object must have one of besides the range; any where this is empty.
    #[must_use]
    pub fn allows(&self) -> &[TypeId] {
        &self.allows
    }

    /// Whether objects are values and not entities.
    #[must_use]
    pub fn is_value(&self) -> bool {
        matches!(self.range, Range::Value { .. })
    }

    /// The relations directly above.
    #[must_use]
    pub fn parents(&self) -> &[RelationId] {
        &self.parents
    }

    /// Whether every statement of this relation implies one of the other; each relation is its own
    /// subrelation.
    ///
    /// # Complexity
    /// O(1).
    #[must_use]
    pub fn is_subrelation_of(&self, other: RelationId) -> bool {
        self.up.contains(other.index())
    }

    /// The same relation read from its other end: `hostedBy` for `hosts`, and the other way round.
    /// A symmetric relation has none.
    #[must_use]
    pub fn inverse(&self) -> Option<RelationId> {
        self.inverse
    }

    /// Whether this is the form that is not stored: `hostedBy`, which is stored as `hosts`.
    #[must_use]
    pub fn is_inverse_form(&self) -> bool {
        self.inverse_form
    }

    /// Whether the relation holds both ways.
    #[must_use]
    pub fn is_symmetric(&self) -> bool {
        self.symmetric
    }

    /// Whether the relation of a relation is a relation too.
    #[must_use]
    pub fn is_transitive(&self) -> bool {
        self.transitive
    }

    /// Whether a subject has one object at most (`owl:FunctionalProperty`, or `rb:maxCount 1`).
    #[must_use]
    pub fn is_functional(&self) -> bool {
        self.functional
    }

    /// Whether a cycle in the relation is a conflict.
    #[must_use]
    pub fn is_acyclic(&self) -> bool {
        self.acyclic
    }

    /// Whether the term is kept only so that old data can be read.
    #[must_use]
    pub fn is_deprecated(&self) -> bool {
        self.deprecated
    }

    /// Whether the property is part of the books: it goes from or to claims or evidence, or says
    /// where a field comes from. Such a property is no relation in a graph.
    #[must_use]
    pub fn is_bookkeeping(&self) -> bool {
        self.bookkeeping
    }

    /// What the relation is to a graph.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// The least number of objects that each subject should have.
    #[must_use]
    pub fn min_count(&self) -> Option<u32> {
        self.min_count
    }

    /// The greatest number of objects that each subject should have; 1 where it is functional.
    #[must_use]
    pub fn max_count(&self) -> Option<u32> {
        self.max_count
    }

    /// The least value, itself allowed.
    #[must_use]
    pub fn min_inclusive(&self) -> Option<&Literal> {
        self.min_inclusive.as_ref()
    }

    /// The greatest value, itself allowed.
    #[must_use]
    pub fn max_inclusive(&self) -> Option<&Literal> {
        self.max_inclusive.as_ref()
    }

    /// The regular expression that whole values match.
    #[must_use]
    pub fn pattern(&self) -> Option<&str> {
        self.pattern.as_ref().map(|pattern| &*pattern.source)
    }

    /// How grave it is to break the counts, bounds or pattern.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// The name of the id scheme that the property holds: `wikidata`, `iso3166-1-alpha2`.
    #[must_use]
    pub fn scheme(&self) -> Option<&str> {
        self.scheme.as_deref()
    }
}

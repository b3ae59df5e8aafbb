//! A type of entities: a class of the ontology.

use super::bits::Bits;
use super::texts::Texts;
use crate::model::Iri;

/// The number of a type in its schema, from 0 without gaps.
///
/// It means something in that schema only; a schema that extends it keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub(super) u16);

impl TypeId {
    /// The number, to index a column with.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A type that an entity can have, such as `Summit`.
///
/// # Example
/// ```
/// use rawabit::Schema;
/// let schema = Schema::builtin();
/// let summit = schema.type_named("Summit", &|_| None)?;
/// assert_eq!(summit.label("ar"), Some("قمة أو مؤتمر"));
/// let event = schema.type_named("Event", &|_| None)?;
/// assert!(summit.is_subtype_of(event.id()) && !event.is_subtype_of(summit.id()));
/// # Ok::<(), rawabit::SchemaError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Type {
    pub(super) id: TypeId,
    pub(super) iri: Iri,
    pub(super) name: Box<str>,
    pub(super) labels: Texts,
    pub(super) definitions: Texts,
    pub(super) parents: Box<[TypeId]>,
    pub(super) ancestors: Box<[TypeId]>,
    /// The type itself and all its ancestors.
    pub(super) up: Bits,
    /// Every type that excludes this one, by itself or by an ancestor of either.
    pub(super) disjoint: Bits,
    pub(super) bookkeeping: bool,
    pub(super) deprecated: bool,
}

impl Type {
    /// The number of the type in its schema.
    #[must_use]
    pub fn id(&self) -> TypeId {
        self.id
    }

    /// The IRI of the class.
    #[must_use]
    pub fn iri(&self) -> &Iri {
        &self.iri
    }

    /// `Summit` for a type of rawabit's own, `my:JointPatrol` for one of an extension, the full IRI
    /// where no prefix fits.
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

    /// The types directly above; empty for `Entity` alone.
    #[must_use]
    pub fn parents(&self) -> &[TypeId] {
        &self.parents
    }

    /// Every type above, the nearest first, this one not among them.
    #[must_use]
    pub fn ancestors(&self) -> &[TypeId] {
        &self.ancestors
    }

    /// Whether every entity of this type is also one of the other; each type is its own subtype.
    ///
    /// # Complexity
    /// O(1).
    #[must_use]
    pub fn is_subtype_of(&self, other: TypeId) -> bool {
        self.up.contains(other.index())
    }

    /// The types that no entity of this type can have, inherited ones among them, in order of id.
    pub fn disjoint_with(&self) -> impl Iterator<Item = TypeId> {
        self.disjoint.iter().map(|id| TypeId(id as u16))
    }

    /// Whether an entity cannot have both types.
    ///
    /// # Complexity
    /// O(1).
    #[must_use]
    pub fn is_disjoint_with(&self, other: TypeId) -> bool {
        self.disjoint.contains(other.index())
    }

    /// Whether instances are part of the books and not of the world: claims and evidence, which
    /// lists of types and entities leave out.
    #[must_use]
    pub fn is_bookkeeping(&self) -> bool {
        self.bookkeeping
    }

    /// Whether the term is kept only so that old data can be read.
    #[must_use]
    pub fn is_deprecated(&self) -> bool {
        self.deprecated
    }
}

//! Which integer stands for which term, and back.
//!
//! A dictionary is a frozen part in columns and, above it, the terms that came since. Terms are
//! only ever added; a rebuild leaves out the ones that nothing uses and gives all of them new
//! numbers. Invariant: two ids are equal exactly where the terms are.

mod error;
mod frozen;
mod growth;
mod namespaces;
mod table;
mod tags;
mod value;

use std::ops::Range;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

pub use error::StorageError;
use frozen::Frozen;
pub(crate) use frozen::{Flat, Renumbering, Used};
use growth::{Growth, literal_hash, resource_hash, triple_hash};
pub(crate) use namespaces::{BLANK, WHOLE};
pub(crate) use tags::Tag;
pub(crate) use value::Shape;
pub(crate) use value::Typed;

use crate::model::id::{self, Kind};
use crate::model::{BaseDirection, BlankNode, DEEPEST, Iri, Term, Triple};

/// The id of `"false"^^xsd:boolean`.
pub(crate) const FALSE: u32 = id::id(Kind::Literal, 0);
/// The id of `"true"^^xsd:boolean`.
pub(crate) const TRUE: u32 = id::id(Kind::Literal, 1);

/// Terms and their ids. Cloning shares both parts.
#[derive(Clone)]
pub(crate) struct Dictionary {
    frozen: Arc<Frozen>,
    growth: Arc<RwLock<Growth>>,
}

/// A term as it lies in the dictionary, without a copy.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part<'a> {
    /// The two halves of an IRI.
    Iri(&'a str, &'a str),
    Blank(&'a str),
    Literal(&'a str, &'a Tag),
    Triple([u32; 3]),
}

impl Dictionary {
    /// The dictionary of an empty graph.
    pub(crate) fn new() -> Self {
        Self::over(Frozen::known().into())
    }

    fn over(frozen: Arc<Frozen>) -> Self {
        let growth = Growth::new(frozen.namespaces.clone(), frozen.tags.clone());
        Self {
            frozen,
            growth: Arc::new(RwLock::new(growth)),
        }
    }

    /// A dictionary of the terms that are used, all in columns, and the way from old ids to new.
    pub(crate) fn rebuilt(&self, used: &Used) -> Result<(Self, Renumbering), StorageError> {
        let (frozen, renumbering) = Frozen::rebuild(self, used)?;
        Ok((Self::over(frozen.into()), renumbering))
    }

    /// The same terms with a growth of its own: what is added to one is not in the other.
    pub(crate) fn forked(&self) -> Self {
        Self::over(Arc::clone(&self.frozen))
    }

    /// Reads many terms under one lock.
    pub(crate) fn read(&self) -> Reader<'_> {
        Reader {
            frozen: &self.frozen,
            sizes: self.frozen.sizes(),
            growth: self.growth.read().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Adds many terms under one lock.
    pub(crate) fn write(&self) -> Writer<'_> {
        Writer {
            frozen: &self.frozen,
            sizes: self.frozen.sizes(),
            growth: self.growth.write().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// How many resources, literals and triple terms there are.
    pub(crate) fn sizes(&self) -> (usize, usize, usize) {
        let (resources, literals, triples) = self.frozen.sizes();
        let grown = self.read().growth.sizes();
        (
            resources as usize + grown.0,
            literals as usize + grown.1,
            triples as usize + grown.2,
        )
    }

    /// How many of them lie in columns.
    pub(crate) fn frozen_sizes(&self) -> (u32, u32, u32) {
        self.frozen.sizes()
    }

    /// How many terms lie in columns, and how many have come since.
    pub(crate) fn frozen_and_grown(&self) -> (usize, usize) {
        let (resources, literals, triples) = self.frozen.sizes();
        let grown = self.read().growth.sizes();
        (
            (resources + literals + triples) as usize,
            grown.0 + grown.1 + grown.2,
        )
    }

    /// The id of an IRI. O(1) on average, as all look-ups here.
    pub(crate) fn iri(&self, iri: &str) -> Option<u32> {
        self.read().iri(iri)
    }

    /// The id of a blank node.
    pub(crate) fn blank(&self, label: &str) -> Option<u32> {
        self.read().blank(label)
    }

    /// The id of a literal.
    pub(crate) fn literal(&self, tag: &Tag, lexical: &str) -> Option<u32> {
        self.read().literal_id(tag, lexical)
    }

    /// Whether two are one, so that their ids are the same.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.frozen, &other.frozen) && Arc::ptr_eq(&self.growth, &other.growth)
    }

    /// The id of a triple term.
    pub(crate) fn triple_id(&self, triple: [u32; 3]) -> Option<u32> {
        if let Some(number) = self.frozen.find_triple(triple) {
            return Some(id::id(Kind::Triple, number as u32));
        }
        let reader = self.read();
        let number = reader.growth.find_triple(triple_hash(triple), triple)?;
        Some(id::id(Kind::Triple, reader.sizes.2 + number as u32))
    }

    /// The id of a term, where it has one.
    pub(crate) fn find(&self, term: &Term) -> Option<u32> {
        match term {
            Term::Iri(iri) => self.iri(iri.as_str()),
            Term::Blank(node) => self.blank(node.as_str()),
            Term::Literal(literal) => self.read().literal_id(&Tag::of(literal), literal.lexical()),
            Term::Triple(triple) => {
                let s = self.find(triple.subject())?;
                let p = self.iri(triple.predicate().as_str())?;
                self.triple_id([s, p, self.find(triple.object())?])
            }
        }
    }

    /// The id of a term, which may be new.
    ///
    /// # Errors
    /// [`StorageError::Limit`] where no further term of the kind fits.
    pub(crate) fn intern(&self, term: &Term) -> Result<u32, StorageError> {
        match self.find(term) {
            Some(id) => Ok(id),
            None => self.write().intern(term),
        }
    }

    /// The id of a triple term of terms that are there.
    pub(crate) fn intern_triple(&self, triple: [u32; 3]) -> Result<u32, StorageError> {
        match self.triple_id(triple) {
            Some(id) => Ok(id),
            None => self.write().triple(triple),
        }
    }

    /// The three parts of a triple term.
    pub(crate) fn triple(&self, id: u32) -> [u32; 3] {
        let at = id::index(id);
        let frozen = self.frozen.sizes().2 as usize;
        if at < frozen {
            self.frozen.triple(at)
        } else {
            self.read().growth.triple(at - frozen)
        }
    }

    /// The frozen triple terms with this subject, by index: a range for each depth of triple terms inside.
    pub(crate) fn frozen_triples_of(
        &self,
        subject: u32,
    ) -> impl Iterator<Item = Range<usize>> + '_ {
        self.frozen.triples_of(subject)
    }

    /// The frozen triple terms that have one inside, by index.
    pub(crate) fn frozen_nested(&self) -> Range<usize> {
        self.frozen.nested()
    }

    /// The frozen triple terms without one inside, to be looked for in ascending order.
    pub(crate) fn flat_triples(&self) -> Flat<'_> {
        self.frozen.flat_triples()
    }

    /// The value kept beside a literal.
    pub(crate) fn typed(&self, id: u32) -> Option<Typed> {
        self.frozen.typed(id::index(id))
    }

    /// The term of an id.
    pub(crate) fn term(&self, id: u32) -> Term {
        self.read().term(id)
    }

    /// Looks at a term where it lies.
    pub(crate) fn with<R>(&self, id: u32, look: impl FnOnce(Part<'_>) -> R) -> R {
        // Frozen terms need no lock.
        match id::kind(id) {
            Some(Kind::Resource) if id::index(id) < self.frozen.sizes().0 as usize => {
                let (namespace, local) = self.frozen.resource(id::index(id));
                look(resource_part(
                    namespace,
                    self.frozen.namespaces.text(namespace),
                    local,
                ))
            }
            Some(Kind::Literal) if id::index(id) < self.frozen.sizes().1 as usize => {
                let (tag, lexical) = self.frozen.literal(id::index(id));
                look(Part::Literal(lexical, self.frozen.tags.tag(tag)))
            }
            _ => look(self.read().part(id)),
        }
    }

    /// The number of the namespace of a resource: equal numbers are equal namespaces, and that of
    /// blank nodes is [`BLANK`].
    pub(crate) fn namespace_of(&self, resource: u32) -> u16 {
        let at = id::index(resource);
        if at < self.frozen.sizes().0 as usize {
            self.frozen.resource(at).0
        } else {
            self.read().resource(at).0
        }
    }

    /// Looks at a resource where it lies: the number of its namespace, the namespace, and the rest, or
    /// of a blank node the label.
    pub(crate) fn with_resource<R>(
        &self,
        resource: u32,
        look: impl FnOnce(u16, &str, &str) -> R,
    ) -> R {
        let at = id::index(resource);
        if at < self.frozen.sizes().0 as usize {
            let (number, local) = self.frozen.resource(at);
            look(number, self.frozen.namespaces.text(number), local)
        } else {
            let reader = self.read();
            let (number, local) = reader.resource(at);
            look(number, reader.namespace(number), local)
        }
    }

    /// Whether a resource is a blank node.
    pub(crate) fn is_blank(&self, resource: u32) -> bool {
        self.namespace_of(resource) == BLANK
    }

    /// The number of the datatype or language of a literal: equal numbers are equal tags.
    pub(crate) fn tag_of(&self, literal: u32) -> u32 {
        let at = id::index(literal);
        if at < self.frozen.sizes().1 as usize {
            self.frozen.literal(at).0
        } else {
            self.read().literal(at).0
        }
    }

    /// Bytes held by the part in columns.
    pub(crate) fn bytes(&self) -> usize {
        self.frozen.bytes()
    }
}

fn resource_part<'a>(namespace: u16, prefix: &'a str, local: &'a str) -> Part<'a> {
    if namespace == BLANK {
        Part::Blank(local)
    } else {
        Part::Iri(prefix, local)
    }
}

/// A dictionary held for reading.
pub(crate) struct Reader<'a> {
    frozen: &'a Frozen,
    sizes: (u32, u32, u32),
    growth: RwLockReadGuard<'a, Growth>,
}

macro_rules! look_up {
    () => {
        /// The id of a blank node.
        pub(crate) fn blank(&self, label: &str) -> Option<u32> {
            self.resource_id(BLANK, label)
        }

        fn resource_id(&self, namespace: u16, local: &str) -> Option<u32> {
            let hash = resource_hash(namespace, local);
            let number = match self.frozen.find_resource(hash, namespace, local) {
                Some(number) => number as u32,
                None => self.sizes.0 + self.growth.find_resource(hash, namespace, local)? as u32,
            };
            Some(id::id(Kind::Resource, number))
        }

        fn numbered_literal(&self, tag: u32, lexical: &str) -> Option<u32> {
            let hash = literal_hash(tag, lexical);
            let number = match self.frozen.find_literal(hash, tag, lexical) {
                Some(number) => number as u32,
                None => self.sizes.1 + self.growth.find_literal(hash, tag, lexical)? as u32,
            };
            Some(id::id(Kind::Literal, number))
        }
    };
}

impl Reader<'_> {
    look_up!();

    /// The id of an IRI.
    pub(crate) fn iri(&self, iri: &str) -> Option<u32> {
        let (namespace, local) = self.growth.namespaces.find(iri);
        self.resource_id(namespace, local)
    }

    fn literal_id(&self, tag: &Tag, lexical: &str) -> Option<u32> {
        self.numbered_literal(self.growth.tags.find(tag)?, lexical)
    }

    /// The literals with a text, each with whether it is a text, of a language or of none. O(t) in the datatypes and
    /// languages that there are.
    pub(crate) fn literals_of(&self, lexical: &str) -> Vec<(u32, bool)> {
        let all = (0_u32..).zip(self.growth.tags.all());
        all.filter_map(|(number, tag)| {
            let id = self.numbered_literal(number, lexical)?;
            Some((id, !matches!(tag, Tag::Typed(_))))
        })
        .collect()
    }

    /// The term of an id.
    pub(crate) fn term(&self, id: u32) -> Term {
        match self.part(id) {
            Part::Iri(namespace, local) => {
                Term::Iri(Iri::new_unchecked(format!("{namespace}{local}")))
            }
            Part::Blank(label) => Term::Blank(BlankNode::new_unchecked(label)),
            Part::Literal(lexical, tag) => Term::Literal(tag.literal(lexical)),
            Part::Triple([s, p, o]) => {
                let Term::Iri(predicate) = self.term(p) else {
                    unreachable!("the predicate of a triple term is an IRI")
                };
                match Triple::new(self.term(s), predicate, self.term(o)) {
                    Ok(triple) => triple.into(),
                    Err(_) => unreachable!("the subject of a triple term is a resource"),
                }
            }
        }
    }

    /// A term where it lies.
    pub(crate) fn part(&self, id: u32) -> Part<'_> {
        let at = id::index(id);
        match id::kind(id) {
            Some(Kind::Resource) => {
                let (namespace, local) = self.resource(at);
                resource_part(namespace, self.namespace(namespace), local)
            }
            Some(Kind::Literal) => {
                let (tag, lexical) = self.literal(at);
                Part::Literal(lexical, self.tag(tag))
            }
            Some(Kind::Triple) => Part::Triple(self.triple(at)),
            _ => unreachable!("the id {id:#x} is of no stored term"),
        }
    }

    fn resource(&self, at: usize) -> (u16, &str) {
        let frozen = self.sizes.0 as usize;
        if at < frozen {
            self.frozen.resource(at)
        } else {
            self.growth.resource(at - frozen)
        }
    }

    fn literal(&self, at: usize) -> (u32, &str) {
        let frozen = self.sizes.1 as usize;
        if at < frozen {
            self.frozen.literal(at)
        } else {
            self.growth.literal(at - frozen)
        }
    }

    fn triple(&self, at: usize) -> [u32; 3] {
        let frozen = self.sizes.2 as usize;
        if at < frozen {
            self.frozen.triple(at)
        } else {
            self.growth.triple(at - frozen)
        }
    }

    fn namespace(&self, number: u16) -> &str {
        self.growth.namespaces.text(number)
    }

    fn tag(&self, number: u32) -> &Tag {
        self.growth.tags.tag(number)
    }

    fn shape(&self, tag: u32) -> Shape {
        self.growth.tags.shape(tag)
    }
}

/// A dictionary held for adding terms.
pub(crate) struct Writer<'a> {
    frozen: &'a Frozen,
    sizes: (u32, u32, u32),
    growth: RwLockWriteGuard<'a, Growth>,
}

impl Writer<'_> {
    look_up!();

    /// The id of an IRI, which may be new.
    pub(crate) fn add_iri(&mut self, iri: &str) -> Result<u32, StorageError> {
        let (namespace, local) = self.growth.namespaces.split(iri);
        self.add_resource(namespace, local)
    }

    /// The id of a blank node, which may be new.
    pub(crate) fn add_blank(&mut self, label: &str) -> Result<u32, StorageError> {
        self.add_resource(BLANK, label)
    }

    fn add_resource(&mut self, namespace: u16, local: &str) -> Result<u32, StorageError> {
        if let Some(id) = self.resource_id(namespace, local) {
            return Ok(id);
        }
        let hash = resource_hash(namespace, local);
        let number = self
            .growth
            .add_resource(self.sizes.0, hash, namespace, local)?;
        Ok(id::id(Kind::Resource, self.sizes.0 + number as u32))
    }

    /// The number of a tag, for [`add_literal`](Self::add_literal).
    pub(crate) fn tag(&mut self, tag: &Tag) -> u32 {
        self.growth.tag_number(tag)
    }

    /// The id of a literal, which may be new.
    pub(crate) fn add_literal(&mut self, tag: u32, lexical: &str) -> Result<u32, StorageError> {
        if let Some(id) = self.numbered_literal(tag, lexical) {
            return Ok(id);
        }
        let hash = literal_hash(tag, lexical);
        let number = self.growth.add_literal(self.sizes.1, hash, tag, lexical)?;
        Ok(id::id(Kind::Literal, self.sizes.1 + number as u32))
    }

    /// The id of a triple term, which may be new.
    pub(crate) fn triple(&mut self, triple: [u32; 3]) -> Result<u32, StorageError> {
        if let Some(number) = self.frozen.find_triple(triple) {
            return Ok(id::id(Kind::Triple, number as u32));
        }
        let hash = triple_hash(triple);
        let number = if let Some(number) = self.growth.find_triple(hash, triple) {
            number
        } else {
            self.check_depth(triple)?;
            self.growth.add_triple(self.sizes.2, hash, triple)?
        };
        Ok(id::id(Kind::Triple, self.sizes.2 + number as u32))
    }

    /// What goes down into terms does so by recursion: updates could nest them one by one.
    fn check_depth(&self, [.., object]: [u32; 3]) -> Result<(), StorageError> {
        let frozen = self.sizes.2 as usize;
        let object_of = |term: u32| match id::index(term) {
            at if at < frozen => self.frozen.triple(at)[2],
            at => self.growth.triple(at - frozen)[2],
        };
        let inside = |object: u32| id::is_triple(object).then_some(object);
        let all = std::iter::successors(inside(object), |&term| inside(object_of(term)));
        if all.count() >= DEEPEST {
            return Err(StorageError::Deep { limit: DEEPEST });
        }
        Ok(())
    }

    /// The id of a term, which may be new.
    pub(crate) fn intern(&mut self, term: &Term) -> Result<u32, StorageError> {
        match term {
            Term::Iri(iri) => self.add_iri(iri.as_str()),
            Term::Blank(node) => self.add_blank(node.as_str()),
            Term::Literal(literal) => {
                let tag = self.tag(&Tag::of(literal));
                self.add_literal(tag, literal.lexical())
            }
            Term::Triple(triple) => {
                let s = self.intern(triple.subject())?;
                let p = self.add_iri(triple.predicate().as_str())?;
                let o = self.intern(triple.object())?;
                self.triple([s, p, o])
            }
        }
    }
}

/// The tag of plain strings.
pub(crate) const STRING: Tag = Tag::String;

/// The tag of a language, with or without a base direction.
pub(crate) fn language_tag(language: &str, direction: Option<BaseDirection>) -> Tag {
    match direction {
        None => Tag::Lang(language.into()),
        Some(direction) => Tag::DirLang(language.into(), direction),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Literal;
    use crate::model::vocab::xsd;

    fn terms() -> Vec<Term> {
        let iri = |s: &str| Term::Iri(Iri::new(s).unwrap());
        let literal = |s: &str, d: &str| Term::Literal(Literal::of_type(s, Iri::new(d).unwrap()));
        let triple = |s: Term, o: Term| {
            Term::from(Triple::new(s, Iri::new("http://e/p").unwrap(), o).unwrap())
        };
        let inner = triple(iri("http://e/a"), literal("0.10", xsd::DECIMAL));
        vec![
            iri("http://e/a"),
            iri("urn:x:y"),
            iri("https://example.org/قطر"),
            Term::Blank(BlankNode::new("b0").unwrap()),
            literal("0.10", xsd::DECIMAL),
            literal("0.1", xsd::DECIMAL),
            literal("2024-03-05", xsd::DATE),
            literal("xyz", xsd::INTEGER),
            literal("true", xsd::BOOLEAN),
            literal("1", xsd::BOOLEAN),
            Term::Literal(Literal::string("قطر")),
            Term::Literal(Literal::lang("قطر", "ar").unwrap()),
            Term::Literal(Literal::lang_with_direction("قطر", "ar", BaseDirection::Rtl).unwrap()),
            inner.clone(),
            triple(iri("http://e/b"), inner.clone()),
            triple(iri("http://e/b"), triple(iri("http://e/b"), inner)),
        ]
    }

    #[test]
    fn terms_and_ids_are_one_to_one_before_and_after_a_rebuild() {
        let dictionary = Dictionary::new();
        let ids: Vec<u32> = terms()
            .iter()
            .map(|t| dictionary.intern(t).unwrap())
            .collect();
        let mut used = Used::none(&dictionary);
        for (term, &id) in terms().iter().zip(&ids) {
            assert_eq!(
                (dictionary.term(id), dictionary.find(term)),
                (term.clone(), Some(id))
            );
            used.mark(id);
        }
        used.close(&dictionary);
        let (rebuilt, numbers) = dictionary.rebuilt(&used).unwrap();
        for (term, &id) in terms().iter().zip(&ids) {
            let id = numbers.id(id);
            assert_eq!(
                (rebuilt.term(id), rebuilt.find(term)),
                (term.clone(), Some(id))
            );
            assert_eq!(rebuilt.intern(term).unwrap(), id);
        }
        assert_eq!(rebuilt.term(TRUE), terms()[8]);
        assert_eq!(rebuilt.find(&terms()[8]), Some(TRUE));
    }

    #[test]
    fn a_rebuild_drops_what_is_not_used() {
        let dictionary = Dictionary::new();
        let ids: Vec<u32> = terms()
            .iter()
            .map(|t| dictionary.intern(t).unwrap())
            .collect();
        let mut used = Used::none(&dictionary);
        used.mark(ids[2]);
        let (rebuilt, numbers) = dictionary.rebuilt(&used).unwrap();
        assert_eq!(rebuilt.find(&terms()[2]), Some(numbers.id(ids[2])));
        assert_eq!(rebuilt.find(&terms()[0]), None);
        assert_eq!(rebuilt.iri(crate::vocab::rdf::TYPE), Some(id::known::TYPE));
    }
}

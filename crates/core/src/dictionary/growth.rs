//! Terms that came since the dictionary was last frozen.

use std::hash::{BuildHasher, BuildHasherDefault};

use hashbrown::HashTable;
use rustc_hash::FxHasher;

use super::namespaces::Namespaces;
use super::tags::Tags;
use super::{StorageError, Tag};
use crate::model::id::LIMIT;

/// Hash of a resource: its namespace's number and the rest of its text.
pub(super) fn resource_hash(namespace: u16, local: &str) -> u64 {
    hash((namespace, local))
}

/// Hash of a literal: its tag's number and its text.
pub(super) fn literal_hash(tag: u32, lexical: &str) -> u64 {
    hash((tag, lexical))
}

/// Hash of a triple term.
pub(super) fn triple_hash(triple: [u32; 3]) -> u64 {
    hash(triple)
}

fn hash(key: impl std::hash::Hash) -> u64 {
    BuildHasherDefault::<FxHasher>::default().hash_one(key)
}

/// Terms in the order in which they came; nothing is ever taken out.
///
/// Numbers here go on from those of the frozen part below. Snapshots share one growth: a term that
/// only a later snapshot uses is in no statement of an earlier one, so seeing it does no harm.
#[derive(Default)]
pub(super) struct Growth {
    pub(super) namespaces: Namespaces,
    pub(super) tags: Tags,
    resources: Heap<u16>,
    literals: Heap<u32>,
    triples: Vec<[u32; 3]>,
    resource_numbers: HashTable<u32>,
    literal_numbers: HashTable<u32>,
    triple_numbers: HashTable<u32>,
}

/// Strings end to end, each with something beside it.
struct Heap<T> {
    entries: Vec<(T, u32)>,
    text: String,
}

impl<T> Default for Heap<T> {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            text: String::new(),
        }
    }
}

impl<T: Copy> Heap<T> {
    fn get(&self, at: usize) -> (T, &str) {
        let start = if at == 0 { 0 } else { self.entries[at - 1].1 };
        let (beside, end) = self.entries[at];
        (beside, &self.text[start as usize..end as usize])
    }

    fn push(&mut self, beside: T, text: &str, what: &'static str) -> Result<(), StorageError> {
        let end = u32::try_from(self.text.len() + text.len()).map_err(|_| StorageError::Limit {
            what,
            limit: u32::MAX.into(),
        })?;
        self.text.push_str(text);
        self.entries.push((beside, end));
        Ok(())
    }
}

fn room(frozen: u32, grown: usize, what: &'static str) -> Result<(), StorageError> {
    if frozen as usize + grown < LIMIT {
        Ok(())
    } else {
        Err(StorageError::Limit {
            what,
            limit: LIMIT as u64,
        })
    }
}

impl Growth {
    pub(super) fn new(namespaces: Namespaces, tags: Tags) -> Self {
        Self {
            namespaces,
            tags,
            ..Self::default()
        }
    }

    pub(super) fn sizes(&self) -> (usize, usize, usize) {
        (
            self.resources.entries.len(),
            self.literals.entries.len(),
            self.triples.len(),
        )
    }

    pub(super) fn resource(&self, at: usize) -> (u16, &str) {
        self.resources.get(at)
    }

    pub(super) fn literal(&self, at: usize) -> (u32, &str) {
        self.literals.get(at)
    }

    pub(super) fn triple(&self, at: usize) -> [u32; 3] {
        self.triples[at]
    }

    pub(super) fn find_resource(&self, hash: u64, namespace: u16, local: &str) -> Option<usize> {
        self.resource_numbers
            .find(hash, |&n| self.resource(n as usize) == (namespace, local))
            .map(|&n| n as usize)
    }

    pub(super) fn find_literal(&self, hash: u64, tag: u32, lexical: &str) -> Option<usize> {
        self.literal_numbers
            .find(hash, |&n| self.literal(n as usize) == (tag, lexical))
            .map(|&n| n as usize)
    }

    pub(super) fn find_triple(&self, hash: u64, triple: [u32; 3]) -> Option<usize> {
        self.triple_numbers
            .find(hash, |&n| self.triples[n as usize] == triple)
            .map(|&n| n as usize)
    }

    pub(super) fn add_resource(
        &mut self,
        frozen: u32,
        hash: u64,
        namespace: u16,
        local: &str,
    ) -> Result<usize, StorageError> {
        let number = self.resources.entries.len();
        room(frozen, number, "IRIs and blank nodes")?;
        self.resources.push(namespace, local, "bytes of IRIs")?;
        let resources = &self.resources;
        self.resource_numbers
            .insert_unique(hash, number as u32, |&n| {
                let (namespace, local) = resources.get(n as usize);
                resource_hash(namespace, local)
            });
        Ok(number)
    }

    pub(super) fn add_literal(
        &mut self,
        frozen: u32,
        hash: u64,
        tag: u32,
        lexical: &str,
    ) -> Result<usize, StorageError> {
        let number = self.literals.entries.len();
        room(frozen, number, "literals")?;
        self.literals.push(tag, lexical, "bytes of literals")?;
        let literals = &self.literals;
        self.literal_numbers
            .insert_unique(hash, number as u32, |&n| {
                let (tag, lexical) = literals.get(n as usize);
                literal_hash(tag, lexical)
            });
        Ok(number)
    }

    pub(super) fn add_triple(
        &mut self,
        frozen: u32,
        hash: u64,
        triple: [u32; 3],
    ) -> Result<usize, StorageError> {
        let number = self.triples.len();
        room(frozen, number, "triple terms")?;
        self.triples.push(triple);
        let triples = &self.triples;
        self.triple_numbers
            .insert_unique(hash, number as u32, |&n| triple_hash(triples[n as usize]));
        Ok(number)
    }

    /// The number of a tag that may be new.
    pub(super) fn tag_number(&mut self, tag: &Tag) -> u32 {
        self.tags.number(tag)
    }
}

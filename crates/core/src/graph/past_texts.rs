//! The texts of documents as they were: where each was before a commit that moved it, or brought it.
//!
//! Only texts that the graph still has are kept: one that was taken out is gone for good, from the past too.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Snapshot, Text};
use crate::dictionary::Renumbering;
use crate::index::Tree;

pub(super) type OldText = Option<Arc<Text>>;

/// By commit and document: the text before it.
#[derive(Clone, Default)]
pub(super) struct PastTexts(Tree<[u32; 2], OldText>);

fn have_the_same_words(a: &Arc<Text>, b: &Arc<Text>) -> bool {
    Arc::ptr_eq(a, b) || a.as_str() == b.as_str()
}

impl PastTexts {
    /// Takes a commit in: the texts that it changed, as they were, and the moment after it; says whether there
    /// are any.
    pub(super) fn commit(
        &mut self,
        commit: u32,
        mut before: FxHashMap<u32, OldText>,
        after: &Snapshot,
    ) -> bool {
        before.retain(|document, was| after.texts.get(document) != was.as_ref());
        let came: Vec<&Arc<Text>> = before
            .keys()
            .filter_map(|document| after.texts.get(document))
            .collect();
        for (&document, was) in &before {
            match was {
                Some(text) if !came.iter().any(|now| have_the_same_words(now, text)) => {
                    self.erase(document, text);
                    self.0.insert([commit, document], None);
                }
                _ => {
                    self.0.insert([commit, document], was.clone());
                }
            }
        }
        !before.is_empty()
    }

    /// Erases a text from the documents that have had it.
    fn erase(&mut self, document: u32, text: &Arc<Text>) {
        let it = self
            .0
            .iter()
            .filter(|(_, was)| was.as_ref().is_some_and(|was| Arc::ptr_eq(was, text)));
        let mut documents: FxHashSet<u32> = it.map(|(&[_, document], _)| document).collect();
        documents.insert(document);
        let versions: Vec<[u32; 2]> = self
            .0
            .iter()
            .filter(|(key, was)| {
                documents.contains(&key[1])
                    && was
                        .as_ref()
                        .is_some_and(|was| have_the_same_words(was, text))
            })
            .map(|(key, _)| *key)
            .collect();
        for key in versions {
            self.0.insert(key, None);
        }
    }

    /// What a commit changed, as it was before.
    pub(super) fn of(&self, commit: u32) -> impl Iterator<Item = (u32, &OldText)> + '_ {
        let from = self.0.from(&[commit, 0]);
        from.take_while(move |(key, _)| key[0] == commit)
            .map(|(&[_, document], was)| (document, was))
    }

    /// The documents in it.
    pub(super) fn ids(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().map(|(&[_, document], _)| document)
    }

    /// Bytes that it takes beside the texts that the graph has anyway.
    pub(super) fn bytes(&self) -> usize {
        self.0.len() * size_of::<([u32; 2], OldText)>()
    }

    /// The same in the ids of a rebuilt dictionary.
    pub(super) fn renumbered(&self, numbers: &Renumbering) -> Self {
        let mut this = Self::default();
        for (&[commit, document], was) in self.0.iter() {
            this.0.insert([commit, numbers.id(document)], was.clone());
        }
        this
    }

    /// Drops what says only that a document had no text, where it has none now: nobody can ask for it.
    pub(super) fn tidy(&mut self, now: &Snapshot) {
        let had = self.0.iter().filter(|(_, was)| was.is_some());
        let had: FxHashSet<u32> = had.map(|(&[_, document], _)| document).collect();
        let keys = self.0.iter().map(|(key, _)| *key);
        let never: Vec<[u32; 2]> = keys
            .filter(|[_, document]| !had.contains(document) && !now.texts.contains(document))
            .collect();
        for key in never {
            self.0.remove(&key);
        }
    }
}

impl Snapshot {
    pub(super) fn put_back_text(&mut self, document: u32, was: &OldText) {
        match was {
            Some(text) => self.texts.insert(document, Arc::clone(text)),
            None => self.texts.remove(&document),
        };
    }
}

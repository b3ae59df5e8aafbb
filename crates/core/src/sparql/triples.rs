//! The triples that a CONSTRUCT or DESCRIBE gives.

use std::fmt;

use crate::graph::View;
use crate::model::Triple;

/// Triples, each once, in the order in which they were made.
#[derive(Clone)]
pub struct Triples {
    view: View,
    triples: Vec<Triple>,
}

impl Triples {
    pub(super) fn new(view: View, triples: Vec<Triple>) -> Self {
        Self { view, triples }
    }

    /// The number of triples.
    #[must_use]
    pub fn len(&self) -> usize {
        self.triples.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.triples.is_empty()
    }

    /// The triples.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Triple> {
        self.triples.iter()
    }

    /// A triple, counted from 0.
    #[must_use]
    pub fn get(&self, number: usize) -> Option<&Triple> {
        self.triples.get(number)
    }

    /// The view that they were asked of.
    #[must_use]
    pub fn view(&self) -> &View {
        &self.view
    }
}

impl IntoIterator for Triples {
    type Item = Triple;
    type IntoIter = std::vec::IntoIter<Triple>;

    fn into_iter(self) -> Self::IntoIter {
        self.triples.into_iter()
    }
}

impl fmt::Debug for Triples {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Triples({} triples)", self.triples.len())
    }
}

impl fmt::Display for Triples {
    /// As N-Triples, a line each.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for triple in &self.triples {
            writeln!(f, "{triple} .")?;
        }
        Ok(())
    }
}

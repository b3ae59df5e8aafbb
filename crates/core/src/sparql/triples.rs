//! The triples that a CONSTRUCT or DESCRIBE gives.

use std::fmt;

use crate::Error;
use crate::graph::{Graph, View};
use crate::model::Triple;
use crate::model::id::NONE;
use crate::schema::Schema;

/// Triples, each once, in the order in which they were made.
///
/// # Example
/// ```
/// use rawabit::Graph;
/// let graph = Graph::new();
/// graph.country("QA")?;
/// let triples = graph.construct("CONSTRUCT { ?c a rb:Place } WHERE { ?c a rb:Country }")?;
/// assert_eq!(triples.len(), 1);
/// # Ok::<(), rawabit::Error>(())
/// ```
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

    /// The triples as a graph of their own, to be asked again or written: a plain RDF store, with the
    /// prefixes of the graph that they are from. Blank nodes keep their labels.
    ///
    /// # Errors
    /// [`StorageError::Limit`](crate::StorageError::Limit) where they do not fit.
    ///
    /// # Complexity
    /// O(n log n).
    ///
    /// # Example
    /// ```
    /// use rawabit::Graph;
    /// let graph = Graph::new();
    /// graph.country("QA")?;
    /// let places = graph.construct("CONSTRUCT { ?x a rb:Place } WHERE { ?x a rb:Country }")?.to_graph()?;
    /// assert!(places.ask("ASK { ?x a rb:Place }")?);
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn to_graph(&self) -> Result<Graph, Error> {
        let graph = Graph::builder()
            .schema(Schema::empty())
            .base(self.view.base())
            .history(false)
            .build()?;
        let mut tx = graph.transaction()?;
        for (prefix, namespace) in self.view.prefixes() {
            tx.settings.set_prefix(&prefix, &namespace);
        }
        let mut quads = Vec::with_capacity(self.len());
        for triple in &self.triples {
            quads.push([
                tx.intern(triple.subject())?,
                tx.intern_iri(triple.predicate().as_str())?,
                tx.intern(triple.object())?,
                NONE,
            ]);
        }
        tx.draft.insert_all(quads)?;
        tx.commit()?;
        Ok(graph)
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

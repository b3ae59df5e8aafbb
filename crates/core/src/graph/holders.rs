//! Who holds a statement of a view's default graph.

use super::{GraphIs, Snapshot};
use crate::index::Row;
use crate::model::id::NONE;

/// What holds a statement.
#[derive(Default)]
pub(crate) struct Holders {
    /// The claims that do.
    pub(crate) claims: Vec<Row>,
    /// Whether it is said on its own.
    pub(crate) bare: bool,
}

impl Snapshot {
    /// What holds a statement of the default graph; nothing where it is not in it.
    ///
    /// # Complexity
    /// O(log n + k) for k claims of the statement.
    pub(crate) fn holders(&self, [s, p, o]: [u32; 3]) -> Holders {
        if !self.is_stored([s, p, o, NONE]) {
            return Holders::default();
        }
        let claims: Vec<Row> = self
            .rows_of_statement([s, p, o])
            .filter(|row| self.seen_in(row.graph) == NONE)
            .filter(|row| match self.sight() {
                None => row.asserts,
                Some(sight) => sight.holds(row),
            })
            .map(|row| Row { graph: NONE, ..row })
            .collect();
        let bare = claims.is_empty() || self.is_said_alone([s, p, o]);
        Holders { claims, bare }
    }

    /// Whether a statement that is there is said on its own, where the view shows what is.
    fn is_said_alone(&self, [s, p, o]: [u32; 3]) -> bool {
        let Some(sight) = self.sight() else {
            return self.is_bare([s, p, o, NONE]);
        };
        let whole = &sight.whole;
        let graphs = sight.rules().graphs.as_deref().unwrap_or(&[NONE]);
        sight.rules().bare_pass()
            && graphs.iter().any(|&graph| {
                let quad = [s, p, o, graph];
                whole.is_stored(quad) && whole.is_bare(quad)
            })
    }

    /// Whether the view's default graph is made of several, or of another than the default one.
    pub(crate) fn merges_graphs(&self) -> bool {
        self.sight()
            .is_some_and(|sight| sight.rules().graphs.is_some())
    }

    /// The statements with a predicate in the default graph, as subject and object.
    pub(crate) fn pairs(&self, predicate: u32) -> impl Iterator<Item = [u32; 2]> + '_ {
        self.stored([None, Some(predicate), None], GraphIs::Default)
            .map(|[s, _, o, _]| [s, o])
    }
}

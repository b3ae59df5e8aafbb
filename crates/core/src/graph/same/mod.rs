//! Whether two graphs say the same, whatever their blank nodes are called.
//!
//! Ground quads are looked up in the other graph one by one. Those with blank nodes are compared as
//! graphs are: [`partition`] sorts the blank nodes of both sides into classes by what stands around
//! them, and [`search`] tries what is left open.

mod bridge;
mod net;
mod partition;
mod search;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use self::bridge::{Bridge, Side};
use super::{Graph, Snapshot, View, seen};
use crate::index::{Form, Quad, Row};
use crate::model::id::{self, NONE, known};

/// Stands in the place of a predicate where a claim holds its statement.
const ASSERTS: u32 = NONE - 1;

impl View {
    /// Whether two graphs say the same: the same quads as seen, blank nodes aside, and the same claims
    /// of one statement that hold it.
    ///
    /// It does not matter whether a claim stands there as a reifier or as an `rdf:Statement`, whether a
    /// statement was also said on its own, what was said before, what the texts of documents are, or
    /// what prefixes and base are set to. Of narrow views what they show is compared, and of those of
    /// chosen graphs in the graphs in which it stands.
    ///
    /// # Complexity
    /// O(n log n) in the quads. Blank nodes that nothing tells apart cost a search: there is none in
    /// ordinary data, however many equal ones there are, but graphs made to be as symmetric as can be
    /// (strongly regular ones) may take time exponential in the size of such a part. The answer is
    /// right in any case.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Format, Graph, ReadOptions};
    /// let read = |turtle: &str| {
    ///     let graph = Graph::new();
    ///     graph.read_from(turtle.as_bytes(), ReadOptions::new().format(Format::Turtle))?;
    ///     Ok::<_, rawabit::Error>(graph)
    /// };
    /// let one = read("_:a <http://e/knows> _:b . _:b <http://e/name> \"Amal\" .")?;
    /// let two = read("[] <http://e/knows> [ <http://e/name> \"Amal\" ] .")?;
    /// assert!(one.same_as(&two));
    /// assert!(!one.same_as(&read("_:a <http://e/knows> _:a ; <http://e/name> \"Amal\" .")?));
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    #[must_use]
    pub fn same_as(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || same(&self.snapshot().apart(), &other.snapshot().apart())
    }
}

impl Graph {
    /// As [`View::same_as`], of the latest commits.
    #[must_use]
    pub fn same_as(&self, other: &Self) -> bool {
        self.view().same_as(&other.view())
    }
}

fn same(left: &Snapshot, right: &Snapshot) -> bool {
    let mut bridge = Bridge::new(&left.dictionary, &right.dictionary);
    let mut there = Side::default();
    let mut ground = 0_usize;
    for quad in left_over(right) {
        if bridge.right_has_blank(quad) {
            bridge.right_shape(quad, &mut there);
        } else {
            ground += 1;
        }
    }
    let mut here = Side::default();
    for quad in left_over(left) {
        if bridge.left_has_blank(quad) {
            if !bridge.left_shape(quad, &mut here) {
                return false;
            }
            continue;
        }
        let Some(quad) = bridge.ground(quad) else {
            return false;
        };
        if ground == 0 || !says(right, quad) {
            return false;
        }
        ground -= 1;
    }
    ground == 0 && search::isomorphic(&here, &there)
}

/// Whether a row is its reifier's only one in its graph. What one of several asserts cannot be said in RDF,
/// where `rb:asserted` speaks of all of them.
fn is_only(snapshot: &Snapshot, row: &Row) -> bool {
    let rows = snapshot.claims_of_reifier(row.reifier);
    rows.filter(|other| other.graph == row.graph)
        .nth(1)
        .is_none()
}

/// What a snapshot says, each once: the stored quads, and what rows are seen as, all of them as
/// reifiers, with a quad of [`ASSERTS`] where they hold their statements.
fn left_over(snapshot: &Snapshot) -> impl Iterator<Item = Quad> + '_ {
    let stored = snapshot.stored([None; 3], super::GraphIs::Any);
    let rows = snapshot.claims().flat_map(|row| {
        let row = Row {
            form: Form::Reifier,
            ..row
        };
        let holds = row.asserts && is_only(snapshot, &row);
        let holds = holds.then_some([row.reifier, ASSERTS, row.triple, row.graph]);
        snapshot.claim_seen(&row, None).chain(holds)
    });
    let nodes = snapshot
        .evidence_rows()
        .filter(|_| snapshot.sees_default())
        .flat_map(|(node, values)| seen::evidence_seen(node, &values, None));
    stored.chain(rows).chain(nodes)
}

/// Whether a snapshot says a quad, as [`left_over`] gives them.
fn says(snapshot: &Snapshot, quad: Quad) -> bool {
    let [s, p, o, g] = quad;
    let rows = || {
        snapshot
            .claims_of_reifier(s)
            .filter(move |row| row.triple == o && row.graph == g)
    };
    match p {
        ASSERTS => rows().any(|row| row.asserts && is_only(snapshot, &row)),
        known::REIFIES if id::is_triple(o) => rows().next().is_some(),
        // These may be seen of a row that we take as a reifier.
        known::SUBJECT | known::PREDICATE | known::OBJECT => snapshot.is_stored(quad),
        known::TYPE if o == known::STATEMENT => snapshot.is_stored(quad),
        _ => snapshot.contains(quad),
    }
}

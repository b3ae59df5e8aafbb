//! The statements of one graph, by predicate.

use crate::graph::{GraphIs, Snapshot};
use crate::index::Quad;
use crate::model::id::{NONE, known};

/// The statements of one graph.
pub(super) struct Rows<'a> {
    /// The graph, [`NONE`] for the default one.
    pub(super) graph: u32,
    /// Its predicates, ascending.
    pub(super) predicates: Vec<u32>,
    from: From<'a>,
}

enum From<'a> {
    /// The columns by predicate.
    Default(&'a Snapshot),
    /// The quads of a named graph, by predicate, object and subject.
    Named(&'a [Quad]),
}

impl<'a> Rows<'a> {
    pub(super) fn of_default(snapshot: &'a Snapshot) -> Self {
        Self {
            graph: NONE,
            predicates: snapshot.predicates(),
            from: From::Default(snapshot),
        }
    }

    /// Of the quads of one graph, which are [sorted](sorted).
    pub(super) fn of_named(graph: u32, quads: &'a [Quad]) -> Self {
        let mut predicates: Vec<u32> = quads.iter().map(|quad| quad[1]).collect();
        predicates.dedup();
        Self {
            graph,
            predicates,
            from: From::Named(quads),
        }
    }

    pub(super) fn has(&self, predicate: u32) -> bool {
        self.predicates.binary_search(&predicate).is_ok()
    }

    /// The statements with a predicate, as subject and object; equal objects follow on each other.
    pub(super) fn pairs(&self, predicate: u32) -> Box<dyn Iterator<Item = [u32; 2]> + 'a> {
        match self.from {
            From::Default(snapshot) => Box::new(snapshot.pairs(predicate)),
            From::Named(quads) => {
                let low = quads.partition_point(|quad| quad[1] < predicate);
                let high = low + quads[low..].partition_point(|quad| quad[1] <= predicate);
                Box::new(quads[low..high].iter().map(|&[s, _, o, _]| [s, o]))
            }
        }
    }

    /// What is stated to have a type.
    pub(super) fn of_type(&self, class: u32) -> Box<dyn Iterator<Item = u32> + 'a> {
        match self.from {
            From::Default(snapshot) => {
                let pattern = [None, Some(known::TYPE), Some(class)];
                Box::new(snapshot.stored(pattern, GraphIs::Default).map(|q| q[0]))
            }
            From::Named(quads) => {
                let key = (known::TYPE, class);
                let low = quads.partition_point(|quad| (quad[1], quad[2]) < key);
                let high = low + quads[low..].partition_point(|quad| (quad[1], quad[2]) <= key);
                Box::new(quads[low..high].iter().map(|quad| quad[0]))
            }
        }
    }

    /// What leads to what by some predicates, and back by those whose ends change places: subject and
    /// other end, each pair once, ascending.
    pub(super) fn linked(
        &self,
        forms: &[(u32, bool)],
        mut takes: impl FnMut(u32, u32) -> bool,
    ) -> Vec<[u32; 2]> {
        let mut linked = Vec::new();
        for &(predicate, swapped) in forms.iter().filter(|(p, _)| self.has(*p)) {
            for [s, o] in self.pairs(predicate) {
                let [s, o] = if swapped { [o, s] } else { [s, o] };
                if takes(s, o) {
                    linked.push([s, o]);
                }
            }
        }
        linked.sort_unstable();
        linked.dedup();
        linked
    }
}

/// The quads of the named graphs that a view shows, by graph, predicate, object and subject; none where
/// it merges its graphs, which then are its default graph.
pub(super) fn sorted(snapshot: &Snapshot) -> Vec<Quad> {
    if snapshot.merges_graphs() {
        return Vec::new();
    }
    let mut quads: Vec<Quad> = snapshot.stored([None; 3], GraphIs::AnyNamed).collect();
    quads.sort_unstable_by_key(|&[s, p, o, g]| (g, p, o, s));
    quads
}

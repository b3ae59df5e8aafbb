//! Ways round in a circle, at one time.

use rustc_hash::FxHashMap;

use super::Search;
use crate::check::clash::Held;
use crate::check::cycles::{self, Acyclic};
use crate::index::Row;
use crate::model::Bounds;
use crate::model::id;

/// What holds each edge, once for each form that the relation may stand in.
type Holding = FxHashMap<[u32; 2], Vec<Held>>;

/// At so many instants at most are ways round looked for.
const INSTANTS: usize = 256;

impl Search<'_> {
    /// Ways round in acyclic relations.
    pub(super) fn cycles(&mut self) {
        for relation in cycles::acyclic(self.lens) {
            let edges = self.edges(&relation);
            let ever = cycles::find(&edges);
            if ever.is_empty() {
                continue;
            }
            let held = self.held_edges(&relation, &edges);
            let instants = instants(&held);
            let mut told: Vec<Vec<u32>> = Vec::new();
            for instant in instants {
                let may_hold = |edge: &[u32; 2]| {
                    held.get(edge)
                        .is_some_and(|held| held.iter().any(|held| held.may_hold_at(instant)))
                };
                let now: Vec<[u32; 2]> = edges.iter().copied().filter(may_hold).collect();
                for cycle in cycles::find(&now) {
                    if told.contains(&cycle) {
                        continue;
                    }
                    let message = cycles::words(self.lens, &relation, &cycle);
                    let claims: Vec<Row> = cycles::links(&cycle)
                        .filter_map(|edge| held.get(&edge))
                        .flatten()
                        .filter(|held| held.may_hold_at(instant))
                        .flat_map(|held| held.claims.iter().copied())
                        .collect();
                    self.add("cycle", cycle[0], relation.name.to_owned(), claims, message);
                    told.push(cycle);
                }
            }
        }
    }

    /// Who leads to whom, ascending and each once.
    fn edges(&self, relation: &Acyclic<'_>) -> Vec<[u32; 2]> {
        let mut edges: Vec<[u32; 2]> = Vec::new();
        for &(predicate, swapped) in &relation.forms {
            let pairs = self.lens.snapshot.pairs(predicate);
            let pairs = pairs.filter(|pair| id::is_resource(pair[1]));
            edges.extend(pairs.map(|[s, o]| if swapped { [o, s] } else { [s, o] }));
        }
        edges.sort_unstable();
        edges.dedup();
        edges
    }

    /// What holds the edges that are on a way round.
    fn held_edges(&mut self, relation: &Acyclic<'_>, edges: &[[u32; 2]]) -> Holding {
        let snapshot = self.lens.snapshot;
        let mut held = Holding::default();
        for edge @ [from, to] in cycles::turning(edges) {
            for &(predicate, swapped) in &relation.forms {
                let [s, o] = if swapped { [to, from] } else { [from, to] };
                let holders = self.affirmed([s, predicate, o]);
                if holders.bare || !holders.claims.is_empty() {
                    let one = Held::new(snapshot, &mut self.times, o, holders);
                    held.entry(edge).or_default().push(one);
                }
            }
        }
        held
    }
}

/// Instants such that what may hold at one time may hold at one of these: where something begins, and before
/// all that.
fn instants(held: &Holding) -> Vec<Option<Bounds>> {
    let mut beginnings: Vec<Bounds> = held.values().flatten().flat_map(Held::beginnings).collect();
    beginnings.sort_by_key(|instant| instant.earliest());
    beginnings.dedup();
    beginnings.truncate(INSTANTS - 1);
    let after = beginnings.into_iter().map(Some);
    std::iter::once(None).chain(after).collect()
}

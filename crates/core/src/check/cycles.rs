//! Ways round in a circle, where a relation should have none.

use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::graph::Lens;
use crate::model::id::NONE;
use crate::schema::{Relation, Schema};

/// A relation in which a cycle is a conflict.
pub(super) struct Acyclic<'a> {
    pub(super) name: &'a str,
    pub(super) predicate: u32,
    /// The predicates whose statements count, and whether their ends change places.
    pub(super) forms: Vec<(u32, bool)>,
}

/// The acyclic relations, without those under another: what goes round in one goes round above too.
pub(super) fn acyclic(lens: Lens<'_>) -> Vec<Acyclic<'_>> {
    let schema = lens.schema;
    let topmost = |relation: &&Relation| {
        relation.is_acyclic() && !relation.is_inverse_form() && !has_acyclic_above(schema, relation)
    };
    let relations = schema.relations().filter(topmost);
    let found = relations.filter_map(|relation| {
        let iri = relation.iri().as_str();
        Some(Acyclic {
            name: relation.name(),
            predicate: lens.snapshot.dictionary.iri(iri)?,
            forms: lens.predicates_of(iri).unwrap_or_default(),
        })
    });
    found.collect()
}

fn has_acyclic_above(schema: &Schema, relation: &Relation) -> bool {
    schema.relations().any(|above| {
        above.is_acyclic()
            && above.id() != relation.id()
            && relation.is_subrelation_of(above.id())
            && !above.is_subrelation_of(relation.id())
    })
}

/// The words for a cycle: who leads to whom.
pub(super) fn words(lens: Lens<'_>, relation: &Acyclic<'_>, cycle: &[u32]) -> String {
    const MOST: usize = 8;
    let quoted = |node: &u32| format!("\"{}\"", lens.short(*node));
    let mut way: Vec<String> = cycle.iter().take(MOST).map(quoted).collect();
    if cycle.len() > MOST {
        way.push(format!("{} more", cycle.len() - MOST));
    }
    way.extend(cycle.first().map(quoted));
    format!(
        "\"{}\" leads round in a circle: {}",
        relation.name,
        way.join(" → ")
    )
}

/// Ways round, such that each edge on any of them is on one that is told: for each strongly connected part the
/// shortest, then for each edge that is left the shortest through it. Of a part of more than 64 nodes one is
/// told, the shortest through some of them. Each is its nodes in order from the least. Edges are ascending and
/// distinct.
///
/// # Complexity
/// O(n log n) in the edges, and for each part of at most 64 nodes O(m²) in its edges.
pub(super) fn find(edges: &[[u32; 2]]) -> Vec<Vec<u32>> {
    let graph = Edges(edges);
    let mut parts = strong_parts(&graph);
    for part in &mut parts {
        part.sort_unstable();
    }
    parts.sort_unstable();
    parts.iter().flat_map(|part| cover(&graph, part)).collect()
}

/// The edges within the strongly connected parts: all that are on any way round.
pub(super) fn turning(edges: &[[u32; 2]]) -> Vec<[u32; 2]> {
    let mut part_of: FxHashMap<u32, usize> = FxHashMap::default();
    for (number, part) in strong_parts(&Edges(edges)).into_iter().enumerate() {
        part_of.extend(part.into_iter().map(|node| (node, number)));
    }
    let turns = |[from, to]: &[u32; 2]| {
        let (from, to) = (part_of.get(from), part_of.get(to));
        from.is_some() && from == to
    };
    edges.iter().copied().filter(turns).collect()
}

/// The ways round within a part, whose nodes are ascending.
fn cover(graph: &Edges<'_>, part: &[u32]) -> Vec<Vec<u32>> {
    let mut found = vec![shortest(graph, part)];
    if part.len() > STARTS {
        return found;
    }
    let mut told: FxHashSet<[u32; 2]> = links(&found[0]).collect();
    for &from in part {
        for &[_, to] in graph.targets(from) {
            if told.contains(&[from, to]) || part.binary_search(&to).is_err() {
                continue;
            }
            // From where the edge leads back to where it starts.
            let cycle = if from == to {
                vec![from]
            } else {
                let mut cycle = vec![from];
                cycle.extend(way(graph, part, to, from, usize::MAX).unwrap_or_default());
                cycle
            };
            told.extend(links(&cycle));
            found.push(from_least(cycle));
        }
    }
    found
}

/// The edges along a way round.
pub(super) fn links(cycle: &[u32]) -> impl Iterator<Item = [u32; 2]> + '_ {
    let next = cycle.iter().cycle().skip(1);
    cycle.iter().zip(next).map(|(&from, &to)| [from, to])
}

/// The same way round whichever node it was found from.
fn from_least(mut cycle: Vec<u32>) -> Vec<u32> {
    if let Some(at) = (0..cycle.len()).min_by_key(|&at| cycle[at]) {
        cycle.rotate_left(at);
    }
    cycle
}

/// Edges by source.
struct Edges<'a>(&'a [[u32; 2]]);

impl Edges<'_> {
    fn targets(&self, node: u32) -> &[[u32; 2]] {
        let low = self.0.partition_point(|edge| edge[0] < node);
        let high = low + self.0[low..].partition_point(|edge| edge[0] <= node);
        &self.0[low..high]
    }
}

/// What [Tarjan's algorithm](https://doi.org/10.1137/0201010) knows of a node.
struct Visit {
    number: u32,
    low: u32,
    on_stack: bool,
}

/// The strongly connected parts with a cycle, by Tarjan's algorithm with a stack of its own.
fn strong_parts(graph: &Edges<'_>) -> Vec<Vec<u32>> {
    let mut visits: FxHashMap<u32, Visit> = FxHashMap::default();
    let mut stack: Vec<u32> = Vec::new();
    let mut parts = Vec::new();
    let mut calls: Vec<(u32, &[[u32; 2]])> = Vec::new();
    for sources in graph.0.chunk_by(|a, b| a[0] == b[0]) {
        let root = sources[0][0];
        if visits.contains_key(&root) {
            continue;
        }
        enter(root, &mut visits, &mut stack);
        calls.push((root, sources));
        while let Some((node, left)) = calls.last_mut() {
            let node = *node;
            if let Some((&[_, target], rest)) = left.split_first() {
                *left = rest;
                match visits.get(&target) {
                    None => {
                        enter(target, &mut visits, &mut stack);
                        calls.push((target, graph.targets(target)));
                    }
                    Some(seen) if seen.on_stack => {
                        let number = seen.number;
                        lower(&mut visits, node, number);
                    }
                    Some(_) => {}
                }
                continue;
            }
            calls.pop();
            let Some(visit) = visits.get(&node) else {
                continue;
            };
            let (number, low) = (visit.number, visit.low);
            if let Some((caller, _)) = calls.last() {
                lower(&mut visits, *caller, low);
            }
            if low == number {
                let part = leave(node, &mut visits, &mut stack);
                let turns = graph.targets(node).contains(&[node, node]);
                if part.len() > 1 || turns {
                    parts.push(part);
                }
            }
        }
    }
    parts
}

fn enter(node: u32, visits: &mut FxHashMap<u32, Visit>, stack: &mut Vec<u32>) {
    let number = visits.len() as u32;
    visits.insert(
        node,
        Visit {
            number,
            low: number,
            on_stack: true,
        },
    );
    stack.push(node);
}

fn lower(visits: &mut FxHashMap<u32, Visit>, node: u32, low: u32) {
    if let Some(visit) = visits.get_mut(&node) {
        visit.low = visit.low.min(low);
    }
}

/// Takes a part off the stack, down to its first node.
fn leave(node: u32, visits: &mut FxHashMap<u32, Visit>, stack: &mut Vec<u32>) -> Vec<u32> {
    let at = stack.iter().rposition(|other| *other == node);
    let part = stack.split_off(at.unwrap_or(0));
    for member in &part {
        if let Some(visit) = visits.get_mut(member) {
            visit.on_stack = false;
        }
    }
    part
}

/// From so many nodes of a part are ways round looked for.
const STARTS: usize = 64;

/// The shortest way round within a part, whose nodes are ascending.
fn shortest(graph: &Edges<'_>, part: &[u32]) -> Vec<u32> {
    let mut best: Vec<u32> = Vec::new();
    for &start in part.iter().take(STARTS) {
        let most = match best.len() {
            0 => usize::MAX,
            1 => break,
            n => n,
        };
        if let Some(cycle) = way(graph, part, start, start, most) {
            best = cycle;
        }
    }
    from_least(best)
}

/// The shortest way from a node to another, or back to it, where it has fewer nodes than `most`: without the
/// goal.
fn way(graph: &Edges<'_>, part: &[u32], start: u32, goal: u32, most: usize) -> Option<Vec<u32>> {
    let mut from: FxHashMap<u32, (u32, usize)> = FxHashMap::from_iter([(start, (NONE, 1))]);
    let mut queue = VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        let (_, nodes) = from[&node];
        if nodes >= most {
            return None;
        }
        for &[_, target] in graph.targets(node) {
            if target == goal {
                let mut way = vec![node];
                while let Some(&(before, _)) = way.last().and_then(|last| from.get(last)) {
                    if before == NONE {
                        break;
                    }
                    way.push(before);
                }
                way.reverse();
                return Some(way);
            }
            if part.binary_search(&target).is_ok() {
                from.entry(target).or_insert_with(|| {
                    queue.push_back(target);
                    (node, nodes + 1)
                });
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cycles(edges: &[[u32; 2]]) -> Vec<Vec<u32>> {
        let mut edges = edges.to_vec();
        edges.sort_unstable();
        edges.dedup();
        find(&edges)
    }

    #[test]
    fn each_edge_on_a_way_round_is_told_by_a_shortest() {
        assert_eq!(cycles(&[[1, 2], [2, 3], [1, 3]]), Vec::<Vec<u32>>::new());
        assert_eq!(cycles(&[[5, 5], [5, 6]]), [vec![5]]);
        assert_eq!(cycles(&[[5, 5], [5, 6], [6, 5]]), [vec![5], vec![5, 6]]);
        let two = [
            [1, 2],
            [2, 3],
            [3, 4],
            [4, 1],
            [3, 1],
            [9, 8],
            [8, 9],
            [4, 9],
        ];
        assert_eq!(cycles(&two), [vec![1, 2, 3], vec![1, 2, 3, 4], vec![8, 9]]);
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let n = 50_000;
        let mut edges: Vec<[u32; 2]> = (0..n).map(|node| [node, node + 1]).collect();
        assert!(cycles(&edges).is_empty());
        edges.push([n, 0]);
        assert_eq!(cycles(&edges)[0].len(), n as usize + 1);
    }
}

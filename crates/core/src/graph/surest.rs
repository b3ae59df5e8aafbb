//! The surest paths: a search that goes on from the best that a path can still become.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use super::neighbors::Along;
use super::{Direction, View};

/// A path that has begun.
struct Begun {
    /// What it has so far, and what it can have at most when it ends.
    sure: f64,
    bound: f64,
    entities: Vec<u32>,
}

impl Begun {
    /// The surest is the greatest, then the shortest, then the one of smaller ids.
    fn order(&self, other: &Self) -> Ordering {
        self.bound
            .total_cmp(&other.bound)
            .then_with(|| other.entities.len().cmp(&self.entities.len()))
            .then_with(|| other.entities.cmp(&self.entities))
    }
}

impl Ord for Begun {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order(other)
    }
}

impl PartialOrd for Begun {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Begun {
    fn eq(&self, other: &Self) -> bool {
        self.order(other).is_eq()
    }
}

impl Eq for Begun {}

/// The other ends that an entity's hops lead to, each with the confidence of the surest.
type Hops = FxHashMap<u32, Vec<(u32, f64)>>;

impl View {
    /// The entities of the surest paths, at most `limit` of at most `max_hops`.
    ///
    /// A path of confidence c with k hops left, at an entity whose surest way to the end within k hops,
    /// entities twice or not, has d, can become c·d at most: best-first by that bound the paths come in
    /// their order (A*, [Hart, Nilsson and Raphael 1968](https://doi.org/10.1109/TSSC.1968.300136)).
    pub(super) fn surest(
        &self,
        along: &Along,
        [start, end]: [u32; 2],
        max_hops: usize,
        limit: usize,
    ) -> Vec<Vec<u32>> {
        let mut hops = Hops::default();
        let reach = self.reach(along, end, max_hops, &mut hops);
        let bound = |entity: u32, left: usize| reach[left].get(&entity).copied();
        let mut begun = BinaryHeap::new();
        if let Some(bound) = bound(start, max_hops) {
            begun.push(Begun {
                sure: 1.0,
                bound,
                entities: vec![start],
            });
        }
        let mut found = Vec::new();
        while let Some(path) = begun.pop()
            && found.len() < limit
        {
            let (Some(&last), used) = (path.entities.last(), path.entities.len()) else {
                continue;
            };
            if last == end {
                found.push(path.entities);
                continue;
            }
            // `used` entities have used one hop less.
            let Some(left) = max_hops.checked_sub(used) else {
                continue;
            };
            for &(other, sure) in hops.get(&last).into_iter().flatten() {
                if path.entities.contains(&other) {
                    continue;
                }
                if let Some(rest) = bound(other, left) {
                    let mut entities = path.entities.clone();
                    entities.push(other);
                    let sure = path.sure * sure;
                    begun.push(Begun {
                        sure,
                        bound: sure * rest,
                        entities,
                    });
                }
            }
        }
        found
    }

    /// For each number of hops up to the most: how sure the surest way to the end within it is, by entity;
    /// and the hops of all that lie on such ways.
    fn reach(
        &self,
        along: &Along,
        end: u32,
        max_hops: usize,
        hops: &mut Hops,
    ) -> Vec<FxHashMap<u32, f64>> {
        let mut reach: Vec<FxHashMap<u32, f64>> = vec![FxHashMap::from_iter([(end, 1.0)])];
        for _ in 0..max_hops {
            let Some(before) = reach.last() else { break };
            let mut next = before.clone();
            for (&entity, &rest) in before {
                let hops = hops
                    .entry(entity)
                    .or_insert_with(|| self.sure_hops(entity, along));
                for &(other, sure) in &*hops {
                    let best = next.entry(other).or_insert(sure * rest);
                    *best = best.max(sure * rest);
                }
            }
            reach.push(next);
        }
        // Whoever lies farthest out is only gone out from.
        let all: Vec<u32> = reach
            .last()
            .into_iter()
            .flat_map(|r| r.keys().copied())
            .collect();
        for entity in all {
            hops.entry(entity)
                .or_insert_with(|| self.sure_hops(entity, along));
        }
        reach
    }

    /// The hops of an entity of which it is known how sure they are; each is as sure both ways.
    fn sure_hops(&self, entity: u32, along: &Along) -> Vec<(u32, f64)> {
        let mut best: FxHashMap<u32, f64> = FxHashMap::default();
        for (statement, other) in self.lens().steps(entity, along, Direction::Both) {
            if let Some(sure) = self.confidence_of(statement) {
                let known = best.entry(other).or_insert(sure);
                *known = known.max(sure);
            }
        }
        let mut hops: Vec<(u32, f64)> = best.into_iter().collect();
        hops.sort_unstable_by_key(|(other, _)| *other);
        hops
    }
}

//! Things whose types exclude each other.

use rustc_hash::FxHashSet;

use crate::check::kinds::Kinds;
use crate::check::validate::disjoint_pairs;
use crate::graph::Lens;
use crate::model::id::known;
use crate::schema::TypeId;

/// The things with types that exclude each other, a pair of types each.
pub(super) fn disjoint(lens: Lens<'_>, kinds: &Kinds) -> Vec<(u32, [TypeId; 2])> {
    let excluded: Vec<Vec<[TypeId; 2]>> = kinds
        .sets()
        .iter()
        .map(|set| disjoint_pairs(lens.schema, set).collect())
        .collect();
    if excluded.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    let mut told = FxHashSet::default();
    let things = lens.snapshot.pairs(known::TYPE).map(|[s, _]| s);
    let mut found: Vec<(u32, [TypeId; 2])> = things
        .filter(|s| !excluded[kinds.number(*s) as usize].is_empty() && told.insert(*s))
        .flat_map(|s| {
            let pairs = &excluded[kinds.number(s) as usize];
            pairs.iter().map(move |pair| (s, *pair))
        })
        .collect();
    // Pairs of one thing stay as they are.
    found.sort_by_key(|(s, _)| *s);
    found
}

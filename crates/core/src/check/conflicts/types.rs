//! Things whose types exclude each other.

use rustc_hash::FxHashSet;

use crate::check::kinds::Kinds;
use crate::check::validate::disjoint as first_pair;
use crate::graph::Lens;
use crate::model::id::known;
use crate::schema::TypeId;

/// The things with two types that exclude each other, each once.
pub(super) fn disjoint(lens: Lens<'_>, kinds: &Kinds) -> Vec<(u32, [TypeId; 2])> {
    let excluded: Vec<Option<[TypeId; 2]>> = kinds
        .sets()
        .iter()
        .map(|set| first_pair(lens.schema, set))
        .collect();
    if excluded.iter().all(Option::is_none) {
        return Vec::new();
    }
    let mut told = FxHashSet::default();
    let mut found: Vec<(u32, [TypeId; 2])> = lens
        .snapshot
        .pairs(known::TYPE)
        .filter_map(|[s, _]| Some((s, excluded[kinds.number(s) as usize]?)))
        .filter(|(s, _)| told.insert(*s))
        .collect();
    found.sort_unstable_by_key(|(s, _)| *s);
    found
}

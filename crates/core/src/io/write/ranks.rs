//! In which order the properties of a subject are written for people.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::graph::View;
use crate::model::id::known;
use crate::schema::Role;

/// What comes first, in this order: what it is, what it is called, and of a claim or a node of
/// evidence what they say of themselves.
const FIRST: &[u32] = &[
    known::TYPE,
    known::LABEL,
    known::PREF_LABEL,
    known::ALT_LABEL,
    known::ALSO_KNOWN_AS,
    known::SUBJECT,
    known::PREDICATE,
    known::OBJECT,
    known::SOURCE,
    known::MODALITY,
    known::POLARITY,
    known::ASSERTED,
    known::ATTRIBUTED_TO,
    known::CONFIDENCE,
    known::VALID_FROM,
    known::VALID_TO,
    known::HEDGE,
    known::EVIDENCE,
    known::RECORDED_AT,
    known::RECORDED_BY,
    known::HAS_SOURCE,
    known::START,
    known::END,
    known::EXACT,
    known::IN_SENTENCE,
];

/// What comes last.
const LAST: &[u32] = &[
    known::SAME_AS,
    known::NOTE,
    known::MENTION,
    known::REFERENCE,
];

/// The place of each predicate: the well-known ones, then those of the schema in its order (names,
/// identifiers, relations), then the others by their IRIs.
pub(super) struct Ranks {
    places: FxHashMap<u32, u32>,
    groups: Vec<(u32, Range<usize>)>,
    sorted: Vec<(u32, u32)>,
}

impl Ranks {
    /// Of the predicates that occur. O(n log n) in their number.
    pub(super) fn new(view: &View, predicates: impl IntoIterator<Item = u32>) -> Self {
        let lens = view.lens();
        let mut sorted: Vec<((u8, usize), String, u32)> = predicates
            .into_iter()
            .map(|predicate| {
                let at = |list: &[u32]| list.iter().position(|p| *p == predicate);
                let iri = lens.iri(predicate);
                let key = if let Some(at) = at(FIRST) {
                    (0, at)
                } else if let Some(at) = at(LAST) {
                    (5, at)
                } else if let Some(relation) = view.schema().relation_by_iri(&iri) {
                    let group = match relation.role() {
                        Role::Name => 1,
                        Role::Identifier => 2,
                        _ => 3,
                    };
                    (group, relation.id().index())
                } else {
                    (4, 0)
                };
                (key, iri, predicate)
            })
            .collect();
        sorted.sort_unstable();
        let places = sorted.into_iter().zip(0..);
        Self {
            places: places.map(|((_, _, p), place)| (p, place)).collect(),
            groups: Vec::new(),
            sorted: Vec::new(),
        }
    }

    /// Sorts pairs of predicate and object; the objects of one predicate in the order of their ids.
    pub(super) fn sort(&mut self, pairs: &mut Vec<(u32, u32)>) {
        if pairs.len() < 2 {
            return;
        }
        if !pairs.is_sorted() {
            pairs.sort_unstable();
        }
        // The place of a predicate is looked up once for all of its objects.
        self.groups.clear();
        let mut start = 0;
        for group in pairs.chunk_by(|a, b| a.0 == b.0) {
            let place = self.places.get(&group[0].0).copied().unwrap_or(u32::MAX);
            self.groups.push((place, start..start + group.len()));
            start += group.len();
        }
        if self.groups.is_sorted_by_key(|group| group.0) {
            return;
        }
        self.groups.sort_unstable_by_key(|group| group.0);
        self.sorted.clear();
        for (_, range) in &self.groups {
            self.sorted.extend_from_slice(&pairs[range.clone()]);
        }
        std::mem::swap(pairs, &mut self.sorted);
    }
}

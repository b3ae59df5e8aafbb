//! Which of several values hold at one time with others.

use super::times::Times;
use crate::graph::{Holders, Snapshot};
use crate::index::{Field, Row};
use crate::model::Bounds;
use crate::model::id::NONE;

/// A value with what holds it.
pub(super) struct Held {
    pub(super) value: u32,
    pub(super) claims: Vec<Row>,
    pub(super) bare: bool,
    /// When it holds; each claim's time once.
    windows: Vec<Bounds>,
}

impl Held {
    pub(super) fn new(
        snapshot: &Snapshot,
        times: &mut Times,
        value: u32,
        holders: Holders,
    ) -> Self {
        let Holders { claims, bare } = holders;
        let mut ends: Vec<[u32; 2]> = claims.iter().map(|row| ends(snapshot, row)).collect();
        if bare {
            ends.push([NONE; 2]);
        }
        ends.sort_unstable();
        ends.dedup();
        let windows = ends.into_iter().map(|[from, until]| {
            Bounds::window(times.bounds(snapshot, from), times.bounds(snapshot, until))
        });
        Self {
            value,
            windows: windows.collect(),
            claims,
            bare,
        }
    }

    /// Whether it may hold when the other does.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.windows
            .iter()
            .any(|one| other.windows.iter().any(|two| one.overlaps(*two)))
    }

    /// The starts of the times at which it holds, as far as they are known.
    pub(super) fn beginnings(&self) -> impl Iterator<Item = Bounds> + '_ {
        self.windows.iter().filter_map(|window| window.beginning())
    }

    /// Whether it may hold at an instant; without one, before all that are known.
    pub(super) fn may_hold_at(&self, instant: Option<Bounds>) -> bool {
        self.windows.iter().any(|window| match instant {
            Some(instant) => window.overlaps(instant),
            None => window.beginning().is_none(),
        })
    }

    /// Keeps the claims that may hold when one of the others does.
    pub(super) fn keep_overlapping(
        &mut self,
        snapshot: &Snapshot,
        times: &mut Times,
        others: &[&Self],
    ) {
        self.claims.retain(|row| {
            let window = times.window(snapshot, row);
            let mut all = others.iter().flat_map(|other| &other.windows);
            all.any(|other| window.overlaps(*other))
        });
    }
}

fn ends(snapshot: &Snapshot, row: &Row) -> [u32; 2] {
    [Field::From, Field::To].map(|field| snapshot.row_value(row, field))
}

/// Up to so many values are each held against each.
const EACH: usize = 256;

/// The values, by their places, of which more than `most` hold at one time.
///
/// Those that overlap with fewer than `most` others are dropped until none is left to drop; of what is left, those that
/// share a time with as many, which is one at which some of them begins. Of very many values those are taken that overlap
/// with any.
///
/// # Complexity
/// O(n²) for up to 256 values, O(n log n) for more.
pub(super) fn at_one_time(held: &[Held], most: usize) -> Vec<usize> {
    if held.len() > EACH {
        return overlapping_with_any(held);
    }
    let overlap: Vec<Vec<bool>> = held
        .iter()
        .map(|one| held.iter().map(|two| one.overlaps(two)).collect())
        .collect();
    let mut left: Vec<usize> = (0..held.len()).collect();
    loop {
        let others = |one: usize| {
            let others = left.iter().filter(|&&two| two != one && overlap[one][two]);
            others.count()
        };
        let kept: Vec<usize> = left
            .iter()
            .copied()
            .filter(|&one| others(one) >= most)
            .collect();
        if kept.len() == left.len() {
            break;
        }
        left = kept;
    }
    // Of two it is enough that they overlap.
    if most < 2 {
        return left;
    }
    let mut shared = vec![false; held.len()];
    let begin = left
        .iter()
        .flat_map(|&one| held[one].beginnings().map(Some));
    for instant in begin.chain([None]) {
        let holds = left.iter().filter(|&&one| held[one].may_hold_at(instant));
        let holds: Vec<usize> = holds.copied().collect();
        if holds.len() > most {
            for one in holds {
                shared[one] = true;
            }
        }
    }
    left.retain(|&one| shared[one]);
    left
}

/// How many of some values hold at one time at most; nothing where they are too many to be held against each other.
pub(super) fn most_at_once(held: &[Held]) -> Option<usize> {
    let at = |instant| held.iter().filter(|one| one.may_hold_at(instant)).count();
    let begin = held.iter().flat_map(|one| one.beginnings().map(Some));
    (held.len() <= EACH).then(|| begin.chain([None]).map(at).max().unwrap_or(0))
}

/// By start, each held against the one before that lasts longest.
fn overlapping_with_any(held: &[Held]) -> Vec<usize> {
    let mut windows: Vec<(usize, Bounds)> = Vec::new();
    for (at, one) in held.iter().enumerate() {
        windows.extend(one.windows.iter().map(|window| (at, *window)));
    }
    windows.sort_by_key(|(_, window)| window.earliest());
    let mut found = vec![false; held.len()];
    let mut longest: Option<(usize, Bounds)> = None;
    for (at, window) in windows {
        let Some((other, before)) = longest else {
            longest = Some((at, window));
            continue;
        };
        if other != at && before.overlaps(window) {
            found[at] = true;
            found[other] = true;
        }
        // No latest is the longest of all.
        if before
            .latest()
            .is_some_and(|end| window.latest().is_none_or(|other| other > end))
        {
            longest = Some((at, window));
        }
    }
    (0..held.len()).filter(|&at| found[at]).collect()
}

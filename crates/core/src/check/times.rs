//! What the times of statements and claims can mean.

use rustc_hash::FxHashMap;

use crate::graph::{Snapshot, date_of};
use crate::index::{Field, Row};
use crate::model::id::{self, NONE};
use crate::model::{Bounds, Term, Time};

/// Times by the ids of their literals, each read once.
#[derive(Default)]
pub(super) struct Times {
    read: FxHashMap<u32, Option<Bounds>>,
}

/// The time that a literal stands for; a date of the Hijri calendar is a plain string.
fn time(snapshot: &Snapshot, literal: u32) -> Option<Time> {
    if literal == NONE || !id::is_literal(literal) {
        return None;
    }
    let Term::Literal(literal) = snapshot.dictionary.term(literal) else {
        return None;
    };
    date_of(&literal)
}

impl Times {
    /// What a literal can mean, where it is a time.
    pub(super) fn bounds(&mut self, snapshot: &Snapshot, literal: u32) -> Option<Bounds> {
        *self
            .read
            .entry(literal)
            .or_insert_with(|| time(snapshot, literal).map(|time| time.bounds()))
    }

    /// Whether one time certainly ends before another starts.
    pub(super) fn are_reversed(&mut self, snapshot: &Snapshot, from: u32, until: u32) -> bool {
        let (from, until) = (self.bounds(snapshot, from), self.bounds(snapshot, until));
        from.zip(until)
            .is_some_and(|(from, until)| !from.may_begin_before_end_of(until))
    }

    /// When a claim says that its statement holds; what it does not say is open.
    pub(super) fn window(&mut self, snapshot: &Snapshot, row: &Row) -> Bounds {
        let [from, until] = [Field::From, Field::To].map(|field| snapshot.row_value(row, field));
        Bounds::window(self.bounds(snapshot, from), self.bounds(snapshot, until))
    }
}

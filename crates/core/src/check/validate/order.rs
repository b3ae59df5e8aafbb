//! What comes after what: ends of events after their starts, and no way round in a circle.

use rustc_hash::FxHashMap;

use super::findings::Found;
use super::statements::shown;
use super::{Check, Rows};
use crate::check::cycles;
use crate::graph::Lens;
use crate::model::id::{self, NONE};
use crate::model::vocab::{rb, sh};

/// The properties of the first and last day of an event.
const DAYS: [&str; 2] = ["startDate", "endDate"];

/// Their predicates, where the schema has them.
pub(in crate::check) fn days(lens: Lens<'_>) -> Option<[u32; 2]> {
    let [start, end] = DAYS.map(|name| {
        let iri = format!("{}{name}", rb::NAMESPACE);
        lens.schema.relation_by_iri(&iri)?;
        lens.snapshot.dictionary.iri(&iri)
    });
    Some([start?, end?])
}

impl Check<'_> {
    /// The order of times and of what lies in what.
    pub(super) fn order(&mut self, rows: &Rows<'_>) {
        self.days(rows);
        for relation in cycles::acyclic(self.lens) {
            let edges = rows.linked(&relation.forms, |s, o| {
                id::is_resource(s) && id::is_resource(o)
            });
            for cycle in cycles::find(&edges) {
                let (first, next) = (cycle[0], cycle[1 % cycle.len()]);
                let found = Found::error(sh::SPARQL, first).path(relation.predicate);
                self.note(found.value(next).graph(rows.graph), |lens| {
                    let message = cycles::words(lens, &relation, &cycle);
                    (message, "conflicts() tells who says which".into())
                });
            }
        }
    }

    fn days(&mut self, rows: &Rows<'_>) {
        let Some([start, end]) = days(self.lens) else {
            return;
        };
        if !rows.has(start) || !rows.has(end) {
            return;
        }
        let snapshot = self.lens.snapshot;
        // Few have two; those are errors on their own, and the last of them is held against the start.
        let ends: FxHashMap<u32, u32> = rows.pairs(end).map(|[s, o]| (s, o)).collect();
        for [event, from] in rows.pairs(start) {
            let until = ends.get(&event).copied().unwrap_or(NONE);
            if until == NONE || !self.times.are_reversed(snapshot, from, until) {
                continue;
            }
            let found = Found::error(sh::ORDER, event).path(start).value(from);
            self.note(found.graph(rows.graph), |lens| {
                let message = format!(
                    "\"{}\" ends, \"{}\", before it starts, \"{}\"",
                    lens.short(event),
                    shown(lens, until),
                    shown(lens, from)
                );
                (message, "conflicts() tells who says which".into())
            });
        }
    }
}

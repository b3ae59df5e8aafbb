//! Ends before starts, and types that exclude each other.

use rustc_hash::FxHashMap;

use super::Search;
use crate::check::clash::Held;
use crate::check::validate::{days, shown};
use crate::index::Field;
use crate::model::id::{NONE, known};

impl Search<'_> {
    /// Events and claims that end before they start.
    pub(super) fn reversed_periods(&mut self) {
        self.events();
        let (lens, snapshot) = (self.lens, self.lens.snapshot);
        for row in snapshot.claims().filter(|row| row.graph == NONE) {
            let ends = [Field::From, Field::To];
            let [from, until] = ends.map(|field| self.beside.value(snapshot, &row, field));
            if from == NONE || until == NONE || !self.times.are_reversed(snapshot, from, until) {
                continue;
            }
            let message = format!(
                "the claim \"{}\" ends, \"{}\", before it starts, \"{}\"",
                lens.short(row.reifier),
                shown(lens, until),
                shown(lens, from)
            );
            let [s, p, _] = row.statement;
            self.add("period", s, lens.term_name(p), vec![row], message);
        }
    }

    fn events(&mut self) {
        let (lens, snapshot) = (self.lens, self.lens.snapshot);
        let Some([start, end]) = days(lens) else {
            return;
        };
        let mut ends: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for [event, until] in snapshot.pairs(end) {
            ends.entry(event).or_default().push(until);
        }
        for [event, from] in snapshot.pairs(start) {
            for &until in ends.get(&event).into_iter().flatten() {
                if !self.times.are_reversed(snapshot, from, until) {
                    continue;
                }
                let sides = [(start, from), (end, until)].map(|(predicate, value)| {
                    let holders = self.affirmed([event, predicate, value]);
                    Held::new(snapshot, &mut self.times, value, holders)
                });
                let [one, two] = sides;
                if !one.overlaps(&two) {
                    continue;
                }
                let message = format!(
                    "\"{}\" ends, \"{}\" ({}), before it starts, \"{}\" ({})",
                    lens.short(event),
                    shown(lens, until),
                    self.who(&two.claims, two.bare),
                    shown(lens, from),
                    self.who(&one.claims, one.bare)
                );
                let claims = one.claims.into_iter().chain(two.claims).collect();
                self.add("period", event, lens.term_name(start), claims, message);
            }
        }
    }

    /// Things with types that exclude each other.
    pub(super) fn disjoint_types(&mut self) {
        let (lens, snapshot) = (self.lens, self.lens.snapshot);
        for (subject, [first, second]) in super::types::disjoint(lens, &self.kinds) {
            let [one, two] = [first, second].map(|class| {
                let iri = lens.schema.type_(class).iri().as_str();
                let class = snapshot.dictionary.iri(iri).unwrap_or(NONE);
                self.affirmed([subject, known::TYPE, class])
            });
            let names = [first, second].map(|class| lens.schema.type_(class).name());
            let message = format!(
                "\"{}\" cannot be both a \"{}\" ({}) and a \"{}\" ({}): they are disjoint",
                lens.short(subject),
                names[0],
                self.who(&one.claims, one.bare),
                names[1],
                self.who(&two.claims, two.bare)
            );
            let claims = one.claims.into_iter().chain(two.claims).collect();
            let relation = lens.term_name(known::TYPE);
            self.add("disjoint", subject, relation, claims, message);
        }
    }
}

//! Ends before starts, and ways round in a circle.

use rustc_hash::FxHashMap;

use super::Search;
use crate::check::clash::Held;
use crate::check::cycles;
use crate::check::validate::{days, shown};
use crate::index::{Field, Row};
use crate::model::id::{self, NONE, known};

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

    /// Ways round in acyclic relations.
    pub(super) fn cycles(&mut self) {
        let (lens, snapshot) = (self.lens, self.lens.snapshot);
        for relation in cycles::acyclic(lens) {
            let mut edges: Vec<[u32; 2]> = Vec::new();
            for &(predicate, swapped) in &relation.forms {
                let pairs = snapshot
                    .pairs(predicate)
                    .filter(|pair| id::is_resource(pair[1]));
                edges.extend(pairs.map(|[s, o]| if swapped { [o, s] } else { [s, o] }));
            }
            edges.sort_unstable();
            edges.dedup();
            for cycle in cycles::find(&edges) {
                let mut claims: Vec<Row> = Vec::new();
                for (at, &from) in cycle.iter().enumerate() {
                    let to = cycle[(at + 1) % cycle.len()];
                    for &(predicate, swapped) in &relation.forms {
                        let [s, o] = if swapped { [to, from] } else { [from, to] };
                        claims.extend(self.affirmed([s, predicate, o]).claims);
                    }
                }
                let message = cycles::words(lens, &relation, &cycle);
                self.add("cycle", cycle[0], relation.name.to_owned(), claims, message);
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

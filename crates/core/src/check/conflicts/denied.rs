//! Statements that are affirmed and denied at one time.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::Search;
use crate::check::clash::Held;
use crate::check::validate::shown;
use crate::graph::{Holders, Modality, Polarity};
use crate::index::{Field, Row};
use crate::model::id::{self, NONE};

impl Search<'_> {
    /// Denials of what is said, or of what follows from it by a narrower relation or an inverse.
    pub(super) fn denials(&mut self) {
        let (lens, snapshot) = (self.lens, self.lens.snapshot);
        let mut forms: FxHashMap<u32, Vec<(u32, bool)>> = FxHashMap::default();
        for (statement, denials) in self.denied() {
            let [s, p, o] = statement;
            let forms = forms.entry(p).or_insert_with(|| {
                let forms = lens.predicates_of(&lens.iri(p)).unwrap_or_default();
                if forms.is_empty() {
                    vec![(p, false)]
                } else {
                    forms
                }
            });
            let mut said = Holders::default();
            for &(predicate, swapped) in &*forms {
                let holders = match swapped {
                    false => self.affirmed([s, predicate, o]),
                    true if id::is_resource(o) => self.affirmed([o, predicate, s]),
                    true => continue,
                };
                said.claims.extend(holders.claims);
                said.bare |= holders.bare;
            }
            if !said.bare && said.claims.is_empty() {
                continue;
            }
            let bare = said.bare;
            let mut said = Held::new(snapshot, &mut self.times, o, said);
            let denials = Holders {
                claims: denials,
                bare: false,
            };
            let mut denied = Held::new(snapshot, &mut self.times, o, denials);
            if !said.overlaps(&denied) {
                continue;
            }
            denied.keep_overlapping(snapshot, &mut self.times, &[&said]);
            said.keep_overlapping(snapshot, &mut self.times, &[&denied]);
            let message = format!(
                "that \"{}\" {} \"{}\" is affirmed ({}) and denied ({}) at one time",
                lens.short(s),
                lens.term_name(p),
                shown(lens, o),
                self.who(&said.claims, bare),
                self.who(&denied.claims, false)
            );
            let claims = said.claims.into_iter().chain(denied.claims).collect();
            self.add("denied", s, lens.term_name(p), claims, message);
        }
    }

    /// The claims that deny, by statement; predictions and wishes are not among them.
    fn denied(&self) -> BTreeMap<[u32; 3], Vec<Row>> {
        let snapshot = self.lens.snapshot;
        let mut denied: BTreeMap<[u32; 3], Vec<Row>> = BTreeMap::new();
        for row in snapshot.claims().filter(|row| row.graph == NONE) {
            let polarity = Polarity::of(self.beside.value(snapshot, &row, Field::Polarity));
            if polarity != Some(Polarity::Negative) {
                continue;
            }
            let modality = Modality::of(self.beside.value(snapshot, &row, Field::Modality));
            if modality.is_none_or(Modality::asserts) {
                denied.entry(row.statement).or_default().push(row);
            }
        }
        denied
    }
}

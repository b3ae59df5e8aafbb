//! Bulk loads: many quads at once, sorted straight into a new base.
//!
//! The result is the same as putting them in one by one. Resources that the graph already knows as
//! reifiers or evidence, or has triples about that rows could take in, are left to that way.

use rustc_hash::FxHashSet;

use crate::dictionary::{Dictionary, StorageError};
use crate::index::{Parts, Quad, Row};
use crate::model::id::{NONE, known};

use super::GraphIs;
use super::draft::Draft;
use super::fold::{self, fold};
use super::seen::is_row_predicate;

impl Draft {
    /// Loads quads into a new base; gives back those that have to be put in one by one.
    pub(super) fn load(&mut self, mut quads: Vec<Quad>) -> Result<Vec<Quad>, StorageError> {
        let special = self.special(&quads);
        let mut parts = Parts::default();
        let mut slow = Vec::new();
        if !special.is_empty() {
            let (mut about, plain): (Vec<Quad>, Vec<Quad>) = quads
                .into_iter()
                .partition(|quad| special.contains(&quad[0]));
            quads = plain;
            about.sort_unstable();
            about.dedup();
            // Whether the quads that claims are about are said on their own is judged with all of
            // these claims together: so one that has to go in slowly draws the others with it.
            let mut slow_statements: FxHashSet<Quad> = FxHashSet::default();
            let mut folded = Vec::new();
            for group in about.chunk_by(|a, b| a[0] == b[0]) {
                let resource = group[0][0];
                let seen = self.now.quads([Some(resource), None, None], GraphIs::Any);
                let mut known: Vec<Quad> = seen.collect();
                if known.is_empty() {
                    folded.push((group, fold(resource, group.to_vec(), &self.now.dictionary)?));
                } else {
                    known.extend_from_slice(group);
                    let rows = fold(resource, known, &self.now.dictionary)?.rows;
                    slow_statements.extend(rows.iter().map(Row::quad));
                    slow.extend_from_slice(group);
                }
            }
            loop {
                let (later, rest): (Vec<_>, Vec<_>) = folded
                    .into_iter()
                    .partition(|(_, f)| f.rows.iter().any(|r| slow_statements.contains(&r.quad())));
                folded = rest;
                if later.is_empty() {
                    break;
                }
                for (group, folded) in later {
                    slow_statements.extend(folded.rows.iter().map(Row::quad));
                    slow.extend_from_slice(group);
                }
            }
            for (_, folded) in folded {
                parts.claims.extend(folded.rows);
                parts.evidence.extend(folded.evidence);
                quads.extend(folded.plain);
            }
            slow.extend(quads.extract_if(.., |quad| slow_statements.contains(quad)));
        }
        self.judge_loaded(&mut quads, &mut parts);
        for quad @ [s, p, o, g] in quads {
            if g == NONE {
                parts.triples.push([s, p, o]);
            } else {
                parts.quads.push(quad);
            }
        }
        self.mark_changed();
        let numbers = self.compact(parts, &slow)?;
        Ok(slow
            .into_iter()
            .map(|quad: Quad| quad.map(|id| numbers.id(id)))
            .collect())
    }

    /// The subjects about which rows may stand for some of the quads.
    fn special(&self, quads: &[Quad]) -> FxHashSet<u32> {
        let rows = self.now.has_rows();
        let says = |&[s, p, o, _]: &Quad| match p {
            known::TYPE => matches!(o, known::CLAIM | known::STATEMENT | known::EVIDENCE_TYPE),
            _ => is_row_predicate(p),
        } || rows && (self.now.is_reifier(s) || self.now.evidence_of(s).is_some());
        quads
            .iter()
            .filter(|quad| says(quad))
            .map(|quad| quad[0])
            .collect()
    }

    /// Which loaded claims hold their statements, and which quads only claims hold.
    fn judge_loaded(&mut self, quads: &mut Vec<Quad>, parts: &mut Parts) {
        let held_before = self.now.has_rows();
        let claims = parts.claims.iter().any(Row::is_claim)
            || quads
                .iter()
                .any(|q| q[1] == known::TYPE && q[2] == known::CLAIM);
        if !claims && !held_before {
            return;
        }
        quads.sort_unstable();
        quads.dedup();
        let mut held: FxHashSet<Quad> = FxHashSet::default();
        for row in &mut parts.claims {
            let quad = row.quad();
            let loaded = quads.binary_search(&quad).is_ok();
            let stored = self.now.is_stored(quad);
            row.asserts =
                (loaded || stored) && reads_as_asserting(row, quads, &self.now.dictionary);
            if row.asserts && loaded {
                // What the graph already said on its own stays so; the rest is held by the claim.
                if stored && self.now.is_bare(quad) {
                    continue;
                }
                held.insert(quad);
            }
        }
        // A loaded quad that no loaded claim asserts is said on its own, even if it was only held.
        if held_before {
            for &quad in quads.iter() {
                if self.now.is_stored(quad) && !self.now.is_bare(quad) && !held.contains(&quad) {
                    self.now.set_bare(quad, true);
                }
            }
        }
        let triples: rustc_hash::FxHashMap<Quad, u32> = parts
            .claims
            .iter()
            .map(|row| (row.quad(), row.triple))
            .collect();
        parts.held.extend(
            held.into_iter()
                .filter(|quad| !self.now.is_stored(*quad))
                .filter_map(|quad| Some((*triples.get(&quad)?, quad))),
        );
    }
}

/// Whether a row that was just folded asserts its statement, where that is in its graph.
fn reads_as_asserting(row: &Row, quads: &[Quad], dictionary: &Dictionary) -> bool {
    let about = |predicate: u32| {
        let from = quads.partition_point(|q| (q[0], q[1]) < (row.reifier, predicate));
        quads[from..]
            .iter()
            .take_while(move |q| (q[0], q[1]) == (row.reifier, predicate))
            .filter(|q| q[3] == row.graph)
            .map(|q| q[2])
    };
    fold::Grounds::read(row, dictionary, |predicate| about(predicate).collect()).assert()
}

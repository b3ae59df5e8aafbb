//! Ids of registers, as ISO's and Wikidata's: what shares one with another is worth a look, as reading never merges.

use rustc_hash::FxHashMap;

use super::fault::Fault;
use crate::graph::{GraphIs, Lens, Transaction};
use crate::index::Quad;
use crate::model::id::{self, NONE};
use crate::model::vocab::rb;
use crate::model::{Severity, Term};
use crate::report::{LISTED, Problem, Report};
use crate::schema::Role;

/// Whether a property holds the ids of one register: an address may be shared, and so may what nobody knows the rules
/// of.
pub(super) fn is_of_register(property: &str) -> bool {
    property != rb::URL && property != rb::IDENTIFIER
}

/// What is said of two entities with one id.
pub(super) fn shared(this: &str, other: &str, scheme: &str, code: &str) -> Fault {
    let message = format!("\"{this}\" and \"{other}\" both have the {scheme} id \"{code}\"");
    Fault::new(message).hint(format!("if they are one, merge(\"{other}\", \"{this}\")"))
}

/// The ids that triples of RDF bring to things which do not have them alone; in terms, as a load gives all ids anew.
#[derive(Default)]
pub(super) struct SharedIds {
    found: Vec<[Term; 4]>,
    further: usize,
}

impl SharedIds {
    /// Looks at what is to be inserted.
    ///
    /// # Complexity
    /// O(n + k log k) for k ids among n triples, and O(log m) for each in the m triples that are there.
    pub(super) fn of(quads: &[Quad], lens: Lens<'_>) -> Self {
        // Whether a predicate holds ids of a register, and whether the graph has any of them.
        let mut registers: FxHashMap<u32, (bool, bool)> = FxHashMap::default();
        let mut ids: Vec<[u32; 3]> = Vec::new();
        for &[s, p, o, g] in quads {
            let (is_register, _) = *registers.entry(p).or_insert_with(|| {
                let is = lens.role(p) == Role::Identifier && is_of_register(&lens.iri(p));
                let pattern = [None, Some(p), None];
                (
                    is,
                    is && lens
                        .snapshot
                        .stored(pattern, GraphIs::Default)
                        .next()
                        .is_some(),
                )
            });
            if is_register && g == NONE && id::is_literal(o) {
                ids.push([p, o, s]);
            }
        }
        ids.sort_unstable();
        ids.dedup();
        let mut shared = Self::default();
        for group in ids.chunk_by(|a, b| a[..2] == b[..2]) {
            let [p, o, first] = group[0];
            let pattern = [None, Some(p), Some(o)];
            let mut stored = lens
                .snapshot
                .stored(pattern, GraphIs::Default)
                .map(|q| q[0]);
            let is_known = registers.get(&p).is_some_and(|(_, is_known)| *is_known);
            let known = is_known
                .then(|| stored.find(|&s| lens.is_entity(s)))
                .flatten();
            let other = known.unwrap_or(first);
            for &[.., this] in group {
                if this != other {
                    shared.note([this, other, p, o], lens);
                }
            }
        }
        shared
    }

    fn note(&mut self, ids: [u32; 4], lens: Lens<'_>) {
        if self.found.len() == LISTED {
            self.further += 1;
        } else {
            self.found
                .push(ids.map(|id| lens.snapshot.dictionary.term(id)));
        }
    }

    /// Warns of those that are entities now.
    pub(super) fn warn(self, tx: &Transaction, report: &mut Report) {
        let lens = tx.lens();
        for terms in self.found {
            let [Some(this), Some(other), Some(property), Some(code)] = terms
                .each_ref()
                .map(|term| lens.snapshot.dictionary.find(term))
            else {
                continue;
            };
            if !lens.is_entity(this) || !lens.is_entity(other) {
                continue;
            }
            let relation = lens.schema.relation_by_iri(&lens.iri(property));
            let scheme = relation.and_then(|relation| relation.scheme());
            let scheme = scheme.map_or_else(|| lens.term_name(property), str::to_owned);
            let this = lens.short(this);
            let fault = shared(&this, &lens.short(other), &scheme, &lens.iri(code));
            let problem = Problem::new(Severity::Warning, "", fault.message).about(this);
            report.note(match fault.hint {
                Some(hint) => problem.hint(hint),
                None => problem,
            });
        }
        report.count_more(self.further);
    }
}

//! Identifiers: one thing has one, and no two have the same.

use super::findings::Found;
use super::statements::shown;
use super::{Check, Rows};
use crate::graph::{GraphIs, Lens};
use crate::model::id::{NONE, known};
use crate::model::vocab::sh;

/// The scheme whose values are addresses: two things may well share one.
const ADDRESS: &str = "url";

impl Check<'_> {
    /// Identifiers that several entities of a graph have, unless they are said to be the same.
    pub(super) fn ids(&mut self, rows: &Rows<'_>) {
        let lens = self.lens;
        let schemes = lens.schema.relations().filter_map(|relation| {
            let scheme = relation.scheme().filter(|scheme| *scheme != ADDRESS)?;
            let predicate = lens.snapshot.dictionary.iri(relation.iri().as_str())?;
            rows.has(predicate).then_some((predicate, scheme))
        });
        for (predicate, scheme) in schemes {
            let mut first = [NONE; 2];
            // By code, the entities that have it one after the other.
            for [code, s] in rows.linked(&[(predicate, true)], |_, _| true) {
                if code != first[0] {
                    first = [code, s];
                    continue;
                }
                let first = first[1];
                if are_same(lens, s, first) {
                    continue;
                }
                let found = Found::warning(sh::SPARQL, s).path(predicate).value(code);
                self.note(found.graph(rows.graph), |lens| {
                    let (one, other) = (lens.short(first), lens.short(s));
                    let message = format!(
                        "\"{other}\" has the {scheme} \"{}\", which \"{one}\" has too",
                        shown(lens, code)
                    );
                    let hint = format!("if they are one, merge(\"{one}\", \"{other}\")");
                    (message, hint)
                });
            }
        }
    }
}

/// Whether two things are said to be one.
fn are_same(lens: Lens<'_>, one: u32, other: u32) -> bool {
    [[one, other], [other, one]].into_iter().any(|[s, o]| {
        let pattern = [Some(s), Some(known::SAME_AS), Some(o)];
        lens.snapshot.stored(pattern, GraphIs::Any).next().is_some()
    })
}

//! The types of things: that they are types, and that no two exclude each other.

use rustc_hash::FxHashSet;

use super::findings::Found;
use super::statements::shown;
use super::{Check, Rows};
use crate::check::kinds::Set;
use crate::model::id::{self, known};
use crate::model::vocab::sh;
use crate::schema::{Schema, TypeId};

/// The first two types of a set that exclude each other.
pub(in crate::check) fn disjoint(schema: &Schema, set: &Set) -> Option<[TypeId; 2]> {
    set.types.iter().enumerate().find_map(|(n, &first)| {
        let rest = &set.types[n + 1..];
        let second = rest
            .iter()
            .find(|other| schema.type_(first).is_disjoint_with(**other))?;
        Some([first, *second])
    })
}

impl Check<'_> {
    /// What a graph says of types.
    pub(super) fn types(&mut self, rows: &Rows<'_>) {
        let schema = self.lens.schema;
        let excluded: Vec<_> = self
            .kinds
            .sets()
            .iter()
            .map(|set| disjoint(schema, set))
            .collect();
        let any = excluded.iter().any(Option::is_some);
        let mut told = FxHashSet::default();
        for [s, class] in rows.pairs(known::TYPE) {
            if !id::is_resource(class) {
                let found = Found::error(sh::NODE_KIND, s).path(known::TYPE);
                self.note(found.value(class).graph(rows.graph), |lens| {
                    let text = shown(lens, class);
                    let message = format!("\"rdf:type\" does not take \"{text}\": it takes a type");
                    let hint = schema
                        .has_type_name(&text)
                        .then(|| format!("write rb:{text}, without quotes"));
                    (message, hint.unwrap_or_default())
                });
            }
            if class == known::CLAIM && !self.whole.is_reifier(s) {
                let found = Found::warning(sh::MIN_COUNT, s).path(known::REIFIES);
                self.note(found.graph(rows.graph), |lens| {
                    let message = format!("the claim \"{}\" is about no statement", lens.short(s));
                    let hint = "say what it claims: rdf:reifies <<( subject relation object )>>";
                    (message, hint.into())
                });
            }
            if any
                && let Some([first, second]) = excluded[self.kinds.number(s) as usize]
                && told.insert(s)
            {
                let found = Found::error(sh::DISJOINT, s).path(known::TYPE).of_node();
                self.note(found.graph(rows.graph), |lens| {
                    let error = schema.check_types_disjoint(&[first, second], &lens.short(s));
                    let message = error.err().map(|error| error.to_string());
                    let hint = "take one of the types away; conflicts() tells who says which";
                    (message.unwrap_or_default(), hint.into())
                });
            }
        }
    }
}

//! The types of things: that they are types, and that no two exclude each other.

use rustc_hash::FxHashSet;

use super::findings::Found;
use super::statements::shown;
use super::{Check, Rows};
use crate::check::kinds::Set;
use crate::model::id::{self, known};
use crate::model::vocab::sh;
use crate::schema::{Schema, TypeId};

/// The types of a set that exclude each other, two by two.
pub(in crate::check) fn disjoint_pairs<'a>(
    schema: &'a Schema,
    set: &'a Set,
) -> impl Iterator<Item = [TypeId; 2]> + 'a {
    set.types.iter().enumerate().flat_map(move |(n, &first)| {
        let rest = set.types[n + 1..].iter();
        rest.filter(move |other| schema.type_(first).is_disjoint_with(**other))
            .map(move |second| [first, *second])
    })
}

impl Check<'_> {
    /// What a graph says of types.
    pub(super) fn types(&mut self, rows: &Rows<'_>) {
        let schema = self.lens.schema;
        let excluded: Vec<Vec<[TypeId; 2]>> = self
            .kinds
            .sets()
            .iter()
            .map(|set| disjoint_pairs(schema, set).collect())
            .collect();
        let any = excluded.iter().any(|pairs| !pairs.is_empty());
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
            if !any || !told.insert(s) {
                continue;
            }
            for &[first, second] in &excluded[self.kinds.number(s) as usize] {
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

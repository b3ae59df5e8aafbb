//! What is in a graph, counted.

use std::collections::BTreeMap;

use super::{Graph, GraphIs, Modality, View};
use crate::index::Field;
use crate::model::id::known;
use crate::schema::Role;
use crate::table::{Table, Values};

impl View {
    /// What is in the graph: a row each of the kinds `entities`, `claims`, `statements` (triples that are
    /// stored, beside those that claims are seen as) and `named graphs`, then how many entities there are
    /// of each `type`, statements of each `relation`, and claims of each `modality`; the most first.
    ///
    /// # Complexity
    /// O(n) in the statements of types and relations, and in the claims.
    #[must_use]
    pub fn stats(&self) -> Table {
        let lens = self.lens();
        let snapshot = self.snapshot();
        let mut types: BTreeMap<u32, usize> = BTreeMap::new();
        let mut relations: BTreeMap<u32, usize> = BTreeMap::new();
        let mut statements = 0;
        for predicate in snapshot.predicates() {
            let found = snapshot.stored([None, Some(predicate), None], GraphIs::Default);
            match lens.role(predicate) {
                Role::Type => {
                    for [_, _, class, _] in found {
                        statements += 1;
                        *types.entry(class).or_default() += 1;
                    }
                }
                Role::Relation => {
                    let n = found.count();
                    statements += n;
                    *relations.entry(predicate).or_default() += n;
                }
                _ => statements += found.count(),
            }
        }
        statements += snapshot.stored([None; 3], GraphIs::AnyNamed).count();
        let mut modalities: BTreeMap<&str, usize> = BTreeMap::new();
        for row in snapshot.claims() {
            let modality = Modality::of(snapshot.row_value(&row, Field::Modality));
            let word = modality.unwrap_or(Modality::Fact).as_str();
            *modalities.entry(word).or_default() += 1;
        }

        let mut rows: Vec<(&str, String, usize)> = vec![
            ("entities", String::new(), self.len()),
            ("claims", String::new(), self.claim_count()),
            ("statements", String::new(), statements),
        ];
        let graphs = snapshot.named_graphs().len();
        if graphs > 0 {
            rows.push(("named graphs", String::new(), graphs));
        }
        let named = |kind, counts: BTreeMap<u32, usize>| {
            let counts = counts.into_iter().filter(|(_, n)| *n > 0);
            let mut rows: Vec<_> = counts
                .map(|(id, n)| (kind, lens.term_name(id), n))
                .collect();
            rows.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.1.cmp(&b.1)));
            rows
        };
        types.retain(|&class, _| lens.is_entity_type(class));
        types.remove(&known::CLAIM);
        rows.extend(named("type", types));
        rows.extend(named("relation", relations));
        let mut words: Vec<_> = modalities.into_iter().collect();
        words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        rows.extend(
            words
                .into_iter()
                .map(|(word, n)| ("modality", word.to_owned(), n)),
        );

        let (mut kinds, mut names, mut counts) = (Vec::new(), Vec::new(), Vec::new());
        for (kind, name, count) in rows {
            kinds.push(Some(kind.to_owned()));
            names.push((!name.is_empty()).then_some(name));
            counts.push(i64::try_from(count).ok());
        }
        Table::new()
            .with("kind", Values::Text(kinds))
            .with("name", Values::Text(names))
            .with("count", Values::Integer(counts))
    }
}

impl Graph {
    /// As [`View::stats`].
    #[must_use]
    pub fn stats(&self) -> Table {
        self.view().stats()
    }
}

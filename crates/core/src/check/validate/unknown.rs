//! Types and relations that the ontology does not have: RDF may bring any. One of another vocabulary is
//! worth a word, one of an ontology's own namespace is a slip of the pen.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::findings::Found;
use super::{Check, Rows};
use crate::graph::Lens;
use crate::model::Severity;
use crate::model::id::{self, known};
use crate::model::vocab::{dcterms, sh, skos};
use crate::schema::{Relation, Role, SchemaError, Type};

/// The unknown terms so far, with the number of statements that they are in.
#[derive(Default)]
pub(super) struct Unknown {
    types: BTreeMap<u32, usize>,
    relations: BTreeMap<u32, usize>,
}

/// A namespace up to its last `#` or `/`.
fn namespace(iri: &str) -> &str {
    &iri[..iri.rfind(['#', '/']).map_or(0, |at| at + 1)]
}

impl Check<'_> {
    /// Counts what a graph has of them.
    pub(super) fn unknown(&mut self, rows: &Rows<'_>) {
        let lens = self.lens;
        if lens.schema.is_empty() {
            return;
        }
        for [_, class] in rows.pairs(known::TYPE) {
            if self.kinds.class(class).is_none()
                && id::is_resource(class)
                && lens.is_entity_type(class)
            {
                *self.unknown.types.entry(class).or_default() += 1;
            }
        }
        for &predicate in &rows.predicates {
            let iri = lens.iri(predicate);
            let described = [skos::NAMESPACE, dcterms::NAMESPACE].contains(&namespace(&iri));
            if lens.role(predicate) == Role::Relation
                && !described
                && lens.schema.relation_by_iri(&iri).is_none()
            {
                let n = rows.pairs(predicate).count();
                *self.unknown.relations.entry(predicate).or_default() += n;
            }
        }
    }

    /// Tells of them, each once.
    pub(super) fn tell_unknown(&mut self) {
        let lens = self.lens;
        let unknown = std::mem::take(&mut self.unknown);
        let own = own_namespaces(lens);
        let things = |n: usize, one: &str, many: &str| {
            if n == 1 {
                format!("1 {one}")
            } else {
                format!("{n} {many}")
            }
        };
        for (class, n) in unknown.types {
            let error = |name: &str| lens.schema.no_type(name);
            let n = things(n, "entity has it", "entities have it");
            self.tell(&own, class, known::TYPE, &error, &n);
        }
        for (predicate, n) in unknown.relations {
            let error = |name: &str| lens.schema.no_relation(name);
            let n = things(n, "statement is not checked", "statements are not checked");
            self.tell(&own, predicate, predicate, &error, &n);
        }
    }

    fn tell(
        &mut self,
        own: &FxHashSet<String>,
        term: u32,
        path: u32,
        error: &dyn Fn(&str) -> SchemaError,
        n: &str,
    ) {
        let (lens, name) = (self.lens, self.lens.term_name(term));
        let slip = own.contains(namespace(&lens.iri(term)));
        let severity = if slip {
            Severity::Warning
        } else {
            Severity::Notice
        };
        let found = Found::warning(sh::CLOSED, term).of(severity);
        let found = found.path(path).of_node();
        self.findings.note_term(lens, found, || match error(&name) {
            SchemaError::Unknown { kind, hint, .. } => {
                let message = format!("{kind} \"{name}\" is not in the ontology: {n}");
                let hint = hint.trim_start_matches("; ");
                (message, if slip { hint.to_owned() } else { String::new() })
            }
            other => (other.to_string(), String::new()),
        });
    }
}

/// The namespaces of the terms of the ontology and its extensions.
fn own_namespaces(lens: Lens<'_>) -> FxHashSet<String> {
    let types = lens.schema.types().map(Type::iri);
    let relations = lens.schema.relations().map(Relation::iri);
    types
        .chain(relations)
        .map(|iri| namespace(iri.as_str()).to_owned())
        .collect()
}

//! From ids to what is shown of them: short ids, IRIs, names.

use rustc_hash::FxHashSet;

use super::Lens;
use crate::dictionary::Part;
use crate::graph::{GraphIs, Snapshot};
use crate::model::id::{self, NONE, known};
use crate::model::{Literal, Term};

impl<'a> Lens<'a> {
    /// The IRI of a resource, or its label with `_:`.
    pub(crate) fn iri(&self, resource: u32) -> String {
        iri_of(self.snapshot, resource)
    }

    /// The shortest id that finds a resource again: a local id, a compact IRI, the IRI, or the label.
    pub(crate) fn short(&self, resource: u32) -> String {
        let iri = self.iri(resource);
        if iri.starts_with("_:") {
            return iri;
        }
        for base in self.settings.all_bases() {
            let Some(local) = iri.strip_prefix(base) else {
                continue;
            };
            let other = self
                .settings
                .all_bases()
                .filter(|other| *other != base)
                .any(|other| {
                    self.snapshot
                        .dictionary
                        .iri(&format!("{other}{local}"))
                        .is_some()
                });
            if !local.is_empty() && !local.contains(':') && !other {
                return local.into();
            }
        }
        self.compact(iri)
    }

    /// The compact IRI, where a prefix fits, else the IRI.
    fn compact(&self, iri: String) -> String {
        let own = self.settings.prefixes();
        let schema = self.schema.prefixes();
        let schema = schema.filter(|(prefix, _)| self.settings.prefix(prefix).is_none());
        let best = own
            .chain(schema)
            .filter(|(_, n)| iri.len() > n.len() && iri.starts_with(n))
            .max_by_key(|(prefix, n)| (n.len(), *prefix));
        match best {
            Some((prefix, namespace)) if !iri[namespace.len()..].contains("//") => {
                format!("{prefix}:{}", &iri[namespace.len()..])
            }
            _ => iri,
        }
    }

    /// The name of a relation or type, by which it is found again: as the schema has it, or a compact
    /// IRI, or the IRI.
    pub(crate) fn term_name(&self, id: u32) -> String {
        let iri = self.iri(id);
        let name = self.schema.name_of(&iri);
        if name == iri { self.compact(iri) } else { name }
    }

    /// The names of an entity with their languages, the preferred ones first, then as the alphabet has them; each once.
    pub(crate) fn all_names(&self, entity: u32) -> Vec<(Option<String>, String)> {
        let mut names: Vec<(Option<String>, String)> = Vec::new();
        let mut seen = FxHashSet::default();
        let predicates = [
            known::PREF_LABEL,
            known::LABEL,
            known::ALT_LABEL,
            known::ALSO_KNOWN_AS,
        ];
        for predicate in predicates {
            let pattern = [Some(entity), Some(predicate), None];
            let mut found = Vec::new();
            for [_, _, o, _] in self.snapshot.stored(pattern, GraphIs::Default) {
                if let Term::Literal(literal) = self.snapshot.dictionary.term(o)
                    && seen.insert(o)
                {
                    found.push((
                        literal.language().map(str::to_owned),
                        literal.lexical().to_owned(),
                    ));
                }
            }
            // Not in the order of ids, which compaction changes.
            found.sort_unstable_by(|(_, one), (_, two)| one.cmp(two));
            names.append(&mut found);
        }
        names
    }

    /// The preferred name in the first of these languages that there is one in.
    pub(crate) fn name_in(&self, entity: u32, languages: &[String]) -> Option<String> {
        let names = self.all_names(entity);
        let best = |wanted: &dyn Fn(Option<&str>) -> bool| {
            names
                .iter()
                .find(|(l, _)| wanted(l.as_deref()))
                .map(|(_, name)| name.clone())
        };
        languages
            .iter()
            .find_map(|language| best(&|l| l.is_some_and(|l| l.eq_ignore_ascii_case(language))))
            .or_else(|| best(&|l| l.is_some()))
            .or_else(|| best(&|_| true))
    }

    /// The name shown: best for the graph's languages, then any, then the id.
    pub(crate) fn name(&self, entity: u32) -> String {
        self.name_in(entity, &self.settings.languages)
            .unwrap_or_else(|| self.short(entity))
    }

    /// The first of the graph's languages whose script fits a text.
    pub(crate) fn language_of(&self, text: &str) -> Option<&'a str> {
        self.settings
            .languages
            .iter()
            .map(String::as_str)
            .find(|language| crate::names::language_fits(language, text))
    }

    /// The only object of a property in the default graph, as a literal.
    pub(crate) fn literal(&self, subject: u32, property: u32) -> Option<Literal> {
        let pattern = [Some(subject), Some(property), None];
        let mut objects = self.snapshot.quads(pattern, GraphIs::Default).map(|q| q[2]);
        let object = objects.find(|&o| id::is_literal(o) && o != NONE)?;
        match self.snapshot.dictionary.term(object) {
            Term::Literal(literal) => Some(literal),
            _ => None,
        }
    }
}

pub(super) fn iri_of(snapshot: &Snapshot, resource: u32) -> String {
    snapshot.dictionary.with(resource, |part| match part {
        Part::Iri(namespace, local) => format!("{namespace}{local}"),
        Part::Blank(label) => format!("_:{label}"),
        Part::Literal(lexical, _) => lexical.into(),
        Part::Triple(_) => String::new(),
    })
}

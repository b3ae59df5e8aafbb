//! The prefixes of a schema: from full IRIs to the names that people read, and back.

use rustc_hash::FxHashMap;

use super::error::Notice;
use super::read::Ontology;
use crate::model::vocab;

/// Prefixes and namespaces, one for one: the first to bind a prefix keeps it.
#[derive(Debug, Clone, Default)]
pub(super) struct PrefixTable {
    namespaces: FxHashMap<Box<str>, Box<str>>,
    /// (namespace, prefix), the longest namespace first, so that the first that fits is the best.
    by_length: Vec<(Box<str>, Box<str>)>,
}

impl PrefixTable {
    /// The prefixes that rawabit knows, then those of the ontologies; a prefix that two of them bind
    /// to different namespaces is a notice.
    pub(super) fn new(ontologies: &[impl AsRef<Ontology>], notices: &mut Vec<Notice>) -> Self {
        let mut table = Self::default();
        for (prefix, namespace) in vocab::PREFIXES {
            table.bind(prefix, namespace);
        }
        for ontology in ontologies {
            let ontology = ontology.as_ref();
            for (prefix, namespace) in &ontology.prefixes {
                let kept = table.bind(prefix, namespace);
                if kept != &**namespace {
                    let message = format!(
                        "the prefix \"{prefix}\" stands for <{kept}> already; the terms of \
                         <{namespace}> go by another prefix, or by their full IRIs"
                    );
                    notices.push(Notice {
                        path: ontology.name.to_string(),
                        line: line_of(ontology.text(), prefix),
                        term: prefix.to_string(),
                        message,
                    });
                }
            }
        }
        // A name before an empty one, then in order of the alphabet.
        table.by_length = table
            .namespaces
            .iter()
            .map(|(p, n)| (n.clone(), p.clone()))
            .collect();
        table.by_length.sort_by(|(a, p), (b, q)| {
            (b.len(), a, p.is_empty(), p).cmp(&(a.len(), b, q.is_empty(), q))
        });
        table
    }

    /// Binds a prefix that is free; the namespace that it has in the end.
    fn bind(&mut self, prefix: &str, namespace: &str) -> &str {
        self.namespaces
            .entry(prefix.into())
            .or_insert_with(|| namespace.into())
    }

    pub(super) fn namespace(&self, prefix: &str) -> Option<&str> {
        self.namespaces.get(prefix).map(AsRef::as_ref)
    }

    /// Prefix and namespace, in order of the prefixes.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut all: Vec<(&str, &str)> =
            self.namespaces.iter().map(|(p, n)| (&**p, &**n)).collect();
        all.sort_unstable();
        all.into_iter()
    }

    /// As Turtle writes it: `rb:Summit`, `my:JointPatrol`, and the full IRI where no prefix fits.
    pub(super) fn compact(&self, iri: &str) -> String {
        self.by_length
            .iter()
            .find_map(|(namespace, prefix)| {
                let local = iri.strip_prefix(&**namespace)?;
                is_local(local).then(|| format!("{prefix}:{local}"))
            })
            .unwrap_or_else(|| iri.to_owned())
    }

    /// The name that the schema gives a term: `Summit` for one of rawabit's, else as [`Self::compact`].
    pub(super) fn name(&self, iri: &str) -> String {
        match iri.strip_prefix(vocab::rb::NAMESPACE) {
            Some(local) if is_local(local) => local.to_owned(),
            _ => self.compact(iri),
        }
    }
}

/// The line on which a text declares a prefix, from 1; 0 where it cannot be found.
fn line_of(text: &str, prefix: &str) -> u32 {
    let name = format!("{prefix}:");
    let declares = |line: &str| {
        let mut words = line.split_whitespace();
        words.any(|word| word.trim_start_matches('@').eq_ignore_ascii_case("prefix"))
            && words.next().is_some_and(|word| word.starts_with(&name))
    };
    let line = text.lines().position(declares).map_or(0, |index| index + 1);
    u32::try_from(line).unwrap_or(u32::MAX)
}

/// Whether the rest of an IRI can stand after a prefix without escapes.
fn is_local(local: &str) -> bool {
    !local.is_empty()
        && !local.ends_with('.')
        && local
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
        && !local.starts_with(['-', '.'])
}

/// An IRI after its last `#`, `/` or `:`.
pub(super) fn local_of(iri: &str) -> &str {
    &iri[namespace_of(iri).len()..]
}

/// An IRI up to and with its last `#`, `/` or `:`.
pub(super) fn namespace_of(iri: &str) -> &str {
    iri.rfind(['#', '/', ':']).map_or(iri, |at| &iri[..=at])
}

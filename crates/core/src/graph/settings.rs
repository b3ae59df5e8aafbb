//! What a graph is set to beside its statements: base, prefixes, languages.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::model::{Iri, ValueError};

/// The base of graphs that were given none.
pub(crate) const DEFAULT_BASE: &str = "https://example.org/id/";

/// A base is a full IRI, at whose end ids can be put.
///
/// # Errors
/// [`ValueError::Iri`] and [`ValueError::Base`].
pub(crate) fn check_base(base: &str) -> Result<(), ValueError> {
    Iri::new(base)?;
    if base.ends_with(char::is_alphanumeric) {
        return Err(ValueError::Base { base: base.into() });
    }
    Ok(())
}

/// What tells a graph from the others of the process: a blank node's label means something in its own only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct GraphId(u64);

impl GraphId {
    fn next() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// The settings of one moment; a transaction that fails gives them back unchanged. Every view has them, so a clone
/// shares what can be long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Settings {
    pub(crate) graph: GraphId,
    /// Where minted and local ids live; fixed by the first commit.
    base: Option<String>,
    /// The bases of the documents that were read, in order, beside the graph's own.
    bases: Arc<Vec<String>>,
    /// Prefixes beside the schema's.
    prefixes: Arc<BTreeMap<String, String>>,
    pub(crate) languages: Arc<[String]>,
    /// The number that the next blank node is labelled with.
    pub(crate) next_blank: u64,
}

impl Settings {
    pub(crate) fn new(base: Option<String>, languages: Vec<String>) -> Self {
        Self {
            graph: GraphId::next(),
            base,
            bases: Arc::default(),
            prefixes: Arc::default(),
            languages: languages.into(),
            next_blank: 0,
        }
    }

    pub(crate) fn base(&self) -> &str {
        self.base.as_deref().unwrap_or(DEFAULT_BASE)
    }

    /// Fixes the base, unless it is.
    pub(crate) fn fix_base(&mut self) {
        self.base.get_or_insert_with(|| DEFAULT_BASE.into());
    }

    /// Takes note of a document's base: the first becomes the graph's, where that has none; `ex`
    /// stands for it where that is free.
    pub(crate) fn read_base(&mut self, base: &str) {
        if self.base.is_none() {
            self.base = Some(base.into());
        }
        if self.base() != base && !self.bases.iter().any(|b| b == base) {
            Arc::make_mut(&mut self.bases).push(base.into());
        }
        self.offer_prefix("ex", base);
    }

    /// The settings to read a document by: its base, where it has one, comes before the graph's.
    pub(crate) fn of_document(&self, base: Option<&str>) -> Self {
        let mut settings = self.clone();
        let Some(base) = base else {
            return settings;
        };
        settings.read_base(base);
        if settings.base() != base {
            let graphs = settings.base.replace(base.into());
            let bases = Arc::make_mut(&mut settings.bases);
            bases.retain(|other| other != base);
            bases.splice(0..0, graphs);
        }
        settings
    }

    /// The graph's base, then those of documents.
    pub(crate) fn all_bases(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.base()).chain(self.bases.iter().map(String::as_str))
    }

    pub(crate) fn prefix(&self, prefix: &str) -> Option<&str> {
        self.prefixes.get(prefix).map(String::as_str)
    }

    pub(crate) fn set_prefix(&mut self, prefix: &str, namespace: &str) {
        Arc::make_mut(&mut self.prefixes).insert(prefix.into(), namespace.into());
    }

    /// Binds a prefix that is free.
    pub(crate) fn offer_prefix(&mut self, prefix: &str, namespace: &str) {
        if !self.prefixes.contains_key(prefix) {
            self.set_prefix(prefix, namespace);
        }
    }

    pub(crate) fn remove_prefix(&mut self, prefix: &str) -> bool {
        self.prefixes.contains_key(prefix)
            && Arc::make_mut(&mut self.prefixes).remove(prefix).is_some()
    }

    pub(crate) fn prefixes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.prefixes.iter().map(|(p, n)| (p.as_str(), n.as_str()))
    }

    /// The label of a new blank node.
    #[cfg(feature = "sparql")]
    pub(crate) fn next_blank_label(&mut self) -> String {
        self.next_blank += 1;
        format!("b{}", self.next_blank)
    }
}

//! The parts that IRIs begin with, said once.

use rustc_hash::FxHashMap;

/// The number of the namespace that blank nodes count as.
pub(crate) const BLANK: u16 = 0;
/// The number of the empty namespace, for IRIs that are kept whole.
pub(crate) const WHOLE: u16 = 1;

/// Namespaces and their numbers. When the table is full, IRIs of further namespaces are kept whole.
#[derive(Clone)]
pub(super) struct Namespaces {
    list: Vec<Box<str>>,
    numbers: FxHashMap<Box<str>, u16>,
}

impl Default for Namespaces {
    fn default() -> Self {
        Self {
            list: vec!["_:".into(), "".into()],
            numbers: FxHashMap::default(),
        }
    }
}

/// Cuts an IRI behind its last `/`, `#`, `=` or `:`.
fn cut(iri: &str) -> (&str, &str) {
    let at = iri
        .bytes()
        .rposition(|b| matches!(b, b'/' | b'#' | b'=' | b':'))
        .map_or(0, |i| i + 1);
    iri.split_at(at)
}

impl Namespaces {
    /// The namespace's number and the rest, as an IRI that is known is stored.
    pub(super) fn find<'a>(&self, iri: &'a str) -> (u16, &'a str) {
        let (namespace, local) = cut(iri);
        match self.numbers.get(namespace) {
            Some(&number) => (number, local),
            None => (WHOLE, iri),
        }
    }

    /// As [`find`](Self::find), but makes room for a new namespace where there is any.
    pub(super) fn split<'a>(&mut self, iri: &'a str) -> (u16, &'a str) {
        let (namespace, local) = cut(iri);
        self.number(namespace)
            .map_or((WHOLE, iri), |number| (number, local))
    }

    /// The number of a namespace, which may be new; `None` where the table is full.
    pub(super) fn number(&mut self, namespace: &str) -> Option<u16> {
        if let Some(&number) = self.numbers.get(namespace) {
            return Some(number);
        }
        let number = u16::try_from(self.list.len()).ok()?;
        self.list.push(namespace.into());
        self.numbers.insert(namespace.into(), number);
        Some(number)
    }

    /// The text of a namespace.
    pub(super) fn text(&self, number: u16) -> &str {
        &self.list[number as usize]
    }

    pub(super) fn bytes(&self) -> usize {
        self.list.iter().map(|n| 2 * n.len() + 40).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_iri_comes_back_whole_when_the_table_is_full() {
        let mut namespaces = Namespaces::default();
        for n in 0..70_000 {
            let iri = format!("http://example.org/{n}/about");
            let (number, local) = namespaces.split(&iri);
            assert_eq!(format!("{}{local}", namespaces.text(number)), iri);
            assert_eq!(namespaces.find(&iri), (number, local));
        }
        assert_eq!(namespaces.find("http://example.org/69999/about").0, WHOLE);
    }
}

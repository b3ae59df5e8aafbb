//! Names in XML: of predicates, which need a prefix and an `NCName`, and of blank nodes, which need an
//! `NCName` alone. See [Namespaces in XML](https://www.w3.org/TR/xml-names/#NT-NCName).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::failure::cannot;
use crate::SchemaError;
use crate::io::Format;
use crate::model::vocab::rdf;

/// What of RDF's own words is no property in XML.
const RESERVED: &[&str] = &[
    "RDF",
    "ID",
    "about",
    "parseType",
    "resource",
    "nodeID",
    "datatype",
    "Description",
    "li",
    "aboutEach",
    "aboutEachPrefix",
    "bagID",
];

/// The prefixes of a document.
pub(super) struct XmlNames {
    /// Those that may be used.
    known: Vec<(String, String)>,
    /// Those that are, by prefix.
    declared: BTreeMap<String, String>,
}

impl XmlNames {
    /// From the prefixes that a graph knows.
    pub(super) fn new(known: Vec<(String, String)>) -> Self {
        let fits = |(prefix, _): &(String, String)| {
            is_name(prefix) && !prefix.to_lowercase().starts_with("xml") && prefix != "rdf"
        };
        let rdf = ("rdf".to_owned(), rdf::NAMESPACE.to_owned());
        Self {
            known: known
                .into_iter()
                .filter(fits)
                .chain([rdf.clone()])
                .collect(),
            declared: BTreeMap::from([rdf]),
        }
    }

    /// The prefixes that names were made with, and their namespaces.
    pub(super) fn declared(&self) -> impl Iterator<Item = (&str, &str)> {
        self.declared.iter().map(|(p, n)| (p.as_str(), n.as_str()))
    }

    /// The name of a predicate: `rb:hosts`.
    ///
    /// # Errors
    /// [`SchemaError::Argument`] for `format` where it has none.
    pub(super) fn name(&mut self, iri: &str) -> Result<String, SchemaError> {
        let other = |format| format != Format::RdfXml;
        let word = iri.strip_prefix(rdf::NAMESPACE).unwrap_or_default();
        if RESERVED.contains(&word) {
            let reason =
                format!("XML has another use for <{iri}>, which is a relation of the graph");
            return Err(cannot(Format::RdfXml, &reason, other));
        }
        // A namespace that has a prefix, or what is before the longest name at the end.
        for (prefix, namespace) in &self.known {
            if let Some(local) = iri.strip_prefix(namespace.as_str())
                && is_name(local)
            {
                self.declared.insert(prefix.clone(), namespace.clone());
                return Ok(format!("{prefix}:{local}"));
            }
        }
        let Some(local) = longest_name(iri) else {
            let reason = format!(
                "<{iri}>, a relation of the graph, does not end in anything that XML takes as a name"
            );
            return Err(cannot(Format::RdfXml, &reason, other));
        };
        let namespace = &iri[..iri.len() - local.len()];
        let mut number = 1;
        let taken = |name: &String| self.known.iter().any(|(prefix, _)| prefix == name);
        let mut prefix = format!("ns{number}");
        while taken(&prefix) {
            number += 1;
            prefix = format!("ns{number}");
        }
        let name = format!("{prefix}:{local}");
        self.known.push((prefix.clone(), namespace.to_owned()));
        self.declared.insert(prefix, namespace.to_owned());
        Ok(name)
    }
}

/// A label as XML takes it: one that is no name, or looks like what this makes of one, in hexadecimal.
pub(super) fn node_id(label: &str) -> String {
    const CODED: &str = "coded-";
    if is_name(label) && !label.starts_with(CODED) {
        return label.into();
    }
    let mut name = String::from(CODED);
    for byte in label.bytes() {
        let _ = write!(name, "{byte:02x}");
    }
    name
}

/// The first character of an `NCName`.
fn begins_name(c: char) -> bool {
    matches!(c,
        'A'..='Z' | '_' | 'a'..='z'
        | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
        | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}'
        | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}'
        | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}

fn is_in_name(c: char) -> bool {
    begins_name(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

/// Whether a text is an `NCName`.
fn is_name(text: &str) -> bool {
    text.starts_with(begins_name) && text.chars().all(is_in_name)
}

/// The longest `NCName` that an IRI ends in.
fn longest_name(iri: &str) -> Option<&str> {
    let from = iri
        .char_indices()
        .rev()
        .find(|(_, c)| !is_in_name(*c))
        .map_or(0, |(at, c)| at + c.len_utf8());
    let start = iri[from..].find(begins_name)?;
    Some(&iri[from + start..])
}

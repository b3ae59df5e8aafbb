//! [RDF/XML](https://www.w3.org/TR/rdf12-xml/): an element for each subject and, inside, one for each
//! statement about it.

use std::fmt::Write as _;
use std::io::Write;

use rustc_hash::{FxHashMap, FxHashSet};

use super::failure::{Failure, cannot};
use super::plan::Plan;
use super::subjects::{Subjects, grouped};
use crate::SchemaError;
use crate::dictionary::{Dictionary, Part, Tag};
use crate::io::Format;
use crate::model::id::{self, NONE};
use crate::model::vocab::rdf;

/// So many bytes are written at once.
const FULL: usize = 1 << 16;
/// The namespace of base directions.
const ITS: &str = "http://www.w3.org/2005/11/its";
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

/// Writes a plan of the default graph. Memory is that of what is said of one subject, and the
/// distinct predicates.
pub(super) fn write_rdf_xml(plan: &Plan<'_>, out: impl Write) -> Result<(), Failure> {
    let mut xml = Xml::new(plan, out)?;
    xml.head();
    let subjects = Subjects::new(plan);
    subjects.each(NONE, |subject, pairs| xml.subject(subject, pairs))?;
    for (_, triples) in plan.schema() {
        grouped(triples, |subject, pairs| xml.subject(subject, pairs))?;
    }
    xml.text.push_str("</rdf:RDF>\n");
    xml.out.write_all(xml.text.as_bytes())?;
    xml.out.flush()?;
    Ok(())
}

struct Xml<'a, W> {
    dictionary: &'a Dictionary,
    out: W,
    text: String,
    /// Prefixes and namespaces.
    prefixes: Vec<(String, String)>,
    predicates: FxHashMap<u32, String>,
}

impl<'a, W: Write> Xml<'a, W> {
    /// Finds a name for each predicate before anything is written.
    fn new(plan: &'a Plan<'_>, out: W) -> Result<Self, SchemaError> {
        let mut this = Self {
            dictionary: &plan.snapshot.dictionary,
            out,
            text: String::new(),
            prefixes: vec![("rdf".into(), rdf::NAMESPACE.into())],
            predicates: FxHashMap::default(),
        };
        let mut predicates: FxHashSet<u32> = FxHashSet::default();
        let quads = plan.quads().chain(
            plan.schema()
                .flat_map(|(_, triples)| triples.map(|[s, p, o]| [s, p, o, NONE])),
        );
        for [_, p, mut o, _] in quads {
            predicates.insert(p);
            while id::is_triple(o) {
                let [_, inner, object] = this.dictionary.triple(o);
                predicates.insert(inner);
                o = object;
            }
        }
        let mut predicates: Vec<u32> = predicates.into_iter().collect();
        predicates.sort_unstable();
        let known = plan.view.prefixes();
        for predicate in predicates {
            let name = this.predicate_name(predicate, &known)?;
            this.predicates.insert(predicate, name);
        }
        Ok(this)
    }

    /// `rb:hosts`, with a prefix that is declared.
    fn predicate_name(
        &mut self,
        predicate: u32,
        known: &[(String, String)],
    ) -> Result<String, SchemaError> {
        let iri = match self.dictionary.term(predicate) {
            crate::Term::Iri(iri) => iri,
            _ => return Ok(String::new()),
        };
        let iri = iri.as_str();
        let word = iri.strip_prefix(rdf::NAMESPACE).unwrap_or_default();
        if RESERVED.contains(&word) {
            let reason =
                format!("XML has another use for <{iri}>, which is a relation of the graph");
            return Err(cannot(Format::RdfXml, &reason, |format| {
                format != Format::RdfXml
            }));
        }
        // A namespace that has a prefix, or what is before the longest name at the end.
        let declared = self.prefixes.iter().chain(known);
        let named = declared
            .filter(|(prefix, _)| is_name(prefix) && !prefix.to_lowercase().starts_with("xml"))
            .find_map(|(prefix, namespace)| {
                let local = iri.strip_prefix(namespace.as_str())?;
                is_name(local).then(|| (prefix.clone(), namespace.clone(), local))
            });
        let (prefix, namespace, local) = match named {
            Some(named) => named,
            None => {
                let Some(local) = longest_name(iri) else {
                    let reason = format!(
                        "<{iri}>, a relation of the graph, does not end in anything that XML takes as a name"
                    );
                    return Err(cannot(Format::RdfXml, &reason, |format| {
                        format != Format::RdfXml
                    }));
                };
                let namespace = &iri[..iri.len() - local.len()];
                let there = self.prefixes.iter().find(|(_, n)| n == namespace);
                let prefix = there.map(|(prefix, _)| prefix.clone()).unwrap_or_else(|| {
                    let taken = |name: &String| {
                        let mut all = known.iter().chain(&self.prefixes);
                        all.any(|(prefix, _)| prefix == name)
                    };
                    let names = (1..).map(|n| format!("ns{n}"));
                    names
                        .into_iter()
                        .find(|name| !taken(name))
                        .unwrap_or_default()
                });
                (prefix, namespace.to_owned(), local)
            }
        };
        let name = format!("{prefix}:{local}");
        if !self.prefixes.iter().any(|(known, _)| *known == prefix) {
            self.prefixes.push((prefix, namespace));
        }
        Ok(name)
    }

    fn head(&mut self) {
        self.text
            .push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF");
        self.prefixes.sort();
        for (prefix, namespace) in &self.prefixes {
            let _ = write!(self.text, "\n    xmlns:{prefix}=\"");
            push_escaped(&mut self.text, namespace);
            self.text.push('"');
        }
        self.text.push_str(">\n");
    }

    fn subject(&mut self, subject: u32, pairs: &[(u32, u32)]) -> Result<(), Failure> {
        self.text.push_str("  <rdf:Description ");
        self.push_name("about", subject);
        self.text.push_str(">\n");
        for &(predicate, object) in pairs {
            self.text.push_str("    ");
            self.property(predicate, object)?;
            self.text.push('\n');
        }
        self.text.push_str("  </rdf:Description>\n");
        if self.text.len() >= FULL {
            self.out.write_all(self.text.as_bytes())?;
            self.text.clear();
        }
        Ok(())
    }

    fn property(&mut self, predicate: u32, object: u32) -> Result<(), Failure> {
        let name = self.predicates.get(&predicate).cloned().unwrap_or_default();
        self.text.push('<');
        self.text.push_str(&name);
        if id::is_resource(object) {
            self.text.push(' ');
            self.push_name("resource", object);
            self.text.push_str("/>");
            return Ok(());
        }
        if id::is_triple(object) {
            let [s, p, o] = self.dictionary.triple(object);
            self.text
                .push_str(" rdf:version=\"1.2\" rdf:parseType=\"Triple\"><rdf:Description ");
            self.push_name("about", s);
            self.text.push('>');
            self.property(p, o)?;
            self.text.push_str("</rdf:Description>");
        } else {
            self.literal(object)?;
        }
        self.text.push_str("</");
        self.text.push_str(&name);
        self.text.push('>');
        Ok(())
    }

    /// The attributes and the content of an element.
    fn literal(&mut self, literal: u32) -> Result<(), Failure> {
        let text = &mut self.text;
        let wrong = self.dictionary.with(literal, |part| {
            let Part::Literal(lexical, tag) = part else {
                return None;
            };
            match tag {
                Tag::String => {}
                Tag::Typed(datatype) => {
                    text.push_str(" rdf:datatype=\"");
                    push_escaped(text, datatype);
                    text.push('"');
                }
                Tag::Lang(language) | Tag::DirLang(language, _) => {
                    let _ = write!(text, " xml:lang=\"{language}\"");
                }
            }
            if let Tag::DirLang(_, direction) = tag {
                let _ = write!(
                    text,
                    " rdf:version=\"1.2\" xmlns:its=\"{ITS}\" its:version=\"2.0\" its:dir=\"{}\"",
                    direction.as_str()
                );
            }
            text.push('>');
            push_escaped(text, lexical);
            lexical.chars().find(|c| !is_xml(*c))
        });
        let Some(wrong) = wrong else {
            return Ok(());
        };
        let reason = format!(
            "XML has no character U+{:04X}, and the graph has {}",
            u32::from(wrong),
            self.dictionary.term(literal).to_string().escape_debug()
        );
        let error = cannot(Format::RdfXml, &reason, |format| format != Format::RdfXml);
        Err(error.into())
    }

    /// An attribute that names a resource: `rdf:about` or `rdf:resource`, or `rdf:nodeID`.
    fn push_name(&mut self, attribute: &str, resource: u32) {
        let text = &mut self.text;
        self.dictionary.with(resource, |part| match part {
            Part::Iri(namespace, local) => {
                let _ = write!(text, "rdf:{attribute}=\"");
                push_escaped(text, namespace);
                push_escaped(text, local);
                text.push('"');
            }
            Part::Blank(label) => {
                let _ = write!(text, "rdf:nodeID=\"{}\"", node_id(label));
            }
            Part::Literal(..) | Part::Triple(_) => {}
        });
    }
}

/// A label as XML takes it: one that is no name, or looks like what this makes of one, in hexadecimal.
fn node_id(label: &str) -> String {
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

/// Text or the value of an attribute. A carriage return that is not escaped is read as a line feed.
fn push_escaped(out: &mut String, mut text: &str) {
    while let Some(at) = text.find(['&', '<', '>', '"', '\r']) {
        out.push_str(&text[..at]);
        out.push_str(match text.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#xD;",
        });
        text = &text[at + 1..];
    }
    out.push_str(text);
}

/// Whether XML 1.0 has a character at all.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
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

//! [RDF/XML](https://www.w3.org/TR/rdf12-xml/): an element for each subject and, inside, one for each
//! statement about it.

use std::fmt::Write as _;
use std::io::Write;

use rustc_hash::{FxHashMap, FxHashSet};

use super::failure::{Failure, cannot};
use super::plan::Plan;
use super::subjects::{Subjects, grouped};
use super::xml_names::{XmlNames, node_id};
use crate::SchemaError;
use crate::dictionary::{Dictionary, Part, Tag};
use crate::io::Format;
use crate::model::id::{self, NONE};

/// So many bytes are written at once.
const FULL: usize = 1 << 16;
/// The namespace of base directions.
const ITS: &str = "http://www.w3.org/2005/11/its";

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
    names: XmlNames,
    predicates: FxHashMap<u32, String>,
}

impl<'a, W: Write> Xml<'a, W> {
    /// Finds a name for each predicate before anything is written.
    fn new(plan: &'a Plan<'_>, out: W) -> Result<Self, SchemaError> {
        let mut this = Self {
            dictionary: &plan.snapshot.dictionary,
            out,
            text: String::new(),
            names: XmlNames::new(plan.view.prefixes()),
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
        for predicate in predicates {
            let iri = plan.view.lens().iri(predicate);
            this.predicates.insert(predicate, this.names.name(&iri)?);
        }
        Ok(this)
    }

    fn head(&mut self) {
        self.text
            .push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF");
        for (prefix, namespace) in self.names.declared() {
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

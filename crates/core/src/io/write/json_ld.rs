//! [JSON-LD 1.1](https://www.w3.org/TR/json-ld11/) in expanded form: a line for each subject, all
//! IRIs in full, no context that could make something else of them.

use std::fmt::Write as _;
use std::io::Write;

use super::failure::Failure;
use super::plan::Plan;
use super::subjects::{Subjects, grouped};
use crate::dictionary::{Dictionary, Part, Tag};
use crate::model::id::{self, NONE, known};

/// So many bytes are written at once.
const FULL: usize = 1 << 16;

/// Writes a plan without triple terms. Memory is that of what is said of one subject.
pub(super) fn write_json_ld(plan: &Plan<'_>, out: impl Write) -> Result<(), Failure> {
    let mut json = Json {
        dictionary: &plan.snapshot.dictionary,
        out,
        text: String::from("["),
        is_first: true,
    };
    let subjects = Subjects::new(plan);
    for graph in plan.graphs() {
        json.open(graph);
        subjects.each(graph, |subject, pairs| json.subject(subject, pairs))?;
        json.close(graph);
    }
    for (graph, triples) in plan.schema() {
        json.open(graph);
        grouped(triples, |subject, pairs| json.subject(subject, pairs))?;
        json.close(graph);
    }
    json.text.push_str("\n]\n");
    json.out.write_all(json.text.as_bytes())?;
    json.out.flush()?;
    Ok(())
}

struct Json<'a, W> {
    dictionary: &'a Dictionary,
    out: W,
    text: String,
    is_first: bool,
}

impl<W: Write> Json<'_, W> {
    fn open(&mut self, graph: u32) {
        if graph != NONE {
            self.next();
            self.text.push_str("{\"@id\":");
            self.name(graph);
            self.text.push_str(",\"@graph\":[");
            self.is_first = true;
        }
    }

    fn close(&mut self, graph: u32) {
        if graph != NONE {
            self.text.push_str("\n]}");
            self.is_first = false;
        }
    }

    fn next(&mut self) {
        let first = std::mem::take(&mut self.is_first);
        self.text.push_str(if first { "\n" } else { ",\n" });
    }

    fn subject(&mut self, subject: u32, pairs: &[(u32, u32)]) -> Result<(), Failure> {
        self.next();
        self.text.push_str("{\"@id\":");
        self.name(subject);
        for group in pairs.chunk_by(|a, b| a.0 == b.0) {
            let predicate = group[0].0;
            let types = predicate == known::TYPE && group.iter().all(|&(_, o)| id::is_resource(o));
            self.text.push(',');
            if types {
                self.text.push_str("\"@type\"");
            } else {
                self.name(predicate);
            }
            self.text.push_str(":[");
            for (at, &(_, object)) in group.iter().enumerate() {
                self.text.push_str(if at > 0 { "," } else { "" });
                if types {
                    self.name(object);
                } else {
                    self.object(object);
                }
            }
            self.text.push(']');
        }
        self.text.push('}');
        if self.text.len() >= FULL {
            self.out.write_all(self.text.as_bytes())?;
            self.text.clear();
        }
        Ok(())
    }

    fn object(&mut self, object: u32) {
        if id::is_resource(object) {
            self.text.push_str("{\"@id\":");
            self.name(object);
        } else {
            let text = &mut self.text;
            self.dictionary.with(object, |part| {
                let Part::Literal(lexical, tag) = part else {
                    return;
                };
                text.push_str("{\"@value\":");
                push_string(text, &[lexical]);
                match tag {
                    Tag::String => {}
                    Tag::Typed(datatype) => {
                        text.push_str(",\"@type\":");
                        push_string(text, &[datatype]);
                    }
                    Tag::Lang(language) | Tag::DirLang(language, _) => {
                        text.push_str(",\"@language\":");
                        push_string(text, &[language]);
                    }
                }
                if let Tag::DirLang(_, direction) = tag {
                    text.push_str(",\"@direction\":");
                    push_string(text, &[direction.as_str()]);
                }
            });
        }
        self.text.push('}');
    }

    /// An IRI or a blank node as a string.
    fn name(&mut self, resource: u32) {
        let text = &mut self.text;
        self.dictionary.with(resource, |part| match part {
            Part::Iri(namespace, local) => push_string(text, &[namespace, local]),
            Part::Blank(label) => push_string(text, &["_:", label]),
            Part::Literal(..) | Part::Triple(_) => {}
        });
    }
}

/// A JSON string of some parts.
fn push_string(out: &mut String, parts: &[&str]) {
    out.push('"');
    for mut part in parts.iter().copied() {
        while let Some(at) = part
            .bytes()
            .position(|b| b < 0x20 || matches!(b, b'"' | b'\\' | 0x7f))
        {
            out.push_str(&part[..at]);
            match part.as_bytes()[at] {
                b'\n' => out.push_str("\\n"),
                b'\r' => out.push_str("\\r"),
                b'\t' => out.push_str("\\t"),
                byte @ (b'"' | b'\\') => {
                    out.push('\\');
                    out.push(byte.into());
                }
                // Writing to a string does not fail.
                byte => drop(write!(out, "\\u{byte:04x}")),
            }
            part = &part[at + 1..];
        }
        out.push_str(part);
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    #[test]
    fn strings_are_read_back_as_they_were() {
        let text: String = (0..0x500)
            .filter_map(char::from_u32)
            .chain(['\u{1f600}'])
            .collect();
        let mut json = String::new();
        super::push_string(&mut json, &[&text, "x"]);
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text + "x");
    }
}

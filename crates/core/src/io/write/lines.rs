//! [N-Triples](https://www.w3.org/TR/rdf12-n-triples/) and
//! [N-Quads](https://www.w3.org/TR/rdf12-n-quads/): a line for each quad, straight from the columns.

use std::io::Write;

use rustc_hash::FxHashMap;

use super::escape::{push_iri, push_text};
use super::plan::Plan;
use crate::dictionary::{Dictionary, Part, Tag};
use crate::index::Quad;
use crate::model::id::NONE;

/// So many bytes are written at once.
const FULL: usize = 1 << 16;

/// Writes all quads of a plan; with `graphs` the graph of each behind it, and the schema's triples in
/// theirs.
///
/// Memory is that of one buffer and the distinct predicates.
pub(super) fn write_lines(
    plan: &Plan<'_>,
    out: impl Write,
    graphs: bool,
) -> Result<(), super::failure::Failure> {
    let mut lines = Lines {
        dictionary: &plan.snapshot.dictionary,
        out,
        text: String::with_capacity(FULL + (FULL >> 1)),
        subject: (NONE, String::new()),
        predicates: FxHashMap::default(),
    };
    for quad in plan.quads() {
        lines.write(quad)?;
    }
    for (graph, triples) in plan.schema() {
        let graph = if graphs { graph } else { NONE };
        for [s, p, o] in triples {
            lines.write([s, p, o, graph])?;
        }
    }
    lines.out.write_all(lines.text.as_bytes())?;
    lines.out.flush()?;
    Ok(())
}

struct Lines<'a, W> {
    dictionary: &'a Dictionary,
    out: W,
    text: String,
    /// The subject of the last line, and its text.
    subject: (u32, String),
    predicates: FxHashMap<u32, String>,
}

impl<W: Write> Lines<'_, W> {
    fn write(&mut self, [s, p, o, g]: Quad) -> std::io::Result<()> {
        if self.subject.0 != s {
            self.subject.0 = s;
            self.subject.1.clear();
            push_term(self.dictionary, s, &mut self.subject.1);
        }
        let text = &mut self.text;
        text.push_str(&self.subject.1);
        text.push(' ');
        text.push_str(self.predicates.entry(p).or_insert_with(|| {
            let mut predicate = String::new();
            push_term(self.dictionary, p, &mut predicate);
            predicate
        }));
        text.push(' ');
        push_term(self.dictionary, o, text);
        if g != NONE {
            text.push(' ');
            push_term(self.dictionary, g, text);
        }
        text.push_str(" .\n");
        if text.len() >= FULL {
            self.out.write_all(text.as_bytes())?;
            text.clear();
        }
        Ok(())
    }
}

/// A term as canonical N-Triples has it.
fn push_term(dictionary: &Dictionary, id: u32, out: &mut String) {
    let triple = dictionary.with(id, |part| {
        match part {
            Part::Iri(namespace, local) => push_iri(out, namespace, local),
            Part::Blank(label) => {
                out.push_str("_:");
                out.push_str(label);
            }
            Part::Literal(lexical, tag) => {
                out.push('"');
                push_text(out, lexical);
                out.push('"');
                match tag {
                    Tag::String => {}
                    Tag::Typed(datatype) => {
                        out.push_str("^^");
                        push_iri(out, datatype, "");
                    }
                    Tag::Lang(_) | Tag::DirLang(..) => push_language(out, tag),
                }
            }
            Part::Triple(triple) => return Some(triple),
        }
        None
    });
    // The dictionary is let go of before it is asked again.
    if let Some([s, p, o]) = triple {
        out.push_str("<<( ");
        push_term(dictionary, s, out);
        out.push(' ');
        push_term(dictionary, p, out);
        out.push(' ');
        push_term(dictionary, o, out);
        out.push_str(" )>>");
    }
}

/// The language of a literal, with its base direction: `@ar`, `@ar--rtl`.
pub(super) fn push_language(out: &mut String, tag: &Tag) {
    let (Tag::Lang(language) | Tag::DirLang(language, _)) = tag else {
        return;
    };
    out.push('@');
    out.push_str(language);
    if let Tag::DirLang(_, direction) = tag {
        out.push_str("--");
        out.push_str(direction.as_str());
    }
}

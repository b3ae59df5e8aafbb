//! [N-Triples](https://www.w3.org/TR/rdf12-n-triples/) and
//! [N-Quads](https://www.w3.org/TR/rdf12-n-quads/): a line for each quad, straight from the columns.

use std::io::Write;

use rustc_hash::FxHashMap;

use super::escape::{push_iri, push_part, push_text};
use super::plan::Plan;
use crate::dictionary::{BLANK, Dictionary, Part, Tag};
use crate::index::Quad;
use crate::model::id::{self, NONE};

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
        terms: Terms {
            dictionary: &plan.snapshot.dictionary,
            namespaces: Vec::new(),
        },
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
    terms: Terms<'a>,
    out: W,
    text: String,
    /// The subject of the last line, and its text.
    subject: (u32, String),
    predicates: FxHashMap<u32, String>,
}

impl<W: Write> Lines<'_, W> {
    fn write(&mut self, [s, p, o, g]: Quad) -> std::io::Result<()> {
        let terms = &mut self.terms;
        if self.subject.0 != s {
            self.subject.0 = s;
            self.subject.1.clear();
            terms.push(s, &mut self.subject.1);
            self.subject.1.push(' ');
        }
        let text = &mut self.text;
        text.push_str(&self.subject.1);
        text.push_str(self.predicates.entry(p).or_insert_with(|| {
            let mut predicate = String::new();
            terms.push(p, &mut predicate);
            predicate.push(' ');
            predicate
        }));
        terms.push(o, text);
        if g != NONE {
            text.push(' ');
            terms.push(g, text);
        }
        text.push_str(" .\n");
        if text.len() >= FULL {
            self.out.write_all(text.as_bytes())?;
            text.clear();
        }
        Ok(())
    }
}

/// Terms as canonical N-Triples has them.
struct Terms<'a> {
    dictionary: &'a Dictionary,
    /// The beginnings of IRIs, by the number of their namespace.
    namespaces: Vec<Option<Box<str>>>,
}

impl Terms<'_> {
    fn push(&mut self, term: u32, out: &mut String) {
        if id::is_resource(term) {
            let namespaces = &mut self.namespaces;
            self.dictionary
                .with_resource(term, |number, namespace, local| {
                    if number == BLANK {
                        out.push_str("_:");
                        out.push_str(local);
                        return;
                    }
                    out.push_str(beginning(namespaces, number, namespace));
                    push_part(out, local);
                    out.push('>');
                });
        } else if id::is_triple(term) {
            let [s, p, o] = self.dictionary.triple(term);
            out.push_str("<<( ");
            self.push(s, out);
            out.push(' ');
            self.push(p, out);
            out.push(' ');
            self.push(o, out);
            out.push_str(" )>>");
        } else {
            self.dictionary.with(term, |part| {
                if let Part::Literal(lexical, tag) = part {
                    push_literal(lexical, tag, out);
                }
            });
        }
    }
}

/// `<http://example.org/`
fn beginning<'a>(known: &'a mut Vec<Option<Box<str>>>, number: u16, namespace: &str) -> &'a str {
    let number = usize::from(number);
    if known.len() <= number {
        known.resize_with(number + 1, || None);
    }
    known[number].get_or_insert_with(|| {
        let mut beginning = String::from("<");
        push_part(&mut beginning, namespace);
        beginning.into()
    })
}

fn push_literal(lexical: &str, tag: &Tag, out: &mut String) {
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

//! Terms as Turtle and TriG have them.

use rustc_hash::FxHashMap;

use super::escape::push_quoted;
use super::lines::push_language;
use super::names::Names;
use crate::dictionary::{BLANK, Dictionary, Part, Tag, WHOLE};
use crate::model::id::{self, known};
use crate::model::vocab::xsd;

/// Writes terms with the names of one document.
pub(super) struct Terms<'a> {
    dictionary: &'a Dictionary,
    pub(super) names: Names,
    predicates: FxHashMap<u32, String>,
    /// `^^xsd:date`, by the number of the tag.
    datatypes: FxHashMap<u32, String>,
}

impl<'a> Terms<'a> {
    pub(super) fn new(dictionary: &'a Dictionary, names: Names) -> Self {
        Self {
            dictionary,
            names,
            predicates: FxHashMap::default(),
            datatypes: FxHashMap::default(),
        }
    }

    /// A term in any position but that of the predicate.
    pub(super) fn push(&mut self, term: u32, out: &mut String) {
        if id::is_triple(term) {
            out.push_str("<<( ");
            self.push_triple(self.dictionary.triple(term), out);
            out.push_str(" )>>");
        } else if id::is_literal(term) {
            self.push_literal(term, true, out);
        } else {
            let names = &mut self.names;
            self.dictionary
                .with_resource(term, |number, namespace, local| {
                    if number == BLANK {
                        out.push_str("_:");
                        out.push_str(local);
                    } else {
                        names.push(number, namespace, local, out);
                    }
                });
        }
    }

    /// Three terms with spaces between them.
    pub(super) fn push_triple(&mut self, [s, p, o]: [u32; 3], out: &mut String) {
        self.push(s, out);
        out.push(' ');
        self.push_predicate(p, out);
        out.push(' ');
        if id::is_literal(o) {
            // Not every parser takes a string of several lines here.
            self.push_literal(o, false, out);
        } else {
            self.push(o, out);
        }
    }

    pub(super) fn push_predicate(&mut self, predicate: u32, out: &mut String) {
        if predicate == known::TYPE {
            out.push('a');
            return;
        }
        if let Some(text) = self.predicates.get(&predicate) {
            out.push_str(text);
            return;
        }
        let start = out.len();
        self.push(predicate, out);
        self.predicates.insert(predicate, out[start..].to_owned());
    }

    fn push_literal(&mut self, literal: u32, may_be_long: bool, out: &mut String) {
        let number = self.dictionary.tag_of(literal);
        let names = &mut self.names;
        let datatypes = &mut self.datatypes;
        self.dictionary.with(literal, |part| match part {
            Part::Literal(lexical, Tag::String) => push_quoted(out, lexical, may_be_long),
            Part::Literal(lexical, Tag::Typed(datatype)) => {
                if is_short(lexical, datatype) {
                    out.push_str(lexical);
                    return;
                }
                push_quoted(out, lexical, may_be_long);
                out.push_str(datatypes.entry(number).or_insert_with(|| {
                    let mut name = String::from("^^");
                    names.push(WHOLE, "", datatype, &mut name);
                    name
                }));
            }
            Part::Literal(lexical, tag) => {
                push_quoted(out, lexical, may_be_long);
                push_language(out, tag);
            }
            Part::Iri(..) | Part::Blank(_) | Part::Triple(_) => {}
        });
    }
}

/// Whether a literal has a short form, byte for byte: a number or a boolean without quotes.
pub(super) fn is_short(lexical: &str, datatype: &str) -> bool {
    let Some(name) = datatype.strip_prefix(xsd::NAMESPACE) else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let unsigned = lexical.strip_prefix(['+', '-']).unwrap_or(lexical);
    let point = |text: &str| {
        text.split_once('.')
            .is_some_and(|(whole, part)| (whole.is_empty() || digits(whole)) && digits(part))
    };
    match name {
        "boolean" => matches!(lexical, "true" | "false"),
        "integer" => digits(unsigned),
        "decimal" => point(unsigned),
        "double" => unsigned
            .split_once(['e', 'E'])
            .is_some_and(|(number, exponent)| {
                let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
                let number =
                    digits(number) || point(number) || number.strip_suffix('.').is_some_and(digits);
                number && digits(exponent)
            }),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_are_those_of_the_grammar() {
        for (name, short, long) in [
            (
                "integer",
                &["0", "-007", "+1"][..],
                &["", "1.0", "١", "-"][..],
            ),
            ("decimal", &["0.10", ".5", "-1.0"], &["1", "1.", ".", "1e0"]),
            (
                "double",
                &["1e0", "1.E-7", ".5e+3", "-2.50E1"],
                &["1.0", "INF", "e1", ".e1", "1e"],
            ),
            ("boolean", &["true", "false"], &["1", "TRUE"]),
            ("int", &[], &["1"]),
        ] {
            let datatype = format!("{}{name}", xsd::NAMESPACE);
            for lexical in short {
                assert!(is_short(lexical, &datatype), "{lexical} {name}");
            }
            for lexical in long {
                assert!(!is_short(lexical, &datatype), "{lexical} {name}");
            }
        }
    }
}

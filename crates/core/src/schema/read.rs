//! Turtle to ontologies: triples with the line that each stands on.
//!
//! The parser tells positions of syntax errors only, so it is fed word by word: a triple comes out as
//! soon as its last word has gone in, and that word's line is known.

use std::sync::Arc;

use oxttl::TurtleParser;
use rustc_hash::FxHashMap;

use super::SchemaError;
use crate::model::vocab::{owl, rdf, xsd};
use crate::model::{BlankNode, Iri, Literal, Term, Triple};

/// One ontology: the built-in one, or an extension.
#[derive(Debug)]
pub struct Ontology {
    pub(super) iri: Iri,
    pub(super) name: Box<str>,
    pub(super) text: Arc<str>,
    pub(super) triples: Vec<Triple>,
    /// The line of each triple, from 1; empty for the built-in ontology.
    pub(super) lines: Vec<u32>,
    /// The prefixes that the file declares, by name.
    pub(super) prefixes: Vec<(Box<str>, Box<str>)>,
}

impl Ontology {
    /// The ontology IRI, which names the graph of its triples.
    #[must_use]
    pub fn iri(&self) -> &Iri {
        &self.iri
    }

    /// The path, or the name that the text was given.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The Turtle, as it was read.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The triples, in the file's order; blank nodes have labels that are unique in the schema.
    #[must_use]
    pub fn triples(&self) -> &[Triple] {
        &self.triples
    }

    /// The object of the one triple with this subject and predicate, if it is a literal.
    pub(super) fn literal(&self, subject: &Iri, predicate: &str) -> Option<&str> {
        self.triples
            .iter()
            .find_map(|triple| match (triple.subject(), triple.object()) {
                (Term::Iri(found), Term::Literal(value))
                    if found == subject && triple.predicate().as_str() == predicate =>
                {
                    Some(value.lexical())
                }
                _ => None,
            })
    }

    /// The line of a triple, by its index; 0 where lines are not known.
    pub(super) fn line(&self, index: usize) -> u32 {
        self.lines.get(index).copied().unwrap_or(0)
    }
}

/// Reads the built-in ontology, whose lines nobody asks for.
pub(super) fn builtin(text: &'static str, name: &str, iri: &str) -> Ontology {
    let mut parser = TurtleParser::new().for_slice(text);
    let triples = parser
        .by_ref()
        .map(|triple| triple.map(Triple::from))
        .collect::<Result<Vec<_>, _>>()
        .expect("a test parses every file that is compiled in");
    Ontology {
        iri: Iri::new_unchecked(iri),
        name: name.into(),
        text: text.into(),
        triples,
        lines: Vec::new(),
        prefixes: sorted(parser.prefixes()),
    }
}

/// Reads a user's Turtle, which says one ontology, or several one after the other, as
/// [`super::Schema::write_turtle`] writes them.
pub(super) fn extension(text: &str, name: &str) -> Result<Vec<Ontology>, SchemaError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let (said, prefixes) = statements(text, name)?;
    let mut starts = beginnings(&said);
    let Some((first, _)) = starts.first_mut() else {
        return Err(SchemaError::Ontology {
            path: name.into(),
            line: 1,
            column: None,
            term: "owl:Ontology".into(),
            reason: "no owl:Ontology in the file, so its triples have no graph to stand in; begin \
                     with \"<https://example.org/mine> a owl:Ontology .\" and an IRI of your own"
                .into(),
        });
    };
    *first = 0;
    let alone = starts.len() == 1;
    let ends: Vec<usize> = starts
        .iter()
        .skip(1)
        .map(|(at, _)| *at)
        .chain([said.len()])
        .collect();
    let mut said = said.into_iter();
    let mut taken = 0;
    Ok(starts
        .into_iter()
        .zip(ends)
        .map(|((_, iri), end)| {
            let mut labels = Labels::new(&iri);
            let (triples, lines): (Vec<_>, Vec<_>) = said
                .by_ref()
                .take(end - taken)
                .map(|(triple, line)| (labels.rename(triple), line))
                .unzip();
            taken = end;
            let own = if alone {
                text.into()
            } else {
                let prefixes: Vec<(&str, &str)> =
                    prefixes.iter().map(|(p, n)| (&**p, &**n)).collect();
                rewritten(&triples, &prefixes).into()
            };
            Ontology {
                iri,
                name: name.into(),
                text: own,
                triples,
                lines,
                prefixes: prefixes.clone(),
            }
        })
        .collect())
}

/// Where each ontology begins: at the first triple whose subject it is.
fn beginnings(said: &[(Triple, u32)]) -> Vec<(usize, Iri)> {
    let mut found: Vec<(usize, Iri)> = Vec::new();
    for (triple, _) in said {
        if let (Term::Iri(iri), rdf::TYPE, Term::Iri(object)) = (
            triple.subject(),
            triple.predicate().as_str(),
            triple.object(),
        ) && object.as_str() == owl::ONTOLOGY
            && !found.iter().any(|(_, known)| known == iri)
        {
            let is_it = |(triple, _): &(Triple, u32)| triple.subject() == &Term::Iri(iri.clone());
            found.push((said.iter().position(is_it).unwrap_or(0), iri.clone()));
        }
    }
    found.sort_by_key(|(at, _)| *at);
    found
}

/// Turtle for triples that have no text of their own.
pub(super) fn rewritten(triples: &[Triple], prefixes: &[(&str, &str)]) -> String {
    let mut writer = oxttl::TurtleSerializer::new();
    for (prefix, namespace) in prefixes {
        writer = writer
            .with_prefix(*prefix, *namespace)
            .expect("the parser has checked the namespaces");
    }
    let mut writer = writer.for_writer(Vec::new());
    for triple in triples {
        let triple = oxrdf::Triple::from(triple.clone());
        writer
            .serialize_triple(&triple)
            .expect("writing to memory does not fail");
    }
    let bytes = writer.finish().expect("writing to memory does not fail");
    String::from_utf8(bytes).expect("Turtle is UTF-8")
}

type Prefixes = Vec<(Box<str>, Box<str>)>;

fn statements(text: &str, name: &str) -> Result<(Vec<(Triple, u32)>, Prefixes), SchemaError> {
    // Errors come from a parser that sees the text whole, so that it can place them.
    let mut whole = TurtleParser::new().for_slice(text);
    if let Some(error) = whole.by_ref().find_map(Result::err) {
        return Err(syntax(&error, name));
    }
    let prefixes = sorted(whole.prefixes());

    let mut parser = TurtleParser::new().low_level();
    let mut said = Vec::new();
    let mut before = 1;
    for word in words(text) {
        parser.extend_from_slice(word.text.as_bytes());
        // A plain string comes out only when the word after it has shown that no language or
        // datatype follows.
        let mut late = word.text.starts_with([';', ',', '.', ']', ')']);
        while let Some(triple) = parser.parse_next() {
            let triple = triple.map_err(|error| syntax(&error, name))?;
            let plain = matches!(&triple.object, oxrdf::Term::Literal(value)
                if value.language().is_none() && value.datatype().as_str() == xsd::STRING);
            let line = if late && plain { before } else { word.line };
            late = false;
            said.push((triple.into(), line));
        }
        if !word.text.starts_with('#') {
            before = word.line;
        }
    }
    parser.end();
    while let Some(triple) = parser.parse_next() {
        said.push((triple.map_err(|error| syntax(&error, name))?.into(), before));
    }
    Ok((said, prefixes))
}

fn sorted<'a>(prefixes: impl Iterator<Item = (&'a str, &'a str)>) -> Prefixes {
    let mut prefixes: Prefixes = prefixes
        .map(|(name, iri)| (name.into(), iri.into()))
        .collect();
    prefixes.sort();
    prefixes
}

/// So many characters tell what is wrong with the syntax.
const LONGEST: usize = 200;

fn syntax(error: &oxttl::TurtleSyntaxError, name: &str) -> SchemaError {
    let at = error.location().start;
    // What stands there may go on for lines.
    let message = error.message().trim();
    let message = message.lines().next().unwrap_or_default();
    let mut reason: String = message.chars().take(LONGEST).collect();
    if reason.len() < message.len() {
        reason.push('…');
    }
    // "The prefix" becomes "the prefix", but "IRI" stays.
    let mut letters = reason.chars();
    if let (Some(first), Some(second)) = (letters.next(), letters.next())
        && first.is_ascii_uppercase()
        && !second.is_ascii_uppercase()
    {
        reason.replace_range(..1, &first.to_ascii_lowercase().to_string());
    }
    SchemaError::Ontology {
        path: name.into(),
        line: u32::try_from(at.line + 1).unwrap_or(u32::MAX),
        column: Some(u32::try_from(at.column + 1).unwrap_or(u32::MAX)),
        term: String::new(),
        reason: reason.trim_end_matches('.').replace('\'', "\""),
    }
}

/// Characters up to the next white space, and that white space; a comment is one word.
struct Word<'a> {
    text: &'a str,
    line: u32,
}

/// Cuts a text into words. Words inside a string are words too: the parser puts them together again.
fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut rest = text;
    let mut line = 1;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let ink = if rest.starts_with('#') {
            rest.find(['\n', '\r'])
        } else {
            rest.find(char::is_whitespace)
        }
        .unwrap_or(rest.len());
        let end = rest[ink..]
            .find(|c: char| !c.is_whitespace())
            .map_or(rest.len(), |gap| ink + gap);
        let word = Word {
            text: &rest[..end],
            line,
        };
        line += line_ends(&rest[ink..end]);
        rest = &rest[end..];
        Some(word)
    })
}

/// `\n`, `\r\n` and a lone `\r` each end a line, as the parser counts them.
fn line_ends(text: &str) -> u32 {
    let feeds =
        text.matches('\n').count() + text.matches('\r').count() - text.matches("\r\n").count();
    u32::try_from(feeds).unwrap_or(u32::MAX)
}

/// Labels of blank nodes that are the same on every reading and in no other ontology.
struct Labels {
    /// A number made of the ontology's IRI, by FNV-1a.
    number: u32,
    seen: FxHashMap<Box<str>, usize>,
}

impl Labels {
    fn new(ontology: &Iri) -> Self {
        let fold = |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        Self {
            number: ontology.as_str().bytes().fold(0x811C_9DC5, fold),
            seen: FxHashMap::default(),
        }
    }

    fn rename(&mut self, triple: Triple) -> Triple {
        let (subject, predicate, object) = triple.into_parts();
        let subject = self.term(subject);
        Triple::new(subject, predicate, self.term(object)).expect("a subject stays a subject")
    }

    fn term(&mut self, term: Term) -> Term {
        match term {
            Term::Blank(node) => {
                let next = self.seen.len();
                let index = *self.seen.entry(node.as_str().into()).or_insert(next);
                let label = format!("schema-{:08x}-{index}", self.number);
                BlankNode::new_unchecked(label).into()
            }
            Term::Triple(triple) => self.rename(*triple).into(),
            other @ (Term::Iri(_) | Term::Literal(_)) => other,
        }
    }
}

/// The literal as a whole number that is not negative.
pub(super) fn count(value: &Literal) -> Option<u32> {
    value.lexical().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(String, u32)> {
        let text = format!("@prefix : <http://e/> .\n{text}");
        let (said, _) = statements(&text, "x.ttl").expect("the text is Turtle");
        said.into_iter()
            .map(|(triple, line)| {
                let object = triple.object().to_string().replace("http://e/", "");
                (object, line)
            })
            .collect()
    }

    fn check(text: &str, expected: &[(&str, u32)]) {
        let found = lines(text);
        let found: Vec<(&str, u32)> = found.iter().map(|(o, line)| (o.as_str(), *line)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn each_triple_stands_on_the_line_of_its_object() {
        check(
            ":a :p :b ;\n  :q \"x\"@en ,\n    \"y\"@ar ;\n\n  :r 1 .\n:b :p :c .",
            &[
                ("<b>", 2),
                ("\"x\"@en", 3),
                ("\"y\"@ar", 4),
                ("\"1\"^^<http://www.w3.org/2001/XMLSchema#integer>", 6),
                ("<c>", 7),
            ],
        );
    }

    #[test]
    fn punctuation_at_the_head_of_a_line_does_not_move_the_triple_before() {
        check(
            ":a\n  :p \"x\"\n  ; :q \"y\" # a comment ; here\n  # and another\n  , \"z\"\n  ; :r :c\n  .",
            &[("\"x\"", 3), ("\"y\"", 4), ("\"z\"", 6), ("<c>", 7)],
        );
        check(
            ":a :p \"x\"\n  ,:b\n  ,:c .",
            &[("\"x\"", 2), ("<b>", 3), ("<c>", 4)],
        );
    }

    #[test]
    fn strings_iris_and_line_ends_of_any_kind_count_right() {
        check(
            ":a :p \"\"\"one\n# no comment ;\n. three\"\"\"@en ;\r\n :q <http://e/x#y> .\r:b :p \"# ; .\" .",
            &[
                ("\"one\\n# no comment ;\\n. three\"@en", 4),
                ("<x#y>", 5),
                ("\"# ; .\"", 6),
            ],
        );
    }

    #[test]
    fn lines_are_right_in_whole_files_however_they_are_set() {
        let ours = [
            include_str!("../../ontology/rawabit.ttl"),
            include_str!("../../ontology/rawabit-align.ttl"),
        ];
        for text in ours {
            // As it is; with the punctuation at the head of lines; with the line ends of Windows.
            let heads = text
                .replace(" ;\n    ", "\n    ; ")
                .replace(" ,\n", " # and\n\n ,")
                .replace(" .\n", "\n.\n");
            for text in [text.to_owned(), heads, text.replace('\n', "\r\n")] {
                let lines: Vec<&str> = text.lines().collect();
                let (said, _) = statements(&text, "x.ttl").expect("the text is Turtle");
                let whole = TurtleParser::new().for_slice(&text);
                assert_eq!(said.len(), whole.count());
                for (triple, line) in said {
                    let needle = match triple.object() {
                        Term::Literal(value) => value.lexical().replace('\\', "\\\\"),
                        Term::Iri(iri) => {
                            let iri = iri.as_str();
                            iri[iri.rfind(['#', '/']).map_or(0, |at| at + 1)..].to_owned()
                        }
                        _ => continue,
                    };
                    let found = lines[line as usize - 1];
                    assert!(found.contains(&needle), "{line}: {triple}\n{found}");
                }
            }
        }
    }

    #[test]
    fn blank_nodes_get_the_same_labels_on_every_reading() {
        let text = "<http://e/> a <http://www.w3.org/2002/07/owl#Ontology> .\n\
                    <http://e/a> <http://e/p> [ <http://e/q> _:n ] , _:n .";
        let read = || {
            let ontologies = extension(text, "x.ttl").expect("an ontology");
            ontologies[0].triples().to_vec()
        };
        assert_eq!(read(), read());
        let nested = read()
            .into_iter()
            .find_map(|triple| match triple.subject() {
                Term::Blank(node) => Some(node.as_str().to_owned()),
                _ => None,
            });
        assert_eq!(nested.as_deref(), Some("schema-cb24019f-0"));
    }
}

//! RDF/XML node by node: a bad one is left out as a whole, and the next is read.
//!
//! Each is given to the parser between the tags of the document, many at once, and one by one only where
//! there is a mistake among them.

use std::collections::VecDeque;
use std::io::Read;

use oxrdfxml::{RdfXmlParser, RdfXmlSyntaxError};
use rustc_hash::FxHashSet;

use super::markup::Markup;
use super::mistake::{Mistake, lowered};
use super::parser::{Stop, is_well_formed, no_language};
use super::place::Place;
use super::plain::Plain;
use super::recent::Recent;
use crate::vocab::rdf;

/// So much is read, and given to the parser, at once.
const BLOCK: usize = 1 << 16;

/// So long may a node be.
const LONGEST: usize = 64 << 20;

/// Reads what is right of a document.
pub(super) struct Elements<R> {
    reader: R,
    parser: RdfXmlParser,
    markup: Markup,
    /// What has been read and not yet been cut, how much of it was looked at, and where it begins.
    text: Vec<u8>,
    seen: usize,
    place: Place,
    /// What closes the tag that opens the document, once that has been read.
    close: Vec<u8>,
    /// What stands before the first node, once that is read.
    head: Option<Head>,
    /// The values of `rdf:ID`, which name one node each.
    ids: FxHashSet<String>,
    prefixes: Vec<(String, String)>,
    base: Option<String>,
    is_over: bool,
    ready: VecDeque<Result<oxrdf::Quad, Stop>>,
}

#[derive(Default)]
struct Head {
    text: Vec<u8>,
    /// The name of `rdf:ID` in this document.
    id: Vec<u8>,
}

/// What the parser makes of some nodes.
struct Parsed {
    quads: Vec<oxrdf::Quad>,
    prefixes: Vec<(String, String)>,
    base: Option<String>,
}

/// What the parser says of a text, and behind which byte.
struct Error {
    said: String,
    byte: usize,
}

impl<R: Read> Elements<R> {
    pub(super) fn new(reader: R, parser: RdfXmlParser) -> Self {
        Self {
            reader,
            parser,
            markup: Markup::default(),
            text: Vec::new(),
            seen: 0,
            place: Place::default(),
            close: Vec::new(),
            head: None,
            ids: FxHashSet::default(),
            prefixes: Vec::new(),
            base: None,
            is_over: false,
            ready: VecDeque::new(),
        }
    }

    pub(super) fn prefixes(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.prefixes.iter();
        pairs.map(|(prefix, namespace)| (prefix.as_str(), namespace.as_str()))
    }

    pub(super) fn base(&self) -> Option<&str> {
        self.base.as_deref()
    }

    pub(super) fn next(&mut self) -> Option<Result<oxrdf::Quad, Stop>> {
        while self.ready.is_empty() && !self.is_over {
            if let Err(error) = self.block() {
                self.is_over = true;
                return Some(Err(Stop::Io(error)));
            }
        }
        self.ready.pop_front()
    }

    /// Reads on, and takes the nodes that are whole.
    fn block(&mut self) -> std::io::Result<()> {
        let wanted = self.text.len().max(BLOCK) as u64;
        let read = (&mut self.reader)
            .take(wanted)
            .read_to_end(&mut self.text)?;
        let ends = self.ends();
        let text = std::mem::take(&mut self.text);
        let mut begin = 0;
        let nodes = ends.into_iter().map(|end| {
            let node = &text[begin..end];
            begin = end;
            node
        });
        self.nodes(nodes.collect());
        self.seen -= begin;
        self.text = text[begin..].to_vec();
        if self.is_over {
            return Ok(());
        }
        if self.text.len() > LONGEST && self.head.is_some() {
            self.last(Mistake::at(
                self.place.line + 1,
                self.place.column + 1,
                "no element ends within 64 MiB from here",
            ));
        } else if self.markup.is_cut() || (read as u64) < wanted {
            self.end();
        }
        Ok(())
    }

    /// Where nodes end in what has been read, the first behind the tag that opens the document.
    fn ends(&mut self) -> Vec<usize> {
        let mut ends = Vec::new();
        while let Some(byte) = self.text.get(self.seen) {
            if self.markup.step(*byte) {
                break;
            }
            self.seen += 1;
            let is_first = self.head.is_none() && ends.is_empty();
            let is_end = match self.markup.depth() {
                0 => self.markup.had_root(),
                // A document that is one node has none to leave out.
                1 => !is_first || *byte == b'>' && self.is_list(),
                _ => false,
            };
            if *byte == b'>' && is_end && self.markup.is_between() {
                if is_first && self.markup.depth() == 1 {
                    self.close = [b"</", self.markup.root().as_slice(), b">"].concat();
                }
                ends.push(self.seen);
            }
        }
        ends
    }

    /// Whether the tag that opens the document, just read, is `rdf:RDF`, which has nodes in it.
    fn is_list(&self) -> bool {
        let root = self.markup.root();
        let name = root.rsplit(|byte| *byte == b':').next().unwrap_or_default();
        let head = &self.text[..self.seen];
        let namespace = rdf::NAMESPACE.as_bytes();
        name == b"RDF" && head.windows(namespace.len()).any(|part| part == namespace)
    }

    /// Takes nodes: all at once, or each on its own where one of them is wrong.
    fn nodes(&mut self, mut nodes: Vec<&[u8]>) {
        if self.head.is_none() && !nodes.is_empty() {
            let head = nodes.remove(0);
            self.open(head);
        }
        if self.is_over || nodes.is_empty() {
            return;
        }
        let all = nodes.concat();
        match self.parse(&all) {
            Ok(parsed) => {
                self.keep(parsed.quads);
                self.place = self.place.behind(&all);
            }
            Err(error) if nodes.len() == 1 => self.refuse(&all, &error),
            Err(_) => nodes.into_iter().for_each(|node| self.nodes(vec![node])),
        }
    }

    /// Takes what stands before the first node; or all of a document without nodes in it.
    fn open(&mut self, text: &[u8]) {
        self.head = Some(Head::default());
        // Left open, as it declares its prefixes only while it is; that the parser does not mind.
        let close = std::mem::take(&mut self.close);
        let parsed = self.parse(text);
        self.close = close;
        match parsed {
            Err(error) => {
                let mistake = self.mistake(text, &error);
                self.last(mistake);
            }
            Ok(parsed) => {
                let names_rdf = |(_, namespace): &&(_, String)| namespace == rdf::NAMESPACE;
                let prefix = parsed.prefixes.iter().find(names_rdf);
                let id = prefix.map_or("ID".into(), |(prefix, _)| format!("{prefix}:ID"));
                self.head = Some(Head {
                    text: text.to_vec(),
                    id: id.into_bytes(),
                });
                (self.prefixes, self.base) = (parsed.prefixes, parsed.base);
                self.keep(parsed.quads);
                self.place = self.place.behind(text);
            }
        }
    }

    fn keep(&mut self, quads: Vec<oxrdf::Quad>) {
        for quad in quads {
            if is_well_formed(&quad.object) {
                self.ready.push_back(Ok(quad));
            } else {
                let (line, column) = (self.place.line + 1, self.place.column + 1);
                let mistake = Mistake::at(line, column, no_language(&quad));
                self.ready.push_back(Err(Stop::Mistake(mistake)));
            }
        }
    }

    /// Leaves a node out.
    fn refuse(&mut self, node: &[u8], error: &Error) {
        let mut mistake = self.mistake(node, error);
        let blank = node.len() - node.trim_ascii_start().len();
        let begin = self.place.behind(&node[..blank]).line + 1;
        self.place = self.place.behind(node);
        let end = self.place.line + 1;
        if begin < end {
            mistake = mistake.hint(format!("lines {begin} to {end} are left out"));
        }
        self.ready.push_back(Err(Stop::Mistake(mistake)));
    }

    fn mistake(&self, text: &[u8], error: &Error) -> Mistake {
        let recent = Recent::default();
        // From memory nothing can fail.
        let _ = recent.of(text).read_to_end(&mut Vec::new());
        let begin = recent.begin(error.byte as u64);
        let (line, column) = recent.position(begin);
        let before = if line == 1 { self.place.column } else { 0 };
        let place = (self.place.line + line, before + column);
        let mistake = Mistake::at(place.0, place.1, error.said.as_str());
        recent.show(begin, mistake.in_markup())
    }

    /// What the parser makes of nodes between the tags of the document.
    fn parse(&mut self, nodes: &[u8]) -> Result<Parsed, Error> {
        let none = (&[][..], &[][..]);
        let head = self.head.as_ref();
        let (head, id) = head.map_or(none, |head| (head.text.as_slice(), head.id.as_slice()));
        let is_closed = closes(nodes, &self.close);
        let close = if is_closed {
            &[]
        } else {
            self.close.as_slice()
        };
        let text = [head, nodes, close].concat();
        let (plain, text) = if is_plain(head, nodes) {
            (Plain::default(), text)
        } else {
            Plain::text(&text)
        };
        let mut parser = self.parser.clone().for_slice(&text);
        let mut quads = Vec::new();
        while let Some(next) = parser.next() {
            let triple = next.map_err(|error: RdfXmlSyntaxError| Error {
                said: lowered(&error.to_string()),
                byte: (plain.read(parser.buffer_position()) as usize)
                    .saturating_sub(head.len())
                    .min(nodes.len()),
            })?;
            quads.push(Plain::told(triple).in_graph(oxrdf::GraphName::DefaultGraph));
        }
        let pairs = parser.prefixes();
        let prefixes = pairs.map(|(prefix, namespace)| (prefix.to_owned(), namespace.to_owned()));
        let parsed = Parsed {
            prefixes: prefixes.collect(),
            base: parser.base_iri().map(str::to_owned),
            quads,
        };
        let ids = named(nodes, id);
        let mut new = FxHashSet::default();
        for (name, byte) in ids {
            if self.ids.contains(&name) || !new.insert(name.clone()) {
                let said = format!("the rdf:ID \"{name}\" has been used before");
                return Err(Error { said, byte });
            }
        }
        self.ids.extend(new);
        Ok(parsed)
    }

    /// The document has been read to its end, or to where it cannot go on.
    fn end(&mut self) {
        match self.markup.mistake() {
            Some(mistake) => self.last(mistake),
            None => self.is_over = true,
        }
    }

    /// Nothing behind this can be read.
    fn last(&mut self, mistake: Mistake) {
        self.ready.push_back(Err(Stop::Mistake(mistake.last())));
        self.is_over = true;
    }
}

/// Whether nothing in nodes, or in what stands before them, has to be made plain.
fn is_plain(head: &[u8], nodes: &[u8]) -> bool {
    let is_empty = |two: &[u8]| matches!(two, b"\"\"" | b"''");
    let begins = |two: &[u8]| matches!(two, b"<!" | b"<?");
    !head.windows(2).any(is_empty) && !nodes.windows(2).any(|two| is_empty(two) || begins(two))
}

/// Whether a text ends with an end tag, in which there may be white space.
fn closes(text: &[u8], tag: &[u8]) -> bool {
    let inner = |tag: &[u8]| {
        tag.strip_suffix(b">")
            .map(|tag| tag.trim_ascii_end().to_vec())
    };
    match (inner(text.trim_ascii_end()), inner(tag)) {
        (Some(text), Some(tag)) => text.ends_with(&tag),
        _ => false,
    }
}

/// The values of an attribute, each with the byte behind it; none where `xml:base` makes them mean another thing.
fn named(text: &[u8], attribute: &[u8]) -> Vec<(String, usize)> {
    let has = |word: &[u8]| text.windows(word.len()).any(|part| part == word);
    if attribute.is_empty() || !has(attribute) || has(b"xml:base") {
        return Vec::new();
    }
    let mut values = Vec::new();
    for at in 1..text.len() {
        let Some(rest) = text[at..].strip_prefix(attribute) else {
            continue;
        };
        let rest = rest.trim_ascii_start();
        let Some(rest) = rest.strip_prefix(b"=").map(<[u8]>::trim_ascii_start) else {
            continue;
        };
        let Some((quote, rest)) = rest.split_first() else {
            continue;
        };
        let Some(length) = rest.iter().position(|byte| byte == quote) else {
            continue;
        };
        if text[at - 1].is_ascii_whitespace() && matches!(quote, b'"' | b'\'') {
            let value = String::from_utf8_lossy(&rest[..length]).into_owned();
            let tag = rest.iter().position(|byte| *byte == b'>').unwrap_or(length);
            values.push((value, text.len() - rest.len() + tag + 1));
        }
    }
    values
}

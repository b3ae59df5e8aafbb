//! The keys of JSON-LD on their way to the parser, which does not tell where what is wrong in the sense of
//! them stands, goes down into them by recursion, and leaves out in silence what the standard has left out.
//!
//! Contexts are the parser's business. Of them this only takes which words stand for keywords, and which
//! terms are names or JSON.

use std::cell::RefCell;
use std::io::Read;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::mistake::Mistake;
use super::recent::Recent;
use crate::model::DEEPEST;

/// So many bytes of a key or value are looked at, and so many things that are left out are listed.
const LOOKED_AT: usize = 1000;
const LISTED: usize = 1000;

/// The keys of a document, as far as it is read.
#[derive(Clone)]
pub(super) struct Keys(Rc<RefCell<Seen>>);

/// A byte of the document with its line and column, from 0.
#[derive(Clone, Copy, Default)]
struct At {
    byte: u64,
    line: u64,
    column: u64,
}

struct Seen {
    within: Within,
    at: At,
    open: Vec<Open>,
    /// What is open more than [`DEEPEST`] deep.
    too_deep: Option<At>,
    /// The text that is being read, and where it begins.
    piece: Vec<u8>,
    begin: At,
    /// What the contexts make of terms.
    terms: FxHashMap<Vec<u8>, Meaning>,
    /// How often each keyword is a key, and where first; and where first its value is of the wrong kind.
    keywords: FxHashMap<String, (usize, At)>,
    odd: FxHashMap<String, At>,
    /// Whether there is something that relative names are resolved against.
    has_base: bool,
    left_out: Vec<(At, Lost)>,
    further: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Between,
    /// A number, or `true`, `false`, `null`.
    Word,
    /// A text, and whether a backslash stands before.
    Text(bool),
}

/// An object or a list that is open.
struct Open {
    is_object: bool,
    /// Whether what comes next in an object is a key.
    wants_key: bool,
    /// The key that stands last in it, or for a list that it is the value of, and what that means.
    name: Vec<u8>,
    key: Meaning,
    sense: Sense,
}

/// What keys and values are to be taken for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sense {
    Statements,
    Context,
    /// Data, of which nothing means anything.
    Json,
}

#[derive(Clone, PartialEq, Eq)]
enum Meaning {
    Keyword(String),
    /// A term whose values are names.
    Names,
    /// A term whose values are JSON.
    Json,
    Other,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Scalar,
    Null,
    List,
    Object,
}

/// What the standard has left out.
enum Lost {
    /// A name that is no IRI.
    Name(String),
    /// A name that is relative, where there is no base to it.
    Relative(String),
    Language(String),
}

impl Keys {
    /// The keys of a document whose names are resolved against something, or not.
    pub(super) fn new(has_base: bool) -> Self {
        Self(Rc::new(RefCell::new(Seen {
            within: Within::Between,
            at: At::default(),
            open: Vec::new(),
            too_deep: None,
            piece: Vec::new(),
            begin: At::default(),
            terms: FxHashMap::default(),
            keywords: FxHashMap::default(),
            odd: FxHashMap::default(),
            has_base,
            left_out: Vec::new(),
            further: 0,
        })))
    }

    /// A reader whose keys are followed; it ends where something lies too deep.
    pub(super) fn of<R: Read>(&self, reader: R) -> Followed<R> {
        Followed {
            reader,
            keys: self.clone(),
        }
    }

    /// What is wrong where something lies too deep, if that is what a parser met that stopped at a byte.
    pub(super) fn too_deep(&self, stop: u64, recent: &Recent) -> Option<Mistake> {
        let seen = self.0.borrow();
        let at = seen.too_deep.filter(|at| stop >= at.byte)?;
        let message = format!("objects and lists lie more than {DEEPEST} deep here");
        Some(at.mistake(message, recent))
    }

    /// A mistake in the sense of the document: where the keyword stands that is spoken of, if there is
    /// no doubt about it.
    pub(super) fn mistake(&self, said: &str, message: String, recent: &Recent) -> Mistake {
        let seen = self.0.borrow();
        let keyword = said.split(|c: char| !c.is_ascii_alphabetic() && c != '@');
        let keyword = keyword.into_iter().find(|word| word.starts_with('@'));
        let keyword = keyword.or_else(|| said.contains("context").then_some("@context"));
        let odd = keyword.and_then(|word| seen.odd.get(word));
        let only = keyword.and_then(|word| seen.keywords.get(word));
        let only = only.filter(|(count, _)| *count == 1).map(|(_, at)| at);
        match odd.filter(|_| said.contains("must be a")).or(only) {
            Some(at) => at.mistake(message, recent),
            None => Mistake::new(None, message)
                .hint(format!("it stands in lines 1 to {}", seen.at.line + 1)),
        }
    }

    /// What of the document the standard has left out.
    pub(super) fn left_out(&self) -> (Vec<Mistake>, usize) {
        let seen = self.0.borrow();
        let lost = seen.left_out.iter();
        let lost = lost.filter(|(_, lost)| !seen.has_base || !matches!(lost, Lost::Relative(_)));
        let lost = lost.map(|(at, lost)| {
            let (message, hint) = lost.told();
            Mistake::at(at.line + 1, at.column + 1, message).hint(hint)
        });
        (lost.collect(), seen.further)
    }
}

/// Whether objects and lists lie too deep in a text.
pub(super) fn is_too_deep(json: &[u8]) -> bool {
    let keys = Keys::new(true);
    let mut seen = keys.0.borrow_mut();
    seen.step(json).is_some()
}

impl At {
    fn mistake(self, message: String, recent: &Recent) -> Mistake {
        let mistake = Mistake::at(self.line + 1, self.column + 1, message);
        recent.show(self.byte, mistake)
    }
}

impl Lost {
    fn told(&self) -> (String, &'static str) {
        match self {
            Self::Name(name) => (
                format!("\"{name}\" is no IRI: JSON-LD leaves out what is said of it"),
                "write it without white space and without <>\"{}|\\^`",
            ),
            Self::Relative(name) => (
                format!(
                    "\"{name}\" is relative, and there is no base to it: JSON-LD leaves out what is said of it"
                ),
                "give one with base=, or declare one in the document: \"@context\": {\"@base\": \"…\"}",
            ),
            Self::Language(tag) => (
                format!("\"{tag}\" is no language tag: JSON-LD leaves out the texts that have it"),
                "write \"ar\", \"en\" or \"ar-Latn\"",
            ),
        }
    }
}

impl Seen {
    /// Goes on by some bytes; tells where in them something begins that lies too deep.
    fn step(&mut self, bytes: &[u8]) -> Option<usize> {
        for (index, &byte) in bytes.iter().enumerate() {
            if self.byte(byte) {
                return Some(index);
            }
            self.at.byte += 1;
            if byte == b'\n' {
                self.at.line += 1;
                self.at.column = 0;
            } else if byte & 0xc0 != 0x80 {
                self.at.column += 1;
            }
        }
        None
    }

    /// Takes a byte; says whether the document is to end before it.
    fn byte(&mut self, byte: u8) -> bool {
        match self.within {
            Within::Text(true) => {
                self.keep(byte);
                self.within = Within::Text(false);
            }
            Within::Text(false) if byte == b'"' => {
                self.within = Within::Between;
                self.text();
            }
            Within::Text(false) => {
                self.keep(byte);
                self.within = Within::Text(byte == b'\\');
            }
            Within::Word if byte.is_ascii_alphanumeric() || b"+-.".contains(&byte) => {}
            Within::Word | Within::Between => {
                self.within = Within::Between;
                return self.between(byte);
            }
        }
        false
    }

    fn keep(&mut self, byte: u8) {
        if self.piece.len() < LOOKED_AT {
            self.piece.push(byte);
        }
    }

    fn between(&mut self, byte: u8) -> bool {
        match byte {
            b'"' => {
                self.within = Within::Text(false);
                self.piece.clear();
                self.begin = self.at;
            }
            b'{' | b'[' => return self.open(byte == b'{'),
            b'}' | b']' => drop(self.open.pop()),
            b',' => {
                if let Some(open) = self.open.last_mut() {
                    open.wants_key = open.is_object;
                }
            }
            _ if byte.is_ascii_alphanumeric() || byte == b'-' => {
                self.within = Within::Word;
                let kind = if byte == b'n' {
                    Kind::Null
                } else {
                    Kind::Scalar
                };
                self.begin = self.at;
                self.value(kind);
            }
            _ => {}
        }
        false
    }

    fn open(&mut self, is_object: bool) -> bool {
        if self.open.len() == DEEPEST {
            self.too_deep = Some(self.at);
            return true;
        }
        self.begin = self.at;
        self.value(if is_object { Kind::Object } else { Kind::List });
        let last = self.open.last();
        let is = |keyword: &str| last.is_some_and(|open| open.key.is(keyword));
        let within = last.map_or(Sense::Statements, |open| open.sense);
        let is_json = is("@value") || last.is_some_and(|open| open.key == Meaning::Json);
        let sense = match within {
            Sense::Statements if is("@context") => Sense::Context,
            Sense::Statements if is_json => Sense::Json,
            within => within,
        };
        let key = match last {
            Some(open) if !is_object => open.key.clone(),
            _ => Meaning::Other,
        };
        // Within a context the name of a term is wanted where it is described.
        let name = match last {
            Some(open) if sense == Sense::Context => open.name.clone(),
            _ => Vec::new(),
        };
        self.open.push(Open {
            is_object,
            wants_key: is_object,
            name,
            key,
            sense,
        });
        false
    }

    /// A text has ended: a key or a value.
    fn text(&mut self) {
        let is_key = self.open.last().is_some_and(|open| open.wants_key);
        if is_key {
            self.key();
        } else {
            self.value(Kind::Text);
        }
    }

    fn key(&mut self) {
        let key = match self.piece.as_slice() {
            [b'@', ..] => Meaning::Keyword(String::from_utf8_lossy(&self.piece).into_owned()),
            piece => self.terms.get(piece).cloned().unwrap_or(Meaning::Other),
        };
        let Some(open) = self.open.last_mut() else {
            return;
        };
        open.wants_key = false;
        if open.sense == Sense::Json {
            return;
        }
        let key = match key {
            Meaning::Keyword(_) if self.piece.starts_with(b"@") => key,
            _ if open.sense == Sense::Context => Meaning::Other,
            key => key,
        };
        if let Meaning::Keyword(keyword) = &key {
            let seen = self.keywords.entry(keyword.clone());
            seen.or_insert((0, self.begin)).0 += 1;
        } else if open.sense == Sense::Context {
            open.name.clone_from(&self.piece);
        }
        open.key = key;
    }

    /// A value begins, or where it is a text has ended.
    fn value(&mut self, kind: Kind) {
        let Some(open) = self.open.last().filter(|open| open.sense != Sense::Json) else {
            return;
        };
        let keyword = match &open.key {
            Meaning::Keyword(keyword) => keyword.as_str(),
            Meaning::Names => "@id",
            Meaning::Other if open.sense == Sense::Context => "",
            Meaning::Other | Meaning::Json => return,
        };
        let in_context = open.sense == Sense::Context;
        if open.key != Meaning::Names && is_odd(keyword, kind, in_context) {
            let keyword = keyword.to_owned();
            self.odd.entry(keyword).or_insert(self.begin);
        }
        if kind != Kind::Text {
            return;
        }
        let name = open.name.clone();
        match (keyword, self.piece.as_slice()) {
            ("@base", _) => self.has_base = true,
            ("@language", _) => self.check_language(),
            // A term that stands for a keyword, in short or at length.
            ("" | "@id", [b'@', ..]) if in_context => {
                let keyword = String::from_utf8_lossy(&self.piece).into_owned();
                self.terms.insert(name, Meaning::Keyword(keyword));
            }
            ("@type", b"@id") if in_context => {
                self.terms.entry(name).or_insert(Meaning::Names);
            }
            ("@type", b"@json") if in_context => {
                self.terms.entry(name).or_insert(Meaning::Json);
            }
            ("@id", _) if !in_context => self.check_name(),
            _ => {}
        }
    }

    fn check_language(&mut self) {
        let tag = String::from_utf8_lossy(&self.piece).into_owned();
        if oxilangtag::LanguageTag::parse(tag.as_str()).is_err() {
            self.lose(Lost::Language(tag));
        }
    }

    fn check_name(&mut self) {
        // What is escaped, or too long to be looked at, is not judged.
        if self.piece.contains(&b'\\') || self.piece.len() == LOOKED_AT {
            return;
        }
        let name = String::from_utf8_lossy(&self.piece).into_owned();
        let is_bad = |c: char| c <= ' ' || "<>\"{}|^`".contains(c);
        let before = name.split([':', '/', '?', '#']).next();
        let has_scheme = before.is_some_and(|before| name[before.len()..].starts_with(':'));
        if name.contains(is_bad) {
            self.lose(Lost::Name(name));
        } else if !has_scheme && !name.starts_with('@') {
            self.lose(Lost::Relative(name));
        }
    }

    fn lose(&mut self, lost: Lost) {
        if self.left_out.len() < LISTED {
            self.left_out.push((self.begin, lost));
        } else if !self.has_base || !matches!(lost, Lost::Relative(_)) {
            self.further += 1;
        }
    }
}

impl Meaning {
    fn is(&self, keyword: &str) -> bool {
        matches!(self, Self::Keyword(word) if word == keyword)
    }
}

/// Whether a keyword has no value of a kind.
fn is_odd(keyword: &str, kind: Kind, in_context: bool) -> bool {
    match keyword {
        "@type" | "@id" | "@index" | "@vocab" | "@base" if in_context => {
            matches!(kind, Kind::Scalar | Kind::List)
        }
        "@type" => matches!(kind, Kind::Scalar | Kind::Null | Kind::Object),
        "@id" | "@index" => !matches!(kind, Kind::Text),
        "@language" | "@direction" => !matches!(kind, Kind::Text | Kind::Null),
        "@value" => matches!(kind, Kind::Object | Kind::List),
        "@reverse" | "@nest" if !in_context => !matches!(kind, Kind::Object | Kind::List),
        _ => false,
    }
}

/// A reader whose keys are followed.
pub(super) struct Followed<R> {
    reader: R,
    keys: Keys,
}

impl<R: Read> Read for Followed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let seen = &mut *self.keys.0.borrow_mut();
        if seen.too_deep.is_some() {
            return Ok(0);
        }
        let n = self.reader.read(buffer)?;
        Ok(seen.step(&buffer[..n]).unwrap_or(n))
    }
}

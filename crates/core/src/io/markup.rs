//! The tags of RDF/XML on their way to the parser, which does not see where a document is cut short.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::mistake::Mistake;
use crate::model::DEEPEST;

/// What entities may come to in all, and how many times what is written, as other XML parsers have it.
const EXPANDED: u64 = 8 << 20;
const TIMES: u64 = 100;

/// So long may the declarations before the first element be.
const DECLARED: usize = 1 << 20;

/// The elements of a document, as far as it is read: which are open, and whether there was one root.
#[derive(Clone, Default)]
pub(super) struct Markup(Rc<RefCell<Seen>>);

#[derive(Default)]
struct Seen {
    within: Within,
    /// The names of the elements that are open, with the lines in which they begin.
    open: Vec<(Vec<u8>, u64)>,
    had_root: bool,
    /// The lines and bytes that have gone by.
    line: u64,
    bytes: u64,
    /// The declarations, then the name of a tag or of an entity.
    piece: Vec<u8>,
    /// The name of an attribute, with what stands before its value.
    attribute: Vec<u8>,
    entity: Option<Vec<u8>>,
    /// What each entity comes to, in bytes.
    entities: FxHashMap<Vec<u8>, u64>,
    expanded: u64,
    fault: Option<Fault>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Within {
    #[default]
    Text,
    /// Behind `<`.
    Sign,
    /// Behind `<!`.
    Declaration,
    /// Tags: in a quote or not, and the byte before.
    Start(Option<u8>, u8),
    End,
    /// `<? … ?>`, `<!-- … -->`, `<![CDATA[ … ]]>`: what of their end has come.
    Instruction(usize),
    Comment(usize),
    Data(usize),
    /// `<!DOCTYPE … >`, with so many `<` open.
    Doctype(u32),
}

/// What a byte is to those who want the texts of elements plain.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Step {
    /// Part of the document as it is.
    Stays,
    /// What a comment, an instruction or CDATA may begin with.
    Held,
    /// What one in the document's element does begin with.
    Begins,
    /// Part of a comment or an instruction, or of what CDATA ends with.
    Passes,
    /// A byte of CDATA, behind so many `]`.
    Data(usize),
    /// The quote that ends an empty `xml:lang`.
    NoLanguage,
}

enum Fault {
    TooDeep(u64),
    SecondRoot(u64),
    Entities(u64),
}

impl Markup {
    /// Goes on by bytes and tells of each what it is; gives the one before which the document is to end.
    pub(super) fn follow(&self, bytes: &[u8], mut tell: impl FnMut(usize, Step)) -> Option<usize> {
        let seen = &mut *self.0.borrow_mut();
        if seen.fault.is_some() {
            return Some(0);
        }
        for (at, &byte) in bytes.iter().enumerate() {
            let (before, is_inside) = (seen.within, !seen.open.is_empty());
            if seen.step(byte) {
                return Some(at);
            }
            tell(at, seen.told(before, is_inside));
        }
        None
    }

    /// Goes on by a byte; says whether the document is to end before it.
    pub(super) fn step(&self, byte: u8) -> bool {
        let mut seen = self.0.borrow_mut();
        seen.fault.is_some() || seen.step(byte)
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.0.borrow().open.len()
    }

    /// Whether the element that is the document has begun.
    pub(super) fn had_root(&self) -> bool {
        self.0.borrow().had_root
    }

    /// The name of that element, while it is open.
    pub(super) fn root(&self) -> Vec<u8> {
        let seen = self.0.borrow();
        seen.open
            .first()
            .map_or(Vec::new(), |(name, _)| name.clone())
    }

    /// Whether what was read last stands outside of tags, comments and the like.
    pub(super) fn is_between(&self) -> bool {
        self.0.borrow().within == Within::Text
    }

    /// Whether the document was ended before its end.
    pub(super) fn is_cut(&self) -> bool {
        self.0.borrow().fault.is_some()
    }

    /// What is wrong with a document that the parser has read to the end.
    pub(super) fn mistake(&self) -> Option<Mistake> {
        let seen = self.0.borrow();
        let at = |line: u64, message: String| Some(Mistake::at(line + 1, 1, message));
        match (&seen.fault, seen.open.last()) {
            (Some(Fault::Entities(line)), _) => {
                let message =
                    "the entities of this document grow without measure when they are put in";
                at(*line, message.into())
            }
            (Some(Fault::TooDeep(line)), _) => {
                at(*line, format!("elements lie more than {DEEPEST} deep here"))
            }
            (Some(Fault::SecondRoot(line)), _) => at(
                *line,
                "a second element follows on the one that is the document".into(),
            ),
            (None, Some((name, line))) => at(
                seen.line,
                format!(
                    "the document ends too early: <{}> of line {} is not closed",
                    String::from_utf8_lossy(name),
                    line + 1
                ),
            ),
            (None, None) if !seen.had_root => at(
                seen.line,
                "there is no element in the document; RDF/XML begins with <rdf:RDF>".into(),
            ),
            (None, None) => None,
        }
    }
}

impl Seen {
    /// Goes on by a byte; says whether the document is to end before it.
    fn step(&mut self, byte: u8) -> bool {
        self.bytes += 1;
        if byte == b'\n' {
            self.line += 1;
        }
        self.within = match (self.within, byte) {
            (Within::Text, b'<') => Within::Sign,
            (Within::Text, _) => {
                self.reference(byte);
                Within::Text
            }
            (Within::Sign, b'/') => Within::End,
            (Within::Sign, b'?') => Within::Instruction(0),
            (Within::Sign, b'!') => {
                self.piece.clear();
                Within::Declaration
            }
            (Within::Sign, _) => {
                if self.open.is_empty() && self.had_root {
                    self.fault = Some(Fault::SecondRoot(self.line));
                }
                if self.open.len() == DEEPEST {
                    self.fault = Some(Fault::TooDeep(self.line));
                }
                self.had_root = true;
                self.piece.clear();
                self.piece.push(byte);
                self.open.push((Vec::new(), self.line));
                Within::Start(None, byte)
            }
            (Within::Declaration, _) => self.declaration(byte),
            (Within::Start(quote, before), _) => self.start(quote, before, byte),
            (Within::End, b'>') => {
                self.open.pop();
                Within::Text
            }
            (Within::End, _) => Within::End,
            (Within::Instruction(come), _) => ended(b"?>", come, byte, Within::Instruction),
            (Within::Comment(come), _) => ended(b"-->", come, byte, Within::Comment),
            (Within::Data(come), _) => ended(b"]]>", come, byte, Within::Data),
            (Within::Doctype(depth), _) => self.doctype(depth, byte),
        };
        if self.expanded > EXPANDED && self.expanded / TIMES > self.bytes {
            self.fault = Some(Fault::Entities(self.line));
        }
        self.fault.is_some()
    }

    /// What the byte is that was read last, behind what was before it.
    fn told(&self, before: Within, is_inside: bool) -> Step {
        match (before, self.within) {
            (Within::Text, Within::Sign)
            | (Within::Sign | Within::Declaration, Within::Declaration) => Step::Held,
            (Within::Sign, Within::Instruction(_))
            | (Within::Declaration, Within::Comment(_) | Within::Data(_))
                if is_inside =>
            {
                Step::Begins
            }
            (Within::Comment(_) | Within::Instruction(_), _) | (Within::Data(_), Within::Text)
                if is_inside =>
            {
                Step::Passes
            }
            (Within::Data(come), Within::Data(0)) if is_inside => Step::Data(come),
            (Within::Data(come), Within::Data(now)) if is_inside && now > come => Step::Passes,
            (Within::Data(_), Within::Data(_)) if is_inside => Step::Data(0),
            (Within::Start(Some(quote), last), Within::Start(None, _))
                if quote == last && self.attribute == b"xml:lang=" =>
            {
                Step::NoLanguage
            }
            _ => Step::Stays,
        }
    }

    fn declaration(&mut self, byte: u8) -> Within {
        self.piece.push(byte);
        match self.piece.as_slice() {
            b"--" => Within::Comment(0),
            b"[CDATA[" => Within::Data(0),
            piece if piece.eq_ignore_ascii_case(b"DOCTYPE") => {
                self.piece.clear();
                Within::Doctype(1)
            }
            _ if byte == b'>' => Within::Text,
            piece if piece.len() < 8 => Within::Declaration,
            _ => Within::Doctype(1),
        }
    }

    fn start(&mut self, quote: Option<u8>, before: u8, byte: u8) -> Within {
        let is_name = !self.piece.is_empty();
        if is_name && (byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>')) {
            if let Some((name, _)) = self.open.last_mut() {
                name.extend_from_slice(&self.piece[..self.piece.len().min(100)]);
            }
            self.piece.clear();
        } else if is_name {
            self.piece.push(byte);
        } else if quote.is_none() && !byte.is_ascii_whitespace() && !matches!(byte, b'"' | b'\'') {
            // Behind a value another name begins.
            if matches!(before, b'"' | b'\'') || before.is_ascii_whitespace() && byte != b'=' {
                self.attribute.clear();
            }
            self.attribute.push(byte);
        }
        match (quote, byte) {
            (None, b'"' | b'\'') => Within::Start(Some(byte), byte),
            (None, b'>') => {
                if before == b'/' {
                    self.open.pop();
                }
                Within::Text
            }
            (Some(open), _) if open == byte => Within::Start(None, byte),
            (Some(_), _) => {
                self.reference(byte);
                Within::Start(quote, byte)
            }
            (None, _) => Within::Start(None, byte),
        }
    }

    /// The parser counts signs alone, wherever they stand, and so does this.
    fn doctype(&mut self, depth: u32, byte: u8) -> Within {
        let depth = match byte {
            b'<' => depth + 1,
            b'>' => depth - 1,
            _ => depth,
        };
        self.piece.push(byte);
        if self.piece.len() > DECLARED {
            self.fault = Some(Fault::Entities(self.line));
        }
        if depth > 0 {
            return Within::Doctype(depth);
        }
        self.declare();
        Within::Text
    }

    /// Reads the declarations as the parser does, which puts entities into entities at once.
    fn declare(&mut self) {
        let declarations = std::mem::take(&mut self.piece);
        for declaration in declarations.split(|byte| *byte == b'<') {
            let Some(rest) = declaration.strip_prefix(b"!ENTITY") else {
                continue;
            };
            let rest = rest.trim_ascii_start();
            let rest = rest.strip_prefix(b"%").unwrap_or(rest).trim_ascii_start();
            let name = rest.split(u8::is_ascii_whitespace).next().unwrap_or(rest);
            let Some(value) = rest.splitn(3, |byte| *byte == b'"').nth(1) else {
                continue;
            };
            let mut size = value.len() as u64;
            for reference in value.split(|byte| *byte == b'&').skip(1) {
                let name = reference.split(|byte| *byte == b';').next();
                let come = name.and_then(|name| self.entities.get(name));
                size = size.saturating_add(come.copied().unwrap_or(0));
            }
            self.expanded = self.expanded.saturating_add(size);
            self.entities.insert(name.to_owned(), size);
        }
    }

    /// Counts what an entity comes to, where it is put in.
    fn reference(&mut self, byte: u8) {
        if self.entities.is_empty() {
            return;
        }
        match (&mut self.entity, byte) {
            (_, b'&') => self.entity = Some(Vec::new()),
            (Some(name), b';') => {
                let come = self.entities.get(name.as_slice()).copied().unwrap_or(0);
                self.expanded = self.expanded.saturating_add(come);
                self.entity = None;
            }
            (Some(name), _) if name.len() < 100 => name.push(byte),
            _ => self.entity = None,
        }
    }
}

/// Whether the end of a part has come, of which so many bytes were there before.
fn ended(end: &[u8], come: usize, byte: u8, within: impl Fn(usize) -> Within) -> Within {
    let repeats = come + 1 == end.len() && byte == end[0];
    match come {
        _ if byte == end[come] && come + 1 == end.len() => Within::Text,
        _ if byte == end[come] => within(come + 1),
        // "--->" and "]]]>" end with what the last three make.
        _ if repeats && end.len() > 2 => within(come),
        _ if byte == end[0] => within(1),
        _ => within(0),
    }
}

//! JSON-LD whose `@graph` is long, in pieces that are documents of their own: the parser holds an object
//! until its end, and so would hold all of the document.

use std::io::{self, Read};
use std::{cell::RefCell, rc::Rc};

use memchr::memchr2;

/// So many bytes are read before a document is cut for the first time, and then between two cuts.
const FIRST: usize = 8 << 20;
const NEXT: usize = 1 << 20;
/// What stands before the elements of `@graph` goes with each piece; where it is longer, nothing is cut.
const HEAD: usize = 1 << 20;
const BUFFER: usize = 1 << 16;
/// The keys that may stand there: what else is said of the graph would be said with each piece.
const KEYS: [&[u8]; 3] = [b"@context", b"@id", b"@graph"];
/// What an object and its `@graph` end with.
const TAIL: &[u8] = b"]}";

/// A document in pieces. As a reader it ends with each of them.
pub(super) struct Pieces<R>(Rc<RefCell<Inner<R>>>);

impl<R> Clone for Pieces<R> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

struct Inner<R> {
    reader: R,
    /// What has been read, and how much of it has been given on.
    buffer: Vec<u8>,
    given: usize,
    outline: Outline,
    /// What is given before anything else is.
    front: io::Cursor<Vec<u8>>,
    /// How many bytes of the document are given on, and where the piece begins behind its head.
    at: u64,
    begin: u64,
    /// How much longer the piece is to be, and the next ones.
    left: usize,
    next: usize,
    is_cut: bool,
    is_first: bool,
}

/// Where a document is, as far as cuts need it.
#[derive(Default)]
struct Outline {
    within: Within,
    /// Whether a text is open, and whether a backslash stands before what comes.
    text: Option<bool>,
    depth: usize,
    wants_key: bool,
    key: Vec<u8>,
    /// All up to the elements of `@graph`.
    head: Vec<u8>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Within {
    /// Before the elements of `@graph`.
    #[default]
    Head,
    /// Among them.
    Graph,
    /// Behind them.
    Behind,
    /// In a document that is not to be cut.
    Whole,
}

/// What stands behind a `@graph` that has been cut, and might say what it is the graph of.
#[derive(Debug, thiserror::Error)]
#[error(
    "keys stand behind a long @graph: write @context and @id before it, or read the document from a path or from \
     bytes"
)]
pub(super) struct Late;

impl Late {
    /// Whether it is what a reader has ended with.
    pub(super) fn is(error: &io::Error) -> bool {
        error
            .get_ref()
            .is_some_and(<dyn std::error::Error + Send + Sync>::is::<Self>)
    }
}

impl<R> Pieces<R> {
    /// The pieces of a document, or where it `is_whole` all of it as one.
    pub(super) fn new(reader: R, is_whole: bool) -> Self {
        Self::of_lengths(reader, is_whole, FIRST, NEXT)
    }

    pub(super) fn of_lengths(reader: R, is_whole: bool, first: usize, next: usize) -> Self {
        let mut outline = Outline::default();
        if is_whole {
            outline.within = Within::Whole;
        }
        Self(Rc::new(RefCell::new(Inner {
            reader,
            buffer: Vec::new(),
            given: 0,
            outline,
            front: io::Cursor::default(),
            at: 0,
            begin: 0,
            left: first,
            next,
            is_cut: false,
            is_first: true,
        })))
    }

    /// Goes on to the next piece, if the last one ended with a cut.
    pub(super) fn advance(&self) -> bool {
        let inner = &mut *self.0.borrow_mut();
        if !inner.is_cut {
            return false;
        }
        inner.is_cut = false;
        inner.is_first = false;
        inner.front = io::Cursor::new(inner.outline.head.clone());
        inner.begin = inner.at;
        inner.left = inner.next.max(16 * inner.outline.head.len());
        true
    }

    /// Where in the document a byte of the piece stands.
    pub(super) fn byte(&self, of_piece: u64) -> u64 {
        let inner = self.0.borrow();
        let head = inner.outline.head.len() as u64;
        if inner.is_first || of_piece < head {
            of_piece
        } else {
            inner.at.min(inner.begin + (of_piece - head))
        }
    }
}

impl<R: Read> Inner<R> {
    /// Reads on; says whether anything came.
    fn fill(&mut self) -> io::Result<bool> {
        self.buffer.drain(..self.given);
        self.given = 0;
        let before = self.buffer.len();
        self.buffer.resize(before + BUFFER, 0);
        let n = loop {
            match self.reader.read(&mut self.buffer[before..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        self.buffer.truncate(before + *n.as_ref().unwrap_or(&0));
        n.map(|n| n > 0)
    }

    /// Whether the piece may end before the comma that comes next: an object follows on it.
    fn is_seam(&mut self) -> io::Result<bool> {
        loop {
            let behind = &self.buffer[self.given + 1..];
            if let Some(byte) = behind.iter().find(|byte| !byte.is_ascii_whitespace()) {
                return Ok(*byte == b'{');
            }
            if behind.len() > BUFFER || !self.fill()? {
                return Ok(false);
            }
        }
    }
}

impl<R: Read> Read for Pieces<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let inner = &mut *self.0.borrow_mut();
        let n = inner.front.read(out)?;
        if n > 0 || inner.is_cut || out.is_empty() {
            return Ok(n);
        }
        if inner.given == inner.buffer.len() && !inner.fill()? {
            return Ok(0);
        }
        let most = out.len().min(inner.buffer.len() - inner.given);
        let next = &inner.buffer[inner.given..inner.given + most];
        let mut n = inner.outline.step(next, inner.left);
        if inner.outline.within == Within::Behind && inner.outline.wants_key {
            if !inner.is_first {
                return Err(io::Error::other(Late));
            }
            inner.outline.within = Within::Whole;
        }
        if n == 0 {
            // Here it may be cut.
            if inner.is_seam()? {
                inner.is_cut = true;
                inner.given += 1;
                inner.at += 1;
                inner.front = io::Cursor::new(TAIL.to_vec());
                return inner.front.read(out);
            }
            n = 1;
        }
        out[..n].copy_from_slice(&inner.buffer[inner.given..inner.given + n]);
        inner.given += n;
        inner.at += n as u64;
        inner.left = inner.left.saturating_sub(n);
        Ok(n)
    }
}

impl Outline {
    /// Goes on by some bytes, up to a comma between elements of `@graph` that has so many before it; says by how
    /// many. A comma that is stopped at changes nothing here, and is not looked at again.
    fn step(&mut self, bytes: &[u8], least: usize) -> usize {
        let mut at = 0;
        while at < bytes.len() && self.within != Within::Whole {
            if let Some(escaped) = self.text {
                at += self.in_text(&bytes[at..], escaped);
                continue;
            }
            let byte = bytes[at];
            if byte == b',' && self.within == Within::Graph && self.depth == 2 && at >= least {
                return at;
            }
            at += 1;
            self.between(byte);
            self.keep(&[byte]);
        }
        bytes.len()
    }

    /// Goes on in a text; says by how many bytes.
    fn in_text(&mut self, bytes: &[u8], escaped: bool) -> usize {
        let (n, now) = match memchr2(b'"', b'\\', bytes) {
            _ if escaped => (1, Some(false)),
            None => (bytes.len(), Some(false)),
            Some(at) if bytes[at] == b'\\' => (at + 1, Some(true)),
            Some(at) => (at + 1, None),
        };
        self.text = now;
        if self.wants_key && self.depth == 1 && self.within == Within::Head {
            self.key.extend_from_slice(&bytes[..n]);
            if now.is_none() {
                self.key.pop();
                self.wants_key = false;
            }
        }
        self.keep(&bytes[..n]);
        n
    }

    fn between(&mut self, byte: u8) {
        match (byte, self.depth) {
            (b'"', _) => {
                self.text = Some(false);
                if self.wants_key {
                    self.key.clear();
                }
            }
            (b'{', 0) => {
                self.depth = 1;
                self.wants_key = true;
            }
            (b',', 1) => self.wants_key = true,
            (b'[', 1) if self.key == b"@graph" && self.within == Within::Head => {
                self.keep(b"[");
                self.depth = 2;
                self.within = Within::Graph;
            }
            (b'{' | b'[', 1..) => self.depth += 1,
            (b'}' | b']', 1..) => {
                self.depth -= 1;
                if self.depth == 1 && self.within == Within::Graph {
                    self.within = Within::Behind;
                }
            }
            (_, 0) if !byte.is_ascii_whitespace() && self.within == Within::Head => {
                self.within = Within::Whole;
            }
            (b':', 1) if self.within == Within::Head && !KEYS.contains(&&*self.key) => {
                self.within = Within::Whole;
            }
            _ => {}
        }
    }

    fn keep(&mut self, bytes: &[u8]) {
        if self.within == Within::Head {
            self.head.extend_from_slice(bytes);
            if self.head.len() > HEAD {
                self.within = Within::Whole;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces of a text that is cut wherever it may be, and where in it each byte of them stands.
    fn pieces(text: &str, step: usize) -> io::Result<Vec<String>> {
        let pieces = Pieces::of_lengths(text.as_bytes(), false, 1, 1);
        // Heads are short here, and what follows on them is to be cut all the same.
        let mut found = Vec::new();
        loop {
            let (mut piece, mut buffer) = (Vec::new(), vec![0; step]);
            loop {
                let n = pieces.clone().read(&mut buffer)?;
                if n == 0 {
                    break;
                }
                piece.extend_from_slice(&buffer[..n]);
                pieces.0.borrow_mut().left = 0;
            }
            found.push(String::from_utf8(piece).unwrap());
            if !pieces.advance() {
                return Ok(found);
            }
            pieces.0.borrow_mut().left = 0;
        }
    }

    #[test]
    fn a_long_graph_is_cut_between_its_objects() {
        for step in [1, 2, 3, 7, 100] {
            let text = r#" {"@context": {"@graph": ["},{"]}, "@id": "x", "@graph": [{"a": "},{\"", "b": [1, {}]} , "c", {"d": {}},
                {}, [{}], {} ] } "#;
            let head = r#" {"@context": {"@graph": ["},{"]}, "@id": "x", "@graph": ["#;
            let expected = [
                r#"{"a": "},{\"", "b": [1, {}]} , "c"]}"#,
                r#" {"d": {}}]}"#,
                "\n                {}, [{}]]}",
                " {} ] } ",
            ];
            let expected: Vec<String> = expected.iter().map(|end| format!("{head}{end}")).collect();
            assert_eq!(pieces(text, step).unwrap(), expected);
        }
    }

    #[test]
    fn what_says_more_than_a_graph_stays_whole() {
        for text in [
            "[{}, {}]",
            r#"{"@context": {}, "name": "x", "@graph": [{}, {}]}"#,
            r#"{"@graph": {"a": [{}, {}]}}"#,
            r#"{"@graph": [{}], "@id": "x"}"#,
            r#"{"@graph": ["a", "b"], "@id": "x"}"#,
            r#"{"a": [{}, {}]}"#,
            "7",
            "",
            "{",
            r#"{"@graph": [{}, ]}"#,
            r#"{"@graph": [{},"#,
        ] {
            assert_eq!(pieces(text, 3).unwrap(), [text]);
        }
    }

    #[test]
    fn what_stands_behind_a_graph_that_was_cut_is_not_lost() {
        for step in [1, 5, 100] {
            let error = pieces(r#"{"@graph": [{}, {}], "@id": "x"}"#, step).unwrap_err();
            assert!(Late::is(&error), "{error}");
        }
    }

    #[test]
    fn a_byte_of_a_piece_is_found_in_the_document() {
        let text = r#"{"@graph": [{"a": 1}, {"b": 2}, {"c": 3}]}"#;
        let pieces = Pieces::of_lengths(text.as_bytes(), false, 1, 1);
        let mut found = Vec::new();
        loop {
            let mut piece = String::new();
            pieces.clone().read_to_string(&mut piece).unwrap();
            let key = piece.find(['a', 'b', 'c'].as_slice());
            let key = piece.rfind("\": ").or(key).unwrap() - 1;
            found.push(&text[pieces.byte(key as u64) as usize..][..1]);
            if !pieces.advance() {
                break;
            }
            pieces.0.borrow_mut().left = 0;
        }
        assert_eq!(found, ["a", "b", "c"]);
    }
}

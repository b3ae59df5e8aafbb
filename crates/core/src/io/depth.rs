//! How deep triple terms lie in one another in Turtle and its kin, before a parser makes terms of them:
//! what goes down into terms does so by recursion, and has only so much stack.

use memchr::{memchr, memchr2, memchr3};

use crate::model::DEEPEST;

/// How far triple terms are open where a document has been read to.
#[derive(Default)]
pub(super) struct Depth {
    within: Within,
    open: usize,
}

#[derive(Clone, Copy, Default)]
enum Within {
    #[default]
    Words,
    /// Behind one `<`, or one `>`.
    Less,
    Greater,
    /// Behind a backslash in a name.
    Escape,
    Iri,
    Comment,
    /// Behind one or two quotes that may open a text.
    Quotes(u8, usize),
    /// A text of one line, and whether a backslash stands before.
    Text(u8, bool),
    /// A text in three quotes, and how many of them have come at its end.
    LongText(u8, bool, usize),
}

impl Depth {
    /// Goes on by some bytes; tells where in them too deep a term begins, behind its first `<`.
    pub(super) fn step(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut next = 0;
        loop {
            next += self.within.unmoved(&bytes[next..]);
            let (at, &byte) = (next, bytes.get(next)?);
            next += 1;
            self.within = match (self.within, byte) {
                (Within::Less, b'<') => {
                    self.open += 1;
                    if self.open > DEEPEST {
                        return Some(at);
                    }
                    Within::Words
                }
                (Within::Greater, b'>') => {
                    self.open = self.open.saturating_sub(1);
                    Within::Words
                }
                (Within::Quotes(quote, 2), _) if byte == quote => Within::LongText(quote, false, 0),
                (Within::Quotes(quote, _), _) if byte == quote => Within::Quotes(quote, 2),
                (Within::Quotes(quote, 1) | Within::Text(quote, false), _) => in_text(quote, byte),
                (Within::Text(quote, true), _) => Within::Text(quote, false),
                (Within::LongText(quote, false, come), _) => in_long_text(quote, come, byte),
                (Within::LongText(quote, true, _), _) => Within::LongText(quote, false, 0),
                // An IRI and a comment end with their line at the latest.
                (Within::Less | Within::Iri, b'>' | b'\n' | b'\r')
                | (Within::Comment, b'\n' | b'\r')
                | (Within::Escape, _) => Within::Words,
                (Within::Less | Within::Iri, _) => Within::Iri,
                (Within::Comment, _) => Within::Comment,
                (Within::Words | Within::Greater | Within::Quotes(..), _) => word(byte),
            };
        }
    }
}

impl Within {
    /// How many bytes at the beginning leave it as it is.
    fn unmoved(self, bytes: &[u8]) -> usize {
        let found = match self {
            Self::Words => bytes.iter().position(|&byte| STARTS[byte as usize]),
            Self::Iri => memchr3(b'>', b'\n', b'\r', bytes),
            Self::Comment => memchr2(b'\n', b'\r', bytes),
            Self::LongText(quote, false, 0) => memchr2(quote, b'\\', bytes),
            Self::Text(quote, false) => {
                let end = memchr3(quote, b'\\', b'\n', bytes);
                let before = &bytes[..end.unwrap_or(bytes.len())];
                memchr(b'\r', before).or(end)
            }
            _ => Some(0),
        };
        found.unwrap_or(bytes.len())
    }
}

/// The bytes that open something, by byte.
const STARTS: [bool; 256] = {
    let (mut starts, mut at) = ([false; 256], 0);
    while at < OPENING.len() {
        starts[OPENING[at] as usize] = true;
        at += 1;
    }
    starts
};
const OPENING: &[u8] = b"<>#\\\"'";

fn in_text(quote: u8, byte: u8) -> Within {
    match byte {
        b'\\' => Within::Text(quote, true),
        b'\n' | b'\r' => Within::Words,
        _ if byte == quote => Within::Words,
        _ => Within::Text(quote, false),
    }
}

fn in_long_text(quote: u8, come: usize, byte: u8) -> Within {
    match byte {
        b'\\' => Within::LongText(quote, true, 0),
        _ if byte != quote => Within::LongText(quote, false, 0),
        _ if come == 2 => Within::Words,
        _ => Within::LongText(quote, false, come + 1),
    }
}

fn word(byte: u8) -> Within {
    match byte {
        b'<' => Within::Less,
        b'>' => Within::Greater,
        b'#' => Within::Comment,
        b'\\' => Within::Escape,
        b'"' | b'\'' => Within::Quotes(byte, 1),
        _ => Within::Words,
    }
}

/// What is said where too deep a term begins.
pub(super) fn too_deep() -> String {
    format!("triple terms lie more than {DEEPEST} deep here")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_brackets_of_triple_terms_are_counted() {
        let quiet = "<a> a:\\'b\\#c \"<<<<\\\"<<\" , '<<' , \"\" , '''<<'<<''<< ''' . # <<\n<b>";
        let mut depth = Depth::default();
        for byte in quiet.repeat(200).as_bytes() {
            assert_eq!(depth.step(&[*byte]), None);
            assert_eq!(depth.open, 0);
        }
        let pair = "<< <a> <b> <<( <c> <d> <e> )>> ~ <f> >> ".repeat(DEEPEST);
        assert_eq!(depth.step(pair.as_bytes()), None);
        let open = "<<( <c><d>".repeat(DEEPEST + 1);
        assert_eq!(depth.step(open.as_bytes()), Some(10 * DEEPEST + 1));
    }
}

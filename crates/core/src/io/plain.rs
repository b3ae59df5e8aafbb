//! RDF/XML as its parser takes it: texts without comments, instructions and CDATA in them.
//!
//! To the parser each of these ends a text, and it takes one text in an element. So comments and instructions in
//! the document's element are left out, and what stands in CDATA is written as other text is. An empty `xml:lang`,
//! which says that there is no language, gets a tag of ours, which [`Plain::told`] takes away again.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{Cursor, Read};
use std::rc::Rc;

use super::markup::{Markup, Step};
use super::mistake::Mistake;
use crate::vocab::rdf;

/// The language of what has none: a private tag that no document uses.
const NO_LANGUAGE: &str = "x-rawabit-nolang";

/// So many places are remembered; a parser is ahead of what it speaks of by less.
const REMEMBERED: usize = 1 << 16;

/// A document that is made plain, as far as it is read.
#[derive(Clone, Default)]
pub(super) struct Plain(Rc<RefCell<Written>>);

/// What has been written of a document, and where that stands in it.
#[derive(Default)]
struct Written {
    markup: Markup,
    /// What is written once it is clear that it begins no comment or the like.
    held: Vec<u8>,
    read: u64,
    out: u64,
    /// The bytes written from which on what is written lies so many bytes before what is read, or behind it.
    shifts: VecDeque<(u64, i64)>,
}

impl Plain {
    /// A reader that is made plain, and ends where its markup does.
    pub(super) fn of<R: Read>(&self, reader: R) -> Plainly<R> {
        Plainly {
            reader,
            plain: self.clone(),
            ready: Cursor::default(),
            is_over: false,
        }
    }

    /// A whole text, made plain.
    pub(super) fn text(text: &[u8]) -> (Self, Vec<u8>) {
        let (plain, mut to) = (Self::default(), Vec::with_capacity(text.len()));
        let mut written = plain.0.borrow_mut();
        written.write(text, &mut to);
        written.end(&mut to);
        drop(written);
        (plain, to)
    }

    /// What is wrong with a document that the parser has read to the end.
    pub(super) fn mistake(&self) -> Option<Mistake> {
        self.0.borrow().markup.mistake()
    }

    /// Whether the document was ended before its end.
    pub(super) fn is_cut(&self) -> bool {
        self.0.borrow().markup.is_cut()
    }

    /// How many bytes of the document lie before one that was written.
    pub(super) fn read(&self, written: u64) -> u64 {
        let shifts = &self.0.borrow().shifts;
        // The end of something is looked for, so the last byte of it counts.
        let last = written.saturating_sub(1);
        let at = shifts.partition_point(|(from, _)| *from <= last);
        let shift = at.checked_sub(1).map_or(0, |at| shifts[at].1);
        written.saturating_add_signed(shift)
    }

    /// What the parser has read, as the document says it.
    pub(super) fn told(mut triple: oxrdf::Triple) -> oxrdf::Triple {
        if let Some(object) = without_tag(&triple.object) {
            triple.object = object;
        }
        triple
    }
}

/// A term in which there is a tag of ours, without it.
fn without_tag(term: &oxrdf::Term) -> Option<oxrdf::Term> {
    let is_xml = |literal: &oxrdf::Literal| {
        let datatype = literal.datatype().as_str();
        datatype.strip_prefix(rdf::NAMESPACE) == Some("XMLLiteral")
    };
    match term {
        oxrdf::Term::Literal(literal) if literal.language() == Some(NO_LANGUAGE) => {
            Some(oxrdf::Literal::new_simple_literal(literal.value()).into())
        }
        oxrdf::Term::Literal(literal)
            if is_xml(literal) && literal.value().contains(NO_LANGUAGE) =>
        {
            let text = literal.value().replace(NO_LANGUAGE, "");
            let datatype = literal.datatype().into_owned();
            Some(oxrdf::Literal::new_typed_literal(text, datatype).into())
        }
        oxrdf::Term::Triple(triple) => {
            let object = without_tag(&triple.object)?;
            let (subject, predicate) = (triple.subject.clone(), triple.predicate.clone());
            Some(oxrdf::Triple::new(subject, predicate, object).into())
        }
        _ => None,
    }
}

impl Written {
    /// Writes what there is of some bytes; says whether the document ends within them.
    fn write(&mut self, bytes: &[u8], to: &mut Vec<u8>) -> bool {
        let (begin, markup) = (self.read, self.markup.clone());
        // What stays as it is, is written in runs.
        let mut run = 0;
        let end = markup.follow(bytes, |at, step| {
            if step == Step::Stays && self.held.is_empty() {
                return;
            }
            self.read = begin + run as u64;
            self.put(&bytes[run..at], to);
            self.read = begin + at as u64;
            self.take(step, bytes[at], to);
            run = at + 1;
        });
        let rest = &bytes[run..end.unwrap_or(bytes.len())];
        self.read = begin + run as u64;
        self.put(rest, to);
        self.read += rest.len() as u64;
        end.is_some()
    }

    fn take(&mut self, step: Step, byte: u8, to: &mut Vec<u8>) {
        match step {
            Step::Passes => {}
            Step::Held => self.held.push(byte),
            Step::Begins => self.held.clear(),
            Step::Data(brackets) => {
                for byte in std::iter::repeat_n(b']', brackets).chain([byte]) {
                    match byte {
                        b'&' => self.put(b"&amp;", to),
                        b'<' => self.put(b"&lt;", to),
                        b'>' => self.put(b"&gt;", to),
                        _ => self.put(&[byte], to),
                    }
                }
            }
            Step::NoLanguage => {
                self.put(NO_LANGUAGE.as_bytes(), to);
                self.put(&[byte], to);
            }
            Step::Stays => {
                self.read -= self.held.len() as u64;
                self.held.push(byte);
                let held = std::mem::take(&mut self.held);
                self.put(&held, to);
            }
        }
    }

    /// The document has ended.
    fn end(&mut self, to: &mut Vec<u8>) {
        let held = std::mem::take(&mut self.held);
        self.read -= held.len() as u64;
        self.put(&held, to);
    }

    fn put(&mut self, bytes: &[u8], to: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        let shift = self.read.cast_signed() - self.out.cast_signed();
        if self.shifts.back().map_or(0, |(_, last)| *last) != shift {
            self.shifts.push_back((self.out, shift));
            if self.shifts.len() > REMEMBERED {
                self.shifts.pop_front();
            }
        }
        to.extend_from_slice(bytes);
        self.out += bytes.len() as u64;
    }
}

/// A reader that is made plain.
pub(super) struct Plainly<R> {
    reader: R,
    plain: Plain,
    ready: Cursor<Vec<u8>>,
    is_over: bool,
}

impl<R: Read> Read for Plainly<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while !self.is_over && !buffer.is_empty() {
            let given = self.ready.read(buffer)?;
            if given > 0 {
                return Ok(given);
            }
            self.ready.set_position(0);
            let ready = self.ready.get_mut();
            ready.clear();
            // No more than is asked for, so that the parser is not far behind.
            let n = self.reader.read(buffer)?;
            let plain = &mut *self.plain.0.borrow_mut();
            self.is_over = n == 0 || plain.write(&buffer[..n], ready);
            if n == 0 {
                plain.end(ready);
            }
        }
        self.ready.read(buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A reader of one byte at a time.
    struct Slowly<'a>(&'a [u8]);

    impl Read for Slowly<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let n = self.0.len().min(buffer.len()).min(1);
            buffer[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }

    #[test]
    fn texts_are_plain_however_they_come_and_every_byte_is_found_again() {
        let text = "<?xml version='1.0'?><!-- a --><!DOCTYPE a [ <!ENTITY b \"c\"> ]>\n\
                    <a b='' c=\"<!-- d -->\">1<!-- 2 -- > --->3<?d ?>4<![CDATA[<5]]]]]>6<b xml:lang=''/>\
                    <![CDATA[]]>7<c xml:lang=\"\"  d='8'/><![CDATA[>&]]9]]></a><!-- e --><?f?>";
        let plainly = "<?xml version='1.0'?><!-- a --><!DOCTYPE a [ <!ENTITY b \"c\"> ]>\n\
                       <a b='' c=\"<!-- d -->\">134&lt;5]]]6<b xml:lang='x-rawabit-nolang'/>\
                       7<c xml:lang=\"x-rawabit-nolang\"  d='8'/>&gt;&amp;]]9</a><!-- e --><?f?>";
        let (plain, told) = Plain::text(text.as_bytes());
        assert_eq!(String::from_utf8_lossy(&told), plainly);
        for digit in b'3'..=b'9' {
            let place = |text: &str| text.bytes().position(|byte| byte == digit).unwrap() as u64;
            assert_eq!(plain.read(place(plainly) + 1), place(text) + 1);
        }
        for length in [1, 2, 7, 1000] {
            let mut reader = Plain::default().of(Slowly(text.as_bytes()));
            let (mut told, mut buffer) = (Vec::new(), vec![0; length]);
            loop {
                let n = reader.read(&mut buffer).unwrap();
                if n == 0 {
                    break;
                }
                told.extend_from_slice(&buffer[..n]);
            }
            assert_eq!(String::from_utf8_lossy(&told), plainly);
        }
        for cut in ["<a>b<", "<a>b<!", "<a>b<![CDA", "<a>b<!-"] {
            assert_eq!(Plain::text(cut.as_bytes()).1, cut.as_bytes());
        }
    }
}

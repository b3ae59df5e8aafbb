//! The bytes that were read last, so that a mistake is shown in its line; and where among them triple
//! terms lie too deep, which the parser is not to see.

use std::cell::RefCell;
use std::io::Read;
use std::rc::Rc;

use super::depth::{Depth, too_deep};
use super::mistake::Mistake;

/// So many bytes are kept at least; a parser is ahead of what it speaks of by less.
const KEPT: usize = 1 << 16;

/// The last bytes of a reader, whose position they know.
#[derive(Clone, Default)]
pub(super) struct Recent(Rc<RefCell<Window>>);

#[derive(Default)]
struct Window {
    bytes: Vec<u8>,
    /// The bytes and the line breaks before those that are kept.
    gone: u64,
    lines: u64,
    /// Of a format that has triple terms.
    depth: Option<Depth>,
    /// The byte before which the document is ended, as something lies too deep there.
    end: Option<u64>,
}

impl Recent {
    /// Line and column of a byte, from 1, the column in characters; the lowest that it knows.
    pub(super) fn position(&self, byte: u64) -> (u64, u64) {
        let window = self.0.borrow();
        let before = window.before(byte);
        let start = line_start(before);
        let column = String::from_utf8_lossy(&before[start..]).chars().count();
        (window.lines + breaks(before) + 1, column as u64 + 1)
    }

    /// Where what stands in the line before a byte ends, if a line begins there.
    pub(super) fn line_end(&self, byte: u64) -> Option<u64> {
        let window = self.0.borrow();
        line_end(window.before(byte)).map(|length| window.gone + length as u64)
    }

    /// Where the markup or text that ends at a byte begins.
    #[cfg(feature = "rdf-xml")]
    pub(super) fn begin(&self, byte: u64) -> u64 {
        let window = self.0.borrow();
        let before = window.before(byte);
        let begin = if before.ends_with(b">") {
            before.iter().rposition(|byte| *byte == b'<')
        } else {
            let text = before.iter().rposition(|byte| *byte == b'>');
            text.map(|at| {
                let rest = &before[at + 1..];
                let blank = rest.iter().take_while(|byte| byte.is_ascii_whitespace());
                at + 1 + blank.count()
            })
        };
        begin.map_or(byte, |begin| window.gone + begin as u64)
    }

    /// What stands between two bytes, where it is still at hand.
    pub(super) fn text(&self, from: u64, to: u64) -> String {
        let window = self.0.borrow();
        let after = &window.bytes[window.before(from).len()..window.before(to).len()];
        String::from_utf8_lossy(after).into_owned()
    }

    /// A mistake in its line, where that is still at hand.
    pub(super) fn show(&self, byte: u64, mistake: Mistake) -> Mistake {
        let window = self.0.borrow();
        if byte < window.gone || window.bytes.is_empty() {
            return mistake;
        }
        let before = window.before(byte);
        let start = line_start(before);
        let rest = &window.bytes[start..];
        let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        let line = &rest[..end.unwrap_or(rest.len())];
        let column = String::from_utf8_lossy(&before[start..]).chars().count();
        mistake.shown(&String::from_utf8_lossy(line), column)
    }

    /// What is wrong where triple terms lie too deep, if that is what a parser met that stopped at a byte.
    pub(super) fn too_deep(&self, stop: u64) -> Option<Mistake> {
        let end = self.0.borrow().end.filter(|end| stop >= *end)?;
        let begin = end.saturating_sub(1);
        let (line, column) = self.position(begin);
        Some(self.show(begin, Mistake::at(line, column, too_deep())))
    }

    /// A reader whose last bytes are these, and which ends where triple terms lie too deep.
    pub(super) fn of_terms<R: Read>(&self, reader: R) -> Kept<R> {
        self.0.borrow_mut().depth = Some(Depth::default());
        self.of(reader)
    }

    /// A reader whose last bytes are these.
    pub(super) fn of<R: Read>(&self, reader: R) -> Kept<R> {
        Kept {
            reader,
            recent: self.clone(),
        }
    }
}

impl Window {
    fn before(&self, byte: u64) -> &[u8] {
        let length = byte.saturating_sub(self.gone) as usize;
        &self.bytes[..length.min(self.bytes.len())]
    }

    fn take(&mut self, bytes: &[u8]) {
        if self.bytes.len() + bytes.len() > 4 * KEPT {
            let gone = self.bytes.len().saturating_sub(KEPT);
            self.lines += breaks(&self.bytes[..gone]);
            self.gone += gone as u64;
            self.bytes.drain(..gone);
        }
        self.bytes.extend_from_slice(bytes);
    }
}

/// How long a text is without the line break that it ends with and the white space before that.
pub(super) fn line_end(text: &[u8]) -> Option<usize> {
    let ends = text.ends_with(b"\n") || text.ends_with(b"\r");
    ends.then(|| text.trim_ascii_end().len())
}

fn line_start(bytes: &[u8]) -> usize {
    let last = bytes.iter().rposition(|byte| *byte == b'\n');
    last.map_or(0, |at| at + 1)
}

fn breaks(bytes: &[u8]) -> u64 {
    bytes.split(|byte| *byte == b'\n').count() as u64 - 1
}

/// A reader that keeps its last bytes.
pub(super) struct Kept<R> {
    reader: R,
    recent: Recent,
}

impl<R: Read> Read for Kept<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let window = &mut *self.recent.0.borrow_mut();
        if window.end.is_some() {
            return Ok(0);
        }
        let n = self.reader.read(buffer)?;
        let begin = window.gone + window.bytes.len() as u64;
        window.take(&buffer[..n]);
        let depth = window.depth.as_mut();
        let Some(at) = depth.and_then(|depth| depth.step(&buffer[..n])) else {
            return Ok(n);
        };
        window.end = Some(begin + at as u64);
        Ok(at)
    }
}

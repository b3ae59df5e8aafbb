//! UTF-16 as UTF-8, which is what the parser of RDF/XML takes; XML may come in both.

use std::io::{Cursor, Error, ErrorKind, Read, Result};

/// So many bytes are read at once.
const BLOCK: usize = 1 << 16;

/// The order of the two bytes of a letter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Order {
    Big,
    Little,
}

impl Order {
    fn units(self, bytes: &[u8]) -> Vec<u16> {
        let unit = |pair: &[u8]| match self {
            Self::Big => u16::from_be_bytes([pair[0], pair[1]]),
            Self::Little => u16::from_le_bytes([pair[0], pair[1]]),
        };
        bytes.chunks_exact(2).map(unit).collect()
    }
}

/// Whether a text is in UTF-16, by its mark or by the zeros between its letters.
pub(super) fn is_utf_16(head: &[u8]) -> bool {
    order(head).is_some()
}

fn order(head: &[u8]) -> Option<Order> {
    match head {
        [0xff, 0xfe, ..] | [1..=u8::MAX, 0, ..] => Some(Order::Little),
        [0xfe, 0xff, ..] | [0, 1..=u8::MAX, ..] => Some(Order::Big),
        _ => None,
    }
}

/// The first bytes of a text, which may be cut within a character, as far as they make sense.
pub(super) fn start_of_utf_16(head: &[u8]) -> String {
    let units = order(head).map(|order| order.units(head));
    let text = String::from_utf16_lossy(&units.unwrap_or_default());
    text.trim_start_matches('\u{feff}').to_owned()
}

/// A reader of UTF-16 as one of UTF-8.
pub(super) struct Utf16<R> {
    reader: R,
    order: Order,
    /// What has been read and not yet been put, in the other form.
    waits: Vec<u8>,
    ready: Cursor<Vec<u8>>,
    read: u64,
    is_over: bool,
}

impl<R: Read> Utf16<R> {
    /// Of a text that begins so.
    pub(super) fn new(head: &[u8], reader: R) -> Self {
        Self {
            reader,
            order: order(head).unwrap_or(Order::Big),
            waits: Vec::new(),
            ready: Cursor::default(),
            read: 0,
            is_over: false,
        }
    }

    /// Reads on.
    fn block(&mut self) -> Result<()> {
        let is_first = self.read == 0;
        let begin = self.read - self.waits.len() as u64;
        let block = (&mut self.reader).take(BLOCK as u64);
        let read = { block }.read_to_end(&mut self.waits)?;
        self.read += read as u64;
        self.is_over = read < BLOCK;
        let mut units = self.order.units(&self.waits);
        // The first half of a character waits for the second.
        if !self.is_over
            && units
                .last()
                .is_some_and(|unit| (0xd800..0xdc00).contains(unit))
        {
            units.pop();
        }
        let rest = self.waits.split_off(units.len() * 2);
        let mut text = String::with_capacity(units.len());
        let mut at = begin;
        for next in char::decode_utf16(units) {
            let character = next.ok().ok_or_else(|| broken(at))?;
            at += character.len_utf16() as u64 * 2;
            text.push(character);
        }
        if self.is_over && !rest.is_empty() {
            return Err(broken(at));
        }
        self.waits = rest;
        if is_first {
            text = undeclared(text.trim_start_matches('\u{feff}'));
        }
        self.ready = Cursor::new(text.into_bytes());
        Ok(())
    }
}

fn broken(at: u64) -> Error {
    let message = format!("the document is no UTF-16 at byte {at}");
    Error::new(ErrorKind::InvalidData, message)
}

/// A text without its XML declaration, which names the encoding that it had; all else stays where it is.
fn undeclared(text: &str) -> String {
    let end = text.starts_with("<?xml").then(|| text.find("?>")).flatten();
    let (declaration, rest) = text.split_at(end.map_or(0, |end| end + 2));
    let blank = |c: char| if c == '\n' || c == '\r' { c } else { ' ' };
    let mut text: String = declaration.chars().map(blank).collect();
    text.push_str(rest);
    text
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        loop {
            let given = self.ready.read(buffer)?;
            if given > 0 || self.is_over || buffer.is_empty() {
                return Ok(given);
            }
            self.block()?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf_16_is_read_in_either_order_and_across_blocks() {
        let text = "<?xml version='1.0' encoding='UTF-16'?>\n<a>قطر 🌍</a>";
        let text = text.to_owned() + &"🌍a".repeat(BLOCK);
        let units: Vec<u16> = text.encode_utf16().collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        let little: Vec<u8> = [0xfeff]
            .iter()
            .chain(&units)
            .flat_map(|unit| unit.to_le_bytes())
            .collect();
        let told = " ".repeat(39) + &text[39..];
        for bytes in [big, little] {
            assert!(is_utf_16(&bytes));
            let mut read = String::new();
            let mut reader = Utf16::new(&bytes, bytes.as_slice());
            reader.read_to_string(&mut read).unwrap();
            assert!(read == told, "{}", &read[..60]);
            let mut reader = Utf16::new(&bytes, &bytes[..bytes.len() - 1]);
            let error = reader.read_to_string(&mut read).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidData);
        }
        assert!(!is_utf_16(b"<rdf:RDF/>") && !is_utf_16(b"a"));
    }
}

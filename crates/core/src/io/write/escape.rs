//! Texts and IRIs as the line formats and Turtle write them.

use std::fmt::Write as _;

/// What has to be escaped in a string between quotes, by byte.
const TEXT: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = true;
        byte += 1;
    }
    table[b'"' as usize] = true;
    table[b'\\' as usize] = true;
    table[0x7f] = true;
    table[BEYOND as usize] = true;
    table
};

/// The first byte of U+FFFE and U+FFFF, which are no characters, and of many that are.
const BEYOND: u8 = 0xef;

/// What cannot stand in an IRI between angle brackets, by byte. A checked IRI has none of it.
const IRI: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte <= 0x20 {
        table[byte] = true;
        byte += 1;
    }
    let bytes = b"<>\"{}|^`\\";
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
};

/// The position of the first byte that a table has.
fn first(text: &str, table: &[bool; 256]) -> Option<usize> {
    text.bytes().position(|byte| table[byte as usize])
}

/// Whether a text stands between quotes as it is. Most do, and many bytes are looked at at once.
fn is_plain(text: &str) -> bool {
    let odd = |&byte: &u8| byte < 0x20 || matches!(byte, b'"' | b'\\' | 0x7f | BEYOND);
    // Without a way out before the end of a chunk, the compiler looks at all of it in one go.
    let in_chunk = |chunk: &[u8]| chunk.iter().filter(|byte| odd(byte)).count() > 0;
    let mut chunks = text.as_bytes().chunks_exact(16);
    !chunks.any(in_chunk) && !text.as_bytes()[text.len() & !15..].iter().any(odd)
}

/// A text as it stands between quotes in canonical N-Triples.
pub(super) fn push_text(out: &mut String, mut text: &str) {
    if is_plain(text) {
        out.push_str(text);
        return;
    }
    while let Some(at) = first(text, &TEXT) {
        out.push_str(&text[..at]);
        text = &text[at..];
        let length = match text.chars().next() {
            Some(character @ ('\u{fffe}' | '\u{ffff}')) => {
                push_code(out, character);
                character.len_utf8()
            }
            Some(character) if !character.is_ascii() => {
                out.push(character);
                character.len_utf8()
            }
            _ => {
                push_escape(out, text.as_bytes()[0]);
                1
            }
        };
        text = &text[length..];
    }
    out.push_str(text);
}

/// The escape of an ASCII character.
fn push_escape(out: &mut String, byte: u8) {
    match byte {
        b'\t' => out.push_str("\\t"),
        0x08 => out.push_str("\\b"),
        b'\n' => out.push_str("\\n"),
        b'\r' => out.push_str("\\r"),
        0x0c => out.push_str("\\f"),
        b'"' => out.push_str("\\\""),
        b'\\' => out.push_str("\\\\"),
        byte => push_code(out, byte.into()),
    }
}

/// `\u200E`
fn push_code(out: &mut String, character: char) {
    // Writing to a string does not fail.
    let _ = write!(out, "\\u{:04X}", u32::from(character));
}

/// Whether a character turns the direction of what follows, to the end of the line and beyond the
/// closing quote if nothing ends it: such a one is not shown to people as it is.
fn turns(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text with its quotes as Turtle has it for people: over several lines where it has several, and
/// where it may be.
pub(super) fn push_quoted(out: &mut String, text: &str, may_be_long: bool) {
    let long = may_be_long && text.contains('\n');
    let plain = !text.contains(turns);
    if plain && !long {
        out.push('"');
        push_text(out, text);
        out.push('"');
        return;
    }
    out.push_str(if long { "\"\"\"" } else { "\"" });
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '\n' | '\t' if long => out.push(character),
            // One quote may stand in a long string, but not beside another one.
            '"' if long && rest.peek().is_some_and(|&next| next != '"') => out.push('"'),
            character if turns(character) => push_code(out, character),
            character if character.is_ascii() && TEXT[character as usize] => {
                push_escape(out, character as u8);
            }
            character => out.push(character),
        }
    }
    out.push_str(if long { "\"\"\"" } else { "\"" });
}

/// An IRI in angle brackets, from its two halves.
pub(super) fn push_iri(out: &mut String, namespace: &str, local: &str) {
    out.push('<');
    push_part(out, namespace);
    push_part(out, local);
    out.push('>');
}

/// A part of an IRI.
pub(super) fn push_part(out: &mut String, mut part: &str) {
    while let Some(at) = first(part, &IRI) {
        out.push_str(&part[..at]);
        push_code(out, part.as_bytes()[at].into());
        part = &part[at + 1..];
    }
    out.push_str(part);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> String {
        let mut out = String::new();
        push_quoted(&mut out, text, true);
        out
    }

    #[test]
    fn texts_are_escaped_where_they_must_be() {
        assert_eq!(quoted("قطر"), "\"قطر\"");
        assert_eq!(
            quoted("a\"\\\t\u{1}\u{7f}"),
            "\"a\\\"\\\\\\t\\u0001\\u007F\""
        );
        assert_eq!(quoted("a\r\nb"), "\"\"\"a\\r\nb\"\"\"");
        assert_eq!(quoted("\"a\"\n\"\"b\""), "\"\"\"\"a\"\n\\\"\"b\\\"\"\"\"");
        assert_eq!(quoted("a\u{202e}b\u{200f}"), "\"a\\u202Eb\u{200f}\"");
        assert_eq!(quoted("ﷺ\u{fffe}\u{ffff}"), "\"ﷺ\\uFFFE\\uFFFF\"");
        let mut out = String::new();
        push_iri(&mut out, "http://e/", "a>b\n");
        assert_eq!(out, "<http://e/a\\u003Eb\\u000A>");
    }
}

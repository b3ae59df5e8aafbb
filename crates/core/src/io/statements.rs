//! Where the statements of Turtle and its kin end, so that a bad one can be left out on its own.
//!
//! The grammar is the parser's business. This only passes over texts, IRIs and comments, to see which
//! dot ends a statement and which brace a graph.

/// What a document is cut into.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    /// A statement or a directive, with its dot where it has one.
    Statement,
    /// `GRAPH <g> {`, `<g> {` or `{`.
    Opens,
    /// What stands before a `}`, which is the last byte.
    Closes,
    /// A text or a comment of which the end has not come; the rest of the document.
    Unclosed,
}

/// How a format is cut.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Cut {
    /// N-Triples and N-Quads: at each line.
    Lines,
    /// Turtle, and TriG where a graph is open.
    Dots,
    /// TriG outside of graphs.
    Graphs,
    Within,
}

/// The first part of a text, and its length; `None` where more has to be read to tell.
pub(super) fn first(text: &[u8], cut: Cut, is_end: bool) -> Option<(Part, usize)> {
    if cut == Cut::Lines {
        let end = text.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        let end = end.map(|end| end + 1).or(is_end.then_some(text.len()));
        return end.map(|end| (Part::Statement, end));
    }
    Scanner {
        text,
        at: 0,
        is_end,
    }
    .part(cut)
}

struct Scanner<'a> {
    text: &'a [u8],
    at: usize,
    is_end: bool,
}

/// What ends the scan before the text does.
enum Ends {
    /// More has to be read.
    Early,
    /// An IRI, or a text of one line, that goes to the end of its line.
    Line,
    /// A text of several lines that goes to the end of the document.
    Document,
}

impl Scanner<'_> {
    fn part(&mut self, cut: Cut) -> Option<(Part, usize)> {
        match self.scan(cut) {
            Ok(part) => Some((part, self.at)),
            Err(Ends::Early) => None,
            Err(Ends::Line) => Some((Part::Statement, self.at)),
            Err(Ends::Document) => Some((Part::Unclosed, self.text.len())),
        }
    }

    fn scan(&mut self, cut: Cut) -> Result<Part, Ends> {
        // PREFIX and the like end without a dot, with their IRI or text.
        let mut directive: Option<u8> = None;
        let mut is_first = true;
        while let Some(&byte) = self.text.get(self.at) {
            if byte.is_ascii_whitespace() {
                self.at += 1;
                continue;
            }
            match byte {
                b'#' => {
                    self.skip_to_line_end()?;
                    continue;
                }
                b'.' if !self.is_number()? => {
                    self.at += 1;
                    return Ok(Part::Statement);
                }
                b'{' | b'|' if self.peek(1)? == Some(if byte == b'{' { b'|' } else { b'}' }) => {
                    self.at += 2;
                }
                b'{' if cut == Cut::Graphs => {
                    self.at += 1;
                    return Ok(Part::Opens);
                }
                b'}' if cut == Cut::Within => {
                    self.at += 1;
                    return Ok(Part::Closes);
                }
                b'<' if self.peek(1)? == Some(b'<') => self.at += 2,
                b'<' => {
                    self.iri()?;
                    if directive == Some(b'<') {
                        return Ok(Part::Statement);
                    }
                }
                b'"' | b'\'' => {
                    self.text(byte)?;
                    if directive == Some(b'"') {
                        return Ok(Part::Statement);
                    }
                }
                b'@' => {
                    self.at += 1;
                    self.skip_while(|byte| byte.is_ascii_alphanumeric() || byte == b'-')?;
                }
                _ if in_name(byte) || byte == b'.' => {
                    let word = self.word()?;
                    if is_first {
                        directive = match word.to_ascii_lowercase().as_slice() {
                            b"prefix" | b"base" => Some(b'<'),
                            b"version" => Some(b'"'),
                            _ => None,
                        };
                    }
                }
                _ => self.at += 1,
            }
            is_first = false;
        }
        if self.is_end {
            Ok(Part::Statement)
        } else {
            Err(Ends::Early)
        }
    }

    /// The byte so many behind this one, which may be none.
    fn peek(&self, further: usize) -> Result<Option<u8>, Ends> {
        match self.text.get(self.at + further) {
            None if !self.is_end => Err(Ends::Early),
            byte => Ok(byte.copied()),
        }
    }

    /// Whether the dot here begins a number.
    fn is_number(&self) -> Result<bool, Ends> {
        Ok(self.peek(1)?.is_some_and(|byte| byte.is_ascii_digit()))
    }

    fn skip_while(&mut self, is_part: impl Fn(u8) -> bool) -> Result<(), Ends> {
        while self.peek(0)?.is_some_and(&is_part) {
            self.at += 1;
        }
        Ok(())
    }

    fn skip_to_line_end(&mut self) -> Result<(), Ends> {
        self.skip_while(|byte| !matches!(byte, b'\n' | b'\r'))
    }

    /// An IRI, which ends with its line at the latest.
    fn iri(&mut self) -> Result<(), Ends> {
        self.skip_while(|byte| !matches!(byte, b'>' | b'\n' | b'\r'))?;
        if self.peek(0)? != Some(b'>') {
            return Err(Ends::Line);
        }
        self.at += 1;
        Ok(())
    }

    fn text(&mut self, quote: u8) -> Result<(), Ends> {
        if self.peek(1)? == Some(quote) && self.peek(2)? == Some(quote) {
            self.at += 3;
            return self.long_text(quote);
        }
        self.at += 1;
        loop {
            match self.peek(0)? {
                Some(b'\\') => self.at += 2,
                Some(b'\n' | b'\r') | None => return Err(Ends::Line),
                Some(byte) => {
                    self.at += 1;
                    if byte == quote {
                        return Ok(());
                    }
                }
            }
            self.at = self.at.min(self.text.len());
        }
    }

    fn long_text(&mut self, quote: u8) -> Result<(), Ends> {
        while let Some(&byte) = self.text.get(self.at) {
            if byte == b'\\' {
                self.at += 2;
            } else if self.text[self.at..].starts_with(&[quote; 3]) {
                self.at += 3;
                // A quote more may be the last of the text.
                return self.skip_while(|byte| byte == quote);
            } else {
                self.at += 1;
            }
        }
        self.at = self.text.len();
        Err(if self.is_end {
            Ends::Document
        } else {
            Ends::Early
        })
    }

    /// A name or a number, without the dot behind it.
    fn word(&mut self) -> Result<&[u8], Ends> {
        let start = self.at;
        loop {
            match self.peek(0)? {
                Some(b'\\') => self.at += if self.peek(1)?.is_some() { 2 } else { 1 },
                Some(b'.') => {
                    let dots = self.text[self.at..]
                        .iter()
                        .take_while(|byte| **byte == b'.');
                    let dots = dots.count();
                    match self.peek(dots)? {
                        Some(next) if in_name(next) => self.at += dots,
                        _ => break,
                    }
                }
                Some(byte) if in_name(byte) => self.at += 1,
                _ => break,
            }
        }
        Ok(&self.text[start..self.at])
    }
}

fn in_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'_' | b'-' | b':' | b'%' | b'\\' | b'+')
        || !byte.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str, cut: Cut) -> Vec<&str> {
        let mut rest = text;
        let mut found = Vec::new();
        while !rest.trim().is_empty() {
            let (_, length) = first(rest.as_bytes(), cut, true).unwrap();
            let (part, after) = rest.split_at(length);
            found.push(part.trim());
            rest = after;
        }
        found
    }

    #[test]
    fn a_statement_ends_with_the_dot_that_is_in_nothing_else() {
        let text = "PREFIX a: <http://a.b/> @prefix b: <b.c> .\n\
                    a:b.c a:d 1.5 , .5, 1. # a dot.\n\
                    a:b a:c \"x.\\\". y\"@en.a:d a:e '''. ' . '''.\n\
                    << a:b a:c a:d >> a:e [ a:f a:g ] {| a:h a:i |} .";
        assert_eq!(
            parts(text, Cut::Dots),
            [
                "PREFIX a: <http://a.b/>",
                "@prefix b: <b.c> .",
                "a:b.c a:d 1.5 , .5, 1.",
                "# a dot.\na:b a:c \"x.\\\". y\"@en.",
                "a:d a:e '''. ' . '''.",
                "<< a:b a:c a:d >> a:e [ a:f a:g ] {| a:h a:i |} .",
            ]
        );
    }

    #[test]
    fn what_is_cut_short_waits_for_the_rest() {
        let text = "<a> <b> \"c\"@en , '''d''' , 1.5 , a:b.c {| <d> <e> |} . ";
        for end in 0..text.trim_end().len() {
            assert_eq!(
                first(&text.as_bytes()[..end], Cut::Dots, false),
                None,
                "{end}"
            );
        }
        assert_eq!(
            first(text.as_bytes(), Cut::Dots, false),
            Some((Part::Statement, text.trim_end().len()))
        );
    }

    #[test]
    fn an_open_text_or_iri_ends_with_its_line_and_a_long_text_with_the_document() {
        assert_eq!(
            parts("<a> <b> <c .\n<d> .", Cut::Dots),
            ["<a> <b> <c .", "<d> ."]
        );
        assert_eq!(
            parts("<a> <b> \"c .\n<d> .", Cut::Dots),
            ["<a> <b> \"c .", "<d> ."]
        );
        let text = b"<a> <b> '''c .\n<d> .";
        assert_eq!(
            first(text, Cut::Dots, true),
            Some((Part::Unclosed, text.len()))
        );
    }
}

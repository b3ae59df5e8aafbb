//! The words of a query, as far as is needed to say what is wrong with one.
//!
//! The grammar is the parser's business. This only cuts a text where SPARQL cuts it, so that a mistake
//! can be shown at its place.

/// A piece of a query.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    pub(super) text: &'a str,
    /// The byte at which it begins.
    pub(super) start: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// `<http://…>`
    Iri,
    /// `<` that opens an IRI which is never closed, or has a character in it that no IRI has.
    BadIri,
    /// A string in any of the four quotes.
    Text,
    /// A quote that is never closed.
    OpenText,
    /// `?x` or `$x`
    Variable,
    /// `rb:Summit`, `_:b`, `rb:`
    Name,
    /// `SELECT`, `a`, `true`, or a number.
    Word,
    /// One of `{ } ( ) [ ]`, or `{|`, `|}`, `<<`, `>>`, `<<(`, `)>>`.
    Bracket,
    /// Anything else, one character.
    Sign,
}

/// Cuts a query into its words; comments and white space are left out.
pub(super) fn tokens(query: &str) -> Vec<Token<'_>> {
    let mut found: Vec<Token<'_>> = Vec::new();
    let mut at = 0;
    while let Some(first) = query[at..].chars().next() {
        let rest = &query[at..];
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        if first == '#' {
            at += rest.find(['\n', '\r']).unwrap_or(rest.len());
            continue;
        }
        let (kind, length) = cut(rest, first, found.last().copied());
        found.push(Token {
            kind,
            text: &rest[..length],
            start: at,
        });
        at += length;
    }
    found
}

const BRACKETS: &[&str] = &[
    "<<(", ")>>", "<<", ">>", "{|", "|}", "{", "}", "(", ")", "[", "]",
];

fn cut(rest: &str, first: char, before: Option<Token<'_>>) -> (Kind, usize) {
    match first {
        '"' | '\'' => return text(rest, first),
        '?' | '$' => {
            let name = word(&rest[1..], false);
            if name > 0 {
                return (Kind::Variable, 1 + name);
            }
        }
        '<' if !rest.starts_with("<<") && opens_iri(rest, before) => return iri(rest),
        _ => {}
    }
    if let Some(bracket) = BRACKETS.iter().find(|b| rest.starts_with(**b)) {
        return (Kind::Bracket, bracket.len());
    }
    let name = word(rest, true);
    match name {
        0 => (Kind::Sign, first.len_utf8()),
        _ if rest[..name].contains(':') => (Kind::Name, name),
        _ => (Kind::Word, name),
    }
}

/// Whether `<` opens an IRI and is no "less than": what a comparison follows is an operand.
fn opens_iri(rest: &str, before: Option<Token<'_>>) -> bool {
    let after_operand = before.is_some_and(|token| match token.kind {
        Kind::Variable | Kind::Text => true,
        Kind::Word => token.text.starts_with(|c: char| c.is_ascii_digit()),
        Kind::Bracket => token.text == ")",
        _ => false,
    });
    let (kind, _) = iri(rest);
    kind == Kind::Iri || !after_operand
}

fn iri(rest: &str) -> (Kind, usize) {
    let end = rest.char_indices().skip(1).find(|(_, c)| {
        *c <= ' ' || matches!(c, '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\')
    });
    match end {
        Some((at, '>')) => (Kind::Iri, at + 1),
        Some((at, '\\')) if rest[at..].starts_with("\\u") || rest[at..].starts_with("\\U") => {
            match rest[at..].find('>') {
                Some(close) => (Kind::Iri, at + close + 1),
                None => (Kind::BadIri, rest.len()),
            }
        }
        Some((at, _)) => (Kind::BadIri, at),
        None => (Kind::BadIri, rest.len()),
    }
}

fn text(rest: &str, quote: char) -> (Kind, usize) {
    let long = quote.to_string().repeat(3);
    let close = if rest.starts_with(&long) {
        long.as_str()
    } else {
        &rest[..1]
    };
    let mut at = close.len();
    while let Some(next) = rest[at..].chars().next() {
        if rest[at..].starts_with(close) {
            return (Kind::Text, at + close.len());
        }
        if close.len() == 1 && matches!(next, '\n' | '\r') {
            return (Kind::OpenText, at);
        }
        at += next.len_utf8();
        if next == '\\' {
            at += rest[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
    (Kind::OpenText, rest.len())
}

/// The bytes of a name at the beginning of a text; with `colons`, a prefixed one.
fn word(rest: &str, colons: bool) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let in_name = c.is_alphanumeric()
            || matches!(
                c,
                '_' | '\u{b7}' | '\u{200c}' | '\u{200d}' | '\u{203f}' | '\u{2040}'
            )
            || ('\u{300}'..='\u{36f}').contains(&c)
            || is_mark(c);
        if in_name {
            end = at + c.len_utf8();
        } else if colons && matches!(c, ':' | '%') {
            end = at + 1;
        } else if colons && c == '\\' && rest[..at].contains(':') {
            if let Some((at, escaped)) = chars.next() {
                end = at + escaped.len_utf8();
            }
        } else if !(colons && matches!(c, '-' | '.') && at > 0) {
            break;
        }
        // A "." or "-" counts only where the name goes on behind it.
    }
    end
}

/// Whether a character is a mark of Arabic writing, which `is_alphanumeric` leaves out.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_up(query: &str) -> Vec<(Kind, &str)> {
        tokens(query)
            .into_iter()
            .map(|t| (t.kind, t.text))
            .collect()
    }

    #[test]
    fn a_query_is_cut_where_sparql_cuts_it() {
        use Kind::{Bracket, Iri, Name, Sign, Text, Variable, Word};
        assert_eq!(
            cut_up(
                "SELECT ?س{<http://a/#b> rb:p-q.r 'it\\'s'@ar; ex:قطر \"\"\"a\"b\"\"\" . # end }\nFILTER(?x < 3&&?y >?x)}"
            ),
            [
                (Word, "SELECT"),
                (Variable, "?س"),
                (Bracket, "{"),
                (Iri, "<http://a/#b>"),
                (Name, "rb:p-q.r"),
                (Text, "'it\\'s'"),
                (Sign, "@"),
                (Word, "ar"),
                (Sign, ";"),
                (Name, "ex:قطر"),
                (Text, "\"\"\"a\"b\"\"\""),
                (Sign, "."),
                (Word, "FILTER"),
                (Bracket, "("),
                (Variable, "?x"),
                (Sign, "<"),
                (Word, "3"),
                (Sign, "&"),
                (Sign, "&"),
                (Variable, "?y"),
                (Sign, ">"),
                (Variable, "?x"),
                (Bracket, ")"),
                (Bracket, "}"),
            ]
        );
    }

    #[test]
    fn what_is_not_closed_is_told() {
        assert_eq!(cut_up("'abc\n"), [(Kind::OpenText, "'abc")]);
        assert_eq!(cut_up("\"\"\"abc"), [(Kind::OpenText, "\"\"\"abc")]);
        assert_eq!(
            cut_up("{ <a b>"),
            [
                (Kind::Bracket, "{"),
                (Kind::BadIri, "<a"),
                (Kind::Word, "b"),
                (Kind::Sign, ">"),
            ]
        );
    }

    #[test]
    fn no_text_is_too_odd() {
        for query in [
            "?",
            "\\",
            "<",
            "'",
            "\"\\",
            "a:\\",
            ":",
            "é\u{301}",
            "<<(",
            "٣٤",
            "\u{feff}",
        ] {
            let all: usize = tokens(query).iter().map(|t| t.text.len()).sum();
            assert_eq!(all, query.len(), "{query:?}");
        }
    }
}

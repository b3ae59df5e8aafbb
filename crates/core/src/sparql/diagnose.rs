//! What is wrong with a query that the parser does not take, in words that help.
//!
//! The parser stops at the furthest place that it reached and lists what it tried there, often beside
//! the point. Most mistakes are of a few kinds, which are looked for first.

use super::QueryError;
use super::tokens::{Kind, Token, tokens};
use crate::graph::Lens;
use crate::model::{did_you_mean, nearest};

const FORMS: [&str; 4] = ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"];
const UPDATES: [&str; 12] = [
    "INSERT", "DELETE", "WITH", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "UPDATE",
    "MERGE",
];
const PROLOGUE: [&str; 3] = ["PREFIX", "BASE", "VERSION"];

/// What kind of request was expected.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Query,
    Update,
}

/// The error for a text that does not parse; `said` is what the parser says.
pub(super) fn diagnose(text: &str, said: &str, wanted: Wanted, lens: Lens<'_>) -> QueryError {
    let all = tokens(text);
    let (byte, message) = lexical(&all)
        .or_else(|| opening(&all, wanted))
        .or_else(|| brackets(&all))
        .or_else(|| prefixes(&all, lens))
        .unwrap_or_else(|| parsers_word(text, &all, said));
    at(text, byte, message)
}

/// An error at a byte of a query, which shows the line.
pub(super) fn at(text: &str, byte: usize, message: String) -> QueryError {
    let before = &text[..byte];
    let line = before.matches('\n').count() as u64 + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before[start..].chars().count();
    let shown = text[start..].lines().next().unwrap_or_default();
    QueryError::Syntax {
        line,
        column: column as u64 + 1,
        message,
        place: place(shown, column),
    }
}

/// So many columns of a long line are shown on either side.
const SHOWN: usize = 60;

/// The line, and a caret under the column.
fn place(line: &str, column: usize) -> String {
    let chars: Vec<char> = line
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let from = column.saturating_sub(SHOWN);
    let to = (column + SHOWN).min(chars.len());
    let start = if from > 0 { "…" } else { "" };
    let end = if to < chars.len() { "…" } else { "" };
    let shown: String = chars[from..to].iter().collect();
    let lead: String = chars[from..column.min(chars.len())].iter().collect();
    let width = crate::table::width(&lead) + crate::table::width(start);
    format!("  {start}{shown}{end}\n  {}^", " ".repeat(width))
}

type Found = Option<(usize, String)>;

fn lexical(all: &[Token<'_>]) -> Found {
    let bad = all
        .iter()
        .find(|token| matches!(token.kind, Kind::BadIri | Kind::OpenText))?;
    Some((
        bad.start,
        match bad.kind {
            Kind::OpenText => "this text is never closed; a text of several lines stands in \"\"\"three quotes\"\"\"".into(),
            _ => format!("this IRI is not closed: no space, quote or brace may stand in it, and {} does not end with \">\"", shown(bad.text)),
        },
    ))
}

/// Another kind of request, or a misspelt first word.
fn opening(all: &[Token<'_>], wanted: Wanted) -> Found {
    let mut rest = all.iter().peekable();
    let first = loop {
        let Some(token) = rest.next() else {
            let what = match wanted {
                Wanted::Query => {
                    "the query is empty; it begins with SELECT, ASK, CONSTRUCT or DESCRIBE"
                }
                Wanted::Update => {
                    "the update is empty; it begins with INSERT, DELETE, LOAD or CLEAR"
                }
            };
            return all.is_empty().then(|| (0, what.into()));
        };
        if token.kind != Kind::Word {
            return Some((token.start, begins_with(token.text, wanted)));
        }
        let word = token.text.to_ascii_uppercase();
        if !PROLOGUE.contains(&word.as_str()) {
            break token;
        }
        while rest
            .next_if(|t| matches!(t.kind, Kind::Name | Kind::Iri | Kind::Text))
            .is_some()
        {}
    };
    let word = first.text.to_ascii_uppercase();
    let known = |words: &[&str]| words.contains(&word.as_str());
    match wanted {
        Wanted::Query if known(&FORMS) => None,
        Wanted::Update if known(&UPDATES) => None,
        Wanted::Query if known(&UPDATES) => Some((
            first.start,
            format!("this is an update, not a query: call update() for {word}"),
        )),
        Wanted::Update if known(&FORMS) => Some((
            first.start,
            format!(
                "this is a query, not an update: call query(), ask() or construct() for {word}"
            ),
        )),
        _ => Some((first.start, begins_with(first.text, wanted))),
    }
}

fn begins_with(text: &str, wanted: Wanted) -> String {
    let (what, words): (&str, &[&str]) = match wanted {
        Wanted::Query => (
            "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE",
            &FORMS,
        ),
        Wanted::Update => (
            "an update begins with INSERT, DELETE, LOAD, CLEAR or the like",
            &UPDATES,
        ),
    };
    let upper = text.to_ascii_uppercase();
    let hint = did_you_mean(&nearest(&upper, words.iter().copied(), 1));
    format!("{what}, not with {}{hint}", shown(text))
}

fn brackets(all: &[Token<'_>]) -> Found {
    let closing = |open: &str| match open {
        "{" => "}",
        "(" => ")",
        "[" => "]",
        "<<" => ">>",
        "{|" => "|}",
        _ => ")>>",
    };
    let mut open: Vec<&Token<'_>> = Vec::new();
    for token in all.iter().filter(|t| t.kind == Kind::Bracket) {
        if matches!(token.text, "{" | "(" | "[" | "<<" | "<<(" | "{|") {
            open.push(token);
            continue;
        }
        match open.pop() {
            None => {
                return Some((token.start, format!("\"{}\" closes nothing", token.text)));
            }
            Some(opened) if closing(opened.text) != token.text => {
                return Some((
                    token.start,
                    format!(
                        "\"{}\" is open here, so \"{}\" is expected before \"{}\"",
                        opened.text,
                        closing(opened.text),
                        token.text
                    ),
                ));
            }
            Some(_) => {}
        }
    }
    let last = open.pop()?;
    Some((
        last.start,
        format!(
            "this \"{}\" is never closed; \"{}\" is missing",
            last.text,
            closing(last.text)
        ),
    ))
}

fn prefixes(all: &[Token<'_>], lens: Lens<'_>) -> Found {
    let mut declared: Vec<&str> = Vec::new();
    let mut after_prefix = false;
    for token in all {
        if token.kind == Kind::Name
            && let Some((prefix, _)) = token.text.split_once(':')
        {
            if after_prefix {
                declared.push(prefix);
            } else if prefix != "_"
                && !declared.contains(&prefix)
                && lens.namespace(prefix).is_none()
            {
                let known = lens.prefixes();
                let near = nearest(prefix, known.iter().map(|(p, _)| *p), 1);
                let hint = if near.is_empty() {
                    let known: Vec<&str> = known.iter().map(|(p, _)| *p).collect();
                    format!("; the graph knows {}", known.join(", "))
                } else {
                    did_you_mean(&near)
                };
                return Some((
                    token.start,
                    format!(
                        "the prefix \"{prefix}:\" is not declared{hint}; declare it with PREFIX {prefix}: <…>"
                    ),
                ));
            }
        }
        after_prefix = token.kind == Kind::Word && token.text.eq_ignore_ascii_case("PREFIX");
    }
    None
}

/// What the parser says, at the place that it means.
fn parsers_word(text: &str, all: &[Token<'_>], said: &str) -> (usize, String) {
    let Some((line, column, expected)) = position(said) else {
        // A label that two blocks share is said without a place.
        let again = all
            .iter()
            .rfind(|t| t.text.starts_with("_:") && said.contains(t.text));
        return (again.map_or(0, |t| t.start), in_our_words(said));
    };
    let items: Vec<&str> = expected
        .strip_prefix("one of ")
        .unwrap_or(expected)
        .split(", ")
        .map(str::trim)
        .collect();
    let sentence = items
        .iter()
        .find(|item| item.contains(' ') && !item.contains(['[', '\'', '"', '|']));
    let is_word = |item: &&str| item.len() > 1 && item.chars().all(|c| c.is_ascii_alphanumeric());
    let mut byte = byte_at(text, line, column);
    if sentence.is_none() && items.iter().all(is_word) {
        // A keyword that does not stand there is reported behind its last letter.
        let shortest = items.iter().map(|item| item.len()).min().unwrap_or(0);
        byte = back(text, byte, shortest);
    }
    let token = all.iter().find(|t| t.start + t.text.len() > byte);
    let byte = token.map_or(text.trim_end().len(), |t| t.start);
    if let Some(sentence) = sentence {
        return (byte, in_our_words(sentence));
    }
    let signs: Vec<&str> = items
        .iter()
        .copied()
        .filter(|item| item.starts_with('"') && item.len() > 2)
        .collect();
    // Where much is possible, naming some of it misleads.
    let expected = if signs.is_empty() || signs.len() > 3 {
        String::new()
    } else {
        format!("; expected {}", signs.join(" or "))
    };
    match token {
        Some(token) => (
            byte,
            format!("{} is not expected here{expected}", shown(token.text)),
        ),
        None => (byte, format!("the query ends too early{expected}")),
    }
}

fn in_our_words(sentence: &str) -> String {
    match sentence {
        "The SELECT contains a variable that is unbound" => {
            "SELECT names a variable that the pattern does not bind, or that GROUP BY does not keep"
                .into()
        }
        "IRI parsing failed" => "this is no IRI".into(),
        other => {
            let mut chars = other.chars();
            match chars.next() {
                Some(first)
                    if !other.starts_with("IRI")
                        && !other[1..].starts_with(|c: char| c.is_ascii_uppercase()) =>
                {
                    first.to_lowercase().collect::<String>() + chars.as_str()
                }
                _ => other.into(),
            }
        }
    }
}

/// `error at 1:33: expected …` in its parts.
fn position(said: &str) -> Option<(usize, usize, &str)> {
    let (place, expected) = said.strip_prefix("error at ")?.split_once(": expected ")?;
    let (line, column) = place.split_once(':')?;
    Some((line.parse().ok()?, column.parse().ok()?, expected))
}

/// The byte of a line and column, both from 1, the column in characters.
fn byte_at(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line - 1)
        .map(str::len)
        .sum();
    let rest = &text[start..];
    start
        + rest
            .char_indices()
            .nth(column - 1)
            .map_or(rest.len(), |(at, _)| at)
}

fn back(text: &str, byte: usize, chars: usize) -> usize {
    text[..byte]
        .char_indices()
        .rev()
        .nth(chars.saturating_sub(1))
        .map_or(0, |(at, _)| at)
}

/// A piece of a query in quotes, not too long.
fn shown(text: &str) -> String {
    let mut chars = text.chars();
    let start: String = chars.by_ref().take(40).collect();
    let more = if chars.next().is_some() { "…" } else { "" };
    format!("\"{start}{more}\"")
}

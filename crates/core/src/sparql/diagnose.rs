//! What is wrong with a query that the parser does not take, in words that help.
//!
//! The parser stops at the furthest place that it reached and lists what it tried there, often beside
//! the point. Most mistakes are of a few kinds, which are looked for first.

use super::QueryError;
use super::reach::{Again, byte_at, items, position, signs, stuck};
use super::slips::{misplaced, slip, ungrouped};
use super::tokens::{Kind, Token, tokens};
use crate::graph::Lens;
use crate::model::{did_you_mean, nearest};
use crate::report::excerpt;

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

/// The error for a text that does not parse; `said` is what the parser says, and `again` what it says of
/// another.
pub(super) fn diagnose(
    text: &str,
    said: &str,
    again: Again<'_>,
    wanted: Wanted,
    lens: Lens<'_>,
) -> QueryError {
    let all = tokens(text);
    let (byte, message) = lexical(&all)
        .or_else(|| opening(&all, wanted))
        .or_else(|| brackets(&all))
        .or_else(|| prefixes(&all, lens))
        .or_else(|| misplaced(&all))
        .unwrap_or_else(|| parsers_word(text, &all, said, again, lens));
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
        place: excerpt(shown, column),
    }
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
fn parsers_word(
    text: &str,
    all: &[Token<'_>],
    said: &str,
    again: Again<'_>,
    lens: Lens<'_>,
) -> (usize, String) {
    let Some((line, column, expected)) = position(said) else {
        // A label that two blocks share is said without a place.
        let shared = all
            .iter()
            .rfind(|t| t.text.starts_with("_:") && said.contains(t.text));
        return (shared.map_or(0, |t| t.start), in_our_words(said));
    };
    let sentence =
        items(expected).find(|item| item.contains(' ') && !item.contains(['[', '\'', '"', '|']));
    if let Some(sentence) = sentence {
        let found = ungrouped(all).filter(|_| sentence.contains("unbound"));
        let byte = byte_at(text, line, column);
        let token = all.iter().find(|t| t.start + t.text.len() > byte);
        let byte = token.map_or(text.trim_end().len(), |t| t.start);
        return found.unwrap_or_else(|| (byte, in_our_words(sentence)));
    }
    let stuck = stuck(text, all, again);
    if let Some(found) = slip(text, all, stuck, again, lens) {
        return found;
    }
    let byte = stuck.map_or(text.trim_end().len(), |t| t.start);
    // Where much is possible, naming some of it misleads.
    let signs = signs(text, byte, again);
    let expected = if signs.is_empty() || signs.len() > 3 {
        String::new()
    } else {
        format!("; expected {}", signs.join(" or "))
    };
    match stuck {
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

/// A piece of a query in quotes, not too long.
fn shown(text: &str) -> String {
    let mut chars = text.chars();
    let start: String = chars.by_ref().take(40).collect();
    let more = if chars.next().is_some() { "…" } else { "" };
    format!("\"{start}{more}\"")
}

//! What the parser takes otherwise than the grammar: said here, before it and behind it.

use std::borrow::Cow;

use super::QueryError;
use super::diagnose::at;
use super::tokens::{Kind, Token, tokens};

/// The text with `True` and `FALSE` as the parser knows them: keywords have no case.
pub(super) fn keywords(text: &str) -> Cow<'_, str> {
    let odd = |word: &str| {
        let lower = word.to_ascii_lowercase();
        (matches!(lower.as_str(), "true" | "false") && lower != word).then_some(lower)
    };
    let may = |word: &[u8]| {
        [&b"true"[..], b"false"].iter().any(|keyword| {
            word.get(..keyword.len())
                .is_some_and(|start| start != *keyword && start.eq_ignore_ascii_case(keyword))
        })
    };
    if !(0..text.len()).any(|from| may(&text.as_bytes()[from..])) {
        return text.into();
    }
    let mut mended = text.to_owned();
    let all = tokens(text);
    for (number, token) in all.iter().enumerate() {
        let is_tag = number > 0 && all[number - 1].text == "@";
        if token.kind == Kind::Word
            && !is_tag
            && let Some(lower) = odd(token.text)
        {
            mended.replace_range(token.start..token.start + lower.len(), &lower);
        }
    }
    mended.into()
}

/// Refuses what the parser has taken and the grammar does not have.
///
/// # Errors
/// [`QueryError::Syntax`] at the place.
pub(super) fn check(text: &str) -> Result<(), QueryError> {
    let aggregates = AGGREGATES
        .iter()
        .map(|name| mentions(text, name))
        .sum::<usize>();
    if !text.contains("<<(") && aggregates < 2 {
        return Ok(());
    }
    let all = tokens(text);
    match subject(&all).or_else(|| nested(&all)) {
        None => Ok(()),
        Some((token, message)) => Err(at(text, token.start, message.into())),
    }
}

type Found<'a> = Option<(Token<'a>, &'static str)>;

/// A triple term in an expression whose subject is a triple term or a literal.
fn subject<'a>(all: &[Token<'a>]) -> Found<'a> {
    // A bracket behind a keyword is one of an expression; `a (1 2)` is not.
    let is_keyword = |token: &Token<'_>| token.kind == Kind::Word && token.text != "a";
    let within = within(all, is_keyword);
    let found = all.windows(2).zip(&within).find(|(pair, within)| {
        **within && pair[0].text == "<<(" && (pair[1].text == "<<(" || is_literal(&pair[1]))
    });
    let (pair, _) = found?;
    Some((
        pair[1],
        "the subject of a triple term is an IRI or a variable here",
    ))
}

fn is_literal(token: &Token<'_>) -> bool {
    match token.kind {
        Kind::Text => true,
        Kind::Word => {
            let word = token.text.to_ascii_lowercase();
            matches!(word.as_str(), "true" | "false")
                || word.starts_with(|c: char| c.is_ascii_digit())
        }
        _ => false,
    }
}

const AGGREGATES: [&str; 7] = [
    "COUNT",
    "SUM",
    "MIN",
    "MAX",
    "AVG",
    "SAMPLE",
    "GROUP_CONCAT",
];

/// An aggregate in an aggregate.
fn nested<'a>(all: &[Token<'a>]) -> Found<'a> {
    let is_aggregate = |token: &Token<'_>| {
        let is = |name: &&'static str| name.eq_ignore_ascii_case(token.text);
        token.kind == Kind::Word && AGGREGATES.iter().any(is)
    };
    let within = within(all, is_aggregate);
    let mut inner = all.iter().zip(&within);
    let (token, _) = inner.find(|(token, within)| **within && is_aggregate(token))?;
    Some((
        *token,
        "an aggregate cannot stand in another; give the inner one a name in a SELECT of its own",
    ))
}

/// Of each word, whether it stands in round brackets behind a word of some kind.
fn within(all: &[Token<'_>], is_before: impl Fn(&Token<'_>) -> bool) -> Vec<bool> {
    let mut open = vec![false];
    let mut found = Vec::with_capacity(all.len());
    for (number, token) in all.iter().enumerate() {
        let around = open.last().copied().unwrap_or_default();
        found.push(around);
        if token.kind != Kind::Bracket {
            continue;
        }
        match token.text {
            "(" => open.push(around || number > 0 && is_before(&all[number - 1])),
            "<<(" | "<<" => open.push(around),
            // What is in braces is a pattern, with a scope of its own.
            "{" | "{|" | "[" => open.push(false),
            _ if open.len() > 1 => {
                open.pop();
            }
            _ => {}
        }
    }
    found
}

/// How often a word may stand in a text, in any case.
fn mentions(text: &str, word: &str) -> usize {
    let windows = text.as_bytes().windows(word.len());
    windows
        .filter(|window| window.eq_ignore_ascii_case(word.as_bytes()))
        .count()
}

//! How far the parser comes in a text.
//!
//! It tells the furthest letter that it has looked at; and as it looks at as many letters as a keyword
//! has, that is often behind the mistake, or hides it. A gap that is wider than any keyword shows
//! whether it comes to a word at all.

use super::tokens::{Kind, Token};

/// More spaces than a keyword has letters.
const GAP: usize = 64;

/// What the parser says of a text that it does not take.
pub(super) type Again<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The word that the parser comes to and not past; none where it comes to the end.
pub(super) fn stuck<'t, 'a>(
    text: &str,
    all: &'t [Token<'a>],
    again: Again<'_>,
) -> Option<&'t Token<'a>> {
    if reaches(text, text.len(), again) {
        return None;
    }
    let whole: Vec<usize> = (0..all.len())
        .filter(|&number| number == 0 || is_apart(&all[number - 1], &all[number]))
        .collect();
    let reached = whole.partition_point(|&number| reaches(text, all[number].start, again));
    whole
        .get(reached.saturating_sub(1))
        .map(|&number| &all[number])
}

/// Whether white space may stand between two words.
fn is_apart(before: &Token<'_>, token: &Token<'_>) -> bool {
    let adjacent = before.start + before.text.len() == token.start;
    let is_sign =
        |token: &Token<'_>| token.kind == Kind::Sign && token.text != "," && token.text != ";";
    !adjacent || before.text != "@" && token.text != "@" && !(is_sign(before) && is_sign(token))
}

fn reaches(text: &str, byte: usize, again: Again<'_>) -> bool {
    let (before, after) = text.split_at(byte);
    let gap = " ".repeat(GAP);
    let wide = format!("{before}{gap}{after}");
    match again(&wide) {
        None => true,
        Some(said) => position(&said)
            .is_some_and(|(line, column, _)| byte_at(&wide, line, column) >= byte + GAP),
    }
}

/// The signs that the parser would take at a byte.
pub(super) fn signs(text: &str, byte: usize, again: Again<'_>) -> Vec<String> {
    let said = again(&format!("{}{}", &text[..byte], " ".repeat(GAP)));
    let said = said.unwrap_or_default();
    let Some((_, _, expected)) = position(&said) else {
        return Vec::new();
    };
    items(expected)
        .filter(|item| item.starts_with('"') && item.len() > 2)
        .map(str::to_owned)
        .collect()
}

/// What is expected, one by one.
pub(super) fn items(expected: &str) -> impl Iterator<Item = &str> {
    let list = expected.strip_prefix("one of ").unwrap_or(expected);
    list.split(", ").map(str::trim)
}

/// `error at 1:33: expected …` in its parts.
pub(super) fn position(said: &str) -> Option<(usize, usize, &str)> {
    let (place, expected) = said.strip_prefix("error at ")?.split_once(": expected ")?;
    let (line, column) = place.split_once(':')?;
    Some((line.parse().ok()?, column.parse().ok()?, expected))
}

/// The byte of a line and column, both from 1, the column in characters.
pub(super) fn byte_at(text: &str, line: usize, column: usize) -> usize {
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

//! Cutting a written date into numbers, words and marks.

use std::ops::Range;

use super::Time;
use super::edtf::{self, clip};
use super::words::{LONGEST_NAME, Language, Letter, Word, look_up};

type Result<T> = std::result::Result<T, String>;

/// Whose words are read.
#[derive(Clone, Copy)]
pub(super) enum Words<'a> {
    All,
    Of(Language),
    None(&'a str),
}

impl<'a> Words<'a> {
    pub(super) fn of(lang: Option<&'a str>) -> Self {
        let Some(tag) = lang else { return Self::All };
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "ar" => Self::Of(Language::Arabic),
            "en" => Self::Of(Language::English),
            "" | "und" | "mul" => Self::All,
            _ => Self::None(tag),
        }
    }
}

#[derive(Clone, PartialEq, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// In bytes of the text.
    pub(super) at: Range<usize>,
}

#[derive(Clone, PartialEq, Debug)]
pub(super) enum Kind {
    Word(Word),
    Number {
        value: u32,
        digits: usize,
    },
    /// Three numbers with one mark between them, as written.
    Numeric([(u32, usize); 3]),
    /// A date or time in digits, as ISO or EDTF have it.
    Iso(Time),
    Dash,
    Slash,
}

pub(super) fn tokenise(text: &str, letters: &[Letter], words: Words<'_>) -> Result<Vec<Token>> {
    let mut tokens = Vec::new();
    let (mut i, mut open) = (0, 0_usize);
    while let Some(letter) = letters.get(i) {
        let (kind, next) = match letter.ch {
            ' ' | ',' => {
                i += 1;
                continue;
            }
            // A point ends a word that is cut short, a day, or the sentence.
            '.' if i > 0
                && (letters[i - 1].ch.is_alphanumeric() || letters[i - 1].ch == ')')
                && !is_at(letters, i + 1, '.') =>
            {
                i += 1;
                continue;
            }
            '.' if is_at(letters, i + 1, '.') || i > 0 && is_at(letters, i - 1, '.') => {
                return Err(
                    "\"..\" is an end that is open, which stands beside \"/\", as in \"2024/..\""
                        .into(),
                );
            }
            ')' if open > 0 => {
                open -= 1;
                i += 1;
                continue;
            }
            '-' | '–' => (Kind::Dash, i + 1),
            '(' if letters[i..].iter().any(|letter| letter.ch == ')') => {
                open += 1;
                (Kind::Slash, i + 1)
            }
            '/' => (Kind::Slash, i + 1),
            '0'..='9' => number(letters, i)?,
            ch if ch.is_alphabetic() => {
                let (word, next) = word(text, letters, i, words)?;
                (Kind::Word(word), next)
            }
            _ => {
                let original = text[letter.at..].chars().next().unwrap_or(letter.ch);
                return Err(format!("\"{original}\" has no place in a date"));
            }
        };
        tokens.push(Token {
            kind,
            at: letter.at..end_of(text, letters, next),
        });
        i = next;
    }
    Ok(drop_inner_dashes(tokens))
}

fn is_at(letters: &[Letter], at: usize, ch: char) -> bool {
    letters.get(at).is_some_and(|letter| letter.ch == ch)
}

/// Where the letter before the given one ends, its marks included.
fn end_of(text: &str, letters: &[Letter], next: usize) -> usize {
    let last = letters[next - 1].at;
    // One character can fold to several letters.
    letters[next..]
        .iter()
        .map(|letter| letter.at)
        .find(|at| *at > last)
        .unwrap_or(text.len())
}

fn digits(letters: &[Letter], from: usize) -> usize {
    letters[from..]
        .iter()
        .take_while(|letter| letter.ch.is_ascii_digit())
        .count()
}

fn alphabetics(letters: &[Letter], from: usize) -> usize {
    letters[from..]
        .iter()
        .take_while(|letter| letter.ch.is_alphabetic())
        .count()
}

/// Reads what begins with a digit: an ISO date, three numbers, or one number and its "th".
fn number(letters: &[Letter], from: usize) -> Result<(Kind, usize)> {
    if let Some(found) = iso(letters, from) {
        return Ok(found);
    }
    let value = |from: usize, length: usize| -> Result<u32> {
        let text: String = letters[from..from + length]
            .iter()
            .map(|letter| letter.ch)
            .collect();
        text.parse()
            .map_err(|_| format!("\"{}\" is too long a number for a date", clip(&text)))
    };
    let length = digits(letters, from);
    let first = (value(from, length)?, length);
    let mut next = from + length;
    if let Some(mark @ ('-' | '/' | '.')) = letters.get(next).map(|letter| letter.ch) {
        let second = digits(letters, next + 1);
        let after = next + 1 + second;
        if second > 0 && letters.get(after).is_some_and(|letter| letter.ch == mark) {
            let third = digits(letters, after + 1);
            if third > 0 {
                let second = (value(next + 1, second)?, second);
                let third = (value(after + 1, third)?, third);
                return Ok((Kind::Numeric([first, second, third]), after + 1 + third.1));
            }
        }
    }
    if let Some(found) = month_and_year(letters, from, first)? {
        return Ok(found);
    }
    let suffix = alphabetics(letters, next);
    let suffix: String = letters[next..next + suffix]
        .iter()
        .map(|letter| letter.ch)
        .collect();
    if matches!(suffix.as_str(), "st" | "nd" | "rd" | "th") {
        next += 2;
    }
    Ok((
        Kind::Number {
            value: first.0,
            digits: first.1,
        },
        next,
    ))
}

/// Reads `03/2024`.
fn month_and_year(
    letters: &[Letter],
    from: usize,
    (month, length): (u32, usize),
) -> Result<Option<(Kind, usize)>> {
    let slash = from + length;
    if length > 2 || letters.get(slash).is_none_or(|letter| letter.ch != '/') {
        return Ok(None);
    }
    let end = slash + 1 + digits(letters, slash + 1);
    if end - slash != 5 {
        return Ok(None);
    }
    if !(1..=12).contains(&month) {
        return Err(format!("month {month:02} is not in 01 to 12"));
    }
    let year: String = letters[slash + 1..end]
        .iter()
        .map(|letter| letter.ch)
        .collect();
    let text = format!("{year}-{month:02}");
    let reading = edtf::read(&text)?;
    Ok(Some((Kind::Iso(Time::gregorian(&text, reading)), end)))
}

/// Reads an ISO or EDTF date that is more than digits.
fn iso(letters: &[Letter], from: usize) -> Option<(Kind, usize)> {
    const LONGEST_ISO: usize = 40;
    let chunk: String = letters[from..]
        .iter()
        .map(|letter| letter.ch.to_ascii_uppercase())
        .take_while(|ch| ch.is_ascii_alphanumeric() || "-+:.?~%".contains(*ch))
        .take(LONGEST_ISO)
        .collect();
    let text = chunk.trim_end_matches(['-', '.']);
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let reading = edtf::read(text).ok()?;
    Some((Kind::Iso(Time::gregorian(text, reading)), from + text.len()))
}

/// Reads a name of one to three words.
fn word(text: &str, letters: &[Letter], from: usize, words: Words<'_>) -> Result<(Word, usize)> {
    let first = from + alphabetics(letters, from);
    let mut name: String = letters[from..first]
        .iter()
        .map(|letter| letter.ch)
        .collect();
    let mut found = look_up(&name).map(|word| (word, first));
    if found.is_none() && name.starts_with('و') {
        // "and" is written together with the next word.
        found = look_up("و").map(|word| (word, from + 1));
    }
    let mut end = first;
    for _ in 1..LONGEST_NAME {
        let gap = letters[end..]
            .iter()
            .take_while(|letter| letter.ch == ' ' || letter.ch == '-')
            .count();
        let next = end + gap;
        let length = alphabetics(letters, next);
        if length == 0 {
            break;
        }
        name.extend(letters[next..next + length].iter().map(|letter| letter.ch));
        end = next + length;
        if let Some(word) = look_up(&name) {
            found = Some((word, end));
        }
    }
    let original = clip(text[letters[from].at..end_of(text, letters, first)].trim());
    match (found, words) {
        (None, Words::None(tag)) => Err(format!(
            "\"{original}\" is not known: the words of dates are known in \"ar\" and \
                 \"en\", not in \"{}\"",
            clip(tag)
        )),
        (None, _) => Err(format!("\"{original}\" is no word of a date that is known")),
        (Some((word, next)), Words::All) => Ok((word.0, next)),
        (Some(((word, language), next)), Words::Of(only)) if language == only => Ok((word, next)),
        (Some(((_, language), _)), Words::Of(_) | Words::None(_)) => Err(format!(
            "\"{original}\" is a word of \"{}\", and lang is another language; leave lang out",
            language.tag()
        )),
    }
}

/// Takes the dashes out of `05-Mar-2024`.
fn drop_inner_dashes(mut tokens: Vec<Token>) -> Vec<Token> {
    let found = tokens.windows(5).position(|window| {
        let kinds = window.iter().map(|token| &token.kind).collect::<Vec<_>>();
        matches!(
            kinds[..],
            [
                Kind::Number { .. },
                Kind::Dash,
                Kind::Word(Word::Month(_)),
                Kind::Dash,
                Kind::Number { .. }
            ]
        ) && window
            .windows(2)
            .all(|pair| pair[0].at.end == pair[1].at.start)
    });
    if let Some(at) = found {
        tokens.remove(at + 3);
        tokens.remove(at + 1);
        return drop_inner_dashes(tokens);
    }
    tokens
}

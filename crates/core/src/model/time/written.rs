//! Reading dates and ranges as people write them in Arabic and English.
//!
//! The text is folded (`words.rs`), cut into tokens (`token.rs`), split where a range has its middle,
//! and each side is read as one date (`side.rs`): the parts of a date, in any order that leaves no
//! doubt. What one side leaves out it takes from the other. Whatever has two readings is an error.

use super::edtf::{self, clip};
use super::period::Period;
use super::side::Side;
use super::token::{Kind, Token, Words, tokenise};
use super::words::{Word, fold};
use super::{Calendar, NO_HYPHENS, Time, is_date_without_hyphens};
use crate::model::ValueError;

/// The forms that [`parse_time`] reads, for messages.
const ACCEPTED: &str = "2024, 2024-03-05, 2024-03-05T09:00+03:00, EDTF such as 2024~, 201X and \
     2023/2024, and dates and ranges such as \"5 March 2024\", \"March 2024\", \"5-7 March 2024\", \
     \"5 مارس 2024\" and \"من 5 إلى 7 مارس 2024\"";

/// No date is longer, in characters.
const LONGEST: usize = 400;

type Result<T> = std::result::Result<T, String>;

/// Reads a date, a time or a range: EDTF, ISO 8601, or as written in Arabic or English.
///
/// Gives the first and the last time, both included; a single time is both, and an end that a range
/// leaves open or unknown is `None`. Read are, besides all that [`Time::new`] reads:
///
/// - digits ٠ to ٩ and ۰ to ۹ everywhere, and invisible marks of direction around and within;
/// - Arabic names of months of Egypt and the Gulf (`مارس`), of the Levant and Iraq (`آذار`) and of the
///   Maghreb (`أفريل`, `غشت`), in any spelling of hamza, alef and vowel marks; English ones in full or
///   by three letters; two at once, as in `5 آذار/مارس 2024`, where they agree;
/// - days of the week, where they agree with the date (not checked of a Hijri one);
/// - `عام 2024`, `in 2024`, `2024م`;
/// - numbers with the year last or first, where they have one reading only: `25/07/2024`,
///   `2024/7/5`, but not `05/07/2024`;
/// - ranges: `من 5 إلى 7 مارس 2024`, `28 February – 3 March 2024`, `between 2020 and 2024`,
///   `بين 5 و7 مارس 2024`, `since 2020`, `حتى 2024`. One end takes month and year from the other.
///
/// Those become plain times: `5 مارس 2024` gives `2024-03-05`. Hijri dates (`5 رمضان 1445`,
/// `1445هـ`) are not converted: they stay as written, with `calendar()` `"islamic"`. A Hijri range with
/// the month or year given once (`من 5 إلى 7 رمضان 1445`) gives each end in full, in the words of the
/// text.
///
/// `lang` is the language of the words, as a tag (`"ar"`, `"en-GB"`); without it both are tried.
///
/// # Errors
/// [`ValueError::Time`] with the reason: no date, no such day, a range that ends before it begins, or
/// one that can be read in two ways.
///
/// # Complexity
/// Linear in the length of the text.
///
/// # Example
/// ```
/// use rawabit::{Time, parse_time};
/// let (start, end) = parse_time("من ٥ إلى ٧ مارس ٢٠٢٤", Some("ar"))?;
/// assert_eq!((start, end), (Some(Time::new("2024-03-05")?), Some(Time::new("2024-03-07")?)));
///
/// let (start, end) = parse_time("March 2024", None)?;
/// assert_eq!((start.as_ref(), &end), (Some(&Time::new("2024-03")?), &start));
///
/// let error = parse_time("05/07/2024", None).unwrap_err().to_string();
/// assert!(error.contains("it can be 2024-07-05 or 2024-05-07; write the one that is meant"));
/// # Ok::<(), rawabit::ValueError>(())
/// ```
pub fn parse_time(
    text: &str,
    lang: Option<&str>,
) -> std::result::Result<(Option<Time>, Option<Time>), ValueError> {
    read(text, lang)
        .map(Period::into_times)
        .map_err(|reason| ValueError::Time {
            value: clip(text),
            reason,
            accepted: ACCEPTED,
        })
}

/// Reads the text as one Hijri date and keeps it whole. The error is a better reason than that the
/// text is not ISO, where there is one.
pub(super) fn read_hijri(text: &str) -> std::result::Result<Time, Option<String>> {
    let has_words = text.split(|c: char| !c.is_alphabetic()).any(|word| {
        !word.is_empty() && !matches!(word, "T" | "X" | "XX" | "XXX" | "XXXX" | "Y" | "Z" | "E")
    });
    if !has_words {
        return Err(None);
    }
    // Of what looks like ISO, the reader of ISO knows best what is wrong.
    let period =
        read_words(text, Words::All).map_err(|reason| (!looks_like_iso(text)).then_some(reason))?;
    match period.clone().into_times() {
        (Some(time), Some(end)) if time == end && time.calendar == Calendar::Islamic => Ok(time),
        (Some(time), Some(end)) if time == end => Err(Some(format!(
            "it is written out, and parse_time reads it as \"{time}\""
        ))),
        _ => Err(Some(format!(
            "it is a range, and parse_time reads it as \"{period}\""
        ))),
    }
}

fn read(text: &str, lang: Option<&str>) -> Result<Period> {
    let plain = plain_ascii(text);
    let reason = match plain.as_deref().map(read_plain) {
        Some(Ok(period)) => return Ok(period),
        Some(Err(reason)) => Some(reason),
        None => None,
    };
    if text.chars().nth(LONGEST).is_some() {
        return Err(format!(
            "it is longer than {LONGEST} characters; give the date alone"
        ));
    }
    let words = Words::of(lang);
    match (read_words(text, words), reason) {
        (Ok(period), _) => Ok(period),
        // Of what looks like ISO, the reader of ISO knows best what is wrong.
        (Err(_), Some(reason)) if plain.is_some_and(|plain| looks_like_iso(&plain)) => Err(reason),
        (Err(reason), _) => Err(reason),
    }
}

/// The folded text, where that is ASCII: upper case, with "T" for the space before a time of day.
fn plain_ascii(text: &str) -> Option<String> {
    let letters = fold(text);
    if !letters.iter().all(|letter| letter.ch.is_ascii()) {
        return None;
    }
    let plain: String = letters
        .iter()
        .map(|letter| letter.ch.to_ascii_uppercase())
        .collect();
    let plain = plain.trim();
    Some(match plain.split_once(' ') {
        Some((date, time)) if date.len() >= 10 && time.contains(':') && !date.contains('T') => {
            format!("{date}T{time}")
        }
        _ => plain.into(),
    })
}

fn read_plain(text: &str) -> Result<Period> {
    if text.contains('/') {
        return Period::read(text);
    }
    let reading = edtf::read(text)?;
    if is_date_without_hyphens(text) {
        return Err(NO_HYPHENS.into());
    }
    Ok(Time::gregorian(text, reading).into())
}

fn looks_like_iso(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let next = text.as_bytes().get(digits);
    (digits == 4 && matches!(next, Some(b'-' | b'?' | b'~' | b'%' | b'+')))
        || (text.len() > 4 && text.bytes().all(|b| b.is_ascii_digit()))
        || text.split_once('/').is_some_and(|(start, end)| {
            [start, end].iter().all(|side| {
                matches!(*side, "" | "..") || (side.len() >= 4 && !side.contains([' ', '/']))
            })
        })
}

// ---- ranges -----------------------------------------------------------------------------------------------

fn read_words(text: &str, words: Words<'_>) -> Result<Period> {
    if text.chars().nth(LONGEST).is_some() {
        return Err(format!(
            "it is longer than {LONGEST} characters; give the date alone"
        ));
    }
    let letters = fold(text);
    let mut tokens = tokenise(text, &letters, words)?;
    let is = |token: &Token, word| token.kind == Kind::Word(word);
    // "الثلاثاء الموافق 5 مارس" is one day in one calendar.
    let mut after_weekday = false;
    tokens.retain(|token| {
        let of_weekday = after_weekday && is(token, Word::Corresponding);
        after_weekday = matches!(token.kind, Kind::Word(Word::Weekday(_)));
        !of_weekday
    });
    let fillers = tokens
        .iter()
        .take_while(|token| is(token, Word::Filler))
        .count();
    let tokens = &tokens[fillers..];
    let Some(first) = tokens.first() else {
        return Err("it holds no date".into());
    };
    if let Some(token) = tokens.iter().find(|token| is(token, Word::Corresponding)) {
        return Err(format!(
            "it gives one day in two calendars; give \"{}\" or \"{}\" alone",
            clip(text[..token.at.start].trim()),
            clip(text[token.at.end..].trim())
        ));
    }
    let middle =
        |token: &Token| is(token, Word::To) || is(token, Word::Until) || token.kind == Kind::Dash;
    let rest = &tokens[1..];
    match first.kind {
        Kind::Word(Word::Since) => Period::read_parts(Some(single(text, rest)?), None),
        Kind::Word(Word::Until) => Period::read_parts(None, Some(single(text, rest)?)),
        Kind::Word(begin @ (Word::From | Word::Between)) => {
            let and = |token: &Token| begin == Word::Between && is(token, Word::And);
            let Some(at) = rest.iter().position(|token| and(token) || middle(token)) else {
                let begin = text[first.at.clone()].trim();
                return Err(format!(
                    "\"{begin}\" begins a range, and its end is missing; for a range without one \
                     write \"since\" or \"منذ\""
                ));
            };
            range(text, &rest[..at], &rest[at + 1..])
        }
        _ => {
            if let Some(at) = tokens.iter().position(middle) {
                return range(text, &tokens[..at], &tokens[at + 1..]);
            }
            let side = Side::read(text, tokens)?;
            let time = match side.calendar {
                // The words around it are kept too.
                Some(Calendar::Islamic) => Time::islamic(text, side.check_hijri()?),
                _ => side.finish(text)?,
            };
            Ok(time.into())
        }
    }
}

fn single(text: &str, tokens: &[Token]) -> Result<Time> {
    Side::read(text, tokens)?.finish(text)
}

fn range(text: &str, first: &[Token], last: &[Token]) -> Result<Period> {
    let (mut first, mut last) = (Side::read(text, first)?, Side::read(text, last)?);
    let taken = first.take_from(&last) | last.take_from(&first);
    if taken && first.shape() != last.shape() {
        return Err("its two ends are not alike; write each in full".into());
    }
    Period::read_parts(Some(first.finish(text)?), Some(last.finish(text)?)).map_err(|reason| {
        if taken {
            format!("{reason}, or give each end its own month and year")
        } else {
            reason
        }
    })
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "that is how a test fails"
)]
mod tests;

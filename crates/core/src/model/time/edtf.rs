//! Reading one date or time in digits: the forms of XML Schema and of EDTF.
//!
//! The grammar is the union of [XSD 1.1] `gYear`, `gYearMonth`, `date` and `dateTime`, of [EDTF]
//! level 0, and of these parts of level 1: qualifiers at the end, `X` for digits at the right,
//! seasons, and long years with `Y`. Intervals are read in `period.rs`.
//!
//! [XSD 1.1]: https://www.w3.org/TR/xmlschema11-2/#dateTime
//! [EDTF]: https://www.loc.gov/standards/datetime/

use super::bounds::{Bounds, Edge};
use super::clock::{bad_zone, read_clock, read_zone};
use super::datatype::Datatype;
use super::instant::{DAY, Instant, MINUTE, SECOND, days_in_month};
use super::{Precision, Qualifier};

/// What a lexical form says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Reading {
    pub(super) precision: Precision,
    pub(super) qualifier: Option<Qualifier>,
    pub(super) bounds: Bounds,
    /// The type of XSD that has this form.
    pub(super) xsd: Option<Datatype>,
    /// Whether EDTF has this form.
    pub(super) edtf: bool,
}

type Result<T> = std::result::Result<T, String>;

/// Reads one date or time; the error is the reason, to stand after "… is no date or time: ".
pub(super) fn read(text: &str) -> Result<Reading> {
    if text.is_empty() {
        return Err("it is empty".into());
    }
    if let Some(reason) = foreign_character(text) {
        return Err(reason);
    }
    let (date, qualifier) = split_qualifier(text)?;
    let mut reading = match date.split_once('T') {
        Some((date, time)) => {
            if qualifier.is_some() {
                return Err("\"?\", \"~\" and \"%\" belong to a date, not to a time of day".into());
            }
            read_date_time(date, time)?
        }
        None => read_date(date)?,
    };
    reading.qualifier = qualifier;
    if qualifier.is_some() {
        if !reading.edtf {
            return Err(
                "XSD has no \"?\", \"~\" and \"%\", and EDTF has neither zones on a date \
                 nor years of more than four digits without \"Y\""
                    .into(),
            );
        }
        reading.xsd = None;
    }
    Ok(reading)
}

/// Why the text cannot be one of ours, where it holds anything but ASCII.
fn foreign_character(text: &str) -> Option<String> {
    let character = text.chars().find(|c| !c.is_ascii())?;
    Some(match character {
        '٠'..='٩' => "its digits are Arabic-Indic; write 0 to 9, or use parse_time".into(),
        '۰'..='۹' => "its digits are Persian; write 0 to 9, or use parse_time".into(),
        c if c.is_alphabetic() => format!("it holds the letter \"{c}\""),
        c => format!(
            "it holds the character U+{:04X}; take it out, or use parse_time",
            c as u32
        ),
    })
}

fn split_qualifier(text: &str) -> Result<(&str, Option<Qualifier>)> {
    let date = text.trim_end_matches(['?', '~', '%']);
    let qualifier = match &text[date.len()..] {
        "" => None,
        "?" => Some(Qualifier::Uncertain),
        "~" => Some(Qualifier::Approximate),
        "%" => Some(Qualifier::Both),
        more => {
            return Err(format!(
                "\"{}\" stands at its end; write \"%\" for uncertain and approximate",
                clip(more)
            ));
        }
    };
    if date.contains(['?', '~', '%']) {
        return Err(
            "a qualifier stands at the end; qualifiers of parts are EDTF level 2, which is not read"
                .into(),
        );
    }
    Ok((date, qualifier))
}

// ---- dates ----------------------------------------------------------------------------------------------

fn read_date(text: &str) -> Result<Reading> {
    if let Some(digits) = text.strip_prefix('Y') {
        return read_long_year(digits);
    }
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let length = rest
        .find(|c: char| !c.is_ascii_digit() && c != 'X')
        .unwrap_or(rest.len());
    let (year, rest) = rest.split_at(length);
    if year.contains('X') {
        return read_unspecified_year(sign, year, rest);
    }
    let digits = year;
    let year = sign * read_year(digits)?;
    if let Some(offset) = read_zone(rest)? {
        let bounds = whole_days((year, 1, 1), (year + 1, 1, 1), offset);
        return Ok(plain(
            Precision::Year,
            bounds,
            Datatype::GYear,
            digits,
            rest,
        ));
    }
    let (month, rest) = read_part(rest, "month")?;
    if month == "XX" {
        return match rest {
            "" | "-XX" => Ok(unspecified(Precision::Year, year, 1, year + 1, 1)),
            _ => Err("a day cannot be known in an unknown month; write \"XX\" for both".into()),
        };
    }
    let month = read_number(month, "month")?;
    if month > 12 {
        return read_season(year, month, rest);
    }
    check_range(month, 1, 12, "month")?;
    if let Some(offset) = read_zone(rest)? {
        let bounds = whole_days((year, month, 1), (year, month + 1, 1), offset);
        return Ok(plain(
            Precision::Month,
            bounds,
            Datatype::GYearMonth,
            digits,
            rest,
        ));
    }
    let (day, rest) = read_part(rest, "day")?;
    if day == "XX" {
        return match rest {
            "" => Ok(unspecified(Precision::Month, year, month, year, month + 1)),
            _ => Err(unexpected(rest)),
        };
    }
    let day = read_number(day, "day")?;
    check_day(year, month, day)?;
    let Some(offset) = read_zone(rest)? else {
        return Err(match rest.strip_prefix(' ') {
            Some(_) => "between date and time stands \"T\", without a space".into(),
            None => unexpected(rest),
        });
    };
    let start = Instant::of_date(year, month, day);
    let bounds = stretch(start, DAY, offset);
    Ok(plain(Precision::Day, bounds, Datatype::Date, digits, rest))
}

/// Year digits, as XSD writes them: at least four, and no further zeros in front.
fn read_year(digits: &str) -> Result<i64> {
    match digits.len() {
        0 => return Err("it does not begin with a year of four digits".into()),
        1..=3 => {
            return Err("the year has four digits or more, as in 0622".into());
        }
        4 => {}
        _ if digits.starts_with('0') => {
            return Err("a year of more than four digits does not begin with 0".into());
        }
        _ => {}
    }
    Ok(year_value(digits))
}

/// The value of any number of digits; far beyond the countable years only the place in the cycle of
/// 400 years is kept, so that February has its right length.
fn year_value(digits: &str) -> i64 {
    if digits.len() <= 9 {
        return digits
            .bytes()
            .fold(0, |value, digit| value * 10 + i64::from(digit - b'0'));
    }
    1_000_000_000 + year_value(&digits[digits.len() - 4..])
}

fn read_long_year(text: &str) -> Result<Reading> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err("after \"Y\" stands a year in digits, as in Y-17000".into());
    }
    if digits.len() < 5 || digits.starts_with('0') {
        return Err(
            "\"Y\" is for years of more than four digits, without zeros in front; leave it out"
                .into(),
        );
    }
    let year = sign * year_value(digits);
    Ok(unspecified(Precision::Year, year, 1, year + 1, 1))
}

fn read_unspecified_year(sign: i64, year: &str, rest: &str) -> Result<Reading> {
    let known = year.trim_end_matches('X');
    let (width, precision) = match known.len() {
        3 => (10, Precision::Decade),
        2 => (100, Precision::Century),
        _ => (0, Precision::Century),
    };
    if width == 0 || year.len() != 4 || known.contains('X') {
        return Err(
            "of a year only the last digit or the last two can be \"X\", as in 201X and \
             20XX; other places are EDTF level 2, which is not read"
                .into(),
        );
    }
    if !rest.is_empty() {
        return Err("after a year with \"X\" nothing can follow".into());
    }
    let first = year_value(known) * width;
    let (from, to) = if sign > 0 {
        (first, first + width)
    } else {
        (1 - first - width, 1 - first)
    };
    Ok(unspecified(precision, from, 1, to, 1))
}

/// Seasons are those of the northern hemisphere, in whole months; winter ends in the next year.
fn read_season(year: i64, number: u8, rest: &str) -> Result<Reading> {
    if !(21..=24).contains(&number) {
        return Err(format!(
            "month {number:02} is not in 01 to 12, nor is it a season in 21 to 24"
        ));
    }
    if !rest.is_empty() {
        return Err(format!("nothing can follow the season {number}"));
    }
    let month = (number - 20) * 3;
    let (last_year, last_month) = if month == 12 {
        (year + 1, 3)
    } else {
        (year, month + 3)
    };
    Ok(unspecified(
        Precision::Season,
        year,
        month,
        last_year,
        last_month,
    ))
}

/// Takes `-NN` or `-XX` from the front.
fn read_part<'a>(text: &'a str, name: &str) -> Result<(&'a str, &'a str)> {
    let Some(rest) = text.strip_prefix('-') else {
        return Err(unexpected(text));
    };
    let length = rest
        .find(|c: char| !c.is_ascii_digit() && c != 'X')
        .unwrap_or(rest.len());
    let (part, rest) = rest.split_at(length);
    match part {
        "XX" => {}
        _ if part.contains('X') => {
            return Err(format!(
                "the {name} is two digits or \"XX\"; \"{}\" would be EDTF level 2, which is not read",
                clip(part)
            ));
        }
        _ if part.len() != 2 => {
            return Err(match part.len() {
                0 => format!("the {name} is missing after \"-\""),
                1 => format!("the {name} has two digits; write 0{part}"),
                _ => format!("the {name} has two digits, not \"{}\"", clip(part)),
            });
        }
        _ => {}
    }
    Ok((part, rest))
}

/// Checks a day of the month.
fn check_day(year: i64, month: u8, day: u8) -> Result<()> {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let last = days_in_month(year, month);
    if (1..=last).contains(&day) {
        return Ok(());
    }
    let name = NAMES
        .get(usize::from(month) - 1)
        .copied()
        .unwrap_or_default();
    Err(format!(
        "day {day:02} is not in 01 to {last} of {name} {year}"
    ))
}

// ---- times of day -----------------------------------------------------------------------------------------

fn read_date_time(date: &str, time: &str) -> Result<Reading> {
    let reading = read_date(date)?;
    let (
        Precision::Day,
        Edge::At {
            instant: midnight,
            zoned: false,
        },
    ) = (reading.precision, reading.bounds.start)
    else {
        return Err(
            "a time of day needs a whole date before \"T\", and its zone at the end".into(),
        );
    };
    let length = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (time, zone) = time.split_at(length);
    if time.ends_with(' ') && !zone.is_empty() {
        return Err("between a time of day and its zone stands no space".into());
    }
    let clock = read_clock(time)?;
    let (offset, full_zone) = match read_zone(zone)? {
        Some(offset) => (offset, true),
        None => match zone.len() {
            // EDTF level 0 has hours alone, XSD has not.
            3 => (read_zone(&format!("{zone}:00"))?.flatten(), false),
            _ => (None, false),
        },
    };
    if !full_zone && offset.is_none() {
        return Err(bad_zone(zone));
    }
    let (precision, width) = match clock.decimals {
        None => (Precision::Minute, MINUTE),
        Some(digits) => (
            Precision::Second,
            (SECOND / 10_i64.pow(digits.min(6))).max(1),
        ),
    };
    let xsd = full_zone && clock.decimals.is_some();
    Ok(Reading {
        precision,
        qualifier: None,
        bounds: stretch(midnight.plus(clock.micros), width, offset),
        xsd: xsd.then_some(Datatype::DateTime),
        edtf: reading.edtf,
    })
}

// ---- common parts -----------------------------------------------------------------------------------------

pub(super) fn read_number(text: &str, name: &str) -> Result<u8> {
    match text.as_bytes() {
        [a, b] if a.is_ascii_digit() && b.is_ascii_digit() => Ok((a - b'0') * 10 + (b - b'0')),
        _ => Err(format!("the {name} has two digits, not \"{}\"", clip(text))),
    }
}

pub(super) fn check_range(value: u8, first: u8, last: u8, name: &str) -> Result<()> {
    if (first..=last).contains(&value) {
        Ok(())
    } else {
        Err(format!(
            "{name} {value:02} is not in {first:02} to {last:02}"
        ))
    }
}

fn unexpected(rest: &str) -> String {
    if rest.starts_with(['+', '-']) && rest.contains(':') || rest.starts_with('Z') {
        return bad_zone(rest);
    }
    format!("\"{}\" was not expected there", clip(rest))
}

/// The beginning of a text, for a message.
pub(super) fn clip(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        None => text.into(),
        Some((at, _)) => format!("{}…", &text[..at]),
    }
}

fn stretch(start: Instant, width: i64, offset: Option<i64>) -> Bounds {
    let start = start.plus(-offset.unwrap_or(0));
    let zoned = offset.is_some();
    Bounds {
        start: Edge::At {
            instant: start,
            zoned,
        },
        end: Edge::At {
            instant: start.plus(width),
            zoned,
        },
    }
}

type Day = (i64, u8, u8);

fn whole_days(first: Day, after: Day, offset: Option<i64>) -> Bounds {
    let at = |(year, month, day): Day| Edge::At {
        instant: Instant::of_date(year, month, day).plus(-offset.unwrap_or(0)),
        zoned: offset.is_some(),
    };
    Bounds {
        start: at(first),
        end: at(after),
    }
}

fn plain(
    precision: Precision,
    bounds: Bounds,
    datatype: Datatype,
    year: &str,
    zone: &str,
) -> Reading {
    let edtf = year.len() == 4 && zone.is_empty();
    Reading {
        precision,
        qualifier: None,
        bounds,
        xsd: Some(datatype),
        edtf,
    }
}

/// What only EDTF can say, from the first of a month to the first of another.
fn unspecified(precision: Precision, year: i64, month: u8, to_year: i64, to_month: u8) -> Reading {
    let bounds = whole_days((year, month, 1), (to_year, to_month, 1), None);
    Reading {
        precision,
        qualifier: None,
        bounds,
        xsd: None,
        edtf: true,
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "that is how a test fails"
)]
mod tests;

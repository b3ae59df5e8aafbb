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
mod tests {
    use super::*;

    fn span(text: &str) -> String {
        let bounds = read(text).unwrap_or_else(|e| panic!("{text}: {e}")).bounds;
        let show = |instant: Option<Instant>| {
            let text = instant.map_or_else(String::new, |i| i.to_string());
            text.strip_suffix("T00:00:00")
                .map_or(text.clone(), str::to_owned)
        };
        format!("{} {}", show(bounds.earliest()), show(bounds.latest()))
    }

    fn reason(text: &str) -> String {
        read(text)
            .map(|r| panic!("{text} was read as {r:?}"))
            .unwrap_err()
    }

    #[test]
    fn bounds_are_half_open() {
        assert_eq!(span("2024"), "2024-01-01 2025-01-01");
        assert_eq!(span("2024-12"), "2024-12-01 2025-01-01");
        assert_eq!(span("2024-03-07"), "2024-03-07 2024-03-08");
        assert_eq!(span("2024-02-29"), "2024-02-29 2024-03-01");
        assert_eq!(
            span("2024-03-05T09:00"),
            "2024-03-05T09:00:00 2024-03-05T09:01:00"
        );
        assert_eq!(
            span("2024-03-05T09:00:07"),
            "2024-03-05T09:00:07 2024-03-05T09:00:08"
        );
        assert_eq!(
            span("2024-03-05T09:00:07.25"),
            "2024-03-05T09:00:07.250000 2024-03-05T09:00:07.260000"
        );
        assert_eq!(
            span("2024-03-05T09:00:07.12345678"),
            "2024-03-05T09:00:07.123456 2024-03-05T09:00:07.123457"
        );
    }

    #[test]
    fn edtf_says_how_much_is_unknown() {
        assert_eq!(span("201X"), "2010-01-01 2020-01-01");
        assert_eq!(span("20XX"), "2000-01-01 2100-01-01");
        assert_eq!(span("-001X"), "-0019-01-01 -0009-01-01");
        assert_eq!(span("2024-XX"), "2024-01-01 2025-01-01");
        assert_eq!(span("2024-XX-XX"), "2024-01-01 2025-01-01");
        assert_eq!(span("2024-03-XX"), "2024-03-01 2024-04-01");
        assert_eq!(span("2024~"), "2024-01-01 2025-01-01");
        assert_eq!(span("2024-21"), "2024-03-01 2024-06-01");
        assert_eq!(span("2024-22"), "2024-06-01 2024-09-01");
        assert_eq!(span("2024-23"), "2024-09-01 2024-12-01");
        assert_eq!(span("2024-24?"), "2024-12-01 2025-03-01");
        assert_eq!(span("Y-17000"), "-17000-01-01 -16999-01-01");
    }

    #[test]
    fn zones_move_the_bounds_to_utc() {
        assert_eq!(
            span("2024-03-05T09:00:00+03:00"),
            "2024-03-05T06:00:00 2024-03-05T06:00:01"
        );
        assert_eq!(
            span("2024-03-05T09:00-05:30"),
            "2024-03-05T14:30:00 2024-03-05T14:31:00"
        );
        assert_eq!(
            span("2024-03-05T09:00+03"),
            "2024-03-05T06:00:00 2024-03-05T06:01:00"
        );
        assert_eq!(
            span("2024+03:00"),
            "2023-12-31T21:00:00 2024-12-31T21:00:00"
        );
        assert_eq!(
            span("2024-03:00"),
            "2024-01-01T03:00:00 2025-01-01T03:00:00"
        );
        assert_eq!(span("2024-03-05Z"), "2024-03-05 2024-03-06");
    }

    #[test]
    fn hour_24_is_the_end_of_the_day() {
        assert_eq!(
            span("2024-12-31T24:00:00"),
            "2025-01-01 2025-01-01T00:00:01"
        );
        assert_eq!(
            span("2024-12-31T24:00:00.00Z"),
            "2025-01-01 2025-01-01T00:00:00.010000"
        );
        for text in [
            "2024-12-31T24:00:01",
            "2024-12-31T24:01:00",
            "2024-12-31T24:00:00.01",
        ] {
            assert_eq!(reason(text), "hour 24 is only the end of the day, 24:00:00");
        }
        assert_eq!(reason("2024-12-31T25:00:00"), "hour 25 is not in 00 to 23");
    }

    #[test]
    fn years_have_no_bound() {
        assert_eq!(span("-0001"), "-0001-01-01 0000-01-01");
        assert_eq!(span("0000"), "0000-01-01 0001-01-01");
        assert_eq!(span("12345-06"), "12345-06-01 12345-07-01");
        assert!(read("99999999999999999999999996-02-29").is_ok());
        assert!(read("99999999999999999999999900-02-29").is_err());
        assert!(read("-99999999999999999999999600-02-29").is_ok());
        assert_eq!(
            span("400000"),
            "294247-01-10T04:00:54.775807 294247-01-10T04:00:54.775807"
        );
    }

    #[test]
    fn plain_forms_are_xsd_and_the_rest_is_edtf() {
        let xsd = |text| read(text).unwrap().xsd;
        assert_eq!(xsd("2024"), Some(Datatype::GYear));
        assert_eq!(xsd("2024-03+03:00"), Some(Datatype::GYearMonth));
        assert_eq!(xsd("2024-03-05"), Some(Datatype::Date));
        assert_eq!(xsd("2024-03-05T09:00:00.5Z"), Some(Datatype::DateTime));
        for text in [
            "2024?",
            "2024-21",
            "201X",
            "Y12345",
            "2024-03-05T09:00Z",
            "2024-XX",
        ] {
            assert_eq!(xsd(text), None, "{text}");
        }
        assert!(!read("12345").unwrap().edtf && !read("2024Z").unwrap().edtf);
    }

    #[test]
    fn errors_say_what_and_how_to_mend() {
        assert_eq!(
            reason("2024-02-30"),
            "day 30 is not in 01 to 29 of February 2024"
        );
        assert_eq!(
            reason("2024-13"),
            "month 13 is not in 01 to 12, nor is it a season in 21 to 24"
        );
        assert_eq!(reason("2024-00"), "month 00 is not in 01 to 12");
        assert_eq!(reason("2024-3-5"), "the month has two digits; write 03");
        assert_eq!(
            reason("622"),
            "the year has four digits or more, as in 0622"
        );
        assert_eq!(
            reason("2024-03-05 09:00"),
            "between date and time stands \"T\", without a space"
        );
        assert_eq!(
            reason("2024-03-05T09"),
            "a time of day has hours and minutes, as in 09:00"
        );
        assert_eq!(reason("2024-03-05T09:60"), "minute 60 is not in 00 to 59");
        assert_eq!(
            reason("2024-03-05T09:00:60Z"),
            "second 60 is not in 00 to 59"
        );
        assert_eq!(
            reason("2024-03-05T09:00+0300"),
            "\"+0300\" is no zone; write \"Z\", \"+03:00\" or \"-05:30\""
        );
        assert_eq!(
            reason("2024+15:00"),
            "zone +15:00 is not in -14:00 to +14:00"
        );
        assert_eq!(
            reason("\u{200F}2024"),
            "it holds the character U+200F; take it out, or use parse_time"
        );
        assert!(reason("٢٠٢٤").contains("Arabic-Indic"));
        for text in [
            "",
            "-",
            "+2024",
            "024",
            "02024",
            "2024-",
            "2024-1X",
            "XXXX",
            "2XXX",
            "2X24",
            "201X-03",
            "2024-XX-05",
            "2024-21-01",
            "2024-25",
            "2024-41",
            "Y2024",
            "Y",
            "Y-",
            "Y17E7",
            "Y012345",
            "2024?~",
            "2024?-03",
            "?2024",
            "2024-03-05T",
            "2024T09:00",
            "T09:00",
            "2024-03-05T09:00?",
            "2024-03-05ZT09:00",
            "2024-03-05T09:00:00.",
            "2024-03-05T09:00:00.5x",
            "2024 ",
            " 2024",
            "2024Z?",
            "2024-03-05T9:00",
            "2024-03-05T09:00:00ZZ",
            "2024-03-05T09:00:00-",
        ] {
            reason(text);
        }
    }
}

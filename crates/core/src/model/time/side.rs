//! One date in words: its parts as they are found, what it takes from the other end of a range, and
//! the time that it comes to.

use std::ops::Range;

use super::edtf::{self, clip};
use super::instant::weekday;
use super::token::{Kind, Token, Words, tokenise};
use super::words::{Word, fold};
use super::written::read_hijri;
use super::{Calendar, Instant, Precision, Time};

type Result<T> = std::result::Result<T, String>;

/// A number of a date and where it is written.
#[derive(Clone, PartialEq, Debug)]
struct Part {
    value: u32,
    at: Range<usize>,
}

/// What is written of one date.
#[derive(Clone, Default, Debug)]
pub(super) struct Side {
    day: Option<Part>,
    month: Option<Part>,
    year: Option<Part>,
    weekday: Option<Part>,
    era: Option<Range<usize>>,
    pub(super) calendar: Option<Calendar>,
    /// Whether the year has four digits, or a word before it that says what it is.
    clear_year: bool,
    numeric: Option<[(u32, usize); 3]>,
    iso: Option<Time>,
    /// From the first word to the last.
    at: Range<usize>,
    /// Whether a part comes from the other end of a range.
    completed: bool,
}

impl Side {
    pub(super) fn read(text: &str, tokens: &[Token]) -> Result<Self> {
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
            return Err("an end of the range is missing".into());
        };
        let mut side = Self {
            at: first.at.start..last.at.end,
            ..Self::default()
        };
        let mut before = None;
        for (i, token) in tokens.iter().enumerate() {
            side.add(text, token, before, tokens.get(i + 1))?;
            before = Some(&token.kind);
        }
        let whole = usize::from(side.iso.is_some()) + usize::from(side.numeric.is_some());
        let parts = side.day.is_some() || side.month.is_some() || side.year.is_some();
        if whole > 1 || (whole == 1 && parts) {
            return Err(format!("\"{}\" holds two dates", side.words(text)));
        }
        if whole == 0 && !parts {
            return Err(format!("\"{}\" holds no date", side.words(text)));
        }
        Ok(side)
    }

    fn add(
        &mut self,
        text: &str,
        token: &Token,
        before: Option<&Kind>,
        after: Option<&Token>,
    ) -> Result<()> {
        let said = || clip(text[token.at.clone()].trim());
        let part = |value| {
            Some(Part {
                value,
                at: token.at.clone(),
            })
        };
        match &token.kind {
            Kind::Number { value, digits } => {
                let after_year = before == Some(&Kind::Word(Word::Year));
                let is_year = *digits > 2 || after_year;
                let (slot, name) = if is_year {
                    (&mut self.year, "year")
                } else {
                    (&mut self.day, "day")
                };
                if slot.is_some() {
                    return Err(format!("\"{}\" is a second {name}", said()));
                }
                if *digits > 4 {
                    return Err(format!("\"{}\" is no year of a written date", said()));
                }
                *slot = part(*value);
                self.clear_year |= is_year && (*digits == 4 || after_year);
            }
            Kind::Word(word @ (Word::Month(number) | Word::HijriMonth(number))) => {
                let calendar = match word {
                    Word::Month(_) => Calendar::Gregorian,
                    _ => Calendar::Islamic,
                };
                self.set_calendar(calendar)?;
                match &self.month {
                    None => self.month = part(u32::from(*number)),
                    Some(month) if before == Some(&Kind::Slash) => {
                        if month.value != u32::from(*number) {
                            return Err(format!(
                                "\"{}\" and \"{}\" are two different months",
                                clip(text[month.at.clone()].trim()),
                                said()
                            ));
                        }
                    }
                    Some(_) => return Err(format!("\"{}\" is a second month", said())),
                }
            }
            Kind::Word(Word::Weekday(day)) => {
                if self.weekday.is_some() {
                    return Err(format!("\"{}\" is a second day of the week", said()));
                }
                self.weekday = part(u32::from(*day));
            }
            Kind::Word(era @ (Word::Gregorian | Word::Hijri)) => {
                self.set_calendar(match era {
                    Word::Hijri => Calendar::Islamic,
                    _ => Calendar::Gregorian,
                })?;
                self.era = Some(token.at.clone());
            }
            Kind::Slash => {
                let month = |kind: Option<&Kind>| {
                    matches!(kind, Some(Kind::Word(Word::Month(_) | Word::HijriMonth(_))))
                };
                if !month(before) || !month(after.map(|token| &token.kind)) {
                    return Err(format!(
                        "\"{}\" stands between two names of one month, or in 2024/3/5 and 03/2024; \
                         for a month after the year write 2024-03",
                        said()
                    ));
                }
            }
            Kind::Numeric(numbers) => {
                if self.numeric.is_some() {
                    return Err(format!("\"{}\" is a second date", said()));
                }
                self.numeric = Some(*numbers);
            }
            Kind::Iso(time) => {
                if self.iso.is_some() {
                    return Err(format!("\"{}\" is a second date", said()));
                }
                self.iso = Some(time.clone());
            }
            // "5 من مارس" is "5 of March".
            Kind::Word(Word::From) if before.is_some() => {}
            Kind::Word(Word::Year | Word::Filler) => {}
            Kind::Word(_) | Kind::Dash => {
                return Err(format!("\"{}\" has no place there", said()));
            }
        }
        Ok(())
    }

    fn set_calendar(&mut self, calendar: Calendar) -> Result<()> {
        if self.calendar.is_some_and(|other| other != calendar) {
            return Err("it mixes the Gregorian and the Hijri calendar".into());
        }
        self.calendar = Some(calendar);
        Ok(())
    }

    fn words(&self, text: &str) -> String {
        clip(text[self.at.clone()].trim())
    }

    pub(super) fn shape(&self) -> (bool, bool) {
        (self.month.is_some(), self.day.is_some())
    }

    /// Takes from the other end of a range what this one leaves out; says whether it took anything.
    pub(super) fn take_from(&mut self, other: &Self) -> bool {
        if self.iso.is_some() {
            return false;
        }
        if self.calendar.is_none() && other.calendar.is_some() {
            self.calendar = other.calendar;
            self.completed = true;
        }
        if self.era.is_none() && self.calendar == other.calendar && other.era.is_some() {
            self.era.clone_from(&other.era);
        }
        if self.numeric.is_some() {
            return false;
        }
        let mut taken = false;
        if self.month.is_none() && self.day.is_some() && other.month.is_some() {
            self.month.clone_from(&other.month);
            taken = true;
        }
        let same_calendar = other.calendar.is_none() || self.calendar == other.calendar;
        if self.year.is_none() && same_calendar && other.year.is_some() {
            self.year.clone_from(&other.year);
            taken = true;
        }
        self.completed |= taken;
        taken
    }

    pub(super) fn finish(self, text: &str) -> Result<Time> {
        if self.calendar == Some(Calendar::Islamic) {
            return self.finish_hijri(text);
        }
        let bare = self.month.is_none() && self.day.is_none() && self.era.is_none();
        if let Some(year) = self.year.as_ref().filter(|_| bare && !self.clear_year) {
            return Err(format!(
                "the year has four digits; write {:04}, or \"year\" or \"عام\" before it",
                year.value
            ));
        }
        let time = match (self.iso, self.numeric) {
            (Some(time), _) => time,
            (None, Some(numbers)) => from_numbers(numbers)?,
            (None, None) => from_parts(
                self.year.as_ref().map(|part| part.value),
                self.month.as_ref().map(|part| part.value),
                self.day.as_ref().map(|part| part.value),
            )?,
        };
        if let Some(day) = self.weekday {
            check_weekday(&time, day.value, text[day.at].trim())?;
        }
        Ok(time)
    }

    /// Checks what can be checked of a Hijri date without knowing the moon.
    pub(super) fn check_hijri(&self) -> Result<Precision> {
        let part = |part: &Option<Part>| part.as_ref().map(|part| part.value);
        let (year, month, day) = match (&self.iso, self.numeric) {
            (Some(time), _)
                if time.reading.xsd.is_none()
                    || time.is_zoned()
                    || time.precision() > Precision::Day =>
            {
                return Err("a Hijri date is a day, a month or a year".into());
            }
            (Some(time), _) => return check_hijri_iso(time),
            (None, Some([a, b, c])) => match (a.1, c.1) {
                (4, _) => (Some(a.0), Some(b.0), Some(c.0)),
                (_, 4) if b.0 > 12 => (Some(c.0), Some(a.0), Some(b.0)),
                (_, 4) => (Some(c.0), Some(b.0), Some(a.0)),
                _ => return Err("the year of a date in numbers has four digits".into()),
            },
            (None, None) => (part(&self.year), part(&self.month), part(&self.day)),
        };
        check_hijri_parts(year, month, day)
    }

    fn finish_hijri(self, text: &str) -> Result<Time> {
        let precision = self.check_hijri()?;
        if !self.completed {
            return Ok(Time::islamic(text[self.at].trim(), precision));
        }
        let parts = if self.numeric.is_some() || self.iso.is_some() {
            [Some(self.at), self.era, None, None]
        } else {
            let at = |part: Option<Part>| part.map(|part| part.at);
            [at(self.day), at(self.month), at(self.year), self.era]
        };
        let words: Vec<_> = parts
            .into_iter()
            .flatten()
            .map(|at| text[at].trim())
            .collect();
        // What was put together must say the same to whoever reads it later.
        match read_hijri(&words.join(" ")) {
            Ok(time) if time.precision() == precision => Ok(time),
            _ => Err("its two ends are not alike; write each in full".into()),
        }
    }
}

/// Year, month and day of a time that is a Hijri date in words.
pub(super) fn fields_of_hijri(time: &Time) -> Option<[Option<u32>; 3]> {
    if time.calendar != Calendar::Islamic {
        return None;
    }
    let tokens = tokenise(&time.text, &fold(&time.text), Words::All).ok()?;
    let side = Side::read(&time.text, &tokens).ok()?;
    let value = |part: Option<Part>| part.map(|part| part.value);
    Some([value(side.year), value(side.month), value(side.day)])
}

fn check_hijri_iso(time: &Time) -> Result<Precision> {
    let numbers: Vec<u32> = time
        .as_str()
        .split('-')
        .filter_map(|part| part.parse().ok())
        .collect();
    let part = |i: usize| numbers.get(i).copied();
    check_hijri_parts(part(0), part(1), part(2))
}

fn check_hijri_parts(year: Option<u32>, month: Option<u32>, day: Option<u32>) -> Result<Precision> {
    let Some(year) = year else {
        return Err(missing_year());
    };
    if !(1..=1_600).contains(&year) {
        return Err(format!(
            "{year} is no year of the Hijri calendar, whose years are 1 to 1600"
        ));
    }
    if month.is_some_and(|month| !(1..=12).contains(&month)) {
        return Err("the month is not in 1 to 12".into());
    }
    match (month, day) {
        (None, None) => Ok(Precision::Year),
        (Some(_), None) => Ok(Precision::Month),
        (Some(_), Some(1..=30)) => Ok(Precision::Day),
        (Some(_), Some(day)) => Err(format!("day {day} is not in 1 to 30 of a Hijri month")),
        (None, Some(_)) => Err("the month is missing".into()),
    }
}

fn missing_year() -> String {
    "the year is missing, in four digits".into()
}

fn from_parts(year: Option<u32>, month: Option<u32>, day: Option<u32>) -> Result<Time> {
    let text = match (year, month, day) {
        (None, None, Some(_)) => return Err("month and year are missing".into()),
        (None, ..) => return Err(missing_year()),
        (Some(0), ..) => return Err("there is no year 0 in written dates".into()),
        (Some(_), None, Some(_)) => return Err("the month is missing".into()),
        (Some(year), None, None) => format!("{year:04}"),
        (Some(year), Some(month), None) => format!("{year:04}-{month:02}"),
        (Some(year), Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
    };
    if let Some(month) = month.filter(|month| !(1..=12).contains(month)) {
        return Err(format!("month {month:02} is not in 01 to 12"));
    }
    edtf::read(&text).map(|reading| Time::gregorian(&text, reading))
}

/// Reads three numbers, where they have one reading.
fn from_numbers([a, b, c]: [(u32, usize); 3]) -> Result<Time> {
    let date = |year: u32, month: u32, day: u32| from_parts(Some(year), Some(month), Some(day));
    if a.1 == 4 && b.1 <= 2 && c.1 <= 2 {
        return date(a.0, b.0, c.0);
    }
    if c.1 != 4 || a.1 > 2 || b.1 > 2 {
        return Err("a date in numbers has a year of four digits, first or last".into());
    }
    match (a.0 > 12, b.0 > 12) {
        (true, false) => date(c.0, b.0, a.0),
        (false, true) => date(c.0, a.0, b.0),
        (true, true) => Err(format!("neither {} nor {} is a month", a.0, b.0)),
        (false, false) if a.0 == b.0 => date(c.0, b.0, a.0),
        (false, false) => Err(format!(
            "it can be {0:04}-{2:02}-{1:02} or {0:04}-{1:02}-{2:02}; write the one that is meant",
            c.0, a.0, b.0
        )),
    }
}

fn check_weekday(time: &Time, day: u32, name: &str) -> Result<()> {
    const NAMES: [&str; 7] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    // The date as written, and not that of its bounds, which are shifted where there is a zone.
    let date = time
        .as_str()
        .get(..10)
        .and_then(|date| edtf::read(date).ok());
    let civil = match date {
        Some(date) if date.precision == Precision::Day && time.precision() >= Precision::Day => {
            date.bounds.earliest().map(Instant::to_civil)
        }
        _ => None,
    };
    let Some(civil) = civil else {
        return Err(format!(
            "\"{name}\" is a day of the week, and \"{time}\" is no day"
        ));
    };
    let right = weekday(civil.year.into(), civil.month, civil.day);
    if u32::from(right) == day {
        return Ok(());
    }
    let right = NAMES.get(usize::from(right)).copied().unwrap_or_default();
    Err(format!("{time} is a {right}, not \"{}\"", clip(name)))
}

//! Times as they are written, with what they can mean.
//!
//! A [`Time`] keeps what was written, byte for byte, and says what it can mean: the first and the last
//! instant, how exact it is, how sure. Nothing is completed and nothing is converted: `2024` stays a
//! year, a time without a zone stays the local time of where it was said, and a Hijri date stays in
//! its calendar. A [`Period`] is from one time to another. [`parse_time`] reads dates and ranges as
//! people write them in Arabic and English.

mod bounds;
mod clock;
mod datatype;
mod edtf;
mod instant;
mod period;
mod precision;
mod qualifier;
mod side;
mod token;
mod words;
mod written;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

pub use bounds::Bounds;
pub use instant::{Civil, Instant};
pub use period::Period;
pub use precision::Precision;
pub use qualifier::Qualifier;
pub use written::parse_time;

use super::{Literal, ValueError};
use datatype::Datatype;
use edtf::Reading;

/// The forms that [`Time::new`] reads, for messages.
const ACCEPTED: &str = "2024, 2024-03, 2024-03-05, 2024-03-05T09:00:00+03:00, and EDTF such as \
                        2024~, 2024-03-XX, 201X, 2024-21 and 2023/2024";

const NO_HYPHENS: &str = "it may be a year, or a date without its hyphens; write 2024-03-05 or \
                          2024-03, or \"Y\" before the year";

/// A date or time as it was written.
///
/// | written | datatype | precision | bounds |
/// |---|---|---|---|
/// | `2024`, `-0044`, `12024` | `xsd:gYear` | year | the year |
/// | `2024-03` | `xsd:gYearMonth` | month | the month |
/// | `2024-03-05` | `xsd:date` | day | the day |
/// | `2024-03-05T09:00:00`, `…T09:00:00.25+03:00` | `xsd:dateTime` | second | one second; with *n* decimals 10⁻ⁿ s, at least 1 µs |
/// | `2024-03-05T09:00` | EDTF | minute | the minute |
/// | `201X`, `20XX` | EDTF | decade, century | 10 years, 100 years |
/// | `2024-XX`, `2024-03-XX` | EDTF | year, month | the year, the month |
/// | `2024-21` to `2024-24` | EDTF | season | spring March to May, summer June to August, autumn September to November, winter December to February of the next year |
/// | `2024?`, `2024-03~`, `2024-03-05%` | EDTF | as without the mark | as without the mark |
/// | `Y-17000` | EDTF | year | the year |
/// | `2023/2024`, `2023/..`, `/2024` | EDTF | of the coarser end | from the earliest of the start to the latest of the end |
/// | `5 رمضان 1445`, `1445 AH` | `xsd:string` | as written | none |
///
/// Bounds are half-open and in microseconds: `2024` is from 2024-01-01 up to, not including,
/// 2025-01-01. Where a zone is written they are UTC, else local time of an unnamed place, never
/// shifted. Seasons are the meteorological ones of the northern hemisphere. Years beyond some
/// 290 000 either way are read and kept, and bounded by [`Instant::MIN`] and [`Instant::MAX`].
///
/// *A time of day without seconds* is no `xsd:dateTime`, which would want `:00` and so claim an
/// exactness that nobody wrote. It is kept as written. Its datatype is EDTF, which builds on ISO
/// 8601, where this form is at home, although EDTF's own level 0 wants the seconds too: so nothing is
/// lost, and no reader of XSD stumbles over it.
///
/// *Hijri dates* are kept as written and never converted, as the algorithms (Umm al-Qura, civil, by
/// sighting) differ by a day or two. They have no bounds, and so possibly overlap everything. EDTF
/// and XSD are Gregorian, and a date of theirs with a Hijri year would be a wrong date for every
/// reader; so the datatype is `xsd:string`, which holds any text, and [`Time::new`] of that text gives
/// the same time again.
///
/// Two times are equal where text and datatype are. There is no order on them, as `2024` is neither
/// before nor after `2024-03`: compare [`Time::bounds`].
///
/// # Example
/// ```
/// use rawabit::{Precision, Qualifier, Time, vocab};
/// let summit = Time::new("2024-03-05")?;
/// assert_eq!(summit.datatype(), vocab::xsd::DATE);
/// assert_eq!(summit.precision(), Precision::Day);
/// assert_eq!(summit.latest().map(|i| i.to_string()).as_deref(), Some("2024-03-06T00:00:00"));
///
/// let about = Time::new("2024~")?;
/// assert_eq!((about.as_str(), about.datatype()), ("2024~", vocab::EDTF));
/// assert_eq!(about.qualifier(), Some(Qualifier::Approximate));
///
/// let error = Time::new("2024-02-30").unwrap_err().to_string();
/// assert!(error.starts_with("\"2024-02-30\" is no date or time: day 30 is not in 01 to 29 of February 2024; "));
/// # Ok::<(), rawabit::ValueError>(())
/// ```
#[derive(Clone)]
pub struct Time {
    text: Box<str>,
    datatype: Datatype,
    calendar: Calendar,
    reading: Reading,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Calendar {
    Gregorian,
    Islamic,
}

impl Time {
    /// Reads a date or time in the forms of the table above, and keeps it byte for byte.
    ///
    /// Digits are 0 to 9, and nothing stands around them: [`parse_time`] takes Arabic-Indic digits,
    /// invisible marks and written dates, and gives the plain form. Six or eight digits alone are
    /// legal years in XSD, and nearly always a date without its hyphens; they are refused here, and
    /// read by [`Time::from_literal`], where the datatype says that they are years.
    ///
    /// # Errors
    /// [`ValueError::Time`] with the reason.
    ///
    /// # Complexity
    /// Linear in the length of the text.
    ///
    /// # Example
    /// ```
    /// use rawabit::Time;
    /// assert_eq!(Time::new("2024-03-05T09:00+03:00")?.as_str(), "2024-03-05T09:00+03:00");
    /// let error = Time::new("5 مارس 2024").unwrap_err().to_string();
    /// assert!(error.contains("it is written out, and parse_time reads it as \"2024-03-05\""));
    /// # Ok::<(), rawabit::ValueError>(())
    /// ```
    pub fn new(text: &str) -> Result<Self, ValueError> {
        Self::read(text).map_err(|reason| bad_time(text, reason))
    }

    /// The time that a literal of this datatype stands for; `None` where the datatype is not one of
    /// times.
    ///
    /// Those are `xsd:gYear`, `xsd:gYearMonth`, `xsd:date`, `xsd:dateTime` and EDTF in the spellings of
    /// its IRI that are about: with `EDTF`, `EDTF-level0`, `EDTF-level1`, `EDTF-level2`, `edtf` or
    /// nothing after `http://id.loc.gov/datatypes/edtf/`, which may be `https`. The spelling is kept. A
    /// Hijri date is a plain string: give its text to [`Time::new`] where a date is expected.
    ///
    /// # Errors
    /// [`ValueError::Lexical`] where the text does not have the form of its datatype. EDTF of level 2
    /// is not read.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Time, vocab::xsd};
    /// let year = Time::from_literal("2024", xsd::G_YEAR).expect("a datatype of times")?;
    /// assert_eq!(year.datatype(), xsd::G_YEAR);
    /// assert!(Time::from_literal("2024", xsd::STRING).is_none());
    /// assert!(Time::from_literal("2024", xsd::DATE).is_some_and(|time| time.is_err()));
    /// # Ok::<(), rawabit::ValueError>(())
    /// ```
    #[must_use]
    pub fn from_literal(lexical: &str, datatype: &str) -> Option<Result<Self, ValueError>> {
        let datatype = Datatype::from_iri(datatype)?;
        Some(
            Self::read_typed(lexical, datatype).map_err(|reason| ValueError::Lexical {
                value: edtf::clip(lexical),
                datatype: datatype.compact().into(),
                reason,
            }),
        )
    }

    /// A day of the proleptic Gregorian calendar, as `xsd:date`.
    ///
    /// # Errors
    /// [`ValueError::Time`] where there is no such day.
    ///
    /// # Example
    /// ```
    /// use rawabit::Time;
    /// assert_eq!(Time::from_civil_date(2024, 3, 5)?.as_str(), "2024-03-05");
    /// assert!(Time::from_civil_date(2023, 2, 29).is_err());
    /// # Ok::<(), rawabit::ValueError>(())
    /// ```
    pub fn from_civil_date(year: i32, month: u8, day: u8) -> Result<Self, ValueError> {
        let text = Civil::midnight(year, month, day).to_string();
        Self::new(text.strip_suffix("T00:00:00").unwrap_or(&text))
    }

    /// A date and time, as `xsd:dateTime`; without an offset it floats.
    ///
    /// The offset is the local time less UTC, in minutes, from -840 to 840; 0 is written `Z`. The
    /// fraction is written with six digits, or left out where it is 0.
    ///
    /// # Errors
    /// [`ValueError::Time`] where a part is out of its range.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Civil, Time};
    /// let nine = Civil { hour: 9, ..Civil::midnight(2024, 3, 5) };
    /// assert_eq!(Time::from_civil_datetime(nine, Some(180))?.as_str(), "2024-03-05T09:00:00+03:00");
    /// assert_eq!(Time::from_civil_datetime(nine, None)?.as_str(), "2024-03-05T09:00:00");
    /// # Ok::<(), rawabit::ValueError>(())
    /// ```
    pub fn from_civil_datetime(
        civil: Civil,
        offset_minutes: Option<i32>,
    ) -> Result<Self, ValueError> {
        let zone = match offset_minutes {
            None => String::new(),
            Some(0) => "Z".into(),
            Some(offset) => {
                let sign = if offset < 0 { '-' } else { '+' };
                let offset = offset.unsigned_abs();
                format!("{sign}{:02}:{:02}", offset / 60, offset % 60)
            }
        };
        let text = format!("{civil}{zone}");
        if civil.hour > 23 || civil.microsecond > 999_999 {
            return Err(bad_time(
                &text,
                "hours go to 23 and microseconds to 999999".into(),
            ));
        }
        Self::new(&text)
    }

    /// The time as it was written.
    ///
    /// # Example
    /// ```
    /// use rawabit::Time;
    /// assert_eq!(Time::new("2024-03~")?.as_str(), "2024-03~");
    /// # Ok::<(), rawabit::ValueError>(())
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The IRI of the datatype.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Time, vocab};
    /// assert_eq!(Time::new("2024")?.datatype(), vocab::xsd::G_YEAR);
    /// assert_eq!(Time::new("2024~")?.datatype(), vocab::EDTF);
    /// # Ok::<(), rawabit::ValueError>(())
    /// ```
    #[must_use]
    pub fn datatype(&self) -> &'static str {
        self.datatype.iri()
    }

    /// Where the time lies; for comparisons.
    ///
    /// # Example
    /// ```
    /// use rawabit::Time;
    /// assert!(Time::new("2024-03-05")?.bounds().within(Time::new("2024-03")?.bounds()));
    /// # Ok::<(), rawabit::ValueError>(())
    /// ```
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        self.reading.bounds
    }

    /// The first instant that it can mean; `None` for a Hijri date, and for an interval without a
    /// start.
    ///
    /// # Example
    /// ```
    /// use rawabit::Time;
    /// let start = Time::new("2024-21")?.earliest().map(|instant| instant.to_civil());
    /// assert_eq!(start, Some(rawabit::Civil::midnight(2024, 3, 1)));
    /// # Ok::<(), rawabit::ValueError>(())
    /// ```
    #[must_use]
    pub fn earliest(&self) -> Option<Instant> {
        self.reading.bounds.earliest()
    }

    /// The first instant after all that it can mean; `None` for a Hijri date, and for an interval
    /// without an end.
    ///
    /// # Example
    /// ```
    /// use rawabit::Time;
    /// let end = Time::new("2024")?.latest().map(|instant| instant.to_civil());
    /// assert_eq!(end, Some(rawabit::Civil::midnight(2025, 1, 1)));
    /// # Ok::<(), rawabit::ValueError>(())
    /// ```
    #[must_use]
    pub fn latest(&self) -> Option<Instant> {
        self.reading.bounds.latest()
    }

    /// How exact it is; of an interval, how exact its coarser end is.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Precision, Time};
    /// assert_eq!(Time::new("2024-03-05T09:00")?.precision(), Precision::Minute);
    /// assert_eq!(Time::new("2023/2024-03")?.precision(), Precision::Year);
    /// # Ok::<(), rawabit::ValueError>(())
    /// ```
    #[must_use]
    pub fn precision(&self) -> Precision {
        self.reading.precision
    }

    /// How sure it is; of an interval, what its ends have between them.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Qualifier, Time};
    /// assert_eq!(Time::new("2024%")?.qualifier(), Some(Qualifier::Both));
    /// assert_eq!(Time::new("2024")?.qualifier(), None);
    /// # Ok::<(), rawabit::ValueError>(())
    /// ```
    #[must_use]
    pub fn qualifier(&self) -> Option<Qualifier> {
        self.reading.qualifier
    }

    /// Whether a zone is written, so that the bounds are UTC; else it is the local time of a place
    /// that it does not name.
    ///
    /// # Example
    /// ```
    /// use rawabit::Time;
    /// assert!(Time::new("2024-03-05T09:00:00Z")?.is_zoned());
    /// assert!(!Time::new("2024-03-05")?.is_zoned());
    /// # Ok::<(), rawabit::ValueError>(())
    /// ```
    #[must_use]
    pub fn is_zoned(&self) -> bool {
        self.reading.bounds.is_zoned()
    }

    /// The calendar where it is not the Gregorian one: `Some("islamic")`.
    ///
    /// # Example
    /// ```
    /// use rawabit::Time;
    /// let ramadan = Time::new("5 رمضان 1445 هـ")?;
    /// assert_eq!((ramadan.calendar(), ramadan.earliest()), (Some("islamic"), None));
    /// assert_eq!(Time::new("2024")?.calendar(), None);
    /// # Ok::<(), rawabit::ValueError>(())
    /// ```
    #[must_use]
    pub fn calendar(&self) -> Option<&'static str> {
        match self.calendar {
            Calendar::Gregorian => None,
            Calendar::Islamic => Some("islamic"),
        }
    }

    /// Whether it is an EDTF interval, `a/b`; [`Period::from`] gives its ends.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Period, Time};
    /// let years = Time::new("2023/2024")?;
    /// assert!(years.is_interval());
    /// assert_eq!(Period::from(years).start().map(Time::as_str), Some("2023"));
    /// # Ok::<(), rawabit::ValueError>(())
    /// ```
    #[must_use]
    pub fn is_interval(&self) -> bool {
        self.calendar == Calendar::Gregorian && self.text.contains('/')
    }

    fn is_edtf(&self) -> bool {
        self.reading.edtf
    }

    fn read(text: &str) -> Result<Self, String> {
        let Some(period) = text.contains('/').then(|| Period::read(text)) else {
            return Self::read_single(text);
        };
        // "5/9/1445 هـ" has slashes too.
        match period.and_then(|period| period.reading()) {
            Ok(reading) => Ok(Self::gregorian(text, reading)),
            Err(reason) => written::read_hijri(text).map_err(|other| other.unwrap_or(reason)),
        }
    }

    /// Reads anything but an interval.
    fn read_single(text: &str) -> Result<Self, String> {
        let reason = match edtf::read(text) {
            Ok(_) if is_date_without_hyphens(text) => NO_HYPHENS.into(),
            Ok(reading) => return Ok(Self::gregorian(text, reading)),
            Err(reason) => reason,
        };
        written::read_hijri(text).map_err(|other| other.unwrap_or(reason))
    }

    fn read_typed(text: &str, datatype: Datatype) -> Result<Self, String> {
        let interval = text.contains('/') && matches!(datatype, Datatype::Edtf(_));
        let reading = if interval {
            Period::read(text)?.reading()?
        } else {
            edtf::read(text)?
        };
        match (datatype, reading.xsd) {
            (Datatype::Edtf(_), _) if reading.edtf => {}
            (Datatype::Edtf(_), _) => {
                return Err(
                    "EDTF has neither zones on a date nor years of more than four digits \
                     without \"Y\""
                        .into(),
                );
            }
            (datatype, Some(xsd)) if xsd == datatype => {}
            (_, Some(xsd)) => return Err(format!("it has the form of {}", xsd.compact())),
            (_, None) => return Err("it has a form of EDTF, not of XSD".into()),
        }
        Ok(Self {
            text: text.into(),
            datatype,
            calendar: Calendar::Gregorian,
            reading,
        })
    }

    fn gregorian(text: &str, reading: Reading) -> Self {
        Self {
            text: text.into(),
            datatype: reading.xsd.unwrap_or(Datatype::EDTF),
            calendar: Calendar::Gregorian,
            reading,
        }
    }

    fn islamic(text: &str, precision: Precision) -> Self {
        Self {
            text: text.into(),
            datatype: Datatype::String,
            calendar: Calendar::Islamic,
            reading: Reading {
                precision,
                qualifier: None,
                bounds: Bounds::UNKNOWN,
                xsd: None,
                edtf: false,
            },
        }
    }
}

/// Whether it is six or eight digits that could be a year with its month and day.
fn is_date_without_hyphens(text: &str) -> bool {
    if !matches!(text.len(), 6 | 8) || !text.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let (year, rest) = text.split_at(4);
    let dashed = match rest.len() {
        2 => format!("{year}-{rest}"),
        _ => format!("{year}-{}-{}", &rest[..2], &rest[2..]),
    };
    edtf::read(&dashed).is_ok()
}

fn bad_time(text: &str, reason: String) -> ValueError {
    ValueError::Time {
        value: edtf::clip(text),
        reason,
        accepted: ACCEPTED,
    }
}

impl PartialEq for Time {
    fn eq(&self, other: &Self) -> bool {
        (self.datatype, &self.text) == (other.datatype, &other.text)
    }
}

impl Eq for Time {}

impl Hash for Time {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.datatype, &self.text).hash(state);
    }
}

impl FromStr for Time {
    type Err = ValueError;

    /// As [`Time::new`].
    fn from_str(text: &str) -> Result<Self, ValueError> {
        Self::new(text)
    }
}

impl AsRef<str> for Time {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Time {
    /// As it was written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}^^{}", self.text, self.datatype.compact())
    }
}

impl From<Time> for Literal {
    fn from(time: Time) -> Self {
        Self::typed_unchecked(time.text, time.datatype.iri())
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "that is how a test fails"
)]
mod tests;

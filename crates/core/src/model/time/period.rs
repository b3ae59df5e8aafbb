//! Stretches of time with a start and an end, either of which can be missing.

use std::fmt;
use std::str::FromStr;

use super::bounds::{Bounds, Edge};
use super::edtf::{self, Reading};
use super::{Precision, Qualifier, Time, bad_time, side};
use crate::model::ValueError;

/// From one time to another, both included: what EDTF calls an interval.
///
/// An end can be missing in two ways, and both are kept. It is *open* (`..`) where there is no end:
/// what goes on. It is *unknown* (nothing) where there is one and nobody says which.
///
/// # Example
/// ```
/// use rawabit::Period;
/// let summit: Period = "2024-03-05/2024-03-07".parse()?;
/// assert_eq!(summit.end().map(|time| time.as_str()), Some("2024-03-07"));
/// assert_eq!(summit.bounds().latest().map(|i| i.to_string()).as_deref(), Some("2024-03-08T00:00:00"));
/// assert_eq!("2020/..".parse::<Period>()?.to_string(), "2020/..");
/// # Ok::<(), rawabit::ValueError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Period {
    start: End,
    end: End,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
enum End {
    At(Time),
    Open,
    Unknown,
}

impl Period {
    /// Puts a period together; a missing end is open.
    ///
    /// # Errors
    /// [`ValueError::Time`] where it ends before it begins, or where an end is itself an interval.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Period, Time};
    /// let since = Period::new(Some(Time::new("2020")?), None)?;
    /// assert_eq!(since.to_string(), "2020/..");
    /// assert!(Period::new(Some(Time::new("2024")?), Some(Time::new("2020")?)).is_err());
    /// # Ok::<(), rawabit::ValueError>(())
    /// ```
    pub fn new(start: Option<Time>, end: Option<Time>) -> Result<Self, ValueError> {
        let of = |time: Option<Time>| time.map_or(End::Open, End::At);
        Self {
            start: of(start),
            end: of(end),
        }
        .checked()
    }

    /// Puts a period together; a missing end is unknown.
    ///
    /// # Errors
    /// As [`Period::new`].
    ///
    /// # Example
    /// ```
    /// use rawabit::{Period, Time};
    /// let since = Period::with_unknown_ends(Some(Time::new("2020")?), None)?;
    /// assert_eq!(since.to_string(), "2020/");
    /// # Ok::<(), rawabit::ValueError>(())
    /// ```
    pub fn with_unknown_ends(start: Option<Time>, end: Option<Time>) -> Result<Self, ValueError> {
        let of = |time: Option<Time>| time.map_or(End::Unknown, End::At);
        Self {
            start: of(start),
            end: of(end),
        }
        .checked()
    }

    /// The first time, where one is known.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Period, Time};
    /// assert_eq!("2020/..".parse::<Period>()?.start(), Some(&Time::new("2020")?));
    /// # Ok::<(), rawabit::ValueError>(())
    /// ```
    #[must_use]
    pub fn start(&self) -> Option<&Time> {
        self.start.time()
    }

    /// The last time, where one is known; it is part of the period.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Period, Time};
    /// assert_eq!("2020/..".parse::<Period>()?.end(), None);
    /// # Ok::<(), rawabit::ValueError>(())
    /// ```
    #[must_use]
    pub fn end(&self) -> Option<&Time> {
        self.end.time()
    }

    /// The first and the last time; an open or unknown end is `None`.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Period, Time};
    /// let (start, end) = "../2024".parse::<Period>()?.into_times();
    /// assert_eq!((start, end), (None, Some(Time::new("2024")?)));
    /// # Ok::<(), rawabit::ValueError>(())
    /// ```
    #[must_use]
    pub fn into_times(self) -> (Option<Time>, Option<Time>) {
        (self.start.into_time(), self.end.into_time())
    }

    /// From the earliest instant of the start to the latest of the end.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Period, Time};
    /// let bounds = "2020/2024".parse::<Period>()?.bounds();
    /// assert_eq!(bounds.latest(), Time::new("2024")?.latest());
    /// # Ok::<(), rawabit::ValueError>(())
    /// ```
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        Bounds {
            start: self.start.edge(|bounds| bounds.start),
            end: self.end.edge(|bounds| bounds.end),
        }
    }

    /// Whether it shares an instant with the window, whatever instants its ends stand for:
    /// *certainly overlaps*.
    ///
    /// A period from `2023` begins somewhere in that year, so that it certainly overlaps `2024`, and
    /// `2023-06` only possibly ([`Bounds::overlaps`]). An unknown end is certain nowhere; an open one
    /// leaves nothing to doubt.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Period, Time};
    /// let held: Period = "2023/2025".parse()?;
    /// assert!(held.certainly_overlaps(Time::new("2024-03-05")?.bounds()));
    /// assert!(!held.certainly_overlaps(Time::new("2023-06")?.bounds()));
    /// # Ok::<(), rawabit::ValueError>(())
    /// ```
    #[must_use]
    pub fn certainly_overlaps(&self, window: Bounds) -> bool {
        let latest_start = self.start.edge(|bounds| bounds.end);
        let earliest_end = self.end.edge(|bounds| bounds.start);
        let open = |a, b| a == Edge::Open || b == Edge::Open;
        (open(latest_start, window.end) || latest_start.is_certainly_by(window.end))
            && (open(earliest_end, window.start) || window.start.is_certainly_by(earliest_end))
    }

    /// What the interval says as one time.
    pub(super) fn reading(&self) -> Result<Reading, String> {
        let times = [self.start(), self.end()].into_iter().flatten();
        if times.clone().any(|time| time.calendar().is_some()) {
            return Err("EDTF has the Gregorian calendar only".into());
        }
        let mut zoned = times.clone().map(Time::is_zoned);
        let first = zoned.next();
        if zoned.next().is_some_and(|second| Some(second) != first) {
            return Err("one end has a zone and the other has none; write it at both".into());
        }
        let precision = times.clone().map(Time::precision).min();
        let qualifier = times
            .clone()
            .filter_map(Time::qualifier)
            .reduce(Qualifier::and);
        Ok(Reading {
            precision: precision.unwrap_or(Precision::Century),
            qualifier,
            bounds: self.bounds(),
            xsd: None,
            edtf: times.clone().all(Time::is_edtf),
        })
    }

    /// Reads an EDTF interval; the error is the reason alone.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let Some((start, end)) = text.split_once('/') else {
            return Err("an interval is two times with \"/\" between them".into());
        };
        if end.contains('/') {
            return Err("it has more than one \"/\"; write a date as 2024-03-05, and an interval with one \"/\"".into());
        }
        let period = Self {
            start: End::read(start)?,
            end: End::read(end)?,
        };
        period.check()?;
        Ok(period)
    }

    /// As [`Period::new`]; the error is the reason alone.
    pub(super) fn read_parts(start: Option<Time>, end: Option<Time>) -> Result<Self, String> {
        let of = |time: Option<Time>| time.map_or(End::Open, End::At);
        let period = Self {
            start: of(start),
            end: of(end),
        };
        period.check()?;
        Ok(period)
    }

    fn check(&self) -> Result<(), String> {
        if self.start().is_none() && self.end().is_none() {
            return Err("neither end names a time".into());
        }
        if [self.start(), self.end()]
            .into_iter()
            .flatten()
            .any(Time::is_interval)
        {
            return Err("an end of an interval is one time, not an interval itself".into());
        }
        let (start, end) = (self.bounds().start, self.bounds().end);
        if !start.may_precede(end) || self.is_reversed_in_hijri() {
            return Err(format!(
                "it ends before it begins; write \"{}/{}\"",
                edtf::clip(&self.end.to_string()),
                edtf::clip(&self.start.to_string())
            ));
        }
        Ok(())
    }

    /// Whether both ends are Hijri dates of one shape, the start after the end.
    fn is_reversed_in_hijri(&self) -> bool {
        let fields = |time: Option<&Time>| time.and_then(side::fields_of_hijri);
        let (Some(start), Some(end)) = (fields(self.start()), fields(self.end())) else {
            return false;
        };
        start.map(|field| field.is_some()) == end.map(|field| field.is_some()) && start > end
    }

    fn checked(self) -> Result<Self, ValueError> {
        match self.check() {
            Ok(()) => Ok(self),
            Err(reason) => Err(bad_time(&self.to_string(), reason)),
        }
    }
}

impl From<Time> for Period {
    /// The interval, where the time is one; else from the time to itself.
    fn from(time: Time) -> Self {
        if let Some(Ok(period)) = time.is_interval().then(|| Self::read(time.as_str())) {
            return period;
        }
        Self {
            start: End::At(time.clone()),
            end: End::At(time),
        }
    }
}

impl FromStr for Period {
    type Err = ValueError;

    /// Reads an EDTF interval: `a/b`, `../b`, `a/..`, `/b` or `a/`, where `a` and `b` are anything
    /// that [`Time::new`] reads but an interval.
    ///
    /// # Errors
    /// [`ValueError::Time`] where it is no interval, or where it ends before it begins.
    fn from_str(text: &str) -> Result<Self, ValueError> {
        Self::read(text).map_err(|reason| bad_time(text, reason))
    }
}

impl fmt::Display for Period {
    /// As in EDTF, each end as it was written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.start, self.end)
    }
}

impl End {
    fn read(text: &str) -> Result<Self, String> {
        match text {
            ".." => Ok(Self::Open),
            "" => Ok(Self::Unknown),
            _ => match Time::read_single(text) {
                Ok(time) => Ok(Self::At(time)),
                Err(reason) => Err(format!("in \"{}\", {reason}", edtf::clip(text))),
            },
        }
    }

    fn time(&self) -> Option<&Time> {
        match self {
            Self::At(time) => Some(time),
            Self::Open | Self::Unknown => None,
        }
    }

    fn into_time(self) -> Option<Time> {
        match self {
            Self::At(time) => Some(time),
            Self::Open | Self::Unknown => None,
        }
    }

    fn edge(&self, side: impl Fn(Bounds) -> Edge) -> Edge {
        match self {
            Self::At(time) => side(time.bounds()),
            Self::Open => Edge::Open,
            Self::Unknown => Edge::Unknown,
        }
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::At(time) => time.as_str(),
            Self::Open => "..",
            Self::Unknown => "",
        })
    }
}

//! Points in time, and the proleptic Gregorian calendar that they are counted in.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const MILLISECOND: i64 = 1_000;
pub(super) const SECOND: i64 = 1_000 * MILLISECOND;
pub(super) const MINUTE: i64 = 60 * SECOND;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;

/// Years beyond this are outside what an [`Instant`] counts, whatever the day.
const YEAR_LIMIT: i64 = 300_000;

/// A point in time: microseconds since 1970-01-01T00:00:00 of the proleptic Gregorian calendar.
///
/// It does not say whether it is UTC or the local time of an unnamed place; the
/// [`Time`](super::Time) it comes from does ([`is_zoned`](super::Time::is_zoned)). Leap seconds are
/// not counted. The range is that of an `i64`: from the last days of the year -290308 to January
/// 294247. What lies before is [`Instant::MIN`], what lies after is [`Instant::MAX`]. There is a year
/// 0, as in ISO 8601 and XSD 1.1: the year before the year 1.
///
/// # Example
/// ```
/// use rawabit::Time;
/// let noon = Time::new("2024-03-05T12:00:00")?.earliest().expect("a Gregorian date has bounds");
/// assert_eq!(noon.micros(), 1_709_640_000_000_000);
/// assert_eq!(noon.to_string(), "2024-03-05T12:00:00");
/// # Ok::<(), rawabit::ValueError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// The first countable instant, which also stands for everything before it.
    pub const MIN: Self = Self(i64::MIN);
    /// The last countable instant, which also stands for everything after it.
    pub const MAX: Self = Self(i64::MAX);

    /// Takes microseconds since 1970-01-01T00:00:00.
    ///
    /// # Example
    /// ```
    /// assert_eq!(rawabit::Instant::from_micros(-1).to_civil().year, 1969);
    /// ```
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since 1970-01-01T00:00:00.
    ///
    /// # Example
    /// ```
    /// assert_eq!(rawabit::Instant::from_micros(7).micros(), 7);
    /// ```
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// The date and the time of day.
    ///
    /// # Complexity
    /// A few integer divisions; nothing is allocated.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Civil, Instant};
    /// let civil = Instant::from_micros(1_709_640_000_000_001).to_civil();
    /// let noon = Civil { hour: 12, microsecond: 1, ..Civil::midnight(2024, 3, 5) };
    /// assert_eq!(civil, noon);
    /// ```
    #[must_use]
    pub fn to_civil(self) -> Civil {
        let (year, month, day) = civil_from_days(self.0.div_euclid(DAY));
        let rest = self.0.rem_euclid(DAY);
        let part = |unit: i64, most: i64| (rest / unit % most).unsigned_abs() as u8;
        Civil {
            year,
            month,
            day,
            hour: part(HOUR, 24),
            minute: part(MINUTE, 60),
            second: part(SECOND, 60),
            microsecond: (rest % SECOND).unsigned_abs() as u32,
        }
    }

    /// The first instant of a day; `month` in 1 to 13, where 13 is the next January.
    pub(super) fn of_date(year: i64, month: u8, day: u8) -> Self {
        if year > YEAR_LIMIT {
            return Self::MAX;
        }
        if year < -YEAR_LIMIT {
            return Self::MIN;
        }
        let (year, month) = if month > 12 {
            (year + 1, month - 12)
        } else {
            (year, month)
        };
        Self(days_from_civil(year, month, day).saturating_mul(DAY))
    }

    pub(super) fn plus(self, micros: i64) -> Self {
        match self {
            Self::MIN | Self::MAX => self,
            Self(at) => Self(at.saturating_add(micros)),
        }
    }

    /// Whether it stands for all that lies beyond the countable.
    pub(super) fn is_saturated(self) -> bool {
        matches!(self, Self::MIN | Self::MAX)
    }
}

impl From<SystemTime> for Instant {
    /// In UTC, to the microsecond.
    ///
    /// # Example
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// let day = UNIX_EPOCH + Duration::from_secs(86_400);
    /// assert_eq!(rawabit::Instant::from(day).to_string(), "1970-01-02T00:00:00");
    /// ```
    fn from(time: SystemTime) -> Self {
        let micros = |time: Duration| i64::try_from(time.as_micros()).unwrap_or(i64::MAX);
        Self(match time.duration_since(UNIX_EPOCH) {
            Ok(since) => micros(since),
            Err(before) => -micros(before.duration()),
        })
    }
}

impl fmt::Display for Instant {
    /// As in ISO 8601, without a zone, with a fraction only where there is one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_civil().fmt(f)
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A date and a time of day, in parts, in the proleptic Gregorian calendar.
///
/// # Example
/// ```
/// use rawabit::Civil;
/// let nine = Civil { hour: 9, ..Civil::midnight(2024, 3, 5) };
/// assert_eq!(nine.to_string(), "2024-03-05T09:00:00");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Civil {
    /// The year; 0 is the year before the year 1.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
    /// 0 to `999_999`.
    pub microsecond: u32,
}

impl Civil {
    /// The first instant of a day; nothing is checked.
    ///
    /// # Example
    /// ```
    /// assert_eq!(rawabit::Civil::midnight(2024, 3, 5).to_string(), "2024-03-05T00:00:00");
    /// ```
    #[must_use]
    pub const fn midnight(year: i32, month: u8, day: u8) -> Self {
        Self {
            year,
            month,
            day,
            hour: 0,
            minute: 0,
            second: 0,
            microsecond: 0,
        }
    }
}

impl fmt::Display for Civil {
    /// As in ISO 8601, without a zone, with a fraction only where there is one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            year,
            month,
            day,
            hour,
            minute,
            second,
            microsecond,
        } = self;
        let sign = if *year < 0 { "-" } else { "" };
        let year = year.unsigned_abs();
        write!(
            f,
            "{sign}{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
        )?;
        if *microsecond == 0 {
            Ok(())
        } else {
            write!(f, ".{microsecond:06}")
        }
    }
}

/// The length of a month, 1 to 12.
pub(super) fn days_in_month(year: i64, month: u8) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The day of the week, 0 for Monday.
pub(super) fn weekday(year: i64, month: u8, day: u8) -> u8 {
    // 1970-01-01 was a Thursday.
    (days_from_civil(year, month, day) + 3).rem_euclid(7) as u8
}

/// Days since 1970-01-01, by Howard Hinnant's [`days_from_civil`]: years begin in March, so that the
/// leap day is the last of them, and 400 of them are always 146 097 days.
///
/// [`days_from_civil`]: https://howardhinnant.github.io/date_algorithms.html
fn days_from_civil(year: i64, month: u8, day: u8) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let month_from_march = (i64::from(month) + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The inverse of [`days_from_civil`], from the same source.
fn civil_from_days(days: i64) -> (i32, u8, u8) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (
        year as i32,
        month.unsigned_abs() as u8,
        day.unsigned_abs() as u8,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_some_centuries_goes_there_and_back() {
        let mut days = days_from_civil(-401, 12, 30);
        for year in -400..=2_500 {
            for month in 1..=12 {
                for day in 1..=days_in_month(year, month) {
                    days += if (year, month, day) == (-400, 1, 1) {
                        2
                    } else {
                        1
                    };
                    assert_eq!(days_from_civil(year, month, day), days);
                    assert_eq!(civil_from_days(days), (year as i32, month, day));
                }
            }
        }
    }

    #[test]
    fn known_days_fall_on_their_weekday() {
        assert_eq!(weekday(1970, 1, 1), 3);
        assert_eq!(weekday(2024, 3, 5), 1);
        assert_eq!(weekday(2000, 1, 1), 5);
        assert_eq!(weekday(1, 1, 1), 0);
    }

    #[test]
    fn the_ends_of_the_range_have_a_date() {
        assert_eq!(Instant::MAX.to_string(), "294247-01-10T04:00:54.775807");
        assert_eq!(Instant::MIN.to_string(), "-290308-12-21T19:59:05.224192");
    }

    #[test]
    fn what_lies_beyond_the_range_saturates() {
        assert_eq!(Instant::of_date(294_300, 1, 1), Instant::MAX);
        assert_eq!(Instant::of_date(i64::MAX, 1, 1), Instant::MAX);
        assert_eq!(Instant::of_date(i64::MIN, 1, 1), Instant::MIN);
        assert_eq!(Instant::MAX.plus(-DAY), Instant::MAX);
    }
}

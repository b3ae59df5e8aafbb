//! Reading times of day and zones, in digits.

use super::edtf::{check_range, clip, read_number};
use super::instant::{HOUR, MINUTE, SECOND};

type Result<T> = std::result::Result<T, String>;

/// A time of day.
pub(super) struct Clock {
    /// Since midnight, cut to whole microseconds.
    pub(super) micros: i64,
    /// Digits of the fraction of the second; `None` where there are no seconds.
    pub(super) decimals: Option<u32>,
}

/// Reads `hh:mm`, `hh:mm:ss` or `hh:mm:ss.f…`.
pub(super) fn read_clock(text: &str) -> Result<Clock> {
    let mut parts = text.split(':');
    let (Some(hour), Some(minute)) = (parts.next(), parts.next()) else {
        return Err("a time of day has hours and minutes, as in 09:00".into());
    };
    let (second, fraction) = match parts.next() {
        None => (None, None),
        Some(second) => match second.split_once('.') {
            None => (Some(second), None),
            Some((second, fraction)) => (Some(second), Some(fraction)),
        },
    };
    if parts.next().is_some() {
        return Err("a time of day has hours, minutes and seconds, and no more".into());
    }
    let hour = read_number(hour, "hour")?;
    let minute = read_number(minute, "minute")?;
    check_range(minute, 0, 59, "minute")?;
    let seconds = second
        .map(|second| read_number(second, "second"))
        .transpose()?;
    check_range(seconds.unwrap_or(0), 0, 59, "second")?;
    let micros = fraction.map_or(Ok(0), read_fraction)?;
    if hour == 24 {
        let zero_fraction = fraction.is_none_or(|f| f.bytes().all(|b| b == b'0'));
        if minute != 0 || seconds.unwrap_or(0) != 0 || !zero_fraction {
            return Err("hour 24 is only the end of the day, 24:00:00".into());
        }
    } else {
        check_range(hour, 0, 23, "hour")?;
    }
    Ok(Clock {
        micros: i64::from(hour) * HOUR
            + i64::from(minute) * MINUTE
            + i64::from(seconds.unwrap_or(0)) * SECOND
            + micros,
        decimals: seconds.map(|_| u32::try_from(fraction.map_or(0, str::len)).unwrap_or(u32::MAX)),
    })
}

fn read_fraction(digits: &str) -> Result<i64> {
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err("after the point stand digits, the fraction of the second".into());
    }
    let padded = digits.bytes().chain(std::iter::repeat(b'0')).take(6);
    Ok(padded.fold(0, |value, digit| value * 10 + i64::from(digit - b'0')))
}

/// Reads the whole text as a zone. Outer `None`: not the form of a zone; inner `None`: no zone.
#[expect(
    clippy::option_option,
    reason = "the two are not the same answer, and neither is an error"
)]
pub(super) fn read_zone(text: &str) -> Result<Option<Option<i64>>> {
    match text.as_bytes() {
        [] => Ok(Some(None)),
        b"Z" => Ok(Some(Some(0))),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2]
            if [h1, h2, m1, m2].iter().all(|digit| digit.is_ascii_digit()) =>
        {
            let pair = |a: &u8, b: &u8| i64::from(a - b'0') * 10 + i64::from(b - b'0');
            let (hours, minutes) = (pair(h1, h2), pair(m1, m2));
            if minutes > 59 || hours * 60 + minutes > 14 * 60 {
                return Err(format!("zone {text} is not in -14:00 to +14:00"));
            }
            let offset = hours * HOUR + minutes * MINUTE;
            Ok(Some(Some(if *sign == b'-' { -offset } else { offset })))
        }
        _ => Ok(None),
    }
}

pub(super) fn bad_zone(text: &str) -> String {
    format!(
        "\"{}\" is no zone; write \"Z\", \"+03:00\" or \"-05:30\"",
        clip(text)
    )
}

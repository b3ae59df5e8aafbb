//! The value of a literal, kept beside its text: what it sorts by, and what spares parsing it again.

use oxsdatatypes::{Date, DateTime, Decimal, Double, GYear, GYearMonth, Integer};

use super::Tag;
use crate::model::vocab::{EDTF, xsd};
use crate::model::{Instant, Time};

/// What kind of value the literals of a tag have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Shape {
    Text,
    Boolean,
    Integer,
    /// Numbers that are parsed when needed: decimal, double, float, the derived integers.
    Number,
    DateTime,
    Date,
    Year,
    YearMonth,
    Edtf,
    Other,
}

/// A value that was kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Typed {
    Integer(i64),
    /// The bytes that the types of the crate oxsdatatypes are made from and to.
    Timestamp(Shape, [u8; 18]),
}

/// Stands where no value is kept.
pub(super) const NO_VALUE: i64 = i64::MIN;

const NO_ZONE: [u8; 2] = [255, 255];
const UTC: [u8; 2] = [0, 0];
/// oxsdatatypes counts seconds with 18 decimal digits; we keep 6 of them.
const PER_MICRO: i128 = 1_000_000_000_000;

impl Shape {
    pub(super) fn of(tag: &Tag) -> Self {
        let Tag::Typed(datatype) = tag else {
            return Self::Text;
        };
        let Some(local) = datatype.strip_prefix(xsd::NAMESPACE) else {
            return if &**datatype == EDTF {
                Self::Edtf
            } else {
                Self::Other
            };
        };
        match local {
            "boolean" => Self::Boolean,
            "integer" => Self::Integer,
            "decimal" | "double" | "float" | "byte" | "short" | "int" | "long" | "unsignedByte"
            | "unsignedShort" | "unsignedInt" | "unsignedLong" | "positiveInteger"
            | "negativeInteger" | "nonPositiveInteger" | "nonNegativeInteger" => Self::Number,
            "dateTime" => Self::DateTime,
            "date" => Self::Date,
            "gYear" => Self::Year,
            "gYearMonth" => Self::YearMonth,
            _ => Self::Other,
        }
    }
}

/// The value to keep, or [`NO_VALUE`].
pub(super) fn encode(shape: Shape, lexical: &str) -> i64 {
    let value = match shape {
        Shape::Integer => lexical.parse::<Integer>().ok().map(i64::from),
        _ => timestamp(shape, lexical).and_then(pack),
    };
    value.unwrap_or(NO_VALUE)
}

/// The kept value, where there is one.
pub(super) fn decode(shape: Shape, value: i64) -> Option<Typed> {
    if value == NO_VALUE {
        return None;
    }
    match shape {
        Shape::Integer => Some(Typed::Integer(value)),
        Shape::DateTime | Shape::Date | Shape::Year | Shape::YearMonth => {
            let mut bytes = [0; 18];
            bytes[..16].copy_from_slice(&(i128::from(value >> 1) * PER_MICRO).to_be_bytes());
            bytes[16..].copy_from_slice(if value & 1 == 1 { &UTC } else { &NO_ZONE });
            Some(Typed::Timestamp(shape, bytes))
        }
        _ => None,
    }
}

fn timestamp(shape: Shape, lexical: &str) -> Option<[u8; 18]> {
    match shape {
        Shape::DateTime => lexical.parse().ok().map(DateTime::to_be_bytes),
        Shape::Date => lexical.parse().ok().map(Date::to_be_bytes),
        Shape::Year => lexical.parse().ok().map(GYear::to_be_bytes),
        Shape::YearMonth => lexical.parse().ok().map(GYearMonth::to_be_bytes),
        _ => None,
    }
}

/// Microseconds and whether the zone is UTC; `None` for other zones and for what is not so round.
fn pack(bytes: [u8; 18]) -> Option<i64> {
    let (seconds, zone) = parts(bytes);
    let zoned = match zone {
        NO_ZONE => 0,
        UTC => 1,
        _ => return None,
    };
    if seconds % PER_MICRO != 0 {
        return None;
    }
    let micros = i64::try_from(seconds / PER_MICRO).ok()?;
    micros.checked_mul(2).map(|m| m | zoned)
}

fn parts(bytes: [u8; 18]) -> (i128, [u8; 2]) {
    let (mut seconds, mut zone) = ([0; 16], [0; 2]);
    seconds.copy_from_slice(&bytes[..16]);
    zone.copy_from_slice(&bytes[16..]);
    (i128::from_be_bytes(seconds), zone)
}

/// The last family of [`sort_key`] whose literals may have a kept value.
pub(super) const LAST_VALUED: u8 = 4;

/// Literals sort by family, then by this key, then by text.
///
/// Families: truth values, numbers of all types, times with a zone, times without, partial dates by
/// their lower bound, everything else by its first letters.
pub(super) fn sort_key(shape: Shape, lexical: &str) -> (u8, u64) {
    match shape {
        Shape::Boolean => Some((0, 0)),
        Shape::Integer | Shape::Number => number(lexical).map(|n| (1, ordered(n))),
        Shape::DateTime | Shape::Date => timestamp(shape, lexical).map(|bytes| {
            let (seconds, zone) = parts(bytes);
            let micros = (seconds / PER_MICRO).clamp(i64::MIN.into(), i64::MAX.into()) as i64;
            (if zone == NO_ZONE { 3 } else { 2 }, signed(micros))
        }),
        Shape::Year | Shape::YearMonth | Shape::Edtf => Time::new(lexical)
            .ok()
            .map(|t| (4, t.earliest().map_or(0, |i| signed(Instant::micros(i))))),
        Shape::Text | Shape::Other => None,
    }
    .unwrap_or_else(|| {
        let mut first = [0; 8];
        let n = lexical.len().min(8);
        first[..n].copy_from_slice(&lexical.as_bytes()[..n]);
        (LAST_VALUED + 1, u64::from_be_bytes(first))
    })
}

fn number(lexical: &str) -> Option<f64> {
    // Decimals and integers beyond the types' ranges still have a place among the numbers.
    lexical.parse::<Double>().map(f64::from).ok().or_else(|| {
        lexical
            .parse::<Decimal>()
            .ok()
            .map(|d| f64::from(Double::from(d)))
    })
}

/// Keeps the order of the numbers in the order of the bits.
fn ordered(number: f64) -> u64 {
    let bits = number.to_bits();
    if bits >> 63 == 1 {
        !bits
    } else {
        bits | 1 << 63
    }
}

fn signed(number: i64) -> u64 {
    number.cast_unsigned() ^ (1 << 63)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kept_value_is_the_one_that_parsing_gives() {
        let cases = [
            (Shape::Date, "2024-03-05"),
            (Shape::Date, "2024-03-05Z"),
            (Shape::Date, "2024-03-05+03:00"),
            (Shape::Date, "-0044-03-15"),
            (Shape::DateTime, "2024-03-05T09:00:00"),
            (Shape::DateTime, "2024-03-05T09:00:00.123456Z"),
            (Shape::DateTime, "2024-03-05T09:00:00.1234567Z"),
            (Shape::DateTime, "1969-12-31T23:59:59.999999"),
            (Shape::DateTime, "2024-03-05T09:00:00-00:01"),
            (Shape::Year, "2024"),
            (Shape::YearMonth, "2024-03"),
            (Shape::Integer, "42"),
            (Shape::Integer, "-007"),
            (Shape::Integer, "9223372036854775807"),
        ];
        for (shape, lexical) in cases {
            let kept = decode(shape, encode(shape, lexical));
            match (shape, kept) {
                (Shape::Integer, Some(Typed::Integer(n))) => {
                    assert_eq!(n, i64::from(lexical.parse::<Integer>().unwrap()));
                }
                (_, Some(Typed::Timestamp(s, bytes))) => {
                    assert_eq!(
                        (s, Some(bytes)),
                        (shape, timestamp(shape, lexical)),
                        "{lexical}"
                    );
                }
                (_, None) => assert!(
                    lexical.contains("+03:00")
                        || lexical.ends_with("-00:01")
                        || lexical.contains("1234567"),
                    "{lexical} could be kept"
                ),
                other => panic!("{lexical}: {other:?}"),
            }
        }
        assert_eq!(decode(Shape::Date, encode(Shape::Date, "2024-02-30")), None);
    }

    #[test]
    fn numbers_sort_by_value_whatever_their_type() {
        let key = |shape, lexical| sort_key(shape, lexical);
        assert!(key(Shape::Integer, "-10") < key(Shape::Number, "-9.5"));
        assert!(key(Shape::Number, "1e3") < key(Shape::Integer, "1001"));
        assert!(key(Shape::Date, "1969-12-31") < key(Shape::Date, "2024-03-05"));
        assert!(
            key(Shape::Number, "x") > key(Shape::Date, "2024-03-05"),
            "ill-typed ones come last"
        );
    }
}

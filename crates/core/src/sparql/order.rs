//! The order of terms: [ORDER BY](https://www.w3.org/TR/sparql12-query/#modOrderBy), MIN and MAX.
//!
//! The evaluator compares a number with a text by their letters and two numbers by their values, which is
//! no order: a sort by it may come to no end, and panics. So each term has a text here that stands where
//! the term does among all others, and texts are what is compared. First comes what is unbound, then blank
//! nodes, IRIs, numbers by value, truth values, dates by when they begin, other times and durations, texts
//! by code points and then by language, other literals, triple terms.

use std::fmt::Write as _;

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{Literal, Term};
use oxsdatatypes::{
    Boolean, Decimal, Double, Duration, GDay, GMonth, GMonthDay, Integer, Time as TimeOfDay,
};

use crate::model::Time;

/// The text by which a term is put in order. Terms of one value have one text.
pub(super) fn key(term: &Term) -> String {
    let mut key = String::new();
    put(&mut key, term);
    key
}

fn put(key: &mut String, term: &Term) {
    match term {
        Term::BlankNode(node) => {
            key.push('1');
            key.push_str(node.as_str());
        }
        Term::NamedNode(node) => {
            key.push('2');
            key.push_str(node.as_str());
        }
        Term::Literal(literal) => match valued(literal) {
            Some(valued) => key.push_str(&valued),
            None => text(key, literal),
        },
        Term::Triple(triple) => {
            key.push('9');
            put(key, &triple.subject.clone().into());
            key.push(END);
            key.push_str(triple.predicate.as_str());
            key.push(END);
            put(key, &triple.object);
        }
    }
}

/// Comes before any letter, so that a text stands before those that it begins.
const END: char = '\0';

fn text(key: &mut String, literal: &Literal) {
    if literal.datatype() == xsd::STRING {
        let _ = write!(key, "7{}", literal.value());
        return;
    }
    match literal.language() {
        Some(language) => {
            let direction = literal.direction().map(|d| d.to_string());
            let direction = direction.unwrap_or_default();
            let _ = write!(key, "7{}{END}{language}{END}{direction}", literal.value());
        }
        None => {
            let _ = write!(
                key,
                "8{}{END}{}",
                literal.value(),
                literal.datatype().as_str()
            );
        }
    }
}

/// Of a literal that has a value, and not only letters.
fn valued(literal: &Literal) -> Option<String> {
    let (text, datatype) = (literal.value(), literal.datatype());
    if is_integer(datatype.as_str()) {
        let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
        return match text.parse::<Integer>() {
            Ok(value) => {
                let units = i128::from(i64::from(value)) * UNIT;
                Some(number(Double::from(value).into(), units))
            }
            // Beyond what is computed with it still has a place.
            Err(_) if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => {
                text.parse().ok().map(|value| number(value, 0))
            }
            Err(_) => None,
        };
    }
    if datatype == rdf::LANG_STRING || datatype == xsd::STRING {
        return None;
    }
    let moment = |letter: char, bytes: &[u8]| {
        let mut seconds = [0; 16];
        seconds.copy_from_slice(bytes.get(..16)?);
        let seconds = signed(i128::from_be_bytes(seconds));
        Some(format!("6{letter}{seconds}"))
    };
    match datatype {
        xsd::DECIMAL => {
            let value: Decimal = text.parse().ok()?;
            let units = i128::from_be_bytes(value.to_be_bytes());
            Some(number(value.to_string().parse().ok()?, units))
        }
        xsd::DOUBLE | xsd::FLOAT => {
            let value = f64::from(text.parse::<Double>().ok()?);
            Some(number(value, (value * 1e18) as i128))
        }
        xsd::BOOLEAN => {
            let value = bool::from(text.parse::<Boolean>().ok()?);
            Some(format!("4{}", u8::from(value)))
        }
        xsd::TIME => moment('a', &text.parse::<TimeOfDay>().ok()?.to_be_bytes()),
        xsd::G_MONTH => moment('b', &text.parse::<GMonth>().ok()?.to_be_bytes()),
        xsd::G_MONTH_DAY => moment('c', &text.parse::<GMonthDay>().ok()?.to_be_bytes()),
        xsd::G_DAY => moment('d', &text.parse::<GDay>().ok()?.to_be_bytes()),
        xsd::DURATION | xsd::DAY_TIME_DURATION | xsd::YEAR_MONTH_DURATION => {
            let bytes = text.parse::<Duration>().ok()?.to_be_bytes();
            let (months, seconds) = bytes.split_first_chunk::<8>()?;
            let months = i128::from(i64::from_be_bytes(*months));
            let seconds = i128::from_be_bytes(*seconds.first_chunk::<16>()?);
            let all = seconds.saturating_add(months.saturating_mul(MONTH * UNIT));
            Some(format!("6e{}", signed(all)))
        }
        _ => {
            let time = Time::from_literal(text, datatype.as_str())?.ok()?;
            let micros = time.earliest().map_or(i128::MIN, |at| at.micros().into());
            // What is finer than that follows as it is written.
            let finer = text.split_once('.').map_or("", |(_, rest)| rest);
            let finer = finer.split(|c: char| !c.is_ascii_digit()).next()?;
            let finer = finer.get(6..).unwrap_or_default().trim_end_matches('0');
            Some(format!("5{}{finer}", signed(micros)))
        }
    }
}

/// The parts that decimals and seconds are counted in are this small.
const UNIT: i128 = 1_000_000_000_000_000_000;

/// The seconds of a month, where nothing else tells it from a number of days.
const MONTH: i128 = 2_629_746;

/// By the nearest double, and of equal ones by what is left; what is no number comes last.
fn number(nearest: f64, units: i128) -> String {
    if nearest.is_nan() {
        return "3~".into();
    }
    // There are two zeros of one value.
    let bits = (nearest + 0.0).to_bits();
    let bits = if bits >> 63 == 1 {
        !bits
    } else {
        bits | 1 << 63
    };
    format!("3{bits:016x}{}", signed(units))
}

fn signed(value: i128) -> String {
    format!("{:032x}", value.cast_unsigned() ^ 1 << 127)
}

/// Whether a datatype is `xsd:integer` or derived from it.
pub(super) fn is_integer(datatype: &str) -> bool {
    let Some(name) = datatype.strip_prefix("http://www.w3.org/2001/XMLSchema#") else {
        return false;
    };
    INTEGERS.contains(&name)
}

const INTEGERS: [&str; 13] = [
    "integer",
    "int",
    "long",
    "nonNegativeInteger",
    "positiveInteger",
    "unsignedByte",
    "unsignedShort",
    "unsignedInt",
    "unsignedLong",
    "short",
    "byte",
    "nonPositiveInteger",
    "negativeInteger",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str, datatype: &str) -> Term {
        let datatype =
            oxrdf::NamedNode::new_unchecked(format!("{}{datatype}", crate::vocab::xsd::NAMESPACE));
        Literal::new_typed_literal(text, datatype).into()
    }

    #[test]
    fn terms_of_all_kinds_have_one_order() {
        let text = |text: &str| Term::from(Literal::new_simple_literal(text));
        let language = |text: &str, tag: &str| {
            Literal::new_language_tagged_literal_unchecked(text, tag).into()
        };
        let edtf = oxrdf::NamedNode::new_unchecked(crate::vocab::EDTF);
        let ascending: Vec<Term> = vec![
            oxrdf::BlankNode::new_unchecked("b").into(),
            oxrdf::NamedNode::new_unchecked("http://e/a").into(),
            oxrdf::NamedNode::new_unchecked("http://e/b").into(),
            typed("-INF", "double"),
            typed("-1e40", "double"),
            typed("-99999999999999999999999999", "integer"),
            typed("-3", "int"),
            typed("-2.5", "decimal"),
            typed("0", "unsignedByte"),
            typed("0.1", "decimal"),
            typed("9007199254740992", "integer"),
            typed("9007199254740993", "integer"),
            typed("1e20", "float"),
            typed("INF", "double"),
            typed("NaN", "float"),
            typed("false", "boolean"),
            typed("true", "boolean"),
            typed("-0044-03-15", "date"),
            typed("2023", "gYear"),
            typed("2024-03-05T23:00:00+14:00", "dateTime"),
            typed("2024-03-05T10:00:00.0000001Z", "dateTime"),
            typed("2024-03-05T10:00:00.00000012Z", "dateTime"),
            Literal::new_typed_literal("2024-03-06~", edtf).into(),
            typed("2024-04", "gYearMonth"),
            typed("10:00:00", "time"),
            typed("PT1H", "dayTimeDuration"),
            typed("P1M", "yearMonthDuration"),
            text("1"),
            text("a"),
            language("a", "ar"),
            language("a", "en"),
            text("a b"),
            text("ab"),
            text("\u{ffff}"),
            text("\u{10000}"),
            typed("abc", "integer"),
            oxrdf::Triple::new(
                oxrdf::NamedNode::new_unchecked("http://e/a"),
                oxrdf::NamedNode::new_unchecked("http://e/p"),
                Literal::from(1),
            )
            .into(),
        ];
        for pair in ascending.windows(2) {
            assert!(key(&pair[0]) < key(&pair[1]), "{} < {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn one_value_has_one_place() {
        for (a, b) in [
            (typed("007", "integer"), typed("7.0", "decimal")),
            (typed("7", "byte"), typed("7", "double")),
            (typed("-0.0", "double"), typed("0", "integer")),
            (typed("0.1", "decimal"), typed("0.1", "double")),
            (
                typed("2024-03-05T10:00:00Z", "dateTime"),
                typed("2024-03-05T13:00:00+03:00", "dateTime"),
            ),
        ] {
            assert_eq!(key(&a), key(&b), "{a} = {b}");
        }
    }
}

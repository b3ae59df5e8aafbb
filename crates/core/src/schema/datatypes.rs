//! The datatypes of values: which stands within which, and which lexical forms belong to one.
//!
//! The lexical spaces are those of [XSD 1.1](https://www.w3.org/TR/xmlschema11-2/).

use std::cmp::Ordering;
use std::str::FromStr;

use oxsdatatypes::{
    Boolean, Date, DateTime, DayTimeDuration, Decimal, Double, Duration, Float, GDay, GMonth,
    GMonthDay, GYear, GYearMonth, Time, YearMonthDuration,
};

use crate::model::vocab::{EDTF, rdf, xsd};
use crate::model::{Literal, ValueError};

/// The range of a property that takes any literal.
pub(crate) const ANY_LITERAL: &str = "http://www.w3.org/2000/01/rdf-schema#Literal";

/// The datatypes that a document's author is offered.
pub(crate) const NAMED: [&str; 10] = [
    "xsd:date",
    "xsd:gYear",
    "xsd:gYearMonth",
    "xsd:dateTime",
    "xsd:integer",
    "xsd:decimal",
    "xsd:boolean",
    "xsd:string",
    "xsd:anyURI",
    "edtf:EDTF",
];

/// Local name of a datatype of XSD and of the one that it is derived from.
const XSD: &[(&str, &str)] = &[
    ("string", ""),
    ("boolean", ""),
    ("decimal", ""),
    ("double", ""),
    ("float", ""),
    ("date", ""),
    ("time", ""),
    ("dateTime", ""),
    ("gYear", ""),
    ("gYearMonth", ""),
    ("gMonth", ""),
    ("gMonthDay", ""),
    ("gDay", ""),
    ("duration", ""),
    ("anyURI", ""),
    ("hexBinary", ""),
    ("base64Binary", ""),
    ("dateTimeStamp", "dateTime"),
    ("dayTimeDuration", "duration"),
    ("yearMonthDuration", "duration"),
    ("normalizedString", "string"),
    ("token", "normalizedString"),
    ("language", "token"),
    ("Name", "token"),
    ("NCName", "Name"),
    ("NMTOKEN", "token"),
    ("integer", "decimal"),
    ("nonNegativeInteger", "integer"),
    ("nonPositiveInteger", "integer"),
    ("long", "integer"),
    ("positiveInteger", "nonNegativeInteger"),
    ("negativeInteger", "nonPositiveInteger"),
    ("int", "long"),
    ("short", "int"),
    ("byte", "short"),
    ("unsignedLong", "nonNegativeInteger"),
    ("unsignedInt", "unsignedLong"),
    ("unsignedShort", "unsignedInt"),
    ("unsignedByte", "unsignedShort"),
];

/// Every datatype that a range may name without declaring it, as full IRIs.
pub(super) fn known() -> impl Iterator<Item = String> {
    let named = [rdf::LANG_STRING, rdf::DIR_LANG_STRING, ANY_LITERAL, EDTF];
    XSD.iter()
        .map(|(local, _)| format!("{}{local}", xsd::NAMESPACE))
        .chain(named.into_iter().map(str::to_owned))
}

/// Whether the IRI is a datatype of RDF, XSD or EDTF.
pub(super) fn is_known(iri: &str) -> bool {
    derived_from(iri).is_some()
        || is_edtf(iri)
        || [rdf::LANG_STRING, rdf::DIR_LANG_STRING, ANY_LITERAL].contains(&iri)
}

/// Whether the IRI is one of the spellings of EDTF's datatype that are about.
pub(super) fn is_edtf(iri: &str) -> bool {
    iri.strip_prefix("http://id.loc.gov/datatypes/edtf")
        .or_else(|| iri.strip_prefix("https://id.loc.gov/datatypes/edtf"))
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether a datatype is one of those that `rb:Date` stands for.
pub(super) fn is_date(iri: &str) -> bool {
    matches!(
        iri,
        xsd::DATE | xsd::DATE_TIME | xsd::G_YEAR | xsd::G_YEAR_MONTH
    ) || is_edtf(iri)
}

/// The local name of the XSD datatype that one is derived from, empty at the top; nothing where the
/// IRI is no datatype of XSD.
fn derived_from(iri: &str) -> Option<&'static str> {
    let local = iri.strip_prefix(xsd::NAMESPACE)?;
    XSD.iter()
        .find(|(name, _)| *name == local)
        .map(|(_, base)| *base)
}

/// Whether every value of the first datatype is one of the second.
pub(super) fn within(datatype: &str, wider: &str) -> bool {
    if datatype == wider || wider == ANY_LITERAL {
        return true;
    }
    if is_edtf(datatype) {
        return is_edtf(wider);
    }
    if wider == rdf::LANG_STRING {
        return datatype == rdf::DIR_LANG_STRING;
    }
    let Some(wider) = wider.strip_prefix(xsd::NAMESPACE) else {
        return false;
    };
    let mut base = derived_from(datatype);
    while let Some(local) = base.filter(|local| !local.is_empty()) {
        if local == wider {
            return true;
        }
        base = XSD
            .iter()
            .find(|(name, _)| *name == local)
            .map(|(_, base)| *base);
    }
    false
}

/// Whether the lexical form of a literal belongs to its datatype, by XSD 1.1; datatypes of others
/// take anything.
///
/// # Complexity
/// Linear in the length of the text.
///
/// # Example
/// ```
/// use rawabit::{Iri, Literal, schema::is_well_typed, vocab::xsd};
/// let byte = Iri::new(format!("{}byte", xsd::NAMESPACE))?;
/// assert!(is_well_typed(&Literal::typed("007", byte.clone())?));
/// assert!(!is_well_typed(&Literal::typed("300", byte)?));
/// # Ok::<(), rawabit::ValueError>(())
/// ```
#[must_use]
pub fn is_well_typed(value: &Literal) -> bool {
    check_lexical(value.lexical(), value.datatype()).is_ok()
}

/// As [`is_well_typed`], with the reason.
pub(super) fn check_lexical(text: &str, datatype: &str) -> Result<(), ValueError> {
    let Some(local) = datatype.strip_prefix(xsd::NAMESPACE) else {
        // The forms of EDTF are `crate::model::Time`'s to judge.
        return Ok(());
    };
    let reason = match local {
        "boolean" => parsed::<Boolean>(text).map_err(|_| "write true or false".to_owned()),
        "decimal" => is_decimal(text)
            .then_some(())
            .ok_or_else(|| "write it as 0.9 or 12".to_owned()),
        "double" => parsed::<Double>(text),
        "float" => parsed::<Float>(text),
        "date" => parsed::<Date>(text),
        "time" => parsed::<Time>(text),
        "dateTime" => parsed::<DateTime>(text),
        "dateTimeStamp" => parsed::<DateTime>(text).and_then(|()| has_zone(text)),
        "gYear" => parsed::<GYear>(text),
        "gYearMonth" => parsed::<GYearMonth>(text),
        "gMonth" => parsed::<GMonth>(text),
        "gMonthDay" => parsed::<GMonthDay>(text),
        "gDay" => parsed::<GDay>(text),
        "duration" => parsed::<Duration>(text),
        "dayTimeDuration" => parsed::<DayTimeDuration>(text),
        "yearMonthDuration" => parsed::<YearMonthDuration>(text),
        "anyURI" => oxiri::IriRef::parse(text)
            .map(drop)
            .map_err(|error| error.to_string()),
        "language" => oxilangtag::LanguageTag::parse(text)
            .map(drop)
            .map_err(|error| error.to_string()),
        "hexBinary" => (text.len().is_multiple_of(2)
            && text.bytes().all(|b| b.is_ascii_hexdigit()))
        .then_some(())
        .ok_or_else(|| "write two hexadecimal digits a byte".to_owned()),
        other => check_integer(other, text),
    };
    reason.map_err(|reason| ValueError::Lexical {
        value: text.to_owned(),
        datatype: format!("xsd:{local}"),
        reason,
    })
}

fn parsed<T: FromStr<Err: std::fmt::Display>>(text: &str) -> Result<(), String> {
    match T::from_str(text) {
        Ok(_) => Ok(()),
        Err(error) => {
            // The first letter small, as all our messages have it.
            let reason = error.to_string();
            let mut letters = reason.chars();
            Err(match letters.next() {
                Some(first) => first.to_lowercase().chain(letters).collect(),
                None => "it is malformed".to_owned(),
            })
        }
    }
}

fn has_zone(text: &str) -> Result<(), String> {
    let time = text.split_once('T').map_or("", |(_, time)| time);
    if time.contains(['Z', '+', '-']) {
        Ok(())
    } else {
        Err("a time zone is missing".to_owned())
    }
}

/// `[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)`, of any length: oxsdatatypes takes 18 decimals only.
fn is_decimal(text: &str) -> bool {
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    !(whole.is_empty() && rest.is_empty()) && digits(whole) && digits(rest)
}

/// The datatypes derived from `xsd:integer`, of any length where they have no bounds.
fn check_integer(local: &str, text: &str) -> Result<(), String> {
    let bounds = match local {
        "integer" => (None, None),
        "nonNegativeInteger" => (Some(0), None),
        "positiveInteger" => (Some(1), None),
        "nonPositiveInteger" => (None, Some(0)),
        "negativeInteger" => (None, Some(-1)),
        "long" => (Some(i128::from(i64::MIN)), Some(i128::from(i64::MAX))),
        "int" => (Some(i128::from(i32::MIN)), Some(i128::from(i32::MAX))),
        "short" => (Some(i128::from(i16::MIN)), Some(i128::from(i16::MAX))),
        "byte" => (Some(i128::from(i8::MIN)), Some(i128::from(i8::MAX))),
        "unsignedLong" => (Some(0), Some(i128::from(u64::MAX))),
        "unsignedInt" => (Some(0), Some(i128::from(u32::MAX))),
        "unsignedShort" => (Some(0), Some(i128::from(u16::MAX))),
        "unsignedByte" => (Some(0), Some(i128::from(u8::MAX))),
        // Strings of some kind, and what XSD does not have: nothing to check.
        _ => return Ok(()),
    };
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err("write it with digits only".to_owned());
    }
    // What does not fit 128 bits lies beyond every bound on its side.
    let negative = text.starts_with('-');
    let value = text
        .parse()
        .unwrap_or(if negative { i128::MIN } else { i128::MAX });
    match bounds {
        (Some(least), _) if value < least => Err(format!("the least is {least}")),
        (_, Some(most)) if value > most => Err(format!("the greatest is {most}")),
        _ => Ok(()),
    }
}

/// A number to compare with a bound.
#[derive(Debug, Clone, Copy)]
pub(super) enum Number {
    Exact(Decimal),
    Double(f64),
}

/// The number that a literal of a numeric datatype stands for.
pub(super) fn number(value: &Literal) -> Option<Number> {
    number_of(value.lexical(), value.datatype())
}

/// The same by its text and datatype.
pub(super) fn number_of(text: &str, datatype: &str) -> Option<Number> {
    if within(datatype, xsd::DECIMAL) {
        Decimal::from_str(text).map(Number::Exact).ok().or_else(|| {
            // Too long for exact arithmetic.
            is_decimal(text).then(|| text.parse().ok().map(Number::Double))?
        })
    } else if matches!(datatype, xsd::DOUBLE | xsd::FLOAT) {
        let double = Double::from_str(text).ok()?;
        Some(Number::Double(f64::from(double)))
    } else {
        None
    }
}

impl Number {
    pub(super) fn compare(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Exact(a), Self::Exact(b)) => Some(a.cmp(&b)),
            _ => self.double().partial_cmp(&other.double()),
        }
    }

    fn double(self) -> f64 {
        match self {
            Self::Exact(decimal) => f64::from(Double::from(decimal)),
            Self::Double(double) => double,
        }
    }
}

/// The words for a datatype in an error: what a value of it looks like.
pub(super) fn words(iri: &str) -> Option<&'static str> {
    Some(match iri {
        rdf::LANG_STRING => "text with a language",
        xsd::STRING => "text without a language",
        xsd::BOOLEAN => "true or false",
        xsd::ANY_URI => "a URI",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Iri;

    fn literal(text: &str, local: &str) -> Literal {
        let datatype = Iri::new(format!("{}{local}", xsd::NAMESPACE)).expect("an IRI");
        Literal::of_type(text, datatype)
    }

    #[test]
    fn lexical_forms_are_those_of_xsd() {
        for (text, local) in [
            ("true", "boolean"),
            ("0.9", "decimal"),
            (".5", "decimal"),
            (
                "12345678901234567890123456789012345678901234567890",
                "integer",
            ),
            ("0.12345678901234567890123456789", "decimal"),
            ("2024", "gYear"),
            ("2024-03", "gYearMonth"),
            ("2024-03-05Z", "date"),
            ("2024-03-05T09:00:00+03:00", "dateTime"),
            ("-1", "byte"),
            ("P1Y", "duration"),
            ("https://example.org/قطر", "anyURI"),
            ("anything", "token"),
            ("ar-Latn", "language"),
        ] {
            assert!(is_well_typed(&literal(text, local)), "{text} {local}");
        }
        for (text, local) in [
            ("yes", "boolean"),
            ("0,9", "decimal"),
            (".", "decimal"),
            ("1.0", "integer"),
            ("", "integer"),
            ("128", "byte"),
            ("-1", "nonNegativeInteger"),
            ("2024-13-01", "date"),
            ("2024-02-30", "date"),
            ("2024-03-05", "dateTime"),
            ("not a uri", "anyURI"),
            ("2024-03-05T09:00:00", "dateTimeStamp"),
        ] {
            assert!(!is_well_typed(&literal(text, local)), "{text} {local}");
        }
    }

    #[test]
    fn derived_datatypes_lie_within_their_base() {
        let xsd = |local: &str| format!("{}{local}", xsd::NAMESPACE);
        assert!(within(&xsd("byte"), xsd::DECIMAL));
        assert!(within(&xsd("NCName"), xsd::STRING));
        assert!(!within(xsd::DECIMAL, xsd::INTEGER));
        assert!(!within(xsd::STRING, rdf::LANG_STRING));
        assert!(within("http://id.loc.gov/datatypes/edtf/EDTF-level1", EDTF));
        assert!(within(xsd::DATE, ANY_LITERAL));
    }

    #[test]
    fn numbers_compare_across_datatypes() {
        let one = number(&literal("1", "integer")).expect("a number");
        for (text, local, order) in [
            ("1.0", "decimal", Ordering::Equal),
            ("1.5e0", "double", Ordering::Greater),
            ("0.99999999999999999999999999", "decimal", Ordering::Equal),
        ] {
            let other = number(&literal(text, local)).expect("a number");
            assert_eq!(other.compare(one), Some(order), "{text}");
        }
        assert!(number(&literal("x", "string")).is_none());
    }
}

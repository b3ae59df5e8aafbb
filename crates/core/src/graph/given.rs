//! What is given by hand: checked, and read as values.

use super::claim::Polarity;
use super::lens::Lens;
use super::relate::{Change, Relate};
use super::said::Said;
use super::value::{Object, TimeRef, of_argument};
use crate::Error;
use crate::model::vocab::{rdf, xsd};
use crate::model::{Iri, Literal, Period, Time, parse_time};
use crate::schema::{ANY_LITERAL, Range, Relation, SchemaError};

pub(crate) fn argument(name: &str, value: &str, reason: &str) -> Error {
    SchemaError::Argument {
        name: name.into(),
        value: value.into(),
        reason: reason.into(),
    }
    .into()
}

/// How sure a claim is lies between 0 and 1.
pub(crate) fn check_confidence(confidence: f64) -> Result<(), Error> {
    if (0.0..=1.0).contains(&confidence) {
        return Ok(());
    }
    let text = confidence.to_string();
    Err(argument("confidence", &text, "it lies between 0 and 1"))
}

/// The confidence that a literal says; what is no number from 0 to 1 says none.
pub(super) fn confidence_of(literal: &Literal) -> Option<f64> {
    let number = literal.lexical().parse().ok()?;
    (0.0..=1.0).contains(&number).then_some(number)
}

/// A negative claim does not hold what it denies.
pub(crate) fn check_asserted(asserted: Option<bool>, polarity: Polarity) -> Result<(), Error> {
    if asserted != Some(true) || polarity == Polarity::Positive {
        return Ok(());
    }
    let reason = "a negative claim denies its statement, so it cannot hold it";
    Err(argument("asserted", "true", reason))
}

/// When a claim holds: what is said of it, else what was.
pub(super) fn period(
    how: &Relate,
    old: Option<&Said>,
) -> Result<(Option<Time>, Option<Time>), Error> {
    if let Some(during) = &how.during {
        if how.start != Change::Keep || how.end != Change::Keep {
            return Err(argument(
                "during",
                during,
                "give it or start and end, not both",
            ));
        }
        return Ok(parse_time(during, None).map_err(|error| of_argument("during", error))?);
    }
    let read = |change: &Change<TimeRef>, old: Option<Time>, name: &str| match change {
        Change::Keep => Ok(old),
        Change::Clear => Ok(None),
        Change::To(time) => {
            let time = time.read(name)?;
            if time.is_interval() {
                return Err(argument(
                    name,
                    time.as_str(),
                    "it is an interval: give it as during",
                ));
            }
            Ok(Some(time))
        }
    };
    let start = read(&how.start, old.and_then(|said| said.start.clone()), "start")?;
    let end = read(&how.end, old.and_then(|said| said.end.clone()), "end")?;
    check_period(start.as_ref(), end.as_ref())?;
    Ok((start, end))
}

/// A period ends after it starts.
pub(crate) fn check_period(start: Option<&Time>, end: Option<&Time>) -> Result<(), Error> {
    let (Some(first), Some(last)) = (start, end) else {
        return Ok(());
    };
    match Period::new(start.cloned(), end.cloned()) {
        Ok(_) => Ok(()),
        Err(_) => Err(argument(
            "end",
            last.as_str(),
            &format!("the start \"{first}\" lies after it"),
        )),
    }
}

/// A date as a user writes it: in any form that means one date.
pub(crate) fn read_time(name: &str, text: &str) -> Result<Time, Error> {
    match Time::new(text) {
        Ok(time) => Ok(time),
        Err(error) => match parse_time(text, None) {
            Ok((Some(start), Some(end))) if start == end => Ok(start),
            Ok(_) => Err(argument(
                name,
                text,
                "it is a range; give its start and its end",
            )),
            Err(_) => Err(error.into()),
        },
    }
}

/// A number as the shortest decimal that gives it back.
pub(crate) fn decimal(number: f64) -> Literal {
    // There is one zero in decimals.
    Literal::typed_unchecked((number + 0.0).to_string(), xsd::DECIMAL)
}

/// A number as the shortest text that gives it back, in the forms of `xsd:double`.
fn double(number: f64) -> String {
    if number.is_nan() {
        "NaN".into()
    } else if number.is_infinite() {
        if number > 0.0 { "INF" } else { "-INF" }.into()
    } else if number == 0.0 || (1e-7..1e16).contains(&number.abs()) {
        number.to_string()
    } else {
        format!("{number:E}")
    }
}

/// The literal of a value that says on its own what it is.
pub(crate) fn plain_literal(object: &Object) -> Option<Literal> {
    Some(match object {
        Object::Text(_) | Object::Entity(_) => return None,
        Object::Literal(literal) => literal.clone(),
        Object::Time(time) => time.clone().into(),
        Object::Integer(number) => Literal::typed_unchecked(number.to_string(), xsd::INTEGER),
        Object::Number(number) => Literal::typed_unchecked(double(*number), xsd::DOUBLE),
        Object::Boolean(value) => Literal::typed_unchecked(value.to_string(), xsd::BOOLEAN),
    })
}

/// The literal that a number is by a relation's range: of its own datatype where that is taken, else a
/// decimal, else of the first that is.
pub(crate) fn number_of(relation: &Relation, number: f64) -> Literal {
    let Range::Value { members, .. } = relation.range() else {
        return literal_of(relation, &number.to_string());
    };
    let takes = |datatype: &str| members.iter().any(|m| m.as_str() == datatype);
    match members.first().map(Iri::as_str) {
        _ if takes(xsd::DOUBLE) => Literal::typed_unchecked(double(number), xsd::DOUBLE),
        _ if takes(xsd::DECIMAL) && number.is_finite() => decimal(number),
        Some(xsd::FLOAT) => Literal::typed_unchecked(double(number), xsd::FLOAT),
        Some(ANY_LITERAL) => Literal::typed_unchecked(double(number), xsd::DOUBLE),
        _ => literal_of(relation, &number.to_string()),
    }
}

/// A text as a literal of the first datatype that a relation's range has.
pub(crate) fn literal_of(relation: &Relation, text: &str) -> Literal {
    match relation.range() {
        Range::Value { members, .. } => match members.first() {
            // There are two ways to write a truth value, and one value.
            Some(datatype) if datatype.as_str() == xsd::BOOLEAN && ["0", "1"].contains(&text) => {
                Literal::of_type((text == "1").to_string(), datatype.clone())
            }
            Some(datatype) if ![rdf::LANG_STRING, ANY_LITERAL].contains(&datatype.as_str()) => {
                Literal::of_type(text, datatype.clone())
            }
            _ => Literal::string(text),
        },
        _ => Literal::string(text),
    }
}

impl Lens<'_> {
    /// The literal that a value becomes by a relation's range.
    pub(crate) fn value_for(
        &self,
        relation: &Relation,
        object: &Object,
        language: Option<&str>,
    ) -> Result<Literal, Error> {
        let Range::Value { members, .. } = relation.range() else {
            return Err(no_entity(relation, &object.text()));
        };
        let takes = |datatype: &str| members.iter().any(|m| m.as_str() == datatype);
        Ok(match object {
            Object::Entity(entity) => return Err(no_value(relation, &entity.text())),
            // A plain string is a text like any other where it could not stand as it is.
            Object::Literal(text) if text.datatype() == xsd::STRING && !takes(xsd::STRING) => {
                let text = Object::Text(text.lexical().into());
                self.value_for(relation, &text, language)?
            }
            Object::Text(text) if takes(xsd::DATE) => read_time(relation.name(), text)?.into(),
            Object::Integer(year) if takes(xsd::DATE) => {
                read_time(relation.name(), &year.to_string())?.into()
            }
            Object::Number(number) if takes(xsd::DATE) => {
                let reason = "a date is written as text, such as \"2024-03-05\"";
                return Err(argument(relation.name(), &number.to_string(), reason));
            }
            Object::Text(text) if takes(rdf::LANG_STRING) => self.worded(text, language)?,
            Object::Text(text) => literal_of(relation, text),
            // Left as it is, so that it is refused as the number that it is.
            Object::Integer(_) | Object::Number(_)
                if members.iter().all(|m| m.as_str() == rdf::LANG_STRING) =>
            {
                plain_literal(object).unwrap_or_else(|| Literal::string(object.text()))
            }
            Object::Integer(number) if !takes(xsd::INTEGER) && !takes(ANY_LITERAL) => {
                literal_of(relation, &number.to_string())
            }
            Object::Number(number) => number_of(relation, *number),
            other => match plain_literal(other) {
                Some(literal) => literal,
                None => unreachable!("a text or an entity was dealt with"),
            },
        })
    }

    /// A text in a language, or in the one that its script fits.
    pub(crate) fn worded(&self, text: &str, language: Option<&str>) -> Result<Literal, Error> {
        Ok(match language.or_else(|| self.language_of(text)) {
            Some(language) => Literal::lang(text, language)?,
            None => Literal::string(text),
        })
    }
}

/// A value where an entity should be.
pub(super) fn no_entity(relation: &Relation, value: &str) -> Error {
    argument(relation.name(), value, "it takes an entity, not a value")
}

/// An entity where a value should be.
pub(super) fn no_value(relation: &Relation, entity: &str) -> Error {
    argument(relation.name(), entity, "it takes a value, not an entity")
}

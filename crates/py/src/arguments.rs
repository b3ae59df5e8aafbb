//! What Python hands in, as the core takes it. A wrong type is a `TypeError` that names the argument.

use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyDate, PyDateAccess as _, PyDateTime, PyFloat, PyInt, PyList, PyMapping, PySequence,
    PyString, PyTimeAccess as _, PyTuple, PyTzInfo, PyTzInfoAccess as _,
};
use rawabit::vocab::xsd;
use rawabit::{Civil, Direction, EntityRef, Instant, Iri, Literal, Object, Term, Time, TimeRef};

use crate::claim::PyClaim;
use crate::entity::PyEntity;
use crate::errors::{bad_argument, no_unicode, raise, wrong_type};
use crate::literal::PyLiteral;
use crate::triple::PyTriple;
use crate::values::{Named, decimal_class, named};

// ---- texts, numbers, truth -------------------------------------------------------------------------------------

pub(crate) fn string(name: &str, given: &Bound<'_, PyAny>) -> PyResult<String> {
    match given.cast::<PyString>() {
        Ok(text) => Ok(utf8(text)?.to_owned()),
        Err(_) => Err(wrong_type(name, "a str", given)),
    }
}

/// A query or an update.
pub(crate) fn sparql(given: &Bound<'_, PyAny>) -> PyResult<String> {
    match given.cast::<PyString>() {
        Ok(text) => match text.to_str() {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(no_unicode(text, error, true)),
        },
        Err(_) => Err(wrong_type("sparql", "a str", given)),
    }
}

/// The characters of a `str`, which may be no Unicode.
pub(crate) fn utf8<'a>(text: &'a Bound<'_, PyString>) -> PyResult<&'a str> {
    text.to_str()
        .map_err(|error| no_unicode(text, error, false))
}

/// Whether something is a `str` that is no Unicode, and so names nothing.
pub(crate) fn is_no_unicode(given: &Bound<'_, PyAny>) -> bool {
    given
        .cast::<PyString>()
        .is_ok_and(|text| text.to_str().is_err())
}

/// A `str` as PyO3 takes it, for functions that are told no more of their arguments.
#[derive(Clone, Copy)]
pub(crate) struct Utf8<'a>(pub(crate) &'a str);

impl<'a> FromPyObject<'a, '_> for Utf8<'a> {
    type Error = PyErr;

    fn extract(given: Borrowed<'a, '_, PyAny>) -> PyResult<Self> {
        let text = given.cast::<PyString>()?;
        let taken = <&str>::extract(given);
        taken
            .map(Self)
            .map_err(|error| no_unicode(&text, error, false))
    }
}

/// A sequence of texts; one text alone is a mistake, as it would be taken letter by letter.
pub(crate) fn strings(name: &str, given: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    let expected = "a list of str";
    items(given)
        .ok_or_else(|| wrong_type(name, expected, given))?
        .iter()
        .enumerate()
        .map(|(n, item)| string(&format!("{name}[{n}]"), item))
        .collect()
}

/// One text, or a sequence of them.
pub(crate) fn one_or_more(name: &str, given: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    if given.cast::<PyString>().is_ok() {
        return Ok(vec![string(name, given)?]);
    }
    if items(given).is_none() {
        return Err(wrong_type(name, "a str or a list of str", given));
    }
    strings(name, given)
}

pub(crate) fn flag(name: &str, given: &Bound<'_, PyAny>) -> PyResult<bool> {
    match given.cast::<PyBool>() {
        Ok(flag) => Ok(flag.is_true()),
        Err(_) => Err(wrong_type(name, "a bool", given)),
    }
}

pub(crate) fn number(name: &str, given: &Bound<'_, PyAny>) -> PyResult<f64> {
    match given.extract::<f64>() {
        Ok(number) if !is_bool(given) => Ok(number),
        _ => Err(wrong_type(name, "a number", given)),
    }
}

/// A whole number that counts something.
pub(crate) fn count(name: &str, given: &Bound<'_, PyAny>) -> PyResult<usize> {
    match given.extract::<i64>() {
        Ok(number) if !is_bool(given) => usize::try_from(number).map_err(|_| {
            let reason = "it counts something, so it is 0 or more";
            bad_argument(given.py(), name, &number.to_string(), reason)
        }),
        Err(_) if given.cast::<PyInt>().is_ok() => {
            let reason = "it is beyond any count; leave it out, or write a smaller one";
            let shown = short(&given.str()?.to_string());
            Err(bad_argument(given.py(), name, &shown, reason))
        }
        _ => Err(wrong_type(name, "an int", given)),
    }
}

/// A number short enough for an error.
pub(crate) fn short(number: &str) -> String {
    match number.char_indices().nth(24) {
        None => number.to_owned(),
        Some((at, _)) => format!("{}…", &number[..at]),
    }
}

fn is_bool(given: &Bound<'_, PyAny>) -> bool {
    given.cast::<PyBool>().is_ok()
}

/// The word that a `Literal` of the contract allows.
pub(crate) fn word<T: Copy>(name: &str, given: &Bound<'_, PyAny>, of: &[(&str, T)]) -> PyResult<T> {
    let text = string(name, given)?;
    if let Some((_, value)) = of.iter().find(|(word, _)| *word == text) {
        return Ok(*value);
    }
    let words: Vec<String> = of.iter().map(|(word, _)| format!("\"{word}\"")).collect();
    let reason = match words.as_slice() {
        [only] => format!("it is {only}"),
        [first @ .., last] => format!("it is {} or {last}", first.join(", ")),
        [] => String::new(),
    };
    Err(bad_argument(given.py(), name, &text, &reason))
}

pub(crate) fn direction(given: &Bound<'_, PyAny>) -> PyResult<Direction> {
    let all = [
        ("out", Direction::Out),
        ("in", Direction::In),
        ("both", Direction::Both),
    ];
    word("direction", given, &all)
}

/// The items of a list, a tuple, a set or another sequence; `None` for one thing alone.
pub(crate) fn items<'py>(given: &Bound<'py, PyAny>) -> Option<Vec<Bound<'py, PyAny>>> {
    let is_sequence = given.cast::<PyList>().is_ok()
        || given.cast::<PyTuple>().is_ok()
        || given.cast::<pyo3::types::PySet>().is_ok()
        || given.cast::<pyo3::types::PyFrozenSet>().is_ok()
        || (given.cast::<PySequence>().is_ok()
            && given.cast::<PyString>().is_err()
            && given.cast::<pyo3::types::PyBytes>().is_err()
            && given.cast::<PyMapping>().is_err());
    if !is_sequence {
        return None;
    }
    given.try_iter().ok()?.collect::<PyResult<_>>().ok()
}

// ---- entities --------------------------------------------------------------------------------------------------

pub(crate) fn entity(name: &str, given: &Bound<'_, PyAny>) -> PyResult<EntityRef> {
    maybe_entity(given)?.ok_or_else(|| wrong_type(name, "an id (a str) or an Entity", given))
}

/// An entity, where the argument can name one.
pub(crate) fn maybe_entity(given: &Bound<'_, PyAny>) -> PyResult<Option<EntityRef>> {
    if let Ok(entity) = given.cast::<PyEntity>() {
        return Ok(Some(entity.get().alive(given.py())?.into()));
    }
    Ok(named(given)?.map(|named| match named {
        Named::Plain(text) => text.into(),
        Named::Text(text) => text.lexical().into(),
        Named::Time(time) => time.as_str().into(),
        Named::Iri(iri) => iri.into(),
        Named::Blank(node) => node.into(),
    }))
}

/// One entity, or a sequence of them.
pub(crate) fn entities(name: &str, given: &Bound<'_, PyAny>) -> PyResult<Vec<EntityRef>> {
    if let Some(one) = maybe_entity(given)? {
        return Ok(vec![one]);
    }
    let expected = "an id (a str), an Entity, or a list of these";
    items(given)
        .ok_or_else(|| wrong_type(name, expected, given))?
        .iter()
        .enumerate()
        .map(|(n, item)| entity(&format!("{name}[{n}]"), item))
        .collect()
}

// ---- values ----------------------------------------------------------------------------------------------------

/// The object of a relation or the value of a property.
pub(crate) fn object(name: &str, given: &Bound<'_, PyAny>) -> PyResult<Object> {
    if let Ok(entity) = given.cast::<PyEntity>() {
        return Ok(entity.get().alive(given.py())?.into());
    }
    if let Some(named) = named(given)? {
        return Ok(match named {
            Named::Plain(text) => text.into(),
            Named::Text(text) => text.into(),
            Named::Time(time) => time.into(),
            Named::Iri(iri) => iri.into(),
            Named::Blank(node) => node.into(),
        });
    }
    let expected = "an Entity, a str, a number, a bool, a date or a Literal";
    value(given)?.ok_or_else(|| wrong_type(name, expected, given))
}

/// A value that is no text.
fn value(given: &Bound<'_, PyAny>) -> PyResult<Option<Object>> {
    let py = given.py();
    if let Ok(flag) = given.cast::<PyBool>() {
        return Ok(Some(flag.is_true().into()));
    }
    if given.cast::<PyInt>().is_ok() {
        return Ok(Some(match given.extract::<i64>() {
            Ok(number) => number.into(),
            Err(_) => typed(py, &given.str()?.to_string(), xsd::INTEGER)?.into(),
        }));
    }
    if given.cast::<PyFloat>().is_ok() {
        return Ok(Some(given.extract::<f64>()?.into()));
    }
    if let Ok(literal) = given.cast::<PyLiteral>() {
        return Ok(Some(literal.get().0.clone().into()));
    }
    if let Some(time) = date(given)? {
        return Ok(Some(time.into()));
    }
    if given.is_instance(decimal_class(py)?)? {
        let text = given
            .call_method1("__format__", ("f",))?
            .extract::<String>()?;
        return Ok(Some(typed(py, &text, xsd::DECIMAL)?.into()));
    }
    // What numpy and others have.
    if let Ok(number) = given.extract::<i64>() {
        return Ok(Some(number.into()));
    }
    Ok(given.extract::<f64>().ok().map(Into::into))
}

fn typed(py: Python<'_>, lexical: &str, datatype: &str) -> PyResult<Literal> {
    let datatype = Iri::new(datatype).map_err(|error| raise(py, error))?;
    Ok(Literal::typed(lexical, datatype))
}

/// A moment in UTC: a `datetime` that says its zone.
pub(crate) fn moment(name: &str, given: &Bound<'_, PyAny>) -> PyResult<Instant> {
    let py = given.py();
    if given.cast::<PyDateTime>().is_err() {
        return Err(wrong_type(name, "a datetime with a time zone", given));
    }
    if given.call_method0("utcoffset")?.is_none() {
        let shown = given.str()?.to_string();
        let reason = "it has no time zone; make it aware: datetime(…, tzinfo=timezone.utc), or \
                      .astimezone() if it is your local time";
        return Err(bad_argument(py, name, &shown, reason));
    }
    let utc = given.call_method1("astimezone", (PyTzInfo::utc(py)?,))?;
    let time = date(&utc)?.and_then(|time| time.earliest());
    time.ok_or_else(|| wrong_type(name, "a datetime with a time zone", given))
}

/// A `date` or a `datetime`; `None` for anything else.
fn date(given: &Bound<'_, PyAny>) -> PyResult<Option<Time>> {
    let py = given.py();
    let time = if let Ok(moment) = given.cast::<PyDateTime>() {
        let civil = Civil {
            hour: moment.get_hour(),
            minute: moment.get_minute(),
            second: moment.get_second(),
            microsecond: moment.get_microsecond(),
            ..Civil::midnight(moment.get_year(), moment.get_month(), moment.get_day())
        };
        let offset = match moment.get_tzinfo() {
            None => None,
            Some(_) => Some(offset_minutes(given)?),
        };
        Time::from_civil_datetime(civil, offset)
    } else if let Ok(day) = given.cast::<PyDate>() {
        Time::from_civil_date(day.get_year(), day.get_month(), day.get_day())
    } else {
        return Ok(None);
    };
    time.map(Some).map_err(|error| raise(py, error))
}

/// The offset of an aware datetime from UTC; XSD has none finer than a minute.
fn offset_minutes(moment: &Bound<'_, PyAny>) -> PyResult<i32> {
    let offset = moment.call_method0("utcoffset")?;
    let seconds: f64 = offset.call_method0("total_seconds")?.extract()?;
    let minutes = (seconds / 60.0).round();
    if (minutes * 60.0 - seconds).abs() > f64::EPSILON {
        let shown = moment.str()?.to_string();
        let reason = "its offset from UTC is no whole number of minutes";
        return Err(bad_argument(moment.py(), "datetime", &shown, reason));
    }
    Ok(minutes as i32)
}

/// A time: text in any accepted form, a `Time`, a `date` or a `datetime`.
pub(crate) fn time(name: &str, given: &Bound<'_, PyAny>) -> PyResult<TimeRef> {
    if let Some(named) = named(given)? {
        return Ok(match named {
            Named::Time(time) => time.into(),
            Named::Plain(text) => text.into(),
            Named::Text(text) => text.lexical().into(),
            Named::Iri(iri) => iri.as_str().into(),
            Named::Blank(node) => node.as_str().into(),
        });
    }
    match date(given)? {
        Some(time) => Ok(time.into()),
        None => Err(wrong_type(
            name,
            "a str, a Time, a date or a datetime",
            given,
        )),
    }
}

/// A term that stands for itself: a `str` is a plain literal, an entity or claim its IRI.
pub(crate) fn term(name: &str, given: &Bound<'_, PyAny>) -> PyResult<Term> {
    let py = given.py();
    if let Ok(entity) = given.cast::<PyEntity>() {
        return Ok(entity.get().alive(py)?.term());
    }
    if let Ok(claim) = given.cast::<PyClaim>() {
        return Ok(claim.get().alive(py)?.term());
    }
    if let Ok(triple) = given.cast::<PyTriple>() {
        return Ok(triple.get().triple.clone().into());
    }
    if let Some(named) = named(given)? {
        return Ok(match named {
            Named::Plain(text) => Literal::string(text).into(),
            Named::Text(text) => text.into(),
            Named::Time(time) => Literal::from(time).into(),
            Named::Iri(iri) => iri.into(),
            Named::Blank(node) => node.into(),
        });
    }
    let expected = "an Entity, an Iri, a str, a number, a bool, a date or a Literal";
    let literal = value(given)?.and_then(|value| value.as_literal());
    literal
        .map(Term::from)
        .ok_or_else(|| wrong_type(name, expected, given))
}

/// Something that can be called.
pub(crate) fn callable(name: &str, given: &Bound<'_, PyAny>) -> PyResult<()> {
    if given.is_callable() {
        return Ok(());
    }
    Err(wrong_type(name, "a function", given))
}

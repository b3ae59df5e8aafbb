//! Times: what `rawabit.Time` asks of the core, and dates as they are written.

use pyo3::prelude::*;
use pyo3::types::{PyDateTime, PyString, PyTzInfo};
use rawabit::{BlankNode, Instant, Iri, Literal, Precision, Qualifier, Time, parse_time};

use crate::arguments::{string, utf8};
use crate::errors::{raise, wrong_type};
use crate::scalars::date;
use crate::values::{self, read_time};

type Bound2<'py> = (Option<Bound<'py, PyAny>>, Option<Bound<'py, PyAny>>);

/// The first and the last time of a date or range as it is written, both included.
///
/// A single time is both; an end that a range leaves open or unknown is `None`. Read are ISO 8601 and EDTF, and
/// dates and ranges in Arabic and English, also with Arabic-Indic digits and in the Arabic month names of the
/// Levant, of Egypt and the Gulf, and of the Maghreb. Hijri dates are kept as written.
///
/// Args:
///     text: The words.
///     lang: Their language as a tag; without it Arabic and English are tried.
///
/// Raises:
///     SchemaError: The text is no date, or can be read in two ways.
///
/// Example:
///     >>> parse_time("من 5 إلى 7 مارس 2024")
///     (Time('2024-03-05'), Time('2024-03-07'))
#[pyfunction]
#[pyo3(name = "parse_time", signature = (text, *, lang = None))]
pub(crate) fn py_parse_time<'py>(
    py: Python<'py>,
    text: &Bound<'py, PyAny>,
    lang: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound2<'py>> {
    let text = string("text", text)?;
    let lang = lang.map(|lang| string("lang", lang)).transpose()?;
    let (start, end) = parse_time(&text, lang.as_deref()).map_err(|error| raise(py, error))?;
    let time = |time: Option<Time>| time.map(|time| values::time(py, &time)).transpose();
    Ok((time(start)?, time(end)?))
}

// ---- for rawabit._values ---------------------------------------------------------------------------------------

#[pyfunction]
pub(crate) fn check_iri(given: &Bound<'_, PyAny>) -> PyResult<String> {
    let iri = Iri::new(string("iri", given)?).map_err(|error| raise(given.py(), error))?;
    Ok(iri.as_str().to_owned())
}

#[pyfunction]
pub(crate) fn check_blank_node(given: &Bound<'_, PyAny>) -> PyResult<String> {
    let label = string("label", given)?;
    let node = BlankNode::new(label.strip_prefix("_:").unwrap_or(&label));
    Ok(node.map_err(|error| raise(given.py(), error))?.to_string())
}

#[pyfunction]
pub(crate) fn check_language(given: &Bound<'_, PyAny>) -> PyResult<String> {
    let literal = Literal::lang("", &string("lang", given)?);
    let literal = literal.map_err(|error| raise(given.py(), error))?;
    Ok(literal.language().unwrap_or_default().to_owned())
}

fn read(py: Python<'_>, text: &str, datatype: &str) -> PyResult<Time> {
    read_time(text, datatype).map_err(|error| raise(py, error))
}

/// A time as it is written, with its datatype.
#[pyfunction]
pub(crate) fn check_time(given: &Bound<'_, PyAny>) -> PyResult<(String, &'static str)> {
    let time = match given.cast::<PyString>() {
        Ok(text) => Time::new(utf8(text)?).map_err(|error| raise(given.py(), error))?,
        Err(_) => match date("text", given)? {
            Some(time) => time,
            None => return Err(wrong_type("text", "a str, a date or a datetime", given)),
        },
    };
    Ok((time.as_str().to_owned(), time.datatype()))
}

#[pyfunction]
pub(crate) fn time_of<'py>(
    py: Python<'py>,
    text: &str,
    datatype: &str,
) -> PyResult<Bound<'py, PyAny>> {
    values::time(py, &read(py, text, datatype)?)
}

#[pyfunction]
pub(crate) fn time_bounds<'py>(
    py: Python<'py>,
    text: &str,
    datatype: &str,
) -> PyResult<Bound2<'py>> {
    let time = read(py, text, datatype)?;
    let zone = time.is_zoned();
    let edge = |edge: Option<Instant>| moment(py, edge, zone);
    Ok((edge(time.earliest())?, edge(time.latest())?))
}

/// A `datetime`, in UTC or naive; `None` outside the years that it counts.
pub(crate) fn moment(
    py: Python<'_>,
    instant: Option<Instant>,
    zoned: bool,
) -> PyResult<Option<Bound<'_, PyAny>>> {
    let Some(civil) = instant.map(Instant::to_civil) else {
        return Ok(None);
    };
    let year @ 1..=9999 = civil.year else {
        return Ok(None);
    };
    let zone = if zoned {
        Some(PyTzInfo::utc(py)?)
    } else {
        None
    };
    let zone = zone.as_deref();
    let datetime = PyDateTime::new(
        py,
        year,
        civil.month,
        civil.day,
        civil.hour,
        civil.minute,
        civil.second,
        civil.microsecond,
        zone,
    )?;
    Ok(Some(datetime.into_any()))
}

#[pyfunction]
pub(crate) fn time_precision(py: Python<'_>, text: &str, datatype: &str) -> PyResult<&'static str> {
    Ok(Precision::as_str(read(py, text, datatype)?.precision()))
}

#[pyfunction]
pub(crate) fn time_qualifier(
    py: Python<'_>,
    text: &str,
    datatype: &str,
) -> PyResult<Option<&'static str>> {
    Ok(read(py, text, datatype)?.qualifier().map(Qualifier::as_str))
}

#[pyfunction]
pub(crate) fn time_calendar(
    py: Python<'_>,
    text: &str,
    datatype: &str,
) -> PyResult<Option<&'static str>> {
    Ok(read(py, text, datatype)?.calendar())
}

//! Values of Python that are no text: truth values, numbers, dates, also those of numpy and pandas. What has no exact
//! counterpart in the core is an error that names the argument, and is never made another value.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{
    PyBool, PyDate, PyDateAccess as _, PyDateTime, PyFloat, PyInt, PyTimeAccess as _, PyType,
    PyTzInfo, PyTzInfoAccess as _,
};
use rawabit::vocab::xsd;
use rawabit::{Civil, Instant, Iri, Literal, Object, Time};

use crate::classes::classes;
use crate::errors::{bad_argument, raise, wrong_type};
use crate::literal::PyLiteral;
use crate::values::decimal_class;

// ---- truth -----------------------------------------------------------------------------------------------------

/// A truth value of Python or numpy; `None` for anything else, numbers too.
fn truth(given: &Bound<'_, PyAny>) -> PyResult<Option<bool>> {
    if let Ok(flag) = given.cast::<PyBool>() {
        return Ok(Some(flag.is_true()));
    }
    if is_of_numpy(given, &["bool", "bool_"])? {
        return given.is_truthy().map(Some);
    }
    Ok(None)
}

pub(crate) fn flag(name: &str, given: &Bound<'_, PyAny>) -> PyResult<bool> {
    truth(given)?.ok_or_else(|| wrong_type(name, "a bool", given))
}

/// A flag that may be left out.
pub(crate) fn flag_or(
    name: &str,
    given: Option<&Bound<'_, PyAny>>,
    default: bool,
) -> PyResult<bool> {
    given.map_or(Ok(default), |given| flag(name, given))
}

/// A flag that may be left out, which means something of its own.
pub(crate) fn maybe_flag(name: &str, given: Option<&Bound<'_, PyAny>>) -> PyResult<Option<bool>> {
    given.map(|given| flag(name, given)).transpose()
}

/// Whether something is an instance of one of numpy's types, without importing numpy.
fn is_of_numpy(given: &Bound<'_, PyAny>, names: &[&str]) -> PyResult<bool> {
    // Most values are of plain types, which need no look at the name.
    if given.is_exact_instance_of::<PyInt>() || given.is_exact_instance_of::<PyFloat>() {
        return Ok(false);
    }
    let class = given.get_type();
    let is_named = names.contains(&class.name()?.to_str()?);
    Ok(is_named && class.module()?.to_str()? == "numpy")
}

// ---- numbers ---------------------------------------------------------------------------------------------------

pub(crate) fn number(name: &str, given: &Bound<'_, PyAny>) -> PyResult<f64> {
    match given.extract::<f64>() {
        Ok(number) if truth(given)?.is_none() => Ok(number),
        _ => Err(wrong_type(name, "a number", given)),
    }
}

/// A whole number that counts something.
pub(crate) fn count(name: &str, given: &Bound<'_, PyAny>) -> PyResult<usize> {
    let Some(whole) = whole(given)? else {
        return Err(wrong_type(name, "an int", given));
    };
    let py = given.py();
    if let Ok(number) = whole.extract::<i64>() {
        let reason = "it counts something, so it is 0 or more";
        return usize::try_from(number)
            .map_err(|_| bad_argument(py, name, &number.to_string(), reason));
    }
    let reason = "it is beyond any count; leave it out, or write a smaller one";
    let shown = digits(&whole)?.map_or_else(|| LONG.to_owned(), |digits| short(&digits));
    Err(bad_argument(py, name, &shown, reason))
}

/// Whether something is a whole number.
pub(crate) fn is_whole(given: &Bound<'_, PyAny>) -> bool {
    matches!(whole(given), Ok(Some(_)))
}

/// The `int` that something is, of Python or of others; `None` for truth values and anything else.
fn whole<'py>(given: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyInt>>> {
    if truth(given)?.is_some() {
        return Ok(None);
    }
    if let Ok(number) = given.cast::<PyInt>() {
        return Ok(Some(number.clone()));
    }
    if !given.get_type().hasattr("__index__")? {
        return Ok(None);
    }
    // An array of numpy has it, and says only when it is called whether it is one number.
    let number = given.call_method0("__index__");
    Ok(number.ok().and_then(|number| number.cast_into().ok()))
}

/// What is shown of a number that Python does not write out.
const LONG: &str = "an int of thousands of digits";

/// The digits of an `int`; `None` where Python does not write so many.
fn digits(number: &Bound<'_, PyInt>) -> PyResult<Option<String>> {
    let py = number.py();
    // A subclass, as of an enumeration, may write itself by a name.
    match py.get_type::<PyInt>().call_method1("__repr__", (number,)) {
        Ok(digits) => digits.extract().map(Some),
        Err(error) if error.is_instance_of::<PyValueError>(py) => Ok(None),
        Err(error) => Err(error),
    }
}

/// A number short enough for an error.
pub(crate) fn short(number: &str) -> String {
    match number.char_indices().nth(24) {
        None => number.to_owned(),
        Some((at, _)) => format!("{}…", &number[..at]),
    }
}

classes! { "numbers":
    rational_class = "Rational",
    real_class = "Real",
}

// ---- values ----------------------------------------------------------------------------------------------------

/// A value that is no text; `None` where it is none that a literal can be made of.
pub(crate) fn value(name: &str, given: &Bound<'_, PyAny>) -> PyResult<Option<Object>> {
    let py = given.py();
    if let Some(flag) = truth(given)? {
        return Ok(Some(flag.into()));
    }
    if let Some(number) = whole(given)? {
        if let Ok(number) = number.extract::<i64>() {
            return Ok(Some(number.into()));
        }
        if let Some(digits) = digits(&number)? {
            return Ok(Some(typed(py, &digits, xsd::INTEGER)?.into()));
        }
        let reason = "Python does not write out so many (sys.set_int_max_str_digits() allows more)";
        return Err(bad_argument(py, name, LONG, reason));
    }
    if given.cast::<PyFloat>().is_ok() {
        return Ok(Some(given.extract::<f64>()?.into()));
    }
    if let Ok(literal) = given.cast::<PyLiteral>() {
        return Ok(Some(literal.get().0.clone().into()));
    }
    if let Some(time) = date(name, given)? {
        return Ok(Some(time.into()));
    }
    if given.is_instance(decimal_class(py)?)? {
        if !given.call_method0("is_finite")?.is_truthy()? {
            let reason = "a decimal is a finite number; give a float, or leave it out";
            return Err(bad_argument(py, name, &given.str()?.to_string(), reason));
        }
        let text = given
            .call_method1("__format__", ("f",))?
            .extract::<String>()?;
        return Ok(Some(typed(py, &text, xsd::DECIMAL)?.into()));
    }
    // A length of time has a numerator too.
    if is_of_numpy(given, &["timedelta64"])? {
        return Ok(None);
    }
    if given.is_instance(rational_class(py)?)? {
        let reason = "no datatype has fractions; give a Decimal or a float";
        return Err(bad_argument(py, name, &given.str()?.to_string(), reason));
    }
    // The floats of numpy that are none of Python's.
    if given.is_instance(real_class(py)?)? {
        return Ok(Some(given.extract::<f64>()?.into()));
    }
    Ok(None)
}

fn typed(py: Python<'_>, lexical: &str, datatype: &str) -> PyResult<Literal> {
    let datatype = Iri::new(datatype).map_err(|error| raise(py, error))?;
    Literal::typed(lexical, datatype).map_err(|error| raise(py, error))
}

// ---- dates -----------------------------------------------------------------------------------------------------

/// A moment in UTC: a `datetime` that says its zone.
pub(crate) fn moment(name: &str, given: &Bound<'_, PyAny>) -> PyResult<Instant> {
    let py = given.py();
    check_is_date(name, given)?;
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
    let time = date(name, &utc)?.and_then(|time| time.earliest());
    time.ok_or_else(|| wrong_type(name, "a datetime with a time zone", given))
}

/// A `date`, a `datetime` or a `datetime64`; `None` for anything else.
pub(crate) fn date(name: &str, given: &Bound<'_, PyAny>) -> PyResult<Option<Time>> {
    let py = given.py();
    check_is_date(name, given)?;
    let time = if let Some(text) = finer_than_python(given)? {
        Time::new(&text)
    } else if let Ok(moment) = given.cast::<PyDateTime>() {
        let civil = Civil {
            hour: moment.get_hour(),
            minute: moment.get_minute(),
            second: moment.get_second(),
            microsecond: moment.get_microsecond(),
            ..Civil::midnight(moment.get_year(), moment.get_month(), moment.get_day())
        };
        let offset = match moment.get_tzinfo() {
            None => None,
            Some(_) => Some(offset_minutes(name, given)?),
        };
        Time::from_civil_datetime(civil, offset)
    } else if let Ok(day) = given.cast::<PyDate>() {
        Time::from_civil_date(day.get_year(), day.get_month(), day.get_day())
    } else if is_of_numpy(given, &["datetime64"])? {
        Time::new(&of_datetime64(&given.str()?.to_string()))
    } else {
        return Ok(None);
    };
    time.map(Some).map_err(|error| raise(py, error))
}

/// A moment as pandas writes it, where it has nanoseconds.
fn finer_than_python(given: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    if given.is_exact_instance_of::<PyDateTime>() || given.cast::<PyDateTime>().is_err() {
        return Ok(None);
    }
    match given.getattr_opt("nanosecond")? {
        Some(nanosecond) if nanosecond.is_truthy()? => {
            given.call_method0("isoformat")?.extract().map(Some)
        }
        _ => Ok(None),
    }
}

/// How numpy writes a date, as precise as its unit, in the forms of XSD: of nanoseconds the zeros at the end say nothing.
fn of_datetime64(text: &str) -> String {
    match text.split_once('.') {
        Some((whole, fraction)) => match fraction.trim_end_matches('0') {
            "" => whole.into(),
            fraction => format!("{whole}.{fraction}"),
        },
        // An hour alone.
        None if text
            .split_once('T')
            .is_some_and(|(_, hour)| hour.len() == 2) =>
        {
            format!("{text}:00")
        }
        None => text.into(),
    }
}

/// Whether something is how pandas and numpy write that there is no date: a date, but not the same as itself.
pub(crate) fn is_no_date(given: &Bound<'_, PyAny>) -> PyResult<bool> {
    let is_date = given.cast::<PyDate>().is_ok() || is_of_numpy(given, &["datetime64"])?;
    Ok(is_date && !given.eq(given)?)
}

fn check_is_date(name: &str, given: &Bound<'_, PyAny>) -> PyResult<()> {
    if !is_no_date(given)? {
        return Ok(());
    }
    let reason = "it is no date; leave out what is not known";
    Err(bad_argument(
        given.py(),
        name,
        &given.str()?.to_string(),
        reason,
    ))
}

/// The offset of an aware datetime from UTC; XSD has none finer than a minute.
fn offset_minutes(name: &str, moment: &Bound<'_, PyAny>) -> PyResult<i32> {
    let offset = moment.call_method0("utcoffset")?;
    let seconds: f64 = offset.call_method0("total_seconds")?.extract()?;
    let minutes = (seconds / 60.0).round();
    if (minutes * 60.0 - seconds).abs() > f64::EPSILON {
        let shown = moment.str()?.to_string();
        let reason = "its offset from UTC is no whole number of minutes";
        return Err(bad_argument(moment.py(), name, &shown, reason));
    }
    Ok(minutes as i32)
}

//! Tables that Python hands in: anything with Arrow in it, or dicts.

use arrow_array::RecordBatch;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyDict, PyMapping, PyString};
use pyo3_arrow::PyRecordBatchReader;
use rawabit::{Entry, Rows};

use crate::arguments::{self, items};
use crate::claim::PySpan;
use crate::errors::wrong_type;
use crate::scalars::is_no_date;

const EXPECTED: &str = "a table (polars, pandas, pyarrow, duckdb, anything with __arrow_c_stream__) or a list of dicts";

/// The rows of a table.
pub(crate) fn rows(given: &Bound<'_, PyAny>) -> PyResult<Rows> {
    if given.hasattr("__arrow_c_stream__")? {
        return of_arrow(given);
    }
    if given.hasattr("collect")? && given.hasattr("collect_schema")? {
        return Err(PyTypeError::new_err(format!(
            "table: expected {EXPECTED}, got LazyFrame; collect() it first"
        )));
    }
    if given.cast::<PyMapping>().is_ok() {
        return Err(PyTypeError::new_err(format!(
            "table: expected {EXPECTED}, got {}; of a dict of columns polars or pandas makes a table",
            given.get_type().name()?
        )));
    }
    let is_text = given.cast::<PyString>().is_ok();
    match given.try_iter() {
        Ok(records) if !is_text => of_records(records),
        _ => Err(wrong_type("table", EXPECTED, given)),
    }
}

fn of_arrow(given: &Bound<'_, PyAny>) -> PyResult<Rows> {
    let py = given.py();
    let reader = given.extract::<PyRecordBatchReader>().map_err(|cause| {
        // A stream of one column, without names.
        if !cause.is_instance_of::<PyValueError>(py) {
            return cause;
        }
        let error = wrong_type("table", EXPECTED, given);
        error.set_cause(py, Some(cause));
        error
    })?;
    let reader = reader.into_reader()?;
    // Who makes the batches may want the GIL for it.
    let batches = py.detach(|| reader.collect::<Result<Vec<RecordBatch>, _>>());
    match batches {
        Ok(batches) => Ok(Rows::from_arrow(batches)),
        Err(error) if error.to_string().contains("\"Null\"") => match without_nulls(given)? {
            Some(table) => of_arrow(&table),
            None => Err(no_stream(&error.to_string())),
        },
        Err(error) => Err(no_stream(&error.to_string())),
    }
}

fn no_stream(reason: &str) -> PyErr {
    PyTypeError::new_err(format!("table: its Arrow stream cannot be read: {reason}"))
}

/// A table of polars whose columns of nothing but null are texts; as nulls they come in a form of their own.
fn without_nulls<'py>(given: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
    if !given.get_type().module()?.to_str()?.starts_with("polars") || !given.hasattr("dtypes")? {
        return Ok(None);
    }
    let polars = given.py().import("polars")?;
    let null = polars.getattr("Null")?;
    if !given.getattr("dtypes")?.contains(&null)? {
        return Ok(None);
    }
    let types = PyDict::new(given.py());
    types.set_item(null, polars.getattr("String")?)?;
    given.call_method1("cast", (types,)).map(Some)
}

/// So many rows are read between two looks for Ctrl-C.
const STEP: usize = 1 << 12;

fn of_records(records: Bound<'_, pyo3::types::PyIterator>) -> PyResult<Rows> {
    let py = records.py();
    let mut all = Vec::new();
    for (n, record) in records.enumerate() {
        if n % STEP == 0 {
            py.check_signals()?;
        }
        let record = record?;
        let row = match record.cast::<PyDict>() {
            Ok(dict) => of_pairs(n, dict.iter().map(Ok)),
            Err(_) => match record.cast::<PyMapping>() {
                Ok(mapping) => of_pairs(n, mapping.items()?.try_iter()?.map(|it| it?.extract())),
                Err(_) => Err(wrong_type(&format!("table[{n}]"), "a dict", &record)),
            },
        };
        all.push(row?);
    }
    Ok(Rows::from_records(all))
}

/// A row; names by language and ids by scheme may come in a dict of their own.
fn of_pairs<'py>(
    n: usize,
    pairs: impl Iterator<Item = PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)>>,
) -> PyResult<Vec<(Name, Entry)>> {
    let mut row = Vec::new();
    for pair in pairs {
        let (key, value) = pair?;
        let name = match key.cast::<PyString>() {
            Ok(text) => {
                arguments::utf8(text)?;
                key.extract::<PyBackedStr>()?
            }
            Err(_) => return Err(wrong_type(&format!("table[{n}]'s key"), "a str", &key)),
        };
        let inner = match (&*name, value.cast::<PyMapping>()) {
            ("name", Ok(inner)) => Some((inner, '@')),
            ("ids", Ok(inner)) => Some((inner, '.')),
            _ => None,
        };
        let Some((inner, mark)) = inner else {
            let entry = entry(&|| format!("table[{n}][{name:?}]"), &value)?;
            row.push((Name::Own(name), entry));
            continue;
        };
        for pair in inner.items()?.try_iter()? {
            let (key, value): (Bound<'py, PyAny>, Bound<'py, PyAny>) = pair?.extract()?;
            let place = || format!("table[{n}][{name:?}]");
            let key = arguments::string(&place(), &key)?;
            let entry = entry(&|| format!("{}[{key:?}]", place()), &value)?;
            row.push((Name::Made(format!("{name}{mark}{key}")), entry));
        }
    }
    Ok(row)
}

/// The name of a column.
enum Name {
    Own(PyBackedStr),
    Made(String),
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        match self {
            Self::Own(name) => name,
            Self::Made(name) => name,
        }
    }
}

fn entry(place: &dyn Fn() -> String, given: &Bound<'_, PyAny>) -> PyResult<Entry> {
    if is_nothing(given)? {
        return Ok(Entry::Missing);
    }
    if let Ok(span) = given.cast::<PySpan>() {
        let span = &span.get().0;
        return Ok(vec![span.start, span.end].into());
    }
    let Some(all) = items(given) else {
        return one(place, given);
    };
    let mut entries: Vec<Entry> = Vec::new();
    for (n, item) in all.iter().enumerate() {
        entries.push(entry(&|| format!("{}[{n}]", place()), item)?);
    }
    if entries
        .iter()
        .any(|entry| !matches!(entry, Entry::One(_) | Entry::Missing))
    {
        return Ok(Entry::Lists(entries));
    }
    let objects = entries.into_iter().filter_map(|entry| match entry {
        Entry::One(object) => Some(object),
        _ => None,
    });
    Ok(Entry::Many(objects.collect()))
}

/// A value; one of a kind that is not read refuses its row and not the whole table.
fn one(place: &dyn Fn() -> String, given: &Bound<'_, PyAny>) -> PyResult<Entry> {
    match arguments::object(&place(), given) {
        Ok(object) => Ok(Entry::One(object)),
        Err(error) if error.is_instance_of::<PyTypeError>(given.py()) => {
            let kind = given.get_type().name()?;
            unread(
                given,
                format!("is of the kind {kind}, of which nothing is read"),
            )
        }
        // Of a text that is none the whole call tells.
        Err(error)
            if error.is_instance_of::<PyValueError>(given.py())
                && given.cast::<PyString>().is_err() =>
        {
            // The place and the value are told by the report.
            let told = error.value(given.py()).str()?.to_string();
            let reason = told
                .rsplit_once("\": ")
                .map_or(&*told, |(_, reason)| reason);
            unread(given, format!("does not fit: {reason}"))
        }
        Err(error) => Err(error),
    }
}

fn unread(given: &Bound<'_, PyAny>, reason: String) -> PyResult<Entry> {
    let shown = match given.str() {
        Ok(text) => text.to_string_lossy().chars().take(SHOWN).collect(),
        // An `int` of thousands of digits.
        Err(_) => given.get_type().name()?.to_string(),
    };
    Ok(Entry::Unread { shown, reason })
}

/// So many characters of a value that is not read are shown.
const SHOWN: usize = 60;

/// Whether a value is how Python, or pandas, writes that there is none.
fn is_nothing(given: &Bound<'_, PyAny>) -> PyResult<bool> {
    if given.is_none() {
        return Ok(true);
    }
    // Most values are of plain types, which need no look at the name.
    if given.is_exact_instance_of::<PyString>() {
        return Ok(false);
    }
    Ok(is_no_date(given)? || given.get_type().name()?.to_str()? == "NAType")
}

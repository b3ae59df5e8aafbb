//! The core's errors as Python's exceptions, one for one.

use std::io;

use pyo3::exceptions::{PyImportError, PyOSError, PyTypeError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PySlice, PyString, PyType};
use rawabit::{EntityError, Error, QueryError, ReadError, SchemaError, StorageError};

use crate::classes::classes;
use crate::report::PyReport;

classes! { "rawabit._errors":
    schema_error = "SchemaError",
    unknown_entity = "UnknownEntity",
    unknown_column = "UnknownColumn",
    read_error = "ReadError",
    transaction_error = "TransactionError",
    query_error = "QueryError",
    query_timeout = "QueryTimeout",
    storage_error = "StorageError",
}

/// The exception for an error of the core.
pub(crate) fn raise(py: Python<'_>, error: impl Into<Error>) -> PyErr {
    exception(py, error.into()).unwrap_or_else(|failed| failed)
}

/// A wrong type of an argument, named: `object: expected …, got list`.
pub(crate) fn wrong_type(name: &str, expected: &str, got: &Bound<'_, PyAny>) -> PyErr {
    match got.get_type().name() {
        Ok(given) => PyTypeError::new_err(format!("{name}: expected {expected}, got {given}")),
        Err(error) => error,
    }
}

/// A `SchemaError` about an argument, in the words of the core.
pub(crate) fn bad_argument(py: Python<'_>, name: &str, value: &str, reason: &str) -> PyErr {
    raise(
        py,
        SchemaError::Argument {
            name: name.into(),
            value: value.into(),
            reason: reason.into(),
        },
    )
}

/// A text of Python that is no Unicode: half a character stands alone in it. A query is told of by the error
/// of queries.
pub(crate) fn no_unicode(text: &Bound<'_, PyString>, cause: PyErr, is_query: bool) -> PyErr {
    let py = text.py();
    let told = || {
        let at: usize = cause.value(py).getattr("start")?.extract()?;
        let most = text.call_method1("__getitem__", (PySlice::new(py, 0, SHOWN, 1),))?;
        let shown = most.call_method1("encode", ("utf-8", "backslashreplace"))?;
        let shown: String = shown.call_method1("decode", ("utf-8",))?.extract()?;
        let more = if text.len()? > SHOWN as usize {
            "…"
        } else {
            ""
        };
        PyResult::Ok(format!(
            "the text \"{shown}{more}\" has a lone surrogate at position {at}: half a character, which no text \
             in UTF-8 has; decode it anew, or leave it out"
        ))
    };
    let class = if is_query {
        query_error(py)
    } else {
        schema_error(py)
    };
    match told().and_then(|message| Ok(PyErr::from_type(class?.clone(), message))) {
        Ok(error) => {
            error.set_cause(py, Some(cause));
            error
        }
        Err(_) => cause,
    }
}

/// So many characters of a text are shown.
const SHOWN: isize = 80;

/// An `UnknownEntity` in the words of the binding.
pub(crate) fn not_there(py: Python<'_>, message: String) -> PyErr {
    match unknown_entity(py) {
        Ok(class) => PyErr::from_type(class.clone(), message),
        Err(error) => error,
    }
}

/// A column that a table does not have.
pub(crate) fn no_column(py: Python<'_>, message: String) -> PyErr {
    match unknown_column(py) {
        Ok(class) => PyErr::from_type(class.clone(), message),
        Err(error) => error,
    }
}

/// A package that is not installed, with the extra that brings it.
pub(crate) fn import_error(py: Python<'_>, call: &str, package: &str, cause: PyErr) -> PyErr {
    if !cause.is_instance_of::<PyImportError>(py) {
        return cause;
    }
    let message = format!("{call}() needs {package}: pip install \"rawabit[{package}]\"");
    let error = PyImportError::new_err(message);
    error.set_cause(py, Some(cause));
    error
}

/// A `TransactionError` in the words of the binding.
pub(crate) fn misused(py: Python<'_>, message: &str) -> PyErr {
    match transaction_error(py) {
        Ok(class) => PyErr::from_type(class.clone(), message.to_owned()),
        Err(error) => error,
    }
}

/// What an `UnknownEntity` says, put into words when it is first shown: to find what was meant takes long in a large
/// graph, and who catches the error may never read it.
#[pyclass(name = "Message", module = "rawabit", frozen)]
pub(crate) struct PyMessage(EntityError);

#[pymethods]
impl PyMessage {
    fn __str__(&self, py: Python<'_>) -> String {
        py.detach(|| self.0.to_string())
    }
}

fn exception(py: Python<'_>, error: Error) -> PyResult<PyErr> {
    if let Error::Entity(error) = error {
        let message = Bound::new(py, PyMessage(error))?;
        return Ok(PyErr::from_value(unknown_entity(py)?.call1((message,))?));
    }
    let message = error.to_string();
    let plain = |class: &Bound<'_, PyType>| Ok(PyErr::from_type(class.clone(), message.clone()));
    match error {
        Error::Schema(SchemaError::File { path, source }) => {
            match system_error(py, source, &path) {
                Ok(error) => Ok(error),
                Err(_) => plain(schema_error(py)?),
            }
        }
        Error::Schema(_) => plain(schema_error(py)?),
        Error::Read(error) => unread(py, error, message),
        Error::Storage(StorageError::Write { path, source }) => {
            unwritten(py, source, &path, message)
        }
        Error::Storage(_) => plain(storage_error(py)?),
        Error::Transaction(_) => plain(transaction_error(py)?),
        Error::Query(QueryError::Timeout { .. }) => plain(query_timeout(py)?),
        Error::Query(error) => {
            let raised = query_error(py)?.call1((message,))?;
            let (line, column) = error.position().unzip();
            raised.setattr("line", line)?;
            raised.setattr("column", column)?;
            Ok(PyErr::from_value(raised))
        }
        other => Ok(pyo3::exceptions::PyRuntimeError::new_err(other.to_string())),
    }
}

/// A `ReadError` with its attributes, or what the system or the user's own file object said.
fn unread(py: Python<'_>, error: ReadError, message: String) -> PyResult<PyErr> {
    let error = match error {
        ReadError::File { path, source } => match system_error(py, source, &path) {
            Ok(error) => return Ok(error),
            Err(source) => ReadError::File { path, source },
        },
        other => other,
    };
    let raised = read_error(py)?.call1((message,))?;
    let path = Some(error.path()).filter(|path| !path.starts_with('<'));
    raised.setattr("path", path)?;
    let (line, column) = error.position().unzip();
    raised.setattr("line", line)?;
    raised.setattr("column", column)?;
    raised.setattr("report", PyReport::from(error.into_report()))?;
    Ok(PyErr::from_value(raised))
}

/// What the system or the user's own file object said; where a path is right and the disk is not, a
/// `StorageError` with its number.
fn unwritten(py: Python<'_>, source: io::Error, path: &str, message: String) -> PyResult<PyErr> {
    let number = source.raw_os_error();
    let is_of_path = matches!(
        source.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied | io::ErrorKind::IsADirectory
    );
    match (system_error(py, source, path), number) {
        (Ok(error), Some(number)) if !is_of_path => {
            let words = error.value(py).getattr("strerror")?;
            let raised = storage_error(py)?.call1((number, words, path))?;
            let raised = PyErr::from_value(raised);
            raised.set_cause(py, Some(error));
            Ok(raised)
        }
        (Ok(error), _) => Ok(error),
        (Err(_), _) => Ok(PyErr::from_type(storage_error(py)?.clone(), message)),
    }
}

/// What the system said, as the `OSError` that Python's own `open` would raise; or the exception
/// that was raised in a file object. Errors of neither are handed back.
fn system_error(py: Python<'_>, source: io::Error, path: &str) -> Result<PyErr, io::Error> {
    if source
        .get_ref()
        .is_some_and(<dyn std::error::Error + Send + Sync>::is::<PyErr>)
    {
        return Ok(source.into());
    }
    let number = match (source.raw_os_error(), source.kind()) {
        (Some(number), _) => number,
        (None, io::ErrorKind::NotFound) => 2,
        (None, io::ErrorKind::PermissionDenied) => 13,
        (None, io::ErrorKind::IsADirectory) => 21,
        (None, _) => return Err(source),
    };
    let words = py
        .import("os")
        .and_then(|os| os.call_method1("strerror", (number,))?.extract::<String>())
        .unwrap_or_else(|_| source.to_string());
    Ok(PyOSError::new_err((number, words, path.to_owned())))
}

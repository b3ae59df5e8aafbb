//! Terms and values as Python has them, and the way back.

use pyo3::IntoPyObjectExt as _;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyFloat, PyInt, PyString, PyType};
use rawabit::vocab::{rdf, xsd};
use rawabit::{BlankNode, Iri, Literal, Term, Time, Value};

use crate::arguments::utf8;
use crate::claim::PySpan;
use crate::classes::classes;
use crate::entity::PyEntity;
use crate::errors::raise;
use crate::literal::PyLiteral;
use crate::triple::PyTriple;

classes! { "rawabit._values":
    pub(crate) iri_class = "Iri",
    pub(crate) blank_node_class = "BlankNode",
    pub(crate) text_class = "Text",
    pub(crate) time_class = "Time",
}

/// An instance of a subclass of `str`, past its own checks: the core has made them.
fn subclass<'py>(class: &Bound<'py, PyType>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    static NEW: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let py = class.py();
    let new = NEW.get_or_try_init(py, || {
        let new = py.get_type::<PyString>().getattr("__new__")?;
        PyResult::Ok(new.unbind())
    })?;
    new.bind(py).call1((class, text))
}

pub(crate) fn iri<'py>(py: Python<'py>, iri: &str) -> PyResult<Bound<'py, PyAny>> {
    subclass(iri_class(py)?, iri)
}

pub(crate) fn blank_node<'py>(py: Python<'py>, node: &BlankNode) -> PyResult<Bound<'py, PyAny>> {
    subclass(blank_node_class(py)?, &node.to_string())
}

pub(crate) fn text<'py>(
    py: Python<'py>,
    text: &str,
    lang: Option<&str>,
) -> PyResult<Bound<'py, PyAny>> {
    let words = subclass(text_class(py)?, text)?;
    words.setattr("_lang", lang)?;
    Ok(words)
}

pub(crate) fn time<'py>(py: Python<'py>, time: &Time) -> PyResult<Bound<'py, PyAny>> {
    let written = subclass(time_class(py)?, time.as_str())?;
    written.setattr("_datatype", time.datatype())?;
    Ok(written)
}

/// How a literal is to be seen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum As {
    /// As the Python value that fits.
    Value,
    /// As a `Literal`.
    Term,
}

/// A term: `Iri`, `BlankNode`, a literal as is asked, `Triple`.
pub(crate) fn term<'py>(py: Python<'py>, term: &Term, how: As) -> PyResult<Bound<'py, PyAny>> {
    match term {
        Term::Iri(it) => iri(py, it.as_str()),
        Term::Blank(node) => blank_node(py, node),
        Term::Literal(literal) if how == As::Value => self::literal(py, literal),
        Term::Literal(literal) => Ok(Bound::new(py, PyLiteral::from(literal.clone()))?.into_any()),
        Term::Triple(triple) => {
            Ok(Bound::new(py, PyTriple::new((**triple).clone(), how))?.into_any())
        }
    }
}

/// A literal as the Python value that fits; a `Literal` where none does, or where its text does not
/// belong to its datatype.
pub(crate) fn literal<'py>(py: Python<'py>, literal: &Literal) -> PyResult<Bound<'py, PyAny>> {
    let lexical = literal.lexical();
    let datatype = literal.datatype();
    if datatype == xsd::STRING || datatype == rdf::LANG_STRING {
        return text(py, lexical, literal.language());
    }
    if let Some(Ok(read)) = Time::from_literal(lexical, datatype) {
        return time(py, &read);
    }
    let plain = || Ok(Bound::new(py, PyLiteral::from(literal.clone()))?.into_any());
    let Some(local) = datatype.strip_prefix(xsd::NAMESPACE) else {
        return plain();
    };
    if !rawabit::schema::is_well_typed(literal) {
        return plain();
    }
    match local {
        "boolean" => Ok(matches!(lexical, "true" | "1").into_bound_py_any(py)?),
        "decimal" => decimal_class(py)?.call1((lexical,)),
        "double" | "float" => py.get_type::<PyFloat>().call1((lexical,)),
        "integer" | "long" | "int" | "short" | "byte" | "nonNegativeInteger"
        | "positiveInteger" | "nonPositiveInteger" | "negativeInteger" | "unsignedLong"
        | "unsignedInt" | "unsignedShort" | "unsignedByte" => match lexical.parse::<i64>() {
            Ok(number) => number.into_bound_py_any(py),
            // Python makes no number of so many digits (sys.set_int_max_str_digits).
            Err(_) => py
                .get_type::<PyInt>()
                .call1((lexical,))
                .or_else(|_| plain()),
        },
        _ => plain(),
    }
}

pub(crate) fn decimal_class(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    CLASS.import(py, "decimal", "Decimal")
}

/// What stands at the far end of a statement: an `Entity`, or a value.
pub(crate) fn value<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    match value {
        Value::Entity(entity) => Ok(Bound::new(py, PyEntity::from(entity.clone()))?.into_any()),
        Value::Literal(it) => literal(py, it),
        Value::Date { time: it, .. } => time(py, it),
        Value::Triple(triple) => term(py, &Term::Triple(triple.clone()), As::Value),
        Value::Span(span) => Ok(Bound::new(py, PySpan((**span).clone()))?.into_any()),
        other => term(py, &other.term(), As::Value),
    }
}

// ---- the way back --------------------------------------------------------------------------------------------

/// What an argument that is text, or knows more than its text, is.
pub(crate) enum Named {
    /// A plain string, or a text without language.
    Plain(String),
    Iri(Iri),
    Blank(BlankNode),
    Text(Literal),
    Time(Time),
}

/// Reads a `str` or one of its subclasses of rawabit; `None` for anything else.
pub(crate) fn named(object: &Bound<'_, PyAny>) -> PyResult<Option<Named>> {
    let py = object.py();
    let Ok(string) = object.cast::<PyString>() else {
        return Ok(None);
    };
    let plain = utf8(string)?.to_owned();
    if object.is_exact_instance_of::<PyString>() {
        return Ok(Some(Named::Plain(plain)));
    }
    let is = |class: &Bound<'_, PyType>| object.is_instance(class);
    Ok(Some(if is(iri_class(py)?)? {
        Named::Iri(Iri::new(plain).map_err(|e| raise(py, e))?)
    } else if is(blank_node_class(py)?)? {
        let label = plain.strip_prefix("_:").unwrap_or(&plain);
        Named::Blank(BlankNode::new(label).map_err(|e| raise(py, e))?)
    } else if is(text_class(py)?)? {
        let lang: Option<String> = object.getattr("_lang")?.extract()?;
        Named::Text(match lang {
            Some(lang) => Literal::lang(plain, &lang).map_err(|e| raise(py, e))?,
            None => Literal::string(plain),
        })
    } else if is(time_class(py)?)? {
        Named::Time(time_of(object, &plain)?)
    } else {
        Named::Plain(plain)
    }))
}

/// The time that a `Time` was made from.
fn time_of(object: &Bound<'_, PyAny>, text: &str) -> PyResult<Time> {
    let datatype: String = object.getattr("_datatype")?.extract()?;
    read_time(text, &datatype).map_err(|error| raise(object.py(), error))
}

/// A time of a datatype; a Hijri date has that of plain strings.
pub(crate) fn read_time(text: &str, datatype: &str) -> Result<Time, rawabit::ValueError> {
    Time::from_literal(text, datatype).unwrap_or_else(|| Time::new(text))
}

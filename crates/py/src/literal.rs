//! Literals in full.

use std::hash::{DefaultHasher, Hash, Hasher};

use pyo3::prelude::*;
use pyo3::types::PyString;
use rawabit::vocab::{rdf, xsd};
use rawabit::{BaseDirection, Iri, Literal, SchemaError};

use crate::arguments::string;
use crate::errors::{bad_argument, raise};
use crate::values;

/// A full RDF literal: also one whose value fits no Python type, or whose text is not one of its datatype.
///
/// Args:
///     value: The lexical form, kept byte for byte.
///     datatype: The IRI of the datatype, or its name under `xsd:` or `rdf:`, as in `"xsd:integer"`; `xsd:string`
///         where there is none and no language.
///     lang: The language as a tag, lower-cased.
///     direction: The base direction, `"ltr"` or `"rtl"`; it needs a language.
///
/// Raises:
///     SchemaError: A datatype that is no IRI or that of texts in a language, without one; a language that is no tag;
///         both together; or another direction.
///
/// Example:
///     >>> Literal("007", "http://www.w3.org/2001/XMLSchema#integer").value
///     '007'
///     >>> Literal("7", "xsd:byte").datatype
///     Iri('http://www.w3.org/2001/XMLSchema#byte')
///     >>> str(Literal("قطر", lang="ar"))
///     'قطر'
#[pyclass(name = "Literal", module = "rawabit", frozen, eq, from_py_object)]
#[derive(Clone, PartialEq)]
pub(crate) struct PyLiteral(pub(crate) Literal);

impl From<Literal> for PyLiteral {
    fn from(literal: Literal) -> Self {
        Self(literal)
    }
}

#[pymethods]
impl PyLiteral {
    #[new]
    #[pyo3(signature = (value, datatype = None, lang = None, direction = None))]
    fn new(
        py: Python<'_>,
        value: &Bound<'_, PyAny>,
        datatype: Option<&Bound<'_, PyAny>>,
        lang: Option<&Bound<'_, PyAny>>,
        direction: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let value = string("value", value)?;
        let text =
            |name, given: Option<&Bound<'_, PyAny>>| given.map(|it| string(name, it)).transpose();
        let datatype = text("datatype", datatype)?.map(in_full);
        let (lang, direction) = (text("lang", lang)?, text("direction", direction)?);
        let (lang, direction) = (lang.as_deref(), direction.as_deref());
        let direction = match direction {
            None => None,
            Some("ltr") => Some(BaseDirection::Ltr),
            Some("rtl") => Some(BaseDirection::Rtl),
            Some(other) => {
                return Err(bad_argument(
                    py,
                    "direction",
                    other,
                    "it is \"ltr\" or \"rtl\"",
                ));
            }
        };
        let of_language = [rdf::LANG_STRING, rdf::DIR_LANG_STRING];
        let datatype = datatype.filter(|it| lang.is_none() || !of_language.contains(&it.as_str()));
        let literal = match (lang, direction, datatype) {
            (Some(lang), _, Some(_)) => {
                let reason = "a literal with a datatype has no language";
                return Err(bad_argument(py, "lang", lang, reason));
            }
            (Some(lang), None, None) => Literal::lang(value, lang),
            (Some(lang), Some(direction), None) => {
                Literal::lang_with_direction(value, lang, direction)
            }
            (None, Some(direction), _) => {
                let reason = "a direction needs a language; give lang";
                return Err(bad_argument(py, "direction", direction.as_str(), reason));
            }
            (None, None, None) => Ok(Literal::string(value)),
            (None, None, Some(datatype)) => {
                Iri::new(datatype).and_then(|it| Literal::typed(value, it))
            }
        };
        literal
            .map(Self)
            .map_err(|error| raise(py, SchemaError::from(error)))
    }

    /// The lexical form, byte for byte as it was written.
    #[getter]
    fn value(&self) -> &str {
        self.0.lexical()
    }

    /// The IRI of the datatype; `rdf:langString` where there is a language.
    #[getter]
    fn datatype<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        values::iri(py, self.0.datatype())
    }

    /// The language as a tag in lower case.
    #[getter]
    fn lang(&self) -> Option<&str> {
        self.0.language()
    }

    /// The base direction: `"ltr"` or `"rtl"`.
    #[getter]
    fn direction(&self) -> Option<&'static str> {
        self.0.direction().map(BaseDirection::as_str)
    }

    fn __hash__(&self) -> u64 {
        hash(&self.0)
    }

    fn __str__(&self) -> &str {
        self.0.lexical()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let value = &self.0;
        let mut parts = vec![quoted(py, value.lexical())?];
        match value.language() {
            Some(language) => parts.push(format!("lang='{language}'")),
            None if value.datatype() != xsd::STRING => parts.push(quoted(py, value.datatype())?),
            None => {}
        }
        if let Some(direction) = value.direction() {
            parts.push(format!("direction='{}'", direction.as_str()));
        }
        Ok(format!("Literal({})", parts.join(", ")))
    }

    fn __getnewargs__(&self) -> (&str, Option<&str>, Option<&str>, Option<&'static str>) {
        let language = self.0.language();
        let datatype = language.is_none().then_some(self.0.datatype());
        (self.0.lexical(), datatype, language, self.direction())
    }
}

/// The prefixes that mean the same in every graph.
const PREFIXES: [(&str, &str); 2] = [("xsd:", xsd::NAMESPACE), ("rdf:", rdf::NAMESPACE)];

/// The IRI of a datatype that may be written with a prefix.
fn in_full(datatype: String) -> String {
    let full = |(prefix, namespace): (&str, &str)| {
        let local = datatype.strip_prefix(prefix)?;
        Some(format!("{namespace}{local}"))
    };
    PREFIXES.into_iter().find_map(full).unwrap_or(datatype)
}

/// As Python's `repr` shows a string.
fn quoted(py: Python<'_>, text: &str) -> PyResult<String> {
    Ok(PyString::new(py, text).repr()?.to_string())
}

/// A hash for Python.
pub(crate) fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

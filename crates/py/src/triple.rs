//! Triple terms.

use pyo3::prelude::*;
use rawabit::{Term, Triple};

use crate::arguments;
use crate::errors::raise;
use crate::literal::hash;
use crate::show::printable;
use crate::values::{self, As};

/// A triple that stands as a term in another.
///
/// Args:
///     subject: An `Iri`, a `BlankNode` or an `Entity`.
///     predicate: An `Iri`.
///     object: Any of these, a `Literal`, a `Triple`, or a value; a `str` is a plain literal.
///
/// Example:
///     >>> a, b = Iri("http://example.org/a"), Iri("http://example.org/b")
///     >>> Triple(a, b, 7).object
///     7
#[pyclass(name = "Triple", module = "rawabit", frozen, eq, from_py_object)]
#[derive(Clone)]
pub(crate) struct PyTriple {
    pub(crate) triple: Triple,
    how: As,
}

impl PyTriple {
    pub(crate) fn new(triple: Triple, how: As) -> Self {
        Self { triple, how }
    }
}

impl PartialEq for PyTriple {
    fn eq(&self, other: &Self) -> bool {
        self.triple == other.triple
    }
}

#[pymethods]
impl PyTriple {
    #[new]
    fn py_new(
        subject: &Bound<'_, PyAny>,
        predicate: &Bound<'_, PyAny>,
        object: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        let Term::Iri(predicate) = arguments::term("predicate", predicate)? else {
            return Err(crate::errors::wrong_type("predicate", "an Iri", predicate));
        };
        let subject = arguments::term("subject", subject)?;
        let triple = Triple::new(subject, predicate, arguments::term("object", object)?);
        match triple {
            Ok(triple) => Ok(Self::new(triple, As::Value)),
            Err(error) => Err(raise(object.py(), error)),
        }
    }

    /// The subject: an `Iri` or a `BlankNode`.
    #[getter]
    fn subject<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        values::term(py, self.triple.subject(), self.how)
    }

    /// The predicate.
    #[getter]
    fn predicate<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        values::iri(py, self.triple.predicate().as_str())
    }

    /// The object.
    #[getter]
    fn object<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        values::term(py, self.triple.object(), self.how)
    }

    fn __hash__(&self) -> u64 {
        hash(&self.triple)
    }

    fn __repr__(&self) -> String {
        format!("<Triple: {}>", printable(&self.triple.to_string()))
    }

    fn __getnewargs__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        let part = |term| values::term(py, term, As::Term);
        Ok((
            part(self.triple.subject())?,
            self.predicate(py)?,
            part(self.triple.object())?,
        ))
    }
}

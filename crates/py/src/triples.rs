//! The triples of a CONSTRUCT or DESCRIBE.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use pyo3::prelude::*;
use rawabit::{Triple, Triples};

use crate::values::{self, As};

/// The triples of a CONSTRUCT or DESCRIBE, each once.
///
/// Going through them gives subject, predicate and object, the values as in `Solutions`.
#[pyclass(name = "Triples", module = "rawabit", frozen)]
pub(crate) struct PyTriples(Arc<Triples>);

impl From<Triples> for PyTriples {
    fn from(triples: Triples) -> Self {
        Self(Arc::new(triples))
    }
}

impl PyTriples {
    pub(crate) fn triples(&self) -> &Triples {
        &self.0
    }
}

#[pymethods]
impl PyTriples {
    /// The number of triples.
    fn __len__(&self) -> usize {
        self.0.len()
    }

    #[expect(clippy::unused_self, reason = "a method of Python")]
    fn __bool__(&self) -> bool {
        true
    }

    fn __iter__(&self) -> PyTripleRows {
        PyTripleRows {
            triples: Arc::clone(&self.0),
            next: AtomicUsize::new(0),
        }
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        let s = if self.0.len() == 1 { "" } else { "s" };
        format!("<Triples: {} triple{s}>", self.0.len())
    }
}

/// Triples, one by one.
#[pyclass(name = "TripleRows", module = "rawabit", frozen)]
pub(crate) struct PyTripleRows {
    triples: Arc<Triples>,
    next: AtomicUsize,
}

type Row<'py> = (Bound<'py, PyAny>, Bound<'py, PyAny>, Bound<'py, PyAny>);

#[pymethods]
impl PyTripleRows {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Row<'py>>> {
        let next = self.next.fetch_add(1, Ordering::Relaxed);
        self.triples
            .get(next)
            .map(|triple| row(py, triple))
            .transpose()
    }

    fn __length_hint__(&self) -> usize {
        let gone = self.next.load(Ordering::Relaxed);
        self.triples.len().saturating_sub(gone)
    }
}

fn row<'py>(py: Python<'py>, triple: &Triple) -> PyResult<Row<'py>> {
    Ok((
        values::term(py, triple.subject(), As::Value)?,
        values::iri(py, triple.predicate().as_str())?,
        values::term(py, triple.object(), As::Value)?,
    ))
}

//! The algorithms that run on the whole graph.

use pyo3::prelude::*;

use crate::view::PyView;

/// The algorithms that run on the whole graph; `graph.algo` gives them.
#[pyclass(name = "Algorithms", module = "rawabit", frozen)]
pub(crate) struct PyAlgorithms {
    view: Py<PyView>,
}

impl PyAlgorithms {
    pub(crate) fn new(view: Py<PyView>) -> Self {
        Self { view }
    }
}

#[pymethods]
impl PyAlgorithms {
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("<Algorithms of {}>", self.view.bind(py).repr()?))
    }
}

//! The algorithms that run on the whole graph.

use pyo3::prelude::*;

use crate::arguments::word;
use crate::table::PyTable;
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
    /// The components of the graph: which entities hang together.
    ///
    /// Args:
    ///     kind: `"weak"`, whichever way the relations go.
    ///
    /// Returns:
    ///     Columns `entity`, `type`, `name` and `component`; components are numbered from 0, the largest first.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> qatar, oman, chad = (graph.country(code) for code in ["QA", "OM", "TD"])
    ///     >>> claim = graph.relate(qatar, "meetsWith", oman)
    ///     >>> [(row["name"], row["component"]) for row in graph.algo.components()]
    ///     [('Qatar', 0), ('Oman', 0), ('Chad', 1)]
    #[pyo3(signature = (kind = None), text_signature = "($self, kind='weak')")]
    fn components(&self, py: Python<'_>, kind: Option<&Bound<'_, PyAny>>) -> PyResult<PyTable> {
        if let Some(kind) = kind {
            word("kind", kind, &[("weak", ())])?;
        }
        let view = self.view.get().now(py)?;
        Ok(py.detach(|| view.components().table()).into())
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("<Algorithms of {}>", self.view.bind(py).repr()?))
    }
}

//! Prefixes: the live mapping of `rawabit._prefixes` on a view.

use pyo3::IntoPyObjectExt as _;
use pyo3::exceptions::{PyKeyError, PyTypeError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyType};

use crate::arguments::string;
use crate::errors::bad_argument;
use crate::graph::PyGraph;
use crate::view::PyView;

#[pymethods]
impl PyView {
    /// The prefixes that SPARQL and the writers know, with their namespaces; a live mapping.
    ///
    /// On a `Graph`, setting an item adds one. On any other `View` that raises a `TypeError`.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> graph.prefixes["kg"] = "https://kg.example/"
    ///     >>> graph.prefixes["kg"], "rb" in graph.prefixes
    ///     ('https://kg.example/', True)
    #[getter]
    fn prefixes<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        let class = CLASS.import(slf.py(), "rawabit._prefixes", "Prefixes")?;
        class.call1((slf,))
    }
}

/// The prefixes as they are now.
#[pyfunction]
pub(crate) fn prefixes_of<'py>(view: &Bound<'py, PyView>) -> PyResult<Bound<'py, PyDict>> {
    let prefixes = PyDict::new(view.py());
    for (prefix, namespace) in view.get().now(view.py())?.prefixes() {
        prefixes.set_item(prefix, namespace)?;
    }
    Ok(prefixes)
}

fn graph_of<'a, 'py>(view: &'a Bound<'py, PyView>) -> PyResult<&'a Bound<'py, PyGraph>> {
    view.cast::<PyGraph>().map_err(|_| {
        PyTypeError::new_err("the prefixes of a View stay as they are; change those of its Graph")
    })
}

/// Binds a prefix on a graph.
#[pyfunction]
pub(crate) fn set_prefix(
    view: &Bound<'_, PyView>,
    prefix: &Bound<'_, PyAny>,
    namespace: &Bound<'_, PyAny>,
) -> PyResult<()> {
    let graph = PyGraph::shared(graph_of(view)?);
    let (prefix, namespace) = (string("prefix", prefix)?, string("namespace", namespace)?);
    graph.write(view.py(), |tx| tx.set_prefix(&prefix, &namespace))
}

/// Forgets a prefix of a graph.
#[pyfunction]
pub(crate) fn remove_prefix(view: &Bound<'_, PyView>, prefix: &Bound<'_, PyAny>) -> PyResult<()> {
    let (py, prefix) = (view.py(), string("prefix", prefix)?);
    let graph = PyGraph::shared(graph_of(view)?);
    if graph.write(py, |tx| Ok(tx.remove_prefix(&prefix)))? {
        return Ok(());
    }
    let all = view.get().now(py)?.prefixes();
    if all.iter().any(|(known, _)| *known == prefix) {
        let reason = "it belongs to the schema; bind it to another namespace, or leave it";
        return Err(bad_argument(py, "prefix", &prefix, reason));
    }
    Err(PyKeyError::new_err(prefix.into_py_any(py)?))
}

//! Folding what has changed into the columns: `compact`.

use pyo3::prelude::*;

use crate::graph::PyGraph;

#[pymethods]
impl PyGraph {
    /// Folds what has changed since into the columns, and lets go of terms that nothing uses any more. The graph does so
    /// on its own when it is due; views keep what they show.
    ///
    /// Raises:
    ///     StorageError: It does not fit.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> oman = graph.country("OM")
    ///     >>> graph.compact()
    ///     >>> graph["oman"] == oman
    ///     True
    fn compact(slf: &Bound<'_, Self>) -> PyResult<()> {
        Self::shared(slf).write(slf.py(), |tx| Ok(tx.compact()?))
    }
}

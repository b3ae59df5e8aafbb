//! Erasing what was, for good: `forget`.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::arguments;
use crate::graph::PyGraph;

#[pymethods]
impl PyGraph {
    /// Erases what was, for good: no view of what was known then shows it any more. What is in the graph stays.
    ///
    /// The texts of documents stay, whatever they say: to be rid of one, `remove(document, cascade=True)` takes it out
    /// for good.
    ///
    /// Args:
    ///     before: Erase what had ended before this moment, a `datetime` with a zone.
    ///     entity: Erase what has ended and names this entity as subject, object, source, or as whom it was attributed
    ///         to, with the statements and the words that nothing else held. Remove it first.
    ///
    /// Raises:
    ///     UnknownEntity: There never was such an entity.
    ///     SchemaError: The entity is still in the graph (it says how to remove it), `before` has no zone, or the graph
    ///         keeps no history.
    ///
    /// Example:
    ///     >>> from datetime import datetime, timezone
    ///     >>> graph = Graph()
    ///     >>> oman = graph.country("OM")
    ///     >>> graph.remove(oman)
    ///     >>> graph.forget(entity=oman)
    ///     >>> graph.forget(before=datetime.now(timezone.utc))
    #[pyo3(signature = (*, before = None, entity = None))]
    fn forget(
        slf: &Bound<'_, Self>,
        before: Option<&Bound<'_, PyAny>>,
        entity: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<()> {
        if before.is_none() && entity.is_none() {
            let message = "forget() needs before=, a moment, or entity=, what it is to forget";
            return Err(PyTypeError::new_err(message));
        }
        let before = before
            .map(|it| arguments::moment("before", it))
            .transpose()?;
        let entity = entity
            .map(|it| arguments::entity("entity", it))
            .transpose()?;
        Self::shared(slf).write(slf.py(), move |tx| {
            if let Some(before) = before {
                tx.forget_before(before)?;
            }
            entity.map_or(Ok(()), |entity| tx.forget(entity))
        })
    }
}

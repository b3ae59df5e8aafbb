//! Two entities that turn out to be one, and one that turns out to be two.

use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::arguments;
use crate::entity::PyEntity;
use crate::graph::PyGraph;

#[pymethods]
impl PyGraph {
    /// Makes one entity of several: what was said of the others is said of the kept one.
    ///
    /// Their ids and IRIs become aliases, in Python, documents, tables and RDF that is read; SPARQL takes IRIs
    /// literally and finds `?kept owl:sameAs ?old`. Their preferred names become further names; claims keep their
    /// ids.
    ///
    /// Args:
    ///     keep: The entity that stays.
    ///     others: Those that are the same thing.
    ///
    /// Returns:
    ///     The entity that was kept.
    ///
    /// Raises:
    ///     UnknownEntity: One of them is not there.
    ///     SchemaError: No other is named, or one that is the kept one already; or they cannot be one: disjoint types,
    ///         two values of an id that has one, two texts, or a statement that they are different. Nothing is changed
    ///         then.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> dubai = graph.add("PoliceForce", id="dubai-police", name="Dubai Police")
    ///     >>> other = graph.add("PoliceForce", id="شرطة-دبي", name="شرطة دبي")
    ///     >>> graph.merge(dubai, other).names["ar"]
    ///     ['شرطة دبي']
    ///     >>> graph["شرطة-دبي"].id, len(graph)
    ///     ('dubai-police', 1)
    #[pyo3(signature = (keep, *others))]
    fn merge(
        slf: &Bound<'_, Self>,
        keep: &Bound<'_, PyAny>,
        others: &Bound<'_, PyTuple>,
    ) -> PyResult<PyEntity> {
        let keep = arguments::entity("keep", keep)?;
        let others = others
            .iter()
            .map(|other| arguments::entity("others", &other))
            .collect::<PyResult<Vec<_>>>()?;
        Self::write_entity(slf, move |tx| tx.merge(keep, others))
    }

    /// Gives an entity that was merged its own life back: what was moved then is moved back from wherever it is now.
    ///
    /// What was said since stays with the kept one, and what was removed since stays removed.
    ///
    /// Args:
    ///     entity: The id or IRI that it had.
    ///
    /// Returns:
    ///     The entity that has its own life again.
    ///
    /// Raises:
    ///     SchemaError: It was not merged; it says what was.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> dubai = graph.add("PoliceForce", id="dubai-police", name="Dubai Police")
    ///     >>> other = graph.add("PoliceForce", id="شرطة-دبي", name="شرطة دبي")
    ///     >>> kept = graph.merge("dubai-police", "شرطة-دبي")
    ///     >>> graph.unmerge("شرطة-دبي").name, len(graph)
    ///     ('شرطة دبي', 2)
    fn unmerge(slf: &Bound<'_, Self>, entity: &Bound<'_, PyAny>) -> PyResult<PyEntity> {
        let entity = arguments::entity("entity", entity)?;
        Self::write_entity(slf, move |tx| tx.unmerge(entity))
    }
}

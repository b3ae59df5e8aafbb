//! What is in a graph, counted and shown.

use pyo3::prelude::*;
use rawabit::Cell;

use crate::show::{escape, table};
use crate::table::PyTable;
use crate::view::PyView;

#[pymethods]
impl PyView {
    /// What is in the graph, counted: columns `kind`, `name` and `count`.
    ///
    /// First entities, claims and statements; then entities by type, statements by relation, and claims by modality.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> qatar = graph.country("QA")
    ///     >>> [(row["name"], row["count"]) for row in graph.stats() if row["kind"] == "type"]
    ///     [('Country', 1)]
    fn stats(&self, py: Python<'_>) -> PyResult<PyTable> {
        let view = self.now(py)?;
        Ok(py.detach(|| view.stats()).into())
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        let py = slf.py();
        let Ok(view) = slf.get().now(py) else {
            return Ok(escape(slf.repr()?.to_str()?));
        };
        let stats = py.detach(|| view.stats());
        let caption = format!(
            "<b>{}</b>",
            escape(slf.repr()?.to_str()?.trim_matches(['<', '>']))
        );
        // The whole is in the caption; of each kind the most frequent.
        let mut shown = Vec::new();
        for kind in ["type", "relation", "modality"] {
            let of_kind = stats.rows().filter(|row| row[0] == Cell::Text(kind));
            shown.extend(of_kind.take(SHOWN).map(|row| {
                row.iter()
                    .map(|cell| escape(&cell.to_string()))
                    .collect::<Vec<_>>()
            }));
        }
        Ok(table(&caption, &["kind", "name", "count"], shown))
    }
}

/// So many types, relations and modalities are shown.
const SHOWN: usize = 10;

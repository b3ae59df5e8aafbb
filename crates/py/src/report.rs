//! What a read or a check did and found.

use std::collections::BTreeMap;

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use rawabit::{Problem, Report};

use crate::show::printable;
use crate::table::PyTable;

/// What a read or a check did and found; never silent about what it left out.
///
/// Example:
///     >>> report = Graph().read(b'<http://a/> <http://b/> "c" .', format="turtle")
///     >>> report.ok, report.counts
///     (True, {'triples': 1})
#[pyclass(name = "Report", module = "rawabit", frozen, eq)]
#[derive(PartialEq)]
pub(crate) struct PyReport(Report);

impl From<Report> for PyReport {
    fn from(report: Report) -> Self {
        Self(report)
    }
}

#[pymethods]
impl PyReport {
    /// Whether there are no errors; warnings may be there.
    #[getter]
    fn ok(&self) -> bool {
        self.0.is_ok()
    }

    /// How many of what: `entities`, `claims`, `triples`, `documents`, `merged` (there already), `refused`.
    ///
    /// Also `schema`: equal to the schema's own, and skipped. Of a check also `errors`, `warnings` and `notices`. What
    /// did not occur is not in it.
    #[getter]
    fn counts(&self) -> BTreeMap<&'static str, usize> {
        self.0.counts().clone()
    }

    /// The problems of a read, or the first hundred of each kind that a check found; errors first.
    ///
    /// Of a read the first hundred, and of RDF that was read with `strict=False` every one, up to a hundred thousand.
    #[getter]
    fn problems(&self) -> Vec<PyProblem> {
        self.0.problems().iter().cloned().map(PyProblem).collect()
    }

    /// How many problems there were beyond those that are listed.
    #[getter]
    fn unlisted(&self) -> usize {
        self.0.unlisted()
    }

    /// The problems as a table: columns `severity`, `message`, `where`, `entity` and `hint`.
    ///
    /// Example:
    ///     >>> Graph().validate().table().columns
    ///     ['severity', 'message', 'where', 'entity', 'hint']
    fn table(&self) -> PyTable {
        self.0.table().into()
    }

    /// The report as a validation report of SHACL, in Turtle.
    ///
    /// As SHACL has it, a report conforms where it has no result at all, not even a warning; `ok` asks for errors
    /// alone.
    ///
    /// Example:
    ///     >>> b"sh:conforms true" in Graph().validate().to_rdf()
    ///     True
    fn to_rdf<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.0.to_rdf().as_bytes())
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        let text = self.0.to_string();
        let lines: Vec<_> = text.split('\n').map(printable).collect();
        format!("<Report: {}>", lines.join("\n"))
    }
}

/// One thing that is wrong, or worth knowing.
#[pyclass(name = "Problem", module = "rawabit", frozen, eq)]
#[derive(PartialEq)]
pub(crate) struct PyProblem(Problem);

#[pymethods]
impl PyProblem {
    /// `"error"`, `"warning"` or `"notice"`.
    #[getter]
    fn severity(&self) -> &'static str {
        self.0.severity.as_str()
    }

    /// What is wrong.
    #[getter]
    fn message(&self) -> &str {
        &self.0.message
    }

    /// Where: a JSON path counted from 0 (`relations[13]`), a line and column (`12:7`), or of a check the relation.
    ///
    /// It may be empty.
    #[getter]
    fn r#where(&self) -> &str {
        &self.0.place
    }

    /// The id of the entity, relation or claim that it is about, as the document or the graph has it.
    #[getter]
    fn entity(&self) -> Option<&str> {
        self.0.entity.as_deref()
    }

    /// How to mend it.
    #[getter]
    fn hint(&self) -> Option<&str> {
        self.0.hint.as_deref()
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        let text = self.0.to_string();
        format!(
            "<Problem: {}: {}>",
            self.0.severity.as_str(),
            printable(&text)
        )
    }
}

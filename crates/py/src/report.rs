//! What a read or a check did and found.

use std::collections::BTreeMap;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple};
use rawabit::{Finding, Problem, Report, Severity, Term};

use crate::arguments::{self, word};
use crate::show::printable;
use crate::table::PyTable;
use crate::values::{As, term};

/// What a read or a check did and found; never silent about what it left out.
///
/// Example:
///     >>> report = Graph().read(b'<http://a/> <http://b/> "c" .', format="turtle")
///     >>> report.ok, report.counts["triples"], report.counts["refused"]
///     (True, 1, 0)
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

    /// How many of what: `entities`, `claims`, `triples`, `merged` (there already), `refused`; 0 where there is none.
    ///
    /// Where they occur also `documents`, `held back`, and `schema`: equal to the schema's own, and skipped; of a check
    /// `errors`, `warnings` and `notices`.
    #[getter]
    fn counts(&self) -> BTreeMap<&str, usize> {
        self.0.counts()
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

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Pickled<'py>> {
        let made = maker(py, "report_of")?;
        let parts = (self.0.counts(), self.problems(), self.0.unlisted());
        Ok((made, parts.into_pyobject(py)?))
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

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Pickled<'py>> {
        let problem = &self.0;
        let finding = problem.finding().map(|finding| {
            let term = |it: &Term| term(py, it, As::Term);
            let path = finding.path.clone().map(Term::from);
            PyResult::Ok((
                term(&finding.focus)?,
                path.as_ref().map(term).transpose()?,
                finding.value.as_ref().map(term).transpose()?,
                &*finding.component,
            ))
        });
        let parts = (
            self.severity(),
            &problem.message,
            &problem.place,
            &problem.entity,
            &problem.hint,
            finding.transpose()?,
        );
        let made = maker(py, "problem_of")?;
        Ok((made, parts.into_pyobject(py)?))
    }
}

/// What pickling needs: a function, and its arguments.
type Pickled<'py> = (Bound<'py, PyAny>, Bound<'py, PyTuple>);

/// A function of the module, as pickling finds it again.
fn maker<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("rawabit._native")?.getattr(name)
}

/// A report that was pickled.
#[pyfunction]
pub(crate) fn report_of(
    counts: BTreeMap<String, usize>,
    problems: Vec<PyRef<'_, PyProblem>>,
    unlisted: usize,
) -> PyReport {
    let counts = counts.into_iter().map(|(what, n)| (what.into(), n));
    let problems = problems.iter().map(|problem| problem.0.clone());
    Report::of(counts, problems.collect(), unlisted).into()
}

/// A finding as Python has it: focus, path, value and component.
type Found<'py> = (
    Bound<'py, PyAny>,
    Option<Bound<'py, PyAny>>,
    Option<Bound<'py, PyAny>>,
    String,
);

/// A problem that was pickled.
#[pyfunction]
pub(crate) fn problem_of(
    severity: &Bound<'_, PyAny>,
    message: String,
    r#where: String,
    entity: Option<String>,
    hint: Option<String>,
    finding: Option<Found<'_>>,
) -> PyResult<PyProblem> {
    let all = [Severity::Error, Severity::Warning, Severity::Notice].map(|it| (it.as_str(), it));
    let mut problem = Problem::new(word("severity", severity, &all)?, r#where, message);
    (problem.entity, problem.hint) = (entity, hint);
    if let Some((focus, path, value, component)) = finding {
        let term = |it: &Bound<'_, PyAny>| arguments::term("finding", it);
        let path = match path.as_ref().map(term).transpose()? {
            Some(Term::Iri(path)) => Some(path),
            _ => None,
        };
        let value = value.as_ref().map(term).transpose()?;
        problem = problem.found(Finding::new(term(&focus)?, component).at(path, value));
    }
    Ok(PyProblem(problem))
}

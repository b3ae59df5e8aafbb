//! Why something is in a graph.

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use rawabit::{Explanation, Statement, Step};

use crate::arguments;
use crate::claim::PyClaim;
use crate::entity::PyEntity;
use crate::errors::raise;
use crate::values;
use crate::view::PyView;

#[pymethods]
impl PyView {
    /// Why a statement is in the graph: the claims on it, or the chain of rules and statements that it follows from.
    ///
    /// The chain is the shortest that there is. A statement that neither is there nor follows has no steps, and those
    /// claims that only quote it: predictions, wishes, denials.
    ///
    /// Args:
    ///     subject: An entity.
    ///     relation: A relation, or `"rdf:type"` or `"a"` for a type.
    ///     object: An entity, a value, or the name of a type.
    ///
    /// Raises:
    ///     UnknownEntity: An entity is not there.
    ///     SchemaError: There is no such relation or type.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> summit = graph.add("Summit", "World Police Summit", id="wps")
    ///     >>> claim = graph.relate(graph.country("QA"), "hosts", summit, confidence=0.9, id="r1")
    ///     >>> why = graph.why("wps", "hasParticipant", "qatar")
    ///     >>> print(why)
    ///     World Police Summit hasParticipant Qatar, which follows:
    ///       inverse: World Police Summit hasParticipant Qatar, because Qatar participatesIn World Police Summit
    ///       subrelation: Qatar participatesIn World Police Summit, because Qatar hosts World Police Summit
    ///       claim/r1 says that Qatar hosts World Police Summit: fact, confidence 0.9
    ///     >>> [step.rule for step in graph.why("qatar", "a", "Agent").steps]
    ///     ['subclass', 'subclass']
    fn why(
        &self,
        py: Python<'_>,
        subject: &Bound<'_, PyAny>,
        relation: &Bound<'_, PyAny>,
        object: &Bound<'_, PyAny>,
    ) -> PyResult<PyExplanation> {
        let subject = arguments::entity("subject", subject)?;
        let relation = arguments::string("relation", relation)?;
        let object = arguments::object("object", object)?;
        let view = self.now(py)?;
        match py.detach(|| view.why(subject, &relation, object)) {
            Ok(why) => Ok(PyExplanation(why)),
            Err(error) => Err(raise(py, error)),
        }
    }
}

/// Why a statement is in the graph, or that it is not; `print` shows it.
#[pyclass(name = "Explanation", module = "rawabit", frozen)]
pub(crate) struct PyExplanation(Explanation);

#[pymethods]
impl PyExplanation {
    /// The claims on the statement; where it follows, those on what it follows from; else those that only quote it.
    #[getter]
    fn claims(&self) -> Vec<PyClaim> {
        self.0.claims.iter().cloned().map(Into::into).collect()
    }

    /// How it follows, from the statement itself down to what is stored; empty where nothing was inferred.
    #[getter]
    fn steps(&self) -> Vec<PyStep> {
        self.0.steps.iter().cloned().map(PyStep).collect()
    }

    /// Whether the statement is in the graph, or follows from it.
    #[getter]
    fn holds(&self) -> bool {
        self.0.holds()
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<Explanation: {}>", self.0)
    }
}

/// One step of a chain: what follows, from what, and by which rule.
#[pyclass(name = "Step", module = "rawabit", frozen)]
pub(crate) struct PyStep(Step);

fn statement<'py>(py: Python<'py>, it: &Statement) -> PyResult<Bound<'py, PyTuple>> {
    let subject = PyEntity::from(it.subject.clone());
    let object = values::value(py, &it.object)?;
    (subject, it.relation.as_str(), object).into_pyobject(py)
}

#[pymethods]
impl PyStep {
    /// `"subrelation"`, `"inverse"`, `"symmetric"`, `"transitive"` or `"subclass"`.
    #[getter]
    fn rule(&self) -> &'static str {
        self.0.rule
    }

    /// What follows: subject, relation and object; a type is the name of one.
    #[getter]
    fn statement<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        statement(py, &self.0.statement)
    }

    /// From what: one statement, or the links of a way in their order.
    #[getter]
    fn because<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyTuple>>> {
        let because = self.0.because.iter();
        because.map(|it| statement(py, it)).collect()
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<Step: {}>", self.0)
    }
}

//! Claims, and the words that they rest on.

use std::fmt::Write as _;
use std::hash::{Hash, Hasher};

use pyo3::prelude::*;
use rawabit::{Claim, Literal, Polarity, Span, Time, TransactionError};

use crate::entity::{self, PyEntity};
use crate::errors::raise;
use crate::literal::hash;
use crate::show::isolate;
use crate::time::moment;
use crate::values;

/// One source's statement: who says it, when it holds, how sure, on what words.
///
/// It is as it was at the moment that it was asked for; `Graph.revise` gives the new one. Two claims are equal if
/// their IRIs are and they are on the same statement.
///
/// Example:
///     >>> graph = Graph()
///     >>> article = graph.document("قطر تشارك في القمة.", id="article")
///     >>> summit = graph.add("Summit", "World Police Summit", id="wps")
///     >>> claim = graph.relate(graph.country("QA"), "participatesIn", summit,
///     ...                      source=article, evidence="قطر تشارك", confidence=0.9)
///     >>> claim.subject.name, claim.relation, claim.object.name, claim.confidence
///     ('Qatar', 'participatesIn', 'World Police Summit', 0.9)
///     >>> words = claim.evidence[0]
///     >>> words.start, words.end, words.quote
///     (0, 9, 'قطر تشارك')
#[pyclass(name = "Claim", module = "rawabit", frozen, eq)]
#[derive(PartialEq)]
pub(crate) struct PyClaim(Claim);

impl From<Claim> for PyClaim {
    fn from(claim: Claim) -> Self {
        Self(claim)
    }
}

impl PyClaim {
    /// The claim, unless it comes from a transaction that was rolled back.
    pub(crate) fn alive(&self, py: Python<'_>) -> PyResult<&Claim> {
        if self.0.view().is_rolled_back() {
            let reference = self.0.id();
            return Err(raise(py, TransactionError::RolledBack { reference }));
        }
        Ok(&self.0)
    }
}

fn time(py: Python<'_>, time: Option<Time>) -> PyResult<Option<Bound<'_, PyAny>>> {
    time.map(|time| values::time(py, &time)).transpose()
}

fn texts<'py>(py: Python<'py>, all: &[Literal]) -> PyResult<Vec<Bound<'py, PyAny>>> {
    let text = |it: &Literal| values::text(py, it.lexical(), it.language());
    all.iter().map(text).collect()
}

#[pymethods]
impl PyClaim {
    /// The short form of the IRI, `"claim/article/r013"`, or a blank node's label.
    #[getter]
    fn id(&self) -> String {
        self.0.id()
    }

    /// The IRI; `None` for a blank node.
    #[getter]
    fn iri<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let iri = self.0.iri();
        iri.map(|iri| values::iri(py, iri.as_str())).transpose()
    }

    /// The subject of the statement.
    #[getter]
    fn subject(&self, py: Python<'_>) -> PyResult<PyEntity> {
        Ok(self.alive(py)?.subject().into())
    }

    /// The relation: `"participatesIn"`, `"my:patrolsWith"`, else the full IRI.
    #[getter]
    fn relation(&self, py: Python<'_>) -> PyResult<String> {
        Ok(self.alive(py)?.relation())
    }

    /// The object of the statement: an `Entity`, or a value.
    #[getter]
    fn object<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        values::value(py, &self.alive(py)?.object())
    }

    /// The ids of the subject and, where it is an entity, of the object, as it was first written; else `None`.
    ///
    /// A merge since gives the claim other ends; it remembers which entities it was made about.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> for id in ("dubai-police", "شرطة-دبي"):
    ///     ...     _ = graph.add("PoliceForce", id=id)
    ///     >>> claim = graph.relate("شرطة-دبي", "cooperatesWith", graph.country("QA"), id="c1")
    ///     >>> _ = graph.merge("dubai-police", "شرطة-دبي")
    ///     >>> [claim] = graph.claims()
    ///     >>> claim.subject.id, claim.said_of
    ///     ('dubai-police', ('شرطة-دبي', 'qatar'))
    #[getter]
    fn said_of(&self, py: Python<'_>) -> PyResult<(String, Option<String>)> {
        Ok(self.alive(py)?.said_of())
    }

    /// The document that says it.
    #[getter]
    fn source(&self, py: Python<'_>) -> PyResult<Option<PyEntity>> {
        Ok(self.alive(py)?.source().map(Into::into))
    }

    /// Who is said to say it.
    #[getter]
    fn attributed_to(&self, py: Python<'_>) -> PyResult<Vec<PyEntity>> {
        Ok(entity::list(self.alive(py)?.attributed_to()))
    }

    /// Since when it holds, as it was written.
    #[getter]
    fn start<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        time(py, self.alive(py)?.start())
    }

    /// Until when it holds, that time included.
    #[getter]
    fn end<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        time(py, self.alive(py)?.end())
    }

    /// How sure, from 0 to 1.
    #[getter]
    fn confidence(&self, py: Python<'_>) -> PyResult<Option<f64>> {
        Ok(self.alive(py)?.confidence())
    }

    /// How it is put: `"fact"`, `"reported"`, `"evaluative"`, `"predicted"` or `"normative"`.
    #[getter]
    fn modality(&self, py: Python<'_>) -> PyResult<&'static str> {
        Ok(self.alive(py)?.modality().as_str())
    }

    /// Whether it is said or denied: `"positive"` or `"negative"`.
    #[getter]
    fn polarity(&self, py: Python<'_>) -> PyResult<&'static str> {
        Ok(self.alive(py)?.polarity().as_str())
    }

    /// The words by which the source keeps a distance.
    #[getter]
    fn hedge<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        texts(py, &self.alive(py)?.hedge())
    }

    /// Notes of whoever wrote the claim down.
    #[getter]
    fn notes<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        texts(py, &self.alive(py)?.notes())
    }

    /// The words that it rests on, in the order of the text.
    #[getter]
    fn evidence(&self, py: Python<'_>) -> PyResult<Vec<PySpan>> {
        Ok(self.alive(py)?.evidence().into_iter().map(PySpan).collect())
    }

    /// Whether it holds its statement: the statement is in the graph because of it.
    #[getter]
    fn asserted(&self, py: Python<'_>) -> PyResult<bool> {
        Ok(self.alive(py)?.is_asserted())
    }

    /// When it was committed as it is, in UTC; `None` in a transaction, and where no history is kept.
    #[getter]
    fn recorded_at<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        moment(py, self.alive(py)?.recorded_at(), true)
    }

    fn __hash__(&self) -> u64 {
        hash(&self.0.term())
    }

    fn __str__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(self.alive(py)?.to_string())
    }

    fn __repr__(&self) -> String {
        let claim = &self.0;
        let id = isolate(&claim.id());
        if claim.view().is_rolled_back() {
            return format!("Claim({id}, of a transaction that was rolled back)");
        }
        let (subject, object) = (claim.subject().name(), claim.object().to_string());
        let mut shown = format!(
            "Claim({id}: {} {} {}, {}",
            isolate(&subject),
            claim.relation(),
            isolate(&object),
            claim.modality()
        );
        if claim.polarity() == Polarity::Negative {
            shown.push_str(", negative");
        }
        if let Some(confidence) = claim.confidence() {
            let _ = write!(shown, ", confidence {confidence}");
        }
        shown + ")"
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(pyo3::exceptions::PyTypeError::new_err(format!(
            "a Claim belongs to its graph and cannot be pickled; pickle its iri (\"{}\")",
            self.0.id()
        )))
    }
}

/// A piece of a document: code points, from 0, end exclusive.
#[pyclass(name = "Span", module = "rawabit", frozen, eq, hash)]
pub(crate) struct PySpan(pub(crate) Span);

impl PartialEq for PySpan {
    fn eq(&self, other: &Self) -> bool {
        let place = |it: &Self| (it.0.start, it.0.end);
        self.0.document == other.0.document && place(self) == place(other)
    }
}

impl Hash for PySpan {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.0.document, self.0.start, self.0.end).hash(state);
    }
}

#[pymethods]
impl PySpan {
    /// The document.
    #[getter]
    fn document(&self) -> PyEntity {
        self.0.document.clone().into()
    }

    /// The first code point, counted from 0.
    #[getter]
    fn start(&self) -> u32 {
        self.0.start
    }

    /// The code point after the last.
    #[getter]
    fn end(&self) -> u32 {
        self.0.end
    }

    /// The words; empty where neither they nor the document's text were given.
    #[getter]
    fn quote(&self) -> String {
        self.0.quote().unwrap_or_default()
    }

    /// The id of the sentence that holds it, where one does.
    #[getter]
    fn sentence(&self) -> Option<&str> {
        self.0.sentence()
    }

    fn __str__(&self) -> String {
        self.quote()
    }

    fn __repr__(&self) -> String {
        let (document, quote) = (self.0.document.id(), self.quote());
        format!(
            "Span({} {}..{}: \"{}\")",
            isolate(&document),
            self.0.start,
            self.0.end,
            isolate(&quote)
        )
    }
}

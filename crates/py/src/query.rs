//! SPARQL on the live graph.

use std::time::Duration;

use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyMapping, PyString};
use rawabit::{Error, Iri, QueryError, QueryOptions, ResultsFormat, Solutions, View};

use crate::arguments;
use crate::errors::{bad_argument, raise, wrong_type};
use crate::graph::PyGraph;
use crate::signals::{Heard, is_main_thread};
use crate::solutions::PySolutions;
use crate::transaction::Opened;
use crate::triples::PyTriples;
use crate::view::PyView;

/// The keywords of a query.
struct Keywords<'a, 'py> {
    bindings: Option<&'a Bound<'py, PyAny>>,
    infer: Option<&'a Bound<'py, PyAny>>,
    ontology: Option<&'a Bound<'py, PyAny>>,
    timeout: Option<&'a Bound<'py, PyAny>>,
    max_rows: Option<&'a Bound<'py, PyAny>>,
    service: Option<&'a Bound<'py, PyAny>>,
}

impl Keywords<'_, '_> {
    /// The options; what a function of the user raises is kept in `heard`.
    fn options(&self, view: &View, heard: &Heard) -> PyResult<QueryOptions> {
        let mut options = QueryOptions::new()
            .infer(arguments::flag_or("infer", self.infer, false)?)
            .ontology(arguments::flag_or("ontology", self.ontology, false)?);
        if let Some(bindings) = self.bindings {
            let Ok(bindings) = bindings.cast::<PyMapping>() else {
                return Err(wrong_type(
                    "bindings",
                    "a dict of variables with a value each",
                    bindings,
                ));
            };
            let mut given: Vec<String> = Vec::new();
            for pair in bindings.items()?.iter() {
                let (variable, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = pair.extract()?;
                let variable = arguments::string("bindings' variable", &variable)?;
                let plain = |name: &String| name.trim_start_matches(['?', '$']).to_owned();
                if let Some(same) = given.iter().find(|name| plain(name) == plain(&variable)) {
                    let reason = format!("is given twice, as {same:?} and {variable:?}");
                    let name = plain(&variable);
                    let error = QueryError::Binding { name, reason };
                    return Err(raise(bindings.py(), error));
                }
                given.push(variable.clone());
                let value = arguments::term_in(view, &format!("bindings[{variable:?}]"), &value)?;
                options = options.bind(&variable, value);
            }
        }
        if let Some(timeout) = self.timeout {
            let seconds = arguments::number("timeout", timeout)?;
            options = options.timeout(Duration::try_from_secs_f64(seconds).map_err(|_| {
                let reason = "it is a number of seconds from 0, and no more than clocks count; leave it out for \
                              no limit";
                bad_argument(
                    timeout.py(),
                    "timeout",
                    &arguments::short(&seconds.to_string()),
                    reason,
                )
            })?);
        }
        if let Some(rows) = self.max_rows {
            options = options.max_rows(arguments::count("max_rows", rows)?);
        }
        if let Some(service) = self.service {
            arguments::callable("service", service)?;
            options = options.service(answered_by(service.clone().unbind(), heard));
        }
        Ok(options)
    }
}

/// Asks a view without the GIL; Ctrl-C ends it.
fn ask<T: Send>(
    py: Python<'_>,
    view: &View,
    sparql: &Bound<'_, PyAny>,
    keywords: &Keywords<'_, '_>,
    ask: impl FnOnce(&View, &str, QueryOptions) -> Result<T, Error> + Send,
) -> PyResult<T> {
    let sparql = arguments::sparql(sparql)?;
    let heard = Heard::default();
    let mut options = keywords.options(view, &heard)?;
    if is_main_thread(py)? {
        // No other thread hears signals; and a query that listens costs a thread.
        options = options.interrupt(heard.ears());
    }
    let answer = py.detach(|| ask(view, &sparql, options));
    answer.map_err(|error| heard.take().unwrap_or_else(|| raise(py, error)))
}

/// A function of Python that answers `SERVICE` clauses.
fn answered_by(
    service: Py<PyAny>,
    heard: &Heard,
) -> impl Fn(&Iri, &str) -> Result<Solutions, QueryError> + Send + Sync + 'static {
    let heard = heard.clone();
    let opened = Opened::here();
    move |iri, query| {
        Python::attach(|py| {
            let _in_call = opened.in_call();
            let answer = service.call1(py, (iri.as_str(), query));
            answer.and_then(|answer| rows_of(answer.bind(py)))
        })
        .unwrap_or_else(|raised| {
            heard.keep(raised);
            Err(QueryError::Interrupted)
        })
    }
}

/// The rows that a function of Python gives: of a graph, or as an endpoint sends them.
fn rows_of(answer: &Bound<'_, PyAny>) -> PyResult<Result<Solutions, QueryError>> {
    if let Ok(rows) = answer.cast::<PySolutions>() {
        return Ok(Ok(PySolutions::rows(rows).clone()));
    }
    let text;
    let bytes;
    let given: &[u8] = if let Ok(given) = answer.cast::<PyString>() {
        text = given.to_string();
        text.as_bytes()
    } else if let Ok(given) = answer.extract::<PyBackedBytes>() {
        bytes = given;
        &bytes
    } else {
        let expected = "to give Solutions, or the JSON or XML of an endpoint as bytes";
        return Err(wrong_type("service", expected, answer));
    };
    let format = match given.trim_ascii_start().first() {
        Some(b'<') => ResultsFormat::Xml,
        _ => ResultsFormat::Json,
    };
    Ok(Solutions::read(given, format))
}

#[pymethods]
impl PyView {
    /// The rows that a SELECT gives. The graph's prefixes are known without being declared.
    ///
    /// `rb:fold(?name)` is a text without what spelling adds in Arabic and Latin script (tashkeel, the forms of alef
    /// and hamza, ta marbuta, case, accents), so that a FILTER finds names however they are spelt.
    ///
    /// Args:
    ///     sparql: The query, in SPARQL 1.1 or 1.2.
    ///     bindings: Values for variables, wherever they stand in the query. A `str` is a plain literal, a `float` an
    ///         `xsd:double`, a `Decimal` (of which a confidence is one) an `xsd:decimal`; an entity is given as an
    ///         `Entity` or an `Iri`, a claim as a `Claim`.
    ///     infer: Whether what follows from the schema is answered too: subclasses, subproperties, inverses, symmetry
    ///         and transitivity.
    ///     ontology: Whether the ontology's own triples stand beside the data.
    ///     timeout: Seconds after which the query is given up. What it has buffered goes when it next looks at a quad.
    ///     max_rows: The most rows that the result may have.
    ///     service: Who answers `SERVICE` clauses: a function that is given the service's IRI and a SELECT, both as `str`,
    ///         and gives `Solutions`, or what an endpoint sends as JSON or XML, as `bytes`. Without one they are refused,
    ///         as rawabit opens no connection of its own. It may be called from another thread, and, asked inside a transaction, cannot use that graph.
    ///
    /// Raises:
    ///     QueryError: The text is no SPARQL (it says where), is of another form (it names `ask` or `construct`), or
    ///         gives too many rows.
    ///     QueryTimeout: It took too long.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> qatar = graph.country("QA")
    ///     >>> rows = graph.query("SELECT ?code { ?country rb:isoAlpha3 ?code }", bindings={"country": qatar})
    ///     >>> [row["code"] for row in rows]
    ///     [Text('QAT')]
    ///     >>> uae = graph.country("AE")
    ///     >>> spelt = "SELECT ?name { ?x rdfs:label ?name FILTER(CONTAINS(rb:fold(?name), rb:fold('الامارات'))) }"
    ///     >>> graph.query(spelt)["name"]
    ///     [Text('الإمارات العربية المتحدة', 'ar')]
    ///     >>> far = Graph()
    ///     >>> there = far.country("OM")
    ///     >>> asked = "SELECT ?code { SERVICE <https://far.example/sparql> { ?x rb:isoAlpha3 ?code } }"
    ///     >>> graph.query(asked, service=lambda iri, query: far.query(query))["code"]
    ///     [Text('OMN')]
    #[pyo3(signature = (sparql, *, bindings = None, infer = None, ontology = None, timeout = None, max_rows = None, service = None))]
    #[pyo3(
        text_signature = "($self, sparql, *, bindings=None, infer=False, ontology=False, timeout=None, max_rows=None, service=None)"
    )]
    #[expect(clippy::too_many_arguments, reason = "keywords of Python")]
    fn query<'py>(
        &self,
        py: Python<'py>,
        sparql: &Bound<'py, PyAny>,
        bindings: Option<&Bound<'py, PyAny>>,
        infer: Option<&Bound<'_, PyAny>>,
        ontology: Option<&Bound<'_, PyAny>>,
        timeout: Option<&Bound<'py, PyAny>>,
        max_rows: Option<&Bound<'py, PyAny>>,
        service: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PySolutions>> {
        let keywords = Keywords {
            bindings,
            infer,
            ontology,
            timeout,
            max_rows,
            service,
        };
        let rows = ask(py, &self.now(py)?, sparql, &keywords, View::query_with);
        PySolutions::new(py, rows?)
    }

    /// Whether an ASK holds.
    ///
    /// Args:
    ///     sparql: The query.
    ///     bindings: As in `query`.
    ///     infer: As in `query`.
    ///     ontology: As in `query`.
    ///     timeout: As in `query`.
    ///     service: As in `query`.
    ///
    /// Raises:
    ///     QueryError: As in `query`.
    ///
    /// Example:
    ///     >>> Graph().ask("ASK { ?summit a rb:Summit }")
    ///     False
    #[pyo3(signature = (sparql, *, bindings = None, infer = None, ontology = None, timeout = None, service = None))]
    #[pyo3(
        text_signature = "($self, sparql, *, bindings=None, infer=False, ontology=False, timeout=None, service=None)"
    )]
    #[expect(clippy::too_many_arguments, reason = "keywords of Python")]
    fn ask(
        &self,
        py: Python<'_>,
        sparql: &Bound<'_, PyAny>,
        bindings: Option<&Bound<'_, PyAny>>,
        infer: Option<&Bound<'_, PyAny>>,
        ontology: Option<&Bound<'_, PyAny>>,
        timeout: Option<&Bound<'_, PyAny>>,
        service: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<bool> {
        let keywords = Keywords {
            bindings,
            infer,
            ontology,
            timeout,
            max_rows: None,
            service,
        };
        ask(py, &self.now(py)?, sparql, &keywords, View::ask_with)
    }

    /// The triples that a CONSTRUCT or DESCRIBE gives.
    ///
    /// Args:
    ///     sparql: The query.
    ///     bindings: As in `query`.
    ///     infer: As in `query`.
    ///     ontology: As in `query`.
    ///     timeout: As in `query`.
    ///     max_rows: The most triples that the result may have.
    ///     service: As in `query`.
    ///
    /// Raises:
    ///     QueryError: As in `query`.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> qatar = graph.country("QA")
    ///     >>> len(graph.construct("CONSTRUCT { ?x a rb:Place } WHERE { ?x a rb:Country }"))
    ///     1
    #[pyo3(signature = (sparql, *, bindings = None, infer = None, ontology = None, timeout = None, max_rows = None, service = None))]
    #[pyo3(
        text_signature = "($self, sparql, *, bindings=None, infer=False, ontology=False, timeout=None, max_rows=None, service=None)"
    )]
    #[expect(clippy::too_many_arguments, reason = "keywords of Python")]
    fn construct(
        &self,
        py: Python<'_>,
        sparql: &Bound<'_, PyAny>,
        bindings: Option<&Bound<'_, PyAny>>,
        infer: Option<&Bound<'_, PyAny>>,
        ontology: Option<&Bound<'_, PyAny>>,
        timeout: Option<&Bound<'_, PyAny>>,
        max_rows: Option<&Bound<'_, PyAny>>,
        service: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PyTriples> {
        let keywords = Keywords {
            bindings,
            infer,
            ontology,
            timeout,
            max_rows,
            service,
        };
        let triples = ask(py, &self.now(py)?, sparql, &keywords, View::construct_with);
        Ok(triples?.into())
    }
}

#[pymethods]
impl PyGraph {
    /// Does what a request of SPARQL Update says, all of it or nothing.
    ///
    /// Claims are changed through the triples that they are seen as. `LOAD` reads local files only.
    ///
    /// Args:
    ///     sparql: The request.
    ///     bindings: As in `query`.
    ///
    /// Raises:
    ///     QueryError: As in `query`; also an update of the ontology, and a graph that is not there.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> graph.update("INSERT DATA { <https://example.org/id/wps> a rb:Summit ; rdfs:label 'WPS'@en }")
    ///     >>> graph["wps"].name
    ///     'WPS'
    #[pyo3(signature = (sparql, *, bindings = None))]
    fn update(
        slf: &Bound<'_, Self>,
        sparql: &Bound<'_, PyAny>,
        bindings: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<()> {
        let py = slf.py();
        let sparql = arguments::sparql(sparql)?;
        let keywords = Keywords {
            bindings,
            infer: None,
            ontology: None,
            timeout: None,
            max_rows: None,
            service: None,
        };
        let heard = Heard::default();
        let options = keywords
            .options(&slf.as_super().get().now(py)?, &heard)?
            .interrupt(heard.ears());
        let done = Self::shared(slf).write(py, move |tx| tx.update_with(&sparql, options));
        done.map_err(|error| heard.take().unwrap_or(error))
    }
}

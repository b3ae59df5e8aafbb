//! SPARQL on the live graph.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use pyo3::prelude::*;
use pyo3::types::PyMapping;
use rawabit::{Error, QueryOptions, View};

use crate::arguments;
use crate::errors::{bad_argument, raise, wrong_type};
use crate::graph::PyGraph;
use crate::solutions::PySolutions;
use crate::triples::PyTriples;
use crate::view::PyView;

/// The keywords of a query.
struct Keywords<'a, 'py> {
    bindings: Option<&'a Bound<'py, PyAny>>,
    infer: bool,
    ontology: bool,
    timeout: Option<&'a Bound<'py, PyAny>>,
    max_rows: Option<&'a Bound<'py, PyAny>>,
}

impl Keywords<'_, '_> {
    fn options(&self) -> PyResult<QueryOptions> {
        let mut options = QueryOptions::new()
            .infer(self.infer)
            .ontology(self.ontology);
        if let Some(bindings) = self.bindings {
            let Ok(bindings) = bindings.cast::<PyMapping>() else {
                return Err(wrong_type(
                    "bindings",
                    "a dict of variables with a value each",
                    bindings,
                ));
            };
            for pair in bindings.items()?.iter() {
                let (variable, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = pair.extract()?;
                let variable = arguments::string("bindings' variable", &variable)?;
                let value = arguments::term(&format!("bindings[{variable:?}]"), &value)?;
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
    let sparql = arguments::string("sparql", sparql)?;
    let mut options = keywords.options()?;
    let heard = Heard::default();
    if is_main_thread(py)? {
        // No other thread hears signals; and a query that listens costs a thread.
        options = options.interrupt(heard.ears());
    }
    let answer = py.detach(|| ask(view, &sparql, options));
    answer.map_err(|error| heard.take().unwrap_or_else(|| raise(py, error)))
}

fn signals(py: Python<'_>) -> PyResult<()> {
    py.check_signals()
}

fn is_main_thread(py: Python<'_>) -> PyResult<bool> {
    let threading = py.import("threading")?;
    let [this, main] = ["current_thread", "main_thread"];
    Ok(threading
        .call_method0(this)?
        .is(&threading.call_method0(main)?))
}

/// The signal that has ended a query.
#[derive(Default)]
struct Heard(Arc<Mutex<Option<PyErr>>>);

const EVERY: Duration = Duration::from_millis(50);

impl Heard {
    /// Listens for signals, now and then.
    fn ears(&self) -> impl Fn() -> bool + Send + Sync + 'static {
        let heard = Arc::clone(&self.0);
        let last = Mutex::new(Instant::now());
        move || {
            {
                let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
                if last.elapsed() < EVERY {
                    return false;
                }
                *last = Instant::now();
            }
            let Err(signal) = Python::attach(signals) else {
                return false;
            };
            *heard.lock().unwrap_or_else(PoisonError::into_inner) = Some(signal);
            true
        }
    }

    fn take(&self) -> Option<PyErr> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
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
    ///     bindings: Values for variables, wherever they stand in the query. A `str` is a plain literal; an entity is
    ///         given as an `Entity` or an `Iri`, a claim as a `Claim`.
    ///     infer: Whether what follows from the schema is answered too: subclasses, subproperties, inverses, symmetry
    ///         and transitivity.
    ///     ontology: Whether the ontology's own triples stand beside the data.
    ///     timeout: Seconds after which the query is given up.
    ///     max_rows: The most rows that the result may have.
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
    #[pyo3(signature = (sparql, *, bindings = None, infer = false, ontology = false, timeout = None, max_rows = None))]
    #[expect(clippy::too_many_arguments, reason = "keywords of Python")]
    fn query<'py>(
        &self,
        py: Python<'py>,
        sparql: &Bound<'py, PyAny>,
        bindings: Option<&Bound<'py, PyAny>>,
        infer: bool,
        ontology: bool,
        timeout: Option<&Bound<'py, PyAny>>,
        max_rows: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PySolutions>> {
        let keywords = Keywords {
            bindings,
            infer,
            ontology,
            timeout,
            max_rows,
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
    ///
    /// Raises:
    ///     QueryError: As in `query`.
    ///
    /// Example:
    ///     >>> Graph().ask("ASK { ?summit a rb:Summit }")
    ///     False
    #[pyo3(signature = (sparql, *, bindings = None, infer = false, ontology = false, timeout = None))]
    fn ask(
        &self,
        py: Python<'_>,
        sparql: &Bound<'_, PyAny>,
        bindings: Option<&Bound<'_, PyAny>>,
        infer: bool,
        ontology: bool,
        timeout: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<bool> {
        let keywords = Keywords {
            bindings,
            infer,
            ontology,
            timeout,
            max_rows: None,
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
    ///
    /// Raises:
    ///     QueryError: As in `query`.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> qatar = graph.country("QA")
    ///     >>> len(graph.construct("CONSTRUCT { ?x a rb:Place } WHERE { ?x a rb:Country }"))
    ///     1
    #[pyo3(signature = (sparql, *, bindings = None, infer = false, ontology = false, timeout = None, max_rows = None))]
    #[expect(clippy::too_many_arguments, reason = "keywords of Python")]
    fn construct(
        &self,
        py: Python<'_>,
        sparql: &Bound<'_, PyAny>,
        bindings: Option<&Bound<'_, PyAny>>,
        infer: bool,
        ontology: bool,
        timeout: Option<&Bound<'_, PyAny>>,
        max_rows: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PyTriples> {
        let keywords = Keywords {
            bindings,
            infer,
            ontology,
            timeout,
            max_rows,
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
        let sparql = arguments::string("sparql", sparql)?;
        let keywords = Keywords {
            bindings,
            infer: false,
            ontology: false,
            timeout: None,
            max_rows: None,
        };
        let heard = Heard::default();
        let options = keywords.options()?.interrupt(heard.ears());
        let done = Self::shared(slf).write(py, move |tx| tx.update_with(&sparql, options));
        done.map_err(|error| heard.take().unwrap_or(error))
    }
}

//! The graph.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use rawabit::Graph;

use crate::arguments;
use crate::clock::Clock;
use crate::errors::{raise, wrong_type};
use crate::schema::PySchema;
use crate::transaction::Shared;
use crate::view::{PyView, Source};

/// A knowledge graph in memory. As a `View` it answers from its latest commit.
///
/// Each call that writes is a commit of its own, unless it is within a `transaction`. Safe to use from many threads:
/// readers are never blocked, and writers take turns.
///
/// Args:
///     schema: The types and relations; by default the built-in ontology.
///     base: Where local ids live, an IRI that ends with `/` or `#`; by default the base of the first document that
///         is read, else `https://example.org/id/`.
///     languages: The languages that names are shown in, the best first.
///     history: Whether what was is kept, for `view(known=…)`: what was removed or said anew. Memory for it is paid
///         only where there is some.
///     clock: What tells the time of commits, as a `datetime` with a zone; the system's clock by default. A clock
///         that goes back stands still.
///
/// Raises:
///     SchemaError: The base is no absolute IRI or runs into the ids behind it, or a language is no tag.
///
/// Example:
///     >>> graph = Graph()
///     >>> summit = graph.add("Summit", {"ar": "القمة العالمية للشرطة", "en": "World Police Summit"})
///     >>> claim = graph.relate(graph.country("Qatar"), "participatesIn", summit, start="2024-03-05")
///     >>> graph
///     <Graph: 2 entities, 1 claim>
#[pyclass(name = "Graph", module = "rawabit", extends = PyView, frozen, subclass)]
pub(crate) struct PyGraph;

impl PyGraph {
    pub(crate) fn shared<'a>(slf: &'a Bound<'_, Self>) -> &'a Shared {
        match &slf.as_super().get().0 {
            Source::Graph(graph) => graph,
            Source::Moment(_) => unreachable!("a graph is made with one"),
        }
    }
}

#[pymethods]
impl PyGraph {
    #[new]
    #[pyo3(signature = (*, schema = None, base = None, languages = None, history = None, clock = None))]
    #[pyo3(
        text_signature = "(*, schema=None, base=None, languages=('en', 'ar'), history=True, clock=None)"
    )]
    fn new(
        py: Python<'_>,
        schema: Option<&Bound<'_, PyAny>>,
        base: Option<&Bound<'_, PyAny>>,
        languages: Option<&Bound<'_, PyAny>>,
        history: Option<&Bound<'_, PyAny>>,
        clock: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PyClassInitializer<Self>> {
        let history = arguments::flag_or("history", history, true)?;
        let mut builder = Graph::builder().history(history);
        if let Some(schema) = schema {
            let Ok(schema) = schema.cast::<PySchema>() else {
                return Err(wrong_type("schema", "a Schema", schema));
            };
            builder = builder.schema(schema.get().0.clone());
        }
        if let Some(base) = base {
            builder = builder.base(arguments::string("base", base)?);
        }
        if let Some(languages) = languages {
            builder = builder.languages(arguments::strings("languages", languages)?);
        }
        let clock = clock.map(Clock::new).transpose()?;
        if let Some(clock) = &clock {
            builder = builder.clock(clock.hand());
        }
        let graph = py
            .detach(|| builder.build())
            .map_err(|error| raise(py, error))?;
        let view = PyView(Source::Graph(Shared::new(graph, clock)));
        Ok(PyClassInitializer::from(view).add_subclass(Self))
    }

    /// The types and relations that the graph knows.
    #[getter]
    fn schema(slf: &Bound<'_, Self>) -> PyResult<PySchema> {
        Ok(PySchema(
            slf.as_super().get().now(slf.py())?.schema().clone(),
        ))
    }

    /// Where local ids live; the first commit fixes it.
    #[getter]
    fn base(slf: &Bound<'_, Self>) -> PyResult<String> {
        Ok(slf.as_super().get().now(slf.py())?.base().to_owned())
    }

    #[expect(clippy::unused_self, reason = "a method of Python")]
    fn __copy__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err(COPIED))
    }

    fn __deepcopy__(&self, memo: &Bound<'_, PyAny>) -> PyResult<()> {
        let _ = memo;
        self.__copy__()
    }

    #[expect(clippy::unused_self, reason = "a method of Python")]
    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err(COPIED))
    }
}

/// What to do in the place of a copy.
const COPIED: &str = "a Graph is one store and cannot be copied or pickled; write it, and read that into another: \
                      Graph().read(graph.write(format=\"trig\"), format=\"trig\")";

//! The rows of a SELECT.

use pyo3::prelude::*;
use rawabit::{ResultsFormat, Solutions};

use crate::arguments;
use crate::errors::{bad_argument, raise};
use crate::table::{Columns, PyRows, PyTable};
use crate::target::{Target, bytes_or_none};
use crate::values::As;

/// The rows of a SELECT, in order; a `Table` whose columns are the variables.
///
/// The values are those of Python: `Iri`, `BlankNode`, `Text`, `Time`, `int`, `float`, `Decimal`, `bool`, `Triple`, and
/// `None` for unbound; what fits none of them stays a `Literal`. In Arrow a column of one datatype has that type, any
/// other is text, with entities by their short ids.
///
/// Example:
///     >>> graph = Graph()
///     >>> qatar = graph.country("QA")
///     >>> rows = graph.query("SELECT ?code ?name { ?x rb:isoAlpha2 ?code ; skos:prefLabel ?name } ORDER BY ?name")
///     >>> rows["name"], rows[0]
///     ([Text('Qatar', 'en'), Text('قطر', 'ar')], {'code': Text('QA'), 'name': Text('Qatar', 'en')})
#[pyclass(name = "Solutions", module = "rawabit", extends = PyTable, frozen)]
pub(crate) struct PySolutions;

impl PySolutions {
    pub(crate) fn new(py: Python<'_>, solutions: Solutions) -> PyResult<Bound<'_, Self>> {
        let table = PyTable(Columns::Solutions(std::sync::Arc::new(solutions)));
        Bound::new(py, PyClassInitializer::from(table).add_subclass(Self))
    }

    pub(crate) fn rows<'a>(slf: &'a Bound<'_, Self>) -> &'a Solutions {
        match &slf.as_super().get().0 {
            Columns::Solutions(solutions) => solutions,
            Columns::Table(_) => unreachable!("solutions are made of solutions"),
        }
    }
}

#[pymethods]
impl PySolutions {
    /// The rows in terms: `Iri`, `BlankNode`, `Literal`, `Triple`, and `None` for unbound.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> [row["n"] for row in graph.query("SELECT (007 AS ?n) {}").terms()]
    ///     [Literal('007', 'http://www.w3.org/2001/XMLSchema#integer')]
    fn terms(slf: &Bound<'_, Self>) -> PyRows {
        PyRows::new(slf.as_super().get().0.clone(), As::Term)
    }

    /// Writes the rows in a format of the W3C.
    ///
    /// Args:
    ///     target: A path, or a file object open in binary mode; without it the bytes are returned.
    ///     format: `"json"`, `"xml"`, `"csv"` or `"tsv"`; by default that of the file's name.
    ///
    /// Returns:
    ///     The bytes where there is no target.
    ///
    /// Raises:
    ///     SchemaError: There is no such format, or no telling which is meant.
    ///     QueryError: XML has no way to write a character of a value.
    ///
    /// Example:
    ///     >>> Graph().query("SELECT (5 AS ?n) {}").write(format="csv")
    ///     b'n\r\n5\r\n'
    #[pyo3(signature = (target = None, *, format = None))]
    fn write<'py>(
        slf: &Bound<'py, Self>,
        target: Option<&Bound<'py, PyAny>>,
        format: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        let py = slf.py();
        let target = Target::new(target)?;
        let word = match (format, target.ending()) {
            (Some(format), _) => arguments::string("format", format)?,
            (None, Some(ending)) => ending,
            (None, None) => {
                let all: Vec<_> = ResultsFormat::ALL.iter().map(|it| it.name()).collect();
                let reason = format!(
                    "give a format, or a target with a name; results are written as \"{}\"",
                    all.join("\", \"")
                );
                return Err(bad_argument(py, "format", "nothing", &reason));
            }
        };
        let format = ResultsFormat::from_name(&word).map_err(|error| raise(py, error))?;
        let rows = Self::rows(slf);
        let held = py.detach(|| rows.check(format));
        held.map_err(|error| raise(py, error))?;
        let written = py.detach(|| target.write(|writer| rows.write_to(writer, format)));
        bytes_or_none(py, written)
    }
}

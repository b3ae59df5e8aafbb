//! Tables: columns of results.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use arrow_array::RecordBatchIterator;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use pyo3::IntoPyObjectExt as _;
use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList, PyString};
use rawabit::{Cell, Solutions, Table};

use crate::errors::{import_error, no_column, wrong_type};
use crate::show::{escape, span, table};
use crate::values::{self, As};

/// Columns of results. Arrow inside: polars, pandas, pyarrow and duckdb take it as it is.
///
/// `table[0]` is a row as a dict, `table["name"]` a column as a list, and one goes through the rows by `for row in
/// table`. Columns of entities hold their ids.
///
/// Example:
///     >>> graph = Graph()
///     >>> qatar = graph.country("QA")
///     >>> stats = graph.stats()
///     >>> stats.columns, stats[0]
///     (['kind', 'name', 'count'], {'kind': 'entities', 'name': None, 'count': 1})
#[pyclass(name = "Table", module = "rawabit", frozen, subclass)]
pub(crate) struct PyTable(pub(crate) Columns);

/// What has columns.
#[derive(Clone)]
pub(crate) enum Columns {
    Table(Arc<Table>),
    Solutions(Arc<Solutions>),
}

impl From<Table> for PyTable {
    fn from(table: Table) -> Self {
        Self(Columns::Table(Arc::new(table)))
    }
}

/// So many rows are shown in a notebook.
const SHOWN: usize = 50;

impl Columns {
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Table(table) => table.len(),
            Self::Solutions(solutions) => solutions.len(),
        }
    }

    pub(crate) fn names(&self) -> Vec<&str> {
        match self {
            Self::Table(table) => table.columns().collect(),
            Self::Solutions(solutions) => {
                solutions.variables().iter().map(String::as_str).collect()
            }
        }
    }

    /// The value of a row and a column that are there.
    fn cell<'py>(
        &self,
        py: Python<'py>,
        row: usize,
        column: usize,
        how: As,
    ) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::Table(table) => match table.cell(row, column) {
                Some(Cell::Text(text)) => text.into_bound_py_any(py),
                Some(Cell::Integer(number)) => number.into_bound_py_any(py),
                Some(Cell::Number(number)) => number.into_bound_py_any(py),
                Some(Cell::Boolean(value)) => value.into_bound_py_any(py),
                Some(Cell::Texts(texts)) => texts.into_bound_py_any(py),
                _ => Ok(py.None().into_bound(py)),
            },
            Self::Solutions(solutions) => match solutions.term(row, column) {
                Some(term) => values::term(py, &term, how),
                None => Ok(py.None().into_bound(py)),
            },
        }
    }

    pub(crate) fn row<'py>(
        &self,
        py: Python<'py>,
        row: usize,
        how: As,
    ) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for (column, name) in self.names().into_iter().enumerate() {
            dict.set_item(PyString::intern(py, name), self.cell(py, row, column, how)?)?;
        }
        Ok(dict)
    }

    fn column<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyList>> {
        let names = self.names();
        let Some(column) = names.iter().position(|known| *known == name) else {
            let near = rawabit::model::nearest(name, names.iter().copied(), 3);
            let hint = match rawabit::model::did_you_mean(&near) {
                hint if hint.is_empty() => format!("; columns are {}", names.join(", ")),
                hint => hint,
            };
            let message = format!("no column \"{name}\" in the table{hint}");
            return Err(no_column(py, message));
        };
        let list = PyList::empty(py);
        for row in 0..self.len() {
            list.append(self.cell(py, row, column, As::Value)?)?;
        }
        Ok(list)
    }

    fn html(&self, row: usize, column: usize) -> String {
        match self {
            Self::Table(table) => match table.cell(row, column) {
                Some(Cell::Missing) | None => String::new(),
                Some(cell) => span(&cell.to_string(), None),
            },
            Self::Solutions(solutions) => match solutions.term(row, column) {
                None => String::new(),
                Some(rawabit::Term::Literal(literal)) => {
                    span(literal.lexical(), literal.language())
                }
                Some(_) => escape(&solutions.shown(row, column)),
            },
        }
    }
}

#[pymethods]
impl PyTable {
    /// The names of the columns.
    #[getter]
    fn columns(&self) -> Vec<&str> {
        self.0.names()
    }

    /// The number of rows.
    fn __len__(&self) -> usize {
        self.0.len()
    }

    /// A table without rows is still true.
    #[expect(clippy::unused_self, reason = "a method of Python")]
    fn __bool__(&self) -> bool {
        true
    }

    /// The rows, each a dict.
    fn __iter__(&self) -> PyRows {
        PyRows::new(self.0.clone(), As::Value)
    }

    /// A row by its number, from 0 or from -1 backwards, or a column by its name.
    fn __getitem__<'py>(
        &self,
        py: Python<'py>,
        key: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        if let Ok(name) = key.cast::<PyString>() {
            let name = crate::arguments::utf8(name)?;
            let column = self.0.column(py, name.trim_start_matches(['?', '$']))?;
            return Ok(column.into_any());
        }
        let Ok(number) = key.extract::<i64>() else {
            return Err(wrong_type(
                "key",
                "the number of a row or the name of a column",
                key,
            ));
        };
        let rows = self.0.len();
        let row = match usize::try_from(number) {
            Ok(row) => Some(row),
            Err(_) => rows.checked_sub(number.unsigned_abs() as usize),
        };
        match row {
            Some(row) if row < rows => Ok(self.0.row(py, row, As::Value)?.into_any()),
            _ => Err(PyIndexError::new_err(format!(
                "no row {number} in a table of {rows} rows"
            ))),
        }
    }

    /// The table as an Arrow stream, by the Arrow PyCapsule interface.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // To ask is not to get: the interface leaves that open.
        let _ = requested_schema;
        let batch = py.detach(|| match &self.0 {
            Columns::Table(table) => table.to_arrow(),
            Columns::Solutions(solutions) => solutions.to_arrow(),
        });
        let schema = batch.schema();
        let reader = RecordBatchIterator::new([Ok(batch)], schema);
        let stream = FFI_ArrowArrayStream::new(Box::new(reader));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }

    /// The table as a `polars.DataFrame`.
    ///
    /// Raises:
    ///     ImportError: polars is not installed: `pip install "rawabit[polars]"`.
    ///
    /// Example:
    ///     >>> Schema().types().to_polars()["name"].to_list()[:1]  # doctest: +SKIP
    ///     ['Entity']
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let polars = py.import("polars");
        let polars = polars.map_err(|cause| import_error(py, "to_polars", "polars", cause))?;
        polars.call_method1("DataFrame", (slf,))
    }

    /// The table as a `pandas.DataFrame`.
    ///
    /// Raises:
    ///     ImportError: pandas or pyarrow is not installed: `pip install "rawabit[pandas]"`.
    ///
    /// Example:
    ///     >>> Schema().types().to_pandas()["name"].to_list()[:1]  # doctest: +SKIP
    ///     ['Entity']
    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let pyarrow = py.import("pandas").and_then(|_| py.import("pyarrow"));
        let pyarrow = pyarrow.map_err(|cause| import_error(py, "to_pandas", "pandas", cause))?;
        pyarrow
            .call_method1("table", (slf,))?
            .call_method0("to_pandas")
    }

    fn __repr__(&self) -> String {
        match &self.0 {
            Columns::Table(table) => table.to_string(),
            Columns::Solutions(solutions) => solutions.to_string(),
        }
    }

    fn _repr_html_(&self) -> String {
        let (names, rows) = (self.0.names(), self.0.len());
        let cells = |row| {
            (0..names.len())
                .map(|column| self.0.html(row, column))
                .collect()
        };
        let caption = match rows {
            rows if rows > SHOWN => format!("{rows} rows, of which {SHOWN} are shown"),
            _ => String::new(),
        };
        table(&caption, &names, (0..rows.min(SHOWN)).map(cells))
    }

    fn _ipython_key_completions_(&self) -> Vec<&str> {
        self.0.names()
    }
}

/// Rows of a table, one by one.
#[pyclass(name = "Rows", module = "rawabit", frozen)]
pub(crate) struct PyRows {
    columns: Columns,
    how: As,
    next: AtomicUsize,
}

impl PyRows {
    pub(crate) fn new(columns: Columns, how: As) -> Self {
        let next = AtomicUsize::new(0);
        Self { columns, how, next }
    }
}

#[pymethods]
impl PyRows {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDict>>> {
        let row = self.next.fetch_add(1, Ordering::Relaxed);
        if row >= self.columns.len() {
            return Ok(None);
        }
        self.columns.row(py, row, self.how).map(Some)
    }

    fn __length_hint__(&self) -> usize {
        let gone = self.next.load(Ordering::Relaxed);
        self.columns.len().saturating_sub(gone)
    }
}

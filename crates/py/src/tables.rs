//! Tables: `add_entities` and `add_claims`.

use pyo3::prelude::*;
use pyo3::types::PyMapping;
use rawabit::{Error, Report, TableOptions, Transaction};

use crate::arguments;
use crate::errors::wrong_type;
use crate::graph::PyGraph;
use crate::progress::{self, Progress, Unit};
use crate::report::PyReport;
use crate::rows::rows;

#[pymethods]
impl PyGraph {
    /// Adds the entities of a table, one a row.
    ///
    /// The columns are `id`, `type`, `name` (its language is found from its script), `name@ar`, `name@en`, ...,
    /// `ids.wikidata`, ..., and any property or relation of the ontology (`startDate`, `locatedIn`); further ones are
    /// named in the report. A list gives several values; `None` and NaN give none. In dicts `name` and `ids` may be
    /// dicts of their own.
    ///
    /// An entity that is there, or that an earlier row has, is joined: what the row says comes to what is said
    /// already, and a preferred name stays preferred. Without an id a row is a new entity, with an id made from its
    /// name. Rows may name each other in any order. Nothing is merged by name.
    ///
    /// Args:
    ///     table: Anything with `__arrow_c_stream__` (polars, pandas, pyarrow, duckdb), or dicts. Timestamps without
    ///         zone that are all at midnight are dates.
    ///     type: The type of all rows, whatever a column `type` says.
    ///     columns: Where our words are columns of another name: `{"id": "iso", "name@en": "country"}`.
    ///     strict: Whether one bad row refuses all of them. Otherwise the good ones are taken, and the report lists
    ///         the bad ones.
    ///     progress: Whether to show on `sys.stderr` how far it has come; by default on a terminal, after a second.
    ///
    /// Returns:
    ///     What became of each row: `counts` of `entities` that are new, `merged` ones that were there, `refused`
    ///     ones; `problems` with row (from 1), column, value and reason.
    ///
    /// Raises:
    ///     ReadError: A row is refused; its `report` lists up to a hundred problems. The graph is as it was.
    ///     SchemaError: An unknown type, or `columns` that do not fit the table.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> report = graph.add_entities([
    ///     ...     {"id": "dubai", "type": "City", "name@ar": "دبي", "name@en": "Dubai", "locatedIn": "uae"},
    ///     ...     {"id": "uae", "type": "Country", "name@en": "United Arab Emirates"},
    ///     ... ])
    ///     >>> report.counts["entities"], [e.name for e in graph.neighbors("uae")]
    ///     (2, ['Dubai'])
    #[pyo3(signature = (table, *, r#type = None, columns = None, strict = None, progress = None))]
    #[pyo3(
        text_signature = "($self, table, *, type=None, columns=None, strict=True, progress=None)"
    )]
    fn add_entities(
        slf: &Bound<'_, Self>,
        table: &Bound<'_, PyAny>,
        r#type: Option<&Bound<'_, PyAny>>,
        columns: Option<&Bound<'_, PyAny>>,
        strict: Option<&Bound<'_, PyAny>>,
        progress: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PyReport> {
        let mut options = options(columns, strict)?;
        let progress = arguments::maybe_flag("progress", progress)?;
        if let Some(name) = r#type {
            options = options.r#type(arguments::string("type", name)?);
        }
        let rows = rows(table)?;
        // Each row is looked at twice.
        let work = 2 * rows.len();
        add(
            slf,
            "add_entities",
            work,
            options,
            progress,
            move |tx, options| tx.add_entities(&rows, options),
        )
    }

    /// Adds the claims of a table, one a row.
    ///
    /// The columns are `subject`, `relation` and `object` (an id, or a value where the relation takes one, of which
    /// `object_lang` or `object_datatype` say more); then the keywords of `relate`: `source`, `start`, `end`,
    /// `during`, `confidence`, `modality`, `polarity`, `attributed_to`, `hedge`, `evidence` (words, a start and an
    /// end, or a list of these), `asserted`, `id`. `subject_type` and `object_type` make entities that are not there; without them a row
    /// that names one is refused. Further columns are named in the report. A list gives several values; `None` and
    /// NaN give none.
    ///
    /// The same claim again is the claim that is there.
    ///
    /// Args:
    ///     table: Anything with `__arrow_c_stream__` (polars, pandas, pyarrow, duckdb), or dicts. Timestamps without
    ///         zone that are all at midnight are dates.
    ///     relation: The relation of all rows, whatever a column `relation` says.
    ///     source: The document that all rows are from, whatever a column `source` says.
    ///     columns: Where our words are columns of another name: `{"subject": "src", "object": "dst"}`.
    ///     strict: Whether one bad row refuses all of them. Otherwise the good ones are taken, and the report lists
    ///         the bad ones.
    ///     progress: Whether to show on `sys.stderr` how far it has come; by default on a terminal, after a second.
    ///
    /// Returns:
    ///     What became of each row: `counts` of `claims` that are new, `merged` ones that were there, `refused` ones,
    ///     and of the `entities` and `documents` that rows made; `problems` with row (from 1), column, value, reason.
    ///
    /// Raises:
    ///     ReadError: A row is refused; its `report` lists up to a hundred problems. The graph is as it was.
    ///     SchemaError: An unknown relation, or `columns` that do not fit the table.
    ///     UnknownEntity: `source` is not there.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> report = graph.add_claims(
    ///     ...     [{"from": "qatar", "to": "oman", "confidence": 0.9}],
    ///     ...     relation="meetsWith",
    ///     ...     columns={"subject": "from", "object": "to"},
    ///     ...     strict=False,
    ///     ... )
    ///     >>> report.counts["refused"], report.problems[0].where
    ///     (1, 'row 1, column "from"')
    #[pyo3(signature = (table, *, relation = None, source = None, columns = None, strict = None, progress = None))]
    #[pyo3(
        text_signature = "($self, table, *, relation=None, source=None, columns=None, strict=True, progress=None)"
    )]
    fn add_claims(
        slf: &Bound<'_, Self>,
        table: &Bound<'_, PyAny>,
        relation: Option<&Bound<'_, PyAny>>,
        source: Option<&Bound<'_, PyAny>>,
        columns: Option<&Bound<'_, PyAny>>,
        strict: Option<&Bound<'_, PyAny>>,
        progress: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PyReport> {
        let mut options = options(columns, strict)?;
        let progress = arguments::maybe_flag("progress", progress)?;
        if let Some(name) = relation {
            options = options.relation(arguments::string("relation", name)?);
        }
        if let Some(source) = source {
            options = options.source(arguments::entity("source", source)?);
        }
        let rows = rows(table)?;
        let work = rows.len();
        add(
            slf,
            "add_claims",
            work,
            options,
            progress,
            move |tx, options| tx.add_claims(&rows, options),
        )
    }
}

fn options(
    columns: Option<&Bound<'_, PyAny>>,
    strict: Option<&Bound<'_, PyAny>>,
) -> PyResult<TableOptions> {
    let strict = arguments::flag_or("strict", strict, true)?;
    let mut options = TableOptions::new().strict(strict);
    let Some(columns) = columns else {
        return Ok(options);
    };
    let Ok(pairs) = columns.cast::<PyMapping>() else {
        return Err(wrong_type(
            "columns",
            "a dict of our words with a column each",
            columns,
        ));
    };
    for pair in pairs.items()?.try_iter()? {
        let (word, column): (Bound<'_, PyAny>, Bound<'_, PyAny>) = pair?.extract()?;
        let word = arguments::string("columns' word", &word)?;
        let column = arguments::string(&format!("columns[{word:?}]"), &column)?;
        options = options.column(word, column);
    }
    Ok(options)
}

fn add(
    slf: &Bound<'_, PyGraph>,
    name: &str,
    work: usize,
    options: TableOptions,
    progress: Option<bool>,
    write: impl FnOnce(&mut Transaction, TableOptions) -> Result<Report, Error> + Send,
) -> PyResult<PyReport> {
    let py = slf.py();
    let watch = Progress::new(name.into(), Some(work as u64), Unit::Rows, progress);
    let options = options.watch(move |done| watch.watch(done));
    let report = PyGraph::shared(slf).write(py, move |tx| write(tx, options));
    progress::end_line(py, progress);
    Ok(report?.into())
}

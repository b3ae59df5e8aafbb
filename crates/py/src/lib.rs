//! The Python binding of rawabit: each function converts, calls the core, and converts back.

#![allow(
    clippy::doc_markdown,
    clippy::doc_link_with_quotes,
    rustdoc::bare_urls,
    reason = "these are the docstrings of Python"
)]

mod algo;
mod arguments;
mod check;
mod claim;
mod classes;
mod clock;
mod compact;
mod copies;
mod describe;
mod entity;
mod errors;
mod forget;
mod graph;
mod iterators;
mod literal;
mod merge;
mod narrow;
mod path;
mod prefixes;
mod progress;
mod query;
mod read;
mod relate;
mod remove;
mod report;
mod rows;
mod scalars;
mod schema;
mod show;
mod signals;
mod solutions;
mod stats;
mod table;
mod tables;
mod target;
mod time;
mod transaction;
mod triple;
mod triples;
mod values;
mod view;
mod why;
mod write;

use pyo3::prelude::*;

/// The compiled part of rawabit; import `rawabit` instead.
#[pymodule(gil_used = false)]
mod _native {
    #[pymodule_export]
    use super::algo::PyAlgorithms;
    #[pymodule_export]
    use super::claim::{PyClaim, PySpan};
    #[pymodule_export]
    use super::entity::PyEntity;
    #[pymodule_export]
    use super::errors::PyMessage;
    #[pymodule_export]
    use super::graph::PyGraph;
    #[pymodule_export]
    use super::iterators::{PyClaims, PyEntities};
    #[pymodule_export]
    use super::literal::PyLiteral;
    #[pymodule_export]
    use super::path::PyPath;
    #[pymodule_export]
    use super::prefixes::{prefixes_of, remove_prefix, set_prefix};
    #[pymodule_export]
    use super::report::{PyProblem, PyReport, problem_of, report_of};
    #[pymodule_export]
    use super::schema::PySchema;
    #[pymodule_export]
    use super::solutions::PySolutions;
    #[pymodule_export]
    use super::table::{PyRows, PyTable};
    #[pymodule_export]
    use super::time::{
        check_blank_node, check_iri, check_language, check_time, py_parse_time, time_bounds,
        time_calendar, time_of, time_precision, time_qualifier,
    };
    #[pymodule_export]
    use super::transaction::PyTransaction;
    #[pymodule_export]
    use super::triple::PyTriple;
    #[pymodule_export]
    use super::triples::{PyTripleRows, PyTriples};
    #[pymodule_export]
    use super::view::PyView;
    #[pymodule_export]
    use super::why::{PyExplanation, PyStep};

    use super::{Bound, PyModule, PyModuleMethods as _, PyResult};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}

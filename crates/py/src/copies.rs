//! What never changes is its own copy.

use pyo3::prelude::*;

use crate::claim::{PyClaim, PySpan};
use crate::entity::PyEntity;
use crate::path::PyPath;
use crate::report::{PyProblem, PyReport};
use crate::schema::PySchema;
use crate::table::PyTable;
use crate::triples::PyTriples;
use crate::view::PyView;
use crate::why::{PyExplanation, PyStep};

macro_rules! is_its_own_copy {
    ($($class:ident),* $(,)?) => {$(
        #[pymethods]
        impl $class {
            fn __copy__(slf: Py<Self>) -> Py<Self> {
                slf
            }

            fn __deepcopy__(slf: Py<Self>, memo: &Bound<'_, PyAny>) -> Py<Self> {
                let _ = memo;
                slf
            }
        }
    )*};
}

is_its_own_copy!(
    PyClaim,
    PyEntity,
    PyExplanation,
    PyPath,
    PyProblem,
    PyReport,
    PySchema,
    PySpan,
    PyStep,
    PyTable,
    PyTriples,
    PyView,
);

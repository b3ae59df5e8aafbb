//! The clock of a graph: a function of Python.
//!
//! It is asked before each commit, by the thread that commits, so that what it raises reaches the caller
//! and nothing is committed; the core is then told the time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use pyo3::prelude::*;
use rawabit::Instant;

use crate::arguments;
use crate::errors::wrong_type;

/// What tells the time of commits.
pub(crate) struct Clock {
    function: Py<PyAny>,
    micros: Arc<AtomicI64>,
}

impl Clock {
    pub(crate) fn new(given: &Bound<'_, PyAny>) -> PyResult<Self> {
        if !given.is_callable() {
            let expected = "a function that gives a datetime with a time zone";
            return Err(wrong_type("clock", expected, given));
        }
        Ok(Self {
            function: given.clone().unbind(),
            micros: Arc::default(),
        })
    }

    /// The time that it told last, for the core.
    pub(crate) fn hand(&self) -> impl Fn() -> Instant + Send + Sync + 'static {
        let micros = Arc::clone(&self.micros);
        move || Instant::from_micros(micros.load(Ordering::Relaxed))
    }

    /// Asks for the time.
    pub(crate) fn tick(&self) -> PyResult<()> {
        Python::attach(|py| {
            let now = arguments::moment("clock", &self.function.bind(py).call0()?)?;
            self.micros.store(now.micros(), Ordering::Relaxed);
            Ok(())
        })
    }
}

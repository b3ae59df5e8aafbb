//! How far something long has come, on `sys.stderr`; and Ctrl-C meanwhile.

use std::io;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use pyo3::prelude::*;

/// What is counted.
#[derive(Clone, Copy)]
pub(crate) enum Unit {
    Bytes,
    Rows,
}

/// Looks for Ctrl-C while work goes on, and tells how far it has come.
pub(crate) struct Progress {
    name: String,
    /// How much there is, where that is known beforehand.
    size: Option<u64>,
    unit: Unit,
    /// `None` shows it where a person looks at a terminal for longer than a moment.
    shown: Option<bool>,
    start: Instant,
    last: Mutex<Instant>,
}

const EVERY: Duration = Duration::from_millis(100);
const PATIENCE: Duration = Duration::from_secs(1);

impl Progress {
    pub(crate) fn new(name: String, size: Option<u64>, unit: Unit, shown: Option<bool>) -> Self {
        let start = Instant::now();
        Self {
            name,
            size,
            unit,
            shown,
            start,
            last: Mutex::new(start),
        }
    }

    /// Takes note of how far it is; an error is the exception that a signal raised.
    pub(crate) fn watch(&self, done: u64) -> io::Result<()> {
        let now = Instant::now();
        {
            let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
            if now.duration_since(*last) < EVERY {
                return Ok(());
            }
            *last = now;
        }
        Python::attach(|py| {
            py.check_signals()?;
            if self.is_shown(py, now) {
                // What cannot be shown is no reason not to work.
                let _ = write_error(py, &self.line(done));
            }
            PyResult::Ok(())
        })
        .map_err(io::Error::from)
    }

    fn line(&self, done: u64) -> String {
        let amount = |n: u64| match self.unit {
            Unit::Bytes => format!("{}.{}", n / 1_000_000, n / 100_000 % 10),
            Unit::Rows => n.to_string(),
        };
        let of = self.size.map(|size| format!(" of {}", amount(size)));
        let unit = match self.unit {
            Unit::Bytes => "MB",
            Unit::Rows => "rows",
        };
        let (done, of) = (amount(done), of.unwrap_or_default());
        format!("\r{}: {done}{of} {unit}", self.name)
    }

    fn is_shown(&self, py: Python<'_>, now: Instant) -> bool {
        match self.shown {
            Some(shown) => shown,
            None => now.duration_since(self.start) > PATIENCE && is_terminal(py).unwrap_or(false),
        }
    }
}

/// Ends the line of something that was to be shown.
pub(crate) fn end_line(py: Python<'_>, shown: Option<bool>) {
    if shown == Some(true) {
        let _ = write_error(py, "\n");
    }
}

fn is_terminal(py: Python<'_>) -> PyResult<bool> {
    let stderr = py.import("sys")?.getattr("stderr")?;
    stderr.call_method0("isatty")?.extract()
}

fn write_error(py: Python<'_>, text: &str) -> PyResult<()> {
    let stderr = py.import("sys")?.getattr("stderr")?;
    stderr.call_method1("write", (text,))?;
    stderr.call_method0("flush")?;
    Ok(())
}

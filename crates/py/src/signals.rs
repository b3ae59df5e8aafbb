//! Ctrl-C, in calls that take long and hold no GIL.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use pyo3::prelude::*;

fn signals(py: Python<'_>) -> PyResult<()> {
    py.check_signals()
}

/// Whether this thread hears signals; no other does.
pub(crate) fn is_main_thread(py: Python<'_>) -> PyResult<bool> {
    let threading = py.import("threading")?;
    let [this, main] = ["current_thread", "main_thread"];
    Ok(threading
        .call_method0(this)?
        .is(&threading.call_method0(main)?))
}

/// The signal, or the exception of a function, that has ended a call.
#[derive(Clone, Default)]
pub(crate) struct Heard(Arc<Mutex<Option<PyErr>>>);

const EVERY: Duration = Duration::from_millis(50);

impl Heard {
    /// Listens for signals, now and then.
    pub(crate) fn ears(&self) -> impl Fn() -> bool + Send + Sync + 'static {
        let heard = self.clone();
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
            heard.keep(signal);
            true
        }
    }

    pub(crate) fn keep(&self, raised: PyErr) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(raised);
    }

    pub(crate) fn take(&self) -> Option<PyErr> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

//! Transactions in Python: they stay with the thread that began them, and all that this thread does with the
//! graph goes into them. Who waits for a turn to write does so without the GIL, and hears Ctrl-C.

use std::cell::RefCell;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use pyo3::prelude::*;
use pyo3::types::PyType;
use rawabit::{Error, Graph, Transaction, View};

use crate::clock::Clock;
use crate::errors::{misused, raise};
use crate::graph::PyGraph;

/// How long to wait for other writers before looking for signals.
const WAIT: Duration = Duration::from_millis(50);

/// A transaction of this thread.
struct Open {
    graph: u64,
    /// Nothing while a call is in it.
    transaction: Option<Transaction>,
}

thread_local! {
    /// A thread that ends drops its transactions, which rolls them back.
    static OPEN: RefCell<Vec<Open>> = const { RefCell::new(Vec::new()) };
}

/// What a thread has of a graph.
enum Here {
    Nothing,
    Transaction,
    /// A transaction with a call in it: Python code that the call runs, such as a file object's `read`, asks
    /// for the graph.
    Call,
}

/// The transaction of this thread, taken out for one call.
struct Lent {
    graph: u64,
    transaction: Option<Transaction>,
}

impl Lent {
    fn new(graph: u64) -> Self {
        let transaction = OPEN.with_borrow_mut(|open| {
            let found = open.iter_mut().find(|one| one.graph == graph);
            found.and_then(|one| one.transaction.take())
        });
        Self { graph, transaction }
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        OPEN.with_borrow_mut(|open| {
            // After a panic it is not known what is in it.
            if std::thread::panicking() {
                open.retain(|one| one.graph != self.graph);
            } else if let Some(one) = open.iter_mut().find(|one| one.graph == self.graph) {
                one.transaction = self.transaction.take();
            }
        });
    }
}

/// The graphs on which a thread has a transaction open.
pub(crate) struct Opened(Vec<u64>);

impl Opened {
    pub(crate) fn here() -> Self {
        Self(OPEN.with_borrow(|open| open.iter().map(|one| one.graph).collect()))
    }

    /// As long as what this gives lives, they are in a call on this thread too, which may be another: who waits for a
    /// call is not to be waited for by it.
    pub(crate) fn in_call(&self) -> InCall {
        let is_here = |graph: &u64| {
            let here = |open: &Vec<Open>| open.iter().any(|one| one.graph == *graph);
            OPEN.with_borrow(here)
        };
        let (lent, marked): (Vec<u64>, Vec<u64>) = self.0.iter().partition(|graph| is_here(graph));
        OPEN.with_borrow_mut(|open| {
            open.extend(marked.iter().map(|&graph| Open {
                graph,
                transaction: None,
            }));
        });
        InCall {
            _lent: lent.into_iter().map(Lent::new).collect(),
            marked,
        }
    }
}

/// Graphs with a call going on.
pub(crate) struct InCall {
    _lent: Vec<Lent>,
    marked: Vec<u64>,
}

impl Drop for InCall {
    fn drop(&mut self) {
        OPEN.with_borrow_mut(|open| open.retain(|one| !self.marked.contains(&one.graph)));
    }
}

/// A graph as Python's threads share it.
pub(crate) struct Shared {
    graph: Graph,
    /// What tells it from the other graphs of the process.
    key: u64,
    /// What tells the time of commits, where that is not the system.
    clock: Option<Clock>,
}

impl Shared {
    pub(crate) fn new(graph: Graph, clock: Option<Clock>) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let key = NEXT.fetch_add(1, Ordering::Relaxed);
        Self { graph, key, clock }
    }

    fn here(&self) -> Here {
        OPEN.with_borrow(|open| match open.iter().find(|one| one.graph == self.key) {
            None => Here::Nothing,
            Some(one) if one.transaction.is_some() => Here::Transaction,
            Some(_) => Here::Call,
        })
    }

    /// What this thread sees: its transaction with its own writes, else the latest commit.
    pub(crate) fn view(&self, py: Python<'_>) -> PyResult<View> {
        let inside = OPEN.with_borrow(|open| {
            let found = open.iter().find(|one| one.graph == self.key);
            found.map(|one| one.transaction.as_ref().map(Transaction::view))
        });
        match inside {
            None => Ok(self.graph.view()),
            Some(Some(view)) => Ok(view),
            Some(None) => Err(reentered(py)),
        }
    }

    /// One call that writes: into the transaction of this thread, else as a commit of its own.
    pub(crate) fn write<T: Send>(
        &self,
        py: Python<'_>,
        write: impl FnOnce(&mut Transaction) -> Result<T, Error> + Send,
    ) -> PyResult<T> {
        self.write_and_see(py, write, |result, _| Ok(result))
    }

    /// As `write`; what comes of it is then looked up in the graph as it is after it.
    pub(crate) fn write_and_see<T: Send, S: Send>(
        &self,
        py: Python<'_>,
        write: impl FnOnce(&mut Transaction) -> Result<T, Error> + Send,
        see: impl FnOnce(T, &View) -> Result<S, Error> + Send,
    ) -> PyResult<S> {
        match self.here() {
            Here::Call => Err(reentered(py)),
            Here::Transaction => py
                .detach(|| match &mut Lent::new(self.key).transaction {
                    Some(transaction) => {
                        let result = write(transaction)?;
                        see(result, &transaction.view())
                    }
                    None => unreachable!("it was there, and belongs to this thread"),
                })
                .map_err(|error| raise(py, error)),
            Here::Nothing => {
                let mut both = Some((write, see));
                self.in_turn(py, |mut transaction| {
                    let Some((write, see)) = both.take() else {
                        unreachable!("the turn comes once")
                    };
                    let result = write(&mut transaction)?;
                    self.tick()?;
                    Ok(see(result, &transaction.commit()?)?)
                })
            }
        }
    }

    /// Waits for the turn to write, without the GIL, and does then what is to be done, still without.
    fn in_turn<T: Send>(
        &self,
        py: Python<'_>,
        mut act: impl FnMut(Transaction) -> Result<T, Stop> + Send,
    ) -> PyResult<T> {
        loop {
            let turn = || match self.graph.try_transaction(WAIT) {
                Ok(Some(transaction)) => act(transaction).map(Some),
                Ok(None) => Ok(None),
                Err(error) => Err(Stop::Core(error.into())),
            };
            match py.detach(turn) {
                Ok(Some(result)) => return Ok(result),
                Ok(None) => py.check_signals()?,
                Err(stop) => return Err(stop.raise(py)),
            }
        }
    }

    fn begin(&self, py: Python<'_>) -> PyResult<()> {
        if !matches!(self.here(), Here::Nothing) {
            return Err(misused(
                py,
                "this thread has a transaction open on the graph already; leave its `with` block first, or write in it",
            ));
        }
        self.in_turn(py, |transaction| {
            OPEN.with_borrow_mut(|open| {
                open.push(Open {
                    graph: self.key,
                    transaction: Some(transaction),
                });
            });
            Ok(())
        })
    }

    fn end(&self, py: Python<'_>, commit: bool) -> PyResult<()> {
        if let Here::Call = self.here() {
            return Err(reentered(py));
        }
        let ended = py.detach(|| {
            let ended = OPEN.with_borrow_mut(|open| {
                let at = open.iter().position(|one| one.graph == self.key)?;
                open.swap_remove(at).transaction
            });
            match ended {
                Some(transaction) if commit => {
                    self.tick()?;
                    transaction.commit()?;
                    Ok(true)
                }
                // To drop it is to roll it back.
                ended => Ok(ended.is_some()),
            }
        });
        match ended {
            Ok(true) => Ok(()),
            Ok(false) => Err(misused(
                py,
                "this thread has no transaction open on the graph; the thread that began it ends it",
            )),
            Err(stop) => Err(Stop::raise(stop, py)),
        }
    }

    /// Before a commit: sets the graph's time by the clock.
    fn tick(&self) -> PyResult<()> {
        self.clock.as_ref().map_or(Ok(()), Clock::tick)
    }
}

/// What ends a call that writes.
enum Stop {
    Core(Error),
    Python(PyErr),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Core(error)
    }
}

impl From<PyErr> for Stop {
    fn from(error: PyErr) -> Self {
        Self::Python(error)
    }
}

impl Stop {
    fn raise(self, py: Python<'_>) -> PyErr {
        match self {
            Self::Core(error) => raise(py, error),
            Self::Python(error) => error,
        }
    }
}

fn reentered(py: Python<'_>) -> PyErr {
    misused(
        py,
        "this thread is in a call on the graph, inside a transaction; let the call end first",
    )
}

/// All or nothing; see `Graph.transaction`.
#[pyclass(name = "Transaction", module = "rawabit", frozen)]
pub(crate) struct PyTransaction {
    graph: Py<PyGraph>,
}

#[pymethods]
impl PyTransaction {
    fn __enter__(&self, py: Python<'_>) -> PyResult<Py<PyGraph>> {
        PyGraph::shared(self.graph.bind(py)).begin(py)?;
        Ok(self.graph.clone_ref(py))
    }

    #[pyo3(signature = (kind, error, traceback, /))]
    fn __exit__(
        &self,
        py: Python<'_>,
        kind: Option<&Bound<'_, PyType>>,
        error: Option<&Bound<'_, PyAny>>,
        traceback: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<()> {
        let _ = (error, traceback);
        PyGraph::shared(self.graph.bind(py)).end(py, kind.is_none())
    }
}

#[pymethods]
impl PyGraph {
    /// Everything in the `with` block is committed as one, or, where an exception leaves it, nothing.
    ///
    /// In the block every call of this thread on the graph goes into the transaction, and reads what it has
    /// written. Other threads read the latest commit, and wait for their turn to write. A block within a block
    /// is an error. The tasks of one thread (asyncio) share its transaction: do not await another writer in it.
    ///
    /// Returns:
    ///     A context manager that gives the graph.
    ///
    /// Raises:
    ///     TransactionError: This thread has one open already.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> with graph.transaction():
    ///     ...     qatar, oman = graph.country("QA"), graph.country("OM")
    ///     ...     claim = graph.relate(qatar, "meetsWith", oman)
    ///     >>> len(graph)
    ///     2
    fn transaction(slf: Py<Self>) -> PyTransaction {
        PyTransaction { graph: slf }
    }
}

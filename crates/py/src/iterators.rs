//! What Python goes through one by one.

use std::sync::{Mutex, PoisonError};

use pyo3::prelude::*;
use rawabit::{Claim, Claims, Entity};

use crate::claim::PyClaim;
use crate::entity::PyEntity;
use crate::errors::raise;

/// An iterator of the core behind a lock: two Python threads may pull at it.
struct Rest<T>(Mutex<Box<dyn Iterator<Item = T> + Send>>);

impl<T> Rest<T> {
    fn new(rest: impl Iterator<Item = T> + Send + 'static) -> Self {
        Self(Mutex::new(Box::new(rest)))
    }

    fn next(&self) -> Option<T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).next()
    }

    fn at_least(&self) -> usize {
        let rest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        rest.size_hint().0
    }
}

/// Claims, one by one.
#[pyclass(name = "Claims", module = "rawabit", frozen)]
pub(crate) struct PyClaims(Rest<Claim>);

impl PyClaims {
    pub(crate) fn new(py: Python<'_>, claims: Claims) -> PyResult<Self> {
        match py.detach(move || claims.iter()) {
            Ok(rest) => Ok(Self(Rest::new(rest))),
            Err(error) => Err(raise(py, error)),
        }
    }
}

#[pymethods]
impl PyClaims {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&self) -> Option<PyClaim> {
        self.0.next().map(Into::into)
    }

    fn __length_hint__(&self) -> usize {
        self.0.at_least()
    }
}

/// Entities, one by one.
#[pyclass(name = "Entities", module = "rawabit", frozen)]
pub(crate) struct PyEntities(Rest<Entity>);

impl PyEntities {
    pub(crate) fn new(rest: impl Iterator<Item = Entity> + Send + 'static) -> Self {
        Self(Rest::new(rest))
    }
}

#[pymethods]
impl PyEntities {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&self) -> Option<PyEntity> {
        self.0.next().map(Into::into)
    }

    fn __length_hint__(&self) -> usize {
        self.0.at_least()
    }
}

//! Paths.

use std::fmt::Write as _;

use pyo3::prelude::*;
use rawabit::Path;

use crate::claim::PyClaim;
use crate::entity::{self, PyEntity};
use crate::show::isolate;

/// A way from one entity to another.
#[pyclass(name = "Path", module = "rawabit", frozen)]
pub(crate) struct PyPath(Path);

impl From<Path> for PyPath {
    fn from(path: Path) -> Self {
        Self(path)
    }
}

#[pymethods]
impl PyPath {
    /// The entities, from the start to the end.
    #[getter]
    fn entities(&self) -> Vec<PyEntity> {
        entity::list(self.0.entities.iter().cloned())
    }

    /// For each hop the relations of its statements.
    #[getter]
    fn relations(&self) -> Vec<Vec<String>> {
        self.0.relations.clone()
    }

    /// For each hop the claims on its statements.
    #[getter]
    fn claims(&self) -> Vec<Vec<PyClaim>> {
        let hop =
            |claims: &Vec<rawabit::Claim>| claims.iter().cloned().map(PyClaim::from).collect();
        self.0.claims.iter().map(hop).collect()
    }

    /// How sure it is: the product of its hops, each as sure as the highest confidence of the claims that hold its
    /// statements; `None` where a hop has none.
    #[getter]
    fn confidence(&self) -> Option<f64> {
        self.0.confidence
    }

    /// The number of hops.
    fn __len__(&self) -> usize {
        self.0.len()
    }

    #[expect(clippy::unused_self, reason = "a method of Python")]
    fn __bool__(&self) -> bool {
        true
    }

    fn __str__(&self) -> String {
        let mut shown = String::new();
        for (n, entity) in self.0.entities.iter().enumerate() {
            if n > 0 {
                let relations = self.0.relations.get(n - 1);
                let names = relations.map(|names| names.join(", ")).unwrap_or_default();
                let _ = write!(shown, " -- {names} -- ");
            }
            shown.push_str(&isolate(&entity.name()));
        }
        shown
    }

    fn __repr__(&self) -> String {
        format!("<Path: {}>", self.__str__())
    }
}

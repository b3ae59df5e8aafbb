//! Schemas.

use std::fmt::Write as _;
use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use rawabit::Schema;

use crate::errors::{raise, wrong_type};

/// Types and relations: the built-in ontology, and your own Turtle files on top of it.
///
/// Args:
///     *extensions: Turtle files, each with an `owl:Ontology` and types and relations of its own.
///
/// Raises:
///     SchemaError: A file breaks the syntax or a rule for extensions; it names the term and the line.
///     FileNotFoundError: There is no such file.
///
/// Example:
///     >>> Schema()
///     <Schema: rawabit 0.1.0, 58 types, 44 relations>
#[pyclass(name = "Schema", module = "rawabit", frozen, eq)]
#[derive(PartialEq)]
pub(crate) struct PySchema(pub(crate) Schema);

#[pymethods]
impl PySchema {
    #[new]
    #[pyo3(signature = (*extensions))]
    fn new(py: Python<'_>, extensions: &Bound<'_, PyTuple>) -> PyResult<Self> {
        let mut paths = Vec::new();
        for (n, path) in extensions.iter().enumerate() {
            let found: Result<PathBuf, _> = path.extract();
            let named = || wrong_type(&format!("extensions[{n}]"), "a path", &path);
            paths.push(found.map_err(|_| named())?);
        }
        let schema = py.detach(|| Schema::new(paths));
        schema.map(Self).map_err(|error| raise(py, error))
    }

    /// A schema without types and relations, for a plain RDF store.
    #[staticmethod]
    fn empty() -> Self {
        Self(Schema::empty())
    }

    /// What the extensions say that is no error, but that their authors should know of.
    #[getter]
    fn notices(&self) -> Vec<String> {
        self.0.notices().iter().map(ToString::to_string).collect()
    }

    fn __repr__(&self) -> String {
        let Some(version) = self.0.version() else {
            return "<Schema: empty>".into();
        };
        let types = self.0.types().filter(|it| !it.is_bookkeeping()).count();
        let relations = self
            .0
            .relations()
            .filter(|it| !it.is_bookkeeping() && !it.is_value() && !it.is_inverse_form());
        let mut shown = format!(
            "<Schema: rawabit {version}, {types} types, {} relations",
            relations.count()
        );
        for extension in self.0.ontologies().skip(1) {
            let _ = write!(shown, ", <{}>", extension.iri().as_str());
        }
        shown + ">"
    }
}

//! Schemas.

use std::fmt::Write as _;
use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use rawabit::{Packing, Schema};

use crate::arguments::word;
use crate::errors::{bad_argument, raise, wrong_type};
use crate::table::PyTable;
use crate::target::{Target, bytes_or_none};

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
    ///
    /// Example:
    ///     >>> len(Schema.empty().types())
    ///     0
    #[staticmethod]
    fn empty() -> Self {
        Self(Schema::empty())
    }

    /// One row a type: `name`, `iri`, `parents`, labels and definitions in English and Arabic, `deprecated`.
    ///
    /// Example:
    ///     >>> [row["label_ar"] for row in Schema().types() if row["name"] == "City"]
    ///     ['مدينة']
    fn types(&self) -> PyTable {
        self.0.type_table().into()
    }

    /// One row a relation or property: `name`, `iri`, `kind`, `domain`, `range`, `inverse`, and what else is known.
    ///
    /// The kind is `"relation"` between entities, `"inverse"` for the form that is not stored, or `"value"`.
    ///
    /// Example:
    ///     >>> [(row["domain"], row["range"]) for row in Schema().relations() if row["name"] == "hosts"]
    ///     [('Agent', 'Event')]
    fn relations(&self) -> PyTable {
        self.0.relation_table().into()
    }

    /// Writes the schema as Turtle, which `Schema` reads again, or as the JSON Schema of the documents that `read` takes.
    ///
    /// The JSON Schema (2020-12) is for the structured outputs of language models: types and relations are
    /// enumerated, and described in English and Arabic; objects are closed. It demands less than `read`, which checks
    /// what a model returns: quotes against the text, ends of relations against the ontology.
    ///
    /// Args:
    ///     target: A path, or a file object open in binary mode; without it the bytes are returned.
    ///     format: `"turtle"` or `"jsonschema"`.
    ///
    /// Returns:
    ///     The bytes where there is no target.
    ///
    /// Raises:
    ///     SchemaError: The name is that of a packed file, or ends with `.json` where no format is given.
    ///
    /// Example:
    ///     >>> import json
    ///     >>> schema = json.loads(Schema().write(format="jsonschema"))
    ///     >>> "Summit" in schema["$defs"]["TypeName"]["enum"]
    ///     True
    #[pyo3(signature = (target = None, *, format = None), text_signature = "($self, target=None, *, format='turtle')")]
    fn write<'py>(
        &self,
        py: Python<'py>,
        target: Option<&Bound<'py, PyAny>>,
        format: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        let formats = [
            ("turtle", Schema::write_turtle as fn(&Schema) -> String),
            ("jsonschema", Schema::write_json_schema),
        ];
        let target = Target::new(target)?;
        let refused = |reason| {
            let name = target.name().unwrap_or_default();
            bad_argument(py, "target", &name.display().to_string(), reason)
        };
        if target.packing() != Packing::Plain {
            return Err(refused(
                "a schema is not packed; take a name without .gz or .zst",
            ));
        }
        let format = match format {
            Some(format) => word("format", format, &formats)?,
            None if target.ending().as_deref() == Some("json") => {
                return Err(refused(
                    "without a format it would hold Turtle; say format=\"jsonschema\"",
                ));
            }
            None => Schema::write_turtle,
        };
        let written = py.detach(|| {
            let text = format(&self.0);
            target.write(|writer| writer.write_all(text.as_bytes()))
        });
        bytes_or_none(py, written)
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

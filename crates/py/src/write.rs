//! Writing: a view, or triples, as RDF.

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use rawabit::{ClaimsForm, Error, Format, SchemaError, View, WriteOptions};

use crate::arguments;
use crate::errors::{raise, wrong_type};
use crate::target::Target;
use crate::triples::PyTriples;
use crate::view::PyView;

/// Hands out what was written where it did not go elsewhere.
type Written<'py> = PyResult<Option<Bound<'py, PyAny>>>;

/// The format that is named, or that of the file's name; the rest is the core's to say.
fn options(target: &Target, format: Option<&Bound<'_, PyAny>>) -> PyResult<WriteOptions> {
    let options = WriteOptions::new().packing(target.packing());
    match format {
        Some(format) => {
            let name = arguments::string("format", format)?;
            let named = options.format_named(&name);
            named.map_err(|error| raise(format.py(), error))
        }
        None => Ok(match target.name().and_then(|it| Format::from_path(&it)) {
            Some(format) => options.format(format),
            None => options,
        }),
    }
}

/// Writes without the GIL.
fn write(
    py: Python<'_>,
    target: Target,
    options: WriteOptions,
    view: impl FnOnce() -> Result<View, Error> + Send,
) -> Written<'_> {
    let written = py.detach(|| {
        let view = view()?;
        target.write_with(
            |path| view.write(path, options),
            |stream| view.write_to(stream, options),
        )
    });
    match written {
        Ok(bytes) => Ok(bytes.map(|bytes| PyBytes::new(py, &bytes).into_any())),
        Err(error) => Err(raise(py, error)),
    }
}

#[pymethods]
impl PyView {
    /// Writes the graph, as RDF: statements, claims with what is said of them, evidence, named graphs.
    ///
    /// A path is replaced as a whole or not at all; a file whose name ends in `.gz` or `.zst` is packed, also where
    /// `open` gave it. A file object is written by pieces. The same moment always gives the same bytes. The texts of
    /// documents are not part of RDF.
    ///
    /// Args:
    ///     target: A path, or a file object open in binary mode; without it the bytes are returned.
    ///     format: `"turtle"`, `"ntriples"`, `"nquads"`, `"trig"`, `"rdfxml"`, `"jsonld"`, or a file ending; by default
    ///         that of the file's name.
    ///     claims: `"annotations"` for claims in RDF 1.2, `"reification"` for readers of RDF 1.1, `"none"` for the
    ///         statements alone. By default each as it came in, and ours as annotations where the format has them.
    ///     ontology: Whether the ontology's triples are written along.
    ///     alignment: Whether the mappings of its terms to other vocabularies are written along, in a graph of their own
    ///         where the format has graphs.
    ///
    /// Returns:
    ///     The bytes where there is no target.
    ///
    /// Raises:
    ///     SchemaError: There is no such format, or it cannot hold what is there; it names those that can.
    ///     OSError: The file cannot be written.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> claim = graph.relate(graph.country("QA"), "meetsWith", graph.country("OM"), id="c1")
    ///     >>> text = graph.write(format="turtle").decode()
    ///     >>> "ex:qatar" in text and "~ c:c1 {| a rb:Claim" in text
    ///     True
    #[pyo3(signature = (target = None, *, format = None, claims = None, ontology = None, alignment = None))]
    #[pyo3(
        text_signature = "($self, target=None, *, format=None, claims=None, ontology=False, alignment=False)"
    )]
    fn write<'py>(
        &self,
        py: Python<'py>,
        target: Option<&Bound<'py, PyAny>>,
        format: Option<&Bound<'py, PyAny>>,
        claims: Option<&Bound<'py, PyAny>>,
        ontology: Option<&Bound<'py, PyAny>>,
        alignment: Option<&Bound<'py, PyAny>>,
    ) -> Written<'py> {
        let target = Target::new(target)?;
        let options = options(&target, format)?;
        let ontology = arguments::flag_or("ontology", ontology, false)?;
        let alignment = arguments::flag_or("alignment", alignment, false)?;
        let mut options = options.ontology(ontology).alignment(alignment);
        if let Some(claims) = claims {
            let form: Result<ClaimsForm, SchemaError> =
                arguments::string("claims", claims)?.parse();
            options = options.claims(form.map_err(|error| raise(py, error))?);
        }
        let view = self.now(py)?;
        write(py, target, options, || Ok(view))
    }

    /// Whether another view holds the same statements and claims, whatever its blank nodes are called.
    ///
    /// History, texts of documents, prefixes and the base do not count, nor the form in which claims came in.
    ///
    /// Args:
    ///     other: A `View` or a `Graph`.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> qatar = graph.country("QA")
    ///     >>> again = Graph()
    ///     >>> report = again.read(graph.write(format="trig"))
    ///     >>> again.same_as(graph)
    ///     True
    fn same_as(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        let Ok(other) = other.cast::<PyView>() else {
            return Err(wrong_type("other", "a View or a Graph", other));
        };
        let (this, other) = (self.now(py)?, other.get().now(py)?);
        Ok(py.detach(|| this.same_as(&other)))
    }
}

#[pymethods]
impl PyTriples {
    /// Writes the triples as RDF.
    ///
    /// Args:
    ///     target: A path, or a file object open in binary mode; without it the bytes are returned.
    ///     format: As in `View.write`.
    ///
    /// Returns:
    ///     The bytes where there is no target.
    ///
    /// Raises:
    ///     SchemaError: There is no such format, or no telling which is meant, or it cannot hold what is there.
    ///     OSError: The file cannot be written.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> qatar = graph.country("QA")
    ///     >>> graph.construct("CONSTRUCT { ?x a rb:Place } WHERE { ?x a rb:Country }").write(format="ntriples")
    ///     b'<https://example.org/id/qatar> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/rawabit/ns#Place> .\n'
    #[pyo3(signature = (target = None, *, format = None))]
    fn write<'py>(
        &self,
        py: Python<'py>,
        target: Option<&Bound<'py, PyAny>>,
        format: Option<&Bound<'py, PyAny>>,
    ) -> Written<'py> {
        let target = Target::new(target)?;
        let options = options(&target, format)?;
        write(py, target, options, || {
            Ok(self.triples().to_graph()?.view())
        })
    }
}

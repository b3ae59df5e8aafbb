//! The column of rawabit, through what it offers to everyone.

use std::collections::HashMap;
use std::sync::Arc;

use oxigraph::io::RdfFormat;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, Quad, Term, Triple};
use oxigraph::sparql::results::QueryResultsFormat;
use rawabit::{
    ClaimsForm, Error, Format, Graph, Iri, QueryError, QueryOptions, ReadError, ReadOptions,
    ResultsFormat, Schema, WriteOptions,
};

use crate::engine::{Answer, Engine, Failure};
use crate::files::{Data, Document, Files, Sparql};
use crate::same;

pub struct Ours {
    pub files: Files,
}

impl Engine for Ours {
    fn read(&self, document: &Document) -> Result<Vec<Quad>, Failure> {
        quads(&self.graph([document])?)
    }

    fn write(&self, document: &Document, format: RdfFormat) -> Result<Vec<u8>, Failure> {
        let mut written = Vec::new();
        let options = WriteOptions::new().format(rdf_format(format)?);
        let graph = self.graph([document])?;
        graph.write_to(&mut written, options).map_err(failure)?;
        Ok(written)
    }

    fn comes_back(&self, document: &Document) -> Result<(), String> {
        let graph = self.graph([document]).map_err(|error| error.to_string())?;
        let told = |error: Failure| error.to_string();
        let before = quads(&graph).map_err(told)?;
        let terms = before
            .iter()
            .any(|quad| matches!(quad.object, Term::Triple(_)));
        let statements = before.iter().any(|quad| quad.predicate == rdf::SUBJECT);
        let formats = Format::ALL.iter().filter(|format| **format != Format::Json);
        for &format in formats {
            // Where a format has no triple terms, claims come back as rdf:Statement, by design. In RDF/XML
            // they all take one form.
            let mixed = statements && format == Format::RdfXml;
            if terms && (mixed || !format.has_triple_terms()) {
                continue;
            }
            let mut options = WriteOptions::new().format(format);
            if terms && format == Format::RdfXml {
                options = options.claims(ClaimsForm::Annotations);
            }
            let mut written = Vec::new();
            match graph.write_to(&mut written, options) {
                Ok(()) => {}
                // A format may say what it cannot hold; these hold everything.
                Err(Error::Schema(_)) if !holds(format, &before) => continue,
                Err(error) => return Err(format!("written as {format}: {error}")),
            }
            let again = Document {
                base: document.base.clone(),
                format: RdfFormat::from_extension(format.extensions()[0])
                    .ok_or("there is no such format")?,
                bytes: written,
                graph: None,
            };
            let read = self.graph([&again]);
            let read = read.map_err(|error| format!("written as {format}, and read: {error}"))?;
            let after = quads(&read).map_err(told)?;
            if !same::datasets(before.iter().cloned(), after.iter().cloned()) {
                let text = String::from_utf8_lossy(&again.bytes);
                return Err(format!(
                    "written as {format} it comes back otherwise:\n{text}"
                ));
            }
            if !read.same_as(&graph) {
                return Err(format!("same_as denies what came back from {format}"));
            }
        }
        Ok(())
    }

    fn query(
        &self,
        data: &Data,
        query: &Sparql,
        format: QueryResultsFormat,
    ) -> Result<Answer, Failure> {
        let graph = self.graph(&data.documents)?;
        let mut services = HashMap::new();
        for (name, document) in &data.services {
            services.insert(name.as_str().to_owned(), self.graph([document])?);
        }
        let services = Arc::new(services);
        let options = || {
            let options = QueryOptions::new().base(iri(&query.base)?);
            Ok::<_, Failure>(with_services(options, &services))
        };
        match graph.query_with(&query.text, options()?) {
            Ok(rows) => {
                let mut written = Vec::new();
                rows.write_to(&mut written, results_format(format)?)
                    .map_err(Failure::other)?;
                Ok(Answer::Rows(written))
            }
            // The error names the call for a query of this form.
            Err(Error::Query(QueryError::Form { call: "ask", .. })) => {
                let truth = graph.ask_with(&query.text, options()?);
                Ok(Answer::Truth(truth.map_err(failure)?))
            }
            Err(Error::Query(QueryError::Form { .. })) => {
                let triples = graph.construct_with(&query.text, options()?);
                let triples = triples.map_err(failure)?.into_iter().map(Triple::from);
                Ok(Answer::Graph(triples.collect()))
            }
            Err(error) => Err(failure(error)),
        }
    }

    fn update(&self, data: &Data, request: &Sparql) -> Result<Vec<Quad>, Failure> {
        let graph = self.graph(&data.documents)?;
        let options = QueryOptions::new().base(iri(&request.base)?);
        graph.update_with(&request.text, options).map_err(failure)?;
        quads(&graph)
    }
}

impl Ours {
    /// A graph without a schema, with what stands in documents.
    fn graph<'a>(
        &self,
        documents: impl IntoIterator<Item = &'a Document>,
    ) -> Result<Graph, Failure> {
        let graph = Graph::builder().schema(Schema::empty()).build();
        let graph = graph.map_err(failure)?;
        for document in documents {
            let mut options = ReadOptions::new()
                .format(rdf_format(document.format)?)
                .base(&document.base)
                .name(&document.base)
                .contexts({
                    let files = self.files.clone();
                    move |address| files.read(address).map_err(std::io::Error::other)
                });
            if let Some(name) = &document.graph {
                options = options.graph(iri(name.as_str())?);
            }
            graph
                .read_from(document.bytes.as_slice(), options)
                .map_err(failure)?;
        }
        graph.check().map_err(Failure::other)?;
        Ok(graph)
    }
}

/// Everything in a graph, as its own queries tell it.
fn quads(graph: &Graph) -> Result<Vec<Quad>, Failure> {
    let mut quads = Vec::new();
    for query in [
        "SELECT ?s ?p ?o { ?s ?p ?o }",
        "SELECT ?s ?p ?o ?g { GRAPH ?g { ?s ?p ?o } }",
    ] {
        for row in graph.query(query).map_err(failure)?.rows() {
            let mut terms = row.terms().into_iter().flatten().map(Term::from);
            let (Some(s), Some(p), Some(o)) = (terms.next(), terms.next(), terms.next()) else {
                return Err(Failure::other("a row of a pattern has no value"));
            };
            let name = match terms.next() {
                None => GraphName::DefaultGraph,
                Some(Term::NamedNode(node)) => node.into(),
                Some(Term::BlankNode(node)) => node.into(),
                Some(other) => return Err(Failure::other(format!("a graph is called {other}"))),
            };
            let triple = Triple::from_terms(s, p, o).map_err(Failure::other)?;
            quads.push(triple.in_graph(name));
        }
    }
    Ok(quads)
}

/// Whether a format holds all that there is: everything but what it is known not to.
fn holds(format: Format, quads: &[Quad]) -> bool {
    let named = quads
        .iter()
        .any(|quad| quad.graph_name != GraphName::DefaultGraph);
    match format {
        Format::NQuads | Format::TriG => true,
        Format::NTriples | Format::Turtle => !named,
        _ => false,
    }
}

type Services = HashMap<String, Graph>;

/// Options with the services of a test, which can ask each other.
fn with_services(options: QueryOptions, services: &Arc<Services>) -> QueryOptions {
    let services = Arc::clone(services);
    options.service(move |name, query| {
        let failed = |what| QueryError::Evaluation { what };
        let graph = services.get(name.as_str());
        let graph = graph.ok_or_else(|| failed(format!("there is no service {name}")))?;
        let answer = graph.query_with(query, with_services(QueryOptions::new(), &services));
        answer.map_err(|error| failed(error.to_string()))
    })
}

/// Whether rawabit says that something is badly formed, or that something else went wrong.
fn failure(error: Error) -> Failure {
    match error {
        // What is wrong with the sense of JSON-LD has no place in the text.
        Error::Query(QueryError::Syntax { .. })
        | Error::Read(ReadError::Syntax { .. } | ReadError::Content { .. }) => {
            Failure::Syntax(error.to_string())
        }
        error => Failure::other(error),
    }
}

fn iri(text: &str) -> Result<Iri, Failure> {
    Iri::new(text).map_err(Failure::other)
}

fn rdf_format(format: RdfFormat) -> Result<Format, Failure> {
    Format::from_name(format.file_extension())
        .ok_or_else(|| Failure::other(format!("rawabit has no format {format}")))
}

fn results_format(format: QueryResultsFormat) -> Result<ResultsFormat, Failure> {
    ResultsFormat::from_name(format.file_extension()).map_err(Failure::other)
}

//! The column of rawabit, through what it offers to everyone.

use std::collections::HashMap;
use std::sync::Arc;

use oxigraph::io::RdfFormat;
use oxigraph::model::{GraphName, Quad, Term, Triple};
use oxigraph::sparql::results::QueryResultsFormat;
use rawabit::{
    Error, Format, Graph, Iri, QueryError, QueryOptions, ReadError, ReadOptions, ResultsFormat,
    Schema,
};

use crate::engine::{Answer, Engine, Failure};
use crate::files::{Data, Document, Files, Sparql};

pub struct Ours {
    pub files: Files,
}

impl Engine for Ours {
    fn read(&self, document: &Document) -> Result<Vec<Quad>, Failure> {
        quads(&self.graph([document])?)
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
        Error::Query(QueryError::Syntax { .. }) | Error::Read(ReadError::Syntax { .. }) => {
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

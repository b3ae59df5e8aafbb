//! The column of oxigraph's own crates.

use std::collections::HashMap;
use std::sync::Arc;

use oxigraph::io::{LoadedDocument, RdfFormat, RdfParseError, RdfParser, RdfSerializer};
use oxigraph::model::{Dataset, GraphName, NamedNode, Quad};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{
    DefaultServiceHandler, QueryEvaluationError, QueryResults, QuerySolutionIter, SparqlEvaluator,
};
use oxigraph::store::Store;

use oxiri::Iri;
use spargebra::Query;
use spargebra::algebra::GraphPattern;

use crate::engine::{Answer, Engine, Failure};
use crate::files::{Data, Document, Files, Sparql};

pub struct Theirs {
    pub files: Files,
}

impl Engine for Theirs {
    fn read(&self, document: &Document) -> Result<Vec<Quad>, Failure> {
        let graph = document
            .graph
            .clone()
            .map_or(GraphName::DefaultGraph, GraphName::from);
        let files = self.files.clone();
        let format = document.format;
        let load = move |address: &str| {
            Ok(LoadedDocument {
                url: address.into(),
                content: files.read(address)?,
                format,
            })
        };
        RdfParser::from_format(document.format)
            .with_base_iri(&document.base)
            .map_err(Failure::other)?
            .with_default_graph(graph)
            .rename_blank_nodes()
            .for_reader(document.bytes.as_slice())
            .with_document_loader(load)
            .map(|quad| {
                quad.map_err(|error| match error {
                    RdfParseError::Syntax(error) => Failure::Syntax(error.to_string()),
                    RdfParseError::Io(error) => Failure::other(error),
                })
            })
            .collect()
    }

    fn write(&self, document: &Document, format: RdfFormat) -> Result<Vec<u8>, Failure> {
        let mut writer = RdfSerializer::from_format(format).for_writer(Vec::new());
        for quad in self.read(document)? {
            writer.serialize_quad(&quad).map_err(Failure::other)?;
        }
        writer.finish().map_err(Failure::other)
    }

    fn comes_back(&self, _: &Document) -> Result<(), String> {
        // Asked of rawabit alone.
        Ok(())
    }

    fn query(
        &self,
        data: &Data,
        query: &Sparql,
        format: QueryResultsFormat,
    ) -> Result<Answer, Failure> {
        let dataset = self.dataset(&data.documents)?;
        let services = data.services.iter().map(|(name, document)| {
            Ok((name.clone(), self.dataset(std::slice::from_ref(document))?))
        });
        let services = services.collect::<Result<HashMap<_, _>, Failure>>()?;
        let answer = SparqlEvaluator::new()
            .with_base_iri(&query.base)
            .map_err(Failure::other)?
            .with_default_service_handler(Services(Arc::new(services)))
            .parse_query(&query.text)
            .map_err(|error| Failure::Syntax(error.to_string()))?
            .on_queryable_dataset(&dataset)
            .execute()
            .map_err(Failure::other)?;
        Ok(match answer {
            QueryResults::Boolean(truth) => Answer::Truth(truth),
            QueryResults::Graph(triples) => {
                Answer::Graph(triples.collect::<Result<_, _>>().map_err(Failure::other)?)
            }
            QueryResults::Solutions(rows) => {
                let mut writer = QueryResultsSerializer::from_format(format)
                    .serialize_solutions_to_writer(Vec::new(), rows.variables().to_vec())
                    .map_err(Failure::other)?;
                for row in rows {
                    let row = row.map_err(Failure::other)?;
                    writer.serialize(&row).map_err(Failure::other)?;
                }
                Answer::Rows(writer.finish().map_err(Failure::other)?)
            }
        })
    }

    fn update(&self, data: &Data, request: &Sparql) -> Result<Vec<Quad>, Failure> {
        let store = Store::new().map_err(Failure::other)?;
        for quad in &self.dataset(&data.documents)? {
            store.insert(quad).map_err(Failure::other)?;
        }
        SparqlEvaluator::new()
            .with_base_iri(&request.base)
            .map_err(Failure::other)?
            .parse_update(&request.text)
            .map_err(|error| Failure::Syntax(error.to_string()))?
            .on_store(&store)
            .execute()
            .map_err(Failure::other)?;
        store
            .iter()
            .collect::<Result<_, _>>()
            .map_err(Failure::other)
    }
}

impl Theirs {
    fn dataset(&self, documents: &[Document]) -> Result<Dataset, Failure> {
        let mut dataset = Dataset::new();
        for document in documents {
            dataset.extend(self.read(document)?);
        }
        Ok(dataset)
    }
}

/// Answers SERVICE clauses from what a test says that services know.
struct Services(Arc<HashMap<NamedNode, Dataset>>);

impl DefaultServiceHandler for Services {
    type Error = QueryEvaluationError;

    fn handle(
        &self,
        service: &NamedNode,
        pattern: &GraphPattern,
        base: Option<&Iri<String>>,
    ) -> Result<QuerySolutionIter<'static>, QueryEvaluationError> {
        let unknown = || QueryEvaluationError::UnsupportedService(service.clone());
        let dataset = self.0.get(service).ok_or_else(unknown)?;
        let query = Query::Select {
            dataset: None,
            pattern: pattern.clone(),
            base_iri: base.cloned(),
        };
        let answer = SparqlEvaluator::new()
            .with_default_service_handler(Self(Arc::clone(&self.0)))
            .for_query(query)
            .on_queryable_dataset(dataset)
            .execute()?;
        let QueryResults::Solutions(rows) = answer else {
            return Err(unknown());
        };
        Ok(QuerySolutionIter::new(
            rows.variables().into(),
            rows.collect::<Vec<_>>(),
        ))
    }
}

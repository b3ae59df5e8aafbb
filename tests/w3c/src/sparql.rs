//! Tests of SPARQL: queries, updates, and the formats of results.

use oxigraph::sparql::results::QueryResultsFormat;
use spargebra::SparqlParser;

use crate::engine::{Engine, Failure};
use crate::files::{Data, Document, Files, Sparql};
use crate::manifest::{Source, Test};
use crate::results::{Results, lines};
use crate::same;

pub fn run(engine: &dyn Engine, files: &Files, test: &Test) -> Result<(), String> {
    let sparql = Sparql {
        base: test.action.clone(),
        text: files.text(&test.action)?,
    };
    let kind = test.kinds.first().map(String::as_str).unwrap_or_default();
    // The older suites say which version a test of syntax is from.
    match kind.trim_end_matches("11").trim_end_matches("12") {
        "QueryEvaluationTest" | "CSVResultFormatTest" => query(engine, files, test, &sparql),
        "UpdateEvaluationTest" => update(engine, files, test, &sparql),
        "PositiveSyntaxTest" | "NegativeSyntaxTest" => {
            let nothing = Data::default();
            let asked = engine.query(&nothing, &sparql, QueryResultsFormat::Json);
            syntax(kind, asked.map(|_| ()))
        }
        "PositiveUpdateSyntaxTest" | "NegativeUpdateSyntaxTest" => {
            let done = engine.update(&Data::default(), &sparql);
            syntax(kind, done.map(|_| ()))
        }
        other => Err(format!("there is no runner for {other}")),
    }
}

fn syntax(kind: &str, outcome: Result<(), Failure>) -> Result<(), String> {
    match (kind.starts_with("Positive"), outcome) {
        // Whether it can be answered is another question.
        (true, Ok(()) | Err(Failure::Other(_))) | (false, Err(Failure::Syntax(_))) => Ok(()),
        (true, Err(error)) => Err(error.to_string()),
        (false, Ok(())) => Err("taken, though it is badly formed".into()),
        (false, Err(error)) => Err(format!("taken for well formed; then: {error}")),
    }
}

fn query(engine: &dyn Engine, files: &Files, test: &Test, query: &Sparql) -> Result<(), String> {
    let mut data = Data {
        documents: documents(files, &test.data)?,
        services: Vec::new(),
    };
    for (service, address) in &test.services {
        data.services
            .push((service.clone(), files.document(address)?));
    }
    // Graphs that the query itself names are documents of the suite.
    for graph in named_by(query) {
        let document = files.document(graph.as_str())?;
        data.documents.push(document.in_graph(graph));
    }
    let result = test.result.as_deref().ok_or("the test has no result")?;
    let ending = result.rsplit('.').next().unwrap_or_default();
    let format = QueryResultsFormat::from_extension(ending);
    let expected = match format {
        Some(format) => Results::of_format(&files.read(result)?, format),
        None => Results::of_document(&files.document(result)?),
    };
    let expected = expected.map_err(|error| format!("<{result}>: {error}"))?;
    let format = format.unwrap_or(QueryResultsFormat::Json);
    let answer = engine.query(&data, query, format);
    let found = Results::of_answer(answer.map_err(|error| error.to_string())?, format)?;
    expected.compare(found, test.lax)
}

/// The graphs of FROM and FROM NAMED.
fn named_by(query: &Sparql) -> Vec<oxigraph::model::NamedNode> {
    let parsed = SparqlParser::new()
        .with_base_iri(&query.base)
        .map(|parser| parser.parse_query(&query.text));
    let Ok(Ok(parsed)) = parsed else {
        return Vec::new();
    };
    let Some(dataset) = parsed.dataset() else {
        return Vec::new();
    };
    let mut graphs = dataset.default.clone();
    for graph in dataset.named.iter().flatten() {
        if !graphs.contains(graph) {
            graphs.push(graph.clone());
        }
    }
    graphs
}

fn update(engine: &dyn Engine, files: &Files, test: &Test, request: &Sparql) -> Result<(), String> {
    let data = Data {
        documents: documents(files, &test.data)?,
        services: Vec::new(),
    };
    let found = engine
        .update(&data, request)
        .map_err(|error| error.to_string())?;
    let mut expected = Vec::new();
    for document in documents(files, &test.result_data)? {
        expected.extend(document.quads()?);
    }
    let told = format!("{}\n  expected:{}", lines(&found), lines(&expected));
    if same::datasets(expected, found) {
        Ok(())
    } else {
        Err(format!("another graph:{told}"))
    }
}

fn documents(files: &Files, sources: &[Source]) -> Result<Vec<Document>, String> {
    let document = |source: &Source| {
        let document = files.document(&source.address)?;
        Ok(match &source.graph {
            Some(graph) => document.in_graph(graph.clone()),
            None => document,
        })
    };
    sources.iter().map(document).collect()
}

//! Promises to those who take things out: nothing that was taken out is found again by accident.

#![expect(clippy::unwrap_used, reason = "what cannot be done fails the test")]

use rawabit::{
    Describe, Direction, Entity, Error, Format, Graph, Iri, ReadOptions, Relate, SchemaError,
    WriteOptions,
};

fn read(graph: &Graph, text: &str, format: Format) {
    let options = ReadOptions::new().format(format);
    graph.read_from(text.as_bytes(), options).unwrap();
}

/// A graph with a text that says two entities are mentioned in it.
fn mentioned() -> Graph {
    let graph = Graph::new();
    let document = r#"{"rawabit_format": "1", "base": "https://example.org/id/",
        "documents": [{"id": "d", "text": "Qatar met Oman."}], "defaults": {"source": "d"},
        "entities": [
            {"id": "qatar", "type": "Country", "mention": {"start": 0, "end": 5, "quote": "Qatar"}},
            {"id": "oman", "type": "Country", "mention": {"start": 10, "end": 14, "quote": "Oman"}}]}"#;
    read(&graph, document, Format::Json);
    graph
}

/// What is seen of a graph, a statement a line.
fn lines(graph: &Graph) -> String {
    let mut lines = Vec::new();
    let options = WriteOptions::new().format(Format::NQuads);
    graph.write_to(&mut lines, options).unwrap();
    String::from_utf8(lines).unwrap()
}

fn mentions(graph: &Graph, entity: &str) -> usize {
    graph.entity(entity).unwrap().all("mention").unwrap().len()
}

fn errors(graph: &Graph) -> Vec<String> {
    let report = graph.validate();
    let problems = report.problems().iter().map(ToString::to_string);
    problems.filter(|it| it.contains("evidence")).collect()
}

fn refused<T>(result: Result<T, Error>) -> String {
    let error = result.err().unwrap();
    assert!(matches!(error, Error::Schema(_)), "{error:?}");
    error.to_string()
}

// ---- documents ------------------------------------------------------------------------------------------------

// ---- both ends ------------------------------------------------------------------------------------------------

// ---- what is not there any more -------------------------------------------------------------------------------

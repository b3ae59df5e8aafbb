//! What the targets do with a text.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use rawabit::{Error, Format, Graph, QueryError, QueryOptions, ReadOptions, Schema, WriteOptions};

/// Reads a document; a graph that took it is sound, and takes nothing of one that it refuses.
pub fn read(format: Format, bytes: &[u8]) {
    let graph = match format {
        Format::Json => Graph::new(),
        _ => empty(),
    };
    for strict in [true, false] {
        let options = ReadOptions::new()
            .format(format)
            .base("https://example.org/id/")
            .strict(strict);
        let read = graph.read_from(bytes, options);
        if let Err(error) = &read {
            let _ = error.to_string();
        }
        if strict && read.is_err() {
            assert!(
                is_empty(&graph),
                "a document that was refused left something"
            );
        }
    }
    graph.check().expect("the graph is sound");
    comes_back(&graph);
}

/// What was taken can be written, and what is written can be read.
fn comes_back(graph: &Graph) {
    for format in [Format::NQuads, Format::TriG] {
        let mut written = Vec::new();
        let options = WriteOptions::new().format(format);
        graph
            .write_to(&mut written, options)
            .expect("these formats hold everything");
        let again = empty();
        let options = ReadOptions::new().format(format);
        again
            .read_from(&written[..], options)
            .expect("what was written is well formed");
        assert_eq!(
            count(&again),
            count(graph),
            "{}",
            String::from_utf8_lossy(&written)
        );
    }
}

/// Answers a query on a small graph, for a short time.
pub fn query(bytes: &[u8]) {
    static GRAPH: LazyLock<Graph> = LazyLock::new(small);
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    match GRAPH.query_with(text, shortly()) {
        Ok(rows) => {
            let _ = rows.to_string();
        }
        Err(Error::Query(QueryError::Form { call: "ask", .. })) => {
            let _ = GRAPH.ask_with(text, shortly());
        }
        Err(Error::Query(QueryError::Form { .. })) => {
            let _ = GRAPH.construct_with(text, shortly());
        }
        Err(error) => {
            let _ = error.to_string();
        }
    }
}

/// Does what an update says; the graph stays sound, and as it was where the update is refused.
pub fn update(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    // No file of this machine is anybody's business.
    if text.contains("file:") {
        return;
    }
    let graph = small();
    let before = count(&graph);
    if let Err(error) = graph.update_with(text, shortly()) {
        let _ = error.to_string();
        assert_eq!(
            count(&graph),
            before,
            "an update that failed changed something"
        );
    }
    graph.check().expect("the graph is sound");
}

fn empty() -> Graph {
    let graph = Graph::builder().schema(Schema::empty()).build();
    graph.expect("an empty graph can be made")
}

fn small() -> Graph {
    static SCHEMA: LazyLock<Schema> = LazyLock::new(Schema::builtin);
    let graph = Graph::builder().schema(SCHEMA.clone()).build();
    let graph = graph.expect("a graph can be made");
    let text = br#"
        PREFIX rb: <https://w3id.org/rawabit/ns#>
        PREFIX : <http://example/>
        :a a rb:Country ; rb:participatesIn :b ~ :c {| a rb:Claim ; rb:confidence 0.7 |} .
        :b a rb:Summit ; :p 1, 01, "x"@en, "2024-03-05"^^<http://www.w3.org/2001/XMLSchema#date> .
        :s :p :o . :o :p :s . _:x :q <<( :s :p _:x )>> .
        GRAPH :g { :s :p :o, "y" } GRAPH _:h { :s :p _:x }
    "#;
    let options = ReadOptions::new().format(Format::TriG);
    graph
        .read_from(&text[..], options)
        .expect("the text is well formed");
    graph
}

fn shortly() -> QueryOptions {
    let until = Instant::now() + Duration::from_millis(200);
    QueryOptions::new()
        .max_rows(1_000)
        .interrupt(move || Instant::now() > until)
}

fn count(graph: &Graph) -> String {
    let counts = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }";
    let rows = graph.query(counts).expect("the query is well formed");
    rows.to_string()
}

fn is_empty(graph: &Graph) -> bool {
    let any = "ASK { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }";
    !graph.ask(any).expect("the query is well formed")
}

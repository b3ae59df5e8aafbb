//! How much later than its time limit a query comes back, over a graph of a million triples.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use rawabit::{Error, QueryError, QueryOptions};

use crate::engines::load_ours;
use crate::generate;
use crate::measure::duration;

/// Queries that would go on for long, each in another part of the engine.
fn queries() -> [(&'static str, String); 5] {
    let values = |name: &str| {
        let numbers: String = (0..300).map(|n| format!(" {n}")).collect();
        format!("VALUES ?{name} {{{numbers} }}")
    };
    [
        (
            "a product of patterns, counted",
            "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z }".into(),
        ),
        (
            "a sort of a product",
            "SELECT ?a { ?a ?p ?x . ?b ?q ?y } ORDER BY ?x ?y".into(),
        ),
        (
            "a path from everywhere",
            "SELECT (COUNT(*) AS ?n) { ?a (!a:none)+ ?b }".into(),
        ),
        (
            "a filter that nothing passes",
            "SELECT ?a { ?a ?p ?x . ?b ?q ?y FILTER(STR(?x) = CONCAT(STR(?y), \"-\")) }".into(),
        ),
        (
            "a product of values, no triple read",
            format!(
                "SELECT (COUNT(*) AS ?n) {{ {} {} {} }}",
                values("a"),
                values("b"),
                values("c")
            ),
        ),
    ]
}

/// Prints how late each comes back, the latest of several times.
pub fn print() -> String {
    let limit = Duration::from_millis(200);
    let data = generate::generate(1_000_000, 7);
    let graph = load_ours(&data.text);
    graph
        .set_prefix("a", "http://example.com/a/")
        .expect("a prefix");
    let mut text = format!(
        "| a query with a timeout of {} ms | later than that by at most |\n|---|---:|\n",
        limit.as_millis()
    );
    for (name, query) in queries() {
        let late = (0..5).map(|_| {
            let begun = Instant::now();
            let answer = graph.query_with(&query, QueryOptions::new().timeout(limit));
            let took = begun.elapsed();
            assert!(
                matches!(answer, Err(Error::Query(QueryError::Timeout { .. }))),
                "{name}: it ended in {took:?}"
            );
            took.saturating_sub(limit)
        });
        let late = late.max().unwrap_or_default();
        // In writing to a string nothing can fail.
        let _ = writeln!(text, "| {name} | {} |", duration(late.as_nanos() as f64));
    }
    println!("\n{text}");
    text
}

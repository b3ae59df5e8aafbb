//! Promises on names and ids: each names one thing, and what is given twice or half is told.

#![expect(clippy::unwrap_used, reason = "what cannot be done fails the test")]

use rawabit::{Describe, Entity, Error, Format, Graph, ReadOptions, Relate, Time, WriteOptions};

fn read(graph: &Graph, text: &str, format: Format) -> Result<(), Error> {
    let options = ReadOptions::new().format(format);
    graph.read_from(text.as_bytes(), options).map(|_| ())
}

/// How many statements are seen of a graph.
fn count(graph: &Graph) -> usize {
    let mut lines = Vec::new();
    let options = WriteOptions::new().format(Format::NQuads);
    graph.write_to(&mut lines, options).unwrap();
    String::from_utf8(lines).unwrap().lines().count()
}

fn refused<T>(result: Result<T, Error>) -> String {
    let error = result.err().unwrap();
    assert!(matches!(error, Error::Schema(_)), "{error:?}");
    error.to_string()
}

/// A graph with a claim that rests on words.
fn claimed() -> Graph {
    let graph = Graph::new();
    for code in ["QA", "OM"] {
        graph.country(code).unwrap();
    }
    graph
        .document("Qatar met Oman.", Describe::new().id("d"))
        .unwrap();
    let how = Relate::new()
        .id("claim/x")
        .source("d")
        .evidence("Qatar met");
    graph.relate("qatar", "meetsWith", "oman", how).unwrap();
    graph
}

const CLAIM: &str = "https://example.org/id/claim/x";
const WORDS: &str = "https://example.org/id/d#char=0,9";
const PERSON: &str = "https://w3id.org/rawabit/ns#Person";

#[test]
fn a_property_under_two_names_is_told() {
    let graph = Graph::new();
    let twice = || {
        Describe::new()
            .id("wps")
            .property("startDate", "2024")
            .property("rb:startDate", "2025")
    };
    let error = "\"rb:startDate\" does not take \"2025\": it is \"startDate\" by another name, and both are given; \
                 give all values under one";
    assert_eq!(refused(graph.add("Summit", twice())), error);
    graph.add("Summit", Describe::new().id("wps")).unwrap();
    let both = Describe::new()
        .property("startDate", "2024")
        .property("rb:startDate", "2025");
    assert_eq!(refused(graph.set("wps", both)), error);
    let ids = Describe::new()
        .external_id("wikidata", "Q1")
        .external_id("wd", "Q2");
    assert!(refused(graph.set("wps", ids)).contains("\"wikidata\" by another name"));
    graph.country("QA").unwrap();
    let both_ways = Describe::new()
        .property("occursAfter", "wps-2")
        .property("occursBefore", "wps-0");
    for id in ["wps-0", "wps-2"] {
        graph.add("Summit", Describe::new().id(id)).unwrap();
    }
    graph.set("wps", both_ways).unwrap();
}

#[test]
fn words_that_reach_into_each_other_stand_twice() {
    let graph = Graph::new();
    graph.country("QA").unwrap();
    graph.country("OM").unwrap();
    graph.document("aaa bb", Describe::new().id("d")).unwrap();
    let how = Relate::new().source("d").evidence("aa");
    let error = refused(graph.relate("qatar", "meetsWith", "oman", how));
    assert!(
        error.contains("it stands at 0..2 and at 1..3 of \"d\""),
        "{error}"
    );
}

// ---- a document again -----------------------------------------------------------------------------------------

const TEXT: &str = "شاركت قطر في القمة.";

fn again(graph: &Graph, description: Describe) -> Entity {
    let document = graph.document(TEXT, description).unwrap();
    assert_eq!(document.id(), "news");
    document
}

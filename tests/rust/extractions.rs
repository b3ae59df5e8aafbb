//! Promises to those who let a language model write documents: what it gets wrong comes back in words that can be sent
//! back to it.

#![expect(clippy::unwrap_used, reason = "what goes wrong here fails the test")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rawabit::{Describe, Error, Graph, ReadOptions};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/extractions")
}

/// A graph that has the article, as one has before a model is asked.
fn graph() -> Graph {
    let graph = Graph::new();
    let text = std::fs::read_to_string(folder().join("article.txt")).unwrap();
    let article = Describe::new().id("article").name("Port Security Forum");
    graph.document(&text, article).unwrap();
    graph
}

#[test]
fn a_sound_extraction_is_taken_with_every_quote_at_its_place() {
    let graph = graph();
    let report = graph.read(folder().join("good.json")).unwrap();
    assert!(report.problems().is_empty(), "{report}");
    assert_eq!((report.count("entities"), report.count("claims")), (8, 7));
    for claim in graph.claims().iter().unwrap() {
        assert!(claim.evidence()[0].quote().is_some(), "{claim:?}");
    }
}

#[test]
fn each_faulty_extraction_is_told_in_words_that_can_be_sent_back() {
    let mut documents: Vec<PathBuf> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .filter(|path| !path.ends_with("good.json"))
        .collect();
    documents.sort();
    assert!(documents.len() >= 20, "{}", documents.len());
    let graph = graph();
    let before = (graph.len(), graph.claim_count());
    let mut wrong = String::new();
    for path in documents {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let expected = std::fs::read_to_string(path.with_extension("txt")).unwrap_or_default();
        let mut given = String::new();
        match graph.read_with(&path, ReadOptions::new().name(&name)) {
            Err(Error::Read(error)) => {
                writeln!(given, "{error}").unwrap();
                for problem in error
                    .report()
                    .map(rawabit::Report::problems)
                    .unwrap_or_default()
                {
                    writeln!(given, "{}: {problem}", problem.severity.as_str()).unwrap();
                }
            }
            Err(other) => writeln!(given, "another error: {other}").unwrap(),
            Ok(report) => writeln!(given, "{name} was read: {report}").unwrap(),
        }
        if given != expected {
            write!(wrong, "{name}\n  expected: {expected}  given:    {given}").unwrap();
        }
        assert_eq!((graph.len(), graph.claim_count()), before, "{name}");
    }
    assert!(wrong.is_empty(), "{wrong}");
}

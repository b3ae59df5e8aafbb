//! Promises to those who read JSON-LD: what is wrong is shown where it stands, and what the standard leaves
//! out is told.

#![expect(clippy::unwrap_used, reason = "what goes wrong here fails the test")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rawabit::{Error, Format, Graph, ReadOptions, Report, Severity, Term};

fn read(text: &str, options: ReadOptions) -> Result<Report, Error> {
    let options = options.format(Format::JsonLd).name("x");
    Graph::new().read_from(text.as_bytes(), options)
}

fn error(text: &str) -> String {
    read(text, ReadOptions::new()).unwrap_err().to_string()
}

/// What is told of a document that can be read, the same with strict and without.
fn told(text: &str) -> Vec<(String, String)> {
    let reports = [true, false].map(|strict| {
        let report = read(text, ReadOptions::new().strict(strict)).unwrap();
        let told = report.problems().iter().map(|problem| {
            assert_eq!(problem.severity, Severity::Warning, "{problem}");
            (problem.place.clone(), problem.message.clone())
        });
        told.collect::<Vec<_>>()
    });
    assert_eq!(reports[0], reports[1]);
    let [told, _] = reports;
    told
}

fn assert_told(text: &str, expected: &[(&str, &str)]) {
    let told = told(text);
    assert_eq!(told.len(), expected.len(), "{text}: {told:?}");
    for ((place, message), (expected_place, part)) in told.iter().zip(expected) {
        assert_eq!(place, expected_place, "{text}: {message}");
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn what_the_standard_leaves_out_is_told_with_its_place() {
    assert_told(
        "{\"@id\": \"a\",\n \"http://e/p\": 1}",
        &[("1:9", "\"a\" is relative, and there is no base to it")],
    );
    assert_told(
        "[{\"@id\": \"http://e/a\",\n \"http://e/p\": [{\"@id\": \"b c\"}, {\"@id\": \"http://e/b<\"}]}]",
        &[
            ("2:25", "\"b c\" is no IRI"),
            ("2:41", "\"http://e/b<\" is no IRI"),
        ],
    );
    assert_told(
        "{\"@id\": \"http://e/ا\",\n\"http://e/p\": {\"@value\": \"ا\", \"@language\": \"e n\"}}",
        &[("2:44", "\"e n\" is no language tag")],
    );
    // Words that stand for keywords, and terms whose values are names.
    let context = "\"@context\": {\"id\": \"@id\", \"lang\": {\"@id\": \"@language\"}, \"v\": \"@value\", \
                   \"knows\": {\"@id\": \"http://e/knows\", \"@type\": \"@id\"}, \
                   \"data\": {\"@id\": \"http://e/data\", \"@type\": \"@json\"}, \"name\": \"http://e/name\"}";
    assert_told(
        &format!(
            "{{{context},\n\"id\": \"x y\",\n\"knows\": [\"http://e/b\", \"c\", \"d e\"],\n\
             \"name\": [\"x y\", {{\"v\": \"n\", \"lang\": \"1 2\"}}],\n\"data\": {{\"@id\": \"x y\", \"id\": \"b\"}}}}"
        ),
        &[
            ("2:7", "\"x y\""),
            ("3:25", "\"c\" is relative"),
            ("3:30", "\"d e\""),
            ("4:36", "\"1 2\""),
        ],
    );
}

#[test]
fn what_is_read_whole_is_not_warned_of() {
    for text in [
        "{\"@id\": \"http://e/a\", \"http://e/p\": {\"@value\": \"b c\", \"@language\": \"en-GB\"}}",
        "{\"@id\": \"_:a\", \"@type\": \"http://e/T\", \"http://e/@id\": \"x y\"}",
        "{\"@context\": {\"@base\": \"http://e/\"}, \"@id\": \"a\", \"http://e/p\": {\"@id\": \"#b\"}}",
        "{\"@id\": \"a\", \"http://e/p\": {\"@id\": \"\"}, \"@context\": {\"@base\": \"http://e/\"}}",
        "{\"@context\": {\"e\": \"http://e/\", \"@language\": null}, \"@id\": \"e:a\", \"e:p\": \"\\\"x\\\\\"}",
        "{\"http://e/p\": {\"@type\": \"@json\", \"@value\": {\"@id\": \"x y\", \"@language\": 5}}}",
    ] {
        assert_told(text, &[]);
    }
    let options = ReadOptions::new().base("http://e/");
    let report = read("{\"@id\": \"a\", \"http://e/p\": 1}", options).unwrap();
    assert!(report.problems().is_empty(), "{report}");
}

#[test]
fn what_makes_no_sense_is_shown_where_it_stands() {
    for (text, begins) in [
        (
            "{\"@id\":\"http://ex.org/a\",\n \"@type\":5}",
            "x:2:10: @type value must be a string\n   \"@type\":5}",
        ),
        (
            "[{\"@id\":\"http://e/a\", \"@type\": \"http://e/T\"},\n{\"@type\": [\"http://e/T\", 5]}]",
            "x:2:26: @type value must be a string",
        ),
        ("{\n\"@id\": 5\n}", "x:2:8: @id value must be a string"),
        (
            "{\n\"@id\": \"http://e/a\",\n\"http://e/p\": {\"@value\": []}}",
            "x:3:",
        ),
        (
            "{\"@context\": {\"id\": \"@id\"},\n\"id\": 7}",
            "x:2:7: @id value must be a string",
        ),
        (
            "{\n\"@context\": \"http://e/c\"}",
            "x:2:1: failed to load remote context",
        ),
    ] {
        let error = error(text);
        assert!(error.starts_with(begins), "{error}");
    }
    // Where it may be one of several, no place is made up.
    let said = error(
        "{\"@id\": \"http://e/a\", \"http://e/p\": {\"@list\": [], \"x:y\": 1}, \"http://e/q\":\n{\"@list\": []}}",
    );
    assert!(said.contains("lines 1 to 2"), "{said}");
}

#[test]
fn half_a_character_is_called_that() {
    for text in [
        "{\"http://e/p\": \"\\ud83d\\ude00\",\n\"http://e/q\": \"a\\\\\\ud800\"}",
        "{\"http://e/p\": \"\\ud83d\\ude00\",\n\"http://e/q\": \"a\\\\\\ud800",
    ] {
        let error = error(text);
        assert!(
            error.starts_with("x:2:19: \"\\ud800\" is half of a character"),
            "{error}"
        );
    }
    let error = error("{\"http://e/p\": \"a");
    assert!(error.contains("unexpected end of file"), "{error}");
}

/// A document whose `@graph` is longer than what is read at once: `n` persons, each known to the next.
fn long(head: &str, behind: &str, n: usize, of: impl Fn(usize) -> String) -> String {
    let persons: Vec<String> = (0..n).map(of).collect();
    let graph = persons.join(",\n");
    format!("{{{head}\"@graph\": [\n{graph}\n]{behind}}}")
}

fn person(n: usize) -> String {
    let filler = "نص طويل، }, {\\\" ".repeat(20);
    format!(
        "{{\"@id\": \"e:{n}\", \"name\": {{\"@value\": \"شخص {n} {filler}\", \"@language\": \"ar\"}}, \
         \"e:knows\": [{{\"@id\": \"_:b{}\"}}, {{\"e:at\": {n}}}]}}",
        n % 7
    )
}

const HEAD: &str = "\"@context\": [\"http://e/context\", {\"name\": \"http://e/name\"}],\n";
const MANY: usize = 30_000;

/// Options with the one context that these documents name, and how often it has been asked for.
fn with_context() -> (ReadOptions, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    let options = ReadOptions::new().contexts(move |_| {
        counted.fetch_add(1, Ordering::Relaxed);
        Ok(b"{\"@context\": {\"e\": \"http://e/\"}}".to_vec())
    });
    (options.format(Format::JsonLd).name("x"), asked)
}

/// The quads of a graph, in an order of their own.
fn quads(graph: &Graph) -> Vec<String> {
    let rows = graph
        .query("SELECT ?g ?s ?p ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }")
        .unwrap();
    let mut lines: Vec<String> = rows
        .rows()
        .map(|row| {
            let terms = ["g", "s", "p", "o"].map(|name| match row.get(name) {
                Some(Term::Blank(_)) => "[]".to_owned(),
                term => format!("{term:?}"),
            });
            terms.join(" ")
        })
        .collect();
    lines.sort_unstable();
    lines
}

#[test]
fn a_long_graph_says_the_same_as_a_list_of_its_nodes() {
    let (options, asked) = with_context();
    let named = format!("{HEAD}\"@id\": \"e:g\", ");
    for head in [HEAD, named.as_str()] {
        let graph = Graph::new();
        let text = long(head, "", MANY, person);
        assert!(text.len() > 10 << 20);
        graph.read_from(text.as_bytes(), options.clone()).unwrap();

        // The same, of documents that are short enough to be held.
        let expected = Graph::new();
        for first in (0..MANY).step_by(1_000) {
            let text = long(head, "", 1_000, |n| person(first + n));
            expected
                .read_from(text.as_bytes(), options.clone())
                .unwrap();
        }
        assert_eq!(quads(&graph), quads(&expected));
        // A label is one node in all of the document.
        let nodes = "SELECT DISTINCT ?b { { ?a <http://e/knows> ?b } UNION { GRAPH ?g { ?a <http://e/knows> ?b } } }";
        assert_eq!(graph.query(nodes).unwrap().rows().count(), MANY + 7);
    }
    let asked = asked.load(Ordering::Relaxed);
    assert_eq!(asked, 2 + 2 * MANY / 1_000, "once for each document");
}

#[test]
fn what_stands_behind_a_long_graph_is_read_from_a_file_or_bytes_and_refused_from_a_stream() {
    let (options, _) = with_context();
    let text = long(HEAD, ",\n\"@id\": \"e:g\"", MANY, person);
    let error = Graph::new()
        .read_from(text.as_bytes(), options.clone())
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("write @context and @id before it"),
        "{error}"
    );

    let path = std::env::temp_dir().join(format!("rawabit-behind-{}.jsonld", std::process::id()));
    std::fs::write(&path, &text).unwrap();
    let graphs: [Graph; 3] = Default::default();
    let read = [
        graphs[0].read_with(&path, options.clone()),
        graphs[1].read_with(&path, options.clone().strict(false)),
        graphs[2].read_bytes(text.as_bytes(), options),
    ];
    std::fs::remove_file(&path).unwrap();
    for (graph, read) in graphs.iter().zip(read) {
        assert_eq!(read.unwrap().count("triples"), 4 * MANY);
        let in_graph = "SELECT ?s { GRAPH <http://e/g> { ?s <http://e/name> ?n } }";
        assert_eq!(graph.query(in_graph).unwrap().rows().count(), MANY);
        assert_eq!(
            graph
                .query("SELECT ?s { ?s ?p ?o }")
                .unwrap()
                .rows()
                .count(),
            0
        );
    }
}

#[test]
fn a_mistake_deep_in_a_long_graph_has_its_line_and_column_and_changes_nothing() {
    for (wrong, begins) in [
        ("{\"@id\": \"e:x\", \"name\" 7}", "x:29002:23: "),
        (
            "{\"@id\": \"e:x\", \"@type\": 7}",
            "x:29002:25: @type value must be a string",
        ),
        ("{\"@id\": \"e:x\", \"name\": \"\\ud800\"}", "x:29002:31: "),
    ] {
        let (options, _) = with_context();
        let text = long(HEAD, "", MANY, |n| match n {
            28_999 => wrong.to_owned(),
            n => person(n),
        });
        let graph = Graph::new();
        let error = graph
            .read_from(text.as_bytes(), options)
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with(begins),
            "{}",
            &error[..error.len().min(300)]
        );
        assert!(graph.is_empty());
    }
}

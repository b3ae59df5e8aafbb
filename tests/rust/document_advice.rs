//! Promises to those who mend a document: what they are told to write is taken.

use rawabit::{Error, Graph, ReadError, ReadOptions, Report};

const SPAN: &str = r#"{"start": 0, "end": 4, "quote": "Doha"}"#;

/// A document with one entity and one relation of these fields.
fn document(entity: &str, relation: &str) -> String {
    format!(
        r#"{{"rawabit_format": "1", "base": "https://kg.example/id/",
             "defaults": {{"source": "doc"}},
             "documents": [{{"id": "doc", "text": "Doha hosts the summit.", "language": "en"}}],
             "entities": [{{{entity}}}, {{"id": "summit", "type": "Summit"}}],
             "relations": [{{{relation}}}]}}"#
    )
}

const QATAR: &str = r#""id": "qatar", "type": "Country""#;
const HOSTS: &str = r#""id": "r1", "subject": "qatar", "relation": "hosts", "object": "summit""#;

fn read(graph: &Graph, text: &str) -> Result<Report, Error> {
    graph.read_from(text.as_bytes(), ReadOptions::new().name("it.json"))
}

/// The first problem of a document that is refused.
fn told(graph: &Graph, text: &str) -> String {
    match read(graph, text) {
        Err(Error::Read(ReadError::Content { report, .. })) => report.problems()[0].to_string(),
        other => format!("{other:?}"),
    }
}

fn check(text: &str, ends: &str) {
    let told = told(&Graph::new(), text);
    assert!(told.ends_with(ends), "{told}\n{ends}");
}

#[test]
fn what_must_be_said_is_not_told_to_be_left_out() {
    for nothing in ["null", r#""""#, r#""  ""#] {
        for (key, relation, wanted) in [
            (
                "subject",
                r#""relation": "hosts", "object": "summit""#,
                "by its \"id\"",
            ),
            (
                "relation",
                r#""subject": "qatar", "object": "summit""#,
                "such as \"hosts\"",
            ),
            (
                "object",
                r#""subject": "qatar", "relation": "hosts""#,
                "\"hosts\" takes \"object\": \"the entity's id\"",
            ),
        ] {
            check(
                &document(QATAR, &format!(r#"{relation}, "{key}": {nothing}"#)),
                wanted,
            );
        }
        for (entity, wanted) in [
            (
                format!(r#""id": "qatar", "type": {nothing}"#),
                "name the narrowest, such as \"Summit\" or \"Country\"",
            ),
            (
                format!(r#""id": {nothing}, "type": "Country""#),
                "give it one, such as \"world-police-summit\"",
            ),
        ] {
            check(&document(&entity, HOSTS), wanted);
        }
        for (key, wanted) in [
            ("start", "the quote stands at 0..4"),
            ("end", "the quote stands at 0..4"),
            ("quote", "the text at 0..4 is \"Doha\""),
        ] {
            let fields = [("start", "0"), ("end", "4"), ("quote", "\"Doha\"")];
            let span: Vec<String> = fields
                .iter()
                .map(|(k, v)| format!(r#""{k}": {}"#, if *k == key { nothing } else { *v }))
                .collect();
            let evidence = format!(r#"{HOSTS}, "evidence": [{{{}}}]"#, span.join(", "));
            check(&document(QATAR, &evidence), wanted);
        }
        check(
            &format!(r#"{{"rawabit_format": {nothing}, "entities": []}}"#),
            "write \"1\"",
        );
    }
    // What may be left out is told to be.
    check(
        &document(QATAR, &format!(r#"{HOSTS}, "start": null"#)),
        "leave the field out where there is nothing to say",
    );
    check(
        &document(r#""id": "qatar", "type": ["Country", ""]"#, HOSTS),
        "take it out of the list",
    );
}

#[test]
fn an_empty_string_is_nowhere_to_be_wrapped_up() {
    let value = r#""id": "r1", "subject": "qatar", "relation": "startDate", "value": """#;
    for text in [
        document(&format!(r#"{QATAR}, "name": """#), HOSTS),
        document(QATAR, value),
        document(QATAR, &format!(r#"{HOSTS}, "evidence": """#)),
        document(QATAR, &format!(r#"{HOSTS}, "evidence": [""]"#)),
    ] {
        let told = told(&Graph::new(), &text);
        assert!(!told.contains("\"\""), "{told}");
    }
}

#[test]
fn the_advice_on_a_value_is_taken() {
    let relation = |relation: &str, value: &str| {
        let fields = format!(r#""subject": "qatar", "relation": "{relation}", "value": {value}"#);
        document(QATAR, &fields)
    };
    let truth = r#"{"text": "true", "datatype": "xsd:boolean"}"#;
    let prefixed = |text: String| {
        text.replacen(
            r#""defaults""#,
            r#""prefixes": {"my": "https://my.example/"}, "defaults""#,
            1,
        )
    };
    check(
        &prefixed(relation("my:isOpen", "true")),
        &format!("write {truth}"),
    );
    read(&Graph::new(), &prefixed(relation("my:isOpen", truth))).unwrap();
    check(
        &relation(
            "startDate",
            r#"{"text": "2024-03-05", "datatype": "xsd:dat"}"#,
        ),
        "write \"xsd:date\"",
    );
}

#[test]
fn one_scheme_takes_one_id() {
    let entity = format!(r#"{QATAR}, "ids": {{"wikidata": ["Q846", "Q1"]}}"#);
    check(
        &document(&entity, HOSTS),
        "give one; \"ids\" takes one of each scheme",
    );
}

#[test]
fn a_document_is_told_of_fields_and_not_of_calls() {
    let graph = Graph::new();
    let code = |code: &str| {
        let entity = format!(r#"{QATAR}, "ids": {{"iso3166-1-alpha2": "{code}"}}"#);
        document(&entity, &format!(r#"{HOSTS}, "confidence": 0.5"#))
    };
    read(&graph, &code("QA")).unwrap();
    let second = told(&graph, &code("AE"));
    assert!(second.contains("leave it out here"), "{second}");
    let other = told(
        &graph,
        &document(QATAR, &format!(r#"{HOSTS}, "confidence": 0.9"#)),
    );
    assert!(
        other.ends_with("give this one an \"id\" of its own"),
        "{other}"
    );
}

#[test]
fn a_document_has_one_language() {
    let graph = Graph::new();
    let text = document(
        QATAR,
        &format!(r#"{HOSTS}, "evidence": [{SPAN}], "hedge": "hosts""#),
    );
    read(&graph, &text).unwrap();
    let told = told(
        &graph,
        &text.replace(r#""language": "en""#, r#""language": "ar""#),
    );
    let wanted = "\"doc\" has \"language\" \"en\" already, and can have only one; ";
    assert!(told.contains(wanted) && told.contains("set()"), "{told}");
    assert_eq!(read(&graph, &text).unwrap().count("claims"), 0);
}

#[test]
fn a_claim_on_a_name_is_not_told_to_extend_the_schema() {
    for relation in ["skos:altLabel", "rdfs:label"] {
        let fields = format!(
            r#""subject": "qatar", "relation": "{relation}", "value": {{"text": "Katar", "lang": "de"}}"#
        );
        let report = read(&Graph::new(), &document(QATAR, &fields)).unwrap();
        assert!(report.problems().is_empty(), "{report}");
    }
}

#[test]
fn a_whole_number_may_be_written_with_a_point() {
    let evidence = |start: &str, end: &str| {
        let span = SPAN.replace('0', start).replace('4', end);
        document(QATAR, &format!(r#"{HOSTS}, "evidence": [{span}]"#))
    };
    let graph = Graph::new();
    read(&graph, &evidence("0.0", "4.0")).unwrap();
    let claim = graph.claim("claim/doc/r1").unwrap();
    let span = &claim.evidence()[0];
    assert_eq!((span.start, span.end), (0, 4));
    for wrong in ["0.5", "-1.0", "1e300"] {
        check(
            &evidence(wrong, "4"),
            &format!(
                "expected a whole number from 0, got {}",
                wrong.replace("e3", "e+3")
            ),
        );
    }
}

#[test]
fn words_in_another_normal_form_are_found_where_they_stand() {
    let text = document(QATAR, HOSTS)
        .replace("Doha hosts", "Caf\u{e9} in Doha hosts")
        .replace(
            r#""object": "summit""#,
            r#""object": "summit", "evidence": [EVIDENCE]"#,
        );
    let span = SPAN.replace("Doha", "Cafe\u{301}");
    check(
        &text.replace("EVIDENCE", &span),
        "the nearest is \"Caf\u{e9}\" at 0..4",
    );
}

#[test]
fn two_sources_never_share_the_iri_of_a_claim() {
    let graph = Graph::new();
    let from = |source: &str, id: &str| {
        let fields = HOSTS.replace("r1", id);
        document(QATAR, &format!(r#"{fields}, "source": "{source}""#))
    };
    for source in ["https://n.example/a-b", "https://n.example/a/b"] {
        read(&graph, &from(source, "r1")).unwrap();
        // The same again is the same.
        assert_eq!(
            read(&graph, &from(source, "r1")).unwrap().count("claims"),
            0
        );
    }
    let documents = r#""documents": [{"id": "a"}, {"id": "a/b"}, "#;
    let with = |text: String| text.replace(r#""documents": ["#, documents);
    read(&graph, &with(from("a", "b/r"))).unwrap();
    read(&graph, &with(from("a/b", "r"))).unwrap();
    assert_eq!(graph.claims().iter().unwrap().count(), 4);
    assert!(
        graph
            .claim("claim/a/b/r")
            .unwrap()
            .source()
            .is_some_and(|source| source.id() == "a")
    );
}

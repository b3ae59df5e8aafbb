//! Promises to those who write documents: what is right is taken whole, what is wrong is told whole.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what goes wrong here fails the test"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rawabit::{
    Describe, Error, Graph, Modality, Polarity, ReadError, ReadOptions, Relate, Report, Severity,
    Time, Value,
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn summit() -> PathBuf {
    root().join("examples/data/summit.json")
}

fn read(graph: &Graph, document: &str) -> Result<Report, Error> {
    let options = ReadOptions::new().name("it.json");
    graph.read_from(document.as_bytes(), options)
}

fn read_what_is_right(graph: &Graph, document: &str) -> Report {
    let options = ReadOptions::new().name("it.json").strict(false);
    graph.read_from(document.as_bytes(), options).unwrap()
}

/// A document of these parts, with a text in which words can be found.
fn document(parts: &str) -> String {
    format!(r#"{{"rawabit_format": "1", "base": "https://kg.example/id/", {parts}}}"#)
}

/// What there is any of.
fn counts(report: &Report) -> Vec<(&str, usize)> {
    report
        .counts()
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .collect()
}

/// Everything that can be seen of a graph.
fn portrait(graph: &Graph) -> BTreeSet<String> {
    let mut seen = BTreeSet::from([format!("{:?}", graph.prefixes()), graph.base()]);
    for entity in graph.view().iter() {
        let terms = |values: Vec<Value>| values.iter().map(|v| v.term().to_string()).collect();
        let properties: Vec<(String, BTreeSet<String>)> = entity
            .properties()
            .into_iter()
            .map(|(property, values)| (property, terms(values)))
            .collect();
        let text = graph.text(&entity).unwrap_or_default();
        let (term, types, ids) = (entity.term(), entity.types(), entity.ids());
        seen.insert(format!(
            "{term} {types:?} {:?} {ids:?} {properties:?} {text}",
            entity.names()
        ));
    }
    for claim in graph.claims().iter().unwrap() {
        let (term, subject, object) = (claim.term(), claim.subject(), claim.object().term());
        let attributed: BTreeSet<String> = claim
            .attributed_to()
            .iter()
            .map(rawabit::Entity::id)
            .collect();
        let evidence: Vec<_> = claim
            .evidence()
            .into_iter()
            .map(|s| {
                (
                    s.document.id(),
                    s.start,
                    s.end,
                    s.quote(),
                    s.sentence().map(str::to_owned),
                )
            })
            .collect();
        seen.insert(format!(
            "{term} {} {} {object} {:?} {attributed:?} {:?} {:?} {:?} {} {} {:?} {:?} {evidence:?} {}",
            subject.term(),
            claim.relation(),
            claim.source().map(|s| s.term()),
            claim.start().map(|t| t.to_string()),
            claim.end().map(|t| t.to_string()),
            claim.confidence(),
            claim.modality(),
            claim.polarity(),
            claim.hedge(),
            claim.notes(),
            claim.is_asserted(),
        ));
    }
    seen
}

// ---- the summit -------------------------------------------------------------------------------------------

#[test]
fn the_summit_loads_whole() {
    let graph = Graph::new();
    let report = graph.read(summit()).unwrap();
    assert_eq!(
        counts(&report),
        [("claims", 170), ("documents", 1), ("entities", 108)]
    );
    assert_eq!((graph.len(), graph.claim_count()), (108, 170));
    assert_eq!(graph.base(), "https://w3id.org/rawabit/id/");
    let claims: Vec<_> = graph.claims().iter().unwrap().collect();
    let on_values = claims.iter().filter(|c| c.object().as_entity().is_none());
    assert_eq!(on_values.count(), 6);
    let statements: BTreeSet<String> = claims
        .iter()
        .map(|c| {
            format!(
                "{} {} {}",
                c.subject().term(),
                c.relation(),
                c.object().term()
            )
        })
        .collect();
    assert_eq!(statements.len(), 168);
    for (modality, count) in [
        (Modality::Fact, 72),
        (Modality::Reported, 61),
        (Modality::Evaluative, 32),
        (Modality::Normative, 3),
        (Modality::Predicted, 2),
    ] {
        let found = claims.iter().filter(|c| c.modality() == modality).count();
        assert_eq!(found, count, "{modality}");
    }
    assert_eq!(claims.iter().filter(|c| !c.is_asserted()).count(), 5);
    let r013 = graph.claim("claim/article/r013").unwrap();
    assert_eq!(
        r013.iri().unwrap().as_str(),
        "https://w3id.org/rawabit/id/claim/article/r013"
    );
    assert_eq!(r013.start(), Some(Time::new("2024-03-05").unwrap()));
    assert_eq!(r013.hedge()[0].to_string(), "\"أعلنت دولة قطر عن\"@ar");
    assert_eq!(r013.attributed_to()[0].id(), "qatar");
    graph.view().check().unwrap();
    let notices: Vec<String> = report.problems().iter().map(ToString::to_string).collect();
    assert_eq!(notices, ["conventions: \"conventions\" is not kept"]);
}

#[test]
fn every_quote_of_the_summit_stands_at_its_offsets_in_its_sentence() {
    let graph = Graph::new();
    graph.read(summit()).unwrap();
    let text: Vec<char> = graph.text("article").unwrap().chars().collect();
    let mut spans = 0;
    for claim in graph.claims().iter().unwrap() {
        for span in claim.evidence() {
            let words: String = text[span.start as usize..span.end as usize]
                .iter()
                .collect();
            assert_eq!(span.quote(), Some(words));
            assert!(
                span.sentence().is_some_and(|s| s.starts_with('s')),
                "{claim:?}"
            );
            spans += 1;
        }
    }
    assert!(spans >= 170, "{spans}");
}

#[test]
fn the_summit_twice_is_the_summit_once() {
    let graph = Graph::new();
    graph.read(summit()).unwrap();
    let before = portrait(&graph);
    assert!(before.len() > 108 + 170);
    let report = graph.read(summit()).unwrap();
    assert_eq!(counts(&report), [("merged", 1 + 108 + 170)]);
    assert_eq!(portrait(&graph), before);
    let in_one = Graph::new();
    let mut tx = in_one.transaction().unwrap();
    tx.read(summit()).unwrap();
    tx.read(summit()).unwrap();
    tx.commit().unwrap();
    assert_eq!(portrait(&in_one), before);
}

// ---- what is wrong ----------------------------------------------------------------------------------------

/// The text of an error, and of every problem where there are several.
fn told(error: &ReadError) -> String {
    let mut text = format!("{error}\n");
    if let Some(report) = error.report().filter(|r| r.problems().len() > 1) {
        for problem in report.problems() {
            writeln!(text, "{}: {problem}", problem.severity.as_str()).unwrap();
        }
    }
    text
}

#[test]
fn each_broken_document_tells_what_is_wrong_and_leaves_the_graph_as_it_was() {
    let folder = root().join("tests/data/broken");
    let mut documents: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .filter(|path| !path.ends_with("before.json"))
        .collect();
    documents.sort();
    assert!(documents.len() >= 100, "{}", documents.len());
    let graph = Graph::new();
    let report = graph.read(folder.join("before.json")).unwrap();
    assert!(report.problems().is_empty(), "{report}");
    let before = portrait(&graph);
    let mut wrong = String::new();
    for path in documents {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let expected = std::fs::read_to_string(path.with_extension("txt")).unwrap();
        let given = match graph.read_with(&path, ReadOptions::new().name(&name)) {
            Err(Error::Read(error)) => told(&error),
            Err(other) => format!("another error: {other}\n"),
            Ok(report) => format!("{name} was read: {report}\n"),
        };
        if given != expected {
            write!(wrong, "{name}\n  expected: {expected}  given:    {given}").unwrap();
        }
        assert_eq!(portrait(&graph), before, "{name}");
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_failed_read_leaves_a_transaction_as_it_was() {
    let graph = Graph::new();
    let mut tx = graph.transaction().unwrap();
    tx.add("Country", Describe::new().id("qatar").name("Qatar"))
        .unwrap();
    let bad = document(
        r#""entities": [{"id": "uae", "type": "Country"}],
           "relations": [{"subject": "uae", "relation": "meetsWith", "object": "nobody"}]"#,
    );
    tx.read_from(bad.as_bytes(), ReadOptions::new())
        .unwrap_err();
    tx.commit().unwrap();
    assert_eq!(
        (graph.len(), graph.base().as_str()),
        (1, "https://example.org/id/")
    );
    assert_eq!(graph.prefixes(), Graph::new().prefixes());
}

#[test]
fn a_hundred_problems_are_listed_and_the_rest_is_counted() {
    let mut relations = String::new();
    for n in 0..20_000 {
        let comma = if n == 0 { "" } else { "," };
        write!(
            relations,
            r#"{comma}{{"id": "r{n}", "subject": "nobody{n}", "relation": "knowz{n}", "object": "q"}}"#
        )
        .unwrap();
    }
    let text = document(&format!(
        r#""entities": [{{"id": "q", "type": "Country"}}], "relations": [{relations}]"#
    ));
    let Err(Error::Read(error)) = read(&Graph::new(), &text) else {
        panic!("it was read")
    };
    let report = error.report().unwrap();
    assert_eq!((report.problems().len(), report.unlisted()), (100, 39_900));
    assert_eq!(report.count("refused"), 20_000);
}

#[test]
fn nothing_makes_the_reader_panic() {
    let base = std::fs::read_to_string(root().join("tests/data/broken/before.json")).unwrap();
    // Every prefix, and every value in the place of every other.
    for (at, _) in base.char_indices() {
        let _ = read(&Graph::new(), &base[..at]);
    }
    let values = [
        "null",
        "true",
        "-1",
        "1e308",
        "18446744073709551615",
        "\"\"",
        "\"\\u0000\"",
        "\"ق\"",
        "[]",
        "{}",
        "[[[]]]",
        "{\"id\": \"qatar\"}",
        "\"_:b1\"",
        "\"://\"",
        "\":\"",
    ];
    let ends: Vec<usize> = base.match_indices(": ").map(|(at, _)| at + 2).collect();
    for at in ends {
        // A value that lies on one line.
        let Some(length) = base[at..].find('\n') else {
            continue;
        };
        let rest = base[at..at + length].trim_end_matches(',');
        if rest.ends_with(['[', '{']) {
            continue;
        }
        for value in values {
            let text = format!("{}{value}{}", &base[..at], &base[at + rest.len()..]);
            for strict in [true, false] {
                let options = ReadOptions::new().name("it.json").strict(strict);
                let _ = Graph::new().read_from(text.as_bytes(), options);
            }
        }
    }
}

#[test]
fn what_is_no_utf8_is_told_with_its_place() {
    let error = Graph::new()
        .read_from(
            &b"{\n \"caf\xe9\": 1}"[..],
            ReadOptions::new().name("x.json"),
        )
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "x.json:2:6: the document is no UTF-8 here; save it as UTF-8"
    );
}

// ---- taking what is right ---------------------------------------------------------------------------------

const HALF_RIGHT: &str = r#"
    "documents": [{"id": "good", "text": "Qatar meets UAE."}, {"id": "bad", "text": "x", "bytes": 9}],
    "entities": [
        {"id": "qatar", "type": "Country"},
        {"id": "uae", "type": "Cuntry"},
        {"id": "ksa", "type": "Country", "name": {"en": "Saudi Arabia"}}],
    "relations": [
        {"id": "r1", "subject": "qatar", "relation": "meetsWith", "object": "ksa", "source": "good"},
        {"id": "r2", "subject": "qatar", "relation": "meetsWith", "object": "uae"},
        {"id": "r3", "subject": "qatar", "relation": "meetsWith", "object": "ksa", "source": "bad"},
        {"id": "r4", "subject": "qatar", "relation": "meetsWith", "object": "ksa", "confidence": 7},
        {"id": "r5", "subject": "ksa", "relation": "cooperatesWith", "object": "qatar"}]"#;

#[test]
fn what_is_right_is_taken_where_that_is_asked_for() {
    let graph = Graph::new();
    let report = read_what_is_right(&graph, &document(HALF_RIGHT));
    assert_eq!(
        counts(&report),
        [
            ("claims", 2),
            ("documents", 1),
            ("entities", 2),
            ("refused", 5)
        ]
    );
    let problems: Vec<String> = report.problems().iter().map(ToString::to_string).collect();
    assert_eq!(
        problems,
        [
            "documents[1].bytes (\"bad\"): \"bytes\" is 9, but the text has 1 bytes of UTF-8; the text was \
             changed, or is another",
            "entities[1].type (\"uae\"): no type \"Cuntry\" in the schema; did you mean \"Country\"?",
            "relations[1].object (\"r2\"): \"uae\" was refused, so what names it is refused too; mend \
             entities[1] first",
            "relations[2].source (\"r3\"): \"bad\" was refused, so what names it is refused too; mend \
             documents[1] first",
            "relations[3].confidence (\"r4\"): \"confidence\" does not take \"7\": it lies between 0 and 1; \
             write 7 per cent as 0.07",
        ]
    );
    assert!(!report.is_ok());
    assert_eq!(
        (graph.len(), graph.claim_count()),
        (3, 2),
        "two countries and a document"
    );
    assert!(graph.get("uae").unwrap().is_none() && graph.get("bad").unwrap().is_none());
    assert_eq!(graph.text("good").unwrap(), "Qatar meets UAE.");
    let strict = Graph::new();
    read(&strict, &document(HALF_RIGHT)).unwrap_err();
    assert!(strict.is_empty());
}

#[test]
fn a_wrong_head_refuses_all_even_where_what_is_right_is_asked_for() {
    for head in [
        r#"{"rawabit_format": "9", "entities": []}"#,
        r#"{"rawabit_format": "1", "base": "nowhere", "entities": []}"#,
        r#"{"rawabit_format": "1", "defaults": {"confidence": 9}, "entities": []}"#,
        r#"{"rawabit_format": "1", "defaults": {"source": "nobody"}, "entities": []}"#,
        // What is meant by all the rest stands under another name, or twice.
        r#"{"rawabit_format": "1", "default": {"modality": "predicted"}, "entities": []}"#,
        r#"{"rawabit_format": "1", "defaults": {}, "defaults": {}, "entities": []}"#,
        r#"{"rawabit_format": "1", "Base": "https://kg.example/id/", "entities": []}"#,
        r#"{"rawabit_format": "1", "prefix": {"my": "https://my.example/"}, "entities": []}"#,
        "[]",
    ] {
        let options = ReadOptions::new().name("it.json").strict(false);
        let error = Graph::new()
            .read_from(head.as_bytes(), options)
            .unwrap_err();
        assert!(
            matches!(error, Error::Read(ReadError::Content { .. })),
            "{head}: {error}"
        );
    }
}

/// A document of which a text, a mention and a claim are to be taken as far as they are right.
fn with_a_source(head: &str, documents: &str, entity: &str, relation: &str) -> String {
    let entities = format!(
        r#""entities": [{{"id": "qatar", "type": "Country"{entity}}}, {{"id": "summit", "type": "Summit"}}]"#
    );
    let relation = format!(
        r#"{{"id": "r1", "subject": "qatar", "relation": "participatesIn", "object": "summit"{relation}}}"#
    );
    document(&format!(
        r#"{head}{documents}, {entities}, "relations": [{relation}]"#
    ))
}

#[test]
fn nothing_is_kept_without_a_source_that_was_refused() {
    let text = r#""text": "قطر تشارك في القمة.""#;
    let span = r#"{"start": 0, "end": 3, "quote": "قطر"}"#;
    let evidence = format!(r#", "evidence": [{span}]"#);
    let explicit = format!(r#"{evidence}, "source": "a doc""#);
    let default = |name: &str| format!(r#""defaults": {{"source": "{name}"}}, "#);
    let bad = format!(r#""documents": [{{"id": "a doc", {text}}}]"#);
    for (head, documents, relation) in [
        (default("a doc"), bad.clone(), &evidence),
        (String::new(), bad.clone(), &explicit),
        (default("doc"), r#""documents": 5"#.into(), &evidence),
        (
            default("doc"),
            format!(r#""document": [{{"id": "doc", {text}}}]"#),
            &evidence,
        ),
        (
            String::new(),
            format!(r#""others": [{{"id": "doc", {text}}}]"#),
            &evidence,
        ),
    ] {
        let graph = Graph::new();
        let report = read_what_is_right(&graph, &with_a_source(&head, &documents, "", relation));
        assert!(
            graph.claims().iter().unwrap().next().is_none(),
            "{documents}"
        );
        let claim = |problem: &&rawabit::Problem| problem.place.starts_with("relations[0]");
        assert_eq!(
            report.problems().iter().filter(claim).count(),
            1,
            "{report}"
        );
    }
    let mention = format!(r#", "mention": [{span}]"#);
    for (head, documents) in [
        (default("a doc"), bad.clone()),
        (String::new(), bad),
        (String::new(), format!(r#""documents": [{{{text}}}]"#)),
    ] {
        let graph = Graph::new();
        let report = read_what_is_right(&graph, &with_a_source(&head, &documents, &mention, ""));
        let place = "entities[0].mention";
        let is_told = report
            .problems()
            .iter()
            .any(|problem| problem.place == place);
        assert!(is_told && !graph.contains("qatar").unwrap(), "{report}");
    }
}

#[test]
fn mentions_in_a_document_that_was_refused_are_refused_too() {
    let text = r#""text": "قطر تشارك في القمة.""#;
    let mention = r#", "mention": [{"start": 0, "end": 4, "quote": "Doha"}]"#;
    for wrong in [
        format!(r#""sha256": "{}""#, "0".repeat(64)),
        r#""language": "!!""#.into(),
    ] {
        let documents = format!(r#""documents": [{{"id": "doc", {text}, {wrong}}}]"#);
        let head = r#""defaults": {"source": "doc"}, "#;
        let graph = Graph::new();
        let report = read_what_is_right(&graph, &with_a_source(head, &documents, mention, ""));
        let told = report.to_string();
        assert!(told.contains("\"doc\" was refused"), "{told}");
        assert!(!told.contains("unchecked"), "{told}");
        let mut written = Vec::new();
        let options = rawabit::WriteOptions::new().format(rawabit::Format::NTriples);
        graph.write_to(&mut written, options).unwrap();
        let written = String::from_utf8(written).unwrap();
        assert!(!written.contains("ns#mention"), "{told}");
    }
}

#[test]
fn spans_of_what_was_refused_are_not_counted_as_kept() {
    let span = r#"[{"start": 0, "end": 3, "quote": "قطر"}]"#;
    let ends = r#""subject": "qatar", "object": "summit""#;
    let text = document(&format!(
        r#""defaults": {{"source": "doc"}}, "documents": [{{"id": "doc"}}],
           "entities": [{{"id": "qatar", "type": "Country"}}, {{"id": "summit", "type": "Summit"}}],
           "relations": [{{{ends}, "relation": "participatesIn", "evidence": {span}}},
                         {{{ends}, "relation": "no-such", "evidence": {span}}}]"#
    ));
    let report = read_what_is_right(&Graph::new(), &text).to_string();
    assert!(
        report.contains("1 of its spans is kept unchecked"),
        "{report}"
    );
}

// ---- identity, and joining what is there ------------------------------------------------------------------

#[test]
fn an_entity_that_is_there_gains_types_names_and_ids() {
    let graph = Graph::builder()
        .base("https://kg.example/id/")
        .build()
        .unwrap();
    graph
        .add(
            "Country",
            Describe::new()
                .id("qatar")
                .name_in("en", "Qatar")
                .external_id("iso3166-1-alpha2", "QA"),
        )
        .unwrap();
    let report = read(
        &graph,
        &document(
            r#""entities": [{"id": "qatar", "type": "GeopoliticalEntity",
               "name": {"en": "State of Qatar", "ar": ["قطر", "دولة قطر"]},
               "aka": {"en": ["Katar", "Qatar"], "": ["QTR"]},
               "ids": {"iso3166-1-alpha2": "QA", "wikidata": "Q846"}}]"#,
        ),
    )
    .unwrap();
    assert_eq!(counts(&report), [("merged", 1)]);
    let qatar = graph.entity("qatar").unwrap();
    assert_eq!(qatar.types(), ["Country", "GeopoliticalEntity"]);
    assert_eq!(
        qatar.name_in("en").as_deref(),
        Some("Qatar"),
        "the preferred name stays"
    );
    let names = qatar.names();
    assert_eq!(BTreeSet::from_iter(&names["en"]).len(), 3);
    assert_eq!(names["ar"], ["قطر", "دولة قطر"]);
    assert_eq!(names[""], ["QTR"]);
    assert_eq!(qatar.ids()["wikidata"], "Q846");
}

#[test]
fn an_entity_that_is_there_need_not_say_its_type_again() {
    let graph = Graph::builder()
        .base("https://kg.example/id/")
        .build()
        .unwrap();
    graph.add("Country", Describe::new().id("qatar")).unwrap();
    let text = document(r#""entities": [{"id": "qatar", "name": {"en": "Qatar"}}]"#);
    read(&graph, &text).unwrap();
    assert!(read(&Graph::new(), &text).is_err());
}

#[test]
fn one_id_of_a_register_on_two_entities_is_a_warning_that_names_both() {
    let graph = Graph::builder()
        .base("https://mine.example/")
        .build()
        .unwrap();
    graph.country("QA").unwrap();
    let report = read(
        &graph,
        &document(
            r#""entities": [
                {"id": "doha", "type": "City", "ids": {"wikidata": "Q3861", "url": "https://doha.qa/"}},
                {"id": "ad-dawha", "type": "City", "ids": {"wikidata": "Q3861", "url": "https://doha.qa/"}},
                {"id": "katar", "type": "Country", "ids": {"iso3166-1-alpha2": "QA"}}]"#,
        ),
    )
    .unwrap();
    let warnings: Vec<String> = report.problems().iter().map(ToString::to_string).collect();
    assert_eq!(
        warnings,
        [
            "entities[1].ids.wikidata (\"ad-dawha\"): \"ad-dawha\" and \"doha\" both have the wikidata id \
             \"Q3861\"; if they are one, merge(\"doha\", \"ad-dawha\")",
            "entities[2].ids.iso3166-1-alpha2 (\"katar\"): \"katar\" and \"qatar\" both have the \
             iso3166-1-alpha2 id \"QA\"; if they are one, merge(\"qatar\", \"katar\")",
        ]
    );
    assert!(
        report
            .problems()
            .iter()
            .all(|p| p.severity == Severity::Warning)
            && report.is_ok()
    );
    assert_eq!(graph.len(), 4);
}

#[test]
fn ids_of_other_schemes_are_kept_with_their_scheme() {
    let graph = Graph::new();
    let text = document(
        r#""prefixes": {"viaf": "https://viaf.org/viaf/"},
           "entities": [{"id": "x", "type": "Organization", "ids":
             {"viaf": "123", "ofac-sdn": "9999", "wd": "Q846", "lei": "529900T8BM49AURSDO55"}}]"#,
    );
    read(&graph, &text).unwrap();
    let ids = graph.entity("x").unwrap().ids();
    let all: Vec<String> = ids.iter().map(|(k, v)| format!("{k}:{v}")).collect();
    assert_eq!(
        all,
        [
            "lei:529900T8BM49AURSDO55",
            "ofac-sdn:9999",
            "viaf:123",
            "wikidata:Q846"
        ]
    );
    assert_eq!(graph.entity("ofac-sdn:9999").unwrap().id(), "x");
    let other = graph.entity("ofac-sdn:1").unwrap_err().to_string();
    assert!(other.contains("no prefix \"ofac-sdn\""), "{other}");
    assert_eq!(graph.entity("viaf:123").unwrap().id(), "x");
    assert_eq!(graph.entity("wd:Q846").unwrap().id(), "x");
}

#[test]
fn references_are_sought_in_the_document_then_in_the_graph() {
    let graph = Graph::builder()
        .base("https://mine.example/")
        .build()
        .unwrap();
    graph
        .add("Country", Describe::new().id("qatar").name("mine"))
        .unwrap();
    graph.add("Country", Describe::new().id("uae")).unwrap();
    let text = document(
        r#""entities": [{"id": "qatar", "type": "Country"}, {"id": "ex:ksa", "type": "Country"}],
           "relations": [{"id": "r1", "subject": "qatar", "relation": "meetsWith", "object": "uae"},
             {"id": "r2", "subject": "https://kg.example/id/qatar", "relation": "meetsWith", "object": "ksa"}]"#,
    );
    read(&graph, &text).unwrap();
    let claims: Vec<String> = graph
        .claims()
        .iter()
        .unwrap()
        .map(|c| format!("{} {}", c.subject().term(), c.object().term()))
        .collect();
    assert_eq!(
        BTreeSet::from_iter(claims),
        BTreeSet::from([
            "<https://kg.example/id/qatar> <https://mine.example/uae>".to_owned(),
            "<https://kg.example/id/qatar> <https://kg.example/id/ksa>".to_owned(),
        ])
    );
    // By now the name alone may be either.
    let error = graph.entity("qatar").unwrap_err().to_string();
    assert!(error.contains("https://mine.example/qatar"), "{error}");
    let again = document(
        r#""relations": [{"subject": "qatar", "relation": "meetsWith", "object": "uae"}]"#,
    );
    let error = read(&graph, &again).unwrap_err().to_string();
    assert!(error.contains("give the full IRI"), "{error}");
}

#[test]
fn the_first_base_becomes_the_graphs_and_the_claim_lives_in_the_documents() {
    let graph = Graph::new();
    let text = |base: &str| {
        format!(
            r#"{{"rawabit_format": "1", "base": "{base}",
                "documents": [{{"id": "خبر", "text": "قطر"}}],
                "entities": [{{"id": "قطر", "type": "Country"}}, {{"id": "ب", "type": "Country"}}],
                "relations": [{{"id": "علاقة-1", "subject": "قطر", "relation": "meetsWith", "object": "ب",
                  "source": "خبر"}}]}}"#
        )
    };
    read(&graph, &text("https://one.example/")).unwrap();
    read(&graph, &text("https://two.example/#/")).unwrap();
    assert_eq!(graph.base(), "https://one.example/");
    let iris: BTreeSet<String> = graph
        .claims()
        .iter()
        .unwrap()
        .map(|c| c.term().to_string())
        .collect();
    assert_eq!(
        iris,
        BTreeSet::from([
            "<https://one.example/claim/خبر/علاقة-1>".to_owned(),
            "<https://two.example/#/claim/خبر/علاقة-1>".to_owned(),
        ])
    );
    // Whatever else the graph has come to hold: the same again is the same.
    let report = read(&graph, &text("https://two.example/#/")).unwrap();
    assert_eq!(counts(&report), [("merged", 4)]);
    let prefixes = graph.prefixes();
    let ex = prefixes.iter().find(|(prefix, _)| prefix == "ex").unwrap();
    assert_eq!(ex.1, "https://one.example/");
}

#[test]
fn prefixes_of_a_document_are_its_own_and_are_offered_to_the_graph() {
    let graph = Graph::new();
    graph.set_prefix("my", "https://mine.example/").unwrap();
    let text = document(
        r#""prefixes": {"my": "https://example.org/patrol#", "new": "https://new.example/"},
           "entities": [{"id": "my:a", "type": "my:JointPatrol"}, {"id": "new:b", "type": "Country"}],
           "relations": [{"subject": "new:b", "relation": "my:joins", "object": "my:a"},
             {"subject": "my:a", "relation": "my:size", "value": {"text": "big"}}]"#,
    );
    read(&graph, &text).unwrap();
    assert!(graph.entity("https://example.org/patrol#a").is_ok());
    let prefixes = graph.prefixes();
    assert!(prefixes.contains(&("my".into(), "https://mine.example/".into())));
    assert!(prefixes.contains(&("new".into(), "https://new.example/".into())));
}

// ---- claims -----------------------------------------------------------------------------------------------

const TWO: &str = r#""entities": [{"id": "a", "type": "Country"}, {"id": "b", "type": "Country"},
    {"id": "memo", "type": "OfficialStatement"}],"#;

#[test]
fn defaults_fill_what_is_absent_and_null_is_not_absent() {
    let graph = Graph::new();
    let text = document(&format!(
        r#""defaults": {{"source": "memo", "modality": "reported", "polarity": "negative",
                         "confidence": 0.25}}, {TWO}
           "relations": [
             {{"id": "r1", "subject": "a", "relation": "meetsWith", "object": "b"}},
             {{"id": "r2", "subject": "a", "relation": "meetsWith", "object": "b", "confidence": null,
               "modality": "fact", "polarity": "positive"}}]"#
    ));
    read(&graph, &text).unwrap();
    let r1 = graph.claim("claim/memo/r1").unwrap();
    assert_eq!(
        (r1.modality(), r1.polarity(), r1.confidence()),
        (Modality::Reported, Polarity::Negative, Some(0.25))
    );
    assert_eq!(r1.source().unwrap().id(), "memo");
    let r2 = graph.claim("claim/memo/r2").unwrap();
    assert_eq!(
        (r2.modality(), r2.polarity(), r2.confidence()),
        (Modality::Fact, Polarity::Positive, None)
    );
}

#[test]
fn asserted_overrides_what_modality_and_polarity_say() {
    let graph = Graph::new();
    let text = document(&format!(
        r#"{TWO} "relations": [
             {{"id": "r1", "subject": "a", "relation": "meetsWith", "object": "b", "asserted": false}},
             {{"id": "r2", "subject": "b", "relation": "faces", "object": "t", "modality": "predicted",
               "asserted": true}},
             {{"id": "r3", "subject": "b", "relation": "cooperatesWith", "object": "a",
               "modality": "predicted"}}]"#
    ))
    .replace("\"entities\": [", "\"entities\": [{\"id\": \"t\", \"type\": \"Threat\"}, ");
    read(&graph, &text).unwrap();
    let asserted = |id: &str| graph.claim(id).unwrap().is_asserted();
    assert_eq!(
        ["claim/r1", "claim/r2", "claim/r3"].map(asserted),
        [false, true, false]
    );
    let a = graph.entity("a").unwrap();
    assert!(a.all("meetsWith").unwrap().is_empty() && a.all("cooperatesWith").unwrap().is_empty());
    assert_eq!(graph.entity("b").unwrap().all("faces").unwrap().len(), 1);
}

#[test]
fn an_inverse_is_stored_forward() {
    let graph = Graph::new();
    let text = document(
        r#""entities": [{"id": "s", "type": "Summit"}, {"id": "u", "type": "Country"}],
           "relations": [{"id": "r", "subject": "s", "relation": "hostedBy", "object": "u"}]"#,
    );
    read(&graph, &text).unwrap();
    let claim = graph.claim("claim/r").unwrap();
    assert_eq!(
        (claim.subject().id().as_str(), claim.relation().as_str()),
        ("u", "hosts")
    );
}

#[test]
fn a_claim_without_an_id_is_the_same_claim_whoever_says_it() {
    let graph = Graph::new();
    let relation = r#"{"subject": "a", "relation": "meetsWith", "object": "b", "source": "memo",
                       "start": "2024-03", "confidence": 0.5}"#;
    let text = document(&format!("{TWO} \"relations\": [{relation}, {relation}]"));
    let report = read(&graph, &text).unwrap();
    assert_eq!(
        counts(&report),
        [("claims", 1), ("entities", 3), ("merged", 1)]
    );
    let by_hand = Relate::new()
        .source("memo")
        .start("2024-03")
        .confidence(0.5);
    let claim = graph.relate("a", "meetsWith", "b", by_hand).unwrap();
    assert_eq!(graph.claim_count(), 1);
    assert!(claim.id().starts_with("claim/memo/"), "{}", claim.id());
}

#[test]
fn values_have_a_language_a_datatype_or_what_the_relation_takes() {
    let graph = Graph::new();
    let text = document(
        r#""entities": [{"id": "s", "type": "Summit"}, {"id": "d", "type": "Document"}],
           "relations": [
             {"subject": "s", "relation": "startDate", "value": {"text": "2024-03~"}},
             {"subject": "s", "relation": "endDate",
              "value": {"text": "2024-03-07T18:00:00+04:00", "datatype": "xsd:dateTime"}},
             {"subject": "s", "relation": "date", "value": {"text": "201X", "datatype": "edtf:EDTF"}},
             {"subject": "d", "relation": "title", "value": {"text": "القمة", "lang": "ar-AE"}},
             {"subject": "d", "relation": "title", "value": {"text": "القمة العالمية"}},
             {"subject": "s", "relation": "alsoKnownAs", "value": {"text": "WPS"}}]"#,
    );
    read(&graph, &text).unwrap();
    let values: BTreeSet<String> = graph
        .claims()
        .iter()
        .unwrap()
        .map(|c| c.object().term().to_string())
        .collect();
    let edtf = "^^<http://id.loc.gov/datatypes/edtf/EDTF>";
    let date_time = "^^<http://www.w3.org/2001/XMLSchema#dateTime>";
    assert_eq!(
        values,
        BTreeSet::from([
            format!("\"2024-03~\"{edtf}"),
            format!("\"201X\"{edtf}"),
            format!("\"2024-03-07T18:00:00+04:00\"{date_time}"),
            "\"القمة\"@ar-ae".to_owned(),
            "\"القمة العالمية\"@ar".to_owned(),
            "\"WPS\"@en".to_owned(),
        ])
    );
}

#[test]
fn times_of_a_claim_are_kept_as_written() {
    let graph = Graph::new();
    let text = document(&format!(
        r#"{TWO} "relations": [{{"id": "r", "subject": "a", "relation": "meetsWith", "object": "b",
             "start": "2023-21", "end": "2024-03-05T09:00:00Z"}}]"#
    ));
    for expected in ["claims", "merged"] {
        let report = read(&graph, &text).unwrap();
        assert_eq!(
            report.count(expected),
            if expected == "claims" { 1 } else { 4 }
        );
    }
    let claim = graph.claim("claim/r").unwrap();
    assert_eq!(claim.start().unwrap().as_str(), "2023-21");
    assert_eq!(claim.end().unwrap().as_str(), "2024-03-05T09:00:00Z");
}

#[test]
fn hedges_notes_and_attributions_may_be_one_or_several() {
    let graph = Graph::new();
    let text = document(&format!(
        r#""documents": [{{"id": "memo", "language": "en", "text": "Reportedly, A met B, it is said."}}],
           {TWO} "relations": [{{"id": "r", "subject": "a", "relation": "meetsWith", "object": "b",
             "source": "memo", "attributed_to": ["a", "memo"], "note": "read twice",
             "hedge": [{{"start": 0, "end": 10, "quote": "Reportedly"}}, "it is said"],
             "evidence": [{{"start": 12, "end": 19, "quote": "A met B"}},
                          {{"start": 0, "end": 19, "quote": "Reportedly, A met B"}}]}}]"#
    ));
    read(&graph, &text).unwrap();
    let claim = graph.claim("claim/memo/r").unwrap();
    let mut hedge: Vec<String> = claim.hedge().iter().map(ToString::to_string).collect();
    hedge.sort();
    assert_eq!(hedge, ["\"Reportedly\"@en", "\"it is said\"@en"]);
    assert_eq!(claim.notes()[0].to_string(), "\"read twice\"");
    assert_eq!(claim.attributed_to().len(), 2);
    let spans: Vec<(u32, u32)> = claim.evidence().iter().map(|s| (s.start, s.end)).collect();
    assert_eq!(spans, [(0, 19), (12, 19)]);
    let report = read(&graph, &text).unwrap();
    assert_eq!(counts(&report), [("merged", 5)]);
}

#[test]
fn a_web_address_as_source_becomes_a_document() {
    let graph = Graph::new();
    let text = document(&format!(
        r#"{TWO} "relations": [{{"id": "r", "subject": "a", "relation": "meetsWith", "object": "b",
             "source": "https://news.example/1"}}]"#
    ));
    read(&graph, &text).unwrap();
    let page = graph.entity("https://news.example/1").unwrap();
    assert_eq!(page.type_name(), "Document");
    // Of a relation that is refused, nothing stays.
    let graph = Graph::new();
    let report = read_what_is_right(&graph, &text.replace("\"meetsWith\"", "\"meatsWith\""));
    assert_eq!((report.count("refused"), graph.len()), (1, 3));
}

// ---- documents and their texts ----------------------------------------------------------------------------

#[test]
fn what_is_said_of_an_entity_is_kept_bare() {
    let graph = Graph::new();
    graph.read(summit()).unwrap();
    let property = |id: &str, property: &str| -> Vec<String> {
        let values = graph.entity(id).unwrap().all(property).unwrap();
        let mut values: Vec<String> = values.iter().map(|v| v.term().to_string()).collect();
        values.sort();
        values
    };
    assert_eq!(
        property("qatar", "mention"),
        ["<https://w3id.org/rawabit/id/article#char=0,3>"]
    );
    assert_eq!(
        property("qatar", "reference"),
        ["\"aka.en\"", "\"ids\"", "\"name.en\""]
    );
    assert_eq!(
        property("international-partners", "skos:note"),
        ["\"Unnamed co-organisers.\""]
    );
    assert_eq!(
        property("international-partners", "isCollective"),
        ["\"true\"^^<http://www.w3.org/2001/XMLSchema#boolean>"]
    );
    assert_eq!(property("article", "language"), ["\"ar\""]);
    assert_eq!(
        property("article", "dcterms:format"),
        ["\"text/plain;charset=utf-8\""]
    );
    assert_eq!(
        property("article", "sha256"),
        ["\"7b7c383f2aec86d52a28271802417073b70432b76acaf2bdd4e44e6dea67f263\""]
    );
    assert_eq!(
        graph.entity("qatar").unwrap().names()["ar"],
        ["قطر", "دولة قطر"]
    );
}

#[test]
fn offsets_count_code_points_beyond_the_basic_plane_and_with_marks() {
    let (marked, accented) = ("قَطَر", "𝒜 e\u{301}");
    let text = format!("🇶🇦 {marked} {accented}");
    assert_eq!((text.chars().count(), marked.chars().count()), (13, 5));
    let graph = Graph::new();
    let document = document(&format!(
        r#""defaults": {{"source": "d"}}, "documents": [{{"id": "d", "text": "{text}", "characters": 13}}],
           "entities": [
             {{"id": "a", "type": "Country", "mention": {{"start": 3, "end": 8, "quote": "{marked}"}}}},
             {{"id": "b", "type": "Country", "mention": [{{"start": 0, "end": 2, "quote": "🇶🇦"}},
               {{"start": 9, "end": 13, "quote": "{accented}"}}]}}]"#
    ));
    read(&graph, &document).unwrap();
    assert_eq!(graph.entity("b").unwrap().all("mention").unwrap().len(), 2);
}

#[test]
fn a_document_need_not_be_an_entity_as_well_nor_have_a_text() {
    let graph = Graph::new();
    let text = document(
        r#""documents": [{"id": "lost", "language": "AR", "characters": 10}],
           "entities": [{"id": "a", "type": "Country", "mention": {"sentence": "s1", "start": 0, "end": 3, "quote": "قطر"}},
                        {"id": "b", "type": "Country"}],
           "relations": [{"id": "r", "subject": "a", "relation": "meetsWith", "object": "b", "source": "lost",
             "evidence": [{"start": 0, "end": 3, "quote": "قطر"}]}]"#,
    );
    let report = read(&graph, &text).unwrap();
    assert_eq!(graph.entity("lost").unwrap().type_name(), "Document");
    let problems: Vec<String> = report.problems().iter().map(ToString::to_string).collect();
    assert_eq!(
        problems,
        [
            "(\"lost\"): 2 of its spans are kept unchecked: neither the document nor the graph has its text; \
             give it in \"file\" or \"text\" of its entry in \"documents\"",
            "documents[0].characters (\"lost\"): \"characters\" is not kept; the document has no text that it \
             could be checked against",
        ]
    );
    let span = &graph.claim("claim/lost/r").unwrap().evidence()[0];
    assert_eq!(span.quote().as_deref(), Some("قطر"));
    assert_eq!(
        span.sentence(),
        Some("s1"),
        "the mention of the same words knows it"
    );
    assert_eq!(counts(&read(&graph, &text).unwrap()), [("merged", 4)]);
    // The text may come later; from then on words are held against it.
    let later = document(r#""documents": [{"id": "lost", "text": "قطر دولة."}]"#);
    assert_eq!(counts(&read(&graph, &later).unwrap()), [("merged", 1)]);
    assert_eq!(graph.text("lost").unwrap(), "قطر دولة.");
    let wrong = document(
        r#""relations": [{"subject": "a", "relation": "meetsWith", "object": "b", "source": "lost",
            "evidence": [{"start": 4, "end": 7, "quote": "دول"}, {"start": 0, "end": 3, "quote": "دول"}]}]"#,
    );
    let error = read(&graph, &wrong).unwrap_err().to_string();
    assert!(error.ends_with("the quote stands at 4..7"), "{error}");
}

#[test]
fn a_span_that_names_no_sentence_is_in_the_one_that_holds_it() {
    let graph = Graph::new();
    let text = document(&format!(
        r#""documents": [{{"id": "memo", "text": "One two. Three.", "sentences": [
             {{"id": "2", "kind": "sentence", "start": 9, "end": 15, "text": "Three."}},
             {{"id": "1", "kind": "title", "start": 0, "end": 8, "text": "One two.", "no_claims": true}}]}}],
           "defaults": {{"source": "memo"}}, {TWO}
           "relations": [
             {{"id": "r1", "subject": "a", "relation": "meetsWith", "object": "b",
               "evidence": [{{"start": 4, "end": 7, "quote": "two"}}]}},
             {{"id": "r2", "subject": "a", "relation": "meetsWith", "object": "b",
               "evidence": [{{"start": 4, "end": 14, "quote": "two. Three"}}]}}]"#
    ));
    read(&graph, &text).unwrap();
    let sentence = |id: &str| {
        graph.claim(id).unwrap().evidence()[0]
            .sentence()
            .map(str::to_owned)
    };
    assert_eq!(sentence("claim/memo/r1").as_deref(), Some("1"));
    assert_eq!(sentence("claim/memo/r2"), None);
}

#[test]
fn a_byte_order_mark_before_the_document_is_passed_over() {
    let text = format!(
        "\u{feff}{}",
        document(r#""entities": [{"id": "a", "type": "Topic"}]"#)
    );
    let graph = Graph::new();
    assert_eq!(read(&graph, &text).unwrap().count("entities"), 1);
}

#[test]
fn a_document_from_no_file_has_no_folder_to_read_from() {
    let text = document(r#""documents": [{"id": "d", "file": "article.ar.txt"}]"#);
    let error = read(&Graph::new(), &text).unwrap_err().to_string();
    assert!(error.contains("read the document from a file"), "{error}");
}

#[test]
fn words_of_a_document_whose_iri_has_a_hash_are_named() {
    let text = r#"{"rawabit_format": "1", "base": "http://e.example/ns#", "defaults": {"source": "doc"},
        "documents": [{"id": "doc", "text": "Qatar met them."}],
        "entities": [{"id": "qatar", "type": "Country"}, {"id": "oman", "type": "Country"}],
        "relations": [{"subject": "qatar", "relation": "meetsWith", "object": "oman", "start": "٥ مارس ٢٠٢٤",
            "evidence": [{"start": 0, "end": 9, "quote": "Qatar met"}]}]}"#;
    let graph = Graph::new();
    read(&graph, text).unwrap();
    let claim = graph.claims().iter().unwrap().next().unwrap();
    let node = claim.evidence()[0].term().to_string();
    assert_eq!(node, "<http://e.example/ns#doc;char=0,9>");
    assert_eq!(claim.start().unwrap().as_str(), "2024-03-05");
}

#[test]
fn types_and_ids_are_no_relations() {
    for (relation, object, field) in [
        ("rdf:type", "oman", "\"type\" of its entry"),
        ("owl:sameAs", "oman", "one \"id\""),
        ("isoAlpha2", "oman", "\"ids\" of its entry"),
    ] {
        let text = document(&format!(
            r#""entities": [{{"id": "qatar", "type": "Country"}}, {{"id": "oman", "type": "Country"}}],
               "relations": [{{"subject": "qatar", "relation": "{relation}", "object": "{object}"}}]"#
        ));
        let error = read(&Graph::new(), &text).unwrap_err().to_string();
        let wanted = format!("\"relation\" does not take \"{relation}\"; ");
        assert!(error.contains(&wanted), "{error}");
        // A document is written, and calls nothing.
        assert!(error.contains(field) && !error.contains("()"), "{error}");
    }
}

// ---- what follows from another mistake ----------------------------------------------------------------------

/// What is told of a document that is refused: the places and messages of its problems.
fn problems(document: &str) -> Vec<(String, String)> {
    let Err(Error::Read(error)) = read(&Graph::new(), document) else {
        panic!("it was read");
    };
    let report = error.report().unwrap();
    assert_eq!(report.unlisted(), 0, "{report}");
    let told = report.problems().iter();
    told.map(|p| (p.place.clone(), p.message.clone())).collect()
}

/// A document of so many relations, each with evidence, a hedge and an entity that is mentioned.
fn with_spans(defaults: &str, document_of: &str) -> String {
    let relations: Vec<String> = (0..150)
        .map(|n| {
            format!(
                r#"{{"id": "r{n}", "subject": "qatar", "relation": "participatesIn", "object": "wps",
                "evidence": [{{"start": 0, "end": 3, "quote": "قطر"}}],
                "hedge": {{"start": 4, "end": 9, "quote": "شاركت"}}}}"#
            )
        })
        .collect();
    document(&format!(
        r#"{defaults} "documents": [{{"id": "article", "text": "قطر شاركت" {document_of}}}, {{"id": "other"}}],
        "entities": [{{"id": "qatar", "type": "Country", "mention": {{"start": 0, "end": 3, "quote": "قطر"}}}},
            {{"id": "wps", "type": "Summit"}}],
        "relations": [{}]"#,
        relations.join(", ")
    ))
}

#[test]
fn a_mistake_in_the_defaults_is_told_once() {
    for (defaults, place) in [
        (r#""defaults": {"sorce": "article"},"#, "defaults.sorce"),
        (r#""defaults": {"source": null},"#, "defaults.source"),
        (r#""defaults": {"source": ""},"#, "defaults.source"),
        (r#""defaults": {"source": "artcle"},"#, "defaults.source"),
        (r#""defaults": {"source": "wps"},"#, "defaults.source"),
        (r#""defaults": "article","#, "defaults"),
        (r#""default": {"source": "article"},"#, "default"),
    ] {
        let told = problems(&with_spans(defaults, ""));
        let places: Vec<&str> = told.iter().map(|(place, _)| place.as_str()).collect();
        assert_eq!(places, [place], "{told:?}");
    }
    let right = with_spans(r#""defaults": {"source": "article"},"#, "");
    assert!(read(&Graph::new(), &right).unwrap().is_ok());
}

#[test]
fn quotes_of_a_text_that_is_another_than_the_one_described_are_told_together() {
    let defaults = r#""defaults": {"source": "article"},"#;
    let real = "d".repeat(64);
    for wrong in [
        r#", "characters": 7"#.to_owned(),
        r#", "bytes": 3"#.to_owned(),
        format!(r#", "sha256": "{real}""#),
    ] {
        // The quotes that still stand where they stood are right.
        assert_eq!(problems(&with_spans(defaults, &wrong)).len(), 1, "{wrong}");
        let moved =
            with_spans(defaults, &wrong).replace(r#""text": "قطر شاركت""#, r#""text": "دولة قطر""#);
        let told = problems(&moved);
        assert_eq!(told.len(), 2, "{told:?}");
        let [_, (place, message)] = told.as_slice() else {
            panic!()
        };
        assert_eq!(place, "documents[0]");
        assert_eq!(
            message,
            "301 quotes do not match the text, which is another than the one described"
        );
    }
    let sentences = r#", "characters": 8,
        "sentences": [{"id": "s1", "start": 0, "end": 4, "text": "دولة"}]"#;
    assert_eq!(problems(&with_spans(defaults, sentences)).len(), 1);
}

#[test]
fn an_entity_of_a_foreign_type_is_not_said_to_have_none() {
    let head = r#""prefixes": {"foaf": "http://xmlns.com/foaf/0.1/"},
        "entities": [{"id": "q", "type": "foaf:Agent"}, {"id": "wps", "type": "Summit"}],"#;
    let relation =
        r#""relations": [{"subject": "q", "relation": "participatesIn", "object": "wps"}]"#;
    assert_eq!(
        problems(&document(&format!("{head} {relation}"))),
        [(
            "relations[0]".to_owned(),
            "relation \"participatesIn\" takes a subject of type \"Agent\", but \"q\" has only the type \
             \"foaf:Agent\", which the schema does not know"
                .to_owned()
        )]
    );
}

#[test]
fn a_relation_that_the_schema_does_not_know_is_told_once() {
    let report = read(
        &Graph::new(),
        &document(
            r#""prefixes": {"my": "https://example.org/patrol#"},
            "entities": [{"id": "a", "type": "Country"}, {"id": "b", "type": "Country"}],
            "relations": [{"subject": "a", "relation": "meetsWith", "object": "b"},
                {"subject": "a", "relation": "my:patrolsWit", "object": "b"},
                {"subject": "b", "relation": "my:patrolsWit", "object": "a"},
                {"subject": "b", "relation": "my:guards", "object": "a"}]"#,
        ),
    )
    .unwrap();
    assert_eq!(report.count("claims"), 4);
    let told: Vec<String> = report.problems().iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "relations[1].relation: the schema does not know the relation \"my:patrolsWit\", so its ends are \
             not checked; if it is right, extend the schema with it: Schema(\"my.ttl\")",
            "relations[3].relation: the schema does not know the relation \"my:guards\", so its ends are not \
             checked; if it is right, extend the schema with it: Schema(\"my.ttl\")",
        ]
    );
    assert!(
        report
            .problems()
            .iter()
            .all(|p| p.severity == Severity::Notice)
    );
}

#[test]
fn one_span_that_is_unchecked_is_one() {
    let report = read(
        &Graph::new(),
        &document(
            r#""documents": [{"id": "d"}],
            "entities": [{"id": "a", "type": "Country", "mention": {"start": 0, "end": 3, "quote": "قطر"}}]"#,
        ),
    )
    .unwrap();
    let told = report.problems()[0].to_string();
    assert!(told.contains("1 of its spans is kept unchecked"), "{told}");
}

// ---- where local ids live, and files are sought --------------------------------------------------------------

#[test]
fn the_base_that_is_given_is_that_of_a_document_without_one() {
    let entities = r#""entities": [{"id": "qatar", "type": "Country"}]"#;
    let options = || ReadOptions::new().base("https://given.example/id/");
    let graph = Graph::new();
    let bare = format!(r#"{{"rawabit_format": "1", {entities}}}"#);
    graph.read_from(bare.as_bytes(), options()).unwrap();
    assert_eq!(graph.base(), "https://given.example/id/");
    assert!(graph.contains("https://given.example/id/qatar").unwrap());

    let graph = Graph::new();
    let own = document(entities);
    graph.read_from(own.as_bytes(), options()).unwrap();
    assert_eq!(graph.base(), "https://kg.example/id/");

    let error = graph
        .read_from(
            bare.as_bytes(),
            ReadOptions::new().base("https://given.example"),
        )
        .unwrap_err();
    assert_eq!(error.to_string(), NO_END);
    assert_eq!(graph.len(), 1);
}

const NO_END: &str = "the base \"https://given.example\" runs into the ids behind it; end it with \"/\" or \
     \"#\": \"https://given.example/\"";

#[test]
fn a_base_that_runs_into_ids_is_refused_of_graphs_as_of_documents() {
    let error = Graph::builder()
        .base("https://given.example")
        .build()
        .unwrap_err();
    assert_eq!(error.to_string(), NO_END);
    for base in ["https://given.example/", "https://given.example#"] {
        assert!(Graph::builder().base(base).build().is_ok(), "{base}");
    }
    let wrong = r#"{"rawabit_format": "1", "base": "https://given.example", "entities": []}"#;
    let error = read(&Graph::new(), wrong).unwrap_err();
    assert!(error.to_string().contains(NO_END), "{error}");
}

#[test]
fn a_document_from_no_file_may_be_told_where_its_files_are() {
    let options = ReadOptions::new().folder(summit().parent().unwrap());
    let bytes = std::fs::read(summit()).unwrap();
    let report = Graph::new().read_from(&bytes[..], options).unwrap();
    assert_eq!(report.count("claims"), 170);
}

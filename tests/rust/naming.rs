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
fn the_id_of_a_claim_of_words_or_of_a_term_is_no_id_of_an_entity() {
    let graph = claimed();
    let claim = "is the id of a claim in the graph; give the entity another id";
    let words = "is a node of evidence in the graph; give the entity another id";
    let term = "is a term of the schema; an extension of the schema says more of it, and an entity has another id";
    let cases = [
        ("claim/x", claim),
        (CLAIM, claim),
        (WORDS, words),
        ("rb:Person", term),
        ("rb:meetsWith", term),
        (PERSON, term),
    ];
    for (id, reason) in cases {
        let added = graph.add("Topic", Describe::new().id(id));
        assert_eq!(refused(added), format!("\"{id}\" {reason}"));
        let document = format!(
            r#"{{"rawabit_format": "1", "base": "https://example.org/id/", "prefixes": {{"rb": "https://w3id.org/rawabit/ns#"}},
                "entities": [{{"id": "{id}", "type": "Topic"}}]}}"#
        );
        let error = read(&graph, &document, Format::Json).unwrap_err();
        assert!(error.to_string().contains(reason), "{id}: {error}");
    }
    for (source, reason) in [(CLAIM, claim), (WORDS, words), (PERSON, term)] {
        let how = Relate::new().source(source);
        let error = refused(graph.relate("qatar", "meetsWith", "oman", how));
        assert_eq!(error, format!("\"{source}\" {reason}"));
        let error = refused(graph.document(source, Describe::new()));
        assert_eq!(error, format!("\"{source}\" {reason}"));
    }
    let how = Relate::new().id(WORDS);
    let error = refused(graph.relate("oman", "meetsWith", "qatar", how));
    assert!(
        error.ends_with("is a node of evidence; give the claim another id"),
        "{error}"
    );
    assert_eq!((graph.len(), graph.claim_count()), (3, 1));
}

#[test]
fn a_country_that_two_entities_have_the_code_of_is_not_chosen_in_silence() {
    let graph = Graph::new();
    let qatar = graph.country("QA").unwrap();
    let two = "<https://x.example/q> a <https://w3id.org/rawabit/ns#Country> ;
        <https://w3id.org/rawabit/ns#isoAlpha2> \"QA\" .";
    read(&graph, two, Format::Turtle).unwrap();
    let error = graph.country("Qatar").unwrap_err();
    assert_eq!(
        error.to_string(),
        "\"Qatar\" may be \"https://example.org/id/qatar\" or \"https://x.example/q\"; give the full IRI"
    );
    graph.merge(&qatar, ["https://x.example/q"]).unwrap();
    assert_eq!(graph.country("QA").unwrap(), qatar);
}

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
fn a_web_address_has_a_host_and_its_scheme_any_case() {
    let graph = Graph::new();
    for address in ["https://", "http:///page", "https://:80/x", "https://me@/x"] {
        let error = format!(
            "does not take \"{address}\": it is a web address without a host; write it as \
             \"https://example.org/page\""
        );
        assert!(refused(graph.document(address, Describe::new())).ends_with(&error));
    }
    let page = graph
        .document("HTTPS://x.example/a", Describe::new())
        .unwrap();
    assert_eq!(page.iri().unwrap().as_str(), "HTTPS://x.example/a");
    graph.country("QA").unwrap();
    graph.country("OM").unwrap();
    let how = Relate::new().source("https://");
    let error = refused(graph.relate("qatar", "meetsWith", "oman", how));
    assert!(
        error.starts_with("\"source\" does not take \"https://\""),
        "{error}"
    );
    let text = graph
        .document("https:// is how it begins", Describe::new())
        .unwrap();
    assert_eq!(graph.text(&text).unwrap(), "https:// is how it begins");
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

#[test]
fn what_is_said_of_a_document_again_joins() {
    let graph = Graph::new();
    let first = Describe::new()
        .id("news")
        .r#type("NewsArticle")
        .name("News");
    graph.document(TEXT, first).unwrap();
    let same = again(&graph, Describe::new());
    assert_eq!(same.types(), ["NewsArticle"], "the fallback is none");
    let document = again(
        &graph,
        Describe::new()
            .name("The News")
            .language("AR")
            .date("2024-03-05")
            .r#type("OfficialStatement"),
    );
    let mut types = document.types();
    types.sort_unstable();
    assert_eq!(types, ["NewsArticle", "OfficialStatement"]);
    assert_eq!(document.name(), "News");
    assert_eq!(document.names()["en"], ["News", "The News"]);
    assert_eq!(document.all("language").unwrap()[0].to_string(), "ar");
    let date = document.all("date").unwrap()[0].as_time();
    assert_eq!(date, Some(Time::new("2024-03-05").unwrap()));
    let known = count(&graph);
    again(
        &graph,
        Describe::new().id("news").language("ar").date("2024-03-05"),
    );
    assert_eq!(count(&graph), known);
    assert_eq!(
        refused(graph.document(TEXT, Describe::new().language("en").name("More"))),
        "\"news\" has \"language\" \"ar\" already, and can have only one; set() replaces it"
    );
    assert!(
        refused(graph.document(TEXT, Describe::new().date("2025"))).contains("set() replaces it")
    );
    assert!(refused(graph.document(TEXT, Describe::new().r#type("Person"))).contains("disjoint"));
    assert_eq!(count(&graph), known, "what is refused changes nothing");
}

#[test]
fn what_is_said_of_a_web_address_again_joins() {
    let graph = Graph::new();
    let address = "https://news.example/1";
    graph.document(address, Describe::new()).unwrap();
    let again = graph
        .document(address, Describe::new().name("News").language("en"))
        .unwrap();
    assert_eq!((again.id(), again.name()), (address.into(), "News".into()));
    assert_eq!(again.all("language").unwrap().len(), 1);
    graph.document(address, Describe::new().id("n")).unwrap();
    let named = graph
        .document(address, Describe::new().id("n").name("N"))
        .unwrap();
    assert_eq!(named.name(), "N");
    graph
        .add("Organization", Describe::new().id("https://un.example/"))
        .unwrap();
    let error = refused(graph.document("https://un.example/", Describe::new()));
    assert!(
        error.contains("a document's type is \"Document\""),
        "{error}"
    );
}

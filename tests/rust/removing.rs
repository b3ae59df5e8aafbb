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

#[test]
fn a_document_that_mentions_entities_is_not_removed_in_silence() {
    let graph = mentioned();
    let one = graph
        .relate("qatar", "meetsWith", "oman", Relate::new().source("d"))
        .unwrap();
    assert_eq!(
        refused(graph.remove("d")),
        "\"d\" is still mentioned by 1 claim and 2 mentions of other entities; remove those first, or all with \
         cascade=True"
    );
    graph.remove_claim(&one).unwrap();
    assert!(refused(graph.remove("d")).contains("by 2 mentions of other entities;"));
    graph.remove("oman").unwrap();
    assert!(refused(graph.remove("d")).contains("by 1 mention of another entity;"));
    graph.remove("qatar").unwrap();
    graph.remove("d").unwrap();
    assert_eq!(lines(&graph), "");
}

#[test]
fn a_document_is_removed_with_its_mentions_and_their_words() {
    let graph = mentioned();
    graph.remove_cascade("d").unwrap();
    assert_eq!(mentions(&graph, "qatar") + mentions(&graph, "oman"), 0);
    assert_eq!(errors(&graph), [""; 0]);
    graph
        .document("Other words of a text.", Describe::new().id("d"))
        .unwrap();
    assert_eq!(mentions(&graph, "qatar") + mentions(&graph, "oman"), 0);
    assert_eq!(errors(&graph), [""; 0]);
    graph.check().unwrap();
}

#[test]
fn words_that_more_is_said_of_go_with_their_document_too() {
    let graph = mentioned();
    read(
        &graph,
        "<https://example.org/id/d#char=0,5> <http://www.w3.org/2004/02/skos/core#note> \"seen\" .",
        Format::Turtle,
    );
    assert!(refused(graph.remove("d")).contains("by 2 mentions of other entities;"));
    graph.remove_cascade("d").unwrap();
    let left = lines(&graph);
    assert!(!left.contains("/d"), "{left}");
}

#[test]
fn a_mentioned_entity_is_removed_with_the_words_that_only_it_has() {
    let graph = mentioned();
    graph.remove("qatar").unwrap();
    assert_eq!(mentions(&graph, "oman"), 1);
    assert_eq!(errors(&graph), [""; 0]);
}

// ---- both ends ------------------------------------------------------------------------------------------------

#[test]
fn set_replaces_a_symmetric_relation_from_both_ends() {
    let graph = Graph::new();
    for code in ["QA", "OM", "AE"] {
        graph.country(code).unwrap();
    }
    let met = |entity: &str| {
        let met = graph
            .neighbors(entity, Some("meetsWith"), Direction::Both, 1)
            .unwrap();
        met.iter().map(Entity::id).collect::<Vec<String>>()
    };
    let set =
        |entity: &str, other: &str| graph.set(entity, Describe::new().property("meetsWith", other));
    set("qatar", "oman").unwrap();
    set("oman", "qatar").unwrap();
    assert_eq!((met("qatar").len(), met("oman").len()), (1, 1));
    set("oman", "united-arab-emirates").unwrap();
    assert_eq!(met("qatar"), [""; 0]);
    graph
        .set(
            "united-arab-emirates",
            Describe::new().no_property("meetsWith"),
        )
        .unwrap();
    assert_eq!(met("oman"), [""; 0]);
}

#[test]
fn a_claim_holds_a_symmetric_relation_against_set_from_both_ends() {
    let graph = Graph::new();
    for code in ["QA", "OM"] {
        graph.country(code).unwrap();
    }
    graph
        .relate("qatar", "meetsWith", "oman", Relate::new().id("c"))
        .unwrap();
    for entity in ["qatar", "oman"] {
        let nothing = Describe::new().no_property("meetsWith");
        assert_eq!(
            refused(graph.set(entity, nothing)),
            "\"qatar\" has \"meetsWith\" \"oman\" because the claim \"claim/c\" says so; revise() or remove() that"
        );
    }
    graph
        .set("oman", Describe::new().property("meetsWith", "qatar"))
        .unwrap();
    assert_eq!(
        graph
            .entity("qatar")
            .unwrap()
            .all("meetsWith")
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn what_set_names_again_stays_also_where_an_inverse_names_it() {
    let graph = Graph::new();
    graph.country("QA").unwrap();
    graph.add("Summit", Describe::new().id("wps")).unwrap();
    graph
        .relate("qatar", "hosts", "wps", Relate::new())
        .unwrap();
    graph
        .set("wps", Describe::new().property("hostedBy", "qatar"))
        .unwrap();
    let nothing = Describe::new().no_property("hostedBy");
    assert!(refused(graph.set("wps", nothing)).contains("because the claim"));
}

// ---- what is not there any more -------------------------------------------------------------------------------

#[test]
fn only_an_entity_of_another_graph_is_told_to_be_one() {
    let (one, other) = (Graph::new(), Graph::new());
    let qatar = one.country("QA").unwrap();
    let oman = one.country("OM").unwrap();
    let told = |error: Error| error.to_string();
    one.remove(&oman).unwrap();
    assert_eq!(
        told(one.remove(&oman).unwrap_err()),
        "no entity \"https://example.org/id/oman\" in the graph; it is not there any more"
    );
    assert_eq!(
        told(one.remove(oman.iri().unwrap()).unwrap_err()),
        "no entity \"https://example.org/id/oman\" in the graph; it is not there any more"
    );
    assert_eq!(
        told(
            one.remove(Iri::new("https://zebra.example/").unwrap())
                .unwrap_err()
        ),
        "no entity \"https://zebra.example/\" in the graph"
    );
    assert_eq!(
        told(other.remove(&qatar).unwrap_err()),
        "no entity \"https://example.org/id/qatar\" in the graph; an entity of another graph is to be added to this \
         one first"
    );
    let forgetful = Graph::builder().history(false).build().unwrap();
    let qatar = forgetful.country("QA").unwrap();
    forgetful.remove(&qatar).unwrap();
    assert_eq!(
        told(forgetful.remove(&qatar).unwrap_err()),
        "no entity \"https://example.org/id/qatar\" in the graph; an entity that was removed, or is of another graph, \
         is to be added first"
    );
}

#[test]
fn a_claim_is_found_without_its_folder_and_the_nearest_is_named() {
    let graph = Graph::new();
    for code in ["QA", "OM"] {
        graph.country(code).unwrap();
    }
    graph.document("t", Describe::new().id("article")).unwrap();
    let how = |id: &str| Relate::new().id(id);
    let relate = |how: Relate| graph.relate("qatar", "meetsWith", "oman", how).unwrap();
    relate(how("x1"));
    relate(how("r005").source("article"));
    graph.revise("x1", Relate::new().confidence(0.5)).unwrap();
    assert_eq!(graph.claim("claim/x1").unwrap().confidence(), Some(0.5));
    assert_eq!(
        graph.claim("article/r005").unwrap().id(),
        "claim/article/r005"
    );
    assert_eq!(
        graph.remove_claim("r005").unwrap_err().to_string(),
        "no claim \"r005\" in the graph; did you mean \"claim/article/r005\"?"
    );
    assert_eq!(
        graph.claim("zebra").unwrap_err().to_string(),
        "no claim \"zebra\" in the graph; graph.claims() lists them with their ids"
    );
    graph.remove_claim("x1").unwrap();
    assert_eq!(graph.claim_count(), 1);
}

#[test]
fn a_claim_keeps_no_evidence_of_another_source() {
    let graph = Graph::new();
    for code in ["QA", "OM"] {
        graph.country(code).unwrap();
    }
    for id in ["one", "two"] {
        graph
            .document(&format!("Qatar met Oman {id}."), Describe::new().id(id))
            .unwrap();
    }
    let how = Relate::new().source("one").evidence("Qatar met");
    let claim = graph.relate("qatar", "meetsWith", "oman", how).unwrap();
    assert_eq!(
        refused(graph.revise(&claim, Relate::new().source("two"))),
        "\"evidence\" does not take \"Qatar met\": it stands in \"one\", and the source is to be \"two\"; give \
         evidence= of that one too, or evidence=None to drop it"
    );
    assert_eq!(
        refused(graph.revise(&claim, Relate::new().no_source())),
        "\"evidence\" does not take \"Qatar met\": it stands in \"one\", and without a source there is no evidence; \
         give evidence=None too, to drop it"
    );
    let same = Relate::new().source("one").confidence(0.5);
    assert_eq!(graph.revise(&claim, same).unwrap().evidence().len(), 1);
    let moved = Relate::new().source("two").evidence("Oman two");
    let moved = graph.revise(&claim, moved).unwrap();
    assert_eq!(moved.evidence()[0].document.id(), "two");
    let bare = graph.revise(&claim, Relate::new().no_source().no_evidence());
    assert!(bare.unwrap().evidence().is_empty());
    assert!(matches!(
        graph.revise(&claim, Relate::new().evidence("Oman")),
        Err(Error::Schema(SchemaError::Argument { .. }))
    ));
}

//! Promises to those who find that two entities are one.

#![expect(clippy::unwrap_used, reason = "what cannot be done fails the test")]

use rawabit::{Describe, Direction, Format, Graph, Instant, Narrow, ReadOptions, Relate, Schema};

/// A police force under two ids, with what is said of each.
fn graph() -> Graph {
    let graph = Graph::new();
    let mut tx = graph.transaction().unwrap();
    tx.country("AE").unwrap();
    tx.add(
        "Summit",
        Describe::new().id("wps").name("World Police Summit"),
    )
    .unwrap();
    tx.document(
        "نظمت شرطة دبي القمة.",
        Describe::new().id("article").language("ar"),
    )
    .unwrap();
    let dubai = Describe::new()
        .id("dubai-police")
        .name("Dubai Police")
        .external_id("wikidata", "Q1262239");
    tx.add("PoliceForce", dubai).unwrap();
    tx.add(
        "PoliceForce",
        Describe::new().id("شرطة-دبي").name("شرطة دبي"),
    )
    .unwrap();
    tx.relate(
        "dubai-police",
        "participatesIn",
        "wps",
        Relate::new().id("c1").source("article"),
    )
    .unwrap();
    let how = Relate::new()
        .id("c2")
        .source("article")
        .evidence("شرطة دبي")
        .confidence(0.9);
    tx.relate("شرطة-دبي", "organizes", "wps", how).unwrap();
    tx.relate("شرطة-دبي", "participatesIn", "wps", Relate::new().id("c3"))
        .unwrap();
    tx.relate(
        "شرطة-دبي",
        "agencyOf",
        "united-arab-emirates",
        Relate::new().id("c4"),
    )
    .unwrap();
    let how = Relate::new().id("c5").attributed_to("شرطة-دبي");
    tx.relate("united-arab-emirates", "hosts", "wps", how)
        .unwrap();
    tx.commit().unwrap();
    graph
}

fn near(graph: &Graph, entity: &str) -> Vec<String> {
    let found = graph.neighbors(entity, None, Direction::Both, 1).unwrap();
    let mut names: Vec<String> = found.iter().map(rawabit::Entity::id).collect();
    names.sort();
    names
}

fn conflict(graph: &Graph, keep: &str, other: &str) -> String {
    let before = graph.view();
    let said = graph.merge(keep, [other]).unwrap_err().to_string();
    assert!(
        graph.view().same_as(&before),
        "a refused merge changes nothing"
    );
    said
}

#[test]
fn what_was_said_of_the_other_is_said_of_the_kept_one() {
    let graph = graph();
    let (entities, claims) = (graph.len(), graph.claim_count());
    let kept = graph.merge("dubai-police", ["شرطة-دبي"]).unwrap();
    assert_eq!((graph.len(), graph.claim_count()), (entities - 1, claims));
    assert_eq!(
        near(&graph, "dubai-police"),
        ["united-arab-emirates", "wps"]
    );
    assert_eq!(
        (kept.name().as_str(), kept.name_in("ar").unwrap().as_str()),
        ("Dubai Police", "شرطة دبي")
    );
    let claim = graph.claim("claim/article/c2").unwrap();
    assert_eq!(
        (claim.subject(), claim.confidence()),
        (kept.clone(), Some(0.9))
    );
    assert_eq!(claim.evidence()[0].quote().as_deref(), Some("شرطة دبي"));
    assert_eq!(
        graph.claim("claim/c5").unwrap().attributed_to(),
        std::slice::from_ref(&kept)
    );
    assert_eq!(
        graph
            .claims()
            .subject("dubai-police")
            .relation("participatesIn")
            .object("wps")
            .count()
            .unwrap(),
        3,
        "organises is to take part"
    );
    graph.check().unwrap();
}

#[test]
fn the_old_name_is_an_alias_for_all_but_sparql() {
    let graph = graph();
    let kept = graph.merge("dubai-police", ["شرطة-دبي"]).unwrap();
    assert_eq!(graph.entity("شرطة-دبي").unwrap(), kept);
    assert!(graph.contains("شرطة-دبي").unwrap());
    graph
        .relate(
            "شرطة-دبي",
            "counters",
            graph.add("Threat", Describe::new().id("crime")).unwrap(),
            Relate::new(),
        )
        .unwrap();
    assert!(near(&graph, "dubai-police").contains(&"crime".to_owned()));
    let turtle =
        "PREFIX rb: <https://w3id.org/rawabit/ns#> <شرطة-دبي> rb:uses <drone> . <drone> a rb:Tool .
        << <شرطة-دبي> rb:supports <wps> ~ <c9> >> a rb:Claim ; rb:attributedTo <شرطة-دبي> .";
    let options = ReadOptions::new()
        .format(Format::Turtle)
        .base("https://example.org/id/");
    graph.read_from(turtle.as_bytes(), options).unwrap();
    assert!(near(&graph, "dubai-police").contains(&"drone".to_owned()));
    assert_eq!(graph.claim("c9").unwrap().subject(), kept);
    assert!(
        !graph.ask("ASK { <شرطة-دبي> ?p ?o }").unwrap(),
        "SPARQL takes IRIs literally"
    );
    assert!(
        graph
            .ask("ASK { <dubai-police> owl:sameAs <شرطة-دبي> }")
            .unwrap()
    );
    graph.compact().unwrap();
    assert_eq!(graph.entity("شرطة-دبي").unwrap().id(), "dubai-police");
}

#[test]
fn unmerging_gives_back_what_there_was() {
    for compact in [false, true] {
        let graph = graph();
        let before = graph.view();
        graph.merge("dubai-police", ["شرطة-دبي"]).unwrap();
        if compact {
            graph.compact().unwrap();
        }
        let entity = graph.unmerge("شرطة-دبي").unwrap();
        assert_eq!(entity.name(), "شرطة دبي");
        assert!(graph.view().same_as(&before));
        graph.check().unwrap();
        let left = graph.remove_claim("claim/article/c1");
        left.unwrap();
        assert_eq!(
            near(&graph, "dubai-police"),
            [""; 0],
            "each holds its own statements again"
        );
    }
}

#[test]
fn what_was_said_or_removed_since_stays_so() {
    let graph = graph();
    graph.merge("dubai-police", ["شرطة-دبي"]).unwrap();
    graph
        .relate(
            "dubai-police",
            "organizes",
            "wps",
            Relate::new().id("since"),
        )
        .unwrap();
    graph.remove_claim("claim/c4").unwrap();
    graph
        .revise("claim/article/c2", Relate::new().confidence(0.2))
        .unwrap();
    graph.unmerge("شرطة-دبي").unwrap();
    assert_eq!(
        graph.claim("claim/since").unwrap().subject().id(),
        "dubai-police"
    );
    let c2 = graph.claim("claim/article/c2").unwrap();
    assert_eq!(
        (c2.subject().id().as_str(), c2.confidence()),
        ("شرطة-دبي", Some(0.2))
    );
    assert!(graph.claim("claim/c4").is_err());
    assert_eq!(near(&graph, "شرطة-دبي"), ["wps"]);
    assert_eq!(near(&graph, "dubai-police"), ["wps"]);
    graph.check().unwrap();
}

#[test]
fn a_chain_of_merges_can_be_taken_apart_from_its_middle() {
    let graph = graph();
    graph
        .add("PoliceForce", Describe::new().id("dxb").name("DXB Police"))
        .unwrap();
    graph.merge("dubai-police", ["شرطة-دبي"]).unwrap();
    graph.merge("dxb", ["dubai-police"]).unwrap();
    assert_eq!(graph.entity("شرطة-دبي").unwrap().id(), "dxb");
    graph.unmerge("شرطة-دبي").unwrap();
    assert_eq!(near(&graph, "شرطة-دبي"), ["united-arab-emirates", "wps"]);
    assert_eq!(near(&graph, "dxb"), ["wps"]);
    graph.unmerge("dubai-police").unwrap();
    assert_eq!(near(&graph, "dubai-police"), ["wps"]);
    assert_eq!(near(&graph, "dxb"), [""; 0]);
    graph.check().unwrap();
}

#[test]
fn what_cannot_be_one_is_refused() {
    let graph = graph();
    graph.country("QA").unwrap();
    assert_eq!(
        conflict(&graph, "united-arab-emirates", "qatar"),
        "\"qatar\" cannot be merged into \"united-arab-emirates\": \"isoAlpha2\" is \"AE\" of one and \"QA\" of the other, and a thing has one"
    );
    assert!(conflict(&graph, "dubai-police", "wps").contains("disjoint"));
    graph
        .document("Another text.", Describe::new().id("other"))
        .unwrap();
    assert!(
        conflict(&graph, "article", "other")
            .contains("both are documents with a text of their own")
    );
    graph
        .relate("dubai-police", "differentFrom", "شرطة-دبي", Relate::new())
        .unwrap();
    assert!(conflict(&graph, "dubai-police", "شرطة-دبي").contains("remove that first"));
    assert_eq!(
        graph.unmerge("qatar").unwrap_err().to_string(),
        "\"entity\" does not take \"qatar\": it was not merged into another; nothing was"
    );
}

#[test]
fn a_document_brings_its_words_along() {
    let graph = graph();
    graph
        .add("NewsArticle", Describe::new().id("same-article"))
        .unwrap();
    graph.merge("same-article", ["article"]).unwrap();
    assert_eq!(graph.text("same-article").unwrap(), "نظمت شرطة دبي القمة.");
    let claim = graph.claim("claim/article/c2").unwrap();
    assert_eq!(claim.source().unwrap().id(), "same-article");
    assert_eq!(
        (
            claim.evidence()[0].document.id().as_str(),
            claim.evidence()[0].quote().as_deref()
        ),
        ("same-article", Some("شرطة دبي"))
    );
    graph.unmerge("article").unwrap();
    assert_eq!(graph.text("article").unwrap(), "نظمت شرطة دبي القمة.");
    assert_eq!(
        graph
            .claim("claim/article/c2")
            .unwrap()
            .source()
            .unwrap()
            .id(),
        "article"
    );
    assert!(graph.text("same-article").is_err());
}

#[test]
fn views_of_the_past_show_two_where_there_were_two() {
    let clock = std::sync::Arc::new(std::sync::atomic::AtomicI64::new(0));
    let time = std::sync::Arc::clone(&clock);
    let now = move || Instant::from_micros(time.fetch_add(1, std::sync::atomic::Ordering::Relaxed));
    let graph = Graph::builder().clock(now).build().unwrap();
    for (id, name) in [("a", "A"), ("b", "B")] {
        graph
            .add("PoliceForce", Describe::new().id(id).name(name))
            .unwrap();
    }
    let two = Instant::from_micros(clock.load(std::sync::atomic::Ordering::Relaxed) - 1);
    graph.merge("a", ["b"]).unwrap();
    let one = Instant::from_micros(clock.load(std::sync::atomic::Ordering::Relaxed) - 1);
    graph.unmerge("b").unwrap();
    let at = |time| graph.narrow(Narrow::new().known(time)).unwrap();
    assert_eq!((at(two).len(), at(one).len(), graph.len()), (2, 1, 2));
    assert_eq!(at(two).entity("b").unwrap().id(), "b");
    assert_eq!(at(one).entity("b").unwrap().id(), "a");
}

#[test]
fn merged_graphs_leave_and_come_back_as_rdf() {
    let graph = graph();
    graph.merge("dubai-police", ["شرطة-دبي"]).unwrap();
    let mut bytes = Vec::new();
    graph
        .write_to(
            &mut bytes,
            rawabit::WriteOptions::new().format(Format::Turtle),
        )
        .unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(
        text.contains("owl:sameAs ex:شرطة-دبي") || text.contains("owl:sameAs <شرطة-دبي>"),
        "{text}"
    );
    let again = Graph::builder().schema(Schema::builtin()).build().unwrap();
    again
        .read_from(text.as_bytes(), ReadOptions::new().format(Format::Turtle))
        .unwrap();
    assert!(again.view().same_as(&graph.view()));
}

#[test]
fn a_removed_entity_takes_its_aliases_along() {
    let graph = graph();
    graph.merge("dubai-police", ["شرطة-دبي"]).unwrap();
    graph.remove_cascade("dubai-police").unwrap();
    assert!(!graph.contains("شرطة-دبي").unwrap());
    graph
        .add("PoliceForce", Describe::new().id("شرطة-دبي"))
        .unwrap();
    assert_eq!(graph.entity("شرطة-دبي").unwrap().id(), "شرطة-دبي");
}

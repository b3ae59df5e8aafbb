//! Promises to those who find that two entities are one.

#![expect(clippy::unwrap_used, reason = "what cannot be done fails the test")]

use rawabit::{
    Describe, Direction, Format, Graph, Instant, Narrow, ReadOptions, Relate, Rows, Schema,
    TableOptions,
};

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

// ---- what is read, or said, again -----------------------------------------------------------------------------

/// The same bytes once more, which must be no news.
fn read_again(graph: &Graph, bytes: &[u8], options: &ReadOptions) -> rawabit::Report {
    let before = graph.view();
    let report = graph.read_from(bytes, options.clone()).unwrap();
    assert!(
        graph.view().same_as(&before),
        "what is read again changes nothing"
    );
    assert_eq!(graph.claim_count(), before.claim_count());
    graph.check().unwrap();
    report
}

fn summit() -> (Graph, std::path::PathBuf) {
    let graph = Graph::new();
    let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/data");
    let path = data.join("summit.json");
    graph.read(&path).unwrap();
    (graph, path)
}

#[test]
fn a_document_read_again_after_a_merge_changes_nothing() {
    for (keep, other, kind) in [
        ("qatar-police", "moi-qatar", ""),
        ("moi-qatar", "qatar-police", ""),
        // Whom claims are attributed to, and whose words they are.
        ("experts", "unnamed-experts", "Group"),
        ("doha", "qatar", "Country"),
        ("statements", "official-announcements", "OfficialStatement"),
        ("paper", "article", "NewsArticle"),
    ] {
        let (graph, path) = summit();
        if !graph.contains(keep).unwrap() {
            let new = Describe::new().id(keep).name_in("ar", keep);
            graph.add(kind, new).unwrap();
        }
        graph.merge(keep, [other]).unwrap();
        let before = graph.view();
        graph.read(&path).unwrap();
        assert!(graph.view().same_as(&before), "{other} in {keep}");
        assert_eq!(
            (graph.len(), graph.claim_count()),
            (before.len(), before.claim_count())
        );
        graph.check().unwrap();
        graph.unmerge(other).unwrap();
        graph.check().unwrap();
    }
}

const TWO: &str = r#"{"rawabit_format": "1", "base": "https://example.org/id/",
    "documents": [{"id": "doc", "text": "قال زيد إن ب عضو."}],
    "entities": [
        {"id": "o", "type": "Organization"},
        {"id": "zayd", "type": "Person"},
        {"id": "amr", "type": "Person"},
        {"id": "b", "type": "Organization", "name": {"en": "B"}},
        {"id": "c", "type": "Organization", "name": {"en": "C", "ar": "ج"}, "aka": {"en": ["CC"]},
            "mention": {"start": 11, "end": 12, "quote": "ب"}}],
    "defaults": {"source": "doc"},
    "relations": [
        {"subject": "b", "relation": "memberOf", "object": "o", "confidence": 0.9, "attributed_to": "zayd"},
        {"subject": "c", "relation": "memberOf", "object": "o", "confidence": 0.5,
            "attributed_to": ["zayd", "amr"], "evidence": [{"start": 11, "end": 12, "quote": "ب"}]},
        {"subject": "c", "relation": "memberOf", "object": "o", "confidence": 0.2},
        {"subject": "b", "relation": "memberOf", "object": "o", "confidence": 0.7},
        {"id": "given", "subject": "o", "relation": "cooperatesWith", "object": "c"}]}"#;

#[test]
fn claims_without_ids_are_found_again_by_the_names_they_were_first_written_with() {
    let options = ReadOptions::new().format(Format::Json);
    for merges in [
        &[("b", "c")][..],
        &[("c", "b")],
        &[("amr", "zayd"), ("b", "c")],
        &[("b", "c"), ("zayd", "amr")],
        &[("other", "doc"), ("c", "b"), ("last", "other")],
        &[("b", "c"), ("o2", "o"), ("x", "b")],
    ] {
        let graph = Graph::new();
        graph.read_from(TWO.as_bytes(), options.clone()).unwrap();
        let claims = graph.claim_count();
        for (id, kind) in [
            ("other", "NewsArticle"),
            ("last", "NewsArticle"),
            ("o2", "Organization"),
            ("x", "Organization"),
        ] {
            graph.add(kind, Describe::new().id(id)).unwrap();
        }
        for (keep, other) in merges {
            graph.merge(*keep, [*other]).unwrap();
        }
        let report = read_again(&graph, TWO.as_bytes(), &options);
        assert_eq!(report.count("claims"), 0, "{merges:?}");
        assert_eq!(graph.claim_count(), claims);
        graph.compact().unwrap();
        read_again(&graph, TWO.as_bytes(), &options);
        for (_, other) in merges.iter().rev() {
            graph.unmerge(*other).unwrap();
            graph.check().unwrap();
        }
        read_again(&graph, TWO.as_bytes(), &options);
    }
}

#[test]
fn a_document_that_only_declares_the_merged_one_makes_it_no_second_time() {
    let graph = Graph::new();
    for id in ["b", "c"] {
        graph
            .add("Organization", Describe::new().id(id).name(id))
            .unwrap();
    }
    graph.merge("b", ["c"]).unwrap();
    let declared = r#"{"rawabit_format": "1", "base": "https://example.org/id/",
        "entities": [{"id": "c", "type": "Organization", "name": {"en": "c", "ar": "ج"}}]}"#;
    let options = ReadOptions::new().format(Format::Json);
    graph
        .read_from(declared.as_bytes(), options.clone())
        .unwrap();
    let ids: Vec<String> = graph.iter().map(|entity| entity.id()).collect();
    assert_eq!(ids, ["b"]);
    assert_eq!(
        graph.entity("b").unwrap().name_in("ar").unwrap(),
        "ج",
        "what is new of it is said of the kept one"
    );
    read_again(&graph, declared.as_bytes(), &options);
    let twice = declared.replace(
        "\"entities\": [",
        "\"entities\": [{\"id\": \"c\", \"type\": \"Organization\"}, ",
    );
    let error = graph.read_from(twice.as_bytes(), options).unwrap_err();
    assert!(error.to_string().contains("duplicate id \"c\""), "{error}");
}

#[test]
fn a_superseded_claim_read_again_after_a_merge_changes_nothing() {
    let graph = Graph::new();
    let options = ReadOptions::new().format(Format::Json);
    graph.read_from(TWO.as_bytes(), options.clone()).unwrap();
    graph
        .revise("claim/doc/given", Relate::new().confidence(0.1))
        .unwrap();
    let theirs = graph.claims().subject("c").iter().unwrap().last().unwrap();
    graph
        .revise(&theirs, Relate::new().modality(rawabit::Modality::Reported))
        .unwrap();
    graph.merge("b", ["c"]).unwrap();
    read_again(&graph, TWO.as_bytes(), &options);
}

#[test]
fn rdf_read_again_after_a_merge_changes_nothing() {
    for after in [false, true] {
        let graph = graph();
        let same = "<dubai-police> <http://www.w3.org/2002/07/owl#sameAs> <شرطة-دبي> .";
        let turtle = ReadOptions::new()
            .format(Format::Turtle)
            .base("https://example.org/id/");
        graph.read_from(same.as_bytes(), turtle).unwrap();
        if after {
            graph.merge("dubai-police", ["شرطة-دبي"]).unwrap();
        }
        let mut bytes = Vec::new();
        let format = Format::NQuads;
        let write = rawabit::WriteOptions::new().format(format);
        graph.write_to(&mut bytes, write).unwrap();
        if !after {
            graph.merge("dubai-police", ["شرطة-دبي"]).unwrap();
        }
        read_again(&graph, &bytes, &ReadOptions::new().format(format));
        graph
            .add("PoliceForce", Describe::new().id("dxb").name("DXB"))
            .unwrap();
        graph.merge("dxb", ["dubai-police"]).unwrap();
        read_again(&graph, &bytes, &ReadOptions::new().format(format));
        let names = graph
            .query("SELECT ?n { <dxb> skos:prefLabel ?n }")
            .unwrap();
        assert_eq!(names.len(), 1, "a further name stays one");
    }
}

#[test]
fn the_same_said_again_of_either_end_is_the_claim_that_is_there() {
    for (keep, other) in [("a", "b"), ("b", "a")] {
        let graph = Graph::new();
        for id in ["a", "b", "o"] {
            graph.add("Organization", Describe::new().id(id)).unwrap();
        }
        graph.document("نص", Describe::new().id("doc")).unwrap();
        let how = || Relate::new().source("doc").evidence("نص").start("2024");
        let first = graph.relate("b", "memberOf", "o", how()).unwrap();
        graph.merge(keep, [other]).unwrap();
        for name in ["a", "b"] {
            let again = graph.relate(name, "memberOf", "o", how()).unwrap();
            assert_eq!((again.id(), graph.claim_count()), (first.id(), 1));
        }
        let error = graph
            .relate("a", "memberOf", "o", how().confidence(0.5))
            .unwrap_err();
        assert!(error.to_string().contains("another confidence"), "{error}");
        let rows = Rows::new()
            .with("subject", ["a", "b"])
            .with("object", ["o", "o"])
            .with("source", ["doc", "doc"])
            .with("evidence", ["نص", "نص"])
            .with("start", ["2024", "2024"]);
        let options = TableOptions::new().relation("memberOf");
        let report = graph.add_claims(&rows, options).unwrap();
        assert_eq!((report.count("merged"), graph.claim_count()), (2, 1));
    }
}

#[test]
fn tables_read_again_after_a_merge_change_nothing() {
    let entities = Rows::new()
        .with("id", ["b", "c", "o"])
        .with("name@en", ["B", "C", "O"])
        .with("name@ar", ["ب", "ج", "و"])
        .with("isCollective", ["true", "false", "true"]);
    let claims = Rows::new()
        .with("id", ["one", "two", "", "", ""])
        .with("subject", ["b", "c", "b", "c", "c"])
        .with("relation", ["memberOf"; 5])
        .with("object", ["o"; 5])
        .with("source", ["doc"; 5])
        .with("evidence", ["", "نص", "", "نص", ""])
        .with("attributed_to", ["b", "c", "c", "b", "c"])
        .with("confidence", ["0.1", "0.2", "0.3", "0.4", "0.5"]);
    for merges in [
        &[("b", "c")][..],
        &[("c", "b")],
        &[("paper", "doc"), ("c", "b"), ("o2", "o")],
    ] {
        let graph = Graph::new();
        graph.document("نص", Describe::new().id("doc")).unwrap();
        graph
            .add("NewsArticle", Describe::new().id("paper"))
            .unwrap();
        graph.add("Organization", Describe::new().id("o2")).unwrap();
        let read = || {
            let organizations = TableOptions::new().r#type("Organization");
            graph.add_entities(&entities, organizations).unwrap();
            graph.add_claims(&claims, TableOptions::new()).unwrap()
        };
        assert_eq!(read().count("claims"), 5);
        for (keep, other) in merges {
            graph.merge(*keep, [*other]).unwrap();
        }
        let before = graph.view();
        assert_eq!(read().count("merged"), 5, "{merges:?}");
        assert!(graph.view().same_as(&before), "{merges:?}");
        graph.check().unwrap();
    }
}

// ---- what is refused ------------------------------------------------------------------------------------------

#[test]
fn a_merge_of_nothing_and_of_the_same_twice_are_mistakes() {
    let graph = graph();
    let error = graph
        .merge("dubai-police", Vec::<&str>::new())
        .unwrap_err()
        .to_string();
    assert_eq!(
        error,
        "\"others\" does not take \"\": name at least one entity that is the same as \"dubai-police\""
    );
    assert_eq!(
        conflict(&graph, "dubai-police", "dubai-police"),
        "\"others\" does not take \"dubai-police\": it is the kept one already; name each other entity once"
    );
    let before = graph.view();
    let twice = graph.merge("dubai-police", ["شرطة-دبي", "شرطة-دبي"]);
    assert!(twice.unwrap_err().to_string().contains("\"شرطة-دبي\""));
    assert!(graph.view().same_as(&before));
}

#[test]
fn the_id_of_a_merged_entity_is_taken() {
    let graph = graph();
    graph.merge("dubai-police", ["شرطة-دبي"]).unwrap();
    for id in ["شرطة-دبي", "dubai-police"] {
        let error = graph
            .add("PoliceForce", Describe::new().id(id))
            .unwrap_err()
            .to_string();
        assert_eq!(
            error,
            format!("\"{id}\" is in the graph already; set() changes it")
        );
    }
}

// ---- what is remembered ---------------------------------------------------------------------------------------

#[test]
fn every_claim_remembers_the_entity_it_was_made_about() {
    let graph = graph();
    let said_of = |id: &str| graph.claim(id).unwrap().said_of();
    let ends = |s: &str, o: &str| (s.to_owned(), Some(o.to_owned()));
    graph
        .add("PoliceForce", Describe::new().id("dxb").name("DXB"))
        .unwrap();
    graph.merge("dubai-police", ["شرطة-دبي"]).unwrap();
    graph.merge("dxb", ["dubai-police"]).unwrap();
    assert_eq!(said_of("claim/article/c1"), ends("dubai-police", "wps"));
    assert_eq!(said_of("claim/article/c2"), ends("شرطة-دبي", "wps"));
    assert_eq!(
        said_of("claim/c5"),
        ends("united-arab-emirates", "wps"),
        "whose speaker alone was merged"
    );
    graph
        .revise("claim/article/c2", Relate::new().confidence(0.1))
        .unwrap();
    graph.compact().unwrap();
    assert_eq!(said_of("claim/article/c2"), ends("شرطة-دبي", "wps"));
    assert_eq!(
        graph.claim("claim/article/c2").unwrap().subject().id(),
        "dxb"
    );
    graph.unmerge("شرطة-دبي").unwrap();
    assert_eq!(said_of("claim/article/c2"), ends("شرطة-دبي", "wps"));
    assert_eq!(said_of("claim/article/c1"), ends("dubai-police", "wps"));
    graph.unmerge("dubai-police").unwrap();
    assert_eq!(said_of("claim/article/c1"), ends("dubai-police", "wps"));
    let date = graph
        .relate("wps", "startDate", "2024-03-05", Relate::new())
        .unwrap();
    assert_eq!(date.said_of(), ("wps".into(), None));
}

#[test]
fn ends_that_were_merged_one_after_the_other_come_back_in_any_order() {
    for order in [["b", "o"], ["o", "b"]] {
        let graph = Graph::new();
        for id in ["a", "b", "o", "p"] {
            graph.add("Organization", Describe::new().id(id)).unwrap();
        }
        graph
            .relate("b", "memberOf", "o", Relate::new().id("c"))
            .unwrap();
        let bare = "PREFIX rb: <https://w3id.org/rawabit/ns#>
            <b> rb:supports <o> ; rb:cooperatesWith <o> . <a> rb:cooperatesWith <o> .";
        let turtle = ReadOptions::new()
            .format(Format::Turtle)
            .base("https://example.org/id/");
        graph.read_from(bare.as_bytes(), turtle).unwrap();
        let before = graph.view();
        graph.merge("a", ["b"]).unwrap();
        graph.merge("p", ["o"]).unwrap();
        for id in order {
            graph.unmerge(id).unwrap();
            graph.check().unwrap();
            let (subject, object) = graph.claim("claim/c").unwrap().said_of();
            assert_eq!((subject.as_str(), object.as_deref()), ("b", Some("o")));
        }
        assert!(graph.view().same_as(&before));
    }
}

#[test]
fn of_many_claims_on_a_merged_statement_each_is_found_when_it_is_said_again() {
    let graph = Graph::new();
    let mut tx = graph.transaction().unwrap();
    for id in ["a", "b", "c", "o", "p", "speaker", "herald", "other"] {
        tx.add("Organization", Describe::new().id(id)).unwrap();
    }
    for id in ["article", "copy"] {
        tx.add("Document", Describe::new().id(id)).unwrap();
    }
    tx.commit().unwrap();
    let say = || {
        let mut tx = graph.transaction().unwrap();
        for year in 1950..1980 {
            for (subject, object) in [("a", "o"), ("b", "o"), ("c", "p")] {
                for source in [None, Some("article"), Some("copy")] {
                    let how = Relate::new().start(year.to_string().as_str());
                    let how = source.into_iter().fold(how, Relate::source);
                    tx.relate(subject, "memberOf", object, how.clone()).unwrap();
                    let said = how.clone().attributed_to("speaker");
                    tx.relate(subject, "memberOf", object, said).unwrap();
                    let said = how.attributed_to("other").attributed_to("herald");
                    tx.relate(subject, "memberOf", object, said).unwrap();
                }
            }
        }
        tx.commit().unwrap();
        graph.claim_count()
    };
    let all = say();
    assert_eq!(all, 30 * 27);
    let before = graph.view();
    let merges = [
        ["b", "c"],
        ["a", "b"],
        ["p", "o"],
        ["copy", "article"],
        ["speaker", "herald"],
        ["other", "speaker"],
    ];
    for [keep, other] in merges {
        graph.merge(keep, [other]).unwrap();
        assert_eq!(say(), all, "{other} is {keep}");
    }
    graph.compact().unwrap();
    assert_eq!(say(), all, "in the columns");
    for [_, other] in merges {
        graph.unmerge(other).unwrap();
        graph.compact().unwrap();
        assert_eq!(say(), all, "{other} is its own again");
    }
    assert!(graph.view().same_as(&before));
    graph.check().unwrap();
}

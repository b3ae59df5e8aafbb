//! Promises to those who build a graph by hand: identity, names, relations, claims.

#![expect(clippy::unwrap_used, reason = "what cannot be done fails the test")]

use rawabit::{
    BlankNode, Claim, Describe, Direction, Entity, Error, Format, Graph, Iri, Literal, Modality,
    Narrow, Object, Polarity, ReadOptions, Relate, Schema, SchemaError, Term, Time, Value,
    WriteOptions,
};

fn graph() -> Graph {
    let graph = Graph::new();
    graph.country("QA").unwrap();
    graph.country("AE").unwrap();
    graph
        .add(
            "Summit",
            Describe::new().id("wps-2024").name("World Police Summit"),
        )
        .unwrap();
    graph
}

fn ids(entities: impl IntoIterator<Item = Entity>) -> Vec<String> {
    entities.into_iter().map(|e| e.id()).collect()
}

// ---- identity ---------------------------------------------------------------------------------------------

#[test]
fn a_local_id_lives_in_the_base_and_the_base_is_fixed_by_the_first_commit() {
    let graph = Graph::builder()
        .base("https://kg.example/")
        .build()
        .unwrap();
    let it = graph.add("Topic", Describe::new().id("ai")).unwrap();
    assert_eq!(it.iri().unwrap().as_str(), "https://kg.example/ai");
    assert_eq!(Graph::new().base(), "https://example.org/id/");
}

#[test]
fn ids_are_made_from_the_latin_name_first_and_numbered() {
    let graph = Graph::new();
    let named = |ar: &str, en: &str| {
        let mut d = Describe::new().name_in("ar", ar);
        if !en.is_empty() {
            d = d.name_in("en", en);
        }
        graph.add("Organization", d).unwrap().id()
    };
    assert_eq!(named("الشرطة", "The Police, Doha"), "the-police-doha");
    assert_eq!(named("الشرطة", "The Police, Doha"), "the-police-doha-2");
    assert_eq!(named("الشرطة", "The Police, Doha"), "the-police-doha-3");
    assert_eq!(named("شرطة دبي", ""), "شرطة-دبي");
    assert_eq!(graph.add("Summit", Describe::new()).unwrap().id(), "summit");
    assert_eq!(
        graph.add("Summit", Describe::new()).unwrap().id(),
        "summit-2"
    );
}

#[test]
fn a_given_id_that_is_there_names_set() {
    let graph = graph();
    let error = graph
        .add("Country", Describe::new().id("qatar"))
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "\"qatar\" is in the graph already; set() changes it"
    );
}

#[test]
fn an_unknown_entity_is_told_the_nearest() {
    let graph = graph();
    for (asked, told) in [
        (
            "qatr",
            "no entity \"qatr\" in the graph; did you mean \"qatar\"?",
        ),
        (
            "World Police Sumit",
            "no entity \"World Police Sumit\" in the graph; did you mean \"wps-2024\"?",
        ),
        ("zzz", "no entity \"zzz\" in the graph"),
    ] {
        assert_eq!(graph.entity(asked).unwrap_err().to_string(), told);
    }
    assert!(graph.get("qatr").unwrap().is_none());
}

#[test]
fn compact_iris_external_ids_and_full_iris_find_the_same_entity() {
    let graph = graph();
    let qatar = graph.entity("qatar").unwrap();
    for name in [
        "wd:Q846",
        "wikidata:Q846",
        "iso3166-1-alpha2:QA",
        "https://example.org/id/qatar",
    ] {
        assert_eq!(graph.entity(name).unwrap(), qatar, "{name}");
    }
    let error = graph.entity("foo:bar").unwrap_err().to_string();
    assert!(
        error.starts_with("no prefix \"foo\" for \"foo:bar\"; known are "),
        "{error}"
    );
    assert!(error.contains("\"rb\""), "{error}");
}

#[test]
fn a_country_is_found_by_its_code_in_any_base_and_not_changed() {
    let graph = Graph::new();
    graph
        .add(
            "Country",
            Describe::new()
                .id("https://other.example/QA")
                .name("Katar")
                .external_id("iso3166-1-alpha2", "QA"),
        )
        .unwrap();
    let qatar = graph.country("State of Qatar").unwrap();
    assert_eq!(qatar.iri().unwrap().as_str(), "https://other.example/QA");
    assert_eq!(qatar.names()["en"], ["Katar"]);
    let error = graph.country("Atlantis").unwrap_err().to_string();
    assert!(error.starts_with("no country \"Atlantis\""), "{error}");
}

#[test]
fn the_same_text_is_the_same_document_and_other_text_under_one_id_is_refused() {
    let graph = Graph::new();
    let one = graph.document("شاركت قطر.", Describe::new()).unwrap();
    assert!(one.id().starts_with("document-"), "{}", one.id());
    assert_eq!(graph.document("شاركت قطر.", Describe::new()).unwrap(), one);
    graph.document("a", Describe::new().id("d")).unwrap();
    assert_eq!(
        graph
            .document("b", Describe::new().id("d"))
            .unwrap_err()
            .to_string(),
        "\"d\" is in the graph with another text; give the new one another id"
    );
    assert_eq!(graph.entities("Document").unwrap().count(), 2);
}

#[test]
fn a_source_that_is_a_web_address_becomes_a_document_and_another_unknown_one_is_an_error() {
    let graph = graph();
    let claim = graph
        .relate(
            "qatar",
            "participatesIn",
            "wps-2024",
            Relate::new().source("https://news.example/1"),
        )
        .unwrap();
    assert_eq!(claim.source().unwrap().type_name(), "Document");
    let error = graph
        .relate(
            "qatar",
            "participatesIn",
            "wps-2024",
            Relate::new().source("nowhere"),
        )
        .unwrap_err();
    assert_eq!(error.to_string(), "no document \"nowhere\" in the graph");
}

// ---- names ------------------------------------------------------------------------------------------------

#[test]
fn a_bare_name_gets_the_language_whose_script_fits() {
    let graph = Graph::new();
    let name = |text: &str| {
        graph
            .add("Topic", Describe::new().name(text))
            .unwrap()
            .names()
            .into_keys()
            .next()
            .unwrap()
    };
    assert_eq!(
        (
            name("قطر").as_str(),
            name("Qatar").as_str(),
            name("卡塔尔").as_str()
        ),
        ("ar", "en", "")
    );
    let french = Graph::builder().languages(["fr", "ar"]).build().unwrap();
    let entity = french
        .add("Topic", Describe::new().name("Qatar").name("قطر"))
        .unwrap();
    assert_eq!(entity.names().into_keys().collect::<Vec<_>>(), ["ar", "fr"]);
}

#[test]
fn names_are_shown_in_the_order_of_the_languages_then_any_then_the_id() {
    let both = Describe::new()
        .id("x")
        .name_in("ar", "قطر")
        .name_in("en", "Qatar");
    let arabic = Graph::builder().languages(["ar", "en"]).build().unwrap();
    assert_eq!(arabic.add("Topic", both.clone()).unwrap().name(), "قطر");
    assert_eq!(Graph::new().add("Topic", both).unwrap().name(), "Qatar");
    let other = Graph::new();
    assert_eq!(
        other
            .add("Topic", Describe::new().id("y").name_in("ja", "カタール"))
            .unwrap()
            .name(),
        "カタール"
    );
    assert_eq!(
        other.add("Topic", Describe::new().id("z")).unwrap().name(),
        "z"
    );
}

#[test]
fn names_are_kept_as_written_with_their_marks() {
    let graph = Graph::new();
    for name in [
        "تُعرف أيضًا",
        "e\u{301}cole",
        "a\u{200f}ب\u{200e}",
        &"طويل ".repeat(500),
    ] {
        let entity = graph
            .add("Topic", Describe::new().name_in("ar", name))
            .unwrap();
        assert_eq!(entity.name_in("ar").as_deref(), Some(name));
    }
}

// ---- set --------------------------------------------------------------------------------------------------

#[test]
fn set_replaces_what_it_names_and_nothing_else() {
    let graph = graph();
    let names = graph.entity("qatar").unwrap().names();
    let qatar = graph
        .set(
            "qatar",
            Describe::new()
                .name_in("en", "Qatar!")
                .external_id("wikidata", "Q1")
                .property("url", "https://q.example"),
        )
        .unwrap();
    assert_eq!(qatar.names()["en"], ["Qatar!"]);
    assert_eq!(qatar.names()["ar"], names["ar"]);
    assert_eq!(
        (
            qatar.ids()["wikidata"].as_str(),
            qatar.ids()["iso3166-1-alpha2"].as_str()
        ),
        ("Q1", "QA")
    );
    let qatar = graph
        .set(
            "qatar",
            Describe::new()
                .no_external_id("wikidata")
                .no_name_in("en")
                .no_property("url"),
        )
        .unwrap();
    assert!(!qatar.ids().contains_key("wikidata") && !qatar.names().contains_key("en"));
    assert!(qatar.properties().is_empty(), "{:?}", qatar.properties());
    assert_eq!(qatar.types(), ["Country"]);
    let summit = graph
        .set("wps-2024", Describe::new().r#type("Meeting"))
        .unwrap();
    assert_eq!(summit.types(), ["Meeting"]);
}

#[test]
fn set_does_not_touch_a_value_that_a_claim_holds() {
    let graph = graph();
    let claim = graph
        .relate(
            "wps-2024",
            "startDate",
            "2024-03-05",
            Relate::new().id("r1"),
        )
        .unwrap();
    let error = graph
        .set(
            "wps-2024",
            Describe::new().property("startDate", "2024-03-06"),
        )
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "\"wps-2024\" has \"startDate\" \"2024-03-05\" because the claim \"claim/r1\" says so; revise() or remove() that"
    );
    graph.remove_claim(&claim).unwrap();
    graph
        .set(
            "wps-2024",
            Describe::new().property("startDate", "2024-03-06"),
        )
        .unwrap();
}

#[test]
fn a_functional_property_takes_one_value_and_tells_of_two() {
    let graph = graph();
    graph
        .relate("wps-2024", "startDate", "2024-03-05", Relate::new().id("a"))
        .unwrap();
    graph
        .relate("wps-2024", "startDate", "2024-03-06", Relate::new().id("b"))
        .unwrap();
    let summit = graph.entity("wps-2024").unwrap();
    assert_eq!(
        summit.get("startDate").unwrap_err().to_string(),
        "\"wps-2024\" has 2 values of \"startDate\": \"2024-03-05\", \"2024-03-06\"; claims(\"startDate\") tells who says which, and conflicts() lists the like"
    );
    assert_eq!(summit.all("startDate").unwrap().len(), 2);
}

// ---- relations --------------------------------------------------------------------------------------------

#[test]
fn inverses_are_stored_forward_and_symmetric_relations_are_found_from_both_ends() {
    let graph = graph();
    let claim = graph
        .relate(
            "wps-2024",
            "hostedBy",
            "united-arab-emirates",
            Relate::new(),
        )
        .unwrap();
    assert_eq!(
        (claim.relation().as_str(), claim.subject().id().as_str()),
        ("hosts", "united-arab-emirates")
    );
    assert_eq!(
        graph.entity("wps-2024").unwrap().all("hostedBy").unwrap()[0]
            .as_entity()
            .unwrap()
            .id(),
        "united-arab-emirates"
    );
    // `hosts` is narrower than `participatesIn`.
    assert_eq!(
        graph
            .claims()
            .object("wps-2024")
            .relation("participatesIn")
            .count()
            .unwrap(),
        1
    );
    assert_eq!(
        graph
            .claims()
            .subject("wps-2024")
            .relation("hasParticipant")
            .count()
            .unwrap(),
        1
    );
    graph
        .relate("qatar", "meetsWith", "united-arab-emirates", Relate::new())
        .unwrap();
    for (from, to) in [
        ("qatar", "united-arab-emirates"),
        ("united-arab-emirates", "qatar"),
    ] {
        assert_eq!(
            graph
                .claims()
                .subject(from)
                .relation("meetsWith")
                .count()
                .unwrap(),
            1
        );
        let near = graph
            .neighbors(from, Some("meetsWith"), Direction::Out, 1)
            .unwrap();
        assert_eq!(ids(near), [to]);
    }
}

#[test]
fn unknown_relations_and_types_are_told_the_nearest() {
    let graph = graph();
    let error = graph
        .relate("qatar", "participateIn", "wps-2024", Relate::new())
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "no relation \"participateIn\" in the schema; did you mean \"participatesIn\"?"
    );
    let error = graph.add("Sumit", Describe::new()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no type \"Sumit\" in the schema; did you mean \"Summit\"?"
    );
    let error = graph
        .relate("qatar", "source", "wps-2024", Relate::new())
        .unwrap_err();
    assert!(
        matches!(error, Error::Schema(SchemaError::Argument { .. })),
        "{error}"
    );
}

#[test]
fn values_are_read_by_the_range_of_the_relation() {
    let graph = graph();
    let value = |relation: &str, object: Object| {
        graph
            .relate("wps-2024", relation, object, Relate::new())
            .map(|claim| claim.object().as_literal().unwrap().to_string())
    };
    assert_eq!(
        value("startDate", "2024-03".into()).unwrap(),
        "\"2024-03\"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>"
    );
    assert_eq!(
        value("endDate", "5 مارس 2024".into()).unwrap(),
        "\"2024-03-05\"^^<http://www.w3.org/2001/XMLSchema#date>"
    );
    assert_eq!(
        value("alsoKnownAs", "القمة".into()).unwrap(),
        "\"القمة\"@ar"
    );
    assert_eq!(
        value("alsoKnownAs", Literal::lang("Gipfel", "de").unwrap().into()).unwrap(),
        "\"Gipfel\"@de"
    );
    assert_eq!(
        value("isCollective", true.into()).unwrap(),
        "\"true\"^^<http://www.w3.org/2001/XMLSchema#boolean>"
    );
    assert!(
        value("startDate", "2024-02-30".into())
            .unwrap_err()
            .to_string()
            .contains("2024-02-30")
    );
    assert!(value("startDate", graph.entity("qatar").unwrap().into()).is_err());
    assert!(value("participatesIn", 5.into()).is_err());
    let error = value("https://x.example/p", "bare".into())
        .unwrap_err()
        .to_string();
    assert!(error.contains("say what this is"), "{error}");
    assert!(value("https://x.example/p", 5.into()).is_ok());
    assert!(
        graph
            .relate(
                "wps-2024",
                "https://x.example/q",
                Iri::new("https://x.example/o").unwrap(),
                Relate::new()
            )
            .is_ok()
    );
}

// ---- claims -----------------------------------------------------------------------------------------------

#[test]
fn the_same_claim_again_is_the_claim_that_is_there() {
    let graph = graph();
    let how = || {
        Relate::new()
            .confidence(0.7)
            .start("2024-03-05")
            .attributed_to("qatar")
    };
    let one = graph
        .relate("qatar", "participatesIn", "wps-2024", how())
        .unwrap();
    let two = graph
        .relate("qatar", "participatesIn", "wps-2024", how())
        .unwrap();
    assert_eq!((one.id(), graph.claim_count()), (two.id(), 1));
    let error = graph
        .relate("qatar", "participatesIn", "wps-2024", how().confidence(0.8))
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("with another confidence") && error.contains("revise()"),
        "{error}"
    );
    // Another modality is another claim.
    graph
        .relate(
            "qatar",
            "participatesIn",
            "wps-2024",
            how().modality(Modality::Reported),
        )
        .unwrap();
    assert_eq!(graph.claim_count(), 2);
}

#[test]
fn a_prediction_is_quoted_and_not_held() {
    let graph = graph();
    let claim = graph
        .relate(
            "qatar",
            "participatesIn",
            "wps-2024",
            Relate::new().modality(Modality::Predicted),
        )
        .unwrap();
    assert!(!claim.is_asserted());
    assert!(
        graph
            .neighbors("qatar", None, Direction::Out, 1)
            .unwrap()
            .is_empty()
    );
    let claim = graph
        .revise(&claim, Relate::new().modality(Modality::Fact))
        .unwrap();
    assert!(claim.is_asserted());
    assert_eq!(
        graph
            .neighbors("qatar", None, Direction::Out, 1)
            .unwrap()
            .len(),
        1
    );
    let claim = graph
        .revise(&claim, Relate::new().polarity(Polarity::Negative))
        .unwrap();
    assert!(!claim.is_asserted());
    assert!(
        graph
            .neighbors("qatar", None, Direction::Out, 1)
            .unwrap()
            .is_empty()
    );
    let error = graph
        .revise(&claim, Relate::new().asserted(true))
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "\"asserted\" does not take \"true\": a negative claim denies its statement, so it cannot hold it"
    );
    graph.check().unwrap();
}

#[test]
fn a_statement_goes_with_the_last_who_holds_it() {
    let graph = graph();
    let how = |id: &str| Relate::new().id(id);
    let held = || {
        !graph
            .neighbors("qatar", None, Direction::Out, 1)
            .unwrap()
            .is_empty()
    };
    let one = graph
        .relate("qatar", "participatesIn", "wps-2024", how("one"))
        .unwrap();
    let two = graph
        .relate(
            "qatar",
            "participatesIn",
            "wps-2024",
            how("two").modality(Modality::Predicted),
        )
        .unwrap();
    graph.remove_claim(&one).unwrap();
    assert!(!held(), "a prediction does not hold it");
    graph.remove_claim(&two).unwrap();
    graph
        .set(
            "qatar",
            Describe::new().property("participatesIn", "wps-2024"),
        )
        .unwrap();
    let three = graph
        .relate("qatar", "participatesIn", "wps-2024", how("three"))
        .unwrap();
    graph.remove_claim(&three).unwrap();
    assert!(held(), "it was said on its own too");
    assert_eq!(graph.claim_count(), 0);
}

#[test]
fn revise_changes_what_it_names_and_keeps_the_id() {
    let graph = graph();
    graph
        .document(
            "قطر تشارك. قطر تعود.",
            Describe::new().id("d").language("ar"),
        )
        .unwrap();
    let claim = graph
        .relate(
            "qatar",
            "participatesIn",
            "wps-2024",
            Relate::new()
                .source("d")
                .evidence("قطر تشارك")
                .confidence(0.5)
                .hedge("وفقًا"),
        )
        .unwrap();
    let revised = graph
        .revise(&claim, Relate::new().confidence(1.0).no_hedge().end("2024"))
        .unwrap();
    assert_eq!(
        (revised.id(), revised.confidence()),
        (claim.id(), Some(1.0))
    );
    assert_eq!(revised.end(), Some(Time::new("2024").unwrap()));
    assert!(revised.hedge().is_empty());
    assert_eq!(revised.evidence()[0].quote().as_deref(), Some("قطر تشارك"));
    assert_eq!(
        (claim.confidence(), claim.hedge()[0].language()),
        (Some(0.5), Some("ar")),
        "the old handle shows the old"
    );
    assert_eq!(graph.claim_count(), 1);
}

#[test]
fn evidence_is_found_once_or_refused() {
    let graph = graph();
    graph
        .document("قطر تشارك. قطر تعود 🇶🇦.", Describe::new().id("d"))
        .unwrap();
    let with = |how: Relate| graph.relate("qatar", "participatesIn", "wps-2024", how.source("d"));
    let error = with(Relate::new().evidence("قطر")).unwrap_err().to_string();
    assert!(error.contains("0..3 and at 11..14"), "{error}");
    let error = with(Relate::new().evidence("قطر تشاركت"))
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("nowhere") && error.contains("the nearest is"),
        "{error}"
    );
    assert!(with(Relate::new().evidence_at(0, 999)).is_err());
    let claim = with(Relate::new().evidence_at(11, 23)).unwrap();
    assert_eq!(claim.evidence()[0].quote().as_deref(), Some("قطر تعود 🇶🇦."));
    let error = graph
        .relate(
            "qatar",
            "participatesIn",
            "wps-2024",
            Relate::new().evidence("قطر"),
        )
        .unwrap_err();
    assert!(error.to_string().contains("needs a source"), "{error}");
    graph
        .document("https://x.example/1", Describe::new().id("web"))
        .unwrap();
    let error = graph
        .relate(
            "qatar",
            "participatesIn",
            "wps-2024",
            Relate::new().source("web").evidence("قطر"),
        )
        .unwrap_err();
    assert!(error.to_string().contains("no text"), "{error}");
}

#[test]
fn bad_arguments_are_named() {
    let graph = graph();
    let with = |how: Relate| {
        graph
            .relate("qatar", "participatesIn", "wps-2024", how)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        with(Relate::new().confidence(2.0)),
        "\"confidence\" does not take \"2\": it lies between 0 and 1"
    );
    assert!(with(Relate::new().start("2024-03-07").end("2024-03-05")).contains("2024-03-0"));
    assert!(with(Relate::new().start("yesterday")).contains("yesterday"));
    assert!(with(Relate::new().during("2024").start("2024")).contains("not both"));
    assert_eq!(graph.claim_count(), 0);
}

#[test]
fn a_period_in_words_is_a_start_and_an_end() {
    let graph = graph();
    let claim = graph
        .relate(
            "qatar",
            "participatesIn",
            "wps-2024",
            Relate::new().during("من 5 إلى 7 مارس 2024"),
        )
        .unwrap();
    let text = |time: Option<Time>| time.map(|t| t.as_str().to_owned());
    assert_eq!(
        (text(claim.start()), text(claim.end())),
        (Some("2024-03-05".into()), Some("2024-03-07".into()))
    );
}

// ---- removal ----------------------------------------------------------------------------------------------

#[test]
fn an_entity_that_claims_mention_is_not_removed_in_silence() {
    let graph = graph();
    graph
        .relate("qatar", "participatesIn", "wps-2024", Relate::new())
        .unwrap();
    assert_eq!(
        graph.remove("wps-2024").unwrap_err().to_string(),
        "\"wps-2024\" is still mentioned by 1 claim; remove those first, or all with cascade=True"
    );
    graph.remove_cascade("wps-2024").unwrap();
    assert!(!graph.contains("wps-2024").unwrap());
    assert_eq!((graph.claim_count(), graph.len()), (0, 2));
    graph.remove("qatar").unwrap();
    assert_eq!(graph.len(), 1);
    graph.check().unwrap();
}

// ---- transactions and views -------------------------------------------------------------------------------

#[test]
fn a_transaction_is_all_or_nothing_and_reads_its_own_writes() {
    let graph = Graph::new();
    let mut tx = graph.transaction().unwrap();
    tx.country("QA").unwrap();
    tx.country("AE").unwrap();
    tx.relate("qatar", "meetsWith", "united-arab-emirates", Relate::new())
        .unwrap();
    assert_eq!(
        (tx.view().len(), tx.claims().count().unwrap(), graph.len()),
        (2, 1, 0)
    );
    assert!(
        graph.country("SA").is_err(),
        "writing on the graph beside an open transaction is an error"
    );
    drop(tx);
    assert_eq!((graph.len(), graph.claim_count()), (0, 0));
    assert!(graph.transaction().is_ok());
}

#[test]
fn a_failed_call_leaves_the_transaction_as_it_was() {
    let graph = graph();
    let mut tx = graph.transaction().unwrap();
    let wrong = Describe::new()
        .id("x")
        .name("X")
        .property("startDate", "never");
    assert!(tx.add("Summit", wrong).is_err());
    assert!(tx.view().get("x").unwrap().is_none());
    tx.add("Summit", Describe::new().id("y")).unwrap();
    tx.commit().unwrap();
    assert_eq!(graph.len(), 4);
    graph.check().unwrap();
}

#[test]
fn a_view_keeps_its_moment_while_others_write() {
    let graph = graph();
    let before = graph.view();
    std::thread::scope(|scope| {
        for n in 0..4 {
            let graph = graph.clone();
            scope.spawn(move || {
                for i in 0..50 {
                    graph
                        .add("Topic", Describe::new().id(format!("t{n}-{i}")))
                        .unwrap();
                }
            });
        }
        for _ in 0..100 {
            assert_eq!(before.len(), 3);
        }
    });
    assert_eq!((before.len(), graph.len()), (3, 203));
}

#[test]
fn handles_of_one_moment_are_good_in_another_also_after_compaction() {
    let graph = graph();
    let qatar = graph.entity("qatar").unwrap();
    graph.compact().unwrap();
    let claim = graph
        .relate(&qatar, "participatesIn", "wps-2024", Relate::new())
        .unwrap();
    graph.compact().unwrap();
    assert_eq!(qatar.name(), "Qatar");
    assert_eq!(graph.entity(&qatar).unwrap(), qatar);
    let claim = graph.revise(&claim, Relate::new().confidence(0.1)).unwrap();
    graph.compact().unwrap();
    graph.remove_claim(&claim).unwrap();
    graph.check().unwrap();
}

#[test]
fn a_graph_can_hold_blank_nodes_and_iris_of_others() {
    let graph = graph();
    let foreign = Iri::new("http://www.wikidata.org/entity/Q1").unwrap();
    graph
        .relate("qatar", "https://x.example/near", foreign, Relate::new())
        .unwrap();
    assert_eq!(
        graph.entity("wd:Q1").unwrap().term(),
        Term::Iri(Iri::new("http://www.wikidata.org/entity/Q1").unwrap())
    );
    assert!(graph.get(BlankNode::new("b1").unwrap()).unwrap().is_none());
}

#[test]
fn paths_are_found_shortest_first_with_their_claims() {
    let graph = graph();
    graph
        .relate("qatar", "participatesIn", "wps-2024", Relate::new().id("a"))
        .unwrap();
    graph
        .relate(
            "united-arab-emirates",
            "hosts",
            "wps-2024",
            Relate::new().id("b"),
        )
        .unwrap();
    let paths = graph
        .paths("qatar", "united-arab-emirates", &rawabit::Paths::new())
        .unwrap();
    assert_eq!(paths.len(), 1);
    assert_eq!(
        ids(paths[0].entities.clone()),
        ["qatar", "wps-2024", "united-arab-emirates"]
    );
    let claims: Vec<Vec<String>> = paths[0]
        .claims
        .iter()
        .map(|hop| hop.iter().map(Claim::id).collect())
        .collect();
    assert_eq!(claims, [["claim/a"], ["claim/b"]]);
    graph
        .relate("qatar", "meetsWith", "united-arab-emirates", Relate::new())
        .unwrap();
    let lengths: Vec<usize> = graph
        .paths("qatar", "united-arab-emirates", &rawabit::Paths::new())
        .unwrap()
        .iter()
        .map(rawabit::Path::len)
        .collect();
    assert_eq!(lengths, [1, 2]);
    let none = graph
        .paths(
            "qatar",
            "united-arab-emirates",
            &rawabit::Paths::new().relations(["memberOf"]),
        )
        .unwrap();
    assert!(none.is_empty());
}

// ---- what is refused ---------------------------------------------------------------------------------------

fn refused<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    result.unwrap_err().to_string()
}

fn said(graph: &Graph, relation: &str, object: impl Into<Object>) -> Result<Claim, Error> {
    graph.relate("qatar", relation, object, Relate::new())
}

#[test]
fn words_of_a_document_whose_iri_has_a_hash_are_named_and_come_back() {
    let graph = Graph::builder()
        .base("http://e.example/ns#")
        .build()
        .unwrap();
    graph.country("QA").unwrap();
    graph.add("Summit", Describe::new().id("wps")).unwrap();
    let text = "Qatar joins. Qatar speaks.";
    graph.document(text, Describe::new().id("doc")).unwrap();
    let how = Relate::new().source("doc").evidence("Qatar joins");
    let claim = graph.relate("qatar", "participatesIn", "wps", how).unwrap();
    let claim = graph
        .revise(&claim, Relate::new().evidence("Qatar speaks"))
        .unwrap();
    assert_eq!(claim.evidence()[0].quote().as_deref(), Some("Qatar speaks"));
    let node = claim.evidence()[0].term();
    assert_eq!(node.to_string(), "<http://e.example/ns#doc;char=13,25>");
    for format in [Format::Turtle, Format::NTriples, Format::RdfXml] {
        let mut bytes = Vec::new();
        graph
            .write_to(&mut bytes, WriteOptions::new().format(format))
            .unwrap();
        let again = Graph::builder()
            .base("http://e.example/ns#")
            .build()
            .unwrap();
        again
            .read_from(bytes.as_slice(), ReadOptions::new().format(format))
            .unwrap();
        assert!(again.same_as(&graph), "{}", String::from_utf8_lossy(&bytes));
        assert_eq!(again.len(), graph.len());
    }
}

#[test]
fn types_identity_ids_and_the_words_of_schemas_are_no_relations() {
    let graph = graph();
    let person = Iri::new("https://w3id.org/rawabit/ns#Person").unwrap();
    let uae = graph.entity("united-arab-emirates").unwrap();
    let begin = |name: &str| format!("\"relation\" does not take \"{name}\": ");
    for (relation, name, mend) in [
        ("rdf:type", "rdf:type", "add() and set() take them as type"),
        (
            "owl:sameAs",
            "owl:sameAs",
            "merge() makes one entity of two",
        ),
        (
            "owl:differentFrom",
            "owl:differentFrom",
            "\"differentFrom\"",
        ),
        ("rdf:reifies", "rdf:reifies", "relate() and revise()"),
        (
            "rdfs:subClassOf",
            "rdfs:subClassOf",
            "an extension of the schema",
        ),
        ("rb:source", "source", "relate() and revise()"),
    ] {
        for object in [Object::from(&person), Object::from(&uae)] {
            let error = refused(said(&graph, relation, object.clone()));
            assert!(
                error.starts_with(&begin(name)) && error.contains(mend),
                "{error}"
            );
            let set = Describe::new().property(relation, object);
            let error = refused(graph.set("qatar", set));
            assert!(
                error.starts_with(&format!("\"{relation}\" does not take "))
                    && error.contains(mend),
                "{error}"
            );
        }
    }
    let error = refused(said(&graph, "isoAlpha2", "AE"));
    assert!(error.contains("set() take it in ids"), "{error}");
    assert_eq!(graph.claim_count(), 0);
    assert!(said(&graph, "alsoKnownAs", "State of Qatar").is_ok());
    let label = Literal::lang("Katar", "de").unwrap();
    assert!(said(&graph, "rdfs:label", label).is_ok());
    assert!(said(&graph, "differentFrom", &uae).is_ok());
}

#[test]
fn new_types_fit_what_is_said_already() {
    let graph = graph();
    graph
        .set(
            "wps-2024",
            Describe::new().property("startDate", "2024-03-05"),
        )
        .unwrap();
    let error = refused(graph.set("wps-2024", Describe::new().r#type("Person")));
    assert!(
        error.ends_with(
            "but \"wps-2024\" is a \"Person\"; take back that \"wps-2024\" has \"startDate\" \
             \"2024-03-05\" first"
        ),
        "{error}"
    );
    let both = Describe::new().r#type("Person").no_property("startDate");
    graph.set("wps-2024", both).unwrap();
    graph
        .set("wps-2024", Describe::new().r#type("Summit"))
        .unwrap();
    let denied = Relate::new().id("no").polarity(Polarity::Negative);
    graph
        .relate("qatar", "participatesIn", "wps-2024", denied)
        .unwrap();
    let error = refused(graph.set("wps-2024", Describe::new().r#type("Person")));
    assert!(
        error.ends_with("; the claim \"claim/no\" says so: remove it first"),
        "{error}"
    );
    graph
        .document("https://news.example/1", Describe::new().id("d"))
        .unwrap();
    said_from(&graph, "d").unwrap();
    let error = refused(graph.set("d", Describe::new().r#type("Topic")));
    assert!(error.starts_with("relation \"source\" takes"), "{error}");
    graph
        .set("wps-2024", Describe::new().r#type("Event"))
        .unwrap();
}

fn said_from(graph: &Graph, source: &str) -> Result<Claim, Error> {
    let how = Relate::new().source(source);
    graph.relate("qatar", "participatesIn", "wps-2024", how)
}

#[test]
fn a_source_is_a_document_and_a_speaker_an_agent() {
    let graph = graph();
    let error = refused(said_from(&graph, "united-arab-emirates"));
    assert!(
        error.starts_with("relation \"source\" takes an object of type \"Document\", but"),
        "{error}"
    );
    let how = Relate::new().attributed_to("wps-2024");
    let error = refused(graph.relate("qatar", "participatesIn", "wps-2024", how));
    assert!(
        error.starts_with("relation \"attributedTo\" takes"),
        "{error}"
    );
    assert!(said_from(&graph, "https://news.example/1").is_ok());
}

#[test]
fn a_string_that_says_nothing_is_refused_everywhere() {
    let graph = graph();
    let how = Relate::new;
    let relate = |how: Relate| graph.relate("qatar", "participatesIn", "wps-2024", how);
    let add = |what: Describe| graph.add("Topic", what).map(|_| ());
    for (result, name) in [
        (add(Describe::new().id("")), "id"),
        (add(Describe::new().id("t").name("  ")), "name"),
        (add(Describe::new().id("t").name_in("en", "")), "name"),
        (add(Describe::new().id("t").external_id("x", "")), "x"),
        (
            graph.document("t", Describe::new().id("")).map(|_| ()),
            "id",
        ),
        (relate(how().id("")).map(|_| ()), "id"),
        (relate(how().hedge("")).map(|_| ()), "hedge"),
    ] {
        let error = refused(result);
        let begin = format!("\"{name}\" does not take \"");
        assert!(error.starts_with(&begin), "{error}");
        assert!(error.ends_with("the string is empty; leave it out where there is nothing to say"));
    }
    assert_eq!((graph.len(), graph.claim_count()), (3, 0));
    assert!(!graph.contains("").unwrap());
}

#[test]
fn a_number_is_a_year_or_no_date() {
    let graph = graph();
    let set = |value: Object| graph.set("wps-2024", Describe::new().property("startDate", value));
    let error = refused(set(Object::Integer(20_240_305)));
    assert!(error.contains("without its hyphens"), "{error}");
    let error = refused(set(Object::Number(2024.5)));
    assert!(error.contains("a date is written as text"), "{error}");
    let year = set(Object::Integer(2024)).unwrap();
    let year = year.get("startDate").unwrap().unwrap();
    assert_eq!(year.as_time(), Some(Time::new("2024").unwrap()));
}

#[test]
fn a_date_is_written_alike_wherever_one_is_given() {
    let graph = graph();
    for written in [
        "٥ مارس ٢٠٢٤",
        "٢٠٢٤-٠٣-٠٥",
        "5 March 2024",
        "الثلاثاء الموافق 5 مارس 2024",
    ] {
        let how = Relate::new().id(written.len().to_string()).start(written);
        let claim = graph
            .relate("qatar", "participatesIn", "wps-2024", how)
            .unwrap();
        assert_eq!(
            claim.start(),
            Some(Time::new("2024-03-05").unwrap()),
            "{written}"
        );
        graph
            .set("wps-2024", Describe::new().property("startDate", written))
            .unwrap();
        assert_eq!(
            graph
                .narrow(Narrow::new().at(written))
                .unwrap()
                .claim_count(),
            graph.claim_count()
        );
        graph.remove_claim(&claim).unwrap();
    }
}

#[test]
fn what_is_wrong_with_a_time_names_its_argument() {
    let graph = graph();
    let with = |how: Relate| refused(graph.relate("qatar", "participatesIn", "wps-2024", how));
    let error = with(Relate::new().start("2024-02-30"));
    assert!(
        error.starts_with("\"start\" does not take \"2024-02-30\": day 30 is not in 01 to 29"),
        "{error}"
    );
    assert_eq!(
        with(Relate::new().start("2024-03-08").end("2024-03-01")),
        "\"end\" does not take \"2024-03-01\": the start \"2024-03-08\" lies after it"
    );
    let what = Describe::new().property("startDate", "2024-02-30");
    let error = refused(graph.add("Summit", what));
    assert!(
        error.starts_with("\"startDate\" does not take \"2024-02-30\": "),
        "{error}"
    );
}

#[test]
fn one_property_with_one_value_takes_no_two() {
    let graph = graph();
    let two = || {
        Describe::new()
            .property("startDate", "2024")
            .property("startDate", "2025")
    };
    let wanted = "\"startDate\" does not take \"2024\", \"2025\": it takes one value only; claims by \
                  relate() may tell of several";
    assert_eq!(refused(graph.add("Summit", two())), wanted);
    assert_eq!(refused(graph.set("wps-2024", two())), wanted);
}

#[test]
fn words_that_an_entity_is_mentioned_in_are_no_entity() {
    let graph = graph();
    graph
        .document("Qatar joins.", Describe::new().id("d"))
        .unwrap();
    let json = r#"{"rawabit_format": "1", "base": "https://example.org/id/", "defaults": {"source": "d"},
        "entities": [{"id": "qatar", "mention": {"start": 0, "end": 5, "quote": "Qatar"}}]}"#;
    graph
        .read_from(json.as_bytes(), ReadOptions::new())
        .unwrap();
    let qatar = graph.entity("qatar").unwrap();
    for found in [
        qatar.all("mention").unwrap(),
        qatar.properties().remove("mention").unwrap(),
    ] {
        let [Value::Span(span)] = found.as_slice() else {
            panic!("{found:?}")
        };
        assert_eq!(
            (span.start, span.end, span.quote().as_deref()),
            (0, 5, Some("Qatar"))
        );
    }
}

#[test]
fn an_id_made_from_a_long_name_ends_at_a_word() {
    let graph = Graph::new();
    let id = |name: String| graph.add("Topic", Describe::new().name(name)).unwrap().id();
    let long = id("The quick brown fox ".repeat(9));
    assert_eq!(
        long,
        "the-quick-brown-fox-the-quick-brown-fox-the-quick-brown-fox"
    );
    assert!(id("قمة الشرطة ".repeat(20)).chars().count() <= 60);
    assert_eq!(id("a".repeat(200)).len(), 60);
}

#[test]
fn an_id_of_a_register_is_named_by_its_scheme() {
    let graph = Graph::new();
    let what = Describe::new()
        .id("q")
        .external_id("iso3166-1-alpha2", "qa");
    let error = refused(graph.add("Country", what));
    assert!(
        error.starts_with("\"iso3166-1-alpha2\" does not take \"qa\": "),
        "{error}"
    );
    assert!(error.ends_with("; write \"QA\""), "{error}");
}

#[test]
fn an_unknown_source_of_a_view_is_told() {
    let graph = graph();
    let error = refused(graph.narrow(Narrow::new().sources(["wps-2025"])));
    assert!(error.contains("did you mean \"wps-2024\"?"), "{error}");
}

#[test]
fn an_entity_of_another_graph_is_told() {
    let (one, other) = (graph(), Graph::new());
    let oman = other.country("OM").unwrap();
    let error = refused(one.relate("qatar", "meetsWith", &oman, Relate::new()));
    assert_eq!(
        error,
        "no entity \"https://example.org/id/oman\" in the graph; an entity of another graph is to be added to \
         this one first"
    );
}

// ---- numbers and truth values -----------------------------------------------------------------------------

const MEASURES: &str = r#"@prefix my: <https://example.org/m#> .
@prefix rb: <https://w3id.org/rawabit/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<https://example.org/m> a owl:Ontology ; owl:imports <https://w3id.org/rawabit/ns> .
my:exact a owl:DatatypeProperty ; rdfs:domain rb:Entity ; rdfs:range xsd:decimal ; rdfs:label "exact"@en .
my:about a owl:DatatypeProperty ; rdfs:domain rb:Entity ; rdfs:range xsd:double ; rdfs:label "about"@en .
my:short a owl:DatatypeProperty ; rdfs:domain rb:Entity ; rdfs:range xsd:float ; rdfs:label "short"@en .
my:any a owl:DatatypeProperty ; rdfs:domain rb:Entity ; rdfs:range rdfs:Literal ; rdfs:label "any"@en .
"#;

#[test]
fn a_float_is_a_double_unless_its_relation_takes_a_decimal() {
    let schema = Schema::builtin().extend(MEASURES, "m.ttl").unwrap();
    let graph = Graph::builder().schema(schema).build().unwrap();
    graph.add("Topic", Describe::new().id("t")).unwrap();
    graph.set_prefix("my", "https://example.org/m#").unwrap();
    graph.set_prefix("o", "https://other.example/").unwrap();
    let written = |property: &str, number: f64| {
        let what = Describe::new().property(property, number);
        let entity = graph.set("t", what).unwrap();
        entity.get(property).unwrap().unwrap().term().to_string()
    };
    let xsd = |lexical: &str, datatype: &str| {
        format!("\"{lexical}\"^^<http://www.w3.org/2001/XMLSchema#{datatype}>")
    };
    assert_eq!(written("o:size", 2.5), xsd("2.5", "double"));
    assert_eq!(written("my:about", 2.5), xsd("2.5", "double"));
    assert_eq!(written("my:any", 2.5), xsd("2.5", "double"));
    assert_eq!(written("my:exact", 2.5), xsd("2.5", "decimal"));
    assert_eq!(written("my:exact", -0.0), xsd("0", "decimal"));
    assert_eq!(written("my:short", f64::INFINITY), xsd("INF", "float"));
    for (number, lexical) in [
        (3.0, "3"),
        (1e300, "1E300"),
        (-2.5e-9, "-2.5E-9"),
        (f64::INFINITY, "INF"),
        (f64::NEG_INFINITY, "-INF"),
        (f64::NAN, "NaN"),
    ] {
        assert_eq!(written("o:size", number), xsd(lexical, "double"));
        assert_eq!(written("my:about", number), xsd(lexical, "double"));
    }
    let what = Describe::new().property("my:exact", f64::INFINITY);
    assert!(refused(graph.set("t", what)).contains("is no \"xsd:decimal\""));
    // What was written is found by the number that was given.
    for property in ["o:size", "my:about", "my:exact"] {
        graph
            .set("t", Describe::new().property(property, 0.5))
            .unwrap();
        graph.relate("t", property, 1.5, Relate::new()).unwrap();
        let found = graph.claims().relation(property).object(1.5);
        assert_eq!(found.iter().unwrap().count(), 1, "{property}");
    }
}

#[test]
fn one_and_nought_are_truth_values_where_those_are_taken() {
    let graph = graph();
    let set = |value: Object| {
        let what = Describe::new().property("isCollective", value);
        graph.set("qatar", what).map(|entity| {
            let all = entity.all("isCollective").unwrap();
            all.iter().map(ToString::to_string).collect::<Vec<_>>()
        })
    };
    assert_eq!(set(true.into()).unwrap(), ["true"]);
    assert_eq!(set(1.into()).unwrap(), ["true"]);
    assert_eq!(set(0.into()).unwrap(), ["false"]);
    let error = refused(set(2.into()));
    assert!(error.contains("write true or false"), "{error}");
}

#[test]
fn there_is_one_zero_of_confidence() {
    let graph = graph();
    let how = || Relate::new().id("c");
    let relation = "participatesIn";
    let claim = graph
        .relate("qatar", relation, "wps-2024", how().confidence(-0.0))
        .unwrap();
    assert_eq!(claim.confidence().map(f64::to_bits), Some(0));
    let again = graph.relate("qatar", relation, "wps-2024", how().confidence(0.0));
    assert_eq!(again.unwrap().id(), claim.id());
}

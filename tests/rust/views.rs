//! Promises to those who look at a part of a graph: as of a day, as known on a day, by what is said.

#![expect(clippy::unwrap_used, reason = "what cannot be seen fails the test")]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use rawabit::{Describe, EntityError, Error, Graph, Instant, Modality, Narrow, Relate, View};

fn seed() -> Graph {
    let graph = Graph::new();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/data/summit.json");
    graph.read(path).unwrap();
    graph
}

fn claims(view: &View) -> BTreeSet<String> {
    let claims = view.claims().iter().unwrap();
    claims
        .map(|claim| claim.id().rsplit('/').next().unwrap_or_default().to_owned())
        .collect()
}

const TAKES_PART: &str = "ASK { ex:qatar rb:participatesIn ex:wps-2024 }";

#[test]
fn the_summit_as_of_two_days_differs_as_it_should() {
    let graph = seed();
    let all = claims(&graph.view());
    let at = |day: &str| graph.narrow(Narrow::new().at(day)).unwrap();
    let (then, later) = (at("2024-03-06"), at("2024-04-01"));
    let gone = |view: &View| all.difference(&claims(view)).cloned().collect::<Vec<_>>();
    assert_eq!(gone(&then), ["r081"], "the world cup was in 2022");
    assert_eq!(gone(&later), ["r002", "r013", "r018", "r044", "r081"]);
    assert!(then.ask(TAKES_PART).unwrap() && !later.ask(TAKES_PART).unwrap());
}

#[test]
fn claims_by_modality_are_counted_as_they_are_said() {
    let graph = seed();
    for (modality, count) in [
        (Modality::Fact, 72),
        (Modality::Reported, 61),
        (Modality::Evaluative, 32),
        (Modality::Normative, 3),
        (Modality::Predicted, 2),
    ] {
        let view = graph.narrow(Narrow::new().modality([modality])).unwrap();
        assert_eq!(view.claim_count(), count, "{modality}");
    }
}

#[test]
fn a_prediction_is_no_fact_unless_it_is_asked_for() {
    let graph = seed();
    let predicted = graph.claims().modality(Modality::Predicted);
    for claim in predicted.iter().unwrap() {
        let statement = format!(
            "ASK {{ <{}> rb:{} {} }}",
            claim.subject().iri().unwrap().as_str(),
            claim.relation(),
            claim.object().term(),
        );
        assert!(!graph.ask(&statement).unwrap(), "{statement}");
        let view = graph
            .narrow(Narrow::new().modality([Modality::Predicted]))
            .unwrap();
        assert!(view.ask(&statement).unwrap(), "{statement}");
    }
}

#[test]
fn a_view_says_by_what_it_is_narrowed() {
    let graph = seed();
    let view = graph
        .narrow(
            Narrow::new()
                .during(Some("2024-03"), Some("2024-04"))
                .sources(["article"]),
        )
        .unwrap();
    let view = view
        .narrow(Narrow::new().types(["Agent", "Event", "Place", "Document"]))
        .unwrap();
    let filters = [
        "from 2024-03 until 2024-04",
        "sources article",
        "types Agent, Event, Place and 1 more",
    ];
    assert_eq!(view.filters(), filters);
    assert!(format!("{view:?}").ends_with(&format!("claims; {})", filters.join(", "))));
    assert!(graph.view().filters().is_empty());
}

#[test]
fn what_lies_outside_a_view_is_said_to() {
    let graph = seed();
    let view = graph.narrow(Narrow::new().relations(["memberOf"])).unwrap();
    assert!(!view.contains("wps-2024").unwrap());
    let error = view.entity("wps-2024").unwrap_err();
    assert_eq!(
        error.to_string(),
        "entity \"wps-2024\" is in the graph, but outside this view; ask the graph, or a wider view"
    );
    let error = view.entity("wps-2042").unwrap_err();
    assert!(matches!(error, Error::Entity(EntityError::Unknown { .. })));
    let error = view.claim("claim/article/r013").unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("claim \"claim/article/r013\" is in the graph, but")
    );
}

#[test]
fn what_was_known_on_a_day_is_seen_as_it_was() {
    let clock = Arc::new(AtomicI64::new(0));
    let time = Arc::clone(&clock);
    let now = move || Instant::from_micros(time.load(Ordering::Relaxed));
    let graph = Graph::builder().clock(now).build().unwrap();
    let at = |second: i64| Instant::from_micros(second * 1_000_000);
    let tick = |second: i64| clock.store(at(second).micros(), Ordering::Relaxed);

    tick(10);
    graph.country("QA").unwrap();
    graph.country("OM").unwrap();
    tick(20);
    let how = Relate::new().confidence(0.5);
    let claim = graph.relate("qatar", "meetsWith", "oman", how).unwrap();
    assert_eq!(claim.recorded_at(), Some(at(20)));
    tick(30);
    let claim = graph.revise(&claim, Relate::new().confidence(0.9)).unwrap();
    assert_eq!(
        (claim.recorded_at(), claim.confidence()),
        (Some(at(30)), Some(0.9))
    );
    tick(40);
    graph.remove_claim(&claim).unwrap();

    let sure = |second: i64| {
        let view = graph.narrow(Narrow::new().known(at(second))).unwrap();
        let claim = view.claims().first().unwrap();
        claim.map(|claim| (claim.recorded_at(), claim.confidence()))
    };
    assert_eq!(sure(19), None);
    assert_eq!(sure(20), Some((Some(at(20)), Some(0.5))));
    assert_eq!(sure(39), Some((Some(at(30)), Some(0.9))));
    assert_eq!(sure(40), None);
    graph.forget_before(at(40)).unwrap();
    assert_eq!(sure(20), None, "what had ended is gone for good");
    assert_eq!(sure(39), Some((Some(at(30)), Some(0.9))), "it ended at 40");
    graph.forget_before(at(41)).unwrap();
    assert_eq!(sure(39), None);
}

#[test]
fn a_view_into_a_transaction_knows_that_it_was_rolled_back() {
    let graph = Graph::new();
    let mut tx = graph.transaction().unwrap();
    tx.country("QA").unwrap();
    let view = tx.view().narrow(Narrow::new().types(["Place"])).unwrap();
    assert!(view.len() == 1 && !view.is_rolled_back());
    drop(tx);
    assert!(view.is_rolled_back());
}

#[test]
fn a_commit_gives_the_graph_right_after_it() {
    let graph = Graph::new();
    let mut tx = graph.transaction().unwrap();
    tx.country("QA").unwrap();
    let view = tx.commit().unwrap();
    graph.country("OM").unwrap();
    assert_eq!((view.len(), graph.len()), (1, 2));
}

#[test]
fn what_was_said_not_to_be_asserted_no_view_asserts() {
    let graph = seed();
    let ask = "ASK { ex:oman rb:meetsWith ex:qatar }";
    graph.country("OM").unwrap();
    for (id, how) in [
        ("p", Relate::new().modality(Modality::Predicted)),
        ("n", Relate::new().polarity(rawabit::Polarity::Negative)),
    ] {
        let told = how.clone().id(format!("{id}1")).asserted(false);
        let claim = graph.relate("oman", "meetsWith", "qatar", told).unwrap();
        let narrow = Narrow::new()
            .modality([Modality::Fact, Modality::Predicted])
            .polarity([rawabit::Polarity::Positive, rawabit::Polarity::Negative]);
        assert!(!graph.narrow(narrow.clone()).unwrap().ask(ask).unwrap());
        // Nor after it has been written and read.
        let options = || rawabit::ReadOptions::new().format(rawabit::Format::Turtle);
        let mut turtle = Vec::new();
        let write = rawabit::WriteOptions::new().format(rawabit::Format::Turtle);
        graph.view().write_to(&mut turtle, write).unwrap();
        let again = Graph::new();
        again.read_from(turtle.as_slice(), options()).unwrap();
        assert!(again.view().same_as(&graph.view()));
        assert!(!again.narrow(narrow.clone()).unwrap().ask(ask).unwrap());
        // One that was not told so is.
        let free = graph.relate("oman", "meetsWith", "qatar", how.id(format!("{id}2")));
        assert!(graph.narrow(narrow).unwrap().ask(ask).unwrap());
        for claim in [claim, free.unwrap()] {
            graph.remove_claim(&claim).unwrap();
        }
    }
}

// ---- named graphs ---------------------------------------------------------------------------------------------

#[test]
fn graphs_are_sought_in_the_moment_that_is_asked_for() {
    let clock = Arc::new(AtomicI64::new(1));
    let time = Arc::clone(&clock);
    let now = move || Instant::from_micros(time.fetch_add(1, Ordering::Relaxed));
    let graph = Graph::builder().clock(now).build().unwrap();
    graph.country("QA").unwrap();
    graph
        .update("INSERT DATA { GRAPH <g1> { <x> a rb:Person } GRAPH <g2> { <y> a rb:Person } }")
        .unwrap();
    let then = Instant::from_micros(clock.load(Ordering::Relaxed) - 1);
    let only = |name: &str| Narrow::new().graphs([name]);
    let one = graph.narrow(only("g1")).unwrap();
    let none = one.narrow(only("g2")).unwrap();
    assert!(none.is_empty() && !none.ask("ASK { ?s ?p ?o }").unwrap());
    graph.update("DROP GRAPH <g1>").unwrap();
    assert!(graph.narrow(only("g1")).is_err());
    let past = graph.narrow(only("g1").known(then)).unwrap();
    assert!(past.same_as(&one) && past.contains("x").unwrap());
    let early = Instant::from_micros(1);
    for wrong in [only("g3"), only("g3").known(then), only("g1").known(early)] {
        let said = graph.narrow(wrong).unwrap_err().to_string();
        assert!(said.contains("there is no such graph"), "{said}");
    }
}

// ---- going through claims -------------------------------------------------------------------------------------

#[test]
fn claims_are_gone_through_as_they_are_asked_for_and_each_comes_once() {
    let graph = Graph::new();
    let mut tx = graph.transaction().unwrap();
    tx.country("QA").unwrap();
    let say = |tx: &mut rawabit::Transaction, n: usize| {
        let id = format!("s{}", n % 7);
        if !tx.view().contains(&id).unwrap() {
            tx.add("Summit", Describe::new().id(&id)).unwrap();
        }
        let relation = if n.is_multiple_of(3) {
            "hosts"
        } else {
            "participatesIn"
        };
        let year = if n.is_multiple_of(2) { "2023" } else { "2024" };
        let how = Relate::new().id(format!("c{n}")).start(year).end(year);
        tx.relate("qatar", relation, id, how).unwrap();
    };
    (0..3000).for_each(|n| say(&mut tx, n));
    tx.commit().unwrap();
    graph.compact().unwrap();
    let mut tx = graph.transaction().unwrap();
    (3000..3300).for_each(|n| say(&mut tx, n));
    for n in 0..10 {
        tx.remove_claim(format!("claim/c{n}").as_str()).unwrap();
    }
    tx.commit().unwrap();
    let narrow = graph.narrow(Narrow::new().at("2024-06")).unwrap();
    for view in [graph.view(), narrow] {
        let mut all: BTreeSet<String> = BTreeSet::new();
        for claims in [
            view.claims().relation("hosts"),
            view.claims().relation("participatesIn"),
        ] {
            let ids: Vec<String> = claims.iter().unwrap().map(|claim| claim.id()).collect();
            assert_eq!(claims.count().unwrap(), ids.len());
            all.extend(ids);
        }
        let claims = view.claims();
        let ids: Vec<String> = claims.iter().unwrap().map(|claim| claim.id()).collect();
        assert_eq!(
            claims.first().unwrap().map(|claim| claim.id()).as_ref(),
            ids.first()
        );
        assert_eq!((ids.len(), claims.count().unwrap()), (all.len(), all.len()));
        assert_eq!(view.claim_count(), ids.len());
        assert_eq!(ids.into_iter().collect::<BTreeSet<_>>(), all);
    }
}

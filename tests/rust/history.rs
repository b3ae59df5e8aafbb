//! Promises to those who ask what was known, and to those who must forget it.

#![expect(clippy::unwrap_used, reason = "what cannot be told fails the test")]

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use rawabit::{
    Describe, EntityError, Error, Format, Graph, Instant, Modality, Narrow, ReadOptions, Relate,
    View, WriteOptions,
};

/// A graph whose days are told by the test.
struct Days {
    graph: Graph,
    clock: Arc<AtomicI64>,
}

fn day(n: i64) -> Instant {
    Instant::from_micros(n * 86_400_000_000)
}

impl Days {
    fn new() -> Self {
        let clock = Arc::new(AtomicI64::new(0));
        let time = Arc::clone(&clock);
        let now = move || Instant::from_micros(time.load(Ordering::Relaxed));
        let graph = Graph::builder().clock(now).build().unwrap();
        Self { graph, clock }
    }

    fn on(&self, n: i64) -> &Graph {
        self.clock.store(day(n).micros(), Ordering::Relaxed);
        &self.graph
    }

    /// What was known at the end of a day.
    fn known(&self, n: i64) -> View {
        let view = self.graph.narrow(Narrow::new().known(day(n))).unwrap();
        view.check().unwrap();
        view
    }

    fn written(&self, n: i64) -> String {
        let mut bytes = Vec::new();
        let options = WriteOptions::new().format(Format::NQuads);
        self.known(n).write_to(&mut bytes, options).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    /// On which of the first days something was known to be written somewhere.
    fn days_of(&self, words: &str) -> Vec<i64> {
        let all = 0..10;
        all.filter(|&n| self.written(n).contains(words)).collect()
    }
}

/// Two people and a paper, on day 1.
fn people() -> Days {
    let days = Days::new();
    let mut tx = days.on(1).transaction().unwrap();
    for id in ["a", "b", "c"] {
        tx.add("Person", Describe::new().id(id)).unwrap();
    }
    tx.add("Organization", Describe::new().id("o")).unwrap();
    tx.document("they met secretly at dawn", Describe::new().id("doc"))
        .unwrap();
    tx.document("they met again", Describe::new().id("doc2"))
        .unwrap();
    tx.commit().unwrap();
    days
}

fn said(words: &str) -> Relate {
    Relate::new().source("doc").evidence(words)
}

// ---- what was known -------------------------------------------------------------------------------------------

#[test]
fn a_claim_tells_when_it_was_recorded_as_it_is() {
    let days = people();
    let claim = days
        .on(2)
        .relate("a", "memberOf", "o", Relate::new())
        .unwrap();
    assert_eq!(claim.recorded_at(), Some(day(2)));
    days.on(3)
        .revise(&claim, Relate::new().confidence(0.5))
        .unwrap();
    let on = |view: &View| view.claim(&claim).unwrap().recorded_at();
    assert_eq!(on(&days.graph.view()), Some(day(3)));
    assert_eq!(on(&days.known(2)), Some(day(2)));
    days.on(4).compact().unwrap();
    assert_eq!(on(&days.graph.view()), Some(day(3)));
}

#[test]
fn a_clock_that_goes_back_stands_still() {
    let days = people();
    days.on(5).country("QA").unwrap();
    let claim = days
        .on(2)
        .relate("a", "memberOf", "o", Relate::new())
        .unwrap();
    assert_eq!(claim.recorded_at(), Some(day(5)));
    assert_eq!(days.known(4).claim_count(), 0);
    assert_eq!(days.known(5).claim_count(), 1);
}

#[test]
fn a_superseded_claim_that_is_read_again_changes_nothing() {
    let days = people();
    let document = r#"{"rawabit_format": "1", "relations": [
        {"subject": "a", "relation": "memberOf", "object": "o", "confidence": 0.5}]}"#;
    let read = || {
        let options = ReadOptions::new().format(Format::Json);
        days.graph.read_from(document.as_bytes(), options).unwrap()
    };
    days.on(2);
    assert_eq!(read().count("claims"), 1);
    let claim = days.graph.claims().first().unwrap().unwrap();
    days.on(3)
        .revise(&claim, Relate::new().confidence(0.9))
        .unwrap();
    days.on(4);
    let report = read();
    assert_eq!((report.count("claims"), report.count("merged")), (0, 1));
    let claim = days.graph.claim(&claim).unwrap();
    assert_eq!(
        (claim.confidence(), claim.recorded_at()),
        (Some(0.9), Some(day(3)))
    );
}

#[test]
fn what_is_not_committed_is_known_at_no_time() {
    for load in [false, true] {
        let days = people();
        days.on(2)
            .relate("a", "memberOf", "o", Relate::new().id("old"))
            .unwrap();
        let committed = days.graph.view();
        let mut tx = days.on(3).transaction().unwrap();
        tx.add("Person", Describe::new().id("new")).unwrap();
        tx.revise("claim/old", Relate::new().confidence(0.5))
            .unwrap();
        if load {
            // So much at once is loaded into new columns.
            let lines = (0..20_100).map(|n| format!("<http://e/{n}> <http://e/p> \"{n}\" .\n"));
            let options = ReadOptions::new().format(Format::NTriples);
            tx.read_from(lines.collect::<String>().as_bytes(), options)
                .unwrap();
            tx.remove_claim("claim/old").unwrap();
        }
        for n in [2, 3, 9] {
            let view = tx.view().narrow(Narrow::new().known(day(n))).unwrap();
            view.check().unwrap();
            assert!(view.same_as(&committed), "on day {n}");
            assert!(!view.contains("new").unwrap());
            let claim = view.claim("claim/old").unwrap();
            assert_eq!(
                (claim.confidence(), claim.recorded_at()),
                (None, Some(day(2)))
            );
        }
        let nothing = tx.view().narrow(Narrow::new().known(day(0))).unwrap();
        assert!(nothing.is_empty());
        tx.commit().unwrap();
        assert!(days.known(3).contains("new").unwrap());
    }
}

#[test]
fn a_graph_that_keeps_no_history_says_so() {
    let graph = Graph::builder().history(false).build().unwrap();
    graph.country("QA").unwrap();
    let errors = [
        graph.narrow(Narrow::new().known(day(1))).unwrap_err(),
        graph.forget_before(day(1)).unwrap_err(),
        graph.forget("qatar").unwrap_err(),
    ];
    for error in errors {
        assert!(error.to_string().contains("keeps no history"), "{error}");
    }
}

#[test]
fn memory_for_history_is_paid_when_there_is_some() {
    let bytes = |history: bool, commits: usize| {
        let graph = Graph::builder().history(history).build().unwrap();
        let mut tx = graph.transaction().unwrap();
        for n in 0..200 {
            let id = format!("p{n}");
            tx.add("Person", Describe::new().id(id)).unwrap();
        }
        tx.commit().unwrap();
        for n in 1..commits {
            let mut tx = graph.transaction().unwrap();
            for person in 0..200 {
                let named = Describe::new().name_in("en", format!("name {n}"));
                tx.set(format!("p{person}").as_str(), named).unwrap();
            }
            tx.commit().unwrap();
        }
        graph.compact().unwrap();
        graph.view().bytes()
    };
    assert_eq!(bytes(true, 1), bytes(false, 1), "the first commit is free");
    let (without, with) = (bytes(false, 3), bytes(true, 3));
    assert!(with > without, "{with} bytes, and {without} without");
}

// ---- what is forgotten ----------------------------------------------------------------------------------------

#[test]
fn the_words_that_only_forgotten_claims_rested_on_are_forgotten_too() {
    for revised in [false, true] {
        for compact in [false, true] {
            let days = people();
            days.on(3)
                .relate("a", "memberOf", "o", said("secretly").id("secret"))
                .unwrap();
            if revised {
                days.on(4)
                    .revise("claim/doc/secret", said("at dawn"))
                    .unwrap();
            }
            days.on(5).remove_cascade("a").unwrap();
            if compact {
                days.graph.compact().unwrap();
            }
            let until = if revised { 4 } else { 5 };
            assert_eq!(days.days_of("\"secretly\""), (3..until).collect::<Vec<_>>());
            days.on(6).forget("a").unwrap();
            for words in ["secretly", "at dawn", "/id/a>", "#char=", "memberOf"] {
                assert_eq!(days.days_of(words), [0_i64; 0], "{words}");
            }
            assert_eq!(days.graph.text("doc").unwrap(), "they met secretly at dawn");
        }
    }
}

#[test]
fn what_others_rest_on_stays_for_the_days_on_which_they_do() {
    let days = people();
    let how = |id: &str| said("secretly").id(id);
    days.on(2)
        .relate("b", "memberOf", "o", how("early"))
        .unwrap();
    days.on(3)
        .relate("a", "memberOf", "o", how("secret"))
        .unwrap();
    days.on(4).remove_claim("claim/doc/early").unwrap();
    days.on(6)
        .relate("c", "memberOf", "o", how("late"))
        .unwrap();
    days.on(7).remove_cascade("a").unwrap();
    assert_eq!(days.days_of("\"secretly\""), (2..10).collect::<Vec<_>>());
    days.on(8).forget("a").unwrap();
    assert_eq!(days.days_of("\"secretly\""), [2, 3, 6, 7, 8, 9]);
    assert_eq!(days.days_of("early"), [2, 3]);
    assert_eq!(days.days_of("late"), [6, 7, 8, 9]);
}

#[test]
fn a_statement_that_only_forgotten_claims_held_is_forgotten_too() {
    let days = people();
    let from = |source: &str, id: &str| Relate::new().source(source).id(id);
    days.on(2)
        .relate("b", "memberOf", "o", from("doc2", "theirs"))
        .unwrap();
    days.on(3)
        .relate("b", "memberOf", "o", from("doc", "ours"))
        .unwrap();
    days.on(3)
        .relate("c", "memberOf", "o", from("doc", "alone"))
        .unwrap();
    days.on(4).remove_claim("claim/doc2/theirs").unwrap();
    days.on(6).remove_cascade("doc").unwrap();
    let held = |s: &str, n: i64| {
        let [s, o] = [s, "o"].map(|id| format!("<https://example.org/id/{id}>"));
        let view = days.known(n);
        view.ask(&format!("ASK {{ {s} rb:memberOf {o} }}")).unwrap()
    };
    let days_of = |s: &str| (0..9).filter(|&n| held(s, n)).collect::<Vec<i64>>();
    assert_eq!(
        (days_of("b"), days_of("c")),
        (vec![2, 3, 4, 5], vec![3, 4, 5])
    );
    days.on(7).forget("doc").unwrap();
    assert_eq!((days_of("b"), days_of("c")), (vec![2, 3], vec![]));
}

#[test]
fn what_had_ended_before_a_day_is_forgotten() {
    let days = people();
    let claim = days
        .on(2)
        .relate("a", "memberOf", "o", said("secretly"))
        .unwrap();
    let how = Relate::new().modality(Modality::Reported).source("doc");
    days.on(4).revise(&claim, how.evidence("at dawn")).unwrap();
    days.on(6).remove_claim(&claim).unwrap();
    days.on(7).forget_before(day(5)).unwrap();
    assert_eq!(days.days_of("\"secretly\""), [0_i64; 0]);
    assert_eq!(days.days_of("\"at dawn\""), [4, 5], "it ended on day 6");
    assert_eq!(days.days_of("memberOf> <"), [4, 5]);
    days.on(8).forget_before(day(7)).unwrap();
    assert_eq!(days.days_of("\"at dawn\""), [0_i64; 0]);
}

#[test]
fn whom_a_claim_was_attributed_to_is_forgotten_with_it() {
    let days = people();
    let how = said("secretly").attributed_to("b").id("heard");
    days.on(2).relate("a", "memberOf", "o", how).unwrap();
    days.on(3).remove_cascade("b").unwrap();
    assert_eq!(days.days_of("heard"), [2]);
    days.on(4).forget("b").unwrap();
    assert_eq!(days.days_of("heard"), [0_i64; 0]);
    assert_eq!(days.days_of("secretly"), [0_i64; 0]);
}

#[test]
fn a_merge_is_forgotten_with_what_was_merged() {
    let days = people();
    days.on(2).merge("a", ["b"]).unwrap();
    days.on(3).remove_cascade("a").unwrap();
    assert_eq!(days.known(2).entity("b").unwrap().id(), "a");
    days.on(4).forget("a").unwrap();
    assert!(!days.known(2).contains("a").unwrap());
    assert!(!days.known(2).contains("b").unwrap(), "it was a by then");
    assert!(days.known(1).contains("b").unwrap());
}

#[test]
fn to_forget_what_never_was_is_a_mistake_that_names_the_nearest() {
    let days = people();
    days.on(2).country("QA").unwrap();
    let error = days.graph.forget("qtar").unwrap_err();
    assert_eq!(
        error.to_string(),
        "no entity \"qtar\" in the graph; did you mean \"qatar\"?"
    );
    assert!(matches!(error, Error::Entity(EntityError::Unknown { .. })));
    let error = days.graph.forget("qatar").unwrap_err();
    assert_eq!(
        error.to_string(),
        "\"qatar\" is still in the graph; remove it first, with all that mentions it"
    );
    let mut tx = days.on(3).transaction().unwrap();
    tx.remove("qatar").unwrap();
    tx.forget("qatar").unwrap();
    tx.commit().unwrap();
    assert_eq!(days.days_of("/id/qatar>"), [0_i64; 0]);
    assert!(
        days.graph.forget("qatar").is_err(),
        "it is as if it never was"
    );
}

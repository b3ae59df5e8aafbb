//! Promises to those who find that what they merged were two after all: in whatever order it is taken apart,
//! the graph is as it was before, with what was said since.

#![expect(clippy::unwrap_used, reason = "what cannot be done fails the test")]

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use rawabit::{
    Claim, ClaimRef, Describe, Direction, Entity, Format, Graph, Instant, Literal, Modality,
    Narrow, ReadOptions, Relate, Value, View,
};

/// Three organizations, a summit and an article.
fn graph() -> Graph {
    let graph = Graph::new();
    fill(&graph);
    graph
}

fn fill(graph: &Graph) {
    let mut tx = graph.transaction().unwrap();
    for id in ["a", "b", "c"] {
        tx.add(
            "Organization",
            Describe::new().id(id).name(id.to_uppercase()),
        )
        .unwrap();
    }
    tx.add("Summit", Describe::new().id("s")).unwrap();
    tx.document("some text", Describe::new().id("d")).unwrap();
    tx.commit().unwrap();
}

/// Short triples, as an update.
fn insert(graph: &Graph, triples: &str) {
    graph
        .update(&format!("INSERT DATA {{ {triples} }}"))
        .unwrap();
}

fn ask(graph: &Graph, pattern: &str) -> bool {
    graph.ask(&format!("ASK {{ {pattern} }}")).unwrap()
}

/// Every claim, with the names that it was first said of.
fn claims(view: &View) -> Vec<String> {
    let claims = view.claims().iter().unwrap();
    let said = |claim: Claim| {
        let source = claim.source().map(|source| source.id());
        let mut by: Vec<String> = claim.attributed_to().iter().map(Entity::id).collect();
        by.sort();
        let (said_of, asserted) = (claim.said_of(), claim.is_asserted());
        format!("{} {said_of:?} {source:?} {by:?} {asserted}", claim.id())
    };
    let mut claims: Vec<String> = claims.map(said).collect();
    claims.sort();
    claims
}

fn quads(view: &View) -> Vec<String> {
    let mut bytes = Vec::new();
    let options = rawabit::WriteOptions::new().format(Format::NQuads);
    view.write_to(&mut bytes, options).unwrap();
    let mut lines: Vec<String> = String::from_utf8(bytes)
        .unwrap()
        .replace("https://example.org/id/", "")
        .lines()
        .map(str::to_owned)
        .collect();
    lines.sort();
    lines
}

fn assert_same(graph: &Graph, before: &View, what: &str) {
    graph.check().unwrap();
    let (now, then) = (quads(&graph.view()), quads(before));
    let lost: Vec<_> = then.iter().filter(|quad| !now.contains(quad)).collect();
    let more: Vec<_> = now.iter().filter(|quad| !then.contains(quad)).collect();
    assert!(
        lost.is_empty() && more.is_empty(),
        "{what}: lost {lost:#?}, and there are {more:#?}"
    );
    assert!(graph.view().same_as(before), "{what}");
    assert_eq!(claims(&graph.view()), claims(before), "{what}");
    assert_eq!(graph.len(), before.len(), "{what}");
}

// ---- in any order ---------------------------------------------------------------------------------------------

type Say = fn(&Graph);

#[test]
fn what_two_had_in_common_goes_back_to_both_in_any_order() {
    let ids: Say = |graph| {
        for id in ["b", "c"] {
            let how = Describe::new().external_id("wikidata", "Q1");
            graph.set(id, how).unwrap();
        }
    };
    let bare: Say = |graph| {
        insert(
            graph,
            "<b> rb:participatesIn <s> . <c> rb:participatesIn <s>",
        );
    };
    let names: Say = |graph| {
        for id in ["b", "c"] {
            graph.set(id, Describe::new().name("X")).unwrap();
        }
    };
    let types: Say = |graph| {
        insert(graph, "<b> a rb:SecurityAgency . <c> a rb:SecurityAgency");
    };
    let by: Say = |graph| {
        let how = Relate::new()
            .source("d")
            .attributed_to("b")
            .attributed_to("c");
        graph.relate("a", "participatesIn", "s", how).unwrap();
    };
    let between: Say = |graph| {
        graph
            .relate("b", "cooperatesWith", "c", Relate::new())
            .unwrap();
    };
    let between_bare: Say = |graph| {
        insert(graph, "<b> rb:cooperatesWith <c>");
    };
    let same: Say = |graph| {
        insert(graph, "<b> owl:sameAs <c> . <a> owl:sameAs <b>");
    };
    let each: Say = |graph| {
        for (id, sure) in [("b", 0.5), ("c", 0.7)] {
            let how = Relate::new().confidence(sure);
            graph.relate(id, "participatesIn", "s", how).unwrap();
        }
    };
    let one_of_two: Say = |graph| {
        insert(
            graph,
            "<c1> a rb:Claim ; rdf:reifies <<( <b> rb:participatesIn <s> )>>, <<( <c> rb:participatesIn <s> )>> .
             <b> rb:participatesIn <s>",
        );
    };
    let merges: [&[(&str, &[&str])]; 3] = [
        &[("a", &["b", "c"])],
        &[("b", &["c"]), ("a", &["b"])],
        &[("a", &["b"]), ("a", &["c"])],
    ];
    let all = [
        ids,
        bare,
        names,
        types,
        by,
        between,
        between_bare,
        same,
        each,
        one_of_two,
    ];
    for (n, say) in all.iter().enumerate() {
        for merges in merges {
            for order in [["b", "c"], ["c", "b"]] {
                for compact in [false, true] {
                    let graph = graph();
                    say(&graph);
                    let before = graph.view();
                    for (keep, others) in merges {
                        graph.merge(*keep, others.iter().copied()).unwrap();
                        graph.check().unwrap();
                    }
                    for id in order {
                        if compact {
                            graph.compact().unwrap();
                        }
                        graph.unmerge(id).unwrap();
                    }
                    assert_same(&graph, &before, &format!("{n}: {merges:?}, {order:?}"));
                }
            }
        }
    }
}

#[test]
fn words_and_texts_go_back_to_their_documents_in_any_order() {
    for order in [["d", "e"], ["e", "d"]] {
        let graph = graph();
        for id in ["e", "f"] {
            graph.add("NewsArticle", Describe::new().id(id)).unwrap();
        }
        let how = Relate::new().source("d").evidence("text");
        graph.relate("a", "participatesIn", "s", how).unwrap();
        let before = graph.view();
        graph.merge("e", ["d"]).unwrap();
        graph.merge("f", ["e"]).unwrap();
        assert_eq!(graph.text("d").unwrap(), "some text");
        for id in order {
            graph.unmerge(id).unwrap();
        }
        assert_same(&graph, &before, &format!("{order:?}"));
        assert_eq!(graph.text("d").unwrap(), "some text");
        assert!(graph.text("e").is_err() && graph.text("f").is_err());
    }
}

/// Numbers that look random, the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides
    }

    fn pick<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.roll(of.len())]
    }
}

const ORGS: [&str; 5] = ["e0", "e1", "e2", "e3", "e4"];

fn random(dice: &mut Dice) -> Graph {
    let graph = Graph::new();
    fill_at_random(dice, &graph);
    graph
}

fn fill_at_random(dice: &mut Dice, graph: &Graph) {
    let mut tx = graph.transaction().unwrap();
    for id in ORGS {
        let mut how = Describe::new().id(id);
        how = how.name_in("en", dice.pick(&["X", "Y", "Z"]));
        if dice.roll(2) == 0 {
            how = how.name_in("en", dice.pick(&["X", "Y", "W"]));
        }
        if dice.roll(2) == 0 {
            how = how.external_id("wikidata", dice.pick(&["Q1", "Q1", "Q2"]));
        }
        let kind = dice.pick(&["Organization", "SecurityAgency"]);
        tx.add(kind, how).unwrap();
    }
    for id in ["s0", "s1"] {
        tx.add("Summit", Describe::new().id(id)).unwrap();
    }
    tx.document("some text", Describe::new().id("d0")).unwrap();
    tx.add("NewsArticle", Describe::new().id("d1")).unwrap();
    for n in 0..4 + dice.roll(10) {
        let about = dice.pick(&ORGS);
        let (relation, object) = match dice.roll(3) {
            0 => ("participatesIn", dice.pick(&["s0", "s1"])),
            1 => ("cooperatesWith", dice.pick(&ORGS)),
            _ => ("affiliatedWith", dice.pick(&ORGS)),
        };
        let triple = format!("<{about}> rb:{relation} <{object}>");
        match dice.roll(8) {
            0 | 1 => tx.update(&format!("INSERT DATA {{ {triple} }}")).unwrap(),
            2 => {
                let also = dice.pick(&ORGS);
                let reified = format!(
                    "<many{n}> a rb:Claim ; rdf:reifies <<( <{about}> rb:{relation} <{object}> )>>,
                     <<( <{also}> rb:{relation} <{object}> )>> . {triple}"
                );
                tx.update(&format!("INSERT DATA {{ {reified} }}")).unwrap();
            }
            3 => {
                let other = dice.pick(&ORGS);
                let same = format!("INSERT DATA {{ <{about}> owl:sameAs <{other}> }}");
                tx.update(&same).unwrap();
            }
            _ => {
                let mut how = Relate::new();
                match dice.roll(3) {
                    0 => how = how.source("d0").evidence(dice.pick(&["some", "text"])),
                    1 => how = how.source("d1"),
                    _ => {}
                }
                if dice.roll(3) == 0 {
                    how = how.modality(Modality::Predicted);
                }
                for _ in 0..dice.roll(3) {
                    how = how.attributed_to(dice.pick(&ORGS));
                }
                // What cannot be said is not.
                let _ = tx.relate(about, relation, object, how);
            }
        }
    }
    tx.commit().unwrap();
}

/// Something new of an entity, in both graphs: in one the entity is merged with others.
fn say_since(dice: &mut Dice, graphs: [&Graph; 2], about: &str, n: usize) {
    let object = dice.pick(&["s0", "s1"]);
    let (how, id) = (dice.roll(4), format!("since{n}"));
    for graph in graphs {
        let relate = || {
            let how = Relate::new().id(id.as_str()).attributed_to(about);
            graph.relate(about, "participatesIn", object, how).unwrap();
        };
        match how {
            0 => relate(),
            1 => insert(graph, &format!("<{about}> rb:participatesIn <{object}>")),
            2 => insert(graph, &format!("<{about}> skos:altLabel \"since {n}\"@en")),
            _ => insert(graph, &format!("<{object}> rb:hostedBy <{about}>")),
        }
    }
}

#[test]
fn merges_are_taken_apart_in_any_order_and_what_was_said_since_stays_with_the_kept_one() {
    for seed in 1..=300 {
        let with_writes = seed % 2 == 0;
        let mut dice = Dice(0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(seed));
        let rolled = dice.0;
        let graph = random(&mut dice);
        dice.0 = rolled;
        let apart = random(&mut dice);
        assert!(graph.view().same_as(&apart.view()));
        let mut live = ORGS.to_vec();
        let mut merged: Vec<&str> = Vec::new();
        let mut story = format!("seed {seed}");
        for n in 0..2 + dice.roll(2) {
            let keep = live[dice.roll(live.len())];
            let other = live[dice.roll(live.len())];
            if keep != other && graph.merge(keep, [other]).is_ok() {
                let _ = write!(story, ", merge {keep} {other}");
                merged.push(other);
                live.retain(|&id| id != other);
            }
            graph.check().unwrap();
            if with_writes {
                let about = live[dice.roll(live.len())];
                let _ = write!(story, ", say of {about}");
                say_since(&mut dice, [&graph, &apart], about, n);
            }
        }
        if dice.roll(3) == 0 {
            graph.merge("d1", ["d0"]).unwrap();
            merged.push("d0");
        }
        if dice.roll(4) == 0 {
            graph.compact().unwrap();
        }
        while !merged.is_empty() {
            let id = merged.swap_remove(dice.roll(merged.len()));
            let _ = write!(story, ", unmerge {id}");
            graph.unmerge(id).unwrap();
            graph.check().unwrap();
        }
        assert_same(&graph, &apart.view(), &story);
    }
}

// ---- what was said since --------------------------------------------------------------------------------------

#[test]
fn a_claim_that_came_to_assert_leaves_no_statement_behind() {
    let graph = graph();
    let how = Relate::new().modality(Modality::Predicted);
    let claim = graph.relate("b", "participatesIn", "s", how).unwrap();
    graph.merge("a", ["b"]).unwrap();
    let fact = Relate::new().modality(Modality::Fact);
    graph.revise(&claim, fact).unwrap();
    graph.unmerge("b").unwrap();
    assert!(ask(&graph, "<b> rb:participatesIn <s>"));
    assert!(!ask(&graph, "<a> rb:participatesIn <s>"));
    graph.check().unwrap();
}

#[test]
fn what_sparql_says_again_of_the_kept_one_stays_with_it() {
    let graph = graph();
    insert(&graph, "<b> rb:participatesIn <s>");
    graph.merge("a", ["b"]).unwrap();
    insert(&graph, "<a> rb:participatesIn <s>");
    graph.unmerge("b").unwrap();
    assert!(ask(
        &graph,
        "<a> rb:participatesIn <s> . <b> rb:participatesIn <s>"
    ));
}

#[test]
fn what_is_read_again_of_the_merged_one_is_no_news_of_the_kept_one() {
    let graph = graph();
    let says = |id: &str| format!("<{id}> <https://w3id.org/rawabit/ns#participatesIn> <s> .");
    let read = |id: &str| {
        let options = ReadOptions::new()
            .format(Format::Turtle)
            .base("https://example.org/id/");
        graph.read_from(says(id).as_bytes(), options).unwrap();
    };
    read("b");
    let before = graph.view();
    graph.merge("a", ["b"]).unwrap();
    read("b");
    graph.unmerge("b").unwrap();
    assert_same(&graph, &before, "read again");
    graph.merge("a", ["b"]).unwrap();
    read("a");
    graph.unmerge("b").unwrap();
    assert!(ask(
        &graph,
        "<a> rb:participatesIn <s> . <b> rb:participatesIn <s>"
    ));
}

#[test]
fn what_was_removed_and_said_again_is_the_kept_ones() {
    let graph = graph();
    insert(&graph, "<b> rb:participatesIn <s>");
    let claim = graph
        .relate("b", "cooperatesWith", "c", Relate::new().id("one"))
        .unwrap();
    graph.merge("a", ["b"]).unwrap();
    graph
        .update("DELETE DATA { <a> rb:participatesIn <s> }")
        .unwrap();
    insert(&graph, "<a> rb:participatesIn <s>");
    graph.remove_claim(ClaimRef::from(&claim)).unwrap();
    graph
        .relate("a", "cooperatesWith", "c", Relate::new().id("one"))
        .unwrap();
    graph.unmerge("b").unwrap();
    assert!(ask(
        &graph,
        "<a> rb:participatesIn <s> ; rb:cooperatesWith <c>"
    ));
    assert!(!ask(&graph, "<b> rb:participatesIn|rb:cooperatesWith ?o"));
    let claim = graph.claim("claim/one").unwrap();
    assert_eq!(claim.said_of().0, "a");
    graph.check().unwrap();
}

#[test]
fn a_claim_on_a_name_is_moved_with_the_name() {
    let graph = graph();
    let name = Literal::lang("Bee", "en").unwrap();
    graph
        .relate("b", "skos:prefLabel", name, Relate::new().id("named"))
        .unwrap();
    let before = graph.view();
    graph.merge("a", ["b"]).unwrap();
    graph.check().unwrap();
    graph.unmerge("b").unwrap();
    assert_same(&graph, &before, "a claim on a name");
}

// ---- names that nothing stands behind any more ----------------------------------------------------------------

#[test]
fn aliases_go_with_the_entity_that_they_stood_for() {
    let ways: [Say; 4] = [
        |graph| graph.remove_cascade("a").unwrap(),
        |graph| graph.update("CLEAR ALL").unwrap(),
        |graph| {
            let all = "DELETE WHERE { <a> ?p ?o } ; DELETE WHERE { ?s ?p <a> }";
            graph.update(all).unwrap();
        },
        |graph| {
            let mut tx = graph.transaction().unwrap();
            tx.remove_cascade("a").unwrap();
            tx.commit().unwrap();
        },
    ];
    for (n, way) in ways.iter().enumerate() {
        let graph = graph();
        graph.merge("b", ["c"]).unwrap();
        graph.merge("a", ["b"]).unwrap();
        let merged = graph.view();
        way(&graph);
        for id in ["b", "c"] {
            graph
                .add("Organization", Describe::new().id(id).name("New"))
                .unwrap();
            assert!(graph.contains(id).unwrap(), "{n}: {id}");
            assert_eq!(graph.entity(id).unwrap().id(), id);
            assert!(graph.unmerge(id).is_err());
        }
        assert_eq!(merged.entity("c").unwrap().id(), "a");
    }
}

#[test]
fn an_entity_that_is_taken_out_and_said_anew_in_one_commit_keeps_its_aliases() {
    let graph = graph();
    graph.merge("a", ["b"]).unwrap();
    graph
        .update("DELETE { <a> ?p ?o } WHERE { <a> ?p ?o } ; INSERT DATA { <a> a rb:Organization }")
        .unwrap();
    assert_eq!(graph.entity("b").unwrap().id(), "a");
}

#[test]
fn what_sparql_says_of_a_merged_name_makes_no_entity() {
    let graph = graph();
    graph.merge("a", ["b"]).unwrap();
    let entities = graph.len();
    insert(&graph, "<b> rb:participatesIn <s>");
    let listed: Vec<String> = graph.view().iter().map(|entity| entity.id()).collect();
    assert_eq!((graph.len(), listed.len()), (entities, entities));
    assert!(!listed.contains(&"b".to_owned()), "{listed:?}");
    assert_eq!(graph.entity("b").unwrap().id(), "a");
    let near = graph.neighbors("s", None, Direction::Both, 1).unwrap();
    assert!(near.iter().all(|entity| entity.id() != "b"), "{near:?}");
    graph.unmerge("b").unwrap();
    assert!(ask(&graph, "<b> rb:participatesIn <s>"));
    assert_eq!(graph.len(), entities + 1);
}

#[test]
fn that_two_are_the_same_is_an_iri_and_no_entity() {
    let graph = graph();
    graph.merge("a", ["b"]).unwrap();
    let same = graph.entity("a").unwrap().properties();
    let same = &same["owl:sameAs"];
    assert!(
        matches!(same.as_slice(), [Value::Iri(iri)] if iri.as_str().ends_with("/b")),
        "{same:?}"
    );
}

// ---- what was --------------------------------------------------------------------------------------------------

struct Days(Graph, Arc<AtomicI64>);

impl Days {
    fn new() -> Self {
        let day = Arc::new(AtomicI64::new(1));
        let clock = Arc::clone(&day);
        let now = move || Instant::from_micros(clock.load(Ordering::Relaxed));
        let graph = Graph::builder().clock(now).build().unwrap();
        fill(&graph);
        Self(graph, day)
    }

    /// The graph, on the next day.
    fn next(&self) -> &Graph {
        self.1.fetch_add(1, Ordering::Relaxed);
        &self.0
    }

    fn known(&self, day: i64) -> View {
        let day = Instant::from_micros(day);
        self.0.narrow(Narrow::new().known(day)).unwrap()
    }
}

#[test]
fn views_of_the_past_tell_what_claims_were_said_of() {
    for compact in [false, true] {
        let days = Days::new();
        days.next()
            .relate("b", "participatesIn", "s", Relate::new().id("c1"))
            .unwrap();
        let mut then = vec![(2, days.0.view())];
        days.next().merge("a", ["b"]).unwrap();
        then.push((3, days.0.view()));
        days.next().merge("c", ["a"]).unwrap();
        then.push((4, days.0.view()));
        days.next().unmerge("b").unwrap();
        then.push((5, days.0.view()));
        days.next().unmerge("a").unwrap();
        then.push((6, days.0.view()));
        days.next().merge("a", ["b"]).unwrap();
        then.push((7, days.0.view()));
        days.next().remove_cascade("a").unwrap();
        then.push((8, days.0.view()));
        if compact {
            days.0.compact().unwrap();
        }
        for (day, view) in then {
            assert_eq!(claims(&days.known(day)), claims(&view), "day {day}");
            assert!(days.known(day).same_as(&view), "day {day}");
        }
        assert_eq!(
            days.known(4).claim("claim/c1").unwrap().said_of().0,
            "b",
            "as it was first said"
        );
    }
}

#[test]
fn views_of_the_past_know_who_was_merged_into_whom_also_where_it_was_the_other_way_round() {
    let days = Days::new();
    let stands_for = |view: &View| {
        ["a", "b", "c"].map(|id| {
            let found = view.get(id).unwrap();
            found.map(|entity| entity.id())
        })
    };
    let mut then = vec![(1, stands_for(&days.0.view()))];
    let steps: [&dyn Fn(&Graph); 8] = [
        &|graph| drop(graph.merge("b", ["a"]).unwrap()),
        &|graph| drop(graph.merge("c", ["b"]).unwrap()),
        &|graph| drop(graph.unmerge("b").unwrap()),
        &|graph| drop(graph.unmerge("a").unwrap()),
        &|graph| drop(graph.merge("a", ["c"]).unwrap()),
        &|graph| drop(graph.merge("b", ["a"]).unwrap()),
        &|graph| drop(graph.unmerge("a").unwrap()),
        // Round in one day.
        &|graph| {
            let mut tx = graph.transaction().unwrap();
            tx.unmerge("c").unwrap();
            tx.merge("c", ["a"]).unwrap();
            tx.merge("c", ["b"]).unwrap();
            tx.commit().unwrap();
        },
    ];
    for (step, day) in steps.iter().zip(2..) {
        step(days.next());
        then.push((day, stands_for(&days.0.view())));
    }
    assert_eq!(
        then[2].1,
        [Some("c".into()), Some("c".into()), Some("c".into())]
    );
    for (day, stood_for) in then {
        assert_eq!(stands_for(&days.known(day)), stood_for, "day {day}");
    }
}

/// On which days anything that is written, or that claims tell, has some words in it.
fn days_of(days: &Days, words: &str) -> Vec<i64> {
    let last = days.1.load(Ordering::Relaxed);
    let told = |view: &View| format!("{:?} {:?}", quads(view), claims(view));
    (1..=last)
        .filter(|&day| told(&days.known(day)).contains(words))
        .collect()
}

#[test]
fn what_a_forgotten_entity_brought_to_another_is_forgotten_too() {
    for (compact, at_once) in [(false, false), (true, false), (false, true)] {
        let days = Days::new();
        let secret = Describe::new().id("ppp").name("SECRET");
        let mut tx = days.next().transaction().unwrap();
        tx.add("Organization", secret).unwrap();
        tx.relate("ppp", "participatesIn", "s", Relate::new().id("c1"))
            .unwrap();
        let how = Relate::new().id("c2").attributed_to("ppp");
        tx.relate("b", "participatesIn", "s", how).unwrap();
        let both =
            "<ppp> rb:cooperatesWith <c> ; rb:affiliatedWith <c> . <a> rb:affiliatedWith <c>";
        tx.update(&format!("INSERT DATA {{ {both} }}")).unwrap();
        let how = Relate::new().id("ours");
        tx.relate("a", "cooperatesWith", "c", how).unwrap();
        if at_once {
            tx.merge("a", ["ppp"]).unwrap();
        }
        tx.commit().unwrap();
        if !at_once {
            days.next().merge("a", ["ppp"]).unwrap();
        }
        days.next()
            .add("Organization", Describe::new().id("x"))
            .unwrap();
        assert!(days_of(&days, "SECRET").contains(&2));
        days.next().unmerge("ppp").unwrap();
        days.next().remove_cascade("ppp").unwrap();
        if compact {
            days.0.compact().unwrap();
        }
        days.next().remove_claim("claim/ours").unwrap();
        days.next().forget("ppp").unwrap();
        for words in ["SECRET", "ppp", "claim/c1", "claim/c2"] {
            assert_eq!(
                days_of(&days, words),
                [0_i64; 0],
                "{words}, at once: {at_once}"
            );
        }
        let held = |pattern: &str| {
            let all = 1..days.1.load(Ordering::Relaxed);
            let ask = format!("ASK {{ {pattern} }}");
            let held = all.filter(|&day| days.known(day).ask(&ask).unwrap());
            held.collect::<Vec<i64>>()
        };
        let removed = if at_once { 6 } else { 7 };
        let ours: Vec<i64> = (2..removed).collect();
        assert_eq!(
            held("<a> rb:cooperatesWith <c>"),
            ours,
            "as long as our claim"
        );
        assert!(held("<a> rb:participatesIn <s>").is_empty());
        let last = days.1.load(Ordering::Relaxed);
        let all: Vec<i64> = (2..last).collect();
        assert_eq!(held("<a> rb:affiliatedWith <c>"), all, "a says so too");
        for day in 1..=last {
            days.known(day).check().unwrap();
        }
    }
}

#[test]
fn what_was_removed_under_another_name_is_forgotten_by_its_own() {
    let days = Days::new();
    let secret = Describe::new().id("ppp").name("SECRET");
    days.next().add("Organization", secret).unwrap();
    days.next().merge("a", ["ppp"]).unwrap();
    days.next().remove_cascade("a").unwrap();
    days.next().forget("ppp").unwrap();
    assert_eq!(days_of(&days, "SECRET"), [0_i64; 0]);
    assert_eq!(days_of(&days, "ppp"), [0_i64; 0]);
    assert_eq!(days_of(&days, "<a>"), [1, 2, 3], "a is not forgotten");
}

#[test]
fn whatever_was_merged_the_past_stays_as_it_was_until_it_is_forgotten() {
    for seed in 1..=100 {
        let mut dice = Dice(0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(seed));
        let days = Days::new();
        fill_at_random(&mut dice, days.next());
        let mut then: Vec<(i64, View)> = Vec::new();
        let mut story = format!("seed {seed}");
        for n in 0..8 {
            let (one, two) = (dice.pick(&ORGS), dice.pick(&ORGS));
            let graph = days.next();
            match dice.roll(5) {
                0 | 1 => {
                    let _ = write!(story, ", merge {one} {two}");
                    let _ = graph.merge(one, [two]);
                }
                2 | 3 => {
                    let _ = write!(story, ", unmerge {one}");
                    let _ = graph.unmerge(one);
                }
                _ => {
                    let _ = write!(story, ", say of {one}");
                    let id = format!("new{n}");
                    let how = Relate::new().id(id).attributed_to(two);
                    graph.relate(one, "participatesIn", "s0", how).unwrap();
                }
            }
            if dice.roll(6) == 0 {
                graph.compact().unwrap();
            }
            then.push((days.1.load(Ordering::Relaxed), graph.view()));
        }
        for (day, view) in &then {
            let past = days.known(*day);
            past.check().unwrap();
            assert_eq!(quads(&past), quads(view), "{story}, day {day}");
            assert_eq!(claims(&past), claims(view), "{story}, day {day}");
            assert_eq!(past.len(), view.len(), "{story}, day {day}");
        }
        let id = ORGS.into_iter().find(|&id| days.0.unmerge(id).is_ok());
        let Some(id) = id else {
            continue;
        };
        days.next().remove_cascade(id).unwrap();
        days.next().forget(id).unwrap();
        let named = format!("<{id}>");
        assert_eq!(days_of(&days, &named), [0_i64; 0], "{story}, forget {id}");
        assert_eq!(days_of(&days, &format!("\"{id}\"")), [0_i64; 0], "{story}");
        for (day, _) in &then {
            days.known(*day).check().unwrap();
        }
    }
}

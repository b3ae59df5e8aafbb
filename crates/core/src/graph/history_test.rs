//! The past held against what was seen when it was the present.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use super::{Describe, Graph, GraphIs, Modality, Narrow, Relate, View};
use crate::model::Instant;
use crate::{Format, ReadOptions};

/// Everything that a moment holds, in words: quads as seen, whether they are bare, what asserts.
fn told(view: &View) -> BTreeSet<String> {
    let snapshot = view.snapshot();
    let word = |id: u32| match id {
        crate::model::id::NONE => "-".to_owned(),
        id => snapshot.dictionary.term(id).to_string(),
    };
    let words = |quad: [u32; 4]| quad.map(word).join(" ");
    let mut told: BTreeSet<String> = snapshot
        .quads([None; 3], GraphIs::Any)
        .map(|quad| format!("seen {}", words(quad)))
        .collect();
    told.extend(
        snapshot
            .stored([None; 3], GraphIs::Any)
            .map(|quad| format!("bare {} {}", words(quad), snapshot.is_bare(quad))),
    );
    told.extend(
        snapshot
            .claims()
            .map(|row| format!("asserts {} {}", word(row.reifier), row.asserts)),
    );
    told
}

struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}

const WORDS: [&str; 4] = ["one", "two", "three", "four"];

/// What was told at each time.
type Past = Vec<(i64, BTreeSet<String>)>;

/// A graph in which much has been said, revised and removed, its clock, and what it told each time.
fn lived(seed: u64) -> (Graph, Arc<AtomicI64>, Past) {
    let mut random = Random(0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(seed));
    let clock = Arc::new(AtomicI64::new(1_000));
    let time = Arc::clone(&clock);
    let graph = Graph::builder()
        .clock(move || Instant::from_micros(time.load(Ordering::Relaxed)))
        .build()
        .unwrap();
    graph
        .document("one two three four", Describe::new().id("doc"))
        .unwrap();
    let mut past: Past = vec![(1_000, told(&graph.view()))];
    let mut claims: Vec<String> = Vec::new();
    for step in 0..40 {
        let now = clock.fetch_add(10, Ordering::Relaxed) + 10;
        let mut tx = graph.transaction().unwrap();
        for _ in 0..=random.below(4) {
            let person = format!("p{}", random.below(6));
            let event = format!("e{}", random.below(4));
            for (kind, id) in [("Person", &person), ("Event", &event)] {
                if tx.view().get(id).unwrap().is_none() {
                    tx.add(kind, Describe::new().id(id.as_str()).name(id.as_str()))
                        .unwrap();
                }
            }
            match random.below(9) {
                0..=3 => {
                    let modality = Modality::ALL[random.below(5)];
                    let how = Relate::new()
                        .id(format!("c{step}-{}", random.below(100)))
                        .modality(modality)
                        .source("doc")
                        .evidence(WORDS[random.below(4)])
                        .hedge(format!("قيل {step}"))
                        .confidence(0.25);
                    if let Ok(claim) = tx.relate(&person, "participatesIn", &event, how) {
                        claims.push(claim.id());
                    }
                }
                4 if !claims.is_empty() => {
                    let id = &claims[random.below(claims.len())];
                    let how = Relate::new().modality(Modality::ALL[random.below(5)]);
                    let how = match random.below(3) {
                        0 => how.evidence(WORDS[random.below(4)]),
                        1 => how.attributed_to(person.as_str()),
                        _ => how,
                    };
                    let _ = tx.revise(id.as_str(), how.hedge(format!("revised {step}")));
                }
                5 if !claims.is_empty() => {
                    let id = &claims[random.below(claims.len())];
                    let _ = tx.remove_claim(id.as_str());
                }
                6 => {
                    let _ = tx.remove_cascade(&person);
                }
                7 => {
                    let quads = format!(
                        "<https://example.org/id/{person}> <http://a/p> \"{step}\" <http://g/{}> .",
                        random.below(2)
                    );
                    let options = ReadOptions::new().format(Format::NQuads);
                    tx.read_from(quads.as_bytes(), options).unwrap();
                }
                8 if random.below(3) == 0 => tx.compact().unwrap(),
                _ => {}
            }
        }
        tx.commit().unwrap();
        graph.check().unwrap();
        past.push((now, told(&graph.view())));
        if random.below(8) == 0 {
            graph.compact().unwrap();
        }
        if random.below(10) == 0 {
            // A bulk load rebuilds the base.
            let lines = (0..20_100)
                .map(|n| format!("<http://bulk/{}> <http://a/bulk> \"{step}\" .", n % 40));
            let text = lines.collect::<Vec<_>>().join("\n");
            clock.fetch_add(10, Ordering::Relaxed);
            let options = ReadOptions::new().format(Format::NTriples);
            graph.read_from(text.as_bytes(), options).unwrap();
            past.push((clock.load(Ordering::Relaxed), told(&graph.view())));
        }
    }
    (graph, clock, past)
}

#[test]
fn every_commit_can_be_seen_again() {
    for seed in 1..12 {
        let (graph, _, past) = lived(seed);
        assert!(
            graph
                .narrow(Narrow::new().known(Instant::from_micros(5)))
                .unwrap()
                .is_empty()
        );
        for (time, expected) in &past {
            let view = graph
                .narrow(Narrow::new().known(Instant::from_micros(*time)))
                .unwrap();
            let found = told(&view);
            let missing: Vec<_> = expected.difference(&found).collect();
            let more: Vec<_> = found.difference(expected).collect();
            assert!(
                missing.is_empty() && more.is_empty(),
                "seed {seed}, at {time}: missing {missing:#?}, too much {more:#?}"
            );
            view.check().unwrap();
        }
    }
}

#[test]
fn forgetting_takes_away_what_it_must_and_nothing_else() {
    for seed in 1..12 {
        let (graph, clock, past) = lived(seed);
        let person = "<https://example.org/id/p0>";
        clock.fetch_add(10, Ordering::Relaxed);
        let _ = graph.remove_cascade("p0");
        graph.forget("p0").unwrap();
        // Whose claims are about it, or were ever attributed to it.
        let all: BTreeSet<&String> = past.iter().flat_map(|(_, told)| told).collect();
        let claim = |line: &str| {
            let words = line.split_whitespace();
            words
                .map(str::to_owned)
                .find(|word| word.contains("/id/claim/"))
        };
        let naming = all.iter().filter(|line| line.contains(person));
        let erased: BTreeSet<String> = naming.filter_map(|line| claim(line)).collect();
        assert!(erased.len() > 2, "seed {seed}");
        // One that was attributed to somebody else since is still there.
        let now = told(&graph.view());
        let live: BTreeSet<String> = now.iter().filter_map(|line| claim(line)).collect();
        for (time, before) in &past {
            let narrow = Narrow::new().known(Instant::from_micros(*time));
            let view = graph.narrow(narrow).unwrap();
            view.check().unwrap();
            let after = told(&view);
            let more: Vec<_> = after.difference(before).collect();
            assert!(more.is_empty(), "seed {seed}, at {time}: {more:#?}");
            let stays = |line: &&String| {
                !line.contains(person) && claim(line).is_none_or(|claim| !erased.contains(&claim))
            };
            for line in after.iter().filter(|line| !stays(line)) {
                let is_live = claim(line).is_some_and(|claim| live.contains(&claim));
                assert!(
                    is_live && !line.contains(person),
                    "seed {seed}, at {time}: {line}"
                );
            }
            // Words go where no claim that is left names them; nothing else goes.
            for line in before
                .iter()
                .filter(stays)
                .filter(|line| !after.contains(*line))
            {
                let node = line.split(' ').nth(1).unwrap_or_default();
                let is_words = node.contains("#char=");
                let is_held = line.starts_with("bare") && line.ends_with("false");
                let is_named = after
                    .iter()
                    .any(|line| line.contains(&format!(" {node} -")));
                let is_statement = line.contains("participatesIn");
                assert!(
                    is_words && !is_named || is_held || is_statement,
                    "seed {seed}, at {time}: {line}"
                );
            }
        }
    }
}

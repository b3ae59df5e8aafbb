//! Promises to those who look for paths: by hops, and by how sure they are.

#![expect(clippy::unwrap_used, reason = "what cannot be found fails the test")]

use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rawabit::{
    Describe, Entity, Error, Format, Graph, Modality, Narrow, Path, Paths, Polarity, ReadOptions,
    Relate, Weight,
};

/// A small linear congruential generator: the same numbers on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        u32::try_from(self.0 >> 33).unwrap_or_default() % n
    }
}

fn surest() -> Paths {
    Paths::new().weight(Weight::Confidence)
}

fn told(paths: &[Path]) -> Vec<(String, Option<f64>)> {
    let ids = |path: &Path| path.entities.iter().map(Entity::id).collect::<Vec<_>>();
    let told = |path: &Path| (ids(path).join(" "), path.confidence);
    paths.iter().map(told).collect()
}

#[test]
fn the_surest_paths_are_the_best_of_all() {
    let mut random = Random(7);
    for round in 0..30 {
        let graph = Graph::new();
        let mut tx = graph.transaction().unwrap();
        for n in 0..9 {
            tx.add("Group", Describe::new().id(format!("g{n}")))
                .unwrap();
        }
        for n in 0..22 {
            let [a, b] = [random.below(9), random.below(9)];
            if a == b {
                continue;
            }
            let relation = ["cooperatesWith", "meetsWith"][random.below(2) as usize];
            let how = Relate::new().id(format!("c{n}"));
            let how = match random.below(6) {
                // It is not known how sure.
                0 => how,
                sure => how.confidence(f64::from(sure) / 10.0 + 0.35),
            };
            tx.relate(format!("g{a}"), relation, format!("g{b}"), how)
                .unwrap();
        }
        tx.commit().unwrap();
        for max_hops in 1..5 {
            let all = Paths::new().max_hops(max_hops).limit(100_000);
            let mut all = graph.paths("g0", "g1", &all).unwrap();
            all.retain(|path| path.confidence.is_some());
            all.sort_by(|a, b| {
                let surer = b.confidence.partial_cmp(&a.confidence).unwrap();
                surer.then(a.len().cmp(&b.len()))
            });
            for limit in [1, 3, 1_000] {
                let how = surest().max_hops(max_hops).limit(limit);
                let found = graph.paths("g0", "g1", &how).unwrap();
                let best: Vec<_> = all.iter().take(limit).collect();
                let sure = |path: &Path| (path.confidence.unwrap() * 1e9).round();
                assert_eq!(
                    found.iter().map(sure).collect::<Vec<_>>(),
                    best.iter().map(|path| sure(path)).collect::<Vec<_>>(),
                    "round {round}, {max_hops} hops, {limit} paths"
                );
                let mut ids: Vec<_> = told(&found).into_iter().map(|(ids, _)| ids).collect();
                ids.sort();
                ids.dedup();
                assert_eq!(ids.len(), found.len(), "each once");
            }
        }
    }
}

#[test]
fn of_several_claims_the_highest_counts_and_only_those_that_hold() {
    let graph = Graph::new();
    graph.country("QA").unwrap();
    graph.country("OM").unwrap();
    let say = |id: &str, how: Relate| {
        graph
            .relate("qatar", "meetsWith", "oman", how.id(id))
            .unwrap()
    };
    let sure = |confidence: f64| Relate::new().confidence(confidence);
    say("a", sure(0.5));
    say("b", sure(0.6));
    say("c", sure(0.9).modality(Modality::Predicted));
    say("d", sure(1.0).polarity(Polarity::Negative));
    let found = |view: &rawabit::View| told(&view.paths("qatar", "oman", &surest()).unwrap());
    let path = |confidence| vec![("qatar oman".to_owned(), Some(confidence))];
    assert_eq!(found(&graph.view()), path(0.6));
    let view = graph
        .narrow(Narrow::new().modality([Modality::Predicted]))
        .unwrap();
    assert_eq!(found(&view), path(0.9), "in a view it holds there");
    let view = graph.narrow(Narrow::new().min_confidence(0.7)).unwrap();
    assert!(!view.contains("qatar").unwrap() || found(&view).is_empty());
}

#[test]
fn a_hop_of_which_nobody_says_how_sure_it_is_is_not_followed() {
    let graph = Graph::new();
    graph.country("QA").unwrap();
    graph.country("OM").unwrap();
    graph
        .relate("qatar", "meetsWith", "oman", Relate::new())
        .unwrap();
    assert!(graph.paths("qatar", "oman", &surest()).unwrap().is_empty());
    let paths = graph.paths("qatar", "oman", &Paths::new()).unwrap();
    assert_eq!(told(&paths), [("qatar oman".to_owned(), None)]);
    let here = graph.paths("qatar", "qatar", &surest()).unwrap();
    assert_eq!(told(&here), [("qatar".to_owned(), Some(1.0))]);
}

/// A graph of "n0" to "n{size - 1}", which meet as the pairs say.
fn meetings(size: u32, pairs: impl IntoIterator<Item = [u32; 2]>) -> Graph {
    let mut text = String::new();
    for n in 0..size {
        let class = "<https://w3id.org/rawabit/ns#Group>";
        writeln!(text, "<https://example.org/id/n{n}> a {class} .").unwrap();
    }
    for [a, b] in pairs {
        let [a, b] = [a, b].map(|n| format!("<https://example.org/id/n{n}>"));
        writeln!(text, "{a} <https://w3id.org/rawabit/ns#meetsWith> {b} .").unwrap();
    }
    let graph = Graph::new();
    let options = ReadOptions::new().format(Format::Turtle);
    graph.read_from(text.as_bytes(), options).unwrap();
    graph
}

/// Each entity with every other.
fn clique(members: std::ops::Range<u32>) -> impl Iterator<Item = [u32; 2]> {
    let all = members.clone();
    all.flat_map(move |a| members.clone().map(move |b| [a, b]))
        .filter(|[a, b]| a < b)
}

/// Every path, found in the plainest way.
fn all_paths(pairs: &[[u32; 2]], end: u32, path: &mut Vec<u32>, left: usize) -> Vec<Vec<u32>> {
    let last = path[path.len() - 1];
    if last == end {
        return vec![path.clone()];
    }
    let mut found = Vec::new();
    for &[a, b] in pairs.iter().filter(|_| left > 0) {
        for next in [(a == last).then_some(b), (b == last).then_some(a)] {
            if let Some(next) = next.filter(|next| !path.contains(next)) {
                path.push(next);
                found.extend(all_paths(pairs, end, path, left - 1));
                path.pop();
            }
        }
    }
    found
}

#[test]
fn paths_come_shortest_first_then_by_their_entities() {
    let mut random = Random(11);
    for round in 0..40 {
        let pairs: Vec<[u32; 2]> = (0..16)
            .map(|_| [random.below(9), random.below(9)])
            .filter(|[a, b]| a != b)
            .collect();
        let graph = meetings(9, pairs.iter().copied());
        for max_hops in [0, 1, 3, 5, usize::MAX] {
            let mut all = all_paths(&pairs, 1, &mut vec![0], max_hops.min(9));
            all.sort_by_key(|path| (path.len(), path.clone()));
            all.dedup();
            let all: Vec<String> = all
                .iter()
                .map(|path| path.iter().map(|n| format!("n{n}")).collect::<Vec<_>>())
                .map(|path| path.join(" "))
                .collect();
            for limit in [0, 1, 4, 1_000] {
                let how = Paths::new().max_hops(max_hops).limit(limit);
                let found = told(&graph.paths("n0", "n1", &how).unwrap());
                let found: Vec<String> = found.into_iter().map(|(path, _)| path).collect();
                let wanted = &all[..limit.min(all.len())];
                assert_eq!(
                    found, wanted,
                    "round {round}, {max_hops} hops, {limit} paths"
                );
            }
        }
    }
}

#[test]
fn a_path_of_fifty_thousand_hops_is_found() {
    let size = 50_000;
    let chain = (1..=size).map(|n| [n - 1, n]);
    // At every entity something hangs that leads nowhere.
    let hanging = (0..size).map(|n| [n, size + 1 + n]);
    let graph = meetings(2 * size + 1, chain.chain(hanging));
    for max_hops in [50_005, usize::MAX] {
        let how = Paths::new().max_hops(max_hops);
        let found = graph.paths("n0", format!("n{size}"), &how).unwrap();
        let hops: Vec<usize> = found.iter().map(Path::len).collect();
        assert_eq!(hops, [50_000], "the only one");
    }
}

#[test]
fn a_search_ends_when_there_are_no_more_paths_whatever_the_most_hops_are() {
    let graph = meetings(3, [[0, 1], [1, 2]]);
    for how in [Paths::new(), surest()] {
        let how = how.max_hops(usize::MAX);
        assert!(graph.paths("n0", "n2", &how).unwrap().len() <= 1);
    }
    let graph = Graph::new();
    for code in ["QA", "OM", "AE"] {
        graph.country(code).unwrap();
    }
    for [a, b] in [["qatar", "oman"], ["oman", "united-arab-emirates"]] {
        let sure = Relate::new().confidence(1.0);
        graph.relate(a, "meetsWith", b, sure).unwrap();
    }
    let how = surest().max_hops(usize::MAX);
    let found = told(&graph.paths("qatar", "united-arab-emirates", &how).unwrap());
    let path = "qatar oman united-arab-emirates".to_owned();
    assert_eq!(
        found,
        [(path, Some(1.0))],
        "as sure on a way round and back"
    );
}

#[test]
fn what_hangs_off_a_path_is_not_searched_through_and_through() {
    // n0 - n1 - n2, and twenty that all meet each other hang off n1.
    let pairs = [[0, 1], [1, 2], [1, 3]];
    let graph = meetings(23, pairs.into_iter().chain(clique(3..23)));
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let how = Paths::new().max_hops(12).interrupt(move || {
        count.fetch_add(1, Ordering::Relaxed);
        false
    });
    let found = told(&graph.paths("n0", "n2", &how).unwrap());
    assert_eq!(found, [("n0 n1 n2".to_owned(), None)]);
    // Asked at each step: there are 23 entities, and paths through them beyond number.
    assert!(asked.load(Ordering::Relaxed) < 1_000);

    // The same of the surest.
    let mut sure = graph.transaction().unwrap();
    for [a, b] in pairs.into_iter().chain(clique(3..23)) {
        let how = Relate::new().confidence(1.0);
        sure.relate(format!("n{a}"), "meetsWith", format!("n{b}"), how)
            .unwrap();
    }
    sure.commit().unwrap();
    asked.store(0, Ordering::Relaxed);
    let found = graph.paths("n0", "n2", &how.weight(Weight::Confidence));
    assert_eq!(told(&found.unwrap()), [("n0 n1 n2".to_owned(), Some(1.0))]);
    assert!(asked.load(Ordering::Relaxed) < 10_000);
}

#[test]
fn a_search_can_be_told_to_stop() {
    let graph = meetings(3, [[0, 1], [1, 2]]);
    for how in [Paths::new(), surest()] {
        let found = graph.paths("n0", "n2", &how.interrupt(|| true));
        assert!(matches!(found, Err(Error::Interrupted)));
    }
}

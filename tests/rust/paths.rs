//! Promises to those who look for paths by how sure they are.

use rawabit::{Describe, Entity, Graph, Modality, Narrow, Path, Paths, Polarity, Relate, Weight};

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

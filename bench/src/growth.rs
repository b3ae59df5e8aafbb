//! Whether anything grows worse than n log n: single calls, inside one transaction and outside.

use std::collections::BTreeMap;
use std::time::Instant;

use rawabit::{Describe, Direction, Graph, Relate};

use crate::generate::Random;
use crate::measure::duration;

/// So many calls for each person: what a read finds does not grow with the graph.
const EACH: usize = 100;

/// Microseconds a call for so many calls of `relate`, each with a read after it.
fn relates(calls: usize, inside: bool) -> f64 {
    let people = calls / EACH;
    let graph = Graph::new();
    let mut tx = graph.transaction().expect("nobody else writes");
    for n in 0..people {
        tx.add("Person", Describe::new().id(format!("p{n}")))
            .expect("a new id");
        tx.add("Event", Describe::new().id(format!("e{n}")))
            .expect("a new id");
    }
    tx.commit().expect("it fits");
    let mut random = Random::new(3);
    let mut tx = inside.then(|| graph.transaction().expect("nobody else writes"));
    let begun = Instant::now();
    for n in 0..calls {
        let subject = format!("p{}", random.below(people));
        let object = format!("e{}", random.below(people));
        let how = Relate::new().id(format!("c{n}")).confidence(0.5);
        let view = match &mut tx {
            Some(tx) => {
                tx.relate(&subject, "participatesIn", &object, how)
                    .expect("ends that fit");
                tx.view()
            }
            None => {
                graph
                    .relate(&subject, "participatesIn", &object, how)
                    .expect("ends that fit");
                graph.view()
            }
        };
        assert!(
            !view
                .entity(&subject)
                .expect("it is there")
                .name()
                .is_empty()
        );
        if n % 64 == 0 {
            let near = view
                .neighbors(&subject, None, Direction::Out, 1)
                .expect("it is there");
            assert!(!near.is_empty());
        }
    }
    let each = begun.elapsed().as_secs_f64() * 1e9 / calls as f64;
    if let Some(tx) = tx {
        tx.commit().expect("it fits");
    }
    graph.check().expect("the invariants hold");
    each
}

/// Microseconds a call for as many calls that put a random key into each of ten sorted maps of the standard library,
/// which is n log n by construction: what the machine's own caches make of it.
fn sorted_maps(calls: usize) -> f64 {
    let mut maps: [BTreeMap<[u32; 6], [u32; 4]>; 10] = Default::default();
    let mut random = Random::new(3);
    let begun = Instant::now();
    for n in 0..calls {
        for map in &mut maps {
            let key = [(); 6].map(|()| random.below(calls) as u32);
            map.insert(key, [n as u32; 4]);
        }
    }
    let each = begun.elapsed().as_secs_f64() * 1e9 / calls as f64;
    assert!(maps.iter().all(|map| map.len() > calls / 2));
    each
}

/// Prints a call's time at the smallest and the largest of the sizes.
pub fn print(sizes: &[usize]) -> String {
    let small = *sizes.iter().min().expect("a size");
    let large = *sizes.iter().max().expect("a size");
    let mut text = format!(
        "| single `relate`, a read after each | {small} calls, each | {large} calls, each | growth | n log n would be |\n|---|---:|---:|---:|---:|\n",
    );
    let (n, m) = (small as f64, large as f64);
    let kinds: [(&str, &dyn Fn(usize) -> f64); 3] = [
        ("in one transaction", &|calls| relates(calls, true)),
        ("each a commit", &|calls| relates(calls, false)),
        ("ten `BTreeMap`s, to compare", &sorted_maps),
    ];
    for (name, run) in kinds {
        let (before, after) = (run(small), run(large));
        text.push_str(&format!(
            "| {name} | {} | {} | {:.2}x | {:.2}x |\n",
            duration(before),
            duration(after),
            after / before,
            m.ln() / n.ln(),
        ));
    }
    println!("\n{text}");
    text
}

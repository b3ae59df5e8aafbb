//! Whether anything grows worse than n log n: single calls, inside one transaction and outside.

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

/// Prints a call's time at two sizes.
pub fn print() -> String {
    let mut text = String::from(
        "| single `relate`, a read after each | 100k calls, each | 1M calls, each | growth |\n|---|---:|---:|---:|\n",
    );
    for (name, inside) in [("in one transaction", true), ("each a commit", false)] {
        let (small, large) = (relates(100_000, inside), relates(1_000_000, inside));
        text.push_str(&format!(
            "| {name} | {} | {} | {:.2}x |\n",
            duration(small),
            duration(large),
            large / small
        ));
    }
    println!("\n{text}");
    text
}

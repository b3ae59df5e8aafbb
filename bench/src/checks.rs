//! What `validate` and `conflicts` cost, at 100k and at a million entities.

use std::fmt::Write as _;

use rawabit::{Format, Graph, ReadOptions};

use crate::generate::{ENTITY, Random};
use crate::measure::{duration, median, time};

/// So many entities of four types, each with a name and a date, and a relation each; half the relations with a claim.
/// One entity in a thousand breaks a rule.
fn entities(n: usize) -> Graph {
    let mut random = Random::new(5);
    let mut text = String::from(
        "PREFIX rb: <https://w3id.org/rawabit/ns#>\nPREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n\
         PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n",
    );
    for i in 0..n {
        let place = random.below(n / 4) * 4;
        let year = 1990 + random.below(34);
        let wrong = i % 1000 < 4;
        // In writing to a string nothing can fail.
        let _ = match i % 4 {
            0 => writeln!(
                text,
                "<{ENTITY}{i}> a rb:Organization ; rdfs:label \"منظمة {i}\"@ar ; rb:foundedDate \"{year}\"^^xsd:gYear ; rb:cooperatesWith <{ENTITY}{place}> ."
            ),
            1 => writeln!(
                text,
                "<{ENTITY}{i}> a rb:Person ; rdfs:label \"person {i}\"@en ; rb:memberOf <{ENTITY}{place}> ~ <{ENTITY}claim/c/{i}> {{| a rb:Claim ; rb:confidence 0.{} ; rb:validFrom \"{year}\"^^xsd:gYear |}} .",
                1 + random.below(9)
            ),
            2 => writeln!(
                text,
                "<{ENTITY}{i}> a rb:Summit ; rdfs:label \"قمة {i}\"@ar ; rb:startDate \"{}\"^^xsd:{} .",
                if wrong {
                    "soon".into()
                } else {
                    format!("{year}-03-05")
                },
                if wrong { "string" } else { "date" }
            ),
            _ => writeln!(
                text,
                "<{ENTITY}{i}> a rb:Technology ; rdfs:label \"technology {i}\"@en . <{ENTITY}{}> rb:participatesIn <{ENTITY}{}> ~ <{ENTITY}claim/c/{i}> {{| a rb:Claim ; rb:confidence 0.5 |}} .",
                // A technology takes part in nothing.
                if wrong { i } else { place },
                random.below(n / 4) * 4 + 2
            ),
        };
    }
    let graph = Graph::new();
    graph
        .read_from(text.as_bytes(), ReadOptions::new().format(Format::Turtle))
        .expect("the text is Turtle");
    graph
}

/// Prints what each check takes at two sizes, and what it found.
pub fn print() -> String {
    let mut text = String::from(
        "| checks | 100k entities | 1M entities | growth | found at 1M |\n|---|---:|---:|---:|---:|\n",
    );
    let graphs = [100_000, 1_000_000].map(entities);
    type Check = (&'static str, fn(&Graph) -> usize);
    let checks: [Check; 2] = [
        ("`validate()`", |graph| graph.validate().count("errors")),
        ("`conflicts()`", |graph| graph.conflicts().len()),
    ];
    for (name, check) in checks {
        let [(small, _), (large, found)] = graphs.each_ref().map(|graph| {
            let found = check(graph);
            (
                median((0..5).map(|_| time(|| check(graph)).1).collect()),
                found,
            )
        });
        let _ = writeln!(
            text,
            "| {name} | {} | {} | {:.1}x | {found} |",
            duration(small),
            duration(large),
            large / small
        );
    }
    println!("\n{text}");
    text
}

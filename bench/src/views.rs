//! What a narrow view costs over a million claims.

use rawabit::{Format, Graph, Narrow, ReadOptions};

use crate::generate::{ENTITY, Random};
use crate::measure::{duration, median, time};

/// A graph of so many claims, each with source, two dates and a confidence.
fn claims(n: usize) -> Graph {
    let mut random = Random::new(11);
    let mut text = String::from(
        "PREFIX rb: <https://w3id.org/rawabit/ns#>\nPREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n",
    );
    let (agencies, events, documents) = (n / 50, n / 20, n / 100);
    for (kind, count, class) in [
        ("agency", agencies, "GovernmentBody"),
        ("event", events, "Summit"),
        ("document", documents, "NewsArticle"),
    ] {
        for i in 0..count {
            text.push_str(&format!("<{ENTITY}{kind}/{i}> a rb:{class} ; <http://www.w3.org/2000/01/rdf-schema#label> \"{kind} {i}\"@en .\n"));
        }
    }
    for i in 0..n {
        let year = 2000 + random.below(24);
        let modality = [
            "fact",
            "fact",
            "fact",
            "reported",
            "evaluative",
            "predicted",
        ][random.below(6)];
        text.push_str(&format!(
            "<{ENTITY}agency/{}> rb:participatesIn <{ENTITY}event/{}> ~ <{ENTITY}claim/c/{i}> {{| a rb:Claim ; rb:source <{ENTITY}document/{}> ; rb:modality rb:modality-{modality} ; rb:polarity rb:polarity-positive ; rb:confidence 0.{} ; rb:validFrom \"{year}-0{}-1{}\"^^xsd:date ; rb:validTo \"{}-06-01\"^^xsd:date |}} .\n",
            random.below(agencies), random.below(events), random.below(documents), 1 + random.below(9), 1 + random.below(9), random.below(10), year + 1 + random.below(3),
        ));
    }
    let graph = Graph::new();
    graph
        .read_from(text.as_bytes(), ReadOptions::new().format(Format::Turtle))
        .expect("the text is Turtle");
    graph
}

pub fn print() -> String {
    let n = 1_000_000;
    let graph = claims(n);
    println!(
        "\n{graph:?}, {} bytes a claim in columns",
        graph.view().bytes() / n
    );
    let document = format!("{ENTITY}document/3");
    let agency = format!("{ENTITY}agency/7");
    let half = || {
        Narrow::new()
            .during(Some("2005"), Some("2020"))
            .min_confidence(0.3)
    };
    let mut rows: Vec<(&str, String, String)> = Vec::new();
    let mut add =
        |name: &'static str, value: String, goal: &str| rows.push((name, value, goal.into()));

    type Filter<'a> = (&'static str, &'static str, Box<dyn Fn() -> Narrow + 'a>);
    let filters: [Filter<'_>; 3] = [
        (
            "neighbours on a day",
            "claims on a day, counted",
            Box::new(|| Narrow::new().at("2015-03-05")),
        ),
        (
            "neighbours, half of all",
            "claims, half of all, counted",
            Box::new(half),
        ),
        (
            "neighbours by one source",
            "claims of one source, counted",
            Box::new(|| Narrow::new().sources([document.as_str()])),
        ),
    ];
    for (near, counted, filter) in &filters {
        let first = (0..5).map(|_| {
            time(|| {
                let view = graph.narrow(filter()).expect("a view");
                view.get(&agency).expect("a name").map(|e| {
                    e.view()
                        .neighbors(&e, None, rawabit::Direction::Out, 1)
                        .expect("an entity")
                        .len()
                })
            })
            .1
        });
        add(near, duration(median(first.collect())), "20 ms");
        let count =
            (0..5).map(|_| time(|| graph.narrow(filter()).expect("a view").claim_count()).1);
        add(counted, duration(median(count.collect())), "20 ms");
    }
    let masked = (0..5).map(|_| {
        time(|| {
            let view = graph.narrow(half()).expect("a view");
            // One scan in each order.
            for pattern in [
                "?s ?p ?o",
                "?s <https://w3id.org/rawabit/ns#participatesIn> ?o",
                "?s ?p <https://w3id.org/rawabit/ns#Summit>",
            ] {
                view.ask(&format!("ASK {{ {pattern} }}")).expect("a query");
            }
            view
        })
        .1
    });
    add(
        "every order masked, half of all claims",
        duration(median(masked.collect())),
        "60 ms",
    );

    let view = graph.narrow(half()).expect("a view");
    let all = graph
        .narrow(Narrow::new().min_confidence(0.0))
        .expect("a view");
    for (name, query) in [
        (
            "SPARQL on a view that shows all: join",
            "SELECT (COUNT(*) AS ?n) { ?a rb:participatesIn ?e . ?e a rb:Summit }",
        ),
        (
            "SPARQL on a view that shows all: group",
            "SELECT ?e (COUNT(?a) AS ?n) { ?a rb:participatesIn ?e } GROUP BY ?e ORDER BY DESC(?n) LIMIT 10",
        ),
        (
            "SPARQL on a view that shows all: claims",
            "SELECT (COUNT(*) AS ?n) { ?c rdf:reifies ?t ; rb:confidence ?x FILTER(?x >= 0.9) }",
        ),
    ] {
        let run = |view: &rawabit::View| {
            let _ = view.query(query).expect("a query");
            median(
                (0..3)
                    .map(|_| time(|| view.query(query).expect("a query")).1)
                    .collect(),
            )
        };
        let (whole, masked, narrow) = (run(&graph.view()), run(&all), run(&view));
        add(
            name,
            format!(
                "{:.2}x of {} ({} on half)",
                masked / whole,
                duration(whole),
                duration(narrow)
            ),
            "1.5x",
        );
    }
    let mut text = format!("| narrow views over {n} claims | median | goal |\n|---|---:|---:|\n");
    for (name, value, goal) in rows {
        text.push_str(&format!("| {name} | {value} | {goal} |\n"));
    }
    println!("\n{text}");
    text
}

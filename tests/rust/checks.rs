//! Promises on checks: what validation finds, what cannot all hold, and why something is in a graph.

#![expect(clippy::unwrap_used, reason = "what fails fails the test")]

use rawabit::{
    Cell, Describe, Format, Graph, Gravity, Modality, Narrow, Polarity, ReadOptions, Relate,
    Report, Schema, Table, View,
};

const HEAD: &str = r"
    PREFIX rb: <https://w3id.org/rawabit/ns#>
    PREFIX ex: <https://example.org/id/>
    PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    PREFIX owl: <http://www.w3.org/2002/07/owl#>
    PREFIX oa: <http://www.w3.org/ns/oa#>
    PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
    PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
    PREFIX foaf: <http://xmlns.com/foaf/0.1/>
    PREFIX my: <https://example.org/my#>
";

fn read(graph: &Graph, turtle: &str) {
    let options = ReadOptions::new().format(Format::TriG);
    graph
        .read_from(format!("{HEAD}{turtle}").as_bytes(), options)
        .unwrap();
}

/// A graph of RDF, which nothing is checked of when it comes in.
fn rdf(turtle: &str) -> Graph {
    let graph = Graph::new();
    read(&graph, turtle);
    graph
}

fn seed() -> Graph {
    let graph = Graph::new();
    let seed = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../examples/data/summit.json"
    );
    graph.read(seed).unwrap();
    graph
}

/// Every problem, with how grave it is.
fn problems(report: &Report) -> Vec<String> {
    let problems = report.problems().iter();
    problems
        .map(|problem| format!("{}: {problem}", problem.gravity.as_str()))
        .collect()
}

/// The text of every cell of some columns.
fn cells(table: &Table, columns: &[&str]) -> Vec<Vec<String>> {
    let names: Vec<&str> = table.columns().collect();
    let rows = table.rows().map(|row| {
        columns
            .iter()
            .map(|wanted| {
                let at = names.iter().position(|name| name == wanted).unwrap();
                row[at].to_string()
            })
            .collect()
    });
    rows.collect()
}

// ---- validation -------------------------------------------------------------------------------------------

#[test]
fn the_seed_keeps_to_the_ontology_without_a_single_warning() {
    let report = seed().validate();
    assert_eq!(problems(&report), Vec::<String>::new());
    assert!(report.is_ok());
    assert_eq!(report.count("entities"), 108);
    assert_eq!(report.count("claims"), 170);
    assert!(report.count("triples") > 1_000);
}

#[test]
fn explore() {
    let all = [
        // ends
        "ex:e a rb:Summit . ex:q a rb:Country . ex:e rb:hosts ex:q .",
        "ex:قمة a rb:Summit . ex:قطر a rb:Country . ex:قمة rb:memberOf ex:قطر .",
        "ex:q a rb:Country . ex:x rb:label ex:y . ex:q rb:participatesIn ex:nothing .",
        "ex:q a foaf:Agent . ex:e a rb:Event . ex:q rb:participatesIn ex:e .",
        "ex:q a rb:Country ; rb:startDate \"2024\"^^xsd:gYear .",
        "ex:q a rb:Country ; rb:participatesIn \"القمة\"@ar .",
        "ex:e a rb:Summit ; rb:startDate ex:q . ex:q a rb:Country .",
        // types
        "ex:x a rb:Person, rb:Venue .",
        "ex:x a \"Country\" .",
        "ex:x a rb:Claim .",
        "ex:x a rb:Sumit . ex:y a my:Thing ; rb:participateIn ex:z ; foaf:knows ex:z , ex:x .",
        // values
        "ex:e a rb:Summit ; rb:startDate \"2024-02-30\"^^xsd:date .",
        "ex:e a rb:Summit ; rb:startDate \"2024-99\"^^edtf:EDTF .",
        "ex:e a rb:Summit ; rb:startDate \"5 رمضان 1445\" .",
        "ex:e a rb:Summit ; rb:startDate \"soon\" .",
        "ex:x a rb:Topic ; my:size \"xyz\"^^xsd:integer ; my:when \"2024-99\"^^edtf:EDTF .",
        "ex:q a rb:Country ; rb:isoAlpha2 \"قطر\" ; rb:isCollective \"maybe\"^^xsd:boolean .",
        "ex:q a rb:Country ; rb:alsoKnownAs \"Qatar\" ; rb:url \"not a url\"^^xsd:anyURI .",
        "ex:d a rb:Document ; rb:language \"Arabic language\" ; rb:sha256 \"12\" .",
        // names
        "ex:q a rb:Country ; skos:prefLabel \"قطر\"@ar, \"دولة قطر\"@ar, \"قطر\"@en ; rdfs:label \"FIFA\"@ar .",
        // ids
        "ex:q a rb:Country ; rb:isoAlpha2 \"QA\" . ex:k a rb:Country ; rb:isoAlpha2 \"QA\" . ex:k2 a rb:Country ; rb:isoAlpha2 \"QA\" ; owl:sameAs ex:q , ex:k .",
        // counts
        "ex:e a rb:Summit ; rb:startDate \"2024-03-05\"^^xsd:date , \"2024-03-06\"^^xsd:date ; rb:editionOf ex:s1, ex:s2 . ex:s1 a rb:EventSeries . ex:s2 a rb:EventSeries .",
        "ex:m a rb:BilateralMeeting ; rb:hasParticipant ex:a, ex:b ; rb:hostedBy ex:c . ex:c rb:hosts ex:m . ex:a a rb:Country . ex:b a rb:Country . ex:c a rb:Country . ex:p a rb:Person ; rb:participatesIn ex:m . ex:m2 a rb:BilateralMeeting ; rb:isCollective true . ex:m3 a rb:BilateralMeeting ; rb:hasParticipant ex:a . ex:d a rb:Delegation .",
        // order
        "ex:e a rb:Summit ; rb:startDate \"2024-03-07\"^^xsd:date ; rb:endDate \"2024-03-05\"^^xsd:date .",
        "ex:a a rb:City ; rb:locatedIn ex:b . ex:b a rb:City ; rb:locatedIn ex:c . ex:c a rb:City ; rb:locatedIn ex:a . ex:c rb:contains ex:b .",
        // claims
        "ex:a a rb:Country ; rb:meetsWith ex:b ~ ex:r1 {| a rb:Claim ; rb:modality rb:modality-fact ; rb:polarity rb:polarity-positive ; rb:confidence 1.5 ; rb:validFrom \"2024\"^^xsd:gYear ; rb:validTo \"2023\"^^xsd:gYear |} . ex:b a rb:Country .",
        "ex:a a rb:Country ; rb:meetsWith ex:b ~ ex:r1 {| a rb:Claim ; rb:source ex:a, ex:b ; rb:modality ex:sure ; rb:polarity \"yes\" ; rb:confidence \"high\" ; rb:recordedBy ex:e ; rb:attributedTo ex:e |} . ex:b a rb:Country . ex:e a rb:Event .",
        "ex:a a rb:Country ; rb:meetsWith ex:b ~ ex:r1 {| my:note \"foreign\" |} . ex:b a rb:Country .",
        "<< ex:a rb:hosts ex:b ~ ex:r1 >> a rb:Claim ; rb:source ex:d ; rb:modality rb:modality-predicted ; rb:polarity rb:polarity-positive . ex:a a rb:Country . ex:b a rb:Country . ex:d a rb:Document .",
        // named graphs
        "GRAPH ex:g1 { ex:e a rb:Summit ; rb:startDate \"2024\"^^xsd:gYear } GRAPH ex:g2 { ex:e a rb:Summit ; rb:startDate \"2023\"^^xsd:gYear . ex:q rb:participatesIn ex:e } ex:q a rb:Country .",
        "GRAPH ex:g1 { ex:e a rb:Summit ; rb:startDate \"2024\"^^xsd:gYear, \"2023\"^^xsd:gYear . ex:f rb:memberOf ex:e }",
    ];
    for turtle in all {
        println!("# {turtle}");
        for p in problems(&rdf(turtle).validate()) {
            println!("   {p}");
        }
        for row in cells(&rdf(turtle).conflicts(), &["rule", "subject", "relation", "claims", "sources", "message"]) {
            println!("   CONFLICT {row:?}");
        }
    }
    let graph = seed();
    println!("{}", graph.why("qatar", "participatesIn", "wps-2024").unwrap());
    println!("{}", graph.why("qatar", "relatedTo", "wps-2024").unwrap());
}

#[test]
fn explore_large() {
    use std::fmt::Write as _;
    let n: usize = std::env::var("N").map_or(10_000, |n| n.parse().unwrap());
    let mut out = String::new();
    let rb = "https://w3id.org/rawabit/ns#";
    let e = "https://example.org/id/";
    let a = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
    let xsd = "http://www.w3.org/2001/XMLSchema#";
    for i in 0..n {
        let class = ["Country", "Summit", "Ministry", "Person", "City"][i % 5];
        let _ = writeln!(out, "<{e}{i}> <{a}> <{rb}{class}> .");
        let _ = writeln!(out, "<{e}{i}> <http://www.w3.org/2004/02/skos/core#prefLabel> \"اسم رقم {i}\"@ar .");
        if i % 5 == 1 {
            let _ = writeln!(out, "<{e}{i}> <{rb}startDate> \"20{:02}-{:02}-{:02}\"^^<{xsd}date> .", i % 99, i % 12 + 1, i % 28 + 1);
            let j = (i * 31 % n) / 5 * 5;
            let _ = writeln!(out, "<{e}{j}> <{rb}participatesIn> <{e}{i}> .");
            let c = i / 3;
            let _ = writeln!(out, "<{e}c{c}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> <<( <{e}{j}> <{rb}participatesIn> <{e}{i}> )>> .");
            let _ = writeln!(out, "<{e}c{c}> <{a}> <{rb}Claim> .");
            let _ = writeln!(out, "<{e}c{c}> <{rb}source> <{e}doc> .");
            let _ = writeln!(out, "<{e}c{c}> <{rb}modality> <{rb}modality-fact> .");
            let _ = writeln!(out, "<{e}c{c}> <{rb}polarity> <{rb}polarity-positive> .");
            let _ = writeln!(out, "<{e}c{c}> <{rb}validFrom> \"20{:02}-{:02}-{:02}\"^^<{xsd}date> .", i % 99, i % 12 + 1, i % 28 + 1);
        }
        if i % 5 == 4 {
            let j = (i / 50) * 5 + 4;
            if j < i { let _ = writeln!(out, "<{e}{i}> <{rb}locatedIn> <{e}{j}> ."); }
        }
        if i % 5 == 2 {
            let j = i / 5 * 5;
            let _ = writeln!(out, "<{e}{i}> <{rb}affiliatedWith> <{e}{j}> .");
            let _ = writeln!(out, "<{e}{i}> <{rb}wikidata> \"Q{}\" .", i + 1);
        }
    }
    let _ = writeln!(out, "<{e}doc> <{a}> <{rb}NewsArticle> .");
    let graph = Graph::new();
    let t = std::time::Instant::now();
    graph.read_from(out.as_bytes(), ReadOptions::new().format(Format::NTriples)).unwrap();
    println!("read {:?}", t.elapsed());
    let view = graph.view();
    let t = std::time::Instant::now();
    view.len();
    println!("len {:?}", t.elapsed());
    let t = std::time::Instant::now();
    let report = view.validate();
    println!("validate {:?} {:?}", t.elapsed(), report.counts());
    let t = std::time::Instant::now();
    println!("conflicts {:?} {:?}", view.conflicts().len(), t.elapsed());
    let t = std::time::Instant::now();
    let why = view.why((n - 1).to_string().as_str(), "locatedIn", "4");
    println!("why {:?} {:?}", why.map(|w| w.steps.len()), t.elapsed());
}

//! rawabit beside oxigraph's in-memory store, in one process: `make bench`.
//!
//! `rawabit-bench [compare|growth|views|checks|limits] [sizes…]`; without arguments all of it, at 100k and 1M triples.
//! Every answer is compared before a time counts. `README.md` says what each line means.

mod checks;
mod engines;
mod generate;
mod growth;
mod limits;
mod measure;
mod sparql;
mod views;

use std::path::Path;
use std::process::Command;

use engines::{
    ask_ours, ask_theirs, claims_ours, claims_theirs, count_ours, count_theirs, load_ours,
    load_theirs, names_ours, names_theirs, two_hops_ours, two_hops_theirs, write_ours,
    write_theirs,
};
use generate::{ENTITY, Random};
use measure::{Line, Measure, geomean, table};
use oxigraph::io::RdfFormat;
use rawabit::Format;

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|a| a == "resident") {
        return resident(&arguments[1], Path::new(&arguments[2]));
    }
    let what = arguments.iter().position(|a| a.parse::<usize>().is_err());
    let what = what.map(|at| arguments.remove(at));
    let wants = |part: &str| what.as_deref().is_none_or(|what| what == part);
    let mut sizes: Vec<usize> = arguments
        .iter()
        .map(|a| a.parse().expect("a number of triples"))
        .collect();
    if sizes.is_empty() {
        sizes = vec![100_000, 1_000_000];
    }
    let mut report = String::new();
    if wants("compare") {
        for &size in &sizes {
            report.push_str(&compare(size));
            report.push('\n');
        }
    }
    if wants("growth") {
        report.push_str(&growth::print(&sizes));
        report.push('\n');
    }
    if wants("views") {
        report.push_str(&views::print());
        report.push('\n');
    }
    if wants("checks") {
        report.push_str(&checks::print());
        report.push('\n');
    }
    if wants("limits") {
        report.push_str(&limits::print());
    }
    println!("\n{report}");
}

/// One size: every piece of work by both engines.
fn compare(size: usize) -> String {
    let data = generate::generate(size, 7);
    println!(
        "\n{} triples, {} relations, {} claims, {} MB of N-Triples",
        data.triples,
        data.relations,
        data.claims,
        data.text.len() >> 20
    );
    let mut measure = Measure::new(&format!("{size}"));
    measure.beside(
        "load N-Triples",
        || {
            load_ours(&data.text)
                .view()
                .query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
                .expect("a query")
                .single()
                .map(|t| t.to_string())
        },
        || {
            ask_theirs(
                &load_theirs(&data.text),
                "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
            )
            .pop()
        },
    );
    let (graph, store) = (load_ours(&data.text), load_theirs(&data.text));

    let mut random = Random::new(5);
    let mut some = |kind: &str, below: usize, n: usize| -> Vec<String> {
        (0..n)
            .map(|_| format!("{ENTITY}{kind}/{}", random.below(below)))
            .collect()
    };
    let named = some("agency", 800, 100);
    let near = some("event", 3_000, 10);
    let claimed = some("agency", 800, 50);
    measure.beside(
        "names of 100 entities",
        || names_ours(&graph, &named),
        || names_theirs(&store, &named),
    );
    measure.beside(
        "two hops from 10 entities",
        || {
            near.iter()
                .map(|id| two_hops_ours(&graph, id))
                .collect::<Vec<_>>()
        },
        || {
            near.iter()
                .map(|id| two_hops_theirs(&store, id))
                .collect::<Vec<_>>()
        },
    );
    measure.beside(
        "claims of 50 entities",
        || {
            claimed
                .iter()
                .map(|id| claims_ours(&graph, id))
                .collect::<Vec<_>>()
        },
        || {
            claimed
                .iter()
                .map(|id| claims_theirs(&store, id))
                .collect::<Vec<_>>()
        },
    );
    let before = measure.lines.len();
    for (name, query) in sparql::QUERIES {
        let query = format!("{}{query}", sparql::PREFIXES);
        assert_eq!(
            ask_ours(&graph, &query),
            ask_theirs(&store, &query),
            "{name}: the answers differ"
        );
        measure.beside(
            &format!("SPARQL, {name}"),
            || count_ours(&graph, &query),
            || count_theirs(&store, &query),
        );
    }
    let sparql: Vec<&Line> = measure.lines[before..].iter().collect();
    let mix = geomean(sparql.into_iter());
    // Oxigraph writes some numbers anew ("0.40" as "0.4"), so the lines are counted, not compared.
    let lines = |bytes: Vec<u8>| bytes.iter().filter(|byte| **byte == b'\n').count();
    assert_eq!(
        lines(write_ours(&graph, Format::NTriples)),
        lines(write_theirs(&store, RdfFormat::NTriples)),
        "as many triples leave"
    );
    let again =
        load_ours(std::str::from_utf8(&write_ours(&graph, Format::NTriples)).expect("UTF-8"));
    assert!(
        graph.view().same_as(&again.view()),
        "what is written is what is read"
    );
    measure.beside(
        "N-Triples out",
        || write_ours(&graph, Format::NTriples).is_empty(),
        || write_theirs(&store, RdfFormat::NTriples).is_empty(),
    );
    measure.beside(
        "Turtle out",
        || write_ours(&graph, Format::Turtle).is_empty(),
        || write_theirs(&store, RdfFormat::Turtle).is_empty(),
    );
    let file = std::env::temp_dir().join(format!("rawabit-bench-{}.nt", std::process::id()));
    std::fs::write(&file, &data.text).expect("room for a file");
    let [ours, theirs] = ["rawabit", "oxigraph"].map(|engine| resident_of(engine, &file));
    std::fs::remove_file(&file).expect("the file is there");
    let mut text = table(&format!("{} triples", data.triples), &measure.lines);
    text.push_str(&format!(
        "| SPARQL, geometric mean | | | {mix:.1}x |\n| resident bytes a triple | {} | {} | {:.1}x |\n\n\\* timed once\n",
        ours / data.triples,
        theirs / data.triples,
        theirs as f64 / ours as f64
    ));
    text
}

/// The resident bytes of a graph, in a process of its own that does nothing but load it.
fn resident_of(engine: &str, file: &Path) -> usize {
    let this = std::env::current_exe().expect("this program");
    let output = Command::new(this)
        .args(["resident", engine])
        .arg(file)
        .output()
        .expect("this program runs");
    let text = String::from_utf8(output.stdout).expect("a number");
    text.trim().parse().expect("a number")
}

fn resident(engine: &str, file: &Path) {
    let text = std::fs::read_to_string(file).expect("the file is there");
    // What a graph without anything in it takes is not a matter of triples.
    let (_graph, _store) = (
        rawabit::Graph::new(),
        oxigraph::store::Store::new().expect("a store"),
    );
    let before = rss();
    let (graph, store) = match engine {
        "rawabit" => (Some(load_ours(&text)), None),
        _ => (None, Some(load_theirs(&text))),
    };
    println!("{}", rss().saturating_sub(before));
    drop((graph, store));
}

/// The resident bytes of this process.
fn rss() -> usize {
    let text =
        std::fs::read_to_string("/proc/self/statm").expect("Linux tells the memory of a process");
    let pages: usize = text
        .split(' ')
        .nth(1)
        .and_then(|n| n.parse().ok())
        .expect("a number of pages");
    pages * 4096
}

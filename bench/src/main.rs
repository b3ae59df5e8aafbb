//! rawabit beside oxigraph's in-memory store.
mod generate;
use std::time::Instant;
fn rss() -> usize {
    let s = std::fs::read_to_string("/proc/self/statm").unwrap();
    s.split(' ').nth(1).unwrap().parse::<usize>().unwrap() * 4096
}
fn main() {
    if std::env::args().nth(1).as_deref() == Some("relate") { for n in [100_000, 1_000_000] { for inside in [true, false] { relates(n, inside); } } return; }
    let n: usize = std::env::args().nth(1).and_then(|a| a.parse().ok()).unwrap_or(1_000_000);
    let data = generate::generate(n, 7);
    println!("{} triples, {} relations, {} claims, {} MB", data.triples, data.relations, data.claims, data.text.len() >> 20);
    let _ = rawabit::Graph::new();
    for _ in 0..2 {
        let before = rss();
        let t = Instant::now();
        let graph = rawabit::Graph::new();
        graph.read_from(data.text.as_bytes(), rawabit::ReadOptions::new().format(rawabit::Format::NTriples)).unwrap();
        let ours = t.elapsed();
        let mem = rss().saturating_sub(before);
        println!("ours: load {ours:?}, {} B/triple resident, {} in columns, {:?}", mem / data.triples, graph.view().bytes() / data.triples, graph);
        let before = rss();
        let t = Instant::now();
        let store = oxigraph::store::Store::new().unwrap();
        let mut l = store.bulk_loader();
        l.load_from_slice(oxigraph::io::RdfFormat::NTriples, data.text.as_bytes()).unwrap();
        l.commit().unwrap();
        let theirs = t.elapsed();
        let mem = rss().saturating_sub(before);
        println!("oxigraph: load {theirs:?}, {} B/triple: ratio {:.2}", mem / data.triples, theirs.as_secs_f64() / ours.as_secs_f64());
    }
}

pub fn relates(n: usize, inside: bool) {
    use rawabit::{Describe, Direction, Graph, Relate};
    let graph = Graph::new();
    let mut tx = graph.transaction().unwrap();
    for i in 0..1000 { tx.add("Person", Describe::new().id(format!("p{i}"))).unwrap(); tx.add("Event", Describe::new().id(format!("e{i}"))).unwrap(); }
    tx.commit().unwrap();
    let mut r = generate::Random::new(3);
    let t = Instant::now();
    let mut last = Instant::now();
    let mut tx = if inside { Some(graph.transaction().unwrap()) } else { None };
    for i in 0..n {
        let (s, o) = (format!("p{}", r.below(1000)), format!("e{}", r.below(1000)));
        let how = Relate::new().id(format!("c{i}")).confidence(0.5);
        let found = match &mut tx {
            Some(tx) => { tx.relate(&s, "participatesIn", &o, how).unwrap(); tx.view().entity(&s).unwrap().name().len() }
            None => { graph.relate(&s, "participatesIn", &o, how).unwrap(); graph.entity(&s).unwrap().name().len() }
        };
        let near = if i % 16 == 0 { match &tx { Some(tx) => tx.view().neighbors(&s, None, Direction::Out, 1).unwrap().len(), None => graph.neighbors(&s, None, Direction::Out, 1).unwrap().len() } } else { 1 };
        assert!(found > 0 && near > 0);
        if (i + 1) % (n / 10) == 0 { print!("{:?} ", last.elapsed()); last = Instant::now(); }
    }
    if let Some(tx) = tx { tx.commit().unwrap(); }
    println!("\n{n} relates inside={inside}: {:?}, {:?} each", t.elapsed(), t.elapsed() / n as u32);
    graph.check().unwrap();
}

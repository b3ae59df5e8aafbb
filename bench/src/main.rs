//! rawabit beside oxigraph's in-memory store.
mod generate;
mod sparql;
use std::time::Instant;
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
fn main() {
    let n: usize = std::env::args().nth(1).and_then(|a| a.parse().ok()).unwrap_or(1_000_000);
    let data = generate::generate(n, 7);
    let graph = rawabit::Graph::new();
    graph.read_from(data.text.as_bytes(), rawabit::ReadOptions::new().format(rawabit::Format::NTriples)).unwrap();
    let store = oxigraph::store::Store::new().unwrap();
    let mut l = store.bulk_loader();
    l.load_from_slice(oxigraph::io::RdfFormat::NTriples, data.text.as_bytes()).unwrap();
    l.commit().unwrap();
    let mut product = 1.0;
    for (name, q) in sparql::QUERIES {
        let q = format!("{}{q}", sparql::PREFIXES);
        let ours = || -> usize { if q.contains("CONSTRUCT") { graph.construct(&q).unwrap().len() } else { let s = graph.query(&q).unwrap(); s.single().map(|t| match t { rawabit::Term::Literal(l) => l.lexical().parse().unwrap(), _ => 1}).unwrap_or(s.len()) } };
        let theirs = || -> usize { match SparqlEvaluator::new().parse_query(&q).unwrap().on_store(&store).execute().unwrap() {
            QueryResults::Solutions(s) => { let v: Vec<_> = s.map(|r| r.unwrap()).collect(); if v.len()==1 && v[0].len()==1 { match v[0].get(0).unwrap() { oxigraph::model::Term::Literal(l) => l.value().parse().unwrap(), _ => 1 } } else { v.len() } }
            QueryResults::Graph(g) => g.map(|t| t.unwrap()).collect::<std::collections::HashSet<_>>().len(),
            QueryResults::Boolean(_) => 0 } };
        let time = |f: &dyn Fn() -> usize| { let mut best = f64::MAX; let mut r = 0; let mut total = 0.0; let mut k = 0; while k < 3 || (total < 0.5 && k < 200) { let t = Instant::now(); r = f(); let e = t.elapsed().as_secs_f64(); total += e; best = best.min(e); k += 1; } (best * 1e3, r) };
        let (a, ra) = time(&ours);
        let (b, rb) = time(&theirs);
        product *= b / a;
        println!("{name:32} {a:10.3} ms {b:10.3} ms  {:6.2}  {ra} {rb}", b / a);
    }
    println!("geomean {:.2}", product.powf(1.0 / sparql::QUERIES.len() as f64));
}

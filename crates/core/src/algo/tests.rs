//! What only RDF can say, what the view keeps, and how fast it is.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::nodes::Nodes;
use super::{Adjacency, Node};
use crate::graph::{Graph, Transaction};
use crate::model::id::{NONE, known};
use crate::model::{BlankNode, Iri, Literal, Term, Triple};

fn id(tx: &Transaction, term: impl Into<Term>) -> u32 {
    tx.draft.now.dictionary.intern(&term.into()).unwrap()
}

fn iri(name: &str) -> Iri {
    Iri::new(format!("https://example.org/id/{name}")).unwrap()
}

fn edges(adjacency: &Adjacency) -> Vec<(String, String, String)> {
    let name = |node| adjacency.entity(node).id();
    let mut edges: Vec<_> = petgraph::visit::IntoEdgeReferences::edge_references(adjacency)
        .map(|e| (name(e.source()), e.relation().to_owned(), name(e.target())))
        .collect();
    edges.sort_unstable();
    edges
}

/// A graph where `a` says something of `b`, of the claim that it does so, of a literal, and of a
/// blank node; and where the claim says something of `b`.
fn graph_with_a_claim_in_the_way() -> Graph {
    let graph = Graph::new();
    let mut tx = graph.transaction().unwrap();
    let [a, b, claim, cites, entity] =
        ["a", "b", "r1", "cites", "Thing"].map(|name| id(&tx, iri(name)));
    let said = id(&tx, Triple::new(iri("a"), iri("cites"), iri("b")).unwrap());
    let blank = id(&tx, BlankNode::new("x").unwrap());
    let text = id(&tx, Literal::string("b"));
    for [s, p, o] in [
        [a, known::TYPE, entity],
        [a, cites, b],
        [a, cites, claim],
        [a, cites, text],
        [a, cites, blank],
        [a, known::SAME_AS, b],
        [claim, known::TYPE, known::CLAIM],
        [claim, known::REIFIES, said],
        [claim, cites, b],
    ] {
        tx.draft.insert([s, p, o, NONE]);
    }
    // What a named graph says is not meant.
    tx.draft.insert([b, cites, a, cites]);
    tx.draft.end_call().unwrap();
    tx.commit().unwrap();
    graph
}

#[test]
fn only_statements_between_entities_are_edges() {
    let graph = graph_with_a_claim_in_the_way();
    let cites = iri("cites");
    for _ in 0..2 {
        for adjacency in [
            graph.adjacency(),
            graph.adjacency_of([cites.as_str()]).unwrap(),
        ] {
            let ids = adjacency.nodes().map(|node| adjacency.entity(node).id());
            assert_eq!(ids.collect::<BTreeSet<_>>().len(), graph.len());
            assert!(adjacency.node_of("r1").is_err(), "a reifier is no entity");
            let expected = ["_:x", "b"].map(|o| ("a".into(), "cites".into(), o.into()));
            assert_eq!(edges(&adjacency), expected);
            let [a, b] = ["a", "b"].map(|id| adjacency.node_of(id).unwrap());
            let edges = adjacency.edges_connecting(a, b);
            let claims = edges.flat_map(|edge| adjacency.claims(edge.id()));
            assert_eq!(claims.map(|c| c.id()).collect::<Vec<_>>(), ["r1"]);
        }
        graph.compact().unwrap();
    }
}

#[test]
fn a_view_keeps_its_adjacency_and_is_not_kept_by_it() {
    let graph = graph_with_a_claim_in_the_way();
    let tx = graph.transaction().unwrap();
    let view = tx.view();
    let moment = Arc::downgrade(&view.0);
    let (all, hosts) = (view.adjacency(), view.adjacency_of(["hosts"]).unwrap());
    assert!(std::ptr::eq(all.csr(), view.adjacency().csr()));
    let again = view.adjacency_of(["rb:hosts", "hosts"]).unwrap();
    assert!(std::ptr::eq(hosts.csr(), again.csr()));
    assert!(!std::ptr::eq(hosts.csr(), all.csr()));
    drop((view, all, hosts, again));
    assert!(moment.upgrade().is_none(), "nothing holds the moment");
}

/// Run with `cargo test --release --lib -- --ignored --nocapture adjacency_of_a_million`.
#[test]
#[ignore = "a measurement"]
fn adjacency_of_a_million_edges() {
    const ENTITIES: usize = 500_000;
    const EDGES: usize = 3_300_000;
    let mut state = 1_u64;
    let mut random = move |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let graph = Graph::new();
    let mut tx = graph.transaction().unwrap();
    let mut quads = Vec::new();
    let entities: Vec<u32> = (0..ENTITIES)
        .map(|n| id(&tx, iri(&format!("e{n}"))))
        .collect();
    let relations: Vec<u32> = (0..40).map(|n| id(&tx, iri(&format!("r{n}")))).collect();
    let class = id(&tx, iri("Thing"));
    for (n, &entity) in entities.iter().enumerate() {
        quads.push([entity, known::TYPE, class, NONE]);
        let label = id(&tx, Literal::string(format!("entity {n}")));
        quads.push([entity, known::LABEL, label, NONE]);
    }
    for _ in 0..EDGES {
        let [s, o] = [random(ENTITIES), random(ENTITIES)];
        // Some are far better known than others.
        let o = if random(2) == 0 { o % 1_000 } else { o };
        let r = relations[random(40).min(random(40))];
        quads.push([entities[s], r, entities[o], NONE]);
    }
    tx.draft.insert_all(quads).unwrap();
    tx.commit().unwrap();

    for round in 0..8 {
        // Another moment of the same base.
        graph
            .commit(|tx| tx.set_prefix("m", &format!("https://e/{round}/")))
            .unwrap();
        let view = graph.view();
        let (nodes, _) = timed(|| Nodes::of(view.lens()));
        let (built, adjacency) = timed(|| view.adjacency());
        let outgoing = adjacency.bytes();
        let (incoming, _) = timed(|| adjacency.csr().sources(Node(0)));
        let both = adjacency.bytes();
        let (numbers, _) = timed(|| adjacency.csr().incoming_edges());
        let (united, components) = timed(|| adjacency.components());
        let m = f64::from(adjacency.edge_count() as u32);
        let ns = |time: Duration| time.as_secs_f64() * 1e9 / m;
        let bytes = |bytes: usize| f64::from(bytes as u32) / m;
        println!(
            "{adjacency:?} built in {built:?}; ns an edge: {:.1}, of them its nodes {:.1}; then \
             incoming {:.1}, their numbers {:.1}; bytes an edge: {:.2}, incoming too {:.2}, \
             their numbers too {:.2}; {components:?} in {united:?}",
            ns(built),
            ns(nodes),
            ns(incoming),
            ns(numbers),
            bytes(outgoing),
            bytes(both),
            bytes(adjacency.bytes()),
        );
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let done = work();
    (start.elapsed(), done)
}

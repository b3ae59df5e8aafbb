//! What only RDF can say, what the view keeps, and how fast it is.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Adjacency;
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
            let expected = ["_:x", "b"].map(|o| ("a".into(), cites.as_str().into(), o.into()));
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

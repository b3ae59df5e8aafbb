//! The two engines, asked for the same things.

use std::collections::BTreeSet;

use oxigraph::io::RdfFormat;
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNodeRef, Term};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use rawabit::{Direction, Format, Graph, ReadOptions, WriteOptions};

use crate::generate::{ENTITY, SCHEMA};

pub fn load_ours(text: &str) -> Graph {
    let graph = Graph::new();
    graph
        .read_from(text.as_bytes(), ReadOptions::new().format(Format::NTriples))
        .expect("the generated text is N-Triples");
    graph
}

pub fn load_theirs(text: &str) -> Store {
    let store = Store::new().expect("a store in memory");
    let mut loader = store.bulk_loader();
    loader
        .load_from_slice(RdfFormat::NTriples, text.as_bytes())
        .expect("the generated text is N-Triples");
    loader.commit().expect("it fits");
    store
}

/// The rows of a SELECT as sorted text, or the number of triples of a CONSTRUCT.
pub fn ask_ours(graph: &Graph, query: &str) -> Vec<String> {
    if query.contains("CONSTRUCT") {
        return vec![graph.construct(query).expect("a query").len().to_string()];
    }
    let solutions = graph.query(query).expect("a query");
    let mut rows: Vec<String> = solutions
        .rows()
        .map(|row| {
            let terms = row.terms();
            let words = terms
                .iter()
                .map(|t| t.as_ref().map_or("-".into(), ToString::to_string));
            words.collect::<Vec<_>>().join(" ")
        })
        .collect();
    rows.sort_unstable();
    rows
}

pub fn ask_theirs(store: &Store, query: &str) -> Vec<String> {
    let results = SparqlEvaluator::new()
        .parse_query(query)
        .expect("a query")
        .on_store(store)
        .execute()
        .expect("an answer");
    match results {
        QueryResults::Solutions(solutions) => {
            let mut rows: Vec<String> = solutions
                .map(|row| {
                    let row = row.expect("a row");
                    let words = row
                        .values()
                        .iter()
                        .map(|t| t.as_ref().map_or("-".into(), ToString::to_string));
                    words.collect::<Vec<_>>().join(" ")
                })
                .collect();
            rows.sort_unstable();
            rows
        }
        QueryResults::Graph(triples) => {
            let distinct: std::collections::HashSet<_> =
                triples.map(|t| t.expect("a triple")).collect();
            vec![distinct.len().to_string()]
        }
        QueryResults::Boolean(truth) => vec![truth.to_string()],
    }
}

/// The same, only counted: what is timed.
pub fn count_ours(graph: &Graph, query: &str) -> usize {
    if query.contains("CONSTRUCT") {
        graph.construct(query).expect("a query").len()
    } else {
        graph.query(query).expect("a query").len()
    }
}

pub fn count_theirs(store: &Store, query: &str) -> usize {
    let results = SparqlEvaluator::new()
        .parse_query(query)
        .expect("a query")
        .on_store(store)
        .execute()
        .expect("an answer");
    match results {
        QueryResults::Solutions(solutions) => solutions
            .inspect(|row| assert!(row.is_ok(), "a row"))
            .count(),
        QueryResults::Graph(triples) => {
            // A set, as ours is.
            triples
                .map(|t| t.expect("a triple"))
                .collect::<std::collections::HashSet<_>>()
                .len()
        }
        QueryResults::Boolean(_) => 1,
    }
}

/// The English names of entities.
pub fn names_ours(graph: &Graph, ids: &[String]) -> Vec<String> {
    ids.iter()
        .map(|id| graph.entity(id).expect("an entity").name())
        .collect()
}

pub fn names_theirs(store: &Store, ids: &[String]) -> Vec<String> {
    let label = NamedNodeRef::new_unchecked("http://www.w3.org/2000/01/rdf-schema#label");
    ids.iter()
        .map(|id| {
            let subject = NamedNodeRef::new_unchecked(id);
            let labels = store.quads_for_pattern(Some(subject.into()), Some(label), None, None);
            labels
                .filter_map(|quad| match quad.expect("a quad").object {
                    Term::Literal(name) if name.language() == Some("en") => {
                        Some(name.value().to_owned())
                    }
                    _ => None,
                })
                .next()
                .expect("an English name")
        })
        .collect()
}

/// How many entities lie within two hops, whichever way.
pub fn two_hops_ours(graph: &Graph, id: &str) -> usize {
    graph
        .neighbors(id, None, Direction::Both, 2)
        .expect("an entity")
        .len()
}

pub fn two_hops_theirs(store: &Store, id: &str) -> usize {
    let start = NamedNode::new_unchecked(id);
    let mut seen: BTreeSet<NamedNode> = BTreeSet::from([start.clone()]);
    let mut last = vec![start];
    for _ in 0..2 {
        let mut next = Vec::new();
        for node in &last {
            let from = NamedOrBlankNodeRef::from(node.as_ref());
            for quad in store.quads_for_pattern(Some(from), None, None, None) {
                let quad = quad.expect("a quad");
                if let (true, Term::NamedNode(other)) = (is_relation(&quad.predicate), quad.object)
                    && seen.insert(other.clone())
                {
                    next.push(other);
                }
            }
            for quad in store.quads_for_pattern(None, None, Some(node.as_ref().into()), None) {
                let quad = quad.expect("a quad");
                if let (true, oxigraph::model::NamedOrBlankNode::NamedNode(other)) =
                    (is_relation(&quad.predicate), quad.subject)
                    && !other.as_str().starts_with(&format!("{ENTITY}relation/"))
                    && seen.insert(other.clone())
                {
                    next.push(other);
                }
            }
        }
        last = next;
    }
    seen.len() - 1
}

fn is_relation(predicate: &NamedNode) -> bool {
    predicate.as_str().starts_with(SCHEMA)
}

/// How many claims an entity is the subject or object of.
pub fn claims_ours(graph: &Graph, id: &str) -> usize {
    graph
        .entity(id)
        .expect("an entity")
        .claims()
        .count()
        .expect("claims")
}

pub fn claims_theirs(store: &Store, id: &str) -> usize {
    let part = |name: &str| {
        NamedNode::new_unchecked(format!("http://www.w3.org/1999/02/22-rdf-syntax-ns#{name}"))
    };
    let entity = NamedNode::new_unchecked(id);
    let mut claims = BTreeSet::new();
    for end in ["subject", "object"] {
        let found = store.quads_for_pattern(
            None,
            Some(part(end).as_ref()),
            Some(entity.as_ref().into()),
            None,
        );
        for quad in found {
            let claim = quad.expect("a quad").subject;
            // A claim is of use with what it says.
            let said = store
                .quads_for_pattern(Some(claim.as_ref()), None, None, None)
                .count();
            assert!(said > 0);
            claims.insert(claim.to_string());
        }
    }
    claims.len()
}

/// How many bytes a graph is in a format.
pub fn write_ours(graph: &Graph, format: Format) -> Vec<u8> {
    let mut bytes = Vec::new();
    graph
        .write_to(&mut bytes, WriteOptions::new().format(format))
        .expect("a vector takes everything");
    bytes
}

pub fn write_theirs(store: &Store, format: RdfFormat) -> Vec<u8> {
    store
        .dump_graph_to_writer(
            oxigraph::model::GraphNameRef::DefaultGraph,
            format,
            Vec::new(),
        )
        .expect("a vector takes everything")
}

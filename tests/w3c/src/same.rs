//! Whether two sets of quads, or two lists of rows, are the same up to the names of blank nodes.
//!
//! Nodes get colours by what stands around them until the colours no longer change; nodes that then
//! share a colour are tried out one against the other.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use oxigraph::model::{GraphName, Quad, Term};

/// A row of terms; a quad is a row of four.
pub type Row = Vec<Option<Term>>;

/// A quad as a row.
pub fn row(quad: Quad) -> Row {
    let graph = match quad.graph_name {
        GraphName::DefaultGraph => None,
        GraphName::NamedNode(node) => Some(node.into()),
        GraphName::BlankNode(node) => Some(node.into()),
    };
    vec![
        Some(quad.subject.into()),
        Some(quad.predicate.into()),
        Some(quad.object),
        graph,
    ]
}

/// Whether two datasets are isomorphic; a quad counts once, however often it comes.
pub fn datasets(
    left: impl IntoIterator<Item = Quad>,
    right: impl IntoIterator<Item = Quad>,
) -> bool {
    let once = |quads: &mut dyn Iterator<Item = Quad>| {
        let quads: std::collections::HashSet<Quad> = quads.collect();
        quads.into_iter().map(row).collect::<Vec<Row>>()
    };
    rows(&once(&mut left.into_iter()), &once(&mut right.into_iter()))
}

/// Whether two lists hold the same rows equally often, in any order.
pub fn rows(left: &[Row], right: &[Row]) -> bool {
    left.len() == right.len() && matches(left, right, Colours::default(), Colours::default())
}

/// Colours of blank nodes by label; those that are not in it are all of one colour.
type Colours = HashMap<String, u64>;

fn matches(left: &[Row], right: &[Row], mut ours: Colours, mut theirs: Colours) -> bool {
    let (seen, other) = (refine(left, &mut ours), refine(right, &mut theirs));
    if seen != other {
        return false;
    }
    let (ours_by, theirs_by) = (by_colour(&ours), by_colour(&theirs));
    // The smallest colour that more than one node has.
    let shared = ours_by
        .iter()
        .filter(|(_, nodes)| nodes.len() > 1)
        .min_by_key(|(_, nodes)| nodes.len());
    let Some((colour, nodes)) = shared else {
        return true;
    };
    let Some(candidates) = theirs_by.get(colour) else {
        return false;
    };
    let own = hash(("apart", colour));
    candidates.iter().any(|candidate| {
        let (mut ours, mut theirs) = (ours.clone(), theirs.clone());
        ours.insert(nodes[0].clone(), own);
        theirs.insert((*candidate).clone(), own);
        matches(left, right, ours, theirs)
    })
}

fn by_colour(colours: &Colours) -> BTreeMap<u64, Vec<&String>> {
    let mut by = BTreeMap::<u64, Vec<&String>>::new();
    for (node, colour) in colours {
        by.entry(*colour).or_default().push(node);
    }
    by
}

/// Colours nodes by what they stand with until that tells no more apart; then the rows as colours tell
/// them, sorted.
fn refine(rows: &[Row], colours: &mut Colours) -> Vec<u64> {
    let mut kinds = 0;
    loop {
        let mut around = HashMap::<String, Vec<u64>>::new();
        for row in rows {
            let mut nodes = Vec::new();
            row.iter()
                .flatten()
                .for_each(|term| blanks(term, &mut nodes));
            for node in nodes {
                let seen = hash_row(row, colours, Some(&node));
                around.entry(node).or_default().push(seen);
            }
        }
        for (node, mut seen) in around {
            seen.sort_unstable();
            let before = colours.get(&node).copied().unwrap_or_default();
            colours.insert(node, hash((before, seen)));
        }
        let now = by_colour(colours).len();
        if now == kinds {
            break;
        }
        kinds = now;
    }
    let mut seen: Vec<u64> = rows
        .iter()
        .map(|row| hash_row(row, colours, None))
        .collect();
    seen.sort_unstable();
    seen
}

fn blanks(term: &Term, into: &mut Vec<String>) {
    match term {
        Term::BlankNode(node) => {
            if !into.iter().any(|known| known == node.as_str()) {
                into.push(node.as_str().into());
            }
        }
        Term::Triple(triple) => {
            blanks(&triple.subject.clone().into(), into);
            blanks(&triple.object, into);
        }
        Term::NamedNode(_) | Term::Literal(_) => {}
    }
}

/// A row as it looks where nodes are told apart by colour alone, and one of them is oneself.
fn hash_row(row: &Row, colours: &Colours, own: Option<&str>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for term in row {
        match term {
            None => "unbound".hash(&mut hasher),
            Some(term) => hash_term(term, colours, own, &mut hasher),
        }
    }
    hasher.finish()
}

fn hash_term(term: &Term, colours: &Colours, own: Option<&str>, hasher: &mut DefaultHasher) {
    match term {
        Term::BlankNode(node) if own == Some(node.as_str()) => "own".hash(hasher),
        Term::BlankNode(node) => ("blank", colours.get(node.as_str())).hash(hasher),
        Term::Triple(triple) => {
            "triple".hash(hasher);
            hash_term(&triple.subject.clone().into(), colours, own, hasher);
            triple.predicate.hash(hasher);
            hash_term(&triple.object, colours, own, hasher);
        }
        Term::NamedNode(_) | Term::Literal(_) => term.hash(hasher),
    }
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use oxigraph::io::{RdfFormat, RdfParser};

    use super::*;

    fn same(left: &str, right: &str) -> bool {
        let read = |text: &str| {
            let quads = RdfParser::from_format(RdfFormat::TriG).for_slice(text);
            quads.collect::<Result<Vec<Quad>, _>>().unwrap()
        };
        datasets(read(left), read(right))
    }

    #[test]
    fn names_of_blank_nodes_do_not_matter_and_what_they_stand_with_does() {
        let a = "_:a <p:> _:b . _:b <p:> _:a . <g:> { _:a <q:> 1 }";
        assert!(same(a, "_:x <p:> _:y . _:y <p:> _:x . <g:> { _:y <q:> 1 }"));
        assert!(!same(
            a,
            "_:x <p:> _:y . _:y <p:> _:y . <g:> { _:y <q:> 1 }"
        ));
        assert!(!same(
            a,
            "_:x <p:> _:y . _:y <p:> _:x . <g:> { _:z <q:> 1 }"
        ));
        assert!(!same(
            a,
            "_:x <p:> _:y . _:y <p:> _:x . <g:> { _:y <q:> 01 }"
        ));
    }

    #[test]
    fn nodes_that_only_trying_out_tells_apart_are_told_apart() {
        // One ring of six, and two of three.
        let ring = |names: &[&str]| {
            let next = names.iter().cycle().skip(1);
            let links = names.iter().zip(next);
            links
                .map(|(a, b)| format!("_:{a} <p:> _:{b} . "))
                .collect::<String>()
        };
        let six = ring(&["a", "b", "c", "d", "e", "f"]);
        assert!(same(&six, &ring(&["f", "b", "d", "a", "e", "c"])));
        assert!(!same(
            &six,
            &(ring(&["a", "b", "c"]) + &ring(&["d", "e", "f"]))
        ));
    }

    #[test]
    fn nodes_within_triple_terms_count() {
        let a = "_:r <p:> <<( _:a <q:> _:b )>> . _:a <q:> _:c .";
        assert!(same(a, "_:1 <p:> <<( _:2 <q:> _:3 )>> . _:2 <q:> _:4 ."));
        assert!(!same(a, "_:1 <p:> <<( _:2 <q:> _:3 )>> . _:2 <q:> _:3 ."));
    }

    #[test]
    fn a_row_counts_as_often_as_it_comes() {
        let row = |n: i64| vec![Some(oxigraph::model::Literal::from(n).into()), None];
        assert!(rows(&[row(1), row(2), row(1)], &[row(1), row(1), row(2)]));
        assert!(!rows(&[row(1), row(2), row(1)], &[row(1), row(2), row(2)]));
    }
}

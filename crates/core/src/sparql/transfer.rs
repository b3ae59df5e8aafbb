//! COPY, MOVE and ADD: the parser takes them apart, and forgets that they are errors where there is
//! nothing to take from.

use oxrdf::NamedNode;
use spargebra::GraphUpdateOperation;
use spargebra::algebra::GraphPattern;
use spargebra::term::{GraphName, NamedNodePattern};

use super::tokens::{Kind, Token, tokens};

/// What is done as one.
pub(super) struct Step {
    /// The named graph that is taken from, by COPY, MOVE or ADD.
    pub(super) source: Option<Source>,
    pub(super) operations: Vec<GraphUpdateOperation>,
}

pub(super) struct Source {
    pub(super) graph: NamedNode,
    pub(super) silent: bool,
}

/// The operations of a request, with those that one word stands for put together again.
pub(super) fn steps(sparql: &str, operations: Vec<GraphUpdateOperation>) -> Vec<Step> {
    let all = tokens(sparql);
    let mut operations = operations.into_iter().peekable();
    let mut steps = Vec::new();
    for words in requests(&all) {
        let count = match words
            .first()
            .map(|word| word.to_ascii_uppercase())
            .as_deref()
        {
            Some("COPY") => 2,
            Some("MOVE") => 3,
            Some("ADD") => 1,
            _ => 0,
        };
        if count == 0 {
            steps.extend(operations.next().map(plain));
            continue;
        }
        let silent = words
            .get(1)
            .is_some_and(|word| word.eq_ignore_ascii_case("SILENT"));
        if is_to_itself(&words) {
            // The parser makes nothing of it.
            continue;
        }
        let is_made = operations.peek().is_some_and(|first| match first {
            GraphUpdateOperation::Drop { silent: true, .. } => count > 1,
            first => count == 1 && copied(first).is_some(),
        });
        if is_made {
            let operations: Vec<_> = operations.by_ref().take(count).collect();
            let source = match operations.iter().find_map(copied) {
                Some(GraphName::NamedNode(graph)) => Some(Source { graph, silent }),
                _ => None,
            };
            steps.push(Step { source, operations });
        }
    }
    steps.extend(operations.map(plain));
    steps
}

/// Whether a transfer is from a graph to the same, as far as the words tell.
fn is_to_itself(words: &[&str]) -> bool {
    let is = |word: &&str, what: &str| word.eq_ignore_ascii_case(what);
    let mut graphs = words[1..]
        .iter()
        .filter(|word| !is(word, "SILENT") && !is(word, "GRAPH") && !is(word, "TO"));
    match (graphs.next(), graphs.next()) {
        (Some(from), Some(to)) => from == to || is(from, "DEFAULT") && is(to, "DEFAULT"),
        _ => false,
    }
}

fn plain(operation: GraphUpdateOperation) -> Step {
    Step {
        source: None,
        operations: vec![operation],
    }
}

/// The graph that an operation copies from, where it is a copy.
fn copied(operation: &GraphUpdateOperation) -> Option<GraphName> {
    let GraphUpdateOperation::DeleteInsert {
        delete,
        insert,
        pattern,
        ..
    } = operation
    else {
        return None;
    };
    if !delete.is_empty() || insert.len() != 1 {
        return None;
    }
    match &**pattern {
        GraphPattern::Graph {
            name: NamedNodePattern::NamedNode(name),
            ..
        } => Some(name.clone().into()),
        GraphPattern::Bgp { .. } => Some(GraphName::DefaultGraph),
        _ => None,
    }
}

/// The first words of each operation of a request.
fn requests<'a>(all: &[Token<'a>]) -> Vec<Vec<&'a str>> {
    let mut depth = 0_usize;
    let mut found = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    let mut after = "";
    for token in all {
        let is_declared =
            matches!(token.kind, Kind::Name | Kind::Iri | Kind::Text) && !after.is_empty();
        match token.kind {
            Kind::Bracket => match token.text {
                "{" | "(" | "[" | "<<" | "<<(" | "{|" => depth += 1,
                _ => depth = depth.saturating_sub(1),
            },
            Kind::Sign if token.text == ";" && depth == 0 => {
                if !words.is_empty() {
                    found.push(std::mem::take(&mut words));
                }
                continue;
            }
            _ => {}
        }
        if words.is_empty() && is_declared {
            continue;
        }
        let upper = token.text.to_ascii_uppercase();
        let is_prologue = ["PREFIX", "BASE", "VERSION"].contains(&upper.as_str());
        after = if words.is_empty() && is_prologue {
            token.text
        } else {
            ""
        };
        if after.is_empty() && words.len() < 7 {
            words.push(token.text);
        }
    }
    if !words.is_empty() {
        found.push(words);
    }
    found
}

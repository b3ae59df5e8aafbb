//! `SELECT *`: its variables in the order in which the query names them.

use rustc_hash::FxHashMap;
use spargebra::Query;
use spargebra::algebra::GraphPattern;

use super::tokens::{Kind, tokens};

/// Puts the variables of a `SELECT *`, which the parser sorts by name, in the order of the text.
pub(super) fn order(query: &mut Query, text: &str) {
    let Query::Select { pattern, .. } = query else {
        return;
    };
    // Most queries name their columns.
    if !text.contains('*') {
        return;
    }
    let all = tokens(text);
    let is = |at: usize, word: &str| {
        all.get(at)
            .is_some_and(|t| t.text.eq_ignore_ascii_case(word))
    };
    // Before it there are prefixes and a base alone; a prefix of that name has a colon.
    let Some(mut at) = (0..all.len()).find(|&at| is(at, "SELECT")) else {
        return;
    };
    at += 1;
    if is(at, "DISTINCT") || is(at, "REDUCED") {
        at += 1;
    }
    if !is(at, "*") {
        return;
    }
    let mut first: FxHashMap<&str, usize> = FxHashMap::default();
    for (number, token) in all.iter().enumerate() {
        if token.kind == Kind::Variable {
            first.entry(&token.text[1..]).or_insert(number);
        }
    }
    let mut place = pattern;
    loop {
        match place {
            GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. } => place = inner,
            GraphPattern::Project { variables, .. } => {
                variables.sort_by_key(|variable| first.get(variable.as_str()));
                return;
            }
            _ => return,
        }
    }
}

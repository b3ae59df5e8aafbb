//! `GRAPH ?g { … }`: handed down to the patterns inside, or asked of one graph after the other.
//!
//! The evaluator knows the first way only, where the graph is one more variable of each pattern. What does
//! not bind it (VALUES, a sub-SELECT that leaves it out), or would see it though it is not in scope there,
//! is read as it should be when it is copied for each graph. A GRAPH inside is about other graphs, so it is
//! taken out first.

use oxrdf::Variable;
use spargebra::algebra::{Expression, GraphPattern};
use spargebra::term::{GroundTerm, NamedNodePattern};

use super::algebra::{parts, tree};
use super::dataset::Fault;
use super::rewrite::{Active, Rewriter, ground, may_be_empty, union};

/// More copies than this are refused: what is planned grows with them.
const MOST_COPIES: usize = 1 << 16;

impl Rewriter<'_> {
    pub(super) fn graph(&mut self, pattern: &mut GraphPattern) -> Result<(), Fault> {
        let GraphPattern::Graph { name, inner } = pattern else {
            return Ok(());
        };
        let variable = match name {
            NamedNodePattern::NamedNode(name) => {
                return self.pattern(inner, &Active::Named(name.clone()));
            }
            NamedNodePattern::Variable(variable) => variable.clone(),
        };
        let mut apart = Vec::new();
        lift(inner, &mut apart);
        if !apart.is_empty() {
            let all = std::iter::once(std::mem::take(pattern)).chain(apart);
            if let Some(all) = tree(all.collect(), &join) {
                *pattern = all;
            }
            return self.pattern(pattern, &Active::Default);
        }
        if goes_down(inner, &variable) {
            return self.pattern(inner, &Active::Any);
        }
        let mut each = Vec::new();
        let graphs = self.dataset.graph_names();
        self.copies += graphs.len();
        if self.copies > MOST_COPIES {
            return Err(Fault::Graphs { most: MOST_COPIES });
        }
        for name in graphs {
            let mut inner = inner.clone();
            self.pattern(&mut inner, &Active::Named(name.clone()))?;
            let value = GraphPattern::Values {
                variables: vec![variable.clone()],
                bindings: vec![vec![Some(GroundTerm::NamedNode(name.clone()))]],
            };
            let name = NamedNodePattern::NamedNode(name);
            each.push(join(GraphPattern::Graph { name, inner }, value));
        }
        *pattern = union(each).unwrap_or_else(|| GraphPattern::Values {
            variables: vec![variable],
            bindings: Vec::new(),
        });
        Ok(())
    }
}

fn join(left: GraphPattern, right: GraphPattern) -> GraphPattern {
    GraphPattern::Join {
        left: Box::new(left),
        right: Box::new(right),
    }
}

/// Takes the GRAPH patterns out of a join, which ask other graphs and mean the same outside.
fn lift(pattern: &mut GraphPattern, apart: &mut Vec<GraphPattern>) {
    match pattern {
        GraphPattern::Graph { .. } => apart.push(std::mem::take(pattern)),
        GraphPattern::Join { left, right } => {
            lift(left, apart);
            lift(right, apart);
            let is_empty = |pattern: &GraphPattern| matches!(pattern, GraphPattern::Bgp { patterns } if patterns.is_empty());
            if is_empty(left) {
                *pattern = std::mem::take(right);
            } else if is_empty(right) {
                *pattern = std::mem::take(left);
            }
        }
        _ => {}
    }
}

/// Whether a pattern means the same where the graph is one more variable of its parts.
fn goes_down(pattern: &mut GraphPattern, graph: &Variable) -> bool {
    match pattern {
        GraphPattern::Bgp { .. } => true,
        GraphPattern::Path {
            subject,
            path,
            object,
        } => !may_be_empty(path) || ground(subject).is_none() && ground(object).is_none(),
        GraphPattern::Join { left, right } => {
            let (left_binds, right_binds) = (goes_down(left, graph), goes_down(right, graph));
            left_binds && (right_binds || stands_apart(right, graph))
                || right_binds && stands_apart(left, graph)
        }
        GraphPattern::Union { left, right } => goes_down(left, graph) && goes_down(right, graph),
        GraphPattern::LeftJoin {
            left,
            right,
            expression,
        } => {
            goes_down(left, graph)
                && (goes_down(right, graph) && !names(right, graph) || stands_apart(right, graph))
                && expression.as_mut().is_none_or(|e| is_apart(e, graph))
        }
        GraphPattern::Filter { expr, inner } => goes_down(inner, graph) && is_apart(expr, graph),
        GraphPattern::Extend {
            inner,
            variable,
            expression,
        } => variable != graph && goes_down(inner, graph) && is_apart(expression, graph),
        GraphPattern::Minus { left, right } => goes_down(left, graph) && stands_apart(right, graph),
        GraphPattern::Values { .. }
        | GraphPattern::Lateral { .. }
        | GraphPattern::Graph { .. }
        | GraphPattern::Service { .. }
        | GraphPattern::OrderBy { .. }
        | GraphPattern::Project { .. }
        | GraphPattern::Distinct { .. }
        | GraphPattern::Reduced { .. }
        | GraphPattern::Slice { .. }
        | GraphPattern::Group { .. } => false,
    }
}

/// Whether a pattern has nothing to do with the graph around it: a table, or a graph of its own.
fn stands_apart(pattern: &GraphPattern, graph: &Variable) -> bool {
    let own = matches!(
        pattern,
        GraphPattern::Values { .. } | GraphPattern::Graph { .. }
    );
    own && !names(pattern, graph)
}

fn names(pattern: &GraphPattern, variable: &Variable) -> bool {
    let mut found = false;
    pattern.on_in_scope_variable(|known| found |= known == variable);
    found
}

/// Whether an expression does not ask for the graph, in which it is not in scope.
fn is_apart(expression: &mut Expression, graph: &Variable) -> bool {
    match expression {
        Expression::Variable(variable) | Expression::Bound(variable) => variable != graph,
        Expression::Exists(pattern) => goes_down(pattern, graph) && !names(pattern, graph),
        other => parts(other).into_iter().all(|part| is_apart(part, graph)),
    }
}

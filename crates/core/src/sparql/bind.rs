//! Values for variables: put into every part of a query where the variable stands.
//!
//! Not a join with a table of one row: a value takes part in the choice of the plan, and reaches into
//! paths, EXISTS and the sides of MINUS. Inside a sub-SELECT that does not give the variable, a
//! variable of the same name is another.

use oxrdf::{NamedNode, Variable};
use spargebra::algebra::{
    AggregateExpression, Expression, Function, GraphPattern, OrderExpression,
};
use spargebra::term::{
    GraphNamePattern, GroundTerm, GroundTermPattern, NamedNodePattern, TermPattern, TriplePattern,
};
use spargebra::{GraphUpdateOperation, Query};

use super::QueryError;
use super::algebra::parts;
use super::dataset::BOUND;
use crate::model::{Term, did_you_mean, nearest};

/// Puts values for variables into a query.
///
/// # Errors
/// [`QueryError::Binding`] for a variable that the query does not have, or that it gives a value itself.
pub(super) fn bind(query: &mut Query, bindings: &[(String, Term)]) -> Result<(), QueryError> {
    bind_each(bindings, |value| match query {
        Query::Select { pattern, .. }
        | Query::Ask { pattern, .. }
        | Query::Describe { pattern, .. } => value.pattern(pattern),
        Query::Construct {
            pattern, template, ..
        } => {
            value.pattern(pattern);
            for triple in template {
                value.triple(triple);
            }
        }
    })
}

/// Puts values for variables into the operations of an update.
///
/// # Errors
/// As [`bind`].
pub(super) fn bind_update(
    operations: &mut [GraphUpdateOperation],
    bindings: &[(String, Term)],
) -> Result<(), QueryError> {
    bind_each(bindings, |value| {
        for operation in &mut *operations {
            let GraphUpdateOperation::DeleteInsert {
                delete,
                insert,
                pattern,
                ..
            } = operation
            else {
                continue;
            };
            value.root = true;
            value.pattern(pattern);
            for quad in delete {
                value.ground(&mut quad.subject, true);
                value.name(&mut quad.predicate);
                value.ground(&mut quad.object, false);
                value.graph(&mut quad.graph_name);
            }
            for quad in insert {
                value.place(&mut quad.subject, true);
                value.name(&mut quad.predicate);
                value.place(&mut quad.object, false);
                value.graph(&mut quad.graph_name);
            }
        }
    })
}

fn bind_each(
    bindings: &[(String, Term)],
    mut put: impl FnMut(&mut Value<'_>),
) -> Result<(), QueryError> {
    for (number, (name, term)) in bindings.iter().enumerate() {
        let fail = |reason: String| QueryError::Binding {
            name: name.clone(),
            reason,
        };
        let variable = Variable::new(name.as_str())
            .map_err(|_| fail("is no name of a variable: letters, digits and \"_\"".into()))?;
        let mut value = Value {
            variable,
            iri: NamedNode::new_unchecked(format!("{BOUND}{number}")),
            term,
            used: false,
            hidden: 0,
            bound_again: false,
            root: true,
            others: Vec::new(),
        };
        put(&mut value);
        if value.bound_again {
            return Err(fail(
                "gets its value in the query itself, by BIND or AS; leave it out, or rename one"
                    .into(),
            ));
        }
        if !value.used {
            if value.hidden > 0 {
                return Err(fail(
                    "stands only in a sub-select that does not give it, and is not visible outside of that; \
                     name it in the sub-select's SELECT"
                        .into(),
                ));
            }
            let others: Vec<&str> = value.others.iter().map(String::as_str).collect();
            let near = did_you_mean(&nearest(name, others.iter().copied(), 2));
            return Err(fail(format!("is no variable of the query{near}")));
        }
    }
    Ok(())
}

struct Value<'a> {
    variable: Variable,
    /// Stands for the term where it cannot be written.
    iri: NamedNode,
    term: &'a Term,
    used: bool,
    /// How many sub-SELECTs have one of that name for themselves.
    hidden: usize,
    bound_again: bool,
    /// Whether what comes is the query's own SELECT.
    root: bool,
    others: Vec<String>,
}

impl Value<'_> {
    fn is(&mut self, variable: &Variable) -> bool {
        let is = *variable == self.variable;
        self.used |= is;
        if !is && !self.others.iter().any(|v| v == variable.as_str()) {
            self.others.push(variable.as_str().to_owned());
        }
        is
    }

    fn node(&self) -> NamedNode {
        match self.term {
            Term::Iri(iri) => NamedNode::new_unchecked(iri.as_str()),
            _ => self.iri.clone(),
        }
    }

    fn expression_value(&self) -> Expression {
        match self.term {
            Term::Iri(_) => self.node().into(),
            Term::Literal(literal) => Expression::Literal(literal.clone().into()),
            _ => Expression::FunctionCall(Function::Custom(self.iri.clone()), Vec::new()),
        }
    }

    /// Makes a pattern give the variable with its value.
    fn extend(&self, pattern: &mut GraphPattern) {
        let inner = std::mem::take(pattern);
        *pattern = GraphPattern::Extend {
            inner: Box::new(inner),
            variable: self.variable.clone(),
            expression: self.expression_value(),
        };
    }

    fn pattern(&mut self, pattern: &mut GraphPattern) {
        let wraps = matches!(
            pattern,
            GraphPattern::Distinct { .. }
                | GraphPattern::Reduced { .. }
                | GraphPattern::Slice { .. }
        );
        let root = self.root;
        self.root &= wraps;
        match pattern {
            GraphPattern::Bgp { patterns } => {
                for triple in patterns {
                    self.triple(triple);
                }
            }
            GraphPattern::Path {
                subject, object, ..
            } => {
                self.place(subject, true);
                self.place(object, false);
            }
            GraphPattern::Join { left, right }
            | GraphPattern::Union { left, right }
            | GraphPattern::Lateral { left, right } => {
                self.pattern(left);
                self.pattern(right);
            }
            GraphPattern::Minus { left, right } => self.minus([left, right]),
            GraphPattern::LeftJoin {
                left,
                right,
                expression,
            } => {
                self.pattern(left);
                self.pattern(right);
                if let Some(expression) = expression {
                    self.expression(expression);
                }
            }
            GraphPattern::Filter { expr, inner } => {
                self.pattern(inner);
                self.expression(expr);
            }
            GraphPattern::Graph { name, inner } | GraphPattern::Service { name, inner, .. } => {
                self.name(name);
                self.pattern(inner);
            }
            GraphPattern::Extend {
                inner,
                variable,
                expression,
            } => {
                self.pattern(inner);
                self.expression(expression);
                self.bound_again |= *variable == self.variable;
            }
            GraphPattern::Values {
                variables,
                bindings,
            } => self.values(variables, bindings),
            GraphPattern::OrderBy { inner, expression } => {
                self.pattern(inner);
                for order in expression {
                    let (OrderExpression::Asc(expression) | OrderExpression::Desc(expression)) =
                        order;
                    self.expression(expression);
                }
            }
            GraphPattern::Project { inner, variables } => self.project(inner, variables, root),
            GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. } => self.pattern(inner),
            GraphPattern::Group {
                inner,
                variables,
                aggregates,
            } => {
                self.pattern(inner);
                if variables.contains(&self.variable) {
                    self.extend(inner);
                }
                for (variable, aggregate) in aggregates {
                    self.bound_again |= *variable == self.variable;
                    if let AggregateExpression::FunctionCall { expr, .. } = aggregate {
                        self.expression(expr);
                    }
                }
            }
        }
    }

    /// What both sides bind decides whether MINUS takes anything away.
    fn minus(&mut self, sides: [&mut GraphPattern; 2]) {
        for side in sides {
            let before = std::mem::replace(&mut self.used, false);
            self.pattern(side);
            if self.used {
                self.extend(side);
            }
            self.used |= before;
        }
    }

    fn project(&mut self, inner: &mut GraphPattern, variables: &[Variable], root: bool) {
        let given = variables.contains(&self.variable);
        if !given && !root {
            self.hidden += usize::from(self.stands_in(inner));
            return;
        }
        self.pattern(inner);
        for variable in variables {
            self.is(variable);
        }
        if given {
            // Below an ORDER BY, whose order is to stay.
            let mut place = inner;
            while let GraphPattern::OrderBy { inner, .. } = place {
                place = inner;
            }
            self.extend(place);
        }
    }

    /// Whether the variable stands in a pattern, which stays as it is.
    fn stands_in(&self, pattern: &GraphPattern) -> bool {
        let mut look = Self {
            variable: self.variable.clone(),
            iri: self.iri.clone(),
            term: self.term,
            used: false,
            hidden: 0,
            bound_again: false,
            root: true,
            others: Vec::new(),
        };
        look.pattern(&mut pattern.clone());
        look.used || look.hidden > 0 || look.bound_again
    }

    fn values(&mut self, variables: &mut Vec<Variable>, rows: &mut Vec<Vec<Option<GroundTerm>>>) {
        let Some(column) = variables.iter().position(|v| *v == self.variable) else {
            for variable in variables {
                self.is(variable);
            }
            return;
        };
        self.used = true;
        let wanted = ground(self.term);
        rows.retain(|row| match &row[column] {
            None => true,
            Some(term) => Some(term) == wanted.as_ref(),
        });
        variables.remove(column);
        for row in rows {
            row.remove(column);
        }
    }

    fn triple(&mut self, triple: &mut TriplePattern) {
        self.place(&mut triple.subject, true);
        self.name(&mut triple.predicate);
        self.place(&mut triple.object, false);
    }

    fn place(&mut self, pattern: &mut TermPattern, subject: bool) {
        match pattern {
            TermPattern::Variable(variable) => {
                if self.is(variable) {
                    *pattern = match self.term {
                        Term::Literal(literal) if !subject => {
                            TermPattern::Literal(literal.clone().into())
                        }
                        _ => self.node().into(),
                    };
                }
            }
            TermPattern::Triple(triple) => self.triple(triple),
            TermPattern::NamedNode(_) | TermPattern::BlankNode(_) | TermPattern::Literal(_) => {}
        }
    }

    fn ground(&mut self, pattern: &mut GroundTermPattern, subject: bool) {
        match pattern {
            GroundTermPattern::Variable(variable) => {
                if self.is(variable) {
                    *pattern = match self.term {
                        Term::Literal(literal) if !subject => {
                            GroundTermPattern::Literal(literal.clone().into())
                        }
                        _ => GroundTermPattern::NamedNode(self.node()),
                    };
                }
            }
            GroundTermPattern::Triple(triple) => {
                self.ground(&mut triple.subject, true);
                self.name(&mut triple.predicate);
                self.ground(&mut triple.object, false);
            }
            GroundTermPattern::NamedNode(_) | GroundTermPattern::Literal(_) => {}
        }
    }

    fn graph(&mut self, name: &mut GraphNamePattern) {
        if let GraphNamePattern::Variable(variable) = name
            && self.is(variable)
        {
            *name = GraphNamePattern::NamedNode(self.node());
        }
    }

    fn name(&mut self, name: &mut NamedNodePattern) {
        if let NamedNodePattern::Variable(variable) = name
            && self.is(variable)
        {
            *name = self.node().into();
        }
    }

    fn expression(&mut self, expression: &mut Expression) {
        match expression {
            Expression::Variable(variable) => {
                if self.is(variable) {
                    *expression = self.expression_value();
                }
            }
            Expression::Bound(variable) => {
                if self.is(variable) {
                    *expression = oxrdf::Literal::from(true).into();
                }
            }
            Expression::Exists(pattern) => self.pattern(pattern),
            other => {
                for part in parts(other) {
                    self.expression(part);
                }
            }
        }
    }
}

/// A term as it stands in VALUES, where it can.
fn ground(term: &Term) -> Option<GroundTerm> {
    match oxrdf::Term::from(term.clone()) {
        oxrdf::Term::NamedNode(node) => Some(node.into()),
        oxrdf::Term::Literal(literal) => Some(literal.into()),
        oxrdf::Term::BlankNode(_) => None,
        oxrdf::Term::Triple(triple) => {
            Some(GroundTerm::Triple(Box::new((*triple).try_into().ok()?)))
        }
    }
}

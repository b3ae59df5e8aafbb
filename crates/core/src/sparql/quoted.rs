//! Patterns of triple terms: what cannot stand where a variable does is no match.
//!
//! The evaluator puts a triple term together from what its variables have, and where a literal comes to
//! stand as the subject the query fails. So such a variable gets another one in its place, and a pattern
//! beside it that only nodes match, each with itself: `?other <node> ?variable`.

use oxrdf::{NamedNode, Variable};
use rustc_hash::FxHashSet;
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

use super::algebra::parts;
use crate::model::id::{self, Kind};

/// A predicate that no graph has and the dataset answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Virtual {
    /// Each IRI and blank node with itself.
    Node,
    /// Each IRI with itself.
    Iri,
}

impl Virtual {
    /// How many there are.
    pub(super) const COUNT: usize = 2;

    const ALL: [Self; Self::COUNT] = [Self::Node, Self::Iri];

    // No query can name them: they are no IRIs.
    fn name(self) -> &'static str {
        match self {
            Self::Node => "rawabit node",
            Self::Iri => "rawabit iri",
        }
    }

    /// The predicate of a name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|which| which.name() == name)
    }

    /// Its id, one of the last of a query's own.
    pub(super) fn id(self) -> u32 {
        id::id(Kind::Query, (id::LIMIT - 1 - self as usize) as u32)
    }

    /// The predicate of an id.
    pub(super) fn of(id: u32) -> Option<Self> {
        Self::ALL.into_iter().find(|which| which.id() == id)
    }
}

/// What the variables of a query may stand for, by the places where they stand.
#[derive(Default)]
pub(super) struct Places {
    /// Those that may have any value.
    anything: FxHashSet<Variable>,
    /// Those that may have a blank node.
    nodes: FxHashSet<Variable>,
}

impl Places {
    /// Those of a pattern.
    pub(super) fn of(pattern: &mut GraphPattern) -> Self {
        let mut places = Self::default();
        places.pattern(pattern);
        places
    }

    /// The predicate that tells whether a variable's value may be the subject of a triple term; none
    /// where it can be nothing else.
    fn as_subject(&self, variable: &Variable) -> Option<Virtual> {
        self.anything.contains(variable).then_some(Virtual::Node)
    }

    fn as_predicate(&self, variable: &Variable) -> Option<Virtual> {
        let may_be_other = self.anything.contains(variable) || self.nodes.contains(variable);
        may_be_other.then_some(Virtual::Iri)
    }

    fn pattern(&mut self, pattern: &mut GraphPattern) {
        match pattern {
            GraphPattern::Bgp { patterns } => {
                for triple in patterns {
                    self.triple(triple);
                }
            }
            GraphPattern::Path {
                subject, object, ..
            } => {
                // A path of length zero leads from a literal to itself.
                self.any(subject);
                self.any(object);
            }
            GraphPattern::Join { left, right }
            | GraphPattern::Union { left, right }
            | GraphPattern::Lateral { left, right }
            | GraphPattern::Minus { left, right } => {
                self.pattern(left);
                self.pattern(right);
            }
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
            GraphPattern::Graph { name, inner } => {
                if let NamedNodePattern::Variable(variable) = name {
                    self.nodes.insert(variable.clone());
                }
                self.pattern(inner);
            }
            GraphPattern::Service { inner, .. } => {
                inner.on_in_scope_variable(|variable| {
                    self.anything.insert(variable.clone());
                });
            }
            GraphPattern::Extend {
                inner,
                variable,
                expression,
            } => {
                self.anything.insert(variable.clone());
                self.pattern(inner);
                self.expression(expression);
            }
            GraphPattern::Values { variables, .. } => self.anything.extend(variables.clone()),
            GraphPattern::OrderBy { inner, expression } => {
                self.pattern(inner);
                for order in expression {
                    let (OrderExpression::Asc(expression) | OrderExpression::Desc(expression)) =
                        order;
                    self.expression(expression);
                }
            }
            GraphPattern::Project { inner, .. }
            | GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. } => self.pattern(inner),
            GraphPattern::Group {
                inner, aggregates, ..
            } => {
                self.pattern(inner);
                for (variable, aggregate) in aggregates {
                    self.anything.insert(variable.clone());
                    if let AggregateExpression::FunctionCall { expr, .. } = aggregate {
                        self.expression(expr);
                    }
                }
            }
        }
    }

    fn expression(&mut self, expression: &mut Expression) {
        if let Expression::Exists(pattern) = expression {
            self.pattern(pattern);
        }
        for part in parts(expression) {
            self.expression(part);
        }
    }

    fn triple(&mut self, triple: &TriplePattern) {
        match &triple.subject {
            TermPattern::Variable(variable) => {
                self.nodes.insert(variable.clone());
            }
            other => self.any(other),
        }
        self.any(&triple.object);
    }

    fn any(&mut self, term: &TermPattern) {
        match term {
            TermPattern::Variable(variable) => {
                self.anything.insert(variable.clone());
            }
            TermPattern::Triple(triple) => self.triple(triple),
            TermPattern::NamedNode(_) | TermPattern::BlankNode(_) | TermPattern::Literal(_) => {}
        }
    }
}

/// Puts the triple terms of patterns, with what is made for them.
pub(super) struct Quoted<'a> {
    pub(super) places: &'a Places,
    /// Makes a variable.
    pub(super) variable: &'a mut dyn FnMut() -> Variable,
    /// Whether a constant may be the subject, or the predicate, of a triple term.
    pub(super) may_be: &'a dyn Fn(Virtual, &NamedNode) -> bool,
    /// The patterns that come beside.
    pub(super) beside: Vec<TriplePattern>,
    /// Whether there is a triple term that cannot be.
    pub(super) impossible: bool,
}

impl Quoted<'_> {
    /// A place in a pattern.
    pub(super) fn term(&mut self, term: &mut TermPattern) {
        if let TermPattern::Triple(triple) = term {
            self.inside(triple);
        }
    }

    fn inside(&mut self, triple: &mut TriplePattern) {
        match &mut triple.subject {
            TermPattern::Variable(variable) => {
                if let Some(which) = self.places.as_subject(variable) {
                    *variable = self.apart(which, variable.clone());
                }
            }
            TermPattern::NamedNode(node) => {
                self.impossible |= !(self.may_be)(Virtual::Node, node);
            }
            other => self.term(other),
        }
        match &mut triple.predicate {
            NamedNodePattern::Variable(variable) => {
                if let Some(which) = self.places.as_predicate(variable) {
                    *variable = self.apart(which, variable.clone());
                }
            }
            NamedNodePattern::NamedNode(node) => {
                self.impossible |= !(self.may_be)(Virtual::Iri, node);
            }
        }
        self.term(&mut triple.object);
    }

    fn apart(&mut self, which: Virtual, variable: Variable) -> Variable {
        let made = (self.variable)();
        self.beside.push(TriplePattern {
            subject: made.clone().into(),
            predicate: NamedNode::new_unchecked(which.name()).into(),
            object: variable.into(),
        });
        made
    }
}

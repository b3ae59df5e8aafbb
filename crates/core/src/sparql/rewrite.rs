//! What the evaluator reads otherwise than the standard, put so that it reads it right.
//!
//! It hands the graph of `GRAPH ?g { … }` down to the patterns inside (`named.rs`), knows values where terms
//! are asked for (`exact.rs`), has no order for terms of several kinds (`order.rs`), and fails where a triple
//! term cannot be (`quoted.rs`). It takes a path of length zero only from what is in the graph, counts what
//! two alternatives give once, gives `GROUP_CONCAT` a language, makes of `BNODE("a")` the same node in every
//! row, asks the service of `SERVICE ?s` before it knows which it is, and takes longer for a run of `||` or
//! UNION the deeper it is.

use oxrdf::{Literal, NamedNode, Variable};
use spareval::ExpressionTerm;
use spargebra::algebra::{
    AggregateExpression, AggregateFunction, Expression, Function, GraphPattern, OrderExpression,
    PropertyPathExpression,
};
use spargebra::term::{GroundTerm, NamedNodePattern, TermPattern, TriplePattern};

use super::algebra::{leaves, parts, tree};
use super::dataset::{Dataset, Fault};
use super::exact;
use super::quoted::{Places, Quoted};

/// Puts a pattern so that the evaluator reads it as the standard does.
///
/// # Errors
/// What the dataset fails with.
///
/// # Complexity
/// Linear in the pattern; a `GRAPH ?g` that has to be asked of each graph counts once for each.
pub(super) fn rewrite(pattern: &mut GraphPattern, dataset: &Dataset<'_>) -> Result<(), Fault> {
    let mut rewriter = Rewriter {
        dataset,
        places: Places::of(pattern),
        made: 0,
        copies: 0,
    };
    rewriter.pattern(pattern, &Active::Default)
}

/// The graph that a pattern is asked of.
pub(super) enum Active {
    Default,
    Named(NamedNode),
    /// Any that a variable stands for.
    Any,
}

pub(super) struct Rewriter<'a> {
    pub(super) dataset: &'a Dataset<'a>,
    /// What the variables of the query may stand for.
    places: Places,
    /// The variables that were made.
    made: usize,
    /// How often patterns are asked of one graph after the other.
    pub(super) copies: usize,
}

impl Rewriter<'_> {
    pub(super) fn pattern(
        &mut self,
        pattern: &mut GraphPattern,
        active: &Active,
    ) -> Result<(), Fault> {
        match pattern {
            // What goes to a service is for the service to read.
            GraphPattern::Service { .. } => {}
            GraphPattern::Bgp { .. } => self.triple_terms(pattern),
            GraphPattern::Values { bindings, .. } => {
                for term in bindings.iter_mut().flatten().flatten() {
                    self.value(term)?;
                }
            }
            GraphPattern::Union { .. } => self.union(pattern, active)?,
            GraphPattern::Path { path, .. } if branches(path) => {
                self.spread(pattern);
                self.pattern(pattern, active)?;
            }
            GraphPattern::Path { .. } => {
                self.path(pattern, active)?;
                self.triple_terms(pattern);
            }
            GraphPattern::Join { left, right }
            | GraphPattern::Lateral { left, right }
            | GraphPattern::Minus { left, right } => {
                self.pattern(left, active)?;
                self.pattern(right, active)?;
                ask_last(pattern);
            }
            GraphPattern::LeftJoin {
                left,
                right,
                expression,
            } => {
                self.pattern(left, active)?;
                self.pattern(right, active)?;
                if let Some(expression) = expression {
                    self.expression(expression, active)?;
                }
            }
            GraphPattern::Filter { expr, inner } => {
                self.pattern(inner, active)?;
                self.expression(expr, active)?;
            }
            GraphPattern::Graph { .. } => self.graph(pattern)?,
            GraphPattern::Extend { .. } => self.extend(pattern, active)?,
            GraphPattern::OrderBy { inner, expression } => {
                self.pattern(inner, active)?;
                for order in expression {
                    let (OrderExpression::Asc(expression) | OrderExpression::Desc(expression)) =
                        order;
                    self.expression(expression, active)?;
                    self.in_order(inner, expression);
                }
            }
            GraphPattern::Project { inner, .. }
            | GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. } => self.pattern(inner, active)?,
            GraphPattern::Group { .. } => self.group(pattern, active)?,
        }
        Ok(())
    }

    fn expression(&mut self, expression: &mut Expression, active: &Active) -> Result<(), Fault> {
        if let Expression::Exists(pattern) = expression {
            return self.pattern(pattern, active);
        }
        if matches!(expression, Expression::Or(..) | Expression::And(..)) {
            return self.operands(expression, active);
        }
        if let Expression::FunctionCall(Function::Triple, parts) = expression
            && let Some(object) = parts.get_mut(2)
        {
            exact::put_object(object, |term| self.other(term))?;
        }
        if let Expression::SameTerm(a, b) = expression {
            exact::put_compared([a, b], |term| self.dataset.id_of(term))?;
        }
        if exact::put_function(expression) {
            self.dataset.keep_typed();
        }
        for part in parts(expression) {
            self.expression(part, active)?;
        }
        Ok(())
    }

    /// The operands of a run of `||` or `&&`, put together as a flat tree: the evaluator's planner goes through
    /// all below each of them.
    fn operands(&mut self, expression: &mut Expression, active: &Active) -> Result<(), Fault> {
        let is_or = matches!(expression, Expression::Or(..));
        let whole = std::mem::replace(expression, Literal::from(is_or).into());
        let mut all = leaves(whole, |expression| match expression {
            Expression::Or(a, b) if is_or => Ok((*a, *b)),
            Expression::And(a, b) if !is_or => Ok((*a, *b)),
            other => Err(other),
        });
        for operand in &mut all {
            self.expression(operand, active)?;
        }
        let put = |a, b| {
            let (a, b) = (Box::new(a), Box::new(b));
            if is_or {
                Expression::Or(a, b)
            } else {
                Expression::And(a, b)
            }
        };
        if let Some(put) = tree(all, &put) {
            *expression = put;
        }
        Ok(())
    }

    /// The alternatives of a run of UNION, likewise.
    fn union(&mut self, pattern: &mut GraphPattern, active: &Active) -> Result<(), Fault> {
        let mut all = leaves(std::mem::take(pattern), |pattern| match pattern {
            GraphPattern::Union { left, right } => Ok((*left, *right)),
            other => Err(other),
        });
        for alternative in &mut all {
            self.pattern(alternative, active)?;
        }
        if let Some(union) = union(all) {
            *pattern = union;
        }
        Ok(())
    }

    /// Puts what is sorted by into a variable, as what makes an order of all terms.
    fn in_order(&mut self, inner: &mut GraphPattern, by: &mut Expression) {
        let variable = self.variable();
        let by = std::mem::replace(by, variable.clone().into());
        *inner = GraphPattern::Extend {
            inner: Box::new(std::mem::take(inner)),
            variable,
            expression: exact::in_order(by),
        };
    }

    // ---- triple terms ------------------------------------------------------------------------------------

    /// Lets what cannot stand in a triple term be no match.
    fn triple_terms(&mut self, pattern: &mut GraphPattern) {
        let dataset = self.dataset;
        let places = std::mem::take(&mut self.places);
        let mut quoted = Quoted {
            places: &places,
            variable: &mut || self.variable(),
            may_be: &|which, node| dataset.may_be(which, node),
            beside: Vec::new(),
            impossible: false,
        };
        match pattern {
            GraphPattern::Bgp { patterns } => {
                for triple in patterns {
                    quoted.term(&mut triple.subject);
                    quoted.term(&mut triple.object);
                }
            }
            GraphPattern::Path {
                subject, object, ..
            } => {
                quoted.term(subject);
                quoted.term(object);
            }
            _ => {}
        }
        let (beside, impossible) = (quoted.beside, quoted.impossible);
        self.places = places;
        if impossible {
            *pattern = GraphPattern::Values {
                variables: Vec::new(),
                bindings: Vec::new(),
            };
        } else if let GraphPattern::Bgp { patterns } = pattern {
            patterns.extend(beside);
        } else if !beside.is_empty() {
            *pattern = GraphPattern::Join {
                left: Box::new(std::mem::take(pattern)),
                right: Box::new(GraphPattern::Bgp { patterns: beside }),
            };
        }
    }

    /// A triple term in VALUES that would come to be another.
    fn value(&self, term: &mut GroundTerm) -> Result<(), Fault> {
        if let GroundTerm::Triple(_) = term
            && let Some(id) = self.other(term.clone().into())?
        {
            *term = exact::standing_for(id).into();
        }
        Ok(())
    }

    /// The id of a term that would come to be another.
    fn other(&self, exact: oxrdf::Term) -> Result<Option<u32>, Fault> {
        let comes_to_be = oxrdf::Term::from(ExpressionTerm::from(exact.clone()));
        Ok(if comes_to_be == exact {
            None
        } else {
            Some(self.dataset.id_of(exact)?)
        })
    }

    fn variable(&mut self) -> Variable {
        self.made += 1;
        // No query can name it.
        Variable::new_unchecked(format!("rawabit-{}", self.made))
    }

    // ---- paths -------------------------------------------------------------------------------------------

    /// A path with alternatives [is a union](https://www.w3.org/TR/sparql11-query/#sparqlTranslatePathPatterns),
    /// in which what several of them give counts as often; and so a sequence is a join.
    fn spread(&mut self, pattern: &mut GraphPattern) {
        if let GraphPattern::Path {
            subject,
            path,
            object,
        } = std::mem::take(pattern)
        {
            *pattern = self.steps(subject, path, object);
        }
    }

    fn steps(
        &mut self,
        subject: TermPattern,
        path: PropertyPathExpression,
        object: TermPattern,
    ) -> GraphPattern {
        match path {
            PropertyPathExpression::NamedNode(predicate) => GraphPattern::Bgp {
                patterns: vec![TriplePattern {
                    subject,
                    predicate: predicate.into(),
                    object,
                }],
            },
            PropertyPathExpression::Reverse(path) if branches(&path) => {
                self.steps(object, *path, subject)
            }
            PropertyPathExpression::Sequence(first, second) => {
                let between = TermPattern::Variable(self.variable());
                GraphPattern::Join {
                    left: Box::new(self.steps(subject, *first, between.clone())),
                    right: Box::new(self.steps(between, *second, object)),
                }
            }
            PropertyPathExpression::Alternative(one, other) => GraphPattern::Union {
                left: Box::new(self.steps(subject.clone(), *one, object.clone())),
                right: Box::new(self.steps(subject, *other, object)),
            },
            path => GraphPattern::Path {
                subject,
                path,
                object,
            },
        }
    }

    /// A path of length zero begins and ends at a term of the query, also where no graph has it.
    fn path(&mut self, pattern: &mut GraphPattern, active: &Active) -> Result<(), Fault> {
        let GraphPattern::Path {
            subject,
            path,
            object,
        } = pattern
        else {
            return Ok(());
        };
        if !may_be_empty(path) {
            return Ok(());
        }
        let (term, variable) = match (ground(subject), ground(object), &*subject, &*object) {
            (Some(term), None, _, TermPattern::Variable(variable))
            | (None, Some(term), TermPattern::Variable(variable), _) => {
                (term, Some(variable.clone()))
            }
            (Some(term), Some(other), ..) if term == other => (term, None),
            _ => return Ok(()),
        };
        if self.is_node(&term, active)? {
            return Ok(());
        }
        *pattern = match variable {
            Some(variable) => GraphPattern::Values {
                variables: vec![variable],
                bindings: vec![vec![Some(term)]],
            },
            None => GraphPattern::default(),
        };
        Ok(())
    }

    /// Whether a term is a subject or object of the graph that is asked.
    fn is_node(&self, term: &GroundTerm, active: &Active) -> Result<bool, Fault> {
        let graph = match active {
            // Such paths are asked of each graph.
            Active::Any => return Ok(true),
            Active::Named(name) => Some(name.clone()),
            Active::Default => None,
        };
        self.dataset.has_node(term.clone().into(), graph)
    }

    // ---- functions ---------------------------------------------------------------------------------------

    /// A run of BIND and AS; what `BNODE(?label)` makes in it is one for each row.
    fn extend(&mut self, pattern: &mut GraphPattern, active: &Active) -> Result<(), Fault> {
        let mut row = None;
        let mut place = pattern;
        while let GraphPattern::Extend {
            inner, expression, ..
        } = place
        {
            self.expression(expression, active)?;
            exact::put_bound(expression);
            self.labels(expression, &mut row);
            place = inner;
        }
        self.pattern(place, active)?;
        if let Some(variable) = row {
            *place = GraphPattern::Extend {
                inner: Box::new(std::mem::take(place)),
                variable,
                expression: Expression::FunctionCall(Function::StrUuid, Vec::new()),
            };
        }
        Ok(())
    }

    /// Lets `BNODE(?label)` know the row.
    fn labels(&mut self, expression: &mut Expression, row: &mut Option<Variable>) {
        if let Expression::FunctionCall(Function::BNode, arguments) = expression
            && arguments.len() == 1
            && let Some(label) = arguments.pop()
        {
            let row = row.get_or_insert_with(|| self.variable());
            *expression = exact::bnode_of(row.clone().into(), label);
        }
        for part in parts(expression) {
            self.labels(part, row);
        }
    }

    /// What `GROUP_CONCAT` gives is plain text, whatever language its parts share.
    fn group(&mut self, pattern: &mut GraphPattern, active: &Active) -> Result<(), Fault> {
        let GraphPattern::Group {
            inner, aggregates, ..
        } = pattern
        else {
            return Ok(());
        };
        self.pattern(inner, active)?;
        let mut plain = Vec::new();
        for (variable, aggregate) in aggregates {
            let AggregateExpression::FunctionCall { name, expr, .. } = aggregate else {
                continue;
            };
            self.expression(expr, active)?;
            exact::put_aggregated(name, expr);
            if matches!(name, AggregateFunction::GroupConcat { .. }) {
                let made = self.variable();
                plain.push((std::mem::replace(variable, made.clone()), made));
            }
        }
        for (variable, made) in plain {
            *pattern = GraphPattern::Extend {
                inner: Box::new(std::mem::take(pattern)),
                variable,
                expression: Expression::FunctionCall(Function::Str, vec![made.into()]),
            };
        }
        Ok(())
    }
}

/// A service that a variable names is asked for each row that names one.
fn ask_last(pattern: &mut GraphPattern) {
    let is_named_by_row = |pattern: &GraphPattern| {
        let GraphPattern::Service { name, .. } = pattern else {
            return false;
        };
        matches!(name, NamedNodePattern::Variable(_))
    };
    let GraphPattern::Join { left, right } = pattern else {
        return;
    };
    if is_named_by_row(left) {
        std::mem::swap(left, right);
    }
    if is_named_by_row(right) {
        let (left, right) = (std::mem::take(left), std::mem::take(right));
        *pattern = GraphPattern::Lateral { left, right };
    }
}

/// Whether a path is one of several, or a step behind another.
fn branches(path: &PropertyPathExpression) -> bool {
    match path {
        PropertyPathExpression::Alternative(..) | PropertyPathExpression::Sequence(..) => true,
        PropertyPathExpression::Reverse(path) => branches(path),
        // What is gone any number of times counts once.
        PropertyPathExpression::ZeroOrMore(_)
        | PropertyPathExpression::OneOrMore(_)
        | PropertyPathExpression::ZeroOrOne(_)
        | PropertyPathExpression::NamedNode(_)
        | PropertyPathExpression::NegatedPropertySet(_) => false,
    }
}

/// Whether a path may lead from a node to itself without a step.
pub(super) fn may_be_empty(path: &PropertyPathExpression) -> bool {
    match path {
        PropertyPathExpression::ZeroOrMore(_) | PropertyPathExpression::ZeroOrOne(_) => true,
        PropertyPathExpression::Reverse(path) | PropertyPathExpression::OneOrMore(path) => {
            may_be_empty(path)
        }
        PropertyPathExpression::Sequence(a, b) => may_be_empty(a) && may_be_empty(b),
        PropertyPathExpression::Alternative(a, b) => may_be_empty(a) || may_be_empty(b),
        PropertyPathExpression::NamedNode(_) | PropertyPathExpression::NegatedPropertySet(_) => {
            false
        }
    }
}

pub(super) fn ground(term: &TermPattern) -> Option<GroundTerm> {
    match term {
        TermPattern::NamedNode(node) => Some(node.clone().into()),
        TermPattern::Literal(literal) => Some(literal.clone().into()),
        TermPattern::BlankNode(_) | TermPattern::Variable(_) | TermPattern::Triple(_) => None,
    }
}

/// The union of patterns, as flat a tree as can be.
pub(super) fn union(patterns: Vec<GraphPattern>) -> Option<GraphPattern> {
    tree(patterns, &|left, right| GraphPattern::Union {
        left: Box::new(left),
        right: Box::new(right),
    })
}

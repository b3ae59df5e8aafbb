//! What the evaluator reads otherwise than the standard, put so that it reads it right.
//!
//! It hands the graph of `GRAPH ?g { … }` down to the patterns inside, as one more variable of theirs.
//! That is fast, and right as long as every part binds it and nothing inside asks for it; MINUS,
//! sub-SELECTs, VALUES and the like are asked of one graph after the other instead. It takes a path of
//! length zero only from what is in the graph, counts what two alternatives give once, gives `GROUP_CONCAT` a language, makes of `BNODE("a")` the
//! same node in every row, tells the text of a number anew (`STR(01)` as "1"), and asks the service of
//! `SERVICE ?s` before it knows which it is.

use std::sync::{Arc, Mutex, PoisonError};

use oxrdf::{BlankNode, Literal, NamedNode, Term, Variable};
use spareval::QueryEvaluator;
use spargebra::algebra::{
    AggregateExpression, AggregateFunction, Expression, Function, GraphPattern, OrderExpression,
    PropertyPathExpression, QueryDataset,
};
use spargebra::term::{GroundTerm, NamedNodePattern, TermPattern, TriplePattern};

use super::algebra::parts;
use super::dataset::{Dataset, Fault};

/// The functions that stand for `STR(?v)` and `BNODE(?v)`.
const STR: &str = "urn:x-rawabit:str";
const BNODE: &str = "urn:x-rawabit:bnode";

/// The text of the literal that an expression looked at last, where its value does not tell it.
pub(super) type Text = Arc<Mutex<Option<String>>>;

/// Puts a pattern so that the evaluator reads it as the standard does.
///
/// # Errors
/// What the dataset fails with.
///
/// # Complexity
/// Linear in the pattern; a `GRAPH ?g` that has to be asked of each graph counts once for each.
pub(super) fn rewrite(
    pattern: &mut GraphPattern,
    clause: Option<&QueryDataset>,
    dataset: &Dataset<'_>,
) -> Result<(), Fault> {
    let mut rewriter = Rewriter {
        dataset,
        clause,
        made: 0,
    };
    rewriter.pattern(pattern, &Active::Default)
}

/// An evaluator that knows what patterns are put into.
pub(super) fn add(evaluator: QueryEvaluator, text: &Text) -> QueryEvaluator {
    let text = Arc::clone(text);
    evaluator
        .with_custom_function(NamedNode::new_unchecked(BNODE), bnode)
        .with_custom_function(NamedNode::new_unchecked(STR), move |arguments| {
            let kept = text.lock().unwrap_or_else(PoisonError::into_inner).take();
            Some(match arguments.first()? {
                Term::NamedNode(node) => Literal::from(node.as_str()).into(),
                Term::Literal(literal) => match kept {
                    Some(kept) => Literal::from(kept).into(),
                    None => Literal::from(literal.value()).into(),
                },
                Term::BlankNode(_) | Term::Triple(_) => return None,
            })
        })
}

/// The node of a label within one row, which the first argument tells.
fn bnode(arguments: &[Term]) -> Option<Term> {
    let [row, Term::Literal(label)] = arguments else {
        return None;
    };
    if label.datatype() != oxrdf::vocab::xsd::STRING {
        return None;
    }
    let mut digest = sha2::Sha256::default();
    sha2::Digest::update(&mut digest, row.to_string());
    sha2::Digest::update(&mut digest, label.value());
    let digest = sha2::Digest::finalize(digest);
    let id = digest
        .iter()
        .take(16)
        .fold(0, |id: u128, byte| id << 8 | u128::from(*byte));
    Some(BlankNode::new_from_unique_id(id).into())
}

/// The graph that a pattern is asked of.
enum Active {
    Default,
    Named(NamedNode),
    /// Any that a variable stands for.
    Any,
}

struct Rewriter<'a> {
    dataset: &'a Dataset<'a>,
    /// FROM and FROM NAMED, or USING.
    clause: Option<&'a QueryDataset>,
    /// The variables that were made.
    made: usize,
}

impl Rewriter<'_> {
    fn pattern(&mut self, pattern: &mut GraphPattern, active: &Active) -> Result<(), Fault> {
        match pattern {
            GraphPattern::Bgp { .. }
            | GraphPattern::Values { .. }
            // What goes to a service is for the service to read.
            | GraphPattern::Service { .. } => {}
            GraphPattern::Path { path, .. } if branches(path) => {
                self.spread(pattern);
                self.pattern(pattern, active)?;
            }
            GraphPattern::Path { .. } => self.path(pattern, active)?,
            GraphPattern::Join { left, right }
            | GraphPattern::Union { left, right }
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
        if let Expression::FunctionCall(function @ Function::Str, arguments) = expression {
            match arguments.first() {
                Some(Expression::Variable(_)) => {
                    *function = Function::Custom(NamedNode::new_unchecked(STR));
                    self.dataset.keep_text();
                }
                Some(Expression::Literal(literal)) => {
                    *expression = Literal::from(literal.value()).into();
                }
                _ => {}
            }
        }
        for part in parts(expression) {
            self.expression(part, active)?;
        }
        Ok(())
    }

    fn variable(&mut self) -> Variable {
        self.made += 1;
        // No query can name it.
        Variable::new_unchecked(format!("rawabit-{}", self.made))
    }

    // ---- GRAPH ?g ----------------------------------------------------------------------------------------

    fn graph(&mut self, pattern: &mut GraphPattern) -> Result<(), Fault> {
        let GraphPattern::Graph { name, inner } = pattern else {
            return Ok(());
        };
        let variable = match name {
            NamedNodePattern::NamedNode(name) => {
                return self.pattern(inner, &Active::Named(name.clone()));
            }
            NamedNodePattern::Variable(variable) => variable.clone(),
        };
        if goes_down(inner, &variable) {
            return self.pattern(inner, &Active::Any);
        }
        let mut each = Vec::new();
        for name in self.dataset.graph_names(self.clause)? {
            let mut inner = inner.clone();
            self.pattern(&mut inner, &Active::Named(name.clone()))?;
            let value = GraphPattern::Values {
                variables: vec![variable.clone()],
                bindings: vec![vec![Some(GroundTerm::NamedNode(name.clone()))]],
            };
            let name = NamedNodePattern::NamedNode(name);
            each.push(GraphPattern::Join {
                left: Box::new(GraphPattern::Graph { name, inner }),
                right: Box::new(value),
            });
        }
        *pattern = union(each).unwrap_or_else(|| GraphPattern::Values {
            variables: vec![variable],
            bindings: Vec::new(),
        });
        Ok(())
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
        let from: Vec<Option<NamedNode>> = match active {
            // Such paths are asked of each graph.
            Active::Any => return Ok(true),
            Active::Named(name) => vec![Some(name.clone())],
            Active::Default => match self.clause {
                Some(clause) => clause.default.iter().cloned().map(Some).collect(),
                None => vec![None],
            },
        };
        for graph in from {
            if self.dataset.has_node(term.clone().into(), graph)? {
                return Ok(true);
            }
        }
        Ok(false)
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
        if let Expression::FunctionCall(function @ Function::BNode, arguments) = expression
            && arguments.len() == 1
        {
            let row = row.get_or_insert_with(|| self.variable());
            arguments.insert(0, row.clone().into());
            *function = Function::Custom(NamedNode::new_unchecked(BNODE));
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
            left_binds && (right_binds || is_table(right, graph))
                || right_binds && is_table(left, graph)
        }
        GraphPattern::Union { left, right } => goes_down(left, graph) && goes_down(right, graph),
        GraphPattern::LeftJoin {
            left,
            right,
            expression,
        } => {
            goes_down(left, graph)
                && goes_down(right, graph)
                && !names(right, graph)
                && expression.as_mut().is_none_or(|e| is_apart(e, graph))
        }
        GraphPattern::Filter { expr, inner } => goes_down(inner, graph) && is_apart(expr, graph),
        GraphPattern::Extend {
            inner,
            variable,
            expression,
        } => variable != graph && goes_down(inner, graph) && is_apart(expression, graph),
        GraphPattern::Minus { .. }
        | GraphPattern::Values { .. }
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

/// Whether a pattern is a table that says nothing of the graph.
fn is_table(pattern: &GraphPattern, graph: &Variable) -> bool {
    matches!(pattern, GraphPattern::Values { variables, .. } if !variables.contains(graph))
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
fn may_be_empty(path: &PropertyPathExpression) -> bool {
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

fn ground(term: &TermPattern) -> Option<GroundTerm> {
    match term {
        TermPattern::NamedNode(node) => Some(node.clone().into()),
        TermPattern::Literal(literal) => Some(literal.clone().into()),
        TermPattern::BlankNode(_) | TermPattern::Variable(_) | TermPattern::Triple(_) => None,
    }
}

/// The union of patterns, as flat a tree as can be.
fn union(mut patterns: Vec<GraphPattern>) -> Option<GraphPattern> {
    if patterns.len() < 2 {
        return patterns.pop();
    }
    let right = patterns.split_off(patterns.len() / 2);
    Some(GraphPattern::Union {
        left: Box::new(union(patterns)?),
        right: Box::new(union(right)?),
    })
}

//! Queries of one pattern: a range of an order is the answer, so the evaluator need not be asked.

use oxrdf::Variable;
use spareval::QueryableDataset;
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

use super::dataset::{Dataset, Fault};
use crate::model::id::NONE;

/// A SELECT of one triple pattern in the default graph, without anything around it but a LIMIT.
pub(super) struct Direct<'q> {
    pattern: &'q TriplePattern,
    variables: &'q [Variable],
    start: usize,
    length: Option<usize>,
}

impl<'q> Direct<'q> {
    /// The query as one pattern, where it is no more than that.
    pub(super) fn of(query: &'q Query) -> Option<Self> {
        let Query::Select {
            dataset: None,
            pattern,
            ..
        } = query
        else {
            return None;
        };
        let (inner, start, length) = match pattern {
            GraphPattern::Slice {
                inner,
                start,
                length,
            } => (&**inner, *start, *length),
            other => (other, 0, None),
        };
        let GraphPattern::Project { inner, variables } = inner else {
            return None;
        };
        let GraphPattern::Bgp { patterns } = &**inner else {
            return None;
        };
        let [pattern] = patterns.as_slice() else {
            return None;
        };
        let places = [
            variable(&pattern.subject),
            match &pattern.predicate {
                NamedNodePattern::Variable(variable) => Some(variable.as_str()),
                NamedNodePattern::NamedNode(_) => None,
            },
            variable(&pattern.object),
        ];
        let repeated = |a: usize, b: usize| places[a].is_some() && places[a] == places[b];
        let nested = [&pattern.subject, &pattern.object]
            .iter()
            .any(|term| matches!(term, TermPattern::Triple(_)));
        if nested || repeated(0, 1) || repeated(0, 2) || repeated(1, 2) {
            return None;
        }
        Some(Self {
            pattern,
            variables,
            start,
            length,
        })
    }

    /// The names of the variables.
    pub(super) fn variables(&self) -> impl Iterator<Item = String> {
        self.variables.iter().map(|v| v.as_str().to_owned())
    }

    /// Goes through the rows, as ids in the order of the variables.
    pub(super) fn each<E: From<Fault>>(
        &self,
        dataset: &Dataset<'_>,
        mut row: impl FnMut(&mut dyn Iterator<Item = u32>) -> Result<(), E>,
    ) -> Result<(), E> {
        let constant = |term: &TermPattern| -> Result<Option<u32>, Fault> {
            Ok(match term {
                TermPattern::NamedNode(node) => {
                    Some(dataset.internalize_term(node.clone().into())?)
                }
                TermPattern::Literal(literal) => {
                    Some(dataset.internalize_term(literal.clone().into())?)
                }
                TermPattern::Variable(_) | TermPattern::BlankNode(_) | TermPattern::Triple(_) => {
                    None
                }
            })
        };
        let subject = constant(&self.pattern.subject)?;
        let predicate = match &self.pattern.predicate {
            NamedNodePattern::NamedNode(node) => {
                Some(dataset.internalize_term(node.clone().into())?)
            }
            NamedNodePattern::Variable(_) => None,
        };
        let object = constant(&self.pattern.object)?;
        let places: Vec<Option<usize>> = self.variables.iter().map(|v| self.place(v)).collect();
        let quads = dataset.internal_quads_for_pattern(
            subject.as_ref(),
            predicate.as_ref(),
            object.as_ref(),
            Some(None),
        );
        let length = self.length.unwrap_or(usize::MAX);
        for quad in quads.skip(self.start).take(length) {
            let quad = quad?;
            let ids = [quad.subject, quad.predicate, quad.object];
            row(&mut places.iter().map(|place| place.map_or(NONE, |at| ids[at])))?;
        }
        Ok(())
    }

    /// Where in the pattern a variable stands.
    fn place(&self, wanted: &Variable) -> Option<usize> {
        let is = |term: &TermPattern| matches!(term, TermPattern::Variable(v) if v == wanted);
        if is(&self.pattern.subject) {
            Some(0)
        } else if matches!(&self.pattern.predicate, NamedNodePattern::Variable(v) if v == wanted) {
            Some(1)
        } else if is(&self.pattern.object) {
            Some(2)
        } else {
            None
        }
    }
}

/// What binds a place together with others: a variable, or a blank node, which is one without a name.
fn variable(term: &TermPattern) -> Option<&str> {
    match term {
        TermPattern::Variable(variable) => Some(variable.as_str()),
        TermPattern::BlankNode(node) => Some(node.as_str()),
        TermPattern::NamedNode(_) | TermPattern::Literal(_) | TermPattern::Triple(_) => None,
    }
}

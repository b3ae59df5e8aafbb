//! The functions that rawabit adds to SPARQL.

use oxrdf::{Literal, NamedNode, Term};
use spareval::QueryEvaluator;

use crate::model::vocab::rb;

/// What a function gives for its arguments; nothing is an error of the expression.
type Does = fn(&[Term]) -> Option<Term>;

/// The functions: local name in the namespace of rawabit, and what they do.
const FUNCTIONS: &[(&str, Does)] = &[("fold", fold)];

/// The names of the functions, for errors.
pub(super) fn names() -> String {
    let all: Vec<String> = FUNCTIONS
        .iter()
        .map(|(name, _)| format!("rb:{name}"))
        .collect();
    all.join(", ")
}

/// An evaluator that knows them.
pub(super) fn add(mut evaluator: QueryEvaluator) -> QueryEvaluator {
    for (name, function) in FUNCTIONS {
        let iri = NamedNode::new_unchecked(format!("{}{name}", rb::NAMESPACE));
        evaluator = evaluator.with_custom_function(iri, *function);
    }
    evaluator
}

/// `rb:fold(?label)`: the text without the differences of spelling in Arabic and Latin script
/// (tashkeel, alef, hamza, ta marbuta, case), as a plain string. Of an IRI, nothing.
fn fold(arguments: &[Term]) -> Option<Term> {
    let [Term::Literal(literal)] = arguments else {
        return None;
    };
    Some(Literal::new_simple_literal(crate::names::fold(literal.value())).into())
}

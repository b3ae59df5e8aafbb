//! Terms as they stand, in places where the evaluator knows their values alone.
//!
//! To it `"007"^^xsd:int` is the number 7, and what it gives is `"7"^^xsd:integer`: another term, which no
//! pattern finds again. So where a term is to come out as it went in (MIN, MAX, SAMPLE, COALESCE and IF),
//! the id of it is what goes through, in an IRI of ours; and STR, DATATYPE and STRDT are our own.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use oxrdf::{BlankNode, Literal, NamedNode, Term, Triple};
use spareval::QueryEvaluator;
use spargebra::algebra::{AggregateFunction, Expression, Function};

use super::order;
use crate::model::id::NONE;
/// The functions that stand for `STR(?v)`, `DATATYPE(?v)`, `STRDT(…)`, `OBJECT(?v)` and `BNODE(?v)`; that give
/// a variable's own term, a value that was computed, or one that was written, with its id; that put a term in
/// order, alone or with the term.
const STR: &str = "urn:x-rawabit:str";
const DATATYPE: &str = "urn:x-rawabit:datatype";
const STRDT: &str = "urn:x-rawabit:strdt";
const OBJECT: &str = "urn:x-rawabit:object";
const BNODE: &str = "urn:x-rawabit:bnode";
const SAME: &str = "urn:x-rawabit:same";
const ANEW: &str = "urn:x-rawabit:anew";
const WRITTEN: &str = "urn:x-rawabit:written";
const ORDER: &str = "urn:x-rawabit:order";
const RANKED: &str = "urn:x-rawabit:ranked";

/// What the IRIs begin with that stand for something else. No query can name them: they are no IRIs.
const OURS: &str = "rawabit ";
const BY_ID: &str = "rawabit id ";
const BY_KEY: &str = "rawabit key ";
const TYPED: &str = "rawabit typed ";

/// What the expressions have looked at last.
#[derive(Default)]
pub(super) struct Looked {
    id: AtomicU32,
    /// The object, of a triple term.
    object: AtomicU32,
    /// Text and datatype, of a literal, or of the object of a triple term, that has one.
    typed: Mutex<Option<(String, String)>>,
}

impl Looked {
    pub(super) fn at(&self, id: u32) {
        self.id.store(id, Ordering::Relaxed);
    }

    pub(super) fn at_typed(&self, typed: Option<(String, String)>) {
        *self.typed.lock().unwrap_or_else(PoisonError::into_inner) = typed;
    }

    pub(super) fn id(&self) -> u32 {
        self.id.load(Ordering::Relaxed)
    }

    pub(super) fn at_object(&self, object: u32) {
        self.object.store(object, Ordering::Relaxed);
    }

    fn object(&self) -> u32 {
        self.object.load(Ordering::Relaxed)
    }

    fn take(&self) -> Option<(String, String)> {
        let mut typed = self.typed.lock().unwrap_or_else(PoisonError::into_inner);
        typed.take()
    }
}

/// What an IRI of ours stands for.
pub(super) enum Stands {
    /// The term of an id.
    Id(u32),
    /// A place in an order.
    Key(String),
    /// A literal of a datatype.
    Typed(Literal),
}

/// What an IRI stands for, where it is one of ours.
pub(super) fn stands_for(iri: &str) -> Option<Stands> {
    if !iri.starts_with(OURS) {
        return None;
    }
    if let Some(key) = iri.strip_prefix(BY_KEY) {
        return Some(Stands::Key(key.to_owned()));
    }
    if let Some(typed) = iri.strip_prefix(TYPED) {
        let (datatype, text) = typed.split_once(' ')?;
        let datatype = NamedNode::new_unchecked(datatype);
        return Some(Stands::Typed(Literal::new_typed_literal(text, datatype)));
    }
    let (_, id) = iri.strip_prefix(BY_ID)?.rsplit_once(' ')?;
    u32::from_str_radix(id, 16).ok().map(Stands::Id)
}

/// The IRI that stands for the term of an id.
pub(super) fn standing_for(id: u32) -> NamedNode {
    NamedNode::new_unchecked(format!("{BY_ID} {id:08x}"))
}

/// An evaluator that knows these functions.
pub(super) fn add(evaluator: QueryEvaluator, looked: &Arc<Looked>) -> QueryEvaluator {
    let name = NamedNode::new_unchecked;
    let [text, datatype, object, same, anew, written, ranked] =
        [(); 7].map(|()| Arc::clone(looked));
    evaluator
        .with_custom_function(name(BNODE), bnode)
        .with_custom_function(name(STRDT), strdt)
        .with_custom_function(name(OBJECT), move |arguments| match arguments {
            [Term::Triple(_)] => Some(standing_for(object.object()).into()),
            _ => None,
        })
        .with_custom_function(name(STR), move |arguments| {
            let kept = text.take();
            Some(match arguments.first()? {
                Term::NamedNode(node) => Literal::from(node.as_str()).into(),
                Term::Literal(literal) => match kept {
                    Some((kept, _)) => Literal::from(kept).into(),
                    None => Literal::from(literal.value()).into(),
                },
                Term::BlankNode(_) | Term::Triple(_) => return None,
            })
        })
        .with_custom_function(name(DATATYPE), move |arguments| {
            let kept = datatype.take();
            let Term::Literal(literal) = arguments.first()? else {
                return None;
            };
            Some(match kept {
                Some((_, kept)) => NamedNode::new_unchecked(kept).into(),
                None => literal.datatype().into_owned().into(),
            })
        })
        .with_custom_function(name(SAME), move |_| Some(standing_for(same.id()).into()))
        .with_custom_function(name(ANEW), move |arguments| {
            anew.at(NONE);
            arguments.first().cloned()
        })
        .with_custom_function(name(WRITTEN), move |arguments| {
            let [Term::NamedNode(node), value] = arguments else {
                return None;
            };
            if let Some(Stands::Id(id)) = stands_for(node.as_str()) {
                written.at(id);
            }
            Some(value.clone())
        })
        .with_custom_function(name(ORDER), |arguments| {
            let key = order::key(arguments.first()?);
            Some(NamedNode::new_unchecked(format!("{BY_KEY}{key}")).into())
        })
        .with_custom_function(name(RANKED), move |arguments| {
            let key = order::key(arguments.first()?);
            let id = ranked.id();
            Some(NamedNode::new_unchecked(format!("{BY_ID}{key}\0 {id:08x}")).into())
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

fn strdt(arguments: &[Term]) -> Option<Term> {
    let [Term::Literal(text), Term::NamedNode(datatype)] = arguments else {
        return None;
    };
    if text.datatype() != oxrdf::vocab::xsd::STRING {
        return None;
    }
    let (datatype, text) = (datatype.as_str(), text.value());
    Some(NamedNode::new_unchecked(format!("{TYPED}{datatype} {text}")).into())
}

fn call(function: &str, arguments: Vec<Expression>) -> Expression {
    let function = NamedNode::new_unchecked(function);
    Expression::FunctionCall(Function::Custom(function), arguments)
}

/// What puts the value of an expression in order.
pub(super) fn in_order(expression: Expression) -> Expression {
    call(ORDER, vec![expression])
}

/// `BNODE(…)` in a row that an expression tells.
pub(super) fn bnode_of(row: Expression, label: Expression) -> Expression {
    call(BNODE, vec![row, label])
}

/// What a variable has, or the object of the triple term that it has.
fn is_looked_at(expression: &Expression) -> bool {
    match expression {
        Expression::Variable(_) => true,
        Expression::FunctionCall(Function::Object, arguments) => {
            matches!(arguments.as_slice(), [Expression::Variable(_)])
        }
        _ => false,
    }
}

/// A literal, or a triple term without variables, as it is written.
pub(super) fn written(expression: &Expression) -> Option<Term> {
    match expression {
        Expression::NamedNode(node) => Some(node.clone().into()),
        Expression::Literal(literal) => Some(literal.clone().into()),
        Expression::FunctionCall(Function::Triple, parts) => {
            let [subject, predicate, object] = parts.as_slice() else {
                return None;
            };
            let (Term::NamedNode(subject), Term::NamedNode(predicate)) =
                (written(subject)?, written(predicate)?)
            else {
                return None;
            };
            Some(Triple::new(subject, predicate, written(object)?).into())
        }
        _ => None,
    }
}

/// Puts the object of a triple term that an expression puts together so that it is the term which is written
/// or which a variable has: `id_of` gives the id of a term whose value would be that of another.
pub(super) fn put_object<E>(
    object: &mut Expression,
    id_of: impl FnOnce(Term) -> Result<Option<u32>, E>,
) -> Result<(), E> {
    match object {
        // What is computed is not the term that it was computed from.
        Expression::FunctionCall(Function::Triple, _) | Expression::Variable(_) => {}
        other => {
            let id = match &*other {
                Expression::Literal(literal) => id_of(literal.clone().into())?,
                _ => None,
            };
            let value = std::mem::replace(other, Literal::from(false).into());
            *other = match id {
                Some(id) => call(WRITTEN, vec![standing_for(id).into(), value]),
                None => call(ANEW, vec![value]),
            };
        }
    }
    Ok(())
}

/// Puts the sides of `sameTerm` so that terms are compared and not their values.
pub(super) fn put_compared<E>(
    sides: [&mut Expression; 2],
    id_of: impl Fn(Term) -> Result<u32, E>,
) -> Result<(), E> {
    let [a, b] = sides;
    for side in [&mut *a, &mut *b] {
        if let Some(term @ Term::Triple(_)) = written(side) {
            *side = standing_for(id_of(term)?).into();
        }
    }
    // An id is not the same as what is computed, whatever its value.
    let by_id = |side: &Expression| hands_on(side) || is_looked_at(side);
    if by_id(a) && by_id(b) {
        for side in [a, b] {
            if let Expression::FunctionCall(_, arguments) = side {
                *side = call(OBJECT, std::mem::take(arguments));
            }
        }
    }
    Ok(())
}

/// Puts one function, wherever it stands, so that it tells of the term and not of its value alone. Says
/// whether it looks at texts and datatypes.
pub(super) fn put_function(expression: &mut Expression) -> bool {
    let Expression::FunctionCall(function, arguments) = expression else {
        return false;
    };
    let own = match function {
        Function::Str => STR,
        Function::Datatype => DATATYPE,
        _ => return false,
    };
    match (&*function, arguments.as_slice()) {
        (Function::Str, [Expression::Literal(literal)]) => {
            *expression = Literal::from(literal.value()).into();
            false
        }
        (Function::Datatype, [Expression::Literal(literal)]) => {
            *expression = literal.datatype().into_owned().into();
            false
        }
        (_, [argument]) if is_looked_at(argument) => {
            *expression = call(own, std::mem::take(arguments));
            true
        }
        _ => false,
    }
}

/// Puts an expression whose value is bound to a variable so that a term which it only hands on stays what
/// it is.
pub(super) fn put_bound(expression: &mut Expression) {
    if hands_on(expression) {
        // It is handed on by its id.
        return;
    }
    put_handed_on(expression);
}

fn put_handed_on(expression: &mut Expression) {
    match expression {
        Expression::Variable(_) => {
            let variable = std::mem::replace(expression, Literal::from(false).into());
            *expression = call(SAME, vec![variable]);
        }
        Expression::Coalesce(list) => list.iter_mut().for_each(put_handed_on),
        Expression::If(_, a, b) => {
            put_handed_on(a);
            put_handed_on(b);
        }
        Expression::FunctionCall(Function::StrDt, arguments) => {
            *expression = call(STRDT, std::mem::take(arguments));
        }
        Expression::FunctionCall(Function::Object, _) if is_looked_at(expression) => {
            if let Expression::FunctionCall(_, arguments) = expression {
                *expression = call(OBJECT, std::mem::take(arguments));
            }
        }
        _ => {}
    }
}

/// Whether the evaluator hands terms on as they are.
fn hands_on(expression: &Expression) -> bool {
    match expression {
        Expression::NamedNode(_) | Expression::Literal(_) | Expression::Variable(_) => true,
        Expression::Coalesce(list) => list.iter().all(hands_on),
        Expression::If(_, a, b) => hands_on(a) && hands_on(b),
        _ => false,
    }
}

/// Puts what an aggregate is of so that of several terms one comes out as it stands.
pub(super) fn put_aggregated(function: &AggregateFunction, expression: &mut Expression) {
    match function {
        AggregateFunction::Sample => put_handed_on(expression),
        AggregateFunction::Min | AggregateFunction::Max => {
            if matches!(expression, Expression::Variable(_)) {
                let variable = std::mem::replace(expression, Literal::from(false).into());
                *expression = call(RANKED, vec![variable]);
            }
        }
        _ => {}
    }
}

//! The parts of expressions and patterns, for those that go through all of one.

use spargebra::algebra::Expression;

/// The expressions that an expression is made of; a pattern in EXISTS is none.
pub(super) fn parts(expression: &mut Expression) -> Vec<&mut Expression> {
    match expression {
        Expression::NamedNode(_)
        | Expression::Literal(_)
        | Expression::Variable(_)
        | Expression::Bound(_)
        | Expression::Exists(_) => Vec::new(),
        Expression::Or(a, b)
        | Expression::And(a, b)
        | Expression::Equal(a, b)
        | Expression::SameTerm(a, b)
        | Expression::Greater(a, b)
        | Expression::GreaterOrEqual(a, b)
        | Expression::Less(a, b)
        | Expression::LessOrEqual(a, b)
        | Expression::Add(a, b)
        | Expression::Subtract(a, b)
        | Expression::Multiply(a, b)
        | Expression::Divide(a, b) => vec![a, b],
        Expression::UnaryPlus(a) | Expression::UnaryMinus(a) | Expression::Not(a) => vec![a],
        Expression::If(a, b, c) => vec![a, b, c],
        Expression::In(a, list) => {
            let first: &mut Expression = a;
            std::iter::once(first).chain(list).collect()
        }
        Expression::Coalesce(list) | Expression::FunctionCall(_, list) => list.iter_mut().collect(),
    }
}

/// What a run of one operator is made of, in order; `split` gives the two sides of one, or back what is none.
pub(super) fn leaves<T>(whole: T, split: impl Fn(T) -> Result<(T, T), T>) -> Vec<T> {
    let mut open = vec![whole];
    let mut found = Vec::new();
    while let Some(next) = open.pop() {
        match split(next) {
            Ok((left, right)) => open.extend([right, left]),
            Err(leaf) => found.push(leaf),
        }
    }
    found
}

/// What stands in a row, put together by one operator as flat as can be.
pub(super) fn tree<T>(mut row: Vec<T>, put: &impl Fn(T, T) -> T) -> Option<T> {
    if row.len() < 2 {
        return row.pop();
    }
    let right = row.split_off(row.len() / 2);
    Some(put(tree(row, put)?, tree(right, put)?))
}

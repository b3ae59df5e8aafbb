//! The order in which values are listed: one that does not hang on how they are stored, which a compaction changes.

use super::Value;
use crate::model::vocab::xsd;

/// Values in order: entities by their IRIs, then literals, numbers by what they are and texts as the alphabet has
/// them; digits count as numbers, so that `e2` comes before `e10`.
pub(super) fn in_order(mut values: Vec<Value>) -> Vec<Value> {
    if values.len() > 1 {
        values.sort_by_cached_key(rank);
    }
    values
}

type Rank = (bool, Number, Vec<Run>, String);

fn rank(value: &Value) -> Rank {
    let term = value.term().to_string();
    match value.as_literal() {
        None => (false, Number::None, runs(&term), term),
        Some(literal) => {
            let datatype = literal.datatype();
            let may_be = datatype.starts_with(xsd::NAMESPACE) && datatype != xsd::STRING;
            let number = literal.lexical().parse().ok().filter(|_| may_be);
            let number = number.map_or(Number::None, Number::of);
            (true, number, runs(literal.lexical()), term)
        }
    }
}

/// A number as something that is sorted by.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Number {
    Some(i64),
    None,
}

impl Number {
    fn of(number: f64) -> Self {
        // The order of the bits, with those of negative numbers turned round; as `f64::total_cmp` has it.
        let bits = number.to_bits().cast_signed();
        Self::Some(bits ^ (((bits >> 63).cast_unsigned() >> 1).cast_signed()))
    }
}

/// A run of digits, or of anything else.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Run {
    /// By its length without leading zeros, so that no number is too long.
    Digits(usize, String),
    Other(String),
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_digit = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != is_digit);
        let (run, after) = rest.split_at(end.unwrap_or(rest.len()));
        runs.push(if is_digit {
            let digits = run.trim_start_matches('0');
            Run::Digits(digits.len(), digits.into())
        } else {
            Run::Other(run.into())
        });
        rest = after;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Literal;

    #[test]
    fn values_are_listed_by_what_they_are() {
        let number = |text: &str| {
            Value::Literal(Literal::typed_unchecked(
                text,
                "http://www.w3.org/2001/XMLSchema#decimal",
            ))
        };
        let text = |text: &str| Value::Literal(Literal::string(text));
        let given = ["e10", "b", "e2", "e02x"].map(text).into_iter();
        let given = given.chain(["10", "-3", "-20.5", "9.5", "0"].map(number));
        let listed = in_order(given.collect());
        let listed: Vec<String> = listed.iter().map(ToString::to_string).collect();
        assert_eq!(
            listed,
            ["-20.5", "-3", "0", "9.5", "10", "b", "e2", "e02x", "e10"]
        );
    }
}

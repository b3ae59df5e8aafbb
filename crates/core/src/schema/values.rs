//! Whether a value fits a property: its datatype, its lexical form, its bounds and its pattern.

use std::cmp::Ordering;

use super::checks::lexical_reason;
use super::relations::Range;
use super::{Relation, Schema, datatypes};
use crate::model::vocab::xsd;
use crate::model::{Literal, Time};

/// What of a value is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Fault {
    /// The property takes no values.
    Kind,
    /// Another datatype, or a text that is none of its datatype.
    Datatype,
    /// The text does not match the pattern.
    Pattern,
    /// Less than the least.
    Low,
    /// More than the greatest.
    High,
}

/// A value that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unfit {
    pub(crate) fault: Fault,
    /// What is wrong and what would be right, without the value.
    pub(crate) reason: String,
}

impl Schema {
    /// What is wrong with a value of a property; nothing where it fits.
    ///
    /// # Complexity
    /// O(n) for a value of n bytes.
    pub(crate) fn unfit(
        &self,
        relation: &Relation,
        text: &str,
        datatype: &str,
        language: Option<&str>,
    ) -> Option<Unfit> {
        let unfit = |fault, reason: String| Some(Unfit { fault, reason });
        let Range::Value { members, .. } = relation.range() else {
            let words = self.range_words(relation);
            return unfit(Fault::Kind, format!("it takes {words}, not a value"));
        };
        let takes = |member: &crate::model::Iri| datatypes::within(datatype, member.as_str());
        if !members.iter().any(takes) {
            if relation.range().is_date() && is_hijri(text, datatype) {
                return None;
            }
            let words = self.range_words(relation);
            let given = match language {
                Some(language) => format!("text in \"{language}\""),
                None => self.datatype_words(datatype),
            };
            return unfit(Fault::Datatype, format!("it takes {words}, not {given}"));
        }
        if let Some(reason) = ill_typed(text, datatype) {
            return unfit(Fault::Datatype, reason);
        }
        if let Some(pattern) = &relation.pattern
            && !pattern.regex.is_match(text)
        {
            let source = &pattern.source;
            return unfit(
                Fault::Pattern,
                format!("it does not match the pattern \"{source}\""),
            );
        }
        let (least, most) = (relation.min_inclusive(), relation.max_inclusive());
        if beyond(text, datatype, least, Ordering::Less) {
            return unfit(Fault::Low, bounds(relation));
        }
        if beyond(text, datatype, most, Ordering::Greater) {
            return unfit(Fault::High, bounds(relation));
        }
        None
    }
}

/// Why a text is none of its datatype, of XSD or of dates; datatypes of others take anything.
///
/// # Complexity
/// Linear in the length of the text.
pub(crate) fn ill_typed(text: &str, datatype: &str) -> Option<String> {
    let wrong = match datatypes::check_lexical(text, datatype) {
        Ok(()) => Time::from_literal(text, datatype)?.err(),
        Err(error) => Some(error),
    };
    wrong.map(|error| lexical_reason(&error))
}

/// Whether a plain string is a date of the Hijri calendar, for which there is no datatype.
fn is_hijri(text: &str, datatype: &str) -> bool {
    datatype == xsd::STRING && Time::new(text).is_ok_and(|time| time.calendar().is_some())
}

/// Whether a number lies on the wrong side of a bound.
fn beyond(text: &str, datatype: &str, bound: Option<&Literal>, side: Ordering) -> bool {
    let Some(bound) = bound.and_then(datatypes::number) else {
        return false;
    };
    match datatypes::number_of(text, datatype) {
        // What cannot be compared, as NaN, is within no bound.
        Some(number) => number.compare(bound).is_none_or(|order| order == side),
        None => false,
    }
}

fn bounds(relation: &Relation) -> String {
    match (relation.min_inclusive(), relation.max_inclusive()) {
        (Some(least), Some(most)) => {
            format!(
                "it must lie between {} and {}",
                least.lexical(),
                most.lexical()
            )
        }
        (Some(least), None) => format!("the least is {}", least.lexical()),
        (None, Some(most)) => format!("the greatest is {}", most.lexical()),
        (None, None) => String::new(),
    }
}

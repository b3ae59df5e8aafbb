//! What is wrong with a document: every fault is noted, and the walk goes on.

use super::json::Node;
use super::place::Place;
use crate::Error;
use crate::graph::EntityError;
use crate::report::{Gravity, LISTED, Problem, Report};
use crate::schema::SchemaError;

/// What is wrong, and how to mend it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

impl Fault {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: None,
        }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Something of another kind than it should be.
    pub(super) fn expected(what: &str, node: &Node<'_>) -> Self {
        let fault = Self::new(format!("expected {what}, got {}", node.kind()));
        match (node, what.split(',').next().unwrap_or(what)) {
            (Node::Null, _) => fault.hint("leave the field out where there is nothing to say"),
            (Node::Number(number), "a string") => {
                fault.hint(format!("put it in quotes: \"{number}\""))
            }
            (Node::Text(text), "a number" | "a whole number" | "true or false")
                if serde_json::from_str::<serde_json::Value>(text)
                    .is_ok_and(|value| !value.is_string()) =>
            {
                fault.hint(format!("write {text} without quotes"))
            }
            (Node::Text(_) | Node::Object(_), list) if list.starts_with("a list") => {
                fault.hint("put it between [ and ]")
            }
            _ => fault,
        }
    }

    /// What an error says, with its advice apart; an error that is no fault of the document is handed
    /// back.
    pub(super) fn of(error: Error) -> Result<Self, Error> {
        match error {
            Error::Schema(error) => Ok(error.into()),
            Error::Entity(error) => Ok(error.into()),
            other => Err(other),
        }
    }

    /// A message and an advice that begins with `; ` or is empty.
    fn advised(message: String, hint: &str) -> Self {
        let hint = hint.strip_prefix("; ").filter(|hint| !hint.is_empty());
        Self {
            message,
            hint: hint.map(str::to_owned),
        }
    }
}

impl From<SchemaError> for Fault {
    fn from(mut error: SchemaError) -> Self {
        let hint = match &mut error {
            SchemaError::Unknown { kind, hint, .. } if *kind == "prefix" => {
                std::mem::take(hint) + "; declare it in \"prefixes\""
            }
            SchemaError::Unknown { hint, .. } | SchemaError::Ends { hint, .. } => {
                std::mem::take(hint)
            }
            _ => String::new(),
        };
        Self::advised(error.to_string(), &hint)
    }
}

impl From<EntityError> for Fault {
    fn from(mut error: EntityError) -> Self {
        let hint = match &mut error {
            EntityError::Unknown { hint, .. } => std::mem::take(hint),
            EntityError::Prefix { .. } => "; declare it in \"prefixes\"".into(),
            _ => String::new(),
        };
        Self::advised(error.to_string(), &hint)
    }
}

impl From<crate::model::ValueError> for Fault {
    fn from(error: crate::model::ValueError) -> Self {
        Self::new(error.to_string())
    }
}

/// The faults so far.
#[derive(Debug)]
pub(super) struct Faults {
    pub(super) report: Report,
    errors: usize,
    about: Option<String>,
    /// What may still be spent on advice, in comparisons of words or so.
    budget: usize,
}

/// A second or two; then faults are noted without the nearest of this and that.
const BUDGET: usize = 2_000_000;

impl Faults {
    pub(super) fn new() -> Self {
        Self {
            report: Report::default(),
            errors: 0,
            about: None,
            budget: BUDGET,
        }
    }

    /// What is said from now on is about an entity or relation.
    pub(super) fn about(&mut self, id: Option<&str>) {
        self.about = id.map(str::to_owned);
    }

    pub(super) fn errors(&self) -> usize {
        self.errors
    }

    /// Whether one more error would be listed; if not it need not be worded with care.
    pub(super) fn is_listing(&self) -> bool {
        self.errors < LISTED
    }

    /// Whether advice that costs so much is worth it.
    pub(super) fn can_afford(&mut self, cost: usize) -> bool {
        let can = self.is_listing() && cost <= self.budget;
        if can {
            self.budget -= cost;
        }
        can
    }

    pub(super) fn error(&mut self, place: &Place<'_>, fault: impl Into<Fault>) {
        self.errors += 1;
        self.note(Gravity::Error, place, fault.into());
    }

    pub(super) fn warn(&mut self, place: &Place<'_>, fault: Fault) {
        self.note(Gravity::Warning, place, fault);
    }

    pub(super) fn notice(&mut self, place: &Place<'_>, fault: Fault) {
        self.note(Gravity::Notice, place, fault);
    }

    fn note(&mut self, gravity: Gravity, place: &Place<'_>, fault: Fault) {
        let mut problem = Problem::new(gravity, place.to_string(), fault.message);
        if let Some(id) = &self.about {
            problem = problem.about(id.clone());
        }
        if let Some(hint) = fault.hint {
            problem = problem.hint(hint);
        }
        self.report.note(problem);
    }
}

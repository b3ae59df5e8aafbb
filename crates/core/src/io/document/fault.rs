//! What is wrong with a document: every fault is noted, and the walk goes on.

use std::collections::BTreeMap;

use super::json::Node;
use super::place::Place;
use crate::graph::for_documents;
pub(super) use crate::io::fault::Fault;
use crate::model::Severity;
use crate::report::{LISTED, Problem, Report};

impl Fault {
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
            (Node::List(_), "a string") => {
                fault.hint("give one; each further one has an entry of its own")
            }
            (Node::Object(_), "a string") if node.id().is_some() => {
                let id = node.id().unwrap_or_default();
                fault.hint(format!("give its id alone: \"{id}\""))
            }
            (Node::Text(_) | Node::Object(_), list) if list.starts_with("a list") => {
                fault.hint("put it between [ and ]")
            }
            _ => fault,
        }
    }
}

/// The faults so far.
#[derive(Debug)]
pub(super) struct Faults {
    pub(super) report: Report,
    errors: usize,
    /// Words that do not stand in a text that is another than the one that was described, by the entry of
    /// the document; they are told together.
    strays: BTreeMap<usize, usize>,
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
            strays: BTreeMap::new(),
            about: None,
            budget: BUDGET,
        }
    }

    /// What is said from now on is about an entity or relation.
    pub(super) fn about(&mut self, id: Option<&str>) {
        self.about = id.map(str::to_owned);
    }

    /// How many errors there are, those that are not told one by one among them.
    pub(super) fn errors(&self) -> usize {
        self.errors + self.strays.values().sum::<usize>()
    }

    /// Counts words that stray in the text of an entry of `documents`.
    pub(super) fn stray(&mut self, document: usize) {
        *self.strays.entry(document).or_default() += 1;
    }

    /// Tells of an entry how many words stray in its text.
    pub(super) fn tell_strays(&mut self, document: usize, place: &Place<'_>) {
        let Some(strays) = self.strays.get(&document) else {
            return;
        };
        let (s, verb) = if *strays == 1 {
            ("", "does")
        } else {
            ("s", "do")
        };
        let fault = Fault::new(format!(
            "{strays} quote{s} {verb} not match the text, which is another than the one described"
        ));
        let hint = "mend what is said of the text, or the text, first; what is wrong then is told one by one";
        self.error(place, fault.hint(hint));
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
        self.note(Severity::Error, place, fault.into());
    }

    pub(super) fn warn(&mut self, place: &Place<'_>, fault: Fault) {
        self.note(Severity::Warning, place, fault);
    }

    pub(super) fn notice(&mut self, place: &Place<'_>, fault: Fault) {
        self.note(Severity::Notice, place, fault);
    }

    fn note(&mut self, severity: Severity, place: &Place<'_>, fault: Fault) {
        let fault = match for_documents(&fault.message) {
            Some((message, hint)) => Fault {
                message: message.into(),
                hint: fault.hint.or_else(|| Some(hint.into())),
                ..fault
            },
            None => fault,
        };
        let fault = if fault.is_of_prefix {
            fault.and_hint("declare it in \"prefixes\"")
        } else {
            fault
        };
        let mut problem = Problem::new(severity, place.to_string(), fault.message);
        if let Some(id) = &self.about {
            problem = problem.about(id.clone());
        }
        if let Some(hint) = fault.hint {
            problem = problem.hint(hint);
        }
        self.report.note(problem);
    }
}

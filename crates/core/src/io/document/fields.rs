//! The fields of an object, each of the kind that it should be.

use std::borrow::Cow;

use rustc_hash::FxHashSet;
use serde_json::Number;

use super::fault::{Fault, Faults};
use super::json::Node;
use super::place::Place;
use crate::graph::EMPTY;
use crate::io::fault::quoted;
use crate::model::{did_you_mean, nearest};

/// What others, and language models after them, call our fields.
const ALIASES: [(&str, &str); 20] = [
    ("nodes", "entities"),
    ("edges", "relations"),
    ("triples", "relations"),
    ("claims", "relations"),
    ("facts", "relations"),
    ("sources", "documents"),
    ("from", "subject"),
    ("head", "subject"),
    ("to", "object"),
    ("tail", "object"),
    ("target", "object"),
    ("predicate", "relation"),
    ("property", "relation"),
    ("label", "name"),
    ("labels", "name"),
    ("aliases", "aka"),
    ("offset", "start"),
    ("text", "quote"),
    ("language", "lang"),
    ("speaker", "attributed_to"),
];

/// An object whose keys are known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields<'n, 'p> {
    node: &'n Node<'n>,
    pub(super) place: Place<'p>,
}

impl<'n, 'p> Fields<'n, 'p> {
    /// The fields of an object; keys that are not known and keys that stand twice are faults.
    pub(super) fn new(
        node: &'n Node<'n>,
        place: Place<'p>,
        known: &[&str],
        faults: &mut Faults,
    ) -> Option<Self> {
        let what = if known.len() < 6 {
            format!("an object with {}", quoted(known))
        } else {
            "an object".to_owned()
        };
        for (key, _) in entries(node, &place, &what, faults)? {
            if !known.contains(&key) {
                let fault = Fault::new(format!("unknown field \"{key}\""));
                let usual = ALIASES
                    .iter()
                    .find(|(other, own)| *other == key && known.contains(own));
                let near = match usual {
                    Some((_, own)) => vec![*own],
                    None if faults.is_listing() => nearest(key, known.iter().copied(), 2),
                    None => Vec::new(),
                };
                let hint = match did_you_mean(&near).strip_prefix("; ") {
                    Some(hint) => hint.to_owned(),
                    None => format!("known are {}", quoted(known)),
                };
                faults.error(&place.key(key), fault.hint(hint));
            }
        }
        Some(Self { node, place })
    }

    pub(super) fn get(&self, key: &str) -> Option<&'n Node<'n>> {
        self.node.get(key)
    }

    pub(super) fn at<'a>(&'a self, key: &'a str) -> Place<'a> {
        self.place.key(key)
    }

    pub(super) fn text(&self, key: &str, faults: &mut Faults) -> Option<&'n str> {
        text(self.get(key)?, &self.at(key), faults)
    }

    /// As [`text`](Self::text); that it is missing is a fault too, and what says nothing must say
    /// what is `wanted`.
    pub(super) fn needed_text(
        &self,
        key: &str,
        wanted: &str,
        faults: &mut Faults,
    ) -> Option<&'n str> {
        self.need(key, faults);
        let node = self.get(key)?;
        match said_nothing(node, "a string") {
            Some(fault) => {
                faults.error(&self.at(key), fault.hint(wanted));
                None
            }
            None => text(node, &self.at(key), faults),
        }
    }

    pub(super) fn need(&self, key: &str, faults: &mut Faults) {
        if self.get(key).is_none() {
            faults.error(&self.place, Fault::new(format!("\"{key}\" is missing")));
        }
    }

    pub(super) fn truth(&self, key: &str, faults: &mut Faults) -> Option<bool> {
        match self.get(key)? {
            Node::Truth(value) => Some(*value),
            other => {
                faults.error(&self.at(key), Fault::expected("true or false", other));
                None
            }
        }
    }

    /// A number from 0, such as an offset.
    pub(super) fn whole(&self, key: &str, faults: &mut Faults) -> Option<u64> {
        match self.get(key)? {
            Node::Number(number) if whole(number).is_some() => whole(number),
            Node::Number(number) => {
                let message = format!("expected a whole number from 0, got {number}");
                faults.error(&self.at(key), Fault::new(message));
                None
            }
            other => {
                faults.error(&self.at(key), Fault::expected("a whole number", other));
                None
            }
        }
    }

    /// As [`whole`](Self::whole), and as [`needed_text`](Self::needed_text).
    pub(super) fn needed_whole(&self, key: &str, wanted: &str, faults: &mut Faults) -> Option<u64> {
        self.need(key, faults);
        match said_nothing(self.get(key)?, "a whole number") {
            Some(fault) => {
                faults.error(&self.at(key), fault.hint(wanted));
                None
            }
            None => self.whole(key, faults),
        }
    }

    /// The items of a list; empty where there is none.
    pub(super) fn list(&self, key: &str, faults: &mut Faults) -> &'n [Node<'n>] {
        match self.get(key) {
            None => &[],
            Some(Node::List(items)) => items,
            Some(other) => {
                faults.error(&self.at(key), Fault::expected("a list", other));
                &[]
            }
        }
    }
}

/// A whole number from 0, however it is written: `3.0` is one for JSON Schema too.
fn whole(number: &Number) -> Option<u64> {
    /// From here on a double skips whole numbers.
    const SURE: f64 = 9_007_199_254_740_992.0;
    number.as_u64().or_else(|| {
        let float = number.as_f64()?;
        let is_whole = float.fract() == 0.0 && (0.0..SURE).contains(&float);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is whole, not negative and below 2^53"
        )]
        is_whole.then_some(float as u64)
    })
}

/// The fault of what says nothing where something must be said.
pub(super) fn said_nothing(node: &Node<'_>, what: &str) -> Option<Fault> {
    match node {
        Node::Null => Some(Fault::expected(what, node)),
        Node::Text(text) if text.trim().is_empty() => Some(Fault::new(EMPTY)),
        _ => None,
    }
}

/// A string that is not empty.
pub(super) fn text<'n>(
    node: &'n Node<'n>,
    place: &Place<'_>,
    faults: &mut Faults,
) -> Option<&'n str> {
    match node {
        Node::Text(text) if text.trim().is_empty() => {
            let fault = Fault::new(EMPTY);
            faults.error(
                place,
                fault.hint("leave the field out where there is nothing to say"),
            );
            None
        }
        Node::Text(text) => Some(text),
        other => {
            faults.error(place, Fault::expected("a string", other));
            None
        }
    }
}

/// One string, or a list of them; those that are strings, with their places in the list.
pub(super) fn texts<'n>(
    node: &'n Node<'n>,
    place: &Place<'_>,
    faults: &mut Faults,
) -> Vec<(Option<usize>, &'n str)> {
    match node {
        Node::List(items) => {
            let all = items.iter().enumerate();
            all.filter_map(|(n, item)| match said_nothing(item, "a string") {
                Some(fault) => {
                    faults.error(&place.item(n), fault.hint("take it out of the list"));
                    None
                }
                None => Some((Some(n), text(item, &place.item(n), faults)?)),
            })
            .collect()
        }
        Node::Text(_) => text(node, place, faults)
            .map(|text| (None, text))
            .into_iter()
            .collect(),
        other => {
            let fault = Fault::expected("a string, or a list of strings", other);
            faults.error(place, fault);
            Vec::new()
        }
    }
}

/// The entries of an object whose keys are free; a key that stands twice is a fault, and its first
/// value is taken.
pub(super) fn entries<'n>(
    node: &'n Node<'n>,
    place: &Place<'_>,
    what: &str,
    faults: &mut Faults,
) -> Option<Vec<(&'n str, &'n Node<'n>)>> {
    let Node::Object(all) = node else {
        faults.error(place, Fault::expected(what, node));
        return None;
    };
    let mut found: Vec<(&str, &Node<'_>)> = Vec::with_capacity(all.len());
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    for (key, value) in all {
        let (key, value): (&'n Cow<'n, str>, &'n Node<'n>) = (key, value);
        if seen.insert(key) {
            found.push((key, value));
        } else {
            let fault = Fault::new(format!("the field \"{key}\" stands twice"));
            faults.error(&place.key(key), fault.hint("keep one of them"));
        }
    }
    Some(found)
}

//! What narrows a view, in words.

use std::fmt::Display;

use super::value::{EntityRef, TimeRef};
use super::{Narrow, View};

/// So many values of a filter are named.
const NAMED: usize = 3;

impl View {
    /// What narrows the view, a filter each, in the order in which they came; nothing where it shows all
    /// of its moment.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Graph, Modality, Narrow};
    /// let graph = Graph::new();
    /// let view = graph.narrow(Narrow::new().at("2024-03-06").modality([Modality::Fact]))?;
    /// assert_eq!(view.filters(), ["at 2024-03-06", "modality fact"]);
    /// let view = view.narrow(Narrow::new().min_confidence(0.7))?;
    /// assert_eq!(view.filters(), ["at 2024-03-06", "modality fact", "confidence from 0.7"]);
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    #[must_use]
    pub fn filters(&self) -> &[String] {
        self.0.filters()
    }
}

impl Narrow {
    /// What it asks for, in words.
    pub(super) fn words(&self) -> Vec<String> {
        let certainly = if self.certain { "certainly " } else { "" };
        let mut words = Vec::new();
        if let Some(at) = &self.at {
            words.push(format!("{certainly}at {}", at.text()));
        }
        if let Some((from, until)) = &self.during {
            let [from, until] = [from, until].map(|end| end.as_ref().map(TimeRef::text));
            words.push(match (from, until) {
                (Some(from), Some(until)) => format!("{certainly}from {from} until {until}"),
                (Some(from), None) => format!("{certainly}from {from}"),
                (None, Some(until)) => format!("{certainly}until {until}"),
                (None, None) => format!("{certainly}at any time"),
            });
        }
        if let Some(known) = self.known {
            words.push(format!("known by {known}Z"));
        }
        let mut add = |what: &str, values: Option<Vec<String>>| {
            words.extend(values.map(|values| listed(what, &values)));
        };
        add("types", self.types.clone());
        add("relations", self.relations.clone());
        let sources = self.sources.as_ref();
        add(
            "sources",
            sources.map(|all| all.iter().map(EntityRef::text).collect()),
        );
        add("modality", self.modality.as_deref().map(each));
        add("polarity", self.polarity.as_deref().map(each));
        add("graphs", self.graphs.clone());
        if let Some(least) = self.min_confidence {
            words.push(format!("confidence from {least}"));
        }
        words
    }
}

fn each(values: &[impl Display]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

/// `sources a, b, c and 4 more`.
fn listed(what: &str, values: &[String]) -> String {
    let (named, rest) = values.split_at(values.len().min(NAMED));
    match (named, rest.len()) {
        ([], _) => format!("no {what}"),
        (_, 0) => format!("{what} {}", named.join(", ")),
        (_, more) => format!("{what} {} and {more} more", named.join(", ")),
    }
}

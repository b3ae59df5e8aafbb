//! What is wrong with how a graph is asked, or written to.

use std::fmt;

use super::hint::Hint;

/// An entity, claim or document that was named and is not there, or not the only one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EntityError {
    /// Nothing has this name.
    #[error("no {kind} \"{reference}\" in the graph{hint}")]
    Unknown {
        /// `"entity"`, `"claim"`, `"entity or claim"`, `"document"` or `"country"`.
        kind: &'static str,
        /// What was given.
        reference: String,
        /// How to mend it, beginning with `; `; may be empty.
        hint: Hint,
    },
    /// It is in the graph, but the view that was asked does not show it.
    #[error(
        "{kind} \"{reference}\" is in the graph, but outside this view; ask the graph, or a wider view"
    )]
    Outside {
        /// `"entity"` or `"claim"`.
        kind: &'static str,
        /// What was given.
        reference: String,
    },
    /// A local id that several bases have.
    #[error("\"{reference}\" may be {}; give the full IRI", List(candidates))]
    Ambiguous {
        /// What was given.
        reference: String,
        /// The IRIs that it may stand for.
        candidates: Vec<String>,
    },
    /// A compact IRI with a prefix that the graph does not know.
    #[error(
        "no prefix \"{prefix}\" for \"{reference}\"; known are {}",
        List(known)
    )]
    Prefix {
        /// What was given.
        reference: String,
        /// Its part before the colon.
        prefix: String,
        /// The prefixes that are known.
        known: Vec<String>,
    },
}

/// Values in quotes: `"a", "b" or "c"`.
pub(crate) struct List<'a>(pub(crate) &'a [String]);

impl fmt::Display for List<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, value) in self.0.iter().enumerate() {
            let before = match n {
                0 => "",
                _ if n + 1 == self.0.len() => " or ",
                _ => ", ",
            };
            write!(f, "{before}\"{value}\"")?;
        }
        Ok(())
    }
}

/// A transaction that is used where it cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TransactionError {
    /// This thread has a transaction open already.
    #[error(
        "this thread has a transaction open on the graph already; write through that one, or commit or drop it first"
    )]
    Nested,
    /// A call on the transaction panicked, and may have written half of what it was to write.
    #[error(
        "a call on this transaction panicked and may have written half of what it was to write; drop the \
         transaction, which rolls it back, and begin another"
    )]
    Panicked,
    /// An entity or claim of a transaction that was rolled back.
    #[error(
        "\"{reference}\" comes from a transaction that was rolled back; what was in the graph before it is found \
         again by its id"
    )]
    RolledBack {
        /// The entity's or claim's id.
        reference: String,
    },
}

//! What is wrong with a query.

use std::time::Duration;

/// A query that cannot be parsed or answered.
///
/// # Example
/// ```
/// use rawabit::{Error, Graph, QueryError};
/// let error = Graph::new().query("SELECT ?a\nWHER { ?a ?b ?c }").unwrap_err();
/// assert!(matches!(error, Error::Query(QueryError::Syntax { line: 2, .. })), "{error}");
/// ```
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum QueryError {
    /// A text that is no SPARQL.
    #[error("line {line}, column {column}: {message}\n{place}")]
    Syntax {
        /// The line, from 1.
        line: u64,
        /// The column in characters, from 1.
        column: u64,
        /// What is wrong, and what was expected.
        message: String,
        /// The line of the query, and a caret under the place.
        place: String,
    },
    /// A query of another form than the call is for.
    #[error("this is {form} query: call {call}()")]
    Form {
        /// The form that it has, with its article: `"an ASK"`.
        form: &'static str,
        /// The call that answers it.
        call: &'static str,
    },
    /// A value that was given for a variable, and does not fit.
    #[error("bindings: \"{name}\" {reason}")]
    Binding {
        /// The variable.
        name: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Something that rawabit does not do.
    #[error("{what}")]
    Refused {
        /// What, why, and what to do instead.
        what: String,
    },
    /// A query that was begun and cannot be ended.
    #[error("{what}")]
    Evaluation {
        /// What went wrong.
        what: String,
    },
    /// A query that took longer than it was given.
    #[error(
        "the query took longer than {} s: ask for less, or give it more time with timeout=",
        limit.as_secs_f64()
    )]
    Timeout {
        /// The time it was given.
        limit: Duration,
    },
    /// A result of more rows than were allowed.
    #[error("the result has more than {limit} rows: add a LIMIT to the query, or raise max_rows=")]
    Rows {
        /// The rows that were allowed.
        limit: usize,
    },
    /// A query that was told to stop.
    #[error("the query was interrupted")]
    Interrupted,
}

impl QueryError {
    /// The line and column of a syntax error, from 1; the column in characters.
    #[must_use]
    pub fn position(&self) -> Option<(u64, u64)> {
        match self {
            Self::Syntax { line, column, .. } => Some((*line, *column)),
            _ => None,
        }
    }
}

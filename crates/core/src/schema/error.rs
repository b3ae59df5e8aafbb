//! What is wrong with a schema, or with what is said against it; each text says how to mend it.

use std::fmt;

use crate::model::ValueError;

/// A mistake against the schema, or in a file that extends it.
///
/// The graph raises the same errors: its vocabulary is the schema's.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SchemaError {
    /// A type, relation, prefix or id scheme that the schema does not have.
    #[error("no {kind} \"{name}\" in the schema{hint}")]
    Unknown {
        /// `"type"`, `"relation"`, `"prefix"` or `"id scheme"`.
        kind: &'static str,
        /// What was given.
        name: String,
        /// How to mend it, beginning with `; `; may be empty.
        hint: String,
    },
    /// An end of a relation has a type outside the relation's domain or range.
    #[error(
        "relation \"{relation}\" takes {end} of type {expected}, but \"{entity}\" {actual}{hint}"
    )]
    Ends {
        /// The relation, as the schema names it.
        relation: String,
        /// Which end is wrong.
        end: End,
        /// The types that the end may have, each in quotes.
        expected: String,
        /// The entity at that end.
        entity: String,
        /// What the entity is: `is a "Summit"`, or `has no type`.
        actual: String,
        /// How to mend it, beginning with `; `; may be empty.
        hint: String,
    },
    /// Two types of one entity that exclude each other.
    #[error(
        "\"{entity}\" cannot be both {} and {}: they are disjoint",
        a(first),
        a(second)
    )]
    Disjoint {
        /// The entity.
        entity: String,
        /// One of its types.
        first: String,
        /// The other.
        second: String,
    },
    /// A value that is wrong on its own, whatever the schema.
    #[error(transparent)]
    Value(#[from] ValueError),
    /// A value that a property, a relation or an argument of a call does not take.
    #[error("\"{name}\" does not take \"{value}\": {reason}")]
    Argument {
        /// The property, relation or argument.
        name: String,
        /// What was given, as text.
        value: String,
        /// What is wrong with it, and what is right.
        reason: String,
    },
    /// Something in the graph stands against it: a second value of a functional property, a claim
    /// that holds what should go, a merge of two things that cannot be one.
    #[error("\"{entity}\" {reason}")]
    Conflict {
        /// The entity or claim.
        entity: String,
        /// What it has or is already, and what to do, as the rest of the sentence.
        reason: String,
    },
    /// A file of types and relations breaks the syntax of Turtle or a rule for extensions.
    #[error("{path}{}: {reason}", Position(*line, *column))]
    Ontology {
        /// The file, or the name that the text was given.
        path: String,
        /// The line, from 1; 0 where the whole file is meant.
        line: u32,
        /// The column in characters, from 1; only of syntax errors.
        column: Option<u32>,
        /// The term that the rule is about, as the file writes it; empty in a syntax error.
        term: String,
        /// What is wrong and how to mend it; it names the term.
        reason: String,
    },
    /// A file of types and relations cannot be read.
    #[error("\"{path}\" cannot be read: {source}")]
    File {
        /// The file.
        path: String,
        /// What the system says; [`std::io::ErrorKind::NotFound`] where there is no such file.
        source: std::io::Error,
    },
}

/// An end of a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum End {
    /// The subject, checked against the domain.
    Subject,
    /// The object, checked against the range.
    Object,
}

impl fmt::Display for End {
    /// With its article: `a subject`, `an object`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Subject => "a subject",
            Self::Object => "an object",
        })
    }
}

/// Something in a file of types and relations that is no error, but that its author should know of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The file, or the name that the text was given.
    pub path: String,
    /// The line, from 1.
    pub line: u32,
    /// The term, as the file writes it.
    pub term: String,
    /// What was found and what was made of it.
    pub message: String,
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            line,
            message,
            ..
        } = self;
        write!(f, "{path}{}: {message}", Position(*line, None))
    }
}

/// `:12:7`, `:12` or nothing.
struct Position(u32, Option<u32>);

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0, self.1) {
            (0, _) => Ok(()),
            (line, None) => write!(f, ":{line}"),
            (line, Some(column)) => write!(f, ":{line}:{column}"),
        }
    }
}

/// A name in quotes with the article that its first letter asks for: `a "Summit"`, `an "Agent"`.
pub(super) fn a(name: &str) -> String {
    let local = name.rsplit(':').next().unwrap_or(name);
    let article = if local.starts_with(['A', 'E', 'I', 'O', 'a', 'e', 'i', 'o']) {
        "an"
    } else {
        "a"
    };
    format!("{article} \"{name}\"")
}

//! What an engine is asked to do.

use oxigraph::io::RdfFormat;
use oxigraph::model::{Quad, Triple};
use oxigraph::sparql::results::QueryResultsFormat;

use crate::files::{Data, Document, Sparql};

/// Why an engine did not do it.
#[derive(Debug)]
pub enum Failure {
    /// It takes what it was given for badly formed, which a negative test waits for.
    Syntax(String),
    /// Anything else.
    Other(String),
}

impl Failure {
    pub fn other(error: impl ToString) -> Self {
        Self::Other(error.to_string())
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Syntax(message) => write!(f, "a syntax error: {message}"),
            Self::Other(message) => f.write_str(message),
        }
    }
}

/// What a query gives.
pub enum Answer {
    /// The rows of a SELECT, written in the format that was asked for.
    Rows(Vec<u8>),
    Truth(bool),
    Graph(Vec<Triple>),
}

/// One column of the table.
pub trait Engine {
    /// Reads a document.
    fn read(&self, document: &Document) -> Result<Vec<Quad>, Failure>;

    /// Reads a document and writes it in a format.
    fn write(&self, document: &Document, format: RdfFormat) -> Result<Vec<u8>, Failure>;

    /// Whether a document, written in each format that can hold it and read again, is what it was.
    fn comes_back(&self, document: &Document) -> Result<(), String>;

    /// Answers a query; rows leave in a format.
    fn query(
        &self,
        data: &Data,
        query: &Sparql,
        format: QueryResultsFormat,
    ) -> Result<Answer, Failure>;

    /// Does what a request says; what is then there.
    fn update(&self, data: &Data, request: &Sparql) -> Result<Vec<Quad>, Failure>;
}

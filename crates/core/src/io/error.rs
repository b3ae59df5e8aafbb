//! What is wrong with what is read.

use crate::model::Severity;
use crate::report::{Problem, Report};

/// A document or file that cannot be read; the graph is as it was.
///
/// # Example
/// ```
/// use rawabit::{Error, Format, Graph, ReadError, ReadOptions};
/// let options = ReadOptions::new().format(Format::Turtle);
/// let turtle = "<http://example.org/a>\n  ex:knows <http://example.org/b> .";
/// let error = Graph::new().read_from(turtle.as_bytes(), options).unwrap_err();
/// let Error::Read(ReadError::Syntax { line, column, .. }) = error else {
///     panic!("it is a mistake of syntax")
/// };
/// assert_eq!((line, column), (2, 3));
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// A file that the system does not give.
    #[error("\"{path}\" cannot be read: {source}")]
    File {
        /// The file.
        path: String,
        /// What the system says; [`std::io::ErrorKind::NotFound`] where there is no such file.
        source: std::io::Error,
    },
    /// A syntax error.
    #[error("{path}:{line}:{column}: {message}{}", below(place))]
    Syntax {
        /// The file, or what stands for it.
        path: String,
        /// The line, from 1.
        line: u64,
        /// The column in characters, from 1.
        column: u64,
        /// What was expected, and what stands there.
        message: String,
        /// The line of the document, and a caret under the place; empty where it is no longer at hand.
        place: String,
        /// The same as a report.
        report: Box<Report>,
    },
    /// What was read makes no sense, or not together with the graph.
    #[error("{path}: {}", Problems(report))]
    Content {
        /// The file, or what stands for it.
        path: String,
        /// Every problem, up to a hundred, with its place.
        report: Box<Report>,
    },
    /// It is not clear what format something is in, or it is none of ours.
    #[error("{path}: the format is not clear{hint}; formats are {formats}")]
    Format {
        /// The file, or what stands for it.
        path: String,
        /// What was looked at, beginning with `: `; may be empty.
        hint: String,
        /// The formats that can be read, and their file endings.
        formats: String,
    },
}

impl ReadError {
    /// The file, or what stands for it.
    #[must_use]
    pub fn path(&self) -> &str {
        match self {
            Self::File { path, .. }
            | Self::Syntax { path, .. }
            | Self::Content { path, .. }
            | Self::Format { path, .. } => path,
        }
    }

    /// The line and column of a syntax error, from 1.
    #[must_use]
    pub fn position(&self) -> Option<(u64, u64)> {
        match self {
            Self::Syntax { line, column, .. } => Some((*line, *column)),
            _ => None,
        }
    }

    /// The report, where there is one.
    #[must_use]
    pub fn report(&self) -> Option<&Report> {
        match self {
            Self::Syntax { report, .. } | Self::Content { report, .. } => Some(report),
            Self::File { .. } | Self::Format { .. } => None,
        }
    }

    /// The report; where there is none, one that has the error as its only problem.
    #[must_use]
    pub fn into_report(self) -> Report {
        let message = self.to_string();
        match self {
            Self::Syntax { report, .. } | Self::Content { report, .. } => *report,
            Self::File { .. } | Self::Format { .. } => {
                let mut report = Report::default();
                report.note(Problem::new(Severity::Error, "", message));
                report
            }
        }
    }
}

/// The line that is shown, where there is one.
fn below(place: &str) -> String {
    if place.is_empty() {
        String::new()
    } else {
        format!("\n{place}")
    }
}

/// The first error of a report, and how many there are more.
struct Problems<'a>(&'a Report);

impl std::fmt::Display for Problems<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut errors = self
            .0
            .problems()
            .iter()
            .filter(|p| p.severity == Severity::Error);
        match errors.next() {
            Some(first) => write!(f, "{first}")?,
            None => f.write_str("nothing was taken")?,
        }
        match errors.count() + self.0.unlisted() {
            0 => Ok(()),
            1 => f.write_str(" (and 1 more problem, in the report)"),
            n => write!(f, " (and {n} more problems, in the report)"),
        }
    }
}

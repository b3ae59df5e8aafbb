//! Why something could not be written.

use crate::io::Format;
use crate::{Error, SchemaError, StorageError};

/// What stops a writer.
pub(super) enum Failure {
    /// The system does not take it.
    Io(std::io::Error),
    /// The format cannot hold it.
    Cannot(Box<SchemaError>),
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<SchemaError> for Failure {
    fn from(error: SchemaError) -> Self {
        Self::Cannot(error.into())
    }
}

impl Failure {
    /// The error for a user: a fault of the file, or a wrong argument.
    pub(super) fn error(self, path: &str) -> Error {
        match self {
            Self::Io(source) => StorageError::Write {
                path: path.into(),
                source,
            }
            .into(),
            Self::Cannot(error) => (*error).into(),
        }
    }
}

/// The error for a format that cannot hold something, with those that can.
pub(super) fn cannot(format: Format, reason: &str, can: impl Fn(Format) -> bool) -> SchemaError {
    SchemaError::Argument {
        name: "format".into(),
        value: format.name().into(),
        reason: format!("{reason}; these formats can: {}", able(can)),
    }
}

/// The formats that can do something: `"turtle", "trig"`.
pub(super) fn able(can: impl Fn(Format) -> bool) -> String {
    let formats: Vec<String> = Format::WRITTEN
        .iter()
        .filter(|format| can(**format))
        .map(|format| format!("\"{format}\""))
        .collect();
    formats.join(", ")
}

/// The error for a format that is not known, with those that are.
pub(super) fn unknown(value: &str, reason: &str) -> SchemaError {
    SchemaError::Argument {
        name: "format".into(),
        value: value.into(),
        reason: format!(
            "{reason}; formats are {}",
            Format::list(Format::WRITTEN.iter().copied())
        ),
    }
}

//! What is wrong with a part of what is read, and how to mend it.

use crate::Error;
use crate::graph::EntityError;
use crate::schema::SchemaError;

/// What is wrong, and how to mend it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) hint: Option<String>,
    /// A type or relation is not known.
    pub(super) is_of_unknown: bool,
    /// A prefix is not known, which is mended in one way here and in another there.
    pub(super) is_of_prefix: bool,
}

impl Fault {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: None,
            is_of_unknown: false,
            is_of_prefix: false,
        }
    }

    /// The same with a further advice.
    pub(super) fn and_hint(mut self, further: &str) -> Self {
        self.hint = Some(match self.hint {
            Some(hint) => format!("{hint}; {further}"),
            None => further.into(),
        });
        self
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same with an advice where it has none.
    pub(super) fn or_hint(self, advice: &str) -> Self {
        let this = self.with_advice_apart();
        match this.hint {
            Some(_) => this,
            None => this.hint(advice),
        }
    }

    /// The same with the advice that ends its message as its hint, where it has none: what is wrong comes first,
    /// and behind a semicolon what to do.
    pub(super) fn with_advice_apart(mut self) -> Self {
        if self.hint.is_none() {
            let mut is_quoted = false;
            let at = self.message.char_indices().find(|&(at, c)| {
                is_quoted ^= c == '"';
                c == ';' && !is_quoted && self.message[at..].starts_with("; ")
            });
            if let Some((at, _)) = at {
                self.hint = Some(self.message[at + 2..].to_owned());
                self.message.truncate(at);
            }
        }
        self
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
            is_of_unknown: false,
            is_of_prefix: false,
        }
    }
}

impl From<SchemaError> for Fault {
    fn from(mut error: SchemaError) -> Self {
        let (mut is_of_prefix, mut is_of_unknown) = (false, false);
        let hint = match &mut error {
            SchemaError::Unknown { kind, hint, .. } => {
                is_of_prefix = *kind == "prefix";
                is_of_unknown = !is_of_prefix;
                std::mem::take(hint)
            }
            SchemaError::Ends { hint, .. } => std::mem::take(hint),
            _ => String::new(),
        };
        Self {
            is_of_unknown,
            is_of_prefix,
            ..Self::advised(error.to_string(), &hint)
        }
    }
}

impl From<EntityError> for Fault {
    fn from(mut error: EntityError) -> Self {
        let mut is_of_prefix = false;
        let hint = match &mut error {
            EntityError::Unknown { hint, .. } => std::mem::take(hint).as_str().to_owned(),
            EntityError::Prefix { .. } => {
                is_of_prefix = true;
                String::new()
            }
            EntityError::Ambiguous { .. } | EntityError::Outside { .. } => String::new(),
        };
        Self {
            is_of_prefix,
            ..Self::advised(error.to_string(), &hint)
        }
    }
}

impl From<crate::model::ValueError> for Fault {
    fn from(error: crate::model::ValueError) -> Self {
        let text = error.to_string();
        match (error, text.split_once("; ")) {
            (crate::model::ValueError::Base { .. }, Some((message, hint))) => {
                Self::new(message).hint(hint)
            }
            _ => Self::new(text),
        }
    }
}

/// `"a", "b" and "c"`.
pub(super) fn quoted<S: AsRef<str>>(words: &[S]) -> String {
    match words {
        [] => String::new(),
        [only] => format!("\"{}\"", only.as_ref()),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("\"{}\" and \"{}\"", first.join("\", \""), last.as_ref())
        }
    }
}

//! One thing that is wrong, or worth knowing.

use std::fmt;

use crate::model::{Iri, Severity, Term};

/// One thing that is wrong, or worth knowing.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Problem {
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop, without the place.
    pub message: String,
    /// Where: of a read a JSON path counted from 0 (`relations[13]`), a line and column from 1 (`12:7`),
    /// or a row from 1 with its column (`row 3, column "end"`); of a check the relation (`startDate`);
    /// empty where the whole is meant.
    pub place: String,
    /// The id of the entity, relation or claim it is about, as the document or the graph has it.
    pub entity: Option<String>,
    /// How to mend it.
    pub hint: Option<String>,
    /// The same in terms, where a check found it.
    pub(super) finding: Option<Box<Finding>>,
}

/// What a check found, in the terms of the graph.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Finding {
    /// What it is about.
    pub(crate) focus: Term,
    /// The relation.
    pub(crate) path: Option<Iri>,
    /// The object that is wrong.
    pub(crate) value: Option<Term>,
    /// The IRI of the constraint component of SHACL that would find it.
    pub(crate) component: &'static str,
}

impl Problem {
    /// A problem at a place.
    pub(crate) fn new(
        severity: Severity,
        place: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            severity,
            message: message.into(),
            place: place.into(),
            entity: None,
            hint: None,
            finding: None,
        }
    }

    /// The same about an entity or relation.
    pub(crate) fn about(mut self, id: impl Into<String>) -> Self {
        self.entity = Some(id.into());
        self
    }

    /// The same with what to do.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same with what was found, in terms.
    pub(crate) fn found(mut self, finding: Finding) -> Self {
        self.finding = Some(Box::new(finding));
        self
    }
}

impl fmt::Display for Problem {
    /// `relations[13] ("r014"): quote does not match …; how to mend it`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.place)?;
        if let Some(entity) = &self.entity {
            write!(
                f,
                "{}(\"{entity}\")",
                if self.place.is_empty() { "" } else { " " }
            )?;
        }
        if !self.place.is_empty() || self.entity.is_some() {
            f.write_str(": ")?;
        }
        f.write_str(&self.message)?;
        if let Some(hint) = &self.hint {
            write!(f, "; {hint}")?;
        }
        Ok(())
    }
}

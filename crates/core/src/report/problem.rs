//! One thing that is wrong, or worth knowing.

use std::borrow::Cow;
use std::fmt;

use crate::model::{Iri, Severity, Term};

/// One thing that is wrong, or worth knowing.
///
/// # Example
/// ```
/// use rawabit::{Format, Graph, ReadOptions};
/// let json = r#"{ "rawabit_format": "1", "base": "https://example.org/id/", "documents": [], "relations": [],
///     "entities": [{ "id": "wps", "type": "Sumit", "name": { "en": "World Police Summit" } }] }"#;
/// let options = ReadOptions::new().format(Format::Json).strict(false);
/// let report = Graph::new().read_from(json.as_bytes(), options)?;
/// let problem = &report.problems()[0];
/// assert_eq!(problem.place, "entities[0].type");
/// assert_eq!(problem.hint.as_deref(), Some("did you mean \"Summit\"?"));
/// # Ok::<(), rawabit::Error>(())
/// ```
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
#[non_exhaustive]
pub struct Finding {
    /// What it is about.
    pub focus: Term,
    /// The relation.
    pub path: Option<Iri>,
    /// The object that is wrong.
    pub value: Option<Term>,
    /// The IRI of the constraint component of SHACL that would find it.
    pub component: Cow<'static, str>,
}

impl Finding {
    /// What a constraint component of SHACL, by its IRI, would find about a thing.
    #[must_use]
    pub fn new(focus: Term, component: impl Into<Cow<'static, str>>) -> Self {
        Self {
            focus,
            path: None,
            value: None,
            component: component.into(),
        }
    }

    /// The same of a relation, and of the object that is wrong.
    #[must_use]
    pub fn at(self, path: Option<Iri>, value: Option<Term>) -> Self {
        Self {
            path,
            value,
            ..self
        }
    }
}

impl Problem {
    /// A problem at a place.
    #[must_use]
    pub fn new(severity: Severity, place: impl Into<String>, message: impl Into<String>) -> Self {
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
    #[must_use]
    pub fn about(mut self, id: impl Into<String>) -> Self {
        self.entity = Some(id.into());
        self
    }

    /// The same with what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same with what was found, in terms.
    #[must_use]
    pub fn found(mut self, finding: Finding) -> Self {
        self.finding = Some(Box::new(finding));
        self
    }

    /// The same in the terms of the graph, where a check found it.
    #[must_use]
    pub fn finding(&self) -> Option<&Finding> {
        self.finding.as_deref()
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

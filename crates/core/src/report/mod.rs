//! What a read or a check did and found.

use std::collections::BTreeMap;
use std::fmt;

/// How grave a problem is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Gravity {
    /// Something that was refused.
    Error,
    /// Something that was taken, and is worth a look.
    Warning,
    /// Something that was left out on purpose.
    Notice,
}

impl Gravity {
    /// `"error"`, `"warning"` or `"notice"`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Notice => "notice",
        }
    }
}

/// One thing that is wrong, or worth knowing.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Problem {
    /// How grave it is.
    pub gravity: Gravity,
    /// What is wrong: lower case, no full stop, without the place.
    pub message: String,
    /// Where: a JSON path counted from 0 (`relations[13]`), or a line and column from 1 (`12:7`); empty
    /// where the whole is meant.
    pub place: String,
    /// The id of the entity or relation it is about, as the document has it.
    pub entity: Option<String>,
    /// How to mend it.
    pub hint: Option<String>,
}

impl Problem {
    /// A problem at a place.
    pub(crate) fn new(
        gravity: Gravity,
        place: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            gravity,
            message: message.into(),
            place: place.into(),
            entity: None,
            hint: None,
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

/// What a read did and found: it accounts for everything that came, and is never silent about what
/// was left out.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Report {
    counts: BTreeMap<&'static str, usize>,
    problems: Vec<Problem>,
    /// Problems beyond those that are listed.
    more: usize,
}

/// So many problems are listed; further ones are counted.
pub(crate) const LISTED: usize = 100;

impl Report {
    /// Whether there are no errors; warnings may be there.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.problems.iter().all(|p| p.gravity != Gravity::Error)
    }

    /// How many of what: `"entities"`, `"claims"`, `"triples"`, `"documents"`, `"merged"` (there
    /// already), `"refused"`, `"schema"` (equal to the schema's own and skipped). What did not occur is
    /// not in it.
    #[must_use]
    pub fn counts(&self) -> &BTreeMap<&'static str, usize> {
        &self.counts
    }

    /// How many of one kind.
    #[must_use]
    pub fn count(&self, what: &str) -> usize {
        self.counts.get(what).copied().unwrap_or(0)
    }

    /// The first hundred problems, errors among them first; [`unlisted`](Self::unlisted) tells how
    /// many more there were.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// How many problems were counted and not listed.
    #[must_use]
    pub fn unlisted(&self) -> usize {
        self.more
    }

    pub(crate) fn add(&mut self, what: &'static str, n: usize) {
        if n > 0 {
            *self.counts.entry(what).or_default() += n;
        }
    }

    pub(crate) fn note(&mut self, problem: Problem) {
        if self.problems.len() < LISTED {
            // Errors first, each kind in the order in which they came.
            let at = self
                .problems
                .partition_point(|p| p.gravity <= problem.gravity);
            self.problems.insert(at, problem);
        } else if let Some(last) = self.problems.last()
            && problem.gravity < last.gravity
        {
            self.problems.pop();
            self.more += 1;
            let at = self
                .problems
                .partition_point(|p| p.gravity <= problem.gravity);
            self.problems.insert(at, problem);
        } else {
            self.more += 1;
        }
    }
}

impl fmt::Display for Report {
    /// The counts on one line, then a line for each problem.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts: Vec<String> = self
            .counts
            .iter()
            .map(|(k, n)| format!("{n} {k}"))
            .collect();
        f.write_str(if counts.is_empty() { "nothing" } else { "" })?;
        f.write_str(&counts.join(", "))?;
        for problem in &self.problems {
            write!(f, "\n{}: {problem}", problem.gravity.as_str())?;
        }
        if self.more > 0 {
            write!(f, "\nand {} more", self.more)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_listed_before_warnings_and_the_rest_is_counted() {
        let mut report = Report::default();
        for n in 0..150 {
            report.note(Problem::new(
                Gravity::Warning,
                format!("entities[{n}]"),
                "odd",
            ));
        }
        report.note(
            Problem::new(Gravity::Error, "relations[13]", "wrong")
                .about("r014")
                .hint("mend it"),
        );
        assert_eq!(
            (report.problems().len(), report.unlisted(), report.is_ok()),
            (100, 51, false)
        );
        assert_eq!(
            report.problems()[0].to_string(),
            "relations[13] (\"r014\"): wrong; mend it"
        );
    }
}

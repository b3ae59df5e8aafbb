//! What a read or a check did and found.

mod excerpt;
mod problem;
mod rdf;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

pub(crate) use excerpt::excerpt;
pub use problem::{Finding, Problem};

use crate::model::Severity;
use crate::table::{Table, Values};

/// What a read or a check did and found: it accounts for everything that came, and is never silent
/// about what was left out.
///
/// # Example
/// ```
/// use rawabit::{Format, Graph, ReadOptions};
/// let turtle = "<http://e/a> a <http://e/T> .\n<http://e/b> a nope:T .\n";
/// let options = ReadOptions::new().format(Format::Turtle).strict(false);
/// let report = Graph::new().read_from(turtle.as_bytes(), options)?;
/// assert_eq!((report.count("triples"), report.count("refused")), (1, 1));
/// assert!(!report.is_ok());
/// assert_eq!(report.problems()[0].place, "2:16");
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Report {
    counts: BTreeMap<Cow<'static, str>, usize>,
    problems: Vec<Problem>,
    /// Problems beyond those that are listed.
    more: usize,
    /// So many are listed beyond the usual hundred.
    further: usize,
}

/// What a report counts even where there is none of it.
const ALWAYS: [&str; 5] = ["claims", "entities", "merged", "refused", "triples"];

/// So many problems are listed; further ones are counted.
pub(crate) const LISTED: usize = 100;

/// So many where every one is asked for; each is some hundred bytes.
pub(crate) const LISTED_ALL: usize = 100_000;

impl Report {
    /// Whether there are no errors; warnings may be there.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.problems.iter().all(|p| p.severity != Severity::Error)
    }

    /// How many of what: `"entities"`, `"claims"`, `"triples"`, `"merged"` (there already) and `"refused"`, each also
    /// where it is none; where they occur also `"documents"`, `"held back"` (good, and not taken since others were refused), `"schema"` (equal to the schema's own and skipped); of a check how many
    /// were looked at, and how many `"errors"`, `"warnings"` and `"notices"` there are.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<&str, usize> {
        let mut counts: BTreeMap<&str, usize> = ALWAYS.into_iter().map(|what| (what, 0)).collect();
        counts.extend(self.counts.iter().map(|(what, n)| (&**what, *n)));
        counts
    }

    /// How many of one kind.
    #[must_use]
    pub fn count(&self, what: &str) -> usize {
        self.counts.get(what).copied().unwrap_or(0)
    }

    /// The first hundred problems of a read (the first hundred thousand of a table, and of RDF where it went on), or the first hundred of each kind that a check found,
    /// errors before warnings; [`unlisted`](Self::unlisted) tells how many more there were.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// How many problems were counted and not listed.
    #[must_use]
    pub fn unlisted(&self) -> usize {
        self.more
    }

    /// The problems as a table: columns `severity`, `message`, `where`, `entity` and `hint`.
    ///
    /// # Complexity
    /// O(n) in the problems that are listed.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Cell, Describe, Graph, Relate};
    /// let graph = Graph::new();
    /// graph.country("QA")?;
    /// graph.country("AE")?;
    /// graph.relate("qatar", "meetsWith", "united-arab-emirates", Relate::new())?;
    /// let table = graph.validate().table();
    /// assert_eq!(table.columns().collect::<Vec<_>>(), ["severity", "message", "where", "entity", "hint"]);
    /// assert_eq!(table.cell(0, 2), Some(Cell::Text("source")));
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    #[must_use]
    pub fn table(&self) -> Table {
        let column = |of: &dyn Fn(&Problem) -> Option<String>| {
            Values::Text(self.problems.iter().map(of).collect())
        };
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Table::new()
            .with("severity", column(&|p| some(p.severity.as_str())))
            .with("message", column(&|p| some(&p.message)))
            .with("where", column(&|p| some(&p.place)))
            .with("entity", column(&|p| p.entity.clone()))
            .with("hint", column(&|p| p.hint.clone()))
    }

    /// A report of what was counted and found, in any order, and of how many further problems there were: such as one
    /// that was kept elsewhere.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Problem, Report, Severity};
    /// let problem = Problem::new(Severity::Error, "relations[13]", "no entity \"qatr\"").hint("add it");
    /// let report = Report::of([("claims".into(), 2)], vec![problem], 0);
    /// assert_eq!((report.count("claims"), report.is_ok()), (2, false));
    /// ```
    #[must_use]
    pub fn of(
        counts: impl IntoIterator<Item = (Cow<'static, str>, usize)>,
        mut problems: Vec<Problem>,
        more: usize,
    ) -> Self {
        problems.sort_by_key(|problem| problem.severity);
        Self {
            counts: counts.into_iter().filter(|(_, n)| *n > 0).collect(),
            problems,
            more,
            further: 0,
        }
    }

    /// One that lists every mistake, as far as memory allows.
    pub(crate) fn of_every_mistake() -> Self {
        Self {
            further: LISTED_ALL - LISTED,
            ..Self::default()
        }
    }

    pub(crate) fn add(&mut self, what: &'static str, n: usize) {
        if n > 0 {
            *self.counts.entry(what.into()).or_default() += n;
        }
    }

    /// Takes note of problems that are counted and not listed.
    pub(crate) fn count_more(&mut self, n: usize) {
        self.more += n;
    }

    pub(crate) fn note(&mut self, problem: Problem) {
        if self.problems.len() < LISTED + self.further {
            // Errors first, each kind in the order in which they came.
            let at = self
                .problems
                .partition_point(|p| p.severity <= problem.severity);
            self.problems.insert(at, problem);
        } else if let Some(last) = self.problems.last()
            && problem.severity < last.severity
        {
            self.problems.pop();
            self.more += 1;
            let at = self
                .problems
                .partition_point(|p| p.severity <= problem.severity);
            self.problems.insert(at, problem);
        } else {
            self.more += 1;
        }
    }
}

impl fmt::Display for Report {
    /// The counts on one line, then a line for each of the first hundred problems.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts: Vec<String> = self
            .counts
            .iter()
            .map(|(k, n)| format!("{n} {k}"))
            .collect();
        f.write_str(if counts.is_empty() { "nothing" } else { "" })?;
        f.write_str(&counts.join(", "))?;
        for problem in self.problems.iter().take(LISTED) {
            write!(f, "\n{}: {problem}", problem.severity.as_str())?;
        }
        let more = self.more + self.problems.len().saturating_sub(LISTED);
        if more > 0 {
            write!(f, "\nand {more} more")?;
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
                Severity::Warning,
                format!("entities[{n}]"),
                "odd",
            ));
        }
        report.note(
            Problem::new(Severity::Error, "relations[13]", "wrong")
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

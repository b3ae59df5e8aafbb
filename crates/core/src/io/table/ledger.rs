//! What became of each row, and what is wrong with those that were refused.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::graph::{Transaction, meant};
use crate::io::fault::Fault;
use crate::model::Severity;
use crate::model::did_you_mean;
use crate::report::{LISTED_ALL, Problem, Report};

/// Where something stands: a row, from 0 here and from 1 in what is told, and a column of the table.
#[derive(Clone, Copy, Debug)]
pub(super) struct At<'a> {
    pub(super) row: usize,
    pub(super) column: Option<&'a str>,
}

impl std::fmt::Display for At<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "row {}", self.row + 1)?;
        match self.column {
            Some(column) => write!(f, ", column \"{column}\""),
            None => Ok(()),
        }
    }
}

/// The account of a table: every row that is refused is listed, as far as memory allows.
#[derive(Debug)]
pub(super) struct Ledger {
    counts: BTreeMap<&'static str, usize>,
    /// Each with its row; what is said of a column comes first.
    problems: Vec<(Option<usize>, Problem)>,
    /// Further ones.
    more: usize,
    errors: usize,
    refused: Vec<bool>,
    /// What entities go by, looked up when the first reference leads nowhere.
    words: Option<Vec<(String, String)>>,
    advice: FxHashMap<String, String>,
    /// What may still be spent on advice, in comparisons of words.
    budget: usize,
}

/// A second or two.
const BUDGET: usize = 2_000_000;

impl Ledger {
    pub(super) fn new(rows: usize) -> Self {
        Self {
            counts: BTreeMap::new(),
            problems: Vec::new(),
            more: 0,
            errors: 0,
            refused: vec![false; rows],
            words: None,
            advice: FxHashMap::default(),
            budget: BUDGET,
        }
    }

    /// Whether one more error would be listed; if not it need not be worded with care.
    pub(super) fn is_listing(&self) -> bool {
        self.errors < LISTED_ALL
    }

    pub(super) fn count(&mut self, what: &'static str, n: usize) {
        if n > 0 {
            *self.counts.entry(what).or_default() += n;
        }
    }

    pub(super) fn has_errors(&self) -> bool {
        self.errors > 0
    }

    pub(super) fn is_refused(&self, row: usize) -> bool {
        self.refused[row]
    }

    pub(super) fn rows(&self) -> usize {
        self.refused.len()
    }

    pub(super) fn refused(&self) -> usize {
        self.refused.iter().filter(|refused| **refused).count()
    }

    /// Refuses a row. What is wrong is worded only where it is listed.
    pub(super) fn refuse(&mut self, at: At<'_>, fault: impl FnOnce(&mut Self) -> Fault) {
        self.errors += 1;
        self.refused[at.row] = true;
        if self.errors > LISTED_ALL {
            self.more += 1;
        } else {
            let fault = fault(self);
            self.note(Severity::Error, Some(at.row), at.to_string(), fault);
        }
    }

    pub(super) fn warn(&mut self, at: At<'_>, fault: impl FnOnce() -> Fault) {
        if self.problems.len() < LISTED_ALL {
            self.note(Severity::Warning, Some(at.row), at.to_string(), fault());
        } else {
            self.more += 1;
        }
    }

    /// Says something about a column.
    pub(super) fn notice(&mut self, column: &str, fault: Fault) {
        self.note(
            Severity::Notice,
            None,
            format!("column \"{column}\""),
            fault,
        );
    }

    fn note(&mut self, severity: Severity, row: Option<usize>, place: String, fault: Fault) {
        let fault = if fault.is_of_prefix {
            fault.and_hint("bind it to its namespace in the graph's prefixes")
        } else {
            fault.with_advice_apart()
        };
        let mut problem = Problem::new(severity, place, fault.message);
        if let Some(hint) = fault.hint {
            problem = problem.hint(hint);
        }
        self.problems.push((row, problem));
    }

    /// All of it, row by row.
    pub(super) fn report(mut self) -> Report {
        self.problems.sort_by_key(|(row, _)| *row);
        let problems = self.problems.into_iter().map(|(_, problem)| problem);
        let counts = self.counts.into_iter().map(|(what, n)| (what.into(), n));
        Report::of(counts, problems.collect(), self.more)
    }

    /// The fault of a reference to something that is neither in the graph nor made by the table.
    pub(super) fn unknown(&mut self, name: &str, kind: &str, tx: &Transaction) -> Fault {
        let fault = Fault::new(format!("no {kind} \"{name}\" in the graph"));
        match self.advice_on(name, tx).strip_prefix("; ") {
            Some(advice) => fault.hint(advice),
            None => fault,
        }
    }

    fn advice_on(&mut self, name: &str, tx: &Transaction) -> String {
        if let Some(advice) = self.advice.get(name) {
            return advice.clone();
        }
        let words = self.words.get_or_insert_with(|| tx.lens().entity_words());
        let advice = if words.len() <= self.budget {
            self.budget -= words.len();
            did_you_mean(&meant(name, words))
        } else {
            String::new()
        };
        self.advice.insert(name.into(), advice.clone());
        advice
    }
}

//! Which column of a table is what.

use super::ledger::Ledger;
use super::options::TableOptions;
use super::rows::Rows;
use crate::io::fault::{Fault, quoted};
use crate::model::{did_you_mean, nearest};
use crate::schema::SchemaError;

/// What a kind of table can have.
pub(super) trait Words {
    /// What a column can be.
    type Word: PartialEq;

    /// What a word means; nothing where it is none.
    ///
    /// # Errors
    /// [`SchemaError`] where it is one that is spelt wrong behind its `@` or `.`.
    fn read(&mut self, word: &str) -> Result<Option<Self::Word>, SchemaError>;

    /// The words that may have been meant.
    fn known(&self) -> Vec<String>;

    /// What one value for all rows stands in the place of.
    fn is_given(&self, word: &Self::Word) -> Option<&'static str>;
}

/// Finds out what each column is; those that are nothing are told.
///
/// # Errors
/// [`SchemaError::Argument`] where a column is asked for that is not there, has two that are the same,
/// or has values of which none can be read.
pub(super) fn lay_out<W: Words>(
    rows: &Rows,
    options: &TableOptions,
    words: &mut W,
    ledger: &mut Ledger,
) -> Result<Vec<(W::Word, usize)>, SchemaError> {
    let names: Vec<&str> = rows.columns().collect();
    if let Some((n, name)) = (names.iter().enumerate()).find(|(n, name)| names[..*n].contains(name))
    {
        let first = names.iter().position(|known| known == name).unwrap_or(n);
        let reason = format!(
            "its columns {} and {} both have this name",
            first + 1,
            n + 1
        );
        return Err(argument("table", name, reason));
    }
    let mut found: Vec<(W::Word, usize)> = Vec::new();
    for (word, column) in &options.columns {
        let Some(at) = names.iter().position(|name| name == column) else {
            let near = nearest(column, names.iter().copied(), 3);
            let hint = match did_you_mean(&near) {
                hint if hint.is_empty() => format!("; it has {}", quoted(&names)),
                hint => hint,
            };
            let reason = format!("the table has no such column{hint}");
            return Err(argument("columns", column, reason));
        };
        let Some(meant) = words.read(word)? else {
            let hint = hint(word, &words.known());
            let reason = format!("it is the name of nothing that such a table has; {hint}");
            return Err(argument("columns", word, reason));
        };
        if let Some(by) = words.is_given(&meant) {
            let reason = format!("{by} gives one value for all rows; leave one of the two out");
            return Err(argument("columns", word, reason));
        }
        found.push((meant, at));
    }
    for (at, name) in names.iter().enumerate() {
        if found.iter().any(|(_, taken)| *taken == at) {
            continue;
        }
        let fault = Fault::new("it is not read");
        match words.read(name)? {
            None => ledger.notice(name, fault.hint(hint(name, &words.known()))),
            Some(word) => {
                let given = words.is_given(&word);
                if let Some(by) = given {
                    ledger.notice(
                        name,
                        fault.hint(format!("{by} gives one value for all rows")),
                    );
                } else if let Some((_, other)) = found.iter().find(|(known, _)| *known == word) {
                    let reason = format!("\"{}\" is taken in its place", names[*other]);
                    ledger.notice(name, fault.hint(reason));
                } else {
                    found.push((word, at));
                }
            }
        }
    }
    for &(_, at) in &found {
        if let Some(kind) = rows.unreadable(at) {
            let reason = format!("its values are of the kind {kind}, of which nothing is read");
            return Err(argument("table", names[at], reason));
        }
    }
    Ok(found)
}

/// The error for a column that a table cannot do without.
pub(super) fn no_column(rows: &Rows, word: &str, or: &str) -> SchemaError {
    let names: Vec<&str> = rows.columns().collect();
    let reason = format!("it has no column \"{word}\"; say which one it is in columns{or}");
    argument("table", &names.join(", "), reason)
}

fn hint(name: &str, known: &[String]) -> String {
    let near = nearest(name, known.iter().map(String::as_str), 2);
    match did_you_mean(&near).strip_prefix("; ") {
        Some(hint) => hint.into(),
        None if known.len() < 24 => format!("known are {}", quoted(known)),
        None => format!("known are {}, …", quoted(&known[..8])),
    }
}

pub(super) fn argument(name: &str, value: &str, reason: impl Into<String>) -> SchemaError {
    SchemaError::Argument {
        name: name.into(),
        value: value.into(),
        reason: reason.into(),
    }
}

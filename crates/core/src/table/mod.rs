//! Columns of results: what counts, algorithms and checks give back.

#[cfg(feature = "arrow")]
mod arrow;
mod text;

use std::fmt;

#[cfg(feature = "arrow")]
pub(crate) use arrow::batch;
pub(crate) use text::render;
pub(crate) use text::width;
pub use text::{isolate, printable};

/// The values of one column; `None` is a missing value.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub enum Values {
    /// Text; of entities their ids.
    Text(Vec<Option<String>>),
    /// Whole numbers.
    Integer(Vec<Option<i64>>),
    /// Other numbers.
    Number(Vec<Option<f64>>),
    /// Truth values.
    Boolean(Vec<Option<bool>>),
    /// Several texts in each row.
    Texts(Vec<Vec<String>>),
}

impl Values {
    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Text(values) => values.len(),
            Self::Integer(values) => values.len(),
            Self::Number(values) => values.len(),
            Self::Boolean(values) => values.len(),
            Self::Texts(values) => values.len(),
        }
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn cell(&self, row: usize) -> Cell<'_> {
        match self {
            Self::Text(values) => values[row].as_deref().map_or(Cell::Missing, Cell::Text),
            Self::Integer(values) => values[row].map_or(Cell::Missing, Cell::Integer),
            Self::Number(values) => values[row].map_or(Cell::Missing, Cell::Number),
            Self::Boolean(values) => values[row].map_or(Cell::Missing, Cell::Boolean),
            Self::Texts(values) => Cell::Texts(&values[row]),
        }
    }
}

/// One value of a table.
#[derive(Clone, Copy, PartialEq, Debug)]
#[non_exhaustive]
pub enum Cell<'a> {
    /// No value.
    Missing,
    /// Text; of an entity its id.
    Text(&'a str),
    /// A whole number.
    Integer(i64),
    /// Another number.
    Number(f64),
    /// A truth value.
    Boolean(bool),
    /// Several texts.
    Texts(&'a [String]),
}

impl fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Integer(number) => number.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Boolean(value) => value.fmt(f),
            Self::Texts(texts) => f.write_str(&texts.join(", ")),
        }
    }
}

/// Columns of results, all of one length. Entity columns hold ids.
///
/// # Example
/// ```
/// use rawabit::{Cell, Graph};
/// let graph = Graph::new();
/// graph.country("QA")?;
/// let stats = graph.stats();
/// assert_eq!(stats.columns().collect::<Vec<_>>(), ["kind", "name", "count"]);
/// let entities = stats.rows().find(|row| row[0] == Cell::Text("entities")).unwrap();
/// assert_eq!(entities[2], Cell::Integer(1));
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Table {
    columns: Vec<(String, Values)>,
}

impl Table {
    /// A table without columns.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with one more column, which has as many rows as those that are there.
    #[must_use]
    pub(crate) fn with(mut self, name: impl Into<String>, values: Values) -> Self {
        debug_assert!(self.columns.is_empty() || self.len() == values.len());
        self.columns.push((name.into(), values));
        self
    }

    /// The names of the columns.
    #[must_use]
    pub fn columns(&self) -> impl ExactSizeIterator<Item = &str> {
        self.columns.iter().map(|(name, _)| name.as_str())
    }

    /// The values of a column.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Values> {
        self.columns
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, values)| values)
    }

    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.columns.first().map_or(0, |(_, values)| values.len())
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of a row and a column, both counted from 0.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> Option<Cell<'_>> {
        let (_, values) = self.columns.get(column)?;
        (row < values.len()).then(|| values.cell(row))
    }

    /// The rows, each a value for each column.
    #[must_use]
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Vec<Cell<'_>>> {
        (0..self.len()).map(|row| {
            self.columns
                .iter()
                .map(|(_, values)| values.cell(row))
                .collect()
        })
    }

    /// The same as an Arrow record batch: text, 64-bit integers and floats, booleans, lists of text.
    ///
    /// # Complexity
    /// O(n) in the values.
    #[cfg(feature = "arrow")]
    #[must_use]
    pub fn to_arrow(&self) -> arrow_array::RecordBatch {
        let columns = self.columns.iter();
        batch(
            self.len(),
            columns.map(|(name, values)| (name.clone(), arrow::of_values(values))),
        )
    }
}

impl fmt::Display for Table {
    /// The rows under their names, at most fifty, right-to-left text set apart.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.columns().collect();
        render(f, &names, self.len(), |row, column| {
            let cell = self.columns[column].1.cell(row);
            let number = matches!(cell, Cell::Integer(_) | Cell::Number(_));
            (cell.to_string(), number)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_by_row_and_by_column() {
        let table = Table::new()
            .with("name", Values::Text(vec![Some("قطر".into()), None]))
            .with("score", Values::Number(vec![Some(0.5), Some(12.0)]))
            .with(
                "claims",
                Values::Texts(vec![vec!["a".into(), "b".into()], vec![]]),
            );
        assert_eq!((table.len(), table.columns().len()), (2, 3));
        assert_eq!(table.cell(0, 0), Some(Cell::Text("قطر")));
        assert_eq!(
            (table.cell(1, 0), table.cell(2, 0)),
            (Some(Cell::Missing), None)
        );
        assert_eq!(
            table.to_string(),
            "name  score  claims\n────  ─────  ──────\n\u{2068}قطر\u{2069}     0.5  a, b\n         12"
        );
    }
}

//! A table that comes in: named columns, all of one length, and what stands in their cells.

use std::borrow::Cow;

use crate::graph::{EntityRef, Object, Reference};
use crate::io::fault::Fault;
use crate::model::{BlankNode, Instant, Iri, Literal, Time};

/// What stands in a cell of a table that comes in. Most things turn into one.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub enum Entry {
    /// Nothing.
    Missing,
    /// One value.
    One(Object),
    /// Several values.
    Many(Vec<Object>),
    /// Several, of which some are several themselves: places of evidence, a start and an end each.
    Lists(Vec<Self>),
    /// Something of a kind that nothing is read of: its row is refused where its column is read.
    Unread {
        /// As it is shown to a person.
        shown: String,
        /// What is wrong with it.
        reason: String,
    },
}

macro_rules! entry_from {
    ($($type:ty),* $(,)?) => {$(
        impl From<$type> for Entry {
            fn from(value: $type) -> Self {
                Self::One(value.into())
            }
        }

        impl From<Option<$type>> for Entry {
            fn from(value: Option<$type>) -> Self {
                value.map_or(Self::Missing, Self::from)
            }
        }

        impl From<Vec<$type>> for Entry {
            fn from(values: Vec<$type>) -> Self {
                Self::Many(values.into_iter().map(Object::from).collect())
            }
        }
    )*};
}

entry_from!(
    &str, String, Object, EntityRef, Iri, BlankNode, Literal, Time, i64, i32, u32, f64, bool,
);

/// A table that comes in: named columns, each row an entity or a claim.
///
/// # Example
/// ```
/// use rawabit::{Graph, Rows, TableOptions};
/// let graph = Graph::new();
/// let rows = Rows::new()
///     .with("id", ["qatar", "oman"])
///     .with("type", ["Country", "Country"])
///     .with("name@ar", ["قطر", "عُمان"])
///     .with("name@en", [Some("Qatar"), None]);
/// let report = graph.add_entities(&rows, TableOptions::new())?;
/// assert_eq!(report.count("entities"), 2);
/// assert_eq!(graph.entity("oman")?.name(), "عُمان");
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Rows {
    columns: Vec<(String, Values)>,
    len: usize,
}

/// The values of a column.
#[derive(Clone, Debug)]
enum Values {
    Given(Vec<Entry>),
    #[cfg(feature = "arrow")]
    Arrow(super::arrow::Column),
}

impl Rows {
    /// A table without columns.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with one more column; where columns differ in length, the shorter ones have nothing in
    /// their last rows.
    pub fn with<T: Into<Entry>>(
        mut self,
        name: impl Into<String>,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        let values: Vec<Entry> = values.into_iter().map(Into::into).collect();
        self.len = self.len.max(values.len());
        self.columns.push((name.into(), Values::Given(values)));
        self
    }

    /// A table from records: each names its own columns, and has nothing in those that only others name.
    ///
    /// # Complexity
    /// O(n) in the values, where few names are different.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Entry, Rows};
    /// let rows = Rows::from_records([
    ///     vec![("id", Entry::from("qatar")), ("type", "Country".into())],
    ///     vec![("id", "wps".into()), ("startDate", 2024.into())],
    /// ]);
    /// assert_eq!((rows.len(), rows.columns().collect::<Vec<_>>()), (2, vec!["id", "type", "startDate"]));
    /// ```
    pub fn from_records<N: AsRef<str>>(
        records: impl IntoIterator<Item = impl IntoIterator<Item = (N, Entry)>>,
    ) -> Self {
        let mut columns: Vec<(String, Vec<Entry>)> = Vec::new();
        let mut len = 0;
        for record in records {
            // Records mostly name the same columns in the same order.
            for (n, (name, entry)) in record.into_iter().enumerate() {
                let name = name.as_ref();
                let at = match columns.get(n) {
                    Some((known, _)) if known == name => n,
                    _ => columns
                        .iter()
                        .position(|(known, _)| known == name)
                        .unwrap_or_else(|| {
                            columns.push((name.into(), Vec::new()));
                            columns.len() - 1
                        }),
                };
                let values = &mut columns[at].1;
                values.resize(len, Entry::Missing);
                values.push(entry);
            }
            len += 1;
        }
        let given = |(name, values)| (name, Values::Given(values));
        Self {
            columns: columns.into_iter().map(given).collect(),
            len,
        }
    }

    #[cfg(feature = "arrow")]
    pub(super) fn of_arrow(columns: Vec<(String, super::arrow::Column)>, len: usize) -> Self {
        let arrow = |(name, column)| (name, Values::Arrow(column));
        Self {
            columns: columns.into_iter().map(arrow).collect(),
            len,
        }
    }

    /// The names of the columns.
    #[must_use]
    pub fn columns(&self) -> impl ExactSizeIterator<Item = &str> {
        self.columns.iter().map(|(name, _)| name.as_str())
    }

    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// What a column has that no cell can be made of, where it is so: the kind of its values.
    pub(super) fn unreadable(&self, column: usize) -> Option<String> {
        match &self.columns[column].1 {
            Values::Given(_) => None,
            #[cfg(feature = "arrow")]
            Values::Arrow(column) => column.unreadable(),
        }
    }

    /// Whether a cell that was given by itself holds a text that says nothing. In columns of Arrow that is how
    /// files write that there is nothing.
    pub(super) fn is_blank(&self, row: usize, column: usize) -> bool {
        match &self.columns[column].1 {
            Values::Given(values) => matches!(
                values.get(row),
                Some(Entry::One(Object::Text(text))) if text.trim().is_empty()
            ),
            #[cfg(feature = "arrow")]
            Values::Arrow(_) => false,
        }
    }

    /// What is wrong with a cell whatever its column is: it is of a kind that nothing is read of, or a list of
    /// lists where no places are wanted.
    pub(super) fn fault(&self, row: usize, column: usize, takes_places: bool) -> Option<Fault> {
        let is_nested = match &self.columns[column].1 {
            Values::Given(values) => match values.get(row)? {
                Entry::Lists(entries) => {
                    if let Some(unread) = entries.iter().find_map(unread) {
                        return Some(unread);
                    }
                    true
                }
                entry => return unread(entry),
            },
            #[cfg(feature = "arrow")]
            Values::Arrow(column) => column.is_nested(),
        };
        let is_nested = is_nested && !takes_places && self.cell(row, column).has_lists();
        is_nested.then(|| {
            let fault = Fault::new(format!(
                "\"{}\" is a list of lists",
                self.cell(row, column).shown()
            ));
            fault.hint("give one list of values; only evidence takes several (start, end)")
        })
    }

    pub(super) fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        match &self.columns[column].1 {
            Values::Given(values) => values.get(row).map_or(Cell::Missing, Cell::entry),
            #[cfg(feature = "arrow")]
            Values::Arrow(column) => column.cell(row),
        }
    }
}

/// What is wrong with an entry of a kind that nothing is read of.
fn unread(entry: &Entry) -> Option<Fault> {
    let Entry::Unread { shown, reason } = entry else {
        return None;
    };
    let fault = Fault::new(format!("\"{shown}\" {reason}"));
    Some(fault.hint("write a text, a number, a truth value, a date, or a list of these"))
}

/// A cell, as it is read. Nothing but white space, and NaN, is how tables write that there is nothing.
#[derive(Clone, Debug)]
pub(super) enum Cell<'r> {
    Missing,
    Text(&'r str),
    /// A date, by its days since 1970: what it is as text is wanted once for each.
    #[cfg_attr(
        not(feature = "arrow"),
        expect(dead_code, reason = "only Arrow has such days")
    )]
    Day(i64),
    /// Anything else that is one.
    Value(Cow<'r, Object>),
    /// Several; none of them is missing, and only places of evidence are lists.
    List(Vec<Cell<'r>>),
}

impl<'r> Cell<'r> {
    fn entry(entry: &'r Entry) -> Self {
        match entry {
            Entry::Missing | Entry::Unread { .. } => Self::Missing,
            Entry::One(object) => Self::of(Cow::Borrowed(object)),
            Entry::Many(objects) => {
                Self::list(objects.iter().map(|object| Self::of(Cow::Borrowed(object))))
            }
            Entry::Lists(entries) => Self::list(entries.iter().map(Self::entry)),
        }
    }

    fn has_lists(&self) -> bool {
        self.each().iter().any(|one| matches!(one, Self::List(_)))
    }

    pub(super) fn text(text: &'r str) -> Self {
        if text.trim().is_empty() {
            Self::Missing
        } else {
            Self::Text(text)
        }
    }

    pub(super) fn of(object: Cow<'r, Object>) -> Self {
        match object {
            Cow::Borrowed(Object::Text(text)) => Self::text(text),
            object => match &*object {
                Object::Number(number) if number.is_nan() => Self::Missing,
                Object::Text(text) if text.trim().is_empty() => Self::Missing,
                _ => Self::Value(object),
            },
        }
    }

    #[cfg(feature = "arrow")]
    pub(super) fn value(object: impl Into<Object>) -> Self {
        Self::of(Cow::Owned(object.into()))
    }

    pub(super) fn list(cells: impl Iterator<Item = Self>) -> Self {
        let mut all: Vec<Self> = cells
            .filter(|cell| !matches!(cell, Self::Missing))
            .collect();
        match all.len() {
            0 => Self::Missing,
            1 => all.swap_remove(0),
            _ => Self::List(all),
        }
    }

    /// What the entity that it names is called in errors.
    pub(super) fn label(&self) -> &str {
        match self {
            Self::Text(text) => text,
            _ => "it",
        }
    }

    pub(super) fn is_missing(&self) -> bool {
        matches!(self, Self::Missing)
    }

    /// What it has, one by one.
    pub(super) fn each(&self) -> &[Self] {
        match self {
            Self::Missing => &[],
            Self::List(all) => all,
            one => std::slice::from_ref(one),
        }
    }

    /// As the table has it, for errors.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Missing => String::new(),
            Self::Text(text) => (*text).into(),
            Self::Day(day) => object_of(*day).text(),
            Self::Value(object) => object.text(),
            Self::List(all) => all
                .iter()
                .map(Self::shown)
                .collect::<Vec<_>>()
                .join("\", \""),
        }
    }

    /// The word or words that it is, where it is one: a number is the text that it is written as.
    pub(super) fn words(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Text(text) => Some(Cow::Borrowed(text)),
            Self::Day(day) => Some(Cow::Owned(object_of(*day).text())),
            Self::Value(object) => match &**object {
                Object::Text(text) => Some(Cow::Borrowed(text)),
                Object::Literal(literal) => Some(Cow::Borrowed(literal.lexical())),
                Object::Integer(number) => Some(Cow::Owned(number.to_string())),
                Object::Entity(EntityRef(Reference::Named(name))) => Some(Cow::Borrowed(name)),
                Object::Entity(EntityRef(
                    Reference::Exact(crate::Term::Iri(iri))
                    | Reference::Handle(crate::Term::Iri(iri), _),
                )) => Some(Cow::Borrowed(iri.as_str())),
                Object::Time(time) => Some(Cow::Borrowed(time.as_str())),
                _ => None,
            },
            Self::Missing | Self::List(_) => None,
        }
    }

    /// The literal that it is.
    pub(super) fn literal(&self) -> Option<&Literal> {
        match self {
            Self::Value(object) => match &**object {
                Object::Literal(literal) => Some(literal),
                _ => None,
            },
            _ => None,
        }
    }

    /// The truth value that it is.
    pub(super) fn truth(&self) -> Option<bool> {
        match self {
            Self::Value(object) => match **object {
                Object::Boolean(value) => Some(value),
                _ => None,
            },
            _ => None,
        }
    }

    /// The number that it is.
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Value(object) => match **object {
                Object::Number(number) => Some(number),
                _ => None,
            },
            _ => None,
        }
    }

    /// The place in a text that it is.
    pub(super) fn offset(&self) -> Option<u32> {
        match self {
            Self::Value(object) => match **object {
                Object::Integer(number) => u32::try_from(number).ok(),
                _ => None,
            },
            _ => None,
        }
    }

    /// What it is to a relation or a property.
    pub(super) fn object(&self) -> Object {
        match self {
            Self::Text(text) => Object::from(*text),
            Self::Day(day) => object_of(*day),
            Self::Value(object) => (**object).clone(),
            Self::Missing | Self::List(_) => Object::from(self.shown()),
        }
    }
}

/// The date of a day since 1970; one beyond the years that can be written is told where it is used.
fn object_of(day: i64) -> Object {
    let civil = Instant::from_micros(day.saturating_mul(DAY)).to_civil();
    match Time::from_civil_date(civil.year, civil.month, civil.day) {
        Ok(time) => time.into(),
        Err(_) => civil.to_string().into(),
    }
}

/// Microseconds.
pub(super) const DAY: i64 = 86_400_000_000;

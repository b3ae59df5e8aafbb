//! A claim as it is kept: the columns of its row, and the triples beside it.

use super::Snapshot;
use super::alias::Aliases;
use super::claim::{Modality, Polarity};
use crate::dictionary::{FALSE, Part};
use crate::index::{Field, Form, PREDICATES, Row};
use crate::model::id::{NONE, known};

/// The literal of a date, and whether a column takes it: what is not canonical, a date with a zone, is a
/// triple beside the row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Date {
    pub(crate) id: u32,
    is_canonical: bool,
}

impl Date {
    pub(super) fn new(id: u32, is_canonical: bool) -> Self {
        Self { id, is_canonical }
    }
}

/// A claim as it is stored: its columns, and the triples that say what it has no columns for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Columns {
    pub(crate) values: [u32; 8],
    /// Predicates and objects.
    pub(crate) beside: Vec<(u32, u32)>,
    pub(crate) asserts: bool,
}

impl Columns {
    pub(crate) fn new(modality: Modality, polarity: Polarity, asserted: Option<bool>) -> Self {
        let by_default = polarity == Polarity::Positive && modality.asserts();
        let mut columns = Self {
            values: [NONE; 8],
            beside: Vec::new(),
            asserts: asserted.unwrap_or(by_default),
        };
        columns.set(Field::Type, known::CLAIM);
        columns.set(Field::Modality, modality.id());
        columns.set(Field::Polarity, polarity.id());
        // Said though it would be so anyway: no view is to override it.
        if asserted == Some(false) && !by_default {
            columns.also(known::ASSERTED, &[FALSE]);
        }
        columns
    }

    pub(crate) fn set(&mut self, field: Field, value: u32) {
        self.values[field as usize] = value;
    }

    /// The start or the end.
    pub(crate) fn date(&mut self, field: Field, date: Date) {
        if date.is_canonical {
            self.set(field, date.id);
        } else {
            self.also(PREDICATES[field as usize], &[date.id]);
        }
    }

    pub(crate) fn evidence(&mut self, nodes: &[u32]) {
        match nodes {
            [only] => self.set(Field::Evidence, *only),
            several => self.also(known::EVIDENCE, several),
        }
    }

    /// Further objects of a predicate.
    pub(crate) fn also(&mut self, predicate: u32, objects: &[u32]) {
        self.beside
            .extend(objects.iter().map(|&object| (predicate, object)));
    }

    /// The row of a new claim on a statement, which has a triple term.
    pub(crate) fn row(&self, reifier: u32, statement: [u32; 3], triple: u32) -> Row {
        Row {
            statement,
            triple,
            graph: NONE,
            reifier,
            form: Form::Reifier,
            asserts: self.asserts,
            values: self.values,
        }
    }
}

/// What two claims on one statement may differ in, in the order in which it is told.
const PARTS: [(&str, &[u32]); 8] = [
    ("source", &[known::SOURCE]),
    ("confidence", &[known::CONFIDENCE]),
    ("hedge", &[known::HEDGE]),
    ("note", &[known::NOTE]),
    ("period", &[known::VALID_FROM, known::VALID_TO]),
    ("modality or polarity", &[known::MODALITY, known::POLARITY]),
    ("evidence", &[known::EVIDENCE]),
    ("attribution", &[known::ATTRIBUTED_TO]),
];

/// All that a claim says beside its statement, by its ids, to be held against another.
#[derive(Debug)]
pub(crate) struct Kept {
    /// The values of each predicate of [`PARTS`], sorted.
    values: Vec<(u32, Vec<u32>)>,
    asserts: bool,
}

impl Kept {
    /// What is to be written.
    pub(crate) fn of_columns(columns: &Columns) -> Self {
        Self::new(&columns.values, columns.asserts, |predicate| {
            let beside = columns.beside.iter();
            let fits = beside.filter(|(p, _)| *p == predicate);
            fits.map(|&(_, object)| object).collect()
        })
    }

    fn new(values: &[u32; 8], asserts: bool, beside: impl Fn(u32) -> Vec<u32>) -> Self {
        let predicates = PARTS.iter().flat_map(|(_, predicates)| *predicates);
        let values = predicates.map(|&predicate| {
            let mut all = beside(predicate);
            let column = PREDICATES.iter().position(|&p| p == predicate);
            let value = column.map_or(NONE, |column| values[column]);
            all.extend((value != NONE).then_some(value));
            // A foreign claim that does not say is a positive fact.
            all.extend(match predicate {
                known::MODALITY if all.is_empty() => Some(Modality::Fact.id()),
                known::POLARITY if all.is_empty() => Some(Polarity::Positive.id()),
                _ => None,
            });
            all.sort_unstable();
            all.dedup();
            (predicate, all)
        });
        Self {
            values: values.collect(),
            asserts,
        }
    }

    /// The same of the entities that are kept by now.
    fn resolved(mut self, aliases: &Aliases) -> Self {
        for (predicate, values) in &mut self.values {
            if matches!(*predicate, known::SOURCE | known::ATTRIBUTED_TO) {
                for id in &mut *values {
                    *id = aliases.resolve(*id);
                }
                values.sort_unstable();
                values.dedup();
            }
        }
        self
    }

    fn values(&self, predicate: u32) -> &[u32] {
        let found = self.values.iter().find(|(p, _)| *p == predicate);
        found.map_or(&[], |(_, values)| values)
    }

    /// In what another claim differs; nothing where the two say the same.
    pub(crate) fn difference(&self, other: &Self, snapshot: &Snapshot) -> Option<&'static str> {
        let differs = |predicate: &u32| {
            let (old, new) = (self.values(*predicate), other.values(*predicate));
            old != new
                && !(*predicate == known::CONFIDENCE
                    && numbers(old, snapshot) == numbers(new, snapshot))
        };
        let part = PARTS.iter().find(|(_, them)| them.iter().any(differs));
        match part {
            Some((part, _)) => Some(part),
            None => (self.asserts != other.asserts).then_some("asserted"),
        }
    }
}

/// However they are spelt: `0.90` is `0.9`.
fn numbers(ids: &[u32], snapshot: &Snapshot) -> Vec<Option<f64>> {
    let number = |&id: &u32| {
        snapshot.dictionary.with(id, |part| match part {
            Part::Literal(lexical, _) => lexical.parse().ok(),
            _ => None,
        })
    };
    ids.iter().map(number).collect()
}

impl Snapshot {
    /// What a row says beside its statement.
    pub(crate) fn kept(&self, row: &Row) -> Kept {
        Kept::new(&row.values, row.asserts, |predicate| {
            self.row_values(row, predicate)
        })
    }

    /// Whether a claim once said what is to be said now, and was revised since.
    pub(crate) fn was_kept(&self, row: &Row, new: &Kept) -> bool {
        let ends = self.history.ends_of(row.reifier);
        ends.into_iter().any(|ended| {
            let then = self.as_of(ended - 1);
            let mut old = then.claims_of_reifier(row.reifier);
            old.any(|old| {
                let kept = then.kept(&old).resolved(&self.aliases);
                self.aliases.resolved(old.statement) == row.statement
                    && kept.difference(new, &then).is_none()
            })
        })
    }

    /// Whether a row is exactly what is to be written, with nothing beside it: most are, of those that
    /// come again.
    pub(crate) fn is_kept(&self, row: &Row, columns: &Columns) -> bool {
        let about = [Some(row.reifier), None, None];
        row.values == columns.values
            && row.asserts == columns.asserts
            && columns.beside.is_empty()
            && self.stored(about, row.graph_is()).next().is_none()
    }
}

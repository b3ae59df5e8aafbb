//! The rows of claims: who says a statement, in which form, and whether that holds it.

use std::ops::Range;
use std::sync::OnceLock;

use super::Attribute;
use crate::column::{Bits, Column};
use crate::model::id::{self, Kind, NONE, known};

/// What a row of a claim keeps about its reifier; each is seen as a triple.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Field {
    Type,
    Source,
    Evidence,
    From,
    To,
    Confidence,
    Modality,
    Polarity,
}

/// The predicates of the columns, in their order.
pub(crate) const PREDICATES: [u32; 8] = [
    known::TYPE,
    known::SOURCE,
    known::EVIDENCE,
    known::VALID_FROM,
    known::VALID_TO,
    known::CONFIDENCE,
    known::MODALITY,
    known::POLARITY,
];

/// The form a claim came in, and is seen in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub(crate) enum Form {
    /// `reifier rdf:reifies <<( s p o )>>`
    Reifier,
    /// `reifier a rdf:Statement ; rdf:subject s ; rdf:predicate p ; rdf:object o`
    Statement,
}

/// One row: one reifier of one statement in one graph.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Row {
    pub(crate) statement: [u32; 3],
    /// The id of the statement as a triple term.
    pub(crate) triple: u32,
    /// The graph, [`NONE`] for the default one.
    pub(crate) graph: u32,
    pub(crate) reifier: u32,
    pub(crate) form: Form,
    /// Whether this claim holds its statement.
    pub(crate) asserts: bool,
    pub(crate) values: [u32; 8],
}

impl Row {
    pub(crate) fn get(&self, column: Field) -> u32 {
        self.values[column as usize]
    }

    /// Whether the reifier is an `rb:Claim`: only such a row can hold its statement.
    pub(crate) fn is_claim(&self) -> bool {
        self.get(Field::Type) == known::CLAIM
    }

    /// What names the row: statement, graph, reifier.
    pub(crate) fn key(&self) -> [u32; 5] {
        let [s, p, o] = self.statement;
        [s, p, o, self.graph, self.reifier]
    }

    /// The statement in its graph.
    pub(crate) fn quad(&self) -> [u32; 4] {
        let [s, p, o] = self.statement;
        [s, p, o, self.graph]
    }

    /// The ids in it.
    pub(crate) fn ids(&self) -> impl Iterator<Item = u32> + '_ {
        [self.triple, self.graph, self.reifier]
            .into_iter()
            .chain(self.values)
    }
}

const ASSERTS: u8 = 1;
const STATEMENT_FORM: u8 = 2;

/// The frozen rows, sorted by statement, graph and reifier.
#[derive(Default)]
pub(crate) struct Claims {
    triples: Column<u32>,
    graphs: Option<Column<u32>>,
    reifiers: Column<u32>,
    flags: Column<u8>,
    values: [Attribute; 8],
    /// Which resources are reifiers.
    is_reifier: Bits,
    /// Rows by reifier.
    by_reifier: Column<u32>,
    /// Where each reifier's rows begin in it, unless each has one.
    starts: Option<Column<u32>>,
    by_predicate: OnceLock<Column<u32>>,
    by_object: OnceLock<Column<u32>>,
}

impl Claims {
    /// From rows in any order, no two with one key; `resources` is the number of resources.
    pub(crate) fn build(mut rows: Vec<Row>, resources: u32) -> Self {
        if rows.is_empty() {
            return Self::default();
        }
        rows.sort_unstable_by_key(|r| (r.triple, r.graph, r.reifier));
        let mut by_reifier: Vec<u32> = (0..rows.len() as u32).collect();
        by_reifier.sort_by_key(|&row| rows[row as usize].reifier);
        let is_reifier = Bits::new(
            resources as usize,
            rows.iter().map(|r| id::index(r.reifier)),
        );
        let mut starts = Vec::new();
        let mut last = NONE;
        for (at, &row) in by_reifier.iter().enumerate() {
            let reifier = rows[row as usize].reifier;
            if reifier != last {
                starts.push(at as u32);
                last = reifier;
            }
        }
        let single = starts.len() == rows.len();
        starts.push(rows.len() as u32);
        let column = |c: usize| rows.iter().map(|r| r.values[c]).collect::<Vec<u32>>();
        Self {
            triples: rows.iter().map(|r| r.triple).collect(),
            graphs: rows
                .iter()
                .any(|r| r.graph != NONE)
                .then(|| rows.iter().map(|r| r.graph).collect()),
            reifiers: rows.iter().map(|r| r.reifier).collect(),
            flags: rows
                .iter()
                .map(|r| {
                    (u8::from(r.asserts) * ASSERTS)
                        | (u8::from(r.form == Form::Statement) * STATEMENT_FORM)
                })
                .collect(),
            values: std::array::from_fn(|c| Attribute::new(&column(c))),
            is_reifier,
            by_reifier: by_reifier.into(),
            starts: (!single).then(|| starts.into()),
            ..Self::default()
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.triples.len()
    }

    /// The row, given the parts of its statement.
    pub(crate) fn row(&self, row: u32, statement: [u32; 3]) -> Row {
        let at = row as usize;
        Row {
            statement,
            triple: self.triples[at],
            graph: self.graph(row),
            reifier: self.reifiers[at],
            form: self.form(row),
            asserts: self.asserts(row),
            values: std::array::from_fn(|c| self.values[c].get(row)),
        }
    }

    pub(crate) fn triple(&self, row: u32) -> u32 {
        self.triples[row as usize]
    }

    /// Whether any row is in a named graph.
    pub(crate) fn has_graphs(&self) -> bool {
        self.graphs.is_some()
    }

    pub(crate) fn graph(&self, row: u32) -> u32 {
        self.graphs
            .as_ref()
            .map_or(NONE, |graphs| graphs[row as usize])
    }

    pub(crate) fn reifier(&self, row: u32) -> u32 {
        self.reifiers[row as usize]
    }

    /// Whether a row holds its statement.
    pub(crate) fn asserts(&self, row: u32) -> bool {
        self.flags[row as usize] & ASSERTS != 0
    }

    pub(crate) fn form(&self, row: u32) -> Form {
        if self.flags[row as usize] & STATEMENT_FORM == 0 {
            Form::Reifier
        } else {
            Form::Statement
        }
    }

    pub(crate) fn attribute(&self, column: usize) -> &Attribute {
        &self.values[column]
    }

    /// The rows of a statement. O(log n).
    pub(crate) fn of_triple(&self, triple: u32) -> Range<u32> {
        let low = self.triples.partition_point(|&t| t < triple);
        let high = low + self.triples[low..].partition_point(|&t| t <= triple);
        low as u32..high as u32
    }

    /// The rows of the statements in a range of triple terms. O(log n).
    pub(crate) fn of_triples(&self, triples: Range<usize>) -> Range<u32> {
        let bound = |n: usize| {
            let id = id::id(Kind::Triple, n as u32);
            self.triples.partition_point(|&t| t < id) as u32
        };
        if triples.is_empty() {
            0..0
        } else {
            bound(triples.start)..bound(triples.end)
        }
    }

    /// The rows of a reifier. O(1).
    pub(crate) fn of_reifier(&self, reifier: u32) -> &[u32] {
        let Some(rank) = self.is_reifier.rank(id::index(reifier)) else {
            return &[];
        };
        match &self.starts {
            None => &self.by_reifier[rank..=rank],
            Some(starts) => &self.by_reifier[starts[rank] as usize..starts[rank + 1] as usize],
        }
    }

    /// The resources that are reifiers, ascending.
    pub(crate) fn reifiers(&self) -> impl Iterator<Item = u32> + '_ {
        self.is_reifier
            .iter()
            .map(|at| id::id(Kind::Resource, at as u32))
    }

    /// Whether a resource is a reifier. O(1).
    pub(crate) fn is_reifier(&self, resource: u32) -> bool {
        self.is_reifier.contains(id::index(resource))
    }

    /// The rows whose statement has this predicate (`part` 1) or object (`part` 2), ascending by
    /// row. O(log n), after O(n log n) the first time.
    pub(crate) fn of_part(
        &self,
        part: usize,
        value: u32,
        statement: impl Fn(u32) -> [u32; 3],
    ) -> &[u32] {
        let index = if part == 1 {
            &self.by_predicate
        } else {
            &self.by_object
        };
        let key = |row: &u32| statement(self.triples[*row as usize])[part];
        let index = index.get_or_init(|| {
            let mut keyed: Vec<(u32, u32)> =
                (0..self.len() as u32).map(|row| (key(&row), row)).collect();
            keyed.sort_unstable();
            keyed.into_iter().map(|(_, row)| row).collect()
        });
        let low = index.partition_point(|row| key(row) < value);
        let high = low + index[low..].partition_point(|row| key(row) <= value);
        &index[low..high]
    }

    pub(crate) fn bytes(&self) -> usize {
        let index = |i: &OnceLock<Column<u32>>| i.get().map_or(0, Column::bytes);
        self.triples.bytes()
            + self.graphs.as_ref().map_or(0, Column::bytes)
            + self.reifiers.bytes()
            + self.flags.bytes()
            + self.values.iter().map(Attribute::bytes).sum::<usize>()
            + self.is_reifier.bytes()
            + self.by_reifier.bytes()
            + self.starts.as_ref().map_or(0, Column::bytes)
            + index(&self.by_predicate)
            + index(&self.by_object)
    }
}

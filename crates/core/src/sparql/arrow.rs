//! The rows of a SELECT as Arrow has them: a column of one datatype has that type, any other is text.

use std::sync::Arc;

use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, Float64Array, Int64Array,
    LargeStringArray, RecordBatch, TimestampMicrosecondArray,
};
use oxsdatatypes::{Boolean, Decimal, Double, Integer};
use rustc_hash::FxHashMap;

use super::Solutions;
use super::order::is_integer;
use crate::model::id::{self, NONE};
use crate::model::vocab::xsd;
use crate::model::{Literal, Term, Time};

impl Solutions {
    /// The rows as an Arrow record batch.
    ///
    /// A column whose values are all of one datatype has that type, where they all fit: `xsd:integer`
    /// with all that derive from it is int64, `xsd:decimal` decimal128(38, 18), `xsd:double` and `xsd:float` float64, `xsd:boolean`
    /// bool, `xsd:date` without zones date32, `xsd:dateTime` and
    /// `xsd:dateTimeStamp` a timestamp in microseconds, of UTC where
    /// every value has a zone. Any other column is text: of resources their short ids, of literals
    /// their lexical form. Unbound is null.
    ///
    /// # Complexity
    /// O(n) in the values.
    #[must_use]
    pub fn to_arrow(&self) -> RecordBatch {
        let columns = self.variables().iter().enumerate();
        crate::table::batch(
            self.len(),
            columns.map(|(column, name)| (name.clone(), self.array(column))),
        )
    }

    fn array(&self, column: usize) -> ArrayRef {
        let mut known: FxHashMap<u32, usize> = FxHashMap::default();
        let mut terms: Vec<(u32, Term)> = Vec::new();
        // Most columns have few distinct values: each is looked at once.
        let places: Vec<Option<usize>> = (0..self.len())
            .map(|row| {
                let id = self.id(row, column);
                (id != NONE).then(|| {
                    *known.entry(id).or_insert_with(|| {
                        terms.push((id, self.term_of(id)));
                        terms.len() - 1
                    })
                })
            })
            .collect();
        typed(&terms, &places).unwrap_or_else(|| {
            let texts: Vec<String> = terms
                .iter()
                .map(|(id, term)| match term {
                    Term::Literal(literal) => literal.lexical().to_owned(),
                    _ if id::is_resource(*id) => self.view().lens().short(*id),
                    Term::Iri(iri) => iri.as_str().to_owned(),
                    other => other.to_string(),
                })
                .collect();
            let cells = places
                .iter()
                .map(|place| place.map(|at| texts[at].as_str()));
            Arc::new(cells.collect::<LargeStringArray>())
        })
    }
}

/// The column with a type of its own, where all its values are of one datatype and fit.
fn typed(terms: &[(u32, Term)], places: &[Option<usize>]) -> Option<ArrayRef> {
    let literals: Vec<&Literal> = terms
        .iter()
        .map(|(_, term)| match term {
            Term::Literal(literal) => Some(literal),
            _ => None,
        })
        .collect::<Option<_>>()?;
    let datatype = kind(literals.first()?.datatype());
    if literals
        .iter()
        .any(|literal| kind(literal.datatype()) != datatype)
    {
        return None;
    }
    Some(match datatype {
        xsd::INTEGER => {
            let values = all(&literals, |l| l.parse::<Integer>().ok().map(i64::from))?;
            Arc::new(spread(&values, places).collect::<Int64Array>())
        }
        xsd::DECIMAL => {
            // Both count in units of 10^-18.
            let values = all(&literals, |l| {
                let value: Decimal = l.parse().ok()?;
                let units = i128::from_be_bytes(value.to_be_bytes());
                (units.unsigned_abs() < 10_u128.pow(38)).then_some(units)
            })?;
            let array = spread(&values, places).collect::<Decimal128Array>();
            Arc::new(array.with_precision_and_scale(38, 18).ok()?)
        }
        xsd::DOUBLE | xsd::FLOAT => {
            let values = all(&literals, |l| l.parse::<Double>().ok().map(f64::from))?;
            Arc::new(spread(&values, places).collect::<Float64Array>())
        }
        xsd::BOOLEAN => {
            let values = all(&literals, |l| l.parse::<Boolean>().ok().map(bool::from))?;
            Arc::new(spread(&values, places).collect::<BooleanArray>())
        }
        xsd::DATE => {
            let values = all(&literals, |l| {
                let (micros, zoned) = instant(l, datatype)?;
                let days = i32::try_from(micros.div_euclid(86_400_000_000)).ok()?;
                (!zoned).then_some(days)
            })?;
            Arc::new(spread(&values, places).collect::<Date32Array>())
        }
        xsd::DATE_TIME => {
            let values = all(&literals, |l| instant(l, datatype))?;
            let zoned = values.first()?.1;
            if values.iter().any(|(_, z)| *z != zoned) {
                return None;
            }
            let micros: Vec<i64> = values.into_iter().map(|(micros, _)| micros).collect();
            let array = spread(&micros, places).collect::<TimestampMicrosecondArray>();
            Arc::new(if zoned {
                array.with_timezone("UTC")
            } else {
                array
            })
        }
        _ => return None,
    })
}

const DATE_TIME_STAMP: &str = "http://www.w3.org/2001/XMLSchema#dateTimeStamp";

/// The datatype that stands for one that is derived from it.
fn kind(datatype: &str) -> &str {
    match datatype {
        DATE_TIME_STAMP => xsd::DATE_TIME,
        _ if is_integer(datatype) => xsd::INTEGER,
        other => other,
    }
}

fn all<T>(literals: &[&Literal], read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    literals
        .iter()
        .map(|literal| read(literal.lexical()))
        .collect()
}

fn spread<'a, T: Copy>(
    values: &'a [T],
    places: &'a [Option<usize>],
) -> impl Iterator<Item = Option<T>> + 'a {
    places.iter().map(|place| place.map(|at| values[at]))
}

/// The microseconds of a date or time, and whether it has a zone; nothing where it is finer than that.
fn instant(lexical: &str, datatype: &str) -> Option<(i64, bool)> {
    let digits = lexical.split_once('.').map_or("", |(_, rest)| rest);
    let digits = digits.trim_end_matches(|c: char| !c.is_ascii_digit());
    if digits.bytes().take_while(u8::is_ascii_digit).count() > 6 {
        return None;
    }
    let time = Time::from_literal(lexical, datatype)?.ok()?;
    Some((time.earliest()?.micros(), time.is_zoned()))
}

//! One value for each row of a table.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::Mask;
use crate::column::Column;
use crate::model::id::NONE;

/// A column of ids, one for each row, [`NONE`] where a row has no value; as narrow as it can be.
///
/// The way back, from a value to its rows, is made when it is first asked for.
#[derive(Default)]
pub(crate) struct Attribute {
    values: Values,
    by_value: OnceLock<Column<u32>>,
}

#[derive(Default)]
enum Values {
    /// No row has a value.
    #[default]
    Absent,
    /// At most 256 different values: codes into the list of them.
    Coded(Column<u8>, Vec<u32>),
    Wide(Column<u32>),
}

impl Attribute {
    /// From the value of each row.
    pub(crate) fn new(values: &[u32]) -> Self {
        let mut book: Vec<u32> = Vec::new();
        let mut codes = Vec::with_capacity(values.len());
        for &value in values {
            let code = book.iter().position(|&v| v == value).unwrap_or_else(|| {
                book.push(value);
                book.len() - 1
            });
            let Ok(code) = u8::try_from(code) else {
                return Self {
                    values: Values::Wide(values.iter().copied().collect()),
                    ..Self::default()
                };
            };
            codes.push(code);
        }
        let values = if book.iter().all(|&v| v == NONE) {
            Values::Absent
        } else {
            Values::Coded(codes.into(), book)
        };
        Self {
            values,
            ..Self::default()
        }
    }

    /// The value of a row.
    pub(crate) fn get(&self, row: u32) -> u32 {
        match &self.values {
            Values::Absent => NONE,
            Values::Coded(codes, book) => book[codes[row as usize] as usize],
            Values::Wide(values) => values[row as usize],
        }
    }

    /// Keeps those rows of a mask whose value passes; each distinct value is judged once.
    pub(crate) fn retain(&self, mask: &mut Mask, passes: impl Fn(u32) -> bool) {
        match &self.values {
            Values::Absent => {
                if !passes(NONE) {
                    mask.retain(|_| false);
                }
            }
            Values::Coded(codes, book) => {
                let passes: Vec<bool> = book.iter().map(|&value| passes(value)).collect();
                mask.retain(|row| passes[codes[row] as usize]);
            }
            Values::Wide(values) => {
                let mut judged = FxHashMap::default();
                mask.retain(|row| {
                    let value = values[row];
                    *judged.entry(value).or_insert_with(|| passes(value))
                });
            }
        }
    }

    /// Whether no row has a value.
    pub(crate) fn is_absent(&self) -> bool {
        matches!(self.values, Values::Absent)
    }

    /// The rows that have the value, ascending. O(log n), after O(n log n) the first time.
    pub(crate) fn rows(&self, value: u32) -> &[u32] {
        let rows = match &self.values {
            Values::Absent => return &[],
            Values::Coded(_, book) if !book.contains(&value) => return &[],
            Values::Coded(codes, _) => codes.len(),
            Values::Wide(values) => values.len(),
        };
        let by_value = self.by_value.get_or_init(|| {
            let mut order: Vec<u32> = (0..rows as u32).collect();
            order.sort_by_key(|&row| self.get(row));
            order.into()
        });
        let low = by_value.partition_point(|&row| self.get(row) < value);
        let high = low + by_value[low..].partition_point(|&row| self.get(row) <= value);
        &by_value[low..high]
    }

    pub(crate) fn bytes(&self) -> usize {
        let values = match &self.values {
            Values::Absent => 0,
            Values::Coded(codes, _) => codes.bytes(),
            Values::Wide(values) => values.bytes(),
        };
        values + self.by_value.get().map_or(0, Column::bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrow_or_wide_a_value_finds_its_rows() {
        for different in [1, 200, 5_000] {
            let values: Vec<u32> = (0..10_000).map(|n| n * 7 % different).collect();
            let attribute = Attribute::new(&values);
            for value in [0, 5, 199, 4_999, 7_000] {
                let rows: Vec<u32> = (0..10_000)
                    .filter(|&n| values[n as usize] == value)
                    .collect();
                assert_eq!(attribute.rows(value), rows);
            }
            assert!((0..10_000).all(|n| attribute.get(n) == values[n as usize]));
            let mut mask = Mask::all(10_000);
            mask.retain(|row| row % 3 > 0);
            attribute.retain(&mut mask, |value| value % 5 == 0);
            let kept = |n: usize| !n.is_multiple_of(3) && values[n].is_multiple_of(5);
            assert!((0..10_000).all(|n| mask.get(n) == kept(n)));
        }
        assert!(Attribute::new(&[NONE; 3]).is_absent());
    }
}

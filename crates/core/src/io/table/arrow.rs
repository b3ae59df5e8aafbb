//! Tables that come in as Arrow: what lies in the arrays is read where it lies.

use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    ArrowDictionaryKeyType, ArrowPrimitiveType, Date32Type, Date64Type, Decimal32Type,
    Decimal64Type, Decimal128Type, Decimal256Type, DecimalType, Float16Type, Float32Type,
    Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, OffsetSizeTrait, RecordBatch};
use arrow_schema::{DataType, TimeUnit};

use super::rows::{Cell, DAY, Rows};
use crate::graph::Object;
use crate::model::vocab::xsd;
use crate::model::{Instant, Literal, Time};

impl Rows {
    /// A table from record batches of one schema. Text, whole and other numbers, decimals, truth values,
    /// dates, timestamps and lists of these are read, dictionary-encoded or not; a column of anything
    /// else is passed over unless it is needed.
    ///
    /// Timestamps with a zone are taken as UTC, those with a fixed offset at that. Where all timestamps
    /// of a column are without zone and at midnight, they are dates: some makers of frames have no
    /// others.
    ///
    /// # Complexity
    /// O(c) for c columns in all batches; nothing is copied.
    ///
    /// # Example
    /// ```
    /// use std::sync::Arc;
    /// use arrow_array::{ArrayRef, RecordBatch, StringArray};
    /// use rawabit::{Graph, Rows, TableOptions};
    /// let ids: ArrayRef = Arc::new(StringArray::from(vec!["qatar", "oman"]));
    /// let batch = RecordBatch::try_from_iter([("id", ids)]).expect("one column has one length");
    /// let graph = Graph::new();
    /// let report = graph.add_entities(&Rows::from_arrow([batch]), TableOptions::new().r#type("Country"))?;
    /// assert_eq!(report.count("entities"), 2);
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn from_arrow(batches: impl IntoIterator<Item = RecordBatch>) -> Self {
        let mut columns: Vec<(String, Column)> = Vec::new();
        let mut len = 0;
        for (n, batch) in batches.into_iter().enumerate() {
            if n == 0 {
                let fields = batch.schema_ref().fields().iter();
                columns = fields
                    .map(|field| (field.name().clone(), Column::default()))
                    .collect();
            }
            for ((_, column), array) in columns.iter_mut().zip(batch.columns()) {
                column.starts.push(len);
                column.arrays.push(array.clone());
            }
            len += batch.num_rows();
        }
        for (_, column) in &mut columns {
            column.are_dates = column.arrays.iter().all(is_at_midnight);
        }
        Self::of_arrow(columns, len)
    }
}

/// A column in pieces.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    /// The row that each piece begins with.
    starts: Vec<usize>,
    arrays: Vec<ArrayRef>,
    are_dates: bool,
}

impl Column {
    pub(super) fn unreadable(&self) -> Option<String> {
        let kind = self.arrays.first()?.data_type();
        (!is_readable(kind)).then(|| kind.to_string())
    }

    /// Whether it has lists of lists.
    pub(super) fn is_nested(&self) -> bool {
        let first = self.arrays.first();
        let item = first.and_then(|array| item_of(array.data_type()));
        item.is_some_and(|item| item_of(item).is_some())
    }

    pub(super) fn cell(&self, row: usize) -> Cell<'_> {
        let piece = self.starts.partition_point(|&start| start <= row) - 1;
        let array = &*self.arrays[piece];
        cell(array, row - self.starts[piece], self.are_dates)
    }
}

fn is_readable(kind: &DataType) -> bool {
    use DataType as Kind;
    match kind {
        Kind::Null
        | Kind::Boolean
        | Kind::Utf8
        | Kind::LargeUtf8
        | Kind::Utf8View
        | Kind::Date32
        | Kind::Date64
        | Kind::Timestamp(..) => true,
        Kind::Dictionary(_, values) => is_readable(values),
        kind => match item_of(kind) {
            // Lists of lists are the places of evidence.
            Some(item) => {
                let inner = item_of(item).unwrap_or(item);
                item_of(inner).is_none() && is_readable(inner)
            }
            None => kind.is_numeric(),
        },
    }
}

/// What the items of a list are.
fn item_of(kind: &DataType) -> Option<&DataType> {
    use DataType as Kind;
    match kind {
        Kind::List(item)
        | Kind::LargeList(item)
        | Kind::FixedSizeList(item, _)
        | Kind::ListView(item)
        | Kind::LargeListView(item) => Some(item.data_type()),
        _ => None,
    }
}

fn cell(array: &dyn Array, row: usize, are_dates: bool) -> Cell<'_> {
    use DataType as Kind;
    if array.is_null(row) {
        return Cell::Missing;
    }
    match array.data_type() {
        Kind::Utf8 => Cell::text(array.as_string::<i32>().value(row)),
        Kind::LargeUtf8 => Cell::text(array.as_string::<i64>().value(row)),
        Kind::Utf8View => Cell::text(array.as_string_view().value(row)),
        Kind::Boolean => Cell::value(array.as_boolean().value(row)),
        Kind::Int8 => whole(at::<Int8Type>(array, row)),
        Kind::Int16 => whole(at::<Int16Type>(array, row)),
        Kind::Int32 => whole(at::<Int32Type>(array, row)),
        Kind::Int64 => whole(at::<Int64Type>(array, row)),
        Kind::UInt8 => whole(at::<UInt8Type>(array, row)),
        Kind::UInt16 => whole(at::<UInt16Type>(array, row)),
        Kind::UInt32 => whole(at::<UInt32Type>(array, row)),
        Kind::UInt64 => whole(at::<UInt64Type>(array, row)),
        Kind::Float16 => short(at::<Float16Type>(array, row)),
        Kind::Float32 => short(at::<Float32Type>(array, row)),
        Kind::Float64 => Cell::value(at::<Float64Type>(array, row)),
        Kind::Decimal32(..) => decimal::<Decimal32Type>(array, row),
        Kind::Decimal64(..) => decimal::<Decimal64Type>(array, row),
        Kind::Decimal128(..) => decimal::<Decimal128Type>(array, row),
        Kind::Decimal256(..) => decimal::<Decimal256Type>(array, row),
        Kind::Date32 => Cell::Day(at::<Date32Type>(array, row).into()),
        Kind::Date64 => Cell::Day(at::<Date64Type>(array, row).div_euclid(DAY / 1000)),
        Kind::Timestamp(_, zone) => match micros(array, row) {
            micros if are_dates => Cell::Day(micros.div_euclid(DAY)),
            micros => moment(micros, zone.as_deref()),
        },
        Kind::Dictionary(key, _) => keyed(array, key, row, are_dates),
        Kind::List(_) => {
            let lists = array.as_list::<i32>();
            let ends = lists.value_offsets();
            items(lists.values(), ends[row], ends[row + 1])
        }
        Kind::LargeList(_) => {
            let lists = array.as_list::<i64>();
            let ends = lists.value_offsets();
            items(lists.values(), ends[row], ends[row + 1])
        }
        Kind::FixedSizeList(..) => {
            let lists = array.as_fixed_size_list();
            let from = lists.value_offset(row);
            items(lists.values(), from, from + lists.value_length())
        }
        Kind::ListView(_) => {
            let lists = array.as_list_view::<i32>();
            let from = lists.value_offsets()[row];
            items(lists.values(), from, from + lists.value_sizes()[row])
        }
        Kind::LargeListView(_) => {
            let lists = array.as_list_view::<i64>();
            let from = lists.value_offsets()[row];
            items(lists.values(), from, from + lists.value_sizes()[row])
        }
        // Columns of other kinds are not asked for their cells.
        _ => Cell::Missing,
    }
}

/// The items of a list; Arrow's offsets are signed, and not negative.
fn items<O: OffsetSizeTrait>(values: &ArrayRef, from: O, to: O) -> Cell<'_> {
    let items = from.as_usize()..to.as_usize();
    Cell::list(items.map(|at| cell(values, at, false)))
}

fn at<T: ArrowPrimitiveType>(array: &dyn Array, row: usize) -> T::Native {
    array.as_primitive::<T>().value(row)
}

fn whole<'a, T: Copy + TryInto<i64> + ToString>(number: T) -> Cell<'a> {
    match number.try_into() {
        Ok(number) => Cell::value(Object::Integer(number)),
        Err(_) => Cell::value(Literal::typed_unchecked(number.to_string(), xsd::INTEGER)),
    }
}

/// A number of less than 64 bits as the one of 64 that is written the same: 0.9, not 0.8999999761581421.
fn short<'a>(number: impl ToString) -> Cell<'a> {
    Cell::value(number.to_string().parse::<f64>().unwrap_or(f64::NAN))
}

fn decimal<T: DecimalType>(array: &dyn Array, row: usize) -> Cell<'_> {
    let text = array.as_primitive::<T>().value_as_string(row);
    let text = match text.split_once('.') {
        Some(_) => text.trim_end_matches('0').trim_end_matches('.'),
        None => &text,
    };
    Cell::value(Literal::typed_unchecked(text, xsd::DECIMAL))
}

fn keyed<'a>(array: &'a dyn Array, key: &DataType, row: usize, are_dates: bool) -> Cell<'a> {
    fn of<K: ArrowDictionaryKeyType>(array: &dyn Array, row: usize, are_dates: bool) -> Cell<'_> {
        let dictionary = array.as_dictionary::<K>();
        match dictionary.key(row) {
            Some(key) => cell(dictionary.values(), key, are_dates),
            None => Cell::Missing,
        }
    }
    match key {
        DataType::Int8 => of::<Int8Type>(array, row, are_dates),
        DataType::Int16 => of::<Int16Type>(array, row, are_dates),
        DataType::Int32 => of::<Int32Type>(array, row, are_dates),
        DataType::Int64 => of::<Int64Type>(array, row, are_dates),
        DataType::UInt8 => of::<UInt8Type>(array, row, are_dates),
        DataType::UInt16 => of::<UInt16Type>(array, row, are_dates),
        DataType::UInt32 => of::<UInt32Type>(array, row, are_dates),
        _ => of::<UInt64Type>(array, row, are_dates),
    }
}

// ---- times -----------------------------------------------------------------------------------------------

/// The microseconds of a timestamp since 1970.
fn micros(array: &dyn Array, row: usize) -> i64 {
    match array.data_type() {
        DataType::Timestamp(TimeUnit::Second, _) => {
            at::<TimestampSecondType>(array, row).saturating_mul(1_000_000)
        }
        DataType::Timestamp(TimeUnit::Millisecond, _) => {
            at::<TimestampMillisecondType>(array, row).saturating_mul(1000)
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => at::<TimestampMicrosecondType>(array, row),
        _ => at::<TimestampNanosecondType>(array, row).div_euclid(1000),
    }
}

/// Whether an array is of timestamps without zone that are all at midnight.
fn is_at_midnight(array: &ArrayRef) -> bool {
    let rows = || (0..array.len()).filter(|&row| array.is_valid(row));
    matches!(array.data_type(), DataType::Timestamp(_, None))
        && rows().all(|row| micros(array, row).rem_euclid(DAY) == 0)
}

fn moment<'a>(micros: i64, zone: Option<&str>) -> Cell<'a> {
    let offset = zone.map(|zone| fixed_offset(zone).unwrap_or(0));
    let local = micros.saturating_add(i64::from(offset.unwrap_or(0)) * 60_000_000);
    let civil = Instant::from_micros(local).to_civil();
    match Time::from_civil_datetime(civil, offset) {
        Ok(time) => Cell::value(time),
        Err(_) => Cell::value(civil.to_string()),
    }
}

/// The minutes of `+03:00`.
fn fixed_offset(zone: &str) -> Option<i32> {
    let (sign, rest) = match zone.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':').or_else(|| rest.split_at_checked(2))?;
    let minutes: i32 = minutes.parse().ok()?;
    Some(sign * (hours.parse::<i32>().ok()? * 60 + minutes))
}

//! Columns as Arrow has them. Text is `LargeUtf8`, so that no column is too long for it.

use std::sync::Arc;

use arrow_array::builder::{LargeListBuilder, LargeStringBuilder};
use arrow_array::{
    ArrayRef, BooleanArray, Float64Array, Int64Array, LargeStringArray, RecordBatch,
    RecordBatchOptions,
};
use arrow_schema::{Field, Schema};

use super::Values;

pub(super) fn of_values(values: &Values) -> ArrayRef {
    match values {
        Values::Text(values) => Arc::new(LargeStringArray::from_iter(values)),
        Values::Integer(values) => Arc::new(Int64Array::from_iter(values)),
        Values::Number(values) => Arc::new(Float64Array::from_iter(values)),
        Values::Boolean(values) => Arc::new(BooleanArray::from_iter(values)),
        Values::Texts(values) => {
            let mut lists = LargeListBuilder::new(LargeStringBuilder::new());
            for texts in values {
                lists.append_value(texts.iter().map(Some));
            }
            Arc::new(lists.finish())
        }
    }
}

/// Named columns of one length as a record batch.
pub(crate) fn batch(rows: usize, columns: impl Iterator<Item = (String, ArrayRef)>) -> RecordBatch {
    let (mut fields, mut arrays) = (Vec::new(), Vec::<ArrayRef>::new());
    for (name, array) in columns {
        fields.push(Field::new(name, array.data_type().clone(), true));
        arrays.push(array);
    }
    let options = RecordBatchOptions::new().with_row_count(Some(rows));
    let schema = Arc::new(Schema::new(fields));
    match RecordBatch::try_new_with_options(schema, arrays, &options) {
        Ok(batch) => batch,
        Err(error) => unreachable!("the columns are of one length: {error}"),
    }
}

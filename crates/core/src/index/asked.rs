//! The rows of a delta by what they have in a column, sorted when joins ask for it again and again.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

/// So often the rows are gone through before they are worth sorting.
const OFTEN: u32 = 4;

/// Keys of rows by the value in one column; to be forgotten when the rows change.
pub(super) struct ByValue<K> {
    asked: AtomicU32,
    sorted: OnceLock<Vec<(u32, K)>>,
}

impl<K> Default for ByValue<K> {
    fn default() -> Self {
        Self {
            asked: AtomicU32::new(0),
            sorted: OnceLock::new(),
        }
    }
}

impl<K: Ord> ByValue<K> {
    /// The keys of the rows with a value, ascending; nothing where it has not been asked often enough.
    pub(super) fn of(
        &self,
        value: u32,
        rows: impl Iterator<Item = (u32, K)>,
    ) -> Option<&[(u32, K)]> {
        if self.sorted.get().is_none() && self.asked.fetch_add(1, Ordering::Relaxed) < OFTEN {
            return None;
        }
        let sorted = self.sorted.get_or_init(|| {
            let mut sorted: Vec<(u32, K)> = rows.collect();
            sorted.sort_unstable();
            sorted
        });
        let low = sorted.partition_point(|(v, _)| *v < value);
        let high = low + sorted[low..].partition_point(|(v, _)| *v <= value);
        Some(&sorted[low..high])
    }
}

/// Claims and evidence by the values in their columns.
#[derive(Default)]
pub(super) struct Asked {
    pub(super) claims: [ByValue<[u32; 5]>; 8],
    pub(super) evidence: [ByValue<u32>; 5],
}

impl Asked {
    /// To be called before rows change: what was sorted is another delta's.
    pub(super) fn forget(this: &mut Arc<Self>) {
        let is_new = Arc::get_mut(this).is_some_and(|asked| {
            let claims = asked.claims.iter_mut().map(|by| *by.asked.get_mut());
            let evidence = asked.evidence.iter_mut().map(|by| *by.asked.get_mut());
            claims.chain(evidence).all(|times| times == 0)
        });
        if !is_new {
            *this = Arc::default();
        }
    }
}

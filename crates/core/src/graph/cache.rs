//! What the layers above work out from one moment and keep with it.

use std::any::{Any, TypeId, type_name};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Values by key, each made once. It knows nothing of what it keeps, so that `graph/` need not know
/// who keeps it.
///
/// A value must not hold the view that it was made from: the two would keep each other alive.
#[derive(Default)]
pub(crate) struct Cache(Mutex<Vec<(Key, Slot)>>);

/// The type of the value, and what else tells it from others.
type Key = (TypeId, String);
type Slot = Arc<OnceLock<Arc<dyn Any + Send + Sync>>>;

/// The most values that are kept; the one that was asked for longest ago gives way.
const KEPT: usize = 16;

impl Cache {
    /// The value of a key, made when it is first asked for; who asks meanwhile waits for it.
    pub(crate) fn get<T: Any + Send + Sync>(
        &self,
        key: impl Into<String>,
        make: impl FnOnce() -> T,
    ) -> Arc<T> {
        // Made outside the lock, so that values of other keys can be had meanwhile.
        let slot = self.slot((TypeId::of::<T>(), key.into()));
        let value = slot.get_or_init(|| Arc::new(make()));
        let Ok(value) = Arc::clone(value).downcast() else {
            unreachable!("the key of a {} holds its type", type_name::<T>())
        };
        value
    }

    fn slot(&self, key: Key) -> Slot {
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = slots.iter().position(|(known, _)| *known == key);
        let entry = match found {
            Some(at) => slots.remove(at),
            None => (key, Slot::default()),
        };
        if slots.len() == KEPT {
            slots.remove(0);
        }
        let slot = Arc::clone(&entry.1);
        slots.push(entry);
        slot
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_made_once_and_the_unused_go_first() {
        let cache = Cache::default();
        let word = cache.get("a", || "one".to_owned());
        assert!(Arc::ptr_eq(
            &word,
            &cache.get("a", || unreachable!("it is there"))
        ));
        assert_eq!(*cache.get("a", || 1_u8), 1, "another type is another value");
        for n in 0..KEPT {
            cache.get(format!("{n}"), || n);
            cache.get::<String>("a", || unreachable!("it was just used"));
        }
        assert_eq!(*cache.get("a", || 2_u8), 2, "this one was not");
    }
}

//! What the predicates and types of a graph are to it, looked up once each.

use std::sync::{PoisonError, RwLock};

use rustc_hash::FxHashMap;

use crate::schema::Role;

/// Roles by the ids of one dictionary; new when ids change.
#[derive(Default)]
pub(crate) struct Roles {
    predicates: RwLock<FxHashMap<u32, Role>>,
    entity_types: RwLock<FxHashMap<u32, bool>>,
}

impl Roles {
    /// The role of a predicate, found by `look_up` the first time.
    pub(crate) fn of(&self, predicate: u32, look_up: impl FnOnce() -> Role) -> Role {
        remembered(&self.predicates, predicate, look_up)
    }

    /// Whether a type makes an entity of what has it.
    pub(crate) fn is_entity_type(&self, id: u32, look_up: impl FnOnce() -> bool) -> bool {
        remembered(&self.entity_types, id, look_up)
    }
}

fn remembered<T: Copy>(
    map: &RwLock<FxHashMap<u32, T>>,
    key: u32,
    look_up: impl FnOnce() -> T,
) -> T {
    if let Some(&value) = map.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return value;
    }
    let value = look_up();
    map.write()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(key, value);
    value
}

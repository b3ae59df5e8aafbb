//! Which types entities have, as numbers of whole sets: a million rows have few different ones, and what
//! fits which relation is judged once for each.

use rustc_hash::FxHashMap;

use crate::graph::Transaction;
use crate::schema::{Relation, RelationId, Schema, SchemaError, TypeId};

/// The number of a set of types.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct SetId(u32);

/// The sets that were met, and what was judged of them.
#[derive(Debug, Default)]
pub(super) struct TypeSets {
    sets: Vec<Box<[TypeId]>>,
    numbers: FxHashMap<Box<[TypeId]>, SetId>,
    /// Whether the entities fit a relation; of one to values the subject alone counts.
    fits: FxHashMap<(RelationId, SetId, Option<SetId>), bool>,
    /// The same of objects on their own.
    ends: FxHashMap<(RelationId, SetId), bool>,
    /// Whether no two of the types exclude each other.
    agree: FxHashMap<SetId, bool>,
    /// By the ids of types, as they are stated.
    stated: FxHashMap<Vec<u32>, SetId>,
}

impl TypeSets {
    pub(super) fn number(&mut self, mut types: Vec<TypeId>) -> SetId {
        types.sort_unstable();
        types.dedup();
        if let Some(&number) = self.numbers.get(types.as_slice()) {
            return number;
        }
        let number = SetId(self.sets.len() as u32);
        let types: Box<[TypeId]> = types.into();
        self.sets.push(types.clone());
        self.numbers.insert(types, number);
        number
    }

    /// The types of an entity of the graph.
    pub(super) fn of(&mut self, entity: u32, tx: &Transaction) -> SetId {
        let lens = tx.lens();
        let stated: Vec<u32> = lens.type_ids(entity).collect();
        if let Some(&number) = self.stated.get(&stated) {
            return number;
        }
        let number = self.number(lens.types(entity));
        self.stated.insert(stated, number);
        number
    }

    pub(super) fn get(&self, set: SetId) -> &[TypeId] {
        &self.sets[set.0 as usize]
    }

    pub(super) fn joined(&mut self, a: SetId, b: SetId) -> SetId {
        if a == b {
            return a;
        }
        let all = self.get(a).iter().chain(self.get(b)).copied().collect();
        self.number(all)
    }

    /// Whether one of the types is, or lies under, each of some others.
    pub(super) fn covers(&self, set: SetId, others: SetId, schema: &Schema) -> bool {
        let types = self.get(set);
        let covered = |wide: &TypeId| types.iter().any(|&t| schema.is_subtype(t, *wide));
        self.get(others).iter().all(covered)
    }

    pub(super) fn agree(&mut self, set: SetId, schema: &Schema) -> bool {
        if let Some(&agree) = self.agree.get(&set) {
            return agree;
        }
        let agree = schema.check_types_disjoint(self.get(set), "").is_ok();
        self.agree.insert(set, agree);
        agree
    }

    /// Checks the ends of a relation between entities; labels are made only for the error.
    pub(super) fn check_ends(
        &mut self,
        schema: &Schema,
        relation: &Relation,
        [subject, object]: [SetId; 2],
        labels: impl FnOnce() -> [String; 2],
    ) -> Result<(), SchemaError> {
        let key = (relation.id(), subject, Some(object));
        if self.fits.get(&key) == Some(&true) {
            return Ok(());
        }
        let [subject, object] = [self.get(subject), self.get(object)];
        let fits = schema.check_ends(relation, subject, object, "", "").is_ok();
        let checked = if fits {
            Ok(())
        } else {
            let [s, o] = labels();
            schema.check_ends(relation, subject, object, &s, &o)
        };
        self.fits.insert(key, fits);
        checked
    }

    /// Checks an object on its own: a source, or who something is attributed to.
    pub(super) fn check_object(
        &mut self,
        schema: &Schema,
        relation: &Relation,
        object: SetId,
        label: impl FnOnce() -> String,
    ) -> Result<(), SchemaError> {
        let key = (relation.id(), object);
        if self.ends.get(&key) == Some(&true) {
            return Ok(());
        }
        let types = self.get(object);
        let fits = schema.check_object(relation, types, "").is_ok();
        let checked = if fits {
            Ok(())
        } else {
            schema.check_object(relation, types, &label())
        };
        self.ends.insert(key, fits);
        checked
    }

    /// Checks the subject of a relation to values.
    pub(super) fn check_subject(
        &mut self,
        schema: &Schema,
        relation: &Relation,
        subject: SetId,
        label: impl FnOnce() -> String,
    ) -> Result<(), SchemaError> {
        let key = (relation.id(), subject, None);
        if self.fits.get(&key) == Some(&true) {
            return Ok(());
        }
        let types = self.get(subject);
        let fits = schema.check_subject(relation, types, "").is_ok();
        let checked = if fits {
            Ok(())
        } else {
            schema.check_subject(relation, types, &label())
        };
        self.fits.insert(key, fits);
        checked
    }
}

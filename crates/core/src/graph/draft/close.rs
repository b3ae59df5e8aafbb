//! The end of a transaction, into the history, and the folding of its delta into the base.

use std::sync::Arc;

use super::{Committed, Draft, Judged, Key};
use crate::dictionary::{Renumbering, StorageError};
use crate::graph::history::{Forget, Undo};
use crate::index::{Parts, Quad, Tree};
use crate::model::Instant;

impl Draft {
    /// Takes the commit into the history.
    pub(crate) fn close(&mut self, time: Instant) {
        if !self.keeps_history {
            return;
        }
        let mut undo = self.take_undo();
        if !self.now.history.is_empty() {
            undo.take_difference(&self.committed.origin, &self.now);
        }
        let mut history = std::mem::take(&mut self.now.history);
        history.commit(undo, &self.now, time);
        for forget in std::mem::take(&mut self.forgets) {
            history.forget(forget, &self.now);
            if let Forget::Entity(id) = forget {
                self.now.aliases.erase(id);
            }
        }
        self.now.history = history;
        self.committed_is_now(Undo::default());
    }

    fn take_undo(&mut self) -> Undo {
        std::mem::take(&mut Arc::make_mut(&mut self.committed).undo)
    }

    fn committed_is_now(&mut self, undo: Undo) {
        self.committed = Arc::new(Committed {
            origin: self.now.clone(),
            undo,
        });
    }

    /// Folds the delta into the base, together with `more`; terms that only `later` names stay too.
    pub(crate) fn compact(
        &mut self,
        more: Parts,
        later: &[Quad],
    ) -> Result<Renumbering, StorageError> {
        let mut undo = self.take_undo();
        if self.keeps_history && !self.now.history.is_empty() {
            undo.take_difference(&self.committed.origin, &self.now);
            undo.take_load(&self.now, &more);
        }
        let sets = [&self.inserted, &self.deleted].map(Tree::iter);
        let quads = sets.into_iter().flatten().map(|(quad, ())| quad);
        let quads = quads
            .chain(&self.touched)
            .chain(self.bits.iter().map(|(quad, _)| quad))
            .chain(later)
            .flatten();
        let sets = [&self.read, &self.fresh].map(Tree::iter);
        let keys = sets.into_iter().flatten().map(|(key, ())| key);
        let keys = keys.chain(self.before.iter().map(|(key, _)| key)).flatten();
        let grounds = self.before.iter().map(|(_, judged)| &judged.grounds);
        let values = grounds.flat_map(|g| [&g.modality, &g.polarity]);
        let reread = self.reread.iter().map(|(resource, ())| resource);
        let resources = reread.chain(&self.dirty);
        let keep = quads.chain(keys).chain(values).chain(resources).copied();
        let named = self.forgets.iter().filter_map(|forget| match forget {
            Forget::Entity(id) => Some(*id),
            Forget::Before(_) => None,
        });
        let keep = keep.chain(undo.ids().chain(named).collect::<Vec<_>>());
        let (now, numbers) = self.now.compacted(more, keep)?;
        undo.renumber(&numbers);
        for forget in &mut self.forgets {
            if let Forget::Entity(id) = forget {
                *id = numbers.id(*id);
            }
        }
        self.now = now;
        self.committed_is_now(undo);
        let quad = |q: Quad| q.map(|id| numbers.id(id));
        let key = |k: Key| k.map(|id| numbers.id(id));
        for quads in [&mut self.inserted, &mut self.deleted] {
            *quads = renumbered(quads, quad, |()| ());
        }
        for keys in [&mut self.read, &mut self.fresh] {
            *keys = renumbered(keys, key, |()| ());
        }
        self.touched = self.touched.drain().map(quad).collect();
        self.dirty = self.dirty.drain().map(|r| numbers.id(r)).collect();
        self.reread = renumbered(&self.reread, |r| numbers.id(r), |()| ());
        self.bits = renumbered(&self.bits, quad, |bare| bare);
        self.before = renumbered(&self.before, key, |mut judged: Judged| {
            let grounds = &mut judged.grounds;
            for id in [&mut grounds.modality, &mut grounds.polarity] {
                *id = numbers.id(*id);
            }
            judged
        });
        Ok(numbers)
    }
}

/// A tree in the ids of a rebuilt dictionary.
fn renumbered<K: Ord + Copy, V: Clone>(
    tree: &Tree<K, V>,
    key: impl Fn(K) -> K,
    value: impl Fn(V) -> V,
) -> Tree<K, V> {
    let all = tree.iter().map(|(&k, v)| (key(k), value(v.clone())));
    let mut all: Vec<(K, V)> = all.collect();
    all.sort_unstable_by_key(|(k, _)| *k);
    let mut renumbered = Tree::default();
    for (k, v) in all {
        renumbered.insert(k, v);
    }
    renumbered
}

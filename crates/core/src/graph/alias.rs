//! Which entities were merged into which, and what was moved for it.

use std::sync::Arc;

use super::history::Was;
use crate::dictionary::Renumbering;
use crate::index::{Quad, Row, Tree};

/// The merged entities of a moment. Cloning is cheap.
#[derive(Clone, Default)]
pub(crate) struct Aliases {
    /// The entity that each merged one went into.
    pub(super) kept: Tree<u32, u32>,
    /// By the merged entity and a number: what was moved.
    pub(super) moved: Tree<[u32; 2], Moved>,
}

/// Something that was moved when an entity was merged into another.
#[derive(Clone, Debug)]
pub(super) enum Moved {
    Quad {
        from: Quad,
        /// Where to, if the kept entity did not say the same by another name.
        to: Option<Quad>,
        /// Whether it was said on its own.
        bare: bool,
        /// How the quad that it was moved to was before.
        was: Was,
    },
    /// A claim, as it was.
    Row(Arc<Row>),
    /// A node of evidence, whose words stand in the merged document.
    Evidence(u32),
    /// The text of the merged document.
    Text,
}

impl Aliases {
    /// The entity that an id stands for now.
    pub(crate) fn resolve(&self, id: u32) -> u32 {
        let mut now = id;
        while let Some(&kept) = self.kept.get(&now) {
            now = kept;
        }
        now
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// The entities that were merged into one, directly.
    pub(super) fn merged_into(&self, kept: u32) -> Vec<u32> {
        let merged = self.kept.iter().filter(|(_, into)| **into == kept);
        merged.map(|(&old, _)| old).collect()
    }

    /// What was moved for a merged entity.
    pub(super) fn moved(&self, old: u32) -> Vec<([u32; 2], Moved)> {
        self.moved
            .from(&[old, 0])
            .take_while(|(key, _)| key[0] == old)
            .map(|(key, moved)| (*key, moved.clone()))
            .collect()
    }

    /// Forgets that an entity was merged.
    pub(super) fn forget(&mut self, old: u32) {
        self.kept.remove(&old);
        for (key, _) in self.moved(old) {
            self.moved.remove(&key);
        }
    }

    /// The ids in it.
    pub(super) fn ids(&self) -> Vec<u32> {
        let mut ids: Vec<u32> = self.kept.iter().flat_map(|(&a, &b)| [a, b]).collect();
        for (_, moved) in self.moved.iter() {
            match moved {
                Moved::Quad { from, to, .. } => ids.extend(from.iter().chain(to.iter().flatten())),
                Moved::Row(row) => ids.extend(row.ids().chain(row.statement)),
                Moved::Evidence(node) => ids.push(*node),
                Moved::Text => {}
            }
        }
        ids
    }

    /// The same in the ids of a rebuilt dictionary.
    pub(super) fn renumbered(&self, numbers: &Renumbering) -> Self {
        let new = |id: u32| numbers.id(id);
        let mut this = Self::default();
        for (&old, &kept) in self.kept.iter() {
            this.kept.insert(new(old), new(kept));
        }
        for (&[old, n], moved) in self.moved.iter() {
            let moved = match moved {
                Moved::Quad {
                    from,
                    to,
                    bare,
                    was,
                } => Moved::Quad {
                    from: from.map(new),
                    to: to.map(|to| to.map(new)),
                    bare: *bare,
                    was: *was,
                },
                Moved::Row(row) => Moved::Row(Arc::new(Row {
                    statement: row.statement.map(new),
                    triple: new(row.triple),
                    graph: new(row.graph),
                    reifier: new(row.reifier),
                    values: row.values.map(new),
                    ..**row
                })),
                Moved::Evidence(node) => Moved::Evidence(new(*node)),
                Moved::Text => Moved::Text,
            };
            this.moved.insert([new(old), n], moved);
        }
        this
    }

    /// Erases what was moved and names an id; it can then not be moved back.
    pub(super) fn erase(&mut self, id: u32) {
        let names = |moved: &Moved| match moved {
            Moved::Quad { from, to, .. } => {
                from.contains(&id) || to.is_some_and(|to| to.contains(&id))
            }
            Moved::Row(row) => row.statement.contains(&id) || row.values.contains(&id),
            Moved::Evidence(_) | Moved::Text => false,
        };
        let keys: Vec<[u32; 2]> = self
            .moved
            .iter()
            .filter(|(key, moved)| key[0] == id || names(moved))
            .map(|(key, _)| *key)
            .collect();
        for key in keys {
            self.moved.remove(&key);
        }
        self.kept.remove(&id);
    }
}

/// One id in the place of another, at the ends of a statement.
pub(super) fn replaced<const N: usize>(mut ids: [u32; N], old: u32, new: u32) -> [u32; N] {
    for place in [0, 2] {
        if ids[place] == old {
            ids[place] = new;
        }
    }
    ids
}

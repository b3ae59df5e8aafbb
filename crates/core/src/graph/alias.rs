//! Which entities were merged into which, and what was moved for it.

use std::sync::Arc;

use super::history::Was;
use crate::dictionary::Renumbering;
use crate::index::{Field, Quad, Row, Tree};
use crate::model::id::known;

/// The merged entities of a moment. Cloning is cheap.
#[derive(Clone, Default)]
pub(crate) struct Aliases {
    /// The entity that each merged one went into.
    pub(super) kept: Tree<u32, u32>,
    /// The same from the other side: the kept entity, and the merged one.
    merged: Tree<[u32; 2]>,
    /// By the merged entity and a number: what was moved.
    moved: Tree<[u32; 2], Moved>,
    /// What was moved of a claim: its reifier, the merged entity and the number.
    of_claims: Tree<[u32; 3]>,
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

impl Moved {
    /// The claim that it is a part of: its row, or whom it is attributed to.
    fn reifier(&self) -> Option<u32> {
        match self {
            Self::Row(row) => Some(row.reifier),
            Self::Quad {
                from: [s, p, ..], ..
            } => (*p == known::ATTRIBUTED_TO).then_some(*s),
            Self::Evidence(_) | Self::Text => None,
        }
    }
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

    /// A statement, of what its ends stand for now.
    pub(super) fn resolved(&self, [s, p, o]: [u32; 3]) -> [u32; 3] {
        [self.resolve(s), p, self.resolve(o)]
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Takes note that an entity was merged into another, and of what was moved for it.
    pub(super) fn merge(&mut self, old: u32, kept: u32, moved: Vec<Moved>) {
        self.kept.insert(old, kept);
        self.merged.insert([kept, old], ());
        for (n, moved) in moved.into_iter().enumerate() {
            self.put([old, n as u32], moved);
        }
    }

    pub(super) fn put(&mut self, key @ [old, n]: [u32; 2], moved: Moved) {
        if let Some(reifier) = moved.reifier() {
            self.of_claims.insert([reifier, old, n], ());
        }
        self.moved.insert(key, moved);
    }

    /// Takes note of something more that was moved for a merged entity.
    pub(super) fn add(&mut self, old: u32, moved: Moved) {
        let n = self.moved(old).last().map_or(0, |(key, _)| key[1] + 1);
        self.put([old, n], moved);
    }

    pub(super) fn take(&mut self, key @ [old, n]: [u32; 2]) {
        if let Some(moved) = self.moved.remove(&key)
            && let Some(reifier) = moved.reifier()
        {
            self.of_claims.remove(&[reifier, old, n]);
        }
    }

    /// The entities that were merged into one, directly.
    pub(super) fn merged_into(&self, kept: u32) -> Vec<u32> {
        let merged = self.merged.from(&[kept, 0]).map(|(key, ())| *key);
        let merged = merged.take_while(|key| key[0] == kept);
        merged.map(|[_, old]| old).collect()
    }

    /// An entity and all that were merged into it, one through the other.
    pub(crate) fn names(&self, kept: u32) -> Vec<u32> {
        let mut names = vec![kept];
        let mut at = 0;
        while let Some(&name) = names.get(at) {
            names.extend(self.merged_into(name));
            at += 1;
        }
        names
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
        if let Some(kept) = self.kept.remove(&old) {
            self.merged.remove(&[kept, old]);
        }
        for (key, _) in self.moved(old) {
            self.take(key);
        }
    }

    // ---- claims as they were first written ---------------------------------------------------------------

    /// What was moved of a claim, with the merged entity and what that went into.
    fn of_claim(&self, reifier: u32) -> impl Iterator<Item = (u32, u32, &Moved)> {
        let keys = self.of_claims.from(&[reifier, 0, 0]).map(|(key, ())| *key);
        let keys = keys.take_while(move |key| key[0] == reifier);
        keys.filter_map(|[_, old, n]| {
            Some((old, *self.kept.get(&old)?, self.moved.get(&[old, n])?))
        })
    }

    /// Whether anything was moved of a claim.
    pub(super) fn moved_claim(&self, reifier: u32) -> bool {
        self.of_claim(reifier).next().is_some()
    }

    /// The statement of a claim, by the names that its ends had when it was written.
    pub(crate) fn first_said_of(&self, reifier: u32, mut statement: [u32; 3]) -> [u32; 3] {
        for end in [0, 2] {
            statement[end] = self.first_name(reifier, statement[end], |row| row.statement[end]);
        }
        statement
    }

    /// The source of a claim by the name that it had when the claim was written.
    pub(super) fn first_source_of(&self, reifier: u32, source: u32) -> u32 {
        self.first_name(reifier, source, |row| row.get(Field::Source))
    }

    /// What an entity was called in a place of a claim before it was merged, one through the other.
    fn first_name(&self, reifier: u32, now: u32, place: impl Fn(&Row) -> u32) -> u32 {
        let mut name = now;
        let before = |name: u32| {
            let mut moved = self.of_claim(reifier);
            moved.find_map(|(old, kept, moved)| match moved {
                Moved::Row(row) if kept == name && place(row) == old => Some(old),
                _ => None,
            })
        };
        while let Some(earlier) = before(name) {
            name = earlier;
        }
        name
    }

    /// Those that a claim was attributed to when it was written, of whom one is left.
    pub(super) fn first_attributed_to(&self, reifier: u32, entity: u32) -> Vec<u32> {
        let mut first = Vec::new();
        let mut is_its_own = true;
        for (old, kept, moved) in self.of_claim(reifier) {
            if let Moved::Quad { was, .. } = moved
                && kept == entity
            {
                is_its_own &= *was != Was::Absent;
                first.extend(self.first_attributed_to(reifier, old));
            }
        }
        first.extend(is_its_own.then_some(entity));
        first
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
            this.merge(new(old), new(kept), Vec::new());
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
            this.put([new(old), n], moved);
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
            self.take(key);
        }
        self.forget(id);
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

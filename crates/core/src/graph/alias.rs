//! Which entities were merged into which, and what was moved for it.

use rustc_hash::FxHashSet;

use super::history::Key;
use super::origin::{Origin, Origins, Place};
use crate::dictionary::Renumbering;
use crate::index::{Quad, Tree};
use crate::model::id::known;

/// The merged entities of a moment. Cloning is cheap.
#[derive(Clone, Default)]
pub(crate) struct Aliases {
    /// The entity that each merged one went into.
    pub(super) kept: Tree<u32, u32>,
    /// The entity that each merged one stands for in the end.
    stands_for: Tree<u32, u32>,
    /// The same from the other side: the kept entity, and the merged one.
    merged: Tree<[u32; 2]>,
    /// What was said by the names of merged ones, and where it is.
    pub(super) origins: Origins,
    /// Kept entities of which a transaction has taken something out, so that perhaps nothing is left.
    loose: Tree<u32>,
}

impl Aliases {
    /// The entity that an id stands for now.
    pub(crate) fn resolve(&self, id: u32) -> u32 {
        self.stands_for.get(&id).copied().unwrap_or(id)
    }

    /// A statement, of what its ends stand for now.
    pub(super) fn resolved(&self, [s, p, o]: [u32; 3]) -> [u32; 3] {
        [self.resolve(s), p, self.resolve(o)]
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Whether an id is only another name of an entity.
    pub(crate) fn is_alias(&self, id: u32) -> bool {
        self.kept.contains(&id)
    }

    /// Whether any of some ids is.
    pub(super) fn are_any<const N: usize>(&self, ids: [u32; N]) -> bool {
        ids.into_iter().any(|id| self.is_alias(id))
    }

    /// Takes note that an entity was merged into another, or that it is one of its own. O(k log n) for the k that were
    /// merged into it.
    pub(super) fn set(&mut self, old: u32, kept: Option<u32>) {
        let before = match kept {
            Some(kept) => self.kept.insert(old, kept),
            None => self.kept.remove(&old),
        };
        if let Some(before) = before {
            self.merged.remove(&[before, old]);
        }
        if let Some(kept) = kept {
            self.merged.insert([kept, old], ());
        }
        let now = kept.map_or(old, |kept| self.resolve(kept));
        for name in self.names(old) {
            if name == now {
                self.stands_for.remove(&name);
            } else {
                self.stands_for.insert(name, now);
            }
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
        // On the way back to an earlier moment two may for a while be merged into each other.
        let mut seen = FxHashSet::from_iter([kept]);
        let mut at = 0;
        while let Some(&name) = names.get(at) {
            names.extend(
                self.merged_into(name)
                    .into_iter()
                    .filter(|&one| seen.insert(one)),
            );
            at += 1;
        }
        names
    }

    /// Forgets an alias, and what was said by that name.
    pub(super) fn forget(&mut self, old: u32) {
        self.set(old, None);
        for origin in self.origins.naming(old) {
            self.origins.set(origin, None);
        }
    }

    /// A quad that merged entities have brought is said as it stands; says whether that is news.
    pub(super) fn say_again(&mut self, quad: Quad) -> bool {
        let brought = self.origins.of_quad(quad);
        let is_news = !brought.is_empty() && !brought.contains(&quad);
        if is_news {
            self.origins
                .set(Origin::Quad(quad), Some(Place::Quad(quad)));
        }
        is_news
    }

    // ---- what is taken out -------------------------------------------------------------------------------

    /// A quad was taken out: whoever brought it, it is not there.
    pub(super) fn quad_is_gone(&mut self, quad: Quad) {
        if self.is_empty() {
            return;
        }
        self.origins.forget_quad(quad);
        self.loosen([quad[0], quad[2]]);
    }

    /// A row of a claim was taken out.
    pub(super) fn row_is_gone(&mut self, key: &Key, source: u32) {
        if self.is_empty() {
            return;
        }
        self.origins.forget_row(key);
        self.loosen([key[0], key[2], source]);
    }

    fn loosen<const N: usize>(&mut self, ids: [u32; N]) {
        for id in ids {
            if !self.merged_into(id).is_empty() {
                self.loose.insert(id, ());
            }
        }
    }

    /// Kept entities of which something was taken out since this was asked the last time.
    pub(super) fn take_loose(&mut self) -> Vec<u32> {
        let loose = std::mem::take(&mut self.loose);
        let kept = loose.iter().map(|(&id, ())| id);
        kept.filter(|&id| !self.is_alias(id) && !self.merged_into(id).is_empty())
            .collect()
    }

    // ---- claims as they were first written ---------------------------------------------------------------

    /// Whether anything was moved of a claim: a row, or whom it is attributed to.
    pub(super) fn moved_claim(&self, reifier: u32) -> bool {
        let mut quads = self.origins.of_subject(reifier, known::ATTRIBUTED_TO);
        self.origins.of_reifier(reifier).next().is_some() || quads.next().is_some()
    }

    /// The statement of a claim, by the names that its ends had when it was written.
    pub(crate) fn first_said_of(&self, reifier: u32, statement: [u32; 3]) -> [u32; 3] {
        let mut rows = self.origins.of_reifier(reifier);
        let first = rows.find(|(_, moved)| moved.statement == statement);
        first.map_or(statement, |([_, s, p, o, _], _)| [s, p, o])
    }

    /// The source of a claim by the name that it had when the claim was written.
    pub(super) fn first_source_of(&self, reifier: u32, source: u32) -> u32 {
        let rows = self.origins.of_reifier(reifier);
        let mut sources = rows.map(|(_, moved)| moved.source());
        let first = sources.find(|&first| self.resolve(first) == source);
        first.unwrap_or(source)
    }

    /// Those that a claim was attributed to when it was written, of whom one is left.
    pub(super) fn first_attributed_to(&self, reifier: u32, entity: u32) -> Vec<u32> {
        let quads = self.origins.of_subject(reifier, known::ATTRIBUTED_TO);
        let first = quads.filter_map(|([_, _, first, _], place)| match place {
            Place::Quad([_, _, now, _]) if now == entity => Some(first),
            _ => None,
        });
        let first: Vec<u32> = first.collect();
        if first.is_empty() {
            vec![entity]
        } else {
            first
        }
    }

    /// The ids in it.
    pub(super) fn ids(&self) -> Vec<u32> {
        let mut ids: Vec<u32> = self.kept.iter().flat_map(|(&a, &b)| [a, b]).collect();
        for (origin, place) in self.origins.iter() {
            ids.extend(origin.ids(Some(place)));
        }
        ids
    }

    /// The same in the ids of a rebuilt dictionary.
    pub(super) fn renumbered(&self, numbers: &Renumbering) -> Self {
        let mut this = Self {
            origins: self.origins.renumbered(numbers),
            ..Self::default()
        };
        for (&old, &kept) in self.kept.iter() {
            this.set(numbers.id(old), Some(numbers.id(kept)));
        }
        for id in self.loose.iter().map(|(&id, ())| id) {
            // What is no kept entity any more may have no number.
            if !self.merged_into(id).is_empty() {
                this.loose.insert(numbers.id(id), ());
            }
        }
        this
    }

    /// Erases what was moved and names an id; it can then not be moved back.
    pub(super) fn erase(&mut self, id: u32) {
        let named = self.origins.iter();
        let named = named.filter(|(origin, place)| origin.ids(Some(*place)).contains(&id));
        let named: Vec<Origin> = named.map(|(origin, _)| origin).collect();
        for origin in named {
            self.origins.set(origin, None);
        }
        self.set(id, None);
    }
}

//! One entity that turns out to be two after all.

use rustc_hash::FxHashMap;

use super::alias::{Aliases, Moved, replaced};
use super::history::Was;
use super::value::EntityRef;
use super::{Entity, Graph, Transaction};
use crate::index::{Field, Quad, Row};
use crate::model::id::{NONE, known};
use crate::schema::SchemaError;
use crate::{Error, StorageError};

impl Transaction {
    /// Gives an entity that was merged its own life back: what was moved then is moved back from
    /// wherever it is now. What was said since, and what was removed since, stays so.
    ///
    /// # Errors
    /// [`SchemaError::Argument`] where the entity was not merged.
    ///
    /// # Complexity
    /// O(k log n) for k statements and claims that were moved.
    pub fn unmerge(&mut self, entity: impl Into<EntityRef>) -> Result<Entity, Error> {
        let reference = entity.into();
        let lens = self.lens();
        let old = lens.merged(&reference)?.ok_or_else(|| {
            let merged = lens.snapshot.aliases.kept.iter();
            let mut known: Vec<String> = merged.map(|(&old, _)| lens.short(old)).collect();
            known.truncate(10);
            let known = if known.is_empty() {
                "nothing was".to_owned()
            } else {
                format!("merged were {}", known.join(", "))
            };
            SchemaError::Argument {
                name: "entity".into(),
                value: reference.text(),
                reason: format!("it was not merged into another; {known}"),
            }
        })?;
        self.all_or_nothing(|tx| Ok(tx.unmerge_one(old)?))?;
        self.tidy_keeping(old)
    }

    fn unmerge_one(&mut self, old: u32) -> Result<(), StorageError> {
        let Some(&kept) = self.draft.now.aliases.kept.get(&old) else {
            return Ok(());
        };
        let holder = self.draft.now.aliases.resolve(old);
        let all = self.draft.now.aliases.moved(old);
        self.draft.now.aliases.forget(old);
        // Claims first: whether a statement is still held depends on them.
        for (_, moved) in &all {
            match moved {
                Moved::Row(row) => self.move_row_back(row, holder, old)?,
                Moved::Evidence(node) => self.move_evidence(*node, old),
                Moved::Text => {
                    if let Some(text) = self.draft.now.texts.get(&holder).cloned() {
                        self.draft.now.texts.remove(&holder);
                        self.draft.now.texts.insert(old, text);
                    }
                }
                Moved::Quad { .. } => {}
            }
        }
        self.draft.now.erase([kept, known::SAME_AS, old, NONE]);
        self.draft.now.erase([holder, known::SAME_AS, old, NONE]);
        let mut onward = Onward::default();
        for (_, moved) in all.iter().rev() {
            let Moved::Quad {
                from,
                to,
                bare,
                was,
            } = moved
            else {
                continue;
            };
            let now = &mut self.draft.now;
            let mut back = *from;
            if let Some(to) = to {
                let is_shared = *was != Was::Absent;
                let to = onward.part(&mut now.aliases, *to, &mut back, *bare, is_shared);
                if !now.is_stored(to) {
                    // It has been removed since.
                    continue;
                }
                if *was == Was::Bare {
                    now.set_bare(to, true);
                } else if now.is_asserted(to) {
                    now.set_bare(to, false);
                } else {
                    now.erase(to);
                }
            }
            if *bare {
                now.insert_bare(back);
            } else if now.is_asserted(back) {
                now.hold(back);
            }
        }
        self.draft.mark_changed();
        Ok(())
    }

    /// Gives a claim its ends back, wherever it is and whatever it says by now.
    fn move_row_back(&mut self, was: &Row, holder: u32, old: u32) -> Result<(), StorageError> {
        let aliases = &self.draft.now.aliases;
        let now = replaced(was.statement, old, holder).map(|id| aliases.resolve(id));
        // An end that another merge has moved since stays where it is.
        let is_it = |row: &Row| {
            let [before, after] = [was.statement, row.statement];
            let ends = [0, 2].map(|end| before[end] != old || after[end] == holder);
            row.graph == was.graph && before[1] == after[1] && ends == [true, true]
        };
        let rows = self.draft.now.claims_of_reifier(was.reifier);
        let rows: Vec<Row> = rows.filter(is_it).collect();
        let exact = rows.iter().find(|row| row.statement == now);
        let Some(row) = exact.or(rows.first()) else {
            return Ok(());
        };
        let mut statement = row.statement;
        for end in [0, 2] {
            if was.statement[end] == old {
                statement[end] = old;
            }
        }
        let triple = self.draft.now.dictionary.intern_triple(statement)?;
        let mut values = row.values;
        let source = Field::Source as usize;
        if was.values[source] == old && values[source] == holder {
            values[source] = old;
        }
        let back = Row {
            statement,
            triple,
            values,
            ..*row
        };
        self.draft.now.take_row(row);
        self.draft.now.put_row(back);
        if back.asserts {
            self.draft.now.hold(back.quad());
        }
        Ok(())
    }
}

impl Graph {
    /// As [`Transaction::unmerge`], as a commit of its own.
    ///
    /// # Errors
    /// As there.
    pub fn unmerge(&self, entity: impl Into<EntityRef>) -> Result<Entity, Error> {
        self.commit_entity(|tx| tx.unmerge(entity))
    }
}

/// Where the merges that came later have moved what an earlier one had moved: by the entity that was
/// merged, the quads with the numbers of their entries and where they went.
#[derive(Default)]
struct Onward(FxHashMap<u32, FxHashMap<Quad, ([u32; 2], Quad)>>);

impl Onward {
    /// Where a quad is by now that is to go `back`. The later merges are told of it, so that they give
    /// that back too; `back` becomes what it is as long as they last. Where others said it too, it is
    /// also theirs.
    fn part(
        &mut self,
        aliases: &mut Aliases,
        quad: Quad,
        back: &mut Quad,
        bare: bool,
        is_shared: bool,
    ) -> Quad {
        let mut now = quad;
        while let Some((entry, kept, to)) = self.next(aliases, now) {
            let [old, _] = entry;
            let further = replaced(*back, old, kept);
            let from = std::mem::replace(back, further);
            let moved = (from != further).then_some(Moved::Quad {
                from,
                to: Some(further),
                bare,
                was: Was::Absent,
            });
            match moved {
                Some(moved) if is_shared => aliases.add(old, moved),
                Some(moved) => aliases.put(entry, moved),
                None if is_shared => {}
                None => aliases.take(entry),
            }
            now = to;
        }
        now
    }

    /// The entry of the merge that moved a quad on, what the merged one went into, and where to.
    fn next(&mut self, aliases: &Aliases, quad: Quad) -> Option<([u32; 2], u32, Quad)> {
        [quad[0], quad[2]].into_iter().find_map(|old| {
            let kept = *aliases.kept.get(&old)?;
            let moved = self.0.entry(old).or_insert_with(|| {
                let all = aliases.moved(old).into_iter();
                let quads = all.filter_map(|(entry, moved)| match moved {
                    Moved::Quad { from, to, .. } => Some((from, (entry, to?))),
                    _ => None,
                });
                quads.collect()
            });
            let (entry, to) = *moved.get(&quad)?;
            Some((entry, kept, to))
        })
    }
}

//! One entity that turns out to be two after all.

use super::origin::{Moved, NAMING, Origin, Place};
use super::value::EntityRef;
use super::{Entity, Graph, Transaction};
use crate::index::{Quad, Row};
use crate::model::id::known;
use crate::schema::SchemaError;
use crate::{Error, StorageError};

impl Transaction {
    /// Gives an entity that was merged its own life back: what was moved then is moved back from
    /// wherever it is now. What was said since, and what was removed since, stays so.
    ///
    /// # Errors
    /// [`SchemaError::Argument`] where the entity was not merged; [`EntityError`](crate::EntityError) where there is none.
    ///
    /// # Complexity
    /// O(k log n) for k statements and claims that were moved.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Describe, Graph, Relate};
    /// let graph = Graph::new();
    /// let police = graph.add("PoliceForce", Describe::new().id("dubai-police"))?;
    /// graph.add("PoliceForce", Describe::new().id("شرطة-دبي"))?;
    /// graph.add("Summit", Describe::new().id("wps"))?;
    /// graph.relate("شرطة-دبي", "participatesIn", "wps", Relate::new())?;
    /// graph.merge(&police, ["شرطة-دبي"])?;
    /// assert_eq!(graph.claims().subject("dubai-police").iter()?.count(), 1);
    /// graph.unmerge("شرطة-دبي")?;
    /// assert_eq!(graph.claims().subject("dubai-police").iter()?.count(), 0);
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn unmerge(&mut self, entity: impl Into<EntityRef>) -> Result<Entity, Error> {
        let reference = entity.into();
        let lens = self.lens();
        let found = lens.merged(&reference)?;
        if found.is_none() {
            // Of what is not there at all, what may have been meant is told.
            lens.entity(&reference)?;
        }
        let old = found.ok_or_else(|| {
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
        let aliases = &mut self.draft.now.aliases;
        let holder = aliases.resolve(old);
        // Those that went into it before it went on come along.
        let names = aliases.names(old);
        let naming = names.iter().flat_map(|&name| aliases.origins.naming(name));
        let mut said: Vec<Origin> = naming.collect();
        said.sort_unstable();
        said.dedup();
        aliases.set(old, None);
        // Claims first: whether a statement is still held depends on them.
        let mut quads: Vec<(Quad, Place)> = Vec::new();
        for origin in said {
            let Some(place) = self.draft.now.aliases.origins.get(origin) else {
                continue;
            };
            match (origin, place) {
                (Origin::Quad(first), place) => quads.push((first, place)),
                (Origin::Row(first), Place::Row(moved)) => {
                    self.move_row_back(first, moved, holder, &names)?;
                }
                (Origin::Evidence([node, document]), _) => {
                    let to = self.draft.now.aliases.resolve(document);
                    let values = self.draft.now.evidence_of(node);
                    let is_there = values.is_some_and(|values| values[0] == holder);
                    if is_there {
                        self.move_evidence(node, to);
                    }
                    let place = (is_there && to != document).then_some(Place::Document(to));
                    self.draft.now.aliases.origins.set(origin, place);
                }
                (Origin::Text(document), _) => {
                    let to = self.draft.now.aliases.resolve(document);
                    let text = self.draft.now.texts.remove(&holder);
                    let place = text.is_some() && to != document;
                    if let Some(text) = text {
                        self.draft.now.texts.insert(to, text);
                    }
                    let place = place.then_some(Place::Document(to));
                    self.draft.now.aliases.origins.set(origin, place);
                }
                (Origin::Row(_), _) => {}
            }
        }
        self.say_the_same(&names, holder, old);
        self.move_quads_back(quads);
        self.draft.mark_changed();
        Ok(())
    }

    /// Gives back what was said by names that stand for something else now, and takes it from where nobody
    /// else has brought it.
    fn move_quads_back(&mut self, mut quads: Vec<(Quad, Place)>) {
        let aliases = &self.draft.now.aliases;
        quads.retain(|&(first, place)| {
            let [s, p, o] = aliases.resolved([first[0], first[1], first[2]]);
            match place {
                Place::Quad(quad) => [quad[0], quad[2]] != [s, o],
                _ => p != known::SAME_AS || s != o,
            }
        });
        for &(first, place) in &quads {
            self.draft
                .now
                .aliases
                .origins
                .set(Origin::Quad(first), None);
            if let Place::Quad(quad) = place {
                self.take_from(quad);
            }
        }
        // What it is called itself comes before what those are called that are still a part of it.
        quads.sort_by_key(|(first, _)| self.draft.now.aliases.is_alias(first[0]));
        for (first, _) in quads {
            self.land(first);
        }
    }

    /// After somebody who had brought a quad has gone: it is there as long as others say it.
    fn take_from(&mut self, quad: Quad) {
        let now = &mut self.draft.now;
        let others = now.aliases.origins.of_quad(quad);
        if others == [quad] {
            now.aliases.origins.set(Origin::Quad(quad), None);
        } else if others.is_empty() && now.is_asserted(quad) {
            now.set_bare(quad, false);
        } else if others.is_empty() {
            now.erase(quad);
        }
    }

    /// Gives a claim its ends back, wherever it is and whatever it says by now.
    fn move_row_back(
        &mut self,
        first: [u32; 5],
        moved: Moved,
        holder: u32,
        names: &[u32],
    ) -> Result<(), StorageError> {
        let now = &mut self.draft.now;
        let [reifier, .., graph] = first;
        let [s, p, o] = moved.statement;
        let key = [s, p, o, graph, reifier];
        now.aliases.origins.set(Origin::Row(first), None);
        let Some(row) = now.row_with(&key) else {
            return Ok(());
        };
        // Others of its statements may have become the same one.
        let others = now.aliases.origins.of_row(&key);
        let others_assert = others.iter().any(|(_, other)| other.asserts);
        let is_revised = row.asserts != (moved.asserts || others_assert);
        let asserts = |first: bool| if is_revised { row.asserts } else { first };
        let mut back = row;
        now.take_row(&row);
        if !others.is_empty() {
            back.asserts = asserts(moved.asserts);
            let left = Row {
                asserts: asserts(others_assert),
                ..row
            };
            now.put_row(left);
            if let [(only, other)] = others.as_slice()
                && Origin::Row(*only) == Origin::of_row(&left)
                && !now.aliases.are_any(other.first)
            {
                now.aliases.origins.set(Origin::Row(*only), None);
            }
        }
        for (field, name) in NAMING.into_iter().zip(moved.first) {
            let value = &mut back.values[field as usize];
            if *value == holder && names.contains(&name) {
                *value = now.aliases.resolve(name);
            }
        }
        self.land_row(first, moved, back)?;
        self.leave(row.quad());
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

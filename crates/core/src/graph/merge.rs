//! Two entities that turn out to be one, and one that turns out to be two.

use std::sync::Arc;

use super::alias::{Moved, replaced};
use super::history::Was;
use super::value::EntityRef;
use super::{Entity, Graph, GraphIs, Transaction};
use crate::Error;
use crate::index::{EVIDENCE, Field, Quad, Row};
use crate::model::id::{self, NONE, known};
use crate::model::vocab::{owl, rb};
use crate::schema::{Role, SchemaError};

impl Transaction {
    /// Makes one entity of several: what was said of the others is said of the kept one. Their IRIs
    /// become aliases, in Rust, Python, documents, tables and RDF that is read; SPARQL takes IRIs
    /// literally and finds `kept owl:sameAs old`.
    ///
    /// Their preferred names become further names. Claims keep their ids, and
    /// [`unmerge`](Self::unmerge) gives an entity its own life back.
    ///
    /// # Errors
    /// [`EntityError`](crate::EntityError) for an entity that is not there;
    /// [`SchemaError::Conflict`] where the two cannot be one: disjoint types, two values of an id that
    /// has one, two texts, or a statement that they are different. Nothing is changed then.
    ///
    /// # Complexity
    /// O(k log n) for k statements and claims that mention the others.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Describe, Graph};
    /// let graph = Graph::new();
    /// graph.add("PoliceForce", Describe::new().id("dubai-police").name("Dubai Police"))?;
    /// graph.add("PoliceForce", Describe::new().id("شرطة-دبي").name("شرطة دبي"))?;
    /// let kept = graph.merge("dubai-police", ["شرطة-دبي"])?;
    /// assert_eq!((graph.len(), kept.name_in("ar").as_deref()), (1, Some("شرطة دبي")));
    /// assert_eq!(graph.entity("شرطة-دبي")?, kept);
    /// graph.unmerge("شرطة-دبي")?;
    /// assert_eq!(graph.len(), 2);
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn merge(
        &mut self,
        keep: impl Into<EntityRef>,
        others: impl IntoIterator<Item = impl Into<EntityRef>>,
    ) -> Result<Entity, Error> {
        let keep = self.lens().entity(&keep.into())?;
        let others: Vec<EntityRef> = others.into_iter().map(Into::into).collect();
        self.all_or_nothing(|tx| {
            for other in &others {
                let other = tx.lens().entity(other)?;
                if other != keep {
                    tx.check_can_be_one(keep, other)?;
                    tx.merge_one(keep, other)?;
                }
            }
            Ok(())
        })?;
        self.tidy_keeping(keep)
    }

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
        self.unmerge_one(old);
        self.tidy_keeping(old)
    }

    // ---- may they ----------------------------------------------------------------------------------------

    fn check_can_be_one(&self, keep: u32, other: u32) -> Result<(), SchemaError> {
        let lens = self.lens();
        let (a, b) = (lens.short(keep), lens.short(other));
        let refuse = |reason: String| SchemaError::Conflict {
            entity: b.clone(),
            reason: format!("cannot be merged into \"{a}\": {reason}"),
        };
        let now = &self.draft.now;
        for predicate in [owl::DIFFERENT_FROM, rb::DIFFERENT_FROM] {
            let Some(p) = now.dictionary.iri(predicate) else {
                continue;
            };
            if now.is_stored([keep, p, other, NONE]) || now.is_stored([other, p, keep, NONE]) {
                let p = lens.term_name(p);
                return Err(refuse(format!(
                    "the graph says \"{p}\" of the two; remove that first"
                )));
            }
        }
        if now.texts.get(&keep).is_some() && now.texts.get(&other).is_some() {
            return Err(refuse("both are documents with a text of their own".into()));
        }
        let mut types = lens.types(keep);
        types.extend(lens.types(other));
        lens.schema
            .check_types_disjoint(&types, &b)
            .map_err(|error| refuse(error.to_string()))?;
        for quad in now.stored([Some(other), None, None], GraphIs::Default) {
            let p = quad[1];
            if lens.role(p) != Role::Identifier {
                continue;
            }
            let property = lens.schema.relation_by_iri(&lens.iri(p));
            if !property.is_some_and(crate::schema::Relation::is_functional) {
                continue;
            }
            let mut mine = now.stored([Some(keep), Some(p), None], GraphIs::Default);
            if let Some([_, _, value, _]) = mine.find(|mine| mine[2] != quad[2]) {
                return Err(refuse(format!(
                    "\"{}\" is \"{}\" of one and \"{}\" of the other, and a thing has one",
                    lens.term_name(p),
                    lens.iri(value),
                    lens.iri(quad[2])
                )));
            }
        }
        Ok(())
    }

    // ---- together ----------------------------------------------------------------------------------------

    fn merge_one(&mut self, keep: u32, other: u32) -> Result<(), Error> {
        let mut moved: Vec<Moved> = Vec::new();
        for row in self.rows_ending_in(other) {
            let statement = replaced(row.statement, other, keep);
            let triple = self.draft.now.dictionary.intern_triple(statement)?;
            let mut values = row.values;
            for field in [Field::Source, Field::Evidence] {
                if values[field as usize] == other {
                    values[field as usize] = keep;
                }
            }
            moved.push(Moved::Row(Arc::new(row)));
            self.move_row(
                row,
                Row {
                    statement,
                    triple,
                    values,
                    ..row
                },
            );
        }
        for node in self.evidence_in(other) {
            self.move_evidence(node, keep);
            moved.push(Moved::Evidence(node));
        }
        let now = &self.draft.now;
        let about = |s, o| now.stored([s, None, o], GraphIs::Any);
        let mut quads: Vec<Quad> = about(Some(other), None)
            .chain(about(None, Some(other)))
            .collect();
        quads.sort_unstable();
        quads.dedup();
        for from in quads {
            moved.push(self.move_quad(from, keep, other));
        }
        if let Some(text) = self.draft.now.texts.get(&other).cloned() {
            self.draft.now.texts.remove(&other);
            self.draft.now.texts.insert(keep, text);
            moved.push(Moved::Text);
        }
        self.draft.say([keep, known::SAME_AS, other]);
        let aliases = &mut self.draft.now.aliases;
        aliases.kept.insert(other, keep);
        for (n, moved) in moved.into_iter().enumerate() {
            aliases.moved.insert([other, n as u32], moved);
        }
        self.draft.mark_changed();
        Ok(())
    }

    /// The rows of claims that have an entity as an end, or as their source.
    fn rows_ending_in(&self, entity: u32) -> Vec<Row> {
        let now = &self.draft.now;
        let sources = now
            .claims_of_source(entity)
            .filter(|row| row.get(Field::Source) == entity);
        let mut rows: Vec<Row> = now
            .claims_of_subject(entity)
            .chain(now.claims_of_object(entity))
            .chain(sources)
            .collect();
        rows.sort_unstable_by_key(Row::key);
        rows.dedup_by_key(|row| row.key());
        rows
    }

    /// The nodes of evidence in a document that are rows.
    fn evidence_in(&self, document: u32) -> Vec<u32> {
        let now = &self.draft.now;
        let pattern = [None, Some(EVIDENCE[0]), Some(document)];
        let nodes = now.quads(pattern, GraphIs::Default).map(|quad| quad[0]);
        nodes
            .filter(|&node| {
                now.evidence_of(node)
                    .is_some_and(|values| values[0] == document)
            })
            .collect()
    }

    fn move_evidence(&mut self, node: u32, document: u32) {
        if let Some(mut values) = self.draft.now.evidence_of(node) {
            values[0] = document;
            self.draft.drop_evidence(node);
            self.draft.put_evidence(node, values);
        }
    }

    /// Puts a row in the place of another, whatever becomes of their statements.
    fn move_row(&mut self, from: Row, to: Row) {
        self.draft.now.take_row(&from);
        let there = self
            .draft
            .now
            .claims_of_reifier(to.reifier)
            .find(|row| row.key() == to.key());
        // A claim on two statements that become one asserts it if either did.
        let asserts = to.asserts || there.is_some_and(|row| row.asserts);
        self.draft.now.put_row(Row { asserts, ..to });
    }

    fn move_quad(&mut self, from: Quad, keep: u32, other: u32) -> Moved {
        let now = &mut self.draft.now;
        let bare = now.is_bare(from);
        now.erase(from);
        let [s, p, o, g] = from;
        let is_name = s == other && matches!(p, known::PREF_LABEL | known::LABEL);
        if is_name
            && [known::PREF_LABEL, known::LABEL, known::ALT_LABEL]
                .into_iter()
                .any(|name| now.is_stored([keep, name, o, g]))
        {
            // It is a name of the kept one already.
            return Moved::Quad {
                from,
                to: None,
                bare,
                was: Was::Absent,
            };
        }
        let mut to = replaced(from, other, keep);
        if is_name {
            to[1] = known::ALT_LABEL;
        }
        let was = now.was(to);
        // A name that becomes a further one is said on its own: claims are about the other name.
        if bare || is_name {
            now.insert_bare(to);
        } else {
            now.hold(to);
        }
        Moved::Quad {
            from,
            to: Some(to),
            bare,
            was,
        }
    }

    // ---- apart -------------------------------------------------------------------------------------------

    fn unmerge_one(&mut self, old: u32) {
        let Some(&kept) = self.draft.now.aliases.kept.get(&old) else {
            return;
        };
        let holder = self.draft.now.aliases.resolve(old);
        let all = self.draft.now.aliases.moved(old);
        // Claims first: whether a statement is still held depends on them.
        for (_, moved) in &all {
            match moved {
                Moved::Row(row) => self.move_row_back(row, kept, holder, old),
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
            if let Some(to) = to {
                let to = replaced(*to, kept, holder);
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
                now.insert_bare(*from);
            } else if now.is_asserted(*from) {
                now.hold(*from);
            }
        }
        self.draft.now.erase([kept, known::SAME_AS, old, NONE]);
        self.draft.now.erase([holder, known::SAME_AS, old, NONE]);
        self.draft.now.aliases.forget(old);
        self.draft.mark_changed();
    }

    /// Gives a claim its ends back, wherever it is and whatever it says by now.
    fn move_row_back(&mut self, was: &Row, kept: u32, holder: u32, old: u32) {
        let moved = replaced(replaced(was.statement, old, kept), kept, holder);
        let rows = self.draft.now.claims_of_reifier(was.reifier);
        let found = rows
            .filter(|row| row.graph == was.graph)
            .find(|row| row.statement == moved);
        let Some(row) = found else { return };
        let mut values = row.values;
        let source = Field::Source as usize;
        if was.values[source] == old && values[source] == holder {
            values[source] = old;
        }
        self.draft.now.take_row(&row);
        self.draft.now.put_row(Row {
            statement: was.statement,
            triple: was.triple,
            values,
            ..row
        });
        if row.asserts {
            self.draft.now.hold(was.quad());
        }
    }

    /// Forgets the aliases of an entity that is taken out.
    pub(super) fn drop_aliases(&mut self, entity: u32) {
        for old in self.draft.now.aliases.merged_into(entity) {
            self.draft.now.aliases.forget(old);
        }
    }
}

impl Graph {
    /// As [`Transaction::merge`], as a commit of its own.
    ///
    /// # Errors
    /// As there.
    pub fn merge(
        &self,
        keep: impl Into<EntityRef>,
        others: impl IntoIterator<Item = impl Into<EntityRef>>,
    ) -> Result<Entity, Error> {
        let entity = self.commit(|tx| tx.merge(keep, others))?;
        self.entity(&entity)
    }

    /// As [`Transaction::unmerge`], as a commit of its own.
    ///
    /// # Errors
    /// As there.
    pub fn unmerge(&self, entity: impl Into<EntityRef>) -> Result<Entity, Error> {
        let entity = self.commit(|tx| tx.unmerge(entity))?;
        self.entity(&entity)
    }
}

/// Ids as they are after what was merged: of a statement that RDF says.
pub(crate) fn resolved(
    quad: Quad,
    aliases: &super::alias::Aliases,
    dictionary: &crate::dictionary::Dictionary,
) -> Result<Quad, crate::StorageError> {
    let end = |id: u32| {
        if id::is_resource(id) {
            aliases.resolve(id)
        } else {
            id
        }
    };
    let [s, p, o, g] = quad;
    let o = if p == known::REIFIES && id::is_triple(o) {
        let [a, b, c] = dictionary.triple(o);
        let statement = [end(a), b, end(c)];
        if statement == [a, b, c] {
            o
        } else {
            dictionary.intern_triple(statement)?
        }
    } else {
        end(o)
    };
    Ok([end(s), p, o, g])
}

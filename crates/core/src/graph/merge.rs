//! Two entities that turn out to be one.

use std::sync::Arc;

use super::alias::{Moved, replaced};
use super::given::argument;
use super::history::Was;
use super::value::EntityRef;
use super::{Entity, Graph, GraphIs, Snapshot, Transaction};
use crate::index::{EVIDENCE, Field, Quad, Row};
use crate::model::id::{self, NONE, known};
use crate::model::vocab::{owl, rb};
use crate::schema::{Role, SchemaError};
use crate::{Error, StorageError};

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
    /// [`SchemaError::Argument`] where no other is named, or one that is the kept one already;
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
        if others.is_empty() {
            let keep = self.lens().short(keep);
            let reason = format!("name at least one entity that is the same as \"{keep}\"");
            return Err(argument("others", "", &reason));
        }
        self.all_or_nothing(|tx| {
            for reference in &others {
                let other = tx.lens().entity(reference)?;
                if other == keep {
                    let reason = "it is the kept one already; name each other entity once";
                    return Err(argument("others", &reference.text(), reason));
                }
                tx.check_can_be_one(keep, other)?;
                tx.merge_one(keep, other)?;
            }
            Ok(())
        })?;
        self.tidy_keeping(keep)
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
        self.draft.now.aliases.merge(other, keep, moved);
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

    pub(super) fn move_evidence(&mut self, node: u32, document: u32) {
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
        let is_name = s == other && is_first_name(p);
        let says_it = p == known::SAME_AS && [[s, o], [o, s]].contains(&[keep, other]);
        if says_it || is_name && now.is_called(keep, o, g) {
            // The kept one says so already.
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
        self.commit_entity(|tx| tx.merge(keep, others))
    }
}

/// Whether a predicate gives what an entity is called first.
fn is_first_name(predicate: u32) -> bool {
    matches!(predicate, known::PREF_LABEL | known::LABEL)
}

impl Snapshot {
    /// Whether an entity has a name, first or further.
    pub(crate) fn is_called(&self, entity: u32, name: u32, graph: u32) -> bool {
        let kinds = [known::PREF_LABEL, known::LABEL, known::ALT_LABEL];
        let mut kinds = kinds.into_iter();
        kinds.any(|kind| self.is_stored([entity, kind, name, graph]))
    }

    /// What RDF says, of the entities that are kept; nothing where a kept one has the name already.
    ///
    /// # Errors
    /// [`StorageError::Limit`] where the triple term of a claim does not fit.
    pub(crate) fn resolved(&self, quad: Quad) -> Result<Option<Quad>, StorageError> {
        let end = |id: u32| {
            if id::is_resource(id) {
                self.aliases.resolve(id)
            } else {
                id
            }
        };
        let [s, p, o, g] = quad;
        if p == known::REIFIES && id::is_triple(o) {
            let [a, b, c] = self.dictionary.triple(o);
            let statement = [end(a), b, end(c)];
            let term = if statement == [a, b, c] {
                o
            } else {
                self.dictionary.intern_triple(statement)?
            };
            return Ok(Some([end(s), p, term, g]));
        }
        let kept = end(s);
        if p == known::SAME_AS && end(o) == kept && s != o {
            let old = if o == kept { s } else { o };
            return Ok(Some([kept, p, old, g]));
        }
        if s != kept && is_first_name(p) {
            let further = [kept, known::ALT_LABEL, o, g];
            return Ok((!self.is_called(kept, o, g)).then_some(further));
        }
        Ok(Some([kept, p, end(o), g]))
    }
}

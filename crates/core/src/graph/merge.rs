//! Two entities that turn out to be one.

use super::given::argument;
use super::history::Was;
use super::origin::{Moved, NAMING, Origin, Place};
use super::value::EntityRef;
use super::{Entity, Graph, GraphIs, Snapshot, Transaction};
use crate::index::{EVIDENCE, Field, PREDICATES, Quad, Row};
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
        let names = self.draft.now.aliases.names(other);
        let rows = self.rows_naming(other);
        self.draft.now.aliases.set(other, Some(keep));
        // Claims first: what they hold goes with them, and what is left is said on its own.
        for row in rows {
            self.move_row(&row)?;
        }
        for node in self.evidence_in(other) {
            self.move_evidence(node, keep);
            let origins = &mut self.draft.now.aliases.origins;
            let origin = origins.of_evidence(node);
            let origin = origin.unwrap_or(Origin::Evidence([node, other]));
            origins.set(origin, Some(Place::Document(keep)));
        }
        self.say_the_same(&names, other, keep);
        let now = &self.draft.now;
        let about = |s, o| now.stored([s, None, o], GraphIs::Any);
        let mut quads: Vec<Quad> = about(Some(other), None)
            .chain(about(None, Some(other)))
            .collect();
        quads.sort_unstable();
        quads.dedup();
        let mut brought: Vec<Quad> = Vec::new();
        for quad in quads {
            let first = self.draft.now.aliases.origins.of_quad(quad);
            self.draft.now.erase(quad);
            if first.is_empty() {
                brought.push(quad);
            }
            brought.extend(first);
        }
        for first in brought {
            self.land(first);
        }
        if let Some(text) = self.draft.now.texts.get(&other).cloned() {
            self.draft.now.texts.remove(&other);
            self.draft.now.texts.insert(keep, text);
            let origins = &mut self.draft.now.aliases.origins;
            let mut texts = names.into_iter().map(Origin::Text);
            let first = texts.find(|&text| origins.get(text).is_some());
            let first = first.unwrap_or(Origin::Text(other));
            origins.set(first, Some(Place::Document(keep)));
        }
        self.draft.say([keep, known::SAME_AS, other]);
        self.draft.mark_changed();
        Ok(())
    }

    /// Says of one entity that names are the same as it, where it was said of another.
    pub(super) fn say_the_same(&mut self, names: &[u32], before: u32, after: u32) {
        for &name in names {
            let said = name != before && self.draft.now.erase([before, known::SAME_AS, name, NONE]);
            if said && name != after {
                self.draft
                    .now
                    .insert_bare([after, known::SAME_AS, name, NONE]);
            }
        }
    }

    /// The rows of claims that have an entity as an end, or as their source or evidence.
    fn rows_naming(&self, entity: u32) -> Vec<Row> {
        let now = &self.draft.now;
        let by = NAMING.into_iter().flat_map(|field| {
            let pattern = [None, Some(PREDICATES[field as usize]), Some(entity)];
            let reifiers = now.quads(pattern, GraphIs::Any).map(|quad| quad[0]);
            let rows = reifiers.flat_map(|reifier| now.claims_of_reifier(reifier));
            rows.filter(move |row| row.get(field) == entity)
        });
        let mut rows: Vec<Row> = now
            .claims_of_subject(entity)
            .chain(now.claims_of_object(entity))
            .chain(by)
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

    /// Moves a row to what its names stand for now.
    fn move_row(&mut self, row: &Row) -> Result<(), StorageError> {
        let key = row.key();
        let mut first = self.draft.now.aliases.origins.of_row(&key);
        if first.is_empty() {
            let [s, p, o, graph, reifier] = key;
            first.push(([reifier, s, p, o, graph], Moved::of(row)));
        }
        self.draft.now.aliases.origins.forget_row(&key);
        self.draft.now.take_row(row);
        for (origin, moved) in first {
            let mut to = *row;
            for field in NAMING {
                let value = &mut to.values[field as usize];
                *value = self.draft.now.aliases.resolve(*value);
            }
            self.land_row(origin, moved, to)?;
        }
        self.leave(row.quad());
        Ok(())
    }

    /// Puts a row where its names have it that was first said as `origin` has it. A claim on two statements
    /// that have become one asserts it if either did.
    pub(super) fn land_row(
        &mut self,
        origin: [u32; 5],
        moved: Moved,
        mut row: Row,
    ) -> Result<(), StorageError> {
        let now = &mut self.draft.now;
        let [_, s, p, o, _] = origin;
        row.statement = now.aliases.resolved([s, p, o]);
        if row.statement[0] != s && is_first_name(p) {
            row.statement[1] = known::ALT_LABEL;
        }
        row.triple = now.dictionary.intern_triple(row.statement)?;
        let there = now.row_with(&row.key());
        let is_alone = now.aliases.origins.of_row(&row.key()).is_empty();
        let origins = &mut now.aliases.origins;
        if let Some(there) = there {
            if is_alone {
                origins.set(Origin::of_row(&there), Some(Place::Row(Moved::of(&there))));
            }
            row.asserts |= there.asserts;
        }
        let statement = row.statement;
        let is_as_said =
            statement == [s, p, o] && there.is_none() && !now.aliases.are_any(moved.first);
        let place = Place::Row(Moved { statement, ..moved });
        let origins = &mut now.aliases.origins;
        origins.set(Origin::Row(origin), (!is_as_said).then_some(place));
        now.put_row(row);
        if row.asserts {
            now.hold(row.quad());
        }
        Ok(())
    }

    /// After a row has gone elsewhere: takes its statement out where nobody else holds it.
    pub(super) fn leave(&mut self, quad: Quad) {
        let now = &mut self.draft.now;
        if now.is_stored(quad) && !now.is_bare(quad) && !now.is_asserted(quad) {
            now.erase(quad);
        }
    }

    /// Says a quad on its own that was first said so, where its names have it now.
    pub(super) fn land(&mut self, first: Quad) {
        let now = &mut self.draft.now;
        let Some(to) = now.place_of(first) else {
            let origins = &mut now.aliases.origins;
            origins.set(Origin::Quad(first), Some(Place::Nowhere));
            return;
        };
        let was_said = now.was(to) == Was::Bare;
        let origins = &mut now.aliases.origins;
        let is_shared = !origins.of_quad(to).is_empty();
        if first != to || is_shared {
            if was_said && !is_shared {
                origins.set(Origin::Quad(to), Some(Place::Quad(to)));
            }
            origins.set(Origin::Quad(first), Some(Place::Quad(to)));
        }
        now.insert_bare(to);
    }

    /// Forgets the aliases of an entity that is taken out.
    pub(super) fn drop_aliases(&mut self, entity: u32) {
        for old in self.draft.now.aliases.names(entity).into_iter().skip(1) {
            self.draft.now.aliases.forget(old);
        }
    }

    /// Forgets the aliases of entities of which nothing is left.
    pub(super) fn drop_loose_aliases(&mut self) {
        for kept in self.draft.now.aliases.take_loose() {
            if !self.draft.now.is_more_than_its_names(kept) {
                self.drop_aliases(kept);
            }
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

/// The predicates that give what an entity is called.
const NAMES: [u32; 3] = [known::PREF_LABEL, known::LABEL, known::ALT_LABEL];

/// Whether a predicate gives what an entity is called first.
fn is_first_name(predicate: u32) -> bool {
    matches!(predicate, known::PREF_LABEL | known::LABEL)
}

impl Snapshot {
    /// Whether an entity has a name, first or further.
    pub(crate) fn is_called(&self, entity: u32, name: u32, graph: u32) -> bool {
        let mut kinds = NAMES.into_iter();
        kinds.any(|kind| self.is_stored([entity, kind, name, graph]))
    }

    /// Where a quad is that was said by names of which some may be aliases; nowhere where it says that two are
    /// the same that are one. A preferred name of another becomes a further one.
    pub(super) fn place_of(&self, [s, p, o, g]: Quad) -> Option<Quad> {
        let [kept, _, object] = self.aliases.resolved([s, p, o]);
        if p == known::SAME_AS && s != o && kept == object {
            return None;
        }
        if kept == s || !is_first_name(p) {
            return Some([kept, p, object, g]);
        }
        let says = NAMES
            .into_iter()
            .find(|&kind| self.is_stored([kept, kind, o, g]));
        Some([kept, says.unwrap_or(known::ALT_LABEL), o, g])
    }

    /// Takes note that a row of a claim was taken out.
    pub(super) fn row_is_gone(&mut self, row: &Row) {
        self.aliases.row_is_gone(&row.key(), row.get(Field::Source));
    }

    /// After the triples of a reifier have changed: forgets how the rows came that are not there any more.
    pub(super) fn forget_gone_rows(&mut self, reifier: u32) {
        let moved = self.aliases.origins.of_reifier(reifier);
        let keys = moved.map(|([_, _, _, _, graph], moved)| {
            let [s, p, o] = moved.statement;
            [s, p, o, graph, reifier]
        });
        let gone = keys.filter(|key| self.row_with(key).is_none());
        for key in gone.collect::<Vec<_>>() {
            self.aliases.row_is_gone(&key, NONE);
        }
    }

    /// Whether anything names an entity but what says that its aliases are the same.
    fn is_more_than_its_names(&self, kept: u32) -> bool {
        // Before all the names are gone through.
        let mut types = self.quads([Some(kept), Some(known::TYPE), None], GraphIs::Any);
        if types.next().is_some() {
            return true;
        }
        let mut about = self.quads([Some(kept), None, None], GraphIs::Any);
        let says_more = |[_, p, o, _]: Quad| p != known::SAME_AS || self.aliases.resolve(o) != kept;
        about.any(says_more)
            || self
                .quads([None, None, Some(kept)], GraphIs::Any)
                .next()
                .is_some()
            || self.claims_of_subject(kept).next().is_some()
            || self.claims_of_object(kept).next().is_some()
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

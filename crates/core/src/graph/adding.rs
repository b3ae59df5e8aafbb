//! Entities by hand: adding them and changing what is said about them.

use super::describe::Describe;
use super::value::{EntityRef, Object, check_filled, naming};
use super::{Entity, GraphIs, Transaction, Verb};
use crate::Error;
use crate::model::id::{self, known};
use crate::model::vocab::rdf;
use crate::model::{Iri, Term};
use crate::schema::{Relation, SchemaError, Type, TypeId};

impl Transaction {
    /// Adds an entity of a type. Without an id it gets one from its name: Latin letters first,
    /// `world-police-summit`, then `world-police-summit-2`.
    ///
    /// # Errors
    /// [`SchemaError`] for an unknown or disjoint type, an unknown property, a value that does not
    /// fit, or an id that is there already.
    ///
    /// # Complexity
    /// O(log n) for each thing said.
    pub fn add(&mut self, r#type: &str, description: Describe) -> Result<Entity, Error> {
        let id = self.add_entity(r#type, &description)?;
        self.tidy_keeping(id)
    }

    pub(super) fn add_entity(
        &mut self,
        r#type: &str,
        description: &Describe,
    ) -> Result<u32, Error> {
        let names: Vec<&str> = std::iter::once(r#type)
            .chain(description.types.iter().map(String::as_str))
            .collect();
        let label = description
            .id
            .as_deref()
            .or_else(|| description.all_names().next());
        let types = self.checked_types(&names, label.unwrap_or("it"))?;
        let iri = match &description.id {
            Some(given) => {
                check_filled("id", given)?;
                self.free_iri(given)?
            }
            None => self.made_iri(description, r#type)?,
        };
        self.all_or_nothing(|tx| {
            let entity = tx.intern_iri(iri.as_str())?;
            for class in &types {
                tx.say(entity, rdf::TYPE, class.clone())?;
            }
            tx.describe(entity, description, false)?;
            Ok(entity)
        })
    }

    /// Replaces what is named: all types, the names of each language given, each external id given,
    /// all values of each property given.
    ///
    /// # Errors
    /// As [`add`](Self::add); and [`SchemaError::Conflict`] where a claim holds an old value: such a
    /// value goes by [`revise`](Self::revise) or [`remove_claim`](Self::remove_claim).
    ///
    /// New types fit what is said of the entity and by it already, or that is a [`SchemaError::Ends`] with
    /// the statement or claim that stands against them.
    ///
    /// # Complexity
    /// O(log n) for each thing said or taken back; with new types O(k) in what is said of the entity.
    pub fn set(
        &mut self,
        entity: impl Into<EntityRef>,
        description: Describe,
    ) -> Result<Entity, Error> {
        let id = self.lens().entity(&entity.into())?;
        if let Some(given) = &description.id {
            return Err(SchemaError::Argument {
                name: "id".into(),
                value: given.clone(),
                reason: "an entity keeps its id; leave it out".into(),
            }
            .into());
        }
        let label = self.lens().short(id);
        let names: Vec<&str> = description.types.iter().map(String::as_str).collect();
        let types = self.checked_types(&names, &label)?;
        let old = self.lens().types(id);
        self.all_or_nothing(|tx| {
            if !types.is_empty() {
                let wanted: Vec<Term> = types.iter().cloned().map(Term::from).collect();
                tx.replace(id, known::TYPE, &|_| true, wanted)?;
            }
            tx.describe(id, &description, true)?;
            if !types.is_empty() {
                tx.check_retyped(id, &old)?;
            }
            Ok(())
        })?;
        self.tidy_keeping(id)
    }

    /// Runs several writes of one call; a failure takes all of them back. After a panic, of a function of
    /// the user's, the transaction can only be dropped.
    ///
    /// # Complexity
    /// O(1) beside the writes.
    pub(crate) fn all_or_nothing<T>(
        &mut self,
        write: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let draft = self.draft.clone();
        let settings = self.settings.clone();
        let was = std::mem::replace(&mut self.is_half_written, true);
        let written = write(self).inspect_err(|_| {
            self.draft = draft;
            self.settings = settings;
            self.forget_roles();
        });
        self.is_half_written = was;
        written
    }

    /// The entity's handle, after the delta has been folded where that was due.
    pub(super) fn tidy_keeping(&mut self, id: u32) -> Result<Entity, Error> {
        if self.draft.now.wants_compaction() {
            let term = self.draft.now.dictionary.term(id);
            self.compact()?;
            return self.view().entity(EntityRef(super::Reference::Exact(term)));
        }
        Ok(self.entity_of(id))
    }

    /// The IRIs of types that go together.
    fn checked_types(&self, names: &[&str], label: &str) -> Result<Vec<Iri>, Error> {
        let lens = self.lens();
        let types = names
            .iter()
            .map(|name| lens.entity_type(name))
            .collect::<Result<Vec<_>, _>>()?;
        let ids: Vec<TypeId> = types
            .iter()
            .filter_map(|t| lens.schema.type_by_iri(t.as_str()))
            .map(Type::id)
            .collect();
        lens.schema.check_types_disjoint(&ids, label)?;
        Ok(types)
    }

    /// The IRI of an id that nothing has yet.
    fn free_iri(&self, given: &str) -> Result<Iri, Error> {
        let lens = self.lens();
        let iri = lens.minted_iri(given)?;
        let taken = lens
            .snapshot
            .dictionary
            .iri(iri.as_str())
            .is_some_and(|id| lens.is_entity(lens.snapshot.aliases.resolve(id)));
        if taken {
            return Err(SchemaError::Conflict {
                entity: given.into(),
                reason: "is in the graph already; set() changes it".into(),
            }
            .into());
        }
        Ok(iri)
    }

    /// An IRI made from the preferred name, or from the type where there is no name.
    fn made_iri(&self, description: &Describe, r#type: &str) -> Result<Iri, Error> {
        let latin =
            |name: &&str| crate::names::script_of(name) == Some(crate::names::Script::Latin);
        let name = description
            .all_names()
            .find(latin)
            .or_else(|| description.all_names().next());
        self.unused_iri(&slug_of(name, r#type))
    }

    /// The first of `slug`, `slug-2`, … that nothing in the graph is called.
    pub(super) fn unused_iri(&self, slug: &str) -> Result<Iri, Error> {
        self.numbered_iri(slug, self.unused_number(slug))
    }

    /// `slug`, `slug-2`, … in the graph's base.
    pub(crate) fn numbered_iri(&self, slug: &str, n: u64) -> Result<Iri, Error> {
        let base = self.settings.base();
        Ok(Iri::new(if n < 2 {
            format!("{base}{slug}")
        } else {
            format!("{base}{slug}-{n}")
        })?)
    }

    /// The number of the first that nothing in the graph is called. O(log n) of them are tried where
    /// they were given out one after the other.
    pub(crate) fn unused_number(&self, slug: &str) -> u64 {
        let lens = self.lens();
        let used = |n: u64| {
            let iri = self.numbered_iri(slug, n).ok();
            let id = iri.and_then(|iri| lens.snapshot.dictionary.iri(iri.as_str()));
            id.is_some_and(|id| {
                let about = |pattern| lens.snapshot.quads(pattern, GraphIs::Any).next().is_some();
                about([Some(id), None, None]) || about([None, None, Some(id)])
            })
        };
        let mut free = 1;
        while used(free) {
            free *= 2;
        }
        let (mut low, mut high) = (free / 2, free);
        while low + 1 < high {
            let middle = low.midpoint(high);
            if used(middle) {
                low = middle;
            } else {
                high = middle;
            }
        }
        high
    }

    // ---- saying and taking back --------------------------------------------------------------------------

    /// Says names, ids and properties; takes the old ones back where they are to be replaced.
    pub(super) fn describe(
        &mut self,
        entity: u32,
        description: &Describe,
        replace: bool,
    ) -> Result<(), Error> {
        self.say_names(entity, description, replace)?;
        for (scheme, value) in &description.ids {
            self.say_id(entity, scheme, value.as_deref(), replace)?;
        }
        for (property, values) in &description.properties {
            self.say_values(entity, property, values, replace)?;
        }
        Ok(())
    }

    fn say_values(
        &mut self,
        entity: u32,
        property: &str,
        values: &[Object],
        replace: bool,
    ) -> Result<(), Error> {
        let schema = self.schema.clone();
        let iri = self.lens().verb(property)?.iri().clone();
        let swapped = matches!(
            self.lens().verb(property)?,
            Verb::Known(forward) if forward.swapped
        );
        if values.len() > 1
            && !swapped
            && schema
                .relation_by_iri(iri.as_str())
                .is_some_and(Relation::is_functional)
        {
            let all: Vec<String> = values.iter().map(Object::text).collect();
            return Err(SchemaError::Argument {
                name: property.into(),
                value: all.join("\", \""),
                reason: "it takes one value only; claims by relate() may tell of several".into(),
            }
            .into());
        }
        let name = property;
        if replace && !swapped {
            let property = self.intern_iri(iri.as_str())?;
            let mut wanted = Vec::new();
            for value in values {
                let statement = self.statement(entity, iri.as_str(), value, None);
                wanted.push(statement.map_err(|error| naming(name, error))?[2]);
            }
            let terms: Vec<Term> = wanted
                .iter()
                .map(|&id| self.draft.now.dictionary.term(id))
                .collect();
            self.take_back(entity, property, &|term| !terms.contains(term))?;
        } else if replace {
            let property = self.intern_iri(iri.as_str())?;
            self.take_back_incoming(entity, property)?;
        }
        for value in values {
            let statement = self.statement(entity, property, value, None);
            let statement = statement.map_err(|error| naming(property, error))?;
            if let Some(relation) = schema.relation_by_iri(iri.as_str()) {
                self.check_functional(statement[0], relation, statement[2])?;
            }
            self.draft.say(statement);
        }
        Ok(())
    }

    /// Puts some objects of a property in the place of those that `which` takes.
    fn replace(
        &mut self,
        subject: u32,
        predicate: u32,
        which: &dyn Fn(&Term) -> bool,
        wanted: Vec<Term>,
    ) -> Result<(), Error> {
        self.take_back(subject, predicate, &|term| {
            which(term) && !wanted.contains(term)
        })?;
        for term in wanted {
            let object = self.intern(&term)?;
            self.draft.say([subject, predicate, object]);
        }
        Ok(())
    }

    /// Takes back the statements of a property whose objects `which` takes.
    pub(super) fn take_back(
        &mut self,
        subject: u32,
        predicate: u32,
        which: &dyn Fn(&Term) -> bool,
    ) -> Result<(), Error> {
        let pattern = [Some(subject), Some(predicate), None];
        let old: Vec<[u32; 4]> = {
            let snapshot = &self.draft.now;
            let stored = snapshot.stored(pattern, GraphIs::Default);
            stored
                .filter(|q| which(&snapshot.dictionary.term(q[2])))
                .collect()
        };
        old.into_iter()
            .try_for_each(|quad| self.take_back_one(quad))
    }

    fn take_back_incoming(&mut self, object: u32, predicate: u32) -> Result<(), Error> {
        let pattern = [None, Some(predicate), Some(object)];
        let old: Vec<[u32; 4]> = self.draft.now.stored(pattern, GraphIs::Default).collect();
        old.into_iter()
            .try_for_each(|quad| self.take_back_one(quad))
    }

    fn take_back_one(&mut self, [s, p, o, g]: [u32; 4]) -> Result<(), Error> {
        let holder = self
            .draft
            .now
            .claims_of_statement([s, p, o])
            .find(|row| row.graph == g && row.asserts);
        if let Some(row) = holder {
            let lens = self.lens();
            return Err(SchemaError::Conflict {
                entity: lens.short(s),
                reason: format!(
                    "has \"{}\" \"{}\" because the claim \"{}\" says so; revise() or remove() that",
                    lens.term_name(p),
                    if id::is_literal(o) {
                        lens.iri(o)
                    } else {
                        lens.short(o)
                    },
                    lens.short(row.reifier)
                ),
            }
            .into());
        }
        self.draft.unsay([s, p, o]);
        Ok(())
    }

    /// The entity that a reference names, with the error of the kind that is asked for.
    pub(crate) fn known_entity(
        &self,
        reference: &EntityRef,
        kind: &'static str,
    ) -> Result<u32, Error> {
        let lens = self.lens();
        match lens.get(reference)? {
            Some(id) => Ok(id),
            None => Err(lens.not_there(kind, reference).into()),
        }
    }
}

/// What an entity is called in its IRI: its name, or its type where it has none.
pub(crate) fn slug_of(name: Option<&str>, r#type: &str) -> String {
    let slug = name.map(crate::names::slug).filter(|slug| !slug.is_empty());
    slug.map_or_else(
        || {
            let local = r#type.rsplit([':', '/', '#']).next().unwrap_or(r#type);
            crate::names::slug(local)
        },
        crate::names::shortened,
    )
}

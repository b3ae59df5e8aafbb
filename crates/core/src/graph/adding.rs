//! Entities by hand: adding them and changing what is said about them.

use super::called::scheme_of;
use super::describe::Describe;
use super::value::{EntityRef, Object, check_filled, naming};
use super::verb::{check_said, of_property};
use super::{Entity, GraphIs, Transaction, Verb};
use crate::Error;
use crate::index::{Pattern, Quad};
use crate::model::id::{self, NONE, known};
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
    ///
    /// # Example
    /// ```
    /// use rawabit::{Describe, Graph};
    /// let graph = Graph::new();
    /// let mut tx = graph.transaction()?;
    /// let summit = Describe::new().name("World Police Summit").property("startDate", "5 March 2024");
    /// let summit = tx.add("Summit", summit)?;
    /// assert_eq!((summit.id().as_str(), summit.name().as_str()), ("world-police-summit", "World Police Summit"));
    /// let again = Describe::new().id("world-police-summit");
    /// assert!(tx.add("Summit", again).unwrap_err().to_string().contains("set()"));
    /// # Ok::<(), rawabit::Error>(())
    /// ```
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

    /// Adds types to those that an entity has.
    pub(super) fn join_types(&mut self, id: u32, names: &[&str]) -> Result<(), Error> {
        let label = self.lens().short(id);
        for class in self.checked_types(names, &label)? {
            self.say(id, rdf::TYPE, class)?;
        }
        let lens = self.lens();
        Ok(lens.schema.check_types_disjoint(&lens.types(id), &label)?)
    }

    /// The IRI of an id that nothing has yet.
    fn free_iri(&self, given: &str) -> Result<Iri, Error> {
        let lens = self.lens();
        let iri = lens.minted_iri(given)?;
        let Some(id) = lens.snapshot.dictionary.iri(iri.as_str()) else {
            return Ok(iri);
        };
        let id = lens.snapshot.aliases.resolve(id);
        if lens.is_entity(id) {
            return Err(SchemaError::Conflict {
                entity: given.into(),
                reason: "is in the graph already; set() changes it".into(),
            }
            .into());
        }
        lens.check_can_be_entity(id, given)?;
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
        self.check_said_once(description)?;
        self.say_names(entity, description, replace)?;
        for (scheme, value) in &description.ids {
            self.say_id(entity, scheme, value.as_deref(), replace)?;
        }
        for (property, values) in &description.properties {
            self.say_values(entity, property, values, replace)?;
        }
        Ok(())
    }

    /// A property that is given under two names: the values of one of them would be lost.
    fn check_said_once(&self, description: &Describe) -> Result<(), SchemaError> {
        let lens = self.lens();
        let mut seen: Vec<(Iri, bool, &str)> = Vec::new();
        for (name, values) in &description.properties {
            let verb = lens.verb(name)?;
            let swapped = matches!(verb, Verb::Known(forward) if forward.swapped);
            let values: Vec<String> = values.iter().map(Object::text).collect();
            given_once(
                &mut seen,
                (verb.iri().clone(), swapped, name),
                &values.join("\", \""),
            )?;
        }
        for (scheme, value) in &description.ids {
            if let Some(relation) = scheme_of(lens.schema, scheme) {
                let value = value.as_deref().unwrap_or_default();
                given_once(&mut seen, (relation.iri().clone(), false, scheme), value)?;
            }
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
        let verb = self.lens().verb(property)?;
        check_said(&verb, &schema).map_err(|error| of_property(error, property, values))?;
        let swapped = matches!(verb, Verb::Known(forward) if forward.swapped);
        let iri = verb.iri().clone();
        let relation = schema.relation_by_iri(iri.as_str());
        if values.len() > 1 && !swapped && relation.is_some_and(Relation::is_functional) {
            let all: Vec<String> = values.iter().map(Object::text).collect();
            return Err(SchemaError::Argument {
                name: property.into(),
                value: all.join("\", \""),
                reason: "it takes one value only; claims by relate() may tell of several".into(),
            }
            .into());
        }
        let symmetric = relation.is_some_and(Relation::is_symmetric);
        let mut wanted = Vec::new();
        for value in values {
            let statement = self.statement(entity, property, value, None);
            let [s, p, o] = statement.map_err(|error| naming(property, error))?;
            let now = &self.draft.now;
            // What is there from the other end is said already.
            let is_turned =
                symmetric && now.is_stored([o, p, s, NONE]) && !now.is_stored([s, p, o, NONE]);
            wanted.push(if is_turned { [o, p, s] } else { [s, p, o] });
        }
        if replace {
            let predicate = self.intern_iri(iri.as_str())?;
            let is_wanted = |[s, p, o, _]: Quad| {
                wanted.contains(&[s, p, o]) || symmetric && wanted.contains(&[o, p, s])
            };
            if !swapped {
                self.take_back_of([Some(entity), Some(predicate), None], &is_wanted)?;
            }
            if swapped || symmetric {
                self.take_back_of([None, Some(predicate), Some(entity)], &is_wanted)?;
            }
        }
        for statement in wanted {
            if let Some(relation) = relation {
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

    /// Takes back the statements of a pattern but for those that are to stay.
    fn take_back_of(
        &mut self,
        pattern: Pattern,
        stays: &dyn Fn(Quad) -> bool,
    ) -> Result<(), Error> {
        let stored = self.draft.now.stored(pattern, GraphIs::Default);
        let old: Vec<Quad> = stored.filter(|quad| !stays(*quad)).collect();
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

/// Takes note of a property and the name that it is given under, which is the only one.
fn given_once<'n>(
    seen: &mut Vec<(Iri, bool, &'n str)>,
    (iri, swapped, name): (Iri, bool, &'n str),
    value: &str,
) -> Result<(), SchemaError> {
    let same = |(i, s, _): &&(Iri, bool, &str)| *i == iri && *s == swapped;
    match seen.iter().find(same) {
        Some((.., other)) if *other != name => Err(SchemaError::Argument {
            name: name.into(),
            value: value.into(),
            reason: format!(
                "it is \"{other}\" by another name, and both are given; give all values under one"
            ),
        }),
        _ => {
            seen.push((iri, swapped, name));
            Ok(())
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

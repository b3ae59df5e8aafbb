//! Entities by hand: adding them and changing what is said about them.

use super::value::{EntityRef, Object, TimeRef, check_filled, naming};
use super::{Entity, GraphIs, Transaction, Verb};
use crate::Error;
use crate::model::id::{self, NONE, known};
use crate::model::vocab::{rb, rdf, rdfs, skos};
use crate::model::{Iri, Literal, Term};
use crate::schema::{Relation, Schema, SchemaError, Type, TypeId};

/// What is said about an entity: names, external ids, properties.
///
/// # Example
/// ```
/// use rawabit::{Describe, Graph};
/// let graph = Graph::new();
/// let summit = graph.add(
///     "Summit",
///     Describe::new()
///         .name_in("ar", "القمة العالمية للشرطة")
///         .name("World Police Summit")
///         .property("startDate", "2024-03-05"),
/// )?;
/// assert_eq!(summit.id(), "world-police-summit");
/// assert_eq!(summit.get("startDate")?.unwrap().to_string(), "2024-03-05");
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Describe {
    pub(super) id: Option<String>,
    pub(super) types: Vec<String>,
    /// Languages with their names; without a language where that is to be found from the script.
    names: Vec<(Option<String>, Vec<String>)>,
    ids: Vec<(String, Option<String>)>,
    properties: Vec<(String, Vec<Object>)>,
    pub(super) language: Option<String>,
    pub(super) date: Option<TimeRef>,
}

impl Describe {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The entity's id: a local one, a compact IRI or a full one. Without it one is made from the name.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// A type, beside the one that the call names. [`set`](super::Graph::set) replaces all types by
    /// these.
    pub fn r#type(mut self, name: impl Into<String>) -> Self {
        self.types.push(name.into());
        self
    }

    /// A name whose language is found from its script. The first in a language is preferred.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.names.push((None, vec![name.into()]));
        self
    }

    /// A name in a language; `""` is none. The first in a language is preferred.
    pub fn name_in(mut self, language: &str, name: impl Into<String>) -> Self {
        self.names_for(language).push(name.into());
        self
    }

    /// No name in a language: [`set`](super::Graph::set) takes those that are there away.
    pub fn no_name_in(mut self, language: &str) -> Self {
        self.names_for(language);
        self
    }

    fn names_for(&mut self, language: &str) -> &mut Vec<String> {
        let language = Some(language.to_ascii_lowercase());
        let at = self
            .names
            .iter()
            .position(|(l, _)| *l == language)
            .unwrap_or_else(|| {
                self.names.push((language, Vec::new()));
                self.names.len() - 1
            });
        &mut self.names[at].1
    }

    /// An external id, such as `("wikidata", "Q846")`.
    pub fn external_id(mut self, scheme: impl Into<String>, value: impl Into<String>) -> Self {
        self.ids.push((scheme.into(), Some(value.into())));
        self
    }

    /// No external id of a scheme: [`set`](super::Graph::set) takes it away.
    pub fn no_external_id(mut self, scheme: impl Into<String>) -> Self {
        self.ids.push((scheme.into(), None));
        self
    }

    /// A value of a property, or an entity at the other end of a relation; again for further ones.
    pub fn property(mut self, property: &str, value: impl Into<Object>) -> Self {
        self.values_of(property).push(value.into());
        self
    }

    /// No value of a property: [`set`](super::Graph::set) takes those that are there away.
    pub fn no_property(mut self, property: &str) -> Self {
        self.values_of(property);
        self
    }

    fn values_of(&mut self, property: &str) -> &mut Vec<Object> {
        let at = self
            .properties
            .iter()
            .position(|(p, _)| p == property)
            .unwrap_or_else(|| {
                self.properties.push((property.into(), Vec::new()));
                self.properties.len() - 1
            });
        &mut self.properties[at].1
    }

    pub(super) fn all_names(&self) -> impl Iterator<Item = &str> {
        self.names
            .iter()
            .flat_map(|(_, names)| names)
            .map(String::as_str)
    }

    /// The language of a document's text.
    pub fn language(mut self, language: impl Into<String>) -> Self {
        self.language = Some(language.into());
        self
    }

    /// The date of a document.
    pub fn date(mut self, date: impl Into<TimeRef>) -> Self {
        self.date = Some(date.into());
        self
    }
}

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

    /// Runs several writes of one call; a failure takes all of them back.
    ///
    /// # Complexity
    /// O(1) beside the writes.
    pub(crate) fn all_or_nothing<T>(
        &mut self,
        write: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let draft = self.draft.clone();
        let settings = self.settings.clone();
        write(self).inspect_err(|_| {
            self.draft = draft;
            self.settings = settings;
            self.forget_roles();
        })
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

    fn say_names<'d>(
        &mut self,
        entity: u32,
        description: &'d Describe,
        replace: bool,
    ) -> Result<(), Error> {
        let mut languages: Vec<(String, Vec<&str>)> = Vec::new();
        let mut add = |language: &str, name: Option<&'d str>| match languages
            .iter_mut()
            .find(|(l, _)| l == language)
        {
            Some((_, all)) => all.extend(name),
            None => languages.push((language.into(), name.into_iter().collect())),
        };
        for (language, names) in &description.names {
            match language {
                Some(language) if names.is_empty() => add(language, None),
                Some(language) => names.iter().for_each(|name| add(language, Some(name))),
                None => {
                    for name in names {
                        add(self.lens().language_of(name).unwrap_or(""), Some(name));
                    }
                }
            }
        }
        for (language, names) in languages {
            let mut literals = Vec::new();
            for name in names {
                check_filled("name", name)?;
                literals.push(if language.is_empty() {
                    Literal::string(name)
                } else {
                    Literal::lang(name, &language)?
                });
            }
            if replace {
                let tag = (!language.is_empty()).then_some(language.as_str());
                let in_language =
                    |term: &Term| matches!(term, Term::Literal(l) if l.language() == tag);
                for predicate in [known::LABEL, known::PREF_LABEL, known::ALT_LABEL] {
                    self.take_back(entity, predicate, &in_language)?;
                }
            }
            self.say_preferred_first(entity, literals)?;
        }
        Ok(())
    }

    /// The first name becomes the preferred one of its language, unless there is one; the others
    /// become further names.
    pub(crate) fn say_preferred_first(
        &mut self,
        entity: u32,
        names: Vec<Literal>,
    ) -> Result<(), Error> {
        for name in names {
            let has_preferred = {
                let lens = self.lens();
                let pattern = [Some(entity), Some(known::PREF_LABEL), None];
                let mut preferred = lens.snapshot.stored(pattern, GraphIs::Default);
                preferred.any(|q| match lens.snapshot.dictionary.term(q[2]) {
                    Term::Literal(other) => other.language() == name.language() && other != name,
                    _ => false,
                })
            };
            if has_preferred {
                self.say_further_name(entity, name)?;
            } else {
                self.say(entity, rdfs::LABEL, name.clone())?;
                self.say(entity, skos::PREF_LABEL, name)?;
            }
        }
        Ok(())
    }

    /// A name that a merged entity goes by: a further one of the kept one, unless that has it.
    pub(crate) fn say_name_of_merged(&mut self, kept: u32, name: Literal) -> Result<(), Error> {
        let id = self.intern_literal(name.clone())?;
        if !self.draft.now.is_called(kept, id, NONE) {
            self.say(kept, skos::ALT_LABEL, name)?;
        }
        Ok(())
    }

    /// A further name, unless it is the preferred one.
    pub(crate) fn say_further_name(&mut self, entity: u32, name: Literal) -> Result<(), Error> {
        let id = self.intern_literal(name.clone())?;
        if !self
            .draft
            .now
            .is_stored([entity, known::PREF_LABEL, id, NONE])
        {
            self.say(entity, skos::ALT_LABEL, name)?;
        }
        Ok(())
    }

    /// Says an external id, or takes it back.
    pub(super) fn say_id(
        &mut self,
        entity: u32,
        scheme: &str,
        value: Option<&str>,
        replace: bool,
    ) -> Result<(), Error> {
        let terms = self.schema.clone();
        self.check_scheme(scheme)?;
        if replace {
            if let Some(relation) = scheme_of(&terms, scheme) {
                let property = self.intern_iri(relation.iri().as_str())?;
                self.take_back(entity, property, &|_| true)?;
            } else {
                let prefix = format!("{scheme}:");
                let property = self.intern_iri(rb::IDENTIFIER)?;
                let of_scheme = |term: &Term| matches!(term, Term::Literal(l) if l.lexical().starts_with(&prefix));
                self.take_back(entity, property, &of_scheme)?;
            }
        }
        if let Some(value) = value {
            let types = self.lens().types(entity);
            let statement = self.id_statement(entity, &types, scheme, value)?;
            self.draft.say(statement);
        }
        Ok(())
    }

    /// The statement of an external id, checked against the types of the entity and the ids that it has.
    /// A scheme that has no property is kept in `rb:identifier`, unless it looks like one that has.
    pub(crate) fn id_statement(
        &mut self,
        entity: u32,
        types: &[TypeId],
        scheme: &str,
        value: &str,
    ) -> Result<[u32; 3], Error> {
        let terms = self.schema.clone();
        check_filled(scheme, value)?;
        let (relation, literal) = if let Some(relation) = scheme_of(&terms, scheme) {
            (Some(relation), super::given::literal_of(relation, value))
        } else {
            self.check_scheme(scheme)?;
            let literal = Literal::string(format!("{scheme}:{value}"));
            (terms.relation_by_iri(rb::IDENTIFIER), literal)
        };
        let property = relation.map_or(rb::IDENTIFIER, |relation| relation.iri().as_str());
        let property = self.intern_iri(property)?;
        if let Some(relation) = relation {
            terms.check_subject(relation, types, &self.lens().short(entity))?;
            terms
                .check_value(relation, &literal)
                .map_err(|error| self.as_id(error, relation, scheme))?;
        }
        let object = self.intern_literal(literal)?;
        if let Some(relation) = relation {
            self.check_functional(entity, relation, object)?;
        }
        Ok([entity, property, object])
    }

    /// What is wrong with an id, by the name of its scheme; in capitals it may be right.
    fn as_id(&self, error: SchemaError, relation: &Relation, scheme: &str) -> SchemaError {
        let SchemaError::Argument { value, reason, .. } = error else {
            return error;
        };
        let capitals = value.to_uppercase();
        let literal = super::given::literal_of(relation, &capitals);
        let is_right = self.schema.check_value(relation, &literal).is_ok();
        let hint = if is_right {
            format!("; write \"{capitals}\"")
        } else {
            String::new()
        };
        SchemaError::Argument {
            name: scheme.into(),
            value,
            reason: reason + &hint,
        }
    }

    /// A scheme that the schema does not have is any other, unless it looks like one that it has.
    pub(crate) fn check_scheme(&self, scheme: &str) -> Result<(), SchemaError> {
        let lens = self.lens();
        if scheme_of(lens.schema, scheme).is_some() || lens.namespace(scheme).is_some() {
            return Ok(());
        }
        match lens.schema.no_identifier_scheme(scheme) {
            SchemaError::Unknown { hint, .. } if hint.is_empty() => Ok(()),
            near => Err(near),
        }
    }

    /// A second value of a functional property is refused.
    pub(crate) fn check_functional(
        &self,
        subject: u32,
        relation: &Relation,
        object: u32,
    ) -> Result<(), Error> {
        if !relation.is_functional() {
            return Ok(());
        }
        let lens = self.lens();
        let Some(property) = lens.snapshot.dictionary.iri(relation.iri().as_str()) else {
            return Ok(());
        };
        if lens.snapshot.is_stored([subject, property, object, NONE]) {
            // A merge may have brought two together.
            return Ok(());
        }
        let pattern = [Some(subject), Some(property), None];
        let other = lens
            .snapshot
            .stored(pattern, GraphIs::Default)
            .find(|q| q[2] != object);
        match other {
            None => Ok(()),
            Some([_, _, old, _]) => Err(SchemaError::Conflict {
                entity: lens.short(subject),
                reason: format!(
                    "has \"{}\" \"{}\" already, and can have only one; set() replaces it",
                    relation.name(),
                    if id::is_literal(old) {
                        lens.iri(old)
                    } else {
                        lens.short(old)
                    }
                ),
            }
            .into()),
        }
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
    fn take_back(
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

/// The property of an id scheme. `wd` is what the IRIs of Wikidata's items go by.
pub(crate) fn scheme_of<'s>(terms: &'s Schema, scheme: &str) -> Option<&'s Relation> {
    terms.identifier_scheme(if scheme == "wd" { "wikidata" } else { scheme })
}

//! A look at one moment of a graph through its schema and settings: from what users write to ids,
//! and back.

use std::borrow::Cow;

use super::error::EntityError;
use super::value::{EntityRef, Reference};
use super::{GraphIs, Roles, Settings, Snapshot};
use crate::Error;
use crate::dictionary::Part;
use crate::model::id::{self, NONE, known};
use crate::model::vocab::{owl, rdf, rdfs};
use crate::model::{Iri, Literal, Term, did_you_mean, nearest};
use crate::schema::{Named, Relation, RelationId, Role, Schema, SchemaError, Type, TypeId};

/// A snapshot with what is needed to read it.
#[derive(Clone, Copy)]
pub(crate) struct Lens<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) settings: &'a Settings,
    pub(crate) schema: &'a Schema,
    pub(crate) roles: &'a Roles,
}

/// A relation as statements are stored: an inverse form is turned round.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Forward<'a> {
    /// The form that was named.
    pub(crate) named: &'a Relation,
    /// The form that is stored.
    pub(crate) relation: &'a Relation,
    /// Whether the ends change places.
    pub(crate) swapped: bool,
}

/// The relation that a name stands for.
#[derive(Clone, Debug)]
pub(crate) enum Verb<'a> {
    Known(Forward<'a>),
    /// An IRI that the schema says nothing of.
    Foreign(Iri),
}

impl Verb<'_> {
    /// The IRI of the stored form.
    pub(crate) fn iri(&self) -> &Iri {
        match self {
            Self::Known(forward) => forward.relation.iri(),
            Self::Foreign(iri) => iri,
        }
    }
}

impl<'a> Lens<'a> {
    // ---- from names to ids -------------------------------------------------------------------------------

    /// The IRI that a prefix stands for, in the graph or its schema.
    pub(crate) fn namespace(&self, prefix: &str) -> Option<Cow<'a, str>> {
        if let Some(namespace) = self.settings.prefix(prefix) {
            return Some(Cow::Borrowed(namespace));
        }
        self.schema
            .prefixes()
            .find(|(p, _)| *p == prefix)
            .map(|(_, n)| Cow::Borrowed(n))
    }

    /// The prefixes that the graph knows: its own, then the schema's.
    pub(crate) fn prefixes(&self) -> Vec<(&'a str, &'a str)> {
        let mut all: Vec<(&str, &str)> = self.settings.prefixes().collect();
        for (prefix, namespace) in self.schema.prefixes() {
            if !all.iter().any(|(p, _)| *p == prefix) {
                all.push((prefix, namespace));
            }
        }
        all.sort_unstable();
        all
    }

    /// The IRIs that a reference may stand for, where it is no local id; `None` where it is one.
    pub(crate) fn full_iri(&self, reference: &str) -> Result<Option<String>, EntityError> {
        let Some((prefix, local)) = reference.split_once(':') else {
            return Ok(None);
        };
        if reference.contains("//") || prefix == "urn" {
            return Ok(Some(reference.into()));
        }
        match self.namespace(prefix) {
            Some(namespace) => Ok(Some(format!("{namespace}{local}"))),
            None if self.schema.identifier_scheme(prefix).is_some() => Ok(Some(reference.into())),
            None => Err(EntityError::Prefix {
                reference: reference.into(),
                prefix: prefix.into(),
                known: self
                    .prefixes()
                    .into_iter()
                    .map(|(p, _)| p.to_owned())
                    .collect(),
            }),
        }
    }

    /// The resource that a reference names, where there is one that `is` accepts.
    fn find(
        &self,
        reference: &EntityRef,
        is: impl Fn(u32) -> bool,
    ) -> Result<Option<u32>, EntityError> {
        let dictionary = &self.snapshot.dictionary;
        let aliases = &self.snapshot.aliases;
        let iri_id = |iri: &str| dictionary.iri(iri).map(|id| aliases.resolve(id));
        let name = match &reference.0 {
            Reference::Exact(term) => {
                let found = dictionary.find(term).map(|id| aliases.resolve(id));
                return Ok(found.filter(|&id| is(id)));
            }
            Reference::Named(name) => name,
        };
        if let Some(label) = name.strip_prefix("_:") {
            return Ok(dictionary.blank(label).filter(|&id| is(id)));
        }
        if let Some(iri) = self.full_iri(name)? {
            if let Some(id) = iri_id(&iri).filter(|&id| is(id)) {
                return Ok(Some(id));
            }
            return self.find_by_code(name, &is);
        }
        let mut found: Vec<(u32, String)> = Vec::new();
        for base in self.settings.all_bases() {
            let iri = format!("{base}{name}");
            if let Some(id) = iri_id(&iri).filter(|&id| is(id))
                && !found.iter().any(|(known, _)| *known == id)
            {
                found.push((id, iri));
            }
        }
        match found.as_slice() {
            [] => Ok(None),
            [(id, _)] => Ok(Some(*id)),
            _ => Err(EntityError::Ambiguous {
                reference: name.clone(),
                candidates: found.into_iter().map(|(_, iri)| iri).collect(),
            }),
        }
    }

    /// The entity with an external id: `wd:Q846`, `iso3166-1-alpha2:QA`, or any `scheme:value`.
    fn find_by_code(
        &self,
        reference: &str,
        is: impl Fn(u32) -> bool,
    ) -> Result<Option<u32>, EntityError> {
        let Some((prefix, code)) = reference.split_once(':') else {
            return Ok(None);
        };
        let scheme = if prefix == "wd" { "wikidata" } else { prefix };
        let property = self.schema.identifier_scheme(scheme);
        let (property, value) = match property {
            Some(relation) => (relation.iri().as_str(), code),
            None => (crate::vocab::rb::IDENTIFIER, reference),
        };
        let mut found: Vec<u32> = self
            .with_literal(property, &Literal::string(value))
            .filter(|&id| is(id))
            .collect();
        found.dedup();
        match found.as_slice() {
            [] => Ok(None),
            [id] => Ok(Some(*id)),
            several => Err(EntityError::Ambiguous {
                reference: reference.into(),
                candidates: several.iter().map(|&id| self.iri(id)).collect(),
            }),
        }
    }

    /// The subjects that have a literal as a property.
    pub(crate) fn with_literal(
        &self,
        property: &str,
        value: &Literal,
    ) -> impl Iterator<Item = u32> + use<'a> {
        let dictionary = &self.snapshot.dictionary;
        let ids = dictionary
            .iri(property)
            .zip(dictionary.find(&value.clone().into()));
        let snapshot = self.snapshot;
        ids.into_iter().flat_map(move |(p, o)| {
            snapshot
                .stored([None, Some(p), Some(o)], GraphIs::Default)
                .map(|q| q[0])
        })
    }

    /// The id of a merged entity, by the name that it had.
    pub(crate) fn merged(&self, reference: &EntityRef) -> Result<Option<u32>, EntityError> {
        let snapshot = self.snapshot.without_aliases();
        let whole = Lens {
            snapshot: &snapshot,
            settings: self.settings,
            schema: self.schema,
            roles: self.roles,
        };
        let kept = &self.snapshot.aliases.kept;
        whole.find(reference, |id| kept.get(&id).is_some())
    }

    /// The id of a resource that a reference names, entity or not.
    pub(crate) fn resource(&self, reference: &EntityRef) -> Result<Option<u32>, EntityError> {
        self.find(reference, |_| true)
    }

    /// The id of an entity, where the graph has it.
    pub(crate) fn get(&self, reference: &EntityRef) -> Result<Option<u32>, EntityError> {
        self.find(reference, |id| self.is_entity(id))
    }

    /// The id of an entity.
    ///
    /// # Errors
    /// [`EntityError::Unknown`] with the nearest ids, [`EntityError::Outside`] where only a wider view shows it.
    pub(crate) fn entity(&self, reference: &EntityRef) -> Result<u32, EntityError> {
        self.get(reference)?
            .ok_or_else(|| self.not_there("entity", reference))
    }

    /// The error for a reference that leads nowhere, as of an entity that another graph gave.
    pub(crate) fn not_there(&self, kind: &'static str, reference: &EntityRef) -> EntityError {
        match (self.unknown(kind, &reference.text()), &reference.0) {
            (
                EntityError::Unknown {
                    reference, hint, ..
                },
                Reference::Exact(_),
            ) if hint.is_empty() => EntityError::Unknown {
                kind,
                reference,
                hint: "; an entity of another graph is to be added to this one first".into(),
            },
            (error, _) => error,
        }
    }

    /// The id of a resource that is the reifier of a claim.
    pub(crate) fn claim(&self, reference: &Reference) -> Result<u32, EntityError> {
        let reference = EntityRef(reference.clone());
        let found = self.find(&reference, |id| self.snapshot.is_reifier(id))?;
        found.ok_or_else(|| {
            let whole = self.whole();
            let is_there = whole.find(&reference, |id| whole.snapshot.is_reifier(id));
            if self.snapshot.sight().is_some() && matches!(is_there, Ok(Some(_))) {
                return EntityError::Outside {
                    kind: "claim",
                    reference: reference.text(),
                };
            }
            EntityError::Unknown {
                kind: "claim",
                reference: reference.text(),
                hint: "; graph.claims() lists them with their ids".into(),
            }
        })
    }

    /// The same without what narrows the view.
    fn whole(self) -> Self {
        let sight = self.snapshot.sight();
        Self {
            snapshot: sight.map_or(self.snapshot, |sight| &sight.whole),
            ..self
        }
    }

    /// The error for an entity that is not there, with the nearest ids and names; or that a narrow view
    /// does not show.
    pub(crate) fn unknown(&self, kind: &'static str, reference: &str) -> EntityError {
        if self.snapshot.sight().is_some()
            && matches!(self.whole().get(&reference.into()), Ok(Some(_)))
        {
            let reference = reference.into();
            return EntityError::Outside { kind, reference };
        }
        let words = self.entity_words();
        EntityError::Unknown {
            kind,
            reference: reference.into(),
            hint: did_you_mean(&meant(reference, &words)),
        }
    }

    /// What entities go by, ids and names, each with the id.
    ///
    /// # Complexity
    /// O(n) in the statements.
    pub(crate) fn entity_words(&self) -> Vec<(String, String)> {
        let mut words: Vec<(String, String)> = Vec::new();
        // Enough to help; a graph of millions is not worth searching for a suggestion.
        for id in self.entity_ids().take(100_000) {
            let short = self.short(id);
            for (_, name) in self.all_names(id) {
                words.push((name, short.clone()));
            }
            words.push((short.clone(), short));
        }
        words
    }

    /// The IRI that a new thing with this id gets: ids without a colon live in the base.
    pub(crate) fn minted_iri(&self, id: &str) -> Result<Iri, Error> {
        match self.full_iri(id) {
            Ok(Some(iri)) => Ok(Iri::new(iri)?),
            Ok(None) => Ok(Iri::new(format!("{}{id}", self.settings.base()))?),
            Err(error) => Err(error.into()),
        }
    }

    // ---- types and relations -----------------------------------------------------------------------------

    fn lookup(&self) -> impl Fn(&str) -> Option<String> + use<'a> {
        let settings = self.settings;
        move |prefix: &str| settings.prefix(prefix).map(str::to_owned)
    }

    /// The IRI of the type that a name stands for.
    pub(crate) fn type_iri(&self, name: &str) -> Result<Iri, SchemaError> {
        if self.schema.is_empty() && !name.contains(':') {
            return Err(self.schema.no_type(name));
        }
        Ok(match self.schema.type_or_iri(name, &self.lookup())? {
            Named::Known(known) => known.iri().clone(),
            Named::Foreign(iri) => iri,
        })
    }

    /// As [`type_iri`](Self::type_iri), of a type that an entity may have.
    ///
    /// # Errors
    /// Also for the types of claims and evidence.
    pub(crate) fn entity_type(&self, name: &str) -> Result<Iri, SchemaError> {
        let iri = self.type_iri(name)?;
        match self.schema.type_by_iri(iri.as_str()) {
            Some(books) if books.is_bookkeeping() => Err(SchemaError::Argument {
                name: "type".into(),
                value: books.name().into(),
                reason: "claims and evidence are made with relations, not as entities".into(),
            }),
            _ => Ok(iri),
        }
    }

    /// The types that a name stands for, subtypes included, as IRIs.
    pub(crate) fn type_and_subtypes(&self, name: &str) -> Result<Vec<Iri>, SchemaError> {
        Ok(match self.schema.type_or_iri(name, &self.lookup())? {
            Named::Known(known) => self
                .schema
                .subtypes(known.id())
                .map(|t| t.iri().clone())
                .collect(),
            Named::Foreign(iri) => vec![iri],
        })
    }

    /// The relation that a name stands for, in its stored form.
    pub(crate) fn verb(&self, name: &str) -> Result<Verb<'a>, SchemaError> {
        Ok(match self.schema.relation_or_iri(name, &self.lookup())? {
            Named::Known(relation) => {
                let (id, swapped) = self.schema.stored_form(relation.id());
                Verb::Known(Forward {
                    named: relation,
                    relation: self.schema.relation(id),
                    swapped,
                })
            }
            Named::Foreign(iri) => Verb::Foreign(iri),
        })
    }

    /// Whether a property has at most one value.
    pub(crate) fn is_functional(&self, name: &str) -> Result<bool, SchemaError> {
        let named = self.schema.relation_or_iri(name, &self.lookup())?;
        Ok(matches!(named, Named::Known(relation) if relation.is_functional()))
    }

    /// The predicates that a relation's statements are found under, subrelations and inverses
    /// included: (predicate, whether its ends are to change places). A symmetric relation comes both
    /// ways.
    pub(crate) fn predicates_of(&self, name: &str) -> Result<Vec<(u32, bool)>, SchemaError> {
        let relation = match self.schema.relation_or_iri(name, &self.lookup())? {
            Named::Known(relation) => relation,
            Named::Foreign(iri) => {
                let id = self.snapshot.dictionary.iri(iri.as_str());
                return Ok(id.map(|id| vec![(id, false)]).unwrap_or_default());
            }
        };
        let mut found: Vec<(u32, bool)> = Vec::new();
        let mut add = |relation: &Relation, swapped: bool| {
            if let Some(id) = self.snapshot.dictionary.iri(relation.iri().as_str())
                && !found.contains(&(id, swapped))
            {
                found.push((id, swapped));
            }
        };
        let closed = |id: RelationId, swapped: bool, add: &mut dyn FnMut(&Relation, bool)| {
            for sub in self.schema.subrelations(id) {
                add(sub, swapped);
                if let Some(inverse) = sub.inverse() {
                    add(self.schema.relation(inverse), !swapped);
                }
                if sub.is_symmetric() || relation.is_symmetric() {
                    add(sub, !swapped);
                }
            }
        };
        closed(relation.id(), false, &mut add);
        if let Some(inverse) = relation.inverse() {
            closed(inverse, true, &mut add);
        }
        Ok(found)
    }

    /// What statements with a predicate say.
    pub(crate) fn role(&self, predicate: u32) -> Role {
        role_of(self.roles, self.schema, self.snapshot, predicate)
    }

    /// The types of an entity that the schema knows, in the order of their ids.
    pub(crate) fn types(&self, entity: u32) -> Vec<TypeId> {
        self.type_ids(entity)
            .filter_map(|id| self.schema.type_by_iri(&self.iri(id)).map(Type::id))
            .collect()
    }

    /// The subjects that are stated to have one of some types, each perhaps more than once.
    pub(crate) fn with_types(&self, types: &[Iri]) -> Vec<u32> {
        let mut found = Vec::new();
        for iri in types {
            let Some(id) = self.snapshot.dictionary.iri(iri.as_str()) else {
                continue;
            };
            let pattern = [None, Some(known::TYPE), Some(id)];
            found.extend(
                self.snapshot
                    .stored(pattern, GraphIs::Default)
                    .map(|q| q[0]),
            );
        }
        found
    }

    /// The types of an entity, as they are stated.
    pub(crate) fn type_ids(&self, entity: u32) -> impl Iterator<Item = u32> + use<'a> {
        let pattern = [Some(entity), Some(known::TYPE), None];
        self.snapshot
            .stored(pattern, GraphIs::Default)
            .map(|q| q[2])
    }

    // ---- what is an entity -------------------------------------------------------------------------------

    /// Whether a type makes an entity of what has it.
    pub(crate) fn is_entity_type(&self, id: u32) -> bool {
        is_entity_type(self.roles, self.snapshot, id)
    }

    /// Whether a resource is a reifier or a node of evidence, and so no entity whatever is said of it.
    pub(crate) fn is_of_claims(&self, resource: u32) -> bool {
        self.snapshot.is_reifier(resource) || self.snapshot.evidence_of(resource).is_some()
    }

    /// Whether a resource is an entity: it has a type outside rdf, rdfs and owl, or is an end of a
    /// relation; reifiers and nodes of evidence never are.
    pub(crate) fn is_entity(&self, resource: u32) -> bool {
        if !id::is_resource(resource) || self.is_of_claims(resource) {
            return false;
        }
        let pattern = |s, o| self.snapshot.stored([s, None, o], GraphIs::Default);
        pattern(Some(resource), None).any(|[_, p, o, _]| match self.role(p) {
            Role::Type => self.is_entity_type(o),
            Role::Relation => id::is_resource(o),
            _ => false,
        }) || pattern(None, Some(resource)).any(|[_, p, ..]| self.role(p) == Role::Relation)
    }

    /// The ids of all entities, ascending.
    pub(crate) fn entity_ids(&self) -> impl Iterator<Item = u32> + use<'a> {
        let (resources, ..) = self.snapshot.dictionary.sizes();
        let mut is = vec![false; resources];
        let mut mark = |id: u32| {
            if id::is_resource(id) {
                is[id::index(id)] = true;
            }
        };
        for predicate in self.snapshot.predicates() {
            let role = self.role(predicate);
            if !matches!(role, Role::Type | Role::Relation) {
                continue;
            }
            let pattern = [None, Some(predicate), None];
            for [s, _, o, _] in self.snapshot.stored(pattern, GraphIs::Default) {
                match role {
                    Role::Type if self.is_entity_type(o) => mark(s),
                    Role::Relation if id::is_resource(o) => {
                        mark(s);
                        mark(o);
                    }
                    _ => {}
                }
            }
        }
        for row in self.snapshot.claims() {
            is[id::index(row.reifier)] = false;
        }
        for (node, _) in self.snapshot.evidence_rows() {
            is[id::index(node)] = false;
        }
        is.into_iter()
            .enumerate()
            .filter(|(_, is)| *is)
            .map(|(n, _)| id::id(id::Kind::Resource, n as u32))
    }

    // ---- from ids to names -------------------------------------------------------------------------------

    /// The IRI of a resource, or its label with `_:`.
    pub(crate) fn iri(&self, resource: u32) -> String {
        iri_of(self.snapshot, resource)
    }

    /// The shortest id that finds a resource again: a local id, a compact IRI, the IRI, or the label.
    pub(crate) fn short(&self, resource: u32) -> String {
        let iri = self.iri(resource);
        if iri.starts_with("_:") {
            return iri;
        }
        for base in self.settings.all_bases() {
            let Some(local) = iri.strip_prefix(base) else {
                continue;
            };
            let other = self
                .settings
                .all_bases()
                .filter(|other| *other != base)
                .any(|other| {
                    self.snapshot
                        .dictionary
                        .iri(&format!("{other}{local}"))
                        .is_some()
                });
            if !local.is_empty() && !local.contains(':') && !other {
                return local.into();
            }
        }
        self.compact(iri)
    }

    /// The compact IRI, where a prefix fits, else the IRI.
    fn compact(&self, iri: String) -> String {
        let best = self
            .prefixes()
            .into_iter()
            .filter(|(_, n)| iri.len() > n.len() && iri.starts_with(n))
            .max_by_key(|(_, n)| n.len());
        match best {
            Some((prefix, namespace)) if !iri[namespace.len()..].contains("//") => {
                format!("{prefix}:{}", &iri[namespace.len()..])
            }
            _ => iri,
        }
    }

    /// The name of a relation or type, by which it is found again: as the schema has it, or a compact
    /// IRI, or the IRI.
    pub(crate) fn term_name(&self, id: u32) -> String {
        let iri = self.iri(id);
        let name = self.schema.name_of(&iri);
        if name == iri { self.compact(iri) } else { name }
    }

    /// The names of an entity with their languages, the preferred ones first; each once.
    pub(crate) fn all_names(&self, entity: u32) -> Vec<(Option<String>, String)> {
        let mut names: Vec<(Option<String>, String)> = Vec::new();
        let predicates = [
            known::PREF_LABEL,
            known::LABEL,
            known::ALT_LABEL,
            known::ALSO_KNOWN_AS,
        ];
        for predicate in predicates {
            let pattern = [Some(entity), Some(predicate), None];
            for [_, _, o, _] in self.snapshot.stored(pattern, GraphIs::Default) {
                if let Term::Literal(literal) = self.snapshot.dictionary.term(o) {
                    let name = (
                        literal.language().map(str::to_owned),
                        literal.lexical().to_owned(),
                    );
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
            }
        }
        names
    }

    /// The preferred name in the first of these languages that there is one in.
    pub(crate) fn name_in(&self, entity: u32, languages: &[String]) -> Option<String> {
        let names = self.all_names(entity);
        let best = |wanted: &dyn Fn(Option<&str>) -> bool| {
            names
                .iter()
                .find(|(l, _)| wanted(l.as_deref()))
                .map(|(_, name)| name.clone())
        };
        languages
            .iter()
            .find_map(|language| best(&|l| l.is_some_and(|l| l.eq_ignore_ascii_case(language))))
            .or_else(|| best(&|l| l.is_some()))
            .or_else(|| best(&|_| true))
    }

    /// The name shown: best for the graph's languages, then any, then the id.
    pub(crate) fn name(&self, entity: u32) -> String {
        self.name_in(entity, &self.settings.languages)
            .unwrap_or_else(|| self.short(entity))
    }

    /// The first of the graph's languages whose script fits a text.
    pub(crate) fn language_of(&self, text: &str) -> Option<&'a str> {
        self.settings
            .languages
            .iter()
            .map(String::as_str)
            .find(|language| crate::names::language_fits(language, text))
    }

    /// The only object of a property in the default graph, as a literal.
    pub(crate) fn literal(&self, subject: u32, property: u32) -> Option<Literal> {
        let pattern = [Some(subject), Some(property), None];
        let mut objects = self.snapshot.quads(pattern, GraphIs::Default).map(|q| q[2]);
        let object = objects.find(|&o| id::is_literal(o) && o != NONE)?;
        match self.snapshot.dictionary.term(object) {
            Term::Literal(literal) => Some(literal),
            _ => None,
        }
    }
}

fn iri_of(snapshot: &Snapshot, resource: u32) -> String {
    snapshot.dictionary.with(resource, |part| match part {
        Part::Iri(namespace, local) => format!("{namespace}{local}"),
        Part::Blank(label) => format!("_:{label}"),
        Part::Literal(lexical, _) => lexical.into(),
        Part::Triple(_) => String::new(),
    })
}

/// What statements with a predicate say.
pub(super) fn role_of(roles: &Roles, schema: &Schema, snapshot: &Snapshot, predicate: u32) -> Role {
    roles.of(predicate, || schema.role_of(&iri_of(snapshot, predicate)))
}

/// Whether a type makes an entity of what has it.
pub(super) fn is_entity_type(roles: &Roles, snapshot: &Snapshot, id: u32) -> bool {
    roles.is_entity_type(id, || {
        let iri = iri_of(snapshot, id);
        ![rdf::NAMESPACE, rdfs::NAMESPACE, owl::NAMESPACE]
            .iter()
            .any(|n| iri.starts_with(n))
    })
}

/// The ids behind the words that are nearest to one that is not among them, at most three.
pub(crate) fn meant<'w>(reference: &str, words: &'w [(String, String)]) -> Vec<&'w str> {
    let mut meant: Vec<&str> = Vec::new();
    for word in nearest(reference, words.iter().map(|(word, _)| word.as_str()), 6) {
        for (_, id) in words.iter().filter(|(found, _)| found == word) {
            if !meant.contains(&id.as_str()) {
                meant.push(id);
            }
        }
    }
    meant.truncate(3);
    meant
}

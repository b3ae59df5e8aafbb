//! What entities are called: their names, and their ids elsewhere.

use super::advice::REPLACE;
use super::describe::Describe;
use super::value::check_filled;
use super::{GraphIs, Transaction};
use crate::Error;
use crate::model::id::{self, NONE, known};
use crate::model::vocab::{rb, rdfs, skos};
use crate::model::{Literal, Term};
use crate::schema::{Relation, Schema, SchemaError, TypeId};

impl Transaction {
    pub(super) fn say_names<'d>(
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
        // Kept as `scheme:value`, it would be told from its value no more.
        if scheme.contains(':') {
            return Err(SchemaError::Argument {
                name: "ids".into(),
                value: scheme.into(),
                reason: "a scheme has no colon; what stands behind it belongs to the id".into(),
            });
        }
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
        match lens.snapshot.dictionary.iri(relation.iri().as_str()) {
            Some(property) => self.check_only_value(subject, property, object),
            None => Ok(()),
        }
    }

    /// A second value of a property is refused, whatever the schema allows.
    pub(crate) fn check_only_value(
        &self,
        subject: u32,
        property: u32,
        object: u32,
    ) -> Result<(), Error> {
        let lens = self.lens();
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
                    "has \"{}\" \"{}\" already, and can have only one; {}",
                    lens.term_name(property),
                    if id::is_literal(old) {
                        lens.iri(old)
                    } else {
                        lens.short(old)
                    },
                    REPLACE.by_hand
                ),
            }
            .into()),
        }
    }
}

/// The property of an id scheme. `wd` is what the IRIs of Wikidata's items go by.
pub(crate) fn scheme_of<'s>(terms: &'s Schema, scheme: &str) -> Option<&'s Relation> {
    terms.identifier_scheme(if scheme == "wd" { "wikidata" } else { scheme })
}

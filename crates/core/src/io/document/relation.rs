//! Relations: statements with the claims that make them.

use super::Reader;
use super::fault::Fault;
use super::fields::{Fields, said_nothing, text};
use super::json::Node;
use super::place::Place;
use super::things::{Found, refused};
use crate::Error;
use crate::graph::{Said, Slot, Verb, check_claimed};
use crate::io::fault::quoted;
use crate::model::id::NONE;
use crate::schema::{Range, Relation, SchemaError, TypeId};

const KEYS: [&str; 16] = [
    "id",
    "subject",
    "relation",
    "object",
    "value",
    "start",
    "end",
    "source",
    "attributed_to",
    "modality",
    "polarity",
    "confidence",
    "hedge",
    "evidence",
    "asserted",
    "note",
];

/// What an end and a relation must say.
const ENTITY: &str = "name an entity by its \"id\"";
const RELATION: &str = "name a relation of the schema, such as \"hosts\"";

/// A claim that is to be written when all have been looked at.
#[derive(Debug)]
pub(super) struct Pending {
    pub(super) reifier: u32,
    pub(super) statement: [u32; 3],
    pub(super) said: Said,
    /// Its entry.
    n: usize,
}

/// An end of a relation.
#[derive(Clone, Copy, Debug)]
pub(super) enum End {
    Known(u32),
    /// What is wrong with it has been said elsewhere.
    Unsure,
}

impl<'n> Reader<'_, 'n> {
    /// Reads an entry of `relations`.
    pub(super) fn relation(&mut self, node: &'n Node<'n>, n: usize) -> Result<(), Error> {
        let all = Place::Top.key("relations");
        let place = all.item(n);
        self.faults.about(node.id());
        let before = self.faults.errors();
        let mut taken = None;
        if let Some(fields) = Fields::new(node, place, &KEYS, &mut self.faults) {
            let id = self.relation_id(&fields, n);
            let statement = self.relation_statement(&fields)?;
            let said = self.relation_said(&fields)?;
            if let (Some(statement), true) = (statement, self.faults.errors() == before) {
                match self.tx.slot(statement, &said, id) {
                    Ok(slot) => taken = self.take(slot, statement, said, n, &place),
                    Err(error) => self.fault(&place, error)?,
                }
            }
        }
        let is_sound = self.faults.errors() == before;
        self.count_unchecked(is_sound);
        match taken {
            _ if !is_sound => self.counts.refused += 1,
            Some(false) => self.counts.merged += 1,
            _ => self.counts.claims += 1,
        }
        Ok(())
    }

    /// Puts a claim among those that are to be written; says whether it is a new one.
    fn take(
        &mut self,
        slot: Slot,
        statement: [u32; 3],
        said: Said,
        n: usize,
        place: &Place<'_>,
    ) -> Option<bool> {
        let Slot::Free(reifier) = slot else {
            return Some(false);
        };
        if let Some(&at) = self.reifiers.get(&reifier) {
            let other = &self.pending[at];
            if other.statement == statement && other.said.is_same(&said) {
                return Some(false);
            }
            let what = if other.statement == statement {
                other.said.difference(&said)
            } else {
                "statement"
            };
            let message = format!(
                "it is the claim of relations[{}], with another {what}",
                other.n
            );
            self.faults.error(
                place,
                Fault::new(message).hint("give each of the two an \"id\""),
            );
            return None;
        }
        self.reifiers.insert(reifier, self.pending.len());
        self.pending.push(Pending {
            reifier,
            statement,
            said,
            n,
        });
        Some(true)
    }

    fn relation_id(&mut self, fields: &Fields<'n, '_>, n: usize) -> Option<&'n str> {
        let id = fields.text("id", &mut self.faults)?;
        let first = *self.relation_ids.entry(id).or_insert(n);
        let place = fields.at("id");
        if first != n {
            let fault = Fault::new(format!("duplicate id \"{id}\": relations[{first}] has it"));
            self.faults
                .error(&place, fault.hint("give one of the two another id"));
        } else if let Err(error) = self.tx.claim_iri(id, NONE) {
            let fault = Fault::of(error).unwrap_or_else(|error| Fault::new(error.to_string()));
            let slug = crate::names::slug(id);
            self.faults
                .error(&place, fault.hint(format!("write \"{slug}\"")));
        }
        Some(id)
    }

    // ---- the statement -----------------------------------------------------------------------------------

    fn relation_statement(&mut self, fields: &Fields<'n, '_>) -> Result<Option<[u32; 3]>, Error> {
        let subject = match fields.needed_text("subject", ENTITY, &mut self.faults) {
            Some(name) => self.end(name, &fields.at("subject")),
            None => None,
        };
        let name = fields.needed_text("relation", RELATION, &mut self.faults);
        let is_known = name.filter(|name| self.check_relation(name, fields));
        let object = match fields.get("object") {
            Some(node) => match self.object(node, fields, is_known) {
                Some(text) if self.is_value_in_place_of(text, is_known) => {
                    let name = is_known.unwrap_or_default();
                    let fault = Fault::new(format!("\"{name}\" takes a value, not an entity"));
                    let hint = format!("give \"value\": {{\"text\": \"{text}\"}} instead");
                    self.faults.error(&fields.at("object"), fault.hint(hint));
                    None
                }
                Some(name) => self.end(name, &fields.at("object")),
                None => None,
            },
            None => None,
        };
        let value = match fields.get("value") {
            Some(node) => self.value(node, fields.at("value"), is_known),
            None => None,
        };
        match (
            fields.get("object").is_some(),
            fields.get("value").is_some(),
        ) {
            (true, true) => {
                let fault = Fault::new("both \"object\" and \"value\" are given");
                let hint = "an entity is the \"object\", a text, date or number the \"value\"";
                self.faults.error(&fields.place, fault.hint(hint));
                return Ok(None);
            }
            (false, false) => {
                let fault = Fault::new("neither \"object\" nor \"value\" is given");
                let fault = match is_known {
                    Some(name) => fault.hint(format!("\"{name}\" takes {}", self.wanted(name))),
                    None => fault,
                };
                self.faults.error(&fields.place, fault);
                return Ok(None);
            }
            _ => {}
        }
        let (Some(End::Known(subject)), Some(name)) = (subject, is_known) else {
            return Ok(None);
        };
        let said = match (object, value) {
            (Some(End::Known(object)), _) => self.tx.statement_between(subject, name, object),
            (_, Some(value)) => self.tx.statement(subject, name, &value, None),
            _ => return Ok(None),
        };
        match said {
            Ok(statement) => Ok(Some(statement)),
            Err(error) => {
                let of_argument = matches!(
                    error,
                    Error::Schema(SchemaError::Argument { .. } | SchemaError::Value(_))
                );
                let is_date = matches!(error, Error::Schema(SchemaError::Value(_)));
                let value_for_entity = object.is_none() && matches!(error, Error::Entity(_));
                let fault = Fault::of(error)?;
                let key = if object.is_some() { "object" } else { "value" };
                let place = if of_argument {
                    fields.at(key)
                } else {
                    fields.place
                };
                let fits = is_date || fields.get(key).is_some() && self.takes(name, key);
                let fault = if value_for_entity {
                    fault.hint(format!("give {} instead", self.wanted(name)))
                } else if !of_argument || fits {
                    fault
                } else {
                    fault.hint(format!("give {} instead", self.wanted(name)))
                };
                self.faults.error(&place, fault);
                Ok(None)
            }
        }
    }

    /// The name of the object. One that says nothing may be left out where there is a value.
    fn object(
        &mut self,
        node: &'n Node<'n>,
        fields: &Fields<'n, '_>,
        relation: Option<&str>,
    ) -> Option<&'n str> {
        match said_nothing(node, "a string") {
            Some(fault) if fields.get("value").is_none() => {
                let wanted = match relation {
                    Some(name) => format!("\"{name}\" takes {}", self.wanted(name)),
                    None => ENTITY.into(),
                };
                self.faults.error(&fields.at("object"), fault.hint(wanted));
                None
            }
            _ => text(node, &fields.at("object"), &mut self.faults),
        }
    }

    /// The entity at an end.
    pub(super) fn end(&mut self, name: &'n str, place: &Place<'_>) -> Option<End> {
        match self.things.find(name, self.tx, &mut self.faults) {
            Ok(Found::Thing(id)) => {
                if let Some(at) = self.refusal(id, false) {
                    self.faults.error(place, refused(name, &at));
                    return None;
                }
                let is_untyped = self.things.get(id).is_untyped;
                Some(if is_untyped {
                    End::Unsure
                } else {
                    End::Known(id)
                })
            }
            Ok(Found::Unsure) if self.strict => Some(End::Unsure),
            Ok(Found::Unsure) => {
                self.faults.error(place, refused(name, "its entry"));
                None
            }
            Err(fault) => {
                let fault = match fault.hint {
                    None if !fault.is_of_prefix => fault.hint("declare it in \"entities\""),
                    _ => fault,
                };
                self.faults.error(place, fault);
                None
            }
        }
    }

    /// Whether there is such a relation.
    fn check_relation(&mut self, name: &'n str, fields: &Fields<'n, '_>) -> bool {
        let place = fields.at("relation");
        let known = self.bad_relations.get(name).cloned();
        let Some(fault) = known.or_else(|| self.bad_relation(name)) else {
            self.tell_foreign(name, &place);
            return true;
        };
        let fault = match self.fitting(fields) {
            Some(hint) if fault.hint.is_none() && fault.is_of_unknown => fault.hint(hint),
            _ => fault,
        };
        self.faults.error(&place, fault);
        false
    }

    /// Tells, once, that nothing is known of a relation.
    fn tell_foreign(&mut self, name: &'n str, place: &Place<'_>) {
        if name.contains(':')
            && !self.foreign_relations.contains(name)
            && let Ok(Verb::Foreign(iri)) = self.tx.lens().verb(name)
            && self.tx.schema.is_relation(iri.as_str())
        {
            self.foreign_relations.insert(name);
            let fault = Fault::new(format!(
                "the schema does not know the relation \"{name}\", so its ends are not checked"
            ));
            let hint = "if it is right, extend the schema with it: Schema(\"my.ttl\")";
            self.faults.notice(place, fault.hint(hint));
        }
    }

    /// What is wrong with the name of a relation.
    fn bad_relation(&mut self, name: &'n str) -> Option<Fault> {
        // To look for what was meant takes a while, and nobody is told of it any more.
        let is_certain = self.faults.is_listing() || name.contains(':');
        if !is_certain && !self.tx.schema.has_relation_name(name) {
            return Some(Fault::new(format!("no relation \"{name}\" in the schema")));
        }
        let error = match self.tx.lens().verb(name) {
            Ok(verb) => match check_claimed(&verb, &self.tx.schema) {
                Ok(()) => return None,
                Err(error) => error,
            },
            Err(error) => error,
        };
        let fault = Fault::from(error);
        self.bad_relations.insert(name, fault.clone());
        Some(fault)
    }

    /// The relations that there are between the ends of an entry.
    fn fitting(&mut self, fields: &Fields<'n, '_>) -> Option<String> {
        if !self.faults.is_listing() {
            return None;
        }
        let types = |key: &str| -> Option<Vec<TypeId>> {
            let Node::Text(name) = fields.get(key)? else {
                return None;
            };
            let id = self.things.peek(name, self.tx)?;
            let types = self.tx.lens().types(id);
            (!types.is_empty()).then_some(types)
        };
        let (subject, object) = (types("subject")?, types("object")?);
        let schema = &self.tx.schema;
        let names = |types: &[TypeId]| {
            let narrowest = schema.narrowest(types).map(|id| schema.type_(id).name());
            narrowest.unwrap_or_default().to_owned()
        };
        let fitting = schema.between(&subject, &object, 5);
        let fitting: Vec<&str> = fitting.into_iter().map(Relation::name).collect();
        (!fitting.is_empty()).then(|| {
            format!(
                "from a \"{}\" to a \"{}\" go {}, among others",
                names(&subject),
                names(&object),
                quoted(&fitting)
            )
        })
    }

    /// Whether a text stands for an entity where a relation takes a value, and there is no such entity.
    fn is_value_in_place_of(&self, text: &'n str, relation: Option<&str>) -> bool {
        relation.is_some_and(|name| !self.takes(name, "object"))
            && self.things.peek(text, self.tx).is_none()
    }

    /// Whether a relation takes what a field holds; anything does where the schema does not know it.
    fn takes(&self, relation: &str, key: &str) -> bool {
        match self.tx.lens().verb(relation) {
            Ok(Verb::Known(forward)) => forward.named.is_value() == (key == "value"),
            _ => true,
        }
    }

    /// The field that a relation takes, as it is written.
    fn wanted(&self, relation: &str) -> &'static str {
        match self.tx.lens().verb(relation) {
            Ok(Verb::Known(forward)) => match forward.named.range() {
                range if range.is_date() => "\"value\": {\"text\": \"2024-03-05\"}",
                range if range.is_text() => "\"value\": {\"text\": \"…\", \"lang\": \"ar\"}",
                Range::Value { .. } => "\"value\": {\"text\": \"…\"}",
                _ => "\"object\": \"the entity's id\"",
            },
            _ => "an entity as \"object\", or a text, date or number as \"value\"",
        }
    }
}

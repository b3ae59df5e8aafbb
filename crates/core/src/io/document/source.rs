//! The documents that claims are from: their texts, and the sentences of these.

use std::rc::Rc;

use super::Reader;
use super::fault::Fault;
use super::fields::Fields;
use super::json::Node;
use super::place::Place;
use super::span::{Origin, Source};
use super::things::{Found, List, refused};
use crate::Error;
use crate::graph::{Text, with_foreign_types};
use crate::io::fault::quoted;
use crate::model::vocab::{dcterms, rb, rdf};
use crate::model::{Iri, Literal};

const KEYS: [&str; 9] = [
    "id",
    "file",
    "text",
    "media_type",
    "language",
    "sha256",
    "characters",
    "bytes",
    "sentences",
];

/// What is written of a document when nothing is wrong with it.
#[derive(Default)]
struct Plan {
    text: Option<Text>,
    statements: Vec<(&'static str, Literal)>,
}

impl<'n> Reader<'_, 'n> {
    /// Reads an entry of `documents`.
    pub(super) fn document(&mut self, node: &'n Node<'n>, n: usize) -> Result<(), Error> {
        let all = Place::Top.key("documents");
        let place = all.item(n);
        self.faults.about(node.id());
        let before = self.faults.errors();
        let own = self.document_fields(node, place);
        let mut statements = Vec::new();
        if let Some((id, plan)) = &own {
            statements = self.check_document(*id, plan, &place)?;
        }
        let is_sound = self.faults.errors() == before;
        let id = own.as_ref().map(|(id, _)| *id);
        self.count(is_sound, id, "documents");
        match own {
            Some((id, plan)) if is_sound || self.strict => {
                self.write_document(id, plan.text, statements)?;
            }
            Some((id, _)) => {
                self.things
                    .change(id, |thing| thing.refused = Some(List::Documents));
            }
            None => {}
        }
        Ok(())
    }

    fn document_fields(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<(u32, Plan)> {
        let fields = Fields::new(node, place, &KEYS, &mut self.faults)?;
        let id = self.own(&fields, List::Documents);
        let kept = id.and_then(|id| self.tx.draft.now.texts.get(&id).cloned());
        let text = self.document_text(&fields, kept.as_deref());
        let mut plan = Plan {
            text: text.text,
            ..Plan::default()
        };
        if let Some(id) = id.filter(|_| text.is_lost) {
            self.lost.insert(id);
        }
        if let Some(id) = id.filter(|_| text.is_cut_badly) {
            self.cut_badly.insert(id);
        }
        if let (Some(id), Place::Item(_, n)) = (id.filter(|_| text.is_other), place) {
            self.others.insert(id, n);
        }
        if let Some(digest) = text.digest {
            plan.statements.push((rb::SHA256, Literal::string(digest)));
        }
        if let Some(language) = fields.text("language", &mut self.faults) {
            match Literal::lang("", language) {
                Ok(tag) => {
                    let tag = tag.language().unwrap_or_default();
                    plan.statements.push((rb::LANGUAGE, Literal::string(tag)));
                }
                Err(error) => self.faults.error(&fields.at("language"), error),
            }
        }
        if let Some(media_type) = fields.text("media_type", &mut self.faults) {
            let media_type = Literal::string(media_type);
            plan.statements.push((dcterms::FORMAT, media_type));
        }
        id.map(|id| (id, plan))
    }

    /// Whether the graph takes what is to be written; the statements in ids.
    fn check_document(
        &mut self,
        id: u32,
        plan: &Plan,
        place: &Place<'_>,
    ) -> Result<Vec<[u32; 3]>, Error> {
        // Its entry among the entities, where it has one, says what it is.
        if self.things.get(id).entity.is_none()
            && self.tx.lens().is_entity(id)
            && let Err(error) = self.tx.check_is_document(id)
        {
            self.fault(place, error)?;
        }
        let schema = self.tx.schema.clone();
        let mut statements = Vec::new();
        for (property, value) in &plan.statements {
            let object = self.tx.intern_literal(value.clone())?;
            let predicate = self.tx.intern_iri(property)?;
            statements.push([id, predicate, object]);
            let checked = match schema.relation_by_iri(property) {
                // The words of a document are in its language: it has one, whatever the schema allows.
                _ if *property == rb::LANGUAGE => self.tx.check_only_value(id, predicate, object),
                Some(relation) => self.tx.check_functional(id, relation, object),
                None => Ok(()),
            };
            if let Err(error) = checked {
                self.fault(place, error)?;
            }
        }
        Ok(statements)
    }

    fn write_document(
        &mut self,
        id: u32,
        text: Option<Text>,
        statements: Vec<[u32; 3]>,
    ) -> Result<(), Error> {
        if self.things.get(id).entity.is_none() && !self.tx.lens().is_entity(id) {
            self.tx.say(id, rdf::TYPE, Iri::new(rb::DOCUMENT)?)?;
        }
        if let Some(text) = text {
            self.tx.put_text(id, text);
        }
        for statement in statements {
            self.tx.draft.say(statement);
        }
        Ok(())
    }

    // ---- sources -----------------------------------------------------------------------------------------

    /// The document that a name stands for; a web address that is not there becomes one. Of one about
    /// which everything has been said elsewhere there is none.
    pub(super) fn source(
        &mut self,
        name: &'n str,
        place: &Place<'_>,
    ) -> Result<Option<Rc<Source>>, Error> {
        if let Some(source) = self.sources.get(name) {
            return Ok(Some(Rc::clone(source)));
        }
        let found = match self.things.find(name, self.tx, &mut self.faults) {
            Err(fault) => match self.tx.new_address(name) {
                Ok(Some(id)) => {
                    self.addresses.insert(id, name);
                    Ok(Found::Thing(id))
                }
                Ok(None) => Err(fault),
                Err(error) => Err(Fault::of(error)?),
            },
            found => found,
        };
        match found {
            Ok(Found::Thing(id)) => {
                let texts = &self.tx.draft.now.texts;
                let is_lost = self.lost.contains(&id);
                let source = Rc::new(Source {
                    id,
                    name: name.into(),
                    text: texts.get(&id).filter(|_| !is_lost).cloned(),
                    is_lost,
                    is_cut_badly: self.cut_badly.contains(&id),
                    other: self.others.get(&id).copied(),
                });
                self.sources.insert(name, Rc::clone(&source));
                Ok(Some(source))
            }
            Ok(Found::Unsure) => Ok(None),
            Err(fault) => {
                let fault = match self.texts() {
                    texts if fault.hint.is_none() && !texts.is_empty() => {
                        fault.hint(format!("texts that there are: {}", quoted(&texts)))
                    }
                    _ => fault,
                };
                self.faults.error(place, fault);
                Ok(None)
            }
        }
    }

    /// The documents whose texts are there, a few of them.
    fn texts(&self) -> Vec<String> {
        let lens = self.tx.lens();
        let texts = lens.snapshot.texts.iter();
        texts.take(3).map(|(&id, _)| lens.short(id)).collect()
    }

    /// Whether a source is a document that was taken.
    pub(super) fn check_source(&mut self, source: &Source, place: &Place<'_>) {
        if let Some(at) = self.refusal(source.id, true) {
            self.faults.error(place, refused(&source.name, &at));
        } else {
            self.check_is_document(source, place);
        }
    }

    /// Whether a source is a document; of what is refused, nothing is said here.
    pub(super) fn check_is_document(&mut self, source: &Source, place: &Place<'_>) -> bool {
        let is_open = self.addresses.contains_key(&source.id)
            || self.things.get(source.id).is_untyped
            || self.refusal(source.id, true).is_some();
        if is_open {
            return true;
        }
        let checked = self.tx.check_range(rb::SOURCE, source.id, &source.name);
        checked
            .map_err(|error| {
                let error = with_foreign_types(self.tx.lens(), [source.id; 2], error);
                self.faults.error(place, error);
            })
            .is_ok()
    }

    /// Finds the source of those relations that name none; says whether it is wrong.
    pub(super) fn find_default_source(&mut self) -> Result<bool, Error> {
        let Some(name) = self.defaults.source else {
            return Ok(false);
        };
        self.faults.about(None);
        let errors = self.faults.errors();
        let place = Place::Top.key("defaults");
        self.default_source = match self.source(name, &place.key("source"))? {
            Some(source) => Origin::Known(source),
            None => Origin::Unsure(Some(name)),
        };
        Ok(self.faults.errors() > errors)
    }

    /// The document that mentions are in: the default source, or else the only one there is.
    pub(super) fn mentioned_in(&mut self, documents: &'n [Node<'n>]) -> Result<Origin<'n>, Error> {
        let ([only], Origin::Unsaid) = (documents, &self.default_source) else {
            return Ok(self.default_source.clone());
        };
        let Some(name) = only.id() else {
            return Ok(if self.strict {
                Origin::Unsure(None)
            } else {
                Origin::Unsaid
            });
        };
        Ok(match self.source(name, &Place::Top)? {
            Some(source) => Origin::Known(source),
            None => Origin::Unsure(Some(name)),
        })
    }

    /// The document of an entry that leaves it to others to name it, and whether what is wrong with it
    /// has been said. What was refused, or is not known, is refused here too: unless all is.
    pub(super) fn origin(
        &mut self,
        origin: &Origin<'n>,
        place: &Place<'_>,
    ) -> (Option<Rc<Source>>, bool) {
        match origin {
            Origin::Unsaid => (None, false),
            Origin::Unsure(None) => (None, true),
            Origin::Unsure(Some(name)) => {
                self.tell_unsure(name, place);
                (None, true)
            }
            Origin::Known(source) => {
                if let Some(at) = self.refusal(source.id, true) {
                    self.faults.error(place, refused(&source.name, &at));
                }
                (Some(Rc::clone(source)), false)
            }
        }
    }

    /// Tells that the source of an entry cannot be known: unless all is refused, where its own fault says
    /// enough.
    pub(super) fn tell_unsure(&mut self, name: &str, place: &Place<'_>) {
        if !self.strict {
            self.faults.error(place, refused(name, "its entry"));
        }
    }
}

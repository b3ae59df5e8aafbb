//! Entities: what they are, what they are called, and where a text mentions them.

use super::Reader;
use super::fault::Fault;
use super::fields::{Fields, entries, said_nothing, text, texts};
use super::json::Node;
use super::place::Place;
use super::span::{Origin, span, spans};
use super::things::List;
use crate::Error;
use crate::graph::Piece;
use crate::model::vocab::{rb, rdf, skos, xsd};
use crate::model::{Iri, Literal, Term};
use crate::schema::TypeId;

const KEYS: [&str; 9] = [
    "id",
    "type",
    "name",
    "aka",
    "ids",
    "collective",
    "reference",
    "mention",
    "note",
];

/// What is written of an entity when nothing is wrong with it.
#[derive(Default)]
struct Plan {
    /// It goes by a name that a merged entity had.
    is_of_merged: bool,
    types: Vec<Iri>,
    /// Names, of which the first in a language is preferred.
    names: Vec<Literal>,
    further: Vec<Literal>,
    statements: Vec<[u32; 3]>,
    mentions: Vec<(u32, Piece)>,
}

impl<'n> Reader<'_, 'n> {
    /// Reads an entry of `entities`.
    pub(super) fn entity(
        &mut self,
        node: &'n Node<'n>,
        n: usize,
        mentioned_in: &Origin<'n>,
    ) -> Result<(), Error> {
        let all = Place::Top.key("entities");
        let place = all.item(n);
        self.faults.about(node.id());
        let before = self.faults.errors();
        let own = self.entity_fields(node, place, mentioned_in)?;
        let is_sound = self.faults.errors() == before;
        self.count_unchecked(is_sound);
        self.count(is_sound, own.as_ref().map(|(id, _)| *id), "entities");
        match own {
            // Where all is refused in the end, what is right is still written for now, so that the
            // relations can be held against it.
            Some((id, plan)) if is_sound || self.strict => self.write_entity(id, plan)?,
            Some((id, _)) => {
                self.things
                    .change(id, |thing| thing.refused = Some(List::Entities));
            }
            None => {}
        }
        Ok(())
    }

    fn entity_fields(
        &mut self,
        node: &'n Node<'n>,
        place: Place<'_>,
        mentioned_in: &Origin<'n>,
    ) -> Result<Option<(u32, Plan)>, Error> {
        let Some(fields) = Fields::new(node, place, &KEYS, &mut self.faults) else {
            return Ok(None);
        };
        let id = self.own(&fields, List::Entities);
        let mut plan = Plan {
            is_of_merged: (node.id()).is_some_and(|name| self.things.is_of_merged(name, self.tx)),
            ..Plan::default()
        };
        let types = self.types(&fields, id, &mut plan);
        plan.names = self.names(&fields, "name");
        plan.further = self.names(&fields, "aka");
        if let Some(id) = id {
            self.ids(&fields, id, &types, &mut plan)?;
            self.remarks(&fields, id, &mut plan)?;
        }
        plan.mentions = self.mentions(&fields, mentioned_in);
        Ok(id.map(|id| (id, plan)))
    }

    /// The types of the entry, and those that the graph knows of the entity by then.
    fn types(&mut self, fields: &Fields<'n, '_>, id: Option<u32>, plan: &mut Plan) -> Vec<TypeId> {
        let before = self.faults.errors();
        let place = fields.at("type");
        let mut types = id.map(|id| self.tx.lens().types(id)).unwrap_or_default();
        let was_there = id.is_some_and(|id| self.things.get(id).was_there);
        let nothing = fields
            .get("type")
            .filter(|_| !was_there)
            .and_then(|node| said_nothing(node, "a string, or a list of strings"));
        match (fields.get("type"), nothing) {
            (_, Some(fault)) => {
                let hint = "name the narrowest, such as \"Summit\" or \"Country\"";
                self.faults.error(&place, fault.hint(hint));
            }
            (Some(node), None) => {
                for (n, name) in texts(node, &place, &mut self.faults) {
                    // To look for what was meant takes a while, and nobody is told of it any more.
                    let is_certain = self.faults.is_listing() || name.contains(':');
                    if !is_certain && !self.tx.schema.has_type_name(name) {
                        let fault = Fault::new(format!("no type \"{name}\" in the schema"));
                        self.faults.error(&place, fault);
                        continue;
                    }
                    match self.tx.lens().entity_type(name) {
                        Ok(iri) => {
                            let known = self.tx.schema.type_by_iri(iri.as_str());
                            types.extend(known.map(crate::schema::Type::id));
                            plan.types.push(iri);
                        }
                        Err(error) => {
                            let at = n.map_or(place, |n| place.item(n));
                            self.faults.error(&at, error);
                        }
                    }
                }
                if matches!(node, Node::List(items) if items.is_empty()) {
                    let fault = Fault::new("the list of types is empty");
                    self.faults
                        .error(&place, fault.hint("name the narrowest, such as \"Summit\""));
                }
            }
            (None, None) if was_there => {}
            (None, None) => {
                let fault = Fault::new("\"type\" is missing");
                let hint = "name the narrowest, such as \"Summit\" or \"Country\"";
                self.faults.error(&fields.place, fault.hint(hint));
            }
        }
        types.sort_unstable();
        types.dedup();
        let Some(id) = id else { return types };
        let label = self.tx.lens().short(id);
        if let Err(error) = self.tx.schema.check_types_disjoint(&types, &label) {
            self.faults.error(&place, error);
        }
        let is_sound = self.faults.errors() == before;
        if is_sound && self.things.get(id).document.is_some() && !self.is_document(&types) {
            let message = format!("\"{label}\" is in \"documents\", but its type is no document");
            let hint = "a document's type is \"Document\" or one under it, such as \"NewsArticle\"";
            self.faults.error(&place, Fault::new(message).hint(hint));
        }
        let is_untyped = self.faults.errors() > before;
        self.things
            .change(id, |thing| thing.is_untyped = is_untyped);
        types
    }

    fn is_document(&self, types: &[TypeId]) -> bool {
        let schema = &self.tx.schema;
        let document = schema.type_by_iri(rb::DOCUMENT);
        document.is_none_or(|wide| types.iter().any(|&t| schema.is_subtype(t, wide.id())))
    }

    /// The texts of an object by language: `{"ar": "قطر", "en": ["Qatar", "State of Qatar"]}`.
    fn names(&mut self, fields: &Fields<'n, '_>, key: &'static str) -> Vec<Literal> {
        let place = fields.at(key);
        let mut names = Vec::new();
        let Some(node) = fields.get(key) else {
            return names;
        };
        let what = "an object such as {\"ar\": \"قطر\", \"en\": \"Qatar\"}";
        if let Node::Text(name) = node
            && !name.trim().is_empty()
        {
            let language = self.tx.lens().language_of(name).unwrap_or("en");
            let fault = Fault::expected(what, node);
            let hint = format!("write {{\"{language}\": \"{name}\"}}");
            self.faults.error(&place, fault.hint(hint));
            return names;
        }
        if let Node::Text(_) = node {
            text(node, &place, &mut self.faults);
            return names;
        }
        for (language, node) in entries(node, &place, what, &mut self.faults).unwrap_or_default() {
            let place = place.key(language);
            for (n, name) in texts(node, &place, &mut self.faults) {
                if language.is_empty() {
                    names.push(Literal::string(name));
                    continue;
                }
                match Literal::lang(name, language) {
                    Ok(literal) => names.push(literal),
                    Err(error) if n.is_none_or(|n| n == 0) => self.faults.error(&place, error),
                    // It was said of the first.
                    Err(_) => {}
                }
            }
        }
        names
    }

    fn ids(
        &mut self,
        fields: &Fields<'n, '_>,
        entity: u32,
        types: &[TypeId],
        plan: &mut Plan,
    ) -> Result<(), Error> {
        let place = fields.at("ids");
        let Some(node) = fields.get("ids") else {
            return Ok(());
        };
        let what = "an object such as {\"wikidata\": \"Q846\"}";
        for (scheme, node) in entries(node, &place, what, &mut self.faults).unwrap_or_default() {
            let place = place.key(scheme);
            if let Node::List(_) = node {
                let fault = Fault::expected("a string", node);
                let hint = "give one; \"ids\" takes one of each scheme";
                self.faults.error(&place, fault.hint(hint));
                continue;
            }
            let Some(value) = text(node, &place, &mut self.faults) else {
                continue;
            };
            let is_untyped = self.things.get(entity).is_untyped;
            match self.tx.id_statement(entity, types, scheme, value) {
                Ok(statement) => {
                    self.warn_of_others(entity, statement, scheme, value, &place);
                    plan.statements.push(statement);
                }
                Err(Error::Schema(crate::SchemaError::Ends { .. })) if is_untyped => {}
                Err(error) => self.fault(&place, error)?,
            }
        }
        Ok(())
    }

    /// Reading never merges: two entities with one id of a register are worth a look.
    fn warn_of_others(
        &mut self,
        entity: u32,
        [_, property, object]: [u32; 3],
        scheme: &str,
        value: &str,
        place: &Place<'_>,
    ) {
        let lens = self.tx.lens();
        let property = lens.iri(property);
        // An address may be shared, and so may what nobody knows the rules of.
        if property == rb::URL || property == rb::IDENTIFIER {
            return;
        }
        let Term::Literal(literal) = lens.snapshot.dictionary.term(object) else {
            return;
        };
        let other = lens
            .with_literal(&property, &literal)
            .find(|&other| other != entity && lens.is_entity(other));
        if let Some(other) = other {
            let (this, other) = (lens.short(entity), lens.short(other));
            let message =
                format!("\"{this}\" and \"{other}\" both have the {scheme} id \"{value}\"");
            let hint = format!("if they are one, merge(\"{other}\", \"{this}\")");
            self.faults.warn(place, Fault::new(message).hint(hint));
        }
    }

    /// `collective`, `reference` and `note`.
    fn remarks(
        &mut self,
        fields: &Fields<'n, '_>,
        entity: u32,
        plan: &mut Plan,
    ) -> Result<(), Error> {
        if let Some(collective) = fields.truth("collective", &mut self.faults) {
            let property = self.tx.intern_iri(rb::IS_COLLECTIVE)?;
            let literal = Literal::typed_unchecked(collective.to_string(), xsd::BOOLEAN);
            let object = self.tx.intern_literal(literal)?;
            let schema = self.tx.schema.clone();
            if let Some(relation) = schema.relation_by_iri(rb::IS_COLLECTIVE)
                && let Err(error) = self.tx.check_functional(entity, relation, object)
            {
                self.fault(&fields.at("collective"), error)?;
            }
            plan.statements.push([entity, property, object]);
        }
        for (key, property) in [("reference", rb::REFERENCE), ("note", skos::NOTE)] {
            let Some(node) = fields.get(key) else {
                continue;
            };
            let property = self.tx.intern_iri(property)?;
            let place = fields.at(key);
            for (_, text) in texts(node, &place, &mut self.faults) {
                let object = self.tx.intern_literal(Literal::string(text))?;
                plan.statements.push([entity, property, object]);
            }
        }
        Ok(())
    }

    fn mentions(
        &mut self,
        fields: &Fields<'n, '_>,
        mentioned_in: &Origin<'n>,
    ) -> Vec<(u32, Piece)> {
        let place = fields.at("mention");
        let mut mentions = Vec::new();
        let Some(node) = fields.get("mention") else {
            return mentions;
        };
        let (source, is_unsure) = self.origin(mentioned_in, &place);
        if source.is_none() && !is_unsure {
            let fault = Fault::new("it is not said in which document the entity is mentioned");
            let hint = "name it in the \"source\" of \"defaults\"";
            self.faults.error(&place, fault.hint(hint));
        }
        for (node, place) in spans(node, &place) {
            if let Some(piece) = span(node, place, source.as_deref(), &mut self.faults)
                && let Some(source) = &source
            {
                self.note_unchecked(source);
                mentions.push((source.id, piece));
            }
        }
        mentions
    }

    fn write_entity(&mut self, entity: u32, plan: Plan) -> Result<(), Error> {
        for class in plan.types {
            self.tx.say(entity, rdf::TYPE, class)?;
        }
        if plan.is_of_merged {
            for name in plan.names.into_iter().chain(plan.further) {
                self.tx.say_name_of_merged(entity, name)?;
            }
        } else {
            self.tx.say_preferred_first(entity, plan.names)?;
            for name in plan.further {
                self.tx.say_further_name(entity, name)?;
            }
        }
        for statement in plan.statements {
            self.tx.draft.say(statement);
        }
        for (document, piece) in plan.mentions {
            let language = self.tx.document_language(document);
            let node = self
                .tx
                .evidence_node(document, &piece, language.as_deref())?;
            let property = self.tx.intern_iri(rb::MENTION)?;
            self.tx.draft.say([entity, property, node]);
        }
        Ok(())
    }
}

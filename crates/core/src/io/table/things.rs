//! The entities that a table names: each is looked up once, however many rows name it.

use rustc_hash::FxHashMap;

use super::rows::Cell;
use super::types::{SetId, TypeSets};
use crate::Error;
use crate::graph::{EntityRef, Object, Reference, Transaction};
use crate::io::fault::Fault;
use crate::model::id::known;
use crate::model::{Iri, Term};

/// The number of a thing.
pub(super) type Number = usize;

/// An entity of the graph, or one that the table makes.
#[derive(Clone, Debug)]
pub(super) struct Thing {
    pub(super) id: u32,
    pub(super) types: SetId,
    /// As N-Triples writes it.
    pub(super) term: Box<str>,
    /// The graph had it before.
    pub(super) is_there: bool,
    /// The types that it is made with when a claim that names it is taken.
    made: Vec<u32>,
}

/// Why a reference leads nowhere.
#[derive(Clone, Debug)]
pub(super) enum Lost {
    /// There is no such entity.
    Unknown,
    Wrong(Fault),
}

/// Everything that was looked up.
#[derive(Debug, Default)]
pub(super) struct Things {
    all: Vec<Thing>,
    by_id: FxHashMap<u32, Number>,
    by_name: FxHashMap<Box<str>, u32>,
    /// Names that lead nowhere, and why.
    lost: FxHashMap<Box<str>, Lost>,
    /// Types by name, with their ids and as sets.
    types: FxHashMap<Box<str>, Result<(u32, SetId), Fault>>,
}

/// The reference that a cell is, with what it is kept under; nothing where a cell names no entity.
pub(super) fn reference<'c>(cell: &'c Cell<'_>) -> Option<(std::borrow::Cow<'c, str>, EntityRef)> {
    if let Cell::Value(object) = cell
        && let Object::Entity(EntityRef(reference @ (Reference::Exact(_) | Reference::Handle(..)))) =
            &**object
    {
        // No name begins so.
        let key = format!("\u{0}{reference:?}");
        return Some((key.into(), EntityRef(reference.clone())));
    }
    let words = cell.words()?;
    let name = EntityRef::from(&*words);
    Some((words, name))
}

impl Things {
    pub(super) fn get(&self, number: Number) -> &Thing {
        &self.all[number]
    }

    /// The entity that a cell names.
    pub(super) fn find(
        &mut self,
        cell: &Cell<'_>,
        sets: &mut TypeSets,
        tx: &mut Transaction,
    ) -> Result<Number, Lost> {
        if let Cell::Text(text) = cell
            && let Some(&known) = self.by_name.get(*text)
        {
            return Ok(known as Number);
        }
        let Some((key, name)) = reference(cell) else {
            let fault = Fault::new(format!("\"{}\" names no entity", cell.shown()));
            return Err(Lost::Wrong(fault.hint("an entity is named by its id")));
        };
        if let Some(&known) = self.by_name.get(&*key) {
            return Ok(known as Number);
        }
        if let Some(lost) = self.lost.get(&*key) {
            return Err(lost.clone());
        }
        let found = match tx.lens().get(&name) {
            Ok(Some(id)) => Ok(self.add(id, sets, tx)),
            Ok(None) => Err(Lost::Unknown),
            Err(error) => Err(Lost::Wrong(error.into())),
        };
        self.keep(&key, &found);
        found
    }

    /// Keeps what a name leads to.
    fn keep(&mut self, name: &str, found: &Result<Number, Lost>) {
        match found {
            Ok(number) => {
                self.lost.remove(name);
                self.by_name.insert(name.into(), *number as u32);
            }
            Err(lost) => {
                self.lost.insert(name.into(), lost.clone());
            }
        }
    }

    /// Takes an entity of the graph in.
    pub(super) fn add(&mut self, id: u32, sets: &mut TypeSets, tx: &Transaction) -> Number {
        if let Some(&number) = self.by_id.get(&id) {
            return number;
        }
        let types = sets.of(id, tx);
        let number = self.push(id, types, Vec::new(), tx);
        self.all[number].is_there = true;
        number
    }

    fn push(&mut self, id: u32, types: SetId, made: Vec<u32>, tx: &Transaction) -> Number {
        let term: Term = tx.draft.now.dictionary.term(id);
        let number = self.all.len();
        self.all.push(Thing {
            id,
            types,
            term: term.to_string().into(),
            is_there: false,
            made,
        });
        self.by_id.insert(id, number);
        number
    }

    /// Makes an entity of some types possible, where there is none of its name.
    pub(super) fn offer(
        &mut self,
        cell: &Cell<'_>,
        types: &Cell<'_>,
        sets: &mut TypeSets,
        tx: &mut Transaction,
        is_listing: bool,
    ) -> Result<(), Error> {
        if !matches!(self.find(cell, sets, tx), Err(Lost::Unknown)) {
            return Ok(());
        }
        // What is wrong with the types is told where the row is read.
        if let Ok((made, set)) = self.types(types, cell.label(), sets, tx, is_listing)? {
            // So is what is wrong with the id.
            if let Ok(number) = self.declare(cell, set, tx)? {
                let thing = &mut self.all[number];
                if !thing.is_there && thing.made.is_empty() {
                    thing.made = made;
                }
            }
        }
        Ok(())
    }

    /// Takes in an entity of some types that is not there, and that a cell gives the id of.
    pub(super) fn declare(
        &mut self,
        cell: &Cell<'_>,
        types: SetId,
        tx: &mut Transaction,
    ) -> Result<Result<Number, Lost>, Error> {
        let Some((key, name)) = reference(cell) else {
            return Ok(Err(Lost::Unknown));
        };
        let iri = match &name.0 {
            Reference::Named(name) => match tx.lens().minted_iri(name) {
                Ok(iri) => iri,
                Err(error) => {
                    let lost = Err(Lost::Wrong(bad_id(name, Fault::of(error)?)));
                    self.keep(&key, &lost);
                    return Ok(lost);
                }
            },
            Reference::Exact(Term::Iri(iri)) | Reference::Handle(Term::Iri(iri), _) => iri.clone(),
            Reference::Exact(_) | Reference::Handle(..) => return Ok(Err(Lost::Unknown)),
        };
        let id = tx.intern_iri(iri.as_str())?;
        let found = if let Err(error) = tx.lens().check_can_be_entity(id, &name.text()) {
            Err(Lost::Wrong(error.into()))
        } else {
            Ok(match self.by_id.get(&id) {
                Some(&number) => number,
                None => self.push(id, types, Vec::new(), tx),
            })
        };
        self.keep(&key, &found);
        Ok(found)
    }

    /// Takes in an entity by its IRI, which is new.
    pub(super) fn mint(
        &mut self,
        iri: &Iri,
        types: SetId,
        tx: &mut Transaction,
    ) -> Result<Number, Error> {
        let id = tx.intern_iri(iri.as_str())?;
        Ok(self.push(id, types, Vec::new(), tx))
    }

    /// Whether an id was taken in.
    pub(super) fn has(&self, id: u32) -> bool {
        self.by_id.contains_key(&id)
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn set_types(&mut self, number: Number, types: SetId) {
        self.all[number].types = types;
    }

    /// The types that a cell names, of an entity that goes by a label; else what is wrong with one of them,
    /// which is worded with care where it `is_listing`.
    pub(super) fn types(
        &mut self,
        cell: &Cell<'_>,
        label: &str,
        sets: &mut TypeSets,
        tx: &mut Transaction,
        is_listing: bool,
    ) -> Result<Result<(Vec<u32>, SetId), Fault>, Error> {
        let mut ids = Vec::new();
        let mut all: Option<SetId> = None;
        for one in cell.each() {
            let Some(name) = one.words() else {
                let fault = Fault::new(format!("\"{}\" is no type", one.shown()));
                return Ok(Err(fault));
            };
            let (id, set) = match self.type_named(&name, sets, tx, is_listing)? {
                Ok(found) => found,
                Err(fault) => return Ok(Err(fault)),
            };
            ids.push(id);
            all = Some(all.map_or(set, |all| sets.joined(all, set)));
        }
        let set = all.unwrap_or_else(|| sets.number(Vec::new()));
        if !sets.agree(set, &tx.schema) {
            let wrong = tx.schema.check_types_disjoint(sets.get(set), label);
            return Ok(wrong.map_err(Fault::from).map(|()| (ids, set)));
        }
        Ok(Ok((ids, set)))
    }

    fn type_named(
        &mut self,
        name: &str,
        sets: &mut TypeSets,
        tx: &mut Transaction,
        is_listing: bool,
    ) -> Result<Result<(u32, SetId), Fault>, Error> {
        if let Some(known) = self.types.get(name) {
            return Ok(known.clone());
        }
        // To look for what was meant takes a while.
        if !is_listing && !name.contains(':') && !tx.schema.has_type_name(name) {
            return Ok(Err(Fault::new(format!("no type \"{name}\" in the schema"))));
        }
        let found = match tx.lens().entity_type(name) {
            Ok(iri) => {
                let known = tx
                    .schema
                    .type_by_iri(iri.as_str())
                    .map(crate::schema::Type::id);
                let set = sets.number(known.into_iter().collect());
                Ok((tx.intern_iri(iri.as_str())?, set))
            }
            Err(error) => Err(Fault::from(error)),
        };
        self.types.insert(name.into(), found.clone());
        Ok(found)
    }

    /// The statements that make a thing, the first time that they are asked for.
    pub(super) fn make(&mut self, number: Number) -> Vec<[u32; 3]> {
        let thing = &mut self.all[number];
        let types = std::mem::take(&mut thing.made);
        types
            .into_iter()
            .map(|class| [thing.id, known::TYPE, class])
            .collect()
    }
}

/// The fault of an id that no IRI can be made of.
pub(super) fn bad_id(name: &str, fault: Fault) -> Fault {
    let slug = crate::names::slug(name);
    if fault.hint.is_none() && !name.contains(':') && !slug.is_empty() {
        fault.hint(format!("write \"{slug}\""))
    } else {
        fault
    }
}

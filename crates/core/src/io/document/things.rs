//! What a document declares, and what its references mean: they are sought in the document first, then
//! in the graph.

use rustc_hash::{FxHashMap, FxHashSet};

use super::fault::{Fault, Faults};
use super::json::Node;
use crate::Error;
use crate::graph::{EntityRef, Transaction, meant};
use crate::model::did_you_mean;

/// The list that an entry stands in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum List {
    Documents,
    Entities,
}

impl List {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Entities => "entities",
        }
    }
}

/// A document or entity that the document declares.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Thing {
    /// Its entry in `documents`.
    pub(super) document: Option<usize>,
    /// Its entry in `entities`.
    pub(super) entity: Option<usize>,
    /// Whether the graph had it before.
    pub(super) was_there: bool,
    /// The list whose entry of it was refused.
    pub(super) refused: Option<List>,
    /// Its types are wrong, so that nothing can be said of where it fits.
    pub(super) is_untyped: bool,
}

impl Thing {
    fn entry(&mut self, list: List) -> &mut Option<usize> {
        match list {
            List::Documents => &mut self.document,
            List::Entities => &mut self.entity,
        }
    }
}

/// What a reference means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Found {
    /// A resource of the graph, or one that will be.
    Thing(u32),
    /// What is wrong with it has been said elsewhere.
    Unsure,
}

/// Everything that a document declares.
#[derive(Debug, Default)]
pub(super) struct Things<'n> {
    /// By the name, which may be one that a merged entity had.
    by_name: FxHashMap<&'n str, u32>,
    all: FxHashMap<u32, Thing>,
    /// The first entry of each name in each list.
    entries: FxHashMap<(List, u32), usize>,
    /// Ids that cannot be ids.
    bad: FxHashSet<&'n str>,
    /// Whether there is more that could not be read.
    pub(super) is_partial: bool,
    /// What entities go by, looked up when the first reference leads nowhere.
    words: Option<Vec<(String, String)>>,
    /// Advice that was given already.
    advice: FxHashMap<&'n str, String>,
}

impl<'n> Things<'n> {
    /// Takes note of the ids of a list.
    pub(super) fn declare(
        &mut self,
        list: List,
        nodes: &'n [Node<'n>],
        tx: &mut Transaction,
    ) -> Result<(), Error> {
        for (n, node) in nodes.iter().enumerate() {
            let Some(name) = node.id() else { continue };
            let Ok(iri) = tx.lens().minted_iri(name) else {
                self.bad.insert(name);
                continue;
            };
            let own = tx.intern_iri(iri.as_str())?;
            self.by_name.insert(name, own);
            self.entries.entry((list, own)).or_insert(n);
            let id = tx.draft.now.aliases.resolve(own);
            let thing = self.all.entry(id).or_insert_with(|| Thing {
                was_there: tx.lens().is_entity(id),
                ..Thing::default()
            });
            thing.entry(list).get_or_insert(n);
        }
        Ok(())
    }

    pub(super) fn get(&self, id: u32) -> Thing {
        self.all.get(&id).copied().unwrap_or_default()
    }

    pub(super) fn change(&mut self, id: u32, change: impl FnOnce(&mut Thing)) {
        if let Some(thing) = self.all.get_mut(&id) {
            change(thing);
        }
    }

    /// The resource that a name was declared for.
    fn declared(&self, name: &str, tx: &Transaction) -> Option<u32> {
        let own = self.by_name.get(name)?;
        Some(tx.draft.now.aliases.resolve(*own))
    }

    /// Whether a name that was declared is that of a merged entity.
    pub(super) fn is_of_merged(&self, name: &str, tx: &Transaction) -> bool {
        self.declared(name, tx) != self.by_name.get(name).copied()
    }

    /// The resource of an entry; a bad id and one that an earlier entry has are faults.
    pub(super) fn own(
        &self,
        list: List,
        n: usize,
        name: &str,
        tx: &Transaction,
    ) -> Result<u32, Fault> {
        let Some(&own) = self.by_name.get(name) else {
            let fault = match tx.lens().minted_iri(name) {
                Err(error) => {
                    Fault::of(error).unwrap_or_else(|error| Fault::new(error.to_string()))
                }
                Ok(_) => Fault::new(format!("\"{name}\" cannot be an id")),
            };
            let slug = crate::names::slug(name);
            return Err(
                if fault.hint.is_none() && !name.contains(':') && !slug.is_empty() {
                    fault.hint(format!("write \"{slug}\""))
                } else {
                    fault
                },
            );
        };
        let first = self.entries.get(&(list, own)).copied();
        if let Some(first) = first.filter(|first| *first != n) {
            let fault = Fault::new(format!(
                "duplicate id \"{name}\": {}[{first}] has it",
                list.name()
            ));
            return Err(fault.hint("give one of the two another id, or put them into one entry"));
        }
        let id = tx.draft.now.aliases.resolve(own);
        if !tx.lens().is_entity(id) {
            tx.lens().check_can_be_entity(id, name)?;
        }
        Ok(id)
    }

    /// What a reference means.
    pub(super) fn find(
        &mut self,
        name: &'n str,
        tx: &Transaction,
        faults: &mut Faults,
    ) -> Result<Found, Fault> {
        if let Some(id) = self.declared(name, tx) {
            return Ok(Found::Thing(id));
        }
        if self.bad.contains(name) {
            return Ok(Found::Unsure);
        }
        let lens = tx.lens();
        // The same thing by another form of its id.
        let iri = lens.full_iri(name)?;
        let iri = iri.unwrap_or_else(|| format!("{}{name}", lens.settings.base()));
        let own = lens.snapshot.dictionary.iri(&iri);
        if let Some(id) = own.map(|own| lens.snapshot.aliases.resolve(own))
            && self.all.contains_key(&id)
        {
            return Ok(Found::Thing(id));
        }
        match lens.get(&EntityRef::from(name))? {
            Some(id) => Ok(Found::Thing(id)),
            None if self.is_partial => Ok(Found::Unsure),
            None => {
                let fault =
                    Fault::new(format!("no entity \"{name}\" in the document or the graph"));
                Err(match self.advice_on(name, tx, faults) {
                    "" => fault,
                    advice => fault.hint(advice),
                })
            }
        }
    }

    /// What a reference means, where that is clear.
    pub(super) fn peek(&self, name: &str, tx: &Transaction) -> Option<u32> {
        let declared = self.declared(name, tx);
        declared.or_else(|| tx.lens().get(&EntityRef::from(name)).ok().flatten())
    }

    /// The nearest ids and names.
    fn advice_on(&mut self, name: &'n str, tx: &Transaction, faults: &mut Faults) -> &str {
        if !faults.is_listing() {
            return "";
        }
        let words = self.words.get_or_insert_with(|| tx.lens().entity_words());
        self.advice.entry(name).or_insert_with(|| {
            if faults.can_afford(words.len()) {
                did_you_mean(&meant(name, words)).replacen("; ", "", 1)
            } else {
                String::new()
            }
        })
    }

    /// Whether what a reference means was refused, and where it stands then. An entry in `documents`
    /// that was refused spoils the document as a source, and as a thing where it has no other.
    pub(super) fn refusal(&self, id: u32, as_source: bool) -> Option<String> {
        let thing = self.get(id);
        let list = thing.refused?;
        if list == List::Documents && !as_source && thing.entity.is_some() {
            return None;
        }
        let n = match list {
            List::Documents => thing.document?,
            List::Entities => thing.entity?,
        };
        Some(format!("{}[{n}]", list.name()))
    }
}

/// The fault of a reference to something that was refused.
pub(super) fn refused(name: &str, place: &str) -> Fault {
    Fault::new(format!(
        "\"{name}\" was refused, so what names it is refused too"
    ))
    .hint(format!("mend {place} first"))
}

//! The terms that one query brings along or makes: constants that are not in the data, results of
//! expressions.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::quoted::Virtual;
use crate::dictionary::Dictionary;
use crate::model::Term;
use crate::model::id::{self, Kind};

/// Terms beside those of the dictionary, with ids of their own kind.
///
/// A term that was once not found keeps its id here, though a writer may give it another in the
/// dictionary meanwhile: within one query a term has one id.
#[derive(Default)]
pub(super) struct Local(RefCell<Terms>);

#[derive(Default)]
struct Terms {
    list: Vec<Term>,
    numbers: FxHashMap<Term, u32>,
}

impl Local {
    /// The id of a term.
    ///
    /// # Errors
    /// [`Full`] where a query has made more than 2^29 terms.
    pub(super) fn id(&self, term: Term, dictionary: &Dictionary) -> Result<u32, Full> {
        let mut terms = self.0.borrow_mut();
        if !terms.list.is_empty()
            && let Some(&number) = terms.numbers.get(&term)
        {
            return Ok(id::id(Kind::Query, number));
        }
        if let Some(id) = dictionary.find(&term) {
            return Ok(id);
        }
        if terms.list.len() == id::LIMIT {
            return Err(Full);
        }
        let number = terms.list.len() as u32;
        terms.list.push(term.clone());
        terms.numbers.insert(term, number);
        Ok(id::id(Kind::Query, number))
    }

    /// The term of an id of this kind.
    pub(super) fn term(&self, id: u32) -> Term {
        self.0.borrow().list[id::index(id)].clone()
    }

    /// All of them, by number.
    pub(super) fn take(&self) -> Vec<Term> {
        std::mem::take(&mut *self.0.borrow_mut()).list
    }
}

/// The places in orders that one query makes (`order.rs`), which are no terms of any result. Their ids count
/// down from the last but those of the virtual predicates, while those of terms count up.
#[derive(Default)]
pub(super) struct Keys(RefCell<Vec<String>>);

impl Keys {
    /// The id of one more.
    ///
    /// # Errors
    /// [`Full`] where there are more than ids.
    pub(super) fn add(&self, key: String) -> Result<u32, Full> {
        let mut keys = self.0.borrow_mut();
        keys.push(key);
        let number = (id::LIMIT - Virtual::COUNT).checked_sub(keys.len());
        Ok(id::id(Kind::Query, number.ok_or(Full)? as u32))
    }

    /// The place of an id, where it is of one.
    pub(super) fn get(&self, id: u32) -> Option<String> {
        if id::kind(id) != Some(Kind::Query) {
            return None;
        }
        let number = (id::LIMIT - Virtual::COUNT - 1).checked_sub(id::index(id))?;
        self.0.borrow().get(number).cloned()
    }
}

/// A query that has made more terms than there are ids.
#[derive(Debug, thiserror::Error)]
#[error("the query makes more than {} terms", id::LIMIT)]
pub(super) struct Full;

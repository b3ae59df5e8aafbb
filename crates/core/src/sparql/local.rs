//! The terms that one query brings along or makes: constants that are not in the data, results of
//! expressions.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

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

/// A query that has made more terms than there are ids.
#[derive(Debug, thiserror::Error)]
#[error("the query makes more than {} terms", id::LIMIT)]
pub(super) struct Full;

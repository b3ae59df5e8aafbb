//! Erasing what was, for good.

use super::history::Forget;
use super::value::EntityRef;
use super::{Graph, Transaction};
use crate::Error;
use crate::model::Instant;
use crate::schema::SchemaError;

impl Transaction {
    /// Erases for good what had ended before a time: no view of what was known then shows it any more.
    ///
    /// What is in the graph stays, and so do the texts of documents: to be rid of one, remove the document with
    /// [`remove_cascade`](Self::remove_cascade), which takes its text out for good.
    ///
    /// # Errors
    /// [`SchemaError::Argument`] where the graph keeps no history.
    ///
    /// # Complexity
    /// O(h log h) in the history, at the commit.
    pub fn forget_before(&mut self, time: Instant) -> Result<(), Error> {
        self.check_history()?;
        self.draft.forgets.push(Forget::Before(time));
        self.draft.mark_changed();
        Ok(())
    }

    /// Erases for good what has ended and names an entity as its subject, object or source, or as whom
    /// it was attributed to.
    ///
    /// What only the erased claims held or rested on goes with them: their statements, the words of
    /// documents that they quote. So does what came from it while it was merged into another. Remove the
    /// entity first: what is in the graph is not erased.
    ///
    /// The texts of documents stay, whatever they say of it: to be rid of one, remove the document with
    /// [`remove_cascade`](Self::remove_cascade), which takes its text out for good.
    ///
    /// # Errors
    /// [`EntityError::Unknown`](crate::EntityError::Unknown) for what never was in the graph, with the
    /// nearest, [`SchemaError::Conflict`] where the entity is still in it, [`SchemaError::Argument`]
    /// where the graph keeps no history.
    ///
    /// # Complexity
    /// O(h log h) in the history, and O(n log n) in the graph, at the commit.
    pub fn forget(&mut self, entity: impl Into<EntityRef>) -> Result<(), Error> {
        self.check_history()?;
        let reference = entity.into();
        let lens = self.lens();
        // It is no entity any more, but there were words of it.
        let known = lens.resource(&reference)?.filter(|&id| self.was_ever(id));
        let Some(id) = known else {
            return Err(lens.unknown("entity", &reference.text()).into());
        };
        if lens.snapshot.is_named(id) {
            return Err(SchemaError::Conflict {
                entity: reference.text(),
                reason: "is still in the graph; remove it first, with all that mentions it".into(),
            }
            .into());
        }
        self.draft.forgets.push(Forget::Entity(id));
        self.draft.mark_changed();
        Ok(())
    }

    /// Whether anything names a resource, now, before the transaction, or in the history.
    fn was_ever(&self, id: u32) -> bool {
        let now = &self.draft.now;
        let is_it = |named: u32| named == id;
        now.is_named(id)
            || self.draft.committed().names(id)
            || now.history.ids().any(is_it)
            || now.aliases.ids().into_iter().any(is_it)
    }

    fn check_history(&self) -> Result<(), SchemaError> {
        if self.draft.now.history.is_off {
            return Err(SchemaError::Argument {
                name: "forget".into(),
                value: "history".into(),
                reason: "the graph keeps no history, so there is nothing to erase".into(),
            });
        }
        Ok(())
    }
}

impl Graph {
    /// As [`Transaction::forget_before`], as a commit of its own.
    ///
    /// # Errors
    /// As there.
    pub fn forget_before(&self, time: Instant) -> Result<(), Error> {
        self.commit(|tx| tx.forget_before(time))
    }

    /// As [`Transaction::forget`], as a commit of its own.
    ///
    /// # Errors
    /// As there.
    pub fn forget(&self, entity: impl Into<EntityRef>) -> Result<(), Error> {
        self.commit(|tx| tx.forget(entity))
    }
}

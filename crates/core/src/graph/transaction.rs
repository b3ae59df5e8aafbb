//! A transaction: all of its writes are committed, or none.

use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::claims::Claims;
use super::lens::Lens;
use super::settings::Settings;
use super::view::Moment;
use super::{Draft, Entity, Graph, Roles, View};
use crate::index::Parts;
use crate::model::{Iri, Literal, Term};
use crate::schema::Schema;
use crate::{Error, StorageError, TransactionError};

/// A transaction on a graph. It reads its own writes, through [`view`](Self::view); readers of the
/// graph see nothing of it before [`commit`](Self::commit). Dropping it rolls it back.
///
/// It stays with the thread that began it:
///
/// ```compile_fail,E0277
/// let graph = rawabit::Graph::new();
/// let tx = graph.transaction()?;
/// std::thread::spawn(move || tx.commit());
/// # Ok::<(), rawabit::Error>(())
/// ```
pub struct Transaction {
    graph: Graph,
    pub(crate) draft: Draft,
    pub(crate) settings: Settings,
    pub(crate) schema: Schema,
    roles: Arc<Roles>,
    committed: bool,
    /// While a call writes several things; a panic leaves it so.
    pub(super) is_half_written: bool,
    /// Set where it ends without a commit; its views share it.
    rolled_back: Arc<AtomicBool>,
    /// Not to be sent to another thread: the graph knows its writer by the thread.
    stays: PhantomData<*const ()>,
}

impl std::fmt::Debug for Transaction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Transaction({:?})", self.view())
    }
}

impl Transaction {
    pub(super) fn begin(graph: Graph, view: &View) -> Self {
        Self {
            draft: Draft::new(view.0.snapshot.clone(), graph.keeps_history()),
            graph,
            settings: (*view.0.settings).clone(),
            schema: view.0.schema.clone(),
            roles: Arc::clone(&view.0.roles),
            committed: false,
            is_half_written: false,
            rolled_back: Arc::default(),
            stays: PhantomData,
        }
    }

    pub(crate) fn lens(&self) -> Lens<'_> {
        Lens {
            snapshot: &self.draft.now,
            settings: &self.settings,
            schema: &self.schema,
            roles: &self.roles,
        }
    }

    /// The graph as the transaction sees it now.
    ///
    /// # Complexity
    /// O(1).
    #[must_use]
    pub fn view(&self) -> View {
        let moment = Moment::new(
            self.draft.now.clone(),
            Arc::new(self.settings.clone()),
            self.schema.clone(),
            Arc::clone(&self.roles),
        );
        let committed = Arc::clone(self.draft.committed());
        View(Arc::new(
            moment.inside(Arc::clone(&self.rolled_back), committed),
        ))
    }

    /// As [`View::entity`], with what the transaction has written.
    ///
    /// # Errors
    /// As there.
    pub fn entity(&self, entity: impl Into<super::EntityRef>) -> Result<Entity, Error> {
        self.view().entity(entity)
    }

    /// As [`View::claims`], with what the transaction has written.
    pub fn claims(&self) -> Claims {
        self.view().claims()
    }

    /// Makes what was written the latest commit of the graph, and gives the graph as it is then.
    ///
    /// # Errors
    /// [`StorageError::Limit`] where it does not fit, [`TransactionError::Panicked`] where a call on it
    /// panicked; the graph is then as it was.
    ///
    /// # Complexity
    /// O(k log n) in the k changes, and where these have outgrown half of the graph O(n log n).
    ///
    /// # Example
    /// ```
    /// use rawabit::{Describe, Graph, Relate};
    /// let graph = Graph::new();
    /// let mut tx = graph.transaction()?;
    /// tx.country("QA")?;
    /// tx.add("Summit", Describe::new().id("wps").name("World Police Summit"))?;
    /// tx.relate("qatar", "participatesIn", "wps", Relate::new().confidence(0.9))?;
    /// assert!(graph.view().is_empty(), "nobody else sees it before the commit");
    /// assert_eq!(tx.commit()?.len(), 2);
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn commit(mut self) -> Result<View, Error> {
        let view = self.publish()?;
        self.committed = true;
        Ok(view)
    }

    fn publish(&mut self) -> Result<View, Error> {
        if self.is_half_written {
            return Err(TransactionError::Panicked.into());
        }
        self.draft.finish()?;
        self.drop_loose_aliases();
        let before = self.graph.view();
        if self.draft.is_changed() {
            self.settings.fix_base();
            self.draft.close(self.graph.now());
        }
        if self.draft.now.wants_compaction() {
            self.compact()?;
        }
        let is_as_before = !self.draft.is_changed() && self.settings == *before.0.settings;
        if is_as_before && Arc::ptr_eq(&self.draft.now.base, &before.0.snapshot.base) {
            return Ok(before);
        }
        self.draft.now.history.is_open = false;
        let settings = if self.settings == *before.0.settings {
            Arc::clone(&before.0.settings)
        } else {
            Arc::new(self.settings.clone())
        };
        let moment = Arc::new(Moment::new(
            self.draft.now.clone(),
            settings,
            self.schema.clone(),
            Arc::clone(&self.roles),
        ));
        self.graph.publish(Arc::clone(&moment));
        Ok(View(moment))
    }

    /// Folds what has changed into the columns, and lets go of terms that nothing uses any more.
    ///
    /// # Errors
    /// [`StorageError::Limit`] where it does not fit.
    ///
    /// # Complexity
    /// O(n log n) in what there is.
    pub fn compact(&mut self) -> Result<(), StorageError> {
        self.draft.compact(Parts::default(), &[])?;
        self.roles = Arc::default();
        Ok(())
    }

    /// After each write: keeps the delta of a long transaction small.
    pub(crate) fn tidy(&mut self) -> Result<(), StorageError> {
        if self.draft.now.wants_compaction() {
            self.compact()?;
        }
        Ok(())
    }

    /// After ids have changed: what was remembered by id is forgotten.
    pub(crate) fn forget_roles(&mut self) {
        self.roles = Arc::default();
    }

    // ---- what the writing calls are made of --------------------------------------------------------------

    pub(crate) fn intern(&mut self, term: &Term) -> Result<u32, StorageError> {
        self.draft.now.dictionary.intern(term)
    }

    pub(crate) fn intern_iri(&mut self, iri: &str) -> Result<u32, StorageError> {
        match self.draft.now.dictionary.iri(iri) {
            Some(id) => Ok(id),
            None => self.draft.now.dictionary.write().add_iri(iri),
        }
    }

    pub(crate) fn intern_literal(&mut self, literal: Literal) -> Result<u32, StorageError> {
        self.intern(&literal.into())
    }

    /// Says a triple on its own.
    pub(crate) fn say(
        &mut self,
        subject: u32,
        predicate: &str,
        object: impl Into<Term>,
    ) -> Result<bool, StorageError> {
        let predicate = self.intern_iri(predicate)?;
        let object = self.intern(&object.into())?;
        Ok(self.draft.say([subject, predicate, object]))
    }

    pub(crate) fn entity_of(&self, id: u32) -> Entity {
        self.view().entity_of(id)
    }

    /// Binds a prefix for SPARQL and the writers.
    ///
    /// # Errors
    /// [`SchemaError::Argument`](crate::SchemaError::Argument) where the prefix could not be written
    /// in Turtle, [`SchemaError::Value`](crate::SchemaError::Value) where the namespace is no IRI.
    ///
    /// # Example
    /// ```
    /// let graph = rawabit::Graph::new();
    /// let mut tx = graph.transaction()?;
    /// tx.set_prefix("un", "https://un.example/")?;
    /// tx.add("Country", rawabit::Describe::new().id("un:qatar"))?;
    /// assert!(tx.commit()?.entity("un:qatar")?.id().ends_with("qatar"));
    /// assert!(graph.set_prefix("not a prefix", "https://un.example/").is_err());
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn set_prefix(&mut self, prefix: &str, namespace: &str) -> Result<(), Error> {
        Iri::new(namespace)?;
        let fits = prefix
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
            && !prefix.starts_with(|c: char| !c.is_alphabetic())
            && !prefix.ends_with('.');
        if !fits {
            return Err(crate::SchemaError::Argument {
                name: "prefix".into(),
                value: prefix.into(),
                reason: "a prefix begins with a letter and goes on with letters, digits, \"-\", \"_\" or \".\"".into(),
            }
            .into());
        }
        self.settings.set_prefix(prefix, namespace);
        Ok(())
    }

    /// Forgets a prefix of the graph; says whether it had it. Those of the schema stay.
    pub fn remove_prefix(&mut self, prefix: &str) -> bool {
        self.settings.remove_prefix(prefix)
    }
}

impl Transaction {
    /// What was rolled back has left its terms in the dictionary; where they are many, they go.
    fn let_go(&self) {
        let Moment {
            snapshot,
            settings,
            schema,
            ..
        } = &*self.graph.view().0;
        if !snapshot.wants_compaction() {
            return;
        }
        // Where there is no room for it, the terms stay.
        if let Ok((now, _)) = snapshot.compacted(Parts::default(), std::iter::empty()) {
            self.graph.publish(Arc::new(Moment::new(
                now,
                Arc::clone(settings),
                schema.clone(),
                Arc::default(),
            )));
        }
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        if !self.committed {
            self.rolled_back.store(true, Ordering::Release);
            self.let_go();
        }
        self.graph.end_writing();
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "that is how a test fails")]
mod tests {
    use super::*;
    use crate::Relate;
    use crate::graph::Describe;

    fn terms(graph: &Graph) -> (usize, usize) {
        graph.view().0.snapshot.dictionary.frozen_and_grown()
    }

    #[test]
    fn compacting_folds_the_delta_into_the_base_and_changes_nothing_else() {
        let graph = Graph::new();
        let person = graph.add("Person", Describe::new().name("نورة")).unwrap();
        let before = graph.view();
        assert!(before.0.snapshot.delta.len() > 0);
        graph.compact().unwrap();
        let after = graph.view();
        assert_eq!(after.0.snapshot.delta.len(), 0);
        assert_eq!(terms(&graph).1, 0);
        assert!(after.same_as(&before));
        assert_eq!(after.entity(person.id()).unwrap().name(), "نورة");
    }

    #[test]
    fn terms_that_nothing_uses_do_not_pile_up() {
        let graph = Graph::new();
        graph.add("Person", Describe::new().id("p")).unwrap();
        let many = 3 * (1 << 16);
        // Taken back.
        for round in 0..3 {
            let mut tx = graph.transaction().unwrap();
            for n in 0..many {
                tx.intern(&Literal::string(format!("{round} {n}")).into())
                    .unwrap();
            }
            drop(tx);
            assert!(terms(&graph).1 < many, "{:?}", terms(&graph));
        }
        // Put in the place of each other.
        let graph = Graph::builder().history(false).build().unwrap();
        graph.add("Person", Describe::new().id("p")).unwrap();
        for n in 0..many {
            graph
                .set(
                    "p",
                    Describe::new().property("http://a/n", i64::try_from(n).unwrap()),
                )
                .unwrap();
        }
        let (frozen, grown) = terms(&graph);
        assert!(frozen + grown < many, "{frozen} {grown}");
        graph.check().unwrap();
    }

    #[test]
    fn a_commit_never_copies_the_delta() {
        for entries in [1_000_u32, 50_000] {
            let graph = Graph::new();
            let mut tx = graph.transaction().unwrap();
            for code in ["QA", "AE"] {
                tx.country(code).unwrap();
            }
            for n in 0..entries {
                let iri = |n| Iri::new(format!("https://example.org/id/n{n}")).unwrap();
                let subject = tx.intern_iri(iri(n / 10).as_str()).unwrap();
                tx.say(subject, "https://example.org/id/near", iri(n))
                    .unwrap();
            }
            tx.commit().unwrap();
            let relate = |relation| {
                let relate = Relate::new().confidence(0.5);
                graph.relate("qatar", relation, "united-arab-emirates", relate)
            };
            relate("meetsWith").unwrap();
            let before = graph.view();
            relate("cooperatesWith").unwrap();
            let (after, before) = (graph.view(), before.snapshot());
            let delta = &after.snapshot().delta;
            assert!(delta.len() > entries as usize, "it is not in the base yet");
            let (fresh, heights) = delta.fresh_nodes(&before.delta);
            assert!(
                (1..=2 * heights).contains(&fresh) && heights < 60,
                "{fresh} new nodes in trees of {heights} levels together, at {entries} entries"
            );
        }
    }
}

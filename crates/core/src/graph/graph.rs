//! The graph: a committed moment that readers take, and the one place at which writers take turns.

use std::sync::{Arc, Condvar, Mutex, PoisonError, RwLock};
use std::thread::ThreadId;
use std::time::{Duration, Instant};

use super::claims::Claims;
use super::settings::{Settings, check_base};
use super::view::Moment;
use super::{
    Claim, ClaimRef, Describe, Entity, EntityRef, Object, Relate, Roles, Snapshot, Transaction,
    View,
};
use crate::model::ValueError;
use crate::schema::{Schema, SchemaError};
use crate::{EntityError, Error, StorageError, TransactionError};

/// A knowledge graph in memory.
///
/// Cloning gives another handle on the same graph. Readers are never blocked: each takes the latest
/// commit and keeps it. Writers take turns.
///
/// # Example
/// ```
/// use rawabit::{Describe, Graph, Relate};
///
/// let graph = Graph::new();
/// let qatar = graph.country("قطر")?;
/// let summit = graph.add("Summit", Describe::new().name("World Police Summit"))?;
/// let article = graph.document("أعلنت دولة قطر عن مشاركتها في القمة", Describe::new().id("article"))?;
///
/// let mut tx = graph.transaction()?;
/// tx.relate(
///     &qatar,
///     "participatesIn",
///     &summit,
///     Relate::new().source(&article).evidence("أعلنت دولة قطر عن مشاركتها").confidence(0.7),
/// )?;
/// tx.commit()?;
///
/// let claim = graph.claims().subject("qatar").relation("participatesIn").first()?.unwrap();
/// assert_eq!(claim.evidence()[0].quote().as_deref(), Some("أعلنت دولة قطر عن مشاركتها"));
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Clone)]
pub struct Graph(Arc<Shared>);

struct Shared {
    keeping: Keeping,
    current: RwLock<Arc<Moment>>,
    writer: Mutex<Option<ThreadId>>,
    free: Condvar,
}

/// Whether a graph keeps what was, and what time it is.
#[derive(Clone)]
struct Keeping {
    history: bool,
    clock: Option<Arc<dyn Fn() -> crate::Instant + Send + Sync>>,
}

impl Default for Keeping {
    fn default() -> Self {
        Self {
            history: true,
            clock: None,
        }
    }
}

/// A system may not take a longer time to wait; who waits longer waits again.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);

/// How to make a graph that is not as by default.
///
/// # Example
/// ```
/// use rawabit::Graph;
/// let graph = Graph::builder().base("https://mine.example/").languages(["ar", "en"]).build()?;
/// let qatar = graph.country("QA")?;
/// assert_eq!((qatar.term().to_string().as_str(), qatar.name().as_str()), ("<https://mine.example/qatar>", "قطر"));
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct GraphBuilder {
    schema: Option<Schema>,
    base: Option<String>,
    languages: Option<Vec<String>>,
    keeping: Keeping,
}

impl std::fmt::Debug for GraphBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GraphBuilder")
            .field("base", &self.base)
            .field("languages", &self.languages)
            .field("history", &self.keeping.history)
            .finish_non_exhaustive()
    }
}

impl GraphBuilder {
    /// The types and relations; by default the built-in ontology.
    #[must_use]
    pub fn schema(mut self, schema: Schema) -> Self {
        self.schema = Some(schema);
        self
    }

    /// Where local ids live, an IRI that ends with `/` or `#`; by default the base of the first document
    /// that is read, else `https://example.org/id/`.
    #[must_use]
    pub fn base(mut self, base: impl Into<String>) -> Self {
        self.base = Some(base.into());
        self
    }

    /// The languages that names are shown in, the best first; by default English, then Arabic.
    #[must_use]
    pub fn languages(mut self, languages: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.languages = Some(languages.into_iter().map(Into::into).collect());
        self
    }

    /// Whether what was is kept, as by default: what was removed or said anew can then be seen by
    /// [`Narrow::known`](super::Narrow::known). Memory for it is paid only where there is some.
    #[must_use]
    pub fn history(mut self, history: bool) -> Self {
        self.keeping.history = history;
        self
    }

    /// What tells the time of commits, in UTC; the system's clock by default. A clock that goes back
    /// stands still.
    #[must_use]
    pub fn clock(mut self, clock: impl Fn() -> crate::Instant + Send + Sync + 'static) -> Self {
        self.keeping.clock = Some(Arc::new(clock));
        self
    }

    /// The graph.
    ///
    /// # Errors
    /// [`SchemaError::Value`] where the base is no absolute IRI or runs into the ids behind it (it ends with
    /// `/` or `#`), or a language is no tag.
    pub fn build(self) -> Result<Graph, Error> {
        if let Some(base) = &self.base {
            check_base(base)?;
        }
        let languages = match self.languages {
            Some(languages) => languages
                .into_iter()
                .map(|language| {
                    let literal = crate::model::Literal::lang("", &language)?;
                    Ok(literal.language().unwrap_or_default().to_owned())
                })
                .collect::<Result<Vec<_>, ValueError>>()?,
            None => vec!["en".into(), "ar".into()],
        };
        let schema = self.schema.unwrap_or_else(Schema::builtin);
        Graph::with_settings(schema, Settings::new(self.base, languages), self.keeping)
    }
}

impl std::fmt::Debug for Graph {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Graph({} entities, {} claims)",
            self.len(),
            self.claim_count()
        )
    }
}

impl Default for Graph {
    fn default() -> Self {
        Self::new()
    }
}

impl Graph {
    /// An empty graph with the built-in ontology.
    #[must_use]
    pub fn new() -> Self {
        let languages = vec!["en".into(), "ar".into()];
        let settings = Settings::new(None, languages);
        match Self::with_settings(Schema::builtin(), settings, Keeping::default()) {
            Ok(graph) => graph,
            Err(_) => unreachable!("the built-in ontology fits into a graph"),
        }
    }

    /// For a graph with other types, another base, or other languages.
    #[must_use]
    pub fn builder() -> GraphBuilder {
        GraphBuilder::default()
    }

    fn with_settings(schema: Schema, settings: Settings, keeping: Keeping) -> Result<Self, Error> {
        let mut snapshot = Snapshot::of_schema(&schema)?;
        snapshot.history.is_off = !keeping.history;
        let moment = Moment::new(
            snapshot,
            Arc::new(settings),
            schema,
            Arc::new(Roles::default()),
        );
        Ok(Self(Arc::new(Shared {
            keeping,
            current: RwLock::new(Arc::new(moment)),
            writer: Mutex::new(None),
            free: Condvar::new(),
        })))
    }

    /// The latest commit, pinned.
    ///
    /// # Complexity
    /// O(1).
    #[must_use]
    pub fn view(&self) -> View {
        View(Arc::clone(
            &self
                .0
                .current
                .read()
                .unwrap_or_else(PoisonError::into_inner),
        ))
    }

    // ---- writing -----------------------------------------------------------------------------------------

    /// Begins a transaction: all of it is committed, or nothing. Waits for other writers.
    ///
    /// # Errors
    /// [`TransactionError::Nested`] where this thread has one open already.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Graph, Relate};
    /// let graph = Graph::new();
    /// let mut tx = graph.transaction()?;
    /// tx.country("QA")?;
    /// assert_eq!((tx.view().len(), graph.len()), (1, 0));
    /// drop(tx);
    /// assert_eq!(graph.len(), 0, "a transaction that is dropped is rolled back");
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn transaction(&self) -> Result<Transaction, TransactionError> {
        loop {
            if let Some(transaction) = self.try_transaction(Duration::MAX)? {
                return Ok(transaction);
            }
        }
    }

    /// As [`transaction`](Self::transaction), with `None` where others are still writing after `wait`.
    ///
    /// # Errors
    /// [`TransactionError::Nested`] where this thread has one open already.
    pub fn try_transaction(&self, wait: Duration) -> Result<Option<Transaction>, TransactionError> {
        let me = std::thread::current().id();
        // Past what clocks count it is waited for ever.
        let until = Instant::now().checked_add(wait);
        let mut writer = self.0.writer.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            match *writer {
                None => break,
                Some(thread) if thread == me => return Err(TransactionError::Nested),
                Some(_) => {
                    let left = match until {
                        Some(until) => until.checked_duration_since(Instant::now()),
                        None => Some(wait),
                    };
                    let Some(left) = left else {
                        return Ok(None);
                    };
                    (writer, _) = self
                        .0
                        .free
                        .wait_timeout(writer, left.min(LONGEST_WAIT))
                        .unwrap_or_else(PoisonError::into_inner);
                }
            }
        }
        *writer = Some(me);
        drop(writer);
        Ok(Some(Transaction::begin(self.clone(), &self.view())))
    }

    /// Whether what was is kept.
    pub(super) fn keeps_history(&self) -> bool {
        self.0.keeping.history
    }

    /// The time, for a commit.
    pub(super) fn now(&self) -> crate::Instant {
        if let Some(clock) = &self.0.keeping.clock {
            return clock();
        }
        std::time::SystemTime::now().into()
    }

    /// Lets the next writer in.
    pub(super) fn end_writing(&self) {
        *self.0.writer.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.0.free.notify_one();
    }

    /// Makes a moment the latest.
    pub(super) fn publish(&self, moment: Arc<Moment>) {
        *self
            .0
            .current
            .write()
            .unwrap_or_else(PoisonError::into_inner) = moment;
    }

    /// One call as a commit of its own.
    pub(crate) fn commit<T>(
        &self,
        write: impl FnOnce(&mut Transaction) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut transaction = self.transaction()?;
        let result = write(&mut transaction)?;
        transaction.commit()?;
        Ok(result)
    }

    /// One call as a commit of its own, and the entity as it is after it.
    pub(super) fn commit_entity(
        &self,
        write: impl FnOnce(&mut Transaction) -> Result<Entity, Error>,
    ) -> Result<Entity, Error> {
        let mut transaction = self.transaction()?;
        let entity = write(&mut transaction)?;
        let view = transaction.commit()?;
        // What has lost its last type and relation is no entity any more.
        Ok(view.entity(&entity).unwrap_or(entity))
    }

    /// The same of a claim.
    fn commit_claim(
        &self,
        write: impl FnOnce(&mut Transaction) -> Result<Claim, Error>,
    ) -> Result<Claim, Error> {
        let mut transaction = self.transaction()?;
        let claim = write(&mut transaction)?;
        transaction.commit()?.claim(&claim)
    }

    /// As [`Transaction::add`], as a commit of its own.
    ///
    /// # Errors
    /// As there.
    pub fn add(&self, r#type: &str, description: Describe) -> Result<Entity, Error> {
        self.commit_entity(|tx| tx.add(r#type, description))
    }

    /// As [`Transaction::set`], as a commit of its own.
    ///
    /// # Errors
    /// As there.
    pub fn set(
        &self,
        entity: impl Into<EntityRef>,
        description: Describe,
    ) -> Result<Entity, Error> {
        self.commit_entity(|tx| tx.set(entity, description))
    }

    /// As [`Transaction::country`], as a commit of its own.
    ///
    /// # Errors
    /// As there.
    pub fn country(&self, name_or_code: &str) -> Result<Entity, Error> {
        self.commit_entity(|tx| tx.country(name_or_code))
    }

    /// As [`Transaction::document`], as a commit of its own.
    ///
    /// # Errors
    /// As there.
    pub fn document(&self, text_or_url: &str, description: Describe) -> Result<Entity, Error> {
        self.commit_entity(|tx| tx.document(text_or_url, description))
    }

    /// As [`Transaction::relate`], as a commit of its own.
    ///
    /// # Errors
    /// As there.
    pub fn relate(
        &self,
        subject: impl Into<EntityRef>,
        relation: &str,
        object: impl Into<Object>,
        how: Relate,
    ) -> Result<Claim, Error> {
        self.commit_claim(|tx| tx.relate(subject, relation, object, how))
    }

    /// As [`Transaction::revise`], as a commit of its own.
    ///
    /// # Errors
    /// As there.
    pub fn revise(&self, claim: impl Into<ClaimRef>, changes: Relate) -> Result<Claim, Error> {
        self.commit_claim(|tx| tx.revise(claim, changes))
    }

    /// As [`Transaction::remove`], as a commit of its own.
    ///
    /// # Errors
    /// As there.
    pub fn remove(&self, entity: impl Into<EntityRef>) -> Result<(), Error> {
        self.commit(|tx| tx.remove(entity))
    }

    /// As [`Transaction::remove_cascade`], as a commit of its own.
    ///
    /// # Errors
    /// As there.
    pub fn remove_cascade(&self, entity: impl Into<EntityRef>) -> Result<(), Error> {
        self.commit(|tx| tx.remove_cascade(entity))
    }

    /// As [`Transaction::remove_claim`], as a commit of its own.
    ///
    /// # Errors
    /// As there.
    pub fn remove_claim(&self, claim: impl Into<ClaimRef>) -> Result<(), Error> {
        self.commit(|tx| tx.remove_claim(claim))
    }

    /// As [`Transaction::set_prefix`], as a commit of its own.
    ///
    /// # Errors
    /// As there.
    pub fn set_prefix(&self, prefix: &str, namespace: &str) -> Result<(), Error> {
        self.commit(|tx| tx.set_prefix(prefix, namespace))
    }

    /// As [`Transaction::compact`], as a commit of its own; the graph does so when it is due.
    ///
    /// # Errors
    /// As there.
    ///
    /// # Example
    /// ```
    /// let graph = rawabit::Graph::new();
    /// let oman = graph.country("OM")?;
    /// graph.compact()?;
    /// assert_eq!(graph.entity("oman")?, oman);
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn compact(&self) -> Result<(), Error> {
        self.commit(|tx| Ok(tx.compact()?))
    }

    // ---- reading, from the latest commit -----------------------------------------------------------------

    /// As [`View::entity`].
    ///
    /// # Errors
    /// As there.
    pub fn entity(&self, entity: impl Into<EntityRef>) -> Result<Entity, Error> {
        self.view().entity(entity)
    }

    /// As [`View::get`].
    ///
    /// # Errors
    /// As there.
    pub fn get(&self, entity: impl Into<EntityRef>) -> Result<Option<Entity>, EntityError> {
        self.view().get(entity)
    }

    /// As [`View::contains`].
    ///
    /// # Errors
    /// As there.
    pub fn contains(&self, entity: impl Into<EntityRef>) -> Result<bool, EntityError> {
        self.view().contains(entity)
    }

    /// As [`View::len`].
    #[must_use]
    pub fn len(&self) -> usize {
        self.view().len()
    }

    /// As [`View::is_empty`].
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.view().is_empty()
    }

    /// As [`View::claim_count`].
    #[must_use]
    pub fn claim_count(&self) -> usize {
        self.view().claim_count()
    }

    /// As [`View::iter`].
    pub fn iter(&self) -> impl Iterator<Item = Entity> + use<> {
        self.view().iter()
    }

    /// As [`View::entities`].
    ///
    /// # Errors
    /// As there.
    pub fn entities(
        &self,
        r#type: &str,
    ) -> Result<impl Iterator<Item = Entity> + use<>, SchemaError> {
        self.view().entities(r#type)
    }

    /// As [`View::claims`].
    pub fn claims(&self) -> Claims {
        self.view().claims()
    }

    /// As [`View::claim`].
    ///
    /// # Errors
    /// As there.
    pub fn claim(&self, claim: impl Into<ClaimRef>) -> Result<Claim, Error> {
        self.view().claim(claim)
    }

    /// As [`View::text`].
    ///
    /// # Errors
    /// As there.
    pub fn text(&self, document: impl Into<EntityRef>) -> Result<String, Error> {
        self.view().text(document)
    }

    /// The types and relations that the graph knows.
    #[must_use]
    pub fn schema(&self) -> Schema {
        self.view().schema().clone()
    }

    /// Where local ids live.
    #[must_use]
    pub fn base(&self) -> String {
        self.view().base().to_owned()
    }

    /// As [`View::prefixes`].
    #[must_use]
    pub fn prefixes(&self) -> Vec<(String, String)> {
        self.view().prefixes()
    }

    /// As [`View::check`].
    ///
    /// # Errors
    /// As there.
    pub fn check(&self) -> Result<(), StorageError> {
        self.view().check()
    }
}

//! A view: the graph at one moment.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use super::claims::Claims;
use super::draft::Committed;
use super::lens::Lens;
use super::{Cache, Entity, EntityRef, Roles, Settings, Snapshot};
use crate::dictionary::StorageError;
use crate::model::Iri;
use crate::model::vocab::rb;
use crate::schema::{Schema, SchemaError};
use crate::{EntityError, Error};

/// What a moment knows of the transaction that it is inside of.
#[derive(Clone)]
struct Inside {
    /// Set once it is rolled back.
    rolled_back: Arc<AtomicBool>,
    committed: Arc<Committed>,
}

/// One committed moment, or the inside of a transaction at one moment.
pub(crate) struct Moment {
    pub(crate) snapshot: Snapshot,
    pub(crate) settings: Arc<Settings>,
    pub(crate) schema: Schema,
    pub(crate) roles: Arc<Roles>,
    entities: OnceLock<usize>,
    cache: Cache,
    /// Of a moment inside a transaction.
    inside: Option<Inside>,
    /// What narrows it, in words.
    filters: Vec<String>,
}

impl Moment {
    pub(crate) fn new(
        snapshot: Snapshot,
        settings: Arc<Settings>,
        schema: Schema,
        roles: Arc<Roles>,
    ) -> Self {
        Self {
            snapshot,
            settings,
            schema,
            roles,
            entities: OnceLock::new(),
            cache: Cache::default(),
            inside: None,
            filters: Vec::new(),
        }
    }

    /// The same moment with less of it to be seen, by a filter that is said in words.
    pub(super) fn narrowed(&self, snapshot: Snapshot, words: Vec<String>) -> Self {
        let mut filters = self.filters.clone();
        filters.extend(words);
        Self {
            inside: self.inside.clone(),
            filters,
            ..Self::new(
                snapshot,
                Arc::clone(&self.settings),
                self.schema.clone(),
                Arc::clone(&self.roles),
            )
        }
    }

    pub(super) fn filters(&self) -> &[String] {
        &self.filters
    }

    /// The same inside a transaction, which tells by the flag that it was rolled back.
    pub(super) fn inside(
        mut self,
        rolled_back: Arc<AtomicBool>,
        committed: Arc<Committed>,
    ) -> Self {
        self.inside = Some(Inside {
            rolled_back,
            committed,
        });
        self
    }

    /// The whole of what was committed: what a transaction is about to change has no time yet.
    pub(super) fn committed(&self) -> Snapshot {
        match &self.inside {
            Some(inside) => inside.committed.moment(),
            None => self.snapshot.whole(),
        }
    }

    pub(crate) fn lens(&self) -> Lens<'_> {
        Lens {
            snapshot: &self.snapshot,
            settings: &self.settings,
            schema: &self.schema,
            roles: &self.roles,
        }
    }
}

/// The graph at one moment: cheap to take and to clone, never moved by a writer, safe to use from
/// many threads.
///
/// Everything that a view answers, a [`Graph`](super::Graph) answers too, from its latest commit.
///
/// # Example
/// ```
/// use rawabit::{Describe, Graph};
/// let graph = Graph::new();
/// graph.country("Qatar")?;
/// let before = graph.view();
/// graph.country("UAE")?;
/// assert_eq!((before.len(), graph.len()), (1, 2));
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Clone)]
pub struct View(pub(crate) Arc<Moment>);

impl std::fmt::Debug for View {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (entities, claims) = (self.len(), self.claim_count());
        write!(f, "View({entities} entities, {claims} claims")?;
        for (n, filter) in self.filters().iter().enumerate() {
            write!(f, "{} {filter}", if n == 0 { ";" } else { "," })?;
        }
        f.write_str(")")
    }
}

impl View {
    pub(crate) fn lens(&self) -> Lens<'_> {
        self.0.lens()
    }

    pub(crate) fn snapshot(&self) -> &Snapshot {
        &self.0.snapshot
    }

    /// Whether it shows a transaction that was rolled back, so that what it shows never was.
    ///
    /// It answers as before; who hands it on may want to say so.
    ///
    /// # Example
    /// ```
    /// use rawabit::Graph;
    /// let graph = Graph::new();
    /// let mut tx = graph.transaction()?;
    /// let qatar = tx.country("QA")?;
    /// assert!(!qatar.view().is_rolled_back());
    /// drop(tx);
    /// assert!(qatar.view().is_rolled_back());
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    #[must_use]
    pub fn is_rolled_back(&self) -> bool {
        let inside = self.0.inside.as_ref();
        inside.is_some_and(|inside| inside.rolled_back.load(Ordering::Acquire))
    }

    /// Whether two show moments of one graph, so that a blank node's label means the same in both.
    ///
    /// # Example
    /// ```
    /// use rawabit::Graph;
    /// let (graph, other) = (Graph::new(), Graph::new());
    /// assert!(graph.view().shares_graph(&graph.view()) && !graph.view().shares_graph(&other.view()));
    /// ```
    #[must_use]
    pub fn shares_graph(&self, other: &Self) -> bool {
        self.lens().settings.graph == other.lens().settings.graph
    }

    /// What the layers above keep with the moment.
    pub(crate) fn cache(&self) -> &Cache {
        &self.0.cache
    }

    pub(crate) fn entity_of(&self, id: u32) -> Entity {
        Entity::new(self.clone(), id)
    }

    /// The entity with a local id, a compact IRI, a full IRI or an external id (`"wd:Q846"`).
    ///
    /// # Errors
    /// [`EntityError`] where there is none (it names the nearest) or several.
    ///
    /// # Complexity
    /// O(1) on average.
    ///
    /// # Example
    /// ```
    /// let graph = rawabit::Graph::new();
    /// graph.country("QA")?;
    /// let view = graph.view();
    /// assert_eq!(view.entity("qatar")?, view.entity("https://example.org/id/qatar")?);
    /// let error = view.entity("katar").unwrap_err();
    /// assert!(error.to_string().contains("qatar"), "{error}");
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn entity(&self, entity: impl Into<EntityRef>) -> Result<Entity, Error> {
        Ok(self.entity_of(self.lens().entity(&entity.into())?))
    }

    /// As [`entity`](Self::entity), with `None` where there is none.
    ///
    /// # Errors
    /// [`EntityError::Ambiguous`] where the id may be of several, [`EntityError::Prefix`] where its
    /// prefix is not known.
    pub fn get(&self, entity: impl Into<EntityRef>) -> Result<Option<Entity>, EntityError> {
        Ok(self
            .lens()
            .get(&entity.into())?
            .map(|id| self.entity_of(id)))
    }

    /// Whether the graph has an entity.
    ///
    /// # Errors
    /// As [`get`](Self::get).
    pub fn contains(&self, entity: impl Into<EntityRef>) -> Result<bool, EntityError> {
        Ok(self.lens().get(&entity.into())?.is_some())
    }

    /// The number of entities: things with a type or a relation; documents count, claims and
    /// evidence do not.
    ///
    /// # Complexity
    /// O(n) in the statements the first time, then O(1).
    #[must_use]
    pub fn len(&self) -> usize {
        *self
            .0
            .entities
            .get_or_init(|| self.lens().entity_ids().count())
    }

    /// Whether there is no entity.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of claims: pairs of a claim and the statement that it is about.
    ///
    /// # Complexity
    /// O(1).
    #[must_use]
    pub fn claim_count(&self) -> usize {
        self.snapshot().claim_count()
    }

    /// All entities.
    ///
    /// # Complexity
    /// O(n) in the statements to the first.
    pub fn iter(&self) -> impl Iterator<Item = Entity> + use<> {
        let ids: Vec<u32> = self.lens().entity_ids().collect();
        let view = self.clone();
        ids.into_iter().map(move |id| view.entity_of(id))
    }

    /// The entities of a type and its subtypes.
    ///
    /// # Errors
    /// [`SchemaError::Unknown`] where there is no such type; it names the nearest.
    ///
    /// # Complexity
    /// O(k log k) for k entities of the type.
    ///
    /// # Example
    /// ```
    /// use rawabit::Graph;
    /// let graph = Graph::new();
    /// graph.country("QA")?;
    /// let places: Vec<String> = graph.entities("Place")?.map(|e| e.name()).collect();
    /// assert_eq!(places, ["Qatar"]);
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn entities(
        &self,
        r#type: &str,
    ) -> Result<impl Iterator<Item = Entity> + use<>, SchemaError> {
        let lens = self.lens();
        let types = lens.type_and_subtypes(r#type)?;
        let mut ids = lens.with_types(&types);
        ids.sort_unstable();
        ids.dedup();
        let view = self.clone();
        Ok(ids.into_iter().map(move |id| view.entity_of(id)))
    }

    /// Claims: all of them, or those that the builder is told to pick.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Describe, Graph, Relate};
    /// let graph = Graph::new();
    /// graph.country("QA")?;
    /// graph.add("Summit", Describe::new().id("wps").name("World Police Summit"))?;
    /// graph.relate("qatar", "participatesIn", "wps", Relate::new())?;
    /// let claims = graph.claims().object("wps").relation("participatesIn").iter()?;
    /// assert_eq!(claims.map(|c| c.subject().name()).collect::<Vec<_>>(), ["Qatar"]);
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn claims(&self) -> Claims {
        Claims::of(self.clone())
    }

    /// The stored text of a document.
    ///
    /// # Errors
    /// [`EntityError::Unknown`] where there is no such document, or no text of it.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Describe, Graph};
    /// let graph = Graph::new();
    /// graph.document("قطر تشارك في القمة.", Describe::new().id("article"))?;
    /// assert_eq!(graph.view().text("article")?, "قطر تشارك في القمة.");
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn text(&self, document: impl Into<EntityRef>) -> Result<String, Error> {
        let document = document.into();
        let lens = self.lens();
        let id = lens.entity(&document)?;
        match self.snapshot().texts.get(&id) {
            Some(text) => Ok(text.as_str().to_owned()),
            None => Err(EntityError::Unknown {
                kind: "text of",
                reference: document.text(),
                hint: if self.is_document(id) {
                    "; the graph holds the document but not its words".into()
                } else {
                    let kind = self.entity_of(id).type_name();
                    format!("; it is no document but of type \"{kind}\"").into()
                },
            }
            .into()),
        }
    }

    fn is_document(&self, id: u32) -> bool {
        let lens = self.lens();
        let document = lens.schema.type_by_iri(rb::DOCUMENT);
        document.is_none_or(|document| lens.schema.fits(&lens.types(id), document.id()))
    }

    /// Whether a property has at most one value, so that [`Entity::get`] is the way to ask for it; of
    /// one that the schema does not know that is not said.
    ///
    /// # Errors
    /// [`SchemaError::Unknown`] for an unknown property; it names the nearest.
    ///
    /// # Complexity
    /// O(1).
    ///
    /// # Example
    /// ```
    /// let view = rawabit::Graph::new().view();
    /// assert!(view.is_functional("startDate")? && !view.is_functional("memberOf")?);
    /// # Ok::<(), rawabit::SchemaError>(())
    /// ```
    pub fn is_functional(&self, property: &str) -> Result<bool, SchemaError> {
        self.lens().is_functional(property)
    }

    /// The types and relations that the graph knows.
    #[must_use]
    pub fn schema(&self) -> &Schema {
        &self.0.schema
    }

    /// Where local ids live.
    #[must_use]
    pub fn base(&self) -> &str {
        self.0.settings.base()
    }

    /// The prefixes that SPARQL and the writers know without being told, with their namespaces, in
    /// order of prefix.
    #[must_use]
    pub fn prefixes(&self) -> Vec<(String, String)> {
        let all = self.lens().prefixes().into_iter();
        all.map(|(p, n)| (p.to_owned(), n.to_owned())).collect()
    }

    /// The IRI that a type's name stands for.
    ///
    /// # Errors
    /// [`SchemaError::Unknown`] where there is no such type; it names the nearest.
    pub fn type_iri(&self, name: &str) -> Result<Iri, SchemaError> {
        self.lens().type_iri(name)
    }

    /// Walks the invariants of the engine.
    ///
    /// # Errors
    /// [`StorageError::Corrupt`] with the first that does not hold: a fault of rawabit.
    pub fn check(&self) -> Result<(), StorageError> {
        self.snapshot()
            .check()
            .map_err(|reason| StorageError::Corrupt { reason })
    }

    /// Bytes held by the columns of the graph and by its history, without what has changed since the last
    /// compaction. A narrow view has the columns of the whole.
    ///
    /// # Complexity
    /// O(h) in the history.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let snapshot = self.snapshot();
        snapshot.base.bytes() + snapshot.dictionary.bytes() + snapshot.history.bytes()
    }
}

/// All entities.
///
/// # Example
/// ```
/// let graph = rawabit::Graph::new();
/// graph.country("QA")?;
/// for entity in &graph.view() {
///     assert_eq!(entity.name(), "Qatar");
/// }
/// # Ok::<(), rawabit::Error>(())
/// ```
impl IntoIterator for &View {
    type Item = Entity;
    type IntoIter = Box<dyn Iterator<Item = Entity>>;

    fn into_iter(self) -> Self::IntoIter {
        Box::new(self.iter())
    }
}

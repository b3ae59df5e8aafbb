//! Reading: what a view answers, and a graph too.

use pyo3::prelude::*;
use pyo3::types::PyString;
use rawabit::{Claims, EntityRef, Modality, Paths, TransactionError, View, Weight};

use crate::algo::PyAlgorithms;
use crate::arguments::{self, word};
use crate::entity::{self, PyEntity};
use crate::errors::raise;
use crate::iterators::{PyClaims, PyEntities};
use crate::path::PyPath;
use crate::show::printable;
use crate::signals::{Heard, is_main_thread};
use crate::transaction::Shared;

/// The graph as seen through filters, at one moment. Cheap; never moved by a writer; safe to use from many threads.
///
/// `Graph.view` gives one, whole or narrowed. Everything that it answers, a `Graph` answers too, from its latest commit.
/// `view["qatar"]` is the entity with an id, and one goes through all of them by `for entity in view`.
///
/// Example:
///     >>> graph = Graph()
///     >>> qatar = graph.country("Qatar")
///     >>> before = graph.view()
///     >>> oman = graph.country("Oman")
///     >>> len(before), len(graph), graph["qatar"] == graph["wd:Q846"] == qatar
///     (1, 2, True)
#[pyclass(name = "View", module = "rawabit", frozen, subclass, weakref)]
pub(crate) struct PyView(pub(crate) Source);

/// What is looked at.
pub(crate) enum Source {
    /// The latest commit, or this thread's transaction.
    Graph(Shared),
    Moment(View),
}

impl PyView {
    /// What there is to be seen now.
    pub(crate) fn now(&self, py: Python<'_>) -> PyResult<View> {
        match &self.0 {
            Source::Graph(graph) => graph.view(py),
            Source::Moment(view) if view.is_rolled_back() => {
                let reference = "this view".into();
                Err(raise(py, TransactionError::RolledBack { reference }))
            }
            Source::Moment(view) => Ok(view.clone()),
        }
    }

    /// Why there is nothing to be seen.
    fn unseen(&self) -> &'static str {
        match self.0 {
            Source::Graph(_) => "in a call of this thread",
            Source::Moment(_) => "of a transaction that was rolled back",
        }
    }

    fn find(&self, py: Python<'_>, entity: EntityRef) -> PyResult<PyEntity> {
        match self.now(py)?.entity(entity) {
            Ok(found) => Ok(found.into()),
            Err(error) => Err(raise(py, error)),
        }
    }
}

#[pymethods]
impl PyView {
    /// The entity with a local id (`"qatar"`), a compact IRI (`"wd:Q846"`, also an external id) or a full IRI.
    ///
    /// Raises:
    ///     UnknownEntity: There is none (a `KeyError`); it names the nearest ids.
    fn __getitem__(&self, py: Python<'_>, entity: &Bound<'_, PyAny>) -> PyResult<PyEntity> {
        self.find(py, arguments::entity("entity", entity)?)
    }

    /// As `graph[entity]`, with a default where there is none.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> graph.get("qatar", "not there")
    ///     'not there'
    #[pyo3(signature = (entity, default = None))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        entity: &Bound<'py, PyAny>,
        default: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let found = if arguments::is_no_unicode(entity) {
            Ok(None)
        } else {
            self.now(py)?.get(arguments::entity("entity", entity)?)
        };
        match found.map_err(|error| raise(py, error))? {
            Some(entity) => Ok(Bound::new(py, PyEntity::from(entity))?.into_any()),
            None => Ok(default.unwrap_or_else(|| py.None().into_bound(py))),
        }
    }

    /// Whether an entity is there.
    fn __contains__(&self, py: Python<'_>, entity: &Bound<'_, PyAny>) -> PyResult<bool> {
        if arguments::is_no_unicode(entity) {
            return Ok(false);
        }
        match arguments::maybe_entity(entity)? {
            Some(entity) => {
                let found = self.now(py)?.contains(entity);
                found.map_err(|error| raise(py, error))
            }
            None => Ok(false),
        }
    }

    /// The number of entities: documents count, claims and evidence do not.
    fn __len__(&self, py: Python<'_>) -> PyResult<usize> {
        let view = self.now(py)?;
        Ok(py.detach(|| view.len()))
    }

    /// An empty graph is still true.
    #[expect(clippy::unused_self, reason = "a method of Python")]
    fn __bool__(&self) -> bool {
        true
    }

    /// All entities.
    fn __iter__(&self, py: Python<'_>) -> PyResult<PyEntities> {
        let view = self.now(py)?;
        Ok(PyEntities::new(py.detach(|| view.iter())))
    }

    /// The entities of a type and its subtypes; without a type all of them.
    ///
    /// Raises:
    ///     SchemaError: There is no such type; it names the nearest.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> qatar = graph.country("QA")
    ///     >>> [place.name for place in graph.entities("Place")]
    ///     ['Qatar']
    #[pyo3(signature = (r#type = None))]
    fn entities(&self, py: Python<'_>, r#type: Option<&Bound<'_, PyAny>>) -> PyResult<PyEntities> {
        let Some(name) = r#type else {
            return self.__iter__(py);
        };
        let name = arguments::string("type", name)?;
        let view = self.now(py)?;
        match py.detach(|| view.entities(&name)) {
            Ok(rest) => Ok(PyEntities::new(rest)),
            Err(error) => Err(raise(py, error)),
        }
    }

    /// The claims that fit all that is given; subrelations and inverses count.
    ///
    /// Args:
    ///     subject: With this subject.
    ///     relation: With this relation.
    ///     object: With this object, an entity or a value.
    ///     source: From this document.
    ///     modality: `"fact"`, `"reported"`, `"evaluative"`, `"predicted"` or `"normative"`.
    ///
    /// Raises:
    ///     UnknownEntity: An entity is not there.
    ///     SchemaError: There is no such relation, or no such modality.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> qatar, oman = graph.country("QA"), graph.country("OM")
    ///     >>> claim = graph.relate(qatar, "meetsWith", oman)
    ///     >>> [claim.object.name for claim in graph.claims("qatar", "meetsWith")]
    ///     ['Oman']
    #[pyo3(signature = (subject = None, relation = None, object = None, *, source = None, modality = None))]
    fn claims(
        &self,
        py: Python<'_>,
        subject: Option<&Bound<'_, PyAny>>,
        relation: Option<&Bound<'_, PyAny>>,
        object: Option<&Bound<'_, PyAny>>,
        source: Option<&Bound<'_, PyAny>>,
        modality: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PyClaims> {
        let mut claims: Claims = self.now(py)?.claims();
        if let Some(subject) = subject {
            claims = claims.subject(arguments::entity("subject", subject)?);
        }
        if let Some(relation) = relation {
            claims = claims.relation(arguments::string("relation", relation)?);
        }
        if let Some(object) = object {
            claims = claims.object(arguments::object("object", object)?);
        }
        if let Some(source) = source {
            claims = claims.source(arguments::entity("source", source)?);
        }
        if let Some(modality) = modality {
            let all: Vec<_> = Modality::ALL.iter().map(|it| (it.as_str(), *it)).collect();
            claims = claims.modality(word("modality", modality, &all)?);
        }
        PyClaims::new(py, claims)
    }

    /// The stored text of a document.
    ///
    /// Raises:
    ///     UnknownEntity: There is no such document, or no text of it.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> article = graph.document("شاركت قطر في القمة.", id="article")
    ///     >>> graph.text(article)
    ///     'شاركت قطر في القمة.'
    fn text<'py>(
        &self,
        py: Python<'py>,
        document: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyString>> {
        let (view, document) = (self.now(py)?, arguments::entity("document", document)?);
        let text = py.detach(|| view.text(document));
        Ok(PyString::new(py, &text.map_err(|error| raise(py, error))?))
    }

    /// The entities that some hops lead to, the nearest first, without the one that they start from.
    ///
    /// Args:
    ///     entity: Where to start.
    ///     relation: Only along this relation, its subrelations and inverses.
    ///     direction: `"out"`, `"in"` or `"both"`.
    ///     hops: How many hops at most.
    ///
    /// Raises:
    ///     UnknownEntity: The entity is not there.
    ///     SchemaError: There is no such relation.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> claim = graph.relate(graph.country("QA"), "meetsWith", graph.country("OM"))
    ///     >>> graph.neighbors("qatar", relation="meetsWith")
    ///     [Entity(oman, Country, "Oman")]
    #[pyo3(signature = (entity, *, relation = None, direction = None, hops = None))]
    #[pyo3(text_signature = "($self, entity, *, relation=None, direction='both', hops=1)")]
    fn neighbors(
        &self,
        py: Python<'_>,
        entity: &Bound<'_, PyAny>,
        relation: Option<&Bound<'_, PyAny>>,
        direction: Option<&Bound<'_, PyAny>>,
        hops: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Vec<PyEntity>> {
        let entity = arguments::entity("entity", entity)?;
        let relation = relation
            .map(|it| arguments::string("relation", it))
            .transpose()?;
        let direction = direction
            .map(arguments::direction)
            .transpose()?
            .unwrap_or_default();
        let hops = hops
            .map(|it| arguments::count("hops", it))
            .transpose()?
            .unwrap_or(1);
        let view = self.now(py)?;
        match py.detach(|| view.neighbors(entity, relation.as_deref(), direction, hops)) {
            Ok(found) => Ok(entity::list(found)),
            Err(error) => Err(raise(py, error)),
        }
    }

    /// The shortest paths between two entities, then longer ones; or the surest. None visits an entity twice.
    ///
    /// How sure a path is is the product of its hops; a hop is as sure as the highest confidence of the claims that
    /// hold its statements. By confidence, a hop of which no claim says how sure it is is not followed.
    ///
    /// Args:
    ///     start: Where they start.
    ///     end: Where they end.
    ///     relations: Only along these relations, their subrelations and inverses; each is followed both ways.
    ///     max_hops: The most hops of a path.
    ///     limit: The most paths.
    ///     weight: `"hops"` for the shortest first, `"confidence"` for the surest.
    ///
    /// Returns:
    ///     The paths with the claims on each hop; an empty list where there is none.
    ///
    /// Raises:
    ///     UnknownEntity: An entity is not there.
    ///     SchemaError: There is no such relation, or no such weight.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> qatar, oman = graph.country("QA"), graph.country("OM")
    ///     >>> claim = graph.relate(qatar, "meetsWith", oman, confidence=0.8)
    ///     >>> [path] = graph.paths(qatar, oman, weight="confidence")
    ///     >>> path, path.confidence
    ///     (<Path: Qatar -- meetsWith -- Oman>, 0.8)
    #[pyo3(signature = (start, end, *, relations = None, max_hops = None, limit = None, weight = None))]
    #[pyo3(
        text_signature = "($self, start, end, *, relations=None, max_hops=4, limit=10, weight='hops')"
    )]
    #[expect(clippy::too_many_arguments, reason = "keywords of Python")]
    fn paths(
        &self,
        py: Python<'_>,
        start: &Bound<'_, PyAny>,
        end: &Bound<'_, PyAny>,
        relations: Option<&Bound<'_, PyAny>>,
        max_hops: Option<&Bound<'_, PyAny>>,
        limit: Option<&Bound<'_, PyAny>>,
        weight: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Vec<PyPath>> {
        let start = arguments::entity("start", start)?;
        let end = arguments::entity("end", end)?;
        let mut how = Paths::new();
        if let Some(relations) = relations {
            how = how.relations(arguments::strings("relations", relations)?);
        }
        if let Some(hops) = max_hops {
            how = how.max_hops(arguments::count("max_hops", hops)?);
        }
        if let Some(limit) = limit {
            how = how.limit(arguments::count("limit", limit)?);
        }
        if let Some(weight) = weight {
            let all = [("hops", Weight::Hops), ("confidence", Weight::Confidence)];
            how = how.weight(word("weight", weight, &all)?);
        }
        let heard = Heard::default();
        if is_main_thread(py)? {
            how = how.interrupt(heard.ears());
        }
        let view = self.now(py)?;
        match py.detach(|| view.paths(start, end, &how)) {
            Ok(found) => Ok(found.into_iter().map(Into::into).collect()),
            Err(error) => Err(heard.take().unwrap_or_else(|| raise(py, error))),
        }
    }

    /// The algorithms that run on the whole graph.
    #[getter]
    fn algo(slf: Py<Self>) -> PyAlgorithms {
        PyAlgorithms::new(slf)
    }

    /// The ids that a notebook offers for `graph["…"]`.
    fn _ipython_key_completions_(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        let view = self.now(py)?;
        Ok(py.detach(|| {
            view.iter()
                .take(OFFERED)
                .map(|entity| entity.id())
                .collect()
        }))
    }

    #[expect(clippy::unused_self, reason = "a method of Python")]
    fn __reduce__(&self) -> PyResult<()> {
        Err(pyo3::exceptions::PyTypeError::new_err(
            "a View belongs to its graph and cannot be pickled; pickle what write() gives of it",
        ))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let py = slf.py();
        let kind = slf.get_type().name()?;
        let Ok(view) = slf.get().now(py) else {
            return Ok(format!("<{kind}: {}>", slf.get().unseen()));
        };
        let (entities, claims) = py.detach(|| (view.len(), view.claim_count()));
        let s =
            |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
        let mut shown = format!(
            "<{kind}: {}, {}",
            s(entities, "entity", "entities"),
            s(claims, "claim", "claims")
        );
        for (n, filter) in view.filters().iter().enumerate() {
            shown.push_str(if n == 0 { "; " } else { ", " });
            shown.push_str(filter);
        }
        Ok(printable(&shown).into_owned() + ">")
    }
}

/// So many ids are offered.
const OFFERED: usize = 5_000;

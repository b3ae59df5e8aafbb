//! The graph: writing, one thing at a time.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use rawabit::{ClaimRef, Describe, EntityRef, Error, Graph, Relate, Transaction};

use crate::arguments;
use crate::claim::PyClaim;
use crate::describe;
use crate::entity::PyEntity;
use crate::errors::{raise, wrong_type};
use crate::relate;
use crate::schema::PySchema;
use crate::transaction::Shared;
use crate::view::{PyView, Source};

/// A knowledge graph in memory. As a `View` it answers from its latest commit.
///
/// Each call that writes is a commit of its own, unless it is within a `transaction`. Safe to use from many threads:
/// readers are never blocked, and writers take turns.
///
/// Args:
///     schema: The types and relations; by default the built-in ontology.
///     base: Where local ids live; by default the base of the first document that is read, else
///         `https://example.org/id/`.
///     languages: The languages that names are shown in, the best first.
///
/// Raises:
///     SchemaError: The base is no absolute IRI, or a language no tag.
///
/// Example:
///     >>> graph = Graph()
///     >>> summit = graph.add("Summit", {"ar": "القمة العالمية للشرطة", "en": "World Police Summit"})
///     >>> claim = graph.relate(graph.country("Qatar"), "participatesIn", summit, start="2024-03-05")
///     >>> graph
///     <Graph: 2 entities, 1 claim>
#[pyclass(name = "Graph", module = "rawabit", extends = PyView, frozen, subclass)]
pub(crate) struct PyGraph;

impl PyGraph {
    pub(crate) fn shared<'a>(slf: &'a Bound<'_, Self>) -> &'a Shared {
        match &slf.as_super().get().0 {
            Source::Graph(graph) => graph,
            Source::Moment(_) => unreachable!("a graph is made with one"),
        }
    }
}

#[pymethods]
impl PyGraph {
    #[new]
    #[pyo3(signature = (*, schema = None, base = None, languages = None))]
    #[pyo3(text_signature = "(*, schema=None, base=None, languages=('en', 'ar'))")]
    fn new(
        py: Python<'_>,
        schema: Option<&Bound<'_, PyAny>>,
        base: Option<&Bound<'_, PyAny>>,
        languages: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PyClassInitializer<Self>> {
        let mut builder = Graph::builder();
        if let Some(schema) = schema {
            let Ok(schema) = schema.cast::<PySchema>() else {
                return Err(wrong_type("schema", "a Schema", schema));
            };
            builder = builder.schema(schema.get().0.clone());
        }
        if let Some(base) = base {
            builder = builder.base(arguments::string("base", base)?);
        }
        if let Some(languages) = languages {
            builder = builder.languages(arguments::strings("languages", languages)?);
        }
        let graph = py
            .detach(|| builder.build())
            .map_err(|error| raise(py, error))?;
        let view = PyView(Source::Graph(Shared::new(graph)));
        Ok(PyClassInitializer::from(view).add_subclass(Self))
    }

    /// The types and relations that the graph knows.
    #[getter]
    fn schema(slf: &Bound<'_, Self>) -> PyResult<PySchema> {
        Ok(PySchema(
            slf.as_super().get().now(slf.py())?.schema().clone(),
        ))
    }

    /// Where local ids live; the first commit fixes it.
    #[getter]
    fn base(slf: &Bound<'_, Self>) -> PyResult<String> {
        Ok(slf.as_super().get().now(slf.py())?.base().to_owned())
    }

    /// Adds an entity.
    ///
    /// Args:
    ///     type: Its type, or several.
    ///     name: Its name, whose language is found from its script; or a dict of languages with a name or a list of
    ///         names each, the preferred one first.
    ///     id: A local id, a compact IRI or a full one; without it one is made from the name.
    ///     ids: External ids, such as `{"wikidata": "Q846"}`.
    ///     properties: Properties with a value or a list of values; a relation takes entities.
    ///     **more: The same by keyword.
    ///
    /// Raises:
    ///     SchemaError: An unknown type or property, types that exclude each other, a value that does not fit, or an
    ///         id that is there already.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> graph.add("Summit", {"en": ["World Police Summit", "WPS"]}, startDate="2024-03-05").id
    ///     'world-police-summit'
    #[pyo3(signature = (r#type, name = None, *, id = None, ids = None, properties = None, **more))]
    #[expect(clippy::too_many_arguments, reason = "keywords of Python")]
    fn add(
        slf: &Bound<'_, Self>,
        r#type: &Bound<'_, PyAny>,
        name: Option<&Bound<'_, PyAny>>,
        id: Option<&Bound<'_, PyAny>>,
        ids: Option<&Bound<'_, PyAny>>,
        properties: Option<&Bound<'_, PyAny>>,
        more: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<PyEntity> {
        let mut types = arguments::one_or_more("type", r#type)?.into_iter();
        let Some(first) = types.next() else {
            return Err(wrong_type("type", "at least one name of a type", r#type));
        };
        let mut what = described(types, name, ids, properties, more)?;
        if let Some(id) = id {
            what = what.id(arguments::string("id", id)?);
        }
        Self::write_entity(slf, move |tx| tx.add(&first, what))
    }

    /// Replaces what is named: all types, the names of each language given, each external id given, all values of
    /// each property given. `None` for a language, an id or a property takes it away.
    ///
    /// Args:
    ///     entity: The entity.
    ///     type: Its types from now on.
    ///     name: As in `add`.
    ///     ids: As in `add`.
    ///     properties: As in `add`.
    ///     **more: The same by keyword.
    ///
    /// Raises:
    ///     UnknownEntity: The entity is not there.
    ///     SchemaError: As in `add`; or a claim holds an old value, which `revise` and `remove` change.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> summit = graph.add("Summit", "World Police Summit", id="wps", startDate="2024-03-05")
    ///     >>> graph.set("wps", startDate=None, endDate="2024-03-07").properties()
    ///     {'endDate': Time('2024-03-07')}
    #[pyo3(signature = (entity, *, r#type = None, name = None, ids = None, properties = None, **more))]
    #[expect(clippy::too_many_arguments, reason = "keywords of Python")]
    fn set(
        slf: &Bound<'_, Self>,
        entity: &Bound<'_, PyAny>,
        r#type: Option<&Bound<'_, PyAny>>,
        name: Option<&Bound<'_, PyAny>>,
        ids: Option<&Bound<'_, PyAny>>,
        properties: Option<&Bound<'_, PyAny>>,
        more: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<PyEntity> {
        let entity = arguments::entity("entity", entity)?;
        let types = r#type
            .map(|it| arguments::one_or_more("type", it))
            .transpose()?;
        let what = described(types.into_iter().flatten(), name, ids, properties, more)?;
        Self::write_entity(slf, move |tx| tx.set(entity, what))
    }

    /// The country with a code or name; it is made where it is not there.
    ///
    /// It is found by its ISO 3166-1 code, whatever its IRI, and nothing about it is changed.
    ///
    /// Args:
    ///     name_or_code: `"QA"`, `"QAT"`, `"634"`, `"Qatar"`, `"قطر"`, `"دولة قطر"`.
    ///
    /// Raises:
    ///     UnknownEntity: ISO 3166-1 has no such country; it names the nearest.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> graph.country("دولة قطر") == graph.country("QAT")
    ///     True
    fn country(slf: &Bound<'_, Self>, name_or_code: &Bound<'_, PyAny>) -> PyResult<PyEntity> {
        let name = arguments::string("name_or_code", name_or_code)?;
        Self::write_entity(slf, move |tx| tx.country(&name))
    }

    /// Adds a document: its text, or a web address. The same text again is the same document.
    ///
    /// Args:
    ///     text_or_url: The text, whose words claims can rest on; or `http(s)://…` without white space.
    ///     id: As in `add`; without it and a name it is `document-` and the beginning of the text's SHA-256.
    ///     name: As in `add`.
    ///     language: The language of the text.
    ///     date: The date of the document.
    ///     type: `"Document"`, or a type under it.
    ///
    /// Raises:
    ///     SchemaError: The id is there with another text; otherwise as in `add`.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> article = graph.document("شاركت قطر في القمة.", id="article", language="ar")
    ///     >>> graph.text("article")
    ///     'شاركت قطر في القمة.'
    #[pyo3(signature = (text_or_url, *, id = None, name = None, language = None, date = None, r#type = None))]
    #[pyo3(
        text_signature = "($self, text_or_url, *, id=None, name=None, language=None, date=None, type='Document')"
    )]
    #[expect(clippy::too_many_arguments, reason = "keywords of Python")]
    fn document(
        slf: &Bound<'_, Self>,
        text_or_url: &Bound<'_, PyAny>,
        id: Option<&Bound<'_, PyAny>>,
        name: Option<&Bound<'_, PyAny>>,
        language: Option<&Bound<'_, PyAny>>,
        date: Option<&Bound<'_, PyAny>>,
        r#type: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PyEntity> {
        let text = arguments::string("text_or_url", text_or_url)?;
        let types = r#type
            .map(|it| arguments::one_or_more("type", it))
            .transpose()?;
        let mut what = described(types.into_iter().flatten(), name, None, None, None)?;
        if let Some(id) = id {
            what = what.id(arguments::string("id", id)?);
        }
        if let Some(language) = language {
            what = what.language(arguments::string("language", language)?);
        }
        if let Some(date) = date {
            what = what.date(arguments::time("date", date)?);
        }
        Self::write_entity(slf, move |tx| tx.document(&text, what))
    }

    /// Says a statement, with a claim of how it is said. The same claim again is the claim that is there.
    ///
    /// A relation's inverse is turned round: `hostedBy` is stored as `hosts`. A bare `str` as object is an entity, a
    /// date or a text, as the relation's range says.
    ///
    /// Args:
    ///     subject: An entity.
    ///     relation: Its ontology name, a compact IRI or a full one.
    ///     object: An entity, or a value.
    ///     source: The document that says it; a web address that is not there yet becomes a document.
    ///     start: Since when it holds.
    ///     end: Until when it holds, that time included.
    ///     during: Both in one: `"2024-03-05/2024-03-07"`, `"من 5 إلى 7 مارس 2024"`.
    ///     confidence: How sure, from 0 to 1.
    ///     modality: `"fact"`, `"reported"`, `"evaluative"`, or, quoted and not held to be so, `"predicted"` and
    ///         `"normative"`.
    ///     polarity: `"positive"`, or `"negative"` where the source denies it.
    ///     attributed_to: Who is said to say it, one or several.
    ///     hedge: Words by which the source keeps a distance, one or several.
    ///     evidence: Words of the source that stand there once, or their place as code points `(start, end)`; one or
    ///         several.
    ///     asserted: Whether it holds its statement, where that is not as by modality and polarity.
    ///     id: The claim's id; without it one is made from what the claim says.
    ///
    /// Raises:
    ///     UnknownEntity: An entity or the source is not there.
    ///     SchemaError: An unknown relation, ends that do not fit it (it names the inverse if that does), a bad
    ///         argument, or an id that is there with another confidence, hedge or note.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> qatar, summit = graph.country("QA"), graph.add("Summit", "World Police Summit")
    ///     >>> claim = graph.relate(qatar, "participatesIn", summit, during="2024-03-05/2024-03-07")
    ///     >>> claim.start, claim.end, claim.modality
    ///     (Time('2024-03-05'), Time('2024-03-07'), 'fact')
    #[pyo3(signature = (subject, relation, object, *, source = None, start = None, end = None, during = None,
        confidence = None, modality = None, polarity = None, attributed_to = None, hedge = None, evidence = None,
        asserted = None, id = None))]
    #[pyo3(
        text_signature = "($self, subject, relation, object, *, source=None, start=None, end=None, during=None, confidence=None, modality='fact', polarity='positive', attributed_to=None, hedge=None, evidence=None, asserted=None, id=None)"
    )]
    #[expect(clippy::too_many_arguments, reason = "keywords of Python")]
    fn relate<'py>(
        slf: &Bound<'py, Self>,
        subject: &Bound<'py, PyAny>,
        relation: &Bound<'py, PyAny>,
        object: &Bound<'py, PyAny>,
        source: Option<&Bound<'py, PyAny>>,
        start: Option<&Bound<'py, PyAny>>,
        end: Option<&Bound<'py, PyAny>>,
        during: Option<&Bound<'py, PyAny>>,
        confidence: Option<&Bound<'py, PyAny>>,
        modality: Option<&Bound<'py, PyAny>>,
        polarity: Option<&Bound<'py, PyAny>>,
        attributed_to: Option<&Bound<'py, PyAny>>,
        hedge: Option<&Bound<'py, PyAny>>,
        evidence: Option<&Bound<'py, PyAny>>,
        asserted: Option<&Bound<'py, PyAny>>,
        id: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyClaim> {
        let subject = arguments::entity("subject", subject)?;
        let relation = arguments::string("relation", relation)?;
        let object = arguments::object("object", object)?;
        let mut how = Relate::new();
        for (name, given) in [
            ("source", source),
            ("start", start),
            ("end", end),
            ("during", during),
            ("confidence", confidence),
            ("modality", modality),
            ("polarity", polarity),
            ("attributed_to", attributed_to),
            ("hedge", hedge),
            ("evidence", evidence),
            ("asserted", asserted),
            ("id", id),
        ] {
            if let Some(given) = given {
                how = relate::said(how, name, given)?;
            }
        }
        let claim = Self::shared(slf).write(slf.py(), move |tx| {
            tx.relate(subject, &relation, object, how)
        });
        Ok(claim?.into())
    }

    /// Says a claim anew under its id: what the keywords name is changed, `None` takes it away, the rest stays.
    ///
    /// Whether it holds its statement is judged anew, unless `asserted` is given.
    ///
    /// Args:
    ///     claim: The claim, or its id.
    ///     **changes: The keywords of `relate`, without `id`.
    ///
    /// Raises:
    ///     UnknownEntity: There is no such claim.
    ///     SchemaError: A bad argument.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> claim = graph.relate(graph.country("QA"), "meetsWith", graph.country("OM"), confidence=0.5)
    ///     >>> graph.revise(claim, modality="predicted", confidence=None).asserted
    ///     False
    #[pyo3(signature = (claim, **changes))]
    fn revise(
        slf: &Bound<'_, Self>,
        claim: &Bound<'_, PyAny>,
        changes: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<PyClaim> {
        let claim: ClaimRef = match claim.cast::<PyClaim>() {
            Ok(claim) => claim.get().alive(slf.py())?.into(),
            Err(_) => arguments::string("claim", claim)
                .map_err(|_| wrong_type("claim", "a Claim or its id (a str)", claim))?
                .as_str()
                .into(),
        };
        let changes = relate::changes(changes)?;
        let claim = Self::shared(slf).write(slf.py(), move |tx| tx.revise(claim, changes));
        Ok(claim?.into())
    }

    /// Takes an entity or a claim out. The statement of a claim goes where nobody else holds it.
    ///
    /// Args:
    ///     thing: An entity, a claim, or the id of one.
    ///     cascade: Whether to take out the claims and statements that mention an entity, too.
    ///
    /// Raises:
    ///     UnknownEntity: It is not there.
    ///     SchemaError: Claims or statements still mention the entity; it says how many.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> claim = graph.relate(graph.country("QA"), "meetsWith", graph.country("OM"))
    ///     >>> graph.remove(claim)
    ///     >>> list(graph.claims())
    ///     []
    #[pyo3(signature = (thing, *, cascade = false))]
    fn remove(slf: &Bound<'_, Self>, thing: &Bound<'_, PyAny>, cascade: bool) -> PyResult<()> {
        let py = slf.py();
        if let Ok(claim) = thing.cast::<PyClaim>() {
            let claim: ClaimRef = claim.get().alive(py)?.into();
            return Self::shared(slf).write(py, move |tx| tx.remove_claim(claim));
        }
        let entity = arguments::maybe_entity(thing)?.ok_or_else(|| {
            wrong_type(
                "thing",
                "an Entity, a Claim, or the id of one (a str)",
                thing,
            )
        })?;
        let id = arguments::string("thing", thing).ok();
        Self::shared(slf).write(py, move |tx| remove(tx, entity, id, cascade))
    }
}

impl PyGraph {
    fn write_entity(
        slf: &Bound<'_, Self>,
        write: impl FnOnce(&mut Transaction) -> Result<rawabit::Entity, Error> + Send,
    ) -> PyResult<PyEntity> {
        Ok(Self::shared(slf).write(slf.py(), write)?.into())
    }
}

/// Everything that is said of an entity but its id.
fn described(
    types: impl IntoIterator<Item = String>,
    name: Option<&Bound<'_, PyAny>>,
    ids: Option<&Bound<'_, PyAny>>,
    properties: Option<&Bound<'_, PyAny>>,
    more: Option<&Bound<'_, PyDict>>,
) -> PyResult<Describe> {
    let mut what = types.into_iter().fold(Describe::new(), Describe::r#type);
    if let Some(name) = name {
        what = describe::names(what, name)?;
    }
    if let Some(ids) = ids {
        what = describe::ids(what, ids)?;
    }
    describe::properties(what, properties, more)
}

/// An id is an entity's, else a claim's.
fn remove(
    tx: &mut Transaction,
    entity: EntityRef,
    id: Option<String>,
    cascade: bool,
) -> Result<(), Error> {
    if let Some(id) = id {
        let view = tx.view();
        if view.get(entity.clone())?.is_none() && view.claim(id.as_str()).is_ok() {
            return tx.remove_claim(id.as_str());
        }
    }
    if cascade {
        tx.remove_cascade(entity)
    } else {
        tx.remove(entity)
    }
}

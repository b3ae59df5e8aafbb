//! Entities by hand: `add`, `set`, `country` and `document`.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping, PyString};
use rawabit::{Describe, Entity, Error, Transaction, View};

use crate::arguments::{self, items};
use crate::entity::PyEntity;
use crate::errors::{bad_argument, wrong_type};
use crate::graph::PyGraph;

#[pymethods]
impl PyGraph {
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
            return Err(no_type(r#type));
        };
        let mut what = described(types, name, ids, properties, more)?;
        if let Some(id) = id {
            what = what.id(arguments::string("id", id)?);
        }
        Self::write_entity(slf, move |tx| tx.add(&first, what))
    }

    /// Replaces what is named; `None` takes away.
    ///
    /// Replaced are all types, the names of each language given, each external id given, and all values of each
    /// property given. `None` for a language, an id or a property takes it away.
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
        if let (Some(given), Some([])) = (r#type, types.as_deref()) {
            return Err(no_type(given));
        }
        let what = described(types.into_iter().flatten(), name, ids, properties, more)?;
        Self::write_entity(slf, move |tx| tx.set(entity, what))
    }

    /// The country with a code or name; it is made where it is not there.
    ///
    /// It is found by any of its ISO 3166-1 codes, whatever its IRI, and nothing about it is changed. One that ISO does not
    /// list is found by its name, however that is spelt, and never made.
    ///
    /// Args:
    ///     name_or_code: `"QA"`, `"QAT"`, `"634"`, `"Qatar"`, `"قطر"`, `"دولة قطر"`.
    ///
    /// Raises:
    ///     UnknownEntity: Several entities have its codes or the name, or neither ISO 3166-1 nor the graph has such a
    ///         country; it names the nearest.
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
    /// What is said of a document that is there joins: it gets the text where it has none, types and names are added, a preferred name stays and the new
    /// one becomes a further name, a language or date is said where there was none.
    ///
    /// Args:
    ///     text_or_url: The text, whose words claims can rest on; or `http(s)://…`, with a host and without white space.
    ///     id: As in `add`; without it and a name it is `document-` and the beginning of the text's SHA-256.
    ///     name: As in `add`.
    ///     language: The language of the text.
    ///     date: The date of the document.
    ///     type: `"Document"`, or a type under it.
    ///
    /// Raises:
    ///     SchemaError: The id is there with another text, or the document with another language or date; otherwise as
    ///         in `add`.
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
}

impl PyGraph {
    pub(crate) fn write_entity(
        slf: &Bound<'_, Self>,
        write: impl FnOnce(&mut Transaction) -> Result<Entity, Error> + Send,
    ) -> PyResult<PyEntity> {
        // What has lost its last type and relation is no entity any more.
        let see = |entity: Entity, view: &View| Ok(view.entity(&entity).unwrap_or(entity));
        Ok(Self::shared(slf)
            .write_and_see(slf.py(), write, see)?
            .into())
    }
}

/// An empty list of types.
fn no_type(given: &Bound<'_, PyAny>) -> PyErr {
    let reason = "it is a list of no types; name at least one";
    bad_argument(given.py(), "type", "[]", reason)
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
        what = say_names(what, name)?;
    }
    if let Some(ids) = ids {
        what = say_ids(what, ids)?;
    }
    say_properties(what, properties, more)
}

/// Names: one whose language is found from its script, or a mapping of languages. `None` for a language takes its
/// names away.
fn say_names(mut to: Describe, given: &Bound<'_, PyAny>) -> PyResult<Describe> {
    let expected = "a str, or a dict of languages with a str or a list of str each";
    if given.cast::<PyString>().is_ok() {
        return Ok(match crate::values::named(given)? {
            Some(crate::values::Named::Text(text)) => match text.language() {
                Some(language) => to.name_in(language, text.lexical()),
                None => to.name(text.lexical()),
            },
            _ => to.name(arguments::string("name", given)?),
        });
    }
    let Ok(names) = given.cast::<PyMapping>() else {
        return Err(wrong_type("name", expected, given));
    };
    for (language, names) in pairs(names)? {
        let language = arguments::string("name's language", &language)?;
        if names.is_none() {
            to = to.no_name_in(&language);
            continue;
        }
        for name in arguments::one_or_more(&format!("name[{language:?}]"), &names)? {
            to = to.name_in(&language, name);
        }
    }
    Ok(to)
}

/// External ids by scheme; `None` takes one away.
fn say_ids(mut to: Describe, given: &Bound<'_, PyAny>) -> PyResult<Describe> {
    let Ok(ids) = given.cast::<PyMapping>() else {
        return Err(wrong_type(
            "ids",
            "a dict of schemes with a str each",
            given,
        ));
    };
    for (scheme, id) in pairs(ids)? {
        let scheme = arguments::string("ids' scheme", &scheme)?;
        to = if id.is_none() {
            to.no_external_id(scheme)
        } else {
            let id = arguments::string(&format!("ids[{scheme:?}]"), &id)?;
            to.external_id(scheme, id)
        };
    }
    Ok(to)
}

/// Properties with a value or a list of values; `None` takes them away.
fn say_properties(
    mut to: Describe,
    given: Option<&Bound<'_, PyAny>>,
    more: Option<&Bound<'_, PyDict>>,
) -> PyResult<Describe> {
    let mut seen: Vec<String> = Vec::new();
    let mut all = Vec::new();
    if let Some(given) = given {
        let Ok(given) = given.cast::<PyMapping>() else {
            return Err(wrong_type("properties", "a dict", given));
        };
        all = pairs(given)?;
    }
    if let Some(more) = more {
        all.extend(more.iter());
    }
    for (property, value) in all {
        let property = arguments::string("properties' name", &property)?;
        if seen.contains(&property) {
            let reason = "it is given twice: in properties and by its name";
            return Err(bad_argument(
                value.py(),
                &property,
                &value.str()?.to_string(),
                reason,
            ));
        }
        if value.is_none() {
            to = to.no_property(&property);
        } else if let Some(values) = items(&value) {
            // An empty list is no value.
            to = to.no_property(&property);
            for (n, value) in values.iter().enumerate() {
                let name = format!("{property}[{n}]");
                to = to.property(&property, arguments::object(&name, value)?);
            }
        } else {
            to = to.property(&property, arguments::object(&property, &value)?);
        }
        seen.push(property);
    }
    Ok(to)
}

type Pair<'py> = (Bound<'py, PyAny>, Bound<'py, PyAny>);

fn pairs<'py>(mapping: &Bound<'py, PyMapping>) -> PyResult<Vec<Pair<'py>>> {
    mapping.items()?.iter().map(|pair| pair.extract()).collect()
}

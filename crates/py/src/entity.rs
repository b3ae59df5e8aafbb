//! Entities.

use std::collections::BTreeMap;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString};
use rawabit::{Entity, TransactionError, Value};

use crate::arguments;
use crate::errors::{not_there, raise};
use crate::iterators::PyClaims;
use crate::show::{escape, isolate, span, table};
use crate::values;

/// A thing in the graph, as it was at the moment that it was asked for.
///
/// Two entities are equal if their IRIs are, or in one graph the labels of their blank nodes. `entity["startDate"]`
/// gives the value of a functional property; of any other a list of its values, or of the entities at the other end of a
/// relation.
///
/// Example:
///     >>> graph = Graph()
///     >>> qatar = graph.country("QA")
///     >>> qatar.id, qatar.type, qatar.name, qatar.names["ar"][0], qatar.ids["wikidata"]
///     ('qatar', 'Country', 'Qatar', 'قطر', 'Q846')
///     >>> summit = graph.add("Summit", "World Police Summit", startDate="2024-03-05", hostedBy=qatar)
///     >>> summit["startDate"], summit["hostedBy"]
///     (Time('2024-03-05'), [Entity(qatar, Country, "Qatar")])
#[pyclass(name = "Entity", module = "rawabit", frozen, eq, hash)]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct PyEntity(Entity);

impl From<Entity> for PyEntity {
    fn from(entity: Entity) -> Self {
        Self(entity)
    }
}

impl PyEntity {
    /// The entity, unless it comes from a transaction that was rolled back.
    pub(crate) fn alive(&self, py: Python<'_>) -> PyResult<&Entity> {
        if self.0.view().is_rolled_back() {
            let reference = self.0.id();
            return Err(raise(py, TransactionError::RolledBack { reference }));
        }
        Ok(&self.0)
    }
}

/// Entities as a Python list.
pub(crate) fn list(entities: impl IntoIterator<Item = Entity>) -> Vec<PyEntity> {
    entities.into_iter().map(PyEntity).collect()
}

#[pymethods]
impl PyEntity {
    /// The shortest id that finds it in its graph: a local id, a compact IRI, the IRI, or a blank node's label.
    #[getter]
    fn id(&self) -> String {
        self.0.id()
    }

    /// The IRI; `None` for a blank node.
    #[getter]
    fn iri<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let iri = self.0.iri();
        iri.map(|iri| values::iri(py, iri.as_str())).transpose()
    }

    /// The name of the narrowest type; `"Entity"` where there is none.
    #[getter]
    fn r#type(&self, py: Python<'_>) -> PyResult<String> {
        Ok(self.alive(py)?.type_name())
    }

    /// The names of all types that are stated, the narrowest first.
    #[getter]
    fn types(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        Ok(self.alive(py)?.types())
    }

    /// The name that fits the graph's languages best; the id where there is none.
    #[getter]
    fn name(&self, py: Python<'_>) -> PyResult<String> {
        Ok(self.alive(py)?.name())
    }

    /// All names by language, the preferred one first; those without a language under `""`.
    #[getter]
    fn names(&self, py: Python<'_>) -> PyResult<BTreeMap<String, Vec<String>>> {
        let entity = self.alive(py)?;
        Ok(py.detach(|| entity.names()))
    }

    /// The external ids by scheme, such as `"wikidata"`; of several of one scheme the first, and `entity["wikidata"]` has all.
    #[getter]
    fn ids(&self, py: Python<'_>) -> PyResult<BTreeMap<String, String>> {
        Ok(self.alive(py)?.ids())
    }

    /// The value of a functional property, or a list of the values of any other; the entities of a relation.
    /// Subrelations, inverses and symmetry count.
    ///
    /// Raises:
    ///     SchemaError: There is no such property, or a functional one has several values: `claims` tells who says
    ///         which.
    ///     UnknownEntity: A functional property has no value (a `KeyError`), and `get` gives a default; or it is no
    ///         property but an attribute, such as `name`.
    fn __getitem__<'py>(
        &self,
        py: Python<'py>,
        property: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        if arguments::is_whole(property) {
            // Python asks so for the items of what it takes for a sequence.
            return Err(PyTypeError::new_err(
                "property: expected a str, got int; an Entity is no sequence, and properties() gives what it has",
            ));
        }
        let property = property_of(property)?;
        match self.find(py, &property)? {
            Some(found) => Ok(found),
            None => Err(not_there(
                py,
                format!(
                    "no \"{property}\" of \"{}\" in the graph; get(\"{property}\") gives None instead",
                    self.0.id()
                ),
            )),
        }
    }

    /// As `entity[property]`, with a default where a functional property has no value.
    ///
    /// Raises:
    ///     SchemaError: As in `entity[property]`.
    ///     UnknownEntity: It is no property but an attribute, such as `name`.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> graph.add("Summit", "World Police Summit").get("startDate", "not said")
    ///     'not said'
    #[pyo3(signature = (property, default = None))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        property: &Bound<'py, PyAny>,
        default: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let property = property_of(property)?;
        let found = self.find(py, &property)?.or(default);
        Ok(found.unwrap_or_else(|| py.None().into_bound(py)))
    }

    /// Whether a property has a value.
    fn __contains__(&self, py: Python<'_>, property: &Bound<'_, PyAny>) -> PyResult<bool> {
        if property.cast::<PyString>().is_err() {
            return Ok(false);
        }
        let property = property_of(property)?;
        let entity = self.alive(py)?;
        py.detach(|| entity.has(&property))
            .map_err(|error| raise(py, error))
    }

    /// Every property with its value or values, beside types, names and ids; relations as they are stored.
    ///
    /// A functional property that has several values is shown with all of them. What names no entity, as another name
    /// under `owl:sameAs`, is an `Iri`.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> graph.add("Summit", "World Police Summit", startDate="2024-03-05").properties()
    ///     {'startDate': Time('2024-03-05')}
    fn properties<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let entity = self.alive(py)?;
        let all = PyDict::new(py);
        for (property, found) in py.detach(|| entity.properties()) {
            let one = found.len() == 1 && entity.view().is_functional(&property).unwrap_or(false);
            all.set_item(
                property,
                if one {
                    single(py, &found)?
                } else {
                    several(py, &found)?
                },
            )?;
        }
        Ok(all)
    }

    /// The claims that it is in: as subject (`"out"`), as object (`"in"`), or both.
    ///
    /// Args:
    ///     relation: Only with this relation, its subrelations and inverses.
    ///     direction: `"out"`, `"in"` or `"both"`.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> qatar, oman = graph.country("QA"), graph.country("OM")
    ///     >>> claim = graph.relate(qatar, "meetsWith", oman)
    ///     >>> [claim.relation for claim in graph["oman"].claims(direction="in")]
    ///     ['meetsWith']
    #[pyo3(signature = (relation = None, *, direction = None))]
    #[pyo3(text_signature = "($self, relation=None, *, direction='both')")]
    fn claims(
        &self,
        py: Python<'_>,
        relation: Option<&Bound<'_, PyAny>>,
        direction: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PyClaims> {
        let mut claims = self.alive(py)?.claims();
        if let Some(relation) = relation {
            claims = claims.relation(arguments::string("relation", relation)?);
        }
        if let Some(direction) = direction {
            claims = claims.direction(arguments::direction(direction)?);
        }
        PyClaims::new(py, claims)
    }

    fn __str__(&self, py: Python<'_>) -> PyResult<String> {
        self.name(py)
    }

    fn __repr__(&self) -> String {
        let id = isolate(&self.0.id());
        if self.0.view().is_rolled_back() {
            return format!("Entity({id}, of a transaction that was rolled back)");
        }
        let name = isolate(&clip(&self.0.name()));
        format!("Entity({id}, {}, \"{name}\")", self.0.type_name())
    }

    fn _repr_html_(&self) -> String {
        if self.0.view().is_rolled_back() {
            return escape(&self.__repr__());
        }
        let entity = &self.0;
        let mut rows = vec![vec!["type".into(), escape(&entity.types().join(", "))]];
        for (language, names) in entity.names() {
            let names: Vec<String> = names.iter().map(|n| span(n, Some(&language))).collect();
            rows.push(vec![
                format!("name {}", escape(&language)),
                names.join("<br>"),
            ]);
        }
        for (scheme, id) in entity.ids() {
            rows.push(vec![escape(&scheme), escape(&id)]);
        }
        for (property, found) in entity.properties() {
            let shown: Vec<String> = found.iter().map(html).collect();
            rows.push(vec![escape(&property), shown.join("<br>")]);
        }
        let caption = format!(
            "<b>{}</b> {}",
            span(&entity.name(), None),
            escape(&entity.id())
        );
        table(&caption, &[], rows)
    }

    fn _ipython_key_completions_(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        Ok(self.alive(py)?.properties().into_keys().collect())
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err(format!(
            "an Entity belongs to its graph and cannot be pickled; pickle its iri, and find it again by graph[iri] (\"{}\")",
            self.0.id()
        )))
    }
}

impl PyEntity {
    /// The value or values of a property; `None` of a functional one that has none.
    fn find<'py>(&self, py: Python<'py>, property: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
        let entity = self.alive(py)?;
        let functional = entity.view().is_functional(property);
        if functional.map_err(|error| raise(py, error))? {
            let found = py.detach(|| entity.get(property));
            let found = found.map_err(|error| raise(py, error))?;
            return found.map(|value| values::value(py, &value)).transpose();
        }
        let found = py.detach(|| entity.all(property));
        let found = found.map_err(|error| raise(py, error))?;
        several(py, &found).map(Some)
    }
}

fn several<'py>(py: Python<'py>, found: &[Value]) -> PyResult<Bound<'py, PyAny>> {
    let list = PyList::empty(py);
    for value in found {
        list.append(values::value(py, value)?)?;
    }
    Ok(list.into_any())
}

fn single<'py>(py: Python<'py>, found: &[Value]) -> PyResult<Bound<'py, PyAny>> {
    match found.first() {
        Some(value) => values::value(py, value),
        None => Ok(py.None().into_bound(py)),
    }
}

/// A value as HTML: an entity with its name and id, a text in its direction.
pub(crate) fn html(value: &Value) -> String {
    match value {
        Value::Entity(entity) => {
            let (name, id) = (entity.name(), entity.id());
            if name == id {
                span(&id, None)
            } else {
                format!("{} <small>{}</small>", span(&name, None), escape(&id))
            }
        }
        Value::Literal(literal) | Value::Date { literal, .. } => {
            span(literal.lexical(), literal.language())
        }
        other => span(&other.to_string(), None),
    }
}

/// The name of a property.
fn property_of(given: &Bound<'_, PyAny>) -> PyResult<String> {
    let property = arguments::string("property", given)?;
    match attribute(&property) {
        None => Ok(property),
        Some(attribute) => {
            let message = format!("\"{property}\" is no property: write {attribute}");
            Err(not_there(given.py(), message))
        }
    }
}

/// What is no property, but is had in another way.
fn attribute(name: &str) -> Option<&'static str> {
    Some(match name {
        "name" | "label" => "entity.name, or entity.names for all of them",
        "names" => "entity.names",
        "id" => "entity.id",
        "iri" => "entity.iri",
        "ids" => "entity.ids",
        "type" | "types" => "entity.type, or entity.types for all of them",
        "text" => "graph.text(document)",
        _ => return None,
    })
}

/// So many characters of a name are shown.
const CLIP: usize = 60;

fn clip(name: &str) -> String {
    match name.char_indices().nth(CLIP) {
        None => name.to_owned(),
        Some((at, _)) => format!("{}…", &name[..at]),
    }
}

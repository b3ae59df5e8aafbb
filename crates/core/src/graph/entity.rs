//! An entity as a user holds it.

use std::collections::BTreeMap;
use std::fmt;

use rustc_hash::FxHashSet;

use super::claims::Claims;
use super::listed::in_order;
use super::neighbors::Direction;
use super::settings::GraphId;
use super::value::Value;
use super::{GraphIs, View};
use crate::Error;
use crate::model::id::{self, Kind};
use crate::model::vocab::rb;
use crate::model::{Iri, Term};
use crate::schema::{Role, SchemaError};

/// A thing in the graph, at the moment of the view that it came from.
///
/// # Example
/// ```
/// use rawabit::Graph;
/// let graph = Graph::new();
/// let qatar = graph.country("QA")?;
/// assert_eq!((qatar.id().as_str(), qatar.name().as_str()), ("qatar", "Qatar"));
/// assert_eq!(qatar.name_in("ar").as_deref(), Some("قطر"));
/// assert_eq!((qatar.type_name().as_str(), qatar.ids()["iso3166-1-alpha3"].as_str()), ("Country", "QAT"));
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Clone)]
pub struct Entity {
    view: View,
    /// Valid in the view's snapshot only; what leaves the entity is the IRI or the label.
    id: u32,
}

impl Entity {
    pub(crate) fn new(view: View, id: u32) -> Self {
        Self { view, id }
    }

    pub(crate) fn raw(&self) -> u32 {
        self.id
    }

    pub(super) fn graph(&self) -> GraphId {
        self.view.lens().settings.graph
    }

    /// The view that it answers from.
    #[must_use]
    pub fn view(&self) -> &View {
        &self.view
    }

    /// The shortest id that finds it in its graph: a local id, a compact IRI, the IRI, or for a blank
    /// node its label with `_:`.
    #[must_use]
    pub fn id(&self) -> String {
        self.view.lens().short(self.id)
    }

    /// The IRI; `None` for a blank node.
    #[must_use]
    pub fn iri(&self) -> Option<Iri> {
        match self.term() {
            Term::Iri(iri) => Some(iri),
            _ => None,
        }
    }

    /// The IRI or blank node.
    #[must_use]
    pub fn term(&self) -> Term {
        self.view.snapshot().dictionary.term(self.id)
    }

    /// The name of the narrowest type, such as `"Summit"`; `"Entity"` where there is none.
    #[must_use]
    pub fn type_name(&self) -> String {
        let lens = self.view.lens();
        match lens.schema.narrowest(&lens.types(self.id)) {
            Some(id) => lens.schema.type_(id).name().to_owned(),
            None => self
                .types()
                .into_iter()
                .next()
                .unwrap_or_else(|| "Entity".into()),
        }
    }

    /// The names of all types that are stated, the narrowest first.
    #[must_use]
    pub fn types(&self) -> Vec<String> {
        let lens = self.view.lens();
        let known = lens.types(self.id);
        let narrowest = lens
            .schema
            .narrowest(&known)
            .map(|id| lens.schema.type_(id).name());
        let mut names: Vec<String> = lens
            .type_ids(self.id)
            .map(|id| lens.term_name(id))
            .collect();
        names.sort_unstable();
        names.dedup();
        names.sort_by_key(|name| Some(name.as_str()) != narrowest);
        names
    }

    /// The name that fits the graph's languages best; the id where there is none.
    #[must_use]
    pub fn name(&self) -> String {
        self.view.lens().name(self.id)
    }

    /// The preferred name in a language.
    #[must_use]
    pub fn name_in(&self, language: &str) -> Option<String> {
        let names = self.names();
        names.get(&language.to_ascii_lowercase())?.first().cloned()
    }

    /// All names by language, the preferred one first; those without a language under `""`.
    #[must_use]
    pub fn names(&self) -> BTreeMap<String, Vec<String>> {
        let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (language, name) in self.view.lens().all_names(self.id) {
            names
                .entry(language.unwrap_or_default())
                .or_default()
                .push(name);
        }
        names
    }

    /// The external ids by scheme, such as `"wikidata"`. Of several ids of one scheme it is the first in alphabetical
    /// order; [`all`](Self::all) gives them all, as in `all("wikidata")`.
    #[must_use]
    pub fn ids(&self) -> BTreeMap<String, String> {
        let lens = self.view.lens();
        let mut ids: BTreeMap<String, String> = BTreeMap::new();
        let mut add = |scheme: &str, value: &str| {
            let first = ids.entry(scheme.to_owned()).or_insert_with(|| value.into());
            if value < first.as_str() {
                *first = value.into();
            }
        };
        let pattern = [Some(self.id), None, None];
        for [_, p, o, _] in lens.snapshot.stored(pattern, GraphIs::Default) {
            if lens.role(p) != Role::Identifier || !id::is_literal(o) {
                continue;
            }
            let (iri, value) = (lens.iri(p), lens.iri(o));
            let relation = lens.schema.relation_by_iri(&iri);
            match (relation.and_then(|r| r.scheme()), value.split_once(':')) {
                (Some(scheme), _) => add(scheme, &value),
                (None, Some((scheme, value))) if iri == rb::IDENTIFIER => add(scheme, value),
                _ => add(&lens.term_name(p), &value),
            }
        }
        ids
    }

    /// The value of a property that has at most one.
    ///
    /// # Errors
    /// [`SchemaError::Unknown`] for an unknown property; [`SchemaError::Conflict`] where there are
    /// several values, which [`all`](Self::all) gives.
    pub fn get(&self, property: &str) -> Result<Option<Value>, Error> {
        let mut values = self.all(property)?;
        match values.len() {
            0 | 1 => Ok(values.pop()),
            several => Err(SchemaError::Conflict {
                entity: self.id(),
                reason: format!(
                    "has {several} values of \"{property}\": {}; claims(\"{property}\") tells who says which, \
                     and conflicts() lists the like",
                    values.iter().map(|v| format!("\"{v}\"")).collect::<Vec<_>>().join(", ")
                ),
            }
            .into()),
        }
    }

    /// The values of a property, or the entities at the other end of a relation; subrelations,
    /// inverses and symmetry count.
    ///
    /// # Errors
    /// [`SchemaError::Unknown`] for an unknown property; it names the nearest.
    ///
    /// # Complexity
    /// O(log n + k) for k values, in n statements.
    pub fn all(&self, property: &str) -> Result<Vec<Value>, Error> {
        let mut seen = FxHashSet::default();
        let found = self.others(property)?;
        let found = found.filter(|(_, other)| seen.insert(*other));
        let values = found.map(|(predicate, id)| self.view.value_after(predicate, id));
        Ok(in_order(values.collect()))
    }

    /// Whether a property has a value, or a relation leads anywhere; as [`all`](Self::all) has them.
    ///
    /// # Errors
    /// As there.
    ///
    /// # Complexity
    /// O(log n) in n statements.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Describe, Graph};
    /// let graph = Graph::new();
    /// let summit = graph.add("Summit", Describe::new().property("startDate", "2024-03-05"))?;
    /// assert!(summit.has("startDate")? && !summit.has("endDate")?);
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn has(&self, property: &str) -> Result<bool, Error> {
        Ok(self.others(property)?.next().is_some())
    }

    /// What statements with a property lead to, perhaps more than once, with their predicates.
    fn others(&self, property: &str) -> Result<impl Iterator<Item = (u32, u32)> + '_, Error> {
        let lens = self.view.lens();
        let predicates = lens.predicates_of(property)?.into_iter();
        Ok(predicates.flat_map(move |(predicate, swapped)| {
            let pattern = if swapped {
                [None, Some(predicate), Some(self.id)]
            } else {
                [Some(self.id), Some(predicate), None]
            };
            let stored = lens.snapshot.stored(pattern, GraphIs::Default);
            stored.map(move |[s, _, o, _]| (predicate, if swapped { s } else { o }))
        }))
    }

    /// Every property with its values, beside types, names and ids; relations as they are stored. What no
    /// relation leads to and is no entity, as another name under `owl:sameAs`, is an IRI.
    #[must_use]
    pub fn properties(&self) -> BTreeMap<String, Vec<Value>> {
        let lens = self.view.lens();
        let mut all: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        let pattern = [Some(self.id), None, None];
        for [_, p, o, _] in lens.snapshot.stored(pattern, GraphIs::Default) {
            if !matches!(lens.role(p), Role::Type | Role::Name | Role::Identifier) {
                all.entry(lens.term_name(p))
                    .or_default()
                    .push(self.view.value_after(p, o));
            }
        }
        all.into_iter()
            .map(|(property, values)| (property, in_order(values)))
            .collect()
    }

    /// The claims that it is in, as subject or object.
    pub fn claims(&self) -> Claims {
        Claims::of(self.view.clone()).about(self.id, Direction::Both)
    }
}

impl View {
    /// What stands behind a predicate: an IRI where it is no relation's and names no entity.
    fn value_after(&self, predicate: u32, id: u32) -> Value {
        let lens = self.lens();
        match self.value_of(id) {
            Value::Entity(entity)
                if lens.role(predicate) != Role::Relation && !lens.is_entity(id) =>
            {
                match entity.term() {
                    Term::Iri(iri) => Value::Iri(iri),
                    _ => Value::Entity(entity),
                }
            }
            value => self.dated(predicate, value),
        }
    }

    /// An entity, a literal, a triple term, or the piece of a document that a node of evidence is.
    pub(crate) fn value_of(&self, id: u32) -> Value {
        if self.snapshot().evidence_of(id).is_some()
            && let Some(span) = self.span(id)
        {
            return Value::Span(Box::new(span));
        }
        match id::kind(id) {
            Some(Kind::Resource) => Value::Entity(self.entity_of(id)),
            _ => match self.snapshot().dictionary.term(id) {
                Term::Literal(literal) => Value::Literal(literal),
                Term::Triple(triple) => Value::Triple(triple),
                Term::Iri(_) | Term::Blank(_) => Value::Entity(self.entity_of(id)),
            },
        }
    }
}

impl PartialEq for Entity {
    /// The same IRI, or in one graph the same label, whatever the moment.
    fn eq(&self, other: &Self) -> bool {
        let term = self.term();
        term == other.term() && (self.graph() == other.graph() || !term.has_blank())
    }
}

impl Eq for Entity {}

impl std::hash::Hash for Entity {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.term().hash(state);
    }
}

impl fmt::Display for Entity {
    /// The name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

impl fmt::Debug for Entity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Entity({}, {}, {:?})",
            self.id(),
            self.type_name(),
            clip(&self.name())
        )
    }
}

/// So many characters of a name are shown beside an id.
const CLIP: usize = 60;

fn clip(name: &str) -> String {
    match name.char_indices().nth(CLIP) {
        None => name.to_owned(),
        Some((at, _)) => format!("{}…", &name[..at]),
    }
}

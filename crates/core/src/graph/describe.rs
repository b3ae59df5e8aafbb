//! What is said about an entity, put together.

use super::value::{Object, TimeRef};

/// What is said about an entity: names, external ids, properties.
///
/// # Example
/// ```
/// use rawabit::{Describe, Graph};
/// let graph = Graph::new();
/// let summit = graph.add(
///     "Summit",
///     Describe::new()
///         .name_in("ar", "القمة العالمية للشرطة")
///         .name("World Police Summit")
///         .property("startDate", "2024-03-05"),
/// )?;
/// assert_eq!(summit.id(), "world-police-summit");
/// assert_eq!(summit.get("startDate")?.unwrap().to_string(), "2024-03-05");
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Describe {
    pub(super) id: Option<String>,
    pub(super) types: Vec<String>,
    /// Languages with their names; without a language where that is to be found from the script.
    pub(super) names: Vec<(Option<String>, Vec<String>)>,
    pub(super) ids: Vec<(String, Option<String>)>,
    pub(super) properties: Vec<(String, Vec<Object>)>,
    pub(super) language: Option<String>,
    pub(super) date: Option<TimeRef>,
}

impl Describe {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The entity's id: a local one, a compact IRI or a full one. Without it one is made from the name.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// A type, beside the one that the call names. [`set`](super::Graph::set) replaces all types by
    /// these.
    pub fn r#type(mut self, name: impl Into<String>) -> Self {
        self.types.push(name.into());
        self
    }

    /// A name whose language is found from its script. The first in a language is preferred.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.names.push((None, vec![name.into()]));
        self
    }

    /// A name in a language; `""` is none. The first in a language is preferred.
    pub fn name_in(mut self, language: &str, name: impl Into<String>) -> Self {
        self.names_for(language).push(name.into());
        self
    }

    /// No name in a language: [`set`](super::Graph::set) takes those that are there away.
    pub fn no_name_in(mut self, language: &str) -> Self {
        self.names_for(language);
        self
    }

    fn names_for(&mut self, language: &str) -> &mut Vec<String> {
        let language = Some(language.to_ascii_lowercase());
        let at = self
            .names
            .iter()
            .position(|(l, _)| *l == language)
            .unwrap_or_else(|| {
                self.names.push((language, Vec::new()));
                self.names.len() - 1
            });
        &mut self.names[at].1
    }

    /// An external id, such as `("wikidata", "Q846")`.
    pub fn external_id(mut self, scheme: impl Into<String>, value: impl Into<String>) -> Self {
        self.ids.push((scheme.into(), Some(value.into())));
        self
    }

    /// No external id of a scheme: [`set`](super::Graph::set) takes it away.
    pub fn no_external_id(mut self, scheme: impl Into<String>) -> Self {
        self.ids.push((scheme.into(), None));
        self
    }

    /// A value of a property, or an entity at the other end of a relation; again for further ones.
    pub fn property(mut self, property: &str, value: impl Into<Object>) -> Self {
        self.values_of(property).push(value.into());
        self
    }

    /// No value of a property: [`set`](super::Graph::set) takes those that are there away.
    pub fn no_property(mut self, property: &str) -> Self {
        self.values_of(property);
        self
    }

    fn values_of(&mut self, property: &str) -> &mut Vec<Object> {
        let at = self
            .properties
            .iter()
            .position(|(p, _)| p == property)
            .unwrap_or_else(|| {
                self.properties.push((property.into(), Vec::new()));
                self.properties.len() - 1
            });
        &mut self.properties[at].1
    }

    pub(super) fn all_names(&self) -> impl Iterator<Item = &str> {
        self.names
            .iter()
            .flat_map(|(_, names)| names)
            .map(String::as_str)
    }

    /// The language of a document's text.
    pub fn language(mut self, language: impl Into<String>) -> Self {
        self.language = Some(language.into());
        self
    }

    /// The date of a document.
    pub fn date(mut self, date: impl Into<TimeRef>) -> Self {
        self.date = Some(date.into());
        self
    }
}

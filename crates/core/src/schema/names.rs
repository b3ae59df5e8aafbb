//! From what a user writes to a type or relation, and to what was meant where there is none.

use super::prefixes::namespace_of;
use super::{Relation, Schema, SchemaError, Type};
use crate::model::{Iri, did_you_mean, nearest};

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named<'s, T> {
    /// A term of the schema.
    Known(&'s T),
    /// An IRI of another vocabulary, which the schema says nothing of.
    Foreign(Iri),
}

/// A table of prefixes outside the schema: the namespace of one, if it is known.
type Lookup<'a> = dyn Fn(&str) -> Option<String> + 'a;

impl Schema {
    /// The type that a name stands for: an ontology name (`"Summit"`), a compact IRI
    /// (`"my:JointPatrol"`) or a full IRI. `prefixes` are asked first, then those of the schema.
    ///
    /// # Errors
    /// [`SchemaError::Unknown`] where the schema has no such type or prefix; it names the nearest,
    /// also by their labels in any language.
    ///
    /// # Complexity
    /// O(1) where the name is known.
    ///
    /// # Example
    /// ```
    /// use rawabit::Schema;
    /// let schema = Schema::builtin();
    /// assert_eq!(schema.type_named("rb:Summit", &|_| None)?.name(), "Summit");
    /// assert_eq!(
    ///     schema.type_named("قمة", &|_| None).unwrap_err().to_string(),
    ///     "no type \"قمة\" in the schema; did you mean \"Summit\"?"
    /// );
    /// # Ok::<(), rawabit::SchemaError>(())
    /// ```
    pub fn type_named(&self, name: &str, prefixes: &Lookup<'_>) -> Result<&Type, SchemaError> {
        match self.type_or_iri(name, prefixes)? {
            Named::Known(class) => Ok(class),
            Named::Foreign(_) => Err(self.no_type(name)),
        }
    }

    /// The relation that a name stands for, as [`Self::type_named`] has it. Inverse forms and
    /// bookkeeping are found too.
    ///
    /// # Errors
    /// [`SchemaError::Unknown`] where the schema has no such relation or prefix; it names the nearest.
    ///
    /// # Complexity
    /// O(1) where the name is known.
    ///
    /// # Example
    /// ```
    /// use rawabit::Schema;
    /// let schema = Schema::builtin();
    /// assert_eq!(
    ///     schema.relation_named("participateIn", &|_| None).unwrap_err().to_string(),
    ///     "no relation \"participateIn\" in the schema; did you mean \"participatesIn\"?"
    /// );
    /// ```
    pub fn relation_named(
        &self,
        name: &str,
        prefixes: &Lookup<'_>,
    ) -> Result<&Relation, SchemaError> {
        match self.relation_or_iri(name, prefixes)? {
            Named::Known(relation) => Ok(relation),
            Named::Foreign(_) => Err(self.no_relation(name)),
        }
    }

    /// As [`Self::type_named`], but an IRI outside the namespaces of the schema is handed back.
    ///
    /// # Errors
    /// [`SchemaError::Unknown`] for a name without colon, an unknown prefix, or an IRI in a namespace
    /// of the schema that has no such type; [`SchemaError::Value`] where the IRI is malformed.
    pub fn type_or_iri(
        &self,
        name: &str,
        prefixes: &Lookup<'_>,
    ) -> Result<Named<'_, Type>, SchemaError> {
        let Some(iri) = self.expand(name, prefixes)? else {
            let known = self
                .0
                .type_names
                .get(name)
                .map(|id| Named::Known(self.type_(*id)));
            return known.ok_or_else(|| self.no_type(name));
        };
        match self.type_by_iri(&iri) {
            Some(class) => Ok(Named::Known(class)),
            None if self.is_ours(&iri) => Err(self.no_type(name)),
            None => Ok(Named::Foreign(Iri::new(iri)?)),
        }
    }

    /// As [`Self::relation_named`], but an IRI outside the namespaces of the schema is handed back.
    ///
    /// # Errors
    /// [`SchemaError::Unknown`] for a name without colon, an unknown prefix, or an IRI in a namespace
    /// of the schema that has no such relation; [`SchemaError::Value`] where the IRI is malformed.
    pub fn relation_or_iri(
        &self,
        name: &str,
        prefixes: &Lookup<'_>,
    ) -> Result<Named<'_, Relation>, SchemaError> {
        let Some(iri) = self.expand(name, prefixes)? else {
            let known = self
                .0
                .relation_names
                .get(name)
                .map(|id| Named::Known(self.relation(*id)));
            return known.ok_or_else(|| self.no_relation(name));
        };
        match self.relation_by_iri(&iri) {
            Some(relation) => Ok(Named::Known(relation)),
            None if self.is_ours(&iri) => Err(self.no_relation(name)),
            None => Ok(Named::Foreign(Iri::new(iri)?)),
        }
    }

    /// The name that a type goes by, or a compact IRI, or the full IRI where the schema has no prefix
    /// for it: the way back from [`Self::type_or_iri`] and [`Self::relation_or_iri`].
    #[must_use]
    pub fn name_of(&self, iri: &str) -> String {
        self.0.prefixes.name(iri)
    }

    /// Whether a name without colon is one of a relation; to find out by
    /// [`relation_or_iri`](Self::relation_or_iri) that it is not takes a search for what was meant.
    pub(crate) fn has_relation_name(&self, name: &str) -> bool {
        self.0.relation_names.contains_key(name)
    }

    /// The same for types.
    pub(crate) fn has_type_name(&self, name: &str) -> bool {
        self.0.type_names.contains_key(name)
    }

    /// Whether an IRI is a datatype of RDF, XSD or EDTF.
    #[expect(
        clippy::unused_self,
        reason = "what a datatype is, is the schema's to say"
    )]
    pub(crate) fn is_datatype(&self, iri: &str) -> bool {
        super::datatypes::is_known(iri)
    }

    /// The full IRI of a name with a colon; nothing where it has none.
    fn expand(&self, name: &str, prefixes: &Lookup<'_>) -> Result<Option<String>, SchemaError> {
        let Some((prefix, local)) = name.split_once(':') else {
            return Ok(None);
        };
        if local.starts_with("//") || prefix == "urn" || name.contains("://") {
            return Ok(Some(name.to_owned()));
        }
        prefixes(prefix)
            .or_else(|| self.0.prefixes.namespace(prefix).map(str::to_owned))
            .map(|namespace| Some(namespace + local))
            .ok_or_else(|| self.no_prefix(prefix))
    }

    /// Whether an IRI stands in a namespace in which the schema defines terms.
    fn is_ours(&self, iri: &str) -> bool {
        let namespace = namespace_of(iri);
        self.types()
            .map(Type::iri)
            .chain(self.relations().map(Relation::iri))
            .any(|known| {
                known.as_str().starts_with(namespace) && namespace_of(known.as_str()) == namespace
            })
    }

    fn no_prefix(&self, prefix: &str) -> SchemaError {
        let known: Vec<String> = self
            .prefixes()
            .map(|(known, _)| format!("\"{known}\""))
            .collect();
        SchemaError::Unknown {
            kind: "prefix",
            name: prefix.into(),
            hint: if known.is_empty() {
                EMPTY.into()
            } else {
                format!("; known are {}", known.join(", "))
            },
        }
    }

    /// The error for a type that is not there, for callers that look it up in their own way.
    #[must_use]
    pub fn no_type(&self, name: &str) -> SchemaError {
        let also = self
            .0
            .relation_names
            .contains_key(name)
            .then_some("relation");
        let words = self
            .types()
            .filter(|class| !class.bookkeeping)
            .flat_map(|class| words(&class.name, class.labels.iter()));
        SchemaError::Unknown {
            kind: "type",
            name: name.into(),
            hint: self.hint(name, also, words),
        }
    }

    /// The error for a relation that is not there, for callers that look it up in their own way.
    #[must_use]
    pub fn no_relation(&self, name: &str) -> SchemaError {
        let also = self.0.type_names.contains_key(name).then_some("type");
        let words = self
            .relations()
            .filter(|relation| !relation.bookkeeping)
            .flat_map(|relation| words(&relation.name, relation.labels.iter()));
        SchemaError::Unknown {
            kind: "relation",
            name: name.into(),
            hint: self.hint(name, also, words),
        }
    }

    /// The error for an id scheme that is not there.
    ///
    /// # Example
    /// ```
    /// use rawabit::Schema;
    /// assert_eq!(
    ///     Schema::builtin().no_identifier_scheme("wikdata").to_string(),
    ///     "no id scheme \"wikdata\" in the schema; did you mean \"wikidata\"?"
    /// );
    /// ```
    #[must_use]
    pub fn no_identifier_scheme(&self, scheme: &str) -> SchemaError {
        let mut known: Vec<&str> = self.0.schemes.keys().map(AsRef::as_ref).collect();
        known.sort_unstable();
        let words = known.into_iter().map(|known| (known, known));
        SchemaError::Unknown {
            kind: "id scheme",
            name: scheme.into(),
            hint: self.hint(scheme, None, words),
        }
    }

    /// How to mend an unknown name: `words` are pairs of a word that can be misspelt, and the name
    /// that was then meant.
    fn hint<'s>(
        &self,
        name: &str,
        also: Option<&str>,
        words: impl Iterator<Item = (&'s str, &'s str)>,
    ) -> String {
        if self.is_empty() {
            return EMPTY.into();
        }
        if let Some(kind) = also {
            return format!("; \"{name}\" is a {kind}");
        }
        let words: Vec<(&str, &str)> = words.collect();
        let near = |name| nearest(name, words.iter().map(|(word, _)| *word), 6);
        let mut found = near(name);
        if let (true, Some((_, local))) = (found.is_empty(), name.rsplit_once([':', '#', '/'])) {
            found = near(local);
        }
        let mut meant: Vec<&str> = Vec::new();
        for word in found {
            for (_, name) in words.iter().filter(|(found, _)| *found == word) {
                if !meant.contains(name) {
                    meant.push(name);
                }
            }
        }
        meant.truncate(3);
        did_you_mean(&meant)
    }
}

const EMPTY: &str = "; the schema is empty";

/// The words that a term may have been called by: its name, the name without its prefix, its labels.
fn words<'s>(
    name: &'s str,
    labels: impl Iterator<Item = (&'s str, &'s str)>,
) -> impl Iterator<Item = (&'s str, &'s str)> {
    let local = name
        .rsplit([':', '#', '/'])
        .next()
        .filter(|local| *local != name);
    std::iter::once(name)
        .chain(local)
        .chain(labels.map(|(_, label)| label))
        .map(move |word| (word, name))
}

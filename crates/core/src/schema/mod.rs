//! The schema: which types and relations there are, and what may be said with them.
//!
//! The question it answers is "may this be said?". It reads the built-in ontology, and the user's
//! Turtle files on top, by the profile and the rules of `docs/design.md`. It never infers a type, and
//! never fetches anything: domain and range are checks, closed-world.
//!
//! The invariant that it keeps: a [`Schema`] that exists is sound. Every parent, domain, range and
//! inverse that it hands out is a term of it, no term is its own ancestor, and what an extension says
//! changes no term that stood before it.

mod bits;
mod build;
mod checks;
mod classes;
mod datatypes;
mod drafts;
mod ends;
mod error;
mod extend;
mod facets;
mod json_schema;
mod names;
mod prefixes;
mod properties;
mod read;
mod relations;
mod roles;
mod rows;
mod rules;
#[cfg(test)]
mod tests;
mod texts;
mod types;
mod values;

use std::fmt::{self, Write as _};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use rustc_hash::{FxHashMap, FxHashSet};

pub use datatypes::is_well_typed;
pub(crate) use datatypes::{ANY_LITERAL, NAMED};
pub use error::{End, Notice, SchemaError};
pub use names::Named;
pub use read::Ontology;
pub use relations::{Range, Relation, RelationId};
pub use roles::Role;
pub use rows::{RelationRow, TypeRow};
pub use rules::Rule;
pub use types::{Type, TypeId};
pub(crate) use values::{Fault, ill_typed};

use crate::model::vocab::{self, owl};
use crate::model::{Iri, Term, Triple};
use prefixes::PrefixTable;
use texts::Texts;

const BUILTIN: &str = include_str!("../../ontology/rawabit.ttl");
const ALIGNMENT: &str = include_str!("../../ontology/rawabit-align.ttl");

/// Types, relations and rules: the built-in ontology, and the user's own on top of it.
///
/// A schema never changes; extending one gives another. A clone shares everything.
///
/// # Example
/// ```
/// use rawabit::Schema;
/// let schema = Schema::builtin().extend(
///     r#"
///     @prefix my: <https://example.org/patrol#> .
///     @prefix rb: <https://w3id.org/rawabit/ns#> .
///     @prefix owl: <http://www.w3.org/2002/07/owl#> .
///     @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
///     <https://example.org/patrol> a owl:Ontology .
///     my:JointPatrol a owl:Class ; rdfs:subClassOf rb:Activity ; rdfs:label "joint patrol"@en .
///     "#,
///     "patrol.ttl",
/// )?;
/// let patrol = schema.type_named("my:JointPatrol", &|_| None)?;
/// assert_eq!(patrol.label("en"), Some("joint patrol"));
/// # Ok::<(), rawabit::SchemaError>(())
/// ```
#[derive(Clone)]
pub struct Schema(Arc<Inner>);

/// What a schema is made of; everything is in order of id.
#[derive(Default)]
pub(crate) struct Inner {
    ontologies: Vec<Arc<Ontology>>,
    types: Vec<Type>,
    relations: Vec<Relation>,
    rules: Vec<Rule>,
    type_ids: FxHashMap<Iri, TypeId>,
    relation_ids: FxHashMap<Iri, RelationId>,
    type_names: FxHashMap<Box<str>, TypeId>,
    relation_names: FxHashMap<Box<str>, RelationId>,
    schemes: FxHashMap<Box<str>, RelationId>,
    prefixes: PrefixTable,
    notices: Vec<Notice>,
}

impl Schema {
    /// The built-in ontology alone. It is read once in the life of the process.
    #[must_use]
    pub fn builtin() -> Self {
        static SCHEMA: OnceLock<Schema> = OnceLock::new();
        SCHEMA
            .get_or_init(|| {
                let ontology = Arc::new(read::builtin(BUILTIN, "rawabit.ttl", vocab::ONTOLOGY));
                let inner = build::build(vec![ontology]).unwrap_or_else(|error| {
                    unreachable!("a test builds what is compiled in: {error}")
                });
                Self(Arc::new(inner))
            })
            .clone()
    }

    /// A schema without types and relations, for a plain RDF store: nothing is checked against it.
    #[must_use]
    pub fn empty() -> Self {
        Self(Arc::default())
    }

    /// The built-in ontology, and Turtle files on top of it in their order.
    ///
    /// # Errors
    /// [`SchemaError::File`] where a file cannot be read; as [`Self::extend`] otherwise.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Graph, Schema};
    /// let path = std::env::temp_dir().join("rawabit-patrol-example.ttl");
    /// let turtle = r#"
    ///     @prefix my: <https://my.example/#> . @prefix rb: <https://w3id.org/rawabit/ns#> .
    ///     @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    ///     <https://my.example/> a owl:Ontology .
    ///     my:Patrol a owl:Class ; rdfs:subClassOf rb:Activity ; rdfs:label "patrol"@en .
    /// "#;
    /// std::fs::write(&path, turtle).unwrap();
    /// let graph = Graph::builder().schema(Schema::new([&path])?).build()?;
    /// graph.add("my:Patrol", rawabit::Describe::new().id("night-watch"))?;
    /// assert_eq!(graph.view().entities("Activity")?.count(), 1);
    /// # std::fs::remove_file(path).unwrap();
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn new(
        extensions: impl IntoIterator<Item = impl AsRef<Path>>,
    ) -> Result<Self, SchemaError> {
        extensions
            .into_iter()
            .try_fold(Self::builtin(), |schema, path| {
                let path = path.as_ref();
                let name = path.display().to_string();
                match std::fs::read_to_string(path) {
                    Ok(text) => schema.extend(&text, &name),
                    Err(source) => Err(SchemaError::File { path: name, source }),
                }
            })
    }

    /// This schema with an extension on top: Turtle that declares an `owl:Ontology` and terms of its
    /// own. Errors and notices call it by `name`, which a file's path is good for.
    ///
    /// What [`Self::write_turtle`] wrote can be read again; an extension that is there already is
    /// passed over.
    ///
    /// # Errors
    /// [`SchemaError::Ontology`] where the text is no Turtle or breaks a rule for extensions, with the
    /// line; [`SchemaError::Argument`] on an empty schema.
    ///
    /// # Complexity
    /// Linear in the text, and O(n² / 64) in the n types and relations of the result.
    ///
    /// # Example
    /// ```
    /// use rawabit::Schema;
    /// let head = "@prefix my: <https://my.example/#> . @prefix rb: <https://w3id.org/rawabit/ns#> .
    ///     @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    ///     <https://my.example/> a owl:Ontology . ";
    /// let patrol = "my:Patrol a owl:Class ; rdfs:subClassOf rb:Activity ; rdfs:label \"patrol\"@en .";
    /// let schema = Schema::builtin().extend(&format!("{head}{patrol}"), "patrol.ttl")?;
    /// assert!(schema.notices().is_empty());
    /// let error = schema.extend(&format!("{head}rb:City rdfs:subClassOf my:Patrol ."), "wrong.ttl");
    /// assert!(error.unwrap_err().to_string().starts_with("wrong.ttl:3"));
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn extend(&self, turtle: &str, name: &str) -> Result<Self, SchemaError> {
        if self.is_empty() {
            return Err(SchemaError::Argument {
                name: "schema".into(),
                value: name.into(),
                reason: "an empty schema has nothing to extend; start from the built-in one".into(),
            });
        }
        let mut ontologies = self.0.ontologies.clone();
        for ontology in read::extension(turtle, name)? {
            match ontologies.iter().find(|known| known.iri == ontology.iri) {
                None => ontologies.push(Arc::new(ontology)),
                Some(known) => same(known, &ontology)?,
            }
        }
        if ontologies.len() == self.0.ontologies.len() {
            return Ok(self.clone());
        }
        Ok(Self(Arc::new(build::build(ontologies)?)))
    }

    /// Whether two handles are of the same schema.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Whether the schema knows no type and no relation, so that everything may be said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.ontologies.is_empty()
    }

    /// What the extensions say that is no error, but that their authors should know of: a term
    /// without label, an OWL construct that is not used.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.0.notices
    }

    /// Every type in order of id: those of rawabit first, then those of the extensions. Claims and
    /// evidence are among them; see [`Type::is_bookkeeping`].
    #[must_use]
    pub fn types(&self) -> impl ExactSizeIterator<Item = &Type> {
        self.0.types.iter()
    }

    /// Every relation and property in order of id, inverse forms, values and bookkeeping among them.
    #[must_use]
    pub fn relations(&self) -> impl ExactSizeIterator<Item = &Relation> {
        self.0.relations.iter()
    }

    /// Every count that data should keep to: those of properties, then those that stand on their own.
    #[must_use]
    pub fn rules(&self) -> impl ExactSizeIterator<Item = &Rule> {
        self.0.rules.iter()
    }

    /// The type with an id of this schema.
    #[must_use]
    pub fn type_(&self, id: TypeId) -> &Type {
        &self.0.types[id.index()]
    }

    /// The relation with an id of this schema.
    #[must_use]
    pub fn relation(&self, id: RelationId) -> &Relation {
        &self.0.relations[id.index()]
    }

    /// The type with an IRI.
    #[must_use]
    pub fn type_by_iri(&self, iri: &str) -> Option<&Type> {
        self.0.type_ids.get(iri).map(|id| self.type_(*id))
    }

    /// The relation with an IRI.
    #[must_use]
    pub fn relation_by_iri(&self, iri: &str) -> Option<&Relation> {
        self.0.relation_ids.get(iri).map(|id| self.relation(*id))
    }

    /// Whether every entity of the first type is also one of the second.
    ///
    /// # Complexity
    /// O(1).
    #[must_use]
    pub fn is_subtype(&self, id: TypeId, of: TypeId) -> bool {
        self.type_(id).is_subtype_of(of)
    }

    /// A type and everything under it, in order of id.
    pub fn subtypes(&self, of: TypeId) -> impl Iterator<Item = &Type> {
        self.types().filter(move |class| class.is_subtype_of(of))
    }

    /// A relation and everything under it, in order of id.
    pub fn subrelations(&self, of: RelationId) -> impl Iterator<Item = &Relation> {
        self.relations()
            .filter(move |relation| relation.is_subrelation_of(of))
    }

    /// The form in which statements of a relation are stored, and whether their ends change places
    /// for it: `hosts` and true for `hostedBy`.
    #[must_use]
    pub fn stored_form(&self, id: RelationId) -> (RelationId, bool) {
        let relation = self.relation(id);
        match relation.inverse {
            Some(forward) if relation.inverse_form => (forward, true),
            _ => (id, false),
        }
    }

    /// The narrowest of some types, the first in their order where several are: what an entity with
    /// these types is called. Nothing where there are none.
    #[must_use]
    pub fn narrowest(&self, types: &[TypeId]) -> Option<TypeId> {
        types.iter().copied().find(|&id| {
            types
                .iter()
                .all(|&other| other == id || !self.is_subtype(other, id))
        })
    }

    /// The property that holds identifiers of a scheme, such as `wikidata` or `iso3166-1-alpha2`.
    #[must_use]
    pub fn identifier_scheme(&self, scheme: &str) -> Option<&Relation> {
        self.0.schemes.get(scheme).map(|id| self.relation(*id))
    }

    /// The ontologies that the schema is made of, the built-in one first.
    pub fn ontologies(&self) -> impl ExactSizeIterator<Item = &Ontology> {
        self.0.ontologies.iter().map(AsRef::as_ref)
    }

    /// The schema's triples in the order of the files, each ontology in a graph of its own IRI.
    #[must_use]
    pub fn graphs(&self) -> impl ExactSizeIterator<Item = (&Iri, &[Triple])> {
        self.ontologies()
            .map(|ontology| (ontology.iri(), ontology.triples()))
    }

    /// The mappings of the built-in terms to other vocabularies, which stand in
    /// [`vocab::ALIGNMENT`]. They are read when first asked for; nothing is inferred from them. An
    /// empty schema has none.
    #[must_use]
    pub fn alignment(&self) -> Option<&'static Ontology> {
        static MAPPINGS: OnceLock<Ontology> = OnceLock::new();
        (!self.is_empty()).then(|| {
            MAPPINGS.get_or_init(|| read::builtin(ALIGNMENT, "rawabit-align.ttl", vocab::ALIGNMENT))
        })
    }

    /// The prefixes that the schema knows, as (prefix, namespace), in order of prefix.
    pub fn prefixes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.prefixes.iter()
    }

    /// The version of the built-in ontology, such as `0.1.0`; nothing where the schema is empty.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        let builtin = self.0.ontologies.first()?;
        builtin.literal(builtin.iri(), owl::VERSION_INFO)
    }

    /// The whole schema as one Turtle document: each ontology's own text, one after the other.
    ///
    /// [`Self::extend`] on the built-in schema reads it back to an equal one, with the same names. An
    /// extension that binds a prefix otherwise than one before it is written anew without that prefix,
    /// since in one document a prefix stands for one namespace. Where an extension uses the same label
    /// for a blank node as another, the document joins the two.
    #[must_use]
    pub fn write_turtle(&self) -> String {
        let mut turtle = String::new();
        let mut bound: FxHashMap<&str, &str> = FxHashMap::default();
        for ontology in self.ontologies() {
            if !turtle.is_empty() {
                // The statement tells a reader where the next ontology begins, wherever its own
                // header stands. Writing to a string does not fail.
                let _ = write!(
                    turtle,
                    "\n# ---- {} ----\n\n<{}> a <{}> .\n\n",
                    ontology.name().replace(['\n', '\r'], " "),
                    ontology.iri().as_str(),
                    owl::ONTOLOGY
                );
            }
            let own = ontology.prefixes.iter().map(|(p, n)| (&**p, &**n));
            let (free, taken): (Vec<_>, Vec<_>) =
                own.partition(|(p, n)| bound.get(p).is_none_or(|kept| kept == n));
            bound.extend(free.iter().copied());
            if taken.is_empty() {
                turtle.push_str(ontology.text());
            } else {
                turtle.push_str(&read::rewritten(ontology.triples(), &free));
            }
        }
        turtle
    }
}

/// An ontology that is there already may come again, but not with other triples.
fn same(known: &Ontology, again: &Ontology) -> Result<(), SchemaError> {
    let there: FxHashSet<&Triple> = known.triples.iter().collect();
    let changed = again.triples.iter().position(|triple| {
        let blank =
            matches!(triple.subject(), Term::Blank(_)) || matches!(triple.object(), Term::Blank(_));
        !blank && !there.contains(triple)
    });
    let Some(index) = changed else { return Ok(()) };
    let version = |ontology: &Ontology| {
        ontology
            .literal(&ontology.iri, owl::VERSION_INFO)
            .unwrap_or("none")
            .to_owned()
    };
    let (old, new) = (version(known), version(again));
    let iri = known.iri.as_str();
    let reason = if old == new {
        format!(
            "<{iri}> is the ontology of \"{}\" already, which does not say {}; give this one an IRI of \
             its own",
            known.name, again.triples[index]
        )
    } else {
        format!(
            "<{iri}> is version \"{new}\" here, but \"{old}\" in \"{}\"; use one of them",
            known.name
        )
    };
    Err(SchemaError::Ontology {
        path: again.name.to_string(),
        line: again.line(index),
        column: None,
        term: iri.into(),
        reason,
    })
}

impl PartialEq for Schema {
    /// Two schemas are equal if they say the same triples in the same ontologies, loaded in the same
    /// order.
    fn eq(&self, other: &Self) -> bool {
        let triples =
            |ontology: &Ontology| ontology.triples.iter().cloned().collect::<FxHashSet<_>>();
        Arc::ptr_eq(&self.0, &other.0)
            || self.0.ontologies.len() == other.0.ontologies.len()
                && self
                    .ontologies()
                    .zip(other.ontologies())
                    .all(|(a, b)| a.iri == b.iri && triples(a) == triples(b))
    }
}

impl Eq for Schema {}

impl Default for Schema {
    fn default() -> Self {
        Self::builtin()
    }
}

impl fmt::Debug for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Schema")
            .field(
                "ontologies",
                &self.ontologies().map(Ontology::iri).collect::<Vec<_>>(),
            )
            .field("types", &self.0.types.len())
            .field("relations", &self.0.relations.len())
            .finish_non_exhaustive()
    }
}

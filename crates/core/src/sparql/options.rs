//! How a query is to be answered.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::QueryError;
use super::solutions::Solutions;
use crate::graph::{Claim, Entity};
use crate::model::{BlankNode, Iri, Literal, Term, Time, Triple};

/// How to answer a query.
///
/// # Example
/// ```
/// use rawabit::{Graph, QueryOptions};
/// let graph = Graph::new();
/// let qatar = graph.country("QA")?;
/// let options = QueryOptions::new().bind("country", &qatar).max_rows(10);
/// let names = graph.query_with("SELECT ?name { ?country skos:prefLabel ?name }", options)?;
/// assert_eq!(names.len(), 2);
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Clone, Default)]
#[must_use]
pub struct QueryOptions {
    pub(super) bindings: Vec<(String, Term)>,
    pub(super) infer: bool,
    pub(super) ontology: bool,
    pub(super) timeout: Option<Duration>,
    pub(super) max_rows: Option<usize>,
    pub(super) base: Option<Iri>,
    pub(super) service: Option<Arc<Service>>,
    pub(super) interrupt: Option<Arc<dyn Fn() -> bool + Send + Sync>>,
}

/// Answers what a `SERVICE` clause asks of a service.
pub(super) type Service = dyn Fn(&Iri, &str) -> Result<Solutions, QueryError> + Send + Sync;

impl QueryOptions {
    /// The data alone, without limits.
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives a variable its value, in every part of the query where it stands, and takes one that it was given
    /// before from it. A bare text is a plain literal.
    pub fn bind(mut self, variable: &str, value: impl Into<Bound>) -> Self {
        let variable = variable.trim_start_matches(['?', '$']).to_owned();
        self.bindings.retain(|(known, _)| *known != variable);
        self.bindings.push((variable, value.into().0));
        self
    }

    /// Whether what follows from the schema is answered too: subclasses, subproperties, inverses,
    /// symmetry and transitivity. Nothing is stored.
    pub fn infer(mut self, infer: bool) -> Self {
        self.infer = infer;
        self
    }

    /// Whether the ontology's triples are in the default graph, beside the data.
    pub fn ontology(mut self, ontology: bool) -> Self {
        self.ontology = ontology;
        self
    }

    /// The time after which the query is given up. It runs on a thread of its own, which ends at the
    /// next quad that it looks at; one that looks at none, such as a product of many `VALUES`, goes on
    /// to its end with what it has buffered. Of an update this
    /// is so of its patterns; it is then taken back.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// The most rows (or triples) that a result may have. An update has none, and refuses it.
    pub fn max_rows(mut self, rows: usize) -> Self {
        self.max_rows = Some(rows);
        self
    }

    /// What relative IRIs are resolved against; the graph's base by default.
    pub fn base(mut self, base: Iri) -> Self {
        self.base = Some(base);
        self
    }

    /// Who answers `SERVICE` clauses: it is given the service's IRI and a `SELECT`. Without one they are
    /// refused, as rawabit opens no connection of its own.
    pub fn service(
        mut self,
        service: impl Fn(&Iri, &str) -> Result<Solutions, QueryError> + Send + Sync + 'static,
    ) -> Self {
        self.service = Some(Arc::new(service));
        self
    }

    /// Asked every now and then whether to stop; where it says so, the query ends with
    /// [`QueryError::Interrupted`]. The query runs on a thread of its own, which ends at the next quad
    /// that it looks at; it is this thread that asks, and the query asks too.
    pub fn interrupt(mut self, interrupt: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        self.interrupt = Some(Arc::new(interrupt));
        self
    }

    pub(super) fn interrupted(&self) -> Option<&(dyn Fn() -> bool + Send + Sync)> {
        self.interrupt.as_deref()
    }
}

impl fmt::Debug for QueryOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QueryOptions")
            .field("bindings", &self.bindings)
            .field("infer", &self.infer)
            .field("ontology", &self.ontology)
            .field("timeout", &self.timeout)
            .field("max_rows", &self.max_rows)
            .field("base", &self.base)
            .finish_non_exhaustive()
    }
}

/// A value for a variable: an entity, a claim, or any term.
#[derive(Clone, Debug)]
pub struct Bound(pub(super) Term);

macro_rules! bound_from {
    ($($type:ty: $value:ident => $term:expr;)*) => {
        $(impl From<$type> for Bound {
            fn from($value: $type) -> Self {
                Self($term.into())
            }
        })*
    };
}

bound_from! {
    Term: value => value;
    Iri: value => value;
    &Iri: value => value.clone();
    BlankNode: value => value;
    Literal: value => value;
    Triple: value => value;
    Time: value => Literal::from(value);
    &Entity: value => value.term();
    Entity: value => value.term();
    &Claim: value => value.term();
    Claim: value => value.term();
    &str: value => Literal::string(value);
    String: value => Literal::string(value);
    i64: value => Literal::typed_unchecked(value.to_string(), crate::vocab::xsd::INTEGER);
    f64: value => Literal::from(oxrdf::Literal::from(value));
    bool: value => Literal::typed_unchecked(value.to_string(), crate::vocab::xsd::BOOLEAN);
}

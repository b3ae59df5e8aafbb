//! The verbs: `query`, `ask`, `construct`.

use super::run::{Answer, Form, run};
use super::{QueryOptions, Solutions, Triples};
use crate::Error;
use crate::graph::{Graph, Transaction, View};

impl View {
    /// Answers a SELECT of [SPARQL 1.2](https://www.w3.org/TR/sparql12-query/) on the live graph.
    ///
    /// The prefixes of the graph are known without being declared, and relative IRIs are resolved
    /// against its base: `<qatar>` is the entity of that local id. Claims are RDF 1.2 reifiers, seen
    /// as triples: `?claim rdf:reifies <<( ?s ?p ?o )>>`, or in short `?s ?p ?o ~ ?claim`. The
    /// ontology stands in the named graph `<https://w3id.org/rawabit/ns>`.
    ///
    /// `rb:fold(?name)` is a text without what spelling adds in Arabic and Latin script: tashkeel, tatweel,
    /// the forms of alef and hamza, ta marbuta, case, accents. Folded on both sides, a FILTER finds names
    /// however they are spelt:
    ///
    /// ```
    /// # let graph = rawabit::Graph::new();
    /// graph.country("AE")?;
    /// let found = graph.query(
    ///     "SELECT ?name { ?x rdfs:label ?name FILTER(CONTAINS(rb:fold(?name), rb:fold('الامارات'))) }",
    /// )?;
    /// assert_eq!(found.rows().next().unwrap().text("name").as_deref(), Some("الإمارات العربية المتحدة"));
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`QueryError`](crate::QueryError): a syntax error with line, column and the place; a query of
    /// another form, with the call for it; `SERVICE`.
    ///
    /// # Complexity
    /// That of the query; a pattern with one position given is found in O(log n).
    ///
    /// # Example
    /// ```
    /// use rawabit::{Describe, Graph, Relate};
    /// let graph = Graph::new();
    /// graph.country("QA")?;
    /// graph.add("Summit", Describe::new().id("wps"))?;
    /// graph.relate("qatar", "participatesIn", "wps", Relate::new().confidence(0.7))?;
    /// let sure = graph.query(
    ///     "SELECT ?who ?sure { ?who rb:participatesIn <wps> {| rb:confidence ?sure |} }",
    /// )?;
    /// assert_eq!(sure.rows().next().unwrap().text("sure").as_deref(), Some("0.7"));
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn query(&self, sparql: &str) -> Result<Solutions, Error> {
        self.query_with(sparql, QueryOptions::new())
    }

    /// As [`query`](Self::query), with options.
    ///
    /// # Errors
    /// As there; also for a value given for no variable, for too many rows, and for too long a time.
    pub fn query_with(&self, sparql: &str, options: QueryOptions) -> Result<Solutions, Error> {
        match run(self, sparql, &options, Form::Select)? {
            Answer::Solutions(solutions) => Ok(solutions),
            _ => unreachable!("a SELECT gives rows"),
        }
    }

    /// Answers an ASK.
    ///
    /// # Errors
    /// As [`query`](Self::query).
    pub fn ask(&self, sparql: &str) -> Result<bool, Error> {
        self.ask_with(sparql, QueryOptions::new())
    }

    /// As [`ask`](Self::ask), with options.
    ///
    /// # Errors
    /// As [`query_with`](Self::query_with).
    pub fn ask_with(&self, sparql: &str, options: QueryOptions) -> Result<bool, Error> {
        match run(self, sparql, &options, Form::Ask)? {
            Answer::Truth(truth) => Ok(truth),
            _ => unreachable!("an ASK gives a truth value"),
        }
    }

    /// Answers a CONSTRUCT or DESCRIBE: triples, each once.
    ///
    /// # Errors
    /// As [`query`](Self::query).
    pub fn construct(&self, sparql: &str) -> Result<Triples, Error> {
        self.construct_with(sparql, QueryOptions::new())
    }

    /// As [`construct`](Self::construct), with options.
    ///
    /// # Errors
    /// As [`query_with`](Self::query_with).
    pub fn construct_with(&self, sparql: &str, options: QueryOptions) -> Result<Triples, Error> {
        match run(self, sparql, &options, Form::Construct)? {
            Answer::Triples(triples) => Ok(triples),
            _ => unreachable!("a CONSTRUCT gives triples"),
        }
    }
}

macro_rules! from_view {
    ($type:ty) => {
        impl $type {
            /// As [`View::query`].
            ///
            /// # Errors
            /// As there.
            pub fn query(&self, sparql: &str) -> Result<Solutions, Error> {
                self.view().query(sparql)
            }

            /// As [`View::query_with`].
            ///
            /// # Errors
            /// As there.
            pub fn query_with(
                &self,
                sparql: &str,
                options: QueryOptions,
            ) -> Result<Solutions, Error> {
                self.view().query_with(sparql, options)
            }

            /// As [`View::ask`].
            ///
            /// # Errors
            /// As there.
            pub fn ask(&self, sparql: &str) -> Result<bool, Error> {
                self.view().ask(sparql)
            }

            /// As [`View::ask_with`].
            ///
            /// # Errors
            /// As there.
            pub fn ask_with(&self, sparql: &str, options: QueryOptions) -> Result<bool, Error> {
                self.view().ask_with(sparql, options)
            }

            /// As [`View::construct`].
            ///
            /// # Errors
            /// As there.
            pub fn construct(&self, sparql: &str) -> Result<Triples, Error> {
                self.view().construct(sparql)
            }

            /// As [`View::construct_with`].
            ///
            /// # Errors
            /// As there.
            pub fn construct_with(
                &self,
                sparql: &str,
                options: QueryOptions,
            ) -> Result<Triples, Error> {
                self.view().construct_with(sparql, options)
            }
        }
    };
}

from_view!(Graph);
from_view!(Transaction);

//! SPARQL Update, which reads files too: the verb above both.

use crate::Error;
use crate::graph::{Graph, Transaction};
use crate::io::ReadOptions;
use crate::sparql::{QueryOptions, update};

impl Transaction {
    /// Does what a request of [SPARQL 1.2 Update](https://www.w3.org/TR/sparql12-update/) says.
    ///
    /// INSERT and DELETE, of data or WHERE, CLEAR, DROP, CREATE, COPY, MOVE, ADD, and LOAD of local
    /// files. Claims are changed through the triples that they are seen as: an INSERT of
    /// `?s ?p ?o ~ ex:c {| a rb:Claim |}` makes one, a DELETE of its properties changes it.
    ///
    /// # Errors
    /// [`QueryError`](crate::QueryError): a syntax error with line, column and the place; an update of
    /// the ontology; a LOAD from the network; a graph that is not there. The transaction is then as it
    /// was.
    ///
    /// # Complexity
    /// That of the patterns, and O(log n) for each triple that changes.
    ///
    /// # Example
    /// ```
    /// let graph = rawabit::Graph::new();
    /// graph.country("QA")?;
    /// let mut tx = graph.transaction()?;
    /// tx.update("INSERT { ?country a rb:Agent } WHERE { ?country a rb:Country }")?;
    /// assert_eq!(tx.entity("qatar")?.types(), ["Country", "Agent"]);
    /// let error = tx.update("INSERT DATA { <a> <b> }").unwrap_err();
    /// assert!(error.to_string().contains("line 1"), "{error}");
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn update(&mut self, sparql: &str) -> Result<(), Error> {
        self.update_with(sparql, QueryOptions::new())
    }

    /// As [`update`](Self::update), with values for variables, a base, inference in its patterns, and a time after
    /// which it is given up.
    ///
    /// # Errors
    /// As there; also for a value given for no variable, for `max_rows`, and where it takes too long.
    pub fn update_with(&mut self, sparql: &str, options: QueryOptions) -> Result<(), Error> {
        self.all_or_nothing(|tx| {
            update(tx, sparql, &options, &|tx, path, graph| {
                let options = match graph {
                    Some(graph) => ReadOptions::new().graph(graph),
                    None => ReadOptions::new(),
                };
                tx.read_with(path, options).map(|_| ())
            })
        })
    }
}

impl Graph {
    /// As [`Transaction::update`], as a commit of its own.
    ///
    /// # Errors
    /// As there; the graph is then as it was.
    ///
    /// # Example
    /// ```
    /// use rawabit::Graph;
    /// let graph = Graph::new();
    /// let qatar = graph.country("QA")?;
    /// graph.update("INSERT { ?x a rb:Agent } WHERE { ?x a rb:Country } ; DELETE DATA { <qatar> rb:isoNumeric \"634\" }")?;
    /// assert_eq!(graph.entity("qatar")?.types(), ["Country", "Agent"]);
    /// assert!(!graph.entity("qatar")?.ids().contains_key("iso3166-1-numeric"));
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn update(&self, sparql: &str) -> Result<(), Error> {
        self.commit(|tx| tx.update(sparql))
    }

    /// As [`Transaction::update_with`], as a commit of its own.
    ///
    /// # Errors
    /// As there; the graph is then as it was.
    pub fn update_with(&self, sparql: &str, options: QueryOptions) -> Result<(), Error> {
        self.commit(|tx| tx.update_with(sparql, options))
    }
}

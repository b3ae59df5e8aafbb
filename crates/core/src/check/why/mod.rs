//! Why something is in a graph: who says it, or what it follows from.

mod derive;
mod explanation;
#[cfg(test)]
#[cfg(feature = "sparql")]
mod tests;

pub use explanation::{Explanation, Statement, Step};

use derive::{Proof, Reached};
use rustc_hash::FxHashSet;

use crate::Error;
use crate::graph::{Claim, EntityRef, Graph, Lens, Object, Reference, Value, Verb, View};
use crate::index::Row;
use crate::model::id::{self, NONE, known};
use crate::model::vocab::rdf;
use crate::model::{Literal, Term};

impl View {
    /// Why a statement is in the graph: every claim on it with its source, words, time and confidence, also those that
    /// deny it, those on its inverse, and those of narrower relations; and where nobody says it, the chain of rules and
    /// statements that it follows from, the shortest that there is, and the claims on these.
    ///
    /// What follows is what a query with inference on is answered by: subrelations, inverses, symmetric
    /// and transitive relations, subclasses. A statement that neither is there nor follows has no steps,
    /// and those claims that only quote it: predictions, wishes, denials. Types are asked for by
    /// `"rdf:type"` or `"a"` and the name of the type. The default graph is meant.
    ///
    /// # Errors
    /// [`EntityError`](crate::EntityError) and [`SchemaError`](crate::SchemaError) for what was named and is not there.
    ///
    /// # Complexity
    /// O(log n + k) for k claims; for a transitive relation O(m log n) in the m statements on the way.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Describe, Graph, Relate};
    /// let graph = Graph::new();
    /// graph.country("QA")?;
    /// graph.add("Summit", Describe::new().id("wps").name("World Police Summit"))?;
    /// graph.relate("qatar", "hosts", "wps", Relate::new().confidence(0.9).id("r1"))?;
    /// let why = graph.why("wps", "hasParticipant", "qatar")?;
    /// assert_eq!(
    ///     why.to_string(),
    ///     "World Police Summit hasParticipant Qatar, which follows:\n  \
    ///        inverse: World Police Summit hasParticipant Qatar, because Qatar participatesIn World Police Summit\n  \
    ///        subrelation: Qatar participatesIn World Police Summit, because Qatar hosts World Police Summit\n  \
    ///        claim/r1 says that Qatar hosts World Police Summit: fact, confidence 0.9"
    /// );
    /// assert_eq!(graph.why("qatar", "a", "Agent")?.steps.len(), 2);
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn why(
        &self,
        subject: impl Into<EntityRef>,
        relation: &str,
        object: impl Into<Object>,
    ) -> Result<Explanation, Error> {
        let lens = self.lens();
        let subject = lens.entity(&subject.into())?;
        let object = object.into();
        if relation == "a" || is_type(lens, relation) {
            let class = self.class(&object)?;
            let proof = derive::of_type(lens, subject, class);
            return Ok(self.explained(&[], [subject, known::TYPE, class], None, proof));
        }
        let found = self.claims().relation(relation).object_ids(lens, &object)?;
        let asked = match lens.verb(relation)? {
            Verb::Known(forward) => forward.named.iri().clone(),
            Verb::Foreign(iri) => iri,
        };
        let predicate = lens.snapshot.dictionary.iri(asked.as_str());
        let forms = derive::forms(lens, asked.as_str());
        let readings = found.iter().filter_map(|&id| {
            let quad = [subject, predicate?, id];
            let proof = derive::of_statement(lens, &forms, quad);
            Some(self.explained(&forms, quad, Some(id), proof))
        });
        // What the object can be read as, and is said; else the nearest reading.
        let mut nearest = None;
        for reading in readings {
            if reading.holds() {
                return Ok(reading);
            }
            let is_quoted = |reading: &Explanation| !reading.claims.is_empty();
            if nearest
                .as_ref()
                .is_none_or(|old| !is_quoted(old) && is_quoted(&reading))
            {
                nearest = Some(reading);
            }
        }
        if let Some(nearest) = nearest {
            return Ok(nearest);
        }
        // Nothing in the graph has this value, or the relation.
        let statement = Statement {
            subject: self.entity_of(subject),
            relation: relation.to_owned(),
            object: match found.first() {
                Some(&id) => self.value_of(id),
                None => Value::Literal(literal(&object)),
            },
        };
        Ok(Explanation::absent(statement, Vec::new()))
    }

    /// The id of the type that an object names.
    fn class(&self, object: &Object) -> Result<u32, Error> {
        let lens = self.lens();
        let (name, iri) = match object {
            Object::Entity(EntityRef(
                Reference::Exact(Term::Iri(iri)) | Reference::Handle(Term::Iri(iri), _),
            )) => (iri.as_str().to_owned(), iri.clone()),
            object => {
                let name = object.text();
                let iri = lens.type_iri(&name)?;
                (name, iri)
            }
        };
        let id = lens.snapshot.dictionary.iri(iri.as_str());
        Ok(id.ok_or_else(|| lens.schema.no_type(&name))?)
    }

    fn explained(
        &self,
        forms: &[Reached],
        [s, p, o]: [u32; 3],
        object: Option<u32>,
        proof: Option<Proof>,
    ) -> Explanation {
        let lens = self.lens();
        let statement = Statement {
            subject: self.entity_of(s),
            relation: lens.term_name(p),
            object: match object {
                Some(object) => self.value_of(object),
                None => self.class_value(o),
            },
        };
        match proof {
            None => {
                // Claims that quote it, or what it would follow from.
                let mut rows: Vec<Row> = Vec::new();
                if forms.is_empty() {
                    rows.extend(lens.snapshot.claims_of_statement([s, p, o]));
                }
                for form in forms {
                    if let Some(statement) = form.stored(s, o) {
                        rows.extend(lens.snapshot.claims_of_statement(statement));
                    }
                }
                Explanation::absent(statement, self.distinct(rows))
            }
            Some(proof) => {
                let claims = |statement: &[u32; 3]| {
                    lens.snapshot
                        .claims_of_statement(*statement)
                        .collect::<Vec<_>>()
                };
                let mut rows: Vec<Row> = proof.premises.iter().flat_map(claims).collect();
                if forms.is_empty() {
                    rows.extend(claims(&[s, p, o]));
                }
                for (at, form) in forms.iter().enumerate() {
                    // Who denies a narrower relation does not speak of this one.
                    let speaks = |row: &Row| derive::is_same(forms, at) || row.asserts;
                    let on = form.stored(s, o).map(|statement| claims(&statement));
                    rows.extend(on.into_iter().flatten().filter(speaks));
                }
                let bare = match proof.premises.as_slice() {
                    [only] if proof.steps.is_empty() => lens.snapshot.holders(*only).bare,
                    _ => false,
                };
                let steps = proof.steps.iter().map(|step| Step {
                    rule: step.rule,
                    statement: self.statement_of(step.statement),
                    because: step.because.iter().map(|&s| self.statement_of(s)).collect(),
                });
                let steps = steps.collect();
                Explanation::there(statement, bare, self.distinct(rows), steps)
            }
        }
    }

    /// The claims of some rows of the default graph, each once.
    fn distinct(&self, rows: Vec<Row>) -> Vec<Claim> {
        let mut seen = FxHashSet::default();
        rows.into_iter()
            .filter(|row| row.graph == NONE && seen.insert(row.key()))
            .map(|row| Claim::new(self.clone(), row))
            .collect()
    }

    fn statement_of(&self, [s, p, o]: [u32; 3]) -> Statement {
        Statement {
            subject: self.entity_of(s),
            relation: self.lens().term_name(p),
            object: if p == known::TYPE {
                self.class_value(o)
            } else {
                self.value_of(o)
            },
        }
    }

    /// A type goes by its name.
    fn class_value(&self, class: u32) -> Value {
        Value::Literal(Literal::string(self.lens().term_name(class)))
    }
}

/// Whether a relation's name is one of `rdf:type`.
fn is_type(lens: Lens<'_>, name: &str) -> bool {
    name.contains(':') && matches!(lens.full_iri(name), Ok(Some(iri)) if iri == rdf::TYPE)
}

/// A value that the graph does not have.
fn literal(object: &Object) -> Literal {
    object
        .as_literal()
        .unwrap_or_else(|| Literal::string(object.text()))
}

impl Graph {
    /// As [`View::why`], of the latest commit.
    ///
    /// # Errors
    /// As there.
    pub fn why(
        &self,
        subject: impl Into<EntityRef>,
        relation: &str,
        object: impl Into<Object>,
    ) -> Result<Explanation, Error> {
        self.view().why(subject, relation, object)
    }
}

impl Reached {
    /// The statement of this form between two ends, where it can be stored.
    fn stored(&self, from: u32, to: u32) -> Option<[u32; 3]> {
        let predicate = self.predicate?;
        if self.turned {
            id::is_resource(to).then_some([to, predicate, from])
        } else {
            Some([from, predicate, to])
        }
    }
}

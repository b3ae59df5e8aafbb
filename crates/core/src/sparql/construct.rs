//! CONSTRUCT by way of SELECT: what a template names is asked for as rows of ids, each once, and only triples
//! that were not there yet are told in terms.

use oxrdf::Variable;
use rustc_hash::FxHashSet;
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

use super::dataset::{Dataset, Fault};
use crate::model::id::NONE;
use crate::model::{Term, Triple};

/// The template of a CONSTRUCT that makes nothing anew: no blank nodes and no triple terms.
pub(super) struct Template {
    triples: Vec<[Place; 3]>,
}

enum Place {
    Term(oxrdf::Term),
    /// A column of the rows.
    Column(usize),
}

impl Template {
    /// Takes the template of a CONSTRUCT, and leaves the SELECT of its variables.
    pub(super) fn take(query: &mut Query) -> Option<Self> {
        let Query::Construct {
            template,
            dataset,
            pattern,
            base_iri,
        } = query
        else {
            return None;
        };
        let mut variables = Vec::new();
        let triples = template
            .iter()
            .map(|triple| places(triple, &mut variables))
            .collect::<Option<Vec<_>>>()?;
        let nothing = GraphPattern::Bgp {
            patterns: Vec::new(),
        };
        let asked = GraphPattern::Project {
            inner: Box::new(std::mem::replace(pattern, nothing)),
            variables,
        };
        *query = Query::Select {
            dataset: dataset.take(),
            pattern: GraphPattern::Distinct {
                inner: Box::new(asked),
            },
            base_iri: base_iri.take(),
        };
        Some(Self { triples })
    }

    /// The places of the triples, looked up once.
    ///
    /// # Errors
    /// What the dataset fails with.
    pub(super) fn filler<'d>(
        &self,
        dataset: &'d Dataset<'_>,
    ) -> Result<impl FnMut(&[u32], &mut Vec<Triple>) + use<'d>, Fault> {
        let sources = self
            .triples
            .iter()
            .map(|triple| sources(triple, dataset))
            .collect::<Result<Vec<_>, Fault>>()?;
        let mut seen = FxHashSet::default();
        Ok(move |row: &[u32], triples: &mut Vec<Triple>| {
            for places in &sources {
                let ids = places.map(|(id, column)| column.map_or(id, |at| row[at]));
                if ids.contains(&NONE) || !seen.insert(ids) {
                    continue;
                }
                // What is no triple, with a literal as its subject for one, is left out.
                let [s, p, o] = ids.map(|id| dataset.term(id));
                if let Term::Iri(p) = p {
                    triples.extend(Triple::new(s, p, o).ok());
                }
            }
        })
    }
}

/// The id of a fixed term, or the column that the ids come from.
type Source = (u32, Option<usize>);

fn sources(triple: &[Place; 3], dataset: &Dataset<'_>) -> Result<[Source; 3], Fault> {
    let mut sources = [(NONE, None); 3];
    for (source, place) in sources.iter_mut().zip(triple) {
        *source = match place {
            Place::Term(term) => (dataset.id_of(term.clone())?, None),
            Place::Column(column) => (NONE, Some(*column)),
        };
    }
    Ok(sources)
}

fn places(triple: &TriplePattern, variables: &mut Vec<Variable>) -> Option<[Place; 3]> {
    let mut column = |variable: &Variable| {
        let known = variables.iter().position(|known| known == variable);
        Place::Column(known.unwrap_or_else(|| {
            variables.push(variable.clone());
            variables.len() - 1
        }))
    };
    let mut end = |term: &TermPattern| match term {
        TermPattern::NamedNode(node) => Some(Place::Term(node.clone().into())),
        TermPattern::Literal(literal) => Some(Place::Term(literal.clone().into())),
        TermPattern::Variable(variable) => Some(column(variable)),
        TermPattern::BlankNode(_) | TermPattern::Triple(_) => None,
    };
    let (subject, object) = (end(&triple.subject)?, end(&triple.object)?);
    let predicate = match &triple.predicate {
        NamedNodePattern::NamedNode(node) => Place::Term(node.clone().into()),
        NamedNodePattern::Variable(variable) => column(variable),
    };
    Some([subject, predicate, object])
}

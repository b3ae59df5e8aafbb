//! From triples about a resource to rows: which of them a row of a claim or of evidence can stand
//! for, so that nothing is lost and nothing is added.
//!
//! The rules are those of "Foreign RDF, without loss": a column takes a value only where it is
//! single and canonical; everything else stays a triple. What is folded depends on the triples
//! alone, never on the order in which they came.

use crate::dictionary::{Dictionary, FALSE, Part, StorageError, TRUE, Tag};
use crate::index::{EVIDENCE, EvidenceRow, Field, Form, PREDICATES, Quad, Row};
use crate::model::id::{self, NONE, known};
use crate::model::vocab::{self, xsd};
use crate::model::{Precision, Time};

use super::seen::asserts_by_default;

/// What the quads about one resource become.
#[derive(Default, Debug, PartialEq, Eq)]
pub(super) struct Folded {
    /// Rows of claims; none of them asserts yet.
    pub(super) rows: Vec<Row>,
    pub(super) evidence: Option<EvidenceRow>,
    /// The quads that no row stands for.
    pub(super) plain: Vec<Quad>,
}

/// Folds the quads about one resource. O(n log n) in their number.
///
/// # Errors
/// [`StorageError::Limit`] where a triple term that a reification spells out does not fit.
pub(super) fn fold(
    resource: u32,
    mut quads: Vec<Quad>,
    dictionary: &Dictionary,
) -> Result<Folded, StorageError> {
    quads.sort_unstable();
    quads.dedup();
    if let Some(values) = evidence(resource, &quads, dictionary) {
        return Ok(Folded {
            evidence: Some((resource, values)),
            ..Folded::default()
        });
    }
    let mut rows = reifications(resource, &quads, dictionary);
    if rows.is_empty() {
        rows = statements(resource, &quads, dictionary)?;
    }
    rows.sort_by_key(|row| row.graph);
    for of_graph in rows.chunk_by_mut(|a, b| a.graph == b.graph) {
        // What is said of several statements in one graph is said of none of them alone.
        if let [row] = of_graph {
            fill(row, &quads, dictionary);
        }
    }
    quads.retain(|quad| {
        let first = rows.partition_point(|row| row.graph < quad[3]);
        let is_one = quad[1] == known::REIFIES && id::is_triple(quad[2]);
        !is_one && !rows.get(first).is_some_and(|row| stands_for(row, quad))
    });
    Ok(Folded {
        rows,
        evidence: None,
        plain: quads,
    })
}

fn new_row(form: Form, resource: u32, statement: [u32; 3], triple: u32, graph: u32) -> Row {
    Row {
        statement,
        triple,
        graph,
        reifier: resource,
        form,
        asserts: false,
        values: [NONE; 8],
    }
}

/// The rows of `rdf:reifies`.
fn reifications(resource: u32, quads: &[Quad], dictionary: &Dictionary) -> Vec<Row> {
    let reifies = quads
        .iter()
        .filter(|q| q[1] == known::REIFIES && id::is_triple(q[2]));
    reifies
        .map(|q| new_row(Form::Reifier, resource, dictionary.triple(q[2]), q[2], q[3]))
        .collect()
}

/// The rows of whole reifications by `rdf:Statement`: half of one stays as it is.
fn statements(
    resource: u32,
    quads: &[Quad],
    dictionary: &Dictionary,
) -> Result<Vec<Row>, StorageError> {
    let typed = quads
        .iter()
        .filter(|q| q[1] == known::TYPE && q[2] == known::STATEMENT);
    let mut rows = Vec::new();
    for graph in typed.map(|q| q[3]) {
        let [Some(s), Some(p), Some(o)] = [known::SUBJECT, known::PREDICATE, known::OBJECT]
            .map(|part| single(quads, part, graph))
        else {
            continue;
        };
        if !id::is_resource(s) || !is_iri(p, dictionary) {
            continue;
        }
        let statement = [s, p, o];
        let triple = dictionary.intern_triple(statement)?;
        rows.push(new_row(Form::Statement, resource, statement, triple, graph));
    }
    Ok(rows)
}

/// Puts into the columns of a reifier's only row in its graph what they can hold.
fn fill(row: &mut Row, quads: &[Quad], dictionary: &Dictionary) {
    let is_claim = quads.contains(&[row.reifier, known::TYPE, known::CLAIM, row.graph]);
    if is_claim {
        row.values[Field::Type as usize] = known::CLAIM;
    }
    for (field, predicate) in PREDICATES.into_iter().enumerate().skip(1) {
        let Some(value) = single(quads, predicate, row.graph) else {
            continue;
        };
        let fits = match predicate {
            known::SOURCE | known::EVIDENCE => id::is_resource(value),
            known::VALID_FROM | known::VALID_TO => is_canonical_date(value, dictionary),
            known::CONFIDENCE => is_canonical_confidence(value, dictionary),
            known::MODALITY => (known::FACT..=known::NORMATIVE).contains(&value),
            _ => value == known::POSITIVE || value == known::NEGATIVE,
        };
        if fits {
            row.values[field] = value;
        }
    }
}

/// The only value of a predicate in a graph.
fn single(quads: &[Quad], predicate: u32, graph: u32) -> Option<u32> {
    let mut values = quads
        .iter()
        .filter(|q| q[1] == predicate && q[3] == graph)
        .map(|q| q[2]);
    let first = values.next()?;
    values.next().is_none().then_some(first)
}

/// Whether a row is seen as this quad; `rb:asserted` is always a triple where it was said.
fn stands_for(row: &Row, &[_, p, o, g]: &Quad) -> bool {
    if g != row.graph {
        return false;
    }
    let said = match (row.form, p) {
        (Form::Reifier, known::REIFIES) => o == row.triple,
        (Form::Statement, known::TYPE) if o == known::STATEMENT => true,
        (Form::Statement, known::SUBJECT) => o == row.statement[0],
        (Form::Statement, known::PREDICATE) => o == row.statement[1],
        (Form::Statement, known::OBJECT) => o == row.statement[2],
        _ => false,
    };
    said || PREDICATES
        .into_iter()
        .zip(row.values)
        .any(|(q, value)| q == p && value == o)
}

fn is_iri(resource: u32, dictionary: &Dictionary) -> bool {
    id::is_resource(resource) && dictionary.with(resource, |part| matches!(part, Part::Iri(..)))
}

/// A plain date of a day, month or year, or a date and time, without a zone, as XML Schema writes it.
pub(super) fn is_canonical_date(value: u32, dictionary: &Dictionary) -> bool {
    id::is_literal(value)
        && dictionary.with(value, |part| {
            let Part::Literal(lexical, Tag::Typed(datatype)) = part else {
                return false;
            };
            let date = matches!(
                &**datatype,
                xsd::DATE | xsd::DATE_TIME | xsd::G_YEAR | xsd::G_YEAR_MONTH | vocab::EDTF
            );
            date && Time::new(lexical).is_ok_and(|time| {
                time.datatype() == &**datatype
                    && !time.is_zoned()
                    && time.precision() != Precision::Minute
                    && !time.is_interval()
            })
        })
}

/// A decimal from 0 to 1 in its shortest spelling: `1`, `0.9`.
pub(super) fn is_canonical_confidence(value: u32, dictionary: &Dictionary) -> bool {
    id::is_literal(value)
        && dictionary.with(value, |part| match part {
            Part::Literal(lexical, Tag::Typed(datatype)) if &**datatype == xsd::DECIMAL => lexical
                .parse::<f64>()
                .is_ok_and(|number| (0.0..=1.0).contains(&number) && number.to_string() == lexical),
            _ => false,
        })
}

/// The values of a node whose triples are exactly those of a row of evidence.
fn evidence(node: u32, quads: &[Quad], dictionary: &Dictionary) -> Option<[u32; 5]> {
    if !quads.contains(&[node, known::TYPE, known::EVIDENCE_TYPE, NONE]) {
        return None;
    }
    let mut values = [NONE; 5];
    for &[_, p, o, g] in quads {
        if g != NONE {
            return None;
        }
        if p == known::TYPE && o == known::EVIDENCE_TYPE {
            continue;
        }
        let column = EVIDENCE.iter().position(|&q| q == p)?;
        if values[column] != NONE {
            return None;
        }
        values[column] = o;
    }
    let [document, start, end, exact, sentence] = values;
    let offset = |literal: u32| {
        (literal != NONE && id::is_literal(literal)).then(|| {
            dictionary.with(literal, |part| match part {
                Part::Literal(lexical, Tag::Typed(datatype))
                    if &**datatype == xsd::NON_NEGATIVE_INTEGER =>
                {
                    lexical
                        .parse::<u32>()
                        .ok()
                        .filter(|n| n.to_string() == lexical)
                }
                _ => None,
            })
        })?
    };
    let (start, end) = (offset(start)?, offset(end)?);
    if document == NONE || !id::is_resource(document) {
        return None;
    }
    let text = |literal: u32| literal == NONE || id::is_literal(literal);
    if !text(exact) || !text(sentence) {
        return None;
    }
    let expected = dictionary.with(document, |part| match part {
        Part::Iri(namespace, local) => {
            Some(evidence_iri(&format!("{namespace}{local}"), start, end))
        }
        _ => None,
    })?;
    dictionary
        .with(
            node,
            |part| matches!(part, Part::Iri(n, l) if expected.strip_prefix(n) == Some(l)),
        )
        .then_some(values)
}

/// The IRI of a piece of a document: code points, 0-based, end exclusive. An IRI has one fragment: that
/// of a document goes on.
pub(crate) fn evidence_iri(document: &str, start: u32, end: u32) -> String {
    let mark = if document.contains('#') { ';' } else { '#' };
    format!("{document}{mark}char={start},{end}")
}

/// What decides whether a row asserts its statement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Grounds {
    pub(super) is_claim: bool,
    pub(super) modality: u32,
    pub(super) polarity: u32,
    /// What `rb:asserted` says, where it says something.
    pub(super) says: Option<bool>,
}

/// What the objects of `rb:asserted` say together, `"1"` and `"0"` as booleans too. Of two that differ
/// `false` counts, as that is what is added where a claim that was told to hold lets go.
pub(super) fn says(objects: &[u32], dictionary: &Dictionary) -> Option<bool> {
    let boolean = |object: u32| match object {
        TRUE => Some(true),
        FALSE => Some(false),
        _ if !id::is_literal(object) => None,
        _ => dictionary.with(object, |part| match part {
            Part::Literal(lexical, Tag::Typed(datatype)) if &**datatype == xsd::BOOLEAN => {
                match lexical {
                    "1" => Some(true),
                    "0" => Some(false),
                    _ => None,
                }
            }
            _ => None,
        }),
    };
    objects.iter().filter_map(|object| boolean(*object)).min()
}

impl Grounds {
    /// From a row and, for what it has no value for, the triples of its reifier in its graph:
    /// `stored` gives the objects of a predicate.
    pub(super) fn read(
        row: &Row,
        dictionary: &Dictionary,
        stored: impl Fn(u32) -> Vec<u32>,
    ) -> Self {
        let value = |field: Field, predicate| match row.get(field) {
            NONE => match stored(predicate).as_slice() {
                &[only] => only,
                _ => NONE,
            },
            value => value,
        };
        Self {
            is_claim: row.is_claim() || stored(known::TYPE).contains(&known::CLAIM),
            modality: value(Field::Modality, known::MODALITY),
            polarity: value(Field::Polarity, known::POLARITY),
            says: says(&stored(known::ASSERTED), dictionary),
        }
    }

    /// Whether a row with these grounds, read, asserts its statement where that is in its graph.
    pub(super) fn assert(&self) -> bool {
        self.is_claim
            && match self.says {
                Some(says) => says && self.polarity != known::NEGATIVE,
                None => asserts_by_default(self.modality, self.polarity),
            }
    }
}

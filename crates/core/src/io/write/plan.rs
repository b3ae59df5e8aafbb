//! Which quads are written, and in which form the claims among them.

use rustc_hash::FxHashSet;

use super::failure::{able, cannot};
use super::{ClaimsForm, WriteOptions};
use crate::dictionary::{Part, Tag};
use crate::graph::{GraphIs, Snapshot, View, evidence_seen};
use crate::index::{EvidenceRow, Form, Quad, Row};
use crate::io::Format;
use crate::model::id::{self, NONE, known};
use crate::{Error, SchemaError, StorageError};

/// What is done with claims.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Claims {
    /// Each in the form in which it came.
    AsTheyCame,
    /// As reifiers.
    Reifiers,
    /// As nodes of type `rdf:Statement`; those for which that cannot be done as reifiers.
    Statements,
    /// Not at all.
    Left,
}

/// What is written of a view.
pub(super) struct Plan<'a> {
    pub(super) view: &'a View,
    pub(super) snapshot: Snapshot,
    /// All graphs, or of a view that merges some, for a format that has none, what they are together.
    scope: GraphIs,
    claims: Claims,
    ontology: bool,
    /// The mappings to other vocabularies with their graph, where they are written along.
    alignment: Option<Mappings>,
    /// Of resources, by index: those of claims and evidence, where these are left out.
    hidden: Vec<bool>,
    /// The reifiers that no `rdf:Statement` can stand for.
    reifiers_only: FxHashSet<u32>,
}

/// A graph, and the triples that stand in it.
type Mappings = (u32, Vec<[u32; 3]>);

/// Two ways to the same.
enum Either<A, B> {
    One(A),
    Other(B),
}

impl<T, A: Iterator<Item = T>, B: Iterator<Item = T>> Iterator for Either<A, B> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        match self {
            Self::One(one) => one.next(),
            Self::Other(other) => other.next(),
        }
    }
}

/// The mappings of the schema's terms to other vocabularies, by subject, and their graph.
fn alignment(view: &View) -> Result<Option<Mappings>, StorageError> {
    let Some(mappings) = view.schema().alignment() else {
        return Ok(None);
    };
    let mut dictionary = view.snapshot().dictionary.write();
    let mut triples = Vec::with_capacity(mappings.triples().len());
    for triple in mappings.triples() {
        triples.push([
            dictionary.intern(triple.subject())?,
            dictionary.intern(&triple.predicate().clone().into())?,
            dictionary.intern(triple.object())?,
        ]);
    }
    triples.sort_unstable();
    triples.dedup();
    Ok(Some((
        dictionary.add_iri(mappings.iri().as_str())?,
        triples,
    )))
}

impl<'a> Plan<'a> {
    /// What is to be written, checked: the format can hold all of it.
    ///
    /// # Errors
    /// [`SchemaError::Argument`] for `format` or `claims` where it cannot.
    pub(super) fn new(
        view: &'a View,
        format: Format,
        options: WriteOptions,
    ) -> Result<Self, Error> {
        let claims = match options.claims {
            Some(ClaimsForm::Annotations) => Claims::Reifiers,
            Some(ClaimsForm::Reification) => Claims::Statements,
            Some(ClaimsForm::None) => Claims::Left,
            // Ours leave by reification where annotations are not the way of the format.
            None => match format {
                #[cfg(feature = "rdf-xml")]
                Format::RdfXml => Claims::Statements,
                #[cfg(feature = "json-ld")]
                Format::JsonLd => Claims::Statements,
                _ => Claims::AsTheyCame,
            },
        };
        let merge = view.snapshot().is_merged() && !format.has_graphs();
        let (snapshot, scope) = if merge {
            (view.snapshot().clone(), GraphIs::Default)
        } else {
            (view.snapshot().apart(), GraphIs::Any)
        };
        let mut this = Self {
            view,
            snapshot,
            scope,
            claims,
            ontology: options.ontology,
            alignment: options
                .alignment
                .then(|| alignment(view))
                .transpose()?
                .flatten(),
            hidden: Vec::new(),
            reifiers_only: FxHashSet::default(),
        };
        match claims {
            Claims::Left => this.hide(),
            Claims::Statements => {
                let all = this.snapshot.reifiers();
                let all = all.filter(|&reifier| !this.can_be_statement(reifier));
                this.reifiers_only = all.collect();
            }
            Claims::AsTheyCame | Claims::Reifiers => {}
        }
        this.check(format, options.claims)?;
        Ok(this)
    }

    /// Marks what is of claims and evidence.
    fn hide(&mut self) {
        let (resources, ..) = self.snapshot.dictionary.sizes();
        let mut hidden = vec![false; resources];
        let of_claims = self.snapshot.reifiers();
        let of_evidence = self.snapshot.evidence_rows().map(|(node, _)| node);
        // What is half a claim, or evidence of another kind.
        let typed = [known::CLAIM, known::EVIDENCE_TYPE].into_iter();
        let typed = typed.flat_map(|of| {
            let pattern = [None, Some(known::TYPE), Some(of)];
            self.snapshot.stored(pattern, self.scope).map(|q| q[0])
        });
        for resource in of_claims.chain(of_evidence).chain(typed) {
            hidden[id::index(resource)] = true;
        }
        self.hidden = hidden;
    }

    fn is_hidden(&self, resource: u32) -> bool {
        id::is_resource(resource)
            && self
                .hidden
                .get(id::index(resource))
                .is_some_and(|hidden| *hidden)
    }

    /// Whether nodes of type `rdf:Statement` can stand for all that a resource reifies.
    fn can_be_statement(&self, reifier: u32) -> bool {
        let rows = self.rows_of(reifier);
        rows.iter().enumerate().all(|(at, row)| {
            // The parts of a reification would be mixed up with those of another one.
            let alone = rows[..at].iter().all(|other| other.graph != row.graph);
            row.form == Form::Statement
                || alone && !row.statement.into_iter().any(id::is_triple) && !self.has_parts(row)
        })
    }

    /// Whether it is said of a reifier, beside its row, what reifications are made of; or in another
    /// graph a whole one, which is a claim as soon as nothing is reified by `rdf:reifies`.
    fn has_parts(&self, row: &Row) -> bool {
        let is_part = |p: u32, o: u32| match p {
            known::TYPE => o == known::STATEMENT,
            _ => matches!(p, known::SUBJECT | known::PREDICATE | known::OBJECT),
        };
        let about = [Some(row.reifier), None, None];
        let parts = self.snapshot.stored(about, self.scope);
        let mut parts: Vec<(u32, u32)> = parts
            .filter(|&[_, p, o, _]| is_part(p, o))
            .map(|[_, p, _, g]| (g, p))
            .collect();
        parts.sort_unstable();
        parts.dedup();
        let mut graphs = parts.chunk_by(|a, b| a.0 == b.0);
        graphs.any(|of| of[0].0 == row.graph || of.len() == 4)
    }

    // ---- checks ------------------------------------------------------------------------------------------

    fn check(&self, format: Format, asked: Option<ClaimsForm>) -> Result<(), SchemaError> {
        if !format.has_graphs()
            && let Some(quad) = self.quads().find(|quad| quad[3] != NONE)
        {
            let name = self.snapshot.dictionary.term(quad[3]);
            let reason = format!("it has no named graphs, and the graph has {name}");
            return Err(cannot(format, &reason, Format::has_graphs));
        }
        let as_in_1_1 = asked == Some(ClaimsForm::Reification);
        if as_in_1_1 || !format.has_triple_terms() {
            self.check_triple_terms(format, as_in_1_1)?;
        }
        if as_in_1_1 && !format.has_directions_in_1_1() {
            self.check_directions()?;
        }
        Ok(())
    }

    fn check_triple_terms(&self, format: Format, as_in_1_1: bool) -> Result<(), SchemaError> {
        let Some([s, p, o, _]) = self.quads().find(|quad| id::is_triple(quad[2])) else {
            return Ok(());
        };
        let term = |id: u32| self.snapshot.dictionary.term(id);
        if as_in_1_1 {
            let what = if self.reifiers_only.contains(&s) {
                format!(
                    "{} cannot be an rdf:Statement without loss (it reifies several statements, or a triple term, or is a reification itself)",
                    term(s)
                )
            } else {
                format!("{} {} has the triple term {}", term(s), term(p), term(o))
            };
            let advice = if format.has_triple_terms() {
                "write \"annotations\", or \"none\"".to_owned()
            } else {
                format!(
                    "write \"annotations\" in a format that has triple terms: {}",
                    able(Format::has_triple_terms)
                )
            };
            return Err(SchemaError::Argument {
                name: "claims".into(),
                value: "reification".into(),
                reason: format!("{what}; {advice}"),
            });
        }
        let reason = format!("it has no triple terms, and the graph has {}", term(o));
        Err(cannot(format, &reason, Format::has_triple_terms))
    }

    fn check_directions(&self) -> Result<(), SchemaError> {
        let dictionary = &self.snapshot.dictionary;
        // A language is decided once for all of its literals.
        let mut known: FxHashSet<u32> = FxHashSet::default();
        for [_, _, o, _] in self.quads().filter(|quad| id::is_literal(quad[2])) {
            if !known.insert(dictionary.tag_of(o)) {
                continue;
            }
            if dictionary.with(o, |part| matches!(part, Part::Literal(_, Tag::DirLang(..)))) {
                return Err(SchemaError::Argument {
                    name: "claims".into(),
                    value: "reification".into(),
                    reason: format!(
                        "RDF 1.1 has no base direction, and the graph has {}; write \"annotations\"",
                        dictionary.term(o)
                    ),
                });
            }
        }
        Ok(())
    }

    // ---- what is written ---------------------------------------------------------------------------------

    /// Whether claims are written at all.
    pub(super) fn has_claims(&self) -> bool {
        self.claims != Claims::Left
    }

    /// The form in which a row is written.
    pub(super) fn form(&self, row: &Row) -> Form {
        match self.claims {
            Claims::AsTheyCame | Claims::Left => row.form,
            Claims::Reifiers => Form::Reifier,
            Claims::Statements if self.reifiers_only.contains(&row.reifier) => row.form,
            Claims::Statements => Form::Statement,
        }
    }

    /// Whether a triple is written.
    pub(super) fn shows(&self, [s, _, o]: [u32; 3]) -> bool {
        self.hidden.is_empty() || !self.is_hidden(s) && !self.is_hidden(o)
    }

    /// The quads that a row is written as.
    pub(super) fn row_quads(&self, row: &Row) -> impl Iterator<Item = Quad> + use<> {
        let form = self.form(row);
        self.snapshot.claim_seen(&Row { form, ..*row }, None)
    }

    /// All quads, without those of the schema: the stored ones, those of claims, those of evidence.
    pub(super) fn quads(&self) -> impl Iterator<Item = Quad> + '_ {
        let stored = self.snapshot.stored([None; 3], self.scope);
        let stored = stored.filter(|&[s, p, o, _]| self.shows([s, p, o]));
        let merged = self.scope == GraphIs::Default && self.has_claims();
        let merged = merged.then(|| self.snapshot.default_claims_in_order());
        let apart = self.scope == GraphIs::Any && self.has_claims();
        let apart = apart.then(|| self.snapshot.claims());
        let rows = merged.into_iter().flatten();
        let rows = rows.chain(apart.into_iter().flatten());
        let nodes = self.evidence();
        stored
            .chain(rows.flat_map(|row| self.row_quads(&row)))
            .chain(nodes.flat_map(|(node, values)| evidence_seen(node, &values, None)))
    }

    /// The nodes of evidence, which stand in the default graph.
    pub(super) fn evidence(&self) -> impl Iterator<Item = EvidenceRow> + '_ {
        let shown = self.has_claims() && self.snapshot.sees_default();
        let rows = shown.then(|| self.snapshot.evidence_rows());
        rows.into_iter().flatten()
    }

    /// The rows of a reifier, each once.
    pub(super) fn rows_of(&self, reifier: u32) -> Vec<Row> {
        let mut rows: Vec<Row> = self.snapshot.claims_of_reifier(reifier).collect();
        if rows.len() > 1 {
            rows.sort_unstable_by_key(Row::key);
            rows.dedup_by_key(|row| row.key());
        }
        rows
    }

    /// The rows on statements about a subject in a graph that are written as reifiers, by statement.
    pub(super) fn rows_about(&self, subject: u32, graph: u32) -> Vec<Row> {
        let all = self.snapshot.claims_of_subject(subject);
        let mut rows: Vec<Row> = all
            .filter(|row| row.graph == graph && self.form(row) == Form::Reifier)
            .collect();
        rows.sort_unstable_by_key(|row| (row.statement, row.reifier));
        rows.dedup_by_key(|row| row.key());
        rows
    }

    /// The schema's triples, by the graphs that they stand in, where they are written along.
    pub(super) fn schema(
        &self,
    ) -> impl Iterator<Item = (u32, impl Iterator<Item = [u32; 3]> + '_)> {
        let graphs = self.ontology.then(|| self.snapshot.base.schema.iter());
        let graphs = graphs.into_iter().flatten();
        let graphs = graphs.map(|(graph, triples)| (*graph, Either::One(triples.scan([None; 3]))));
        let alignment = self.alignment.iter();
        let alignment =
            alignment.map(|(graph, triples)| (*graph, Either::Other(triples.iter().copied())));
        graphs.chain(alignment)
    }

    /// The default graph ([`NONE`]), then the named ones of which something is written.
    pub(super) fn graphs(&self) -> Vec<u32> {
        let mut graphs = vec![NONE];
        if self.scope == GraphIs::Any {
            let rows = self.has_claims().then(|| self.snapshot.claims());
            let with_rows: FxHashSet<u32> = rows.into_iter().flatten().map(|r| r.graph).collect();
            let named = self.snapshot.named_graphs().into_iter();
            graphs.extend(named.filter(|graph| {
                let mut stored = self.snapshot.stored([None; 3], GraphIs::Named(*graph));
                with_rows.contains(graph) || stored.any(|[s, p, o, _]| self.shows([s, p, o]))
            }));
        }
        graphs
    }

    /// Whether a resource has a row in a graph.
    pub(super) fn is_reifier_in(&self, resource: u32, graph: u32) -> bool {
        self.has_claims()
            && self.snapshot.has_rows()
            && id::is_resource(resource)
            && self
                .snapshot
                .claims_of_reifier(resource)
                .any(|row| row.graph == graph)
    }

    /// Adds what is written of a resource in a graph, as predicates and objects.
    pub(super) fn about(&self, resource: u32, graph: u32, pairs: &mut Vec<(u32, u32)>) {
        let about = [Some(resource), None, None];
        let stored = self.snapshot.stored(about, GraphIs::of(graph));
        let stored = stored.filter(|&[s, p, o, _]| self.shows([s, p, o]));
        pairs.extend(stored.map(|[_, p, o, _]| (p, o)));
        if !self.has_claims() {
            return;
        }
        for row in self.rows_of(resource) {
            if row.graph == graph {
                pairs.extend(self.row_quads(&row).map(|[_, p, o, _]| (p, o)));
            }
        }
        if graph == NONE
            && self.snapshot.sees_default()
            && let Some(values) = self.snapshot.evidence_of(resource)
        {
            pairs.extend(evidence_seen(resource, &values, None).map(|[_, p, o, _]| (p, o)));
        }
    }
}

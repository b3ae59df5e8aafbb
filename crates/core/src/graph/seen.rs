//! The quads of a snapshot as SPARQL and the writers see them: the stored ones, and those that the
//! rows of claims and evidence stand for.

use crate::dictionary::{FALSE, TRUE};
use crate::index::{EVIDENCE, Field, Form, PREDICATES, Pattern, Quad, Row, Scan};
use crate::model::id::{self, NONE, known};
use rustc_hash::FxHashSet;

use super::Snapshot;
use super::fold::says;
use super::sight::Sight;

/// Which graphs a pattern looks into.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum GraphIs {
    Default,
    Named(u32),
    AnyNamed,
    /// The default graph and all named ones.
    Any,
}

impl GraphIs {
    /// One graph, [`NONE`] for the default one.
    pub(crate) fn of(graph: u32) -> Self {
        if graph == NONE {
            Self::Default
        } else {
            Self::Named(graph)
        }
    }

    pub(super) fn default(self) -> bool {
        matches!(self, Self::Default | Self::Any)
    }

    pub(super) fn named(self) -> bool {
        !matches!(self, Self::Default)
    }

    /// The graph, where it is a named one.
    pub(super) fn name(self) -> Option<u32> {
        if let Self::Named(graph) = self {
            Some(graph)
        } else {
            None
        }
    }

    pub(crate) fn takes(self, graph: u32) -> bool {
        match self {
            Self::Default => graph == NONE,
            Self::Named(name) => graph == name,
            Self::AnyNamed => graph != NONE,
            Self::Any => true,
        }
    }
}

/// A set of known ids, one bit each.
const fn mask(ids: &[u32]) -> u64 {
    let (mut mask, mut i) = (0, 0);
    while i < ids.len() {
        mask |= 1 << ids[i];
        i += 1;
    }
    mask
}

/// The predicates that rows are seen with.
const ROW_PREDICATES: u64 = mask(&PREDICATES)
    | mask(&EVIDENCE)
    | mask(&[
        known::REIFIES,
        known::SUBJECT,
        known::PREDICATE,
        known::OBJECT,
        known::ASSERTED,
    ]);

const _: () = assert!(known::IRIS.len() <= 64);

/// Whether rows can be seen with this predicate.
pub(crate) fn is_row_predicate(predicate: u32) -> bool {
    predicate < 64 && ROW_PREDICATES >> predicate & 1 == 1
}

/// The quads that match a pattern.
pub(crate) struct Quads<'a> {
    snapshot: &'a Snapshot,
    pub(super) frozen: Scan<'a>,
    filtered: bool,
    /// Judges what comes from the base, where no mask does.
    pub(super) judge: Option<&'a Sight>,
    pub(super) rest: Option<Box<dyn Iterator<Item = Quad> + 'a>>,
    /// What comes last.
    said: Option<Quad>,
}

impl<'a> Quads<'a> {
    pub(super) fn none(snapshot: &'a Snapshot) -> Self {
        Self {
            snapshot,
            frozen: Scan::empty(),
            filtered: false,
            judge: None,
            rest: None,
            said: None,
        }
    }

    pub(super) fn also(&mut self, more: Box<dyn Iterator<Item = Quad> + 'a>) {
        self.rest = Some(match self.rest.take() {
            None => more,
            Some(some) => Box::new(some.chain(more)),
        });
    }
}

impl Iterator for Quads<'_> {
    type Item = Quad;

    #[inline]
    fn next(&mut self) -> Option<Quad> {
        for triple in self.frozen.by_ref() {
            if !self.filtered || !self.snapshot.delta.is_removed(&triple) {
                let [s, p, o] = triple;
                let quad = [s, p, o, NONE];
                if self.judge.is_none_or(|sight| sight.shows(quad)) {
                    return Some(quad);
                }
            }
        }
        if let Some(rest) = &mut self.rest
            && let Some(quad) = rest.next()
        {
            return Some(quad);
        }
        self.said.take()
    }
}

/// What the rows of one subject are seen as.
enum Said {
    Nothing,
    One(Quad),
    /// It is to be looked at.
    Several,
}

/// The few quads that one row is seen as.
pub(crate) struct Few {
    quads: [Quad; 14],
    next: usize,
    len: usize,
}

impl Few {
    fn push(&mut self, quad: Quad) {
        self.quads[self.len] = quad;
        self.len += 1;
    }
}

impl Iterator for Few {
    type Item = Quad;

    fn next(&mut self) -> Option<Quad> {
        let quad = *self.quads[..self.len].get(self.next)?;
        self.next += 1;
        Some(quad)
    }
}

impl Snapshot {
    /// The quads that match, as seen. O(log n) to the first.
    pub(crate) fn quads(&self, pattern: Pattern, graph: GraphIs) -> Quads<'_> {
        let mut quads = self.stored(pattern, graph);
        if self.has_rows() && pattern[1].is_none_or(is_row_predicate) {
            match self.said_by_row(pattern) {
                Said::Nothing => {}
                Said::One(quad) => quads.said = Some(quad).filter(|q| graph.takes(q[3])),
                Said::Several => quads.also(self.rows_seen(pattern, graph)),
            }
        }
        quads
    }

    /// What the rows of a given subject are seen as, where that is soon told: joins ask it of one subject after
    /// another.
    fn said_by_row(&self, [s, p, o]: Pattern) -> Said {
        let Some(node) = s else {
            return Said::Several;
        };
        if !id::is_resource(node) {
            return Said::Nothing;
        }
        if self.delta.has_claims() && self.delta.claims_by_reifier(node).next().is_some() {
            return Said::Several;
        }
        let claims = &self.base.claims;
        let row = match *claims.of_reifier(node) {
            [row] if self.shows_frozen_row(row) => row,
            [] | [_] if self.evidence_of(node).is_none() => return Said::Nothing,
            _ => return Said::Several,
        };
        let is_merged = |sight: &Sight| sight.rules().merged().is_some();
        let Some(predicate) = p.filter(|_| !self.sight().is_some_and(is_merged)) else {
            return Said::Several;
        };
        let form = claims.form(row);
        let part = |part: usize| match form {
            Form::Statement => self.dictionary.triple(claims.triple(row))[part],
            Form::Reifier => NONE,
        };
        let object = match predicate {
            known::REIFIES if form == Form::Reifier => claims.triple(row),
            known::REIFIES => NONE,
            known::SUBJECT => part(0),
            known::PREDICATE => part(1),
            known::OBJECT => part(2),
            known::TYPE => return Said::Several,
            _ => match PREDICATES.iter().position(|&q| q == predicate) {
                Some(column) => claims.attribute(column).get(row),
                None => return Said::Several,
            },
        };
        if object != NONE && o.is_none_or(|o| o == object) {
            Said::One([node, predicate, object, claims.graph(row)])
        } else {
            Said::Nothing
        }
    }

    /// The quads that are stored as such and match; of a narrow view also those that it alone holds.
    pub(crate) fn stored(&self, pattern: Pattern, graph: GraphIs) -> Quads<'_> {
        match self.sight() {
            None => self.all_stored(pattern, graph),
            Some(sight) => sight.stored(pattern, graph),
        }
    }

    pub(super) fn all_stored(&self, pattern: Pattern, graph: GraphIs) -> Quads<'_> {
        let frozen = if graph.default() {
            self.base.triples.scan(pattern)
        } else {
            Scan::empty()
        };
        let filtered = self.delta.has_removed();
        let mut quads = Quads {
            snapshot: self,
            frozen,
            filtered,
            judge: None,
            rest: None,
            said: None,
        };
        if graph.default() && self.delta.has_triples() {
            quads.also(Box::new(
                self.delta.triples(pattern).map(|[s, p, o]| [s, p, o, NONE]),
            ));
        }
        if graph.named() {
            quads.also(self.named_quads(pattern, graph.name()));
        }
        quads
    }

    /// The predicates of the default graph, each at least once.
    pub(crate) fn predicates(&self) -> Vec<u32> {
        if let Some(sight) = self.sight() {
            return sight.predicates();
        }
        let mut all: Vec<u32> = self.base.triples.predicates().map(|(p, _)| p).collect();
        all.extend(self.delta.predicates());
        all.sort_unstable();
        all.dedup();
        all
    }

    fn named_quads(
        &self,
        pattern: Pattern,
        graph: Option<u32>,
    ) -> Box<dyn Iterator<Item = Quad> + '_> {
        let frozen = self
            .base
            .quads
            .scan(pattern, graph)
            .filter(|quad| !self.delta.is_removed_quad(quad));
        if self.delta.has_quads() {
            Box::new(frozen.chain(self.delta.quads(pattern, graph)))
        } else {
            Box::new(frozen)
        }
    }

    /// Whether a quad is stored as such, or held by a narrow view alone.
    pub(crate) fn is_stored(&self, quad: Quad) -> bool {
        match self.sight() {
            None => self.delta.contains(&self.base, quad),
            Some(sight) => sight.is_stored(quad),
        }
    }

    /// Whether a quad is seen.
    pub(crate) fn contains(&self, quad: Quad) -> bool {
        let [s, p, o, g] = quad;
        let graph = GraphIs::of(g);
        self.is_stored(quad)
            || is_row_predicate(p)
                && self.has_rows()
                && self
                    .rows_seen([Some(s), Some(p), Some(o)], graph)
                    .next()
                    .is_some()
    }

    pub(crate) fn has_rows(&self) -> bool {
        self.base.claims.len() > 0
            || self.base.evidence.len() > 0
            || self.delta.has_claims()
            || self.delta.has_evidence()
    }

    /// The quads that rows are seen as and that match.
    fn rows_seen(&self, pattern: Pattern, graph: GraphIs) -> Box<dyn Iterator<Item = Quad> + '_> {
        let Some(graphs) = self.sight().and_then(|sight| sight.rules().merged()) else {
            return self.rows_seen_in(pattern, graph);
        };
        // The default graph of the view is that of all its graphs together.
        let named = self
            .rows_seen_in(pattern, GraphIs::AnyNamed)
            .filter(move |quad| graph.takes(quad[3]) && graphs.binary_search(&quad[3]).is_ok());
        let merged = graph.default().then(|| {
            let mut seen = FxHashSet::default();
            self.rows_seen_in(pattern, GraphIs::Any)
                .filter(move |quad| graphs.binary_search(&quad[3]).is_ok())
                .map(|[s, p, o, _]| [s, p, o, NONE])
                // What a row says in one graph may be a triple of another.
                .filter(move |quad| seen.insert(*quad) && !self.is_stored(*quad))
        });
        if graph.named() {
            Box::new(merged.into_iter().flatten().chain(named))
        } else {
            Box::new(merged.into_iter().flatten())
        }
    }

    /// The same by the graphs that the rows stand in.
    fn rows_seen_in(
        &self,
        pattern: Pattern,
        graph: GraphIs,
    ) -> Box<dyn Iterator<Item = Quad> + '_> {
        match pattern {
            [Some(s), p, o] => Box::new(
                self.rows_of_reifier(s)
                    .flat_map(move |row| self.claim_seen(&row, p))
                    .chain(
                        self.evidence_of(s)
                            .into_iter()
                            .flat_map(move |values| evidence_seen(s, &values, p)),
                    )
                    .filter(move |q| o.is_none_or(|o| q[2] == o) && graph.takes(q[3])),
            ),
            [None, Some(p), o] => Box::new(
                self.rows_with(p, o)
                    .filter(move |q| o.is_none_or(|o| q[2] == o) && graph.takes(q[3])),
            ),
            [None, None, Some(o)] => {
                // Every column may have the value; a row that is found by one of them shows what it
                // has under that one, so that nothing comes twice.
                let predicates = (0..64_u32).filter(|&p| is_row_predicate(p));
                Box::new(
                    predicates
                        .flat_map(move |p| self.rows_with(p, Some(o)))
                        .filter(move |q| q[2] == o && graph.takes(q[3])),
                )
            }
            [None, None, None] => Box::new(
                self.rows()
                    .flat_map(move |row| self.claim_seen(&row, None))
                    .chain(
                        self.evidence_rows()
                            .flat_map(move |(node, values)| evidence_seen(node, &values, None)),
                    )
                    .filter(move |q| graph.takes(q[3])),
            ),
        }
    }

    /// The quads with this predicate that rows are seen as; with an object, at least those with it.
    fn rows_with(&self, p: u32, o: Option<u32>) -> Box<dyn Iterator<Item = Quad> + '_> {
        let seen = move |row: Row| self.claim_seen(&row, Some(p));
        match p {
            known::TYPE => {
                let claims = o.is_none_or(|o| o == known::CLAIM || o == known::STATEMENT);
                let nodes = o.is_none_or(|o| o == known::EVIDENCE_TYPE);
                let claims = claims
                    .then(|| self.rows().flat_map(seen))
                    .into_iter()
                    .flatten();
                let nodes = nodes.then(|| {
                    self.evidence_rows()
                        .flat_map(|(n, v)| evidence_seen(n, &v, Some(known::TYPE)))
                });
                Box::new(claims.chain(nodes.into_iter().flatten()))
            }
            known::REIFIES => match o {
                Some(triple) if id::is_triple(triple) => {
                    let rows = self.rows_of_triple(triple);
                    let reifiers = rows.filter(|row| row.form == Form::Reifier);
                    Box::new(reifiers.map(move |row| [row.reifier, p, triple, row.graph]))
                }
                Some(_) => Box::new(std::iter::empty()),
                None => Box::new(self.reifications()),
            },
            known::SUBJECT => match o {
                Some(o) => statement_parts(0, self.rows_of_subject(o)),
                None => statement_parts(0, self.rows()),
            },
            known::PREDICATE => match o {
                Some(o) => statement_parts(1, self.rows_of_predicate(o)),
                None => statement_parts(1, self.rows()),
            },
            known::OBJECT => match o {
                Some(o) => statement_parts(2, self.rows_of_object(o)),
                None => statement_parts(2, self.rows()),
            },
            known::ASSERTED if o.is_none_or(|o| o == TRUE || o == FALSE) => {
                Box::new(self.rows().flat_map(seen))
            }
            known::ASSERTED => Box::new(std::iter::empty()),
            _ => {
                if let Some(column) = EVIDENCE.iter().position(|&q| q == p) {
                    return self.evidence_with(column, o);
                }
                let Some(column) = PREDICATES.iter().position(|&q| q == p) else {
                    return Box::new(std::iter::empty());
                };
                self.claims_with(column, o)
            }
        }
    }

    /// What claims have in a column, as quads.
    fn claims_with(&self, column: usize, o: Option<u32>) -> Box<dyn Iterator<Item = Quad> + '_> {
        let p = PREDICATES[column];
        let claims = &self.base.claims;
        let attribute = claims.attribute(column);
        let quad = move |row: u32| {
            let value = attribute.get(row);
            (value != NONE && self.shows_frozen_row(row))
                .then(|| [claims.reifier(row), p, value, claims.graph(row)])
        };
        let frozen: Box<dyn Iterator<Item = Quad> + '_> = match o {
            Some(o) => Box::new(attribute.rows(o).iter().copied().filter_map(quad)),
            None if attribute.is_absent() => Box::new(std::iter::empty()),
            None => {
                self.judge_rows();
                Box::new((0..claims.len() as u32).filter_map(quad))
            }
        };
        if !self.delta.has_claims() {
            return frozen;
        }
        let added: Box<dyn Iterator<Item = &Row> + '_> = match o {
            Some(source) if p == known::SOURCE => Box::new(self.delta.claims_by_source(source)),
            Some(value) => self.delta.claims_with(column, value),
            None => Box::new(self.delta.claims()),
        };
        let added = added.filter(|row| self.shows_added_row(row));
        Box::new(frozen.chain(added.filter_map(move |row| {
            let value = row.values[column];
            (value != NONE).then_some([row.reifier, p, value, row.graph])
        })))
    }

    /// What nodes of evidence have in a column, as quads.
    fn evidence_with(&self, column: usize, o: Option<u32>) -> Box<dyn Iterator<Item = Quad> + '_> {
        let p = EVIDENCE[column];
        let evidence = &self.base.evidence;
        let attribute = evidence.attribute(column);
        let quad = move |row: u32| {
            let value = attribute.get(row);
            (value != NONE && self.shows_evidence_row(row))
                .then(|| [evidence.node(row), p, value, NONE])
        };
        let frozen: Box<dyn Iterator<Item = Quad> + '_> = match o {
            Some(o) => Box::new(attribute.rows(o).iter().copied().filter_map(quad)),
            None => Box::new((0..evidence.len() as u32).filter_map(quad)),
        };
        let added = self.added_evidence(o.map(|value| (column, value)));
        Box::new(frozen.chain(added.filter_map(move |(node, values)| {
            (values[column] != NONE).then_some([node, p, values[column], NONE])
        })))
    }

    /// All `rdf:reifies`, without putting whole rows together.
    fn reifications(&self) -> impl Iterator<Item = Quad> + '_ {
        self.judge_rows();
        let claims = &self.base.claims;
        let frozen = (0..claims.len() as u32)
            .filter(|&row| claims.form(row) == Form::Reifier && self.shows_frozen_row(row))
            .map(|row| {
                [
                    claims.reifier(row),
                    known::REIFIES,
                    claims.triple(row),
                    claims.graph(row),
                ]
            });
        frozen.chain(
            self.delta
                .claims()
                .filter(|row| row.form == Form::Reifier && self.shows_added_row(row))
                .map(|row| [row.reifier, known::REIFIES, row.triple, row.graph]),
        )
    }

    /// The quads that a row of a claim is seen as, with one predicate or all; with another form in the
    /// row, what it would be seen as in that one.
    pub(crate) fn claim_seen(&self, row: &Row, p: Option<u32>) -> Few {
        let mut few = Few {
            quads: [[0; 4]; 14],
            next: 0,
            len: 0,
        };
        let mut see = |predicate: u32, object: u32| {
            if p.is_none_or(|p| p == predicate) && object != NONE {
                few.push([row.reifier, predicate, object, row.graph]);
            }
        };
        match row.form {
            Form::Reifier => see(known::REIFIES, row.triple),
            Form::Statement => {
                let [s, p, o] = row.statement;
                see(known::TYPE, known::STATEMENT);
                see(known::SUBJECT, s);
                see(known::PREDICATE, p);
                see(known::OBJECT, o);
            }
        }
        for (predicate, value) in PREDICATES.into_iter().zip(row.values) {
            see(predicate, value);
        }
        if p.is_none_or(|p| p == known::ASSERTED) && row.is_claim() {
            let said = self.asserted_seen(row);
            if said != NONE && !self.is_stored([row.reifier, known::ASSERTED, said, row.graph]) {
                few.push([row.reifier, known::ASSERTED, said, row.graph]);
            }
        }
        few
    }

    /// `true` or `false` where the row's bit is not what reading it would give, else [`NONE`].
    fn asserted_seen(&self, row: &Row) -> u32 {
        let polarity = row.get(Field::Polarity);
        let by_default = asserts_by_default(row.get(Field::Modality), polarity);
        if row.asserts && by_default {
            return NONE;
        }
        // Without its statement in the graph no claim is read as asserting it.
        if polarity == known::NEGATIVE || !row.asserts && !self.is_stored(row.quad()) {
            return NONE;
        }
        let said = self.row_values(row, known::ASSERTED);
        let reads = says(&said, &self.dictionary).unwrap_or(by_default);
        match (row.asserts, reads) {
            (true, false) => TRUE,
            (false, true) => FALSE,
            _ => NONE,
        }
    }
}

/// A part of the statements of rows that came as `rdf:Statement`, as quads.
fn statement_parts<'a>(
    part: usize,
    rows: impl Iterator<Item = Row> + 'a,
) -> Box<dyn Iterator<Item = Quad> + 'a> {
    let p = [known::SUBJECT, known::PREDICATE, known::OBJECT][part];
    let rows = rows.filter(|row| row.form == Form::Statement);
    Box::new(rows.map(move |row| [row.reifier, p, row.statement[part], row.graph]))
}

/// Whether a claim of this modality and polarity holds its statement unless it is told otherwise.
///
/// One that says nothing counts as a positive fact.
pub(crate) fn asserts_by_default(modality: u32, polarity: u32) -> bool {
    polarity != known::NEGATIVE && modality != known::PREDICTED && modality != known::NORMATIVE
}

/// The quads that a node of evidence is seen as, with one predicate or all.
pub(crate) fn evidence_seen(node: u32, values: &[u32; 5], p: Option<u32>) -> Few {
    let mut few = Few {
        quads: [[0; 4]; 14],
        next: 0,
        len: 0,
    };
    let predicates = std::iter::once(known::TYPE).chain(EVIDENCE);
    let objects = std::iter::once(&known::EVIDENCE_TYPE).chain(values);
    for (predicate, &object) in predicates.zip(objects) {
        if p.is_none_or(|p| p == predicate) && object != NONE {
            few.push([node, predicate, object, NONE]);
        }
    }
    few
}

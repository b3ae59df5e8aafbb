//! What a narrow view shows of a moment.
//!
//! The rules are those of "Views" in the semantics. Each thing can be judged on its own; where much of an
//! order is read, the judgements of all its rows are made at once and kept as a mask (`mask.rs`).

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashSet;

use super::fold::says;
use super::given::confidence_of;
use super::lens::{is_entity_type, role_of};
use super::seen::asserts_by_default;
use super::value::date_of;
use super::{GraphIs, Modality, Polarity, Roles, Snapshot};
use crate::index::{Base, Field, Mask, PREDICATES, Parts, Pattern, Quad, Row, Sizes, Triples};
use crate::model::id::{self, NONE, known};
use crate::model::{Bounds, Literal, Term, Time};
use crate::schema::{Role, Schema};

/// What has to hold of something for it to be shown: all of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rules {
    pub(super) windows: Vec<Window>,
    /// For each filter the ids of the types that pass.
    pub(super) types: Vec<FxHashSet<u32>>,
    pub(super) relations: Vec<FxHashSet<u32>>,
    pub(super) sources: Vec<FxHashSet<u32>>,
    pub(super) min_confidence: Option<f64>,
    pub(super) modality: Option<FxHashSet<Modality>>,
    pub(super) polarity: Option<FxHashSet<Polarity>>,
    /// The graphs that are seen, ascending, [`NONE`] for the default one.
    pub(super) graphs: Option<Vec<u32>>,
    /// Whether what is seen of these graphs stays where it stands, for writers, instead of being seen in
    /// the default graph too.
    pub(super) apart: bool,
}

/// A stretch of time at which things are to hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    pub(super) bounds: Bounds,
    pub(super) certain: bool,
}

impl Rules {
    /// Whether a statement that no claim holds passes what only claims have.
    pub(super) fn bare_pass(&self) -> bool {
        self.sources.is_empty()
            && self.min_confidence.is_none()
            && self.modality.is_none()
            && self.polarity.is_none()
            && self.windows.iter().all(|window| !window.certain)
    }

    /// Whether everything passes.
    pub(super) fn are_none(&self) -> bool {
        !self.are_strong() && self.types.is_empty() && self.graphs.is_none()
    }

    /// Whether an entity must have something that is shown.
    pub(super) fn are_strong(&self) -> bool {
        !self.bare_pass() || !self.windows.is_empty() || !self.relations.is_empty()
    }

    pub(super) fn takes_relation(&self, predicate: u32) -> bool {
        self.relations.iter().all(|set| set.contains(&predicate))
    }

    /// The graphs that are together the default graph, where some were chosen.
    pub(super) fn merged(&self) -> Option<&[u32]> {
        self.graphs.as_deref().filter(|_| !self.apart)
    }

    pub(super) fn takes_graph(&self, graph: u32) -> bool {
        self.graphs
            .as_ref()
            .is_none_or(|graphs| graphs.binary_search(&graph).is_ok())
    }

    /// Whether a claim that does not assert by itself may hold its statement.
    pub(super) fn may_override(&self) -> bool {
        self.modality.as_ref().is_some_and(|named| {
            named.contains(&Modality::Predicted) || named.contains(&Modality::Normative)
        }) || self
            .polarity
            .as_ref()
            .is_some_and(|named| named.contains(&Polarity::Negative))
    }
}

/// A moment, and the rules that it is seen by.
pub(crate) struct Sight {
    /// The moment as a whole.
    pub(super) whole: Snapshot,
    schema: Schema,
    roles: Roles,
    pub(super) rules: Rules,
    /// The entities with a type that passes, where types are filtered.
    typed: OnceLock<Mask>,
    /// The rows of the base that pass, and those that hold their statements.
    pub(super) rows: OnceLock<(Mask, Mask)>,
    pub(super) spo: OnceLock<Mask>,
    pub(super) pos: OnceLock<Mask>,
    pub(super) osp: OnceLock<Mask>,
    /// What something that is shown may put into the view, where it must.
    pub(super) things: OnceLock<Mask>,
    /// Statements that are not stored and are held here.
    extra: OnceLock<Base>,
}

impl Sight {
    pub(super) fn new(whole: Snapshot, schema: Schema, rules: Rules) -> Self {
        Self {
            whole,
            schema,
            roles: Roles::default(),
            rules,
            typed: OnceLock::new(),
            rows: OnceLock::new(),
            spo: OnceLock::new(),
            pos: OnceLock::new(),
            osp: OnceLock::new(),
            things: OnceLock::new(),
            extra: OnceLock::new(),
        }
    }

    pub(crate) fn rules(&self) -> &Rules {
        &self.rules
    }

    pub(super) fn role(&self, predicate: u32) -> Role {
        role_of(&self.roles, &self.schema, &self.whole, predicate)
    }

    // ---- claims ------------------------------------------------------------------------------------------

    /// Whether a claim passes every filter.
    pub(super) fn passes(&self, row: &Row) -> bool {
        let [s, p, o] = row.statement;
        self.rules.takes_graph(row.graph)
            && self.rules.takes_relation(p)
            && self
                .filtered()
                .all(|field| self.takes_value(field, self.whole.row_value(row, field)))
            && self.takes_source(row)
            && self.takes_types(s)
            && self.takes_types(o)
    }

    /// The columns that filters look at one value of.
    pub(super) fn filtered(&self) -> impl Iterator<Item = Field> + '_ {
        let rules = &self.rules;
        [
            (Field::Modality, rules.modality.is_some()),
            (Field::Polarity, rules.polarity.is_some()),
            (Field::Confidence, rules.min_confidence.is_some()),
            (Field::From, !rules.windows.is_empty()),
            (Field::To, !rules.windows.is_empty()),
        ]
        .into_iter()
        .filter_map(|(field, is_filtered)| is_filtered.then_some(field))
    }

    /// Whether a value of such a column passes, [`NONE`] where there is none.
    pub(super) fn takes_value(&self, field: Field, value: u32) -> bool {
        let rules = &self.rules;
        match field {
            Field::Modality => rules
                .modality
                .as_ref()
                .is_none_or(|named| named.contains(&Modality::of(value).unwrap_or(Modality::Fact))),
            Field::Polarity => rules.polarity.as_ref().is_none_or(|named| {
                named.contains(&Polarity::of(value).unwrap_or(Polarity::Positive))
            }),
            Field::Confidence => rules
                .min_confidence
                .is_none_or(|least| self.confidence(value).is_some_and(|given| given >= least)),
            Field::From => self.takes_time(value, |time, window| {
                if window.certain {
                    time.is_some_and(|from| from.certainly_begins_by_end_of(window.bounds))
                } else {
                    Bounds::window(time, None).overlaps(window.bounds)
                }
            }),
            Field::To => self.takes_time(value, |time, window| {
                if window.certain {
                    time.is_some_and(|until| until.certainly_ends_after_start_of(window.bounds))
                } else {
                    Bounds::window(None, time).overlaps(window.bounds)
                }
            }),
            Field::Type | Field::Source | Field::Evidence => true,
        }
    }

    /// Whether one of the sources of a claim is wanted, for each filter of sources.
    pub(super) fn takes_source(&self, row: &Row) -> bool {
        self.rules.sources.iter().all(|wanted| {
            let source = row.get(Field::Source);
            if source == NONE {
                let all = self.whole.row_values(row, known::SOURCE);
                all.iter().any(|source| wanted.contains(source))
            } else {
                wanted.contains(&source)
            }
        })
    }

    fn literal(&self, id: u32) -> Option<Literal> {
        if id == NONE || !id::is_literal(id) {
            return None;
        }
        match self.whole.dictionary.term(id) {
            Term::Literal(literal) => Some(literal),
            _ => None,
        }
    }

    fn confidence(&self, id: u32) -> Option<f64> {
        confidence_of(&self.literal(id)?)
    }

    fn time(&self, id: u32) -> Option<Time> {
        date_of(&self.literal(id)?)
    }

    /// Whether one end of the time that something holds lets it hold in every window. Windows ask of the two ends
    /// one by one.
    fn takes_time(&self, id: u32, takes: impl Fn(Option<Bounds>, &Window) -> bool) -> bool {
        let time = self.time(id);
        self.rules.windows.iter().all(|window| {
            // What is said to be rough or uncertain is certain of nothing.
            let time = time
                .as_ref()
                .filter(|time| !window.certain || time.qualifier().is_none());
            takes(time.map(Time::bounds), window)
        })
    }

    /// Whether a claim that passes holds its statement in the view.
    pub(super) fn holds(&self, row: &Row) -> bool {
        row.asserts || self.rules.may_override() && self.overrides(row)
    }

    /// Whether everything that keeps a claim from asserting was named.
    fn overrides(&self, row: &Row) -> bool {
        let modality = self.whole.row_value(row, Field::Modality);
        let polarity = self.whole.row_value(row, Field::Polarity);
        // One that would assert and does not was told so, or lost its statement; a foreign reifier never
        // holds any.
        let is_claim = row.is_claim()
            || self
                .whole
                .is_stored([row.reifier, known::TYPE, known::CLAIM, row.graph]);
        if !is_claim || asserts_by_default(modality, polarity) {
            return false;
        }
        let said = self.whole.row_values(row, known::ASSERTED);
        if says(&said, &self.whole.dictionary) == Some(false) {
            return false;
        }
        let modality = Modality::of(modality).unwrap_or(Modality::Fact);
        let named = |named: bool, keeps: bool| named || !keeps;
        named(
            self.rules
                .modality
                .as_ref()
                .is_some_and(|m| m.contains(&modality)),
            !modality.asserts(),
        ) && named(
            self.rules
                .polarity
                .as_ref()
                .is_some_and(|p| p.contains(&Polarity::Negative)),
            polarity == known::NEGATIVE,
        )
    }

    /// Whether the base's row of a number passes, where all have been judged.
    pub(super) fn judged(&self, number: u32) -> Option<bool> {
        let (passing, _) = self.rows.get()?;
        Some(passing.get(number as usize))
    }

    /// Whether the base's row of a number passes.
    pub(super) fn shows_frozen(&self, number: u32, row: &Row) -> bool {
        self.judged(number).unwrap_or_else(|| self.passes(row))
    }

    /// Whether a row of a reifier passes.
    pub(super) fn shows_reifier(&self, reifier: u32) -> bool {
        let whole = &self.whole;
        let frozen = if id::is_resource(reifier) && self.rows.get().is_some() {
            whole.base.claims.of_reifier(reifier)
        } else {
            return whole
                .claims_of_reifier(reifier)
                .any(|row| self.passes(&row));
        };
        frozen
            .iter()
            .any(|&row| !whole.delta.is_removed_claim(row) && self.judged(row) == Some(true))
            || whole
                .delta
                .claims_by_reifier(reifier)
                .any(|row| self.passes(row))
    }

    /// Whether something that is shown rests on a node of evidence: a claim, or a statement such as the mention
    /// of an entity.
    pub(super) fn shows_evidence(&self, node: u32) -> bool {
        [known::EVIDENCE, known::MENTION].into_iter().any(|p| {
            self.whole
                .quads([None, Some(p), Some(node)], GraphIs::Any)
                .any(|quad @ [s, ..]| {
                    if self.whole.is_reifier(s) {
                        self.shows_reifier(s)
                    } else {
                        // Nodes that name each other are no ground to show either.
                        self.whole.evidence_of(s).is_none() && self.shows(quad)
                    }
                })
        })
    }

    // ---- entities ----------------------------------------------------------------------------------------

    /// Whether a term passes the filters of types: anything but an entity of other types does.
    pub(super) fn takes_types(&self, term: u32) -> bool {
        self.rules.types.is_empty()
            || !id::is_resource(term)
            || self.typed().get(id::index(term))
            || !self.is_entity(term)
    }

    pub(super) fn typed(&self) -> &Mask {
        self.typed.get_or_init(|| {
            let (resources, ..) = self.whole.dictionary.sizes();
            let mut counts = vec![0_u8; resources];
            for (n, wanted) in self.rules.types.iter().enumerate() {
                for &class in wanted {
                    let pattern = [None, Some(known::TYPE), Some(class)];
                    for [s, ..] in self.seen_as_default(pattern) {
                        // One more than the filters before, however many of its types pass this one.
                        if counts[id::index(s)] as usize == n {
                            counts[id::index(s)] += 1;
                        }
                    }
                }
            }
            let mut mask = Mask::none(resources);
            let all = self.rules.types.len();
            for (n, &count) in counts.iter().enumerate() {
                if count as usize == all {
                    mask.set(n);
                }
            }
            mask
        })
    }

    /// Whether a graph is, or is part of, the view's default graph.
    fn is_default(&self, graph: u32) -> bool {
        match &self.rules.graphs {
            None => graph == NONE,
            Some(graphs) => graphs.binary_search(&graph).is_ok(),
        }
    }

    /// The stored quads of the graphs that make up the view's default graph.
    pub(super) fn seen_as_default(&self, pattern: Pattern) -> impl Iterator<Item = Quad> + '_ {
        let graphs = match &self.rules.graphs {
            None => GraphIs::Default,
            Some(_) => GraphIs::Any,
        };
        let quads = self.whole.stored(pattern, graphs);
        quads.filter(|quad| self.rules.takes_graph(quad[3]))
    }

    /// Whether a resource is an entity of the whole.
    pub(super) fn is_entity(&self, resource: u32) -> bool {
        if self.whole.is_reifier(resource)
            || self.whole.evidence_of(resource).is_some()
            || self.whole.aliases.is_alias(resource)
        {
            return false;
        }
        let pattern = |s, o| self.seen_as_default([s, None, o]);
        pattern(Some(resource), None).any(|[_, p, o, _]| match self.role(p) {
            Role::Type => is_entity_type(&self.roles, &self.whole, o),
            Role::Relation => id::is_resource(o),
            _ => false,
        }) || pattern(None, Some(resource)).any(|[_, p, ..]| self.role(p) == Role::Relation)
    }

    /// Whether names, types and ids of a resource are shown: it is an entity in the view, or no entity,
    /// and then they are statements like any other.
    pub(super) fn shows_thing(&self, resource: u32) -> bool {
        if !self.takes_types(resource) {
            return false;
        }
        if !self.rules.are_strong() || self.has_something(resource) {
            return true;
        }
        self.rules.bare_pass() && self.rules.relations.is_empty() && !self.is_entity(resource)
    }

    /// Whether the types that are shown of a resource make it an entity of the view: a claim holds its type
    /// also where nothing puts the entity into the view.
    pub(super) fn takes_as_entity(&self, resource: u32) -> bool {
        !self.rules.are_strong()
            || self.whole.rows_of_predicate(known::TYPE).next().is_none()
            || self.shows_thing(resource)
    }

    /// Whether a statement or claim that is shown has a resource as an end, a source and the like.
    fn has_something(&self, resource: u32) -> bool {
        let out = [Some(resource), None, None];
        let back = [None, None, Some(resource)];
        let whole = &self.whole;
        [out, back].into_iter().any(|pattern| {
            self.seen_as_default(pattern)
                .any(|quad| self.is_strong_statement(&quad) && self.shows_statement(quad))
        }) || self.rules.may_override()
            && whole
                .claims_of_subject(resource)
                .chain(whole.claims_of_object(resource))
                .any(|row| {
                    self.is_default(row.graph)
                        && self.is_strong_statement(&row.quad())
                        && self.passes(&row)
                        && self.holds(&row)
                })
            || self.backs_a_claim(resource)
    }

    /// Whether a statement puts its ends into the view: it is no type, name or id, and not about a claim.
    pub(super) fn is_strong_statement(&self, &[s, p, ..]: &Quad) -> bool {
        !matches!(self.role(p), Role::Type | Role::Name | Role::Identifier)
            && !self.whole.is_reifier(s)
            && self.whole.evidence_of(s).is_none()
    }

    /// Whether an entity of the whole is in the view by something that is shown, whether or not the view shows
    /// what makes it an entity.
    pub(super) fn has_entity(&self, resource: u32) -> bool {
        self.rules.are_strong()
            && self.takes_types(resource)
            && self.has_something(resource)
            && self.is_entity(resource)
    }

    fn backs_a_claim(&self, resource: u32) -> bool {
        let whole = &self.whole;
        let by =
            |predicate: u32| whole.quads([None, Some(predicate), Some(resource)], GraphIs::Any);
        by(known::SOURCE)
            .chain(by(known::ATTRIBUTED_TO))
            .any(|[reifier, ..]| self.shows_reifier(reifier))
            || by(known::HAS_SOURCE).any(|[node, ..]| {
                whole
                    .quads([None, Some(known::EVIDENCE), Some(node)], GraphIs::Any)
                    .any(|[reifier, ..]| self.shows_reifier(reifier))
            })
    }

    // ---- statements --------------------------------------------------------------------------------------

    /// Whether a quad that is stored is shown.
    pub(super) fn shows(&self, quad: Quad) -> bool {
        let [s, p, o, g] = quad;
        if !self.rules.takes_graph(g) {
            return false;
        }
        if self.whole.has_rows() {
            if self.whole.is_reifier(s) {
                return self.shows_reifier(s);
            }
            if self.whole.evidence_of(s).is_some() {
                return self.shows_evidence(s);
            }
            if id::is_resource(o) && self.whole.is_reifier(o) && !self.shows_reifier(o) {
                return false;
            }
        }
        match self.role(p) {
            // A claim on a name holds it also where its entity has nothing else to show.
            Role::Type | Role::Name | Role::Identifier => self.shows_thing(s) || self.is_held(quad),
            _ => self.shows_statement(quad),
        }
    }

    /// Whether a claim that passes holds a quad in the view.
    pub(super) fn is_held(&self, [s, p, o, g]: Quad) -> bool {
        self.whole
            .claims_of_statement([s, p, o])
            .any(|row| row.graph == g && self.passes(&row) && self.holds(&row))
    }

    fn shows_statement(&self, quad: Quad) -> bool {
        let [s, p, o, g] = quad;
        let rules = &self.rules;
        if !rules.takes_graph(g)
            || !rules.takes_relation(p)
            || !self.takes_types(s)
            || !self.takes_types(o)
        {
            return false;
        }
        rules.bare_pass() && self.whole.is_bare(quad) || self.is_held(quad)
    }

    /// The statements that are not stored and are held here, in a base of their own.
    pub(super) fn extra(&self) -> Option<&Base> {
        if !self.rules.may_override() {
            return None;
        }
        let base = self.extra.get_or_init(|| {
            let mut parts = Parts::default();
            for row in self.whole.claims() {
                let quad @ [s, p, o, g] = row.quad();
                if row.asserts
                    || !self.holds(&row)
                    || !self.passes(&row)
                    || self.whole.is_stored(quad)
                {
                    continue;
                }
                if g == NONE {
                    parts.triples.push([s, p, o]);
                } else {
                    parts.quads.push(quad);
                }
            }
            let (resources, literals, triples) = self.whole.dictionary.sizes();
            Base::build(
                parts,
                Sizes {
                    resources: resources as u32,
                    literals: literals as u32,
                    triples: triples as u32,
                },
            )
        });
        Some(base)
    }

    /// The mask of the order that answers a pattern, where it was made or so many rows are worth it.
    pub(super) fn mask_for(&self, pattern: Pattern, rows: usize) -> Option<&Mask> {
        let order = Triples::order_of(pattern);
        let made = [&self.spo, &self.pos, &self.osp][order];
        if made.get().is_none() && rows < WORTH {
            return None;
        }
        Some(self.mask(order))
    }

    /// The columns of claims that may be said by plain triples instead.
    pub(super) fn said_by_triples(&self) -> [bool; PREDICATES.len()] {
        PREDICATES.map(|p| {
            self.whole
                .stored([None, Some(p), None], GraphIs::Any)
                .next()
                .is_some()
        })
    }
}

/// From so many rows on they are not judged one by one.
const WORTH: usize = 1_024;

impl Snapshot {
    /// The moment without any narrowing.
    pub(crate) fn whole(&self) -> Self {
        match &self.sight {
            Some(sight) => sight.whole.clone(),
            None => self.clone(),
        }
    }

    /// The moment as it is seen by some rules.
    pub(super) fn seen_through(mut self, sight: Arc<Sight>) -> Self {
        self.sight = Some(sight);
        self
    }

    /// The moment with what is seen of chosen graphs where it stands: in their names, and not merged.
    pub(crate) fn apart(&self) -> Self {
        match &self.sight {
            Some(sight) if sight.rules.merged().is_some() => {
                let rules = Rules {
                    apart: true,
                    ..sight.rules.clone()
                };
                let sight = Sight::new(sight.whole.clone(), sight.schema.clone(), rules);
                self.whole().seen_through(Arc::new(sight))
            }
            _ => self.clone(),
        }
    }

    /// Whether a view has several graphs together as its default graph.
    pub(crate) fn is_merged(&self) -> bool {
        self.sight()
            .is_some_and(|sight| sight.rules.merged().is_some())
    }

    /// Whether what stands in the default graph is seen.
    pub(crate) fn sees_default(&self) -> bool {
        self.sight()
            .is_none_or(|sight| sight.rules.takes_graph(NONE))
    }

    /// What narrows it.
    pub(crate) fn sight(&self) -> Option<&Sight> {
        self.sight.as_deref()
    }
}

//! The judgements of a whole order at once.
//!
//! Made in one walk over the statements by subject, beside the claims in the same order; the other orders
//! take theirs over from it. What is in the delta is judged one by one: it is small.

use rustc_hash::{FxHashMap, FxHashSet};

use super::GraphIs;
use super::sight::Sight;
use crate::index::{Field, Mask, Quad, Row};
use crate::model::id::{self, NONE, known};
use crate::schema::Role;

/// What a predicate is to the walk.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Not one that occurs.
    Other,
    /// A type, a name or an id: shown with its subject.
    OfThing,
    /// The same where claims say some: shown also where one holds it.
    OfThingClaimed,
    /// A statement.
    Statement,
    /// One whose relation is filtered out.
    Filtered,
}

impl Kind {
    /// Whether it says what something is or is called.
    fn is_of_thing(self) -> bool {
        matches!(self, Self::OfThing | Self::OfThingClaimed)
    }
}

impl Sight {
    /// The rows of an order that are shown: 0 for SPO, 1 for POS, 2 for OSP.
    ///
    /// # Complexity
    /// O(n) in the rows the first time, then O(1).
    pub(super) fn mask(&self, order: usize) -> &Mask {
        let triples = &self.whole.base.triples;
        match order {
            0 => self.spo.get_or_init(|| self.by_subject()),
            1 => self.pos.get_or_init(|| triples.mask_pos(self.mask(2))),
            _ => self.osp.get_or_init(|| triples.mask_osp(self.mask(0))),
        }
    }

    /// The base's rows of claims that pass, and those that hold their statements.
    ///
    /// # Complexity
    /// O(n) in the rows for each filter; each distinct value is judged once.
    pub(super) fn rows(&self) -> &(Mask, Mask) {
        self.rows.get_or_init(|| {
            let claims = &self.whole.base.claims;
            let mut passing = Mask::all(claims.len());
            self.keep_said(&mut passing);
            self.keep_statements(&mut passing);
            let mut holding = passing.clone();
            holding.retain(|number| claims.asserts(number as u32));
            if self.rules.may_override() {
                let mut from = 0;
                while let Some(number) = passing.next(from, claims.len()) {
                    from = number + 1;
                    if !holding.get(number) && self.holds(&self.frozen(number as u32)) {
                        holding.set(number);
                    }
                }
            }
            (passing, holding)
        })
    }

    /// The base's row of a number.
    fn frozen(&self, number: u32) -> Row {
        let whole = &self.whole;
        let claims = &whole.base.claims;
        claims.row(number, whole.dictionary.triple(claims.triple(number)))
    }

    /// Keeps the rows that pass the filters of what a claim itself says.
    fn keep_said(&self, passing: &mut Mask) {
        let claims = &self.whole.base.claims;
        let by_triples = self.said_by_triples();
        for field in self.filtered() {
            let column = claims.attribute(field as usize);
            let elsewhere = by_triples[field as usize];
            column.retain(passing, |value| {
                value == NONE && elsewhere || self.takes_value(field, value)
            });
            if elsewhere {
                passing.retain(|number| {
                    let number = number as u32;
                    column.get(number) != NONE || {
                        let value = self.whole.row_value(&self.frozen(number), field);
                        self.takes_value(field, value)
                    }
                });
            }
        }
        if self.rules.sources.is_empty() {
            return;
        }
        let column = claims.attribute(Field::Source as usize);
        let elsewhere = by_triples[Field::Source as usize];
        for wanted in &self.rules.sources {
            column.retain(passing, |source| {
                source == NONE && elsewhere || wanted.contains(&source)
            });
        }
        if elsewhere {
            passing.retain(|number| {
                let number = number as u32;
                column.get(number) != NONE || self.takes_source(&self.frozen(number))
            });
        }
    }

    /// Keeps the rows that pass the filters of statements and graphs.
    fn keep_statements(&self, passing: &mut Mask) {
        let claims = &self.whole.base.claims;
        if self.rules.graphs.is_some() {
            passing.retain(|number| self.rules.takes_graph(claims.graph(number as u32)));
        }
        if self.rules.relations.is_empty() && self.rules.types.is_empty() {
            return;
        }
        passing.retain(|number| {
            let triple = claims.triple(number as u32);
            let [s, p, o] = self.whole.dictionary.triple(triple);
            self.rules.takes_relation(p) && self.takes_types(s) && self.takes_types(o)
        });
    }

    /// How many claims are shown.
    pub(super) fn claim_count(&self) -> usize {
        let whole = &self.whole;
        let (passing, _) = self.rows();
        let removed = whole.delta.removed_claim_rows();
        let removed = removed.filter(|&row| passing.get(row as usize)).count();
        let added = whole.delta.claims().filter(|row| self.passes(row)).count();
        passing.count() - removed + added
    }

    /// What the walk knows of each predicate.
    fn kinds(&self) -> Vec<Kind> {
        let (resources, ..) = self.whole.dictionary.sizes();
        let mut kinds = vec![Kind::Other; resources];
        for predicate in self.whole.predicates() {
            kinds[id::index(predicate)] = match self.role(predicate) {
                Role::Type | Role::Name | Role::Identifier => {
                    let is_claimed = self.rules.takes_relation(predicate)
                        && self.whole.rows_of_predicate(predicate).next().is_some();
                    if is_claimed {
                        Kind::OfThingClaimed
                    } else {
                        Kind::OfThing
                    }
                }
                _ if self.rules.takes_relation(predicate) => Kind::Statement,
                _ => Kind::Filtered,
            };
        }
        kinds
    }

    /// The rows of SPO that are shown.
    fn by_subject(&self) -> Mask {
        let whole = &self.whole;
        let base = &whole.base;
        let mut mask = Mask::none(base.triples.len());
        let strong = self.rules.are_strong();
        let (resources, ..) = whole.dictionary.sizes();
        let mut things = Mask::none(if strong { resources } else { 0 });
        if strong {
            self.mark_from_delta(&mut things);
            self.mark_backs(&mut things);
        }
        if !self.rules.takes_graph(NONE) {
            let _ = self.things.set(things);
            return mask;
        }
        let kinds = self.kinds();
        let held = self.held();
        let bare_pass = self.rules.bare_pass();
        let removed = whole.delta.has_removed();
        let bare_changes: FxHashMap<Quad, bool> = whole.delta.bare_changes().collect();
        let types = !self.rules.types.is_empty();
        let claims = whole.has_rows();
        let mut later: Vec<(u32, usize, usize)> = Vec::new();
        let mut terms = whole.dictionary.flat_triples();
        let mut row = 0;
        for (s, predicates, objects) in base.triples.by_subject() {
            let (first, end) = (row, row + predicates.len());
            row = end;
            if claims && (whole.is_reifier(s) || whole.evidence_of(s).is_some()) {
                // About a claim: all of it is shown, or nothing.
                let shown = if whole.is_reifier(s) {
                    self.shows_reifier(s)
                } else {
                    self.shows_evidence(s)
                };
                if shown {
                    (first..end).for_each(|row| mask.set(row));
                }
                continue;
            }
            let subject_passes = !types || self.takes_types(s);
            let mut of_thing = false;
            for (at, (&p, &o)) in predicates.iter().zip(objects).enumerate() {
                let kind = kinds[id::index(p)];
                of_thing |= kind.is_of_thing();
                match kind {
                    Kind::Statement | Kind::OfThingClaimed if subject_passes => {}
                    _ => continue,
                }
                if removed && whole.delta.is_removed(&[s, p, o]) {
                    continue;
                }
                let term = if id::is_triple(o) {
                    whole.dictionary.triple_id([s, p, o]).map(id::index)
                } else {
                    terms.find([s, p, o])
                };
                let by_claim = term.is_some_and(|term| held.frozen.get(term))
                    || !held.added.is_empty() && held.added.contains(&[s, p, o]);
                let shown = by_claim
                    || kind == Kind::Statement && bare_pass && {
                        let is_held = term.is_some_and(|term| base.is_held_term(term));
                        bare_changes
                            .get(&[s, p, o, NONE])
                            .copied()
                            .unwrap_or(!is_held)
                    };
                if !shown
                    || types && !self.takes_types(o)
                    || claims && id::is_resource(o) && whole.is_reifier(o) && !self.shows_reifier(o)
                {
                    continue;
                }
                mask.set(first + at);
                if strong && kind == Kind::Statement {
                    things.set(id::index(s));
                    if id::is_resource(o) {
                        things.set(id::index(o));
                    }
                }
            }
            if of_thing {
                later.push((s, first, end));
            }
        }
        // Names, types and ids come last: which things have something to show is known only now.
        self.show_things(&mut mask, &things, &kinds, &later);
        if strong {
            let _ = self.things.set(things);
        }
        mask
    }

    /// Shows the types, names and ids of those subjects that the view shows: (subject, rows of SPO).
    fn show_things(
        &self,
        mask: &mut Mask,
        things: &Mask,
        kinds: &[Kind],
        subjects: &[(u32, usize, usize)],
    ) {
        let predicates = self.whole.base.triples.by_subject_predicates();
        let strong = self.rules.are_strong();
        let types = !self.rules.types.is_empty();
        let lone = self.rules.bare_pass() && self.rules.relations.is_empty();
        for &(s, first, end) in subjects {
            let shown = if strong {
                (!types || self.takes_types(s))
                    && (things.get(id::index(s)) || lone && !self.is_entity(s))
            } else {
                !types || self.takes_types(s)
            };
            if shown {
                for row in first..end {
                    if kinds[id::index(predicates[row])].is_of_thing() {
                        mask.set(row);
                    }
                }
            }
        }
    }

    /// The statements of the default graph that claims hold in the view.
    fn held(&self) -> Held {
        let whole = &self.whole;
        let claims = &whole.base.claims;
        let (_, _, triples) = whole.dictionary.frozen_sizes();
        let mut held = Held {
            frozen: Mask::none(triples as usize),
            added: FxHashSet::default(),
        };
        let (_, holding) = self.rows();
        let mut from = 0;
        while let Some(number) = holding.next(from, claims.len()) {
            from = number + 1;
            let number = number as u32;
            if whole.delta.is_removed_claim(number)
                || self.rules.graphs.is_none() && claims.graph(number) != NONE
            {
                continue;
            }
            held.hold(
                whole.dictionary.frozen_sizes().2,
                claims.triple(number),
                || whole.dictionary.triple(claims.triple(number)),
            );
        }
        for row in whole.delta.claims() {
            if (self.rules.graphs.is_some() || row.graph == NONE)
                && self.passes(row)
                && self.holds(row)
            {
                held.hold(triples, row.triple, || row.statement);
            }
        }
        held
    }

    /// What has been added since the base, put into the view by what is shown of it; and by what is held
    /// here alone.
    fn mark_from_delta(&self, things: &mut Mask) {
        let whole = &self.whole;
        let mut mark = |[s, _, o, _]: Quad| {
            things.set(id::index(s));
            if id::is_resource(o) {
                things.set(id::index(o));
            }
        };
        let added = whole
            .delta
            .triples([None; 3])
            .map(|[s, p, o]| [s, p, o, NONE]);
        let named = self.rules.graphs.is_some().then(|| {
            whole
                .stored([None; 3], GraphIs::AnyNamed)
                .filter(|quad| self.rules.takes_graph(quad[3]))
        });
        for quad in added.chain(named.into_iter().flatten()) {
            if self.is_strong_statement(&quad) && self.shows(quad) {
                mark(quad);
            }
        }
        if let Some(extra) = self.extra() {
            let held = extra.triples.scan([None; 3]);
            let named = self.rules.graphs.is_some();
            let named = named.then(|| extra.quads.scan([None; 3], None));
            held.map(|[s, p, o]| [s, p, o, NONE])
                .chain(named.into_iter().flatten())
                .filter(|quad| self.is_strong_statement(quad))
                .for_each(mark);
        }
    }

    /// What something that is shown may put into the view; nothing where all is in it anyway.
    pub(super) fn things(&self) -> impl Iterator<Item = u32> + '_ {
        let _ = self.mask(0);
        let mut from = 0;
        let things = self.things.get();
        std::iter::from_fn(move || {
            let (resources, ..) = self.whole.dictionary.sizes();
            let n = things?.next(from, resources)?;
            from = n + 1;
            Some(id::id(id::Kind::Resource, n as u32))
        })
    }

    /// What stands behind claims that are shown: their sources, those that they are attributed to, the
    /// documents of their evidence.
    fn mark_backs(&self, things: &mut Mask) {
        let whole = &self.whole;
        let mut mark = |term: u32| {
            if term != NONE && id::is_resource(term) {
                things.set(id::index(term));
            }
        };
        let document = |node: u32| whole.evidence_of(node).map_or(NONE, |values| values[0]);
        let claims = &whole.base.claims;
        let (passing, _) = self.rows();
        let [sources, evidence] =
            [Field::Source, Field::Evidence].map(|field| claims.attribute(field as usize));
        let mut last = [NONE; 2];
        let mut from = 0;
        while let Some(number) = passing.next(from, claims.len()) {
            from = number + 1;
            let number = number as u32;
            if whole.delta.is_removed_claim(number) {
                continue;
            }
            let source = sources.get(number);
            mark(source);
            let node = evidence.get(number);
            // The words of a claim stand in its source nearly always.
            if node != NONE && last != [source, node] {
                mark(document(node));
                last = [source, node];
            }
        }
        for row in whole.delta.claims().filter(|row| self.passes(row)) {
            mark(row.get(Field::Source));
            mark(document(row.get(Field::Evidence)));
        }
        for predicate in [known::SOURCE, known::ATTRIBUTED_TO, known::EVIDENCE] {
            for [reifier, _, o, _] in whole.stored([None, Some(predicate), None], GraphIs::Any) {
                if self.shows_reifier(reifier) {
                    mark(if predicate == known::EVIDENCE {
                        document(o)
                    } else {
                        o
                    });
                }
            }
        }
    }
}

/// The statements that claims hold in the view.
struct Held {
    /// By their triple terms, where those are frozen.
    frozen: Mask,
    added: FxHashSet<[u32; 3]>,
}

impl Held {
    fn hold(&mut self, frozen: u32, triple: u32, statement: impl FnOnce() -> [u32; 3]) {
        if (id::index(triple) as u32) < frozen {
            self.frozen.set(id::index(triple));
        } else {
            self.added.insert(statement());
        }
    }
}

//! Claims: what they say of themselves, and what they only quote.

use super::findings::Found;
use super::plan::Plan;
use super::statements::shown;
use super::{Check, Rows};
use crate::check::said::BesideRows;
use crate::index::{Field, PREDICATES, Row};
use crate::model::id::{NONE, known};
use crate::model::vocab::sh;
use crate::schema::Rule;

/// What the claims of every graph are held against.
pub(super) struct OfClaims<'a> {
    /// For each column of rows.
    plans: Vec<Plan>,
    beside: BesideRows,
    /// The least that a claim needs, with the predicates that count for it.
    least: Vec<(&'a Rule, Vec<u32>)>,
}

impl<'a> OfClaims<'a> {
    pub(super) fn new(check: &mut Check<'a>) -> Self {
        let lens = check.lens;
        let least = check.rules.iter().filter_map(|counted| {
            let books = lens.schema.type_(counted.rule.on_type()).iri().as_str();
            let needed = counted.rule.min_count().is_some_and(|least| least > 0);
            (needed && books == crate::vocab::rb::CLAIM).then(|| {
                let forms = counted.forms.iter().filter(|(_, swapped)| !swapped);
                (counted.rule, forms.map(|(p, _)| *p).collect())
            })
        });
        let least = least.collect();
        let plans = PREDICATES.map(|p| check.plan(p).remembering());
        Self {
            plans: plans.into(),
            beside: BesideRows::of(lens.snapshot),
            least,
        }
    }
}

impl<'a> Check<'a> {
    /// Some claims of one graph.
    pub(super) fn claims(
        &mut self,
        of: &mut OfClaims<'a>,
        rows: &Rows<'_>,
        claims: impl Iterator<Item = Row>,
    ) {
        let snapshot = self.lens.snapshot;
        let mut quoted = [NONE; 3];
        for row in claims {
            if row.statement != quoted && !row.asserts && !snapshot.is_stored(row.quad()) {
                quoted = row.statement;
                let [_, p, _] = quoted;
                let mut plan = self.plan(p);
                self.statement(&mut plan, rows.graph, quoted);
                self.plans.insert(p, plan);
            }
            // One that is about several statements of a graph says what it says of itself once.
            let mut all = snapshot.claims_of_reifier(row.reifier);
            let first = all.find(|other| other.graph == row.graph);
            if first.is_some_and(|first| first.key() != row.key()) {
                continue;
            }
            for (column, &value) in row.values.iter().enumerate() {
                let predicate = PREDICATES[column];
                if value != NONE && predicate != known::TYPE {
                    let said = [row.reifier, predicate, value];
                    self.statement(&mut of.plans[column], rows.graph, said);
                }
            }
            self.needs(of, &row);
            self.period(of, &row);
        }
    }

    /// What a claim lacks; a reifier of others need say nothing.
    fn needs(&mut self, of: &OfClaims<'_>, row: &Row) {
        let snapshot = self.lens.snapshot;
        let is_claim = row.is_claim() || {
            let quad = [row.reifier, known::TYPE, known::CLAIM, row.graph];
            of.beside.has(Field::Type) && snapshot.is_stored(quad)
        };
        if !is_claim {
            return;
        }
        for (rule, predicates) in &of.least {
            if predicates.iter().any(|&p| of.beside.says(snapshot, row, p)) {
                continue;
            }
            let path = predicates.first().copied().unwrap_or(NONE);
            let found = Found::warning(sh::MIN_COUNT, row.reifier);
            let found = found.of(rule.severity()).path(path);
            self.note(found.graph(row.graph), |lens| {
                let name = lens.schema.relation(rule.on_relation()).name();
                let [s, p, o] = row.statement;
                let message = format!(
                    "the claim that \"{}\" {} \"{}\" has no {name}",
                    lens.short(s),
                    lens.term_name(p),
                    shown(lens, o),
                );
                let hint = match path {
                    known::SOURCE => "revise() gives it the document that says so",
                    _ => "",
                };
                (message, hint.into())
            });
        }
    }

    /// A claim that ends before it starts.
    fn period(&mut self, of: &OfClaims<'_>, row: &Row) {
        let snapshot = self.lens.snapshot;
        let ends = [Field::From, Field::To];
        let [from, until] = ends.map(|field| of.beside.value(snapshot, row, field));
        if from == NONE || until == NONE || !self.times.are_reversed(snapshot, from, until) {
            return;
        }
        let found = Found::error(sh::ORDER, row.reifier).path(known::VALID_FROM);
        self.note(found.value(from).graph(row.graph), |lens| {
            let message = format!(
                "the claim ends, \"{}\", before it starts, \"{}\"",
                shown(lens, until),
                shown(lens, from)
            );
            (message, String::new())
        });
    }
}

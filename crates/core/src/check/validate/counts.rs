//! How many values there are: each entity against the counts that its types ask for, in each graph on
//! its own.

use rustc_hash::FxHashSet;

use super::findings::Found;
use super::statements::shown;
use super::{Check, Rows};
use crate::check::kinds::Fits;
use crate::dictionary::TRUE;
use crate::graph::{GraphIs, Lens};
use crate::model::id::{NONE, known};
use crate::model::vocab::{sh, xsd};
use crate::model::{Iri, Literal};
use crate::schema::Rule;

/// A rule with what it takes to count.
pub(in crate::check) struct Counted<'a> {
    pub(in crate::check) rule: &'a Rule,
    /// The predicates whose statements are counted, and whether their ends change places.
    pub(in crate::check) forms: Vec<(u32, bool)>,
    pub(in crate::check) subjects: Fits,
    pub(in crate::check) values: Fits,
}

/// The rules of a schema, those of claims and evidence among them.
pub(in crate::check) fn rules(lens: Lens<'_>) -> Vec<Counted<'_>> {
    let rules = lens.schema.rules().map(|rule| {
        let relation = lens.schema.relation(rule.on_relation());
        Counted {
            rule,
            forms: lens
                .predicates_of(relation.iri().as_str())
                .unwrap_or_default(),
            subjects: Fits::new(lens.schema, rule.on_type(), &[]),
            values: Fits::any_of(rule.allows()),
        }
    });
    rules.collect()
}

/// The entities that stand for several, in the whole default graph.
pub(in crate::check) fn collective(lens: Lens<'_>) -> FxHashSet<u32> {
    let whole = lens.snapshot.whole();
    let one = Literal::of_type("1", Iri::new_unchecked(xsd::BOOLEAN));
    let truths = [Some(TRUE), whole.dictionary.find(&one.into())];
    let mut found = FxHashSet::default();
    for truth in truths.into_iter().flatten() {
        let pattern = [None, Some(known::IS_COLLECTIVE), Some(truth)];
        found.extend(whole.stored(pattern, GraphIs::Default).map(|q| q[0]));
    }
    found
}

impl Check<'_> {
    /// The counts of a graph.
    pub(super) fn counts(&mut self, rows: &Rows<'_>) {
        let mut rules = std::mem::take(&mut self.rules);
        for counted in &mut rules {
            self.count(counted, rows);
        }
        self.rules = rules;
    }

    fn count(&mut self, counted: &mut Counted<'_>, rows: &Rows<'_>) {
        let there = counted.forms.iter().any(|(p, _)| rows.has(*p));
        let books = self
            .lens
            .schema
            .type_(counted.rule.on_type())
            .is_bookkeeping();
        // The least that claims need is looked for in their rows.
        let least = counted
            .rule
            .min_count()
            .filter(|&least| least > 0 && !books);
        if !there && least.is_none() {
            return;
        }
        let linked = self.linked(counted, rows);
        if let Some(most) = counted.rule.max_count() {
            for values in linked.chunk_by(|a, b| a[0] == b[0]) {
                if values.len() > most as usize && !self.is_passed_over(counted, values[0][0]) {
                    self.too_many(counted, rows.graph, values, most);
                }
            }
        }
        if let Some(least) = least {
            self.too_few(counted, rows, &linked, least);
        }
    }

    /// The subjects that a rule is about, with their values.
    fn linked(&self, counted: &mut Counted<'_>, rows: &Rows<'_>) -> Vec<[u32; 2]> {
        let (schema, kinds) = (self.lens.schema, &self.kinds);
        let Counted {
            forms,
            subjects,
            values,
            ..
        } = counted;
        rows.linked(forms, |s, o| {
            subjects.takes(schema, kinds, s) && values.takes(schema, kinds, o)
        })
    }

    fn is_passed_over(&self, counted: &Counted<'_>, subject: u32) -> bool {
        counted.rule.except_collective() && self.collective.contains(&subject)
    }

    #[cold]
    fn too_many(&mut self, counted: &Counted<'_>, graph: u32, values: &[[u32; 2]], most: u32) {
        let (rule, subject) = (counted.rule, values[0][0]);
        let component = match rule.allows() {
            [] => sh::MAX_COUNT,
            _ => sh::QUALIFIED_MAX_COUNT,
        };
        let found = Found::error(component, subject).of(rule.severity());
        let found = found.path(self.relation_of(rule)).graph(graph);
        self.note(found, |lens| {
            let message = format!(
                "\"{}\" has {} values of \"{}\", which takes {most} at most{}: {}",
                lens.short(subject),
                values.len(),
                lens.schema.relation(rule.on_relation()).name(),
                by(rule),
                listed(lens, values.iter().map(|pair| pair[1]))
            );
            let books = lens.schema.type_(rule.on_type()).is_bookkeeping();
            let hint = if books {
                "keep fewer by revise(), and say the others in claims of their own"
            } else {
                "conflicts() tells who says which"
            };
            (message, hint.into())
        });
    }

    /// The entities of a rule's type with too few values; in a narrow view only those that have too few
    /// altogether.
    fn too_few(
        &mut self,
        counted: &mut Counted<'_>,
        rows: &Rows<'_>,
        linked: &[[u32; 2]],
        least: u32,
    ) {
        let rule = counted.rule;
        let mut subjects: Vec<u32> = Vec::new();
        for class in self.lens.schema.subtypes(rule.on_type()) {
            if let Some(id) = self.lens.snapshot.dictionary.iri(class.iri().as_str()) {
                subjects.extend(rows.of_type(id));
            }
        }
        subjects.sort_unstable();
        subjects.dedup();
        let mut few: Vec<(u32, usize)> = subjects
            .into_iter()
            .map(|subject| (subject, how_many(linked, subject)))
            .filter(|(_, n)| *n < least as usize)
            .collect();
        if !few.is_empty() && rows.graph == NONE && self.lens.snapshot.sight().is_some() {
            let whole = self.linked(counted, &Rows::of_default(self.whole));
            few.retain(|(subject, _)| how_many(&whole, *subject) < least as usize);
        }
        for (subject, n) in few {
            if self.is_passed_over(counted, subject) {
                continue;
            }
            let component = match rule.allows() {
                [] => sh::MIN_COUNT,
                _ => sh::QUALIFIED_MIN_COUNT,
            };
            let found = Found::error(component, subject).of(rule.severity());
            let found = found.path(self.relation_of(rule)).graph(rows.graph);
            self.note(found, |lens| {
                let name = lens.schema.relation(rule.on_relation()).name();
                let has = match n {
                    0 => format!("no value of \"{name}\""),
                    1 => format!("1 value of \"{name}\""),
                    n => format!("{n} values of \"{name}\""),
                };
                let message = format!(
                    "\"{}\" has {has}, which takes {least} at least{}",
                    lens.short(subject),
                    by(rule)
                );
                (message, String::new())
            });
        }
    }

    fn relation_of(&self, rule: &Rule) -> u32 {
        let iri = self.lens.schema.relation(rule.on_relation()).iri();
        let id = self.lens.snapshot.dictionary.iri(iri.as_str());
        id.unwrap_or(NONE)
    }
}

fn how_many(linked: &[[u32; 2]], subject: u32) -> usize {
    let low = linked.partition_point(|pair| pair[0] < subject);
    linked[low..].partition_point(|pair| pair[0] <= subject)
}

/// The rule that asks for a count, where it stands on its own.
fn by(rule: &Rule) -> String {
    match rule.label() {
        Some(label) => format!(" by the rule \"{label}\""),
        None => String::new(),
    }
}

/// Values in quotes, the first few of them.
pub(in crate::check) fn listed(
    lens: Lens<'_>,
    values: impl ExactSizeIterator<Item = u32>,
) -> String {
    const MOST: usize = 5;
    let more = values.len().saturating_sub(MOST);
    let mut shown: Vec<String> = values
        .take(MOST)
        .map(|value| format!("\"{}\"", shown(lens, value)))
        .collect();
    if more > 0 {
        shown.push(format!("and {more} more"));
    }
    shown.join(", ")
}

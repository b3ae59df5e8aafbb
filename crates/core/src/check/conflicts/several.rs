//! More values than a property takes, at one time.

use rustc_hash::FxHashSet;

use super::Search;
use crate::check::clash::{Held, at_one_time, most_at_once};
use crate::check::validate::{Counted, collective, rules, shown};
use crate::graph::{Holders, Lens};
use crate::model::id;

impl Search<'_> {
    /// Every property and rule that has a greatest count.
    pub(super) fn several_values(&mut self) {
        let lens = self.lens;
        let mut several = None;
        for counted in &mut rules(lens) {
            let rule = counted.rule;
            let Some(most) = rule.max_count() else {
                continue;
            };
            if lens.schema.type_(rule.on_type()).is_bookkeeping() {
                continue;
            }
            let several = rule
                .except_collective()
                .then(|| &*several.get_or_insert_with(|| collective(lens)));
            for subject in self.with_more_than(counted, most, several) {
                self.values_of(counted, subject, most as usize);
            }
        }
    }

    /// The subjects with more values than a rule allows, whenever they hold.
    fn with_more_than(
        &self,
        counted: &mut Counted<'_>,
        most: u32,
        passed_over: Option<&FxHashSet<u32>>,
    ) -> Vec<Vec<[u32; 2]>> {
        let (schema, kinds) = (self.lens.schema, &self.kinds);
        let mut linked: Vec<[u32; 2]> = Vec::new();
        for &(predicate, swapped) in &counted.forms {
            for [s, o] in self.lens.snapshot.pairs(predicate) {
                let [s, o] = if swapped { [o, s] } else { [s, o] };
                if counted.subjects.takes(schema, kinds, s)
                    && counted.values.takes(schema, kinds, o)
                {
                    linked.push([s, o]);
                }
            }
        }
        linked.sort_unstable();
        linked.dedup();
        linked
            .chunk_by(|a, b| a[0] == b[0])
            .filter(|values| values.len() > most as usize)
            .filter(|values| passed_over.is_none_or(|over| !over.contains(&values[0][0])))
            .map(<[_]>::to_vec)
            .collect()
    }

    fn values_of(&mut self, counted: &Counted<'_>, values: Vec<[u32; 2]>, most: usize) {
        let (lens, rule) = (self.lens, counted.rule);
        let subject = values[0][0];
        let held: Vec<Held> = values
            .into_iter()
            .map(|[_, value]| self.held(subject, value, &counted.forms))
            .collect();
        let clashing = at_one_time(&held, most);
        if clashing.len() <= most {
            return;
        }
        let mut held: Vec<Held> = held
            .into_iter()
            .enumerate()
            .filter(|(at, _)| clashing.binary_search(at).is_ok())
            .map(|(_, held)| held)
            .collect();
        for at in 0..held.len() {
            let mut one = held.remove(at);
            let others: Vec<&Held> = held.iter().collect();
            one.keep_overlapping(lens.snapshot, &mut self.times, &others);
            held.insert(at, one);
        }
        let relation = lens.schema.relation(rule.on_relation()).name();
        let said = held.iter().take(5).map(|one| {
            let who = self.who(&one.claims, one.bare);
            format!("\"{}\" ({who})", shown(lens, one.value))
        });
        let mut said: Vec<String> = said.collect();
        if held.len() > said.len() {
            said.push(format!("{} more", held.len() - said.len()));
        }
        let (name, what) = match rule.label() {
            Some(label) => ("count", format!(" by the rule \"{label}\"")),
            None if most == 1 => ("functional", String::new()),
            None => ("count", String::new()),
        };
        let all = held.len();
        let at_once = match most_at_once(&held).map(|most_held| most_held.max(most + 1)) {
            Some(most_held) if most_held >= all => " at one time".to_owned(),
            Some(most_held) => format!(", up to {most_held} of them at one time"),
            None => ", several of them at one time".to_owned(),
        };
        let message = format!(
            "\"{}\" has {all} values of \"{relation}\"{at_once}, which takes {most} at most{what}: {}{}",
            lens.short(subject),
            said.join(", "),
            remark(lens, &held)
        );
        let claims = held.into_iter().flat_map(|one| one.claims).collect();
        self.add(name, subject, relation.to_owned(), claims, message);
    }

    /// What holds that a subject has a value, by whichever of some predicates.
    fn held(&mut self, subject: u32, value: u32, forms: &[(u32, bool)]) -> Held {
        let snapshot = self.lens.snapshot;
        let mut all = Holders::default();
        for &(predicate, swapped) in forms {
            let statement = match swapped {
                false => [subject, predicate, value],
                true if id::is_resource(value) => [value, predicate, subject],
                true => continue,
            };
            let holders = self.affirmed(statement);
            all.claims.extend(holders.claims);
            all.bare |= holders.bare;
        }
        Held::new(snapshot, &mut self.times, value, all)
    }
}

/// Dates of which one is a less exact form of the other may be no conflict at all.
fn remark(lens: Lens<'_>, held: &[Held]) -> &'static str {
    let times: Vec<_> = held
        .iter()
        .filter_map(|one| {
            let mut times = crate::check::times::Times::default();
            times.bounds(lens.snapshot, one.value)
        })
        .collect();
    let [one, two] = times.as_slice() else {
        return "";
    };
    if held.len() == 2 && (one.within(*two) || two.within(*one)) {
        "; the one may be a less exact form of the other"
    } else {
        ""
    }
}

//! What a property says of its values besides the range: counts, bounds, patterns, schemes.

use std::cmp::Ordering;

use super::classes::{Classes, unresolved};
use super::datatypes;
use super::drafts::{Drafts, Kind, Place};
use super::properties::Properties;
use super::relations::{Pattern, Range, RelationId};
use super::rules::Rule;
use super::types::TypeId;
use super::{SchemaError, drafts::Draft};
use crate::model::{Literal, Severity};

/// The judged annotations of one property.
#[derive(Default)]
pub(super) struct Facets {
    pub(super) min_count: Option<u32>,
    pub(super) max_count: Option<u32>,
    pub(super) min_inclusive: Option<Literal>,
    pub(super) max_inclusive: Option<Literal>,
    pub(super) pattern: Option<Pattern>,
    pub(super) scheme: Option<Box<str>>,
    pub(super) allows: Box<[TypeId]>,
}

impl Facets {
    /// Judges what a draft says; errors are noted in `drafts`.
    pub(super) fn new(
        drafts: &mut Drafts<'_>,
        classes: &Classes,
        draft: usize,
        kind: Kind,
        range: &Range,
    ) -> Self {
        let mut faults: Vec<(Place, String)> = Vec::new();
        let said = &drafts.all[draft];
        let name = drafts.short(said.iri.as_str());
        only_of_its_kind(said, kind, &name, &mut faults);
        counts(said, &name, &mut faults);
        bounds(said, &name, &mut faults);
        let mut facets = Self {
            min_count: said.min_count.as_ref().map(|said| said.value),
            max_count: said.max_count.as_ref().map(|said| said.value),
            min_inclusive: said.min_inclusive.as_ref().map(|said| said.value.clone()),
            max_inclusive: said.max_inclusive.as_ref().map(|said| said.value.clone()),
            scheme: said.scheme.as_ref().map(|said| said.value.clone()),
            ..Self::default()
        };
        if let Some(said) = &said.pattern {
            match regex::Regex::new(&format!(r"\A(?:{})\z", said.value)) {
                Ok(regex) => {
                    facets.pattern = Some(Pattern {
                        source: said.value.clone(),
                        regex,
                    });
                }
                Err(error) => {
                    let error = error.to_string();
                    let last = error.lines().next_back().unwrap_or_default();
                    let last = last.trim().trim_start_matches("error: ");
                    let reason =
                        format!("\"rb:pattern\" of \"{name}\" is no regular expression: {last}");
                    faults.push((said.at, reason));
                }
            }
        }
        let iri = said.iri.clone();
        for (at, reason) in faults {
            drafts.fault(at, iri.as_str(), reason);
        }
        facets.allows = allowed(drafts, classes, draft, Some(range));
        facets
    }
}

/// Patterns and the like are for values, a list of allowed types is for entities.
fn only_of_its_kind(said: &Draft, kind: Kind, name: &str, faults: &mut Vec<(Place, String)>) {
    let of_values = [
        ("rb:pattern", said.pattern.as_ref().map(|said| said.at)),
        ("rb:scheme", said.scheme.as_ref().map(|said| said.at)),
        (
            "rb:minInclusive",
            said.min_inclusive.as_ref().map(|said| said.at),
        ),
        (
            "rb:maxInclusive",
            said.max_inclusive.as_ref().map(|said| said.at),
        ),
    ];
    let of_entities = [("rb:allows", said.allows.first().map(|said| said.at))];
    let (wrong, words): (&[_], _) = match kind {
        Kind::Value => (
            &of_entities,
            "is for relations between entities, but \"{}\" takes values",
        ),
        _ => (
            &of_values,
            "is for values, but \"{}\" is a relation between entities",
        ),
    };
    for (annotation, at) in wrong {
        if let Some(at) = at {
            faults.push((
                *at,
                format!("\"{annotation}\" {}", words.replace("{}", name)),
            ));
        }
    }
}

fn counts(said: &Draft, name: &str, faults: &mut Vec<(Place, String)>) {
    if let (Some(least), Some(most)) = (&said.min_count, &said.max_count)
        && least.value > most.value
    {
        let reason = format!(
            "\"rb:minCount\" of \"{name}\" is {}, which is more than its \"rb:maxCount\", {}",
            least.value, most.value
        );
        faults.push((least.at, reason));
    }
}

fn bounds(said: &Draft, name: &str, faults: &mut Vec<(Place, String)>) {
    if let (Some(least), Some(most)) = (&said.min_inclusive, &said.max_inclusive)
        && let (Some(low), Some(high)) = (
            datatypes::number(&least.value),
            datatypes::number(&most.value),
        )
        && low.compare(high) == Some(Ordering::Greater)
    {
        let reason = format!(
            "\"rb:minInclusive\" of \"{name}\" is {}, which is more than its \"rb:maxInclusive\", {}",
            least.value.lexical(),
            most.value.lexical()
        );
        faults.push((least.at, reason));
    }
}

/// The types of `rb:allows`, each of which lies within the range.
fn allowed(
    drafts: &mut Drafts<'_>,
    classes: &Classes,
    draft: usize,
    range: Option<&Range>,
) -> Box<[TypeId]> {
    let iri = drafts.all[draft].iri.clone();
    let mut types = Vec::new();
    for said in drafts.all[draft].allows.clone() {
        match (classes.id(said.value.as_str()), range) {
            (Some(id), Some(Range::Type(of))) if !classes.is_subtype(id, *of) => {
                let reason = format!(
                    "\"{}\" allows \"{}\", which does not lie within its range, \"{}\"",
                    drafts.short(iri.as_str()),
                    drafts.short(said.value.as_str()),
                    drafts.short(classes.types[of.index()].iri.as_str()),
                );
                drafts.fault(said.at, iri.as_str(), reason);
            }
            (Some(id), _) => types.push(id),
            (None, Some(Range::Value { .. })) => {}
            (None, _) => unresolved(drafts, classes, &iri, "allowed type", &said, Kind::Class),
        }
    }
    types.into()
}

/// The rules that stand on their own, after those that properties state for their domains.
pub(super) fn rules(
    drafts: &mut Drafts<'_>,
    classes: &Classes,
    properties: &Properties,
) -> Result<Vec<Rule>, SchemaError> {
    let mut rules: Vec<Rule> = properties
        .relations
        .iter()
        .filter(|relation| relation.min_count.or(relation.max_count).is_some())
        .map(|relation| Rule {
            iri: relation.iri.clone(),
            label: None,
            on_type: relation.domain,
            on_relation: relation.id,
            min_count: relation.min_count,
            max_count: relation.max_count,
            allows: Box::default(),
            except_collective: false,
            severity: relation.severity,
        })
        .collect();
    for n in 0..drafts.all.len() {
        if drafts.all[n].kind() != Some(Kind::Rule) {
            continue;
        }
        let on_type = rule_class(drafts, classes, n);
        let on_relation = rule_property(drafts, classes, properties, n);
        let allows = allowed(drafts, classes, n, None);
        let draft = &drafts.all[n];
        let name = drafts.short(draft.iri.as_str());
        let mut faults = Vec::new();
        counts(draft, &name, &mut faults);
        if draft.min_count.is_none() && draft.max_count.is_none() {
            faults.push((
                draft.at,
                format!("the rule \"{name}\" has neither rb:minCount nor rb:maxCount"),
            ));
        }
        if let (Some(on_type), Some(on_relation)) = (on_type, on_relation) {
            rules.push(Rule {
                iri: draft.iri.clone(),
                label: draft.labels.get("en").map(Into::into),
                on_type,
                on_relation,
                min_count: draft.min_count.as_ref().map(|said| said.value),
                max_count: draft.max_count.as_ref().map(|said| said.value),
                allows,
                except_collective: draft.except_collective,
                severity: draft.severity.unwrap_or(Severity::Warning),
            });
        }
        let iri = draft.iri.clone();
        for (at, reason) in faults {
            drafts.fault(at, iri.as_str(), reason);
        }
    }
    drafts.checked()?;
    Ok(rules)
}

fn rule_class(drafts: &mut Drafts<'_>, classes: &Classes, rule: usize) -> Option<TypeId> {
    let draft = &drafts.all[rule];
    let iri = draft.iri.clone();
    let Some(said) = draft.on_class.clone() else {
        incomplete(drafts, rule, "rb:onClass");
        return None;
    };
    let id = classes.id(said.value.as_str());
    if id.is_none() {
        unresolved(drafts, classes, &iri, "class", &said, Kind::Class);
    }
    id
}

fn rule_property(
    drafts: &mut Drafts<'_>,
    classes: &Classes,
    properties: &Properties,
    rule: usize,
) -> Option<RelationId> {
    let draft = &drafts.all[rule];
    let iri = draft.iri.clone();
    let Some(said) = draft.on_property.clone() else {
        incomplete(drafts, rule, "rb:onProperty");
        return None;
    };
    let id = properties.ids.get(&said.value).copied();
    if id.is_none() {
        unresolved(drafts, classes, &iri, "property", &said, Kind::Relation);
    }
    id
}

fn incomplete(drafts: &mut Drafts<'_>, rule: usize, what: &str) {
    let (at, iri) = (drafts.all[rule].at, drafts.all[rule].iri.clone());
    let reason = format!("the rule \"{}\" has no {what}", drafts.short(iri.as_str()));
    drafts.fault(at, iri.as_str(), reason);
}

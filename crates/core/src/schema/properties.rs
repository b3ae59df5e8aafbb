//! From drafts to relations: parents, ends, inverses.

use rustc_hash::FxHashMap;

use super::SchemaError;
use super::bits::closure;
use super::classes::{Classes, limit, no_cycle, no_label, unresolved};
use super::drafts::{Draft, Drafts, Kind, Place};
use super::ends;
use super::facets::Facets;
use super::relations::{Range, Relation, RelationId};
use super::roles::{self, Role};
use super::types::TypeId;
use crate::model::vocab::{owl, rb};
use crate::model::{Iri, Severity};

/// The relations of a schema.
pub(super) struct Properties {
    pub(super) relations: Vec<Relation>,
    pub(super) ids: FxHashMap<Iri, RelationId>,
}

/// A property on its way: what is known of it, by its number.
pub(super) struct Half {
    /// Its index among the drafts.
    pub(super) draft: usize,
    pub(super) iri: Iri,
    pub(super) at: Place,
    pub(super) kind: Kind,
    pub(super) parents: Vec<usize>,
    pub(super) inverse: Option<usize>,
    pub(super) inverse_form: bool,
    pub(super) domain: Option<TypeId>,
    pub(super) domain_at: Place,
    pub(super) range: Option<Range>,
    pub(super) range_at: Place,
}

/// Judges the properties and makes the relations.
pub(super) fn properties(
    drafts: &mut Drafts<'_>,
    classes: &Classes,
) -> Result<Properties, SchemaError> {
    let (mut halves, index) = halves(drafts);
    let numbers: Vec<usize> = halves.iter().map(|half| half.draft).collect();
    limit(drafts, &numbers)?;
    link_parents(drafts, classes, &mut halves, &index)?;
    let parents: Vec<Vec<usize>> = halves.iter().map(|half| half.parents.clone()).collect();
    no_cycle(drafts, &numbers, &parents, "subproperty")?;
    link_inverses(drafts, classes, &mut halves, &index)?;
    ends::state(drafts, classes, &mut halves)?;
    ends::mirror(&mut halves);
    inherit_parents(drafts, classes, &mut halves, &index);
    ends::inherit(&mut halves);
    ends::mirror(&mut halves);
    ends::complete(classes, &mut halves);
    ends::agree(drafts, classes, &halves)?;
    make(drafts, classes, &halves, index)
}

fn halves(drafts: &Drafts<'_>) -> (Vec<Half>, FxHashMap<Iri, usize>) {
    let mut halves = Vec::new();
    let mut index = FxHashMap::default();
    for (n, draft) in drafts.all.iter().enumerate() {
        let Some(kind @ (Kind::Relation | Kind::Value)) = draft.kind() else {
            continue;
        };
        index.insert(draft.iri.clone(), halves.len());
        halves.push(Half {
            draft: n,
            iri: draft.iri.clone(),
            at: draft.at,
            kind,
            parents: Vec::new(),
            inverse: None,
            inverse_form: false,
            domain: None,
            domain_at: draft.at,
            range: None,
            range_at: draft.at,
        });
    }
    (halves, index)
}

fn link_parents(
    drafts: &mut Drafts<'_>,
    classes: &Classes,
    halves: &mut [Half],
    index: &FxHashMap<Iri, usize>,
) -> Result<(), SchemaError> {
    for half in halves.iter_mut() {
        for said in drafts.all[half.draft].parents.clone() {
            match index.get(&said.value) {
                None => unresolved(drafts, classes, &half.iri, "parent", &said, half.kind),
                Some(&parent) if half.parents.contains(&parent) => {}
                Some(&parent) => half.parents.push(parent),
            }
        }
    }
    for half in halves.iter() {
        for &parent in &half.parents {
            let parent = &halves[parent];
            if parent.kind != half.kind {
                let at = drafts.all[half.draft]
                    .parents
                    .iter()
                    .find(|said| said.value == parent.iri)
                    .map_or(half.at, |said| said.at);
                let reason = format!(
                    "\"{}\" is an {}, but its parent \"{}\" is an {}",
                    drafts.short(half.iri.as_str()),
                    half.kind.turtle(),
                    drafts.short(parent.iri.as_str()),
                    parent.kind.turtle(),
                );
                drafts.fault(at, half.iri.as_str(), reason);
            }
        }
    }
    drafts.checked()
}

fn link_inverses(
    drafts: &mut Drafts<'_>,
    classes: &Classes,
    halves: &mut [Half],
    index: &FxHashMap<Iri, usize>,
) -> Result<(), SchemaError> {
    for forward in 0..halves.len() {
        let (n, iri) = (halves[forward].draft, halves[forward].iri.clone());
        for said in drafts.all[n].inverses.clone() {
            let Some(&other) = index.get(&said.value) else {
                unresolved(drafts, classes, &iri, "inverse", &said, Kind::Relation);
                continue;
            };
            if other == forward {
                drafts.all[n].symmetric = true;
            } else if let Some(reason) = no_inverse(drafts, halves, forward, other) {
                drafts.fault(said.at, iri.as_str(), reason);
            } else if halves[forward].inverse != Some(other) {
                halves[forward].inverse = Some(other);
                halves[other].inverse = Some(forward);
                halves[other].inverse_form = true;
            }
        }
    }
    // The marks of one form hold for the other.
    for half in halves.iter() {
        if let Some(inverse) = half.inverse {
            let other = &drafts.all[halves[inverse].draft];
            let (transitive, acyclic) = (other.transitive, other.acyclic);
            let draft = &mut drafts.all[half.draft];
            draft.transitive |= transitive;
            draft.acyclic |= acyclic;
        }
    }
    drafts.checked()
}

/// Why one property cannot be the inverse of another, if it cannot.
fn no_inverse(
    drafts: &Drafts<'_>,
    halves: &[Half],
    forward: usize,
    other: usize,
) -> Option<String> {
    let draft = |half: usize| &drafts.all[halves[half].draft];
    let name = |half: usize| drafts.short(halves[half].iri.as_str());
    let (this, that) = (name(forward), name(other));
    if let Some(value) = [forward, other]
        .into_iter()
        .find(|half| halves[*half].kind == Kind::Value)
    {
        return Some(format!(
            "\"{}\" takes values, so it has no inverse",
            name(value)
        ));
    }
    if let Some(both) = [forward, other]
        .into_iter()
        .find(|half| draft(*half).symmetric)
    {
        return Some(format!(
            "\"{}\" is symmetric, so it is its own inverse; take owl:inverseOf away",
            name(both)
        ));
    }
    if let Some(first) = halves[forward].inverse.filter(|first| *first != other) {
        return Some(format!(
            "\"{this}\" has an inverse already, \"{}\"",
            name(first)
        ));
    }
    if draft(other).at.ontology < draft(forward).at.ontology {
        return Some(format!(
            "\"{that}\" belongs to another file and cannot get \"{this}\" as its inverse; make \
             \"{this}\" a subproperty instead"
        ));
    }
    let first = halves[other].inverse.filter(|first| *first != forward)?;
    Some(format!(
        "\"{that}\" has an inverse already, \"{}\"",
        name(first)
    ))
}

/// The inverse of a subrelation stands under the inverse of its parent; what has no parent stands
/// under `rb:relatedTo`, unless it is part of the books, a value, or about identity.
fn inherit_parents(
    drafts: &Drafts<'_>,
    classes: &Classes,
    halves: &mut [Half],
    index: &FxHashMap<Iri, usize>,
) {
    for here in 0..halves.len() {
        let Some(other) = halves[here].inverse else {
            continue;
        };
        for parent in halves[other].parents.clone() {
            let turned = if drafts.all[halves[parent].draft].symmetric {
                Some(parent)
            } else {
                halves[parent].inverse
            };
            if let Some(turned) = turned.filter(|t| *t != here && !halves[here].parents.contains(t))
            {
                halves[here].parents.push(turned);
            }
        }
    }
    let Some(&root) = index.get(rb::RELATED_TO) else {
        return;
    };
    for half in halves.iter_mut() {
        let books = half
            .domain
            .is_some_and(|id| classes.types[id.index()].bookkeeping)
            || matches!(&half.range, Some(Range::Type(id)) if classes.types[id.index()].bookkeeping);
        if half.at.ontology > 0
            && half.kind == Kind::Relation
            && half.parents.is_empty()
            && !books
            && !is_identity(&drafts.all[half.draft])
        {
            half.parents.push(root);
        }
    }
}

/// Whether a property stands under one of OWL's about identity.
fn is_identity(draft: &Draft) -> bool {
    draft
        .parents
        .iter()
        .any(|said| matches!(said.value.as_str(), owl::SAME_AS | owl::DIFFERENT_FROM))
}

fn make(
    drafts: &mut Drafts<'_>,
    classes: &Classes,
    halves: &[Half],
    index: FxHashMap<Iri, usize>,
) -> Result<Properties, SchemaError> {
    let parents: Vec<Vec<usize>> = halves.iter().map(|half| half.parents.clone()).collect();
    let up = closure(&parents);
    let id = |number: usize| RelationId(number as u16);
    let mut relations: Vec<Relation> = Vec::with_capacity(halves.len());
    for (number, half) in halves.iter().enumerate() {
        let (Some(domain), Some(range)) = (half.domain, half.range.clone()) else {
            continue;
        };
        let facets = Facets::new(drafts, classes, half.draft, half.kind, &range);
        let draft = &mut drafts.all[half.draft];
        let books = |id: TypeId| classes.types[id.index()].bookkeeping;
        let bookkeeping = books(domain)
            || matches!(&range, Range::Type(id) if books(*id))
            || half.iri.as_str() == rb::REFERENCE;
        relations.push(Relation {
            id: id(number),
            iri: half.iri.clone(),
            name: drafts.prefixes.name(half.iri.as_str()).into(),
            labels: std::mem::take(&mut draft.labels),
            definitions: std::mem::take(&mut draft.definitions),
            domain,
            range,
            parents: half.parents.iter().map(|parent| id(*parent)).collect(),
            up: up[number].clone(),
            inverse: half.inverse.map(id),
            inverse_form: half.inverse_form,
            symmetric: draft.symmetric,
            transitive: draft.transitive,
            functional: draft.functional || facets.max_count == Some(1),
            acyclic: draft.acyclic,
            deprecated: draft.deprecated,
            bookkeeping,
            role: Role::Relation,
            min_count: facets.min_count,
            max_count: facets.max_count.or(draft.functional.then_some(1)),
            min_inclusive: facets.min_inclusive,
            max_inclusive: facets.max_inclusive,
            pattern: facets.pattern,
            severity: draft.severity.unwrap_or(Severity::Warning),
            scheme: facets.scheme,
            allows: facets.allows,
        });
    }
    drafts.checked()?;
    assign_roles(drafts, classes, halves, &mut relations);
    for relation in &relations {
        if relation.labels.is_empty() {
            no_label(drafts, &relation.iri);
        }
    }
    let ids = index
        .into_iter()
        .map(|(iri, number)| (iri, id(number)))
        .collect();
    Ok(Properties { relations, ids })
}

/// The role of each relation: its own, else that of a relation above it.
fn assign_roles(
    drafts: &Drafts<'_>,
    classes: &Classes,
    halves: &[Half],
    relations: &mut [Relation],
) {
    let is_claim = |id: TypeId| {
        classes
            .id(rb::CLAIM)
            .is_some_and(|claim| classes.is_subtype(id, claim))
    };
    let own: Vec<Role> = relations
        .iter()
        .zip(halves)
        .map(|(relation, half)| {
            if relation.bookkeeping {
                let to_claim = matches!(relation.range, Range::Type(id) if is_claim(id));
                return if is_claim(relation.domain) || to_claim {
                    Role::Claim
                } else {
                    Role::Evidence
                };
            }
            if relation.scheme.is_some() {
                return Role::Identifier;
            }
            // Of the properties outside the schema only names and identity say anything.
            let above = drafts.all[half.draft]
                .parents
                .iter()
                .map(|said| said.value.as_str());
            std::iter::once(half.iri.as_str())
                .chain(above)
                .map(roles::foreign)
                .find(|role| matches!(role, Role::Name | Role::Identity | Role::Identifier))
                .unwrap_or(Role::Relation)
        })
        .collect();
    for relation in relations {
        relation.role = std::iter::once(relation.id.index())
            .chain(relation.up.iter())
            .map(|above| own[above])
            .find(|role| *role != Role::Relation)
            .unwrap_or(Role::Relation);
    }
}

//! How a statement follows from those that are stored, by the axioms of the schema.
//!
//! The same axioms as those of the entailed dataset (`graph/entailed.rs`); a test holds the two against
//! each other.

use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::graph::{GraphIs, Lens};
use crate::model::id::{self, NONE, known};
use crate::schema::{Relation, RelationId, Role, Schema};

/// A form in which a statement can be stored that another follows from.
pub(super) struct Reached {
    relation: RelationId,
    /// Whether the ends change places.
    pub(super) turned: bool,
    /// The predicate, where the graph knows it.
    pub(super) predicate: Option<u32>,
    /// The form that follows from this one, and by which rule; none of the one that was asked for.
    next: Option<(usize, &'static str)>,
}

/// Whether a form says the same as the one that was asked for, as its inverse does and a narrower one does not.
pub(super) fn is_same(forms: &[Reached], at: usize) -> bool {
    match forms[at].next {
        None => true,
        Some((next, rule)) => rule != "subrelation" && is_same(forms, next),
    }
}

/// A step in ids.
pub(super) struct ProofStep {
    pub(super) rule: &'static str,
    pub(super) statement: [u32; 3],
    pub(super) because: Vec<[u32; 3]>,
}

/// How a statement follows.
pub(super) struct Proof {
    /// From the statement that was asked for downwards.
    pub(super) steps: Vec<ProofStep>,
    /// The stored statements that it rests on.
    pub(super) premises: Vec<[u32; 3]>,
}

/// The forms that a relation follows from, itself first, the nearest before those further off. Of one
/// that the schema does not know that is itself alone.
pub(super) fn forms(lens: Lens<'_>, iri: &str) -> Vec<Reached> {
    let schema = lens.schema;
    let known = schema.relation_by_iri(iri);
    let Some(asked) = known.filter(|relation| relation.role() != Role::Claim) else {
        return Vec::new();
    };
    forms_of(lens, asked.id())
}

fn forms_of(lens: Lens<'_>, asked: RelationId) -> Vec<Reached> {
    let schema = lens.schema;
    let mut found: Vec<Reached> = Vec::new();
    let mut seen: FxHashSet<(RelationId, bool)> = FxHashSet::default();
    let mut add = |found: &mut Vec<Reached>, relation, turned, next| {
        if seen.insert((relation, turned)) {
            let iri = schema.relation(relation).iri();
            found.push(Reached {
                relation,
                turned,
                predicate: lens.snapshot.dictionary.iri(iri.as_str()),
                next,
            });
        }
    };
    add(&mut found, asked, false, None);
    let mut at = 0;
    while at < found.len() {
        let (id, turned) = (found[at].relation, found[at].turned);
        let relation = schema.relation(id);
        if let Some(inverse) = relation.inverse() {
            add(&mut found, inverse, !turned, Some((at, "inverse")));
        }
        if relation.is_symmetric() {
            add(&mut found, id, !turned, Some((at, "symmetric")));
        }
        for narrower in schema.relations() {
            if narrower.role() != Role::Claim && narrower.parents().contains(&id) {
                let next = Some((at, "subrelation"));
                add(&mut found, narrower.id(), turned, next);
            }
        }
        at += 1;
    }
    found
}

impl Reached {
    /// The statement of this form between two ends.
    fn between(&self, from: u32, to: u32) -> [u32; 3] {
        let predicate = self.predicate.unwrap_or(NONE);
        if self.turned {
            [to, predicate, from]
        } else {
            [from, predicate, to]
        }
    }
}

/// The steps from a form down to one that it follows from, between two ends.
fn chain(forms: &[Reached], mut at: usize, from: u32, to: u32) -> Vec<ProofStep> {
    let mut steps = Vec::new();
    while let Some((next, rule)) = forms[at].next {
        steps.push(ProofStep {
            rule,
            statement: forms[next].between(from, to),
            because: vec![forms[at].between(from, to)],
        });
        at = next;
    }
    steps.reverse();
    steps
}

/// How a statement follows; without steps where it is stored.
pub(super) fn of_statement(
    lens: Lens<'_>,
    forms: &[Reached],
    [s, p, o]: [u32; 3],
) -> Option<Proof> {
    let is_stored = |[s, p, o]: [u32; 3]| lens.snapshot.is_stored([s, p, o, NONE]);
    if is_stored([s, p, o]) {
        return Some(Proof {
            steps: Vec::new(),
            premises: vec![[s, p, o]],
        });
    }
    for (at, form) in forms.iter().enumerate() {
        if let Some(statement) = form.stored(s, o).filter(|&statement| is_stored(statement)) {
            return Some(Proof {
                steps: chain(forms, at, s, o),
                premises: vec![statement],
            });
        }
    }
    if !id::is_resource(o) {
        return None;
    }
    let ways = forms.iter().enumerate().filter_map(|(at, form)| {
        let relation = lens.schema.relation(form.relation);
        is_transitive(lens.schema, relation).then(|| along(lens, forms, at, [s, o]))?
    });
    ways.min_by_key(|proof| (proof.steps.len(), proof.premises.len()))
}

/// A relation is transitive where its inverse is.
fn is_transitive(schema: &Schema, relation: &Relation) -> bool {
    relation.is_transitive()
        || relation
            .inverse()
            .is_some_and(|inverse| schema.relation(inverse).is_transitive())
}

/// The way along a transitive form, the shortest.
fn along(lens: Lens<'_>, forms: &[Reached], at: usize, [s, o]: [u32; 2]) -> Option<Proof> {
    let form = &forms[at];
    let links = forms_of(lens, form.relation);
    let [start, end] = if form.turned { [o, s] } else { [s, o] };
    // Each node with the one before it and the form of the link between the two.
    let mut from: FxHashMap<u32, (u32, usize)> = FxHashMap::default();
    let mut queue = VecDeque::from([start]);
    'search: while let Some(node) = queue.pop_front() {
        for (n, link) in links.iter().enumerate() {
            let Some(predicate) = link.predicate else {
                continue;
            };
            let pattern = if link.turned {
                [None, Some(predicate), Some(node)]
            } else {
                [Some(node), Some(predicate), None]
            };
            for [s, _, o, _] in lens.snapshot.stored(pattern, GraphIs::Default) {
                let next = if link.turned { s } else { o };
                if !id::is_resource(next) || from.contains_key(&next) {
                    continue;
                }
                from.insert(next, (node, n));
                if next == end {
                    break 'search;
                }
                queue.push_back(next);
            }
        }
    }
    let mut hops: Vec<(u32, u32, usize)> = Vec::new();
    let mut node = end;
    loop {
        let &(before, link) = from.get(&node)?;
        hops.push((before, node, link));
        node = before;
        if node == start {
            break;
        }
    }
    hops.reverse();
    let mut steps = chain(forms, at, s, o);
    steps.push(ProofStep {
        rule: "transitive",
        statement: links[0].between(start, end),
        because: hops
            .iter()
            .map(|&(a, b, _)| links[0].between(a, b))
            .collect(),
    });
    let mut premises = Vec::new();
    for (a, b, link) in hops {
        steps.extend(chain(&links, link, a, b));
        premises.push(links[link].between(a, b));
    }
    Some(Proof { steps, premises })
}

/// How a type follows from the narrower ones that are stated.
pub(super) fn of_type(lens: Lens<'_>, subject: u32, class: u32) -> Option<Proof> {
    let schema = lens.schema;
    let id = |iri: &str| lens.snapshot.dictionary.iri(iri);
    let stated: Vec<u32> = lens.type_ids(subject).collect();
    if stated.contains(&class) {
        return Some(Proof {
            steps: Vec::new(),
            premises: vec![[subject, known::TYPE, class]],
        });
    }
    // From the type downwards, the nearest first.
    let asked = schema.type_by_iri(&lens.iri(class))?.id();
    let mut way: Vec<(crate::schema::TypeId, Option<usize>)> = vec![(asked, None)];
    let mut at = 0;
    while at < way.len() {
        let above = way[at].0;
        for narrower in schema.types() {
            if narrower.parents().contains(&above)
                && !way.iter().any(|(known, _)| *known == narrower.id())
            {
                way.push((narrower.id(), Some(at)));
            }
        }
        at += 1;
    }
    let class_id = |at: usize| id(schema.type_(way[at].0).iri().as_str()).unwrap_or(NONE);
    let mut at = (0..way.len()).find(|&at| stated.contains(&class_id(at)))?;
    let premises = vec![[subject, known::TYPE, class_id(at)]];
    let mut steps = Vec::new();
    while let Some(above) = way[at].1 {
        steps.push(ProofStep {
            rule: "subclass",
            statement: [subject, known::TYPE, class_id(above)],
            because: vec![[subject, known::TYPE, class_id(at)]],
        });
        at = above;
    }
    steps.reverse();
    Some(Proof { steps, premises })
}

//! From drafts to types: parents, closed lists, disjointness.

use rustc_hash::{FxHashMap, FxHashSet};

use super::bits::{Bits, closure, cycle};
use super::drafts::{Drafts, Kind, Place, Said};
use super::types::{Type, TypeId};
use super::{SchemaError, extend};
use crate::model::Iri;
use crate::model::vocab::{owl, rb, rdf, rdfs};

/// The types of a schema, and the classes that are none.
pub(super) struct Classes {
    pub(super) types: Vec<Type>,
    pub(super) ids: FxHashMap<Iri, TypeId>,
    /// The members of each closed list, by the IRI of its class.
    pub(super) lists: FxHashMap<Iri, Box<[Iri]>>,
    pub(super) namespaces: FxHashSet<Box<str>>,
}

impl Classes {
    pub(super) fn id(&self, iri: &str) -> Option<TypeId> {
        self.ids.get(iri).copied()
    }

    pub(super) fn is_subtype(&self, id: TypeId, of: TypeId) -> bool {
        self.types[id.index()].is_subtype_of(of)
    }

    /// Whether the term, which is not declared, should have been.
    fn is_ours(&self, iri: &str) -> bool {
        self.namespaces.contains(super::prefixes::namespace_of(iri))
    }
}

/// What a reference to a term that is not of the kind wanted comes to.
pub(super) fn unresolved(
    drafts: &mut Drafts<'_>,
    classes: &Classes,
    of: &Iri,
    what: &str,
    target: &Said<Iri>,
    kind: Kind,
) {
    let iri = target.value.as_str();
    let (name, target_name) = (drafts.short(of.as_str()), drafts.short(iri));
    let declared = drafts.get(iri).and_then(super::drafts::Draft::kind);
    if let Some(other) = declared {
        let reason = format!(
            "\"{name}\" has the {what} \"{target_name}\", which is no {} but {}",
            kind.words(),
            with_article(other),
        );
        drafts.fault(target.at, of.as_str(), reason);
        return;
    }
    // A parent outside the schema is an outward mapping; what is checked against must be known.
    if !classes.is_ours(iri) && matches!(what, "parent" | "disjoint class") {
        if !is_ground(iri) {
            let message = format!(
                "the {what} \"{target_name}\" of \"{name}\" is outside the schema; it is kept as a \
                 triple and not used"
            );
            drafts.notice(target.at, of.as_str(), message);
        }
        return;
    }
    let known = drafts.all.iter().filter(|draft| {
        draft
            .kind()
            .is_some_and(|found| found.words() == kind.words())
    });
    let meant = drafts.meant(iri, known.map(|draft| draft.iri.as_str()));
    let reason = format!(
        "\"{name}\" has the {what} \"{target_name}\", but there is no such {}{meant}",
        kind.words(),
    );
    drafts.fault(target.at, of.as_str(), reason);
}

fn with_article(kind: Kind) -> String {
    let article = if kind.turtle().starts_with('o') {
        "an"
    } else {
        "a"
    };
    format!("{article} {}", kind.turtle())
}

/// `owl:Thing`, `owl:topObjectProperty` and the like: true of everything, so not worth a word.
fn is_ground(iri: &str) -> bool {
    [rdf::NAMESPACE, rdfs::NAMESPACE, owl::NAMESPACE]
        .iter()
        .any(|ns| iri.starts_with(ns))
}

/// Judges the classes and makes the types.
pub(super) fn classes(drafts: &mut Drafts<'_>) -> Result<Classes, SchemaError> {
    let mut classes = Classes {
        types: Vec::new(),
        ids: FxHashMap::default(),
        lists: FxHashMap::default(),
        namespaces: extend::own_namespaces(drafts),
    };
    let numbers: Vec<usize> = (0..drafts.all.len())
        .filter(|&n| drafts.all[n].kind() == Some(Kind::Class))
        .collect();
    let index: FxHashMap<Iri, usize> = numbers
        .iter()
        .enumerate()
        .map(|(class, &n)| (drafts.all[n].iri.clone(), class))
        .collect();
    let mut parents: Vec<Vec<usize>> = Vec::with_capacity(numbers.len());
    for &n in &numbers {
        let iri = drafts.all[n].iri.clone();
        let mut found = Vec::new();
        for said in drafts.all[n].parents.clone() {
            match index.get(&said.value) {
                Some(&parent) if !found.contains(&parent) => found.push(parent),
                Some(_) => {}
                None => unresolved(drafts, &classes, &iri, "parent", &said, Kind::Class),
            }
        }
        parents.push(found);
    }
    drafts.checked()?;
    no_cycle(drafts, &numbers, &parents, "subclass")?;
    let Some(&root) = index.get(rb::ENTITY) else {
        return Ok(classes);
    };
    let lists = root_them(drafts, &numbers, &mut parents, root)?;
    gather_lists(drafts, &numbers, &lists, &mut classes)?;
    limit(drafts, &numbers)?;
    make(drafts, &numbers, &parents, &lists, &mut classes);
    disjointness(drafts, &mut classes)?;
    Ok(classes)
}

/// No chain of parents leads back to its beginning.
pub(super) fn no_cycle(
    drafts: &mut Drafts<'_>,
    numbers: &[usize],
    parents: &[Vec<usize>],
    what: &str,
) -> Result<(), SchemaError> {
    if let Some(chain) = cycle(parents) {
        let draft = |step: usize| &drafts.all[numbers[chain[step]]];
        // The statement that closes the cycle is the last one in the files.
        let at = (1..chain.len())
            .filter_map(|step| {
                let parent = &draft(step).iri;
                draft(step - 1)
                    .parents
                    .iter()
                    .find(|said| &said.value == parent)
            })
            .map(|said| said.at)
            .max()
            .unwrap_or_default();
        let names: Vec<String> = (0..chain.len())
            .map(|step| drafts.short(draft(step).iri.as_str()))
            .collect();
        let reason = format!(
            "\"{}\" is a {what} of itself, by way of {}; take one of these parents away",
            names[0],
            names
                .iter()
                .map(|name| format!("\"{name}\""))
                .collect::<Vec<_>>()
                .join(" > "),
        );
        let iri = draft(0).iri.clone();
        drafts.fault(at, iri.as_str(), reason);
    }
    drafts.checked()
}

/// Every class of an extension leads to `rb:Entity`; those of rawabit that do not are closed lists,
/// which are returned.
fn root_them(
    drafts: &mut Drafts<'_>,
    numbers: &[usize],
    parents: &mut [Vec<usize>],
    root: usize,
) -> Result<Vec<bool>, SchemaError> {
    for class in 0..numbers.len() {
        let draft = &drafts.all[numbers[class]];
        if draft.at.ontology == 0 || !parents[class].is_empty() {
            continue;
        }
        let (at, iri) = (draft.at, draft.iri.clone());
        let message = format!(
            "\"{}\" has no parent that leads to \"rb:Entity\"; its parent is taken as \"rb:Entity\"",
            drafts.short(iri.as_str())
        );
        drafts.notice(at, iri.as_str(), message);
        parents[class].push(root);
    }
    let up = closure(parents);
    let lists: Vec<bool> = up.iter().map(|set| !set.contains(root)).collect();
    let outside: FxHashSet<Box<str>> = numbers
        .iter()
        .zip(&lists)
        .filter(|(_, is_list)| **is_list)
        .map(|(&n, _)| drafts.all[n].iri.as_str().into())
        .collect();
    for &n in numbers {
        let draft = &drafts.all[n];
        if draft.at.ontology == 0 {
            continue;
        }
        if let Some(said) = draft
            .parents
            .iter()
            .find(|said| outside.contains(said.value.as_str()))
        {
            let reason = format!(
                "\"{}\" cannot stand under \"{}\", which is no type of entities",
                drafts.short(draft.iri.as_str()),
                drafts.short(said.value.as_str())
            );
            let (at, iri) = (said.at, draft.iri.clone());
            drafts.fault(at, iri.as_str(), reason);
        }
    }
    drafts.checked()?;
    Ok(lists)
}

/// Collects the members of the closed lists; only rawabit says who they are.
fn gather_lists(
    drafts: &mut Drafts<'_>,
    numbers: &[usize],
    lists: &[bool],
    classes: &mut Classes,
) -> Result<(), SchemaError> {
    let lists: Vec<Iri> = numbers
        .iter()
        .zip(lists)
        .filter(|(n, is_list)| **is_list && drafts.all[**n].iri.as_str() != rb::RULE)
        .map(|(&n, _)| drafts.all[n].iri.clone())
        .collect();
    for list in lists {
        let mut members = Vec::new();
        for n in 0..drafts.all.len() {
            let draft = &drafts.all[n];
            let Some(said) = draft.individual_of.iter().find(|said| said.value == list) else {
                continue;
            };
            if said.at.ontology == 0 {
                members.push(draft.iri.clone());
                continue;
            }
            let reason = format!(
                "\"{}\" cannot join \"{}\": its members are all in rawabit",
                drafts.short(draft.iri.as_str()),
                drafts.short(list.as_str())
            );
            let (at, iri) = (said.at, draft.iri.clone());
            drafts.fault(at, iri.as_str(), reason);
        }
        classes.lists.insert(list, members.into());
    }
    drafts.checked()
}

/// Ids are 16 bits wide.
pub(super) fn limit(drafts: &mut Drafts<'_>, numbers: &[usize]) -> Result<(), SchemaError> {
    if let Some(&n) = numbers.get(usize::from(u16::MAX)) {
        let (at, iri) = (drafts.all[n].at, drafts.all[n].iri.clone());
        let reason = format!(
            "\"{}\" is one too many: a schema has at most {} classes and as many properties",
            drafts.short(iri.as_str()),
            u16::MAX
        );
        drafts.fault(at, iri.as_str(), reason);
    }
    drafts.checked()
}

fn make(
    drafts: &mut Drafts<'_>,
    numbers: &[usize],
    parents: &[Vec<usize>],
    lists: &[bool],
    classes: &mut Classes,
) {
    // Lists have no ids, so what comes after one moves up.
    let mut ids: Vec<Option<TypeId>> = Vec::with_capacity(numbers.len());
    let mut next = 0;
    for is_list in lists {
        ids.push((!is_list).then_some(TypeId(next)));
        next += u16::from(!is_list);
    }
    let dense: Vec<Vec<usize>> = parents
        .iter()
        .zip(lists)
        .filter(|(_, is_list)| !**is_list)
        .map(|(parents, _)| {
            parents
                .iter()
                .filter_map(|p| ids[*p])
                .map(TypeId::index)
                .collect()
        })
        .collect();
    let up = closure(&dense);
    for (&n, id) in numbers.iter().zip(&ids) {
        let Some(id) = *id else { continue };
        let draft = &mut drafts.all[n];
        classes.ids.insert(draft.iri.clone(), id);
        classes.types.push(Type {
            id,
            iri: draft.iri.clone(),
            name: drafts.prefixes.name(draft.iri.as_str()).into(),
            labels: std::mem::take(&mut draft.labels),
            definitions: std::mem::take(&mut draft.definitions),
            parents: dense[id.index()]
                .iter()
                .map(|p| TypeId(*p as u16))
                .collect(),
            ancestors: nearest_first(&dense, id.index()),
            up: up[id.index()].clone(),
            disjoint: Bits::default(),
            bookkeeping: false,
            deprecated: draft.deprecated,
        });
    }
    let books: Vec<TypeId> = [rb::CLAIM, rb::EVIDENCE_TYPE]
        .iter()
        .filter_map(|iri| classes.id(iri))
        .collect();
    for class in &mut classes.types {
        class.bookkeeping = books.iter().any(|book| class.up.contains(book.index()));
    }
    for class in 0..classes.types.len() {
        let class = &classes.types[class];
        if class.labels.is_empty() {
            let iri = class.iri.clone();
            no_label(drafts, &iri);
        }
    }
}

/// Tells of a term without a label.
pub(super) fn no_label(drafts: &mut Drafts<'_>, iri: &Iri) {
    let at = drafts
        .get(iri.as_str())
        .map_or(Place::default(), |draft| draft.at);
    let message = format!(
        "\"{}\" has no label; give it an rdfs:label in one language at least",
        drafts.short(iri.as_str())
    );
    drafts.notice(at, iri.as_str(), message);
}

/// The ancestors level by level.
fn nearest_first(parents: &[Vec<usize>], of: usize) -> Box<[TypeId]> {
    let mut found: Vec<usize> = vec![of];
    let mut at = 0;
    while at < found.len() {
        for &parent in &parents[found[at]] {
            if !found.contains(&parent) {
                found.push(parent);
            }
        }
        at += 1;
    }
    found
        .into_iter()
        .skip(1)
        .map(|id| TypeId(id as u16))
        .collect()
}

/// What is said of two classes holds for everything under them, and no class may be under both.
fn disjointness(drafts: &mut Drafts<'_>, classes: &mut Classes) -> Result<(), SchemaError> {
    let size = classes.types.len();
    let mut disjoint: Vec<Bits> = (0..size).map(|_| Bits::new(size)).collect();
    let mut pairs = Vec::new();
    for n in 0..drafts.all.len() {
        let iri = drafts.all[n].iri.clone();
        let Some(class) = classes.id(iri.as_str()) else {
            continue;
        };
        for said in drafts.all[n].disjoint.clone() {
            match classes.id(said.value.as_str()) {
                Some(other) => pairs.push((class, other)),
                None => unresolved(drafts, classes, &iri, "disjoint class", &said, Kind::Class),
            }
        }
    }
    drafts.checked()?;
    for &(a, b) in &pairs {
        for lower in classes.types.iter().filter(|class| class.is_subtype_of(a)) {
            for other in classes.types.iter().filter(|class| class.is_subtype_of(b)) {
                disjoint[lower.id.index()].insert(other.id.index());
                disjoint[other.id.index()].insert(lower.id.index());
            }
        }
    }
    for (class, set) in classes.types.iter_mut().zip(disjoint) {
        class.disjoint = set;
    }
    for class in &classes.types {
        if class.disjoint.contains(class.id.index())
            && let Some((a, b)) = pairs
                .iter()
                .find(|(a, b)| class.is_subtype_of(*a) && class.is_subtype_of(*b))
        {
            let at = drafts
                .get(class.iri.as_str())
                .map_or(Place::default(), |draft| draft.at);
            let name = |id: TypeId| drafts.short(classes.types[id.index()].iri.as_str());
            let reason = format!(
                "\"{}\" stands under both \"{}\" and \"{}\", which are disjoint; take one away",
                drafts.short(class.iri.as_str()),
                name(*a),
                name(*b)
            );
            drafts.fault(at, class.iri.as_str(), reason);
        }
    }
    drafts.checked()
}

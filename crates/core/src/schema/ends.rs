//! The ends of properties: domain and range, stated or inherited, and whether they agree.

use super::SchemaError;
use super::classes::{Classes, unresolved};
use super::datatypes;
use super::drafts::{Draft, Drafts, Kind, Said};
use super::properties::Half;
use super::relations::Range;
use super::types::TypeId;
use crate::model::Iri;
use crate::model::vocab::{rb, xsd};

/// The domain and range that each property states itself.
pub(super) fn state(
    drafts: &mut Drafts<'_>,
    classes: &Classes,
    halves: &mut [Half],
) -> Result<(), SchemaError> {
    for half in halves.iter_mut() {
        if let Some(said) = only(drafts, half, "domain", |draft| &draft.domains) {
            half.domain_at = said.at;
            half.domain = classes.id(said.value.as_str());
            if half.domain.is_none() {
                unresolved(drafts, classes, &half.iri, "domain", &said, Kind::Class);
            }
        }
        if let Some(said) = only(drafts, half, "range", |draft| &draft.ranges) {
            half.range_at = said.at;
            half.range = match half.kind {
                Kind::Value => values(drafts, classes, half, &said),
                _ => entities(drafts, classes, half, &said),
            };
        }
    }
    drafts.checked()
}

/// The one domain or range of a property.
fn only(
    drafts: &mut Drafts<'_>,
    half: &Half,
    what: &str,
    ends: impl Fn(&Draft) -> &Vec<Said<Iri>>,
) -> Option<Said<Iri>> {
    let all = ends(&drafts.all[half.draft]);
    let first = all.first()?.clone();
    if let Some(second) = all.iter().find(|said| said.value != first.value) {
        let reason = format!(
            "\"{}\" has two {what}s, \"{}\" and \"{}\"; give it one that holds both",
            drafts.short(half.iri.as_str()),
            drafts.short(first.value.as_str()),
            drafts.short(second.value.as_str()),
        );
        let at = second.at;
        drafts.fault(at, half.iri.as_str(), reason);
    }
    Some(first)
}

/// The range of an object property.
fn entities(
    drafts: &mut Drafts<'_>,
    classes: &Classes,
    half: &Half,
    said: &Said<Iri>,
) -> Option<Range> {
    let iri = said.value.as_str();
    if let Some(id) = classes.id(iri) {
        return Some(Range::Type(id));
    }
    if let Some(members) = classes.lists.get(iri) {
        return Some(Range::List {
            iri: said.value.clone(),
            members: members.clone(),
        });
    }
    if datatypes::is_known(iri)
        || drafts
            .get(iri)
            .is_some_and(|d| d.kind() == Some(Kind::Datatype))
    {
        let reason = format!(
            "the range of \"{}\", \"{}\", is a datatype; declare it as owl:DatatypeProperty, or give it \
             a class",
            drafts.short(half.iri.as_str()),
            drafts.short(iri),
        );
        drafts.fault(said.at, half.iri.as_str(), reason);
    } else {
        unresolved(drafts, classes, &half.iri, "range", said, Kind::Class);
    }
    None
}

/// The range of a datatype property.
fn values(
    drafts: &mut Drafts<'_>,
    classes: &Classes,
    half: &Half,
    said: &Said<Iri>,
) -> Option<Range> {
    let iri = said.value.as_str();
    let name = drafts.short(half.iri.as_str());
    let range_name = drafts.short(iri);
    if let Some(draft) = drafts
        .get(iri)
        .filter(|draft| draft.kind() == Some(Kind::Datatype))
    {
        let members: Box<[Iri]> = draft.allows.iter().map(|said| said.value.clone()).collect();
        return Some(value_range(said.value.clone(), members));
    }
    let books = half
        .domain
        .is_some_and(|id| classes.types[id.index()].bookkeeping);
    if datatypes::is_date(iri) && half.at.ontology > 0 && !books {
        let message = format!(
            "the range of \"{name}\", \"{range_name}\", is taken as \"rb:Date\", which dates of every \
             precision have"
        );
        drafts.notice(said.at, half.iri.as_str(), message);
        let members = drafts.get(rb::DATE).map(|draft| draft.allows.iter());
        let members = members
            .into_iter()
            .flatten()
            .map(|said| said.value.clone())
            .collect();
        return Some(value_range(Iri::new_unchecked(rb::DATE), members));
    }
    if datatypes::is_known(iri) {
        return Some(value_range(said.value.clone(), Box::default()));
    }
    let reason = if drafts
        .get(iri)
        .is_some_and(|draft| draft.kind() == Some(Kind::Class))
    {
        format!(
            "the range of \"{name}\", \"{range_name}\", is a class; declare it as owl:ObjectProperty, or \
             give it a datatype"
        )
    } else if classes
        .namespaces
        .contains(super::prefixes::namespace_of(iri))
        || iri.starts_with(xsd::NAMESPACE)
    {
        let own = drafts
            .all
            .iter()
            .filter(|draft| draft.kind() == Some(Kind::Datatype));
        let known: Vec<String> = datatypes::known()
            .chain(own.map(|draft| draft.iri.as_str().to_owned()))
            .collect();
        let meant = drafts.meant(iri, known.iter().map(String::as_str));
        format!("\"{name}\" has the range \"{range_name}\", but there is no such datatype{meant}")
    } else {
        // A datatype of another vocabulary, whose lexical forms nobody here knows.
        return Some(value_range(said.value.clone(), Box::default()));
    };
    drafts.fault(said.at, half.iri.as_str(), reason);
    None
}

/// A datatype without members is its own.
fn value_range(datatype: Iri, members: Box<[Iri]>) -> Range {
    let members = if members.is_empty() {
        [datatype.clone()].into()
    } else {
        members
    };
    Range::Value { datatype, members }
}

/// What one form of an inverse pair lacks, the other tells.
pub(super) fn mirror(halves: &mut [Half]) {
    for here in 0..halves.len() {
        let Some(other) = halves[here].inverse else {
            continue;
        };
        if halves[here].domain.is_none()
            && let Some(Range::Type(id)) = &halves[other].range
        {
            halves[here].domain = Some(*id);
        }
        if halves[here].range.is_none()
            && let Some(id) = halves[other].domain
        {
            halves[here].range = Some(Range::Type(id));
        }
    }
}

/// What a property does not state, its first parent that knows it tells.
pub(super) fn inherit(halves: &mut [Half]) {
    let mut changed = true;
    while changed {
        changed = false;
        for here in 0..halves.len() {
            for parent in halves[here].parents.clone() {
                if halves[here].domain.is_none() && halves[parent].domain.is_some() {
                    halves[here].domain = halves[parent].domain;
                    changed = true;
                }
                if halves[here].range.is_none() && halves[parent].range.is_some() {
                    let range = halves[parent].range.clone();
                    halves[here].range = range;
                    changed = true;
                }
            }
        }
    }
}

pub(super) fn complete(classes: &Classes, halves: &mut [Half]) {
    let root = classes.id(rb::ENTITY).unwrap_or(TypeId(0));
    for half in halves {
        half.domain.get_or_insert(root);
        half.range.get_or_insert_with(|| match half.kind {
            Kind::Value => value_range(Iri::new_unchecked(datatypes::ANY_LITERAL), Box::default()),
            _ => Range::Type(root),
        });
    }
}

/// Ends lie within those of the parents, those of an inverse are mirrored, and those of a symmetric
/// relation are the same.
pub(super) fn agree(
    drafts: &mut Drafts<'_>,
    classes: &Classes,
    halves: &[Half],
) -> Result<(), SchemaError> {
    for half in halves {
        let (Some(domain), Some(range)) = (half.domain, &half.range) else {
            continue;
        };
        let name = drafts.short(half.iri.as_str());
        for parent in half.parents.iter().map(|parent| &halves[*parent]) {
            let (Some(wider), Some(wider_range)) = (parent.domain, &parent.range) else {
                continue;
            };
            let parent_name = drafts.short(parent.iri.as_str());
            if !classes.is_subtype(domain, wider) {
                let reason = format!(
                    "the domain of \"{name}\", \"{}\", does not lie within that of its parent \
                     \"{parent_name}\", \"{}\"",
                    class_name(drafts, classes, domain),
                    class_name(drafts, classes, wider),
                );
                drafts.fault(half.domain_at, half.iri.as_str(), reason);
            }
            if !range_within(classes, range, wider_range) {
                let reason = format!(
                    "the range of \"{name}\", \"{}\", does not lie within that of its parent \
                     \"{parent_name}\", \"{}\"",
                    range_name(drafts, classes, range),
                    range_name(drafts, classes, wider_range),
                );
                drafts.fault(half.range_at, half.iri.as_str(), reason);
            }
        }
        if drafts.all[half.draft].symmetric && range != &Range::Type(domain) {
            let reason = format!(
                "\"{name}\" is symmetric, so its domain, \"{}\", and its range, \"{}\", must be the same",
                class_name(drafts, classes, domain),
                range_name(drafts, classes, range),
            );
            drafts.fault(half.range_at, half.iri.as_str(), reason);
        }
        if let Some(forward) = half
            .inverse
            .map(|n| &halves[n])
            .filter(|_| half.inverse_form)
        {
            let ends = [
                (
                    "domain",
                    half.domain_at,
                    Range::Type(domain),
                    forward.range.clone(),
                ),
                (
                    "range",
                    half.range_at,
                    range.clone(),
                    forward.domain.map(Range::Type),
                ),
            ];
            for (what, at, found, wanted) in ends {
                if let Some(wanted) = wanted.filter(|wanted| *wanted != found) {
                    let reason = format!(
                        "\"{name}\" is the inverse of \"{}\", so its {what} must be \"{}\", not \"{}\"",
                        drafts.short(forward.iri.as_str()),
                        range_name(drafts, classes, &wanted),
                        range_name(drafts, classes, &found),
                    );
                    drafts.fault(at, half.iri.as_str(), reason);
                }
            }
        }
    }
    drafts.checked()
}

fn class_name(drafts: &Drafts<'_>, classes: &Classes, id: TypeId) -> String {
    drafts.short(classes.types[id.index()].iri.as_str())
}

fn range_name(drafts: &Drafts<'_>, classes: &Classes, range: &Range) -> String {
    match range {
        Range::Type(id) => class_name(drafts, classes, *id),
        Range::List { iri, .. } => drafts.short(iri.as_str()),
        Range::Value { datatype, .. } => drafts.short(datatype.as_str()),
    }
}

fn range_within(classes: &Classes, range: &Range, wider: &Range) -> bool {
    match (range, wider) {
        (Range::Type(id), Range::Type(of)) => classes.is_subtype(*id, *of),
        (Range::List { iri, .. }, Range::List { iri: of, .. }) => iri == of,
        (Range::Value { members, .. }, Range::Value { members: of, .. }) => {
            members.iter().all(|member| {
                of.iter()
                    .any(|wider| datatypes::within(member.as_str(), wider.as_str()))
            })
        }
        _ => false,
    }
}

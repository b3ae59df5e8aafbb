//! From ontologies to a schema: every rule is checked on the way.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::drafts::Drafts;
use super::prefixes::PrefixTable;
use super::properties::Properties;
use super::read::Ontology;
use super::relations::RelationId;
use super::{Inner, SchemaError, classes, extend, facets, properties};

/// Puts the ontologies together, the built-in one first.
pub(super) fn build(ontologies: Vec<Arc<Ontology>>) -> Result<Inner, SchemaError> {
    let mut notices = Vec::new();
    let prefixes = PrefixTable::new(&ontologies, &mut notices);
    let mut drafts = Drafts::new(&ontologies, &prefixes)?;
    extend::ownership(&mut drafts)?;
    drafts.one_kind_each()?;
    extend::outside_the_profile(&mut drafts);
    let classes = classes::classes(&mut drafts)?;
    let properties = properties::properties(&mut drafts, &classes)?;
    let rules = facets::rules(&mut drafts, &classes, &properties)?;
    let schemes = schemes(&mut drafts, &properties)?;
    let mut found = std::mem::take(&mut drafts.notices);
    found.sort_by_key(|(at, _)| *at);
    notices.extend(found.into_iter().map(|(_, notice)| notice));
    Ok(Inner {
        type_names: classes
            .types
            .iter()
            .map(|class| (class.name.clone(), class.id))
            .collect(),
        relation_names: properties
            .relations
            .iter()
            .map(|relation| (relation.name.clone(), relation.id))
            .collect(),
        types: classes.types,
        type_ids: classes.ids,
        relations: properties.relations,
        relation_ids: properties.ids,
        rules,
        schemes,
        notices,
        prefixes,
        ontologies,
    })
}

/// The property of each id scheme; a scheme has one.
fn schemes(
    drafts: &mut Drafts<'_>,
    properties: &Properties,
) -> Result<FxHashMap<Box<str>, RelationId>, SchemaError> {
    let mut schemes: FxHashMap<Box<str>, RelationId> = FxHashMap::default();
    for relation in &properties.relations {
        let Some(scheme) = &relation.scheme else {
            continue;
        };
        let first = *schemes.entry(scheme.clone()).or_insert(relation.id);
        if first != relation.id {
            let draft = drafts.get(relation.iri.as_str());
            let at = draft
                .and_then(|draft| draft.scheme.as_ref())
                .map(|said| said.at);
            let reason = format!(
                "\"{}\" has the id scheme \"{scheme}\", which is that of \"{}\" already",
                drafts.short(relation.iri.as_str()),
                drafts.short(properties.relations[first.index()].iri.as_str()),
            );
            drafts.fault(at.unwrap_or_default(), relation.iri.as_str(), reason);
        }
    }
    drafts.checked()?;
    Ok(schemes)
}

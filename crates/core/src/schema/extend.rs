//! The rules for extensions: who may say what of whom, and what lies outside the profile.
//!
//! A user's file adds terms of its own under those of rawabit. It may add labels and notes to any
//! term, but change the meaning of none that stood before it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::SchemaError;
use super::drafts::{Draft, Drafts, Place};
use super::prefixes::namespace_of;
use crate::model::vocab::{self, oa, owl, rb, rdf, rdfs, xsd};
use crate::model::{Iri, Term, Triple};

/// What OWL says of a term that the profile reads, or that is plain metadata.
const PROFILE_PREDICATES: &[&str] = &[
    owl::INVERSE_OF,
    owl::DISJOINT_WITH,
    owl::IMPORTS,
    owl::VERSION_INFO,
    owl::VERSION_IRI,
    owl::DEPRECATED,
    "http://www.w3.org/2002/07/owl#priorVersion",
    "http://www.w3.org/2002/07/owl#backwardCompatibleWith",
    "http://www.w3.org/2002/07/owl#incompatibleWith",
];

const PROFILE_TYPES: &[&str] = &[
    owl::ONTOLOGY,
    owl::CLASS,
    owl::OBJECT_PROPERTY,
    owl::DATATYPE_PROPERTY,
    owl::ANNOTATION_PROPERTY,
    owl::SYMMETRIC_PROPERTY,
    owl::TRANSITIVE_PROPERTY,
    owl::FUNCTIONAL_PROPERTY,
    owl::NAMED_INDIVIDUAL,
];

/// Checks every triple of every extension against who owns its subject.
pub(super) fn ownership(drafts: &mut Drafts<'_>) -> Result<(), SchemaError> {
    let ontologies = drafts.ontologies;
    let mut first_said: FxHashMap<&Triple, usize> = FxHashMap::default();
    for (number, ontology) in ontologies.iter().enumerate() {
        for (index, triple) in ontology.triples.iter().enumerate() {
            let earlier = *first_said.entry(triple).or_insert(number);
            if number == 0 {
                continue;
            }
            let at = Place {
                ontology: number,
                line: ontology.line(index),
            };
            unknown_annotation(drafts, triple, at);
            let Term::Iri(subject) = triple.subject() else {
                continue;
            };
            if earlier == number
                && let Some(reason) = trespass(drafts, subject, triple, at)
            {
                drafts.fault(at, subject.as_str(), reason);
            }
        }
    }
    drafts.checked()
}

/// A predicate in rawabit's namespace that rawabit does not have is a slip of the pen.
fn unknown_annotation(drafts: &mut Drafts<'_>, triple: &Triple, at: Place) {
    let predicate = triple.predicate().as_str();
    if !predicate.starts_with(rb::NAMESPACE) || in_builtin(drafts, predicate) {
        return;
    }
    let known = drafts.all.iter().filter(|draft| draft.at.ontology == 0);
    let meant = drafts.meant(predicate, known.map(|draft| draft.iri.as_str()));
    let name = drafts.short(predicate);
    let reason = format!("\"{name}\" is no term of rawabit{meant}");
    drafts.fault(at, predicate, reason);
}

fn in_builtin(drafts: &Drafts<'_>, iri: &str) -> bool {
    drafts.get(iri).is_some_and(|draft| draft.at.ontology == 0)
}

/// What is wrong with saying a new triple of a term, if anything.
fn trespass(drafts: &Drafts<'_>, subject: &Iri, triple: &Triple, at: Place) -> Option<String> {
    let predicate = triple.predicate().as_str();
    if !is_structural(predicate) {
        return None;
    }
    let name = drafts.short(subject.as_str());
    let draft = drafts.get(subject.as_str())?;
    if subject.as_str().starts_with(rb::NAMESPACE) {
        return Some(if in_builtin(drafts, subject.as_str()) {
            let own = draft.kind().map_or("term", super::drafts::Kind::words);
            format!(
                "\"{name}\" belongs to rawabit, so its \"{}\" cannot be changed; define a {own} of \
                 your own under it",
                drafts.short(predicate)
            )
        } else {
            format!(
                "\"{name}\" stands in the namespace of rawabit; define it in a namespace of your own"
            )
        });
    }
    if draft.at.ontology < at.ontology && draft.kind().is_some() {
        let other = &drafts.ontologies[draft.at.ontology];
        return Some(format!(
            "\"{name}\" is defined otherwise in \"{}\" (line {}); give this one another name",
            other.name, draft.at.line
        ));
    }
    let reserved = [
        rdf::NAMESPACE,
        rdfs::NAMESPACE,
        owl::NAMESPACE,
        xsd::NAMESPACE,
        oa::NAMESPACE,
    ];
    let declares = draft.kinds.iter().any(|said| said.at == at) && predicate == rdf::TYPE;
    (declares && reserved.iter().any(|namespace| subject.as_str().starts_with(namespace))).then(|| {
        format!("\"{name}\" stands in a namespace with a fixed meaning; define it in a namespace of your own")
    })
}

/// Whether a predicate changes what a term means, and not only how it is explained.
fn is_structural(predicate: &str) -> bool {
    match predicate {
        rdf::TYPE | rdfs::SUB_CLASS_OF | rdfs::SUB_PROPERTY_OF | rdfs::DOMAIN | rdfs::RANGE => true,
        owl::VERSION_INFO => false,
        other => other.starts_with(owl::NAMESPACE) || other.starts_with(rb::NAMESPACE),
    }
}

/// Tells of what is kept as triples but not used.
pub(super) fn outside_the_profile(drafts: &mut Drafts<'_>) {
    let ontologies = drafts.ontologies;
    let loaded: FxHashSet<&str> = ontologies
        .iter()
        .map(|ontology| ontology.iri.as_str())
        .chain([vocab::ONTOLOGY, vocab::ALIGNMENT])
        .collect();
    for (number, ontology) in ontologies.iter().enumerate().skip(1) {
        let nested: FxHashSet<&Term> = ontology.triples.iter().map(Triple::object).collect();
        for (index, triple) in ontology.triples.iter().enumerate() {
            let at = Place {
                ontology: number,
                line: ontology.line(index),
            };
            let object = match triple.object() {
                Term::Iri(iri) => Some(iri.as_str()),
                _ => None,
            };
            match triple.subject() {
                Term::Iri(subject) => of_term(drafts, subject, triple, object, &loaded, at),
                blank => {
                    if let Some(class) = object
                        && triple.predicate().as_str() == rdf::TYPE
                        && class.starts_with(owl::NAMESPACE)
                        && !nested.contains(blank)
                    {
                        let message = format!(
                            "an anonymous \"{}\" is outside the profile; it is kept as triples and \
                             not used",
                            drafts.short(class)
                        );
                        drafts.notice(at, class, message);
                    }
                }
            }
        }
    }
    for index in 0..drafts.all.len() {
        let draft = &drafts.all[index];
        if draft.at.ontology > 0 && is_loose(draft) {
            let (at, iri) = (draft.at, draft.iri.clone());
            let message = format!(
                "\"{}\" is declared neither as a class nor as a property; it is kept as triples and \
                 not used",
                drafts.short(iri.as_str())
            );
            drafts.notice(at, iri.as_str(), message);
        }
    }
}

fn of_term(
    drafts: &mut Drafts<'_>,
    subject: &Iri,
    triple: &Triple,
    object: Option<&str>,
    loaded: &FxHashSet<&str>,
    at: Place,
) {
    let name = drafts.short(subject.as_str());
    let predicate = triple.predicate().as_str();
    let said = drafts.short(predicate);
    let message = match (predicate, object) {
        (owl::IMPORTS, Some(iri)) if !loaded.contains(iri) => format!(
            "owl:imports is never followed: load the file of <{iri}> as an extension too, if \"{name}\" \
             needs it"
        ),
        (rdf::TYPE, Some(class))
            if class.starts_with(owl::NAMESPACE) && !PROFILE_TYPES.contains(&class) =>
        {
            format!(
                "\"{name}\" is declared \"{}\", which is outside the profile; it is kept as a triple \
                 and not used",
                drafts.short(class)
            )
        }
        (owl_term, _)
            if owl_term.starts_with(owl::NAMESPACE) && !PROFILE_PREDICATES.contains(&owl_term) =>
        {
            format!(
                "\"{said}\" of \"{name}\" is outside the profile; it is kept as a triple and not used"
            )
        }
        (other, None) if is_structural(other) && matches!(triple.object(), Term::Blank(_)) => {
            format!(
                "\"{said}\" of \"{name}\" is an anonymous class, which is outside the profile; it is kept \
             as triples and not used"
            )
        }
        _ => return,
    };
    drafts.notice(at, subject.as_str(), message);
}

/// A term that is spoken of as if it were part of the schema, but never declared.
fn is_loose(draft: &Draft) -> bool {
    draft.kind().is_none()
        && !draft.harmless
        && (draft.functional
            || !draft.parents.is_empty()
            || !draft.domains.is_empty()
            || !draft.ranges.is_empty()
            || !draft.inverses.is_empty()
            || !draft.disjoint.is_empty()
            || !draft.individual_of.is_empty())
}

/// The namespaces in which the ontologies declare terms: an unknown term in one of them is a slip, one
/// elsewhere is somebody else's.
pub(super) fn own_namespaces(drafts: &Drafts<'_>) -> FxHashSet<Box<str>> {
    drafts
        .all
        .iter()
        .filter(|draft| draft.kind().is_some())
        .map(|draft| namespace_of(draft.iri.as_str()).into())
        .chain([xsd::NAMESPACE.into()])
        .collect()
}

//! What the ontology that is compiled in holds to.

use super::*;
use crate::model::Severity;
use crate::model::vocab::{owl, rb, rdf, rdfs, skos, xsd};

const STATUS: &str = "http://www.w3.org/2003/06/sw-vocab-status/ns#term_status";

fn builtin() -> Ontology {
    read::builtin(BUILTIN, "rawabit.ttl", vocab::ONTOLOGY)
}

fn iri(term: &Term) -> Option<&str> {
    match term {
        Term::Iri(iri) => Some(iri.as_str()),
        _ => None,
    }
}

/// The terms in rawabit's namespace that the file has as subjects.
fn terms(ontology: &Ontology) -> Vec<&str> {
    let mut terms: Vec<&str> = ontology
        .triples()
        .iter()
        .filter_map(|triple| iri(triple.subject()))
        .filter(|subject| subject.starts_with(rb::NAMESPACE))
        .collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

fn objects<'d>(ontology: &'d Ontology, subject: &str, predicate: &str) -> Vec<&'d Term> {
    ontology
        .triples()
        .iter()
        .filter(|triple| {
            iri(triple.subject()) == Some(subject) && triple.predicate().as_str() == predicate
        })
        .map(Triple::object)
        .collect()
}

#[test]
fn files_have_the_terms_that_the_design_counts() {
    let schema = Schema::builtin();
    assert_eq!(schema.types().len(), 60);
    let relations: Vec<&Relation> = schema
        .relations()
        .filter(|relation| !relation.is_bookkeeping())
        .collect();
    let entities = relations.iter().filter(|relation| !relation.is_value());
    let root = schema
        .relation_by_iri(rb::RELATED_TO)
        .expect("the root")
        .id();
    let (under, beside): (Vec<&Relation>, Vec<&Relation>) =
        entities.partition(|relation| relation.is_subrelation_of(root));
    assert_eq!(
        under
            .iter()
            .filter(|relation| !relation.is_inverse_form())
            .count(),
        43
    );
    assert_eq!(
        under
            .iter()
            .filter(|relation| relation.is_inverse_form())
            .count(),
        40
    );
    assert_eq!(
        beside
            .iter()
            .map(|relation| relation.name())
            .collect::<Vec<_>>(),
        ["differentFrom"]
    );
    assert_eq!(
        relations
            .iter()
            .filter(|relation| relation.is_value())
            .count(),
        17
    );
    assert_eq!(
        schema
            .relations()
            .filter(|relation| relation.is_bookkeeping())
            .count(),
        15
    );
    assert_eq!(schema.version(), Some("0.1.0"));
    assert_eq!(schema.notices(), []);
}

#[test]
fn each_term_has_labels_and_definitions_in_both_languages() {
    let ontology = builtin();
    for term in terms(&ontology) {
        for predicate in [rdfs::LABEL, skos::DEFINITION] {
            let mut languages: Vec<Option<&str>> = objects(&ontology, term, predicate)
                .into_iter()
                .map(|object| match object {
                    Term::Literal(text) => text.language(),
                    _ => None,
                })
                .collect();
            languages.sort_unstable();
            assert_eq!(languages, [Some("ar"), Some("en")], "{predicate} of {term}");
        }
        let home = Term::from(Iri::new(vocab::ONTOLOGY).expect("an IRI"));
        assert_eq!(
            objects(&ontology, term, rdfs::IS_DEFINED_BY),
            [&home],
            "{term}"
        );
        let status = objects(&ontology, term, STATUS);
        assert!(
            matches!(status[..], [Term::Literal(text)] if ["stable", "testing"].contains(&text.lexical())),
            "{term} {status:?}"
        );
    }
}

#[test]
fn no_two_terms_share_a_label() {
    let ontology = builtin();
    let mut seen = FxHashMap::default();
    for term in terms(&ontology) {
        for label in objects(&ontology, term, rdfs::LABEL) {
            if let Some(other) = seen.insert(label.clone(), term) {
                panic!("{label} is the label of {other} and {term}");
            }
        }
    }
}

#[test]
fn each_inverse_mirrors_its_forward_form() {
    let ontology = builtin();
    let schema = Schema::builtin();
    for relation in schema
        .relations()
        .filter(|relation| !relation.is_bookkeeping())
    {
        let Some(inverse) = relation.inverse().map(|id| schema.relation(id)) else {
            assert!(
                relation.is_symmetric() || relation.is_value(),
                "{} has no inverse",
                relation.name()
            );
            continue;
        };
        assert_eq!(inverse.inverse(), Some(relation.id()));
        assert_ne!(
            relation.is_inverse_form(),
            inverse.is_inverse_form(),
            "{}",
            relation.name()
        );
        assert_eq!(
            relation.range(),
            &Range::Type(inverse.domain()),
            "{}",
            relation.name()
        );
        assert_eq!(
            inverse.range(),
            &Range::Type(relation.domain()),
            "{}",
            relation.name()
        );
        // Said in the file too, for readers that infer nothing.
        let said = |of: &Relation, predicate| objects(&ontology, of.iri().as_str(), predicate);
        assert_eq!(
            said(relation, rdfs::DOMAIN),
            said(inverse, rdfs::RANGE),
            "{}",
            relation.name()
        );
        let transitive = Term::from(Iri::new(owl::TRANSITIVE_PROPERTY).expect("an IRI"));
        assert_eq!(
            said(relation, rdf::TYPE).contains(&&transitive),
            said(inverse, rdf::TYPE).contains(&&transitive),
            "{}",
            relation.name()
        );
        // The inverse of each parent is a parent of the inverse.
        for parent in relation.parents().iter().map(|id| schema.relation(*id)) {
            let turned = parent.inverse().unwrap_or(parent.id());
            assert!(inverse.parents().contains(&turned), "{}", inverse.name());
        }
    }
    // owl:inverseOf is said once, on the forward form.
    let inverses = ontology
        .triples()
        .iter()
        .filter(|triple| triple.predicate().as_str() == owl::INVERSE_OF);
    assert_eq!(inverses.count(), 40);
}

#[test]
fn nothing_stands_outside_the_profile() {
    let ontology = builtin();
    let known = terms(&ontology);
    for triple in ontology.triples() {
        let subject = iri(triple.subject()).expect("no blank nodes");
        assert!(
            !matches!(triple.object(), Term::Blank(_) | Term::Triple(_)),
            "{triple}"
        );
        let predicate = triple.predicate().as_str();
        if subject == vocab::ONTOLOGY {
            continue;
        }
        assert!(known.contains(&subject), "{triple}");
        let plain = [
            rdf::TYPE,
            rdfs::LABEL,
            rdfs::SUB_CLASS_OF,
            rdfs::SUB_PROPERTY_OF,
            rdfs::DOMAIN,
            rdfs::RANGE,
            rdfs::IS_DEFINED_BY,
            skos::DEFINITION,
            skos::EXAMPLE,
            owl::INVERSE_OF,
            owl::DISJOINT_WITH,
            owl::DEPRECATED,
            STATUS,
        ];
        assert!(
            plain.contains(&predicate) || known.contains(&predicate),
            "{triple}"
        );
        // Every object in rawabit's namespace is a term, and every class is one of few.
        if let Some(object) = iri(triple.object()) {
            assert!(
                !object.starts_with(rb::NAMESPACE) || known.contains(&object),
                "{triple}"
            );
            if predicate == rdf::TYPE {
                let kinds = [
                    owl::CLASS,
                    owl::OBJECT_PROPERTY,
                    owl::DATATYPE_PROPERTY,
                    owl::ANNOTATION_PROPERTY,
                    owl::SYMMETRIC_PROPERTY,
                    owl::TRANSITIVE_PROPERTY,
                    owl::FUNCTIONAL_PROPERTY,
                    owl::NAMED_INDIVIDUAL,
                    rdfs::DATATYPE,
                ];
                assert!(
                    kinds.contains(&object) || object.starts_with(rb::NAMESPACE),
                    "{triple}"
                );
            }
        }
    }
}

#[test]
fn at_most_one_is_said_in_both_ways() {
    // A property that is functional has rb:maxCount 1 as well, for those who make shapes of it.
    let ontology = builtin();
    for term in terms(&ontology) {
        let functional = Term::from(Iri::new(owl::FUNCTIONAL_PROPERTY).expect("an IRI"));
        if objects(&ontology, term, rdf::TYPE).contains(&&functional) {
            assert_eq!(objects(&ontology, term, rb::MAX_COUNT).len(), 1, "{term}");
        }
    }
}

#[test]
fn disjointness_is_inherited_and_agent_may_be_a_place() {
    let schema = Schema::builtin();
    let id = |name: &str| schema.type_named(name, &|_| None).expect("a type").id();
    for (a, b, disjoint) in [
        ("Person", "Organization", true),
        ("Person", "Country", true),
        ("Threat", "PoliceForce", true),
        ("Threat", "Tool", true),
        ("NewsArticle", "Summit", true),
        ("Summit", "City", true),
        ("Country", "Organization", false),
        ("Agent", "Place", false),
        ("Document", "Concept", true),
        ("Document", "Technology", false),
    ] {
        assert_eq!(
            schema.type_(id(a)).is_disjoint_with(id(b)),
            disjoint,
            "{a} {b}"
        );
        assert_eq!(
            schema.type_(id(b)).is_disjoint_with(id(a)),
            disjoint,
            "{b} {a}"
        );
    }
}

#[test]
fn transitive_and_acyclic_are_what_the_design_says() {
    let schema = Schema::builtin();
    let marked = |mark: fn(&Relation) -> bool| {
        let mut names: Vec<&str> = schema
            .relations()
            .filter(|relation| mark(relation) && !relation.is_inverse_form())
            .map(Relation::name)
            .collect();
        names.sort_unstable();
        names
    };
    let five = [
        "derivedFrom",
        "locatedIn",
        "occursAfter",
        "subEventOf",
        "subOrganizationOf",
    ];
    assert_eq!(marked(Relation::is_transitive), five);
    assert_eq!(marked(Relation::is_acyclic), five);
    assert_eq!(
        marked(Relation::is_symmetric),
        ["cooperatesWith", "differentFrom", "meetsWith", "relatedTo"]
    );
}

#[test]
fn dates_take_every_precision() {
    let schema = Schema::builtin();
    for name in ["startDate", "endDate", "date", "validFrom", "validTo"] {
        let relation = schema.relation_named(name, &|_| None).expect("a relation");
        let Range::Value { datatype, members } = relation.range() else {
            panic!("{name}")
        };
        assert_eq!(datatype.as_str(), rb::DATE);
        assert!(relation.range().is_date() && !relation.range().is_text());
        let members: Vec<&str> = members.iter().map(Iri::as_str).collect();
        assert_eq!(
            members,
            [
                xsd::G_YEAR,
                xsd::G_YEAR_MONTH,
                xsd::DATE,
                xsd::DATE_TIME,
                vocab::EDTF
            ]
        );
    }
}

#[test]
fn id_schemes_are_those_of_the_document_format() {
    let schema = Schema::builtin();
    for (scheme, name) in [
        ("iso3166-1-alpha2", "isoAlpha2"),
        ("iso3166-1-alpha3", "isoAlpha3"),
        ("iso3166-1-numeric", "isoNumeric"),
        ("iso3166-2", "iso31662"),
        ("un-m49", "unM49"),
        ("wikidata", "wikidata"),
        ("lei", "lei"),
        ("url", "url"),
    ] {
        assert_eq!(
            schema.identifier_scheme(scheme).map(Relation::name),
            Some(name)
        );
    }
    assert!(schema.identifier_scheme("isbn").is_none());
}

#[test]
fn closed_lists_and_rules_are_read() {
    let schema = Schema::builtin();
    let modality = schema.relation_by_iri(rb::MODALITY).expect("a property");
    let Range::List { members, .. } = modality.range() else {
        panic!("modality has a list")
    };
    assert_eq!(members.len(), 5);
    assert!(
        schema
            .type_by_iri("https://w3id.org/rawabit/ns#Modality")
            .is_none()
    );
    let rule = schema
        .rules()
        .find(|rule| rule.label() == Some("a bilateral meeting has two sides"))
        .expect("the rule");
    assert_eq!(schema.type_(rule.on_type()).name(), "BilateralMeeting");
    assert_eq!(schema.relation(rule.on_relation()).name(), "hasParticipant");
    assert_eq!((rule.min_count(), rule.max_count()), (Some(2), Some(2)));
    assert_eq!((rule.allows().len(), rule.except_collective()), (2, true));
    assert_eq!(rule.severity(), Severity::Warning);
    let start = schema
        .relation_named("startDate", &|_| None)
        .expect("a relation");
    let own = schema
        .rules()
        .find(|rule| rule.on_relation() == start.id())
        .expect("its rule");
    assert_eq!(
        (own.max_count(), own.severity()),
        (Some(1), Severity::Error)
    );
    assert!(start.is_functional());
}

#[test]
fn alignment_speaks_of_terms_that_are_there() {
    let ontology = builtin();
    let known = terms(&ontology);
    let alignment = Schema::builtin().alignment().expect("the mappings");
    assert_eq!(alignment.iri().as_str(), vocab::ALIGNMENT);
    assert!(alignment.triples().len() > 150);
    for triple in alignment.triples() {
        let subject = iri(triple.subject()).expect("no blank nodes");
        assert!(
            subject == vocab::ALIGNMENT || known.contains(&subject),
            "{triple}"
        );
        if subject == vocab::ALIGNMENT {
            continue;
        }
        let object = iri(triple.object()).expect("an IRI");
        assert!(!object.starts_with(rb::NAMESPACE), "{triple}");
        let predicate = triple.predicate().as_str();
        let class = Schema::builtin().type_by_iri(subject).is_some();
        let expected = if class {
            rdfs::SUB_CLASS_OF
        } else {
            rdfs::SUB_PROPERTY_OF
        };
        assert!(
            predicate == expected || predicate.starts_with(skos::NAMESPACE),
            "{triple}"
        );
    }
}

#[test]
fn every_constant_of_the_vocabulary_is_a_term() {
    let ontology = builtin();
    let known = terms(&ontology);
    for term in [
        rb::ENTITY,
        rb::DOCUMENT,
        rb::COUNTRY,
        rb::CLAIM,
        rb::EVIDENCE_TYPE,
        rb::DATE,
        rb::RELATED_TO,
        rb::DIFFERENT_FROM,
        rb::SOURCE,
        rb::ATTRIBUTED_TO,
        rb::MODALITY,
        rb::POLARITY,
        rb::CONFIDENCE,
        rb::HEDGE,
        rb::VALID_FROM,
        rb::VALID_TO,
        rb::EVIDENCE,
        rb::RECORDED_AT,
        rb::RECORDED_BY,
        rb::ASSERTED,
        rb::IN_SENTENCE,
        rb::MENTION,
        rb::REFERENCE,
        rb::ALSO_KNOWN_AS,
        rb::IS_COLLECTIVE,
        rb::IDENTIFIER,
        rb::LANGUAGE,
        rb::SHA256,
        rb::URL,
        rb::DATE_OF,
        rb::MODALITY_FACT,
        rb::MODALITY_REPORTED,
        rb::MODALITY_EVALUATIVE,
        rb::MODALITY_PREDICTED,
        rb::MODALITY_NORMATIVE,
        rb::POLARITY_POSITIVE,
        rb::POLARITY_NEGATIVE,
        rb::ALLOWS,
        rb::MIN_COUNT,
        rb::MAX_COUNT,
        rb::MIN_INCLUSIVE,
        rb::MAX_INCLUSIVE,
        rb::PATTERN,
        rb::SEVERITY,
        rb::ACYCLIC,
        rb::SCHEME,
        rb::ON_CLASS,
        rb::ON_PROPERTY,
        rb::EXCEPT_COLLECTIVE,
        rb::RULE,
    ] {
        assert!(known.contains(&term), "{term}");
    }
}

#[test]
fn roles_part_relations_from_the_books() {
    let schema = Schema::builtin();
    for (predicate, role) in [
        (rdf::TYPE, Role::Type),
        (rdf::REIFIES, Role::Claim),
        (rdf::SUBJECT, Role::Claim),
        (rdf::FIRST, Role::SchemaVocabulary),
        (rdfs::SUB_CLASS_OF, Role::SchemaVocabulary),
        (rdfs::COMMENT, Role::SchemaVocabulary),
        (owl::SAME_AS, Role::Identity),
        (rb::DIFFERENT_FROM, Role::Identity),
        (rdfs::LABEL, Role::Name),
        (skos::PREF_LABEL, Role::Name),
        (skos::ALT_LABEL, Role::Name),
        (rb::ALSO_KNOWN_AS, Role::Name),
        (rb::IDENTIFIER, Role::Identifier),
        (rb::URL, Role::Identifier),
        ("https://w3id.org/rawabit/ns#isoAlpha2", Role::Identifier),
        (rb::SOURCE, Role::Claim),
        (rb::EVIDENCE, Role::Claim),
        (rb::ASSERTED, Role::Claim),
        (rb::IN_SENTENCE, Role::Evidence),
        (rb::MENTION, Role::Evidence),
        (rb::REFERENCE, Role::Evidence),
        (vocab::oa::HAS_SOURCE, Role::Evidence),
        ("http://www.w3.org/ns/oa#hasSelector", Role::Evidence),
        (skos::NOTE, Role::Relation),
        (rb::RELATED_TO, Role::Relation),
        (rb::DATE_OF, Role::Relation),
        ("https://w3id.org/rawabit/ns#hostedBy", Role::Relation),
        ("http://xmlns.com/foaf/0.1/knows", Role::Relation),
    ] {
        assert_eq!(schema.role_of(predicate), role, "{predicate}");
    }
    // The books are the books in a plain store too.
    for relation in schema
        .relations()
        .filter(|relation| relation.is_bookkeeping())
    {
        let predicate = relation.iri().as_str();
        assert_eq!(
            Schema::empty().role_of(predicate),
            relation.role(),
            "{predicate}"
        );
        assert!(!schema.is_relation(predicate));
    }
}

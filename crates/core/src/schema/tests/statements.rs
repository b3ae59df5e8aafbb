//! What may be said, and what errors say of the rest.

use super::*;
use crate::model::Literal;
use crate::model::vocab::{rb, rdf, xsd};

fn none(_: &str) -> Option<String> {
    None
}

fn ids(schema: &Schema, names: &[&str]) -> Vec<TypeId> {
    names
        .iter()
        .map(|name| schema.type_named(name, &none).expect("a type").id())
        .collect()
}

fn ends(relation: &str, subject: &[&str], object: &[&str]) -> Result<(), String> {
    let schema = Schema::builtin();
    let relation = schema.relation_named(relation, &none).expect("a relation");
    let (subject, object) = (ids(&schema, subject), ids(&schema, object));
    schema
        .check_ends(relation, &subject, &object, "a", "b")
        .map_err(|error| error.to_string())
}

fn value(relation: &str, literal: &Literal) -> Result<(), String> {
    let schema = Schema::builtin();
    let relation = schema.relation_named(relation, &none).expect("a relation");
    schema
        .check_value(relation, literal)
        .map_err(|error| error.to_string())
}

fn typed(text: &str, datatype: &str) -> Literal {
    Literal::of_type(text, Iri::new(datatype).expect("an IRI"))
}

#[test]
fn schema_is_send_and_sync() {
    fn both<T: Send + Sync + Clone>() {}
    both::<Schema>();
    both::<SchemaErrorIsSendToo>();
}

/// An error crosses threads as well.
#[derive(Clone)]
struct SchemaErrorIsSendToo(
    #[expect(dead_code, reason = "only its traits matter")] Arc<SchemaError>,
);

#[test]
fn ends_fit_by_subtype() {
    for (relation, subject, object) in [
        ("hosts", &["Country"][..], &["Summit"][..]),
        ("hostedBy", &["Summit"], &["Country"]),
        ("participatesIn", &["PoliceForce"], &["Panel"]),
        ("relatedTo", &["Document"], &["Person"]),
        // Anything is an entity, with a type or without.
        ("relatedTo", &[], &[]),
        ("counters", &[], &["CrimeType"]),
        ("locatedIn", &["Company", "Country"], &["Region"]),
    ] {
        assert_eq!(ends(relation, subject, object), Ok(()), "{relation}");
    }
}

#[test]
fn wrong_ends_are_named_with_their_types() {
    for (relation, subject, object, text) in [
        (
            "hosts",
            &["Summit"][..],
            &["Country"][..],
            "relation \"hosts\" takes a subject of type \"Agent\", but \"a\" is a \"Summit\"; did you \
             mean its inverse \"hostedBy\"?",
        ),
        (
            "hosts",
            &["Summit"],
            &["Document"],
            "relation \"hosts\" takes a subject of type \"Agent\", but \"a\" is a \"Summit\"",
        ),
        (
            "hosts",
            &["Country"],
            &["Agreement", "Tool"],
            "relation \"hosts\" takes an object of type \"Event\", but \"b\" is an \"Agreement\" and a \
             \"Tool\"",
        ),
        (
            "locatedIn",
            &[],
            &["Region"],
            "relation \"locatedIn\" takes a subject of type \"Place\", but \"a\" has no type",
        ),
        (
            "attributedTo",
            &["Claim"],
            &["City"],
            "relation \"attributedTo\" takes an object of type \"Agent\" or \"Document\", but \"b\" is a \
             \"City\"",
        ),
        (
            "startDate",
            &["Summit"],
            &["City"],
            "\"startDate\" does not take \"b\": it takes a date, not an entity",
        ),
        (
            "polarity",
            &["Claim"],
            &["City"],
            "\"polarity\" does not take \"b\": it takes one of \"polarity-positive\", \
             \"polarity-negative\", not an entity",
        ),
    ] {
        assert_eq!(ends(relation, subject, object), Err(text.to_owned()));
    }
}

#[test]
fn disjoint_types_are_refused() {
    let schema = Schema::builtin();
    let check = |names: &[&str]| {
        schema
            .check_types_disjoint(&ids(&schema, names), "x")
            .map_err(|error| error.to_string())
    };
    assert_eq!(check(&["Country", "Company"]), Ok(()));
    assert_eq!(
        check(&["Person", "Place"]),
        Err("\"x\" cannot be both a \"Person\" and a \"Place\": they are disjoint".to_owned())
    );
    assert_eq!(
        check(&["Tool", "NewsArticle", "Announcement"]),
        Err(
            "\"x\" cannot be both a \"NewsArticle\" and an \"Announcement\": they are disjoint"
                .to_owned()
        )
    );
}

#[test]
fn values_of_the_range_pass() {
    let text = Literal::lang("قمة", "ar").expect("a language");
    for (relation, literal) in [
        ("startDate", typed("2024", xsd::G_YEAR)),
        ("startDate", typed("2024-03", xsd::G_YEAR_MONTH)),
        ("startDate", typed("2024-03-05", xsd::DATE)),
        (
            "startDate",
            typed("2024-03-05T09:00:00+03:00", xsd::DATE_TIME),
        ),
        ("startDate", typed("2024~", vocab::EDTF)),
        (
            "startDate",
            typed("2024-21", "http://id.loc.gov/datatypes/edtf/EDTF-level1"),
        ),
        ("alsoKnownAs", text),
        ("language", Literal::string("ar")),
        ("url", typed("https://example.org/", xsd::ANY_URI)),
        ("isCollective", typed("true", xsd::BOOLEAN)),
        ("confidence", typed("0.9", xsd::DECIMAL)),
        ("confidence", typed("1", xsd::INTEGER)),
        ("lei", Literal::string("529900T8BM49AURSDO55")),
        ("identifier", Literal::string("viaf:1234")),
    ] {
        assert_eq!(value(relation, &literal), Ok(()), "{relation} {literal}");
    }
}

#[test]
fn wrong_values_are_told_what_is_right() {
    let english = Literal::lang("QA", "en").expect("a language");
    for (relation, literal, text) in [
        (
            "startDate",
            Literal::string("soon"),
            "\"startDate\" does not take \"soon\": it takes a date, not text without a language",
        ),
        (
            "startDate",
            typed("2024-13-01", xsd::DATE),
            "\"startDate\" does not take \"2024-13-01\": it is no \"xsd:date\": month must be between \
             01 and 12",
        ),
        (
            "startDate",
            typed("2024", rb::DATE),
            "\"startDate\" does not take \"2024\": it takes a date, not a value of \"rb:Date\"",
        ),
        (
            "title",
            Literal::string("2024"),
            "\"title\" does not take \"2024\": it takes text with a language, not text without a language",
        ),
        (
            "isoAlpha2",
            english,
            "\"isoAlpha2\" does not take \"QA\": it takes text without a language, not text in \"en\"",
        ),
        (
            "isoAlpha2",
            Literal::string("QA\n"),
            "\"isoAlpha2\" does not take \"QA\n\": it does not match the pattern \"^[A-Z]{2}$\"",
        ),
        (
            "confidence",
            typed("2", xsd::INTEGER),
            "\"confidence\" does not take \"2\": it must lie between 0 and 1",
        ),
        (
            "confidence",
            typed("0.9", xsd::DOUBLE),
            "\"confidence\" does not take \"0.9\": it takes a value of \"xsd:decimal\", not a value of \
             \"xsd:double\"",
        ),
        (
            "isCollective",
            typed("yes", xsd::BOOLEAN),
            "\"isCollective\" does not take \"yes\": it is no \"xsd:boolean\": write true or false",
        ),
        (
            "hosts",
            Literal::string("Dubai"),
            "\"hosts\" does not take \"Dubai\": it takes an entity of type \"Event\", not a value",
        ),
    ] {
        assert_eq!(value(relation, &literal), Err(text.to_owned()));
    }
}

#[test]
fn list_members_are_checked() {
    let schema = Schema::builtin();
    let polarity = schema.relation_by_iri(rb::POLARITY).expect("a property");
    let check = |iri: &str| {
        schema
            .check_member(polarity, &Iri::new(iri).expect("an IRI"))
            .map_err(|error| error.to_string())
    };
    assert_eq!(check(rb::POLARITY_NEGATIVE), Ok(()));
    assert_eq!(
        check(rb::MODALITY_FACT),
        Err(
            "\"polarity\" does not take \"modality-fact\": it takes one of \"polarity-positive\", \
             \"polarity-negative\""
                .to_owned()
        )
    );
}

#[test]
fn names_are_found_in_each_form() {
    let schema = Schema::builtin();
    let graph = |prefix: &str| (prefix == "r").then(|| rb::NAMESPACE.to_owned());
    for name in [
        "Summit",
        "rb:Summit",
        "r:Summit",
        "https://w3id.org/rawabit/ns#Summit",
    ] {
        assert_eq!(
            schema.type_named(name, &graph).map(Type::name).ok(),
            Some("Summit"),
            "{name}"
        );
    }
    for name in [
        "hosts",
        "rb:hosts",
        "r:hosts",
        "https://w3id.org/rawabit/ns#hosts",
    ] {
        let found = schema.relation_named(name, &graph);
        assert_eq!(found.map(Relation::name).ok(), Some("hosts"), "{name}");
    }
}

#[test]
fn prefixes_of_the_graph_come_before_those_of_the_schema() {
    let graph = |prefix: &str| (prefix == "rb").then(|| "https://example.org/".to_owned());
    let found = Schema::builtin()
        .type_or_iri("rb:Summit", &graph)
        .expect("an IRI")
        .clone_iri();
    assert_eq!(found.as_deref(), Some("https://example.org/Summit"));
}

impl<T> Named<'_, T> {
    fn clone_iri(&self) -> Option<String> {
        match self {
            Named::Known(_) => None,
            Named::Foreign(iri) => Some(iri.as_str().to_owned()),
        }
    }
}

#[test]
fn unknown_names_say_what_was_meant() {
    let schema = Schema::builtin();
    let class = |name: &str| {
        schema
            .type_named(name, &none)
            .map(Type::name)
            .unwrap_err()
            .to_string()
    };
    let relation = |name: &str| {
        schema
            .relation_named(name, &none)
            .map(Relation::name)
            .unwrap_err()
            .to_string()
    };
    for (found, text) in [
        (
            class("summit"),
            "no type \"summit\" in the schema; did you mean \"Summit\"?",
        ),
        (
            class("قمة"),
            "no type \"قمة\" in the schema; did you mean \"Summit\"?",
        ),
        (
            class("Conference"),
            "no type \"Conference\" in the schema; did you mean \"Summit\"?",
        ),
        (
            class("rb:Sumit"),
            "no type \"rb:Sumit\" in the schema; did you mean \"Summit\"?",
        ),
        (
            class("hosts"),
            "no type \"hosts\" in the schema; \"hosts\" is a relation",
        ),
        (class("Zebra"), "no type \"Zebra\" in the schema"),
        (
            class("foaf:Person"),
            "no type \"foaf:Person\" in the schema; did you mean \"Person\"?",
        ),
        (
            relation("participateIn"),
            "no relation \"participateIn\" in the schema; did you mean \"participatesIn\"?",
        ),
        (
            relation("يشارك"),
            "no relation \"يشارك\" in the schema; did you mean \"participatesIn\", \"hasParticipant\"?",
        ),
        (
            relation("Summit"),
            "no relation \"Summit\" in the schema; \"Summit\" is a type",
        ),
    ] {
        assert_eq!(found, text);
    }
    assert_eq!(
        relation("x:hosts"),
        "no prefix \"x\" in the schema; known are \"dcterms\", \"edtf\", \"foaf\", \"oa\", \"owl\", \
         \"prov\", \"rb\", \"rdf\", \"rdfs\", \"schema\", \"sh\", \"skos\", \"vann\", \"vs\", \"wd\", \
         \"xsd\""
    );
    assert_eq!(
        Schema::empty()
            .type_named("Summit", &none)
            .map(Type::name)
            .unwrap_err()
            .to_string(),
        "no type \"Summit\" in the schema; the schema is empty"
    );
}

#[test]
fn terms_of_other_vocabularies_are_handed_back() {
    let schema = Schema::builtin();
    let foreign = schema.relation_or_iri("foaf:knows", &none).expect("an IRI");
    assert_eq!(
        foreign.clone_iri().as_deref(),
        Some("http://xmlns.com/foaf/0.1/knows")
    );
    assert!(schema.relation_or_iri("rb:knows", &none).is_err());
    assert!(matches!(
        schema.type_or_iri("https://bad iri/", &none),
        Err(SchemaError::Value(_))
    ));
}

#[test]
fn stored_form_turns_inverses_round() {
    let schema = Schema::builtin();
    let id = |name: &str| schema.relation_named(name, &none).expect("a relation").id();
    assert_eq!(schema.stored_form(id("hostedBy")), (id("hosts"), true));
    assert_eq!(schema.stored_form(id("hosts")), (id("hosts"), false));
    assert_eq!(
        schema.stored_form(id("meetsWith")),
        (id("meetsWith"), false)
    );
}

#[test]
fn narrowest_type_is_the_one_that_nothing_narrows() {
    let schema = Schema::builtin();
    let narrowest = |names: &[&str]| {
        schema
            .narrowest(&ids(&schema, names))
            .map(|id| schema.type_(id).name().to_owned())
    };
    assert_eq!(
        narrowest(&["Agent", "Country", "Place"]).as_deref(),
        Some("Country")
    );
    assert_eq!(
        narrowest(&["Company", "Country"]).as_deref(),
        Some("Company")
    );
    assert_eq!(narrowest(&[]), None);
}

#[test]
fn empty_schema_knows_nothing_and_takes_no_extension() {
    let schema = Schema::empty();
    assert!(schema.is_empty() && schema.types().len() == 0 && schema.graphs().len() == 0);
    assert_eq!(
        (schema.version(), schema.write_turtle().as_str()),
        (None, "")
    );
    assert_eq!(
        schema.extend("", "my.ttl").unwrap_err().to_string(),
        "\"schema\" does not take \"my.ttl\": an empty schema has nothing to extend; start from the \
         built-in one"
    );
    assert!(schema.is_relation("http://e/p") && !schema.is_relation(rdf::TYPE));
}

#[test]
fn rows_leave_the_books_out() {
    let schema = Schema::builtin();
    assert_eq!(schema.type_rows().len(), 58);
    let rows = schema.relation_rows();
    assert_eq!(rows.len(), 43 + 40 + 1 + 17);
    let start = rows
        .iter()
        .find(|row| row.name == "startDate")
        .expect("a row");
    assert_eq!(
        (start.kind, start.range.as_str(), start.functional),
        ("value", "Date", true)
    );
    let url = rows.iter().find(|row| row.name == "url").expect("a row");
    assert_eq!(
        (url.range.as_str(), url.scheme.as_deref()),
        ("xsd:anyURI", Some("url"))
    );
    let meets = rows
        .iter()
        .find(|row| row.name == "meetsWith")
        .expect("a row");
    assert_eq!(
        (meets.inverse.as_deref(), meets.symmetric),
        (Some("meetsWith"), true)
    );
}

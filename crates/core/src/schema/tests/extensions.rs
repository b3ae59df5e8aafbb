//! Files on top: what they may do, and what they are told of.

use super::*;

const PATROL: &str = "my:JointPatrol a owl:Class ; rdfs:subClassOf rb:Activity ;
  rdfs:label \"joint patrol\"@en, \"دورية مشتركة\"@ar .
my:patrolsWith a owl:ObjectProperty, owl:SymmetricProperty ;
  rdfs:subPropertyOf rb:cooperatesWith ;
  rdfs:domain rb:SecurityAgency ; rdfs:range rb:SecurityAgency ;
  rdfs:label \"patrols with\"@en .
";

#[test]
fn example_of_the_design_extends_without_a_word() {
    let schema = extended(PATROL);
    assert_eq!(schema.notices(), []);
    let patrol = schema
        .type_named("my:JointPatrol", &|_| None)
        .expect("a type");
    assert_eq!(patrol.name(), "my:JointPatrol");
    assert_eq!(patrol.label("ar"), Some("دورية مشتركة"));
    let event = schema.type_named("Event", &|_| None).expect("a type").id();
    assert!(patrol.is_subtype_of(event));
    let place = schema.type_named("Place", &|_| None).expect("a type").id();
    assert!(patrol.is_disjoint_with(place));
    let with = schema
        .relation_named("my:patrolsWith", &|_| None)
        .expect("a relation");
    let root = schema
        .relation_named("relatedTo", &|_| None)
        .expect("a relation")
        .id();
    assert!(with.is_symmetric() && with.is_subrelation_of(root));
    // What was there keeps its ids.
    let summit = |schema: &Schema| schema.type_named("Summit", &|_| None).map(Type::id).ok();
    assert_eq!(summit(&schema), summit(&Schema::builtin()));
    assert_eq!(schema.types().len(), 61);
    assert!(
        schema
            .prefixes()
            .any(|pair| pair == ("my", "https://example.org/patrol#"))
    );
    assert_eq!(
        schema
            .graphs()
            .map(|(iri, _)| iri.as_str())
            .collect::<Vec<_>>(),
        [vocab::ONTOLOGY, "https://example.org/patrol"]
    );
}

#[test]
fn terms_of_extensions_need_their_prefix_and_are_suggested() {
    let schema = extended(PATROL);
    let error = |name: &str| {
        schema
            .type_named(name, &|_| None)
            .map(Type::name)
            .unwrap_err()
            .to_string()
    };
    for name in ["JointPatrol", "my:JointPatrl", "دورية"] {
        assert_eq!(
            error(name),
            format!("no type \"{name}\" in the schema; did you mean \"my:JointPatrol\"?")
        );
    }
}

#[test]
fn terms_of_rawabit_take_labels_and_may_be_repeated() {
    let schema = extended(
        "rb:Summit a owl:Class ; rdfs:label \"sommet\"@fr ; rdfs:subClassOf rb:Gathering .",
    );
    assert_eq!(schema.notices(), []);
    let summit = schema.type_named("Summit", &|_| None).expect("a type");
    assert_eq!(
        (summit.label("fr"), summit.label("en")),
        (Some("sommet"), Some("Summit or conference"))
    );
    notes(
        "rb:Summit rdfs:label \"Top\"@en .",
        &[
            "patrol.ttl:3: \"rb:Summit\" has \"rdfs:label\" in this language already; \"Top\"@en is kept as \
           a triple only",
        ],
    );
}

#[test]
fn class_without_parent_stands_under_entity() {
    notes(
        "my:Thing a owl:Class ; rdfs:label \"thing\"@en .\nmy:Small a owl:Class ; rdfs:subClassOf my:Thing .",
        &[
            "patrol.ttl:3: \"my:Thing\" has no parent that leads to \"rb:Entity\"; its parent is taken as \
             \"rb:Entity\"",
            "patrol.ttl:4: \"my:Small\" has no label; give it an rdfs:label in one language at least",
        ],
    );
    let schema = extended("my:Thing a owl:Class .");
    let thing = schema.type_named("my:Thing", &|_| None).expect("a type");
    assert_eq!(
        thing.parents(),
        [schema.type_named("Entity", &|_| None).expect("a type").id()]
    );
}

#[test]
fn property_without_parent_stands_under_related_to_unless_it_takes_values() {
    let schema = extended(
        "my:guards a owl:ObjectProperty ; rdfs:label \"guards\"@en ; rdfs:domain rb:Agent .
my:callSign a owl:DatatypeProperty ; rdfs:label \"call sign\"@en ; rdfs:range xsd:string .
my:checkedBy a owl:ObjectProperty ; rdfs:label \"checked by\"@en ; rdfs:domain rb:Claim ; rdfs:range rb:Agent .
my:sameBodyAs a owl:ObjectProperty ; rdfs:label \"same body as\"@en ; rdfs:subPropertyOf owl:sameAs .",
    );
    assert_eq!(schema.notices(), []);
    let relation = |name: &str| schema.relation_named(name, &|_| None).expect("a relation");
    let root = relation("relatedTo").id();
    assert_eq!(relation("my:guards").parents(), [root]);
    assert_eq!(relation("my:callSign").parents(), []);
    assert_eq!(relation("my:checkedBy").parents(), []);
    assert_eq!(relation("my:sameBodyAs").parents(), []);
    let roles =
        ["my:guards", "my:callSign", "my:checkedBy", "my:sameBodyAs"].map(|n| relation(n).role());
    assert_eq!(
        roles,
        [Role::Relation, Role::Relation, Role::Claim, Role::Identity]
    );
    assert!(relation("my:checkedBy").is_bookkeeping());
    // Ends that are not stated are inherited.
    let entity = schema.type_named("Entity", &|_| None).expect("a type").id();
    assert_eq!(relation("my:guards").range(), &Range::Type(entity));
    assert_eq!(relation("my:callSign").domain(), entity);
}

#[test]
fn inverses_of_extensions_mirror_and_inherit() {
    let schema = extended(
        "my:leads a owl:ObjectProperty ; rdfs:subPropertyOf rb:organizes ; rdfs:range my:JointPatrol ;
  owl:inverseOf my:ledBy ; rdfs:label \"leads\"@en .
my:ledBy a owl:ObjectProperty ; rdfs:label \"led by\"@en .
my:JointPatrol a owl:Class ; rdfs:subClassOf rb:Activity ; rdfs:label \"patrol\"@en .",
    );
    assert_eq!(schema.notices(), []);
    let relation = |name: &str| schema.relation_named(name, &|_| None).expect("a relation");
    let (leads, led_by) = (relation("my:leads"), relation("my:ledBy"));
    assert!(led_by.is_inverse_form() && !leads.is_inverse_form());
    assert_eq!(led_by.parents(), [relation("organizedBy").id()]);
    assert_eq!(schema.type_(led_by.domain()).name(), "my:JointPatrol");
    assert_eq!(led_by.range(), &Range::Type(leads.domain()));
    assert_eq!(schema.stored_form(led_by.id()), (leads.id(), true));
    for (body, text) in [
        (
            "my:a a owl:ObjectProperty ; rdfs:domain rb:City ; owl:inverseOf my:b .\n\
             my:b a owl:ObjectProperty ; rdfs:range rb:Region .",
            "patrol.ttl:4: \"my:b\" is the inverse of \"my:a\", so its range must be \"rb:City\", not \
             \"rb:Region\"",
        ),
        (
            "my:a a owl:ObjectProperty ; owl:inverseOf my:b .",
            "patrol.ttl:3: \"my:a\" has the inverse \"my:b\", but there is no such relation; did you mean \
             \"my:a\"?",
        ),
        (
            "my:a a owl:ObjectProperty ; owl:inverseOf my:b , my:c . my:b a owl:ObjectProperty .\n\
             my:c a owl:ObjectProperty .",
            "patrol.ttl:3: \"my:a\" has an inverse already, \"my:b\"",
        ),
        (
            "my:a a owl:SymmetricProperty ; owl:inverseOf my:b . my:b a owl:ObjectProperty .",
            "patrol.ttl:3: \"my:a\" is symmetric, so it is its own inverse; take owl:inverseOf away",
        ),
        (
            "my:a a owl:DatatypeProperty ; owl:inverseOf my:b . my:b a owl:ObjectProperty .",
            "patrol.ttl:3: \"my:a\" takes values, so it has no inverse",
        ),
    ] {
        breaks(body, text);
    }
}

#[test]
fn dates_of_extensions_take_every_precision() {
    let body =
        "my:signedOn a owl:DatatypeProperty ; rdfs:label \"signed on\"@en ; rdfs:range xsd:date .";
    notes(
        body,
        &[
            "patrol.ttl:3: the range of \"my:signedOn\", \"xsd:date\", is taken as \"rb:Date\", which dates \
           of every precision have",
        ],
    );
    let schema = extended(body);
    let signed = schema
        .relation_named("my:signedOn", &|_| None)
        .expect("a relation");
    let year =
        crate::model::Literal::of_type("2024", Iri::new(vocab::xsd::G_YEAR).expect("an IRI"));
    assert!(schema.check_value(signed, &year).is_ok());
}

#[test]
fn own_datatypes_schemes_patterns_and_rules_work() {
    let schema = extended(
        "my:Size a rdfs:Datatype ; rb:allows xsd:integer, xsd:decimal ; rdfs:label \"size\" .
my:strength a owl:DatatypeProperty ; rdfs:range my:Size ; rb:minInclusive 1 ; rdfs:label \"strength\" .
my:badge a owl:DatatypeProperty ; rdfs:range xsd:string ; rb:pattern \"[0-9]+|none\" ;
  rb:scheme \"badge\" ; rdfs:label \"badge\" .
my:rule-patrol a rb:Rule ; rb:onClass rb:PoliceForce ; rb:onProperty my:badge ; rb:minCount 1 .",
    );
    assert_eq!(schema.notices(), []);
    let relation = |name: &str| schema.relation_named(name, &|_| None).expect("a relation");
    let check = |name: &str, value: &crate::model::Literal| {
        schema
            .check_value(relation(name), value)
            .map_err(|error| error.to_string())
    };
    let number = |text: &str| {
        crate::model::Literal::of_type(text, Iri::new(vocab::xsd::INTEGER).expect("an IRI"))
    };
    assert_eq!(check("my:strength", &number("5")), Ok(()));
    assert_eq!(
        check("my:strength", &number("0")),
        Err("\"my:strength\" does not take \"0\": the least is 1".to_owned())
    );
    // The whole value matches, whatever the alternatives.
    assert_eq!(
        check("my:badge", &crate::model::Literal::string("none")),
        Ok(())
    );
    assert!(check("my:badge", &crate::model::Literal::string("none7")).is_err());
    assert_eq!(
        schema.identifier_scheme("badge").map(Relation::name),
        Some("my:badge")
    );
    assert_eq!(relation("my:badge").role(), Role::Identifier);
    let rule = schema.rules().last().expect("a rule");
    assert_eq!(
        rule.iri().as_str(),
        "https://example.org/patrol#rule-patrol"
    );
    assert_eq!(rule.on_relation(), relation("my:badge").id());
}

#[test]
fn owl_outside_the_profile_is_kept_and_told() {
    let body = "<https://example.org/patrol> owl:imports <https://w3id.org/rawabit/ns> , <https://e/other> .
my:Raid a owl:Class ; rdfs:label \"raid\" ; rdfs:subClassOf rb:Activity ,
    [ a owl:Restriction ; owl:onProperty rb:hosts ; owl:minCardinality 1 ] ;
  owl:equivalentClass my:Swoop .
my:p a owl:ObjectProperty, owl:AsymmetricProperty ; rdfs:label \"p\" .
[] a owl:AllDisjointClasses ; owl:members ( my:Raid rb:Summit ) .
my:loose rdfs:subClassOf rb:Event .
my:ali a my:Raid .";
    notes(
        body,
        &[
            "patrol.ttl:3: owl:imports is never followed: load the file of <https://e/other> as an extension \
             too, if \"https://example.org/patrol\" needs it",
            "patrol.ttl:5: \"rdfs:subClassOf\" of \"my:Raid\" is an anonymous class, which is outside the \
             profile; it is kept as triples and not used",
            "patrol.ttl:6: \"owl:equivalentClass\" of \"my:Raid\" is outside the profile; it is kept as a \
             triple and not used",
            "patrol.ttl:7: \"my:p\" is declared \"owl:AsymmetricProperty\", which is outside the profile; it \
             is kept as a triple and not used",
            "patrol.ttl:8: an anonymous \"owl:AllDisjointClasses\" is outside the profile; it is kept as \
             triples and not used",
            "patrol.ttl:9: \"my:loose\" is declared neither as a class nor as a property; it is kept as \
             triples and not used",
            "patrol.ttl:10: \"my:ali\" is declared neither as a class nor as a property; it is kept as \
             triples and not used",
        ],
    );
    let schema = extended(body);
    let (_, triples) = schema.graphs().last().expect("a graph");
    assert_eq!(triples.len(), 22);
}

#[test]
fn two_files_extend_each_other_but_do_not_differ() {
    let schema = extended(PATROL);
    let other = |body: &str| {
        let text = file(body).replace(
            "<https://example.org/patrol> a",
            "<https://example.org/raid> a",
        );
        schema.extend(&text, "raid.ttl")
    };
    let both =
        other("my:NightPatrol a owl:Class ; rdfs:subClassOf my:JointPatrol ; rdfs:label \"n\" .")
            .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(both.ontologies().len(), 3);
    assert_eq!(
        other("my:JointPatrol a owl:Class ;\n  rdfs:subClassOf rb:Gathering .")
            .unwrap_err()
            .to_string(),
        "raid.ttl:4: \"my:JointPatrol\" is defined otherwise in \"patrol.ttl\" (line 3); give this one \
         another name"
    );
    // The same words again do no harm.
    assert!(other("my:JointPatrol a owl:Class ; rdfs:subClassOf rb:Activity .").is_ok());
}

#[test]
fn same_file_twice_is_one_and_another_under_its_iri_is_an_error() {
    let schema = extended(PATROL);
    let again = schema
        .extend(&file(PATROL), "copy.ttl")
        .expect("the same again");
    assert_eq!(again, schema);
    assert_eq!(again.ontologies().len(), 2);
    assert_eq!(
        schema
            .extend(&file("my:B a owl:Class ."), "b.ttl")
            .unwrap_err()
            .to_string(),
        "b.ttl:3: <https://example.org/patrol> is the ontology of \"patrol.ttl\" already, which does not say \
         <https://example.org/patrol#B> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> \
         <http://www.w3.org/2002/07/owl#Class>; give this one an IRI of its own"
    );
}

#[test]
fn written_turtle_reads_back_to_an_equal_schema() {
    let text = file(PATROL);
    // A header at the end of its file is found all the same.
    let late = "@prefix it: <https://example.org/late#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n\
                it:X a owl:Class ; owl:equivalentClass [ a owl:Class ] .\n\
                <https://example.org/late> a owl:Ontology ; owl:versionInfo \"1\" .";
    let schema = Schema::builtin()
        .extend(&text, "patrol.ttl")
        .and_then(|schema| schema.extend(late, "late.ttl"))
        .unwrap_or_else(|error| panic!("{error}"));
    let written = schema.write_turtle();
    let again = Schema::builtin()
        .extend(&written, "all.ttl")
        .unwrap_or_else(|error| panic!("{error}"));
    let iris = |schema: &Schema| {
        schema
            .ontologies()
            .map(|ontology| ontology.iri().clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(iris(&again), iris(&schema));
    assert_eq!(again, schema);
    // And once more, from texts that were made of triples.
    let third = Schema::builtin().extend(&again.write_turtle(), "third.ttl");
    assert_eq!(third.unwrap_or_else(|error| panic!("{error}")), schema);
    assert_eq!(
        Schema::builtin().extend(BUILTIN, "own.ttl").ok(),
        Some(Schema::builtin())
    );
}

#[test]
fn names_mean_the_same_in_what_is_written_where_two_files_share_a_prefix() {
    let mine = |namespace: &str, parent: &str| {
        format!(
            "@prefix my: <{namespace}#> . @prefix rb: <https://w3id.org/rawabit/ns#> .\n\
             @prefix owl: <http://www.w3.org/2002/07/owl#> .\n\
             @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\
             <{namespace}> a owl:Ontology .\n\
             my:B a owl:Class ; rdfs:subClassOf rb:{parent} ; rdfs:label \"b\"@en ."
        )
    };
    let schema = Schema::builtin()
        .extend(&mine("https://one.example/", "City"), "one.ttl")
        .and_then(|schema| schema.extend(&mine("https://two.example/", "Person"), "two.ttl"))
        .unwrap_or_else(|error| panic!("{error}"));
    let names = |schema: &Schema| {
        schema
            .types()
            .map(|class| (class.name().to_owned(), class.iri().clone()))
            .collect::<Vec<_>>()
    };
    let again = Schema::builtin()
        .extend(&schema.write_turtle(), "both.ttl")
        .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(names(&again), names(&schema));
    assert_eq!(again, schema);
}

#[test]
fn files_are_read_from_disk_and_missing_ones_named() {
    let folder = std::env::temp_dir().join(format!("rawabit-schema-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join("patrol.ttl");
    std::fs::write(&path, file(PATROL)).expect("a file");
    let schema = Schema::new([&path]).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(schema, extended(PATROL));
    std::fs::remove_dir_all(&folder).expect("a folder");
    let error = Schema::new([&path]).map(|_| ()).unwrap_err();
    assert!(matches!(
        &error,
        SchemaError::File { source, .. } if source.kind() == std::io::ErrorKind::NotFound
    ));
    assert!(
        error
            .to_string()
            .starts_with(&format!("\"{}\" cannot be read: ", path.display()))
    );
}

#[test]
fn prefixes_that_clash_leave_the_first() {
    let schema = Schema::builtin()
        .extend(
            "@prefix rb: <https://example.org/mine#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
             @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
             <https://example.org/mine> a owl:Ontology . rb:X a owl:Class ; rdfs:label \"x\" ;
             rdfs:subClassOf <https://w3id.org/rawabit/ns#Event> .",
            "mine.ttl",
        )
        .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(
        schema.types().last().map(Type::name),
        Some("https://example.org/mine#X")
    );
    let notices: Vec<String> = schema.notices().iter().map(ToString::to_string).collect();
    assert_eq!(
        notices,
        [
            "mine.ttl:1: the prefix \"rb\" stands for <https://w3id.org/rawabit/ns#> already; the terms of \
          <https://example.org/mine#> go by another prefix, or by their full IRIs"
        ]
    );
}

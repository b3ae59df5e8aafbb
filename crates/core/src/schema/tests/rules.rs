//! Every rule that a file on top can break, with its text and line.

use super::*;

#[test]
fn syntax_errors_have_line_and_column() {
    breaks(
        "my:A a owl:Class\nmy:B a owl:Class .",
        "patrol.ttl:4:1: a dot is expected at the end of statements",
    );
    breaks(
        "my:A a you:Class .",
        "patrol.ttl:3:8: the prefix you: has not been declared",
    );
}

#[test]
fn ontology_iri_is_needed_and_not_ours() {
    let text = "@prefix owl: <http://www.w3.org/2002/07/owl#> . <https://e/a> a owl:Class .";
    assert_eq!(
        Schema::builtin()
            .extend(text, "patrol.ttl")
            .unwrap_err()
            .to_string(),
        "patrol.ttl:1: no owl:Ontology in the file, so its triples have no graph to stand in; begin with \
         \"<https://example.org/mine> a owl:Ontology .\" and an IRI of your own"
    );
    let text = "<https://w3id.org/rawabit/ns> a <http://www.w3.org/2002/07/owl#Ontology> .\n\
                <https://e/a> a <http://www.w3.org/2002/07/owl#Class> .";
    assert_eq!(
        Schema::builtin()
            .extend(text, "patrol.ttl")
            .unwrap_err()
            .to_string(),
        "patrol.ttl:2: <https://w3id.org/rawabit/ns> is version \"none\" here, but \"0.1.0\" in \
         \"rawabit.ttl\"; use one of them"
    );
}

#[test]
fn namespace_of_rawabit_is_closed() {
    breaks(
        "\nrb:Drone a owl:Class ; rdfs:subClassOf rb:Tool .",
        "patrol.ttl:4: \"rb:Drone\" stands in the namespace of rawabit; define it in a namespace of your \
         own",
    );
    breaks(
        "owl:Drone a owl:Class ; rdfs:subClassOf rb:Tool .",
        "patrol.ttl:3: \"owl:Drone\" stands in a namespace with a fixed meaning; define it in a namespace \
         of your own",
    );
}

#[test]
fn terms_of_rawabit_keep_their_meaning() {
    for (body, text) in [
        (
            "my:Show a owl:Class ; rdfs:subClassOf rb:Event ; rdfs:label \"x\" .\n\
             rb:Summit\n  rdfs:subClassOf my:Show .",
            "patrol.ttl:5: \"rb:Summit\" belongs to rawabit, so its \"rdfs:subClassOf\" cannot be \
             changed; define a class of your own under it",
        ),
        (
            "rb:hosts rdfs:domain rb:Country .",
            "patrol.ttl:3: \"rb:hosts\" belongs to rawabit, so its \"rdfs:domain\" cannot be changed; \
             define a relation of your own under it",
        ),
        (
            "rb:hosts rdfs:range rb:Summit .",
            "patrol.ttl:3: \"rb:hosts\" belongs to rawabit, so its \"rdfs:range\" cannot be changed; \
             define a relation of your own under it",
        ),
        (
            "rb:memberOf a owl:TransitiveProperty .",
            "patrol.ttl:3: \"rb:memberOf\" belongs to rawabit, so its \"rdf:type\" cannot be changed; \
             define a relation of your own under it",
        ),
        (
            "rb:hosts rb:maxCount 1 .",
            "patrol.ttl:3: \"rb:hosts\" belongs to rawabit, so its \"rb:maxCount\" cannot be changed; \
             define a relation of your own under it",
        ),
        (
            "my:isHostOf a owl:ObjectProperty ; rdfs:label \"x\" ;\n  owl:inverseOf rb:hosts .",
            "patrol.ttl:4: \"rb:hosts\" belongs to another file and cannot get \"my:isHostOf\" as its \
             inverse; make \"my:isHostOf\" a subproperty instead",
        ),
        (
            "my:modality-rumour a rb:Modality .",
            "patrol.ttl:3: \"my:modality-rumour\" cannot join \"rb:Modality\": its members are all in \
             rawabit",
        ),
        (
            "my:Mood a owl:Class ; rdfs:subClassOf rb:Modality .",
            "patrol.ttl:3: \"my:Mood\" cannot stand under \"rb:Modality\", which is no type of entities",
        ),
    ] {
        breaks(body, text);
    }
}

#[test]
fn cycles_are_errors() {
    breaks(
        "my:A a owl:Class ; rdfs:subClassOf my:B .\nmy:B a owl:Class ; rdfs:subClassOf my:C .\n\
         my:C a owl:Class ;\n  rdfs:subClassOf my:A .",
        "patrol.ttl:6: \"my:A\" is a subclass of itself, by way of \"my:A\" > \"my:B\" > \"my:C\" > \
         \"my:A\"; take one of these parents away",
    );
    breaks(
        "my:p a owl:ObjectProperty ; rdfs:subPropertyOf my:q .\n\
         my:q a owl:ObjectProperty ; rdfs:subPropertyOf my:p .",
        "patrol.ttl:4: \"my:p\" is a subproperty of itself, by way of \"my:p\" > \"my:q\" > \"my:p\"; take \
         one of these parents away",
    );
}

#[test]
fn ends_lie_within_those_of_the_parent() {
    for (body, text) in [
        (
            "my:patrolsWith a owl:ObjectProperty ;\n  rdfs:subPropertyOf rb:cooperatesWith ;\n\
               rdfs:domain rb:Place ; rdfs:range rb:Agent .",
            "patrol.ttl:5: the domain of \"my:patrolsWith\", \"rb:Place\", does not lie within that of its \
             parent \"rb:cooperatesWith\", \"rb:Agent\"",
        ),
        (
            "my:patrolsIn a owl:ObjectProperty ;\n  rdfs:subPropertyOf rb:takesPlaceIn ;\n\
               rdfs:range rb:Entity .",
            "patrol.ttl:5: the range of \"my:patrolsIn\", \"rb:Entity\", does not lie within that of its \
             parent \"rb:takesPlaceIn\", \"rb:Place\"",
        ),
        (
            "my:nick a owl:DatatypeProperty ; rdfs:subPropertyOf rb:alsoKnownAs ; rdfs:range xsd:string .",
            "patrol.ttl:3: the range of \"my:nick\", \"xsd:string\", does not lie within that of its parent \
             \"rb:alsoKnownAs\", \"rdf:langString\"",
        ),
        (
            "my:twin a owl:ObjectProperty, owl:SymmetricProperty ; rdfs:domain rb:City ;\n\
               rdfs:range rb:Place .",
            "patrol.ttl:4: \"my:twin\" is symmetric, so its domain, \"rb:City\", and its range, \
             \"rb:Place\", must be the same",
        ),
        (
            "my:p a owl:ObjectProperty ; rdfs:subPropertyOf rb:startDate .",
            "patrol.ttl:3: \"my:p\" is an owl:ObjectProperty, but its parent \"rb:startDate\" is an \
             owl:DatatypeProperty",
        ),
        (
            "my:p a owl:ObjectProperty ; rdfs:domain rb:City, rb:Region .",
            "patrol.ttl:3: \"my:p\" has two domains, \"rb:City\" and \"rb:Region\"; give it one that holds \
             both",
        ),
    ] {
        breaks(body, text);
    }
}

#[test]
fn terms_that_are_referred_to_are_declared() {
    for (body, text) in [
        (
            "my:Raid a owl:Class ; rdfs:subClassOf rb:Activty .",
            "patrol.ttl:3: \"my:Raid\" has the parent \"rb:Activty\", but there is no such class; did you \
             mean \"rb:Activity\"?",
        ),
        (
            "my:Raid a owl:Class ; rdfs:subClassOf rb:hosts .",
            "patrol.ttl:3: \"my:Raid\" has the parent \"rb:hosts\", which is no class but an \
             owl:ObjectProperty",
        ),
        (
            "my:raids a owl:ObjectProperty ; rdfs:subPropertyOf rb:host .",
            "patrol.ttl:3: \"my:raids\" has the parent \"rb:host\", but there is no such relation; did you \
             mean \"rb:hosts\", \"rb:hostedBy\"?",
        ),
        (
            "my:raids a owl:ObjectProperty ;\n  rdfs:domain my:Raider .",
            "patrol.ttl:4: \"my:raids\" has the domain \"my:Raider\", but there is no such class",
        ),
        (
            "my:raids a owl:ObjectProperty ;\n  rdfs:range <http://xmlns.com/foaf/0.1/Agent> .",
            "patrol.ttl:4: \"my:raids\" has the range \"foaf:Agent\", but there is no such class; did you \
             mean \"rb:Agent\"?",
        ),
        (
            "my:Raid a owl:Class ; rdfs:subClassOf rb:Activity ; owl:disjointWith rb:Sumit .",
            "patrol.ttl:3: \"my:Raid\" has the disjoint class \"rb:Sumit\", but there is no such class; did \
             you mean \"rb:Summit\"?",
        ),
        (
            "my:raids a owl:ObjectProperty ; rb:maxcount 1 .",
            "patrol.ttl:3: \"rb:maxcount\" is no term of rawabit; did you mean \"rb:maxCount\"?",
        ),
    ] {
        breaks(body, text);
    }
    notes(
        "my:Raid a owl:Class ; rdfs:label \"raid\" ;\n  rdfs:subClassOf rb:Activity , owl:Thing , \
         <https://schema.org/Event> .",
        &[
            "patrol.ttl:4: the parent \"schema:Event\" of \"my:Raid\" is outside the schema; it is kept as a \
           triple and not used",
        ],
    );
}

#[test]
fn ranges_fit_the_kind_of_property() {
    for (body, text) in [
        (
            "my:code a owl:ObjectProperty ; rdfs:range xsd:string .",
            "patrol.ttl:3: the range of \"my:code\", \"xsd:string\", is a datatype; declare it as \
             owl:DatatypeProperty, or give it a class",
        ),
        (
            "my:code a owl:DatatypeProperty ; rdfs:range rb:Country .",
            "patrol.ttl:3: the range of \"my:code\", \"rb:Country\", is a class; declare it as \
             owl:ObjectProperty, or give it a datatype",
        ),
        (
            "my:code a owl:DatatypeProperty ; rdfs:range xsd:strng .",
            "patrol.ttl:3: \"my:code\" has the range \"xsd:strng\", but there is no such datatype; did you \
             mean \"xsd:string\"?",
        ),
        (
            "my:code a owl:ObjectProperty .\nmy:code a owl:DatatypeProperty .",
            "patrol.ttl:4: \"my:code\" is both an owl:ObjectProperty and an owl:DatatypeProperty; make two \
             terms of it",
        ),
        (
            "my:code a owl:Class, owl:ObjectProperty .",
            "patrol.ttl:3: \"my:code\" is both an owl:Class and an owl:ObjectProperty; make two terms of it",
        ),
    ] {
        breaks(body, text);
    }
}

#[test]
fn malformed_annotations_are_errors() {
    for (body, text) in [
        (
            "my:b a owl:DatatypeProperty ;\n  rb:pattern \"[0-9\" .",
            "patrol.ttl:4: \"rb:pattern\" of \"my:b\" is no regular expression: unclosed character class",
        ),
        (
            "my:b a owl:DatatypeProperty ; rb:maxCount \"many\" .",
            "patrol.ttl:3: \"rb:maxCount\" of \"my:b\" must be a whole number, not \"many\"",
        ),
        (
            "my:b a owl:DatatypeProperty ; rb:minCount 3 ; rb:maxCount 2 .",
            "patrol.ttl:3: \"rb:minCount\" of \"my:b\" is 3, which is more than its \"rb:maxCount\", 2",
        ),
        (
            "my:b a owl:DatatypeProperty ; rb:minInclusive 3 ; rb:maxInclusive 2.5 .",
            "patrol.ttl:3: \"rb:minInclusive\" of \"my:b\" is 3, which is more than its \
             \"rb:maxInclusive\", 2.5",
        ),
        (
            "my:b a owl:DatatypeProperty ; rb:severity my:Awful .",
            "patrol.ttl:3: \"rb:severity\" of \"my:b\" must be sh:Violation or sh:Warning, not \
             <https://example.org/patrol#Awful>",
        ),
        (
            "my:b a owl:ObjectProperty ; rb:pattern \"x\" .",
            "patrol.ttl:3: \"rb:pattern\" is for values, but \"my:b\" is a relation between entities",
        ),
        (
            "my:b a owl:DatatypeProperty ; rb:allows rb:City .",
            "patrol.ttl:3: \"rb:allows\" is for relations between entities, but \"my:b\" takes values",
        ),
        (
            "my:b a owl:ObjectProperty ; rdfs:range rb:Event ; rb:allows rb:City .",
            "patrol.ttl:3: \"my:b\" allows \"rb:City\", which does not lie within its range, \"rb:Event\"",
        ),
        (
            "my:b a owl:DatatypeProperty ; rb:scheme \"wikidata\" .",
            "patrol.ttl:3: \"my:b\" has the id scheme \"wikidata\", which is that of \"rb:wikidata\" already",
        ),
        (
            "my:r a rb:Rule ; rb:onClass rb:City ; rb:minCount 1 .",
            "patrol.ttl:3: the rule \"my:r\" has no rb:onProperty",
        ),
        (
            "my:r a rb:Rule ; rb:onClass rb:City ; rb:onProperty rb:contains .",
            "patrol.ttl:3: the rule \"my:r\" has neither rb:minCount nor rb:maxCount",
        ),
        (
            "my:r a rb:Rule ; rb:onClass rb:Citty ; rb:onProperty rb:contains ; rb:minCount 1 .",
            "patrol.ttl:3: \"my:r\" has the class \"rb:Citty\", but there is no such class; did you mean \
             \"rb:City\"?",
        ),
    ] {
        breaks(body, text);
    }
}

#[test]
fn classes_under_disjoint_parents_are_errors() {
    breaks(
        "my:Walker a owl:Class ; rdfs:subClassOf rb:Person , rb:City .",
        "patrol.ttl:3: \"my:Walker\" stands under both \"rb:Person\" and \"rb:Place\", which are disjoint; \
         take one away",
    );
}

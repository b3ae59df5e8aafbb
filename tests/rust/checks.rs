//! Promises on checks: what validation finds, what cannot all hold, and why something is in a graph.

#![expect(clippy::unwrap_used, reason = "what fails fails the test")]

use rawabit::{
    Describe, Format, Graph, Modality, Narrow, Polarity, ReadOptions, Relate, Report, Schema,
    Severity, Table, View,
};

const HEAD: &str = r"
    PREFIX rb: <https://w3id.org/rawabit/ns#>
    PREFIX ex: <https://example.org/id/>
    PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    PREFIX owl: <http://www.w3.org/2002/07/owl#>
    PREFIX oa: <http://www.w3.org/ns/oa#>
    PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
    PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
    PREFIX foaf: <http://xmlns.com/foaf/0.1/>
    PREFIX my: <https://example.org/my#>
";

fn read(graph: &Graph, turtle: &str) {
    let options = ReadOptions::new().format(Format::TriG);
    graph
        .read_from(format!("{HEAD}{turtle}").as_bytes(), options)
        .unwrap();
}

/// A graph of RDF, which nothing is checked of when it comes in.
fn rdf(turtle: &str) -> Graph {
    let graph = Graph::new();
    read(&graph, turtle);
    graph
}

fn seed() -> Graph {
    let graph = Graph::new();
    let seed = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../examples/data/summit.json"
    );
    graph.read(seed).unwrap();
    graph
}

/// Every problem, with how grave it is.
fn problems(report: &Report) -> Vec<String> {
    let problems = report.problems().iter();
    problems
        .map(|problem| format!("{}: {problem}", problem.severity.as_str()))
        .collect()
}

/// The text of every cell of some columns.
fn cells(table: &Table, columns: &[&str]) -> Vec<Vec<String>> {
    let names: Vec<&str> = table.columns().collect();
    let rows = table.rows().map(|row| {
        columns
            .iter()
            .map(|wanted| {
                let at = names.iter().position(|name| name == wanted).unwrap();
                row[at].to_string()
            })
            .collect()
    });
    rows.collect()
}

// ---- validation -------------------------------------------------------------------------------------------

#[test]
fn the_seed_keeps_to_the_ontology_without_a_single_warning() {
    let report = seed().validate();
    assert_eq!(problems(&report), Vec::<String>::new());
    assert!(report.is_ok());
    assert_eq!(report.count("entities"), 108);
    assert_eq!(report.count("claims"), 170);
    assert!(report.count("triples") > 1_000);
}

#[test]
fn an_empty_graph_and_one_without_a_schema_have_no_problems() {
    assert!(problems(&Graph::new().validate()).is_empty());
    let plain = Graph::builder().schema(Schema::empty()).build().unwrap();
    read(
        &plain,
        "ex:a ex:b ex:c ; a ex:D ; ex:n \"1\"^^xsd:integer .",
    );
    assert!(problems(&plain.validate()).is_empty());
    read(&plain, "ex:a ex:n \"one\"^^xsd:integer .");
    assert_eq!(plain.validate().count("errors"), 1);
}

/// Turtle, and what is found in it: `e`, `w` or `n` for how grave, then the problem.
const VIOLATIONS: &[(&str, &[&str])] = &[
    // ends
    (
        "ex:e a rb:Summit . ex:q a rb:Country . ex:e rb:hosts ex:q .",
        &[
            "e hosts (\"e\"): relation \"hosts\" takes a subject of type \"Agent\", but \"e\" is a \"Summit\"; \
             did you mean its inverse \"hostedBy\"?",
        ],
    ),
    (
        "ex:قمة a rb:Summit . ex:قطر a rb:Country . ex:قمة rb:memberOf ex:قطر .",
        &[
            "e memberOf (\"قمة\"): relation \"memberOf\" takes a subject of type \"Agent\", but \"قمة\" is a \
             \"Summit\"; give it a type that fits, or say it with another relation",
            "e memberOf (\"قمة\"): relation \"memberOf\" takes an object of type \"CollectiveAgent\", but \"قطر\" \
             is a \"Country\"; give it a type that fits, or say it with another relation",
        ],
    ),
    (
        "ex:q a rb:Country ; rb:participatesIn ex:nothing . ex:e a rb:Event ; rb:hostedBy ex:q .",
        &[
            "e participatesIn (\"q\"): relation \"participatesIn\" takes an object of type \"Event\", but \
             \"nothing\" has no type; give it a type that fits, or say it with another relation",
        ],
    ),
    (
        "ex:q a foaf:Agent ; rb:participatesIn ex:e . ex:e a rb:Event .",
        &[
            "e participatesIn (\"q\"): relation \"participatesIn\" takes a subject of type \"Agent\", but \"q\" has \
             only the type \"foaf:Agent\", which the schema does not know; give it a type that fits, or say it with another relation",
            "n rdf:type: type \"foaf:Agent\" is not in the ontology: 1 entity has it",
        ],
    ),
    (
        "ex:q a rb:Country ; rb:startDate \"2024\"^^xsd:gYear ; rb:participatesIn \"القمة\"@ar .",
        &[
            "e participatesIn (\"q\"): \"participatesIn\" does not take \"القمة\": it takes an entity of type \
             \"Event\", not a value; set() writes it anew, revise() where a claim says it",
            "e startDate (\"q\"): relation \"startDate\" takes a subject of type \"Event\", but \"q\" is a \
             \"Country\"; give it a type that fits, or say it with another relation",
        ],
    ),
    (
        "ex:e a rb:Summit ; rb:startDate ex:q . ex:q a rb:Country .",
        &["e startDate (\"e\"): \"startDate\" does not take \"q\": it takes a date, not an entity; set() writes it anew, revise() where a claim says it"],
    ),
    // types
    (
        "ex:x a rb:Person, rb:Venue .",
        &[
            "e rdf:type (\"x\"): \"x\" cannot be both a \"Person\" and a \"Venue\": they are disjoint; take one of \
             the types away; conflicts() tells who says which",
        ],
    ),
    (
        "ex:x a \"Country\" .",
        &[
            "e rdf:type (\"x\"): \"rdf:type\" does not take \"Country\": it takes a type; write rb:Country, \
             without quotes",
        ],
    ),
    (
        "ex:x a rb:Claim .",
        &[
            "w rdf:reifies (\"x\"): the claim \"x\" is about no statement; say what it claims: rdf:reifies <<( \
             subject relation object )>>",
        ],
    ),
    // other vocabularies, and slips of the pen
    (
        "ex:x a rb:Sumit . ex:y a my:Thing ; rb:participateIn ex:z ; foaf:knows ex:z , ex:x ; rdfs:comment \"any\" .",
        &[
            "w rdf:type: type \"Sumit\" is not in the ontology: 1 entity has it; did you mean \"Summit\"?",
            "w participateIn: relation \"participateIn\" is not in the ontology: 1 statement is not checked; did \
             you mean \"participatesIn\"?",
            "n rdf:type: type \"my:Thing\" is not in the ontology: 1 entity has it",
            "n foaf:knows: relation \"foaf:knows\" is not in the ontology: 2 statements are not checked",
        ],
    ),
    // values
    (
        "ex:e a rb:Summit ; rb:startDate \"2024-02-30\"^^xsd:date . ex:f a rb:Summit ; rb:endDate \"2024-99\"^^edtf:EDTF .",
        &[
            "e endDate (\"f\"): \"endDate\" does not take \"2024-99\": it is no \"edtf:EDTF\": month 99 is not in 01 \
             to 12, nor is it a season in 21 to 24; set() writes it anew, revise() where a claim says it",
            "e startDate (\"e\"): \"startDate\" does not take \"2024-02-30\": it is no \"xsd:date\": 30 is not a valid \
             day of 2; set() writes it anew, revise() where a claim says it",
        ],
    ),
    (
        "ex:e a rb:Summit ; rb:startDate \"5 رمضان 1445\" . ex:f a rb:Summit ; rb:startDate \"قريبا\" .",
        &[
            "e startDate (\"f\"): \"startDate\" does not take \"قريبا\": it takes a date, not text without a \
             language; set() writes it anew, revise() where a claim says it",
        ],
    ),
    (
        "ex:x a rb:Topic ; my:size \"xyz\"^^xsd:integer ; my:when \"2024-99\"^^edtf:EDTF .",
        &[
            "e my:size (\"x\"): \"my:size\" does not take \"xyz\": it is no \"xsd:integer\": write it with digits only; set() writes it anew, revise() where a claim says it",
            "w my:when (\"x\"): \"my:when\" does not take \"2024-99\": it is no \"edtf:EDTF\": month 99 is not in 01 \
             to 12, nor is it a season in 21 to 24; set() writes it anew, revise() where a claim says it",
            "n my:size: relation \"my:size\" is not in the ontology: 1 statement is not checked",
            "n my:when: relation \"my:when\" is not in the ontology: 1 statement is not checked",
        ],
    ),
    (
        "ex:q a rb:Country ; rb:isoAlpha2 \"قطر\" ; rb:isCollective \"maybe\"^^xsd:boolean ; rb:alsoKnownAs \"Qatar\" .",
        &[
            "e alsoKnownAs (\"q\"): \"alsoKnownAs\" does not take \"Qatar\": it takes text with a language, not \
             text without a language; set() writes it anew, revise() where a claim says it",
            "e isCollective (\"q\"): \"isCollective\" does not take \"maybe\": it is no \"xsd:boolean\": write true \
             or false; set() writes it anew, revise() where a claim says it",
            "w isoAlpha2 (\"q\"): \"isoAlpha2\" does not take \"قطر\": it does not match the pattern \
             \"^[A-Z]{2}$\"; set() writes it anew, revise() where a claim says it",
        ],
    ),
    (
        "ex:d a rb:Document ; rb:language \"Arabic language\" ; rb:sha256 \"12\" .",
        &[
            "w sha256 (\"d\"): \"sha256\" does not take \"12\": it does not match the pattern \"^[0-9a-f]{64}$\"; set() writes it anew, revise() where a claim says it",
            "w language (\"d\"): \"language\" does not take \"Arabic language\": it is no language tag; write \
             \"ar\", \"en\" or another tag of BCP 47",
        ],
    ),
    // names and ids
    (
        "ex:q a rb:Country ; skos:prefLabel \"قطر\"@ar, \"دولة قطر\"@ar, \"قطر\"@en ; rdfs:label \"FIFA\"@ar .",
        &[
            "w skos:prefLabel (\"q\"): \"قطر\" is tagged \"en\", but written in Arabic letters; tag it with the \
             language that it is in",
            "w skos:prefLabel (\"q\"): \"q\" has 2 preferred names in \"ar\": \"قطر\", \"دولة قطر\"; keep one as \
             skos:prefLabel; skos:altLabel takes the others",
        ],
    ),
    (
        "ex:q a rb:Country ; rb:isoAlpha2 \"QA\" . ex:k a rb:Country ; rb:isoAlpha2 \"QA\" .
         ex:s a rb:Country ; rb:isoAlpha2 \"QA\" ; owl:sameAs ex:q .",
        &[
            "w isoAlpha2 (\"k\"): \"k\" has the iso3166-1-alpha2 \"QA\", which \"q\" has too; if they are one, \
             merge(\"q\", \"k\")",
        ],
    ),
    // counts
    (
        "ex:e a rb:Summit ; rb:startDate \"2024-03-05\"^^xsd:date , \"2024-03-06\"^^xsd:date ; rb:editionOf ex:s, ex:t .
         ex:s a rb:EventSeries . ex:t a rb:EventSeries .",
        &[
            "e startDate (\"e\"): \"e\" has 2 values of \"startDate\", which takes 1 at most: \"2024-03-05\", \
             \"2024-03-06\"; conflicts() tells who says which",
            "w editionOf (\"e\"): \"e\" has 2 values of \"editionOf\", which takes 1 at most: \"s\", \"t\"; \
             conflicts() tells who says which",
        ],
    ),
    (
        "ex:m a rb:BilateralMeeting ; rb:hasParticipant ex:a, ex:b ; rb:hostedBy ex:c . ex:c rb:hosts ex:m .
         ex:a a rb:Country . ex:b a rb:Country . ex:c a rb:Country . ex:p a rb:Person ; rb:participatesIn ex:m .
         ex:many a rb:BilateralMeeting ; rb:isCollective true .
         ex:one a rb:BilateralMeeting ; rb:hasParticipant ex:a . ex:d a rb:Delegation .",
        &[
            "w represents (\"d\"): \"d\" has no value of \"represents\", which takes 1 at least by the rule \"a \
             delegation represents someone\"; add what is missing",
            "w hasParticipant (\"m\"): \"m\" has 3 values of \"hasParticipant\", which takes 2 at most by the rule \
             \"a bilateral meeting has two sides\": \"a\", \"b\", \"c\"; conflicts() tells who says which",
            "w hasParticipant (\"one\"): \"one\" has 1 value of \"hasParticipant\", which takes 2 at least by the \
             rule \"a bilateral meeting has two sides\"; add what is missing",
        ],
    ),
    // order
    (
        "ex:e a rb:Summit ; rb:startDate \"2024-03-07\"^^xsd:date ; rb:endDate \"2024-03-05\"^^xsd:date .
         ex:f a rb:Summit ; rb:startDate \"2024-03-07\"^^xsd:date ; rb:endDate \"2024\"^^xsd:gYear .",
        &[
            "e startDate (\"e\"): \"e\" ends, \"2024-03-05\", before it starts, \"2024-03-07\"; conflicts() tells \
             who says which",
        ],
    ),
    (
        "ex:a a rb:City ; rb:locatedIn ex:b . ex:b a rb:City ; rb:locatedIn ex:c . ex:c a rb:City ; rb:locatedIn ex:a .",
        &[
            "e locatedIn (\"a\"): \"locatedIn\" leads round in a circle: \"a\" → \"b\" → \"c\" → \"a\"; conflicts() \
             tells who says which",
        ],
    ),
    // claims
    (
        "ex:a a rb:Country ; rb:meetsWith ex:b ~ ex:r1 {| a rb:Claim ; rb:modality rb:modality-fact ;
             rb:polarity rb:polarity-positive ; rb:confidence 1.5 ; rb:validFrom \"2024\"^^xsd:gYear ;
             rb:validTo \"2023\"^^xsd:gYear |} . ex:b a rb:Country .",
        &[
            "e validFrom (\"r1\"): the claim ends, \"2023\", before it starts, \"2024\"; mend one of the two",
            "w confidence (\"r1\"): \"confidence\" does not take \"1.5\": it must lie between 0 and 1; say it anew with a value within the bounds",
            "w source (\"r1\"): the claim that \"a\" meetsWith \"b\" has no source; revise() gives it the document \
             that says so",
        ],
    ),
    (
        "ex:a a rb:Country ; rb:meetsWith ex:b ~ ex:r1 {| a rb:Claim ; rb:source ex:d, ex:b ; rb:modality ex:sure ;
             rb:polarity \"yes\" ; rb:confidence \"high\" ; rb:recordedBy ex:e ; rb:attributedTo ex:e |} .
         ex:b a rb:Country . ex:e a rb:Event . ex:d a rb:Document .",
        &[
            "e source (\"r1\"): relation \"source\" takes an object of type \"Document\", but \"b\" is a \"Country\"; give it a type that fits, or say it with another relation",
            "e attributedTo (\"r1\"): relation \"attributedTo\" takes an object of type \"Agent\" or \"Document\", \
             but \"e\" is an \"Event\"; give it a type that fits, or say it with another relation",
            "e modality (\"r1\"): \"modality\" does not take \"https://example.org/id/sure\": it takes one of \
             \"modality-fact\", \"modality-reported\", \"modality-evaluative\", \"modality-predicted\", \
             \"modality-normative\"; set() writes it anew, revise() where a claim says it",
            "e polarity (\"r1\"): \"polarity\" does not take \"yes\": it takes one of \"polarity-positive\", \
             \"polarity-negative\", not a value; set() writes it anew, revise() where a claim says it",
            "e confidence (\"r1\"): \"confidence\" does not take \"high\": it takes a value of \"xsd:decimal\", not \
             text without a language; set() writes it anew, revise() where a claim says it",
            "e recordedBy (\"r1\"): relation \"recordedBy\" takes an object of type \"Agent\" or \"Technology\", but \
             \"e\" is an \"Event\"; give it a type that fits, or say it with another relation",
            "w source (\"r1\"): \"r1\" has 2 values of \"source\", which takes 1 at most: \"b\", \"d\"; keep fewer by revise(), and say the others in claims of their own",
        ],
    ),
    (
        "ex:a a rb:Country ; rb:meetsWith ex:b ~ ex:r1 {| rdfs:comment \"a reifier of others\" |} . ex:b a rb:Country .",
        &[],
    ),
    (
        "<< ex:a rb:hosts ex:b ~ ex:r1 >> a rb:Claim ; rb:source ex:d ; rb:modality rb:modality-predicted ;
             rb:polarity rb:polarity-positive . ex:a a rb:Country . ex:b a rb:Country . ex:d a rb:Document .",
        &["e hosts (\"a\"): relation \"hosts\" takes an object of type \"Event\", but \"b\" is a \"Country\"; give it a type that fits, or say it with another relation"],
    ),
    // named graphs, each on its own
    (
        "GRAPH ex:g1 { ex:e a rb:Summit ; rb:startDate \"2024\"^^xsd:gYear }
         GRAPH ex:g2 { ex:e a rb:Summit ; rb:startDate \"2023\"^^xsd:gYear . ex:q rb:participatesIn ex:e }
         ex:q a rb:Country .",
        &[],
    ),
    (
        "GRAPH ex:g1 { ex:e a rb:Summit ; rb:startDate \"2024\"^^xsd:gYear, \"2023\"^^xsd:gYear . ex:f rb:uses ex:e }
         GRAPH ex:g2 { << ex:q rb:participatesIn ex:e ~ ex:r >> a rb:Claim } ex:q a rb:Country .",
        &[
            "e uses in graph g1 (\"f\"): relation \"uses\" takes an object of type \"Technology\", but \"e\" is a \
             \"Summit\"; give it a type that fits, or say it with another relation",
            "e startDate in graph g1 (\"e\"): \"e\" has 2 values of \"startDate\", which takes 1 at most: \"2024\", \
             \"2023\"; conflicts() tells who says which",
            "e participatesIn in graph g2 (\"q\"): relation \"participatesIn\" takes an object of type \"Event\", but \
             \"e\" has no type; give it a type that fits, or say it with another relation",
            "w source in graph g2 (\"r\"): the claim that \"q\" participatesIn \"e\" has no source; revise() gives it \
             the document that says so",
            "w modality in graph g2 (\"r\"): the claim that \"q\" participatesIn \"e\" has no modality; add what is missing",
            "w polarity in graph g2 (\"r\"): the claim that \"q\" participatesIn \"e\" has no polarity; add what is missing",
        ],
    ),
];

#[test]
fn every_violation_is_named_with_its_place_and_a_way_to_mend_it() {
    for (turtle, expected) in VIOLATIONS {
        let mut found: Vec<String> = rdf(turtle)
            .validate()
            .problems()
            .iter()
            .map(|problem| format!("{} {problem}", &problem.severity.as_str()[..1]))
            .collect();
        let mut expected = expected.to_vec();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{turtle}");
    }
}

#[test]
fn errors_come_before_warnings_before_notices() {
    let graph = rdf("ex:x a my:Thing ; rb:isoAlpha2 \"q\" ; rb:startDate \"soon\" .");
    let report = graph.validate();
    let gravities: Vec<Severity> = report.problems().iter().map(|p| p.severity).collect();
    assert!(gravities.is_sorted());
    assert!(!report.is_ok());
    let counted = |what: &str, severity| {
        assert_eq!(
            report.count(what),
            gravities.iter().filter(|g| **g == severity).count()
        );
    };
    counted("errors", Severity::Error);
    counted("warnings", Severity::Warning);
    counted("notices", Severity::Notice);
}

#[test]
fn evidence_is_held_against_the_text() {
    let graph = Graph::new();
    let text = "قطر تشارك في القمة.";
    graph
        .document(text, Describe::new().id("article").language("ar"))
        .unwrap();
    graph.add("Summit", Describe::new().id("wps")).unwrap();
    graph.country("QA").unwrap();
    let how = Relate::new().source("article").evidence("تشارك");
    graph.relate("qatar", "participatesIn", "wps", how).unwrap();
    assert_eq!(problems(&graph.validate()), Vec::<String>::new());
    let evidence = |id: &str, rest: &str| {
        format!(
            "ex:qatar rb:participatesIn ex:wps ~ ex:r{id} {{| a rb:Claim ; rb:source ex:article ;
                rb:modality rb:modality-fact ; rb:polarity rb:polarity-positive ; rb:evidence {id} |}} .
             {id} a rb:Evidence ; {rest} ."
        )
    };
    let at = |from: u32, to: u32| {
        format!(
            "oa:hasSource ex:article ; oa:start \"{from}\"^^xsd:nonNegativeInteger ;
             oa:end \"{to}\"^^xsd:nonNegativeInteger"
        )
    };
    let row = |from: u32, to: u32, more: &str| {
        let id = format!("<https://example.org/id/article#char={from},{to}>");
        let turtle = evidence(&id, &format!("{}{more}", at(from, to)));
        turtle.replace(&format!("ex:r{id}"), &format!("ex:r{from}-{to}"))
    };
    for (turtle, expected) in [
        (row(0, 3, " ; oa:exact \"قطر\"@ar"), None),
        (
            row(0, 3, " ; oa:exact \"عمان\"@ar"),
            Some(
                "error: oa:exact (\"article#char=0,3\"): the quote \"عمان\" is not what stands at 0..3: \"قطر\"; \
                 offsets are code points from 0, the end not included",
            ),
        ),
        (
            row(10, 500, ""),
            Some(
                "error: oa:end (\"article#char=10,500\"): the evidence is at 10..500, but the text of \"article\" has \
                 the code points 0..19; say it anew with a value within the bounds",
            ),
        ),
        (
            row(5, 5, ""),
            Some(
                "error: oa:start (\"article#char=5,5\"): the evidence ends, 5, before it starts, 5; mend one of the two",
            ),
        ),
        (
            evidence("ex:n", "oa:exact \"قطر\"@ar").replace("ex:rex:n", "ex:rn"),
            Some(
                "warning: oa:hasSource (\"n\"): the evidence does not say which document it is of, and from where to \
                 where; give it oa:hasSource, oa:start and oa:end",
            ),
        ),
        (
            evidence("ex:n", &format!("{} ; oa:exact \"عمان\"", at(4, 9)))
                .replace("ex:rex:n", "ex:rn"),
            Some(
                "error: oa:exact (\"n\"): the quote \"عمان\" is not what stands at 4..9: \"تشارك\"; offsets are code \
                 points from 0, the end not included",
            ),
        ),
        (
            evidence("ex:n", &at(4, 9).replace("ex:article", "ex:qatar"))
                .replace("ex:rex:n", "ex:rn"),
            Some(
                "error: oa:hasSource (\"n\"): evidence stands in a \"Document\", but \"qatar\" is none; give it a type that fits, or say it with another relation",
            ),
        ),
    ] {
        let copy = Graph::new();
        copy.document(text, Describe::new().id("article").language("ar"))
            .unwrap();
        copy.add("Summit", Describe::new().id("wps")).unwrap();
        copy.country("QA").unwrap();
        read(&copy, &turtle);
        let expected: Vec<&str> = expected.into_iter().collect();
        assert_eq!(problems(&copy.validate()), expected, "{turtle}");
    }
}

#[test]
fn a_sentence_that_is_named_holds_the_words() {
    let graph = seed();
    read(
        &graph,
        "<https://w3id.org/rawabit/id/article> rb:mention <https://w3id.org/rawabit/id/article#char=0,2> .
         <https://w3id.org/rawabit/id/article#char=0,2> a rb:Evidence ; rb:inSentence \"s99\" ;
             oa:hasSource <https://w3id.org/rawabit/id/article> ; oa:start \"0\"^^xsd:nonNegativeInteger ;
             oa:end \"2\"^^xsd:nonNegativeInteger .",
    );
    assert_eq!(
        problems(&graph.validate()),
        [
            "warning: inSentence (\"article#char=0,2\"): \"inSentence\" does not take \"s99\": there is no such \
             sentence in the document"
        ]
    );
}

#[test]
fn a_mistake_made_many_times_hides_no_other() {
    use std::fmt::Write as _;
    let mut turtle = String::from("ex:q a rb:Country . ex:e a rb:Summit ; rb:endDate \"never\" .");
    for n in 0..20_000 {
        let _ = writeln!(turtle, "ex:n{n} a rb:Topic ; rb:hosts ex:e .");
    }
    let report = rdf(&turtle).validate();
    assert_eq!(report.count("errors"), 20_001);
    assert_eq!((report.problems().len(), report.unlisted()), (101, 19_900));
    assert!(problems(&report).iter().any(|p| p.contains("never")));
    assert_eq!(report.count("entities"), 20_002);
}

/// Many entities and claims, in columns; with mistakes planted among them, and some that come later.
fn large(entities: usize) -> Graph {
    use std::fmt::Write as _;
    const RB: &str = "https://w3id.org/rawabit/ns#";
    const EX: &str = "https://example.org/id/";
    const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    const XSD: &str = "http://www.w3.org/2001/XMLSchema#";
    let mut lines = format!("<{EX}doc> <{RDF}type> <{RB}NewsArticle> .\n");
    let mut say = |s: &str, p: &str, o: &str| {
        let p = match p.strip_prefix("rdf:") {
            Some(local) => format!("{RDF}{local}"),
            None => format!("{RB}{p}"),
        };
        writeln!(lines, "<{EX}{s}> <{p}> {o} .").unwrap();
    };
    let (rb, ex) = (
        |name: &str| format!("<{RB}{name}>"),
        |n: usize| format!("<{EX}{n}>"),
    );
    for n in 0..entities {
        let id = n.to_string();
        say(&id, "rdf:type", &rb(["Country", "Summit", "City"][n % 3]));
        say(&id, "alsoKnownAs", &format!("\"الاسم {n}\"@ar"));
        say(&id, "wikidata", &format!("\"Q{}\"", n + 1));
        match n % 3 {
            1 => {
                let day = format!("2024-{:02}-{:02}", n % 12 + 1, n % 28 + 1);
                say(&id, "startDate", &format!("\"{day}\"^^<{XSD}date>"));
                let (claim, country) = (format!("c{n}"), ex(n - 1));
                let term = format!("<<( {country} {} {} )>>", rb("participatesIn"), ex(n));
                say(&(n - 1).to_string(), "participatesIn", &ex(n));
                say(&claim, "rdf:reifies", &term);
                say(&claim, "rdf:type", &rb("Claim"));
                say(&claim, "source", &format!("<{EX}doc>"));
                say(&claim, "modality", &rb("modality-fact"));
                say(&claim, "polarity", &rb("polarity-positive"));
            }
            2 if n > 2 => say(&id, "locatedIn", &ex(n / 6 * 3 + 2)),
            _ => {}
        }
    }
    // A wrong end, a second value, no date at all, a code that another has.
    say("0", "locatedIn", &ex(1));
    say("1", "startDate", &format!("\"1999\"^^<{XSD}gYear>"));
    say("4", "startDate", &format!("\"٢٠٢٤\"^^<{XSD}date>"));
    say("7", "wikidata", "\"Q1\"");
    let graph = Graph::new();
    let options = ReadOptions::new().format(Format::NTriples);
    graph.read_from(lines.as_bytes(), options).unwrap();
    // The same once more, beside the columns.
    read(
        &graph,
        "ex:10 rb:startDate \"1999\"^^xsd:gYear . ex:13 rb:wikidata \"Q1\" . ex:5 rb:locatedIn ex:11 .
         ex:3 rb:hosts ex:5 . ex:3 rb:participatesIn ex:4 ~ ex:late {| a rb:Claim ; rb:source ex:doc ;
             rb:modality rb:modality-fact ; rb:polarity rb:polarity-negative |} .",
    );
    graph
}

#[test]
fn what_is_in_columns_and_what_came_later_are_checked_as_one() {
    let graph = large(30_000);
    let report = graph.validate();
    let mut found: Vec<String> = report
        .problems()
        .iter()
        .map(|p| format!("{} {}", p.place, p.entity.as_deref().unwrap_or_default()))
        .collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            "hosts 3",
            "locatedIn 0",
            "locatedIn 5",
            "startDate 1",
            "startDate 10",
            "startDate 4",
            "startDate 4",
            "wikidata 13",
            "wikidata 7",
        ],
        "{report}"
    );
    assert_eq!(
        (report.count("entities"), report.count("claims")),
        (30_001, 10_001)
    );
    assert_eq!(
        rows(&graph.view()),
        [
            ["functional", "1", "startDate", "", ""],
            ["functional", "4", "startDate", "", ""],
            ["functional", "10", "startDate", "", ""],
            ["denied", "3", "participatesIn", "c4, late", "doc"],
            ["cycle", "5", "locatedIn", "", ""],
        ]
    );
}

#[test]
fn what_a_narrow_view_hides_is_not_missing() {
    let graph = Graph::new();
    for id in ["a", "b"] {
        graph
            .document(&format!("text of {id}"), Describe::new().id(id))
            .unwrap();
    }
    graph.country("QA").unwrap();
    graph.country("AE").unwrap();
    graph.add("Delegation", Describe::new().id("sent")).unwrap();
    graph.add("Delegation", Describe::new().id("lost")).unwrap();
    let meetings = Describe::new()
        .id("meetings")
        .property("isCollective", true);
    graph.add("BilateralMeeting", meetings).unwrap();
    let by = |source: &str| Relate::new().source(source);
    graph
        .relate("sent", "represents", "qatar", by("a"))
        .unwrap();
    for delegation in ["sent", "lost"] {
        graph
            .relate(delegation, "participatesIn", "meetings", by("b"))
            .unwrap();
    }
    let how = by("b").modality(Modality::Predicted);
    graph
        .relate("united-arab-emirates", "hosts", "meetings", how)
        .unwrap();
    let lost = "warning: represents (\"lost\"): \"lost\" has no value of \"represents\", which takes 1 at least by \
                the rule \"a delegation represents someone\"; add what is missing";
    let found = |filter: Narrow| problems(&graph.narrow(filter).unwrap().validate());
    assert_eq!(found(Narrow::new()), [lost]);
    assert_eq!(found(Narrow::new().sources(["b"])), [lost]);
    assert_eq!(found(Narrow::new().relations(["participatesIn"])), [lost]);
    assert_eq!(found(Narrow::new().sources(["a"])), Vec::<String>::new());
    assert_eq!(
        found(Narrow::new().types(["Country", "Event"])),
        Vec::<String>::new()
    );
}

#[test]
fn a_narrow_view_is_told_only_of_what_it_shows() {
    let graph = rdf(
        "ex:a a rb:Document . ex:b a rb:Document . ex:q a rb:Country . ex:r a rb:Country .
         ex:q rb:hosts ex:r ~ ex:c1 {| a rb:Claim ; rb:source ex:a ; rb:modality rb:modality-fact ;
             rb:polarity rb:polarity-positive |} .
         ex:q rb:meetsWith ex:r ~ ex:c2 {| a rb:Claim ; rb:source ex:b ; rb:modality rb:modality-fact ;
             rb:polarity rb:polarity-positive ; rb:confidence 7 |} .
         GRAPH ex:g { ex:q rb:uses ex:r }",
    );
    let found = |filter: Narrow| {
        let report = graph.narrow(filter).unwrap().validate();
        let places: Vec<String> = report.problems().iter().map(|p| p.place.clone()).collect();
        places
    };
    assert_eq!(
        found(Narrow::new()),
        ["hosts", "uses in graph g", "confidence"]
    );
    assert_eq!(found(Narrow::new().sources(["a"])), ["hosts"]);
    assert_eq!(found(Narrow::new().sources(["b"])), ["confidence"]);
    assert_eq!(found(Narrow::new().graphs(["ex:g"])), ["uses"]);
    assert_eq!(
        found(Narrow::new().graphs(["default"])),
        ["hosts", "confidence"]
    );
}

#[test]
fn an_extension_is_checked_like_the_ontology_itself() {
    let schema = Schema::builtin()
        .extend(
            r#"
            @prefix my: <https://example.org/my#> .
            @prefix rb: <https://w3id.org/rawabit/ns#> .
            @prefix owl: <http://www.w3.org/2002/07/owl#> .
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
            @prefix sh: <http://www.w3.org/ns/shacl#> .
            <https://example.org/my> a owl:Ontology .
            my:Patrol a owl:Class ; rdfs:subClassOf rb:Activity ; rdfs:label "patrol"@en .
            my:officers a owl:DatatypeProperty ; rdfs:domain my:Patrol ; rdfs:range xsd:integer ;
                rdfs:label "officers"@en ; rb:minCount 1 ; rb:minInclusive 1 ; rb:maxInclusive 20 ;
                rb:severity sh:Violation .
            "#,
            "my.ttl",
        )
        .unwrap();
    let graph = Graph::builder().schema(schema).build().unwrap();
    read(
        &graph,
        "ex:p a my:Patrol ; my:officers 30 . ex:o a my:Patrol ; my:officers 0 . ex:n a my:Patrol , my:Patrl .",
    );
    assert_eq!(
        problems(&graph.validate()),
        [
            "error: my:officers (\"o\"): \"my:officers\" does not take \"0\": it must lie between 1 and 20; say it anew with a value within the bounds",
            "error: my:officers (\"p\"): \"my:officers\" does not take \"30\": it must lie between 1 and 20; say it anew with a value within the bounds",
            "error: my:officers (\"n\"): \"n\" has no value of \"my:officers\", which takes 1 at least; add what is missing",
            "warning: rdf:type: type \"my:Patrl\" is not in the ontology: 1 entity has it; did you mean \
             \"my:Patrol\"?",
        ]
    );
}

#[test]
fn a_report_is_a_validation_report_of_shacl() {
    let graph = rdf(
        "ex:قمة a rb:Summit ; rb:startDate \"قريبا\"@ar ; rb:hosts ex:q . ex:q a rb:Country ; rb:isoAlpha2 \"q\" .
         _:b a rb:Person , rb:Place . ex:x my:p ex:y .",
    );
    let turtle = graph.validate().to_rdf();
    let sh = "http://www.w3.org/ns/shacl#";
    let count = |object: &str| {
        let triples = oxttl::TurtleParser::new().for_reader(turtle.as_bytes());
        let objects = triples.map(|triple| triple.unwrap().object.to_string());
        objects.filter(|found| found == object).count()
    };
    assert_eq!(count(&format!("<{sh}ValidationReport>")), 1);
    assert_eq!(
        count("\"false\"^^<http://www.w3.org/2001/XMLSchema#boolean>"),
        1
    );
    assert_eq!(count(&format!("<{sh}ValidationResult>")), 5);
    assert_eq!(count(&format!("<{sh}Violation>")), 3);
    assert_eq!(count(&format!("<{sh}Warning>")), 1);
    assert_eq!(count(&format!("<{sh}Info>")), 1);
    assert_eq!(
        count("<https://example.org/id/قمة>"),
        3,
        "focus twice, and value of the domain"
    );
    assert_eq!(count("\"قريبا\"@ar"), 1);
    assert_eq!(count("<https://w3id.org/rawabit/ns#startDate>"), 1);
    for component in ["Class", "Datatype", "Pattern", "Not", "Closed"] {
        assert_eq!(
            count(&format!("<{sh}{component}ConstraintComponent>")),
            1,
            "{component}"
        );
    }
    assert_eq!(
        rdf("ex:q a rb:Country .")
            .validate()
            .to_rdf()
            .matches("sh:conforms true")
            .count(),
        1
    );
}

#[test]
fn the_report_of_a_read_is_one_too() {
    let graph = Graph::new();
    let options = ReadOptions::new().format(Format::NTriples).strict(false);
    let report = graph
        .read_from("<http://a/b> <http://a/c> .\n".as_bytes(), options)
        .unwrap();
    let turtle = report.to_rdf();
    assert_eq!(
        oxttl::TurtleParser::new()
            .for_reader(turtle.as_bytes())
            .count(),
        9,
        "{turtle}"
    );
    assert_eq!(report.table().len(), 1);
}

#[test]
fn a_report_is_a_table() {
    let table = rdf("ex:e a rb:Summit . ex:q a rb:Country . ex:e rb:hosts ex:q .")
        .validate()
        .table();
    assert_eq!(
        cells(&table, &["severity", "where", "entity", "hint"]),
        [[
            "error",
            "hosts",
            "e",
            "did you mean its inverse \"hostedBy\"?"
        ]]
    );
    assert_eq!(
        table.columns().collect::<Vec<_>>(),
        ["severity", "message", "where", "entity", "hint"]
    );
}

// ---- conflicts --------------------------------------------------------------------------------------------

/// A summit, two countries, two documents.
fn story() -> Graph {
    let graph = Graph::new();
    graph.country("QA").unwrap();
    graph.country("AE").unwrap();
    graph.country("OM").unwrap();
    for id in ["first", "second"] {
        let about = Describe::new().id(id).language("ar");
        graph.document(&format!("نص {id}"), about).unwrap();
    }
    graph
        .add(
            "Summit",
            Describe::new().id("wps").name("القمة العالمية للشرطة"),
        )
        .unwrap();
    graph
}

fn by(source: &str, id: &str) -> Relate {
    let id = format!("https://example.org/id/{id}");
    Relate::new().source(source).id(id)
}

fn rows(view: &View) -> Vec<Vec<String>> {
    cells(
        &view.conflicts(),
        &["rule", "subject", "relation", "claims", "sources"],
    )
}

#[test]
fn the_seed_has_no_conflicts() {
    let conflicts = seed().conflicts();
    assert!(conflicts.is_empty());
    assert_eq!(
        conflicts.columns().collect::<Vec<_>>(),
        [
            "rule", "subject", "relation", "claims", "sources", "message"
        ]
    );
}

#[test]
fn two_texts_about_one_harbour_contradict_each_other_where_they_do() {
    let graph = Graph::new();
    let harbour = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../examples/data/harbour.json"
    );
    graph.read(harbour).unwrap();
    let both = ["khabar, report", "report, khabar"];
    let found = cells(
        &graph.conflicts(),
        &["rule", "subject", "relation", "sources"],
    );
    assert!(found.iter().all(|row| both.contains(&row[3].as_str())));
    let found: Vec<String> = found.iter().map(|row| row[..3].join(" ")).collect();
    assert_eq!(
        found,
        [
            "functional signing startDate",
            "functional drone-incident startDate",
            "denied coastal-watch participatesIn",
            "denied closure takesPlaceIn",
            "denied injury takesPlaceIn",
        ]
    );
    // What the claims disagree on breaks a count; otherwise the texts keep to the ontology, and each alone
    // agrees with itself.
    let report = graph.validate();
    assert_eq!((report.count("errors"), report.count("warnings")), (2, 0));
    for source in ["khabar", "report"] {
        let alone = graph.narrow(Narrow::new().sources([source])).unwrap();
        assert_eq!(problems(&alone.validate()), Vec::<String>::new());
        assert!(alone.conflicts().is_empty());
    }
}

#[test]
fn two_values_of_a_functional_property_at_one_time_are_a_conflict() {
    let graph = story();
    graph
        .relate("wps", "startDate", "2024-03-05", by("first", "a"))
        .unwrap();
    graph
        .relate("wps", "startDate", "2024-03-06", by("second", "b"))
        .unwrap();
    let conflicts = graph.conflicts();
    assert_eq!(
        rows(&graph.view()),
        [["functional", "wps", "startDate", "a, b", "first, second"]]
    );
    assert_eq!(
        cells(&conflicts, &["message"]),
        [[
            "\"wps\" has 2 values of \"startDate\" at one time, which takes 1 at most: \"2024-03-05\" (\"first\"), \
             \"2024-03-06\" (\"second\")"
        ]]
    );
    // One source alone does not contradict itself, and nothing was resolved.
    let first = graph.narrow(Narrow::new().sources(["first"])).unwrap();
    assert_eq!(rows(&first), Vec::<Vec<String>>::new());
    assert_eq!(
        graph.entity("wps").unwrap().all("startDate").unwrap().len(),
        2
    );
}

#[test]
fn values_that_hold_one_after_the_other_are_no_conflict() {
    let graph = story();
    graph.add("EventSeries", Describe::new().id("old")).unwrap();
    graph.add("EventSeries", Describe::new().id("new")).unwrap();
    let until = by("first", "a").end("2023");
    graph.relate("wps", "editionOf", "old", until).unwrap();
    graph
        .relate("wps", "editionOf", "new", by("first", "b").start("2024"))
        .unwrap();
    assert_eq!(rows(&graph.view()), Vec::<Vec<String>>::new());
    // What is said without a time, or without a claim, holds at any.
    graph
        .relate("wps", "editionOf", "old", by("second", "c"))
        .unwrap();
    assert_eq!(
        rows(&graph.view()),
        [["functional", "wps", "editionOf", "c, b", "second, first"]]
    );
    let graph =
        rdf("ex:wps a rb:Summit ; rb:startDate \"2024\"^^xsd:gYear , \"2024-03-05\"^^xsd:date .");
    let message = &cells(&graph.conflicts(), &["message"])[0][0];
    assert!(
        message.ends_with("; the one may be a less exact form of the other"),
        "{message}"
    );
}

#[test]
fn what_is_only_quoted_is_in_no_conflict_unless_the_view_shows_it() {
    let graph = story();
    graph
        .relate("wps", "startDate", "2024-03-05", by("first", "a"))
        .unwrap();
    let how = by("second", "b").modality(Modality::Predicted);
    graph.relate("wps", "startDate", "2024-03-06", how).unwrap();
    let how = by("second", "c").polarity(Polarity::Negative);
    graph.relate("wps", "startDate", "2024-03-07", how).unwrap();
    assert_eq!(rows(&graph.view()), Vec::<Vec<String>>::new());
    let all = Narrow::new().modality([Modality::Fact, Modality::Predicted]);
    assert_eq!(rows(&graph.narrow(all).unwrap()).len(), 1);
    let denials = Narrow::new().polarity([Polarity::Positive, Polarity::Negative]);
    assert_eq!(
        rows(&graph.narrow(denials).unwrap()),
        Vec::<Vec<String>>::new()
    );
}

#[test]
fn an_end_before_a_start_is_a_conflict() {
    let graph = story();
    graph
        .relate("wps", "startDate", "2024-03-05", by("first", "a"))
        .unwrap();
    graph
        .relate("wps", "endDate", "2024-03-04", by("second", "b"))
        .unwrap();
    read(
        &graph,
        "ex:qatar rb:participatesIn ex:wps ~ ex:c {| a rb:Claim ; rb:source ex:first ;
             rb:validFrom \"2024-03-07\"^^xsd:date ; rb:validTo \"2024-03-05\"^^xsd:date |} .",
    );
    assert_eq!(
        rows(&graph.view()),
        [
            ["period", "wps", "startDate", "a, b", "first, second"],
            ["period", "qatar", "participatesIn", "c", "first"],
        ]
    );
    assert_eq!(
        cells(&graph.conflicts(), &["message"]),
        [
            [
                "\"wps\" ends, \"2024-03-04\" (\"second\"), before it starts, \"2024-03-05\" (\"first\")"
            ],
            ["the claim \"c\" ends, \"2024-03-05\", before it starts, \"2024-03-07\""],
        ]
    );
}

#[test]
fn types_that_exclude_each_other_are_a_conflict_with_the_claims_on_them() {
    let graph = story();
    read(
        &graph,
        "ex:x a rb:Person ~ ex:a {| a rb:Claim ; rb:source ex:first |} ;
             a rb:Ministry ~ ex:b {| a rb:Claim ; rb:source ex:second |} .",
    );
    assert_eq!(
        rows(&graph.view()),
        [["disjoint", "x", "rdf:type", "a, b", "first, second"]]
    );
}

#[test]
fn a_statement_affirmed_and_denied_at_one_time_is_a_conflict() {
    let denied = |how: Relate| how.polarity(Polarity::Negative);
    // By itself, by its other end, and by a narrower relation.
    for (subject, relation, object) in [
        ("qatar", "cooperatesWith", "oman"),
        ("oman", "cooperatesWith", "qatar"),
        ("qatar", "relatedTo", "oman"),
    ] {
        let graph = story();
        graph
            .relate(
                "qatar",
                "cooperatesWith",
                "oman",
                by("first", "a").start("2024-03"),
            )
            .unwrap();
        graph
            .relate(
                subject,
                relation,
                object,
                denied(by("second", "b").start("2023")),
            )
            .unwrap();
        assert_eq!(
            rows(&graph.view()),
            [["denied", subject, relation, "a, b", "first, second"]]
        );
        let only = graph
            .narrow(Narrow::new().polarity([Polarity::Negative]))
            .unwrap();
        assert_eq!(rows(&only), Vec::<Vec<String>>::new());
    }
    let graph = story();
    let how = by("first", "a").start("2024-03-05").end("2024-03-07");
    graph.relate("qatar", "participatesIn", "wps", how).unwrap();
    graph
        .relate(
            "qatar",
            "participatesIn",
            "wps",
            denied(by("second", "b").end("2023")),
        )
        .unwrap();
    // Another relation under the one that is said, and a denied forecast: neither contradicts.
    graph
        .relate("qatar", "hosts", "wps", denied(by("second", "c")))
        .unwrap();
    let how = denied(by("second", "d")).modality(Modality::Predicted);
    graph.relate("qatar", "participatesIn", "wps", how).unwrap();
    assert_eq!(rows(&graph.view()), Vec::<Vec<String>>::new());
    graph
        .relate(
            "qatar",
            "participatesIn",
            "wps",
            denied(by("second", "e").start("2024-03-07")),
        )
        .unwrap();
    assert_eq!(
        cells(&graph.conflicts(), &["claims", "message"]),
        [[
            "a, e",
            "that \"qatar\" participatesIn \"wps\" is affirmed (\"first\") and denied (\"second\") at one time"
        ]]
    );
}

#[test]
fn each_claim_on_a_way_round_in_an_acyclic_relation_is_told_by_a_shortest() {
    let graph = Graph::new();
    graph.document("نص", Describe::new().id("d")).unwrap();
    let ids = ["a", "b", "c", "e", "f"];
    for id in ids {
        graph.add("City", Describe::new().id(id)).unwrap();
    }
    for (n, from) in ids.into_iter().enumerate() {
        let to = ids[(n + 1) % ids.len()];
        graph
            .relate(from, "locatedIn", to, by("d", &format!("r{n}")))
            .unwrap();
    }
    graph.relate("b", "contains", "c", by("d", "back")).unwrap();
    assert_eq!(
        rows(&graph.view()),
        [
            ["cycle", "b", "locatedIn", "r1, back", "d"],
            ["cycle", "a", "locatedIn", "r0, r1, r2, r3, r4", "d"],
        ]
    );
    let without = Narrow::new().relations(["meetsWith"]);
    assert_eq!(
        rows(&graph.narrow(without).unwrap()),
        Vec::<Vec<String>>::new()
    );
}

#[test]
fn a_relation_of_your_own_that_is_acyclic_gives_a_conflict() {
    let mine = "@prefix my: <https://example.org/ns#> . @prefix rb: <https://w3id.org/rawabit/ns#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
        <https://example.org/ns> a owl:Ontology .
        my:reportsTo a owl:ObjectProperty ; rdfs:label 'reports to'@en ;
            rdfs:domain rb:Person ; rdfs:range rb:Person ";
    for (marked, expected) in [("; rb:acyclic true .", 1), (".", 0)] {
        let turtle = format!("{mine}{marked}");
        let schema = Schema::builtin().extend(&turtle, "mine.ttl").unwrap();
        let graph = Graph::builder().schema(schema).build().unwrap();
        graph.document("نص", Describe::new().id("d")).unwrap();
        for id in ["a", "b"] {
            graph.add("Person", Describe::new().id(id)).unwrap();
        }
        for (from, to) in [("a", "b"), ("b", "a")] {
            graph
                .relate(from, "my:reportsTo", to, by("d", &format!("r-{from}")))
                .unwrap();
        }
        let found = graph.conflicts();
        assert_eq!(found.len(), expected);
        if expected == 1 {
            assert_eq!(
                rows(&graph.view()),
                [["cycle", "a", "my:reportsTo", "r-a, r-b", "d"]]
            );
        }
    }
}

#[test]
fn a_bilateral_meeting_of_three_is_a_conflict() {
    let graph = story();
    graph
        .add("BilateralMeeting", Describe::new().id("talks"))
        .unwrap();
    let several = Describe::new().id("several").property("isCollective", true);
    graph.add("BilateralMeeting", several).unwrap();
    let countries = ["qatar", "oman", "united-arab-emirates"];
    for (n, country) in countries.into_iter().enumerate() {
        for meeting in ["talks", "several"] {
            let id = format!("{meeting}-{n}");
            let source = if n == 2 { "second" } else { "first" };
            graph
                .relate(country, "participatesIn", meeting, by(source, &id))
                .unwrap();
        }
    }
    assert_eq!(
        rows(&graph.view()),
        [[
            "count",
            "talks",
            "hasParticipant",
            "talks-0, talks-2, talks-1",
            "first, second"
        ]]
    );
    // Two at a time are not three.
    let graph = story();
    graph
        .add("BilateralMeeting", Describe::new().id("talks"))
        .unwrap();
    for (n, country) in countries.into_iter().enumerate() {
        let day = format!("2024-03-0{}", n + 1);
        let how = by("first", &format!("r{n}"))
            .start(day.as_str())
            .end(day.as_str());
        graph
            .relate(country, "participatesIn", "talks", how)
            .unwrap();
    }
    assert_eq!(rows(&graph.view()), Vec::<Vec<String>>::new());
}

#[test]
fn conflicts_among_very_many_values_are_found() {
    let graph = story();
    let mut tx = graph.transaction().unwrap();
    for n in 0..400 {
        let id = format!("s{n}");
        tx.add("EventSeries", Describe::new().id(&id)).unwrap();
        let (from, to) = (format!("{}", 1000 + 2 * n), format!("{}", 1001 + 2 * n));
        let to = if n == 17 { "1040".to_owned() } else { to };
        let how = by("first", &format!("r{n}")).start(from).end(to);
        tx.relate("wps", "editionOf", id.as_str(), how).unwrap();
    }
    tx.commit().unwrap();
    assert_eq!(
        rows(&graph.view()),
        [[
            "functional",
            "wps",
            "editionOf",
            "r17, r18, r19, r20",
            "first"
        ]]
    );
}

// ---- why --------------------------------------------------------------------------------------------------

#[test]
fn why_gives_every_claim_with_source_words_time_and_confidence() {
    let graph = seed();
    let why = graph.why("qatar", "participatesIn", "wps-2024").unwrap();
    assert!(why.holds() && why.steps.is_empty() && !why.is_bare());
    let ids: Vec<String> = why.claims.iter().map(rawabit::Claim::id).collect();
    assert_eq!(
        ids,
        [
            "claim/article/r002",
            "claim/article/r013",
            "claim/article/r044"
        ]
    );
    let text = why.to_string();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[0],
        "Qatar participatesIn World Police Summit 2024 (current edition)"
    );
    assert_eq!(
        lines[3],
        "  claim/article/r013 says so: reported, attributed to Qatar, from 2024-03-05 until 2024-03-07, confidence \
         0.7, \"\u{2068}أعلنت دولة قطر عن\u{2069}\"; source Qatar contributes to the activities of the World Police \
         Summit in Dubai"
    );
    assert_eq!(
        lines[4],
        "    \"\u{2068}أعلنت دولة قطر عن مشاركتها الفعالة في الدورة الحالية للقمة\u{2069}\" at 225..283"
    );
}

/// The rules of an explanation, and its statements in words.
fn chain(graph: &Graph, subject: &str, relation: &str, object: &str) -> Vec<String> {
    let why = graph.why(subject, relation, object).unwrap();
    assert!(why.holds());
    why.steps.iter().map(ToString::to_string).collect()
}

#[test]
fn why_tells_the_chain_of_rules_down_to_what_is_stored() {
    let graph = Graph::new();
    for id in ["hall", "dubai", "uae", "gulf"] {
        graph.add("Place", Describe::new().id(id)).unwrap();
    }
    graph.add("Country", Describe::new().id("qatar")).unwrap();
    graph.add("Country", Describe::new().id("oman")).unwrap();
    graph.add("Summit", Describe::new().id("wps")).unwrap();
    graph.document("نص", Describe::new().id("news")).unwrap();
    let said = |s: &str, p: &str, o: &str| {
        graph
            .relate(s, p, o, by("news", &format!("{s}-{o}")))
            .unwrap();
    };
    said("hall", "locatedIn", "dubai");
    said("dubai", "locatedIn", "uae");
    said("gulf", "contains", "uae");
    // A longer way, and one that leads back.
    said("uae", "locatedIn", "hall");
    said("qatar", "hosts", "wps");
    said("oman", "meetsWith", "qatar");
    assert_eq!(
        chain(&graph, "hall", "locatedIn", "dubai"),
        Vec::<String>::new()
    );
    assert_eq!(
        chain(&graph, "hall", "locatedIn", "gulf"),
        [
            "transitive: hall locatedIn gulf, because hall locatedIn dubai and dubai locatedIn uae and uae locatedIn gulf"
        ]
    );
    assert_eq!(
        chain(&graph, "gulf", "relatedTo", "hall"),
        [
            "symmetric: gulf relatedTo hall, because hall relatedTo gulf",
            "subrelation: hall relatedTo gulf, because hall locatedIn gulf",
            "transitive: hall locatedIn gulf, because hall locatedIn dubai and dubai locatedIn uae and uae locatedIn \
             gulf",
        ]
    );
    assert_eq!(
        chain(&graph, "hall", "locatedIn", "hall"),
        [
            "transitive: hall locatedIn hall, because hall locatedIn dubai and dubai locatedIn uae and uae locatedIn hall"
        ]
    );
    assert_eq!(
        chain(&graph, "wps", "hasParticipant", "qatar"),
        [
            "inverse: wps hasParticipant qatar, because qatar participatesIn wps",
            "subrelation: qatar participatesIn wps, because qatar hosts wps",
        ]
    );
    assert_eq!(
        chain(&graph, "qatar", "meetsWith", "oman"),
        ["symmetric: qatar meetsWith oman, because oman meetsWith qatar"]
    );
    for name in [
        "a",
        "rdf:type",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    ] {
        assert_eq!(
            chain(&graph, "qatar", name, "Agent"),
            [
                "subclass: qatar rdf:type Agent, because qatar rdf:type GeopoliticalEntity",
                "subclass: qatar rdf:type GeopoliticalEntity, because qatar rdf:type Country",
            ]
        );
    }
    let why = graph.why("hall", "locatedIn", "gulf").unwrap();
    let claims: Vec<String> = why.claims.iter().map(rawabit::Claim::id).collect();
    assert_eq!(claims, ["hall-dubai", "dubai-uae", "gulf-uae"]);
}

#[test]
fn why_says_what_is_said_without_a_claim_and_what_is_not_in_the_graph() {
    let graph = story();
    let wps = Describe::new().property("startDate", "2024-03-05");
    graph.set("wps", wps).unwrap();
    let why = graph.why("wps", "startDate", "2024-03-05").unwrap();
    assert!(why.holds() && why.is_bare() && why.claims.is_empty());
    let name = "\u{2068}القمة العالمية للشرطة\u{2069}";
    assert_eq!(
        why.to_string(),
        format!("{name} startDate 2024-03-05, said without a claim")
    );

    let why = graph.why("qatar", "participatesIn", "wps").unwrap();
    assert!(!why.holds() && why.claims.is_empty() && why.steps.is_empty());
    assert_eq!(
        why.to_string(),
        format!("Qatar participatesIn {name}, which is not in the graph")
    );
    let quoted = by("first", "p").modality(Modality::Predicted);
    graph.relate("qatar", "hosts", "wps", quoted).unwrap();
    let denied = by("second", "n")
        .polarity(Polarity::Negative)
        .confidence(0.5);
    graph
        .relate("qatar", "participatesIn", "wps", denied)
        .unwrap();
    let why = graph.why("wps", "hasParticipant", "qatar").unwrap();
    assert!(!why.holds());
    assert_eq!(
        why.to_string(),
        format!(
            "{name} hasParticipant Qatar, which is not in the graph, but quoted:\n  \
               n denies that Qatar participatesIn {name}: fact, confidence 0.5; source second\n  \
               p quotes that Qatar hosts {name}: predicted; source first"
        )
    );
    assert!(!graph.why("wps", "startDate", "1999").unwrap().holds());
    assert!(!graph.why("qatar", "a", "Person").unwrap().holds());
    // A view that holds predictions says so.
    let view = graph
        .narrow(Narrow::new().modality([Modality::Predicted]))
        .unwrap();
    assert!(view.why("wps", "hostedBy", "qatar").unwrap().holds());
}

#[test]
fn why_names_what_it_does_not_know() {
    let graph = story();
    for (asked, told) in [
        (
            graph.why("qatr", "hosts", "wps"),
            "no entity \"qatr\" in the graph; did you mean \"qatar\"?",
        ),
        (
            graph.why("qatar", "host", "wps"),
            "no relation \"host\" in the schema; did you mean \"hosts\", \"hostedBy\"?",
        ),
        (
            graph.why("qatar", "hosts", "wpz"),
            "no entity \"wpz\" in the graph; did you mean \"wps\"?",
        ),
        (
            graph.why("qatar", "a", "Contry"),
            "no type \"Contry\" in the schema; did you mean \"Country\"?",
        ),
    ] {
        assert_eq!(asked.unwrap_err().to_string(), told);
    }
}

#[test]
fn a_way_round_is_a_conflict_only_where_it_can_be_one_at_one_time() {
    let graph = Graph::new();
    graph.document("نص", Describe::new().id("d")).unwrap();
    for id in ["coast-guard", "border-force", "ministry"] {
        graph.add("Organization", Describe::new().id(id)).unwrap();
    }
    let under = |lower: &str, upper: &str, how: Relate| {
        graph
            .relate(lower, "subOrganizationOf", upper, how)
            .unwrap()
    };
    under("coast-guard", "border-force", by("d", "first").end("2001"));
    under(
        "border-force",
        "coast-guard",
        by("d", "later").start("2010"),
    );
    assert_eq!(rows(&graph.view()), Vec::<Vec<String>>::new());
    // A longer way round, whose parts share the year 2012 alone; the older claim has no part in it.
    under("coast-guard", "ministry", by("d", "moved").start("2012"));
    let how = by("d", "lent").start("2005").end("2012");
    under("ministry", "border-force", how);
    assert_eq!(
        rows(&graph.view()),
        [[
            "cycle",
            "coast-guard",
            "subOrganizationOf",
            "moved, lent, later",
            "d"
        ]]
    );
}

#[test]
fn every_two_types_that_exclude_each_other_are_told() {
    let graph = Graph::new();
    graph
        .update("INSERT DATA { <https://example.org/id/x> a rb:Person , rb:City , rb:Summit }")
        .unwrap();
    let told = cells(&graph.conflicts(), &["rule", "subject"]);
    assert_eq!(told, vec![["disjoint", "x"]; 3]);
    assert_eq!(graph.validate().count("errors"), 3);
}

//! Promises to those who write RDF: what is written is read back the same, in every format that can
//! hold it, and where one cannot it says so.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::format_push_string,
    clippy::format_collect,
    reason = "what goes wrong here fails the test, and its texts are small"
)]

mod round_trip;

use std::path::{Path, PathBuf};

use rawabit::{
    BlankNode, ClaimsForm, Describe, Error, Format, Graph, Iri, Literal, Modality, Narrow,
    Polarity, ReadOptions, Relate, Schema, StorageError, Term, WriteOptions,
};
use round_trip::{
    FORMATS, FORMS, assert_round_trips, cannot, options, read, round_trip, trig, try_written,
    written,
};

// ---- claims, built by hand -------------------------------------------------------------------------------

/// Claims of every kind.
fn summit() -> Graph {
    let graph = Graph::builder()
        .base("https://kg.example/")
        .build()
        .unwrap();
    let text = "أعلنت دولة قطر عن مشاركتها في القمة العالمية للشرطة. ووفقًا لخبراء، ستسهم القمة في بناء شبكات تعاون.";
    let article = Describe::new()
        .id("article")
        .name("مقال عن القمة")
        .language("ar");
    graph.document(text, article).unwrap();
    graph.country("قطر").unwrap();
    graph.country("AE").unwrap();
    let summit = Describe::new()
        .id("wps-2024")
        .name_in("en", "World Police Summit 2024")
        .name_in("ar", "القمة العالمية للشرطة");
    graph.add("Summit", summit).unwrap();
    let goal = Describe::new()
        .id("cooperation-networks")
        .name("cooperation networks");
    graph.add("Goal", goal).unwrap();
    let experts = Describe::new().id("unnamed-experts").name_in("ar", "خبراء");
    graph.add("Group", experts).unwrap();
    let mut tx = graph.transaction().unwrap();
    let mut say = |s: &str, p: &str, o: &str, how: Relate| tx.relate(s, p, o, how).unwrap();
    let from = |id: &str| Relate::new().source("article").id(id);
    say(
        "qatar",
        "participatesIn",
        "wps-2024",
        from("r002")
            .confidence(0.9)
            .evidence("أعلنت دولة قطر عن مشاركتها"),
    );
    say(
        "qatar",
        "participatesIn",
        "wps-2024",
        from("r013")
            .modality(Modality::Reported)
            .attributed_to("qatar")
            .confidence(0.7)
            .start("2024-03-05")
            .end("2024-03-07")
            .hedge("ووفقًا لخبراء")
            .evidence("مشاركتها في القمة العالمية للشرطة"),
    );
    say(
        "wps-2024",
        "contributesTo",
        "cooperation-networks",
        from("r150")
            .modality(Modality::Predicted)
            .attributed_to("unnamed-experts")
            .confidence(0.5)
            .note(Literal::lang("said in \"passing\"\n", "en").unwrap())
            .evidence("ستسهم القمة في بناء شبكات تعاون")
            .evidence("أعلنت دولة قطر عن مشاركتها"),
    );
    say(
        "qatar",
        "hosts",
        "wps-2024",
        from("r151").polarity(Polarity::Negative).confidence(1.0),
    );
    say(
        "united-arab-emirates",
        "hosts",
        "wps-2024",
        from("r152").asserted(false),
    );
    say(
        "united-arab-emirates",
        "contributesTo",
        "cooperation-networks",
        from("r153")
            .modality(Modality::Normative)
            .asserted(true)
            .start("2024")
            .end("202X"),
    );
    say(
        "united-arab-emirates",
        "participatesIn",
        "wps-2024",
        Relate::new(),
    );
    // One claim lets go of a statement that another one holds.
    say("united-arab-emirates", "hosts", "wps-2024", from("r154"));
    tx.commit().unwrap();
    graph
}

#[test]
fn claims_built_by_hand_come_back_the_same() {
    let graph = summit();
    assert_round_trips("summit", &graph, &cannot("claims"));
    let turtle = round_trip(&graph, Format::Turtle, None).unwrap();
    let back = read(&turtle, Format::Turtle, &Schema::builtin()).unwrap();
    assert_eq!(
        (back.claim_count(), back.len()),
        (graph.claim_count(), graph.len())
    );
    assert_eq!(back.base(), graph.base(), "local ids are found as before");
    let claim = back.claim("claim/article/r013").unwrap();
    assert_eq!(
        claim.evidence()[0].quote().as_deref(),
        Some("مشاركتها في القمة العالمية للشرطة")
    );
}

#[test]
fn the_article_comes_back_the_same_in_every_format() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/data/summit.json");
    let graph = Graph::new();
    graph.read(path).unwrap();
    assert_eq!((graph.len(), graph.claim_count()), (108, 170));
    assert_round_trips("the article", &graph, &cannot("claims"));
    let turtle = written(&graph, options(Format::Turtle, None));
    assert_eq!(
        turtle.matches("~ c:r").count(),
        170,
        "each claim stands beside its statement"
    );
    assert!(
        turtle.contains("PREFIX c: <https://w3id.org/rawabit/id/claim/article/>"),
        "{turtle}"
    );
    assert!(
        !turtle.contains("<https://w3id.org/rawabit/id/q"),
        "all names are short"
    );
    let lines = written(&graph, options(Format::NTriples, None));
    assert_eq!(lines.matches("#reifies>").count(), 170);
}

#[test]
fn turtle_reads_as_people_write_it() {
    let turtle = written(&summit(), WriteOptions::new().format(Format::Turtle));
    let expected = r#"
ex:qatar a rb:Country ;
    rdfs:label "Qatar"@en, "قطر"@ar ;
    skos:prefLabel "Qatar"@en, "قطر"@ar ;
    skos:altLabel "State of Qatar"@en, "دولة قطر"@ar ;
    rb:isoAlpha2 "QA" ;
    rb:isoAlpha3 "QAT" ;
    rb:isoNumeric "634" ;
    rb:wikidata "Q846" ;
    rb:participatesIn ex:wps-2024
        ~ c-article:r002 {| a rb:Claim ; rb:source ex:article ; rb:modality rb:modality-fact ;
                            rb:polarity rb:polarity-positive ; rb:confidence 0.9 ;
                            rb:evidence <article#char=0,26> |}
        ~ c-article:r013 {| a rb:Claim ; rb:source ex:article ; rb:modality rb:modality-reported ;
                            rb:polarity rb:polarity-positive ; rb:attributedTo ex:qatar ;
                            rb:confidence 0.7 ; rb:validFrom "2024-03-05"^^xsd:date ;
                            rb:validTo "2024-03-07"^^xsd:date ; rb:hedge "ووفقًا لخبراء"@ar ;
                            rb:evidence <article#char=18,51> |} .

<< ex:qatar rb:hosts ex:wps-2024 ~ c-article:r151 >>
    a rb:Claim ; rb:source ex:article ; rb:modality rb:modality-fact ;
    rb:polarity rb:polarity-negative ; rb:confidence "1"^^xsd:decimal .
"#;
    assert!(turtle.contains(expected), "{turtle}");
    let head = "VERSION \"1.2\"
BASE <https://kg.example/>
PREFIX c: <https://kg.example/claim/>
PREFIX c-article: <https://kg.example/claim/article/>
PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
PREFIX ex: <https://kg.example/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rb: <https://w3id.org/rawabit/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

ex:article a rb:Document ;";
    assert!(turtle.starts_with(head), "{turtle}");
}

#[test]
fn blank_nodes_and_lists_are_spelt_out_where_they_stand() {
    let graph = trig(
        ":a :knows [ :name \"Amal\" ; :age 41 ] , [] ; :list ( 1 ( :x ) [ :y 2.50 ] ) ; :none () .
         _:loop :next _:pool . _:pool :next _:loop . _:twice :name \"b\" . :a :p _:twice . :b :p _:twice .
         [] a :Alone . :s :p :o {| :by :someone |} ~ :r .",
    );
    let turtle = round_trip(&graph, Format::Turtle, None).unwrap();
    for part in [
        ":knows [ :age 41 ; :name \"Amal\" ], [] ;",
        ":list ( 1 ( :x ) [ :y 2.50 ] ) ;",
        ":none () ;",
        "[] a :Alone .",
        "{| :by :someone |}",
    ] {
        assert!(turtle.contains(part), "{part}\n{turtle}");
    }
}

// ---- foreign RDF -----------------------------------------------------------------------------------------

/// What it is, what of it some formats cannot hold, and the TriG.
const FOREIGN: &[(&str, &str, &str)] = &[
    (
        "an IRI-valued property",
        "claims",
        ":s :p :o ~ :r {| :seenBy :amal ; :at 1.50 |} .",
    ),
    (
        "nameless ones behind named ones",
        "claims",
        ":s :p :o ~ _:used {| :q 1 |} ~ {| :q 2 |} ~ {| :q 3 |} ~ :r {| :q 4 |} ~ _:bare ~ {| :q 5 |} .
         :a :see _:used , _:bare .",
    ),
    (
        "not asserted",
        "claims",
        "<< :s :p :o ~ :r >> :seenBy :amal .",
    ),
    (
        "two sources",
        "claims",
        ":s :p :o ~ :r {| a rb:Claim ; rb:source :d1 , :d2 |} .",
    ),
    (
        "two reifiers",
        "claims",
        ":s :p :o ~ :r {| rb:source :d1 |} ~ :q {| rb:source :d2 |} .",
    ),
    (
        "blank reifiers",
        "claims",
        ":s :p :o {| :n 1 |} {| :n 2 |} . << :s :p :x >> :n 3 . << :s :p :y >> .",
    ),
    (
        "one without a word",
        "claims",
        ":s :p :o ~ . :s :p :o ~ :r .",
    ),
    (
        "a blank one with a name",
        "claims",
        ":s :p :o ~ _:r {| :n 1 |} . :x :mentions _:r .",
    ),
    (
        "nested",
        "claims",
        ":s :p :o ~ :r {| :by :x ~ :rr {| :by :y ~ :rrr {| :n 1 |} |} |} .",
    ),
    (
        "about a claim's own column",
        "claims",
        ":s :p :o ~ :r {| a rb:Claim ; rb:source :d ~ :rr {| :n 1 |} |} .",
    ),
    ("about itself", "claims", ":r :p :o ~ :r {| :n 1 |} ."),
    (
        "about each other",
        "claims",
        ":r :p :o ~ :q {| :n 1 |} . :q :p :o ~ :r {| :n 2 |} .",
    ),
    (
        "several statements",
        "quoted claims",
        ":s :p :o ~ :r . :s :p :x ~ :r {| :n 1 |} . << :s :p :y ~ :r >> .",
    ),
    (
        "several, blank",
        "quoted claims",
        ":s :p :o ~ _:r . :s :p :x ~ _:r {| :n 1 |} .",
    ),
    (
        "of a triple term",
        "quoted claims",
        ":s :p <<( :a :b _:c )>> ~ :r {| :n 1 |} .",
    ),
    (
        "of a reification",
        "quoted claims",
        "<< << :s :p :o ~ :r >> :by :x ~ :q >> :n 1 . :q rdf:reifies <<( :r rdf:reifies <<( :s :p :o )>> )>> .",
    ),
    (
        "half a reification beside",
        "quoted claims",
        ":s :p :o ~ :r {| rdf:subject :t |} .",
    ),
    (
        "a plain triple term",
        "quoted",
        ":s :p <<( :a :b \"c\"@ar )>> .",
    ),
    ("a reifier of a name", "", ":r rdf:reifies :s ; :n 1 ."),
    (
        "rdf:Statement",
        "claims",
        ":s :p :o . :r a rdf:Statement , rb:Claim ; rdf:subject :s ; rdf:predicate :p ; rdf:object :o ; rb:confidence 0.7 ; rb:confidence 0.70 .",
    ),
    (
        "rdf:Statement, not asserted, blank",
        "claims",
        "[] a rdf:Statement ; rdf:subject :s ; rdf:predicate :p ; rdf:object \"o\" ; :n 1 .",
    ),
    (
        "half a reification",
        "",
        ":r a rdf:Statement ; rdf:subject :s ; rdf:predicate :p .",
    ),
    (
        "odd values",
        "claims",
        ":s :p :o ~ :r {| a rb:Claim ; rb:confidence 0.90 ; rb:modality :odd ; rb:validFrom \"2024-03-05Z\"^^xsd:date ; rb:polarity rb:polarity-negative , rb:polarity-positive |} .",
    ),
    (
        "held against the rule",
        "claims",
        ":s :p :o . << :s :p :o ~ :r >> a rb:Claim ; rb:modality rb:modality-predicted ; rb:asserted true .",
    ),
    (
        "let go against the rule",
        "claims",
        ":s :p :o ~ :r {| a rb:Claim ; rb:asserted false |} .",
    ),
    ("half a claim", "", ":r a rb:Claim ; rb:source :d ."),
    (
        "evidence of another kind",
        "claims",
        ":s :p :o ~ :r {| a rb:Claim ; rb:evidence [ a rb:Evidence ; :xpath \"/p\" ] , :e |} . :e a rb:Evidence .",
    ),
    (
        "a blank source",
        "claims",
        ":s :p :o ~ :r {| a rb:Claim ; rb:source [ :title \"t\" ] |} .",
    ),
    (
        "blank ends",
        "claims",
        "_:a :p _:b ~ :r {| :n 1 |} . _:b :q [ :z _:a ] .",
    ),
    (
        "an annotation inside a list's node",
        "claims",
        ":a :list ( [ :p :o ~ :r {| :n 1 |} ] ) .",
    ),
];

#[test]
fn foreign_reifiers_come_back_as_they_came() {
    for (name, what, text) in FOREIGN {
        assert_round_trips(name, &trig(text), &cannot(what));
    }
}

#[test]
fn named_graphs_come_back_in_their_places() {
    for (name, what, text) in [
        (
            "plain",
            "named",
            ":a :b :c . :g { :a :b :c , :d } :h { :g :b :c }",
        ),
        (
            "blank names",
            "named",
            "_:g { :a :b _:g , _:x } _:x :p _:g . _:y { _:y :p [] . }",
        ),
        (
            "one blank node in two graphs",
            "named",
            ":a :p _:x . :g { _:x :q 1 } :h { :b :p _:y } :i { :c :p _:y } ",
        ),
        (
            "spelt out in a graph",
            "named",
            ":g { :a :p [ :q ( 1 2 ) ] } :a :p [ :r 1 ] .",
        ),
        (
            "claims in graphs",
            "named claims",
            ":s :p :o ~ :r {| :n 1 |} . :g { :s :p :o ~ :q {| a rb:Claim ; rb:source :d |} . << :s :p :x ~ :z >> :n 2 . } :h { :q :said :elsewhere . :r :said :too }",
        ),
        (
            "one reifier in two graphs",
            "named claims",
            ":g { :s :p :o ~ :r {| :n 1 |} } :h { :s :p :x ~ :r {| a rb:Claim |} }",
        ),
        (
            "rdf:Statement in a graph",
            "named claims",
            ":g { :s :p :o . [] a rdf:Statement , rb:Claim ; rdf:subject :s ; rdf:predicate :p ; rdf:object :o . }",
        ),
        (
            "let go of in one graph only",
            "named claims",
            ":s :p :o . :g { :s :p :o ~ :r {| a rb:Claim ; rb:asserted false |} }",
        ),
    ] {
        assert_round_trips(name, &trig(text), &cannot(what));
    }
    let graph = trig(":g { :a :b :c }");
    for format in [Format::Turtle, Format::NTriples, Format::RdfXml] {
        let error = try_written(&graph, options(format, None))
            .unwrap_err()
            .to_string();
        for part in [
            format.name(),
            "<http://e/g>",
            "\"nquads\"",
            "\"trig\"",
            "\"jsonld\"",
        ] {
            assert!(error.contains(part), "{error}");
        }
    }
}

// ---- odd words -------------------------------------------------------------------------------------------

#[test]
fn odd_literals_come_back_byte_for_byte() {
    let long = "اسم طويل جدًا ".repeat(200);
    let literals = [
        "قِطَرُ",
        "\u{200f}قطر\u{200e} \u{202b}a\u{202c} \u{2067}b\u{2069}",
        "e\u{301}\u{327} ﷺ لا",
        "👩‍👩‍👧‍👦 🇶🇦",
        "\"quoted\" \"\"\"three\"\"\" 'single' \\ \\n \\\"",
        "line\nline\n\"\n\"\"\n\\\n",
        "\n",
        "\"",
        "\\",
        "tab\tvertical",
        "ends with a quote\n\"",
        "  spaces  ",
        " ",
        "",
        "<a>&amp;&lt;]]></a>",
        "\u{85}\u{2028}\u{a0}\u{fffd}\u{e000}\u{10ffff}",
        "{| ~ << >> |} # not a comment",
        &long,
    ];
    let with = |literals: &[&str]| {
        let graph = Graph::new();
        let mut text = String::new();
        for (n, literal) in literals.iter().enumerate() {
            let iri = |local: &str| Iri::new(format!("http://e/{local}")).unwrap();
            for literal in [
                Literal::string(*literal),
                Literal::lang(*literal, "ar-QA").unwrap(),
                Literal::typed(*literal, iri("type")).unwrap(),
            ] {
                text += &format!("{} {} {literal} .\n", iri("s"), iri(&format!("p{n}")));
            }
        }
        graph
            .read_from(text.as_bytes(), ReadOptions::new().format(Format::NTriples))
            .unwrap();
        graph
    };
    assert_round_trips("literals", &with(&literals), &[]);
    let returns = with(&["a\rb\r\nc", "\r"]);
    assert_round_trips("carriage returns", &returns, &[]);
    let controls: String = (0..0x20)
        .chain([0x7f, 0xfffe, 0xffff])
        .filter_map(char::from_u32)
        .collect();
    let controls = with(&[&controls]);
    assert_round_trips("control characters", &controls, &cannot("xml"));
    let error = try_written(&controls, options(Format::RdfXml, None))
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("U+0000") && error.contains("\"turtle\""),
        "{error}"
    );

    let graph = trig(
        ":s :p 0.10 , 0.1 , .5 , -1 , +01 , 1e0 , 1.E3 , 01.0e+00 , true , false , \"1\"^^xsd:boolean , \"xyz\"^^xsd:integer ,
         \"1\"^^xsd:decimal , \"1.\"^^xsd:decimal , \"INF\"^^xsd:double , \"2024-03-05\"^^xsd:date , \"1\"^^xsd:int , \"\"^^xsd:integer .",
    );
    assert_round_trips("numbers", &graph, &[]);
    let graph = trig(":s :p \"قطر\"@ar--rtl , \"a\"@en-gb--ltr , \"قطر\"@ar .");
    assert_round_trips("base directions", &graph, &cannot("direction"));
}

const IRIS: &[&str] = &[
    "http://e/",
    "http://e/a",
    "http://e/a.b",
    "http://e/a.",
    "http://e/.a",
    "http://e/-a",
    "http://e/a-",
    "http://e/قطر",
    "http://e/قِطَر",
    "http://e/2024",
    "http://e/a:b",
    "http://e/:",
    "http://e/a%20b",
    "http://e/a%D9%82",
    "http://e/a/b",
    "http://e/a//b",
    "http://e/a/./b/../c",
    "http://e/a#b",
    "http://e/#",
    "http://e/a?b=c&d",
    "http://e/?q",
    "http://e/a'b",
    "http://e/(a)",
    "http://e/a,b;c=d!e$f*g+h@i~j",
    "http://e/_",
    "http://e/__a",
    "http://e/a\u{b7}",
    "http://e/\u{20000}",
    "http://e/true",
    "http://e/a",
    "urn:isbn:0451450523",
    "tag:e,2024:a/b",
    "mailto:a@e",
    "http://e:80/a",
    "http://[::1]/",
    "a:",
    "a:b",
    "e:x:y",
    "http://w3id.org/claim/x",
    "http://e/claim/d/r1",
    "http://e",
    "file:///a",
    "https://w3id.org/rawabit/ns#",
    "https://w3id.org/rawabit/ns#a/b",
];

#[test]
fn odd_iris_come_back_as_they_were() {
    let graph = Graph::builder().base("http://e/").build().unwrap();
    graph.set_prefix("a", "http://e/a").unwrap();
    graph.set_prefix("e", "e:x:").unwrap();
    graph.set_prefix("قطر", "http://e/قطر").unwrap();
    let text: String = IRIS
        .iter()
        .flat_map(|a| {
            IRIS.iter()
                .map(move |b| format!("<{a}> <http://e/p> <{b}> .\n"))
        })
        .collect();
    graph
        .read_from(text.as_bytes(), ReadOptions::new().format(Format::NTriples))
        .unwrap();
    assert_round_trips("iris", &graph, &[]);
    let text: String = IRIS
        .iter()
        .map(|p| format!("<http://e/s> <{p}> 1 .\n"))
        .collect();
    graph
        .read_from(text.as_bytes(), ReadOptions::new().format(Format::Turtle))
        .unwrap();
    assert_round_trips("iris as predicates", &graph, &cannot("xml"));
}

#[test]
fn what_xml_cannot_name_is_an_error_that_names_it() {
    for (predicate, reason) in [
        ("http://e/2024", "<http://e/2024>"),
        ("http://e/", "<http://e/>"),
        (
            "http://www.w3.org/1999/02/22-rdf-syntax-ns#li",
            "syntax-ns#li>",
        ),
        (
            "http://www.w3.org/1999/02/22-rdf-syntax-ns#about",
            "syntax-ns#about>",
        ),
    ] {
        let graph = trig(&format!(":a <{predicate}> 1 ."));
        let error = try_written(&graph, options(Format::RdfXml, None))
            .unwrap_err()
            .to_string();
        assert!(
            error.contains(reason) && error.contains("\"ntriples\""),
            "{error}"
        );
    }
    let graph = trig(
        ":a :قطر 1 ; <http://other/xmlns> 2 ; <urn:a:b> 3 ; rdf:_1 4 ; <http://e/2024a> 5 ; rdf:value _:1x , _:coded-1 . _:coded-3178 :p 1 .",
    );
    assert_round_trips("names in XML", &graph, &[]);
}

#[test]
fn labels_of_blank_nodes_are_kept_apart() {
    let labels = ["1x", "a.b", "coded-1", "coded-3178", "قطر", "b1", "a·"];
    let graph = Graph::new();
    let nodes = labels.map(|label| Term::from(BlankNode::new(label).unwrap()).to_string());
    let text: String = nodes
        .iter()
        .enumerate()
        .map(|(n, node)| {
            format!(
                "{node} <http://e/n> \"{n}\" . {node} <http://e/p> {} .\n",
                nodes[(n + 1) % nodes.len()]
            )
        })
        .collect();
    graph
        .read_from(text.as_bytes(), ReadOptions::new().format(Format::Turtle))
        .unwrap();
    assert_round_trips("labels", &graph, &[]);
}

// ---- choices ---------------------------------------------------------------------------------------------

#[test]
fn reification_is_rdf_1_1_with_the_same_claim_iris() {
    let graph = summit();
    for format in [
        Format::Turtle,
        Format::TriG,
        Format::NTriples,
        Format::NQuads,
    ] {
        let text = written(&graph, options(format, Some(ClaimsForm::Reification)));
        for word in ["<<", "{|", "~", "reifies", "VERSION"] {
            assert!(!text.contains(word), "{format} has {word}:\n{text}");
        }
        let back = read(&text, format, &Schema::builtin()).unwrap();
        assert!(back.claim("https://kg.example/claim/article/r013").is_ok());
        assert_eq!(back.claim_count(), graph.claim_count());
    }
    let error = try_written(
        &trig(":s :p :o ~ :r . :s :p :x ~ :r ."),
        options(Format::NTriples, Some(ClaimsForm::Reification)),
    );
    let error = error.unwrap_err().to_string();
    assert!(
        error.contains("\"claims\"")
            && error.contains("<http://e/r>")
            && error.contains("\"annotations\""),
        "{error}"
    );
}

#[test]
fn each_claim_leaves_in_the_form_it_came_in_unless_told() {
    let graph = trig(
        ":s :p :o ~ :one {| a rb:Claim |} . :two a rdf:Statement , rb:Claim ; rdf:subject :s ; rdf:predicate :p ; rdf:object :o .",
    );
    let count = |form, word: &str| {
        written(&graph, options(Format::NTriples, form))
            .matches(word)
            .count()
    };
    assert_eq!(
        (count(None, "#reifies>"), count(None, "#Statement>")),
        (1, 1)
    );
    let form = Some(ClaimsForm::Annotations);
    assert_eq!(
        (count(form, "#reifies>"), count(form, "#Statement>")),
        (2, 0)
    );
    let form = Some(ClaimsForm::Reification);
    assert_eq!(
        (count(form, "#reifies>"), count(form, "#Statement>")),
        (0, 2)
    );
    // Where triple terms are not the way of the format, by reification; what that cannot say as in 1.2.
    let xml = written(&graph, options(Format::RdfXml, None));
    assert!(
        !xml.contains("reifies") && xml.matches("#Statement").count() == 2,
        "{xml}"
    );
    let both = trig(":s :p :o ~ :one . :s :q :o ~ :many . :s :p :o ~ :many .");
    let xml = round_trip(&both, Format::RdfXml, None).unwrap();
    assert_eq!(
        (
            xml.matches("rdf:reifies ").count(),
            xml.matches("#Statement").count()
        ),
        (2, 1),
        "{xml}"
    );
}

#[test]
fn without_claims_only_the_statements_are_left() {
    let graph = trig(
        ":s a rb:Country ; :p :o ~ :r {| a rb:Claim ; rb:source :d ; rb:evidence <http://e/d#char=1,2> |} .
         << :s :p :x ~ :q >> :n 1 . :t a rdf:Statement ; rdf:subject :s ; rdf:predicate :p ; rdf:object :o .
         <http://e/d#char=1,2> a rb:Evidence ; <http://www.w3.org/ns/oa#hasSource> :d ;
            <http://www.w3.org/ns/oa#start> \"1\"^^xsd:nonNegativeInteger ; <http://www.w3.org/ns/oa#end> \"2\"^^xsd:nonNegativeInteger .
         :s rb:mention <http://e/d#char=1,2> . :half a rb:Claim ; rb:source :d . :s :about :r .
         :e a rb:Evidence ; :xpath \"/p\" .",
    );
    let expected = trig(":s a rb:Country ; :p :o .");
    for &format in FORMATS {
        let text = written(&graph, options(format, Some(ClaimsForm::None)));
        assert!(
            read(&text, format, &Schema::builtin())
                .unwrap()
                .same_as(&expected),
            "{text}"
        );
        let text = written(&summit(), options(format, Some(ClaimsForm::None)));
        let back = read(&text, format, &Schema::builtin()).unwrap();
        assert_eq!(
            (back.claim_count(), back.len()),
            (0, summit().len()),
            "{text}"
        );
        assert!(
            !text.contains("Evidence") && !text.contains("modality"),
            "{text}"
        );
    }
}

#[test]
fn a_graph_of_which_nothing_is_written_leaves_no_trace() {
    let claims = "a rb:Claim ; rdf:reifies <<( :s :p \"x\" )>>";
    let statement = "a rdf:Statement ; rdf:subject :s ; rdf:predicate :p ; rdf:object \"x\"";
    for inside in [
        ":r rdf:reifies <<( :s :p \"x\" )>>",
        &format!(":r {claims}"),
        &format!("[] {claims} ; rb:source :d"),
        &format!(":r {statement}"),
    ] {
        let graph = trig(&format!(":s :p \"x\" . :g {{ {inside} }}"));
        let expected = trig(":s :p \"x\" .");
        for compacted in [false, true] {
            if compacted {
                graph.compact().unwrap();
            }
            for &format in FORMATS {
                let text = written(&graph, options(format, Some(ClaimsForm::None)));
                assert!(!text.contains("http://e/g"), "{text}");
                let back = read(&text, format, &Schema::builtin()).unwrap();
                assert!(back.same_as(&expected), "{text}");
                for &form in FORMS {
                    let went = round_trip(&graph, format, form).is_some();
                    assert!(went || !format.has_graphs() || format == Format::JsonLd);
                }
            }
        }
    }
    let graph = trig(":s :p \"x\" .");
    graph.update("CREATE GRAPH <http://e/g>").unwrap();
    assert!(round_trip(&graph, Format::Turtle, None).is_some());
}

#[test]
fn a_reifier_that_is_a_reification_in_another_graph_stays_one_or_is_an_error() {
    let whole = ":r a rdf:Statement ; rdf:subject :s ; rdf:predicate :p ; rdf:object :o";
    let graph = trig(&format!(
        ":s :p :o . :g {{ :s :p :o ~ :r {{| a rb:Claim |}} }} :h {{ :s :p :o . {whole} , :c }}"
    ));
    let half = trig(":g { :s :p :o ~ :r } :h { :r a rdf:Statement ; rdf:subject :s }");
    assert_round_trips("half of one", &half, &cannot("named claims"));
    let graph_of_ours = trig(&format!(
        ":g {{ :s :p :o ~ :r {{| a rb:Claim |}} }} :h {{ :s :p :o . {whole} ; a rb:Claim }}"
    ));
    for graph in [graph, graph_of_ours] {
        assert_round_trips("a whole one", &graph, &cannot("named quoted claims"));
    }
}

#[test]
fn what_json_ld_cannot_hold_names_the_formats_that_can() {
    let graph = trig(":s :p <<( :a :b :c )>> .");
    for form in FORMS {
        let error = try_written(&graph, options(Format::JsonLd, *form))
            .unwrap_err()
            .to_string();
        for format in FORMATS {
            let named = error.contains(&format!("\"{format}\""));
            assert!(named || *format == Format::JsonLd, "{error}");
        }
        assert!(!error.contains("or \"none\""), "{error}");
    }
    let error = try_written(
        &graph,
        options(Format::Turtle, Some(ClaimsForm::Reification)),
    );
    let error = error.unwrap_err().to_string();
    assert!(
        error.ends_with("write \"annotations\", or \"none\""),
        "{error}"
    );
}

#[test]
fn what_a_claim_asserts_comes_back_whatever_was_said_of_it() {
    let said = [
        ("", "fact"),
        ("rb:asserted true", "fact"),
        ("rb:asserted true", "predicted"),
        ("rb:asserted \"1\"^^xsd:boolean", "fact"),
        ("rb:asserted \"1\"^^xsd:boolean", "predicted"),
        ("rb:asserted \"0\"^^xsd:boolean", "fact"),
        ("rb:asserted \"true\"", "fact"),
        ("rb:asserted \"true\" , true , :x", "normative"),
        ("rb:asserted true , false", "fact"),
        ("rb:asserted false", "predicted"),
    ];
    for (said, modality) in said {
        for is_held in [false, true] {
            let held = if is_held { ":s :p :o ." } else { "" };
            let graph = trig(&format!(
                "{held} :r a rb:Claim ; rdf:reifies <<( :s :p :o )>> ; rb:modality rb:modality-{modality} ; {said} ."
            ));
            // A claim whose statement comes later does not begin to hold it.
            graph
                .update("INSERT DATA { <http://e/s> <http://e/p> <http://e/o> }")
                .unwrap();
            let asserts = graph.claim("http://e/r").unwrap().is_asserted();
            assert!(is_held || !asserts, "{said}");
            assert_round_trips(said, &graph, &cannot("claims"));
            for &format in &[Format::Turtle, Format::RdfXml, Format::JsonLd] {
                let text = written(&graph, options(format, None));
                let back = read(&text, format, &Schema::builtin()).unwrap();
                let again = back.claim("http://e/r").unwrap().is_asserted();
                assert_eq!(again, asserts, "{said} {modality}\n{text}");
            }
        }
    }
    for (value, asserts) in [("\"1\"", true), ("\"0\"", false)] {
        let graph = trig(&format!(
            ":s :p :o ~ :r {{| a rb:Claim ; rb:modality rb:modality-predicted ; rb:asserted {value}^^xsd:boolean |}} ."
        ));
        let claim = graph.claim("http://e/r").unwrap();
        assert_eq!(claim.is_asserted(), asserts, "{value}");
    }
}

#[test]
fn the_ontology_comes_along_when_asked() {
    let graph = summit();
    let schema: usize = graph
        .schema()
        .graphs()
        .map(|(_, triples)| triples.len())
        .sum();
    for &format in FORMATS {
        let options = options(format, None).ontology(true);
        let text = written(&graph, options);
        let back = Graph::new();
        let report = back
            .read_from(text.as_bytes(), ReadOptions::new().format(format))
            .unwrap();
        assert_eq!(report.count("schema"), schema, "{format}: {report}");
        assert!(back.same_as(&graph), "{format}");
        if format.has_graphs() {
            let bare = Graph::builder().schema(Schema::empty()).build().unwrap();
            bare.read_from(text.as_bytes(), ReadOptions::new().format(format))
                .unwrap();
            assert!(
                !bare.contains("https://w3id.org/rawabit/ns#Person").unwrap(),
                "it is in its graph"
            );
        }
    }
}

#[test]
fn the_mappings_to_other_vocabularies_come_along_when_asked() {
    let graph = summit();
    let mappings = graph.schema().alignment().unwrap();
    for &format in FORMATS {
        let plain = written(&graph, options(format, None));
        let text = written(&graph, options(format, None).alignment(true));
        assert!(text.len() > plain.len(), "{format}");
        let read = |text: &str| {
            let back = Graph::new();
            let options = ReadOptions::new().format(format);
            let report = back.read_from(text.as_bytes(), options).unwrap();
            (report.count("triples"), back)
        };
        let (more, back) = read(&text);
        let count = mappings.triples().len();
        assert_eq!(more, read(&plain).0 + count, "{format}");
        let inside = format!("SELECT * {{ GRAPH {} {{ ?s ?p ?o }} }}", mappings.iri());
        let inside = back.query(&inside).unwrap().len();
        assert_eq!(
            inside,
            if format.has_graphs() { count } else { 0 },
            "{format}"
        );
        assert_eq!(written(&graph, options(format, None)), plain, "{format}");
    }
    let bare = Graph::builder().schema(Schema::empty()).build().unwrap();
    let text = written(&bare, options(Format::Turtle, None).alignment(true));
    assert_eq!(text, "");
}

#[test]
fn only_prefixes_that_are_used_are_declared() {
    let graph = trig(":a :b :c .");
    let turtle = written(&graph, options(Format::Turtle, None));
    assert_eq!(turtle, "PREFIX : <http://e/>\n\n:a :b :c .\n");
    assert_eq!(written(&Graph::new(), options(Format::Turtle, None)), "");
    let graph = trig(":g { :a :b 1 }");
    assert_eq!(
        written(&graph, options(Format::TriG, None)),
        "PREFIX : <http://e/>\n\n:g {\n    :a :b 1 .\n}\n"
    );
}

#[test]
fn a_narrow_view_is_written_as_it_is_seen() {
    let graph = summit();
    let narrow = |filter: Narrow| graph.narrow(filter).unwrap();
    for (name, view) in [
        ("everything", narrow(Narrow::new())),
        ("a day", narrow(Narrow::new().at("2024-03-06"))),
        ("a source", narrow(Narrow::new().sources(["article"]))),
        (
            "predictions hold",
            narrow(Narrow::new().modality([Modality::Predicted])),
        ),
        (
            "denials hold",
            narrow(Narrow::new().polarity([Polarity::Negative])),
        ),
        ("what is sure", narrow(Narrow::new().min_confidence(0.8))),
        (
            "some types",
            narrow(Narrow::new().types(["Country", "Summit"])),
        ),
        (
            "some relations",
            narrow(Narrow::new().relations(["participatesIn"])),
        ),
        (
            "nothing",
            narrow(
                Narrow::new()
                    .relations(["participatesIn"])
                    .types(["Person"]),
            ),
        ),
    ] {
        for &format in FORMATS {
            let mut bytes = Vec::new();
            view.write_to(&mut bytes, options(format, None)).unwrap();
            let text = String::from_utf8(bytes).unwrap();
            let back = read(&text, format, &Schema::builtin()).unwrap();
            assert!(back.view().same_as(&view), "{name} as {format}:\n{text}");
            assert_eq!(back.claim_count(), view.claim_count(), "{name} as {format}");
        }
    }
    assert!(!narrow(Narrow::new().at("2023")).same_as(&graph.view()));
}

#[test]
fn chosen_graphs_are_written_where_they_stand_or_merged() {
    let graph = trig(
        ":s :p :o . :g { :s :p :o , :x ~ :r {| a rb:Claim ; rb:confidence 0.5 |} . [] :q 1 } :h { :s :p :o , :x ~ :r . :t :p :o } :i { :not :this :one }",
    );
    let view = graph
        .narrow(Narrow::new().graphs([":g", ":h"].map(|g| g.replace(':', "http://e/"))))
        .unwrap();
    for format in [Format::TriG, Format::NQuads, Format::JsonLd] {
        let mut bytes = Vec::new();
        let form = ClaimsForm::Reification;
        view.write_to(&mut bytes, options(format, None).claims(form))
            .unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let back = read(&text, format, &Schema::builtin()).unwrap();
        assert!(back.view().same_as(&view), "{text}");
        let expected = trig(
            ":g { :s :p :o , :x ~ :r {| a rb:Claim ; rb:confidence 0.5 |} . [] :q 1 } :h { :s :p :o , :x ~ :r . :t :p :o }",
        );
        assert!(back.same_as(&expected), "{text}");
    }
    let merged =
        trig(":s :p :o , :x ~ :r {| a rb:Claim ; rb:confidence 0.5 |} . [] :q 1 . :t :p :o .");
    for format in [Format::Turtle, Format::NTriples, Format::RdfXml] {
        let mut bytes = Vec::new();
        view.write_to(&mut bytes, options(format, None)).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let back = read(&text, format, &Schema::builtin()).unwrap();
        assert!(back.same_as(&merged), "{text}");
    }
}

// ---- files -----------------------------------------------------------------------------------------------

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("rawabit-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(&self.0)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn files_are_written_by_their_names_and_packed() {
    let folder = Folder::new("formats");
    let graph = summit();
    for format in FORMATS {
        for packed in ["", ".gz", ".zst"] {
            let path = folder
                .0
                .join(format!("قمة.{}{packed}", format.extensions()[0]));
            graph.write(&path, WriteOptions::new()).unwrap();
            let back = Graph::new();
            back.read(&path).unwrap();
            assert!(back.same_as(&graph), "{path:?}");
        }
    }
    assert_eq!(
        folder.names().len(),
        FORMATS.len() * 3,
        "nothing else is left behind"
    );
    for name in ["graph", "graph.csv", "graph.json", "graph.gz"] {
        let error = graph
            .write(folder.0.join(name), WriteOptions::new())
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("\"turtle\" (.ttl") && error.contains("\"nquads\""),
            "{error}"
        );
    }
    assert!(try_written(&graph, WriteOptions::new()).is_err());
    let path = folder.0.join("graph");
    graph
        .write(&path, WriteOptions::new().format(Format::TriG))
        .unwrap();
    let back = Graph::new();
    back.read(&path).unwrap();
    assert!(back.same_as(&graph));
}

#[test]
fn a_failure_leaves_the_old_file_as_it_was() {
    let folder = Folder::new("atomic");
    let path = folder.0.join("old.rdf");
    std::fs::write(&path, "old").unwrap();
    let graph = trig(":a :b \"\\u0001\" .");
    assert!(graph.write(&path, WriteOptions::new()).is_err());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
    assert_eq!(folder.names(), ["old.rdf"]);
    let error = graph
        .write(folder.0.join("no/such/folder.ttl"), WriteOptions::new())
        .unwrap_err();
    let Error::Storage(StorageError::Write { source, .. }) = &error else {
        panic!("{error}")
    };
    assert_eq!(source.kind(), std::io::ErrorKind::NotFound);
    trig(":a :b 1 .").write(&path, WriteOptions::new()).unwrap();
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("<?xml"));
    assert!(matches!(
        graph.write_to(Broken, options(Format::NTriples, None)),
        Err(Error::Storage(StorageError::Write { .. }))
    ));
}

struct Broken;

impl std::io::Write for Broken {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::StorageFull.into())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_rights_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new("links");
    let (file, link) = (folder.0.join("file.ttl"), folder.0.join("link.ttl"));
    std::fs::write(&file, "").unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&file, &link).unwrap();
    trig(":a :b :c .")
        .write(&link, WriteOptions::new())
        .unwrap();
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(
        std::fs::read_to_string(&file)
            .unwrap()
            .contains(":a :b :c .")
    );
    assert_eq!(
        std::fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o640
    );
    let null = WriteOptions::new().format(Format::Turtle);
    trig(":a :b :c .").write("/dev/null", null).unwrap();
}

//! Promises to those who bring tables: every row is accounted for, and one that is wrong says why.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "what goes wrong here fails the test"
)]

use rawabit::{
    Describe, Direction, Entry, Error, Graph, Literal, Modality, Relate, Report, Rows,
    TableOptions, Time,
};

const TEXT: &str = "أعلنت دولة قطر عن مشاركتها في القمة العالمية للشرطة. وتستضيف دبي القمة.";

/// Two countries, a summit and an article.
fn graph() -> Graph {
    let graph = Graph::new();
    graph.country("QA").unwrap();
    graph.country("AE").unwrap();
    let summit = Describe::new().id("wps").name("World Police Summit");
    graph.add("Summit", summit).unwrap();
    let article = Describe::new().id("article").language("ar");
    graph.document(TEXT, article).unwrap();
    graph
}

fn counts(report: &Report) -> Vec<(&'static str, usize)> {
    report.counts().iter().map(|(k, n)| (*k, *n)).collect()
}

/// What an error of a table tells, a line for each problem.
fn told(error: Error) -> Vec<String> {
    let Error::Read(error) = error else {
        panic!("another error: {error}");
    };
    problems(&error.into_report())
}

fn problems(report: &Report) -> Vec<String> {
    let all = report.problems().iter();
    all.map(|p| format!("{}: {p}", p.severity.as_str()))
        .collect()
}

fn options() -> TableOptions {
    TableOptions::new()
}

// ---- claims -----------------------------------------------------------------------------------------------

#[test]
fn a_row_says_what_relate_says_with_the_same_words() {
    let graph = graph();
    let rows = Rows::new()
        .with("subject", ["qatar"])
        .with("relation", ["participatesIn"])
        .with("object", ["wps"])
        .with("source", ["article"])
        .with("start", ["2024-03-05"])
        .with("end", [Time::new("2024-03-07").unwrap()])
        .with("confidence", [0.7])
        .with("modality", ["reported"])
        .with("polarity", ["positive"])
        .with("attributed_to", [vec!["qatar", "united-arab-emirates"]])
        .with("hedge", ["أعلنت دولة قطر عن"])
        .with("evidence", ["مشاركتها في القمة العالمية للشرطة"])
        .with("asserted", [false]);
    let report = graph.add_claims(&rows, options()).unwrap();
    assert_eq!(counts(&report), [("claims", 1)]);
    let by_hand = self::graph();
    let how = Relate::new()
        .source("article")
        .start("2024-03-05")
        .end("2024-03-07")
        .confidence(0.7)
        .modality(Modality::Reported)
        .attributed_to("qatar")
        .attributed_to("united-arab-emirates")
        .hedge("أعلنت دولة قطر عن")
        .evidence("مشاركتها في القمة العالمية للشرطة")
        .asserted(false);
    let expected = by_hand
        .relate("qatar", "participatesIn", "wps", how.clone())
        .unwrap();
    let given = graph.claims().iter().unwrap().next().unwrap();
    assert_eq!(format!("{given:?}"), format!("{expected:?}"));
    assert_eq!(
        given.iri(),
        expected.iri(),
        "the id is that of what is said"
    );
    assert_eq!(given.hedge(), expected.hedge());
    assert_eq!(given.evidence()[0].quote(), expected.evidence()[0].quote());
    assert_eq!(given.source().map(|s| s.id()), Some("article".into()));
    assert_eq!(given.attributed_to().len(), 2);
    assert!(!given.is_asserted());
    // The one finds the other again.
    let again = graph.relate("qatar", "participatesIn", "wps", how).unwrap();
    assert_eq!((again.iri(), graph.claim_count()), (given.iri(), 1));
    let report = graph.add_claims(&rows, options()).unwrap();
    assert_eq!(
        (counts(&report), graph.claim_count()),
        (vec![("merged", 1)], 1)
    );
    graph.view().check().unwrap();
}

#[test]
fn columns_map_our_words_to_those_of_the_table_and_options_hold_for_all_rows() {
    let graph = graph();
    let rows = Rows::new()
        .with("src", ["qatar", "united-arab-emirates"])
        .with("dst", ["wps", "wps"])
        .with("surce", ["x", "y"])
        .with("relation", ["hosts", "hosts"])
        .with("weight", [1, 2]);
    let options = options()
        .column("subject", "src")
        .column("object", "dst")
        .relation("participatesIn")
        .source("article");
    let report = graph.add_claims(&rows, options).unwrap();
    assert_eq!(counts(&report), [("claims", 2)]);
    assert_eq!(
        problems(&report),
        [
            "notice: column \"surce\": it is not read; did you mean \"source\"?",
            "notice: column \"relation\": it is not read; relation= gives one value for all rows",
            "notice: column \"weight\": it is not read; known are \"subject\", \"subject_type\", \
             \"relation\", \"object\", \"object_type\", \"object_lang\", \"object_datatype\", \
             \"source\", \"start\", \"end\", \"during\", \"confidence\", \"modality\", \"polarity\", \
             \"attributed_to\", \"hedge\", \"evidence\", \"asserted\" and \"id\"",
        ]
    );
    let claims = graph.claims().relation("participatesIn");
    assert!(
        claims
            .iter()
            .unwrap()
            .all(|c| c.source().unwrap().id() == "article")
    );
}

#[test]
fn a_table_that_does_not_fit_is_refused_before_its_rows() {
    let graph = graph();
    let rows = Rows::new().with("from", ["qatar"]).with("object", ["wps"]);
    for (options, message) in [
        (
            options().relation("hosts"),
            "\"table\" does not take \"from, object\": it has no column \"subject\"; say which one it \
             is in columns",
        ),
        (
            options().column("subject", "from"),
            "\"table\" does not take \"from, object\": it has no column \"relation\"; say which one it \
             is in columns, or name it by relation=",
        ),
        (
            options().column("subject", "form"),
            "\"columns\" does not take \"form\": the table has no such column; did you mean \"from\"?",
        ),
        (
            options().column("subjekt", "from"),
            "\"columns\" does not take \"subjekt\": it is the name of nothing that such a table has; \
             did you mean \"subject\"?",
        ),
        (
            options().relation("hots").column("subject", "from"),
            "no relation \"hots\" in the schema; did you mean \"hosts\"?",
        ),
        (
            options()
                .relation("hosts")
                .source("artcle")
                .column("subject", "from"),
            "no document \"artcle\" in the graph; did you mean \"article\"?",
        ),
        (
            options()
                .relation("hosts")
                .source("qatar")
                .column("subject", "from"),
            "relation \"source\" takes an object of type \"Document\", but \"qatar\" is a \"Country\"",
        ),
        (
            options().r#type("Country"),
            "\"type\" does not take \"\": a table of claims takes subject_type and object_type as columns",
        ),
    ] {
        let error = graph.add_claims(&rows, options).unwrap_err();
        assert_eq!(error.to_string(), message);
    }
    let rows = Rows::new().with("a", ["x"]).with("a", ["y"]);
    let error = graph.add_claims(&rows, options()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "\"table\" does not take \"a\": its columns 1 and 2 both have this name"
    );
    let report = graph.add_claims(&Rows::new(), options()).unwrap();
    assert_eq!(counts(&report), [], "no rows, no claims");
}

/// Rows that are each wrong in their own way, and two that are right.
fn faulty() -> Rows {
    let good = [
        ("subject", "qatar"),
        ("relation", "participatesIn"),
        ("object", "wps"),
    ];
    let row = |changes: &[(&'static str, Entry)]| {
        let mut row: Vec<(&str, Entry)> = good.iter().map(|&(k, v)| (k, v.into())).collect();
        for (key, entry) in changes {
            row.retain(|(known, _)| known != key);
            row.push((key, entry.clone()));
        }
        row
    };
    let text = |text: &str| Entry::from(text);
    Rows::from_records([
        row(&[]),
        row(&[("subject", text("qatr"))]),
        row(&[("relation", text("participateIn"))]),
        row(&[("object", Entry::Missing)]),
        row(&[("relation", text("hasParticipant"))]),
        row(&[("start", text("2024-02-30"))]),
        row(&[("start", text("2024-03-07")), ("end", text("2024-03-05"))]),
        row(&[("start", text("2024/2025"))]),
        row(&[("confidence", text("high"))]),
        row(&[("confidence", text("90%"))]),
        row(&[("confidence", 90.into())]),
        row(&[("modality", text("opinion"))]),
        row(&[("asserted", true.into()), ("polarity", text("negative"))]),
        row(&[("source", text("qatar"))]),
        row(&[("evidence", text("قطر"))]),
        row(&[
            ("source", text("article")),
            ("evidence", text("مشاركتها في المؤتمر")),
        ]),
        row(&[("subject", text("oman")), ("subject_type", text("Cuntry"))]),
        row(&[
            ("relation", text("startDate")),
            ("subject", text("wps")),
            ("object", text("soon")),
        ]),
        row(&[("relation", text("my:knows"))]),
        row(&[("object", Literal::string("x").into())]),
        row(&[("during", text("2024")), ("start", text("2024"))]),
        row(&[("attributed_to", vec!["qatar", "oman"].into())]),
        row(&[("id", text("a b"))]),
        row(&[("confidence", 0.5.into())]),
        row(&[("source", text("article")), ("modality", text("reported"))]),
    ])
}

#[test]
fn every_bad_row_is_told_with_its_number_its_column_its_value_and_how_to_mend_it() {
    let graph = graph();
    let error = graph.add_claims(&faulty(), options()).unwrap_err();
    assert!(
        error.to_string().starts_with(
            "<table>: row 2, column \"subject\": no entity \"qatr\" in the graph; did you mean \"qatar\"? \
             (and "
        ),
        "{error}"
    );
    let told = told(error);
    let expected = [
        "row 2, column \"subject\": no entity \"qatr\" in the graph; did you mean \"qatar\"?",
        "row 3, column \"relation\": no relation \"participateIn\" in the schema; did you mean \"participatesIn\"?",
        "row 4, column \"object\": \"object\" is missing",
        "row 5, column \"subject\": relation \"hasParticipant\" takes a subject of type \"Event\", but \"qatar\" is a \"Country\"; did \
         you mean its inverse \"participatesIn\"?",
        "row 6, column \"start\": \"2024-02-30\" is no date or time: day 30 is not in 01 to 29 of February 2024",
        "row 7, column \"end\": \"end\" does not take \"2024-03-05\": the start \"2024-03-07\" lies after it",
        "row 8, column \"start\": \"2024/2025\" is an interval; give it in a column \"during\", or its two ends",
        "row 9, column \"confidence\": \"confidence\" does not take \"high\": it is a number from 0 to 1",
        "row 10, column \"confidence\": \"confidence\" does not take \"90%\": it is a number from 0 to 1; write 0.9",
        "row 11, column \"confidence\": \"confidence\" does not take \"90\": it lies between 0 and 1; write 90 per \
         cent as 0.9",
        "row 12, column \"modality\": \"modality\" does not take \"opinion\": it is one of \"fact\", \"reported\"",
        "row 13, column \"asserted\": \"asserted\" does not take \"true\": a negative claim denies its statement",
        "row 14, column \"source\": relation \"source\" takes an object of type \"Document\", but \"qatar\" is a",
        "row 15, column \"evidence\": \"قطر\" needs a source, whose words it names",
        "row 16, column \"evidence\": \"evidence\" does not take \"مشاركتها في المؤتمر\": it stands nowhere in \
         \"article\"; the nearest is \"مشاركتها في القمة العالمية\" at 18..44",
        "row 17, column \"subject\": no entity \"oman\" in the graph; add it, or give its type in \"subject_type\"",
        "row 17, column \"subject_type\": no type \"Cuntry\" in the schema; did you mean \"Country\"?",
        "row 18, column \"object\": \"soon\" is no date or time: ",
        "row 19, column \"relation\": no prefix \"my\" in the schema; known are ",
        "row 20, column \"object\": no entity \"x\" in the graph; add it, or give its type in \"object_type\"",
        "row 21, column \"during\": \"2024\" is given beside a start or an end; give the one or the other",
        "row 22, column \"attributed_to\": no entity \"oman\" in the graph",
        "row 23, column \"id\": \"https://example.org/id/claim/a b\" is no absolute IRI: ",
        "row 24, column \"id\": it is the claim of row 1, with another confidence; give each of the two an id",
    ];
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (told, expected) in told.iter().zip(expected) {
        assert!(
            told.starts_with(&format!("error: {expected}")),
            "{told}\n{expected}"
        );
    }
    assert_eq!(graph.claim_count(), 0, "all or nothing");
}

#[test]
fn what_is_right_is_taken_where_that_is_wanted_and_every_row_is_accounted_for() {
    let graph = graph();
    let rows = faulty();
    let report = graph.add_claims(&rows, options().strict(false)).unwrap();
    assert_eq!(counts(&report), [("claims", 2), ("refused", 23)]);
    assert_eq!(rows.len(), 25);
    assert!(!report.is_ok());
    assert_eq!(graph.claim_count(), 2);
    graph.view().check().unwrap();
}

#[test]
fn every_bad_row_is_told_in_the_order_of_the_rows() {
    let graph = graph();
    let rows = Rows::new()
        .with("subject", vec!["nobody"; 5000])
        .with("object", vec!["wps"; 5000]);
    let options = options().relation("participatesIn").strict(false);
    let report = graph.add_claims(&rows, options).unwrap();
    assert_eq!(counts(&report), [("refused", 5000)]);
    assert_eq!((report.problems().len(), report.unlisted()), (5000, 0));
    for (n, problem) in report.problems().iter().enumerate() {
        assert_eq!(problem.place, format!("row {}, column \"subject\"", n + 1));
    }
    let printed = report.to_string();
    assert_eq!(printed.lines().count(), 102, "the printed report is short");
    assert!(printed.ends_with("and 4900 more"), "{printed}");
}

#[test]
fn types_make_what_is_not_there_whichever_row_says_them() {
    let graph = graph();
    let rows = Rows::new()
        .with("subject", ["oman", "oman", "nobody"])
        .with("subject_type", [None, Some("Country"), None])
        .with("object", ["wps", "gcc", "gcc"])
        .with("object_type", [None, Some("Coalition"), Some("Coalition")])
        .with("relation", ["participatesIn", "memberOf", "memberOf"]);
    let report = graph.add_claims(&rows, options().strict(false)).unwrap();
    assert_eq!(
        counts(&report),
        [("claims", 2), ("entities", 2), ("refused", 1)]
    );
    assert_eq!(graph.entity("oman").unwrap().type_name(), "Country");
    assert_eq!(graph.entity("gcc").unwrap().type_name(), "Coalition");
}

#[test]
fn inverse_forms_are_turned_round_and_claims_of_a_source_live_under_it() {
    let graph = graph();
    let rows = Rows::new()
        .with("subject", ["wps", "wps"])
        .with("relation", ["hasParticipant", "startDate"])
        .with("object", [Entry::from("qatar"), 2024.into()])
        .with("source", ["https://example.org/news/1"; 2])
        .with("id", [Some("c1"), None]);
    let report = graph.add_claims(&rows, options()).unwrap();
    assert_eq!(counts(&report), [("claims", 2), ("documents", 1)]);
    let claim = graph
        .claims()
        .relation("participatesIn")
        .iter()
        .unwrap()
        .next()
        .unwrap();
    assert_eq!(claim.subject().id(), "qatar");
    let iri = claim.iri().unwrap();
    assert!(iri.as_str().ends_with("/c1"), "{iri}");
    assert_eq!(
        graph
            .entity("https://example.org/news/1")
            .unwrap()
            .type_name(),
        "Document"
    );
    let again = Graph::new();
    again.add("Summit", Describe::new().id("wps")).unwrap();
    let date = Relate::new().source("https://example.org/news/1");
    let by_hand = again.relate("wps", "startDate", "2024", date).unwrap();
    let claims = graph.claims().relation("startDate");
    assert_eq!(claims.iter().unwrap().next().unwrap().iri(), by_hand.iri());
}

#[test]
fn a_claim_that_was_revised_is_not_said_again_by_its_old_row() {
    let graph = graph();
    let rows = Rows::new()
        .with("subject", ["qatar"])
        .with("object", ["wps"])
        .with("confidence", [0.5])
        .with("id", ["c1"]);
    let options = options().relation("participatesIn");
    graph.add_claims(&rows, options.clone()).unwrap();
    graph
        .revise("claim/c1", Relate::new().confidence(0.9))
        .unwrap();
    let report = graph.add_claims(&rows, options).unwrap();
    assert_eq!(counts(&report), [("merged", 1)]);
    assert_eq!(graph.claim("claim/c1").unwrap().confidence(), Some(0.9));
}

#[test]
fn many_rows_come_to_the_same_as_few() {
    // From some thousands on rows are sorted into a new base.
    let n = 30_000_usize;
    let few = Graph::new();
    let many = Graph::new();
    let entity = |i: usize| format!("a{}", i % 100);
    let ids: Vec<String> = (0..100).map(entity).collect();
    for graph in [&few, &many] {
        let rows = Rows::new().with("id", ids.clone());
        graph
            .add_entities(&rows, options().r#type("Organization"))
            .unwrap();
        graph
            .relate(
                "a0",
                "cooperatesWith",
                "a3",
                Relate::new().modality(Modality::Predicted),
            )
            .unwrap();
    }
    let rows = |from: usize, to: usize| {
        Rows::new()
            .with("subject", (from..to).map(entity))
            .with("object", (from..to).map(|i| entity(i * 3 + 3)))
            .with(
                "confidence",
                (from..to).map(|i| f64::from(u8::try_from(i % 10).unwrap()) / 10.0),
            )
            .with(
                "polarity",
                (from..to).map(|i| if i % 7 == 0 { "negative" } else { "positive" }),
            )
            .with("id", (from..to).map(|i| format!("c{i}")))
            .with(
                "hedge",
                (from..to).map(|i| (i % 5 == 0).then_some("perhaps")),
            )
    };
    let options = options().relation("cooperatesWith");
    many.add_claims(&rows(0, n), options.clone()).unwrap();
    for from in (0..n).step_by(6_000) {
        few.add_claims(&rows(from, from + 6_000), options.clone())
            .unwrap();
    }
    let portrait = |graph: &Graph| {
        let mut all: Vec<String> = graph
            .claims()
            .iter()
            .unwrap()
            .map(|c| format!("{c:?} {:?} {}", c.hedge(), c.is_asserted()))
            .collect();
        all.sort();
        all
    };
    assert_eq!(many.claim_count(), n + 1);
    assert!(portrait(&few) == portrait(&many));
    for graph in [&few, &many] {
        graph.view().check().unwrap();
    }
    // What only claims hold goes with the last of them.
    let held = many.claims().subject("a1").object("a6").iter().unwrap();
    for claim in held.collect::<Vec<_>>() {
        many.remove_claim(&claim).unwrap();
    }
    let left = many.neighbors("a1", None, Direction::Both, 1).unwrap();
    assert!(!left.iter().any(|other| other.id() == "a6"));
}

// ---- entities ---------------------------------------------------------------------------------------------

#[test]
fn rows_name_each_other_in_any_order_and_join_what_is_there() {
    let graph = graph();
    let rows = Rows::new()
        .with("id", ["doha", "qatar", "doha"])
        .with("type", [Some("City"), None, None])
        .with("name@ar", [Some("الدوحة"), Some("قطر"), Some("دوحة")])
        .with("name", [Some("Doha"), Some("State of Qatar"), None])
        .with("ids.wikidata", [Some("Q3861"), None, None])
        .with("locatedIn", [Some("qatar"), None, None])
        .with("population", [1, 2, 3]);
    let report = graph.add_entities(&rows, options()).unwrap();
    assert_eq!(counts(&report), [("entities", 1), ("merged", 2)]);
    assert_eq!(
        problems(&report)[0],
        "notice: column \"population\": it is not read; known are \"id\", \"type\", \"name\", \"name@ar\", \
         \"name@en\", \"ids.wikidata\", \"relatedTo\" and \"participatesIn\", …"
    );
    let doha = graph.entity("wd:Q3861").unwrap();
    assert_eq!(
        doha.name_in("ar").as_deref(),
        Some("الدوحة"),
        "the first stays preferred"
    );
    assert_eq!(doha.names()["ar"].len(), 2);
    let qatar = graph.entity("qatar").unwrap();
    assert_eq!(qatar.name_in("en").as_deref(), Some("Qatar"));
    assert!(qatar.names()["en"].contains(&"State of Qatar".to_owned()));
    assert_eq!(
        graph.neighbors("qatar", None, Direction::Both, 1).unwrap()[0].id(),
        "doha"
    );
    graph.view().check().unwrap();
}

#[test]
fn rows_without_ids_get_them_from_their_names_as_one_by_one() {
    let graph = graph();
    let rows = Rows::new()
        .with("type", ["Topic", "Topic", "Topic", "Topic", "Topic"])
        .with(
            "name",
            [
                Some("Border Security"),
                Some("أمن الحدود"),
                Some("Border Security"),
                None,
                Some("x"),
            ],
        )
        .with("id", [None, None, None, None, Some("border-security-2")]);
    let report = graph.add_entities(&rows, options()).unwrap();
    assert_eq!(counts(&report), [("entities", 5)]);
    for id in [
        "border-security",
        "border-security-2",
        "border-security-3",
        "topic",
    ] {
        assert_eq!(graph.entity(id).unwrap().type_name(), "Topic");
    }
}

#[test]
fn what_names_a_refused_row_is_refused_too() {
    let graph = graph();
    let rows = Rows::new()
        .with("id", ["quay", "harbour", "town", "elsewhere"])
        .with("type", ["Venue", "Venue", "Cty", "City"])
        .with(
            "locatedIn",
            [Some("harbour"), Some("town"), None, Some("qatar")],
        );
    let report = graph.add_entities(&rows, options().strict(false)).unwrap();
    assert_eq!(counts(&report), [("entities", 1), ("refused", 3)]);
    assert!(graph.entity("elsewhere").is_ok() && graph.entity("quay").is_err());
    let told = problems(&report);
    assert!(
        told[2].contains("row 3, column \"type\": no type \"Cty\""),
        "{told:?}"
    );
    assert_eq!(told.len(), 3, "{told:?}");
}

#[test]
fn two_entities_with_one_id_of_a_register_are_taken_and_told() {
    let graph = graph();
    let rows = Rows::new()
        .with("id", ["a", "b"])
        .with("type", ["Organization"; 2])
        .with("ids.lei", ["529900T8BM49AURSDO55"; 2]);
    let report = graph.add_entities(&rows, options()).unwrap();
    assert_eq!(counts(&report), [("entities", 2)]);
    assert_eq!(
        problems(&report),
        [
            "warning: row 2, column \"ids.lei\": \"b\" and \"a\" both have the lei id \"529900T8BM49AURSDO55\"; if \
             they are one, merge(\"a\", \"b\")"
        ]
    );
}

#[test]
fn a_failed_table_leaves_a_transaction_as_it_was() {
    let graph = graph();
    let before = graph.len();
    let mut tx = graph.transaction().unwrap();
    let rows = Rows::new()
        .with("id", ["oman", "x"])
        .with("type", ["Country", "Cuntry"]);
    tx.add_entities(&rows, options()).unwrap_err();
    let rows = Rows::new().with("id", ["oman"]).with("type", ["Country"]);
    tx.add_entities(&rows, options()).unwrap();
    tx.commit().unwrap();
    assert_eq!(graph.len(), before + 1);
}

#[test]
fn work_can_be_watched_and_ended() {
    let graph = graph();
    let rows = Rows::new().with("id", (0..20_000).map(|i| format!("t{i}")));
    let options = options().r#type("Topic").watch(|done| {
        if done < 10_000 {
            Ok(())
        } else {
            Err(std::io::Error::other("enough"))
        }
    });
    let error = graph.add_entities(&rows, options).unwrap_err();
    assert_eq!(error.to_string(), "\"<table>\" cannot be read: enough");
    assert_eq!(graph.len(), 4);
}

#[test]
fn an_empty_id_is_refused_and_a_missing_one_is_made() {
    let graph = graph();
    let rows = |id: Option<&str>| Rows::new().with("id", [id]).with("type", ["Topic"]);
    let error = graph.add_entities(&rows(Some(" ")), options()).unwrap_err();
    assert!(
        told(error)[0]
            .ends_with("the string is empty; leave the id out, or None, where one is to be made")
    );
    let report = graph.add_entities(&rows(None), options()).unwrap();
    assert_eq!(counts(&report), [("entities", 1)]);
}

#[test]
fn claims_in_tables_are_of_relations_and_every_row_of_a_refused_table_is_counted() {
    let graph = graph();
    let rows = Rows::new()
        .with("subject", ["qatar", "qatar", "qatar"])
        .with("relation", ["rdf:type", "isoAlpha2", "participatesIn"])
        .with("object", ["wps", "AE", "wps"]);
    let Error::Read(error) = graph.add_claims(&rows, options()).unwrap_err() else {
        panic!("another error");
    };
    let report = error.into_report();
    assert_eq!(counts(&report), [("held back", 1), ("refused", 2)]);
    let told = problems(&report);
    assert!(
        told[0].contains("\"relation\" does not take \"rdf:type\": "),
        "{told:?}"
    );
    assert!(
        told[1].contains("\"relation\" does not take \"isoAlpha2\": "),
        "{told:?}"
    );
}

#[test]
fn words_of_a_document_whose_iri_has_a_hash_are_taken_from_tables() {
    let graph = Graph::builder()
        .base("http://e.example/ns#")
        .build()
        .unwrap();
    graph.country("QA").unwrap();
    graph.country("AE").unwrap();
    graph
        .document("Qatar met them.", Describe::new().id("doc"))
        .unwrap();
    let rows = Rows::new()
        .with("subject", ["qatar"])
        .with("relation", ["meetsWith"])
        .with("object", ["united-arab-emirates"])
        .with("source", ["doc"])
        .with("start", ["٥ مارس ٢٠٢٤"])
        .with("evidence", ["Qatar met"]);
    graph.add_claims(&rows, options()).unwrap();
    let claim = graph.claims().iter().unwrap().next().unwrap();
    let node = claim.evidence()[0].term().to_string();
    assert_eq!(node, "<http://e.example/ns#doc;char=0,9>");
    assert_eq!(claim.start(), Some(Time::new("2024-03-05").unwrap()));
}

#[test]
fn types_that_exclude_each_other_name_the_id_of_their_row() {
    let rows = Rows::new()
        .with("id", ["k"])
        .with("type", [vec!["Person", "Country"]]);
    let told = told(graph().add_entities(&rows, options()).unwrap_err());
    assert!(
        told[0].contains("\"k\" cannot be both a \"Person\" and a \"Country\""),
        "{told:?}"
    );
}

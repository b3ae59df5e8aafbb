//! Promises to those who bring tables: every row is accounted for, and one that is wrong says why.

#![expect(clippy::unwrap_used, reason = "what goes wrong here fails the test")]

use rawabit::{
    Describe, Entry, Error, Graph, Gravity, Iri, Literal, Modality, Object, Polarity, ReadError,
    ReadOptions, Relate, Report, Rows, TableOptions, Time,
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
    all.map(|p| format!("{}: {p}", p.gravity.as_str()))
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
             did you mean \"subject\", \"subject_type\"?",
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
    assert_eq!(
        told(error),
        [
            "error: row 2, column \"subject\": no entity \"qatr\" in the graph; did you mean \"qatar\"?",
            "error: row 3, column \"relation\": no relation \"participateIn\" in the schema; did you mean \
             \"participatesIn\"?",
            "error: row 4, column \"object\": \"object\" is missing",
            "error: row 5: relation \"hasParticipant\" takes a subject of type \"Event\", but \"qatar\" is \
             a \"Country\"; did you mean its inverse \"participatesIn\"?",
            "error: row 6, column \"start\": \"2024-02-30\" is no date or time: February 2024 has 29 days",
            "error: row 7, column \"end\": \"2024-03-07/2024-03-05\" is no period: it ends before it begins",
            "error: row 8, column \"start\": \"2024/2025\" is an interval; give it in a column \"during\", \
             or its two ends as \"start\" and \"end\"",
            "error: row 9, column \"confidence\": \"confidence\" does not take \"high\": it is a number \
             from 0 to 1",
            "error: row 10, column \"confidence\": \"confidence\" does not take \"90%\": it is a number \
             from 0 to 1; write 0.9",
            "error: row 11, column \"confidence\": \"confidence\" does not take \"90\": it lies between 0 \
             and 1; write 90 per cent as 0.9",
            "error: row 12, column \"modality\": \"modality\" does not take \"opinion\": it is one of \
             \"fact\", \"reported\", \"evaluative\", \"predicted\" or \"normative\"",
            "error: row 13, column \"asserted\": \"asserted\" does not take \"true\": a negative claim \
             denies its statement, so it cannot hold it",
            "error: row 14, column \"source\": relation \"source\" takes an object of type \"Document\", \
             but \"qatar\" is a \"Country\"",
            "error: row 15, column \"evidence\": \"قطر\" needs a source, whose words it names",
            "error: row 16, column \"evidence\": \"evidence\" does not take \"مشاركتها في المؤتمر\": it \
             stands nowhere in \"article\"; the nearest is \"مشاركتها في القمة\" at 18..35",
            "error: row 17, column \"subject\": no entity \"oman\" in the graph; add it, or give its type \
             in \"subject_type\"",
            "error: row 17, column \"subject_type\": no type \"Cuntry\" in the schema; did you mean \
             \"Country\"?",
            "error: row 18, column \"object\": \"soon\" is no date or time",
        ]
        .map(String::from)
        .to_vec()
    );
}

//! Promises to those who ask in SPARQL.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what cannot be answered fails the test"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rawabit::{
    Describe, Error, Format, Graph, Iri, Literal, Modality, QueryError, QueryOptions, ReadOptions,
    Relate, ResultsFormat, Solutions, Term,
};

/// A summit, who takes part, and who says so.
fn graph() -> Graph {
    let graph = Graph::builder()
        .base("https://example.org/kg/")
        .build()
        .unwrap();
    let mut tx = graph.transaction().unwrap();
    tx.set_prefix("ex", "https://example.org/kg/").unwrap();
    tx.country("QA").unwrap();
    tx.country("AE").unwrap();
    tx.add(
        "Summit",
        Describe::new().id("wps").name("القمة العالمية للشرطة"),
    )
    .unwrap();
    tx.add("Group", Describe::new().id("networks")).unwrap();
    tx.document("قطر تشارك في القمة", Describe::new().id("article"))
        .unwrap();
    tx.relate(
        "qatar",
        "participatesIn",
        "wps",
        Relate::new()
            .id("claim/article/r1")
            .source("article")
            .evidence("قطر تشارك")
            .confidence(0.9),
    )
    .unwrap();
    tx.relate(
        "qatar",
        "participatesIn",
        "wps",
        Relate::new()
            .id("claim/article/r2")
            .modality(Modality::Reported)
            .confidence(0.7),
    )
    .unwrap();
    tx.relate(
        "united-arab-emirates",
        "memberOf",
        "networks",
        Relate::new().modality(Modality::Predicted),
    )
    .unwrap();
    tx.commit().unwrap();
    graph
}

fn texts(graph: &Graph, sparql: &str) -> Vec<String> {
    texts_with(graph, sparql, QueryOptions::new())
}

fn texts_with(graph: &Graph, sparql: &str, options: QueryOptions) -> Vec<String> {
    let solutions = graph.query_with(sparql, options).unwrap();
    solutions
        .rows()
        .map(|row| {
            let terms = row.terms();
            let words = terms.iter().map(|term| match term {
                None => "-".to_owned(),
                Some(Term::Iri(iri)) => iri
                    .as_str()
                    .rsplit(['/', '#'])
                    .next()
                    .unwrap_or_default()
                    .to_owned(),
                Some(Term::Literal(literal)) => literal.lexical().to_owned(),
                Some(other) => other.to_string(),
            });
            words.collect::<Vec<_>>().join(" ")
        })
        .collect()
}

fn error(result: Result<impl std::fmt::Debug, Error>) -> QueryError {
    match result.unwrap_err() {
        Error::Query(error) => error,
        other => panic!("not an error of a query: {other}"),
    }
}

#[test]
fn claims_are_asked_for_by_annotation_triple_term_and_reifier() {
    let graph = graph();
    assert_eq!(
        texts(
            &graph,
            "SELECT ?sure { ex:qatar rb:participatesIn ex:wps {| rb:confidence ?sure |} } ORDER BY ?sure"
        ),
        ["0.7", "0.9"]
    );
    assert_eq!(
        texts(
            &graph,
            "SELECT ?c { ?c rdf:reifies <<( ex:qatar rb:participatesIn ?e )>> } ORDER BY ?c"
        ),
        ["r1", "r2"]
    );
    assert_eq!(
        texts(
            &graph,
            "SELECT ?words { << ex:qatar ?p ?e >> rb:evidence/oa:exact ?words }"
        ),
        ["قطر تشارك"]
    );
    assert_eq!(
        texts(
            &graph,
            "SELECT (SUBJECT(?t) AS ?s) { ?c rdf:reifies ?t FILTER(PREDICATE(?t) = rb:memberOf) }"
        ),
        ["united-arab-emirates"]
    );
}

#[test]
fn a_prediction_is_quoted_and_never_held() {
    let graph = graph();
    assert!(!graph.ask("ASK { ?x rb:memberOf ex:networks }").unwrap());
    assert!(graph.ask("ASK { ?c rdf:reifies <<( ?x rb:memberOf ex:networks )>> ; rb:modality rb:modality-predicted }").unwrap());
}

#[test]
fn prefixes_and_base_of_the_graph_are_known() {
    let graph = graph();
    assert_eq!(
        texts(&graph, "SELECT ?e { <qatar> rb:participatesIn ?e }"),
        ["wps"]
    );
    assert_eq!(
        texts(
            &graph,
            "PREFIX ex: <http://elsewhere/> SELECT ?e { ex:qatar ?p ?e }"
        ),
        [""; 0],
        "what a query declares goes before"
    );
}

#[test]
fn the_ontology_stands_in_its_own_graph_and_comes_in_when_asked() {
    let graph = graph();
    let ask = "ASK { rb:Country rdfs:subClassOf rb:GeopoliticalEntity }";
    assert!(!graph.ask(ask).unwrap());
    assert!(
        graph
            .ask_with(ask, QueryOptions::new().ontology(true))
            .unwrap()
    );
    let named = "ASK { GRAPH <https://w3id.org/rawabit/ns> { rb:Country a ?x } }";
    assert!(graph.ask(named).unwrap());
    assert!(
        !graph.ask("ASK { GRAPH ?g { ?s ?p ?o } }").unwrap(),
        "GRAPH ?g does not list it"
    );
    let count = |options| {
        texts_with(&graph, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", options)[0]
            .parse::<usize>()
            .unwrap()
    };
    assert!(count(QueryOptions::new()) < 100);
    assert!(count(QueryOptions::new().ontology(true)) > 1000);
}

#[test]
fn named_graphs_are_listed_and_asked() {
    let graph = Graph::new();
    let trig = "@prefix : <http://a/> . :s :p 1 . :g { :s :p 2 } :h { :s :p 3 . :s :p 2 }";
    graph
        .read_from(trig.as_bytes(), ReadOptions::new().format(Format::TriG))
        .unwrap();
    let p = "PREFIX : <http://a/> ";
    assert_eq!(
        texts(&graph, &format!("{p}SELECT ?o {{ :s :p ?o }}")),
        ["1"]
    );
    assert_eq!(
        texts(
            &graph,
            &format!("{p}SELECT ?g ?o {{ GRAPH ?g {{ :s :p ?o }} }} ORDER BY ?g ?o")
        ),
        ["g 2", "h 2", "h 3"]
    );
    assert_eq!(
        texts(
            &graph,
            &format!("{p}SELECT ?o FROM :h {{ :s :p ?o }} ORDER BY ?o")
        ),
        ["2", "3"]
    );
}

#[test]
fn inference_is_off_unless_asked_for() {
    let graph = graph();
    let options = || QueryOptions::new().infer(true);
    let agents = "SELECT ?x { ?x a rb:Agent }";
    assert_eq!(texts(&graph, agents), [""; 0]);
    let mut found = texts_with(&graph, agents, options());
    found.sort();
    assert_eq!(found, ["networks", "qatar", "united-arab-emirates"]);
    let inverse = "SELECT ?x { ex:wps rb:hasParticipant ?x }";
    assert_eq!(
        (
            texts(&graph, inverse).len(),
            texts_with(&graph, inverse, options())
        ),
        (0, vec!["qatar".into()])
    );
    let related = "SELECT ?x { ex:wps rb:relatedTo ?x }";
    assert_eq!(texts_with(&graph, related, options()), ["qatar"]);
}

#[test]
fn a_value_for_a_variable_reaches_every_part_of_the_query() {
    let graph = graph();
    let qatar = graph.entity("qatar").unwrap();
    let with = |sparql: &str| texts_with(&graph, sparql, QueryOptions::new().bind("who", &qatar));
    assert_eq!(with("SELECT ?e { ?who rb:participatesIn ?e }"), ["wps"]);
    assert_eq!(
        with("SELECT * { ?who rb:participatesIn ?e }"),
        ["qatar wps"]
    );
    assert_eq!(
        with("SELECT ?who (COUNT(?e) AS ?n) { ?who rb:participatesIn ?e } GROUP BY ?who"),
        ["qatar 1"]
    );
    assert_eq!(
        with("SELECT ?x { ?x a rb:Country FILTER(?x != ?who) }"),
        ["united-arab-emirates"]
    );
    assert_eq!(
        with(
            "SELECT ?x { ?x a rb:Country FILTER NOT EXISTS { ?who rb:participatesIn ?e . FILTER(?x = ?who) } }"
        ),
        ["united-arab-emirates"]
    );
    assert_eq!(
        with("SELECT ?e { VALUES (?who ?e) { (ex:qatar 1) (ex:oman 2) (UNDEF 3) } } ORDER BY ?e"),
        ["1", "3"]
    );
    assert_eq!(
        with(
            "SELECT ?n { { SELECT (COUNT(?who) AS ?n) { ?who a rb:Country } } ?who a rb:Country }"
        ),
        ["2"],
        "another variable of the same name"
    );
    assert_eq!(with("SELECT ?x { ?x a rb:Country MINUS { ?who a rb:Country . FILTER(?x = ?who) } } ORDER BY ?x").len(), 2);
    assert_eq!(
        with("SELECT ?t { ?who a ?t MINUS { ?who rb:participatesIn ?e } }"),
        [""; 0]
    );
    assert_eq!(
        with("SELECT ?t { OPTIONAL { ?who a ?t } FILTER(BOUND(?who)) }"),
        ["Country"]
    );
}

#[test]
fn literals_blank_nodes_and_triples_are_values_too() {
    let graph = Graph::new();
    let turtle = "PREFIX : <http://a/> _:x :p 1 ; :q \"a\"@en . _:y :p 2 . :r <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> <<( :s :p :o )>> .";
    graph
        .read_from(turtle.as_bytes(), ReadOptions::new().format(Format::Turtle))
        .unwrap();
    let found = graph
        .query("SELECT ?b ?t { ?b <http://a/p> 2 . ?r rdf:reifies ?t }")
        .unwrap();
    let row = found.row(0).unwrap();
    let (blank, triple) = (row.get("b").unwrap(), row.get("t").unwrap());
    assert!(matches!(blank, Term::Blank(_)));
    let with = |sparql: &str, value: Term| {
        texts_with(&graph, sparql, QueryOptions::new().bind("?v", value)).len()
    };
    assert_eq!(with("SELECT ?o { ?v <http://a/p> ?o }", blank.clone()), 1);
    assert_eq!(
        with(
            "SELECT ?v { ?v <http://a/p> ?o FILTER(isBlank(?v) && ?v = ?v) }",
            blank.clone()
        ),
        1
    );
    assert_eq!(with("SELECT ?r { ?r rdf:reifies ?v }", triple), 1);
    assert_eq!(
        with(
            "SELECT ?s { ?s <http://a/q> ?v }",
            Literal::lang("a", "EN").unwrap().into()
        ),
        1
    );
    assert_eq!(
        with(
            "SELECT ?s { ?s <http://a/q> ?v }",
            Literal::string("a").into()
        ),
        0
    );
    assert_eq!(
        with(
            "SELECT ?s { ?v <http://a/q> ?s }",
            Literal::string("a").into()
        ),
        0,
        "no literal is a subject"
    );
    assert_eq!(
        with("SELECT ?s { ?s ?v ?o }", blank),
        0,
        "no blank node is a predicate"
    );
}

#[test]
fn a_value_for_no_variable_is_an_error_that_names_the_nearest() {
    let graph = graph();
    let ask = |sparql: &str, name: &str| {
        error(graph.query_with(sparql, QueryOptions::new().bind(name, "x"))).to_string()
    };
    assert_eq!(
        ask("SELECT ?event { ?who ?p ?event }", "even"),
        "bindings: \"even\" is no variable of the query; did you mean \"event\"?"
    );
    assert_eq!(
        ask("SELECT ?n { BIND(1 AS ?n) }", "n"),
        "bindings: \"n\" gets its value in the query itself, by BIND or AS; leave it out, or rename one"
    );
    assert_eq!(
        ask("SELECT ?n { ?n ?p ?o }", "a b"),
        "bindings: \"a b\" is no name of a variable: letters, digits and \"_\""
    );
}

#[test]
fn syntax_errors_show_the_place() {
    let graph = graph();
    let say = |sparql: &str| error(graph.query(sparql)).to_string();
    assert_eq!(
        say("SELECT ?x\nWHERE { ?x rbb:memberOf ?y }"),
        "line 2, column 12: the prefix \"rbb:\" is not declared; did you mean \"rb\"?; declare it with PREFIX rbb: <…>\n  \
         WHERE { ?x rbb:memberOf ?y }\n             ^"
    );
    assert_eq!(
        say("SELECT ?x { ?x rb:memberOf ?y "),
        "line 1, column 11: this \"{\" is never closed; \"}\" is missing\n  SELECT ?x { ?x rb:memberOf ?y \n            ^"
    );
    assert_eq!(
        say("SELCT ?x { ?x a ?y }"),
        "line 1, column 1: a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, not with \"SELCT\"; did you mean \"SELECT\"?\n  \
         SELCT ?x { ?x a ?y }\n  ^"
    );
    assert_eq!(
        say("SELECT ?x { ?x rdfs:label 'قطر }"),
        "line 1, column 27: this text is never closed; a text of several lines stands in \"\"\"three quotes\"\"\"\n  \
         SELECT ?x { ?x rdfs:label 'قطر }\n                            ^"
    );
    assert_eq!(
        say("SELECT ?x { ?x rdfs:label «قطر» }"),
        "line 1, column 27: \"«\" is not expected here\n  SELECT ?x { ?x rdfs:label «قطر» }\n                            ^"
    );
    assert!(say("").starts_with("line 1, column 1: the query is empty"));
    assert!(say("INSERT DATA { <a> <b> <c> }").contains("call update() for INSERT"));
    let long = format!(
        "SELECT ?x {{ ?x rdfs:label \"{}\" . ?x ?y }}",
        "ق".repeat(500)
    );
    let shown = say(&long);
    assert!(
        shown.lines().all(|line| line.chars().count() < 130),
        "{shown}"
    );
}

/// A query, what stands where it is wrong, and what is said.
const SLIPS: &[(&str, &str, &str)] = &[
    (
        "select * { ?x rb:hosts ?y ?z }",
        "?z",
        "\"?z\" is not expected here",
    ),
    (
        "select * { ?x rb:hosts ?y filter(?x = ) }",
        ") }",
        "\")\" is not expected here",
    ),
    (
        "select * { ?s ?p ?o } order by desc ?s",
        "?s",
        "expected \"(\"",
    ),
    ("select * { ?x rb:p 'a'@ }", "@ }", "a language is missing"),
    (
        "select * { ?x a Country }",
        "Country",
        "\"Country\" has no prefix; did you mean rb:Country?",
    ),
    (
        "select * { ?x memberOf ?y }",
        "memberOf",
        "did you mean rb:memberOf?",
    ),
    (
        "select * { ?x a Atlantis }",
        "Atlantis",
        "no name with a prefix",
    ),
    (
        "select * { BIND(1 AS ?x) BIND(2 AS ?x) }",
        "?x) }",
        "?x has a value already",
    ),
    (
        "select * { ?s ?p ?x BIND(2 AS ?x) }",
        "?x) }",
        "?x has a value already",
    ),
    (
        "SELECT (COUNT(*) ?n) { ?s ?p ?o }",
        "?n)",
        "AS is missing before ?n",
    ),
    (
        "SELECT (COUNT(*) AS n) { ?s ?p ?o }",
        "n) {",
        "a variable begins with \"?\": ?n",
    ),
    (
        "SELECT (?x + 1) { ?s ?p ?x }",
        ") {",
        "is given a name: (… AS ?name)",
    ),
    ("SELECT ?s, ?o { ?s rb:p ?o }", ", ?o", "without commas"),
    (
        "SELECT ?y (COUNT(?x) AS ?n) { ?x ?p ?y }",
        "?y (",
        "?y has many values in a group",
    ),
    (
        "SELECT ?p ?y (COUNT(?x) AS ?n) { ?x ?p ?y } GROUP BY ?p ORDER BY ?y",
        "?y (",
        "?y has many values in a group: put it behind GROUP BY",
    ),
    (
        "SELECT * { ?s rb:p ?o FILTER ?o > 3 }",
        "?o > 3",
        "\"?o\" is not expected here",
    ),
    (
        "SELECT * { ?s ?p ?o }\nLIMIT x",
        "x",
        "\"x\" is not expected here",
    ),
    ("SELECT * { rb:p }", "}", "\"}\" is not expected here"),
    (
        "SELECT * { ?s ?p ?o } GROUP BY",
        "",
        "the query ends too early",
    ),
    (
        "SELECT * { ?x rb:p ?y . OPTIONAL ?y rb:p ?z }",
        "?y rb:p ?z",
        "expected \"{\"",
    ),
];

#[test]
fn slips_that_many_make_are_shown_where_they_are() {
    let graph = graph();
    for &(sparql, at, said) in SLIPS {
        let error = error(graph.query(sparql));
        let (line, column) = error.position().unwrap();
        let shown = error.to_string();
        let text = sparql.lines().nth(line as usize - 1).unwrap();
        let rest: String = text.chars().skip(column as usize - 1).collect();
        assert!(rest.starts_with(at), "{shown}");
        assert!(shown.contains(said), "{shown}");
    }
    let arabic = graph.query("SELECT (قOUNT(?o) AS ?n) { ?s ?p ?o }");
    assert_eq!(error(arabic).position(), Some((1, 9)));
    // A variable that is only looked at has no value yet.
    assert!(
        graph
            .query("SELECT * { FILTER(?x > 1) BIND(2 AS ?x) }")
            .is_ok()
    );
}

#[test]
fn what_several_alternatives_of_a_path_give_counts_as_often() {
    let graph = Graph::new();
    graph
        .read_from(
            &b"PREFIX ex: <http://e/>"[..],
            ReadOptions::new().format(Format::Turtle),
        )
        .unwrap();
    graph
        .update(
            "INSERT DATA { ex:a ex:p ex:b ; ex:q ex:b . ex:b ex:r ex:c, ex:d . ex:c ex:p ex:a }",
        )
        .unwrap();
    for (pattern, rows) in [
        ("ex:a ex:p|ex:q ?x", 2),
        ("?x ex:p|ex:q ex:b", 2),
        ("ex:a ex:p|ex:q ex:b", 2),
        ("ex:a ex:p|(ex:q|ex:p) ?x", 3),
        ("ex:b ^(ex:p|ex:q) ?x", 2),
        ("ex:a (ex:p|ex:q)/ex:r ?x", 4),
        ("ex:c ^((ex:p|ex:q)/ex:r) ?x", 2),
        ("ex:a (ex:p/ex:r)|(ex:q/ex:r) ?x", 4),
        ("ex:a ex:p?|ex:q? ?x", 4),
        // These give each node once.
        ("ex:a (ex:p|ex:q)+ ?x", 1),
        ("ex:a (ex:p|ex:q)? ?x", 2),
        ("ex:a !(ex:r|ex:s) ?x", 2),
    ] {
        for query in [
            format!("SELECT * {{ {pattern} }}"),
            format!("SELECT (COUNT(*) AS ?n) {{ {pattern} }}"),
        ] {
            let found = graph.query(&query).unwrap();
            let count = match found.row(0).and_then(|row| row.text("n")) {
                Some(count) => count.parse().unwrap(),
                None => found.len(),
            };
            assert_eq!(count, rows, "{query}");
        }
        assert!(graph.ask(&format!("ASK {{ {pattern} }}")).unwrap());
    }
    graph
        .update("INSERT DATA { GRAPH ex:g { ex:a ex:p ex:b ; ex:q ex:b } GRAPH ex:h { ex:b ex:r ex:c } }")
        .unwrap();
    for (pattern, rows) in [("ex:a ex:p|ex:q ?x", 2), ("ex:a (ex:p|ex:q)/ex:r ?x", 0)] {
        let query = format!("SELECT * {{ GRAPH ?g {{ {pattern} }} }}");
        assert_eq!(graph.query(&query).unwrap().len(), rows, "{query}");
    }
}

#[test]
fn results_of_others_are_read() {
    let graph = graph();
    let far = graph
        .query("SELECT ?x ?name ?none { ?x a rb:Country ; rdfs:label ?name } ORDER BY ?name")
        .unwrap();
    for format in [ResultsFormat::Json, ResultsFormat::Xml, ResultsFormat::Tsv] {
        let mut bytes = Vec::new();
        far.write_to(&mut bytes, format).unwrap();
        let near = Solutions::read(&bytes, format).unwrap();
        assert_eq!(near.variables(), far.variables());
        let terms = |rows: &Solutions| rows.rows().map(|row| row.terms()).collect::<Vec<_>>();
        assert_eq!(terms(&near), terms(&far));
    }
    let error = Solutions::read(b"<html>", ResultsFormat::Json).unwrap_err();
    assert!(
        error.to_string().contains("no results in \"json\""),
        "{error}"
    );
}

#[test]
fn a_query_of_another_form_names_the_call() {
    let graph = graph();
    assert_eq!(
        error(graph.query("ASK { ?s ?p ?o }")).to_string(),
        "this is an ASK query: call ask()"
    );
    assert_eq!(
        error(graph.ask("SELECT * { ?s ?p ?o }")).to_string(),
        "this is a SELECT query: call query()"
    );
    assert_eq!(
        error(graph.query("DESCRIBE ex:qatar")).to_string(),
        "this is a DESCRIBE query: call construct()"
    );
}

#[test]
fn construct_and_describe_give_each_triple_once() {
    let graph = graph();
    let made = graph
        .construct("CONSTRUCT { ?s a rb:Document } WHERE { ?s ?p ?o . ?s a rb:Country }")
        .unwrap();
    assert_eq!(made.len(), 2);
    // A literal is no subject, and what is unbound makes no triple; neither counts for a limit.
    let odd = "CONSTRUCT { ?code rb:of ?s . ?s rb:code ?code ; rb:none ?nothing } WHERE { ?s rb:isoAlpha2 ?code }";
    assert_eq!(graph.construct(odd).unwrap().len(), 2);
    let limited = |rows: usize| graph.construct_with(odd, QueryOptions::new().max_rows(rows));
    assert_eq!(limited(2).unwrap().len(), 2);
    assert!(error(limited(1)).to_string().contains("more than 1 rows"));
    // Each row has a node of its own.
    let nodes = graph
        .construct("CONSTRUCT { [] rb:of ?s } WHERE { ?s a rb:Country }")
        .unwrap();
    assert_eq!(nodes.len(), 2);
    let told = graph.construct("DESCRIBE ex:qatar").unwrap();
    let subject = Term::from(Iri::new("https://example.org/kg/qatar").unwrap());
    assert!(told.len() > 5 && told.iter().all(|triple| *triple.subject() == subject));
}

#[test]
fn limits_end_a_query_with_an_error() {
    let graph = graph();
    let all = "SELECT * { ?s ?p ?o }";
    assert_eq!(
        error(graph.query_with(all, QueryOptions::new().max_rows(3))).to_string(),
        "the result has more than 3 rows: add a LIMIT to the query, or raise max_rows="
    );
    let rows = graph.query(all).unwrap().len();
    assert_eq!(
        graph
            .query_with(all, QueryOptions::new().max_rows(rows))
            .unwrap()
            .len(),
        rows
    );

    // Four hops in a graph where everyone knows everyone: far more than can be counted here.
    let mut turtle = String::from("PREFIX : <http://a/>\n");
    for from in 0..150 {
        turtle.extend((0..150).map(|to| format!(":n{from} :knows :n{to} .\n")));
    }
    graph
        .read_from(turtle.as_bytes(), ReadOptions::new().format(Format::Turtle))
        .unwrap();
    let endless = "PREFIX : <http://a/> SELECT (COUNT(*) AS ?n) { ?a :knows ?b . ?b :knows ?c . ?c :knows ?d . ?d :knows ?e }";
    let begun = Instant::now();
    let limit = Duration::from_millis(100);
    assert_eq!(
        error(graph.query_with(endless, QueryOptions::new().timeout(limit))),
        QueryError::Timeout { limit }
    );
    assert!(begun.elapsed() >= limit);

    let asked = Arc::new(AtomicUsize::new(0));
    let asks = Arc::clone(&asked);
    let options = QueryOptions::new().interrupt(move || asks.fetch_add(1, Ordering::Relaxed) == 2);
    assert_eq!(
        error(graph.query_with(endless, options)),
        QueryError::Interrupted
    );
    assert_eq!(asked.load(Ordering::Relaxed), 3);
}

#[test]
fn services_are_refused_unless_someone_answers() {
    let graph = graph();
    let sparql = "SELECT ?x ?t { ?x a rb:Country . SERVICE <http://far/> { ?x a ?t } }";
    assert_eq!(
        error(graph.query(sparql)).to_string(),
        "SERVICE <http://far/> is refused: rawabit opens no connection; query with service, a function that asks it"
    );
    let far = graph.clone();
    let options = QueryOptions::new().service(move |service, query| {
        assert_eq!(service.as_str(), "http://far/");
        assert!(query.starts_with("SELECT"), "{query}");
        far.query("SELECT ?x ?t { ?x a rb:Country BIND(\"far\" AS ?t) }")
            .map_err(|error| match error {
                Error::Query(error) => error,
                other => panic!("{other}"),
            })
    });
    let mut found = texts_with(&graph, sparql, options);
    found.sort();
    assert_eq!(found, ["qatar far", "united-arab-emirates far"]);
}

#[test]
fn a_service_that_a_row_names_is_asked_for_that_row() {
    let graph = graph();
    let far = graph.clone();
    let options = QueryOptions::new().service(move |service, _| {
        far.query(&format!("SELECT ?said {{ BIND(STR({service}) AS ?said) }}"))
            .map_err(|_| QueryError::Interrupted)
    });
    let sparql = "SELECT ?said { VALUES ?where { <http://one/> <http://two/> } SERVICE ?where { ?s ?p ?said } }";
    let mut found = texts_with(&graph, sparql, options);
    found.sort();
    assert_eq!(found, ["http://one/", "http://two/"]);
}

#[test]
fn folding_finds_names_in_every_spelling() {
    let graph = graph();
    let find = |words: &str| {
        let sparql = format!(
            "SELECT ?x {{ ?x rdfs:label ?l FILTER(CONTAINS(rb:fold(?l), rb:fold(\"{words}\"))) }}"
        );
        texts(&graph, &sparql)
    };
    assert_eq!(find("القِمّة العَالَميَّه"), ["wps"]);
    assert_eq!(find("QATAR"), ["qatar"]);
    let unknown = error(graph.query("SELECT (rb:folded(\"x\") AS ?y) {}")).to_string();
    assert!(unknown.contains("rb:fold"), "{unknown}");
}

#[test]
fn numbers_and_dates_compare_by_value_and_keep_their_form() {
    let graph = Graph::new();
    let turtle = r#"PREFIX : <http://a/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
        :a :n "0.10"^^xsd:decimal ; :d "2024-03-05"^^xsd:date . :b :n 01 ; :d "2024-03-07"^^xsd:date . :c :n 1e-2 ; :d "2024"^^xsd:gYear ."#;
    graph
        .read_from(turtle.as_bytes(), ReadOptions::new().format(Format::Turtle))
        .unwrap();
    let p = "PREFIX : <http://a/> ";
    assert_eq!(
        texts(&graph, &format!("{p}SELECT ?n {{ ?s :n ?n }} ORDER BY ?n")),
        ["1e-2", "0.10", "01"]
    );
    assert_eq!(
        texts(
            &graph,
            &format!("{p}SELECT ?s {{ ?s :n ?n FILTER(?n = 0.1) }}")
        ),
        ["a"]
    );
    assert_eq!(
        texts(
            &graph,
            &format!("{p}SELECT ?s {{ ?s :d ?d FILTER(?d < \"2024-03-06\"^^xsd:date) }}")
        ),
        ["a"]
    );
    assert_eq!(
        texts(&graph, &format!("{p}SELECT ?s {{ ?s :n 0.10 }}")),
        ["a"]
    );
    assert_eq!(
        texts(&graph, &format!("{p}SELECT ?s {{ ?s :n 0.1 }}")),
        [""; 0],
        "a pattern matches terms"
    );
}

#[test]
fn literals_are_ordered_by_their_text_then_by_language() {
    let graph = Graph::new();
    let turtle =
        r#"PREFIX : <http://a/> :a :l "ب"@ar, "ا"@ar, "b"@en, "a", "a"@fr, "a"@en, "B"@en ."#;
    graph
        .read_from(turtle.as_bytes(), ReadOptions::new().format(Format::Turtle))
        .unwrap();
    let rows = graph
        .query("SELECT ?l { ?s <http://a/l> ?l } ORDER BY ?l")
        .unwrap();
    let shown: Vec<String> = rows
        .column("l")
        .unwrap()
        .flatten()
        .map(|t| t.to_string())
        .collect();
    assert_eq!(
        shown,
        [
            "\"B\"@en",
            "\"a\"",
            "\"a\"@en",
            "\"a\"@fr",
            "\"b\"@en",
            "\"ا\"@ar",
            "\"ب\"@ar"
        ]
    );
}

#[test]
fn a_query_as_deep_or_long_as_it_may_be_does_no_harm() {
    let graph = graph();
    let deep = |n: usize| format!("SELECT * {{ FILTER({}1{}) }}", "(".repeat(n), ")".repeat(n));
    assert_eq!(graph.query(&deep(900)).unwrap().len(), 1);
    assert!(
        error(graph.query(&deep(50_000)))
            .to_string()
            .contains("write it flatter")
    );
    let long: Vec<String> = (0..1_000).map(|n| format!("?n = {n}")).collect();
    let long = format!(
        "SELECT ?n {{ VALUES ?n {{ 999 1001 }} FILTER({}) }}",
        long.join(" || ")
    );
    assert_eq!(texts(&graph, &long), ["999"]);
}

#[test]
fn a_transaction_is_asked_of_its_own_writes() {
    let graph = graph();
    let mut tx = graph.transaction().unwrap();
    tx.country("OM").unwrap();
    let count = "SELECT (COUNT(*) AS ?n) { ?x a rb:Country }";
    assert_eq!(
        tx.query(count).unwrap().single().unwrap().to_string(),
        "\"3\"^^<http://www.w3.org/2001/XMLSchema#integer>"
    );
    assert_eq!(texts(&graph, count), ["2"]);
}

#[test]
fn rows_are_shown_in_line_and_entities_by_their_short_ids() {
    let graph = graph();
    let rows = graph
        .query("SELECT ?x ?name { ?x a rb:Summit ; rdfs:label ?name }")
        .unwrap();
    assert_eq!(
        rows.to_string(),
        "x    name\n───  ─────────────────────\nwps  \u{2068}القمة العالمية للشرطة\u{2069}"
    );
}

#[test]
fn results_leave_in_the_formats_of_the_w3c() {
    let graph = graph();
    let rows = graph.query("SELECT ?x ?name { ?x a rb:Country ; skos:prefLabel ?name FILTER(LANG(?name) = 'ar') OPTIONAL { ?x rb:lei ?lei } } ORDER BY ?x LIMIT 1").unwrap();
    let write = |format| {
        let mut bytes = Vec::new();
        rows.write_to(&mut bytes, format).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    assert_eq!(
        write(ResultsFormat::Csv),
        "x,name\r\nhttps://example.org/kg/qatar,قطر\r\n"
    );
    assert_eq!(
        write(ResultsFormat::Tsv),
        "?x\t?name\n<https://example.org/kg/qatar>\t\"قطر\"@ar\n"
    );
    assert!(
        write(ResultsFormat::Json)
            .contains(r#""name":{"type":"literal","value":"قطر","xml:lang":"ar"}"#)
    );
    assert!(write(ResultsFormat::Xml).contains(r#"<literal xml:lang="ar">قطر</literal>"#));
    assert_eq!(
        ResultsFormat::from_name("xlsx").unwrap_err().to_string(),
        "\"format\" does not take \"xlsx\": results are written as \"json\", \"xml\", \"csv\", \"tsv\""
    );
}

#[cfg(feature = "arrow")]
#[test]
fn arrow_columns_have_the_type_of_their_values() {
    let graph = Graph::new();
    let turtle = r#"PREFIX : <http://a/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
        :a :i 1 ; :d 0.10 ; :f 1e3 ; :b true ; :day "2024-03-05"^^xsd:date ; :at "2024-03-05T09:00:00+03:00"^^xsd:dateTime ;
           :local "2024-03-05T09:00:00"^^xsd:dateTime ; :mixed 1 ; :fine "2024-03-05T09:00:00.1234567"^^xsd:dateTime ;
           :huge 99999999999999999999 ; :text "قطر"@ar .
        :b :i 2 ; :mixed "two" ; :day "2024-03-07"^^xsd:date ; :at "2024-03-05T09:00:00Z"^^xsd:dateTime ."#;
    graph
        .read_from(turtle.as_bytes(), ReadOptions::new().format(Format::Turtle))
        .unwrap();
    let sparql = "PREFIX : <http://a/> SELECT * { ?s a? ?s OPTIONAL { ?s :i ?i } OPTIONAL { ?s :d ?d } OPTIONAL { ?s :f ?f }
        OPTIONAL { ?s :b ?b } OPTIONAL { ?s :day ?day } OPTIONAL { ?s :at ?at } OPTIONAL { ?s :local ?local }
        OPTIONAL { ?s :mixed ?mixed } OPTIONAL { ?s :fine ?fine } OPTIONAL { ?s :huge ?huge } OPTIONAL { ?s :text ?text } VALUES ?s { :a :b } }";
    let batch = graph.query(sparql).unwrap().to_arrow();
    let schema = batch.schema();
    let of = |name: &str| {
        schema
            .field_with_name(name)
            .unwrap()
            .data_type()
            .to_string()
    };
    assert_eq!(batch.num_rows(), 2);
    let types = [
        "i", "d", "f", "b", "day", "at", "local", "mixed", "fine", "huge", "text", "s",
    ]
    .map(of);
    assert_eq!(
        types,
        [
            "Int64",
            "Decimal128(38, 18)",
            "Float64",
            "Boolean",
            "Date32",
            "Timestamp(µs, \"UTC\")",
            "Timestamp(µs)",
            "LargeUtf8",
            "LargeUtf8",
            "LargeUtf8",
            "LargeUtf8",
            "LargeUtf8"
        ]
    );
}

/// Two named graphs, one of which has a blank name, in a graph without a schema.
fn named_graphs() -> Graph {
    let graph = Graph::builder()
        .schema(rawabit::Schema::empty())
        .build()
        .unwrap();
    let text = "PREFIX : <http://e/>
        :a :p :one .
        :g { :a :p :b, :c . :b :q :g } _:h { :a :p :d }";
    let options = ReadOptions::new().format(Format::TriG);
    graph.read_from(text.as_bytes(), options).unwrap();
    graph.set_prefix("e", "http://e/").unwrap();
    graph
}

#[test]
fn a_pattern_within_graph_is_asked_of_each_graph_on_its_own() {
    let graph = named_graphs();
    let counts = |pattern: &str| {
        texts(
            &graph,
            &format!(
                "SELECT (IF(ISBLANK(?g), 'blank', STRAFTER(STR(?g), '/e/')) AS ?name) ?n {{ GRAPH ?g {pattern} }} ORDER BY ?name ?n"
            ),
        )
    };
    assert_eq!(
        counts("{ SELECT (COUNT(*) AS ?n) { ?s e:p ?o } }"),
        ["blank 1", "g 2"]
    );
    assert_eq!(counts("{ VALUES ?n { 1 } }"), ["blank 1", "g 1"]);
    assert_eq!(
        counts("{ ?s e:p ?n MINUS { ?s e:p e:c, ?n } MINUS { ?x e:q e:g } }"),
        ["blank d"],
        "a MINUS that shares no variable takes nothing, and one that does looks in its own graph"
    );
    assert_eq!(
        counts("{ ?s e:p ?n FILTER(!BOUND(?g)) }"),
        ["blank d", "g b", "g c"],
        "the name of the graph is not in scope inside"
    );
    assert_eq!(counts("{ ?n e:p e:b OPTIONAL { ?x e:q ?g } }"), ["g a"]);
    assert_eq!(counts("{ e:d e:p* ?n }"), ["blank d", "g d"]);
    let from =
        "SELECT ?n FROM NAMED <http://e/g> { GRAPH ?g { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } } }";
    assert_eq!(texts(&graph, from), ["3"]);
    graph.update("DROP ALL").unwrap();
    assert!(counts("{ SELECT (COUNT(*) AS ?n) { ?s ?p ?o } }").is_empty());
}

#[test]
fn a_path_without_a_step_begins_and_ends_at_a_term_that_the_graph_does_not_have() {
    let graph = named_graphs();
    assert_eq!(texts(&graph, "SELECT ?x { e:none e:p* ?x }"), ["none"]);
    assert_eq!(texts(&graph, "SELECT ?x { ?x e:p? 7 }"), ["7"]);
    assert_eq!(
        texts(&graph, "SELECT ?x { e:a e:p? ?x } ORDER BY ?x"),
        ["a", "one"]
    );
    assert!(graph.ask("ASK { e:none (e:p|e:q?) e:none }").unwrap());
    assert!(!graph.ask("ASK { e:none e:p+ ?x }").unwrap());
    let bound = QueryOptions::new().bind("x", Iri::new("http://e/none").unwrap());
    assert_eq!(
        texts_with(&graph, "SELECT ?y { ?x e:p* ?y }", bound),
        ["none"]
    );
}

#[test]
fn functions_say_what_the_standard_says() {
    let graph = named_graphs();
    graph
        .update("INSERT DATA { e:n e:value 01, 0.90, \"x\"@en }")
        .unwrap();
    assert_eq!(
        texts(
            &graph,
            "SELECT (STR(?v) AS ?t) { e:n e:value ?v } ORDER BY ?t"
        ),
        ["0.90", "01", "x"],
        "STR gives the text as it was written"
    );
    assert_eq!(
        texts(
            &graph,
            "SELECT ?t { VALUES ?v { 007 } BIND(CONCAT(STR(?v), STR(1.0), STR(e:a)) AS ?t) }"
        ),
        ["0071.0http://e/a"]
    );
    assert!(
        graph
            .ask("ASK { e:n e:value ?v FILTER(STR(?v) = '01' && ?v = 1) }")
            .unwrap()
    );
    assert!(
        graph.ask("ASK { { SELECT (GROUP_CONCAT(?l) AS ?all) { VALUES ?l { 'a'@en 'b'@en } } } FILTER(?all = 'a b') }").unwrap(),
        "GROUP_CONCAT gives text without a language"
    );
    let same = "SELECT (?a = ?b AS ?within) ?a { VALUES ?row { 1 2 } BIND(BNODE('x') AS ?a) BIND(BNODE('x') AS ?b) }";
    let rows = graph.query(same).unwrap();
    let nodes: Vec<_> = rows
        .rows()
        .map(|row| (row.text("within").unwrap(), row.get("a")))
        .collect();
    assert_eq!((nodes[0].0.as_str(), nodes[1].0.as_str()), ("true", "true"));
    assert_ne!(nodes[0].1, nodes[1].1, "each row has a node of its own");
    assert!(
        graph
            .ask("ASK { FILTER(True && !FALSE) FILTER(LANG('x'@True) = 'true') }")
            .unwrap()
    );
}

#[test]
fn what_the_grammar_does_not_have_is_refused_at_its_place() {
    let graph = Graph::new();
    let at = |query: &str| error(graph.query(query)).position().unwrap();
    assert_eq!(at("SELECT (SUM(COUNT(*)) AS ?n) { ?s ?p ?o }"), (1, 13));
    assert_eq!(
        at("SELECT ?x {\n BIND(<<( <<( rb:a rb:b 1 )>> rb:b 2 )>> AS ?x) }"),
        (2, 11)
    );
    assert_eq!(at("SELECT ?x { BIND(<<( 'a' rb:b 2 )>> AS ?x) }"), (1, 22));
    for fine in [
        "SELECT (SUM(?n) + MAX(?n) AS ?all) { { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } } }",
        "SELECT (SUM(IF(EXISTS { SELECT (COUNT(*) AS ?m) { ?s ?p ?o } }, 1, 0)) AS ?n) { ?s ?p ?o }",
        "SELECT ?x { BIND(<<( rb:a rb:b <<( rb:a rb:b 1 )>> )>> AS ?x) }",
        "SELECT ('COUNT(COUNT(*))' AS ?x) {}",
    ] {
        graph.query(fine).unwrap();
    }
}

#[test]
fn one_pattern_is_answered_as_the_evaluator_would() {
    let graph = graph();
    let terms = [
        "?a",
        "ex:qatar",
        "rb:participatesIn",
        "ex:wps",
        "ex:nothing",
        "\"Qatar\"@en",
        "_:b",
        "?c",
    ];
    let mut asked = 0;
    for s in terms {
        for p in [
            "?p",
            "rb:participatesIn",
            "rdf:type",
            "rdf:reifies",
            "rb:relatedTo",
        ] {
            for o in terms.iter().chain(&["?o", "rb:Country", "?p"]) {
                for (infer, ontology) in [(false, false), (true, false), (false, true)] {
                    let ask = |filter: &str| {
                        let options = QueryOptions::new().infer(infer).ontology(ontology);
                        let sparql = format!("SELECT ?a ?p ?o ?none {{ {s} {p} {o} {filter} }}");
                        let mut rows = match graph.query_with(&sparql, options) {
                            Ok(_) => texts_with(
                                &graph,
                                &sparql,
                                QueryOptions::new().infer(infer).ontology(ontology),
                            ),
                            Err(error) => {
                                vec![error.to_string().lines().next().unwrap().to_owned()]
                            }
                        };
                        rows.sort();
                        rows
                    };
                    assert_eq!(
                        ask(""),
                        ask("FILTER(true)"),
                        "{s} {p} {o} {infer} {ontology}"
                    );
                    asked += 1;
                }
            }
        }
    }
    assert_eq!(asked, 8 * 5 * 11 * 3);
    let all = texts(&graph, "SELECT ?s ?p ?o { ?s ?p ?o }").len();
    assert_eq!(
        texts(&graph, "SELECT ?s { ?s ?p ?o } OFFSET 3 LIMIT 4").len(),
        4
    );
    assert_eq!(
        texts(
            &graph,
            &format!("SELECT ?s {{ ?s ?p ?o }} OFFSET {}", all - 1)
        )
        .len(),
        1
    );
}

#[test]
fn a_binding_for_what_only_a_sub_select_has_says_so() {
    let graph = graph();
    let query = "SELECT ?n { { SELECT (COUNT(*) AS ?n) { ?x a ?t } } }";
    let options = QueryOptions::new().bind("t", Literal::string("x"));
    let error = graph.query_with(query, options).unwrap_err();
    assert_eq!(
        error.to_string(),
        "bindings: \"t\" stands only in a sub-select that does not give it, and is not visible outside of \
         that; name it in the sub-select's SELECT"
    );
    // One of the same name outside is another, and is bound.
    let query = "SELECT ?n { ?t a rb:Summit { SELECT (COUNT(*) AS ?n) { ?x a ?t } } }";
    let options = QueryOptions::new().bind("t", graph.entity("wps").unwrap().term());
    assert_eq!(graph.query_with(query, options).unwrap().len(), 1);
}

#[test]
fn a_triple_term_that_is_written_in_an_expression_is_that_term() {
    let graph = Graph::new();
    graph
        .update(
            "PREFIX : <http://e/> INSERT DATA { :r rdf:reifies <<( :a :p 1.50 )>> . \
             :n rdf:reifies <<( :a :p <<( :b :q 01 )>> )>> . :v :is 1.50, 01 }",
        )
        .unwrap();
    let count = |pattern: &str| {
        let sparql = format!("PREFIX : <http://e/> SELECT * {{ {pattern} }}");
        graph.query(&sparql).unwrap().len()
    };
    for pattern in [
        "?r rdf:reifies ?t FILTER(sameTerm(?t, <<( :a :p 1.50 )>>))",
        "?r rdf:reifies ?t FILTER(sameTerm(<<( :a :p 1.50 )>>, ?t))",
        "BIND(<<( :a :p 1.50 )>> AS ?t) ?r rdf:reifies ?t",
        "BIND(TRIPLE(:a, :p, 1.50) AS ?t) ?r rdf:reifies ?t",
        "BIND(IF(true, <<( :a :p 1.50 )>>, 1) AS ?t) ?r rdf:reifies ?t",
        "BIND(COALESCE(?none, <<( :a :p 1.50 )>>) AS ?t) ?r rdf:reifies ?t",
        "BIND(<<( :a :p <<( :b :q 01 )>> )>> AS ?t) ?r rdf:reifies ?t",
        ":v :is ?o BIND(<<( :a :p <<( :b :q ?o )>> )>> AS ?t) ?r rdf:reifies ?t",
        "BIND(:b AS ?b) BIND(<<( :a :p <<( ?b :q 01 )>> )>> AS ?t) ?r rdf:reifies ?t",
        "?r rdf:reifies ?t FILTER(sameTerm(?t, <<( :a :p <<( :b :q 01 )>> )>>))",
        "?r rdf:reifies ?t FILTER(sameTerm(OBJECT(?t), 1.50))",
        "?r rdf:reifies ?t . :v :is ?o FILTER(sameTerm(?o, OBJECT(?t)))",
        "?r rdf:reifies ?t FILTER(sameTerm(OBJECT(?t), <<( :b :q 01 )>>))",
        "?r rdf:reifies ?t FILTER(STR(OBJECT(?t)) = '1.50')",
        "?r rdf:reifies ?t FILTER(?t = <<( :a :p 1.5 )>>)",
        "?r rdf:reifies ?t FILTER(?t IN (<<( :a :p 1.50 )>>))",
        "VALUES ?t { <<( :a :p 1.50 )>> } ?r rdf:reifies ?t",
    ] {
        assert_eq!(count(pattern), 1, "{pattern}");
    }
    for pattern in [
        "FILTER(sameTerm(<<( :a :p 1.50 )>>, <<( :a :p 1.5 )>>))",
        "?r rdf:reifies ?t FILTER(sameTerm(OBJECT(?t), 1.5))",
        "?r rdf:reifies ?t FILTER(sameTerm(?t, <<( :a :p 1.5 )>>))",
        "BIND(<<( :a :p <<( :b :q 1 )>> )>> AS ?t) ?r rdf:reifies ?t",
        "BIND(TRIPLE(:a, :p, 1.50 + 0) AS ?t) ?r rdf:reifies ?t",
    ] {
        assert_eq!(count(pattern), 0, "{pattern}");
    }
    assert_eq!(
        count("?r rdf:reifies ?t FILTER(sameTerm(OBJECT(?t), OBJECT(?t)))"),
        2
    );
    assert_eq!(
        count("?r rdf:reifies ?t FILTER(DATATYPE(OBJECT(?t)) = xsd:decimal)"),
        1
    );
    graph
        .update("PREFIX : <http://e/> INSERT { :s :z ?t } WHERE { BIND(<<( :q :q 1.10 )>> AS ?t) }")
        .unwrap();
    let found = texts(&graph, "SELECT ?t { <http://e/s> <http://e/z> ?t }");
    assert!(found[0].contains("\"1.10\""), "{found:?}");
    let found = texts(
        &graph,
        "SELECT (<<( <http://e/q> <http://e/q> \"01\"^^xsd:int )>> AS ?x) { }",
    );
    assert!(found[0].contains("\"01\""), "{found:?}");
}

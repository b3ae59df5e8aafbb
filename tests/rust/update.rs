//! Promises to those who change a graph in SPARQL.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what cannot be done fails the test"
)]

use rawabit::{
    Describe, Error, Format, Graph, Modality, QueryError, QueryOptions, ReadOptions, Relate,
    Schema, WriteOptions,
};

fn graph() -> Graph {
    let graph = Graph::builder()
        .base("https://example.org/kg/")
        .build()
        .unwrap();
    let mut tx = graph.transaction().unwrap();
    tx.set_prefix("ex", "https://example.org/kg/").unwrap();
    tx.country("QA").unwrap();
    tx.add(
        "Summit",
        Describe::new().id("wps").name("World Police Summit"),
    )
    .unwrap();
    tx.document("Qatar takes part.", Describe::new().id("article"))
        .unwrap();
    let how = Relate::new()
        .id("claim/article/r1")
        .source("article")
        .evidence("takes part")
        .confidence(0.9);
    tx.relate("qatar", "participatesIn", "wps", how).unwrap();
    tx.commit().unwrap();
    graph
}

fn refused(result: Result<(), Error>) -> String {
    match result.unwrap_err() {
        Error::Query(error @ QueryError::Refused { .. }) => error.to_string(),
        other => panic!("{other}"),
    }
}

const HELD: &str = "ASK { ex:qatar rb:participatesIn ex:wps }";

#[test]
fn data_goes_in_and_out_by_pattern() {
    let graph = graph();
    graph
        .update("INSERT DATA { ex:oman a rb:Country ; rdfs:label \"عُمان\"@ar, \"Oman\"@en }")
        .unwrap();
    assert_eq!(graph.entity("oman").unwrap().name(), "Oman");
    graph.update("DELETE { ?x rdfs:label ?l } INSERT { ?x skos:altLabel ?l } WHERE { ?x a rb:Country ; rdfs:label ?l FILTER(LANG(?l) = 'en') }").unwrap();
    assert!(!graph.ask("ASK { ex:oman rdfs:label \"Oman\"@en }").unwrap());
    assert!(
        graph
            .ask("ASK { ex:oman skos:altLabel \"Oman\"@en ; rdfs:label \"عُمان\"@ar }")
            .unwrap()
    );
    graph.update("DELETE WHERE { ex:oman ?p ?o }").unwrap();
    assert!(!graph.contains("oman").unwrap());
    graph.check().unwrap();
}

#[test]
fn each_operation_sees_those_before_and_all_are_one() {
    let graph = graph();
    let before = graph.view();
    let fails = graph.update("INSERT DATA { ex:a a rb:Country } ; INSERT { ex:b ?p ?o } WHERE { ex:a ?p ?o } ; CLEAR GRAPH ex:none");
    assert_eq!(
        refused(fails),
        "the graph <https://example.org/kg/none> is not there; with SILENT that does not matter"
    );
    assert!(!graph.contains("a").unwrap() && graph.len() == before.len());
    graph.update("INSERT DATA { ex:a a rb:Country } ; INSERT { ex:b ?p ?o } WHERE { ex:a ?p ?o } ; CLEAR SILENT GRAPH ex:none").unwrap();
    assert!(graph.contains("b").unwrap());
}

#[test]
fn a_failed_update_leaves_a_transaction_as_it_was() {
    let graph = graph();
    let mut tx = graph.transaction().unwrap();
    tx.update("INSERT DATA { ex:kept a rb:Country }").unwrap();
    tx.update("INSERT DATA { ex:gone a rb:Country } ; DELETE DATA { ex:kept a rb:Country } ; DROP GRAPH ex:none").unwrap_err();
    tx.commit().unwrap();
    assert!(graph.contains("kept").unwrap() && !graph.contains("gone").unwrap());
    graph.check().unwrap();
}

#[test]
fn inserting_a_reifier_makes_a_claim_that_holds_its_statement() {
    let graph = graph();
    graph.update("INSERT DATA { ex:wps rb:hasTopic ex:crime ~ ex:c9 {| a rb:Claim ; rb:source ex:article ; rb:confidence 0.5 |} }").unwrap();
    let claim = graph.claim("c9").unwrap();
    assert_eq!(
        (
            claim.confidence(),
            claim.is_asserted(),
            claim.source().unwrap().id()
        ),
        (Some(0.5), true, "article".into())
    );
    graph.remove_claim("c9").unwrap();
    assert!(
        !graph.ask("ASK { ex:wps rb:hasTopic ex:crime }").unwrap(),
        "nobody else said it"
    );
}

#[test]
fn changing_a_property_of_a_reifier_changes_the_claim() {
    let graph = graph();
    graph.update("DELETE { ?c rb:confidence ?old } INSERT { ?c rb:confidence 0.4 } WHERE { ?c rb:confidence ?old }").unwrap();
    assert_eq!(
        graph.claim("claim/article/r1").unwrap().confidence(),
        Some(0.4)
    );
    graph.update("INSERT DATA { <claim/article/r1> rb:modality rb:modality-predicted } ; DELETE DATA { <claim/article/r1> rb:modality rb:modality-fact }").unwrap();
    let claim = graph.claim("claim/article/r1").unwrap();
    assert_eq!(
        (claim.modality(), claim.is_asserted()),
        (Modality::Predicted, false)
    );
    assert!(
        graph.ask(HELD).unwrap(),
        "the triple stays, as said on its own"
    );
    graph.check().unwrap();
}

#[test]
fn deleting_the_statement_leaves_the_claim_quoted_only() {
    let graph = graph();
    graph
        .update("DELETE DATA { ex:qatar rb:participatesIn ex:wps }")
        .unwrap();
    assert!(!graph.ask(HELD).unwrap());
    let claim = graph.claim("claim/article/r1").unwrap();
    assert!(!claim.is_asserted());
    assert!(
        !graph
            .ask("ASK { <claim/article/r1> rb:asserted ?x }")
            .unwrap(),
        "whoever reads a claim without its statement knows that it does not hold it"
    );
}

#[test]
fn deleting_the_reifier_leaves_the_statement() {
    let graph = graph();
    graph
        .update("DELETE WHERE { ?c rdf:reifies <<( ex:qatar ?p ex:wps )>> ; ?q ?v }")
        .unwrap();
    assert_eq!(graph.claim_count(), 0);
    assert!(graph.ask(HELD).unwrap());
    graph.check().unwrap();
}

#[test]
fn named_graphs_are_made_copied_moved_and_dropped() {
    let graph = Graph::builder()
        .schema(Schema::empty())
        .base("http://a/")
        .build()
        .unwrap();
    let graphs = |graph: &Graph| {
        let rows = graph.query("SELECT ?g (COUNT(?s) AS ?n) { GRAPH ?g { OPTIONAL { ?s ?p ?o } } } GROUP BY ?g ORDER BY ?g").unwrap();
        rows.rows()
            .map(|row| format!("{} {}", row.text("g").unwrap(), row.text("n").unwrap()))
            .collect::<Vec<_>>()
    };
    graph
        .update("CREATE GRAPH <g> ; INSERT DATA { <s> <p> 1 GRAPH <h> { <s> <p> 2, 3 } }")
        .unwrap();
    assert_eq!(graphs(&graph), ["http://a/g 0", "http://a/h 2"]);
    assert_eq!(
        refused(graph.update("CREATE GRAPH <g>")),
        "the graph <http://a/g> is there already; with SILENT that does not matter"
    );
    graph
        .update("COPY <h> TO <g> ; ADD DEFAULT TO <g> ; MOVE <h> TO <i> ; CLEAR DEFAULT")
        .unwrap();
    assert_eq!(graphs(&graph), ["http://a/g 3", "http://a/i 2"]);
    assert!(!graph.ask("ASK { ?s ?p ?o }").unwrap());
    graph.update("CLEAR GRAPH <g> ; DROP GRAPH <i>").unwrap();
    assert_eq!(graphs(&graph), ["http://a/g 0"]);
    graph
        .update("INSERT DATA { GRAPH <g> { <s> <p> 1 } } ; COPY <g> TO GRAPH <g> ; MOVE <g> TO <h> ; COPY <h> TO <g>")
        .unwrap();
    assert_eq!(graphs(&graph), ["http://a/g 1", "http://a/h 1"]);
    graph.update("DROP ALL").unwrap();
    assert_eq!(graphs(&graph), [""; 0]);
}

#[test]
fn blank_nodes_of_an_update_are_new_and_those_of_the_data_are_themselves() {
    let graph = Graph::builder()
        .schema(Schema::empty())
        .base("http://a/")
        .build()
        .unwrap();
    graph
        .update("INSERT DATA { _:x <p> 1 . _:x <q> 2 }")
        .unwrap();
    graph.update("INSERT DATA { _:x <p> 3 }").unwrap();
    let count = |what: &str| {
        graph
            .query(&format!("SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {what} }}"))
            .unwrap()
            .single()
            .unwrap()
            .to_string()
    };
    assert!(count("?x ?p ?o").starts_with("\"2\""));
    assert!(count("?x <p> 1 ; <q> 2").starts_with("\"1\""));
    graph
        .update("INSERT { ?x <r> _:new . _:new <s> ?x } WHERE { ?x <p> ?o }")
        .unwrap();
    assert!(
        count("?x <r> ?y . ?y <s> ?x").starts_with("\"2\""),
        "a new one for each solution"
    );
    assert!(count("?y <s> ?x").starts_with("\"2\""));
    graph
        .update("DELETE { ?x ?p ?o } WHERE { ?x <p> 3 ; ?p ?o }")
        .unwrap();
    assert!(count("?x <p> ?o").starts_with("\"1\""));
}

#[test]
fn files_are_loaded_and_the_network_is_not() {
    let folder = std::env::temp_dir().join(format!("rawabit update {}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("قطر.ttl");
    std::fs::write(&file, "<s> <http://a/p> 1 .").unwrap();
    let address = format!("file://{}", file.display()).replace(' ', "%20");
    let graph = Graph::builder().schema(Schema::empty()).build().unwrap();
    graph
        .update(&format!(
            "LOAD <{address}> INTO GRAPH <http://a/g> ; LOAD <{address}>"
        ))
        .unwrap();
    assert!(
        graph
            .ask("ASK { ?s <http://a/p> 1 GRAPH <http://a/g> { ?s <http://a/p> 1 } }")
            .unwrap()
    );
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(matches!(
        graph.update(&format!("LOAD <{address}>")),
        Err(Error::Read(_))
    ));
    graph.update(&format!("LOAD SILENT <{address}>")).unwrap();
    assert_eq!(
        refused(graph.update("LOAD <https://example.org/data.ttl>")),
        "LOAD <https://example.org/data.ttl> is refused: rawabit opens no connection; fetch it yourself and LOAD <file:///…>, or read() it"
    );
    assert_eq!(
        refused(graph.update("LOAD <file:data.ttl>")),
        "LOAD <file:data.ttl> is refused: a file's address has three slashes: file:///folder/file.ttl"
    );
}

#[test]
fn the_ontology_cannot_be_written_to() {
    let graph = graph();
    let ns = "https://w3id.org/rawabit/ns";
    for update in [
        format!("INSERT DATA {{ GRAPH <{ns}> {{ ex:a ex:b ex:c }} }}"),
        format!("DELETE WHERE {{ GRAPH <{ns}> {{ ?s ?p ?o }} }}"),
        format!("CLEAR GRAPH <{ns}>"),
        format!("COPY DEFAULT TO <{ns}>"),
        format!("MOVE <{ns}> TO ex:g"),
        format!("LOAD <file:///nowhere.ttl> INTO GRAPH <{ns}>"),
    ] {
        let said = refused(graph.update(&update));
        assert_eq!(
            said,
            format!(
                "the graph <{ns}> is the ontology's own and cannot be written to; extend the schema with a Turtle file of your own: Schema(\"my.ttl\")"
            )
        );
    }
    graph.update("DROP ALL").unwrap();
    assert!(
        graph
            .ask("ASK { GRAPH <https://w3id.org/rawabit/ns> { ?s ?p ?o } }")
            .unwrap()
    );
    assert_eq!(graph.len(), 0);
    // It is read like any other.
    for word in ["COPY", "ADD"] {
        let update = format!("DROP ALL ; {word} <{ns}> TO ex:g");
        graph.update(&update).unwrap();
        let count = |name: &str| {
            let asked = format!(
                "SELECT * {{ GRAPH {name} {{ ?s ?p ?o FILTER(!isBlank(?s) && !isBlank(?o)) }} }}"
            );
            graph.query(&asked).unwrap().len()
        };
        assert_eq!(count("ex:g"), count(&format!("<{ns}>")));
        assert!(count("ex:g") > 100);
    }
}

#[test]
fn values_for_variables_and_inference_work_in_updates() {
    let graph = graph();
    let qatar = graph.entity("qatar").unwrap();
    let options = QueryOptions::new().bind("who", &qatar).bind("n", "ملاحظة");
    graph
        .update_with(
            "INSERT { ?who skos:note ?n } WHERE { ?who a rb:Country }",
            options,
        )
        .unwrap();
    assert!(graph.ask("ASK { ex:qatar skos:note \"ملاحظة\" }").unwrap());
    let agents = "INSERT { ?x skos:note \"an agent\" } WHERE { ?x a rb:Agent }";
    graph.update(agents).unwrap();
    assert!(!graph.ask("ASK { ?x skos:note \"an agent\" }").unwrap());
    graph
        .update_with(agents, QueryOptions::new().infer(true))
        .unwrap();
    assert!(
        graph
            .ask("ASK { ex:qatar skos:note \"an agent\" }")
            .unwrap()
    );
}

#[test]
fn a_large_update_is_like_a_small_one() {
    let graph = Graph::builder()
        .schema(Schema::empty())
        .base("http://a/")
        .build()
        .unwrap();
    let lines = (0..30_000).map(|n| format!("<http://a/n{n}> <http://a/p> {n} ."));
    let turtle = lines.collect::<Vec<_>>().join("\n");
    graph
        .read_from(turtle.as_bytes(), ReadOptions::new().format(Format::Turtle))
        .unwrap();
    graph
        .update("DELETE { ?x <p> ?n } INSERT { ?x <q> ?m } WHERE { ?x <p> ?n BIND(?n + 1 AS ?m) }")
        .unwrap();
    let n = graph
        .query("SELECT (COUNT(*) AS ?n) (SUM(?m) AS ?s) { ?x <q> ?m MINUS { ?x <p> ?n } }")
        .unwrap();
    let row = n.row(0).unwrap();
    assert_eq!(
        (row.text("n").unwrap(), row.text("s").unwrap()),
        ("30000".into(), "450015000".into())
    );
    graph.check().unwrap();
}

#[test]
fn a_query_is_not_an_update() {
    let said = graph()
        .update("SELECT * { ?s ?p ?o }")
        .unwrap_err()
        .to_string();
    assert!(
        said.contains(
            "this is a query, not an update: call query(), ask() or construct() for SELECT"
        ),
        "{said}"
    );
}

#[test]
fn a_text_that_needs_a_language_and_has_none_is_not_stored() {
    let graph = graph();
    for update in [
        "INSERT DATA { ex:a ex:b \"x\"^^rdf:langString }",
        "INSERT { ex:a ex:b ?x } WHERE { BIND(STRDT(\"x\", rdf:langString) AS ?x) }",
    ] {
        let refused = refused(graph.update(update));
        assert!(refused.contains("language"), "{refused}");
    }
}

#[test]
fn a_graph_that_a_blank_node_names_is_changed_where_it_is() {
    let graph = Graph::builder().schema(Schema::empty()).build().unwrap();
    let text = "<http://a/> <http://b/> \"default\" . _:g { <http://a/> <http://b/> \"named\" }";
    let options = ReadOptions::new().format(Format::TriG);
    graph.read_from(text.as_bytes(), options).unwrap();
    graph
        .update(
            "DELETE { GRAPH ?g { ?s ?p ?o } } INSERT { GRAPH ?g { ?s ?p \"new\" } }
             WHERE { GRAPH ?g { ?s ?p ?o } }",
        )
        .unwrap();
    assert!(graph.ask("ASK { ?s ?p \"default\" }").unwrap());
    assert!(!graph.ask("ASK { ?s ?p \"new\" }").unwrap());
    assert!(
        graph
            .ask("ASK { GRAPH ?g { ?s ?p \"new\" } FILTER ISBLANK(?g) }")
            .unwrap()
    );
    assert!(!graph.ask("ASK { GRAPH ?g { ?s ?p \"named\" } }").unwrap());
}

/// A call of a transaction; says whether it failed.
type Fails<'a> = &'a dyn Fn(&mut rawabit::Transaction) -> bool;

#[test]
fn a_call_that_fails_leaves_no_trace_in_its_transaction() {
    let insert = "INSERT DATA { ex:wps a rb:Summit ~ ex:c {| a rb:Claim |} }";
    let document = r#"{"rawabit_format": "1", "base": "https://example.org/kg/", "entities": [
        {"id": "wps", "type": "Summit"}, {"id": "q", "type": "Bogus", "name": {"en": "x"}}]}"#;
    let dates = Describe::new()
        .property("startDate", "2024")
        .property("endDate", "2024")
        .property("endDate", "2025");
    let turtle =
        "ex:wps a rb:Summit , rb:Event ; ex:p [] . ex:c a rb:Claim , ex:C . ex:wps ex:p . ";
    let read = |tx: &mut rawabit::Transaction, text: &str, format| {
        let options = ReadOptions::new().format(format);
        tx.read_from(text.as_bytes(), options).is_err()
    };
    let fails: [Fails<'_>; 5] = [
        &|_| true,
        &|tx| read(tx, document, Format::Json),
        &|tx| tx.set("wps", dates.clone()).is_err(),
        &|tx| read(tx, turtle, Format::Turtle),
        &|tx| {
            let sparql = "DELETE DATA { ex:wps a rb:Summit } ; LOAD <http://no.where/>";
            tx.update(sparql).is_err()
        },
    ];
    for (n, fail) in fails.into_iter().enumerate() {
        let graph = Graph::builder()
            .base("https://example.org/kg/")
            .build()
            .unwrap();
        let mut tx = graph.transaction().unwrap();
        tx.set_prefix("ex", "https://example.org/kg/").unwrap();
        tx.update(insert).unwrap();
        assert!(fail(&mut tx), "call {n} was to fail");
        tx.commit().unwrap();
        let claim = graph.claims().first().unwrap().unwrap();
        assert!(claim.is_asserted());
        graph.remove_claim(&claim).unwrap();
        assert!(
            !graph.ask("ASK { ?x a rb:Summit }").unwrap(),
            "only the claim held it, whatever call {n} did"
        );
        graph.check().unwrap();
    }
}

#[test]
fn what_is_copied_from_a_graph_that_is_not_there_is_an_error_and_empties_nothing() {
    let graph = Graph::builder()
        .schema(Schema::empty())
        .base("http://a/")
        .build()
        .unwrap();
    graph.update("INSERT DATA { <s> <p> 1, 2 }").unwrap();
    for word in ["COPY", "MOVE", "ADD", "copy"] {
        for request in [
            format!("PREFIX a: <http://a/> {word} a:typo TO DEFAULT"),
            format!(
                "INSERT DATA {{ <s> <p> 3 ; <q> 4 }} ; # {word} ;\n {word} GRAPH <typo> TO <g>"
            ),
        ] {
            let said = refused(graph.update(&request));
            assert_eq!(
                said,
                "the graph <http://a/typo> is not there; with SILENT that does not matter"
            );
        }
        let silent = format!("{word} SILENT <typo> TO DEFAULT");
        graph.update(&silent).unwrap();
        assert_eq!(graph.query("SELECT * { ?s ?p ?o }").unwrap().len(), 2);
    }
    // One that the request has made is there.
    graph
        .update("CREATE GRAPH <new> ; COPY <new> TO DEFAULT")
        .unwrap();
    assert!(!graph.ask("ASK { ?s ?p ?o }").unwrap());
}

/// What a graph says once it was written and read again.
fn read_again(graph: &Graph, format: Format) -> Graph {
    let mut bytes = Vec::new();
    let options = WriteOptions::new().format(format);
    graph.view().write_to(&mut bytes, options).unwrap();
    let again = Graph::builder()
        .base("https://example.org/kg/")
        .build()
        .unwrap();
    let options = ReadOptions::new().format(format);
    again.read_from(bytes.as_slice(), options).unwrap();
    again
}

#[test]
fn whether_a_claim_holds_its_statement_is_seen_beside_one_of_its_name_in_another_graph() {
    for update in [
        "COPY DEFAULT TO ex:g",
        "INSERT DATA { GRAPH ex:g { <claim/c1> rdf:reifies <<( ex:x ex:y ex:z )>> } }",
    ] {
        let graph = graph();
        let quoted = Relate::new().id("claim/c1").asserted(false);
        graph
            .relate("qatar", "participatesIn", "wps", quoted)
            .unwrap();
        let predicted = Relate::new().id("claim/c2").modality(Modality::Predicted);
        graph
            .relate("qatar", "hosts", "wps", predicted.asserted(true))
            .unwrap();
        let seen = |graph: &Graph| {
            let asked = "SELECT ?c ?a { ?c rb:asserted ?a } ORDER BY ?c";
            let solutions = graph.query(asked).unwrap();
            let rows = solutions.rows();
            rows.map(|row| row.text("a").unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(seen(&graph), ["false", "true"]);
        graph.update(update).unwrap();
        assert_eq!(seen(&graph), ["false", "true"], "{update}");
        let again = read_again(&graph, Format::TriG);
        for (claim, asserts) in [("claim/c1", false), ("claim/c2", true)] {
            for graph in [&graph, &again] {
                let claim = graph.claim(claim).unwrap();
                assert_eq!(claim.is_asserted(), asserts, "{update}");
            }
        }
        assert!(graph.same_as(&again), "{update}");
        again
            .update("DELETE WHERE { <claim/c1> rb:asserted ?a }")
            .unwrap();
        assert!(!graph.same_as(&again), "{update}");
    }
}

#[test]
fn what_says_that_a_claim_holds_its_statement_is_seen_as_it_was_said() {
    let graph = graph();
    let data = "INSERT DATA { ex:qatar rb:hosts ex:wps . ex:c a rb:Claim ; rdf:reifies <<( ex:qatar rb:hosts ex:wps )>> ; \
                rb:modality rb:modality-predicted ; rb:asserted \"1\"^^xsd:boolean }";
    graph.update(data).unwrap();
    assert!(graph.claim("ex:c").unwrap().is_asserted());
    let found = graph.query("SELECT ?a { ex:c rb:asserted ?a }").unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found.row(0).unwrap().text("a").unwrap(), "1");
    assert!(read_again(&graph, Format::Turtle).same_as(&graph));
}

#[test]
fn a_claim_that_is_revised_stays_in_the_form_that_it_came_in() {
    let graph = graph();
    let data = "INSERT DATA { ex:s a rdf:Statement ; rdf:subject ex:qatar ; rdf:predicate rb:hosts ; rdf:object ex:wps }";
    graph.update(data).unwrap();
    let claim = graph.claim("ex:s").unwrap();
    graph.revise(&claim, Relate::new().confidence(0.5)).unwrap();
    assert_eq!(graph.claim("ex:s").unwrap().confidence(), Some(0.5));
    assert!(
        graph
            .ask("ASK { ex:s a rdf:Statement ; rdf:subject ex:qatar ; rdf:predicate rb:hosts ; rdf:object ex:wps ; rb:confidence 0.5 }")
            .unwrap()
    );
    assert!(!graph.ask("ASK { ex:s rdf:reifies ?t }").unwrap());
}

#[test]
fn what_a_block_of_an_update_does_not_take_is_shown_where_it_stands() {
    let graph = graph();
    for (update, column, said) in [
        (
            "DELETE DATA { ex:قطر ex:اسم ?x }",
            29,
            "?x is a variable, and DELETE DATA takes none; write DELETE {",
        ),
        (
            "DELETE WHERE { _:x ex:p 1 }",
            16,
            "\"_:x\" is a blank node, and DELETE WHERE takes none",
        ),
        (
            "INSERT DATA { ex:a ex:b ?x }",
            25,
            "?x is a variable, and INSERT DATA takes none; write INSERT {",
        ),
        (
            "INSERT DATA { ex:a ex:b 1 GRAPH ?g { ex:a ex:b 1 } }",
            33,
            "?g is a variable",
        ),
        (
            "DELETE DATA { ex:a ex:b () , [] }",
            30,
            "\"[\" makes a blank node",
        ),
        (
            "DELETE { ?x ex:p _:b } WHERE { _:b ex:p ?x }",
            18,
            "and DELETE takes none",
        ),
        (
            "INSERT DATA { _:a ex:b 1 } ; DELETE WHERE { ?x ex:p (1) }",
            53,
            "\"(\" makes a blank node",
        ),
        (
            "DELETE WHERE { ?x ex:p 1 ~ ex:c {| ex:q 1 |} , 2 {| ex:q 1 |} }",
            50,
            "\"{|\" makes a blank node",
        ),
    ] {
        let Error::Query(error) = graph.update(update).unwrap_err() else {
            panic!("{update}");
        };
        assert_eq!(error.position(), Some((1, column)), "{error}");
        assert!(error.to_string().contains(said), "{error}");
    }
    for update in [
        "DELETE WHERE { ?x ex:p 1 ~ ex:c {| ex:q 1 |} }",
        "DELETE { ?x ex:p () } INSERT { ?x ex:p [] , _:b } WHERE { ?x ex:p _:b }",
        "\u{feff}INSERT DATA { ex:a ex:b _:b , [] , (1) }",
    ] {
        graph.update(update).unwrap();
    }
    assert!(graph.ask("\u{feff}ASK { ex:a ex:b [] }").unwrap());
}

#[test]
fn an_update_is_given_up_and_taken_back_when_its_time_is_over() {
    let graph = graph();
    graph
        .update("INSERT { ?a ex:n ?b } WHERE { { VALUES ?a { ex:a ex:b ex:c ex:d ex:e ex:f ex:g ex:h } } { VALUES ?b { 1 2 3 4 5 6 7 8 } } }")
        .unwrap();
    let long = "INSERT DATA { ex:new ex:n 1 } ; \
        INSERT { ex:sum ex:n ?n } WHERE { SELECT (COUNT(*) AS ?n) { ?a ex:n ?x . ?b ex:n ?y . ?c ex:n ?z . ?d ex:n ?w . ?e ex:n ?v } }";
    let limit = std::time::Duration::from_millis(50);
    let options = QueryOptions::new().timeout(limit);
    match graph.update_with(long, options.clone()).unwrap_err() {
        Error::Query(error) => assert_eq!(error, QueryError::Timeout { limit }),
        other => panic!("{other}"),
    }
    assert!(!graph.ask("ASK { ex:new ex:n 1 }").unwrap());
    graph
        .update_with("INSERT DATA { ex:new ex:n 1 }", options)
        .unwrap();
    let said = refused(graph.update_with("CLEAR ALL", QueryOptions::new().max_rows(5)));
    assert_eq!(said, "an update gives no rows: leave max_rows to queries");
}

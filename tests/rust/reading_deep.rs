//! Promises to those who read what nobody wrote by hand: however deep things lie in one another, it is an
//! error and never the end of the process.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what goes wrong here fails the test"
)]

use rawabit::{
    Error, Format, Graph, Iri, ReadError, ReadOptions, Report, Term, Triple, ValueError,
};

const DEEPEST: usize = 128;

/// Does something where there is little stack.
fn on_little_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = std::thread::Builder::new().stack_size(512 << 10);
    thread.spawn(work).unwrap().join().unwrap()
}

fn read(text: String, format: Format, strict: bool) -> Result<(Graph, Report), Error> {
    on_little_stack(move || {
        let graph = Graph::new();
        let options = ReadOptions::new().format(format).strict(strict).name("x");
        let report = graph.read_from(text.as_bytes(), options)?;
        Ok((graph, report))
    })
}

/// The error, and where it is.
fn refused(text: String, format: Format) -> (String, (u64, u64)) {
    let Err(Error::Read(error @ ReadError::Syntax { .. })) = read(text, format, true) else {
        panic!("{format} is not refused");
    };
    (error.to_string(), error.position().unwrap())
}

fn nested(open: &str, inside: &str, close: &str, depth: usize) -> String {
    format!("{}{inside}{}", open.repeat(depth), close.repeat(depth))
}

const START: &str = "<http://a> <http://b> <http://c> .\n<http://a> <http://b> ";

fn terms(depth: usize) -> String {
    let term = nested("<<(<http://a><http://b>", "\"<<\"", ")>>", depth);
    format!("{START}{term} .\n<http://a> <http://b> <http://d> .\n")
}

#[test]
fn triple_terms_lie_so_deep_and_no_deeper() {
    let formats = [
        Format::NTriples,
        Format::NQuads,
        Format::Turtle,
        Format::TriG,
    ];
    for format in formats {
        let (graph, _) = read(terms(DEEPEST), format, true).unwrap();
        on_little_stack(move || {
            for format in formats {
                let mut text = Vec::new();
                let options = rawabit::WriteOptions::new().format(format);
                graph.write_to(&mut text, options).unwrap();
                let back = Graph::new();
                let options = ReadOptions::new().format(format);
                back.read_from(text.as_slice(), options).unwrap();
                assert!(back.same_as(&graph), "{format}");
            }
        });
        for depth in [DEEPEST + 1, 5_000, 100_000] {
            let (said, place) = refused(terms(depth), format);
            assert!(
                said.contains("triple terms lie more than 128 deep here"),
                "{said}"
            );
            let column = "<http://a> <http://b> ".len() + 23 * DEEPEST + 1;
            assert_eq!(place, (2, column as u64), "{format}");
            let (_, report) = read(terms(depth), format, false).unwrap();
            assert_eq!(report.count("triples"), 2, "{format}");
            assert_eq!(report.problems()[0].place, format!("2:{column}"));
            assert!(report.problems()[0].message.contains("128 deep"));
        }
    }
    let reified = nested("<< ", ":a", " :b :c >>", 100_000);
    for format in [Format::Turtle, Format::TriG] {
        let text = format!("PREFIX : <http://e/>\n{reified} :d :e .");
        let (said, _) = refused(text, format);
        assert!(said.contains("128 deep"), "{said}");
    }
}

#[test]
fn blank_nodes_and_lists_lie_as_deep_as_they_are_written() {
    let depth = 100_000;
    for (open, close) in [("[ :p ", "]"), ("( ", ")"), (":o {| :p ", "|}")] {
        for format in [Format::Turtle, Format::TriG] {
            for strict in [true, false] {
                let text = format!(
                    "PREFIX : <http://e/>\n:s :p {} .",
                    nested(open, ":o ", close, depth)
                );
                let read = read(text, format, strict);
                let (_, report) = read.unwrap();
                assert!(report.count("triples") >= depth, "{report}");
            }
        }
    }
}

#[test]
fn json_ld_lies_so_deep_and_no_deeper() {
    let object = "{\"http://a/b\":";
    for (open, close, depth) in [
        (object, "}", 1),
        ("[", "]", 1),
        (
            "{\"@context\":{\"a\":{\"@id\":\"http://a\",\"@context\":",
            "}}}",
            3,
        ),
        ("{\"@graph\":[", "]}", 2),
        ("{\"@list\":[", "]}", 2),
        ("{\"@value\":[", "]}", 2),
    ] {
        let inside = "\"{[{[\\\"{[\"";
        for strict in [true, false] {
            let most = nested(open, inside, close, DEEPEST / depth);
            // Much of it makes no sense, which is an error of its own.
            let _ = read(format!("\n{most}"), Format::JsonLd, strict);
        }
        for levels in [DEEPEST / depth + 1, 1_500, 100_000] {
            let text = format!("\n{}", nested(open, inside, close, levels));
            let (said, place) = refused(text.clone(), Format::JsonLd);
            assert!(
                said.contains("objects and lists lie more than 128 deep here"),
                "{said}"
            );
            assert_eq!(place.0, 2);
            let (_, report) = read(text, Format::JsonLd, false).unwrap();
            let said = report.to_string();
            assert!(said.contains("128 deep") && said.contains("nothing from here on is read"));
        }
    }
    let most = nested(object, "1", "}", DEEPEST);
    let (_, report) = read(most, Format::JsonLd, true).unwrap();
    assert_eq!(report.count("triples"), DEEPEST);
    let context = nested("{\"@context\":", "{}", "}", 100_000);
    let error = on_little_stack(move || {
        let options = ReadOptions::new()
            .format(Format::JsonLd)
            .contexts(move |_| Ok(context.clone().into_bytes()));
        let text = "{\"@context\": \"http://e/c\", \"@id\": \"http://a\"}";
        Graph::new().read_from(text.as_bytes(), options)
    });
    let said = error.unwrap_err().to_string();
    assert!(said.contains("too deep"), "{said}");
}

#[test]
fn rdf_xml_lies_so_deep_and_no_deeper() {
    let head = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:e=\"http://e/\" \
                rdf:version=\"1.2\">\n<rdf:Description rdf:about=\"http://a\"><e:q>1</e:q></rdf:Description>\n";
    for (open, close) in [
        ("<rdf:Description><e:p>", "</e:p></rdf:Description>"),
        (
            "<rdf:Description rdf:about=\"http://a\"><e:p rdf:parseType=\"Triple\">",
            "</e:p></rdf:Description>",
        ),
        (
            "<rdf:Description><e:p rdf:parseType=\"Collection\">",
            "</e:p></rdf:Description>",
        ),
    ] {
        let inside = "<rdf:Description rdf:about=\"http://a\" e:q=\"<\"/>".replace('<', "&lt;");
        let inside = inside.replacen("&lt;", "<", 1);
        for depth in [63, 64, 5_000, 100_000] {
            let text = format!("{head}{}</rdf:RDF>", nested(open, &inside, close, depth));
            if depth == 63 {
                read(text, Format::RdfXml, true).unwrap();
                continue;
            }
            let (said, place) = refused(text.clone(), Format::RdfXml);
            assert!(
                said.contains("elements lie more than 128 deep here"),
                "{said}"
            );
            assert_eq!(place.0, 3);
            let (_, report) = read(text, Format::RdfXml, false).unwrap();
            assert_eq!(report.count("triples"), 1, "{report}");
            assert!(report.to_string().contains("128 deep"), "{report}");
        }
    }
}

#[test]
fn terms_made_in_code_and_by_updates_lie_so_deep_and_no_deeper() {
    on_little_stack(|| {
        let iri = |text: &str| Iri::new(text).unwrap();
        let mut term: Term = iri("http://a").into();
        for _ in 0..DEEPEST {
            term = Triple::new(iri("http://a"), iri("http://b"), term)
                .unwrap()
                .into();
        }
        let deeper = Triple::new(iri("http://a"), iri("http://b"), term);
        assert_eq!(deeper, Err(ValueError::Deep { limit: DEEPEST }));
    });
    let error = on_little_stack(|| {
        let graph = Graph::new();
        graph
            .update("INSERT DATA { <http://a> <http://b> <http://c> }")
            .unwrap();
        let wrap = "DELETE { ?s ?p ?o } INSERT { ?s ?p <<( ?s ?p ?o )>> } WHERE { ?s ?p ?o }";
        for _ in 0..DEEPEST {
            graph.update(wrap).unwrap();
        }
        graph.compact().unwrap();
        let insert = |depth: usize| {
            let term = nested("<<( <http://a> <http://b> ", "1", " )>>", depth);
            Graph::new().update(&format!("INSERT DATA {{ <http://a> <http://b> {term} }}"))
        };
        insert(DEEPEST).unwrap();
        for depth in [DEEPEST + 1, 900] {
            let said = insert(depth).unwrap_err().to_string();
            assert!(said.contains("rawabit goes down 128"), "{said}");
        }
        let error = graph.update(wrap).unwrap_err();
        let rows = graph.query("SELECT * { ?s ?p ?o }").unwrap();
        assert_eq!(rows.len(), 1);
        graph.check().unwrap();
        error
    });
    assert!(error.to_string().contains("128 deep"), "{error}");
}

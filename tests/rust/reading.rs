//! Promises to those who read RDF: formats, errors, nothing lost, nothing dropped in silence.

use std::io::Write as _;

use rawabit::{Error, Format, Graph, Iri, ReadError, ReadOptions, Report};

fn read(text: &str, options: ReadOptions) -> Result<(Graph, Report), Error> {
    let graph = Graph::new();
    let report = graph.read_from(text.as_bytes(), options)?;
    Ok((graph, report))
}

const TURTLE: &str = "
PREFIX rb: <https://w3id.org/rawabit/ns#>
PREFIX ex: <https://kg.example/>
ex:qatar a rb:Country ; rb:participatesIn ex:wps ~ ex:c1 {| a rb:Claim ; rb:confidence 0.7 |} .
ex:wps a rb:Summit .
";

#[test]
fn the_format_comes_from_the_option_the_name_or_the_content() {
    for options in [
        ReadOptions::new().format(Format::Turtle),
        ReadOptions::new().name("x.ttl"),
        ReadOptions::new(),
    ] {
        let (graph, report) = read(TURTLE, options).unwrap();
        assert_eq!((graph.len(), graph.claim_count()), (2, 1), "{report}");
        assert_eq!(report.count("claims"), 1);
        assert!(
            graph.entity("ex:qatar").is_ok(),
            "the file's prefixes are known"
        );
    }
    let error = read("name,type\nQatar,Country\n", ReadOptions::new())
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("\"turtle\" (.ttl") && error.contains("format="),
        "{error}"
    );
}

#[test]
fn packed_files_are_unpacked_by_name_or_by_content() {
    let folder = std::env::temp_dir().join(format!("rawabit-packed-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(TURTLE.as_bytes()).unwrap();
    let gz = packed.finish().unwrap();
    let zst = ruzstd::encoding::compress_to_vec(
        TURTLE.as_bytes(),
        ruzstd::encoding::CompressionLevel::Fastest,
    );
    for (name, bytes) in [("a.ttl.gz", gz), ("a.ttl.zst", zst)] {
        let path = folder.join(name);
        std::fs::write(&path, &bytes).unwrap();
        let graph = Graph::new();
        graph.read(&path).unwrap();
        assert_eq!(graph.claim_count(), 1, "{name}");
        let graph = Graph::new();
        graph
            .read_from(bytes.as_slice(), ReadOptions::new())
            .unwrap();
        assert_eq!(graph.claim_count(), 1, "{name} by content");
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn packed_files_of_several_parts_are_read_to_the_end() {
    let pack = |n: usize| {
        let text = format!("<http://a/> <http://b/> \"{n}\" .\n").repeat(5000 * (n + 1));
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(text.as_bytes()).unwrap();
        let level = ruzstd::encoding::CompressionLevel::Fastest;
        let zst = ruzstd::encoding::compress_to_vec(text.as_bytes(), level);
        (packed.finish().unwrap(), zst)
    };
    let (one, two) = (pack(1), pack(2));
    // Between them a frame that is to be skipped.
    let skipped = [&[0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0][..], b"abc"].concat();
    let mut zst = [one.1.clone(), skipped, two.1.clone()].concat();
    let read = |bytes: &[u8]| {
        let graph = Graph::new();
        let report = graph.read_from(bytes, ReadOptions::new().format(Format::NTriples))?;
        Ok::<_, Error>(report.count("triples"))
    };
    let both = 10_000 + 15_000;
    assert_eq!(read(&[one.0, two.0].concat()).unwrap(), both);
    assert_eq!(read(&zst).unwrap(), both);
    *zst.last_mut().unwrap() ^= 1;
    let error = read(&zst).unwrap_err().to_string();
    assert!(error.contains("checksum"), "{error}");
}

#[test]
fn a_syntax_error_names_path_line_and_column_and_leaves_the_graph_as_it_was() {
    let graph = Graph::new();
    let text = "<http://a/> <http://b/> <http://c/> .\n<http://a/> <http://b/> .\n";
    let options = || {
        ReadOptions::new()
            .format(Format::NTriples)
            .name("people.nt")
    };
    let error = graph.read_from(text.as_bytes(), options()).unwrap_err();
    assert!(error.to_string().starts_with("people.nt:2:25: "), "{error}");
    let Error::Read(ReadError::Syntax { line, column, .. }) = error else {
        panic!()
    };
    assert_eq!((line, column, graph.len()), (2, 25, 0));
    let report = graph
        .read_from(text.as_bytes(), options().strict(false))
        .unwrap();
    assert_eq!(
        (
            report.count("triples"),
            report.count("refused"),
            report.is_ok()
        ),
        (1, 1, false)
    );
    assert_eq!(report.problems()[0].place, "2:25");
    assert_eq!(graph.len(), 2);
}

#[test]
fn rdf_xml_and_json_ld_are_read_and_their_errors_have_lines() {
    let xml = "<?xml version=\"1.0\"?>\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:rb=\"https://w3id.org/rawabit/ns#\">\n<rb:Country rdf:about=\"http://e/qatar\"/>\n</rdf:RDF>\n";
    assert_eq!(
        read(xml, ReadOptions::new())
            .unwrap()
            .0
            .entities("Country")
            .unwrap()
            .count(),
        1
    );
    let error = read(
        &xml.replace("</rdf:RDF>", "</rdf:RD>"),
        ReadOptions::new().name("x.rdf"),
    )
    .unwrap_err();
    assert!(error.to_string().starts_with("x.rdf:4:"), "{error}");
    let json = "{\"@context\": {\"rb\": \"https://w3id.org/rawabit/ns#\"},\n \"@id\": \"http://e/qatar\", \"@type\": \"rb:Country\"}";
    assert_eq!(
        read(json, ReadOptions::new())
            .unwrap()
            .0
            .entities("Country")
            .unwrap()
            .count(),
        1
    );
    let error = read(
        &json.replace(": \"rb:Country\"}", ": }"),
        ReadOptions::new().name("x.jsonld"),
    )
    .unwrap_err();
    assert!(error.to_string().starts_with("x.jsonld:2:"), "{error}");
}

#[test]
fn what_the_schema_says_already_is_skipped_and_counted() {
    let ontology = concat!(env!("CARGO_MANIFEST_DIR"), "/ontology/rawabit.ttl");
    let graph = Graph::new();
    let report = graph.read(ontology).unwrap();
    assert_eq!((report.count("triples"), graph.len()), (0, 0), "{report}");
    let all: usize = graph
        .schema()
        .graphs()
        .map(|(_, triples)| triples.len())
        .sum();
    assert_eq!(report.count("schema"), all);
    let text = "<http://a/> <http://b/> <http://c/> <https://w3id.org/rawabit/ns> .";
    let error = read(text, ReadOptions::new().format(Format::NQuads))
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("ontology's own") && error.contains("Schema("),
        "{error}"
    );
}

#[test]
fn a_file_that_is_not_there_says_so() {
    let error = Graph::new().read("/nowhere/at/all.ttl").unwrap_err();
    let Error::Read(ReadError::File { source, .. }) = &error else {
        panic!("{error}")
    };
    assert_eq!(source.kind(), std::io::ErrorKind::NotFound);
    assert!(Graph::new().read(std::env::temp_dir()).is_err());
}

#[test]
fn everything_in_named_graphs_is_worth_a_warning() {
    let text = "<http://a/> <http://b/> <http://c/> <http://g/> .";
    let (graph, report) = read(text, ReadOptions::new().format(Format::NQuads)).unwrap();
    assert_eq!(graph.len(), 0);
    assert!(
        report.is_ok() && report.problems()[0].message.contains("named graphs"),
        "{report}"
    );
}

#[test]
fn blank_nodes_of_two_readings_are_different_nodes() {
    let graph = Graph::new();
    let text = "_:x <http://b/> \"1\" . _:x a <http://c/T> .";
    for _ in 0..2 {
        graph
            .read_from(text.as_bytes(), ReadOptions::new().format(Format::Turtle))
            .unwrap();
    }
    assert_eq!(graph.len(), 2);
}

#[test]
fn relative_iris_are_read_against_the_file_or_the_base() {
    let path = std::env::temp_dir().join(format!("rawabit قطر {}.ttl", std::process::id()));
    std::fs::write(&path, "<#me> a <https://w3id.org/rawabit/ns#Person> .").unwrap();
    let graph = Graph::new();
    graph.read(&path).unwrap();
    let iri = graph.iter().next().unwrap().iri().unwrap();
    assert!(
        iri.as_str().starts_with("file:///") && iri.as_str().ends_with("#me"),
        "{iri}"
    );
    graph
        .read_with(&path, ReadOptions::new().base("https://kg.example/x"))
        .unwrap();
    assert!(graph.contains("https://kg.example/x#me").unwrap());
    std::fs::remove_file(path).unwrap();
    let error = read(
        "<a> <b> <c> .",
        ReadOptions::new().format(Format::Turtle).name("t"),
    )
    .unwrap_err();
    assert!(error.to_string().starts_with("t:1:"), "{error}");
}

#[test]
fn the_default_graph_of_a_document_goes_into_the_graph_that_is_asked_for() {
    let text =
        "<http://a/> <http://b/> \"1\" . GRAPH <http://own/> { <http://a/> <http://b/> \"2\" }";
    let graph = Graph::new();
    let options = ReadOptions::new()
        .format(Format::TriG)
        .graph(Iri::new("http://asked/").unwrap());
    let report = graph.read_from(text.as_bytes(), options).unwrap();
    assert_eq!(report.count("triples"), 2);
    assert!(
        report.problems().is_empty(),
        "who asks for a graph needs no warning: {report}"
    );
    let counted = |graph_name: &str| {
        let name = Iri::new(graph_name).unwrap();
        let view = graph.view();
        view.query(&format!("SELECT ?o {{ GRAPH {name} {{ ?s ?p ?o }} }}"))
            .unwrap()
            .rows()
            .map(|row| row.text("o").unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(counted("http://asked/"), ["1"]);
    assert_eq!(counted("http://own/"), ["2"]);
    assert!(
        !graph.ask("ASK { ?s ?p ?o }").unwrap(),
        "nothing is in the default graph"
    );
    graph.check().unwrap();
}

#[test]
fn a_named_graph_that_is_asked_for_takes_claims_along() {
    let graph = Graph::new();
    let options = ReadOptions::new().graph(Iri::new("http://asked/").unwrap());
    graph.read_from(TURTLE.as_bytes(), options).unwrap();
    assert!(
        graph
            .ask("ASK { GRAPH <http://asked/> { ex:qatar rb:participatesIn ex:wps ~ ex:c1 {| rb:confidence 0.7 |} } }")
            .unwrap()
    );
    graph.check().unwrap();
}

#[test]
fn a_text_that_needs_a_language_and_has_none_is_refused() {
    let datatype = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString";
    let line = format!("<http://a/> <http://b/> \"x\"^^<{datatype}> .");
    let xml = format!(
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:b='http://b/'>
         <rdf:Description rdf:about='http://a/'><b:p rdf:datatype='{datatype}'>x</b:p></rdf:Description></rdf:RDF>"
    );
    let json = format!(
        "{{\"@id\": \"http://a/\", \"http://b/\": {{\"@value\": \"x\", \"@type\": \"{datatype}\"}}}}"
    );
    for (format, text) in [
        (Format::NTriples, &line),
        (Format::NQuads, &line),
        (Format::Turtle, &line),
        (Format::TriG, &line),
        (Format::RdfXml, &xml),
        (Format::JsonLd, &json),
    ] {
        let options = || ReadOptions::new().format(format);
        assert!(read(text, options()).is_err(), "{format}");
        let (graph, report) = read(text, options().strict(false)).unwrap();
        assert_eq!(
            (report.count("refused"), report.count("triples")),
            (1, 0),
            "{format}: {report}"
        );
        assert!(!graph.ask("ASK { ?s ?p ?o }").unwrap(), "{format}");
    }
}

#[test]
fn contexts_of_json_ld_are_asked_of_who_knows_them() {
    let json =
        "{\"@context\": \"https://c/\", \"@id\": \"http://e/qatar\", \"@type\": \"Country\"}";
    let options = || ReadOptions::new().name("x.jsonld");
    let graph = Graph::new();
    let error = graph
        .read_from(json.as_bytes(), options())
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("https://c/") && error.contains("ReadOptions::contexts()"),
        "{error}"
    );
    let known = |address: &str| match address {
        "https://c/" => {
            Ok(b"{\"@context\": {\"@vocab\": \"https://w3id.org/rawabit/ns#\"}}".to_vec())
        }
        _ => Err(std::io::Error::from(std::io::ErrorKind::NotFound)),
    };
    graph
        .read_from(json.as_bytes(), options().contexts(known))
        .unwrap();
    assert_eq!(graph.entities("Country").unwrap().count(), 1);
    let other = json.replace("https://c/", "https://other/");
    let error = graph
        .read_from(other.as_bytes(), options().contexts(known))
        .unwrap_err();
    assert!(error.to_string().contains("https://other/"), "{error}");
}

//! Promises to those who read RDF: formats, errors, nothing lost, nothing dropped in silence.

#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use std::fmt::Write as _;
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
        error.contains("https://c/") && error.contains("with contexts"),
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

// ---- what is cut short, or begins oddly ------------------------------------------------------------------

const XML: &str = "<?xml version=\"1.0\"?>
<!-- two countries -->
<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:rb=\"https://w3id.org/rawabit/ns#\">
  <rb:Country rdf:about=\"http://e/qatar\"><rb:p><![CDATA[<a>]]></rb:p></rb:Country>
  <rb:Country rdf:about=\"http://e/oman\" rb:p=\"a > b\"/>
</rdf:RDF>
";

#[test]
fn rdf_xml_that_is_cut_short_anywhere_is_refused() {
    let whole = || ReadOptions::new().format(Format::RdfXml);
    assert_eq!(read(XML, whole()).unwrap().1.count("triples"), 4);
    for end in 0..XML.trim_end().len() {
        let error = read(&XML[..end], whole()).err();
        assert!(error.is_some(), "{:?}", &XML[..end]);
    }
    let cut = XML
        .split_once("  <rb:Country rdf:about=\"http://e/oman")
        .unwrap()
        .0;
    let error = read(cut, whole().name("x.rdf")).unwrap_err().to_string();
    let said = "x.rdf:5:1: the document ends too early: <rdf:RDF> of line 3 is not closed";
    assert!(error.starts_with(said), "{error}");
    let two = format!("{XML}<rb:Country xmlns:rb='http://b/'/>");
    let error = read(&two, whole()).unwrap_err().to_string();
    assert!(error.contains(":7:1: a second element"), "{error}");
    let (_, report) = read(&two, whole().strict(false)).unwrap();
    assert_eq!((report.count("triples"), report.count("refused")), (4, 1));
    let (_, report) = read("", whole().strict(false)).unwrap();
    let said = report.to_string();
    assert!(said.contains("no element in the document"), "{said}");
}

#[test]
fn a_bad_node_of_rdf_xml_is_left_out_whole_and_the_next_is_read() {
    let about = "rdf:about=\"http://e/oman\"";
    let property = "<rb:p><![CDATA[<a>]]></rb:p>";
    for (right, wrong, kept, at) in [
        (about, "rdf:about=\"http://e/o man\"", "qatar", "5:3"),
        (about, "rdf:ID=\"1 2\"", "qatar", "5:3"),
        (
            about,
            "rdf:about=\"http://e/oman\" a:b=\"c\"",
            "qatar",
            "5:3",
        ),
        (
            property,
            "<rb:p rdf:datatype=\"a b\">c</rb:p>",
            "oman",
            "4:42",
        ),
        (property, "text<rb:p>c</rb:p>", "oman", "4:42"),
        (
            "</rb:p></rb:Country>",
            "</rb:Country></rb:p>",
            "oman",
            "4:63",
        ),
    ] {
        let text = XML.replace(right, wrong);
        let (graph, report) = lenient(&text, Format::RdfXml);
        let said = report.to_string();
        assert_eq!(report.count("refused"), 1, "{wrong}: {said}");
        assert_eq!(places(&report), [at], "{wrong}: {said}");
        let kept = format!("<e/{kept}>");
        let quads = quads(&graph);
        assert_eq!(quads.len(), 2, "{wrong}");
        assert!(
            quads.iter().all(|quad| quad.starts_with(&kept)),
            "{quads:?}"
        );
    }
}

#[test]
fn the_prefixes_of_rdf_xml_are_kept_as_those_of_turtle_are() {
    for strict in [true, false] {
        let text = XML.replace("xmlns:rb=", "xmlns:more=\"http://more/\" xmlns:rb=");
        let options = ReadOptions::new().format(Format::RdfXml).strict(strict);
        let (graph, _) = read(&text, options).unwrap();
        let more = ("more".to_owned(), "http://more/".to_owned());
        assert!(graph.prefixes().contains(&more), "{strict}");
    }
}

#[test]
fn every_bad_node_of_rdf_xml_is_listed() {
    let mut nodes = String::new();
    for n in 0..3000 {
        let about = if n % 3 == 0 { "a" } else { "&c;" };
        let id = n % 2000;
        writeln!(
            nodes,
            "<r:Description r:ID='a{id}'><b:p>\n{n}</b:p></r:Description>\n<!-- <x> --><b:C r:about='{about} {n}'/>"
        )
        .unwrap();
    }
    let text = format!(
        "<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY c \"http://c/\">]>\n<r:RDF \
         xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:b='http://b/' xml:base='http://d/'>{nodes}</r:RDF >\n"
    );
    let (graph, report) = lenient(&text, Format::RdfXml);
    // A name of a node that is used again, and an IRI with a space in it.
    assert_eq!(report.count("refused"), 1000 + 3000, "{report}");
    assert_eq!(report.problems().len(), 4000);
    assert_eq!(quads(&graph).len(), 2000);
    let said = report.problems()[3999].to_string();
    assert!(said.contains("9002:"), "{said}");
    let used_again = |p: &rawabit::Problem| p.message.contains("\"a0\" has been used before");
    assert_eq!(
        report.problems().iter().filter(|p| used_again(p)).count(),
        1
    );
    // One node, and no list of nodes: nothing to go on with.
    let one = "<b:C xmlns:b='http://b/'><b:p>x</b:p><b:q r:s='t'/><b:r>y</b:r></b:C>";
    let (graph, report) = lenient(one, Format::RdfXml);
    assert_eq!((quads(&graph).len(), report.count("refused")), (0, 1));
    let good = "<b:C xmlns:b='http://b/'><b:p>x</b:p><b:r>y</b:r></b:C>";
    let (graph, report) = lenient(good, Format::RdfXml);
    assert_eq!((quads(&graph).len(), report.is_ok()), (3, true), "{report}");
}

#[test]
fn entities_that_grow_without_measure_are_refused() {
    let document = |entities: &str, value: &str| {
        format!(
            "<!DOCTYPE r [<!ENTITY a0 \"aaaaaaaaaa\">{entities}]>\n<rdf:RDF \
             xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:b='http://b/'>\
             <rdf:Description rdf:about='http://a/' b:p='{value}'/></rdf:RDF>"
        )
    };
    let tenfold = |times: u32| -> String {
        let entity = |n: u32| {
            let ten = format!("&a{};", n - 1).repeat(10);
            format!("<!ENTITY a{n} \"{ten}\">")
        };
        (1..=times).map(entity).collect()
    };
    let read_as = |text: &str, strict: bool| {
        let options = ReadOptions::new().format(Format::RdfXml).strict(strict);
        match read(text, options) {
            Ok((graph, report)) => (Some(graph), report.to_string()),
            Err(error) => (None, error.to_string()),
        }
    };
    for strict in [true, false] {
        // Entities within entities, and a long one many times.
        for text in [
            document(&tenfold(19), "&a19;"),
            document(&tenfold(4), &"&a4;".repeat(10_000)),
        ] {
            let (_, said) = read_as(&text, strict);
            assert!(said.contains("grow without measure"), "{said}");
        }
    }
    let (graph, said) = read_as(&document(&tenfold(1), "&a1;"), true);
    let long = "a".repeat(100);
    let ask = format!("ASK {{ ?s ?p '{long}' }}");
    assert!(graph.expect(&said).ask(&ask).unwrap());
    let (graph, said) = read_as(&document("", &"&a0;".repeat(1_000_000)), true);
    assert!(graph.is_some(), "{said}");
}

#[test]
fn a_mark_of_the_byte_order_is_passed_over_and_utf_16_is_read_of_xml_and_else_named() {
    let json_ld = "{\"@id\": \"http://a/\", \"http://b/\": \"c\"}";
    let line = "<http://a/> <http://b/> <http://c/> .\n";
    for (format, text) in [
        (Format::Turtle, line),
        (Format::TriG, line),
        (Format::NTriples, line),
        (Format::NQuads, line),
        (Format::RdfXml, XML),
        (Format::JsonLd, json_ld),
    ] {
        let marked = format!("\u{feff}{text}");
        for options in [
            ReadOptions::new().format(format),
            ReadOptions::new(),
            ReadOptions::new().format(format).strict(false),
        ] {
            let (_, report) = read(&marked, options).unwrap();
            assert!(report.count("triples") > 0 && report.is_ok(), "{format}");
        }
        let little = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let wide: [Vec<u8>; 3] = [little(text), little(&marked), big(&marked)];
        for bytes in wide {
            let options = ReadOptions::new().format(format);
            let graph = Graph::new();
            if format == Format::RdfXml {
                for options in [
                    options,
                    ReadOptions::new(),
                    ReadOptions::new().strict(false),
                ] {
                    let report = graph.read_from(bytes.as_slice(), options).unwrap();
                    assert!(report.is_ok(), "{report}");
                    assert!(graph.same_as(&read(text, ReadOptions::new()).unwrap().0));
                }
                continue;
            }
            let error = graph.read_from(bytes.as_slice(), options);
            let error = error.unwrap_err().to_string();
            assert!(error.contains("UTF-16; save it as UTF-8"), "{error}");
        }
    }
    let latin = b"<http://a/> <http://b/> \"caf\xe9\" .\n";
    for format in [Format::Turtle, Format::NTriples] {
        let error = Graph::new().read_from(&latin[..], ReadOptions::new().format(format));
        let error = error.unwrap_err().to_string();
        assert!(error.contains("save it as UTF-8"), "{error}");
    }
}

#[test]
fn zeros_behind_a_packed_file_are_passed_over() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(TURTLE.as_bytes()).unwrap();
    let mut packed = packed.finish().unwrap();
    let cut = packed[..packed.len() - 4].to_vec();
    packed.extend([0; 700]);
    let graph = Graph::new();
    let options = ReadOptions::new();
    graph.read_from(packed.as_slice(), options).unwrap();
    assert_eq!(graph.claim_count(), 1);
    packed.push(b'x');
    for broken in [packed, cut] {
        let options = ReadOptions::new().format(Format::Turtle);
        assert!(Graph::new().read_from(broken.as_slice(), options).is_err());
    }
}

#[test]
fn what_is_no_document_of_ours_says_what_it_is() {
    for (bytes, said) in [
        (&b"BZh91AY&SY"[..], "a .bz2 file; unpack it first"),
        (b"PK\x03\x04\x14\0", "a .zip file"),
        (b"\n<!DOCTYPE html><html><head>", "a page of HTML"),
        (b"<html lang=\"en\"><head>", "a page of HTML"),
    ] {
        for options in [
            ReadOptions::new(),
            ReadOptions::new().format(Format::Turtle),
        ] {
            let error = Graph::new().read_from(bytes, options).unwrap_err();
            assert!(error.to_string().contains(said), "{error}");
        }
    }
    for (name, format) in [
        ("text/turtle; charset=utf-8", Format::Turtle),
        ("N-Triples", Format::NTriples),
        ("application/rdf+xml", Format::RdfXml),
        ("JSON-LD", Format::JsonLd),
    ] {
        assert_eq!(name.parse::<Format>().unwrap(), format);
    }
    let error = "turtel".parse::<Format>().unwrap_err().to_string();
    assert!(error.contains("did you mean \"turtle\"?"), "{error}");
    let comment = format!("# {}\n", "x".repeat(98)).repeat(1000);
    let text = comment + "PREFIX : <http://a/> :a :b :c .";
    let (_, report) = read(&text, ReadOptions::new()).unwrap();
    assert_eq!(report.count("triples"), 1);
}

// ---- strict=False ----------------------------------------------------------------------------------------

fn lenient(text: &str, format: Format) -> (Graph, Report) {
    read(text, ReadOptions::new().format(format).strict(false)).unwrap()
}

/// The quads of a graph, sorted; the graph behind the triple.
fn quads(graph: &Graph) -> Vec<String> {
    let mut bytes = Vec::new();
    let options = rawabit::WriteOptions::new().format(Format::NQuads);
    graph.view().write_to(&mut bytes, options).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let mut lines: Vec<String> = text
        .lines()
        .map(|line| line.replace("http://", ""))
        .collect();
    lines.sort();
    lines
}

fn places(report: &Report) -> Vec<&str> {
    report.problems().iter().map(|p| p.place.as_str()).collect()
}

#[test]
fn a_bad_statement_is_left_out_whole_and_the_next_is_read() {
    let text = "@prefix : <http://a/> .
:a :b :c ; :d \"open .
:e :f :g .
:h :i [ :j :k ; :l nope:m ] .
:n :o :p
:q :r :s .
PREFIX x: <http://x/>
x:t x:u x:v .
:v :w \"x\"^^<y z> .
:y :z <http://open .
:z :z :z .
:y :z :last";
    for format in [Format::Turtle, Format::TriG] {
        let (graph, report) = lenient(text, format);
        let kept = [
            "<a/e> <a/f> <a/g> .",
            "<a/q> <a/r> <a/s> .",
            "<a/z> <a/z> <a/z> .",
            "<x/t> <x/u> <x/v> .",
        ];
        assert_eq!(quads(&graph), kept, "{report}");
        let at: Vec<&str> = places(&report);
        let lines: Vec<&str> = at.iter().map(|at| at.split(':').next().unwrap()).collect();
        assert_eq!(lines, ["2", "4", "6", "9", "10", "12"], "{report}");
        assert_eq!(report.count("refused"), 6);
        let said = report.to_string();
        assert!(
            said.contains("4:20: the prefix \"nope:\" is not declared"),
            "{said}"
        );
    }
}

#[test]
fn json_ld_is_read_to_its_first_mistake_and_says_so() {
    for bad in [
        r#"{"@id": 5, "http://e/p": 2}"#,
        r#"{"@id": "http://e/x", "http://e/p": {"@value": "v", "@type": 5}}"#,
        r#"{"@id": "http://e/x", "@id": "http://e/y", "http://e/p": 8}"#,
        r#"{"@id": "http://e/x", "http://e/p": {"@value": "v", "@direction": "up"}}"#,
    ] {
        let good = r#"{"@id": "http://e/a", "http://e/p": "b"}"#;
        let (graph, report) = lenient(&format!("[{good}, {bad}, {good}]"), Format::JsonLd);
        assert_eq!(quads(&graph), ["<e/a> <e/p> \"b\" ."], "{bad} {report}");
        let said = report.to_string();
        assert!(said.contains("nothing from here on is read"), "{said}");
    }
}

#[test]
fn texts_of_rdf_xml_may_have_comments_instructions_and_cdata_in_them() {
    let xml = |inside: &str| {
        format!(
            "<?xml version=\"1.0\"?>\n<!-- <a> -->\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" \
             xmlns:e=\"http://e/\" xml:lang=\"en\">\n<rdf:Description rdf:about=\"http://e/a\">{inside}\
             </rdf:Description>\n<!-- </rdf:RDF> -->\n</rdf:RDF>\n<!-- the end -->"
        )
    };
    for (inside, value) in [
        ("<e:p>a<![CDATA[<c>&amp;]]>b</e:p>", "\"a<c>&amp;b\"@en"),
        ("<e:p><![CDATA[]]]]><![CDATA[>]]></e:p>", "\"]]>\"@en"),
        ("<e:p>a<![CDATA[]x]]]]]>b</e:p>", "\"a]x]]]b\"@en"),
        ("<e:p>a<!-- c -- > -->b</e:p>", "\"ab\"@en"),
        ("<e:p>a<?pi <x> ?>b<!----></e:p>", "\"ab\"@en"),
        ("<e:p xml:lang=\"\">a</e:p>", "\"a\""),
        ("<e:p xml:lang = ''>a</e:p>", "\"a\""),
        ("<e:p xml:lang='ar'>a</e:p>", "\"a\"@ar"),
        (
            "<e:p rdf:parseType=\"Literal\">a<!-- c --><b xml:lang=\"\">c</b></e:p>",
            "\"a<b xml:lang=\\\"\\\" xmlns:rdf=\\\"www.w3.org/1999/02/22-rdf-syntax-ns#\\\" \
             xmlns:e=\\\"e/\\\">c</b>\"^^<www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral>",
        ),
    ] {
        for strict in [true, false] {
            let options = ReadOptions::new().format(Format::RdfXml).strict(strict);
            let (graph, report) = read(&xml(inside), options).unwrap();
            assert!(report.is_ok(), "{report}");
            assert_eq!(
                quads(&graph),
                [format!("<e/a> <e/p> {value} .")],
                "{inside}"
            );
        }
    }
    // Places are those of the document.
    let long = "<!-- c -->".repeat(20_000);
    let bad = xml(&format!(
        "\n{long}<e:p>a<!--\n-->b<![CDATA[<<<<\n]]></e:p>\n  <!-- c --> <e:p rdf:nope=\"\" rdf:ID=\"1\"/>"
    ));
    for strict in [true, false] {
        let options = ReadOptions::new().format(Format::RdfXml).strict(strict);
        let place = match read(&bad, options) {
            Ok((_, report)) => report.problems()[0].place.clone(),
            Err(Error::Read(ReadError::Syntax { line, column, .. })) => format!("{line}:{column}"),
            Err(error) => error.to_string(),
        };
        assert_eq!(place, "8:14");
    }
    let latin = xml("").replace("\"1.0\"?", "\"1.0\" encoding=\"ISO-8859-1\"?");
    let error = read(&latin, ReadOptions::new()).unwrap_err().to_string();
    assert!(
        error.contains("another encoding; save it as UTF-8"),
        "{error}"
    );
}

#[test]
fn a_bad_statement_in_a_graph_leaves_the_others_in_theirs() {
    let text = "@prefix : <http://a/> .
:g { :a :b :c . :d :e . :f :g :h }
GRAPH :i { :j :k nope:l .
  :m :n :o . }
nope:p { :q :r :s }
[] { :t :u :v , . :w :x :y . :z :z :z }
:a :a :a .
:k { :l :m :n .
  :o :p :q .";
    let (graph, report) = lenient(text, Format::TriG);
    let all = quads(&graph);
    let blank = all
        .iter()
        .find_map(|quad| quad.strip_prefix("<a/w> <a/x> <a/y> "));
    let blank = blank.unwrap();
    assert!(blank.starts_with("_:"), "{blank}");
    let last = format!("<a/w> <a/x> <a/y> {blank}");
    let also = format!("<a/z> <a/z> <a/z> {blank}");
    let kept = [
        "<a/a> <a/a> <a/a> .",
        "<a/a> <a/b> <a/c> <a/g> .",
        "<a/f> <a/g> <a/h> <a/g> .",
        "<a/l> <a/m> <a/n> <a/k> .",
        "<a/m> <a/n> <a/o> <a/i> .",
        "<a/o> <a/p> <a/q> <a/k> .",
        &last,
        &also,
    ];
    assert_eq!(all, kept, "{report}");
    assert_eq!(places(&report), ["2:23", "3:18", "5:1", "6:17", "9:13"]);
    let said = report.to_string();
    assert!(
        said.contains("what stands in this graph is left out"),
        "{said}"
    );
    assert!(
        said.contains("the graph of line 8 is never closed"),
        "{said}"
    );
}

#[test]
fn a_text_that_is_never_closed_says_that_the_rest_is_not_read() {
    let line = "<http://a> <http://b> <http://c> .\n";
    let text = format!("{line}<http://a> <http://b> '''d .\n{line}");
    let (graph, report) = lenient(&text, Format::Turtle);
    assert_eq!(quads(&graph), ["<a> <b> <c> ."]);
    let said = report.to_string();
    assert!(
        said.contains("2:1: a text in three quotes is never closed")
            && said.contains("nothing from here on is read"),
        "{said}"
    );
}

#[test]
fn every_mistake_is_listed() {
    let two = "<http://a> <http://b> <c d> .\n<http://a> <http://b> \"x\" .\n";
    for format in [Format::NTriples, Format::NQuads, Format::Turtle] {
        let (_, report) = lenient(&two.repeat(5000), format);
        assert_eq!(report.problems().len(), 5000, "{format}");
        assert_eq!((report.unlisted(), report.count("refused")), (0, 5000));
        let last = &report.problems()[4999].place;
        assert!(last.starts_with("9999:"), "{last}");
    }
}

#[test]
fn lines_are_left_out_whole() {
    let start = "<http://a> <http://b>";
    let text = format!(
        "{start} \"c\" <http://g> <http://h> .\n{start} \"d\"\n{start} \"e\" . x\n{start} \"f\" ."
    );
    let (graph, report) = lenient(&text, Format::NQuads);
    assert_eq!(quads(&graph), ["<a> <b> \"f\" ."], "{report}");
    assert_eq!(report.count("refused"), 3);
}

/// The same line over and over, a bit at a time; and the largest buffer that was held out for it.
struct Lines {
    line: &'static [u8],
    times: usize,
    at: usize,
    asked: usize,
}

impl std::io::Read for &mut Lines {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.asked = self.asked.max(buffer.len());
        if self.times == 0 {
            return Ok(0);
        }
        let rest = &self.line[self.at..];
        let n = rest.len().min(buffer.len()).min(1000);
        buffer[..n].copy_from_slice(&rest[..n]);
        self.at += n;
        if self.at == self.line.len() {
            (self.at, self.times) = (0, self.times - 1);
        }
        Ok(n)
    }
}

#[test]
fn memory_grows_with_the_graph_and_not_with_the_file() {
    for format in [Format::NTriples, Format::Turtle, Format::TriG] {
        for strict in [true, false] {
            let mut lines = Lines {
                line: b"<http://a/> <http://b/> \"the same again, in a text of some length\" .\n",
                times: 100_000,
                at: 0,
                asked: 0,
            };
            let graph = Graph::new();
            let options = ReadOptions::new().format(format).strict(strict);
            graph.read_from(&mut lines, options).unwrap();
            assert_eq!(quads(&graph).len(), 1);
            assert!(lines.asked <= 1 << 17, "{format}: {}", lines.asked);
        }
    }
}

// ---- what an error says ----------------------------------------------------------------------------------

#[test]
fn an_error_shows_the_line_and_how_to_mend_it() {
    let said = |text: &str, format: Format| {
        let options = ReadOptions::new().format(format).name("x");
        read(text, options).unwrap_err().to_string()
    };
    assert_eq!(
        said(
            "PREFIX exa: <http://e/>\nexa:a ex:b exa:c .\n",
            Format::Turtle
        ),
        "x:2:7: the prefix \"ex:\" is not declared; did you mean \"exa\"? Else declare it: @prefix ex: <…> .\n  \
         exa:a ex:b exa:c .\n        ^"
    );
    let error = said("<http://a> rb:hosts <http://b> .", Format::Turtle);
    let declared = "declare it: @prefix rb: <https://w3id.org/rawabit/ns#> .";
    assert!(error.contains(declared), "{error}");
    let error = said("<a> <b> <c> .", Format::NTriples);
    let relative = "\"<a>\" is relative, which no IRI of N-Triples and N-Quads is, whatever the base; write it in full";
    assert!(error.contains(relative), "{error}");
    let error = said("<a> <b> <c> .", Format::Turtle);
    let relative = "\"<a>\" is relative, and there is no base to it; give one with base=";
    assert!(error.contains(relative), "{error}");
    let two = "<http://a> <http://b> <http://c>\n<http://d> <http://e> <http://f> .";
    for format in [Format::NTriples, Format::NQuads] {
        for (end, column) in [("", 33), (" \r", 33), (" # c", 37)] {
            let two = two.replace(">\n", &format!(">{end}\n"));
            let at = format!("1:{column}");
            let dot = "expected \".\" at the end of the statement, but the line ends";
            let error = said(&two, format);
            let line = two.lines().next().unwrap();
            assert!(
                error.starts_with(&format!("x:{at}: {dot}\n  {line}")),
                "{error}"
            );
            let (_, report) = lenient(&two, format);
            assert_eq!(places(&report), [at], "{report}");
            assert!(report.to_string().contains(dot), "{report}");
            assert_eq!(report.count("triples"), 1);
        }
        let error = said("<http://a> <http://b> <http://c>", format);
        assert!(error.contains("but the document ends"), "{error}");
        let error = said(&two.replacen(" <http://c>", "", 1), format);
        assert!(
            error.starts_with("x:1:22: the line ends within a statement"),
            "{error}"
        );
    }
    let error = said(two, Format::Turtle);
    let dot = "x:2:1: expected \".\" at the end of the statement, not \"<http://d>\"";
    assert!(error.contains(dot), "{error}");
    let error = said("<http://a> <http://b> \"c .\n", Format::Turtle);
    assert!(error.contains("three quotes"), "{error}");
    let error = said(&XML.replace("e/oman", "e/o man"), Format::RdfXml);
    assert!(
        error.starts_with("x:5:3: ") && error.ends_with("  ^"),
        "{error}"
    );
    // The parser of JSON-LD does not tell where what it finds in the sense of it is.
    let error = said("{\n\"@id\": 5\n}", Format::JsonLd);
    assert!(!error.contains("1:1"), "{error}");
    let error = read("<http://a> a [ .\n", ReadOptions::new()).unwrap_err();
    let error = error.to_string();
    assert!(
        error.contains("taken for trig") && error.contains("format="),
        "{error}"
    );
}

#[test]
fn a_text_that_is_open_at_the_end_of_its_line_is_told_the_same_in_every_way() {
    let line = "<http://a> <http://b> \"c\" .\n";
    for (format, mends) in [
        (Format::NTriples, "write \\n for a line break"),
        (Format::NQuads, "write \\n for a line break"),
        (Format::Turtle, "three quotes"),
        (Format::TriG, "three quotes"),
    ] {
        for behind in ["", line] {
            let text = format!("{line}<http://a> <http://b> \"it's قطر\n{behind}");
            let options = ReadOptions::new().format(format).name("x");
            let error = read(&text, options).unwrap_err().to_string();
            let said = "2:32: this text is not closed by the end of its line; close it, ";
            assert!(error.starts_with(&format!("x:{said}")), "{error}");
            assert!(error.contains(mends), "{error}");
            let shown = "<http://a> <http://b> \"it's قطر\n";
            assert!(error.contains(shown) && error.ends_with('^'), "{error}");
            let (graph, report) = lenient(&text, format);
            assert_eq!(quads(&graph), ["<a> <b> \"c\" ."], "{report}");
            let problem = &report.problems()[0].to_string();
            assert!(problem.contains("2:32"), "{problem}");
            assert!(problem.contains("by the end of its line"), "{problem}");
            assert!(problem.contains(mends), "{problem}");
        }
    }
}

#[test]
fn a_document_that_looks_like_another_format_is_named() {
    let turtle = "PREFIX e: <http://e/>\ne:a e:b e:c .\n";
    let lines = "<http://a> <http://b> <http://c> .\n";
    let json = "[{\"@id\": \"http://e/a\", \"http://e/p\": 1}]";
    for (text, format, title, name) in [
        (XML, Format::Turtle, "RDF/XML", "rdfxml"),
        (XML, Format::NTriples, "RDF/XML", "rdfxml"),
        (XML, Format::JsonLd, "RDF/XML", "rdfxml"),
        (lines, Format::RdfXml, "N-Quads", "nquads"),
        (turtle, Format::RdfXml, "TriG", "trig"),
        (turtle, Format::JsonLd, "TriG", "trig"),
        (json, Format::TriG, "JSON-LD", "jsonld"),
        (json, Format::RdfXml, "JSON-LD", "jsonld"),
    ] {
        let hint = format!("it looks like {title}: read it with format=\"{name}\"");
        let options = ReadOptions::new().format(format);
        let error = read(text, options).unwrap_err().to_string();
        assert!(error.contains(&hint), "{format}: {error}");
        let (_, report) = lenient(text, format);
        let told = report.to_string().matches(&hint).count();
        assert_eq!(told, 1, "{format}: {report}");
    }
    // What has been read for a while is what it was taken for, and has a mistake.
    let text = format!("{lines}<http://a> <http://b> <c d> .\n");
    for format in [Format::NTriples, Format::Turtle] {
        let options = ReadOptions::new().format(format);
        let error = read(&text, options).unwrap_err().to_string();
        assert!(!error.contains("looks like"), "{error}");
    }
}

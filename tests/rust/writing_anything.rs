//! The same promises for anything at all: random graphs, every character, the files of the W3C.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::format_push_string,
    clippy::format_collect,
    reason = "what goes wrong here fails the test, and its texts are small"
)]

mod round_trip;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rawabit::{Format, Graph, Iri, Literal, ReadOptions, Schema};
use round_trip::{FORMATS, FORMS, read, round_trip};

const SEEDS: u64 = 200;

struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) as usize % n
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    fn scalar(&mut self) -> char {
        loop {
            let ranges = [0x80, 0x80, 0x80, 0x700, 0x3000, 0x11_0000];
            let limit = ranges[self.below(ranges.len())];
            if let Some(c) = char::from_u32(self.below(limit) as u32) {
                return c;
            }
        }
    }

    fn text(&mut self) -> String {
        (0..self.below(12)).map(|_| self.scalar()).collect()
    }

    fn iri(&mut self) -> String {
        loop {
            let head = self.pick(&[
                "http://e/",
                "http://e/a#",
                "https://kg.example/",
                "urn:x:",
                "http://e/x-",
            ]);
            let iri = format!("{head}{}", self.text());
            if Iri::new(iri.as_str()).is_ok() {
                return format!("<{iri}>");
            }
        }
    }

    fn blank(&mut self) -> String {
        format!("_:n{}", self.below(6))
    }

    fn resource(&mut self) -> String {
        match self.below(4) {
            0 => self.blank(),
            1 => self.iri(),
            _ => format!("<http://e/{}>", self.pick(&["a", "b", "c", "r1", "r2"])),
        }
    }

    fn predicate(&mut self) -> String {
        let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
        match self.below(8) {
            0 => format!(
                "<{rdf}{}>",
                self.pick(&[
                    "type",
                    "first",
                    "rest",
                    "subject",
                    "predicate",
                    "object",
                    "reifies"
                ])
            ),
            1 => format!(
                "<https://w3id.org/rawabit/ns#{}>",
                self.pick(&["source", "confidence", "modality", "asserted", "evidence"])
            ),
            _ => format!("<http://e/{}>", self.pick(&["p", "q", "z1"])),
        }
    }

    fn literal(&mut self) -> String {
        let text = self.text();
        let xsd = "http://www.w3.org/2001/XMLSchema#";
        let literal = match self.below(6) {
            0 => Literal::lang(text, self.pick(&["ar", "en-gb", "zh-hant-tw"])).unwrap(),
            1 => Literal::typed(
                self.pick(&["1", "0.10", "1e0", "true", "x", "-.5"]),
                Iri::new(format!(
                    "{xsd}{}",
                    self.pick(&["integer", "decimal", "double", "boolean"])
                ))
                .unwrap(),
            )
            .unwrap(),
            2 => Literal::typed(text, Iri::new("http://e/type").unwrap()).unwrap(),
            _ => Literal::string(text),
        };
        literal.to_string()
    }

    fn term(&mut self, depth: usize) -> String {
        match self.below(8) {
            0 if depth < 2 => format!(
                "<<( {} {} {} )>>",
                self.resource(),
                self.predicate(),
                self.term(depth + 1)
            ),
            1..=3 => self.literal(),
            4 => self
                .pick(&[
                    "<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>",
                    "<http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement>",
                    "<https://w3id.org/rawabit/ns#Claim>",
                    "<https://w3id.org/rawabit/ns#modality-predicted>",
                ])
                .to_owned(),
            _ => self.resource(),
        }
    }

    fn quad(&mut self) -> String {
        let graph = match self.below(8) {
            0 => self.resource(),
            _ => String::new(),
        };
        let reifies = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies>";
        match self.below(3) {
            0 => format!(
                "{} {reifies} <<( {} {} {} )>> {graph} .\n",
                self.resource(),
                self.resource(),
                self.predicate(),
                self.term(1)
            ),
            _ => format!(
                "{} {} {} {graph} .\n",
                self.resource(),
                self.predicate(),
                self.term(0)
            ),
        }
    }
}

#[test]
fn random_graphs_come_back_the_same_wherever_they_fit() {
    let mut went: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..600 {
        let mut numbers = Numbers(seed * 7919 + 3);
        let graph = Graph::builder()
            .base("https://kg.example/")
            .build()
            .unwrap();
        graph.set_prefix("e", "http://e/").unwrap();
        graph.set_prefix("x", "http://e/x-").unwrap();
        let in_graphs = numbers.below(2) == 0;
        for _ in 0..=numbers.below(3) {
            let text: String = (0..numbers.below(20)).map(|_| numbers.quad()).collect();
            let format = if in_graphs {
                Format::NQuads
            } else {
                Format::TriG
            };
            // What is read as TriG has no graphs: a quad is then a syntax error, and left out.
            let options = ReadOptions::new().format(format).strict(false);
            graph.read_from(text.as_bytes(), options).unwrap();
            if numbers.below(2) == 0 {
                graph.compact().unwrap();
            }
        }
        for &format in FORMATS {
            for &form in FORMS {
                if round_trip(&graph, format, form).is_some() {
                    *went.entry(format.name()).or_default() += 1;
                }
            }
        }
    }
    assert_eq!(
        (went["nquads"], went["trig"]),
        (went["trig"], went["nquads"])
    );
    for (format, times) in &went {
        assert!(*times > 30, "{format} only {times} times: {went:?}");
    }
}

/// Statements of a small world, and claims on them, told and taken back.
fn update(numbers: &mut Numbers) -> String {
    let verb = numbers.pick(&["INSERT DATA", "INSERT DATA", "DELETE DATA"]);
    let s = numbers.pick(&["ex:a", "ex:b"]);
    let o = numbers.pick(&["ex:a", "1"]);
    let r = numbers.pick(&["ex:r1", "ex:r2", "ex:r3"]);
    let what = match numbers.below(6) {
        0 | 1 => format!("{s} ex:p {o}"),
        2 => format!("{r} rdf:reifies <<( {s} ex:p {o} )>>"),
        3 => format!("{s} ex:p {o} ~ {r} {{| a rb:Claim |}}"),
        4 => format!("{r} a rb:Claim"),
        _ => {
            let says = numbers.pick(&[
                "rb:modality rb:modality-predicted",
                "rb:polarity rb:polarity-negative",
                "rb:asserted true",
                "rb:asserted false",
                "rb:asserted \"1\"^^xsd:boolean",
                "rb:asserted \"true\"",
                "rb:confidence 0.5",
            ]);
            format!("{r} {says}")
        }
    };
    let graph = numbers.pick(&["", "", "ex:g"]);
    if graph.is_empty() {
        format!("{verb} {{ {what} }}")
    } else {
        format!("{verb} {{ GRAPH {graph} {{ {what} }} }}")
    }
}

#[test]
fn graphs_come_back_the_same_after_updates() {
    for seed in 0..SEEDS {
        let mut numbers = Numbers(seed * 31 + 17);
        let graph = Graph::new();
        graph.set_prefix("ex", "http://e/").unwrap();
        let mut log = Vec::new();
        for _ in 0..12 {
            let requests: Vec<String> = (0..=numbers.below(2))
                .map(|_| update(&mut numbers))
                .collect();
            let request = requests.join(" ;\n");
            graph.update(&request).unwrap();
            log.push(request);
            if numbers.below(8) == 0 {
                graph.compact().unwrap();
            }
        }
        println!("{seed}: {}", log.join("\n----\n"));
        for format in [Format::TriG, Format::NQuads, Format::JsonLd] {
            for &form in FORMS {
                round_trip(&graph, format, form);
            }
        }
    }
}

#[test]
fn any_text_and_any_iri_come_back_byte_for_byte() {
    let mut numbers = Numbers(5);
    let mut text = String::new();
    for n in 0..3000 {
        let line = format!("<http://e/s{n}> <http://e/p> {} .\n", numbers.literal());
        text += &line;
        text += &format!("{} <http://e/p> {} .\n", numbers.iri(), numbers.iri());
    }
    let graph = read(&text, Format::NTriples, &Schema::builtin()).unwrap();
    graph.set_prefix("e", "http://e/").unwrap();
    for format in [
        Format::Turtle,
        Format::TriG,
        Format::NTriples,
        Format::NQuads,
        Format::JsonLd,
    ] {
        assert!(round_trip(&graph, format, None).is_some(), "{format}");
    }
    // Every scalar there is, a thousand in a literal.
    let all: Vec<char> = (0..=0x10_ffff).filter_map(char::from_u32).collect();
    let text: String = all
        .chunks(1000)
        .enumerate()
        .map(|(n, chars)| {
            let literal = Literal::string(chars.iter().collect::<String>());
            format!("<http://e/s> <http://e/p{n}> {literal} .\n")
        })
        .collect();
    let graph = read(&text, Format::NTriples, &Schema::builtin()).unwrap();
    for format in [Format::Turtle, Format::NQuads, Format::JsonLd] {
        assert!(round_trip(&graph, format, None).is_some(), "{format}");
    }
}

// ---- the files of the W3C --------------------------------------------------------------------------------

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if matches!(Format::from_path(&path), Some(format) if format != Format::Json) {
            found.push(path);
        }
    }
}

#[test]
fn every_good_file_of_the_w3c_suites_comes_back_the_same() {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/w3c/rdf-tests/rdf");
    if !folder.is_dir() {
        eprintln!("skipped: there is no {}", folder.display());
        return;
    }
    let mut found = Vec::new();
    files(&folder, &mut found);
    found.sort();
    let schema = Schema::empty();
    let mut went: BTreeMap<&str, usize> = BTreeMap::new();
    let mut read_at_all = 0;
    for path in &found {
        let graph = Graph::builder().schema(schema.clone()).build().unwrap();
        // Those that are wrong on purpose are not for us.
        let options = ReadOptions::new().base("http://example/base");
        if graph.read_with(path, options).is_err() {
            continue;
        }
        read_at_all += 1;
        for &format in FORMATS {
            for &form in FORMS {
                if round_trip(&graph, format, form).is_some() {
                    *went.entry(format.name()).or_default() += 1;
                }
            }
        }
    }
    println!(
        "{read_at_all} of {} files were read; in all forms: {went:?}",
        found.len()
    );
    assert!(read_at_all > 1000, "{read_at_all}");
    assert!(
        went["trig"] > read_at_all * 2 && went["nquads"] == went["trig"],
        "{went:?}"
    );
}

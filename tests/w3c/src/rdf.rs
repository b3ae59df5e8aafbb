//! Tests of the syntaxes of RDF: what is well formed, what is not, and what it says.

use oxigraph::io::RdfFormat;

use crate::engine::{Engine, Failure};
use crate::files::{Document, Files};
use crate::manifest::Test;
use crate::results::lines;
use crate::same;

/// The formats by the word that the types of tests have for them.
const FORMATS: [(&str, RdfFormat); 5] = [
    ("TestNTriples", RdfFormat::NTriples),
    ("TestNQuads", RdfFormat::NQuads),
    ("TestTurtle", RdfFormat::Turtle),
    ("TestTrig", RdfFormat::TriG),
    ("TestXML", RdfFormat::RdfXml),
];

pub fn run(engine: &dyn Engine, files: &Files, test: &Test) -> Result<(), String> {
    let known = test.kinds.iter().find_map(|kind| {
        let (word, format) = FORMATS.iter().find(|(word, _)| kind.starts_with(word))?;
        Some((*format, &kind[word.len()..]))
    });
    let Some((format, kind)) = known else {
        return Err(format!("there is no runner for {:?}", test.kinds));
    };
    let document = files.document(&test.action)?.in_format(format);
    if kind == "PositiveC14N" {
        return canonical(engine, files, test, &document);
    }
    let found = engine.read(&document);
    match kind {
        "PositiveSyntax" => {
            found.map_err(|error| error.to_string())?;
            engine.comes_back(&document)
        }
        "NegativeSyntax" | "NegativeEval" => match found {
            Ok(_) => Err("read, though it is badly formed".into()),
            Err(Failure::Syntax(_)) => Ok(()),
            Err(error) => Err(error.to_string()),
        },
        "Eval" => {
            let found = found.map_err(|error| error.to_string())?;
            expect(files, test, found)?;
            engine.comes_back(&document)
        }
        other => Err(format!("there is no runner for {other}")),
    }
}

/// Compares what was read with the file of what is expected.
pub fn expect(files: &Files, test: &Test, found: Vec<oxigraph::model::Quad>) -> Result<(), String> {
    let result = test.result.as_deref().ok_or("the test has no result")?;
    let expected = files.document(result)?.quads()?;
    let told = format!("{}\n  expected:{}", lines(&found), lines(&expected));
    if same::datasets(expected, found) {
        Ok(())
    } else {
        Err(format!("another graph:{told}"))
    }
}

/// What N-Triples and N-Quads are written like. Which statement comes first is not laid down, nor are the
/// names of blank nodes.
fn canonical(
    engine: &dyn Engine,
    files: &Files,
    test: &Test,
    document: &Document,
) -> Result<(), String> {
    let result = test.result.as_deref().ok_or("the test has no result")?;
    let expected = files.text(result)?;
    let written = engine.write(document, document.format);
    let found = written.map_err(|error| error.to_string())?;
    let found = String::from_utf8(found).map_err(|error| error.to_string())?;
    if sorted(&found) == sorted(&expected) {
        Ok(())
    } else {
        Err(format!("written as\n{found}  expected:\n{expected}"))
    }
}

fn sorted(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = text.lines().map(unnamed).collect();
    lines.sort();
    lines
}

/// A line with its blank nodes numbered.
fn unnamed(line: &str) -> String {
    let mut names: Vec<&str> = Vec::new();
    let words = line.split(' ').map(|word| match word.strip_prefix("_:") {
        None => word.to_owned(),
        Some(name) => {
            let known = names.iter().position(|known| *known == name);
            let number = known.unwrap_or(names.len());
            if known.is_none() {
                names.push(name);
            }
            format!("_:{number}")
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

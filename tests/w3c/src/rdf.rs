//! Tests of the syntaxes of RDF: what is well formed, what is not, and what it says.

use oxigraph::io::RdfFormat;

use crate::engine::{Engine, Failure};
use crate::files::Files;
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
    let found = engine.read(&document);
    match kind {
        "PositiveSyntax" => found.map(|_| ()).map_err(|error| error.to_string()),
        "NegativeSyntax" | "NegativeEval" => match found {
            Ok(_) => Err("read, though it is badly formed".into()),
            Err(Failure::Syntax(_)) => Ok(()),
            Err(error) => Err(error.to_string()),
        },
        "Eval" => {
            let found = found.map_err(|error| error.to_string())?;
            expect(files, test, found)
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

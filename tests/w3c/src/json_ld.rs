//! Tests of JSON-LD: its manifests, and what its documents say in RDF.

use oxigraph::io::{JsonLdProfileSet, RdfFormat};
use serde_json::Value;

use crate::engine::{Engine, Failure};
use crate::files::{Document, Files};
use crate::manifest::Test;
use crate::rdf::expect;

/// The tests of a manifest in JSON-LD, and those that are left out, with why.
pub fn tests(files: &Files, address: &str) -> Result<(Vec<Test>, Vec<&'static str>), String> {
    let manifest: Value = serde_json::from_slice(&files.read(address)?)
        .map_err(|error| format!("<{address}>: {error}"))?;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let site = text(&manifest["baseIri"]).ok_or("a manifest has no baseIri")?;
    let at = |value: &Value| text(value).map(|file| format!("{site}{file}"));
    let (mut tests, mut left_out) = (Vec::new(), Vec::new());
    for entry in manifest["sequence"].as_array().into_iter().flatten() {
        if let Some(reason) = left_out_for(entry) {
            left_out.push(reason);
            continue;
        }
        let kinds = entry["@type"].as_array().into_iter().flatten();
        let kinds = kinds.filter_map(|kind| Some(text(kind)?.trim_start_matches("jld:").into()));
        let name = text(&entry["@id"]).unwrap_or_default();
        tests.push(Test {
            id: format!("{}{name}", address.trim_end_matches(".jsonld")),
            kinds: kinds.collect(),
            action: at(&entry["input"]).unwrap_or_default(),
            base: text(&entry["option"]["base"]),
            result: at(&entry["expect"]),
            ..Test::default()
        });
    }
    Ok((tests, left_out))
}

fn left_out_for(entry: &Value) -> Option<&'static str> {
    let option = &entry["option"];
    if option["specVersion"] == "json-ld-1.0" || option["processingMode"] == "json-ld-1.0" {
        return Some("asks for a processor of JSON-LD 1.0; rawabit reads JSON-LD 1.1");
    }
    if entry["requires"] == "GeneralizedRdf" {
        return Some("asks for generalized RDF, which no graph of RDF holds");
    }
    (option["normative"] == false)
        .then_some("not normative: RDF 1.2 has base directions of its own")
}

pub fn run(engine: &dyn Engine, files: &Files, test: &Test) -> Result<(), String> {
    let is = |kind: &str| test.kinds.iter().any(|known| known == kind);
    let mut document = files.document(&test.action)?;
    if let Some(base) = &test.base {
        document = document.with_base(base);
    }
    let found = engine.read(&document);
    if is("NegativeEvaluationTest") {
        return match found {
            Ok(_) => Err("read, though it is badly formed".into()),
            Err(Failure::Syntax(_)) => Ok(()),
            Err(error) => Err(error.to_string()),
        };
    }
    let found = found.map_err(|error| error.to_string())?;
    if !is("PositiveSyntaxTest") {
        expect(files, test, found)?;
    }
    engine.comes_back(&document)
}

/// What is written must mean what the test's JSON means; which of the many documents with that meaning
/// it is, is the writer's choice.
pub fn from_rdf(engine: &dyn Engine, files: &Files, test: &Test) -> Result<(), String> {
    let document = files.document(&test.action)?;
    let json_ld = RdfFormat::JsonLd {
        profile: JsonLdProfileSet::empty(),
    };
    let written = engine.write(&document, json_ld);
    if test
        .kinds
        .iter()
        .any(|kind| kind == "NegativeEvaluationTest")
    {
        return match written {
            Ok(_) => Err("written, though JSON-LD cannot say it".into()),
            Err(_) => Ok(()),
        };
    }
    let written = Document {
        format: json_ld,
        bytes: written.map_err(|error| error.to_string())?,
        ..document
    };
    let found = written.quads().map_err(|error| {
        let text = String::from_utf8_lossy(&written.bytes);
        format!("{error}, written as\n{text}")
    })?;
    expect(files, test, found)
}

//! Which suites there are, and what of them is left out.

use crate::engine::Engine;
use crate::files::Files;
use crate::manifest::{self, Test};
use crate::{json_ld, rdf, sparql};

/// One row of the table.
pub struct Suite {
    pub name: &'static str,
    pub tests: Vec<Test>,
    pub run: Run,
}

type Run = fn(&dyn Engine, &Files, &Test) -> Result<(), String>;

/// Tests that are not run.
pub struct LeftOut {
    pub name: &'static str,
    pub tests: usize,
    pub reason: &'static str,
}

const RDF: &str = "https://w3c.github.io/rdf-tests/rdf/";
const SPARQL: &str = "https://w3c.github.io/rdf-tests/sparql/";
const JSON_LD: &str = "https://w3c.github.io/json-ld-api/tests/";

const RDF_SUITES: [(&str, &[&str]); 12] = [
    ("RDF 1.1 N-Triples", &["rdf11/rdf-n-triples"]),
    ("RDF 1.1 N-Quads", &["rdf11/rdf-n-quads"]),
    ("RDF 1.1 Turtle", &["rdf11/rdf-turtle"]),
    ("RDF 1.1 TriG", &["rdf11/rdf-trig"]),
    ("RDF 1.1 RDF/XML", &["rdf11/rdf-xml"]),
    ("RDF 1.2 N-Triples", &["rdf12/rdf-n-triples/syntax"]),
    ("RDF 1.2 N-Triples c14n", &["rdf12/rdf-n-triples/c14n"]),
    ("RDF 1.2 N-Quads", &["rdf12/rdf-n-quads/syntax"]),
    ("RDF 1.2 N-Quads c14n", &["rdf12/rdf-n-quads/c14n"]),
    (
        "RDF 1.2 Turtle",
        &["rdf12/rdf-turtle/syntax", "rdf12/rdf-turtle/eval"],
    ),
    (
        "RDF 1.2 TriG",
        &["rdf12/rdf-trig/syntax", "rdf12/rdf-trig/eval"],
    ),
    ("RDF 1.2 RDF/XML", &["rdf12/rdf-xml/eval"]),
];

const JSON_LD_SUITES: [(&str, &str, Run); 2] = [
    ("JSON-LD toRdf", "toRdf", json_ld::run),
    ("JSON-LD fromRdf", "fromRdf", json_ld::from_rdf),
];

const SPARQL_SUITES: [(&str, &str); 7] = [
    ("SPARQL 1.0 syntax", "sparql10/manifest-syntax"),
    ("SPARQL 1.0 query", "sparql10/manifest-evaluation"),
    ("SPARQL 1.1 query", "sparql11/manifest-sparql11-query"),
    ("SPARQL 1.1 update", "sparql11/manifest-sparql11-update"),
    ("SPARQL 1.1 results", "sparql11/manifest-sparql11-results"),
    ("SPARQL 1.1 federation", "sparql11/manifest-sparql11-fed"),
    ("SPARQL 1.2", "sparql12/manifest"),
];

const LEFT_OUT: [(&str, &str, &str); 8] = [
    ("RDF 1.1 semantics", "rdf/rdf11/rdf-mt", NO_REGIME),
    ("RDF 1.1 semantics", "rdf/rdf11/rdf-mt/az-tests", NO_REGIME),
    ("RDF 1.2 semantics", "rdf/rdf12/rdf-semantics", NO_REGIME),
    (
        "SPARQL 1.1 entailment",
        "sparql/sparql11/entailment",
        NO_REGIME,
    ),
    ("SPARQL 1.1 protocol", "sparql/sparql11/protocol", NO_SERVER),
    (
        "SPARQL 1.1 graph store",
        "sparql/sparql11/graph-store-protocol",
        NO_SERVER,
    ),
    (
        "SPARQL 1.1 graph store",
        "sparql/sparql11/http-rdf-update",
        NO_SERVER,
    ),
    (
        "SPARQL 1.1 service description",
        "sparql/sparql11/service-description",
        NO_SERVER,
    ),
];

const NO_REGIME: &str =
    "rawabit entails from its schema alone, not by a regime from axioms in the data";
const NO_SERVER: &str = "rawabit is a library and serves nothing over HTTP";

/// All suites, and the groups of tests that are not run.
pub fn all(files: &Files) -> Result<(Vec<Suite>, Vec<LeftOut>), String> {
    let mut suites = Vec::new();
    for (name, folders) in RDF_SUITES {
        let mut tests = Vec::new();
        for folder in folders {
            tests.extend(manifest::tests(
                files,
                &format!("{RDF}{folder}/manifest.ttl"),
            )?);
        }
        suites.push(Suite {
            name,
            tests,
            run: rdf::run,
        });
    }
    let mut left_out = Vec::new();
    for (name, file, run) in JSON_LD_SUITES {
        let (tests, reasons) = json_ld::tests(files, &format!("{JSON_LD}{file}-manifest.jsonld"))?;
        suites.push(Suite { name, tests, run });
        left_out.extend(reasons.into_iter().map(|reason| (name, reason)));
    }
    for (name, file) in SPARQL_SUITES {
        suites.push(Suite {
            name,
            tests: manifest::tests(files, &format!("{SPARQL}{file}.ttl"))?,
            run: sparql::run,
        });
    }
    for (name, folder, reason) in LEFT_OUT {
        let address = format!("https://w3c.github.io/rdf-tests/{folder}/manifest.ttl");
        let tests = manifest::tests(files, &address)?.len();
        left_out.extend(std::iter::repeat_n((name, reason), tests));
    }
    Ok((suites, grouped(left_out)))
}

/// So many tests of each name and reason.
fn grouped(tests: Vec<(&'static str, &'static str)>) -> Vec<LeftOut> {
    let mut groups: Vec<LeftOut> = Vec::new();
    for (name, reason) in tests {
        let known = |group: &&mut LeftOut| (group.name, group.reason) == (name, reason);
        match groups.iter_mut().find(known) {
            Some(group) => group.tests += 1,
            None => groups.push(LeftOut {
                name,
                tests: 1,
                reason,
            }),
        }
    }
    groups
}

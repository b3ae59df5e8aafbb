//! The test suites of the W3C, run through rawabit's reader, queries and writer, and in the same run
//! through oxigraph's own crates.
//!
//! `make w3c` runs all of them. A text as argument runs the tests whose IRI holds it, and says of each
//! what became of it.

mod engine;
mod files;
mod json_ld;
mod known;
mod manifest;
mod ours;
mod rdf;
mod report;
mod results;
mod same;
mod sparql;
mod suites;
mod theirs;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;

use engine::Engine;
use files::Files;
use manifest::Test;
use report::{Report, Row};
use suites::Suite;

fn main() -> ExitCode {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let suites = here.join("../../../shared/data/w3c");
    let Some(files) = Files::find(&suites) else {
        println!(
            "the suites of the W3C are not in {}: nothing is run",
            suites.display()
        );
        return ExitCode::SUCCESS;
    };
    let only = std::env::args().nth(1).filter(|only| !only.is_empty());
    match run(&files, &here.join("known-failures.txt"), only.as_deref()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the suites; whether nothing is wrong.
fn run(files: &Files, known: &Path, only: Option<&str>) -> Result<bool, String> {
    let mut known = known::read(known)?;
    let (suites, left_out) = suites::all(files)?;
    let ours = ours::Ours {
        files: files.clone(),
    };
    let theirs = theirs::Theirs {
        files: files.clone(),
    };
    let mut report = Report::default();
    for suite in &suites {
        let mut row = Row {
            name: suite.name,
            ..Row::default()
        };
        for test in &suite.tests {
            if only.is_some_and(|only| !test.id.contains(only)) {
                continue;
            }
            let outcome = verdict(&ours, files, suite, test);
            let beside = verdict(&theirs, files, suite, test);
            if only.is_some() {
                println!("<{}>", test.id);
                for (engine, outcome) in [("rawabit", &outcome), ("oxigraph", &beside)] {
                    let told = outcome.as_ref().err().map_or("passes", String::as_str);
                    println!("  {engine}: {told}");
                }
            }
            row.tests += 1;
            row.theirs += usize::from(beside.is_ok());
            match (outcome, known.remove(&test.id)) {
                (Ok(()), None) => row.passed += 1,
                (Ok(()), Some(_)) => {
                    row.passed += 1;
                    report.mended.push(test.id.clone());
                }
                (Err(_), Some(_)) => row.known += 1,
                (Err(why), None) => report.failed.push((test.id.clone(), why)),
            }
        }
        if row.tests > 0 {
            report.rows.push(row);
        }
    }
    println!("{}", report.table());
    if only.is_some() {
        return Ok(true);
    }
    println!("{}", report::left_out(&left_out));
    let mut wrong = report.wrong();
    wrong.extend(
        known
            .keys()
            .map(|test| format!("unknown: <{test}>\n  no suite has this test")),
    );
    for line in &wrong {
        println!("{line}");
    }
    Ok(wrong.is_empty())
}

/// What becomes of a test; a panic is a failure.
fn verdict(engine: &dyn Engine, files: &Files, suite: &Suite, test: &Test) -> Result<(), String> {
    let run = || (suite.run)(engine, files, test);
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|panic| {
        let message = panic.downcast_ref::<String>().map(String::as_str);
        let message = message.or_else(|| panic.downcast_ref::<&str>().copied());
        Err(format!("panics: {}", message.unwrap_or("without a word")))
    })
}

//! What a run found, as a Markdown table, and what is wrong with it.

use std::fmt::Write;

use crate::suites::LeftOut;

/// What became of a suite.
#[derive(Default)]
pub struct Row {
    pub name: &'static str,
    pub tests: usize,
    pub passed: usize,
    pub theirs: usize,
    pub known: usize,
}

/// What became of all.
#[derive(Default)]
pub struct Report {
    pub rows: Vec<Row>,
    /// Failures that are not known: the test and what is wrong.
    pub failed: Vec<(String, String)>,
    /// Tests that are said to fail and pass.
    pub mended: Vec<String>,
}

impl Report {
    /// The table.
    pub fn table(&self) -> String {
        let mut text = String::from(
            "| suite | tests | passed | passed by oxigraph's crates | known failures |\n\
             |---|---:|---:|---:|---:|\n",
        );
        let sum = |of: fn(&Row) -> usize| self.rows.iter().map(of).sum();
        let all = Row {
            name: "**all**",
            tests: sum(|row| row.tests),
            passed: sum(|row| row.passed),
            theirs: sum(|row| row.theirs),
            known: sum(|row| row.known),
        };
        for row in self.rows.iter().chain([&all]) {
            let Row {
                name,
                tests,
                passed,
                theirs,
                known,
            } = row;
            let _ = writeln!(text, "| {name} | {tests} | {passed} | {theirs} | {known} |");
        }
        text
    }

    /// Everything that makes a run fail.
    pub fn wrong(&self) -> Vec<String> {
        let failed = self
            .failed
            .iter()
            .map(|(test, why)| format!("fails: <{test}>\n  {why}"));
        let mended = self
            .mended
            .iter()
            .map(|test| format!("passes: <{test}>\n  take it out of known-failures.txt"));
        let behind = self
            .rows
            .iter()
            .filter(|row| row.passed < row.theirs)
            .map(|row| {
                let Row {
                    name,
                    passed,
                    theirs,
                    ..
                } = row;
                format!("behind: {name}: {passed} passed, and {theirs} by oxigraph's crates")
            });
        failed.chain(mended).chain(behind).collect()
    }
}

/// The groups that are not run.
pub fn left_out(groups: &[LeftOut]) -> String {
    let mut text = String::from("| left out | tests | why |\n|---|---:|---|\n");
    for LeftOut {
        name,
        tests,
        reason,
    } in groups
    {
        let _ = writeln!(text, "| {name} | {tests} | {reason} |");
    }
    text
}

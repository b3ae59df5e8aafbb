//! Imports go downward only, and siblings of one layer never import each other.
//!
//! The table is that of `crates/core/docs/design.md`. What counts are the paths from the root of the
//! crate, in `use` lines and elsewhere; tests are free.

#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

/// The layer of each file or folder right under `src`.
const LAYERS: &[(&str, u8)] = &[
    ("column", 0),
    ("model", 0),
    ("table", 0),
    ("dictionary", 1),
    ("index", 1),
    ("schema", 1),
    ("names", 1),
    ("report", 1),
    ("storage", 2),
    ("graph", 3),
    ("algo", 4),
    ("check", 4),
    ("sparql", 4),
    ("io", 4),
    ("link", 4),
    // The verbs that need several of the layer below.
    ("update", 5),
];

/// The umbrella over the errors of all layers: it may name all, and these may name it.
const UMBRELLA: &str = "error";
const FROM: u8 = 3;

fn layer(module: &str) -> Option<u8> {
    LAYERS
        .iter()
        .find(|(name, _)| *name == module)
        .map(|(_, layer)| *layer)
}

fn may_import(module: &str, other: &str) -> bool {
    match (layer(module), layer(other)) {
        (Some(from), Some(to)) => module == other || to < from,
        (Some(from), None) => other == UMBRELLA && from >= FROM,
        (None, _) => true,
    }
}

/// Rust without comments, without strings, and without what is only there for tests; and the modules
/// that are declared for tests alone.
fn code(text: &str) -> (String, Vec<String>) {
    let comment = Regex::new(r"//[^\n]*").unwrap();
    let string = Regex::new(r#""(?:\\.|[^"\\])*""#).unwrap();
    let text: String = text
        .lines()
        .map(|line| {
            let line = string.replace_all(line, "\"\"");
            comment.replace(&line, "").into_owned() + "\n"
        })
        .collect();
    let declared = Regex::new(r"#\[cfg\(test\)\]\s*mod (\w+);").unwrap();
    let modules = declared
        .captures_iter(&text)
        .map(|found| found[1].to_owned())
        .collect();
    // rustfmt closes a module with a brace where it began.
    let inline = Regex::new(r"(?m)^#\[cfg\(test\)\]\s*mod \w+ \{\n(?:.*\n)*?\}\n").unwrap();
    (inline.replace_all(&text, "").into_owned(), modules)
}

/// The first names behind the root of the crate, of a file whose module lies `depth` below it.
fn from_root(code: &str, depth: usize) -> BTreeSet<String> {
    let root = Regex::new(r"(?:\bcrate|((?:\bsuper\s*::\s*)*\bsuper))\s*::\s*(\{|\w+)").unwrap();
    let mut found = BTreeSet::new();
    for path in root.captures_iter(code) {
        let up = path
            .get(1)
            .map(|supers| supers.as_str().matches("super").count());
        if up.is_some_and(|up| up != depth) {
            continue;
        }
        let (Some(all), first) = (path.get(0), &path[2]) else {
            continue;
        };
        if first == "{" {
            found.extend(names_in_braces(&code[all.end()..]));
        } else {
            found.insert(first.to_owned());
        }
    }
    found
}

/// The first name of each path in a group, up to the brace that closes it.
fn names_in_braces(code: &str) -> Vec<String> {
    let (mut names, mut depth, mut at_start) = (Vec::new(), 0, true);
    let token = Regex::new(r"\w+|[{},]").unwrap();
    for token in token.find_iter(code) {
        match (token.as_str(), depth) {
            ("{", _) => depth += 1,
            ("}", 0) => break,
            ("}", _) => depth -= 1,
            (",", 0) => at_start = true,
            (name, 0) if at_start => {
                names.push(name.to_owned());
                at_start = false;
            }
            _ => {}
        }
    }
    names
}

/// Which module each name that `lib.rs` hands out is from.
fn re_exports(lib: &str) -> BTreeMap<String, String> {
    let line = Regex::new(r"pub(?:\(crate\))? use (\w+)::(\{[^;]*\}|[\w:]+);").unwrap();
    let mut exports = BTreeMap::new();
    for found in line.captures_iter(lib) {
        let module = &found[1];
        let names = found[2].trim_matches(|c| c == '{' || c == '}');
        for name in names
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
        {
            let name = name.rsplit([':', ' ']).next().unwrap_or(name);
            exports.insert(name.to_owned(), module.to_owned());
        }
    }
    exports
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The module of a file as a path from the root: `["graph", "lens"]`.
fn module_of(file: &Path) -> Vec<String> {
    let mut names: Vec<String> = file
        .with_extension("")
        .iter()
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.pop_if(|name| name == "mod");
    names
}

#[test]
fn imports_go_downward_only() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let exports = re_exports(&fs::read_to_string(src.join("lib.rs")).unwrap());
    let mut tests: Vec<Vec<String>> = Vec::new();
    let mut sources = Vec::new();
    for file in files(&src) {
        let module = module_of(file.strip_prefix(&src).unwrap());
        let (code, for_tests) = code(&fs::read_to_string(&file).unwrap());
        for name in for_tests {
            tests.push(module.iter().cloned().chain([name]).collect());
        }
        sources.push((file, module, code));
    }
    let mut wrong = Vec::new();
    for (file, module, code) in &sources {
        let top = module[0].as_str();
        if top == "lib" || top == UMBRELLA || tests.iter().any(|test| module.starts_with(test)) {
            continue;
        }
        assert!(layer(top).is_some(), "{top} has no layer in the table");
        for name in from_root(code, module.len()) {
            let other = exports.get(&name).unwrap_or(&name);
            if !may_import(top, other) {
                let file = file.strip_prefix(&src).unwrap_or(file).display();
                wrong.push(format!("{file}: {name} of {other}"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "imports that go up or aside:\n{}",
        wrong.join("\n")
    );
    assert!(sources.len() > 50, "the sources were found");
}

#[test]
fn paths_are_found_wherever_they_stand() {
    let text = r#"
use crate::{Error, model::{id::{self, known}, Term}, graph as g};
use crate::names; // crate::io
/// [`crate::link`]
fn f() -> crate::schema::SchemaError { super::super::index::f("crate::sparql"); super::lens() }
#[cfg(test)]
mod only_tests;
#[cfg(test)]
mod tests {
    use crate::algo::Adjacency;
}
"#;
    let (code, tests) = code(text);
    assert_eq!(tests, ["only_tests"]);
    let found: Vec<String> = from_root(&code, 2).into_iter().collect();
    assert_eq!(
        found,
        ["Error", "graph", "index", "model", "names", "schema"]
    );
    let exports =
        re_exports("pub use graph::{Graph,\n View};\npub use error::Error;\npub use petgraph;");
    assert_eq!(exports["View"], "graph");
    assert!(may_import("algo", "graph") && may_import("graph", "graph"));
    assert!(!may_import("graph", "algo") && !may_import("schema", "names"));
    assert!(may_import("io", "error") && !may_import("schema", "error"));
}

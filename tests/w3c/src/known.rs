//! The failures that are known, each with its reason, in a file.

use std::collections::BTreeMap;
use std::path::Path;

/// Reads the file: a line for each test, its IRI and the reason; `#` begins a remark.
pub fn read(path: &Path) -> Result<BTreeMap<String, String>, String> {
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut known = BTreeMap::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let fail = |what| Err(format!("{}:{number}: {what}", path.display()));
        let Some((test, reason)) = line.split_once(char::is_whitespace) else {
            return fail("a known failure needs its reason behind the IRI of the test");
        };
        if known.insert(test.into(), reason.trim().into()).is_some() {
            return fail("this test is named twice");
        }
    }
    Ok(known)
}

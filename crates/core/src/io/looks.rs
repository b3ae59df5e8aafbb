//! What format something looks like.

use std::sync::LazyLock;

use regex::Regex;

use super::Format;

/// The format that the first bytes of something look like.
///
/// Nearly every Turtle file is one in TriG, and every N-Triples file one in N-Quads; where lines could be
/// either, they are TriG.
pub(super) fn like(head: &[u8]) -> Option<Format> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start();
    if text.starts_with(['{', '[']) {
        return Some(if is_json(text) {
            json(text)
        } else {
            Format::TriG
        });
    }
    if is_xml(text) {
        #[cfg(feature = "rdf-xml")]
        return Some(Format::RdfXml);
        #[cfg(not(feature = "rdf-xml"))]
        return None;
    }
    let mut lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.retain(|line| !line.is_empty() && !line.starts_with('#'));
    // The last line of the head may be cut short.
    if lines.len() > 1 {
        lines.pop();
    }
    if !lines.is_empty() && lines.iter().all(|line| is_quad(line)) {
        return Some(Format::NQuads);
    }
    lines
        .first()
        .filter(|line| says(line))
        .map(|_| Format::TriG)
}

fn json(text: &str) -> Format {
    #[cfg(feature = "json-ld")]
    if text.contains("\"@") && !text.contains("\"rawabit_format\"") {
        return Format::JsonLd;
    }
    let _ = text;
    Format::Json
}

/// Whether a text that begins with a bracket is JSON, and not a blank node or a graph.
fn is_json(text: &str) -> bool {
    static KEY: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^\w+\s*:\s").ok());
    let (bracket, rest) = text.split_at(1);
    let rest = rest.trim_start();
    if bracket == "{" {
        // A graph has no text for a subject; and a key without quotes is a slip of JSON.
        return rest.is_empty()
            || rest.starts_with(['"', '\'', '}'])
            || KEY.as_ref().is_some_and(|key| key.is_match(rest));
    }
    if let Some(behind) = rest.strip_prefix(']') {
        return behind.trim().is_empty();
    }
    rest.is_empty()
        || rest.starts_with(['{', '[', '"', '-'])
        || rest.starts_with(|c: char| c.is_ascii_digit())
        || ["true", "false", "null"].iter().any(|value| {
            let behind = rest.strip_prefix(value).map(str::trim_start);
            behind.is_some_and(|behind| behind.starts_with([',', ']']))
        })
}

/// Whether a text begins with a tag: no IRI has white space in it.
fn is_xml(text: &str) -> bool {
    static TAG: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^<[\w.-]+(:[\w.-]+)?\s+[\w.:-]+\s*=").ok());
    ["<?xml", "<!", "<rdf:RDF", "<RDF"]
        .iter()
        .any(|start| text.starts_with(start))
        || TAG.as_ref().is_some_and(|tag| tag.is_match(text))
}

/// Whether a line is one of N-Quads, and nothing of it is Turtle's alone.
fn is_quad(line: &str) -> bool {
    static QUAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let iri = r#"<[^<>"{}|^`\s]*:[^<>"{}|^`\s]*>"#;
        let node = format!(r"(?:{iri}|_:[^\s<>,;]+)");
        let text = format!(r#""(?:\\.|[^"\\])*"(?:@[A-Za-z0-9-]+|\^\^{iri})?"#);
        let object = format!(r"(?:{node}|{text}|<<\(.*\)>>)");
        let pattern = format!(r"^{node}\s*{iri}\s*{object}\s*{node}?\s*\.\s*(?:#.*)?$");
        Regex::new(&pattern).ok()
    });
    QUAD.as_ref().is_some_and(|quad| quad.is_match(line))
}

/// Whether a line says that Turtle begins with it.
fn says(line: &str) -> bool {
    let word = line.split([' ', '\t']).next().unwrap_or_default();
    matches!(
        word.to_ascii_lowercase().as_str(),
        "@prefix" | "prefix" | "@base" | "base" | "@version" | "version" | "graph"
    ) || line.starts_with(['<', '_', '[', '(', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_certain_is_taken_for_trig() {
        for text in [
            "[] <http://p> 5 .",
            "[ <http://p> 5 ] .",
            "[\n  a <http://c>\n] .",
            "{ <http://a> <http://b> <http://c> }",
            "{\n_:a <http://b> 1 .\n}",
            "<http://a> <http://b> 1 .\n",
            "<http://a> <http://b> <http://c>, <http://d> .\n",
            "<< <http://a> <http://b> 5 >> <http://c> \"d\" .\n",
            "<a> <b> <c> .\n",
        ] {
            assert_eq!(like(text.as_bytes()), Some(Format::TriG), "{text}");
        }
        for text in [
            "<http://a> <http://b> \"c\\\" .\"@en-GB <http://g> . # d\n",
            "_:a <http://b> _:c .\n# x\n<http://a><http://b>\"1\"^^<http://d>.\n",
            "<http://a> <http://b> <<( <http://a> <http://b> \"c\" )>> .",
        ] {
            assert_eq!(like(text.as_bytes()), Some(Format::NQuads), "{text}");
        }
        for text in [
            "[]",
            "[1, 2]",
            "[ {\"a\": 1} ]",
            "{}",
            "{ 'a': 1 }",
            "{ name: 1 }",
        ] {
            assert_eq!(like(text.as_bytes()), Some(Format::Json), "{text}");
        }
        #[cfg(feature = "rdf-xml")]
        for text in [
            "<x:RDF xmlns:x='http://x/'>",
            "<rb:Country\n rdf:about=\"x\"/>",
        ] {
            assert_eq!(like(text.as_bytes()), Some(Format::RdfXml), "{text}");
        }
    }
}

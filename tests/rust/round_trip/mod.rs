//! What the tests of writing have in common: write, read back, compare.

#![allow(dead_code, reason = "each of them uses what it needs")]

use rawabit::{ClaimsForm, Error, Format, Graph, ReadOptions, Schema, SchemaError, WriteOptions};

pub(crate) const FORMATS: &[Format] = &[
    Format::Turtle,
    Format::TriG,
    Format::NTriples,
    Format::NQuads,
    Format::RdfXml,
    Format::JsonLd,
];
pub(crate) const FORMS: &[Option<ClaimsForm>] = &[
    None,
    Some(ClaimsForm::Annotations),
    Some(ClaimsForm::Reification),
];

pub(crate) const PREFIXES: &str = "
PREFIX rb: <https://w3id.org/rawabit/ns#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX : <http://e/>
";

pub(crate) fn options(format: Format, form: Option<ClaimsForm>) -> WriteOptions {
    let options = WriteOptions::new().format(format);
    match form {
        Some(form) => options.claims(form),
        None => options,
    }
}

pub(crate) fn try_written(graph: &Graph, options: WriteOptions) -> Result<String, Error> {
    let mut bytes = Vec::new();
    graph.write_to(&mut bytes, options)?;
    Ok(String::from_utf8(bytes).unwrap())
}

pub(crate) fn written(graph: &Graph, options: WriteOptions) -> String {
    try_written(graph, options).unwrap()
}

pub(crate) fn read(text: &str, format: Format, schema: &Schema) -> Result<Graph, Error> {
    let graph = Graph::builder().schema(schema.clone()).build().unwrap();
    graph.read_from(text.as_bytes(), ReadOptions::new().format(format))?;
    graph.check()?;
    Ok(graph)
}

pub(crate) fn trig(text: &str) -> Graph {
    read(
        &format!("{PREFIXES}{text}"),
        Format::TriG,
        &Schema::builtin(),
    )
    .unwrap()
}

/// Writes and reads back; `None` where the format or the form cannot hold it, and says so.
pub(crate) fn round_trip(
    graph: &Graph,
    format: Format,
    form: Option<ClaimsForm>,
) -> Option<String> {
    let text = match try_written(graph, options(format, form)) {
        Ok(text) => text,
        Err(Error::Schema(SchemaError::Argument { name, reason, .. })) => {
            assert!(name == "format" || name == "claims", "{name}: {reason}");
            assert!(reason.contains('"'), "it names what can: {reason}");
            return None;
        }
        Err(error) => panic!("{format} {form:?}: {error}"),
    };
    let back = match read(&text, format, &graph.schema()) {
        Ok(back) => back,
        Err(error) => panic!("{format} {form:?}: {error}\n{text}"),
    };
    if !back.same_as(graph) {
        let lines = |graph: &Graph| {
            let text = written(graph, options(Format::NQuads, None));
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines.sort_unstable();
            lines.join("\n")
        };
        panic!(
            "{format} {form:?} is not the same:\n{text}\n---- it was\n{}\n---- it came back as\n{}",
            lines(graph),
            lines(&back)
        );
    }
    assert_eq!(
        written(graph, options(format, form)),
        text,
        "the same moment gives the same bytes"
    );
    Some(text)
}

/// In which formats and forms a graph comes back the same; in the others it is an error.
pub(crate) fn assert_round_trips(
    name: &str,
    graph: &Graph,
    cannot: &[(Format, Option<ClaimsForm>)],
) {
    for compacted in [false, true] {
        if compacted {
            graph.compact().unwrap();
        }
        for &format in FORMATS {
            for &form in FORMS {
                let went = round_trip(graph, format, form).is_some();
                assert_eq!(
                    went,
                    !cannot.contains(&(format, form)),
                    "{name}: {format} {form:?}"
                );
            }
        }
    }
}

/// What follows from what is in a graph: named graphs, triple terms that no reification can say,
/// plain triple terms or claims, which JSON-LD cannot annotate, base directions, and what XML cannot
/// say.
pub(crate) fn cannot(what: &str) -> Vec<(Format, Option<ClaimsForm>)> {
    let mut cannot = Vec::new();
    for &format in FORMATS {
        for &form in FORMS {
            let reification = form == Some(ClaimsForm::Reification);
            let fails = what.contains("named") && !format.has_graphs()
                || what.contains("quoted") && (reification || format == Format::JsonLd)
                || what.contains("claims")
                    && form == Some(ClaimsForm::Annotations)
                    && format == Format::JsonLd
                || what.contains("direction") && reification && format != Format::JsonLd
                || what.contains("xml") && format == Format::RdfXml;
            if fails {
                cannot.push((format, form));
            }
        }
    }
    cannot
}

//! RDF files into a graph.

use std::io::Read;
use std::sync::mpsc;

use oxttl::{NQuadsParser, NTriplesParser, TriGParser, TurtleParseError, TurtleParser};

use super::intern::Interner;
use super::{Format, Gravity, Problem, ReadError, Report};
use crate::graph::Transaction;
use crate::index::Quad;
use crate::model::id::NONE;
use crate::{Error, StorageError};

/// What is known of a document beside its bytes.
pub(super) struct Source<'a> {
    /// The path, or what stands for it in errors.
    pub(super) name: &'a str,
    /// What relative IRIs are resolved against.
    pub(super) base: Option<&'a str>,
}

/// So many quads go from the parser to the dictionary at once.
const BATCH: usize = 4096;

/// What a document declares beside its quads.
#[derive(Default)]
struct Declared {
    prefixes: Vec<(String, String)>,
    base: Option<String>,
}

/// Reads RDF in one of its formats into a transaction.
///
/// # Errors
/// [`ReadError::Syntax`] at the first mistake; nothing of the document is then in the transaction.
pub(super) fn read_rdf(
    tx: &mut Transaction,
    reader: impl Read,
    format: Format,
    source: &Source<'_>,
) -> Result<Report, Error> {
    let mut interner = Interner::new(tx.draft.now.dictionary.clone(), &tx.settings);
    let parsed = parse_and_intern(reader, format, source, &mut interner)?;
    let mut report = Report::default();
    tx.settings.next_blank = interner.next_blank();
    let claims = tx.draft.now.claim_count();
    let quads = without_schema(tx, interner.quads, source.name, &mut report)?;
    report.add("triples", quads.len());
    if !quads.is_empty() && quads.iter().all(|quad| quad[3] != NONE) {
        report.note(
            Problem::new(Gravity::Warning, "", "everything in it stands in named graphs").hint(
                "entities and claims are read from the default graph; look with view(graphs=[…]) or GRAPH",
            ),
        );
    }
    tx.draft.insert_all(quads)?;
    tx.forget_roles();
    report.add("claims", tx.draft.now.claim_count().saturating_sub(claims));
    for (prefix, namespace) in parsed.prefixes {
        if tx.lens().namespace(&prefix).is_none() {
            tx.settings.offer_prefix(&prefix, &namespace);
        }
    }
    if let Some(base) = parsed.base {
        tx.settings.read_base(&base);
    }
    Ok(report)
}

/// Leaves out what the schema says already; its graphs are not to be written to.
fn without_schema(
    tx: &Transaction,
    quads: Vec<Quad>,
    name: &str,
    report: &mut Report,
) -> Result<Vec<Quad>, Error> {
    let base = std::sync::Arc::clone(&tx.draft.now.base);
    let mut refused: Option<u32> = None;
    let before = quads.len();
    let kept: Vec<Quad> = quads
        .into_iter()
        .filter(|&[s, p, o, g]| {
            let said = base
                .schema
                .iter()
                .any(|(graph, triples)| (g == NONE || g == *graph) && triples.contains([s, p, o]));
            if !said && g != NONE && base.schema.iter().any(|(graph, _)| g == *graph) {
                refused = Some(g);
            }
            !said
        })
        .collect();
    report.add("schema", before - kept.len());
    match refused {
        None => Ok(kept),
        Some(graph) => {
            let graph = tx.lens().iri(graph);
            let message =
                format!("the graph <{graph}> is the ontology's own and cannot be written to");
            report.note(
                Problem::new(Gravity::Error, "", message)
                    .hint("extend the schema with a Turtle file of your own: Schema(\"my.ttl\")"),
            );
            Err(ReadError::Content {
                path: name.into(),
                report: Box::new(std::mem::take(report)),
            }
            .into())
        }
    }
}

fn parse_and_intern(
    reader: impl Read,
    format: Format,
    source: &Source<'_>,
    interner: &mut Interner,
) -> Result<Declared, Error> {
    let mut first = Vec::with_capacity(BATCH);
    let mut parser = Parser::new(reader, format, source)?;
    while first.len() < BATCH {
        match parser.next(source)? {
            Some(quad) => first.push(quad),
            // Small documents need no second thread.
            None => {
                interner.take(&first)?;
                return Ok(parser.declared(source));
            }
        }
    }
    std::thread::scope(|scope| {
        let (send, receive) = mpsc::sync_channel::<Vec<oxrdf::Quad>>(16);
        let worker = scope.spawn(move || -> Result<(), StorageError> {
            for batch in receive {
                interner.take(&batch)?;
            }
            Ok(())
        });
        let mut parse = || -> Result<(), Error> {
            let mut batch = std::mem::take(&mut first);
            while let Some(quad) = parser.next(source)? {
                if batch.len() == BATCH
                    && send
                        .send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH)))
                        .is_err()
                {
                    // The worker has met a limit, and says which.
                    return Ok(());
                }
                batch.push(quad);
            }
            let _ = send.send(batch);
            Ok(())
        };
        let parsed = parse();
        drop(send);
        let interned = worker
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        parsed?;
        interned?;
        Ok(parser.declared(source))
    })
}

/// One of the parsers of the crate oxttl.
enum Parser<R: Read> {
    NTriples(oxttl::ntriples::ReaderNTriplesParser<R>),
    NQuads(oxttl::nquads::ReaderNQuadsParser<R>),
    Turtle(Box<oxttl::turtle::ReaderTurtleParser<R>>),
    TriG(Box<oxttl::trig::ReaderTriGParser<R>>),
}

impl<R: Read> Parser<R> {
    fn new(reader: R, format: Format, source: &Source<'_>) -> Result<Self, Error> {
        let bad_base = |base: &str, reason: String| crate::ValueError::Iri {
            value: base.to_owned(),
            reason,
        };
        Ok(match format {
            Format::NTriples => Self::NTriples(NTriplesParser::new().for_reader(reader)),
            Format::NQuads => Self::NQuads(NQuadsParser::new().for_reader(reader)),
            Format::Turtle | Format::Json => {
                let mut parser = TurtleParser::new();
                if let Some(base) = source.base {
                    parser = parser
                        .with_base_iri(base)
                        .map_err(|error| bad_base(base, error.to_string()))?;
                }
                Self::Turtle(Box::new(parser.for_reader(reader)))
            }
            Format::TriG => {
                let mut parser = TriGParser::new();
                if let Some(base) = source.base {
                    parser = parser
                        .with_base_iri(base)
                        .map_err(|error| bad_base(base, error.to_string()))?;
                }
                Self::TriG(Box::new(parser.for_reader(reader)))
            }
        })
    }

    fn next(&mut self, source: &Source<'_>) -> Result<Option<oxrdf::Quad>, ReadError> {
        let in_default = |t: oxrdf::Triple| t.in_graph(oxrdf::GraphName::DefaultGraph);
        let next = match self {
            Self::NTriples(parser) => parser.next().map(|t| t.map(in_default)),
            Self::NQuads(parser) => parser.next(),
            Self::Turtle(parser) => parser.next().map(|t| t.map(in_default)),
            Self::TriG(parser) => parser.next(),
        };
        next.transpose().map_err(|error| match error {
            TurtleParseError::Io(error) => ReadError::File {
                path: source.name.into(),
                source: error,
            },
            TurtleParseError::Syntax(error) => {
                let start = error.location().start;
                let (line, column) = (start.line + 1, start.column + 1);
                let mut report = Report::default();
                let message = error.message().to_owned();
                let place = format!("{line}:{column}");
                report.note(Problem::new(Gravity::Error, place, message.clone()));
                let path = source.name.into();
                ReadError::Syntax {
                    path,
                    line,
                    column,
                    message,
                    report: Box::new(report),
                }
            }
        })
    }

    fn declared(&self, source: &Source<'_>) -> Declared {
        let (prefixes, base): (Vec<(&str, &str)>, Option<&str>) = match self {
            Self::Turtle(parser) => (parser.prefixes().collect(), parser.base_iri()),
            Self::TriG(parser) => (parser.prefixes().collect(), parser.base_iri()),
            Self::NTriples(_) | Self::NQuads(_) => (Vec::new(), None),
        };
        Declared {
            prefixes: prefixes
                .into_iter()
                .map(|(p, n)| (p.to_owned(), n.to_owned()))
                .collect(),
            base: base
                .filter(|base| Some(*base) != source.base)
                .map(str::to_owned),
        }
    }
}

//! The parsers of RDF behind one face, with errors that name the place.

use std::io::Read;

use oxttl::{NQuadsParser, NTriplesParser, TriGParser, TurtleParseError, TurtleParser};

use super::{Format, ReadError};
use crate::Error;
use crate::model::Iri;
use crate::report::{Gravity, Problem, Report};
use crate::vocab::rdf;

/// What is known of a document beside its bytes.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    /// The path, or what stands for it in errors.
    pub(super) name: &'a str,
    /// What relative IRIs are resolved against.
    pub(super) base: Option<&'a str>,
    /// Where the triples of its default graph go.
    pub(super) graph: Option<&'a Iri>,
    #[cfg(feature = "json-ld")]
    pub(super) contexts: Option<&'a Contexts>,
}

/// Gives the contexts that JSON-LD names by their address.
#[cfg(feature = "json-ld")]
#[derive(Clone)]
pub(super) struct Contexts(pub(super) std::sync::Arc<Load>);

#[cfg(feature = "json-ld")]
type Load = dyn Fn(&str) -> std::io::Result<Vec<u8>> + Send + Sync;

#[cfg(feature = "json-ld")]
impl std::fmt::Debug for Contexts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Contexts")
    }
}

/// What the parser of JSON-LD asks for contexts.
#[cfg(feature = "json-ld")]
fn loader(
    contexts: Option<&Contexts>,
) -> impl Fn(&str) -> Result<oxjsonld::JsonLdRemoteDocument, Box<dyn std::error::Error + Send + Sync>>
+ use<> {
    let contexts = contexts.cloned();
    move |address| match &contexts {
        Some(Contexts(load)) => Ok(oxjsonld::JsonLdRemoteDocument {
            document: load(address)?,
            document_url: address.to_owned(),
        }),
        None => Err(
            "rawabit opens no connection; put the context into the document, or give \
             ReadOptions::contexts() a function that knows it"
                .into(),
        ),
    }
}

/// What a document declares beside its quads.
#[derive(Default)]
pub(super) struct Declared {
    pub(super) prefixes: Vec<(String, String)>,
    pub(super) base: Option<String>,
}

/// One of the parsers of oxigraph's family.
pub(super) enum Parser<R: Read> {
    NTriples(oxttl::ntriples::ReaderNTriplesParser<R>),
    NQuads(oxttl::nquads::ReaderNQuadsParser<R>),
    Turtle(Box<oxttl::turtle::ReaderTurtleParser<R>>),
    TriG(Box<oxttl::trig::ReaderTriGParser<R>>),
    #[cfg(feature = "rdf-xml")]
    RdfXml(Box<oxrdfxml::ReaderRdfXmlParser<Lines<R>>>, Marks),
    #[cfg(feature = "json-ld")]
    JsonLd(Box<oxjsonld::ReaderJsonLdParser<R>>),
}

/// A mistake in a document: where, from 1, and what.
#[derive(Debug)]
pub(super) struct Mistake {
    pub(super) line: u64,
    pub(super) column: u64,
    pub(super) message: String,
}

/// What stops a parser.
pub(super) enum Stop {
    /// The rest may still be read.
    Mistake(Mistake),
    /// The system gives no more.
    Io(std::io::Error),
}

impl Mistake {
    pub(super) fn problem(&self) -> Problem {
        let place = format!("{}:{}", self.line, self.column);
        Problem::new(Gravity::Error, place, self.message.clone())
    }

    pub(super) fn error(self, path: &str) -> ReadError {
        let mut report = Report::default();
        report.note(self.problem());
        let Self {
            line,
            column,
            message,
        } = self;
        ReadError::Syntax {
            path: path.into(),
            line,
            column,
            message,
            report: Box::new(report),
        }
    }
}

macro_rules! with_base {
    ($parser:expr, $base:expr) => {
        match $base {
            None => $parser,
            Some(base) => $parser
                .with_base_iri(base)
                .map_err(|error| crate::ValueError::Iri {
                    value: base.to_owned(),
                    reason: error.to_string(),
                })?,
        }
    };
}

impl<R: Read> Parser<R> {
    pub(super) fn new(reader: R, format: Format, source: Source<'_>) -> Result<Self, Error> {
        Ok(match format {
            Format::NTriples => Self::NTriples(NTriplesParser::new().for_reader(reader)),
            Format::NQuads => Self::NQuads(NQuadsParser::new().for_reader(reader)),
            Format::TriG => {
                let parser = with_base!(TriGParser::new(), source.base);
                Self::TriG(Box::new(parser.for_reader(reader)))
            }
            #[cfg(feature = "rdf-xml")]
            Format::RdfXml => {
                let parser = with_base!(oxrdfxml::RdfXmlParser::new(), source.base);
                let marks = Marks::default();
                let lines = Lines {
                    reader,
                    marks: marks.clone(),
                };
                Self::RdfXml(Box::new(parser.for_reader(lines)), marks)
            }
            #[cfg(feature = "json-ld")]
            Format::JsonLd => {
                let parser = with_base!(oxjsonld::JsonLdParser::new(), source.base);
                // A panic of the function ends the reading, so that nothing sees it half done.
                let load = std::panic::AssertUnwindSafe(loader(source.contexts));
                let parser = parser.for_reader(reader);
                let parser = parser.with_load_document_callback(move |address, _| load(address));
                Self::JsonLd(Box::new(parser))
            }
            Format::Turtle | Format::Json => {
                let parser = with_base!(TurtleParser::new(), source.base);
                Self::Turtle(Box::new(parser.for_reader(reader)))
            }
        })
    }

    /// The next quad, or a mistake; `None` at the end.
    pub(super) fn next(&mut self) -> Option<Result<oxrdf::Quad, Stop>> {
        loop {
            match self.parse()? {
                Ok(quad) if !is_well_formed(&quad.object) => {
                    if let Some(mistake) = self.unsaid(&quad) {
                        return Some(Err(Stop::Mistake(mistake)));
                    }
                }
                other => return Some(other),
            }
        }
    }

    /// What is wrong with a quad that is not well formed, where the parser does not say so.
    fn unsaid(&self, quad: &oxrdf::Quad) -> Option<Mistake> {
        let place = match self {
            // These say so, and give the quad all the same.
            Self::NTriples(_) | Self::NQuads(_) | Self::Turtle(_) | Self::TriG(_) => None,
            #[cfg(feature = "rdf-xml")]
            Self::RdfXml(parser, marks) => Some(marks.position(parser.buffer_position())),
            #[cfg(feature = "json-ld")]
            Self::JsonLd(_) => Some((1, 1)),
        };
        place.map(|(line, column)| Mistake {
            line,
            column,
            message: format!("{} needs a language, or another datatype", quad.object),
        })
    }

    fn parse(&mut self) -> Option<Result<oxrdf::Quad, Stop>> {
        let in_default = |t: oxrdf::Triple| t.in_graph(oxrdf::GraphName::DefaultGraph);
        let turtle = |error: TurtleParseError| match error {
            TurtleParseError::Io(error) => Stop::Io(error),
            TurtleParseError::Syntax(error) => {
                let start = error.location().start;
                Stop::Mistake(Mistake {
                    line: start.line + 1,
                    column: start.column + 1,
                    message: error.message().to_owned(),
                })
            }
        };
        match self {
            Self::NTriples(parser) => Some(parser.next()?.map(in_default).map_err(turtle)),
            Self::NQuads(parser) => Some(parser.next()?.map_err(turtle)),
            Self::Turtle(parser) => Some(parser.next()?.map(in_default).map_err(turtle)),
            Self::TriG(parser) => Some(parser.next()?.map_err(turtle)),
            #[cfg(feature = "rdf-xml")]
            Self::RdfXml(parser, marks) => {
                Some(parser.next()?.map(in_default).map_err(|error| match error {
                    oxrdfxml::RdfXmlParseError::Io(error) => Stop::Io(error),
                    oxrdfxml::RdfXmlParseError::Syntax(error) => {
                        let (line, column) = marks.position(parser.buffer_position());
                        Stop::Mistake(Mistake {
                            line,
                            column,
                            message: error.to_string(),
                        })
                    }
                }))
            }
            #[cfg(feature = "json-ld")]
            Self::JsonLd(parser) => Some(parser.next()?.map_err(|error| match error {
                oxjsonld::JsonLdParseError::Io(error) => Stop::Io(error),
                oxjsonld::JsonLdParseError::Syntax(error) => {
                    let place = error.location().map(|range| range.start);
                    Stop::Mistake(Mistake {
                        line: place.map_or(1, |p| p.line + 1),
                        column: place.map_or(1, |p| p.column + 1),
                        message: error.to_string(),
                    })
                }
            })),
        }
    }

    pub(super) fn declared(&self, source: Source<'_>) -> Declared {
        let (prefixes, base): (Vec<(&str, &str)>, Option<&str>) = match self {
            Self::NTriples(_) | Self::NQuads(_) => (Vec::new(), None),
            Self::Turtle(parser) => (parser.prefixes().collect(), parser.base_iri()),
            Self::TriG(parser) => (parser.prefixes().collect(), parser.base_iri()),
            #[cfg(feature = "rdf-xml")]
            Self::RdfXml(parser, _) => (parser.prefixes().collect(), parser.base_iri()),
            #[cfg(feature = "json-ld")]
            Self::JsonLd(parser) => (parser.prefixes().collect(), parser.base_iri()),
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

/// Whether a term has a language wherever its datatype asks for one.
fn is_well_formed(term: &oxrdf::Term) -> bool {
    match term {
        oxrdf::Term::Literal(literal) => {
            let datatype = literal.datatype().as_str();
            literal.language().is_some()
                || ![rdf::LANG_STRING, rdf::DIR_LANG_STRING].contains(&datatype)
        }
        oxrdf::Term::Triple(triple) => is_well_formed(&triple.object),
        oxrdf::Term::NamedNode(_) | oxrdf::Term::BlankNode(_) => true,
    }
}

/// Where the lines of what has been read begin, for a parser that knows only bytes.
#[cfg(feature = "rdf-xml")]
#[derive(Clone, Default)]
pub(super) struct Marks(std::rc::Rc<std::cell::RefCell<(u64, Vec<u64>)>>);

#[cfg(feature = "rdf-xml")]
impl Marks {
    /// Line and column, from 1; the column in bytes.
    fn position(&self, byte: u64) -> (u64, u64) {
        let (_, starts) = &*self.0.borrow();
        let line = starts.partition_point(|&start| start <= byte);
        let start = if line == 0 { 0 } else { starts[line - 1] };
        (line as u64 + 1, byte - start + 1)
    }
}

/// A reader that keeps [`Marks`].
#[cfg(feature = "rdf-xml")]
pub(super) struct Lines<R> {
    reader: R,
    marks: Marks,
}

#[cfg(feature = "rdf-xml")]
impl<R: Read> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.reader.read(buffer)?;
        let (read, starts) = &mut *self.marks.0.borrow_mut();
        let ends = buffer[..n]
            .iter()
            .enumerate()
            .filter(|(_, byte)| **byte == b'\n');
        starts.extend(ends.map(|(at, _)| *read + at as u64 + 1));
        *read += n as u64;
        Ok(n)
    }
}

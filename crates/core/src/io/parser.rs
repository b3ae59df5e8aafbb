//! The parsers of RDF behind one face, with errors that name the place.

use std::io::Read;

use oxttl::{NQuadsParser, NTriplesParser, TriGParser, TurtleParseError, TurtleParser};

use super::Format;
#[cfg(feature = "rdf-xml")]
use super::elements::Elements;
#[cfg(feature = "json-ld")]
use super::json_ld::{Contexts, JsonLd};
use super::lenient::Lenient;
#[cfg(feature = "rdf-xml")]
use super::mistake::lowered;
use super::mistake::{Known, LINE_ENDS, Mistake, open_text};
#[cfg(feature = "rdf-xml")]
use super::plain::{Plain, Plainly};
use super::recent::{Kept, Recent};
use crate::Error;
use crate::model::Iri;
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
    /// The format that it looks like, where nobody has said it.
    pub(super) taken_for: Option<Format>,
    /// The format that it looks like, where what was said is of another kind.
    pub(super) looks_like: Option<Format>,
    /// The prefixes that the graph knows, which a document has to declare all the same.
    pub(super) prefixes: &'a [(String, String)],
    #[cfg(feature = "json-ld")]
    pub(super) contexts: Option<&'a Contexts>,
    /// Whether a long document of JSON-LD is not to be read in pieces.
    #[cfg(feature = "json-ld")]
    pub(super) is_whole: bool,
}

/// What a document declares beside its quads.
#[derive(Clone, Default)]
pub(super) struct Declared {
    pub(super) prefixes: Vec<(String, String)>,
    pub(super) base: Option<String>,
}

impl Declared {
    fn new<'a>(prefixes: impl Iterator<Item = (&'a str, &'a str)>, base: Option<&str>) -> Self {
        let pairs = prefixes.map(|(prefix, namespace)| (prefix.to_owned(), namespace.to_owned()));
        Self {
            prefixes: pairs.collect(),
            base: base.map(str::to_owned),
        }
    }
}

/// One of the parsers of oxigraph's family.
pub(super) enum Parser<'a, R: Read> {
    NTriples(oxttl::ntriples::ReaderNTriplesParser<Kept<R>>, Recent),
    NQuads(oxttl::nquads::ReaderNQuadsParser<Kept<R>>, Recent),
    Turtle(
        Box<oxttl::turtle::ReaderTurtleParser<Kept<R>>>,
        Recent,
        Source<'a>,
    ),
    TriG(
        Box<oxttl::trig::ReaderTriGParser<Kept<R>>>,
        Recent,
        Source<'a>,
    ),
    /// Statement by statement, of any of these four.
    Lenient(Box<Lenient<'a, R>>),
    #[cfg(feature = "rdf-xml")]
    RdfXml(
        Box<oxrdfxml::ReaderRdfXmlParser<Plainly<Kept<R>>>>,
        Recent,
        Plain,
        // As of the first triple: what is declared goes with the element that declares it.
        Option<Declared>,
    ),
    /// Node by node.
    #[cfg(feature = "rdf-xml")]
    Elements(Box<Elements<R>>),
    #[cfg(feature = "json-ld")]
    JsonLd(Box<JsonLd<R>>),
}

/// What stops a parser.
pub(super) enum Stop {
    /// The rest may still be read.
    Mistake(Mistake),
    /// The system gives no more.
    Io(std::io::Error),
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

impl<'a, R: Read> Parser<'a, R> {
    /// A parser that ends at the first mistake where `strict`, and else goes on where that is safe.
    pub(super) fn new(
        reader: R,
        format: Format,
        source: Source<'a>,
        strict: bool,
    ) -> Result<Self, Error> {
        let recent = Recent::default();
        Ok(match format {
            #[cfg(feature = "rdf-xml")]
            Format::RdfXml => {
                let parser = with_base!(oxrdfxml::RdfXmlParser::new(), source.base);
                if !strict {
                    return Ok(Self::Elements(Box::new(Elements::new(reader, parser))));
                }
                let plain = Plain::default();
                let reader = plain.of(recent.of(reader));
                Self::RdfXml(Box::new(parser.for_reader(reader)), recent, plain, None)
            }
            #[cfg(feature = "json-ld")]
            Format::JsonLd => {
                let parser = with_base!(oxjsonld::JsonLdParser::new(), source.base);
                Self::JsonLd(Box::new(JsonLd::new(reader, parser, source)))
            }
            _ if !strict => {
                // The base is looked at once, and not with each statement.
                let _ = with_base!(TurtleParser::new(), source.base);
                Self::Lenient(Box::new(Lenient::new(reader, format, source)))
            }
            Format::NTriples => {
                let parser = NTriplesParser::new().for_reader(recent.of_terms(reader));
                Self::NTriples(parser, recent)
            }
            Format::NQuads => {
                let parser = NQuadsParser::new().for_reader(recent.of_terms(reader));
                Self::NQuads(parser, recent)
            }
            Format::TriG => {
                let parser = with_base!(TriGParser::new(), source.base);
                let parser = parser.for_reader(recent.of_terms(reader));
                Self::TriG(Box::new(parser), recent, source)
            }
            Format::Turtle | Format::Json => {
                let parser = with_base!(TurtleParser::new(), source.base);
                let parser = parser.for_reader(recent.of_terms(reader));
                Self::Turtle(Box::new(parser), recent, source)
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
        match self {
            // These say so, and give the quad all the same.
            Self::NTriples(..)
            | Self::NQuads(..)
            | Self::Turtle(..)
            | Self::TriG(..)
            | Self::Lenient(_) => {
                let _ = quad;
                None
            }
            #[cfg(feature = "rdf-xml")]
            Self::Elements(_) => None,
            #[cfg(feature = "rdf-xml")]
            Self::RdfXml(parser, recent, plain, _) => Some(in_markup(
                recent,
                plain.read(parser.buffer_position()),
                no_language(quad),
            )),
            #[cfg(feature = "json-ld")]
            Self::JsonLd(..) => Some(Mistake::new(None, no_language(quad))),
        }
    }

    fn parse(&mut self) -> Option<Result<oxrdf::Quad, Stop>> {
        let in_default = |t: oxrdf::Triple| t.in_graph(oxrdf::GraphName::DefaultGraph);
        match self {
            Self::NTriples(parser, recent) => {
                let next = parser.next()?.map(in_default);
                Some(next.map_err(|error| in_turtle(error, recent, Known::of_lines())))
            }
            Self::NQuads(parser, recent) => {
                let next = parser.next()?;
                Some(next.map_err(|error| in_turtle(error, recent, Known::of_lines())))
            }
            Self::Turtle(parser, recent, source) => {
                let next = parser.next()?.map(in_default);
                Some(next.map_err(|error| {
                    let declared = parser.prefixes().map(|(prefix, _)| prefix).collect();
                    in_turtle(error, recent, Known::of_text(declared, source.prefixes))
                }))
            }
            Self::TriG(parser, recent, source) => {
                let next = parser.next()?;
                Some(next.map_err(|error| {
                    let declared = parser.prefixes().map(|(prefix, _)| prefix).collect();
                    in_turtle(error, recent, Known::of_text(declared, source.prefixes))
                }))
            }
            Self::Lenient(lenient) => lenient.next(),
            #[cfg(feature = "rdf-xml")]
            Self::Elements(elements) => elements.next(),
            #[cfg(feature = "rdf-xml")]
            Self::RdfXml(parser, recent, plain, declared) => {
                let Some(next) = parser.next() else {
                    let mistake = plain.mistake()?;
                    return Some(Err(Stop::Mistake(mistake.last())));
                };
                declared.get_or_insert_with(|| Declared::new(parser.prefixes(), parser.base_iri()));
                let next = next.map(Plain::told).map(in_default);
                Some(next.map_err(|error| match error {
                    oxrdfxml::RdfXmlParseError::Io(error) => Stop::Io(error),
                    oxrdfxml::RdfXmlParseError::Syntax(error) => {
                        let of_markup = plain.mistake().filter(|_| plain.is_cut());
                        let byte = plain.read(parser.buffer_position());
                        let mistake = of_markup.unwrap_or_else(|| {
                            in_markup(recent, byte, lowered(&error.to_string()))
                        });
                        // What follows on a mistake would be read as something else.
                        Stop::Mistake(mistake.last())
                    }
                }))
            }
            #[cfg(feature = "json-ld")]
            Self::JsonLd(json_ld) => json_ld.next(),
        }
    }

    /// What of the document its standard has left out, as far as it is listed, and how much more there is.
    #[cfg(feature = "json-ld")]
    pub(super) fn left_out(&self) -> (Vec<Mistake>, usize) {
        match self {
            Self::JsonLd(json_ld) => json_ld.left_out(),
            _ => (Vec::new(), 0),
        }
    }

    pub(super) fn declared(&self, source: Source<'_>) -> Declared {
        let mut declared = match self {
            Self::NTriples(..) | Self::NQuads(..) => Declared::default(),
            Self::Turtle(parser, ..) => Declared::new(parser.prefixes(), parser.base_iri()),
            Self::TriG(parser, ..) => Declared::new(parser.prefixes(), parser.base_iri()),
            Self::Lenient(lenient) => Declared::new(lenient.prefixes(), lenient.base()),
            #[cfg(feature = "rdf-xml")]
            Self::Elements(elements) => Declared::new(elements.prefixes(), elements.base()),
            #[cfg(feature = "rdf-xml")]
            Self::RdfXml(.., declared) => declared.clone().unwrap_or_default(),
            #[cfg(feature = "json-ld")]
            Self::JsonLd(json_ld) => Declared::new(json_ld.prefixes(), json_ld.base()),
        };
        declared.base = declared
            .base
            .filter(|base| Some(base.as_str()) != source.base);
        declared
    }
}

fn in_turtle(error: TurtleParseError, recent: &Recent, known: Known<'_>) -> Stop {
    let error = match error {
        TurtleParseError::Io(error) => return Stop::Io(error),
        TurtleParseError::Syntax(error) => error,
    };
    let (start, end) = (error.location().start, error.location().end);
    if let Some(mistake) = recent.too_deep(end.offset) {
        return Stop::Mistake(mistake);
    }
    let token = recent.text(start.offset, end.offset);
    if known.is_of_lines
        && let Some(byte) = recent.line_end(start.offset)
        && token.trim().is_empty()
    {
        let mistake = Mistake::of_turtle(recent.position(byte), error.message(), LINE_ENDS, &known);
        return Stop::Mistake(recent.show(byte, mistake));
    }
    let place = (start.line + 1, start.column + 1);
    let mistake = Mistake::of_turtle(place, error.message(), &token, &known);
    let shown = start.offset + open_text(error.message(), &token).len() as u64;
    Stop::Mistake(recent.show(shown, mistake))
}

#[cfg(any(feature = "rdf-xml", feature = "json-ld"))]
pub(super) fn no_language(quad: &oxrdf::Quad) -> String {
    format!("{} needs a language, or another datatype", quad.object)
}

/// A mistake in the tag or text that ends at a byte.
#[cfg(feature = "rdf-xml")]
fn in_markup(recent: &Recent, byte: u64, message: String) -> Mistake {
    let begin = recent.begin(byte);
    let (line, column) = recent.position(begin);
    let mistake = Mistake::at(line, column, message);
    recent.show(begin, mistake.in_markup())
}

/// Whether a term has a language wherever its datatype asks for one.
pub(super) fn is_well_formed(term: &oxrdf::Term) -> bool {
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

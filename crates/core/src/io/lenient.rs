//! Turtle and its kin statement by statement: a bad one is left out as a whole, and the next is read.
//!
//! Many statements are given to the parser at once, and one by one only where there is a mistake among
//! them. What stands in a graph is read behind the words that open it.

use std::collections::VecDeque;
use std::io::Read;

use oxttl::{NQuadsParser, NTriplesParser, TriGParser, TurtleParser, TurtleSyntaxError};

use super::Format;
use super::depth::{Depth, too_deep};
use super::mistake::{Known, LINE_ENDS, Mistake};
use super::parser::{Source, Stop};
use super::place::Place;
use super::recent::line_end;
use super::statements::{Cut, Part, first};

/// So much is read, and given to the parser, at once.
const BLOCK: usize = 1 << 16;

/// So long may a statement be.
const LONGEST: usize = 64 << 20;

/// Reads what is right of a document.
pub(super) struct Lenient<'a, R> {
    reader: R,
    format: Format,
    source: Source<'a>,
    prefixes: Vec<(String, String)>,
    base: Option<String>,
    /// The parsers that know them.
    turtle: TurtleParser,
    trig: TriGParser,
    /// What has been read and not yet been cut, and where it begins.
    text: Vec<u8>,
    place: Place,
    is_end: bool,
    is_over: bool,
    graph: Graph,
    ready: VecDeque<Result<oxrdf::Quad, Stop>>,
}

/// The graph of TriG that is open.
#[derive(Clone)]
enum Graph {
    None,
    /// The words that open it, and their line.
    Open(String, u64),
    /// One whose words are wrong: nothing in it is read.
    Bad,
}

/// What the parser makes of some statements.
struct Parsed {
    quads: Vec<oxrdf::Quad>,
    prefixes: Vec<(String, String)>,
    base: Option<String>,
}

/// A parser that knows what has been declared.
macro_rules! knowing {
    ($parser:expr, $prefixes:expr, $base:expr) => {{
        let mut parser = $parser;
        for (prefix, namespace) in $prefixes {
            let known = parser.clone().with_prefix(prefix, namespace);
            parser = known.unwrap_or(parser);
        }
        match $base {
            Some(base) => parser.clone().with_base_iri(base).unwrap_or(parser),
            None => parser,
        }
    }};
}

/// What a parser makes of a text.
macro_rules! parsed {
    ($parser:expr, $text:expr) => {{
        let mut parser = $parser.clone().for_slice($text);
        let found = quads(parser.by_ref());
        found.map(|quads| Parsed {
            quads,
            prefixes: owned(parser.prefixes()),
            base: parser.base_iri().map(str::to_owned),
        })
    }};
}

impl<'a, R: Read> Lenient<'a, R> {
    pub(super) fn new(reader: R, format: Format, source: Source<'a>) -> Self {
        let none: [(&str, &str); 0] = [];
        Self {
            reader,
            format,
            source,
            prefixes: Vec::new(),
            base: source.base.map(str::to_owned),
            turtle: knowing!(TurtleParser::new(), none, source.base),
            trig: knowing!(TriGParser::new(), none, source.base),
            text: Vec::new(),
            place: Place::default(),
            is_end: false,
            is_over: false,
            graph: Graph::None,
            ready: VecDeque::new(),
        }
    }

    pub(super) fn prefixes(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.prefixes.iter();
        pairs.map(|(prefix, namespace)| (prefix.as_str(), namespace.as_str()))
    }

    pub(super) fn base(&self) -> Option<&str> {
        self.base.as_deref()
    }

    pub(super) fn next(&mut self) -> Option<Result<oxrdf::Quad, Stop>> {
        while self.ready.is_empty() && !self.is_over {
            if let Err(error) = self.block() {
                self.is_over = true;
                return Some(Err(Stop::Io(error)));
            }
        }
        self.ready.pop_front()
    }

    /// Reads on, and takes what is whole of it.
    fn block(&mut self) -> std::io::Result<()> {
        // As much again as waits, so that a long statement is looked at a few times only.
        let wanted = self.text.len().max(BLOCK) as u64;
        let read = (&mut self.reader)
            .take(wanted)
            .read_to_end(&mut self.text)?;
        self.is_end = (read as u64) < wanted;
        let text = std::mem::take(&mut self.text);
        let taken = self.take(&text);
        self.text = text[taken..].to_vec();
        if self.text.len() > LONGEST && !self.is_over {
            let text = std::mem::take(&mut self.text);
            self.last(&text, "no statement ends within 64 MiB from here");
        }
        if self.is_end && !self.is_over {
            self.end();
        }
        Ok(())
    }

    fn cut(&self) -> Cut {
        match (self.format, &self.graph) {
            (Format::NTriples | Format::NQuads, _) => Cut::Lines,
            (Format::TriG, Graph::None) => Cut::Graphs,
            (Format::TriG, _) => Cut::Within,
            _ => Cut::Dots,
        }
    }

    /// Takes the whole parts at the beginning of a text, and tells how long they are.
    fn take(&mut self, text: &[u8]) -> usize {
        let mut at = 0;
        // Statements that follow on each other in one graph.
        let mut run: Vec<&[u8]> = Vec::new();
        let mut begin = 0;
        while at < text.len() && !self.is_over {
            let Some((part, length)) = first(&text[at..], self.cut(), self.is_end) else {
                break;
            };
            let piece = &text[at..at + length];
            if part == Part::Statement {
                run.push(piece);
            } else {
                self.statements(&text[begin..at], std::mem::take(&mut run));
                match part {
                    Part::Opens => self.open(piece),
                    Part::Closes => {
                        self.statements(piece.strip_suffix(b"}").unwrap_or(piece), Vec::new());
                        self.graph = Graph::None;
                        self.place.column += 1;
                    }
                    Part::Statement | Part::Unclosed => {
                        let message = "a text in three quotes is never closed in what begins here";
                        self.last(piece, message);
                    }
                }
                begin = at + length;
            }
            at += length;
        }
        self.statements(&text[begin.min(at)..at], run);
        at
    }

    /// Takes statements: all at once, or each on its own where one of them is wrong.
    fn statements(&mut self, all: &[u8], each: Vec<&[u8]>) {
        if matches!(self.graph, Graph::Bad) || all.iter().all(u8::is_ascii_whitespace) {
            self.place = self.place.behind(all);
            return;
        }
        match self.parse(all) {
            Ok(parsed) => {
                self.keep(parsed);
                self.place = self.place.behind(all);
            }
            Err(_) if each.len() > 1 => {
                for statement in each {
                    self.statements(statement, Vec::new());
                }
            }
            Err(error) => self.refuse(all, &error),
        }
    }

    fn keep(&mut self, parsed: Parsed) {
        self.ready.extend(parsed.quads.into_iter().map(Ok));
        let (prefixes, base) = (parsed.prefixes, parsed.base);
        if self.prefixes != prefixes || self.base != base {
            self.turtle = knowing!(TurtleParser::new(), &prefixes, &base);
            self.trig = knowing!(TriGParser::new(), &prefixes, &base);
            (self.prefixes, self.base) = (prefixes, base);
        }
    }

    /// Leaves a statement out; where only its dot is missing, what the next line begins is read.
    fn refuse(&mut self, statement: &[u8], error: &Error) {
        let next = error.byte.min(statement.len());
        let before = &statement[..next];
        let begins_line = before
            .iter()
            .rev()
            .find(|byte| !matches!(byte, b' ' | b'\t'));
        let goes_on = error.wants_dot && begins_line == Some(&b'\n') && next < statement.len();
        let (refused, rest) = statement.split_at(if goes_on { next } else { statement.len() });
        let line =
            line_end(before).filter(|_| self.cut() == Cut::Lines && error.token.trim().is_empty());
        let mut mistake = match line {
            Some(end) => {
                let at = self.place.behind(&statement[..end]);
                self.mistake(at, &error.said, LINE_ENDS)
            }
            None => self.mistake(self.place.behind(before), &error.said, &error.token),
        };
        let begin = self.place.behind(&refused[..blank(refused)]).line + 1;
        let end = self.place.behind(refused.trim_ascii_end()).line + 1;
        if begin < end {
            mistake = mistake.hint(format!("lines {begin} to {end} are left out"));
        }
        self.ready.push_back(Err(Stop::Mistake(mistake)));
        self.place = self.place.behind(refused);
        if goes_on {
            self.statements(rest, Vec::new());
        }
    }

    fn mistake(&self, at: Place, said: &str, token: &str) -> Mistake {
        let known = if self.cut() == Cut::Lines {
            Known::of_lines()
        } else {
            let declared = self.prefixes().map(|(prefix, _)| prefix).collect();
            Known::of_text(declared, self.source.prefixes)
        };
        let place = (at.line + 1, at.column + 1);
        Mistake::of_turtle(place, said, token, &known)
    }

    /// Opens a graph; where the words for it are wrong, what stands in it is left out.
    fn open(&mut self, words: &[u8]) {
        let begin = self.place.behind(&words[..blank(words)]);
        let text = String::from_utf8_lossy(words).into_owned();
        self.graph = match self.parse(&[words, b"}"].concat()) {
            Err(error) => {
                let at = self.place.behind(&words[..error.byte.min(words.len())]);
                let mistake = self.mistake(at, &error.said, &error.token);
                let mistake = mistake.hint("what stands in this graph is left out");
                self.ready.push_back(Err(Stop::Mistake(mistake)));
                Graph::Bad
            }
            // The node that "[]" makes has to be the same for all that stands in it.
            Ok(_) if text.trim_end_matches(['{', ' ']).ends_with(']') => {
                let node = oxrdf::BlankNode::default();
                Graph::Open(format!("{node} {{"), begin.line)
            }
            Ok(_) => Graph::Open(text, begin.line),
        };
        self.place = self.place.behind(words);
    }

    /// What the parser makes of a text in the graph that is open.
    fn parse(&self, text: &[u8]) -> Result<Parsed, Error> {
        if let Some(at) = Depth::default().step(text) {
            return Err(Error {
                said: too_deep(),
                token: String::new(),
                byte: at.saturating_sub(1),
                wants_dot: false,
            });
        }
        let wrapped;
        let (text, lead) = match &self.graph {
            Graph::Open(words, _) => {
                let lead = format!("{words}\n");
                wrapped = [lead.as_bytes(), text, b"\n}"].concat();
                (wrapped.as_slice(), lead.len())
            }
            Graph::None | Graph::Bad => (text, 0),
        };
        let parsed = match self.format {
            Format::NTriples => {
                let parser = NTriplesParser::new().for_slice(text);
                quads(parser).map(|quads| self.parsed(quads))
            }
            Format::NQuads => {
                let parser = NQuadsParser::new().for_slice(text);
                quads(parser).map(|quads| self.parsed(quads))
            }
            Format::TriG => parsed!(self.trig, text),
            _ => parsed!(self.turtle, text),
        };
        parsed.map_err(|error| Error::new(&error, text, lead))
    }

    fn parsed(&self, quads: Vec<oxrdf::Quad>) -> Parsed {
        Parsed {
            quads,
            prefixes: Vec::new(),
            base: self.base.clone(),
        }
    }

    /// The document has been read to its end.
    fn end(&mut self) {
        self.is_over = true;
        if let Graph::Open(_, line) = &self.graph {
            let message = format!("the graph of line {} is never closed", line + 1);
            let Place { line, column } = self.place;
            let mistake = Mistake::at(line + 1, column + 1, message);
            let mistake = mistake.hint("what stands in it is kept");
            self.ready.push_back(Err(Stop::Mistake(mistake)));
        }
    }

    /// Nothing behind this can be read.
    fn last(&mut self, rest: &[u8], message: &str) {
        let place = self.place.behind(&rest[..blank(rest)]);
        let mistake = Mistake::at(place.line + 1, place.column + 1, message).last();
        self.ready.push_back(Err(Stop::Mistake(mistake)));
        self.is_over = true;
    }
}

/// What the parser says of a text, and at which byte.
struct Error {
    said: String,
    token: String,
    byte: usize,
    wants_dot: bool,
}

impl Error {
    /// An error in a text behind a lead that the document does not have.
    fn new(error: &TurtleSyntaxError, text: &[u8], lead: usize) -> Self {
        let range = error.location();
        let (start, end) = (range.start.offset as usize, range.end.offset as usize);
        let token = text.get(start..end).unwrap_or_default();
        let said = error.message();
        Self {
            said: said.to_owned(),
            token: String::from_utf8_lossy(token).into_owned(),
            byte: start.saturating_sub(lead),
            wants_dot: said.contains("dot is expected") || said.contains("'.' is expected"),
        }
    }
}

/// All the quads of a parser, or its first mistake.
fn quads<T: IntoQuad>(
    parser: impl Iterator<Item = Result<T, TurtleSyntaxError>>,
) -> Result<Vec<oxrdf::Quad>, TurtleSyntaxError> {
    parser.map(|next| next.map(IntoQuad::quad)).collect()
}

trait IntoQuad {
    fn quad(self) -> oxrdf::Quad;
}

impl IntoQuad for oxrdf::Quad {
    fn quad(self) -> oxrdf::Quad {
        self
    }
}

impl IntoQuad for oxrdf::Triple {
    fn quad(self) -> oxrdf::Quad {
        self.in_graph(oxrdf::GraphName::DefaultGraph)
    }
}

fn owned<'a>(prefixes: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<(String, String)> {
    let pairs = prefixes.map(|(prefix, namespace)| (prefix.to_owned(), namespace.to_owned()));
    let mut pairs: Vec<_> = pairs.collect();
    pairs.sort_unstable();
    pairs
}

/// How much white space and how many comments a text begins with.
fn blank(text: &[u8]) -> usize {
    let mut at = 0;
    loop {
        at += text[at..].len() - text[at..].trim_ascii_start().len();
        if text.get(at) != Some(&b'#') {
            return at;
        }
        let end = text[at..].iter().position(|byte| *byte == b'\n');
        at = end.map_or(text.len(), |end| at + end);
    }
}

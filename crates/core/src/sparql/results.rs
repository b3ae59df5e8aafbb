//! The rows of a SELECT in the formats of the W3C.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use sparesults::{
    QueryResultsFormat, QueryResultsParser, QueryResultsSerializer, SliceQueryResultsParserOutput,
};

use super::{QueryError, Solutions};
use crate::Error;
use crate::dictionary::StorageError;
use crate::graph::Graph;
use crate::model::Term;
use crate::model::id::{self, Kind, NONE};
use crate::schema::SchemaError;

/// A format of results.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum ResultsFormat {
    /// [JSON](https://www.w3.org/TR/sparql12-results-json/).
    Json,
    /// [XML](https://www.w3.org/TR/sparql12-results-xml/).
    Xml,
    /// [CSV](https://www.w3.org/TR/sparql12-results-csv-tsv/): the text of each value.
    Csv,
    /// [TSV](https://www.w3.org/TR/sparql12-results-csv-tsv/): each value as in Turtle.
    Tsv,
}

impl ResultsFormat {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Json, Self::Xml, Self::Csv, Self::Tsv];

    /// The word for it, which is also the ending of its files after `.sr` or `.`: `"json"`, `"xml"`,
    /// `"csv"`, `"tsv"`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xml => "xml",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
        }
    }

    /// The format that a word stands for, in any case.
    ///
    /// # Errors
    /// [`SchemaError::Argument`] where there is none; it lists them.
    pub fn from_name(name: &str) -> Result<Self, SchemaError> {
        let word = name.to_ascii_lowercase();
        let ending = |format: &&Self| {
            let name = format.name();
            word == name || word == format!("sr{}", &name[..1]) || word == format!("sr{name}")
        };
        Self::ALL.iter().find(ending).copied().ok_or_else(|| {
            let all: Vec<String> = Self::ALL
                .iter()
                .map(|f| format!("\"{}\"", f.name()))
                .collect();
            SchemaError::Argument {
                name: "format".into(),
                value: name.into(),
                reason: format!("results are written as {}", all.join(", ")),
            }
        })
    }

    fn serializer(self) -> QueryResultsSerializer {
        QueryResultsSerializer::from_format(self.theirs())
    }

    fn theirs(self) -> QueryResultsFormat {
        match self {
            Self::Json => QueryResultsFormat::Json,
            Self::Xml => QueryResultsFormat::Xml,
            Self::Csv => QueryResultsFormat::Csv,
            Self::Tsv => QueryResultsFormat::Tsv,
        }
    }
}

impl std::fmt::Display for ResultsFormat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl Solutions {
    /// Reads rows that another engine has written; a blank node is what its label says.
    ///
    /// # Errors
    /// [`QueryError::Evaluation`] where they are no rows in the format; CSV does not tell terms apart and
    /// is not read.
    ///
    /// # Example
    /// ```
    /// use rawabit::{ResultsFormat, Solutions};
    /// let json = r#"{"head": {"vars": ["n"]}, "results": {"bindings": [{"n": {"type": "literal", "value": "a"}}]}}"#;
    /// let rows = Solutions::read(json.as_bytes(), ResultsFormat::Json)?;
    /// assert_eq!(rows.rows().next().and_then(|row| row.text("n")).as_deref(), Some("a"));
    /// # Ok::<(), rawabit::QueryError>(())
    /// ```
    pub fn read(bytes: &[u8], format: ResultsFormat) -> Result<Self, QueryError> {
        let wrong = |reason: &dyn std::fmt::Display| QueryError::Evaluation {
            what: format!("these are no results in \"{}\": {reason}", format.name()),
        };
        let parser = QueryResultsParser::from_format(format.theirs());
        let parsed = parser.for_slice(bytes).map_err(|error| wrong(&error))?;
        let SliceQueryResultsParserOutput::Solutions(rows) = parsed else {
            return Err(wrong(&"they are the answer to an ASK"));
        };
        let variables = rows.variables().iter().map(|name| name.as_str().to_owned());
        let mut solutions = Self::new(Graph::new().view(), variables.collect());
        let mut made = Vec::new();
        for row in rows {
            let row = row.map_err(|error| wrong(&error))?;
            solutions.push(row.values().iter().map(|term| match term {
                None => NONE,
                Some(term) => {
                    made.push(Term::from(term.clone()));
                    id::id(Kind::Query, made.len() as u32 - 1)
                }
            }));
        }
        Ok(solutions.with_made(made))
    }

    /// Writes the rows to a file; the format is that of its ending: `.json`, `.srj`, `.xml`, `.srx`,
    /// `.csv`, `.tsv`.
    ///
    /// # Errors
    /// [`SchemaError::Argument`] where the ending is of no format, [`QueryError::Refused`] where XML cannot
    /// hold a value, [`StorageError::Write`] where the file cannot be written.
    ///
    /// # Complexity
    /// O(n) in the values.
    pub fn write(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        let path = path.as_ref();
        let ending = path
            .extension()
            .and_then(|e| e.to_str())
            .unwrap_or_default();
        let format = ResultsFormat::from_name(ending)?;
        let fail = |source| StorageError::Write {
            path: path.display().to_string(),
            source,
        };
        self.check(format)?;
        let mut file = BufWriter::new(File::create(path).map_err(fail)?);
        self.write_to(&mut file, format).map_err(fail)?;
        Ok(file.flush().map_err(fail)?)
    }

    /// Refuses a format that cannot hold the values: XML has no way to write most control characters.
    ///
    /// # Errors
    /// [`QueryError::Refused`]; it names a value, and the formats that can.
    ///
    /// # Complexity
    /// O(n) in the values.
    pub fn check(&self, format: ResultsFormat) -> Result<(), QueryError> {
        if format != ResultsFormat::Xml {
            return Ok(());
        }
        self.serialize(Plain(std::io::sink()), format)
            .map_err(|error| refused(&error))
    }

    /// Writes the rows to any writer.
    ///
    /// # Errors
    /// What the writer says. Where XML cannot hold a value, which [`check`](Self::check) tells beforehand,
    /// an error of [`ErrorKind::InvalidData`](std::io::ErrorKind::InvalidData).
    ///
    /// # Complexity
    /// O(n) in the values.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Graph, ResultsFormat};
    /// let graph = Graph::new();
    /// graph.country("QA")?;
    /// let rows = graph.query("SELECT ?code { ?x rb:isoAlpha2 ?code }")?;
    /// let mut csv = Vec::new();
    /// rows.write_to(&mut csv, ResultsFormat::Csv)?;
    /// assert_eq!(csv, b"code\r\nQA\r\n");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_to(&self, writer: impl Write, format: ResultsFormat) -> std::io::Result<()> {
        if format == ResultsFormat::Xml {
            self.serialize(Plain(writer), format)
        } else {
            self.serialize(writer, format)
        }
    }

    fn serialize(&self, writer: impl Write, format: ResultsFormat) -> std::io::Result<()> {
        let variables: Vec<oxrdf::Variable> = self
            .variables()
            .iter()
            .map(|name| oxrdf::Variable::new_unchecked(name.as_str()))
            .collect();
        let serializer = format.serializer();
        let mut serializer = serializer.serialize_solutions_to_writer(writer, variables.clone())?;
        for row in 0..self.len() {
            let terms: Vec<Option<oxrdf::Term>> = (0..variables.len())
                .map(|column| self.term(row, column).map(Into::into))
                .collect();
            let bound = variables
                .iter()
                .zip(&terms)
                .filter_map(|(variable, term)| Some((variable, term.as_ref()?)));
            serializer.serialize(bound)?;
        }
        serializer.finish()?;
        Ok(())
    }
}

/// A writer of XML that sees to what its serializer writes raw: a reader takes a carriage return for the end
/// of a line, and most other control characters it does not take at all.
struct Plain<W: Write>(W);

impl<W: Write> Write for Plain<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let is_odd = |byte: &u8| *byte < b' ' && !matches!(byte, b'\t' | b'\n');
        let mut rest = bytes;
        while let Some(at) = rest.iter().position(is_odd) {
            if rest[at] != b'\r' {
                let character = char::from(rest[at]).escape_unicode();
                return Err(no_xml(&character.to_string()));
            }
            self.0.write_all(&rest[..at])?;
            self.0.write_all(b"&#13;")?;
            rest = &rest[at + 1..];
        }
        // U+FFFE and U+FFFF; a character comes in one piece.
        if let Some(found) = rest
            .windows(3)
            .find(|bytes| matches!(bytes, [0xef, 0xbf, 0xbe | 0xbf]))
        {
            return Err(no_xml(if found[2] == 0xbe {
                "\\u{fffe}"
            } else {
                "\\u{ffff}"
            }));
        }
        self.0.write_all(rest)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}

fn no_xml(character: &str) -> std::io::Error {
    let what = format!(
        "XML has no character \"{character}\", which a value has; these formats can hold it: \"json\", \"csv\", \"tsv\""
    );
    std::io::Error::new(std::io::ErrorKind::InvalidData, what)
}

fn refused(error: &std::io::Error) -> QueryError {
    QueryError::Refused {
        what: error.to_string(),
    }
}

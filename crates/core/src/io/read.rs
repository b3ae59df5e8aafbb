//! Reading: from a file, from text, from any reader.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
#[cfg(feature = "json-ld")]
use std::sync::Arc;

use super::document::{How, read_document};
#[cfg(feature = "json-ld")]
use super::json_ld::Contexts;
use super::mistake::Mistake;
use super::packed::{archive, unpacked};
use super::parser::Source;
#[cfg(feature = "json-ld")]
use super::pieces::Late;
use super::rdf::read_rdf;
use super::utf16::is_utf_16;
#[cfg(feature = "rdf-xml")]
use super::utf16::{Utf16, start_of_utf_16};
use super::watch::Watch;
use super::{Format, ReadError};
use crate::Error;
use crate::graph::{Graph, Transaction};
use crate::model::Iri;
use crate::report::Report;

/// How to read.
///
/// # Example
/// ```
/// use rawabit::{Format, Graph, ReadOptions};
/// let graph = Graph::new();
/// let turtle = "PREFIX rb: <https://w3id.org/rawabit/ns#> <qatar> a rb:Country .";
/// let options = ReadOptions::new().format(Format::Turtle).base("https://example.org/id/");
/// graph.read_from(turtle.as_bytes(), options)?;
/// assert_eq!(graph.entity("qatar")?.type_name(), "Country");
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct ReadOptions {
    format: Option<Format>,
    base: Option<String>,
    name: Option<String>,
    folder: Option<PathBuf>,
    graph: Option<Iri>,
    #[cfg(feature = "json-ld")]
    contexts: Option<Contexts>,
    /// Whether a long document of JSON-LD is not to be read in pieces.
    #[cfg(feature = "json-ld")]
    is_whole: bool,
    strict: bool,
    watch: Option<Watch>,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            format: None,
            base: None,
            name: None,
            folder: None,
            graph: None,
            #[cfg(feature = "json-ld")]
            contexts: None,
            #[cfg(feature = "json-ld")]
            is_whole: false,
            strict: true,
            watch: None,
        }
    }
}

impl ReadOptions {
    /// The format from the name or the content; no base but that of the file.
    pub fn new() -> Self {
        Self::default()
    }

    /// The format, whatever the name says.
    pub fn format(mut self, format: Format) -> Self {
        self.format = Some(format);
        self
    }

    /// What relative IRIs of RDF are resolved against; for a file its own `file:` address by default. Of a
    /// JSON document it is where local ids live, an IRI that ends with `/` or `#`; the document's own
    /// `base` goes before it.
    pub fn base(mut self, base: impl Into<String>) -> Self {
        self.base = Some(base.into());
        self
    }

    /// Whether one mistake refuses all of it, as by default. Otherwise what is right is taken: reading
    /// carries on after a bad statement of RDF or a bad entry of a JSON document, and lists every one
    /// in the report. An entry that names a refused one is refused too. Of RDF/XML the
    /// node with the mistake is left out, a child of `rdf:RDF`; JSON-LD is read to its first mistake.
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// The named graph that the triples of the document's default graph go into; RDF only.
    pub fn graph(mut self, graph: Iri) -> Self {
        self.graph = Some(graph);
        self
    }

    /// Who gives the contexts that JSON-LD names by their address: it is given the address, and gives the
    /// text. Without one such a document is refused, as rawabit opens no connection of its own.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Format, Graph, ReadOptions};
    /// let graph = Graph::new();
    /// let json = r#"{ "@context": "https://example.org/context", "@id": "qatar", "@type": "Country" }"#;
    /// let options = ReadOptions::new()
    ///     .format(Format::JsonLd)
    ///     .base("https://example.org/id/")
    ///     .contexts(|address| match address {
    ///         "https://example.org/context" => {
    ///             Ok(br#"{ "@context": { "@vocab": "https://w3id.org/rawabit/ns#" } }"#.to_vec())
    ///         }
    ///         _ => Err(std::io::ErrorKind::NotFound.into()),
    ///     });
    /// graph.read_from(json.as_bytes(), options)?;
    /// assert_eq!(graph.entity("qatar")?.type_name(), "Country");
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    #[cfg(feature = "json-ld")]
    pub fn contexts(
        mut self,
        contexts: impl Fn(&str) -> std::io::Result<Vec<u8>> + Send + Sync + 'static,
    ) -> Self {
        self.contexts = Some(Contexts(Arc::new(contexts)));
        self
    }

    /// With the format that the name says, where none is given.
    fn with_format(mut self) -> Self {
        let named = self.name.as_deref().map(Path::new);
        self.format = self.format.or_else(|| named.and_then(Format::from_path));
        self
    }

    /// What the thing that is read is called in errors; a file's path by default.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Where the files are that a JSON document names; by default the document's own folder, and nowhere for
    /// what comes from no file.
    pub fn folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = Some(folder.into());
        self
    }

    /// Tells how many bytes have come in, packed ones where it is packed, each time that some have:
    /// every 64 KiB or so. An error ends the read, and is the source of [`ReadError::File`].
    pub fn watch(
        mut self,
        watch: impl Fn(u64) -> std::io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        self.watch = Some(Watch::new(watch));
        self
    }
}

/// A reader that tells how far it has come.
struct Watched<R> {
    reader: R,
    read: u64,
    watch: Option<Watch>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.reader.read(buffer)?;
        self.read += n as u64;
        if let Some(watch) = &self.watch {
            watch.tell(self.read)?;
        }
        Ok(n)
    }
}

/// What a reader without a name is called.
const NAMELESS: &str = "<input>";

impl Transaction {
    /// Reads a file into the transaction: a JSON document of rawabit, or RDF in Turtle, N-Triples,
    /// N-Quads, TriG, RDF/XML (feature `rdf-xml`) or JSON-LD (feature `json-ld`), plain or packed as `.gz` or `.zst`
    /// (feature `compression`). Reading never merges two entities, and the same again changes nothing.
    ///
    /// # Errors
    /// [`ReadError`] for a file that is not there, a format that is not known, a syntax error, or a
    /// document that makes no sense; it names every place. The transaction is then as it was.
    ///
    /// # Complexity
    /// O(n log n) in the statements.
    ///
    /// # Example
    /// ```
    /// let path = std::env::temp_dir().join("rawabit-read-example.ttl");
    /// std::fs::write(&path, "@prefix rb: <https://w3id.org/rawabit/ns#> . <https://a.example/qatar> a rb:Country .").unwrap();
    /// let graph = rawabit::Graph::new();
    /// let mut tx = graph.transaction()?;
    /// let report = tx.read(&path)?;
    /// assert_eq!((report.is_ok(), report.count("triples")), (true, 1));
    /// assert_eq!(tx.commit()?.len(), 1);
    /// # std::fs::remove_file(path).unwrap();
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn read(&mut self, path: impl AsRef<Path>) -> Result<Report, Error> {
        self.read_with(path, ReadOptions::new())
    }

    /// As [`read`](Self::read), with options.
    ///
    /// # Errors
    /// As there.
    pub fn read_with(
        &mut self,
        path: impl AsRef<Path>,
        options: ReadOptions,
    ) -> Result<Report, Error> {
        let path = path.as_ref();
        let fail = |source| ReadError::File {
            path: path.display().to_string(),
            source,
        };
        let file = File::open(path).map_err(fail)?;
        let kind = file.metadata().map_err(fail)?;
        if kind.is_dir() {
            return Err(fail(std::io::Error::from(std::io::ErrorKind::IsADirectory)).into());
        }
        let options = ReadOptions {
            format: options.format.or_else(|| Format::from_path(path)),
            name: Some(options.name.unwrap_or_else(|| path.display().to_string())),
            ..options
        };
        // What a pipe has given is gone.
        let again = || kind.is_file().then(|| File::open(path).map_err(fail));
        self.read_again(file, again, options, Some(path))
    }

    /// As [`read`](Self::read), from any reader: a socket, a decoder, a file that is open.
    ///
    /// # Errors
    /// As there; and [`ReadError::File`] for JSON-LD whose `@context` or `@id` comes behind a `@graph` of more
    /// than 8 MiB, as what has been read is gone: [`read_bytes`](Self::read_bytes) takes it.
    pub fn read_from(&mut self, reader: impl Read, options: ReadOptions) -> Result<Report, Error> {
        self.read_named(reader, &options.with_format(), None)
    }

    /// As [`read`](Self::read), from bytes that are in memory, packed or not.
    ///
    /// # Errors
    /// As there.
    pub fn read_bytes(&mut self, bytes: &[u8], options: ReadOptions) -> Result<Report, Error> {
        self.read_again(bytes, || Some(Ok(bytes)), options.with_format(), None)
    }

    /// Reads what may be had again: where it was cut and should not have been, a second time as one.
    fn read_again<R: Read>(
        &mut self,
        reader: R,
        again: impl FnOnce() -> Option<Result<R, ReadError>>,
        options: ReadOptions,
        path: Option<&Path>,
    ) -> Result<Report, Error> {
        let read = self.read_named(reader, &options, path);
        #[cfg(feature = "json-ld")]
        if let Err(Error::Read(ReadError::File { source, .. })) = &read
            && Late::is(source)
            && let Some(reader) = again()
        {
            let options = ReadOptions {
                is_whole: true,
                ..options
            };
            return self.read_named(reader?, &options, path);
        }
        #[cfg(not(feature = "json-ld"))]
        drop(again);
        read
    }

    fn read_named(
        &mut self,
        reader: impl Read,
        options: &ReadOptions,
        path: Option<&Path>,
    ) -> Result<Report, Error> {
        let name = options.name.as_deref().unwrap_or(NAMELESS);
        let fail = |source| ReadError::File {
            path: name.to_owned(),
            source,
        };
        let reader = Watched {
            reader,
            read: 0,
            watch: options.watch.clone(),
        };
        let unpacked = unpacked(reader).map_err(fail)?;
        let (head, mut reader) = in_utf_8(unpacked, options.format);
        let no_format = |hint: &str| ReadError::Format {
            path: name.into(),
            hint: hint.into(),
            formats: Format::list(Format::ALL.iter().copied()),
        };
        if let Some(kind) = archive(&head) {
            let hint = format!(
                ": this is {kind}; unpack it first, as only .gz and .zst are unpacked here"
            );
            return Err(no_format(&hint).into());
        }
        if is_utf_16(&head) {
            let mistake = Mistake::at(1, 1, "the document is in UTF-16");
            return Err(mistake.hint("save it as UTF-8").error(name).into());
        }
        if is_html(&head) {
            let hint = ": this is a page of HTML, perhaps in place of what was asked for; ask the server for \
                        a format that is read here";
            return Err(no_format(hint).into());
        }
        let format = match options.format {
            // Both kinds of JSON end in .json, and broken JSON may look like anything.
            Some(Format::Json) => json_of(&head),
            Some(format) => format,
            None => {
                Format::from_content(&head).ok_or_else(|| no_format("; name it with format="))?
            }
        };
        if format == Format::Json {
            let mut bytes = Vec::new();
            reader.read_to_end(&mut bytes).map_err(fail)?;
            let text = String::from_utf8(bytes).map_err(|error| no_utf8(&error).error(name))?;
            let how = How {
                name,
                folder: options.folder.as_deref().or(path.and_then(Path::parent)),
                base: options.base.as_deref(),
                strict: options.strict,
            };
            return self.all_or_nothing(|tx| read_document(tx, &text, how));
        }
        let address = path.and_then(file_address);
        let prefixes: Vec<(String, String)> = self
            .lens()
            .prefixes()
            .into_iter()
            .map(|(prefix, namespace)| (prefix.to_owned(), namespace.to_owned()))
            .collect();
        let source = Source {
            name,
            taken_for: options.format.is_none().then_some(format),
            looks_like: Format::from_content(&head).filter(|like| !like.is_kin(format)),
            prefixes: &prefixes,
            base: options.base.as_deref().or(address.as_deref()),
            graph: options.graph.as_ref(),
            #[cfg(feature = "json-ld")]
            contexts: options.contexts.as_ref(),
            #[cfg(feature = "json-ld")]
            is_whole: options.is_whole,
        };
        self.all_or_nothing(|tx| read_rdf(tx, reader, format, source, options.strict))
    }
}

/// RDF/XML in UTF-8, where it is in UTF-16; all else as it is.
fn in_utf_8<'a>(
    (head, reader): (Vec<u8>, Box<dyn Read + 'a>),
    format: Option<Format>,
) -> (Vec<u8>, Box<dyn Read + 'a>) {
    #[cfg(feature = "rdf-xml")]
    if is_utf_16(&head) {
        let plain = start_of_utf_16(&head).into_bytes();
        if format.or_else(|| Format::from_content(&plain)) == Some(Format::RdfXml) {
            let reader = Box::new(Utf16::new(&head, reader));
            return (plain, reader);
        }
    }
    let _ = format;
    (head, reader)
}

/// Which of the two kinds of JSON something is.
fn json_of(head: &[u8]) -> Format {
    match Format::from_content(head) {
        #[cfg(feature = "json-ld")]
        Some(Format::JsonLd) => Format::JsonLd,
        _ => Format::Json,
    }
}

/// Where a text is no UTF-8.
fn no_utf8(error: &std::string::FromUtf8Error) -> Mistake {
    let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
    let before = String::from_utf8_lossy(before);
    let line = before.rsplit('\n').next().unwrap_or_default();
    Mistake::at(
        before.matches('\n').count() as u64 + 1,
        line.chars().count() as u64 + 1,
        "the document is no UTF-8 here; save it as UTF-8",
    )
}

/// Whether a text is a page for people.
fn is_html(head: &[u8]) -> bool {
    let start = &head[..head.len().min(1024)];
    let start = start.trim_ascii_start().to_ascii_lowercase();
    let has = |word: &[u8]| start.windows(word.len()).any(|window| window == word);
    start.starts_with(b"<!doctype html")
        || has(b"<html") && has(b"<head")
        || start.starts_with(b"<html ")
}

/// The address of a file, for IRIs that are relative to it.
fn file_address(path: &Path) -> Option<String> {
    let path = std::path::absolute(path).ok()?;
    let mut address = String::from("file://");
    for byte in path.to_str()?.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                address.push(byte as char);
            }
            _ => {
                // Writing to a text cannot fail.
                let _ = write!(address, "%{byte:02X}");
            }
        }
    }
    Some(address)
}

impl Graph {
    /// As [`Transaction::read`], as a commit of its own.
    ///
    /// # Errors
    /// As there; the graph is then as it was.
    pub fn read(&self, path: impl AsRef<Path>) -> Result<Report, Error> {
        self.commit(|tx| tx.read(path))
    }

    /// As [`Transaction::read_with`], as a commit of its own.
    ///
    /// # Errors
    /// As there; the graph is then as it was.
    pub fn read_with(&self, path: impl AsRef<Path>, options: ReadOptions) -> Result<Report, Error> {
        self.commit(|tx| tx.read_with(path, options))
    }

    /// As [`Transaction::read_from`], as a commit of its own.
    ///
    /// # Errors
    /// As there; the graph is then as it was.
    pub fn read_from(&self, reader: impl Read, options: ReadOptions) -> Result<Report, Error> {
        self.commit(|tx| tx.read_from(reader, options))
    }

    /// As [`Transaction::read_bytes`], as a commit of its own.
    ///
    /// # Errors
    /// As there; the graph is then as it was.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Format, Graph, ReadOptions};
    /// let graph = Graph::new();
    /// let turtle = "@prefix ex: <http://example.org/> . ex:a ex:knows ex:b .";
    /// let report = graph.read_bytes(turtle.as_bytes(), ReadOptions::new().format(Format::Turtle))?;
    /// assert_eq!(report.count("triples"), 1);
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn read_bytes(&self, bytes: &[u8], options: ReadOptions) -> Result<Report, Error> {
        self.commit(|tx| tx.read_bytes(bytes, options))
    }
}

//! Reading: from a path, from bytes, from any file object that is open in binary mode.

use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::exceptions::{PyBlockingIOError, PyTypeError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyMemoryView, PyString};
use rawabit::{Format, ReadOptions};

use crate::arguments;
use crate::errors::{raise, wrong_type};
use crate::graph::PyGraph;
use crate::progress::{self, Progress, Unit};
use crate::report::PyReport;

/// Where bytes come from.
enum Source {
    Path(PathBuf),
    Bytes(PyBackedBytes),
    File(FileObject),
}

impl Source {
    fn new(given: &Bound<'_, PyAny>) -> PyResult<Self> {
        let py = given.py();
        if let Ok(text) = given.cast::<PyString>() {
            // A path may be no Unicode.
            let is_document =
                |text: &str| text.contains('\n') || text.trim_start().starts_with('{');
            if text.to_str().is_ok_and(is_document) {
                return Err(PyTypeError::new_err(
                    "source: expected a path, but this is the text of a document; give it as bytes: text.encode()",
                ));
            }
            return Ok(Self::Path(given.extract()?));
        }
        if given.hasattr("__fspath__")? {
            return Ok(Self::Path(given.extract()?));
        }
        if let Ok(bytes) = given.extract::<PyBackedBytes>() {
            return Ok(Self::Bytes(bytes));
        }
        if given.cast::<PyMemoryView>().is_ok() {
            let bytes = py.get_type::<pyo3::types::PyBytes>().call1((given,))?;
            return Ok(Self::Bytes(bytes.extract()?));
        }
        if !given.hasattr("read")? {
            let expected = "a path, bytes, or a file object open in binary mode";
            return Err(wrong_type("source", expected, given));
        }
        if given.is_instance(&py.import("io")?.getattr("TextIOBase")?)? {
            return Err(text_mode());
        }
        Ok(Self::File(FileObject {
            file: given.clone().unbind(),
            chunk: None,
            at: 0,
        }))
    }

    /// What it is called in errors, where it has a name.
    fn name(&self, py: Python<'_>) -> Option<String> {
        match self {
            Self::Path(_) | Self::Bytes(_) => None,
            Self::File(file) => file.file.bind(py).getattr("name").ok()?.extract().ok(),
        }
    }

    /// The folder of the file that a file object reads, where that is a file on the disk.
    fn folder(&self, py: Python<'_>) -> Option<PathBuf> {
        match self {
            Self::Path(_) | Self::Bytes(_) => None,
            Self::File(file) => folder(file.file.bind(py)).ok(),
        }
    }

    /// How many bytes there are, where that is known beforehand.
    fn size(&self) -> Option<u64> {
        match self {
            Self::Path(path) => std::fs::metadata(path).ok().map(|it| it.len()),
            Self::Bytes(bytes) => Some(bytes.len() as u64),
            Self::File(_) => None,
        }
    }
}

/// The folder of an open file. A name alone does not tell it: that of a member of an archive, or of bytes in
/// memory, may be that of another file by chance.
fn folder(file: &Bound<'_, PyAny>) -> PyResult<PathBuf> {
    let py = file.py();
    let name = file.getattr("name")?;
    let mut path: PathBuf = name.extract()?;
    let os = py.import("os")?;
    let named = os.call_method1("stat", (&path,))?;
    let open = os.call_method1("fstat", (file.call_method0("fileno")?,))?;
    let same = os
        .getattr("path")?
        .call_method1("samestat", (named, open))?;
    if !same.is_truthy()? {
        return Err(wrong_type("source", "a file under its name", file));
    }
    path.pop();
    Ok(path)
}

fn text_mode() -> PyErr {
    PyTypeError::new_err("source: the file is open in text mode; open it with open(path, \"rb\")")
}

/// A file object of Python, read by pieces.
struct FileObject {
    file: Py<PyAny>,
    chunk: Option<PyBackedBytes>,
    at: usize,
}

/// So many bytes are asked for at once: each piece costs a turn with the GIL.
const CHUNK: usize = 1 << 20;

impl FileObject {
    fn next_chunk(&self) -> PyResult<PyBackedBytes> {
        Python::attach(|py| {
            let chunk = self.file.bind(py).call_method1("read", (CHUNK,))?;
            if chunk.is_none() {
                let message = "the file object has no bytes ready; open it in blocking mode";
                return Err(PyBlockingIOError::new_err(message));
            }
            chunk.extract().map_err(|_| {
                if chunk.cast::<PyString>().is_ok() {
                    text_mode()
                } else {
                    wrong_type("source", "read() to give bytes", &chunk)
                }
            })
        })
    }
}

impl Read for FileObject {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let chunk = match &self.chunk {
            Some(chunk) if self.at < chunk.len() => chunk,
            _ => {
                self.at = 0;
                self.chunk.insert(self.next_chunk()?)
            }
        };
        let left = &chunk[self.at..];
        let n = left.len().min(buffer.len());
        buffer[..n].copy_from_slice(&left[..n]);
        self.at += n;
        Ok(n)
    }
}

/// What the function that gives contexts has raised.
#[derive(Default)]
struct Raised(Arc<Mutex<Option<PyErr>>>);

impl Raised {
    fn take(&self) -> Option<PyErr> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// A function of Python that gives contexts.
fn given_by(
    contexts: Py<PyAny>,
    raised: &Raised,
) -> impl Fn(&str) -> io::Result<Vec<u8>> + Send + Sync + 'static {
    let raised = Arc::clone(&raised.0);
    move |address| {
        let given = Python::attach(|py| {
            let given = contexts.call1(py, (address,))?;
            let given = given.bind(py);
            if let Ok(text) = given.cast::<PyString>() {
                return Ok(arguments::utf8(text)?.as_bytes().to_vec());
            }
            let expected = "to give the text of the context, as bytes or str";
            let bytes = given.extract::<PyBackedBytes>();
            let bytes = bytes.map_err(|_| wrong_type("contexts", expected, given))?;
            PyResult::Ok(bytes.to_vec())
        });
        given.map_err(|error| {
            let said = io::Error::other(error.to_string());
            *raised.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
            said
        })
    }
}

#[pymethods]
impl PyGraph {
    /// Reads a document: rawabit's own JSON, or RDF. Nothing is merged, and the same again changes nothing.
    ///
    /// The format is that of `format`, else of the file's name, else of the content; `.gz` and `.zst` are unpacked.
    /// A file object is read by pieces; the files that a JSON document names lie in the folder of its own file.
    ///
    /// Args:
    ///     source: A path, `bytes`, or a file object open in binary mode.
    ///     format: `"json"`, `"turtle"`, `"ntriples"`, `"nquads"`, `"trig"`, `"rdfxml"`, `"jsonld"`, a file ending,
    ///         or a media type.
    ///     base: What relative IRIs of RDF are resolved against; by default the file's own address. Of a JSON document
    ///         it is where local ids live, an IRI that ends with `/` or `#`; the document's own `base` goes before it.
    ///     strict: Whether one mistake refuses all of it. Otherwise reading carries on after a bad statement of RDF,
    ///         and the report lists every one; of RDF/XML a node is left out, and JSON-LD is read to its first mistake.
    ///     contexts: Who gives the contexts that JSON-LD names by their address: a function that is given the address and
    ///         gives the text, as `bytes` or `str`. Without one such a document is refused, as rawabit opens no
    ///         connection of its own.
    ///     progress: Whether to show on `sys.stderr` how far it has come; by default on a terminal, after a second.
    ///
    /// Returns:
    ///     What was read, and what is worth knowing about it.
    ///
    /// Raises:
    ///     ReadError: A mistake in the document; its `report` lists up to a hundred. The graph is as it was.
    ///     FileNotFoundError: There is no such file.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> report = graph.read(b"PREFIX rb: <https://w3id.org/rawabit/ns#> <http://a/qatar> a rb:Country .")
    ///     >>> report.counts["triples"], len(graph)
    ///     (1, 1)
    #[pyo3(signature = (source, *, format = None, base = None, strict = None, contexts = None, progress = None))]
    #[pyo3(
        text_signature = "($self, source, *, format=None, base=None, strict=True, contexts=None, progress=None)"
    )]
    fn read(
        slf: &Bound<'_, Self>,
        source: &Bound<'_, PyAny>,
        format: Option<&Bound<'_, PyAny>>,
        base: Option<&Bound<'_, PyAny>>,
        strict: Option<&Bound<'_, PyAny>>,
        contexts: Option<&Bound<'_, PyAny>>,
        progress: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PyReport> {
        let py = slf.py();
        let source = Source::new(source)?;
        let strict = arguments::flag_or("strict", strict, true)?;
        let progress = arguments::maybe_flag("progress", progress)?;
        let mut options = ReadOptions::new().strict(strict);
        if let Some(format) = format {
            let name = arguments::string("format", format)?;
            let format: Format = name
                .parse()
                .map_err(|error: rawabit::SchemaError| raise(py, error))?;
            options = options.format(format);
        }
        if let Some(base) = base {
            options = options.base(arguments::string("base", base)?);
        }
        let raised = Raised::default();
        if let Some(contexts) = contexts {
            arguments::callable("contexts", contexts)?;
            options = options.contexts(given_by(contexts.clone().unbind(), &raised));
        }
        let name = source.name(py);
        if let Some(name) = &name {
            options = options.name(name);
        }
        if let Some(folder) = source.folder(py) {
            options = options.folder(folder);
        }
        let name = match &source {
            Source::Path(path) => path.display().to_string(),
            Source::Bytes(_) | Source::File(_) => name.unwrap_or_else(|| "reading".into()),
        };
        let watch = Progress::new(name, source.size(), Unit::Bytes, progress);
        let options = options.watch(move |read| watch.watch(read));
        let report = PyGraph::shared(slf).write(py, move |tx| match source {
            Source::Path(path) => tx.read_with(path, options),
            Source::Bytes(bytes) => tx.read_bytes(&bytes, options),
            Source::File(file) => tx.read_from(file, options),
        });
        progress::end_line(py, progress);
        report
            .map(PyReport::from)
            .map_err(|error| raised.take().unwrap_or(error))
    }
}

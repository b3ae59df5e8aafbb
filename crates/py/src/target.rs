//! Where writing goes: to a path, to a file object, or back to the caller.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use pyo3::exceptions::{PyBlockingIOError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use rawabit::{Error, Packing, StorageError};

use crate::errors::{raise, wrong_type};

/// Where bytes go.
pub(crate) enum Target {
    /// Back to the caller.
    Bytes,
    Path(PathBuf),
    File(FileObject),
}

/// What became of the bytes.
pub(crate) type Written = Result<Option<Vec<u8>>, StorageError>;

impl Target {
    pub(crate) fn new(given: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let Some(given) = given else {
            return Ok(Self::Bytes);
        };
        if given.cast::<PyString>().is_ok() || given.hasattr("__fspath__")? {
            return Ok(Self::Path(given.extract()?));
        }
        if !given.hasattr("write")? {
            let expected = "a path, or a file object open in binary mode";
            return Err(wrong_type("target", expected, given));
        }
        // Wrappers of files, as `tempfile` has them, have an encoding where they take text.
        let text = given.py().import("io")?.getattr("TextIOBase")?;
        if given.is_instance(&text)? || given.hasattr("encoding")? {
            return Err(PyTypeError::new_err(
                "target: the file is open in text mode; open it with open(path, \"wb\"), or take its .buffer",
            ));
        }
        Ok(Self::File(FileObject(given.clone().unbind())))
    }

    /// The name of the file.
    pub(crate) fn name(&self) -> Option<PathBuf> {
        match self {
            Self::Path(path) => Some(path.clone()),
            Self::File(file) => file.path(),
            Self::Bytes => None,
        }
    }

    /// How the name says that the file is packed. That of a file object counts where its bytes go into a file
    /// as they are: what packs them itself, as `gzip.open` does, is named after its file too.
    pub(crate) fn packing(&self) -> Packing {
        let packs = match self {
            Self::Path(_) => true,
            Self::File(file) => file.is_of_system(),
            Self::Bytes => false,
        };
        let name = self.name().filter(|_| packs);
        name.map_or(Packing::Plain, |name| Packing::from_path(&name))
    }

    /// The ending of the file's name.
    pub(crate) fn ending(&self) -> Option<String> {
        Some(self.name()?.extension()?.to_str()?.to_owned())
    }

    /// Writes to a path by one way, to anything else by pieces; gives the bytes that go back to the caller.
    pub(crate) fn write_with(
        self,
        to_path: impl FnOnce(&Path) -> Result<(), Error>,
        to_stream: impl FnOnce(&mut dyn Write) -> Result<(), Error>,
    ) -> Result<Option<Vec<u8>>, Error> {
        match self {
            Self::Path(path) => to_path(&path).map(|()| None),
            Self::Bytes => {
                let mut bytes = Vec::new();
                to_stream(&mut bytes)?;
                Ok(Some(bytes))
            }
            Self::File(file) => {
                let mut file = BufWriter::with_capacity(CHUNK, file);
                let written = to_stream(&mut file).and_then(|()| {
                    let path = String::from("<file>");
                    let failed = |source| StorageError::Write { path, source };
                    Ok(file.flush().map_err(failed)?)
                });
                // After a failure nothing more is handed over.
                drop(file.into_parts());
                written.map(|()| None)
            }
        }
    }

    /// Writes, by pieces.
    pub(crate) fn write(self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Written {
        let failed = |path: String| move |source| StorageError::Write { path, source };
        match self {
            Self::Bytes => {
                let mut bytes = Vec::new();
                write(&mut bytes).map_err(failed("<bytes>".into()))?;
                Ok(Some(bytes))
            }
            Self::Path(path) => {
                let name = path.display().to_string();
                let file = File::create(path).map_err(failed(name.clone()))?;
                let mut file = BufWriter::new(file);
                write(&mut file)
                    .and_then(|()| file.flush())
                    .map_err(failed(name))?;
                Ok(None)
            }
            Self::File(file) => {
                let mut file = BufWriter::with_capacity(CHUNK, file);
                let written = write(&mut file).and_then(|()| file.flush());
                drop(file.into_parts());
                written.map_err(failed("<file>".into()))?;
                Ok(None)
            }
        }
    }
}

/// The bytes for the caller, where they did not go elsewhere.
pub(crate) fn bytes_or_none(
    py: Python<'_>,
    written: Written,
) -> PyResult<Option<Bound<'_, PyAny>>> {
    match written {
        Ok(bytes) => Ok(bytes.map(|bytes| PyBytes::new(py, &bytes).into_any())),
        Err(error) => Err(raise(py, error)),
    }
}

/// So many bytes are handed over at once: each piece costs a turn with the GIL.
const CHUNK: usize = 1 << 20;

/// A file object of Python.
pub(crate) struct FileObject(Py<PyAny>);

impl FileObject {
    /// Whether it is a file as `open` gives it, with a buffer or without.
    fn is_of_system(&self) -> bool {
        Python::attach(|py| {
            let file = self.0.bind(py);
            let raw = file.getattr("raw").unwrap_or_else(|_| file.clone());
            let system = py.import("io")?.getattr("FileIO")?;
            raw.is_instance(&system)
        })
        .unwrap_or(false)
    }

    fn path(&self) -> Option<PathBuf> {
        Python::attach(|py| {
            let name = self.0.bind(py).getattr("name").ok()?;
            name.extract::<PathBuf>().ok()
        })
    }
}

impl Write for FileObject {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Python::attach(|py| {
            let written = self
                .0
                .bind(py)
                .call_method1("write", (PyBytes::new(py, bytes),))?;
            // A raw file tells how much it took, and by None that it took nothing; others take all.
            if written.is_none() {
                let raw = py.import("io")?.getattr("RawIOBase")?;
                if self.0.bind(py).is_instance(&raw)? {
                    let message = "the file object takes no bytes now; open it in blocking mode";
                    return Err(PyBlockingIOError::new_err(message));
                }
            }
            py.check_signals()?;
            let n = written.extract::<usize>().unwrap_or(bytes.len());
            PyResult::Ok(n.min(bytes.len()))
        })
        .map_err(io::Error::from)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

//! Files that are replaced as a whole or not at all, packed where their names say so.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::failure::Failure;

/// Has a file written by `write`: into a new one beside it, which takes its place at the end. What is
/// no plain file, a pipe or a device, is written to as it is.
pub(super) fn write_file(
    path: &Path,
    write: impl FnOnce(&mut (dyn Write + '_)) -> Result<(), Failure> + Send,
) -> Result<(), Failure> {
    let packing = Packing::of(path);
    // A link stays a link: what it leads to is replaced.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let old = fs::metadata(path).ok();
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        let mut file = OpenOptions::new().write(true).open(path)?;
        return packing.write(&mut file, write);
    }
    let (unfinished, mut file) = Unfinished::beside(path)?;
    if let Some(old) = old {
        // Where the system does not let the rights be set, the new file has the usual ones.
        let _ = file.set_permissions(old.permissions());
    }
    packing.write(&mut file, write)?;
    file.sync_all()?;
    drop(file);
    Ok(unfinished.rename(path)?)
}

/// A file that is taken away again unless it is renamed.
struct Unfinished(Option<PathBuf>);

impl Unfinished {
    fn beside(path: &Path) -> io::Result<(Self, File)> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let Some(name) = path.file_name() else {
            return Err(io::ErrorKind::IsADirectory.into());
        };
        loop {
            let mut hidden = OsString::from(".");
            hidden.push(name);
            let number = COUNT.fetch_add(1, Ordering::Relaxed);
            hidden.push(format!(".{}-{number}.tmp", std::process::id()));
            let beside = path.with_file_name(hidden);
            match OpenOptions::new()
                .write(true)
                .create_new(true)
                .open(&beside)
            {
                Ok(file) => return Ok((Self(Some(beside)), file)),
                // Left behind by a process that had this number before.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn rename(mut self, to: &Path) -> io::Result<()> {
        if let Some(path) = &self.0 {
            fs::rename(path, to)?;
        }
        self.0 = None;
        Ok(())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Some(path) = self.0.take() {
            // Another error is on its way to the user already.
            let _ = fs::remove_file(path);
        }
    }
}

/// How a file is packed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Packing {
    Plain,
    Gzip,
    Zstandard,
}

impl Packing {
    fn of(path: &Path) -> Self {
        let extension = path.extension().and_then(|extension| extension.to_str());
        match extension.map(str::to_ascii_lowercase).as_deref() {
            Some("gz") => Self::Gzip,
            Some("zst") => Self::Zstandard,
            _ => Self::Plain,
        }
    }

    fn write(
        self,
        file: &mut File,
        write: impl FnOnce(&mut (dyn Write + '_)) -> Result<(), Failure> + Send,
    ) -> Result<(), Failure> {
        match self {
            Self::Plain => write(file),
            #[cfg(feature = "compression")]
            Self::Gzip => {
                let out = io::BufWriter::with_capacity(1 << 16, file);
                let mut out = flate2::write::GzEncoder::new(out, flate2::Compression::default());
                write(&mut out)?;
                out.finish()?.flush()?;
                Ok(())
            }
            #[cfg(feature = "compression")]
            Self::Zstandard => zstandard::write(file, write),
            #[cfg(not(feature = "compression"))]
            Self::Gzip | Self::Zstandard => Err(io::Error::new(
                io::ErrorKind::Unsupported,
                "this build of rawabit does not pack files: turn on its feature \"compression\"",
            )
            .into()),
        }
    }
}

#[cfg(feature = "compression")]
mod zstandard {
    //! The encoder pulls and the writers push: they meet on two threads.

    use super::{Failure, File, Write, io};
    use ruzstd::encoding::{CompressionLevel, compress};
    use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

    pub(super) fn write(
        file: &mut File,
        write: impl FnOnce(&mut (dyn Write + '_)) -> Result<(), Failure> + Send,
    ) -> Result<(), Failure> {
        let (send, receive) = sync_channel::<Vec<u8>>(8);
        let mut packed = Packed {
            out: io::BufWriter::with_capacity(1 << 16, file),
            failed: None,
        };
        let written = std::thread::scope(|scope| {
            let writer = scope.spawn(move || write(&mut Sender(send)));
            let source = Source {
                chunks: receive,
                chunk: Vec::new(),
                at: 0,
            };
            compress(source, &mut packed, CompressionLevel::Fastest);
            writer
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        if let Some(error) = packed.failed {
            return Err(error.into());
        }
        written?;
        packed.out.flush()?;
        Ok(())
    }

    struct Sender(SyncSender<Vec<u8>>);

    impl Write for Sender {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            match self.0.send(bytes.to_vec()) {
                Ok(()) => Ok(bytes.len()),
                Err(_) => Err(io::ErrorKind::BrokenPipe.into()),
            }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    struct Source {
        chunks: Receiver<Vec<u8>>,
        chunk: Vec<u8>,
        at: usize,
    }

    impl io::Read for Source {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            while self.at == self.chunk.len() {
                match self.chunks.recv() {
                    Ok(chunk) => (self.chunk, self.at) = (chunk, 0),
                    Err(_) => return Ok(0),
                }
            }
            let n = buffer.len().min(self.chunk.len() - self.at);
            buffer[..n].copy_from_slice(&self.chunk[self.at..self.at + n]);
            self.at += n;
            Ok(n)
        }
    }

    /// The encoder takes no error: the first one is kept, and what comes behind it dropped.
    struct Packed<W> {
        out: W,
        failed: Option<io::Error>,
    }

    impl<W: Write> Write for Packed<W> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.failed.is_none() {
                self.failed = self.out.write_all(bytes).err();
            }
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
}

//! Packing on the way out: gzip and zstd.

use std::io::{self, Write};
use std::path::Path;

use super::failure::Failure;

/// How what is written is packed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
#[non_exhaustive]
pub enum Packing {
    /// Not at all.
    #[default]
    Plain,
    /// As gzip does: `.gz`.
    Gzip,
    /// As zstd does: `.zst`.
    Zstandard,
}

impl Packing {
    /// What the ending of a file's name says: `.gz`, `.zst`, or neither.
    #[must_use]
    pub fn from_path(path: &Path) -> Self {
        let extension = path.extension().and_then(|extension| extension.to_str());
        match extension.map(str::to_ascii_lowercase).as_deref() {
            Some("gz") => Self::Gzip,
            Some("zst") => Self::Zstandard,
            _ => Self::Plain,
        }
    }

    /// Hands `write` what packs on the way to a writer.
    pub(super) fn write(
        self,
        mut to: impl Write,
        write: impl FnOnce(&mut (dyn Write + '_)) -> Result<(), Failure> + Send,
    ) -> Result<(), Failure> {
        match self {
            Self::Plain => write(&mut to),
            #[cfg(feature = "compression")]
            Self::Gzip => {
                let out = io::BufWriter::with_capacity(1 << 16, to);
                let mut out = flate2::write::GzEncoder::new(out, flate2::Compression::default());
                write(&mut out)?;
                out.finish()?.flush()?;
                Ok(())
            }
            #[cfg(feature = "compression")]
            Self::Zstandard => zstandard::write(to, write),
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

    use super::{Failure, Write, io};
    use ruzstd::encoding::{CompressionLevel, compress};
    use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

    pub(super) fn write(
        to: impl Write,
        write: impl FnOnce(&mut (dyn Write + '_)) -> Result<(), Failure> + Send,
    ) -> Result<(), Failure> {
        let (send, receive) = sync_channel::<Vec<u8>>(8);
        let mut packed = Packed {
            out: io::BufWriter::with_capacity(1 << 16, to),
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

//! `.gz` and `.zst`, unpacked on the way in.

use std::io::{BufRead, BufReader, Cursor, Read};

/// A reader that is unpacked where its first bytes say so, and those bytes.
///
/// # Errors
/// What the reader or the unpacking says.
pub(super) fn unpacked<'a>(
    reader: impl Read + 'a,
) -> std::io::Result<(Vec<u8>, Box<dyn Read + 'a>)> {
    let reader = BufReader::with_capacity(HEAD, reader);
    let (head, reader) = head_of(reader)?;
    #[cfg(feature = "compression")]
    {
        if head.starts_with(&[0x1f, 0x8b]) {
            let reader = BufReader::with_capacity(HEAD, flate2::read::MultiGzDecoder::new(reader));
            return Ok(boxed(head_of(reader)?));
        }
        if head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
            let frames = frames::Frames::new(reader);
            return Ok(boxed(head_of(BufReader::with_capacity(HEAD, frames))?));
        }
    }
    Ok(boxed((head, reader)))
}

fn boxed<'a>((head, reader): (Vec<u8>, impl Read + 'a)) -> (Vec<u8>, Box<dyn Read + 'a>) {
    (head, Box::new(reader))
}

/// So many bytes are looked at to tell what something is.
const HEAD: usize = 1 << 16;

/// The first bytes, and the reader with them put back.
fn head_of<R: BufRead>(mut reader: R) -> std::io::Result<(Vec<u8>, impl BufRead)> {
    let mut head = Vec::new();
    // One filling of the buffer may be short; a few more are enough to see a format by.
    while head.len() < 4096 {
        let chunk = reader.fill_buf()?;
        if chunk.is_empty() {
            break;
        }
        let n = chunk.len();
        head.extend_from_slice(chunk);
        reader.consume(n);
    }
    Ok((head.clone(), Cursor::new(head).chain(reader)))
}

#[cfg(feature = "compression")]
mod frames {
    //! [Zstandard](https://www.rfc-editor.org/rfc/rfc8878#name-frames): a file may be of several frames.

    use std::io::{BufRead, Error, ErrorKind, Read, Result};

    use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
    use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

    /// The frames of a reader, unpacked, one after the other.
    pub(super) struct Frames<R> {
        source: R,
        decoder: FrameDecoder,
        is_open: bool,
    }

    impl<R: BufRead> Frames<R> {
        pub(super) fn new(source: R) -> Self {
            Self {
                source,
                decoder: FrameDecoder::new(),
                is_open: false,
            }
        }

        /// Begins with the next frame; says whether there is one.
        fn open(&mut self) -> Result<bool> {
            while !self.source.fill_buf()?.is_empty() {
                match self.decoder.reset(&mut self.source) {
                    Ok(()) => return Ok(true),
                    Err(FrameDecoderError::ReadFrameHeaderError(
                        ReadFrameHeaderError::SkipFrame { length, .. },
                    )) => {
                        let mut skipped = (&mut self.source).take(length.into());
                        std::io::copy(&mut skipped, &mut std::io::sink())?;
                    }
                    Err(error) => return Err(Error::other(error)),
                }
            }
            Ok(false)
        }

        /// Whether what was unpacked is what was packed, where the frame says what that was.
        fn check(&self) -> Result<()> {
            let written = self.decoder.get_checksum_from_data();
            if written.is_some() && written != self.decoder.get_calculated_checksum() {
                let reason = "the file is damaged: a checksum does not match";
                return Err(Error::new(ErrorKind::InvalidData, reason));
            }
            Ok(())
        }
    }

    impl<R: BufRead> Read for Frames<R> {
        fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
            while !buffer.is_empty() {
                if !self.is_open {
                    self.is_open = self.open()?;
                    if !self.is_open {
                        return Ok(0);
                    }
                }
                while self.decoder.can_collect() < buffer.len() && !self.decoder.is_finished() {
                    let missing = buffer.len() - self.decoder.can_collect();
                    self.decoder
                        .decode_blocks(&mut self.source, BlockDecodingStrategy::UptoBytes(missing))
                        .map_err(Error::other)?;
                }
                let n = self.decoder.read(buffer)?;
                if n > 0 {
                    return Ok(n);
                }
                self.check()?;
                self.is_open = false;
            }
            Ok(0)
        }
    }
}

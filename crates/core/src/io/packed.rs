//! `.gz` and `.zst`, unpacked on the way in; a mark of the byte order is left out.

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
            let members = members::Members::new(reader);
            return Ok(boxed(head_of(BufReader::with_capacity(HEAD, members))?));
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

/// What kind of archive something is that is not unpacked here.
pub(super) fn archive(head: &[u8]) -> Option<&'static str> {
    let begins: [(&[u8], &str); 5] = [
        (b"BZh", "a .bz2 file"),
        (b"PK\x03\x04", "a .zip file"),
        (b"\xfd7zXZ\0", "an .xz file"),
        (b"7z\xbc\xaf\x27\x1c", "a .7z file"),
        (b"Rar!", "a .rar file"),
    ];
    if head.get(257..262) == Some(b"ustar") {
        return Some("a .tar file");
    }
    let kind = begins.iter().find(|(begin, _)| head.starts_with(begin))?;
    Some(kind.1)
}

/// So many bytes are looked at to tell what something is.
const HEAD: usize = 1 << 16;

/// So many of them where all are white space and comments.
const LONG_HEAD: usize = 1 << 20;

/// UTF-8 as some programs begin it.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// The first bytes, and the reader with them put back.
fn head_of<R: BufRead>(mut reader: R) -> std::io::Result<(Vec<u8>, impl BufRead)> {
    let mut head = Vec::new();
    // One filling of the buffer may be short; a few more are enough to see a format by.
    while head.len() < 4096 || head.len() < LONG_HEAD && is_comment(&head) {
        let chunk = reader.fill_buf()?;
        if chunk.is_empty() {
            break;
        }
        let n = chunk.len();
        head.extend_from_slice(chunk);
        reader.consume(n);
    }
    if head.starts_with(MARK) {
        head.drain(..MARK.len());
    }
    Ok((head.clone(), Cursor::new(head).chain(reader)))
}

/// Whether there is nothing but white space and comments yet.
fn is_comment(head: &[u8]) -> bool {
    let mut lines = head.split(|byte| *byte == b'\n');
    lines.all(|line| matches!(line.trim_ascii_start(), [] | [b'#', ..]))
}

#[cfg(feature = "compression")]
mod members {
    //! [gzip](https://www.rfc-editor.org/rfc/rfc1952): a file may be of several members, with zeros behind.

    use std::io::{BufRead, Error, ErrorKind, Read, Result};

    use flate2::bufread::GzDecoder;

    /// The members of a reader, unpacked, one after the other.
    pub(super) struct Members<R>(Option<GzDecoder<R>>);

    impl<R: BufRead> Members<R> {
        pub(super) fn new(source: R) -> Self {
            Self(Some(GzDecoder::new(source)))
        }
    }

    /// Whether a member follows, behind zeros that fill up a block.
    fn is_more(source: &mut impl BufRead) -> Result<bool> {
        loop {
            let chunk = source.fill_buf()?;
            let Some(&first) = chunk.first() else {
                return Ok(false);
            };
            match first {
                0 => {
                    let zeros = chunk.iter().take_while(|byte| **byte == 0).count();
                    source.consume(zeros);
                }
                0x1f => return Ok(true),
                _ => {
                    let reason =
                        "the file is damaged: what follows on its packed part is not packed";
                    return Err(Error::new(ErrorKind::InvalidData, reason));
                }
            }
        }
    }

    impl<R: BufRead> Read for Members<R> {
        fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
            while let Some(decoder) = self.0.as_mut().filter(|_| !buffer.is_empty()) {
                let n = decoder.read(buffer)?;
                if n > 0 {
                    return Ok(n);
                }
                let Some(mut source) = self.0.take().map(GzDecoder::into_inner) else {
                    break;
                };
                if is_more(&mut source)? {
                    self.0 = Some(GzDecoder::new(source));
                }
            }
            Ok(0)
        }
    }
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

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
            let decoder =
                ruzstd::decoding::StreamingDecoder::new(reader).map_err(std::io::Error::other)?;
            return Ok(boxed(head_of(BufReader::with_capacity(HEAD, decoder))?));
        }
    }
    Ok(boxed((head, reader)))
}

fn boxed<'a, R: Read + 'a>((head, reader): (Vec<u8>, R)) -> (Vec<u8>, Box<dyn Read + 'a>) {
    (head, Box::new(reader))
}

/// So many bytes are looked at to tell what something is.
const HEAD: usize = 1 << 16;

/// The first bytes, and the reader with them put back.
fn head_of<R: BufRead>(mut reader: R) -> std::io::Result<(Vec<u8>, impl Read)> {
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

//! JSON-LD, read with the parser of oxigraph's family, a long document in pieces.

use std::error::Error;
use std::io::{self, Read};
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};

use oxjsonld::{
    JsonLdParseError, JsonLdParser, JsonLdRemoteDocument, JsonLdSyntaxError, ReaderJsonLdParser,
};
use rustc_hash::FxHashMap;

use super::keys::{Followed, Keys, is_too_deep};
use super::mistake::{Mistake, lowered};
use super::parser::{Source, Stop};
use super::pieces::Pieces;
use super::recent::{Kept, Recent};

/// Gives the contexts that JSON-LD names by their address.
#[derive(Clone)]
pub(super) struct Contexts(pub(super) Arc<Load>);

type Load = dyn Fn(&str) -> io::Result<Vec<u8>> + Send + Sync;

impl std::fmt::Debug for Contexts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Contexts")
    }
}

/// A document of JSON-LD.
pub(super) struct JsonLd<R: Read> {
    settings: JsonLdParser,
    load: Arc<Loader>,
    pieces: Pieces<Followed<Kept<R>>>,
    recent: Recent,
    keys: Keys,
    /// That of the piece which is being read.
    parser: ReaderJsonLdParser<Pieces<Followed<Kept<R>>>>,
}

impl<R: Read> JsonLd<R> {
    pub(super) fn new(reader: R, settings: JsonLdParser, source: Source<'_>) -> Self {
        let (recent, keys) = (Recent::default(), Keys::new(source.base.is_some()));
        let pieces = Pieces::new(keys.of(recent.of(reader)), source.is_whole);
        let load = Arc::new(Loader {
            contexts: source.contexts.cloned(),
            given: Mutex::default(),
        });
        Self {
            parser: parser(&settings, &pieces, &load),
            settings,
            load,
            pieces,
            recent,
            keys,
        }
    }

    /// The next quad, or a mistake; `None` at the end.
    pub(super) fn next(&mut self) -> Option<Result<oxrdf::Quad, Stop>> {
        loop {
            match self.parser.next() {
                Some(Ok(quad)) => return Some(Ok(quad)),
                Some(Err(JsonLdParseError::Io(error))) => return Some(Err(Stop::Io(error))),
                Some(Err(JsonLdParseError::Syntax(error))) => {
                    // What the parser makes of what follows need not be what is said there.
                    return Some(Err(Stop::Mistake(self.mistake(&error).last())));
                }
                None if self.pieces.advance() => {
                    self.parser = parser(&self.settings, &self.pieces, &self.load);
                }
                None => return None,
            }
        }
    }

    /// What of the document its standard has left out, as far as it is listed, and how much more there is.
    pub(super) fn left_out(&self) -> (Vec<Mistake>, usize) {
        self.keys.left_out()
    }

    pub(super) fn prefixes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.parser.prefixes()
    }

    pub(super) fn base(&self) -> Option<&str> {
        self.parser.base_iri()
    }

    fn mistake(&self, error: &JsonLdSyntaxError) -> Mistake {
        let (recent, said) = (&self.recent, error.to_string());
        // What is wrong with the sense of it the parser says without a place.
        let Some(location) = error.location() else {
            return self.keys.mistake(&said, lowered(&said), recent);
        };
        if let Some(mistake) = self
            .keys
            .too_deep(self.pieces.byte(location.end.offset), recent)
        {
            return mistake;
        }
        let start = self.pieces.byte(location.start.offset);
        let text = recent.text(start, u64::MAX);
        if said.ends_with("Unexpected end of file")
            && let Some((at, half)) = half_a_character(&text)
        {
            let byte = start + at as u64;
            let (line, column) = recent.position(byte);
            let message = format!(
                "\"{half}\" is half of a character: another half follows on it, as in \\ud83d\\ude00"
            );
            return recent.show(byte, Mistake::at(line, column, message));
        }
        let message = said
            .split_once(": ")
            .map_or(said.as_str(), |(_, said)| said);
        let (line, column) = if start == location.start.offset {
            (location.start.line + 1, location.start.column + 1)
        } else {
            recent.position(start)
        };
        recent.show(start, Mistake::at(line, column, lowered(message)))
    }
}

fn parser<R: Read>(
    settings: &JsonLdParser,
    pieces: &Pieces<R>,
    load: &Arc<Loader>,
) -> ReaderJsonLdParser<Pieces<R>> {
    // A panic of the function ends the reading, so that nothing sees it half done.
    let load = AssertUnwindSafe(Arc::clone(load));
    settings
        .clone()
        .for_reader(pieces.clone())
        .with_load_document_callback(move |address, _| load.load(address))
}

/// What the parsers ask for contexts.
struct Loader {
    contexts: Option<Contexts>,
    /// Those that have been given, so that each is asked for once.
    given: Mutex<FxHashMap<String, Vec<u8>>>,
}

impl Loader {
    fn load(&self, address: &str) -> Result<JsonLdRemoteDocument, Box<dyn Error + Send + Sync>> {
        let Some(Contexts(load)) = &self.contexts else {
            return Err(
                "rawabit opens no connection; put the context into the document, or read with contexts, a \
                 function that knows it"
                    .into(),
            );
        };
        // What a panic left behind is whole.
        let given = || self.given.lock().unwrap_or_else(PoisonError::into_inner);
        let known = given().get(address).cloned();
        let document = if let Some(document) = known {
            document
        } else {
            let document = load(address)?;
            if is_too_deep(&document) {
                return Err("objects and lists lie too deep in it".into());
            }
            given().insert(address.to_owned(), document.clone());
            document
        };
        Ok(JsonLdRemoteDocument {
            document,
            document_url: address.to_owned(),
        })
    }
}

/// The first half of a character in a JSON text that no other half follows on, which the parser takes for
/// the end of the document where that is near.
fn half_a_character(text: &str) -> Option<(usize, &str)> {
    let code = |text: &str| u32::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok();
    let mut at = 0;
    while let Some(next) = text.get(at..)?.find('\\') {
        at += next;
        let rest = &text[at..];
        let is_whole = rest
            .get(6..)
            .and_then(code)
            .is_some_and(|low| (0xdc00..0xe000).contains(&low));
        match code(rest) {
            Some(0xd800..0xdc00) if !is_whole => return Some((at, &rest[..6])),
            Some(0xd800..0xdc00) => at += 12,
            Some(_) => at += 6,
            None => at += 2,
        }
    }
    None
}

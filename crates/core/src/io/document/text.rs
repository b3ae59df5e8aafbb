//! The text of a document, its measures, and the sentences that it is cut into.

use std::path::{Component, Path};

use rustc_hash::FxHashMap;

use super::Reader;
use super::fault::Fault;
use super::fields::Fields;
use super::json::Node;
use super::place::Place;
use super::span::{OFFSETS, check_words, clip, offsets, stands};
use crate::graph::{Sentence, Text, sha256};
use crate::model::{did_you_mean, nearest};

/// What an entry of `documents` says of the text.
#[derive(Debug, Default)]
pub(super) struct Given {
    /// The text, where it is to be stored.
    pub(super) text: Option<Text>,
    /// Its SHA-256.
    pub(super) digest: Option<String>,
    /// The text cannot be had, or is another: nothing can be held against it.
    pub(super) is_lost: bool,
    /// It is another than the one that is described.
    pub(super) is_other: bool,
    /// Its sentences are wrong: nothing can be held against them.
    pub(super) is_cut_badly: bool,
}

/// What sentences are held against.
#[derive(Clone, Copy)]
struct Held<'t> {
    text: Option<&'t Text>,
    is_other: bool,
}

impl<'n> Reader<'_, 'n> {
    /// Reads the text of an entry, and holds it against its measures and against the text that the
    /// graph has.
    pub(super) fn document_text(&mut self, fields: &Fields<'n, '_>, kept: Option<&Text>) -> Given {
        let mut found = Given::default();
        let digest = self.digest(fields);
        let given = self.given_text(fields);
        if let (Some(kept), Some(text)) = (kept, &given)
            && kept.as_str() != text
        {
            let fault = Fault::new("the document is in the graph with another text");
            let hint = "give the new one another id";
            self.faults.error(&fields.place, fault.hint(hint));
            found.is_lost = true;
            return found;
        }
        if given.is_none() && ["file", "text"].iter().any(|key| fields.get(key).is_some()) {
            found.is_lost = true;
            return found;
        }
        let text = match given {
            Some(text) => Some(Text::new(text)),
            None => kept.cloned(),
        };
        found.is_other = !self.check_sizes(fields, text.as_ref());
        found.digest = match &text {
            Some(text) => {
                let real = self.check_digest(fields, text, digest.as_deref());
                found.is_other |= digest.is_some_and(|given| given != real);
                Some(real)
            }
            None => digest,
        };
        let before = self.faults.errors();
        let sentences = self.sentences(fields, text.as_ref(), found.is_other);
        found.is_cut_badly = found.is_other || self.faults.errors() > before;
        found.text = match (text, kept) {
            (Some(text), None) => Some(text.with_sentences(sentences)),
            (Some(_), Some(kept)) if sentences.is_empty() || sentences_of(kept, &sentences) => None,
            (Some(text), Some(kept)) if kept.sentences().is_empty() => {
                Some(text.with_sentences(sentences))
            }
            (Some(_), Some(_)) => {
                let fault = Fault::new("the document is in the graph with other sentences");
                let hint = "leave \"sentences\" out, or give the document another id";
                self.faults.error(&fields.at("sentences"), fault.hint(hint));
                None
            }
            (None, _) => None,
        };
        found
    }

    fn check_digest(
        &mut self,
        fields: &Fields<'n, '_>,
        text: &Text,
        given: Option<&str>,
    ) -> String {
        let real = sha256(text.as_str());
        if let Some(given) = given.filter(|given| *given != real) {
            let message = format!("\"sha256\" is {given}, but that of the text is {real}");
            let unix = text.as_str().replace("\r\n", "\n");
            let hint = if sha256(&unix) == given {
                CRLF
            } else {
                CHANGED
            };
            let fault = Fault::new(message).hint(hint);
            self.faults.error(&fields.at("sha256"), fault);
        }
        real
    }

    /// The text of `file` or `text`; both are a fault.
    fn given_text(&mut self, fields: &Fields<'n, '_>) -> Option<String> {
        if fields.get("file").is_some() && fields.get("text").is_some() {
            let fault = Fault::new("both \"file\" and \"text\" are given");
            self.faults
                .error(&fields.place, fault.hint("keep one of them"));
            return None;
        }
        let text = match fields.text("file", &mut self.faults) {
            None => fields.text("text", &mut self.faults)?.to_owned(),
            Some(file) => match read(file, self.folder) {
                Ok(text) => text,
                Err(fault) => {
                    self.faults.error(&fields.at("file"), fault);
                    return None;
                }
            },
        };
        if u32::try_from(text.len()).is_err() {
            let fault = Fault::new("the text is longer than 4 GiB");
            self.faults
                .error(&fields.place, fault.hint("cut it into several documents"));
            return None;
        }
        Some(text)
    }

    /// The `sha256` that is given, in lower case.
    fn digest(&mut self, fields: &Fields<'n, '_>) -> Option<String> {
        let digest = fields
            .text("sha256", &mut self.faults)?
            .to_ascii_lowercase();
        if digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Some(digest);
        }
        let fault = Fault::new(format!("\"{}\" is no SHA-256", clip(&digest)));
        self.faults.error(
            &fields.at("sha256"),
            fault.hint("write its 64 hexadecimal digits"),
        );
        None
    }

    /// Whether the text is as long as is said.
    fn check_sizes(&mut self, fields: &Fields<'n, '_>, text: Option<&Text>) -> bool {
        let mut is_so_long = true;
        for (key, what) in [("characters", "code points"), ("bytes", "bytes of UTF-8")] {
            let Some(given) = fields.whole(key, &mut self.faults) else {
                continue;
            };
            let place = fields.at(key);
            let Some(text) = text else {
                let fault = Fault::new(format!("\"{key}\" is not kept"));
                let hint = "the document has no text that it could be checked against";
                self.faults.notice(&place, fault.hint(hint));
                continue;
            };
            let size = |text: &str| match key {
                "bytes" => text.len() as u64,
                _ => text.chars().count() as u64,
            };
            let real = size(text.as_str());
            if given == real {
                continue;
            }
            let fault = Fault::new(format!(
                "\"{key}\" is {given}, but the text has {real} {what}"
            ));
            let unix = text.as_str().replace("\r\n", "\n");
            let hint = if size(&unix) == given { CRLF } else { CHANGED };
            self.faults.error(&place, fault.hint(hint));
            is_so_long = false;
        }
        is_so_long
    }

    fn sentences(
        &mut self,
        fields: &Fields<'n, '_>,
        text: Option<&Text>,
        is_other: bool,
    ) -> Vec<Sentence> {
        let place = fields.at("sentences");
        let nodes = fields.list("sentences", &mut self.faults);
        if !nodes.is_empty() && text.is_none() {
            let fault = Fault::new("\"sentences\" are not kept");
            let hint = "they stand beside the text, and the document has none";
            self.faults.notice(&place, fault.hint(hint));
        }
        let mut sentences = Vec::new();
        let mut ids: FxHashMap<&str, usize> = FxHashMap::default();
        for (n, node) in nodes.iter().enumerate() {
            let held = Held { text, is_other };
            let Some(sentence) = self.sentence(node, place.item(n), held) else {
                continue;
            };
            let first = *ids.entry(node.id().unwrap_or_default()).or_insert(n);
            if first == n {
                sentences.push(sentence);
            } else {
                let message = format!(
                    "the sentence \"{}\" stands at sentences[{first}] too",
                    sentence.id
                );
                let fault = Fault::new(message).hint("give one of them another id");
                self.faults.error(&place.item(n).key("id"), fault);
            }
        }
        sentences
    }

    fn sentence(
        &mut self,
        node: &'n Node<'n>,
        place: Place<'_>,
        held: Held<'_>,
    ) -> Option<Sentence> {
        let faults = &mut self.faults;
        let known = ["id", "kind", "start", "end", "text", "no_claims"];
        let fields = Fields::new(node, place, &known, faults)?;
        let start = fields.needed_whole("start", OFFSETS, faults);
        let end = fields.needed_whole("end", OFFSETS, faults);
        let id = fields.needed_text("id", "give it one, such as \"s1\"", faults);
        let words = fields.needed_text("text", "give the words from \"start\" to \"end\"", faults);
        let kind = fields.text("kind", faults);
        let no_claims = fields.truth("no_claims", faults).unwrap_or_default();
        let (start, end) = (start?, end?);
        let checked = offsets(start, end).and_then(|(start, end)| {
            if let (Some(text), Some(words)) = (held.text, words) {
                if held.is_other && !stands(text, start, end, words) {
                    return Ok(None);
                }
                check_words(text, start, end, words, "sentence", faults)?;
            }
            Ok(Some((start, end)))
        });
        match checked {
            // That the text is another has been said.
            Ok(None) => None,
            Ok(Some((start, end))) => Some(Sentence {
                id: id?.to_owned(),
                kind: kind.map(str::to_owned),
                start,
                end,
                no_claims,
            }),
            Err(fault) => {
                faults.error(&place, fault);
                None
            }
        }
    }
}

const CHANGED: &str = "the text was changed, or is another";

const CRLF: &str =
    "the line ends of the text were changed from LF to CRLF; keep the file as it was";

/// Whether a text is cut into these sentences.
fn sentences_of(text: &Text, sentences: &[Sentence]) -> bool {
    let same = |sentence: &Sentence| text.sentence(&sentence.id) == Some(sentence);
    text.sentences().len() == sentences.len() && sentences.iter().all(same)
}

/// The text of a file beside the document.
fn read(file: &str, folder: Option<&Path>) -> Result<String, Fault> {
    let Some(folder) = folder else {
        let fault = Fault::new(format!("there is no folder to look for \"{file}\" in"));
        return Err(fault.hint("read the document from a file, or give the text as \"text\""));
    };
    let path = Path::new(file);
    // A document may come from anywhere, and is not to reach for what lies elsewhere on the disk.
    let stays = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
    if !path.components().all(stays) {
        let fault = Fault::new(format!(
            "\"{file}\" leads out of the folder of the document"
        ));
        return Err(fault.hint("put the text beside the document, or give it as \"text\""));
    }
    let bytes = std::fs::read(folder.join(path)).map_err(|error| {
        if error.kind() != std::io::ErrorKind::NotFound {
            return Fault::new(format!("\"{file}\" cannot be read: {error}"));
        }
        let fault = Fault::new(format!("there is no file \"{file}\" beside the document"));
        match nearest_file(path, folder) {
            Some(hint) => fault.hint(hint),
            None => fault.hint("paths start from the folder of the document"),
        }
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let byte = error.utf8_error().valid_up_to();
        let fault = Fault::new(format!("\"{file}\" is no UTF-8 at byte {byte}"));
        fault.hint("save the text as UTF-8, and count its offsets anew")
    })
}

fn nearest_file(path: &Path, folder: &Path) -> Option<String> {
    let parent = path.parent().map(|parent| folder.join(parent))?;
    let mut names: Vec<String> = std::fs::read_dir(parent)
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .take(1000)
        .collect();
    names.sort_unstable();
    let name = path.file_name()?.to_str()?;
    let near = nearest(name, names.iter().map(String::as_str), 1);
    did_you_mean(&near).strip_prefix("; ").map(str::to_owned)
}

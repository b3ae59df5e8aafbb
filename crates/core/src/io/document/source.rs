//! The documents that claims are from: their texts, and the sentences of these.

use std::path::{Component, Path};

use rustc_hash::FxHashMap;

use super::Reader;
use super::fault::Fault;
use super::fields::Fields;
use super::json::Node;
use super::place::Place;
use super::span::{check_words, clip, offsets};
use super::things::List;
use crate::Error;
use crate::graph::{Sentence, Text, sha256};
use crate::model::vocab::{dcterms, rb, rdf};
use crate::model::{Iri, Literal, did_you_mean, nearest};

const KEYS: [&str; 9] = [
    "id",
    "file",
    "text",
    "media_type",
    "language",
    "sha256",
    "characters",
    "bytes",
    "sentences",
];

/// What is written of a document when nothing is wrong with it.
#[derive(Default)]
struct Plan {
    text: Option<Text>,
    statements: Vec<(&'static str, Literal)>,
}

impl<'n> Reader<'_, 'n> {
    /// Reads an entry of `documents`.
    pub(super) fn document(&mut self, node: &'n Node<'n>, n: usize) -> Result<(), Error> {
        let all = Place::Top.key("documents");
        let place = all.item(n);
        self.faults.about(node.id());
        let before = self.faults.errors();
        let own = self.document_fields(node, place);
        let mut statements = Vec::new();
        if let Some((id, plan)) = &own {
            statements = self.check_document(*id, plan, &place)?;
        }
        let is_sound = self.faults.errors() == before;
        let id = own.as_ref().map(|(id, _)| *id);
        self.count(is_sound, id, "documents");
        match own {
            Some((id, plan)) if is_sound || self.strict => {
                self.write_document(id, plan.text, statements)?;
            }
            Some((id, _)) => {
                self.things
                    .change(id, |thing| thing.refused = Some(List::Documents));
            }
            None => {}
        }
        Ok(())
    }

    fn document_fields(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<(u32, Plan)> {
        let faults = &mut self.faults;
        let fields = Fields::new(node, place, &KEYS, faults)?;
        let id = self.own(&fields, List::Documents);
        let mut plan = Plan::default();
        let given = self.given_text(&fields);
        let digest = self.digest(&fields);
        let kept = id.and_then(|id| self.tx.draft.now.texts.get(&id).cloned());
        if let (Some(kept), Some(text)) = (&kept, &given)
            && kept.as_str() != text
        {
            let fault = Fault::new("the document is in the graph with another text");
            self.faults
                .error(&place, fault.hint("give the new one another id"));
        }
        let text = match given {
            Some(text) => Some(Text::new(text)),
            None => kept.as_deref().cloned(),
        };
        self.check_sizes(&fields, text.as_ref());
        if let Some(text) = &text {
            let real = sha256(text.as_str());
            if let Some(digest) = digest.filter(|digest| *digest != real) {
                let fault = Fault::new(format!(
                    "\"sha256\" is {digest}, but that of the text is {real}"
                ));
                let place = fields.at("sha256");
                let unix = text.as_str().replace("\r\n", "\n");
                let hint = if sha256(&unix) == digest {
                    CRLF
                } else {
                    "the text was changed, or is another"
                };
                self.faults.error(&place, fault.hint(hint));
            }
            plan.statements.push((rb::SHA256, Literal::string(real)));
        } else if let Some(digest) = digest {
            plan.statements.push((rb::SHA256, Literal::string(digest)));
        }
        let sentences = self.sentences(&fields, text.as_ref());
        plan.text = match (text, kept) {
            (Some(text), None) => Some(text.with_sentences(sentences)),
            (Some(_), Some(kept)) if sentences.is_empty() || sentences_of(&kept, &sentences) => {
                None
            }
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
        if let Some(language) = fields.text("language", &mut self.faults) {
            match Literal::lang("", language) {
                Ok(tag) => {
                    let tag = tag.language().unwrap_or_default();
                    plan.statements.push((rb::LANGUAGE, Literal::string(tag)));
                }
                Err(error) => self.faults.error(&fields.at("language"), error),
            }
        }
        if let Some(media_type) = fields.text("media_type", &mut self.faults) {
            plan.statements
                .push((dcterms::FORMAT, Literal::string(media_type)));
        }
        id.map(|id| (id, plan))
    }

    /// Whether the graph takes what is to be written; the statements in ids.
    fn check_document(
        &mut self,
        id: u32,
        plan: &Plan,
        place: &Place<'_>,
    ) -> Result<Vec<[u32; 3]>, Error> {
        // Its entry among the entities, where it has one, says what it is.
        if self.things.get(id).entity.is_none()
            && self.tx.lens().is_entity(id)
            && let Err(error) = self.tx.check_is_document(id)
        {
            self.fault(place, error)?;
        }
        let schema = self.tx.schema.clone();
        let mut statements = Vec::new();
        for (property, value) in &plan.statements {
            let object = self.tx.intern_literal(value.clone())?;
            statements.push([id, self.tx.intern_iri(property)?, object]);
            if let Some(relation) = schema.relation_by_iri(property)
                && let Err(error) = self.tx.check_functional(id, relation, object)
            {
                self.fault(place, error)?;
            }
        }
        Ok(statements)
    }

    fn write_document(
        &mut self,
        id: u32,
        text: Option<Text>,
        statements: Vec<[u32; 3]>,
    ) -> Result<(), Error> {
        if self.things.get(id).entity.is_none() && !self.tx.lens().is_entity(id) {
            self.tx.say(id, rdf::TYPE, Iri::new(rb::DOCUMENT)?)?;
        }
        if let Some(text) = text {
            self.tx.put_text(id, text);
        }
        for statement in statements {
            self.tx.draft.say(statement);
        }
        Ok(())
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

    fn check_sizes(&mut self, fields: &Fields<'n, '_>, text: Option<&Text>) {
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
            let hint = if size(&text.as_str().replace("\r\n", "\n")) == given {
                CRLF
            } else {
                "the text was changed, or is another"
            };
            self.faults.error(&place, fault.hint(hint));
        }
    }

    fn sentences(&mut self, fields: &Fields<'n, '_>, text: Option<&Text>) -> Vec<Sentence> {
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
            let Some(sentence) = self.sentence(node, place.item(n), text) else {
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
        text: Option<&Text>,
    ) -> Option<Sentence> {
        let faults = &mut self.faults;
        let known = ["id", "kind", "start", "end", "text", "no_claims"];
        let fields = Fields::new(node, place, &known, faults)?;
        for key in ["start", "end"] {
            fields.need(key, faults);
        }
        let id = fields.needed_text("id", faults);
        let words = fields.needed_text("text", faults);
        let kind = fields.text("kind", faults);
        let no_claims = fields.truth("no_claims", faults).unwrap_or_default();
        let start = fields.whole("start", faults)?;
        let end = fields.whole("end", faults)?;
        let checked = offsets(start, end).and_then(|(start, end)| {
            if let (Some(text), Some(words)) = (text, words) {
                check_words(text, start, end, words, "sentence", faults)?;
            }
            Ok((start, end))
        });
        match checked {
            Ok((start, end)) => Some(Sentence {
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

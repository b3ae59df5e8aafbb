//! From parsed quads to ids.

use rustc_hash::FxHashMap;

use crate::StorageError;
use crate::dictionary::{Dictionary, STRING, Tag, Writer, language_tag};
use crate::graph::Settings;
use crate::index::Quad;
use crate::model::id::NONE;

/// Collects the quads of one document as ids; its blank nodes get labels that are new to the graph.
pub(super) struct Interner {
    dictionary: Dictionary,
    blanks: FxHashMap<String, u32>,
    languages: FxHashMap<String, u32>,
    datatypes: FxHashMap<String, u32>,
    strings: Option<u32>,
    next_blank: u64,
    pub(super) quads: Vec<Quad>,
    /// At so many quads those that are there twice are dropped.
    look_again_at: usize,
}

/// So many quads may be held, repeated or not: 16 MiB.
const MANY: usize = 1 << 20;

impl Interner {
    pub(super) fn new(dictionary: Dictionary, settings: &Settings) -> Self {
        Self {
            dictionary,
            blanks: FxHashMap::default(),
            languages: FxHashMap::default(),
            datatypes: FxHashMap::default(),
            strings: None,
            next_blank: settings.next_blank,
            quads: Vec::new(),
            look_again_at: MANY,
        }
    }

    /// The number that the next blank node of the graph is labelled with.
    pub(super) fn next_blank(&self) -> u64 {
        self.next_blank
    }

    /// Takes quads in, under one lock of the dictionary.
    ///
    /// # Errors
    /// [`StorageError::Limit`] where a term does not fit.
    pub(super) fn take(&mut self, quads: &[oxrdf::Quad]) -> Result<(), StorageError> {
        let dictionary = self.dictionary.clone();
        let mut writer = dictionary.write();
        self.quads.reserve(quads.len());
        let mut last: (Option<&oxrdf::NamedOrBlankNode>, u32) = (None, NONE);
        for quad in quads {
            let subject = if last.0 == Some(&quad.subject) {
                last.1
            } else {
                self.resource(&mut writer, quad.subject.as_ref())?
            };
            last = (Some(&quad.subject), subject);
            let predicate = writer.add_iri(quad.predicate.as_str())?;
            let object = self.term(&mut writer, quad.object.as_ref())?;
            let graph = match &quad.graph_name {
                oxrdf::GraphName::DefaultGraph => NONE,
                oxrdf::GraphName::NamedNode(node) => writer.add_iri(node.as_str())?,
                oxrdf::GraphName::BlankNode(node) => self.blank(&mut writer, node.as_str())?,
            };
            self.quads.push([subject, predicate, object, graph]);
        }
        if self.quads.len() >= self.look_again_at {
            self.drop_repeated();
        }
        Ok(())
    }

    /// A document may say the same over and over: what is held grows with the graph, not with the file.
    fn drop_repeated(&mut self) {
        let before = self.quads.len();
        self.quads.sort_unstable();
        self.quads.dedup();
        let kept = self.quads.len();
        // Where little was repeated, little will be.
        let often = if before - kept < before / 8 { 4 } else { 2 };
        self.look_again_at = (often * kept).max(MANY);
    }

    fn resource(
        &mut self,
        writer: &mut Writer<'_>,
        node: oxrdf::NamedOrBlankNodeRef<'_>,
    ) -> Result<u32, StorageError> {
        match node {
            oxrdf::NamedOrBlankNodeRef::NamedNode(node) => writer.add_iri(node.as_str()),
            oxrdf::NamedOrBlankNodeRef::BlankNode(node) => self.blank(writer, node.as_str()),
        }
    }

    fn blank(&mut self, writer: &mut Writer<'_>, label: &str) -> Result<u32, StorageError> {
        if let Some(&id) = self.blanks.get(label) {
            return Ok(id);
        }
        let id = loop {
            self.next_blank += 1;
            let label = format!("b{}", self.next_blank);
            // A label that someone chose by hand is passed over.
            if writer.blank(&label).is_none() {
                break writer.add_blank(&label)?;
            }
        };
        self.blanks.insert(label.to_owned(), id);
        Ok(id)
    }

    fn term(
        &mut self,
        writer: &mut Writer<'_>,
        term: oxrdf::TermRef<'_>,
    ) -> Result<u32, StorageError> {
        match term {
            oxrdf::TermRef::NamedNode(node) => writer.add_iri(node.as_str()),
            oxrdf::TermRef::BlankNode(node) => self.blank(writer, node.as_str()),
            oxrdf::TermRef::Literal(literal) => {
                let tag = self.tag(writer, literal);
                writer.add_literal(tag, literal.value())
            }
            oxrdf::TermRef::Triple(triple) => {
                let subject = self.resource(writer, triple.subject.as_ref())?;
                let predicate = writer.add_iri(triple.predicate.as_str())?;
                let object = self.term(writer, triple.object.as_ref())?;
                writer.triple([subject, predicate, object])
            }
        }
    }

    fn tag(&mut self, writer: &mut Writer<'_>, literal: oxrdf::LiteralRef<'_>) -> u32 {
        if let Some(language) = literal.language() {
            if let Some(direction) = literal.direction() {
                return writer.tag(&language_tag(language, Some(direction.into())));
            }
            if let Some(&number) = self.languages.get(language) {
                return number;
            }
            let number = writer.tag(&language_tag(language, None));
            self.languages.insert(language.to_owned(), number);
            return number;
        }
        let datatype = literal.datatype().as_str();
        if datatype == crate::vocab::xsd::STRING {
            return *self.strings.get_or_insert_with(|| writer.tag(&STRING));
        }
        if let Some(&number) = self.datatypes.get(datatype) {
            return number;
        }
        let number = writer.tag(&Tag::Typed(datatype.into()));
        self.datatypes.insert(datatype.to_owned(), number);
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Graph;

    #[test]
    fn what_a_document_repeats_is_held_once() {
        let view = Graph::new().view();
        let mut interner = Interner::new(Dictionary::new(), view.lens().settings);
        let node = |n: usize| oxrdf::NamedNode::new_unchecked(format!("http://a/{n}"));
        let batch: Vec<oxrdf::Quad> = (0..1000)
            .map(|n| oxrdf::Quad::new(node(n), node(0), node(1), oxrdf::GraphName::DefaultGraph))
            .collect();
        for _ in 0..3 * MANY / batch.len() {
            assert!(interner.take(&batch).is_ok());
            assert!(interner.quads.len() <= MANY);
        }
        interner.drop_repeated();
        assert_eq!(interner.quads.len(), 1000);
    }
}

//! Evidence: that the words stand where it says.

use rustc_hash::FxHashSet;

use super::Check;
use super::findings::Found;
use super::statements::shown;
use crate::dictionary::Part;
use crate::graph::{GraphIs, Text};
use crate::index::EVIDENCE;
use crate::model::id::{self, NONE, known};
use crate::model::vocab::{rb, sh};

impl Check<'_> {
    /// Every node of evidence.
    pub(super) fn evidence(&mut self) {
        let snapshot = self.lens.snapshot;
        for (node, values) in snapshot.evidence_rows() {
            self.node(node, values);
        }
        // Nodes that more is said of than rows can hold.
        let mut plain = FxHashSet::default();
        for predicate in [known::EVIDENCE, known::MENTION] {
            let pattern = [None, Some(predicate), None];
            for [_, _, node, _] in snapshot.quads(pattern, GraphIs::Any) {
                if id::is_resource(node)
                    && snapshot.evidence_of(node).is_none()
                    && plain.insert(node)
                {
                    self.node(node, EVIDENCE.map(|p| self.only(node, p)));
                }
            }
        }
    }

    /// The first object of a triple about a node.
    fn only(&self, node: u32, predicate: u32) -> u32 {
        let pattern = [Some(node), Some(predicate), None];
        let mut objects = self.lens.snapshot.stored(pattern, GraphIs::Any);
        objects.next().map_or(NONE, |quad| quad[2])
    }

    fn number(&self, literal: u32) -> Option<usize> {
        if literal == NONE || !id::is_literal(literal) {
            return None;
        }
        let dictionary = &self.lens.snapshot.dictionary;
        dictionary.with(literal, |part| match part {
            Part::Literal(text, _) => text.parse().ok(),
            _ => None,
        })
    }

    fn node(&mut self, node: u32, [document, start, end, exact, sentence]: [u32; 5]) {
        let snapshot = self.lens.snapshot;
        let (from, until) = (self.number(start), self.number(end));
        if document == NONE || !id::is_resource(document) || from.is_none() || until.is_none() {
            let found = Found::warning(sh::MIN_COUNT, node).path(known::HAS_SOURCE);
            self.note(found, |_| {
                let message = "the evidence does not say which document it is of, and from where to \
                               where";
                let hint = "give it oa:hasSource, oa:start and oa:end";
                (message.into(), hint.into())
            });
            return;
        }
        let (from, until) = (from.unwrap_or(0), until.unwrap_or(0));
        self.is_of_document(node, document);
        if from >= until {
            let found = Found::error(sh::ORDER, node)
                .path(known::START)
                .value(start);
            self.note(found, |_| {
                let message = format!("the evidence ends, {until}, before it starts, {from}");
                (message, String::new())
            });
            return;
        }
        let Some(text) = snapshot.texts.get(&document) else {
            return;
        };
        let Some(words) = text.slice(from..until) else {
            let found = Found::error(sh::MAX_INCLUSIVE, node)
                .path(known::END)
                .value(end);
            let characters = text.characters();
            self.note(found, |lens| {
                let message = format!(
                    "the evidence is at {from}..{until}, but the text of \"{}\" has the code points \
                     0..{characters}",
                    lens.short(document)
                );
                (message, String::new())
            });
            return;
        };
        self.quote(node, exact, words, [from, until]);
        self.sentence(node, sentence, text, [from, until]);
    }

    fn is_of_document(&mut self, node: u32, document: u32) {
        let schema = self.lens.schema;
        let Some(wanted) = schema.type_by_iri(rb::DOCUMENT) else {
            return;
        };
        if schema.fits(&self.kinds.set(document).types, wanted.id()) {
            return;
        }
        let found = Found::error(sh::CLASS, node).path(known::HAS_SOURCE);
        self.note(found.value(document), |lens| {
            let message = format!(
                "evidence stands in a \"Document\", but \"{}\" is none",
                lens.short(document)
            );
            (message, String::new())
        });
    }

    /// Whether the quote is what the text says there.
    fn quote(&mut self, node: u32, exact: u32, words: &str, [from, until]: [usize; 2]) {
        if exact == NONE {
            return;
        }
        let dictionary = &self.lens.snapshot.dictionary;
        let same = dictionary.with(exact, |part| match part {
            Part::Literal(quote, _) => quote == words,
            _ => false,
        });
        if same {
            return;
        }
        let found = Found::error(sh::SPARQL, node)
            .path(known::EXACT)
            .value(exact);
        self.note(found, |lens| {
            let message = format!(
                "the quote \"{}\" is not what stands at {from}..{until}: \"{words}\"",
                shown(lens, exact)
            );
            (
                message,
                "offsets are code points from 0, the end not included".into(),
            )
        });
    }

    /// Whether the sentence that is named is there and holds the words.
    fn sentence(&mut self, node: u32, sentence: u32, text: &Text, [from, until]: [usize; 2]) {
        if sentence == NONE || text.sentences().is_empty() {
            return;
        }
        let name = shown(self.lens, sentence);
        let reason = match text.sentence(&name) {
            None => "there is no such sentence in the document".to_owned(),
            Some(found) if (found.start as usize) <= from && until <= found.end as usize => return,
            Some(found) => format!(
                "the sentence is at {}..{}, which does not hold {from}..{until}",
                found.start, found.end
            ),
        };
        let found = Found::warning(sh::SPARQL, node).path(known::IN_SENTENCE);
        self.note(found.value(sentence), |_| {
            let message = format!("\"inSentence\" does not take \"{name}\": {reason}");
            (message, String::new())
        });
    }
}

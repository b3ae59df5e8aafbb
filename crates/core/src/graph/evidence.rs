//! Evidence: the words of a document that a claim rests on.

use std::ops::Range;

use super::{GraphIs, Text, Transaction};
use crate::Error;
use crate::index::EVIDENCE;
use crate::model::Literal;
use crate::model::id::{NONE, known};
use crate::model::vocab::{rb, xsd};
use crate::schema::SchemaError;

/// Which words, as a user says it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Words {
    /// The words themselves, to be found in the text.
    Quote(String),
    /// Code points, from 0, end exclusive.
    Span(u32, u32),
}

/// A piece of a document, checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Piece {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) quote: Option<String>,
    pub(crate) sentence: Option<String>,
}

impl Piece {
    /// As a user would name it, for errors.
    pub(super) fn shown(&self) -> String {
        let place = || Words::Span(self.start, self.end).shown();
        self.quote.clone().unwrap_or_else(place)
    }
}

impl Words {
    /// As the user gave it, for errors.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Quote(quote) => quote.clone(),
            Self::Span(start, end) => format!("({start}, {end})"),
        }
    }

    /// Finds the words in a document's text.
    pub(crate) fn find(&self, text: Option<&Text>, document: &str) -> Result<Piece, SchemaError> {
        let wrong = |value: &str, reason: String| SchemaError::Argument {
            name: "evidence".into(),
            value: value.into(),
            reason,
        };
        match (self, text) {
            (Self::Quote(quote), None) => Err(wrong(
                quote,
                format!(
                    "the graph has no text of \"{document}\" to find it in; give (start, end), or add the text with document()"
                ),
            )),
            (Self::Quote(quote), Some(text)) => {
                let mut found = text.find(quote);
                match (found.next(), found.next()) {
                    (Some(only), None) => Ok(piece(text, only)),
                    (Some(first), Some(second)) => Err(wrong(
                        quote,
                        format!(
                            "it stands at {}..{} and at {}..{} of \"{document}\"; give (start, end)",
                            first.start, first.end, second.start, second.end
                        ),
                    )),
                    (None, _) => Err(wrong(
                        quote,
                        format!("it stands nowhere in \"{document}\"{}", text.nearest(quote)),
                    )),
                }
            }
            (&Self::Span(start, end), _) if start >= end => Err(wrong(
                &self.shown(),
                "the start comes before the end".into(),
            )),
            (&Self::Span(start, end), Some(text)) => {
                let range = start as usize..end as usize;
                if text.slice(range.clone()).is_some() {
                    Ok(piece(text, range))
                } else {
                    Err(wrong(
                        &self.shown(),
                        format!(
                            "the text of \"{document}\" has the code points 0..{}",
                            text.characters()
                        ),
                    ))
                }
            }
            (&Self::Span(start, end), None) => Ok(Piece {
                start,
                end,
                quote: None,
                sentence: None,
            }),
        }
    }
}

fn piece(text: &Text, range: Range<usize>) -> Piece {
    let (start, end) = (range.start as u32, range.end as u32);
    Piece {
        start,
        end,
        quote: text.slice(range).map(str::to_owned),
        sentence: text
            .sentence_of(start, end)
            .map(|sentence| sentence.id.clone()),
    }
}

impl Transaction {
    /// The IRI of the node of a piece of a document: by the name that the document had when the node was
    /// made.
    pub(crate) fn evidence_named(&self, document: u32, piece: &Piece) -> String {
        let lens = self.lens();
        let named = |name: u32| super::evidence_iri(&lens.iri(name), piece.start, piece.end);
        let names = self.draft.now.aliases.names(document);
        let made = names.iter().map(|&name| named(name)).find(|iri| {
            let node = lens.snapshot.dictionary.iri(iri);
            let values = node.and_then(|node| lens.snapshot.evidence_of(node));
            values.is_some_and(|values| values[0] == document)
        });
        made.unwrap_or_else(|| named(document))
    }

    /// The node of a piece of a document, made where it is not there.
    pub(crate) fn evidence_node(
        &mut self,
        document: u32,
        piece: &Piece,
        language: Option<&str>,
    ) -> Result<u32, Error> {
        let node = self.intern_iri(&self.evidence_named(document, piece))?;
        let number = |n: u32| Literal::typed_unchecked(n.to_string(), xsd::NON_NEGATIVE_INTEGER);
        let start = self.intern_literal(number(piece.start))?;
        let end = self.intern_literal(number(piece.end))?;
        let exact = match &piece.quote {
            Some(quote) => {
                let literal = match language {
                    Some(language) => Literal::lang(quote.as_str(), language)?,
                    None => Literal::string(quote.as_str()),
                };
                self.intern_literal(literal)?
            }
            None => NONE,
        };
        let sentence = match &piece.sentence {
            Some(sentence) => self.intern_literal(Literal::string(sentence.as_str()))?,
            None => NONE,
        };
        let values = [document, start, end, exact, sentence];
        let known_values = self.draft.now.evidence_of(node);
        if let Some(old) = known_values {
            // What is known stays; what was not is added.
            let merged: [u32; 5] =
                std::array::from_fn(|i| if old[i] == NONE { values[i] } else { old[i] });
            if merged != old {
                let base = std::sync::Arc::clone(&self.draft.now.base);
                self.draft.now.delta.take_evidence(&base.evidence, node);
                self.draft.put_evidence(node, merged);
            }
            return Ok(node);
        }
        let mut about = self
            .draft
            .now
            .stored([Some(node), None, None], GraphIs::Any);
        if about.next().is_none() {
            drop(about);
            self.draft.put_evidence(node, values);
            return Ok(node);
        }
        drop(about);
        // A node that something else is said about stays what it is, with ours beside it.
        self.draft
            .insert([node, known::TYPE, known::EVIDENCE_TYPE, NONE]);
        for (predicate, value) in EVIDENCE.into_iter().zip(values) {
            if value != NONE {
                self.draft.insert([node, predicate, value, NONE]);
            }
        }
        self.draft.end_call()?;
        Ok(node)
    }

    /// The language of a document's text, where it is said.
    pub(crate) fn document_language(&self, document: u32) -> Option<String> {
        let lens = self.lens();
        let property = lens.snapshot.dictionary.iri(rb::LANGUAGE)?;
        Some(lens.literal(document, property)?.lexical().to_owned())
    }
}

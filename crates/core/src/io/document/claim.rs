//! Claims: how a relation is said.

use std::rc::Rc;

use super::Reader;
use super::fault::Fault;
use super::fields::{Fields, text, texts};
use super::header::{confidence, word};
use super::json::Node;
use super::place::Place;
use super::relation::End;
use super::span::{Source, as_span, span, spans};
use crate::Error;
use crate::graph::{
    Modality, Piece, Polarity, Said, check_asserted, check_period, one_time, with_foreign_types,
};
use crate::model::id::NONE;
use crate::model::vocab::rb;
use crate::model::{Literal, Time, parse_time};

impl<'n> Reader<'_, 'n> {
    /// What a relation says beside its statement.
    pub(super) fn relation_said(&mut self, fields: &Fields<'n, '_>) -> Result<Said, Error> {
        let (source, is_unsure) = self.relation_source(fields)?;
        let start = self.time(fields, "start");
        let end = self.time(fields, "end");
        if let Err(error) = check_period(start.as_ref(), end.as_ref()) {
            self.fault(&fields.at("end"), error)?;
        }
        let modality = word(fields, "modality", &mut self.faults)
            .or(self.defaults.modality)
            .unwrap_or(Modality::Fact);
        let polarity = word(fields, "polarity", &mut self.faults)
            .or(self.defaults.polarity)
            .unwrap_or(Polarity::Positive);
        let confidence = confidence(fields, &mut self.faults).unwrap_or(self.defaults.confidence);
        let asserted = fields.truth("asserted", &mut self.faults);
        if let Err(error) = check_asserted(asserted, polarity) {
            self.fault(&fields.at("asserted"), error)?;
        }
        let notes = match fields.get("note") {
            Some(node) => texts(node, &fields.at("note"), &mut self.faults),
            None => Vec::new(),
        };
        Ok(Said {
            source: source.as_ref().map_or(NONE, |source| source.id),
            start,
            end,
            confidence,
            modality,
            polarity,
            attributed_to: self.attribution(fields),
            hedge: self.hedges(fields, source.as_deref(), is_unsure)?,
            notes: notes
                .into_iter()
                .map(|(_, note)| Literal::string(note))
                .collect(),
            evidence: self.evidence(fields, source.as_deref(), is_unsure),
            asserted,
        })
    }

    /// The source, and whether what is wrong with it has been said.
    fn relation_source(
        &mut self,
        fields: &Fields<'n, '_>,
    ) -> Result<(Option<Rc<Source>>, bool), Error> {
        let place = fields.at("source");
        let source = match fields.get("source") {
            None => {
                let origin = self.default_source.clone();
                return Ok(self.origin(&origin, &place));
            }
            Some(_) => match fields.text("source", &mut self.faults) {
                None => None,
                Some(name) => {
                    let before = self.faults.errors();
                    let source = self.source(name, &place)?;
                    if source.is_none() && self.faults.errors() == before {
                        self.tell_unsure(name, &place);
                    }
                    source
                }
            },
        };
        if let Some(source) = &source {
            self.check_source(source, &place);
        }
        let is_unsure = source.is_none();
        Ok((source, is_unsure))
    }

    fn time(&mut self, fields: &Fields<'n, '_>, key: &'static str) -> Option<Time> {
        let text = fields.text(key, &mut self.faults)?;
        match one_time(text) {
            Ok(time) if time.is_interval() => {
                let fault = Fault::new(format!("\"{text}\" is an interval"));
                let hint = "give its two ends as \"start\" and \"end\"";
                self.faults.error(&fields.at(key), fault.hint(hint));
                None
            }
            Ok(time) => Some(time),
            Err(error) => {
                let fault = Fault::from(error);
                let fault = match as_written(text) {
                    Some(hint) => Fault::new(format!("\"{text}\" is no date or time")).hint(hint),
                    None => fault,
                };
                self.faults.error(&fields.at(key), fault);
                None
            }
        }
    }

    fn attribution(&mut self, fields: &Fields<'n, '_>) -> Vec<u32> {
        let place = fields.at("attributed_to");
        let mut found = Vec::new();
        let Some(node) = fields.get("attributed_to") else {
            return found;
        };
        for (n, name) in texts(node, &place, &mut self.faults) {
            let place = n.map_or(place, |n| place.item(n));
            if let Some(End::Known(id)) = self.end(name, &place) {
                match self.tx.check_range(rb::ATTRIBUTED_TO, id, name) {
                    Ok(()) => found.push(id),
                    Err(error) => {
                        let error = with_foreign_types(self.tx.lens(), [id; 2], error);
                        self.faults.error(&place, error);
                    }
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The words by which the source keeps a distance: plain, or a span of its text.
    fn hedges(
        &mut self,
        fields: &Fields<'n, '_>,
        source: Option<&Source>,
        is_unsure: bool,
    ) -> Result<Vec<Literal>, Error> {
        let place = fields.at("hedge");
        let Some(node) = fields.get("hedge") else {
            return Ok(Vec::new());
        };
        let language = source.and_then(|source| self.tx.document_language(source.id));
        let mut hedges = Vec::new();
        for (node, place) in spans(node, &place) {
            if let Some(words) = self.hedge(node, place, source, is_unsure) {
                hedges.push(self.tx.lens().worded(&words, language.as_deref())?);
            }
        }
        hedges.sort_unstable();
        hedges.dedup();
        Ok(hedges)
    }

    fn hedge(
        &mut self,
        node: &'n Node<'n>,
        place: Place<'_>,
        source: Option<&Source>,
        is_unsure: bool,
    ) -> Option<String> {
        match node {
            Node::Text(_) => text(node, &place, &mut self.faults).map(str::to_owned),
            Node::Object(_) => {
                if source.is_none() && !is_unsure {
                    self.needs_source(&place, "a span");
                }
                let piece = span(node, place, source, &mut self.faults)?;
                if let Some(source) = source {
                    self.note_unchecked(source);
                }
                piece.quote
            }
            other => {
                let what = "a string, or a span with \"start\", \"end\" and \"quote\"";
                self.faults.error(&place, Fault::expected(what, other));
                None
            }
        }
    }

    fn evidence(
        &mut self,
        fields: &Fields<'n, '_>,
        source: Option<&Source>,
        is_unsure: bool,
    ) -> Vec<(u32, Piece)> {
        let place = fields.at("evidence");
        if let Some(Node::Text(quote)) = fields.get("evidence") {
            let fault = Fault::expected("a list", &Node::Text("".into()));
            let hint = if quote.trim().is_empty() {
                NO_WORDS.into()
            } else {
                format!("write [{}]", as_span(quote, source))
            };
            self.faults.error(
                &place,
                Fault {
                    hint: Some(hint),
                    ..fault
                },
            );
            return Vec::new();
        }
        let nodes = fields.list("evidence", &mut self.faults);
        if !nodes.is_empty() && source.is_none() && !is_unsure {
            self.needs_source(&place, "evidence");
        }
        let mut evidence = Vec::new();
        for (n, node) in nodes.iter().enumerate() {
            if let Node::Text(quote) = node {
                let fault = Fault::expected("an object", node);
                let hint = if quote.trim().is_empty() {
                    NO_WORDS.into()
                } else {
                    format!("write {}", as_span(quote, source))
                };
                self.faults.error(&place.item(n), fault.hint(hint));
                continue;
            }
            let piece = span(node, place.item(n), source, &mut self.faults);
            if let (Some(piece), Some(source)) = (piece, source) {
                self.note_unchecked(source);
                evidence.push((source.id, piece));
            }
        }
        evidence.sort_by_key(|(_, piece)| (piece.start, piece.end));
        evidence.dedup_by_key(|(_, piece)| (piece.start, piece.end));
        evidence
    }

    fn needs_source(&mut self, place: &Place<'_>, what: &str) {
        let fault = Fault::new(format!("{what} needs a source, whose words it names"));
        let hint = "name the document in \"source\", here or in \"defaults\"";
        self.faults.error(place, fault.hint(hint));
    }
}

/// What to do about evidence that is an empty string.
const NO_WORDS: &str = "leave it out where there are no words";

/// What is written of what still holds.
const STILL: [&str; 6] = ["present", "now", "ongoing", "current", "حتى الآن", "مستمر"];

/// How a date in words is to be written, where it can be read at all.
fn as_written(text: &str) -> Option<String> {
    if STILL.contains(&text.trim().to_lowercase().as_str()) {
        return Some("leave the field out where it still holds".into());
    }
    match parse_time(text, None) {
        Ok((Some(start), Some(end))) if start == end => {
            Some(format!("write \"{}\"", start.as_str()))
        }
        Ok((Some(start), Some(end))) => Some(format!(
            "write \"start\": \"{}\" and \"end\": \"{}\"",
            start.as_str(),
            end.as_str()
        )),
        _ => None,
    }
}

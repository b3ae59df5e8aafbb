//! How the rows of a table say their statements: sources, times, degrees of confidence, each read once.

use rustc_hash::FxHashMap;

use super::things::{Lost, Things};
use crate::graph::{
    Columns, Date, EntityRef, Identity, Modality, Named, Piece, Polarity, Transaction,
    check_period, decimal, one_time,
};
use crate::io::fault::Fault;
use crate::model::id::{NONE, known};
use crate::model::vocab::{rb, xsd};
use crate::model::{Literal, Time, parse_time};
use crate::{Error, SchemaError};

/// What a row says beside its statement.
#[derive(Debug)]
pub(super) struct Heard {
    pub(super) columns: Columns,
    pub(super) source: Option<usize>,
    pub(super) source_id: u32,
    pub(super) period: [Option<usize>; 2],
    pub(super) modality: Modality,
    pub(super) polarity: Polarity,
    pub(super) attributed_to: Vec<usize>,
    /// Pieces of the source, with their IRIs.
    pub(super) evidence: Vec<(String, Piece)>,
}

/// A document that claims are from.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) id: u32,
    pub(super) iri: String,
    pub(super) label: String,
    pub(super) language: Option<String>,
    /// What the IRIs of its claims begin with.
    prefix: String,
    /// It is a web address that the graph does not have.
    is_new: bool,
}

/// A time that was read.
#[derive(Debug)]
pub(super) struct Moment {
    pub(super) time: Time,
    pub(super) date: Date,
}

/// A start and an end, by their numbers.
pub(super) type Ends = [Option<usize>; 2];

/// Everything that was read once.
#[derive(Debug, Default)]
pub(super) struct Saying {
    sources: Vec<Source>,
    by_name: FxHashMap<Box<str>, Result<usize, Lost>>,
    given: Option<usize>,
    prefix: Option<String>,
    pub(super) documents: usize,
    moments: Vec<Moment>,
    by_text: FxHashMap<Box<str>, Result<usize, Fault>>,
    by_day: FxHashMap<i64, usize>,
    periods: FxHashMap<Ends, Option<Fault>>,
    durings: FxHashMap<Box<str>, Result<Ends, Fault>>,
    confidences: FxHashMap<u64, u32>,
}

impl Saying {
    pub(super) fn given(&self) -> Option<usize> {
        self.given
    }

    pub(super) fn give(&mut self, source: usize) {
        self.given = Some(source);
    }

    pub(super) fn source(&self, number: usize) -> &Source {
        &self.sources[number]
    }

    pub(super) fn known_source(&self, name: &str) -> Option<Result<usize, Lost>> {
        self.by_name.get(name).cloned()
    }

    /// A source that was found, and is none.
    pub(super) fn lose_source(&mut self, key: &str, lost: Lost) {
        self.by_name.insert(key.into(), Err(lost));
    }

    /// The document of a name; a web address that is not there becomes one.
    pub(super) fn find_source(
        &mut self,
        key: &str,
        reference: &EntityRef,
        tx: &mut Transaction,
    ) -> Result<Result<usize, Lost>, Error> {
        let found = match tx.lens().get(reference) {
            Ok(Some(id)) => Ok((id, false)),
            Ok(None) => match tx.new_address(&reference.text()) {
                Ok(Some(id)) => Ok((id, true)),
                Ok(None) => Err(Lost::Unknown),
                Err(error) => Err(Lost::Wrong(Fault::of(error)?)),
            },
            Err(error) => Err(Lost::Wrong(error.into())),
        };
        let found = found.map(|(id, is_new)| {
            let known = self.sources.iter().position(|source| source.id == id);
            known.unwrap_or_else(|| {
                self.sources.push(Source {
                    id,
                    iri: tx.lens().iri(id),
                    label: tx.lens().short(id),
                    language: tx.document_language(id),
                    prefix: tx.claim_prefix(id),
                    is_new,
                });
                self.sources.len() - 1
            })
        });
        self.by_name.insert(key.into(), found.clone());
        Ok(found)
    }

    /// Whether a source is a document that is there, or not there at all.
    pub(super) fn is_new(&self, number: usize) -> bool {
        self.sources[number].is_new
    }

    /// What makes a source a document, the first time that it is asked for.
    pub(super) fn make_source(
        &mut self,
        number: Option<usize>,
        tx: &mut Transaction,
    ) -> Result<Vec<[u32; 3]>, Error> {
        let Some(source) = number.map(|number| &mut self.sources[number]) else {
            return Ok(Vec::new());
        };
        if !std::mem::take(&mut source.is_new) {
            return Ok(Vec::new());
        }
        self.documents += 1;
        let class = tx.intern_iri(rb::DOCUMENT)?;
        let property = tx.intern_iri(rb::URL)?;
        let address = Literal::typed_unchecked(source.iri.as_str(), xsd::ANY_URI);
        let address = tx.intern_literal(address)?;
        Ok(vec![
            [source.id, known::TYPE, class],
            [source.id, property, address],
        ])
    }

    /// The IRI of a claim of a source, by the last part of it.
    pub(super) fn claim_iri(
        &mut self,
        source: Option<usize>,
        last: &str,
        tx: &Transaction,
    ) -> String {
        let prefix = match source {
            Some(number) => &self.sources[number].prefix,
            None => self.prefix.get_or_insert_with(|| tx.claim_prefix(NONE)),
        };
        let mut iri = String::with_capacity(prefix.len() + last.len());
        iri.push_str(prefix);
        iri.push_str(last);
        iri
    }

    // ---- times -------------------------------------------------------------------------------------------

    pub(super) fn moment(&self, number: usize) -> &Moment {
        &self.moments[number]
    }

    /// A date as `relate` takes it.
    pub(super) fn time(
        &mut self,
        text: &str,
        tx: &mut Transaction,
    ) -> Result<Result<usize, Fault>, Error> {
        if let Some(known) = self.by_text.get(text) {
            return Ok(known.clone());
        }
        let found = match one_time(text) {
            Ok(time) if time.is_interval() => {
                let fault = Fault::new(format!("\"{text}\" is an interval"));
                Err(fault.hint(
                    "give it in a column \"during\", or its two ends as \"start\" and \"end\"",
                ))
            }
            Ok(time) => Ok(self.add(time, tx)?),
            Err(error) => Err(error.into()),
        };
        self.by_text.insert(text.into(), found.clone());
        Ok(found)
    }

    /// The date of a day since 1970, where it was read already.
    pub(super) fn known_day(&self, day: i64) -> Option<usize> {
        self.by_day.get(&day).copied()
    }

    pub(super) fn keep_day(&mut self, day: i64, moment: usize) {
        self.by_day.insert(day, moment);
    }

    fn add(&mut self, time: Time, tx: &mut Transaction) -> Result<usize, Error> {
        let date = tx.intern_date(&time)?;
        self.moments.push(Moment { time, date });
        Ok(self.moments.len() - 1)
    }

    /// A period in one.
    pub(super) fn during(
        &mut self,
        text: &str,
        tx: &mut Transaction,
    ) -> Result<Result<Ends, Fault>, Error> {
        if let Some(known) = self.durings.get(text) {
            return Ok(known.clone());
        }
        let found = match parse_time(text, None) {
            Ok((start, end)) => {
                let mut ends = [None; 2];
                for (place, time) in ends.iter_mut().zip([start, end]) {
                    *place = match time {
                        Some(time) => Some(self.add(time, tx)?),
                        None => None,
                    };
                }
                Ok(ends)
            }
            Err(error) => Err(error.into()),
        };
        self.durings.insert(text.into(), found.clone());
        Ok(found)
    }

    /// What is wrong with a start and an end together.
    pub(super) fn check(&mut self, ends: Ends) -> Result<Option<Fault>, Error> {
        let [Some(start), Some(end)] = ends else {
            return Ok(None);
        };
        if let Some(known) = self.periods.get(&ends) {
            return Ok(known.clone());
        }
        let [start, end] = [start, end].map(|number| &self.moments[number].time);
        let wrong = match check_period(Some(start), Some(end)) {
            Ok(()) => None,
            Err(error) => Some(Fault::of(error)?),
        };
        self.periods.insert(ends, wrong.clone());
        Ok(wrong)
    }

    /// The literal of how sure a claim is.
    pub(super) fn confidence(&mut self, number: f64, tx: &mut Transaction) -> Result<u32, Error> {
        // There is one zero in decimals.
        let number = number + 0.0;
        if let Some(&known) = self.confidences.get(&number.to_bits()) {
            return Ok(known);
        }
        let id = tx.intern_literal(decimal(number))?;
        self.confidences.insert(number.to_bits(), id);
        Ok(id)
    }

    // ---- the claim ---------------------------------------------------------------------------------------

    /// The hash that names a claim without an id.
    pub(super) fn identity(&self, heard: &Heard, statement: [&str; 3], things: &Things) -> String {
        let text = |number: Option<usize>| number.map_or("", |n| self.moments[n].time.as_str());
        let [start, end] = heard.period;
        let iri = |&number: &usize| {
            let term = &*things.get(number).term;
            term.strip_prefix('<')
                .and_then(|term| term.strip_suffix('>'))
                .unwrap_or(term)
        };
        Identity {
            statement,
            source: heard.source.map_or("", |number| &self.sources[number].iri),
            evidence: heard.evidence.iter().map(|(iri, _)| iri.as_str()).collect(),
            attributed_to: heard.attributed_to.iter().map(iri).collect(),
            modality: heard.modality,
            polarity: heard.polarity,
            start: text(start),
            end: text(end),
        }
        .hash()
    }

    /// What a claim is found again by, after its entities were merged.
    pub(super) fn named<'h>(&'h self, heard: &Heard, things: &Things) -> Named<'h> {
        let text = |number: Option<usize>| number.map_or("", |n| self.moments[n].time.as_str());
        let [start, end] = heard.period;
        let words = heard.evidence.iter();
        Named {
            source: heard.source_id,
            evidence: words
                .map(|(_, piece)| (heard.source_id, piece.start, piece.end))
                .collect(),
            attributed_to: (heard.attributed_to.iter())
                .map(|&number| things.get(number).id)
                .collect(),
            modality: heard.modality,
            polarity: heard.polarity,
            start: text(start),
            end: text(end),
        }
    }

    /// Writes the nodes of the evidence of a claim that is taken.
    pub(super) fn put_evidence(&self, heard: &Heard, tx: &mut Transaction) -> Result<(), Error> {
        let Some(source) = heard.source.map(|number| &self.sources[number]) else {
            return Ok(());
        };
        for (_, piece) in &heard.evidence {
            tx.evidence_node(source.id, piece, source.language.as_deref())?;
        }
        Ok(())
    }
}

/// How sure a claim is, from 0 to 1.
pub(super) fn sure(number: f64) -> Result<f64, Fault> {
    let checked = crate::graph::check_confidence(number);
    checked.map(|()| number).map_err(|error| {
        let fault = Fault::new(error.to_string());
        if (2.0..=100.0).contains(&number) {
            fault.hint(format!("write {number} per cent as {}", number / 100.0))
        } else {
            fault
        }
    })
}

/// The same, as a text may say it.
pub(super) fn degree(text: &str) -> Result<f64, Fault> {
    let trimmed = text.trim();
    if let Ok(number) = trimmed.parse::<f64>() {
        return sure(number);
    }
    let error = SchemaError::Argument {
        name: "confidence".into(),
        value: text.into(),
        reason: "it is a number from 0 to 1".into(),
    };
    let per_cent = trimmed.strip_suffix(['%', '٪']).map(str::trim_end);
    Err(
        match per_cent.and_then(|number| number.parse::<f64>().ok()) {
            Some(number) => Fault::from(error).hint(format!("write {}", number / 100.0)),
            None => error.into(),
        },
    )
}

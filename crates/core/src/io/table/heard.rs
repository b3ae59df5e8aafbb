//! What a row of claims says beside its statement.

use super::claims::{Part, Reader};
use super::rows::Cell;
use super::said::{Ends, Heard, degree, sure};
use super::things::{Lost, reference};
use crate::Error;
use crate::graph::{
    Columns, EntityRef, Modality, Piece, Polarity, Words, check_asserted, evidence_iri,
};
use crate::index::Field;
use crate::io::fault::Fault;
use crate::model::id::{NONE, known};
use crate::model::vocab::rb;
use crate::schema::SchemaError;

impl Reader<'_, '_> {
    fn refuse(&mut self, n: usize, part: Part, fault: Fault) {
        let at = self.at(n, part);
        self.ledger.refuse(at, |_| match advice(part) {
            Some(advice) => fault.or_hint(advice),
            None => fault,
        });
    }

    /// What a row says; nothing where something in it is wrong.
    pub(super) fn heard(&mut self, n: usize) -> Result<Option<Heard>, Error> {
        let source = self.source(n)?;
        let period = self.period(n)?;
        let modality = self.word(n, Part::Modality).unwrap_or(Modality::Fact);
        let polarity = self.word(n, Part::Polarity).unwrap_or(Polarity::Positive);
        let confidence = self.confidence(n);
        let asserted = self.asserted(n, polarity)?;
        let mut columns = Columns::new(modality, polarity, asserted);
        let attributed_to = self.attributed_to(n);
        let hedge = self.hedge(n, source)?;
        let evidence = self.evidence(n, source);
        if self.ledger.is_refused(n) {
            return Ok(None);
        }
        let source_id = source.map_or(NONE, |number| self.said.source(number).id);
        columns.set(Field::Source, source_id);
        for (end, field) in period.into_iter().zip([Field::From, Field::To]) {
            if let Some(number) = end {
                columns.date(field, self.said.moment(number).date);
            }
        }
        if let Some(confidence) = confidence {
            let confidence = self.said.confidence(confidence, self.tx)?;
            columns.set(Field::Confidence, confidence);
        }
        let mut nodes = Vec::new();
        for (_, piece) in &evidence {
            let node = self.tx.evidence_named(source_id, piece);
            nodes.push(self.tx.intern_iri(&node)?);
        }
        columns.evidence(&nodes);
        for &number in &attributed_to {
            columns.also(known::ATTRIBUTED_TO, &[self.things.get(number).id]);
        }
        columns.also(known::HEDGE, &hedge);
        Ok(Some(Heard {
            columns,
            source,
            source_id,
            period,
            modality,
            polarity,
            attributed_to,
            evidence,
        }))
    }

    // ---- sources -----------------------------------------------------------------------------------------

    /// The source of all rows.
    pub(super) fn give_source(&mut self, source: &EntityRef) -> Result<(), Error> {
        let found = self.said.find_source(&source.text(), source, self.tx)?;
        let Ok(number) = found else {
            // The error in its own words.
            self.tx.source(source)?;
            return Ok(());
        };
        self.check_source(number)?;
        self.said.give(number);
        Ok(())
    }

    fn check_source(&mut self, number: usize) -> Result<(), SchemaError> {
        if self.said.is_new(number) {
            return Ok(());
        }
        let source = self.said.source(number);
        let types = self.sets.of(source.id, self.tx);
        match self.tx.schema.relation_by_iri(rb::SOURCE) {
            Some(relation) => {
                let label = || source.label.clone();
                self.sets
                    .check_object(&self.tx.schema, relation, types, label)
            }
            None => Ok(()),
        }
    }

    fn source(&mut self, n: usize) -> Result<Option<usize>, Error> {
        if let Some(given) = self.said.given() {
            return Ok(Some(given));
        }
        let cell = self.cell(n, Part::Source);
        if cell.is_missing() {
            return Ok(None);
        }
        if let Cell::Text(text) = cell
            && let Some(Ok(known)) = self.said.known_source(text)
        {
            return Ok(Some(known));
        }
        let Some((key, name)) = reference(&cell) else {
            let fault = Fault::new(format!("\"{}\" names no document", cell.shown()));
            self.refuse(n, Part::Source, fault);
            return Ok(None);
        };
        let found = match self.said.known_source(&key) {
            Some(known) => known,
            None => match self.said.find_source(&key, &name, self.tx)? {
                Ok(number) => match self.check_source(number) {
                    Ok(()) => Ok(number),
                    Err(error) => {
                        let lost = Lost::Wrong(error.into());
                        self.said.lose_source(&key, lost.clone());
                        Err(lost)
                    }
                },
                lost => lost,
            },
        };
        match found {
            Ok(number) => Ok(Some(number)),
            Err(lost) => {
                self.lost(n, Part::Source, &cell, lost, "document");
                Ok(None)
            }
        }
    }

    // ---- when, how sure, how said ------------------------------------------------------------------------

    fn period(&mut self, n: usize) -> Result<Ends, Error> {
        let during = self.cell(n, Part::During);
        if !during.is_missing() {
            let is_twice = [Part::Start, Part::End]
                .iter()
                .any(|&part| !self.cell(n, part).is_missing());
            if is_twice {
                let fault = Fault::new(format!(
                    "\"{}\" is given beside a start or an end",
                    during.shown()
                ));
                self.refuse(n, Part::During, fault.hint("give the one or the other"));
                return Ok([None; 2]);
            }
            let text = during.object().text();
            return Ok(match self.said.during(&text, self.tx)? {
                Ok(ends) => ends,
                Err(fault) => {
                    self.refuse(n, Part::During, fault);
                    [None; 2]
                }
            });
        }
        let ends = [self.time(n, Part::Start)?, self.time(n, Part::End)?];
        if let Some(fault) = self.said.check(ends)? {
            self.refuse(n, Part::End, fault);
        }
        Ok(ends)
    }

    fn time(&mut self, n: usize, part: Part) -> Result<Option<usize>, Error> {
        let cell = self.cell(n, part);
        if cell.is_missing() {
            return Ok(None);
        }
        if let Cell::Day(day) = cell
            && let Some(known) = self.said.known_day(day)
        {
            return Ok(Some(known));
        }
        let Some(text) = cell.words() else {
            let fault = Fault::new(format!("\"{}\" is no date or time", cell.shown()));
            self.refuse(n, part, fault);
            return Ok(None);
        };
        match self.said.time(&text, self.tx)? {
            Ok(number) => {
                if let Cell::Day(day) = cell {
                    self.said.keep_day(day, number);
                }
                Ok(Some(number))
            }
            Err(fault) => {
                self.refuse(n, part, fault);
                Ok(None)
            }
        }
    }

    fn word<W: std::str::FromStr<Err = SchemaError>>(&mut self, n: usize, part: Part) -> Option<W> {
        let cell = self.cell(n, part);
        if cell.is_missing() {
            return None;
        }
        let word = cell.words().unwrap_or_else(|| cell.shown().into());
        word.parse()
            .map_err(|error: SchemaError| self.refuse(n, part, error.into()))
            .ok()
    }

    fn confidence(&mut self, n: usize) -> Option<f64> {
        let cell = self.cell(n, Part::Confidence);
        if cell.is_missing() {
            return None;
        }
        let found = match cell.number() {
            Some(number) => sure(number),
            None => degree(&cell.shown()),
        };
        found
            .map_err(|fault| self.refuse(n, Part::Confidence, fault))
            .ok()
    }

    fn asserted(&mut self, n: usize, polarity: Polarity) -> Result<Option<bool>, Error> {
        let cell = self.cell(n, Part::Asserted);
        if cell.is_missing() {
            return Ok(None);
        }
        let asserted = match (cell.truth(), cell.shown().trim()) {
            (Some(value), _) => value,
            (None, "true" | "True" | "TRUE") => true,
            (None, "false" | "False" | "FALSE") => false,
            (None, other) => {
                let fault = Fault::new(format!("\"{other}\" is neither true nor false"));
                self.refuse(n, Part::Asserted, fault);
                return Ok(None);
            }
        };
        if let Err(error) = check_asserted(Some(asserted), polarity) {
            self.refuse(n, Part::Asserted, Fault::of(error)?);
        }
        Ok(Some(asserted))
    }

    // ---- who, in which words -----------------------------------------------------------------------------

    fn attributed_to(&mut self, n: usize) -> Vec<usize> {
        let cell = self.cell(n, Part::AttributedTo);
        let mut found = Vec::new();
        for one in cell.each() {
            let number = match self.things.find(one, &mut self.sets, self.tx) {
                Ok(number) => number,
                Err(lost) => {
                    self.lost(n, Part::AttributedTo, one, lost, "entity");
                    continue;
                }
            };
            let checked = match self.tx.schema.relation_by_iri(rb::ATTRIBUTED_TO) {
                Some(relation) => {
                    let thing = self.things.get(number);
                    let label = || one.shown();
                    self.sets
                        .check_object(&self.tx.schema, relation, thing.types, label)
                }
                None => Ok(()),
            };
            match checked {
                Ok(()) => found.push(number),
                Err(error) => self.refuse(n, Part::AttributedTo, error.into()),
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn hedge(&mut self, n: usize, source: Option<usize>) -> Result<Vec<u32>, Error> {
        let cell = self.cell(n, Part::Hedge);
        let mut found = Vec::new();
        for one in cell.each() {
            let literal = if let Some(literal) = one.literal() {
                literal.clone()
            } else {
                let source = source.map(|number| self.said.source(number));
                let language = source.and_then(|source| source.language.as_deref());
                self.tx.lens().worded(&one.shown(), language)?
            };
            found.push(self.tx.intern_literal(literal)?);
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// The words that a row rests on, found in the text of its source; two numbers are their place.
    fn evidence(&mut self, n: usize, source: Option<usize>) -> Vec<(String, Piece)> {
        let cell = self.cell(n, Part::Evidence);
        if cell.is_missing() {
            return Vec::new();
        }
        let Some(number) = source else {
            // Of a source that is wrong this was said.
            if !self.ledger.is_refused(n) {
                let fault = Fault::new(format!(
                    "\"{}\" needs a source, whose words it names",
                    cell.shown()
                ));
                self.refuse(n, Part::Evidence, fault);
            }
            return Vec::new();
        };
        let source = self.said.source(number);
        let text = self.tx.draft.now.texts.get(&source.id).cloned();
        let (label, iri) = (source.label.clone(), source.iri.clone());
        let mut found = Vec::new();
        for words in wanted(&cell) {
            // To look for the nearest words takes a while.
            if !self.ledger.is_listing()
                && let (Words::Quote(quote), Some(text)) = (&words, &text)
                && text.find(quote).next().is_none()
            {
                let fault = Fault::new(format!("\"{quote}\" stands nowhere in \"{label}\""));
                self.refuse(n, Part::Evidence, fault);
                continue;
            }
            match words.find(text.as_deref(), &label) {
                Ok(piece) => found.push(piece),
                Err(error) => self.refuse(n, Part::Evidence, error.into()),
            }
        }
        found.sort_by_key(|piece| (piece.start, piece.end));
        found.dedup();
        let named = |piece: Piece| (evidence_iri(&iri, piece.start, piece.end), piece);
        found.into_iter().map(named).collect()
    }
}

/// How to mend what a part of a row says, where an error does not say so itself.
pub(super) fn advice(part: Part) -> Option<&'static str> {
    Some(match part {
        Part::Source => "name a document by its id; document() adds one",
        Part::Start | Part::End => {
            "write a date such as \"2024-03-05\", the end not before the start, or leave the cell empty"
        }
        Part::During => "write a range such as \"2024-03-05/2024-03-07\"",
        Part::Confidence => "write a number from 0 to 1, such as 0.9",
        Part::Modality => "write the name of a modality, such as \"fact\", or leave the cell empty",
        Part::Polarity => "write \"positive\" or \"negative\", or leave the cell empty",
        Part::AttributedTo => "name a person or an organisation by its id",
        Part::Evidence => {
            "quote words that stand in the text of the source, or give their place as (start, end)"
        }
        Part::Asserted => "write true or false, or leave the cell empty",
        _ => return None,
    })
}

/// The words of a cell: a quote, a place, or several of these.
fn wanted(cell: &Cell<'_>) -> Vec<Words> {
    let place = |cell: &Cell<'_>| match cell.each() {
        [start, end] => Some(Words::Span(start.offset()?, end.offset()?)),
        _ => None,
    };
    if let Some(place) = place(cell) {
        return vec![place];
    }
    let words = |cell: &Cell<'_>| place(cell).unwrap_or_else(|| Words::Quote(cell.object().text()));
    cell.each().iter().map(words).collect()
}

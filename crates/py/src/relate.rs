//! How a statement is said, as the core takes it: the keywords of `relate` and `revise`.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyInt, PyString};
use rawabit::{Literal, Modality, Polarity, Relate};

use crate::arguments::{self, items, word};
use crate::claim::PySpan;
use crate::errors::wrong_type;
use crate::values::{Named, named};

const WORDS: [&str; 12] = [
    "source",
    "start",
    "end",
    "during",
    "confidence",
    "modality",
    "polarity",
    "attributed_to",
    "hedge",
    "evidence",
    "asserted",
    "id",
];

/// One keyword with its value.
pub(crate) fn said(how: Relate, name: &str, given: &Bound<'_, PyAny>) -> PyResult<Relate> {
    Ok(match name {
        "source" => how.source(arguments::entity(name, given)?),
        "start" => how.start(arguments::time(name, given)?),
        "end" => how.end(arguments::time(name, given)?),
        "during" => how.during(arguments::string(name, given)?),
        "confidence" => how.confidence(arguments::number(name, given)?),
        "modality" => {
            let all: Vec<_> = Modality::ALL.iter().map(|it| (it.as_str(), *it)).collect();
            how.modality(word(name, given, &all)?)
        }
        "polarity" => {
            let all: Vec<_> = Polarity::ALL.iter().map(|it| (it.as_str(), *it)).collect();
            how.polarity(word(name, given, &all)?)
        }
        "attributed_to" => arguments::entities(name, given)?
            .into_iter()
            .fold(how.no_attribution(), Relate::attributed_to),
        "hedge" => hedge(how.no_hedge(), given)?,
        "evidence" => evidence(how.no_evidence(), given)?,
        "asserted" => how.asserted(arguments::flag(name, given)?),
        "id" => how.id(arguments::string(name, given)?),
        other => return Err(unknown(other)),
    })
}

/// The keywords of `revise`: what they name is changed, and `None` takes it away.
pub(crate) fn changes(given: Option<&Bound<'_, PyDict>>) -> PyResult<Relate> {
    let mut how = Relate::new();
    for (name, value) in given.into_iter().flat_map(|given| given.iter()) {
        let name: String = name.extract()?;
        if !value.is_none() {
            how = said(how, &name, &value)?;
            continue;
        }
        how = match name.as_str() {
            "source" => how.no_source(),
            "start" => how.no_start(),
            "end" => how.no_end(),
            "during" => how.no_start().no_end(),
            "confidence" => how.no_confidence(),
            "modality" => how.modality(Modality::Fact),
            "polarity" => how.polarity(Polarity::Positive),
            "attributed_to" => how.no_attribution(),
            "hedge" => how.no_hedge(),
            "evidence" => how.no_evidence(),
            "asserted" => how.asserted_by_default(),
            "id" => return Err(wrong_type("id", "a str", &value)),
            other => return Err(unknown(other)),
        };
    }
    Ok(how)
}

fn unknown(name: &str) -> PyErr {
    let near = rawabit::model::nearest(name, WORDS, 1);
    let hint = rawabit::model::did_you_mean(&near);
    PyTypeError::new_err(format!(
        "revise() got an unexpected keyword argument '{name}'{hint}"
    ))
}

/// Words of distance: one or several; a `Text` says its language.
fn hedge(mut how: Relate, given: &Bound<'_, PyAny>) -> PyResult<Relate> {
    let expected = "a str or a list of str";
    let all = match given.cast::<PyString>() {
        Ok(_) => vec![given.clone()],
        Err(_) => items(given).ok_or_else(|| wrong_type("hedge", expected, given))?,
    };
    for (n, words) in all.iter().enumerate() {
        how = match named(words)? {
            Some(Named::Text(words)) if words.language().is_some() => how.hedge_literal(words),
            Some(Named::Text(words)) => how.hedge_literal(Literal::string(words.lexical())),
            Some(_) => how.hedge(arguments::string("hedge", words)?),
            None => return Err(wrong_type(&format!("hedge[{n}]"), "a str", words)),
        };
    }
    Ok(how)
}

/// Words of the source, by themselves or by their place; one or several.
fn evidence(mut how: Relate, given: &Bound<'_, PyAny>) -> PyResult<Relate> {
    let expected = "words (a str), their place (start, end), or a list of these";
    if let Some(piece) = piece("evidence", given)? {
        return Ok(piece.of(how));
    }
    let all = items(given).ok_or_else(|| wrong_type("evidence", expected, given))?;
    for (n, words) in all.iter().enumerate() {
        let name = format!("evidence[{n}]");
        match piece(&name, words)? {
            Some(piece) => how = piece.of(how),
            None => {
                let expected = "words (a str) or their place (start, end)";
                return Err(wrong_type(&name, expected, words));
            }
        }
    }
    Ok(how)
}

enum Piece {
    Words(String),
    Place(u32, u32),
}

impl Piece {
    fn of(self, how: Relate) -> Relate {
        match self {
            Self::Words(words) => how.evidence(words),
            Self::Place(start, end) => how.evidence_at(start, end),
        }
    }
}

/// One piece of evidence, where it is one.
fn piece(name: &str, given: &Bound<'_, PyAny>) -> PyResult<Option<Piece>> {
    if given.cast::<PyString>().is_ok() {
        return Ok(Some(Piece::Words(arguments::string(name, given)?)));
    }
    if let Ok(span) = given.cast::<PySpan>() {
        let span = &span.get().0;
        return Ok(Some(Piece::Place(span.start, span.end)));
    }
    match items(given).as_deref() {
        Some([start, end]) if is_int(start) && is_int(end) => {
            let place = |which: &str, given: &Bound<'_, PyAny>| {
                let at = arguments::count(&format!("{name}'s {which}"), given)?;
                u32::try_from(at).map_err(|_| wrong_type(name, "a place in the text", given))
            };
            Ok(Some(Piece::Place(
                place("start", start)?,
                place("end", end)?,
            )))
        }
        _ => Ok(None),
    }
}

fn is_int(given: &Bound<'_, PyAny>) -> bool {
    given.cast::<PyInt>().is_ok()
}

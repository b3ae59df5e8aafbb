//! Claims by hand: `relate` and `revise`.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use rawabit::{ClaimRef, Literal, Modality, Polarity, Relate};

use crate::arguments::{self, is_whole, items, word};
use crate::claim::{PyClaim, PySpan};
use crate::errors::wrong_type;
use crate::graph::PyGraph;
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

#[pymethods]
impl PyGraph {
    /// Says a statement, with a claim of how it is said. The same claim again is the claim that is there.
    ///
    /// A relation's inverse is turned round: `hostedBy` is stored as `hosts`. A bare `str` as object is an entity, a
    /// date or a text, as the relation's range says.
    ///
    /// Args:
    ///     subject: An entity.
    ///     relation: Its ontology name, a compact IRI or a full one.
    ///     object: An entity, or a value.
    ///     source: The document that says it; a web address that is not there yet becomes a document.
    ///     start: Since when it holds.
    ///     end: Until when it holds, that time included.
    ///     during: Both in one: `"2024-03-05/2024-03-07"`, `"من 5 إلى 7 مارس 2024"`.
    ///     confidence: How sure, from 0 to 1.
    ///     modality: `"fact"`, `"reported"`, `"evaluative"`, or, quoted and not held to be so, `"predicted"` and
    ///         `"normative"`.
    ///     polarity: `"positive"`, or `"negative"` where the source denies it.
    ///     attributed_to: Who is said to say it, one or several.
    ///     hedge: Words by which the source keeps a distance, one or several.
    ///     evidence: Words of the source that stand there once, or their place as code points `(start, end)`; one or
    ///         several.
    ///     asserted: Whether it holds its statement, where that is not as by modality and polarity.
    ///     id: The claim's id; without it one is made from what the claim says.
    ///
    /// Raises:
    ///     UnknownEntity: An entity or the source is not there.
    ///     SchemaError: An unknown relation, ends that do not fit it (it names the inverse if that does), a bad
    ///         argument, or an id that is there with another confidence, hedge or note.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> qatar, summit = graph.country("QA"), graph.add("Summit", "World Police Summit")
    ///     >>> claim = graph.relate(qatar, "participatesIn", summit, during="2024-03-05/2024-03-07")
    ///     >>> claim.start, claim.end, claim.modality
    ///     (Time('2024-03-05'), Time('2024-03-07'), 'fact')
    #[pyo3(signature = (subject, relation, object, *, source = None, start = None, end = None, during = None,
        confidence = None, modality = None, polarity = None, attributed_to = None, hedge = None, evidence = None,
        asserted = None, id = None))]
    #[pyo3(
        text_signature = "($self, subject, relation, object, *, source=None, start=None, end=None, during=None, confidence=None, modality='fact', polarity='positive', attributed_to=None, hedge=None, evidence=None, asserted=None, id=None)"
    )]
    #[expect(clippy::too_many_arguments, reason = "keywords of Python")]
    fn relate<'py>(
        slf: &Bound<'py, Self>,
        subject: &Bound<'py, PyAny>,
        relation: &Bound<'py, PyAny>,
        object: &Bound<'py, PyAny>,
        source: Option<&Bound<'py, PyAny>>,
        start: Option<&Bound<'py, PyAny>>,
        end: Option<&Bound<'py, PyAny>>,
        during: Option<&Bound<'py, PyAny>>,
        confidence: Option<&Bound<'py, PyAny>>,
        modality: Option<&Bound<'py, PyAny>>,
        polarity: Option<&Bound<'py, PyAny>>,
        attributed_to: Option<&Bound<'py, PyAny>>,
        hedge: Option<&Bound<'py, PyAny>>,
        evidence: Option<&Bound<'py, PyAny>>,
        asserted: Option<&Bound<'py, PyAny>>,
        id: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyClaim> {
        let subject = arguments::entity("subject", subject)?;
        let relation = arguments::string("relation", relation)?;
        let object = arguments::object("object", object)?;
        let mut how = Relate::new();
        for (name, given) in [
            ("source", source),
            ("start", start),
            ("end", end),
            ("during", during),
            ("confidence", confidence),
            ("modality", modality),
            ("polarity", polarity),
            ("attributed_to", attributed_to),
            ("hedge", hedge),
            ("evidence", evidence),
            ("asserted", asserted),
            ("id", id),
        ] {
            if let Some(given) = given {
                how = said(how, name, given)?;
            }
        }
        let claim = Self::shared(slf).write_and_see(
            slf.py(),
            move |tx| tx.relate(subject, &relation, object, how),
            |claim, view| view.claim(&claim),
        );
        Ok(claim?.into())
    }

    /// Says a claim anew under its id: what the keywords name is changed, `None` takes it away, the rest stays.
    ///
    /// Whether it holds its statement is judged anew, unless `asserted` is given.
    ///
    /// Args:
    ///     claim: The claim, or its id.
    ///     **changes: The keywords of `relate`, without `id`.
    ///
    /// Raises:
    ///     UnknownEntity: There is no such claim.
    ///     SchemaError: A bad argument; or another source for a claim that has evidence, without evidence in that one.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> claim = graph.relate(graph.country("QA"), "meetsWith", graph.country("OM"), confidence=0.5)
    ///     >>> graph.revise(claim, modality="predicted", confidence=None).asserted
    ///     False
    #[pyo3(signature = (claim, **changes))]
    fn revise(
        slf: &Bound<'_, Self>,
        claim: &Bound<'_, PyAny>,
        changes: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<PyClaim> {
        let claim: ClaimRef = match claim.cast::<PyClaim>() {
            Ok(claim) => claim.get().alive(slf.py())?.into(),
            Err(_) => match claim.cast::<PyString>() {
                Ok(id) => arguments::utf8(id)?.into(),
                Err(_) => return Err(wrong_type("claim", "a Claim or its id (a str)", claim)),
            },
        };
        let changes = self::changes(changes)?;
        let claim = Self::shared(slf).write_and_see(
            slf.py(),
            move |tx| tx.revise(claim, changes),
            |claim, view| view.claim(&claim),
        );
        Ok(claim?.into())
    }
}

/// One keyword with its value.
fn said(how: Relate, name: &str, given: &Bound<'_, PyAny>) -> PyResult<Relate> {
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
fn changes(given: Option<&Bound<'_, PyDict>>) -> PyResult<Relate> {
    let mut how = Relate::new();
    for (name, value) in given.into_iter().flat_map(PyDictMethods::iter) {
        let name = arguments::string("changes' name", &name)?;
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
        let Some(piece) = piece(&name, words)? else {
            let expected = "words (a str) or their place (start, end)";
            return Err(wrong_type(&name, expected, words));
        };
        how = piece.of(how);
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
        Some([start, end]) if is_whole(start) && is_whole(end) => {
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

//! What Python hands in, as the core takes it. A wrong type is a `TypeError` that names the argument.

use pyo3::prelude::*;
use pyo3::types::{PyList, PyMapping, PySequence, PyString, PyTuple};
use rawabit::{Direction, EntityRef, Literal, Object, Term, TimeRef, View};

use crate::claim::PyClaim;
use crate::entity::PyEntity;
use crate::errors::{bad_argument, no_unicode, wrong_type};
use crate::scalars;
pub(crate) use crate::scalars::{
    count, flag, flag_or, is_whole, maybe_flag, moment, number, short,
};
use crate::triple::PyTriple;
use crate::values::{Named, named};

// ---- texts -------------------------------------------------------------------------------------

pub(crate) fn string(name: &str, given: &Bound<'_, PyAny>) -> PyResult<String> {
    match given.cast::<PyString>() {
        Ok(text) => Ok(utf8(text)?.to_owned()),
        Err(_) => Err(wrong_type(name, "a str", given)),
    }
}

/// A query or an update.
pub(crate) fn sparql(given: &Bound<'_, PyAny>) -> PyResult<String> {
    match given.cast::<PyString>() {
        Ok(text) => match text.to_str() {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(no_unicode(text, error, true)),
        },
        Err(_) => Err(wrong_type("sparql", "a str", given)),
    }
}

/// The characters of a `str`, which may be no Unicode.
pub(crate) fn utf8<'a>(text: &'a Bound<'_, PyString>) -> PyResult<&'a str> {
    text.to_str()
        .map_err(|error| no_unicode(text, error, false))
}

/// Whether something is a `str` that is no Unicode, and so names nothing.
pub(crate) fn is_no_unicode(given: &Bound<'_, PyAny>) -> bool {
    given
        .cast::<PyString>()
        .is_ok_and(|text| text.to_str().is_err())
}

/// A sequence of texts; one text alone is a mistake, as it would be taken letter by letter.
pub(crate) fn strings(name: &str, given: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    let expected = "a list of str";
    items(given)
        .ok_or_else(|| wrong_type(name, expected, given))?
        .iter()
        .enumerate()
        .map(|(n, item)| string(&format!("{name}[{n}]"), item))
        .collect()
}

/// One text, or a sequence of them.
pub(crate) fn one_or_more(name: &str, given: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    if given.cast::<PyString>().is_ok() {
        return Ok(vec![string(name, given)?]);
    }
    if items(given).is_none() {
        return Err(wrong_type(name, "a str or a list of str", given));
    }
    strings(name, given)
}

/// The word that a `Literal` of the contract allows.
pub(crate) fn word<T: Copy>(name: &str, given: &Bound<'_, PyAny>, of: &[(&str, T)]) -> PyResult<T> {
    let text = string(name, given)?;
    if let Some((_, value)) = of.iter().find(|(word, _)| *word == text) {
        return Ok(*value);
    }
    let words: Vec<String> = of.iter().map(|(word, _)| format!("\"{word}\"")).collect();
    let reason = match words.as_slice() {
        [only] => format!("it is {only}"),
        [first @ .., last] => format!("it is {} or {last}", first.join(", ")),
        [] => String::new(),
    };
    Err(bad_argument(given.py(), name, &text, &reason))
}

pub(crate) fn direction(given: &Bound<'_, PyAny>) -> PyResult<Direction> {
    let all = [
        ("out", Direction::Out),
        ("in", Direction::In),
        ("both", Direction::Both),
    ];
    word("direction", given, &all)
}

/// The items of a list, a tuple, a set or another sequence; `None` for one thing alone.
pub(crate) fn items<'py>(given: &Bound<'py, PyAny>) -> Option<Vec<Bound<'py, PyAny>>> {
    let is_sequence = given.cast::<PyList>().is_ok()
        || given.cast::<PyTuple>().is_ok()
        || given.cast::<pyo3::types::PySet>().is_ok()
        || given.cast::<pyo3::types::PyFrozenSet>().is_ok()
        || (given.cast::<PySequence>().is_ok()
            && given.cast::<PyString>().is_err()
            && given.cast::<pyo3::types::PyBytes>().is_err()
            && given.cast::<PyMapping>().is_err());
    if !is_sequence {
        return None;
    }
    given.try_iter().ok()?.collect::<PyResult<_>>().ok()
}

// ---- entities --------------------------------------------------------------------------------------------------

pub(crate) fn entity(name: &str, given: &Bound<'_, PyAny>) -> PyResult<EntityRef> {
    maybe_entity(given)?.ok_or_else(|| wrong_type(name, "an id (a str) or an Entity", given))
}

/// An entity, where the argument can name one.
pub(crate) fn maybe_entity(given: &Bound<'_, PyAny>) -> PyResult<Option<EntityRef>> {
    if let Ok(entity) = given.cast::<PyEntity>() {
        return Ok(Some(entity.get().alive(given.py())?.into()));
    }
    Ok(named(given)?.map(|named| match named {
        Named::Plain(text) => text.into(),
        Named::Text(text) => text.lexical().into(),
        Named::Time(time) => time.as_str().into(),
        Named::Iri(iri) => iri.into(),
        Named::Blank(node) => node.into(),
    }))
}

/// One entity, or a sequence of them.
pub(crate) fn entities(name: &str, given: &Bound<'_, PyAny>) -> PyResult<Vec<EntityRef>> {
    if let Some(one) = maybe_entity(given)? {
        return Ok(vec![one]);
    }
    let expected = "an id (a str), an Entity, or a list of these";
    items(given)
        .ok_or_else(|| wrong_type(name, expected, given))?
        .iter()
        .enumerate()
        .map(|(n, item)| entity(&format!("{name}[{n}]"), item))
        .collect()
}

// ---- values ----------------------------------------------------------------------------------------------------

/// The object of a relation or the value of a property.
pub(crate) fn object(name: &str, given: &Bound<'_, PyAny>) -> PyResult<Object> {
    if let Ok(entity) = given.cast::<PyEntity>() {
        return Ok(entity.get().alive(given.py())?.into());
    }
    if let Some(named) = named(given)? {
        return Ok(match named {
            Named::Plain(text) => text.into(),
            Named::Text(text) => text.into(),
            Named::Time(time) => time.into(),
            Named::Iri(iri) => iri.into(),
            Named::Blank(node) => node.into(),
        });
    }
    let expected = "an Entity, a str, a number, a bool, a date or a Literal";
    scalars::value(name, given)?.ok_or_else(|| wrong_type(name, expected, given))
}

/// A time: text in any accepted form, a `Time`, a `date` or a `datetime`.
pub(crate) fn time(name: &str, given: &Bound<'_, PyAny>) -> PyResult<TimeRef> {
    if let Some(named) = named(given)? {
        return Ok(match named {
            Named::Time(time) => time.into(),
            Named::Plain(text) => text.into(),
            Named::Text(text) => text.lexical().into(),
            Named::Iri(iri) => iri.as_str().into(),
            Named::Blank(node) => node.as_str().into(),
        });
    }
    match scalars::date(name, given)? {
        Some(time) => Ok(time.into()),
        None => Err(wrong_type(
            name,
            "a str, a Time, a date or a datetime",
            given,
        )),
    }
}

/// A term that stands for itself: a `str` is a plain literal, an entity or claim its IRI.
pub(crate) fn term(name: &str, given: &Bound<'_, PyAny>) -> PyResult<Term> {
    let py = given.py();
    if let Ok(entity) = given.cast::<PyEntity>() {
        return Ok(entity.get().alive(py)?.term());
    }
    if let Ok(claim) = given.cast::<PyClaim>() {
        return Ok(claim.get().alive(py)?.term());
    }
    if let Ok(triple) = given.cast::<PyTriple>() {
        return Ok(triple.get().triple.clone().into());
    }
    if let Some(named) = named(given)? {
        return Ok(match named {
            Named::Plain(text) => Literal::string(text).into(),
            Named::Text(text) => text.into(),
            Named::Time(time) => Literal::from(time).into(),
            Named::Iri(iri) => iri.into(),
            Named::Blank(node) => node.into(),
        });
    }
    let expected = "an Entity, an Iri, a str, a number, a bool, a date or a Literal";
    let literal = scalars::value(name, given)?.and_then(|value| value.as_literal());
    literal
        .map(Term::from)
        .ok_or_else(|| wrong_type(name, expected, given))
}

/// The same in a view: a blank node of another graph is none of its.
pub(crate) fn term_in(view: &View, name: &str, given: &Bound<'_, PyAny>) -> PyResult<Term> {
    if let Ok(entity) = given.cast::<PyEntity>() {
        let entity = entity.get().alive(given.py())?;
        if entity.iri().is_none() && !entity.view().shares_graph(view) {
            let reason =
                "it is a blank node of another graph, whose label means nothing in this one";
            return Err(bad_argument(given.py(), name, &entity.id(), reason));
        }
    }
    term(name, given)
}

/// Something that can be called.
pub(crate) fn callable(name: &str, given: &Bound<'_, PyAny>) -> PyResult<()> {
    if given.is_callable() {
        return Ok(());
    }
    Err(wrong_type(name, "a function", given))
}

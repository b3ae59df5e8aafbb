//! What a caller says of an entity, as the core takes it.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping, PyString};
use rawabit::Describe;

use crate::arguments::{self, items};
use crate::errors::wrong_type;

/// Names: one whose language is found from its script, or a mapping of languages. `None` for a language takes its
/// names away.
pub(crate) fn names(mut to: Describe, given: &Bound<'_, PyAny>) -> PyResult<Describe> {
    let expected = "a str, or a dict of languages with a str or a list of str each";
    if given.cast::<PyString>().is_ok() {
        return Ok(match crate::values::named(given)? {
            Some(crate::values::Named::Text(text)) => match text.language() {
                Some(language) => to.name_in(language, text.lexical()),
                None => to.name(text.lexical()),
            },
            _ => to.name(arguments::string("name", given)?),
        });
    }
    let Ok(names) = given.cast::<PyMapping>() else {
        return Err(wrong_type("name", expected, given));
    };
    for (language, names) in pairs(names)? {
        let language = arguments::string("name's language", &language)?;
        if names.is_none() {
            to = to.no_name_in(&language);
            continue;
        }
        for name in arguments::one_or_more(&format!("name[{language:?}]"), &names)? {
            to = to.name_in(&language, name);
        }
    }
    Ok(to)
}

/// External ids by scheme; `None` takes one away.
pub(crate) fn ids(mut to: Describe, given: &Bound<'_, PyAny>) -> PyResult<Describe> {
    let Ok(ids) = given.cast::<PyMapping>() else {
        return Err(wrong_type(
            "ids",
            "a dict of schemes with a str each",
            given,
        ));
    };
    for (scheme, id) in pairs(ids)? {
        let scheme = arguments::string("ids' scheme", &scheme)?;
        to = if id.is_none() {
            to.no_external_id(scheme)
        } else {
            let id = arguments::string(&format!("ids[{scheme:?}]"), &id)?;
            to.external_id(scheme, id)
        };
    }
    Ok(to)
}

/// Properties with a value or a list of values; `None` takes them away.
pub(crate) fn properties(
    mut to: Describe,
    given: Option<&Bound<'_, PyAny>>,
    more: Option<&Bound<'_, PyDict>>,
) -> PyResult<Describe> {
    let mut seen: Vec<String> = Vec::new();
    let mut all = Vec::new();
    if let Some(given) = given {
        let Ok(given) = given.cast::<PyMapping>() else {
            return Err(wrong_type("properties", "a dict", given));
        };
        all = pairs(given)?;
    }
    if let Some(more) = more {
        all.extend(more.iter());
    }
    for (property, value) in all {
        let property = arguments::string("properties' name", &property)?;
        if seen.contains(&property) {
            let message = format!("{property} is given twice: in properties and by its name");
            return Err(PyTypeError::new_err(message));
        }
        if value.is_none() {
            to = to.no_property(&property);
        } else if let Some(values) = items(&value) {
            // An empty list is no value.
            to = to.no_property(&property);
            for (n, value) in values.iter().enumerate() {
                let name = format!("{property}[{n}]");
                to = to.property(&property, arguments::object(&name, value)?);
            }
        } else {
            to = to.property(&property, arguments::object(&property, &value)?);
        }
        seen.push(property);
    }
    Ok(to)
}

type Pair<'py> = (Bound<'py, PyAny>, Bound<'py, PyAny>);

fn pairs<'py>(mapping: &Bound<'py, PyMapping>) -> PyResult<Vec<Pair<'py>>> {
    mapping.items()?.iter().map(|pair| pair.extract()).collect()
}

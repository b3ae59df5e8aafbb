//! Literals whose datatype is named: as documents and tables give them.

use super::fault::{Fault, quoted};
use crate::graph::Lens;
use crate::model::vocab::{rdf, xsd};
use crate::model::{Iri, Literal, Time, nearest};
use crate::schema::NAMED;

/// A literal whose lexical form belongs to its datatype; else the field that is wrong.
pub(super) fn typed(
    lens: &Lens<'_>,
    text: &str,
    name: &str,
) -> Result<Literal, (&'static str, Fault)> {
    let wrong = |fault| ("datatype", fault);
    let iri = match lens.full_iri(name) {
        Ok(Some(iri)) => iri,
        Ok(None) => {
            let fault = Fault::new(format!("\"{name}\" is no datatype"));
            let near = nearest(name, locals().map(|(local, _)| local), 1);
            let meant = locals().find(|(local, _)| near.first() == Some(local));
            return Err(wrong(match meant {
                Some((_, full)) => fault.hint(format!("write \"{full}\"")),
                None => fault.hint(format!("such are {}", quoted(&NAMES))),
            }));
        }
        Err(error) => return Err(wrong(error.into())),
    };
    let iri = Iri::new(iri).map_err(|error| wrong(error.into()))?;
    if let Some(local) = iri.as_str().strip_prefix(xsd::NAMESPACE)
        && !lens.schema.is_datatype(iri.as_str())
    {
        let near = nearest(local, locals().map(|(local, _)| local), 1);
        let meant = locals().find(|(local, _)| near.first() == Some(local));
        let fault = Fault::new(format!("\"{name}\" is no datatype of XML Schema"));
        let hint = meant.map(|(_, full)| format!("write \"{full}\""));
        return Err(wrong(Fault { hint, ..fault }));
    }
    if [rdf::LANG_STRING, rdf::DIR_LANG_STRING].contains(&iri.as_str()) {
        let fault = Fault::new("a text in a language has no datatype");
        return Err(wrong(fault.hint("give \"lang\" instead")));
    }
    if let Some(Err(error)) = Time::from_literal(text, iri.as_str()) {
        // The accepted forms, where it is no date of any kind.
        let fault = match Time::new(text) {
            Err(other) => Fault::new(other.to_string()),
            Ok(time) => {
                let fault = Fault::new(error.to_string());
                let right = lens.schema.name_of(time.datatype());
                fault.hint(format!("write \"datatype\": \"{right}\""))
            }
        };
        return Err(("text", fault));
    }
    Ok(Literal::of_type(text, iri))
}

/// The datatypes that are offered, by the names behind their prefixes.
fn locals() -> impl Iterator<Item = (&'static str, &'static str)> {
    let split = |full: &'static str| Some((full.split_once(':')?.1, full));
    NAMED.into_iter().filter_map(split)
}

const NAMES: [&str; 4] = ["xsd:date", "xsd:gYear", "xsd:integer", "xsd:string"];

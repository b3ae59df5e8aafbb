//! Literals whose datatype is named: as documents and tables give them.

use super::fault::{Fault, quoted};
use crate::graph::Lens;
use crate::model::{Iri, Literal, Time, did_you_mean, nearest};

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
            let near = nearest(name, DATATYPES.iter().map(|(local, _)| *local), 1);
            let meant = near
                .first()
                .and_then(|near| DATATYPES.iter().find(|(l, _)| l == near));
            return Err(wrong(match meant {
                Some((_, full)) => fault.hint(format!("write \"{full}\"")),
                None => fault.hint(format!("such are {}", quoted(&NAMES))),
            }));
        }
        Err(error) => return Err(wrong(error.into())),
    };
    let iri = Iri::new(iri).map_err(|error| wrong(error.into()))?;
    if let Some(local) = iri.as_str().strip_prefix(crate::vocab::xsd::NAMESPACE)
        && !lens.schema.is_datatype(iri.as_str())
    {
        let known: Vec<&str> = DATATYPES.iter().map(|(local, _)| *local).collect();
        let near = did_you_mean(&nearest(local, known, 1));
        let fault = Fault::new(format!("\"{name}\" is no datatype of XML Schema"));
        let hint = near.strip_prefix("; ").map(str::to_owned);
        return Err(wrong(Fault { hint, ..fault }));
    }
    if iri.as_str() == crate::vocab::rdf::LANG_STRING {
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
    Ok(Literal::typed(text, iri))
}

/// The datatypes that are offered.
const DATATYPES: [(&str, &str); 10] = [
    ("date", "xsd:date"),
    ("gYear", "xsd:gYear"),
    ("gYearMonth", "xsd:gYearMonth"),
    ("dateTime", "xsd:dateTime"),
    ("integer", "xsd:integer"),
    ("decimal", "xsd:decimal"),
    ("boolean", "xsd:boolean"),
    ("string", "xsd:string"),
    ("anyURI", "xsd:anyURI"),
    ("EDTF", "edtf:EDTF"),
];

const NAMES: [&str; 4] = ["xsd:date", "xsd:gYear", "xsd:integer", "xsd:string"];

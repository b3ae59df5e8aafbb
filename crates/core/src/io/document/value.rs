//! Values: a text with a language or a datatype.

use super::Reader;
use super::fault::Fault;
use super::fields::{Fields, quoted};
use super::json::Node;
use super::place::Place;
use crate::graph::{Object, Verb};
use crate::model::{Iri, Literal, Time, did_you_mean, nearest};

impl<'n> Reader<'_, 'n> {
    /// Reads `{text, lang | datatype}`; without the two it is what the relation takes.
    pub(super) fn value(
        &mut self,
        node: &'n Node<'n>,
        place: Place<'_>,
        relation: Option<&str>,
    ) -> Option<Object> {
        let faults = &mut self.faults;
        if matches!(node, Node::Text(_) | Node::Number(_) | Node::Truth(_)) {
            let given = match node {
                Node::Text(text) => text.to_string(),
                Node::Number(number) => number.to_string(),
                other => other.kind().into(),
            };
            let fault = Fault::new(format!("expected an object, got {}", node.kind()));
            faults.error(&place, fault.hint(format!("write {{\"text\": {given:?}}}")));
            return None;
        }
        let fields = Fields::new(node, place, &["text", "lang", "datatype"], faults)?;
        let text = fields.needed_text("text", faults);
        let lang = fields.text("lang", faults);
        let datatype = fields.text("datatype", faults);
        match (text?, lang, datatype) {
            (_, Some(_), Some(_)) => {
                let fault = Fault::new("both \"lang\" and \"datatype\" are given");
                let hint = "a text has a language, a date or number a datatype";
                faults.error(&place, fault.hint(hint));
                None
            }
            (text, Some(lang), None) => match Literal::lang(text, lang) {
                Ok(literal) => Some(literal.into()),
                Err(error) => {
                    faults.error(&fields.at("lang"), error);
                    None
                }
            },
            (text, None, Some(datatype)) => match self.typed(text, datatype) {
                Ok(literal) => Some(literal.into()),
                Err((key, fault)) => {
                    self.faults.error(&fields.at(key), fault);
                    None
                }
            },
            (text, None, None) => match relation.map(|name| self.tx.lens().verb(name)) {
                // Nothing says what a foreign relation takes; a value that says nothing is a string.
                Some(Ok(Verb::Foreign(_))) => Some(Literal::string(text).into()),
                _ => Some(text.into()),
            },
        }
    }

    /// A literal whose lexical form belongs to its datatype; else the field that is wrong.
    fn typed(&self, text: &str, name: &str) -> Result<Literal, (&'static str, Fault)> {
        let wrong = |fault| ("datatype", fault);
        let lens = self.tx.lens();
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
            && !self.tx.schema.is_datatype(iri.as_str())
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
                    let right = self.tx.schema.name_of(time.datatype());
                    fault.hint(format!("write \"datatype\": \"{right}\""))
                }
            };
            return Err(("text", fault));
        }
        Ok(Literal::typed(text, iri))
    }
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

//! Values: a text with a language or a datatype.

use super::Reader;
use super::fault::Fault;
use super::fields::Fields;
use super::json::Node;
use super::place::Place;
use crate::graph::{Object, Verb};
use crate::io::literal::typed;
use crate::model::Literal;

/// What a value must say.
const WANTED: &str = "give the text, date or number as in {\"text\": \"2024-03-05\"}";

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
            let fault = Fault::new(format!("expected an object, got {}", node.kind()));
            let hint = match node {
                Node::Text(text) if text.trim().is_empty() => WANTED.into(),
                Node::Text(text) => format!("write {{\"text\": {text:?}}}"),
                Node::Number(number) => format!("write {{\"text\": \"{number}\"}}"),
                Node::Truth(truth) => {
                    format!("write {{\"text\": \"{truth}\", \"datatype\": \"xsd:boolean\"}}")
                }
                _ => WANTED.into(),
            };
            faults.error(&place, fault.hint(hint));
            return None;
        }
        if let Node::Null = node {
            let hint = format!("leave the field out where there is an \"object\", or {WANTED}");
            faults.error(&place, Fault::expected("an object", node).hint(hint));
            return None;
        }
        let fields = Fields::new(node, place, &["text", "lang", "datatype"], faults)?;
        let text = fields.needed_text("text", WANTED, faults);
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
            (text, None, Some(datatype)) => match typed(&self.tx.lens(), text, datatype) {
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
}

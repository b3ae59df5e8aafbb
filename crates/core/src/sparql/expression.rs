//! Stored terms as the evaluator's expressions take them, with the kept value where there is one.

use oxrdf::{BlankNode, NamedNode};
use oxsdatatypes::{Date, DateTime, GYear, GYearMonth};
use spareval::ExpressionTerm;

use crate::dictionary::{Dictionary, Part, Shape, Tag, Typed};
use crate::model::BaseDirection;
use crate::model::id::is_literal;

/// A stored term.
pub(super) fn of(dictionary: &Dictionary, id: u32) -> ExpressionTerm {
    if is_literal(id)
        && let Some(typed) = dictionary.typed(id)
    {
        return match typed {
            Typed::Integer(value) => ExpressionTerm::IntegerLiteral(value.into()),
            Typed::Timestamp(Shape::DateTime, bytes) => {
                ExpressionTerm::DateTimeLiteral(DateTime::from_be_bytes(bytes))
            }
            Typed::Timestamp(Shape::Date, bytes) => {
                ExpressionTerm::DateLiteral(Date::from_be_bytes(bytes))
            }
            Typed::Timestamp(Shape::Year, bytes) => {
                ExpressionTerm::GYearLiteral(GYear::from_be_bytes(bytes))
            }
            Typed::Timestamp(_, bytes) => {
                ExpressionTerm::GYearMonthLiteral(GYearMonth::from_be_bytes(bytes))
            }
        };
    }
    let simple = dictionary.with(id, |part| match part {
        Part::Iri(namespace, local) => {
            let mut iri = String::with_capacity(namespace.len() + local.len());
            iri.push_str(namespace);
            iri.push_str(local);
            Some(ExpressionTerm::NamedNode(NamedNode::new_unchecked(iri)))
        }
        Part::Blank(label) => Some(ExpressionTerm::BlankNode(BlankNode::new_unchecked(label))),
        Part::Literal(lexical, Tag::String) => Some(ExpressionTerm::StringLiteral(lexical.into())),
        Part::Literal(lexical, Tag::Lang(language)) => Some(ExpressionTerm::LangStringLiteral {
            value: lexical.into(),
            language: language.to_string(),
        }),
        Part::Literal(lexical, Tag::DirLang(language, direction)) => {
            Some(ExpressionTerm::DirLangStringLiteral {
                value: lexical.into(),
                language: language.to_string(),
                direction: match direction {
                    BaseDirection::Ltr => oxrdf::BaseDirection::Ltr,
                    BaseDirection::Rtl => oxrdf::BaseDirection::Rtl,
                },
            })
        }
        Part::Literal(_, Tag::Typed(_)) | Part::Triple(_) => None,
    });
    // The other datatypes are read from their text, and triple terms from their parts.
    simple.unwrap_or_else(|| oxrdf::Term::from(dictionary.term(id)).into())
}

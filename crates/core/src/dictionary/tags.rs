//! What a literal is beside its text: a datatype, or a language.

use rustc_hash::FxHashMap;

use crate::model::vocab::{rdf, xsd};
use crate::model::{BaseDirection, Iri, Literal};

/// A datatype or a language, with or without a base direction.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Tag {
    /// `xsd:string`.
    String,
    Lang(Box<str>),
    DirLang(Box<str>, BaseDirection),
    /// The datatype's IRI.
    Typed(Box<str>),
}

impl Tag {
    pub(crate) fn of(literal: &Literal) -> Self {
        match (literal.language(), literal.direction()) {
            (Some(language), None) => Self::Lang(language.into()),
            (Some(language), Some(direction)) => Self::DirLang(language.into(), direction),
            (None, _) if literal.datatype() == xsd::STRING => Self::String,
            (None, _) => Self::Typed(literal.datatype().into()),
        }
    }

    pub(crate) fn datatype(&self) -> &str {
        match self {
            Self::String => xsd::STRING,
            Self::Lang(_) => rdf::LANG_STRING,
            Self::DirLang(..) => rdf::DIR_LANG_STRING,
            Self::Typed(datatype) => datatype,
        }
    }

    pub(crate) fn literal(&self, lexical: &str) -> Literal {
        match self {
            Self::String => Literal::string(lexical),
            Self::Lang(language) => Literal::lang_unchecked(lexical, language.clone(), None),
            Self::DirLang(language, direction) => {
                Literal::lang_unchecked(lexical, language.clone(), Some(*direction))
            }
            Self::Typed(datatype) => {
                Literal::of_type(lexical, Iri::new_unchecked(datatype.clone()))
            }
        }
    }
}

/// The tags that occur, and their numbers.
#[derive(Clone, Default)]
pub(super) struct Tags {
    list: Vec<Tag>,
    shapes: Vec<super::value::Shape>,
    numbers: FxHashMap<Tag, u32>,
}

impl Tags {
    pub(super) fn find(&self, tag: &Tag) -> Option<u32> {
        self.numbers.get(tag).copied()
    }

    pub(super) fn number(&mut self, tag: &Tag) -> u32 {
        if let Some(number) = self.find(tag) {
            return number;
        }
        let number = self.list.len() as u32;
        self.shapes.push(super::value::Shape::of(tag));
        self.list.push(tag.clone());
        self.numbers.insert(tag.clone(), number);
        number
    }

    /// The tags in the order of their numbers, from 0.
    pub(super) fn all(&self) -> &[Tag] {
        &self.list
    }

    pub(super) fn tag(&self, number: u32) -> &Tag {
        &self.list[number as usize]
    }

    pub(super) fn shape(&self, number: u32) -> super::value::Shape {
        self.shapes[number as usize]
    }
}

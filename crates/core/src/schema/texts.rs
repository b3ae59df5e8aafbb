//! Labels and definitions, one a language.

use crate::model::Literal;

/// Texts by language, the first one said of each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Texts(Vec<(Box<str>, Box<str>)>);

impl Texts {
    /// Takes a text, unless its language has one already; says whether it did.
    pub(super) fn add(&mut self, text: &Literal) -> bool {
        let language = text.language().unwrap_or("");
        let free = self.get(language).is_none();
        if free {
            self.0.push((language.into(), text.lexical().into()));
        }
        free
    }

    pub(super) fn get(&self, language: &str) -> Option<&str> {
        self.iter()
            .find(|(found, _)| *found == language)
            .map(|(_, text)| text)
    }

    /// Language and text, in the order that they were said; the language is empty where none was.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(language, text)| (&**language, &**text))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

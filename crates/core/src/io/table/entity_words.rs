//! What the columns of a table of entities can be.

use super::layout::{self, Words};
use super::options::TableOptions;
use super::verbs::Verbs;
use crate::graph::{Transaction, scheme_of};
use crate::model::Literal;
use crate::schema::SchemaError;

/// What a column of a table of entities can be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Part {
    Id,
    Type,
    Name(Language),
    /// An id of a scheme, by its property; of one that has none, with the scheme before it.
    External {
        verb: usize,
        scheme: String,
        is_other: bool,
    },
    Property(usize),
}

/// The language of a column of names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Language {
    /// The one that the script of each name fits.
    OfScript,
    None,
    Tag(String),
}

pub(super) struct EntityWords<'w> {
    pub(super) options: &'w TableOptions,
    pub(super) tx: &'w mut Transaction,
    pub(super) verbs: &'w mut Verbs,
}

impl Words for EntityWords<'_> {
    type Word = Part;

    fn read(&mut self, word: &str) -> Result<Option<Part>, SchemaError> {
        match word {
            "id" => return Ok(Some(Part::Id)),
            "type" => return Ok(Some(Part::Type)),
            "name" => return Ok(Some(Part::Name(Language::OfScript))),
            _ => {}
        }
        if let Some(tag) = word.strip_prefix("name@") {
            if tag.is_empty() {
                return Ok(Some(Part::Name(Language::None)));
            }
            let tag = Literal::lang("", tag)?;
            let tag = tag.language().unwrap_or_default().to_owned();
            return Ok(Some(Part::Name(Language::Tag(tag))));
        }
        let found = if let Some(scheme) = word.strip_prefix("ids.") {
            self.tx.check_scheme(scheme)?;
            let own = scheme_of(&self.tx.schema, scheme).map(|property| property.name().to_owned());
            let property = own.as_deref().unwrap_or("identifier");
            let verb = self.verb(property)?;
            verb.map(|verb| Part::External {
                verb,
                scheme: scheme.into(),
                is_other: own.is_none(),
            })
        } else {
            self.verb(word)?.map(Part::Property)
        };
        Ok(found)
    }

    fn known(&self) -> Vec<String> {
        let own = ["id", "type", "name", "name@ar", "name@en", "ids.wikidata"];
        let properties = self.tx.schema.relations();
        let properties = properties
            .filter(|it| !it.is_bookkeeping() && !it.is_deprecated())
            .map(|it| it.name().to_owned());
        own.into_iter()
            .map(str::to_owned)
            .chain(properties)
            .collect()
    }

    fn is_given(&self, word: &Part) -> Option<&'static str> {
        (*word == Part::Type && self.options.r#type.is_some()).then_some("type=")
    }
}

impl EntityWords<'_> {
    fn verb(&mut self, name: &str) -> Result<Option<usize>, SchemaError> {
        if !name.contains(':') && !self.tx.schema.has_relation_name(name) {
            return Ok(None);
        }
        match self.verbs.find(name, self.tx, true) {
            Ok(found) => Ok(found.ok()),
            Err(error) => Err(layout::argument("table", name, error.to_string())),
        }
    }
}

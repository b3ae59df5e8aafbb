//! Documents: their texts are kept, and claims rest on their words.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::describe::Describe;
use super::value::{EntityRef, check_filled};
use super::{Entity, Text, Transaction};
use crate::Error;
use crate::model::id::NONE;
use crate::model::vocab::{rb, rdf};
use crate::model::{Iri, Literal};
use crate::schema::SchemaError;

/// What a document is, where nothing else is said.
const DOCUMENT: &str = "Document";

/// The SHA-256 of a text, in lower-case hexadecimal.
pub(crate) fn sha256(text: &str) -> String {
    let digits = b"0123456789abcdef";
    Sha256::digest(text.as_bytes())
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from(digits[usize::from(digit)]))
        .collect()
}

/// The IRI of a web address: `http(s)://`, in whatever case, and no white space. Another text has none.
///
/// # Errors
/// [`SchemaError`] for an address without a host, or one that is no IRI.
fn web_address(argument: &str, text: &str) -> Result<Option<Iri>, SchemaError> {
    let Some((scheme, rest)) = text.split_once("://") else {
        return Ok(None);
    };
    let is_web = ["http", "https"]
        .iter()
        .any(|web| scheme.eq_ignore_ascii_case(web));
    if !is_web || rest.contains(char::is_whitespace) {
        return Ok(None);
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    if host.is_empty() || host.starts_with(':') {
        return Err(SchemaError::Argument {
            name: argument.into(),
            value: text.into(),
            reason: "it is a web address without a host; write it as \"https://example.org/page\""
                .into(),
        });
    }
    Ok(Some(Iri::new(text)?))
}

impl Transaction {
    /// Adds a document: its text, or a web address. The same text again is the same document.
    ///
    /// Without an id and a name it is called `document-` and the first eight digits of the text's
    /// SHA-256; a web address is its own IRI. Its type is `Document` unless the description names one.
    ///
    /// To a document that is there, what is said joins, as when JSON is read again: the text where it has none, types,
    /// names and ids are added, a preferred name stays and the new one becomes a further name, a language or a date is
    /// said where there was none.
    ///
    /// # Errors
    /// [`SchemaError::Conflict`] where the id is there with another text, or the document with another
    /// language or date; [`SchemaError::Argument`] for a web address without a host; otherwise as
    /// [`add`](Self::add).
    ///
    /// # Complexity
    /// O(n) in the text.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Describe, Graph};
    /// let graph = Graph::new();
    /// let article = graph.document("شاركت قطر في القمة.", Describe::new().language("ar"))?;
    /// assert_eq!(graph.text(&article)?, "شاركت قطر في القمة.");
    /// let page = graph.document("https://example.org/news/1", Describe::new())?;
    /// assert_eq!(page.iri().unwrap().as_str(), "https://example.org/news/1");
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn document(&mut self, text_or_url: &str, description: Describe) -> Result<Entity, Error> {
        if let Some(id) = &description.id {
            check_filled("id", id)?;
        }
        check_filled("text_or_url", text_or_url)?;
        let digest = sha256(text_or_url);
        let address = web_address("text_or_url", text_or_url)?;
        let there =
            self.document_that_is_there(text_or_url, address.as_ref(), &digest, &description)?;
        let id = self.all_or_nothing(|tx| {
            let id = match there {
                Some(id) => {
                    tx.join_document(id, &description)?;
                    if address.is_none() {
                        tx.say_text(id, text_or_url, &digest)?;
                    }
                    id
                }
                None => tx.new_document(text_or_url, address.as_ref(), &digest, &description)?,
            };
            tx.check_is_document(id)?;
            if let Some(language) = &description.language {
                let tag = Literal::lang("", language)?;
                let tag = tag.language().unwrap_or_default().to_owned();
                tx.say_only(id, rb::LANGUAGE, Literal::string(tag))?;
            }
            if let Some(date) = &description.date {
                tx.say_only(id, rb::DATE_OF, date.read("date")?.into())?;
            }
            Ok(id)
        })?;
        self.tidy_keeping(id)
    }

    fn new_document(
        &mut self,
        text_or_url: &str,
        address: Option<&Iri>,
        digest: &str,
        description: &Describe,
    ) -> Result<u32, Error> {
        let mut description = description.clone();
        let r#type = if description.types.is_empty() {
            DOCUMENT.to_owned()
        } else {
            description.types.remove(0)
        };
        if description.id.is_none() {
            if address.is_some() {
                description.id = Some(text_or_url.into());
            } else if !description.has_names() {
                description.id = Some(format!("document-{}", &digest[..8]));
            }
        }
        let id = self.add_entity(&r#type, &description)?;
        if address.is_some() {
            self.say_address(id, text_or_url)?;
        } else {
            self.say_text(id, text_or_url, digest)?;
        }
        Ok(id)
    }

    /// Gives a document its text, unless it has it.
    fn say_text(&mut self, id: u32, text: &str, digest: &str) -> Result<(), Error> {
        if self.draft.now.texts.get(&id).is_some() {
            return Ok(());
        }
        self.say_only(id, rb::SHA256, Literal::string(digest))?;
        self.put_text(id, Text::new(text.into()));
        Ok(())
    }

    /// What is said of a document that is there joins what is known of it.
    fn join_document(&mut self, id: u32, description: &Describe) -> Result<(), Error> {
        let mut names: Vec<&str> = description.types.iter().map(String::as_str).collect();
        let lens = self.lens();
        if names.is_empty() && lens.types(id).is_empty() && !lens.schema.is_empty() {
            names.push(DOCUMENT);
        }
        self.join_types(id, &names)?;
        self.describe(id, description, false)
    }

    /// Says a value of which a document has one.
    fn say_only(&mut self, id: u32, property: &str, value: Literal) -> Result<(), Error> {
        let property = self.intern_iri(property)?;
        let object = self.intern_literal(value)?;
        self.check_only_value(id, property, object)?;
        self.draft.say([id, property, object]);
        Ok(())
    }

    fn say_address(&mut self, id: u32, address: &str) -> Result<(), Error> {
        let address = Literal::of_type(address, Iri::new(crate::vocab::xsd::ANY_URI)?);
        self.say(id, rb::URL, address)?;
        Ok(())
    }

    /// The document with this text or address, where the graph has it.
    fn document_that_is_there(
        &self,
        text_or_url: &str,
        address: Option<&Iri>,
        digest: &str,
        description: &Describe,
    ) -> Result<Option<u32>, Error> {
        let lens = self.lens();
        if let Some(given) = &description.id {
            let Some(id) = lens.get(&EntityRef::from(given))? else {
                return Ok(None);
            };
            return match lens.snapshot.texts.get(&id) {
                Some(text) if text.as_str() == text_or_url => Ok(Some(id)),
                Some(_) => Err(SchemaError::Conflict {
                    entity: given.clone(),
                    reason: "is in the graph with another text; give the new one another id".into(),
                }
                .into()),
                // A text for one that has none, as it was named as a source or added by hand.
                None if address.is_none()
                    && (lens.types(id).is_empty() || self.check_is_document(id).is_ok()) =>
                {
                    Ok(Some(id))
                }
                None if address.is_some() && self.has_address(id, text_or_url) => Ok(Some(id)),
                None => Err(SchemaError::Conflict {
                    entity: given.clone(),
                    reason: "is in the graph already; give the document another id".into(),
                }
                .into()),
            };
        }
        if let Some(address) = address {
            return Ok(lens.get(&address.into())?);
        }
        let same_text = |&id: &u32| {
            lens.snapshot
                .texts
                .get(&id)
                .is_some_and(|text| text.as_str() == text_or_url)
        };
        Ok(lens
            .with_literal(rb::SHA256, &Literal::string(digest))
            .find(same_text))
    }

    /// Whether a web address is said to be one of an entity.
    fn has_address(&self, id: u32, address: &str) -> bool {
        let dictionary = &self.draft.now.dictionary;
        let literal = Literal::typed_unchecked(address, crate::vocab::xsd::ANY_URI);
        let ids = dictionary
            .iri(rb::URL)
            .zip(dictionary.find(&literal.into()));
        ids.is_some_and(|(p, o)| self.draft.now.is_stored([id, p, o, NONE]))
    }

    /// Whether an entity has a type that a document may have.
    pub(crate) fn check_is_document(&self, id: u32) -> Result<(), Error> {
        let lens = self.lens();
        let is_document = lens.types(id).iter().any(|&t| {
            lens.schema
                .type_by_iri(rb::DOCUMENT)
                .is_some_and(|document| lens.schema.is_subtype(t, document.id()))
        });
        if is_document || lens.schema.is_empty() {
            return Ok(());
        }
        let types: Vec<String> = lens.type_ids(id).map(|t| lens.term_name(t)).collect();
        Err(SchemaError::Argument {
            name: "type".into(),
            value: types.join(", "),
            reason: "a document's type is \"Document\" or one under it".into(),
        }
        .into())
    }

    /// Stores a document's text beside the statements.
    pub(crate) fn put_text(&mut self, document: u32, text: Text) {
        self.draft.now.texts.insert(document, Arc::new(text));
        self.draft.mark_changed();
    }

    /// The document that a source names; a web address that is not there yet becomes one.
    pub(crate) fn source(&mut self, source: &EntityRef) -> Result<u32, Error> {
        if let Some(id) = self.lens().get(source)? {
            return Ok(id);
        }
        let text = source.text();
        let Some(id) = self.new_address(&text)? else {
            return self.known_entity(source, "document");
        };
        self.say(id, rdf::TYPE, Iri::new(rb::DOCUMENT)?)?;
        self.say_address(id, &text)?;
        Ok(id)
    }

    /// The resource of a source that is not there, where that is a web address; it is to become a document.
    ///
    /// # Errors
    /// [`SchemaError`] for an address without a host, and for one that is the id of something else.
    pub(crate) fn new_address(&mut self, source: &str) -> Result<Option<u32>, Error> {
        let Some(iri) = web_address("source", source)? else {
            return Ok(None);
        };
        let id = self.intern_iri(iri.as_str())?;
        self.lens().check_can_be_entity(id, source)?;
        Ok(Some(id))
    }
}

impl Describe {
    pub(super) fn has_names(&self) -> bool {
        self.all_names().next().is_some()
    }
}

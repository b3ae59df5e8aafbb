//! Documents: their texts are kept, and claims rest on their words.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::describe::Describe;
use super::value::{EntityRef, Reference, check_filled};
use super::{Entity, Text, Transaction};
use crate::Error;
use crate::model::vocab::{rb, rdf};
use crate::model::{Iri, Literal, Term};
use crate::schema::SchemaError;

/// The SHA-256 of a text, in lower-case hexadecimal.
pub(crate) fn sha256(text: &str) -> String {
    let digits = b"0123456789abcdef";
    Sha256::digest(text.as_bytes())
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from(digits[usize::from(digit)]))
        .collect()
}

/// Whether a text is a web address: `http(s)://` and no white space.
pub(crate) fn is_url(text: &str) -> bool {
    (text.starts_with("http://") || text.starts_with("https://"))
        && !text.contains(char::is_whitespace)
}

impl Transaction {
    /// Adds a document: its text, or a web address. The same text again is the same document.
    ///
    /// Without an id and a name it is called `document-` and the first eight digits of the text's
    /// SHA-256; a web address is its own IRI. Its type is `Document` unless the description names one.
    ///
    /// # Errors
    /// [`SchemaError::Conflict`] where the id is there with another text; otherwise as
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
    pub fn document(
        &mut self,
        text_or_url: &str,
        mut description: Describe,
    ) -> Result<Entity, Error> {
        if description.types.is_empty() {
            description.types.push("Document".into());
        }
        let r#type = description.types.remove(0);
        if let Some(id) = &description.id {
            check_filled("id", id)?;
        }
        let url = is_url(text_or_url);
        let digest = sha256(text_or_url);
        if let Some(id) = self.document_that_is_there(text_or_url, &digest, &description)? {
            return Ok(self.entity_of(id));
        }
        if description.id.is_none() {
            if url {
                description.id = Some(text_or_url.into());
            } else if !description.has_names() {
                description.id = Some(format!("document-{}", &digest[..8]));
            }
        }
        let id = self.all_or_nothing(|tx| {
            let id = tx.add_entity(&r#type, &description)?;
            tx.check_is_document(id)?;
            if url {
                let address = Literal::typed(text_or_url, Iri::new(crate::vocab::xsd::ANY_URI)?);
                tx.say(id, rb::URL, address)?;
            } else {
                tx.put_text(id, Text::new(text_or_url.into()));
                tx.say(id, rb::SHA256, Literal::string(digest))?;
            }
            if let Some(language) = &description.language {
                let tag = Literal::lang("", language)?;
                let tag = tag.language().unwrap_or_default().to_owned();
                tx.say(id, rb::LANGUAGE, Literal::string(tag))?;
            }
            if let Some(date) = &description.date {
                tx.say(
                    id,
                    rb::DATE_OF,
                    Term::from(Literal::from(date.read("date")?)),
                )?;
            }
            Ok(id)
        })?;
        self.tidy_keeping(id)
    }

    /// The document with this text or address, where the graph has it.
    fn document_that_is_there(
        &self,
        text_or_url: &str,
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
                None => Err(SchemaError::Conflict {
                    entity: given.clone(),
                    reason: "is in the graph already; give the document another id".into(),
                }
                .into()),
            };
        }
        if is_url(text_or_url) {
            let exact = Reference::Exact(Iri::new(text_or_url)?.into());
            return Ok(lens.get(&EntityRef(exact))?);
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
        if !is_url(&text) {
            return self.known_entity(source, "document");
        }
        let iri = Iri::new(text.as_str())?;
        let id = self.intern_iri(iri.as_str())?;
        self.say(id, rdf::TYPE, Iri::new(rb::DOCUMENT)?)?;
        let address = Literal::typed(text, Iri::new(crate::vocab::xsd::ANY_URI)?);
        self.say(id, rb::URL, address)?;
        Ok(id)
    }
}

impl Describe {
    pub(super) fn has_names(&self) -> bool {
        self.all_names().next().is_some()
    }
}

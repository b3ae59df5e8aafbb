//! The JSON Schema of rawabit's JSON document, by which a language model writes one.
//!
//! It keeps to what the structured outputs of the providers take: types, enums, `anyOf`, patterns,
//! `$defs` without recursion, and closed objects. What cannot be said so stands in the descriptions, and is
//! told by reading. It is narrower than what is read in four places: names are in Arabic and English,
//! external ids are those of the schema, prefixes those that its names begin with, and the two lists must
//! be there.

mod document;
mod json;
mod pieces;
mod terms;

use json::Json;
use pieces::{link, list, object, text, word};

use super::Schema;
use crate::model::vocab::rb;

impl Schema {
    /// The JSON Schema (2020-12) of the documents that [`Graph::read`](crate::Graph::read) takes, with the
    /// schema's types and relations enumerated, and described in English and Arabic.
    ///
    /// It is fit for the structured outputs of language models: objects are closed, and there are no
    /// conditions and no bounds. A provider that wants every field required (`strict` of `OpenAI`) is
    /// given the optional ones as nullable; `docs/extraction.md` says how. What comes back is read, and
    /// what is wrong with it is told.
    ///
    /// # Complexity
    /// Linear in the types and relations.
    ///
    /// # Example
    /// ```
    /// use rawabit::Schema;
    /// let schema = Schema::builtin().write_json_schema();
    /// assert!(schema.contains(r#""$schema": "https://json-schema.org/draft/2020-12/schema""#));
    /// assert!(schema.contains("- Summit (under Gathering): Summit or conference / قمة أو مؤتمر: "));
    /// assert!(schema.contains("- hosts (Agent → Event): hosts / يستضيف: "));
    /// ```
    #[must_use]
    pub fn write_json_schema(&self) -> String {
        let mut properties = vec![
            (
                "rawabit_format",
                word(&["1"], "The version of the format: \"1\"."),
            ),
            (
                "base",
                text(
                    "Where ids live: a full IRI that ends with \"/\" or \"#\", such as \"https://example.org/id/\".",
                ),
            ),
            (
                "vocabulary",
                word(
                    &[rb::NAMESPACE],
                    "Where names of types and relations without a prefix live.",
                ),
            ),
        ];
        let prefixes = terms::prefixes(self);
        if !prefixes.is_empty() {
            let told =
                "The namespaces of the prefixes that names of types and relations begin with.";
            properties.push(("prefixes", object(prefixes, &[], told)));
        }
        properties.extend([
            (
                "conventions",
                Json::object([("description", "Notes for people; they are not kept.".into())]),
            ),
            ("defaults", link("Defaults")),
            (
                "documents",
                list(link("Document"), "The texts that things are said in."),
            ),
            (
                "entities",
                list(
                    link("Entity"),
                    "Everything that is named in \"relations\": each once, under one id.",
                ),
            ),
            (
                "relations",
                list(
                    link("Relation"),
                    "What the texts say: one statement an entry, each on the words that say it.",
                ),
            ),
        ]);
        let required = ["rawabit_format", "entities", "relations"];
        let whole = object(properties, &required, ABOUT);
        let head = Json::object([
            (
                "$schema",
                "https://json-schema.org/draft/2020-12/schema".into(),
            ),
            ("title", "rawabit document".into()),
        ]);
        let Json::Object(rest) = whole else {
            unreachable!("an object was made")
        };
        let whole = rest
            .into_iter()
            .fold(head, |whole, (key, value)| whole.with(&key, value));
        whole.with("$defs", self.definitions()).to_string() + "\n"
    }

    fn definitions(&self) -> Json {
        Json::object([
            ("TypeName", terms::type_names(self)),
            ("RelationName", terms::relation_names(self)),
            ("Modality", document::modality()),
            ("Polarity", document::polarity()),
            ("Confidence", document::confidence()),
            ("Texts", document::texts()),
            (
                "Names",
                document::names("Names by language; the first of several is the preferred one."),
            ),
            (
                "Ids",
                object(
                    terms::ids(self),
                    &[],
                    "Identifiers in registers. Give only those that are certain.",
                ),
            ),
            ("Span", document::span()),
            ("Value", document::value()),
            ("Defaults", document::defaults()),
            ("Sentence", document::sentence()),
            ("Document", document::document()),
            ("Entity", document::entity()),
            ("Relation", document::relation()),
        ])
    }
}

const ABOUT: &str = "A document of rawabit: entities, and what texts say of them, each statement with its \
source, the words it rests on, when it holds, how sure it is and how it is said. Offsets count Unicode code \
points of the text from 0, and \"end\" is the one after the last. A field that there is nothing for is left \
out.";

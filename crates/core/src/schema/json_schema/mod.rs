//! The JSON Schema of rawabit's JSON document, by which a language model writes one.
//!
//! It keeps to what the structured outputs of the providers take: types, enums, `anyOf`, patterns,
//! `$defs` without recursion, and closed objects. What cannot be said so stands in the descriptions, and is
//! told by reading. It is narrower than what is read in three places: names are in Arabic and English,
//! external ids are those of the schema, and the two lists must be there.

mod json;
mod terms;

use json::Json;

use super::Schema;
use super::datatypes::NAMED;
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
            ("Modality", word(&MODALITIES, MODALITY)),
            ("Polarity", word(&POLARITIES, POLARITY)),
            ("Confidence", confidence()),
            ("Texts", texts()),
            (
                "Names",
                names("Names by language; the first of several is the preferred one."),
            ),
            (
                "Ids",
                object(
                    terms::ids(self),
                    &[],
                    "Identifiers in registers. Give only those that are certain.",
                ),
            ),
            ("Span", span()),
            ("Value", value()),
            ("Defaults", defaults()),
            ("Sentence", sentence()),
            ("Document", document()),
            ("Entity", entity()),
            ("Relation", relation()),
        ])
    }
}

const ABOUT: &str = "A document of rawabit: entities, and what texts say of them, each statement with its \
source, the words it rests on, when it holds, how sure it is and how it is said. Offsets count Unicode code \
points of the text from 0, and \"end\" is the one after the last. A field that there is nothing for is left \
out.";

const MODALITIES: [&str; 5] = ["fact", "reported", "evaluative", "predicted", "normative"];
const MODALITY: &str = "How the text puts it: \"fact\", it states it plainly; \"reported\", it says that someone \
says so (who, is in \"attributed_to\"); \"evaluative\", its own judgement; \"predicted\", it will come about; \
\"normative\", it should.";
const POLARITIES: [&str; 2] = ["positive", "negative"];
const POLARITY: &str = "\"negative\" where the text denies it.";
const DATE: &str = "as 2024, 2024-03, 2024-03-05 or 2024-03-05T09:00:00+03:00; uncertain ones as 2024? or \
2024~; never as words.";

// ---- pieces of schemas ---------------------------------------------------------------------------------------

fn text(told: &str) -> Json {
    Json::object([("type", "string".into()), ("description", told.into())])
}

fn word(words: &[&str], told: &str) -> Json {
    let words: Json = words.iter().copied().collect();
    Json::object([
        ("type", "string".into()),
        ("enum", words),
        ("description", told.into()),
    ])
}

fn truth(told: &str) -> Json {
    Json::object([("type", "boolean".into()), ("description", told.into())])
}

fn whole(told: &str) -> Json {
    Json::object([("type", "integer".into()), ("description", told.into())])
}

fn list(items: Json, told: &str) -> Json {
    Json::object([
        ("type", "array".into()),
        ("items", items),
        ("description", told.into()),
    ])
}

fn link(name: &str) -> Json {
    Json::object([("$ref", format!("#/$defs/{name}").into())])
}

/// One thing of several kinds.
fn either(kinds: Vec<Json>, told: &str) -> Json {
    let kinds: Json = kinds.into_iter().collect();
    Json::object([("anyOf", kinds), ("description", told.into())])
}

/// A closed object.
fn object<'k>(
    properties: impl IntoIterator<Item = (&'k str, Json)>,
    required: &[&str],
    told: &str,
) -> Json {
    Json::object([
        ("type", "object".into()),
        ("description", told.into()),
        ("properties", Json::object(properties)),
        ("required", required.iter().copied().collect()),
        ("additionalProperties", false.into()),
    ])
}

fn plain() -> Json {
    Json::object([("type", "string".into())])
}

fn several(items: Json) -> Json {
    Json::object([("type", "array".into()), ("items", items)])
}

fn id(told: &str) -> Json {
    let told =
        format!("{told} Lower-case letters, digits and hyphens, such as \"world-police-summit\".");
    Json::object([
        ("type", "string".into()),
        ("pattern", r"^\S+$".into()),
        ("description", told.into()),
    ])
}

/// The id of an entity that stands elsewhere.
fn reference(told: &str) -> Json {
    Json::object([
        ("type", "string".into()),
        ("pattern", r"^\S+$".into()),
        ("description", told.into()),
    ])
}

// ---- the document ----------------------------------------------------------------------------------------------

fn confidence() -> Json {
    let told = "How sure the statement is, from 0 to 1: 0.9 a plain fact, 0.7 reported or an interpretation, \
                0.5 a judgement, a prediction or merely implied; null for none.";
    Json::object([
        ("type", ["number", "null"].into_iter().collect()),
        ("description", told.into()),
    ])
}

fn texts() -> Json {
    either(vec![plain(), several(plain())], "A text, or several.")
}

fn names(told: &str) -> Json {
    let languages = [
        ("ar", link("Texts")),
        ("en", link("Texts")),
        ("ar-Latn", link("Texts")),
    ];
    object(languages, &[], told)
}

fn span() -> Json {
    object(
        [
            (
                "sentence",
                text("The id of the sentence that it lies in, where the document has sentences."),
            ),
            (
                "start",
                whole("Where the words begin, in code points from 0."),
            ),
            ("end", whole("The code point after the last.")),
            (
                "quote",
                text("The very words of the text, letter for letter, in its own language."),
            ),
        ],
        &["start", "end", "quote"],
        "Words of the source.",
    )
}

fn value() -> Json {
    object(
        [
            (
                "text",
                text("The value as text; a date as 2024, 2024-03 or 2024-03-05."),
            ),
            (
                "lang",
                text("The language of a text, such as \"ar\"; not together with \"datatype\"."),
            ),
            (
                "datatype",
                word(
                    &NAMED,
                    "The datatype of a date or number; it may be left out.",
                ),
            ),
        ],
        &["text"],
        "A date, a text or a number that a relation takes instead of an entity.",
    )
}

fn defaults() -> Json {
    object(
        [
            (
                "source",
                reference("The id of the document that statements are from."),
            ),
            ("modality", link("Modality")),
            ("polarity", link("Polarity")),
            ("confidence", link("Confidence")),
        ],
        &[],
        "What holds for relations that do not say it themselves.",
    )
}

fn sentence() -> Json {
    object(
        [
            ("id", text("Its id in the document, such as \"s01\".")),
            (
                "kind",
                text("\"sentence\", \"title\", \"heading\" or the like."),
            ),
            ("start", whole("Where it begins, in code points from 0.")),
            ("end", whole("The code point after the last.")),
            ("text", text("Its very words.")),
            (
                "no_claims",
                truth("True where it says nothing that is in \"relations\"."),
            ),
        ],
        &["id", "start", "end", "text"],
        "A sentence of a document.",
    )
}

fn document() -> Json {
    object(
        [
            ("id", id("The document's id; it may also be an entity.")),
            (
                "file",
                text("The file that has the text, beside this document; or else \"text\"."),
            ),
            ("text", text("The text itself, unchanged.")),
            ("media_type", text("Such as \"text/plain;charset=utf-8\".")),
            (
                "language",
                text("The language of the text, such as \"ar\"."),
            ),
            (
                "sha256",
                Json::object([
                    ("type", "string".into()),
                    ("pattern", "^[0-9a-f]{64}$".into()),
                    (
                        "description",
                        "The SHA-256 of the text as UTF-8; it is checked.".into(),
                    ),
                ]),
            ),
            (
                "characters",
                whole("The code points of the text; they are checked."),
            ),
            (
                "bytes",
                whole("The bytes of the text as UTF-8; they are checked."),
            ),
            (
                "sentences",
                list(link("Sentence"), "The sentences of the text."),
            ),
        ],
        &["id"],
        "A text.",
    )
}

fn entity() -> Json {
    let types = vec![
        link("TypeName"),
        several(link("TypeName")).with("minItems", 1),
    ];
    let mentions = vec![link("Span"), several(link("Span"))];
    object(
        [
            ("id", id("The id by which relations name it.")),
            (
                "type",
                either(types, "What it is: the narrowest type, or several."),
            ),
            ("name", link("Names")),
            ("aka", link("Names")),
            ("ids", link("Ids")),
            (
                "collective",
                truth(
                    "True where it stands for an unspecified number of things: \"experts\", \"workshops\".",
                ),
            ),
            ("reference", link("Texts")),
            (
                "mention",
                either(mentions, "Where the text first mentions it."),
            ),
            ("note", link("Texts")),
        ],
        &["id", "type"],
        "Something that statements are about: a country, an agency, a person, an event, a document.",
    )
}

fn relation() -> Json {
    let time = |which: &str| text(&format!("{which} {DATE}"));
    let somebody = vec![
        reference("The id of an entity."),
        several(reference("The id of an entity.")),
    ];
    let hedge = vec![
        plain(),
        link("Span"),
        several(either(vec![plain(), link("Span")], "Words.")),
    ];
    object(
        [
            (
                "id",
                text("An id of its own, such as \"r001\"; it may be left out."),
            ),
            (
                "subject",
                reference("The id of the entity that something is said of."),
            ),
            ("relation", link("RelationName")),
            (
                "object",
                reference("The id of the entity at the other end; or else \"value\"."),
            ),
            ("value", link("Value")),
            ("start", time("Since when it holds,")),
            ("end", time("Until when it holds, that day included,")),
            ("source", reference("The id of the document that says it.")),
            ("attributed_to", either(somebody, "Who is said to say it.")),
            ("modality", link("Modality")),
            ("polarity", link("Polarity")),
            ("confidence", link("Confidence")),
            (
                "hedge",
                either(
                    hedge,
                    "Words by which the text keeps a distance: \"according to experts\".",
                ),
            ),
            (
                "evidence",
                list(link("Span"), "The words of the source that say it."),
            ),
            (
                "asserted",
                truth(
                    "Only where it is not held to be so, or is, against \"modality\" and \"polarity\".",
                ),
            ),
            ("note", link("Texts")),
        ],
        &["subject", "relation"],
        "One statement, with exactly one of \"object\" and \"value\".",
    )
}

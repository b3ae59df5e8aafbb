//! The parts of a document: its texts, entities and relations, and what these are made of.

use super::json::Json;
use super::pieces::{
    either, id, link, list, object, plain, reference, several, text, truth, whole, word,
};
use crate::schema::datatypes::NAMED;

const MODALITIES: [&str; 5] = ["fact", "reported", "evaluative", "predicted", "normative"];
const MODALITY: &str = "How the text puts it: \"fact\", it states it plainly; \"reported\", it says that someone \
says so (who, is in \"attributed_to\"); \"evaluative\", its own judgement; \"predicted\", it will come about; \
\"normative\", it should.";
const POLARITIES: [&str; 2] = ["positive", "negative"];
const POLARITY: &str = "\"negative\" where the text denies it.";
const DATE: &str = "as 2024, 2024-03, 2024-03-05 or 2024-03-05T09:00:00+03:00; uncertain ones as 2024? or \
2024~; never as words.";

pub(super) fn confidence() -> Json {
    let told = "How sure the statement is, from 0 to 1: 0.9 a plain fact, 0.7 reported or an interpretation, \
                0.5 a judgement, a prediction or merely implied; null for none.";
    Json::object([
        ("type", ["number", "null"].into_iter().collect()),
        ("description", told.into()),
    ])
}

pub(super) fn texts() -> Json {
    either(vec![plain(), several(plain())], "A text, or several.")
}

pub(super) fn names(told: &str) -> Json {
    let languages = [
        ("ar", link("Texts")),
        ("en", link("Texts")),
        ("ar-Latn", link("Texts")),
    ];
    object(languages, &[], told)
}

pub(super) fn span() -> Json {
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

pub(super) fn value() -> Json {
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

pub(super) fn defaults() -> Json {
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

pub(super) fn sentence() -> Json {
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

pub(super) fn document() -> Json {
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

pub(super) fn entity() -> Json {
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

pub(super) fn relation() -> Json {
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

pub(super) fn modality() -> Json {
    word(&MODALITIES, MODALITY)
}

pub(super) fn polarity() -> Json {
    word(&POLARITIES, POLARITY)
}

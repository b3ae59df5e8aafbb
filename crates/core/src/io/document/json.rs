//! JSON as a tree that keeps the order of keys, keys that stand twice, and what was borrowed from the
//! text.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

use crate::io::mistake::Mistake;

/// A JSON value.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Node<'t> {
    Null,
    Truth(bool),
    Number(Number),
    Text(Cow<'t, str>),
    List(Vec<Node<'t>>),
    Object(Vec<(Cow<'t, str>, Node<'t>)>),
}

impl Node<'_> {
    /// What it is, with its article.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Truth(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "a string",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }

    /// The value of a key, the first where it stands twice.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(entries) => entries.iter().find(|(k, _)| k == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// The `id` of an object, where it has one that is a string.
    pub(super) fn id(&self) -> Option<&str> {
        match self.get("id")? {
            Self::Text(id) => Some(id),
            _ => None,
        }
    }
}

/// Reads a JSON text.
///
/// # Errors
/// A [`Mistake`] with its line and column in characters, what was expected and what stands there.
pub(super) fn parse(text: &str) -> Result<Node<'_>, Mistake> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let node = Node::deserialize(&mut deserializer).map_err(|error| mistake(text, &error))?;
    deserializer.end().map_err(|error| mistake(text, &error))?;
    Ok(node)
}

fn mistake(text: &str, error: &serde_json::Error) -> Mistake {
    let line = text.split('\n').nth(error.line().saturating_sub(1));
    let line = line.unwrap_or_default();
    // The crate counts bytes; people count characters.
    let mut byte = error.column().saturating_sub(1).min(line.len());
    while !line.is_char_boundary(byte) {
        byte -= 1;
    }
    let (before, rest) = line.split_at(byte);
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    let mut message = said.replace('`', "\"");
    if error.is_eof() {
        message = if text.trim().is_empty() {
            "the document is empty".into()
        } else {
            format!("{message}; the document ends here, and may have been cut short")
        };
    } else if said.starts_with("recursion limit") {
        message = "lists and objects lie more than 128 deep in each other here".into();
    } else {
        let found: String = rest.trim_end().chars().take(24).collect();
        if !found.is_empty() {
            message = format!("{message}, found {found}");
        }
        if let Some(hint) = hint(text, said, before, rest) {
            message = format!("{message}; {hint}");
        }
    }
    let column = before.chars().count() as u64 + 1;
    Mistake::at(error.line().max(1) as u64, column, message)
}

/// What people and language models write where JSON wants something else.
fn hint(text: &str, said: &str, before: &str, rest: &str) -> Option<&'static str> {
    let no_number = "JSON has no such number; write null, or leave the field out";
    let starts = |words: &[&str]| words.iter().any(|word| rest.starts_with(word));
    let is_before = !text.trim_start().starts_with(['{', '[', '"']) && text.contains('{');
    if text.trim_start().starts_with("```") {
        Some("take the fence of backticks away; the document begins with \"{\"")
    } else if is_before && text.contains("```") {
        Some(
            "take away what stands before and after the document, and the fence of backticks; it is all from its first \"{\" to its last \"}\"",
        )
    } else if is_before {
        Some("take away what stands before the document, which begins with \"{\"")
    } else if said.starts_with("trailing characters") && starts(&["```"]) {
        Some("take away the fence of backticks and what follows it")
    } else if starts(&["NaN", "Infinity", "-Infinity", "+Infinity"])
        || rest.starts_with('I') && before.ends_with('-')
    {
        Some(no_number)
    } else if said.starts_with("number out of range") {
        Some("it is too great for a number")
    } else if starts(&["None", "True", "False", "undefined"]) {
        Some("JSON writes null, true and false")
    } else if starts(&["'", "“", "”", "„", "«", "‘", "’"]) {
        Some("strings and keys stand in straight double quotes")
    } else if starts(&["//", "/*", "#"]) {
        Some("JSON has no comments; the field \"conventions\" takes free text")
    } else if said.starts_with("trailing comma") || starts(&["}", "]"]) && before.ends_with(',') {
        Some("take the last comma away")
    } else if said.starts_with("trailing characters") {
        Some("a document is one object, and nothing follows it")
    } else if said.starts_with("control character") {
        Some("write line ends in strings as \\n, and tabs as \\t")
    } else if said.contains("hex escape") {
        Some("write the character itself instead of its \\u escapes")
    } else if !text.contains(['{', '[', '"']) {
        Some("this is no JSON; a document is one object, from \"{\" to \"}\"")
    } else {
        None
    }
}

struct Text<'t>(Cow<'t, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;
        impl<'de> Visitor<'de> for Visit {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Visit)
    }
}

impl<'de> Deserialize<'de> for Node<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;
        impl<'de> Visitor<'de> for Visit {
            type Value = Node<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON value")
            }

            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Node::Null)
            }

            fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
                Ok(Node::Truth(value))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
                Ok(Node::Number(value.into()))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
                Ok(Node::Number(value.into()))
            }

            fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Self::Value, E> {
                Number::from_f64(value)
                    .map(Node::Number)
                    .ok_or_else(|| E::custom("number out of range"))
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Node::Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Node::Text(Cow::Owned(text.to_owned())))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = items.next_element()? {
                    list.push(item);
                }
                Ok(Node::List(list))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(Text(key)) = items.next_key()? {
                    entries.push((key, items.next_value()?));
                }
                Ok(Node::Object(entries))
            }
        }
        deserializer.deserialize_any(Visit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fails(text: &str) -> (u64, u64, String) {
        let mistake = parse(text).map(|_| ()).unwrap_err();
        mistake.told()
    }

    #[test]
    fn order_and_keys_that_stand_twice_are_kept() {
        let node = parse(r#"{"b": 1, "a": [null, "ق"], "b": 2.5}"#).unwrap();
        let Node::Object(entries) = &node else {
            panic!("an object")
        };
        let keys: Vec<&str> = entries.iter().map(|(key, _)| &**key).collect();
        assert_eq!(keys, ["b", "a", "b"]);
        assert_eq!(node.get("b"), Some(&Node::Number(1.into())));
        assert!(matches!(
            node.get("a"),
            Some(Node::List(items)) if matches!(&items[1], Node::Text(Cow::Borrowed("ق")))
        ));
    }

    #[test]
    fn mistakes_have_a_line_a_column_in_characters_and_what_stands_there() {
        let (line, column, message) = fails("{\n\"اسم\": \"قطر\", 'x': 1}");
        assert_eq!((line, column), (2, 15));
        assert!(
            message.contains("found 'x': 1}; strings and keys"),
            "{message}"
        );
        for (text, words) in [
            ("", "the document is empty"),
            ("{\"a\": [1, 2", "may have been cut short"),
            ("{\"a\": NaN}", "JSON has no such number"),
            ("{\"a\": -Infinity}", "JSON has no such number"),
            ("{\"a\": 1e999}", "too great"),
            ("{\"a\": True}", "JSON writes null, true and false"),
            ("{\"a\": 1,}", "take the last comma away"),
            ("{\"a\": [1,]}", "take the last comma away"),
            ("{“a”: 1}", "straight double quotes"),
            ("{\"a\": 1} // done", "no comments"),
            ("```json\n{}\n```", "fence"),
            ("{} {}", "one object"),
            ("{\"a\": \"x\ny\"}", "write line ends"),
            (r#"{"a": "\ud800"}"#, "instead of its \\u escapes"),
        ] {
            let (.., message) = fails(text);
            assert!(message.contains(words), "{text}: {message}");
        }
    }

    #[test]
    fn deep_nesting_is_a_mistake_and_no_overflow() {
        let (.., message) = fails(&"[".repeat(100_000));
        assert!(message.contains("128"), "{message}");
    }
}

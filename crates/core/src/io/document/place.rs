//! Where in a document something stands.

use std::fmt;

/// A JSON path, counted from 0: `relations[13].evidence[0]`. It lies on the stack, and is written out
/// only where there is something to say.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place<'p> {
    /// The whole document.
    Top,
    /// A key of an object.
    Key(&'p Place<'p>, &'p str),
    /// An item of a list.
    Item(&'p Place<'p>, usize),
}

impl Place<'_> {
    pub(super) fn key<'a>(&'a self, key: &'a str) -> Place<'a> {
        Place::Key(self, key)
    }

    pub(super) fn item(&self, index: usize) -> Place<'_> {
        Place::Item(self, index)
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Top => Ok(()),
            Self::Item(parent, index) => write!(f, "{parent}[{index}]"),
            Self::Key(parent, key) => {
                let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
                if !key.is_empty() && key.chars().all(plain) {
                    let dot = if matches!(parent, Self::Top) { "" } else { "." };
                    write!(f, "{parent}{dot}{key}")
                } else {
                    write!(f, "{parent}[{key:?}]")
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_read_as_people_write_them() {
        let (top, relations) = (Place::Top, Place::Top.key("relations"));
        let (first, ids) = (relations.item(13), top.key("a b"));
        assert_eq!(top.to_string(), "");
        assert_eq!(
            first.key("evidence").item(0).to_string(),
            "relations[13].evidence[0]"
        );
        assert_eq!(
            ids.key("iso3166-1-alpha2").to_string(),
            "[\"a b\"].iso3166-1-alpha2"
        );
    }
}

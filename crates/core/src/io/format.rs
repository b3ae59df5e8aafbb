//! The formats that graphs are read from and written to.

use std::path::Path;

/// A format of files.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum Format {
    /// rawabit's own JSON documents: entities, relations, quotes.
    Json,
    /// [Turtle](https://www.w3.org/TR/rdf12-turtle/).
    Turtle,
    /// [N-Triples](https://www.w3.org/TR/rdf12-n-triples/).
    NTriples,
    /// [N-Quads](https://www.w3.org/TR/rdf12-n-quads/).
    NQuads,
    /// [TriG](https://www.w3.org/TR/rdf12-trig/).
    TriG,
}

impl Format {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Json,
        Self::Turtle,
        Self::NTriples,
        Self::NQuads,
        Self::TriG,
    ];

    /// The word for it: `"turtle"`, `"ntriples"`, `"nquads"`, `"trig"`, `"json"`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Turtle => "turtle",
            Self::NTriples => "ntriples",
            Self::NQuads => "nquads",
            Self::TriG => "trig",
        }
    }

    /// The endings of its files, the usual one first.
    #[must_use]
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Json => &["json"],
            Self::Turtle => &["ttl", "turtle"],
            Self::NTriples => &["nt", "ntriples"],
            Self::NQuads => &["nq", "nquads"],
            Self::TriG => &["trig"],
        }
    }

    /// Whether it can hold named graphs.
    #[must_use]
    pub fn has_graphs(self) -> bool {
        matches!(self, Self::NQuads | Self::TriG)
    }

    /// The format that a word stands for: its name, or a file ending, in any case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim_start_matches('.').to_ascii_lowercase();
        Self::ALL
            .iter()
            .copied()
            .find(|f| f.name() == name || f.extensions().contains(&name.as_str()))
    }

    /// The format of a file by its ending.
    #[must_use]
    pub fn from_path(path: &Path) -> Option<Self> {
        Self::from_name(path.extension()?.to_str()?)
    }

    /// The formats with their endings, for errors: `"turtle" (.ttl, .turtle), …`.
    pub(crate) fn list(formats: impl IntoIterator<Item = Self>) -> String {
        let all: Vec<String> = formats
            .into_iter()
            .map(|f| format!("\"{}\" (.{})", f.name(), f.extensions().join(", .")))
            .collect();
        all.join(", ")
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

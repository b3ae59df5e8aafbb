//! The formats that graphs are read from and written to.

use std::path::Path;

use super::looks;
use crate::SchemaError;
use crate::model::{did_you_mean, nearest};

/// A format of files.
///
/// # Example
/// ```
/// use rawabit::Format;
/// assert_eq!("turtle".parse::<Format>()?, Format::Turtle);
/// assert_eq!(Format::from_name("ttl"), Some(Format::Turtle));
/// # Ok::<(), rawabit::Error>(())
/// ```
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
    /// [RDF/XML](https://www.w3.org/TR/rdf12-xml/).
    #[cfg(feature = "rdf-xml")]
    RdfXml,
    /// [JSON-LD 1.1](https://www.w3.org/TR/json-ld11/).
    #[cfg(feature = "json-ld")]
    JsonLd,
}

impl Format {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Json,
        Self::Turtle,
        Self::NTriples,
        Self::NQuads,
        Self::TriG,
        #[cfg(feature = "rdf-xml")]
        Self::RdfXml,
        #[cfg(feature = "json-ld")]
        Self::JsonLd,
    ];

    /// Those that graphs are written in.
    pub(crate) const WRITTEN: &'static [Self] = &[
        Self::Turtle,
        Self::NTriples,
        Self::NQuads,
        Self::TriG,
        #[cfg(feature = "rdf-xml")]
        Self::RdfXml,
        #[cfg(feature = "json-ld")]
        Self::JsonLd,
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
            #[cfg(feature = "rdf-xml")]
            Self::RdfXml => "rdfxml",
            #[cfg(feature = "json-ld")]
            Self::JsonLd => "jsonld",
        }
    }

    /// What it is called among people.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Turtle => "Turtle",
            Self::NTriples => "N-Triples",
            Self::NQuads => "N-Quads",
            Self::TriG => "TriG",
            #[cfg(feature = "rdf-xml")]
            Self::RdfXml => "RDF/XML",
            #[cfg(feature = "json-ld")]
            Self::JsonLd => "JSON-LD",
        }
    }

    /// Whether two formats have so much in common that one looks like the other.
    pub(crate) fn is_kin(self, other: Self) -> bool {
        let kind = |format: Self| match format {
            Self::Json => "{",
            #[cfg(feature = "json-ld")]
            Self::JsonLd => "{",
            #[cfg(feature = "rdf-xml")]
            Self::RdfXml => "<?xml",
            Self::Turtle | Self::NTriples | Self::NQuads | Self::TriG => "<",
        };
        kind(self) == kind(other)
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
            #[cfg(feature = "rdf-xml")]
            Self::RdfXml => &["rdf", "xml", "owl", "rdfs"],
            #[cfg(feature = "json-ld")]
            Self::JsonLd => &["jsonld"],
        }
    }

    /// Whether it can hold named graphs.
    #[must_use]
    pub fn has_graphs(self) -> bool {
        match self {
            Self::NQuads | Self::TriG => true,
            #[cfg(feature = "json-ld")]
            Self::JsonLd => true,
            _ => false,
        }
    }

    /// Whether it can hold triple terms, and so claims as reifiers.
    #[must_use]
    pub fn has_triple_terms(self) -> bool {
        match self {
            Self::Json => false,
            #[cfg(feature = "json-ld")]
            Self::JsonLd => false,
            _ => true,
        }
    }

    /// Whether it has base directions without RDF 1.2.
    pub(crate) fn has_directions_in_1_1(self) -> bool {
        match self {
            #[cfg(feature = "json-ld")]
            Self::JsonLd => true,
            _ => false,
        }
    }

    /// The format that a word stands for: its name, a file ending, or a media type, in any case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.split(';').next().unwrap_or_default().trim();
        let name = name.trim_start_matches('.').to_ascii_lowercase();
        let plain = name.replace(['-', '/', ' '], "");
        Self::ALL.iter().copied().find(|f| {
            f.name() == plain
                || f.extensions().contains(&name.as_str())
                || f.media_types().contains(&name.as_str())
        })
    }

    fn media_types(self) -> &'static [&'static str] {
        match self {
            Self::Json => &["application/json"],
            Self::Turtle => &["text/turtle", "application/x-turtle"],
            Self::NTriples => &["application/n-triples"],
            Self::NQuads => &["application/n-quads"],
            Self::TriG => &["application/trig"],
            #[cfg(feature = "rdf-xml")]
            Self::RdfXml => &["application/rdf+xml"],
            #[cfg(feature = "json-ld")]
            Self::JsonLd => &["application/ld+json"],
        }
    }

    /// The format of a file by its ending; `.gz` and `.zst` behind it are passed over.
    #[must_use]
    pub fn from_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?;
        if matches!(extension.to_ascii_lowercase().as_str(), "gz" | "zst") {
            return Self::from_name(Path::new(path.file_stem()?).extension()?.to_str()?);
        }
        Self::from_name(extension)
    }

    /// The format that the first bytes of something look like.
    #[must_use]
    pub fn from_content(head: &[u8]) -> Option<Self> {
        looks::like(head)
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

impl std::str::FromStr for Format {
    type Err = SchemaError;

    /// As [`Format::from_name`]; the error lists the formats.
    fn from_str(name: &str) -> Result<Self, SchemaError> {
        Self::from_name(name).ok_or_else(|| {
            let near = nearest(name, Self::ALL.iter().map(|format| format.name()), 1);
            let formats = Self::list(Self::ALL.iter().copied());
            SchemaError::Argument {
                name: "format".into(),
                value: name.into(),
                reason: format!("formats are {formats}{}", did_you_mean(&near)),
            }
        })
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_known_by_name_ending_and_content() {
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Some(*format));
            for extension in format.extensions() {
                assert_eq!(
                    Format::from_path(Path::new(&format!("a.b.{extension}"))),
                    Some(*format)
                );
                let packed = format!("a.{}.GZ", extension.to_uppercase());
                assert_eq!(Format::from_path(Path::new(&packed)), Some(*format));
            }
        }
        let looks = |text: &str| Format::from_content(text.as_bytes());
        assert_eq!(
            looks("\u{feff}{ \"rawabit_format\": \"1\" }"),
            Some(Format::Json)
        );
        assert_eq!(
            looks("# c\n@prefix a: <http://a/> .\na:b a:c a:d ."),
            Some(Format::TriG)
        );
        assert_eq!(looks("<http://a/> a <http://b/> ."), Some(Format::TriG));
        assert_eq!(
            looks("<http://a> <http://b> \"c\" .\n"),
            Some(Format::NQuads)
        );
        assert_eq!(looks("name,type\nQatar,Country\n"), None);
        #[cfg(feature = "rdf-xml")]
        assert_eq!(
            looks("<?xml version=\"1.0\"?><rdf:RDF/>"),
            Some(Format::RdfXml)
        );
        #[cfg(feature = "json-ld")]
        assert_eq!(looks("[{\"@id\": \"http://a/\"}]"), Some(Format::JsonLd));
    }
}

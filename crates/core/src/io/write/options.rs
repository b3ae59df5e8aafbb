//! How to write.

use std::str::FromStr;

use super::Packing;
use super::failure::unknown;
use crate::SchemaError;
use crate::io::Format;

/// How claims are written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum ClaimsForm {
    /// All of them as the reifiers of RDF 1.2: annotations in Turtle and TriG, `rdf:reifies` elsewhere.
    Annotations,
    /// All of them as nodes of type `rdf:Statement`, for readers of RDF 1.1: no triple term is left.
    Reification,
    /// None of them: the statements alone, without reifiers, without evidence, and without what is said
    /// of these.
    None,
}

impl ClaimsForm {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Annotations, Self::Reification, Self::None];

    /// The word for it: `"annotations"`, `"reification"` or `"none"`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Annotations => "annotations",
            Self::Reification => "reification",
            Self::None => "none",
        }
    }
}

impl std::fmt::Display for ClaimsForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for ClaimsForm {
    type Err = SchemaError;

    fn from_str(word: &str) -> Result<Self, SchemaError> {
        let found = Self::ALL.iter().copied().find(|form| form.name() == word);
        found.ok_or_else(|| SchemaError::Argument {
            name: "claims".into(),
            value: word.into(),
            reason: "it is one of \"annotations\", \"reification\" and \"none\"".into(),
        })
    }
}

/// How to write: in which format, in which form the claims, and whether the ontology comes along.
///
/// # Example
/// ```
/// use rawabit::{ClaimsForm, Format, Graph, Relate, WriteOptions};
/// let graph = Graph::new();
/// graph.country("QA")?;
/// graph.country("AE")?;
/// graph.relate("qatar", "meetsWith", "united-arab-emirates", Relate::new().id("c1"))?;
///
/// let mut turtle = Vec::new();
/// graph.write_to(&mut turtle, WriteOptions::new().format(Format::Turtle))?;
/// assert!(String::from_utf8_lossy(&turtle).contains("~ c:c1 {| a rb:Claim"));
///
/// let mut lines = Vec::new();
/// let options = WriteOptions::new().format(Format::NTriples).claims(ClaimsForm::Reification);
/// graph.write_to(&mut lines, options)?;
/// assert!(String::from_utf8_lossy(&lines).contains("#Statement>"));
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use]
pub struct WriteOptions {
    pub(super) format: Option<Format>,
    pub(super) claims: Option<ClaimsForm>,
    pub(super) ontology: bool,
    pub(super) alignment: bool,
    pub(super) packing: Option<Packing>,
}

impl WriteOptions {
    /// The format from the file's name; each claim in the form in which it came in, and ours as
    /// annotations, or where the format has none (RDF/XML, JSON-LD) by reification; no ontology.
    pub fn new() -> Self {
        Self::default()
    }

    /// The format, whatever the file's name says.
    pub fn format(mut self, format: Format) -> Self {
        self.format = Some(format);
        self
    }

    /// As [`format`](Self::format), by its name or a file ending: `"turtle"`, `"nt"`.
    ///
    /// # Errors
    /// [`SchemaError::Argument`] where nothing is written in such a format; it lists those that there are.
    pub fn format_named(self, name: &str) -> Result<Self, SchemaError> {
        let format = Format::from_name(name);
        let written = format.filter(|format| Format::WRITTEN.contains(format));
        let format = written.ok_or_else(|| unknown(name, "graphs are not written in it"))?;
        Ok(self.format(format))
    }

    /// How it is packed, whatever the file's name says. What is no file is not packed unless this says so.
    pub fn packing(mut self, packing: Packing) -> Self {
        self.packing = Some(packing);
        self
    }

    /// One form for all claims.
    pub fn claims(mut self, form: ClaimsForm) -> Self {
        self.claims = Some(form);
        self
    }

    /// Whether the schema's triples are written along: in their graphs where the format has graphs,
    /// else among the others.
    pub fn ontology(mut self, ontology: bool) -> Self {
        self.ontology = ontology;
        self
    }

    /// Whether the mappings of the built-in terms to other vocabularies, [`Schema::alignment`], are
    /// written along: in a graph of their own where the format has graphs, else among the others.
    ///
    /// [`Schema::alignment`]: crate::Schema::alignment
    pub fn alignment(mut self, alignment: bool) -> Self {
        self.alignment = alignment;
        self
    }
}

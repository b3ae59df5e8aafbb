//! The terms of [RDF 1.2](https://www.w3.org/TR/rdf12-concepts/): IRIs, blank nodes, literals and
//! triple terms.
//!
//! Every term keeps what was written, byte for byte: `"0.10"` and `"0.1"` are two literals. Only
//! language tags are lower-cased, as RDF 1.2 asks.

use std::borrow::Borrow;
use std::fmt;

use super::ValueError;
use super::vocab::{rdf, xsd};

/// An absolute [IRI](https://www.w3.org/TR/rdf12-concepts/#section-IRIs).
///
/// # Example
/// ```
/// use rawabit::Iri;
/// let qatar = Iri::new("https://w3id.org/rawabit/id/qatar")?;
/// assert_eq!(qatar.as_str(), "https://w3id.org/rawabit/id/qatar");
/// assert!(Iri::new("qatar").is_err());
/// # Ok::<(), rawabit::ValueError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Iri(Box<str>);

impl Iri {
    /// Checks and takes an absolute IRI.
    ///
    /// # Errors
    /// [`ValueError::Iri`] where the text is not an absolute IRI by RFC 3987.
    ///
    /// # Complexity
    /// Linear in the length of the text.
    pub fn new(iri: impl Into<String>) -> Result<Self, ValueError> {
        let iri = iri.into();
        match oxiri::Iri::parse(iri.as_str()) {
            Ok(_) => Ok(Self(iri.into_boxed_str())),
            Err(error) => Err(ValueError::Iri {
                reason: error.to_string(),
                value: iri,
            }),
        }
    }

    /// Takes an IRI that a parser has checked already.
    pub(crate) fn new_unchecked(iri: impl Into<Box<str>>) -> Self {
        Self(iri.into())
    }

    /// The IRI as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Iri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}>", self.0)
    }
}

impl fmt::Debug for Iri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl AsRef<str> for Iri {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Iri {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// A [blank node](https://www.w3.org/TR/rdf12-concepts/#section-blank-nodes): a thing without an IRI.
///
/// Its label names it within one graph only.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlankNode(Box<str>);

impl BlankNode {
    /// Checks and takes the label of a blank node, without the leading `_:`.
    ///
    /// # Errors
    /// [`ValueError::BlankNode`] where the label could not be written in Turtle.
    pub fn new(label: impl Into<String>) -> Result<Self, ValueError> {
        let label = label.into();
        match oxrdf::BlankNode::new(label.as_str()) {
            Ok(_) => Ok(Self(label.into_boxed_str())),
            Err(_) => Err(ValueError::BlankNode { value: label }),
        }
    }

    pub(crate) fn new_unchecked(label: impl Into<Box<str>>) -> Self {
        Self(label.into())
    }

    /// The label, without the leading `_:`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BlankNode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "_:{}", self.0)
    }
}

impl fmt::Debug for BlankNode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The [base direction](https://www.w3.org/TR/rdf12-concepts/#section-text-direction) of a literal.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum BaseDirection {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl BaseDirection {
    /// `"ltr"` or `"rtl"`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// A [literal](https://www.w3.org/TR/rdf12-concepts/#section-Graph-Literal): a lexical form with a
/// datatype, or with a language and perhaps a base direction.
///
/// # Example
/// ```
/// use rawabit::Literal;
/// let name = Literal::lang("قطر", "AR")?;
/// assert_eq!((name.lexical(), name.language()), ("قطر", Some("ar")));
/// assert_eq!(name.to_string(), "\"قطر\"@ar");
/// # Ok::<(), rawabit::ValueError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Literal {
    lexical: Box<str>,
    kind: Kind,
}

#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Kind {
    String,
    Lang(Box<str>),
    DirLang(Box<str>, BaseDirection),
    Typed(Iri),
}

impl Literal {
    /// A plain string, `xsd:string`.
    pub fn string(text: impl Into<Box<str>>) -> Self {
        Self {
            lexical: text.into(),
            kind: Kind::String,
        }
    }

    /// Text in a language.
    ///
    /// # Errors
    /// [`ValueError::Language`] where the tag is not one by BCP 47.
    pub fn lang(text: impl Into<Box<str>>, language: &str) -> Result<Self, ValueError> {
        Ok(Self {
            lexical: text.into(),
            kind: Kind::Lang(check_language(language)?),
        })
    }

    /// Text in a language, with a base direction.
    ///
    /// # Errors
    /// [`ValueError::Language`] where the tag is not one by BCP 47.
    pub fn lang_with_direction(
        text: impl Into<Box<str>>,
        language: &str,
        direction: BaseDirection,
    ) -> Result<Self, ValueError> {
        Ok(Self {
            lexical: text.into(),
            kind: Kind::DirLang(check_language(language)?, direction),
        })
    }

    /// A lexical form with a datatype; the form is kept as it is, well-typed or not.
    ///
    /// # Errors
    /// [`ValueError::Lexical`] for the datatypes of texts in a language, which no format writes without one:
    /// [`lang`](Self::lang) makes these.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Iri, Literal};
    /// use rawabit::vocab::{rdf, xsd};
    /// assert_eq!(Literal::typed("007", Iri::new(xsd::INTEGER)?)?.lexical(), "007");
    /// assert!(Literal::typed("قطر", Iri::new(rdf::LANG_STRING)?).is_err());
    /// # Ok::<(), rawabit::ValueError>(())
    /// ```
    pub fn typed(lexical: impl Into<Box<str>>, datatype: Iri) -> Result<Self, ValueError> {
        let local = [
            (rdf::LANG_STRING, "rdf:langString"),
            (rdf::DIR_LANG_STRING, "rdf:dirLangString"),
        ]
        .into_iter()
        .find(|(iri, _)| *iri == datatype.as_str());
        match local {
            Some((_, local)) => Err(ValueError::Lexical {
                value: lexical.into().into(),
                datatype: local.into(),
                reason: "that has a language; give the language, and no datatype".into(),
            }),
            None => Ok(Self::of_type(lexical, datatype)),
        }
    }

    /// The same of a datatype that is known to be none of texts in a language.
    pub(crate) fn of_type(lexical: impl Into<Box<str>>, datatype: Iri) -> Self {
        let kind = if datatype.as_str() == xsd::STRING {
            Kind::String
        } else {
            Kind::Typed(datatype)
        };
        Self {
            lexical: lexical.into(),
            kind,
        }
    }

    pub(crate) fn typed_unchecked(lexical: impl Into<Box<str>>, datatype: &str) -> Self {
        Self::of_type(lexical, Iri::new_unchecked(datatype))
    }

    pub(crate) fn lang_unchecked(
        lexical: impl Into<Box<str>>,
        language: impl Into<Box<str>>,
        direction: Option<BaseDirection>,
    ) -> Self {
        let kind = match direction {
            None => Kind::Lang(language.into()),
            Some(direction) => Kind::DirLang(language.into(), direction),
        };
        Self {
            lexical: lexical.into(),
            kind,
        }
    }

    /// The lexical form, byte for byte as it was written.
    #[must_use]
    pub fn lexical(&self) -> &str {
        &self.lexical
    }

    /// The IRI of the datatype; `rdf:langString` or `rdf:dirLangString` where there is a language.
    #[must_use]
    pub fn datatype(&self) -> &str {
        match &self.kind {
            Kind::String => xsd::STRING,
            Kind::Lang(_) => rdf::LANG_STRING,
            Kind::DirLang(..) => rdf::DIR_LANG_STRING,
            Kind::Typed(datatype) => datatype.as_str(),
        }
    }

    /// The language tag, in lower case.
    #[must_use]
    pub fn language(&self) -> Option<&str> {
        match &self.kind {
            Kind::Lang(language) | Kind::DirLang(language, _) => Some(language),
            Kind::String | Kind::Typed(_) => None,
        }
    }

    /// The base direction.
    #[must_use]
    pub fn direction(&self) -> Option<BaseDirection> {
        match &self.kind {
            Kind::DirLang(_, direction) => Some(*direction),
            _ => None,
        }
    }
}

fn check_language(tag: &str) -> Result<Box<str>, ValueError> {
    oxilangtag::LanguageTag::parse(tag)
        .map(|tag| tag.as_str().to_ascii_lowercase().into_boxed_str())
        .map_err(|error| ValueError::Language {
            value: tag.into(),
            reason: error.to_string(),
        })
}

impl fmt::Display for Literal {
    /// As in N-Triples.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        oxrdf::Literal::from(self.clone()).fmt(f)
    }
}

impl fmt::Debug for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A triple, which is also a [triple term](https://www.w3.org/TR/rdf12-concepts/#section-triple-terms)
/// where it stands as an object.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Triple {
    subject: Term,
    predicate: Iri,
    object: Term,
}

/// So deep may things lie in one another, in a term and in a document: what goes down into them does so by
/// recursion. JSON-LD's parser takes 2.4 KB of stack for each level; 128 is what other readers of JSON have.
pub(crate) const DEEPEST: usize = 128;

impl Triple {
    /// Puts a triple together. As an object it is a triple term; up to 128 may lie in one another.
    ///
    /// # Errors
    /// [`ValueError::Subject`] where the subject is a literal or a triple term, [`ValueError::Deep`] where
    /// it would lie too deep as a triple term.
    ///
    /// # Complexity
    /// O(d) in the depth of the triple terms in it.
    pub fn new(
        subject: impl Into<Term>,
        predicate: Iri,
        object: impl Into<Term>,
    ) -> Result<Self, ValueError> {
        let object = object.into();
        let inside = std::iter::successors(object.as_triple(), |triple| triple.object.as_triple());
        if inside.count() >= DEEPEST {
            return Err(ValueError::Deep { limit: DEEPEST });
        }
        match subject.into() {
            subject @ (Term::Iri(_) | Term::Blank(_)) => Ok(Self {
                subject,
                predicate,
                object,
            }),
            other => Err(ValueError::Subject {
                value: other.to_string(),
            }),
        }
    }

    /// The subject: an IRI or a blank node.
    #[must_use]
    pub fn subject(&self) -> &Term {
        &self.subject
    }

    /// The relation or property.
    #[must_use]
    pub fn predicate(&self) -> &Iri {
        &self.predicate
    }

    /// The object: any term.
    #[must_use]
    pub fn object(&self) -> &Term {
        &self.object
    }

    /// The three positions.
    #[must_use]
    pub fn into_parts(self) -> (Term, Iri, Term) {
        (self.subject, self.predicate, self.object)
    }
}

impl Term {
    fn as_triple(&self) -> Option<&Triple> {
        match self {
            Self::Triple(triple) => Some(triple),
            Self::Iri(_) | Self::Blank(_) | Self::Literal(_) => None,
        }
    }
}

impl fmt::Display for Triple {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.subject, self.predicate, self.object)
    }
}

impl fmt::Debug for Triple {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Anything that can stand in a position of a statement.
///
/// # Example
/// ```
/// use rawabit::{Iri, Term};
/// let term = Term::from(Iri::new("http://example.org/a")?);
/// assert_eq!(Term::from(oxrdf::Term::from(term.clone())), term);
/// # Ok::<(), rawabit::ValueError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Term {
    /// An IRI.
    Iri(Iri),
    /// A blank node.
    Blank(BlankNode),
    /// A literal.
    Literal(Literal),
    /// A triple term, as object only.
    Triple(Box<Triple>),
}

impl Term {
    /// Whether it is a blank node, or has one in it.
    pub(crate) fn has_blank(&self) -> bool {
        match self {
            Self::Blank(_) => true,
            Self::Iri(_) | Self::Literal(_) => false,
            Self::Triple(triple) => triple.subject.has_blank() || triple.object.has_blank(),
        }
    }
}

impl fmt::Display for Term {
    /// As in N-Triples.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Iri(iri) => iri.fmt(f),
            Self::Blank(node) => node.fmt(f),
            Self::Literal(literal) => literal.fmt(f),
            Self::Triple(triple) => write!(f, "<<( {triple} )>>"),
        }
    }
}

impl fmt::Debug for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<Iri> for Term {
    fn from(iri: Iri) -> Self {
        Self::Iri(iri)
    }
}

impl From<BlankNode> for Term {
    fn from(node: BlankNode) -> Self {
        Self::Blank(node)
    }
}

impl From<Literal> for Term {
    fn from(literal: Literal) -> Self {
        Self::Literal(literal)
    }
}

impl From<Triple> for Term {
    fn from(triple: Triple) -> Self {
        Self::Triple(Box::new(triple))
    }
}

// ---- to and from the crate oxrdf -------------------------------------------------------------------------

impl From<oxrdf::NamedNode> for Iri {
    fn from(node: oxrdf::NamedNode) -> Self {
        Self(node.into_string().into_boxed_str())
    }
}

impl From<Iri> for oxrdf::NamedNode {
    fn from(iri: Iri) -> Self {
        Self::new_unchecked(iri.0)
    }
}

impl From<oxrdf::BlankNode> for BlankNode {
    fn from(node: oxrdf::BlankNode) -> Self {
        Self(node.into_string().into_boxed_str())
    }
}

impl From<BlankNode> for oxrdf::BlankNode {
    fn from(node: BlankNode) -> Self {
        Self::new_unchecked(node.0)
    }
}

impl From<oxrdf::Literal> for Literal {
    fn from(literal: oxrdf::Literal) -> Self {
        let (lexical, datatype, language, direction) = literal.destruct();
        match (language, datatype) {
            (Some(language), _) => {
                Self::lang_unchecked(lexical, language, direction.map(Into::into))
            }
            (None, Some(datatype)) => Self::of_type(lexical, datatype.into()),
            (None, None) => Self::string(lexical),
        }
    }
}

impl From<Literal> for oxrdf::Literal {
    fn from(literal: Literal) -> Self {
        match literal.kind {
            Kind::String => Self::new_simple_literal(literal.lexical),
            Kind::Lang(language) => {
                Self::new_language_tagged_literal_unchecked(literal.lexical, language)
            }
            Kind::DirLang(language, direction) => {
                Self::new_directional_language_tagged_literal_unchecked(
                    literal.lexical,
                    language,
                    direction,
                )
            }
            Kind::Typed(datatype) => Self::new_typed_literal(literal.lexical, datatype),
        }
    }
}

impl From<oxrdf::BaseDirection> for BaseDirection {
    fn from(direction: oxrdf::BaseDirection) -> Self {
        match direction {
            oxrdf::BaseDirection::Ltr => Self::Ltr,
            oxrdf::BaseDirection::Rtl => Self::Rtl,
        }
    }
}

impl From<BaseDirection> for oxrdf::BaseDirection {
    fn from(direction: BaseDirection) -> Self {
        match direction {
            BaseDirection::Ltr => Self::Ltr,
            BaseDirection::Rtl => Self::Rtl,
        }
    }
}

impl From<oxrdf::NamedOrBlankNode> for Term {
    fn from(node: oxrdf::NamedOrBlankNode) -> Self {
        match node {
            oxrdf::NamedOrBlankNode::NamedNode(node) => Self::Iri(node.into()),
            oxrdf::NamedOrBlankNode::BlankNode(node) => Self::Blank(node.into()),
        }
    }
}

impl From<oxrdf::Term> for Term {
    fn from(term: oxrdf::Term) -> Self {
        match term {
            oxrdf::Term::NamedNode(node) => Self::Iri(node.into()),
            oxrdf::Term::BlankNode(node) => Self::Blank(node.into()),
            oxrdf::Term::Literal(literal) => Self::Literal(literal.into()),
            oxrdf::Term::Triple(triple) => Self::Triple(Box::new((*triple).into())),
        }
    }
}

impl From<Term> for oxrdf::Term {
    fn from(term: Term) -> Self {
        match term {
            Term::Iri(iri) => Self::NamedNode(iri.into()),
            Term::Blank(node) => Self::BlankNode(node.into()),
            Term::Literal(literal) => Self::Literal(literal.into()),
            Term::Triple(triple) => Self::Triple(Box::new((*triple).into())),
        }
    }
}

impl From<Triple> for oxrdf::Triple {
    fn from(triple: Triple) -> Self {
        let subject = match triple.subject {
            Term::Iri(iri) => oxrdf::NamedOrBlankNode::NamedNode(iri.into()),
            Term::Blank(node) => oxrdf::NamedOrBlankNode::BlankNode(node.into()),
            Term::Literal(_) | Term::Triple(_) => {
                unreachable!("Triple::new takes no other subject")
            }
        };
        Self::new(
            subject,
            oxrdf::NamedNode::from(triple.predicate),
            oxrdf::Term::from(triple.object),
        )
    }
}

impl TryFrom<Term> for oxrdf::NamedOrBlankNode {
    /// The term, where it is neither an IRI nor a blank node.
    type Error = Term;

    fn try_from(term: Term) -> Result<Self, Term> {
        match term {
            Term::Iri(iri) => Ok(Self::NamedNode(iri.into())),
            Term::Blank(node) => Ok(Self::BlankNode(node.into())),
            other => Err(other),
        }
    }
}

impl From<oxrdf::Triple> for Triple {
    fn from(triple: oxrdf::Triple) -> Self {
        Self {
            subject: triple.subject.into(),
            predicate: triple.predicate.into(),
            object: triple.object.into(),
        }
    }
}

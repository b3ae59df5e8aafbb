//! What is wrong with a value, before any graph or schema has seen it.

/// A value that cannot be what it was given as.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ValueError {
    /// Not an absolute IRI by RFC 3987.
    #[error("\"{value}\" is no absolute IRI: {reason}")]
    Iri {
        /// What was given.
        value: String,
        /// What the parser of IRIs said.
        reason: String,
    },
    /// A base that ids cannot be put behind.
    #[error(
        "the base \"{base}\" runs into the ids behind it; end it with \"/\" or \"#\": \"{base}/\""
    )]
    Base {
        /// What was given.
        base: String,
    },
    /// Not a language tag by BCP 47.
    #[error("\"{value}\" is no language tag: {reason}; write \"ar\", \"en\" or \"ar-Latn\"")]
    Language {
        /// What was given.
        value: String,
        /// What the parser of tags said.
        reason: String,
    },
    /// Not the label of a blank node.
    #[error(
        "\"{value}\" is no label of a blank node: use letters, digits, \"_\", \"-\" and \".\", and do not end with \".\""
    )]
    BlankNode {
        /// What was given.
        value: String,
    },
    /// Not a date or time in any accepted form.
    #[error("\"{value}\" is no date or time: {reason}; accepted are {accepted}")]
    Time {
        /// What was given.
        value: String,
        /// What is wrong with it.
        reason: String,
        /// The accepted forms.
        accepted: &'static str,
    },
    /// Not a subject: neither an IRI nor a blank node.
    #[error("{value} cannot be a subject; a subject is an IRI or a blank node")]
    Subject {
        /// What was given, as in N-Triples.
        value: String,
    },
    /// Triple terms in one another beyond what can be gone down into.
    #[error(
        "triple terms lie more than {limit} deep in this one; name what is inside with a reifier"
    )]
    Deep {
        /// How deep they may lie.
        limit: usize,
    },
    /// The lexical form does not belong to the datatype.
    #[error("\"{value}\" is no {datatype}: {reason}")]
    Lexical {
        /// What was given.
        value: String,
        /// The datatype, as a compact IRI where it has one.
        datatype: String,
        /// What is wrong with it.
        reason: String,
    },
}

//! How grave something is.

/// How grave a problem is, and so to break a rule of an ontology.
///
/// # Example
/// ```
/// use rawabit::Severity;
/// assert!(Severity::Error < Severity::Warning, "what is graver comes first");
/// assert_eq!(Severity::Notice.as_str(), "notice");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// Something that was refused, or that breaks the ontology (`sh:Violation`).
    Error,
    /// Something that was taken, and is worth a look (`sh:Warning`).
    Warning,
    /// Something that was left out on purpose (`sh:Info`).
    Notice,
}

impl Severity {
    /// `"error"`, `"warning"` or `"notice"`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Notice => "notice",
        }
    }
}

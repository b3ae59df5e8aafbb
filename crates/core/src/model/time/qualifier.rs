//! How sure a time is.

/// How sure a time is, in the marks of EDTF. A mark does not widen the bounds.
///
/// # Example
/// ```
/// use rawabit::{Qualifier, Time};
/// assert_eq!(Time::new("2024-03?")?.qualifier(), Some(Qualifier::Uncertain));
/// assert_eq!(Qualifier::Both.as_str(), "%");
/// # Ok::<(), rawabit::ValueError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Qualifier {
    /// `?`: it may be wrong.
    Uncertain,
    /// `~`: it is about then.
    Approximate,
    /// `%`: both.
    Both,
}

impl Qualifier {
    /// The mark: `"?"`, `"~"` or `"%"`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Uncertain => "?",
            Self::Approximate => "~",
            Self::Both => "%",
        }
    }

    pub(super) fn and(self, other: Self) -> Self {
        if self == other { self } else { Self::Both }
    }
}

//! How exact a time is.

/// How exact a time is, from the coarsest to the finest.
///
/// # Example
/// ```
/// use rawabit::{Precision, Time};
/// assert_eq!(Time::new("201X")?.precision(), Precision::Decade);
/// assert!(Precision::Year < Precision::Day);
/// assert_eq!(Precision::Day.as_str(), "day");
/// # Ok::<(), rawabit::ValueError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Precision {
    /// `20XX`.
    Century,
    /// `201X`.
    Decade,
    /// `2024`.
    Year,
    /// `2024-21`.
    Season,
    /// `2024-03`.
    Month,
    /// `2024-03-05`.
    Day,
    /// `2024-03-05T09:00`.
    Minute,
    /// `2024-03-05T09:00:00`, with or without a fraction.
    Second,
}

impl Precision {
    /// The name in lower case, as in Python: `"century"` to `"second"`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Century => "century",
            Self::Decade => "decade",
            Self::Year => "year",
            Self::Season => "season",
            Self::Month => "month",
            Self::Day => "day",
            Self::Minute => "minute",
            Self::Second => "second",
        }
    }
}

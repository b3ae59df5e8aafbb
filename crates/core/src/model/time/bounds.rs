//! What a time can mean, as two ends on the time line, and how two such stretches lie to each other.

use super::instant::{HOUR, Instant};

/// How far the clocks of two places can be from UTC, by XSD 1.1; no real zone goes beyond.
const WIDEST_OFFSET: i64 = 14 * HOUR;

/// One end of a stretch of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Edge {
    /// Here; UTC where `zoned`, else the local time of an unnamed place.
    At { instant: Instant, zoned: bool },
    /// There is no end.
    Open,
    /// There is an end, and nobody says where.
    Unknown,
}

/// The stretch of time that a [`Time`](super::Time) or a [`Period`](super::Period) lies in: from its
/// earliest instant up to, and not including, its latest.
///
/// Two floating times are compared as if they were of one place, two zoned ones as UTC. Where one is
/// floating and the other zoned, the floating one may be anywhere up to 14 hours either way, which is
/// the widest offset that XSD allows. An end may be open (there is none) or unknown (there is one
/// somewhere).
///
/// # Example
/// ```
/// use rawabit::Time;
/// let summit = Time::new("2024-03-05")?.bounds();
/// let year = Time::new("2024")?.bounds();
/// assert!(summit.overlaps(year) && summit.within(year));
/// assert!(year.overlaps(summit) && !year.within(summit));
/// # Ok::<(), rawabit::ValueError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bounds {
    pub(super) start: Edge,
    pub(super) end: Edge,
}

impl Bounds {
    pub(super) const UNKNOWN: Self = Self {
        start: Edge::Unknown,
        end: Edge::Unknown,
    };

    /// The first instant; `None` where the start is open or unknown.
    ///
    /// # Example
    /// ```
    /// use rawabit::Period;
    /// let until = "../2024".parse::<Period>()?.bounds();
    /// assert_eq!(until.earliest(), None);
    /// # Ok::<(), rawabit::ValueError>(())
    /// ```
    #[must_use]
    pub fn earliest(self) -> Option<Instant> {
        self.start.instant()
    }

    /// The first instant after; `None` where the end is open or unknown.
    ///
    /// # Example
    /// ```
    /// use rawabit::Period;
    /// let until = "../2024".parse::<Period>()?.bounds();
    /// assert_eq!(until.latest().map(|i| i.to_string()).as_deref(), Some("2025-01-01T00:00:00"));
    /// # Ok::<(), rawabit::ValueError>(())
    /// ```
    #[must_use]
    pub fn latest(self) -> Option<Instant> {
        self.end.instant()
    }

    /// Whether the two can share an instant: *possibly overlaps*.
    ///
    /// An open or unknown end can be anywhere, so that only what is known to lie apart does not
    /// overlap.
    ///
    /// # Example
    /// ```
    /// use rawabit::Time;
    /// let fifth = Time::new("2024-03-05")?.bounds();
    /// assert!(!fifth.overlaps(Time::new("2024-03-06")?.bounds()));
    /// // The morning of the 6th in UTC is still the 5th in some places.
    /// assert!(fifth.overlaps(Time::new("2024-03-06T09:00:00Z")?.bounds()));
    /// # Ok::<(), rawabit::ValueError>(())
    /// ```
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start.may_precede(other.end) && other.start.may_precede(self.end)
    }

    /// Whether it cannot reach out of the window: *certainly within*.
    ///
    /// An end that is open or unknown is within a window only where the window is open there.
    ///
    /// # Example
    /// ```
    /// use rawabit::Time;
    /// let spring = Time::new("2024-03/2024-05")?.bounds();
    /// assert!(spring.within(Time::new("2024")?.bounds()));
    /// assert!(!Time::new("2024-03/..")?.bounds().within(Time::new("2024")?.bounds()));
    /// # Ok::<(), rawabit::ValueError>(())
    /// ```
    #[must_use]
    pub fn within(self, window: Self) -> bool {
        (window.start == Edge::Open || window.start.is_certainly_by(self.start))
            && (window.end == Edge::Open || self.end.is_certainly_by(window.end))
    }

    /// From the earliest of one time until the latest of another; what is missing is open.
    pub(crate) fn window(from: Option<Self>, until: Option<Self>) -> Self {
        Self {
            start: from.map_or(Edge::Open, |from| from.start),
            end: until.map_or(Edge::Open, |until| until.end),
        }
    }

    /// Its first microsecond alone, where that is known.
    pub(crate) fn beginning(self) -> Option<Self> {
        let Edge::At { instant, zoned } = self.start else {
            return None;
        };
        let end = instant.plus(1);
        Some(Self {
            start: self.start,
            end: Edge::At {
                instant: end,
                zoned,
            },
        })
    }

    /// Whether its earliest can lie before the latest of another.
    pub(crate) fn may_begin_before_end_of(self, other: Self) -> bool {
        self.start.may_precede(other.end)
    }

    /// Whether something that starts in this stretch, wherever in it, certainly has started when a window ends.
    pub(crate) fn certainly_begins_by_end_of(self, window: Self) -> bool {
        window.end == Edge::Open || self.end.is_certainly_by(window.end)
    }

    /// Whether something that ends in this stretch, wherever in it, certainly has not ended when a window starts.
    pub(crate) fn certainly_ends_after_start_of(self, window: Self) -> bool {
        window.start == Edge::Open || window.start.is_certainly_by(self.start)
    }

    pub(super) fn is_zoned(self) -> bool {
        self.start.is_zoned() || self.end.is_zoned()
    }
}

impl Edge {
    fn is_zoned(self) -> bool {
        matches!(self, Self::At { zoned: true, .. })
    }

    pub(super) fn instant(self) -> Option<Instant> {
        match self {
            Self::At { instant, .. } => Some(instant),
            Self::Open | Self::Unknown => None,
        }
    }

    /// Whether a start can lie before an end.
    pub(super) fn may_precede(self, end: Self) -> bool {
        match (self, end) {
            (
                Self::At {
                    instant: a,
                    zoned: x,
                },
                Self::At {
                    instant: b,
                    zoned: y,
                },
            ) => {
                let slack = if x == y { 0 } else { WIDEST_OFFSET };
                // Two that are both beyond the countable may lie in any order.
                a < b.plus(slack) || (a == b && a.is_saturated())
            }
            _ => true,
        }
    }

    /// Whether it is certainly not after another end of the same side.
    pub(super) fn is_certainly_by(self, other: Self) -> bool {
        match (self, other) {
            (
                Self::At {
                    instant: a,
                    zoned: x,
                },
                Self::At {
                    instant: b,
                    zoned: y,
                },
            ) => {
                let slack = if x == y { 0 } else { WIDEST_OFFSET };
                a.plus(slack) <= b && !(a == b && a.is_saturated())
            }
            _ => false,
        }
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "that is how a test fails"
)]
mod tests {
    use crate::model::Time;

    fn bounds(text: &str) -> super::Bounds {
        Time::new(text).unwrap().bounds()
    }

    #[test]
    fn days_that_touch_do_not_overlap() {
        assert!(!bounds("2024-03-05").overlaps(bounds("2024-03-06")));
        assert!(!bounds("2024").overlaps(bounds("2025")));
        assert!(bounds("2024-12-31T23:59:59").overlaps(bounds("2024")));
        assert!(!bounds("2025-01-01T00:00:00").overlaps(bounds("2024")));
    }

    #[test]
    fn floating_and_zoned_are_up_to_fourteen_hours_apart() {
        let day = bounds("2024-03-05");
        assert!(day.overlaps(bounds("2024-03-04T10:00:00Z")));
        assert!(!day.overlaps(bounds("2024-03-04T09:59:59Z")));
        assert!(day.overlaps(bounds("2024-03-06T13:59:59Z")));
        assert!(!day.overlaps(bounds("2024-03-06T14:00:00Z")));
        assert!(bounds("2024-03-05T14:00:00Z").within(bounds("2024-03-05/..")));
        assert!(!bounds("2024-03-05T13:59:59Z").within(bounds("2024-03-05/..")));
        assert!(!day.within(bounds("2024-03-05Z")));
        assert!(day.within(bounds("2024-03Z")));
    }

    #[test]
    fn zones_are_compared_as_utc() {
        assert!(bounds("2024-03-05T09:00:00+03:00").within(bounds("2024-03-05T06:00:00Z")));
        assert!(!bounds("2024-03-05T02:00:00+03:00").overlaps(bounds("2024-03-05Z")));
    }

    #[test]
    fn an_unknown_end_is_possible_anywhere_and_certain_nowhere() {
        let since = bounds("2020/");
        assert!(since.overlaps(bounds("2030")));
        assert!(!since.overlaps(bounds("2019")));
        assert!(!since.within(bounds("2000/2100")));
        assert!(since.within(bounds("2000/..")));
        let hijri = bounds("5 رمضان 1445");
        assert!(hijri.overlaps(bounds("1066")) && !hijri.within(bounds("0001/..")));
    }

    #[test]
    fn beyond_the_countable_everything_is_possible_and_nothing_certain() {
        let far = bounds("Y17000000");
        assert!(far.overlaps(bounds("Y18000000")) && far.overlaps(bounds("2024/..")));
        assert!(!far.overlaps(bounds("2024")));
        assert!(!far.within(bounds("Y18000000")));
        assert!(far.within(bounds("2024/..")));
    }
}

//! What can stand in a statement: terms, times, and the vocabulary that rawabit gives a meaning to.
//!
//! Nothing here knows a graph. A [`Term`] is a value: it can be made, compared, printed and parsed
//! without any store behind it.

mod error;
pub(crate) mod id;
mod nearest;
mod severity;
mod term;
mod time;
pub mod vocab;

pub use error::ValueError;
pub(crate) use nearest::is_long;
pub use nearest::{did_you_mean, nearest};
pub use severity::Severity;
pub(crate) use term::DEEPEST;
pub use term::{BaseDirection, BlankNode, Iri, Literal, Term, Triple};
pub use time::{Bounds, Civil, Instant, Period, Precision, Qualifier, Time, parse_time};

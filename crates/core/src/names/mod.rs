//! How names are written, and when two spellings are one: folding, scripts, slugs and countries.
//!
//! Only strings go in and out; nothing here knows a graph. Names are stored as they were written,
//! and what this module makes of them lives in search keys alone.

mod clitic;
mod countries;
mod fold;
mod script;
mod slug;

pub use clitic::strip_proclitics;
pub use countries::{Country, countries, country, nearest_countries};
pub use fold::fold;
pub use script::{Script, is_arabic, language_fits, script_of};
pub(crate) use slug::shortened;
pub use slug::slug;

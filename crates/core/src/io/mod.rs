//! In and out.
mod error;
pub use error::ReadError;

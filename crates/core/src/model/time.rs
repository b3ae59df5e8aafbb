//! Times as they are written, with what they can mean.

/// A date or time as it was written.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Time(Box<str>);
/// How exact.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Precision {}
/// Marks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Qualifier {}

//! Times as they are written, with what they can mean.

/// A date or time as it was written.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Time(Box<str>);
/// How exact.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Precision { /// m
 Minute }
/// Marks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Qualifier {}

/// A point in time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Instant(i64);
impl Instant { /// Microseconds.
 pub fn micros(self) -> i64 { self.0 } }
impl Time { /// Stub.
 pub fn new(_: &str) -> Result<Self, super::ValueError> { Ok(Self("".into())) }
 /// Stub.
 pub fn earliest(&self) -> Option<Instant> { None } }
impl Time {
 /// Stub.
 pub fn datatype(&self) -> &str { super::vocab::xsd::DATE }
 /// Stub.
 pub fn is_zoned(&self) -> bool { false }
 /// Stub.
 pub fn precision(&self) -> Option<Precision> { None }
}

//! Who is told how far something long has come, and may end it.

use std::io;
use std::sync::Arc;

/// Who is told how far a read has come.
#[derive(Clone)]
pub(super) struct Watch(Arc<dyn Fn(u64) -> io::Result<()> + Send + Sync>);

impl Watch {
    pub(super) fn new(watch: impl Fn(u64) -> io::Result<()> + Send + Sync + 'static) -> Self {
        Self(Arc::new(watch))
    }

    /// Tells how far it is; an error ends the work.
    pub(super) fn tell(&self, done: u64) -> io::Result<()> {
        (self.0)(done)
    }
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Watch")
    }
}

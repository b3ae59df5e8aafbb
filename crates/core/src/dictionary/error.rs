//! What the store itself cannot do.

/// The store has met a limit or a fault.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StorageError {
    /// The id space or an address space is full.
    #[error("the graph is full: it holds at most {limit} {what}; split it into several graphs")]
    Limit {
        /// What there is too much of.
        what: &'static str,
        /// How much fits.
        limit: u64,
    },
    /// Triple terms in one another beyond what can be gone down into.
    #[error("triple terms would lie more than {limit} deep; name what is inside with a reifier")]
    Deep {
        /// How deep they may lie.
        limit: usize,
    },
    /// An invariant does not hold.
    #[error("the graph is damaged: {reason}; this is a fault of rawabit, please report it")]
    Corrupt {
        /// Which invariant, and where.
        reason: String,
    },
    /// A file that cannot be written.
    #[error("\"{path}\" cannot be written: {source}")]
    Write {
        /// The file, or what stands for it.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
}

//! What is wrong with what is read.

/// A document or file that cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// A file that the system does not give.
    #[error("\"{path}\" cannot be read: {source}")]
    File {
        /// The file.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
}

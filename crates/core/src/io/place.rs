//! A place in a document, as one reads on.

/// A line and column, from 0.
#[derive(Clone, Copy, Default)]
pub(super) struct Place {
    pub(super) line: u64,
    pub(super) column: u64,
}

impl Place {
    /// The place behind a text that begins here.
    pub(super) fn behind(self, text: &[u8]) -> Self {
        let text = String::from_utf8_lossy(text);
        let last = text.rsplit('\n').next().unwrap_or_default();
        let column = last.chars().count() as u64;
        match text.matches('\n').count() as u64 {
            0 => Self {
                line: self.line,
                column: self.column + column,
            },
            lines => Self {
                line: self.line + lines,
                column,
            },
        }
    }
}

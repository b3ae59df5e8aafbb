//! A text that is broken into lines of a good length as it is written.

use std::io::Write;

/// Lines are broken before they are longer than this, in characters, where they can be.
const WIDTH: usize = 100;
/// Nothing is set further to the right than this.
const DEEPEST: usize = 60;
/// So many bytes are written at once.
const FULL: usize = 1 << 16;

/// What has not been written yet, and where its last line begins.
pub(super) struct Page<W> {
    out: W,
    pub(super) text: String,
    line: usize,
    begun: bool,
}

impl<W: Write> Page<W> {
    pub(super) fn new(out: W) -> Self {
        Self {
            out,
            text: String::with_capacity(FULL * 2),
            line: 0,
            begun: false,
        }
    }

    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// The number of characters on the last line.
    pub(super) fn column(&mut self) -> usize {
        if let Some(end) = self.text[self.line..].rfind('\n') {
            self.line += end + 1;
        }
        characters(&self.text[self.line..])
    }

    /// Goes to a new line, so far to the right.
    pub(super) fn line(&mut self, indent: usize) {
        self.text.push('\n');
        self.line = self.text.len();
        indent_by(&mut self.text, indent);
    }

    /// Goes to a new line behind an empty one; at the beginning of the text, or of what stands between
    /// braces, there is none.
    pub(super) fn paragraph(&mut self, indent: usize) {
        let at_start = self.text.is_empty() && !self.begun;
        if !at_start {
            self.text.push('\n');
        }
        self.begun = true;
        self.line = self.text.len();
        indent_by(&mut self.text, indent);
    }

    /// Where something begins that may have to go to a line of its own: at the space before it.
    pub(super) fn mark(&self) -> usize {
        self.text.len()
    }

    /// Puts what stands behind a mark on a line of its own where the last line is too long with it.
    pub(super) fn fit(&mut self, mark: usize, indent: usize) {
        // In bytes first: most lines are far from full. What goes over several lines has its own breaks.
        if self.line > mark || self.text.len() - self.line <= WIDTH {
            return;
        }
        let end = self.text[mark..]
            .find('\n')
            .map_or(self.text.len(), |at| mark + at);
        let start = self.text[self.line..mark]
            .rfind('\n')
            .map_or(self.line, |at| self.line + at + 1);
        self.line = start;
        // Nothing is gained where it stands at the beginning of its line already.
        if characters(&self.text[start..end]) <= WIDTH
            || self.text[start..mark].trim_start().is_empty()
        {
            return;
        }
        let mut broken = String::from("\n");
        indent_by(&mut broken, indent);
        self.text.replace_range(mark..=mark, &broken);
        self.line = mark + 1;
    }

    /// Where a block that goes over several lines is to begin: here, or further to the left.
    pub(super) fn inner(&mut self, outer: usize) -> usize {
        let column = self.column();
        if column > DEEPEST { outer + 4 } else { column }
    }

    /// Writes the whole lines, when there are many.
    pub(super) fn flush_when_full(&mut self) -> std::io::Result<()> {
        if self.text.len() < FULL {
            return Ok(());
        }
        self.column();
        self.out.write_all(&self.text.as_bytes()[..self.line])?;
        self.text.drain(..self.line);
        self.line = 0;
        Ok(())
    }

    /// Writes what is left.
    pub(super) fn finish(mut self) -> std::io::Result<()> {
        self.out.write_all(self.text.as_bytes())?;
        self.out.flush()
    }
}

fn indent_by(text: &mut String, indent: usize) {
    text.extend(std::iter::repeat_n(' ', indent.min(DEEPEST + 8)));
}

fn characters(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_broken_at_the_marks() {
        let mut page = Page::new(Vec::new());
        page.push("subject");
        for n in 0..40 {
            let mark = page.mark();
            page.push(&format!(" كلمة{n}"));
            page.fit(mark, 4);
        }
        let text = page.text.clone();
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.len() > 2 && lines.iter().all(|line| characters(line) <= WIDTH));
        assert!(lines[1..].iter().all(|line| line.starts_with("    ك")));
        assert_eq!(page.column(), characters(lines[lines.len() - 1]));
    }
}

//! The texts of documents: stored beside the statements, never as triples.

use std::ops::Range;

/// A document's text, and the sentences that it was cut into.
///
/// Offsets count Unicode code points from 0; ends are exclusive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    text: String,
    /// The byte at which every 64th code point begins.
    marks: Vec<u32>,
    characters: usize,
    pub(crate) sentences: Vec<Sentence>,
}

/// A sentence of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sentence {
    pub(crate) id: String,
    pub(crate) kind: Option<String>,
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) no_claims: bool,
}

const STEP: usize = 64;

impl Text {
    pub(crate) fn new(text: String) -> Self {
        let mut characters = 0;
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        for (at, _) in text.char_indices() {
            if characters % STEP == 0 {
                marks.push(at as u32);
            }
            characters += 1;
        }
        Self {
            text,
            marks,
            characters,
            sentences: Vec::new(),
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// How many code points there are.
    pub(crate) fn characters(&self) -> usize {
        self.characters
    }

    /// The byte at which a code point begins; the length of the text for the one past the end.
    fn byte(&self, character: usize) -> Option<usize> {
        if character == self.characters {
            return Some(self.text.len());
        }
        let mark = *self.marks.get(character / STEP)? as usize;
        let (offset, _) = self.text[mark..].char_indices().nth(character % STEP)?;
        Some(mark + offset)
    }

    /// The words between two offsets; `None` where they lie outside the text or are reversed.
    pub(crate) fn slice(&self, range: Range<usize>) -> Option<&str> {
        if range.start > range.end {
            return None;
        }
        self.text
            .get(self.byte(range.start)?..self.byte(range.end)?)
    }

    /// Where words stand, in code points.
    pub(crate) fn find<'a>(&'a self, words: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let length = words.chars().count();
        let places = if words.is_empty() { 0 } else { usize::MAX };
        let found = self.text.match_indices(words).take(places);
        found.map(move |(byte, _)| {
            let mark = self
                .marks
                .partition_point(|&m| m as usize <= byte)
                .saturating_sub(1);
            let from = self.marks.get(mark).map_or(0, |&m| m as usize);
            let start = mark * STEP + self.text[from..byte].chars().count();
            start..start + length
        })
    }

    /// Where something like the words stands, as the end of an error's sentence; empty where nothing
    /// is near.
    pub(crate) fn nearest(&self, words: &str) -> String {
        let folded = |text: &str| crate::names::fold(text);
        let wanted = folded(words);
        let length = words.chars().count();
        if wanted.is_empty() || length > 1_000 {
            return String::new();
        }
        // The window that shares the most words, begun at each word of the text.
        let wanted_words: Vec<&str> = wanted.split(' ').collect();
        let chars: Vec<char> = self.text.chars().collect();
        let starts = (0..chars.len())
            .filter(|&at| !chars[at].is_whitespace() && (at == 0 || chars[at - 1].is_whitespace()));
        let mut best: Option<(usize, usize, usize)> = None;
        for start in starts.take(100_000) {
            let mut end = (start + length).min(chars.len());
            while end < chars.len() && !chars[end].is_whitespace() {
                end += 1;
            }
            let window: String = chars[start..end].iter().collect();
            let window = folded(&window);
            let shared = wanted_words
                .iter()
                .filter(|w| window.split(' ').any(|x| x == **w))
                .count();
            let starts_alike =
                usize::from(window.split(' ').next() == wanted_words.first().copied());
            let score = 2 * shared + starts_alike;
            if shared > 0 && best.is_none_or(|(most, ..)| score > most) {
                best = Some((score, start, end));
            }
        }
        match best {
            Some((_, start, end)) => {
                let words: String = chars[start..end].iter().collect();
                format!(
                    "; the nearest is \"{}\" at {start}..{end}",
                    words.trim_end()
                )
            }
            None => String::new(),
        }
    }

    /// The only sentence that holds a span.
    pub(crate) fn sentence_of(&self, start: u32, end: u32) -> Option<&Sentence> {
        self.sentences
            .iter()
            .find(|s| s.start <= start && end <= s.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_code_points() {
        let line = "قطر تُعرف أيضًا 🇶🇦 as Qatar\n";
        let text = Text::new(line.repeat(50));
        let chars: Vec<char> = text.as_str().chars().collect();
        assert_eq!(text.characters(), chars.len());
        for range in [
            0..3,
            4..9,
            60..70,
            127..129,
            chars.len() - 3..chars.len(),
            5..5,
        ] {
            let expected: String = chars[range.clone()].iter().collect();
            assert_eq!(text.slice(range), Some(expected.as_str()));
        }
        assert_eq!(text.slice(0..chars.len() + 1), None);
        assert_eq!(text.slice(Range { start: 3, end: 2 }), None);
    }

    #[test]
    fn words_are_found_at_every_place() {
        let text = Text::new("قطر ".repeat(100));
        let found: Vec<_> = text.find("قطر").collect();
        assert_eq!(found.len(), 100);
        assert!(
            found
                .into_iter()
                .enumerate()
                .all(|(n, r)| r == (n * 4..n * 4 + 3))
        );
        assert_eq!(text.find("").count(), 0);
    }
}

//! The texts of documents: stored beside the statements, never as triples.

use std::ops::Range;

use rustc_hash::FxHashMap;
use unicode_normalization::char::is_combining_mark;

/// A document's text, and the sentences that it was cut into.
///
/// Offsets count Unicode code points from 0; ends are exclusive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    words: String,
    /// The byte at which every 64th code point begins.
    marks: Vec<u32>,
    characters: usize,
    /// In the order in which they begin, the outer before the inner.
    sentences: Box<[Sentence]>,
    /// The furthest end of the sentences up to each one.
    reach: Box<[u32]>,
    /// Where each sentence stands among them, by its id.
    places: FxHashMap<Box<str>, u32>,
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
            words: text,
            marks,
            characters,
            sentences: Box::default(),
            reach: Box::default(),
            places: FxHashMap::default(),
        }
    }

    /// The same text, cut into sentences; they may come in any order, and their ids are distinct.
    pub(crate) fn with_sentences(self, mut sentences: Vec<Sentence>) -> Self {
        sentences.sort_by_key(|sentence| (sentence.start, std::cmp::Reverse(sentence.end)));
        let mut furthest = 0;
        let reach = sentences.iter().map(|sentence| {
            furthest = furthest.max(sentence.end);
            furthest
        });
        let reach = reach.collect();
        let places = sentences
            .iter()
            .enumerate()
            .map(|(at, sentence)| (sentence.id.as_str().into(), at as u32));
        Self {
            reach,
            places: places.collect(),
            sentences: sentences.into(),
            ..self
        }
    }

    pub(crate) fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The sentence with an id.
    pub(crate) fn sentence(&self, id: &str) -> Option<&Sentence> {
        let at = *self.places.get(id)?;
        self.sentences.get(at as usize)
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.words
    }

    /// How many code points there are.
    pub(crate) fn characters(&self) -> usize {
        self.characters
    }

    /// The byte at which a code point begins; the length of the text for the one past the end.
    fn byte(&self, character: usize) -> Option<usize> {
        if character == self.characters {
            return Some(self.words.len());
        }
        let mark = *self.marks.get(character / STEP)? as usize;
        let (offset, _) = self.words[mark..].char_indices().nth(character % STEP)?;
        Some(mark + offset)
    }

    /// The words between two offsets; `None` where they lie outside the text or are reversed.
    pub(crate) fn slice(&self, range: Range<usize>) -> Option<&str> {
        if range.start > range.end {
            return None;
        }
        self.words
            .get(self.byte(range.start)?..self.byte(range.end)?)
    }

    /// Where words stand, in code points; also where one place reaches into the next.
    pub(crate) fn find<'a>(&'a self, words: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let length = words.chars().count();
        let first = words.chars().next().map_or(0, char::len_utf8);
        let mut from = 0;
        let found = std::iter::from_fn(move || {
            let at = from + self.words.get(from..)?.find(words)?;
            from = at + first;
            Some(at).filter(|_| first > 0)
        });
        found.map(move |byte| {
            let mark = self
                .marks
                .partition_point(|&m| m as usize <= byte)
                .saturating_sub(1);
            let from = self.marks.get(mark).map_or(0, |&m| m as usize);
            let start = mark * STEP + self.words[from..byte].chars().count();
            start..start + length
        })
    }

    /// Where something like the words stands, as the end of an error's sentence; empty where nothing
    /// is near.
    pub(crate) fn nearest(&self, words: &str) -> String {
        let folded = |text: &str| crate::names::fold(text);
        let wanted = folded(words);
        if wanted.is_empty() || words.chars().nth(1_000).is_some() {
            return String::new();
        }
        // The window that shares the most words, begun at each word of the text.
        let wanted_words: Vec<&str> = wanted.split(' ').collect();
        let chars: Vec<char> = self.words.chars().collect();
        // One letter may be written with its marks or without them, as one character or as several.
        let letters = |c: &char| usize::from(!is_combining_mark(*c));
        let length: usize = words.chars().map(|c| letters(&c)).sum();
        let before: Vec<usize> = std::iter::once(0)
            .chain(chars.iter().scan(0, |sum, c| {
                *sum += letters(c);
                Some(*sum)
            }))
            .collect();
        let starts = (0..chars.len())
            .filter(|&at| !chars[at].is_whitespace() && (at == 0 || chars[at - 1].is_whitespace()));
        let mut best: Option<(usize, usize, usize)> = None;
        for start in starts.take(100_000) {
            let reached = before.partition_point(|&letters| letters < before[start] + length);
            let mut end = reached.min(chars.len());
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
            None => self.nearest_word(words),
        }
    }

    /// The same where no word is shared: the word that is written most like what is sought.
    fn nearest_word(&self, words: &str) -> String {
        let known = self.words.split_whitespace().take(100_000);
        let known = known.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
        let near = crate::model::nearest(words.trim(), known.filter(|word| !word.is_empty()), 1);
        let place = near
            .first()
            .and_then(|&word| Some((word, self.find(word).next()?)));
        match place {
            Some((word, at)) => {
                format!("; the nearest is \"{word}\" at {}..{}", at.start, at.end)
            }
            None => String::new(),
        }
    }

    /// The sentence that holds a span; the innermost where several do.
    ///
    /// # Complexity
    /// O(log n) in the sentences where these do not overlap.
    pub(crate) fn sentence_of(&self, start: u32, end: u32) -> Option<&Sentence> {
        let begun = self.sentences.partition_point(|s| s.start <= start);
        let candidates = self.sentences[..begun].iter().zip(&self.reach[..begun]);
        candidates
            .rev()
            .take_while(|(_, reach)| end <= **reach)
            .map(|(sentence, _)| sentence)
            .find(|sentence| end <= sentence.end)
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
    fn sentences_are_found_by_id_and_by_what_they_hold() {
        let sentence = |id: &str, start, end| Sentence {
            id: id.into(),
            kind: None,
            start,
            end,
            no_claims: false,
        };
        let text = Text::new("a".repeat(100)).with_sentences(vec![
            sentence("whole", 0, 60),
            sentence("c", 61, 100),
            sentence("b", 20, 30),
            sentence("a", 0, 19),
        ]);
        let holder = |start, end| text.sentence_of(start, end).map(|s| s.id.as_str());
        assert_eq!(holder(3, 10), Some("a"), "the innermost");
        assert_eq!(holder(20, 30), Some("b"));
        assert_eq!(holder(20, 31), Some("whole"));
        assert_eq!(holder(59, 62), None);
        assert_eq!(holder(61, 100), Some("c"));
        assert_eq!(text.sentence("a").map(|s| s.end), Some(19));
        assert_eq!(text.sentence("d"), None);
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

//! Which known words stand nearest to one that is not known: the "did you mean" of every error.

use std::fmt::Write as _;

/// Below this score two words have nothing to do with each other.
const LEAST: f64 = 0.7;
/// Words that are this much worse than the best one are left out.
const SPREAD: f64 = 0.12;

/// The candidates nearest to a word that is not among them, best first.
///
/// Case, Arabic diacritics and the spellings of alef, yeh and teh marbuta do not count. A candidate
/// that contains the word, or is contained in it, is near. What is not near is left out, so that the
/// answer may be empty, as it is for what is too long to be a word or a name (200 characters); of several equally
/// near, the earlier stands first.
///
/// # Complexity
/// O(c · w · l) for c candidates, a word of w characters and candidates of l characters.
///
/// # Example
/// ```
/// use rawabit::model::nearest;
/// let known = ["Summit", "Session", "hosts"];
/// assert_eq!(nearest("sumit", known, 3), ["Summit"]);
/// assert!(nearest("zebra", known, 3).is_empty());
/// ```
pub fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    limit: usize,
) -> Vec<&'a str> {
    if is_long(word) {
        return Vec::new();
    }
    let word = key(word);
    let mut scored: Vec<(f64, &str)> = candidates
        .into_iter()
        .map(|candidate| (score(&word, &key(candidate)), candidate))
        .filter(|(score, _)| *score >= LEAST)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let best = scored.first().map_or(0.0, |(score, _)| *score);
    let mut found: Vec<&str> = Vec::new();
    for (score, candidate) in scored {
        if found.len() == limit || score < best - SPREAD {
            break;
        }
        if !found.contains(&candidate) {
            found.push(candidate);
        }
    }
    found
}

/// Whether a text is too long to be a misspelt word or name: whoever gives a text for an id is not to wait for
/// what it may be like.
pub(crate) fn is_long(text: &str) -> bool {
    text.chars().nth(200).is_some()
}

/// The end of an error message that offers words: `; did you mean "a", "b"?`, or nothing.
///
/// # Example
/// ```
/// use rawabit::model::did_you_mean;
/// assert_eq!(did_you_mean(&["Summit"]), "; did you mean \"Summit\"?");
/// assert_eq!(did_you_mean::<&str>(&[]), "");
/// ```
#[must_use]
pub fn did_you_mean<S: AsRef<str>>(words: &[S]) -> String {
    let mut text = String::new();
    for (index, word) in words.iter().enumerate() {
        let before = if index == 0 { "; did you mean" } else { "," };
        // Writing to a string does not fail.
        let _ = write!(text, "{before} \"{}\"", word.as_ref());
    }
    if !text.is_empty() {
        text.push('?');
    }
    text
}

/// How alike two keys are: 1 where they are equal, towards 0 where they are not.
fn score(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let edits = strsim::normalized_damerau_levenshtein(a, b);
    let alike = f64::midpoint(edits, strsim::jaro_winkler(a, b)).min(0.99);
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let length = short.chars().count();
    if length < 3 || !long.contains(short) {
        return alike;
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "words are shorter than 2^52 characters"
    )]
    let share = length as f64 / long.chars().count() as f64;
    let at_head = if long.starts_with(short) { 0.04 } else { 0.0 };
    alike.max(LEAST + 0.25 * share + at_head)
}

/// What is compared: lower case, without the differences that Arabic writers do not keep to.
fn key(word: &str) -> String {
    word.chars()
        .filter(|c| !matches!(c, '\u{640}' | '\u{64B}'..='\u{652}' | '\u{670}'))
        .map(|c| match c {
            'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
            'ى' => 'ي',
            'ة' => 'ه',
            other => other,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 9] = [
        "Summit",
        "Session",
        "hosts",
        "hostedBy",
        "participatesIn",
        "hasParticipant",
        "presents",
        "قمة أو مؤتمر",
        "أداة",
    ];

    #[test]
    fn misspelt_words_find_the_word_meant() {
        for (word, meant) in [
            ("participateIn", "participatesIn"),
            ("summit", "Summit"),
            ("SUMIT", "Summit"),
            ("hots", "hosts"),
            ("Sesssion", "Session"),
            ("قمة", "قمة أو مؤتمر"),
            ("اداه", "أداة"),
            ("مُؤتمر", "قمة أو مؤتمر"),
        ] {
            assert_eq!(nearest(word, KNOWN, 3), [meant], "{word}");
        }
    }

    #[test]
    fn far_words_find_nothing() {
        for word in ["zebra", "x", "", "شجرة"] {
            assert_eq!(nearest(word, KNOWN, 3), [""; 0], "{word}");
        }
    }

    #[test]
    fn nothing_is_like_a_whole_text() {
        let long = "Summit ".repeat(1_000_000);
        assert_eq!(nearest(&long, KNOWN, 3), [""; 0]);
    }

    #[test]
    fn limit_and_order_are_kept() {
        let words = ["host", "hosts", "hosted", "hosting"];
        assert_eq!(nearest("hosts", words, 2), ["hosts", "host"]);
        assert_eq!(nearest("hosts", words, 0), [""; 0]);
    }

    #[test]
    fn offer_names_every_word() {
        assert_eq!(did_you_mean(&["a", "b"]), "; did you mean \"a\", \"b\"?");
        assert_eq!(did_you_mean::<&str>(&[]), "");
    }
}

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
    let word = Key::of(word);
    let mut scored: Vec<(f64, &str)> = candidates
        .into_iter()
        .map(|candidate| (score(&word, &Key::of(candidate)), candidate))
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

/// A word as it is compared, with what tells at a glance that two are far apart.
struct Key {
    text: String,
    /// In characters.
    length: u32,
    /// A bit for each character in it, which it shares with those of the same rest by 64.
    letters: u64,
}

impl Key {
    fn of(word: &str) -> Self {
        let text = key(word);
        let (mut length, mut letters) = (0, 0);
        for c in text.chars() {
            length += 1;
            letters |= 1 << (u32::from(c) % 64);
        }
        Self {
            text,
            length,
            letters,
        }
    }

    /// The most that two words can be alike, by their lengths and by the letters that only one of them has.
    fn at_most(&self, other: &Self) -> f64 {
        let common =
            |a: &Self, b: &Self| a.length - (a.letters & !b.letters).count_ones().min(a.length);
        let common = f64::from(common(self, other).min(common(other, self)));
        let (a, b) = (f64::from(self.length), f64::from(other.length));
        let edits = common / a.max(b);
        let jaro = (common / a + common / b + 1.0) / 3.0;
        // Winkler's share for four letters that both begin with.
        f64::midpoint(edits, jaro + 0.4 * (1.0 - jaro))
    }
}

/// How alike two keys are: 1 where they are equal, towards 0 where they are not.
fn score(one: &Key, two: &Key) -> f64 {
    let (a, b) = (one.text.as_str(), two.text.as_str());
    if a == b {
        return 1.0;
    }
    // Most words of a large graph are far away, and the exact answer costs fifty times this one.
    let alike = if one.at_most(two) < LEAST {
        0.0
    } else {
        let edits = strsim::normalized_damerau_levenshtein(a, b);
        f64::midpoint(edits, strsim::jaro_winkler(a, b)).min(0.99)
    };
    let (short, long) = if a.len() <= b.len() {
        (one, two)
    } else {
        (two, one)
    };
    if short.length < 3 || !long.text.contains(&short.text) {
        return alike;
    }
    let share = f64::from(short.length) / f64::from(long.length);
    let at_head = if long.text.starts_with(&short.text) {
        0.04
    } else {
        0.0
    };
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
    fn what_is_seen_at_a_glance_leaves_nothing_out() {
        let words = [
            "",
            "a",
            "summit",
            "summits",
            "sumimt",
            "tusmim",
            "قمة",
            "القمة",
            "world police summit",
        ];
        for a in words {
            for b in words.into_iter().filter(|b| *b != a) {
                let (one, two) = (Key::of(a), Key::of(b));
                let (a, b) = (one.text.as_str(), two.text.as_str());
                let edits = strsim::normalized_damerau_levenshtein(a, b);
                let alike = f64::midpoint(edits, strsim::jaro_winkler(a, b));
                let most = one.at_most(&two);
                assert!(most.is_nan() || most > alike - 1e-9, "{a} {b}");
            }
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

//! The little words that Arabic writes as one with the next: and, in, as, to, the.

use std::borrow::Cow;

/// Fewer letters than this are no name, so that nothing is taken off to leave them.
const LEAST: usize = 2;

/// What a folded Arabic word may be without the particles at its head, the longest form first.
///
/// These are و and ف (and), ب, ك and ل (in, as, to), and ال (the), in this order and each at most
/// once. Where ل and ال have met, the form with its article comes too: `للامارات` gives `الامارات`.
/// The forms are guesses, since each of these letters may as well be the word's own; a search tries
/// them after the word itself, which is not among them. Only the first word of a name has particles
/// of its own, except that every word may have the article.
///
/// # Complexity
/// Linear in the length of the word.
///
/// # Example
/// ```
/// use rawabit::names::{fold, strip_proclitics};
/// assert_eq!(strip_proclitics(&fold("والإرهاب")), ["الارهاب", "ارهاب"]);
/// assert_eq!(strip_proclitics(&fold("للإمارات")), ["الامارات", "لامارات", "امارات"]);
/// assert!(strip_proclitics("qatar").is_empty());
/// ```
#[must_use]
pub fn strip_proclitics(folded_word: &str) -> Vec<Cow<'_, str>> {
    let mut forms: Vec<Cow<'_, str>> = Vec::new();
    let conjoined = folded_word.strip_prefix(['و', 'ف']);
    for rest in [Some(folded_word), conjoined].into_iter().flatten() {
        forms.push(rest.into());
        forms.extend(rest.strip_prefix("ال").map(Cow::from));
        let Some(stem) = rest.strip_prefix(['ب', 'ك', 'ل']) else {
            continue;
        };
        forms.push(stem.into());
        forms.extend(stem.strip_prefix("ال").map(Cow::from));
        if let (true, Some(noun)) = (rest.starts_with('ل'), stem.strip_prefix('ل')) {
            forms.push(format!("ال{noun}").into());
            forms.push(noun.into());
        }
    }
    let letters = |form: &str| form.strip_prefix("ال").unwrap_or(form).chars().count();
    forms.retain(|form| form != folded_word && letters(form) >= LEAST);
    // Equal forms come together, so that only one is left.
    forms.sort_by(|a, b| {
        b.chars()
            .count()
            .cmp(&a.chars().count())
            .then_with(|| a.cmp(b))
    });
    forms.dedup();
    forms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::fold;

    #[test]
    fn name_is_among_the_forms_of_its_word() {
        for (word, name) in [
            ("وقطر", "قطر"),
            ("بقطر", "قطر"),
            ("فلقطر", "قطر"),
            ("وبالشراكات", "الشراكات"),
            ("بالشراكات", "شراكات"),
            ("كالإمارات", "الإمارات"),
            ("للتنبؤ", "التنبؤ"),
            ("وللتنبؤ", "تنبؤ"),
            ("للبنان", "لبنان"),
            ("الدوحة", "دوحة"),
            ("لليمن", "اليمن"),
        ] {
            let folded = fold(word);
            let forms = strip_proclitics(&folded);
            assert!(
                forms.iter().any(|form| *form == fold(name)),
                "{word}: {forms:?}"
            );
        }
    }

    #[test]
    fn forms_are_distinct_and_never_the_word_or_a_single_letter() {
        for word in [
            "",
            "و",
            "ال",
            "وال",
            "لل",
            "للل",
            "بل",
            "والله",
            "ففففف",
            "kalila",
            "البب",
        ] {
            let forms = strip_proclitics(word);
            for (index, form) in forms.iter().enumerate() {
                assert_ne!(form, word);
                assert!(form.chars().count() >= LEAST, "{word}: {forms:?}");
                assert!(!forms[..index].contains(form), "{word}: {forms:?}");
            }
        }
    }
}

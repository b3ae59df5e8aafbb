//! The ids that names are turned into.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::fold::{is_arabic_sign, is_invisible};
use super::script::{Script, script_of_letter};

/// A name as the last part of an IRI: lower case, letters and digits, one `-` between words.
///
/// Letters and digits of every script stay, in NFC; compatible forms are one (ﻗﻄﺮ is قطر). Latin
/// letters lose their marks, Arabic words their tashkeel and tatweel; characters without a shape
/// vanish, and everything else is a `-`. A name without letters and digits gives an empty text, for
/// which the caller has to find another id.
///
/// What comes out needs no escape in an IRI ([RFC 3987](https://www.rfc-editor.org/info/rfc3987)),
/// and the slug of a slug is the slug itself.
///
/// # Complexity
/// Linear in the length of the name.
///
/// # Example
/// ```
/// use rawabit::names::slug;
/// assert_eq!(slug("World Police Summit 2024"), "world-police-summit-2024");
/// assert_eq!(slug("Côte d’Ivoire"), "cote-d-ivoire");
/// assert_eq!(slug("القمّة العالمية"), "القمة-العالمية");
/// assert_eq!(slug("!?"), "");
/// ```
#[must_use]
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    let mut gap = false;
    // Whether a mark belongs to what was written last.
    let mut marked = false;
    // Before decomposing, too: a tashkeel without a letter decomposes to a space and a mark.
    let seen = |c: &char| is_kept_mark(*c) || !is_invisible(*c) && !is_arabic_sign(*c);
    for c in name.chars().filter(seen).nfkd().filter(seen) {
        if is_combining_mark(c) {
            if marked {
                slug.push(c);
            }
        } else if c.is_alphanumeric() && !is_modifier(c) {
            if std::mem::take(&mut gap) && !slug.is_empty() {
                slug.push('-');
            }
            // Of decomposed letters each has one lower case.
            let c = c.to_lowercase().next().unwrap_or(c);
            slug.push(c);
            marked = c.is_alphabetic() && script_of_letter(c) != Some(Script::Latin);
        } else {
            gap = true;
            marked = false;
        }
    }
    slug.nfc().collect()
}

/// So many characters of a slug are enough to know it by.
const ENOUGH: usize = 60;

/// A slug that is not longer than it has to be: it ends at a hyphen where there is one.
pub(crate) fn shortened(slug: String) -> String {
    let Some((end, next)) = slug.char_indices().nth(ENOUGH) else {
        return slug;
    };
    let head = &slug[..end];
    match head.rfind('-') {
        Some(hyphen) if next != '-' => head[..hyphen].to_owned(),
        _ => head.to_owned(),
    }
}

/// Whether a mark makes another Arabic letter: the hamza of أ إ ؤ ئ and the madda of آ.
fn is_kept_mark(c: char) -> bool {
    matches!(c, '\u{653}'..='\u{655}')
}

/// Whether a character counts as a letter, but is a sign between or above letters (ʿ, ʾ, ʹ).
fn is_modifier(c: char) -> bool {
    matches!(c, '\u{2B9}'..='\u{2DF}' | '\u{2E5}'..='\u{2FF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_read_like_their_names() {
        for (name, expected) in [
            ("Qatar", "qatar"),
            ("  Qatar / Doha  ", "qatar-doha"),
            ("Türkiye", "turkiye"),
            ("İstanbul", "istanbul"),
            ("Åland Islands", "aland-islands"),
            ("Łódź", "łodz"),
            ("ʿAbd al-ʿAzīz", "abd-al-aziz"),
            ("St. Kitts & Nevis", "st-kitts-nevis"),
            ("C++", "c"),
            ("--", ""),
            ("", ""),
            ("قطر", "قطر"),
            ("دولة قطر", "دولة-قطر"),
            ("الإمارات العربية المتحدة", "الإمارات-العربية-المتحدة"),
            ("آل ثاني ومسؤول هيئة", "آل-ثاني-ومسؤول-هيئة"),
            ("ا\u{653}ل", "آل"),
            ("تُعرف أيـضًا", "تعرف-أيضا"),
            ("\u{200F}قطر\u{200E}", "قطر"),
            ("ﻗﻄﺮ", "قطر"),
            ("٢٠٢٤ قمة", "٢٠٢٤-قمة"),
            ("Йемен", "йемен"),
            ("Αθήνα", "αθήνα"),
            ("हिन्दी", "हिन्दी"),
            ("東京・タワー", "東京-タワー"),
            ("가나", "가나"),
        ] {
            assert_eq!(slug(name), expected, "{name}");
        }
    }

    #[test]
    fn slug_of_every_character_is_a_part_of_an_iri_and_stable() {
        for c in ('\0'..='\u{2FFFF}').chain('\u{E0000}'..='\u{E01FF}') {
            for name in [
                c.to_string(),
                format!("a {c}\u{301} b"),
                format!("ا{c}\u{653}ب"),
            ] {
                let first = slug(&name);
                assert_eq!(slug(&first), first, "{name:?}");
                assert!(!first.starts_with('-') && !first.ends_with('-') && !first.contains("--"));
                assert_eq!(first.nfc().collect::<String>(), first, "{name:?}");
                assert!(
                    crate::Iri::new(format!("https://example.org/id/{first}")).is_ok(),
                    "{name:?}"
                );
            }
        }
    }
}

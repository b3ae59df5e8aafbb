//! Which script a text is written in, and which languages are written so.
//!
//! The ranges are those of the letters in [Unicode's blocks](https://www.unicode.org/charts/), the
//! scripts of languages those that
//! [CLDR](https://www.unicode.org/cldr/charts/latest/supplemental/likely_subtags.html) takes for
//! granted.

/// A script, by the letters that names of our field are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Script {
    /// Arabic, with the letters of Persian, Urdu, Pashto, Kurdish and Uyghur.
    Arabic,
    /// Latin.
    Latin,
    /// Cyrillic.
    Cyrillic,
    /// Greek.
    Greek,
    /// Hebrew.
    Hebrew,
    /// Han: Chinese characters, also those in Japanese and Korean.
    Han,
    /// Hiragana and Katakana.
    Kana,
    /// Hangul.
    Hangul,
    /// Devanagari.
    Devanagari,
    /// Bengali.
    Bengali,
    /// Tamil.
    Tamil,
    /// Thai.
    Thai,
    /// Georgian.
    Georgian,
    /// Armenian.
    Armenian,
    /// Ethiopic.
    Ethiopic,
    /// Any other script.
    Other,
}

/// How many scripts there are: [`Script::Other`] is the last.
const SCRIPTS: usize = Script::Other as usize + 1;

/// The script that most letters of a text are in; the first one where several are even.
///
/// Digits, marks and signs belong to no script; a text without letters gives `None`. Japanese is
/// [`Script::Kana`] as soon as it has a kana beside its Han characters.
///
/// # Complexity
/// Linear in the length of the text.
///
/// # Example
/// ```
/// use rawabit::names::{Script, script_of};
/// assert_eq!(script_of("قطر (Qatar) تساهم"), Some(Script::Arabic));
/// assert_eq!(script_of("2024-03-05"), None);
/// ```
#[must_use]
pub fn script_of(text: &str) -> Option<Script> {
    let mut counts = [(0_usize, Script::Other); SCRIPTS];
    let mut seen = 0;
    for script in text.chars().filter_map(script_of_letter) {
        let known = counts[..seen]
            .iter()
            .position(|(_, other)| *other == script);
        let place = known.unwrap_or(seen);
        counts[place] = (counts[place].0 + 1, script);
        seen = seen.max(place + 1);
    }
    let counts = &counts[..seen];
    let most = counts.iter().map(|(count, _)| *count).max()?;
    let (_, script) = counts.iter().find(|(count, _)| *count == most)?;
    let has_kana = || counts.iter().any(|(_, script)| *script == Script::Kana);
    if *script == Script::Han && has_kana() {
        Some(Script::Kana)
    } else {
        Some(*script)
    }
}

/// Whether most letters of a text are Arabic.
///
/// # Complexity
/// Linear in the length of the text.
///
/// # Example
/// ```
/// use rawabit::names::is_arabic;
/// assert!(is_arabic("دولة قطر"));
/// assert!(!is_arabic("State of Qatar"));
/// ```
#[must_use]
pub fn is_arabic(text: &str) -> bool {
    script_of(text) == Some(Script::Arabic)
}

/// Whether a text is in a script that the language of a tag is written in.
///
/// A script in the tag decides (`ar-Latn` is Latin); else the language does, and one that is not
/// known is taken to be written in Latin letters. A text without letters fits no language. The case
/// of the tag does not count; whether it is well formed is not checked.
///
/// # Complexity
/// Linear in the lengths of tag and text.
///
/// # Example
/// The language of a name that came without one is the first of a graph's languages that fits:
/// ```
/// use rawabit::names::language_fits;
/// let language = |name: &str| ["en", "ar"].into_iter().find(|tag| language_fits(tag, name));
/// assert_eq!(language("Qatar"), Some("en"));
/// assert_eq!(language("قطر"), Some("ar"));
/// assert_eq!(language("Катар"), None);
/// ```
#[must_use]
pub fn language_fits(tag: &str, text: &str) -> bool {
    script_of(text).is_some_and(|script| scripts_of_language(tag).contains(&script))
}

/// The scripts that a language tag ([BCP 47](https://www.rfc-editor.org/info/bcp47)) stands for.
fn scripts_of_language(tag: &str) -> &'static [Script] {
    let tag = tag.to_ascii_lowercase();
    let mut subtags = tag.split('-');
    let language = subtags.next().unwrap_or_default();
    // A singleton begins an extension; what follows it is no script.
    let is_script =
        |subtag: &str| subtag.len() == 4 && subtag.bytes().all(|b| b.is_ascii_alphabetic());
    match subtags
        .take_while(|subtag| subtag.len() > 1)
        .find(|subtag| is_script(subtag))
    {
        Some(script) => scripts_of_code(script),
        None => scripts_by_default(language),
    }
}

/// The scripts that a code of ISO 15924 stands for, in lower case.
fn scripts_of_code(code: &str) -> &'static [Script] {
    use Script as S;
    match code {
        "arab" | "aran" => &[S::Arabic],
        "latn" => &[S::Latin],
        "cyrl" => &[S::Cyrillic],
        "grek" => &[S::Greek],
        "hebr" => &[S::Hebrew],
        "hani" | "hans" | "hant" => &[S::Han],
        "hira" | "hrkt" | "kana" => &[S::Kana],
        "jpan" => &[S::Kana, S::Han],
        "hang" => &[S::Hangul],
        "kore" => &[S::Hangul, S::Han],
        "deva" => &[S::Devanagari],
        "beng" => &[S::Bengali],
        "taml" => &[S::Tamil],
        "thai" => &[S::Thai],
        "geor" => &[S::Georgian],
        "armn" => &[S::Armenian],
        "ethi" => &[S::Ethiopic],
        _ => &[S::Other],
    }
}

/// The scripts of a language whose tag names none.
fn scripts_by_default(language: &str) -> &'static [Script] {
    use Script as S;
    match language {
        "ar" | "fa" | "ur" | "ps" | "ckb" | "sd" | "ug" | "ks" | "bal" | "lrc" | "mzn" | "pnb"
        | "skr" | "azb" | "arb" | "arz" | "ary" | "apc" | "ajp" | "acm" | "aeb" | "afb" | "prs"
        | "pes" => &[S::Arabic],
        "ru" | "uk" | "be" | "bg" | "mk" | "sr" | "kk" | "ky" | "tg" | "mn" | "tt" | "ba"
        | "cv" | "ce" | "os" | "ab" | "av" | "sah" => &[S::Cyrillic],
        "el" | "grc" => &[S::Greek],
        "he" | "iw" | "yi" => &[S::Hebrew],
        "zh" | "cmn" | "yue" | "wuu" | "hak" | "gan" | "lzh" => &[S::Han],
        "ja" => &[S::Kana, S::Han],
        "ko" => &[S::Hangul, S::Han],
        "hi" | "mr" | "ne" | "sa" | "mai" | "bho" | "kok" | "doi" => &[S::Devanagari],
        "bn" | "as" => &[S::Bengali],
        "ta" => &[S::Tamil],
        "th" => &[S::Thai],
        "ka" => &[S::Georgian],
        "hy" => &[S::Armenian],
        "am" | "ti" | "gez" => &[S::Ethiopic],
        "gu" | "pa" | "or" | "te" | "kn" | "ml" | "si" | "my" | "km" | "lo" | "bo" | "dz"
        | "dv" | "syr" | "arc" | "chr" | "iu" | "ii" | "sat" | "mni" | "nqo" => &[S::Other],
        // No language in particular.
        "und" | "mul" | "mis" | "zxx" => &[],
        _ => &[S::Latin],
    }
}

/// The script of one letter; `None` for anything that is not a letter of one script.
pub(super) fn script_of_letter(c: char) -> Option<Script> {
    if !c.is_alphabetic() {
        return None;
    }
    match c {
        // Tatweel, and the letters that stand for a sign of another script (ʿ, ʾ, ˈ).
        '\u{2B9}'..='\u{2FF}' | '\u{640}' => None,
        'A'..='Z'
        | 'a'..='z'
        | '\u{AA}'
        | '\u{BA}'
        | '\u{C0}'..='\u{2B8}'
        | '\u{1D00}'..='\u{1DBF}'
        | '\u{1E00}'..='\u{1EFF}'
        | '\u{2C60}'..='\u{2C7F}'
        | '\u{A722}'..='\u{A7FF}'
        | '\u{AB30}'..='\u{AB6F}'
        | '\u{FB00}'..='\u{FB06}'
        | '\u{FF21}'..='\u{FF5A}'
        | '\u{1D400}'..='\u{1D6A5}' => Some(Script::Latin),
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Some(Script::Greek),
        '\u{400}'..='\u{52F}' | '\u{1C80}'..='\u{1C8F}' | '\u{A640}'..='\u{A69F}' => {
            Some(Script::Cyrillic)
        }
        '\u{531}'..='\u{58F}' | '\u{FB13}'..='\u{FB17}' => Some(Script::Armenian),
        '\u{591}'..='\u{5FF}' | '\u{FB1D}'..='\u{FB4F}' => Some(Script::Hebrew),
        '\u{600}'..='\u{6FF}'
        | '\u{750}'..='\u{77F}'
        | '\u{870}'..='\u{8FF}'
        | '\u{FB50}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFE}'
        | '\u{10EC0}'..='\u{10EFF}'
        | '\u{1EE00}'..='\u{1EEFF}' => Some(Script::Arabic),
        '\u{900}'..='\u{97F}' | '\u{A8E0}'..='\u{A8FF}' => Some(Script::Devanagari),
        '\u{980}'..='\u{9FF}' => Some(Script::Bengali),
        '\u{B80}'..='\u{BFF}' => Some(Script::Tamil),
        '\u{E00}'..='\u{E7F}' => Some(Script::Thai),
        '\u{10A0}'..='\u{10FF}' | '\u{1C90}'..='\u{1CBF}' | '\u{2D00}'..='\u{2D2F}' => {
            Some(Script::Georgian)
        }
        '\u{1100}'..='\u{11FF}'
        | '\u{3130}'..='\u{318F}'
        | '\u{A960}'..='\u{A97F}'
        | '\u{AC00}'..='\u{D7FF}' => Some(Script::Hangul),
        '\u{1200}'..='\u{139F}' | '\u{2D80}'..='\u{2DDF}' | '\u{AB00}'..='\u{AB2F}' => {
            Some(Script::Ethiopic)
        }
        '\u{3041}'..='\u{30FF}'
        | '\u{31F0}'..='\u{31FF}'
        | '\u{FF66}'..='\u{FF9D}'
        | '\u{1AFF0}'..='\u{1B16F}' => Some(Script::Kana),
        '\u{2E80}'..='\u{2FDF}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}' => Some(Script::Han),
        _ => Some(Script::Other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn script_is_that_of_most_letters_and_the_first_where_even() {
        for (text, script) in [
            ("قطر", Some(Script::Arabic)),
            ("تُعرف أيضًا", Some(Script::Arabic)),
            ("سری لنکا", Some(Script::Arabic)),
            ("Côte d’Ivoire", Some(Script::Latin)),
            ("ʿAlī", Some(Script::Latin)),
            ("IBM قطر", Some(Script::Latin)),
            ("قطر IBM", Some(Script::Arabic)),
            ("شركة IBM", Some(Script::Arabic)),
            ("Россия", Some(Script::Cyrillic)),
            ("Ελλάδα", Some(Script::Greek)),
            ("ישראל", Some(Script::Hebrew)),
            ("卡塔尔", Some(Script::Han)),
            ("カタール", Some(Script::Kana)),
            ("東京都タワー", Some(Script::Kana)),
            ("카타르", Some(Script::Hangul)),
            ("क़तर", Some(Script::Devanagari)),
            ("ქატარი", Some(Script::Georgian)),
            ("ਕਤਰ", Some(Script::Other)),
            ("٢٠٢٤ – 5", None),
            ("", None),
        ] {
            assert_eq!(script_of(text), script, "{text}");
        }
    }

    #[test]
    fn languages_fit_the_scripts_that_they_are_written_in() {
        for (text, fit, misfit) in [
            (
                "قطر",
                "ar fa ur ps ckb ku-Arab AR-qa az-Arab ms-Arab",
                "en ku he ar-Latn und",
            ),
            (
                "Qatar",
                "en fr de tr ar-Latn sr-Latn xx uz ku zh-Latn",
                "ar fa ru el ja sr en-Arab",
            ),
            ("Катар", "ru uk sr kk uz-Cyrl", "en mk-Latn el"),
            ("Κατάρ", "el el-GR", "en ru"),
            ("קטאר", "he yi", "ar en"),
            ("卡塔尔", "zh zh-Hant ja ko zh-yue-Hant", "en"),
            ("カタール", "ja", "zh ko"),
            ("카타르", "ko ko-KR", "zh ja"),
            ("क़तर", "hi mr", "bn en"),
            ("2024", "", "en ar"),
        ] {
            for tag in fit.split_whitespace() {
                assert!(language_fits(tag, text), "{tag} fits {text}");
            }
            for tag in misfit.split_whitespace() {
                assert!(!language_fits(tag, text), "{tag} does not fit {text}");
            }
        }
        // "latn" after a singleton is a numbering system or the like.
        assert!(language_fits("ar-u-nu-latn", "قطر"));
    }
}

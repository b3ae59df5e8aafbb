//! The search key of a name: what is left of a spelling when the differences that writers do not
//! keep to are gone.
//!
//! The key is canonical: every character is decomposed, then dropped, turned to a space or mapped
//! by itself, and what is kept is composed again. As no character's fate hangs on more than the
//! letter that a mark sits on, and none is mapped to one with a different fate, folding a key again
//! changes nothing.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::script::{Script, script_of_letter};

/// The search key of a text, equal for spellings that differ in what writers do not keep to.
///
/// - Compatible forms are one (NFKC), letters are lower case, ß is ss, Turkish ı is i, ς is σ.
/// - Latin, Greek and Cyrillic letters lose their marks (é is e, й is и), Arabic ones theirs
///   (tashkeel, Quranic signs, the hamza on a seat), Hebrew ones their points. Letters are never
///   lost: ø, ł and æ stay, as do the vowel signs of Indian scripts and the marks of kana.
/// - أ إ آ ٱ are ا; ى and ی are ي; ة, ہ, ھ and ە are ه; ؤ is و; ئ is ي; ک and ڪ are ك; tatweel
///   goes. A hamza on the line (ء) is a letter of its own and stays: علا and علاء are two names.
/// - Digits of every script are ASCII.
/// - Apostrophes, the signs for ayn and hamza (ʿ ʾ), accents on their own, marks of direction,
///   joiners and other characters without a shape are dropped: `Sana'a` is `sanaa`.
/// - Other punctuation is a space, as are hyphens and underscores: `Guinea-Bissau` is
///   `guinea bissau`. Signs such as & + # % @ stay.
/// - White space is one space between words, none at the ends.
///
/// The key of a key is the key itself. A text of nothing but signs that are dropped has the empty
/// key. Offsets into a key say nothing about the text.
///
/// # Complexity
/// Linear in the length of the text; ASCII and Arabic letters are not decomposed, and cost least.
///
/// # Example
/// ```
/// use rawabit::names::fold;
/// assert_eq!(fold("الإمَارات"), "الامارات");
/// assert_eq!(fold("إيران"), fold("ایران"));
/// assert_eq!(fold("  Côte d’Ivoire "), "cote divoire");
/// assert_eq!(fold("القمة ٢٠٢٤"), "القمه 2024");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let mut key = Key {
        text: String::with_capacity(text.len()),
        ..Key::default()
    };
    // All characters are ASCII or in U+0600 to U+06FF, which are mapped without decomposing.
    if text
        .bytes()
        .all(|byte| matches!(byte, 0..=0xBF | 0xD8..=0xDB))
    {
        text.chars().for_each(|c| key.push(c));
        return key.text;
    }
    // Before decomposing, too: "´" decomposes to a space and a mark.
    let heard = text.chars().filter(|&c| !is_silent(c));
    heard.nfkd().for_each(|c| key.push(c));
    if key.composes {
        key.text.nfc().collect()
    } else {
        key.text
    }
}

/// A key that is being made from decomposed characters.
#[derive(Default)]
struct Key {
    text: String,
    /// A space is due before the next character.
    gap: bool,
    /// The last letter is of a script in which a mark makes another letter.
    marks_matter: bool,
    /// Something was kept that may compose.
    composes: bool,
}

impl Key {
    fn push(&mut self, c: char) {
        if c.is_ascii_alphanumeric() {
            self.push_kept(c.to_ascii_lowercase(), false);
        } else if let Some(letter) = arabic_letter(c) {
            self.push_kept(letter, false);
        } else if is_silent(c) {
            // Dropped.
        } else if is_combining_mark(c) {
            if self.marks_matter {
                self.composes = true;
                self.text.push(c);
            }
        } else if is_boundary(c) {
            self.gap = !self.text.is_empty();
            self.marks_matter = false;
        } else {
            self.push_other(c);
        }
    }

    /// Adds a letter, digit or sign that is not of the two alphabets above.
    fn push_other(&mut self, c: char) {
        let c = match c {
            'ß' | 'ẞ' => {
                self.push_kept('s', false);
                's'
            }
            'ı' => 'i',
            'ς' => 'σ',
            '٪' => '%',
            // Of decomposed letters each has one lower case.
            c => digit(c).or_else(|| c.to_lowercase().next()).unwrap_or(c),
        };
        self.push_kept(c, script_of_letter(c).is_some_and(do_marks_matter));
        // Hangul is the one script whose letters compose with each other; above the first plane
        // there may be more.
        self.composes |= matches!(c, '\u{1100}'..='\u{11FF}' | '\u{10000}'..);
    }

    fn push_kept(&mut self, c: char, marks_matter: bool) {
        if std::mem::take(&mut self.gap) {
            self.text.push(' ');
        }
        self.text.push(c);
        self.marks_matter = marks_matter;
    }
}

/// What an Arabic letter is folded to; `None` for anything that is not a letter of the block.
///
/// Every letter of the block that has a decomposition is among the first.
fn arabic_letter(c: char) -> Option<char> {
    Some(match c {
        'أ' | 'إ' | 'آ' | 'ٱ' | '\u{672}' | '\u{673}' | '\u{675}' => 'ا',
        'ى' | 'ی' | 'ئ' | '\u{678}' => 'ي',
        'ة' | 'ہ' | 'ۂ' | 'ۃ' | 'ھ' | 'ە' | 'ۀ' => 'ه',
        'ؤ' | '\u{676}' => 'و',
        'ک' | 'ڪ' => 'ك',
        '\u{677}' => '\u{6C7}',
        'ۓ' => 'ے',
        '\u{620}'..='\u{63F}'
        | '\u{641}'..='\u{64A}'
        | '\u{66E}'
        | '\u{66F}'
        | '\u{679}'..='\u{6D3}'
        | '\u{6EE}'
        | '\u{6EF}'
        | '\u{6FA}'..='\u{6FC}'
        | '\u{6FF}' => c,
        _ => return None,
    })
}

/// Whether a mark makes another letter, which readers tell apart, in a script.
fn do_marks_matter(script: Script) -> bool {
    !matches!(
        script,
        Script::Latin | Script::Greek | Script::Cyrillic | Script::Arabic | Script::Hebrew
    )
}

/// The ASCII digit of a decimal digit in any script (Unicode 16, general category Nd).
fn digit(c: char) -> Option<char> {
    const ZEROS: [u32; 67] = [
        0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6,
        0xE50, 0xED0, 0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90,
        0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0,
        0x104A0, 0x10D30, 0x10D40, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0,
        0x11650, 0x116C0, 0x116D0, 0x116DA, 0x11730, 0x118E0, 0x11950, 0x11BF0, 0x11C50, 0x11D50,
        0x11DA0, 0x11F50, 0x16130, 0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1E140, 0x1E2F0, 0x1E4F0,
        0x1E5F0, 0x1E950,
    ];
    if !c.is_numeric() {
        return None;
    }
    let code = u32::from(c);
    let zero = ZEROS[..ZEROS.partition_point(|&zero| zero <= code)].last()?;
    char::from_digit(code - zero, 10)
}

/// Whether a character is dropped: it has no shape, or one that spellings have or lack at will.
pub(super) fn is_silent(c: char) -> bool {
    is_invisible(c) || is_apostrophe(c) || is_arabic_sign(c)
}

/// Whether a character has no shape of its own: joiners, marks of direction, controls.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}'
    ) || c.is_control() && !c.is_whitespace()
}

/// Whether a character is an apostrophe, a sign for ayn or hamza, or an accent without a letter.
fn is_apostrophe(c: char) -> bool {
    matches!(c,
        '\'' | '`' | '\u{A8}' | '\u{AF}' | '\u{B4}' | '\u{B8}'
        | '\u{2B9}'..='\u{2DF}' | '\u{2E5}'..='\u{2FF}' | '\u{37A}' | '\u{384}' | '\u{385}'
        | '\u{55A}' | '\u{5F3}' | '\u{5F4}' | '\u{1FBD}' | '\u{1FBF}'..='\u{1FC1}'
        | '\u{1FCD}'..='\u{1FCF}' | '\u{1FDD}'..='\u{1FDF}' | '\u{1FED}'..='\u{1FEF}'
        | '\u{1FFD}' | '\u{1FFE}' | '\u{2018}'..='\u{201B}' | '\u{2032}' | '\u{2035}'
    )
}

/// Whether a character is Arabic and is written or left out at will: tashkeel, Quranic signs,
/// tatweel.
pub(super) fn is_arabic_sign(c: char) -> bool {
    matches!(c,
        '\u{610}'..='\u{61A}' | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{674}'
        | '\u{6D6}'..='\u{6ED}' | '\u{890}' | '\u{891}' | '\u{897}'..='\u{89F}'
        | '\u{8CA}'..='\u{8FF}' | '\u{FBB2}'..='\u{FBC2}' | '\u{FC5E}'..='\u{FC63}'
        | '\u{FE70}'..='\u{FE7F}' | '\u{10EFC}'..='\u{10EFF}'
    )
}

/// Whether a character stands between words: white space, hyphens and dashes, other punctuation.
fn is_boundary(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_whitespace()
            || c == '\u{B}'
            || b"!\"()*,-./:;?[\\]_{}".contains(&(c as u8));
    }
    c.is_whitespace()
        || matches!(c,
            // Latin
            '¡' | '§' | '«' | '¶' | '·' | '»' | '¿'
            // Armenian, Hebrew
            | '\u{55B}'..='\u{55F}' | '\u{589}' | '\u{58A}' | '\u{5BE}' | '\u{5C0}' | '\u{5C3}'
            | '\u{5C6}'
            // Arabic, Syriac
            | '\u{609}'..='\u{60D}' | '\u{61B}' | '\u{61D}'..='\u{61F}' | '\u{66B}'..='\u{66D}'
            | '\u{6D4}' | '\u{700}'..='\u{70D}'
            // Indian, Burmese, Georgian, Ethiopic, Khmer, Mongolian
            | '\u{964}' | '\u{965}' | '\u{104A}' | '\u{104B}' | '\u{10FB}'
            | '\u{1361}'..='\u{1368}' | '\u{17D4}'..='\u{17D6}' | '\u{1800}'..='\u{180A}'
            // Dashes, quotes, bullets and dots of all scripts; the minus sign
            | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{2212}'
            | '\u{2308}'..='\u{230B}' | '\u{2329}' | '\u{232A}' | '\u{2768}'..='\u{2775}'
            | '\u{27E6}'..='\u{27EF}' | '\u{2983}'..='\u{2998}' | '\u{2E00}'..='\u{2E7F}'
            // Chinese and Japanese
            | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301F}'
            | '\u{3030}' | '\u{30A0}' | '\u{30FB}'
            // Ornate parentheses, sesame dots
            | '\u{FD3E}' | '\u{FD3F}' | '\u{FE45}' | '\u{FE46}'
        )
}

#[cfg(test)]
mod tests;

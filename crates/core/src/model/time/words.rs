//! The words that dates are written with, in Arabic and English, and the folding that lets one
//! spelling in the tables stand for all.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// A folded character and where its original begins, in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Letter {
    pub(super) ch: char,
    pub(super) at: usize,
}

/// Folds a text: compatibility forms to plain ones, digits to 0 to 9, letters to lower case, the
/// spellings of alef, yeh, heh and kaf to one each; hamza, vowel marks, tatweel, apostrophes and
/// invisible marks are dropped.
pub(super) fn fold(text: &str) -> Vec<Letter> {
    let mut letters = Vec::with_capacity(text.len());
    for (at, original) in text.char_indices() {
        decompose_compatible(original, |part| {
            for ch in part.to_lowercase() {
                if let Some(ch) = fold_char(ch) {
                    letters.push(Letter { ch, at });
                }
            }
        });
    }
    letters
}

fn fold_char(ch: char) -> Option<char> {
    let offset = |zero: u32| char::from_digit(u32::from(ch) - zero, 10);
    match ch {
        '٠'..='٩' => offset(0x660),
        '۰'..='۹' => offset(0x6F0),
        'ٱ' => Some('ا'),
        'ى' | 'ی' => Some('ي'),
        'ة' | 'ە' | 'ہ' => Some('ه'),
        'ک' => Some('ك'),
        '،' | '؛' | ';' => Some(','),
        '\u{2010}' | '\u{2011}' | '\u{2212}' => Some('-'),
        '\u{2012}'..='\u{2015}' => Some('–'),
        '\u{2044}' | '\u{2215}' => Some('/'),
        // Hamza, tatweel, apostrophes and what stands for them; invisible marks of direction and joining.
        'ء'
        | 'ـ'
        | '\''
        | '`'
        | '\u{2018}'
        | '\u{2019}'
        | '\u{2BB}'..='\u{2BF}'
        | '\u{AD}'
        | '\u{61C}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FEFF}' => None,
        _ if is_combining_mark(ch) => None,
        _ if ch.is_whitespace() => Some(' '),
        _ => Some(ch),
    }
}

/// What a word means in a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Word {
    /// 1 to 12.
    Month(u8),
    /// 1 to 12, Muharram first.
    HijriMonth(u8),
    /// 0 to 6, Monday first.
    Weekday(u8),
    From,
    To,
    /// As `To`, and alone before the end of an open range.
    Until,
    Since,
    Between,
    And,
    /// The next number is a year.
    Year,
    Gregorian,
    Hijri,
    /// Between the same day in two calendars.
    Corresponding,
    Filler,
}

/// A language whose words are known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Language {
    Arabic,
    English,
}

impl Language {
    /// By its script.
    fn of(key: &str) -> Self {
        if key.is_ascii() {
            Self::English
        } else {
            Self::Arabic
        }
    }

    pub(super) fn tag(self) -> &'static str {
        match self {
            Self::Arabic => "ar",
            Self::English => "en",
        }
    }
}

/// The meaning of a folded word, or of several written together without what stands between them.
pub(super) fn look_up(key: &str) -> Option<(Word, Language)> {
    WORDS.get(key).map(|word| (*word, Language::of(key)))
}

/// The words that one name has at most, as in "Dhu al-Hijjah".
pub(super) const LONGEST_NAME: usize = 3;

static WORDS: LazyLock<HashMap<String, Word>> = LazyLock::new(|| {
    let numbered = |table: &'static [&[&str]], first: u8, word: fn(u8) -> Word| {
        (first..)
            .zip(table)
            .flat_map(move |(number, names)| names.iter().map(move |name| (*name, word(number))))
    };
    let others = OTHERS
        .iter()
        .flat_map(|(word, names)| names.iter().map(|name| (*name, *word)));
    numbered(&MONTHS, 1, Word::Month)
        .chain(numbered(&HIJRI_MONTHS, 1, Word::HijriMonth))
        .chain(numbered(&WEEKDAYS, 0, Word::Weekday))
        .chain(others)
        .map(|(name, word)| (key(name), word))
        .collect()
});

fn key(name: &str) -> String {
    fold(name)
        .into_iter()
        .map(|letter| letter.ch)
        .filter(|ch| ch.is_alphabetic())
        .collect()
}

/// English, then Arabic of Egypt and the Gulf, of the Levant and Iraq, of the Maghreb, and variants.
const MONTHS: [&[&str]; 12] = [
    &[
        "January",
        "Jan",
        "يناير",
        "كانون الثاني",
        "كانون ثاني",
        "جانفي",
    ],
    &["February", "Feb", "فبراير", "شباط", "فيفري"],
    &["March", "Mar", "مارس", "آذار"],
    &["April", "Apr", "أبريل", "إبريل", "نيسان", "أفريل"],
    &["May", "مايو", "أيار", "ماي", "مايس"],
    &["June", "Jun", "يونيو", "يونية", "حزيران", "جوان"],
    &["July", "Jul", "يوليو", "يولية", "تموز", "جويلية", "يوليوز"],
    &["August", "Aug", "أغسطس", "آب", "أوت", "غشت"],
    &["September", "Sep", "Sept", "سبتمبر", "أيلول", "شتنبر"],
    &["October", "Oct", "أكتوبر", "تشرين الأول", "تشرين أول"],
    &[
        "November",
        "Nov",
        "نوفمبر",
        "تشرين الثاني",
        "تشرين ثاني",
        "نونبر",
    ],
    &[
        "December",
        "Dec",
        "ديسمبر",
        "دسمبر",
        "كانون الأول",
        "كانون أول",
        "دجنبر",
    ],
];

const HIJRI_MONTHS: [&[&str]; 12] = [
    &["محرم", "المحرم", "Muharram", "al-Muharram"],
    &["صفر", "Safar"],
    &[
        "ربيع الأول",
        "ربيع أول",
        "Rabi al-Awwal",
        "Rabi al-Awal",
        "Rabi I",
    ],
    &[
        "ربيع الآخر",
        "ربيع الثاني",
        "ربيع ثاني",
        "Rabi al-Thani",
        "Rabi al-Akhir",
        "Rabi II",
    ],
    &[
        "جمادى الأولى",
        "جمادى الأول",
        "Jumada al-Ula",
        "Jumada al-Awwal",
        "Jumada I",
    ],
    &[
        "جمادى الآخرة",
        "جمادى الآخر",
        "جمادى الثانية",
        "جمادى الثاني",
        "Jumada al-Akhirah",
        "Jumada al-Thani",
        "Jumada al-Thaniyah",
        "Jumada II",
    ],
    &["رجب", "Rajab"],
    &["شعبان", "Sha'ban", "Shaaban"],
    &["رمضان", "Ramadan", "Ramadhan"],
    &["شوال", "Shawwal", "Shawal"],
    &[
        "ذو القعدة",
        "ذي القعدة",
        "Dhu al-Qadah",
        "Dhul Qadah",
        "Dhu al-Qa'dah",
        "Dhul Qidah",
    ],
    &[
        "ذو الحجة",
        "ذي الحجة",
        "Dhu al-Hijjah",
        "Dhul Hijjah",
        "Dhu al-Hijja",
        "Dhul Hijja",
    ],
];

const WEEKDAYS: [&[&str]; 7] = [
    &["Monday", "Mon", "الاثنين", "اثنين"],
    &["Tuesday", "Tue", "Tues", "الثلاثاء", "ثلاثاء"],
    &["Wednesday", "Wed", "الأربعاء", "أربعاء"],
    &["Thursday", "Thu", "Thur", "Thurs", "الخميس", "خميس"],
    &["Friday", "Fri", "الجمعة", "جمعة"],
    &["Saturday", "Sat", "السبت", "سبت"],
    &["Sunday", "Sun", "الأحد", "أحد"],
];

const OTHERS: [(Word, &[&str]); 11] = [
    (Word::From, &["from", "من"]),
    (Word::To, &["to", "through", "thru", "إلى", "وإلى"]),
    (
        Word::Until,
        &["until", "till", "حتى", "لغاية", "وحتى", "ولغاية"],
    ),
    (Word::Since, &["since", "منذ"]),
    (Word::Between, &["between", "بين", "ما بين"]),
    (Word::And, &["and", "و"]),
    (
        Word::Year,
        &[
            "year",
            "years",
            "عام",
            "سنة",
            "العام",
            "السنة",
            "لعام",
            "لسنة",
            "عامي",
            "سنتي",
        ],
    ),
    (
        Word::Gregorian,
        &[
            "AD",
            "CE",
            "م",
            "ميلادي",
            "ميلادية",
            "الميلادي",
            "الميلادية",
            "للميلاد",
        ],
    ),
    (
        Word::Hijri,
        &["AH", "هـ", "هجري", "هجرية", "الهجري", "الهجرية", "للهجرة"],
    ),
    (Word::Corresponding, &["corresponding", "الموافق", "موافق"]),
    (
        Word::Filler,
        &[
            "in",
            "on",
            "the",
            "of",
            "during",
            "period",
            "month",
            "date",
            "في",
            "يوم",
            "بتاريخ",
            "تاريخ",
            "شهر",
            "شهري",
            "يومي",
            "خلال",
            "الفترة",
            "فترة",
            "المدة",
            "الممتدة",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        fold(text).into_iter().map(|letter| letter.ch).collect()
    }

    #[test]
    fn no_name_has_two_meanings() {
        let names = MONTHS
            .iter()
            .chain(&HIJRI_MONTHS)
            .chain(&WEEKDAYS)
            .copied()
            .flatten();
        let others = OTHERS.iter().flat_map(|(_, names)| names.iter());
        let mut keys = HashMap::new();
        for name in names.chain(others) {
            let word = WORDS[&key(name)];
            assert_eq!(*keys.entry(key(name)).or_insert(word), word, "{name}");
            assert!(name.split([' ', '-']).count() <= LONGEST_NAME, "{name}");
        }
        for (number, names) in (1..).zip(MONTHS) {
            for name in names {
                assert_eq!(WORDS[&key(name)], Word::Month(number), "{name}");
            }
        }
    }

    #[test]
    fn spellings_fold_together() {
        assert_eq!(folded("آذَار"), folded("اذار"));
        assert_eq!(folded("أُغُسْطُس"), folded("اغسطس"));
        assert_eq!(folded("ســبـتـمـبـر"), "سبتمبر");
        assert_eq!(folded("ﻣﺎﺭﺱ"), "مارس");
        assert_eq!(folded("إلى"), folded("الي"));
        assert_eq!(
            folded("٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ ５"),
            "0123456789 0123456789 5"
        );
        assert_eq!(folded("\u{200F}هـ\u{200E}"), "ه");
        assert_eq!(folded("e\u{301}Ü"), "eu");
    }

    #[test]
    fn places_are_those_of_the_original() {
        let letters = fold("ﻻ٥");
        assert_eq!(
            letters.iter().map(|letter| letter.at).collect::<Vec<_>>(),
            [0, 0, 3]
        );
    }
}

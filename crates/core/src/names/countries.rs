//! The countries of ISO 3166-1, by their codes and by their names in English and Arabic.
//!
//! The table is `data/countries.tsv`, made from Unicode's CLDR and the names of the United Nations;
//! `data/README.md` says where it comes from. No two countries share a folded name.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::fold;
use crate::model::is_long;

/// A country or territory of [ISO 3166-1](https://www.iso.org/iso-3166-country-codes.html).
///
/// Which places have an entry is ISO's choice; a name says nothing about borders or status.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Country {
    /// The code of two letters, upper case: `QA`.
    pub alpha2: &'static str,
    /// The code of three letters, upper case: `QAT`.
    pub alpha3: &'static str,
    /// The code of three digits, which is also the UN's M49: `634`.
    pub numeric: &'static str,
    /// The item of Wikidata, where the table's source has one: `Q846`.
    pub wikidata: Option<&'static str>,
    /// The preferred English name, CLDR's: `Qatar`.
    pub name_en: &'static str,
    /// The preferred Arabic name, CLDR's: `قطر`.
    pub name_ar: &'static str,
    /// Further English names, official and everyday: `State of Qatar`.
    pub names_en: Vec<&'static str>,
    /// Further Arabic names, official and everyday: `دولة قطر`.
    pub names_ar: Vec<&'static str>,
}

/// Every country, sorted by [`Country::alpha2`].
///
/// # Complexity
/// O(1), after the table has been read once.
///
/// # Example
/// ```
/// use rawabit::names::countries;
/// assert_eq!(countries().len(), 249);
/// assert_eq!(countries()[0].name_en, "Andorra");
/// ```
#[must_use]
pub fn countries() -> &'static [Country] {
    &table().countries
}

/// The country of a code or a name.
///
/// Codes are ISO's: two or three letters in any case, or three digits of any script. Names are
/// English or Arabic, compared by [`fold`], with or without dots between initials; a leading "the",
/// "State of", "Republic of", "Kingdom of", دولة, جمهورية or مملكة may be there or not, and a name
/// may be turned round at a comma ("Korea, Republic of"). "Congo" is the Republic of the Congo, as
/// in the United Nations; "Korea" and "Virgin Islands" are none, since two have the name, and so is
/// "State of Georgia", which is not Georgia.
///
/// # Complexity
/// O(n) for a text of n characters.
///
/// # Example
/// ```
/// use rawabit::names::country;
/// for text in ["QA", "qat", "634", "٦٣٤", "Qatar", "the State of Qatar", "قطر", "دولة قطر"] {
///     assert_eq!(country(text).map(|found| found.alpha2), Some("QA"));
/// }
/// assert_eq!(country("Atlantis"), None);
/// ```
#[must_use]
pub fn country(name_or_code: &str) -> Option<&'static Country> {
    let table = table();
    table
        .by_code(name_or_code)
        .or_else(|| table.by_name(&key(name_or_code)))
        .or_else(|| {
            let (head, tail) = name_or_code.split_once([',', '،'])?;
            table.by_name(&key(&format!("{tail} {head}")))
        })
}

/// The countries whose names are nearest to a text that names none, best first.
///
/// For error messages: a country is near where one of its names differs by a few letters, or has
/// all words of the text ("Korea"). The answer has at most `limit` countries, and none where
/// nothing is near, or the text is longer than any name (200 characters).
///
/// # Complexity
/// O(k · n · m) for k names of m characters and a text of n characters.
///
/// # Example
/// ```
/// use rawabit::names::nearest_countries;
/// let near = nearest_countries("United Arab Emirate", 1);
/// assert_eq!(near[0].name_en, "United Arab Emirates");
/// ```
#[must_use]
pub fn nearest_countries(text: &str, limit: usize) -> Vec<&'static Country> {
    if is_long(text) {
        return Vec::new();
    }
    let text = key(text);
    let mut scores: HashMap<usize, f64> = HashMap::new();
    for (name, &place) in &table().names {
        let score = likeness(&text, name);
        if score >= LEAST_LIKENESS {
            let best = scores.entry(place).or_insert(score);
            *best = best.max(score);
        }
    }
    let mut near: Vec<(usize, f64)> = scores.into_iter().collect();
    near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let best = near.first().map_or(0.0, |(_, score)| *score);
    near.into_iter()
        .take_while(|(_, score)| *score >= best - SPREAD)
        .take(limit)
        .filter_map(|(place, _)| countries().get(place))
        .collect()
}

/// What may stand before a name without being part of it, folded.
const TITLES: [&str; 7] = [
    "the ",
    "state of ",
    "republic of ",
    "kingdom of ",
    "دوله ",
    "جمهوريه ",
    "مملكه ",
];

/// Names that a title makes into those of something else: states of federations, and South Vietnam.
const OTHERS: [&str; 4] = [
    "state of georgia",
    "state of mexico",
    "state of niger",
    "republic of vietnam",
];

/// The countries, and from every folded code and every key of a name its place among them.
struct Table {
    countries: Vec<Country>,
    codes: HashMap<String, usize>,
    names: HashMap<String, usize>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::parse(include_str!("../../data/countries.tsv")))
}

impl Table {
    /// Reads the table that the crate carries. A test sees to it that every line is one of these.
    fn parse(text: &'static str) -> Self {
        let mut table = Self {
            countries: Vec::new(),
            codes: HashMap::new(),
            names: HashMap::new(),
        };
        for line in text.lines().skip(1) {
            let cells: Vec<&'static str> = line.split('\t').collect();
            let &[
                alpha2,
                alpha3,
                numeric,
                wikidata,
                name_en,
                name_ar,
                more_en,
                more_ar,
                keys,
            ] = cells.as_slice()
            else {
                continue;
            };
            let country = Country {
                alpha2,
                alpha3,
                numeric,
                wikidata: (!wikidata.is_empty()).then_some(wikidata),
                name_en,
                name_ar,
                names_en: names(more_en).collect(),
                names_ar: names(more_ar).collect(),
            };
            let place = table.countries.len();
            let further = country.names_en.iter().chain(&country.names_ar).copied();
            let shown = [name_en, name_ar].into_iter().chain(further);
            let names = shown.chain(names(keys)).map(|name| (key(name), place));
            table.names.extend(names);
            let codes = [alpha2, alpha3, numeric].map(|code| (fold(code), place));
            table.codes.extend(codes);
            table.countries.push(country);
        }
        table
    }

    fn by_code(&self, text: &str) -> Option<&Country> {
        self.countries.get(*self.codes.get(&fold(text))?)
    }

    /// The country of a name's key, with or without the titles before it and "the" behind it.
    fn by_name(&self, key: &str) -> Option<&Country> {
        let mut rest = key.strip_suffix(" the").unwrap_or(key);
        loop {
            if let Some(&place) = self.names.get(rest) {
                return self.countries.get(place);
            }
            if OTHERS.contains(&rest) {
                return None;
            }
            rest = TITLES.iter().find_map(|title| rest.strip_prefix(title))?;
        }
    }
}

/// The names in one cell of the table.
fn names(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split(" | ").filter(|name| !name.is_empty())
}

/// What names of countries are compared by: folded, "and" for "&", initials as one word.
fn key(text: &str) -> String {
    let mut key = String::new();
    let mut after_initial = false;
    for word in fold(text).split(' ') {
        let is_initial = word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
        if !(key.is_empty() || is_initial && after_initial) {
            key.push(' ');
        }
        key.push_str(if word == "&" { "and" } else { word });
        after_initial = is_initial;
    }
    key
}

/// Below this two names have nothing to do with each other.
const LEAST_LIKENESS: f64 = 0.6;
/// Names that are this much less alike than the best one are left out.
const SPREAD: f64 = 0.1;

/// How alike two keys are: 1 where they are equal, towards 0 where they are not.
fn likeness(text: &str, name: &str) -> f64 {
    let (one, other): (Vec<char>, Vec<char>) = (text.chars().collect(), name.chars().collect());
    let length = one.len().max(other.len());
    if length == 0 {
        return 0.0;
    }
    let alike = 1.0 - share(edits(&one, &other), length);
    // "Korea" is in "South Korea", but "Q" is in nothing.
    let has_words = one.len() > 3
        && text
            .split(' ')
            .all(|word| name.split(' ').any(|w| w == word));
    if has_words {
        alike.max(0.7 + 0.3 * share(one.len(), length))
    } else {
        alike
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "names are shorter than 2^52 characters"
)]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

/// Levenshtein's distance: how many letters to add, leave out or change.
fn edits(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let changed = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests;

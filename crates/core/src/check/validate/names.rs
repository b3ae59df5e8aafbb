//! Names and languages: one preferred name in each language, and tags that fit.

use rustc_hash::{FxHashMap, FxHashSet};

use super::findings::Found;
use super::plan::language;
use super::statements::shown;
use super::{Check, Rows};
use crate::dictionary::Part;
use crate::model::id::{self, known};
use crate::model::vocab::{rb, sh};
use crate::names::{is_arabic, language_fits};

const NAMES: [u32; 4] = [
    known::PREF_LABEL,
    known::LABEL,
    known::ALT_LABEL,
    known::ALSO_KNOWN_AS,
];

impl Check<'_> {
    pub(super) fn names(&mut self, rows: &Rows<'_>) {
        for predicate in NAMES {
            if rows.has(predicate) {
                self.scripts(rows, predicate);
            }
        }
        if rows.has(known::PREF_LABEL) {
            self.preferred(rows);
        }
        self.languages(rows);
    }

    /// Arabic words that are tagged as of a language that is written in Latin letters.
    fn scripts(&mut self, rows: &Rows<'_>, predicate: u32) {
        let dictionary = &self.lens.snapshot.dictionary;
        let mut latin: FxHashMap<Box<str>, bool> = FxHashMap::default();
        let mut last = None;
        for [s, name] in rows.pairs(predicate) {
            if !id::is_literal(name) || last == Some((name, true)) {
                continue;
            }
            let fits = last == Some((name, false))
                || dictionary.with(name, |part| {
                    let Part::Literal(text, tag) = part else {
                        return true;
                    };
                    let Some(tag) = language(tag).filter(|_| !text.is_ascii()) else {
                        return true;
                    };
                    let known = latin.get(tag).copied();
                    let is_latin = known.unwrap_or_else(|| {
                        let is = language_fits(tag, "a") && !language_fits(tag, "ا");
                        latin.insert(tag.into(), is);
                        is
                    });
                    !is_latin || !is_arabic(text)
                });
            last = Some((name, fits));
            if fits {
                continue;
            }
            let found = Found::warning(sh::LANGUAGE_IN, s)
                .path(predicate)
                .value(name);
            self.note(found.graph(rows.graph), |lens| {
                let tag = dictionary.with(name, |part| match part {
                    Part::Literal(_, tag) => language(tag).map(str::to_owned),
                    _ => None,
                });
                let message = format!(
                    "\"{}\" is tagged \"{}\", but written in Arabic letters",
                    shown(lens, name),
                    tag.unwrap_or_default()
                );
                (message, "tag it with the language that it is in".into())
            });
        }
    }

    /// Two preferred names in one language.
    fn preferred(&mut self, rows: &Rows<'_>) {
        let dictionary = &self.lens.snapshot.dictionary;
        let mut tags: FxHashMap<Box<str>, u32> = FxHashMap::default();
        let mut named: Vec<[u32; 3]> = Vec::new();
        for [s, name] in rows.pairs(known::PREF_LABEL) {
            if !id::is_literal(name) {
                continue;
            }
            let number = dictionary.with(name, |part| {
                let Part::Literal(_, tag) = part else {
                    return 0;
                };
                let tag = language(tag).unwrap_or_default();
                let next = tags.len() as u32;
                match tags.get(tag) {
                    Some(&number) => number,
                    None => *tags.entry(tag.into()).or_insert(next),
                }
            });
            named.push([s, number, name]);
        }
        named.sort_unstable();
        for names in named.chunk_by(|a, b| a[..2] == b[..2]) {
            let &[[s, tag, _], [_, _, second], ..] = names else {
                continue;
            };
            let tag = tags.iter().find(|(_, number)| **number == tag);
            let tag = tag.map(|(tag, _)| tag.to_string()).unwrap_or_default();
            let found = Found::warning(sh::UNIQUE_LANG, s).path(known::PREF_LABEL);
            self.note(found.value(second).graph(rows.graph), |lens| {
                let language = match tag.as_str() {
                    "" => "without a language".to_owned(),
                    tag => format!("in \"{tag}\""),
                };
                let message = format!(
                    "\"{}\" has {} preferred names {language}: {}",
                    lens.short(s),
                    names.len(),
                    super::counts::listed(lens, names.iter().map(|name| name[2]))
                );
                let hint = "keep one as skos:prefLabel; skos:altLabel takes the others";
                (message, hint.into())
            });
        }
    }

    /// The languages of documents, which are tags.
    fn languages(&mut self, rows: &Rows<'_>) {
        let dictionary = &self.lens.snapshot.dictionary;
        let Some(predicate) = dictionary.iri(rb::LANGUAGE).filter(|&p| rows.has(p)) else {
            return;
        };
        let mut fine = FxHashSet::default();
        for [s, tag] in rows.pairs(predicate) {
            if !id::is_literal(tag) || fine.contains(&tag) {
                continue;
            }
            let well_formed = dictionary.with(tag, |part| match part {
                Part::Literal(text, _) => oxilangtag::LanguageTag::parse(text).is_ok(),
                _ => true,
            });
            if well_formed {
                fine.insert(tag);
                continue;
            }
            let found = Found::warning(sh::PATTERN, s).path(predicate).value(tag);
            self.note(found.graph(rows.graph), |lens| {
                let message = format!(
                    "\"language\" does not take \"{}\": it is no language tag",
                    shown(lens, tag)
                );
                (
                    message,
                    "write \"ar\", \"en\" or another tag of BCP 47".into(),
                )
            });
        }
    }
}

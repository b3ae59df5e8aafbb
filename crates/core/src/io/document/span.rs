//! Spans: words of a document at their offsets, held against its text.

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use super::fault::{Fault, Faults};
use super::fields::{Fields, said_nothing};
use super::json::Node;
use super::place::Place;
use crate::graph::{Piece, Text};
use crate::model::{did_you_mean, nearest};

/// A document that spans are of.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) id: u32,
    /// As the document names it.
    pub(super) name: String,
    pub(super) text: Option<Arc<Text>>,
    /// What is wrong with its text has been said, and there is none to hold words against.
    pub(super) is_lost: bool,
    /// The same of its sentences.
    pub(super) is_cut_badly: bool,
    /// Its entry in `documents`, where its text is another than the one that is described there.
    pub(super) other: Option<usize>,
}

/// What is known of where words are from, before it is said in an entry.
#[derive(Clone, Debug)]
pub(super) enum Origin<'n> {
    /// Nothing names a document.
    Unsaid,
    /// What is wrong with it, or why there is none, has been said; its name where there is one.
    Unsure(Option<&'n str>),
    Known(Rc<Source>),
}

/// What offsets are.
pub(super) const OFFSETS: &str =
    "offsets are code points from 0, and \"end\" is the one after the last";

/// What a span must say: the field, of what kind, and what it is.
const KEYS: [(&str, &str, &str); 3] = [
    ("start", "a whole number", OFFSETS),
    ("end", "a whole number", OFFSETS),
    (
        "quote",
        "a string",
        "give the words of the text from \"start\" to \"end\"",
    ),
];

/// Reads `{sentence?, start, end, quote}`. Without a source the words are not held against anything:
/// what is wrong with it has been said elsewhere.
pub(super) fn span(
    node: &Node<'_>,
    place: Place<'_>,
    source: Option<&Source>,
    faults: &mut Faults,
) -> Option<Piece> {
    let before = faults.errors();
    let fields = Fields::new(node, place, &["sentence", "start", "end", "quote"], faults)?;
    let nothing = KEYS.map(|(key, what, _)| said_nothing(fields.get(key)?, what));
    let [no_start, no_end, no_quote] = nothing.each_ref().map(Option::is_some);
    let start = (!no_start).then(|| fields.whole("start", faults)).flatten();
    let end = (!no_end).then(|| fields.whole("end", faults)).flatten();
    let quote = (!no_quote).then(|| fields.text("quote", faults)).flatten();
    let sentence = fields.text("sentence", faults);
    let text = source.and_then(|source| source.text.as_deref());
    for ((key, _, wanted), nothing) in KEYS.into_iter().zip(nothing) {
        let hint = || text.and_then(|text| missing(text, start, end, quote, faults));
        if let Some(fault) = nothing {
            let hint = hint().unwrap_or_else(|| wanted.into());
            faults.error(&fields.at(key), fault.hint(hint));
        } else if fields.get(key).is_none() {
            let fault = Fault::new(format!("\"{key}\" is missing"));
            let hint = hint();
            faults.error(&place, Fault { hint, ..fault });
        }
    }
    let (Some(start), Some(end), Some(quote)) = (start, end, quote) else {
        return None;
    };
    let (start, end) = match offsets(start, end) {
        Ok(offsets) => offsets,
        Err(fault) => {
            faults.error(&place, fault);
            return None;
        }
    };
    if let (Some(text), Some(source)) = (text, source) {
        if let Some(document) = source.other.filter(|_| !stands(text, start, end, quote)) {
            faults.stray(document);
            return None;
        }
        if let Err(fault) = check_words(text, start, end, quote, "quote", faults) {
            faults.error(&place, fault);
            return None;
        }
        if let Some(id) = sentence.filter(|_| !source.is_cut_badly)
            && let Err(fault) = check_sentence(text, start, end, id, &source.name)
        {
            faults.error(&fields.at("sentence"), fault);
        }
    }
    let within = text.and_then(|text| text.sentence_of(start, end));
    (faults.errors() == before).then(|| Piece {
        start,
        end,
        quote: Some(quote.to_owned()),
        sentence: sentence
            .or_else(|| within.map(|sentence| sentence.id.as_str()))
            .map(str::to_owned),
    })
}

/// One span or a list of them, with the place of each.
pub(super) fn spans<'n, 'p>(
    node: &'n Node<'n>,
    place: &'p Place<'p>,
) -> Vec<(&'n Node<'n>, Place<'p>)> {
    match node {
        Node::List(items) => {
            let items = items.iter().enumerate();
            items.map(|(n, item)| (item, place.item(n))).collect()
        }
        one => vec![(one, *place)],
    }
}

/// Offsets that can be those of some words.
pub(super) fn offsets(start: u64, end: u64) -> Result<(u32, u32), Fault> {
    if start > end {
        return Err(
            Fault::new(format!("the end {end} comes before the start {start}")).hint(OFFSETS),
        );
    }
    if start == end {
        return Err(Fault::new(format!("{start}..{end} holds no words")).hint(OFFSETS));
    }
    match (u32::try_from(start), u32::try_from(end)) {
        (Ok(start), Ok(end)) => Ok((start, end)),
        _ => Err(Fault::new(format!("{start}..{end} lies beyond any text"))),
    }
}

/// Whether words stand at offsets.
pub(super) fn stands(text: &Text, start: u32, end: u32, words: &str) -> bool {
    text.slice(start as usize..end as usize) == Some(words)
}

/// Whether words stand at offsets; else what does, and where they do stand.
pub(super) fn check_words(
    text: &Text,
    start: u32,
    end: u32,
    words: &str,
    what: &str,
    faults: &mut Faults,
) -> Result<(), Fault> {
    if stands(text, start, end, words) {
        return Ok(());
    }
    let there = text.slice(start as usize..end as usize);
    let fault = Fault::new(match there {
        Some(there) => format!(
            "{what} \"{}\" does not match the text at {start}..{end}, which is \"{}\"",
            clip(words),
            clip(there)
        ),
        None => format!(
            "{start}..{end} lies beyond the text, which has the code points 0..{}",
            text.characters()
        ),
    });
    Err(match elsewhere(text, start, words, what, faults) {
        Some(hint) => fault.hint(hint),
        None => fault,
    })
}

/// Where words stand.
fn elsewhere(
    text: &Text,
    start: u32,
    words: &str,
    what: &str,
    faults: &mut Faults,
) -> Option<String> {
    if !faults.is_listing() {
        return None;
    }
    let found: Vec<Range<usize>> = text.find(words).take(4).collect();
    let at = |range: &Range<usize>| format!("{}..{}", range.start, range.end);
    match found.as_slice() {
        [] => {
            let cost = text.characters() / 100 * words.chars().count() + 1;
            let near = if faults.can_afford(cost) {
                text.nearest(words)
            } else {
                String::new()
            };
            Some(format!(
                "the {what} stands nowhere in the text{}",
                near.replacen("; ", ", and ", 1)
            ))
        }
        [only] => Some(format!(
            "the {what} stands at {}{}",
            at(only),
            units(text, only, start)
        )),
        [first, .., last] if found.len() < 4 => {
            let firsts: Vec<String> = found[..found.len() - 1].iter().map(at).collect();
            let _ = first;
            Some(format!(
                "the {what} stands at {} and at {}",
                firsts.join(", "),
                at(last)
            ))
        }
        [first, ..] => Some(format!(
            "the {what} stands at {} and at other places",
            at(first)
        )),
    }
}

/// Whether offsets count something else than code points.
fn units(text: &Text, found: &Range<usize>, start: u32) -> &'static str {
    let before = text.slice(0..found.start).unwrap_or_default();
    let start = start as usize;
    if start == found.start {
        ""
    } else if start == before.len() {
        "; offsets count code points, not bytes"
    } else if start == before.chars().map(char::len_utf16).sum::<usize>() {
        "; offsets count code points, not units of UTF-16"
    } else {
        ""
    }
}

/// What the missing fields of a span would be.
fn missing(
    text: &Text,
    start: Option<u64>,
    end: Option<u64>,
    quote: Option<&str>,
    faults: &Faults,
) -> Option<String> {
    if !faults.is_listing() {
        return None;
    }
    match (start, end, quote) {
        (Some(start), Some(end), None) => {
            let there = text.slice(usize::try_from(start).ok()?..usize::try_from(end).ok()?)?;
            Some(format!("the text at {start}..{end} is \"{}\"", clip(there)))
        }
        (_, _, Some(quote)) => {
            let mut found = text.find(quote);
            let first = found.next()?;
            let again = if found.next().is_some() { " first" } else { "" };
            Some(format!(
                "the quote stands{again} at {}..{}",
                first.start, first.end
            ))
        }
        _ => None,
    }
}

fn check_sentence(
    text: &Text,
    start: u32,
    end: u32,
    id: &str,
    document: &str,
) -> Result<(), Fault> {
    let right = match text.sentence_of(start, end) {
        Some(sentence) => format!("{start}..{end} lies in \"{}\"", sentence.id),
        None => format!("{start}..{end} lies in no single sentence; leave \"sentence\" out"),
    };
    match text.sentence(id) {
        Some(sentence) if sentence.start <= start && end <= sentence.end => Ok(()),
        Some(sentence) => Err(Fault::new(format!(
            "sentence \"{id}\" is {}..{} and does not hold {start}..{end}",
            sentence.start, sentence.end
        ))
        .hint(right)),
        None => {
            let fault = Fault::new(format!("\"{document}\" has no sentence \"{id}\""));
            if text.sentences().is_empty() {
                return Err(
                    fault.hint("give the document \"sentences\", or leave \"sentence\" out")
                );
            }
            let ids = text.sentences().iter().map(|sentence| sentence.id.as_str());
            let near = did_you_mean(&nearest(id, ids.take(1000), 2));
            Err(fault.hint(format!("{right}{near}")))
        }
    }
}

/// Words as a span, with their offsets where they stand in the text once.
pub(super) fn as_span(quote: &str, source: Option<&Source>) -> String {
    let text = source.and_then(|source| source.text.as_deref());
    let mut found = text.into_iter().flat_map(|text| text.find(quote));
    let (start, end) = match (found.next(), found.next()) {
        (Some(only), None) => (only.start.to_string(), only.end.to_string()),
        _ => ("…".into(), "…".into()),
    };
    let quote = clip(quote);
    format!("{{\"start\": {start}, \"end\": {end}, \"quote\": \"{quote}\"}}")
}

/// So many characters of a text are quoted.
const CLIP: usize = 80;

/// A text short enough for an error.
pub(super) fn clip(text: &str) -> String {
    match text.char_indices().nth(CLIP) {
        None => text.to_owned(),
        Some((at, _)) => format!("{}…", &text[..at]),
    }
}

//! The head of a document: its version, its base, its prefixes, and what its relations leave out.

use rustc_hash::FxHashSet;

use super::fault::{Fault, Faults};
use super::fields::{Fields, entries, text};
use super::json::Node;
use super::place::Place;
use crate::graph::{Modality, Polarity, check_base, check_confidence};
use crate::model::nearest;
use crate::model::vocab::{ONTOLOGY, rb};

/// The version that is read.
const VERSION: &str = "1";

const KEYS: [&str; 9] = [
    "rawabit_format",
    "base",
    "vocabulary",
    "prefixes",
    "defaults",
    "conventions",
    "documents",
    "entities",
    "relations",
];

/// The keys that say how all the rest is meant.
const OF_THE_HEAD: [&str; 5] = [
    "rawabit_format",
    "base",
    "vocabulary",
    "prefixes",
    "defaults",
];

/// What a relation is taken to say where it does not say it.
#[derive(Debug, Default)]
pub(super) struct Defaults<'n> {
    pub(super) source: Option<&'n str>,
    /// There is none, and a fault that has been told may be why.
    pub(super) is_source_unsure: bool,
    pub(super) modality: Option<Modality>,
    pub(super) polarity: Option<Polarity>,
    pub(super) confidence: Option<f64>,
}

/// The head, and the three lists below it.
#[derive(Debug, Default)]
pub(super) struct Header<'n> {
    pub(super) base: Option<&'n str>,
    pub(super) prefixes: Vec<(&'n str, &'n str)>,
    pub(super) defaults: Defaults<'n>,
    pub(super) documents: &'n [Node<'n>],
    pub(super) entities: &'n [Node<'n>],
    pub(super) relations: &'n [Node<'n>],
    /// Something is no list, or goes by another name: what it would have declared is not known.
    pub(super) is_partial: bool,
    /// What is wrong with the head spoils all that lies below it.
    pub(super) is_spoilt: bool,
}

impl<'n> Header<'n> {
    /// Reads the head; `None` where it is not worth while to go on.
    pub(super) fn read(node: &'n Node<'n>, faults: &mut Faults) -> Option<Self> {
        if let Node::List(_) = node {
            let fault = Fault::expected("an object", node).hint(
                "put the lists into one object: {\"rawabit_format\": \"1\", \"entities\": […], \
                 \"relations\": […]}",
            );
            faults.error(&Place::Top, fault);
            return None;
        }
        let before = faults.errors();
        let fields = Fields::new(node, Place::Top, &KEYS, faults)?;
        Self::check_version(&fields, faults)?;
        let mut header = Self {
            is_partial: faults.errors() > before,
            ..Self::default()
        };
        let before = faults.errors();
        header.base = fields.text("base", faults).filter(|base| {
            let checked = check_base(base).map_err(|error| {
                let fault = Fault::from(error);
                let fault = match fault.hint {
                    Some(_) => fault,
                    None => fault.hint("a base is a full IRI, such as \"https://example.org/id/\""),
                };
                faults.error(&fields.at("base"), fault);
            });
            checked.is_ok()
        });
        if let Some(name) = fields.text("vocabulary", faults)
            && ![rb::NAMESPACE, ONTOLOGY].contains(&name)
        {
            let fault = Fault::new(format!("the vocabulary \"{name}\" is not known"));
            let hint = format!(
                "types and relations without a prefix are those of \"{}\"; name others as in \
                 \"my:JointPatrol\", with their namespace in \"prefixes\"",
                rb::NAMESPACE
            );
            faults.error(&fields.at("vocabulary"), fault.hint(hint));
        }
        header.read_prefixes(&fields, faults);
        header.read_defaults(&fields, faults);
        header.is_spoilt = faults.errors() > before || is_head_unsure(node);
        if let Some(conventions) = fields.get("conventions") {
            check_keys(conventions, &fields.at("conventions"), faults);
            let fault = Fault::new("\"conventions\" is not kept");
            faults.notice(&fields.at("conventions"), fault);
        }
        let lists = [
            ("documents", &mut header.documents),
            ("entities", &mut header.entities),
            ("relations", &mut header.relations),
        ];
        let mut is_bare = true;
        for (key, list) in lists {
            let before = faults.errors();
            is_bare &= fields.get(key).is_none();
            *list = fields.list(key, faults);
            header.is_partial |= faults.errors() > before;
        }
        if is_bare {
            let fault = Fault::new("there is nothing in the document");
            let hint = "give it \"documents\", \"entities\" or \"relations\"";
            faults.error(&Place::Top, fault.hint(hint));
        }
        Some(header)
    }

    /// Nothing else in a document of another version means what it seems to mean.
    fn check_version(fields: &Fields<'n, '_>, faults: &mut Faults) -> Option<()> {
        if fields.get("rawabit_format").is_none() {
            let fault = Fault::new("\"rawabit_format\" is missing");
            let hint =
                format!("a document of rawabit begins with \"rawabit_format\": \"{VERSION}\"");
            faults.error(&Place::Top, fault.hint(hint));
            return None;
        }
        let place = fields.at("rawabit_format");
        let wanted = format!("write \"{VERSION}\"");
        match fields.needed_text("rawabit_format", &wanted, faults)? {
            VERSION => Some(()),
            other => {
                let fault = Fault::new(format!("the format \"{other}\" is not known"));
                let hint =
                    format!("this rawabit reads format \"{VERSION}\"; a newer one may read it");
                faults.error(&place, fault.hint(hint));
                None
            }
        }
    }

    fn read_prefixes(&mut self, fields: &Fields<'n, '_>, faults: &mut Faults) {
        let place = fields.at("prefixes");
        let Some(node) = fields.get("prefixes") else {
            return;
        };
        let what = "an object such as {\"my\": \"https://example.org/patrol#\"}";
        for (prefix, namespace) in entries(node, &place, what, faults).unwrap_or_default() {
            if let Some(namespace) = text(namespace, &place.key(prefix), faults) {
                self.prefixes.push((prefix, namespace));
            }
        }
    }

    fn read_defaults(&mut self, fields: &Fields<'n, '_>, faults: &mut Faults) {
        let Some(node) = fields.get("defaults") else {
            // They may go by another name.
            self.defaults.is_source_unsure = self.is_partial;
            return;
        };
        let known = ["source", "modality", "polarity", "confidence"];
        let place = fields.at("defaults");
        let before = faults.errors();
        let Some(fields) = Fields::new(node, place, &known, faults) else {
            self.defaults.is_source_unsure = true;
            return;
        };
        let source = default_source(&fields, faults);
        self.defaults = Defaults {
            source,
            is_source_unsure: source.is_none() && faults.errors() > before,
            modality: word(&fields, "modality", faults),
            polarity: word(&fields, "polarity", faults),
            confidence: confidence(&fields, faults).flatten(),
        };
    }
}

/// Whether what the head says may stand under another name, or twice.
fn is_head_unsure(node: &Node<'_>) -> bool {
    let Node::Object(all) = node else {
        return false;
    };
    let mut seen = FxHashSet::default();
    all.iter().any(|(key, _)| {
        if KEYS.contains(&&**key) {
            OF_THE_HEAD.contains(&&**key) && !seen.insert(&**key)
        } else {
            let near = nearest(key, KEYS, 2);
            near.iter().any(|key| OF_THE_HEAD.contains(key))
        }
    })
}

/// The document that is the source of those relations that name none.
fn default_source<'n>(fields: &Fields<'n, '_>, faults: &mut Faults) -> Option<&'n str> {
    if let Some(node @ Node::Null) = fields.get("source") {
        let fault = Fault::expected("a string", node);
        let hint = "name the document that the relations are from, or leave the field out";
        faults.error(&fields.at("source"), fault.hint(hint));
        return None;
    }
    fields.text("source", faults)
}

/// Keys that stand twice, anywhere in free text.
fn check_keys(node: &Node<'_>, place: &Place<'_>, faults: &mut Faults) {
    match node {
        Node::List(items) => {
            for (n, item) in items.iter().enumerate() {
                check_keys(item, &place.item(n), faults);
            }
        }
        Node::Object(_) => {
            for (key, value) in entries(node, place, "an object", faults).unwrap_or_default() {
                check_keys(value, &place.key(key), faults);
            }
        }
        _ => {}
    }
}

/// One of a few words, such as a modality.
pub(super) fn word<W>(fields: &Fields<'_, '_>, key: &str, faults: &mut Faults) -> Option<W>
where
    W: std::str::FromStr<Err = crate::SchemaError>,
{
    match fields.text(key, faults)?.parse() {
        Ok(word) => Some(word),
        Err(error) => {
            faults.error(&fields.at(key), error);
            None
        }
    }
}

/// How sure: absent, none by a literal `null`, or a number from 0 to 1.
#[expect(
    clippy::option_option,
    reason = "what is absent is filled from the defaults, and null is not"
)]
pub(super) fn confidence(fields: &Fields<'_, '_>, faults: &mut Faults) -> Option<Option<f64>> {
    let place = fields.at("confidence");
    let number = match fields.get("confidence")? {
        Node::Null => return Some(None),
        Node::Number(number) => number.as_f64().unwrap_or(f64::INFINITY),
        other => {
            let fault = Fault::expected("a number", other);
            faults.error(
                &place,
                match other {
                    Node::Text(text) if fault.hint.is_none() => fault.hint(degree(text)),
                    _ => fault,
                },
            );
            return Some(None);
        }
    };
    if let Err(error) = check_confidence(number) {
        let fault = Fault::new(error.to_string());
        faults.error(
            &place,
            if (2.0..=100.0).contains(&number) {
                fault.hint(format!("write {number} per cent as {}", number / 100.0))
            } else {
                fault
            },
        );
        return Some(None);
    }
    // There is one zero in decimals.
    Some(Some(number + 0.0))
}

/// What a degree of confidence in words should be.
fn degree(text: &str) -> String {
    let per_cent = text.trim().strip_suffix(['%', '٪']).map(str::trim_end);
    match per_cent.and_then(|number| number.parse::<f64>().ok()) {
        Some(number) => format!("write {}", number / 100.0),
        None => "it goes from 0 to 1, such as 0.9; null is none".into(),
    }
}

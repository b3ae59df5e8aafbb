//! The JSON document of rawabit: documents, entities and relations as a person or a language model
//! writes them.
//!
//! The document is walked wholly, whatever is wrong with it, so that its author hears of everything at
//! once. It is read in passes, since everything may name everything: what is declared, the texts, the
//! entities, the relations. Claims are written last, when nothing can fail any more.

mod claim;
mod entity;
mod fault;
mod fields;
mod header;
mod json;
mod place;
mod relation;
mod source;
mod span;
mod text;
mod things;
mod value;

use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::ReadError;
use crate::Error;
use crate::graph::{EntityRef, Transaction, check_base};
use crate::report::Report;
use fault::{Fault, Faults};
use fields::Fields;
use header::{Defaults, Header};
use place::Place;
use relation::Pending;
use span::{Origin, Source};
use things::{List, Things};

/// What a document is read with.
#[derive(Clone, Copy, Debug)]
pub(super) struct How<'a> {
    /// What it is called in errors.
    pub(super) name: &'a str,
    /// The folder of the files that it names.
    pub(super) folder: Option<&'a Path>,
    /// The base of a document that gives none.
    pub(super) base: Option<&'a str>,
    pub(super) strict: bool,
}

/// Reads a document into a transaction.
///
/// # Errors
/// [`ValueError`](crate::ValueError) for a base that can be none;
/// [`ReadError::Syntax`] where the text is no JSON; [`ReadError::Content`] where something in it is
/// wrong and `strict` is set, or where its head is wrong. The caller takes back what was written.
///
/// # Complexity
/// O(n log n) in the document.
pub(super) fn read_document(
    tx: &mut Transaction,
    text: &str,
    how: How<'_>,
) -> Result<Report, Error> {
    let How { name, strict, .. } = how;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let node = json::parse(text).map_err(|mistake| mistake.error(name))?;
    let mut faults = Faults::new();
    let header = Header::read(&node, &mut faults);
    let Some(mut header) = header else {
        return Err(refused_whole(name, faults.report));
    };
    if let (None, Some(base)) = (header.base, how.base) {
        check_base(base)?;
        header.base = Some(base);
    }
    let mut reader = Reader {
        tx,
        folder: how.folder,
        strict,
        faults,
        defaults: Defaults::default(),
        things: Things::default(),
        default_source: Origin::Unsaid,
        sources: FxHashMap::default(),
        addresses: FxHashMap::default(),
        lost: FxHashSet::default(),
        cut_badly: FxHashSet::default(),
        others: FxHashMap::default(),
        unchecked: BTreeMap::default(),
        unchecked_here: Vec::new(),
        bad_relations: FxHashMap::default(),
        foreign_relations: FxHashSet::default(),
        relation_ids: FxHashMap::default(),
        reifiers: FxHashMap::default(),
        pending: Vec::new(),
        counts: Counts::default(),
    };
    let is_spoilt = reader.read(header)?;
    let report = reader.report();
    if report.is_ok() || !strict && !is_spoilt {
        tx.tidy()?;
        Ok(report)
    } else {
        Err(refused_whole(name, report))
    }
}

fn refused_whole(path: &str, report: Report) -> Error {
    ReadError::Content {
        path: path.into(),
        report: Box::new(report),
    }
    .into()
}

/// How many entries became what.
#[derive(Debug, Default)]
struct Counts {
    documents: usize,
    entities: usize,
    claims: usize,
    merged: usize,
    refused: usize,
}

/// What reads a document.
struct Reader<'t, 'n> {
    tx: &'t mut Transaction,
    folder: Option<&'t Path>,
    strict: bool,
    faults: Faults,
    defaults: Defaults<'n>,
    things: Things<'n>,
    /// The source of the relations that name none.
    default_source: Origin<'n>,
    sources: FxHashMap<&'n str, Rc<Source>>,
    /// Sources that are web addresses and not in the graph.
    addresses: FxHashMap<u32, &'n str>,
    /// Documents whose text, or whose sentences, nothing can be held against.
    lost: FxHashSet<u32>,
    cut_badly: FxHashSet<u32>,
    /// The entries of those whose texts are others than the ones that are described.
    others: FxHashMap<u32, usize>,
    /// How many spans of a document there was no text for.
    unchecked: BTreeMap<String, usize>,
    /// The documents of such spans in the entry that is being read.
    unchecked_here: Vec<String>,
    bad_relations: FxHashMap<&'n str, Fault>,
    /// Relations that the schema does not know, which has been told.
    foreign_relations: FxHashSet<&'n str>,
    relation_ids: FxHashMap<&'n str, usize>,
    /// Where the claims that are to be written stand, by what reifies them.
    reifiers: FxHashMap<u32, usize>,
    pending: Vec<Pending>,
    counts: Counts,
}

impl<'n> Reader<'_, 'n> {
    /// Reads all that lies below the head; says whether the head spoils it.
    fn read(&mut self, header: Header<'n>) -> Result<bool, Error> {
        // What was written before in the transaction has settled where ids live.
        if self.tx.draft.is_changed() {
            self.tx.settings.fix_base();
        }
        let before = self.tx.settings.clone();
        self.tx.settings = before.of_document(header.base);
        let errors = self.faults.errors();
        for (prefix, namespace) in &header.prefixes {
            if let Err(error) = self.tx.set_prefix(prefix, namespace) {
                self.fault(&Place::Top.key("prefixes").key(prefix), error)?;
            }
        }
        self.things.is_partial = header.is_partial;
        if header.defaults.is_source_unsure && (self.strict || header.is_spoilt) {
            self.default_source = Origin::Unsure(None);
        }
        self.defaults = header.defaults;
        self.things
            .declare(List::Documents, header.documents, self.tx)?;
        self.things
            .declare(List::Entities, header.entities, self.tx)?;
        let mut is_spoilt = header.is_spoilt || self.faults.errors() > errors;
        for (n, node) in header.documents.iter().enumerate() {
            self.document(node, n)?;
        }
        is_spoilt |= self.find_default_source()?;
        let mentioned_in = self.mentioned_in(header.documents)?;
        for (n, node) in header.entities.iter().enumerate() {
            self.entity(node, n, &mentioned_in)?;
        }
        self.faults.about(None);
        if let Origin::Known(source) = self.default_source.clone() {
            let place = Place::Top.key("defaults");
            if !self.check_is_document(&source, &place.key("source")) {
                is_spoilt = true;
                // That it has no text says nothing new.
                self.unchecked.remove(&source.name);
                let is_lost = true;
                self.default_source = Origin::Known(Rc::new(Source {
                    is_lost,
                    ..(*source).clone()
                }));
            }
        }
        for (n, node) in header.relations.iter().enumerate() {
            self.relation(node, n)?;
        }
        for (n, node) in header.documents.iter().enumerate() {
            self.faults.about(node.id());
            self.faults
                .tell_strays(n, &Place::Top.key("documents").item(n));
        }
        self.faults.about(None);
        if self.faults.errors() == 0 || !self.strict && !is_spoilt {
            self.write_claims()?;
        }
        let next_blank = self.tx.settings.next_blank;
        self.tx.settings = before;
        self.tx.settings.next_blank = next_blank;
        if let Some(base) = header.base {
            self.tx.settings.read_base(base);
        }
        for (prefix, namespace) in header.prefixes {
            if self.tx.lens().namespace(prefix).is_none() {
                self.tx.settings.offer_prefix(prefix, namespace);
            }
        }
        Ok(is_spoilt)
    }

    fn write_claims(&mut self) -> Result<(), Error> {
        for claim in std::mem::take(&mut self.pending) {
            if let Some(address) = self.addresses.remove(&claim.said.source) {
                self.tx.source(&EntityRef::from(address))?;
            }
            self.tx
                .put_said(claim.reifier, claim.statement, &claim.said)?;
        }
        Ok(())
    }

    fn report(mut self) -> Report {
        for (document, spans) in std::mem::take(&mut self.unchecked) {
            self.faults.about(Some(&document));
            let is = if spans == 1 { "is" } else { "are" };
            let fault = Fault::new(format!(
                "{spans} of its spans {is} kept unchecked: neither the document nor the graph has its text"
            ));
            let hint = "give it in \"file\" or \"text\" of its entry in \"documents\"";
            self.faults.warn(&Place::Top, fault.hint(hint));
        }
        let mut report = self.faults.report;
        let counts = &self.counts;
        let good = [
            ("documents", counts.documents),
            ("entities", counts.entities),
            ("claims", counts.claims),
            ("merged", counts.merged),
        ];
        for (what, n) in good {
            let is_read = report.is_ok() || !self.strict;
            report.add(if is_read { what } else { "held back" }, n);
        }
        report.add("refused", counts.refused);
        report
    }

    /// Counts an entry of `documents` or `entities`.
    fn count(&mut self, is_sound: bool, id: Option<u32>, what: &str) {
        let was_there = id.is_some_and(|id| self.things.get(id).was_there);
        let counts = &mut self.counts;
        *match what {
            _ if !is_sound => &mut counts.refused,
            _ if was_there => &mut counts.merged,
            "documents" => &mut counts.documents,
            _ => &mut counts.entities,
        } += 1;
    }

    /// Notes an error as a fault, where the document is to blame for it.
    fn fault(&mut self, place: &Place<'_>, error: Error) -> Result<(), Error> {
        let fault = Fault::of(error)?;
        self.faults.error(place, fault);
        Ok(())
    }

    /// The resource of an entry, by its id.
    fn own(&mut self, fields: &Fields<'n, '_>, list: List) -> Option<u32> {
        if fields.get("id").is_none() {
            let fault = Fault::new("\"id\" is missing");
            let hint = fields.get("name").and_then(a_name).map(crate::names::slug);
            let fault = match hint.filter(|slug| !slug.is_empty()) {
                Some(slug) => fault.hint(format!("give it one, such as \"{slug}\"")),
                None => fault,
            };
            self.faults.error(&fields.place, fault);
            return None;
        }
        let wanted = "give it one, such as \"world-police-summit\"";
        let name = fields.needed_text("id", wanted, &mut self.faults)?;
        let Place::Item(_, n) = fields.place else {
            return None;
        };
        match self.things.own(list, n, name, self.tx) {
            Ok(id) => Some(id),
            Err(fault) => {
                self.faults.error(&fields.at("id"), fault);
                None
            }
        }
    }

    /// Where what a reference means was refused; nothing is while all is looked at for its faults.
    fn refusal(&self, id: u32, as_source: bool) -> Option<String> {
        if self.strict {
            None
        } else {
            self.things.refusal(id, as_source)
        }
    }

    /// Takes note of a span that there is no text for.
    fn note_unchecked(&mut self, source: &Source) {
        if source.text.is_none() && !source.is_lost {
            self.unchecked_here.push(source.name.clone());
        }
    }

    /// Counts the spans of an entry that there is no text for, where the entry is kept.
    fn count_unchecked(&mut self, is_kept: bool) {
        for document in self.unchecked_here.drain(..).filter(|_| is_kept) {
            *self.unchecked.entry(document).or_default() += 1;
        }
    }
}

/// A name that an id can be made of: in Latin letters where there is one.
fn a_name<'n>(node: &'n json::Node<'n>) -> Option<&'n str> {
    match node {
        json::Node::Text(name) => Some(name),
        json::Node::List(names) => names.first().and_then(a_name),
        json::Node::Object(names) => {
            let english = node.get("en").and_then(a_name);
            english.or_else(|| names.iter().find_map(|(_, name)| a_name(name)))
        }
        _ => None,
    }
}

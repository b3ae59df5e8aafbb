//! How a statement is said, put together.

use super::claim::{Modality, Polarity};
use super::evidence::Words;
use super::value::{EntityRef, TimeRef};
use crate::model::Literal;

/// How a statement is said: who says so, when it holds, how sure, on what words.
///
/// # Example
/// ```
/// use rawabit::{Modality, Relate};
/// let how = Relate::new()
///     .source("article")
///     .start("2024-03-05")
///     .end("2024-03-07")
///     .modality(Modality::Reported)
///     .attributed_to("qatar")
///     .confidence(0.7);
/// # let _ = how;
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Relate {
    pub(crate) id: Option<String>,
    pub(super) source: Change<EntityRef>,
    pub(super) start: Change<TimeRef>,
    pub(super) end: Change<TimeRef>,
    pub(super) during: Option<String>,
    pub(super) confidence: Change<f64>,
    pub(super) modality: Option<Modality>,
    pub(super) polarity: Option<Polarity>,
    pub(super) attributed_to: Option<Vec<EntityRef>>,
    pub(super) hedge: Option<Vec<Literal>>,
    pub(super) hedge_texts: Option<Vec<String>>,
    pub(super) evidence: Option<Vec<Words>>,
    pub(super) notes: Option<Vec<Literal>>,
    pub(super) asserted: Change<bool>,
}

/// What becomes of a part of a claim.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Change<T> {
    #[default]
    Keep,
    Clear,
    To(T),
}

impl<T: Clone> Change<T> {
    pub(super) fn apply(&self, old: Option<T>) -> Option<T> {
        match self {
            Self::Keep => old,
            Self::Clear => None,
            Self::To(new) => Some(new.clone()),
        }
    }
}

impl Relate {
    /// A positive fact without source.
    pub fn new() -> Self {
        Self::default()
    }

    /// The claim's id; without it one is made from what the claim says.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The document that says it. A web address that the graph does not have becomes a document.
    pub fn source(mut self, source: impl Into<EntityRef>) -> Self {
        self.source = Change::To(source.into());
        self
    }

    /// In [`revise`](super::Graph::revise): no source.
    pub fn no_source(mut self) -> Self {
        self.source = Change::Clear;
        self
    }

    /// Since when it holds.
    pub fn start(mut self, time: impl Into<TimeRef>) -> Self {
        self.start = Change::To(time.into());
        self
    }

    /// In [`revise`](super::Graph::revise): no start.
    pub fn no_start(mut self) -> Self {
        self.start = Change::Clear;
        self
    }

    /// Until when it holds, that time included.
    pub fn end(mut self, time: impl Into<TimeRef>) -> Self {
        self.end = Change::To(time.into());
        self
    }

    /// In [`revise`](super::Graph::revise): no end.
    pub fn no_end(mut self) -> Self {
        self.end = Change::Clear;
        self
    }

    /// When it holds, in one: `"2024-03-05/2024-03-07"`, `"من 5 إلى 7 مارس 2024"`.
    pub fn during(mut self, period: impl Into<String>) -> Self {
        self.during = Some(period.into());
        self
    }

    /// How sure, from 0 to 1.
    pub fn confidence(mut self, confidence: f64) -> Self {
        self.confidence = Change::To(confidence);
        self
    }

    /// In [`revise`](super::Graph::revise): no confidence.
    pub fn no_confidence(mut self) -> Self {
        self.confidence = Change::Clear;
        self
    }

    /// How the source puts it; a fact by default.
    pub fn modality(mut self, modality: Modality) -> Self {
        self.modality = Some(modality);
        self
    }

    /// Whether the source says or denies it; says by default.
    pub fn polarity(mut self, polarity: Polarity) -> Self {
        self.polarity = Some(polarity);
        self
    }

    /// Who is said to say it; again for further ones.
    pub fn attributed_to(mut self, entity: impl Into<EntityRef>) -> Self {
        self.attributed_to
            .get_or_insert_default()
            .push(entity.into());
        self
    }

    /// In [`revise`](super::Graph::revise): attributed to nobody.
    pub fn no_attribution(mut self) -> Self {
        self.attributed_to = Some(Vec::new());
        self
    }

    /// Words by which the source keeps a distance, in the source's language; again for further ones.
    pub fn hedge(mut self, words: impl Into<String>) -> Self {
        self.hedge_texts.get_or_insert_default().push(words.into());
        self
    }

    /// The same with their own language.
    pub fn hedge_literal(mut self, words: Literal) -> Self {
        self.hedge.get_or_insert_default().push(words);
        self
    }

    /// In [`revise`](super::Graph::revise): no such words.
    pub fn no_hedge(mut self) -> Self {
        (self.hedge, self.hedge_texts) = (Some(Vec::new()), Some(Vec::new()));
        self
    }

    /// Words of the source that it rests on, which stand there once; again for further ones.
    pub fn evidence(mut self, words: impl Into<String>) -> Self {
        self.evidence
            .get_or_insert_default()
            .push(Words::Quote(words.into()));
        self
    }

    /// The same by their place: code points from 0, end exclusive.
    pub fn evidence_at(mut self, start: u32, end: u32) -> Self {
        self.evidence
            .get_or_insert_default()
            .push(Words::Span(start, end));
        self
    }

    /// In [`revise`](super::Graph::revise): no evidence.
    pub fn no_evidence(mut self) -> Self {
        self.evidence = Some(Vec::new());
        self
    }

    /// A note of whoever writes the claim down; again for further ones.
    pub fn note(mut self, note: Literal) -> Self {
        self.notes.get_or_insert_default().push(note);
        self
    }

    /// Whether the claim holds its statement, where that is not as by modality and polarity.
    pub fn asserted(mut self, asserted: bool) -> Self {
        self.asserted = Change::To(asserted);
        self
    }

    /// In [`revise`](super::Graph::revise): as by modality and polarity.
    pub fn asserted_by_default(mut self) -> Self {
        self.asserted = Change::Clear;
        self
    }
}

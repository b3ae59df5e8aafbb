//! Narrowing a view: to a day, to sources, to what is sure enough.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::sight::{Rules, Sight, Window};
use super::value::{EntityRef, TimeRef};
use super::{Graph, Lens, Modality, Polarity, Snapshot, View};
use crate::Error;
use crate::model::id::NONE;
use crate::model::{Bounds, Instant, Time, nearest};
use crate::schema::SchemaError;

/// What a narrower view shows.
///
/// A claim holds its statement in a view if it passes every filter and asserts; a `predicted`,
/// `normative` or `negative` one also where that is named. Types, names and ids show for every entity in
/// the view. Other statements that are said without a claim pass the filters of time, types, relations and
/// graphs, and fail those of what only claims have.
///
/// # Example
/// ```
/// use rawabit::{Describe, Graph, Narrow, Relate};
/// let graph = Graph::new();
/// graph.country("QA")?;
/// graph.add("Summit", Describe::new().id("wps"))?;
/// let how = Relate::new().start("2024-03-05").end("2024-03-07").confidence(0.7);
/// graph.relate("qatar", "participatesIn", "wps", how)?;
///
/// let then = graph.narrow(Narrow::new().at("2024-03-06"))?;
/// let later = graph.narrow(Narrow::new().at("2024-04"))?;
/// assert_eq!((then.claim_count(), later.claim_count()), (1, 0));
/// assert_eq!(then.narrow(Narrow::new().min_confidence(0.9))?.claim_count(), 0);
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Narrow {
    pub(super) at: Option<TimeRef>,
    pub(super) during: Option<(Option<TimeRef>, Option<TimeRef>)>,
    pub(super) types: Option<Vec<String>>,
    pub(super) relations: Option<Vec<String>>,
    pub(super) sources: Option<Vec<EntityRef>>,
    pub(super) min_confidence: Option<f64>,
    pub(super) modality: Option<Vec<Modality>>,
    pub(super) polarity: Option<Vec<Polarity>>,
    pub(super) graphs: Option<Vec<String>>,
    pub(super) known: Option<Instant>,
    pub(super) certain: bool,
}

impl Narrow {
    /// Everything.
    pub fn new() -> Self {
        Self::default()
    }

    /// What may hold at a time: a claim without a start or an end may hold at any.
    pub fn at(mut self, time: impl Into<TimeRef>) -> Self {
        self.at = Some(time.into());
        self
    }

    /// What may hold at some time between two, both included; `None` leaves an end open.
    pub fn during(
        mut self,
        from: Option<impl Into<TimeRef>>,
        until: Option<impl Into<TimeRef>>,
    ) -> Self {
        self.during = Some((from.map(Into::into), until.map(Into::into)));
        self
    }

    /// What had been committed by a time, in UTC: removals and revisions since are taken back. What a
    /// transaction has not committed yet is not known at any time. The text of a document is known since it came;
    /// one that was taken out is gone for good, at any time.
    pub fn known(mut self, time: Instant) -> Self {
        self.known = Some(time);
        self
    }

    /// What certainly holds at some time of [`at`](Self::at) or [`during`](Self::during): start and end
    /// are known, precise enough, and not marked as uncertain or approximate.
    pub fn certain(mut self, certain: bool) -> Self {
        self.certain = certain;
        self
    }

    /// Entities of some types, subtypes included; a statement passes if each end that is an entity
    /// does.
    pub fn types(mut self, types: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.types = Some(types.into_iter().map(Into::into).collect());
        self
    }

    /// Statements of some relations, subrelations and inverses included.
    pub fn relations(mut self, relations: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.relations = Some(relations.into_iter().map(Into::into).collect());
        self
    }

    /// What some sources say.
    pub fn sources(mut self, sources: impl IntoIterator<Item = impl Into<EntityRef>>) -> Self {
        self.sources = Some(sources.into_iter().map(Into::into).collect());
        self
    }

    /// What is at least so sure, from 0 to 1; a claim without a confidence is not.
    pub fn min_confidence(mut self, confidence: f64) -> Self {
        // There is one zero.
        self.min_confidence = Some(confidence + 0.0);
        self
    }

    /// Claims that are put in some ways. A prediction or a wish that is named holds its statement in
    /// the view.
    pub fn modality(mut self, modality: impl IntoIterator<Item = Modality>) -> Self {
        self.modality = Some(modality.into_iter().collect());
        self
    }

    /// Claims that say, or that deny. A denial that is named shows its statement in the view.
    pub fn polarity(mut self, polarity: impl IntoIterator<Item = Polarity>) -> Self {
        self.polarity = Some(polarity.into_iter().collect());
        self
    }

    /// The graphs that are seen, by IRI or compact IRI, `"default"` for the default one: together they
    /// are the view's default graph.
    pub fn graphs(mut self, graphs: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.graphs = Some(graphs.into_iter().map(Into::into).collect());
        self
    }
}

/// The name of the default graph among [`Narrow::graphs`].
const DEFAULT: &str = "default";

fn argument(name: &str, value: impl Into<String>, reason: impl Into<String>) -> Error {
    SchemaError::Argument {
        name: name.into(),
        value: value.into(),
        reason: reason.into(),
    }
    .into()
}

impl View {
    /// A narrower view of the same moment. Narrowing a narrow view shows what passes both.
    ///
    /// Nothing is copied: the view goes through the same columns, and everything that reads it passes
    /// over what it does not show.
    ///
    /// # Errors
    /// [`SchemaError::Unknown`] for a type or relation that is not there,
    /// [`EntityError`](crate::EntityError) for such a source, [`SchemaError::Argument`] for a confidence
    /// outside 0 to 1, a period that ends before it starts, `certain` without a time, a graph that is
    /// not there; [`SchemaError::Value`] for what is no time.
    ///
    /// # Complexity
    /// O(1) here; the first time that much of an order is read, O(n) in its rows.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Graph, Narrow, Relate};
    /// let graph = Graph::new();
    /// graph.country("QA")?;
    /// graph.country("OM")?;
    /// graph.relate("qatar", "meetsWith", "oman", Relate::new().start("2020").end("2022"))?;
    /// let now = graph.view().narrow(Narrow::new().at("2024-03-05"))?;
    /// assert_eq!((now.claim_count(), graph.view().claim_count()), (0, 1));
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn narrow(&self, filter: Narrow) -> Result<Self, Error> {
        let words = filter.words();
        let whole = self.known(filter.known)?;
        let lens = Lens {
            snapshot: &whole,
            ..self.lens()
        };
        let mut rules = self
            .snapshot()
            .sight()
            .map_or_else(Rules::default, |sight| sight.rules().clone());
        let windows = windows(&filter)?;
        if filter.certain && windows.is_empty() {
            return Err(argument(
                "certain",
                "true",
                "it needs at or during, a time at which things certainly hold",
            ));
        }
        rules
            .windows
            .extend(windows.into_iter().map(|bounds| Window {
                bounds,
                certain: filter.certain,
            }));
        if let Some(types) = filter.types {
            let mut wanted = FxHashSet::default();
            for name in &types {
                let iris = lens.type_and_subtypes(name)?;
                wanted.extend(
                    iris.iter()
                        .filter_map(|iri| lens.snapshot.dictionary.iri(iri.as_str())),
                );
            }
            rules.types.push(wanted);
        }
        if let Some(relations) = filter.relations {
            let mut wanted = FxHashSet::default();
            for name in &relations {
                wanted.extend(lens.predicates_of(name)?.into_iter().map(|(p, _)| p));
            }
            rules.relations.push(wanted);
        }
        if let Some(sources) = filter.sources {
            let wanted = sources.iter().map(|source| lens.entity(source));
            rules.sources.push(wanted.collect::<Result<_, _>>()?);
        }
        if let Some(least) = filter.min_confidence {
            if !(0.0..=1.0).contains(&least) {
                return Err(argument(
                    "min_confidence",
                    least.to_string(),
                    "it lies between 0 and 1",
                ));
            }
            rules.min_confidence = Some(rules.min_confidence.unwrap_or(0.0).max(least));
        }
        if let Some(modality) = filter.modality {
            let named: FxHashSet<Modality> = modality.into_iter().collect();
            rules.modality = Some(match rules.modality.take() {
                Some(before) => before.intersection(&named).copied().collect(),
                None => named,
            });
        }
        if let Some(polarity) = filter.polarity {
            let named: FxHashSet<Polarity> = polarity.into_iter().collect();
            rules.polarity = Some(match rules.polarity.take() {
                Some(before) => before.intersection(&named).copied().collect(),
                None => named,
            });
        }
        if let Some(graphs) = filter.graphs {
            let mut named = Vec::new();
            for graph in &graphs {
                named.push(lens.graph_id(graph)?);
            }
            named.sort_unstable();
            named.dedup();
            if let Some(before) = &rules.graphs {
                named.retain(|graph| before.contains(graph));
            }
            rules.graphs = Some(named);
        }
        let moment = &self.0;
        let snapshot = if rules.are_none() {
            whole
        } else {
            let sight = Sight::new(whole.clone(), moment.schema.clone(), rules);
            whole.seen_through(Arc::new(sight))
        };
        Ok(Self(Arc::new(moment.narrowed(snapshot, words))))
    }

    /// The whole moment, as it was known at a time where one is given.
    fn known(&self, time: Option<Instant>) -> Result<Snapshot, Error> {
        let Some(time) = time else {
            return Ok(self.snapshot().whole());
        };
        let whole = self.0.committed();
        if whole.history.is_off {
            return Err(argument(
                "known",
                time.to_string(),
                "the graph keeps no history; make it with history=True",
            ));
        }
        Ok(match whole.history.commit_by(time) {
            None => whole.of_nothing(),
            Some(commit) => {
                let past = self
                    .cache()
                    .get(format!("as of {commit}"), || whole.as_of(commit));
                Snapshot::clone(&past)
            }
        })
    }
}

impl Lens<'_> {
    /// The id of a graph that is named, [`NONE`] for the default one.
    fn graph_id(&self, name: &str) -> Result<u32, Error> {
        if name == DEFAULT {
            return Ok(NONE);
        }
        let iri = self.minted_iri(name)?;
        let graphs = self.snapshot.named_graphs();
        let found = self.snapshot.dictionary.iri(iri.as_str());
        if let Some(id) = found.filter(|id| graphs.binary_search(id).is_ok()) {
            return Ok(id);
        }
        let known: Vec<String> = graphs
            .iter()
            .map(|&graph| self.short(graph))
            .chain([DEFAULT.to_owned()])
            .collect();
        let near = nearest(name, known.iter().map(String::as_str), 3);
        let shown = if near.is_empty() {
            known.iter().take(10).map(String::as_str).collect()
        } else {
            near
        };
        Err(argument(
            "graphs",
            name,
            format!("there is no such graph; there are {}", shown.join(", ")),
        ))
    }
}

/// The windows of time that a filter names.
fn windows(filter: &Narrow) -> Result<Vec<Bounds>, Error> {
    let mut windows = Vec::new();
    if let Some(at) = &filter.at {
        windows.push(at.read("at")?.bounds());
    }
    if let Some((from, until)) = &filter.during {
        let read = |time: &Option<TimeRef>| -> Result<Option<Time>, Error> {
            Ok(time.as_ref().map(|time| time.read("during")).transpose()?)
        };
        let (from, until) = (read(from)?, read(until)?);
        let window = Bounds::window(
            from.as_ref().map(Time::bounds),
            until.as_ref().map(Time::bounds),
        );
        if let (Some(from), Some(until)) = (&from, &until)
            && !from.bounds().may_begin_before_end_of(until.bounds())
        {
            return Err(argument(
                "during",
                format!("({from}, {until})"),
                "it ends before it starts",
            ));
        }
        windows.push(window);
    }
    Ok(windows)
}

impl Graph {
    /// As [`View::narrow`], of the latest commit.
    ///
    /// # Errors
    /// As there.
    pub fn narrow(&self, filter: Narrow) -> Result<View, Error> {
        self.view().narrow(filter)
    }
}

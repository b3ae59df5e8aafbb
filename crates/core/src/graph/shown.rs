//! The stored quads of a narrow view.

use rustc_hash::FxHashSet;

use super::GraphIs;
use super::seen::Quads;
use super::sight::Sight;
use crate::index::{Pattern, Quad};
use crate::model::id::NONE;

impl Sight {
    /// The stored quads that match and are shown, and the statements that are held here alone.
    pub(super) fn stored(&self, pattern: Pattern, graph: GraphIs) -> Quads<'_> {
        if self.rules.graphs.is_some() {
            return if self.rules.apart {
                self.apart(pattern, graph)
            } else {
                self.merged(pattern, graph)
            };
        }
        let mut quads = self.whole.all_stored(pattern, graph);
        if let Some(rest) = quads.rest.take() {
            quads.rest = Some(Box::new(rest.filter(|&quad| self.shows(quad))));
        }
        let rows = if quads.frozen.is_all() {
            usize::MAX
        } else {
            quads.frozen.remaining()
        };
        if rows > 0 {
            match self.mask_for(pattern, rows) {
                Some(mask) => quads.frozen = quads.frozen.masked(mask),
                None => quads.judge = Some(self),
            }
        }
        if self.extra().is_some() {
            quads.also(Box::new(self.extra_quads(pattern, graph)));
        }
        quads
    }

    /// The statements that are held here alone and match.
    fn extra_quads(&self, pattern: Pattern, graph: GraphIs) -> impl Iterator<Item = Quad> + '_ {
        let extra = self.extra();
        let default = extra.filter(|_| graph.default()).map(|base| {
            let triples = base.triples.scan(pattern);
            triples.map(|[s, p, o]| [s, p, o, NONE])
        });
        let named = extra
            .filter(|_| graph.named())
            .map(|base| base.quads.scan(pattern, graph.name()));
        default
            .into_iter()
            .flatten()
            .chain(named.into_iter().flatten())
    }

    /// The same of chosen graphs, where they stand.
    fn standing(&self, pattern: Pattern, graph: GraphIs) -> impl Iterator<Item = Quad> + '_ {
        self.whole
            .all_stored(pattern, graph)
            .filter(|&quad| self.shows(quad))
            .chain(self.extra_quads(pattern, graph))
            .filter(|quad| self.rules.takes_graph(quad[3]))
    }

    fn apart(&self, pattern: Pattern, graph: GraphIs) -> Quads<'_> {
        let mut quads = Quads::none(&self.whole);
        quads.also(Box::new(self.standing(pattern, graph)));
        quads
    }

    /// The same where several graphs together are the default graph.
    fn merged(&self, pattern: Pattern, graph: GraphIs) -> Quads<'_> {
        let all = move |graph| self.standing(pattern, graph);
        let mut quads = Quads::none(&self.whole);
        if graph.default() {
            let mut seen = FxHashSet::default();
            quads.also(Box::new(
                all(GraphIs::Any)
                    .map(|[s, p, o, _]| [s, p, o, NONE])
                    .filter(move |quad| seen.insert(*quad)),
            ));
        }
        if graph.named() {
            let name = graph.name();
            quads.also(Box::new(all(match name {
                Some(name) => GraphIs::Named(name),
                None => GraphIs::AnyNamed,
            })));
        }
        quads
    }

    /// Whether a quad is stored and shown, or held here alone.
    pub(super) fn is_stored(&self, quad: Quad) -> bool {
        let [s, p, o, g] = quad;
        let here = |quad: Quad| {
            self.whole.is_stored(quad) && self.shows(quad)
                || self.extra().is_some_and(|base| base.contains(quad))
        };
        match self.rules.merged() {
            Some(graphs) if g == NONE => graphs.iter().any(|&graph| here([s, p, o, graph])),
            _ => self.rules.takes_graph(g) && here(quad),
        }
    }

    /// The predicates of the view's default graph, perhaps with others.
    pub(super) fn predicates(&self) -> Vec<u32> {
        let mut all = self.whole.predicates();
        if self.rules.graphs.is_some() {
            let named = self.whole.all_stored([None; 3], GraphIs::AnyNamed);
            all.extend(named.map(|quad| quad[1]));
        }
        if let Some(extra) = self.extra() {
            all.extend(extra.triples.predicates().map(|(predicate, _)| predicate));
            all.extend(extra.quads.scan([None; 3], None).map(|quad| quad[1]));
        }
        all.sort_unstable();
        all.dedup();
        all
    }
}

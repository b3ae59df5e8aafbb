//! One moment of the graph, whole and unchanging.

use std::sync::{Arc, OnceLock};

use crate::dictionary::{Dictionary, Renumbering, StorageError, Used};
use crate::index::{Base, Delta, Parts, Quad, Row, Sizes, Tree};
use crate::model::id::NONE;
use crate::schema::Schema;

use super::alias::Aliases;
use super::history::History;
use super::sight::Sight;
use super::{GraphIs, Text};

/// The statements, claims and evidence of one moment. Cloning is cheap; what a clone shows never
/// moves.
#[derive(Clone)]
pub(crate) struct Snapshot {
    pub(crate) dictionary: Dictionary,
    pub(crate) base: Arc<Base>,
    pub(crate) delta: Delta,
    /// The texts of documents, by the document's id.
    pub(crate) texts: Tree<u32, Arc<Text>>,
    /// What was merged.
    pub(crate) aliases: Aliases,
    /// What was before; nothing where no history is kept.
    pub(super) history: History,
    /// What narrows it, where it is a narrow view's; such a one is only read.
    pub(super) sight: Option<Arc<Sight>>,
}

/// A delta is folded into the base when it holds more entries than this, and more than half of what
/// the base holds: so each entry is rewritten a bounded number of times on average.
const SMALL_DELTA: usize = 1 << 16;

/// The claims that hold a statement are counted where it has so many.
const MANY_CLAIMS: usize = if cfg!(test) { 2 } else { 16 };

/// So many new terms an entry of the delta brings at most: three of its statement, its triple term, its reifier, and
/// the values of a claim.
const TERMS_OF_AN_ENTRY: usize = 12;

impl Snapshot {
    /// A moment without statements.
    pub(crate) fn empty() -> Self {
        Self {
            dictionary: Dictionary::new(),
            base: Arc::new(Base::default()),
            delta: Delta::default(),
            texts: Tree::default(),
            aliases: Aliases::default(),
            history: History::default(),
            sight: None,
        }
    }

    /// The same moment as if nothing had been merged by name.
    pub(super) fn without_aliases(&self) -> Self {
        Self {
            aliases: Aliases::default(),
            ..self.clone()
        }
    }

    /// A moment that holds a schema's triples, in their graphs, and nothing else.
    ///
    /// # Errors
    /// [`StorageError::Limit`] where the schema does not fit.
    pub(crate) fn of_schema(schema: &Schema) -> Result<Self, StorageError> {
        static BUILTIN: OnceLock<(Schema, Snapshot)> = OnceLock::new();
        if let Some((builtin, snapshot)) = BUILTIN.get()
            && builtin.is(schema)
        {
            // The columns are shared; what is added to one graph is not in the other.
            return Ok(Self {
                dictionary: snapshot.dictionary.forked(),
                ..snapshot.clone()
            });
        }
        let empty = Self::empty();
        let mut parts = Parts::default();
        {
            let mut writer = empty.dictionary.write();
            for (graph, triples) in schema.graphs() {
                let graph = writer.add_iri(graph.as_str())?;
                let mut rows = Vec::new();
                for triple in triples {
                    rows.push([
                        writer.intern(triple.subject())?,
                        writer.add_iri(triple.predicate().as_str())?,
                        writer.intern(triple.object())?,
                    ]);
                }
                parts.schema.push((graph, rows));
            }
        }
        let (snapshot, _) = empty.compacted(parts, std::iter::empty())?;
        if Schema::builtin().is(schema) {
            let kept = Self {
                dictionary: snapshot.dictionary.forked(),
                ..snapshot.clone()
            };
            // Another thread may have been first; both have the same.
            BUILTIN.get_or_init(|| (schema.clone(), kept));
        }
        Ok(snapshot)
    }

    // ---- writing: the stored quads and the bit *bare* ----------------------------------------------------

    /// The triple term of a quad of the default graph, as the base knows held triples by it.
    fn held_key(&self, [s, p, o, g]: Quad) -> Option<u32> {
        if g == NONE && self.base.claims.len() > 0 {
            self.dictionary.triple_id([s, p, o])
        } else {
            None
        }
    }

    /// Whether a stored quad was said on its own.
    pub(crate) fn is_bare(&self, quad: Quad) -> bool {
        self.delta.is_bare(&self.base, quad, self.held_key(quad))
    }

    pub(super) fn set_bare(&mut self, quad: Quad, bare: bool) {
        let key = self.held_key(quad);
        self.delta.set_bare(&self.base, quad, key, bare);
    }

    /// Stores a quad as said on its own; says whether it was not stored.
    pub(super) fn insert_bare(&mut self, quad: Quad) -> bool {
        let new = self.delta.insert(&self.base, quad);
        self.set_bare(quad, true);
        new
    }

    /// Takes a stored quad out, whoever held it.
    pub(super) fn erase(&mut self, quad: Quad) -> bool {
        let was = self.delta.remove(&self.base, quad);
        self.delta.forget_bare(&quad);
        if was {
            self.aliases.quad_is_gone(quad);
        }
        was
    }

    /// Stores a quad because a claim holds it.
    pub(super) fn hold(&mut self, quad: Quad) {
        if self.delta.insert(&self.base, quad) {
            self.set_bare(quad, false);
        }
    }

    /// Whether any claim holds a quad.
    pub(crate) fn is_asserted(&self, quad: Quad) -> bool {
        if self.sight.is_none()
            && let Some(count) = self.delta.holders(&quad)
        {
            return count > 0;
        }
        self.asserting(quad).next().is_some()
    }

    /// The claims that hold a quad.
    fn asserting(&self, [s, p, o, g]: Quad) -> impl Iterator<Item = Row> + '_ {
        self.claims_of_statement([s, p, o])
            .filter(move |row| row.graph == g && row.asserts)
    }

    /// Whether any claim holds a quad; where there are many on its statement they are counted, so that to let go of
    /// one after the other does not mean to go through all of them each time.
    pub(super) fn is_still_asserted(&mut self, quad: Quad) -> bool {
        let [s, p, o, _] = quad;
        if self.delta.holders(&quad).is_none() {
            let frozen = match self.dictionary.triple_id([s, p, o]) {
                Some(triple) => self.base.claims.of_triple(triple).len(),
                None => 0,
            };
            let added = self.delta.claims_of(&[s, p, o]).take(MANY_CLAIMS).count();
            if frozen + added >= MANY_CLAIMS {
                let count = self.asserting(quad).count() as u32;
                self.delta.set_holders(quad, count);
            }
        }
        self.is_asserted(quad)
    }

    // ---- writing: rows -----------------------------------------------------------------------------------

    /// Puts a row in the place of the one with its key, if any; what it asserts is not touched.
    pub(super) fn put_row(&mut self, row: Row) {
        self.take_row(&row);
        self.delta.put_claim(row);
        if row.asserts {
            self.delta.count_holder(row.quad(), true);
        }
    }

    /// Takes the row with this row's key out; what it asserts is not touched.
    pub(super) fn take_row(&mut self, row: &Row) {
        if let Some(taken) = self.delta.take_claim(&row.key()) {
            if taken.asserts {
                self.delta.count_holder(row.quad(), false);
            }
            return;
        }
        let claims = &self.base.claims;
        let frozen = claims.of_reifier(row.reifier).iter().copied().find(|&n| {
            claims.triple(n) == row.triple
                && claims.graph(n) == row.graph
                && !self.delta.is_removed_claim(n)
        });
        if let Some(frozen) = frozen {
            let asserts = claims.asserts(frozen);
            self.delta.remove_claim(frozen);
            if asserts {
                self.delta.count_holder(row.quad(), false);
            }
        }
    }

    // ---- compaction --------------------------------------------------------------------------------------

    /// Whether the delta has grown so far that it is time to fold it into the base, or the dictionary holds far more new
    /// terms than the delta can name, as after many values that came and went.
    pub(crate) fn wants_compaction(&self) -> bool {
        let delta = self.delta.len();
        let (frozen, grown) = self.dictionary.frozen_and_grown();
        delta > SMALL_DELTA.max(self.base.len() / 2)
            || grown > TERMS_OF_AN_ENTRY * delta + (2 * SMALL_DELTA).max(frozen)
    }

    /// The same moment with everything in the base, together with `more`; ids change. Terms that
    /// only `keep` names stay too.
    ///
    /// # Errors
    /// [`StorageError::Limit`] where it does not fit.
    ///
    /// # Complexity
    /// O(n log n) in what there is, near linear in practice as most of it is sorted already.
    pub(crate) fn compacted(
        &self,
        more: Parts,
        keep: impl Iterator<Item = u32>,
    ) -> Result<(Self, Renumbering), StorageError> {
        let mut parts = self.parts();
        parts.triples.extend(more.triples);
        parts.quads.extend(more.quads);
        parts.claims.extend(more.claims);
        parts.evidence.extend(more.evidence);
        parts.held.extend(more.held);
        parts.graphs.extend(more.graphs);
        parts.schema.extend(more.schema);

        let mut used = Used::none(&self.dictionary);
        let documents = self.texts.iter().map(|(&document, _)| document);
        let past = self.history.ids().chain(self.aliases.ids());
        for id in parts.ids().chain(documents).chain(past).chain(keep) {
            used.mark(id);
        }
        used.close(&self.dictionary);
        let (dictionary, renumbering) = self.dictionary.rebuilt(&used)?;
        parts.renumber(|id| renumbering.id(id));
        let mut texts = Tree::default();
        for (&document, text) in self.texts.iter() {
            texts.insert(renumbering.id(document), Arc::clone(text));
        }
        let (resources, literals, triples) = dictionary.frozen_sizes();
        let base = Base::build(
            parts,
            Sizes {
                resources,
                literals,
                triples,
            },
        );
        let snapshot = Self {
            dictionary,
            base: Arc::new(base),
            delta: Delta::default(),
            texts,
            aliases: self.aliases.renumbered(&renumbering),
            history: self.history.renumbered(&renumbering),
            sight: None,
        };
        Ok((snapshot, renumbering))
    }

    /// Everything there is, as a base is built from it.
    fn parts(&self) -> Parts {
        let mut held: Vec<(u32, Quad)> = Vec::new();
        let frozen = self.base.held().map(|triple| {
            let [s, p, o] = self.dictionary.triple(triple);
            (triple, [s, p, o, NONE])
        });
        for (triple, quad) in frozen {
            if self.is_stored(quad) && !self.is_bare(quad) {
                held.push((triple, quad));
            }
        }
        for &quad in self.base.held_quads() {
            if self.is_stored(quad) && !self.is_bare(quad) {
                held.push((NONE, quad));
            }
        }
        for (quad @ [s, p, o, _], bare) in self.delta.bare_changes() {
            if !bare && self.is_stored(quad) {
                held.push((self.dictionary.triple_id([s, p, o]).unwrap_or(NONE), quad));
            }
        }
        let default = self.stored([None; 3], GraphIs::Default);
        let mut triples = Vec::with_capacity(self.base.triples.len() + self.delta.len());
        triples.extend(default.map(|[s, p, o, _]| [s, p, o]));
        Parts {
            triples,
            quads: self.stored([None; 3], GraphIs::AnyNamed).collect(),
            claims: self.claims().collect(),
            evidence: self.evidence_rows().collect(),
            held,
            graphs: self.made_graphs().collect(),
            schema: self
                .base
                .schema
                .iter()
                .map(|(graph, triples)| (*graph, triples.scan([None; 3]).collect()))
                .collect(),
        }
    }

    /// The named graphs that were made, with or without quads.
    fn made_graphs(&self) -> impl Iterator<Item = u32> + '_ {
        let kept = self.base.graphs.iter().copied();
        let kept = kept.filter(|graph| !self.delta.graphs.contains(graph));
        kept.chain(
            self.delta
                .graphs
                .iter()
                .filter(|(_, made)| **made)
                .map(|(&graph, _)| graph),
        )
    }

    /// The named graphs, ascending, each once: those with something in them and those that were made.
    pub(crate) fn named_graphs(&self) -> Vec<u32> {
        if let Some(sight) = self.sight() {
            let mut graphs = sight.whole.named_graphs();
            graphs.retain(|&graph| sight.rules().takes_graph(graph));
            return graphs;
        }
        let mut graphs: Vec<u32> = self.made_graphs().collect();
        graphs.extend(self.base.quads.graphs().filter(|&graph| {
            !self.delta.has_removed_quads()
                || self
                    .stored([None; 3], GraphIs::Named(graph))
                    .next()
                    .is_some()
        }));
        graphs.extend(self.delta.quad_graphs());
        if self.has_named_claims() {
            graphs.extend(
                self.claims()
                    .map(|row| row.graph)
                    .filter(|&graph| graph != NONE),
            );
        }
        graphs.sort_unstable();
        graphs.dedup();
        graphs
    }

    pub(super) fn has_named_claims(&self) -> bool {
        self.base.claims.has_graphs() || self.delta.claims().any(|row| row.graph != NONE)
    }

    /// Walks the invariants; names the first that does not hold.
    pub(crate) fn check(&self) -> Result<(), String> {
        for quad in self.stored([None; 3], GraphIs::Any) {
            if !self.is_bare(quad) && !self.is_asserted(quad) {
                return Err(format!("nobody holds the stored quad {quad:?}"));
            }
            let counted = self.delta.holders(&quad).filter(|_| self.sight.is_none());
            if counted.is_some_and(|count| count as usize != self.asserting(quad).count()) {
                return Err(format!("the claims that hold {quad:?} are miscounted"));
            }
        }
        for row in self.claims() {
            if row.asserts && !self.is_stored(row.quad()) {
                return Err(format!("the statement that {row:?} asserts is not stored"));
            }
            if self.dictionary.triple(row.triple) != row.statement {
                return Err(format!("{row:?} has the triple term of another statement"));
            }
        }
        Ok(())
    }
}

//! Everything that is frozen, and how it is built.

use super::{Claims, Evidence, EvidenceRow, Quad, Quads, Row, Sizes, Triples};
use crate::column::{Bits, Column};
use crate::model::id::{self, NONE};

/// The frozen part of a graph, shared by all its snapshots until the next compaction.
#[derive(Default)]
pub(crate) struct Base {
    pub(crate) triples: Triples,
    pub(crate) quads: Quads,
    pub(crate) claims: Claims,
    pub(crate) evidence: Evidence,
    /// The triple terms whose triple is in the default graph, and only because a claim holds it.
    held: Bits,
    /// The same of the named graphs, sorted.
    held_quads: Column<Quad>,
    /// Named graphs that were made, with or without triples, ascending.
    pub(crate) graphs: Column<u32>,
    /// The triples of the schema, by the graph that they stand in.
    pub(crate) schema: Vec<(u32, Triples)>,
}

/// What a base is built from, all in the ids of one dictionary.
#[derive(Default)]
pub(crate) struct Parts {
    /// Every triple in the default graph, held by claims or not.
    pub(crate) triples: Vec<[u32; 3]>,
    pub(crate) quads: Vec<Quad>,
    pub(crate) claims: Vec<Row>,
    pub(crate) evidence: Vec<EvidenceRow>,
    /// The triple terms, and their graphs, that only claims hold.
    pub(crate) held: Vec<(u32, Quad)>,
    pub(crate) graphs: Vec<u32>,
    pub(crate) schema: Vec<(u32, Vec<[u32; 3]>)>,
}

impl Parts {
    /// Every id in them.
    pub(crate) fn ids(&self) -> impl Iterator<Item = u32> + '_ {
        let triples = self.triples.iter().flatten();
        let schema = self
            .schema
            .iter()
            .flat_map(|(g, rows)| std::iter::once(g).chain(rows.iter().flatten()));
        let evidence = self
            .evidence
            .iter()
            .flat_map(|(n, v)| std::iter::once(n).chain(v));
        triples
            .chain(self.quads.iter().flatten())
            .chain(schema)
            .chain(evidence)
            .chain(&self.graphs)
            .copied()
            .chain(self.claims.iter().flat_map(Row::ids))
    }

    /// Puts other ids in the place of all.
    pub(crate) fn renumber(&mut self, new: impl Fn(u32) -> u32) {
        let schema = self
            .schema
            .iter_mut()
            .flat_map(|(g, rows)| std::iter::once(g).chain(rows.iter_mut().flatten()));
        let evidence = self
            .evidence
            .iter_mut()
            .flat_map(|(n, v)| std::iter::once(n).chain(v));
        let held = self
            .held
            .iter_mut()
            .flat_map(|(t, q)| std::iter::once(t).chain(q));
        let claims = self.claims.iter_mut().flat_map(|r| {
            [&mut r.triple, &mut r.graph, &mut r.reifier]
                .into_iter()
                .chain(&mut r.statement)
                .chain(&mut r.values)
        });
        for id in self
            .triples
            .iter_mut()
            .flatten()
            .chain(self.quads.iter_mut().flatten())
            .chain(schema)
            .chain(evidence)
            .chain(&mut self.graphs)
            .chain(held)
            .chain(claims)
        {
            *id = new(*id);
        }
    }
}

impl Base {
    /// Sorts the parts into columns. O(n log n).
    pub(crate) fn build(parts: Parts, sizes: Sizes) -> Self {
        let Parts {
            triples,
            quads,
            claims,
            evidence,
            held,
            mut graphs,
            schema,
        } = parts;
        let (default, mut named): (Vec<_>, Vec<_>) =
            held.into_iter().partition(|(_, quad)| quad[3] == NONE);
        named.sort_unstable_by_key(|(_, quad)| *quad);
        graphs.sort_unstable();
        graphs.dedup();
        Self {
            triples: Triples::build(triples, sizes),
            quads: Quads::build(quads),
            claims: Claims::build(claims, sizes.resources),
            evidence: Evidence::build(evidence),
            held: if default.is_empty() {
                Bits::default()
            } else {
                Bits::new(
                    sizes.triples as usize,
                    default.into_iter().map(|(triple, _)| id::index(triple)),
                )
            },
            held_quads: named.into_iter().map(|(_, quad)| quad).collect(),
            graphs: graphs.into(),
            schema: schema
                .into_iter()
                .map(|(graph, rows)| (graph, Triples::build(rows, sizes)))
                .collect(),
        }
    }

    /// One that holds the schema of this one, and nothing else.
    pub(crate) fn of_schema(&self) -> Self {
        Self {
            schema: self.schema.clone(),
            ..Self::default()
        }
    }

    /// Whether a quad is in its graph.
    pub(crate) fn contains(&self, [s, p, o, g]: Quad) -> bool {
        if g == NONE {
            self.triples.contains([s, p, o])
        } else {
            self.quads.contains([s, p, o, g])
        }
    }

    /// Whether only claims hold a quad that is there; `triple` is its triple term, where it has one.
    pub(crate) fn is_held(&self, quad: Quad, triple: Option<u32>) -> bool {
        if quad[3] == NONE {
            triple.is_some_and(|triple| self.held.contains(id::index(triple)))
        } else {
            self.held_quads.binary_search(&quad).is_ok()
        }
    }

    /// Whether only claims hold the triple of a frozen triple term, by its index.
    pub(crate) fn is_held_term(&self, term: usize) -> bool {
        self.held.contains(term)
    }

    /// The triple terms that only claims hold, in the default graph.
    pub(crate) fn held(&self) -> impl Iterator<Item = u32> + '_ {
        self.held.iter().map(|n| id::id(id::Kind::Triple, n as u32))
    }

    /// The quads that only claims hold, in named graphs.
    pub(crate) fn held_quads(&self) -> &[Quad] {
        &self.held_quads
    }

    /// How many triples and rows there are.
    pub(crate) fn len(&self) -> usize {
        self.triples.len() + self.quads.len() + self.claims.len() + self.evidence.len()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.triples.bytes()
            + self.quads.bytes()
            + self.claims.bytes()
            + self.evidence.bytes()
            + self.held.bytes()
            + self.held_quads.bytes()
            + self.graphs.bytes()
            + self
                .schema
                .iter()
                .map(|(_, triples)| triples.bytes())
                .sum::<usize>()
    }
}

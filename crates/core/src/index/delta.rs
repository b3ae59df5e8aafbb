//! What has changed since the base was frozen, in trees that snapshots share.

use std::sync::Arc;

use super::asked::Asked;
use super::{Base, Evidence, EvidenceRow, Field, Pattern, Quad, Row, Tree};
use crate::model::id::NONE;

/// Added and removed rows. Cloning is cheap, and a clone keeps what it had.
///
/// Invariants: what is added is not in the base, unless the base's own row is removed; what is
/// removed is in the base.
#[derive(Clone, Default)]
pub(crate) struct Delta {
    spo: Tree<[u32; 3]>,
    pos: Tree<[u32; 3]>,
    osp: Tree<[u32; 3]>,
    removed: Tree<[u32; 3]>,
    spog: Tree<Quad>,
    posg: Tree<Quad>,
    ospg: Tree<Quad>,
    gspo: Tree<Quad>,
    removed_quads: Tree<Quad>,
    /// By subject, predicate, object, graph, reifier.
    claims: Tree<[u32; 5], Row>,
    /// By reifier, and then as the claims.
    by_reifier: Tree<[u32; 6]>,
    by_predicate: Tree<[u32; 6]>,
    by_object: Tree<[u32; 6]>,
    by_source: Tree<[u32; 6]>,
    removed_claims: Tree<u32>,
    evidence: Tree<u32, [u32; 5]>,
    removed_evidence: Tree<u32>,
    /// The added claims and evidence by their values.
    asked: Arc<Asked>,
    /// Quads whose bit *bare* is not as in the base, or that are not in the base and not bare.
    bare: Tree<Quad, bool>,
    /// How many claims hold a quad, where that was counted.
    holders: Tree<Quad, u32>,
    /// Named graphs that were made (`true`) or dropped (`false`).
    pub(crate) graphs: Tree<u32, bool>,
}

/// The entries of a tree whose keys begin as `prefix` does; the first `n` positions of it count.
fn prefixed<const N: usize, V: Clone>(
    tree: &Tree<[u32; N], V>,
    prefix: [u32; N],
    n: usize,
) -> impl Iterator<Item = (&[u32; N], &V)> {
    let mut low = prefix;
    low[n..].fill(0);
    tree.from(&low)
        .take_while(move |(key, _)| key[..n] == prefix[..n])
}

fn with_first(first: u32, [a, b, c, d, e]: [u32; 5]) -> [u32; 6] {
    [first, a, b, c, d, e]
}

impl Delta {
    /// How many entries there are to go through beside the base.
    pub(crate) fn len(&self) -> usize {
        self.spo.len()
            + self.spog.len()
            + self.removed.len()
            + self.removed_quads.len()
            + self.claims.len()
            + self.removed_claims.len()
            + self.evidence.len()
            + self.removed_evidence.len()
    }

    // ---- triples ---------------------------------------------------------------------------------------

    /// Whether nothing was added to or taken from the default graph.
    pub(crate) fn has_triples(&self) -> bool {
        !self.spo.is_empty()
    }

    pub(crate) fn has_removed(&self) -> bool {
        !self.removed.is_empty()
    }

    pub(crate) fn is_removed(&self, triple: &[u32; 3]) -> bool {
        self.removed.contains(triple)
    }

    pub(crate) fn is_removed_quad(&self, quad: &Quad) -> bool {
        self.removed_quads.contains(quad)
    }

    pub(crate) fn contains(&self, base: &Base, quad: Quad) -> bool {
        let [s, p, o, g] = quad;
        if g == NONE {
            let triple = [s, p, o];
            self.spo.contains(&triple)
                || base.triples.contains(triple) && !self.removed.contains(&triple)
        } else {
            self.spog.contains(&quad)
                || base.quads.contains(quad) && !self.removed_quads.contains(&quad)
        }
    }

    /// Puts a quad in; says whether it was not there.
    pub(crate) fn insert(&mut self, base: &Base, quad: Quad) -> bool {
        let [s, p, o, g] = quad;
        if self.contains(base, quad) {
            return false;
        }
        if g == NONE {
            if self.removed.remove(&[s, p, o]).is_none() {
                self.spo.insert([s, p, o], ());
                self.pos.insert([p, o, s], ());
                self.osp.insert([o, s, p], ());
            }
        } else if self.removed_quads.remove(&quad).is_none() {
            self.spog.insert(quad, ());
            self.posg.insert([p, o, s, g], ());
            self.ospg.insert([o, s, p, g], ());
            self.gspo.insert([g, s, p, o], ());
        }
        true
    }

    /// Takes a quad out; says whether it was there.
    pub(crate) fn remove(&mut self, base: &Base, quad: Quad) -> bool {
        let [s, p, o, g] = quad;
        if !self.contains(base, quad) {
            return false;
        }
        if g == NONE {
            if self.spo.remove(&[s, p, o]).is_some() {
                self.pos.remove(&[p, o, s]);
                self.osp.remove(&[o, s, p]);
            } else {
                self.removed.insert([s, p, o], ());
            }
        } else if self.spog.remove(&quad).is_some() {
            self.posg.remove(&[p, o, s, g]);
            self.ospg.remove(&[o, s, p, g]);
            self.gspo.remove(&[g, s, p, o]);
        } else {
            self.removed_quads.insert(quad, ());
        }
        true
    }

    /// The added triples of the default graph that match. O(log n) to the first.
    pub(crate) fn triples(&self, pattern: Pattern) -> Box<dyn Iterator<Item = [u32; 3]> + '_> {
        let by_subject = |key: [u32; 3], n| prefixed(&self.spo, key, n).map(|(&row, ())| row);
        match pattern {
            [Some(s), Some(p), Some(o)] => Box::new(by_subject([s, p, o], 3)),
            [Some(s), Some(p), None] => Box::new(by_subject([s, p, 0], 2)),
            [Some(s), None, None] => Box::new(by_subject([s, 0, 0], 1)),
            [None, None, None] => Box::new(by_subject([0; 3], 0)),
            [None, Some(p), o] => {
                let n = 1 + usize::from(o.is_some());
                let rows = prefixed(&self.pos, [p, o.unwrap_or(0), 0], n);
                Box::new(rows.map(|(&[p, o, s], ())| [s, p, o]))
            }
            [s, None, Some(o)] => {
                let n = 1 + usize::from(s.is_some());
                let rows = prefixed(&self.osp, [o, s.unwrap_or(0), 0], n);
                Box::new(rows.map(|(&[o, s, p], ())| [s, p, o]))
            }
        }
    }

    /// The added quads of named graphs that match.
    pub(crate) fn quads(
        &self,
        [s, p, o]: Pattern,
        g: Option<u32>,
    ) -> Box<dyn Iterator<Item = Quad> + '_> {
        let given = |v: Option<u32>| v.unwrap_or(0);
        let count = |values: [Option<u32>; 4]| values.iter().take_while(|v| v.is_some()).count();
        let fits = move |q: &Quad| {
            s.is_none_or(|v| v == q[0])
                && p.is_none_or(|v| v == q[1])
                && o.is_none_or(|v| v == q[2])
                && g.is_none_or(|v| v == q[3])
        };
        let rows: Box<dyn Iterator<Item = Quad> + '_> = match (s, p, o, g) {
            (None, None, None, _) | (Some(_), _, _, Some(_)) => Box::new(
                prefixed(&self.gspo, [g, s, p, o].map(given), count([g, s, p, o]))
                    .map(|(&[g, s, p, o], ())| [s, p, o, g]),
            ),
            (Some(_), Some(_), _, _) | (Some(_), None, None, _) => Box::new(
                prefixed(&self.spog, [s, p, o, g].map(given), count([s, p, o, g]))
                    .map(|(&q, ())| q),
            ),
            (None, Some(_), _, _) => Box::new(
                prefixed(&self.posg, [p, o, s, g].map(given), count([p, o, s, g]))
                    .map(|(&[p, o, s, g], ())| [s, p, o, g]),
            ),
            (_, None, Some(_), _) => Box::new(
                prefixed(&self.ospg, [o, s, p, g].map(given), count([o, s, p, g]))
                    .map(|(&[o, s, p, g], ())| [s, p, o, g]),
            ),
        };
        Box::new(rows.filter(fits))
    }

    pub(crate) fn has_removed_quads(&self) -> bool {
        !self.removed_quads.is_empty()
    }

    pub(crate) fn has_quads(&self) -> bool {
        !self.spog.is_empty()
    }

    /// The graphs of the added quads, ascending, each once.
    pub(crate) fn quad_graphs(&self) -> impl Iterator<Item = u32> + '_ {
        let mut next = Some(0);
        std::iter::from_fn(move || {
            let (&[g, ..], ()) = self.gspo.from(&[next?, 0, 0, 0]).next()?;
            next = g.checked_add(1);
            Some(g)
        })
    }

    /// The predicates of the added triples, ascending, each once.
    pub(crate) fn predicates(&self) -> impl Iterator<Item = u32> + '_ {
        let mut next = Some(0);
        std::iter::from_fn(move || {
            let (&[p, ..], ()) = self.pos.from(&[next?, 0, 0]).next()?;
            next = p.checked_add(1);
            Some(p)
        })
    }

    // ---- the bit *bare* ----------------------------------------------------------------------------------

    /// Whether a quad that is there was said on its own.
    pub(crate) fn is_bare(&self, base: &Base, quad: Quad, triple: Option<u32>) -> bool {
        self.bare
            .get(&quad)
            .copied()
            .unwrap_or_else(|| !base.is_held(quad, triple))
    }

    /// Says whether a quad that is there was said on its own.
    pub(crate) fn set_bare(&mut self, base: &Base, quad: Quad, triple: Option<u32>, bare: bool) {
        if base.is_held(quad, triple) == bare {
            self.bare.insert(quad, bare);
        } else {
            self.bare.remove(&quad);
        }
    }

    /// Forgets the bit of a quad that is taken out.
    pub(crate) fn forget_bare(&mut self, quad: &Quad) {
        self.bare.remove(quad);
    }

    /// Where the bit is not as in the base.
    pub(crate) fn bare_changes(&self) -> impl Iterator<Item = (Quad, bool)> + '_ {
        self.bare.iter().map(|(&quad, &bare)| (quad, bare))
    }

    // ---- how many claims hold a quad ---------------------------------------------------------------------

    pub(crate) fn holders(&self, quad: &Quad) -> Option<u32> {
        self.holders.get(quad).copied()
    }

    pub(crate) fn set_holders(&mut self, quad: Quad, count: u32) {
        self.holders.insert(quad, count);
    }

    /// One claim more, or one less, holds a quad.
    pub(crate) fn count_holder(&mut self, quad: Quad, more: bool) {
        if let Some(count) = self.holders(&quad) {
            let count = if more { count + 1 } else { count - 1 };
            self.holders.insert(quad, count);
        }
    }

    // ---- claims ------------------------------------------------------------------------------------------

    /// The reifiers of the added rows, ascending, each once.
    pub(crate) fn reifiers(&self) -> impl Iterator<Item = u32> + '_ {
        let mut next = Some(0);
        std::iter::from_fn(move || {
            let (&[reifier, ..], ()) = self.by_reifier.from(&[next?, 0, 0, 0, 0, 0]).next()?;
            next = reifier.checked_add(1);
            Some(reifier)
        })
    }

    /// Puts a row in the place of the one with the same key that was added, if any.
    pub(crate) fn put_claim(&mut self, row: Row) {
        let key = row.key();
        self.take_claim(&key);
        Asked::forget(&mut self.asked);
        self.claims.insert(key, row);
        self.by_reifier.insert(with_first(row.reifier, key), ());
        self.by_predicate
            .insert(with_first(row.statement[1], key), ());
        self.by_object.insert(with_first(row.statement[2], key), ());
        let source = row.get(Field::Source);
        if source != NONE {
            self.by_source.insert(with_first(source, key), ());
        }
    }

    /// Takes an added row out.
    pub(crate) fn take_claim(&mut self, key: &[u32; 5]) -> Option<Row> {
        let row = self.claims.remove(key)?;
        Asked::forget(&mut self.asked);
        self.by_reifier.remove(&with_first(row.reifier, *key));
        self.by_predicate
            .remove(&with_first(row.statement[1], *key));
        self.by_object.remove(&with_first(row.statement[2], *key));
        self.by_source
            .remove(&with_first(row.get(Field::Source), *key));
        Some(row)
    }

    /// Takes a row of the base out.
    pub(crate) fn remove_claim(&mut self, row: u32) {
        self.removed_claims.insert(row, ());
    }

    pub(crate) fn is_removed_claim(&self, row: u32) -> bool {
        self.removed_claims.contains(&row)
    }

    /// The base's rows that were removed.
    pub(crate) fn removed_claim_rows(&self) -> impl Iterator<Item = u32> + '_ {
        self.removed_claims.iter().map(|(&row, ())| row)
    }

    pub(crate) fn has_claims(&self) -> bool {
        !self.claims.is_empty()
    }

    pub(crate) fn removed_claims(&self) -> usize {
        self.removed_claims.len()
    }

    pub(crate) fn added_claims(&self) -> usize {
        self.claims.len()
    }

    /// The added rows, by statement.
    pub(crate) fn claims(&self) -> impl Iterator<Item = &Row> {
        self.claims.iter().map(|(_, row)| row)
    }

    /// The added rows of the statements that begin with these parts, by statement.
    pub(crate) fn claims_of(&self, statement: &[u32]) -> impl Iterator<Item = &Row> + use<'_> {
        let mut prefix = [0; 5];
        prefix[..statement.len()].copy_from_slice(statement);
        prefixed(&self.claims, prefix, statement.len()).map(|(_, row)| row)
    }

    fn indexed<'a>(
        &'a self,
        index: &'a Tree<[u32; 6]>,
        first: u32,
    ) -> impl Iterator<Item = &'a Row> + use<'a> {
        prefixed(index, [first, 0, 0, 0, 0, 0], 1)
            .filter_map(|(&[_, a, b, c, d, e], ())| self.claims.get(&[a, b, c, d, e]))
    }

    pub(crate) fn claims_by_reifier(&self, reifier: u32) -> impl Iterator<Item = &Row> {
        self.indexed(&self.by_reifier, reifier)
    }

    pub(crate) fn claims_by_predicate(&self, predicate: u32) -> impl Iterator<Item = &Row> {
        self.indexed(&self.by_predicate, predicate)
    }

    pub(crate) fn claims_by_object(&self, object: u32) -> impl Iterator<Item = &Row> {
        self.indexed(&self.by_object, object)
    }

    pub(crate) fn claims_by_source(&self, source: u32) -> impl Iterator<Item = &Row> {
        self.indexed(&self.by_source, source)
    }

    /// The added rows with a value in a column. O(log n + rows) where it is asked often, else O(n).
    pub(crate) fn claims_with(
        &self,
        column: usize,
        value: u32,
    ) -> Box<dyn Iterator<Item = &Row> + '_> {
        let rows = self.claims.iter();
        let rows = rows.map(move |(&key, row)| (row.values[column], key));
        match self.asked.claims[column].of(value, rows) {
            Some(keys) => Box::new(keys.iter().filter_map(|(_, key)| self.claims.get(key))),
            None => Box::new(self.claims().filter(move |row| row.values[column] == value)),
        }
    }

    /// The added rows of evidence with a value in a column. O(log n + rows) where it is asked often, else O(n).
    pub(crate) fn evidence_with(
        &self,
        column: usize,
        value: u32,
    ) -> Box<dyn Iterator<Item = EvidenceRow> + '_> {
        let rows = self.evidence.iter();
        let rows = rows.map(move |(&node, values)| (values[column], node));
        if let Some(nodes) = self.asked.evidence[column].of(value, rows) {
            let row = |&(_, node): &(u32, u32)| Some((node, *self.evidence.get(&node)?));
            return Box::new(nodes.iter().filter_map(row));
        }
        let rows = self.evidence_rows();
        Box::new(rows.filter(move |(_, values)| values[column] == value))
    }

    // ---- what differs ------------------------------------------------------------------------------------

    /// The quads that may be stored, or bare, in one of two deltas of one base and not in the other.
    pub(crate) fn differing_quads(&self, other: &Self, mut differs: impl FnMut(Quad)) {
        let mut triple = |&[s, p, o]: &[u32; 3]| differs([s, p, o, NONE]);
        self.spo.differing(&other.spo, &mut triple);
        self.removed.differing(&other.removed, &mut triple);
        let mut quad = |quad: &Quad| differs(*quad);
        self.spog.differing(&other.spog, &mut quad);
        self.removed_quads
            .differing(&other.removed_quads, &mut quad);
        self.bare.differing(&other.bare, &mut quad);
    }

    /// The keys of added rows, and the numbers of removed ones, that differ.
    pub(crate) fn differing_claims(
        &self,
        other: &Self,
        mut added: impl FnMut(&[u32; 5]),
        mut removed: impl FnMut(u32),
    ) {
        self.claims.differing(&other.claims, &mut added);
        self.removed_claims
            .differing(&other.removed_claims, |row| removed(*row));
    }

    /// The nodes of evidence that differ, and the numbers of removed rows.
    pub(crate) fn differing_evidence(
        &self,
        other: &Self,
        mut node: impl FnMut(u32),
        mut removed: impl FnMut(u32),
    ) {
        self.evidence.differing(&other.evidence, |n| node(*n));
        self.removed_evidence
            .differing(&other.removed_evidence, |row| removed(*row));
    }

    /// The row that was added with a key.
    pub(crate) fn claim(&self, key: &[u32; 5]) -> Option<&Row> {
        self.claims.get(key)
    }

    // ---- evidence ----------------------------------------------------------------------------------------

    pub(crate) fn put_evidence(&mut self, (node, values): EvidenceRow) {
        Asked::forget(&mut self.asked);
        self.evidence.insert(node, values);
    }

    /// Takes a node's row out, added or of the base; gives it back.
    pub(crate) fn take_evidence(&mut self, base: &Evidence, node: u32) -> Option<[u32; 5]> {
        if let Some(values) = self.evidence.remove(&node) {
            Asked::forget(&mut self.asked);
            return Some(values);
        }
        let row = base
            .find(node)
            .filter(|row| !self.removed_evidence.contains(row))?;
        self.removed_evidence.insert(row, ());
        Some(base.values(row))
    }

    /// A node's row.
    pub(crate) fn evidence(&self, base: &Evidence, node: u32) -> Option<[u32; 5]> {
        self.evidence.get(&node).copied().or_else(|| {
            let row = base
                .find(node)
                .filter(|row| !self.removed_evidence.contains(row))?;
            Some(base.values(row))
        })
    }

    pub(crate) fn is_removed_evidence(&self, row: u32) -> bool {
        self.removed_evidence.contains(&row)
    }

    /// The added rows, by node.
    pub(crate) fn evidence_rows(&self) -> impl Iterator<Item = EvidenceRow> + '_ {
        self.evidence.iter().map(|(&node, &values)| (node, values))
    }

    pub(crate) fn has_evidence(&self) -> bool {
        !self.evidence.is_empty()
    }
}

#[cfg(test)]
impl Delta {
    /// How many nodes of all its trees it does not share with another delta, and the heights of the trees
    /// together.
    pub(crate) fn fresh_nodes(&self, other: &Self) -> (usize, usize) {
        // All of them by name, so that none is left out that comes later.
        let Self {
            spo,
            pos,
            osp,
            removed,
            spog,
            posg,
            ospg,
            gspo,
            removed_quads,
            claims,
            by_reifier,
            by_predicate,
            by_object,
            by_source,
            removed_claims,
            evidence,
            removed_evidence,
            bare,
            holders,
            graphs,
            asked: _,
        } = self;
        let trees = [
            spo.fresh_nodes(&other.spo),
            pos.fresh_nodes(&other.pos),
            osp.fresh_nodes(&other.osp),
            removed.fresh_nodes(&other.removed),
            spog.fresh_nodes(&other.spog),
            posg.fresh_nodes(&other.posg),
            ospg.fresh_nodes(&other.ospg),
            gspo.fresh_nodes(&other.gspo),
            removed_quads.fresh_nodes(&other.removed_quads),
            claims.fresh_nodes(&other.claims),
            by_reifier.fresh_nodes(&other.by_reifier),
            by_predicate.fresh_nodes(&other.by_predicate),
            by_object.fresh_nodes(&other.by_object),
            by_source.fresh_nodes(&other.by_source),
            removed_claims.fresh_nodes(&other.removed_claims),
            evidence.fresh_nodes(&other.evidence),
            removed_evidence.fresh_nodes(&other.removed_evidence),
            bare.fresh_nodes(&other.bare),
            holders.fresh_nodes(&other.holders),
            graphs.fresh_nodes(&other.graphs),
        ];
        let sum = |(fresh, heights), (more, height)| (fresh + more, heights + height);
        trees.into_iter().fold((0, 0), sum)
    }
}

//! What a transaction is doing: a snapshot of its own that it changes, and what it has to remember
//! until it is judged who holds which statement.
//!
//! The rules are those of "Statements and claims" in the semantics. The typed face (`put_claim`,
//! `drop_claim`, `say`) sets the bits itself. RDF and SPARQL only name quads; what that does to the
//! bits is judged at the end of each call for what the call has touched, and once more, for all of
//! it, at the commit.

mod close;
mod judge;

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::fold::Grounds;
use super::history::{Forget, Undo};
use super::seen::is_row_predicate;
use super::{GraphIs, Snapshot};
use crate::dictionary::StorageError;
use crate::index::{Quad, Row, Tree};
use crate::model::id::{NONE, known};

type Key = [u32; 5];

/// From so many quads on it is worth while to sort them all rather than to put each in its place.
pub(super) const MANY: usize = 20_000;

/// A snapshot under change. Cloning is cheap between calls: it is how a call that fails is taken back.
#[derive(Clone)]
pub(crate) struct Draft {
    pub(crate) now: Snapshot,
    committed: Arc<Committed>,
    /// Whether what was is kept.
    keeps_history: bool,
    /// What is to be erased of it at the commit.
    pub(super) forgets: Vec<Forget>,
    /// Quads that RDF has put in, and not taken out again.
    inserted: Tree<Quad>,
    /// Quads that were there and that RDF has taken out, and not put in again.
    deleted: Tree<Quad>,
    /// The bit *bare* of the quads that RDF has touched, as it was before; none of those that were
    /// not there.
    bits: Tree<Quad, Option<bool>>,
    /// Rows that RDF has touched, as they were before; their keys begin with their quads.
    before: Tree<Key, Judged>,
    /// Rows that came in as RDF: what they assert is read from the data.
    read: Tree<Key>,
    /// Rows that were not there before, however they came.
    fresh: Tree<Key>,
    /// Reifiers whose `rb:asserted`, seen but never said, was taken out.
    reread: Tree<u32>,
    /// Resources whose rows have to be folded anew at the end of the call.
    dirty: FxHashSet<u32>,
    /// Quads that the call has touched.
    touched: FxHashSet<Quad>,
    changed: bool,
}

/// What the last commit left, as the transaction finds back to it.
#[derive(Clone)]
pub(crate) struct Committed {
    /// What the draft came from, in the same base.
    origin: Snapshot,
    /// What has changed before `origin`.
    undo: Undo,
}

impl Committed {
    /// The moment of the last commit.
    pub(super) fn moment(&self) -> Snapshot {
        self.origin.take_back(&self.undo)
    }

    /// Whether anything in it names a resource.
    pub(super) fn names(&self, id: u32) -> bool {
        self.origin.is_named(id) || self.undo.ids().any(|named| named == id)
    }
}

/// What decides whether a row asserts, and whether it does.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Judged {
    asserts: bool,
    grounds: Grounds,
}

impl Draft {
    pub(crate) fn new(mut now: Snapshot, keeps_history: bool) -> Self {
        now.history.is_open = true;
        Self {
            committed: Arc::new(Committed {
                origin: now.clone(),
                undo: Undo::default(),
            }),
            keeps_history,
            forgets: Vec::new(),
            now,
            inserted: Tree::default(),
            deleted: Tree::default(),
            bits: Tree::default(),
            before: Tree::default(),
            read: Tree::default(),
            fresh: Tree::default(),
            reread: Tree::default(),
            dirty: FxHashSet::default(),
            touched: FxHashSet::default(),
            changed: false,
        }
    }

    /// Whether anything was written.
    pub(crate) fn is_changed(&self) -> bool {
        self.changed
    }

    pub(crate) fn mark_changed(&mut self) {
        self.changed = true;
    }

    /// What the last commit left.
    pub(super) fn committed(&self) -> &Arc<Committed> {
        &self.committed
    }

    // ---- the typed face ----------------------------------------------------------------------------------

    /// Says a triple on its own; says whether it was not there.
    pub(crate) fn say(&mut self, [s, p, o]: [u32; 3]) -> bool {
        let quad = [s, p, o, NONE];
        let was_bare = self.now.is_stored(quad) && self.now.is_bare(quad);
        let new = self.now.insert_bare(quad);
        self.was_bare(quad);
        self.changed |= !was_bare;
        new
    }

    /// However RDF found a quad, it is said on its own.
    fn was_bare(&mut self, quad: Quad) {
        if self.bits.contains(&quad) {
            self.bits.insert(quad, Some(true));
        }
    }

    /// Says a triple on its own where it is stored; says whether it is.
    pub(super) fn say_if_there(&mut self, quad: Quad) -> bool {
        let [s, p, o, _] = quad;
        let there = self.now.is_stored(quad);
        if there {
            self.say([s, p, o]);
        } else {
            self.was_bare(quad);
        }
        there
    }

    /// Takes note of claims that are put in past [`put_claim`](Self::put_claim).
    pub(super) fn take_note(&mut self, rows: &[Row]) {
        // In their order, so that one look-up finds what the one before it has brought near.
        let mut keys: Vec<Key> = rows.iter().map(Row::key).collect();
        keys.sort_unstable();
        for key in keys {
            self.fresh.insert(key, ());
            self.forget_before(&key);
        }
    }

    /// Takes a triple back that no claim holds; says whether it was there.
    pub(crate) fn unsay(&mut self, [s, p, o]: [u32; 3]) -> bool {
        let quad = [s, p, o, NONE];
        let was = self.now.erase(quad);
        self.inserted.remove(&quad);
        self.changed |= was;
        was
    }

    /// Puts a claim in, or another version of it in its place.
    pub(crate) fn put_claim(&mut self, row: Row) {
        let old = self
            .now
            .claims_of_reifier(row.reifier)
            .find(|r| r.key() == row.key());
        self.now.put_row(row);
        if old.is_none() {
            self.fresh.insert(row.key(), ());
        }
        self.forget_before(&row.key());
        let quad = row.quad();
        if row.asserts {
            self.now.hold(quad);
        } else if old.is_some_and(|old| old.asserts) {
            self.release(quad);
        }
        self.changed = true;
    }

    /// Takes a row out, and its statement where nobody holds it any more.
    pub(crate) fn drop_claim(&mut self, row: &Row) {
        self.now.take_row(row);
        self.now.row_is_gone(row);
        self.fresh.remove(&row.key());
        self.forget_before(&row.key());
        if row.asserts {
            self.release(row.quad());
        }
        self.changed = true;
    }

    /// The typed face has decided on a row: what RDF did to it before no longer counts.
    fn forget_before(&mut self, key: &Key) {
        self.before.remove(key);
        self.read.remove(key);
    }

    /// After a claim has let go of a quad: drops it where nobody holds it.
    fn release(&mut self, quad: Quad) {
        if self.now.is_bare(quad) || self.now.is_still_asserted(quad) {
            return;
        }
        if self.inserted.contains(&quad) {
            self.now.set_bare(quad, true);
        } else {
            self.now.erase(quad);
        }
    }

    /// Puts a row of evidence in.
    pub(crate) fn put_evidence(&mut self, node: u32, values: [u32; 5]) {
        self.now.delta.put_evidence((node, values));
        self.changed = true;
    }

    /// Takes a row of evidence out.
    pub(crate) fn drop_evidence(&mut self, node: u32) {
        let base = Arc::clone(&self.now.base);
        self.changed |= self.now.delta.take_evidence(&base.evidence, node).is_some();
    }

    /// Takes a stored quad out, whoever said it; no claim may hold it.
    pub(crate) fn erase(&mut self, quad: Quad) {
        self.inserted.remove(&quad);
        self.changed |= self.now.erase(quad);
    }

    // ---- RDF ---------------------------------------------------------------------------------------------

    /// Puts a quad in as RDF says it; says whether it was not seen before.
    pub(crate) fn insert(&mut self, quad: Quad) -> bool {
        let [s, p, ..] = quad;
        let stored = self.now.is_stored(quad);
        let seen = stored || self.now.contains(quad);
        self.touch(quad, stored);
        self.deleted.remove(&quad);
        self.inserted.insert(quad, ());
        // What is seen of a row is there; but `rb:asserted`, seen, is not yet said.
        if stored || seen && p != known::ASSERTED {
            self.changed |= stored && !self.now.is_bare(quad);
            return false;
        }
        if self.matters_to_rows(quad) {
            self.remember(s);
            self.dirty.insert(s);
        }
        self.now.insert_bare(quad);
        self.changed = true;
        !seen
    }

    /// RDF says a quad by the names that its ends have now: it is theirs too, whoever brought it.
    pub(crate) fn say_again(&mut self, quad: Quad) {
        let is_new = self.now.aliases.say_again(quad);
        self.changed |= is_new;
    }

    /// Takes a quad out as SPARQL says it; says whether it was seen.
    #[cfg(feature = "sparql")]
    pub(crate) fn remove(&mut self, quad: Quad) -> bool {
        let [s, p, o, g] = quad;
        if !self.now.contains(quad) {
            return false;
        }
        let stored = self.now.is_stored(quad);
        self.touch(quad, stored);
        if self.inserted.remove(&quad).is_none()
            || self.bits.get(&quad).is_some_and(Option::is_some)
        {
            self.deleted.insert(quad, ());
        }
        self.changed = true;
        let holders: Vec<Row> = self
            .now
            .claims_of_statement([s, p, o])
            .filter(|r| r.graph == g && r.asserts)
            .collect();
        for holder in holders {
            self.remember_row(&holder);
            self.now.put_row(Row {
                asserts: false,
                ..holder
            });
        }
        let matters = self.matters_to_rows(quad);
        if matters {
            self.remember(s);
        }
        if !stored {
            if p == known::ASSERTED {
                self.reread.insert(s, ());
            }
            self.unfold(s);
        }
        self.now.erase(quad);
        if matters {
            self.dirty.insert(s);
        }
        true
    }

    fn touch(&mut self, quad: Quad, stored: bool) {
        if !self.bits.contains(&quad) {
            let was = stored.then(|| self.now.is_bare(quad));
            self.bits.insert(quad, was);
        }
        self.touched.insert(quad);
    }

    /// Whether a quad can change how its subject is folded.
    fn matters_to_rows(&self, [s, p, o, _]: Quad) -> bool {
        let says = match p {
            known::TYPE => matches!(o, known::CLAIM | known::STATEMENT | known::EVIDENCE_TYPE),
            _ => is_row_predicate(p),
        };
        says || self.now.has_rows() && (self.now.is_reifier(s) || self.now.evidence_of(s).is_some())
    }

    /// Keeps in mind what the rows of a reifier were, before RDF changes them.
    fn remember(&mut self, reifier: u32) {
        let rows: Vec<Row> = self.now.claims_of_reifier(reifier).collect();
        for row in rows {
            self.remember_row(&row);
        }
    }

    fn remember_row(&mut self, row: &Row) {
        let key = row.key();
        if self.read.contains(&key) || self.before.contains(&key) {
            return;
        }
        let quad = row.quad();
        self.touch(quad, self.now.is_stored(quad));
        let judged = Judged {
            asserts: row.asserts,
            grounds: self.grounds(row),
        };
        self.before.insert(key, judged);
    }

    /// Turns the rows of a resource into triples.
    fn unfold(&mut self, resource: u32) {
        let rows: Vec<Row> = self.now.claims_of_reifier(resource).collect();
        let seen: Vec<Quad> = self
            .now
            .quads([Some(resource), None, None], GraphIs::Any)
            .filter(|q| q[1] != known::ASSERTED)
            .collect();
        for row in &rows {
            self.now.take_row(row);
        }
        let base = Arc::clone(&self.now.base);
        self.now.delta.take_evidence(&base.evidence, resource);
        for quad in seen {
            if !self.now.is_stored(quad) {
                self.now.insert_bare(quad);
            }
        }
        self.dirty.insert(resource);
    }

    /// Puts many quads in as RDF says them, in one call.
    ///
    /// # Errors
    /// [`StorageError::Limit`] where they do not fit.
    ///
    /// # Complexity
    /// O(n log n) in the quads and what is there where there are many of them, else O(log n) each.
    pub(crate) fn insert_all(&mut self, quads: Vec<Quad>) -> Result<(), StorageError> {
        let rest = if quads.len() < MANY {
            quads
        } else {
            self.load(quads)?
        };
        for quad in rest {
            self.insert(quad);
        }
        self.end_call()
    }
}

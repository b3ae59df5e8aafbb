//! What was before: for each commit after the first, what it changed, as it was.
//!
//! The past is had by going back: a moment with the changes of the later commits taken back. Nothing is
//! kept of the first commit, and what was superseded lies outside the columns.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Snapshot;
use super::origin::{Origin, Place, renumbered as moved_as};
use super::past_texts::{OldText, PastTexts};
use super::seen::is_row_predicate;
use crate::dictionary::Renumbering;
use crate::index::{Parts, Quad, Row, Tree};
use crate::model::Instant;
use crate::model::id::{self, NONE, known};

pub(super) type Key = [u32; 5];

/// How a quad was: not there, held by claims alone, or bare.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Was {
    Absent,
    Held,
    Bare,
}

/// A row as it was, and the commit that it came with.
pub(super) type OldRow = Option<(Row, u32)>;
pub(super) type OldEvidence = Option<[u32; 5]>;

/// What is to be erased for good.
#[derive(Clone, Copy, Debug)]
pub(super) enum Forget {
    /// What ended before a time.
    Before(Instant),
    /// What ended and names a resource.
    Entity(u32),
}

/// The commits of a graph, and what each of them changed. Cloning is cheap.
#[derive(Clone, Default)]
pub(crate) struct History {
    /// Whether the graph keeps none.
    pub(super) is_off: bool,
    /// Whether it is that of a transaction, whose changes have no time yet.
    pub(super) is_open: bool,
    /// When each commit was, in microseconds of UTC.
    pub(super) commits: Tree<u32, i64>,
    /// By commit and quad.
    pub(super) quads: Tree<[u32; 5], Was>,
    /// By commit and key.
    pub(super) rows: Tree<[u32; 6], Option<Arc<(Row, u32)>>>,
    /// By commit and node.
    pub(super) evidence: Tree<[u32; 2], OldEvidence>,
    /// By commit and merged entity: what it was an alias of.
    pub(super) aliases: Tree<[u32; 2], Option<u32>>,
    /// By commit and what was said by another name: where it was.
    pub(super) origins: Tree<(u32, Origin), Option<Place>>,
    pub(super) texts: PastTexts,
    /// The commits that ended a row, by reifier.
    pub(super) ended: Tree<[u32; 2]>,
    /// The commits that rows came with, where that is not the first.
    since: Tree<Key, u32>,
}

/// What a transaction has changed, as it was when it began.
#[derive(Clone, Default)]
pub(super) struct Undo {
    quads: FxHashMap<Quad, Was>,
    rows: FxHashMap<Key, OldRow>,
    evidence: FxHashMap<u32, OldEvidence>,
    aliases: FxHashMap<u32, Option<u32>>,
    origins: FxHashMap<Origin, Option<Place>>,
    texts: FxHashMap<u32, OldText>,
}

/// Whether triples with this predicate are a claim's own words, beside its columns or in the place of one.
fn is_of_words(predicate: u32) -> bool {
    is_row_predicate(predicate)
        || matches!(predicate, known::ATTRIBUTED_TO | known::HEDGE | known::NOTE)
}

impl Snapshot {
    pub(super) fn was(&self, quad: Quad) -> Was {
        if !self.is_stored(quad) {
            Was::Absent
        } else if self.is_bare(quad) {
            Was::Bare
        } else {
            Was::Held
        }
    }

    pub(super) fn row_with(&self, key: &Key) -> Option<Row> {
        let [s, p, o, _, reifier] = *key;
        if let Some(row) = self.delta.claim(key) {
            return Some(*row);
        }
        self.claims_of_reifier(reifier)
            .find(|row| row.key() == *key && row.statement == [s, p, o])
    }

    fn old_row(&self, key: &Key) -> OldRow {
        let row = self.row_with(key)?;
        Some((row, self.history.since.get(key).copied().unwrap_or(0)))
    }

    /// The commit that a row came with: its time, where history is kept.
    pub(crate) fn recorded_at(&self, row: &Row) -> Option<Instant> {
        if self.history.is_open {
            return None;
        }
        let commit = self.history.since.get(&row.key()).copied().unwrap_or(0);
        self.history.time(commit)
    }
}

impl Undo {
    /// Takes note of what differs between two snapshots of one base, as it was in the first.
    pub(super) fn take_difference(&mut self, from: &Snapshot, to: &Snapshot) {
        self.take_aliases(from, to);
        from.texts.differing(&to.texts, |&document| {
            let was = from.texts.get(&document).cloned();
            self.texts.entry(document).or_insert(was);
        });
        from.delta.differing_quads(&to.delta, |quad| {
            self.quads.entry(quad).or_insert_with(|| from.was(quad));
        });
        let claims = &from.base.claims;
        let mut keys: Vec<Key> = Vec::new();
        let mut removed: Vec<u32> = Vec::new();
        from.delta
            .differing_claims(&to.delta, |key| keys.push(*key), |row| removed.push(row));
        keys.extend(removed.into_iter().map(|row| {
            let statement = from.dictionary.triple(claims.triple(row));
            claims.row(row, statement).key()
        }));
        for key in keys {
            self.rows.entry(key).or_insert_with(|| from.old_row(&key));
        }
        let mut nodes: Vec<u32> = Vec::new();
        let mut removed: Vec<u32> = Vec::new();
        from.delta
            .differing_evidence(&to.delta, |node| nodes.push(node), |row| removed.push(row));
        nodes.extend(removed.into_iter().map(|row| from.base.evidence.node(row)));
        for node in nodes {
            self.evidence
                .entry(node)
                .or_insert_with(|| from.evidence_of(node));
        }
    }

    /// Takes note of what was merged or unmerged.
    fn take_aliases(&mut self, from: &Snapshot, to: &Snapshot) {
        from.aliases.kept.differing(&to.aliases.kept, |&old| {
            let was = from.aliases.kept.get(&old).copied();
            self.aliases.entry(old).or_insert(was);
        });
        let before = &from.aliases.origins;
        before.differing(&to.aliases.origins, |origin| {
            let was = before.get(origin);
            self.origins.entry(origin).or_insert(was);
        });
    }

    /// Takes note of what is about to be loaded into the base of a snapshot.
    pub(super) fn take_load(&mut self, from: &Snapshot, parts: &Parts) {
        let triples = parts.triples.iter().map(|&[s, p, o]| [s, p, o, NONE]);
        for quad in triples.chain(parts.quads.iter().copied()) {
            self.quads.entry(quad).or_insert_with(|| from.was(quad));
        }
        for row in &parts.claims {
            let key = row.key();
            self.rows.entry(key).or_insert_with(|| from.old_row(&key));
        }
        for &(node, _) in &parts.evidence {
            self.evidence
                .entry(node)
                .or_insert_with(|| from.evidence_of(node));
        }
    }

    /// The ids in it.
    pub(super) fn ids(&self) -> impl Iterator<Item = u32> + '_ {
        let quads = self.quads.keys().flatten().copied();
        let rows = self.rows.iter().flat_map(|(key, row)| {
            let ids = row.iter().flat_map(|(row, _)| row.ids());
            key.iter().copied().chain(ids)
        });
        let evidence = self.evidence.iter().flat_map(|(&node, values)| {
            std::iter::once(node).chain(values.iter().flatten().copied())
        });
        let aliases = self
            .aliases
            .iter()
            .flat_map(|(&old, was)| std::iter::once(old).chain(*was));
        let origins = self.origins.iter();
        let origins = origins.flat_map(|(origin, was)| origin.ids(*was));
        quads
            .chain(rows)
            .chain(evidence)
            .chain(aliases)
            .chain(origins)
            .chain(self.texts.keys().copied())
    }

    pub(super) fn renumber(&mut self, numbers: &Renumbering) {
        self.quads = std::mem::take(&mut self.quads)
            .into_iter()
            .map(|(quad, was)| (quad.map(|id| numbers.id(id)), was))
            .collect();
        self.rows = std::mem::take(&mut self.rows)
            .into_iter()
            .map(|(key, row)| (key.map(|id| numbers.id(id)), renumbered(row, numbers)))
            .collect();
        self.evidence = std::mem::take(&mut self.evidence)
            .into_iter()
            .map(|(node, values)| (numbers.id(node), values.map(|v| v.map(|id| numbers.id(id)))))
            .collect();
        self.aliases = std::mem::take(&mut self.aliases)
            .into_iter()
            .map(|(old, was)| (numbers.id(old), was.map(|id| numbers.id(id))))
            .collect();
        self.origins = std::mem::take(&mut self.origins)
            .into_iter()
            .map(|(origin, was)| moved_as(origin, was, numbers))
            .collect();
        self.texts = std::mem::take(&mut self.texts)
            .into_iter()
            .map(|(document, was)| (numbers.id(document), was))
            .collect();
    }
}

fn renumbered(row: OldRow, numbers: &Renumbering) -> OldRow {
    row.map(|(row, since)| {
        let row = Row {
            statement: row.statement.map(|id| numbers.id(id)),
            triple: numbers.id(row.triple),
            graph: numbers.id(row.graph),
            reifier: numbers.id(row.reifier),
            values: row.values.map(|id| numbers.id(id)),
            ..row
        };
        (row, since)
    })
}

/// A key behind its commit.
fn at<const N: usize, const M: usize>(commit: u32, key: [u32; N]) -> [u32; M] {
    let mut all = [commit; M];
    all[1..].copy_from_slice(&key);
    all
}

impl History {
    /// When a commit was.
    pub(super) fn time(&self, commit: u32) -> Option<Instant> {
        self.commits
            .get(&commit)
            .map(|&micros| Instant::from_micros(micros))
    }

    /// The last commit and its time.
    fn last(&self) -> Option<(u32, i64)> {
        self.commits.last().map(|(&commit, &time)| (commit, time))
    }

    /// The last commit at or before a time. O(log² n) in the commits.
    pub(super) fn commit_by(&self, time: Instant) -> Option<u32> {
        // Times never go back, so the numbers are halved until one is left.
        let (mut from, mut found) = (0, None);
        let mut past = self.last()?.0.saturating_add(1);
        while from < past {
            let middle = from + (past - from) / 2;
            match self.commits.from(&middle).next() {
                Some((&commit, &at)) if at <= time.micros() => {
                    found = Some(commit);
                    from = commit.saturating_add(1);
                }
                _ => past = middle,
            }
        }
        found
    }

    /// Bytes that what was takes: none as long as there is but the first commit.
    pub(super) fn bytes(&self) -> usize {
        let Some(later) = self.commits.len().checked_sub(1) else {
            return 0;
        };
        let old = self.rows.iter().filter(|(_, row)| row.is_some()).count();
        later * size_of::<(u32, i64)>()
            + self.quads.len() * size_of::<([u32; 5], Was)>()
            + self.rows.len() * size_of::<([u32; 6], Option<Arc<(Row, u32)>>)>()
            + old * size_of::<(Row, u32)>()
            + self.evidence.len() * size_of::<([u32; 2], OldEvidence)>()
            + self.aliases.len() * size_of::<([u32; 2], Option<u32>)>()
            + self.origins.len() * size_of::<((u32, Origin), Option<Place>)>()
            + self.texts.bytes()
            + self.ended.len() * size_of::<[u32; 2]>()
            + self.since.len() * size_of::<(Key, u32)>()
    }

    /// Whether anything was committed.
    pub(super) fn is_empty(&self) -> bool {
        self.commits.is_empty()
    }

    /// Takes a commit in: what it changed, as it was, and the moment after it.
    pub(super) fn commit(&mut self, undo: Undo, after: &Snapshot, now: Instant) {
        let (number, time) = match self.last() {
            None => (0, now.micros()),
            Some((last, time)) => (last + 1, now.micros().max(time)),
        };
        if number == 0 {
            self.commits.insert(0, time);
            return;
        }
        let mut changed = false;
        // In their order, so that one look-up finds what the one before it has brought near.
        let mut quads: Vec<(Quad, Was)> = undo.quads.into_iter().collect();
        quads.sort_unstable_by_key(|(quad, _)| *quad);
        let mut reworded: Vec<[u32; 2]> = Vec::new();
        for (quad @ [s, p, _, g], was) in quads {
            if after.was(quad) != was {
                self.quads.insert(at(number, quad), was);
                changed = true;
                if is_of_words(p) {
                    reworded.push([s, g]);
                }
            }
        }
        let mut rows: Vec<(Key, OldRow)> = undo.rows.into_iter().collect();
        rows.sort_unstable_by_key(|(key, _)| *key);
        for (key, was) in rows {
            let now = after.row_with(&key);
            if now == was.map(|(row, _)| row) {
                continue;
            }
            changed = true;
            self.rows.insert(at(number, key), was.map(Arc::new));
            if was.is_some() {
                self.ended.insert([key[4], number], ());
            }
            match now {
                Some(_) => self.since.insert(key, number),
                None => self.since.remove(&key),
            };
        }
        reworded.dedup();
        for [reifier, graph] in reworded {
            self.end_version(number, reifier, graph, after);
        }
        for (node, was) in undo.evidence {
            if after.evidence_of(node) != was {
                self.evidence.insert([number, node], was);
                changed = true;
            }
        }
        for (old, was) in undo.aliases {
            if after.aliases.kept.get(&old).copied() != was {
                self.aliases.insert([number, old], was);
                changed = true;
            }
        }
        for (origin, was) in undo.origins {
            if after.aliases.origins.get(origin) != was {
                self.origins.insert((number, origin), was);
                changed = true;
            }
        }
        changed |= self.texts.commit(number, undo.texts, after);
        if changed {
            self.commits.insert(number, time);
        }
    }

    /// A commit has changed words of a claim that are no columns: its rows of before end with it, like those
    /// whose columns it changed.
    fn end_version(&mut self, commit: u32, reifier: u32, graph: u32, after: &Snapshot) {
        for row in after.claims_of_reifier(reifier) {
            let key = row.key();
            if row.graph != graph || self.rows.contains(&at(commit, key)) {
                continue;
            }
            let since = self.since.get(&key).copied().unwrap_or(0);
            self.rows
                .insert(at(commit, key), Some(Arc::new((row, since))));
            self.ended.insert([reifier, commit], ());
            self.since.insert(key, commit);
        }
    }

    /// The commits that ended a row of a reifier, the latest first.
    pub(super) fn ends_of(&self, reifier: u32) -> Vec<u32> {
        let ended = self.ended.from(&[reifier, 0]).map(|(key, ())| *key);
        let mut commits: Vec<u32> = ended
            .take_while(|key| key[0] == reifier)
            .map(|key| key[1])
            .collect();
        commits.reverse();
        commits
    }

    /// The ids in it.
    pub(super) fn ids(&self) -> impl Iterator<Item = u32> + '_ {
        let quads = self.quads.iter().flat_map(|(key, _)| key[1..].to_vec());
        let rows = self.rows.iter().flat_map(|(key, row)| {
            let mut ids = key[1..].to_vec();
            ids.extend(row.iter().flat_map(|old| old.0.ids().collect::<Vec<_>>()));
            ids
        });
        let evidence = self.evidence.iter().flat_map(|(&[_, node], values)| {
            std::iter::once(node).chain(values.iter().flatten().copied())
        });
        let since = self.since.iter().flat_map(|(key, _)| *key);
        let aliases = self
            .aliases
            .iter()
            .flat_map(|(&[_, old], was)| std::iter::once(old).chain(*was));
        let origins = self.origins.iter();
        let origins = origins.flat_map(|((_, origin), was)| origin.ids(*was));
        quads
            .chain(rows)
            .chain(evidence)
            .chain(since)
            .chain(aliases)
            .chain(origins)
            .chain(self.texts.ids())
    }

    /// The same in the ids of a rebuilt dictionary.
    pub(super) fn renumbered(&self, numbers: &Renumbering) -> Self {
        let mut this = Self {
            is_off: self.is_off,
            is_open: self.is_open,
            commits: self.commits.clone(),
            texts: self.texts.renumbered(numbers),
            ..Self::default()
        };
        let new = |id: u32| numbers.id(id);
        for (&[commit, s, p, o, g], &was) in self.quads.iter() {
            this.quads.insert(at(commit, [s, p, o, g].map(new)), was);
        }
        for (&[commit, s, p, o, g, r], row) in self.rows.iter() {
            let key = [s, p, o, g, r].map(new);
            let row = renumbered(row.as_deref().copied(), numbers);
            this.rows.insert(at(commit, key), row.map(Arc::new));
        }
        for (&[commit, node], values) in self.evidence.iter() {
            let values = values.map(|values| values.map(new));
            this.evidence.insert([commit, new(node)], values);
        }
        for (&[commit, old], was) in self.aliases.iter() {
            this.aliases.insert([commit, new(old)], was.map(new));
        }
        for (&(commit, origin), &was) in self.origins.iter() {
            let (origin, was) = moved_as(origin, was, numbers);
            this.origins.insert((commit, origin), was);
        }
        for (&[reifier, commit], ()) in self.ended.iter() {
            this.ended.insert([new(reifier), commit], ());
        }
        for (key, &commit) in self.since.iter() {
            this.since.insert(key.map(new), commit);
        }
        this
    }

    // ---- what a commit changed, as it was before --------------------------------------------------------

    pub(super) fn quads_of(&self, commit: u32) -> impl Iterator<Item = (Quad, Was)> + '_ {
        let from = self.quads.from(&[commit, 0, 0, 0, 0]);
        from.take_while(move |(key, _)| key[0] == commit)
            .map(|(&[_, s, p, o, g], &was)| ([s, p, o, g], was))
    }

    pub(super) fn rows_of(&self, commit: u32) -> impl Iterator<Item = (Key, OldRow)> + '_ {
        let from = self.rows.from(&[commit, 0, 0, 0, 0, 0]);
        from.take_while(move |(key, _)| key[0] == commit)
            .map(|(&[_, s, p, o, g, r], row)| ([s, p, o, g, r], row.as_deref().copied()))
    }

    pub(super) fn evidence_of(&self, commit: u32) -> impl Iterator<Item = (u32, OldEvidence)> + '_ {
        let from = self.evidence.from(&[commit, 0]);
        from.take_while(move |(key, _)| key[0] == commit)
            .map(|(&[_, node], &values)| (node, values))
    }

    fn aliases_of(&self, commit: u32) -> impl Iterator<Item = (u32, Option<u32>)> + '_ {
        let from = self.aliases.from(&[commit, 0]);
        from.take_while(move |(key, _)| key[0] == commit)
            .map(|(&[_, old], &was)| (old, was))
    }

    pub(super) fn origins_of(
        &self,
        commit: u32,
    ) -> impl Iterator<Item = (Origin, Option<Place>)> + '_ {
        let from = self.origins.from(&(commit, Origin::Quad([0; 4])));
        from.take_while(move |(key, _)| key.0 == commit)
            .map(|(&(_, origin), &was)| (origin, was))
    }
}

impl Snapshot {
    /// The moment as it was after a commit.
    ///
    /// O(k log n) for k changes since.
    pub(super) fn as_of(&self, commit: u32) -> Self {
        let mut past = self.clone();
        let later: Vec<u32> = self
            .history
            .commits
            .from(&(commit + 1))
            .map(|(&later, _)| later)
            .collect();
        for later in later.into_iter().rev() {
            past.take_back_commit(later, &self.history);
        }
        past
    }

    /// Goes back to what was before a commit, the last that there is.
    pub(super) fn take_back_commit(&mut self, commit: u32, history: &History) {
        for (quad, was) in history.quads_of(commit) {
            self.put_back(quad, was);
        }
        for (key, row) in history.rows_of(commit) {
            self.put_back_row(&key, row);
        }
        for (node, values) in history.evidence_of(commit) {
            self.put_back_evidence(node, values);
        }
        for (old, was) in history.aliases_of(commit) {
            self.aliases.set(old, was);
        }
        for (origin, was) in history.origins_of(commit) {
            self.aliases.origins.set(origin, was);
        }
        for (document, was) in history.texts.of(commit) {
            self.put_back_text(document, was);
        }
        self.history.commits.remove(&commit);
    }

    /// The moment before a transaction changed it.
    pub(super) fn take_back(&self, undo: &Undo) -> Self {
        let mut past = self.clone();
        for (&quad, &was) in &undo.quads {
            past.put_back(quad, was);
        }
        for (key, row) in &undo.rows {
            past.put_back_row(key, *row);
        }
        for (&node, &values) in &undo.evidence {
            past.put_back_evidence(node, values);
        }
        for (&old, &was) in &undo.aliases {
            past.aliases.set(old, was);
        }
        for (&origin, &was) in &undo.origins {
            past.aliases.origins.set(origin, was);
        }
        for (&document, was) in &undo.texts {
            past.put_back_text(document, was);
        }
        past.history.is_open = false;
        past
    }

    pub(super) fn put_back(&mut self, quad: Quad, was: Was) {
        match was {
            Was::Absent => {
                self.erase(quad);
            }
            Was::Bare => {
                self.insert_bare(quad);
            }
            Was::Held => {
                self.insert_bare(quad);
                self.set_bare(quad, false);
            }
        }
    }

    fn put_back_row(&mut self, key: &Key, row: OldRow) {
        if let Some((row, _)) = row {
            self.put_row(row);
        } else if let Some(row) = self.row_with(key) {
            self.take_row(&row);
        }
        match row.map_or(0, |(_, since)| since) {
            0 => self.history.since.remove(key),
            since => self.history.since.insert(*key, since),
        };
    }

    pub(super) fn put_back_evidence(&mut self, node: u32, values: OldEvidence) {
        let base = Arc::clone(&self.base);
        self.delta.take_evidence(&base.evidence, node);
        if let Some(values) = values {
            self.delta.put_evidence((node, values));
        }
    }

    /// The moment before anything was committed: the schema alone.
    pub(super) fn of_nothing(&self) -> Self {
        Self {
            dictionary: self.dictionary.clone(),
            base: Arc::new(self.base.of_schema()),
            ..Self::empty()
        }
    }

    /// Whether a resource is named by anything that is stored.
    pub(super) fn is_named(&self, resource: u32) -> bool {
        let pattern = |s, o| self.quads([s, None, o], super::GraphIs::Any);
        id::is_resource(resource)
            && (pattern(Some(resource), None).next().is_some()
                || pattern(None, Some(resource)).next().is_some()
                || self.claims_of_subject(resource).next().is_some()
                || self.claims_of_object(resource).next().is_some())
    }
}

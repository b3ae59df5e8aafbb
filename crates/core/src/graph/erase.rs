//! Erasing from the history: it is then as if what is erased had not been.
//!
//! What only erased claims held or rested on goes with them: a statement that nobody else says, the words
//! of a document that no other claim names. What others held too begins and ends with them.

use rustc_hash::FxHashSet;

use super::history::{Forget, History, Key, Was};
use super::origin::{Origin, Place};
use super::{GraphIs, Snapshot};
use crate::index::{Field, Quad, Tree};
use crate::model::Instant;
use crate::model::id::{NONE, known};

/// Something that was.
enum Part {
    Quad(Quad),
    Row(Key),
    Evidence([u32; 5]),
    /// What was merged, and into what.
    Alias(u32, u32),
    /// What was said by another name, and where it was.
    Origin(Origin, Place),
}

/// What the erased claims held and rested on.
#[derive(Default)]
struct Ground {
    statements: FxHashSet<Quad>,
    nodes: FxHashSet<u32>,
    /// Whose words are to be taken back where they were merged into another.
    of: Option<u32>,
}

impl History {
    /// Erases something for good.
    pub(super) fn forget(&mut self, what: Forget, now: &Snapshot) {
        let before = self.clone();
        let ground = match what {
            Forget::Before(time) => self.forget_before(time),
            Forget::Entity(id) => self.forget_named(id),
        };
        self.withdraw(&ground, &before, now);
        self.tidy(now);
    }

    /// Erases what ended before a time.
    fn forget_before(&mut self, time: Instant) -> Ground {
        let over: Vec<u32> = self
            .commits
            .iter()
            .filter(|(_, at)| **at < time.micros())
            .map(|(&commit, _)| commit)
            .collect();
        self.erase(|commit, _| over.binary_search(&commit).is_ok())
    }

    /// Erases what has ended and names something, and what was said of the claims that do.
    fn forget_named(&mut self, id: u32) -> Ground {
        let mut reifiers: Vec<u32> = self
            .rows
            .iter()
            .filter_map(|(_, row)| row.as_deref())
            .filter(|(row, _)| {
                let [s, _, o] = row.statement;
                s == id || o == id || row.get(Field::Source) == id
            })
            .map(|(row, _)| row.reifier)
            .collect();
        let attributed = self.quads.iter().filter(|(key, was)| {
            let [_, _, p, o, _] = **key;
            **was != Was::Absent && p == known::ATTRIBUTED_TO && o == id
        });
        reifiers.extend(attributed.map(|(key, _)| key[1]));
        // What was said by its name, and merged into another in the same commit.
        let mut brought: FxHashSet<Quad> = FxHashSet::default();
        for ((_, origin), place) in self.origins.iter() {
            match (origin, place) {
                _ if !origin.is_of(id, *place) => {}
                (Origin::Row([reifier, ..]), Some(_)) => reifiers.push(*reifier),
                (Origin::Quad([s, p, ..]), Some(Place::Quad(quad))) => {
                    brought.insert(*quad);
                    if *p == known::ATTRIBUTED_TO {
                        reifiers.push(*s);
                    }
                }
                _ => {}
            }
        }
        reifiers.sort_unstable();
        reifiers.dedup();
        let mut ground = self.erase(|_, part| match part {
            Part::Quad([s, _, o, _]) => s == id || o == id || reifiers.binary_search(&s).is_ok(),
            Part::Row(key) => reifiers.binary_search(&key[4]).is_ok(),
            Part::Evidence(values) => values[0] == id,
            Part::Alias(old, kept) => old == id || kept == id,
            Part::Origin(origin, place) => {
                let is_of_row = |row: u32| reifiers.binary_search(&row).is_ok();
                matches!(origin, Origin::Row([reifier, ..]) if is_of_row(reifier))
                    || origin.ids(Some(place)).contains(&id)
            }
        });
        ground.statements.extend(brought);
        ground.of = Some(id);
        ground
    }

    /// Erases what was, where the predicate says so.
    fn erase(&mut self, forget: impl Fn(u32, Part) -> bool) -> Ground {
        let mut ground = Ground::default();
        let quads: Vec<[u32; 5]> = self
            .quads
            .iter()
            .filter(|(key, was)| {
                let [commit, s, p, o, g] = **key;
                **was != Was::Absent && forget(commit, Part::Quad([s, p, o, g]))
            })
            .map(|(key, _)| *key)
            .collect();
        for key in quads {
            let [_, _, p, o, _] = key;
            if names_evidence(p) {
                ground.nodes.insert(o);
            }
            self.quads.insert(key, Was::Absent);
        }
        let rows: Vec<[u32; 6]> = self
            .rows
            .iter()
            .filter(|(key, row)| {
                let [commit, s, p, o, g, r] = **key;
                row.is_some() && forget(commit, Part::Row([s, p, o, g, r]))
            })
            .map(|(key, _)| *key)
            .collect();
        for key in rows {
            if let Some(Some(old)) = self.rows.insert(key, None) {
                let (row, _) = *old;
                ground.statements.insert(row.quad());
                ground.nodes.insert(row.get(Field::Evidence));
            }
            self.ended.remove(&[key[5], key[0]]);
        }
        let evidence: Vec<[u32; 2]> = self
            .evidence
            .iter()
            .filter(|(key, values)| {
                values.is_some_and(|values| forget(key[0], Part::Evidence(values)))
            })
            .map(|(key, _)| *key)
            .collect();
        for key in evidence {
            self.evidence.insert(key, None);
        }
        let aliases: Vec<[u32; 2]> = self
            .aliases
            .iter()
            .filter(|(key, was)| was.is_some_and(|kept| forget(key[0], Part::Alias(key[1], kept))))
            .map(|(key, _)| *key)
            .collect();
        for key in aliases {
            self.aliases.insert(key, None);
        }
        let origins: Vec<(u32, Origin)> = self
            .origins
            .iter()
            .filter(|((commit, origin), was)| {
                was.is_some_and(|place| forget(*commit, Part::Origin(*origin, place)))
            })
            .map(|(key, _)| *key)
            .collect();
        for key in origins {
            self.origins.insert(key, None);
        }
        ground.nodes.remove(&NONE);
        ground
    }

    /// Goes back through the commits, and takes out of each moment what only erased claims held and
    /// rested on then.
    fn withdraw(&mut self, ground: &Ground, before: &Self, now: &Snapshot) {
        if ground.statements.is_empty() && ground.nodes.is_empty() {
            return;
        }
        // The past with what was erased, and without.
        let (mut whole, mut left) = (now.clone(), now.clone());
        let mut gone = Ground::default();
        let commits: Vec<u32> = before.commits.iter().map(|(&commit, _)| commit).collect();
        for &commit in commits.iter().skip(1).rev() {
            let touched = ground.touched(commit, before, &whole);
            whole.take_back_commit(commit, before);
            left.take_back_commit(commit, self);
            for quad in touched.statements {
                let mut was = whole.was(quad);
                if was == Was::Bare && ground.brought(quad, &whole) {
                    was = Was::Held;
                }
                let is_held = was == Was::Held && left.is_asserted(quad);
                if is_held && left.was(quad) == Was::Bare {
                    gone.statements.insert(quad);
                    self.quads.insert(of(commit, quad), was);
                    left.put_back(quad, was);
                } else if was == Was::Held && !is_held && left.is_stored(quad) {
                    gone.statements.insert(quad);
                    self.quads.insert(of(commit, quad), Was::Absent);
                    left.put_back(quad, Was::Absent);
                } else if (is_held || was == Was::Bare) && gone.statements.remove(&quad) {
                    self.quads.insert(of(commit, quad), was);
                    left.put_back(quad, was);
                }
            }
            for node in touched.nodes {
                let was = whole.evidence_of(node);
                let is_lost = is_named(&whole, node) && !is_named(&left, node);
                if is_lost && left.evidence_of(node).is_some() {
                    gone.nodes.insert(node);
                    self.evidence.insert([commit, node], None);
                    left.put_back_evidence(node, None);
                } else if !is_lost && was.is_some() && gone.nodes.remove(&node) {
                    self.evidence.insert([commit, node], was);
                    left.put_back_evidence(node, was);
                }
            }
        }
    }

    /// Drops what says only that something was not there, and is not there now: nobody can ask for it.
    fn tidy(&mut self, now: &Snapshot) {
        let stored = |&[_, s, p, o, g]: &[u32; 5]| now.is_stored([s, p, o, g]);
        drop_never(&mut self.quads, |was| *was != Was::Absent, stored);
        let row = |&[_, s, p, o, g, r]: &[u32; 6]| now.row_with(&[s, p, o, g, r]).is_some();
        drop_never(&mut self.rows, Option::is_some, row);
        let node = |key: &[u32; 2]| now.evidence_of(key[1]).is_some();
        drop_never(&mut self.evidence, Option::is_some, node);
        let alias = |key: &[u32; 2]| now.aliases.kept.contains(&key[1]);
        drop_never(&mut self.aliases, Option::is_some, alias);
        self.texts.tidy(now);
        let ever: FxHashSet<Origin> = self
            .origins
            .iter()
            .filter(|(_, place)| place.is_some())
            .map(|((_, origin), _)| *origin)
            .collect();
        let never: Vec<(u32, Origin)> = self
            .origins
            .iter()
            .map(|(key, _)| *key)
            .filter(|(_, origin)| {
                !ever.contains(origin) && now.aliases.origins.get(*origin).is_none()
            })
            .collect();
        for key in never {
            self.origins.remove(&key);
        }
    }
}

/// Drops the entries of what never was and is not now; a key is a commit and what it changed.
fn drop_never<const N: usize, V: Clone>(
    entries: &mut Tree<[u32; N], V>,
    was: impl Fn(&V) -> bool,
    is: impl Fn(&[u32; N]) -> bool,
) {
    let what = |key: &[u32; N]| {
        let mut what = *key;
        what[0] = 0;
        what
    };
    let ever = entries.iter().filter(|(_, value)| was(value));
    let ever: FxHashSet<[u32; N]> = ever.map(|(key, _)| what(key)).collect();
    let keys = entries.iter().map(|(key, _)| *key);
    let never: Vec<[u32; N]> = keys
        .filter(|key| !ever.contains(&what(key)) && !is(key))
        .collect();
    for key in never {
        entries.remove(&key);
    }
}

impl Ground {
    /// Whether it alone brought a bare quad to where it was.
    fn brought(&self, quad: Quad, then: &Snapshot) -> bool {
        let Some(id) = self.of else {
            return false;
        };
        let brought = then.aliases.origins.of_quad(quad);
        !brought.is_empty() && brought.iter().all(|&[s, _, o, _]| s == id || o == id)
    }

    /// What of it a commit may have changed the standing of; `after` is the moment after it.
    fn touched(&self, commit: u32, history: &History, after: &Snapshot) -> Self {
        let mut touched = Self::default();
        for (quad @ [_, p, o, _], _) in history.quads_of(commit) {
            touched.statements.insert(quad);
            if names_evidence(p) {
                touched.nodes.insert(o);
            }
        }
        for (origin, was) in history.origins_of(commit) {
            let places = [was, after.aliases.origins.get(origin)];
            for place in places.into_iter().flatten() {
                if let Place::Quad(quad) = place {
                    touched.statements.insert(quad);
                }
            }
        }
        for (key @ [s, p, o, g, _], row) in history.rows_of(commit) {
            touched.statements.insert([s, p, o, g]);
            let versions = [row.map(|(row, _)| row), after.row_with(&key)];
            let nodes = versions.into_iter().flatten();
            touched
                .nodes
                .extend(nodes.map(|row| row.get(Field::Evidence)));
        }
        touched
            .nodes
            .extend(history.evidence_of(commit).map(|(node, _)| node));
        touched
            .statements
            .retain(|quad| self.statements.contains(quad));
        touched.nodes.retain(|node| self.nodes.contains(node));
        touched
    }
}

fn names_evidence(predicate: u32) -> bool {
    matches!(predicate, known::EVIDENCE | known::MENTION)
}

/// Whether anything names a node of evidence.
fn is_named(snapshot: &Snapshot, node: u32) -> bool {
    let mut naming = snapshot.quads([None, None, Some(node)], GraphIs::Any);
    naming.next().is_some()
}

fn of(commit: u32, [s, p, o, g]: Quad) -> [u32; 5] {
    [commit, s, p, o, g]
}

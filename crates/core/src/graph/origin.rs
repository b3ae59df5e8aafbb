//! What was said by names that are aliases now: as it was first said, and where it is.
//!
//! A bare quad that merged entities brought has its origins here, and is one of them where it was also said
//! as it stands; one without origins was said as it stands, and so it is with the rows of claims. So who is
//! taken out again takes what nobody else brought, whatever the order.

use super::history::Key;
use crate::dictionary::Renumbering;
use crate::index::{Field, Quad, Row, Tree};
use crate::model::id;

/// Something as it was first said.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Origin {
    /// A quad that was said on its own.
    Quad(Quad),
    /// A row of a claim: its reifier, its statement, its graph.
    Row([u32; 5]),
    /// A node of evidence, and the document that its words stand in.
    Evidence([u32; 2]),
    /// The text of a document.
    Text(u32),
}

/// Where something is that was first said by another name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// Nowhere: it says that two are the same, and they are one.
    Nowhere,
    Quad(Quad),
    Row(Moved),
    Document(u32),
}

/// A row of a claim that a merge has moved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Moved {
    /// What it says now.
    pub(super) statement: [u32; 3],
    /// What stood in each of [`NAMING`].
    pub(super) first: [u32; 2],
    /// Whether it asserted what it said.
    pub(super) asserts: bool,
}

/// The columns of a claim that may name an entity.
pub(super) const NAMING: [Field; 2] = [Field::Source, Field::Evidence];

impl Origin {
    /// The row as it stands.
    pub(super) fn of_row(row: &Row) -> Self {
        Self::at(&row.key())
    }

    /// The row with a key.
    pub(super) fn at(&[s, p, o, graph, reifier]: &Key) -> Self {
        Self::Row([reifier, s, p, o, graph])
    }

    fn map(self, new: impl Fn(u32) -> u32) -> Self {
        match self {
            Self::Quad(quad) => Self::Quad(quad.map(new)),
            Self::Row(row) => Self::Row(row.map(new)),
            Self::Evidence(node) => Self::Evidence(node.map(new)),
            Self::Text(document) => Self::Text(new(document)),
        }
    }

    /// The ids in it and in where it is.
    pub(super) fn ids(self, place: Option<Place>) -> Vec<u32> {
        let mut ids = match self {
            Self::Quad(quad) => quad.to_vec(),
            Self::Row(row) => row.to_vec(),
            Self::Evidence(node) => node.to_vec(),
            Self::Text(document) => vec![document],
        };
        match place {
            Some(Place::Quad(quad)) => ids.extend(quad),
            Some(Place::Row(moved)) => ids.extend(moved.statement.iter().chain(&moved.first)),
            Some(Place::Document(document)) => ids.push(document),
            Some(Place::Nowhere) | None => {}
        }
        ids
    }

    /// Whether it was said of an entity, wherever it is.
    pub(super) fn is_of(self, entity: u32, place: Option<Place>) -> bool {
        names(self, place).contains(&entity)
    }
}

impl Place {
    fn map(self, new: impl Fn(u32) -> u32) -> Self {
        match self {
            Self::Nowhere => self,
            Self::Quad(quad) => Self::Quad(quad.map(new)),
            Self::Row(moved) => Self::Row(Moved {
                statement: moved.statement.map(&new),
                first: moved.first.map(&new),
                ..moved
            }),
            Self::Document(document) => Self::Document(new(document)),
        }
    }
}

impl Moved {
    /// A row as it stands.
    pub(super) fn of(row: &Row) -> Self {
        Self {
            statement: row.statement,
            first: NAMING.map(|field| row.get(field)),
            asserts: row.asserts,
        }
    }

    /// The source, by its first name.
    pub(super) fn source(&self) -> u32 {
        self.first[0]
    }
}

/// The same in the ids of a rebuilt dictionary.
pub(super) fn renumbered(
    origin: Origin,
    place: Option<Place>,
    numbers: &Renumbering,
) -> (Origin, Option<Place>) {
    let new = |id: u32| numbers.id(id);
    (origin.map(new), place.map(|place| place.map(new)))
}

/// The names that something was said by.
fn names(origin: Origin, place: Option<Place>) -> Vec<u32> {
    let mut names = match origin {
        Origin::Quad([s, _, o, _]) | Origin::Row([_, s, _, o, _]) => vec![s, o],
        Origin::Evidence([_, document]) | Origin::Text(document) => vec![document],
    };
    if let Some(Place::Row(moved)) = place {
        names.extend(moved.first);
    }
    names.retain(|&name| id::is_resource(name));
    names
}

/// What was first said by another name. Cloning is cheap.
#[derive(Clone, Default)]
pub(super) struct Origins {
    all: Tree<Origin, Place>,
    /// A quad, and what was said first of which it came.
    of_quads: Tree<[Quad; 2]>,
    of_names: Tree<(u32, Origin)>,
}

impl Origins {
    pub(super) fn get(&self, origin: Origin) -> Option<Place> {
        self.all.get(&origin).copied()
    }

    /// Says where something is, or that it is as it was said.
    pub(super) fn set(&mut self, origin: Origin, place: Option<Place>) {
        let old = match place {
            Some(place) => self.all.insert(origin, place),
            None => self.all.remove(&origin),
        };
        if let (Origin::Quad(first), Some(Place::Quad(quad))) = (origin, old) {
            self.of_quads.remove(&[quad, first]);
        }
        if old.is_some() {
            for name in names(origin, old) {
                self.of_names.remove(&(name, origin));
            }
        }
        if let (Origin::Quad(first), Some(Place::Quad(quad))) = (origin, place) {
            self.of_quads.insert([quad, first], ());
        }
        if place.is_some() {
            for name in names(origin, place) {
                self.of_names.insert((name, origin), ());
            }
        }
    }

    /// What was said first of which a quad came; nothing where it was only said as it stands.
    pub(super) fn of_quad(&self, quad: Quad) -> Vec<Quad> {
        let of = self.of_quads.from(&[quad, [0; 4]]).map(|(key, ())| *key);
        let of = of.take_while(|key| key[0] == quad);
        of.map(|[_, first]| first).collect()
    }

    /// The rows of a reifier as they were first said.
    pub(super) fn of_reifier(&self, reifier: u32) -> impl Iterator<Item = ([u32; 5], Moved)> + '_ {
        let all = self.all.from(&Origin::Row([reifier, 0, 0, 0, 0]));
        all.map_while(move |(origin, place)| match (*origin, *place) {
            (Origin::Row(row), Place::Row(moved)) if row[0] == reifier => Some((row, moved)),
            _ => None,
        })
    }

    /// The rows that have come to be one.
    pub(super) fn of_row(&self, &[s, p, o, graph, reifier]: &Key) -> Vec<([u32; 5], Moved)> {
        let rows = self.of_reifier(reifier);
        rows.filter(|(row, moved)| row[4] == graph && moved.statement == [s, p, o])
            .collect()
    }

    /// The quads with a subject and a predicate as they were first said, and where they are.
    pub(super) fn of_subject(
        &self,
        subject: u32,
        predicate: u32,
    ) -> impl Iterator<Item = (Quad, Place)> + '_ {
        let all = self.all.from(&Origin::Quad([subject, predicate, 0, 0]));
        all.map_while(move |(origin, place)| match *origin {
            Origin::Quad(quad) if quad[..2] == [subject, predicate] => Some((quad, *place)),
            _ => None,
        })
    }

    /// The document that a node of evidence was first made for.
    pub(super) fn of_evidence(&self, node: u32) -> Option<Origin> {
        let (&origin, _) = self.all.from(&Origin::Evidence([node, 0])).next()?;
        matches!(origin, Origin::Evidence([n, _]) if n == node).then_some(origin)
    }

    /// What was said by a name.
    pub(super) fn naming(&self, name: u32) -> Vec<Origin> {
        let all = self.of_names.from(&(name, Origin::Quad([0; 4])));
        let all = all.map(|(key, ())| *key);
        let all = all.take_while(|key| key.0 == name);
        all.map(|(_, origin)| origin).collect()
    }

    /// A quad was taken out: whoever brought it, it is not there.
    pub(super) fn forget_quad(&mut self, quad: Quad) {
        for first in self.of_quad(quad) {
            self.set(Origin::Quad(first), None);
        }
    }

    /// A row was taken out.
    pub(super) fn forget_row(&mut self, key: &Key) {
        for (row, _) in self.of_row(key) {
            self.set(Origin::Row(row), None);
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (Origin, Place)> + '_ {
        self.all.iter().map(|(&origin, &place)| (origin, place))
    }

    /// Calls `differs` with what is elsewhere in another.
    pub(super) fn differing(&self, other: &Self, mut differs: impl FnMut(Origin)) {
        self.all.differing(&other.all, |&origin| differs(origin));
    }

    /// The same in the ids of a rebuilt dictionary.
    pub(super) fn renumbered(&self, numbers: &Renumbering) -> Self {
        let mut this = Self::default();
        for (origin, place) in self.iter() {
            let (origin, place) = renumbered(origin, Some(place), numbers);
            this.set(origin, place);
        }
        this
    }
}

//! Which statements are edges, and which way they lead.

use crate::graph::Lens;
use crate::model::id;
use crate::schema::{Relation, Role};

/// One way to follow the statements of a predicate. Its position among the [`Ways`] is its code.
pub(super) struct Way {
    pub(super) predicate: u32,
    /// Whether edges lead from object to subject.
    pub(super) turned: bool,
    /// Whether the relation holds both ways, so that a statement and its mirror image are one.
    pub(super) symmetric: bool,
    /// What the relation is called in the direction of the edges.
    pub(super) name: String,
}

/// The ways of one adjacency, by predicate; the turned one behind the other.
pub(super) struct Ways(Box<[Way]>);

impl Ways {
    /// Every relation, and each symmetric one both ways.
    pub(super) fn all(lens: Lens<'_>) -> Self {
        let relations = lens.snapshot.predicates().into_iter();
        let relations = relations.filter(|&predicate| lens.role(predicate) == Role::Relation);
        let ways = relations.flat_map(|predicate| {
            let both = lens.is_symmetric(predicate);
            std::iter::once((predicate, false)).chain(both.then_some((predicate, true)))
        });
        Self::new(lens, ways)
    }

    /// Some predicates, each with whether its edges are turned, ascending.
    pub(super) fn new(lens: Lens<'_>, ways: impl IntoIterator<Item = (u32, bool)>) -> Self {
        let ways = ways.into_iter().map(|(predicate, turned)| Way {
            predicate,
            turned,
            symmetric: lens.is_symmetric(predicate),
            name: name(lens, predicate, turned),
        });
        Self(ways.collect())
    }

    pub(super) fn get(&self, code: usize) -> &Way {
        &self.0[code]
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// For each resource, as a predicate: one more than the code of its straight way and of its
    /// turned way, 0 where there is none.
    pub(super) fn by_predicate(&self, resources: usize) -> Vec<[u32; 2]> {
        let mut codes = vec![[0; 2]; resources];
        for (way, code) in self.0.iter().zip(1..) {
            codes[id::index(way.predicate)][usize::from(way.turned)] = code;
        }
        codes
    }
}

/// A turned relation has the name of its inverse, where there is one.
fn name(lens: Lens<'_>, predicate: u32, turned: bool) -> String {
    let relation = lens.schema.relation_by_iri(&lens.iri(predicate));
    match relation.and_then(Relation::inverse) {
        Some(inverse) if turned => lens.schema.relation(inverse).name().to_owned(),
        _ => lens.term_name(predicate),
    }
}

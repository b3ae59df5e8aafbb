//! The graph as a graph, from where one stands: neighbours.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use super::lens::Lens;
use super::value::EntityRef;
use super::{Entity, Graph, GraphIs, View};
use crate::Error;
use crate::model::id;
use crate::schema::{Role, SchemaError};

/// Which way to follow relations.
///
/// # Example
/// ```
/// use rawabit::{Describe, Direction, Graph, Relate};
/// let graph = Graph::new();
/// graph.country("QA")?;
/// graph.add("Summit", Describe::new().id("wps").name("World Police Summit"))?;
/// graph.relate("qatar", "hosts", "wps", Relate::new())?;
/// assert_eq!(graph.neighbors("wps", Some("hosts"), Direction::In, 1)?[0].id(), "qatar");
/// assert!(graph.neighbors("wps", Some("hosts"), Direction::Out, 1)?.is_empty());
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Direction {
    /// From subject to object.
    Out,
    /// From object to subject.
    In,
    /// Both.
    #[default]
    Both,
}

/// The relations to follow: all of them, or some predicates with the way they are stored.
pub(super) enum Along {
    All,
    Some(Vec<(u32, bool)>),
}

impl Lens<'_> {
    /// The predicates that some relations are followed under, ascending: (predicate, whether its ends
    /// change places). Subrelations and inverses count; a symmetric relation comes both ways.
    ///
    /// # Errors
    /// [`SchemaError::Unknown`] for an unknown relation, [`SchemaError::Argument`] for a property
    /// that links no entities.
    pub(crate) fn followed<S: AsRef<str>>(
        &self,
        relations: &[S],
    ) -> Result<Vec<(u32, bool)>, SchemaError> {
        let mut predicates = Vec::new();
        for relation in relations {
            let name = relation.as_ref();
            if !self.schema.is_relation(self.verb(name)?.iri().as_str()) {
                return Err(SchemaError::Argument {
                    name: "relation".into(),
                    value: name.into(),
                    reason: "it links no entities, so no path and no algorithm follows it".into(),
                });
            }
            predicates.extend(self.predicates_of(name)?);
        }
        predicates.retain(|&(predicate, _)| self.role(predicate) == Role::Relation);
        predicates.sort_unstable();
        predicates.dedup();
        Ok(predicates)
    }

    pub(super) fn along<S: AsRef<str>>(
        &self,
        relations: Option<&[S]>,
    ) -> Result<Along, SchemaError> {
        Ok(match relations {
            Some(relations) => Along::Some(self.followed(relations)?),
            None => Along::All,
        })
    }

    /// Whether statements with a predicate hold both ways.
    pub(crate) fn is_symmetric(&self, predicate: u32) -> bool {
        self.schema
            .relation_by_iri(&self.iri(predicate))
            .is_some_and(crate::schema::Relation::is_symmetric)
    }

    /// The statements that lead away from an entity, as (subject, predicate, object) and the other
    /// end.
    pub(super) fn steps(
        &self,
        from: u32,
        along: &Along,
        direction: Direction,
    ) -> Vec<([u32; 3], u32)> {
        let mut steps = Vec::new();
        let mut add = |pattern: [Option<u32>; 3], takes: &dyn Fn(u32) -> bool| {
            for [s, p, o, _] in self.snapshot.stored(pattern, GraphIs::Default) {
                let other = if pattern[0].is_some() { o } else { s };
                if id::is_resource(other) && takes(p) && !self.is_no_entity(other) {
                    steps.push(([s, p, o], other));
                }
            }
        };
        let relation = |p: u32| self.role(p) == Role::Relation;
        let symmetric = |p: u32| relation(p) && self.is_symmetric(p);
        match along {
            Along::All => {
                let [out, back]: [&dyn Fn(u32) -> bool; 2] = match direction {
                    Direction::Both => [&relation, &relation],
                    Direction::Out => [&relation, &symmetric],
                    Direction::In => [&symmetric, &relation],
                };
                add([Some(from), None, None], out);
                add([None, None, Some(from)], back);
            }
            Along::Some(predicates) => {
                for &(p, swapped) in predicates {
                    // A swapped relation leads out of its object.
                    let out = direction != Direction::In;
                    let back = direction != Direction::Out;
                    if out && !swapped || back && swapped {
                        add([Some(from), Some(p), None], &|_| true);
                    }
                    if out && swapped || back && !swapped {
                        add([None, Some(p), Some(from)], &|_| true);
                    }
                }
            }
        }
        steps
    }

    /// The entities within some hops, the nearest first, with their distances.
    pub(super) fn around(
        &self,
        from: u32,
        along: &Along,
        direction: Direction,
        hops: usize,
    ) -> Vec<(u32, usize)> {
        let mut distance: FxHashMap<u32, usize> = FxHashMap::from_iter([(from, 0)]);
        let mut queue = VecDeque::from([from]);
        let mut found = Vec::new();
        while let Some(entity) = queue.pop_front() {
            let far = distance[&entity] + 1;
            if far > hops {
                break;
            }
            for (_, other) in self.steps(entity, along, direction) {
                if let std::collections::hash_map::Entry::Vacant(entry) = distance.entry(other) {
                    entry.insert(far);
                    found.push((other, far));
                    queue.push_back(other);
                }
            }
        }
        found
    }
}

impl View {
    /// The entities that some hops lead to, the nearest first, without the one that they start from. Those that
    /// are equally near come in no order.
    ///
    /// # Errors
    /// [`EntityError`](crate::EntityError) and [`SchemaError`] for what was named and is not there;
    /// [`SchemaError::Argument`] for a property that links no entities, such as `source` or
    /// `owl:sameAs`.
    ///
    /// # Complexity
    /// O(log n + k) for k statements on the way.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Direction, Graph, Relate};
    /// let graph = Graph::new();
    /// graph.country("QA")?;
    /// graph.country("AE")?;
    /// graph.relate("qatar", "cooperatesWith", "united-arab-emirates", Relate::new())?;
    /// let near = graph.neighbors("united-arab-emirates", Some("cooperatesWith"), Direction::Out, 1)?;
    /// assert_eq!(near[0].id(), "qatar");
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn neighbors(
        &self,
        entity: impl Into<EntityRef>,
        relation: Option<&str>,
        direction: Direction,
        hops: usize,
    ) -> Result<Vec<Entity>, Error> {
        let lens = self.lens();
        let from = lens.entity(&entity.into())?;
        let along = lens.along(relation.map(|r| [r]).as_ref().map(<[&str; 1]>::as_slice))?;
        let around = lens.around(from, &along, direction, hops);
        Ok(around
            .into_iter()
            .map(|(id, _)| self.entity_of(id))
            .collect())
    }
}

impl Graph {
    /// As [`View::neighbors`].
    ///
    /// # Errors
    /// As there.
    pub fn neighbors(
        &self,
        entity: impl Into<EntityRef>,
        relation: Option<&str>,
        direction: Direction,
        hops: usize,
    ) -> Result<Vec<Entity>, Error> {
        self.view().neighbors(entity, relation, direction, hops)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::{NONE, known};
    use crate::model::{Iri, Term, Triple};

    fn iri(name: &str) -> Iri {
        Iri::new(format!("https://example.org/id/{name}")).unwrap()
    }

    #[test]
    fn neighbors_are_entities() {
        let graph = Graph::new();
        graph.country("QA").unwrap();
        graph.country("AE").unwrap();
        let mut tx = graph.transaction().unwrap();
        let id = |term: Term| tx.draft.now.dictionary.intern(&term).unwrap();
        let [qatar, emirates, claim, cites] =
            ["qatar", "united-arab-emirates", "r1", "cites"].map(|name| id(iri(name).into()));
        let said = Triple::new(iri("qatar"), iri("cites"), iri("united-arab-emirates")).unwrap();
        let (said, katar) = (id(said.into()), id(iri("katar").into()));
        for [s, p, o] in [
            [claim, known::REIFIES, said],
            [claim, known::TYPE, known::CLAIM],
            [qatar, cites, claim],
            [qatar, cites, emirates],
            [qatar, known::SAME_AS, katar],
        ] {
            tx.draft.insert([s, p, o, NONE]);
        }
        tx.draft.end_call().unwrap();
        tx.commit().unwrap();
        let view = graph.view();
        assert!(!view.contains("r1").unwrap(), "a reifier is no entity");
        let cites = iri("cites");
        for relation in [None, Some(cites.as_str())] {
            let near = view.neighbors("qatar", relation, Direction::Both, 2);
            let near: Vec<String> = near.unwrap().iter().map(Entity::id).collect();
            assert_eq!(near, ["united-arab-emirates"]);
        }
        for relation in ["owl:sameAs", "source", "rdf:type"] {
            let error = view.neighbors("qatar", Some(relation), Direction::Both, 1);
            assert!(error.unwrap_err().to_string().contains("links no entities"));
        }
    }
}

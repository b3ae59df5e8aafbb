//! The graph as a graph, from where one stands: neighbours and paths.

use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};

use super::claim::Claim;
use super::lens::Lens;
use super::value::EntityRef;
use super::{Entity, Graph, GraphIs, View};
use crate::Error;
use crate::model::id::{self, NONE};
use crate::schema::{Role, SchemaError};

/// Which way to follow relations.
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

/// How to look for paths.
///
/// # Example
/// ```
/// use rawabit::Paths;
/// let how = Paths::new().relations(["memberOf", "subOrganizationOf"]).max_hops(3).limit(5);
/// # let _ = how;
/// ```
#[derive(Clone, Debug)]
pub struct Paths {
    relations: Option<Vec<String>>,
    max_hops: usize,
    limit: usize,
}

impl Default for Paths {
    fn default() -> Self {
        Self {
            relations: None,
            max_hops: 4,
            limit: 10,
        }
    }
}

impl Paths {
    /// At most 10 paths of at most 4 hops, along any relation, both ways.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Only along these relations, their subrelations and inverses.
    #[must_use]
    pub fn relations(mut self, relations: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.relations = Some(relations.into_iter().map(Into::into).collect());
        self
    }

    /// The most hops of a path.
    #[must_use]
    pub fn max_hops(mut self, hops: usize) -> Self {
        self.max_hops = hops;
        self
    }

    /// The most paths.
    #[must_use]
    pub fn limit(mut self, paths: usize) -> Self {
        self.limit = paths;
        self
    }
}

/// A way from one entity to another.
#[derive(Clone, Debug)]
pub struct Path {
    /// The entities, from the start to the end.
    pub entities: Vec<Entity>,
    /// For each hop the relations of its statements, as the schema names them.
    pub relations: Vec<Vec<String>>,
    /// For each hop the claims on its statements.
    pub claims: Vec<Vec<Claim>>,
}

impl Path {
    /// The number of hops.
    #[must_use]
    pub fn len(&self) -> usize {
        self.claims.len()
    }

    /// Whether the path ends where it starts, without a hop.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.claims.is_empty()
    }
}

/// The relations to follow: all of them, or some predicates with the way they are stored.
enum Along {
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

    fn along<S: AsRef<str>>(&self, relations: Option<&[S]>) -> Result<Along, SchemaError> {
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
    fn steps(&self, from: u32, along: &Along, direction: Direction) -> Vec<([u32; 3], u32)> {
        let mut steps = Vec::new();
        let mut add = |pattern: [Option<u32>; 3], takes: &dyn Fn(u32) -> bool| {
            for [s, p, o, _] in self.snapshot.stored(pattern, GraphIs::Default) {
                let other = if pattern[0].is_some() { o } else { s };
                if id::is_resource(other) && takes(p) && !self.is_of_claims(other) {
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
    fn around(
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
    /// The entities that some hops lead to, the nearest first, without the one that they start from.
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

    /// The shortest paths between two entities, then longer ones; none visits an entity twice.
    /// No path is an empty list.
    ///
    /// # Errors
    /// As [`neighbors`](Self::neighbors).
    ///
    /// # Complexity
    /// O(m) for the m statements within the hops, and O(limit · hops · degree).
    pub fn paths(
        &self,
        start: impl Into<EntityRef>,
        end: impl Into<EntityRef>,
        how: &Paths,
    ) -> Result<Vec<Path>, Error> {
        let lens = self.lens();
        let (start, end) = (lens.entity(&start.into())?, lens.entity(&end.into())?);
        let along = lens.along(how.relations.as_deref())?;
        let mut search = Search {
            lens,
            along: &along,
            to_end: FxHashMap::from_iter([(end, 0)]),
            end,
            found: Vec::new(),
            limit: how.limit,
        };
        search
            .to_end
            .extend(lens.around(end, &along, Direction::Both, how.max_hops));
        if let Some(&shortest) = search.to_end.get(&start) {
            for hops in shortest..=how.max_hops {
                search.walk(&mut vec![start], hops);
                if search.found.len() >= how.limit {
                    break;
                }
            }
        }
        let found = search.found;
        Ok(found
            .into_iter()
            .map(|entities| self.path(&entities, &along))
            .collect())
    }

    fn path(&self, entities: &[u32], along: &Along) -> Path {
        let lens = self.lens();
        let (mut relations, mut claims) = (Vec::new(), Vec::new());
        for hop in entities.windows(2) {
            let statements: FxHashSet<[u32; 3]> = lens
                .steps(hop[0], along, Direction::Both)
                .into_iter()
                .filter(|(_, other)| *other == hop[1])
                .map(|(statement, _)| statement)
                .collect();
            let mut statements: Vec<[u32; 3]> = statements.into_iter().collect();
            statements.sort_unstable();
            let mut names: Vec<String> = statements
                .iter()
                .map(|statement| lens.term_name(statement[1]))
                .collect();
            names.dedup();
            relations.push(names);
            claims.push(
                statements
                    .iter()
                    .flat_map(|&statement| lens.snapshot.claims_of_statement(statement))
                    .filter(|row| row.graph == NONE)
                    .map(|row| Claim::new(self.clone(), row))
                    .collect(),
            );
        }
        let entities = entities.iter().map(|&id| self.entity_of(id)).collect();
        Path {
            entities,
            relations,
            claims,
        }
    }
}

/// A search for simple paths of a given length that keeps to what can still reach the end.
struct Search<'a> {
    lens: Lens<'a>,
    along: &'a Along,
    to_end: FxHashMap<u32, usize>,
    end: u32,
    found: Vec<Vec<u32>>,
    limit: usize,
}

impl Search<'_> {
    fn walk(&mut self, path: &mut Vec<u32>, left: usize) {
        let Some(&last) = path.last() else { return };
        if left == 0 {
            if last == self.end {
                self.found.push(path.clone());
            }
            return;
        }
        let mut next: Vec<u32> = self
            .lens
            .steps(last, self.along, Direction::Both)
            .into_iter()
            .map(|(_, other)| other)
            .filter(|other| {
                self.to_end.get(other).is_some_and(|&far| far < left)
                    && !path.contains(other)
                    && (*other != self.end || left == 1)
            })
            .collect();
        next.sort_unstable();
        next.dedup();
        for other in next {
            if self.found.len() >= self.limit {
                return;
            }
            path.push(other);
            self.walk(path, left - 1);
            path.pop();
        }
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

    /// As [`View::paths`].
    ///
    /// # Errors
    /// As there.
    pub fn paths(
        &self,
        start: impl Into<EntityRef>,
        end: impl Into<EntityRef>,
        how: &Paths,
    ) -> Result<Vec<Path>, Error> {
        self.view().paths(start, end, how)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::known;
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

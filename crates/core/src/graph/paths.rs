//! Paths from one entity to another: the shortest first, or the surest.

use std::fmt;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::claim::Claim;
use super::neighbors::Along;
use super::value::EntityRef;
use super::{Direction, Entity, Graph, View};
use crate::Error;
use crate::model::id::NONE;

/// What makes one path better than another.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
#[non_exhaustive]
pub enum Weight {
    /// Fewer hops.
    #[default]
    Hops,
    /// More [`confidence`](Path::confidence). A hop without one is not followed: it is not known how sure
    /// it is.
    Confidence,
}

/// How to look for paths.
///
/// # Example
/// ```
/// use rawabit::Paths;
/// let how = Paths::new().relations(["memberOf", "subOrganizationOf"]).max_hops(3).limit(5);
/// # let _ = how;
/// ```
#[derive(Clone)]
pub struct Paths {
    relations: Option<Vec<String>>,
    pub(super) max_hops: usize,
    pub(super) limit: usize,
    pub(super) weight: Weight,
    interrupt: Option<Arc<dyn Fn() -> bool + Send + Sync>>,
}

impl fmt::Debug for Paths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Paths")
            .field("relations", &self.relations)
            .field("max_hops", &self.max_hops)
            .field("limit", &self.limit)
            .field("weight", &self.weight)
            .finish_non_exhaustive()
    }
}

impl Default for Paths {
    fn default() -> Self {
        Self {
            relations: None,
            max_hops: 4,
            limit: 10,
            weight: Weight::Hops,
            interrupt: None,
        }
    }
}

impl Paths {
    /// At most 10 paths of at most 4 hops, along any relation, both ways, the shortest first.
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

    /// Which paths come first.
    #[must_use]
    pub fn weight(mut self, weight: Weight) -> Self {
        self.weight = weight;
        self
    }

    /// Asked every now and then whether to stop; where it says so, the search ends with
    /// [`Error::Interrupted`].
    #[must_use]
    pub fn interrupt(mut self, interrupt: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        self.interrupt = Some(Arc::new(interrupt));
        self
    }

    pub(super) fn is_interrupted(&self) -> bool {
        self.interrupt.as_ref().is_some_and(|interrupt| interrupt())
    }
}

/// A way from one entity to another.
///
/// # Example
/// ```
/// use rawabit::{Graph, Paths, Relate};
/// let graph = Graph::new();
/// for code in ["QA", "OM", "AE"] {
///     graph.country(code)?;
/// }
/// graph.relate("qatar", "meetsWith", "oman", Relate::new().confidence(0.9))?;
/// graph.relate("oman", "cooperatesWith", "united-arab-emirates", Relate::new())?;
/// let path = &graph.paths("qatar", "united-arab-emirates", &Paths::new())?[0];
/// let ids: Vec<_> = path.entities.iter().map(|entity| entity.id()).collect();
/// assert_eq!(ids, ["qatar", "oman", "united-arab-emirates"]);
/// assert_eq!(path.relations, [["meetsWith"], ["cooperatesWith"]]);
/// assert_eq!(path.claims[0][0].confidence(), Some(0.9));
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Path {
    /// The entities, from the start to the end.
    pub entities: Vec<Entity>,
    /// For each hop the relations of its statements, as the schema names them.
    pub relations: Vec<Vec<String>>,
    /// For each hop the claims on its statements.
    pub claims: Vec<Vec<Claim>>,
    /// How sure it is: the product of what its hops have, where a hop has the highest confidence of the
    /// claims that hold one of its statements. `None` where a hop has none.
    ///
    /// As a formula: ∏ over the hops of max over the claims of confidence. Claims of several sources on one
    /// statement do not add up: whether they are independent is not known.
    pub confidence: Option<f64>,
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

impl View {
    /// The shortest paths between two entities, then longer ones; or the surest, as [`Paths::weight`]
    /// says. None visits an entity twice. No path is an empty list.
    ///
    /// # Errors
    /// As [`neighbors`](Self::neighbors); and [`Error::Interrupted`].
    ///
    /// # Complexity
    /// O(m) for the m statements within the hops of the end; then for each path at most one search for each
    /// of its h hops, of O(m log m): O(limit · h · m log m) in all, and mostly far less, as no search goes on
    /// when it can no longer be the best. By confidence each may take h times as long. The hops are never
    /// more than there are entities, whatever `max_hops` says.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Graph, Paths, Relate, Weight};
    /// let graph = Graph::new();
    /// for code in ["QA", "OM", "AE"] {
    ///     graph.country(code)?;
    /// }
    /// let sure = |confidence: f64| Relate::new().confidence(confidence);
    /// graph.relate("qatar", "meetsWith", "united-arab-emirates", sure(0.5))?;
    /// graph.relate("qatar", "meetsWith", "oman", sure(0.9))?;
    /// graph.relate("oman", "meetsWith", "united-arab-emirates", sure(0.8))?;
    ///
    /// let how = Paths::new().weight(Weight::Confidence);
    /// let paths = graph.paths("qatar", "united-arab-emirates", &how)?;
    /// let found: Vec<_> = paths.iter().map(|path| (path.len(), path.confidence)).collect();
    /// assert_eq!(found, [(2, Some(0.9 * 0.8)), (1, Some(0.5))]);
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn paths(
        &self,
        start: impl Into<EntityRef>,
        end: impl Into<EntityRef>,
        how: &Paths,
    ) -> Result<Vec<Path>, Error> {
        let lens = self.lens();
        let (start, end) = (lens.entity(&start.into())?, lens.entity(&end.into())?);
        let along = lens.along(how.relations.as_deref())?;
        let found = self.best_paths(&along, [start, end], how)?;
        Ok(found
            .into_iter()
            .map(|entities| self.path(&entities, &along))
            .collect())
    }

    fn path(&self, entities: &[u32], along: &Along) -> Path {
        let lens = self.lens();
        let (mut relations, mut claims, mut confidence) = (Vec::new(), Vec::new(), Some(1.0));
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
            let sure = statements.iter().filter_map(|it| self.confidence_of(*it));
            confidence = confidence
                .zip(sure.max_by(f64::total_cmp))
                .map(|(before, hop)| before * hop);
            claims.push(
                statements
                    .iter()
                    .flat_map(|&statement| lens.snapshot.claims_of_statement(statement))
                    .filter(|row| row.graph == NONE)
                    .map(|row| Claim::new(self.clone(), row))
                    .collect(),
            );
        }
        Path {
            entities: entities.iter().map(|&id| self.entity_of(id)).collect(),
            relations,
            claims,
            confidence,
        }
    }

    /// The highest confidence of the claims that hold a statement.
    pub(super) fn confidence_of(&self, statement: [u32; 3]) -> Option<f64> {
        let snapshot = self.snapshot();
        let holds = |row: &crate::index::Row| match snapshot.sight() {
            Some(sight) => sight.holds(row),
            None => row.asserts,
        };
        let rows = snapshot.rows_of_statement(statement);
        rows.filter(|row| snapshot.seen_in(row.graph) == NONE && holds(row))
            .filter_map(|row| Claim::new(self.clone(), row).confidence())
            .max_by(f64::total_cmp)
    }
}

impl Graph {
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

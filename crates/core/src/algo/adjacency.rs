//! The graph as a graph: what an algorithm runs on.

use std::fmt;
use std::sync::Arc;

use super::build::build;
use super::csr::Csr;
use super::nodes::Nodes;
use super::ways::Ways;
use super::{Edge, EdgeReference, Edges, Node};
use crate::Error;
use crate::graph::{Claim, Entity, EntityRef, Graph, Lens, View};
use crate::model::id::NONE;

/// The entities of a view and the relations between them, as nodes and edges with dense numbers.
///
/// A **node** is an entity; reifiers of claims, nodes of evidence and literals are none. All
/// adjacencies of a view have the same nodes, those without an edge too.
///
/// An **edge** is a statement between two entities in the default graph, directed from subject to
/// object; its claims hang on it ([`claims`](Self::claims)). Statements of different relations between
/// the same two are parallel edges, a statement of an entity about itself is a loop. A statement of a
/// *symmetric* relation makes two edges, one each way, with a number each; where it is stated both
/// ways it still makes these two, and both statements' claims hang on each. Types, names, ids and
/// `owl:sameAs` make no edges.
///
/// It is cheap to clone, and the view keeps it: asking again for the same relations is free.
///
/// # petgraph
/// The algorithms of petgraph 0.8 (re-exported as [`petgraph`](crate::petgraph)) take `&adjacency`.
/// Node ids are [`Node`], edge ids [`Edge`]; a node has no weight, an edge the name of its relation.
///
/// | trait | implemented on | note |
/// |---|---|---|
/// | `GraphBase`, `Data`, `GraphProp` | `Adjacency` | directed |
/// | `NodeCount`, `NodeIndexable`, `NodeCompactIndexable` | `Adjacency` | |
/// | `EdgeCount`, `EdgeIndexable` | `Adjacency` | without gaps, though petgraph has no trait that says so |
/// | `Visitable` | `Adjacency` | a bit a node |
/// | `GetAdjacencyMatrix` | `Adjacency` | no matrix; O(log degree) |
/// | `GraphRef`, `IntoNodeIdentifiers`, `IntoNodeReferences` | `&Adjacency` | |
/// | `IntoNeighbors`, `IntoNeighborsDirected` | `&Adjacency` | ascending; once for each parallel edge |
/// | `IntoEdges`, `IntoEdgesDirected`, `IntoEdgeReferences` | `&Adjacency` | [`Edges`], [`EdgeReferences`](super::EdgeReferences) |
///
/// # Example
/// ```
/// use rawabit::petgraph::algo::{astar, dijkstra};
/// use rawabit::{Describe, Graph, Relate};
///
/// let graph = Graph::new();
/// graph.country("QA")?;
/// graph.add("Organization", Describe::new().id("gcc").name("Gulf Cooperation Council"))?;
/// graph.add("Summit", Describe::new().id("summit").name("Summit"))?;
/// graph.relate("qatar", "memberOf", "gcc", Relate::new())?;
/// graph.relate("gcc", "hosts", "summit", Relate::new())?;
///
/// let adjacency = graph.adjacency();
/// let (qatar, summit) = (adjacency.node_of("qatar")?, adjacency.node_of("summit")?);
/// let hops = dijkstra(&adjacency, qatar, Some(summit), |_| 1);
/// assert_eq!(hops[&summit], 2);
///
/// let (_, path) = astar(&adjacency, qatar, |node| node == summit, |_| 1, |_| 0).unwrap();
/// let names: Vec<String> = path.iter().map(|&node| adjacency.entity(node).name()).collect();
/// assert_eq!(names, ["Qatar", "Gulf Cooperation Council", "Summit"]);
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Clone)]
pub struct Adjacency {
    view: View,
    csr: Arc<Csr>,
}

impl Adjacency {
    pub(super) fn csr(&self) -> &Csr {
        &self.csr
    }

    /// The view that it is of.
    #[must_use]
    pub fn view(&self) -> &View {
        &self.view
    }

    /// How many entities there are.
    ///
    /// # Complexity
    /// O(1).
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.csr.nodes().len()
    }

    /// How many edges there are; a symmetric statement has two.
    ///
    /// # Complexity
    /// O(1).
    #[must_use]
    pub fn edge_count(&self) -> usize {
        self.csr.edge_count()
    }

    /// The nodes, ascending.
    #[must_use]
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = Node> + use<> {
        self.csr.nodes().iter()
    }

    /// The node that an entity is.
    ///
    /// # Errors
    /// As [`View::entity`].
    ///
    /// # Complexity
    /// O(1) on average.
    pub fn node_of(&self, entity: impl Into<EntityRef>) -> Result<Node, Error> {
        node_of(&self.view, self.csr.nodes(), &entity.into())
    }

    /// The entity that a node is.
    ///
    /// # Panics
    /// Where the node is of another view, with more entities.
    ///
    /// # Complexity
    /// O(1).
    #[must_use]
    pub fn entity(&self, node: Node) -> Entity {
        self.view.entity_of(self.csr.nodes().id(node))
    }

    /// An edge with its ends and its relation.
    ///
    /// # Panics
    /// Where the edge is of another adjacency, with more edges.
    ///
    /// # Complexity
    /// O(log n) for n nodes.
    #[must_use]
    pub fn edge(&self, edge: Edge) -> EdgeReference<'_> {
        EdgeReference::new(&self.csr, edge, self.csr.source(edge))
    }

    /// The edges from one node to another: what a hop of a path rests on.
    ///
    /// # Panics
    /// Where a node is of another view, with more entities.
    ///
    /// # Complexity
    /// O(log d) for d edges from the first node.
    #[must_use]
    pub fn edges_connecting(&self, from: Node, to: Node) -> Edges<'_> {
        Edges::between(&self.csr, from, to)
    }

    /// The claims on the statement that an edge is; none where it was only said on its own.
    ///
    /// # Panics
    /// Where the edge is of another adjacency, with more edges.
    ///
    /// # Complexity
    /// O(log n + k) for k claims.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Graph, Relate};
    /// let graph = Graph::new();
    /// graph.country("QA")?;
    /// graph.country("AE")?;
    /// graph.relate("qatar", "cooperatesWith", "united-arab-emirates", Relate::new().confidence(0.8))?;
    /// let adjacency = graph.adjacency();
    /// let (qatar, uae) = (adjacency.node_of("qatar")?, adjacency.node_of("united-arab-emirates")?);
    /// let back = adjacency.edges_connecting(uae, qatar).next().unwrap();
    /// assert!(back.is_turned(), "cooperatesWith is symmetric");
    /// let claim = adjacency.claims(back.id()).next().unwrap();
    /// assert_eq!((claim.subject().id().as_str(), claim.confidence()), ("qatar", Some(0.8)));
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn claims(&self, edge: Edge) -> impl Iterator<Item = Claim> + use<'_> {
        let (reference, way) = (self.edge(edge), self.csr.way(edge));
        let [from, to] = [reference.source(), reference.target()];
        let [from, to] = [from, to].map(|node| self.csr.nodes().id(node));
        let (straight, mirrored) = ([from, way.predicate, to], [to, way.predicate, from]);
        let (statement, other) = if way.turned {
            (mirrored, straight)
        } else {
            (straight, mirrored)
        };
        let other = (way.symmetric && from != to).then_some(other);
        let snapshot = self.view.snapshot();
        std::iter::once(statement)
            .chain(other)
            .flat_map(|statement| snapshot.claims_of_statement(statement))
            .filter(|row| row.graph == NONE)
            .map(|row| Claim::new(self.view.clone(), row))
    }

    /// Bytes held now, numbers of nodes included. The incoming direction is made when it is first
    /// asked for.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.csr.bytes()
    }
}

impl fmt::Debug for Adjacency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (nodes, edges) = (self.node_count(), self.edge_count());
        write!(f, "Adjacency({nodes} nodes, {edges} edges)")
    }
}

/// The node that an entity is in a view.
pub(super) fn node_of(view: &View, nodes: &Nodes, entity: &EntityRef) -> Result<Node, Error> {
    let lens = view.lens();
    let node = nodes.node(lens.entity(entity)?);
    node.ok_or_else(|| lens.unknown("entity", &entity.text()).into())
}

impl View {
    /// The graph along all relations.
    ///
    /// # Panics
    /// Where there are 2^32 edges or more.
    ///
    /// # Complexity
    /// O(t + m log d) the first time, for t statements, m edges, and d edges from one node at most;
    /// then O(1).
    ///
    /// # Example
    /// ```
    /// use rawabit::{Graph, Relate};
    /// let graph = Graph::new();
    /// graph.country("QA")?;
    /// graph.country("AE")?;
    /// graph.relate("qatar", "cooperatesWith", "united-arab-emirates", Relate::new())?;
    /// let adjacency = graph.view().adjacency();
    /// assert_eq!((adjacency.node_count(), adjacency.edge_count()), (2, 2));
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    #[must_use]
    pub fn adjacency(&self) -> Adjacency {
        self.adjacency_along("all", Ways::all)
    }

    /// The graph along some relations, their subrelations and inverses. An inverse form turns edges
    /// round: along `hostedBy` they lead from the event to its host. A symmetric relation goes both
    /// ways, and so does all that stands under one that is named.
    ///
    /// # Errors
    /// [`SchemaError::Unknown`](crate::SchemaError::Unknown) for an unknown relation; it names the
    /// nearest. [`SchemaError::Argument`](crate::SchemaError::Argument) for a property that links no
    /// entities, such as `source`.
    ///
    /// # Panics
    /// As [`adjacency`](Self::adjacency).
    ///
    /// # Complexity
    /// As [`adjacency`](Self::adjacency). The last few are kept.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Describe, Graph, Relate};
    /// let graph = Graph::new();
    /// graph.country("AE")?;
    /// graph.add("Summit", Describe::new().id("wps").name("World Police Summit"))?;
    /// graph.relate("united-arab-emirates", "hosts", "wps", Relate::new())?;
    /// let hosts = graph.adjacency_of(["hostedBy"])?;
    /// let (wps, uae) = (hosts.node_of("wps")?, hosts.node_of("united-arab-emirates")?);
    /// let relations: Vec<&str> = hosts.edges_connecting(wps, uae).map(|e| e.relation()).collect();
    /// assert_eq!(relations, ["hostedBy"]);
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn adjacency_of(
        &self,
        relations: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Result<Adjacency, Error> {
        let relations: Vec<_> = relations.into_iter().collect();
        let ways = self.lens().followed(&relations)?;
        let key = format!("{ways:?}");
        Ok(self.adjacency_along(&key, |lens| Ways::new(lens, ways)))
    }

    fn adjacency_along(&self, key: &str, ways: impl FnOnce(Lens<'_>) -> Ways) -> Adjacency {
        let lens = self.lens();
        // What is kept must not hold the view that keeps it; so the handle does.
        let csr = self.cache().get(key, || {
            let nodes = self.cache().get("nodes", || Nodes::of(lens));
            build(lens, nodes, ways(lens))
        });
        let view = self.clone();
        Adjacency { view, csr }
    }
}

impl Graph {
    /// As [`View::adjacency`].
    ///
    /// # Panics
    /// As there.
    #[must_use]
    pub fn adjacency(&self) -> Adjacency {
        self.view().adjacency()
    }

    /// As [`View::adjacency_of`].
    ///
    /// # Errors
    /// As there.
    ///
    /// # Panics
    /// As there.
    pub fn adjacency_of(
        &self,
        relations: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Result<Adjacency, Error> {
        self.view().adjacency_of(relations)
    }
}

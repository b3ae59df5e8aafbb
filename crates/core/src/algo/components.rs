//! Weak components: which entities hang together, whichever way the relations go.

use std::cmp::Reverse;
use std::fmt;
use std::sync::Arc;

use super::Adjacency;
use super::adjacency::node_of;
use super::csr::Csr;
use super::nodes::{Node, Nodes};
use crate::Error;
use crate::graph::{Entity, EntityRef, Graph, View};
use crate::table::{Table, Values};

/// The weak components of an adjacency, numbered from 0: the largest first, and of equal ones that
/// which has the first entity.
///
/// # Example
/// ```
/// use rawabit::Graph;
/// let graph = Graph::new();
/// graph.country("QA")?;
/// graph.country("MA")?;
/// let components = graph.components();
/// assert_eq!(components.len(), 2);
/// assert_ne!(components.of("qatar")?, components.of("morocco")?);
/// # Ok::<(), rawabit::Error>(())
/// ```
pub struct Components {
    view: View,
    nodes: Arc<Nodes>,
    numbers: Box<[u32]>,
    sizes: Box<[usize]>,
}

impl Components {
    /// How many components there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sizes.len()
    }

    /// Whether there is none, as there is no entity.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sizes.is_empty()
    }

    /// How many entities each component has; descending.
    #[must_use]
    pub fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    /// The component that an entity is in.
    ///
    /// # Errors
    /// As [`View::entity`].
    ///
    /// # Complexity
    /// O(1) on average.
    pub fn of(&self, entity: impl Into<EntityRef>) -> Result<usize, Error> {
        Ok(self.of_node(node_of(&self.view, &self.nodes, &entity.into())?))
    }

    /// The component that a node is in.
    ///
    /// # Panics
    /// Where the node is of another view, with more entities.
    #[must_use]
    pub fn of_node(&self, node: Node) -> usize {
        self.numbers[node.index()] as usize
    }

    /// Every entity with its component, in the order of the view.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (Entity, usize)> {
        self.nodes
            .iter()
            .map(|node| (self.entity(node), self.of_node(node)))
    }

    /// The entities of a component, in the order of the view; none for a number past the last.
    ///
    /// # Complexity
    /// O(n) for n entities.
    pub fn members(&self, component: usize) -> impl Iterator<Item = Entity> {
        let nodes = self.nodes.iter();
        nodes
            .filter(move |&node| self.of_node(node) == component)
            .map(|node| self.entity(node))
    }

    /// Every entity with its type, its name and its component, by component.
    ///
    /// # Complexity
    /// O(n log n) for n entities.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut nodes: Vec<Node> = self.nodes.iter().collect();
        nodes.sort_by_key(|&node| self.of_node(node));
        let texts = |of: fn(&Entity) -> String| {
            Values::Text(nodes.iter().map(|&n| Some(of(&self.entity(n)))).collect())
        };
        let components = nodes.iter().map(|&n| i64::try_from(self.of_node(n)).ok());
        Table::new()
            .with("entity", texts(Entity::id))
            .with("type", texts(Entity::type_name))
            .with("name", texts(Entity::name))
            .with("component", Values::Integer(components.collect()))
    }

    fn entity(&self, node: Node) -> Entity {
        self.view.entity_of(self.nodes.id(node))
    }
}

impl fmt::Debug for Components {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, entities) = (self.len(), self.numbers.len());
        write!(f, "Components({count} of {entities} entities)")
    }
}

impl Adjacency {
    /// Its weak components: two entities are in one if edges lead from one to the other, each followed
    /// either way. An entity without an edge is a component of its own.
    ///
    /// # Returns
    /// The component of each entity, numbered by size.
    ///
    /// # Complexity
    /// O(m log n) for n nodes and m edges, linear in practice: a union-find whose paths are halved.
    /// Memory: 20 bytes a node while it runs.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Graph, Relate};
    /// let graph = Graph::new();
    /// for country in ["QA", "AE", "MA"] {
    ///     graph.country(country)?;
    /// }
    /// graph.relate("qatar", "cooperatesWith", "united-arab-emirates", Relate::new())?;
    /// let components = graph.adjacency_of(["cooperatesWith"])?.components();
    /// assert_eq!(components.sizes(), [2, 1]);
    /// assert_eq!(components.of("qatar")?, components.of("united-arab-emirates")?);
    /// assert_eq!(components.members(1).map(|e| e.name()).collect::<Vec<_>>(), ["Morocco"]);
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    #[must_use]
    pub fn components(&self) -> Components {
        let (numbers, sizes) = weak(self.csr());
        Components {
            view: self.view().clone(),
            nodes: Arc::clone(self.csr().nodes()),
            numbers,
            sizes,
        }
    }
}

impl View {
    /// The weak components of the graph along all relations; [`Adjacency::components`] has those
    /// along some.
    ///
    /// # Panics
    /// As [`adjacency`](Self::adjacency).
    ///
    /// # Complexity
    /// As [`adjacency`](Self::adjacency) and [`Adjacency::components`].
    #[must_use]
    pub fn components(&self) -> Components {
        self.adjacency().components()
    }
}

impl Graph {
    /// As [`View::components`].
    ///
    /// # Panics
    /// As there.
    #[must_use]
    pub fn components(&self) -> Components {
        self.view().components()
    }
}

/// The component of each node, and the size of each component.
fn weak(csr: &Csr) -> (Box<[u32]>, Box<[usize]>) {
    let mut parents: Vec<u32> = csr.nodes().iter().map(|node| node.0).collect();
    for source in csr.nodes().iter() {
        let mut root = find(&mut parents, source.0);
        for target in csr.targets(source) {
            let other = find(&mut parents, target.0);
            // The smaller root stays, so that a root is the first entity of its component.
            let (low, high) = (root.min(other), root.max(other));
            parents[high as usize] = low;
            root = low;
        }
    }
    // A parent is never behind its child: in this order every parent is a root already.
    let mut sizes = vec![0_usize; parents.len()];
    for node in 0..parents.len() {
        parents[node] = parents[parents[node] as usize];
        sizes[parents[node] as usize] += 1;
    }
    let mut roots: Vec<u32> = (0..parents.len() as u32)
        .filter(|&node| parents[node as usize] == node)
        .collect();
    roots.sort_by_key(|&root| Reverse(sizes[root as usize]));
    let ordered = roots.iter().map(|&root| sizes[root as usize]).collect();
    let mut numbers = vec![0; parents.len()];
    for (&root, number) in roots.iter().zip(0..) {
        numbers[root as usize] = number;
    }
    let of_each = parents.iter().map(|&root| numbers[root as usize]).collect();
    (of_each, ordered)
}

/// The root above a node; every other node on the way is hung higher.
fn find(parents: &mut [u32], mut node: u32) -> u32 {
    loop {
        let parent = parents[node as usize];
        if parent == node {
            return node;
        }
        let above = parents[parent as usize];
        parents[node as usize] = above;
        node = above;
    }
}

//! The visit traits of petgraph, so that its algorithms run on an [`Adjacency`].

use std::iter::{Copied, Map};
use std::ops::Range;

use petgraph::visit::{
    Data, EdgeCount, EdgeIndexable, GetAdjacencyMatrix, GraphBase, GraphProp, IntoEdgeReferences,
    IntoEdges, IntoEdgesDirected, IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers,
    IntoNodeReferences, NodeCompactIndexable, NodeCount, NodeIndexable, VisitMap, Visitable,
};
use petgraph::{Directed, Direction};

use super::{Adjacency, Edge, EdgeReference, EdgeReferences, Edges, Node};

impl GraphBase for Adjacency {
    type NodeId = Node;
    type EdgeId = Edge;
}

impl Data for Adjacency {
    type NodeWeight = ();
    /// The name of the relation.
    type EdgeWeight = String;
}

impl GraphProp for Adjacency {
    type EdgeType = Directed;
}

impl NodeCount for Adjacency {
    fn node_count(&self) -> usize {
        self.csr().nodes().len()
    }
}

impl EdgeCount for Adjacency {
    fn edge_count(&self) -> usize {
        self.csr().edge_count()
    }
}

impl NodeIndexable for Adjacency {
    fn node_bound(&self) -> usize {
        self.csr().nodes().len()
    }

    fn to_index(&self, node: Node) -> usize {
        node.index()
    }

    fn from_index(&self, index: usize) -> Node {
        Node(index as u32)
    }
}

impl NodeCompactIndexable for Adjacency {}

impl EdgeIndexable for Adjacency {
    fn edge_bound(&self) -> usize {
        self.csr().edge_count()
    }

    fn to_index(&self, edge: Edge) -> usize {
        edge.index()
    }

    fn from_index(&self, index: usize) -> Edge {
        Edge(index as u32)
    }
}

impl IntoNodeIdentifiers for &Adjacency {
    type NodeIdentifiers = Map<Range<u32>, fn(u32) -> Node>;

    fn node_identifiers(self) -> Self::NodeIdentifiers {
        (0..self.csr().nodes().len() as u32).map(Node)
    }
}

impl IntoNodeReferences for &Adjacency {
    type NodeRef = (Node, ());
    type NodeReferences = Map<Range<u32>, fn(u32) -> (Node, ())>;

    fn node_references(self) -> Self::NodeReferences {
        (0..self.csr().nodes().len() as u32).map(|number| (Node(number), ()))
    }
}

impl<'a> IntoNeighbors for &'a Adjacency {
    type Neighbors = Copied<std::slice::Iter<'a, Node>>;

    fn neighbors(self, node: Node) -> Self::Neighbors {
        self.csr().targets(node).iter().copied()
    }
}

impl IntoNeighborsDirected for &Adjacency {
    type NeighborsDirected = Self::Neighbors;

    fn neighbors_directed(self, node: Node, direction: Direction) -> Self::Neighbors {
        let neighbors = match direction {
            Direction::Outgoing => self.csr().targets(node),
            Direction::Incoming => self.csr().sources(node),
        };
        neighbors.iter().copied()
    }
}

impl<'a> IntoEdgeReferences for &'a Adjacency {
    type EdgeRef = EdgeReference<'a>;
    type EdgeReferences = EdgeReferences<'a>;

    fn edge_references(self) -> EdgeReferences<'a> {
        EdgeReferences::new(self.csr())
    }
}

impl<'a> IntoEdges for &'a Adjacency {
    type Edges = Edges<'a>;

    fn edges(self, node: Node) -> Edges<'a> {
        Edges::from(self.csr(), node)
    }
}

impl<'a> IntoEdgesDirected for &'a Adjacency {
    type EdgesDirected = Edges<'a>;

    fn edges_directed(self, node: Node, direction: Direction) -> Edges<'a> {
        match direction {
            Direction::Outgoing => Edges::from(self.csr(), node),
            Direction::Incoming => Edges::to(self.csr(), node),
        }
    }
}

impl GetAdjacencyMatrix for Adjacency {
    /// None: the rows are sorted, so an edge is found in O(log d) for d edges from its source, and a
    /// matrix of n² bits would not fit for a million nodes.
    type AdjMatrix = ();

    fn adjacency_matrix(&self) {}

    fn is_adjacent(&self, (): &(), from: Node, to: Node) -> bool {
        !self.csr().between(from, to).is_empty()
    }
}

impl Visitable for Adjacency {
    type Map = Visited;

    fn visit_map(&self) -> Visited {
        Visited(vec![0; self.csr().nodes().len().div_ceil(64)])
    }

    fn reset_map(&self, map: &mut Visited) {
        map.0.clear();
        map.0.resize(self.csr().nodes().len().div_ceil(64), 0);
    }
}

/// Which nodes a traversal has seen, one bit each.
#[derive(Clone, Debug)]
pub struct Visited(Vec<u64>);

impl VisitMap<Node> for Visited {
    fn visit(&mut self, node: Node) -> bool {
        let (word, bit) = (&mut self.0[node.index() / 64], 1 << (node.0 % 64));
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    fn is_visited(&self, node: &Node) -> bool {
        self.0[node.index() / 64] >> (node.0 % 64) & 1 == 1
    }

    fn unvisit(&mut self, node: Node) -> bool {
        let was = self.is_visited(&node);
        self.0[node.index() / 64] &= !(1 << (node.0 % 64));
        was
    }
}

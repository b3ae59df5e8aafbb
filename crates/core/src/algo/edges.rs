//! Edges, one at a time and in runs.

use std::fmt;
use std::ops::Range;

use petgraph::visit::EdgeRef;

use super::csr::Csr;
use super::nodes::Node;

/// An edge of an [`Adjacency`](super::Adjacency): a number from 0 without gaps, by source, then
/// target, then relation.
///
/// It means something in that adjacency only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Edge(pub(super) u32);

impl Edge {
    /// The number, to index a column of edge values with.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// An edge with its ends and its relation.
#[derive(Clone, Copy)]
pub struct EdgeReference<'a> {
    csr: &'a Csr,
    id: Edge,
    source: Node,
    target: Node,
}

impl<'a> EdgeReference<'a> {
    pub(super) fn new(csr: &'a Csr, id: Edge, source: Node) -> Self {
        Self {
            csr,
            id,
            source,
            target: csr.target(id),
        }
    }

    /// The number of the edge.
    #[must_use]
    pub fn id(self) -> Edge {
        self.id
    }

    /// Where it leads from.
    #[must_use]
    pub fn source(self) -> Node {
        self.source
    }

    /// Where it leads to.
    #[must_use]
    pub fn target(self) -> Node {
        self.target
    }

    /// The relation, as the schema names it in the direction of the edge: `"hostedBy"` for an edge
    /// against a statement with `hosts`.
    #[must_use]
    pub fn relation(self) -> &'a str {
        &self.csr.way(self.id).name
    }

    /// Whether the edge leads from the object of its statement to the subject.
    #[must_use]
    pub fn is_turned(self) -> bool {
        self.csr.way(self.id).turned
    }
}

impl PartialEq for EdgeReference<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.csr, other.csr) && self.id == other.id
    }
}

impl Eq for EdgeReference<'_> {}

impl fmt::Debug for EdgeReference<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (id, source, target) = (self.id.0, self.source.0, self.target.0);
        write!(f, "Edge {id}: {source} {} {target}", self.relation())
    }
}

impl EdgeRef for EdgeReference<'_> {
    type NodeId = Node;
    type EdgeId = Edge;
    type Weight = String;

    fn source(&self) -> Node {
        self.source
    }

    fn target(&self) -> Node {
        self.target
    }

    /// The name of the relation.
    fn weight(&self) -> &String {
        &self.csr.way(self.id).name
    }

    fn id(&self) -> Edge {
        self.id
    }
}

/// The edges from a node, those to a node, or those between two; in order of their numbers.
#[derive(Clone)]
pub struct Edges<'a> {
    csr: &'a Csr,
    run: Run<'a>,
}

#[derive(Clone)]
enum Run<'a> {
    From(Node, Range<u32>),
    To(Node, std::slice::Iter<'a, Node>, std::slice::Iter<'a, Edge>),
}

impl<'a> Edges<'a> {
    pub(super) fn from(csr: &'a Csr, node: Node) -> Self {
        let run = Run::From(node, csr.row(node));
        Self { csr, run }
    }

    pub(super) fn to(csr: &'a Csr, node: Node) -> Self {
        let (sources, edges) = csr.incoming_edges();
        let row = csr.incoming_row(node);
        let row = row.start as usize..row.end as usize;
        let run = Run::To(node, sources[row.clone()].iter(), edges[row].iter());
        Self { csr, run }
    }

    pub(super) fn between(csr: &'a Csr, from: Node, to: Node) -> Self {
        let run = Run::From(from, csr.between(from, to));
        Self { csr, run }
    }
}

impl<'a> Iterator for Edges<'a> {
    type Item = EdgeReference<'a>;

    fn next(&mut self) -> Option<EdgeReference<'a>> {
        let csr = self.csr;
        match &mut self.run {
            Run::From(node, edges) => {
                let edge = Edge(edges.next()?);
                Some(EdgeReference::new(csr, edge, *node))
            }
            Run::To(node, sources, edges) => Some(EdgeReference {
                csr,
                id: *edges.next()?,
                source: *sources.next()?,
                target: *node,
            }),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match &self.run {
            Run::From(_, edges) => edges.size_hint(),
            Run::To(_, _, edges) => edges.size_hint(),
        }
    }
}

impl ExactSizeIterator for Edges<'_> {}

impl fmt::Debug for Edges<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// All edges of an adjacency, in order of their numbers.
#[derive(Clone)]
pub struct EdgeReferences<'a> {
    csr: &'a Csr,
    source: Node,
    edges: Range<u32>,
}

impl<'a> EdgeReferences<'a> {
    pub(super) fn new(csr: &'a Csr) -> Self {
        Self {
            csr,
            source: Node(0),
            edges: 0..csr.edge_count() as u32,
        }
    }
}

impl<'a> Iterator for EdgeReferences<'a> {
    type Item = EdgeReference<'a>;

    fn next(&mut self) -> Option<EdgeReference<'a>> {
        let edge = Edge(self.edges.next()?);
        self.source = self.csr.source_from(self.source, edge);
        Some(EdgeReference::new(self.csr, edge, self.source))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.edges.size_hint()
    }
}

impl ExactSizeIterator for EdgeReferences<'_> {}

impl fmt::Debug for EdgeReferences<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

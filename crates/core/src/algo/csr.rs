//! The edges as columns: compressed sparse rows, forward and backward.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::Edge;
use super::build::starts;
use super::codes::Codes;
use super::nodes::{Node, Nodes};
use super::ways::{Way, Ways};

/// The edges of a view along some ways, without the view.
///
/// Invariants: the edges are numbered by source, then target, then code; those that lead to a node
/// are listed by source, then number.
pub(super) struct Csr {
    nodes: Arc<Nodes>,
    ways: Ways,
    /// Where the edges from each node begin, and the end of the last.
    starts: Box<[u32]>,
    targets: Box<[Node]>,
    codes: Codes,
    /// The other direction, made when it is first asked for; and the same for what only few ask.
    incoming: OnceLock<Incoming>,
    incoming_edges: OnceLock<Box<[Edge]>>,
}

struct Incoming {
    starts: Box<[u32]>,
    sources: Box<[Node]>,
}

impl Csr {
    pub(super) fn new(
        nodes: Arc<Nodes>,
        ways: Ways,
        starts: Box<[u32]>,
        targets: Box<[Node]>,
        codes: Codes,
    ) -> Self {
        Self {
            nodes,
            ways,
            starts,
            targets,
            codes,
            incoming: OnceLock::new(),
            incoming_edges: OnceLock::new(),
        }
    }

    pub(super) fn nodes(&self) -> &Arc<Nodes> {
        &self.nodes
    }

    pub(super) fn edge_count(&self) -> usize {
        self.targets.len()
    }

    /// The numbers of the edges from a node.
    pub(super) fn row(&self, node: Node) -> Range<u32> {
        range(&self.starts, node)
    }

    /// Where the edges from a node lead, ascending; as often as there are edges.
    pub(super) fn targets(&self, node: Node) -> &[Node] {
        cut(&self.targets, self.row(node))
    }

    pub(super) fn target(&self, edge: Edge) -> Node {
        self.targets[edge.index()]
    }

    /// The node that an edge leads from. O(log n).
    pub(super) fn source(&self, edge: Edge) -> Node {
        let rows = self.starts.partition_point(|&start| start <= edge.0);
        Node(rows as u32 - 1)
    }

    /// The first node after `node`, or itself, whose row ends behind an edge.
    pub(super) fn source_from(&self, node: Node, edge: Edge) -> Node {
        let ends = &self.starts[node.index() + 1..];
        let empty = ends.iter().take_while(|&&end| end <= edge.0).count();
        Node(node.0 + empty as u32)
    }

    pub(super) fn way(&self, edge: Edge) -> &Way {
        self.ways.get(self.codes.get(edge.index()))
    }

    /// The numbers of the edges from one node to another. O(log d) for d edges from the first.
    pub(super) fn between(&self, from: Node, to: Node) -> Range<u32> {
        let row = self.row(from);
        let targets = self.targets(from);
        let low = targets.partition_point(|&target| target < to);
        let len = targets[low..].partition_point(|&target| target == to);
        let low = row.start + low as u32;
        low..low + len as u32
    }

    // ---- the other direction -----------------------------------------------------------------------------

    fn incoming(&self) -> &Incoming {
        self.incoming.get_or_init(|| {
            let mut degrees = vec![0; self.nodes.len()];
            for target in &self.targets {
                degrees[target.index()] += 1;
            }
            let starts = starts(&degrees);
            let sources = self.turned(&starts, Node(0), |source, _| source);
            Incoming {
                starts: starts.into(),
                sources,
            }
        })
    }

    /// Something of each edge, by target.
    fn turned<T: Copy>(&self, starts: &[u32], empty: T, of: impl Fn(Node, Edge) -> T) -> Box<[T]> {
        let mut free = starts.to_vec();
        let mut column = vec![empty; self.targets.len()];
        for source in self.nodes.iter() {
            for edge in self.row(source).map(Edge) {
                let at = &mut free[self.target(edge).index()];
                column[*at as usize] = of(source, edge);
                *at += 1;
            }
        }
        column.into()
    }

    /// Where the edges that lead to a node lie among those by target.
    pub(super) fn incoming_row(&self, node: Node) -> Range<u32> {
        range(&self.incoming().starts, node)
    }

    /// Where the edges to a node come from, ascending; as often as there are edges.
    pub(super) fn sources(&self, node: Node) -> &[Node] {
        cut(&self.incoming().sources, self.incoming_row(node))
    }

    /// The numbers of all edges by target, in step with their sources.
    pub(super) fn incoming_edges(&self) -> (&[Node], &[Edge]) {
        let incoming = self.incoming();
        let edges = self
            .incoming_edges
            .get_or_init(|| self.turned(&incoming.starts, Edge(0), |_, edge| edge));
        (&incoming.sources, edges)
    }

    /// Bytes held now.
    pub(super) fn bytes(&self) -> usize {
        let incoming = self.incoming.get().map_or(0, |incoming| {
            size_of_val(&*incoming.starts) + size_of_val(&*incoming.sources)
        });
        let edges = self.incoming_edges.get().map_or(0, |e| size_of_val(&**e));
        let outgoing = size_of_val(&*self.starts) + size_of_val(&*self.targets);
        self.nodes.bytes() + outgoing + self.codes.bytes() + incoming + edges
    }
}

fn range(starts: &[u32], node: Node) -> Range<u32> {
    starts[node.index()]..starts[node.index() + 1]
}

fn cut<T>(column: &[T], range: Range<u32>) -> &[T] {
    &column[range.start as usize..range.end as usize]
}

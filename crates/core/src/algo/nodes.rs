//! The entities of a view, numbered from 0 without gaps.

use crate::column::Bits;
use crate::graph::Lens;
use crate::model::id::{self, NONE};

/// An entity in an [`Adjacency`](super::Adjacency): a number from 0 without gaps.
///
/// All adjacencies of one view number its entities alike; in another view the same number may be
/// another entity.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Node(pub(super) u32);

impl Node {
    /// The number, to index a column of node values with.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Which resources are nodes, and which node each is. The nodes are in order of id.
pub(super) struct Nodes {
    ids: Box<[u32]>,
    members: Bits,
    resources: usize,
}

impl Nodes {
    pub(super) fn of(lens: Lens<'_>) -> Self {
        let ids: Box<[u32]> = lens.entity_ids().collect();
        // Asked for after the ids, so that none of them lies beyond it.
        let (resources, ..) = lens.snapshot.dictionary.sizes();
        let members = Bits::new(resources, ids.iter().map(|&id| id::index(id)));
        Self {
            ids,
            members,
            resources,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// The resource that a node is. O(1).
    pub(super) fn id(&self, node: Node) -> u32 {
        self.ids[node.index()]
    }

    /// The node that a resource is, where it is an entity. O(1).
    pub(super) fn node(&self, resource: u32) -> Option<Node> {
        let rank = self.members.rank(id::index(resource));
        rank.map(|rank| Node(rank as u32))
    }

    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = Node> + use<> {
        (0..self.ids.len() as u32).map(Node)
    }

    /// The node of each resource by its index, [`NONE`] for one that is no entity: for as long as all
    /// edges are looked at.
    pub(super) fn numbers(&self) -> Vec<u32> {
        let mut numbers = vec![NONE; self.resources];
        for (&id, node) in self.ids.iter().zip(0..) {
            numbers[id::index(id)] = node;
        }
        numbers
    }

    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.ids) + self.members.bytes()
    }
}

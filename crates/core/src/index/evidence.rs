//! The rows of evidence: where in which document the words stand.

use super::Attribute;
use crate::column::Column;
use crate::model::id::known;

/// What a row of evidence keeps about its node, in this order; each is seen as a triple, and so is
/// the node's type `rb:Evidence`.
pub(crate) const EVIDENCE: [u32; 5] = [
    known::HAS_SOURCE,
    known::START,
    known::END,
    known::EXACT,
    known::IN_SENTENCE,
];

/// A node and the values of [`EVIDENCE`].
pub(crate) type EvidenceRow = (u32, [u32; 5]);

/// The frozen rows, sorted by node.
#[derive(Default)]
pub(crate) struct Evidence {
    nodes: Column<u32>,
    values: [Attribute; 5],
}

impl Evidence {
    /// From rows in any order, no two with one node.
    pub(crate) fn build(mut rows: Vec<EvidenceRow>) -> Self {
        rows.sort_unstable_by_key(|r| r.0);
        let column = |c: usize| rows.iter().map(|r| r.1[c]).collect::<Vec<u32>>();
        Self {
            values: std::array::from_fn(|c| Attribute::new(&column(c))),
            nodes: rows.iter().map(|r| r.0).collect(),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The row of a node. O(log n).
    pub(crate) fn find(&self, node: u32) -> Option<u32> {
        self.nodes.binary_search(&node).ok().map(|row| row as u32)
    }

    pub(crate) fn node(&self, row: u32) -> u32 {
        self.nodes[row as usize]
    }

    pub(crate) fn values(&self, row: u32) -> [u32; 5] {
        std::array::from_fn(|c| self.values[c].get(row))
    }

    pub(crate) fn attribute(&self, column: usize) -> &Attribute {
        &self.values[column]
    }

    pub(crate) fn bytes(&self) -> usize {
        self.nodes.bytes() + self.values.iter().map(Attribute::bytes).sum::<usize>()
    }
}

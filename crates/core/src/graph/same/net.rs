//! Blank nodes and the quads that they stand in, as a graph whose edges know the position.

use super::bridge::Side;

/// The blank nodes of two sides, numbered the left ones first, and behind them the quads of both;
/// each blank node is tied to the quads that it stands in, by its positions there.
pub(super) struct Net {
    /// How many nodes are blank nodes.
    pub(super) blanks: usize,
    /// Whether a node is of the left side.
    pub(super) left: Vec<bool>,
    starts: Vec<u32>,
    /// Position and node at the other end.
    ties: Vec<(u32, u32)>,
}

impl Net {
    /// From the sides of nodes and ties between a blank node and a quad, by position.
    pub(super) fn new(blanks: usize, left: Vec<bool>, pairs: &[(u32, u32, u32)]) -> Self {
        let mut starts = vec![0_u32; left.len() + 1];
        for &(blank, quad, _) in pairs {
            starts[blank as usize + 1] += 1;
            starts[quad as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut ties = vec![(0, 0); pairs.len() * 2];
        let mut tie = |from: u32, position: u32, to: u32| {
            ties[next[from as usize] as usize] = (position, to);
            next[from as usize] += 1;
        };
        for &(blank, quad, position) in pairs {
            tie(blank, position, quad);
            tie(quad, position, blank);
        }
        Self {
            blanks,
            left,
            starts,
            ties,
        }
    }

    /// Of two sides, with the class that each node begins in: blank nodes in one, quads by shape.
    pub(super) fn of(left: &Side, right: &Side) -> (Self, Vec<u32>) {
        let blanks = left.count() + right.count();
        let mut is_left = vec![true; left.count()];
        is_left.resize(blanks, false);
        let mut classes = vec![0; blanks];
        let mut pairs = Vec::new();
        for (side, is_of_left, first) in [(left, true, 0), (right, false, left.count() as u32)] {
            for (at, &shape) in side.shapes.iter().enumerate() {
                let quad = classes.len() as u32;
                classes.push(shape + 1);
                is_left.push(is_of_left);
                for (position, &blank) in side.blanks_of(at).iter().enumerate() {
                    pairs.push((first + blank, quad, position as u32));
                }
            }
        }
        (Self::new(blanks, is_left, &pairs), classes)
    }

    /// The ties of a node.
    pub(super) fn ties(&self, node: u32) -> &[(u32, u32)] {
        let node = node as usize;
        &self.ties[self.starts[node] as usize..self.starts[node + 1] as usize]
    }

    pub(super) fn len(&self) -> usize {
        self.left.len()
    }
}

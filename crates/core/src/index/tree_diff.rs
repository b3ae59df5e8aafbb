//! What differs between two trees that share most of their nodes.

use std::cmp::Ordering;
use std::sync::Arc;

use super::tree::{Node, Tree};

/// What comes next in one of the trees: a whole node, or an entry of one that was opened.
enum Front<'a, K, V> {
    Node(&'a Arc<Node<K, V>>),
    Entry(&'a K, &'a V),
}

struct Cursor<'a, K, V>(Vec<Front<'a, K, V>>);

impl<'a, K: Ord + Copy, V> Cursor<'a, K, V> {
    fn of(tree: &'a Tree<K, V>) -> Self {
        Self(tree.root().map(Front::Node).into_iter().collect())
    }

    fn key(&self) -> Option<K> {
        Some(match self.0.last()? {
            Front::Node(node) => node.first_key(),
            Front::Entry(key, _) => **key,
        })
    }

    /// How far the leaves are below what comes next; 0 for an entry.
    fn height(&self) -> usize {
        match self.0.last() {
            Some(Front::Node(node)) => node.height(),
            _ => 0,
        }
    }

    /// Puts the parts of the node that comes next in its place.
    fn open(&mut self) {
        let Some(Front::Node(node)) = self.0.pop() else {
            unreachable!("a node comes next")
        };
        match &**node {
            Node::Leaf(entries) => {
                let entries = entries.iter().rev();
                self.0
                    .extend(entries.map(|(key, value)| Front::Entry(key, value)));
            }
            Node::Inner(children) => {
                let children = children.iter().rev();
                self.0.extend(children.map(|(_, child)| Front::Node(child)));
            }
        }
    }
}

impl<K: Ord + Copy, V: PartialEq> Tree<K, V> {
    /// Calls for each key whose value is not the same in both, ascending.
    ///
    /// O(d log n) for d such keys where one tree came from the other by changing it.
    pub(crate) fn differing(&self, other: &Self, mut differs: impl FnMut(&K)) {
        let (mut a, mut b) = (Cursor::of(self), Cursor::of(other));
        loop {
            let order = match (a.key(), b.key()) {
                (None, None) => return,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(x), Some(y)) => x.cmp(&y),
            };
            if order == Ordering::Equal {
                if let (Some(Front::Node(x)), Some(Front::Node(y))) = (a.0.last(), b.0.last())
                    && Arc::ptr_eq(x, y)
                {
                    a.0.pop();
                    b.0.pop();
                    continue;
                }
                match (a.height(), b.height()) {
                    (0, 0) => {
                        let (Some(Front::Entry(key, x)), Some(Front::Entry(_, y))) =
                            (a.0.pop(), b.0.pop())
                        else {
                            unreachable!("entries have no height")
                        };
                        if x != y {
                            differs(key);
                        }
                    }
                    // The higher one first: what is below it may be shared.
                    (x, y) if x > y => a.open(),
                    (x, y) if x < y => b.open(),
                    _ => {
                        a.open();
                        b.open();
                    }
                }
                continue;
            }
            let first = if order == Ordering::Less {
                &mut a
            } else {
                &mut b
            };
            if first.height() > 0 {
                first.open();
            } else if let Some(Front::Entry(key, _)) = first.0.pop() {
                differs(key);
            }
        }
    }
}

#[cfg(test)]
impl<K: Copy, V> Tree<K, V> {
    /// How many nodes it does not share with another, and its height.
    pub(super) fn fresh_nodes(&self, other: &Self) -> (usize, usize) {
        let mut known = rustc_hash::FxHashSet::default();
        other.each_node(&mut |node| known.insert(Arc::as_ptr(node)));
        let mut fresh = 0;
        self.each_node(&mut |node| {
            let is_fresh = !known.contains(&Arc::as_ptr(node));
            fresh += usize::from(is_fresh);
            is_fresh
        });
        (fresh, self.root().map_or(0, |root| root.height()))
    }

    /// Calls for each node; goes on below those that it says so of.
    fn each_node(&self, visit: &mut impl FnMut(&Arc<Node<K, V>>) -> bool) {
        let mut open: Vec<&Arc<Node<K, V>>> = self.root().into_iter().collect();
        while let Some(node) = open.pop() {
            if visit(node)
                && let Node::Inner(children) = &**node
            {
                open.extend(children.iter().map(|(_, child)| child));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn what_differs_is_found_and_nothing_else() {
        let mut state = 7_u64;
        let mut below = move |n: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            ((state >> 33) % n) as u32
        };
        for start in [0, 10, 5_000] {
            let (mut before, mut model) = (Tree::default(), BTreeMap::new());
            for _ in 0..start {
                let key = below(20_000);
                before.insert(key, key);
                model.insert(key, key);
            }
            for changes in [0, 1, 30, 3_000] {
                let (mut after, mut changed) = (before.clone(), model.clone());
                for _ in 0..changes {
                    let key = below(20_000);
                    if below(2) == 0 {
                        after.remove(&key);
                        changed.remove(&key);
                    } else {
                        let value = below(3);
                        after.insert(key, value);
                        changed.insert(key, value);
                    }
                }
                let mut found = Vec::new();
                before.differing(&after, |key| found.push(*key));
                let mut keys: Vec<u32> = model.keys().chain(changed.keys()).copied().collect();
                keys.sort_unstable();
                keys.dedup();
                keys.retain(|key| model.get(key) != changed.get(key));
                assert_eq!(found, keys, "{start} {changes}");
            }
        }
    }
}

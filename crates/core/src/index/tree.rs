//! A sorted map that many snapshots share: a B+tree whose nodes are copied only where they change.
//!
//! Cloning is one reference count. A writer that alone holds the tree changes it in place; one that
//! shares it copies the nodes on the way to the key and nothing else.

use std::sync::Arc;

/// What a node's entries take: a commit copies one node of each height, so a node of wide entries has few of them; and
/// an allocator hands out small blocks the fastest.
const NODE_BYTES: usize = 1008;

/// How many entries of so many bytes a node takes before it is split.
const fn most(bytes: usize) -> usize {
    let fit = NODE_BYTES / if bytes == 0 { 1 } else { bytes };
    if fit < 8 {
        8
    } else if fit > 64 {
        64
    } else {
        fit
    }
}

/// A sorted map from `K` to `V`; as a set with `V = ()`.
#[derive(Clone)]
pub(crate) struct Tree<K, V = ()> {
    root: Option<Arc<Node<K, V>>>,
    len: usize,
}

#[derive(Clone)]
pub(super) enum Node<K, V> {
    Leaf(Vec<(K, V)>),
    /// The least key below each child, and the child.
    Inner(Vec<(K, Arc<Node<K, V>>)>),
}

impl<K: Copy, V> Node<K, V> {
    pub(super) fn first_key(&self) -> K {
        first_key(self)
    }

    /// One more than the steps to the leaves.
    pub(super) fn height(&self) -> usize {
        match self {
            Self::Leaf(_) => 1,
            Self::Inner(children) => 1 + children[0].1.height(),
        }
    }
}

impl<K, V> Node<K, V> {
    const LEAF: usize = most(size_of::<(K, V)>());
    const FAN: usize = most(size_of::<(K, Arc<Self>)>());
}

impl<K: Copy, V: Clone> Node<K, V> {
    /// The node to change: itself where nobody else has it, else a copy with room for one more entry.
    fn own(node: &mut Arc<Self>) -> &mut Self {
        if Arc::get_mut(node).is_none() {
            let copy = match &**node {
                Self::Leaf(entries) => Self::Leaf(with_room(entries)),
                Self::Inner(children) => Self::Inner(with_room(children)),
            };
            *node = Arc::new(copy);
        }
        Arc::make_mut(node)
    }
}

fn with_room<T: Clone>(entries: &[T]) -> Vec<T> {
    let mut copy = Vec::with_capacity(entries.len() + 1);
    copy.extend_from_slice(entries);
    copy
}

impl<K, V> Tree<K, V> {
    pub(super) fn root(&self) -> Option<&Arc<Node<K, V>>> {
        self.root.as_ref()
    }
}

impl<K, V> Default for Tree<K, V> {
    fn default() -> Self {
        Self { root: None, len: 0 }
    }
}

impl<K: Ord + Copy, V: Clone> Tree<K, V> {
    /// The number of keys.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Puts a value at a key; gives back the one that was there. O(log n).
    pub(crate) fn insert(&mut self, key: K, value: V) -> Option<V> {
        let Some(root) = &mut self.root else {
            self.root = Some(Arc::new(Node::Leaf(vec![(key, value)])));
            self.len = 1;
            return None;
        };
        let (old, split) = insert(root, key, value);
        if let Some((right_key, right)) = split {
            let left = Arc::clone(root);
            let left_key = first_key(&left);
            *root = Arc::new(Node::Inner(vec![(left_key, left), (right_key, right)]));
        }
        self.len += usize::from(old.is_none());
        old
    }

    /// Takes a key out. O(log n).
    pub(crate) fn remove(&mut self, key: &K) -> Option<V> {
        // A look first: copying the path of a key that is not there would be wasted.
        self.get(key)?;
        let root = self.root.as_mut()?;
        let (old, empty) = remove(root, key);
        if empty {
            self.root = None;
        }
        while let Some(Node::Inner(children)) = self.root.as_deref()
            && let [(_, only)] = children.as_slice()
        {
            self.root = Some(Arc::clone(only));
        }
        self.len -= usize::from(old.is_some());
        old
    }

    /// The value at a key. O(log n).
    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        let mut node = self.root.as_deref()?;
        loop {
            match node {
                Node::Leaf(entries) => {
                    let at = entries.binary_search_by(|(k, _)| k.cmp(key)).ok()?;
                    return Some(&entries[at].1);
                }
                Node::Inner(children) => node = &children[child_at(children, key)].1,
            }
        }
    }

    pub(crate) fn contains(&self, key: &K) -> bool {
        self.get(key).is_some()
    }

    /// The entries from `low` on, ascending; stop where the prefix ends. O(log n) to the first.
    pub(crate) fn from(&self, low: &K) -> Iter<'_, K, V> {
        let mut iter = Iter {
            above: Vec::new(),
            leaf: &[],
        };
        let Some(mut node) = self.root.as_deref() else {
            return iter;
        };
        loop {
            match node {
                Node::Leaf(entries) => {
                    let at = entries.partition_point(|(k, _)| k < low);
                    iter.leaf = &entries[at..];
                    return iter;
                }
                Node::Inner(children) => {
                    let at = child_at(children, low);
                    iter.above.push(&children[at + 1..]);
                    node = &children[at].1;
                }
            }
        }
    }

    /// The entry with the greatest key.
    pub(crate) fn last(&self) -> Option<(&K, &V)> {
        let mut node = self.root.as_deref()?;
        loop {
            match node {
                Node::Leaf(entries) => return entries.last().map(|(key, value)| (key, value)),
                Node::Inner(children) => node = &children.last()?.1,
            }
        }
    }

    /// All entries, ascending.
    pub(crate) fn iter(&self) -> Iter<'_, K, V> {
        let mut iter = Iter {
            above: Vec::new(),
            leaf: &[],
        };
        if let Some(root) = self.root.as_deref() {
            iter.descend(root);
        }
        iter
    }
}

fn child_at<K: Ord, V>(children: &[(K, Arc<Node<K, V>>)], key: &K) -> usize {
    children
        .partition_point(|(k, _)| k <= key)
        .saturating_sub(1)
}

fn first_key<K: Copy, V>(node: &Node<K, V>) -> K {
    match node {
        Node::Leaf(entries) => entries[0].0,
        Node::Inner(children) => children[0].0,
    }
}

type Split<K, V> = Option<(K, Arc<Node<K, V>>)>;

fn insert<K: Ord + Copy, V: Clone>(
    node: &mut Arc<Node<K, V>>,
    key: K,
    value: V,
) -> (Option<V>, Split<K, V>) {
    match Node::own(node) {
        Node::Leaf(entries) => {
            let at = match entries.binary_search_by(|(k, _)| k.cmp(&key)) {
                Ok(at) => return (Some(std::mem::replace(&mut entries[at].1, value)), None),
                Err(at) => at,
            };
            entries.insert(at, (key, value));
            if entries.len() <= Node::<K, V>::LEAF {
                return (None, None);
            }
            // Keys that come in ascending order leave full leaves behind.
            let cut = if at + 1 == entries.len() {
                Node::<K, V>::LEAF
            } else {
                entries.len() / 2
            };
            let right = entries.split_off(cut);
            (None, Some((right[0].0, Arc::new(Node::Leaf(right)))))
        }
        Node::Inner(children) => {
            let at = child_at(children, &key);
            let (old, split) = insert(&mut children[at].1, key, value);
            children[at].0 = children[at].0.min(key);
            let Some(right) = split else {
                return (old, None);
            };
            children.insert(at + 1, right);
            if children.len() <= Node::<K, V>::FAN {
                return (old, None);
            }
            let cut = if at + 2 == children.len() {
                Node::<K, V>::FAN
            } else {
                children.len() / 2
            };
            let right = children.split_off(cut);
            (old, Some((right[0].0, Arc::new(Node::Inner(right)))))
        }
    }
}

/// The value taken out, and whether the node is empty now.
fn remove<K: Ord + Copy, V: Clone>(node: &mut Arc<Node<K, V>>, key: &K) -> (Option<V>, bool) {
    match Node::own(node) {
        Node::Leaf(entries) => {
            let Ok(at) = entries.binary_search_by(|(k, _)| k.cmp(key)) else {
                return (None, false);
            };
            let (_, old) = entries.remove(at);
            (Some(old), entries.is_empty())
        }
        Node::Inner(children) => {
            let at = child_at(children, key);
            let (old, empty) = remove(&mut children[at].1, key);
            if empty {
                children.remove(at);
            } else {
                children[at].0 = first_key(&children[at].1);
            }
            (old, children.is_empty())
        }
    }
}

/// Children of an inner node, each with its first key.
type Children<K, V> = [(K, Arc<Node<K, V>>)];

/// Entries in ascending order.
pub(crate) struct Iter<'a, K, V> {
    above: Vec<&'a Children<K, V>>,
    leaf: &'a [(K, V)],
}

impl<'a, K, V> Iter<'a, K, V> {
    fn descend(&mut self, mut node: &'a Node<K, V>) {
        loop {
            match node {
                Node::Leaf(entries) => {
                    self.leaf = entries;
                    return;
                }
                Node::Inner(children) => {
                    self.above.push(&children[1..]);
                    node = &children[0].1;
                }
            }
        }
    }
}

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(((key, value), rest)) = self.leaf.split_first() {
                self.leaf = rest;
                return Some((key, value));
            }
            let rest = self.above.pop()?;
            if let Some(((_, child), rest)) = rest.split_first() {
                self.above.push(rest);
                self.descend(child);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// A small linear congruential generator: the same numbers on every run.
    fn numbers(seed: u64) -> impl Iterator<Item = u32> {
        let mut state = seed;
        std::iter::repeat_with(move || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 33) as u32
        })
    }

    #[test]
    fn behaves_as_a_sorted_map() {
        let (mut tree, mut model) = (Tree::default(), BTreeMap::new());
        let mut kept = Vec::new();
        for (step, n) in numbers(7).take(60_000).enumerate() {
            let key = [n % 997, (n / 997) % 13];
            if n % 3 == 0 {
                assert_eq!(tree.remove(&key), model.remove(&key));
            } else {
                assert_eq!(tree.insert(key, n), model.insert(key, n));
            }
            assert_eq!(tree.len(), model.len());
            if step % 5_000 == 0 {
                kept.push((tree.clone(), model.clone()));
            }
        }
        kept.push((tree, model));
        for (tree, model) in kept {
            assert!(
                tree.iter().eq(model.iter()),
                "an older clone keeps what it had"
            );
            for low in [[0, 0], [500, 6], [996, 12], [2_000, 0]] {
                assert!(tree.from(&low).eq(model.range(low..)));
            }
        }
    }

    #[test]
    fn ascending_keys_fill_their_leaves() {
        let mut tree = Tree::default();
        for n in 0..10_000_u32 {
            tree.insert(n, ());
        }
        assert_eq!(tree.iter().count(), 10_000);
        for n in 0..10_000 {
            assert_eq!(tree.remove(&n), Some(()));
        }
        assert!(tree.is_empty());
    }
}

//! Sets of dense ids as bits, and their closure over parents.

/// A set of ids below a fixed number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Bits(Box<[u64]>);

impl Bits {
    /// An empty set of ids below `size`.
    pub(super) fn new(size: usize) -> Self {
        Self(vec![0; size.div_ceil(64)].into_boxed_slice())
    }

    pub(super) fn insert(&mut self, id: usize) {
        if let Some(word) = self.0.get_mut(id / 64) {
            *word |= 1 << (id % 64);
        }
    }

    pub(super) fn contains(&self, id: usize) -> bool {
        self.0
            .get(id / 64)
            .is_some_and(|word| word >> (id % 64) & 1 == 1)
    }

    /// Adds every id of the other set, and says whether that changed anything.
    pub(super) fn union(&mut self, other: &Self) -> bool {
        let mut changed = false;
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            changed |= *word | more != *word;
            *word |= more;
        }
        changed
    }

    /// The ids, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(index, &word)| {
            (0..64)
                .filter(move |bit| word >> bit & 1 == 1)
                .map(move |bit| index * 64 + bit)
        })
    }
}

/// For each id the set of its ancestors, itself included, where `parents[id]` are its parents.
///
/// Cycles do no harm: what stands in one has the others as ancestors.
///
/// # Complexity
/// O(d · e · n / 64) for n ids, e parents in all and chains of d.
pub(super) fn closure(parents: &[Vec<usize>]) -> Vec<Bits> {
    let mut up: Vec<Bits> = (0..parents.len())
        .map(|id| {
            let mut set = Bits::new(parents.len());
            set.insert(id);
            set
        })
        .collect();
    let mut changed = true;
    while changed {
        changed = false;
        for (id, direct) in parents.iter().enumerate() {
            let mut set = std::mem::take(&mut up[id]);
            for parent in direct.iter().filter(|parent| **parent != id) {
                changed |= set.union(&up[*parent]);
            }
            up[id] = set;
        }
    }
    up
}

/// The shortest chain of parents that leads from an id back to itself, if there is one: the first
/// id is also the last.
pub(super) fn cycle(parents: &[Vec<usize>]) -> Option<Vec<usize>> {
    let up = closure(parents);
    let start =
        (0..parents.len()).find(|&id| parents[id].iter().any(|parent| up[*parent].contains(id)))?;
    // Breadth first, so that the chain is the shortest.
    let mut came_from: Vec<Option<usize>> = vec![None; parents.len()];
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(here) = queue.pop_front() {
        for &parent in &parents[here] {
            if parent == start {
                let mut chain = vec![start, here];
                while let Some(before) = came_from[chain[chain.len() - 1]] {
                    chain.push(before);
                }
                // From the start itself there is nothing between.
                chain.dedup();
                if chain.len() == 1 {
                    chain.push(start);
                }
                chain.reverse();
                return Some(chain);
            }
            if came_from[parent].is_none() {
                came_from[parent] = Some(here);
                queue.push_back(parent);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closure_has_every_ancestor_and_self() {
        let up = closure(&[vec![1, 2], vec![3], vec![3], vec![]]);
        assert_eq!(up[0].iter().collect::<Vec<_>>(), [0, 1, 2, 3]);
        assert_eq!(up[1].iter().collect::<Vec<_>>(), [1, 3]);
        assert!(!up[3].contains(0));
    }

    #[test]
    fn ids_beyond_one_word_are_kept() {
        let parents: Vec<Vec<usize>> = (0..200)
            .map(|id| if id == 0 { vec![] } else { vec![id - 1] })
            .collect();
        let up = closure(&parents);
        assert_eq!(up[199].iter().count(), 200);
        assert!(up[130].contains(64) && !up[64].contains(130));
    }

    #[test]
    fn cycle_names_its_chain() {
        assert_eq!(
            cycle(&[vec![1], vec![2], vec![0], vec![]]),
            Some(vec![0, 1, 2, 0])
        );
        assert_eq!(cycle(&[vec![], vec![1]]), Some(vec![1, 1]));
        assert_eq!(cycle(&[vec![1], vec![]]), None);
        assert_eq!(cycle(&[vec![1], vec![2], vec![1]]), Some(vec![1, 2, 1]));
        assert_eq!(
            cycle(&[vec![1], vec![2, 3], vec![1], vec![0]]),
            Some(vec![0, 1, 3, 0])
        );
    }
}

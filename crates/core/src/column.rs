//! Columns: the immutable runs of values that every order, table and dictionary is made of.

use std::ops::Deref;
use std::sync::Arc;

/// An immutable run of values, cheap to share.
///
/// Today it owns its memory; a column mapped from a file will be a second way to hold the same
/// slice, and nobody who reads one sees which.
#[derive(Clone)]
pub(crate) struct Column<T>(Run<T>);

/// Where the values of a column lie.
#[derive(Clone)]
enum Run<T> {
    Owned(Arc<[T]>),
    /// As a mapped one will: in memory of something else. Only tests have it, see [`tests::elsewhere`].
    #[cfg(test)]
    Elsewhere(Arc<Vec<T>>),
}

impl<T> Column<T> {
    /// Bytes held.
    pub(crate) fn bytes(&self) -> usize {
        size_of_val::<[T]>(self)
    }
}

impl<T> Default for Column<T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T> From<Vec<T>> for Column<T> {
    fn from(values: Vec<T>) -> Self {
        #[cfg(test)]
        if tests::is_elsewhere() {
            return Self(Run::Elsewhere(Arc::new(values)));
        }
        Self(Run::Owned(values.into()))
    }
}

impl<T> FromIterator<T> for Column<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        #[cfg(test)]
        if tests::is_elsewhere() {
            return Vec::from_iter(values).into();
        }
        Self(Run::Owned(values.into_iter().collect()))
    }
}

impl<T> Deref for Column<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match &self.0 {
            Run::Owned(values) => values,
            #[cfg(test)]
            Run::Elsewhere(values) => values,
        }
    }
}

/// Strings end to end in one heap: the text of string `i` ends where offset `i` says.
#[derive(Clone)]
pub(crate) struct Strings {
    ends: Column<u32>,
    heap: Arc<str>,
}

impl Default for Strings {
    fn default() -> Self {
        Self {
            ends: Column::default(),
            heap: Arc::from(""),
        }
    }
}

impl Strings {
    /// From a heap and the end of each string in it.
    pub(crate) fn new(ends: Vec<u32>, heap: String) -> Self {
        Self {
            ends: ends.into(),
            heap: heap.into(),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The string at a position below the length.
    pub(crate) fn get(&self, at: usize) -> &str {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.heap[start as usize..self.ends[at] as usize]
    }

    pub(crate) fn bytes(&self) -> usize {
        self.ends.bytes() + self.heap.len()
    }
}

/// A set of small numbers, one bit each, that also tells how many members lie below a number.
#[derive(Clone, Default)]
pub(crate) struct Bits {
    words: Column<u64>,
    /// Members before each block of [`BLOCK`] words.
    ranks: Column<u32>,
}

const BLOCK: usize = 8;

impl Bits {
    /// The set of `members`, each below `size`.
    pub(crate) fn new(size: usize, members: impl IntoIterator<Item = usize>) -> Self {
        let mut words = vec![0_u64; size.div_ceil(64)];
        for member in members {
            words[member / 64] |= 1 << (member % 64);
        }
        let mut sum = 0;
        let ranks = words
            .chunks(BLOCK)
            .map(|block| {
                let before = sum;
                sum += block.iter().map(|w| w.count_ones()).sum::<u32>();
                before
            })
            .collect();
        Self {
            words: words.into(),
            ranks,
        }
    }

    /// Whether a number is a member; numbers past the size are not. O(1).
    pub(crate) fn contains(&self, number: usize) -> bool {
        self.words
            .get(number / 64)
            .is_some_and(|w| w >> (number % 64) & 1 == 1)
    }

    /// How many members are smaller than the number, where the number is a member. O(1).
    pub(crate) fn rank(&self, number: usize) -> Option<usize> {
        let word = number / 64;
        if !self.contains(number) {
            return None;
        }
        let block = word / BLOCK;
        let inside = self.words[block * BLOCK..word]
            .iter()
            .map(|w| w.count_ones())
            .sum::<u32>();
        let below = (self.words[word] & ((1 << (number % 64)) - 1)).count_ones();
        Some((self.ranks[block] + inside + below) as usize)
    }

    /// The members, ascending.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(at, &word)| {
            std::iter::successors((word != 0).then_some(word), |w| {
                let rest = w & (w - 1);
                (rest != 0).then_some(rest)
            })
            .map(move |w| at * 64 + w.trailing_zeros() as usize)
        })
    }

    pub(crate) fn bytes(&self) -> usize {
        self.words.bytes() + self.ranks.bytes()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::cell::Cell;

    use super::*;

    thread_local! {
        static ELSEWHERE: Cell<bool> = const { Cell::new(false) };
    }

    pub(super) fn is_elsewhere() -> bool {
        ELSEWHERE.get()
    }

    /// Runs something whose columns do not own their memory: no test is to see the difference.
    pub(crate) fn elsewhere(run: impl FnOnce()) {
        ELSEWHERE.set(true);
        run();
        ELSEWHERE.set(false);
    }

    #[test]
    fn a_column_says_nothing_of_where_it_lies() {
        let here: Column<u32> = vec![1, 2, 3].into();
        elsewhere(|| {
            let there: Column<u32> = vec![1, 2, 3].into();
            assert!(matches!(
                (&here.0, &there.0),
                (Run::Owned(_), Run::Elsewhere(_))
            ));
            assert_eq!((&here[..], here.bytes()), (&there[..], there.bytes()));
        });
    }

    #[test]
    fn ranks_count_the_members_below() {
        let members: Vec<usize> = (0..5_000).filter(|n| n % 7 == 3 || n % 512 == 0).collect();
        let bits = Bits::new(5_000, members.iter().copied());
        assert!(bits.iter().eq(members.iter().copied()));
        for (rank, &member) in members.iter().enumerate() {
            assert_eq!(bits.rank(member), Some(rank));
        }
        assert_eq!(bits.rank(1), None);
        assert!(!bits.contains(1 << 20));
    }
}

//! Two sorted runs as one.

use std::iter::Peekable;

/// The items of two runs that are sorted by a key, in order; of equal keys the first run's come first.
pub(crate) struct Merged<A: Iterator, B: Iterator, F> {
    left: Peekable<A>,
    right: Peekable<B>,
    key: F,
}

impl<T, K, A, B, F> Merged<A, B, F>
where
    K: Ord,
    A: Iterator<Item = T>,
    B: Iterator<Item = T>,
    F: Fn(&T) -> K,
{
    pub(crate) fn new(
        left: impl IntoIterator<Item = T, IntoIter = A>,
        right: impl IntoIterator<Item = T, IntoIter = B>,
        key: F,
    ) -> Self {
        Self {
            left: left.into_iter().peekable(),
            right: right.into_iter().peekable(),
            key,
        }
    }
}

impl<T, K, A, B, F> Iterator for Merged<A, B, F>
where
    K: Ord,
    A: Iterator<Item = T>,
    B: Iterator<Item = T>,
    F: Fn(&T) -> K,
{
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        let right_first = match (self.left.peek(), self.right.peek()) {
            (Some(left), Some(right)) => (self.key)(right) < (self.key)(left),
            (None, _) => true,
            (_, None) => false,
        };
        if right_first {
            self.right.next()
        } else {
            self.left.next()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_come_out_as_one() {
        let merged = Merged::new([1, 4, 4, 9], [0, 4, 12], |n| *n);
        assert_eq!(merged.collect::<Vec<_>>(), [0, 1, 4, 4, 4, 9, 12]);
        assert_eq!(Merged::new([3], [], |n: &i32| *n).collect::<Vec<_>>(), [3]);
    }
}

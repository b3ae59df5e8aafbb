//! Small numbers in as few bytes as the largest of them needs.

/// A column of numbers below a bound.
pub(super) enum Codes {
    One(Box<[u8]>),
    Two(Box<[u16]>),
    Four(Box<[u32]>),
}

impl Codes {
    /// From numbers below `bound`.
    pub(super) fn new(bound: usize, codes: impl Iterator<Item = u32>) -> Self {
        if bound <= 1 << 8 {
            Self::One(codes.map(|code| code as u8).collect())
        } else if bound <= 1 << 16 {
            Self::Two(codes.map(|code| code as u16).collect())
        } else {
            Self::Four(codes.collect())
        }
    }

    pub(super) fn get(&self, at: usize) -> usize {
        match self {
            Self::One(codes) => codes[at].into(),
            Self::Two(codes) => codes[at].into(),
            Self::Four(codes) => codes[at] as usize,
        }
    }

    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::One(codes) => size_of_val(&**codes),
            Self::Two(codes) => size_of_val(&**codes),
            Self::Four(codes) => size_of_val(&**codes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_from_every_width() {
        for (bound, bytes) in [(2, 1), (256, 1), (257, 2), (65_536, 2), (65_537, 4)] {
            let numbers = [0, bound as u32 - 1, 1];
            let codes = Codes::new(bound, numbers.into_iter());
            for (at, &number) in numbers.iter().enumerate() {
                assert_eq!(codes.get(at), number as usize);
            }
            assert_eq!(codes.bytes(), 3 * bytes);
        }
    }
}

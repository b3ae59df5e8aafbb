//! The frozen triples of the named graphs.

use super::Order;

/// Quads in four orders; each row ends with, or begins with, its graph. Nothing is held while there
/// is no named graph.
#[derive(Clone, Default)]
pub(crate) struct Quads {
    spog: Order<3>,
    posg: Order<3>,
    ospg: Order<3>,
    gspo: Order<3>,
}

/// Subject, predicate, object, graph.
pub(crate) type Quad = [u32; 4];

impl Quads {
    /// From quads in any order, doubles allowed.
    pub(crate) fn build(mut rows: Vec<Quad>) -> Self {
        if rows.is_empty() {
            return Self::default();
        }
        rows.sort_unstable();
        rows.dedup();
        let order = |turn: fn(Quad) -> Quad| {
            let mut rows: Vec<Quad> = rows.iter().copied().map(turn).collect();
            rows.sort_unstable();
            Order::sparse(&rows)
        };
        Self {
            posg: order(|[s, p, o, g]| [p, o, s, g]),
            ospg: order(|[s, p, o, g]| [o, s, p, g]),
            gspo: order(|[s, p, o, g]| [g, s, p, o]),
            spog: Order::sparse(&rows),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.spog.len()
    }

    pub(crate) fn contains(&self, [s, p, o, g]: Quad) -> bool {
        let range = self.spog.narrow(self.spog.row(s), 0, p);
        let range = self.spog.narrow(range, 1, o);
        !self.spog.narrow(range, 2, g).is_empty()
    }

    /// The quads that match. O(log n) to the first; a graph given beside a predicate or an object
    /// without a subject is looked for within the range.
    pub(crate) fn scan(
        &self,
        [s, p, o]: super::Pattern,
        g: Option<u32>,
    ) -> Box<dyn Iterator<Item = Quad> + '_> {
        if self.len() == 0 {
            return Box::new(std::iter::empty());
        }
        let narrow = |order: &Order<3>, key: u32, rest: [Option<u32>; 3]| {
            let mut range = order.row(key);
            for (position, value) in rest.into_iter().enumerate() {
                let Some(value) = value else { break };
                range = order.narrow(range, position, value);
            }
            range
        };
        match (s, p, o, g) {
            (None, None, None, None) => Box::new(self.gspo.keys().flat_map(|(g, range)| {
                self.gspo.triples(range).map(move |[s, p, o]| [s, p, o, g])
            })),
            (Some(_), _, _, Some(g)) | (None, None, None, Some(g)) => {
                let range = narrow(&self.gspo, g, [s, p, o]);
                Box::new(
                    self.gspo
                        .triples(range)
                        .map(move |[s, p, o]| [s, p, o, g])
                        .filter(move |q| o.is_none_or(|o| q[2] == o)),
                )
            }
            (Some(s), Some(_), _, None) | (Some(s), None, None, None) => {
                let range = narrow(&self.spog, s, [p, o, None]);
                Box::new(self.spog.triples(range).map(move |[p, o, g]| [s, p, o, g]))
            }
            (None, Some(p), _, _) => {
                let range = narrow(&self.posg, p, [o, None, None]);
                Box::new(
                    self.posg
                        .triples(range)
                        .map(move |[o, s, g]| [s, p, o, g])
                        .filter(move |q| g.is_none_or(|g| q[3] == g)),
                )
            }
            (_, None, Some(o), _) => {
                let range = narrow(&self.ospg, o, [s, None, None]);
                Box::new(
                    self.ospg
                        .triples(range)
                        .map(move |[s, p, g]| [s, p, o, g])
                        .filter(move |q| g.is_none_or(|g| q[3] == g)),
                )
            }
        }
    }

    /// The graphs that have quads, ascending.
    pub(crate) fn graphs(&self) -> impl Iterator<Item = u32> + '_ {
        self.gspo.keys().map(|(g, _)| g)
    }

    pub(crate) fn bytes(&self) -> usize {
        self.spog.bytes() + self.posg.bytes() + self.ospg.bytes() + self.gspo.bytes()
    }
}

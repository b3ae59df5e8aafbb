//! The graphs that a query names: FROM and FROM NAMED, or USING.

use oxrdf::NamedNode;
use spargebra::algebra::QueryDataset;

/// The [dataset](https://www.w3.org/TR/sparql12-query/#specifyingDataset) of a query, each graph once,
/// however often it is named.
#[derive(Default)]
pub(super) struct Clause {
    /// The graphs whose merge is the default graph.
    pub(super) default: Vec<u32>,
    /// The named graphs, where they are chosen.
    pub(super) named: Option<Vec<u32>>,
}

impl Clause {
    /// What a clause says, in ids.
    ///
    /// # Errors
    /// Those of `id`.
    pub(super) fn of<E>(
        clause: &QueryDataset,
        id: impl Fn(&NamedNode) -> Result<u32, E>,
    ) -> Result<Self, E> {
        let once = |names: &[NamedNode]| {
            let mut ids = Vec::new();
            for name in names {
                let id = id(name)?;
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
            Ok(ids)
        };
        Ok(Self {
            default: once(&clause.default)?,
            named: clause.named.as_deref().map(once).transpose()?,
        })
    }

    /// Whether a graph may be asked by its name.
    pub(super) fn names(&self, graph: u32) -> bool {
        self.named
            .as_ref()
            .is_none_or(|named| named.contains(&graph))
    }
}

//! What is written of each subject of a graph, one subject after the other.

use super::failure::Failure;
use super::plan::Plan;
use crate::index::Row;
use crate::model::id::NONE;

/// Predicates with their objects.
pub(super) type Pairs = Vec<(u32, u32)>;

/// The subjects of a plan: first those that are no reifiers, then these, then nodes of evidence.
pub(super) struct Subjects<'a> {
    plan: &'a Plan<'a>,
    /// The rows of named graphs, by graph.
    named: Vec<Row>,
}

impl<'a> Subjects<'a> {
    pub(super) fn new(plan: &'a Plan<'a>) -> Self {
        let named = if plan.has_claims() {
            plan.snapshot.named_claims_in_order()
        } else {
            Vec::new()
        };
        Self { plan, named }
    }

    /// The rows of a named graph, by statement.
    pub(super) fn rows(&self, graph: u32) -> &[Row] {
        let from = self.named.partition_point(|row| row.graph < graph);
        let to = self.named.partition_point(|row| row.graph <= graph);
        &self.named[from..to]
    }

    /// The reifiers that have rows in a graph, ascending.
    pub(super) fn reifiers(&self, graph: u32) -> Box<dyn Iterator<Item = u32> + '_> {
        let plan = self.plan;
        if !plan.has_claims() {
            return Box::new(std::iter::empty());
        }
        if graph == NONE {
            let all = plan.snapshot.reifiers();
            return Box::new(all.filter(|&reifier| plan.is_reifier_in(reifier, NONE)));
        }
        let rows = self.rows(graph).iter();
        let mut reifiers: Vec<u32> = rows.map(|row| row.reifier).collect();
        reifiers.sort_unstable();
        reifiers.dedup();
        Box::new(reifiers.into_iter())
    }

    /// Hands on each subject of a graph with what is written of it, by predicate.
    #[cfg(any(feature = "rdf-xml", feature = "json-ld"))]
    pub(super) fn each(
        &self,
        graph: u32,
        mut take: impl FnMut(u32, &[(u32, u32)]) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let plan = self.plan;
        let stored = plan.snapshot.stored_in_order(graph);
        grouped(
            stored.filter(|&triple| plan.shows(triple)),
            |subject, pairs| {
                if plan.is_reifier_in(subject, graph) {
                    Ok(())
                } else {
                    take(subject, pairs)
                }
            },
        )?;
        let nodes = plan.evidence().map(|(node, _)| node);
        let nodes = nodes.take_while(|_| graph == NONE);
        let mut pairs = Pairs::new();
        for subject in self.reifiers(graph).chain(nodes) {
            pairs.clear();
            plan.about(subject, graph, &mut pairs);
            pairs.sort_unstable();
            take(subject, &pairs)?;
        }
        Ok(())
    }
}

/// Hands on triples that are sorted, subject by subject.
pub(super) fn grouped(
    triples: impl Iterator<Item = [u32; 3]>,
    mut take: impl FnMut(u32, &[(u32, u32)]) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut triples = triples.peekable();
    let mut pairs = Pairs::new();
    while let Some(&[subject, ..]) = triples.peek() {
        pairs.clear();
        while let Some([_, p, o]) = triples.next_if(|triple| triple[0] == subject) {
            pairs.push((p, o));
        }
        take(subject, &pairs)?;
    }
    Ok(())
}

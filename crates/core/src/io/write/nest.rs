//! Which blank nodes are spelt out in the place where they are named: as `[ … ]`, or as a cell of a
//! list `( … )`.

use rustc_hash::FxHashMap;

use super::census::{Census, List};
use super::plan::Plan;
use crate::graph::GraphIs;
use crate::index::Quad;

/// No deeper than this, so that people can follow.
const DEEPEST: u32 = 6;

/// How a blank node is spelt out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum As {
    /// It may be, if it hangs on something that is written.
    Candidate,
    /// The same, with `rdf:first` and `rdf:rest` and nothing else, in a list that ends in `rdf:nil`.
    Cell,
    Node,
    ListCell,
}

/// The blank nodes that are spelt out.
pub(super) struct Nest<'a> {
    plan: &'a Plan<'a>,
    nodes: FxHashMap<u32, As>,
    list: Option<List>,
}

impl<'a> Nest<'a> {
    /// O(n log n) in the blank nodes that are objects once, and what is said of them.
    pub(super) fn new(plan: &'a Plan<'a>, census: &mut Census) -> Self {
        let mut this = Self {
            plan,
            nodes: FxHashMap::default(),
            list: census.list,
        };
        let singles = census.single_objects(plan);
        for &blank in &singles {
            if !plan.has_claims() || !plan.snapshot.is_reifier(blank) {
                this.nodes.insert(blank, As::Candidate);
            }
        }
        this.mark_cells();
        for blank in singles {
            this.spell_out_from(blank, census);
        }
        this.nodes
            .retain(|_, how| matches!(how, As::Node | As::ListCell));
        let cells = this.nodes.values().filter(|how| **how == As::ListCell);
        census.spell_out(cells.count());
        this
    }

    /// Whether a resource is the empty list.
    pub(super) fn is_nil(&self, resource: u32) -> bool {
        self.list.is_some_and(|list| list.nil == resource)
    }

    /// Whether a resource is written where it is named, and not on its own.
    pub(super) fn contains(&self, resource: u32) -> bool {
        self.nodes.contains_key(&resource)
    }

    /// The items of a list, where a resource is the first cell of one that is spelt out.
    pub(super) fn items(&self, resource: u32, graph: u32) -> Option<Vec<u32>> {
        if self.nodes.get(&resource) != Some(&As::ListCell) {
            return None;
        }
        let mut items = Vec::new();
        let mut cell = resource;
        while let Some((item, rest)) = self.cell(cell, graph) {
            items.push(item);
            cell = rest;
        }
        Some(items)
    }

    /// What is stored about a subject in a graph, and written.
    fn about(&self, subject: u32, graph: u32) -> impl Iterator<Item = Quad> + '_ {
        let pattern = [Some(subject), None, None];
        let quads = self.plan.snapshot.stored(pattern, GraphIs::of(graph));
        quads.filter(|&[s, p, o, _]| self.plan.shows([s, p, o]))
    }

    /// The item and the rest of what may be a cell of a list.
    fn cell(&self, cell: u32, graph: u32) -> Option<(u32, u32)> {
        let List { first, rest, nil } = self.list?;
        if cell == nil {
            return None;
        }
        let mut about = self.about(cell, graph);
        let (one, two) = (about.next()?, about.next()?);
        if about.next().is_some() {
            return None;
        }
        match (one[1], two[1]) {
            (p, q) if (p, q) == (first, rest) => Some((one[2], two[2])),
            (p, q) if (p, q) == (rest, first) => Some((two[2], one[2])),
            _ => None,
        }
    }

    /// Finds the cells of well-formed lists, from their ends.
    fn mark_cells(&mut self) {
        let Some(List { rest, nil, .. }) = self.list else {
            return;
        };
        let pattern = [None, Some(rest), Some(nil)];
        let ends: Vec<Quad> = self.plan.snapshot.stored(pattern, GraphIs::Any).collect();
        for [mut cell, _, _, graph] in ends {
            while self.nodes.get(&cell) == Some(&As::Candidate) && self.cell(cell, graph).is_some()
            {
                self.nodes.insert(cell, As::Cell);
                let Some(before) = self.holder(cell, graph).filter(|quad| quad[1] == rest) else {
                    break;
                };
                cell = before[0];
            }
        }
    }

    /// The one quad that has a candidate as its object.
    fn holder(&self, blank: u32, graph: u32) -> Option<Quad> {
        let pattern = [None, None, Some(blank)];
        let mut quads = self.plan.snapshot.stored(pattern, GraphIs::of(graph));
        quads.find(|&[s, p, o, _]| self.plan.shows([s, p, o]))
    }

    /// Spells out a candidate that hangs on something that is none, and all that hangs on it; what
    /// hangs on itself is never reached.
    fn spell_out_from(&mut self, blank: u32, census: &Census) {
        let graph = census.home(blank);
        let Some([subject, ..]) = self.holder(blank, graph) else {
            return;
        };
        let done = matches!(self.nodes.get(&blank), Some(As::Node | As::ListCell));
        if done || self.nodes.contains_key(&subject) {
            return;
        }
        let mut open = vec![(blank, 1)];
        while let Some((node, depth)) = open.pop() {
            let Some(&how) = self.nodes.get(&node) else {
                continue;
            };
            let depth = if depth > DEEPEST {
                // It gets a label and lines of its own, and what hangs on it begins anew.
                self.nodes.remove(&node);
                0
            } else {
                depth
            };
            if how == As::Cell && depth > 0 {
                let mut cell = node;
                while let Some((item, rest)) = self.cell(cell, graph) {
                    self.nodes.insert(cell, As::ListCell);
                    open.push((item, depth + 1));
                    cell = rest;
                }
                continue;
            }
            if depth > 0 {
                self.nodes.insert(node, As::Node);
            }
            open.extend(self.about(node, graph).map(|quad| (quad[2], depth + 1)));
        }
    }
}

//! [Turtle](https://www.w3.org/TR/rdf12-turtle/) and [TriG](https://www.w3.org/TR/rdf12-trig/),
//! written for people.
//!
//! Subjects come in the order in which the graph came to know them, each with all that is said of it.
//! A claim stands as an annotation beside the statement that it is about, with what is said of the
//! claim; one on a statement that nobody holds stands in `<< … >>` behind the subject. Behind the
//! subjects come the reifiers that no single annotation can describe, and the nodes of evidence.

use std::io::Write;

use super::census::Census;
use super::failure::Failure;
use super::nest::Nest;
use super::page::Page;
use super::plan::Plan;
use super::prefixes;
use super::ranks::Ranks;
use super::subjects::{Pairs, Subjects, grouped};
use super::terms::Terms;
use crate::graph::evidence_seen;
use crate::index::{Form, Row};
use crate::model::id::NONE;

/// How far what stands in a graph is set in.
const STEP: usize = 4;

/// Writes a plan; with `graphs` as TriG.
///
/// Memory is a byte for each resource, what is said of one subject, and the blank nodes that are
/// spelt out.
pub(super) fn write_turtle(plan: &Plan<'_>, out: impl Write, graphs: bool) -> Result<(), Failure> {
    let mut census = Census::new(plan);
    let nest = Nest::new(plan, &mut census);
    let mut names = prefixes::names(plan, &census.predicates);
    census.name(plan, &mut names);
    let mut turtle = Turtle {
        plan,
        nest,
        ranks: Ranks::new(plan.view, census.predicates.iter().copied()),
        terms: Terms::new(&plan.snapshot.dictionary, names),
        census,
        page: Page::new(out),
        graph: NONE,
        margin: 0,
    };
    turtle.head();
    let subjects = Subjects::new(plan);
    for graph in plan.graphs() {
        turtle.graph = graph;
        if graph == NONE {
            let rows = plan.snapshot.default_claims_in_order();
            turtle.subjects(rows.take_while(|_| plan.has_claims()))?;
            turtle.reifiers(subjects.reifiers(graph))?;
            turtle.evidence()?;
        } else {
            turtle.open(graph);
            turtle.subjects(subjects.rows(graph).iter().copied())?;
            turtle.reifiers(subjects.reifiers(graph))?;
            turtle.close();
        }
    }
    turtle.graph = NONE;
    for (graph, triples) in plan.schema() {
        if graphs {
            turtle.open(graph);
        }
        turtle.schema(triples)?;
        if graphs {
            turtle.close();
        }
    }
    turtle.page.finish()?;
    Ok(())
}

/// A document in the making.
pub(super) struct Turtle<'a, W> {
    pub(super) plan: &'a Plan<'a>,
    pub(super) census: Census,
    pub(super) nest: Nest<'a>,
    pub(super) ranks: Ranks,
    pub(super) terms: Terms<'a>,
    pub(super) page: Page<W>,
    /// The graph that is being written.
    pub(super) graph: u32,
    /// How far everything is set in.
    pub(super) margin: usize,
}

impl<W: Write> Turtle<'_, W> {
    fn head(&mut self) {
        if self.census.is_1_2 {
            self.page.push("VERSION \"1.2\"\n");
        }
        let names = &self.terms.names;
        let page = &mut self.page;
        let mut line = |keyword: &str, iri: &str| {
            page.push(keyword);
            super::escape::push_iri(&mut page.text, iri, "");
            page.push("\n");
        };
        if let Some(base) = names.base() {
            line("BASE ", base);
        }
        let mut used: Vec<_> = names.prefixes.iter().filter(|p| p.used).collect();
        used.sort_unstable_by_key(|prefix| &prefix.name);
        for prefix in used {
            line(&format!("PREFIX {}: ", prefix.name), &prefix.namespace);
        }
    }

    // ---- graphs ------------------------------------------------------------------------------------------

    fn open(&mut self, graph: u32) {
        self.page.paragraph(0);
        self.terms.push(graph, &mut self.page.text);
        self.page.push(" {");
        self.margin = STEP;
    }

    fn close(&mut self) {
        self.page.push("}\n");
        self.margin = 0;
    }

    /// All subjects of a graph that are no reifiers and no evidence, and behind each the rows on
    /// statements about it that nobody holds.
    fn subjects(&mut self, rows: impl Iterator<Item = Row>) -> Result<(), Failure> {
        let plan = self.plan;
        let mut triples = plan.snapshot.stored_in_order(self.graph);
        let mut triple = triples.find(|&triple| plan.shows(triple));
        let mut rows = rows.filter(|row| plan.form(row) == Form::Reifier);
        let mut row = rows.next();
        let (mut pairs, mut about) = (Pairs::new(), Vec::new());
        loop {
            let stored = triple.map(|triple| triple[0]);
            let reified = row.map(|row| row.statement[0]);
            let Some(subject) = stored.into_iter().chain(reified).min() else {
                return Ok(());
            };
            pairs.clear();
            about.clear();
            while let Some([s, p, o]) = triple.filter(|triple| triple[0] == subject) {
                pairs.push((p, o));
                debug_assert_eq!(s, subject);
                triple = triples.find(|&triple| plan.shows(triple));
            }
            while let Some(next) = row.filter(|row| row.statement[0] == subject) {
                about.push(next);
                row = rows.next();
            }
            self.subject(subject, &mut pairs, &about)?;
        }
    }

    fn subject(&mut self, subject: u32, pairs: &mut Pairs, rows: &[Row]) -> Result<(), Failure> {
        if self.nest.contains(subject) {
            return Ok(());
        }
        let plan = self.plan;
        if plan.is_reifier_in(subject, self.graph) {
            // It is described by an annotation, or behind all subjects.
            self.about(subject, pairs);
        } else if pairs.is_empty() {
            // It may be a node of evidence.
            plan.about(subject, self.graph, pairs);
        } else {
            self.ranks.sort(pairs);
            self.block(subject, pairs, rows)?;
        }
        for row in rows {
            let [_, p, o] = row.statement;
            if !pairs.contains(&(p, o)) {
                self.quoted(row)?;
            }
        }
        Ok(())
    }

    /// The reifiers of a graph that are not described beside a statement.
    fn reifiers(&mut self, reifiers: impl Iterator<Item = u32>) -> Result<(), Failure> {
        let mut pairs = Pairs::new();
        for reifier in reifiers {
            if self.is_inline(reifier) {
                continue;
            }
            self.about(reifier, &mut pairs);
            if !pairs.is_empty() {
                self.packed(reifier, &pairs)?;
            }
        }
        Ok(())
    }

    fn evidence(&mut self) -> Result<(), Failure> {
        let plan = self.plan;
        for (node, values) in plan.evidence() {
            let mut pairs: Pairs = evidence_seen(node, &values, None)
                .map(|[_, p, o, _]| (p, o))
                .collect();
            self.ranks.sort(&mut pairs);
            self.packed(node, &pairs)?;
        }
        Ok(())
    }

    fn schema(&mut self, triples: impl Iterator<Item = [u32; 3]>) -> Result<(), Failure> {
        grouped(triples, |subject, pairs| {
            let mut pairs = pairs.to_vec();
            self.ranks.sort(&mut pairs);
            self.block(subject, &pairs, &[])
        })
    }
}

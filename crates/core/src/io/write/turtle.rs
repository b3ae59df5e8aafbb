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
use crate::model::id::{self, NONE, known};

/// How far what is said of a subject is set in.
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

struct Turtle<'a, W> {
    plan: &'a Plan<'a>,
    census: Census,
    nest: Nest<'a>,
    ranks: Ranks,
    terms: Terms<'a>,
    page: Page<W>,
    graph: u32,
    /// How far everything is set in.
    margin: usize,
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

    // ---- what is said of one subject ---------------------------------------------------------------------

    /// The beginning of a paragraph.
    fn line(&mut self) {
        self.page.paragraph(self.margin);
    }

    fn end(&mut self) -> Result<(), Failure> {
        self.page.push(" .\n");
        Ok(self.page.flush_when_full()?)
    }

    /// The beginning of a paragraph about a subject.
    fn begin(&mut self, subject: u32) {
        self.line();
        let nameless = self.plan.snapshot.dictionary.is_blank(subject)
            && self.census.is_only_subject(subject)
            && !self.census.is_reifier(subject);
        if nameless {
            self.page.push("[]");
        } else {
            self.terms.push(subject, &mut self.page.text);
        }
    }

    /// A claim or a node of evidence, in lines that are as long as may be.
    fn packed(&mut self, subject: u32, pairs: &[(u32, u32)]) -> Result<(), Failure> {
        self.begin(subject);
        self.page.push(" ");
        let rows = self.rows_about(subject);
        self.filled(pairs, &rows, self.margin + STEP);
        self.end()
    }

    /// A subject with a line for each predicate.
    fn block(&mut self, subject: u32, pairs: &[(u32, u32)], rows: &[Row]) -> Result<(), Failure> {
        self.begin(subject);
        let indent = self.margin + STEP;
        // What goes on in further lines is set in from the predicate, or where there is but one, from
        // the subject.
        let several = pairs.first().map(|pair| pair.0) != pairs.last().map(|pair| pair.0);
        let inner = indent + if several { STEP } else { 0 };
        for (at, group) in pairs.chunk_by(|a, b| a.0 == b.0).enumerate() {
            if at == 0 {
                self.page.push(" ");
            } else {
                self.page.push(" ;");
                self.page.line(indent);
            }
            self.terms.push_predicate(group[0].0, &mut self.page.text);
            self.objects(group, rows, inner, None);
            self.page.flush_when_full()?;
        }
        self.end()
    }

    /// A claim on a statement that nobody holds.
    fn quoted(&mut self, row: &Row) -> Result<(), Failure> {
        self.line();
        self.page.push("<< ");
        self.terms.push_triple(row.statement, &mut self.page.text);
        if !self.is_nameless(row.reifier) {
            self.page.push(" ~ ");
            self.terms.push(row.reifier, &mut self.page.text);
        }
        self.page.push(" >>");
        if self.is_inline(row.reifier) {
            let mut pairs = Pairs::new();
            self.about(row.reifier, &mut pairs);
            if !pairs.is_empty() {
                let rows = self.rows_about(row.reifier);
                self.page.line(self.margin + STEP);
                self.filled(&pairs, &rows, self.margin + STEP);
            }
        }
        self.end()
    }

    /// What is written of a reifier apart from what it reifies, in order.
    fn about(&mut self, reifier: u32, pairs: &mut Pairs) {
        pairs.clear();
        self.plan.about(reifier, self.graph, pairs);
        pairs.retain(|&(p, o)| p != known::REIFIES || !id::is_triple(o));
        self.ranks.sort(pairs);
    }

    /// The rows on statements about a reifier or a node of evidence.
    fn rows_about(&self, subject: u32) -> Vec<Row> {
        if !self.census.is_reified(subject) {
            return Vec::new();
        }
        self.plan.rows_about(subject, self.graph)
    }

    /// Whether a reifier is described beside the one statement that it is about. What is said of
    /// another reifier is not such a place: the two might stand inside each other.
    fn is_inline(&self, reifier: u32) -> bool {
        match self.plan.rows_of(reifier).as_slice() {
            [row] => {
                self.plan.form(row) == Form::Reifier
                    && !self.plan.is_reifier_in(row.statement[0], row.graph)
            }
            _ => false,
        }
    }

    /// Whether a reifier needs no label.
    fn is_nameless(&self, reifier: u32) -> bool {
        self.plan.snapshot.dictionary.is_blank(reifier)
            && self.census.is_only_subject(reifier)
            && self.is_inline(reifier)
    }

    /// The objects of one predicate; `mark` is where the predicate begins, if it may have to go to a
    /// new line together with the first of them.
    fn objects(
        &mut self,
        group: &[(u32, u32)],
        rows: &[Row],
        indent: usize,
        mark: Option<(usize, usize)>,
    ) {
        let mut annotated = false;
        for (at, &(predicate, object)) in group.iter().enumerate() {
            if at > 0 {
                self.page.push(if annotated { " ," } else { "," });
            }
            if annotated {
                self.page.line(indent);
                self.object(object, indent);
            } else {
                let here = self.page.mark();
                self.page.push(" ");
                self.object(object, indent);
                match mark {
                    Some((mark, indent)) if at == 0 => self.page.fit(mark, indent),
                    _ => self.page.fit(here, indent),
                }
            }
            let end = |row: &Row| (row.statement[1], row.statement[2]);
            let here = |row: &&Row| end(row) == (predicate, object);
            let first = rows.partition_point(|row| end(row) < (predicate, object));
            let on_it: Vec<&Row> = rows[first..].iter().take_while(here).collect();
            annotated = !on_it.is_empty();
            let mut marked = false;
            for row in on_it {
                marked = self.annotation(row, indent, marked);
            }
        }
    }

    /// A reifier beside its statement; says whether a block behind it would be taken for its own. By the
    /// grammar none is behind a block, but there are parsers that take it for that of the last `~`.
    fn annotation(&mut self, row: &Row, indent: usize, after_mark: bool) -> bool {
        self.page.line(indent);
        let mut pairs = Pairs::new();
        if self.is_inline(row.reifier) {
            self.about(row.reifier, &mut pairs);
        }
        if !self.is_nameless(row.reifier) {
            self.page.push("~ ");
            self.terms.push(row.reifier, &mut self.page.text);
            self.page.push(" ");
        } else if after_mark || pairs.is_empty() {
            self.page.push("~ ");
        }
        let marked = after_mark || pairs.is_empty() || !self.is_nameless(row.reifier);
        if pairs.is_empty() {
            self.page.text.pop();
            return marked;
        }
        self.page.push("{| ");
        let inner = self.page.inner(indent);
        let rows = self.rows_about(row.reifier);
        self.filled(&pairs, &rows, inner);
        self.page.push(" |}");
        marked
    }

    /// Predicates with their objects one after the other, in lines that are as long as may be.
    fn filled(&mut self, pairs: &[(u32, u32)], rows: &[Row], indent: usize) {
        for (at, group) in pairs.chunk_by(|a, b| a.0 == b.0).enumerate() {
            let mark = if at == 0 {
                None
            } else {
                self.page.push(" ;");
                let mark = self.page.mark();
                self.page.push(" ");
                Some((mark, indent))
            };
            self.terms.push_predicate(group[0].0, &mut self.page.text);
            self.objects(group, rows, indent + STEP, mark);
        }
    }

    /// An object: a name, or what hangs on a blank node that has no other place.
    fn object(&mut self, object: u32, indent: usize) {
        if self.nest.is_nil(object) {
            self.page.push("()");
            return;
        }
        if !self.nest.contains(object) {
            self.terms.push(object, &mut self.page.text);
            return;
        }
        if let Some(items) = self.nest.items(object, self.graph) {
            self.page.push("(");
            for item in items {
                let mark = self.page.mark();
                self.page.push(" ");
                self.object(item, indent);
                self.page.fit(mark, indent);
            }
            self.page.push(" )");
            return;
        }
        let mut pairs = Pairs::new();
        self.about(object, &mut pairs);
        if pairs.is_empty() {
            self.page.push("[]");
            return;
        }
        self.page.push("[ ");
        let inner = self.page.inner(indent);
        self.filled(&pairs, &[], inner);
        self.page.push(" ]");
    }
}

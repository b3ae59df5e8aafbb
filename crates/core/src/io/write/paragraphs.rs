//! What Turtle says of one subject: its properties, the annotations beside them, and what hangs on
//! blank nodes.

use std::io::Write;

use super::failure::Failure;
use super::subjects::Pairs;
use super::turtle::Turtle;
use crate::index::{Form, Row};
use crate::model::id::{self, known};

/// How far what is said of a subject is set in.
const STEP: usize = 4;

impl<W: Write> Turtle<'_, W> {
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
    pub(super) fn packed(&mut self, subject: u32, pairs: &[(u32, u32)]) -> Result<(), Failure> {
        self.begin(subject);
        self.page.push(" ");
        let rows = self.rows_about(subject);
        self.filled(pairs, &rows, self.margin + STEP);
        self.end()
    }

    /// A subject with a line for each predicate.
    pub(super) fn block(
        &mut self,
        subject: u32,
        pairs: &[(u32, u32)],
        rows: &[Row],
    ) -> Result<(), Failure> {
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
    pub(super) fn quoted(&mut self, row: &Row) -> Result<(), Failure> {
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
    pub(super) fn about(&mut self, reifier: u32, pairs: &mut Pairs) {
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
    pub(super) fn is_inline(&self, reifier: u32) -> bool {
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
        // Of several objects it is to be seen whose the annotations are.
        let beside = indent + if group.len() > 1 { STEP / 2 } else { 0 };
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
                marked = self.annotation(row, beside, marked);
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

//! The rows that a SELECT gives.

use std::fmt;
use std::sync::Arc;

use crate::graph::{Entity, View};
use crate::model::id::{self, Kind, NONE};
use crate::model::{Literal, Term};

/// The rows of a SELECT, in order.
///
/// They are kept as small numbers and told in terms when they are looked at.
///
/// # Example
/// ```
/// use rawabit::Graph;
/// let graph = Graph::new();
/// graph.country("QA")?;
/// let rows = graph.query("SELECT ?country ?code { ?country rb:isoAlpha3 ?code }")?;
/// let row = rows.rows().next().unwrap();
/// assert_eq!(row.text("code").as_deref(), Some("QAT"));
/// assert_eq!(row.entity("country").unwrap().name(), "Qatar");
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Clone)]
pub struct Solutions {
    view: View,
    variables: Arc<[String]>,
    /// Row by row, a number for each variable.
    ids: Vec<u32>,
    rows: usize,
    /// The terms that the query has made.
    made: Arc<[Term]>,
}

impl Solutions {
    pub(super) fn new(view: View, variables: Vec<String>) -> Self {
        Self {
            view,
            variables: variables.into(),
            ids: Vec::new(),
            rows: 0,
            made: Arc::from([]),
        }
    }

    pub(super) fn push(&mut self, row: impl IntoIterator<Item = u32>) {
        self.ids.extend(row);
        self.rows += 1;
        debug_assert_eq!(self.ids.len(), self.rows * self.variables.len());
    }

    pub(super) fn with_made(mut self, made: Vec<Term>) -> Self {
        self.made = made.into();
        self.ids.shrink_to_fit();
        self
    }

    /// The names of the variables, without `?`, in the order of the SELECT.
    #[must_use]
    pub fn variables(&self) -> &[String] {
        &self.variables
    }

    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The view that they were asked of.
    #[must_use]
    pub fn view(&self) -> &View {
        &self.view
    }

    /// The rows.
    #[must_use]
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> {
        (0..self.rows).map(|number| Row {
            solutions: self,
            number,
        })
    }

    /// A row, counted from 0.
    #[must_use]
    pub fn row(&self, number: usize) -> Option<Row<'_>> {
        (number < self.rows).then_some(Row {
            solutions: self,
            number,
        })
    }

    /// The values of a variable, row by row; `None` where there is no such variable.
    #[must_use]
    pub fn column(&self, variable: &str) -> Option<impl ExactSizeIterator<Item = Option<Term>>> {
        let column = self.position(variable)?;
        Some((0..self.rows).map(move |row| self.term(row, column)))
    }

    /// The only value, where there is one row of one variable: of `SELECT (COUNT(*) AS ?n)`.
    #[must_use]
    pub fn single(&self) -> Option<Term> {
        (self.rows == 1 && self.variables.len() == 1)
            .then(|| self.term(0, 0))
            .flatten()
    }

    fn position(&self, variable: &str) -> Option<usize> {
        let name = variable.trim_start_matches(['?', '$']);
        self.variables.iter().position(|known| known == name)
    }

    pub(super) fn id(&self, row: usize, column: usize) -> u32 {
        self.ids[row * self.variables.len() + column]
    }

    /// The value of a row and a column, both counted from 0; `None` where it is unbound.
    ///
    /// # Panics
    /// Where there is no such row or column.
    #[must_use]
    pub fn term(&self, row: usize, column: usize) -> Option<Term> {
        let id = self.id(row, column);
        (id != NONE).then(|| self.term_of(id))
    }

    pub(super) fn term_of(&self, id: u32) -> Term {
        match id::kind(id) {
            Some(Kind::Query) => self.made[id::index(id)].clone(),
            _ => self.view.snapshot().dictionary.term(id),
        }
    }

    /// The value of a row and a column as a reader wants it: a short id, or the text of a literal; empty
    /// where it is unbound.
    ///
    /// # Panics
    /// Where there is no such row or column.
    #[must_use]
    pub fn shown(&self, row: usize, column: usize) -> String {
        self.shown_id(self.id(row, column))
    }

    fn shown_id(&self, id: u32) -> String {
        if id == NONE {
            return String::new();
        }
        if id::is_resource(id) {
            return self.view.lens().short(id);
        }
        match self.term_of(id) {
            Term::Literal(literal) => literal.lexical().to_owned(),
            other => other.to_string(),
        }
    }
}

impl fmt::Debug for Solutions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Solutions({} rows of {:?})", self.rows, self.variables)
    }
}

impl fmt::Display for Solutions {
    /// The rows under their variables, at most fifty; entities by their short ids, right-to-left text
    /// set apart.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.variables.iter().map(String::as_str).collect();
        crate::table::render(f, &names, self.rows, |row, column| {
            let id = self.id(row, column);
            let number = matches!(
                (id != NONE).then(|| self.term_of(id)),
                Some(Term::Literal(literal)) if is_number(&literal)
            );
            (self.shown_id(id), number)
        })
    }
}

fn is_number(literal: &Literal) -> bool {
    use crate::vocab::xsd::{DECIMAL, DOUBLE, FLOAT, INTEGER};
    [INTEGER, DECIMAL, DOUBLE, FLOAT].contains(&literal.datatype())
}

/// The rows.
///
/// # Example
/// ```
/// let graph = rawabit::Graph::new();
/// graph.country("QA")?;
/// for row in &graph.query("SELECT ?code { ?country rb:isoAlpha2 ?code }")? {
///     assert_eq!(row.get("code").unwrap().to_string(), "\"QA\"");
/// }
/// # Ok::<(), rawabit::Error>(())
/// ```
#[expect(
    clippy::into_iter_without_iter,
    reason = "what there is to go through has a name: the rows"
)]
impl<'a> IntoIterator for &'a Solutions {
    type Item = Row<'a>;
    type IntoIter = Box<dyn ExactSizeIterator<Item = Row<'a>> + 'a>;

    fn into_iter(self) -> Self::IntoIter {
        Box::new(self.rows())
    }
}

/// One row of a SELECT.
///
/// # Example
/// ```
/// use rawabit::Graph;
/// let graph = Graph::new();
/// graph.country("QA")?;
/// let solutions = graph.query("SELECT ?c ?name { ?c a rb:Country ; rdfs:label ?name FILTER (lang(?name) = 'ar') }")?;
/// for row in solutions.rows() {
///     assert_eq!(row.entity("c").unwrap().id(), "qatar");
///     assert_eq!(row.text("name").unwrap(), "قطر");
///     assert!(row.get("other").is_none());
/// }
/// # assert_eq!(solutions.rows().len(), 1);
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Row<'a> {
    solutions: &'a Solutions,
    number: usize,
}

impl Row<'_> {
    /// The value of a variable; `None` where it is unbound, or not in the SELECT.
    #[must_use]
    pub fn get(&self, variable: &str) -> Option<Term> {
        let column = self.solutions.position(variable)?;
        self.solutions.term(self.number, column)
    }

    /// The value as text: of a literal its lexical form, of an IRI itself, of a blank node its label.
    #[must_use]
    pub fn text(&self, variable: &str) -> Option<String> {
        Some(match self.get(variable)? {
            Term::Literal(literal) => literal.lexical().to_owned(),
            Term::Iri(iri) => iri.as_str().to_owned(),
            other => other.to_string(),
        })
    }

    /// The value as an entity of the graph; `None` where it is unbound or none.
    #[must_use]
    pub fn entity(&self, variable: &str) -> Option<Entity> {
        let column = self.solutions.position(variable)?;
        let id = self.solutions.id(self.number, column);
        let view = &self.solutions.view;
        view.lens().is_entity(id).then(|| view.entity_of(id))
    }

    /// The values in the order of the variables.
    #[must_use]
    pub fn terms(&self) -> Vec<Option<Term>> {
        (0..self.solutions.variables.len())
            .map(|column| self.solutions.term(self.number, column))
            .collect()
    }
}

impl fmt::Debug for Row<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        for (variable, term) in self.solutions.variables.iter().zip(self.terms()) {
            if let Some(term) = term {
                map.entry(variable, &term);
            }
        }
        map.finish()
    }
}

//! The results that a test expects, and whether an answer is the same.

use std::collections::BTreeMap;
use std::str::FromStr;

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Graph, Literal, NamedNode, NamedOrBlankNode, Quad, Term, Triple};
use oxigraph::sparql::results::{
    QueryResultsFormat, QueryResultsParser, ReaderQueryResultsParserOutput,
};
use oxsdatatypes::{Decimal, Double, Float, Integer};

use crate::engine::Answer;
use crate::files::Document;
use crate::same::{self, Row};

/// What a query gives, in one shape for all formats.
pub enum Results {
    Rows(Rows),
    Truth(bool),
    Graph(Vec<Quad>),
}

pub struct Rows {
    variables: Vec<String>,
    /// Each row by the sorted variables.
    rows: Vec<Row>,
    /// Whether the order is part of what is expected.
    ordered: bool,
}

const RS: &str = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#";
const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

impl Results {
    /// Reads results in one of their own formats.
    pub fn of_format(bytes: &[u8], format: QueryResultsFormat) -> Result<Self, String> {
        if format == QueryResultsFormat::Csv {
            let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
            return csv(text).map(Self::Rows);
        }
        let parser = QueryResultsParser::from_format(format).for_reader(bytes);
        match parser.map_err(|error| error.to_string())? {
            ReaderQueryResultsParserOutput::Boolean(truth) => Ok(Self::Truth(truth)),
            ReaderQueryResultsParserOutput::Solutions(solutions) => {
                let names = solutions.variables().iter();
                let names: Vec<String> = names.map(|name| name.as_str().into()).collect();
                let mut rows = Vec::new();
                for solution in solutions {
                    let solution = solution.map_err(|error| error.to_string())?;
                    let values = names
                        .iter()
                        .map(|name| solution.get(name.as_str()).cloned());
                    rows.push(values.collect());
                }
                Ok(Self::Rows(Rows::new(&names, rows, false)))
            }
        }
    }

    /// Reads results that are told in RDF: a result set, or the graph of a CONSTRUCT.
    pub fn of_document(document: &Document) -> Result<Self, String> {
        let quads = document.quads()?;
        let graph: Graph = quads.iter().cloned().map(Triple::from).collect();
        let class = rs("ResultSet");
        let kind = NamedNode::new_unchecked(TYPE);
        let Some(set) = graph.subject_for_predicate_object(&kind, &class) else {
            return Ok(Self::Graph(quads));
        };
        let set = set.into_owned();
        if let Some(truth) = objects(&graph, &set, "boolean").next() {
            return Ok(Self::Truth(truth == Literal::from(true).into()));
        }
        result_set(&graph, &set).map(Self::Rows)
    }

    /// What an engine has answered.
    pub fn of_answer(answer: Answer, format: QueryResultsFormat) -> Result<Self, String> {
        match answer {
            Answer::Rows(written) => Self::of_format(&written, format),
            Answer::Truth(truth) => Ok(Self::Truth(truth)),
            Answer::Graph(triples) => {
                let in_default =
                    |triple: Triple| triple.in_graph(oxigraph::model::GraphName::DefaultGraph);
                Ok(Self::Graph(triples.into_iter().map(in_default).collect()))
            }
        }
    }

    /// Whether something else was found than is expected, and what.
    pub fn compare(self, found: Self, lax: bool) -> Result<(), String> {
        match (self, found) {
            (Self::Truth(expected), Self::Truth(found)) if expected == found => Ok(()),
            (Self::Graph(expected), Self::Graph(found)) => {
                let told = format!("{}\n  expected:{}", lines(&found), lines(&expected));
                if same::datasets(expected, found) {
                    Ok(())
                } else {
                    Err(format!("another graph:{told}"))
                }
            }
            (Self::Rows(expected), Self::Rows(found)) => expected.compare(found, lax),
            (expected, found) => Err(format!("{}, not {}", found.kind(), expected.kind())),
        }
    }

    fn kind(&self) -> String {
        match self {
            Self::Rows(_) => "rows".into(),
            Self::Truth(truth) => truth.to_string(),
            Self::Graph(_) => "a graph".into(),
        }
    }
}

impl Rows {
    fn new(variables: &[String], rows: Vec<Row>, ordered: bool) -> Self {
        let mut order: Vec<usize> = (0..variables.len()).collect();
        order.sort_by_key(|&column| &variables[column]);
        let sorted = |row: Row| order.iter().map(|&column| row[column].clone()).collect();
        Self {
            rows: rows.into_iter().map(sorted).collect(),
            variables: order
                .iter()
                .map(|&column| variables[column].clone())
                .collect(),
            ordered,
        }
    }

    fn compare(mut self, mut found: Self, lax: bool) -> Result<(), String> {
        if self.variables != found.variables {
            return Err(format!(
                "the variables {:?}, not {:?}",
                found.variables, self.variables
            ));
        }
        for rows in [&mut self.rows, &mut found.rows] {
            for term in rows.iter_mut().flatten().flatten() {
                by_value(term);
            }
        }
        if lax {
            self.once();
            found.once();
        }
        if self.ordered {
            // The place in the order as one more value.
            for rows in [&mut self.rows, &mut found.rows] {
                for (number, row) in (0_i64..).zip(rows) {
                    row.push(Some(Literal::from(number).into()));
                }
            }
        }
        if same::rows(&self.rows, &found.rows) {
            Ok(())
        } else {
            Err(format!("the rows:{found}\n  expected:{self}"))
        }
    }

    fn once(&mut self) {
        let mut seen = std::collections::HashSet::new();
        self.rows.retain(|row| seen.insert(row.clone()));
    }
}

impl std::fmt::Display for Rows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for row in self.rows.iter().take(20) {
            write!(f, "\n   ")?;
            for (name, term) in self.variables.iter().zip(row) {
                match term {
                    Some(term) => write!(f, " ?{name}={term}")?,
                    None => write!(f, " ?{name}")?,
                }
            }
        }
        if self.rows.len() > 20 {
            write!(f, "\n    and {} more", self.rows.len() - 20)?;
        }
        Ok(())
    }
}

/// Gives a number the one form of its value: what a query computes may be written as 2, 2.0 or 2.0E0.
fn by_value(term: &mut Term) {
    let Term::Literal(literal) = term else {
        return;
    };
    let (text, datatype) = (literal.value(), literal.datatype());
    let value = if datatype == xsd::INTEGER {
        Integer::from_str(text).ok().map(|value| value.to_string())
    } else if datatype == xsd::DECIMAL {
        Decimal::from_str(text).ok().map(|value| value.to_string())
    } else if datatype == xsd::DOUBLE {
        Double::from_str(text).ok().map(|value| value.to_string())
    } else if datatype == xsd::FLOAT {
        Float::from_str(text).ok().map(|value| value.to_string())
    } else {
        None
    };
    if let Some(value) = value {
        *literal = Literal::new_typed_literal(value, datatype.into_owned());
    }
}

/// Quads for a reader of the report.
pub fn lines(quads: &[Quad]) -> String {
    let mut lines: Vec<String> = quads.iter().map(|quad| format!("\n    {quad}")).collect();
    lines.sort();
    lines.truncate(20);
    lines.concat()
}

fn rs(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{RS}{name}"))
}

fn objects<'a>(
    graph: &'a Graph,
    subject: &'a NamedOrBlankNode,
    property: &str,
) -> impl Iterator<Item = Term> + use<'a> {
    let property = rs(property);
    graph
        .triples_for_subject(subject)
        .filter(move |triple| triple.predicate == property.as_ref())
        .map(|triple| triple.object.into_owned())
}

/// A result set in its vocabulary of 2001.
fn result_set(graph: &Graph, set: &NamedOrBlankNode) -> Result<Rows, String> {
    let text = |term: Term| match term {
        Term::Literal(literal) => Ok(literal.value().to_owned()),
        other => Err(format!("{other} is no name of a variable")),
    };
    let node = |term: Term| match term {
        Term::BlankNode(node) => Ok(NamedOrBlankNode::from(node)),
        other => Err(format!("{other} is no part of a result set")),
    };
    let variables = objects(graph, set, "resultVariable").map(text);
    let variables = variables.collect::<Result<Vec<String>, String>>()?;
    let mut numbered = Vec::new();
    for solution in objects(graph, set, "solution").map(node) {
        let solution = solution?;
        let mut values = BTreeMap::new();
        for binding in objects(graph, &solution, "binding").map(node) {
            let binding = binding?;
            let name = objects(graph, &binding, "variable").next().map(text);
            let value = objects(graph, &binding, "value").next();
            let (Some(name), Some(value)) = (name, value) else {
                return Err("a binding has no variable or no value".into());
            };
            values.insert(name?, value);
        }
        let index = objects(graph, &solution, "index")
            .next()
            .map(text)
            .transpose()?;
        let index: Option<u64> = index.and_then(|index| index.parse().ok());
        let row: Row = variables.iter().map(|name| values.remove(name)).collect();
        numbered.push((index, row));
    }
    numbered.sort_by_key(|(index, _)| *index);
    let ordered = !numbered.is_empty() && numbered.iter().all(|(index, _)| index.is_some());
    let rows = numbered.into_iter().map(|(_, row)| row).collect();
    Ok(Rows::new(&variables, rows, ordered))
}

/// CSV tells no kinds of terms apart but blank nodes.
fn csv(text: &str) -> Result<Rows, String> {
    let mut records = records(text).into_iter();
    let names = records.next().ok_or("there is no header")?;
    let term = |cell: String| match cell.strip_prefix("_:") {
        Some(label) => oxigraph::model::BlankNode::new_unchecked(label).into(),
        None => Literal::new_simple_literal(cell).into(),
    };
    let rows = records.map(|cells| {
        cells
            .into_iter()
            .map(|cell| Some(term(cell)))
            .collect::<Row>()
    });
    let rows: Vec<Row> = rows.collect();
    if let Some(odd) = rows.iter().find(|row| row.len() != names.len()) {
        return Err(format!(
            "a row of {} cells under {} names",
            odd.len(),
            names.len()
        ));
    }
    Ok(Rows::new(&names, rows, false))
}

/// The records of [RFC 4180](https://www.rfc-editor.org/rfc/rfc4180).
fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut quoted = false;
    let mut characters = text.trim_end_matches(['\r', '\n']).chars().peekable();
    while let Some(character) = characters.next() {
        let Some(cell) = records.last_mut().and_then(|record| record.last_mut()) else {
            return records;
        };
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                cell.push('"');
                characters.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => {
                if let Some(record) = records.last_mut() {
                    record.push(String::new());
                }
            }
            '\r' if !quoted => {}
            '\n' if !quoted => records.push(vec![String::new()]),
            other => cell.push(other),
        }
    }
    records
}

//! Queries from text to results.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use oxrdf::NamedNode;
use spareval::{DefaultServiceHandler, QueryEvaluationError, QueryEvaluator};
use spareval::{QueryResults, QuerySolutionIter};
use spargebra::algebra::GraphPattern;
use spargebra::{Query, SparqlParser};

use super::bind::bind;
use super::construct::Template;
use super::dataset::{BOUND, Dataset, Fault};
use super::diagnose::{Wanted, diagnose};
use super::direct::Direct;
use super::options::Service;
use super::rewrite::rewrite;
use super::{
    QueryError, QueryOptions, Solutions, Triples, exact, functions, star, strict, tokens, workers,
};
use crate::graph::View;
use crate::model::id::NONE;
use crate::model::{DEEPEST, Iri, Triple};

/// What a query gives.
pub(super) enum Answer {
    Solutions(Solutions),
    Truth(bool),
    Triples(Triples),
}

/// Which results a call is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Select,
    Ask,
    Construct,
}

/// A text of more bytes than this, or of deeper brackets, gets a thread with a stack of its own: the
/// parser and the evaluator go down into a query by recursion.
const LONG: usize = 4_000;
const DEEP: usize = 24;
/// Deeper brackets are refused.
const TOO_DEEP: usize = 1_000;

/// Answers a query.
///
/// # Errors
/// [`QueryError`] of every kind.
pub(super) fn run(
    view: &View,
    text: &str,
    options: &QueryOptions,
    form: Form,
) -> Result<Answer, QueryError> {
    let stack = stack_for(text)?;
    let query = with_stack(text, || prepare(view, text, options, form))?;
    let services = text.to_ascii_lowercase().contains("service");
    let stop = Arc::new(AtomicBool::new(false));
    // Who asks to stop is heard at once; a query itself listens only when it looks at a quad, as one of
    // a single pattern always does.
    let listens = options.interrupted().is_none() || Direct::of(&query).is_some();
    if options.timeout.is_none() && listens {
        return with_stack(text, || answer(view, query, options, services, &stop));
    }
    let (send, receive) = mpsc::sync_channel(1);
    let work = {
        let (view, options) = (view.clone(), options.clone());
        let stop = Arc::clone(&stop);
        move || {
            // Nobody may be waiting any more.
            let answer = guarded(|| answer(&view, query, &options, services, &stop));
            let _ = send.send(answer);
        }
    };
    workers::start(stack, work).map_err(|error| no_thread(&error))?;
    let begun = Instant::now();
    loop {
        let left = options
            .timeout
            .map_or(ASK, |limit| limit.saturating_sub(begun.elapsed()));
        match receive.recv_timeout(left.min(ASK)) {
            Ok(answer) => return answer,
            Err(RecvTimeoutError::Disconnected) => return Err(QueryError::Interrupted),
            Err(RecvTimeoutError::Timeout) => {}
        }
        // Asked on this thread too, which may be the one that hears what asks to stop.
        let over = match options.timeout.filter(|limit| begun.elapsed() >= *limit) {
            Some(limit) => Some(QueryError::Timeout { limit }),
            None => match options.interrupted() {
                Some(interrupt) if interrupt() => Some(QueryError::Interrupted),
                _ => None,
            },
        };
        if let Some(error) = over {
            stop.store(true, Ordering::Relaxed);
            return Err(error);
        }
    }
}

/// Lets a query fail where the evaluator panics: that is a fault of ours or of its own, and no reason to take
/// down who asks, or what they are writing.
fn guarded<T>(work: impl FnOnce() -> Result<T, QueryError>) -> Result<T, QueryError> {
    // What was being made is dropped.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let said = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("it panicked");
        Err(QueryError::Evaluation {
            what: format!(
                "the evaluator broke off: {said}; please report the query, and try it in smaller parts"
            ),
        })
    })
}

/// How often who waits for a query asks whether to stop.
const ASK: Duration = Duration::from_millis(50);

/// Does the work on a text with a stack that is large enough for it.
///
/// # Errors
/// [`QueryError::Refused`] where it is nested too deeply for any.
pub(super) fn with_stack<T: Send>(
    query: &str,
    work: impl FnOnce() -> Result<T, QueryError> + Send,
) -> Result<T, QueryError> {
    let Some(stack) = stack_for(query)? else {
        return guarded(work);
    };
    thread::scope(|scope| {
        let thread = workers::builder(stack).spawn_scoped(scope, || guarded(work));
        let done = thread.map_err(|error| no_thread(&error))?.join();
        // What went wrong there goes on here.
        done.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

fn no_thread(error: &std::io::Error) -> QueryError {
    QueryError::Evaluation {
        what: format!("the system gives no thread for the query: {error}"),
    }
}

/// The stack that a text needs where it needs one of its own.
fn stack_for(query: &str) -> Result<Option<usize>, QueryError> {
    let (depth, terms) = depth(query);
    if terms > DEEPEST {
        return Err(QueryError::Refused {
            what: format!(
                "the query has triple terms {terms} deep, and rawabit goes down {DEEPEST}"
            ),
        });
    }
    if depth > TOO_DEEP {
        return Err(QueryError::Refused {
            what: format!(
                "the query has brackets {depth} deep, and rawabit goes down {TOO_DEEP}; write it flatter"
            ),
        });
    }
    let simple = query.len() <= LONG && depth <= DEEP;
    Ok((!simple).then(|| (64 << 20) + query.len().min(1 << 18) * 4096))
}

/// How deep brackets lie in one another, and of these those of triple terms: what they become leaves the
/// thread of the query.
fn depth(query: &str) -> (usize, usize) {
    if query.bytes().filter(|b| b"{([<".contains(b)).count() <= DEEP {
        return (0, 0);
    }
    let (mut depth, mut most) = (0_usize, 0);
    let (mut terms, mut most_terms) = (0_usize, 0);
    for token in tokens::tokens(query) {
        if token.kind != tokens::Kind::Bracket {
            continue;
        }
        match token.text {
            "{" | "(" | "[" | "<<" | "<<(" | "{|" => depth += 1,
            _ => depth = depth.saturating_sub(1),
        }
        match token.text {
            "<<" | "<<(" => terms += 1,
            ">>" | ")>>" => terms = terms.saturating_sub(1),
            _ => {}
        }
        most = most.max(depth);
        most_terms = most_terms.max(terms);
    }
    (most, most_terms)
}

/// Parses a query with the prefixes and the base of a graph.
pub(super) fn parse(view: &View, query: &str, options: &QueryOptions) -> Result<Query, QueryError> {
    let parse = |text: &str| parser(view, text, options).parse_query(&strict::keywords(text));
    let mut parsed = parse(query).map_err(|error| {
        let again = |text: &str| parse(text).err().map(|error| error.to_string());
        diagnose(
            query,
            &error.to_string(),
            &again,
            Wanted::Query,
            view.lens(),
        )
    })?;
    strict::check(query)?;
    star::order(&mut parsed, query);
    Ok(parsed)
}

pub(super) fn parser(view: &View, query: &str, options: &QueryOptions) -> SparqlParser {
    let base = match &options.base {
        Some(base) => base.as_str(),
        None => view.base(),
    };
    let mut parser = SparqlParser::new();
    let is_iri = |text: &str| oxiri::Iri::parse(text).is_ok();
    if is_iri(base) {
        parser = match parser.with_base_iri(base) {
            Ok(parser) => parser,
            Err(_) => unreachable!("the base was just parsed"),
        };
    }
    let lens = view.lens();
    // Those of the graph come after those of its schema, and so before them.
    for (prefix, namespace) in lens.schema.prefixes().chain(lens.settings.prefixes()) {
        if mentions(query, prefix) && is_iri(namespace) {
            parser = match parser.with_prefix(prefix, namespace) {
                Ok(parser) => parser,
                Err(_) => unreachable!("the namespace was just parsed"),
            };
        }
    }
    parser
}

/// Whether a text may use a prefix.
fn mentions(query: &str, prefix: &str) -> bool {
    query
        .match_indices(prefix)
        .any(|(at, _)| query[at + prefix.len()..].starts_with(':'))
}

/// A query of the form that is wanted, with its values in place.
fn prepare(
    view: &View,
    text: &str,
    options: &QueryOptions,
    form: Form,
) -> Result<Query, QueryError> {
    let mut query = parse(view, text, options)?;
    check_form(&query, form)?;
    bind(&mut query, &options.bindings)?;
    Ok(query)
}

fn answer(
    view: &View,
    mut query: Query,
    options: &QueryOptions,
    services: bool,
    stop: &AtomicBool,
) -> Result<Answer, QueryError> {
    let template = if services {
        None
    } else {
        Template::take(&mut query)
    };
    // Rows are kept as ids; but a service is named, and told, in terms.
    let numbered = matches!(&query, Query::Select { .. }) && !services;
    let dataset = Dataset::new(view, options, numbered, stop);
    dataset.bind(
        options
            .bindings
            .iter()
            .map(|(_, term)| term.clone())
            .collect(),
    );
    if let Some(direct) = Direct::of(&query) {
        return directly(view, &direct, options, &dataset).map(Answer::Solutions);
    }
    let (Query::Select {
        pattern,
        dataset: clause,
        ..
    }
    | Query::Ask {
        pattern,
        dataset: clause,
        ..
    }
    | Query::Construct {
        pattern,
        dataset: clause,
        ..
    }
    | Query::Describe {
        pattern,
        dataset: clause,
        ..
    }) = &mut query;
    // The evaluator would put graphs together without merging them.
    dataset.with_clause(clause.take().as_ref())?;
    rewrite(pattern, &dataset)?;
    let evaluator = exact::add(evaluator(options), dataset.looked());
    let results = evaluator
        .prepare(&query)
        .execute(dataset.clone())
        .map_err(failed)?;
    match results {
        QueryResults::Boolean(truth) => Ok(Answer::Truth(truth)),
        QueryResults::Solutions(rows) => match template {
            None => solutions(view, rows, options, numbered, &dataset).map(Answer::Solutions),
            Some(template) => {
                let mut triples = Vec::new();
                let mut fill = template.filler(&dataset)?;
                each_row(rows, numbered, &dataset, |row| {
                    fill(&row, &mut triples);
                    let before_last = triples.len().checked_sub(1);
                    before_last.map_or(Ok(()), |rows| check_rows(rows, options))
                })?;
                Ok(Answer::Triples(Triples::new(view.clone(), triples)))
            }
        },
        QueryResults::Graph(rows) => {
            let mut seen = rustc_hash::FxHashSet::default();
            let mut triples: Vec<Triple> = Vec::new();
            for triple in rows {
                let triple = Triple::from(triple.map_err(failed)?);
                if seen.insert(triple.clone()) {
                    check_rows(triples.len(), options)?;
                    triples.push(triple);
                }
            }
            Ok(Answer::Triples(Triples::new(view.clone(), triples)))
        }
    }
}

/// An evaluator with our functions, the values for variables, and the service of the options.
pub(super) fn evaluator(options: &QueryOptions) -> QueryEvaluator {
    let mut evaluator = functions::add(QueryEvaluator::new());
    for (number, (_, term)) in options.bindings.iter().enumerate() {
        let term = oxrdf::Term::from(term.clone());
        let iri = NamedNode::new_unchecked(format!("{BOUND}{number}"));
        evaluator = evaluator.with_custom_function(iri, move |_| Some(term.clone()));
    }
    if let Some(service) = &options.service {
        evaluator = evaluator.with_default_service_handler(Handler(Arc::clone(service)));
    }
    evaluator
}

/// The rows of a query of one pattern.
fn directly(
    view: &View,
    direct: &Direct<'_>,
    options: &QueryOptions,
    dataset: &Dataset<'_>,
) -> Result<Solutions, QueryError> {
    let mut solutions = Solutions::new(view.clone(), direct.variables().collect());
    direct.each(dataset, |row| {
        check_rows(solutions.len(), options)?;
        solutions.push(row);
        Ok::<(), QueryError>(())
    })?;
    Ok(solutions.with_made(dataset.made()))
}

fn solutions(
    view: &View,
    rows: QuerySolutionIter<'_>,
    options: &QueryOptions,
    numbered: bool,
    dataset: &Dataset<'_>,
) -> Result<Solutions, QueryError> {
    let variables = rows.variables().iter().map(|v| v.as_str().to_owned());
    let mut solutions = Solutions::new(view.clone(), variables.collect());
    each_row(rows, numbered, dataset, |row| {
        check_rows(solutions.len(), options)?;
        solutions.push(row);
        Ok(())
    })?;
    Ok(solutions.with_made(dataset.made()))
}

/// Goes through rows as ids.
fn each_row(
    rows: QuerySolutionIter<'_>,
    numbered: bool,
    dataset: &Dataset<'_>,
    mut row: impl FnMut(Vec<u32>) -> Result<(), QueryError>,
) -> Result<(), QueryError> {
    for terms in rows {
        let terms = terms.map_err(failed)?;
        let ids = terms
            .values()
            .iter()
            .map(|term| match term {
                None => Ok(NONE),
                Some(term) if numbered => Ok(number_of(term)),
                Some(term) => dataset.id_of(term.clone()),
            })
            .collect::<Result<Vec<u32>, Fault>>()?;
        row(ids)?;
    }
    Ok(())
}

/// The id that a term which left as a number stands for.
fn number_of(term: &oxrdf::Term) -> u32 {
    match term {
        oxrdf::Term::BlankNode(node) => node.as_ref().unique_id().map_or(NONE, |id| id as u32),
        _ => unreachable!("the dataset gives terms as numbers"),
    }
}

fn check_rows(rows: usize, options: &QueryOptions) -> Result<(), QueryError> {
    match options.max_rows {
        Some(limit) if rows >= limit => Err(QueryError::Rows { limit }),
        _ => Ok(()),
    }
}

fn check_form(query: &Query, wanted: Form) -> Result<(), QueryError> {
    let (is, form, call) = match query {
        Query::Select { .. } => (Form::Select, "a SELECT", "query"),
        Query::Ask { .. } => (Form::Ask, "an ASK", "ask"),
        Query::Construct { .. } => (Form::Construct, "a CONSTRUCT", "construct"),
        Query::Describe { .. } => (Form::Construct, "a DESCRIBE", "construct"),
    };
    if is == wanted {
        Ok(())
    } else {
        Err(QueryError::Form { form, call })
    }
}

/// What the evaluator says, in our words.
pub(super) fn failed(error: QueryEvaluationError) -> QueryError {
    let refused = |what: String| QueryError::Refused { what };
    match error {
        QueryEvaluationError::Cancelled => QueryError::Interrupted,
        QueryEvaluationError::Dataset(error) => match error.downcast::<Fault>() {
            Ok(fault) => (*fault).into(),
            Err(error) => QueryError::Evaluation {
                what: error.to_string(),
            },
        },
        QueryEvaluationError::UnsupportedService(service) => refused(format!(
            "SERVICE {service} is refused: rawabit opens no connection; query with service, a function that asks it"
        )),
        QueryEvaluationError::UnsupportedCustomFunction(name) => refused(format!(
            "there is no function {name}; beside those of SPARQL there are {}, and the casts of xsd:",
            functions::names()
        )),
        other => {
            let text = other.to_string();
            let what = text.trim_start_matches("The ");
            QueryError::Evaluation { what: what.into() }
        }
    }
}

impl From<Fault> for QueryError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Interrupted => Self::Interrupted,
            Fault::Full(full) => Self::Evaluation {
                what: full.to_string(),
            },
            Fault::Graphs { .. } => Self::Refused {
                what: fault.to_string(),
            },
        }
    }
}

/// Hands a SERVICE clause to the user's function.
struct Handler(Arc<Service>);

impl DefaultServiceHandler for Handler {
    type Error = QueryError;

    fn handle(
        &self,
        service_name: &NamedNode,
        pattern: &GraphPattern,
        _: Option<&oxiri::Iri<String>>,
    ) -> Result<QuerySolutionIter<'static>, QueryError> {
        let query = Query::Select {
            dataset: None,
            pattern: pattern.clone(),
            // Its IRIs have been resolved.
            base_iri: None,
        };
        let iri = Iri::new_unchecked(service_name.as_str());
        let found = (self.0)(&iri, &query.to_string())?;
        let variables: Arc<[oxrdf::Variable]> = found
            .variables()
            .iter()
            .map(|name| oxrdf::Variable::new_unchecked(name.as_str()))
            .collect();
        let rows = (0..found.len()).map(move |row| {
            let terms = (0..found.variables().len())
                .map(|column| found.term(row, column).map(Into::into))
                .collect();
            Ok(terms)
        });
        Ok(QuerySolutionIter::from_tuples(
            variables,
            rows.collect::<Vec<_>>(),
        ))
    }
}

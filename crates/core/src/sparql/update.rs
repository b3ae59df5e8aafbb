//! SPARQL Update: what a request does to a transaction.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;
use spareval::DeleteInsertQuad;
use spargebra::GraphUpdateOperation;
use spargebra::algebra::{GraphPattern, GraphTarget, QueryDataset};
use spargebra::term::{GraphName, GroundQuadPattern, QuadPattern};

use super::bind::bind_update;
use super::dataset::{BOUND, Dataset};
use super::diagnose::{Wanted, diagnose};
use super::rewrite::rewrite;
use super::run::{awaited, evaluator, failed, parser, stack_for, unmarked, with_stack};
use super::transfer::{Source, steps};
use super::{QueryError, QueryOptions, exact, strict};
use crate::Error;
use crate::graph::{GraphIs, Transaction, View};
use crate::index::Quad;
use crate::model::id::NONE;
use crate::model::{BlankNode, Iri, Term};
use crate::vocab::rdf;

/// What LOAD does with a file: reads it into the default graph or a named one.
pub(crate) type Load<'a> = dyn Fn(&mut Transaction, &Path, Option<Iri>) -> Result<(), Error> + 'a;

/// Does what a request says, operation by operation; each sees what those before it have done.
///
/// # Errors
/// [`QueryError`]; what the operations before have done is then still in the transaction.
pub(crate) fn update(
    tx: &mut Transaction,
    sparql: &str,
    options: &QueryOptions,
    load: &Load<'_>,
) -> Result<(), Error> {
    if options.max_rows.is_some() {
        let what = "an update gives no rows: leave max_rows to queries".into();
        return Err(QueryError::Refused { what }.into());
    }
    let sparql = unmarked(sparql);
    let begun = Instant::now();
    let view = tx.view();
    let parse = |text: &str| parser(&view, text, options).parse_update(&strict::keywords(text));
    let steps = with_stack(sparql, || {
        let mut operations = parse(sparql)
            .map_err(|error| {
                let again = |text: &str| parse(text).err().map(|error| error.to_string());
                diagnose(
                    sparql,
                    &error.to_string(),
                    &again,
                    Wanted::Update,
                    view.lens(),
                )
            })?
            .operations;
        strict::check(sparql)?;
        bind_update(&mut operations, &options.bindings)?;
        Ok(steps(sparql, operations))
    })?;
    for step in steps {
        if let Some(source) = &step.source
            && !Request::new(tx, sparql, options, begun).has(source)?
        {
            continue;
        }
        for operation in step.operations {
            Request::new(tx, sparql, options, begun).operation(operation, load)?;
            tx.forget_roles();
        }
    }
    Ok(())
}

/// One operation of a request.
struct Request<'a> {
    tx: &'a mut Transaction,
    sparql: &'a str,
    options: &'a QueryOptions,
    /// When the request began.
    begun: Instant,
    /// The nodes that the labels of the operation stand for, which are new.
    blanks: FxHashMap<String, u32>,
}

impl<'a> Request<'a> {
    fn new(
        tx: &'a mut Transaction,
        sparql: &'a str,
        options: &'a QueryOptions,
        begun: Instant,
    ) -> Self {
        Self {
            tx,
            sparql,
            options,
            begun,
            blanks: FxHashMap::default(),
        }
    }

    fn operation(&mut self, operation: GraphUpdateOperation, load: &Load<'_>) -> Result<(), Error> {
        match operation {
            GraphUpdateOperation::InsertData { data } => {
                let quads = data
                    .into_iter()
                    .map(|quad| {
                        let (subject, graph) = (quad.subject.into(), graph_name(quad.graph_name));
                        self.quad(subject, quad.predicate, quad.object, graph, true)
                    })
                    .collect::<Result<Vec<_>, Error>>()?;
                self.change(&[], quads)
            }
            GraphUpdateOperation::DeleteData { data } => {
                let mut quads = Vec::new();
                for quad in data {
                    let object = oxrdf::Term::from(quad.object);
                    let (subject, graph) = (quad.subject.into(), graph_name(quad.graph_name));
                    quads.extend(self.known(&subject, &quad.predicate, &object, &graph)?);
                }
                self.change(&quads, Vec::new())
            }
            GraphUpdateOperation::DeleteInsert {
                delete,
                insert,
                using,
                pattern,
            } => self.delete_insert(delete, insert, using, *pattern),
            GraphUpdateOperation::Load {
                silent,
                source,
                destination,
            } => {
                let graph = match destination {
                    GraphName::DefaultGraph => None,
                    GraphName::NamedNode(node) => Some(Iri::from(node)),
                };
                let known = graph.as_ref().and_then(|graph| self.known_graph(graph));
                let loaded = known
                    .map_or(Ok(()), |graph| self.check_writable(graph))
                    .and_then(|()| file_of(source.as_str()))
                    .map_err(Error::from)
                    .and_then(|path| load(self.tx, &path, graph));
                match loaded {
                    Err(_) if silent => Ok(()),
                    loaded => loaded,
                }
            }
            GraphUpdateOperation::Create { silent, graph } => {
                let graph = self.tx.intern_iri(graph.as_str())?;
                self.check_writable(graph)?;
                if self.is_graph(graph) {
                    return self.unless_silent(silent, graph, "is there already");
                }
                self.tx.draft.now.delta.graphs.insert(graph, true);
                self.tx.draft.mark_changed();
                Ok(())
            }
            GraphUpdateOperation::Clear { silent, graph } => self.clear(&graph, silent, false),
            GraphUpdateOperation::Drop { silent, graph } => self.clear(&graph, silent, true),
        }
    }

    // ---- DELETE and INSERT -------------------------------------------------------------------------------

    fn delete_insert(
        &mut self,
        delete: Vec<GroundQuadPattern>,
        insert: Vec<QuadPattern>,
        using: Option<QueryDataset>,
        pattern: GraphPattern,
    ) -> Result<(), Error> {
        let found = self.matches(delete, insert, using, pattern)?;
        let (mut deleted, mut inserted) = (Vec::new(), Vec::new());
        for change in found {
            match change {
                DeleteInsertQuad::Delete(quad) => {
                    let (subject, graph) = (quad.subject.into(), quad.graph_name);
                    deleted.extend(self.known(&subject, &quad.predicate, &quad.object, &graph)?);
                }
                DeleteInsertQuad::Insert(quad) => {
                    let (subject, graph) = (quad.subject.into(), quad.graph_name);
                    let quad = self.quad(subject, quad.predicate, quad.object, graph, false)?;
                    inserted.push(quad);
                }
            }
        }
        self.change(&deleted, inserted)
    }

    /// What the solutions of a pattern make of the templates.
    fn matches(
        &self,
        delete: Vec<GroundQuadPattern>,
        insert: Vec<QuadPattern>,
        using: Option<QueryDataset>,
        pattern: GraphPattern,
    ) -> Result<Vec<DeleteInsertQuad>, QueryError> {
        let (view, options) = (self.tx.view(), self.options);
        if options.timeout.is_none() && options.interrupted().is_none() {
            let stop = AtomicBool::new(false);
            return with_stack(self.sparql, || {
                matches(&view, options, delete, insert, using, pattern, &stop)
            });
        }
        let stop = Arc::new(AtomicBool::new(false));
        let left = |limit: Duration| limit.saturating_sub(self.begun.elapsed());
        let of_rest = QueryOptions {
            timeout: options.timeout.map(left),
            ..options.clone()
        };
        let work = {
            let (options, stop) = (of_rest.clone(), Arc::clone(&stop));
            move || matches(&view, &options, delete, insert, using, pattern, &stop)
        };
        awaited(stack_for(self.sparql)?, &of_rest, &stop, work).map_err(|error| {
            match (error, options.timeout) {
                (QueryError::Timeout { .. }, Some(limit)) => QueryError::Timeout { limit },
                (error, _) => error,
            }
        })
    }

    /// Takes quads out and puts others in, as one call of RDF.
    fn change(&mut self, deleted: &[Quad], inserted: Vec<Quad>) -> Result<(), Error> {
        for quad in deleted.iter().chain(&inserted) {
            self.check_writable(quad[3])?;
        }
        for &quad in deleted {
            self.tx.draft.remove(quad);
        }
        for &quad in &inserted {
            self.tx.draft.say_again(quad);
        }
        Ok(self.tx.draft.insert_all(inserted)?)
    }

    /// A quad of terms that may be new. Where `labels` are those of the request every blank node is new;
    /// else those are that the graph does not have.
    fn quad(
        &mut self,
        subject: oxrdf::Term,
        predicate: oxrdf::NamedNode,
        object: oxrdf::Term,
        graph: oxrdf::GraphName,
        labels: bool,
    ) -> Result<Quad, Error> {
        let s = self.term(subject.into(), labels)?;
        let p = self.term(Iri::from(predicate).into(), labels)?;
        let o = self.term(object.into(), labels)?;
        let g = match graph {
            oxrdf::GraphName::DefaultGraph => NONE,
            oxrdf::GraphName::NamedNode(node) => self.term(Iri::from(node).into(), labels)?,
            oxrdf::GraphName::BlankNode(node) => self.blank(&node.into(), labels)?,
        };
        Ok([s, p, o, g])
    }

    fn term(&mut self, term: Term, labels: bool) -> Result<u32, Error> {
        match term {
            Term::Iri(iri) => match self.bound(iri.as_str()) {
                Some(term) => Ok(self.tx.intern(&term)?),
                None => Ok(self.tx.intern_iri(iri.as_str())?),
            },
            Term::Blank(node) => self.blank(&node, labels),
            Term::Literal(ref literal)
                if literal.language().is_none()
                    && [rdf::LANG_STRING, rdf::DIR_LANG_STRING].contains(&literal.datatype()) =>
            {
                Err(QueryError::Refused {
                    what: format!(
                        "{literal} cannot be stored: it needs a language, or another datatype"
                    ),
                }
                .into())
            }
            Term::Literal(_) => Ok(self.tx.intern(&term)?),
            Term::Triple(triple) => {
                let (s, p, o) = triple.into_parts();
                let triple = [
                    self.term(s, labels)?,
                    self.term(p.into(), labels)?,
                    self.term(o, labels)?,
                ];
                Ok(self.tx.draft.now.dictionary.intern_triple(triple)?)
            }
        }
    }

    /// The value that was given for a variable and is written as an IRI of ours.
    fn bound(&self, iri: &str) -> Option<Term> {
        let number: usize = iri.strip_prefix(BOUND)?.parse().ok()?;
        self.options
            .bindings
            .get(number)
            .map(|(_, term)| term.clone())
    }

    fn blank(&mut self, node: &BlankNode, labels: bool) -> Result<u32, Error> {
        let dictionary = self.tx.draft.now.dictionary.clone();
        if let Some(&id) = self.blanks.get(node.as_str()) {
            return Ok(id);
        }
        if !labels && let Some(id) = dictionary.blank(node.as_str()) {
            return Ok(id);
        }
        let id = loop {
            let label = self.tx.settings.next_blank_label();
            // A label that someone chose by hand is passed over.
            if dictionary.blank(&label).is_none() {
                break dictionary.write().add_blank(&label)?;
            }
        };
        self.blanks.insert(node.as_str().to_owned(), id);
        Ok(id)
    }

    /// A quad of terms that the graph knows; of others there is nothing to take out.
    fn known(
        &self,
        subject: &oxrdf::Term,
        predicate: &oxrdf::NamedNode,
        object: &oxrdf::Term,
        graph: &oxrdf::GraphName,
    ) -> Result<Option<Quad>, QueryError> {
        let dictionary = &self.tx.draft.now.dictionary;
        let find = |term: &oxrdf::Term| {
            if let oxrdf::Term::NamedNode(node) = term
                && let Some(term) = self.bound(node.as_str())
            {
                return dictionary.find(&term);
            }
            dictionary.find(&term.clone().into())
        };
        let graph = match graph {
            oxrdf::GraphName::DefaultGraph => Some(NONE),
            oxrdf::GraphName::NamedNode(node) => find(&node.clone().into()),
            oxrdf::GraphName::BlankNode(node) => find(&node.clone().into()),
        };
        let Some(graph) = graph else {
            return Ok(None);
        };
        self.check_writable(graph)?;
        let ids = (find(subject), find(&predicate.clone().into()), find(object));
        Ok(match ids {
            (Some(s), Some(p), Some(o)) => Some([s, p, o, graph]),
            _ => None,
        })
    }

    // ---- whole graphs ------------------------------------------------------------------------------------

    fn clear(&mut self, target: &GraphTarget, silent: bool, drop: bool) -> Result<(), Error> {
        let named = |this: &Self| this.tx.draft.now.named_graphs();
        let graphs = match target {
            GraphTarget::DefaultGraph => vec![NONE],
            GraphTarget::NamedGraphs => named(self),
            GraphTarget::AllGraphs => std::iter::once(NONE).chain(named(self)).collect(),
            GraphTarget::NamedNode(node) => {
                let graph = self.tx.intern_iri(node.as_str())?;
                self.check_writable(graph)?;
                if !self.is_graph(graph) {
                    return self.unless_silent(silent, graph, "is not there");
                }
                vec![graph]
            }
        };
        let mut quads = Vec::new();
        for &graph in &graphs {
            let which = GraphIs::of(graph);
            quads.extend(self.tx.draft.now.quads([None; 3], which));
        }
        self.change(&quads, Vec::new())?;
        for graph in graphs.into_iter().filter(|&graph| graph != NONE) {
            self.tx.draft.now.delta.graphs.insert(graph, !drop);
            self.tx.draft.mark_changed();
        }
        Ok(())
    }

    /// Whether there is a graph to copy, move or add from.
    fn has(&mut self, source: &Source) -> Result<bool, Error> {
        let graph = self.tx.intern_iri(source.graph.as_str())?;
        if self.is_graph(graph) || self.is_of_schema(graph) {
            return Ok(true);
        }
        self.unless_silent(source.silent, graph, "is not there")?;
        Ok(false)
    }

    fn is_graph(&self, graph: u32) -> bool {
        let graphs = self.tx.draft.now.named_graphs();
        graphs.binary_search(&graph).is_ok()
    }

    fn known_graph(&self, graph: &Iri) -> Option<u32> {
        self.tx.draft.now.dictionary.iri(graph.as_str())
    }

    /// Whether it is the graph of an ontology, which can be read.
    fn is_of_schema(&self, graph: u32) -> bool {
        let schema = &self.tx.draft.now.base.schema;
        schema.iter().any(|(known, _)| *known == graph)
    }

    fn unless_silent(&self, silent: bool, graph: u32, what: &str) -> Result<(), Error> {
        if silent {
            return Ok(());
        }
        let graph = self.tx.lens().iri(graph);
        Err(QueryError::Refused {
            what: format!("the graph <{graph}> {what}; with SILENT that does not matter"),
        }
        .into())
    }

    fn check_writable(&self, graph: u32) -> Result<(), QueryError> {
        if graph == NONE || !self.is_of_schema(graph) {
            return Ok(());
        }
        let graph = self.tx.lens().iri(graph);
        Err(QueryError::Refused {
            what: format!(
                "the graph <{graph}> is the ontology's own and cannot be written to; extend the schema \
                 with a Turtle file of your own: Schema(\"my.ttl\")"
            ),
        })
    }
}

fn graph_name(name: GraphName) -> oxrdf::GraphName {
    match name {
        GraphName::NamedNode(node) => node.into(),
        GraphName::DefaultGraph => oxrdf::GraphName::DefaultGraph,
    }
}

/// What the solutions of a pattern make of the templates.
fn matches(
    view: &View,
    options: &QueryOptions,
    delete: Vec<GroundQuadPattern>,
    insert: Vec<QuadPattern>,
    using: Option<QueryDataset>,
    mut pattern: GraphPattern,
    stop: &AtomicBool,
) -> Result<Vec<DeleteInsertQuad>, QueryError> {
    let dataset = Dataset::new(view, options, false, stop);
    dataset.bind(
        options
            .bindings
            .iter()
            .map(|(_, term)| term.clone())
            .collect(),
    );
    dataset.with_clause(using.as_ref())?;
    rewrite(&mut pattern, &dataset)?;
    let evaluator = exact::add(evaluator(options), dataset.looked());
    let changes = evaluator
        .prepare_delete_insert(delete, insert, None, None, &pattern)
        .execute(dataset)
        .map_err(failed)?;
    changes.map(|change| change.map_err(failed)).collect()
}

/// The file that LOAD names.
fn file_of(iri: &str) -> Result<std::path::PathBuf, QueryError> {
    let refused = |why: &str| QueryError::Refused {
        what: format!("LOAD <{iri}> is refused: {why}"),
    };
    let rest = iri.strip_prefix("file:").ok_or_else(|| {
        refused("rawabit opens no connection; fetch it yourself and LOAD <file:///…>, or read() it")
    })?;
    let rest = rest.strip_prefix("//").unwrap_or_default();
    let path = rest.strip_prefix("localhost").unwrap_or(rest);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    if !path.starts_with('/') {
        return Err(refused(
            "a file's address has three slashes: file:///folder/file.ttl",
        ));
    }
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&byte, more)) = rest.split_first() {
        rest = more;
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = rest
            .get(..2)
            .and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let Some(byte) = byte else {
            return Err(refused("\"%\" comes before two hexadecimal digits"));
        };
        bytes.push(byte);
        rest = &rest[2..];
    }
    let path = String::from_utf8(bytes).map_err(|_| refused("its name is not UTF-8"))?;
    // On Windows `file:///C:/…` is `C:/…`.
    let drive = path.as_bytes().get(2) == Some(&b':');
    Ok(if cfg!(windows) && drive {
        path[1..].into()
    } else {
        path.into()
    })
}

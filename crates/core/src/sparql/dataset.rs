//! What the evaluator sees of a view: patterns of ids in, quads of ids out.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError};

use oxrdf::{BlankNode, NamedNode};
use spareval::{ExpressionTerm, InternalQuad, QueryableDataset};
use spargebra::algebra::QueryDataset;

use super::local::{Full, Local};
use super::rewrite::Text;
use super::{QueryOptions, expression};
use crate::dictionary::{Part, Tag};
use crate::graph::{Axioms, Entailed, GraphIs, Lens, View};
use crate::index::{Pattern, Quad};
use crate::model::Term;
use crate::model::id::{self, Kind, NONE};

/// A view as a query sees it: with or without what is entailed, with or without the ontology.
///
/// The evaluator is compiled anew for each type of dataset, so there is this one.
#[derive(Clone)]
pub(super) struct Dataset<'a>(Rc<Inner<'a>>);

struct Inner<'a> {
    lens: Lens<'a>,
    entailed: Option<Entailed<'a>>,
    /// Whether the ontology's triples count as said in the default graph.
    ontology: bool,
    /// Whether terms leave as the numbers of their ids.
    numbered: bool,
    local: Local,
    bound: RefCell<Vec<Term>>,
    text: Text,
    /// Whether the text is asked for.
    keeps_text: Cell<bool>,
    graphs: OnceCell<Vec<u32>>,
    watch: Watch<'a>,
}

/// Looks up now and then whether the query is to stop; once it is, it stays so.
struct Watch<'a> {
    left: Cell<u32>,
    interrupt: Option<&'a (dyn Fn() -> bool + Send + Sync)>,
    stop: &'a AtomicBool,
}

/// So many quads go by between two questions to whoever may interrupt.
const BETWEEN: u32 = 1 << 14;

impl Watch<'_> {
    #[inline]
    fn is_over(&self) -> bool {
        let left = self.left.get();
        if left > 0 {
            self.left.set(left - 1);
        } else {
            self.left.set(BETWEEN);
            if self.interrupt.is_some_and(|interrupt| interrupt()) {
                self.stop.store(true, Ordering::Relaxed);
            }
        }
        self.stop.load(Ordering::Relaxed)
    }
}

/// What a dataset can fail with.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error(transparent)]
    Full(#[from] Full),
    #[error("the query was interrupted")]
    Interrupted,
}

/// The beginning of the IRIs that stand for values given for variables, by number.
///
/// Blank nodes cannot be written in a query, where they are variables.
pub(super) const BOUND: &str = "urn:x-rawabit:bound:";

impl<'a> Dataset<'a> {
    pub(super) fn new(
        view: &'a View,
        options: &'a QueryOptions,
        numbered: bool,
        stop: &'a AtomicBool,
    ) -> Self {
        let lens = view.lens();
        let entailed = options.infer.then(|| {
            let axioms: Arc<Axioms> = view.cache().get("axioms", || Axioms::of(lens));
            Entailed::new(lens, axioms)
        });
        Self(Rc::new(Inner {
            lens,
            entailed,
            ontology: options.ontology,
            numbered,
            local: Local::default(),
            bound: RefCell::default(),
            text: Text::default(),
            keeps_text: Cell::new(false),
            graphs: OnceCell::new(),
            watch: Watch {
                left: Cell::new(BETWEEN),
                interrupt: options.interrupted(),
                stop,
            },
        }))
    }

    /// Lets the IRI of a number stand for a term.
    pub(super) fn bind(&self, terms: Vec<Term>) {
        *self.0.bound.borrow_mut() = terms;
    }

    /// The id of a term.
    pub(super) fn id_of(&self, term: oxrdf::Term) -> Result<u32, Fault> {
        self.internalize_term(term)
    }

    /// The term of an id.
    pub(super) fn term(&self, id: u32) -> Term {
        if is_local(id) {
            self.0.local.term(id)
        } else {
            self.0.lens.snapshot.dictionary.term(id)
        }
    }

    /// The text of the typed literal that an expression has looked at last.
    pub(super) fn text(&self) -> &Text {
        &self.0.text
    }

    /// From now on the text is kept.
    pub(super) fn keep_text(&self) {
        self.0.keeps_text.set(true);
    }

    fn text_of(&self, term: u32) -> Option<String> {
        let inner = &*self.0;
        if is_local(term) {
            return match inner.local.term(term) {
                Term::Literal(literal) => Some(literal.lexical().to_owned()),
                _ => None,
            };
        }
        if !id::is_literal(term) {
            return None;
        }
        inner
            .lens
            .snapshot
            .dictionary
            .with(term, |part| match part {
                Part::Literal(lexical, Tag::Typed(_)) => Some(lexical.into()),
                _ => None,
            })
    }

    /// The named graphs of a query, as names that can stand in it.
    pub(super) fn graph_names(
        &self,
        clause: Option<&QueryDataset>,
    ) -> Result<Vec<NamedNode>, Fault> {
        if let Some(named) = clause.and_then(|clause| clause.named.as_ref()) {
            let mut there = Vec::new();
            for name in named {
                let id = self.internalize_term(name.clone().into())?;
                if self.contains_internal_graph_name(&id)? {
                    there.push(name.clone());
                }
            }
            return Ok(there);
        }
        let inner = &*self.0;
        let mut names = Vec::new();
        for &graph in self.named_graphs() {
            names.push(match inner.lens.snapshot.dictionary.term(graph) {
                Term::Iri(iri) => NamedNode::new_unchecked(iri.as_str()),
                other => {
                    let mut bound = inner.bound.borrow_mut();
                    bound.push(other);
                    NamedNode::new_unchecked(format!("{BOUND}{}", bound.len() - 1))
                }
            });
        }
        Ok(names)
    }

    /// Whether a term is a subject or an object in a graph.
    pub(super) fn has_node(
        &self,
        term: oxrdf::Term,
        graph: Option<NamedNode>,
    ) -> Result<bool, Fault> {
        let id = self.internalize_term(term)?;
        let graph = match graph {
            None => GraphIs::Default,
            Some(name) => GraphIs::Named(self.internalize_term(name.into())?),
        };
        let mut places = [[Some(id), None, None], [None, None, Some(id)]].into_iter();
        Ok(places.any(|pattern| self.quads(pattern, graph).next().is_some()))
    }

    /// The terms that the query has made.
    pub(super) fn made(&self) -> Vec<Term> {
        self.0.local.take()
    }

    fn quads(&self, pattern: Pattern, graph: GraphIs) -> Quads<'a> {
        if pattern.iter().flatten().any(|&id| is_local(id)) {
            return Quads::None;
        }
        let inner = &*self.0;
        let schema = &inner.lens.snapshot.base.schema;
        let stored: Quads<'a> = match (&inner.entailed, graph) {
            (_, GraphIs::Named(name)) if is_local(name) => Quads::None,
            (None, _) => Quads::Seen(inner.lens.snapshot.quads(pattern, graph)),
            (Some(entailed), _) => Quads::Boxed(entailed.quads(pattern, graph)),
        };
        match graph {
            GraphIs::Default | GraphIs::Any if inner.ontology => {
                let lens = inner.lens;
                let entailed = inner.entailed.clone();
                let said = move |[s, p, o]: [u32; 3]| match &entailed {
                    None => lens.snapshot.contains([s, p, o, NONE]),
                    Some(entailed) => entailed
                        .quads([Some(s), Some(p), Some(o)], GraphIs::Default)
                        .next()
                        .is_some(),
                };
                let more = schema
                    .iter()
                    .flat_map(move |(_, triples)| triples.scan(pattern))
                    .filter(move |&triple| !said(triple))
                    .map(|[s, p, o]| [s, p, o, NONE]);
                Quads::Boxed(Box::new(stored.chain(more)))
            }
            GraphIs::Named(name) => match schema.iter().find(|(graph, _)| *graph == name) {
                // Nothing else can be said there.
                Some((_, triples)) => Quads::Boxed(Box::new(
                    triples.scan(pattern).map(move |[s, p, o]| [s, p, o, name]),
                )),
                None => stored,
            },
            _ => stored,
        }
    }

    fn named_graphs(&self) -> &[u32] {
        let lens = self.0.lens;
        self.0.graphs.get_or_init(|| lens.snapshot.named_graphs())
    }
}

/// Whether an id is of a term that only the query knows.
fn is_local(id: u32) -> bool {
    id::kind(id) == Some(Kind::Query)
}

/// The quads of one pattern.
enum Quads<'a> {
    None,
    Seen(crate::graph::Quads<'a>),
    Boxed(Box<dyn Iterator<Item = Quad> + 'a>),
}

impl Iterator for Quads<'_> {
    type Item = Quad;

    #[inline]
    fn next(&mut self) -> Option<Quad> {
        match self {
            Self::None => None,
            Self::Seen(quads) => quads.next(),
            Self::Boxed(quads) => quads.next(),
        }
    }
}

/// The quads of one pattern, as long as the query goes on: then one fault and no more, as some of the
/// evaluator's operators pass over faults and go on asking.
struct Watched<'a> {
    quads: Quads<'a>,
    dataset: Dataset<'a>,
    over: bool,
}

impl Iterator for Watched<'_> {
    type Item = Result<InternalQuad<u32>, Fault>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        if self.dataset.0.watch.is_over() {
            self.over = true;
            return Some(Err(Fault::Interrupted));
        }
        let [subject, predicate, object, graph] = self.quads.next()?;
        Some(Ok(InternalQuad {
            subject,
            predicate,
            object,
            graph_name: (graph != NONE).then_some(graph),
        }))
    }
}

impl<'a> QueryableDataset<'a> for Dataset<'a> {
    type InternalTerm = u32;
    type Error = Fault;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&u32>,
        predicate: Option<&u32>,
        object: Option<&u32>,
        graph_name: Option<Option<&u32>>,
    ) -> impl Iterator<Item = Result<InternalQuad<u32>, Fault>> + use<'a> {
        let graph = match graph_name {
            None => GraphIs::Any,
            Some(None) => GraphIs::Default,
            Some(Some(&name)) => GraphIs::Named(name),
        };
        let pattern = [subject.copied(), predicate.copied(), object.copied()];
        Watched {
            quads: self.quads(pattern, graph),
            dataset: self.clone(),
            over: false,
        }
    }

    fn internal_named_graphs(&self) -> impl Iterator<Item = Result<u32, Fault>> + use<'a> {
        self.named_graphs().to_vec().into_iter().map(Ok)
    }

    fn contains_internal_graph_name(&self, graph_name: &u32) -> Result<bool, Fault> {
        let schema = &self.0.lens.snapshot.base.schema;
        Ok(schema.iter().any(|(graph, _)| graph == graph_name)
            || self.named_graphs().binary_search(graph_name).is_ok())
    }

    fn internalize_term(&self, term: oxrdf::Term) -> Result<u32, Fault> {
        let inner = &*self.0;
        if let oxrdf::Term::NamedNode(node) = &term {
            if let Some(number) = node.as_str().strip_prefix(BOUND)
                && let Ok(number) = number.parse::<usize>()
                && let Some(term) = inner.bound.borrow().get(number)
            {
                return Ok(inner
                    .local
                    .id(term.clone(), &inner.lens.snapshot.dictionary)?);
            }
            if let Some(id) = inner.lens.snapshot.dictionary.iri(node.as_str()) {
                return Ok(id);
            }
        }
        Ok(inner
            .local
            .id(term.into(), &inner.lens.snapshot.dictionary)?)
    }

    fn externalize_term(&self, term: u32) -> Result<oxrdf::Term, Fault> {
        let inner = &*self.0;
        if inner.numbered {
            // Asked for only where a row is ready: it is kept as ids, and told in terms when looked at.
            return Ok(BlankNode::new_from_unique_id(term.into()).into());
        }
        if is_local(term) {
            return Ok(inner.local.term(term).into());
        }
        Ok(inner.lens.snapshot.dictionary.term(term).into())
    }

    fn externalize_expression_term(&self, term: u32) -> Result<ExpressionTerm, Fault> {
        let inner = &*self.0;
        if inner.keeps_text.get() {
            let mut text = inner.text.lock().unwrap_or_else(PoisonError::into_inner);
            *text = self.text_of(term);
        }
        if is_local(term) {
            return Ok(oxrdf::Term::from(inner.local.term(term)).into());
        }
        Ok(expression::of(&inner.lens.snapshot.dictionary, term))
    }
}

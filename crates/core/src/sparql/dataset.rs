//! What the evaluator sees of a view: patterns of ids in, quads of ids out.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use oxrdf::{BlankNode, NamedNode};
use spareval::{ExpressionTerm, InternalQuad, QueryableDataset};
use spargebra::algebra::QueryDataset;

use super::clause::Clause;
use super::exact::{self, Looked, Stands};
use super::local::{Full, Keys, Local};
use super::quoted::Virtual;
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
    /// The places in orders that the query has made.
    keys: Keys,
    looked: Arc<Looked>,
    /// The triple term that is being taken apart, and how many of its parts were asked for.
    apart: Cell<(u32, usize)>,
    /// Whether texts and datatypes are asked for.
    keeps_typed: Cell<bool>,
    graphs: OnceCell<Vec<u32>>,
    /// What FROM and FROM NAMED, or USING, say.
    clause: OnceCell<Clause>,
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
    #[error(
        "the query asks its GRAPH patterns of each named graph in turn, more than {most} times in all: \
         give one of the graphs its name, or take them out of each other"
    )]
    Graphs { most: usize },
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
            keys: Keys::default(),
            looked: Arc::default(),
            apart: Cell::new((NONE, 0)),
            keeps_typed: Cell::new(false),
            graphs: OnceCell::new(),
            clause: OnceCell::new(),
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

    /// What expressions have looked at last.
    pub(super) fn looked(&self) -> &Arc<Looked> {
        &self.0.looked
    }

    /// From now on the texts and datatypes of what is looked at are kept.
    pub(super) fn keep_typed(&self) {
        self.0.keeps_typed.set(true);
    }

    /// Text and datatype of a literal that has a datatype of its own.
    fn typed_of(&self, term: u32) -> Option<(String, String)> {
        let inner = &*self.0;
        if is_local(term) {
            return match inner.local.term(term) {
                Term::Literal(literal) => {
                    Some((literal.lexical().to_owned(), literal.datatype().to_owned()))
                }
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
                Part::Literal(lexical, Tag::Typed(datatype)) => {
                    Some((lexical.into(), datatype.to_string()))
                }
                _ => None,
            })
    }

    /// From now on the graphs are those of a clause.
    pub(super) fn with_clause(&self, clause: Option<&QueryDataset>) -> Result<(), Fault> {
        if let Some(clause) = clause {
            let id = |name: &NamedNode| self.internalize_term(name.clone().into());
            // It is said once.
            let _ = self.0.clause.set(Clause::of(clause, id)?);
        }
        Ok(())
    }

    /// The named graphs of a query, as names that can stand in it.
    pub(super) fn graph_names(&self) -> Vec<NamedNode> {
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
        names
    }

    /// Whether a constant may be where a predicate of ours says.
    pub(super) fn may_be(&self, which: Virtual, node: &NamedNode) -> bool {
        let Some(number) = node.as_str().strip_prefix(BOUND) else {
            return true;
        };
        let bound = self.0.bound.borrow();
        let term = number.parse::<usize>().ok().and_then(|at| bound.get(at));
        match term {
            Some(Term::Literal(_) | Term::Triple(_)) => false,
            Some(Term::Blank(_)) => which == Virtual::Node,
            _ => true,
        }
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

    /// The quads of a pattern in the graphs of the query.
    fn quads(&self, pattern: Pattern, graph: GraphIs) -> Quads<'a> {
        if let Some(which) = pattern[1].and_then(Virtual::of) {
            return self.nodes(which, pattern, graph);
        }
        if pattern.iter().flatten().any(|&id| is_local(id)) {
            return Quads::None;
        }
        let Some(clause) = self.0.clause.get() else {
            return self.quads_of(pattern, graph);
        };
        match graph {
            GraphIs::Named(name) if !clause.names(name) => Quads::None,
            GraphIs::Default => {
                let (this, default) = (self.clone(), clause.default.clone());
                Quads::Boxed(Box::new((0..default.len()).flat_map(move |at| {
                    let (this, before) = (this.clone(), default[..at].to_vec());
                    let quads = this.quads_of(pattern, GraphIs::Named(default[at]));
                    // Their merge has a triple once, whichever of them have it.
                    quads
                        .filter(move |&[s, p, o, _]| {
                            let triple = [Some(s), Some(p), Some(o)];
                            let mut before = before.iter();
                            before.all(|&graph| {
                                this.quads_of(triple, GraphIs::Named(graph))
                                    .next()
                                    .is_none()
                            })
                        })
                        .map(|[s, p, o, _]| [s, p, o, NONE])
                })))
            }
            GraphIs::Any | GraphIs::AnyNamed if clause.named.is_some() => {
                let (this, named) = (self.clone(), self.named_graphs().to_vec());
                let each = move |graph| this.quads_of(pattern, GraphIs::Named(graph));
                Quads::Boxed(Box::new(named.into_iter().flat_map(each)))
            }
            graph => self.quads_of(pattern, graph),
        }
    }

    /// Triples that say of each node of some kind that it is itself.
    fn nodes(&self, which: Virtual, [s, _, o]: Pattern, graph: GraphIs) -> Quads<'a> {
        let dictionary = &self.0.lens.snapshot.dictionary;
        let is_one = move |id: u32| {
            !is_local(id)
                && id::is_resource(id)
                && (which == Virtual::Node || !dictionary.is_blank(id))
        };
        let nodes: Box<dyn Iterator<Item = u32> + 'a> = match (s, o) {
            (Some(s), Some(o)) => Box::new((s == o).then_some(s).into_iter()),
            (Some(id), None) | (None, Some(id)) => Box::new(std::iter::once(id)),
            (None, None) => {
                let resources = dictionary.sizes().0;
                let id = |number| id::id(Kind::Resource, number as u32);
                Box::new((0..resources).map(id))
            }
        };
        let graphs = match graph {
            GraphIs::Default => vec![NONE],
            GraphIs::Named(name) => vec![name],
            GraphIs::Any | GraphIs::AnyNamed => self.named_graphs().to_vec(),
        };
        let predicate = which.id();
        Quads::Boxed(Box::new(nodes.filter(move |&id| is_one(id)).flat_map(
            move |id| {
                let graphs = graphs.clone();
                graphs
                    .into_iter()
                    .map(move |graph| [id, predicate, id, graph])
            },
        )))
    }

    /// The quads of a pattern in the graphs of the view.
    fn quads_of(&self, pattern: Pattern, graph: GraphIs) -> Quads<'a> {
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
        self.0.graphs.get_or_init(|| {
            let mut there = lens.snapshot.named_graphs();
            let Some(named) = self.0.clause.get().and_then(|clause| clause.named.as_ref()) else {
                return there;
            };
            there.extend(lens.snapshot.base.schema.iter().map(|(graph, _)| *graph));
            there.sort_unstable();
            there.retain(|graph| named.contains(graph));
            there
        })
    }

    /// The parts of a triple term.
    fn parts(&self, term: u32) -> Result<Option<[u32; 3]>, Fault> {
        let inner = &*self.0;
        if id::is_triple(term) {
            return Ok(Some(inner.lens.snapshot.dictionary.triple(term)));
        }
        if !is_local(term) {
            return Ok(None);
        }
        let Term::Triple(triple) = inner.local.term(term) else {
            return Ok(None);
        };
        let (s, p, o) = triple.into_parts();
        let id = |term: Term| self.internalize_term(term.into());
        Ok(Some([id(s)?, id(p.into())?, id(o)?]))
    }

    /// The id of a value where it is a part of the triple term that was looked at last, and asked for in its
    /// turn: a pattern takes a triple term apart into values, and its object is to be found as it stands.
    fn part(&self, value: &ExpressionTerm) -> Result<Option<u32>, Fault> {
        let (whole, asked) = self.0.apart.replace((NONE, 0));
        if whole == NONE {
            return Ok(None);
        }
        let Some(parts) = self.parts(whole)? else {
            return Ok(None);
        };
        let part = parts[asked];
        if self.expression(part) != *value {
            return Ok(None);
        }
        if asked < 2 {
            self.0.apart.set((whole, asked + 1));
        }
        Ok(Some(part))
    }

    /// The object of a triple term that an expression puts together: where its value is that of the term
    /// which was looked at last, it is that term; and so where it is such a triple term itself.
    fn object(&self, value: ExpressionTerm) -> oxrdf::Term {
        let last = self.0.looked.id();
        if last != NONE && self.expression(last) == value {
            self.0.looked.at(NONE);
            return self.term(last).into();
        }
        if let ExpressionTerm::Triple(triple) = value {
            let object = self.object(triple.object);
            return oxrdf::Triple::new(triple.subject, triple.predicate, object).into();
        }
        self.0.looked.at(NONE);
        value.into()
    }

    fn expression(&self, term: u32) -> ExpressionTerm {
        let inner = &*self.0;
        if is_local(term) {
            return oxrdf::Term::from(inner.local.term(term)).into();
        }
        expression::of(&inner.lens.snapshot.dictionary, term)
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
        let limited = self
            .0
            .clause
            .get()
            .is_some_and(|clause| clause.named.is_some());
        Ok(self.named_graphs().binary_search(graph_name).is_ok()
            || !limited && schema.iter().any(|(graph, _)| graph == graph_name))
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
            if let Some(which) = Virtual::named(node.as_str()) {
                return Ok(which.id());
            }
            if let Some(id) = inner.lens.snapshot.dictionary.iri(node.as_str()) {
                return Ok(id);
            }
            match exact::stands_for(node.as_str()) {
                Some(Stands::Id(id)) => return Ok(id),
                Some(Stands::Key(key)) => return Ok(inner.keys.add(key)?),
                Some(Stands::Typed(literal)) => return self.internalize_term(literal.into()),
                None => {}
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
        if let Some(key) = inner.keys.get(term) {
            return Ok(NamedNode::new_unchecked(key).into());
        }
        inner.looked.at(term);
        inner.apart.set((NONE, 0));
        let mut literal = term;
        if let Some([_, _, object]) = self.parts(term)? {
            inner.looked.at_object(object);
            inner.apart.set((term, 0));
            literal = object;
        }
        if inner.keeps_typed.get() {
            inner.looked.at_typed(self.typed_of(literal));
        }
        Ok(self.expression(term))
    }

    fn internalize_expression_term(&self, term: ExpressionTerm) -> Result<u32, Fault> {
        if let Some(part) = self.part(&term)? {
            return Ok(part);
        }
        let ExpressionTerm::Triple(triple) = term else {
            return self.internalize_term(term.into());
        };
        let object = self.object(triple.object);
        let triple = oxrdf::Triple::new(triple.subject, triple.predicate, object);
        self.internalize_term(triple.into())
    }
}

//! What has to be known of a document before its first line: which names it needs, whether it is
//! RDF 1.2, and what is said of its blank nodes.

use rustc_hash::FxHashMap;

use super::names::Names;
use super::plan::Plan;
use super::terms::is_short;
use crate::dictionary::{BLANK, Dictionary, Part, Tag, WHOLE};
use crate::index::Quad;
use crate::model::id::{self, NONE, known};
use crate::model::vocab::rdf;

/// It is written somewhere, other than as a predicate that has a word of its own.
const USED: u8 = 1;
/// It is an object once.
const ONCE: u8 = 2;
/// It is an object more often.
const OFTEN: u8 = 4;
/// It stands where only a label can stand, or in several graphs.
const LABEL: u8 = 8;
/// It is the subject of a statement that a reifier stands for.
const REIFIED: u8 = 16;
/// It is a reifier that is written as one.
const REIFIER: u8 = 32;
/// It is a predicate.
const PREDICATE: u8 = 64;

/// The vocabulary of lists.
#[derive(Clone, Copy)]
pub(super) struct List {
    pub(super) first: u32,
    pub(super) rest: u32,
    pub(super) nil: u32,
}

impl List {
    /// `None` where there are no lists.
    fn of(dictionary: &Dictionary) -> Option<Self> {
        Some(Self {
            first: dictionary.iri(rdf::FIRST)?,
            rest: dictionary.iri(rdf::REST)?,
            nil: dictionary.iri(rdf::NIL)?,
        })
    }
}

/// What was found.
pub(super) struct Census {
    /// By the index of a resource.
    marks: Vec<u8>,
    /// Each once.
    pub(super) predicates: Vec<u32>,
    pub(super) is_1_2: bool,
    /// Literals, one of each datatype that has to be named.
    datatypes: Vec<u32>,
    /// By the number of a tag.
    tags: Vec<Named>,
    pub(super) list: Option<List>,
    /// How often the first and the rest of a list are told.
    cells: [usize; 2],
    /// The graph of each blank node, where there are several graphs.
    homes: Option<FxHashMap<u32, u32>>,
}

/// Whether the datatype of literals is written with them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    /// Not with those that were met: they have short forms.
    Open,
    /// It was found already, or there is none.
    Settled,
}

impl Census {
    /// Goes through all that is written. O(n) in the quads, with a byte for each resource.
    pub(super) fn new(plan: &Plan<'_>) -> Self {
        let (resources, ..) = plan.snapshot.dictionary.sizes();
        let several = plan.graphs().len() > 1;
        let mut this = Self {
            marks: vec![0; resources],
            predicates: Vec::new(),
            is_1_2: false,
            datatypes: Vec::new(),
            tags: Vec::new(),
            list: List::of(&plan.snapshot.dictionary),
            cells: [0; 2],
            homes: several.then(FxHashMap::default),
        };
        for quad in plan.quads() {
            this.take(plan, quad);
        }
        for (graph, triples) in plan.schema() {
            this.label(plan, graph);
            for [s, p, o] in triples {
                this.take(plan, [s, p, o, NONE]);
                // The schema comes on its own, behind all else.
                this.label(plan, s);
                if id::is_resource(o) {
                    this.label(plan, o);
                }
            }
        }
        this
    }

    fn mark(&mut self, resource: u32, mark: u8) {
        if let Some(marks) = self.marks.get_mut(id::index(resource)) {
            *marks |= mark;
        }
    }

    fn has(&self, resource: u32, mark: u8) -> bool {
        id::is_resource(resource)
            && self
                .marks
                .get(id::index(resource))
                .is_some_and(|marks| marks & mark != 0)
    }

    fn take(&mut self, plan: &Plan<'_>, [s, p, o, g]: Quad) {
        self.mark(s, USED);
        self.at_home(plan, s, g);
        if g != NONE {
            self.label(plan, g);
        }
        if p == known::REIFIES && id::is_triple(o) {
            self.is_1_2 = true;
            let reifier = s;
            let [s, p, o] = plan.snapshot.dictionary.triple(o);
            self.mark(s, REIFIED);
            self.mark(reifier, REIFIER);
            self.label(plan, s);
            self.predicate(p);
            self.label(plan, o);
            return;
        }
        match self.list {
            Some(list) if p == list.first => self.cells[0] += 1,
            Some(list) if p == list.rest => self.cells[1] += 1,
            _ => self.predicate(p),
        }
        if self.list.is_some_and(|list| list.nil == o) {
            // It has a form without a name.
            return;
        }
        if id::is_resource(o) {
            let again = if self.has(o, ONCE) { OFTEN } else { ONCE };
            self.mark(o, USED | again);
            self.at_home(plan, o, g);
        } else {
            self.label(plan, o);
        }
    }

    fn predicate(&mut self, predicate: u32) {
        if !self.has(predicate, PREDICATE) {
            self.predicates.push(predicate);
            // `a` is a word of its own.
            let used = if predicate == known::TYPE { 0 } else { USED };
            self.mark(predicate, PREDICATE | used);
        }
    }

    /// A term that stands where no blank node can be spelt out.
    fn label(&mut self, plan: &Plan<'_>, term: u32) {
        if id::is_resource(term) {
            self.mark(term, USED | LABEL);
        } else if id::is_literal(term) {
            self.literal(plan, term);
        } else if id::is_triple(term) {
            self.is_1_2 = true;
            let [s, p, o] = plan.snapshot.dictionary.triple(term);
            self.label(plan, s);
            self.predicate(p);
            self.label(plan, o);
        }
    }

    fn at_home(&mut self, plan: &Plan<'_>, resource: u32, graph: u32) {
        if let Some(homes) = &mut self.homes
            && plan.snapshot.dictionary.is_blank(resource)
            && *homes.entry(resource).or_insert(graph) != graph
        {
            self.mark(resource, LABEL);
        }
    }

    fn literal(&mut self, plan: &Plan<'_>, literal: u32) {
        let dictionary = &plan.snapshot.dictionary;
        let tag = dictionary.tag_of(literal) as usize;
        if self.tags.len() <= tag {
            self.tags.resize(tag + 1, Named::Open);
        }
        if self.tags[tag] == Named::Settled {
            return;
        }
        dictionary.with(literal, |part| match part {
            Part::Literal(lexical, Tag::Typed(datatype)) if is_short(lexical, datatype) => {}
            Part::Literal(_, Tag::Typed(_)) => {
                self.datatypes.push(literal);
                self.tags[tag] = Named::Settled;
            }
            Part::Literal(_, of) => {
                self.is_1_2 |= matches!(of, Tag::DirLang(..));
                self.tags[tag] = Named::Settled;
            }
            _ => {}
        });
    }

    /// Tells names which of them are needed.
    pub(super) fn name(&self, plan: &Plan<'_>, names: &mut Names) {
        let dictionary = &plan.snapshot.dictionary;
        for resource in self.resources(USED) {
            let number = dictionary.namespace_of(resource);
            if number != BLANK && !names.knows(number) {
                dictionary.with(resource, |part| {
                    if let Part::Iri(namespace, local) = part {
                        names.see(number, namespace, local);
                    }
                });
            }
        }
        for &literal in &self.datatypes {
            dictionary.with(literal, |part| {
                if let Part::Literal(_, Tag::Typed(datatype)) = part {
                    names.see(WHOLE, "", datatype);
                }
            });
        }
    }

    fn resources(&self, mark: u8) -> impl Iterator<Item = u32> + '_ {
        self.marks
            .iter()
            .enumerate()
            .filter(move |(_, marks)| **marks & mark != 0)
            .map(|(at, _)| id::id(id::Kind::Resource, at as u32))
    }

    /// The blank nodes that are objects exactly once, and stand nowhere else but as subjects in the
    /// same graph, ascending.
    pub(super) fn single_objects(&self, plan: &Plan<'_>) -> Vec<u32> {
        self.resources(ONCE)
            .filter(|&r| !self.has(r, OFTEN | LABEL) && plan.snapshot.dictionary.is_blank(r))
            .collect()
    }

    /// Whether a resource stands nowhere but as a subject in one graph.
    pub(super) fn is_only_subject(&self, resource: u32) -> bool {
        !self.has(resource, ONCE | OFTEN | LABEL)
    }

    /// Whether a resource is written as a reifier.
    pub(super) fn is_reifier(&self, resource: u32) -> bool {
        self.has(resource, REIFIER)
    }

    /// Takes note of how many cells are spelt out as lists: the others need the words for them.
    pub(super) fn spell_out(&mut self, cells: usize) {
        if let Some(list) = self.list {
            for (word, told) in [(list.first, self.cells[0]), (list.rest, self.cells[1])] {
                if told > cells {
                    self.predicate(word);
                }
            }
        }
    }

    /// Whether any reifier stands for a statement about a resource.
    pub(super) fn is_reified(&self, resource: u32) -> bool {
        self.has(resource, REIFIED)
    }

    /// The graph of a blank node.
    pub(super) fn home(&self, blank: u32) -> u32 {
        let homes = self.homes.as_ref();
        homes.map_or(NONE, |homes| homes.get(&blank).copied().unwrap_or(NONE))
    }
}

//! What follows from the schema: the dataset in which every pattern yields each entailed triple once.
//!
//! From the schema's axioms alone (subclass, subproperty, inverse, symmetric, transitive), within one
//! graph, and nothing is stored. Types never follow from domain or range, and nothing follows that has a
//! literal or a triple term as its subject. A pattern costs what its answers cost: closures are walked
//! from the end that is given, and where both are, from the subject until the object is met.

use std::sync::Arc;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{GraphIs, Lens};
use crate::dictionary::Part;
use crate::index::{Pattern, Quad};
use crate::model::Iri;
use crate::model::id::{NONE, is_resource, known};
use crate::model::vocab::rdfs;
use crate::schema::{RelationId, Role};

/// The axioms of a schema, in the ids of one dictionary.
pub(crate) struct Axioms {
    families: Vec<Family>,
    /// The family of a predicate, and that of its triples turned round.
    by_predicate: FxHashMap<u32, [usize; 2]>,
    /// The superclasses of each class, itself not among them.
    superclasses: FxHashMap<u32, Vec<u32>>,
    subclasses: FxHashMap<u32, Vec<u32>>,
}

/// Predicates, as they are or turned round, that follow from each other.
#[derive(Default)]
struct Family {
    /// The predicates whose stored triples are of the family, and whether their ends change places.
    stored: Vec<(u32, bool)>,
    /// The transitive families that it follows from; none in a transitive one, which walks their
    /// triples itself.
    closures: Vec<usize>,
    transitive: bool,
}

impl Axioms {
    /// The axioms of a lens' schema. O(r²) in the relations of a chain.
    pub(crate) fn of(lens: Lens<'_>) -> Self {
        let mut axioms = Self {
            families: Vec::new(),
            by_predicate: FxHashMap::default(),
            superclasses: FxHashMap::default(),
            subclasses: FxHashMap::default(),
        };
        axioms.add_families(lens);
        axioms.add_classes(lens);
        axioms
    }

    fn add_classes(&mut self, lens: Lens<'_>) {
        let mut parents: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for [class, _, above] in said(lens, rdfs::SUB_CLASS_OF) {
            // A blank node describes things and has no name to be a type by.
            if is_named(lens, above) {
                parents.entry(class).or_default().push(above);
            }
        }
        // Some stand under one without its being said.
        for class in lens.schema.types() {
            let id = |iri: &Iri| lens.snapshot.dictionary.iri(iri.as_str());
            if let Some(below) = id(class.iri()) {
                let above = class.parents().iter();
                let above = above.filter_map(|&above| id(lens.schema.type_(above).iri()));
                parents.entry(below).or_default().extend(above);
            }
        }
        for &class in parents.keys() {
            let mut seen = FxHashSet::from_iter([class]);
            let mut open = vec![class];
            while let Some(next) = open.pop() {
                let above = parents.get(&next).into_iter().flatten();
                open.extend(above.filter(|above| seen.insert(**above)));
            }
            seen.remove(&class);
            for &above in &seen {
                self.subclasses.entry(above).or_default().push(class);
            }
            self.superclasses.insert(class, seen.into_iter().collect());
        }
    }

    fn add_families(&mut self, lens: Lens<'_>) {
        let mut rules = Rules::default();
        let schema = lens.schema;
        let id = |relation: RelationId| {
            let iri = schema.relation(relation).iri();
            lens.snapshot.dictionary.iri(iri.as_str())
        };
        // The words of claims stand for what is stored, from which nothing follows.
        let relations = || schema.relations().filter(|r| r.role() != Role::Claim);
        let apart: FxHashSet<u32> = schema
            .relations()
            .filter(|r| r.role() == Role::Claim)
            .filter_map(|r| id(r.id()))
            .chain([known::TYPE])
            .collect();
        for relation in relations() {
            let Some(predicate) = id(relation.id()) else {
                continue;
            };
            if let Some(inverse) = relation.inverse().and_then(id) {
                rules.follows(predicate, inverse, true);
                rules.follows(inverse, predicate, true);
            }
            // Some stand under one without its being said.
            for wide in relation.parents().iter().filter_map(|&parent| id(parent)) {
                if !apart.contains(&wide) {
                    rules.follows(predicate, wide, false);
                }
            }
            if relation.is_symmetric() {
                rules.follows(predicate, predicate, true);
            }
            if relation.is_transitive() {
                rules.transitive.insert(predicate);
            }
        }
        for [narrow, _, wide] in said(lens, rdfs::SUB_PROPERTY_OF) {
            if !apart.contains(&narrow) && !apart.contains(&wide) && is_named(lens, wide) {
                rules.follows(narrow, wide, false);
            }
        }
        (self.families, self.by_predicate) = rules.families();
    }

    /// The superclasses of a class, itself not among them.
    pub(crate) fn above(&self, class: u32) -> &[u32] {
        self.superclasses.get(&class).map_or(&[], Vec::as_slice)
    }

    fn below(&self, class: u32) -> &[u32] {
        self.subclasses.get(&class).map_or(&[], Vec::as_slice)
    }
}

/// The schema's triples of a predicate.
fn said<'a>(lens: Lens<'a>, predicate: &str) -> impl Iterator<Item = [u32; 3]> + use<'a> {
    let predicate = lens.snapshot.dictionary.iri(predicate);
    let schema = &lens.snapshot.base.schema;
    let of = move |predicate| {
        schema
            .iter()
            .flat_map(move |(_, triples)| triples.scan([None, Some(predicate), None]))
    };
    predicate.into_iter().flat_map(of)
}

fn is_named(lens: Lens<'_>, id: u32) -> bool {
    is_resource(id)
        && lens
            .snapshot
            .dictionary
            .with(id, |part| matches!(part, Part::Iri(..)))
}

/// What follows from what, of predicates as they are and turned round.
///
/// Each is a node; what follows from each other is one family, however the axioms go round.
#[derive(Default)]
struct Rules {
    graph: DiGraph<(u32, bool), ()>,
    nodes: FxHashMap<u32, [NodeIndex; 2]>,
    transitive: FxHashSet<u32>,
}

impl Rules {
    fn nodes(&mut self, predicate: u32) -> [NodeIndex; 2] {
        *self
            .nodes
            .entry(predicate)
            .or_insert_with(|| [false, true].map(|turned| self.graph.add_node((predicate, turned))))
    }

    /// From one predicate another follows, between the same ends or turned round.
    fn follows(&mut self, narrow: u32, wide: u32, turned: bool) {
        let narrow = self.nodes(narrow);
        let mut wide = self.nodes(wide);
        if turned {
            wide.reverse();
        }
        for (narrow, wide) in narrow.into_iter().zip(wide) {
            // Edges lead from what is asked for to what it follows from.
            self.graph.update_edge(wide, narrow, ());
        }
    }

    fn families(mut self) -> (Vec<Family>, FxHashMap<u32, [usize; 2]>) {
        for predicate in self.transitive.clone() {
            self.nodes(predicate);
        }
        let parts = kosaraju_scc(&self.graph);
        let mut part_of = vec![0; self.graph.node_count()];
        for (number, part) in parts.iter().enumerate() {
            for node in part {
                part_of[node.index()] = number;
            }
        }
        let is_transitive: Vec<bool> = parts
            .iter()
            .map(|part| {
                part.iter()
                    .any(|&node| self.transitive.contains(&self.graph[node].0))
            })
            .collect();
        let families: Vec<Family> = parts
            .iter()
            .enumerate()
            .map(|(number, part)| self.family(part, number, &part_of, &is_transitive))
            .collect();
        let mut by_predicate = FxHashMap::default();
        for (&predicate, nodes) in &self.nodes {
            let [family, turned] = nodes.map(|node| part_of[node.index()]);
            // A predicate from which alone it follows is like any other.
            let found = &families[family];
            if found.transitive || !found.closures.is_empty() || found.stored.len() > 1 {
                by_predicate.insert(predicate, [family, turned]);
            }
        }
        (families, by_predicate)
    }

    fn family(
        &self,
        part: &[NodeIndex],
        number: usize,
        part_of: &[usize],
        is_transitive: &[bool],
    ) -> Family {
        let mut family = Family {
            transitive: is_transitive[number],
            ..Family::default()
        };
        let mut open = part.to_vec();
        let mut seen: FxHashSet<NodeIndex> = open.iter().copied().collect();
        while let Some(node) = open.pop() {
            let narrower = part_of[node.index()];
            if is_transitive[narrower] && !family.transitive {
                if !family.closures.contains(&narrower) {
                    family.closures.push(narrower);
                }
                continue;
            }
            family.stored.push(self.graph[node]);
            open.extend(self.graph.neighbors(node).filter(|node| seen.insert(*node)));
        }
        family
    }
}

/// The quads of a moment together with those that follow from them.
#[derive(Clone)]
pub(crate) struct Entailed<'a> {
    lens: Lens<'a>,
    axioms: Arc<Axioms>,
}

impl<'a> Entailed<'a> {
    pub(crate) fn new(lens: Lens<'a>, axioms: Arc<Axioms>) -> Self {
        Self { lens, axioms }
    }

    /// The quads that match, stored or entailed, each once.
    pub(crate) fn quads(
        &self,
        pattern: Pattern,
        graph: GraphIs,
    ) -> Box<dyn Iterator<Item = Quad> + 'a> {
        match graph {
            GraphIs::Default => self.within(pattern, NONE),
            GraphIs::Named(name) => self.within(pattern, name),
            GraphIs::AnyNamed | GraphIs::Any => {
                let default = (graph == GraphIs::Any).then_some(NONE);
                let graphs = self.lens.snapshot.named_graphs();
                let this = self.clone();
                Box::new(
                    default
                        .into_iter()
                        .chain(graphs)
                        .flat_map(move |name| this.within(pattern, name)),
                )
            }
        }
    }

    fn within(&self, [s, p, o]: Pattern, graph: u32) -> Box<dyn Iterator<Item = Quad> + 'a> {
        let this = self.clone();
        match p {
            Some(known::TYPE) => this.types(s, o, graph),
            Some(predicate) => match self.axioms.by_predicate.get(&predicate) {
                None => this.stored([s, p, o], graph),
                Some(&families) => this.relation(s, predicate, families, o, graph),
            },
            None => {
                // What the axioms say nothing of, then type, then each relation in turn.
                let axioms = Arc::clone(&self.axioms);
                let plain = this.stored([s, None, o], graph).filter(move |quad| {
                    quad[1] != known::TYPE && !axioms.by_predicate.contains_key(&quad[1])
                });
                let types = this.types(s, o, graph);
                let known = self.axioms.by_predicate.iter();
                let mut known: Vec<(u32, [usize; 2])> = known.map(|(p, f)| (*p, *f)).collect();
                known.sort_unstable_by_key(|(p, _)| *p);
                let relations = known
                    .into_iter()
                    .flat_map(move |(p, families)| this.relation(s, p, families, o, graph));
                Box::new(plain.chain(types).chain(relations))
            }
        }
    }

    fn stored(&self, pattern: Pattern, graph: u32) -> Box<dyn Iterator<Item = Quad> + 'a> {
        let graph = GraphIs::of(graph);
        Box::new(self.lens.snapshot.quads(pattern, graph))
    }

    // ---- types -------------------------------------------------------------------------------------------

    fn types(
        &self,
        s: Option<u32>,
        o: Option<u32>,
        graph: u32,
    ) -> Box<dyn Iterator<Item = Quad> + 'a> {
        let this = self.clone();
        let pattern = |s, o| [s, Some(known::TYPE), o];
        match (s, o) {
            (_, Some(class)) => {
                let mut seen: FxHashSet<u32> = FxHashSet::default();
                let classes: Vec<u32> = std::iter::once(class)
                    .chain(self.axioms.below(class).iter().copied())
                    .collect();
                Box::new(
                    classes
                        .into_iter()
                        .flat_map(move |sub| this.stored(pattern(s, Some(sub)), graph))
                        .filter(move |quad| seen.insert(quad[0]))
                        .map(move |[s, p, _, g]| [s, p, class, g]),
                )
            }
            (Some(_), None) => {
                let mut classes: Vec<u32> = Vec::new();
                for [_, _, class, _] in this.stored(pattern(s, None), graph) {
                    classes.push(class);
                    classes.extend(this.axioms.above(class));
                }
                classes.sort_unstable();
                classes.dedup();
                let subject = s.unwrap_or(NONE);
                Box::new(
                    classes
                        .into_iter()
                        .map(move |class| [subject, known::TYPE, class, graph]),
                )
            }
            (None, None) => {
                let mut subjects: Vec<u32> = this
                    .stored(pattern(None, None), graph)
                    .map(|quad| quad[0])
                    .collect();
                subjects.sort_unstable();
                subjects.dedup();
                Box::new(
                    subjects
                        .into_iter()
                        .flat_map(move |s| this.types(Some(s), None, graph)),
                )
            }
        }
    }

    // ---- relations ---------------------------------------------------------------------------------------

    /// The quads of a predicate whose family, and whose family turned round, are given.
    fn relation(
        &self,
        s: Option<u32>,
        predicate: u32,
        [family, turned]: [usize; 2],
        o: Option<u32>,
        graph: u32,
    ) -> Box<dyn Iterator<Item = Quad> + 'a> {
        // Literals and triple terms are never subjects, so neither is what would follow.
        if s.is_some_and(|s| !is_resource(s)) {
            return Box::new(std::iter::empty());
        }
        match (s, o) {
            (Some(s), Some(o)) => {
                let leads = self.leads(s, family, o, graph);
                Box::new(leads.then_some([s, predicate, o, graph]).into_iter())
            }
            (Some(s), None) => {
                let found = self.from(s, family, graph).into_iter();
                Box::new(found.map(move |o| [s, predicate, o, graph]))
            }
            (None, Some(o)) => {
                let found = self.from(o, turned, graph).into_iter();
                Box::new(
                    found
                        .filter(|s| is_resource(*s))
                        .map(move |s| [s, predicate, o, graph]),
                )
            }
            (None, None) => {
                let mut starts: Vec<u32> = Vec::new();
                for &(source, turned) in self.sources(family) {
                    let quads = self.stored([None, Some(source), None], graph);
                    starts.extend(quads.map(|quad| quad[if turned { 2 } else { 0 }]));
                }
                starts.retain(|start| is_resource(*start));
                starts.sort_unstable();
                starts.dedup();
                let this = self.clone();
                Box::new(starts.into_iter().flat_map(move |s| {
                    let found = this.from(s, family, graph);
                    found.into_iter().map(move |o| [s, predicate, o, graph])
                }))
            }
        }
    }

    /// Every predicate whose triples can bring one of a family.
    fn sources(&self, family: usize) -> impl Iterator<Item = &(u32, bool)> {
        let families = &self.axioms.families;
        let closures = families[family].closures.iter().copied();
        std::iter::once(family)
            .chain(closures)
            .flat_map(|family| &families[family].stored)
    }

    /// What a family leads to from a term, each once, ascending.
    fn from(&self, start: u32, family: usize, graph: u32) -> Vec<u32> {
        let mut found = FxHashSet::default();
        self.collect(start, family, graph, &mut found);
        let mut found: Vec<u32> = found.into_iter().collect();
        found.sort_unstable();
        found
    }

    fn collect(&self, start: u32, family: usize, graph: u32, found: &mut FxHashSet<u32>) {
        let known = &self.axioms.families[family];
        if known.transitive {
            self.walk(start, family, graph, |end| {
                found.insert(end);
                false
            });
            return;
        }
        self.step(start, family, graph, |end| {
            found.insert(end);
            false
        });
        for &closure in &known.closures {
            self.collect(start, closure, graph, found);
        }
    }

    /// Whether a family leads from one term to another.
    fn leads(&self, start: u32, family: usize, end: u32, graph: u32) -> bool {
        let known = &self.axioms.families[family];
        if known.transitive {
            return self.walk(start, family, graph, |found| found == end);
        }
        let mut stored = known.stored.iter();
        stored.any(|&(predicate, turned)| {
            let (s, o) = if turned { (end, start) } else { (start, end) };
            let pattern = [Some(s), Some(predicate), Some(o)];
            self.stored(pattern, graph).next().is_some()
        }) || known
            .closures
            .iter()
            .any(|&closure| self.leads(start, closure, end, graph))
    }

    /// Goes from a term as far as a transitive family leads, until an end is the one that is sought.
    fn walk(
        &self,
        start: u32,
        family: usize,
        graph: u32,
        mut is_sought: impl FnMut(u32) -> bool,
    ) -> bool {
        let mut met = FxHashSet::from_iter([start]);
        let mut open = vec![start];
        let mut circled = false;
        while let Some(next) = open.pop() {
            let over = self.step(next, family, graph, |end| {
                let is_new =
                    met.insert(end) || end == start && !std::mem::replace(&mut circled, true);
                // What cannot be a subject is the end of a way.
                if is_new && end != start && is_resource(end) {
                    open.push(end);
                }
                is_new && is_sought(end)
            });
            if over {
                return true;
            }
        }
        false
    }

    /// One step: where the stored triples of a family lead to, until one is it.
    fn step(
        &self,
        start: u32,
        family: usize,
        graph: u32,
        mut is_it: impl FnMut(u32) -> bool,
    ) -> bool {
        let mut stored = self.axioms.families[family].stored.iter();
        stored.any(|&(predicate, turned)| {
            let (pattern, end) = if turned {
                ([None, Some(predicate), Some(start)], 0)
            } else {
                ([Some(start), Some(predicate), None], 2)
            };
            self.stored(pattern, graph).any(|quad| is_it(quad[end]))
        })
    }
}

//! What follows from the schema: the dataset in which every pattern yields each entailed triple once.
//!
//! From the schema's axioms alone (subclass, subproperty, inverse, symmetric, transitive), within one
//! graph, and nothing is stored. Types never follow from domain or range. A pattern costs what its
//! answers cost: closures are walked from the end that is given.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{GraphIs, Lens};
use crate::index::{Pattern, Quad};
use crate::model::id::{NONE, known};
use crate::schema::{Role, Schema};

/// The axioms of a schema, in the ids of one dictionary.
pub(crate) struct Axioms {
    /// A relation and its inverse are one family; forms are told by whether they turn the ends round.
    families: Vec<Family>,
    by_predicate: FxHashMap<u32, Form>,
    /// The superclasses of each class, itself not among them.
    superclasses: FxHashMap<u32, Vec<u32>>,
    subclasses: FxHashMap<u32, Vec<u32>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Form {
    family: usize,
    turned: bool,
}

#[derive(Default)]
struct Family {
    /// The predicates whose stored triples are of the family.
    stored: Vec<(u32, bool)>,
    /// The families that are narrower: (family, turned).
    narrower: Vec<(usize, bool)>,
    symmetric: bool,
    transitive: bool,
    /// Every predicate whose triples can bring one of the family, for finding where to begin.
    sources: Vec<u32>,
}

impl Axioms {
    /// The axioms of a lens' schema. O(relations²).
    pub(crate) fn of(lens: Lens<'_>) -> Self {
        let schema = lens.schema;
        let id = |iri: &str| lens.snapshot.dictionary.iri(iri);
        let mut axioms = Self {
            families: Vec::new(),
            by_predicate: FxHashMap::default(),
            superclasses: FxHashMap::default(),
            subclasses: FxHashMap::default(),
        };
        axioms.add_families(schema, &id);
        for class in schema.types() {
            let Some(class_id) = id(class.iri().as_str()) else {
                continue;
            };
            for &above in class.ancestors() {
                let Some(above) = id(schema.type_(above).iri().as_str()) else {
                    continue;
                };
                if above != class_id {
                    axioms.superclasses.entry(class_id).or_default().push(above);
                    axioms.subclasses.entry(above).or_default().push(class_id);
                }
            }
        }
        axioms
    }

    fn add_families(&mut self, schema: &Schema, id: &dyn Fn(&str) -> Option<u32>) {
        let mut forms: FxHashMap<usize, Form> = FxHashMap::default();
        for relation in schema.relations().filter(|r| r.role() != Role::Claim) {
            let (stored, turned) = schema.stored_form(relation.id());
            let next = self.families.len();
            let family = forms
                .entry(stored.index())
                .or_insert(Form {
                    family: next,
                    turned: false,
                })
                .family;
            if family == next {
                self.families.push(Family::default());
            }
            let form = Form { family, turned };
            forms.insert(relation.id().index(), form);
            self.families[family].symmetric |= relation.is_symmetric();
            self.families[family].transitive |= relation.is_transitive();
            if let Some(predicate) = id(relation.iri().as_str()) {
                self.families[family].stored.push((predicate, turned));
                self.by_predicate.insert(predicate, form);
            }
        }
        for relation in schema.relations() {
            let Some(&narrow) = forms.get(&relation.id().index()) else {
                continue;
            };
            for parent in relation.parents() {
                let Some(&wide) = forms.get(&parent.index()) else {
                    continue;
                };
                let entry = (narrow.family, narrow.turned != wide.turned);
                let narrower = &mut self.families[wide.family].narrower;
                if narrow.family != wide.family && !narrower.contains(&entry) {
                    narrower.push(entry);
                }
            }
        }
        for family in 0..self.families.len() {
            let mut sources = Vec::new();
            let mut open = vec![family];
            let mut seen: FxHashSet<usize> = FxHashSet::default();
            while let Some(next) = open.pop() {
                if seen.insert(next) {
                    sources.extend(self.families[next].stored.iter().map(|(p, _)| *p));
                    open.extend(self.families[next].narrower.iter().map(|(f, _)| *f));
                }
            }
            self.families[family].sources = sources;
        }
        // A family from which nothing follows is like any predicate.
        self.by_predicate.retain(|_, form| {
            let family = &self.families[form.family];
            family.sources.len() > 1 || family.symmetric || family.transitive
        });
    }

    /// The superclasses of a class, itself not among them.
    pub(crate) fn above(&self, class: u32) -> &[u32] {
        self.superclasses.get(&class).map_or(&[], Vec::as_slice)
    }

    fn below(&self, class: u32) -> &[u32] {
        self.subclasses.get(&class).map_or(&[], Vec::as_slice)
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
                Some(&form) => this.relation(s, predicate, form, o, graph),
            },
            None => {
                // What the axioms say nothing of, then type, then each relation in turn.
                let axioms = Arc::clone(&self.axioms);
                let plain = this.stored([s, None, o], graph).filter(move |quad| {
                    quad[1] != known::TYPE && !axioms.by_predicate.contains_key(&quad[1])
                });
                let types = this.types(s, o, graph);
                let mut forms: Vec<(u32, Form)> = self
                    .axioms
                    .by_predicate
                    .iter()
                    .map(|(p, form)| (*p, *form))
                    .collect();
                forms.sort_unstable_by_key(|(p, _)| *p);
                let relations = forms
                    .into_iter()
                    .flat_map(move |(p, form)| this.relation(s, p, form, o, graph));
                Box::new(plain.chain(types).chain(relations))
            }
        }
    }

    fn stored(&self, pattern: Pattern, graph: u32) -> Box<dyn Iterator<Item = Quad> + 'a> {
        let graph = if graph == NONE {
            GraphIs::Default
        } else {
            GraphIs::Named(graph)
        };
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

    fn relation(
        &self,
        s: Option<u32>,
        predicate: u32,
        form: Form,
        o: Option<u32>,
        graph: u32,
    ) -> Box<dyn Iterator<Item = Quad> + 'a> {
        let this = self.clone();
        match (s, o) {
            (Some(s), o) => {
                let found = this.from(s, form, graph);
                Box::new(
                    found
                        .into_iter()
                        .filter(move |found| o.is_none_or(|o| o == *found))
                        .map(move |o| [s, predicate, o, graph]),
                )
            }
            (None, Some(o)) => {
                let found = this.from(
                    o,
                    Form {
                        turned: !form.turned,
                        ..form
                    },
                    graph,
                );
                Box::new(found.into_iter().map(move |s| [s, predicate, o, graph]))
            }
            (None, None) => {
                let mut ends: Vec<u32> = Vec::new();
                for &source in &this.axioms.families[form.family].sources {
                    for [s, _, o, _] in this.stored([None, Some(source), None], graph) {
                        ends.push(s);
                        ends.push(o);
                    }
                }
                ends.sort_unstable();
                ends.dedup();
                Box::new(ends.into_iter().flat_map(move |s| {
                    let found = this.from(s, form, graph);
                    found.into_iter().map(move |o| [s, predicate, o, graph])
                }))
            }
        }
    }

    /// What a relation leads to from a term, each once, ascending.
    fn from(&self, start: u32, form: Form, graph: u32) -> Vec<u32> {
        let mut found = FxHashSet::default();
        self.collect(start, form, graph, &mut found);
        let mut found: Vec<u32> = found.into_iter().collect();
        found.sort_unstable();
        found
    }

    fn collect(&self, start: u32, form: Form, graph: u32, found: &mut FxHashSet<u32>) {
        if !self.axioms.families[form.family].transitive {
            self.step(start, form, graph, found);
            return;
        }
        let mut reached = FxHashSet::default();
        let mut open = vec![start];
        let mut walked = FxHashSet::default();
        while let Some(next) = open.pop() {
            if !walked.insert(next) {
                continue;
            }
            let mut near = FxHashSet::default();
            self.step(next, form, graph, &mut near);
            open.extend(near.iter().filter(|other| !walked.contains(other)));
            reached.extend(near);
        }
        found.extend(reached);
    }

    /// One step: stored triples of the family, and whatever narrower families lead to.
    fn step(&self, start: u32, form: Form, graph: u32, found: &mut FxHashSet<u32>) {
        let family = &self.axioms.families[form.family];
        let ways: &[bool] = if family.symmetric {
            &[false, true]
        } else {
            &[false]
        };
        for &other_way in ways {
            let turned = form.turned != other_way;
            for &(predicate, stored_turned) in &family.stored {
                // A triple leads from its subject, unless it or what is asked for is turned round.
                if turned == stored_turned {
                    let pattern = [Some(start), Some(predicate), None];
                    found.extend(self.stored(pattern, graph).map(|quad| quad[2]));
                } else {
                    let pattern = [None, Some(predicate), Some(start)];
                    found.extend(self.stored(pattern, graph).map(|quad| quad[0]));
                }
            }
            for &(narrower, narrower_turned) in &family.narrower {
                let form = Form {
                    family: narrower,
                    turned: turned != narrower_turned,
                };
                self.collect(start, form, graph, found);
            }
        }
    }
}

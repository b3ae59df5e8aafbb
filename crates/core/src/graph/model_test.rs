//! The engine against a plain model: random operations, then every pattern and every bit.
//!
//! The model is a set of quads, with the bit *bare* of each and the bit *asserts* of each claim,
//! kept by the words of "Statements and claims" and nothing cleverer.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::{Draft, GraphIs, Snapshot};
use crate::index::{Form, Parts, Row};
use crate::model::id::{NONE, known};
use crate::model::vocab::{oa, rb, rdf, xsd};
use crate::model::{BlankNode, Iri, Literal, Term, Triple};

/// Subject, predicate, object, graph: positions in the table of terms; `usize::MAX` is the default
/// graph.
type Q = [usize; 4];
const DEFAULT: usize = usize::MAX;

struct Terms {
    list: Vec<Term>,
}

impl Terms {
    fn at(&mut self, term: Term) -> usize {
        self.list
            .iter()
            .position(|t| *t == term)
            .unwrap_or_else(|| {
                self.list.push(term);
                self.list.len() - 1
            })
    }

    fn iri(&mut self, iri: &str) -> usize {
        self.at(Term::Iri(Iri::new(iri).unwrap()))
    }

    fn typed(&mut self, lexical: &str, datatype: &str) -> usize {
        self.at(Term::Literal(Literal::of_type(
            lexical,
            Iri::new(datatype).unwrap(),
        )))
    }

    fn triple(&mut self, [s, p, o]: [usize; 3]) -> usize {
        let Term::Iri(p) = self.list[p].clone() else {
            panic!()
        };
        self.at(Triple::new(self.list[s].clone(), p, self.list[o].clone())
            .unwrap()
            .into())
    }

    fn parts(&mut self, triple: usize) -> Option<[usize; 3]> {
        let Term::Triple(triple) = self.list[triple].clone() else {
            return None;
        };
        let (s, p, o) = triple.into_parts();
        Some([self.at(s), self.at(Term::Iri(p)), self.at(o)])
    }
}

/// A row as the model knows it: reifier, statement, graph.
type RowKey = (usize, [usize; 3], usize);

#[derive(Clone, PartialEq, Eq, Debug)]
struct Grounds {
    is_claim: bool,
    modality: Option<usize>,
    polarity: Option<usize>,
    says: Option<bool>,
}

#[derive(Default, Clone)]
struct Model {
    quads: BTreeSet<Q>,
    bare: BTreeSet<Q>,
    asserts: BTreeMap<RowKey, bool>,
}

struct World {
    terms: Terms,
    state: u64,
    model: Model,
    log: String,
}

impl World {
    fn random(&mut self, below: usize) -> usize {
        self.state = self
            .state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.state >> 33) as usize % below
    }

    fn pick(&mut self, from: &[usize]) -> usize {
        from[self.random(from.len())]
    }

    fn resource(&mut self) -> usize {
        let n = self.random(3);
        self.terms.iri(&format!("http://e/s{n}"))
    }

    fn reifier(&mut self) -> usize {
        match self.random(5) {
            n @ 0..3 => self.terms.iri(&format!("http://e/claim/r{n}")),
            n => self
                .terms
                .at(Term::Blank(BlankNode::new(format!("b{n}")).unwrap())),
        }
    }

    fn document(&mut self) -> usize {
        let n = self.random(2);
        self.terms.iri(&format!("http://e/d{n}"))
    }

    fn node(&mut self) -> usize {
        match self.random(3) {
            0 => self.terms.iri("http://e/d0#char=1,2"),
            1 => self.terms.iri("http://e/d1#char=0,12"),
            _ => self.terms.iri("http://e/d0#xpath"),
        }
    }

    fn statement(&mut self) -> [usize; 3] {
        let p = self.random(2);
        let p = self.terms.iri(&format!("http://e/p{p}"));
        let o = if self.random(4) == 0 {
            self.terms.typed("0.10", xsd::DECIMAL)
        } else {
            self.resource()
        };
        [self.resource(), p, o]
    }

    fn triple_term(&mut self) -> usize {
        let mut statement = self.statement();
        if self.random(8) == 0 {
            statement[2] = self.terms.triple(statement);
        }
        self.terms.triple(statement)
    }

    fn graph(&mut self) -> usize {
        match self.random(6) {
            0 => self.terms.iri("http://e/g0"),
            1 => self.terms.iri("http://e/s0"),
            _ => DEFAULT,
        }
    }

    fn quad(&mut self) -> Q {
        let g = self.graph();
        let r = self.reifier();
        let known = |w: &mut Self, iri: &str| w.terms.iri(iri);
        let [s, p, o] = match self.random(20) {
            0..=3 => self.statement(),
            4..=6 => [r, known(self, rdf::REIFIES), self.triple_term()],
            7 | 8 => [r, known(self, rdf::TYPE), known(self, rb::CLAIM)],
            9 => match self.random(4) {
                0 => [r, known(self, rdf::TYPE), known(self, rdf::STATEMENT)],
                1 => [r, known(self, rdf::SUBJECT), self.resource()],
                2 => [r, known(self, rdf::PREDICATE), known(self, "http://e/p0")],
                _ => [r, known(self, rdf::OBJECT), self.resource()],
            },
            10 => {
                let object = [
                    known(self, rb::MODALITY_FACT),
                    known(self, rb::MODALITY_PREDICTED),
                    known(self, "http://e/modality"),
                ];
                [r, known(self, rb::MODALITY), self.pick(&object)]
            }
            11 => {
                let object = [
                    known(self, rb::POLARITY_POSITIVE),
                    known(self, rb::POLARITY_NEGATIVE),
                ];
                [r, known(self, rb::POLARITY), self.pick(&object)]
            }
            12 => {
                let object = [
                    self.terms.typed("0.9", xsd::DECIMAL),
                    self.terms.typed("0.90", xsd::DECIMAL),
                ];
                [r, known(self, rb::CONFIDENCE), self.pick(&object)]
            }
            13 => {
                let object = [
                    self.terms.typed("2024-03-05", xsd::DATE),
                    self.terms.typed("2024-03-05Z", xsd::DATE),
                    self.terms.typed("2024", xsd::G_YEAR),
                ];
                let p = if self.random(2) == 0 {
                    rb::VALID_FROM
                } else {
                    rb::VALID_TO
                };
                [r, known(self, p), self.pick(&object)]
            }
            14 => [r, known(self, rb::SOURCE), self.document()],
            15 => {
                let object = [
                    self.terms.typed("true", xsd::BOOLEAN),
                    self.terms.typed("false", xsd::BOOLEAN),
                    self.terms.typed("1", xsd::BOOLEAN),
                    self.terms.at(Literal::string("false").into()),
                ];
                [r, known(self, rb::ASSERTED), self.pick(&object)]
            }
            16 => [r, known(self, rb::EVIDENCE), self.node()],
            _ => {
                let n = self.node();
                match self.random(7) {
                    0 => [n, known(self, rdf::TYPE), known(self, rb::EVIDENCE_TYPE)],
                    1 | 2 => [n, known(self, oa::HAS_SOURCE), known(self, "http://e/d0")],
                    3 => [
                        n,
                        known(self, oa::START),
                        self.terms.typed("1", xsd::NON_NEGATIVE_INTEGER),
                    ],
                    4 => [
                        n,
                        known(self, oa::END),
                        self.terms.typed("2", xsd::NON_NEGATIVE_INTEGER),
                    ],
                    5 => [
                        n,
                        known(self, oa::EXACT),
                        self.terms.at(Literal::lang("قطر", "ar").unwrap().into()),
                    ],
                    _ => [
                        n,
                        known(self, rb::IN_SENTENCE),
                        self.terms.at(Literal::string("s1").into()),
                    ],
                }
            }
        };
        [s, p, o, g]
    }

    // ---- the model ---------------------------------------------------------------------------------------

    fn rows(&mut self, quads: &BTreeSet<Q>) -> BTreeMap<RowKey, Grounds> {
        let iri = |w: &mut Self, iri: &str| w.terms.iri(iri);
        let reifies = iri(self, rdf::REIFIES);
        let [is_a, statement] = [iri(self, rdf::TYPE), iri(self, rdf::STATEMENT)];
        let parts = [rdf::SUBJECT, rdf::PREDICATE, rdf::OBJECT].map(|p| iri(self, p));
        let mut rows = BTreeMap::new();
        let mut keys: Vec<RowKey> = Vec::new();
        for &[r, p, o, g] in quads {
            if p == reifies
                && let Some(statement) = self.terms.parts(o)
            {
                keys.push((r, statement, g));
            }
        }
        let reifiers: BTreeSet<usize> = keys.iter().map(|k| k.0).collect();
        for &[r, p, o, g] in quads {
            if p != is_a || o != statement || reifiers.contains(&r) {
                continue;
            }
            let only = |part: usize| {
                let mut all = quads
                    .iter()
                    .filter(|q| q[0] == r && q[1] == part && q[3] == g);
                let first = all.next()?;
                all.next().is_none().then_some(first[2])
            };
            if let (Some(s), Some(p), Some(o)) = (only(parts[0]), only(parts[1]), only(parts[2])) {
                keys.push((r, [s, p, o], g));
            }
        }
        for key in keys {
            let grounds = self.grounds(&key, quads);
            rows.insert(key, grounds);
        }
        rows
    }

    fn grounds(&mut self, &(r, _, g): &RowKey, quads: &BTreeSet<Q>) -> Grounds {
        let values = |p: usize| -> BTreeSet<usize> {
            quads
                .iter()
                .filter(|q| q[0] == r && q[1] == p && q[3] == g)
                .map(|q| q[2])
                .collect()
        };
        let only = |set: BTreeSet<usize>| {
            if set.len() == 1 {
                set.first().copied()
            } else {
                None
            }
        };
        let said = values(self.terms.iri(rb::ASSERTED));
        let mut says = None;
        for (value, says_so) in [("true", true), ("1", true), ("false", false), ("0", false)] {
            if said.contains(&self.terms.typed(value, xsd::BOOLEAN)) {
                says = Some(says_so);
            }
        }
        Grounds {
            is_claim: values(self.terms.iri(rdf::TYPE)).contains(&self.terms.iri(rb::CLAIM)),
            modality: only(values(self.terms.iri(rb::MODALITY))),
            polarity: only(values(self.terms.iri(rb::POLARITY))),
            says,
        }
    }

    fn by_default(&mut self, grounds: &Grounds) -> bool {
        grounds.polarity != Some(self.terms.iri(rb::POLARITY_NEGATIVE))
            && grounds.modality != Some(self.terms.iri(rb::MODALITY_PREDICTED))
            && grounds.modality != Some(self.terms.iri(rb::MODALITY_NORMATIVE))
    }

    fn reads(&mut self, grounds: &Grounds) -> bool {
        let negative = grounds.polarity == Some(self.terms.iri(rb::POLARITY_NEGATIVE));
        grounds.is_claim
            && match grounds.says {
                Some(says) => says && !negative,
                None => self.by_default(grounds),
            }
    }

    /// `rb:asserted` where the bit is not what reading would give, or asserts against the rule.
    fn unsaid(&mut self) -> BTreeSet<Q> {
        let quads = self.model.quads.clone();
        let asserted = self.terms.iri(rb::ASSERTED);
        let mut seen = BTreeSet::new();
        for (key, grounds) in self.rows(&quads) {
            let (r, [s, p, o], g) = key;
            // A reifier of several statements in a graph has no columns, and is no row of one claim.
            let rows = self.rows(&quads);
            let is_row_claim =
                grounds.is_claim && rows.keys().filter(|k| (k.0, k.2) == (r, g)).count() == 1;
            if !is_row_claim {
                continue;
            }
            // What stands in the columns decides: a modality that is not one of ours does not.
            let by_default = self.by_default(&grounds);
            let value = match (self.model.asserts[&key], by_default) {
                (true, false) if grounds.says != Some(true) => "true",
                (false, _) if self.reads(&grounds) && quads.contains(&[s, p, o, g]) => "false",
                _ => continue,
            };
            let value = self.terms.typed(value, xsd::BOOLEAN);
            if !quads.contains(&[r, asserted, value, g]) {
                seen.insert([r, asserted, value, g]);
            }
        }
        seen
    }

    fn commit(&mut self, ops: &[(bool, Q)]) {
        for (insert, quad) in ops {
            let words = quad.map(|t| {
                self.terms
                    .list
                    .get(t)
                    .map_or("-".into(), ToString::to_string)
            });
            let sign = if *insert { "+" } else { "-" };
            let _ = write!(self.log, "\n  {sign} {}", words.join(" "));
        }
        let before = self.model.clone();
        let rows_before = self.rows(&before.quads);
        let unsaid = self.unsaid();
        let (mut inserted, mut deleted) = (BTreeSet::new(), BTreeSet::new());
        let mut reread = BTreeSet::new();
        for &(insert, quad) in ops {
            if insert {
                self.model.quads.insert(quad);
                inserted.insert(quad);
                deleted.remove(&quad);
            } else if self.model.quads.remove(&quad) {
                inserted.remove(&quad);
                deleted.insert(quad);
            } else if unsaid.contains(&quad) {
                reread.insert(quad[0]);
            }
        }
        let quads = self.model.quads.clone();
        let rows = self.rows(&quads);
        let mut asserts = BTreeMap::new();
        for (key, grounds) in &rows {
            let &(r, [s, p, o], g) = key;
            let statement = [s, p, o, g];
            let value = match rows_before.get(key) {
                Some(was) if was == grounds && !reread.contains(&r) => {
                    before.asserts[key] && !deleted.contains(&statement)
                }
                _ => self.reads(grounds),
            };
            asserts.insert(*key, value && quads.contains(&statement));
        }
        let on = |key: &RowKey| [key.1[0], key.1[1], key.1[2], key.2];
        let mut bare = BTreeSet::new();
        for quad in &quads {
            let was = before.quads.contains(quad) && before.bare.contains(quad);
            let is_bare = if inserted.contains(quad) {
                let said = asserts
                    .iter()
                    .any(|(key, a)| *a && on(key) == *quad && !rows_before.contains_key(key));
                if said { was } else { true }
            } else {
                let lost = before.asserts.iter().any(|(key, a)| {
                    *a && on(key) == *quad && !asserts.get(key).copied().unwrap_or(false)
                });
                was || lost
            };
            if is_bare {
                bare.insert(*quad);
            }
        }
        self.model.asserts = asserts;
        self.model.bare = bare;
    }

    // ---- against the engine ------------------------------------------------------------------------------

    fn id(&self, snapshot: &Snapshot, term: usize) -> u32 {
        if term == DEFAULT {
            NONE
        } else {
            snapshot.dictionary.intern(&self.terms.list[term]).unwrap()
        }
    }

    fn ids(&self, snapshot: &Snapshot, quad: Q) -> [u32; 4] {
        quad.map(|term| self.id(snapshot, term))
    }

    fn back(&mut self, snapshot: &Snapshot, id: u32) -> usize {
        if id == NONE {
            DEFAULT
        } else {
            self.terms.at(snapshot.dictionary.term(id))
        }
    }

    fn compare(&mut self, snapshot: &Snapshot, round: usize) {
        snapshot.check().unwrap();
        let unsaid = self.unsaid();
        let expected: BTreeSet<Q> = self.model.quads.union(&unsaid).copied().collect();
        let all: Vec<[u32; 4]> = snapshot.quads([None; 3], GraphIs::Any).collect();
        let seen: BTreeSet<Q> = all
            .iter()
            .map(|q| q.map(|id| self.back(snapshot, id)))
            .collect();
        assert_eq!(seen.len(), all.len(), "round {round}: a quad comes twice");
        if seen != expected {
            let show = |set: BTreeSet<Q>, terms: &Terms| {
                set.into_iter()
                    .map(|q| {
                        q.map(|t| terms.list.get(t).map_or("-".into(), ToString::to_string))
                            .join(" ")
                    })
                    .collect::<Vec<_>>()
            };
            let more: BTreeSet<Q> = seen.difference(&expected).copied().collect();
            let less: BTreeSet<Q> = expected.difference(&seen).copied().collect();
            panic!(
                "round {round}: too many {:#?}, missing {:#?}",
                show(more, &self.terms),
                show(less, &self.terms)
            );
        }
        let quads: Vec<Q> = self.model.quads.iter().copied().collect();
        for &quad in &quads {
            let ids = self.ids(snapshot, quad);
            if snapshot.is_stored(ids) {
                assert_eq!(
                    snapshot.is_bare(ids),
                    self.model.bare.contains(&quad),
                    "round {round}: bare {}",
                    quad.map(|t| self
                        .terms
                        .list
                        .get(t)
                        .map_or("-".into(), ToString::to_string))
                        .join(" ")
                );
            }
        }
        let rows: BTreeMap<RowKey, bool> = snapshot
            .claims()
            .map(|row| {
                let statement = row.statement.map(|id| self.back(snapshot, id));
                (
                    (
                        self.back(snapshot, row.reifier),
                        statement,
                        self.back(snapshot, row.graph),
                    ),
                    row.asserts,
                )
            })
            .collect();
        assert_eq!(rows, self.model.asserts, "round {round}");
        self.compare_patterns(snapshot, &expected);
    }

    fn compare_patterns(&mut self, snapshot: &Snapshot, expected: &BTreeSet<Q>) {
        let list: Vec<Q> = expected.iter().copied().collect();
        for shape in 0..8 {
            let sample = if list.is_empty() {
                [0, 0, 0, DEFAULT]
            } else {
                list[self.random(list.len())]
            };
            let given = |position: usize| (shape >> position & 1 == 1).then_some(sample[position]);
            let pattern = [given(0), given(1), given(2)];
            for graph in [
                GraphIs::Any,
                GraphIs::Default,
                GraphIs::AnyNamed,
                GraphIs::Named(0),
            ] {
                let name = if sample[3] == DEFAULT {
                    self.terms.iri("http://e/g0")
                } else {
                    sample[3]
                };
                let graph = match graph {
                    GraphIs::Named(_) => GraphIs::Named(self.id(snapshot, name)),
                    other => other,
                };
                let fits = |q: &&Q| {
                    (0..3).all(|i| pattern[i].is_none_or(|t| t == q[i]))
                        && match graph {
                            GraphIs::Any => true,
                            GraphIs::Default => q[3] == DEFAULT,
                            GraphIs::AnyNamed => q[3] != DEFAULT,
                            GraphIs::Named(_) => q[3] == name,
                        }
                };
                let wanted: BTreeSet<Q> = expected.iter().filter(fits).copied().collect();
                let ids = pattern.map(|t| t.map(|t| self.id(snapshot, t)));
                let found: Vec<Q> = snapshot
                    .quads(ids, graph)
                    .map(|q| q.map(|id| self.back(snapshot, id)))
                    .collect();
                assert_eq!(
                    found.len(),
                    wanted.len(),
                    "{pattern:?} {graph:?} {:?}",
                    found
                        .iter()
                        .map(|q| q
                            .map(|t| self
                                .terms
                                .list
                                .get(t)
                                .map_or("-".into(), ToString::to_string))
                            .join(" "))
                        .collect::<Vec<_>>()
                );
                assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), wanted);
            }
        }
    }
}

fn run(seed: u64, rounds: usize) {
    let mut world = World {
        terms: Terms { list: Vec::new() },
        state: seed,
        model: Model::default(),
        log: String::new(),
    };
    let mut snapshot = Snapshot::empty();
    for round in 0..rounds {
        let mut draft = Draft::new(snapshot.clone(), true);
        match world.random(12) {
            0 => {
                draft.compact(Parts::default(), &[]).unwrap();
            }
            1 => {
                // A bulk load of a few quads has to do what putting them in one by one does.
                let count = 1 + world.random(40);
                let quads: Vec<Q> = (0..count).map(|_| world.quad()).collect();
                let ids = quads.iter().map(|&q| world.ids(&draft.now, q)).collect();
                let rest = draft.load(ids).unwrap();
                for quad in rest {
                    draft.insert(quad);
                }
                let ops: Vec<(bool, Q)> = quads.into_iter().map(|q| (true, q)).collect();
                world.commit(&ops);
            }
            2 => api_claim(&mut world, &mut draft),
            3 => api_drop(&mut world, &mut draft),
            _ => {
                let mut ops = Vec::new();
                for _ in 0..=world.random(6) {
                    let existing: Vec<Q> = world.model.quads.iter().copied().collect();
                    let unsaid: Vec<Q> = world.unsaid().into_iter().collect();
                    let op = match world.random(10) {
                        0..=3 if !existing.is_empty() => {
                            (false, existing[world.random(existing.len())])
                        }
                        4 if !unsaid.is_empty() && ops.is_empty() => {
                            (false, unsaid[world.random(unsaid.len())])
                        }
                        _ => (true, world.quad()),
                    };
                    let ids = world.ids(&draft.now, op.1);
                    if op.0 {
                        draft.insert(ids);
                    } else {
                        draft.remove(ids);
                    }
                    if world.random(3) == 0 {
                        draft.end_call().unwrap();
                    }
                    if world.random(20) == 0 {
                        draft.compact(Parts::default(), &[]).unwrap();
                    }
                    ops.push(op);
                }
                world.commit(&ops);
            }
        }
        draft.finish().unwrap();
        if std::env::var_os("TRACE").is_some() {
            eprintln!("{seed}/{round}: {}", world.log);
        }
        world.log.clear();
        let before = snapshot;
        let kept: Vec<[u32; 4]> = before.quads([None; 3], GraphIs::Any).collect();
        snapshot = draft.now;
        world.compare(&snapshot, round);
        assert!(
            before.quads([None; 3], GraphIs::Any).eq(kept),
            "a reader's snapshot does not move"
        );
    }
}

/// A claim as `relate` makes it.
fn api_claim(world: &mut World, draft: &mut Draft) {
    let statement = world.statement();
    let n = world.random(4);
    let reifier = world.terms.iri(&format!("http://e/claim/api{n}"));
    if world.model.quads.iter().any(|q| q[0] == reifier) {
        return;
    }
    let modality = [rb::MODALITY_FACT, rb::MODALITY_PREDICTED][world.random(2)];
    let quads = [
        (rdf::REIFIES, world.terms.triple(statement)),
        (rdf::TYPE, world.terms.iri(rb::CLAIM)),
        (rb::MODALITY, world.terms.iri(modality)),
        (rb::POLARITY, world.terms.iri(rb::POLARITY_POSITIVE)),
    ];
    let asserts = world.random(4) != 0;
    world.log = format!("api {reifier} {statement:?} asserts {asserts}");
    let ids = statement.map(|t| world.id(&draft.now, t));
    let mut values = [NONE; 8];
    values[crate::index::Field::Type as usize] = known::CLAIM;
    values[crate::index::Field::Modality as usize] = world.id(&draft.now, quads[2].1);
    values[crate::index::Field::Polarity as usize] = known::POSITIVE;
    draft.put_claim(Row {
        statement: ids,
        triple: draft.now.dictionary.intern_triple(ids).unwrap(),
        graph: NONE,
        reifier: world.id(&draft.now, reifier),
        form: Form::Reifier,
        asserts,
        values,
    });
    for (p, o) in quads {
        let p = world.terms.iri(p);
        world.model.quads.insert([reifier, p, o, DEFAULT]);
        world.model.bare.insert([reifier, p, o, DEFAULT]);
    }
    world
        .model
        .asserts
        .insert((reifier, statement, DEFAULT), asserts);
    if asserts {
        let [s, p, o] = statement;
        // Held by the claim; bare only where it was.
        world.model.quads.insert([s, p, o, DEFAULT]);
    }
}

/// A claim is removed as the typed face removes it.
fn api_drop(world: &mut World, draft: &mut Draft) {
    let keys: Vec<RowKey> = world.model.asserts.keys().copied().collect();
    if keys.is_empty() {
        return;
    }
    let key @ (reifier, statement, graph) = keys[world.random(keys.len())];
    // Of reifiers with one row only: the typed face takes the others out as RDF.
    if keys.iter().filter(|k| k.0 == reifier).count() > 1 {
        return;
    }
    let id = world.id(&draft.now, reifier);
    let row = draft.now.claims_of_reifier(id).next().unwrap();
    let seen: Vec<[u32; 4]> = draft
        .now
        .quads([Some(id), None, None], GraphIs::Any)
        .filter(|q| !draft.now.is_stored(*q) && q[1] != known::ASSERTED)
        .collect();
    world.log = format!("drop {reifier} {statement:?} {row:?}");
    draft.drop_claim(&row);
    for quad in seen {
        let quad = quad.map(|id| world.back(&draft.now, id));
        world.model.quads.remove(&quad);
        world.model.bare.remove(&quad);
    }
    let asserted = world.model.asserts.remove(&key).unwrap();
    let [s, p, o] = statement;
    let quad = [s, p, o, graph];
    let held = world
        .model
        .asserts
        .iter()
        .any(|((_, t, g), a)| *a && *t == statement && *g == graph);
    if asserted && !held && !world.model.bare.contains(&quad) {
        world.model.quads.remove(&quad);
    }
    // What is left of the reifier may have been half of something else.
    let rest = world.model.quads.clone();
    assert!(
        !world.rows(&rest).keys().any(|k| k.0 == reifier),
        "nothing of the row is left"
    );
}

#[test]
fn engine_and_model_agree_after_every_commit() {
    for seed in 0..40 {
        run(seed, 60);
    }
    crate::column::tests::elsewhere(|| (40..50).for_each(|seed| run(seed, 60)));
}

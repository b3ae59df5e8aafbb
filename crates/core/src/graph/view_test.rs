//! Narrow views held against the rules of the semantics, said once more over plain sets.

use std::collections::{BTreeMap, BTreeSet};

use super::sight::{Rules, Sight};
use super::{Graph, GraphIs, Modality, Narrow, Polarity, Snapshot, View};
use crate::dictionary::FALSE;
use crate::index::{Field, Quad, Row};
use crate::model::id::{self, NONE, known};
use crate::model::{Bounds, Term, Time};
use crate::schema::Role;
use crate::{Format, ReadOptions};

/// The same numbers on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    fn odds(&mut self, one_in: usize) -> bool {
        self.below(one_in) == 0
    }
}

const RB: &str = "https://w3id.org/rawabit/ns#";
const TYPES: [&str; 5] = ["Country", "Summit", "Person", "NewsArticle", "Threat"];
const RELATIONS: [&str; 5] = [
    "participatesIn",
    "hosts",
    "memberOf",
    "hasTopic",
    "meetsWith",
];
/// Names, ids and types, which claims may say too.
const OF_THINGS: [&str; 4] = [
    "https://w3id.org/rawabit/ns#alsoKnownAs",
    "http://www.w3.org/2000/01/rdf-schema#label",
    "https://w3id.org/rawabit/ns#iso3166Alpha2",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
];
const DAYS: [&str; 6] = [
    "2024-03-05",
    "2024-03-07",
    "2024-03",
    "2023",
    "2024-04-01T09:00:00Z",
    "2025",
];

fn day(random: &mut Random) -> String {
    let day = *random.one(&DAYS);
    let datatype = match day.len() {
        4 => "gYear",
        7 => "gYearMonth",
        10 => "date",
        _ => "dateTime",
    };
    format!("\"{day}\"^^<http://www.w3.org/2001/XMLSchema#{datatype}>")
}

/// A predicate and what it says of an entity: a name, an id or a type now and then.
fn said_of(random: &mut Random, entity: &impl Fn(&mut Random) -> String) -> (String, String) {
    if random.odds(5) {
        let p = *random.one(&OF_THINGS);
        let o = if p == crate::vocab::rdf::TYPE {
            format!("<{RB}{}>", random.one(&TYPES))
        } else {
            format!("\"of {}\"", random.below(9))
        };
        (format!("<{p}>"), o)
    } else {
        let o = match random.below(6) {
            0 => day(random),
            1 => "<http://x/thing>".into(),
            _ => entity(random),
        };
        (format!("<{RB}{}>", random.one(&RELATIONS)), o)
    }
}

/// Random N-Quads about a few entities, with claims of every kind.
fn quads(random: &mut Random, statements: usize) -> String {
    let mut text = String::new();
    let graph = |random: &mut Random| match random.below(8) {
        0 => " <http://g/0>",
        1 => " <http://g/1>",
        _ => "",
    };
    let entity = |random: &mut Random| format!("<http://e/{}>", random.below(14));
    let mut line = |quad: String| text.push_str(&(quad + " .\n"));
    for n in 0..14 {
        let class = TYPES[n % 5];
        let g = graph(random);
        if n < 12 {
            line(format!(
                "<http://e/{n}> <{}> <{RB}{class}>{g}",
                crate::vocab::rdf::TYPE
            ));
        }
        line(format!(
            "<http://e/{n}> <{}> \"name {n}\"@en{g}",
            crate::vocab::rdfs::LABEL
        ));
    }
    for n in 0..statements {
        let s = entity(random);
        let (p, o) = said_of(random, &entity);
        let g = graph(random);
        let said = !random.odds(4);
        if said {
            line(format!("{s} {p} {o}{g}"));
        }
        if random.odds(3) {
            continue;
        }
        for m in 0..=random.below(2) {
            let c = format!("<http://c/{n}-{m}>");
            line(format!(
                "{c} <{}> <<( {s} {p} {o} )>>{g}",
                crate::vocab::rdf::REIFIES
            ));
            if !random.odds(6) {
                line(format!("{c} <{}> <{RB}Claim>{g}", crate::vocab::rdf::TYPE));
            }
            let mut say = |property: &str, value: String| {
                line(format!("{c} <{RB}{property}> {value}{g}"));
            };
            if !random.odds(4) {
                let modality = random.one(Modality::ALL).as_str();
                say("modality", format!("<{RB}modality-{modality}>"));
            }
            if random.odds(4) {
                say("polarity", format!("<{RB}polarity-negative>"));
            }
            for _ in 0..random.below(3) {
                say("source", format!("<http://e/{}>", 3 + 5 * random.below(2)));
            }
            if !random.odds(3) {
                say(
                    "confidence",
                    format!("0.{}", 1 + random.below(9)).replace("0.", "\"0.")
                        + "\"^^<http://www.w3.org/2001/XMLSchema#decimal>",
                );
            }
            if !random.odds(3) {
                say("validFrom", day(random));
            }
            if !random.odds(3) {
                say("validTo", day(random));
            }
            if random.odds(4) {
                say("attributedTo", entity(random));
            }
            if random.odds(8) {
                say(
                    "asserted",
                    "\"false\"^^<http://www.w3.org/2001/XMLSchema#boolean>".into(),
                );
            }
            if random.odds(4) {
                say("evidence", node(n));
                node_lines(n).into_iter().for_each(&mut line);
            }
        }
    }
    for n in 0..4 {
        // Some of the words that claims rest on, and some that nothing else does.
        let at = random.below(2 * statements);
        line(format!("<http://e/{n}> <{RB}mention> {}", node(at)));
        node_lines(at).into_iter().for_each(&mut line);
    }
    text
}

fn node(n: usize) -> String {
    format!("<http://e/3#char={n},{}>", n + 5)
}

/// What makes a node of evidence one.
fn node_lines(n: usize) -> Vec<String> {
    let node = node(n);
    let place = |end: &str, at: usize| {
        format!(
            "{node} <http://www.w3.org/ns/oa#{end}> \"{at}\"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger>"
        )
    };
    vec![
        format!("{node} <{}> <{RB}Evidence>", crate::vocab::rdf::TYPE),
        format!("{node} <http://www.w3.org/ns/oa#hasSource> <http://e/3>"),
        place("start", n),
        place("end", n + 5),
    ]
}

fn narrowing(random: &mut Random) -> Narrow {
    let mut narrow = Narrow::new();
    let mut timed = false;
    if random.odds(3) {
        narrow = narrow.at(*random.one(&DAYS));
        timed = true;
    }
    if random.odds(5) {
        narrow = narrow.during(Some("2023-06"), random.odds(2).then_some("2024-03-06"));
        timed = true;
    }
    if timed && random.odds(3) {
        narrow = narrow.certain(true);
    }
    if random.odds(3) {
        narrow = narrow.types([
            *random.one(&["Agent", "Event", "Document", "Person"]),
            "Country",
        ]);
    }
    if random.odds(4) {
        narrow = narrow.relations([*random.one(&["participatesIn", "hasMember", "relatedTo"])]);
    }
    if random.odds(4) {
        narrow = narrow.sources([*random.one(&["http://e/3", "http://e/8"])]);
    }
    if random.odds(4) {
        narrow = narrow.min_confidence(0.5);
    }
    if random.odds(3) {
        narrow = narrow.modality(Modality::ALL.iter().copied().filter(|_| random.odds(2)));
    }
    if random.odds(4) {
        narrow = narrow.polarity(Polarity::ALL.iter().copied().filter(|_| random.odds(2)));
    }
    if random.odds(4) {
        let graphs = ["default", "http://g/0", "http://g/1"];
        narrow = narrow.graphs(graphs.into_iter().filter(|_| random.odds(2)));
    }
    narrow
}

/// The rules over plain sets.
struct Model<'a> {
    view: &'a View,
    whole: &'a Snapshot,
    rules: &'a Rules,
    stored: Vec<Quad>,
    rows: Vec<Row>,
    entities: BTreeSet<u32>,
    types: BTreeMap<u32, BTreeSet<u32>>,
}

impl<'a> Model<'a> {
    fn of(view: &'a View, whole: &'a Snapshot, rules: &'a Rules) -> Self {
        let stored: Vec<Quad> = whole.stored([None; 3], GraphIs::Any).collect();
        let rows: Vec<Row> = whole.claims().collect();
        let mut model = Self {
            view,
            whole,
            rules,
            stored,
            rows,
            entities: BTreeSet::new(),
            types: BTreeMap::new(),
        };
        for &[s, p, o, g] in &model.stored {
            if !model.in_default(g) {
                continue;
            }
            let role = model.role(p);
            if role == Role::Type {
                model.types.entry(s).or_default().insert(o);
                if !view.lens().iri(o).starts_with("http://www.w3.org/") {
                    model.entities.insert(s);
                }
            }
            if role == Role::Relation && id::is_resource(o) {
                model.entities.extend([s, o]);
            }
        }
        let books: Vec<u32> = model.rows.iter().map(|row| row.reifier).collect();
        for book in books
            .into_iter()
            .chain(whole.evidence_rows().map(|(node, _)| node))
        {
            model.entities.remove(&book);
        }
        model
    }

    fn role(&self, p: u32) -> Role {
        self.view.lens().role(p)
    }

    fn is_of_thing(&self, p: u32) -> bool {
        matches!(self.role(p), Role::Type | Role::Name | Role::Identifier)
    }

    fn in_default(&self, g: u32) -> bool {
        match &self.rules.graphs {
            None => g == NONE,
            Some(graphs) => graphs.contains(&g),
        }
    }

    fn listed(&self, g: u32) -> bool {
        self.rules
            .graphs
            .as_ref()
            .is_none_or(|graphs| graphs.contains(&g))
    }

    fn takes_types(&self, term: u32) -> bool {
        !self.entities.contains(&term)
            || self.rules.types.iter().all(|wanted| {
                self.types
                    .get(&term)
                    .is_some_and(|types| types.iter().any(|t| wanted.contains(t)))
            })
    }

    fn takes_statement(&self, [s, p, o]: [u32; 3]) -> bool {
        self.takes_types(s)
            && self.takes_types(o)
            && self
                .rules
                .relations
                .iter()
                .all(|wanted| wanted.contains(&p))
    }

    fn time(&self, id: u32) -> Option<Time> {
        if id == NONE {
            return None;
        }
        match self.whole.dictionary.term(id) {
            Term::Literal(l) => super::value::date_of(&l),
            _ => None,
        }
    }

    fn passes(&self, row: &Row) -> bool {
        let value = |field| self.whole.row_value(row, field);
        let rules = self.rules;
        let modality = Modality::of(value(Field::Modality)).unwrap_or(Modality::Fact);
        let polarity = Polarity::of(value(Field::Polarity)).unwrap_or(Polarity::Positive);
        let pattern = [Some(row.reifier), Some(known::SOURCE), None];
        let sources: Vec<u32> = self
            .whole
            .quads(pattern, row.graph_is())
            .map(|q| q[2])
            .collect();
        let confidence = match value(Field::Confidence) {
            NONE => None,
            id => self.view.lens().iri(id).parse::<f64>().ok(),
        };
        let (from, until) = (self.time(value(Field::From)), self.time(value(Field::To)));
        self.listed(row.graph)
            && self.takes_statement(row.statement)
            && rules
                .modality
                .as_ref()
                .is_none_or(|named| named.contains(&modality))
            && rules
                .polarity
                .as_ref()
                .is_none_or(|named| named.contains(&polarity))
            && rules
                .sources
                .iter()
                .all(|named| sources.iter().any(|s| named.contains(s)))
            && rules
                .min_confidence
                .is_none_or(|least| confidence.is_some_and(|c| c >= least))
            && rules
                .windows
                .iter()
                .all(|window| match (window.certain, &from, &until) {
                    (true, Some(from), Some(until)) => {
                        from.bounds().certainly_begins_by_end_of(window.bounds)
                            && until.bounds().certainly_ends_after_start_of(window.bounds)
                    }
                    (true, ..) => false,
                    (false, ..) => {
                        let bounds = |time: &Option<Time>| time.as_ref().map(Time::bounds);
                        Bounds::window(bounds(&from), bounds(&until)).overlaps(window.bounds)
                    }
                })
    }

    fn holds(&self, row: &Row) -> bool {
        if row.asserts {
            return true;
        }
        let class = [row.reifier, known::TYPE, known::CLAIM, row.graph];
        if !row.is_claim() && !self.whole.is_stored(class) {
            return false;
        }
        let value = |field| self.whole.row_value(row, field);
        let modality = Modality::of(value(Field::Modality)).unwrap_or(Modality::Fact);
        let negative = value(Field::Polarity) == known::NEGATIVE;
        let quiet = !modality.asserts();
        let told = self
            .whole
            .is_stored([row.reifier, known::ASSERTED, FALSE, row.graph]);
        (quiet || negative)
            && !told
            && (!quiet
                || self
                    .rules
                    .modality
                    .as_ref()
                    .is_some_and(|m| m.contains(&modality)))
            && (!negative
                || self
                    .rules
                    .polarity
                    .as_ref()
                    .is_some_and(|p| p.contains(&Polarity::Negative)))
    }

    /// Everything that is to be seen, and the entities that are in the view.
    fn seen(&self) -> (BTreeSet<Quad>, BTreeSet<u32>) {
        let rules = self.rules;
        let bare_pass = rules.sources.is_empty()
            && rules.min_confidence.is_none()
            && rules.modality.is_none()
            && rules.polarity.is_none()
            && !rules.windows.iter().any(|w| w.certain);
        let strong = !bare_pass || !rules.windows.is_empty() || !rules.relations.is_empty();
        let passing: Vec<&Row> = self.rows.iter().filter(|row| self.passes(row)).collect();
        let shown_claims: BTreeSet<u32> = passing.iter().map(|row| row.reifier).collect();
        let books: BTreeSet<u32> = self.rows.iter().map(|row| row.reifier).collect();
        let nodes: BTreeMap<u32, [u32; 5]> = self.whole.evidence_rows().collect();
        let about = |s: u32| books.contains(&s) || nodes.contains_key(&s);

        let is_of_thing = |p| self.is_of_thing(p);
        let mut statements: BTreeSet<Quad> = BTreeSet::new();
        for &quad @ [s, p, o, g] in &self.stored {
            let hidden = books.contains(&o) && !shown_claims.contains(&o);
            if about(s) || hidden || !self.listed(g) || !self.takes_statement([s, p, o]) {
                continue;
            }
            let held = passing
                .iter()
                .any(|row| row.quad() == quad && self.holds(row));
            if held || !is_of_thing(p) && bare_pass && self.whole.is_bare(quad) {
                statements.insert(quad);
            }
        }
        for row in &passing {
            if self.holds(row) && !row.asserts && !self.whole.is_stored(row.quad()) {
                statements.insert(row.quad());
            }
        }

        let mut in_view: BTreeSet<u32> = BTreeSet::new();
        for &[s, p, o, g] in &statements {
            if self.in_default(g) && !is_of_thing(p) {
                in_view.extend([s, o]);
            }
        }
        let mut shown_nodes: BTreeSet<u32> = BTreeSet::new();
        let mentions = statements.iter().filter(|q| q[1] == known::MENTION);
        shown_nodes.extend(mentions.map(|q| q[2]));
        for &claim in &shown_claims {
            let all = |p| {
                self.whole
                    .quads([Some(claim), Some(p), None], GraphIs::Any)
                    .map(|q| q[2])
            };
            in_view.extend(all(known::SOURCE).chain(all(known::ATTRIBUTED_TO)));
            for node in all(known::EVIDENCE) {
                shown_nodes.insert(node);
                in_view.extend(nodes.get(&node).map(|values| values[0]));
            }
        }

        let mut seen = statements;
        for &quad @ [s, p, o, g] in &self.stored {
            let shown = if books.contains(&s) {
                shown_claims.contains(&s)
            } else if nodes.contains_key(&s) {
                shown_nodes.contains(&s)
            } else if is_of_thing(p) {
                let lone = !self.entities.contains(&s) && bare_pass && rules.relations.is_empty();
                (!books.contains(&o) || shown_claims.contains(&o))
                    && self.takes_types(s)
                    && (!strong || in_view.contains(&s) || lone)
            } else {
                false
            };
            if shown && self.listed(g) {
                seen.insert(quad);
            }
        }
        // What rows are seen as: the rows that pass, and the nodes behind what is shown.
        for row in &passing {
            let about_row =
                |q: &Quad| q[0] == row.reifier && q[3] == row.graph && !self.whole.is_stored(*q);
            let quads = self
                .whole
                .quads([Some(row.reifier), None, None], row.graph_is());
            for quad in quads.filter(about_row) {
                let others = self
                    .rows
                    .iter()
                    .filter(|r| r.reifier == row.reifier)
                    .count()
                    > 1;
                let of_other = others && quad[1] == known::REIFIES && quad[2] != row.triple;
                if !of_other {
                    seen.insert(quad);
                }
            }
        }
        let nodes = shown_nodes.iter().filter(|node| nodes.contains_key(node));
        for &node in nodes.filter(|_| self.listed(NONE)) {
            let quads = self.whole.quads([Some(node), None, None], GraphIs::Default);
            seen.extend(quads.filter(|q| !self.whole.is_stored(*q)));
        }
        let entities =
            self.entities.iter().copied().filter(|entity| {
                self.takes_types(*entity) && (!strong || in_view.contains(entity))
            });
        (seen, entities.collect())
    }
}

fn merged(quads: &BTreeSet<Quad>, rules: &Rules) -> BTreeSet<Quad> {
    quads
        .iter()
        .filter(|q| rules.graphs.is_some() || q[3] == NONE)
        .map(|&[s, p, o, _]| [s, p, o, NONE])
        .collect()
}

/// A graph of random quads: in the delta, in the base, or in both with some claims taken out.
fn random_graph(random: &mut Random, round: usize) -> Graph {
    let graph = Graph::new();
    let options = || ReadOptions::new().format(Format::NQuads);
    graph
        .read_from(quads(random, 40).as_bytes(), options())
        .unwrap();
    let kind = round % 3;
    if kind != 0 {
        graph.compact().unwrap();
    }
    if kind == 2 {
        graph
            .read_from(quads(random, 8).as_bytes(), options())
            .unwrap();
        let gone: BTreeSet<String> = graph
            .claims()
            .iter()
            .unwrap()
            .step_by(7)
            .map(|c| c.id())
            .collect();
        for claim in gone {
            graph.remove_claim(claim.as_str()).unwrap();
        }
    }
    graph
}

#[test]
fn narrow_views_show_what_the_rules_say() {
    let mut random = Random(0x5eed_0000_1234_5677);
    let mut shown_something = 0;
    for round in 0..60 {
        let graph = random_graph(&mut random, round);
        let whole_view = graph.view();
        for _ in 0..8 {
            let Ok(mut view) = whole_view.narrow(narrowing(&mut random)) else {
                // A graph or a source that this round does not have.
                continue;
            };
            if random.odds(4)
                && let Ok(narrower) = view.narrow(narrowing(&mut random))
            {
                view = narrower;
            }
            // Where there is no sight, nothing was filtered.
            if let Some(sight) = view.snapshot().sight() {
                let model = Model::of(&whole_view, &sight.whole, sight.rules());
                let shown = shows_the_quads_of(&model, &view, sight, round, &mut random);
                shown_something += usize::from(shown > 5);
                shows_the_rows_of(&model, &view, sight);
            }
        }
    }
    assert!(shown_something > 200, "{shown_something}");
}

/// Every pattern gives what the model sees; says how much there is in the default graph.
fn shows_the_quads_of(
    model: &Model,
    view: &View,
    sight: &Sight,
    round: usize,
    random: &mut Random,
) -> usize {
    let snapshot = view.snapshot();
    let (expected, _) = model.seen();
    let rules = sight.rules();
    if random.odds(2) {
        for order in 0..3 {
            let _ = sight.mask(order);
        }
    }
    let names = |quads: &BTreeSet<Quad>| -> Vec<String> {
        let term = |id: u32| {
            if id == NONE {
                "-".into()
            } else {
                sight.whole.dictionary.term(id).to_string()
            }
        };
        quads.iter().map(|q| q.map(term).join(" ")).collect()
    };
    // What `rb:asserted` is seen, unsaid, goes by the statements that the view shows.
    let said = |q: &Quad| q[1] != known::ASSERTED || sight.whole.is_stored(*q);
    let any_said = |q: &Quad| {
        said(q)
            || rules
                .graphs
                .iter()
                .flatten()
                .any(|&g| said(&[q[0], q[1], q[2], g]))
    };
    let check = |mut found: Vec<Quad>, mut expected: BTreeSet<Quad>, what: &str| {
        found.retain(any_said);
        expected.retain(any_said);
        let set: BTreeSet<Quad> = found.iter().copied().collect();
        assert_eq!(set.len(), found.len(), "each once: {what}, {rules:?}");
        let missing: BTreeSet<Quad> = expected.difference(&set).copied().collect();
        let more: BTreeSet<Quad> = set.difference(&expected).copied().collect();
        assert!(
            missing.is_empty() && more.is_empty(),
            "round {round}, {what}: missing {:#?}, too much {:#?}, by {rules:?}",
            names(&missing),
            names(&more)
        );
    };
    let default = merged(&expected, rules);
    let named: BTreeSet<Quad> = expected.iter().filter(|q| q[3] != NONE).copied().collect();
    check(
        snapshot.quads([None; 3], GraphIs::Default).collect(),
        default.clone(),
        "default",
    );
    check(
        snapshot.quads([None; 3], GraphIs::AnyNamed).collect(),
        named.clone(),
        "named",
    );
    let all: Vec<Quad> = default.iter().chain(&named).copied().collect();
    for _ in 0..20 {
        if all.is_empty() {
            break;
        }
        let [s, p, o, _] = *random.one(&all);
        let pattern = [s, p, o].map(|term| (!random.odds(2)).then_some(term));
        let fits = |q: &&Quad| (0..3).all(|i| pattern[i].is_none_or(|t| t == q[i]));
        let of = |set: &BTreeSet<Quad>| set.iter().filter(fits).copied().collect();
        check(
            snapshot.quads(pattern, GraphIs::Default).collect(),
            of(&default),
            "a pattern",
        );
        check(
            snapshot.quads(pattern, GraphIs::AnyNamed).collect(),
            of(&named),
            "a pattern, named",
        );
    }
    default.len()
}

/// The rows of claims and the entities are those of the model.
fn shows_the_rows_of(model: &Model, view: &View, sight: &Sight) {
    let (snapshot, rules) = (view.snapshot(), sight.rules());
    let claims: BTreeSet<[u32; 5]> = snapshot.claims().map(|row| row.key()).collect();
    let expected_claims: BTreeSet<[u32; 5]> = model
        .rows
        .iter()
        .filter(|row| model.passes(row))
        .map(|row| {
            Row {
                graph: if rules.graphs.is_some() {
                    NONE
                } else {
                    row.graph
                },
                ..*row
            }
            .key()
        })
        .collect();
    assert_eq!(claims, expected_claims);
    let entities: BTreeSet<u32> = view.lens().entity_ids().collect();
    let (_, expected_entities) = model.seen();
    assert_eq!(entities, expected_entities, "by {rules:?}");
    for id in 0..sight.whole.dictionary.sizes().0 as u32 {
        assert_eq!(
            view.lens().is_entity(id),
            entities.contains(&id),
            "one and all agree"
        );
    }
}

#[test]
fn a_view_shares_the_columns_of_the_whole() {
    let graph = Graph::new();
    graph.country("QA").unwrap();
    graph.compact().unwrap();
    let whole = graph.view();
    let view = whole.narrow(Narrow::new().types(["Place"])).unwrap();
    let view = view.narrow(Narrow::new().at("2024")).unwrap();
    let base = |view: &View| std::sync::Arc::as_ptr(&view.snapshot().base);
    assert_eq!(base(&view), base(&whole));
    assert_eq!(view.bytes(), whole.bytes());
}

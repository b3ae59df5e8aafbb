//! Whether a graph keeps to its ontology, closed-world.
//!
//! Predicate by predicate along the columns: what a relation asks of its ends is judged once for each set
//! of types, and of its values once for each value. Words are made for what is listed, and for nothing
//! else.

mod claims;
mod counts;
mod evidence;
mod findings;
mod ids;
mod names;
mod order;
mod plan;
mod rows;
mod statements;
mod types;
mod unknown;

use rustc_hash::{FxHashMap, FxHashSet};

use claims::OfClaims;
use findings::{Findings, Found, Words};
use plan::Plan;
use rows::Rows;
use unknown::Unknown;

pub(super) use counts::{Counted, collective, rules};
pub(super) use order::days;
pub(super) use statements::shown;
pub(super) use types::disjoint_pairs;

use super::kinds::Kinds;
use super::times::Times;
use crate::graph::{Graph, Lens, Snapshot, View};
use crate::index::Row;
use crate::model::id::{NONE, known};
use crate::report::Report;

/// A validation under way.
struct Check<'a> {
    lens: Lens<'a>,
    /// The same moment without any narrowing: what a view hides is not missing.
    whole: &'a Snapshot,
    kinds: Kinds,
    plans: FxHashMap<u32, Plan>,
    rules: Vec<Counted<'a>>,
    /// The entities that stand for several.
    collective: FxHashSet<u32>,
    unknown: Unknown,
    times: Times,
    findings: Findings,
}

impl View {
    /// Holds the graph against its ontology, closed-world: what is not said is not so.
    ///
    /// Errors are ends of relations outside domain or range, types that exclude each other, values that
    /// are none of their datatype, counts marked `sh:Violation`, ends that come before their starts, cycles in
    /// acyclic relations, and quotes that are not what the text says. Warnings are the other counts, values that
    /// break a bound or a pattern, claims without a source, two preferred names in one language, identifiers that
    /// two entities have. Types and relations of other vocabularies, which nothing can be
    /// held against, are notices. Counts hold within each graph, whoever claims the values.
    ///
    /// A narrow view is held against the ontology by what it shows; what it hides does not count as
    /// missing. Of each kind of problem the first hundred are listed, and all are counted.
    ///
    /// # Complexity
    /// O(n log n) in the statements, near linear in practice, and linear in the claims and texts.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Graph, ReadOptions};
    /// let graph = Graph::new();
    /// let turtle = r#"
    ///     PREFIX rb: <https://w3id.org/rawabit/ns#>
    ///     <https://example.org/id/qatar> a rb:Country ; rb:isoAlpha2 "Qatar" .
    /// "#;
    /// graph.read_from(turtle.as_bytes(), ReadOptions::new().name("qatar.ttl"))?;
    /// let report = graph.validate();
    /// assert!(report.is_ok() && report.problems().len() == 1);
    /// assert_eq!(
    ///     report.problems()[0].message,
    ///     "\"isoAlpha2\" does not take \"Qatar\": it does not match the pattern \
    ///      \"^[A-Z]{2}$\""
    /// );
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    #[must_use]
    pub fn validate(&self) -> Report {
        let lens = self.lens();
        let whole = lens.snapshot.whole();
        let mut check = Check {
            lens,
            whole: &whole,
            kinds: Kinds::of(lens),
            plans: FxHashMap::default(),
            rules: rules(lens),
            collective: collective(lens),
            unknown: Unknown::default(),
            times: Times::default(),
            findings: Findings::default(),
        };
        check.findings.count("entities", self.len());
        check.findings.count("claims", self.claim_count());
        let mut of_claims = OfClaims::new(&mut check);
        let rows = Rows::of_default(lens.snapshot);
        check.graph(&rows);
        let claims = lens.snapshot.claims().filter(|row| row.graph == NONE);
        check.claims(&mut of_claims, &rows, claims);
        check.named_graphs(&mut of_claims);
        check.evidence();
        check.tell_unknown();
        check.findings.report()
    }
}

impl<'a> Check<'a> {
    /// The named graphs, each with the types that it states beside those of the default graph.
    fn named_graphs(&mut self, of_claims: &mut OfClaims<'a>) {
        let snapshot = self.lens.snapshot;
        let mut claims: FxHashMap<u32, Vec<Row>> = FxHashMap::default();
        for row in snapshot.claims().filter(|row| row.graph != NONE) {
            claims.entry(row.graph).or_default().push(row);
        }
        let quads = rows::sorted(snapshot);
        let mut rest = quads.as_slice();
        for graph in snapshot.named_graphs() {
            rest = &rest[rest.partition_point(|quad| quad[3] < graph)..];
            let here = &rest[..rest.partition_point(|quad| quad[3] == graph)];
            let rows = Rows::of_named(graph, here);
            let before = self.kinds.add_for(rows.pairs(known::TYPE));
            self.graph(&rows);
            let claims = claims.remove(&graph).unwrap_or_default();
            self.claims(of_claims, &rows, claims.into_iter());
            self.kinds.take_back(before);
        }
    }

    /// One graph on its own.
    fn graph(&mut self, rows: &Rows<'_>) {
        self.unknown(rows);
        self.types(rows);
        self.statements(rows);
        self.counts(rows);
        self.order(rows);
        self.names(rows);
        self.ids(rows);
    }

    fn note(&mut self, found: Found, words: impl FnOnce(Lens<'_>) -> Words) {
        let lens = self.lens;
        self.findings.note(lens, found, || words(lens));
    }
}

impl Graph {
    /// As [`View::validate`], of the latest commit.
    ///
    /// # Example
    /// ```
    /// assert!(rawabit::Graph::new().validate().is_ok());
    /// ```
    #[must_use]
    pub fn validate(&self) -> Report {
        self.view().validate()
    }
}

//! What in a graph cannot all hold: shown with who says it, and never resolved.

mod cycle;
mod denied;
mod order;
mod several;
mod types;

use super::kinds::Kinds;
use super::said::BesideRows;
use super::times::Times;
use crate::graph::{Graph, Holders, Lens, Polarity, View};
use crate::index::{Field, Row};
use crate::model::id::{self, NONE, known};
use crate::table::{Table, Values};

/// One conflict.
struct Conflict {
    rule: &'static str,
    subject: u32,
    relation: String,
    claims: Vec<Row>,
    message: String,
}

/// A search for conflicts under way.
struct Search<'a> {
    lens: Lens<'a>,
    kinds: Kinds,
    times: Times,
    beside: BesideRows,
    found: Vec<Conflict>,
}

impl View {
    /// The claims that cannot all hold, a conflict a row: columns `rule`, `subject`, `relation`, `claims`
    /// and `sources` (lists of ids) and `message`. Nothing is resolved.
    ///
    /// | rule | what is in conflict |
    /// |---|---|
    /// | `functional` | two values, at one time, of a property that takes one |
    /// | `count` | more values, at one time, than an `rb:Rule` allows: a bilateral meeting of three |
    /// | `period` | an end before a start, of an event or of a claim |
    /// | `disjoint` | types that exclude each other |
    /// | `denied` | a statement that one claim affirms and another denies, at one time |
    /// | `cycle` | a way round, at one time, in an acyclic relation: what lies in what lies in it |
    ///
    /// Claims that say no time hold at any, as does what is said without a claim. What is only quoted, a
    /// prediction or a wish, is in no conflict, unless the view was told to show it as holding. A denial
    /// denies the narrower relations, too, and the inverse. The default graph is meant.
    ///
    /// # Complexity
    /// O(n log n) in the statements of the relations that can be in conflict, and O(n) in the claims.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Cell, Describe, Graph, Polarity, Relate};
    /// let graph = Graph::new();
    /// graph.country("QA")?;
    /// graph.add("Summit", Describe::new().id("wps"))?;
    /// let takes_part = |how: Relate| graph.relate("qatar", "participatesIn", "wps", how);
    /// takes_part(Relate::new().start("2024").id("said"))?;
    /// takes_part(Relate::new().start("2023").polarity(Polarity::Negative).id("denied"))?;
    /// let conflicts = graph.conflicts();
    /// assert_eq!(conflicts.cell(0, 0), Some(Cell::Text("denied")));
    /// assert_eq!(conflicts.cell(0, 3), Some(Cell::Texts(&["claim/said".into(), "claim/denied".into()])));
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    #[must_use]
    pub fn conflicts(&self) -> Table {
        let lens = self.lens();
        let mut search = Search {
            lens,
            kinds: Kinds::of(lens),
            times: Times::default(),
            beside: BesideRows::of(lens.snapshot),
            found: Vec::new(),
        };
        search.several_values();
        search.reversed_periods();
        search.disjoint_types();
        search.denials();
        search.cycles();
        search.table()
    }
}

impl Search<'_> {
    fn add(
        &mut self,
        rule: &'static str,
        subject: u32,
        relation: String,
        claims: Vec<Row>,
        message: String,
    ) {
        self.found.push(Conflict {
            rule,
            subject,
            relation,
            claims,
            message,
        });
    }

    /// What holds a statement; a denial that a view shows does not.
    fn affirmed(&self, statement: [u32; 3]) -> Holders {
        let snapshot = self.lens.snapshot;
        let mut holders = snapshot.holders(statement);
        holders.claims.retain(|row| {
            let polarity = Polarity::of(self.beside.value(snapshot, row, Field::Polarity));
            polarity != Some(Polarity::Negative)
        });
        holders
    }

    /// The documents that a claim is from.
    fn sources(&self, row: &Row) -> Vec<u32> {
        let snapshot = self.lens.snapshot;
        match row.get(Field::Source) {
            NONE => snapshot.row_values(row, known::SOURCE),
            source => vec![source],
        }
    }

    fn table(self) -> Table {
        let lens = self.lens;
        let ids = |ids: &mut dyn Iterator<Item = u32>| {
            let mut all: Vec<String> = Vec::new();
            for id in ids.filter(|&id| id::is_resource(id)) {
                let short = lens.short(id);
                if !all.contains(&short) {
                    all.push(short);
                }
            }
            all
        };
        let texts = |of: &dyn Fn(&Conflict) -> String| {
            Values::Text(self.found.iter().map(|found| Some(of(found))).collect())
        };
        let lists = |of: &dyn Fn(&Conflict) -> Vec<String>| {
            Values::Texts(self.found.iter().map(of).collect())
        };
        let claims = |found: &Conflict| ids(&mut found.claims.iter().map(|row| row.reifier));
        let sources =
            |found: &Conflict| ids(&mut found.claims.iter().flat_map(|row| self.sources(row)));
        Table::new()
            .with("rule", texts(&|found| found.rule.to_owned()))
            .with("subject", texts(&|found| lens.short(found.subject)))
            .with("relation", texts(&|found| found.relation.clone()))
            .with("claims", lists(&claims))
            .with("sources", lists(&sources))
            .with("message", texts(&|found| found.message.clone()))
    }

    /// Who says something, for a message: the documents, or that nobody is named.
    fn who(&self, claims: &[Row], bare: bool) -> String {
        const MOST: usize = 3;
        let mut names: Vec<String> = Vec::new();
        for row in claims {
            for source in self.sources(row) {
                let name = format!("\"{}\"", self.lens.short(source));
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        if names.len() > MOST {
            let more = names.len() - MOST;
            names.truncate(MOST);
            names.push(format!("{more} more"));
        }
        if names.is_empty() {
            return match (claims.is_empty(), bare) {
                (true, _) => "said without a claim".to_owned(),
                (false, _) => "no source is named".to_owned(),
            };
        }
        if bare {
            names.push("said without a claim".to_owned());
        }
        names.join(", ")
    }
}

impl Graph {
    /// As [`View::conflicts`], of the latest commit.
    ///
    /// # Example
    /// ```
    /// assert!(rawabit::Graph::new().conflicts().is_empty());
    /// ```
    #[must_use]
    pub fn conflicts(&self) -> Table {
        self.view().conflicts()
    }
}

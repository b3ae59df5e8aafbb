//! What is told of a statement.

use std::fmt;

use crate::graph::{Claim, Entity, Polarity, Value};
use crate::table::isolate;

/// A statement, stored or not.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Statement {
    /// The subject.
    pub subject: Entity,
    /// The relation, as the schema names it; `"rdf:type"` of a type.
    pub relation: String,
    /// The object; a type is a literal with its name.
    pub object: Value,
}

impl Statement {
    fn is(&self, other: &Self) -> bool {
        self.relation == other.relation
            && self.subject == other.subject
            && self.object.term() == other.object.term()
    }
}

impl fmt::Display for Statement {
    /// The names and the relation, right-to-left text set apart.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (subject, object) = (self.subject.to_string(), self.object.to_string());
        write!(
            f,
            "{} {} {}",
            isolate(&subject),
            self.relation,
            isolate(&object)
        )
    }
}

/// One step of a chain.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Step {
    /// `"subrelation"`, `"inverse"`, `"symmetric"`, `"transitive"` or `"subclass"`.
    pub rule: &'static str,
    /// What follows.
    pub statement: Statement,
    /// From what: one statement, or the links of a way in their order.
    pub because: Vec<Statement>,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}, because ", self.rule, self.statement)?;
        for (n, statement) in self.because.iter().enumerate() {
            write!(f, "{}{statement}", if n == 0 { "" } else { " and " })?;
        }
        Ok(())
    }
}

/// Why a statement is in the graph, or that it is not.
///
/// Printed, it is for people: a line for each step and each claim.
///
/// # Example
/// ```
/// use rawabit::{Graph, Relate};
/// let graph = Graph::new();
/// graph.country("QA")?;
/// graph.country("AE")?;
/// graph.relate("qatar", "cooperatesWith", "united-arab-emirates", Relate::new().confidence(0.9))?;
/// let why = graph.why("united-arab-emirates", "cooperatesWith", "qatar")?;
/// assert_eq!(why.claims[0].confidence(), Some(0.9));
/// assert_eq!(why.steps[0].rule, "symmetric");
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Explanation {
    /// The statement that was asked for.
    pub statement: Statement,
    /// The claims on it and on what says the same or more, whether they assert, quote or deny it; where it follows, first
    /// those on the statements that it follows from.
    pub claims: Vec<Claim>,
    /// How it follows, from the statement that was asked for down to those that are stored; empty where
    /// nothing was inferred.
    pub steps: Vec<Step>,
    there: bool,
    bare: bool,
}

impl Explanation {
    pub(super) fn there(
        statement: Statement,
        bare: bool,
        claims: Vec<Claim>,
        steps: Vec<Step>,
    ) -> Self {
        Self {
            statement,
            claims,
            steps,
            there: true,
            bare,
        }
    }

    pub(super) fn absent(statement: Statement, claims: Vec<Claim>) -> Self {
        Self {
            statement,
            claims,
            steps: Vec::new(),
            there: false,
            bare: false,
        }
    }

    /// Whether the statement is in the graph, or follows from it.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.there
    }

    /// Whether it is said on its own, and not only by claims.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.bare
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.statement)?;
        f.write_str(match (self.there, self.steps.is_empty(), self.bare) {
            (false, ..) if self.claims.is_empty() => ", which is not in the graph",
            (false, ..) => ", which is not in the graph, but quoted:",
            (true, false, _) => ", which follows:",
            (true, true, true) if self.claims.is_empty() => ", said without a claim",
            (true, true, true) => ", said without a claim, and by claims:",
            (true, true, false) => "",
        })?;
        for step in &self.steps {
            write!(f, "\n  {step}")?;
        }
        for claim in &self.claims {
            f.write_str("\n  ")?;
            told(f, claim, &self.statement)?;
        }
        Ok(())
    }
}

/// A claim with all that it says of itself, and a line for each of its quotes.
fn told(f: &mut fmt::Formatter<'_>, claim: &Claim, asked: &Statement) -> fmt::Result {
    let [verb, it] = match claim.polarity() {
        Polarity::Negative => ["denies", "it"],
        Polarity::Positive if claim.is_held() => ["says", "so"],
        Polarity::Positive => ["quotes", "it"],
    };
    write!(f, "{} {verb} ", isolate(&claim.id()))?;
    let statement = Statement {
        subject: claim.subject(),
        relation: claim.relation(),
        object: claim.object(),
    };
    if statement.is(asked) {
        f.write_str(it)?;
    } else {
        write!(f, "that {statement}")?;
    }
    write!(f, ": {}", claim.modality())?;
    for (n, entity) in claim.attributed_to().iter().enumerate() {
        let before = if n == 0 { ", attributed to" } else { " and" };
        write!(f, "{before} {}", isolate(&entity.to_string()))?;
    }
    match (claim.start(), claim.end()) {
        (None, None) => {}
        (Some(start), None) => write!(f, ", from {}", isolate(start.as_str()))?,
        (None, Some(end)) => write!(f, ", until {}", isolate(end.as_str()))?,
        (Some(start), Some(end)) => {
            let (start, end) = (start.as_str(), end.as_str());
            write!(f, ", from {} until {}", isolate(start), isolate(end))?;
        }
    }
    if let Some(confidence) = claim.confidence() {
        write!(f, ", confidence {confidence}")?;
    }
    for hedge in claim.hedge() {
        write!(f, ", \"{}\"", isolate(hedge.lexical()))?;
    }
    if let Some(source) = claim.source() {
        write!(f, "; source {}", isolate(&source.to_string()))?;
    }
    for span in claim.evidence() {
        let quote = span.quote().unwrap_or_default();
        let quote = isolate(&quote);
        write!(f, "\n    \"{quote}\" at {}..{}", span.start, span.end)?;
    }
    Ok(())
}

//! A claim as a user holds it: one source's statement, with when, how sure, and on what words.

use std::fmt;

use super::given::confidence_of;
use super::settings::GraphId;
use super::value::{ClaimRef, Value, date_of};
use super::{Entity, GraphIs, Snapshot, View};
use crate::Error;
use crate::index::{Field, PREDICATES, Row};
use crate::model::id::{self, NONE, known};
use crate::model::{Iri, Literal, Term, Time};

macro_rules! words {
    ($(#[$m:meta])* $name:ident { $($(#[$v:meta])* $variant:ident = $word:literal / $id:ident,)* }) => {
        $(#[$m])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub enum $name { $($(#[$v])* $variant,)* }

        impl $name {
            /// All of them, in their usual order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word for it in documents and in Python.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            pub(crate) const fn id(self) -> u32 {
                match self { $(Self::$variant => known::$id,)* }
            }

            pub(crate) fn of(id: u32) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.id() == id)
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::SchemaError;

            fn from_str(word: &str) -> Result<Self, crate::SchemaError> {
                Self::ALL.iter().copied().find(|w| w.as_str() == word).ok_or_else(|| {
                    let all: Vec<String> =
                        Self::ALL.iter().map(|w| w.as_str().to_owned()).collect();
                    crate::SchemaError::Argument {
                        name: stringify!($name).to_lowercase(),
                        value: word.into(),
                        reason: format!("it is one of {}", super::List(&all)),
                    }
                })
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

words! {
    /// How a source puts a claim.
    Modality {
        /// Stated plainly.
        Fact = "fact" / FACT,
        /// The document says that someone else says it.
        Reported = "reported" / REPORTED,
        /// The source's own judgement.
        Evaluative = "evaluative" / EVALUATIVE,
        /// Said to come about later: quoted, not held to be so.
        Predicted = "predicted" / PREDICTED,
        /// Said to be desirable: quoted, not held to be so.
        Normative = "normative" / NORMATIVE,
    }
}

words! {
    /// Whether a claim says its statement or denies it.
    Polarity {
        /// It says it.
        Positive = "positive" / POSITIVE,
        /// It denies it: quoted, not held to be so.
        Negative = "negative" / NEGATIVE,
    }
}

impl Modality {
    /// Whether a positive claim of this modality holds its statement unless told otherwise.
    #[must_use]
    pub fn asserts(self) -> bool {
        !matches!(self, Self::Predicted | Self::Normative)
    }
}

/// One source's statement, at the moment of the view that it came from.
///
/// # Example
/// ```
/// use rawabit::{Graph, Modality, Relate};
/// let graph = Graph::new();
/// let (qatar, oman) = (graph.country("QA")?, graph.country("OM")?);
/// let how = Relate::new().start("2024").confidence(0.5).modality(Modality::Predicted);
/// let claim = graph.relate(&qatar, "cooperatesWith", &oman, how)?;
/// assert_eq!((claim.subject(), claim.relation().as_str()), (qatar, "cooperatesWith"));
/// assert_eq!(claim.start().map(|time| time.to_string()).as_deref(), Some("2024"));
/// assert!(!claim.is_asserted(), "a prediction is no fact");
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Clone)]
pub struct Claim {
    view: View,
    row: Row,
}

impl Snapshot {
    /// What a row has in a column, or, where it has nothing there, the only triple that says it.
    pub(crate) fn row_value(&self, row: &Row, field: Field) -> u32 {
        let value = row.get(field);
        if value != NONE {
            return value;
        }
        let pattern = [Some(row.reifier), Some(PREDICATES[field as usize]), None];
        let mut values = self.stored(pattern, row.graph_is()).map(|q| q[2]);
        values
            .next()
            .filter(|_| values.next().is_none())
            .unwrap_or(NONE)
    }

    /// The objects of a triple about the reifier of a row.
    pub(crate) fn row_values(&self, row: &Row, predicate: u32) -> Vec<u32> {
        let pattern = [Some(row.reifier), Some(predicate), None];
        self.stored(pattern, row.graph_is()).map(|q| q[2]).collect()
    }
}

impl Row {
    pub(crate) fn graph_is(&self) -> GraphIs {
        GraphIs::of(self.graph)
    }
}

impl Claim {
    pub(crate) fn new(view: View, row: Row) -> Self {
        Self { view, row }
    }

    fn snapshot(&self) -> &Snapshot {
        self.view.snapshot()
    }

    /// The view that it answers from.
    #[must_use]
    pub fn view(&self) -> &View {
        &self.view
    }

    /// The shortest id that finds it in its graph: `"claim/article/r001"`, or for a blank node its
    /// label with `_:`.
    #[must_use]
    pub fn id(&self) -> String {
        self.view.lens().short(self.row.reifier)
    }

    /// The IRI; `None` for a blank node.
    #[must_use]
    pub fn iri(&self) -> Option<Iri> {
        match self.term() {
            Term::Iri(iri) => Some(iri),
            _ => None,
        }
    }

    /// The IRI or blank node.
    #[must_use]
    pub fn term(&self) -> Term {
        self.snapshot().dictionary.term(self.row.reifier)
    }

    /// The subject of the statement.
    #[must_use]
    pub fn subject(&self) -> Entity {
        self.view.entity_of(self.row.statement[0])
    }

    /// The relation, as the schema names it, such as `"participatesIn"`; else a compact or full IRI.
    #[must_use]
    pub fn relation(&self) -> String {
        self.view.lens().term_name(self.row.statement[1])
    }

    /// The object of the statement.
    #[must_use]
    pub fn object(&self) -> Value {
        let [_, predicate, object] = self.row.statement;
        self.view.dated(predicate, self.view.value_of(object))
    }

    /// The ids of the subject and, where it is an entity, of the object, as the claim was first written:
    /// a merge since gives it other ends, and it remembers which entities it was made about.
    ///
    /// # Complexity
    /// O(log n) in what was merged.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Describe, Graph, Relate};
    /// let graph = Graph::new();
    /// graph.add("PoliceForce", Describe::new().id("dubai-police"))?;
    /// graph.add("PoliceForce", Describe::new().id("شرطة-دبي"))?;
    /// graph.add("Summit", Describe::new().id("wps"))?;
    /// graph.relate("شرطة-دبي", "participatesIn", "wps", Relate::new().id("c1"))?;
    /// graph.merge("dubai-police", ["شرطة-دبي"])?;
    /// let claim = graph.claim("claim/c1")?;
    /// assert_eq!(claim.subject().id(), "dubai-police");
    /// assert_eq!(claim.said_of(), ("شرطة-دبي".into(), Some("wps".into())));
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    #[must_use]
    pub fn said_of(&self) -> (String, Option<String>) {
        let aliases = &self.snapshot().aliases;
        let [s, _, o] = aliases.first_said_of(self.row.reifier, self.row.statement);
        let lens = self.view.lens();
        (lens.short(s), id::is_resource(o).then(|| lens.short(o)))
    }

    fn entity_in(&self, field: Field) -> Option<Entity> {
        let id = self.snapshot().row_value(&self.row, field);
        (id != NONE && id::is_resource(id)).then(|| self.view.entity_of(id))
    }

    /// The document that says it.
    #[must_use]
    pub fn source(&self) -> Option<Entity> {
        self.entity_in(Field::Source)
    }

    /// Who is said to say it.
    #[must_use]
    pub fn attributed_to(&self) -> Vec<Entity> {
        self.snapshot()
            .row_values(&self.row, known::ATTRIBUTED_TO)
            .into_iter()
            .filter(|&id| id::is_resource(id))
            .map(|id| self.view.entity_of(id))
            .collect()
    }

    fn time_in(&self, field: Field) -> Option<Time> {
        let id = self.snapshot().row_value(&self.row, field);
        date_of(&self.view.value_of_literal(id)?)
    }

    /// Since when it holds, as it was written.
    #[must_use]
    pub fn start(&self) -> Option<Time> {
        self.time_in(Field::From)
    }

    /// Until when it holds, that day included.
    #[must_use]
    pub fn end(&self) -> Option<Time> {
        self.time_in(Field::To)
    }

    /// How sure, from 0 to 1.
    #[must_use]
    pub fn confidence(&self) -> Option<f64> {
        let id = self.snapshot().row_value(&self.row, Field::Confidence);
        confidence_of(&self.view.value_of_literal(id)?)
    }

    /// How it is put; a claim that does not say counts as a fact.
    #[must_use]
    pub fn modality(&self) -> Modality {
        Modality::of(self.snapshot().row_value(&self.row, Field::Modality))
            .unwrap_or(Modality::Fact)
    }

    /// Whether it is said or denied; a claim that does not say counts as positive.
    #[must_use]
    pub fn polarity(&self) -> Polarity {
        Polarity::of(self.snapshot().row_value(&self.row, Field::Polarity))
            .unwrap_or(Polarity::Positive)
    }

    fn literals(&self, predicate: u32) -> Vec<Literal> {
        let ids = self.snapshot().row_values(&self.row, predicate).into_iter();
        ids.filter_map(|id| self.view.value_of_literal(id))
            .collect()
    }

    /// The words by which the source keeps a distance: "according to experts".
    #[must_use]
    pub fn hedge(&self) -> Vec<Literal> {
        self.literals(known::HEDGE)
    }

    /// Notes of whoever wrote the claim down.
    #[must_use]
    pub fn notes(&self) -> Vec<Literal> {
        self.literals(known::NOTE)
    }

    /// The words that it rests on.
    #[must_use]
    pub fn evidence(&self) -> Vec<Span> {
        let column = self.row.get(Field::Evidence);
        let mut nodes = self.snapshot().row_values(&self.row, known::EVIDENCE);
        if column != NONE {
            nodes.push(column);
        }
        let mut spans: Vec<Span> = nodes
            .into_iter()
            .filter_map(|node| self.view.span(node))
            .collect();
        spans.sort_by_key(|span| (span.start, span.end));
        spans
    }

    /// When it was committed as it is now, in UTC; `None` where the graph keeps no history, and in a
    /// transaction that has not been committed.
    #[must_use]
    pub fn recorded_at(&self) -> Option<crate::Instant> {
        self.snapshot().recorded_at(&self.row)
    }

    pub(super) fn graph(&self) -> GraphId {
        self.view.lens().settings.graph
    }

    /// Whether it holds its statement: the statement is in the graph because of it.
    #[must_use]
    pub fn is_asserted(&self) -> bool {
        self.row.asserts
    }

    /// Whether it holds its statement in the view that it came from, which may ask for predictions or denials.
    pub(crate) fn is_held(&self) -> bool {
        let sight = self.snapshot().sight();
        sight.map_or(self.row.asserts, |sight| sight.holds(&self.row))
    }
}

impl PartialEq for Claim {
    /// The same claim on the same statement, whatever the moment; what has a blank node in it is of one graph.
    fn eq(&self, other: &Self) -> bool {
        let statement = |claim: &Self| {
            claim
                .row
                .statement
                .map(|id| claim.snapshot().dictionary.term(id))
        };
        let (term, said) = (self.term(), statement(self));
        let has_blank = || term.has_blank() || said.iter().any(Term::has_blank);
        term == other.term()
            && said == statement(other)
            && (self.graph() == other.graph() || !has_blank())
    }
}

impl Eq for Claim {}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {} {}",
            self.subject(),
            self.relation(),
            self.object()
        )
    }
}

impl fmt::Debug for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Claim({}: {self}, {}", self.id(), self.modality())?;
        if self.polarity() == Polarity::Negative {
            f.write_str(", negative")?;
        }
        if let Some(confidence) = self.confidence() {
            write!(f, ", confidence {confidence}")?;
        }
        f.write_str(")")
    }
}

/// A piece of a document.
///
/// # Example
/// ```
/// use rawabit::{Describe, Graph, Relate};
/// let graph = Graph::new();
/// let article = graph.document("شاركت قطر في القمة.", Describe::new().id("article"))?;
/// let (qatar, oman) = (graph.country("QA")?, graph.country("OM")?);
/// let how = Relate::new().source(&article).evidence("شاركت قطر");
/// let claim = graph.relate(&qatar, "meetsWith", &oman, how)?;
/// let span = &claim.evidence()[0];
/// assert_eq!((span.start, span.end, span.quote().as_deref()), (0, 9, Some("شاركت قطر")));
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Span {
    /// The document.
    pub document: Entity,
    /// The first code point, counted from 0.
    pub start: u32,
    /// The code point after the last.
    pub end: u32,
    quote: Option<String>,
    sentence: Option<String>,
    node: Term,
}

impl Span {
    /// The node that it has in RDF.
    #[must_use]
    pub fn term(&self) -> Term {
        self.node.clone()
    }

    /// The words, cut from the stored text or as they were given; `None` where neither is known.
    #[must_use]
    pub fn quote(&self) -> Option<String> {
        self.quote.clone()
    }

    /// The id of the sentence that holds it, where one does.
    #[must_use]
    pub fn sentence(&self) -> Option<&str> {
        self.sentence.as_deref()
    }
}

impl View {
    pub(crate) fn value_of_literal(&self, id: u32) -> Option<Literal> {
        if !id::is_literal(id) || id == NONE {
            return None;
        }
        match self.snapshot().dictionary.term(id) {
            Term::Literal(literal) => Some(literal),
            _ => None,
        }
    }

    /// What a node of evidence stands for.
    pub(crate) fn span(&self, node: u32) -> Option<Span> {
        let lens = self.lens();
        let object = |predicate: u32| {
            let pattern = [Some(node), Some(predicate), None];
            lens.snapshot
                .quads(pattern, GraphIs::Default)
                .map(|q| q[2])
                .next()
        };
        let number = |predicate: u32| {
            self.value_of_literal(object(predicate)?)?
                .lexical()
                .parse::<u32>()
                .ok()
        };
        let document = object(known::HAS_SOURCE).filter(|&id| id::is_resource(id))?;
        let (start, end) = (number(known::START)?, number(known::END)?);
        let text = |predicate: u32| {
            Some(
                self.value_of_literal(object(predicate)?)?
                    .lexical()
                    .to_owned(),
            )
        };
        let stored = lens.snapshot.texts.get(&document);
        let quote = text(known::EXACT).or_else(|| {
            stored?
                .slice(start as usize..end as usize)
                .map(str::to_owned)
        });
        let document = self.entity_of(document);
        Some(Span {
            document,
            start,
            end,
            quote,
            sentence: text(known::IN_SENTENCE),
            node: lens.snapshot.dictionary.term(node),
        })
    }

    /// The claim with an id.
    ///
    /// # Errors
    /// [`EntityError::Unknown`](crate::EntityError::Unknown) where there is none.
    ///
    /// # Complexity
    /// O(1) on average.
    pub fn claim(&self, claim: impl Into<ClaimRef>) -> Result<Claim, Error> {
        let reifier = self.lens().claim(&claim.into().0)?;
        match self.snapshot().claims_of_reifier(reifier).next() {
            Some(row) => Ok(Claim::new(self.clone(), row)),
            None => unreachable!("a reifier has a row"),
        }
    }
}

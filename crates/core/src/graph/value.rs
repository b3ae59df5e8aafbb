//! What users hand in: entities by name, values, times.

use super::settings::GraphId;
use super::{Claim, Entity, Span};
use crate::Error;
use crate::model::vocab::xsd;
use crate::model::{BlankNode, Iri, Literal, Term, Time, ValueError, parse_time};
use crate::schema::SchemaError;

/// An entity, named by a local id (`"qatar"`), a compact IRI (`"wd:Q846"`), a full IRI, or itself.
///
/// Every call that takes an entity takes anything that turns into one of these.
///
/// # Example
/// ```
/// use rawabit::{Graph, Iri};
/// let graph = Graph::new();
/// let qatar = graph.country("QA")?;
/// let iri = Iri::new("https://example.org/id/qatar")?;
/// assert_eq!(graph.entity("qatar")?, qatar);
/// assert_eq!(graph.entity(iri)?, qatar);
/// assert_eq!(graph.entity("iso3166-1-alpha2:QA")?, qatar);
/// assert_eq!(graph.entity(&qatar)?, qatar);
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EntityRef(pub(crate) Reference);

#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Reference {
    /// As a user writes it.
    Named(String),
    /// An IRI or a blank node, whatever it looks like.
    Exact(Term),
    /// The same of an entity or claim in hand, with its graph: it may be of another one, or one that was removed.
    Handle(Term, GraphId),
}

impl EntityRef {
    /// As the user gave it, for errors.
    pub(crate) fn text(&self) -> String {
        match &self.0 {
            Reference::Named(name) => name.clone(),
            Reference::Exact(Term::Iri(iri)) | Reference::Handle(Term::Iri(iri), _) => {
                iri.as_str().into()
            }
            Reference::Exact(other) | Reference::Handle(other, _) => other.to_string(),
        }
    }
}

impl From<&str> for EntityRef {
    fn from(name: &str) -> Self {
        Self(Reference::Named(name.into()))
    }
}

impl From<&String> for EntityRef {
    fn from(name: &String) -> Self {
        Self(Reference::Named(name.clone()))
    }
}

impl From<String> for EntityRef {
    fn from(name: String) -> Self {
        Self(Reference::Named(name))
    }
}

impl From<Iri> for EntityRef {
    fn from(iri: Iri) -> Self {
        Self(Reference::Exact(iri.into()))
    }
}

impl From<&Iri> for EntityRef {
    fn from(iri: &Iri) -> Self {
        iri.clone().into()
    }
}

impl From<BlankNode> for EntityRef {
    fn from(node: BlankNode) -> Self {
        Self(Reference::Exact(node.into()))
    }
}

impl From<&Entity> for EntityRef {
    fn from(entity: &Entity) -> Self {
        Self(Reference::Handle(entity.term(), entity.graph()))
    }
}

impl From<Entity> for EntityRef {
    fn from(entity: Entity) -> Self {
        (&entity).into()
    }
}

impl From<&Self> for EntityRef {
    fn from(reference: &Self) -> Self {
        reference.clone()
    }
}

/// A claim, named by its id or itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClaimRef(pub(crate) Reference);

impl From<&str> for ClaimRef {
    fn from(id: &str) -> Self {
        Self(Reference::Named(id.into()))
    }
}

impl From<&Claim> for ClaimRef {
    fn from(claim: &Claim) -> Self {
        Self(Reference::Handle(claim.term(), claim.graph()))
    }
}

impl From<Claim> for ClaimRef {
    fn from(claim: Claim) -> Self {
        (&claim).into()
    }
}

/// The object of a relation, or the value of a property, as a user gives it.
///
/// A bare text is an entity, a time or a text, as the relation's range says.
///
/// # Example
/// ```
/// use rawabit::{Graph, Describe, Relate};
/// let graph = Graph::new();
/// graph.country("QA")?;
/// graph.add("Summit", Describe::new().id("wps"))?;
/// // An entity, and a date: as the relation takes them.
/// graph.relate("qatar", "hosts", "wps", Relate::new())?;
/// graph.relate("wps", "startDate", "2024-03", Relate::new())?;
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub enum Object {
    /// To be read by the relation's range.
    Text(String),
    /// An entity.
    Entity(EntityRef),
    /// A literal, as it is.
    Literal(Literal),
    /// A time.
    Time(Time),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Number(f64),
    /// A truth value.
    Boolean(bool),
}

macro_rules! object_from {
    ($($type:ty => $variant:ident),* $(,)?) => {
        $(impl From<$type> for Object {
            fn from(value: $type) -> Self {
                Self::$variant(value.into())
            }
        })*
    };
}

object_from! {
    &str => Text,
    String => Text,
    &String => Text,
    &Entity => Entity,
    Entity => Entity,
    EntityRef => Entity,
    Iri => Entity,
    &Iri => Entity,
    BlankNode => Entity,
    Literal => Literal,
    Time => Time,
    i64 => Integer,
    i32 => Integer,
    u32 => Integer,
    f64 => Number,
    bool => Boolean,
}

impl Object {
    /// The literal that it is on its own, whatever relation it is the object of; `None` of an entity,
    /// and of a bare text, which is what the relation's range makes of it.
    ///
    /// # Example
    /// ```
    /// use rawabit::Object;
    /// assert_eq!(Object::from(7).as_literal().unwrap().lexical(), "7");
    /// assert_eq!(Object::from("7").as_literal(), None);
    /// ```
    #[must_use]
    pub fn as_literal(&self) -> Option<Literal> {
        super::given::plain_literal(self)
    }

    /// As the user gave it, for errors.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Entity(entity) => entity.text(),
            Self::Literal(literal) => literal.lexical().into(),
            Self::Time(time) => time.as_str().into(),
            Self::Integer(number) => number.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Boolean(value) => value.to_string(),
        }
    }
}

/// A time as a user gives it: text in any accepted form, or a [`Time`].
///
/// # Example
/// ```
/// use rawabit::{Graph, Relate};
/// let graph = Graph::new();
/// graph.country("QA")?;
/// graph.country("AE")?;
/// let how = Relate::new().start("5 مارس 2024").end("2024-03");
/// let claim = graph.relate("qatar", "cooperatesWith", "united-arab-emirates", how)?;
/// assert_eq!(claim.start().map(|time| time.to_string()).as_deref(), Some("2024-03-05"));
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct TimeRef(pub(crate) Result<Time, String>);

impl From<&str> for TimeRef {
    fn from(text: &str) -> Self {
        Self(Err(text.into()))
    }
}

impl From<String> for TimeRef {
    fn from(text: String) -> Self {
        Self(Err(text))
    }
}

impl From<Time> for TimeRef {
    fn from(time: Time) -> Self {
        Self(Ok(time))
    }
}

impl TimeRef {
    /// As the user gave it.
    pub(crate) fn text(&self) -> &str {
        match &self.0 {
            Ok(time) => time.as_str(),
            Err(text) => text,
        }
    }

    /// The one time that it is; what is wrong names the argument.
    pub(crate) fn read(&self, name: &str) -> Result<Time, SchemaError> {
        match &self.0 {
            Ok(time) => Ok(time.clone()),
            Err(text) => one_time(text).map_err(|error| of_argument(name, error)),
        }
    }
}

/// The one time that a text means, in the forms of [`Time::new`] or written out.
pub(crate) fn one_time(text: &str) -> Result<Time, ValueError> {
    Time::new(text).or_else(|error| match parse_time(text, None) {
        Ok((Some(start), Some(end))) if start == end => Ok(start),
        _ => Err(error),
    })
}

/// The time that a literal says where a date belongs: one of a datatype of times, or a plain string that reads as a
/// date of another calendar, for which there is no datatype.
pub(crate) fn date_of(literal: &Literal) -> Option<Time> {
    match Time::from_literal(literal.lexical(), literal.datatype()) {
        Some(read) => read.ok(),
        None => other_calendar(literal),
    }
}

/// The date of another calendar than the Gregorian that a plain string reads as.
pub(super) fn other_calendar(literal: &Literal) -> Option<Time> {
    if literal.datatype() != xsd::STRING {
        return None;
    }
    let time = Time::new(literal.lexical()).ok()?;
    time.calendar().is_some().then_some(time)
}

/// What is wrong with a time, said of the argument that it was given as.
pub(crate) fn of_argument(name: &str, error: ValueError) -> SchemaError {
    match error {
        ValueError::Time {
            value,
            reason,
            accepted,
        } => SchemaError::Argument {
            name: name.into(),
            value,
            reason: format!("{reason}; accepted are {accepted}"),
        },
        other => other.into(),
    }
}

/// The same of what is wrong with a call.
pub(crate) fn naming(name: &str, error: Error) -> Error {
    match error {
        Error::Schema(SchemaError::Value(error)) => of_argument(name, error).into(),
        other => other,
    }
}

/// What is wrong with a text that says nothing.
pub(crate) const EMPTY: &str = "the string is empty";

/// A text that is given says something.
pub(crate) fn check_filled(name: &str, text: &str) -> Result<(), SchemaError> {
    if !text.trim().is_empty() {
        return Ok(());
    }
    Err(SchemaError::Argument {
        name: name.into(),
        value: text.into(),
        reason: format!("{EMPTY}; leave it out where there is nothing to say"),
    })
}

/// What stands at the far end of a statement.
///
/// # Example
/// ```
/// use rawabit::{Describe, Graph};
/// let graph = Graph::new();
/// let summit = graph.add("Summit", Describe::new().property("startDate", "2024-03-05"))?;
/// let start = summit.get("startDate")?.expect("it was given");
/// assert_eq!(start.as_time().map(|time| time.to_string()).as_deref(), Some("2024-03-05"));
/// assert!(start.as_entity().is_none());
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Value {
    /// An entity.
    Entity(Entity),
    /// An IRI that names no entity, such as one that `owl:sameAs` says is another name.
    Iri(Iri),
    /// A literal.
    Literal(Literal),
    /// A date of another calendar than the Gregorian, where a date belongs. RDF has no datatype for it: there it is
    /// a plain string.
    #[non_exhaustive]
    Date {
        /// The date.
        time: Box<Time>,
        /// What it is in RDF.
        literal: Literal,
    },
    /// A triple term.
    Triple(Box<crate::model::Triple>),
    /// A piece of a document.
    Span(Box<Span>),
}

impl Value {
    /// The entity, where it is one.
    #[must_use]
    pub fn as_entity(&self) -> Option<&Entity> {
        if let Self::Entity(entity) = self {
            Some(entity)
        } else {
            None
        }
    }

    /// The literal, where it is one.
    #[must_use]
    pub fn as_literal(&self) -> Option<&Literal> {
        match self {
            Self::Literal(literal) | Self::Date { literal, .. } => Some(literal),
            _ => None,
        }
    }

    /// The time that the literal means, where it is a date or time that can be read.
    #[must_use]
    pub fn as_time(&self) -> Option<Time> {
        match self {
            Self::Literal(literal) => {
                Time::from_literal(literal.lexical(), literal.datatype())?.ok()
            }
            Self::Date { time, .. } => Some((**time).clone()),
            _ => None,
        }
    }

    /// The value as a term.
    #[must_use]
    pub fn term(&self) -> Term {
        match self {
            Self::Entity(entity) => entity.term(),
            Self::Iri(iri) => iri.clone().into(),
            Self::Literal(literal) | Self::Date { literal, .. } => literal.clone().into(),
            Self::Triple(triple) => (**triple).clone().into(),
            Self::Span(span) => span.term(),
        }
    }
}

impl super::View {
    /// The same value, and where a date of another calendar stands for a date, that date.
    pub(super) fn dated(&self, predicate: u32, value: Value) -> Value {
        let Value::Literal(literal) = value else {
            return value;
        };
        let takes_dates = || {
            let lens = self.lens();
            let relation = lens.schema.relation_by_iri(&lens.iri(predicate));
            relation.is_some_and(|relation| relation.range().is_date())
        };
        match other_calendar(&literal).filter(|_| takes_dates()) {
            Some(time) => Value::Date {
                time: Box::new(time),
                literal,
            },
            None => Value::Literal(literal),
        }
    }
}

impl std::fmt::Display for Value {
    /// The entity's name, the literal's text, or the words.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Entity(entity) => f.write_str(&entity.name()),
            Self::Iri(iri) => f.write_str(iri.as_str()),
            Self::Literal(literal) | Self::Date { literal, .. } => f.write_str(literal.lexical()),
            Self::Triple(triple) => write!(f, "<<( {triple} )>>"),
            Self::Span(span) => match span.quote() {
                Some(quote) => f.write_str(&quote),
                None => write!(f, "{}..{} of {}", span.start, span.end, span.document.id()),
            },
        }
    }
}

//! Which claims a user asks for.

use std::collections::BTreeSet;

use super::claim::{Claim, Modality};
use super::given::{decimal, plain_literal};
use super::lens::{Lens, Verb};
use super::neighbors::Direction;
use super::value::{EntityRef, Object, one_time};
use super::walk::Walk;
use super::{GraphIs, Snapshot, View};
use crate::Error;
use crate::index::{Field, Row};
use crate::model::Literal;
use crate::model::id::{self, NONE, known};
use crate::model::vocab::xsd;
use crate::schema::{Range, Relation};

/// A choice of claims, to be narrowed and then gone through.
///
/// Subrelations and inverses of the relation count, and a symmetric one is found from both ends.
/// The claims of the default graph are meant.
///
/// # Example
/// ```
/// use rawabit::{Graph, Relate};
/// let graph = Graph::new();
/// for code in ["OM", "AE"] {
///     let (qatar, other) = (graph.country("QA")?, graph.country(code)?);
///     graph.relate(&qatar, "meetsWith", &other, Relate::new())?;
/// }
/// assert_eq!(graph.claims().subject("qatar").relation("meetsWith").count()?, 2);
/// let found = graph.claims().subject("oman").first()?.expect("it is symmetric");
/// assert_eq!(found.object().as_entity().map(|entity| entity.id()).as_deref(), Some("oman"));
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "call iter() to go through them"]
pub struct Claims {
    view: View,
    subject: Option<EntityRef>,
    relation: Option<String>,
    object: Option<Object>,
    source: Option<EntityRef>,
    modality: Option<Modality>,
    about: Option<(u32, Direction)>,
}

impl Claims {
    pub(crate) fn of(view: View) -> Self {
        Self {
            view,
            subject: None,
            relation: None,
            object: None,
            source: None,
            modality: None,
            about: None,
        }
    }

    pub(crate) fn about(mut self, entity: u32, direction: Direction) -> Self {
        self.about = Some((entity, direction));
        self
    }

    /// Of an entity's own claims, those in one direction.
    pub fn direction(mut self, direction: Direction) -> Self {
        if let Some((_, way)) = &mut self.about {
            *way = direction;
        }
        self
    }

    /// With this subject.
    pub fn subject(mut self, subject: impl Into<EntityRef>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// With this relation, a narrower one, or an inverse.
    pub fn relation(mut self, relation: impl Into<String>) -> Self {
        self.relation = Some(relation.into());
        self
    }

    /// With this object, an entity or a value.
    pub fn object(mut self, object: impl Into<Object>) -> Self {
        self.object = Some(object.into());
        self
    }

    /// From this source.
    pub fn source(mut self, source: impl Into<EntityRef>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Put in this way.
    pub fn modality(mut self, modality: Modality) -> Self {
        self.modality = Some(modality);
        self
    }

    /// The claims, by statement.
    ///
    /// # Errors
    /// [`EntityError`](crate::EntityError) and [`SchemaError`](crate::SchemaError) for what was named
    /// and is not there.
    ///
    /// # Complexity
    /// O(log n + k) for k claims of the subject, object, source or relation that narrows most. Where nothing or
    /// only a relation is named they are found as they are asked for, so the first comes at once.
    #[expect(
        clippy::iter_not_returning_iterator,
        reason = "what was named and is not there is known before the first claim"
    )]
    pub fn iter(&self) -> Result<impl Iterator<Item = Claim> + use<>, Error> {
        let (choice, mut walk) = self.walk()?;
        let view = self.view.clone();
        Ok(std::iter::from_fn(move || {
            let row = choice.next(&mut walk, view.lens())?;
            Some(Claim::new(view.clone(), row))
        }))
    }

    /// The first of them.
    ///
    /// # Errors
    /// As [`iter`](Self::iter).
    pub fn first(&self) -> Result<Option<Claim>, Error> {
        Ok(self.iter()?.next())
    }

    /// How many there are.
    ///
    /// # Errors
    /// As [`iter`](Self::iter).
    pub fn count(&self) -> Result<usize, Error> {
        let (choice, mut walk) = self.walk()?;
        let lens = self.view.lens();
        Ok(std::iter::from_fn(|| choice.next(&mut walk, lens)).count())
    }

    /// What was chosen, and the rows among which it is to be found.
    fn walk(&self) -> Result<(Choice, Walk), Error> {
        let lens = self.view.lens();
        let entity = |reference: &Option<EntityRef>| {
            reference
                .as_ref()
                .map(|reference| lens.entity(reference))
                .transpose()
        };
        let subject = entity(&self.subject)?;
        let source = entity(&self.source)?;
        let predicates = self
            .relation
            .as_ref()
            .map(|relation| lens.predicates_of(relation))
            .transpose()?;
        let object = self.object.as_ref();
        let object = object.map(|object| self.object_ids(lens, object));
        let choice = Choice {
            subject,
            object: object.transpose()?,
            source,
            predicates,
            modality: self.modality,
        };
        // A value that is not in the graph.
        if choice.object.as_ref().is_some_and(Vec::is_empty) {
            return Ok((choice, Walk::of(Vec::new())));
        }
        let snapshot = lens.snapshot;
        let both = |id: u32| {
            snapshot
                .claims_of_subject(id)
                .chain(snapshot.claims_of_object(id))
        };
        let candidates: Box<dyn Iterator<Item = Row> + '_> =
            match (self.about, subject, &choice.object) {
                (Some((id, Direction::Out)), ..) => Box::new(snapshot.claims_of_subject(id)),
                (Some((id, Direction::In)), ..) => Box::new(snapshot.claims_of_object(id)),
                (Some((id, Direction::Both)), ..) | (None, Some(id), _) => Box::new(both(id)),
                (None, None, Some(ids)) => Box::new(ids.iter().flat_map(|&id| both(id))),
                (None, None, None) => match (source, &choice.predicates) {
                    (Some(source), _) => Box::new(snapshot.claims_of_source(source)),
                    (None, Some(predicates)) => {
                        let predicates: BTreeSet<u32> =
                            predicates.iter().map(|(p, _)| *p).collect();
                        return Ok((choice, Walk::of_predicates(predicates.into_iter())));
                    }
                    (None, None) => return Ok((choice, Walk::all())),
                },
            };
        let mut seen: BTreeSet<[u32; 5]> = BTreeSet::new();
        let rows = candidates.filter(|row| seen.insert(row.key())).collect();
        Ok((choice, Walk::of(rows)))
    }

    /// The ids of what an object may be: where the relation is given, what [`relate`](super::Graph::relate) makes
    /// of it by its range; else every entity, time and text that it can be read as.
    pub(crate) fn object_ids(&self, lens: Lens<'_>, object: &Object) -> Result<Vec<u32>, Error> {
        let verb = self.relation.as_ref().map(|name| lens.verb(name));
        let relation = match verb.transpose()? {
            Some(Verb::Known(forward)) => Some(forward.named),
            Some(Verb::Foreign(_)) | None => None,
        };
        if let Object::Entity(entity) = object {
            return Ok(vec![lens.entity(entity)?]);
        }
        let literals = |all: Vec<Option<Literal>>| {
            let known = |literal: Literal| lens.snapshot.dictionary.find(&literal.into());
            let mut ids: Vec<u32> = Vec::new();
            for id in all.into_iter().flatten().filter_map(known) {
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
            ids
        };
        let decimal = match object {
            Object::Number(number) if number.is_finite() => Some(decimal(*number)),
            _ => None,
        };
        // RDF may have it as it stands, whatever the range says.
        let plain = match object {
            Object::Text(text) => Some(Literal::string(text.as_str())),
            other => plain_literal(other),
        };
        if let Some(relation) = relation.filter(|relation| relation.is_value()) {
            let by_range = lens.value_for(relation, object, None).ok();
            return Ok(literals(vec![by_range, plain, decimal]));
        }
        let mut ids = Vec::new();
        if let Object::Text(text) = object {
            ids.extend(lens.get(&EntityRef::from(text))?);
            if let Some(Range::List { .. }) = relation.map(Relation::range)
                && let Ok(iri) = lens.minted_iri(text)
            {
                ids.extend(lens.snapshot.dictionary.iri(iri.as_str()));
            }
            if relation.is_some() && !ids.is_empty() {
                return Ok(ids);
            }
        }
        let text = match object {
            Object::Text(text) => Some(text.as_str()),
            // A plain string is a text like any other, as `relate` takes it.
            Object::Literal(literal) if literal.datatype() == xsd::STRING => {
                Some(literal.lexical())
            }
            _ => None,
        };
        let time = text.and_then(|text| one_time(text).ok().map(Literal::from));
        ids.extend(literals(vec![plain, decimal, time]));
        let is_number = matches!(object, Object::Integer(_) | Object::Number(_));
        if is_number || text.is_some() {
            let alike = lens.snapshot.dictionary.read().literals_of(&object.text());
            ids.extend(
                alike
                    .into_iter()
                    .filter_map(|(id, is_text)| (text.is_some() || !is_text).then_some(id)),
            );
        }
        match object {
            // The name of an entity that is not there, unless it can be a value.
            Object::Text(text)
                if ids.is_empty() && (relation.is_some() || self.relation.is_none()) =>
            {
                Err(lens.unknown("entity", text).into())
            }
            _ => Ok(ids),
        }
    }
}

/// What was chosen, in ids.
struct Choice {
    subject: Option<u32>,
    /// Any of these.
    object: Option<Vec<u32>>,
    source: Option<u32>,
    /// Predicates, each with whether its ends change places.
    predicates: Option<Vec<(u32, bool)>>,
    modality: Option<Modality>,
}

impl Choice {
    /// The next row that fits, as it is seen.
    fn next(&self, walk: &mut Walk, lens: Lens<'_>) -> Option<Row> {
        loop {
            let row = walk.next(lens.snapshot)?;
            if self.fits(lens, &row) {
                return Some(row);
            }
        }
    }

    fn fits(&self, lens: Lens<'_>, row: &Row) -> bool {
        let [s, p, o] = row.statement;
        let symmetric = || {
            let relation = lens.schema.relation_by_iri(&lens.iri(p));
            relation.is_some_and(Relation::is_symmetric)
        };
        // Whether its relation fits, read as it stands or with its ends changed.
        let fits_relation = |swapped: bool| match &self.predicates {
            Some(predicates) => predicates.contains(&(p, swapped)),
            None => !swapped || symmetric(),
        };
        row.graph == NONE
            && [(false, s, o), (true, o, s)]
                .into_iter()
                .any(|(swapped, s, o)| {
                    self.subject.is_none_or(|id| id == s)
                        && self.object.as_ref().is_none_or(|ids| ids.contains(&o))
                        && fits_relation(swapped)
                })
            && self
                .source
                .is_none_or(|id| lens.snapshot.has_source(row, id))
            && self.modality.is_none_or(|wanted| {
                let modality = lens.snapshot.row_value(row, Field::Modality);
                Modality::of(modality).unwrap_or(Modality::Fact) == wanted
            })
    }
}

impl Snapshot {
    fn has_source(&self, row: &Row, source: u32) -> bool {
        row.get(Field::Source) == source || self.row_values(row, known::SOURCE).contains(&source)
    }

    /// The rows of claims from a source.
    pub(crate) fn claims_of_source(&self, source: u32) -> impl Iterator<Item = Row> + '_ {
        let pattern = [None, Some(known::SOURCE), Some(source)];
        self.quads(pattern, GraphIs::Any)
            .map(|q| q[0])
            .filter(|&id| id::is_resource(id))
            .flat_map(|reifier| self.claims_of_reifier(reifier))
    }
}

//! What one predicate asks of its ends, looked up once.

use rustc_hash::FxHashMap;

use crate::check::kinds::Fits;
use crate::dictionary::{Part, Tag};
use crate::graph::Lens;
use crate::model::id::known;
use crate::model::vocab::xsd;
use crate::schema::{Fault, Range, Relation, RelationId, Schema, ill_typed};

/// What a predicate asks.
pub(super) struct Plan {
    /// The relation, where the schema knows it.
    relation: Option<RelationId>,
    /// What subjects are to be.
    pub(super) subject: Fits,
    pub(super) takes: Takes,
    /// Whether a value of the right datatype is right.
    plain: bool,
    /// The datatype that was taken last.
    taken: String,
    /// The value that was judged last, and the judgement.
    last: Option<(u32, Option<Fault>)>,
    /// Judgements of values that come in no order.
    judged: Option<FxHashMap<u32, Option<Fault>>>,
}

/// What objects are to be.
pub(super) enum Takes {
    /// Entities of some types.
    Entities(Fits),
    /// Members of a closed list.
    Members(Vec<u32>),
    /// Values.
    Values,
    /// Whatever is well-formed.
    Anything,
}

impl Plan {
    pub(super) fn new(lens: Lens<'_>, predicate: u32) -> Self {
        let schema = lens.schema;
        let relation = schema
            .relation_by_iri(&lens.iri(predicate))
            .filter(|_| predicate != known::TYPE);
        let takes = match relation.map(Relation::range) {
            None => Takes::Anything,
            Some(Range::Value { .. }) => Takes::Values,
            Some(Range::List { members, .. }) => {
                let dictionary = &lens.snapshot.dictionary;
                let ids = members
                    .iter()
                    .filter_map(|iri| dictionary.iri(iri.as_str()));
                Takes::Members(ids.collect())
            }
            Some(Range::Type(wanted)) => {
                let allows = relation.map(Relation::allows).unwrap_or_default();
                Takes::Entities(Fits::new(schema, *wanted, allows))
            }
        };
        Self {
            relation: relation.map(Relation::id),
            subject: match relation {
                Some(relation) => Fits::new(schema, relation.domain(), &[]),
                None => Fits::any_of(&[]),
            },
            takes,
            plain: relation.is_none_or(|relation| {
                relation.pattern().is_none()
                    && relation.min_inclusive().is_none()
                    && relation.max_inclusive().is_none()
            }),
            taken: String::new(),
            last: None,
            judged: None,
        }
    }

    /// The same for values that come in no order, few of which are distinct.
    pub(super) fn remembering(self) -> Self {
        Self {
            judged: Some(FxHashMap::default()),
            ..self
        }
    }

    pub(super) fn relation<'s>(&self, schema: &'s Schema) -> Option<&'s Relation> {
        self.relation.map(|id| schema.relation(id))
    }

    /// What is wrong with a literal as an object.
    pub(super) fn fault(&mut self, lens: Lens<'_>, literal: u32) -> Option<Fault> {
        if let Some((last, fault)) = self.last
            && last == literal
        {
            return fault;
        }
        let known = self.judged.as_ref().and_then(|known| known.get(&literal));
        let fault = match known {
            Some(&fault) => fault,
            None => self.judge(lens, literal),
        };
        self.last = Some((literal, fault));
        if let Some(judged) = &mut self.judged {
            judged.insert(literal, fault);
        }
        fault
    }

    fn judge(&mut self, lens: Lens<'_>, literal: u32) -> Option<Fault> {
        // A value that is kept beside the text was read when that came in.
        let typed = lens.snapshot.dictionary.typed(literal).is_some();
        let relation = self.relation(lens.schema);
        lens.snapshot.dictionary.with(literal, |part| {
            let Part::Literal(text, tag) = part else {
                return Some(Fault::Kind);
            };
            let datatype = tag.datatype();
            let is_text = !matches!(tag, Tag::Typed(_));
            let Some(relation) = relation else {
                let fine = is_text || typed || ill_typed(text, datatype).is_none();
                return (!fine).then_some(Fault::Datatype);
            };
            if self.plain && (typed || is_text) && datatype == self.taken {
                return None;
            }
            let unfit = lens.schema.unfit(relation, text, datatype, language(tag));
            // A plain string may stand for a date of the Hijri calendar: such are judged one by one.
            if unfit.is_none() && !(datatype == xsd::STRING && relation.range().is_date()) {
                datatype.clone_into(&mut self.taken);
            }
            unfit.map(|unfit| unfit.fault)
        })
    }
}

/// The language of a literal's tag.
pub(super) fn language(tag: &Tag) -> Option<&str> {
    match tag {
        Tag::Lang(language) | Tag::DirLang(language, _) => Some(language),
        Tag::String | Tag::Typed(_) => None,
    }
}

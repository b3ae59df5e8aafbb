//! Whether a statement fits the schema: its ends, its types, its value.

use super::error::{End, a};
use super::relations::Range;
use super::{Relation, Schema, SchemaError, TypeId, datatypes};
use crate::model::vocab::rb;
use crate::model::{Iri, Literal};

impl Schema {
    /// Checks both ends of a statement between two entities against domain and range. Types are
    /// those of the entities, labels what an error calls them. An end that may be any entity may
    /// also have no type.
    ///
    /// # Errors
    /// [`SchemaError::Ends`], which names the inverse where the ends fit it;
    /// [`SchemaError::Argument`] where the relation takes values or the members of a list.
    ///
    /// # Complexity
    /// O(t) for t types in all.
    ///
    /// # Example
    /// ```
    /// use rawabit::Schema;
    /// let schema = Schema::builtin();
    /// let hosts = schema.relation_named("hosts", &|_| None)?;
    /// let summit = schema.type_named("Summit", &|_| None)?.id();
    /// let country = schema.type_named("Country", &|_| None)?.id();
    /// assert!(schema.check_ends(hosts, &[country], &[summit], "uae", "wps-2024").is_ok());
    /// assert_eq!(
    ///     schema.check_ends(hosts, &[summit], &[country], "wps-2024", "uae").unwrap_err().to_string(),
    ///     "relation \"hosts\" takes a subject of type \"Agent\", but \"wps-2024\" is a \"Summit\"; \
    ///      did you mean its inverse \"hostedBy\"?"
    /// );
    /// # Ok::<(), rawabit::SchemaError>(())
    /// ```
    pub fn check_ends(
        &self,
        relation: &Relation,
        subject_types: &[TypeId],
        object_types: &[TypeId],
        subject_label: &str,
        object_label: &str,
    ) -> Result<(), SchemaError> {
        self.check_subject(relation, subject_types, subject_label)
            .and_then(|()| self.check_object(relation, object_types, object_label))
            .map_err(|error| match error {
                SchemaError::Ends {
                    relation: name,
                    end,
                    expected,
                    entity,
                    actual,
                    ..
                } => {
                    let hint = self.inverse_hint(relation, subject_types, object_types);
                    SchemaError::Ends {
                        relation: name,
                        end,
                        expected,
                        entity,
                        actual,
                        hint,
                    }
                }
                other => other,
            })
    }

    /// The relations that fit two entities of these types, the most particular first; those between any
    /// two are left out.
    pub(crate) fn between(
        &self,
        subject: &[TypeId],
        object: &[TypeId],
        limit: usize,
    ) -> Vec<&Relation> {
        let depth = |id: TypeId| self.type_(id).ancestors().len();
        let mut found: Vec<(usize, &Relation)> = self
            .relations()
            .filter(|it| !it.is_bookkeeping() && !it.is_deprecated() && !it.is_value())
            .filter(|it| self.check_ends(it, subject, object, "", "").is_ok())
            .filter_map(|it| match it.range() {
                Range::Type(range) => Some((depth(it.domain()) + depth(*range), it)),
                _ => None,
            })
            .filter(|(depth, _)| *depth > 0)
            .collect();
        found.sort_by_key(|(depth, _)| std::cmp::Reverse(*depth));
        found.into_iter().take(limit).map(|(_, it)| it).collect()
    }

    /// Checks the subject of a statement against the domain, for a statement whose object is a value.
    ///
    /// # Errors
    /// [`SchemaError::Ends`] where no type of the subject lies within the domain.
    pub fn check_subject(
        &self,
        relation: &Relation,
        types: &[TypeId],
        label: &str,
    ) -> Result<(), SchemaError> {
        if self.fits(types, relation.domain()) {
            return Ok(());
        }
        let expected = quoted(self, &[relation.domain()]);
        Err(self.ends(relation, End::Subject, expected, types, label))
    }

    /// Checks the object of a statement against the range, for one whose subject is no entity.
    ///
    /// # Errors
    /// [`SchemaError::Ends`] where no type of the object lies within the range;
    /// [`SchemaError::Argument`] where the relation takes no entities.
    pub(crate) fn check_object(
        &self,
        relation: &Relation,
        types: &[TypeId],
        label: &str,
    ) -> Result<(), SchemaError> {
        let range = match relation.range() {
            Range::Type(id) => *id,
            Range::List { .. } | Range::Value { .. } => {
                return Err(SchemaError::Argument {
                    name: relation.name().into(),
                    value: label.into(),
                    reason: format!("it takes {}, not an entity", self.range_words(relation)),
                });
            }
        };
        let allows = relation.allows();
        if self.fits(types, range)
            && (allows.is_empty() || allows.iter().any(|id| self.fits(types, *id)))
        {
            return Ok(());
        }
        let expected = quoted(
            self,
            if allows.is_empty() {
                std::slice::from_ref(&range)
            } else {
                allows
            },
        );
        Err(self.ends(relation, End::Object, expected, types, label))
    }

    /// Whether an entity with these types is one of the type; anything is an `Entity`.
    pub(crate) fn fits(&self, types: &[TypeId], wanted: TypeId) -> bool {
        types.iter().any(|id| self.is_subtype(*id, wanted))
            || self.type_(wanted).iri().as_str() == rb::ENTITY
    }

    fn ends(
        &self,
        relation: &Relation,
        end: End,
        expected: String,
        types: &[TypeId],
        label: &str,
    ) -> SchemaError {
        let names: Vec<String> = types.iter().map(|id| a(self.type_(*id).name())).collect();
        let actual = if names.is_empty() {
            "has no type".to_owned()
        } else {
            format!("is {}", names.join(" and "))
        };
        SchemaError::Ends {
            relation: relation.name().into(),
            end,
            expected,
            entity: label.into(),
            actual,
            hint: String::new(),
        }
    }

    /// The inverse is what was meant if the ends fit it.
    fn inverse_hint(&self, relation: &Relation, subject: &[TypeId], object: &[TypeId]) -> String {
        relation
            .inverse()
            .map(|id| self.relation(id))
            .filter(|inverse| {
                self.check_subject(inverse, subject, "").is_ok()
                    && self.check_object(inverse, object, "").is_ok()
            })
            .map(|inverse| format!("; did you mean its inverse \"{}\"?", inverse.name()))
            .unwrap_or_default()
    }

    /// Checks that no two types of an entity exclude each other.
    ///
    /// # Errors
    /// [`SchemaError::Disjoint`] with the first pair that does.
    ///
    /// # Complexity
    /// O(t²) for t types.
    pub fn check_types_disjoint(&self, types: &[TypeId], label: &str) -> Result<(), SchemaError> {
        for (index, &first) in types.iter().enumerate() {
            let class = self.type_(first);
            if let Some(&second) = types[index + 1..]
                .iter()
                .find(|id| class.is_disjoint_with(**id))
            {
                return Err(SchemaError::Disjoint {
                    entity: label.into(),
                    first: class.name().into(),
                    second: self.type_(second).name().into(),
                });
            }
        }
        Ok(())
    }

    /// Checks a value against the range of a relation: its datatype, its lexical form, its bounds and
    /// its pattern.
    ///
    /// # Errors
    /// [`SchemaError::Argument`], which names the relation and says what it takes.
    ///
    /// # Complexity
    /// O(n) for a value of n bytes.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Literal, Schema};
    /// let schema = Schema::builtin();
    /// let code = schema.relation_named("isoAlpha2", &|_| None)?;
    /// assert!(schema.check_value(code, &Literal::string("QA")).is_ok());
    /// assert_eq!(
    ///     schema.check_value(code, &Literal::string("Qatar")).unwrap_err().to_string(),
    ///     "\"isoAlpha2\" does not take \"Qatar\": it does not match the pattern \"^[A-Z]{2}$\""
    /// );
    /// # Ok::<(), rawabit::SchemaError>(())
    /// ```
    pub fn check_value(&self, relation: &Relation, value: &Literal) -> Result<(), SchemaError> {
        let (text, datatype) = (value.lexical(), value.datatype());
        match self.unfit(relation, text, datatype, value.language()) {
            None => Ok(()),
            Some(unfit) => Err(SchemaError::Argument {
                name: relation.name().into(),
                value: text.into(),
                reason: unfit.reason,
            }),
        }
    }

    /// Checks the object of a relation whose range is a closed list, such as `rb:modality`.
    ///
    /// # Errors
    /// [`SchemaError::Argument`], which names the members; also where the range is no list.
    pub fn check_member(&self, relation: &Relation, object: &Iri) -> Result<(), SchemaError> {
        match relation.range() {
            Range::List { members, .. } if members.contains(object) => Ok(()),
            _ => Err(SchemaError::Argument {
                name: relation.name().into(),
                value: self.name_of(object.as_str()),
                reason: format!("it takes {}", self.range_words(relation)),
            }),
        }
    }

    /// What a relation takes, in words.
    pub(crate) fn range_words(&self, relation: &Relation) -> String {
        match relation.range() {
            Range::Type(id) => format!("an entity of type {}", quoted(self, &[*id])),
            Range::List { members, .. } => {
                let names: Vec<String> = members
                    .iter()
                    .map(|iri| format!("\"{}\"", self.name_of(iri.as_str())))
                    .collect();
                format!("one of {}", names.join(", "))
            }
            Range::Value { datatype, members } => {
                if datatype.as_str() == rb::DATE {
                    "a date".to_owned()
                } else if let [member] = &**members {
                    self.datatype_words(member.as_str())
                } else {
                    let all: Vec<String> = members
                        .iter()
                        .map(|iri| self.datatype_words(iri.as_str()))
                        .collect();
                    all.join(" or ")
                }
            }
        }
    }

    pub(super) fn datatype_words(&self, iri: &str) -> String {
        datatypes::words(iri).map_or_else(
            || format!("a value of \"{}\"", self.0.prefixes.compact(iri)),
            str::to_owned,
        )
    }
}

/// Types in quotes: `"Agent" or "Document"`.
fn quoted(schema: &Schema, types: &[TypeId]) -> String {
    let names: Vec<String> = types
        .iter()
        .map(|id| format!("\"{}\"", schema.type_(*id).name()))
        .collect();
    names.join(" or ")
}

/// Without the value, which the error around it names.
pub(super) fn lexical_reason(error: &crate::model::ValueError) -> String {
    match error {
        crate::model::ValueError::Lexical {
            datatype, reason, ..
        } => {
            format!("it is no \"{datatype}\": {reason}")
        }
        other => other.to_string(),
    }
}

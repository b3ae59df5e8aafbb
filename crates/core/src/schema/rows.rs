//! The schema as tables: one row a type, one row a relation.

use super::relations::Range;
use super::{Relation, Schema, Type};
use crate::table::{Table, Values};

/// A type in the table of types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeRow {
    /// As [`Type::name`].
    pub name: String,
    /// The full IRI.
    pub iri: String,
    /// The names of the types directly above.
    pub parents: Vec<String>,
    /// The English label.
    pub label_en: Option<String>,
    /// The Arabic label.
    pub label_ar: Option<String>,
    /// The English definition.
    pub definition_en: Option<String>,
    /// The Arabic definition.
    pub definition_ar: Option<String>,
    /// As [`Type::is_deprecated`].
    pub deprecated: bool,
}

/// A relation in the table of relations.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of its own")]
pub struct RelationRow {
    /// As [`Relation::name`].
    pub name: String,
    /// The full IRI.
    pub iri: String,
    /// `"relation"` between entities, `"inverse"` for the form that is not stored, `"value"`.
    pub kind: &'static str,
    /// The name of the type that subjects have.
    pub domain: String,
    /// The name of the type or datatype that objects have.
    pub range: String,
    /// The names of the relations directly above.
    pub parents: Vec<String>,
    /// The name of the inverse; its own where the relation is symmetric.
    pub inverse: Option<String>,
    /// As [`Relation::is_symmetric`].
    pub symmetric: bool,
    /// As [`Relation::is_transitive`].
    pub transitive: bool,
    /// As [`Relation::is_functional`].
    pub functional: bool,
    /// The id scheme that the property holds.
    pub scheme: Option<String>,
    /// The English label.
    pub label_en: Option<String>,
    /// The Arabic label.
    pub label_ar: Option<String>,
    /// The English definition.
    pub definition_en: Option<String>,
    /// The Arabic definition.
    pub definition_ar: Option<String>,
    /// As [`Relation::is_deprecated`].
    pub deprecated: bool,
}

impl Schema {
    /// One row a type, in order of id; claims and evidence are left out.
    ///
    /// # Example
    /// ```
    /// let rows = rawabit::Schema::builtin().type_rows();
    /// let city = rows.iter().find(|row| row.name == "City").expect("there are cities");
    /// assert_eq!(city.parents, ["AdministrativeArea"]);
    /// assert_eq!(city.label_ar.as_deref(), Some("مدينة"));
    /// ```
    #[must_use]
    pub fn type_rows(&self) -> Vec<TypeRow> {
        self.types()
            .filter(|class| !class.is_bookkeeping())
            .map(|class| self.type_row(class))
            .collect()
    }

    /// One row a relation, in order of id: forward forms, inverses and values; the properties of
    /// claims and evidence are left out.
    ///
    /// # Example
    /// ```
    /// let rows = rawabit::Schema::builtin().relation_rows();
    /// let hosts = rows.iter().find(|row| row.name == "hosts").expect("hosts is a relation");
    /// assert_eq!((hosts.domain.as_str(), hosts.range.as_str()), ("Agent", "Event"));
    /// assert_eq!(hosts.inverse.as_deref(), Some("hostedBy"));
    /// ```
    #[must_use]
    pub fn relation_rows(&self) -> Vec<RelationRow> {
        self.relations()
            .filter(|relation| !relation.is_bookkeeping())
            .map(|relation| self.relation_row(relation))
            .collect()
    }

    /// [`type_rows`](Self::type_rows) as a table; its columns have the names of the fields of [`TypeRow`].
    #[must_use]
    pub fn type_table(&self) -> Table {
        let rows = self.type_rows();
        let texts =
            |of: fn(&TypeRow) -> Option<String>| Values::Text(rows.iter().map(of).collect());
        Table::new()
            .with("name", texts(|row| Some(row.name.clone())))
            .with("iri", texts(|row| Some(row.iri.clone())))
            .with(
                "parents",
                Values::Texts(rows.iter().map(|row| row.parents.clone()).collect()),
            )
            .with("label_en", texts(|row| row.label_en.clone()))
            .with("label_ar", texts(|row| row.label_ar.clone()))
            .with("definition_en", texts(|row| row.definition_en.clone()))
            .with("definition_ar", texts(|row| row.definition_ar.clone()))
            .with(
                "deprecated",
                Values::Boolean(rows.iter().map(|row| Some(row.deprecated)).collect()),
            )
    }

    /// [`relation_rows`](Self::relation_rows) as a table; its columns have the names of the fields of
    /// [`RelationRow`].
    #[must_use]
    pub fn relation_table(&self) -> Table {
        let rows = self.relation_rows();
        let texts =
            |of: fn(&RelationRow) -> Option<String>| Values::Text(rows.iter().map(of).collect());
        let marks = |of: fn(&RelationRow) -> bool| {
            Values::Boolean(rows.iter().map(|r| Some(of(r))).collect())
        };
        Table::new()
            .with("name", texts(|row| Some(row.name.clone())))
            .with("iri", texts(|row| Some(row.iri.clone())))
            .with("kind", texts(|row| Some(row.kind.to_owned())))
            .with("domain", texts(|row| Some(row.domain.clone())))
            .with("range", texts(|row| Some(row.range.clone())))
            .with(
                "parents",
                Values::Texts(rows.iter().map(|row| row.parents.clone()).collect()),
            )
            .with("inverse", texts(|row| row.inverse.clone()))
            .with("symmetric", marks(|row| row.symmetric))
            .with("transitive", marks(|row| row.transitive))
            .with("functional", marks(|row| row.functional))
            .with("scheme", texts(|row| row.scheme.clone()))
            .with("label_en", texts(|row| row.label_en.clone()))
            .with("label_ar", texts(|row| row.label_ar.clone()))
            .with("definition_en", texts(|row| row.definition_en.clone()))
            .with("definition_ar", texts(|row| row.definition_ar.clone()))
            .with("deprecated", marks(|row| row.deprecated))
    }

    fn type_row(&self, class: &Type) -> TypeRow {
        TypeRow {
            name: class.name().into(),
            iri: class.iri().as_str().into(),
            parents: class
                .parents()
                .iter()
                .map(|id| self.type_(*id).name().into())
                .collect(),
            label_en: class.label("en").map(Into::into),
            label_ar: class.label("ar").map(Into::into),
            definition_en: class.definition("en").map(Into::into),
            definition_ar: class.definition("ar").map(Into::into),
            deprecated: class.is_deprecated(),
        }
    }

    fn relation_row(&self, relation: &Relation) -> RelationRow {
        let inverse = if relation.is_symmetric() {
            Some(relation.id())
        } else {
            relation.inverse()
        };
        RelationRow {
            name: relation.name().into(),
            iri: relation.iri().as_str().into(),
            kind: match relation {
                value if value.is_value() => "value",
                inverse if inverse.is_inverse_form() => "inverse",
                _ => "relation",
            },
            domain: self.type_(relation.domain()).name().into(),
            range: match relation.range() {
                Range::Type(id) => self.type_(*id).name().into(),
                Range::List { iri, .. } => self.name_of(iri.as_str()),
                Range::Value { datatype, .. } => self.name_of(datatype.as_str()),
            },
            parents: relation
                .parents()
                .iter()
                .map(|id| self.relation(*id).name().into())
                .collect(),
            inverse: inverse.map(|id| self.relation(id).name().into()),
            symmetric: relation.is_symmetric(),
            transitive: relation.is_transitive(),
            functional: relation.is_functional(),
            scheme: relation.scheme().map(Into::into),
            label_en: relation.label("en").map(Into::into),
            label_ar: relation.label("ar").map(Into::into),
            definition_en: relation.definition("en").map(Into::into),
            definition_ar: relation.definition("ar").map(Into::into),
            deprecated: relation.is_deprecated(),
        }
    }
}

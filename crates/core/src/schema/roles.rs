//! What a predicate is to a graph: a relation between things, or something about one of them.

use super::Schema;
use crate::model::vocab::{oa, owl, rb, rdf, rdfs, skos};

/// What a statement with some predicate says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Role {
    /// What the subject is: `rdf:type`.
    Type,
    /// Something about types and relations: the rest of rdf, rdfs and owl.
    SchemaVocabulary,
    /// A name of the subject: `rdfs:label`, the labels of SKOS, `rb:alsoKnownAs` and what stands
    /// under these. A name may have claims like any value.
    Name,
    /// An identifier: `rb:identifier`, and every property with an `rb:scheme`.
    Identifier,
    /// That two entities are one or two: `owl:sameAs`, `owl:differentFrom`, `rb:differentFrom`. It
    /// links nothing, so no path and no algorithm follows it.
    Identity,
    /// What ties a claim to its statement, its source and the like: `rdf:reifies` and standard
    /// reification, and the properties to or from `rb:Claim`.
    Claim,
    /// Where in a document something stands: Web Annotation, the properties to or from
    /// `rb:Evidence`, and `rb:reference`.
    Evidence,
    /// Anything else: a relation where the object is an IRI or a blank node, a property where it is
    /// a literal.
    Relation,
}

impl Schema {
    /// What statements with a predicate say; any IRI has an answer, in the schema or not.
    ///
    /// # Complexity
    /// O(1).
    ///
    /// # Example
    /// ```
    /// use rawabit::{Schema, schema::Role, vocab::{oa, rb, rdfs}};
    /// let schema = Schema::builtin();
    /// assert_eq!(schema.role_of("https://w3id.org/rawabit/ns#hosts"), Role::Relation);
    /// assert_eq!(schema.role_of("http://xmlns.com/foaf/0.1/knows"), Role::Relation);
    /// assert_eq!(schema.role_of(rb::SOURCE), Role::Claim);
    /// assert_eq!(schema.role_of(oa::EXACT), Role::Evidence);
    /// assert_eq!(schema.role_of(rdfs::LABEL), Role::Name);
    /// ```
    #[must_use]
    pub fn role_of(&self, predicate: &str) -> Role {
        match self.relation_by_iri(predicate) {
            Some(relation) => relation.role(),
            None => foreign(predicate),
        }
    }

    /// Whether a statement with the predicate links its ends, where its object is an IRI or a blank
    /// node: the predicate is outside rdf, rdfs, owl and the vocabularies of claims, evidence, names
    /// and ids.
    ///
    /// # Complexity
    /// O(1).
    #[must_use]
    pub fn is_relation(&self, predicate: &str) -> bool {
        self.role_of(predicate) == Role::Relation
    }
}

/// The role of a predicate that the schema does not define.
pub(super) fn foreign(predicate: &str) -> Role {
    match predicate {
        rdf::TYPE => Role::Type,
        // The terms of rawabit are here too: in an empty schema a claim is still a claim.
        rdf::REIFIES
        | rdf::SUBJECT
        | rdf::PREDICATE
        | rdf::OBJECT
        | rb::SOURCE
        | rb::ATTRIBUTED_TO
        | rb::MODALITY
        | rb::POLARITY
        | rb::CONFIDENCE
        | rb::HEDGE
        | rb::VALID_FROM
        | rb::VALID_TO
        | rb::EVIDENCE
        | rb::RECORDED_AT
        | rb::RECORDED_BY
        | rb::ASSERTED => Role::Claim,
        rb::IN_SENTENCE | rb::MENTION | rb::REFERENCE => Role::Evidence,
        owl::SAME_AS | owl::DIFFERENT_FROM | rb::DIFFERENT_FROM => Role::Identity,
        rdfs::LABEL | skos::PREF_LABEL | skos::ALT_LABEL | HIDDEN_LABEL | rb::ALSO_KNOWN_AS => {
            Role::Name
        }
        rb::IDENTIFIER => Role::Identifier,
        _ if predicate.starts_with(oa::NAMESPACE) => Role::Evidence,
        _ if [rdf::NAMESPACE, rdfs::NAMESPACE, owl::NAMESPACE]
            .iter()
            .any(|namespace| predicate.starts_with(namespace)) =>
        {
            Role::SchemaVocabulary
        }
        _ => Role::Relation,
    }
}

const HIDDEN_LABEL: &str = "http://www.w3.org/2004/02/skos/core#hiddenLabel";

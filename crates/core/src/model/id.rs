//! Terms as integers: the one id space of the engine.
//!
//! An id is 32 bits: three that say the kind, then a dense index. Ids mean something within one
//! snapshot only; handles that outlive it hold the IRI or the label. Equal ids are the same term.

/// No id: an absent column, the default graph.
pub(crate) const NONE: u32 = u32::MAX;

/// The number of terms of each kind that fit.
pub(crate) const LIMIT: usize = 1 << 29;

/// What an id stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// An IRI or a blank node.
    Resource,
    /// A literal.
    Literal,
    /// A triple term, which is also a row of the table of statements.
    Triple,
    /// A term that one query made up and that lives no longer than it.
    Query,
}

const SHIFT: u32 = 29;
const MASK: u32 = (1 << SHIFT) - 1;

/// Puts an id together; `index` is below [`LIMIT`].
pub(crate) const fn id(kind: Kind, index: u32) -> u32 {
    debug_assert!(index <= MASK);
    ((kind as u32) << SHIFT) | index
}

/// The dense index below the kind.
pub(crate) const fn index(id: u32) -> usize {
    (id & MASK) as usize
}

/// The kind; `None` for [`NONE`] and the reserved kinds.
pub(crate) const fn kind(id: u32) -> Option<Kind> {
    match id >> SHIFT {
        0 => Some(Kind::Resource),
        1 => Some(Kind::Literal),
        2 => Some(Kind::Triple),
        3 => Some(Kind::Query),
        _ => None,
    }
}

/// Whether the id is of an IRI or a blank node.
pub(crate) const fn is_resource(id: u32) -> bool {
    id >> SHIFT == 0
}

/// Whether the id is of a literal.
pub(crate) const fn is_literal(id: u32) -> bool {
    id >> SHIFT == 1
}

/// Whether the id is of a triple term.
pub(crate) const fn is_triple(id: u32) -> bool {
    id >> SHIFT == 2
}

macro_rules! known {
    ($($name:ident = $iri:expr;)*) => {
        /// The vocabulary that has the same resource ids in every dictionary.
        pub(crate) mod known {
            use crate::model::vocab::{oa, owl, rb, rdf, rdfs, skos};

            #[allow(
                non_camel_case_types, clippy::upper_case_acronyms, dead_code,
                reason = "one list gives names and numbers, and not each feature needs each"
            )]
            #[repr(u32)]
            enum Number { $($name,)* }

            $(#[allow(dead_code, reason = "as above")] pub(crate) const $name: u32 = Number::$name as u32;)*

            /// Their IRIs; the position is the id.
            pub(crate) const IRIS: &[&str] = &[$($iri,)*];
        }
    };
}

known! {
    TYPE = rdf::TYPE;
    REIFIES = rdf::REIFIES;
    STATEMENT = rdf::STATEMENT;
    SUBJECT = rdf::SUBJECT;
    PREDICATE = rdf::PREDICATE;
    OBJECT = rdf::OBJECT;
    LABEL = rdfs::LABEL;
    PREF_LABEL = skos::PREF_LABEL;
    ALT_LABEL = skos::ALT_LABEL;
    NOTE = skos::NOTE;
    SAME_AS = owl::SAME_AS;
    CLAIM = rb::CLAIM;
    EVIDENCE_TYPE = rb::EVIDENCE_TYPE;
    SOURCE = rb::SOURCE;
    ATTRIBUTED_TO = rb::ATTRIBUTED_TO;
    MODALITY = rb::MODALITY;
    POLARITY = rb::POLARITY;
    CONFIDENCE = rb::CONFIDENCE;
    HEDGE = rb::HEDGE;
    VALID_FROM = rb::VALID_FROM;
    VALID_TO = rb::VALID_TO;
    EVIDENCE = rb::EVIDENCE;
    RECORDED_AT = rb::RECORDED_AT;
    RECORDED_BY = rb::RECORDED_BY;
    ASSERTED = rb::ASSERTED;
    IN_SENTENCE = rb::IN_SENTENCE;
    MENTION = rb::MENTION;
    REFERENCE = rb::REFERENCE;
    ALSO_KNOWN_AS = rb::ALSO_KNOWN_AS;
    IS_COLLECTIVE = rb::IS_COLLECTIVE;
    IDENTIFIER = rb::IDENTIFIER;
    FACT = rb::MODALITY_FACT;
    REPORTED = rb::MODALITY_REPORTED;
    EVALUATIVE = rb::MODALITY_EVALUATIVE;
    PREDICTED = rb::MODALITY_PREDICTED;
    NORMATIVE = rb::MODALITY_NORMATIVE;
    POSITIVE = rb::POLARITY_POSITIVE;
    NEGATIVE = rb::POLARITY_NEGATIVE;
    HAS_SOURCE = oa::HAS_SOURCE;
    START = oa::START;
    END = oa::END;
    EXACT = oa::EXACT;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_indexes_come_back() {
        for kind in [Kind::Resource, Kind::Literal, Kind::Triple, Kind::Query] {
            for i in [0, 1, MASK] {
                let id = id(kind, i);
                assert_eq!((super::kind(id), index(id)), (Some(kind), i as usize));
                assert_ne!(id, NONE);
            }
        }
        assert_eq!(kind(NONE), None);
    }

    #[test]
    fn known_numbers_are_positions() {
        assert_eq!(known::IRIS[known::TYPE as usize], crate::vocab::rdf::TYPE);
        assert_eq!(known::IRIS[known::EXACT as usize], crate::vocab::oa::EXACT);
    }
}

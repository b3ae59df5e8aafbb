//! How to mend what is refused: in the words of those who build by hand, and of those who write documents.
//!
//! An error of the graph ends with what to call instead. Who writes a document calls nothing: there
//! the same advice names the fields.

/// Advice on one mistake.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Advice {
    /// The end of the error.
    pub(crate) by_hand: &'static str,
    pub(crate) in_document: &'static str,
}

/// A second value where there can be one.
pub(super) const REPLACE: Advice = Advice {
    by_hand: "set() replaces it",
    in_document: "leave it out here: a document adds, and replaces nothing; set() does",
};

/// A second claim with one id.
pub(crate) const ANOTHER_ID: Advice = Advice {
    by_hand: "give the new claim an id= of its own, or revise() the one that is there",
    in_document: "give this one an \"id\" of its own",
};

/// A type as a relation.
pub(super) const AS_TYPE: Advice = Advice {
    by_hand: "what an entity is goes into its types: add() and set() take them as type",
    in_document: "what an entity is goes into \"type\" of its entry in \"entities\"",
};

/// Two names of one thing.
pub(super) const AS_ONE: Advice = Advice {
    by_hand: "merge() makes one entity of two",
    in_document: "what is one entity has one \"id\": name it by that wherever it is meant",
};

/// What is said of claims.
pub(super) const OF_CLAIMS: Advice = Advice {
    by_hand: "it is said of claims; relate() and revise() take it as an argument",
    in_document: "it is said of claims, and has a field of its own in a relation",
};

/// An external id as a relation.
pub(super) const AS_ID: Advice = Advice {
    by_hand: "an external id belongs to its entity: add() and set() take it in ids",
    in_document: "an external id belongs to its entity: give it in \"ids\" of its entry in \"entities\"",
};

/// The advice that an error gives: the error without it, and what to tell who writes documents.
pub(crate) fn for_documents(error: &str) -> Option<(&str, &'static str)> {
    let all = [REPLACE, ANOTHER_ID, AS_TYPE, AS_ONE, OF_CLAIMS, AS_ID];
    all.into_iter().find_map(|advice| {
        let message = error.strip_suffix(advice.by_hand)?;
        let message = message.trim_end_matches([':', ';', ' ']);
        Some((message, advice.in_document))
    })
}

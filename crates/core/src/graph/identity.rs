//! What makes a claim the claim it is, where it was given no id: the hash that its IRI ends with.

use sha2::{Digest, Sha256};

use super::claim::{Modality, Polarity};

/// A claim as its hash knows it: everything but how sure it is and in which words it keeps a distance.
#[derive(Debug)]
pub(crate) struct Identity<'a> {
    /// The parts of the statement as N-Triples writes them.
    pub(crate) statement: [&'a str; 3],
    /// IRIs, here and below; empty where there is none.
    pub(crate) source: &'a str,
    pub(crate) evidence: Vec<&'a str>,
    pub(crate) attributed_to: Vec<&'a str>,
    pub(crate) modality: Modality,
    pub(crate) polarity: Polarity,
    pub(crate) start: &'a str,
    pub(crate) end: &'a str,
}

impl Identity<'_> {
    /// Sixteen hexadecimal digits of its SHA-256.
    pub(crate) fn hash(mut self) -> String {
        let mut said: Vec<u8> = Vec::with_capacity(512);
        let mut add = |part: &str| {
            said.extend_from_slice(&(part.len() as u64).to_be_bytes());
            said.extend_from_slice(part.as_bytes());
        };
        self.statement.iter().for_each(|part| add(part));
        add(self.source);
        add(&self.evidence.len().to_string());
        self.evidence.iter().for_each(|iri| add(iri));
        self.attributed_to.sort_unstable();
        add(&self.attributed_to.len().to_string());
        self.attributed_to.iter().for_each(|iri| add(iri));
        add(self.modality.as_str());
        add(self.polarity.as_str());
        add(self.start);
        add(self.end);
        let first = Sha256::digest(&said)
            .iter()
            .take(8)
            .fold(0, |n, &byte| n << 8 | u64::from(byte));
        format!("{first:016x}")
    }
}

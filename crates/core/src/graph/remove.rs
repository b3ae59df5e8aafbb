//! Taking things out.

use std::collections::BTreeSet;

use super::said::Said;
use super::value::{ClaimRef, EntityRef};
use super::{GraphIs, Transaction};
use crate::Error;
use crate::index::{Quad, Row};
use crate::model::id::{NONE, known};
use crate::schema::{Role, SchemaError};

impl Transaction {
    /// Takes a claim out, and its statement where nobody else holds it.
    ///
    /// # Errors
    /// [`EntityError::Unknown`](crate::EntityError::Unknown) where there is no such claim.
    ///
    /// # Complexity
    /// O(log n).
    ///
    /// # Example
    /// ```
    /// use rawabit::{Direction, Graph, Relate};
    /// let graph = Graph::new();
    /// graph.country("QA")?;
    /// graph.country("AE")?;
    /// let one = graph.relate("qatar", "meetsWith", "united-arab-emirates", Relate::new().id("one"))?;
    /// let two = graph.relate("qatar", "meetsWith", "united-arab-emirates", Relate::new().id("two"))?;
    /// graph.remove_claim(&one)?;
    /// assert_eq!(graph.neighbors("qatar", None, Direction::Both, 1)?.len(), 1);
    /// graph.remove_claim(&two)?;
    /// assert_eq!(graph.neighbors("qatar", None, Direction::Both, 1)?.len(), 0);
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn remove_claim(&mut self, claim: impl Into<ClaimRef>) -> Result<(), Error> {
        let reifier = self.lens().claim(&claim.into().0)?;
        self.all_or_nothing(|tx| {
            tx.remove_reifier(reifier);
            Ok(())
        })?;
        Ok(self.tidy()?)
    }

    /// Takes an entity out, with everything that is stated of it on its own.
    ///
    /// # Errors
    /// [`SchemaError::Conflict`] with their number where claims, or statements of others, still
    /// mention it, or others are said to be mentioned in its text;
    /// [`remove_cascade`](Self::remove_cascade) takes these out too.
    ///
    /// # Complexity
    /// O(k log n) for k statements and claims about it.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Graph, Relate};
    /// let graph = Graph::new();
    /// graph.country("QA")?;
    /// graph.country("OM")?;
    /// graph.relate("qatar", "meetsWith", "oman", Relate::new())?;
    /// let error = graph.remove("qatar").unwrap_err();
    /// assert!(error.to_string().contains("1 claim"), "{error}");
    /// graph.remove_cascade("qatar")?;
    /// assert!(graph.get("qatar")?.is_none());
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn remove(&mut self, entity: impl Into<EntityRef>) -> Result<(), Error> {
        let id = self.lens().entity(&entity.into())?;
        let claims: BTreeSet<u32> = self
            .mentioning(id)
            .into_iter()
            .map(|row| row.reifier)
            .collect();
        let others = self.statements_of_others(id);
        let words = self.mentions_in(id).len();
        if claims.is_empty() && others == 0 && words == 0 {
            return self.remove_entity(id);
        }
        let count = |n: usize, one: &str, many: &str| match n {
            0 => None,
            1 => Some(format!("1 {one}")),
            n => Some(format!("{n} {many}")),
        };
        let mentions: Vec<String> = [
            count(claims.len(), "claim", "claims"),
            count(
                others,
                "statement of another entity",
                "statements of other entities",
            ),
            count(
                words,
                "mention of another entity",
                "mentions of other entities",
            ),
        ]
        .into_iter()
        .flatten()
        .collect();
        Err(SchemaError::Conflict {
            entity: self.lens().short(id),
            reason: format!(
                "is still mentioned by {}; remove those first, or all with cascade=True",
                mentions.join(" and ")
            ),
        }
        .into())
    }

    /// Takes an entity out, with the claims and statements that mention it.
    ///
    /// # Errors
    /// [`EntityError::Unknown`](crate::EntityError::Unknown) where there is no such entity.
    ///
    /// # Complexity
    /// O(k log n) for k statements and claims about it.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Graph, Relate};
    /// let graph = Graph::new();
    /// graph.country("QA")?;
    /// graph.country("OM")?;
    /// graph.relate("qatar", "meetsWith", "oman", Relate::new())?;
    /// graph.remove_cascade("qatar")?;
    /// assert_eq!((graph.view().len(), graph.view().claim_count()), (1, 0));
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn remove_cascade(&mut self, entity: impl Into<EntityRef>) -> Result<(), Error> {
        let id = self.lens().entity(&entity.into())?;
        let reifiers: BTreeSet<u32> = self
            .mentioning(id)
            .into_iter()
            .map(|row| row.reifier)
            .collect();
        for reifier in reifiers {
            self.remove_reifier(reifier);
        }
        self.remove_entity(id)
    }

    /// The rows of the claims that have an entity as an end, a source, a speaker, or whose evidence
    /// stands in it.
    fn mentioning(&self, entity: u32) -> Vec<Row> {
        let now = &self.draft.now;
        let mut rows: Vec<Row> = now.claims_of_subject(entity).collect();
        rows.extend(now.claims_of_object(entity));
        rows.extend(now.claims_of_source(entity));
        let subjects = |p: u32, o: u32| now.quads([None, Some(p), Some(o)], GraphIs::Any);
        for [reifier, ..] in subjects(known::ATTRIBUTED_TO, entity) {
            rows.extend(now.claims_of_reifier(reifier));
        }
        for node in self.words_of(entity) {
            rows.extend(now.claims_of_object(node));
            for [reifier, ..] in subjects(known::EVIDENCE, node) {
                rows.extend(now.claims_of_reifier(reifier));
            }
        }
        rows
    }

    /// The bare statements that have the entity as object.
    fn statements_of_others(&self, entity: u32) -> usize {
        let lens = self.lens();
        let pattern = [None, None, Some(entity)];
        lens.snapshot
            .stored(pattern, GraphIs::Any)
            .filter(|quad| {
                quad[0] != entity
                    && lens.role(quad[1]) == Role::Relation
                    && lens.snapshot.is_bare(*quad)
            })
            .count()
    }

    fn remove_entity(&mut self, id: u32) -> Result<(), Error> {
        self.drop_aliases(id);
        let words = self.words_of(id);
        let now = &self.draft.now;
        let mentions = now.quads([Some(id), Some(known::MENTION), None], GraphIs::Any);
        let mentions: Vec<u32> = mentions.map(|quad| quad[2]).collect();
        let mut about: Vec<Quad> = now.stored([Some(id), None, None], GraphIs::Any).collect();
        about.extend(now.stored([None, None, Some(id)], GraphIs::Any));
        about.extend(self.mentions_in(id));
        for quad in about {
            self.draft.erase(quad);
        }
        for node in words {
            self.drop_words(node);
        }
        for node in mentions {
            self.forget_evidence(node);
        }
        if self.draft.now.texts.remove(&id).is_some() {
            self.draft.mark_changed();
        }
        Ok(self.tidy()?)
    }

    /// The nodes of evidence that stand in a document.
    fn words_of(&self, document: u32) -> BTreeSet<u32> {
        let pattern = [None, Some(known::HAS_SOURCE), Some(document)];
        let nodes = self.draft.now.quads(pattern, GraphIs::Any);
        nodes.map(|quad| quad[0]).collect()
    }

    /// What says that other entities are mentioned in a document.
    fn mentions_in(&self, document: u32) -> Vec<Quad> {
        let now = &self.draft.now;
        let mentions = self.words_of(document).into_iter().flat_map(|node| {
            let pattern = [None, Some(known::MENTION), Some(node)];
            now.stored(pattern, GraphIs::Any)
        });
        mentions.filter(|quad| quad[0] != document).collect()
    }

    /// Takes a reifier out with its rows, and the evidence that only it rested on.
    fn remove_reifier(&mut self, reifier: u32) {
        let rows: Vec<Row> = self.draft.now.claims_of_reifier(reifier).collect();
        let nodes: Vec<u32> = self
            .draft
            .now
            .quads([Some(reifier), Some(known::EVIDENCE), None], GraphIs::Any)
            .map(|quad| quad[2])
            .collect();
        for row in &rows {
            self.draft.drop_claim(row);
        }
        let about: Vec<Quad> = self
            .draft
            .now
            .stored([Some(reifier), None, None], GraphIs::Any)
            .collect();
        for quad in about {
            self.draft.erase(quad);
        }
        for node in nodes {
            self.forget_evidence(node);
        }
    }

    /// After a claim has been revised: the evidence that nothing rests on any more.
    pub(super) fn forget_unused_evidence(&mut self, old: &Said, new: &Said) -> Result<(), Error> {
        for (document, piece) in &old.evidence {
            if new
                .evidence
                .iter()
                .any(|(d, p)| d == document && p == piece)
            {
                continue;
            }
            let node = self.intern_iri(&self.evidence_named(*document, piece))?;
            let mut rest = self.draft.now.quads([None, None, Some(node)], GraphIs::Any);
            // The claim itself still points to it.
            let only_one = rest.next().is_some() && rest.next().is_none();
            drop(rest);
            if only_one {
                self.draft.drop_evidence(node);
            }
        }
        Ok(())
    }

    /// Takes a node of evidence out whose document goes, also where foreign triples point to it: without
    /// its document it says nothing. Of other nodes that had the document, the rest stays.
    fn drop_words(&mut self, node: u32) {
        self.draft.drop_evidence(node);
        let now = &self.draft.now;
        let is_there = |pattern| now.quads(pattern, GraphIs::Any).next().is_some();
        let class = [Some(node), Some(known::TYPE), Some(known::EVIDENCE_TYPE)];
        if !is_there(class) || is_there([None, None, Some(node)]) {
            return;
        }
        let about: Vec<Quad> = now.stored([Some(node), None, None], GraphIs::Any).collect();
        for quad in about {
            self.draft.erase(quad);
        }
    }

    /// Takes a node of evidence out that nothing points to.
    fn forget_evidence(&mut self, node: u32) {
        let pointed = self
            .draft
            .now
            .quads([None, None, Some(node)], GraphIs::Any)
            .next()
            .is_some();
        if !pointed && node != NONE {
            self.draft.drop_evidence(node);
        }
    }
}

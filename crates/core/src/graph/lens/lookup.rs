//! From the references that users write to ids, and the errors for those that lead nowhere.

use super::Lens;
use crate::Error;
use crate::graph::error::EntityError;
use crate::graph::hint::Hint;
use crate::graph::value::{EntityRef, Reference};
use crate::graph::{GraphIs, Roles};
use crate::model::{Iri, Literal, Term, did_you_mean, nearest};

/// Enough to help; a graph of millions is not worth searching for a suggestion.
const SEARCHED: usize = 100_000;

/// What to do with a thing of another graph.
const OF_ANOTHER: &str = "; an entity of another graph is to be added to this one first";

impl<'a> Lens<'a> {
    /// The resource that a reference names, where there is one that `is` accepts.
    fn find(
        &self,
        reference: &EntityRef,
        is: impl Fn(u32) -> bool,
    ) -> Result<Option<u32>, EntityError> {
        let dictionary = &self.snapshot.dictionary;
        let aliases = &self.snapshot.aliases;
        let iri_id = |iri: &str| dictionary.iri(iri).map(|id| aliases.resolve(id));
        let name = match &reference.0 {
            foreign if self.is_foreign(foreign) => return Ok(None),
            Reference::Exact(term) | Reference::Handle(term, _) => {
                let found = dictionary.find(term).map(|id| aliases.resolve(id));
                return Ok(found.filter(|&id| is(id)));
            }
            Reference::Named(name) => name,
        };
        if let Some(label) = name.strip_prefix("_:") {
            return Ok(dictionary.blank(label).filter(|&id| is(id)));
        }
        let iri = match self.full_iri(name) {
            Ok(iri) => iri,
            // "mailto:a@b", "orcid:0000-0001": no prefix that is known, and there all the same.
            Err(error) => {
                let found = iri_id(name).filter(|&id| is(id));
                let found =
                    found.map_or_else(|| self.find_by_code(name, &is), |id| Ok(Some(id)))?;
                return found.map(Some).ok_or(error);
            }
        };
        if let Some(iri) = iri {
            if let Some(id) = iri_id(&iri).filter(|&id| is(id)) {
                return Ok(Some(id));
            }
            return self.find_by_code(name, &is);
        }
        let mut found: Vec<(u32, String)> = Vec::new();
        for base in self.settings.all_bases() {
            let iri = format!("{base}{name}");
            if let Some(id) = iri_id(&iri).filter(|&id| is(id))
                && !found.iter().any(|(known, _)| *known == id)
            {
                found.push((id, iri));
            }
        }
        match found.as_slice() {
            [] => Ok(None),
            [(id, _)] => Ok(Some(*id)),
            _ => Err(EntityError::Ambiguous {
                reference: name.clone(),
                candidates: found.into_iter().map(|(_, iri)| iri).collect(),
            }),
        }
    }

    /// The entity with an external id: `wd:Q846`, `iso3166-1-alpha2:QA`, or any `scheme:value`.
    fn find_by_code(
        &self,
        reference: &str,
        is: impl Fn(u32) -> bool,
    ) -> Result<Option<u32>, EntityError> {
        let Some((prefix, code)) = reference.split_once(':') else {
            return Ok(None);
        };
        let scheme = if prefix == "wd" { "wikidata" } else { prefix };
        let property = self.schema.identifier_scheme(scheme);
        let (property, value) = match property {
            Some(relation) => (relation.iri().as_str(), code),
            None => (crate::vocab::rb::IDENTIFIER, reference),
        };
        let found = self.with_literal(property, &Literal::string(value));
        self.only_one(reference, found.filter(|&id| is(id)))
    }

    /// The one resource that a reference leads to, if it leads to any.
    ///
    /// # Errors
    /// [`EntityError::Ambiguous`] where it leads to several.
    pub(crate) fn only_one(
        &self,
        reference: &str,
        found: impl Iterator<Item = u32>,
    ) -> Result<Option<u32>, EntityError> {
        let mut found: Vec<u32> = found.collect();
        found.sort_unstable();
        found.dedup();
        match found.as_slice() {
            [] => Ok(None),
            [id] => Ok(Some(*id)),
            several => Err(EntityError::Ambiguous {
                reference: reference.into(),
                candidates: several.iter().map(|&id| self.iri(id)).collect(),
            }),
        }
    }

    /// The subjects that have a literal as a property.
    pub(crate) fn with_literal(
        &self,
        property: &str,
        value: &Literal,
    ) -> impl Iterator<Item = u32> + use<'a> {
        let dictionary = &self.snapshot.dictionary;
        let ids = dictionary
            .iri(property)
            .zip(dictionary.find(&value.clone().into()));
        let snapshot = self.snapshot;
        ids.into_iter().flat_map(move |(p, o)| {
            snapshot
                .stored([None, Some(p), Some(o)], GraphIs::Default)
                .map(|q| q[0])
        })
    }

    /// The id of a merged entity, by the name that it had.
    pub(crate) fn merged(&self, reference: &EntityRef) -> Result<Option<u32>, EntityError> {
        let snapshot = self.snapshot.without_aliases();
        let whole = Lens {
            snapshot: &snapshot,
            settings: self.settings,
            schema: self.schema,
            roles: self.roles,
        };
        let kept = &self.snapshot.aliases.kept;
        whole.find(reference, |id| kept.get(&id).is_some())
    }

    /// The id of a resource that a reference names, entity or not.
    pub(crate) fn resource(&self, reference: &EntityRef) -> Result<Option<u32>, EntityError> {
        self.find(reference, |_| true)
    }

    /// The id of an entity, where the graph has it.
    pub(crate) fn get(&self, reference: &EntityRef) -> Result<Option<u32>, EntityError> {
        self.find(reference, |id| self.is_entity(id))
    }

    /// The id of an entity.
    ///
    /// # Errors
    /// [`EntityError::Unknown`] with the nearest ids, [`EntityError::Outside`] where only a wider view shows it.
    pub(crate) fn entity(&self, reference: &EntityRef) -> Result<u32, EntityError> {
        self.get(reference)?
            .ok_or_else(|| self.not_there("entity", reference))
    }

    /// The error for a reference that leads nowhere; of a handle it tells where that may come from.
    pub(crate) fn not_there(&self, kind: &'static str, reference: &EntityRef) -> EntityError {
        let text = reference.text();
        if self.is_foreign(&reference.0) {
            return self.missing(kind, &text, |_| OF_ANOTHER.into());
        }
        let (words, reference) = (text.clone(), reference.clone());
        self.missing(kind, &text, move |lens| match lens.meant(&words) {
            hint if hint.is_empty() => lens.origin_of(&reference.0).into(),
            hint => hint,
        })
    }

    /// Whether a reference is a blank node of another graph: its label means something else here, or nothing.
    fn is_foreign(&self, reference: &Reference) -> bool {
        matches!(reference, Reference::Handle(Term::Blank(_), graph) if *graph != self.settings.graph)
    }

    /// What is known of where a reference that leads nowhere comes from, as the end of an error.
    fn origin_of(&self, reference: &Reference) -> &'static str {
        let (Reference::Exact(term) | Reference::Handle(term, _)) = reference else {
            return "";
        };
        let snapshot = self.snapshot;
        let known = snapshot.dictionary.find(term);
        let was_there = |id: u32| !snapshot.is_named(id) && snapshot.history.ids().any(|i| i == id);
        match reference {
            _ if known.is_some_and(was_there) => "; it is not there any more",
            // A graph forgets what its history does not name.
            Reference::Handle(..) if known.is_some() || snapshot.history.is_off => {
                "; an entity that was removed, or is of another graph, is to be added first"
            }
            Reference::Handle(..) => OF_ANOTHER,
            _ => "",
        }
    }

    /// The id of a resource that is the reifier of a claim. A local id is sought as it is, then under
    /// `claim/`, where claims are given theirs.
    pub(crate) fn claim(&self, reference: &Reference) -> Result<u32, EntityError> {
        if let Some(id) = self.find_claim(reference)? {
            return Ok(id);
        }
        let shown = EntityRef(reference.clone()).text();
        let is_there = self.whole().find_claim(reference);
        if self.snapshot.sight().is_some() && matches!(is_there, Ok(Some(_))) {
            return Err(EntityError::Outside {
                kind: "claim",
                reference: shown,
            });
        }
        let words = shown.clone();
        let hint =
            self.later(
                move |lens| match did_you_mean(&meant(&words, &lens.claim_words())) {
                    hint if hint.is_empty() => "; graph.claims() lists them with their ids".into(),
                    hint => hint,
                },
            );
        Err(EntityError::Unknown {
            kind: "claim",
            reference: shown,
            hint,
        })
    }

    fn find_claim(&self, reference: &Reference) -> Result<Option<u32>, EntityError> {
        let is = |id: u32| self.snapshot.is_reifier(id);
        let whole = self.find(&EntityRef(reference.clone()), is)?;
        match reference {
            Reference::Named(name) if whole.is_none() && !name.contains(':') => {
                self.find(&format!("claim/{name}").into(), is)
            }
            _ => Ok(whole),
        }
    }

    /// The same without what narrows the view.
    fn whole(self) -> Self {
        let sight = self.snapshot.sight();
        Self {
            snapshot: sight.map_or(self.snapshot, |sight| &sight.whole),
            ..self
        }
    }

    /// The error for an entity that is not there, with the nearest ids and names; or that a narrow view
    /// does not show.
    pub(crate) fn unknown(&self, kind: &'static str, reference: &str) -> EntityError {
        let words = reference.to_owned();
        self.missing(kind, reference, move |lens| lens.meant(&words))
    }

    fn missing(
        &self,
        kind: &'static str,
        reference: &str,
        hint: impl FnOnce(Lens<'_>) -> String + Send + 'static,
    ) -> EntityError {
        if self.snapshot.sight().is_some()
            && matches!(self.whole().get(&reference.into()), Ok(Some(_)))
        {
            let reference = reference.into();
            return EntityError::Outside { kind, reference };
        }
        EntityError::Unknown {
            kind,
            reference: reference.into(),
            hint: self.later(hint),
        }
    }

    /// The nearest ids and names, as the end of an error.
    fn meant(&self, reference: &str) -> String {
        did_you_mean(&meant(reference, &self.entity_words()))
    }

    /// A hint that is found in what is seen now, when it is shown.
    fn later(&self, hint: impl FnOnce(Lens<'_>) -> String + Send + 'static) -> Hint {
        let snapshot = self.snapshot.clone();
        let settings = self.settings.clone();
        let schema = self.schema.clone();
        Hint::later(move || {
            hint(Lens {
                snapshot: &snapshot,
                settings: &settings,
                schema: &schema,
                roles: &Roles::default(),
            })
        })
    }

    /// What claims go by, their ids and the ends of these, each with the id.
    ///
    /// # Complexity
    /// O(n) in the claims.
    fn claim_words(&self) -> Vec<(String, String)> {
        let mut words: Vec<(String, String)> = Vec::new();
        for row in self.snapshot.claims().take(SEARCHED) {
            let short = self.short(row.reifier);
            if let Some((_, end)) = short.rsplit_once('/') {
                words.push((end.into(), short.clone()));
            }
            words.push((short.clone(), short));
        }
        words
    }

    /// What entities go by, ids and names, each with the id.
    ///
    /// # Complexity
    /// O(n) in the statements.
    pub(crate) fn entity_words(&self) -> Vec<(String, String)> {
        let mut words: Vec<(String, String)> = Vec::new();
        for id in self.entity_ids().take(SEARCHED) {
            let short = self.short(id);
            for (_, name) in self.all_names(id) {
                words.push((name, short.clone()));
            }
            words.push((short.clone(), short));
        }
        words
    }

    /// The IRI that a new thing with this id gets: ids without a colon live in the base.
    pub(crate) fn minted_iri(&self, id: &str) -> Result<Iri, Error> {
        match self.full_iri(id) {
            Ok(Some(iri)) => Ok(Iri::new(iri)?),
            Ok(None) => Ok(Iri::new(format!("{}{id}", self.settings.base()))?),
            Err(error) => Err(error.into()),
        }
    }
}

/// The ids behind the words that are nearest to one that is not among them, at most three.
pub(crate) fn meant<'w>(reference: &str, words: &'w [(String, String)]) -> Vec<&'w str> {
    let mut meant: Vec<&str> = Vec::new();
    for word in nearest(reference, words.iter().map(|(word, _)| word.as_str()), 6) {
        for (_, id) in words.iter().filter(|(found, _)| found == word) {
            if !meant.contains(&id.as_str()) {
                meant.push(id);
            }
        }
    }
    meant.truncate(3);
    meant
}

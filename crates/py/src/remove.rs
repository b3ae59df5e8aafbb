//! Taking things out: `remove`.

use pyo3::prelude::*;
use rawabit::{ClaimRef, EntityError, EntityRef, Error, Transaction};

use crate::arguments;
use crate::claim::PyClaim;
use crate::errors::wrong_type;
use crate::graph::PyGraph;

#[pymethods]
impl PyGraph {
    /// Takes an entity or a claim out. The statement of a claim goes where nobody else holds it.
    ///
    /// Args:
    ///     thing: An entity, a claim, or the id of one.
    ///     cascade: Whether to take out the claims and statements that mention an entity, too.
    ///
    /// Raises:
    ///     UnknownEntity: It is not there.
    ///     SchemaError: Claims or statements still mention the entity, or others are said to be mentioned in its text;
    ///         it says how many.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> claim = graph.relate(graph.country("QA"), "meetsWith", graph.country("OM"))
    ///     >>> graph.remove(claim)
    ///     >>> list(graph.claims())
    ///     []
    #[pyo3(signature = (thing, *, cascade = None))]
    #[pyo3(text_signature = "($self, thing, *, cascade=False)")]
    fn remove(
        slf: &Bound<'_, Self>,
        thing: &Bound<'_, PyAny>,
        cascade: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<()> {
        let py = slf.py();
        let cascade = arguments::flag_or("cascade", cascade, false)?;
        if let Ok(claim) = thing.cast::<PyClaim>() {
            let claim: ClaimRef = claim.get().alive(py)?.into();
            return Self::shared(slf).write(py, move |tx| tx.remove_claim(claim));
        }
        let entity = arguments::maybe_entity(thing)?.ok_or_else(|| {
            wrong_type(
                "thing",
                "an Entity, a Claim, or the id of one (a str)",
                thing,
            )
        })?;
        let id = arguments::string("thing", thing).ok();
        Self::shared(slf).write(py, move |tx| remove(tx, entity, id, cascade))
    }
}

/// An id is an entity's, else a claim's.
fn remove(
    tx: &mut Transaction,
    entity: EntityRef,
    id: Option<String>,
    cascade: bool,
) -> Result<(), Error> {
    if let Some(id) = id {
        let view = tx.view();
        if view.get(entity.clone())?.is_none() {
            let no_claim = match view.claim(id.as_str()) {
                Ok(claim) => return tx.remove_claim(&claim),
                Err(error) => error,
            };
            return Err(match view.entity(entity) {
                Err(no_entity) => neither(no_entity, no_claim),
                Ok(_) => no_claim,
            });
        }
    }
    if cascade {
        tx.remove_cascade(entity)
    } else {
        tx.remove(entity)
    }
}

/// What is said of an id that no entity and no claim has; what may have been meant is sought when it is read.
fn neither(no_entity: Error, no_claim: Error) -> Error {
    match (no_entity, no_claim) {
        (
            Error::Entity(EntityError::Unknown {
                reference, hint, ..
            }),
            Error::Entity(EntityError::Unknown { hint: claim, .. }),
        ) => Error::Entity(EntityError::Unknown {
            kind: "entity or claim",
            reference,
            hint: hint.or(claim),
        }),
        (Error::Entity(EntityError::Unknown { .. }), no_claim) => no_claim,
        (no_entity, _) => no_entity,
    }
}

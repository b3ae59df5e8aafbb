//! Narrowing: the graph as of a day, as known on a day, as some sources tell it.

use pyo3::prelude::*;
use rawabit::{EntityRef, Modality, Narrow, Polarity, TimeRef};

use crate::arguments::{self, items, word};
use crate::errors::{raise, wrong_type};
use crate::view::{PyView, Source};

#[pymethods]
impl PyView {
    /// The graph at this moment, narrowed by what is given; without arguments all of it.
    ///
    /// The view stays as it is, whatever is committed later. It copies nothing, and everything honours it: entities,
    /// claims, neighbours, paths, SPARQL, writers. Narrowing a narrow view shows what passes both. An entity is in it
    /// if something of it is; a claim that does not pass is hidden with all that is said about it.
    ///
    /// Args:
    ///     at: What may hold at a time; what says no time may hold at any.
    ///     during: What may hold at some time between two, `(from, until)`, both included; `None` leaves an end open.
    ///     known: What had been committed by a moment, a `datetime` with a zone; removals and revisions since are taken
    ///         back. A text that was taken out with its document is gone for good, then too.
    ///     types: Statements whose ends are of some types, subtypes included.
    ///     relations: Statements of some relations, subrelations and inverses included.
    ///     sources: What some documents say.
    ///     min_confidence: Claims that are at least so sure; one without a confidence is not.
    ///     modality: Claims that are put in some ways. `"predicted"` and `"normative"` ones that are named here hold
    ///         their statements in the view.
    ///     polarity: Claims that say, `"positive"`, or deny, `"negative"`; the latter show what they deny.
    ///     graphs: The named graphs that are seen, by IRI, and `"default"` for the default one.
    ///     certain: With `at` or `during`, what certainly holds then: start and end are known and precise enough.
    ///
    /// Raises:
    ///     SchemaError: There is no such type, relation or graph; a bad argument; `known` without a zone, or of a graph
    ///         that keeps no history.
    ///     UnknownEntity: There is no such source.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> qatar, summit = graph.country("QA"), graph.add("Summit", "World Police Summit")
    ///     >>> claim = graph.relate(qatar, "participatesIn", summit, start="2024-03-05", end="2024-03-07")
    ///     >>> graph.view(at="2024-03-06")
    ///     <View: 2 entities, 1 claim; at 2024-03-06>
    ///     >>> graph.view(at="2024-04").neighbors(qatar) if qatar in graph.view(at="2024-04") else "not in it"
    ///     'not in it'
    #[pyo3(signature = (*, at = None, during = None, known = None, types = None, relations = None, sources = None,
        min_confidence = None, modality = None, polarity = None, graphs = None, certain = None))]
    #[pyo3(
        text_signature = "($self, *, at=None, during=None, known=None, types=None, relations=None, sources=None, min_confidence=None, modality=None, polarity=None, graphs=None, certain=False)"
    )]
    #[expect(clippy::too_many_arguments, reason = "keywords of Python")]
    fn view(
        &self,
        py: Python<'_>,
        at: Option<&Bound<'_, PyAny>>,
        during: Option<&Bound<'_, PyAny>>,
        known: Option<&Bound<'_, PyAny>>,
        types: Option<&Bound<'_, PyAny>>,
        relations: Option<&Bound<'_, PyAny>>,
        sources: Option<&Bound<'_, PyAny>>,
        min_confidence: Option<&Bound<'_, PyAny>>,
        modality: Option<&Bound<'_, PyAny>>,
        polarity: Option<&Bound<'_, PyAny>>,
        graphs: Option<&Bound<'_, PyAny>>,
        certain: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let mut filter = Narrow::new().certain(arguments::flag_or("certain", certain, false)?);
        if let Some(at) = at {
            filter = filter.at(arguments::time("at", at)?);
        }
        if let Some(given) = during {
            let (from, until) = period(given)?;
            filter = filter.during(from, until);
        }
        if let Some(known) = known {
            filter = filter.known(arguments::moment("known", known)?);
        }
        if let Some(types) = types {
            filter = filter.types(arguments::strings("types", types)?);
        }
        if let Some(relations) = relations {
            filter = filter.relations(arguments::strings("relations", relations)?);
        }
        if let Some(sources) = sources {
            filter = filter.sources(documents(sources)?);
        }
        if let Some(least) = min_confidence {
            filter = filter.min_confidence(arguments::number("min_confidence", least)?);
        }
        if let Some(modality) = modality {
            let all: Vec<_> = Modality::ALL.iter().map(|it| (it.as_str(), *it)).collect();
            filter = filter.modality(words("modality", modality, &all)?);
        }
        if let Some(polarity) = polarity {
            let all: Vec<_> = Polarity::ALL.iter().map(|it| (it.as_str(), *it)).collect();
            filter = filter.polarity(words("polarity", polarity, &all)?);
        }
        if let Some(graphs) = graphs {
            filter = filter.graphs(arguments::strings("graphs", graphs)?);
        }
        let view = self.now(py)?;
        let view = py.detach(|| view.narrow(filter));
        Ok(Self(Source::Moment(
            view.map_err(|error| raise(py, error))?,
        )))
    }
}

/// Two ends, of which either may be open.
fn period(given: &Bound<'_, PyAny>) -> PyResult<(Option<TimeRef>, Option<TimeRef>)> {
    let ends = items(given).unwrap_or_default();
    let [from, until] = ends.as_slice() else {
        let expected = "(from, until), two times of which either may be None";
        return Err(wrong_type("during", expected, given));
    };
    let end = |name: &str, end: &Bound<'_, PyAny>| {
        let end = (!end.is_none()).then_some(end);
        end.map(|end| arguments::time(name, end)).transpose()
    };
    Ok((end("during[0]", from)?, end("during[1]", until)?))
}

fn documents(given: &Bound<'_, PyAny>) -> PyResult<Vec<EntityRef>> {
    let expected = "a list of ids (str) or Entities";
    items(given)
        .ok_or_else(|| wrong_type("sources", expected, given))?
        .iter()
        .enumerate()
        .map(|(n, item)| arguments::entity(&format!("sources[{n}]"), item))
        .collect()
}

/// A list of the words that a `Literal` of the contract allows.
fn words<T: Copy>(name: &str, given: &Bound<'_, PyAny>, all: &[(&str, T)]) -> PyResult<Vec<T>> {
    items(given)
        .ok_or_else(|| wrong_type(name, "a list of str", given))?
        .iter()
        .enumerate()
        .map(|(n, item)| word(&format!("{name}[{n}]"), item, all))
        .collect()
}

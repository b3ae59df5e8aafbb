//! Countries by code or name.

use super::{Entity, Transaction};
use crate::model::vocab::{rb, rdf};
use crate::model::{Iri, Literal};
use crate::names::{self, Country};
use crate::{EntityError, Error};

/// The codes that ISO 3166-1 gives a country, by their schemes as the ontology names them.
fn codes(country: &Country) -> [(&'static str, &'static str); 3] {
    [
        ("iso3166-1-alpha2", country.alpha2),
        ("iso3166-1-alpha3", country.alpha3),
        ("iso3166-1-numeric", country.numeric),
    ]
}

/// What to do for a country that ISO does not list.
const NOT_OF_ISO: &str =
    " or in ISO 3166-1; give its code, or make one that ISO does not list by add(\"Country\", …)";

impl Transaction {
    /// The country with a code or name: `"QA"`, `"QAT"`, `"634"`, `"Qatar"`, `"قطر"`, `"دولة قطر"`.
    ///
    /// It is found by any of its ISO codes, whatever its IRI, and nothing about it is changed; where it is not
    /// there it is made, as `{base}qatar` with its codes and names. A country that ISO does not list is found by its
    /// id, or by its name, however that is spelt, and never made.
    ///
    /// # Errors
    /// [`EntityError::Unknown`] where neither ISO 3166-1 nor the graph has such a country; it names the nearest.
    /// [`EntityError::Ambiguous`] where several entities have its codes, or the name.
    ///
    /// # Complexity
    /// O(log n); by the name of one that ISO does not list O(c) in the countries of the graph.
    ///
    /// # Example
    /// ```
    /// use rawabit::Graph;
    /// let graph = Graph::new();
    /// assert_eq!(graph.country("٦٣٤")?, graph.country("دولة قطر")?);
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn country(&mut self, name_or_code: &str) -> Result<Entity, Error> {
        let Some(country) = names::country(name_or_code) else {
            let called = match self.country_named(name_or_code)? {
                Some(id) => Some(id),
                None => self.country_called(name_or_code)?,
            };
            if let Some(id) = called {
                return Ok(self.entity_of(id));
            }
            let near: Vec<&str> = names::nearest_countries(name_or_code, 3)
                .into_iter()
                .map(|c| c.name_en)
                .collect();
            return Err(EntityError::Unknown {
                kind: "country",
                reference: name_or_code.into(),
                hint: match crate::model::did_you_mean(&near) {
                    hint if hint.is_empty() => NOT_OF_ISO.into(),
                    hint => hint.into(),
                },
            }
            .into());
        };
        let schema = self.schema.clone();
        let property = |scheme: &str| schema.identifier_scheme(scheme);
        let lens = self.lens();
        let found = codes(country).into_iter().flat_map(|(scheme, code)| {
            let scheme = property(scheme).map(|relation| relation.iri().as_str());
            let with = |scheme| lens.with_literal(scheme, &Literal::string(code));
            scheme.map(with).into_iter().flatten()
        });
        if let Some(id) = lens.only_one(name_or_code, found)? {
            return Ok(self.entity_of(id));
        }
        let iri = self.unused_iri(&names::slug(country.name_en))?;
        let id = self.all_or_nothing(|tx| {
            let id = tx.intern_iri(iri.as_str())?;
            tx.say(id, rdf::TYPE, Iri::new(rb::COUNTRY)?)?;
            for (language, name, further) in [
                ("en", country.name_en, &country.names_en),
                ("ar", country.name_ar, &country.names_ar),
            ] {
                tx.say_preferred_first(id, vec![Literal::lang(name, language)?])?;
                for name in further {
                    tx.say_further_name(id, Literal::lang(*name, language)?)?;
                }
            }
            let wikidata = country.wikidata.map(|item| ("wikidata", item));
            for (scheme, code) in codes(country).into_iter().chain(wikidata) {
                if property(scheme).is_some() {
                    tx.say_id(id, scheme, Some(code), false)?;
                }
            }
            Ok(id)
        })?;
        self.tidy_keeping(id)
    }

    /// The country of the graph with an id.
    fn country_named(&self, id: &str) -> Result<Option<u32>, Error> {
        let lens = self.lens();
        let found = match lens.get(&id.into()) {
            // A name may have a colon in it.
            Err(EntityError::Prefix { .. }) => None,
            found => found?,
        };
        let country = lens.schema.type_by_iri(rb::COUNTRY);
        let is_country = |&id: &u32| {
            country.is_some_and(|country| {
                let types = lens.types(id);
                lens.schema
                    .subtypes(country.id())
                    .any(|t| types.contains(&t.id()))
            })
        };
        Ok(found.filter(is_country))
    }

    /// The country of the graph with a name, however it is spelt.
    fn country_called(&self, name: &str) -> Result<Option<u32>, Error> {
        let lens = self.lens();
        let Some(country) = lens.schema.type_by_iri(rb::COUNTRY) else {
            return Ok(None);
        };
        let key = names::fold(name);
        let types: Vec<Iri> = lens
            .schema
            .subtypes(country.id())
            .map(|t| t.iri().clone())
            .collect();
        let is_called = |&id: &u32| {
            let names = lens.all_names(id);
            !key.is_empty() && names.iter().any(|(_, name)| names::fold(name) == key)
        };
        let found = lens.with_types(&types).into_iter().filter(is_called);
        Ok(lens.only_one(name, found)?)
    }
}

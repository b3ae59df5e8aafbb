//! Countries by code or name.

use super::{Entity, Transaction};
use crate::model::Literal;
use crate::model::vocab::{rb, rdf};
use crate::names;
use crate::{EntityError, Error};

/// The schemes of a country's codes, as the ontology names them.
const ALPHA2: &str = "iso3166-1-alpha2";

/// What to do for a country that ISO does not list.
const NOT_OF_ISO: &str =
    " or in ISO 3166-1; give its code, or make one that ISO does not list by add(\"Country\", …)";

impl Transaction {
    /// The country with a code or name: `"QA"`, `"QAT"`, `"634"`, `"Qatar"`, `"قطر"`, `"دولة قطر"`.
    ///
    /// It is found by its ISO code, whatever its IRI, and nothing about it is changed; where it is not
    /// there it is made, as `{base}qatar` with its codes and names.
    ///
    /// # Errors
    /// [`EntityError::Unknown`] where ISO 3166-1 has no such country; it names the nearest.
    /// [`EntityError::Ambiguous`] where several entities have its code.
    ///
    /// # Complexity
    /// O(log n).
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
            let near: Vec<&str> = names::nearest_countries(name_or_code, 3)
                .into_iter()
                .map(|c| c.name_en)
                .collect();
            return Err(EntityError::Unknown {
                kind: "country",
                reference: name_or_code.into(),
                hint: match crate::model::did_you_mean(&near) {
                    hint if hint.is_empty() => NOT_OF_ISO.into(),
                    hint => hint,
                },
            }
            .into());
        };
        let schema = self.schema.clone();
        let property = |scheme: &str| schema.identifier_scheme(scheme);
        if let Some(alpha2) = property(ALPHA2) {
            let code = Literal::string(country.alpha2);
            let lens = self.lens();
            let found = lens.with_literal(alpha2.iri().as_str(), &code);
            if let Some(id) = lens.only_one(name_or_code, found)? {
                return Ok(self.entity_of(id));
            }
        }
        let iri = self.unused_iri(&names::slug(country.name_en))?;
        let id = self.all_or_nothing(|tx| {
            let id = tx.intern_iri(iri.as_str())?;
            tx.say(id, rdf::TYPE, crate::Iri::new(rb::COUNTRY)?)?;
            for (language, name, further) in [
                ("en", country.name_en, &country.names_en),
                ("ar", country.name_ar, &country.names_ar),
            ] {
                tx.say_preferred_first(id, vec![Literal::lang(name, language)?])?;
                for name in further {
                    tx.say_further_name(id, Literal::lang(*name, language)?)?;
                }
            }
            let codes = [
                (ALPHA2, Some(country.alpha2)),
                ("iso3166-1-alpha3", Some(country.alpha3)),
                ("iso3166-1-numeric", Some(country.numeric)),
                ("wikidata", country.wikidata),
            ];
            for (scheme, code) in codes {
                if property(scheme).is_some() {
                    tx.say_id(id, scheme, code, false)?;
                }
            }
            Ok(id)
        })?;
        self.tidy_keeping(id)
    }
}

//! The datatypes that a time can have as a literal.

use super::super::vocab::{self, xsd};

/// The datatype of a time. EDTF is about in several spellings; each is kept.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Datatype {
    GYear,
    GYearMonth,
    Date,
    DateTime,
    /// For what neither XSD nor EDTF can hold.
    String,
    /// An index into [`EDTF_SPELLINGS`].
    Edtf(u8),
}

/// The IRIs under which EDTF is found; the first is the one that rawabit writes.
const EDTF_SPELLINGS: [&str; 12] = [
    vocab::EDTF,
    "http://id.loc.gov/datatypes/edtf/EDTF-level0",
    "http://id.loc.gov/datatypes/edtf/EDTF-level1",
    "http://id.loc.gov/datatypes/edtf/EDTF-level2",
    "http://id.loc.gov/datatypes/edtf/edtf",
    "http://id.loc.gov/datatypes/edtf",
    "https://id.loc.gov/datatypes/edtf/EDTF",
    "https://id.loc.gov/datatypes/edtf/EDTF-level0",
    "https://id.loc.gov/datatypes/edtf/EDTF-level1",
    "https://id.loc.gov/datatypes/edtf/EDTF-level2",
    "https://id.loc.gov/datatypes/edtf/edtf",
    "https://id.loc.gov/datatypes/edtf",
];

impl Datatype {
    pub(super) const EDTF: Self = Self::Edtf(0);

    /// The datatype of times with this IRI; never [`Self::String`].
    pub(super) fn from_iri(iri: &str) -> Option<Self> {
        Some(match iri {
            xsd::G_YEAR => Self::GYear,
            xsd::G_YEAR_MONTH => Self::GYearMonth,
            xsd::DATE => Self::Date,
            xsd::DATE_TIME => Self::DateTime,
            _ => {
                let index = EDTF_SPELLINGS
                    .iter()
                    .position(|spelling| *spelling == iri)?;
                Self::Edtf(u8::try_from(index).ok()?)
            }
        })
    }

    pub(super) fn iri(self) -> &'static str {
        match self {
            Self::GYear => xsd::G_YEAR,
            Self::GYearMonth => xsd::G_YEAR_MONTH,
            Self::Date => xsd::DATE,
            Self::DateTime => xsd::DATE_TIME,
            Self::String => xsd::STRING,
            Self::Edtf(index) => EDTF_SPELLINGS
                .get(usize::from(index))
                .copied()
                .unwrap_or(vocab::EDTF),
        }
    }

    /// The name in a message.
    pub(super) fn compact(self) -> &'static str {
        match self {
            Self::GYear => "xsd:gYear",
            Self::GYearMonth => "xsd:gYearMonth",
            Self::Date => "xsd:date",
            Self::DateTime => "xsd:dateTime",
            Self::String => "xsd:string",
            Self::Edtf(_) => "edtf:EDTF",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_iri_is_kept() {
        let plain = [xsd::G_YEAR, xsd::G_YEAR_MONTH, xsd::DATE, xsd::DATE_TIME];
        for iri in plain.iter().chain(&EDTF_SPELLINGS) {
            assert_eq!(Datatype::from_iri(iri).map(Datatype::iri), Some(*iri));
        }
        assert_eq!(Datatype::from_iri(xsd::STRING), None);
    }
}

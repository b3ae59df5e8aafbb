use std::collections::HashSet;
use std::path::PathBuf;

use super::*;

fn code(text: &str) -> Option<&'static str> {
    country(text).map(|found| found.alpha2)
}

#[test]
fn table_holds_every_country_once() {
    let text = include_str!("../../../data/countries.tsv");
    assert_eq!(text.lines().count(), 250);
    assert_eq!(countries().len(), 249);
    assert!(countries().is_sorted_by(|a, b| a.alpha2 < b.alpha2));
    for country in countries() {
        let upper = |code: &str| code.bytes().all(|byte| byte.is_ascii_uppercase());
        assert!(
            country.alpha2.len() == 2 && upper(country.alpha2),
            "{country:?}"
        );
        assert!(
            country.alpha3.len() == 3 && upper(country.alpha3),
            "{country:?}"
        );
        assert!(
            country.numeric.len() == 3 && country.numeric.parse::<u16>().is_ok(),
            "{country:?}"
        );
        assert!(
            country.wikidata.is_none_or(|item| item.starts_with('Q')),
            "{country:?}"
        );
        let arabic = country.names_ar.iter().chain([&country.name_ar]);
        let latin = country.names_en.iter().chain([&country.name_en]);
        assert!(arabic.copied().all(crate::names::is_arabic), "{country:?}");
        assert!(
            latin
                .copied()
                .all(|name| crate::names::language_fits("en", name)),
            "{country:?}"
        );
    }
}

#[test]
fn every_code_and_name_finds_its_country() {
    for country in countries() {
        for text in [country.alpha2, country.alpha3, country.numeric] {
            assert_eq!(code(text), Some(country.alpha2), "{text}");
            assert_eq!(code(&text.to_lowercase()), Some(country.alpha2), "{text}");
        }
        let names = [country.name_en, country.name_ar];
        let further = country.names_en.iter().chain(&country.names_ar);
        for text in names.iter().chain(further) {
            assert_eq!(code(text), Some(country.alpha2), "{text}");
            assert_eq!(code(&text.to_uppercase()), Some(country.alpha2), "{text}");
            let dressed = format!(" the {text}\u{200F}");
            assert_eq!(code(&dressed), Some(country.alpha2), "{text}");
        }
    }
}

#[test]
fn no_two_countries_share_a_name_or_code() {
    let mut seen: HashSet<String> = HashSet::new();
    for line in include_str!("../../../data/countries.tsv").lines().skip(1) {
        let cells: Vec<&'static str> = line.split('\t').collect();
        assert_eq!(cells.len(), 9, "{line}");
        let texts = cells[..3]
            .iter()
            .chain(&cells[4..])
            .flat_map(|cell| names(cell));
        let keys: HashSet<String> = texts.map(key).collect();
        for key in keys {
            assert!(
                seen.insert(key.clone()),
                "{key:?} of {} is another country's too",
                cells[0]
            );
        }
    }
}

/// What people write, and the country that they mean.
const EVERYDAY: [(&str, &str); 45] = [
    (
        "Qatar; State of Qatar; the State of Qatar; قطر; دولة قطر; QA; qa; QAT; 634; ٦٣٤; ۶۳۴; قَطَر",
        "QA",
    ),
    (
        "UAE; U.A.E.; uae; the UAE; Emirates; الإمارات; الامارات; الإمارات العربية المتحدة; دولة الإمارات",
        "AE",
    ),
    (
        "KSA; Saudi Arabia; Kingdom of Saudi Arabia; السعودية; المملكة العربية السعودية",
        "SA",
    ),
    (
        "USA; US; U.S.; U.S.A.; the U.S.; United States; the United States of America; America",
        "US",
    ),
    (
        "الولايات المتحدة; الولايات المتحدة الأمريكية; الولايات المتحدة الأميركية; أمريكا; اميركا",
        "US",
    ),
    (
        "UK; U.K.; United Kingdom; Britain; Great Britain; بريطانيا; المملكة المتحدة",
        "GB",
    ),
    ("Russia; Russian Federation; روسيا; روسيا الاتحادية", "RU"),
    (
        "Iran; Islamic Republic of Iran; Iran, Islamic Republic of; Iran (Islamic Republic of); إيران; ایران",
        "IR",
    ),
    (
        "Syria; سوريا; سورية; Syrian Arab Republic; the Syrian Arab Republic",
        "SY",
    ),
    (
        "South Korea; Republic of Korea; Korea, Republic of; كوريا الجنوبية",
        "KR",
    ),
    (
        "North Korea; DPRK; Korea, Democratic People's Republic of; كوريا الشمالية",
        "KP",
    ),
    (
        "Ivory Coast; Côte d'Ivoire; Côte d’Ivoire; COTE D'IVOIRE; ساحل العاج; كوت ديفوار",
        "CI",
    ),
    ("Czechia; Czech Republic; the Czech Republic; التشيك", "CZ"),
    ("Türkiye; Turkiye; Turkey; Republic of Turkey; تركيا", "TR"),
    (
        "Palestine; State of Palestine; Palestine, State of; فلسطين; دولة فلسطين",
        "PS",
    ),
    ("Eswatini; Swaziland; إسواتيني", "SZ"),
    ("Myanmar; Burma; بورما; ميانمار", "MM"),
    ("Cabo Verde; Cape Verde", "CV"),
    (
        "Gambia; the Gambia; The Gambia; Gambia, The; Republic of the Gambia",
        "GM",
    ),
    ("Bahamas; the Bahamas; Bahamas (the)", "BS"),
    (
        "Macedonia; North Macedonia; Republic of Macedonia; مقدونيا",
        "MK",
    ),
    (
        "DR Congo; D.R. Congo; DRC; Democratic Republic of the Congo; Congo-Kinshasa; Congo, the Democratic Republic of the",
        "CD",
    ),
    (
        "Congo; the Congo; Republic of the Congo; Congo-Brazzaville; الكونغو; جمهورية الكونغو",
        "CG",
    ),
    ("Guinea; Republic of Guinea; غينيا", "GN"),
    ("Guinea-Bissau; Guinea Bissau", "GW"),
    ("Equatorial Guinea", "GQ"),
    ("Niger; Republic of Niger; النيجر", "NE"),
    ("Nigeria; نيجيريا", "NG"),
    ("Dominica; دومينيكا", "DM"),
    (
        "Dominican Republic; the Dominican Republic; الدومينيكان; جمهورية الدومينيكان",
        "DO",
    ),
    ("Samoa; ساموا", "WS"),
    ("American Samoa; ساموا الأمريكية", "AS"),
    ("Georgia; Republic of Georgia; جورجيا", "GE"),
    ("China; People's Republic of China; PRC; الصين", "CN"),
    (
        "Taiwan; Taiwan, Province of China; Republic of China; جمهورية الصين",
        "TW",
    ),
    (
        "Egypt; Arab Republic of Egypt; مصر; جمهورية مصر; جمهورية مصر العربية",
        "EG",
    ),
    ("Oman; عمان; عُمان; سلطنة عمان", "OM"),
    (
        "Jordan; Hashemite Kingdom of Jordan; Kingdom of Jordan; الأردن; الاردن; مملكة الأردن",
        "JO",
    ),
    ("Netherlands; the Netherlands; Holland; هولندا", "NL"),
    (
        "U.S. Virgin Islands; US Virgin Islands; Virgin Islands, U.S.",
        "VI",
    ),
    ("Virgin Islands, British; British Virgin Islands", "VG"),
    ("Bosnia & Herzegovina; Bosnia and Herzegovina; Bosnia", "BA"),
    (
        "Trinidad & Tobago; Trinidad and Tobago; Trinidad_and_Tobago",
        "TT",
    ),
    ("NA; nam; Namibia", "NA"),
    ("St. Lucia; Saint Lucia; St Lucia", "LC"),
];

#[test]
fn everyday_names_find_the_country_meant() {
    for (texts, expected) in EVERYDAY {
        for text in texts.split("; ") {
            assert_eq!(code(text), Some(expected), "{text}");
        }
    }
}

#[test]
fn what_names_no_country_or_two_finds_none() {
    for text in [
        "",
        " ",
        "the",
        "Atlantis",
        "أطلانطس",
        "Korea",
        "كوريا",
        "Virgin Islands",
        "State of Georgia",
        "the State of Mexico",
        "Republic of Vietnam",
        "State of",
        "republic of the",
        "England",
        "Arab",
        "XX",
        "999",
        "4",
        "Q",
        "Republic",
        "جمهورية",
        "Dubai",
        "the in",
        "I.T.",
        "State of GA",
        ",",
        "Kosovo",
    ] {
        assert_eq!(country(text), None, "{text}");
    }
}

#[test]
fn near_names_are_suggested() {
    let near = |text: &str| -> Vec<&str> {
        nearest_countries(text, 3)
            .iter()
            .map(|country| country.alpha2)
            .collect()
    };
    assert_eq!(near("United Arab Emirate")[0], "AE");
    assert_eq!(near("Quatar")[0], "QA");
    assert_eq!(near("Saudi")[0], "SA");
    assert_eq!(near("الامارت")[0], "AE");
    assert_eq!(near("قطرر")[0], "QA");
    assert_eq!(near("Korea"), ["KP", "KR"]);
    assert_eq!(near("Virgin Islands"), ["VI", "VG"]);
    assert_eq!(near("Atlantis"), [""; 0]);
    assert_eq!(near(""), [""; 0]);
    assert_eq!(nearest_countries("Guinee", 0).len(), 0);
}

/// The folder of the table's sources, where it is on this machine.
fn sources() -> Option<PathBuf> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folder = here.join("../../../shared/data/country-names");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: no {}", folder.display());
    None
}

#[test]
fn every_name_of_cldr_finds_its_country() {
    let Some(folder) = sources() else { return };
    for locale in ["en", "ar", "ar-EG", "ar-LY", "ar-SA", "ar-AE"] {
        let path = folder.join(format!("cldr-territories/{locale}.json"));
        let text = std::fs::read_to_string(path).expect("the file of the locale is there");
        let json: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        let names = json["main"][locale]["localeDisplayNames"]["territories"]
            .as_object()
            .expect("it has territories");
        let mut found = HashSet::new();
        for (key, name) in names {
            let name = name.as_str().expect("a name is a string");
            let alpha2 = key.split('-').next().expect("a key has a code");
            if let Some(known) = countries().iter().find(|country| country.alpha2 == alpha2) {
                assert_eq!(code(name), Some(alpha2), "{locale}: {name}");
                found.insert(alpha2);
                if key == alpha2 && locale == "en" {
                    assert_eq!(known.name_en, name);
                } else if key == alpha2 && locale == "ar" {
                    assert_eq!(known.name_ar, name);
                }
            }
        }
        assert_eq!(found.len(), 249, "{locale}");
    }
}

#[test]
fn every_official_name_finds_its_country() {
    let Some(folder) = sources() else { return };
    let text =
        std::fs::read_to_string(folder.join("country-codes.csv")).expect("the file is there");
    let mut records = records(text.trim_start_matches('\u{FEFF}')).into_iter();
    let head = records.next().expect("it has a head");
    let column = |name: &str| {
        head.iter()
            .position(|cell| cell == name)
            .expect("the column is there")
    };
    let alpha2 = column("ISO3166-1-Alpha-2");
    let columns = [
        "ISO3166-1-Alpha-2",
        "ISO3166-1-Alpha-3",
        "official_name_en",
        "official_name_ar",
        "UNTERM English Short",
        "UNTERM English Formal",
        "UNTERM Arabic Short",
        "UNTERM Arabic Formal",
        "CLDR display name",
    ]
    .map(column);
    let mut rows = 0;
    for record in records {
        rows += 1;
        for name in columns
            .map(|column| &record[column])
            .into_iter()
            .filter(|name| !name.is_empty())
        {
            assert_eq!(code(name), Some(record[alpha2].as_str()), "{name}");
        }
    }
    assert_eq!(rows, 249);
}

/// The records of a CSV text, with quotes.
fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut quoted = false;
    for c in text.trim_end().chars() {
        let record = records.last_mut().expect("there is a record");
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(String::new()),
            '\n' if !quoted => records.push(vec![String::new()]),
            '\r' if !quoted => {}
            c => record.last_mut().expect("there is a cell").push(c),
        }
    }
    records
}

#[test]
fn the_short_names_of_iso_find_their_countries() {
    for (name, code) in [
        ("Falkland Islands (Malvinas)", "FK"),
        ("Virgin Islands (U.S.)", "VI"),
        ("Virgin Islands (British)", "VG"),
        ("تركية", "TR"),
    ] {
        assert_eq!(country(name).map(|it| it.alpha2), Some(code), "{name}");
    }
}

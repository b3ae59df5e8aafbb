use super::*;
use crate::model::vocab::{self, xsd};

fn time(text: &str) -> Time {
    Time::new(text).unwrap_or_else(|error| panic!("{error}"))
}

fn reason(error: ValueError) -> String {
    match error {
        ValueError::Time { reason, .. } | ValueError::Lexical { reason, .. } => reason,
        other => panic!("{other}"),
    }
}

// ---- Time ---------------------------------------------------------------------------------------------------

#[test]
fn what_was_written_is_kept_byte_for_byte() {
    for text in [
        "2024",
        "-0044",
        "12024",
        "2024-03",
        "2024-03-05",
        "2024-03-05Z",
        "2024+14:00",
        "2024-03-05T09:00",
        "2024-03-05T09:00+03:00",
        "2024-03-05T09:00:00.1000-00:00",
        "2024?",
        "2024-03~",
        "2024-03-05%",
        "2024-03-XX",
        "2024-XX",
        "201X",
        "20XX",
        "2024-24",
        "Y-17000",
        "2023/2024",
        "../2024",
        "2024/..",
        "/2024",
        "2024/",
        "2024-03?/2024-05~",
        "5 رمضان 1445",
        " \u{200F}٥ رَمَضـــان ١٤٤٥ هـ\u{200E}",
        "1445هـ",
        "5/9/1445 هـ",
        "1445-09-05 هـ",
        "9/1445هـ",
        "Ramadan 1445",
        "5 Ramadan 1445 AH",
        "يوم الجمعة 5 ذو القعدة 1445",
        "29 Dhu al-Hijjah 1444",
    ] {
        let read = time(text);
        assert_eq!((read.as_str(), read.to_string().as_str()), (text, text));
        assert_eq!(text.parse::<Time>().unwrap(), read);
        assert_eq!(Literal::from(read.clone()).lexical(), text);
        assert_eq!(Literal::from(read.clone()).datatype(), read.datatype());
    }
}

#[test]
fn a_time_is_a_literal_and_back() {
    for text in [
        "2024",
        "2024-03",
        "2024-03-05",
        "2024-03-05T09:00",
        "2024/..",
        "2024-03-05T09:00:00Z",
    ] {
        let literal = Literal::from(time(text));
        let back = Time::from_literal(literal.lexical(), literal.datatype());
        assert_eq!(back.unwrap().unwrap(), time(text));
    }
}

#[test]
fn literals_keep_their_datatype() {
    let level1 = "http://id.loc.gov/datatypes/edtf/EDTF-level1";
    let read = |text, datatype| Time::from_literal(text, datatype).unwrap();
    assert_eq!(read("2024-03-05", level1).unwrap().datatype(), level1);
    assert_ne!(read("2024?", level1).unwrap(), time("2024?"));
    assert_eq!(read("2024", vocab::EDTF).unwrap().datatype(), vocab::EDTF);
    assert_eq!(read("20240305", xsd::G_YEAR).unwrap().as_str(), "20240305");
    assert_eq!(
        read("2023/2024", vocab::EDTF).unwrap().precision(),
        Precision::Year
    );
    assert!(Time::from_literal("2024", xsd::INTEGER).is_none());
    assert!(Time::from_literal("5 رمضان 1445", xsd::STRING).is_none());
    for (text, datatype, why) in [
        ("2024-03-05", xsd::G_YEAR, "it has the form of xsd:date"),
        ("2024?", xsd::G_YEAR, "it has a form of EDTF, not of XSD"),
        (
            "2024-03-05T09:00",
            xsd::DATE_TIME,
            "it has a form of EDTF, not of XSD",
        ),
        (
            "2024-13",
            xsd::G_YEAR_MONTH,
            "month 13 is not in 01 to 12, nor is it a season in 21 to 24",
        ),
        (
            " 2024",
            xsd::G_YEAR,
            "it does not begin with a year of four digits",
        ),
        ("2023/2024", xsd::G_YEAR, "\"/2024\" was not expected there"),
        ("5 رمضان 1445", vocab::EDTF, "it holds the letter \"ر\""),
    ] {
        assert_eq!(reason(read(text, datatype).unwrap_err()), why, "{text}");
    }
    let error = read("2024Z", vocab::EDTF).unwrap_err().to_string();
    assert_eq!(
        error,
        "\"2024Z\" is no edtf:EDTF: EDTF has neither zones on a date nor years of more than four \
         digits without \"Y\""
    );
}

#[test]
fn an_interval_is_as_exact_and_as_sure_as_its_ends() {
    let read = time("2023?/2024-03-05~");
    assert_eq!(
        (read.precision(), read.qualifier()),
        (Precision::Year, Some(Qualifier::Both))
    );
    assert_eq!(read.earliest(), time("2023").earliest());
    assert_eq!(read.latest(), time("2024-03-05").latest());
    assert_eq!(time("2024-03-05/..").precision(), Precision::Day);
    assert_eq!(time("2024-03-05/..").latest(), None);
    assert_eq!(Period::from(read).to_string(), "2023?/2024-03-05~");
    assert_eq!(Period::from(time("2023")).to_string(), "2023/2023");
}

#[test]
fn refused_texts_say_why() {
    let new = |text| reason(Time::new(text).unwrap_err());
    assert_eq!(new(""), "it is empty");
    assert!(new("20240305").contains("without its hyphens; write 2024-03-05"));
    assert!(new("202403").contains("without its hyphens"));
    assert_eq!(time("202413").precision(), Precision::Year);
    assert!(new("٢٠٢٤").contains("Arabic-Indic"));
    assert!(new("\u{200F}2024-03-05").contains("U+200F"));
    assert_eq!(
        new("5 March 2024"),
        "it is written out, and parse_time reads it as \"2024-03-05\""
    );
    assert_eq!(
        new("من 5 إلى 7 مارس 2024"),
        "it is a range, and parse_time reads it as \"2024-03-05/2024-03-07\""
    );
    assert_eq!(
        new("next week"),
        "\"next\" is no word of a date that is known"
    );
    assert_eq!(
        new("2024-03-05T09:00 UTC"),
        "the minute has two digits, not \"00 UTC\""
    );
    assert_eq!(
        new("2024/2023"),
        "it ends before it begins; write \"2023/2024\""
    );
    assert_eq!(
        new("2024/foo"),
        "\"foo\" is no word of a date that is known"
    );
    assert_eq!(new("../.."), "neither end names a time");
    assert_eq!(
        new("2024Z/2025"),
        "one end has a zone and the other has none; write it at both"
    );
    assert_eq!(new("a/b/c"), "\"a\" is no word of a date that is known");
    assert_eq!(
        new("2022/2023/2024"),
        "it has more than one \"/\"; write a date as 2024-03-05, and an interval with one \"/\""
    );
}

#[test]
fn civil_parts_become_plain_xsd() {
    let civil = Civil {
        hour: 23,
        minute: 59,
        second: 58,
        microsecond: 7,
        ..Civil::midnight(2024, 2, 29)
    };
    let read = Time::from_civil_datetime(civil, Some(-330)).unwrap();
    assert_eq!(read.as_str(), "2024-02-29T23:59:58.000007-05:30");
    assert_eq!(
        (read.datatype(), read.precision()),
        (xsd::DATE_TIME, Precision::Second)
    );
    assert_eq!(
        read.earliest().unwrap().to_string(),
        "2024-03-01T05:29:58.000007"
    );
    let floating = Time::from_civil_datetime(civil, None).unwrap();
    assert_eq!(floating.earliest().unwrap().to_civil(), civil);
    assert_eq!(
        Time::from_civil_date(-44, 3, 15).unwrap().as_str(),
        "-0044-03-15"
    );
    assert_eq!(
        Time::from_civil_date(12024, 3, 5).unwrap().datatype(),
        xsd::DATE
    );
    assert!(Time::from_civil_date(i32::MIN, 1, 1).is_ok());
    for bad in [
        Civil {
            hour: 24,
            ..Civil::midnight(2024, 1, 1)
        },
        Civil {
            microsecond: 1_000_000,
            ..Civil::midnight(2024, 1, 1)
        },
        Civil {
            second: 60,
            ..Civil::midnight(2024, 1, 1)
        },
        Civil::midnight(2024, 0, 1),
        Civil::midnight(2024, 255, 255),
    ] {
        assert!(Time::from_civil_datetime(bad, None).is_err(), "{bad:?}");
    }
    for offset in [841, -841, i32::MIN, i32::MAX] {
        assert!(Time::from_civil_datetime(civil, Some(offset)).is_err());
    }
}

// ---- Period -------------------------------------------------------------------------------------------------

#[test]
fn open_and_unknown_ends_are_kept_apart() {
    for text in [
        "2023/2024",
        "../2024",
        "2024/..",
        "/2024",
        "2024/",
        "2024-03-05T09:00Z/..",
    ] {
        assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
    }
    assert_ne!("2024/".parse::<Period>(), "2024/..".parse::<Period>());
    for text in [
        "",
        "/",
        "../..",
        "/..",
        "2024",
        "2024/2023",
        "2024/2023/2022",
        "2024 / 2025",
    ] {
        assert!(text.parse::<Period>().is_err(), "{text}");
    }
    // Only what is certainly reversed is refused.
    for text in [
        "2024-06/2024",
        "2024/2024-01",
        "2024-03-05T09:00:00Z/2024-03-05",
    ] {
        assert!(text.parse::<Period>().is_ok(), "{text}");
    }
    assert!(Period::new(None, None).is_err());
    assert!(Period::new(Some(time("2023/2024")), None).is_err());
    let reversed = Period::new(Some(time("7 رمضان 1445")), Some(time("5 رمضان 1445")));
    assert!(reason(reversed.unwrap_err()).starts_with("it ends before it begins"));
}

#[test]
fn certainty_of_a_period_leaves_its_vague_ends_out() {
    let period = |text: &str| text.parse::<Period>().unwrap();
    let certain = |text, window| period(text).certainly_overlaps(time(window).bounds());
    assert!(certain("2024-03-05/2024-03-07", "2024-03-05"));
    assert!(certain("2024-03-05/2024-03-07", "2024-03-07"));
    assert!(!certain("2024-03-05/2024-03-07", "2024-03-08"));
    assert!(!certain("2024-03-05/2024-03-07", "2024-03-05T09:00:00"));
    assert!(certain("2024-03-05/2024-03-07", "2024-03-06T09:00:00"));
    assert!(certain("../2024", "1066") && certain("2024/..", "2025/.."));
    assert!(!certain("/2024", "2024") && !certain("2024/", "2025"));
    assert!(certain("2024/2024", "2024") && !certain("2024/2024", "2024-06"));
}

// ---- whatever is given ------------------------------------------------------------------------------------------

#[test]
fn absurdly_long_texts_are_refused_in_short() {
    let long = |part: &str| part.repeat(200_000);
    for text in [
        long("5"),
        long("م"),
        long("5 "),
        long("مارس "),
        long("1-"),
        long("/"),
        long("\u{200F}"),
        long("ﷺ"),
        long("X"),
        long("2024-"),
        format!("2024{}", long("?")),
        long("2024/"),
        format!("2024-03-05T09:00:00{}", long("0")),
        format!("5 March 2024{}", long(" ")),
    ] {
        for error in [Time::new(&text).err(), parse_time(&text, None).err()]
            .into_iter()
            .flatten()
        {
            assert!(error.to_string().len() < 1_000, "{error}");
        }
        if let Ok(time) = Time::new(&text) {
            assert_eq!(time.as_str(), text);
        }
    }
    let exact = format!("2024-03-05T09:00:00.{}", long("1"));
    assert_eq!(time(&exact).datatype(), xsd::DATE_TIME);
}

/// A small generator, so that a failure can be repeated.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % n as u64).unwrap()
    }
}

/// Another reader of XSD 1.1 takes and refuses the same texts.
#[test]
fn the_forms_of_xsd_are_those_of_oxsdatatypes() {
    let seeds = [
        "2024-03-05T09:00:00.5+03:00",
        "-0044-03-15Z",
        "2024-02-29",
        "12024-12-31T24:00:00",
        "2024-03+14:00",
        "0000",
        "2023-02-28T23:59:59Z",
        "1900-02-28",
        "2000-02-29-13:59",
        "-0001-12",
    ];
    let pieces: Vec<char> = "00112233456789TZ+-:.X ".chars().collect();
    let mut random = Random(7);
    let mut taken = 0;
    for round in 0..100_000 {
        let mut text: Vec<char> = seeds[round % seeds.len()].chars().collect();
        for _ in 0..random.below(4) {
            let at = random.below(text.len());
            match random.below(6) {
                0 => text.insert(at, pieces[random.below(pieces.len())]),
                1 if text.len() > 1 => drop(text.remove(at)),
                _ => text[at] = pieces[random.below(pieces.len())],
            }
        }
        let text: String = text.into_iter().collect();
        for (datatype, other) in [
            (xsd::G_YEAR, text.parse::<oxsdatatypes::GYear>().is_ok()),
            (
                xsd::G_YEAR_MONTH,
                text.parse::<oxsdatatypes::GYearMonth>().is_ok(),
            ),
            (xsd::DATE, text.parse::<oxsdatatypes::Date>().is_ok()),
            (
                xsd::DATE_TIME,
                text.parse::<oxsdatatypes::DateTime>().is_ok(),
            ),
        ] {
            let ours = Time::from_literal(&text, datatype).unwrap();
            taken += usize::from(other);
            assert_eq!(ours.is_ok(), other, "{text:?} as {datatype}: {ours:?}");
        }
    }
    assert!(taken > 10_000, "only {taken} were read");
}

#[test]
fn no_text_panics_and_what_is_read_is_kept() {
    let seeds = [
        "2024-03-05T09:00:00.5+03:00",
        "-0044-03-15",
        "201X",
        "2024-21~",
        "2023/2024",
        "../2024-03-XX",
        "من ٥ إلى ٧ مارس ٢٠٢٤",
        "28 February – 3 March 2024",
        "بين 5 و7 آذار/مارس 2024م",
        "March 5th, 2024",
        "من 5 إلى 7 رمضان 1445 هـ",
        "5/9/1445 – 7/9/1445هـ",
        "Tuesday 5-Mar-2024",
        "1 ربيع الأول 1445",
        "since 1445 AH",
        "09/1445 هـ",
        "2024-03-05 09:00",
        "الثلاثاء 5 كانون الثاني/يناير 2024",
    ];
    let pieces: Vec<char> = "0123456789٠٥۹XYTZ?~%+-–/.:,() \u{200F}\u{200E}\u{64E}\u{640}هـمورمضانأآىe\u{301}ﷺ⒌①½ﻻ\u{0}😀"
        .chars()
        .collect();
    let mut random = Random(42);
    let mut read = 0;
    for round in 0..60_000 {
        let mut text: Vec<char> = seeds[round % seeds.len()].chars().collect();
        for _ in 0..=random.below(3) {
            let at = random.below(text.len() + 1);
            match random.below(4) {
                0 => text.insert(at, pieces[random.below(pieces.len())]),
                1 if at < text.len() => {
                    text.remove(at);
                }
                2 if at < text.len() => text[at] = pieces[random.below(pieces.len())],
                _ => {
                    let other: Vec<char> = seeds[random.below(seeds.len())].chars().collect();
                    let from = random.below(other.len());
                    text.truncate(at);
                    text.extend(&other[from..]);
                }
            }
        }
        let text: String = text.into_iter().collect();
        if let Ok(time) = Time::new(&text) {
            assert_eq!(time.as_str(), text);
            assert!(
                time.earliest() <= time.latest() || time.latest().is_none(),
                "{text}"
            );
            let _ = Period::from(time);
        }
        let _ = text
            .parse::<Period>()
            .map(|period| assert_eq!(period.to_string(), text));
        for lang in [None, Some("ar"), Some("en"), Some("fr")] {
            let Ok((start, end)) = parse_time(&text, lang) else {
                continue;
            };
            read += 1;
            for found in [&start, &end].into_iter().flatten() {
                assert_eq!(
                    Time::new(found.as_str()).as_ref(),
                    Ok(found),
                    "from {text:?}"
                );
            }
            assert!(start.is_some() || end.is_some());
            assert!(Period::new(start, end).is_ok(), "{text:?}");
        }
        for datatype in [xsd::G_YEAR, xsd::DATE, xsd::DATE_TIME, vocab::EDTF] {
            if let Some(Ok(time)) = Time::from_literal(&text, datatype) {
                assert_eq!((time.as_str(), time.datatype()), (text.as_str(), datatype));
            }
        }
    }
    assert!(read > 5_000, "only {read} were read");
}

#[test]
fn a_weekday_beside_its_date_is_no_second_calendar() {
    for text in [
        "يوم الثلاثاء الموافق 5 مارس 2024",
        "الثلاثاء الموافق 5 مارس 2024",
    ] {
        let (start, end) = parse_time(text, None).unwrap();
        assert_eq!(start, end);
        assert_eq!(start, Some(Time::new("2024-03-05").unwrap()), "{text}");
    }
    assert!(parse_time("الأربعاء الموافق 5 مارس 2024", None).is_err());
    assert!(parse_time("24 شعبان 1445 الموافق 5 مارس 2024", None).is_err());
    let (start, end) = parse_time("من 5 وحتى 7 مارس 2024", None).unwrap();
    assert_eq!(start, Some(Time::new("2024-03-05").unwrap()));
    assert_eq!(end, Some(Time::new("2024-03-07").unwrap()));
}

#[test]
fn marks_that_say_something_else_are_not_passed_over() {
    let read = |text: &str| parse_time(text, None);
    for text in ["..2024", "2024..", "2024)", "(2024", "2024...", ". 2024"] {
        let error = read(text).unwrap_err().to_string();
        assert!(
            error.contains(text) && error.contains("accepted are"),
            "{error}"
        );
    }
    for text in [
        "Mar. 5, 2024",
        "5 March 2024.",
        "5 آذار (مارس) 2024",
        "5. March 2024",
    ] {
        assert_eq!(read(text).unwrap().0, Some(time("2024-03-05")), "{text}");
    }
}

#[test]
fn what_looks_like_iso_is_told_what_is_wrong_with_it() {
    let wrong = |text: &str| reason(parse_time(text, None).unwrap_err());
    let spaced = "between a time of day and its zone stands no space";
    assert_eq!(wrong("2024-03-05T09:00 +03:00"), spaced);
    assert_eq!(wrong("2024-03-05 09:00 +03:00"), spaced);
    assert!(wrong("-9999-02-29").starts_with("day 29 is not in 01 to 28"));
}

use super::*;
use crate::model::vocab::{self, xsd};

fn time(text: &str) -> Time {
    Time::new(text).unwrap_or_else(|error| panic!("{error}"))
}

/// The two ends, as text with `/` between them.
fn parse(text: &str) -> String {
    let (start, end) = parse_time(text, None).unwrap_or_else(|error| panic!("{error}"));
    let show = |time: &Option<Time>| time.as_ref().map_or("..".into(), ToString::to_string);
    if start == end {
        show(&start)
    } else {
        format!("{}/{}", show(&start), show(&end))
    }
}

fn reason(error: ValueError) -> String {
    match error {
        ValueError::Time { reason, .. } | ValueError::Lexical { reason, .. } => reason,
        other => panic!("{other}"),
    }
}

fn refused(text: &str) -> String {
    match parse_time(text, None) {
        Ok(times) => panic!("{text} was read as {times:?}"),
        Err(error) => reason(error),
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

// ---- parse_time -----------------------------------------------------------------------------------------------

#[test]
fn one_date_in_many_spellings() {
    for text in [
        "2024-03-05",
        "٢٠٢٤-٠٣-٠٥",
        "۲۰۲۴-۰۳-۰۵",
        "\u{200F}2024-03-05\u{200E}",
        " 2024-03-05 ",
        "2024/3/5",
        "٢٠٢٤/٣/٥",
        "5 مارس 2024",
        "٥ مارس ٢٠٢٤",
        "۵ مارس ۲۰۲۴",
        "5 آذار 2024",
        "5 اذار 2024",
        "5 آذَار ٢٠٢٤م",
        "5 مــارس 2024 م",
        "5 آذار/مارس 2024",
        "5 آذار / مارس 2024",
        "5 آذار (مارس) 2024",
        "5 مارس 2024 ميلادي",
        "يوم الثلاثاء 5 مارس 2024",
        "الثلاثاء، ٥ مارس، ٢٠٢٤",
        "في 5 من شهر مارس عام 2024",
        "بتاريخ 5 مارس 2024.",
        "5 March 2024",
        "5 Mar 2024",
        "5 MAR. 2024",
        "March 5, 2024",
        "March 5th, 2024",
        "the 5th of March 2024",
        "Tuesday, 5 March 2024",
        "on Tue 5 March 2024",
        "5-Mar-2024",
        "05-March-2024",
        "2024 March 5",
        "5 March, AD 2024",
        "\u{202B}5 مارس\u{202C}\u{A0}2024",
        "ﻣﺎﺭﺱ 5، 2024",
        "５ March 2024",
        "2024-3-5",
    ] {
        assert_eq!(parse(text), "2024-03-05", "{text}");
    }
}

#[test]
fn month_names_of_three_families() {
    let families = [
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
        "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول",
        "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
        "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
        "January February March April May June July August September October November December",
        "jan feb mar apr may jun jul aug sep oct nov dec",
    ];
    for family in families {
        for (month, name) in (1..).zip(family.split(' ')) {
            let name = name.replace('_', " ");
            assert_eq!(parse(&format!("{name} 2024")), format!("2024-{month:02}"));
            assert_eq!(
                parse(&format!("٩ {name} ٢٠٢٤")),
                format!("2024-{month:02}-09")
            );
        }
    }
    assert_eq!(parse("1 كانون الثاني/يناير 2024"), "2024-01-01");
    assert_eq!(
        parse("من 1 تشرين الأول/أكتوبر إلى 2 كانون الأول/ديسمبر 2024"),
        "2024-10-01/2024-12-02"
    );
}

#[test]
fn less_exact_dates_stay_so() {
    for text in [
        "2024",
        "٢٠٢٤",
        "عام 2024",
        "سنة ٢٠٢٤",
        "في عام 2024م",
        "in 2024",
        "2024 م",
        "the year 2024",
    ] {
        assert_eq!(parse(text), "2024", "{text}");
    }
    for text in [
        "March 2024",
        "مارس 2024",
        "شهر آذار ٢٠٢٤",
        "2024-03",
        "03/2024",
        "٣/٢٠٢٤",
        "in March 2024",
    ] {
        assert_eq!(parse(text), "2024-03", "{text}");
    }
    assert_eq!(parse("عام 622"), "0622");
    assert_eq!(parse("16 July 622"), "0622-07-16");
    assert_eq!(parse("132 هـ"), "132 هـ");
    assert_eq!(parse("from year 9 to 0622"), "0009/0622");
    assert_eq!(parse("2024~"), "2024~");
    assert_eq!(parse("٢٠١x"), "201X");
    assert_eq!(parse("2024-03-05T09:00+03:00"), "2024-03-05T09:00+03:00");
    assert_eq!(
        parse("2024-03-05 09:00:00+03:00"),
        "2024-03-05T09:00:00+03:00"
    );
}

#[test]
fn ranges_share_what_is_said_once() {
    for text in [
        "من 5 إلى 7 مارس 2024",
        "من ٥ إلى ٧ مارس ٢٠٢٤",
        "من 5 الى 7 آذار/مارس 2024م",
        "بين 5 و7 مارس 2024",
        "بين ٥ و ٧ مارس ٢٠٢٤",
        "ما بين 5 و 7 مارس 2024",
        "خلال الفترة من 5 إلى 7 مارس 2024",
        "5 - 7 مارس 2024",
        "٥–٧ مارس ٢٠٢٤",
        "5 حتى 7 مارس 2024",
        "من 5 مارس إلى 7 مارس 2024",
        "5-7 March 2024",
        "5–7 March 2024",
        "from 5 to 7 March 2024",
        "between 5 and 7 March 2024",
        "March 5-7, 2024",
        "March 5 – 7, 2024",
        "5th to 7th March 2024",
        "5 March - 7 March 2024",
        "5 March 2024 to 7 March",
        "2024-03-05/2024-03-07",
        "2024-03-05 – 2024-03-07",
        "2024-03-05 to 2024-03-07",
        "from 2024-03-05 until 7 March 2024",
        "2024-03-05-2024-03-07",
        "٢٠٢٤-٠٣-٠٥/٢٠٢٤-٠٣-٠٧",
        "Tuesday 5 – Thursday 7 March 2024",
        "من الثلاثاء 5 إلى الخميس 7 مارس 2024",
    ] {
        assert_eq!(parse(text), "2024-03-05/2024-03-07", "{text}");
    }
    for text in [
        "من 28 فبراير إلى 3 مارس 2024",
        "28 February – 3 March 2024",
        "February 28 - March 3, 2024",
        "من ٢٨ شباط/فبراير إلى ٣ آذار/مارس ٢٠٢٤",
        "بين 28 فبراير و3 مارس 2024",
        "between February 28 and March 3, 2024",
        "from 28 Feb 2024 to 3 Mar 2024",
    ] {
        assert_eq!(parse(text), "2024-02-28/2024-03-03", "{text}");
    }
    for text in [
        "2020-2024",
        "2020–2024",
        "من 2020 إلى 2024",
        "بين عامي 2020 و2024",
        "from 2020 to 2024",
        "٢٠٢٠/٢٠٢٤",
        "من عام ٢٠٢٠ حتى عام ٢٠٢٤م",
    ] {
        assert_eq!(parse(text), "2020/2024", "{text}");
    }
    assert_eq!(parse("March–May 2024"), "2024-03/2024-05");
    assert_eq!(parse("بين مارس وأبريل 2024"), "2024-03/2024-04");
    assert_eq!(
        parse("من 28 ديسمبر 2023 إلى 3 يناير 2024"),
        "2023-12-28/2024-01-03"
    );
    assert_eq!(parse("since 2020"), "2020/..");
    assert_eq!(parse("منذ 5 مارس 2024"), "2024-03-05/..");
    assert_eq!(parse("حتى ٢٠٢٤"), "../2024");
    assert_eq!(parse("/2024"), "../2024");
    assert_eq!(parse("2024?/.."), "2024?/..");
}

#[test]
fn numbers_are_read_where_they_have_one_reading() {
    assert_eq!(parse("25/07/2024"), "2024-07-25");
    assert_eq!(parse("07/25/2024"), "2024-07-25");
    assert_eq!(parse("25.7.2024"), "2024-07-25");
    assert_eq!(parse("07-07-2024"), "2024-07-07");
    for text in [
        "05/07/2024",
        "5.7.2024",
        "5-7-2024",
        "٥/٧/٢٠٢٤",
        "05/07/2024 م",
    ] {
        assert_eq!(
            refused(text),
            "it can be 2024-07-05 or 2024-05-07; write the one that is meant",
            "{text}"
        );
    }
    assert_eq!(refused("13/14/2024"), "neither 13 nor 14 is a month");
    assert!(refused("05/07/24").contains("a year of four digits"));
    assert!(refused("2024/03").contains("for a month after the year write 2024-03"));
}

#[test]
fn what_cannot_be_is_refused_with_the_reason() {
    for (text, why) in [
        ("", "it holds no date"),
        ("\u{200F} ", "it holds no date"),
        (
            "30 February 2024",
            "day 30 is not in 01 to 29 of February 2024",
        ),
        ("٣١ أبريل ٢٠٢٤", "day 31 is not in 01 to 30 of April 2024"),
        ("2024-02-30", "day 30 is not in 01 to 29 of February 2024"),
        (
            "2024-13",
            "month 13 is not in 01 to 12, nor is it a season in 21 to 24",
        ),
        ("0 March 2024", "day 00 is not in 01 to 31 of March 2024"),
        ("5 March", "the year is missing, in four digits"),
        ("مارس 24", "the year is missing, in four digits"),
        ("5", "month and year are missing"),
        ("5 2024", "the month is missing"),
        (
            "622",
            "the year has four digits; write 0622, or \"year\" or \"عام\" before it",
        ),
        ("مارس", "the year is missing, in four digits"),
        (
            "5 Marsh 2024",
            "\"Marsh\" is no word of a date that is known",
        ),
        (
            "5 آذار/نيسان 2024",
            "\"آذار\" and \"نيسان\" are two different months",
        ),
        ("5 March April 2024", "\"April\" is a second month"),
        ("5 6 March 2024", "\"6\" is a second day"),
        (
            "Monday 5 March 2024",
            "2024-03-05 is a Tuesday, not \"Monday\"",
        ),
        (
            "الإثنين 5 مارس 2024",
            "2024-03-05 is a Tuesday, not \"الإثنين\"",
        ),
        (
            "Monday, March 2024",
            "\"Monday\" is a day of the week, and \"2024-03\" is no day",
        ),
        (
            "من 5 مارس 2024",
            "\"من\" begins a range, and its end is missing; for a range without one \
            write \"since\" or \"منذ\"",
        ),
        ("5 إلى 7", "month and year are missing"),
        (
            "5 to March 2024",
            "its two ends are not alike; write each in full",
        ),
        (
            "من 7 إلى 5 مارس 2024",
            "it ends before it begins; write \"2024-03-05/2024-03-07\", or give \
            each end its own month and year",
        ),
        (
            "28 December – 3 January 2024",
            "it ends before it begins; write \"2024-01-03/2024-12-28\", or \
            give each end its own month and year",
        ),
        (
            "2024-03-07/2024-03-05",
            "it ends before it begins; write \"2024-03-05/2024-03-07\"",
        ),
        ("5 to", "an end of the range is missing"),
        ("5 to 6 to 7 March 2024", "\"to\" has no place there"),
        ("5 and 7 March 2024", "\"and\" has no place there"),
        ("5 March 2024 @ noon", "\"@\" has no place in a date"),
        (
            "5 رمضان 1445 هـ الموافق 15 مارس 2024 م",
            "it gives one day in two calendars; give \"5 رمضان 1445 هـ\" or \"15 مارس 2024 م\" alone",
        ),
        (
            "5 رمضان 2024",
            "2024 is no year of the Hijri calendar, whose years are 1 to 1600",
        ),
        ("31 رمضان 1445", "day 31 is not in 1 to 30 of a Hijri month"),
        (
            "5 مارس 1445 هـ",
            "it mixes the Gregorian and the Hijri calendar",
        ),
        (
            "99999999999 March 2024",
            "\"99999999999\" is too long a number for a date",
        ),
        ("5 March 20245", "\"20245\" is no year of a written date"),
        ("2024/21/05", "month 21 is not in 01 to 12"),
    ] {
        assert_eq!(refused(text), why, "{text}");
    }
}

#[test]
fn lang_says_whose_words_are_read() {
    assert!(parse_time("5 مارس 2024", Some("ar-EG")).is_ok());
    assert!(parse_time("5 March 2024", Some("EN_GB")).is_ok());
    assert!(parse_time("5 March 2024", Some("und")).is_ok());
    assert!(parse_time("٢٠٢٤-٠٣-٠٥", Some("fa")).is_ok());
    let why = |text, lang| reason(parse_time(text, Some(lang)).unwrap_err());
    assert_eq!(
        why("5 March 2024", "ar"),
        "\"March\" is a word of \"en\", and lang is another language; leave lang out"
    );
    assert_eq!(
        why("5 mars 2024", "fr"),
        "\"mars\" is not known: the words of dates are known in \"ar\" and \"en\", not in \"fr\""
    );
}

#[test]
fn hijri_dates_stay_as_written() {
    for (text, precision) in [
        ("5 رمضان 1445", Precision::Day),
        ("٥ رمضان ١٤٤٥ هـ", Precision::Day),
        ("\u{200F}1445 هـ\u{200F}", Precision::Year),
        ("١٤٤٥هـ", Precision::Year),
        ("رمضان 1445", Precision::Month),
        ("الجمعة 12 ربيع الأول 1445هـ", Precision::Day),
        ("١ جمادى الآخرة ١٤٤٥", Precision::Day),
        ("5/7/1445 هـ", Precision::Day),
        ("30/02/1445هـ", Precision::Day),
        ("1445-02-30 هـ", Precision::Day),
        ("09/1445 هـ", Precision::Month),
        ("عام 1445 للهجرة", Precision::Year),
        ("Rabi' al-Awwal 1445", Precision::Month),
        ("1 Dhul-Hijjah 1444 AH", Precision::Day),
    ] {
        let (start, end) = parse_time(text, None).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(start, end);
        let read = start.unwrap();
        assert_eq!((read.as_str(), read.precision()), (text, precision));
        assert_eq!(
            (read.calendar(), read.datatype()),
            (Some("islamic"), xsd::STRING)
        );
        assert_eq!(
            (read.earliest(), read.latest(), read.is_zoned()),
            (None, None, false)
        );
        assert_eq!(time(text), read);
    }
}

#[test]
fn ends_of_a_hijri_range_are_completed_in_its_own_words() {
    assert_eq!(
        parse("من ٥ إلى ٧ رمضان ١٤٤٥ هـ"),
        "٥ رمضان ١٤٤٥ هـ/٧ رمضان ١٤٤٥ هـ"
    );
    assert_eq!(
        parse("من 28 شعبان إلى 3 رمضان 1445"),
        "28 شعبان 1445/3 رمضان 1445"
    );
    assert_eq!(parse("1444-1445هـ"), "1444 هـ/1445هـ");
    assert_eq!(parse("منذ رمضان 1445"), "رمضان 1445/..");
    assert_eq!(parse("5/9/1445 – 7/9/1445 هـ"), "5/9/1445 هـ/7/9/1445 هـ");
    assert!(refused("من 7 إلى 5 رمضان 1445").starts_with("it ends before it begins"));
    assert_eq!(
        refused("رمضان 1445 - 1446"),
        "its two ends are not alike; write each in full"
    );
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

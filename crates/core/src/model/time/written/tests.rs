use super::*;
use crate::model::ValueError;
use crate::model::time::Precision;
use crate::model::vocab::xsd;

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

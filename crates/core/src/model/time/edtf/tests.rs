use super::*;

fn span(text: &str) -> String {
    let bounds = read(text).unwrap_or_else(|e| panic!("{text}: {e}")).bounds;
    let show = |instant: Option<Instant>| {
        let text = instant.map_or_else(String::new, |i| i.to_string());
        text.strip_suffix("T00:00:00")
            .map_or(text.clone(), str::to_owned)
    };
    format!("{} {}", show(bounds.earliest()), show(bounds.latest()))
}

fn reason(text: &str) -> String {
    read(text)
        .map(|r| panic!("{text} was read as {r:?}"))
        .unwrap_err()
}

#[test]
fn bounds_are_half_open() {
    assert_eq!(span("2024"), "2024-01-01 2025-01-01");
    assert_eq!(span("2024-12"), "2024-12-01 2025-01-01");
    assert_eq!(span("2024-03-07"), "2024-03-07 2024-03-08");
    assert_eq!(span("2024-02-29"), "2024-02-29 2024-03-01");
    assert_eq!(
        span("2024-03-05T09:00"),
        "2024-03-05T09:00:00 2024-03-05T09:01:00"
    );
    assert_eq!(
        span("2024-03-05T09:00:07"),
        "2024-03-05T09:00:07 2024-03-05T09:00:08"
    );
    assert_eq!(
        span("2024-03-05T09:00:07.25"),
        "2024-03-05T09:00:07.250000 2024-03-05T09:00:07.260000"
    );
    assert_eq!(
        span("2024-03-05T09:00:07.12345678"),
        "2024-03-05T09:00:07.123456 2024-03-05T09:00:07.123457"
    );
}

#[test]
fn edtf_says_how_much_is_unknown() {
    assert_eq!(span("201X"), "2010-01-01 2020-01-01");
    assert_eq!(span("20XX"), "2000-01-01 2100-01-01");
    assert_eq!(span("-001X"), "-0019-01-01 -0009-01-01");
    assert_eq!(span("2024-XX"), "2024-01-01 2025-01-01");
    assert_eq!(span("2024-XX-XX"), "2024-01-01 2025-01-01");
    assert_eq!(span("2024-03-XX"), "2024-03-01 2024-04-01");
    assert_eq!(span("2024~"), "2024-01-01 2025-01-01");
    assert_eq!(span("2024-21"), "2024-03-01 2024-06-01");
    assert_eq!(span("2024-22"), "2024-06-01 2024-09-01");
    assert_eq!(span("2024-23"), "2024-09-01 2024-12-01");
    assert_eq!(span("2024-24?"), "2024-12-01 2025-03-01");
    assert_eq!(span("Y-17000"), "-17000-01-01 -16999-01-01");
}

#[test]
fn zones_move_the_bounds_to_utc() {
    assert_eq!(
        span("2024-03-05T09:00:00+03:00"),
        "2024-03-05T06:00:00 2024-03-05T06:00:01"
    );
    assert_eq!(
        span("2024-03-05T09:00-05:30"),
        "2024-03-05T14:30:00 2024-03-05T14:31:00"
    );
    assert_eq!(
        span("2024-03-05T09:00+03"),
        "2024-03-05T06:00:00 2024-03-05T06:01:00"
    );
    assert_eq!(
        span("2024+03:00"),
        "2023-12-31T21:00:00 2024-12-31T21:00:00"
    );
    assert_eq!(
        span("2024-03:00"),
        "2024-01-01T03:00:00 2025-01-01T03:00:00"
    );
    assert_eq!(span("2024-03-05Z"), "2024-03-05 2024-03-06");
}

#[test]
fn hour_24_is_the_end_of_the_day() {
    assert_eq!(
        span("2024-12-31T24:00:00"),
        "2025-01-01 2025-01-01T00:00:01"
    );
    assert_eq!(
        span("2024-12-31T24:00:00.00Z"),
        "2025-01-01 2025-01-01T00:00:00.010000"
    );
    for text in [
        "2024-12-31T24:00:01",
        "2024-12-31T24:01:00",
        "2024-12-31T24:00:00.01",
    ] {
        assert_eq!(reason(text), "hour 24 is only the end of the day, 24:00:00");
    }
    assert_eq!(reason("2024-12-31T25:00:00"), "hour 25 is not in 00 to 23");
}

#[test]
fn years_have_no_bound() {
    assert_eq!(span("-0001"), "-0001-01-01 0000-01-01");
    assert_eq!(span("0000"), "0000-01-01 0001-01-01");
    assert_eq!(span("12345-06"), "12345-06-01 12345-07-01");
    assert!(read("99999999999999999999999996-02-29").is_ok());
    assert!(read("99999999999999999999999900-02-29").is_err());
    assert!(read("-99999999999999999999999600-02-29").is_ok());
    assert_eq!(
        span("400000"),
        "294247-01-10T04:00:54.775807 294247-01-10T04:00:54.775807"
    );
}

#[test]
fn plain_forms_are_xsd_and_the_rest_is_edtf() {
    let xsd = |text| read(text).unwrap().xsd;
    assert_eq!(xsd("2024"), Some(Datatype::GYear));
    assert_eq!(xsd("2024-03+03:00"), Some(Datatype::GYearMonth));
    assert_eq!(xsd("2024-03-05"), Some(Datatype::Date));
    assert_eq!(xsd("2024-03-05T09:00:00.5Z"), Some(Datatype::DateTime));
    for text in [
        "2024?",
        "2024-21",
        "201X",
        "Y12345",
        "2024-03-05T09:00Z",
        "2024-XX",
    ] {
        assert_eq!(xsd(text), None, "{text}");
    }
    assert!(!read("12345").unwrap().edtf && !read("2024Z").unwrap().edtf);
}

#[test]
fn errors_say_what_and_how_to_mend() {
    assert_eq!(
        reason("2024-02-30"),
        "day 30 is not in 01 to 29 of February 2024"
    );
    assert_eq!(
        reason("2024-13"),
        "month 13 is not in 01 to 12, nor is it a season in 21 to 24"
    );
    assert_eq!(reason("2024-00"), "month 00 is not in 01 to 12");
    assert_eq!(reason("2024-3-5"), "the month has two digits; write 03");
    assert_eq!(
        reason("622"),
        "the year has four digits or more, as in 0622"
    );
    assert_eq!(
        reason("2024-03-05 09:00"),
        "between date and time stands \"T\", without a space"
    );
    assert_eq!(
        reason("2024-03-05T09"),
        "a time of day has hours and minutes, as in 09:00"
    );
    assert_eq!(reason("2024-03-05T09:60"), "minute 60 is not in 00 to 59");
    assert_eq!(
        reason("2024-03-05T09:00:60Z"),
        "second 60 is not in 00 to 59"
    );
    assert_eq!(
        reason("2024-03-05T09:00+0300"),
        "\"+0300\" is no zone; write \"Z\", \"+03:00\" or \"-05:30\""
    );
    assert_eq!(
        reason("2024+15:00"),
        "zone +15:00 is not in -14:00 to +14:00"
    );
    assert_eq!(
        reason("\u{200F}2024"),
        "it holds the character U+200F; take it out, or use parse_time"
    );
    assert!(reason("٢٠٢٤").contains("Arabic-Indic"));
    for text in [
        "",
        "-",
        "+2024",
        "024",
        "02024",
        "2024-",
        "2024-1X",
        "XXXX",
        "2XXX",
        "2X24",
        "201X-03",
        "2024-XX-05",
        "2024-21-01",
        "2024-25",
        "2024-41",
        "Y2024",
        "Y",
        "Y-",
        "Y17E7",
        "Y012345",
        "2024?~",
        "2024?-03",
        "?2024",
        "2024-03-05T",
        "2024T09:00",
        "T09:00",
        "2024-03-05T09:00?",
        "2024-03-05ZT09:00",
        "2024-03-05T09:00:00.",
        "2024-03-05T09:00:00.5x",
        "2024 ",
        " 2024",
        "2024Z?",
        "2024-03-05T9:00",
        "2024-03-05T09:00:00ZZ",
        "2024-03-05T09:00:00-",
    ] {
        reason(text);
    }
}

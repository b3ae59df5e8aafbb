//! A security-cooperation graph of any size, the same on every run: entities of nine types with names in
//! two languages, relations with power-law degrees, and claims on a fifth of them as `rdf:Statement`s.

use std::fmt::Write as _;

pub const ENTITY: &str = "https://example.org/id/";
pub const SCHEMA: &str = "https://example.org/schema#";

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";
const XSD: &str = "http://www.w3.org/2001/XMLSchema#";

/// The same numbers on every run: SplitMix64.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A rank below `n`, small ones more often.
    fn zipf(&mut self, n: usize, a: f64) -> usize {
        ((n as f64 * self.unit().powf(a)) as usize).min(n - 1)
    }
}

const TOPICS: &[(&str, &str)] = &[
    ("counter-terrorism", "مكافحة الإرهاب"),
    ("border security", "أمن الحدود"),
    ("cyber defence", "الدفاع السيبراني"),
    ("maritime security", "الأمن البحري"),
    ("organised crime", "الجريمة المنظمة"),
    ("migration", "الهجرة"),
    ("disaster response", "الاستجابة للكوارث"),
    ("forensics", "الأدلة الجنائية"),
    ("aviation security", "أمن الطيران"),
    ("disinformation", "التضليل الإعلامي"),
];

/// Type, English and Arabic word, how many at a million relations, and at the least.
const TYPES: &[(&str, &str, &str, usize, usize)] = &[
    ("Country", "Country", "دولة", 250, 250),
    ("City", "City", "مدينة", 4_000, 500),
    ("Agency", "Agency for", "جهاز", 8_000, 800),
    ("Person", "Officer", "ضابط", 40_000, 2_000),
    ("Event", "Summit on", "قمة حول", 60_000, 3_000),
    ("Technology", "System for", "نظام", 3_000, 300),
    ("Topic", "Topic", "موضوع", 600, 200),
    ("Programme", "Programme for", "برنامج", 2_000, 100),
    ("Document", "Report \"on\"", "تقرير \"عن\"", 60_000, 3_000),
];

/// Relation, subject type, object type, share.
const RELATIONS: &[(&str, &str, &str, f64)] = &[
    ("participatesIn", "Agency", "Event", 0.20),
    ("participatesIn", "Person", "Event", 0.09),
    ("participatesIn", "Country", "Event", 0.07),
    ("mentionedIn", "Agency", "Document", 0.08),
    ("mentionedIn", "Event", "Document", 0.08),
    ("addresses", "Event", "Topic", 0.08),
    ("deploys", "Agency", "Technology", 0.03),
    ("showcases", "Event", "Technology", 0.04),
    ("organizes", "Agency", "Event", 0.06),
    ("hosts", "Country", "Event", 0.05),
    ("memberOf", "Person", "Agency", 0.05),
    ("cooperatesWith", "Agency", "Agency", 0.04),
    ("partOf", "Agency", "Agency", 0.03),
    ("partOf", "Event", "Programme", 0.03),
    ("locatedIn", "Agency", "Country", 0.03),
    ("locatedIn", "Event", "City", 0.04),
];

fn date(day: usize) -> String {
    // Days since 2000-01-01, by the civil calendar.
    let z = day as i64 + 10_957 + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let d = doy - (153 * mp + 2) / 5 + 1;
    let m = if mp < 10 { mp + 3 } else { mp - 9 };
    let y = yoe + era * 400 + i64::from(m <= 2);
    format!("{y:04}-{m:02}-{d:02}")
}

/// A graph as N-Triples, and what is in it.
pub struct Generated {
    pub text: String,
    pub triples: usize,
    pub relations: usize,
    pub claims: usize,
}

/// A graph of about so many triples.
pub fn generate(triples: usize, seed: u64) -> Generated {
    let relations = triples * 10 / 34;
    let scale = relations as f64 / 1e6;
    let count = |name: &str| {
        let t = TYPES
            .iter()
            .find(|t| t.0 == name)
            .expect("a type of the table");
        t.4.max((t.3 as f64 * scale) as usize)
    };
    let mut random = Random::new(seed);
    let mut out = String::with_capacity(triples * 110);
    let mut n = 0;
    let mut line = |out: &mut String, s: &str, p: &str, o: std::fmt::Arguments<'_>| {
        writeln!(out, "<{ENTITY}{s}> <{p}> {o} .").expect("a string takes everything");
        n += 1;
    };
    let kind = format!("{RDF}type");
    let property = |name: &str| format!("{SCHEMA}{name}");
    for &(name, en, ar, ..) in TYPES {
        for i in 0..count(name) {
            let id = format!("{}/{i}", name.to_lowercase());
            let (topic_en, topic_ar) = TOPICS[random.below(TOPICS.len())];
            let escape = |s: &str| s.replace('"', "\\\"");
            line(&mut out, &id, &kind, format_args!("<{SCHEMA}{name}>"));
            line(
                &mut out,
                &id,
                LABEL,
                format_args!("\"{} {topic_en} {i}\"@en", escape(en)),
            );
            line(
                &mut out,
                &id,
                LABEL,
                format_args!("\"{} {topic_ar} {i}\"@ar", escape(ar)),
            );
            if matches!(name, "Event" | "Document" | "Programme") {
                let start = random.below(9_497);
                line(
                    &mut out,
                    &id,
                    &property("startDate"),
                    format_args!("\"{}\"^^<{XSD}date>", date(start)),
                );
                if name == "Event" {
                    let end = date(start + random.below(5));
                    line(
                        &mut out,
                        &id,
                        &property("endDate"),
                        format_args!("\"{end}\"^^<{XSD}date>"),
                    );
                }
            }
            if matches!(name, "Person" | "Document") {
                let country = random.zipf(250, 1.6);
                line(
                    &mut out,
                    &id,
                    &property("country"),
                    format_args!("<{ENTITY}country/{country}>"),
                );
            }
        }
    }
    let mut seen = std::collections::HashSet::new();
    let mut claims = 0;
    let mut made = 0;
    for (r, &(relation, from, to, share)) in RELATIONS.iter().enumerate() {
        let wanted = (relations as f64 * share) as usize;
        let (subjects, objects) = (count(from), count(to));
        let mut tries = 0;
        let mut k = 0;
        while k < wanted && tries < 6 * wanted {
            tries += 1;
            let mut s = random.zipf(subjects, 2.2) * 7_919 % subjects;
            let mut o = (random.zipf(objects, 1.7) * 104_729 + 7) % objects;
            if from == to {
                // A forest: each points to one with a lower number.
                if s == o {
                    continue;
                }
                if relation == "partOf" {
                    (s, o) = (s.max(o), s.min(o));
                }
            }
            if !seen.insert((r, s, o)) {
                continue;
            }
            k += 1;
            made += 1;
            let subject = format!("{}/{s}", from.to_lowercase());
            let object = format!("{ENTITY}{}/{o}", to.to_lowercase());
            line(
                &mut out,
                &subject,
                &property(relation),
                format_args!("<{object}>"),
            );
            if random.below(5) == 0 {
                let id = format!("relation/{made}");
                claims += 1;
                let start = random.below(9_000);
                let document = random.zipf(count("Document"), 1.3);
                line(&mut out, &id, &kind, format_args!("<{RDF}Statement>"));
                line(
                    &mut out,
                    &id,
                    &format!("{RDF}subject"),
                    format_args!("<{ENTITY}{subject}>"),
                );
                line(
                    &mut out,
                    &id,
                    &format!("{RDF}predicate"),
                    format_args!("<{SCHEMA}{relation}>"),
                );
                line(
                    &mut out,
                    &id,
                    &format!("{RDF}object"),
                    format_args!("<{object}>"),
                );
                line(
                    &mut out,
                    &id,
                    &property("startDate"),
                    format_args!("\"{}\"^^<{XSD}date>", date(start)),
                );
                line(
                    &mut out,
                    &id,
                    &property("endDate"),
                    format_args!("\"{}\"^^<{XSD}date>", date(start + random.below(400))),
                );
                line(
                    &mut out,
                    &id,
                    &property("source"),
                    format_args!("<{ENTITY}document/{document}>"),
                );
                line(
                    &mut out,
                    &id,
                    &property("confidence"),
                    format_args!("\"0.{}\"^^<{XSD}decimal>", 40 + random.below(60)),
                );
            }
        }
    }
    Generated {
        text: out,
        triples: n,
        relations: made,
        claims,
    }
}

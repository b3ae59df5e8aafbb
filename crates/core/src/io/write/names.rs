//! Short names for IRIs: [prefixed names](https://www.w3.org/TR/rdf12-turtle/#prefixed-name) and
//! IRIs relative to a base.

use rustc_hash::FxHashSet;

use super::escape::push_iri;
use super::local::{is_prefix, push_local};

/// A prefix and what it stands for.
pub(super) struct Prefix {
    pub(super) name: String,
    pub(super) namespace: String,
    pub(super) used: bool,
}

/// How the IRIs of one namespace of the dictionary can be shortened by one prefix.
struct Way {
    prefix: usize,
    /// What comes before the local part, where the prefix stands for less than the namespace.
    before: String,
    /// What the local part begins with and loses, where it stands for more.
    cut: String,
}

/// The prefixes of a document, and what they make of the dictionary's namespaces.
pub(super) struct Names {
    /// The longest namespace first.
    pub(super) prefixes: Vec<Prefix>,
    base: Option<String>,
    /// Whether an IRI lies in the base.
    pub(super) in_base: bool,
    ways: Vec<Option<Vec<Way>>>,
    /// The prefixes by their namespaces.
    sorted: Vec<usize>,
    /// The namespaces of which nothing more is to be learnt.
    done: Vec<bool>,
    scratch: String,
}

/// What an IRI is shortened by.
enum Short {
    Prefix(usize),
    Base,
    Nothing,
}

impl Names {
    /// From prefixes in the order of preference, of which those that cannot be written or that stand
    /// for what another stands for already are left out.
    pub(super) fn new(
        prefixes: impl IntoIterator<Item = (String, String)>,
        base: Option<String>,
    ) -> Self {
        let mut kept: Vec<Prefix> = Vec::new();
        let (mut names, mut namespaces) = (FxHashSet::default(), FxHashSet::default());
        for (name, namespace) in prefixes {
            let known = names.contains(&name) || namespaces.contains(&namespace);
            if is_prefix(&name) && !namespace.is_empty() && !known {
                names.insert(name.clone());
                namespaces.insert(namespace.clone());
                kept.push(Prefix {
                    name,
                    namespace,
                    used: false,
                });
            }
        }
        kept.sort_by_key(|prefix| std::cmp::Reverse(prefix.namespace.len()));
        let mut sorted: Vec<usize> = (0..kept.len()).collect();
        sorted.sort_by(|&a, &b| kept[a].namespace.cmp(&kept[b].namespace));
        Self {
            prefixes: kept,
            sorted,
            base: base.filter(|base| is_plain_base(base)),
            in_base: false,
            ways: Vec::new(),
            done: Vec::new(),
            scratch: String::new(),
        }
    }

    /// The base, where relative IRIs can be written against it and any IRI lies in it.
    pub(super) fn base(&self) -> Option<&str> {
        self.base.as_deref().filter(|_| self.in_base)
    }

    /// Writes an IRI, given in halves with the dictionary's number of the first, as short as it goes.
    pub(super) fn push(&mut self, number: u16, namespace: &str, local: &str, out: &mut String) {
        self.shorten(number, namespace, local, out);
    }

    /// Whether nothing more is to be learnt of a namespace.
    pub(super) fn knows(&self, number: u16) -> bool {
        let done = self.done.get(usize::from(number));
        done.is_some_and(|done| *done)
    }

    /// Takes note of what an IRI that is going to be written needs.
    pub(super) fn see(&mut self, number: u16, namespace: &str, local: &str) {
        let at = usize::from(number);
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        let short = self.shorten(number, namespace, local, &mut scratch);
        self.scratch = scratch;
        let base = self.base.as_deref();
        self.in_base |=
            base.is_some_and(|base| namespace.starts_with(base)) || matches!(short, Short::Base);
        if let Short::Prefix(prefix) = short {
            self.prefixes[prefix].used = true;
        }
        // The namespace of IRIs that are kept whole is none.
        let whole = namespace.is_empty();
        let ways = self.ways[at].as_deref().unwrap_or_default();
        let done = !whole && ways.iter().all(|way| self.prefixes[way.prefix].used);
        if self.done.len() <= at {
            self.done.resize(at + 1, false);
        }
        self.done[at] = done;
    }

    /// How the IRIs of a namespace may be shortened, the shortest first. O(length · log prefixes).
    fn ways_of(&self, namespace: &str) -> Vec<Way> {
        let at = |sorted: &usize| self.prefixes[*sorted].namespace.as_str();
        let mut some: Vec<usize> = Vec::new();
        for end in (1..namespace.len()).filter(|&end| namespace.is_char_boundary(end)) {
            let before = &namespace[..end];
            let found = self
                .sorted
                .binary_search_by(|sorted| at(sorted).cmp(before));
            some.extend(found.ok().map(|found| self.sorted[found]));
        }
        let from = self.sorted.partition_point(|sorted| at(sorted) < namespace);
        let longer = self.sorted[from..].iter();
        some.extend(longer.take_while(|sorted| at(sorted).starts_with(namespace)));
        some.sort_unstable();
        ways(&self.prefixes, &some, namespace)
    }

    fn shorten(&mut self, number: u16, namespace: &str, local: &str, out: &mut String) -> Short {
        let at = usize::from(number);
        if self.ways.len() <= at {
            self.ways.resize_with(at + 1, || None);
        }
        if self.ways[at].is_none() {
            self.ways[at] = Some(self.ways_of(namespace));
        }
        let length = out.len();
        for way in self.ways[at].iter().flatten() {
            let Some(rest) = local.strip_prefix(way.cut.as_str()) else {
                continue;
            };
            out.push_str(&self.prefixes[way.prefix].name);
            out.push(':');
            let fits = if way.before.is_empty() {
                push_local(out, rest)
            } else {
                push_local(out, &format!("{}{rest}", way.before))
            };
            if fits {
                return Short::Prefix(way.prefix);
            }
            out.truncate(length);
        }
        if let Some(base) = &self.base
            && let Some((first, second)) = within(base, namespace, local)
            && is_plain_relative(first, second)
        {
            push_iri(out, first, second);
            return Short::Base;
        }
        push_iri(out, namespace, local);
        Short::Nothing
    }
}

/// What is left of an IRI behind its beginning.
fn within<'a>(base: &str, namespace: &'a str, local: &'a str) -> Option<(&'a str, &'a str)> {
    if let Some(rest) = namespace.strip_prefix(base) {
        return Some((rest, local));
    }
    let rest = local.strip_prefix(base.strip_prefix(namespace)?)?;
    Some(("", rest))
}

/// How the IRIs of a namespace may be shortened by some of the prefixes.
fn ways(prefixes: &[Prefix], some: &[usize], namespace: &str) -> Vec<Way> {
    let mut ways = Vec::new();
    for &at in some {
        let prefix = &prefixes[at];
        if let Some(before) = namespace.strip_prefix(prefix.namespace.as_str()) {
            // Something has to come behind it.
            if before.is_empty() || push_local(&mut String::new(), &format!("{before}x")) {
                ways.push(Way {
                    prefix: at,
                    before: before.into(),
                    cut: String::new(),
                });
            }
        } else if let Some(cut) = prefix.namespace.strip_prefix(namespace) {
            ways.push(Way {
                prefix: at,
                before: String::new(),
                cut: cut.into(),
            });
        }
    }
    ways
}

/// Whether relative IRIs are put together with a base by writing them behind it.
fn is_plain_base(base: &str) -> bool {
    base.ends_with('/')
        && !base.contains(['?', '#'])
        && !base.split('/').any(|part| part == "." || part == "..")
        && base
            .split_once("://")
            .is_some_and(|(_, rest)| rest.len() > 1)
}

/// Whether a relative IRI, in two halves, means what is written behind the base.
fn is_plain_relative(first: &str, second: &str) -> bool {
    // The bytes of the segment so far, and whether all of them are dots.
    let (mut length, mut dots, mut in_first) = (0, true, true);
    for byte in first.bytes().chain(second.bytes()) {
        match byte {
            b'?' | b'#' => break,
            // An empty first segment, or one that resolving would take away.
            b'/' if in_first && length == 0 || is_dots(length, dots) => return false,
            b'/' => (length, dots, in_first) = (0, true, false),
            // A colon in the first segment would make a scheme of what is before it.
            b':' if in_first => return false,
            byte => {
                length += 1;
                dots &= byte == b'.';
            }
        }
    }
    let is_empty = in_first && length == 0;
    !(is_empty || is_dots(length, dots))
}

/// Whether a segment is `.` or `..`.
fn is_dots(length: usize, dots: bool) -> bool {
    dots && (length == 1 || length == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(names: &mut Names, namespace: &str, local: &str) -> String {
        let mut out = String::new();
        let all = [
            "",
            "http://e/",
            "http://e/doc#char=",
            "http://e/a:",
            "http://q/",
            "http://one/",
            "urn:a:b:",
        ];
        let number = all.iter().position(|known| *known == namespace).unwrap() as u16;
        names.push(number, namespace, local, &mut out);
        out
    }

    #[test]
    fn names_are_short_where_they_can_be() {
        let prefixes = [
            ("ex", "http://e/"),
            ("x", "http://e/x-"),
            ("again", "http://e/"),
            ("1", "http://one/"),
            ("urn", "urn:a:"),
            ("قطر", "http://q/"),
        ];
        let prefixes = prefixes.map(|(p, n)| (p.to_owned(), n.to_owned()));
        let mut names = Names::new(prefixes, Some("http://e/".into()));
        for (local, expected) in [
            ("qatar", "ex:qatar"),
            ("x-1", "x:1"),
            ("x-", "ex:x-"),
            ("قِطَر_٢", "ex:قِطَر_٢"),
            ("2024.03", "ex:2024.03"),
            ("a.", "ex:a\\."),
            (".a", "ex:\\.a"),
            ("-a-b", "ex:\\-a-b"),
            ("a%20b", "ex:a%20b"),
            ("it's(1,2)", "ex:it\\'s\\(1\\,2\\)"),
            ("a?b", "<a?b>"),
            ("?b", "<http://e/?b>"),
            ("\u{f0000}", "<\u{f0000}>"),
            ("", "<http://e/>"),
        ] {
            assert_eq!(short(&mut names, "http://e/", local), expected);
        }
        assert_eq!(
            short(&mut names, "http://e/doc#char=", "1,2"),
            "<doc#char=1,2>"
        );
        assert_eq!(
            short(&mut names, "http://e/a:", "b/../c"),
            "<http://e/a:b/../c>"
        );
        assert_eq!(short(&mut names, "http://q/", "٢"), "قطر:٢");
        assert_eq!(short(&mut names, "http://one/", "a"), "<http://one/a>");
        assert_eq!(short(&mut names, "urn:a:b:", "c"), "urn:b:c");
        assert_eq!(short(&mut names, "", "urn:a:c"), "urn:c");
    }

    #[test]
    fn relative_iris_mean_what_they_say() {
        let base = oxiri::Iri::parse("http://e/x/").unwrap();
        let parts = [
            "", "a", ".", "..", "a.b", "...", "/", "//", "a:b", ":", "?q", "#f", "?/../", "%2E",
            "قطر",
        ];
        for a in parts {
            for b in parts {
                for c in parts {
                    let relative = format!("{a}{b}{c}");
                    let Ok(resolved) = base.resolve(&relative) else {
                        continue;
                    };
                    if is_plain_relative(a, &format!("{b}{c}")) {
                        assert_eq!(resolved.as_str(), format!("http://e/x/{relative}"));
                    }
                }
            }
        }
        assert!(is_plain_relative("a/", "b.c?d:e/../f") && is_plain_relative("", "..."));
    }

    #[test]
    fn what_is_used_is_known_before_it_is_written() {
        let prefixes = [
            ("ex", "http://e/"),
            ("b", "http://b/"),
            ("x", "http://e/x-"),
        ];
        let prefixes = prefixes.map(|(p, n)| (p.to_owned(), n.to_owned()));
        let mut names = Names::new(prefixes, Some("http://b/".into()));
        for local in ["?", "a", "b"] {
            names.see(5, "http://e/", local);
        }
        let used = |names: &Names| -> Vec<String> {
            let used = names.prefixes.iter().filter(|p| p.used);
            used.map(|p| p.name.clone()).collect()
        };
        assert_eq!((used(&names), names.base()), (vec!["ex".to_owned()], None));
        names.see(5, "http://e/", "x-1");
        names.see(6, "http://b/", "?");
        assert_eq!(used(&names), ["x", "ex"]);
        assert_eq!(names.base(), Some("http://b/"));
    }
}

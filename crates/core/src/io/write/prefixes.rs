//! Which prefixes a document may use: those of the graph and of its schema, one for its base, one for
//! the claims of each document, and one for each namespace of predicates that has none.
//!
//! `ex:claim/article/r002` is no prefixed name, so the claims of a document get a prefix of their own:
//! `c:r002`, or where there are several documents `c-article:r002`.

use std::collections::BTreeSet;

use super::local::is_prefix;
use super::names::Names;
use super::plan::Plan;
use crate::dictionary::Part;

/// No more documents than this get a prefix; the claims of the others are written relative to the
/// base.
const MOST: usize = 100;
/// The longest name of a document that a prefix is made of.
const LONGEST: usize = 40;

/// The names that a document with these predicates may use.
pub(super) fn names(plan: &Plan<'_>, predicates: &[u32]) -> Names {
    let lens = plan.view.lens();
    let base = lens.settings.base();
    let own = lens.settings.prefixes();
    let mut prefixes: Vec<(String, String)> = own
        .chain(lens.schema.prefixes())
        .map(|(prefix, namespace)| (prefix.to_owned(), namespace.to_owned()))
        .collect();
    if is_free(&prefixes, "ex") {
        prefixes.push(("ex".into(), base.into()));
    }
    let claims = claim_namespaces(plan);
    let several = claims.len() > 1;
    for (document, namespace) in claims.into_iter().take(MOST) {
        let named = format!("c-{document}");
        let fits = is_prefix(&named) && document.chars().count() <= LONGEST;
        let wanted = if document.is_empty() || !several {
            "c"
        } else if fits {
            named.as_str()
        } else {
            ""
        };
        let prefix = free(&prefixes, wanted, "c");
        prefixes.push((prefix, namespace));
    }
    for namespace in foreign_namespaces(plan, predicates, &prefixes) {
        let prefix = free(&prefixes, &word_of(&namespace), "ns");
        prefixes.push((prefix, namespace));
    }
    Names::new(prefixes, Some(base.into()))
}

fn is_free(prefixes: &[(String, String)], prefix: &str) -> bool {
    prefixes.iter().all(|(known, _)| known != prefix)
}

/// The prefix that is wanted, or one with a number, that is not taken.
fn free(prefixes: &[(String, String)], wanted: &str, stem: &str) -> String {
    if !wanted.is_empty() && is_free(prefixes, wanted) {
        return wanted.to_owned();
    }
    let mut number = 1;
    loop {
        let prefix = format!("{stem}{number}");
        if is_free(prefixes, &prefix) {
            return prefix;
        }
        number += 1;
    }
}

/// The documents whose claims have regular IRIs, `{base}claim/{document}/…`, with what these begin
/// with.
fn claim_namespaces(plan: &Plan<'_>) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    if !plan.has_claims() {
        return found;
    }
    let (snapshot, settings) = (&plan.snapshot, plan.view.lens().settings);
    let mut seen = Vec::new();
    for reifier in snapshot.reifiers() {
        let number = usize::from(snapshot.dictionary.namespace_of(reifier));
        if seen.len() <= number {
            seen.resize(number + 1, false);
        }
        if std::mem::replace(&mut seen[number], true) {
            continue;
        }
        snapshot.dictionary.with(reifier, |part| {
            let Part::Iri(namespace, _) = part else {
                return;
            };
            let document = settings.all_bases().find_map(|base| {
                let rest = namespace.strip_prefix(base)?.strip_prefix("claim/")?;
                rest.is_empty()
                    .then_some("")
                    .or_else(|| rest.strip_suffix('/'))
            });
            if let Some(document) = document {
                found.insert((document.to_owned(), namespace.to_owned()));
            }
        });
    }
    found
}

/// The namespaces of predicates that no prefix stands for, in order.
fn foreign_namespaces(
    plan: &Plan<'_>,
    predicates: &[u32],
    known: &[(String, String)],
) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for &predicate in predicates {
        plan.snapshot.dictionary.with(predicate, |part| {
            if let Part::Iri(namespace, local) = part
                && namespace.ends_with(['/', '#'])
                && !local.is_empty()
                && !known.iter().any(|(_, known)| known == namespace)
                && found.len() < MOST
            {
                found.insert(namespace.to_owned());
            }
        });
    }
    found
}

/// The last word of a namespace, as a prefix: `patrol` of `https://example.org/patrol#`.
fn word_of(namespace: &str) -> String {
    let (_, path) = namespace.split_once("://").unwrap_or_default();
    let words = path.split('/').skip(1);
    let word = words
        .map(|part| part.trim_end_matches('#'))
        .filter(|word| word.len() > 1 && word.len() <= LONGEST)
        .last();
    let word = word.unwrap_or_default().to_ascii_lowercase();
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if word.starts_with(|c: char| c.is_ascii_alphabetic()) && word.chars().all(fits) {
        word
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::word_of;

    #[test]
    fn a_prefix_is_the_last_word_of_its_namespace() {
        for (namespace, word) in [
            ("https://example.org/patrol#", "patrol"),
            ("http://xmlns.com/Foaf/0.1/", ""),
            ("http://xmlns.com/Foaf/", "foaf"),
            ("http://e/", ""),
            ("http://e/a/", ""),
            ("http://e/vocab/x/", "vocab"),
            ("urn:x#", ""),
        ] {
            assert_eq!(word_of(namespace), word);
        }
    }
}

//! Which prefixes a document may use: those of the graph and of its schema, one for its base, and
//! one for the claims of each document.
//!
//! `ex:claim/article/r002` is no prefixed name, so the claims of a document get a prefix of their own:
//! `c:r002`, or where there are several documents `c-article:r002`.

use std::collections::BTreeSet;

use super::names::{Names, is_prefix};
use super::plan::Plan;
use crate::dictionary::Part;

/// No more documents than this get a prefix; the claims of the others are written relative to the
/// base.
const MOST: usize = 100;
/// The longest name of a document that a prefix is made of.
const LONGEST: usize = 40;

/// The names that a document may use.
pub(super) fn names(plan: &Plan<'_>) -> Names {
    let lens = plan.view.lens();
    let base = lens.settings.base();
    let own = lens.settings.prefixes();
    let mut prefixes: Vec<(String, String)> = own
        .chain(lens.schema.prefixes())
        .map(|(prefix, namespace)| (prefix.to_owned(), namespace.to_owned()))
        .collect();
    let is_free = |prefix: &str, prefixes: &[(String, String)]| {
        prefixes.iter().all(|(known, _)| known != prefix)
    };
    if is_free("ex", &prefixes) {
        prefixes.push(("ex".into(), base.into()));
    }
    let claims = claim_namespaces(plan);
    let several = claims.len() > 1;
    for (document, namespace) in claims.into_iter().take(MOST) {
        let named = format!("c-{document}");
        let fits = is_prefix(&named) && document.chars().count() <= LONGEST;
        let wanted = match (document.as_str(), several) {
            ("", _) | (_, false) => "c",
            _ if fits => named.as_str(),
            _ => "c1",
        };
        let stem = wanted.trim_end_matches('1');
        let prefix = std::iter::once(wanted.to_owned())
            .chain((2..).map(|n| format!("{stem}{n}")))
            .find(|prefix| is_free(prefix, &prefixes));
        prefixes.extend(prefix.map(|prefix| (prefix, namespace)));
    }
    Names::new(prefixes, Some(base.into()))
}

/// The documents whose claims have regular IRIs, `{base}claim/{document}/…`, with what these begin
/// with.
fn claim_namespaces(plan: &Plan<'_>) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    if !plan.has_claims() {
        return found;
    }
    let (snapshot, settings) = (plan.snapshot, plan.view.lens().settings);
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

//! What a validation has found so far.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::graph::Lens;
use crate::model::Severity;
use crate::model::Term;
use crate::model::id::NONE;
use crate::model::vocab::sh;
use crate::report::{Finding, LISTED, Problem, Report};

/// One thing that was found, in ids.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub(super) severity: Severity,
    /// What it is about.
    pub(super) focus: u32,
    /// The relation, or [`NONE`].
    pub(super) path: u32,
    /// The object that is wrong, or [`NONE`].
    pub(super) value: u32,
    /// The graph that it is in.
    pub(super) graph: u32,
    /// The constraint component of SHACL that would find it.
    pub(super) component: &'static str,
    /// Whether it is about the thing itself, and the relation only tells why.
    of_node: bool,
}

impl Found {
    pub(super) fn error(component: &'static str, focus: u32) -> Self {
        Self {
            severity: Severity::Error,
            focus,
            path: NONE,
            value: NONE,
            graph: NONE,
            component,
            of_node: false,
        }
    }

    pub(super) fn warning(component: &'static str, focus: u32) -> Self {
        let severity = Severity::Warning;
        Self {
            severity,
            ..Self::error(component, focus)
        }
    }

    pub(super) fn of(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }

    pub(super) fn path(self, path: u32) -> Self {
        Self { path, ..self }
    }

    pub(super) fn value(self, value: u32) -> Self {
        Self { value, ..self }
    }

    /// About the thing itself, which is the value too.
    pub(super) fn of_node(self) -> Self {
        Self {
            value: self.focus,
            of_node: true,
            ..self
        }
    }

    pub(super) fn graph(self, graph: u32) -> Self {
        Self { graph, ..self }
    }
}

/// What is wrong, and how to mend it; the latter may be empty.
pub(super) type Words = (String, String);

/// Everything found. Of each kind (the component and the relation) the first hundred are listed, so that
/// a mistake made a million times hides no other; words are made for those alone.
#[derive(Default)]
pub(super) struct Findings {
    listed: FxHashMap<(&'static str, u32, Severity, bool), usize>,
    problems: Vec<Problem>,
    counts: BTreeMap<&'static str, usize>,
    more: usize,
}

impl Findings {
    pub(super) fn count(&mut self, what: &'static str, n: usize) {
        if n > 0 {
            *self.counts.entry(what).or_default() += n;
        }
    }

    /// Takes note of something about an entity or a claim.
    pub(super) fn note(&mut self, lens: Lens<'_>, found: Found, words: impl FnOnce() -> Words) {
        self.add(lens, found, Some(lens), words);
    }

    /// Takes note of something about a type or relation itself.
    pub(super) fn note_term(
        &mut self,
        lens: Lens<'_>,
        found: Found,
        words: impl FnOnce() -> Words,
    ) {
        self.add(lens, found, None, words);
    }

    fn add(
        &mut self,
        lens: Lens<'_>,
        found: Found,
        about: Option<Lens<'_>>,
        words: impl FnOnce() -> Words,
    ) {
        let kind = (found.component, found.path, found.severity, found.of_node);
        let listed = self.listed.entry(kind).or_default();
        *listed += 1;
        let is_listed = *listed <= LISTED;
        self.count(
            match found.severity {
                Severity::Error => "errors",
                Severity::Warning => "warnings",
                Severity::Notice => "notices",
            },
            1,
        );
        if !is_listed {
            self.more += 1;
            return;
        }
        let term = |id: u32| (id != NONE).then(|| lens.snapshot.dictionary.term(id));
        let (message, hint) = words();
        let mut place = match found.path {
            NONE => String::new(),
            path => lens.term_name(path),
        };
        if found.graph != NONE {
            let space = if place.is_empty() { "" } else { " " };
            place = format!("{place}{space}in graph {}", lens.short(found.graph));
        }
        let mut problem = Problem::new(found.severity, place, message);
        if let Some(lens) = about {
            problem = problem.about(lens.short(found.focus));
        }
        let hint = if hint.is_empty() {
            how_to_mend(found.component).to_owned()
        } else {
            hint
        };
        if !hint.is_empty() {
            problem = problem.hint(hint);
        }
        if let Some(focus) = term(found.focus) {
            problem = problem.found(Finding {
                focus,
                path: match term(found.path) {
                    Some(Term::Iri(iri)) if !found.of_node => Some(iri),
                    _ => None,
                },
                value: term(found.value),
                component: found.component.into(),
            });
        }
        self.problems.push(problem);
    }

    pub(super) fn report(self) -> Report {
        let counts = self.counts.into_iter().map(|(what, n)| (what.into(), n));
        Report::of(counts, self.problems, self.more)
    }
}

/// How to mend what breaks a constraint, where nothing more precise is known.
fn how_to_mend(component: &str) -> &'static str {
    match component {
        sh::CLASS => "give it a type that fits, or say it with another relation",
        sh::NODE_KIND | sh::DATATYPE | sh::IN | sh::PATTERN => {
            "set() writes it anew, revise() where a claim says it"
        }
        sh::MIN_INCLUSIVE | sh::MAX_INCLUSIVE => "say it anew with a value within the bounds",
        sh::MIN_COUNT | sh::QUALIFIED_MIN_COUNT => "add what is missing",
        sh::MAX_COUNT | sh::QUALIFIED_MAX_COUNT => "keep fewer; conflicts() tells who says which",
        sh::ORDER => "mend one of the two",
        _ => "",
    }
}

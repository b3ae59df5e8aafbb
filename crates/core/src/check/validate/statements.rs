//! Each statement against its relation: domain, range, closed lists, datatypes, bounds and patterns.

use super::findings::{Found, Words};
use super::plan::{Plan, Takes, language};
use super::{Check, Rows};
use crate::check::kinds::Kinds;
use crate::dictionary::Part;
use crate::graph::{Lens, foreign_types};
use crate::model::Severity;
use crate::model::id;
use crate::model::vocab::{sh, xsd};
use crate::model::{Iri, Literal};
use crate::schema::{Fault, Relation, SchemaError, ill_typed};

impl Check<'_> {
    /// What a predicate asks; to be given back.
    pub(super) fn plan(&mut self, predicate: u32) -> Plan {
        let known = self.plans.remove(&predicate);
        known.unwrap_or_else(|| Plan::new(self.lens, predicate))
    }

    /// The statements of a graph.
    pub(super) fn statements(&mut self, rows: &Rows<'_>) {
        for &predicate in &rows.predicates {
            let mut plan = self.plan(predicate);
            let mut n = 0;
            for [s, o] in rows.pairs(predicate) {
                n += 1;
                self.statement(&mut plan, rows.graph, [s, predicate, o]);
            }
            self.findings.count("triples", n);
            self.plans.insert(predicate, plan);
        }
    }

    /// One statement.
    #[inline]
    pub(super) fn statement(&mut self, plan: &mut Plan, graph: u32, [s, p, o]: [u32; 3]) {
        let schema = self.lens.schema;
        let subject = plan.subject.takes(schema, &self.kinds, s);
        let is_value = !id::is_resource(o);
        let object = match &mut plan.takes {
            Takes::Entities(fits) => !is_value && fits.takes(schema, &self.kinds, o),
            Takes::Members(members) => members.contains(&o),
            Takes::Values | Takes::Anything if id::is_literal(o) => {
                let fault = plan.fault(self.lens, o);
                if let Some(fault) = fault {
                    self.wrong_value(plan, graph, [s, p, o], fault);
                }
                true
            }
            Takes::Values => false,
            Takes::Anything => true,
        };
        if subject && object {
            return;
        }
        let Some(relation) = plan.relation(schema) else {
            return;
        };
        match &plan.takes {
            Takes::Entities(_) if !is_value => {
                self.wrong_ends(relation, graph, [s, p, o], [subject, object]);
            }
            _ => {
                if !subject {
                    self.wrong_ends(relation, graph, [s, p, o], [false, true]);
                }
                if !object {
                    self.wrong_kind(plan, relation, graph, [s, p, o]);
                }
            }
        }
    }

    /// An end whose types lie outside domain or range.
    #[cold]
    fn wrong_ends(&mut self, relation: &Relation, graph: u32, quad: [u32; 3], fits: [bool; 2]) {
        let (lens, kinds) = (self.lens, &self.kinds);
        let [s, p, o] = quad;
        let of_value = !matches!(relation.range(), crate::schema::Range::Type(_));
        let error = || {
            let (subject, object) = (&kinds.set(s).types, &kinds.set(o).types);
            let (of_subject, of_object) = (lens.short(s), lens.short(o));
            if of_value {
                lens.schema.check_subject(relation, subject, &of_subject)
            } else {
                lens.schema
                    .check_ends(relation, subject, object, &of_subject, &of_object)
            }
        };
        let [subject, object] = fits;
        let mut turned = false;
        if !subject {
            let found = Found::error(sh::CLASS, s).path(p).graph(graph).of_node();
            self.findings
                .note(lens, found, || ends(lens, kinds, s, error()));
            // One mistake: the ends changed places.
            turned = !object
                && matches!(error(), Err(SchemaError::Ends { hint, .. }) if !hint.is_empty());
        }
        if !object && !turned {
            let found = Found::error(sh::CLASS, s).path(p).value(o).graph(graph);
            self.findings.note(lens, found, || {
                let types = &kinds.set(o).types;
                let error = lens.schema.check_object(relation, types, &lens.short(o));
                ends(lens, kinds, o, error)
            });
        }
    }

    /// A value where an entity is taken, an entity where a value is, or no member of a list.
    #[cold]
    fn wrong_kind(&mut self, plan: &Plan, relation: &Relation, graph: u32, [s, p, o]: [u32; 3]) {
        let component = match plan.takes {
            Takes::Members(_) => sh::IN,
            _ => sh::NODE_KIND,
        };
        let found = Found::error(component, s).path(p).value(o).graph(graph);
        self.note(found, |lens| {
            let words = lens.schema.range_words(relation);
            let given = match id::kind(o) {
                Some(id::Kind::Resource) if component == sh::IN => {
                    let member = Iri::new_unchecked(lens.iri(o));
                    if let Err(error) = lens.schema.check_member(relation, &member) {
                        return (error.to_string(), String::new());
                    }
                    "this"
                }
                Some(id::Kind::Resource) => "an entity",
                Some(id::Kind::Triple) => "a triple term",
                _ => "a value",
            };
            let message = format!(
                "\"{}\" does not take \"{}\": it takes {words}, not {given}",
                relation.name(),
                shown(lens, o)
            );
            (message, String::new())
        });
    }

    /// A literal that does not fit its property, or itself.
    #[cold]
    fn wrong_value(&mut self, plan: &Plan, graph: u32, [s, p, o]: [u32; 3], fault: Fault) {
        let lens = self.lens;
        let relation = plan.relation(lens.schema);
        let severity = relation.map_or(Severity::Error, Relation::severity);
        let (component, severity) = match fault {
            Fault::Kind => (sh::NODE_KIND, Severity::Error),
            Fault::Datatype if relation.is_none() && !is_xsd(lens, o) => {
                // Another reader may know more of the dates of EDTF than this one.
                (sh::DATATYPE, Severity::Warning)
            }
            Fault::Datatype => (sh::DATATYPE, Severity::Error),
            Fault::Pattern => (sh::PATTERN, severity),
            Fault::Low => (sh::MIN_INCLUSIVE, severity),
            Fault::High => (sh::MAX_INCLUSIVE, severity),
        };
        let found = Found::error(component, s).of(severity);
        let found = found.path(p).value(o).graph(graph);
        self.note(found, |lens| {
            let reason = lens.snapshot.dictionary.with(o, |part| match part {
                Part::Literal(text, tag) => match relation {
                    Some(relation) => lens
                        .schema
                        .unfit(relation, text, tag.datatype(), language(tag))
                        .map(|unfit| unfit.reason),
                    None => ill_typed(text, tag.datatype()),
                },
                _ => None,
            });
            let message = format!(
                "\"{}\" does not take \"{}\": {}",
                lens.term_name(p),
                shown(lens, o),
                reason.unwrap_or_default()
            );
            (message, String::new())
        });
    }
}

fn is_xsd(lens: Lens<'_>, literal: u32) -> bool {
    lens.snapshot.dictionary.with(literal, |part| match part {
        Part::Literal(_, tag) => tag.datatype().starts_with(xsd::NAMESPACE),
        _ => false,
    })
}

/// The words of an error about an end: types that the schema does not know are told of, too.
fn ends(lens: Lens<'_>, kinds: &Kinds, entity: u32, error: Result<(), SchemaError>) -> Words {
    match error {
        Err(SchemaError::Ends {
            relation,
            end,
            expected,
            entity: label,
            mut actual,
            hint,
        }) => {
            let set = kinds.set(entity);
            if set.types.is_empty() && set.foreign {
                actual = foreign_types(lens, entity).unwrap_or(actual);
            }
            let message = format!(
                "relation \"{relation}\" takes {end} of type {expected}, but \"{label}\" {actual}"
            );
            (message, hint.trim_start_matches("; ").to_owned())
        }
        Err(other) => (other.to_string(), String::new()),
        Ok(()) => (String::new(), String::new()),
    }
}

/// A term as a message shows it: an id, or the beginning of a text.
pub(in crate::check) fn shown(lens: Lens<'_>, term: u32) -> String {
    const MOST: usize = 80;
    if id::is_resource(term) {
        return lens.short(term);
    }
    let text = match lens.snapshot.dictionary.term(term) {
        crate::model::Term::Literal(literal) => Literal::lexical(&literal).to_owned(),
        other => other.to_string(),
    };
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

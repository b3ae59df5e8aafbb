//! Entailment against the plainest thing that can be right: all axioms applied until nothing is new.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::entailed::{Axioms, Entailed};
use super::{Graph, GraphIs, View};
use crate::index::Quad;
use crate::model::id::{NONE, is_resource, known};
use crate::model::vocab::rdfs;
use crate::model::{Iri, Literal, Term};
use crate::schema::{Role, Schema};

const EXTENSION: &str = r#"
@prefix t: <https://test.example/ns#> .
@prefix rb: <https://w3id.org/rawabit/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://test.example/ns> a owl:Ontology .
t:A a owl:Class ; rdfs:subClassOf rb:Agent ; rdfs:label "a"@en .
t:B a owl:Class ; rdfs:subClassOf t:A ; rdfs:label "b"@en .
t:wide a owl:ObjectProperty ; rdfs:domain rb:Entity ; rdfs:range rb:Entity ; rdfs:label "wide"@en ; owl:inverseOf t:wideOf .
t:wideOf a owl:ObjectProperty ; rdfs:domain rb:Entity ; rdfs:range rb:Entity ; rdfs:label "wide of"@en .
t:part a owl:ObjectProperty, owl:TransitiveProperty ; rdfs:subPropertyOf t:wide ; rdfs:domain rb:Entity ; rdfs:range rb:Entity ; rdfs:label "part"@en ; owl:inverseOf t:whole .
t:whole a owl:ObjectProperty ; rdfs:subPropertyOf t:wideOf ; rdfs:domain rb:Entity ; rdfs:range rb:Entity ; rdfs:label "whole"@en .
t:near a owl:ObjectProperty, owl:SymmetricProperty ; rdfs:subPropertyOf t:wide ; rdfs:domain rb:Entity ; rdfs:range rb:Entity ; rdfs:label "near"@en .
t:twin a owl:ObjectProperty, owl:SymmetricProperty, owl:TransitiveProperty ; rdfs:domain rb:Entity ; rdfs:range rb:Entity ; rdfs:label "twin"@en .
"#;

/// All axioms of a schema, applied to a set of quads until nothing new follows.
fn closure(view: &View, mut quads: BTreeSet<Quad>) -> BTreeSet<Quad> {
    let schema = view.schema();
    let id = |iri: &Iri| view.snapshot().dictionary.iri(iri.as_str());
    let schema_triples = &view.snapshot().base.schema;
    let said = |s: u32, p: &str| -> Vec<u32> {
        let p = view.snapshot().dictionary.iri(p);
        let found = schema_triples
            .iter()
            .flat_map(|(_, triples)| triples.scan([Some(s), p, None]));
        found.map(|[_, _, o]| o).collect()
    };
    loop {
        let mut new: BTreeSet<Quad> = BTreeSet::new();
        for &[s, p, o, g] in &quads {
            if p == known::TYPE {
                new.extend(
                    said(o, rdfs::SUB_CLASS_OF)
                        .into_iter()
                        .map(|o| [s, p, o, g]),
                );
                for class in schema.types().filter(|c| id(c.iri()) == Some(o)) {
                    for &above in class.parents() {
                        new.extend(id(schema.type_(above).iri()).map(|above| [s, p, above, g]));
                    }
                }
                continue;
            }
            for relation in schema
                .relations()
                .filter(|r| id(r.iri()) == Some(p) && r.role() != Role::Claim)
            {
                new.extend(
                    said(p, rdfs::SUB_PROPERTY_OF)
                        .into_iter()
                        .map(|p| [s, p, o, g]),
                );
                for &parent in relation.parents() {
                    new.extend(id(schema.relation(parent).iri()).map(|parent| [s, parent, o, g]));
                }
                if let Some(inverse) = relation.inverse() {
                    new.extend(
                        id(schema.relation(inverse).iri()).map(|inverse| [o, inverse, s, g]),
                    );
                }
                if relation.is_symmetric() {
                    new.insert([o, p, s, g]);
                }
                if relation.is_transitive() {
                    let next: Vec<Quad> = quads
                        .iter()
                        .filter(|q| q[0] == o && q[1] == p && q[3] == g)
                        .copied()
                        .collect();
                    new.extend(next.into_iter().map(|q| [s, p, q[2], g]));
                }
            }
        }
        let before = quads.len();
        quads.extend(new.into_iter().filter(|quad| is_resource(quad[0])));
        if quads.len() == before {
            return quads;
        }
    }
}

/// Every pattern made from a sample of what is expected yields what is expected, each once.
fn hold_against(view: &View, random: &mut dyn FnMut(usize) -> usize, named: u32) {
    let stored = view.snapshot().quads([None; 3], GraphIs::Any).collect();
    let expected = closure(view, stored);
    let axioms = Arc::new(Axioms::of(view.lens()));
    let entailed = Entailed::new(view.lens(), axioms);
    let list: Vec<Quad> = expected.iter().copied().collect();
    for shape in 0..8 {
        for graph_is in [
            GraphIs::Any,
            GraphIs::Default,
            GraphIs::Named(named),
            GraphIs::AnyNamed,
        ] {
            let (sample, other) = (list[random(list.len())], list[random(list.len())]);
            // Half of those with both ends ask for what may not be there.
            let sample = [
                sample[0],
                sample[1],
                if random(2) == 0 { sample[2] } else { other[2] },
            ];
            let given = |i: usize| (shape >> i & 1 == 1).then_some(sample[i]);
            let pattern = [given(0), given(1), given(2)];
            let wanted: BTreeSet<Quad> = expected
                .iter()
                .filter(|q| {
                    (0..3).all(|i| pattern[i].is_none_or(|v| v == q[i])) && graph_is.takes(q[3])
                })
                .copied()
                .collect();
            let found: Vec<Quad> = entailed.quads(pattern, graph_is).collect();
            assert_eq!(
                found.len(),
                found.iter().collect::<BTreeSet<_>>().len(),
                "once: {pattern:?}"
            );
            assert_eq!(
                found.into_iter().collect::<BTreeSet<_>>(),
                wanted,
                "{pattern:?} {graph_is:?}"
            );
        }
    }
}

fn numbers(mut state: u64) -> impl FnMut(usize) -> usize {
    move |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) as usize % below
    }
}

#[test]
fn every_pattern_yields_each_entailed_triple_once() {
    let schema = Schema::builtin().extend(EXTENSION, "test.ttl").unwrap();
    let mut random = numbers(11);
    for _ in 0..30 {
        let graph = Graph::builder().schema(schema.clone()).build().unwrap();
        let mut tx = graph.transaction().unwrap();
        let id = |iri: String| {
            tx.draft
                .now
                .dictionary
                .intern(&Term::Iri(Iri::new(iri).unwrap()))
                .unwrap()
        };
        let things: Vec<u32> = (0..6).map(|n| id(format!("http://e/{n}"))).collect();
        let own: Vec<u32> = ["wide", "wideOf", "part", "whole", "near", "twin"]
            .map(|name| id(format!("https://test.example/ns#{name}")))
            .to_vec();
        let other = id("http://e/plain".into());
        let built_in: Vec<u32> = [
            "subEventOf",
            "hasSubEvent",
            "hosts",
            "participatesIn",
            "relatedTo",
            "cooperatesWith",
        ]
        .map(|name| id(format!("https://w3id.org/rawabit/ns#{name}")))
        .to_vec();
        let classes = [
            id("https://test.example/ns#B".into()),
            id("https://w3id.org/rawabit/ns#Country".into()),
        ];
        let named = id("http://e/graph".into());
        let mut quads = Vec::new();
        for _ in 0..10 {
            let p = match random(5) {
                0 | 1 => own[random(own.len())],
                2 => built_in[random(built_in.len())],
                3 => other,
                _ => known::TYPE,
            };
            let s = things[random(6)];
            let o = if p == known::TYPE {
                classes[random(2)]
            } else {
                things[random(6)]
            };
            quads.push([s, p, o, if random(6) == 0 { named } else { NONE }]);
        }
        tx.draft.insert_all(quads).unwrap();
        tx.commit().unwrap();
        hold_against(&graph.view(), &mut random, named);
    }
}

/// A schema of a few properties that stand to each other in any way that a schema takes.
fn any_schema(random: &mut dyn FnMut(usize) -> usize) -> Schema {
    loop {
        let mut text = String::from(
            "@prefix t: <https://test.example/ns#> . @prefix rb: <https://w3id.org/rawabit/ns#> .\n\
             @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\
             @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\
             <https://test.example/ns> a owl:Ontology .\n\
             t:K a owl:Class ; rdfs:label \"k\"@en ; rdfs:subClassOf <http://schema.org/Organization> .\n",
        );
        for n in 0..5 {
            text.extend([format!(
                "t:p{n} a owl:ObjectProperty ; rdfs:label \"p{n}\"@en .\n"
            )]);
            if random(5) == 0 {
                text.extend([format!("t:p{n} a owl:SymmetricProperty .\n")]);
            }
            if random(4) == 0 {
                text.extend([format!("t:p{n} a owl:TransitiveProperty .\n")]);
            }
            if random(2) == 0 {
                text.extend([format!("t:p{n} rdfs:subPropertyOf t:p{} .\n", random(5))]);
            }
            if random(6) == 0 {
                text.extend([format!("t:p{n} rdfs:subPropertyOf skos:related .\n")]);
            }
        }
        if random(2) == 0 {
            text.extend([format!("t:p0 owl:inverseOf t:p{} .\n", 1 + random(4))]);
        }
        // Of those that a schema does not take there are many.
        if let Ok(schema) = Schema::builtin().extend(&text, "test.ttl") {
            return schema;
        }
    }
}

#[test]
fn any_axioms_entail_what_they_say_and_no_more() {
    let mut random = numbers(5);
    for _ in 0..60 {
        let schema = any_schema(&mut random);
        let graph = Graph::builder().schema(schema).build().unwrap();
        let mut tx = graph.transaction().unwrap();
        let dictionary = &tx.draft.now.dictionary;
        let id = |iri: String| {
            dictionary
                .intern(&Term::Iri(Iri::new(iri).unwrap()))
                .unwrap()
        };
        let things: Vec<u32> = (0..5).map(|n| id(format!("http://e/{n}"))).collect();
        let own: Vec<u32> = (0..5)
            .map(|n| id(format!("https://test.example/ns#p{n}")))
            .collect();
        let (class, named) = (
            id("https://test.example/ns#K".into()),
            id("http://e/graph".into()),
        );
        // What no triple has as its subject.
        let literal = Literal::string("the summit").into();
        let literal = dictionary.intern(&literal).unwrap();
        let triple = dictionary
            .intern_triple([things[0], own[0], things[1]])
            .unwrap();
        let mut quads = vec![[things[0], known::TYPE, class, NONE]];
        for _ in 0..7 {
            let object = match random(8) {
                0 => literal,
                1 => triple,
                _ => things[random(5)],
            };
            let graph = if random(6) == 0 { named } else { NONE };
            quads.push([things[random(5)], own[random(5)], object, graph]);
        }
        tx.draft.insert_all(quads).unwrap();
        tx.commit().unwrap();
        hold_against(&graph.view(), &mut random, named);
    }
}

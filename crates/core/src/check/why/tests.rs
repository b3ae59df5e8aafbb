//! Explanations against the entailed dataset: what is explained is what is entailed, by steps that each
//! follow by their rule and end at what is stored.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::derive::{self, Proof, ProofStep};
use crate::graph::{Axioms, Entailed, Graph, GraphIs, Lens};
use crate::index::Quad;
use crate::model::id::{NONE, known};
use crate::model::{Iri, Term};
use crate::schema::{Relation, Schema};

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
t:near a owl:ObjectProperty, owl:SymmetricProperty ; rdfs:subPropertyOf t:part ; rdfs:domain rb:Entity ; rdfs:range rb:Entity ; rdfs:label "near"@en .
t:twin a owl:ObjectProperty, owl:SymmetricProperty, owl:TransitiveProperty ; rdfs:domain rb:Entity ; rdfs:range rb:Entity ; rdfs:label "twin"@en .
"#;

/// Whether a step follows by its rule.
fn follows(lens: Lens<'_>, step: &ProofStep) -> bool {
    let relation = |p: u32| -> &Relation { lens.schema.relation_by_iri(&lens.iri(p)).unwrap() };
    let [s, p, o] = step.statement;
    let [s2, p2, o2] = step.because[0];
    match step.rule {
        "subclass" => {
            let class = |id: u32| lens.schema.type_by_iri(&lens.iri(id)).unwrap();
            (s, p) == (s2, p2) && class(o2).parents().contains(&class(o).id())
        }
        "subrelation" => (s, o) == (s2, o2) && relation(p2).parents().contains(&relation(p).id()),
        "inverse" => (s, o) == (o2, s2) && relation(p2).inverse() == Some(relation(p).id()),
        "symmetric" => (s, p, o) == (o2, p2, s2) && relation(p).is_symmetric(),
        "transitive" => {
            let inverse = relation(p).inverse().map(|id| lens.schema.relation(id));
            let transitive =
                relation(p).is_transitive() || inverse.is_some_and(Relation::is_transitive);
            let links = &step.because;
            transitive
                && links.iter().all(|link| link[1] == p)
                && links.windows(2).all(|pair| pair[0][2] == pair[1][0])
                && (links[0][0], links[links.len() - 1][2]) == (s, o)
        }
        other => panic!("no rule {other}"),
    }
}

/// Whether the steps lead from a statement down to what is stored.
fn is_sound(lens: Lens<'_>, asked: [u32; 3], proof: &Proof) -> bool {
    let stored = |[s, p, o]: [u32; 3]| lens.snapshot.is_stored([s, p, o, NONE]);
    let explained: BTreeSet<[u32; 3]> = proof.steps.iter().map(|step| step.statement).collect();
    let leaves = proof.steps.iter().flat_map(|step| &step.because);
    proof.premises.iter().all(|&premise| stored(premise))
        && proof.steps.iter().all(|step| follows(lens, step))
        && proof.steps.first().is_none_or(|step| step.statement == asked)
        && leaves
            .into_iter()
            .all(|leaf| explained.contains(leaf) || proof.premises.contains(leaf))
        // No step rests on itself.
        && proof.steps.iter().enumerate().all(|(at, step)| {
            proof.steps[at + 1..].iter().all(|later| !later.because.contains(&step.statement))
        })
}

#[test]
fn what_is_explained_is_what_is_entailed() {
    let schema = Schema::builtin().extend(EXTENSION, "test.ttl").unwrap();
    let mut state = 7_u64;
    let mut random = move |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) as usize % below
    };
    for _ in 0..40 {
        let graph = Graph::builder().schema(schema.clone()).build().unwrap();
        let mut tx = graph.transaction().unwrap();
        let id = |iri: String| {
            let term = Term::Iri(Iri::new(iri).unwrap());
            tx.draft.now.dictionary.intern(&term).unwrap()
        };
        let things: Vec<u32> = (0..6).map(|n| id(format!("http://e/{n}"))).collect();
        let own = ["wide", "wideOf", "part", "whole", "near", "twin"];
        let built_in = [
            "subEventOf",
            "hasSubEvent",
            "hosts",
            "participatesIn",
            "relatedTo",
        ];
        let relations: Vec<u32> = own
            .map(|name| id(format!("https://test.example/ns#{name}")))
            .into_iter()
            .chain(built_in.map(|name| id(format!("https://w3id.org/rawabit/ns#{name}"))))
            .collect();
        let classes: Vec<u32> = ["B", "A"]
            .map(|name| id(format!("https://test.example/ns#{name}")))
            .into_iter()
            .chain(
                ["Country", "Agent", "Entity"]
                    .map(|name| id(format!("https://w3id.org/rawabit/ns#{name}"))),
            )
            .collect();
        let mut quads: Vec<Quad> = Vec::new();
        for _ in 0..9 {
            let s = things[random(6)];
            quads.push(match random(4) {
                0 => [s, known::TYPE, classes[random(classes.len())], NONE],
                _ => [
                    s,
                    relations[random(relations.len())],
                    things[random(6)],
                    NONE,
                ],
            });
        }
        tx.draft.insert_all(quads).unwrap();
        tx.commit().unwrap();
        let view = graph.view();
        let lens = view.lens();
        let entailed = Entailed::new(lens, Arc::new(Axioms::of(lens)));
        let is_entailed = |[s, p, o]: [u32; 3]| {
            let pattern = [Some(s), Some(p), Some(o)];
            entailed.quads(pattern, GraphIs::Default).next().is_some()
        };
        for &s in &things {
            for &class in &classes {
                let asked = [s, known::TYPE, class];
                let proof = derive::of_type(lens, s, class);
                assert_eq!(proof.is_some(), is_entailed(asked), "{asked:?}");
                assert!(proof.is_none_or(|proof| is_sound(lens, asked, &proof)));
            }
            for &p in &relations {
                let forms = derive::forms(lens, &lens.iri(p));
                for &o in &things {
                    let asked = [s, p, o];
                    let proof = derive::of_statement(lens, &forms, asked);
                    assert_eq!(proof.is_some(), is_entailed(asked), "{asked:?}");
                    assert!(proof.is_none_or(|proof| is_sound(lens, asked, &proof)));
                }
            }
        }
    }
}

//! A real Arabic article as a knowledge graph: loaded, checked, asked, written as RDF.
//!
//! `cargo run --example summit`. The same story in Python: `examples/summit.py`.

use std::collections::BTreeSet;
use std::path::Path;

use rawabit::{Error, Graph, Value, WriteOptions};

/// Arabic keeps its direction inside a line of English: first-strong isolates around it.
fn isolate(text: &str) -> String {
    format!("\u{2068}{text}\u{2069}")
}

/// A thing's name in both languages.
fn both(entity: &rawabit::Entity) -> String {
    match (entity.name_in("en"), entity.name_in("ar")) {
        (Some(en), Some(ar)) => format!("{en} ({})", isolate(&ar)),
        _ => entity.name(),
    }
}

fn main() -> Result<(), Error> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/data");

    // Every quote in the document is checked against the article, at its place.
    let graph = Graph::new();
    graph.read(data.join("summit.json"))?;

    count(&graph)?;
    showcase(&graph)?;
    take_part(&graph)?;
    ask(&graph)?;

    graph.write("summit.ttl", WriteOptions::default())?;
    println!("\nWrote summit.ttl: RDF 1.2, every claim with its source and its words.");
    Ok(())
}

/// What there is.
fn count(graph: &Graph) -> Result<(), Error> {
    let claims: Vec<_> = graph.claims().iter()?.collect();
    let on_values = claims
        .iter()
        .filter(|c| matches!(c.object(), Value::Literal(_)))
        .count();
    let statements: BTreeSet<_> = claims
        .iter()
        .map(|c| {
            (
                c.subject().id(),
                c.relation(),
                c.object().term().to_string(),
            )
        })
        .collect();
    let article = graph.entity("article")?;
    println!("{}", isolate(&article.name_in("ar").unwrap_or_default()));
    println!("{}\n", article.name());
    println!(
        "{} entities; {} claims, {} between entities and {on_values} on values, resting on {} distinct statements",
        graph.len(),
        claims.len(),
        claims.len() - on_values,
        statements.len(),
    );
    Ok(())
}

/// What Qatar presented, and to whom.
fn showcase(graph: &Graph) -> Result<(), Error> {
    println!("\nWhat Qatar presented, who says so, and on what words:");
    let claims = graph.claims().subject("qatar").relation("showcases");
    for claim in claims.iter()? {
        let Value::Entity(shown) = claim.object() else {
            continue;
        };
        let by: Vec<String> = claim
            .attributed_to()
            .iter()
            .map(rawabit::Entity::name)
            .collect();
        println!("  {}", both(&shown));
        for words in claim.evidence() {
            let quote = words.quote().unwrap_or_default();
            println!(
                "      {}, after {}: {}",
                claim.modality(),
                by.join(", "),
                isolate(&quote)
            );
        }
    }

    println!("\n... and to whom: those who come together at the summit");
    let claims = graph.claims().object("wps").relation("participatesIn");
    for claim in claims.iter()? {
        println!("  {}", both(&claim.subject()));
    }
    Ok(())
}

/// Every claim on one statement.
fn take_part(graph: &Graph) -> Result<(), Error> {
    println!("\nQatar takes part in the 2024 summit: one statement, and every claim on it");
    let claims = graph
        .claims()
        .subject("qatar")
        .relation("participatesIn")
        .object("wps-2024");
    for claim in claims.iter()? {
        let period = match (claim.start(), claim.end()) {
            (Some(start), Some(end)) => format!("{start} to {end}"),
            _ => String::from("at no stated time"),
        };
        let confidence = claim
            .confidence()
            .map_or(String::from("none"), |c| c.to_string());
        println!(
            "  {} ({}, confidence {confidence}, {period})",
            claim.id(),
            claim.modality(),
        );
        for words in claim.evidence() {
            println!(
                "      code points {}..{}: {}",
                words.start,
                words.end,
                isolate(&words.quote().unwrap_or_default())
            );
        }
    }
    Ok(())
}

/// Questions in SPARQL, on the graph as it is.
fn ask(graph: &Graph) -> Result<(), Error> {
    println!("\nWhich technologies did Qatar use or show, and what is each for? (SPARQL)");
    let answers = graph.query(
        "SELECT ?technology ?purpose WHERE {
            VALUES ?how { rb:uses rb:showcases }
            ex:qatar ?how ?thing . ?thing rdfs:label ?technology FILTER(LANG(?technology) = 'ar')
            OPTIONAL { ?thing rb:usedFor/rdfs:label ?purpose FILTER(LANG(?purpose) = 'ar') }
        } ORDER BY ?technology",
    )?;
    println!("{answers}");

    println!("\nWhat is predicted, and by whom? Quoted, never held to be so. (SPARQL)");
    let answers = graph.query(
        "SELECT ?who ?words WHERE {
            ?claim rb:modality rb:modality-predicted ; rb:attributedTo/rdfs:label ?who ;
                   rb:evidence/oa:exact ?words FILTER(LANG(?who) = 'ar')
        }",
    )?;
    println!("{answers}");
    let held = graph.ask("ASK { ex:wps rb:contributesTo ex:cooperation-networks }")?;
    println!("Does the graph hold that the summit contributes to cooperation networks? {held}");
    Ok(())
}

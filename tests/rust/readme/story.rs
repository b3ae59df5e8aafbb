use rawabit::{Graph, Modality, Narrow, Relate, WriteOptions};

fn main() -> Result<(), rawabit::Error> {
    let graph = Graph::new();
    graph.read("examples/data/summit.json")?; // every quote is checked against the article

    let qatar = graph.entity("qatar")?;
    println!("{} {:?} {}", qatar.name(), qatar.name_in("ar"), qatar.ids()["wikidata"]);

    for claim in graph.claims().subject("qatar").relation("participatesIn").object("wps-2024").iter()? {
        println!("{} {:?} {:?} {:?}", claim.modality(), claim.confidence(), claim.start(), claim.evidence()[0].quote());
    }
    println!("{}", graph.query("SELECT ?what { ex:qatar rb:memberOf/rdfs:label ?what }")?);

    let mut tx = graph.transaction()?; // all or nothing
    let oman = tx.country("عُمان")?;
    let how = Relate::new().source("article").modality(Modality::Predicted).confidence(0.4);
    tx.relate(&oman, "participatesIn", "wps-2024", how)?;
    tx.commit()?;

    println!("{:?}", graph.narrow(Narrow::new().at("2024-03-06").min_confidence(0.8))?); // as sure as you need it
    graph.write("summit.ttl", WriteOptions::default())?; // RDF 1.2; ClaimsForm::Reification for readers of RDF 1.1
    Ok(())
}

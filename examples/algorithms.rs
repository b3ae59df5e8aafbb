//! The graph as a graph: petgraph's algorithms on the relations of a summit.
//!
//! Run with `cargo run --example algorithms`.

use rawabit::algo::Node;
use rawabit::petgraph::algo::{astar, kosaraju_scc, toposort};
use rawabit::petgraph::visit::{Bfs, EdgeFiltered, Reversed, Walker};
use rawabit::{Adjacency, Describe, Error, Graph, Relate};

fn main() -> Result<(), Error> {
    let graph = summit()?;
    let adjacency = graph.adjacency();
    println!(
        "{} entities, {} edges",
        adjacency.node_count(),
        adjacency.edge_count()
    );

    // How does the ministry reach the council? Each hop names its relation and who says so.
    let (from, to) = (adjacency.node_of("qatar-moi")?, adjacency.node_of("gcc")?);
    println!(
        "\nFrom {} to {}:",
        name(&adjacency, from),
        name(&adjacency, to)
    );
    let path = astar(&adjacency, from, |node| node == to, |_| 1, |_| 0);
    for hop in path.map(|(_, nodes)| nodes).unwrap_or_default().windows(2) {
        for edge in adjacency.edges_connecting(hop[0], hop[1]) {
            let sources = adjacency
                .claims(edge.id())
                .filter_map(|claim| claim.source());
            let sources: Vec<String> = sources.map(|source| source.name()).collect();
            println!(
                "  {} -- {} -> {}  [{}]",
                name(&adjacency, hop[0]),
                edge.relation(),
                name(&adjacency, hop[1]),
                sources.join(", ")
            );
        }
    }

    // Who stands above whom? A filter follows subrelations and inverses too.
    println!("\nFrom the bottom to the top:");
    let above = graph.adjacency_of(["subOrganizationOf", "agencyOf"])?;
    let order = toposort(&above, None).unwrap_or_default();
    for node in order {
        if has_edge(&above, node) {
            println!("  {}", name(&above, node));
        }
    }

    // Petgraph's adaptors can pick edges and turn them round.
    let wps = adjacency.node_of("wps")?;
    let parts = EdgeFiltered::from_fn(&adjacency, |edge| edge.relation() != "cooperatesWith");
    println!("\nWhat leads to {}:", name(&adjacency, wps));
    for node in Bfs::new(Reversed(&parts), wps)
        .iter(Reversed(&parts))
        .skip(1)
    {
        println!("  {}", name(&adjacency, node));
    }

    // A symmetric relation goes both ways, so its partners are strongly connected.
    println!("\nWorking with each other:");
    let partners = graph.adjacency_of(["cooperatesWith"])?;
    for group in kosaraju_scc(&partners) {
        if group.len() > 1 {
            let names: Vec<String> = group.iter().map(|&n| name(&partners, n)).collect();
            println!("  {}", names.join(" | "));
        }
    }

    let components = graph.components();
    println!("\nComponents of {:?} entities:", components.sizes());
    for number in 0..components.len() {
        let first = components.members(number).next();
        println!(
            "  {number}: {}, …",
            first.map_or_else(String::new, |e| e.name())
        );
    }
    Ok(())
}

/// An entity's name in both scripts.
fn name(adjacency: &Adjacency, node: Node) -> String {
    let entity = adjacency.entity(node);
    let names = ["en", "ar"].map(|language| entity.name_in(language));
    names.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn has_edge(adjacency: &Adjacency, node: Node) -> bool {
    use rawabit::petgraph::Direction::{Incoming, Outgoing};
    use rawabit::petgraph::visit::IntoNeighborsDirected;
    [Incoming, Outgoing]
        .into_iter()
        .any(|way| adjacency.neighbors_directed(node, way).next().is_some())
}

/// A summit, those who hold it, and those who come.
fn summit() -> Result<Graph, Error> {
    let graph = Graph::new();
    let mut tx = graph.transaction()?;
    for country in ["QA", "AE", "SA", "MA"] {
        tx.country(country)?;
    }
    for (id, r#type, english, arabic) in [
        (
            "gcc",
            "IntergovernmentalOrganization",
            "Gulf Cooperation Council",
            "مجلس التعاون لدول الخليج العربية",
        ),
        (
            "wps",
            "Summit",
            "World Police Summit",
            "القمة الشرطية العالمية",
        ),
        ("dubai-police", "PoliceForce", "Dubai Police", "شرطة دبي"),
        (
            "uae-moi",
            "Ministry",
            "Ministry of Interior of the UAE",
            "وزارة الداخلية الإماراتية",
        ),
        (
            "qatar-moi",
            "Ministry",
            "Ministry of Interior of Qatar",
            "وزارة الداخلية القطرية",
        ),
        (
            "marrakesh-forum",
            "Summit",
            "Marrakesh Security Forum",
            "منتدى مراكش الأمني",
        ),
        (
            "agency",
            "Document",
            "News agency report",
            "خبر وكالة الأنباء",
        ),
    ] {
        let names = Describe::new().id(id).name(english).name_in("ar", arabic);
        tx.add(r#type, names)?;
    }
    for (subject, relation, object) in [
        ("qatar-moi", "agencyOf", "qatar"),
        ("qatar", "memberOf", "gcc"),
        ("united-arab-emirates", "memberOf", "gcc"),
        ("saudi-arabia", "memberOf", "gcc"),
        ("qatar", "cooperatesWith", "saudi-arabia"),
        ("dubai-police", "subOrganizationOf", "uae-moi"),
        ("uae-moi", "agencyOf", "united-arab-emirates"),
        ("dubai-police", "organizes", "wps"),
        ("qatar-moi", "participatesIn", "wps"),
        ("morocco", "hosts", "marrakesh-forum"),
    ] {
        tx.relate(subject, relation, object, Relate::new().source("agency"))?;
    }
    tx.commit()?;
    Ok(graph)
}

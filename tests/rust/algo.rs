//! The graph as a graph: an adjacency has the edges that it should, and what petgraph's algorithms
//! find on it is what they find on petgraph's own graph of the same edges.

#![expect(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::RandomState;

use petgraph::algo;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{
    Bfs, Dfs, DfsEvent, EdgeFiltered, EdgeIndexable, EdgeRef, IntoEdgeReferences, IntoEdges,
    IntoEdgesDirected, IntoNeighborsDirected, NodeIndexable, Reversed, Walker, depth_first_search,
};
use petgraph::{Direction, Graph as Petgraph};
use rawabit::algo::Node;
use rawabit::{Adjacency, Components, Describe, Error, Graph, Relate};

const KNOWS: &str = "https://example.org/r#knows";
const RELATIONS: [&str; 5] = [
    "memberOf",
    "affiliatedWith",
    "hasAffiliate",
    "cooperatesWith",
    KNOWS,
];

/// Subject, relation as stored, object.
type Statement = (usize, &'static str, usize);
/// Source, relation as the edge has it, target.
type Edges = Vec<(usize, String, usize)>;

struct World {
    graph: Graph,
    size: usize,
    /// The statements, each with its claim.
    stated: BTreeMap<Statement, String>,
    state: u64,
}

impl World {
    fn new(seed: u64, size: usize) -> Result<Self, Error> {
        let graph = Graph::new();
        for n in 0..size {
            let organization = Describe::new()
                .id(format!("e{n}"))
                .name(format!("entity {n}"));
            graph.add("Organization", organization)?;
        }
        Ok(Self {
            graph,
            size,
            stated: BTreeMap::new(),
            state: seed,
        })
    }

    fn random(&mut self, below: usize) -> usize {
        self.state = self
            .state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) as usize % below
    }

    fn step(&mut self) -> Result<(), Error> {
        let (s, o) = (self.random(self.size), self.random(self.size));
        let relation = RELATIONS[self.random(RELATIONS.len())];
        let statement = match relation {
            "hasAffiliate" => (o, "affiliatedWith", s),
            relation => (s, relation, o),
        };
        match self.random(12) {
            0 => self.graph.compact()?,
            1..4 => {
                let at = self.random(self.stated.len().max(1));
                if let Some(statement) = self.stated.keys().nth(at).copied() {
                    let claim = self.stated.remove(&statement).unwrap_or_default();
                    self.graph.remove_claim(claim.as_str())?;
                }
            }
            _ => {
                let object = self.graph.entity(format!("e{o}"))?;
                let claim = self
                    .graph
                    .relate(format!("e{s}"), relation, &object, Relate::new())?;
                self.stated.insert(statement, claim.id());
            }
        }
        Ok(())
    }

    /// The edges that there should be along all relations.
    fn edges(&self) -> Edges {
        let mut edges = BTreeSet::new();
        for &(s, relation, o) in self.stated.keys() {
            edges.insert((s, relation, o));
            if relation == "cooperatesWith" {
                edges.insert((o, relation, s));
            }
        }
        owned(edges)
    }
}

fn owned<'a>(edges: impl IntoIterator<Item = (usize, &'a str, usize)>) -> Edges {
    let edges = edges.into_iter();
    let mut edges: Edges = edges.map(|(s, r, o)| (s, r.to_owned(), o)).collect();
    edges.sort_unstable();
    edges
}

/// The number in an entity's id.
fn number(adjacency: &Adjacency, node: Node) -> usize {
    let id = adjacency.entity(node).id();
    id[1..].parse().expect("ids are e0, e1, …")
}

fn edges_of(adjacency: &Adjacency) -> Edges {
    let name = |node| number(adjacency, node);
    owned(
        adjacency
            .edge_references()
            .map(|e| (name(e.source()), e.relation(), name(e.target()))),
    )
}

/// Petgraph's own graph with the nodes and edges of an adjacency; node `i` is node `i`.
fn petgraph_of(world: &World, adjacency: &Adjacency, edges: &Edges) -> DiGraph<usize, String> {
    let mut graph = Petgraph::new();
    let mut nodes = HashMap::new();
    for node in adjacency.nodes() {
        let number = number(adjacency, node);
        nodes.insert(number, graph.add_node(number));
    }
    assert_eq!(graph.node_count(), world.size);
    for (source, relation, target) in edges {
        graph.add_edge(nodes[source], nodes[target], relation.clone());
    }
    graph
}

fn worlds() -> impl Iterator<Item = (World, Adjacency, DiGraph<usize, String>)> {
    (0..24).map(|seed| {
        let size = 3 + seed as usize % 9;
        let mut world = World::new(seed, size).unwrap();
        for _ in 0..seed * 3 {
            world.step().unwrap();
        }
        let adjacency = world.graph.adjacency();
        let graph = petgraph_of(&world, &adjacency, &world.edges());
        (world, adjacency, graph)
    })
}

fn cost(relation: &str) -> usize {
    match relation {
        "memberOf" => 1,
        "cooperatesWith" => 2,
        _ => 5,
    }
}

#[test]
fn an_adjacency_has_the_edges_of_its_view() -> Result<(), Error> {
    for seed in 0..8 {
        let mut world = World::new(seed, 5)?;
        let mut before = (world.graph.adjacency(), world.edges());
        for _ in 0..60 {
            world.step()?;
            let adjacency = world.graph.adjacency();
            assert_eq!(edges_of(&adjacency), world.edges());
            assert_eq!(adjacency.edge_count(), world.edges().len());
            assert_eq!(
                edges_of(&before.0),
                before.1,
                "what was taken does not move"
            );
            before = (adjacency, world.edges());
        }
    }
    Ok(())
}

#[test]
fn both_directions_and_all_numbers_agree() {
    for (world, adjacency, graph) in worlds() {
        assert_eq!(adjacency.node_count(), world.size);
        for (at, edge) in adjacency.edge_references().enumerate() {
            assert_eq!(EdgeIndexable::to_index(&adjacency, edge.id()), at);
            assert_eq!(adjacency.edge(edge.id()), edge);
            let known = world.stated.iter().filter(|(statement, _)| {
                let &&(s, relation, o) = statement;
                let ends = (
                    number(&adjacency, edge.source()),
                    number(&adjacency, edge.target()),
                );
                let turned = relation == "cooperatesWith" && ends == (o, s);
                relation == edge.relation() && (ends == (s, o) || turned)
            });
            let mut known: Vec<&String> = known.map(|(_, claim)| claim).collect();
            let mut claims: Vec<String> = adjacency
                .claims(edge.id())
                .map(|claim| claim.id())
                .collect();
            known.sort_unstable();
            claims.sort_unstable();
            assert!(claims.iter().eq(known), "{edge:?}");
        }
        for node in adjacency.nodes() {
            let index = NodeIndex::new(node.index());
            assert_eq!(graph[index], number(&adjacency, node));
            assert_eq!(adjacency.node_of(adjacency.entity(node)).ok(), Some(node));
            for direction in [Direction::Outgoing, Direction::Incoming] {
                let mut ours: Vec<(usize, usize, &str)> = adjacency
                    .edges_directed(node, direction)
                    .map(|e| (e.source().index(), e.target().index(), e.relation()))
                    .collect();
                let mut theirs: Vec<(usize, usize, &str)> = graph
                    .edges_directed(index, direction)
                    .map(|e| (e.source().index(), e.target().index(), e.weight().as_str()))
                    .collect();
                ours.sort_unstable();
                theirs.sort_unstable();
                assert_eq!(ours, theirs);
                let neighbors: Vec<Node> = adjacency.neighbors_directed(node, direction).collect();
                assert!(neighbors.is_sorted());
                let ends = adjacency.edges_directed(node, direction);
                let ends = ends.map(|e| match direction {
                    Direction::Outgoing => e.target(),
                    Direction::Incoming => e.source(),
                });
                assert!(ends.eq(neighbors));
            }
            for other in adjacency.nodes() {
                let other_index = NodeIndex::new(other.index());
                let between = graph.edges_connecting(index, other_index).count();
                assert_eq!(adjacency.edges_connecting(node, other).len(), between);
            }
        }
    }
}

#[test]
fn shortest_paths_are_those_of_petgraph() {
    for (_, adjacency, graph) in worlds() {
        for node in adjacency.nodes() {
            let index = NodeIndex::new(node.index());
            let ours = algo::dijkstra(&adjacency, node, None, |e| cost(e.weight()));
            let theirs = algo::dijkstra(&graph, index, None, |e| cost(e.weight()));
            assert!(ours.len() == theirs.len());
            assert!(
                ours.iter()
                    .all(|(node, far)| { theirs.get(&NodeIndex::new(node.index())) == Some(far) })
            );
            let ours = algo::dijkstra(Reversed(&adjacency), node, None, |_| 1);
            let theirs = algo::dijkstra(Reversed(&graph), index, None, |_| 1);
            assert!(ours.len() == theirs.len());
            assert!(
                ours.iter()
                    .all(|(node, far)| { theirs.get(&NodeIndex::new(node.index())) == Some(far) })
            );
            for goal in adjacency.nodes() {
                let to = NodeIndex::new(goal.index());
                let ours =
                    algo::astar(&adjacency, node, |n| n == goal, |e| cost(e.weight()), |_| 0);
                let theirs = algo::astar(&graph, index, |n| n == to, |e| cost(e.weight()), |_| 0);
                assert_eq!(ours.as_ref().map(|(c, _)| *c), theirs.map(|(c, _)| c));
                // Every hop of the path is an edge, and the cheapest ones add up.
                if let Some((cost_of_all, path)) = ours {
                    let hops = path.windows(2).map(|hop| {
                        let edges = adjacency.edges_connecting(hop[0], hop[1]);
                        edges
                            .map(|e| cost(e.relation()))
                            .min()
                            .expect("a hop is an edge")
                    });
                    assert_eq!(hops.sum::<usize>(), cost_of_all);
                }
                assert_eq!(
                    algo::has_path_connecting(&adjacency, node, goal, None),
                    algo::has_path_connecting(&graph, index, to, None)
                );
            }
        }
    }
}

#[test]
fn simple_paths_are_those_of_petgraph() {
    for (_, adjacency, graph) in worlds().take(16) {
        let [from, to] = [0, 1].map(|index| NodeIndexable::from_index(&adjacency, index));
        let ours: Vec<Vec<Node>> =
            algo::all_simple_paths::<_, _, RandomState>(&adjacency, from, to, 0, Some(4)).collect();
        let theirs: Vec<Vec<NodeIndex>> = algo::all_simple_paths::<_, _, RandomState>(
            &graph,
            NodeIndex::new(0),
            NodeIndex::new(1),
            0,
            Some(4),
        )
        .collect();
        let mut ours: Vec<Vec<usize>> = numbers(ours, Node::index);
        let mut theirs = numbers(theirs, NodeIndex::index);
        ours.sort_unstable();
        theirs.sort_unstable();
        assert_eq!(ours, theirs);
    }
}

fn numbers<N>(all: impl IntoIterator<Item = Vec<N>>, index: fn(N) -> usize) -> Vec<Vec<usize>> {
    all.into_iter()
        .map(|nodes| nodes.into_iter().map(index).collect())
        .collect()
}

#[test]
fn components_cycles_and_orders_are_those_of_petgraph() {
    for (_, adjacency, graph) in worlds() {
        assert_eq!(
            algo::connected_components(&adjacency),
            algo::connected_components(&graph)
        );
        assert_eq!(
            sets(numbers(algo::kosaraju_scc(&adjacency), Node::index)),
            sets(numbers(algo::kosaraju_scc(&graph), NodeIndex::index))
        );
        assert_eq!(
            sets(numbers(algo::tarjan_scc(&adjacency), Node::index)),
            sets(numbers(algo::tarjan_scc(&graph), NodeIndex::index))
        );
        assert_eq!(
            algo::is_cyclic_directed(&adjacency),
            algo::is_cyclic_directed(&graph)
        );
        match algo::toposort(&adjacency, None) {
            Err(_) => assert!(algo::toposort(&graph, None).is_err()),
            Ok(order) => {
                let mut place = vec![0; order.len()];
                for (at, node) in order.iter().enumerate() {
                    place[node.index()] = at;
                }
                let mut edges = adjacency.edge_references();
                assert!(edges.all(|e| place[e.source().index()] < place[e.target().index()]));
            }
        }
        for node in adjacency.nodes() {
            let index = NodeIndex::new(node.index());
            let mut ours: Vec<usize> = Bfs::new(&adjacency, node)
                .iter(&adjacency)
                .map(Node::index)
                .collect();
            let mut theirs: Vec<usize> = Bfs::new(&graph, index)
                .iter(&graph)
                .map(NodeIndex::index)
                .collect();
            assert_eq!(
                ours.len(),
                Dfs::new(&adjacency, node).iter(&adjacency).count()
            );
            ours.sort_unstable();
            theirs.sort_unstable();
            assert_eq!(ours, theirs);
            let mut found = 0;
            depth_first_search(&adjacency, Some(node), |event| {
                found += usize::from(matches!(event, DfsEvent::Discover(..)));
            });
            assert_eq!(found, theirs.len());
        }
    }
}

#[test]
fn cliques_of_a_symmetric_relation_are_those_of_petgraph() -> Result<(), Error> {
    // petgraph means graphs whose edges go both ways, and without loops.
    for (world, _, _) in worlds() {
        let adjacency = world.graph.adjacency_of(["cooperatesWith"])?;
        let edges = edges_of(&adjacency);
        if edges.iter().any(|(source, _, target)| source == target) {
            continue;
        }
        let graph = petgraph_of(&world, &adjacency, &edges);
        let ours = algo::maximal_cliques::maximal_cliques(&adjacency).into_iter();
        let theirs = algo::maximal_cliques::maximal_cliques(&graph).into_iter();
        assert_eq!(
            sets(ours.map(|c| c.into_iter().map(Node::index).collect())),
            sets(theirs.map(|c| c.into_iter().map(NodeIndex::index).collect()))
        );
    }
    Ok(())
}

fn sets(groups: impl IntoIterator<Item = Vec<usize>>) -> BTreeSet<BTreeSet<usize>> {
    groups
        .into_iter()
        .map(|group| group.into_iter().collect())
        .collect()
}

#[test]
fn weak_components_are_numbered_by_size_and_first_entity() -> Result<(), Error> {
    for (world, adjacency, graph) in worlds() {
        let components: Components = world.graph.components();
        assert_eq!(components.len(), algo::connected_components(&graph));
        assert_eq!(components.sizes().iter().sum::<usize>(), world.size);
        assert!(components.sizes().is_sorted_by(|a, b| a >= b));
        for edge in adjacency.edge_references() {
            let [a, b] = [edge.source(), edge.target()].map(|node| components.of_node(node));
            assert_eq!(a, b);
        }
        let mut sizes = vec![0; components.len()];
        let mut first = Vec::new();
        for ((entity, component), node) in components.iter().zip(adjacency.nodes()) {
            assert_eq!(components.of(&entity)?, component);
            assert_eq!(components.of_node(node), component);
            sizes[component] += 1;
            if sizes[component] == 1 {
                first.push((component, node));
            }
        }
        assert_eq!(sizes, components.sizes());
        first.sort_unstable();
        let equal = first.windows(2).filter(|w| sizes[w[0].0] == sizes[w[1].0]);
        assert!(equal.into_iter().all(|w| w[0].1 < w[1].1));
        for component in 0..=components.len() {
            let members = components.members(component);
            let members: BTreeSet<usize> = members
                .map(|e| components.of(&e))
                .collect::<Result<_, _>>()?;
            assert!(members.iter().all(|&c| c == component));
        }
    }
    assert!(Graph::new().components().is_empty());
    assert!(Graph::new().components().of("e0").is_err());
    Ok(())
}

/// A country that hosts a summit, works with another, and belongs to a council.
fn small() -> Result<Graph, Error> {
    let graph = Graph::new();
    for country in ["AE", "QA"] {
        graph.country(country)?;
    }
    graph.add(
        "Summit",
        Describe::new().id("wps").name("World Police Summit"),
    )?;
    let council = Describe::new().id("gcc").name("Gulf Cooperation Council");
    graph.add("IntergovernmentalOrganization", council)?;
    let (uae, how) = ("united-arab-emirates", Relate::new);
    graph.relate(uae, "hosts", "wps", how())?;
    graph.relate(uae, "participatesIn", "wps", how())?;
    graph.relate(uae, "memberOf", "gcc", how())?;
    graph.relate("qatar", "memberOf", "gcc", how())?;
    graph.relate(uae, "cooperatesWith", "qatar", how())?;
    graph.relate("qatar", "cooperatesWith", uae, how())?;
    Ok(graph)
}

fn named(adjacency: &Adjacency) -> BTreeSet<(String, String, String)> {
    let id = |node| adjacency.entity(node).id();
    let edges = adjacency.edge_references();
    edges
        .map(|e| (id(e.source()), e.relation().to_owned(), id(e.target())))
        .collect()
}

#[test]
fn a_filter_honours_subrelations_inverses_and_symmetry() -> Result<(), Error> {
    let graph = small()?;
    let edges = |relations: &[&str]| -> Result<_, Error> {
        let adjacency = graph.adjacency_of(relations)?;
        assert_eq!(adjacency.node_count(), 4, "a filter keeps all nodes");
        let found = named(&adjacency);
        assert_eq!(found.len(), adjacency.edge_count());
        Ok(found
            .into_iter()
            .map(|(s, r, o)| format!("{s} {r} {o}"))
            .collect::<Vec<_>>())
    };
    let uae = "united-arab-emirates";
    // To host is to take part.
    let part = [
        format!("{uae} hosts wps"),
        format!("{uae} participatesIn wps"),
    ];
    assert_eq!(edges(&["participatesIn"])?, part);
    assert_eq!(edges(&["rb:participatesIn", "hosts"])?, part);
    let round = [
        format!("wps hasParticipant {uae}"),
        format!("wps hostedBy {uae}"),
    ];
    assert_eq!(edges(&["hasParticipant"])?, round);
    assert_eq!(
        edges(&["hosts", "hostedBy"])?,
        [part[0].clone(), round[1].clone()]
    );
    let both = [
        format!("qatar cooperatesWith {uae}"),
        format!("{uae} cooperatesWith qatar"),
    ];
    assert_eq!(
        edges(&["cooperatesWith"])?,
        both,
        "stated both ways, and still two"
    );
    assert_eq!(edges(&["relatedTo"])?.len(), 2 + 4 + 4);
    assert_eq!(graph.adjacency().edge_count(), 2 + 2 + 2);
    assert!(edges(&[])?.is_empty() && edges(&["exhibitsAt"])?.is_empty());
    Ok(())
}

#[test]
fn what_is_no_relation_is_refused() -> Result<(), Error> {
    let graph = small()?;
    let error = |name: &str| {
        graph
            .adjacency_of([name])
            .map(|_| ())
            .unwrap_err()
            .to_string()
    };
    assert!(error("participateIn").contains("did you mean \"participatesIn\""));
    assert!(error("source").contains("links no entities"));
    assert!(error("owl:sameAs").contains("links no entities"));
    assert!(graph.adjacency().node_of("qatr").is_err());
    Ok(())
}

#[test]
fn adaptors_of_petgraph_take_an_adjacency() -> Result<(), Error> {
    fn shared<T: Send + Sync>(_: &T) {}
    let graph = small()?;
    let adjacency = graph.adjacency();
    shared(&adjacency);
    shared(&adjacency.components());
    let (qatar, wps) = (adjacency.node_of("qatar")?, adjacency.node_of("wps")?);
    assert!(algo::has_path_connecting(&adjacency, qatar, wps, None));
    let formal = EdgeFiltered::from_fn(&adjacency, |edge| edge.weight() != "cooperatesWith");
    assert!(!algo::has_path_connecting(&formal, qatar, wps, None));
    let dot = format!("{:?}", petgraph::dot::Dot::new(&adjacency));
    assert!(dot.contains("memberOf"));
    assert_eq!(adjacency.edges(qatar).len(), 2);
    assert_eq!(format!("{adjacency:?}"), "Adjacency(4 nodes, 6 edges)");
    assert_eq!(
        format!("{:?}", adjacency.components()),
        "Components(1 of 4 entities)"
    );
    Ok(())
}

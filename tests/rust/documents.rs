use rawabit::Graph;
#[test]
fn smoke() {
    let graph = Graph::new();
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../examples/data/summit.json"
    );
    let report = graph.read(path).unwrap();
    println!("{report}");
    println!(
        "{:?} {} {}",
        graph.view(),
        graph.base(),
        graph.view().check().is_ok()
    );
    let report = graph.read(path).unwrap();
    println!("{report}");
}

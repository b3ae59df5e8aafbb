//! Matching of blank nodes against trying every permutation, and the cases that are known to be slow.

use std::time::{Duration, Instant};

use super::bridge::Side;
use super::search::isomorphic;
use crate::{Format, Graph, ReadOptions, Schema};

struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % n
    }
}

type Quads = Vec<(u32, Vec<u32>)>;

fn side(quads: &Quads) -> Side {
    let mut side = Side::default();
    for (shape, blanks) in quads {
        side.push(*shape, blanks.iter().copied());
    }
    side
}

fn renamed(quads: &Quads, names: &[u32]) -> Quads {
    let mut quads: Quads = quads
        .iter()
        .map(|(shape, blanks)| (*shape, blanks.iter().map(|&b| names[b as usize]).collect()))
        .collect();
    quads.sort();
    quads
}

fn permutations(n: u32) -> Vec<Vec<u32>> {
    if n == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for shorter in permutations(n - 1) {
        for at in 0..=shorter.len() {
            let mut longer = shorter.clone();
            longer.insert(at, n - 1);
            all.push(longer);
        }
    }
    all
}

/// Random quads on few blank nodes; shapes of one, two and three gaps.
fn random(numbers: &mut Numbers, nodes: u64, shapes: u64) -> Quads {
    let mut quads: Quads = (0..nodes as u32).map(|b| (0, vec![b])).collect();
    for _ in 0..numbers.below(nodes * 2 + 1) {
        let shape = 1 + numbers.below(shapes) as u32;
        let gaps = if shape.is_multiple_of(3) { 3 } else { 2 };
        quads.push((
            shape,
            (0..gaps).map(|_| numbers.below(nodes) as u32).collect(),
        ));
    }
    quads.sort();
    quads.dedup();
    quads
}

#[test]
fn matching_agrees_with_trying_every_permutation() {
    let mut numbers = Numbers(11);
    let (mut yes, mut no) = (0, 0);
    for round in 0..3000 {
        let nodes = 1 + numbers.below(5);
        let shapes = 1 + numbers.below(3);
        let one = random(&mut numbers, nodes, shapes);
        let all = permutations(nodes as u32);
        let names = &all[numbers.below(all.len() as u64) as usize];
        let two = renamed(&one, names);
        assert!(isomorphic(&side(&one), &side(&two)), "round {round}");
        // One quad turned round, or another graph of the same size.
        let mut three = two.clone();
        let at = numbers.below(three.len() as u64) as usize;
        three[at].1.reverse();
        three.sort();
        three.dedup();
        let expected = all.iter().any(|names| renamed(&one, names) == three);
        assert_eq!(
            isomorphic(&side(&one), &side(&three)),
            expected,
            "round {round}: {one:?} {three:?}"
        );
        yes += usize::from(expected);
        no += usize::from(!expected);
    }
    assert!(yes > 100 && no > 100, "{yes} {no}");
}

fn cycles(lengths: &[u32]) -> Quads {
    let mut quads = Quads::new();
    let mut first = 0;
    for &n in lengths {
        quads.extend((0..n).map(|i| (0, vec![first + i, first + (i + 1) % n])));
        first += n;
    }
    quads
}

#[test]
fn what_only_a_search_tells_apart_is_told_apart() {
    assert!(isomorphic(&side(&cycles(&[3, 4])), &side(&cycles(&[4, 3]))));
    assert!(!isomorphic(&side(&cycles(&[3, 3])), &side(&cycles(&[6]))));
    // The two strongly regular graphs of 16 nodes with 6 neighbours each.
    let both = |tied: &dyn Fn(u32, u32) -> bool| -> Quads {
        let pairs = (0..16).flat_map(|a| (0..16).map(move |b| (a, b)));
        pairs
            .filter(|&(a, b)| a != b && tied(a, b))
            .map(|(a, b)| (0, vec![a, b]))
            .collect()
    };
    let rook = both(&|a, b| a / 4 == b / 4 || a % 4 == b % 4);
    let shrikhande = both(&|a, b| {
        let step = ((a / 4 + 4 - b / 4) % 4, (a % 4 + 4 - b % 4) % 4);
        [(0, 1), (0, 3), (1, 0), (3, 0), (1, 1), (3, 3)].contains(&step)
    });
    let turned: Vec<u32> = (0..16).map(|n| (n * 5 + 3) % 16).collect();
    assert!(isomorphic(&side(&rook), &side(&renamed(&rook, &turned))));
    assert!(isomorphic(
        &side(&shrikhande),
        &side(&renamed(&shrikhande, &turned))
    ));
    assert!(!isomorphic(&side(&rook), &side(&shrikhande)));
}

#[test]
fn ordinary_data_takes_no_search() {
    let begun = Instant::now();
    let n = 20_000;
    // Equal nodes, a hub with equal leaves, a long list of equal items, equal rings, a long ring.
    let equal: Quads = (0..n).map(|b| (0, vec![b])).collect();
    let hub: Quads = (1..n).map(|b| (0, vec![0, b])).collect();
    let mut list: Quads = (1..n).map(|b| (0, vec![b - 1, b])).collect();
    list.push((1, vec![n - 1]));
    let rings = cycles(&vec![4; n as usize / 4]);
    let ring = cycles(&[n]);
    for quads in [equal, hub, list, rings, ring] {
        let names: Vec<u32> = (0..n).map(|b| (b * 7 + 1) % n).collect();
        assert!(isomorphic(&side(&quads), &side(&renamed(&quads, &names))));
        let mut other = quads.clone();
        other[5].0 = 7;
        assert!(!isomorphic(&side(&quads), &side(&other)));
    }
    assert!(begun.elapsed() < Duration::from_secs(60));
}

fn graph(trig: &str) -> Graph {
    let graph = Graph::builder().build().unwrap();
    let prefixes = "PREFIX rb: <https://w3id.org/rawabit/ns#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX : <http://e/> ";
    let text = format!("{prefixes}{trig}");
    graph
        .read_from(text.as_bytes(), ReadOptions::new().format(Format::TriG))
        .unwrap();
    graph
}

fn assert_same(one: &str, two: &str, expected: bool) {
    let (one, two) = (graph(one), graph(two));
    assert_eq!(one.same_as(&two), expected);
    assert_eq!(two.same_as(&one), expected);
    one.compact().unwrap();
    assert_eq!(one.same_as(&two), expected, "after a compaction");
}

#[test]
fn quads_are_compared_and_blank_nodes_are_not_named() {
    assert_same(":a :b :c .", ":a :b :c .", true);
    assert_same(":a :b :c .", ":a :b :d .", false);
    assert_same(":a :b :c .", ":a :b :c , :d .", false);
    assert_same(":a :b \"0.10\" .", ":a :b \"0.1\" .", false);
    assert_same(":a :b \"x\"@ar .", ":a :b \"x\"@ar--rtl .", false);
    assert_same(":a :b :c .", ":g { :a :b :c }", false);
    assert_same("_:g { :a :b :c }", "_:h { :a :b :c }", true);
    assert_same("_:g { _:g :b :c }", "_:h { _:i :b :c }", false);
    assert_same(
        ":a :b <<( :s :p <<( _:x :q _:x )>> )>> .",
        ":a :b <<( :s :p <<( _:y :q _:y )>> )>> .",
        true,
    );
    assert_same(
        ":a :b <<( :s :p <<( _:x :q _:x )>> )>> .",
        ":a :b <<( :s :p <<( _:y :q _:z )>> )>> .",
        false,
    );
    assert_same(
        "<< :s :p :o >> :b 1 . << :s :p :o >> :b 2 .",
        "<< :s :p :o ~ _:y >> :b 2 . << :s :p :o ~ _:x >> :b 1 .",
        true,
    );
    assert_same(
        "<< :s :p :o >> :b 1 . << :s :p :o >> :b 2 .",
        "<< :s :p :o >> :b 1 , 2 .",
        false,
    );
}

#[test]
fn the_form_of_claims_does_not_matter_and_what_they_assert_does() {
    let statement = ":s :p :o . :r a rdf:Statement , rb:Claim ; rdf:subject :s ; rdf:predicate :p ; rdf:object :o ; rb:confidence 0.5 .";
    let reifier = ":s :p :o ~ :r {| a rb:Claim ; rb:confidence 0.5 |} .";
    assert_same(statement, reifier, true);
    assert_same(
        statement,
        ":s :p :o ~ :r {| a rb:Claim ; rb:confidence 0.50 |} .",
        false,
    );
    assert_same(statement, ":s :p :o ~ :r {| rb:confidence 0.5 |} .", false);
    assert_same(reifier, &format!("{reifier} :r rdf:subject :s ."), false);
    // The same quads but for `rb:asserted`, which makes the claim let go.
    let quoted = ":s :p :o . << :s :p :o ~ :r >> a rb:Claim ; rb:asserted false .";
    assert_same(":s :p :o ~ :r {| a rb:Claim |} .", quoted, false);
    assert_same(quoted, quoted, true);
    // Said on its own or not.
    let one = graph(reifier);
    let two = graph(reifier);
    two.read_from(
        "<http://e/s> <http://e/p> <http://e/o> .".as_bytes(),
        ReadOptions::new().format(Format::NTriples),
    )
    .unwrap();
    assert!(one.same_as(&two));
}

#[test]
fn an_empty_schema_and_another_moment_are_compared_alike() {
    let one = graph(":a :b [ :c 1 ] .");
    let two = Graph::builder().schema(Schema::empty()).build().unwrap();
    assert!(!one.same_as(&two));
    two.read_from(
        "<http://e/a> <http://e/b> [ <http://e/c> 1 ] .".as_bytes(),
        ReadOptions::new().format(Format::Turtle),
    )
    .unwrap();
    assert!(one.same_as(&two));
    let before = one.view();
    one.country("QA").unwrap();
    assert!(before.same_as(&two.view()) && !one.view().same_as(&before));
}

//! From classes to a match of blank nodes, one for one.

use rustc_hash::FxHashMap;

use super::bridge::Side;
use super::net::Net;
use super::partition::Partition;

/// Whether the quads of both sides are the same up to the names of their blank nodes.
pub(super) fn isomorphic(left: &Side, right: &Side) -> bool {
    if left.count() != right.count() || left.shapes.len() != right.shapes.len() {
        return false;
    }
    let (net, classes) = Net::of(left, right);
    let mut partition = Partition::new(&net, &classes);
    partition.refine(&net) && matches(&net, &partition)
}

/// A part of one side: blank nodes that are tied to each other and to no others that are open, and
/// the quads that tie them.
struct Piece {
    blanks: Vec<u32>,
    quads: Vec<u32>,
}

/// Whether the nodes of both sides can be matched within their classes, which are refined.
///
/// Nodes that are alone with their like on the other side are matched already. The others fall into
/// pieces that can be matched one by one: being alike is transitive, so the first that fits is good.
fn matches(net: &Net, partition: &Partition) -> bool {
    let open = |node: u32| partition.members(partition.class(node)).len() > 2;
    let mut alike: FxHashMap<Vec<u32>, (Vec<Piece>, Vec<Piece>)> = FxHashMap::default();
    for piece in pieces(net, open) {
        let mut key: Vec<u32> = piece
            .blanks
            .iter()
            .chain(&piece.quads)
            .map(|&node| partition.class(node))
            .collect();
        key.sort_unstable();
        let (left, right) = alike.entry(key).or_default();
        if net.left[piece.blanks[0] as usize] {
            left.push(piece);
        } else {
            right.push(piece);
        }
    }
    alike.into_values().all(|(left, mut right)| {
        left.len() == right.len()
            && left.iter().all(|piece| {
                let found = right
                    .iter()
                    .rposition(|other| fits(net, partition, piece, other));
                found.map(|at| right.swap_remove(at)).is_some()
            })
    })
}

/// The pieces that open blank nodes fall into.
fn pieces(net: &Net, open: impl Fn(u32) -> bool) -> Vec<Piece> {
    let mut seen = vec![false; net.len()];
    let mut pieces = Vec::new();
    for first in 0..net.blanks as u32 {
        if seen[first as usize] || !open(first) {
            continue;
        }
        seen[first as usize] = true;
        let mut piece = Piece {
            blanks: vec![first],
            quads: Vec::new(),
        };
        let mut done = 0;
        while let Some(&blank) = piece.blanks.get(done) {
            done += 1;
            for &(_, quad) in net.ties(blank) {
                if std::mem::replace(&mut seen[quad as usize], true) {
                    continue;
                }
                piece.quads.push(quad);
                for &(_, other) in net.ties(quad) {
                    if open(other) && !std::mem::replace(&mut seen[other as usize], true) {
                        piece.blanks.push(other);
                    }
                }
            }
        }
        pieces.push(piece);
    }
    pieces
}

/// Whether two pieces, one of each side and of the same classes, can be matched.
fn fits(net: &Net, partition: &Partition, left: &Piece, right: &Piece) -> bool {
    let mut classes: Vec<u32> = left.blanks.iter().map(|&b| partition.class(b)).collect();
    classes.sort_unstable();
    if classes.windows(2).all(|pair| pair[0] != pair[1]) {
        // Each is alone of its class in its piece, and all that is around it is of the same classes.
        return true;
    }
    let (net, keys) = alone(net, partition, left, right);
    let partition = Partition::refined(&net, &keys);
    // One that has few others like it, and each of these in turn.
    let Some(class) = (0..net.blanks as u32)
        .map(|blank| partition.class(blank))
        .filter(|&class| partition.members(class).len() > 2)
        .min_by_key(|&class| (partition.members(class).len(), class))
    else {
        return true;
    };
    let members = partition.members(class);
    let Some(&one) = members.iter().find(|&&node| net.left[node as usize]) else {
        return false;
    };
    let others = members.iter().filter(|&&node| !net.left[node as usize]);
    others.into_iter().any(|&other| {
        let mut trial = partition.clone();
        trial.set_apart(&net, &[one, other]);
        trial.refine(&net) && matches(&net, &trial)
    })
}

/// Two pieces as a net of their own, with the classes that their nodes have.
fn alone(net: &Net, partition: &Partition, left: &Piece, right: &Piece) -> (Net, Vec<u32>) {
    let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
    let blanks = left.blanks.iter().chain(&right.blanks);
    let nodes: Vec<u32> = blanks
        .chain(&left.quads)
        .chain(&right.quads)
        .copied()
        .collect();
    for (number, &node) in nodes.iter().enumerate() {
        numbers.insert(node, number as u32);
    }
    let mut pairs = Vec::new();
    for &quad in left.quads.iter().chain(&right.quads) {
        for &(position, blank) in net.ties(quad) {
            // The others are matched already, and told apart by the class of the quad.
            if let Some(&blank) = numbers.get(&blank) {
                pairs.push((blank, numbers[&quad], position));
            }
        }
    }
    let sides = nodes.iter().map(|&node| net.left[node as usize]).collect();
    let keys = nodes.iter().map(|&node| partition.class(node)).collect();
    let count = left.blanks.len() + right.blanks.len();
    (Net::new(count, sides, &pairs), keys)
}

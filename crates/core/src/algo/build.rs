//! From statements to rows of edges.

use std::sync::Arc;

use super::codes::Codes;
use super::csr::Csr;
use super::nodes::{Node, Nodes};
use super::ways::Ways;
use crate::graph::{GraphIs, Lens};
use crate::model::id::{self, NONE};

/// Where an edge leads, and below that its code: in this order the edges of a row are sorted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Link(u64);

impl Link {
    fn new(target: u32, code: u32) -> Self {
        Self(u64::from(target) << 32 | u64::from(code))
    }

    fn target(self) -> u32 {
        (self.0 >> 32) as u32
    }

    fn code(self) -> u32 {
        self.0 as u32
    }
}

/// The edges while they are gathered.
struct Edges {
    /// How many edges in `sorted` each node has.
    degrees: Vec<u32>,
    /// Those that came in order of their source, and the source of the last.
    sorted: Vec<Link>,
    last: u32,
    /// The others, with their sources.
    stray: Vec<(u32, Link)>,
}

/// The edges of a view along some ways.
///
/// # Panics
/// Where there are 2^32 edges or more.
pub(super) fn build(lens: Lens<'_>, nodes: Arc<Nodes>, ways: Ways) -> Csr {
    let edges = gather(lens, &nodes, &ways);
    let (mut starts, mut links) = edges.rows();
    for row in starts.windows(2) {
        let row = &mut links[row[0] as usize..row[1] as usize];
        if !row.is_sorted() {
            row.sort_unstable();
        }
    }
    drop_mirrored(&mut starts, &mut links, &ways);
    let targets = links.iter().map(|link| Node(link.target())).collect();
    let codes = Codes::new(ways.len(), links.iter().map(|link| link.code()));
    Csr::new(nodes, ways, starts.into(), targets, codes)
}

/// One pass over the statements, by subject.
fn gather(lens: Lens<'_>, nodes: &Nodes, ways: &Ways) -> Edges {
    let numbers = nodes.numbers();
    let codes = ways.by_predicate(numbers.len());
    let mut edges = Edges {
        degrees: vec![0; nodes.len()],
        sorted: Vec::new(),
        last: 0,
        stray: Vec::new(),
    };
    let target = |o: u32| {
        let number = id::is_resource(o).then(|| numbers[id::index(o)]);
        number.filter(|&number| number != NONE)
    };
    if lens.snapshot.sight().is_some() {
        // A narrow view goes through what it shows, which comes in the same order.
        for [s, p, o, _] in lens.snapshot.stored([None; 3], GraphIs::Default) {
            let source = id::is_resource(s).then(|| numbers[id::index(s)]);
            if let Some(source) = source.filter(|&source| source != NONE)
                && let Some(target) = target(o)
            {
                edges.add(source, codes[id::index(p)], target);
            }
        }
        return edges;
    }
    let delta = &lens.snapshot.delta;
    let filtered = delta.has_removed();
    for (s, predicates, objects) in lens.snapshot.base.triples.by_subject() {
        let source = numbers[id::index(s)];
        if source == NONE {
            continue;
        }
        for (&p, &o) in predicates.iter().zip(objects) {
            let codes = codes[id::index(p)];
            if codes != [0, 0]
                && let Some(target) = target(o)
                && !(filtered && delta.is_removed(&[s, p, o]))
            {
                edges.add(source, codes, target);
            }
        }
    }
    for [s, p, o] in delta.triples([None; 3]) {
        let source = numbers[id::index(s)];
        if source != NONE
            && let Some(target) = target(o)
        {
            edges.add(source, codes[id::index(p)], target);
        }
    }
    edges
}

impl Edges {
    /// A statement, with one more than the code of its straight way and of its turned way.
    fn add(&mut self, subject: u32, [straight, turned]: [u32; 2], object: u32) {
        if straight != 0 {
            self.push(subject, Link::new(object, straight - 1));
        }
        if turned != 0 {
            self.stray.push((object, Link::new(subject, turned - 1)));
        }
    }

    fn push(&mut self, source: u32, link: Link) {
        if source < self.last {
            // What has changed since the last compaction comes after the rest.
            self.stray.push((source, link));
        } else {
            self.last = source;
            self.degrees[source as usize] += 1;
            self.sorted.push(link);
        }
    }

    /// Where the row of each node begins, and the end; and the rows.
    fn rows(mut self) -> (Vec<u32>, Vec<Link>) {
        let all = self.sorted.len() + self.stray.len();
        assert!(u32::try_from(all).is_ok(), "fewer than 2^32 edges fit");
        if self.stray.is_empty() {
            return (starts(&self.degrees), self.sorted);
        }
        let before = self.degrees.clone();
        for (source, _) in &self.stray {
            self.degrees[*source as usize] += 1;
        }
        let starts = starts(&self.degrees);
        let mut links = vec![Link::new(0, 0); all];
        // Each row begins with those that came in order; behind them is room for the others.
        let mut free = starts.clone();
        let mut sorted = self.sorted.as_slice();
        for (free, count) in free.iter_mut().zip(before) {
            let (row, rest) = sorted.split_at(count as usize);
            links[*free as usize..][..row.len()].copy_from_slice(row);
            *free += count;
            sorted = rest;
        }
        for (source, link) in self.stray {
            let at = &mut free[source as usize];
            links[*at as usize] = link;
            *at += 1;
        }
        (starts, links)
    }
}

/// Where rows of these lengths begin, and the end of the last.
pub(super) fn starts(lengths: &[u32]) -> Vec<u32> {
    let mut starts = Vec::with_capacity(lengths.len() + 1);
    let mut sum = 0;
    starts.push(0);
    starts.extend(lengths.iter().map(|length| {
        sum += length;
        sum
    }));
    starts
}

/// Where a symmetric relation is stated both ways, one edge each way is enough: drops the turned
/// image of a statement beside the statement that it is the image of. Rows are sorted.
fn drop_mirrored(starts: &mut [u32], links: &mut Vec<Link>, ways: &Ways) {
    // The straight way of a predicate has the code before that of its turned way.
    let image = |code: usize| {
        let way = ways.get(code);
        let beside = |before: usize| ways.get(before).predicate == way.predicate;
        way.symmetric && way.turned && code.checked_sub(1).is_some_and(beside)
    };
    let is_image: Vec<bool> = (0..ways.len()).map(image).collect();
    if !is_image.contains(&true) {
        return;
    }
    let (mut from, mut kept) = (0, 0);
    for end in &mut starts[1..] {
        let row = kept;
        for at in from..*end as usize {
            let link = links[at];
            let image =
                is_image[link.code() as usize] && kept > row && links[kept - 1].0 + 1 == link.0;
            if !image {
                links[kept] = link;
                kept += 1;
            }
        }
        from = *end as usize;
        *end = kept as u32;
    }
    links.truncate(kept);
}

//! Nodes in classes, split until no two of a class can be told apart by the classes around them.
//!
//! This is colour refinement in the way of Hopcroft: of the parts of a class all but the largest are
//! looked at again, so that it takes O(m log n) for m ties. See Berkholz, Bonsma and Grohe, *Tight
//! lower and upper bounds for the complexity of canonical colour refinement*, 2017.

use super::net::Net;

/// The classes of the nodes of a [`Net`].
#[derive(Clone)]
pub(super) struct Partition {
    /// The nodes, those of a class side by side.
    order: Vec<u32>,
    /// Where a node lies in it.
    place: Vec<u32>,
    class: Vec<u32>,
    classes: Vec<Class>,
    queue: Vec<u32>,
}

#[derive(Clone)]
struct Class {
    start: u32,
    len: u32,
    /// How many more members are of the left side than of the right.
    balance: i32,
    queued: bool,
}

impl Partition {
    /// From the class of each node, as any numbers; all are to be looked at.
    pub(super) fn new(net: &Net, keys: &[u32]) -> Self {
        let mut order: Vec<u32> = (0..net.len() as u32).collect();
        order.sort_by_key(|&node| keys[node as usize]);
        let mut this = Self {
            place: vec![0; order.len()],
            class: vec![0; order.len()],
            classes: Vec::new(),
            queue: Vec::new(),
            order: Vec::new(),
        };
        let mut start = 0;
        for run in order.chunk_by(|a, b| keys[*a as usize] == keys[*b as usize]) {
            let number = this.classes.len() as u32;
            for (at, &node) in run.iter().enumerate() {
                this.place[node as usize] = start + at as u32;
                this.class[node as usize] = number;
            }
            this.classes.push(Class {
                start,
                len: run.len() as u32,
                balance: balance(net, run),
                queued: true,
            });
            this.queue.push(number);
            start += run.len() as u32;
        }
        this.order = order;
        this
    }

    /// From classes that cannot be split; none is to be looked at.
    pub(super) fn refined(net: &Net, keys: &[u32]) -> Self {
        let mut this = Self::new(net, keys);
        this.queue.clear();
        this.classes
            .iter_mut()
            .for_each(|class| class.queued = false);
        this
    }

    /// The class of a node.
    pub(super) fn class(&self, node: u32) -> u32 {
        self.class[node as usize]
    }

    /// The nodes of a class.
    pub(super) fn members(&self, class: u32) -> &[u32] {
        let class = &self.classes[class as usize];
        &self.order[class.start as usize..(class.start + class.len) as usize]
    }

    /// Makes a class of its own of some nodes of one class, to be looked at.
    pub(super) fn set_apart(&mut self, net: &Net, nodes: &[u32]) {
        if let Some(&first) = nodes.first() {
            let part = self.split_off(net, self.class(first), nodes);
            self.enqueue(part);
        }
    }

    /// Splits classes until none can be split. `false` as soon as a class has more members of one
    /// side than of the other.
    pub(super) fn refine(&mut self, net: &Net) -> bool {
        if self.classes.iter().any(|class| class.balance != 0) {
            return false;
        }
        // (node, position): who is tied to a member of the class that is looked at, and how.
        let mut touched: Vec<(u32, u32)> = Vec::new();
        while let Some(class) = self.queue.pop() {
            self.classes[class as usize].queued = false;
            touched.clear();
            for &member in self.members(class) {
                touched.extend(net.ties(member).iter().map(|&(p, node)| (node, p)));
            }
            touched.sort_unstable();
            // By class, then by the positions of all ties.
            let mut found: Vec<(u32, &[(u32, u32)])> = touched
                .chunk_by(|a, b| a.0 == b.0)
                .map(|ties| (self.class(ties[0].0), ties))
                .collect();
            found.sort_by(|a, b| {
                let positions = |ties: &[(u32, u32)]| ties.iter().map(|t| t.1).collect::<Vec<_>>();
                a.0.cmp(&b.0).then_with(|| match (a.1, b.1) {
                    ([a], [b]) => a.1.cmp(&b.1),
                    (a, b) => positions(a).cmp(&positions(b)),
                })
            });
            let parts: Vec<(u32, Vec<u32>)> = found
                .chunk_by(|a, b| a.0 == b.0 && a.1.iter().map(|t| t.1).eq(b.1.iter().map(|t| t.1)))
                .map(|part| (part[0].0, part.iter().map(|(_, ties)| ties[0].0).collect()))
                .collect();
            for parts in parts.chunk_by(|a, b| a.0 == b.0) {
                if !self.split(net, parts) {
                    return false;
                }
            }
        }
        true
    }

    /// Splits a class into some parts and the rest; `false` where a part has more of one side.
    fn split(&mut self, net: &Net, parts: &[(u32, Vec<u32>)]) -> bool {
        let class = parts[0].0;
        let whole = self.classes[class as usize].len as usize;
        let touched: usize = parts.iter().map(|(_, nodes)| nodes.len()).sum();
        if parts.len() == 1 && touched == whole {
            return true;
        }
        // The largest part keeps the number of the class and its place in the queue.
        let rest = whole - touched;
        let largest = parts
            .iter()
            .enumerate()
            .max_by_key(|(_, (_, nodes))| nodes.len())
            .filter(|(_, (_, nodes))| nodes.len() > rest)
            .map(|(at, _)| at);
        let mut new = Vec::new();
        for (at, (_, nodes)) in parts.iter().enumerate() {
            if Some(at) != largest {
                new.push(self.split_off(net, class, nodes));
            }
        }
        if largest.is_some() && rest > 0 {
            // What is left of the class is the largest part and the rest: the rest goes too.
            let keep: &[u32] = largest.map_or(&[], |at| &parts[at].1);
            let mut kept: Vec<u32> = keep.to_vec();
            kept.sort_unstable();
            let nodes: Vec<u32> = self
                .members(class)
                .iter()
                .copied()
                .filter(|node| kept.binary_search(node).is_err())
                .collect();
            new.push(self.split_off(net, class, &nodes));
        }
        let balanced = self.classes[class as usize].balance == 0
            && new
                .iter()
                .all(|&part| self.classes[part as usize].balance == 0);
        for part in new {
            self.enqueue(part);
        }
        balanced
    }

    fn enqueue(&mut self, class: u32) {
        if !std::mem::replace(&mut self.classes[class as usize].queued, true) {
            self.queue.push(class);
        }
    }

    /// Moves nodes of a class into a new one.
    fn split_off(&mut self, net: &Net, class: u32, nodes: &[u32]) -> u32 {
        let number = self.classes.len() as u32;
        let Class { start, len, .. } = self.classes[class as usize];
        let mut end = start + len;
        for &node in nodes {
            end -= 1;
            let (at, last) = (self.place[node as usize], self.order[end as usize]);
            self.order.swap(at as usize, end as usize);
            self.place[last as usize] = at;
            self.place[node as usize] = end;
            self.class[node as usize] = number;
        }
        let balance = balance(net, nodes);
        let old = &mut self.classes[class as usize];
        old.len -= nodes.len() as u32;
        old.balance -= balance;
        self.classes.push(Class {
            start: end,
            len: nodes.len() as u32,
            balance,
            queued: false,
        });
        number
    }
}

fn balance(net: &Net, nodes: &[u32]) -> i32 {
    let side = |&node: &u32| if net.left[node as usize] { 1 } else { -1 };
    nodes.iter().map(side).sum()
}

//! The best paths between two entities: a search that goes on from the best that a path can still become.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::neighbors::Along;
use super::paths::{Paths, Weight};
use super::{Direction, View};
use crate::Error;

/// How good a path is: how sure, then how short. By hops every path is as sure as any other.
#[derive(Clone, Copy)]
struct Worth {
    sure: f64,
    hops: usize,
}

impl Worth {
    const NO_HOP: Self = Self { sure: 1.0, hops: 0 };

    /// The better is the greater.
    fn order(&self, other: &Self) -> Ordering {
        self.sure
            .total_cmp(&other.sure)
            .then_with(|| other.hops.cmp(&self.hops))
    }

    /// Whether it is as good by either measure.
    fn covers(&self, other: &Self) -> bool {
        self.sure >= other.sure && self.hops <= other.hops
    }

    fn and(&self, other: &Self) -> Self {
        Self {
            sure: self.sure * other.sure,
            hops: self.hops + other.hops,
        }
    }
}

/// An entity on a path that has begun.
#[derive(Clone, Copy)]
struct Step {
    entity: u32,
    /// What the path has so far.
    worth: Worth,
    /// The step before, and one further back, so that any is found in O(log hops); the first has itself
    /// (Myers, [An applicative random-access stack](https://doi.org/10.1016/0020-0190(83)90106-0)).
    before: usize,
    far_before: usize,
}

/// All steps that were taken; paths share those that they have in common.
#[derive(Default)]
struct Steps(RefCell<Vec<Step>>);

impl Steps {
    fn get(&self, at: usize) -> Step {
        self.0.borrow()[at]
    }

    fn first(&self, entity: u32) -> usize {
        let mut steps = self.0.borrow_mut();
        let at = steps.len();
        steps.push(Step {
            entity,
            worth: Worth::NO_HOP,
            before: at,
            far_before: at,
        });
        at
    }

    fn push(&self, before: usize, entity: u32, worth: Worth) -> usize {
        let mut steps = self.0.borrow_mut();
        let (last, at) = (steps[before], steps.len());
        let far = steps[last.far_before];
        let is_twice =
            last.worth.hops - far.worth.hops == far.worth.hops - steps[far.far_before].worth.hops;
        steps.push(Step {
            entity,
            worth,
            before,
            far_before: if is_twice { far.far_before } else { before },
        });
        at
    }

    /// The steps of a path, from the start.
    fn path(&self, last: usize) -> Vec<usize> {
        let before = |at: &usize| Some(self.get(*at).before).filter(|before| before != at);
        let mut path: Vec<usize> = std::iter::successors(Some(last), before).collect();
        path.reverse();
        path
    }

    /// Paths by their entities, one by one; what another goes on from comes before it. O(log hops).
    fn order(&self, a: usize, b: usize) -> Ordering {
        let steps = self.0.borrow();
        let hops = |at: usize| steps[at].worth.hops;
        let back_to = |mut at: usize, wanted: usize| {
            while hops(at) > wanted {
                let Step {
                    before, far_before, ..
                } = steps[at];
                at = if hops(far_before) >= wanted {
                    far_before
                } else {
                    before
                };
            }
            at
        };
        let (mut x, mut y) = (back_to(a, hops(b)), back_to(b, hops(a)));
        if x == y {
            return hops(a).cmp(&hops(b));
        }
        // Back to where the two part; a path has each entity once, so they differ there.
        while steps[x].before != steps[y].before {
            let (far_x, far_y) = (steps[x].far_before, steps[y].far_before);
            (x, y) = if far_x == far_y {
                (steps[x].before, steps[y].before)
            } else {
                (far_x, far_y)
            };
        }
        steps[x].entity.cmp(&steps[y].entity)
    }
}

/// A path that has begun.
struct Begun<'a> {
    /// What it can have at most when it ends.
    best: Worth,
    last: usize,
    part: usize,
    steps: &'a Steps,
}

impl Ord for Begun<'_> {
    /// The best is the greatest, then the one of smaller ids.
    fn cmp(&self, other: &Self) -> Ordering {
        self.best
            .order(&other.best)
            .then_with(|| self.steps.order(other.last, self.last))
    }
}

impl PartialOrd for Begun<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Begun<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Begun<'_> {}

/// Some of the paths: those that begin as one that was found does, and go on otherwise.
struct Part {
    /// Where each entity stands on the path that was found, and how many of its hops are taken over.
    places: Rc<FxHashMap<u32, usize>>,
    hops: usize,
    /// Where the paths of other parts go from there.
    not_to: Vec<u32>,
    /// What paths had at the entities that they were followed to.
    followed: FxHashMap<u32, Vec<Worth>>,
    is_found: bool,
}

impl Part {
    fn begins_with(&self, entity: u32) -> bool {
        self.places
            .get(&entity)
            .is_some_and(|&place| place <= self.hops)
    }

    /// Whether a path to an entity is no better than one that was followed; so none meets an entity twice.
    fn is_covered(&self, entity: u32, worth: &Worth) -> bool {
        let followed = self.followed.get(&entity);
        followed.is_some_and(|all| all.iter().any(|it| it.covers(worth)))
    }
}

/// The best ways to the end, entities twice or not: for each entity the shortest, then each longer one that
/// is surer.
#[derive(Default)]
struct Rest {
    last: FxHashMap<u32, usize>,
    /// Each with the one before of its entity.
    all: Vec<(Worth, Option<usize>)>,
}

impl Rest {
    fn push(&mut self, entity: u32, worth: Worth) {
        let before = self.last.insert(entity, self.all.len());
        self.all.push((worth, before));
    }

    /// The best within so many hops.
    fn within(&self, entity: u32, hops: usize) -> Option<Worth> {
        let mut at = self.last.get(&entity).copied();
        loop {
            let (worth, before) = self.all[at?];
            if worth.hops <= hops {
                return Some(worth);
            }
            at = before;
        }
    }
}

/// The other ends that an entity's hops lead to, ascending, each with how sure the surest is.
type Hops = Rc<[(u32, f64)]>;

struct Search<'a> {
    view: &'a View,
    along: &'a Along,
    how: &'a Paths,
    hops: FxHashMap<u32, Hops>,
    rest: Rest,
    steps: &'a Steps,
    begun: BinaryHeap<Begun<'a>>,
    parts: Vec<Part>,
}

impl View {
    /// The entities of the best paths.
    ///
    /// A path at an entity whose best way to the end, within the hops left and entities twice or not, is
    /// known can become so good at most: best-first by that bound the paths come in their order (A*, [Hart,
    /// Nilsson and Raphael 1968](https://doi.org/10.1109/TSSC.1968.300136)). When one is found, what is left
    /// of its part falls into parts by where paths leave it ([Yen 1971](https://doi.org/10.1287/mnsc.17.11.712)
    /// and [Lawler 1972](https://doi.org/10.1287/mnsc.18.7.401)). In a part the best path meets no entity
    /// twice, as a way round makes no path surer: so each entity is gone on from once (by confidence, once
    /// for each number of hops), however many paths there are.
    pub(super) fn best_paths(
        &self,
        along: &Along,
        [start, end]: [u32; 2],
        how: &Paths,
    ) -> Result<Vec<Vec<u32>>, Error> {
        let steps = Steps::default();
        let mut search = Search {
            view: self,
            along,
            how,
            hops: FxHashMap::default(),
            rest: Rest::default(),
            steps: &steps,
            begun: BinaryHeap::new(),
            parts: Vec::new(),
        };
        search.look_back(end)?;
        search.begin(start);
        let mut found = Vec::new();
        while found.len() < how.limit
            && let Some(path) = search.next(end)?
        {
            found.push(path);
        }
        Ok(found)
    }
}

impl Search<'_> {
    /// How good the rest of a path can be, of all that can reach the end: layer by layer outwards, from
    /// those alone whose rest the last layer has made better.
    fn look_back(&mut self, end: u32) -> Result<(), Error> {
        let mut layer = FxHashMap::from_iter([(end, 1.0)]);
        let mut hops = 0;
        while !layer.is_empty() {
            let mut next: FxHashMap<u32, f64> = FxHashMap::default();
            for (&entity, &sure) in &layer {
                self.rest.push(entity, Worth { sure, hops });
            }
            if hops == self.how.max_hops {
                break;
            }
            for (entity, rest) in layer {
                // Kept only where it is dear to know how sure they are: the search goes back to few of them.
                let hops = match self.how.weight {
                    Weight::Hops => self.look(entity)?,
                    Weight::Confidence => self.hops(entity)?,
                };
                for &(other, sure) in &*hops {
                    let sure = sure * rest;
                    let before = self.rest.within(other, usize::MAX);
                    if before.is_none_or(|before| before.sure < sure) {
                        let best = next.entry(other).or_insert(sure);
                        *best = best.max(sure);
                    }
                }
            }
            layer = next;
            hops += 1;
        }
        Ok(())
    }

    fn begin(&mut self, start: u32) {
        let Some(best) = self.rest.within(start, self.how.max_hops) else {
            return;
        };
        let last = self.steps.first(start);
        self.begun.push(Begun {
            best,
            last,
            part: 0,
            steps: self.steps,
        });
        self.parts.push(Part {
            places: Rc::new(FxHashMap::from_iter([(start, 0)])),
            hops: 0,
            not_to: Vec::new(),
            followed: FxHashMap::default(),
            is_found: false,
        });
    }

    /// The best path that is left.
    fn next(&mut self, end: u32) -> Result<Option<Vec<u32>>, Error> {
        while let Some(Begun { last, part, .. }) = self.begun.pop() {
            self.listen()?;
            let Step { entity, worth, .. } = self.steps.get(last);
            if self.parts[part].is_found || self.parts[part].is_covered(entity, &worth) {
                continue;
            }
            if entity == end {
                let path = self.steps.path(last);
                self.split(part, &path)?;
                let entity = |&at: &usize| self.steps.get(at).entity;
                return Ok(Some(path.iter().map(entity).collect()));
            }
            let followed = &mut self.parts[part].followed;
            followed.entry(entity).or_default().push(worth);
            self.go_on(part, last)?;
        }
        Ok(None)
    }

    /// Makes parts of what is left of one, by where its paths leave the one that was found.
    fn split(&mut self, part: usize, path: &[usize]) -> Result<(), Error> {
        self.parts[part].is_found = true;
        let entities = path.iter().map(|&at| self.steps.get(at).entity);
        let places = Rc::new(entities.clone().zip(0..).collect::<FxHashMap<u32, usize>>());
        for (hops, next) in entities.enumerate().skip(1) {
            let hops = hops - 1;
            let old = &self.parts[part];
            if hops < old.hops {
                continue;
            }
            let mut not_to = vec![next];
            if hops == old.hops {
                not_to.extend(&old.not_to);
            }
            self.parts.push(Part {
                places: Rc::clone(&places),
                hops,
                not_to,
                followed: FxHashMap::default(),
                is_found: false,
            });
            self.go_on(self.parts.len() - 1, path[hops])?;
        }
        Ok(())
    }

    /// Follows a path of a part to wherever the end can still be reached from.
    fn go_on(&mut self, part: usize, last: usize) -> Result<(), Error> {
        let Step { entity, worth, .. } = self.steps.get(last);
        let Some(left) = self.how.max_hops.checked_sub(worth.hops + 1) else {
            return Ok(());
        };
        let hops = self.hops(entity)?;
        let here = &self.parts[part];
        for &(other, sure) in &*hops {
            if here.begins_with(other) || here.hops == worth.hops && here.not_to.contains(&other) {
                continue;
            }
            let worth = worth.and(&Worth { sure, hops: 1 });
            if let Some(rest) = self.rest.within(other, left)
                && !here.is_covered(other, &worth)
            {
                self.begun.push(Begun {
                    best: worth.and(&rest),
                    last: self.steps.push(last, other, worth),
                    part,
                    steps: self.steps,
                });
            }
        }
        Ok(())
    }

    /// The hops of an entity, which are kept.
    fn hops(&mut self, entity: u32) -> Result<Hops, Error> {
        if let Some(hops) = self.hops.get(&entity) {
            return Ok(Rc::clone(hops));
        }
        let hops = self.look(entity)?;
        self.hops.insert(entity, Rc::clone(&hops));
        Ok(hops)
    }

    /// The hops of an entity; each is as sure both ways.
    fn look(&self, entity: u32) -> Result<Hops, Error> {
        self.listen()?;
        let mut best: FxHashMap<u32, f64> = FxHashMap::default();
        let lens = self.view.lens();
        for (statement, other) in lens.steps(entity, self.along, Direction::Both) {
            let sure = match self.how.weight {
                Weight::Hops => Some(1.0),
                Weight::Confidence => self.view.confidence_of(statement),
            };
            if let Some(sure) = sure {
                let known = best.entry(other).or_insert(sure);
                *known = known.max(sure);
            }
        }
        let mut hops: Vec<(u32, f64)> = best.into_iter().collect();
        hops.sort_unstable_by_key(|(other, _)| *other);
        Ok(hops.into())
    }

    fn listen(&self) -> Result<(), Error> {
        if self.how.is_interrupted() {
            return Err(Error::Interrupted);
        }
        Ok(())
    }
}

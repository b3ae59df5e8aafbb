//! The types of every resource, as one number for each set of types: few sets occur, so that what is
//! judged of one is judged once.

use rustc_hash::FxHashMap;

use crate::graph::{GraphIs, Lens, Snapshot};
use crate::model::id::{self, known};
use crate::model::vocab::rb;
use crate::schema::{Schema, TypeId};

/// Types that occur together.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Set {
    /// Those that the schema knows, ascending.
    pub(super) types: Vec<TypeId>,
    /// Whether there are others.
    pub(super) foreign: bool,
}

/// The types of resources.
pub(super) struct Kinds {
    /// The set of each resource, by its index; 0 is the empty one.
    of: Vec<u32>,
    sets: Vec<Set>,
    numbers: FxHashMap<Set, u32>,
    /// What a set becomes with one more class.
    joined: FxHashMap<(u32, u32), u32>,
    classes: FxHashMap<u32, TypeId>,
}

/// What was before the types of a graph were added.
pub(super) struct Before(Vec<(usize, u32)>);

impl Kinds {
    /// The types that are stated in the default graph; reifiers are claims, and nodes of evidence are
    /// evidence.
    ///
    /// What a narrow view hides is told too: that something is a summit is no less true where only what
    /// one source says is shown.
    ///
    /// # Complexity
    /// O(n) in the statements of types and in the claims.
    pub(super) fn of(lens: Lens<'_>) -> Self {
        let whole = lens.snapshot.whole();
        let (resources, ..) = whole.dictionary.sizes();
        let known = lens.schema.types().filter_map(|class| {
            let id = whole.dictionary.iri(class.iri().as_str())?;
            Some((id, class.id()))
        });
        let mut kinds = Self {
            of: vec![0; resources],
            sets: vec![Set::default()],
            numbers: FxHashMap::from_iter([(Set::default(), 0)]),
            joined: FxHashMap::default(),
            classes: known.collect(),
        };
        kinds.add_stated(&whole);
        if lens.snapshot.sight().is_some() {
            kinds.add_stated(lens.snapshot);
        }
        for row in whole.claims() {
            kinds.add(row.reifier, known::CLAIM);
        }
        for (node, _) in whole.evidence_rows() {
            kinds.add(node, known::EVIDENCE_TYPE);
        }
        kinds
    }

    fn add_stated(&mut self, snapshot: &Snapshot) {
        let pattern = [None, Some(known::TYPE), None];
        for [s, _, class, _] in snapshot.stored(pattern, GraphIs::Default) {
            self.add(s, class);
        }
    }

    fn add(&mut self, resource: u32, class: u32) -> Option<(usize, u32)> {
        let at = id::index(resource);
        let before = *self.of.get(at).filter(|_| id::is_resource(resource))?;
        let after = match self.joined.get(&(before, class)) {
            Some(&after) => after,
            None => self.join(before, class),
        };
        self.of[at] = after;
        (after != before).then_some((at, before))
    }

    fn join(&mut self, before: u32, class: u32) -> u32 {
        let mut set = self.sets[before as usize].clone();
        match self.classes.get(&class) {
            Some(&class) => match set.types.binary_search(&class) {
                Ok(_) => {}
                Err(at) => set.types.insert(at, class),
            },
            None => set.foreign = true,
        }
        let next = self.sets.len() as u32;
        let after = *self.numbers.entry(set.clone()).or_insert(next);
        if after == next {
            self.sets.push(set);
        }
        self.joined.insert((before, class), after);
        after
    }

    /// Adds what a named graph says of types, until it is [taken back](Self::take_back).
    pub(super) fn add_for(&mut self, stated: impl Iterator<Item = [u32; 2]>) -> Before {
        let changes = stated.filter_map(|[s, class]| self.add(s, class));
        Before(changes.collect())
    }

    pub(super) fn take_back(&mut self, before: Before) {
        for (at, set) in before.0.into_iter().rev() {
            self.of[at] = set;
        }
    }

    /// The type with an id, where the schema knows it.
    pub(super) fn class(&self, id: u32) -> Option<TypeId> {
        self.classes.get(&id).copied()
    }

    /// The number of the set of a resource.
    #[inline]
    pub(super) fn number(&self, resource: u32) -> u32 {
        if !id::is_resource(resource) {
            return 0;
        }
        self.of.get(id::index(resource)).copied().unwrap_or(0)
    }

    pub(super) fn set(&self, resource: u32) -> &Set {
        &self.sets[self.number(resource) as usize]
    }

    /// The sets that occur, by their numbers.
    pub(super) fn sets(&self) -> &[Set] {
        &self.sets
    }
}

/// Whether resources have one of some types, judged once for each set of types.
pub(super) struct Fits {
    /// One of these is had, unless there are none.
    any_of: Vec<TypeId>,
    judged: Vec<Option<bool>>,
}

impl Fits {
    /// Of a type, and of one of those that it is narrowed to, where it is.
    pub(super) fn new(schema: &Schema, wanted: TypeId, narrowed: &[TypeId]) -> Self {
        let any = schema.type_(wanted).iri().as_str() == rb::ENTITY;
        Self {
            any_of: match narrowed {
                [] if any => Vec::new(),
                [] => vec![wanted],
                narrowed => narrowed.to_vec(),
            },
            judged: Vec::new(),
        }
    }

    /// Of one of some types; anything where there are none.
    pub(super) fn any_of(types: &[TypeId]) -> Self {
        Self {
            any_of: types.to_vec(),
            judged: Vec::new(),
        }
    }

    #[inline]
    pub(super) fn takes(&mut self, schema: &Schema, kinds: &Kinds, resource: u32) -> bool {
        if self.any_of.is_empty() {
            return true;
        }
        let number = kinds.number(resource) as usize;
        if let Some(Some(judged)) = self.judged.get(number) {
            return *judged;
        }
        let types = &kinds.sets()[number].types;
        let fits = self.any_of.iter().any(|&wanted| schema.fits(types, wanted));
        if self.judged.len() <= number {
            self.judged.resize(number + 1, None);
        }
        self.judged[number] = Some(fits);
        fits
    }
}

//! The part of the dictionary that lies in columns.

use std::ops::Range;

use super::growth::{literal_hash, resource_hash};
use super::namespaces::Namespaces;
use super::table::Table;
use super::tags::Tags;
use super::value::Typed;
use super::value::{self, NO_VALUE};
use super::{Dictionary, StorageError};
use crate::column::{Column, Strings};
use crate::model::id::{self, Kind, NONE, known};
use crate::model::vocab::xsd;

/// Terms in columns. Literals lie in the order of their values, triple terms in the order of their
/// parts.
#[derive(Clone, Default)]
pub(super) struct Frozen {
    pub(super) namespaces: Namespaces,
    pub(super) tags: Tags,
    resource_namespaces: Column<u16>,
    resources: Strings,
    resource_table: Table,
    literal_tags: Column<u32>,
    literals: Strings,
    /// Of the literals that come before all mere text; see `value`.
    values: Column<i64>,
    literal_table: Table,
    triples: [Column<u32>; 3],
    /// Where the triple terms begin whose objects are triple terms of each depth.
    depths: Vec<u32>,
}

/// The number of literals that have the same ids in every dictionary: `false` and `true`.
pub(super) const KNOWN_LITERALS: usize = 2;

/// Old ids to new ones, after a dictionary has been rebuilt.
pub(crate) struct Renumbering {
    resources: Vec<u32>,
    literals: Vec<u32>,
    triples: Vec<u32>,
}

impl Renumbering {
    /// The new id; [`NONE`] for [`NONE`] and for terms that were left out.
    pub(crate) fn id(&self, old: u32) -> u32 {
        let table = match id::kind(old) {
            Some(Kind::Resource) => &self.resources,
            Some(Kind::Literal) => &self.literals,
            Some(Kind::Triple) => &self.triples,
            _ => return NONE,
        };
        table[id::index(old)]
    }
}

impl Frozen {
    /// The dictionary of an empty graph: the known vocabulary.
    pub(super) fn known() -> Self {
        let mut namespaces = Namespaces::default();
        let (mut numbers, mut ends, mut heap) = (Vec::new(), Vec::new(), String::new());
        for iri in known::IRIS {
            let (namespace, local) = namespaces.split(iri);
            numbers.push(namespace);
            heap.push_str(local);
            ends.push(heap.len() as u32);
        }
        let mut tags = Tags::default();
        let boolean = tags.number(&super::Tag::Typed(xsd::BOOLEAN.into()));
        let mut this = Self {
            namespaces,
            tags,
            resource_namespaces: numbers.into(),
            resources: Strings::new(ends, heap),
            literal_tags: vec![boolean; KNOWN_LITERALS].into(),
            literals: Strings::new(vec![5, 9], "falsetrue".into()),
            values: vec![NO_VALUE; KNOWN_LITERALS].into(),
            depths: vec![0],
            ..Self::default()
        };
        this.hash();
        this
    }

    fn hash(&mut self) {
        let hashes: Vec<u64> = (0..self.resources.len())
            .map(|n| resource_hash(self.resource_namespaces[n], self.resources.get(n)))
            .collect();
        self.resource_table = Table::new(&hashes);
        let hashes: Vec<u64> = (0..self.literals.len())
            .map(|n| literal_hash(self.literal_tags[n], self.literals.get(n)))
            .collect();
        self.literal_table = Table::new(&hashes);
    }

    /// How many resources, literals and triple terms there are.
    pub(super) fn sizes(&self) -> (u32, u32, u32) {
        (
            self.resources.len() as u32,
            self.literals.len() as u32,
            self.triples[0].len() as u32,
        )
    }

    pub(super) fn resource(&self, number: usize) -> (u16, &str) {
        (self.resource_namespaces[number], self.resources.get(number))
    }

    pub(super) fn literal(&self, number: usize) -> (u32, &str) {
        (self.literal_tags[number], self.literals.get(number))
    }

    pub(super) fn typed(&self, number: usize) -> Option<Typed> {
        let &value = self.values.get(number)?;
        value::decode(self.tags.shape(self.literal_tags[number]), value)
    }

    pub(super) fn triple(&self, number: usize) -> [u32; 3] {
        std::array::from_fn(|i| self.triples[i][number])
    }

    pub(super) fn find_resource(&self, hash: u64, namespace: u16, local: &str) -> Option<usize> {
        self.resource_table.find(hash, |n| {
            self.resource_namespaces[n] == namespace && self.resources.get(n) == local
        })
    }

    pub(super) fn find_literal(&self, hash: u64, tag: u32, lexical: &str) -> Option<usize> {
        self.literal_table.find(hash, |n| {
            self.literal_tags[n] == tag && self.literals.get(n) == lexical
        })
    }

    /// Binary search among the triple terms of the object's depth.
    pub(super) fn find_triple(&self, triple: [u32; 3]) -> Option<usize> {
        let depth = if id::is_triple(triple[2]) {
            self.depths
                .partition_point(|&start| start as usize <= id::index(triple[2]))
        } else {
            0
        };
        let start = *self.depths.get(depth)? as usize;
        let end = self
            .depths
            .get(depth + 1)
            .map_or(self.triples[0].len(), |&e| e as usize);
        let (mut low, mut high) = (start, end);
        while low < high {
            let middle = low.midpoint(high);
            if self.triple(middle) < triple {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        (low < end && self.triple(low) == triple).then_some(low)
    }

    /// The triple terms with this subject, of each depth. O(depths · log n).
    pub(super) fn triples_of(&self, subject: u32) -> impl Iterator<Item = Range<usize>> + '_ {
        let ends = self.depths.iter().skip(1).map(|&end| end as usize);
        let ends = ends.chain([self.triples[0].len()]);
        self.depths.iter().zip(ends).map(move |(&start, end)| {
            let start = start as usize;
            let depth = &self.triples[0][start..end];
            let low = depth.partition_point(|&s| s < subject);
            let high = low + depth[low..].partition_point(|&s| s <= subject);
            start + low..start + high
        })
    }

    /// Those whose objects are triple terms.
    pub(super) fn nested(&self) -> Range<usize> {
        let all = self.triples[0].len();
        self.depths.get(1).map_or(all, |&start| start as usize)..all
    }

    pub(super) fn flat_triples(&self) -> Flat<'_> {
        let end = self.nested().start;
        Flat {
            columns: std::array::from_fn(|i| &self.triples[i][..end]),
            at: 0,
        }
    }

    /// A new dictionary of the terms that are used, and the way from old ids to new ones.
    ///
    /// Resources keep their order; literals are sorted by value, triple terms by their parts.
    pub(super) fn rebuild(
        old: &Dictionary,
        used: &Used,
    ) -> Result<(Self, Renumbering), StorageError> {
        let growth = old.read();
        let mut this = Self::default();
        let mut renumbering = Renumbering {
            resources: vec![NONE; used.resources.len()],
            literals: vec![NONE; used.literals.len()],
            triples: vec![NONE; used.triples.len()],
        };

        let (mut namespaces, mut ends, mut heap) = (Vec::new(), Vec::new(), String::new());
        // Namespaces that are known lose their numbers, and get them again in the order of use.
        for (number, new) in renumbering.resources.iter_mut().enumerate() {
            if !used.resources[number] && number >= known::IRIS.len() {
                continue;
            }
            let (namespace, local) = growth.resource(number);
            let prefix = growth.namespace(namespace);
            let (namespace, local) = if namespace == super::namespaces::BLANK {
                (namespace, std::borrow::Cow::Borrowed(local))
            } else if namespace == super::namespaces::WHOLE {
                let (namespace, local) = this.namespaces.split(local);
                (namespace, local.into())
            } else if let Some(namespace) = this.namespaces.number(prefix) {
                (namespace, local.into())
            } else {
                (super::namespaces::WHOLE, format!("{prefix}{local}").into())
            };
            *new = id::id(Kind::Resource, ends.len() as u32);
            namespaces.push(namespace);
            heap.push_str(&local);
            ends.push(heap_end(&heap, "bytes of IRIs")?);
        }
        this.resource_namespaces = namespaces.into();
        this.resources = Strings::new(ends, heap);

        this.take_literals(&growth, used, &mut renumbering)?;
        this.take_triples(&growth, used, &mut renumbering);
        this.hash();
        Ok((this, renumbering))
    }

    fn take_literals(
        &mut self,
        old: &super::Reader<'_>,
        used: &Used,
        renumbering: &mut Renumbering,
    ) -> Result<(), StorageError> {
        let mut sorted: Vec<(u8, u64, u32)> = (0..used.literals.len())
            .filter(|&n| used.literals[n] || n < KNOWN_LITERALS)
            .map(|n| {
                let (tag, lexical) = old.literal(n);
                let (family, key) = value::sort_key(old.shape(tag), lexical);
                // The known ones come first whatever else there is.
                if n < KNOWN_LITERALS {
                    (0, 0, n as u32)
                } else {
                    (family + 1, key, n as u32)
                }
            })
            .collect();
        sorted.sort_by(|a, b| {
            (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| {
                let ((a_tag, a), (b_tag, b)) =
                    (old.literal(a.2 as usize), old.literal(b.2 as usize));
                a.cmp(b).then(a_tag.cmp(&b_tag))
            })
        });
        let (mut tags, mut ends, mut heap) = (Vec::new(), Vec::new(), String::new());
        let mut values = Vec::new();
        for (family, _, number) in sorted {
            let (tag, lexical) = old.literal(number as usize);
            renumbering.literals[number as usize] = id::id(Kind::Literal, ends.len() as u32);
            tags.push(self.tags.number(old.tag(tag)));
            heap.push_str(lexical);
            ends.push(heap_end(&heap, "bytes of literals")?);
            if family <= value::LAST_VALUED + 1 {
                values.push(value::encode(old.shape(tag), lexical));
            }
        }
        self.literal_tags = tags.into();
        self.literals = Strings::new(ends, heap);
        self.values = values.into();
        Ok(())
    }

    fn take_triples(
        &mut self,
        old: &super::Reader<'_>,
        used: &Used,
        renumbering: &mut Renumbering,
    ) {
        // What stands inside a triple term came before it, so one pass finds how deep each is.
        let mut depth_of = vec![0; used.triples.len()];
        let mut depths: Vec<Vec<u32>> = Vec::new();
        for n in (0..used.triples.len()).filter(|&n| used.triples[n]) {
            let object = old.triple(n)[2];
            let depth = if id::is_triple(object) {
                depth_of[id::index(object)] + 1
            } else {
                0
            };
            depth_of[n] = depth;
            if depths.len() <= depth {
                depths.resize_with(depth + 1, Vec::new);
            }
            depths[depth].push(n as u32);
        }
        let mut columns: [Vec<u32>; 3] = Default::default();
        for numbers in depths {
            self.depths.push(columns[0].len() as u32);
            let mut rows: Vec<([u32; 3], u32)> = numbers
                .into_iter()
                .map(|n| (old.triple(n as usize).map(|part| renumbering.id(part)), n))
                .collect();
            rows.sort_unstable();
            for (row, n) in rows {
                renumbering.triples[n as usize] = id::id(Kind::Triple, columns[0].len() as u32);
                for (column, part) in columns.iter_mut().zip(row) {
                    column.push(part);
                }
            }
        }
        if self.depths.is_empty() {
            self.depths.push(0);
        }
        self.triples = columns.map(Column::from);
    }

    pub(super) fn bytes(&self) -> usize {
        self.namespaces.bytes()
            + self.resource_namespaces.bytes()
            + self.resources.bytes()
            + self.resource_table.bytes()
            + self.literal_tags.bytes()
            + self.literals.bytes()
            + self.values.bytes()
            + self.literal_table.bytes()
            + self.triples.iter().map(Column::bytes).sum::<usize>()
    }
}

/// Triple terms in ascending order, gone through beside other triples in that order.
pub(crate) struct Flat<'a> {
    columns: [&'a [u32]; 3],
    at: usize,
}

impl Flat<'_> {
    /// The index of a triple term; each is to be greater than the last that was asked for. O(1) on
    /// average.
    #[inline]
    pub(crate) fn find(&mut self, triple: [u32; 3]) -> Option<usize> {
        let [subjects, predicates, objects] = self.columns;
        while self.at < subjects.len() {
            let here = [subjects[self.at], predicates[self.at], objects[self.at]];
            if here >= triple {
                return (here == triple).then_some(self.at);
            }
            self.at += 1;
        }
        None
    }
}

fn heap_end(heap: &str, what: &'static str) -> Result<u32, StorageError> {
    u32::try_from(heap.len()).map_err(|_| StorageError::Limit {
        what,
        limit: u32::MAX.into(),
    })
}

/// Which terms to keep when a dictionary is rebuilt, by the index below the kind.
pub(crate) struct Used {
    resources: Vec<bool>,
    literals: Vec<bool>,
    triples: Vec<bool>,
    /// The triple terms whose parts have not been marked yet.
    open: Vec<u32>,
}

impl Used {
    /// Nothing yet.
    pub(crate) fn none(dictionary: &Dictionary) -> Self {
        let (resources, literals, triples) = dictionary.sizes();
        Self {
            resources: vec![false; resources],
            literals: vec![false; literals],
            triples: vec![false; triples],
            open: Vec::new(),
        }
    }

    /// Keeps a term; [`NONE`] is passed over.
    pub(crate) fn mark(&mut self, id: u32) {
        match id::kind(id) {
            Some(Kind::Resource) => self.resources[id::index(id)] = true,
            Some(Kind::Literal) => self.literals[id::index(id)] = true,
            Some(Kind::Triple) if !std::mem::replace(&mut self.triples[id::index(id)], true) => {
                self.open.push(id);
            }
            _ => {}
        }
    }

    /// Keeps the parts of the triple terms that are kept.
    pub(crate) fn close(&mut self, dictionary: &Dictionary) {
        while let Some(id) = self.open.pop() {
            for part in dictionary.triple(id) {
                self.mark(part);
            }
        }
    }
}

//! The terms of one dictionary in another, and quads with blank nodes as shapes.

use rustc_hash::FxHashMap;

use super::ASSERTS;
use crate::dictionary::{Dictionary, Part, Tag};
use crate::index::Quad;
use crate::model::id::{self, Kind, NONE};

/// Not looked for yet.
const OPEN: u32 = NONE;
/// Not there.
const MISSING: u32 = NONE - 2;
/// A blank node, or a triple term with one inside.
const BLANK: u32 = NONE - 3;
/// In a shape: the three parts of a triple term follow.
const TRIPLE: u32 = NONE - 4;

/// The quads of one graph that have blank nodes: each has a shape, and the blank nodes that stand in
/// the gaps of it.
#[derive(Default, Debug)]
pub(super) struct Side {
    pub(super) shapes: Vec<u32>,
    /// The blank nodes of all quads, one after the other, as numbers from 0.
    blanks: Vec<u32>,
    /// Where those of each quad end.
    ends: Vec<u32>,
    numbers: FxHashMap<u32, u32>,
}

impl Side {
    /// How many blank nodes there are.
    pub(super) fn count(&self) -> usize {
        self.numbers.len()
    }

    /// The blank nodes of a quad, each as often as it stands in it.
    pub(super) fn blanks_of(&self, quad: usize) -> &[u32] {
        let start = if quad == 0 { 0 } else { self.ends[quad - 1] };
        &self.blanks[start as usize..self.ends[quad] as usize]
    }

    /// Adds a quad of a shape, with the ids of its blank nodes.
    pub(super) fn push(&mut self, shape: u32, blanks: impl IntoIterator<Item = u32>) {
        for blank in blanks {
            let next = self.numbers.len() as u32;
            let number = *self.numbers.entry(blank).or_insert(next);
            self.blanks.push(number);
        }
        self.shapes.push(shape);
        self.ends.push(self.blanks.len() as u32);
    }
}

/// Looks up the terms of the left dictionary in the right one, each once.
pub(super) struct Bridge<'a> {
    left: &'a Dictionary,
    right: &'a Dictionary,
    /// By kind, then by index: the id on the right, or one of the marks above.
    ids: [Vec<u32>; 3],
    /// The tags of literals on the left.
    tags: FxHashMap<u32, Tag>,
    /// Whether a triple term on the right has a blank node inside.
    blank_inside: FxHashMap<u32, bool>,
    shapes: FxHashMap<Box<[u32]>, u32>,
    text: String,
}

impl<'a> Bridge<'a> {
    pub(super) fn new(left: &'a Dictionary, right: &'a Dictionary) -> Self {
        let (resources, literals, triples) = left.sizes();
        Self {
            left,
            right,
            ids: [resources, literals, triples].map(|n| vec![OPEN; n]),
            tags: FxHashMap::default(),
            blank_inside: FxHashMap::default(),
            shapes: FxHashMap::default(),
            text: String::new(),
        }
    }

    /// The id on the right of a term on the left, or [`MISSING`] or [`BLANK`].
    fn id(&mut self, left: u32) -> u32 {
        let Some(kind @ (Kind::Resource | Kind::Literal | Kind::Triple)) = id::kind(left) else {
            return left;
        };
        let at = id::index(left);
        let known = self.ids[kind as usize].get(at).copied().unwrap_or(OPEN);
        if known != OPEN {
            return known;
        }
        let found = self.find(left, kind);
        // A term that came since the sizes were taken is in no quad of this snapshot, but does no harm.
        if let Some(place) = self.ids[kind as usize].get_mut(at) {
            *place = found;
        }
        found
    }

    /// Texts are copied out, so that no two dictionaries are locked at once.
    fn find(&mut self, left: u32, kind: Kind) -> u32 {
        match kind {
            Kind::Triple => {
                let parts = self.left.triple(left).map(|part| self.id(part));
                if let Some(&mark) = parts.iter().find(|&&id| id == MISSING) {
                    return mark;
                }
                if parts.contains(&BLANK) {
                    return BLANK;
                }
                self.right.triple_id(parts).unwrap_or(MISSING)
            }
            Kind::Literal => {
                let text = &mut self.text;
                text.clear();
                let tag = self.left.tag_of(left);
                let tags = &mut self.tags;
                self.left.with(left, |part| {
                    if let Part::Literal(lexical, its) = part {
                        text.push_str(lexical);
                        tags.entry(tag).or_insert_with(|| its.clone());
                    }
                });
                if self.left.is(self.right) {
                    return left;
                }
                let tag = tags.get(&tag).unwrap_or(&Tag::String);
                self.right.literal(tag, text).unwrap_or(MISSING)
            }
            _ if self.left.is_blank(left) => BLANK,
            _ if self.left.is(self.right) => left,
            _ => {
                let text = &mut self.text;
                text.clear();
                self.left.with(left, |part| {
                    if let Part::Iri(namespace, local) = part {
                        text.push_str(namespace);
                        text.push_str(local);
                    }
                });
                self.right.iri(text).unwrap_or(MISSING)
            }
        }
    }

    /// Whether a quad on the left has a blank node anywhere.
    pub(super) fn left_has_blank(&mut self, quad: Quad) -> bool {
        quad.into_iter().any(|term| self.id(term) == BLANK)
    }

    /// A quad on the left in the ids of the right; `None` where a term is not there.
    pub(super) fn ground(&mut self, quad: Quad) -> Option<Quad> {
        let quad = quad.map(|term| self.id(term));
        (!quad.contains(&MISSING)).then_some(quad)
    }

    /// Adds a quad on the left; says whether all its other terms are on the right.
    pub(super) fn left_shape(&mut self, quad: Quad, side: &mut Side) -> bool {
        let (mut shape, mut blanks) = (Vec::new(), Vec::new());
        for term in quad {
            self.left_part(term, &mut shape, &mut blanks);
        }
        if shape.contains(&MISSING) {
            return false;
        }
        side.push(self.shape(shape), blanks);
        true
    }

    fn left_part(&mut self, term: u32, shape: &mut Vec<u32>, blanks: &mut Vec<u32>) {
        let found = self.id(term);
        if found != BLANK {
            shape.push(found);
        } else if id::is_triple(term) {
            shape.push(TRIPLE);
            for part in self.left.triple(term) {
                self.left_part(part, shape, blanks);
            }
        } else {
            shape.push(BLANK);
            blanks.push(term);
        }
    }

    /// Whether a quad on the right has a blank node anywhere.
    pub(super) fn right_has_blank(&mut self, quad: Quad) -> bool {
        quad.into_iter().any(|term| self.is_blank_right(term))
    }

    fn is_blank_right(&mut self, term: u32) -> bool {
        match id::kind(term) {
            Some(Kind::Resource) => self.right.is_blank(term),
            Some(Kind::Triple) => {
                if let Some(&known) = self.blank_inside.get(&term) {
                    return known;
                }
                let parts = self.right.triple(term);
                let inside = parts.into_iter().any(|part| self.is_blank_right(part));
                self.blank_inside.insert(term, inside);
                inside
            }
            _ => false,
        }
    }

    /// Adds a quad on the right.
    pub(super) fn right_shape(&mut self, quad: Quad, side: &mut Side) {
        let (mut shape, mut blanks) = (Vec::new(), Vec::new());
        for term in quad {
            self.right_part(term, &mut shape, &mut blanks);
        }
        side.push(self.shape(shape), blanks);
    }

    fn right_part(&mut self, term: u32, shape: &mut Vec<u32>, blanks: &mut Vec<u32>) {
        if !self.is_blank_right(term) {
            shape.push(term);
        } else if id::is_triple(term) {
            shape.push(TRIPLE);
            for part in self.right.triple(term) {
                self.right_part(part, shape, blanks);
            }
        } else {
            shape.push(BLANK);
            blanks.push(term);
        }
    }

    fn shape(&mut self, shape: Vec<u32>) -> u32 {
        let next = self.shapes.len() as u32;
        *self.shapes.entry(shape.into()).or_insert(next)
    }
}

const _: () = assert!(ASSERTS != MISSING && ASSERTS != BLANK && ASSERTS != TRIPLE);

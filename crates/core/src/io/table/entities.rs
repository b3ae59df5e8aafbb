//! Tables of entities: each row is one, with its types, names, ids and properties.
//!
//! The rows are gone through twice: first for what they are called and what they are, then for what is
//! said of them, since everything may name everything.

use rustc_hash::FxHashMap;

use super::entity_words::{EntityWords, Part};
use super::layout;
use super::ledger::{At, Ledger};
use super::options::TableOptions;
use super::rows::{Cell, Rows};
use super::things::{Lost, Things};
use super::types::{SetId, TypeSets};
use super::verbs::Verbs;
use crate::Error;
use crate::graph::{Bulk, EMPTY, Transaction, slug_of};
use crate::io::fault::Fault;
use crate::model::id::known;
use crate::names::{Script, script_of};
use crate::report::Report;

/// What reads a table of entities.
pub(super) struct Reader<'t, 'r> {
    pub(super) tx: &'t mut Transaction,
    pub(super) rows: &'r Rows,
    pub(super) ledger: Ledger,
    pub(super) sets: TypeSets,
    pub(super) things: Things,
    pub(super) verbs: Verbs,
    pub(super) columns: Vec<(Part, usize)>,
    pub(super) names: Vec<&'r str>,
    /// The thing of each row.
    own: Vec<Option<usize>>,
    /// The preferred names that the table gives, by entity and number of the language.
    pub(super) preferred: FxHashMap<(u32, u16), u32>,
    pub(super) languages: Vec<String>,
    /// The only objects that the table gives, and the rows that do.
    pub(super) only: FxHashMap<(u32, u32), (u32, usize)>,
    /// Who has an id of a register, by the table.
    pub(super) registered: FxHashMap<(u32, u32), usize>,
    /// Rows that name others of the table.
    pub(super) needs: Vec<(usize, usize)>,
    /// What is said, and where that of each row ends.
    pub(super) said: Vec<[u32; 3]>,
    ends: Vec<(usize, usize)>,
}

/// Reads a table of entities into a transaction.
///
/// # Errors
/// Where a row is wrong and the options are strict, or where the table cannot be read at all. The caller
/// takes back what was written.
///
/// # Complexity
/// O(n log n) in the cells.
pub(super) fn read_entities(
    tx: &mut Transaction,
    rows: &Rows,
    options: &TableOptions,
) -> Result<Report, Error> {
    for (word, is_given) in [
        ("relation", options.relation.is_some()),
        ("source", options.source.is_some()),
    ] {
        if is_given {
            let reason = "it is for tables of claims";
            return Err(layout::argument(word, "", reason).into());
        }
    }
    let mut ledger = Ledger::new(rows.len());
    let mut verbs = Verbs::default();
    let mut words = EntityWords {
        options,
        tx,
        verbs: &mut verbs,
    };
    let columns = layout::lay_out(rows, options, &mut words, &mut ledger)?;
    let mut reader = Reader {
        tx,
        rows,
        ledger,
        sets: TypeSets::default(),
        things: Things::default(),
        verbs,
        columns,
        names: rows.columns().collect(),
        own: Vec::with_capacity(rows.len()),
        preferred: FxHashMap::default(),
        languages: Vec::new(),
        only: FxHashMap::default(),
        registered: FxHashMap::default(),
        needs: Vec::new(),
        said: Vec::new(),
        ends: Vec::with_capacity(rows.len()),
    };
    let given = match &options.r#type {
        Some(name) => {
            // The error in its own words.
            reader.tx.lens().entity_type(name)?;
            Some(reader.types_of(&Cell::Text(name), "it")?)
        }
        None => None,
    };
    let mut types = Vec::with_capacity(rows.len());
    for n in 0..rows.len() {
        super::tell(options, n)?;
        types.push(reader.declare(n, given.as_ref())?);
    }
    reader.mint(&types)?;
    for (n, types) in types.iter().enumerate() {
        super::tell(options, rows.len() + n)?;
        reader.row(n, types.as_ref())?;
    }
    reader.refuse_what_names_refused();
    reader.finish(options.strict)
}

/// How to mend types that do not go together, or are none.
const ONE_TYPE: &str = "name types that go together, or give each of two things an id of its own";

/// The types that a row gives: their ids, and as a set.
type Types = (Vec<u32>, SetId);

impl<'r> Reader<'_, 'r> {
    pub(super) fn at(&self, n: usize, column: usize) -> At<'r> {
        At {
            row: n,
            column: Some(self.names[column]),
        }
    }

    fn column(&self, part: &Part) -> Option<usize> {
        let found = self.columns.iter().find(|(known, _)| known == part);
        found.map(|(_, column)| *column)
    }

    pub(super) fn cell(&self, n: usize, part: &Part) -> Cell<'r> {
        match self.column(part) {
            Some(column) => self.rows.cell(n, column),
            None => Cell::Missing,
        }
    }

    fn is_blank(&self, n: usize, part: &Part) -> bool {
        let column = self.column(part);
        column.is_some_and(|column| self.rows.is_blank(n, column))
    }

    fn refuse_part(&mut self, n: usize, part: &Part, fault: Fault) {
        let at = At {
            row: n,
            column: self.column(part).map(|column| self.names[column]),
        };
        self.ledger.refuse(at, |_| fault);
    }

    fn types_of(&mut self, cell: &Cell<'_>, label: &str) -> Result<Result<Types, Fault>, Error> {
        let is_listing = self.ledger.is_listing();
        self.things
            .types(cell, label, &mut self.sets, self.tx, is_listing)
    }

    // ---- what the rows are -------------------------------------------------------------------------------

    /// Finds out what a row is called and what it is.
    fn declare(
        &mut self,
        n: usize,
        given: Option<&Result<Types, Fault>>,
    ) -> Result<Option<Types>, Error> {
        for at in 0..self.columns.len() {
            let column = self.columns[at].1;
            if let Some(fault) = self.rows.fault(n, column, false) {
                let at = self.at(n, column);
                self.ledger.refuse(at, |_| fault);
            }
        }
        if self.ledger.is_refused(n) {
            self.own.push(None);
            return Ok(None);
        }
        let types = if let Some(given) = given {
            given.clone()
        } else {
            let cell = self.cell(n, &Part::Type);
            let id = self.cell(n, &Part::Id);
            self.types_of(&cell, id.label())?
        };
        let types = match types {
            Ok(types) => types,
            Err(fault) => {
                self.refuse_part(n, &Part::Type, fault.or_hint(ONE_TYPE));
                self.own.push(None);
                return Ok(None);
            }
        };
        let cell = self.cell(n, &Part::Id);
        let mut number = None;
        if self.is_blank(n, &Part::Id) {
            let fault = Fault::new(EMPTY);
            let hint = "leave the id out, or None, where one is to be made";
            self.refuse_part(n, &Part::Id, fault.hint(hint));
        }
        if !cell.is_missing() {
            let found = match self.things.find(&cell, &mut self.sets, self.tx) {
                Err(Lost::Unknown) => self.things.declare(&cell, types.1, self.tx)?,
                found => found,
            };
            match found {
                Ok(found) if self.join(n, found, types.1) => number = Some(found),
                Ok(_) => {}
                Err(lost) => {
                    let fault = match lost {
                        Lost::Wrong(fault) => fault,
                        Lost::Unknown => Fault::new(format!("\"{}\" can be no id", cell.shown())),
                    };
                    let hint = "write an id of letters, digits and \"-\", or a full IRI";
                    self.refuse_part(n, &Part::Id, fault.or_hint(hint));
                }
            }
        }
        self.own.push(number);
        Ok(Some(types))
    }

    /// Joins the types of a row to those that its entity has by then; says whether they go together.
    fn join(&mut self, n: usize, number: usize, types: SetId) -> bool {
        let old = self.things.get(number).types;
        let all = self.sets.joined(old, types);
        if all == old {
            return true;
        }
        if self.sets.agree(all, &self.tx.schema) {
            self.things.set_types(number, all);
            return true;
        }
        let label = self.tx.lens().short(self.things.get(number).id);
        let all = self.sets.get(all);
        if let Err(error) = self.tx.schema.check_types_disjoint(all, &label) {
            self.refuse_part(n, &Part::Type, Fault::from(error).or_hint(ONE_TYPE));
        }
        false
    }

    /// Gives ids to the rows that have none, when those of all others are known.
    fn mint(&mut self, types: &[Option<Types>]) -> Result<(), Error> {
        let mut next: FxHashMap<String, u64> = FxHashMap::default();
        for (n, types) in types.iter().enumerate() {
            let Some((ids, set)) = types else { continue };
            if self.own[n].is_some() || self.ledger.is_refused(n) {
                continue;
            }
            let Some(&first) = ids.first() else {
                let fault = Fault::new("neither \"id\" nor \"type\" is given");
                let at = At {
                    row: n,
                    column: None,
                };
                self.ledger.refuse(at, |_| {
                    fault.hint("without an id it is a new entity, which has a type")
                });
                continue;
            };
            let slug = slug_of(
                self.first_name(n).as_deref(),
                &self.tx.lens().term_name(first),
            );
            let mut free = match next.get(&slug) {
                Some(&free) => free,
                None => self.tx.unused_number(&slug),
            };
            let iri = loop {
                let iri = self.tx.numbered_iri(&slug, free)?;
                free += 1;
                let known = self.tx.draft.now.dictionary.iri(iri.as_str());
                if !known.is_some_and(|id| self.things.has(id)) {
                    break iri;
                }
            };
            next.insert(slug, free);
            self.own[n] = Some(self.things.mint(&iri, *set, self.tx)?);
        }
        Ok(())
    }

    /// The name that an id is made from: the first in Latin letters, or else the first.
    fn first_name(&self, n: usize) -> Option<String> {
        let columns = self.columns.iter();
        let names = columns.filter(|(part, _)| matches!(part, Part::Name(_)));
        let names: Vec<String> = names
            .flat_map(|(_, column)| {
                let cell = self.rows.cell(n, *column);
                let all = cell.each().iter();
                all.map(|name| name.object().text()).collect::<Vec<_>>()
            })
            .collect();
        let latin = |name: &&String| script_of(name) == Some(Script::Latin);
        names.iter().find(latin).or(names.first()).cloned()
    }

    // ---- what is said of them ----------------------------------------------------------------------------

    fn row(&mut self, n: usize, types: Option<&Types>) -> Result<(), Error> {
        let (Some(number), Some((ids, _))) = (self.own[n], types) else {
            return Ok(());
        };
        let thing = self.things.get(number);
        let (id, is_there, set) = (thing.id, thing.is_there, thing.types);
        let before = self.said.len();
        if ids.is_empty() && !is_there && self.sets.get(set).is_empty() {
            let fault = Fault::new("\"type\" is missing");
            let hint = "name the narrowest, such as \"Summit\", or one for all rows by type=";
            self.refuse_part(n, &Part::Type, fault.hint(hint));
        }
        self.said
            .extend(ids.iter().map(|&class| [id, known::TYPE, class]));
        self.describe(n, number)?;
        if self.ledger.is_refused(n) {
            self.said.truncate(before);
        } else {
            self.ends.push((n, self.said.len()));
        }
        Ok(())
    }

    /// Refuses the rows that name what was refused, and those that name these.
    fn refuse_what_names_refused(&mut self) {
        if self.ledger.refused() == 0 || self.needs.is_empty() {
            return;
        }
        let mut alive = vec![0usize; self.things.len()];
        for (n, own) in self.own.iter().enumerate() {
            if let Some(number) = own.filter(|_| !self.ledger.is_refused(n)) {
                alive[number] += 1;
            }
        }
        let mut by_need: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for &(n, need) in &self.needs {
            by_need.entry(need).or_default().push(n);
        }
        let is_dead = |number: usize, alive: &[usize], things: &Things| {
            alive[number] == 0 && !things.get(number).is_there
        };
        let mut dead: Vec<usize> = by_need
            .keys()
            .copied()
            .filter(|&number| is_dead(number, &alive, &self.things))
            .collect();
        dead.sort_unstable();
        while let Some(number) = dead.pop() {
            for n in by_need.remove(&number).unwrap_or_default() {
                if self.ledger.is_refused(n) {
                    continue;
                }
                let label = self.tx.lens().short(self.things.get(number).id);
                let at = At {
                    row: n,
                    column: None,
                };
                self.ledger.refuse(at, |_| {
                    let fault = Fault::new(format!(
                        "\"{label}\" was refused, so what names it is refused too"
                    ));
                    fault.hint("mend the row of what is named")
                });
                if let Some(own) = self.own[n] {
                    alive[own] -= 1;
                    if is_dead(own, &alive, &self.things) {
                        dead.push(own);
                    }
                }
            }
        }
    }

    fn finish(self, strict: bool) -> Result<Report, Error> {
        let Self {
            tx,
            mut ledger,
            own,
            things,
            said,
            ends,
            ..
        } = self;
        if !ledger.has_errors() || !strict {
            let mut bulk = Bulk::default();
            let (mut made, mut merged) = (0, 0);
            let mut is_new = vec![true; things.len()];
            let mut start = 0;
            for (n, end) in ends {
                let statements = &said[start..end];
                start = end;
                if ledger.is_refused(n) {
                    continue;
                }
                bulk.statements.extend_from_slice(statements);
                let Some(number) = own[n] else { continue };
                if !things.get(number).is_there && std::mem::take(&mut is_new[number]) {
                    made += 1;
                } else {
                    merged += 1;
                }
            }
            tx.put_bulk(bulk)?;
            ledger.count("entities", made);
            ledger.count("merged", merged);
        }
        super::closed(ledger, strict)
    }
}

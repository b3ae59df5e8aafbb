//! What a row of entities says of its entity: names, ids, properties.

use super::entities::Reader;
use super::entity_words::{Language, Part};
use super::rows::Cell;
use super::statement::ANOTHER_END;
use super::things::{Lost, reference};
use super::verbs::Takes;
use crate::Error;
use crate::graph::{GraphIs, Object};
use crate::io::fault::Fault;
use crate::io::register;
use crate::model::id::{NONE, known};
use crate::model::{Literal, Term};
use crate::schema::RelationId;

impl Reader<'_, '_> {
    /// Says what a row says of its entity, or refuses the row.
    pub(super) fn describe(&mut self, n: usize, number: usize) -> Result<(), Error> {
        for at in 0..self.columns.len() {
            let column = self.columns[at].1;
            let cell = self.rows.cell(n, column);
            if cell.is_missing() {
                continue;
            }
            for one in cell.each() {
                match self.columns[at].0.clone() {
                    Part::Id | Part::Type => {}
                    Part::Name(language) => self.name(n, column, number, one, &language)?,
                    Part::External {
                        verb,
                        scheme,
                        is_other,
                    } => self.external(n, column, number, one, (verb, &scheme, is_other))?,
                    Part::Property(verb) => self.property(n, column, number, one, verb)?,
                }
            }
        }
        Ok(())
    }

    fn refuse(&mut self, n: usize, column: usize, fault: Fault) {
        let at = self.at(n, column);
        self.ledger.refuse(at, |_| {
            fault.or_hint("write what the column takes, or leave the cell empty")
        });
    }

    // ---- names -------------------------------------------------------------------------------------------

    fn name(
        &mut self,
        n: usize,
        column: usize,
        number: usize,
        cell: &Cell<'_>,
        language: &Language,
    ) -> Result<(), Error> {
        let text = cell.object().text();
        let own = cell.literal().and_then(Literal::language);
        let lens = self.tx.lens();
        let tag = match (language, own) {
            (Language::OfScript, Some(own)) => Some(own),
            (Language::OfScript, None) => lens.language_of(&text),
            (Language::None, _) => None,
            (Language::Tag(tag), _) => Some(tag.as_str()),
        };
        if let (Language::Tag(tag), Some(own)) = (language, own)
            && tag != own
        {
            let fault = Fault::new(format!("\"{text}\" is in \"{own}\", not in \"{tag}\""));
            let hint = format!("give it in a column \"name@{own}\"");
            self.refuse(n, column, fault.hint(hint));
            return Ok(());
        }
        let name = match tag {
            Some(tag) => Literal::lang(text, tag)?,
            None => Literal::string(text),
        };
        let language = self.language(tag.map(str::to_owned).unwrap_or_default().as_str());
        let name = self.tx.intern_literal(name)?;
        let thing = self.things.get(number);
        let (id, is_there) = (thing.id, thing.is_there);
        if self.is_of_merged(n) {
            if !self.tx.draft.now.is_called(id, name, NONE) {
                self.said.push([id, known::ALT_LABEL, name]);
            }
            return Ok(());
        }
        let preferred = match self.preferred.get(&(id, language)) {
            Some(&preferred) => Some(preferred),
            None if is_there => self.preferred_name(id, language),
            None => None,
        };
        match preferred {
            Some(preferred) if preferred != name => self.said.push([id, known::ALT_LABEL, name]),
            _ => {
                self.preferred.insert((id, language), name);
                self.said.push([id, known::LABEL, name]);
                self.said.push([id, known::PREF_LABEL, name]);
            }
        }
        Ok(())
    }

    /// Whether a row goes by a name that a merged entity had.
    fn is_of_merged(&self, n: usize) -> bool {
        if self.tx.draft.now.aliases.is_empty() {
            return false;
        }
        let cell = self.cell(n, &Part::Id);
        let merged = reference(&cell).map(|(_, name)| self.tx.lens().merged(&name));
        matches!(merged, Some(Ok(Some(_))))
    }

    fn language(&mut self, tag: &str) -> u16 {
        let at = self.languages.iter().position(|known| known == tag);
        at.unwrap_or_else(|| {
            self.languages.push(tag.into());
            self.languages.len() - 1
        }) as u16
    }

    /// The preferred name that the graph has in a language.
    fn preferred_name(&self, entity: u32, language: u16) -> Option<u32> {
        let now = &self.tx.draft.now;
        let pattern = [Some(entity), Some(known::PREF_LABEL), None];
        let mut names = now.stored(pattern, GraphIs::Default).map(|q| q[2]);
        names.find(|&name| match now.dictionary.term(name) {
            Term::Literal(name) => {
                name.language().unwrap_or_default() == self.languages[usize::from(language)]
            }
            _ => false,
        })
    }

    // ---- ids and properties ------------------------------------------------------------------------------

    fn external(
        &mut self,
        n: usize,
        column: usize,
        number: usize,
        cell: &Cell<'_>,
        (verb, scheme, is_other): (usize, &str, bool),
    ) -> Result<(), Error> {
        let Some(code) = cell.words() else {
            let fault = Fault::new(format!("\"{}\" is no id", cell.shown()));
            self.refuse(
                n,
                column,
                fault.hint("write it as a text or a whole number"),
            );
            return Ok(());
        };
        let text = if is_other {
            format!("{scheme}:{code}")
        } else {
            code.clone().into_owned()
        };
        let Some(object) = self.value(n, column, number, &Cell::Text(&text), verb)? else {
            return Ok(());
        };
        self.warn_of_others(n, column, number, object, (verb, scheme, &code));
        Ok(())
    }

    /// Nothing is merged: two entities with one id of a register are worth a look.
    fn warn_of_others(
        &mut self,
        n: usize,
        column: usize,
        number: usize,
        object: u32,
        (verb, scheme, code): (usize, &str, &str),
    ) {
        let lens = self.tx.lens();
        let predicate = self.verbs.get(verb).predicate;
        if !register::is_of_register(&lens.iri(predicate)) {
            return;
        }
        let id = self.things.get(number).id;
        let by_table = *self.registered.entry((predicate, object)).or_insert(number);
        let pattern = [None, Some(predicate), Some(object)];
        let mut in_graph = lens
            .snapshot
            .stored(pattern, GraphIs::Default)
            .map(|q| q[0]);
        let other = in_graph
            .find(|&other| other != id && lens.is_entity(other))
            .or_else(|| (by_table != number).then(|| self.things.get(by_table).id));
        let Some(other) = other else { return };
        let (this, other) = (lens.short(id), lens.short(other));
        let at = self.at(n, column);
        self.ledger
            .warn(at, || register::shared(&this, &other, scheme, code));
    }

    fn property(
        &mut self,
        n: usize,
        column: usize,
        number: usize,
        cell: &Cell<'_>,
        verb: usize,
    ) -> Result<(), Error> {
        match self.verbs.get(verb).takes {
            Takes::Value(_) => self.value(n, column, number, cell, verb).map(drop),
            Takes::Entity { .. } => self.entity(n, column, number, cell, verb),
            Takes::Anything if matches!(cell, Cell::Value(object) if matches!(**object, Object::Entity(_))) => {
                self.entity(n, column, number, cell, verb)
            }
            Takes::Member | Takes::Anything => {
                let (id, name) = (
                    self.things.get(number).id,
                    self.verbs.get(verb).name.clone(),
                );
                match self.tx.statement(id, &name, &cell.object(), None) {
                    Ok(statement) => self.say(n, column, statement, verb),
                    Err(error) => {
                        self.refuse(n, column, Fault::of(error)?);
                        Ok(())
                    }
                }
            }
        }
    }

    /// Says a value, and gives it.
    fn value(
        &mut self,
        n: usize,
        column: usize,
        number: usize,
        cell: &Cell<'_>,
        verb: usize,
    ) -> Result<Option<u32>, Error> {
        let thing = self.things.get(number);
        let word = self.verbs.get(verb);
        if let Takes::Value(named) = word.takes {
            let named: RelationId = named;
            let tx = &*self.tx;
            let named = tx.schema.relation(named);
            let label = || tx.lens().short(thing.id);
            let checked = self
                .sets
                .check_subject(&tx.schema, named, thing.types, label);
            if let Err(error) = checked {
                self.refuse(n, column, Fault::from(error).or_hint(ANOTHER_END));
                return Ok(None);
            }
        }
        let (id, predicate) = (thing.id, word.predicate);
        match self.verbs.literal(verb, cell, self.tx) {
            Ok((object, _)) => {
                self.say(n, column, [id, predicate, object], verb)?;
                Ok(Some(object))
            }
            Err(error) => {
                self.refuse(n, column, Fault::of(error)?);
                Ok(None)
            }
        }
    }

    fn entity(
        &mut self,
        n: usize,
        column: usize,
        number: usize,
        cell: &Cell<'_>,
        verb: usize,
    ) -> Result<(), Error> {
        let other = match self.things.find(cell, &mut self.sets, self.tx) {
            Ok(other) => other,
            Err(lost) => {
                let (at, tx) = (self.at(n, column), &*self.tx);
                self.ledger.refuse(at, |ledger| match lost {
                    Lost::Wrong(fault) => fault,
                    Lost::Unknown => {
                        let fault = ledger.unknown(&cell.shown(), "entity", tx);
                        fault.or_hint("give it a row of its own, or add it first")
                    }
                });
                return Ok(());
            }
        };
        if other != number && !self.things.get(other).is_there {
            self.needs.push((n, other));
        }
        let ends = [number, other].map(|number| {
            let thing = self.things.get(number);
            (thing.id, thing.types)
        });
        match self.verbs.between(verb, ends, &mut self.sets, self.tx) {
            Ok(statement) => self.say(n, column, statement, verb),
            Err(error) => {
                self.refuse(n, column, Fault::from(error).or_hint(ANOTHER_END));
                Ok(())
            }
        }
    }

    /// Says a statement, unless its subject has another object of a property that it can have only one of.
    fn say(
        &mut self,
        n: usize,
        column: usize,
        statement: [u32; 3],
        verb: usize,
    ) -> Result<(), Error> {
        let [subject, predicate, object] = statement;
        let is_there = self
            .tx
            .draft
            .now
            .is_stored([subject, predicate, object, NONE]);
        if let Some(functional) = self.verbs.get(verb).functional
            && !is_there
        {
            let (first, row) = *self.only.entry((subject, predicate)).or_insert((object, n));
            if first != object {
                let lens = self.tx.lens();
                let (label, name) = (lens.short(subject), self.verbs.get(verb).name.clone());
                let fault = Fault::new(format!(
                    "\"{label}\" has another \"{name}\" in row {}, and can have only one",
                    row + 1
                ));
                self.refuse(
                    n,
                    column,
                    fault.hint("keep one of the two, or say both as claims"),
                );
                return Ok(());
            }
            let schema = self.tx.schema.clone();
            let functional = schema.relation(functional);
            if let Err(error) = self.tx.check_functional(subject, functional, object) {
                self.refuse(n, column, Fault::of(error)?);
                return Ok(());
            }
        }
        self.said.push(statement);
        Ok(())
    }
}

//! Where the claim of a row belongs: whether it is there, in the graph or in an earlier row.

use super::claims::{Part, Pending, Reader};
use super::said::Heard;
use super::statement::Statement;
use crate::Error;
use crate::graph::{ANOTHER_ID, Columns, Kept};
use crate::io::fault::Fault;

impl Reader<'_, '_> {
    /// Puts a claim among those that are to be written.
    pub(super) fn take(
        &mut self,
        n: usize,
        statement: &Statement,
        heard: Heard,
    ) -> Result<(), Error> {
        let iri = match self.claim_iri(n, statement, &heard)? {
            Ok(iri) => iri,
            Err(fault) => {
                let at = self.at(n, Part::Id);
                self.ledger.refuse(at, |_| fault);
                return Ok(());
            }
        };
        let known = self.tx.draft.now.dictionary.iri(&iri);
        let reifier = match known {
            Some(id) => id,
            None => self.tx.draft.now.dictionary.write().add_iri(&iri)?,
        };
        let same = match known {
            Some(_) => self.same(reifier, statement.ids, &heard.columns),
            None => None,
        };
        let same = match same {
            Some(Ok(())) => same,
            _ => self.same_by_old_names(n, statement.ids, &heard).or(same),
        };
        match same {
            None => {}
            Some(Ok(())) => {
                self.merged += 1;
                return Ok(());
            }
            Some(Err(fault)) => {
                let at = self.at(n, Part::Id);
                self.ledger.refuse(at, |_| fault);
                return Ok(());
            }
        }
        self.make(statement, &heard)?;
        let triple = self.tx.draft.now.dictionary.write().triple(statement.ids)?;
        let columns = heard.columns;
        self.by_reifier.insert(reifier, self.pending.len() as u32);
        self.pending.push(Pending {
            row: columns.row(reifier, statement.ids, triple),
            beside: columns.beside.into(),
            n: n as u32,
        });
        Ok(())
    }

    fn claim_iri(
        &mut self,
        n: usize,
        statement: &Statement,
        heard: &Heard,
    ) -> Result<Result<String, Fault>, Error> {
        let cell = self.cell(n, Part::Id);
        if cell.is_missing() {
            let (subject, word) = (
                self.things.get(statement.subject),
                self.verbs.get(statement.relation),
            );
            let object = match statement.object {
                Some(number) => &self.things.get(number).term,
                None => &statement.value,
            };
            // An inverse form is turned round.
            let parts = if statement.ids[0] == subject.id {
                [&subject.term, &word.term, object]
            } else {
                [object, &word.term, &subject.term]
            };
            let hash = self
                .said
                .identity(heard, parts.map(|part| &**part), &self.things);
            return Ok(Ok(self.said.claim_iri(heard.source, &hash, self.tx)));
        }
        let Some(id) = cell.words() else {
            let fault = Fault::new(format!("\"{}\" is no id", cell.shown()));
            return Ok(Err(fault));
        };
        match self.tx.claim_iri(&id, heard.source_id) {
            Ok(iri) => Ok(Ok(iri.as_str().into())),
            Err(error) => Ok(Err(super::things::bad_id(&id, Fault::of(error)?))),
        }
    }

    /// Whether a claim that is there, or an earlier row, says the same; nothing where there is none.
    fn same(
        &self,
        reifier: u32,
        statement: [u32; 3],
        columns: &Columns,
    ) -> Option<Result<(), Fault>> {
        let now = &self.tx.draft.now;
        if let Some(&at) = self.by_reifier.get(&reifier) {
            let other = &self.pending[at as usize];
            let old = Columns {
                values: other.row.values,
                beside: other.beside.to_vec(),
                asserts: other.row.asserts,
            };
            let what = if other.row.statement != statement {
                Some("statement")
            } else if old == *columns {
                None
            } else {
                Kept::of_columns(&old).difference(&Kept::of_columns(columns), now)
            };
            return Some(what.map_or(Ok(()), |what| {
                let fault = Fault::new(format!(
                    "it is the claim of row {}, with another {what}",
                    other.n + 1
                ));
                Err(fault.hint("give each of the two an id"))
            }));
        }
        if let Some(old) = now.claims_of_reifier(reifier).next() {
            let what = if old.statement != statement {
                Some("statement")
            } else if now.is_kept(&old, columns) {
                None
            } else {
                let new = Kept::of_columns(columns);
                let what = now.kept(&old).difference(&new, now);
                what.filter(|_| !now.was_kept(&old, &new))
            };
            return Some(what.map_or(Ok(()), |what| {
                let label = self.tx.lens().short(reifier);
                let fault = Fault::new(format!("\"{label}\" is in the graph with another {what}"));
                Err(fault.hint(ANOTHER_ID.by_hand))
            }));
        }
        self.tx.lens().is_entity(reifier).then(|| {
            let label = self.tx.lens().short(reifier);
            Err(Fault::new(format!("\"{label}\" is an entity")).hint("give the claim another id"))
        })
    }

    /// The same of the claims that the row may be, by the names that entities had before a merge.
    fn same_by_old_names(
        &self,
        n: usize,
        statement: [u32; 3],
        heard: &Heard,
    ) -> Option<Result<(), Fault>> {
        if self.tx.draft.now.aliases.is_empty() {
            return None;
        }
        let cell = self.cell(n, Part::Id);
        let id = cell.words();
        let named = self.said.named(heard, &self.things);
        let there = self.tx.said_again(statement, &named, id.as_deref());
        let all = there
            .iter()
            .filter_map(|row| self.same(row.reifier, statement, &heard.columns));
        all.reduce(|first, next| if first.is_ok() { first } else { next.or(first) })
    }

    /// Makes what the claim names and is not there.
    fn make(&mut self, statement: &Statement, heard: &Heard) -> Result<(), Error> {
        let ends = [Some(statement.subject), statement.object];
        let all = ends
            .into_iter()
            .flatten()
            .chain(heard.attributed_to.iter().copied());
        for number in all {
            let made = self.things.make(number);
            self.made += usize::from(!made.is_empty());
            self.bulk.statements.extend(made);
        }
        let made = self.said.make_source(heard.source, self.tx)?;
        self.bulk.statements.extend(made);
        self.said.put_evidence(heard, self.tx)
    }
}

//! RDF files into a graph.

use std::io::Read;
use std::sync::mpsc;

use super::intern::Interner;
use super::mistake::Mistake;
use super::parser::{Declared, Parser, Source, Stop};
use super::register::SharedIds;
use super::{Format, ReadError};
use crate::graph::Transaction;
use crate::index::Quad;
use crate::model::Severity;
use crate::model::id::NONE;
use crate::report::{Problem, Report};
use crate::{Error, StorageError};

/// So many quads go from the parser to the dictionary at once.
const BATCH: usize = 4096;

/// Reads RDF in one of its formats into a transaction.
///
/// # Errors
/// [`ReadError::Syntax`] at the first mistake where `strict`; nothing of the document is then in the
/// transaction. Otherwise every mistake is in the report, and the rest is taken.
pub(super) fn read_rdf(
    tx: &mut Transaction,
    reader: impl Read,
    format: Format,
    source: Source<'_>,
    strict: bool,
) -> Result<Report, Error> {
    let mut interner = Interner::new(tx.draft.now.dictionary.clone(), &tx.settings);
    let mut report = if strict {
        Report::default()
    } else {
        Report::of_every_mistake()
    };
    let taker = Taker {
        source,
        strict,
        has_read: false,
        report: &mut report,
    };
    let parsed = taker.parse(reader, format, &mut interner)?;
    tx.settings.next_blank = interner.next_blank();
    if let Some(graph) = source.graph {
        let graph = tx.intern_iri(graph.as_str())?;
        let in_default = interner.quads.iter_mut().filter(|quad| quad[3] == NONE);
        in_default.for_each(|quad| quad[3] = graph);
    }
    if !tx.draft.now.aliases.is_empty() {
        let all = std::mem::take(&mut interner.quads).into_iter();
        let mut resolved = Vec::with_capacity(all.len());
        for quad in all {
            let Some(now) = tx.draft.now.resolved(quad)? else {
                continue;
            };
            if now == quad {
                tx.draft.say_again(quad);
            }
            resolved.push(now);
        }
        interner.quads = resolved;
    }
    let claims = tx.draft.now.claim_count();
    let quads = without_schema(tx, interner.quads, source.name, &mut report)?;
    report.add("triples", quads.len());
    if source.graph.is_none() && !quads.is_empty() && quads.iter().all(|quad| quad[3] != NONE) {
        report.note(
            Problem::new(Severity::Warning, "", "everything in it stands in named graphs").hint(
                "entities and claims are read from the default graph; look with view(graphs=[…]) or GRAPH",
            ),
        );
    }
    let shared = SharedIds::of(&quads, tx.lens());
    tx.draft.insert_all(quads)?;
    tx.forget_roles();
    report.add("claims", tx.draft.now.claim_count().saturating_sub(claims));
    for (prefix, namespace) in parsed.prefixes {
        if tx.lens().namespace(&prefix).is_none() {
            tx.settings.offer_prefix(&prefix, &namespace);
        }
    }
    if let Some(base) = parsed.base.as_deref().and_then(folder) {
        tx.settings.read_base(&base);
    }
    shared.warn(tx, &mut report);
    Ok(report)
}

/// Where the local ids of a document live that has a base: where its relative references lead, which may be beside the
/// document that the base is the address of. Nothing of an address that has no folders, as `urn:isbn:…`.
fn folder(base: &str) -> Option<String> {
    if base.ends_with(['/', '#']) {
        return Some(base.into());
    }
    let folder = oxiri::Iri::parse(base)
        .ok()?
        .resolve(".")
        .ok()?
        .into_inner();
    folder.ends_with('/').then_some(folder)
}

/// Leaves out what the schema says already; its graphs are not to be written to.
fn without_schema(
    tx: &Transaction,
    quads: Vec<Quad>,
    name: &str,
    report: &mut Report,
) -> Result<Vec<Quad>, Error> {
    let base = std::sync::Arc::clone(&tx.draft.now.base);
    let mut refused: Option<u32> = None;
    let before = quads.len();
    let kept: Vec<Quad> = quads
        .into_iter()
        .filter(|&[s, p, o, g]| {
            let said = base
                .schema
                .iter()
                .any(|(graph, triples)| (g == NONE || g == *graph) && triples.contains([s, p, o]));
            if !said && g != NONE && base.schema.iter().any(|(graph, _)| g == *graph) {
                refused = Some(g);
            }
            !said
        })
        .collect();
    report.add("schema", before - kept.len());
    match refused {
        None => Ok(kept),
        Some(graph) => {
            let graph = tx.lens().iri(graph);
            let message =
                format!("the graph <{graph}> is the ontology's own and cannot be written to");
            report.note(
                Problem::new(Severity::Error, "", message)
                    .hint("extend the schema with a Turtle file of your own: Schema(\"my.ttl\")"),
            );
            Err(ReadError::Content {
                path: name.into(),
                report: Box::new(std::mem::take(report)),
            }
            .into())
        }
    }
}

/// Goes through a document and hands its quads on.
struct Taker<'a> {
    source: Source<'a>,
    strict: bool,
    /// Whether anything has been read: what comes before that may be of another format.
    has_read: bool,
    report: &'a mut Report,
}

impl Taker<'_> {
    fn next<R: Read>(
        &mut self,
        parser: &mut Parser<'_, R>,
    ) -> Result<Option<oxrdf::Quad>, ReadError> {
        loop {
            match parser.next() {
                None => return Ok(None),
                Some(Ok(quad)) => {
                    self.has_read = true;
                    return Ok(Some(quad));
                }
                Some(Err(Stop::Io(source))) => {
                    return Err(ReadError::File {
                        path: self.source.name.into(),
                        source,
                    });
                }
                Some(Err(Stop::Mistake(mistake))) if self.strict => {
                    let mistake = self.of_format(mistake);
                    let mistake = match self.source.taken_for {
                        None => mistake,
                        Some(format) => mistake.hint(format!(
                            "by its content it was taken for {format}: name what it is with format="
                        )),
                    };
                    return Err(mistake.error(self.source.name));
                }
                Some(Err(Stop::Mistake(mistake))) => {
                    let mistake = self.of_format(mistake);
                    self.report.add("refused", 1);
                    if mistake.is_last {
                        let mistake = mistake.hint("nothing from here on is read");
                        self.report.note(mistake.problem());
                        return Ok(None);
                    }
                    self.report.note(mistake.problem());
                }
            }
        }
    }

    /// The first mistake of a document, with the format that it looks like if that is another.
    fn of_format(&mut self, mistake: Mistake) -> Mistake {
        let looks_like = self.source.looks_like.filter(|_| !self.has_read);
        self.has_read = true;
        match looks_like {
            None => mistake,
            Some(format) => mistake.hint(format!(
                "it looks like {}: read it with format=\"{format}\"",
                format.title()
            )),
        }
    }

    /// The document has been read to its end.
    fn end<R: Read>(&mut self, parser: &Parser<'_, R>) -> Declared {
        #[cfg(feature = "json-ld")]
        {
            let (left_out, further) = parser.left_out();
            for mistake in left_out {
                self.report.note(mistake.warning());
            }
            self.report.count_more(further);
        }
        parser.declared(self.source)
    }

    fn parse(
        mut self,
        reader: impl Read,
        format: Format,
        interner: &mut Interner,
    ) -> Result<Declared, Error> {
        let mut first = Vec::with_capacity(BATCH);
        let mut parser = Parser::new(reader, format, self.source, self.strict)?;
        while first.len() < BATCH {
            let Some(quad) = self.next(&mut parser)? else {
                // Small documents need no second thread.
                interner.take(&first)?;
                return Ok(self.end(&parser));
            };
            first.push(quad);
        }
        std::thread::scope(|scope| {
            let (send, receive) = mpsc::sync_channel::<Vec<oxrdf::Quad>>(16);
            let worker = scope.spawn(move || -> Result<(), StorageError> {
                for batch in receive {
                    interner.take(&batch)?;
                }
                Ok(())
            });
            let mut parse = || -> Result<(), Error> {
                let mut batch = std::mem::take(&mut first);
                while let Some(quad) = self.next(&mut parser)? {
                    if batch.len() == BATCH {
                        let full = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
                        if send.send(full).is_err() {
                            // The worker has met a limit, and says which.
                            return Ok(());
                        }
                    }
                    batch.push(quad);
                }
                let _ = send.send(batch);
                Ok(())
            };
            let parsed = parse();
            drop(send);
            let interned = worker
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            parsed?;
            interned?;
            Ok(self.end(&parser))
        })
    }
}

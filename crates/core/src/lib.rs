//! A knowledge graph of states, agencies, events and technologies, in memory, inside your program.
//!
//! A [`Graph`] holds **statements** between **entities** under a [`Schema`]; a statement can carry [`Claim`]s: who says
//! so, in which words of which document, when it holds, how sure, and whether it is a fact, a report, a judgement, a
//! prediction or a wish. Names are Arabic and English first. The same live graph is asked in SPARQL, walked by graph
//! algorithms, and written as RDF 1.2 and 1.1, without a copy in between.
//!
//! # Example
//! ```
//! use rawabit::{Describe, Format, Graph, Narrow, Relate, WriteOptions};
//!
//! let graph = Graph::new();
//! let article = graph.document("شاركت قطر في القمة العالمية للشرطة.", Describe::new())?;
//! let qatar = graph.country("قطر")?;
//! let summit = graph.add("Summit", Describe::new().name("World Police Summit"))?;
//! let how = Relate::new().source(&article).evidence("شاركت قطر في القمة").confidence(0.9);
//! let claim = graph.relate(&qatar, "participatesIn", &summit, how)?;
//! assert_eq!(claim.evidence()[0].quote().as_deref(), Some("شاركت قطر في القمة"));
//!
//! # #[cfg(feature = "sparql")]
//! assert!(graph.ask("ASK { ?who rb:participatesIn/a rb:Summit }")?);
//! let sure = graph.narrow(Narrow::new().min_confidence(0.95))?;
//! assert_eq!(sure.claims().count()?, 0);
//!
//! let mut turtle = Vec::new();
//! graph.view().write_to(&mut turtle, WriteOptions::new().format(Format::Turtle))?;
//! let again = Graph::new();
//! again.read_from(turtle.as_slice(), rawabit::ReadOptions::new().format(Format::Turtle))?;
//! assert!(again.view().same_as(&graph.view()));
//! # Ok::<(), rawabit::Error>(())
//! ```
//!
//! # Where to look
//!
//! | to | see |
//! |---|---|
//! | read and write files | [`Graph::read`], [`ReadOptions`], [`View::write`], [`WriteOptions`] |
//! | build by hand | [`Graph::add`] with [`Describe`], [`Graph::relate`] with [`Relate`], [`Graph::country`], [`Graph::document`] |
//! | several at once, all or nothing | [`Graph::transaction`], [`Transaction`]; tables: [`Rows`], [`TableOptions`] |
//! | look | [`View`], [`Entity`], [`Claims`]; narrower, as of a day, by a source: [`Narrow`] |
//! | ask in SPARQL | `Graph::query`, `Graph::ask`, `Graph::construct`, `Graph::update` (feature `sparql`) |
//! | walk | [`View::neighbors`], [`View::paths`], [`Adjacency`] with the traits of [`petgraph`] |
//! | check | [`View::validate`], [`View::conflicts`], [`View::why`] |
//! | errors | [`Error`], one variant for each kind; the texts say how to mend it |
//!
//! A [`View`] is one moment: what it shows never moves, it is cheap to clone, and is read from any number of threads. A
//! [`Graph`] as such answers from its latest commit. Offsets into texts count Unicode code points, from 0, ends exclusive.
//!
//! # Features
//!
//! | feature | by default | what it brings |
//! |---|---|---|
//! | `sparql` | yes | queries and updates on the live graph |
//! | `rdf-xml`, `json-ld` | yes | these formats, in and out |
//! | `compression` | yes | `.gz` and `.zst` files |
//! | `arrow` | no | results as, and tables from, Arrow record batches |

pub mod algo;
mod check;
mod column;
mod dictionary;
mod error;
mod graph;
mod index;
mod io;
pub mod model;
pub mod names;
mod report;
pub mod schema;
#[cfg(feature = "sparql")]
mod sparql;
mod table;
#[cfg(feature = "sparql")]
mod update;

pub use algo::{Adjacency, Components};
pub use check::{Explanation, Statement, Step};
pub use dictionary::StorageError;
pub use error::Error;
pub use graph::{
    Claim, ClaimRef, Claims, Describe, Direction, Entity, EntityError, EntityRef, Graph,
    GraphBuilder, Hint, Modality, Narrow, Object, Path, Paths, Polarity, Relate, Span, TimeRef,
    Transaction, TransactionError, Value, View, Weight,
};
pub use io::{
    ClaimsForm, Entry, Format, Packing, ReadError, ReadOptions, Rows, TableOptions, WriteOptions,
};
pub use model::{
    BaseDirection, BlankNode, Bounds, Civil, Instant, Iri, Literal, Period, Precision, Qualifier,
    Severity, Term, Time, Triple, ValueError, parse_time, vocab,
};
pub use report::{Finding, Problem, Report};
pub use schema::{Schema, SchemaError};
#[cfg(feature = "sparql")]
pub use sparql::{Bound, QueryError, QueryOptions, ResultsFormat, Row, Solutions, Triples};
pub use table::{Cell, Table, Values, isolate, printable};

/// The graph algorithms that run on an [`Adjacency`].
pub use petgraph;

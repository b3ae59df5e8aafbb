//! How a table is taken in.

use crate::graph::EntityRef;
use crate::io::watch::Watch;

/// How a table is taken in: which column is what, what all rows have in common.
///
/// # Example
/// ```
/// use rawabit::{Describe, Graph, Rows, TableOptions};
/// let graph = Graph::new();
/// graph.document("Qatar and Oman met.", Describe::new().id("article"))?;
/// let rows = Rows::new().with("src", ["qatar"]).with("dst", ["oman"]);
/// let options = TableOptions::new()
///     .column("subject", "src")
///     .column("object", "dst")
///     .relation("meetsWith")
///     .source("article");
/// let error = graph.add_claims(&rows, options.clone()).unwrap_err();
/// assert!(error.to_string().starts_with("<table>: row 1, column \"src\": no entity \"qatar\" in the graph"));
/// graph.country("QA")?;
/// graph.country("OM")?;
/// assert_eq!(graph.add_claims(&rows, options)?.count("claims"), 1);
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct TableOptions {
    /// Our word, and the table's column.
    pub(super) columns: Vec<(String, String)>,
    pub(super) r#type: Option<String>,
    pub(super) relation: Option<String>,
    pub(super) source: Option<EntityRef>,
    pub(super) strict: bool,
    pub(super) watch: Option<Watch>,
}

impl Default for TableOptions {
    fn default() -> Self {
        Self {
            columns: Vec::new(),
            r#type: None,
            relation: None,
            source: None,
            strict: true,
            watch: None,
        }
    }
}

impl TableOptions {
    /// Columns by our own names; one bad row refuses all of the table.
    pub fn new() -> Self {
        Self::default()
    }

    /// The column of the table that stands for a word of ours: `("subject", "src")`.
    pub fn column(mut self, word: impl Into<String>, column: impl Into<String>) -> Self {
        self.columns.push((word.into(), column.into()));
        self
    }

    /// The type of all entities, whatever a column `type` says.
    pub fn r#type(mut self, name: impl Into<String>) -> Self {
        self.r#type = Some(name.into());
        self
    }

    /// The relation of all claims, whatever a column `relation` says.
    pub fn relation(mut self, name: impl Into<String>) -> Self {
        self.relation = Some(name.into());
        self
    }

    /// The document that all claims are from, whatever a column `source` says. A web address that the
    /// graph does not have becomes a document.
    pub fn source(mut self, source: impl Into<EntityRef>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Whether one bad row refuses all of the table, as by default; otherwise the good ones are taken.
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// Tells how many rows have been looked at, every few thousand; of entities each row is looked at
    /// twice. An error ends it, and is the source of [`ReadError::File`](crate::ReadError::File).
    pub fn watch(
        mut self,
        watch: impl Fn(u64) -> std::io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        self.watch = Some(Watch::new(watch));
        self
    }
}

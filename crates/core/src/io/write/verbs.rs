//! The verbs: `write` and `write_to`, of views and of graphs.

use std::io::Write;
use std::path::Path;

use super::failure::{Failure, unknown};
use super::file::write_file;
use super::plan::Plan;
use super::{Packing, WriteOptions, lines, turtle};
use crate::Error;
use crate::graph::{Graph, View};
use crate::io::Format;

/// What a writer without a name is called.
const NAMELESS: &str = "<output>";

impl View {
    /// Writes the graph to a file, in the format of its name (`.ttl`, `.nt`, `.nq`, `.trig`, `.rdf`,
    /// `.jsonld`) or of the options; a name that ends in `.gz` or `.zst` is packed. A file that is
    /// there is replaced once the new one is whole, so that a failure leaves it as it was.
    ///
    /// Everything that is seen is written: statements, claims with what is said of them, evidence,
    /// named graphs. Texts of documents are not part of RDF. Turtle and TriG are for people; the same
    /// moment always gives the same bytes.
    ///
    /// # Errors
    /// [`SchemaError::Argument`](crate::SchemaError::Argument) for `format` where the name tells none, or where
    /// the format cannot hold what is there: named graphs, triple terms, in XML certain characters and
    /// relations without a name; it names the formats that can. For `claims` where `rdf:Statement` cannot say what is
    /// there. [`StorageError::Write`](crate::StorageError::Write) where the file cannot be written.
    ///
    /// # Complexity
    /// O(n) in the quads. Memory does not grow with them: N-Triples and N-Quads need a buffer, Turtle
    /// and TriG a byte for each IRI and what is said of one subject.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Graph, WriteOptions};
    /// let graph = Graph::new();
    /// graph.country("QA")?;
    /// let path = std::env::temp_dir().join(format!("rawabit-{}.ttl", std::process::id()));
    /// graph.write(&path, WriteOptions::default())?;
    /// let again = Graph::new();
    /// again.read(&path)?;
    /// assert!(again.same_as(&graph));
    /// # std::fs::remove_file(path).ok();
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn write(&self, path: impl AsRef<Path>, options: WriteOptions) -> Result<(), Error> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let Some(format) = options.format.or_else(|| Format::from_path(path)) else {
            return Err(unknown(&name, "the name of the file tells no format").into());
        };
        let packing = options.packing;
        let packing = packing.unwrap_or_else(|| Packing::from_path(path));
        let plan = self.plan(format, options)?;
        write_file(path, packing, |out| send(&plan, format, out))
            .map_err(|failure| failure.error(&name))
    }

    /// As [`write`](Self::write), to anything that takes bytes; the format is that of the options.
    ///
    /// # Errors
    /// As there. What was written before a failure is no whole document.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Format, Graph, WriteOptions};
    /// let graph = Graph::new();
    /// graph.country("QA")?;
    /// let mut text = Vec::new();
    /// graph.write_to(&mut text, WriteOptions::new().format(Format::Turtle))?;
    /// assert!(String::from_utf8_lossy(&text).contains("ex:qatar a rb:Country"));
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn write_to(&self, writer: impl Write, options: WriteOptions) -> Result<(), Error> {
        let Some(format) = options.format else {
            let reason = "give a format, or a target with a name: there is no file name to tell it";
            return Err(unknown("nothing", reason).into());
        };
        let packing = options.packing.unwrap_or_default();
        let plan = self.plan(format, options)?;
        let written = packing.write(writer, |out| send(&plan, format, out));
        written.map_err(|failure| failure.error(NAMELESS))
    }

    fn plan(&self, format: Format, options: WriteOptions) -> Result<Plan<'_>, Error> {
        if !Format::WRITTEN.contains(&format) {
            return Err(unknown(format.name(), "graphs are not written in it").into());
        }
        Plan::new(self, format, options)
    }
}

/// Writes a plan in a format.
fn send(plan: &Plan<'_>, format: Format, out: impl Write) -> Result<(), Failure> {
    match format {
        Format::NTriples => lines::write_lines(plan, out, false),
        Format::NQuads => lines::write_lines(plan, out, true),
        Format::TriG => turtle::write_turtle(plan, out, true),
        #[cfg(feature = "rdf-xml")]
        Format::RdfXml => super::rdf_xml::write_rdf_xml(plan, out),
        #[cfg(feature = "json-ld")]
        Format::JsonLd => super::json_ld::write_json_ld(plan, out),
        Format::Turtle | Format::Json => turtle::write_turtle(plan, out, false),
    }
}

impl Graph {
    /// As [`View::write`], of the latest commit.
    ///
    /// # Errors
    /// As there.
    pub fn write(&self, path: impl AsRef<Path>, options: WriteOptions) -> Result<(), Error> {
        self.view().write(path, options)
    }

    /// As [`View::write_to`], of the latest commit.
    ///
    /// # Errors
    /// As there.
    pub fn write_to(&self, writer: impl Write, options: WriteOptions) -> Result<(), Error> {
        self.view().write_to(writer, options)
    }
}

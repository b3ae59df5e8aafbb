//! The suites' addresses and the files that stand for them here.

use std::path::{Path, PathBuf};

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use oxigraph::model::{GraphName, NamedNode, Quad};

/// The sites that the suites are published at, and the folders that hold them.
const SITES: [(&str, &str); 2] = [
    ("https://w3c.github.io/rdf-tests/", "rdf-tests/"),
    (
        "https://w3c.github.io/json-ld-api/tests/",
        "json-ld-api/tests/",
    ),
];

/// The folder that the suites are in.
#[derive(Clone)]
pub struct Files {
    root: PathBuf,
}

impl Files {
    /// The folder, where there is one.
    pub fn find(root: &Path) -> Option<Self> {
        let all = SITES.iter().all(|(_, folder)| root.join(folder).is_dir());
        all.then(|| Self { root: root.into() })
    }

    /// The bytes that an address stands for.
    pub fn read(&self, address: &str) -> Result<Vec<u8>, String> {
        let path = SITES.iter().find_map(|(site, folder)| {
            let rest = address.strip_prefix(site)?;
            Some(self.root.join(folder).join(rest))
        });
        let path = path.ok_or_else(|| format!("<{address}> is in no suite"))?;
        std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))
    }

    /// The same as text.
    pub fn text(&self, address: &str) -> Result<String, String> {
        String::from_utf8(self.read(address)?).map_err(|_| format!("<{address}> is not UTF-8"))
    }

    /// A document of RDF, in the format of its ending.
    pub fn document(&self, address: &str) -> Result<Document, String> {
        let ending = address.rsplit('.').next().unwrap_or_default();
        let format = match ending {
            "jsonld" => RdfFormat::JsonLd {
                profile: JsonLdProfileSet::empty(),
            },
            _ => RdfFormat::from_extension(ending)
                .ok_or_else(|| format!("<{address}> has no ending of RDF"))?,
        };
        Ok(Document {
            base: address.into(),
            format,
            bytes: self.read(address)?,
            graph: None,
        })
    }
}

/// A document of RDF.
#[derive(Clone)]
pub struct Document {
    /// What its relative IRIs are resolved against.
    pub base: String,
    pub format: RdfFormat,
    pub bytes: Vec<u8>,
    /// Where the triples of its default graph go.
    pub graph: Option<NamedNode>,
}

impl Document {
    /// What it says, as the crates that the suites' own files are read with tell it; blank nodes of two
    /// documents are never the same.
    pub fn quads(&self) -> Result<Vec<Quad>, String> {
        let graph = self.graph.clone();
        RdfParser::from_format(self.format)
            .with_base_iri(&self.base)
            .map_err(|error| error.to_string())?
            .with_default_graph(graph.map_or(GraphName::DefaultGraph, GraphName::from))
            .rename_blank_nodes()
            .for_reader(self.bytes.as_slice())
            .collect::<Result<_, _>>()
            .map_err(|error| format!("<{}>: {error}", self.base))
    }

    pub fn in_graph(mut self, graph: NamedNode) -> Self {
        self.graph = Some(graph);
        self
    }

    pub fn in_format(mut self, format: RdfFormat) -> Self {
        self.format = format;
        self
    }

    pub fn with_base(mut self, base: &str) -> Self {
        self.base = base.into();
        self
    }
}

/// A text of SPARQL.
pub struct Sparql {
    pub base: String,
    pub text: String,
}

/// What a query or an update works on.
#[derive(Default)]
pub struct Data {
    pub documents: Vec<Document>,
    /// What the services of the test know.
    pub services: Vec<(NamedNode, Document)>,
}

//! The manifests of a suite, in Turtle: which tests there are, and which files they are about.

use oxigraph::model::{Graph, NamedNode, NamedOrBlankNode, Term, Triple};

use crate::files::Files;

/// One test.
#[derive(Default)]
pub struct Test {
    pub id: String,
    /// The local names of its types: `TestTurtleEval`, `QueryEvaluationTest`, …
    pub kinds: Vec<String>,
    /// The file that it is about: a document, a query, an update.
    pub action: String,
    /// What the relative IRIs of that file are resolved against, where it is not its own address.
    pub base: Option<String>,
    /// What the query or update works on.
    pub data: Vec<Source>,
    /// What each service of a federated query knows.
    pub services: Vec<(NamedNode, String)>,
    /// The file of what is expected.
    pub result: Option<String>,
    /// What an update must leave.
    pub result_data: Vec<Source>,
    /// Whether each row may come less often than expected.
    pub lax: bool,
}

/// A document, and the graph that it goes into.
pub struct Source {
    pub address: String,
    pub graph: Option<NamedNode>,
}

const MF: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
const QT: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#";
const UT: &str = "http://www.w3.org/2009/sparql/tests/test-update#";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";

/// The tests of a manifest, and of those that it includes.
pub fn tests(files: &Files, address: &str) -> Result<Vec<Test>, String> {
    let mut manifest = Manifest::read(files, address, address)?;
    if let Some(base) = manifest.iri(&manifest.node.clone(), MF, "assumedTestBase") {
        manifest = Manifest::read(files, address, &base)?;
    }
    let mut all = Vec::new();
    for included in manifest.list("include") {
        if let Term::NamedNode(included) = included {
            all.extend(tests(files, included.as_str())?);
        }
    }
    for entry in manifest.list("entries") {
        let Term::NamedNode(entry) = entry else {
            return Err(format!("<{address}>: a test has no IRI"));
        };
        all.push(manifest.test(entry));
    }
    Ok(all)
}

struct Manifest {
    graph: Graph,
    node: NamedOrBlankNode,
}

impl Manifest {
    fn read(files: &Files, address: &str, base: &str) -> Result<Self, String> {
        let quads = files.document(address)?.with_base(base).quads()?;
        let graph: Graph = quads.into_iter().map(Triple::from).collect();
        let class = NamedNode::new_unchecked(format!("{MF}Manifest"));
        let node = graph.subject_for_predicate_object(&name(RDF, "type"), &class);
        let node = node.ok_or_else(|| format!("<{address}> holds no manifest"))?;
        let node = node.into_owned();
        Ok(Self { graph, node })
    }

    fn test(&self, id: NamedNode) -> Test {
        let test = NamedOrBlankNode::from(id);
        let action = self.node(&test, MF, "action");
        let result = self.node(&test, MF, "result");
        let of = |node: &Option<NamedOrBlankNode>, space, name| {
            let node = node.as_ref()?;
            self.iri(node, space, name)
        };
        let itself = |node: &Option<NamedOrBlankNode>| match node {
            Some(NamedOrBlankNode::NamedNode(node)) => Some(node.as_str().to_owned()),
            _ => None,
        };
        let kinds = self.objects(&test, RDF, "type").filter_map(local_name);
        let about = itself(&action)
            .or_else(|| of(&action, QT, "query"))
            .or_else(|| of(&action, UT, "request"));
        Test {
            kinds: kinds.collect(),
            action: about.unwrap_or_default(),
            data: action.iter().flat_map(|node| self.sources(node)).collect(),
            services: action.iter().flat_map(|node| self.services(node)).collect(),
            result: itself(&result),
            result_data: result.iter().flat_map(|node| self.sources(node)).collect(),
            lax: self.iri(&test, MF, "resultCardinality") == Some(format!("{MF}LaxCardinality")),
            base: None,
            id: match test {
                NamedOrBlankNode::NamedNode(id) => id.into_string(),
                NamedOrBlankNode::BlankNode(id) => id.to_string(),
            },
        }
    }

    /// The documents that an action or a result names.
    fn sources(&self, node: &NamedOrBlankNode) -> Vec<Source> {
        let mut sources = Vec::new();
        for space in [QT, UT] {
            for data in self.objects(node, space, "data").filter_map(iri_of) {
                sources.push(Source {
                    address: data,
                    graph: None,
                });
            }
            for data in self.objects(node, space, "graphData") {
                // Either the graph's own address, or a node that says its file and its name.
                let labelled = node_of(data.clone()).and_then(|data| {
                    let Some(Term::Literal(label)) = self.objects(&data, RDFS, "label").next()
                    else {
                        return None;
                    };
                    let address = self.iri(&data, UT, "graph")?;
                    Some((address, NamedNode::new_unchecked(label.value())))
                });
                let named = || {
                    let address = iri_of(data)?;
                    Some((address.clone(), NamedNode::new_unchecked(address)))
                };
                sources.extend(labelled.or_else(named).map(|(address, graph)| Source {
                    address,
                    graph: Some(graph),
                }));
            }
        }
        sources
    }

    fn services(&self, node: &NamedOrBlankNode) -> Vec<(NamedNode, String)> {
        let services = self.objects(node, QT, "serviceData").filter_map(node_of);
        let known = services.filter_map(|service| {
            let endpoint = self.iri(&service, QT, "endpoint")?;
            let data = self.iri(&service, QT, "data")?;
            Some((NamedNode::new_unchecked(endpoint), data))
        });
        known.collect()
    }

    /// The items of a list that the manifest has.
    fn list(&self, property: &str) -> Vec<Term> {
        let mut items = Vec::new();
        let mut rest = self.node(&self.node, MF, property);
        while let Some(node) = rest {
            items.extend(self.objects(&node, RDF, "first"));
            rest = self.node(&node, RDF, "rest");
        }
        items
    }

    fn objects<'a>(
        &'a self,
        subject: &'a NamedOrBlankNode,
        space: &str,
        property: &str,
    ) -> impl Iterator<Item = Term> + use<'a> {
        let property = name(space, property);
        self.graph
            .triples_for_subject(subject)
            .filter(move |triple| triple.predicate == property.as_ref())
            .map(|triple| triple.object.into_owned())
    }

    fn iri(&self, subject: &NamedOrBlankNode, space: &str, property: &str) -> Option<String> {
        self.objects(subject, space, property).find_map(iri_of)
    }

    fn node(
        &self,
        subject: &NamedOrBlankNode,
        space: &str,
        property: &str,
    ) -> Option<NamedOrBlankNode> {
        self.objects(subject, space, property).find_map(node_of)
    }
}

fn name(space: &str, local: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{space}{local}"))
}

fn iri_of(term: Term) -> Option<String> {
    match term {
        Term::NamedNode(node) => Some(node.into_string()),
        _ => None,
    }
}

fn node_of(term: Term) -> Option<NamedOrBlankNode> {
    match term {
        Term::NamedNode(node) => Some(node.into()),
        Term::BlankNode(node) => Some(node.into()),
        _ => None,
    }
}

fn local_name(term: Term) -> Option<String> {
    let iri = iri_of(term)?;
    iri.rsplit(['#', '/']).next().map(str::to_owned)
}

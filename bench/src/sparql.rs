//! The SPARQL mix: point lookups, joins, paths, filters, groups, over the generated graph.

pub const PREFIXES: &str = "PREFIX sch: <https://example.org/schema#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
";

/// Name and query.
pub const QUERIES: &[(&str, &str)] = &[
    (
        "point lookup",
        "SELECT ?p ?o { <https://example.org/id/agency/100> ?p ?o }",
    ),
    (
        "events of a country's agencies",
        "SELECT DISTINCT ?e { ?a sch:locatedIn <https://example.org/id/country/5> . ?a a sch:Agency . ?a sch:participatesIn ?e }",
    ),
    (
        "path with star",
        "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?p sch:memberOf/sch:partOf* <https://example.org/id/agency/100> }",
    ),
    (
        "range of dates",
        "SELECT (COUNT(*) AS ?n) { ?e a sch:Event ; sch:startDate ?d FILTER(?d >= \"2020-01-01\"^^xsd:date && ?d < \"2020-07-01\"^^xsd:date) }",
    ),
    (
        "ten most frequent topics",
        "SELECT ?t (COUNT(?e) AS ?n) { ?e sch:addresses ?t } GROUP BY ?t ORDER BY DESC(?n) ?t LIMIT 10",
    ),
    (
        "contains on labels",
        "SELECT (COUNT(*) AS ?n) { ?e rdfs:label ?l FILTER(CONTAINS(LCASE(STR(?l)), \"border security\")) }",
    ),
    (
        "construct",
        "CONSTRUCT { ?c sch:hostedTopic ?t } WHERE { ?c a sch:Country . ?c sch:hosts ?e . ?e sch:addresses ?t }",
    ),
    (
        "confident claims",
        "SELECT (COUNT(*) AS ?n) { ?r rdf:predicate sch:cooperatesWith . ?r rdf:subject ?s . ?r rdf:object ?o . ?r sch:confidence ?c FILTER(?c >= 0.9) }",
    ),
    (
        "pairs of countries",
        "SELECT ?a ?b (COUNT(*) AS ?n) { ?a a sch:Country . ?a sch:participatesIn ?e . ?b sch:participatesIn ?e . ?b a sch:Country FILTER(STR(?a) < STR(?b)) } GROUP BY ?a ?b ORDER BY DESC(?n) ?a ?b LIMIT 10",
    ),
    (
        "path with plus, all",
        "SELECT (COUNT(*) AS ?n) { ?a sch:partOf+ ?b }",
    ),
];

//! The vocabulary that rawabit gives a meaning to.

macro_rules! vocabulary {
    ($(#[$m:meta])* $module:ident, $prefix:literal, $namespace:literal: $($(#[$t:meta])* $name:ident = $local:literal;)*) => {
        $(#[$m])*
        pub mod $module {
            /// The prefix that writers and SPARQL know without being told.
            pub const PREFIX: &str = $prefix;
            /// The namespace.
            pub const NAMESPACE: &str = $namespace;
            $($(#[$t])* #[doc = concat!("`", $prefix, ":", $local, "`")] pub const $name: &str = concat!($namespace, $local);)*
        }
    };
}

vocabulary! {
    /// The ontology of rawabit.
    rb, "rb", "https://w3id.org/rawabit/ns#":
    ENTITY = "Entity";
    DOCUMENT = "Document";
    COUNTRY = "Country";
    CLAIM = "Claim";
    EVIDENCE_TYPE = "Evidence";
    DATE = "Date";
    RELATED_TO = "relatedTo";
    DIFFERENT_FROM = "differentFrom";
    SOURCE = "source";
    ATTRIBUTED_TO = "attributedTo";
    MODALITY = "modality";
    POLARITY = "polarity";
    CONFIDENCE = "confidence";
    HEDGE = "hedge";
    VALID_FROM = "validFrom";
    VALID_TO = "validTo";
    EVIDENCE = "evidence";
    RECORDED_AT = "recordedAt";
    RECORDED_BY = "recordedBy";
    ASSERTED = "asserted";
    IN_SENTENCE = "inSentence";
    MENTION = "mention";
    REFERENCE = "reference";
    ALSO_KNOWN_AS = "alsoKnownAs";
    IS_COLLECTIVE = "isCollective";
    IDENTIFIER = "identifier";
    LANGUAGE = "language";
    SHA256 = "sha256";
    URL = "url";
    DATE_OF = "date";
    MODALITY_FACT = "modality-fact";
    MODALITY_REPORTED = "modality-reported";
    MODALITY_EVALUATIVE = "modality-evaluative";
    MODALITY_PREDICTED = "modality-predicted";
    MODALITY_NORMATIVE = "modality-normative";
    POLARITY_POSITIVE = "polarity-positive";
    POLARITY_NEGATIVE = "polarity-negative";
    ALLOWS = "allows";
    MIN_COUNT = "minCount";
    MAX_COUNT = "maxCount";
    MIN_INCLUSIVE = "minInclusive";
    MAX_INCLUSIVE = "maxInclusive";
    PATTERN = "pattern";
    SEVERITY = "severity";
    ACYCLIC = "acyclic";
    SCHEME = "scheme";
    ON_CLASS = "onClass";
    ON_PROPERTY = "onProperty";
    EXCEPT_COLLECTIVE = "exceptCollective";
    RULE = "Rule";
}

/// The IRI of the ontology itself, and of the named graph that its triples stand in.
pub const ONTOLOGY: &str = "https://w3id.org/rawabit/ns";
/// The IRI of the ontology of mappings outwards.
pub const ALIGNMENT: &str = "https://w3id.org/rawabit/ns/align";
/// The datatype of EDTF dates, in the spelling that rawabit writes.
pub const EDTF: &str = "http://id.loc.gov/datatypes/edtf/EDTF";

vocabulary! {
    /// RDF itself.
    rdf, "rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#":
    TYPE = "type";
    REIFIES = "reifies";
    STATEMENT = "Statement";
    SUBJECT = "subject";
    PREDICATE = "predicate";
    OBJECT = "object";
    LANG_STRING = "langString";
    DIR_LANG_STRING = "dirLangString";
    FIRST = "first";
    REST = "rest";
    NIL = "nil";
}

vocabulary! {
    /// RDF Schema.
    rdfs, "rdfs", "http://www.w3.org/2000/01/rdf-schema#":
    LABEL = "label";
    CLASS = "Class";
    SUB_CLASS_OF = "subClassOf";
    SUB_PROPERTY_OF = "subPropertyOf";
    DOMAIN = "domain";
    RANGE = "range";
    DATATYPE = "Datatype";
    IS_DEFINED_BY = "isDefinedBy";
    SEE_ALSO = "seeAlso";
    COMMENT = "comment";
}

vocabulary! {
    /// The Web Ontology Language.
    owl, "owl", "http://www.w3.org/2002/07/owl#":
    ONTOLOGY = "Ontology";
    CLASS = "Class";
    OBJECT_PROPERTY = "ObjectProperty";
    DATATYPE_PROPERTY = "DatatypeProperty";
    ANNOTATION_PROPERTY = "AnnotationProperty";
    SYMMETRIC_PROPERTY = "SymmetricProperty";
    TRANSITIVE_PROPERTY = "TransitiveProperty";
    FUNCTIONAL_PROPERTY = "FunctionalProperty";
    INVERSE_OF = "inverseOf";
    DISJOINT_WITH = "disjointWith";
    NAMED_INDIVIDUAL = "NamedIndividual";
    IMPORTS = "imports";
    VERSION_INFO = "versionInfo";
    VERSION_IRI = "versionIRI";
    SAME_AS = "sameAs";
    DIFFERENT_FROM = "differentFrom";
    DEPRECATED = "deprecated";
}

vocabulary! {
    /// The datatypes of XML Schema.
    xsd, "xsd", "http://www.w3.org/2001/XMLSchema#":
    STRING = "string";
    BOOLEAN = "boolean";
    INTEGER = "integer";
    DECIMAL = "decimal";
    DOUBLE = "double";
    FLOAT = "float";
    DATE = "date";
    DATE_TIME = "dateTime";
    G_YEAR = "gYear";
    G_YEAR_MONTH = "gYearMonth";
    ANY_URI = "anyURI";
    NON_NEGATIVE_INTEGER = "nonNegativeInteger";
}

vocabulary! {
    /// Names and notes.
    skos, "skos", "http://www.w3.org/2004/02/skos/core#":
    PREF_LABEL = "prefLabel";
    ALT_LABEL = "altLabel";
    DEFINITION = "definition";
    NOTE = "note";
    EXAMPLE = "example";
}

vocabulary! {
    /// Web Annotation: where in a document the words stand.
    oa, "oa", "http://www.w3.org/ns/oa#":
    HAS_SOURCE = "hasSource";
    START = "start";
    END = "end";
    EXACT = "exact";
}

vocabulary! {
    /// Dublin Core terms.
    dcterms, "dcterms", "http://purl.org/dc/terms/":
    FORMAT = "format";
    DESCRIPTION = "description";
    IDENTIFIER = "identifier";
    DATE = "date";
    TITLE = "title";
}

vocabulary! {
    /// Provenance.
    prov, "prov", "http://www.w3.org/ns/prov#":
    WAS_DERIVED_FROM = "wasDerivedFrom";
    WAS_ATTRIBUTED_TO = "wasAttributedTo";
}

vocabulary! {
    /// Shapes; rawabit reads `sh:Violation` and `sh:Warning` in its ontology, and reports in these words.
    sh, "sh", "http://www.w3.org/ns/shacl#":
    VIOLATION = "Violation";
    WARNING = "Warning";
    CLASS = "ClassConstraintComponent";
    CLOSED = "ClosedConstraintComponent";
    DATATYPE = "DatatypeConstraintComponent";
    DISJOINT = "NotConstraintComponent";
    IN = "InConstraintComponent";
    LANGUAGE_IN = "LanguageInConstraintComponent";
    MAX_COUNT = "MaxCountConstraintComponent";
    MAX_INCLUSIVE = "MaxInclusiveConstraintComponent";
    MIN_COUNT = "MinCountConstraintComponent";
    MIN_INCLUSIVE = "MinInclusiveConstraintComponent";
    NODE_KIND = "NodeKindConstraintComponent";
    ORDER = "LessThanOrEqualsConstraintComponent";
    PATTERN = "PatternConstraintComponent";
    QUALIFIED_MAX_COUNT = "QualifiedMaxCountConstraintComponent";
    QUALIFIED_MIN_COUNT = "QualifiedMinCountConstraintComponent";
    SPARQL = "SPARQLConstraintComponent";
    UNIQUE_LANG = "UniqueLangConstraintComponent";
}

/// The prefixes that every graph knows: (prefix, namespace).
pub const PREFIXES: &[(&str, &str)] = &[
    (rb::PREFIX, rb::NAMESPACE),
    (rdf::PREFIX, rdf::NAMESPACE),
    (rdfs::PREFIX, rdfs::NAMESPACE),
    (owl::PREFIX, owl::NAMESPACE),
    (xsd::PREFIX, xsd::NAMESPACE),
    (skos::PREFIX, skos::NAMESPACE),
    (oa::PREFIX, oa::NAMESPACE),
    (dcterms::PREFIX, dcterms::NAMESPACE),
    (prov::PREFIX, prov::NAMESPACE),
    (sh::PREFIX, sh::NAMESPACE),
    ("edtf", "http://id.loc.gov/datatypes/edtf/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("schema", "https://schema.org/"),
    ("wd", "http://www.wikidata.org/entity/"),
];

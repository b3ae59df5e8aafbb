# The compiled part: signatures, and the first sentence of each docstring. `help(rawabit.Graph)` shows the rest.

import builtins
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from os import PathLike
from types import TracebackType
from typing import Any, Final, NoReturn, Protocol, TypeAlias, TypeVar, final, overload
from typing import Literal as Word

from typing_extensions import Self, disjoint_base

from rawabit._values import BlankNode, Iri, Text, Time

__all__ = [
    "Algorithms",
    "Claim",
    "Claims",
    "Entities",
    "Entity",
    "Explanation",
    "Graph",
    "Literal",
    "Message",
    "Path",
    "Problem",
    "Report",
    "Rows",
    "Schema",
    "Solutions",
    "Span",
    "Step",
    "Table",
    "Transaction",
    "Triple",
    "TripleRows",
    "Triples",
    "View",
    "__version__",
    "check_blank_node",
    "check_iri",
    "check_language",
    "check_time",
    "parse_time",
    "prefixes_of",
    "problem_of",
    "remove_prefix",
    "report_of",
    "set_prefix",
    "time_bounds",
    "time_calendar",
    "time_of",
    "time_precision",
    "time_qualifier",
]

__version__: Final[str]

_D = TypeVar("_D")

_EntityRef: TypeAlias = str | Entity
_Names: TypeAlias = str | Mapping[str, str | Sequence[str] | None]
_TimeLike: TypeAlias = str | date | datetime | Time
_Target: TypeAlias = str | PathLike[str] | _Writable
_Source: TypeAlias = str | PathLike[str] | bytes | bytearray | memoryview | _Readable
_Words: TypeAlias = str | tuple[int, int] | Span
_Modality: TypeAlias = Word["fact", "reported", "evaluative", "predicted", "normative"]
_Polarity: TypeAlias = Word["positive", "negative"]
_ClaimsForm: TypeAlias = Word["annotations", "reification", "none"]
_Direction: TypeAlias = Word["out", "in", "both"]
_Precision: TypeAlias = Word["century", "decade", "year", "season", "month", "day", "minute", "second"]
_Qualifier: TypeAlias = Word["?", "~", "%"]

class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...

class _Writable(Protocol):
    def write(self, data: bytes, /) -> object: ...

class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...

_Tabular: TypeAlias = _ArrowStream | Iterable[Mapping[str, Any]]

_Service: TypeAlias = Callable[[str, str], Solutions | bytes | str]

@disjoint_base
class View:
    """The graph as seen through filters, at one moment."""

    @property
    def prefixes(self) -> MutableMapping[str, str]:
        """The prefixes that SPARQL and the writers know, with their namespaces; a live mapping."""
    @property
    def algo(self) -> Algorithms:
        """The algorithms that run on the whole graph."""
    def __getitem__(self, entity: _EntityRef, /) -> Entity:
        """The entity with a local id, a compact IRI or a full IRI."""
    @overload
    def get(self, entity: _EntityRef, default: None = None) -> Entity | None:
        """As `graph[entity]`, with a default where there is none."""
    @overload
    def get(self, entity: _EntityRef, default: _D) -> Entity | _D: ...
    def __contains__(self, entity: object, /) -> bool:
        """Whether an entity is there."""
    def __len__(self) -> int:
        """The number of entities: documents count, claims and evidence do not."""
    def __bool__(self) -> Word[True]:
        """An empty graph is still true."""
    def __iter__(self) -> Iterator[Entity]:
        """All entities."""
    def entities(self, type: str | None = None) -> Iterator[Entity]:
        """The entities of a type and its subtypes; without a type all of them."""
    def claims(
        self,
        subject: _EntityRef | None = None,
        relation: str | None = None,
        object: Any = None,
        *,
        source: _EntityRef | None = None,
        modality: _Modality | None = None,
    ) -> Iterator[Claim]:
        """The claims that fit all that is given; subrelations and inverses count."""
    def validate(self) -> Report:
        """Holds the graph against its ontology, closed-world: what is not said is not so."""
    def conflicts(self) -> Table:
        """The claims that cannot all hold, each conflict with who says what. Nothing is resolved."""
    def why(self, subject: _EntityRef, relation: str, object: Any) -> Explanation:
        """Why a statement is in the graph: the claims on it, or the chain of rules and statements that it follows from."""
    def stats(self) -> Table:
        """What is in the graph, counted: columns `kind`, `name` and `count`."""
    def query(
        self,
        sparql: str,
        *,
        bindings: Mapping[str, Any] | None = None,
        infer: bool = False,
        ontology: bool = False,
        timeout: float | None = None,
        max_rows: int | None = None,
        service: _Service | None = None,
    ) -> Solutions:
        """The rows that a SELECT gives."""
    def ask(
        self,
        sparql: str,
        *,
        bindings: Mapping[str, Any] | None = None,
        infer: bool = False,
        ontology: bool = False,
        timeout: float | None = None,
        service: _Service | None = None,
    ) -> bool:
        """Whether an ASK holds."""
    def construct(
        self,
        sparql: str,
        *,
        bindings: Mapping[str, Any] | None = None,
        infer: bool = False,
        ontology: bool = False,
        timeout: float | None = None,
        max_rows: int | None = None,
        service: _Service | None = None,
    ) -> Triples:
        """The triples that a CONSTRUCT or DESCRIBE gives."""
    def text(self, document: _EntityRef) -> str:
        """The stored text of a document."""
    def view(
        self,
        *,
        at: _TimeLike | None = None,
        during: tuple[_TimeLike | None, _TimeLike | None] | None = None,
        known: datetime | None = None,
        types: Sequence[str] | None = None,
        relations: Sequence[str] | None = None,
        sources: Sequence[_EntityRef] | None = None,
        min_confidence: float | None = None,
        modality: Sequence[_Modality] | None = None,
        polarity: Sequence[_Polarity] | None = None,
        graphs: Sequence[str] | None = None,
        certain: bool = False,
    ) -> View:
        """The graph at this moment, narrowed by what is given; without arguments all of it."""
    def same_as(self, other: View) -> bool:
        """Whether another view holds the same statements and claims, whatever its blank nodes are called."""
    @overload
    def write(
        self,
        target: _Target,
        *,
        format: str | None = None,
        claims: _ClaimsForm | None = None,
        ontology: bool = False,
        alignment: bool = False,
    ) -> None:
        """Writes the graph, as RDF: statements, claims with what is said of them, evidence, named graphs."""
    @overload
    def write(
        self,
        target: None = None,
        *,
        format: str,
        claims: _ClaimsForm | None = None,
        ontology: bool = False,
        alignment: bool = False,
    ) -> bytes: ...
    def neighbors(
        self,
        entity: _EntityRef,
        *,
        relation: str | None = None,
        direction: _Direction = "both",
        hops: int = 1,
    ) -> list[Entity]:
        """The entities that some hops lead to, the nearest first, without the one that they start from."""
    def paths(
        self,
        start: _EntityRef,
        end: _EntityRef,
        *,
        relations: Sequence[str] | None = None,
        max_hops: int = 4,
        limit: int = 10,
        weight: Word["hops", "confidence"] = "hops",
    ) -> list[Path]:
        """The shortest paths between two entities, then longer ones; or the surest. None visits an entity twice."""
    def __copy__(self) -> View: ...
    def __deepcopy__(self, memo: Any) -> View: ...
    def _repr_html_(self) -> str: ...
    def _ipython_key_completions_(self) -> list[str]: ...

class Graph(View):
    """A knowledge graph in memory."""

    def __new__(
        cls,
        *,
        schema: Schema | None = None,
        base: str | None = None,
        languages: Sequence[str] = ("en", "ar"),
        history: bool = True,
        clock: Callable[[], datetime] | None = None,
    ) -> Self: ...
    @property
    def schema(self) -> Schema:
        """The types and relations that the graph knows."""
    @property
    def base(self) -> str:
        """Where local ids live; the first commit fixes it."""
    def add(
        self,
        type: str | Sequence[str],
        name: _Names | None = None,
        *,
        id: str | None = None,
        ids: Mapping[str, str] | None = None,
        properties: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> Entity:
        """Adds an entity."""
    def set(
        self,
        entity: _EntityRef,
        *,
        type: str | Sequence[str] | None = None,
        name: _Names | None = None,
        ids: Mapping[str, str | None] | None = None,
        properties: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> Entity:
        """Replaces what is named; `None` takes away."""
    def country(self, name_or_code: str) -> Entity:
        """The country with a code or name; it is made where it is not there."""
    def document(
        self,
        text_or_url: str,
        *,
        id: str | None = None,
        name: _Names | None = None,
        language: str | None = None,
        date: _TimeLike | None = None,
        type: str = "Document",
    ) -> Entity:
        """Adds a document: its text, or a web address. The same text again is the same document."""
    def relate(
        self,
        subject: _EntityRef,
        relation: str,
        object: Any,
        *,
        source: _EntityRef | None = None,
        start: _TimeLike | None = None,
        end: _TimeLike | None = None,
        during: str | None = None,
        confidence: float | None = None,
        modality: _Modality = "fact",
        polarity: _Polarity = "positive",
        attributed_to: _EntityRef | Sequence[_EntityRef] | None = None,
        hedge: str | Sequence[str] | None = None,
        evidence: _Words | Sequence[_Words] | None = None,
        asserted: bool | None = None,
        id: str | None = None,
    ) -> Claim:
        """Says a statement, with a claim of how it is said. The same claim again is the claim that is there."""
    def revise(self, claim: Claim | str, **changes: Any) -> Claim:
        """Says a claim anew under its id: what the keywords name is changed, `None` takes it away, the rest stays."""
    def remove(self, thing: Entity | Claim | str, *, cascade: bool = False) -> None:
        """Takes an entity or a claim out. The statement of a claim goes where nobody else holds it."""
    def merge(self, keep: _EntityRef, *others: _EntityRef) -> Entity:
        """Makes one entity of several: what was said of the others is said of the kept one."""
    def unmerge(self, entity: _EntityRef) -> Entity:
        """Gives an entity that was merged its own life back: what was moved then is moved back from wherever it is now."""
    def transaction(self) -> AbstractContextManager[Self, None]:
        """Everything in the `with` block is committed as one, or, where an exception leaves it, nothing."""
    def read(
        self,
        source: _Source,
        *,
        format: str | None = None,
        base: str | None = None,
        strict: bool = True,
        contexts: Callable[[str], bytes | str] | None = None,
        progress: bool | None = None,
    ) -> Report:
        """Reads a document: rawabit's own JSON, or RDF. Nothing is merged, and the same again changes nothing."""

    def add_entities(
        self,
        table: _Tabular,
        *,
        type: str | None = None,
        columns: Mapping[str, str] | None = None,
        strict: bool = True,
        progress: bool | None = None,
    ) -> Report:
        """Adds the entities of a table, one a row."""
    def add_claims(
        self,
        table: _Tabular,
        *,
        relation: str | None = None,
        source: _EntityRef | None = None,
        columns: Mapping[str, str] | None = None,
        strict: bool = True,
        progress: bool | None = None,
    ) -> Report:
        """Adds the claims of a table, one a row."""

    def update(self, sparql: str, *, bindings: Mapping[str, Any] | None = None) -> None:
        """Does what a request of SPARQL Update says, all of it or nothing."""
    def forget(self, *, before: datetime | None = None, entity: _EntityRef | None = None) -> None:
        """Erases what was, for good: no view of what was known then shows it any more. What is in the graph stays."""
    def compact(self) -> None:
        """Folds what has changed since into the columns, and lets go of terms that nothing uses any more."""
    def __copy__(self) -> NoReturn: ...
    def __deepcopy__(self, memo: Any) -> NoReturn: ...

@final
class Transaction:
    """All or nothing; see `Graph.transaction`."""

    def __enter__(self) -> Graph: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
        /,
    ) -> None: ...

@final
class Entity:
    """A thing in the graph, as it was at the moment that it was asked for."""

    @property
    def id(self) -> str:
        """The shortest id that finds it in its graph: a local id, a compact IRI, the IRI, or a blank node's label."""
    @property
    def iri(self) -> Iri | None:
        """The IRI; `None` for a blank node."""
    @property
    def type(self) -> str:
        """The name of the narrowest type; `"Entity"` where there is none."""
    @property
    def types(self) -> list[str]:
        """The names of all types that are stated, the narrowest first."""
    @property
    def name(self) -> str:
        """The name that fits the graph's languages best; the id where there is none."""
    @property
    def names(self) -> dict[str, list[str]]:
        """All names by language, the preferred one first; those without a language under `""`."""
    @property
    def ids(self) -> dict[str, str]:
        """The external ids by scheme, such as `"wikidata"`; of several of one scheme the first, and `entity["wikidata"]` has all."""
    def __getitem__(self, property: str, /) -> Any:
        """The value of a functional property, or a list of the values of any other; the entities of a relation."""
    def get(self, property: str, default: Any = None) -> Any:
        """As `entity[property]`, with a default where a functional property has no value."""
    def __contains__(self, property: str, /) -> bool:
        """Whether a property has a value."""
    def properties(self) -> dict[str, Any]:
        """Every property with its value or values, beside types, names and ids; relations as they are stored."""
    def claims(self, relation: str | None = None, *, direction: _Direction = "both") -> Iterator[Claim]:
        """The claims that it is in: as subject (`"out"`), as object (`"in"`), or both."""
    def __eq__(self, other: builtins.object, /) -> bool: ...
    def __ne__(self, other: builtins.object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Entity: ...
    def __deepcopy__(self, memo: Any) -> Entity: ...
    def _repr_html_(self) -> str: ...
    def _ipython_key_completions_(self) -> list[str]: ...

@final
class Claim:
    """One source's statement: who says it, when it holds, how sure, on what words."""

    @property
    def id(self) -> str:
        """The short form of the IRI, `"claim/article/r013"`, or a blank node's label."""
    @property
    def iri(self) -> Iri | None:
        """The IRI; `None` for a blank node."""
    @property
    def subject(self) -> Entity:
        """The subject of the statement."""
    @property
    def relation(self) -> str:
        """The relation: `"participatesIn"`, `"my:patrolsWith"`, else the full IRI."""
    @property
    def object(self) -> Any:
        """The object of the statement: an `Entity`, or a value."""
    @property
    def said_of(self) -> tuple[str, str | None]:
        """The ids of the subject and, where it is an entity, of the object, as it was first written; else `None`."""
    @property
    def source(self) -> Entity | None:
        """The document that says it."""
    @property
    def attributed_to(self) -> list[Entity]:
        """Who is said to say it."""
    @property
    def start(self) -> Time | None:
        """Since when it holds, as it was written."""
    @property
    def end(self) -> Time | None:
        """Until when it holds, that time included."""
    @property
    def confidence(self) -> float | None:
        """How sure, from 0 to 1."""
    @property
    def modality(self) -> _Modality:
        """How it is put: `"fact"`, `"reported"`, `"evaluative"`, `"predicted"` or `"normative"`."""
    @property
    def polarity(self) -> _Polarity:
        """Whether it is said or denied: `"positive"` or `"negative"`."""
    @property
    def hedge(self) -> list[Text]:
        """The words by which the source keeps a distance."""
    @property
    def notes(self) -> list[Text]:
        """Notes of whoever wrote the claim down."""
    @property
    def evidence(self) -> list[Span]:
        """The words that it rests on, in the order of the text."""
    @property
    def asserted(self) -> bool:
        """Whether it holds its statement: the statement is in the graph because of it."""
    @property
    def recorded_at(self) -> datetime | None:
        """When it was committed as it is, in UTC; `None` in a transaction, and where no history is kept."""
    def __eq__(self, other: builtins.object, /) -> bool: ...
    def __ne__(self, other: builtins.object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Claim: ...
    def __deepcopy__(self, memo: Any) -> Claim: ...

@final
class Span:
    """A piece of a document: code points, from 0, end exclusive."""

    @property
    def document(self) -> Entity:
        """The document."""
    @property
    def start(self) -> int:
        """The first code point, counted from 0."""
    @property
    def end(self) -> int:
        """The code point after the last."""
    @property
    def quote(self) -> str:
        """The words; empty where neither they nor the document's text were given."""
    @property
    def sentence(self) -> str | None:
        """The id of the sentence that holds it, where one does."""
    def __eq__(self, other: builtins.object, /) -> bool: ...
    def __ne__(self, other: builtins.object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Span: ...
    def __deepcopy__(self, memo: Any) -> Span: ...

@final
class Path:
    """A way from one entity to another."""

    @property
    def entities(self) -> list[Entity]:
        """The entities, from the start to the end."""
    @property
    def relations(self) -> list[list[str]]:
        """For each hop the relations of its statements."""
    @property
    def claims(self) -> list[list[Claim]]:
        """For each hop the claims on its statements."""
    @property
    def confidence(self) -> float | None:
        """How sure it is: the product of its hops, each as sure as the highest confidence of the claims that hold its statements; `None` where a hop has none."""
    def __len__(self) -> int:
        """The number of hops."""
    def __bool__(self) -> Word[True]: ...
    def __copy__(self) -> Path: ...
    def __deepcopy__(self, memo: Any) -> Path: ...

@final
class Explanation:
    """Why a statement is in the graph, or that it is not; `print` shows it."""

    @property
    def claims(self) -> list[Claim]:
        """The claims on the statement; where it follows, those on what it follows from; else those that only quote it."""
    @property
    def steps(self) -> list[Step]:
        """How it follows, from the statement itself down to what is stored; empty where nothing was inferred."""
    @property
    def holds(self) -> bool:
        """Whether the statement is in the graph, or follows from it."""
    def __copy__(self) -> Explanation: ...
    def __deepcopy__(self, memo: Any) -> Explanation: ...

@final
class Step:
    """One step of a chain: what follows, from what, and by which rule."""

    @property
    def rule(self) -> Word["subrelation", "inverse", "symmetric", "transitive", "subclass"]:
        """`"subrelation"`, `"inverse"`, `"symmetric"`, `"transitive"` or `"subclass"`."""
    @property
    def statement(self) -> tuple[Entity, str, Any]:
        """What follows: subject, relation and object; a type is the name of one."""
    @property
    def because(self) -> list[tuple[Entity, str, Any]]:
        """From what: one statement, or the links of a way in their order."""
    def __copy__(self) -> Step: ...
    def __deepcopy__(self, memo: Any) -> Step: ...

@final
class Algorithms:
    """The algorithms that run on the whole graph; `graph.algo` gives them."""

    def components(self, kind: Word["weak"] = "weak") -> Table:
        """The components of the graph: which entities hang together."""

@disjoint_base
class Table:
    """Columns of results."""

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
    def __len__(self) -> int:
        """The number of rows."""
    def __bool__(self) -> Word[True]:
        """A table without rows is still true."""
    def __iter__(self) -> Iterator[dict[str, Any]]:
        """The rows, each a dict."""
    @overload
    def __getitem__(self, key: int, /) -> dict[str, Any]:
        """A row by its number, from 0 or from -1 backwards, or a column by its name."""
    @overload
    def __getitem__(self, key: str, /) -> list[Any]: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> Any:
        """The table as an Arrow stream, by the Arrow PyCapsule interface."""
    def to_polars(self) -> Any:
        """The table as a `polars.DataFrame`."""
    def to_pandas(self) -> Any:
        """The table as a `pandas.DataFrame`."""
    def _repr_html_(self) -> str: ...
    def _ipython_key_completions_(self) -> list[str]: ...
    def __copy__(self) -> Table: ...
    def __deepcopy__(self, memo: Any) -> Table: ...

@final
class Solutions(Table):
    """The rows of a SELECT, in order; a `Table` whose columns are the variables."""

    def terms(self) -> Iterator[dict[str, Any]]:
        """The rows in terms: `Iri`, `BlankNode`, `Literal`, `Triple`, and `None` for unbound."""
    @overload
    def write(self, target: None = None, *, format: Word["json", "xml", "csv", "tsv"]) -> bytes:
        """Writes the rows in a format of the W3C."""
    @overload
    def write(self, target: _Target, *, format: Word["json", "xml", "csv", "tsv"] | None = None) -> None: ...

@final
class Triples:
    """The triples of a CONSTRUCT or DESCRIBE, each once."""

    def __len__(self) -> int:
        """The number of triples."""
    def __bool__(self) -> Word[True]: ...
    def __iter__(self) -> Iterator[tuple[Iri | BlankNode, Iri, Any]]: ...
    @overload
    def write(self, target: _Target, *, format: str | None = None) -> None:
        """Writes the triples as RDF."""
    @overload
    def write(self, target: None = None, *, format: str) -> bytes: ...
    def __copy__(self) -> Triples: ...
    def __deepcopy__(self, memo: Any) -> Triples: ...

@final
class Report:
    """What a read or a check did and found; never silent about what it left out."""

    @property
    def ok(self) -> bool:
        """Whether there are no errors; warnings may be there."""
    @property
    def counts(self) -> dict[str, int]:
        """How many of what: `entities`, `claims`, `triples`, `merged` (there already), `refused`; 0 where there is none."""
    @property
    def problems(self) -> list[Problem]:
        """The problems of a read, or the first hundred of each kind that a check found; errors first."""
    @property
    def unlisted(self) -> int:
        """How many problems there were beyond those that are listed."""
    def table(self) -> Table:
        """The problems as a table: columns `severity`, `message`, `where`, `entity` and `hint`."""
    def to_rdf(self) -> bytes:
        """The report as a validation report of SHACL, in Turtle."""
    def __eq__(self, other: builtins.object, /) -> bool: ...
    def __ne__(self, other: builtins.object, /) -> bool: ...
    def __copy__(self) -> Report: ...
    def __deepcopy__(self, memo: Any) -> Report: ...

@final
class Problem:
    """One thing that is wrong, or worth knowing."""

    @property
    def severity(self) -> Word["error", "warning", "notice"]:
        """`"error"`, `"warning"` or `"notice"`."""
    @property
    def message(self) -> str:
        """What is wrong."""
    @property
    def where(self) -> str:
        """Where: a JSON path counted from 0 (`relations[13]`), a line and column (`12:7`), or of a check the relation."""
    @property
    def entity(self) -> str | None:
        """The id of the entity, relation or claim that it is about, as the document or the graph has it."""
    @property
    def hint(self) -> str | None:
        """How to mend it."""
    def __eq__(self, other: builtins.object, /) -> bool: ...
    def __ne__(self, other: builtins.object, /) -> bool: ...
    def __copy__(self) -> Problem: ...
    def __deepcopy__(self, memo: Any) -> Problem: ...

@final
class Schema:
    """Types and relations: the built-in ontology, and your own Turtle files on top of it."""

    def __new__(cls, *extensions: str | PathLike[str]) -> Schema: ...
    @staticmethod
    def empty() -> Schema:
        """A schema without types and relations, for a plain RDF store."""
    def types(self) -> Table:
        """One row a type: `name`, `iri`, `parents`, labels and definitions in English and Arabic, `deprecated`."""
    def relations(self) -> Table:
        """One row a relation or property: `name`, `iri`, `kind`, `domain`, `range`, `inverse`, and what else is known."""
    @overload
    def write(self, target: None = None, *, format: Word["turtle", "jsonschema"] = "turtle") -> bytes:
        """Writes the schema as Turtle, which `Schema` reads again, or as the JSON Schema of the documents that `read` takes."""
    @overload
    def write(self, target: _Target, *, format: Word["turtle", "jsonschema"] = "turtle") -> None: ...
    @property
    def notices(self) -> list[str]:
        """What the extensions say that is no error, but that their authors should know of."""
    def __eq__(self, other: builtins.object, /) -> bool: ...
    def __ne__(self, other: builtins.object, /) -> bool: ...
    def __copy__(self) -> Schema: ...
    def __deepcopy__(self, memo: Any) -> Schema: ...

@final
class Literal:
    """A full RDF literal: also one whose value fits no Python type, or whose text is not one of its datatype."""

    def __new__(
        cls,
        value: str,
        datatype: str | None = None,
        lang: str | None = None,
        direction: Word["ltr", "rtl"] | None = None,
    ) -> Literal: ...
    @property
    def value(self) -> str:
        """The lexical form, byte for byte as it was written."""
    @property
    def datatype(self) -> Iri:
        """The IRI of the datatype; `rdf:langString` where there is a language."""
    @property
    def lang(self) -> str | None:
        """The language as a tag in lower case."""
    @property
    def direction(self) -> Word["ltr", "rtl"] | None:
        """The base direction: `"ltr"` or `"rtl"`."""
    def __eq__(self, other: builtins.object, /) -> bool: ...
    def __ne__(self, other: builtins.object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs__(self) -> tuple[str, str | None, str | None, str | None]: ...

@final
class Triple:
    """A triple that stands as a term in another."""

    def __new__(cls, subject: Any, predicate: Iri, object: Any) -> Triple: ...
    @property
    def subject(self) -> Iri | BlankNode:
        """The subject: an `Iri` or a `BlankNode`."""
    @property
    def predicate(self) -> Iri:
        """The predicate."""
    @property
    def object(self) -> Any:
        """The object."""
    def __eq__(self, other: builtins.object, /) -> bool: ...
    def __ne__(self, other: builtins.object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs__(self) -> tuple[Any, Iri, Any]: ...

@final
class Entities:
    """Entities, one by one."""

    def __iter__(self) -> Entities: ...
    def __next__(self) -> Entity: ...
    def __length_hint__(self) -> int: ...

@final
class Claims:
    """Claims, one by one."""

    def __iter__(self) -> Claims: ...
    def __next__(self) -> Claim: ...
    def __length_hint__(self) -> int: ...

@final
class Rows:
    """Rows of a table, one by one."""

    def __iter__(self) -> Rows: ...
    def __next__(self) -> dict[str, Any]: ...
    def __length_hint__(self) -> int: ...

@final
class TripleRows:
    """Triples, one by one."""

    def __iter__(self) -> TripleRows: ...
    def __next__(self) -> tuple[Iri | BlankNode, Iri, Any]: ...
    def __length_hint__(self) -> int: ...

def parse_time(text: str, *, lang: str | None = None) -> tuple[Time | None, Time | None]:
    """The first and the last time of a date or range as it is written, both included."""

# ---- for the modules of rawabit -----------------------------------------------------------------------------------

@final
class Message:
    """What an `UnknownEntity` says, put into words when it is first shown: to find what was meant takes long in a large graph, and who catches the error may never read it."""

def check_iri(given: str) -> str: ...
def check_blank_node(given: str) -> str: ...
def check_language(given: str) -> str: ...
def check_time(given: str | date) -> tuple[str, str]:
    """A time as it is written, with its datatype."""

def time_of(text: str, datatype: str) -> Time: ...
def time_bounds(text: str, datatype: str) -> tuple[datetime | None, datetime | None]: ...
def time_precision(text: str, datatype: str) -> _Precision: ...
def time_qualifier(text: str, datatype: str) -> _Qualifier | None: ...
def time_calendar(text: str, datatype: str) -> str | None: ...
def prefixes_of(view: View) -> dict[str, str]:
    """The prefixes as they are now."""

def set_prefix(view: View, prefix: str, namespace: str) -> None:
    """Binds a prefix on a graph."""

def remove_prefix(view: View, prefix: str) -> None:
    """Forgets a prefix of a graph."""

def report_of(counts: Mapping[str, int], problems: Sequence[Problem], unlisted: int) -> Report:
    """A report that was pickled."""

def problem_of(
    severity: str,
    message: str,
    where: str,
    entity: str | None,
    hint: str | None,
    finding: tuple[Iri | BlankNode, Iri | None, Any, str] | None,
) -> Problem:
    """A problem that was pickled."""

"""A knowledge graph of states, agencies, events and technologies that runs inside your program.

Every relation can carry claims: who says so, on what words, when it holds, how sure it is, and whether it is a fact,
a report, a judgement, a prediction or a wish.

Example:
    >>> import rawabit
    >>> graph = rawabit.Graph()
    >>> qatar = graph.country("قطر")
    >>> summit = graph.add("Summit", "World Police Summit", startDate="2024-03-05")
    >>> claim = graph.relate(qatar, "participatesIn", summit, confidence=0.9)
    >>> [e.name for e in graph.neighbors("qatar")]
    ['World Police Summit']
"""

from rawabit._errors import (
    QueryError,
    QueryTimeout,
    RawabitError,
    ReadError,
    SchemaError,
    StorageError,
    TransactionError,
    UnknownColumn,
    UnknownEntity,
)
from rawabit._native import (
    Algorithms,
    Claim,
    Entity,
    Explanation,
    Graph,
    Literal,
    Path,
    Problem,
    Report,
    Schema,
    Solutions,
    Span,
    Step,
    Table,
    Triple,
    Triples,
    View,
    __version__,
    parse_time,
)
from rawabit._values import BlankNode, Iri, Text, Time

__all__ = [
    "Algorithms",
    "BlankNode",
    "Claim",
    "Entity",
    "Explanation",
    "Graph",
    "Iri",
    "Literal",
    "Path",
    "Problem",
    "QueryError",
    "QueryTimeout",
    "RawabitError",
    "ReadError",
    "Report",
    "Schema",
    "SchemaError",
    "Solutions",
    "Span",
    "Step",
    "StorageError",
    "Table",
    "Text",
    "Time",
    "TransactionError",
    "Triple",
    "Triples",
    "UnknownColumn",
    "UnknownEntity",
    "View",
    "__version__",
    "parse_time",
]

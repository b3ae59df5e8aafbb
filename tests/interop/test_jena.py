"""Apache Jena reads what we write, and answers as we do: `make interop`."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from rawabit import Graph, Iri, Literal

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests/python"))

from test_competency import ASKED, Question, questions, shown  # noqa: E402

JENA = Path(os.environ["JENA_HOME"]) / "bin"
ENDINGS = {"turtle": "ttl", "ntriples": "nt", "nquads": "nq", "trig": "trig", "rdfxml": "rdf", "jsonld": "jsonld"}
# RDF/XML and JSON-LD carry claims by reification.
WRITTEN = [
    (format, claims)
    for format in ENDINGS
    for claims in ("annotations", "reification", "none")
    if not (claims == "annotations" and format in ("rdfxml", "jsonld"))
]


def jena(tool: str, *arguments: str | Path) -> bytes:
    run = subprocess.run([JENA / tool, *arguments], capture_output=True, check=False)
    told = run.stderr.decode()
    assert (run.returncode, told) == (0, ""), told
    return run.stdout


def read(data: str) -> Graph:
    graph = Graph()
    graph.read(ROOT / data)
    return graph


def quads(text: bytes) -> pyoxigraph.Dataset:
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


@pytest.mark.parametrize("data", ASKED, ids=lambda data: Path(data).stem)
@pytest.mark.parametrize(("format", "claims"), WRITTEN)
def test_riot_reads_what_we_write(data: str, format: str, claims: Any, tmp_path: Path) -> None:
    graph = read(data)
    path = tmp_path / f"graph.{ENDINGS[format]}"
    graph.write(path, claims=claims)
    theirs = quads(jena("riot", "--output=nquads", path))
    ours = quads(graph.write(format="nquads", claims=claims))
    assert len(ours) > 100
    assert theirs == ours


def term(cell: dict[str, str] | None) -> Any:
    if cell is None:
        return None
    if cell["type"] == "uri":
        return Iri(cell["value"])
    return Literal(cell["value"], cell.get("datatype"), cell.get("xml:lang"))


@pytest.mark.parametrize(
    "question", [question for question in questions() if not question.infer], ids=lambda it: it.name.split()[0]
)
def test_arq_answers_the_questions_as_we_do(question: Question, tmp_path: Path) -> None:
    graph = read(question.data)
    graph.write(tmp_path / "graph.ttl", ontology=True)
    prefixes = dict(graph.prefixes)
    declared = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prefixes.items())
    (tmp_path / "question.rq").write_text(declared + question.sparql, encoding="utf-8")
    answer: Any = json.loads(
        jena("arq", f"--data={tmp_path / 'graph.ttl'}", f"--query={tmp_path / 'question.rq'}", "--results=json")
    )
    if question.truth is not None:
        assert answer["boolean"] is question.truth
        return
    assert answer["head"]["vars"] == question.variables
    rows = [
        [shown(term(row.get(name)), prefixes) for name in question.variables] for row in answer["results"]["bindings"]
    ]
    # How texts of several languages are ordered, the standard leaves open.
    assert sorted(rows) == sorted(question.rows)

"""The competency questions, asked of the seed document and of the harbour document as they stand in their files."""

import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from rawabit import Graph, Iri, Literal

ROOT = Path(__file__).parents[2]

# The documents, and the questions on them.
ASKED = {
    "examples/data/summit.json": "tests/data/competency.md",
    "examples/data/harbour.json": "examples/data/harbour-questions.md",
}


class Question(NamedTuple):
    """A question with the rows that it must give, as they are written down."""

    data: str
    name: str
    sparql: str
    infer: bool
    truth: bool | None
    variables: list[str]
    rows: list[list[str]]
    ordered: bool


def question(data: str, section: str) -> Question:
    name = section.splitlines()[0]
    sparql = section.split("```")[1].removeprefix("sparql").strip()
    expected = section[section.index("\nExpected") :].strip()
    head = expected.splitlines()[0]
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in expected.splitlines() if line.startswith("|")
    ]
    truth = head.startswith("Expected: `true") if head.startswith("Expected: `") else None
    rows = cells[2:]
    if truth is None:
        said = re.search(r"\d+", head)
        assert said is not None
        assert int(said[0]) == len(rows), f"{name}: the table has as many rows as it says"
    return Question(
        data=data,
        name=name,
        sparql=sparql,
        infer="[inference on]" in name,
        truth=truth,
        variables=cells[0] if cells else [],
        rows=rows,
        ordered="order as given" in head,
    )


def questions() -> list[Question]:
    found: list[Question] = []
    for data, path in ASKED.items():
        text = (ROOT / path).read_text(encoding="utf-8")
        found += [question(data, section) for section in text.split("\n## ")[1:]]
    return found


@pytest.fixture(scope="module")
def graphs() -> dict[str, Graph]:
    graphs = {data: Graph() for data in ASKED}
    for data, graph in graphs.items():
        graph.read(ROOT / data)
    return graphs


def shown(term: Any, prefixes: dict[str, str]) -> str:
    """A term as the tables write it."""
    if term is None:
        return "—"
    if isinstance(term, Iri):
        return min(
            (f"{prefix}:{term.removeprefix(iri)}" for prefix, iri in prefixes.items() if term.startswith(iri)),
            key=len,
        )
    assert isinstance(term, Literal)
    return f'"{term.value}"@{term.lang}' if term.lang else term.value


def answer(graph: Graph, question: Question, *, infer: bool) -> list[list[str]]:
    solutions = graph.query(question.sparql, ontology=True, infer=infer)
    assert solutions.columns == question.variables
    prefixes = dict(graph.prefixes)
    rows = [[shown(term, prefixes) for term in row.values()] for row in solutions.terms()]
    return rows if question.ordered else sorted(rows)


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name.split()[0])
def test_a_question_has_the_answer_that_is_written_down(graphs: dict[str, Graph], question: Question) -> None:
    graph = graphs[question.data]
    if question.truth is not None:
        assert graph.ask(question.sparql, ontology=True, infer=question.infer) is question.truth
        return
    expected = question.rows if question.ordered else sorted(question.rows)
    assert answer(graph, question, infer=question.infer) == expected
    if question.infer:
        less = answer(graph, question, infer=False)
        assert (len(less), less) < (len(expected), expected), "inference gives more"

"""The README and the examples keep their word: what they show runs, and prints what it says."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest

from rawabit import Graph, Schema

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
REIFIES = "http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def claims_in(path: Path) -> int:
    """The reifiers that pyoxigraph counts in a file."""
    quads = pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
    return sum(quad.predicate.value == REIFIES for quad in quads)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A place of its own, with the data of the examples."""
    shutil.copytree(ROOT / "examples/data", tmp_path / "examples/data")
    return tmp_path


def run(arguments: list[str], folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-X", "utf8", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_story_runs_as_it_stands(folder: Path) -> None:
    [code] = blocks("python")
    assert len([line for line in code.splitlines() if line and not line.startswith("import")]) <= 20
    printed = run(["-c", code], folder).splitlines()
    assert printed[0] == "Qatar ['قطر', 'دولة قطر'] Q846"
    assert [line.split()[:3] for line in printed[1:4]] == [
        ["fact", "0.9", "2024-03-05"],
        ["reported", "0.7", "2024-03-05"],
        ["fact", "0.9", "2024-03-05"],
    ]
    assert "التحالف الدولي لمكافحة الإرهاب" in " ".join(printed)
    assert printed[-1].startswith("<View: ")
    assert printed[-1].endswith("; at 2024-03-06, confidence from 0.8>")
    assert claims_in(folder / "summit.ttl") == 171, "the article's and one of ours"


def test_the_example_prints_what_people_decide_by(folder: Path) -> None:
    shutil.copy(ROOT / "examples/summit.py", folder / "examples")
    printed = run(["examples/summit.py"], folder)
    counts = "108 entities; 170 claims, 164 between entities and 6 on values, resting on 168 distinct statements"
    assert counts in printed.splitlines()
    assert "contributes to cooperation networks? False" in printed
    assert re.search(r"^  \w[\w ]+ \(\u2068[\u0600-\u06ff ]+\u2069\)$", printed, re.MULTILINE), "in both scripts"
    assert claims_in(folder / "summit.ttl") == 170


@pytest.mark.parametrize("query", blocks("sparql"))
def test_a_recipe_finds_something(query: str) -> None:
    graph = Graph()
    graph.read(ROOT / "examples/data/summit.json")
    assert "uae" in [row["thing"].rpartition("/")[2] for row in graph.query(query)]


def test_the_numbers_are_those_of_the_schema() -> None:
    said = re.search(r"\d+ types and \d+ relations", README)
    assert said is not None
    assert said[0].replace(" and", ",") in repr(Schema())

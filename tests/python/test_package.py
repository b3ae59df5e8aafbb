"""Promises about the package: its names, its docs, what importing it costs."""

import ast
import datetime  # noqa: ICN001  (as the examples have it)
import doctest
import inspect
import subprocess
import sys
from pathlib import Path
from types import ModuleType  # noqa: TC003  (the tests are run, not imported)
from typing import Any

import pytest

import rawabit
from rawabit import _native, _prefixes, _values

STUB = ast.parse((Path(rawabit.__file__).parent / "_native.pyi").read_text(encoding="utf-8"))


def documented() -> dict[str, str]:
    """Every docstring of the package, by the name of what it is about."""
    found: dict[str, str] = {}

    def add(name: str, thing: Any) -> None:
        doc = inspect.getdoc(thing)
        if doc:
            found[name] = doc

    modules: list[ModuleType] = [rawabit, _native, _values, _prefixes]
    for module in modules:
        add(module.__name__, module)
        for name, thing in vars(module).items():
            if name.startswith("__") or not getattr(thing, "__module__", "").startswith("rawabit"):
                continue
            add(name, thing)
            if isinstance(thing, type):
                for member in vars(thing):
                    add(f"{name}.{member}", getattr(thing, member))
    return found


@pytest.mark.parametrize("name", sorted(name for name, doc in documented().items() if ">>>" in doc))
def test_the_example_in_the_docstring_runs(name: str) -> None:
    names = {**vars(rawabit), "datetime": datetime}
    test = doctest.DocTestParser().get_doctest(documented()[name], names, name, None, 0)
    output: list[str] = []
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=output.append)
    assert result.failed == 0, "".join(output)


def stubs() -> list[tuple[str, str]]:
    """The docstrings of the stub, by name."""
    found: list[tuple[str, str]] = []
    for node in STUB.body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            found.append((node.name, ast.get_docstring(node) or ""))
        if isinstance(node, ast.ClassDef):
            members = [member for member in node.body if isinstance(member, ast.FunctionDef)]
            found.extend((f"{node.name}.{member.name}", ast.get_docstring(member) or "") for member in members)
    return [(name, doc) for name, doc in found if doc]


@pytest.mark.parametrize(("name", "doc"), stubs())
def test_the_stub_tells_what_help_tells(name: str, doc: str) -> None:
    def words(text: str) -> list[str]:
        return text.split()

    ours = words(doc)
    if name.rpartition(".")[2].startswith("__"):
        return  # `inspect` has no text for these but Python's own
    assert words(documented()[name])[: len(ours)] == ours


def test_every_public_name_has_a_docstring() -> None:
    docs = documented()
    for name in rawabit.__all__:
        thing: Any = getattr(rawabit, name)
        if name == "__version__":
            continue
        assert inspect.getdoc(thing), name
        if inspect.isclass(thing) and not issubclass(thing, Exception):
            public = [member for member in vars(thing) if not member.startswith("_")]
            assert [member for member in public if f"{name}.{member}" not in docs] == []


def test_importing_takes_in_nothing_heavy() -> None:
    script = """
import sys
import rawabit
heavy = ["numpy", "pandas", "polars", "pyarrow", "rdflib", "decimal", "datetime", "dataclasses", "socket"]
print([name for name in heavy if name in sys.modules])
"""
    printed = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "[]"


def test_no_connection_is_ever_opened() -> None:
    script = """
import sys
def no(event, args):
    if event.startswith("socket."):
        raise SystemExit(f"a connection: {event}")
sys.addaudithook(no)
import rawabit
graph = rawabit.Graph()
graph.relate(graph.country("QA"), "meetsWith", graph.country("OM"), source="https://news.example/1")
graph.read(b'{"@context": "https://news.example/context.jsonld", "@id": "http://a/"}', format="jsonld")
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "a connection" not in done.stderr
    assert "ReadError" in done.stderr, "a context of the web is refused"


def test_a_graph_can_be_subclassed_and_referred_to_weakly() -> None:
    import weakref

    class Mine(rawabit.Graph):
        def qatar(self) -> rawabit.Entity:
            return self.country("QA")

    graph = Mine(base="https://kg.example/")
    assert graph.qatar().iri == "https://kg.example/qatar"
    assert weakref.ref(graph)() is graph
    with pytest.raises(TypeError):
        rawabit.View()

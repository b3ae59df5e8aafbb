"""Promises about errors: their classes, attributes and causes."""

import pickle
from pathlib import Path

import pytest

import rawabit
from rawabit import Graph, QueryError, RawabitError, ReadError, Schema, SchemaError, StorageError, TransactionError


@pytest.mark.parametrize(
    ("error", "parents"),
    [
        (SchemaError, (RawabitError, ValueError)),
        (rawabit.UnknownEntity, (RawabitError, KeyError)),
        (ReadError, (RawabitError, ValueError)),
        (TransactionError, (RawabitError, RuntimeError)),
        (QueryError, (RawabitError, ValueError)),
        (StorageError, (RawabitError, OSError)),
    ],
)
def test_every_error_is_a_rawabit_error_and_what_python_calls_it(
    error: type[Exception], parents: tuple[type[Exception], ...]
) -> None:
    assert error.__bases__ == parents
    assert f"{error.__module__}.{error.__qualname__}" == f"rawabit.{error.__name__}"
    message = "what, where, how to mend it"
    assert str(error(message)) == message
    assert str(pickle.loads(pickle.dumps(error(message)))) == message


def test_a_syntax_error_has_its_place_and_leaves_the_graph_as_it_was(tmp_path: Path) -> None:
    graph = Graph()
    path = tmp_path / "people.ttl"
    path.write_text("<http://a/> <http://b/> <http://c/> .\n<http://a/> <http://b/> .\n")
    with pytest.raises(ReadError) as raised:
        graph.read(path)
    error = raised.value
    assert (error.path, error.line) == (str(path), 2)
    assert error.column is not None
    assert str(error).startswith(f"{path}:2:{error.column}: ")
    assert not error.report.ok
    (problem,) = error.report.problems
    assert (problem.severity, problem.where, problem.entity) == ("error", f"2:{error.column}", None)
    assert problem.message in str(error)
    assert (len(graph), list(graph.claims())) == (0, [])


def test_a_read_error_crosses_to_another_process() -> None:
    with pytest.raises(ReadError) as raised:
        Graph().read(b"<http://a/> <http://b/> .", format="turtle")
    error = pickle.loads(pickle.dumps(raised.value))
    assert (type(error), str(error), error.line) == (ReadError, str(raised.value), 1)


def test_an_error_of_bytes_has_no_path() -> None:
    with pytest.raises(ReadError) as raised:
        Graph().read(b"<http://a/> <http://b/> .", format="turtle")
    assert (raised.value.path, raised.value.line) == (None, 1)
    with pytest.raises(ReadError, match=r'the format is not clear.*"turtle" \(\.ttl') as raised:
        Graph().read(b"name,type\nQatar,Country\n")
    assert (raised.value.line, raised.value.column, raised.value.report.ok) == (None, None, False)


def test_a_missing_file_stays_a_file_not_found_error(tmp_path: Path) -> None:
    missing = tmp_path / "missing.ttl"
    for call in [Graph().read, Schema]:
        with pytest.raises(FileNotFoundError) as raised:
            call(missing)
        assert (raised.value.filename, raised.value.errno) == (str(missing), 2)
    with pytest.raises(IsADirectoryError):
        Graph().read(tmp_path)


def test_a_broken_extension_names_the_term_and_the_line(tmp_path: Path) -> None:
    path = tmp_path / "my.ttl"
    path.write_text("""
        @prefix my: <https://example.org/my#> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        <https://example.org/my> a owl:Ontology .
        @prefix rb: <https://w3id.org/rawabit/ns#> .
        rb:Patrol a owl:Class .
    """)
    with pytest.raises(SchemaError, match=r"my\.ttl:6: .*rb:Patrol"):
        Schema(path)

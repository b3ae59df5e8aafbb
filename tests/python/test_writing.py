"""Promises to those who write RDF: to anywhere, whole or not at all, in a format that is named."""

import gzip
import io
import os
import tempfile
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from rawabit import Graph, Schema, SchemaError

FORMATS = ("turtle", "ntriples", "nquads", "trig", "rdfxml", "jsonld")
ENDINGS = ("ttl", "nt", "nq", "trig", "rdf", "jsonld")


@pytest.fixture
def graph(graph: Graph) -> Graph:
    graph.document("Qatar takes part.", id="article", language="en")
    graph.relate("qatar", "participatesIn", "wps-2024", source="article", evidence="takes part", id="r1")
    return graph


@pytest.mark.parametrize(("format", "ending"), list(zip(FORMATS, ENDINGS, strict=True)))
def test_a_path_a_file_object_and_bytes_get_the_same(graph: Graph, tmp_path: Path, format: str, ending: str) -> None:
    given = graph.write(format=format)
    assert given == graph.write(format=f".{ending}"), "an ending is a name too"
    path = tmp_path / f"a.{ending}"
    graph.write(path)
    assert path.read_bytes() == given
    graph.write(str(path), format="nt")
    assert path.read_bytes() == graph.write(format="ntriples"), "format= goes before the name"
    with path.open("wb") as file:
        graph.write(file)
    assert path.read_bytes() == given, "the name of a file object tells the format"
    memory = io.BytesIO()
    graph.write(memory, format=format)
    assert memory.getvalue() == given
    again = Graph()
    again.read(path)
    assert again.same_as(graph)


def test_a_name_that_says_so_is_packed(graph: Graph, tmp_path: Path) -> None:
    for ending in ("gz", "zst"):
        path = tmp_path / f"a.ttl.{ending}"
        graph.write(path)
        again = Graph()
        again.read(path)
        assert again.same_as(graph)
    assert gzip.decompress((tmp_path / "a.ttl.gz").read_bytes()) == graph.write(format="turtle")


def test_a_file_that_is_open_is_packed_once_where_its_name_says_so(graph: Graph, tmp_path: Path) -> None:
    path, text = tmp_path / "b.nt.gz", graph.write(format="nt")
    for buffering in (-1, 0):
        with path.open("wb", buffering=buffering) as file:
            graph.write(file)
        assert gzip.decompress(path.read_bytes()) == text
    with (tmp_path / "b.nt.zst").open("wb") as file:
        graph.write(file)
    again = Graph()
    again.read(tmp_path / "b.nt.zst")
    assert again.same_as(graph)
    triples = graph.construct("CONSTRUCT WHERE { ?s a ?type }")
    with tempfile.NamedTemporaryFile(suffix=".nt.gz") as file:
        triples.write(file)
        file.flush()
        assert gzip.decompress(Path(file.name).read_bytes()) == triples.write(format="nt")
    with gzip.open(path, "wb") as packed:
        graph.write(packed)
    assert gzip.decompress(path.read_bytes()) == text, "what packs already gets the text"
    with gzip.open(path, "wb") as packed:
        buffer = io.BufferedWriter(packed)  # pyright: ignore[reportArgumentType]
        graph.write(buffer, format="nt")
        buffer.flush()
    assert gzip.decompress(path.read_bytes()) == text


def test_a_format_that_is_not_there_is_an_error_that_lists_them(graph: Graph, tmp_path: Path) -> None:
    listed = r'formats are "turtle" \(.ttl, .turtle\), "ntriples" .*, "jsonld" \(.jsonld\)$'
    for format in ("json", "csv", "parquet", "graphml", "tutle"):
        with pytest.raises(SchemaError, match=f'^"format" does not take "{format}": graphs are not written .*{listed}'):
            graph.write(format=format)
    with pytest.raises(SchemaError, match=f"the name of the file tells no format; {listed}"):
        graph.write(tmp_path / "a.txt")
    write: Any = graph.write
    for target in ((), (io.BytesIO(),)):
        with pytest.raises(SchemaError, match=f"there is no file name to tell it; {listed}"):
            write(*target)
    with pytest.raises(SchemaError, match='"claims" does not take "some": it is one of "annotations"'):
        write(format="turtle", claims="some")
    assert os.listdir(tmp_path) == []  # noqa: PTH208  (all of it, also what is hidden)


def test_files_in_text_mode_are_refused(graph: Graph, tmp_path: Path) -> None:
    write: Any = graph.write
    with (
        (tmp_path / "a.ttl").open("w", encoding="utf-8") as file,
        pytest.raises(TypeError, match=r'open\(path, "wb"\)'),
    ):
        write(file)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as file, pytest.raises(TypeError, match="in text mode"):
        write(file, format="turtle")
    with pytest.raises(TypeError, match="in text mode"):
        write(io.StringIO(), format="turtle")
    with pytest.raises(TypeError, match="target: expected a path, or a file object open in binary mode, got int"):
        write(5, format="turtle")
    with pytest.raises(TypeError, match="other: expected a View or a Graph, got str"):
        write.__self__.same_as("other")


def test_a_failure_leaves_the_old_file_as_it_was(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    graph.write(path)
    before = path.read_bytes()
    graph.update("INSERT DATA { GRAPH <http://a/g> { <http://a/s> <http://a/p> 1 } }")
    with pytest.raises(SchemaError, match='these formats can: "nquads", "trig", "jsonld"'):
        graph.write(path)
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["a.ttl"]  # noqa: PTH208
    with pytest.raises(FileNotFoundError):
        graph.write(tmp_path / "nowhere" / "a.trig")


def test_what_a_file_object_raises_is_raised_and_nothing_more_is_handed_over(graph: Graph) -> None:
    class Full(io.RawIOBase):
        asked = 0

        def write(self, data: Any, /) -> int:
            self.asked += len(data)
            raise OSError(28, "no space left")

    full = Full()
    with pytest.raises(OSError, match="no space left"):
        graph.write(full, format="nt")
    assert full.asked == len(graph.write(format="nt"))

    class Blocked(io.RawIOBase):
        def write(self, data: Any, /) -> None:
            del data

    with pytest.raises(BlockingIOError, match="open it in blocking mode"):
        graph.write(Blocked(), format="nt")


def test_a_file_object_is_written_by_pieces() -> None:
    graph = Graph(schema=Schema.empty())
    graph.read(b"".join(b"<http://a/s%d> <http://a/p> <http://a/o%d> .\n" % (n, n % 9) for n in range(150_000)))

    class Slow(io.RawIOBase):
        """Takes few bytes at a time."""

        def __init__(self) -> None:
            self.sizes: list[int] = []

        def write(self, data: Any, /) -> int:
            self.sizes.append(min(len(data), 300_000))
            return self.sizes[-1]

    slow = Slow()
    tracemalloc.start()
    graph.write(slow, format="ntriples")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    whole = len(graph.write(format="ntriples"))
    assert sum(slow.sizes) == whole > 5_000_000
    assert peak < 3_000_000, "it is never all in memory"


def test_the_form_of_claims_is_chosen(graph: Graph) -> None:
    assert b"{| a rb:Claim" in graph.write(format="turtle")
    assert b"rdf-syntax-ns#reifies" in graph.write(format="nt", claims="annotations")
    reified = graph.write(format="nt", claims="reification")
    assert b"rdf-syntax-ns#Statement" in reified
    assert b"<<(" not in reified
    bare = graph.write(format="nt", claims="none")
    assert b"claim/article/r1" not in bare
    assert b"participatesIn" in bare


def test_the_ontology_comes_along_when_asked(graph: Graph) -> None:
    assert b"owl#Ontology" not in graph.write(format="nt")
    assert b"owl#Ontology" in graph.write(format="nt", ontology=True)
    assert b"<https://w3id.org/rawabit/ns> .\n" in graph.write(format="nq", ontology=True), "in its graph"


def test_triples_are_written_with_the_prefixes_of_the_graph(graph: Graph, tmp_path: Path) -> None:
    triples = graph.construct("CONSTRUCT { ?x a rb:Place ; rb:knows [] } WHERE { ?x a rb:Country }")
    text = triples.write(format="turtle").decode()
    assert "PREFIX ex: <https://example.org/id/>" in text
    assert "ex:qatar a rb:Place" in text
    path = tmp_path / "places.nt"
    triples.write(path)
    assert len(path.read_bytes().splitlines()) == len(triples) == 4
    claims = graph.construct("CONSTRUCT WHERE { ?claim rdf:reifies ?said ; ?p ?o }")
    again = Graph(schema=Schema.empty())
    again.read(claims.write(format="trig"))
    assert {str(triple) for triple in again.construct("CONSTRUCT WHERE { ?s ?p ?o }")} == {str(t) for t in claims}
    write: Any = triples.write
    with pytest.raises(SchemaError, match="there is no file name"):
        write()


def test_the_same_graph_is_told_from_another(graph: Graph) -> None:
    again = Graph()
    again.read(graph.write(format="trig"))
    assert again.same_as(graph)
    assert again.view().same_as(graph)
    again.revise("claim/article/r1", confidence=0.5)
    assert not again.same_as(graph)
    a, b = Graph(), Graph()
    a.read(b"_:x <http://a/p> _:y . _:y <http://a/p> _:x .", format="turtle")
    b.read(b"_:y <http://a/p> _:z . _:z <http://a/p> _:y .", format="turtle")
    assert a.same_as(b), "blank nodes have other names"


def test_mappings_to_other_vocabularies_come_along_when_asked(graph: Graph) -> None:
    plain = graph.write(format="trig")
    text = graph.write(format="trig", alignment=True)
    assert b"ns/align> {" in text
    assert b"ns/align> {" not in plain
    assert graph.write(format="trig") == plain

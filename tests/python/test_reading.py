"""Promises to those who read documents: from anywhere, by pieces, all or nothing."""

import gzip
import io
import os
import threading
from pathlib import Path
from typing import Any

import pytest

from rawabit import Graph, ReadError, Report, SchemaError, TransactionError

TURTLE = b"""
PREFIX rb: <https://w3id.org/rawabit/ns#>
PREFIX ex: <https://kg.example/>
ex:qatar a rb:Country ; rb:participatesIn ex:wps ~ ex:c1 {| a rb:Claim ; rb:confidence 0.7 |} .
ex:wps a rb:Summit .
"""


def counted(report: Report) -> dict[str, int]:
    return {what: n for what, n in report.counts.items() if n}


def many(n: int) -> bytes:
    """So many statements."""
    return b"".join(b"<http://a/s%d> <http://a/p> <http://a/o%d> .\n" % (i, i % 7) for i in range(n))


def test_a_path_bytes_and_a_file_object_are_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(TURTLE)
    packed = tmp_path / "a.ttl.gz"
    packed.write_bytes(gzip.compress(TURTLE))
    with path.open("rb") as file, packed.open("rb") as packed_file:
        sources: list[Any] = [str(path), path, packed, TURTLE, bytearray(TURTLE), memoryview(TURTLE), file, packed_file]
        for source in [*sources, io.BytesIO(TURTLE)]:
            graph = Graph()
            report = graph.read(source)
            assert (len(graph), report.ok) == (2, True)
            assert counted(report) == {"claims": 1, "triples": 5} or report.counts["claims"] == 1
            assert next(iter(graph.claims())).confidence == 0.7
            assert graph["ex:qatar"].type == "Country", "the file's prefixes are known"


def test_the_format_comes_from_the_option_the_name_or_the_content() -> None:
    line = b"<http://a/> <http://b/> <http://c/> ."
    assert counted(Graph().read(line)) == {"triples": 1}
    named = io.BytesIO(line)
    named.name = "lines.nt"
    assert Graph().read(named).ok
    assert Graph().read(line, format="nt").ok
    assert Graph().read(b"<x> a <http://b/> .", format="turtle", base="http://a/").ok
    with pytest.raises(SchemaError, match='"format" does not take "tutle": formats are "json"'):
        Graph().read(line, format="tutle")


def test_a_mistake_refuses_all_or_is_reported() -> None:
    text = b"<http://a/> <http://b/> <http://c/> .\nwrong .\n<http://a/> <http://b/> <http://d/> .\n"
    graph = Graph()
    with pytest.raises(ReadError):
        graph.read(text, format="nt")
    assert len(graph) == 0
    report = graph.read(text, format="nt", strict=False)
    assert (report.ok, counted(report), len(graph)) == (False, {"triples": 2, "refused": 1}, 3)
    assert [problem.where.split(":")[0] for problem in report.problems] == ["2"]
    assert repr(report).startswith("<Report: 1 refused, 2 triples\nerror: 2:1: ")


def test_a_file_object_is_read_by_pieces() -> None:
    class Slow(io.RawIOBase):
        """Gives few bytes at a time."""

        def __init__(self, text: bytes) -> None:
            self.text = io.BytesIO(text)
            self.asked = 0

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1, /) -> bytes:
            self.asked += 1
            return self.text.read(min(size, 1000))

    slow = Slow(many(2000))
    graph = Graph()
    assert counted(graph.read(slow, format="nt")) == {"triples": 2000}
    assert slow.asked > 50


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (io.StringIO("text"), 'source: the file is open in text mode; open it with open(path, "rb")'),
        ({"rawabit_format": "1"}, "source: expected a path, bytes, or a file object open in binary mode, got dict"),
        (5, "source: expected a path, bytes, or a file object open in binary mode, got int"),
        ('{"rawabit_format": "1"}', "source: expected a path, but this is the text of a document; give it as bytes"),
        ("<http://a/> a\n<http://b/> .", "source: expected a path, but this is the text of a document"),
    ],
)
def test_what_cannot_be_read_from_is_told(source: Any, message: str) -> None:
    with pytest.raises(TypeError) as raised:
        Graph().read(source)
    assert str(raised.value).startswith(message)


def test_a_file_open_in_text_mode_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(TURTLE)
    with path.open(encoding="utf-8") as file, pytest.raises(TypeError, match="text mode"):
        Graph().read(file)  # pyright: ignore[reportArgumentType]

    class Sly:
        def read(self, _: int) -> str:
            return "text"

    with pytest.raises(TypeError, match="text mode"):
        Graph().read(Sly(), format="nt")  # pyright: ignore[reportArgumentType]


def test_an_exception_of_the_file_object_comes_through_and_leaves_the_graph_as_it_was() -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            piece = super().read(min(size or 0, 100_000))
            if self.tell() > 200_000:
                message = "the wire is cut"
                raise ConnectionResetError(message)
            return piece

    graph = Graph()
    with pytest.raises(ConnectionResetError, match=r"^the wire is cut$"):
        graph.read(Broken(many(20_000)), format="nt")
    assert len(graph) == 0
    with pytest.raises(KeyboardInterrupt):
        graph.read(Interrupted(many(20_000)), format="nt")
    assert len(graph) == 0


class Interrupted(io.BytesIO):
    """Ctrl-C comes while it is read."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell():
            raise KeyboardInterrupt
        return super().read(min(size or 0, 100_000))


def test_other_threads_go_on_while_a_file_object_is_read() -> None:
    graph = Graph()
    graph.country("QA")
    seen: list[str] = []

    class Watching(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            thread = threading.Thread(target=lambda: seen.append(graph["qatar"].name))
            thread.start()
            thread.join(10)
            return super().read(size)

    graph.read(Watching(many(10)), format="nt")
    assert set(seen) == {"Qatar"}


def test_a_file_object_that_writes_to_the_graph_is_told_and_not_waited_for() -> None:
    graph = Graph()

    class Meddling(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            graph.country("QA")
            return super().read(size)

    with pytest.raises(TransactionError, match="has a transaction open"):
        graph.read(Meddling(many(10)), format="nt")
    with graph.transaction():
        with pytest.raises(TransactionError, match="is in a call on the graph"):
            graph.read(Meddling(many(10)), format="nt")
        graph.country("OM")
    assert [entity.id for entity in graph] == ["oman"]


def test_a_read_in_a_transaction_is_part_of_it() -> None:
    graph = Graph()
    with pytest.raises(KeyError), graph.transaction():
        graph.read(many(10), format="nt")
        assert len(graph) > 0
        raise KeyError
    assert len(graph) == 0


def test_the_same_again_changes_nothing() -> None:
    graph = Graph()
    graph.read(TURTLE)
    graph.read(TURTLE)
    assert (len(graph), len(list(graph.claims()))) == (2, 1)


def test_progress_is_shown_where_it_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    Graph().read(many(30_000), format="nt", progress=False)
    assert capsys.readouterr().err == ""
    Graph().read(many(30_000), format="nt")
    assert capsys.readouterr().err == "", "nobody looks at a terminal"
    Graph().read(many(30_000), format="nt", progress=True)
    assert capsys.readouterr().err.endswith("\n")


def test_contexts_of_json_ld_come_from_a_function_of_yours() -> None:
    document = b'{"@context": "https://c/", "@id": "http://e/qatar", "@type": "Country"}'
    context = b'{"@context": {"@vocab": "https://w3id.org/rawabit/ns#"}}'
    with pytest.raises(ReadError, match=r"opens no connection; .* read with contexts, a function"):
        Graph().read(document, format="jsonld")
    asked: list[str] = []

    def known(address: str) -> bytes:
        asked.append(address)
        return context

    def spelt(address: str) -> str:
        return known(address).decode()

    for contexts in (known, spelt):
        graph = Graph()
        graph.read(document, format="jsonld", contexts=contexts)
        assert graph["http://e/qatar"].type == "Country"
    assert asked == ["https://c/", "https://c/"]
    none: dict[str, bytes] = {}
    with pytest.raises(KeyError, match="https://c/"):
        Graph().read(document, format="jsonld", contexts=none.__getitem__)
    wrong: Any = 5
    with pytest.raises(TypeError, match="contexts"):
        Graph().read(document, format="jsonld", contexts=wrong)
    with pytest.raises(TypeError, match="contexts"):
        Graph().read(document, format="jsonld", contexts=lambda _address: wrong)


def test_a_mistake_is_shown_in_its_line() -> None:
    with pytest.raises(ReadError, match="declare it: @prefix nope") as raised:
        Graph().read(b"<http://a> <http://b> nope:c .\n", format="text/turtle")
    assert str(raised.value).endswith("\n  <http://a> <http://b> nope:c .\n                        ^")
    assert (raised.value.line, raised.value.column) == (1, 23)


def test_rdf_xml_that_is_cut_short_is_no_document() -> None:
    text = (
        b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\n<rdf:Description rdf:about='http://a'/>\n"
    )
    with pytest.raises(ReadError, match="ends too early: <rdf:RDF> of line 1 is not closed"):
        Graph().read(text)
    assert not Graph().read(text, strict=False).ok


def test_files_that_a_document_names_lie_beside_the_open_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("قطر", encoding="utf-8")
    document = b'{"rawabit_format": "1", "documents": [{"id": "d", "file": "a.txt"}]}'
    path = tmp_path / "d.json"
    path.write_bytes(document)
    (tmp_path / "d.json.gz").write_bytes(gzip.compress(document))
    graph = Graph()
    with path.open("rb") as file:
        graph.read(file)
    assert graph.text("d") == "قطر"
    with gzip.open(tmp_path / "d.json.gz") as file:
        Graph().read(file, format="json")
    # Bytes that only go by the name of a file are not that file.
    named = io.BytesIO(document)
    named.name = str(path)
    with pytest.raises(ReadError, match="there is no folder to look for"):
        Graph().read(named)


def test_the_base_that_is_given_is_that_of_a_document_without_one() -> None:
    entities = b'"entities": [{"id": "qatar", "type": "Country"}]}'
    graph = Graph()
    graph.read(b'{"rawabit_format": "1", ' + entities, base="https://given.example/id/")
    assert (graph.base, graph["qatar"].iri) == ("https://given.example/id/", "https://given.example/id/qatar")
    graph = Graph()
    own = b'{"rawabit_format": "1", "base": "https://own.example/", '
    graph.read(own + entities, base="https://given.example/id/")
    assert graph.base == "https://own.example/"
    with pytest.raises(SchemaError, match="runs into the ids behind it"):
        Graph().read(b'{"rawabit_format": "1", ' + entities, base="https://given.example")


# ---- ids that are shared -------------------------------------------------------------------------------------------

RB = "@prefix rb: <https://w3id.org/rawabit/ns#> . "


def test_rdf_that_shares_a_unique_id_is_a_warning_that_names_both() -> None:
    graph = Graph()
    graph.country("QA")
    line = f'{RB}<http://z/q> a rb:Country ; rb:isoAlpha2 "QA" .'
    report = graph.read(line.encode(), format="turtle")
    [problem] = report.problems
    assert (problem.severity, problem.message, problem.hint) == (
        "warning",
        '"http://z/q" and "qatar" both have the iso3166-1-alpha2 id "QA"',
        'if they are one, merge("qatar", "http://z/q")',
    )
    graph.merge("qatar", "http://z/q")
    assert graph.read(line.encode(), format="turtle").problems == []


def test_ids_shared_within_one_load_are_warned_of_and_counted() -> None:
    graph = Graph()
    lines = [f'<http://z/{n}> a rb:Country ; rb:wikidata "Q{n % 5000}" .' for n in range(10_000)]
    report = graph.read((RB + "\n".join(lines)).encode(), format="turtle")
    assert (len(report.problems), report.unlisted) == (100, 4900)
    assert {problem.severity for problem in report.problems} == {"warning"}
    # An address may be shared, and so may what is no entity.
    shared = f'{RB}<http://y/a> rb:url "http://u/" . <http://y/b> rb:url "http://u/" ; rb:wikidata "Q1" .'
    assert graph.read(shared.encode(), format="turtle").problems == []


# ---- bases ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "format"),
    [
        (f"@base <http://d.org/x/doc.ttl> . {RB}<a> a rb:Country .", "turtle"),
        (f"@base <http://d.org/x/doc.ttl?v=1#top> . {RB}<a> a rb:Country .", "trig"),
        (
            '{"@context": {"@base": "http://d.org/x/doc"}, "@id": "a", "@type": "https://w3id.org/rawabit/ns#Country"}',
            "jsonld",
        ),
        (
            """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xml:base="http://d.org/x/doc.rdf"
            xmlns:rb="https://w3id.org/rawabit/ns#"><rb:Country rdf:about="a"/></rdf:RDF>""",
            "rdfxml",
        ),
    ],
)
def test_local_ids_live_where_relative_references_lead(text: str, format: str) -> None:
    graph = Graph()
    graph.read(text.encode(), format=format)
    assert (graph.base, graph["a"].iri) == ("http://d.org/x/", "http://d.org/x/a")
    assert graph.add("Country", "Qatar").iri == "http://d.org/x/qatar"


def test_an_address_without_folders_is_no_base() -> None:
    graph = Graph()
    graph.read(f"@base <urn:isbn:1> . {RB}<http://a/a> a rb:Country .".encode(), format="turtle")
    assert graph.base == "https://example.org/id/"


def test_a_long_graph_of_json_ld_is_read_also_where_its_context_comes_last() -> None:
    nodes = ",\n".join(f'{{"@id": "e:{n}", "name": "قطر {"، " * 200}{n}"}}' for n in range(14_000))
    text = f'{{"@graph": [{nodes}],\n"@context": {{"e": "http://e/", "name": "http://e/name"}}}}'.encode()
    assert len(text) > 8 << 20
    assert Graph().read(text, format="jsonld").counts["triples"] == 14_000
    with pytest.raises(ReadError, match="write @context and @id before it") as caught:
        Graph().read(io.BytesIO(text), format="jsonld")
    assert "from bytes" in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are of Unix")
def test_a_pipe_with_a_name_is_opened_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.ttl"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=[TURTLE], daemon=True)
    writer.start()
    assert counted(Graph().read(pipe)) == counted(Graph().read(TURTLE, format="turtle"))
    writer.join(timeout=10)
    assert not writer.is_alive()

"""Promises about transactions: all or nothing, one thread, no waiting in the dark."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from itertools import chain

import pytest

from rawabit import Claim, Entity, Graph, ReadError, SchemaError, TransactionError, View


def in_thread(work: Callable[[], object]) -> list[object]:
    """What a call gave in another thread."""
    results: list[object] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # noqa: BLE001
            results.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(20)
    assert not thread.is_alive()
    return results


def test_everything_in_the_block_is_one_commit() -> None:
    graph = Graph()
    with graph.transaction() as inside:
        assert inside is graph
        graph.country("QA")
        graph.country("OM")
        claim = graph.relate("qatar", "meetsWith", "oman")
        assert (len(graph), "qatar" in graph, list(graph.claims())) == (2, True, [claim]), "it reads its own writes"
        assert [e.id for e in graph.neighbors("qatar")] == ["oman"]
        assert in_thread(lambda: len(graph)) == [0], "others read the last commit"
    assert in_thread(lambda: len(graph)) == [2]
    assert (claim.subject.name, claim in graph.claims()) == ("Qatar", True), "handles go on answering"


def test_an_exception_rolls_back() -> None:
    graph = Graph()
    before = graph.country("QA")

    class Oops(Exception):
        pass

    with pytest.raises(Oops), graph.transaction():
        graph.country("OM")
        graph.prefixes["kg"] = "https://kg.example/"
        raise Oops
    assert ([entity.id for entity in graph], "kg" in graph.prefixes) == (["qatar"], False)
    assert before.name == "Qatar"
    with graph.transaction():
        graph.country("OM")
    assert len(graph) == 2


def rolled_back(graph: Graph) -> tuple[Entity, Claim, View]:
    graph.country("QA")
    transaction = graph.transaction()
    transaction.__enter__()
    oman = graph.country("OM")
    claim = graph.relate("qatar", "meetsWith", oman)
    view = graph.view()
    transaction.__exit__(KeyError, KeyError(), None)
    return oman, claim, view


def test_handles_of_a_transaction_that_was_rolled_back_say_so() -> None:
    graph = Graph()
    oman, claim, view = rolled_back(graph)
    message = '^"oman" comes from a transaction that was rolled back; what was in the graph before it is found again'
    uses: list[Callable[[], object]] = [
        lambda: oman.name,
        oman.properties,
        lambda: oman["memberOf"],
        oman.claims,
        lambda: graph[oman],
        lambda: graph.relate("qatar", "meetsWith", oman),
    ]
    for use in uses:
        with pytest.raises(TransactionError, match=message):
            use()
    for use in [lambda: claim.subject, lambda: graph.revise(claim), lambda: graph.remove(claim), lambda: len(view)]:
        with pytest.raises(TransactionError, match="comes from a transaction that was rolled back"):
            use()
    assert (oman.id, oman.iri) == ("oman", "https://example.org/id/oman")
    assert repr(oman) == "Entity(oman, of a transaction that was rolled back)"
    assert repr(claim).endswith(", of a transaction that was rolled back)")
    assert hash(oman) == hash(graph.country("OM"))
    assert oman == graph.country("OM"), "the same IRI"


def test_a_block_in_a_block_is_an_error_and_the_outer_one_goes_on() -> None:
    graph, other = Graph(), Graph()
    with graph.transaction(), other.transaction():
        graph.country("QA")
        with pytest.raises(TransactionError, match="has a transaction open on the graph already"), graph.transaction():
            pass
        other.country("OM")
    assert (len(graph), len(other)) == (1, 1)


def test_a_failed_call_leaves_the_transaction_as_it_was() -> None:
    graph = Graph()
    with graph.transaction():
        graph.country("QA")
        with pytest.raises(ValueError, match="never"):
            graph.add("Summit", "X", id="x", startDate="never")
        assert "x" not in graph
    assert len(graph) == 1


def test_a_transaction_is_ended_by_the_thread_that_began_it() -> None:
    graph = Graph()
    transaction = graph.transaction()
    transaction.__enter__()
    graph.country("QA")
    (error,) = in_thread(lambda: transaction.__exit__(None, None, None))
    assert isinstance(error, TransactionError)
    assert "the thread that began it ends it" in str(error)
    transaction.__exit__(None, None, None)
    assert len(graph) == 1
    with pytest.raises(TransactionError):
        transaction.__exit__(None, None, None)


def test_a_thread_that_ends_rolls_its_transaction_back() -> None:
    graph = Graph()

    def forget() -> None:
        graph.transaction().__enter__()
        graph.country("QA")

    assert in_thread(forget) == [None]
    graph.country("OM")
    assert [entity.id for entity in graph] == ["oman"]


def test_other_threads_wait_to_write_and_are_not_in_the_way() -> None:
    graph = Graph()
    began, done = threading.Event(), threading.Event()

    def write() -> None:
        began.set()
        graph.country("OM")
        done.set()

    with graph.transaction():
        thread = threading.Thread(target=write)
        thread.start()
        assert began.wait(10)
        assert not done.wait(0.2), "it waits, without the GIL"
        graph.country("QA")
    assert done.wait(10)
    thread.join()
    assert len(graph) == 2


def test_every_write_of_many_threads_is_kept() -> None:
    graph = Graph()
    summit = graph.add("Summit", "World Police Summit", id="wps")

    def write(n: int) -> None:
        for i in range(40):
            if i % 4 == 0:
                with graph.transaction():
                    topic = graph.add("Topic", id=f"t{n}-{i}")
                    graph.relate(summit, "hasTopic", topic)
            else:
                graph.add("Topic", id=f"t{n}-{i}")
            assert f"t{n}-{i}" in graph
            assert len(list(graph.claims(summit))) >= i // 4

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(graph), len(list(graph.claims("wps", "hasTopic")))) == (321, 80)


def test_one_iterator_can_be_pulled_at_by_many_threads() -> None:
    graph = Graph()
    with graph.transaction():
        for n in range(1000):
            graph.add("Topic", id=f"t{n}")
    entities = iter(graph)
    found: list[list[str]] = [[] for _ in range(8)]

    def pull(into: list[str]) -> None:
        into.extend(entity.id for entity in entities)

    threads = [threading.Thread(target=pull, args=(into,)) for into in found]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(chain.from_iterable(found)) == sorted(entity.id for entity in graph)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("wait", ["graph.country('OM')", "graph.transaction().__enter__()"])
def test_who_waits_to_write_hears_ctrl_c(wait: str) -> None:
    script = textwrap.dedent(f"""
        import threading
        from rawabit import Graph

        graph = Graph()
        free = threading.Event()

        def hold():
            with graph.transaction():
                holding.set()
                free.wait(30)

        holding = threading.Event()
        holder = threading.Thread(target=hold)
        holder.start()
        holding.wait(10)
        print("waiting", flush=True)
        try:
            {wait}
        except KeyboardInterrupt:
            print("heard", flush=True)
        free.set()
        holder.join()
        graph.country("QA")
        print(len(graph), flush=True)
    """)
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "waiting\n"
        time.sleep(0.3)
        os.kill(process.pid, signal.SIGINT)
        # The transaction that it waits for ends only after that.
        assert process.stdout.readline() == "heard\n"
        assert process.stdout.readline() == "1\n"
        assert process.wait(10) == 0


def test_a_call_that_fails_leaves_no_trace_in_its_transaction() -> None:
    def left(*, fails: bool) -> bool:
        graph = Graph(base="http://e/")
        with graph.transaction():
            graph.update("INSERT DATA { <http://e/wps> a rb:Summit ~ <http://e/c> {| a rb:Claim |} }")
            if fails:
                with pytest.raises(ReadError):
                    graph.read(
                        b'{"rawabit_format":"1","base":"http://e/","entities":[{"id":"wps","type":"Summit"},'
                        b'{"id":"q","type":"Bogus","name":{"en":"x"}}]}'
                    )
                with pytest.raises(SchemaError):
                    graph.set("wps", properties={"startDate": "2024", "endDate": ["2024", "2025"]})
        graph.remove(next(graph.claims()))
        return graph.ask("ASK { ?x a rb:Summit }")

    assert left(fails=False) is left(fails=True) is False

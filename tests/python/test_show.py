"""Promises about what people are shown: readable, Arabic in its direction, nothing that runs in a notebook."""

import copy
import pickle

import pytest

from rawabit import Graph, Text


@pytest.fixture
def arabic() -> Graph:
    graph = Graph(languages=["ar", "en"])
    graph.country("QA")
    graph.add("Summit", {"ar": "القمة العالمية للشرطة", "en": "World Police Summit"}, id="wps", startDate="2024-03-05")
    return graph


def test_reprs_say_what_a_thing_is(graph: Graph) -> None:
    assert repr(graph) == "<Graph: 3 entities, 0 claims>"
    claim = graph.relate("qatar", "participatesIn", "wps-2024", id="r1", confidence=0.7, polarity="negative")
    assert repr(graph.view()) == "<View: 3 entities, 1 claim>"
    assert repr(graph["qatar"]) == 'Entity(qatar, Country, "Qatar")'
    assert repr(claim) == ("Claim(claim/r1: Qatar participatesIn World Police Summit, fact, negative, confidence 0.7)")
    assert str(claim) == "Qatar participatesIn World Police Summit"
    graph.relate("qatar", "participatesIn", "wps-2024")
    (path,) = graph.paths("qatar", "wps-2024")
    assert repr(path) == "<Path: Qatar -- participatesIn -- World Police Summit>"
    assert repr(graph.algo) == "<Algorithms of <Graph: 3 entities, 2 claims>>"

    class Mine(Graph):
        pass

    assert repr(Mine()) == "<Mine: 0 entities, 0 claims>"


def test_arabic_is_isolated_in_a_line_of_english(arabic: Graph) -> None:
    assert repr(arabic["wps"]) == 'Entity(wps, Summit, "\u2068القمة العالمية للشرطة\u2069")'
    assert str(arabic["wps"]) == "القمة العالمية للشرطة", "a name is a name"
    arabic.document("تشارك قطر", id="d")
    claim = arabic.relate("qatar", "participatesIn", "wps", source="d", evidence="قطر")
    assert repr(claim.evidence[0]) == 'Span(d 6..9: "\u2068قطر\u2069")'
    assert "\u2068قطر\u2069 participatesIn" in repr(claim)


def test_html_sets_arabic_from_right_to_left(arabic: Graph) -> None:
    html = arabic["wps"]._repr_html_()
    assert '<span dir="rtl" lang="ar">القمة العالمية للشرطة</span>' in html
    assert '<span dir="auto" lang="en">World Police Summit</span>' in html
    assert "<td" in html
    assert "startDate" in html


def test_html_is_escaped_everywhere() -> None:
    evil = "<script>alert('x')</script>\"&"
    graph = Graph()
    entity = graph.add("Topic", {"en": evil, "ar": evil}, id="t", alsoKnownAs=evil)
    html = entity._repr_html_()
    assert "<script" not in html
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;" in html


def test_keys_are_offered_in_notebooks(arabic: Graph) -> None:
    assert arabic._ipython_key_completions_() == ["qatar", "wps"]
    assert arabic["wps"]._ipython_key_completions_() == ["startDate"]
    assert {"name", "claims", "properties"} <= set(dir(arabic["wps"]))


def test_entities_and_claims_are_equal_by_iri(graph: Graph) -> None:
    qatar, again = graph["qatar"], graph["wd:Q846"]
    assert (qatar == again, hash(qatar) == hash(again), qatar != graph["wps-2024"]) == (True, True, True)
    assert qatar != "qatar"
    assert copy.copy(qatar) == copy.deepcopy(qatar) == qatar
    assert {qatar: 1}[again] == 1
    claim = graph.relate("qatar", "participatesIn", "wps-2024")
    assert claim == next(iter(graph.claims()))
    assert len({claim, next(iter(graph.claims()))}) == 1
    with pytest.raises(TypeError, match="cannot be pickled; pickle its iri"):
        pickle.dumps(qatar)
    with pytest.raises(TypeError, match="cannot be pickled; pickle its iri"):
        pickle.dumps(claim)


EVIL = "Qa\x1b[2Jtar\r\n\u202egnol\u2066 \u2069\x07\x9b"


def test_a_repr_moves_no_cursor_and_turns_no_line_round() -> None:
    graph = Graph()
    graph.add("Topic", EVIL, id="t", alsoKnownAs=EVIL)
    graph.add("Topic", "b", id="b")
    graph.document("x" + EVIL + "y", id="d")
    claim = graph.relate("t", "relatedTo", "b", source="d", evidence=EVIL, hedge=EVIL)
    noted = graph.relate("t", "http://a/p", Text(EVIL))
    graph.relate("b", "relatedTo", "d")
    (path,) = graph.paths("t", "b")
    shown = [graph["t"], claim, noted, path, graph.why("t", "relatedTo", "b"), claim.evidence[0]]
    shown += [graph.query("SELECT ?n { ?x skos:prefLabel ?n }"), graph.validate(), *graph.validate().problems]
    shown += list(graph.construct("CONSTRUCT WHERE { ?s skos:prefLabel ?o }"))
    for thing in shown:
        text = repr(thing)
        assert not {c for c in text if c in "\x1b\r\u202e\u2066\x07\x9b"}, ascii(text)
        assert text.count("\u2068") == text.count("\u2069"), ascii(text)
    assert repr(graph["t"]) == 'Entity(t, Topic, "Qa [2Jtar   gnol     ")'
    assert str(graph["t"]) == EVIL, "a name is a name"


def test_marks_that_words_are_spelt_with_stay() -> None:
    name = "می\u200cخواهم \u200f2024\u200e"
    entity = Graph().add("Topic", name, id="t")
    assert repr(entity) == f'Entity(t, Topic, "\u2068{name}\u2069")'

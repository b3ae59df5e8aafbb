"""Promises to those who build a graph by hand: identity, names, relations, claims."""

import os
import pickle
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterable

import pytest

from rawabit import Entity, Graph, Iri, Literal, SchemaError, Text, Time, UnknownEntity


def ids(entities: Iterable[Entity]) -> list[str]:
    return [entity.id for entity in entities]


# ---- identity -----------------------------------------------------------------------------------------------------


def test_a_local_id_lives_in_the_base() -> None:
    graph = Graph(base="https://kg.example/")
    assert graph.add("Topic", id="ai").iri == "https://kg.example/ai"
    assert (graph.base, Graph().base) == ("https://kg.example/", "https://example.org/id/")


def test_ids_are_made_from_the_latin_name_first_and_numbered() -> None:
    graph = Graph()
    both = {"ar": "الشرطة", "en": "The Police, Doha"}
    assert [graph.add("Organization", both).id for _ in range(3)] == [
        "the-police-doha",
        "the-police-doha-2",
        "the-police-doha-3",
    ]
    assert graph.add("Organization", "شرطة دبي").id == "شرطة-دبي"
    assert graph.add("Summit").id == "summit"


def test_a_given_id_that_is_there_names_set(graph: Graph) -> None:
    with pytest.raises(SchemaError, match=r'^"qatar" is in the graph already; set\(\) changes it$'):
        graph.add("Country", id="qatar")


def test_compact_iris_external_ids_and_full_iris_find_the_same_entity(graph: Graph) -> None:
    qatar = graph["qatar"]
    for name in ["wd:Q846", "wikidata:Q846", "iso3166-1-alpha2:QA", "https://example.org/id/qatar", qatar, qatar.iri]:
        assert name is not None
        assert graph[name] == qatar
        assert name in graph
    assert "qatr" not in graph
    assert 5 not in graph
    with pytest.raises(UnknownEntity, match=r'^no prefix "foo" for "foo:bar"; known are '):
        graph["foo:bar"]


def test_a_country_is_found_by_its_code_in_any_base_and_not_changed() -> None:
    graph = Graph()
    graph.add("Country", "Katar", id="https://other.example/QA", ids={"iso3166-1-alpha2": "QA"})
    qatar = graph.country("State of Qatar")
    assert (qatar.iri, qatar.names) == ("https://other.example/QA", {"en": ["Katar"]})


@pytest.mark.parametrize("name", ["QA", "qat", "634", "٦٣٤", "Qatar", "قطر", "دولة قطر"])
def test_a_country_is_known_by_its_codes_and_names(name: str) -> None:
    qatar = Graph().country(name)
    assert (qatar.id, qatar.type, qatar.names["ar"][0]) == ("qatar", "Country", "قطر")


def test_the_same_text_is_the_same_document_and_other_text_under_one_id_is_refused() -> None:
    graph = Graph()
    one = graph.document("شاركت قطر.")
    assert one.id.startswith("document-")
    assert graph.document("شاركت قطر.") == one
    graph.document("a", id="d", language="en", date="2024-03", name="A", type="NewsArticle")
    with pytest.raises(SchemaError, match='"d" is in the graph with another text'):
        graph.document("b", id="d")
    assert ids(graph.entities("NewsArticle")) == ["d"]
    assert graph["d"]["date"] == [Time("2024-03")]
    assert graph.text("d") == "a"


def test_a_source_that_is_a_web_address_becomes_a_document(graph: Graph) -> None:
    claim = graph.relate("qatar", "participatesIn", "wps-2024", source="https://news.example/1")
    assert claim.source is not None
    assert (claim.source.type, claim.source.id) == ("Document", "https://news.example/1")
    with pytest.raises(UnknownEntity, match=r'^no document "nowhere" in the graph$'):
        graph.relate("qatar", "participatesIn", "wps-2024", source="nowhere")


# ---- names --------------------------------------------------------------------------------------------------------


def test_a_bare_name_gets_the_language_whose_script_fits() -> None:
    graph = Graph()
    assert [list(graph.add("Topic", name).names) for name in ["قطر", "Qatar", "卡塔尔"]] == [["ar"], ["en"], [""]]
    french = Graph(languages=["fr", "ar"])
    assert french.add("Topic", "Qatar").names == {"fr": ["Qatar"]}
    assert graph.add("Topic", Text("Katar", "de")).names == {"de": ["Katar"]}


def test_names_are_shown_in_the_order_of_the_languages_then_any_then_the_id() -> None:
    both = {"ar": "قطر", "en": "Qatar"}
    assert Graph(languages=["ar", "en"]).add("Topic", both).name == "قطر"
    assert Graph().add("Topic", both).name == "Qatar"
    assert Graph().add("Topic", {"ja": "カタール"}).name == "カタール"
    assert Graph().add("Topic", id="z").name == "z"


def test_the_first_of_several_names_is_preferred(graph: Graph) -> None:
    summit = graph.set("wps-2024", name={"en": ["World Police Summit 2024", "WPS"], "ar": "القمة"})
    assert summit.names == {"en": ["World Police Summit 2024", "WPS"], "ar": ["القمة"]}
    assert summit.name == str(summit) == "World Police Summit 2024"


@pytest.mark.parametrize("name", ["تُعرف أيضًا", "e\u0301cole", "a\u200fب\u200e", "طويل " * 500, "🇶🇦"])
def test_names_are_kept_as_written_with_their_marks(name: str) -> None:
    assert Graph().add("Topic", {"ar": name}).names == {"ar": [name]}


# ---- properties ---------------------------------------------------------------------------------------------------


def test_a_functional_property_gives_one_value_and_any_other_a_list(graph: Graph) -> None:
    summit = graph.set("wps-2024", startDate="2024-03-05", alsoKnownAs=["WPS", "القمة"])
    assert summit["startDate"] == Time("2024-03-05")
    assert summit["alsoKnownAs"] == ["WPS", "القمة"]
    assert [name.lang for name in summit["alsoKnownAs"]] == ["en", "ar"]
    assert summit["hostedBy"] == []
    assert ("startDate" in summit, "endDate" in summit, "hostedBy" in summit) == (True, False, False)
    assert (summit.get("endDate"), summit.get("endDate", 7), summit.get("hostedBy")) == (None, 7, [])
    with pytest.raises(KeyError, match='no "endDate" of "wps-2024"'):
        summit["endDate"]
    with pytest.raises(SchemaError, match='did you mean "startDate"'):
        summit["startDat"]


def test_a_functional_property_with_two_values_tells_of_both(graph: Graph) -> None:
    graph.relate("wps-2024", "startDate", "2024-03-05", id="a")
    graph.relate("wps-2024", "startDate", "2024-03-06", id="b")
    summit = graph["wps-2024"]
    with pytest.raises(SchemaError, match=r'has 2 values of "startDate".*claims\("startDate"\)'):
        summit["startDate"]
    assert summit.properties() == {"startDate": ["2024-03-05", "2024-03-06"]}


def test_set_replaces_what_it_names_and_nothing_else(graph: Graph) -> None:
    arabic = graph["qatar"].names["ar"]
    qatar = graph.set("qatar", name={"en": "Qatar!"}, ids={"wikidata": "Q1"}, url="https://q.example")
    assert qatar.names == {"en": ["Qatar!"], "ar": arabic}
    assert (qatar.ids["wikidata"], qatar.ids["iso3166-1-alpha2"]) == ("Q1", "QA")
    qatar = graph.set("qatar", ids={"wikidata": None}, name={"en": None}, properties={"url": None})
    assert "wikidata" not in qatar.ids
    assert "en" not in qatar.names
    assert (qatar.properties(), qatar.types) == ({}, ["Country"])
    assert graph.set("wps-2024", type="Meeting").types == ["Meeting"]


def test_set_does_not_touch_a_value_that_a_claim_holds(graph: Graph) -> None:
    claim = graph.relate("wps-2024", "startDate", "2024-03-05", id="r1")
    with pytest.raises(SchemaError, match='because the claim "claim/r1" says so'):
        graph.set("wps-2024", startDate="2024-03-06")
    graph.remove(claim)
    graph.set("wps-2024", startDate="2024-03-06")


def test_an_entity_can_be_made_with_its_relations(graph: Graph) -> None:
    meeting = graph.add(["Meeting", "BilateralMeeting"], "Talks", properties={"subEventOf": graph["wps-2024"]})
    assert meeting["subEventOf"] == [graph["wps-2024"]]
    assert meeting.type == "BilateralMeeting"


# ---- relations ----------------------------------------------------------------------------------------------------


def test_inverses_are_stored_forward_and_found_from_both_ends(graph: Graph) -> None:
    claim = graph.relate("wps-2024", "hostedBy", "united-arab-emirates")
    assert (claim.subject.id, claim.relation, claim.object.id) == ("united-arab-emirates", "hosts", "wps-2024")
    assert ids(graph["wps-2024"]["hostedBy"]) == ["united-arab-emirates"]
    assert list(graph.claims("wps-2024", "hasParticipant")) == [claim]
    assert list(graph.claims(relation="participatesIn", object="wps-2024")) == [claim]
    graph.relate("qatar", "meetsWith", "united-arab-emirates")
    for one, other in [("qatar", "united-arab-emirates"), ("united-arab-emirates", "qatar")]:
        assert ids(graph.neighbors(one, relation="meetsWith", direction="out")) == [other]


def test_a_wrong_end_names_the_inverse_if_that_fits(graph: Graph) -> None:
    with pytest.raises(SchemaError) as raised:
        graph.relate("wps-2024", "hosts", "united-arab-emirates")
    assert str(raised.value) == (
        'relation "hosts" takes a subject of type "Agent", but "wps-2024" is a "Summit"; '
        'did you mean its inverse "hostedBy"?'
    )


def test_values_are_read_by_the_range_of_the_relation(graph: Graph) -> None:
    def said(relation: str, value: object) -> object:
        return graph.relate("wps-2024", relation, value).object

    assert said("startDate", "2024-03") == Time("2024-03")
    assert said("endDate", "5 مارس 2024") == Time("2024-03-05")
    name = said("alsoKnownAs", "القمة")
    assert (name, isinstance(name, Text) and name.lang) == ("القمة", "ar")
    assert said("isCollective", True) is True  # noqa: FBT003
    assert said("https://x.example/p", 5) == 5
    assert said("https://x.example/q", Iri("https://x.example/o")) == graph["https://x.example/o"]
    with pytest.raises(SchemaError, match="say what this is"):
        said("https://x.example/p", "bare")
    with pytest.raises(SchemaError, match="2024-02-30"):
        said("startDate", "2024-02-30")
    with pytest.raises(SchemaError, match="it takes a value, not an entity"):
        said("startDate", graph["qatar"])


# ---- claims -------------------------------------------------------------------------------------------------------


def test_the_same_claim_again_is_the_claim_that_is_there(graph: Graph) -> None:
    def say(**how: object) -> str:
        how = {"confidence": 0.7, "start": "2024-03-05", "attributed_to": "qatar", **how}
        return graph.relate("qatar", "participatesIn", "wps-2024", **how).id  # pyright: ignore[reportArgumentType]

    assert say() == say()
    with pytest.raises(SchemaError, match=r"with another confidence.*id= of its own, or revise\(\)"):
        say(confidence=0.8)
    assert say(modality="reported") != say()
    assert len(list(graph.claims())) == 2


def test_a_prediction_is_quoted_and_not_held(graph: Graph) -> None:
    claim = graph.relate("qatar", "participatesIn", "wps-2024", modality="predicted")
    assert (claim.asserted, graph.neighbors("qatar")) == (False, [])
    claim = graph.revise(claim, modality="fact")
    assert (claim.asserted, ids(graph.neighbors("qatar"))) == (True, ["wps-2024"])
    claim = graph.revise(claim, polarity="negative")
    assert (claim.asserted, claim.polarity, graph.neighbors("qatar")) == (False, "negative", [])
    with pytest.raises(SchemaError, match="a negative claim denies its statement"):
        graph.revise(claim, asserted=True)
    assert [c.id for c in graph.claims(modality="fact")] == [claim.id]


def test_revise_changes_what_it_names_and_none_takes_it_away(graph: Graph) -> None:
    graph.document("قطر تشارك. قطر تعود.", id="d", language="ar")
    claim = graph.relate(
        "qatar",
        "participatesIn",
        "wps-2024",
        source="d",
        evidence="قطر تشارك",
        confidence=0.5,
        hedge=["وفقًا", Text("they say", "en")],
        start="2024",
        attributed_to=["qatar", graph["united-arab-emirates"]],
    )
    assert sorted((words, words.lang) for words in claim.hedge) == [("they say", "en"), ("وفقًا", "ar")]
    assert ids(claim.attributed_to) == ["qatar", "united-arab-emirates"]
    revised = graph.revise(claim, confidence=1, hedge=None, start=None, end="2024", attributed_to="qatar")
    assert (revised.id, revised) == (claim.id, claim)
    assert (revised.confidence, revised.hedge, revised.start, revised.end) == (1.0, [], None, Time("2024"))
    assert ids(revised.attributed_to) == ["qatar"]
    assert [words.quote for words in revised.evidence] == ["قطر تشارك"]
    assert (claim.confidence, claim.start) == (0.5, Time("2024")), "the old handle shows the old"
    revised = graph.revise(claim.id, source=None, evidence=None, confidence=None)
    assert (revised.source, revised.evidence, revised.confidence) == (None, [], None)


def test_evidence_is_found_once_or_refused(graph: Graph) -> None:
    graph.document("قطر تشارك. قطر تعود 🇶🇦.", id="d")

    def say(evidence: object) -> list[tuple[int, int, str]]:
        claim = graph.relate("qatar", "participatesIn", "wps-2024", source="d", evidence=evidence)  # pyright: ignore[reportArgumentType]
        return [(words.start, words.end, words.quote) for words in claim.evidence]

    with pytest.raises(SchemaError, match=r"0\.\.3 and at 11\.\.14"):
        say("قطر")
    with pytest.raises(SchemaError, match=r"stands nowhere.*the nearest is"):
        say("قطر تشاركت")
    with pytest.raises(SchemaError, match=r"\(0, 999\)"):
        say((0, 999))
    assert say((11, 23)) == [(11, 23, "قطر تعود 🇶🇦.")]
    both = [(0, 9, "قطر تشارك"), (11, 19, "قطر تعود")]
    assert say(["قطر تشارك", (11, 19)]) == say(["قطر تعود", "قطر تشارك"]) == both
    spans = next(iter(graph.claims(source="d"))).evidence
    assert say(spans) == say(spans[0]) == [(11, 23, "قطر تعود 🇶🇦.")]
    assert spans[0].document == graph["d"]


def test_a_period_in_words_is_a_start_and_an_end(graph: Graph) -> None:
    claim = graph.relate("qatar", "participatesIn", "wps-2024", during="من 5 إلى 7 مارس 2024")
    assert (claim.start, claim.end) == (Time("2024-03-05"), Time("2024-03-07"))


def test_a_hijri_period_is_kept_as_it_is_written(graph: Graph) -> None:
    claim = graph.relate("qatar", "participatesIn", "wps-2024", start="5 رمضان 1445", confidence=0.5)
    assert claim.start is not None
    assert (claim.start, claim.start.calendar, claim.start.earliest) == ("5 رمضان 1445", "islamic", None)
    assert graph.revise(claim, confidence=0.6).start == claim.start


def test_a_text_without_language_is_a_text_like_any_other(graph: Graph) -> None:
    assert graph.set("wps-2024", startDate=Text("2024-03-05"))["startDate"] == Time("2024-03-05")
    claim = graph.relate("qatar", "https://x.example/p", Literal("007"))
    assert claim.object == "007"


# ---- removal ------------------------------------------------------------------------------------------------------


def test_an_entity_that_claims_mention_is_not_removed_in_silence(graph: Graph) -> None:
    graph.relate("qatar", "participatesIn", "wps-2024")
    with pytest.raises(SchemaError, match=r'"wps-2024" is still mentioned by 1 claim; .*cascade=True'):
        graph.remove("wps-2024")
    graph.remove("wps-2024", cascade=True)
    assert ("wps-2024" in graph, list(graph.claims()), len(graph)) == (False, [], 2)
    graph.remove(graph["qatar"])
    assert len(graph) == 1
    with pytest.raises(UnknownEntity, match='no entity or claim "qatar"'):
        graph.remove("qatar")


def test_a_claim_is_removed_by_itself_or_its_id(graph: Graph) -> None:
    one = graph.relate("qatar", "participatesIn", "wps-2024", id="one")
    two = graph.relate("qatar", "participatesIn", "wps-2024", id="two")
    graph.remove(one)
    assert list(graph.claims()) == [two]
    assert ids(graph.neighbors("qatar")) == ["wps-2024"], "the other one holds it"
    graph.remove("claim/two")
    assert (list(graph.claims()), graph.neighbors("qatar")) == ([], [])


def test_a_claim_that_is_not_there_names_the_nearest(graph: Graph) -> None:
    graph.document("t", id="article")
    graph.relate("qatar", "participatesIn", "wps-2024", id="r005", source="article")
    with pytest.raises(
        UnknownEntity, match='no entity or claim "r005" in the graph; did you mean "claim/article/r005"'
    ):
        graph.remove("r005")
    graph.remove("article/r005")
    with pytest.raises(UnknownEntity, match=r'no entity or claim "r005" in the graph$'):
        graph.remove("r005")


# ---- documents ----------------------------------------------------------------------------------------------------


def test_what_is_said_of_a_document_again_joins() -> None:
    graph = Graph()
    graph.document("words", id="news", name="News", type="NewsArticle")
    again = graph.document("words", name="The News", language="en", date="2024-03-05")
    assert (again.id, again.types, again.names) == ("news", ["NewsArticle"], {"en": ["News", "The News"]})
    assert (again["language"], again["date"]) == (["en"], [Time("2024-03-05")])
    with pytest.raises(SchemaError, match=r'"news" has "language" "en" already, .*; set\(\) replaces it'):
        graph.document("words", language="ar")


# ---- the graph as a graph -----------------------------------------------------------------------------------------


def test_paths_are_found_shortest_first_with_their_claims(graph: Graph) -> None:
    graph.relate("qatar", "participatesIn", "wps-2024", id="a")
    graph.relate("united-arab-emirates", "hosts", "wps-2024", id="b")
    (path,) = graph.paths("qatar", "united-arab-emirates")
    assert ids(path.entities) == ["qatar", "wps-2024", "united-arab-emirates"]
    assert [[claim.id for claim in hop] for hop in path.claims] == [["claim/a"], ["claim/b"]]
    assert (len(path), path.relations) == (2, [["participatesIn"], ["hosts"]])
    graph.relate("qatar", "meetsWith", "united-arab-emirates")
    assert [len(path) for path in graph.paths("qatar", "united-arab-emirates")] == [1, 2]
    assert [len(path) for path in graph.paths("qatar", "united-arab-emirates", limit=1)] == [1]
    assert graph.paths("qatar", "united-arab-emirates", relations=["memberOf"]) == []
    assert graph.paths("qatar", "wps-2024", max_hops=0) == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("weight", ["hops", "confidence"])
def test_a_search_for_paths_hears_ctrl_c(weight: str) -> None:
    script = textwrap.dedent(f"""
        import itertools
        from rawabit import Graph

        graph = Graph()
        with graph.transaction():
            for n in range(20):
                graph.add("Group", id=f"g{{n}}")
            for a, b in itertools.combinations(range(20), 2):
                graph.relate(f"g{{a}}", "meetsWith", f"g{{b}}", confidence=1)
        print("asking", flush=True)
        try:
            graph.paths("g0", "g1", max_hops=20, limit=10**12, weight="{weight}")
        except KeyboardInterrupt:
            print("heard", flush=True)
        print(len(graph), flush=True)
    """)
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "asking\n"
        time.sleep(0.3)
        os.kill(process.pid, signal.SIGINT)
        # There are more paths than a machine can hold.
        assert process.stdout.readline() == "heard\n"
        assert process.stdout.readline() == "20\n"
        assert process.wait(20) == 0


def test_neighbors_are_the_nearest_first(graph: Graph) -> None:
    graph.relate("qatar", "participatesIn", "wps-2024")
    graph.relate("united-arab-emirates", "hosts", "wps-2024")
    assert ids(graph.neighbors("qatar")) == ["wps-2024"]
    assert ids(graph.neighbors("qatar", hops=2)) == ["wps-2024", "united-arab-emirates"]
    assert graph.neighbors("qatar", direction="in") == []


# ---- views --------------------------------------------------------------------------------------------------------


def test_a_view_keeps_its_moment(graph: Graph) -> None:
    before = graph.view()
    graph.country("OM")
    assert (len(before), len(graph), "oman" in before, "oman" in graph) == (3, 4, False, True)
    assert before.view()["qatar"] == graph["qatar"]
    assert sorted(ids(before)) == ["qatar", "united-arab-emirates", "wps-2024"]
    assert not hasattr(before, "add")
    assert isinstance(graph, type(before))


def test_an_empty_graph_is_still_true() -> None:
    assert Graph()
    assert len(Graph()) == 0


def test_handles_of_one_moment_are_good_in_another(graph: Graph) -> None:
    qatar = graph["qatar"]
    for n in range(100):
        graph.add("Topic", id=f"t{n}")
    claim = graph.relate(qatar, "participatesIn", "wps-2024")
    assert (graph[qatar], qatar.name, claim.subject) == (qatar, "Qatar", qatar)
    other = Graph()
    other.country("QA")
    assert other[qatar] == qatar


def test_the_claims_of_an_entity_go_either_way(graph: Graph) -> None:
    one = graph.relate("qatar", "participatesIn", "wps-2024")
    two = graph.relate("united-arab-emirates", "hosts", "wps-2024")
    summit = graph["wps-2024"]
    assert set(summit.claims()) == {one, two}
    assert list(summit.claims("hostedBy")) == [two]
    assert (list(summit.claims(direction="out")), set(summit.claims(direction="in"))) == ([], {one, two})


# ---- prefixes -----------------------------------------------------------------------------------------------------


def test_prefixes_are_a_live_mapping(graph: Graph) -> None:
    prefixes, before = graph.prefixes, graph.view()
    prefixes["kg"] = "https://kg.example/"
    assert (graph.prefixes["kg"], dict(prefixes)["kg"]) == ("https://kg.example/", "https://kg.example/")
    assert graph.add("Topic", id="kg:ai").iri == "https://kg.example/ai"
    assert ("kg" in before.prefixes, "kg" in prefixes, len(prefixes) - len(before.prefixes)) == (False, True, 1)
    with pytest.raises(TypeError, match="change those of its Graph"):
        before.prefixes["kg"] = "https://kg.example/"
    assert prefixes.pop("kg") == "https://kg.example/"
    assert "kg" not in graph.prefixes
    with pytest.raises(KeyError):
        del prefixes["kg"]
    with pytest.raises(SchemaError, match="belongs to the schema"):
        del prefixes["rb"]
    with pytest.raises(SchemaError, match="a prefix begins with a letter"):
        prefixes["1"] = "https://kg.example/"
    with pytest.raises(SchemaError, match='"nowhere" is no absolute IRI'):
        prefixes["x"] = "nowhere"


def test_values_are_listed_in_an_order_that_compaction_keeps() -> None:
    graph = Graph()
    person = graph.add("Person", id="p")
    for n in (10, 1, 2):
        graph.relate(person, "memberOf", graph.add("Organization", id=f"e{n}"))
    code = "https://example.org/id/code"
    for text in ("b", "a10", "a9"):
        graph.update(f"INSERT DATA {{ <{person.iri}> <{code}> '{text}' }}")
    expected = (["e1", "e2", "e10"], ["a9", "a10", "b"])

    def listed() -> tuple[list[str], list[str]]:
        entity = graph["p"]
        members = [entity.id for entity in entity["memberOf"]]
        assert members == [entity.id for entity in entity.properties()["memberOf"]]
        return members, [str(text) for text in entity[code]]

    assert listed() == expected
    graph.compact()
    assert listed() == expected


def test_the_nearest_of_one_misspelt_word_is_told() -> None:
    graph = Graph()
    graph.add("Country", id="a")
    graph.add("Summit", id="s")
    graph.document("hello world, hello", id="d")
    with pytest.raises(SchemaError, match=r'the nearest is "world" at 6\.\.11'):
        graph.relate("a", "participatesIn", "s", source="d", evidence="wurld")


# ---- what is said is found -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("relation", "given"),
    [
        ("startDate", "5 مارس 2024"),
        ("startDate", "2024-03-05"),
        ("startDate", 2024),
        ("isCollective", "true"),
        ("isCollective", True),
        ("alsoKnownAs", "qatar"),
        ("alsoKnownAs", "قطر"),
        ("alsoKnownAs", Text("Katar")),
        ("alsoKnownAs", Text("Katar", "de")),
    ],
)
def test_what_relate_takes_claims_and_why_find(graph: Graph, relation: str, given: object) -> None:
    claim = graph.relate("wps-2024", relation, given)
    # What is said elsewhere of the same words changes nothing.
    for words in ["qatar", "Katar", "قطر", "true", "2024-03-05"]:
        graph.update(f'INSERT DATA {{ <http://u/> <http://p/> "{words}" , "{words}"@fr }}')
    assert list(graph.claims("wps-2024", relation, given)) == [claim]
    assert list(graph.claims(object=given)) == [claim]
    why = graph.why("wps-2024", relation, given)
    assert (why.holds, why.claims) == (True, [claim])


def test_without_a_relation_an_object_is_all_that_it_can_be_read_as(graph: Graph) -> None:
    meets = graph.relate("united-arab-emirates", "meetsWith", "qatar")
    known = graph.relate("united-arab-emirates", "alsoKnownAs", "qatar")
    french = graph.relate("united-arab-emirates", "alsoKnownAs", Text("qatar", "fr"))
    assert set(map(str, graph.claims(object="qatar"))) == set(map(str, [meets, known, french]))
    assert list(graph.claims(relation="alsoKnownAs", object=Text("qatar", "fr"))) == [french]
    assert list(graph.claims(relation="meetsWith", object="qatar")) == [meets]
    with pytest.raises(UnknownEntity, match="did you mean"):
        graph.claims(object="qatr")


# ---- countries and documents ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("ids", [{"iso3166-1-alpha2": "QA"}, {"iso3166-1-alpha3": "QAT"}, {"iso3166-1-numeric": "634"}])
def test_a_country_is_found_by_any_of_its_codes(ids: dict[str, str]) -> None:
    graph = Graph()
    katar = graph.add("Country", "Katar", id="foo", ids=ids)
    assert {graph.country(name) for name in ["QA", "QAT", "634", "Qatar", "قطر"]} == {katar}
    graph.add("Country", "Another", ids={"wikidata": "Q846"})
    assert len(graph) == 2
    graph.add("Country", "Third", id="third", ids={"iso3166-1-alpha2": "QA"})
    with pytest.raises(UnknownEntity, match="give the full IRI"):
        graph.country("QAT")


def test_a_country_that_iso_does_not_list_is_found_by_its_name() -> None:
    graph = Graph()
    with pytest.raises(UnknownEntity, match=r'no country "Kosovo" in the graph'):
        graph.country("Kosovo")
    kosovo = graph.add("Country", {"en": "Kosovo", "ar": "كوسوفو"})
    assert graph.country("kosovo") == graph.country("كُوسُوفُو") == kosovo
    graph.add("Country", "Kosovo", id="other")
    with pytest.raises(UnknownEntity, match="give the full IRI"):
        graph.country("Kosovo")


def test_a_document_without_text_is_given_one() -> None:
    graph = Graph()
    page = graph.document("https://x.example/a")
    assert graph.document("the words", id="https://x.example/a") == page
    assert graph.text(page) == "the words"
    assert graph.document("the words", id="https://x.example/a") == page
    with pytest.raises(SchemaError, match="is in the graph with another text"):
        graph.document("other words", id="https://x.example/a")
    memo = graph.add("Document", "Memo", id="memo")
    assert graph.document("a memo", id="memo", language="en") == memo
    qatar = graph.country("QA")
    claim = graph.relate(qatar, "meetsWith", graph.country("OM"), source=page, evidence="the words")
    assert claim.evidence[0].quote == "the words"
    with pytest.raises(SchemaError, match=r'^"qatar" is in the graph already; give the document another id$'):
        graph.document("a country", id="qatar")


# ---- what is not there ---------------------------------------------------------------------------------------------


def test_unmerge_of_nothing_names_the_nearest(graph: Graph) -> None:
    with pytest.raises(UnknownEntity, match=r'^no entity "qatr" in the graph; did you mean "qatar"\?$'):
        graph.unmerge("qatr")
    with pytest.raises(SchemaError, match="it was not merged into another"):
        graph.unmerge("qatar")


def test_what_was_meant_is_sought_only_when_the_error_is_read() -> None:
    graph = Graph()
    rows = [{"id": f"person-{n}", "type": "Person", "name": f"Name Number {n}"} for n in range(20_000)]
    graph.add_entities(rows)
    start = time.perf_counter()
    for n in range(2_000):
        with pytest.raises(UnknownEntity):
            graph[f"persn-{n}"]
    with graph.transaction():
        for n in range(200):
            with pytest.raises(UnknownEntity):
                graph.relate("person-1", "meetsWith", f"nobody-{n}")
            graph.add("Person", id=f"new-{n}")
    # One search alone takes longer than a hundredth of this.
    assert time.perf_counter() - start < 5
    with pytest.raises(UnknownEntity) as raised:
        graph["persn-77"]
    error = raised.value
    graph.remove("person-77")
    message = 'no entity "persn-77" in the graph; did you mean "person-77", '
    assert str(error).startswith(message), "as it was when it was raised"
    assert (error.args, repr(error)) == ((str(error),), f"UnknownEntity({str(error)!r})")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_a_claim_on_a_name_is_of_a_text_in_the_language_of_its_script(graph: Graph) -> None:
    for name, lang in [("Katar", "en"), ("دولة قطر", "ar")]:
        claim = graph.relate("qatar", "skos:altLabel", name)
        assert (claim.object, claim.object.lang) == (name, lang)
    for wrong in [5, True, graph["wps-2024"], Literal("5", "http://www.w3.org/2001/XMLSchema#integer")]:
        with pytest.raises(SchemaError, match="a name is a text"):
            graph.relate("qatar", "rdfs:label", wrong)


def test_of_several_countries_one_is_taken_by_its_iri() -> None:
    graph = Graph()
    one = graph.add("Country", "One", id="one", ids={"iso3166-1-alpha3": "QAT"})
    graph.add("Country", "Two", id="two", ids={"iso3166-1-alpha2": "QA"})
    with pytest.raises(UnknownEntity, match="give the full IRI"):
        graph.country("QA")
    assert one.iri is not None
    assert graph.country(one.iri) == one
    graph.add("City", "Doha", id="doha")
    with pytest.raises(UnknownEntity, match='no country "doha"'):
        graph.country("doha")


def test_relate_takes_back_what_was_said_before_of_whether_its_claim_holds(graph: Graph) -> None:
    for asserted, name in [(None, "k"), (True, "l")]:
        graph.update(f"INSERT DATA {{ <https://example.org/id/claim/{name}> rb:asserted false }}")
        claim = graph.relate("qatar", "participatesIn", "wps-2024", id=name, asserted=asserted)
        assert claim.asserted
    again = Graph()
    again.read(graph.write(format="turtle"), format="turtle")
    assert [claim.asserted for claim in again.claims()] == [True, True]
    assert again.same_as(graph)

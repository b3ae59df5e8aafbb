"""Promises about tables that come in: polars, pandas, pyarrow, dicts; every row is accounted for."""

import math
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from rawabit import Graph, Iri, Literal, ReadError, Report, Schema, SchemaError, Text, Time, UnknownEntity

# Neither has types that pyright finds.
pandas: Any = pytest.importorskip("pandas")
pyarrow: Any = pytest.importorskip("pyarrow")

ENTITIES: list[dict[str, Any]] = [
    {"id": "dubai", "type": "City", "name@ar": "دبي", "name@en": "Dubai", "locatedIn": "uae", "ids.wikidata": "Q612"},
    {"id": "uae", "type": "Country", "name@ar": "الإمارات", "name@en": "Emirates", "locatedIn": None},
    {"id": "wps", "type": "Summit", "name@ar": "القمة العالمية للشرطة", "startDate": "2024-03-05"},
]

CLAIMS: dict[str, list[Any]] = {
    "subject": ["qatar", "united-arab-emirates", "qatar"],
    "relation": ["participatesIn", "hosts", "participatesIn"],
    "object": ["wps-2024", "wps-2024", "wps-2024"],
    "start": [date(2024, 3, 5), date(2024, 3, 5), None],
    "confidence": [0.7, 0.9, None],
    "modality": ["reported", None, None],
}


def counted(report: Report) -> dict[str, int]:
    return {what: n for what, n in report.counts.items() if n}


def frames() -> list[Any]:
    polars = pl.DataFrame(CLAIMS)
    return [
        polars,
        polars.to_pandas(),
        polars.to_arrow(),
        pyarrow.table(CLAIMS).to_reader(),
        pyarrow.table(CLAIMS).to_batches()[0],
        polars.with_columns(pl.col("relation").cast(pl.Categorical)),
        list(polars.iter_rows(named=True)),
        iter(polars.to_dicts()),
    ]


@pytest.mark.parametrize("n", range(len(frames())))
def test_claims_come_from_any_table(graph: Graph, n: int) -> None:
    report = graph.add_claims(frames()[n])
    assert (counted(report), report.problems, report.ok) == ({"claims": 3}, [], True)
    first = next(graph.claims("qatar", "participatesIn", modality="reported"))
    assert (first.start, first.confidence, first.object.id) == ("2024-03-05", 0.7, "wps-2024")
    assert next(graph.claims(relation="hosts")).subject.id == "united-arab-emirates"
    again = graph.add_claims(frames()[n])
    assert counted(again) == {"merged": 3}, "the same again is what is there"
    assert len(list(graph.claims())) == 3


def arrow(rows: list[dict[str, Any]]) -> Any:
    frame: Any = pl.DataFrame(rows)
    return frame.to_arrow()


MAKERS: list[Any] = [list, pl.DataFrame, arrow, pandas.DataFrame]


@pytest.mark.parametrize("make", MAKERS)
def test_entities_come_from_any_table_and_may_name_each_other_in_any_order(make: Any) -> None:
    graph = Graph()
    report = graph.add_entities(make(ENTITIES))
    assert (counted(report), report.problems) == ({"entities": 3}, [])
    assert graph["dubai"].names == {"ar": ["دبي"], "en": ["Dubai"]}
    assert graph["wd:Q612"].id == "dubai"
    assert [e.id for e in graph.neighbors("uae")] == ["dubai"]
    assert graph["wps"]["startDate"] == "2024-03-05"
    assert counted(graph.add_entities(make(ENTITIES))) == {"merged": 3}


def test_dicts_take_what_the_calls_by_hand_take() -> None:
    graph = Graph()
    qatar = graph.country("QA")
    graph.add_entities(
        [
            {
                "id": "wps",
                "type": ["Summit"],
                "name": {"ar": ["القمة العالمية للشرطة", "القمة"], "en": "World Police Summit"},
                "ids": {"wikidata": "Q1"},
                "startDate": Time("2024-03-05"),
                "endDate": date(2024, 3, 7),
                "alsoKnownAs": [Text("WPS", "en"), "قمة الشرطة"],
                "url": "https://example.org/wps",
            },
            {"type": "Topic", "name": "الأمن"},
        ]
    )
    wps = graph["wps"]
    assert wps.names["ar"] == ["القمة العالمية للشرطة", "القمة", "قمة الشرطة"]
    assert (wps["startDate"], wps["endDate"]) == ("2024-03-05", "2024-03-07")
    assert wps.ids["wikidata"] == "Q1"
    assert graph["الأمن"].names == {"ar": ["الأمن"]}
    report = graph.add_claims(
        [
            {
                "subject": qatar,
                "relation": "participatesIn",
                "object": Iri("https://example.org/id/wps"),
                "during": "2024-03",
            },
            {"subject": "wps", "relation": "title", "object": "x"},
            {"subject": "wps", "relation": "alsoKnownAs", "object": "WPS", "object_lang": "en"},
            {"subject": "wps", "relation": "isCollective", "object": False},
            {"subject": "wps", "relation": "date", "object": datetime(2024, 3, 5, 9, tzinfo=timezone.utc)},
            {"subject": "wps", "relation": "date", "object": "2024", "object_datatype": "xsd:gYear"},
        ],
        strict=False,
    )
    assert counted(report) == {"claims": 5, "refused": 1}
    assert [problem.where for problem in report.problems] == ['row 2, column "subject"']
    objects = [claim.object for claim in graph.claims("wps")]
    assert sorted(map(str, objects)) == ["2024", "2024-03-05T09:00:00Z", "False", "WPS"]


def test_nothing_is_written_in_many_ways(graph: Graph) -> None:
    nothing = [None, math.nan, "", "  ", [], pandas.NA, pandas.NaT, [None]]
    rows = [
        {"subject": "qatar", "relation": "meetsWith", "object": "united-arab-emirates", "source": it, "start": it}
        for it in nothing
    ]
    assert counted(graph.add_claims(rows)) == {"claims": 1, "merged": len(nothing) - 1}


def test_a_bad_row_refuses_all_of_the_table(graph: Graph) -> None:
    rows = pl.DataFrame(CLAIMS).with_columns(
        confidence=pl.Series([0.7, 90.0, None]), object=pl.Series(["wps-2024", "wps-2024", "wps-2025"])
    )
    with pytest.raises(ReadError) as raised:
        graph.add_claims(rows)
    error = raised.value
    assert str(error) == (
        '<table>: row 2, column "confidence": "confidence" does not take "90": it lies between 0 and 1; write 90 per '
        "cent as 0.9 (and 1 more problem, in the report)"
    )
    assert (error.path, error.line) == (None, None)
    assert counted(error.report) == {"held back": 1, "refused": 2}
    assert [(p.severity, p.where, p.message, p.hint) for p in error.report.problems][1] == (
        "error",
        'row 3, column "object"',
        'no entity "wps-2025" in the graph',
        'did you mean "wps-2024"?',
    )
    assert list(graph.claims()) == []
    report = graph.add_claims(rows, strict=False)
    assert (counted(report), report.ok) == ({"claims": 1, "refused": 2}, False)
    assert len(list(graph.claims())) == 1


def test_what_is_said_of_rows_in_arabic_is_as_precise(graph: Graph) -> None:
    rows = [
        {"subject": "قطر", "relation": "يشارك في", "object": "wps-2024"},
        {"subject": "qatar", "relation": "participatesIn", "object": "القمة", "object_type": "قمة"},
        {"subject": "qatar", "relation": "participatesIn", "object": "wps-2024", "start": "من 5 إلى 7 مارس 2024"},
    ]
    report = graph.add_claims(rows, strict=False)
    assert counted(report) == {"refused": 3}
    told = [str(problem) for problem in report.problems]
    assert told[0] == 'row 1, column "subject": no entity "قطر" in the graph; did you mean "qatar"?'
    assert told[1].startswith(
        'row 1, column "relation": no relation "يشارك في" in the schema; did you mean "participatesIn"'
    )
    assert told[3] == 'row 2, column "object_type": no type "قمة" in the schema; did you mean "Summit"?'
    assert told[4].startswith('row 3, column "start": "من 5 إلى 7 مارس 2024" is no date or time')
    rows = [{"subject": "qatar", "relation": "participatesIn", "object": "wps-2024", "during": "من 5 إلى 7 مارس 2024"}]
    graph.add_claims(rows)
    claim = next(graph.claims("qatar", "participatesIn"))
    assert (claim.start, claim.end) == ("2024-03-05", "2024-03-07")


def test_types_make_entities_that_are_not_there() -> None:
    graph = Graph()
    table = pl.DataFrame(
        {"s": ["قطر", "عُمان", "قطر"], "o": ["wps", "wps", "gcc"], "t": ["Summit", "Summit", "Coalition"]}
    )
    columns = {"subject": "s", "object": "o", "object_type": "t"}
    with pytest.raises(ReadError, match='row 1, column "s": no entity "قطر" in the graph; add it, or give its type'):
        graph.add_claims(table, relation="participatesIn", columns=columns)
    assert len(graph) == 0
    rows = table.with_columns(
        subject_type=pl.lit("Country"), relation=pl.Series(["participatesIn", "hosts", "memberOf"])
    )
    report = graph.add_claims(rows, columns=columns)
    assert counted(report) == {"claims": 3, "entities": 4}
    assert (graph["قطر"].type, graph["gcc"].type) == ("Country", "Coalition")
    report = graph.add_claims(rows.with_columns(subject_type=pl.lit("City")), columns=columns)
    assert counted(report) == {"merged": 3}
    assert 'does not become a "City"' in str(report.problems[0])


def test_one_value_for_all_rows_comes_by_keyword(graph: Graph) -> None:
    graph.document("Qatar and the Emirates met.", id="article")
    table = pl.DataFrame({"subject": ["qatar"], "object": ["united-arab-emirates"], "evidence": ["Qatar and the"]})
    report = graph.add_claims(table, relation="meetsWith", source=graph["article"])
    claim = next(graph.claims("qatar"))
    assert (counted(report), claim.source.id if claim.source else None) == ({"claims": 1}, "article")
    assert claim.evidence[0].quote == "Qatar and the"
    report = graph.add_claims(table.drop("evidence"), relation="meetsWith", source="https://example.org/news/1")
    assert counted(report) == {"claims": 1, "documents": 1}
    assert graph["https://example.org/news/1"].type == "Document"
    with pytest.raises(UnknownEntity, match='no document "artcle" in the graph; did you mean "article"'):
        graph.add_claims(table, relation="meetsWith", source="artcle")
    report = graph.add_entities(pl.DataFrame({"id": ["a", "b"], "kind": [1, 2]}), type="Topic")
    assert counted(report) == {"entities": 2}
    assert str(report.problems[0]).startswith('column "kind": it is not read')


def test_places_of_evidence_are_two_numbers(graph: Graph) -> None:
    graph.document("شاركت قطر في القمة.", id="article", language="ar")
    row = {"subject": "qatar", "relation": "participatesIn", "object": "wps-2024", "source": "article"}
    graph.add_claims([{**row, "evidence": (6, 9)}])
    assert [claim.evidence[0].quote for claim in graph.claims("qatar")] == ["قطر"]
    table = pl.DataFrame([{**row, "evidence": [6, 9]}])
    assert counted(graph.add_claims(table)) == {"merged": 1}
    span = next(graph.claims("qatar")).evidence[0]
    assert counted(graph.add_claims([{**row, "evidence": span}])) == {"merged": 1}
    assert counted(graph.add_claims([{**row, "evidence": ["شاركت", "القمة"]}])) == {"claims": 1}


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (pl.Series(["2024"]), "2024"),
        (pl.Series([2024]), "2024"),
        (pl.Series([2024], dtype=pl.UInt16), "2024"),
        (pl.Series([date(2024, 3, 5)]), "2024-03-05"),
        (pl.Series([datetime(2024, 3, 5)]), "2024-03-05"),  # noqa: DTZ001
        (pl.Series([datetime(2024, 3, 5, 9, 30)]), "2024-03-05T09:30:00"),  # noqa: DTZ001
        (pl.Series([datetime(2024, 3, 5, 9, tzinfo=timezone.utc)]), "2024-03-05T09:00:00Z"),
        (pandas.Series([pandas.Timestamp("2024-03-05")]), "2024-03-05"),
        (pandas.Series([pandas.Timestamp("2024-03-05T09:00", tz="Asia/Qatar")]), "2024-03-05T06:00:00Z"),
        (pandas.Series([datetime(2024, 3, 5, 9, tzinfo=timezone(timedelta(hours=3)))]), "2024-03-05T09:00:00+03:00"),
        (pandas.Series(["2024-03"], dtype="category"), "2024-03"),
    ],
)
def test_times_are_taken_as_exactly_as_they_are_given(graph: Graph, column: Any, expected: str) -> None:
    frame = pandas if isinstance(column, pandas.Series) else pl
    graph.add_claims(frame.DataFrame({"subject": ["wps-2024"], "object": column}), relation="startDate")
    assert [str(claim.object) for claim in graph.claims("wps-2024")] == [expected]


def test_confidence_comes_as_any_number(graph: Graph) -> None:
    given: list[Any] = [
        pl.Series([0.9], dtype=pl.Float32),
        pl.Series([Decimal("0.90")]),
        pl.Series(["0.9"]),
        pl.Series([1]),
    ]
    for n, column in enumerate(given):
        table = pl.DataFrame({"subject": ["qatar"], "object": ["wps-2024"], "confidence": column, "id": [f"c{n}"]})
        graph.add_claims(table, relation="participatesIn")
    confidences = [claim.confidence for claim in graph.claims("qatar")]
    assert confidences == [0.9, 0.9, 0.9, 1.0]


def test_a_hundred_thousand_rows_are_taken_in_one_go() -> None:
    graph = Graph()
    n = 100_000
    entities = pl.DataFrame(
        {
            "id": [f"a{i}" for i in range(n // 10)],
            "type": "Organization",
            "name@ar": [f"جهة {i}" for i in range(n // 10)],
        }
    )
    assert counted(graph.add_entities(entities)) == {"entities": n // 10}
    claims = pl.DataFrame(
        {
            "subject": [f"a{i % 9_973}" for i in range(n)],
            "object": [f"a{i * 7 % 9_967}" for i in range(n)],
            "confidence": [i % 10 / 10 for i in range(n)],
            "start": [date(2000, 1, 1) + timedelta(days=i % 9_000) for i in range(n)],
        }
    )
    report = graph.add_claims(claims, relation="cooperatesWith")
    assert counted(report) == {"claims": n}
    assert counted(graph.add_claims(claims, relation="cooperatesWith")) == {"merged": n}
    assert (len(graph), sum(1 for _ in graph.claims())) == (n // 10, n)
    bad = claims.with_columns(object=pl.lit("nobody"))
    report = graph.add_claims(bad, relation="cooperatesWith", strict=False)
    assert (counted(report), len(report.problems), report.unlisted) == ({"refused": n}, n, 0)


def test_a_table_goes_into_the_transaction_of_its_thread(graph: Graph) -> None:
    rows = [{"subject": "qatar", "relation": "participatesIn", "object": "wps-2024"}]
    with pytest.raises(ZeroDivisionError), graph.transaction():
        graph.add_claims(rows)
        assert len(list(graph.claims())) == 1
        raise ZeroDivisionError
    assert list(graph.claims()) == []
    with graph.transaction():
        graph.add_entities([{"id": "oman", "type": "Country"}])
        graph.add_claims([{**rows[0], "subject": "oman"}])
    assert [claim.subject.id for claim in graph.claims()] == ["oman"]


def test_terms_of_an_extension_are_columns_too(tmp_path: Path) -> None:
    path = tmp_path / "patrol.ttl"
    path.write_text("""
@prefix my: <https://example.org/patrol#> .
@prefix rb: <https://w3id.org/rawabit/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://example.org/patrol> a owl:Ontology .
my:JointPatrol a owl:Class ; rdfs:subClassOf rb:Activity ; rdfs:label "joint patrol"@en .
my:callSign a owl:DatatypeProperty ; rdfs:domain my:JointPatrol ; rdfs:range <http://www.w3.org/2001/XMLSchema#string> ;
    rdfs:label "call sign"@en .
""")
    graph = Graph(schema=Schema(path))
    graph.add_entities([{"id": "p1", "type": "my:JointPatrol", "my:callSign": "Falcon"}])
    assert graph["p1"]["my:callSign"] == ["Falcon"]


def records() -> Iterator[dict[str, str]]:
    yield {"id": "a", "type": "Topic"}
    raise KeyError("my own")


MISTAKES: list[tuple[Any, type[Exception], str]] = [
    (5, TypeError, "table: expected a table (polars, pandas, pyarrow, duckdb, anything with __arrow_c_stream__)"),
    ("id,type", TypeError, "table: expected a table"),
    ({"id": ["a"]}, TypeError, "table: expected a table"),
    (pl.DataFrame({"id": ["a"]}).lazy(), TypeError, "table: expected a table"),
    (pl.Series(["a"]), TypeError, "table: expected a table"),
    ([5], TypeError, "table[0]: expected a dict, got int"),
    ([{5: "a"}], TypeError, "table[0]'s key: expected a str, got int"),
    ([{"id": object()}], ReadError, '<table>: row 1, column "id": "<object object at'),
    ([{"id": "a", "name": {"ar": 5j}}], ReadError, '<table>: row 1, column "name@ar": "5j" is of the kind complex, of'),
    (records(), KeyError, "'my own'"),
    ([{"id": "a", "type": "Sumit"}], ReadError, '<table>: row 1, column "type": no type "Sumit" in the schema; did'),
    ([{"id": "a b", "type": "Summit"}], ReadError, '<table>: row 1, column "id": "https://example.org/id/a b" is no'),
    ([{"id": "a"}], ReadError, '<table>: row 1: "type" is missing; name the narrowest, such as "Summit"'),
    (
        [{"id": "a", "type": "Summit", "startDate": ["2024", "2025"]}],
        ReadError,
        '<table>: row 1, column "startDate": "a" has another "startDate" in row 1, and can have only one',
    ),
    (
        [{"id": "a", "type": "Person"}, {"id": "a", "type": "Place"}],
        ReadError,
        '<table>: row 2, column "type": "a" cannot be both a "Person" and a "Place"',
    ),
    ([{"id": "a", "type": "Summit", "ids.wikidata": "846"}], ReadError, '<table>: row 1, column "ids.wikidata": "wiki'),
    ([{"id": "a", "type": "Summit", "ids.wikdata": "Q1"}], SchemaError, 'no id scheme "wikdata" in the schema; did'),
    ([{"id": "a", "type": "Summit", "name@not a tag": "x"}], SchemaError, '"not a tag" is no language tag'),
    (pyarrow.table({"id": [{"a": 1}]}), SchemaError, '"table" does not take "id": its values are of the kind Struct'),
]


@pytest.mark.parametrize(("table", "kind", "message"), MISTAKES)
def test_a_mistake_is_named_with_its_place(graph: Graph, table: Any, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind) as raised:
        graph.add_entities(table)
    assert str(raised.value).startswith(message)
    assert len(graph) == 3, "nothing was written"


def test_progress_is_told_on_stderr_when_asked_for(graph: Graph, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"id": f"t{n}", "type": "Topic", "note": "x" * 50} for n in range(50_000)]
    graph.add_entities(rows)
    assert capsys.readouterr().err == "", "no terminal, no word"
    graph.add_entities(rows, progress=True)
    told = capsys.readouterr().err
    assert told.endswith("\n")
    assert told == "\n" or "add_entities: " in told


def test_literals_keep_their_language_and_datatype(graph: Graph) -> None:
    graph.add_claims(
        [
            {"subject": "wps-2024", "relation": "alsoKnownAs", "object": Text("Polizeigipfel", "de")},
            {
                "subject": "wps-2024",
                "relation": "startDate",
                "object": Literal("2024", "http://www.w3.org/2001/XMLSchema#gYear"),
            },
        ]
    )
    objects = {claim.relation: claim.object for claim in graph.claims("wps-2024")}
    assert objects["alsoKnownAs"].lang == "de"
    assert objects["startDate"] == "2024"


# ---- several places, and cells that nothing is read of -----------------------------------------------------


def documented() -> Graph:
    graph = Graph()
    graph.add("Country", id="a")
    graph.add("Summit", id="s")
    graph.document("hello world, hello", id="d")
    return graph


@pytest.mark.parametrize(
    ("evidence", "quotes"),
    [
        ([(0, 5), (6, 11)], ["hello", "world"]),
        ([[0, 5], [13, 18]], ["hello", "hello"]),
        (["world", (0, 5)], ["hello", "world"]),
        ([(0, 5)], ["hello"]),
        ((0, 5), ["hello"]),
    ],
)
def test_a_cell_of_evidence_takes_words_and_places_as_relate_does(evidence: Any, quotes: list[str]) -> None:
    graph = documented()
    row = {"subject": "a", "relation": "participatesIn", "object": "s", "source": "d"}
    graph.add_claims([{**row, "evidence": evidence}])
    [claim] = graph.claims()
    assert [span.quote for span in claim.evidence] == quotes
    assert documented().relate("a", "participatesIn", "s", source="d", evidence=evidence).id == claim.id


def test_places_come_from_lists_of_lists_of_a_frame() -> None:
    graph = documented()
    columns: dict[str, list[Any]] = {
        "subject": ["a"],
        "object": ["s"],
        "source": ["d"],
        "evidence": [[[0, 5], [6, 11]]],
    }
    graph.add_claims(pl.DataFrame(columns), relation="participatesIn")
    assert [span.quote for claim in graph.claims() for span in claim.evidence] == ["hello", "world"]


@pytest.mark.parametrize("cell", [{}, b"x", object(), [b"x"], [["a", "b"], ["c"]]])
@pytest.mark.parametrize("column", ["subject", "object", "confidence", "hedge", "evidence", "start"])
def test_a_cell_of_another_kind_refuses_its_row_alone(column: str, cell: Any) -> None:
    row: dict[str, Any] = {"subject": "a", "relation": "participatesIn", "object": "s", "source": "d"}
    graph = documented()
    report = graph.add_claims([row, {**row, column: cell}], strict=False)
    assert counted(report) == {"claims": 1, "refused": 1}
    assert report.problems
    for problem in report.problems:
        assert problem.where == f'row 2, column "{column}"'
        assert problem.hint


def test_an_entity_with_a_cell_of_another_kind_is_refused_alone() -> None:
    graph = Graph()
    rows: list[dict[str, Any]] = [
        {"id": "a", "type": "Country", "name": "A"},
        {"id": "b", "type": "Country", "name": object()},
        {"id": "c", "type": "Country", "name": [["C"], ["D", "E"]]},
    ]
    report = graph.add_entities(rows, strict=False)
    assert counted(report) == {"entities": 1, "refused": 2}
    assert [problem.where for problem in report.problems] == ['row 2, column "name"', 'row 3, column "name"']
    assert all(problem.hint for problem in report.problems)


def test_each_refused_row_says_how_to_mend_it() -> None:
    graph = documented()
    graph.add("Person", id="p")
    row: dict[str, Any] = {"subject": "a", "relation": "participatesIn", "object": "s", "source": "d"}
    wrong: dict[str, list[Any]] = {
        "confidence": ["high", 7, -1],
        "start": ["soon", "2024-13"],
        "end": ["soon"],
        "during": ["a while"],
        "modality": ["sure"],
        "polarity": ["maybe"],
        "source": ["s", "nowhere"],
        "attributed_to": ["nobody", "s"],
        "evidence": ["hello", "nothing of it", (5, 2), (0, 99)],
        "asserted": ["perhaps"],
        "subject": ["nobody", "d"],
        "object": ["nobody", "p"],
        "relation": ["participateIn", "rdf:type"],
    }
    for column, cells in wrong.items():
        report = graph.add_claims([{**row, column: cell} for cell in cells], strict=False)
        assert counted(report) == {"refused": len(cells)}, (column, report.problems)
        for problem in report.problems:
            assert problem.where.endswith(f'column "{column}"'), problem
            assert problem.hint, problem
            assert problem.hint not in problem.message
    reversed_period = {**row, "start": "2024", "end": "2023"}
    [problem] = graph.add_claims([reversed_period], strict=False).problems
    assert problem.hint
    things: list[dict[str, Any]] = [
        {"id": "x", "type": "City", "locatedIn": "nowhere"},
        {"id": "x y", "type": "City"},
        {"id": "z", "type": ["City", "Person"]},
        {"id": "w", "type": "Cty"},
        {"id": "v", "type": "City", "startDate": "2024"},
    ]
    problems = graph.add_entities(things, strict=False).problems
    assert len(problems) == len(things)
    assert all(problem.hint and "column" in problem.where for problem in problems), problems


@pytest.mark.parametrize("wrong", [Decimal("NaN"), Fraction(1, 3), -(10**5000)], ids=["nan", "fraction", "huge"])
def test_a_number_that_no_literal_can_be_made_of_refuses_its_row_alone(wrong: object) -> None:
    graph = documented()
    rows = [{"subject": "a", "relation": "skos:foo", "object": value} for value in (5, wrong)]
    report = graph.add_claims(rows, strict=False)
    assert counted(report) == {"claims": 1, "refused": 1}
    (problem,) = (problem for problem in report.problems if problem.severity == "error")
    assert problem.where == 'row 2, column "object"'
    assert "does not fit: " in problem.message

"""Promises about tables: rows, columns, Arrow, polars and pandas, text and HTML."""

import io
import subprocess
import sys
from datetime import date, datetime, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from rawabit import Graph, Schema, SchemaError, Solutions, Table, UnknownColumn

# Neither has types that pyright finds.
pandas: Any = pytest.importorskip("pandas")
pyarrow: Any = pytest.importorskip("pyarrow")


def test_a_table_is_read_by_row_and_by_column(graph: Graph) -> None:
    table = graph.stats()
    assert (table.columns, len(table), bool(table)) == (["kind", "name", "count"], 5, True)
    assert table[0] == {"kind": "entities", "name": None, "count": 3}
    assert table[-1] == table[4] == list(table)[-1]
    assert table["count"][0] == 3
    for row in [5, -6]:
        with pytest.raises(IndexError, match=f"no row {row} in a table of 5 rows"):
            table[row]
    with pytest.raises(UnknownColumn, match='no column "nme" in the table; did you mean "name"'):
        table["nme"]
    with pytest.raises(UnknownColumn, match='no column "x" in the table; columns are kind, name, count'):
        table["x"]
    with pytest.raises(TypeError, match=r"^key: expected the number of a row or the name of a column, got slice$"):
        table[0:1]  # pyright: ignore[reportCallIssue, reportArgumentType]


def test_a_table_goes_to_polars_pandas_and_pyarrow(graph: Graph) -> None:
    table = graph.stats()
    polars = table.to_polars()
    assert isinstance(polars, pl.DataFrame)
    assert polars.rows(named=True) == list(table)
    assert pl.DataFrame(table).equals(polars), "polars takes it on its own"
    arrow = pyarrow.table(table)
    assert arrow.schema.names == table.columns
    assert arrow.to_pylist() == list(table)
    frame = table.to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert frame["count"].tolist() == table["count"]
    types = Schema().types().to_polars()
    city = types.filter(pl.col("name") == "City").row(0, named=True)
    assert (city["parents"], city["deprecated"]) == (["AdministrativeArea"], False)


def test_the_schema_is_told_in_tables() -> None:
    schema = Schema()
    types = {row["name"]: row for row in schema.types()}
    assert (len(types), types["Summit"]["label_ar"], types["Summit"]["parents"]) == (58, "قمة أو مؤتمر", ["Gathering"])
    relations = {row["name"]: row for row in schema.relations()}
    assert (relations["hosts"]["domain"], relations["hosts"]["inverse"]) == ("Agent", "hostedBy")
    kinds = ["hosts", "hostedBy", "startDate", "meetsWith"]
    assert [relations[name]["kind"] for name in kinds] == ["relation", "inverse", "value", "relation"]
    assert (relations["meetsWith"]["symmetric"], relations["startDate"]["functional"]) == (True, True)
    assert len(Schema.empty().types()) == len(Schema.empty().relations()) == 0


def test_a_schema_is_written_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "schema.ttl"
    turtle = Schema().write()
    Schema().write(path)
    file = io.BytesIO()
    Schema().write(file, format="turtle")
    assert path.read_bytes() == turtle == file.getvalue()
    assert Schema(path) == Schema()
    with pytest.raises(SchemaError, match='"format" does not take "shacl": it is "turtle" or "jsonschema"'):
        Schema().write(format="shacl")  # pyright: ignore[reportCallIssue, reportArgumentType]


def test_a_schema_is_not_written_under_a_name_that_says_something_else(tmp_path: Path) -> None:
    for name, hint in [("s.json", 'say format="jsonschema"'), ("s.ttl.gz", "without .gz"), ("s.zst", "not packed")]:
        with pytest.raises(SchemaError, match=hint):
            Schema().write(tmp_path / name)
        assert not (tmp_path / name).exists()
    Schema().write(tmp_path / "s.json", format="jsonschema")
    assert (tmp_path / "s.json").read_bytes() == Schema().write(format="jsonschema")


def test_components_are_numbered_by_size(graph: Graph) -> None:
    graph.relate("qatar", "participatesIn", "wps-2024")
    table = graph.algo.components()
    assert table.columns == ["entity", "type", "name", "component"]
    assert [(row["entity"], row["component"]) for row in table] == [
        ("qatar", 0),
        ("wps-2024", 0),
        ("united-arab-emirates", 1),
    ]
    assert len(graph.view().algo.components()) == 3
    with pytest.raises(SchemaError, match='"kind" does not take "strong": it is "weak"'):
        graph.algo.components("strong")  # pyright: ignore[reportArgumentType]


def solutions(values: str) -> Solutions:
    return Graph().query(f"SELECT ?v {{ VALUES ?v {{ {values} }} }}")


XSD = "^^xsd:"


@pytest.mark.parametrize(
    ("values", "kind", "expected"),
    [
        ("1 2", pl.Int64(), [1, 2]),
        ("0.5 1.25", pl.Decimal(38, 18), [Decimal("0.5"), Decimal("1.25")]),
        ("1e0 2.5e0", pl.Float64(), [1.0, 2.5]),
        ("true false", pl.Boolean(), [True, False]),
        (f'"2024-03-05"{XSD}date', pl.Date(), [date(2024, 3, 5)]),
        (
            f'"2024-03-05T09:00:00Z"{XSD}dateTime',
            pl.Datetime("us", "UTC"),
            [datetime(2024, 3, 5, 9, tzinfo=timezone.utc)],
        ),
        ('"a" "قطر"@ar', pl.String(), ["a", "قطر"]),
        ('1 "a"', pl.String(), ["1", "a"]),
        ("1 UNDEF", pl.Int64(), [1, None]),
        (f'"2024"{XSD}gYear', pl.String(), ["2024"]),
    ],
)
def test_a_column_of_one_datatype_has_that_type_in_arrow(
    values: str, kind: pl.DataType, expected: list[object]
) -> None:
    series = solutions(values).to_polars()["v"]
    assert (series.dtype, series.to_list()) == (kind, expected)


def test_an_empty_table_keeps_its_columns() -> None:
    rows = Graph().query("SELECT ?a ?b { ?a rb:hosts ?b }")
    assert (len(rows), rows.columns, list(rows), bool(rows)) == (0, ["a", "b"], [], True)
    assert rows.to_polars().columns == ["a", "b"]
    assert list(rows.to_pandas().columns) == ["a", "b"]
    assert repr(rows).endswith("(no rows)")


def test_text_is_in_line_and_arabic_set_apart(graph: Graph) -> None:
    rows = graph.query("SELECT ?name (1 AS ?n) { <qatar> skos:prefLabel ?name } ORDER BY ?name")
    assert str(rows) == repr(rows)
    assert repr(rows).splitlines() == ["name   n", "─────  ─", "Qatar  1", "\u2068قطر\u2069    1"]


def test_html_sets_arabic_from_right_to_left_and_is_escaped() -> None:
    rows = solutions('"<b>&" "قطر"@ar "Qatar"@en')
    html = rows._repr_html_()
    assert '<span dir="rtl" lang="ar">قطر</span>' in html
    assert '<span dir="auto" lang="en">Qatar</span>' in html
    assert '<span dir="auto">&lt;b&gt;&amp;</span>' in html
    assert "<b>" not in html
    many = Graph().stats()
    assert "<caption" not in many._repr_html_()
    long = solutions(" ".join(str(n) for n in range(60)))._repr_html_()
    assert "60 rows, of which 50 are shown" in long
    assert long.count("<tr>") == 51


def test_a_graph_shows_what_it_has(graph: Graph) -> None:
    graph.relate("qatar", "participatesIn", "wps-2024", modality="reported")
    html = graph._repr_html_()
    assert "Graph: 3 entities, 1 claim" in html
    for words in ["Country", "participatesIn", "reported"]:
        assert f'<td style="text-align:start">{words}</td>' in html
    assert "View: 3 entities, 1 claim" in graph.view()._repr_html_()


def test_keys_of_a_table_are_offered(graph: Graph) -> None:
    assert graph.stats()._ipython_key_completions_() == ["kind", "name", "count"]


def test_one_table_can_be_gone_through_by_several(graph: Graph) -> None:
    table = graph.stats()
    one, other = iter(table), iter(table)
    assert next(one) == next(other)
    assert isinstance(table, Table)
    assert isinstance(solutions("1"), Table)


@pytest.mark.parametrize(
    ("call", "extra", "missing"),
    [("to_polars", "polars", "polars"), ("to_pandas", "pandas", "pandas"), ("to_pandas", "pandas", "pyarrow")],
)
def test_a_package_that_is_not_there_is_named_with_its_extra(call: str, extra: str, missing: str) -> None:
    script = f"""
import sys
sys.modules["{missing}"] = None
from rawabit import Graph
try:
    Graph().stats().{call}()
except ImportError as error:
    print(error)
    assert isinstance(error.__cause__, ImportError)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == f'{call}() needs {extra}: pip install "rawabit[{extra}]"\n'

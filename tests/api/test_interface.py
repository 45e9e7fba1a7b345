"""The open interface, asked in this process: what it answers, refuses, and keeps to itself."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import jsonschema
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from starlette.testclient import TestClient

from api import answer_shapes as shapes
from api.open_tables import TABLES, OpenTable
from api.openapi_document import page_schema
from api.table_formats import FORMATS, TablePage
from data.actor import AccessRole
from insights.kpis import kpis_of
from insights.ownership import activities_for, kpis_for, owner_roles
from tests.api.asking import client_of
from tests.pages import shipped

OPEN_TABLES = [name for name, table in TABLES.items() if table.role is AccessRole.PUBLIC]
FOR_ANALYSTS = [name for name in TABLES if name not in OPEN_TABLES]
Row = Mapping[str, Any]

pytestmark = pytest.mark.usefixtures("only_read")


@pytest.fixture(scope="module")
def viewer() -> TestClient:
    return client_of(AccessRole.VIEWER)


@pytest.fixture(scope="module")
def analyst() -> TestClient:
    return client_of(AccessRole.ANALYST)


def items(client: TestClient, address: str, **parameters: str) -> Sequence[Row]:
    response = client.get(f"/api/v1/{address}", params={"limit": "1000", **parameters})
    assert response.status_code == 200, response.text
    answers: Sequence[Row] = response.json()["items"]
    return answers


def detail(client: TestClient, address: str, status: int) -> str:
    """The sentence of a refusal."""
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == status, response.text[:200]
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status
    return str(problem["detail"])


def test_every_kpi_says_what_its_page_says_and_leads_to_its_cell(viewer: TestClient) -> None:
    kpis = items(viewer, "kpis")
    assert [kpi["sentence"] for kpi in kpis] == [kpi.sentence for kpi in kpis_of(shipped.PLAN)]
    homes = next(kpi for kpi in kpis if kpi["code"] == "SP 01")
    source = {name: homes["source"][name] for name in ("file", "sheet", "cell")}
    assert source == {"file": "illustrative-kpi-export.xlsx", "sheet": "2024-25", "cell": "I22"}
    assert (homes["value"], homes["target"], homes["status"]) == (99, 90, "green")
    assert homes["illustrative"] is True
    # The benchmark sets the published figure of the district beside England's, never the KPI's.
    benchmark = homes["benchmark"]
    assert {"area", "statistic", "period", "vintage"} <= set(benchmark)
    assert benchmark["published_value"] == pytest.approx(2.449, abs=0.001)


def test_one_kpi_has_all_its_figures_however_its_code_is_typed(viewer: TestClient) -> None:
    figures = items(viewer, "kpis/sp01")
    assert {figure["code"] for figure in figures} == {"SP 01"}
    ends = [figure["period"]["end"] for figure in figures]
    assert ends == sorted(ends)
    assert len(ends) > 10
    assert figures[-1]["sentence"]
    assert figures[0]["sentence"] is None
    with_slash = items(viewer, "kpis/DM%2007%2F8")
    assert {figure["code"] for figure in with_slash} == {"DM 07/8"}
    assert "the nearest is SP 0" in detail(viewer, "kpis/SP%200l", 404)


@pytest.mark.parametrize(
    ("words", "path", "expected"),
    [
        ({"status": "green"}, ("status",), {"green"}),
        ({"status": "green,red"}, ("status",), {"green", "red"}),
        ({"service": "housing"}, ("service",), {"['Housing']"}),
        ({"indicator": "SP 01,SP 02"}, ("code",), {"SP 01", "SP 02"}),
        ({"outcome": "CO 1"}, ("priorities",), {"['place']"}),
        ({"time": "2022..2021", "indicator": "SP 01"}, ("code",), {"SP 01"}),
    ],
)
def test_kpis_are_chosen_by_words(
    viewer: TestClient, words: dict[str, str], path: tuple[str], expected: set[str]
) -> None:
    rows = items(viewer, "kpis", **words)
    assert {str(row[path[0]]) for row in rows} == expected
    if "time" in words:
        assert {row["period"]["end"][:4] for row in rows} == {"2021", "2022"}


def test_activities_of_the_councils_report_are_all_there(viewer: TestClient) -> None:
    activities = items(viewer, "activities", plan="2019/20")
    assert len(activities) == 37
    assert {row["period"]["label"] for row in activities} == {"Q1 2019/20"}
    assert all(row["source"]["cell"] for row in activities)
    assert {row["lead"] for row in activities} >= {"D. Atkinson", "B. Jolly"}
    assert items(viewer, "activities", plan="2019/20", time="2020") == []


def test_whoever_answers_for_something_is_known_and_has_the_rows_of_their_pages(
    viewer: TestClient,
) -> None:
    for name, role in owner_roles().items():
        kpis = {kpi["code"] for kpi in items(viewer, "kpis", **{role: name})}
        assert kpis == {kpi.code for kpi in kpis_for(name)}, name
        listed = items(viewer, "activities", **{role: name})
        on_pages = {(change.now.plan, change.now.position) for change in activities_for(name)}
        assert {(row["plan"], row["position"]) for row in listed} == on_pages, name


def test_statistics_of_areas_and_years_come_with_vintage_and_cell(viewer: TestClient) -> None:
    words = {"geo": "E07000130,E92000001", "indicator": "net-additional-dwellings"}
    rows = items(viewer, "statistics", time="2015..2018", **words)
    assert {row["area"]["name"] for row in rows} == {"Charnwood", "England"}
    assert {row["period"]["end"][:4] for row in rows} == {"2015", "2016", "2017", "2018"}
    assert all(row["source"]["vintage"] and row["source"]["cell"] for row in rows)
    for area, name in (("", "Harborough"), ("E07000130", "Charnwood")):
        of_area = {"geo": area} if area else {}
        (latest,) = items(viewer, "statistics", indicator="anxiety", **of_area)
        assert latest["area"]["name"] == name
        assert latest["benchmark"] in latest["comparisons"]
        assert latest["benchmark"]["area"] == "England"
        assert latest["benchmark"]["vintage"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("kpis?portfollio=Finance", 'no parameter "portfollio" here; the nearest is portfolio'),
        ("kpis?geo=E07000131", "no parameter"),
        ("kpis?plan=2024/25&plan=2019/20", "stands twice"),
        ("kpis?service=Hosing", "the nearest is Housing"),
        ("kpis?status=gren", "the nearest is green"),
        ("statistics?geo=E0700013", "the nearest is E07000"),
        ("statistics?time=2020-2024", "2020..2024"),
        ("statistics?geo=", 'There is no geo ""'),
        ("kpis?as_of=2026-02-30", "write it as 2026-09-01"),
        ("kpis?as_of=2026-W01-1", "write it as 2026-09-01"),
        ("kpis?limit=0", "from 1 to 1000"),
        ("kpis?cursor=1", "take the address under"),
        ("openapi.json?x=1", "it takes none"),
    ],
)
def test_a_word_that_is_not_known_is_refused_with_the_nearest(
    viewer: TestClient, address: str, words: str
) -> None:
    assert words in detail(viewer, address, 400)


def test_too_much_at_once_is_refused_before_it_is_worked_out(viewer: TestClient) -> None:
    codes = [area["code"] for area in items(viewer, "areas")]
    assert "5 at most" in detail(viewer, f"statistics?geo={','.join(codes[:6])}", 400)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("kpi", "the nearest is kpis"),
        ("kpis.xml", "There is no table"),
        ("plans/x", "There is no table"),
        ("../v2/kpis", "begins at /api/v1"),
    ],
)
def test_an_address_that_leads_nowhere_is_a_problem(
    viewer: TestClient, address: str, words: str
) -> None:
    assert words in detail(viewer, address, 404)


def test_pages_of_a_table_follow_one_another_and_miss_nothing(viewer: TestClient) -> None:
    whole = [area["code"] for area in items(viewer, "areas")]
    parts: list[str] = []
    following: str | None = "/api/v1/areas?limit=300"
    while following:
        response = viewer.get(following)
        page = response.json()
        parts += [area["code"] for area in page["items"]]
        assert (page["total"], response.headers["x-total-count"]) == (len(whole), str(len(whole)))
        following = page["next"]
        assert page["truncated"] is (following is not None)
        assert ("link" in response.headers) is (following is not None)
    assert parts == whole
    assert "has changed since" in detail(viewer, "areas?cursor=000000000000-300", 404)


def test_what_has_not_changed_is_not_sent_again(viewer: TestClient) -> None:
    first = viewer.get("/api/v1/plans")
    tag = {"If-None-Match": first.headers["etag"]}
    again = viewer.get("/api/v1/plans", headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    assert viewer.get("/api/v1/plans?as_of=2026-01-01", headers=tag).status_code == 200
    assert viewer.get("/api/v1/plans?plann=1", headers=tag).status_code == 400


def test_only_analysts_see_uploads_and_findings(viewer: TestClient, analyst: TestClient) -> None:
    paths = viewer.get("/api/v1/openapi.json").json()["paths"]
    for name in FOR_ANALYSTS:
        assert "for analysts" in detail(viewer, name, 403)
        assert "for analysts" in detail(viewer, f"{name}.csv", 403)
        assert f"/api/v1/{name}" not in paths
        assert f'id="{name}"' not in viewer.get("/api/v1").text
        assert items(analyst, name)
        assert f'id="{name}"' in analyst.get("/api/v1").text


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_can_be_changed(viewer: TestClient, method: str) -> None:
    response = viewer.request(method, "/api/v1/kpis")
    assert (response.status_code, response.headers["allow"]) == (405, "GET, HEAD")
    assert response.headers["content-type"] == "application/problem+json"


def test_who_asks_too_often_is_told_when_to_come_back() -> None:
    client = client_of(AccessRole.VIEWER, "2/hour")
    assert [client.get("/api/v1/plans").status_code for _ in range(2)] == [200, 200]
    refused = client.get("/api/v1/plans")
    assert refused.status_code == 429
    assert 3500 < int(refused.headers["retry-after"]) <= 3600


@pytest.mark.parametrize("name", TABLES)
def test_every_format_of_a_table_has_the_same_rows_and_columns(
    analyst: TestClient, name: str
) -> None:
    columns = [column.name for column in TABLES[name].columns]
    answers = {form: analyst.get(f"/api/v1/{name}.{form}") for form in FORMATS}
    document = analyst.get("/api/v1/openapi.json").json()
    schema = {**page_schema(TABLES[name]), "components": document["components"]}
    jsonschema.validate(answers["json"].json(), schema)
    total = answers["json"].json()["total"]
    text = answers["csv"].content.decode("utf-8-sig")
    assert answers["csv"].content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert (rows[0], len(rows) - 1) == (columns, total)
    described = answers["csvw"].json()
    assert described["url"] == f"{name}.csv"
    assert [column["name"] for column in described["tableSchema"]["columns"]] == columns
    table = pq.read_table(io.BytesIO(answers["parquet"].content))
    assert (table.column_names, table.num_rows) == (columns, total)
    sheet = load_workbook(io.BytesIO(answers["xlsx"].content), read_only=True).worksheets[0]
    cells = list(sheet.iter_rows(values_only=True))
    assert (list(cells[0]), len(cells) - 1) == (columns, total)


def test_hostile_texts_stay_texts_and_numbers_numbers() -> None:
    table = OpenTable("areas", "Areas", "", shapes.AREA, (), lambda _: ())
    hostile = ["=1+1", "+1", "-1", "@cmd", "\t=1", "a\r=1", "nul\x00"]
    rows = [{"code": text, "name": text, "kind": None, "parent": None, "is_home": True}
            for text in hostile]  # fmt: skip
    page = TablePage(table, "areas", rows, len(rows), "", None, "", None)
    written = FORMATS["csv"].write(page).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(written, newline="")))[1:]
    assert all(line.startswith("'") for row in read for line in row[0].split("\n")[-1:]
               if line[:1] in "=+-@\t'")  # fmt: skip
    assert [row[0][0] for row in read[:5]] == ["'"] * 5
    assert {row[4] for row in read} == {"true"}
    sheet = load_workbook(io.BytesIO(FORMATS["xlsx"].write(page))).worksheets[0]
    assert {cell.data_type for cell in sheet["A"]} == {"s"}
    numbers = TablePage(
        OpenTable("n", "N", "", [f for f in shapes.STATISTIC_FIGURE if f.name == "value"], (),
                  lambda _: ()),
        "n", [{"value": -1.5}, {"value": None}], 2, "", None, "", None,
    )  # fmt: skip
    assert FORMATS["csv"].write(numbers).decode("utf-8-sig") == '"value"\r\n"-1.5"\r\n""\r\n'


def test_the_package_describes_what_the_files_hold(viewer: TestClient) -> None:
    package = viewer.get("/datapackage.json").json()
    assert [resource["name"] for resource in package["resources"]] == OPEN_TABLES
    for resource in package["resources"]:
        response = viewer.get(f"/{resource['path']}")
        heading = next(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
        assert [field["name"] for field in resource["schema"]["fields"]] == heading
        assert "link" not in response.headers, "the file is cut"
    catalogue = viewer.get("/dcat.jsonld").json()
    assert [dataset["@id"].rpartition("/")[2] for dataset in catalogue["dcat:dataset"]] == (
        OPEN_TABLES
    )


def operations(document: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    return ((path, item["get"]) for path, item in document["paths"].items())


def values(schema: Mapping[str, Any]) -> st.SearchStrategy[str]:
    """Texts that a parameter's schema allows."""
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema["type"] == "array":
        most = min(3, schema["maxItems"])
        return st.lists(values(schema["items"]), min_size=1, max_size=most).map(",".join)
    if schema["type"] == "integer":
        return st.integers(schema["minimum"], schema["maximum"]).map(str)
    if schema.get("format") == "date":
        # Each other day is worked out anew, which takes a second.
        return st.sampled_from(["0001-01-01", "2026-11-26", "9999-12-31"])
    if "pattern" in schema:
        return st.from_regex(schema["pattern"].replace("$", r"\Z"), fullmatch=True)
    return st.sampled_from(["SP 01", "nothing", "%", "sp01"])


@settings(max_examples=25)
@given(data=st.data())
def test_whatever_the_document_allows_is_answered_as_it_says(
    analyst: TestClient, data: st.DataObject
) -> None:
    document = analyst.get("/api/v1/openapi.json").json()
    path, operation = data.draw(st.sampled_from(sorted(operations(document))))
    words: dict[str, str] = {}
    for parameter in operation["parameters"]:
        if parameter["in"] == "path":
            value = data.draw(values(parameter["schema"]))
            path = path.replace(f"{{{parameter['name']}}}", value.replace("%", "%25"))
        elif data.draw(st.integers(0, 3)) == 0:
            words[parameter["name"]] = data.draw(values(parameter["schema"]))
    response = analyst.get(path, params=words)
    # A cursor or code that was made up leads nowhere.
    assert response.status_code in (200, 404), response.text[:200]
    answered = operation["responses"][str(response.status_code)]["content"]
    media_type = response.headers["content-type"]
    assert media_type in answered
    if media_type.endswith("json"):
        schema = {**answered[media_type]["schema"], "components": document["components"]}
        jsonschema.validate(json.loads(response.content), schema)


def test_the_document_names_every_problem_and_every_field() -> None:
    document = client_of(AccessRole.ADMINISTRATOR).get("/api/v1/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    assert set(document["components"]["schemas"]) == {"Problem", *TABLES}
    for _, operation in operations(document):
        refusals = {"400", "401", "403", "404", "429", "503"}
        assert {"200", "304"} | refusals == set(operation["responses"])

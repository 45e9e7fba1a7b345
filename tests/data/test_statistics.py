"""The statistics shipped with the project: complete, defined, and as they were published."""

import re
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from data import reference_files
from loaders.layouts import ons_explore_local_statistics
from loaders.layouts.reference_statistics import COLUMNS
from loaders.shipped_statistics import VALUES, shipped_lines
from loaders.statistics.statistic_cells import slug
from tests.shared import shared

EXPLORE_LOCAL_STATISTICS = "ons-explore-local-statistics"
HARBOROUGH, ENGLAND, UNITED_KINGDOM = "E07000131", "E92000001", "K02000001"
GREAT_BRITAIN, LEICESTERSHIRE = "K03000001", "E10000018"
LEICESTERSHIRE_DISTRICTS = [f"E0700{number:04d}" for number in range(129, 136)]
SIMILAR = ["E07000149", "E06000054", "E07000176", "E07000065", "E06000049", "E06000056"]
SIMILAR += ["E07000085", "E06000024", "E07000094", "E07000132", "E07000194", "E06000060"]
SIMILAR += ["E06000055", "E07000110"]
WANTED = [
    "population",
    "population-density",
    "median-annual-pay-residence",
    "gross-median-weekly-pay",
    "greenhouse-gas-emissions",
    "employment-rate",
    "economically-inactive",
    "gross-disposable-household-income",
    "active-businesses",
    "business-births",
    "business-deaths",
    "gcses-in-english-and-maths",
    "apprenticeship-achievements-england",
    "net-additions-to-the-housing-stock-england",
    "net-additional-dwellings",
    "adult-obesity-prevalence",
    "happiness",
    "satisfaction",
    "worthwhile",
    "anxiety",
    "gigabit-capable-broadband",
    "4g-coverage",
    "gross-value-added-per-hour-worked",
    "gas-consumption",
    "claimant-count",
    "preventable-cardiovascular-mortality-england",
    "children-in-relative-poverty-before-housing-costs",
    "cigarette-smokers",
    "housing-affordability-ratio-residence-based",
    "fly-tipping-incidents",
    "affordable-housing-completions",
]


@pytest.fixture(scope="module")
def values() -> pd.DataFrame:
    """Every cell of statistic_values.csv as text."""
    return pd.read_csv(VALUES, dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return reference_files.tables()


def figure(values: pd.DataFrame, code: str, area: str, start: str) -> dict[str, str]:
    matches = (values["code"] == code) & (values["area"] == area)
    (row,) = values[matches & (values["period_start"] == start)].to_dict("records")
    return {str(column): str(cell) for column, cell in row.items()}


@pytest.mark.parametrize("code", WANTED)
def test_a_wanted_statistic_has_harborough_and_a_country_to_compare_with(
    values: pd.DataFrame, code: str
) -> None:
    areas = set(values.loc[(values["code"] == code) & (values["value"] != ""), "area"])
    assert HARBOROUGH in areas
    assert areas & {ENGLAND, UNITED_KINGDOM}


@pytest.mark.parametrize("sex", ["female", "male"])
def test_healthy_life_expectancy_stands_for_the_county(values: pd.DataFrame, sex: str) -> None:
    of_sex = values[values["code"] == f"{sex}-healthy-life-expectancy"]
    assert {LEICESTERSHIRE, ENGLAND, UNITED_KINGDOM} <= set(of_sex["area"])


def test_every_statistic_is_defined_and_every_area_is_known(
    values: pd.DataFrame, tables: dict[str, pd.DataFrame]
) -> None:
    assert set(values["code"]) <= set(tables["statistic"]["code"])
    assert set(values["area"]) <= set(tables["area"]["code"])


def test_great_britain_stands_only_where_the_united_kingdom_is_not_published(
    values: pd.DataFrame,
) -> None:
    by_area = values.groupby("area")["code"].agg(set)
    assert by_area[GREAT_BRITAIN]
    assert not by_area[GREAT_BRITAIN] & by_area[UNITED_KINGDOM]


@pytest.mark.parametrize(
    ("code", "area", "start", "value", "state", "note", "vintage"),
    [
        ("population", HARBOROUGH, "2022-06-30", "100481", "", "", "2024-03-26"),
        ("population-density", HARBOROUGH, "2022-06-30", "170", "", "", "2024-03-26"),
        (
            "median-annual-pay-residence",
            HARBOROUGH,
            "2024-04-01",
            "34321",
            "",
            "provisional",
            "2025-10-23",
        ),
        (
            "median-annual-pay-residence",
            HARBOROUGH,
            "2018-04-01",
            "",
            "suppressed",
            "x (unreliable: CV over 20 %)",
            "2020-11-03",
        ),
        (
            "median-annual-pay-residence",
            ENGLAND,
            "2018-04-01",
            "25150",
            "",
            "precise or reasonably precise, CV up to 10 %",
            "2020-11-03",
        ),
        ("fly-tipping-incidents", HARBOROUGH, "2022-04-01", "317", "", "", "2024-03-13"),
        (
            "fly-tipping-incidents",
            ENGLAND,
            "2018-04-01",
            "957157",
            "",
            "comparable with 2019/20",
            "2024-03-13",
        ),
        ("fly-tipping-incidents", "E06000024", "2015-04-01", "", "awaited", "", "2024-03-13"),
        ("affordable-housing-completions", HARBOROUGH, "2020-04-01", "234", "", "", "2021-11-18"),
        ("affordable-housing-completions", ENGLAND, "2020-04-01", "52100", "", "", "2021-11-18"),
        (
            "affordable-housing-completions",
            "E06000060",
            "1991-04-01",
            "",
            "not applicable",
            "",
            "2021-11-18",
        ),
        ("net-additional-dwellings", HARBOROUGH, "2019-04-01", "906", "", "revised", "2021-11-25"),
        ("net-additional-dwellings", HARBOROUGH, "2020-04-01", "974", "", "", "2021-11-25"),
        ("adult-obesity-prevalence", HARBOROUGH, "2023-11-16", "24.67398", "", "", "2026-05-06"),
        (
            "gross-value-added-per-hour-worked",
            ENGLAND,
            "2023-01-01",
            "42.39",
            "",
            "published as TLB",
            "2025-06-19",
        ),
    ],
)
def test_a_figure_stands_as_its_publisher_printed_it(  # noqa: PLR0913, PLR0917
    values: pd.DataFrame,
    code: str,
    area: str,
    start: str,
    value: str,
    state: str,
    note: str,
    vintage: str,
) -> None:
    row = figure(values, code, area, start)
    assert row["value"] == value
    assert (row["state"], row["status_note"], row["vintage"]) == (state, note, vintage)


def test_population_agrees_with_the_sheet_of_persons(values: pd.DataFrame) -> None:
    book = openpyxl.load_workbook(shared("published/population/mye22final.xlsx"), read_only=True)
    lines = book["MYE2 - Persons"].iter_rows(min_row=9, max_col=4, values_only=True)
    persons = {str(code): int(str(count)) for code, _, _, count in lines if code and count}
    carried = values[(values["code"] == "population") & (values["period_start"] == "2022-06-30")]
    assert len(carried) >= 23
    for _, line in carried.iterrows():
        assert int(line["value"]) == persons[line["area"]]


@pytest.mark.parametrize(
    "name",
    ["adult-obesity-prevalence", "gross-value-added", "apprenticeships", "cigarette-smokers"],
)
def test_figures_of_a_table_are_those_that_another_reader_finds_in_its_file(
    values: pd.DataFrame, name: str
) -> None:
    path = shared(f"published/{EXPLORE_LOCAL_STATISTICS}/{name}.csv")
    lines = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    starts = lines["period"].str[:10]
    limits = (lines["lci_95"], lines["uci_95"])
    columns = (lines["indicator"].map(slug), lines["areacd"], starts, lines["observation"], *limits)
    published = set(zip(*columns, strict=True))
    shipped = values[values["source_file"] == path.name]
    assert len(shipped)
    for row in shipped.to_dict("records"):
        as_itl = re.search(r"published as (\S+)", row["status_note"])
        area = as_itl[1] if as_itl else row["area"]
        limits_of_row = (row["lower"], row["upper"])
        assert (row["code"], area, row["period_start"], row["value"], *limits_of_row) in published


def test_the_table_is_in_the_order_of_the_statistics_and_has_no_figure_twice(
    values: pd.DataFrame, tables: dict[str, pd.DataFrame]
) -> None:
    assert list(values.columns) == list(COLUMNS)
    shipped = set(values["code"])
    in_order = [code for code in tables["statistic"]["code"] if code in shipped]
    assert values["code"].drop_duplicates().tolist() == in_order
    assert not values.duplicated(list(COLUMNS[:5])).any()


def test_the_table_is_small_enough_to_ship() -> None:
    assert VALUES.stat().st_size < 1_500_000


def test_every_statistic_says_what_a_reader_needs(tables: dict[str, pd.DataFrame]) -> None:
    statistics = tables["statistic"]
    assert statistics["position"].tolist() == list(range(1, len(statistics) + 1))
    # Without a theme a statistic is on the page that compares areas, and on no priority's.
    assert not statistics.drop(columns=["theme", "estimate"]).isna().any().any()
    assert set(statistics["theme"].dropna()) == {"place", "health", "environment", "economy"}
    assert set(statistics["polarity"]) <= {"maximise", "minimise", "none"}
    assert set(statistics["licence"]) == {"Open Government Licence v3.0"}
    assert statistics["source"].str.contains(r": https://\S+$").all()
    assert statistics["code"].str.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*").all()


def test_areas_hold_every_code_of_the_published_files_under_its_name(
    tables: dict[str, pd.DataFrame],
) -> None:
    named = dict(zip(tables["area"]["code"], tables["area"]["name"], strict=True))
    for path in sorted(shared(f"published/{EXPLORE_LOCAL_STATISTICS}").glob("*.csv")):
        lines = pd.read_csv(path, dtype=str, encoding="utf-8-sig", usecols=["areacd", "areanm"])
        for code, name in lines.drop_duplicates().itertuples(index=False):
            assert named[code] == name


def test_parents_are_areas_and_leicestershire_has_its_seven_districts(
    tables: dict[str, pd.DataFrame],
) -> None:
    areas = tables["area"].set_index("code")
    assert set(areas["parent"].dropna()) <= set(areas.index)
    districts = areas.index[areas["parent"] == LEICESTERSHIRE]
    assert sorted(districts) == LEICESTERSHIRE_DISTRICTS
    assert areas["kind"][LEICESTERSHIRE] == "county"
    assert areas["parent"][LEICESTERSHIRE] == "E12000004"
    assert areas["parent"]["E12000004"] == ENGLAND


def test_no_area_is_above_itself(tables: dict[str, pd.DataFrame]) -> None:
    parents = tables["area"].set_index("code")["parent"].dropna().to_dict()
    for area in parents:
        above, steps = area, 0
        while above in parents:
            above, steps = parents[above], steps + 1
            assert steps < 8, area


def test_regions_under_their_itl_code_are_the_same_in_areas_and_in_the_layout(
    tables: dict[str, pd.DataFrame],
) -> None:
    areas = tables["area"]
    itl = areas[areas["kind"] == "ITL level 1"]
    same_area = dict(zip(itl["code"], itl["parent"], strict=True))
    assert same_area == ons_explore_local_statistics.ITL_LEVEL_1


@pytest.mark.parametrize(
    ("group", "areas"),
    [
        ("england", [ENGLAND]),
        ("uk", [UNITED_KINGDOM]),
        ("east-midlands", ["E12000004"]),
        ("leicestershire", [LEICESTERSHIRE]),
        ("leicestershire-districts", LEICESTERSHIRE_DISTRICTS),
        ("ons-similar", SIMILAR),
    ],
)
def test_a_comparison_group_has_its_areas_in_order(
    tables: dict[str, pd.DataFrame], group: str, areas: list[str]
) -> None:
    groups = tables["comparison_group"]
    members = groups[groups["code"] == group].sort_values("position")
    assert members["area"].tolist() == areas
    assert members["position"].tolist() == list(range(1, len(areas) + 1))
    assert members["source"].notna().all()


def test_the_layouts_make_the_shipped_table_of_the_published_files(values: pd.DataFrame) -> None:
    lines = pd.DataFrame(shipped_lines(shared("published")))
    pd.testing.assert_frame_equal(lines, values, check_dtype=False)


def test_without_a_published_file_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="ons-explore-local-statistics"):
        shipped_lines(tmp_path)


def test_vintages_are_days_on_which_something_was_published(values: pd.DataFrame) -> None:
    days = [date.fromisoformat(text) for text in values["vintage"].unique()]
    assert min(days) > date(2020, 1, 1)
    assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) for text in values["period_end"])
    ended = pd.to_datetime(values["period_end"]) < pd.to_datetime(values["vintage"])
    assert ended.all()

"""The statistics shipped with the project: complete, defined, and as they were published."""

import csv
import re
from datetime import date

import openpyxl
import pandas as pd
import pytest

from data import reference_files
from data.questions.stored_statistics import LOCAL_AUTHORITIES
from loaders.layouts import ons_explore_local_statistics
from loaders.shipped_statistics import SHIPPED_STATISTICS, shipped_rows
from loaders.statistics.statistic_cells import slug
from loaders.workbook import column_letters
from tests.shared import shared

EXPLORE_LOCAL_STATISTICS = "ons-explore-local-statistics"
HARBOROUGH, ENGLAND, UNITED_KINGDOM = "E07000131", "E92000001", "K02000001"
LEICESTERSHIRE = "E10000018"
LEICESTERSHIRE_DISTRICTS = [f"E0700{number:04d}" for number in range(129, 136)]
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
    """Every shipped figure, as it is stored, the newest edition of each last."""
    (figures,) = shipped_rows(SHIPPED_STATISTICS.read_bytes()).values()
    texts = [name for name in figures if isinstance(figures[name].dtype, pd.CategoricalDtype)]
    return figures.astype(dict.fromkeys(texts, "str"))


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return reference_files.tables()


def figure(values: pd.DataFrame, code: str, area: str, start: str) -> dict[str, object]:
    """The newest edition of a figure; nothing where a cell is missing."""
    matches = values[(values["code"] == code) & (values["area"] == area)]
    row = matches[matches["period_start"] == start].sort_values("vintage").iloc[-1]
    return {str(name): "" if pd.isna(cell) else cell for name, cell in row.items()}


@pytest.mark.parametrize("code", WANTED)
def test_a_wanted_statistic_has_harborough_and_a_country_to_compare_with(
    values: pd.DataFrame, code: str
) -> None:
    areas = set(values.loc[(values["code"] == code) & values["value"].notna(), "area"])
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
    assert row["value"] == (float(value) if value else "")
    assert (row["state"], row["note"]) == (state, note)
    assert pd.Timestamp(str(row["vintage"])).date().isoformat() == vintage


def test_population_agrees_with_the_sheet_of_persons(values: pd.DataFrame) -> None:
    book = openpyxl.load_workbook(shared("published/population/mye22final.xlsx"), read_only=True)
    lines = book["MYE2 - Persons"].iter_rows(min_row=9, max_col=4, values_only=True)
    persons = {str(code): int(str(count)) for code, _, _, count in lines if code and count}
    carried = values[(values["code"] == "population") & (values["period_start"] == "2022-06-30")]
    assert len(carried) > 360
    for _, line in carried.iterrows():
        former = re.search(r"published as (\S+)", str(line["note"]))
        assert int(line["value"]) == persons[former[1] if former else line["area"]]


FAMILIES = ["adult-obesity-prevalence", "gross-value-added", "apprenticeships", "claimant-count"]
FAMILIES += ["environment-regulating"]
FIVE_AREAS = [HARBOROUGH, "E06000016", "E09000007", "W06000015", "N09000003"]
Published = tuple[str, str, str, float | None, float | None, float | None]


@pytest.mark.parametrize("name", FAMILIES)
def test_figures_of_five_areas_are_those_that_another_reader_finds_in_the_file(
    values: pd.DataFrame, name: str
) -> None:
    path = shared(f"collection/{name}.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        published = {
            as_published(line) for line in csv.DictReader(file) if line["areacd"] in FIVE_AREAS
        }
    of_file = values[(values["sheet"] == path.name) & values["area"].isin(FIVE_AREAS)]
    names = ["code", "area", "period_start", "value", "lower", "upper"]
    shipped = {
        (code, area, start.date().isoformat(), *(None if pd.isna(n) else n for n in numbers))
        for code, area, start, *numbers in of_file[names].itertuples(index=False)
    }
    assert shipped == published
    assert shipped


def as_published(line: dict[str, str]) -> Published:
    """A line of the family as the csv module reads it."""
    value, low, high = (
        float(line[column]) if line[column] else None
        for column in ("observation", "lci_95", "uci_95")
    )
    return slug(line["indicator"]), line["areacd"], line["period"][:10], value, low, high


def test_a_cell_is_the_one_that_the_figure_stands_in(values: pd.DataFrame) -> None:
    path = shared("collection/claimant-count.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    for row in values[values["sheet"] == path.name].iloc[::500].to_dict("records"):
        column, number = re.fullmatch(r"([A-Z]+)([0-9]+)", row["cell"]).groups()  # type: ignore[union-attr]
        line = lines[int(number) - 1]
        assert column == column_letters(lines[0].index("observation") + 1)
        assert (line[0], float(line[5])) == (row["area"], row["value"])


def test_every_area_of_the_kingdom_and_every_council_is_there(
    values: pd.DataFrame, tables: dict[str, pd.DataFrame]
) -> None:
    kinds = tables["area"].set_index("code")["kind"]
    with_figures = set(values["area"])
    current = set(tables["similar_area"]["area"])
    assert len(values) > 500_000
    assert len(with_figures) > 800
    assert len([area for area in current & with_figures if kinds[area] in LOCAL_AUTHORITIES]) > 350
    by_area = values[values["value"].notna()].groupby("area")["code"].nunique()
    assert by_area[HARBOROUGH] >= 80
    assert by_area["N09000003"] >= 35


def test_an_edition_of_a_figure_stands_once(values: pd.DataFrame) -> None:
    key = ["code", "area", "period_kind", "period_start", "period_end", "vintage"]
    assert not values.duplicated(key).any()


def test_the_file_is_small_enough_to_ship() -> None:
    assert SHIPPED_STATISTICS.stat().st_size < 6_000_000


def test_every_statistic_says_what_a_reader_needs(tables: dict[str, pd.DataFrame]) -> None:
    statistics = tables["statistic"]
    assert statistics["position"].tolist() == list(range(1, len(statistics) + 1))
    # Without a theme a statistic is on the page that compares areas, and on no priority's.
    # A series that a survey brings is marked, and no other.
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


def test_a_group_that_a_council_chose_has_its_councils_in_order_and_a_source(
    tables: dict[str, pd.DataFrame],
) -> None:
    groups = tables["comparison_group"]
    assert not groups.empty
    for (council, _), members in groups.groupby(["council", "code"]):
        assert members["position"].tolist() == list(range(1, len(members) + 1))
        assert members["area"].is_unique
        assert council not in set(members["area"])
        assert members["source"].notna().all()


def test_vintages_are_days_on_which_something_was_published(values: pd.DataFrame) -> None:
    assert values["vintage"].min().date() == date(2012, 8, 23)
    assert (values["period_end"] < values["vintage"]).all()

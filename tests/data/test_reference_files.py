import re
import shutil
from collections import Counter
from collections.abc import Callable, Hashable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data.reference_files import REFERENCE_FOLDER, ReferenceProblem, fingerprint, tables
from data.reference_tables import CHECKED_TABLES, KEYS, TABLES
from loaders.shipped_statistics import SHIPPED_STATISTICS, shipped_rows
from tests.shared import shared

NEW, OLD = "2024/25", "2019/20"
DELIVERY_PLAN = "seeds/delivery-plan-2024-25.txt"
KEY_ACTIVITIES = "seeds/key-activities-2019-20-q1.txt"
EXPLORE = "published/ons-explore-local-statistics"
HARBOROUGH, UK, ENGLAND = "E07000131", "K02000001", "E92000001"

PROFILE_UNITS = {"number", "percent", "pounds", "years", "score", "per 1,000", "per 100,000"} | {
    "per square kilometre",
    "tonnes",
    "tonnes CO2e",
    "hectares",
}


@pytest.fixture(scope="module")
def reference() -> dict[str, pd.DataFrame]:
    return tables()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REFERENCE_FOLDER, tmp_path / "reference"))


def of_plan(frame: pd.DataFrame, plan: str) -> pd.DataFrame:
    return frame[frame["plan"] == plan]


def split(text: object) -> list[str]:
    return text.split("; ") if isinstance(text, str) else []


# What the two documents hold


@pytest.mark.parametrize(
    ("table", "plan", "count"),
    [
        ("plan", NEW, 1),
        ("plan", OLD, 1),
        ("priority", NEW, 4),
        ("priority", OLD, 3),
        ("outcome", NEW, 23),
        ("outcome", OLD, 11),
        ("activity", NEW, 21),
        ("activity", OLD, 37),
        ("activity_outcome", NEW, 35),
        ("activity_outcome", OLD, 37),
        ("activity_line", OLD, 0),
        ("kpi", NEW, 39),
        ("kpi", OLD, 0),
        ("kpi_summary", NEW, 14),
        ("kpi_summary", OLD, 0),
        ("profile_figure", NEW, 39),
    ],
)
def test_each_table_holds_as_many_rows_as_the_document(
    reference: dict[str, pd.DataFrame], table: str, plan: str, count: int
) -> None:
    assert len(of_plan(reference[table], plan)) == count


@pytest.mark.parametrize(
    ("table", "plan", "split_by_priority"),
    [
        ("outcome", NEW, {"place": 5, "health": 5, "environment": 6, "economy": 7}),
        ("outcome", OLD, {"place": 5, "people": 4, "council": 2}),
        ("activity", NEW, {"place": 8, "health": 5, "environment": 4, "economy": 4}),
        ("activity", OLD, {"place": 19, "people": 11, "council": 7}),
        ("kpi_summary", NEW, {"place": 3, "health": 3, "environment": 3, "economy": 5}),
    ],
)
def test_rows_stand_under_their_priority_in_its_order(
    reference: dict[str, pd.DataFrame], table: str, plan: str, split_by_priority: dict[str, int]
) -> None:
    priorities = of_plan(reference[table], plan)["priority"]
    assert list(Counter(priorities).items()) == list(split_by_priority.items())


@pytest.mark.parametrize(("plan", "last"), [(NEW, 23), (OLD, 11)])
def test_outcomes_are_numbered_without_a_gap(
    reference: dict[str, pd.DataFrame], plan: str, last: int
) -> None:
    outcomes = of_plan(reference["outcome"], plan)
    assert list(outcomes["code"]) == [f"CO {number}" for number in range(1, last + 1)]
    assert list(outcomes["position"]) == list(range(1, last + 1))


def test_leads_and_portfolios_of_2019_20_are_counted_as_in_the_document(
    reference: dict[str, pd.DataFrame],
) -> None:
    activities = of_plan(reference["activity"], OLD)
    assert dict(activities["lead"].value_counts()) == {
        "D. Atkinson": 11,
        "A.M. Hawkins": 9,
        "R. Szadziewski": 8,
        "V.Wenham": 7,
        "B. Jolly": 1,
    }
    assert dict(activities["portfolio"].value_counts()) == {
        "Strategy": 9,
        "Finance": 8,
        "Communities": 5,
        "Regulatory": 5,
        "Corporate": 5,
        "Wellbeing": 4,
    }
    nobody = activities[activities["lead"].isna() | activities["portfolio"].isna()]
    assert list(nobody["code"]) == ["KA.11.03"]


def test_activities_of_2019_20_have_the_lead_and_portfolio_that_is_printed(
    reference: dict[str, pd.DataFrame],
) -> None:
    printed = {}
    for line in shared(KEY_ACTIVITIES).read_text(encoding="utf-8").splitlines():
        if line.startswith("KA."):
            cells = line.split("\t")
            printed[line[:8]] = tuple(cell.strip() for cell in cells[-2:])
    activities = of_plan(reference["activity"], OLD).fillna("")
    rows = activities[["code", "lead", "portfolio"]].itertuples(index=False, name=None)
    assert {code: (lead, portfolio) for code, lead, portfolio in rows} == printed


def test_nobody_leads_in_a_plan_that_names_nobody(reference: dict[str, pd.DataFrame]) -> None:
    for table in ("activity", "kpi"):
        frame = of_plan(reference[table], NEW)
        assert frame["lead"].isna().all()
        assert frame["portfolio"].isna().all()


def test_activities_that_lost_their_code_in_the_document_have_none(
    reference: dict[str, pd.DataFrame],
) -> None:
    activities = of_plan(reference["activity"], NEW)
    assert list(activities[activities["code"].isna()]["position"]) == [1, 8, 9, 10, 14]


def test_activity_codes_of_2024_25_are_those_printed(reference: dict[str, pd.DataFrame]) -> None:
    text = shared(DELIVERY_PLAN).read_text(encoding="utf-8")
    printed = [f"KA.{a}.{b}" for a, b in re.findall(r"KA[ .](\d\d)[ .](\d\d)", text)]
    assert list(of_plan(reference["activity"], NEW)["code"].dropna()) == printed


def test_activities_serve_the_outcomes_that_are_printed(
    reference: dict[str, pd.DataFrame],
) -> None:
    text = shared(DELIVERY_PLAN).read_text(encoding="utf-8")
    printed = [outcomes(line) for line in re.findall(r"Contribut\w+ to ([CO\d ,&-]+)", text)]
    links = of_plan(reference["activity_outcome"], NEW)
    assert [set(codes) for _, codes in links.groupby("activity")["outcome"]] == printed


def outcomes(printed: str) -> set[str]:
    """`CO 1, 2 & 3` and `CO 17-23` as single codes."""
    checked = set()
    for first, last in re.findall(r"(\d+)(?:-(\d+))?", printed):
        checked |= {f"CO {number}" for number in range(int(first), int(last or first) + 1)}
    return checked


def test_activities_without_printed_outcomes_have_none(
    reference: dict[str, pd.DataFrame],
) -> None:
    linked = set(of_plan(reference["activity_outcome"], NEW)["activity"])
    assert set(range(1, 22)) - linked == {6, 7, 19}


def test_every_activity_of_2024_25_has_a_service_output_or_community_outcome(
    reference: dict[str, pd.DataFrame],
) -> None:
    lines = of_plan(reference["activity_line"], NEW)
    for kind in ("service_output", "community_outcome"):
        assert set(lines[lines["kind"] == kind]["activity"]) == set(range(1, 22))


# KPIs


def kpi_codes(text: str) -> set[str]:
    """Everything that looks like a KPI code in a text."""
    pattern = r"\b[A-Z]{2,3}(?: [A-Z]{2,3})? \d\d(?:\.\d|[/-]\d+)?(?!\d)"
    return {code for code in re.findall(pattern, text) if code[:3] not in ("CO ", "KA ")}


def test_every_code_in_the_plan_is_a_kpi_and_every_kpi_is_in_the_plan(
    reference: dict[str, pd.DataFrame],
) -> None:
    printed = kpi_codes(shared(DELIVERY_PLAN).read_text(encoding="utf-8"))
    kpis = of_plan(reference["kpi"], NEW)
    aliases = {alias for cell in kpis["aliases"] for alias in split(cell)}
    members = {member for cell in kpis["members"] for member in split(cell)}
    known = set(kpis["code"]) | aliases | members
    assert printed - known == set()
    only_by_alias = set(kpis.loc[kpis["aliases"].notna(), "code"])
    # The code of footfall is ours: the plan names it without one.
    assert set(kpis["code"]) - printed == only_by_alias == {"CCS 10", "FOOTFALL"}


def test_each_code_alias_and_member_names_one_kpi(reference: dict[str, pd.DataFrame]) -> None:
    for _, kpis in reference["kpi"].groupby("plan"):
        names = list(kpis["code"])
        for column in ("aliases", "members"):
            names += [name for cell in kpis[column] for name in split(cell)]
        assert [name for name, times in Counter(names).items() if times > 1] == []


@pytest.mark.parametrize(
    ("code", "column", "value"),
    [
        ("CCS 10", "aliases", "CSS 10"),
        ("CP 01.1", "parent", "CP 01"),
        ("LL TPI 01/03", "members", "LL TPI 01; LL TPI 03"),
        ("DM 07/8", "members", "DM 07; DM 08"),
        ("PM TP 10-12", "members", "PM TP 10; PM TP 11; PM TP 12"),
        ("HR 03.1", "unit", "working days"),
        ("SP 01", "kind", "cumulative"),
        ("CON 15", "polarity", "minimise"),
    ],
)
def test_a_kpi_says_what_the_plan_says(
    reference: dict[str, pd.DataFrame], code: str, column: str, value: str
) -> None:
    assert reference["kpi"].set_index("code").loc[code, column] == value


def test_a_kpi_has_a_tolerance_only_with_its_kind(reference: dict[str, pd.DataFrame]) -> None:
    kpis = reference["kpi"]
    assert (kpis["tolerance"].notna() == kpis["tolerance_kind"].notna()).all()
    assert (kpis["tolerance"].dropna() > 0).all()


def test_kpis_are_in_the_order_of_the_detailed_plan(reference: dict[str, pd.DataFrame]) -> None:
    kpis = of_plan(reference["kpi"], NEW)
    assert list(kpis["position"]) == list(range(1, 40))
    named = of_plan(reference["activity_line"], NEW)["kpi"].dropna().drop_duplicates()
    assert list(kpis["code"]) == [*named, "HR 03.1", "FS 02", "FS 03", "RB 01", "FOOTFALL"]


@pytest.mark.parametrize(
    ("code", "activities"), [("SP 02", {3, 4}), ("PM TP 10-12", {6, 16}), ("ED 31", {9, 20})]
)
def test_one_kpi_serves_several_activities(
    reference: dict[str, pd.DataFrame], code: str, activities: set[int]
) -> None:
    lines = reference["activity_line"]
    assert set(lines[lines["kpi"] == code]["activity"]) == activities


def test_the_kpi_summary_is_in_printed_order_with_footfall(
    reference: dict[str, pd.DataFrame],
) -> None:
    summary = reference["kpi_summary"].fillna("")
    expected = "SP 01, DM 01, DM 02, CP HW 18, HS 25, CP 01, PM TP 10-12, CON 15, CON 10, "
    assert ", ".join(summary["kpi"]) == expected + "FOOTFALL, HR 03.1, FS 02, FS 03, RB 01"
    assert summary.set_index("kpi").loc["FOOTFALL", "text"] == "Footfall in town centres"


# The district profile


def numeral(printed: str) -> float:
    number = re.search(r"\d[\d,]*(?:\.\d+)?", printed)
    assert number, printed
    return float(number[0].replace(",", ""))


def test_values_of_the_profile_are_the_numbers_printed(
    reference: dict[str, pd.DataFrame],
) -> None:
    profile = reference["profile_figure"]
    assert list(profile["value"]) == [numeral(printed) for printed in profile["printed"]]
    compared = profile.dropna(subset=["comparator_printed"])
    assert list(compared["comparator_value"]) == list(map(numeral, compared["comparator_printed"]))
    assert set(profile["unit"]) <= PROFILE_UNITS


def test_figures_of_the_profile_stand_in_the_plan_and_none_is_missed(
    reference: dict[str, pd.DataFrame],
) -> None:
    text = shared(DELIVERY_PLAN).read_text(encoding="utf-8")
    table = text[text.index("Place\tHealth\t") : text.index("Summary of KPI's")]
    numbers = Counter(map(numeral, re.findall(r"\d[\d,]*(?:\.\d+)?", table)))
    profile = reference["profile_figure"]
    figures = Counter([*profile["value"], *profile["comparator_value"].dropna()])
    # Years, ages, bases, subscripts and the households that the text repeats are no figures.
    others = [2021, 2011, 2031, 22, 23, 1000, 1000, 65, 65, 10, 2, 2, 100000, 4, 40413]
    assert numbers == figures + Counter(map(float, others))


def test_derived_figures_follow_from_their_arithmetic(reference: dict[str, pd.DataFrame]) -> None:
    derived = reference["profile_figure"]["derived"].dropna()
    assert len(derived) == 4
    for sentence in derived:
        arithmetic, result = sentence.removesuffix(" %").split(" = ")
        assert re.fullmatch(r"[\d .()/+-]+", arithmetic)
        percent = eval(arithmetic) * (100 if "/" in arithmetic else 1)
        assert round(percent, 1) == float(result)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Employment rate", "swapped"),
        ("Mortality from circulatory disease", "rate per 100,000"),
        ("Household increase between censuses", "15.8 %, not 18 %"),
        ("Net additions to the housing stock in 2022/23", "England only"),
        ("Adult obesity prevalence", "No UK figure"),
        ("GCSEs in English and maths", "No UK figure"),
        ("Active businesses", "374 UK authorities"),
        ("Gross disposable household income per head", "since revised"),
        ("Apprenticeship achievements", "since revised"),
        ("Population density", "mixed up"),
        ("Gross value added per hour worked", "£38.54 in England"),
    ],
)
def test_known_slips_have_their_check_note(
    reference: dict[str, pd.DataFrame], name: str, words: str
) -> None:
    assert words in figure_named(reference, name)["check_note"]


PUBLISHED_CASES = [
    ("net-additions-to-the-housing-stock", "Net additions", HARBOROUGH, "22"),
    ("net-additions-to-the-housing-stock", "Net additions", ENGLAND, "9"),
    ("personal-wellbeing-estimates", "Happiness", HARBOROUGH, "7.4"),
    ("personal-wellbeing-estimates", "Happiness", UK, "7.4"),
    ("personal-wellbeing-estimates", "Life satisfaction", HARBOROUGH, "7.6"),
    ("adult-obesity-prevalence", "Adult obesity", HARBOROUGH, "23.6"),
    ("adult-obesity-prevalence", "Adult obesity", ENGLAND, "25.9"),
    ("gross-disposable-household-income-per-head", "Gross disp", HARBOROUGH, "24,517"),
    ("business-demography", "Active businesses", HARBOROUGH, "5,290"),
    ("business-demography", "Business births", HARBOROUGH, "9.5"),
    ("business-demography", "Business births", UK, "11.5"),
    ("business-demography", "Business deaths", HARBOROUGH, "9.8"),
    ("business-demography", "Business deaths", UK, "11.9"),
    ("employment-rate", "Economic inactivity", HARBOROUGH, "17.0"),
    ("employment-rate", "Economic inactivity", UK, "21.3"),
    ("employment-rate", "Economic inactivity", ENGLAND, "21.0"),
    ("employment-rate", "Employment rate", HARBOROUGH, "80.0"),
    ("employment-rate", "Employment rate", UK, "75.7"),
    ("gcses-in-english-and-maths", "GCSEs", HARBOROUGH, "81.7"),
    ("gcses-in-english-and-maths", "GCSEs", ENGLAND, "74.9"),
    ("gross-value-added", "Gross value added", HARBOROUGH, "31.92"),
    ("apprenticeships", "Apprenticeship", HARBOROUGH, "458"),
    ("apprenticeships", "Apprenticeship", ENGLAND, "452"),
]


@pytest.mark.parametrize(("file", "name", "area", "figure"), PUBLISHED_CASES)
def test_the_page_can_show_the_published_figure_of_the_same_statistic_area_and_period(
    reference: dict[str, pd.DataFrame], file: str, name: str, area: str, figure: str
) -> None:
    row = figure_named(reference, name)
    value = published(file, row["statistic"], area, row["period_start"])
    places = len(figure.partition(".")[2])
    assert f"{value:,.{places}f}" == figure
    printed_words = " ".join(
        str(row[part]) for part in ("printed", "comparator_printed", "check_note")
    )
    assert figure in printed_words or figure.replace(",", "") in printed_words


@pytest.mark.parametrize(
    ("file", "name", "middle"),
    [
        ("business-demography", "Active businesses", 5692.5),
        ("adult-obesity-prevalence", "Adult obesity", 25.72),
        ("gcses-in-english-and-maths", "GCSEs", 75.235),
        ("gross-value-added", "Gross value added", 34.47),
    ],
)
def test_a_printed_average_called_a_middle_value_of_councils_is_one(
    reference: dict[str, pd.DataFrame], file: str, name: str, middle: float
) -> None:
    row = figure_named(reference, name)
    rows = published_rows(file, row["statistic"], row["period_start"])
    councils = rows[rows["areacd"].str[:3].isin(["E06", "E07", "E08", "E09", "W06", "S12", "N09"])]
    assert float(councils["observation"].median()) == pytest.approx(middle, abs=0.01)
    assert "middle value" in row["check_note"]


def figure_named(reference: dict[str, pd.DataFrame], start: str) -> dict[Hashable, Any]:
    profile = reference["profile_figure"]
    (row,) = profile[profile["name"].str.startswith(start)].to_dict("records")
    return row


def published_rows(file: str, statistic: str, start: date) -> pd.DataFrame:
    frame = pd.read_csv(shared(f"{EXPLORE}/{file}.csv"), encoding="utf-8-sig")
    slugs = frame["indicator"].str.lower().str.replace(r"[^a-z0-9]+", "-", regex=True)
    matches = slugs.str.strip("-").eq(statistic)
    return frame[matches & frame["period"].str.startswith(start.isoformat())]


def published(file: str, statistic: str, area: str, start: date) -> float:
    rows = published_rows(file, statistic, start)
    (value,) = rows.loc[rows["areacd"] == area, "observation"]
    return float(value)


# Contracts over every row of every file


@pytest.mark.parametrize("table", TABLES.values())
def test_every_table_has_rows_and_a_key_that_names_one(
    reference: dict[str, pd.DataFrame], table: str
) -> None:
    frame = reference[table]
    # What the national outcomes are is for the council to say: none are supplied.
    assert len(frame) > 0 or table == "local_outcome"
    assert not frame.duplicated(list(KEYS[table])).any()


@pytest.mark.parametrize(
    ("table", "within"),
    [
        ("priority", ["plan"]),
        ("outcome", ["plan"]),
        ("activity", ["plan"]),
        ("activity_line", ["plan", "activity", "kind"]),
        ("kpi", ["plan"]),
        ("kpi_summary", ["plan"]),
        ("profile_figure", ["plan"]),
    ],
)
def test_positions_count_from_one_in_the_order_of_the_file(
    reference: dict[str, pd.DataFrame], table: str, within: list[str]
) -> None:
    for _, rows in reference[table].groupby(within):
        assert list(rows["position"]) == list(range(1, len(rows) + 1))


def test_the_period_of_a_profile_figure_is_one_that_the_statistic_has(
    reference: dict[str, pd.DataFrame],
) -> None:
    (values,) = shipped_rows(SHIPPED_STATISTICS.read_bytes()).values()
    starts = values["period_start"].dt.date.map(str)
    have = set(zip(values["code"], values["area"], starts, strict=True))
    dated = reference["profile_figure"].dropna(subset=["period_start"])
    areas = dated["comparator_area"].fillna(HARBOROUGH)
    wanted = zip(dated["statistic"], areas, dated["period_start"].map(str), strict=True)
    assert [link for link in wanted if link not in have] == []
    assert len(dated) == 13


@pytest.mark.parametrize("stem", CHECKED_TABLES)
def test_texts_have_no_stray_spaces_and_no_unprintable_characters(stem: str) -> None:
    text = (REFERENCE_FOLDER / f"{stem}.csv").read_text(encoding="utf-8")
    assert re.search(r"  |\t|\r| ,|[ \u00a0]$", text, re.MULTILINE) is None


def test_sentences_are_sentences(reference: dict[str, pd.DataFrame]) -> None:
    sentences = [
        *reference["kpi"]["definition"],
        *reference["profile_figure"]["check_note"].dropna(),
    ]
    assert [text for text in sentences if not re.fullmatch(r"[A-Z0-9].*\.", text)] == []


def test_columns_have_the_types_of_the_schema(reference: dict[str, pd.DataFrame]) -> None:
    assert str(reference["kpi"]["decimals"].dtype) == "Int64"
    assert str(reference["kpi"]["tolerance"].dtype) == "float64"
    assert reference["plan"].loc[0, "starts"] == date(2024, 4, 1)
    assert "HR 03.1" in set(reference["kpi"]["code"])
    starts = reference["profile_figure"]["period_start"].dropna()
    assert {type(start) for start in starts} == {date}
    assert reference["kpi"]["lead"].isna().all()


# Files that a person must mend


def test_a_code_that_looks_like_a_number_stays_text(folder: Path) -> None:
    change(folder / "plans.csv", "Key activities 2019/20,", "007.10,")
    assert tables(folder)["plan"].loc[1, "title"] == "007.10"


def test_blank_rows_at_the_end_and_a_byte_order_mark_are_read_over(folder: Path) -> None:
    path = folder / "kpi_summary.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes() + b",,,,\n\n")
    assert len(tables(folder)["kpi_summary"]) == 14


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        (
            "kpi_summary.csv",
            "plan,priority",
            "plan,prioritaet",
            "kpi_summary.csv, row 1: found plan, prioritaet, position, kpi, text; "
            "expected plan, priority, position, kpi, text.",
        ),
        (
            "plans.csv",
            "2024-04-01,2025-03-31",
            "2024-04-01",
            "plans.csv, row 2: found 7 cells; expected 8 cells.",
        ),
        (
            "kpis.csv",
            "2024/25,CCS 06,1,",
            "2024/25,,1,",
            "kpis.csv, row 2, column code: found nothing; expected a value.",
        ),
        (
            "kpis.csv",
            "2024/25,CCS 12,",
            "2024/25,CCS 06,",
            "kpis.csv, row 4, column plan and code: found 2024/25, CCS 06 again; "
            "expected each only once.",
        ),
        (
            "activities.csv",
            "2,KA.01.03,place,Effective",
            "2,KA.01.07,place,Effective",
            "activities.csv, row 4, column plan and code: found 2024/25, KA.01.07 again; "
            "expected each only once.",
        ),
        (
            "kpis.csv",
            "0,none,monthly",
            "0,neither,monthly",
            "kpis.csv, row 3, column polarity: found neither; "
            "expected one of maximise; minimise; range; none.",
        ),
        (
            "kpis.csv",
            "percent,1,maximise,monthly,ratio",
            "percent,one,maximise,monthly,ratio",
            "kpis.csv, row 2, column decimals: found one; expected a whole number.",
        ),
        (
            "kpis.csv",
            "percent,1,maximise,monthly,ratio",
            "percent,1.5,maximise,monthly,ratio",
            "kpis.csv, row 2, column decimals: found 1.5; expected a whole number.",
        ),
        (
            "profile_figures.csv",
            ",97700,",
            ",nan,",
            "profile_figures.csv, row 2, column value: found nan; expected a number.",
        ),
        (
            "plans.csv",
            "2024-04-01",
            "01/04/2024",
            "plans.csv, row 2, column starts: found 01/04/2024; "
            "expected a date such as 2024-04-01.",
        ),
        (
            "activity_outcomes.csv",
            "2024/25,1,CO 4",
            "2024/25,1,CO 24",
            "activity_outcomes.csv, row 2, column outcome: found 2024/25, CO 24; "
            "expected a code of outcomes.csv.",
        ),
        (
            "activity_outcomes.csv",
            "2024/25,1,CO 4",
            "2024/25,22,CO 4",
            "activity_outcomes.csv, row 2, column activity: found 2024/25, 22; "
            "expected a position of activities.csv.",
        ),
        (
            "activity_lines.csv",
            "Emails received,CCS 10",
            "Emails received,CSS 10",
            "activity_lines.csv, row 7, column kpi: found 2024/25, CSS 10; "
            "expected a code of kpis.csv.",
        ),
        (
            "kpis.csv",
            ",CP 01,,,",
            ",CP 99,,,",
            "kpis.csv, row 30, column parent: found 2024/25, CP 99; expected a code of kpis.csv.",
        ),
        (
            "kpi_summary.csv",
            "place,1,SP 01",
            "place,1,SP 09",
            "kpi_summary.csv, row 2, column kpi: found 2024/25, SP 09; "
            "expected a code of kpis.csv.",
        ),
        (
            "outcomes.csv",
            "2024/25,CO 6,6,health",
            "2024/25,CO 6,6,people",
            "outcomes.csv, row 7, column priority: found 2024/25, people; "
            "expected a code of priorities.csv.",
        ),
        (
            "kpi_counterparts.csv",
            "fly-tipping-actions",
            "fly-tipping-accidents",
            "kpi_counterparts.csv, row 6, column statistic: found fly-tipping-accidents; "
            "expected a code of statistics.csv.",
        ),
        (
            "area_names.csv",
            "E06000001,old code,00EB",
            "E06000001,older code,00EB",
            "area_names.csv, row 2, column kind: found older code; "
            "expected one of alias; old code; successor.",
        ),
        (
            "area_names.csv",
            "E06000001,old code,00EB",
            "E06999999,old code,00EB",
            "area_names.csv, row 2, column area: found E06999999; expected a code of areas.csv.",
        ),
        (
            "area_names.csv",
            "E06000002,old code,00EC",
            "E06000001,old code,00EB",
            "area_names.csv, row 3, column area and kind and name: "
            "found E06000001, old code, 00EB again; expected each only once.",
        ),
        (
            "pay_surveys.csv",
            "2008,2008-04-16,",
            "2008,,",
            "pay_surveys.csv, row 2, column survey_day: found nothing; expected a value.",
        ),
        (
            "pay_surveys.csv",
            "year,survey_day,published",
            "year,day,published",
            "pay_surveys.csv, row 1: found year, day, published; "
            "expected year, survey_day, published.",
        ),
    ],
)
def test_a_problem_names_file_row_column_found_and_expected(
    folder: Path, file: str, old: str, new: str, sentence: str
) -> None:
    change(folder / file, old, new)
    with pytest.raises(ReferenceProblem) as refused:
        tables(folder)
    assert str(refused.value).splitlines()[0] == sentence


def test_every_problem_of_the_files_is_told_at_once(folder: Path) -> None:
    change(folder / "kpis.csv", "0,none,monthly", "0,neither,monthly")
    change(folder / "plans.csv", "2024-04-01", "soon")
    with pytest.raises(ReferenceProblem) as refused:
        tables(folder)
    assert [line.split(",")[0] for line in str(refused.value).splitlines()] == [
        "plans.csv",
        "kpis.csv",
    ]


@pytest.mark.parametrize("read", [tables, fingerprint])
def test_a_missing_file_is_named(folder: Path, read: Callable[[Path], object]) -> None:
    (folder / "outcomes.csv").unlink()
    with pytest.raises(ReferenceProblem, match=r"^outcomes\.csv: the file is missing"):
        read(folder)


def test_a_file_that_is_no_utf_8_is_refused(folder: Path) -> None:
    path = folder / "profile_figures.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))
    with pytest.raises(ReferenceProblem, match=r"^profile_figures\.csv: not UTF-8 text"):
        tables(folder)


def test_the_fingerprint_changes_with_any_byte_of_any_file(folder: Path) -> None:
    before = fingerprint(folder)
    assert before == fingerprint()
    seen = {before}
    for stem in CHECKED_TABLES:
        path = folder / f"{stem}.csv"
        path.write_bytes(path.read_bytes() + b"\n")
        seen.add(fingerprint(folder))
    assert len(seen) == len(CHECKED_TABLES) + 1


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} no longer holds {old}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

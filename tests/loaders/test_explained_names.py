"""Areas of statistics and key activities that nobody knows: explained once, read by it since."""

from dataclasses import replace
from datetime import date

import pytest

from data.uploads import Alias, StoredFile
from loaders import publish
from loaders.check import Checked, Plans
from loaders.findings.codes import Severity
from loaders.publish import SubmittedFile
from loaders.reading import StatisticKey
from loaders.tables.column_mapping import ColumnMapping
from loaders.tables.headings import Role
from loaders.unknown_words import unknown_areas, unknown_words
from tests.loaders.checks.small_workbooks import workbook

AREAS = "Area,2023/24\nHarborogh,57\nMelton,12\n"
BY_HAND = ColumnMapping(
    ("area", "2023 24"),
    {0: Role.AREA, 1: Role.FIGURE},
    {1: StatisticKey("homes", "Homes", "number")},
)
ACTIVITIES = (
    "Quarter 1 2019/20\nKey Activities,Status,Progress,Next Steps,CMT Lead,Portfolio\n"
    "KA.01.77 Planning,Green,a,b,D. Atkinson,Strategy\n"
    "KA.01.02 Homes,Green,a,b,D. Atkinson,Strategy\n"
)
PLANS = Plans()


def read(content: str, *aliases: Alias, by_hand: ColumnMapping = BY_HAND) -> Checked:
    file = SubmittedFile(StoredFile("a.csv", content.encode()))
    return publish.read(file, PLANS, mappings=[by_hand], aliases=aliases)


def waiting(checked: Checked) -> list[str]:
    return [str(finding.code) for finding in checked.findings_of(Severity.QUARANTINE)]


def test_a_name_like_an_areas_is_asked_about_once_and_read_as_somebody_said() -> None:
    before = read(AREAS)
    assert waiting(before) == ["area_unsure"]
    (unknown,) = unknown_words(before, PLANS)
    assert (unknown.kind, unknown.words, list(unknown.suggestions)) == (
        "area", "Harborogh", ["E07000131"],
    )  # fmt: skip
    meant = Alias("area", "Harborogh", "E07000131")
    after = read(AREAS, meant)
    assert not waiting(after)
    assert {(row.area, row.value) for row in after.rows} == {("E07000131", 57), ("E07000133", 12)}
    assert list(after.aliases) == [meant]


def test_a_name_that_is_no_area_is_left_out_by_one_answer() -> None:
    after = read(AREAS, Alias("area", "Harborogh", ""))
    assert not waiting(after)
    assert {row.area for row in after.rows} == {"E07000133"}


def test_an_area_like_none_is_left_out_and_read_once_somebody_says_which_it_is() -> None:
    content = AREAS.replace("Harborogh", "Leics district 4")
    before = read(content)
    assert not waiting(before)
    assert [area.words for area in unknown_areas(before)] == ["Leics district 4"]
    meant = Alias("area", "Leics district 4", "E07000131")
    after = read(content, meant)
    assert {(row.area, row.value) for row in after.rows} == {("E07000131", 57), ("E07000133", 12)}
    assert not unknown_areas(after)
    assert list(after.aliases) == [meant]
    assert not unknown_areas(read(content, Alias("area", "Leics district 4", "")))
    (suggested,) = unknown_areas(read(AREAS.replace("Harborogh", "Harb. Leicestershire")))
    assert "E10000018" in suggested.suggestions


def test_hundreds_of_areas_of_another_kind_are_one_question() -> None:
    wards = "".join(f"E0500{n:04d},Ward {n},{n}\n" for n in range(300))
    content = f"Code,Area,2023/24\nE07000133,Melton,12\n{wards}Sum of us,,9\n"
    by_hand = replace(
        BY_HAND,
        signature=("code", "area", "2023 24"),
        roles={0: Role.AREA, 2: Role.FIGURE},
        measures={2: StatisticKey("homes", "Homes", "number")},
    )
    before = read(content, by_hand=by_hand)
    asked = [(area.words, area.lines, area.geography) for area in unknown_areas(before)]
    assert asked == [("E05", 300, "electoral wards"), ("Sum of us", 1, None)]
    after = read(content, Alias("area", "E05", ""), by_hand=by_hand)
    assert [area.words for area in unknown_areas(after)] == ["Sum of us"]
    assert after.rows == before.rows


@pytest.mark.parametrize(
    ("meaning", "codes"), [("KA.01.01", ["KA.01.01", "KA.01.02"]), ("", ["KA.01.02"])]
)
def test_an_activity_that_no_plan_knows_is_the_one_that_somebody_said(
    meaning: str, codes: list[str]
) -> None:
    before = read(ACTIVITIES)
    assert waiting(before) == ["unknown_activity"]
    (unknown,) = unknown_words(before, PLANS)
    assert (unknown.kind, unknown.words) == ("activity", "KA.01.77")
    meant = Alias("activity", "KA.01.77", meaning)
    after = read(ACTIVITIES, meant)
    assert not waiting(after)
    assert [row.code for row in after.rows] == codes
    assert list(after.aliases) == [meant]


def test_what_a_plan_has_is_never_explained_away() -> None:
    after = read(ACTIVITIES, Alias("activity", "KA.01.02", ""), Alias("area", "Melton", ""))
    assert "KA.01.02" in [row.code for row in after.rows]
    assert "E07000133" in {row.area for row in read(AREAS, Alias("area", "Melton", "")).rows}


@pytest.mark.parametrize("typed", [date(2025, 12, 10), "10-Dec"])
def test_a_code_that_became_a_date_is_asked_by_name_and_remembered(typed: date | str) -> None:
    content = workbook([("Code", "Q1 2025/26"), (typed, 120.5), ("CON 15", 200)])
    file = SubmittedFile(StoredFile("q1.xlsx", content))
    (asked,) = unknown_words(publish.read(file, PLANS), PLANS)
    assert (asked.words, asked.suggestions) == ("10-Dec", ["PM TP 10-12"])
    meant = Alias(asked.kind, asked.words, asked.suggestions[0])
    answered = publish.read(file, PLANS, aliases=[meant])
    assert ("PM TP 10-12", 120.5) in [(row.code, row.value) for row in answered.rows]
    assert not answered.undecided

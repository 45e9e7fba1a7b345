"""Areas of statistics and key activities that nobody knows: explained once, read by it since."""

import pytest

from data.store import Alias, StoredFile
from loaders import publish
from loaders.check import Checked, Plans
from loaders.findings.codes import Severity
from loaders.publish import SubmittedFile
from loaders.reading import StatisticKey
from loaders.tables.column_mapping import ColumnMapping
from loaders.tables.headings import Role
from loaders.unknown_words import unknown_words

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


def read(content: str, *aliases: Alias) -> Checked:
    file = SubmittedFile(StoredFile("a.csv", content.encode()))
    return publish.read(file, PLANS, mappings=[BY_HAND], aliases=aliases)


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

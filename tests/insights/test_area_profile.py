"""The profile: what stands out, rows beside a group, tiles, and five years of change."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pandas as pd
import pytest

from data.records import Record
from data.uploads import StoredFile
from insights import profile_charts, unlike_similar
from insights.area_roles import AreaRole
from insights.areas import ComparisonGroup, groups
from insights.latest_statistics import LatestStatistic, against_nation, latest_statistics
from insights.profile_tiles import five_year_changes, profile_tiles
from insights.spine_rows import spine_rows
from loaders import publish
from loaders.check import Plans
from loaders.layouts.reference_statistics import COLUMNS
from loaders.publish import SubmittedFile
from tests.actors import ANALYST

TWENTY = ComparisonGroup("twenty", "Twenty", tuple(f"A{n}" for n in range(20)), "for this test")
LAST_YEAR = pd.Timestamp(datetime.now(UTC).year - 1, 12, 31)


def made(value: float, others: Mapping[str, float], **cells: object) -> LatestStatistic:
    definition: Record = {"code": "made", "name": "Made", "unit": "percent", "decimals": 1}
    home: Record = {"value": value, "lower": None, "upper": None, "period_label": "2025",
                    "period_end": LAST_YEAR, **cells}  # fmt: skip
    return LatestStatistic(definition, home, None, others)


SPREAD = {f"A{n}": 40.0 + n for n in range(20)}


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (70.0, "higher than all 20 areas; their middle is 49.5%"),
        (20.0, "lower than all 20 areas; their middle is 49.5%"),
        (50.0, None),
    ],
)
def test_what_is_far_from_the_middle_is_told_with_how_many_it_passes(
    value: float, sentence: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlike = unlike_similar._unlike(made(value, SPREAD), TWENTY)
    assert (unlike.sentence if unlike else None) == sentence


@pytest.mark.parametrize(
    ("statistic", "why"),
    [
        (made(70.0, SPREAD, lower=48.0, upper=92.0), "its interval reaches the middle"),
        (made(70.0, SPREAD, lower=55.0, upper=85.0), "its interval at 99.8 % reaches the middle"),
        (made(70.0, dict(list(SPREAD.items())[:9])), "nine areas are too few"),
        (made(70.0, SPREAD, period_end=pd.Timestamp("2019-12-31")), "it is too old"),
        (made(70.0, dict.fromkeys(SPREAD, 40.0)), "the group has no usual distance"),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_nothing_is_claimed_where(statistic: LatestStatistic, why: str) -> None:
    assert unlike_similar._unlike(statistic, TWENTY) is None, why


def test_an_interval_away_from_the_middle_lets_it_stand() -> None:
    narrow = made(70.0, SPREAD, lower=68.0, upper=72.0)
    assert unlike_similar._unlike(narrow, TWENTY) is not None


@pytest.mark.usefixtures("only_read")
def test_the_twelve_tiles_have_figure_period_and_nation() -> None:
    tiles = [tile for of_theme in profile_tiles().values() for tile in of_theme]
    assert len(tiles) == 12
    assert all(tile.figure and tile.period_label for tile in tiles)
    pay = next(tile for tile in tiles if tile.code == "gross-median-weekly-pay")
    assert pay.nation == "England £648.40"
    assert pay.against.verdict == "similar"
    population = next(tile for tile in tiles if tile.code == "population")
    assert (population.nation, population.against.words) == ("", "")
    assert population.line is not None
    assert len(population.line.lines) == 3, "2001 to 2011, 2012 to 2020, from 2021"


@pytest.mark.usefixtures("only_read")
def test_a_change_reconciles_with_the_two_figures_and_never_crosses_a_break() -> None:
    changes = {change.name: change for change in five_year_changes()}
    obesity = changes["Adult obesity"]
    assert (obesity.before[:5], obesity.now[:5], obesity.change) == (
        "23.2%", "29.9%", "up 6.7 points, within the margins of error"
    )  # fmt: skip
    assert "Population" not in changes


@pytest.mark.usefixtures("only_read")
def test_a_row_has_marks_within_its_strip_and_a_verdict_only_of_a_test() -> None:
    rows = [row for of_topic in spine_rows(groups()[0]).values() for row in of_topic]
    assert len(rows) > 80
    for row in rows:
        if row.strip is not None:
            marks = (*row.strip.middle_half, row.strip.district, *dict(row.strip.others).values())
            assert all(0 <= mark <= 1 for mark in marks)
            middle = dict(row.strip.others)[AreaRole.SIMILAR]
            assert row.strip.middle_half[0] <= middle <= row.strip.middle_half[1]
    # What is not there is a word.
    population = next(row for row in rows if row.code == "population")
    assert population.nation_figure == "not compared"
    assert population.no_strip == "not compared: a total"
    against = against_nation(latest_statistics()["greenhouse-gas-emissions"])
    assert (against.words, against.verdict) == ("above England, not judged", "")


@pytest.mark.usefixtures("only_read")
def test_ages_add_up_to_everybody_and_sectors_are_for_each_resident() -> None:
    ages, sectors = profile_charts.ages(), profile_charts.sectors()
    assert ages is not None
    assert sectors is not None
    of_home = [figure.value for figure in ages.figures if figure.area_name == "Harborough"]
    assert sum(of_home) == pytest.approx(100)
    assert sectors.period_label == "2010"
    assert sectors.note.startswith("Sectors are of carbon dioxide alone")
    assert [missing.name for missing in profile_charts.not_held("Pay")] == [
        "Median annual pay, where people work"
    ]
    assert "table 7.7a" in profile_charts.not_held("Pay")[0].source
    domestic = next(f for f in sectors.figures if f.amount == "198.8 kt CO₂")
    assert domestic.value == pytest.approx(198.76 * 1000 / 84_849)


@pytest.mark.usefixtures("fresh")
def test_an_edition_that_comes_later_is_charted_with_the_sectors_that_it_has() -> None:
    figures = [
        ("territorial-emissions-domestic", "E07000131", 150.0),
        ("territorial-emissions-domestic", "K02000001", 70_000.0),
        ("territorial-emissions-transport", "E07000131", 300.0),
        ("territorial-emissions-transport", "K02000001", 110_000.0),
        ("emissions-within-influence-per-head", "E07000131", 3.5),
    ]
    lines = [
        f"{code},{area},calendar_year,2022-01-01,2022-12-31,{value},,,,,2024-06-27,emissions.xlsx"
        for code, area, value in figures
    ]
    content = "\n".join([",".join(COLUMNS), *lines]).encode()
    file = SubmittedFile(StoredFile("emissions.csv", content))
    publish.publish(publish.ready(), file, publish.read(file, Plans()), ANALYST)
    sectors = profile_charts.sectors()
    assert sectors is not None
    assert sectors.period_label == "2022"
    assert sectors.note.startswith("Not held, and so not shown: Emissions: industry; ")
    assert [figure.amount for figure in sectors.figures if figure.area_name == "Harborough"] == [
        "150.0 kt CO₂e",
        "300.0 kt CO₂e",
    ]
    charted = [statistic.code for statistic in profile_charts.charted("Emissions")]
    assert charted == ["greenhouse-gas-emissions", "emissions-within-influence-per-head"]
    missing = [statistic.name for statistic in profile_charts.not_held("Emissions")]
    assert missing == ["Territorial emissions"]

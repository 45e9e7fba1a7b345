"""Areas beside each other over time."""

import re
from datetime import date

import pytest

from data.uploads import StoredFile
from insights.areas_over_time import areas_over_time, areas_table, revisions
from loaders import publish
from loaders.check import Plans
from loaders.layouts.reference_statistics import COLUMNS
from loaders.publish import SubmittedFile
from tests.actors import ANALYST
from tests.pages import shipped

HOME, ENGLAND, UNITED_KINGDOM = shipped.HOME, "E92000001", "K02000001"


@pytest.mark.usefixtures("only_read")
def test_each_area_has_its_latest_figure_and_a_column() -> None:
    compared = areas_over_time("employment-rate", (HOME, UNITED_KINGDOM, ENGLAND))
    assert list(compared.areas) == [shipped.HOME_NAME, "United Kingdom", "England"]
    assert compared.sentence == (
        "Harborough 80.0% in 2023; United Kingdom 75.7% in 2023; England 76.0% in 2023"
    )
    assert list(compared.rows[0]) == ["2023", "80.0%", "75.7%", "76.0%"]
    assert compared.vintage == date(2024, 4, 16)
    assert compared.is_trend


@pytest.mark.usefixtures("only_read")
def test_only_the_first_area_has_its_interval() -> None:
    compared = areas_over_time("employment-rate", (HOME, ENGLAND))
    banded = {point.series for point in compared.points if point.low is not None}
    assert banded == {shipped.HOME_NAME}


@pytest.mark.usefixtures("only_read")
def test_every_figure_has_its_file_cell_and_person_the_newest_first() -> None:
    compared = areas_over_time("employment-rate", (HOME,))
    newest = compared.sources[0]
    assert (newest.label, newest.figure) == ("Harborough, 2023", "80.0%")
    assert newest.file == "published_statistics.parquet"
    assert re.fullmatch(r"employment-rate\.csv, [A-Z]\d+", newest.address)
    assert newest.publication.endswith(f"by {shipped.PUBLISHED_BY}")
    assert len(compared.sources) == len(areas_table("employment-rate", (HOME,)))


@pytest.mark.usefixtures("only_read")
def test_an_area_without_figures_has_no_column() -> None:
    compared = areas_over_time("employment-rate", (HOME, "X00000000"))
    assert list(compared.areas) == [shipped.HOME_NAME]


def publish_rate(day: str, value: float) -> None:
    line = {
        "code": "employment-rate", "area": HOME, "period_kind": "calendar_year",
        "period_start": "2031-01-01", "period_end": "2031-12-31", "vintage": day,
        "value": str(value),
    }  # fmt: skip
    text = "\n".join([",".join(COLUMNS), ",".join(line.get(column, "") for column in COLUMNS)])
    file = SubmittedFile(StoredFile(f"rates-{day}.csv", text.encode()))
    publish.publish(publish.ready(), file, publish.read(file, Plans()), ANALYST)


@pytest.mark.usefixtures("fresh")
def test_a_revision_has_both_figures_their_editions_and_the_difference() -> None:
    publish_rate("2032-01-01", 71.5)
    assert not revisions("employment-rate", (HOME,))
    publish_rate("2033-01-01", 70.0)
    (revision,) = revisions("employment-rate", (HOME,))
    assert (revision.old, revision.old_vintage) == (71.5, date(2032, 1, 1))
    assert (revision.new, revision.new_vintage) == (70.0, date(2033, 1, 1))
    assert revision.difference == -1.5

"""Compare: any areas side by side, the district among all authorities, what was revised."""

import json

import pytest

from data import store as stores
from data.uploads import StoredFile
from loaders import publish
from loaders.check import Plans
from loaders.layouts.reference_statistics import COLUMNS
from loaders.publish import SubmittedFile
from tests.actors import ANALYST
from tests.pages.app import opened, text
from tests.pages.shipped import HOME, HOME_NAME

pytestmark = pytest.mark.usefixtures("fresh")
# The district, and eleven more authorities of England.
AREAS = [HOME, *(f"E0600000{number}" for number in range(1, 10)), "E06000010", "E06000011"]


def publish_rates(day: str, first: float) -> None:
    """An edition of an employment rate: the district has `first`, every other one more."""
    lines = [",".join(COLUMNS)]
    for number, area in enumerate(AREAS):
        line = {
            "code": "employment-rate", "area": area, "period_kind": "calendar_year",
            "period_start": "2031-01-01", "period_end": "2031-12-31", "vintage": day,
            "value": str(first + number),
        }  # fmt: skip
        lines.append(",".join(line.get(column, "") for column in COLUMNS))
    file = SubmittedFile(StoredFile(f"rates-{day}.csv", "\n".join(lines).encode()))
    checked = publish.read(file, Plans())
    assert checked.publishable, [finding.message for finding in checked.findings]
    publish.publish(stores.shared(), file, checked, ANALYST)


def test_the_district_stands_among_all_authorities_without_a_verdict() -> None:
    publish_rates("2032-01-01", 71.5)
    app = opened("compare", statistic="employment-rate")
    page_text = text(app)
    assert "Harborough is 12th of 12 from the highest, in the lowest fifth" in page_text
    assert "from 71.5% to 82.5%" in page_text
    strip = json.loads(app.get("vega_lite_chart")[1].proto.spec)
    assert len(strip["layer"]) == 4


def test_a_later_edition_counts_and_says_what_it_revised() -> None:
    publish_rates("2032-01-01", 71.5)
    assert "Revised since" not in text(opened("compare", statistic="employment-rate"))
    publish_rates("2033-01-01", 70.0)
    page_text = text(opened("compare", statistic="employment-rate"))
    assert "71.5% (1 January 2032)" in page_text
    assert "70.0% (1 January 2033)" in page_text
    assert "−1.5%" in page_text  # noqa: RUF001 - the minus sign that people read


def test_areas_in_the_address_are_the_areas_shown() -> None:
    page_text = text(opened("compare", statistic="employment-rate", areas="Melton"))
    assert "Melton" in page_text
    assert "England 7" not in page_text


def test_every_figure_leads_to_its_file_cell_and_person() -> None:
    publish_rates("2032-01-01", 71.5)
    page_text = text(opened("compare", statistic="employment-rate", areas=HOME_NAME))
    sources = page_text.split("newest first")[-1]
    assert "rates-2032-01-01.csv" in sources
    assert "by A. Analyst" in sources
    assert ", F2" in sources


def test_an_address_with_an_unknown_statistic_is_not_taken_for_another() -> None:
    app = opened("compare", statistic="no-such-statistic")
    assert "There is no statistic no-such-statistic here." in text(app)

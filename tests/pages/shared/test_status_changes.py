"""What publishing would do to the report, before it is published."""

import pytest

from data.uploads import StoredFile
from loaders import publish
from loaders.publish import SubmittedFile
from tests.actors import ANALYST
from tests.loaders.checks.small_workbooks import alone
from tests.pages.app import text
from tests.pages.shipped import KPIS, PUBLISHED_BY
from tests.pages.upload.upload_page import with_file

pytestmark = pytest.mark.usefixtures("fresh")


def test_a_first_real_figure_is_told_without_the_invented_status_before_it() -> None:
    page_text = text(with_file(alone(("SP 01", "", "Q4 2024/25", 60, 90))))
    assert "The pages show no invented figure beside the council's own." in page_text
    assert f"Those of {KPIS} measures leave them with this file." in page_text
    assert f"{KPIS - 1} measures then have no figure yet." in page_text
    assert "Charts and changes of the others begin with this file." in page_text
    assert "turns from" not in page_text
    assert "1 new, 0 changed, 0 same." in page_text
    assert PUBLISHED_BY not in page_text
    assert "KPIs with figures for these periods are not in this file" not in page_text


def test_words_without_a_figure_are_told_to_leave_no_report() -> None:
    page_text = text(with_file(alone(("SP 01", "", "Q4 2024/25", "Suppressed", 90))))
    assert f"{KPIS} measures then have no figure yet." in page_text
    assert "No figure is left that a report could be made of." in page_text


def test_the_preview_says_which_status_would_turn_or_that_none_would() -> None:
    store, file = publish.ready(), SubmittedFile(StoredFile("q.xlsx", real_target(90)))
    publish.publish(store, file, publish.read(file, publish.plans(store)), ANALYST)
    turned = text(with_file(real_target(98)))
    assert "Affordable homes completed turns from on target to just off." in turned
    assert "invented" not in turned
    unchanged = text(with_file(real_target(91)))
    assert "No KPI's status in the report of Q4 2024/25 would change." in unchanged
    beside = text(with_file(alone(("CP 01", "", "Q4 2024/25", 985, 1000))))
    assert "1 KPI with figures for these periods is not in this file" in beside


def real_target(target: float) -> bytes:
    return alone(("SP 01", "", "Q4 2024/25", 95, target))

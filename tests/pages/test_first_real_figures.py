"""A council's first small file beside the shipped sample: the pages are of its figures alone."""

from datetime import date
from pathlib import Path

import pytest

from data import store as stores
from data.questions import stored_uploads
from data.uploads import StoredFile
from insights.attention import attention
from insights.due_figures import due_figures, longest_overdue, without_figure
from insights.kpis import kpis_of, report_quarters, summary_of
from insights.ownership import OwnerRole, kpis_for, owner_roles, owners_of
from insights.quarter_changes import quarter_changes
from insights.tartan_rug import RugOrder, tartan_rug
from loaders import publish
from loaders.publish import SubmittedFile
from metrics.attention.reasons import ConcernKind
from metrics.period import quarter
from metrics.status import State
from reports.due_calendar import due_calendar
from tests.actors import ANALYST
from tests.insights.plan_kpis import kpi
from tests.loaders.checks.small_workbooks import alone
from tests.pages.app import opened, text
from tests.pages.shipped import FIRST_UPLOAD, KPIS, PLACE_KPIS, PLAN, REPORTED
from tests.pages.test_pages import PAGES
from tests.pages.upload.upload_page import published, with_file

pytestmark = pytest.mark.usefixtures("begun")

SAMPLES_OWN = "KPI figures on this page were invented"
# Of Place one on target and one off it, of another priority one on target.
FIRST_FILE = alone(
    ("DM 01", "", "Q2 2025/26", 9, 8),
    ("DM 02", "", "Q2 2025/26", 60, 85),
    ("CP 01", "Crimes reported", "Q2 2025/26", 985, 1000),
)


@pytest.fixture
def begun(fresh: Path) -> None:
    """The first real file, published by way of the page."""
    app = with_file(FIRST_FILE)
    page_text = text(app)
    assert f"The report moves from {REPORTED} to Q2 2025/26." in page_text
    assert f"Those of {KPIS} measures leave them with this file." in page_text
    published(app)


def publish_rows(*rows: tuple[object, ...]) -> None:
    """Publish a further file of these rows."""
    store, file = publish.ready(), SubmittedFile(StoredFile("more.xlsx", alone(*rows)))
    publish.publish(store, file, publish.read(file, publish.plans(store)), ANALYST)


def test_overview_is_of_the_first_real_quarter_and_counts_its_figures_alone() -> None:
    app = opened("overview")
    page_text = text(app)
    assert app.title[0].value == "How are we doing? Quarter 2, 2025/26"
    assert "<strong>2 of 3</strong> measures are on target" in page_text
    assert f"{KPIS - 3} of {KPIS} not rated: {KPIS - 3} without a figure yet." in page_text
    # Nothing is said of changes since a quarter without any figure.
    assert "No measure is rated both in this quarter and the last." in page_text
    assert ">not compared<" in page_text
    assert "no change" not in page_text
    assert SAMPLES_OWN not in page_text
    # The quarters of the sample are none of the council's.
    assert app.selectbox(key="quarter").options == ["Q2 2025/26"]
    asked = text(opened("overview", quarter=REPORTED))
    assert f"There is no report of “{REPORTED}”: the latest is shown." in asked


def test_every_other_page_counts_its_figures_alone() -> None:
    place = text(opened("priority-place"))
    assert "1 of 2 on target, 1 off target." in place
    assert f"{PLACE_KPIS - 2} not rated: {PLACE_KPIS - 2} without a figure yet." in place
    measure = text(opened("kpi", kpi="SP 05"))
    assert "No figure has been published for this measure yet." in measure
    for page_text in (place, measure, text(opened("rug")), text(opened("kpi"))):
        assert SAMPLES_OWN not in page_text
    assert summary_of(kpis_of(PLAN)).by_state == {State.NO_FIGURE: KPIS - 3}
    changes = quarter_changes(kpis_of(PLAN))
    assert not changes.compared
    rug = tartan_rug(kpis_of(PLAN), RugOrder.PRIORITY)
    assert rug is not None
    cells = [row.cells for group in rug.groups for row in group.rows]
    assert [cell.status for row in cells for cell in row[:-1]] == [None] * 7 * KPIS
    assert sum(row[-1].status is not None for row in cells) == 3


def test_every_page_draws_where_most_measures_never_had_a_figure() -> None:
    for page in PAGES:
        assert len(opened(page).title) == 1
    for code in ("SP 01", "CON 15", "DM 01"):
        assert "Illustrative data." not in text(opened("kpi", kpi=code))


def test_the_sample_is_back_as_long_as_the_only_real_file_is_withdrawn() -> None:
    store = stores.shared()
    assert "shows its invented ones again" in text(opened("history", upload=str(FIRST_UPLOAD)))
    store.withdraw(ANALYST, FIRST_UPLOAD, "a wrong quarter")
    assert report_quarters(PLAN)[0].label == REPORTED
    page_text = text(opened("overview"))
    assert "Quarter 4, 2024/25" in page_text
    assert SAMPLES_OWN in page_text
    store.reinstate(ANALYST, FIRST_UPLOAD, "it was right")
    assert report_quarters(PLAN) == (quarter(2025, 2),)
    assert stored_uploads.illustrative_uploads(store)


def test_a_choice_without_any_figure_is_shown_in_the_council_s_report() -> None:
    owner = next(
        name
        for name in owner_roles()
        if (kpis := kpis_for(name)) and all(kpi.status is State.NO_FIGURE for kpi in kpis)
    )
    overview = opened("overview", **{"for": owner})
    assert overview.title[0].value == f"{owner}: how are we doing? Quarter 2, 2025/26"
    assert "can be rated" in text(overview) or "cannot be rated" in text(overview)
    rug = text(opened("rug", **{"for": owner}))
    assert "No figure has been published yet." not in rug
    assert ">Q2 2025/26<" in rug
    assert "0 figures late." in text(opened("my_area", **{"for": owner}))


def test_what_is_not_compared_is_not_said_to_be_the_same() -> None:
    assert "None this quarter." not in text(opened("overview"))
    service = owners_of(kpi("DM 01"), OwnerRole.SERVICE).names[0]
    area = text(opened("my_area", **{"for": service}))
    assert "No measure is rated both in this quarter and the last." in area
    assert "No measure and no activity." not in area


def test_a_measure_without_a_figure_yet_is_not_also_late() -> None:
    page_text = text(opened("overview"))
    assert f"{KPIS - 3} measures have no figure yet: none of theirs is late." in page_text
    assert "none published so far" not in page_text
    today = date(2027, 6, 1)
    due = due_figures(kpis_of(PLAN), today)
    late = {figure.kpi.code for figure in due if figure.days_overdue}
    assert late == {"DM 01", "DM 02", "CP 01"}
    assert without_figure(due) == KPIS - 3
    past = [figure for figure in due if figure.is_first and figure.by < today]
    assert past
    assert b"BEGIN:VEVENT" not in due_calendar(past, "", today)
    assert longest_overdue(kpi("SP 01"), today) is None


def test_a_measure_that_was_reported_long_ago_still_needs_attention() -> None:
    publish_rows(("SP 01", "", "Q1 2022/23", 9, 8))
    reasons = {
        item.kpi.code: [reason.kind for reason in item.reasons]
        for item in attention(kpis_of(PLAN), date(2026, 6, 1)).concerns
    }
    assert ConcernKind.OVERDUE in reasons["SP 01"]
    assert "CON 15" not in reasons


def test_targets_alone_make_no_late_quarters() -> None:
    publish_rows(("CON 15", "", "Q1 2025/26", None, 61), ("CON 15", "", "Q2 2025/26", None, 61))
    rug = tartan_rug(kpis_of(PLAN), RugOrder.PRIORITY)
    assert rug is not None
    (row,) = [r for group in rug.groups for r in group.rows if r.kpi.code == "CON 15"]
    assert [cell.status for cell in row.cells] == [None] * 8
    assert row.cells[-1].words.endswith(": no figure yet")

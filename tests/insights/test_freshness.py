"""How fresh the figures are."""

import pytest

from insights.freshness import freshness
from insights.kpis import kpis_of
from insights.upload_history import uploads
from tests.pages import shipped

pytestmark = pytest.mark.usefixtures("only_read")


def test_the_report_says_what_is_awaited_and_when_figures_were_last_published() -> None:
    fresh = freshness(kpis_of(shipped.PLAN))
    assert fresh is not None
    assert fresh.reported.label == shipped.REPORTED
    assert fresh.awaited == shipped.AWAITED_KPIS
    (sample,) = [upload for upload in uploads() if upload.number == shipped.SAMPLE]
    assert fresh.last_published == sample.published_at


def test_without_a_figure_there_is_no_report() -> None:
    assert freshness([known for known in kpis_of(shipped.PLAN) if known.position is None]) is None

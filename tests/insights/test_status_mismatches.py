"""Statuses reported otherwise than computed."""

import pytest

from insights.kpis import kpis_of
from insights.status_mismatches import status_mismatches
from metrics.status import Rag
from tests.pages import shipped


@pytest.mark.usefixtures("only_read")
def test_the_one_status_that_differs_is_listed_with_both() -> None:
    (mismatch,) = status_mismatches(kpis_of(shipped.PLAN))
    assert mismatch.kpi.code == shipped.MISMATCHED_KPI
    assert mismatch.rated.figure.period.label == shipped.REPORTED
    assert (mismatch.rated.figure.reported_status, mismatch.rated.status) == ("OK", Rag.AMBER)

"""What is said of invented figures: of all of them, or up to when real ones came."""

import pytest

from insights.illustrative_notice import illustrative_notice
from tests.insights.plan_kpis import by_month_since, kpi, stored_otherwise

pytestmark = pytest.mark.usefixtures("only_read")


def test_real_figures_after_the_invented_ones_are_told_from_them() -> None:
    assert illustrative_notice([kpi("CCS 06")], "here").startswith("The KPI figures here were")
    known = by_month_since("CCS 06")
    real = [{**row, "illustrative": row["illustrative"] and row["period_kind"] != "month"}
            for row in known.figures]  # fmt: skip
    mixed = stored_otherwise(known, figures=real)
    words = "The KPI figures up to Q4 2024/25 here were invented"
    assert illustrative_notice([mixed, kpi("CON 15")], "here").startswith(words)
    # A real figure among the invented ones, and no day between them.
    among = [{**row, "illustrative": number > 0} for number, row in enumerate(known.figures)]
    words = "Some KPI figures here were invented"
    assert illustrative_notice([stored_otherwise(known, figures=among)], "here").startswith(words)

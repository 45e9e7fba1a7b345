"""What stands beside the figures of a file."""

import pandas as pd

from loaders.checks.published_figures import Published
from loaders.reading import RowKind
from loaders.standing_figures import standing_figures
from metrics.period import month, quarter
from tests.loaders.checks.kpi_files import published, quarters, row


def test_a_figure_stands_beside_its_period_and_the_last_real_figure_of_the_kind_before() -> None:
    real = published(
        *quarters("SP 01", 12, None, 31, 99, first=2024), row("SP 01", month(2024, 12), 20)
    )
    invented = published(row("SP 01", quarter(2024, 2), 25), illustrative=True)
    both = Published(pd.concat([real.figures, invented.figures]))
    rows = [
        row("SP 01", quarter(2024, 4), plan="2024/25"),
        row("SP 01", quarter(2024, 3), plan="2024/25"),
        row("population", quarter(2024, 4), kind=RowKind.STATISTIC_VALUE),
    ]
    fourth, third = standing_figures(rows, both, illustrative=False).values()
    assert (fourth.now and fourth.now.value, third.now and third.now.value) == (99, 31)
    assert fourth.before is not None
    assert third.before is not None
    assert [(period, figure.value) for period, figure in (fourth.before, third.before)] == [
        (quarter(2024, 3), 31),
        (quarter(2024, 1), 12),
    ]

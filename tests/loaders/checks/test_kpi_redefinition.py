import pandas as pd
import pytest

from loaders.check import Checked, Published
from loaders.findings.codes import Severity
from loaders.publish import SubmittedFile, read
from tests.plan_workbooks import STANDING, Edit, downloaded, next_year, put

# Something is published of SP 01 alone.
PUBLISHED = Published(
    pd.DataFrame(
        {
            "illustrative": [False], "plan": ["2024/25"], "code": ["SP 01"],
            "period_kind": ["quarter"], "period_start": [pd.Timestamp("2024-04-01")],
            "period_end": [pd.Timestamp("2024-06-30")], "value": [10.0], "state": [None],
            "provisional": [False], "published_by": ["A"],
            "published_at": [pd.Timestamp("2024-07-01")],
            "target": [None], "target_upper": [None],
        }
    )
)  # fmt: skip


def warnings(checked: Checked) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.found) for finding in checked.findings_of(Severity.WARN)]


@pytest.mark.parametrize(
    ("edits", "differ"),
    [
        ([], None),
        ([put("KPIs", "SP 01", "Name", "Homes")], None),
        ([put("KPIs", "SP 01", "Lead", "A. Lead")], None),
        ([put("KPIs", "SP 02", "Polarity", "minimise")], None),
        ([put("KPIs", "SP 01", "Polarity", "minimise")], "Polarity"),
        ([put("KPIs", "SP 01", "Unit", "percent")], "Unit"),
        (
            [
                put("KPIs", "SP 01", "Tolerance", 5),
                put("KPIs", "SP 01", "Tolerance kind", "percent"),
            ],
            "Tolerance, Tolerance kind",
        ),
    ],
)
def test_a_kpi_with_figures_that_is_judged_otherwise_is_told(
    edits: list[Edit], differ: str | None
) -> None:
    warned = warnings(read(SubmittedFile(downloaded(*edits)), STANDING, PUBLISHED))
    if differ is None:
        assert not warned
    else:
        problem = f"SP 01 of 2024/25 has published figures, and what changes is {differ}"
        assert warned == [("kpi_redefined", problem)]


@pytest.mark.parametrize(
    ("edits", "is_renamed"),
    [
        ([], False),
        ([put("KPIs", "SP 01", "Name", "Homes begun")], True),
        # In another unit it is another series, whatever its name.
        ([put("KPIs", "SP 01", "Name", "Homes"), put("KPIs", "SP 01", "Unit", "percent")], False),
        ([put("KPIs", "SP 02", "Name", "Nothing published")], False),
    ],
)
def test_a_code_that_goes_on_under_another_name_is_told(
    edits: list[Edit], is_renamed: bool
) -> None:
    warned = warnings(read(SubmittedFile(next_year(*edits)), STANDING, PUBLISHED))
    assert [code for code, _ in warned] == (["kpi_renamed"] if is_renamed else [])
    if is_renamed:
        assert str(warned[0][1]).startswith('SP 01 is called "Homes begun" and goes on with')

"""Where a KPI stands: a status reported otherwise says so."""

import pytest

from tests.pages import shipped
from tests.pages.app import opened, text

pytestmark = pytest.mark.usefixtures("only_read")


@pytest.mark.parametrize(("code", "differs"), [(shipped.MISMATCHED_KPI, True), ("SP 01", False)])
def test_a_status_that_is_computed_otherwise_says_so(code: str, differs: bool) -> None:
    page_text = text(opened("kpi", kpi=code))
    assert "Where it stands" in page_text
    assert ("(differs from the computed status)" in page_text) is differs

import pandas as pd
import pytest

from loaders.checks.published_figures import Published
from metrics.period import quarter
from tests.loaders.checks.kpi_files import LAYOUT, published, row

Q1, Q2 = quarter(2024, 1), quarter(2024, 2)
KEY = ("2024/25", "SP 01")
PUBLISHED = published(row("SP 01", Q1, 12), row("SP 01", Q2, None, state="awaited", target=90))


def test_figures_are_told_by_kpi_and_period() -> None:
    figures = PUBLISHED.figures_of(frozenset([KEY]), illustrative=False)[KEY]
    assert {period: (f.value, f.state, f.target) for period, f in figures.items()} == {
        Q1: (12, None, None),
        Q2: (None, "awaited", 90),
    }


def test_only_the_kpis_asked_for_are_told() -> None:
    other = ("2024/25", "SP 02")
    assert PUBLISHED.figures_of(frozenset([other]), illustrative=False) == {}


@pytest.mark.parametrize("illustrative", [True, False])
def test_real_and_illustrative_figures_are_apart(illustrative: bool) -> None:
    standing = published(row("SP 01", Q1, 12), illustrative=illustrative)
    keys = frozenset([KEY])
    assert list(standing.figures_of(keys, illustrative=illustrative)) == [KEY]
    assert standing.figures_of(keys, illustrative=not illustrative) == {}
    assert standing.last_upload(LAYOUT, illustrative=illustrative)
    assert standing.last_upload(LAYOUT, illustrative=not illustrative) is None


def test_the_last_upload_says_how_many_rows_each_kpi_had() -> None:
    last = PUBLISHED.last_upload(LAYOUT, illustrative=False)
    assert last
    assert (last.file, dict(last.rows)) == ("before.xlsx", {"SP 01": 2})
    assert PUBLISHED.last_upload("another layout", illustrative=False) is None


def test_a_store_without_figures_has_no_codes() -> None:
    assert Published().codes == frozenset()
    assert Published(pd.DataFrame(), pd.DataFrame()).last_upload(LAYOUT, illustrative=False) is None
    assert PUBLISHED.codes == {"SP 01"}

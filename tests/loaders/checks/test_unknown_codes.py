"""Whose figure it is: codes and names that no plan knows."""

import pytest

from metrics.period import quarter
from tests.loaders.checks.kpi_files import checked, only, row

Q1 = quarter(2024, 1)


@pytest.mark.parametrize(
    ("code", "name", "near"),
    [
        ("SP 0l", None, "perhaps SP 0"),
        ("Affordable homes completd", None, "perhaps SP 01 Affordable homes completed"),
        ("Crimes that were reported", "Crimes that were reported", "perhaps CP 01 Crimes reported"),
        ("ZZ 99", "Affordable homes", "perhaps SP 01 Affordable homes completed"),
    ],
)
def test_the_nearest_code_or_name_is_suggested(code: str, name: str | None, near: str) -> None:
    finding = only(checked([row(code, Q1, 5, name=name)]))
    assert finding.code == "unknown_kpi"
    assert near in finding.message


def test_nothing_is_suggested_where_nothing_is_near() -> None:
    finding = only(checked([row("Ice cream sold at fetes", Q1, 5)]))
    assert "perhaps" not in finding.message
    assert "Q1 2024/25" in finding.message

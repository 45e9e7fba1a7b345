"""What a column was read as, in words."""

import pytest

from loaders.tables.headings import Role
from loaders.tables.role_words import column_words
from metrics.period import Period, financial_year, quarter


@pytest.mark.parametrize(
    ("role", "period", "words"),
    [
        (Role.CODE_AND_NAME, None, "Code and name"),
        (Role.VALUE, quarter(2024, 1), "Value for Q1 2024/25"),
        (Role.TARGET, financial_year(2024), "Target for 2024/25"),
        (Role.OWNER, None, "Lead or officer"),
    ],
)
def test_a_role_is_told_with_its_period(role: Role, period: Period | None, words: str) -> None:
    assert column_words(role, period) == words
    assert column_words(role, period, is_kept=False) == f"{words}, not kept"


@pytest.mark.parametrize("role", Role)
def test_every_role_has_words_that_begin_with_a_capital(role: Role) -> None:
    words = column_words(role)
    assert words[0].isupper()
    assert "_" not in words

"""Whether a figure means what the KPI measures."""

import pytest
from msgspec import structs

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from metrics.period import quarter
from tests.loaders.checks.kpi_files import checked, codes, only, row

Q1 = quarter(2024, 1)


@pytest.mark.parametrize(
    ("polarity", "expected"),
    [(None, []), ("maximise", []), ("minimise", ["polarity_differs"]),
     ("none", ["polarity_differs"])],
)  # fmt: skip
def test_the_file_and_the_plan_agree_about_which_way_is_good(
    polarity: str | None, expected: list[str]
) -> None:
    assert codes(checked([row("SP 01", Q1, 12, polarity=polarity)])) == expected


def test_another_polarity_names_both() -> None:
    message = only(checked([row("SP 01", Q1, 12, polarity="minimise")])).message
    assert 'SP 01 for Q1 2024/25 the file says that good is to "minimise"' in message
    assert 'expected "maximise"' in message


def test_a_figure_in_another_unit_is_not_judged_by_its_size() -> None:
    rows = [
        row("CP HW 18", Q1, 95_000, unit="pounds"),
        row("CP HW 18", quarter(2024, 2), 9.5, unit="days"),
    ]
    assert codes(checked(rows)) == ["unit_differs"]


def test_a_bare_fraction_is_asked_about_and_says_what_it_could_be() -> None:
    message = only(checked([row("DM 02", Q1, 0.831)])).message
    assert "0.831 for Q1 2024/25 could be 0.831 % or 83.1 %" in message


def test_a_doubt_of_the_reader_is_not_said_twice_nor_judged_by_size() -> None:
    bare = row("DM 02", quarter(2024, 2), 0.831)
    read = Finding(
        Severity.QUARANTINE, FindingCode.BARE_FRACTION, "A fraction.", bare.sheet, bare.cell
    )
    rows = [row("DM 02", Q1, 83.1, unit="percent"), bare]
    assert codes(checked(rows, None, read)) == ["bare_fraction"]
    same = structs.replace(bare, unit="percent")
    assert codes(checked([rows[0], same], None, read)) == ["bare_fraction"]


@pytest.mark.parametrize(
    ("target", "unit", "expected"),
    [
        (0.9, None, ["bare_fraction"]),
        (0.9, "percent", []),
        (90.0, None, []),
        (90.0, "days", ["unit_differs"]),
    ],
)
def test_of_a_row_without_a_figure_the_target_is_judged(
    target: float, unit: str | None, expected: list[str]
) -> None:
    assert codes(checked([row("DM 02", Q1, target=target, unit=unit)])) == expected


def test_the_target_beside_a_figure_is_left_to_the_reader() -> None:
    assert codes(checked([row("DM 02", Q1, 83.1, target=0.9, unit="percent")])) == []

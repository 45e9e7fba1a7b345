import pytest

from loaders.files import inside
from loaders.findings.codes import Severity


def test_what_stands_beside_the_cells_is_told_and_stops_nothing() -> None:
    findings = [
        inside.read_as("q1.xls", "xls", "an old Excel workbook"),
        inside.hidden_sheet("q1.xls", "Old"),
        inside.other_sheet("q1.xls", "Chart", "is a chart"),
        *inside.comments("q1.xls", ["KPIs", "Notes"]),
    ]
    assert {finding.severity for finding in findings} == {Severity.INFO}
    assert [(finding.code, finding.sheet) for finding in findings] == [
        ("read_as", None), ("hidden_sheet", "Old"), ("other_sheet", "Chart"),
        ("comments", "KPIs"), ("comments", "Notes"),
    ]  # fmt: skip
    assert all(finding.message.startswith("q1.xls") for finding in findings)


@pytest.mark.parametrize(
    ("has_macros", "has_links", "codes"),
    [
        (False, False, []), (True, False, ["macros"]), (False, True, ["external_links"]),
        (True, True, ["macros", "external_links"]),
    ],
)  # fmt: skip
def test_macros_and_links_are_each_a_finding(
    has_macros: bool, has_links: bool, codes: list[str]
) -> None:
    findings = inside.beside_cells("q1.xls", has_macros=has_macros, has_links=has_links)
    assert [finding.code for finding in findings] == codes

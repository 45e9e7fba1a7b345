import pytest

from loaders.files.limits import LIMITS
from loaders.files.refusal import (
    damaged,
    refusal,
    refuse_same_names,
    too_many_cells,
    wrong_kind,
)
from loaders.findings.codes import FindingCode, Severity
from loaders.reading import FileRefused


def test_a_refusal_is_one_sentence_with_the_place_and_what_to_do() -> None:
    refused = refusal(
        "q1.xlsx", FindingCode.DAMAGED, "is damaged", "save it again", sheet="KPIs", cell="D14"
    )
    assert str(refused) == "q1.xlsx, sheet KPIs, cell D14, is damaged; save it again"
    finding = refused.finding
    assert (finding.severity, finding.sheet, finding.cell) == (Severity.REJECT, "KPIs", "D14")
    assert finding.action == "save it again"


def test_every_kind_of_refusal_says_what_is_wrong_with_which_file() -> None:
    assert str(damaged("a.xlsx", "cut short")).startswith("a.xlsx is damaged (cut short); ")
    kind = wrong_kind("a.pdf", "a PDF document", "upload a workbook")
    assert (kind.finding.code, kind.finding.found) == ("wrong_kind", "a PDF document")
    cells = too_many_cells("a.xlsx", LIMITS, "XFD9", sheet="KPIs")
    assert (cells.finding.code, cells.finding.cell) == ("too_many_cells", "XFD9")
    assert f"{LIMITS.cells:,}" in str(cells)


def test_two_sheets_of_one_name_are_refused_whatever_its_case() -> None:
    refuse_same_names("a.xlsx", ["KPIs", "Targets"])
    with pytest.raises(FileRefused, match="two sheets called KPIs"):
        refuse_same_names("a.xlsx", ["KPIs", "Targets", "kpis"])

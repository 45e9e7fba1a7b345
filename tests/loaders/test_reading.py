import pytest

from data.errors import UserError
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.reading import FileRefused, FirstRows, PlanSheet, SheetView, SheetViewRow

FINDING = Finding(Severity.REJECT, FindingCode.EMPTY, "q1.csv is empty.")


def test_a_refusal_is_the_sentence_of_its_finding() -> None:
    first_rows = [FirstRows("KPIs", 3, [("a",)], [("a",)])]
    refused = FileRefused(FINDING, first_rows)
    assert isinstance(refused, UserError)
    assert str(refused) == "q1.csv is empty."
    assert (refused.finding, refused.first_rows) == (FINDING, first_rows)
    assert not FileRefused(FINDING).first_rows


def test_every_first_row_has_a_signature() -> None:
    with pytest.raises(ValueError, match="signature"):
        FirstRows("KPIs", 1, [("a",), ("b",)], [("a",)])


@pytest.mark.parametrize(
    ("texts", "outcomes", "read_as"),
    [
        (("Code",), ("", ""), ("Code", "Value")),
        (("Code", "Q1"), ("",), ("Code", "Value")),
        (("Code", "Q1"), ("", ""), ("Code",)),
    ],
)
def test_a_view_has_a_text_and_an_outcome_under_every_column(
    texts: tuple[str, ...], outcomes: tuple[str, ...], read_as: tuple[str, ...]
) -> None:
    with pytest.raises(ValueError, match="every column"):
        SheetView("KPIs", True, (1, 3), [SheetViewRow(1, texts, outcomes)], {1: read_as})


def test_a_row_of_a_plan_has_a_text_under_every_column() -> None:
    with pytest.raises(ValueError, match="every column"):
        PlanSheet("kpi", "KPIs", {"plan": "A", "code": "B"}, {2: ("2024/25",)})

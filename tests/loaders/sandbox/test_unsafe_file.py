from loaders.findings.codes import Severity
from loaders.sandbox.unsafe_file import TOO_MUCH_MEMORY, unsafe_file


def test_the_refusal_names_the_file_and_says_what_to_do() -> None:
    refused = unsafe_file("q1.xls")
    assert str(refused) == (
        "q1.xls could not be read; open it in Excel, copy the table into a new workbook, "
        "save it and upload that"
    )
    assert (refused.finding.severity, refused.finding.code) == (
        Severity.REJECT,
        "could_not_be_read_safely",
    )


def test_another_problem_is_named() -> None:
    assert str(unsafe_file("q1.xls", TOO_MUCH_MEMORY)).startswith("q1.xls needs more memory")

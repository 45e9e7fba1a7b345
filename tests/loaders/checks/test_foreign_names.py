"""A code of ours beside a name of something else: another council's file, or our own short name."""

import pytest

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from metrics.period import quarter
from tests.loaders.checks.kpi_files import checked, codes, row

Q1 = quarter(2024, 1)
FOREIGN = "% of benefit assessments calculated correctly"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ({"RB 01": FOREIGN}, ["foreign_name"]),
        ({"RB 01": FOREIGN, "CP 01": "Libraries open on Sundays", "FS 03": "Paid in 30 days"},
         ["foreign_name", "foreign_name"]),
        ({"RB 01": FOREIGN, "CP 01": "Crimes reported"}, []),
        ({"RB 01": "CT Collection rate"}, []),
        ({"HR 03.1": "Absence"}, []),
        ({"RB 01": None}, []),
        ({"RB 01": "RB01"}, []),
    ],
)  # fmt: skip
def test_what_most_names_say_decides_whose_file_it_is(
    names: dict[str, str | None], expected: list[str]
) -> None:
    assert (
        codes(checked([row(code, Q1, 98, name=name) for code, name in names.items()])) == expected
    )


def test_what_a_person_said_of_other_rows_says_nothing_of_a_foreign_name() -> None:
    names = {"RB 01": FOREIGN, "CP 01": "Crimes reported", "CCS 06": "Calls answered"}
    rows = [row(code, Q1, 98, name=name) for code, name in names.items()]
    aliases = [
        Finding(Severity.INFO, FindingCode.ALIAS_USED, "", found=words, expected=code)
        for words, code in (("C1", "CP 01"), ("C2", "CCS 06"))
    ]
    assert "foreign_name" not in codes(checked(rows))
    assert "foreign_name" in codes(checked(rows, None, *aliases))

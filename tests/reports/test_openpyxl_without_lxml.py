"""Word reports bring lxml; workbooks are read and written without it all the same."""

import subprocess
import sys

import pytest

from tests.shared import ROOT


@pytest.mark.parametrize("module", ["reports.sheets", "data.samples.writing", "reports.word"])
def test_openpyxl_keeps_to_the_standard_library(module: str) -> None:
    code = f"import lxml, {module}, openpyxl.xml; print(openpyxl.xml.LXML)"
    asked = [sys.executable, "-c", code]
    answer = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout == "False\n"

"""Downloads open safely: what looks like a formula is text."""

import pandas as pd
import pytest

from reports.table import as_csv


@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "-2+3", "@cmd", "\t=1"])
def test_text_that_looks_like_a_formula_is_marked_as_text(text: str) -> None:
    written = as_csv(pd.DataFrame({"note": [text]})).decode("utf-8-sig")
    assert f"'{text}" in written


def test_numbers_keep_their_sign_and_text_its_letters() -> None:
    frame = pd.DataFrame({"value": [-1.5], "note": ["café, naïve"]})
    assert as_csv(frame).decode("utf-8-sig") == 'value,note\n-1.5,"café, naïve"\n'


def test_the_file_tells_excel_its_encoding() -> None:
    assert as_csv(pd.DataFrame({"a": ["é"]})).startswith(b"\xef\xbb\xbf")

"""The verdict on a file: how many figures wait, whatever is doubted of each."""

from loaders.check import Plans, check
from loaders.files.opening import open_workbook
from loaders.layouts import Hints
from loaders.sandbox.child import read_workbook
from pages.upload.verdict import verdict_words
from tests.examples.k8_import_sheets import NO_NUMBERS


def test_a_figure_with_two_doubts_waits_once() -> None:
    """Three cells that cannot be read, of KPIs that nobody knows, beside two good figures."""
    workbook = open_workbook(NO_NUMBERS.file, NO_NUMBERS.content())
    checked = check(read_workbook(workbook, Hints()), Plans())
    assert len(checked.undecided) == 6
    assert verdict_words(checked, None) == "3 figures wait for a decision"
    opened = checked.with_rest_left_open
    assert verdict_words(opened, None) == "2 rows can be published; 3 stay open"

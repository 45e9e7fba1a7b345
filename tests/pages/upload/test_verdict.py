"""The verdict on a file: how many figures wait, whatever is doubted of each."""

from loaders.check import Checked, Plans, check
from loaders.files.opening import open_workbook
from loaders.layouts import Hints
from loaders.sandbox.child import read_workbook
from pages.upload.verdict import verdict_words, way_on
from tests.examples.k8_import_sheets import NO_NUMBERS
from tests.examples.other_papers import NO_PERIOD_ANYWHERE


def read(name: str, content: bytes) -> Checked:
    return check(read_workbook(open_workbook(name, content), Hints()), Plans())


def test_a_figure_with_two_doubts_waits_once() -> None:
    """Three cells that cannot be read, of KPIs that nobody knows, beside two good figures."""
    checked = read(NO_NUMBERS.file, NO_NUMBERS.content())
    assert len(checked.undecided) == 6
    assert verdict_words(checked, None) == "3 figures wait for a decision"
    opened = checked.with_rest_left_open
    assert verdict_words(opened, None) == "2 rows can be published; 3 stay open"


def test_a_missing_period_leads_to_its_box() -> None:
    undated = read(NO_PERIOD_ANYWHERE.file, NO_PERIOD_ANYWHERE.content())
    assert way_on(undated).startswith("Write its period in the box above")

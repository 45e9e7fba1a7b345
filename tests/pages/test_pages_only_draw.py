"""A page draws: what it shows is asked of insights, not worked out, and never asked in SQL."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shared import ROOT

PAGES = ROOT / "pages"
MODULES = sorted(str(path.relative_to(PAGES)) for path in PAGES.rglob("*.py"))
FRAMES, ARITHMETIC = "works on a frame", "calculates"
IN_SQL, ASKS = "asks in SQL", "asks the store"
# What a module may do beside drawing, and why.
ALLOWED = {
    ("shared/charts.py", FRAMES): "a chart is drawn from a frame, a row for each point",
    ("shared/trend_images.py", ARITHMETIC): "where the points of a picture stand, in pixels",
    ("shared/html_tables.py", ARITHMETIC): "the width of each part of a bar",
    ("frame/brand.py", ARITHMETIC): "how wide the council's name is drawn, in pixels",
    ("shared/as_of.py", ARITHMETIC): "the last day that the calendar offers is yesterday",
    ("upload/column_form.py", ARITHMETIC): "numbers of a sheet's columns, counted from its first",
    ("upload/sheet_html.py", ARITHMETIC): "numbers of a sheet's rows that are not drawn",
    ("upload/publish_form.py", ARITHMETIC): "which file of how many is being written",
    ("upload/files_read.py", ARITHMETIC): "which file of how many has been read",
}
FRAME_METHODS = frozenset((
    "groupby", "merge", "sort_values", "iloc", "loc", "isin", "notna", "isna", "assign", "dropna",
    "drop_duplicates", "value_counts", "set_index", "reset_index", "pivot", "apply", "astype",
))  # fmt: skip
SQL = re.compile(r"\b(SELECT|INSERT INTO|DELETE FROM|UPDATE \w+ SET|GROUP BY|ORDER BY)\b")
CALCULATIONS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)


def findings(source: str) -> Iterator[tuple[str, int]]:
    """What a module does beside drawing, with the line."""
    tree = ast.parse(source)
    subscripts = (node for node in ast.walk(tree) if isinstance(node, ast.Subscript))
    positions = {id(part) for node in subscripts for part in ast.walk(node.slice)}
    for node in ast.walk(tree):
        doing = _doing(node)
        # Which items of a list are meant is no figure.
        if doing and not (doing == ARITHMETIC and id(node) in positions):
            yield doing, getattr(node, "lineno", 0)


def _doing(node: ast.AST) -> str | None:
    match node:
        case ast.Constant(value=str(text)) if SQL.search(text):
            return IN_SQL
        case ast.ImportFrom(module=str(module)) if module.startswith("data.questions"):
            return ASKS
        case (
            ast.Subscript(slice=ast.Compare())
            | ast.Call(func=ast.Attribute(value=ast.Name(id="pd")))
        ):
            return FRAMES
        case ast.Attribute() if _is_of_frame(node):
            return FRAMES
        case ast.BinOp() if _calculates(node):
            return ARITHMETIC
    return None


def _is_of_frame(node: ast.Attribute) -> bool:
    if isinstance(node.value, ast.Name) and node.value.id == "pd":
        # A signature may name a frame that is passed on.
        return node.attr != "DataFrame"
    return node.attr in FRAME_METHODS


def _calculates(node: ast.BinOp) -> bool:
    """Whether numbers are worked out; texts are put together by + and the parts of a path by /."""
    of_texts = any(_is_text_or_list(side) for side in (node.left, node.right))
    return isinstance(node.op, CALCULATIONS) and not of_texts


def _is_text_or_list(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=str()) | ast.JoinedStr() | ast.List() | ast.ListComp():
            return True
    return False


@pytest.mark.parametrize("module", MODULES)
def test_a_page_only_draws(module: str) -> None:
    source = (PAGES / module).read_text(encoding="utf-8")
    wrong = [f"line {line} {what}" for what, line in findings(source)
             if (module, what) not in ALLOWED]  # fmt: skip
    assert not wrong, f"pages/{module}: {'; '.join(wrong)}. Let insights/ work it out."


@pytest.mark.parametrize(("module", "what"), ALLOWED)
def test_an_exception_is_still_needed(module: str, what: str) -> None:
    source = (PAGES / module).read_text(encoding="utf-8")
    assert what in {doing for doing, _ in findings(source)}


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("frame.groupby('code')", FRAMES),
        ("frame.iloc[0]", FRAMES),
        ("frame.loc[0, 'a']", FRAMES),
        ("pd.concat([a, b])", FRAMES),
        ("pd.DataFrame(rows)", FRAMES),
        ("frame[frame['plan'] == plan]", FRAMES),
        ("new - old", ARITHMETIC),
        ("100 * part / whole", ARITHMETIC),
        ("total + figure", ARITHMETIC),
        ("store.ask('SELECT * FROM kpi')", IN_SQL),
        ("from data.questions import stored_kpis", ASKS),
        ("items[first : first + 2]", None),
        ("'a ' + text", None),
        ("f'{number} of {total}'", None),
        ("values: pd.DataFrame", None),
    ],
)
def test_what_is_more_than_drawing_is_seen(line: str, what: str | None) -> None:
    assert next((doing for doing, _ in findings(line)), None) == what


def test_every_page_module_is_looked_at() -> None:
    assert {"overview.py", str(Path("upload/__init__.py"))} <= set(MODULES)

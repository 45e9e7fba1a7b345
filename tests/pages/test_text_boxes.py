"""Every box for text on a page says how many characters it takes."""

import ast
from collections.abc import Iterator

import pytest

from pages.shared import box_lengths
from tests.shared import ROOT

PAGES = ROOT / "pages"
BOXES = frozenset(("text_input", "text_area", "chat_input"))


def boxes(source: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            if name in BOXES:
                yield node


def limit(box: ast.Call) -> str | None:
    """The length that a box is given, by its name in box_lengths."""
    given = next((word.value for word in box.keywords if word.arg == "max_chars"), None)
    match given:
        case ast.Attribute(value=ast.Name(id="box_lengths"), attr=str(name)):
            return name
    return None


EVERY_BOX = [
    (str(path.relative_to(ROOT)), box)
    for path in sorted(PAGES.rglob("*.py"))
    for box in boxes(path.read_text(encoding="utf-8"))
]


def test_there_are_boxes() -> None:
    assert len(EVERY_BOX) >= 10


@pytest.mark.parametrize(
    ("path", "box"), EVERY_BOX, ids=[f"{path}:{box.lineno}" for path, box in EVERY_BOX]
)
def test_a_box_for_text_has_a_length(path: str, box: ast.Call) -> None:
    length = getattr(box_lengths, limit(box) or "", None)
    assert length in (10, 40, 120, 300, 1_000), f"{path}, line {box.lineno}"


@pytest.mark.parametrize(
    "source", ["st.text_input('x')", "st.sidebar.text_area('x')", "st.text_input('x', max_chars=n)"]
)
def test_a_box_without_a_length_of_the_list_is_found(source: str) -> None:
    (box,) = boxes(source)
    assert limit(box) is None

import io
from xml.etree.ElementTree import fromstring

import pytest

from loaders.files.excel_text import shared_strings, text_of_item, unescaped


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("a_x000D_b", "a\rb"), ("_x005F_x000D_", "_x000D_"), ("no escape_", "no escape_"),
        ("_x00g0_", "_x00g0_"), ("_xD83D__xDE00_", "\U0001f600"), ("_xD83D_", "\ufffd"),
    ],
)  # fmt: skip
def test_escapes_are_the_characters_they_stand_for(written: str, text: str) -> None:
    assert unescaped(written) == text


def test_runs_are_joined_and_guides_to_pronunciation_left_out() -> None:
    item = fromstring("<si><r><t>Crimes </t></r><r><t>reported</t></r><rPh><t>kr</t></rPh></si>")
    assert text_of_item(item) == "Crimes reported"


def test_strings_are_listed_in_their_order() -> None:
    part = b"<sst><si><t>one</t></si><si/><si><r><t>three</t></r></si></sst>"
    assert shared_strings(io.BytesIO(part)).texts == ["one", "", "three"]

"""docs/security.md counts right and names tests that exist."""

import re
from collections import Counter

import pytest

from access.settings import DAILY_FILES, DAILY_MEGABYTES
from access.upload_quota import SESSION_MEGABYTES
from loaders.files.limits import LIMITS, MB
from tests.shared import ROOT

DOCUMENT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+\.\d+\.\d+) \| ([12]) \| ([^|]+) \| (.+) \|$", DOCUMENT, re.MULTILINE)
NAMED = re.findall(r"`((?:tests|docs|data|access|loaders)/[\w/.-]+)`", DOCUMENT)


def test_the_counts_are_those_of_the_table() -> None:
    states = Counter(state for _, _, state, _ in ROWS)
    assert set(states) == {"met", "not met", "n.a."}
    applied = states["met"] + states["not met"]
    words = " ".join(DOCUMENT.split())
    assert f"Of 253 items {applied} apply: **{states['met']} met, {states['not met']} not" in words
    listed = f"{states['n.a.']} of them are listed, and {253 - len(ROWS)}"
    assert f"{253 - applied} do not apply: {listed}" in words


def test_no_item_stands_twice_and_each_says_how() -> None:
    items = [item for item, _, _, _ in ROWS]
    assert len(set(items)) == len(items) > 190
    assert all(reason.strip() for _, _, _, reason in ROWS)


@pytest.mark.parametrize("path", sorted(set(NAMED)))
def test_what_it_names_exists(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize(
    "words",
    [
        f"A file has {LIMITS.file_bytes // MB} MB at most",
        f"{LIMITS.parts:,} parts and {LIMITS.unpacked_bytes // MB} MB",
        f"a part over {LIMITS.ratio_from // MB} MB no more than {LIMITS.ratio} times",
        f"{LIMITS.cells:,} cells",
        f"{LIMITS.lines:,} lines and {LIMITS.columns:,} columns",
        f"{LIMITS.seconds:g} seconds and {LIMITS.memory // MB:,} MB",
        f"its answer {LIMITS.answer_bytes // MB} MB",
        f"A visit holds {SESSION_MEGABYTES} MB",
        f"one person uploads {DAILY_FILES} files and {DAILY_MEGABYTES:,} MB a day",
    ],
)
def test_the_limits_are_those_of_the_code(words: str) -> None:
    assert words in " ".join(DOCUMENT.split())

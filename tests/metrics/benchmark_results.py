"""Reference results for intervals, bands and trends, from a file beside the project."""

import json
import math
from typing import Any

import pytest

from tests.shared import SHARED

VECTORS = "vectors/benchmark.json"


def reference(name: str) -> list[Any]:
    """The reference cases of one set; where the file is absent, one that is skipped."""
    found = SHARED / VECTORS
    if not found.exists():
        absent = pytest.mark.skip(reason=f"../shared/{VECTORS} is not here")
        return [pytest.param({}, id="absent", marks=absent)]
    cases: list[Any] = json.loads(found.read_text())[name]
    return cases


def same(found: float | None, expected: float) -> bool:
    """Whether a number is the reference's, to nine digits."""
    return found is not None and math.isclose(found, expected, rel_tol=1e-9)
